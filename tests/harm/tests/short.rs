//! A short form of each harness, with fixed seeds, so that a regression shows at once. Where the
//! browser or `dist/` is missing, each prints a line that says so and passes, as journeys do.

use std::env;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use genjin_harm::browser::Backend;
use genjin_harm::damage::{self, Came, Damage};
use genjin_harm::kills::{self, End, Figures, Options};
use genjin_harm::site::{self, Care};
use genjin_harm::{quota, tabs};
use genjin_journeys::{Failure, Outcome};

/// Held by the one that runs: two browsers at once would take each other's time.
static TURN: Mutex<()> = Mutex::new(());

/// The turn, or none where the harness cannot run here.
fn turn(backend: Backend) -> Outcome<Option<MutexGuard<'static, ()>>> {
    let reason = if backend.program().is_none() {
        "the browser is not installed"
    } else if site::is_built() {
        return Ok(Some(TURN.lock().unwrap_or_else(PoisonError::into_inner)));
    } else {
        "dist/ is not built"
    };
    if env::var("GENJIN_JOURNEYS").as_deref() == Ok("required") {
        return Err(Failure::new(format!("this must run, but {reason}")));
    }
    // Straight to the terminal, because what a passing test prints is not shown.
    writeln!(io::stderr(), "skipped: {reason}")?;
    Ok(None)
}

fn say(line: &str) {
    println!("{line}");
}

fn rounds(backend: Backend, end: End, care: Care, rounds: u64) -> Outcome<Figures> {
    let options = Options {
        end,
        care,
        backend,
        rounds,
        seed: 7,
        most_changes: 80,
    };
    kills::kills(&options, &mut say)
}

fn nothing_is_lost(backend: Backend, end: End) -> Outcome {
    let Some(_turn) = turn(backend)? else {
        return Ok(());
    };
    let figures = rounds(backend, end, Care::AsBuilt, 4)?;
    assert_eq!((figures.lost, figures.half), (0, 0), "{figures:#?}");
    assert!(0 < figures.acknowledged, "{figures:#?}");
    Ok(())
}

#[test]
fn a_killed_browser_with_leveldb_has_lost_nothing() -> Outcome {
    nothing_is_lost(Backend::LevelDb, End::Kill)
}

#[test]
fn a_killed_browser_with_sqlite_has_lost_nothing() -> Outcome {
    nothing_is_lost(Backend::Sqlite, End::Kill)
}

#[test]
fn a_power_cut_with_leveldb_loses_nothing() -> Outcome {
    nothing_is_lost(Backend::LevelDb, End::PowerCut)
}

#[test]
fn a_power_cut_with_sqlite_loses_nothing() -> Outcome {
    nothing_is_lost(Backend::Sqlite, End::PowerCut)
}

#[test]
fn a_power_cut_loses_what_was_written_with_less_care() -> Outcome {
    for backend in Backend::CHROMIUM {
        let Some(_turn) = turn(backend)? else {
            return Ok(());
        };
        let figures = rounds(backend, End::PowerCut, Care::Relaxed, 1)?;
        assert!(0 < figures.lost, "{figures:#?}");
    }
    Ok(())
}

#[test]
fn no_damage_passes_in_silence() -> Outcome {
    for (backend, kinds) in [
        (
            Backend::LevelDb,
            [Damage::FlipBytes, Damage::DeleteLeading, Damage::EarlierAll],
        ),
        (
            Backend::Sqlite,
            [Damage::Halve, Damage::DeleteAll, Damage::EarlierAll],
        ),
    ] {
        let Some(_turn) = turn(backend)? else {
            return Ok(());
        };
        for (kind, came) in damage::damage(backend, &kinds, 7, &mut say)? {
            assert!(!matches!(came, Came::Silent(_)), "{kind:?}: {came:?}");
        }
    }
    Ok(())
}

#[test]
fn full_storage_is_told_and_survived() -> Outcome {
    let Some(_turn) = turn(Backend::LevelDb)? else {
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    for level in runtime.block_on(quota::quota(Backend::LevelDb, 6..=6, &mut say))? {
        assert!(level.faults.is_empty(), "{level:#?}");
    }
    Ok(())
}

#[test]
fn four_tabs_agree() -> Outcome {
    let Some(_turn) = turn(Backend::LevelDb)? else {
        return Ok(());
    };
    let figures = tabs::tabs(Backend::LevelDb, 4, 8, 7)?;
    assert_eq!((figures.lost, figures.different), (0, 0), "{figures:#?}");
    Ok(())
}

#[test]
fn a_later_version_takes_over_from_a_tab_at_work() -> Outcome {
    let Some(_turn) = turn(Backend::LevelDb)? else {
        return Ok(());
    };
    let upgrade = tabs::upgrade(Backend::LevelDb, 7)?;
    assert_eq!((upgrade.lost, upgrade.shows.as_str()), (0, "today"));
    Ok(())
}
