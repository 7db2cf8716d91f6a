//! The harnesses on the command line; `cargo xtask` starts them.

use std::process::ExitCode;

use genjin_harm::browser::Backend;
use genjin_harm::damage::{self, Came, Damage};
use genjin_harm::kills::{self, End, Figures};
use genjin_harm::site::Care;
use genjin_harm::{openings, quota, tabs};
use genjin_journeys::{Failure, Outcome};

/// What all harnesses take.
#[derive(Clone)]
struct Options {
    backends: Vec<Backend>,
    rounds: u64,
    seed: u64,
}

impl Options {
    fn parse(arguments: &[String], usual: Self) -> Outcome<Self> {
        let mut options = usual;
        for pair in arguments.chunks(2) {
            let [name, value] = pair else {
                return Err(Failure::new(format!("{pair:?} needs a value")));
            };
            let number = || {
                let number = value.parse();
                number.map_err(|_no_number| Failure::new(format!("{name} needs a number")))
            };
            match name.as_str() {
                "--rounds" => options.rounds = number()?,
                "--seed" => options.seed = number()?,
                "--on" => {
                    let known = Backend::ALL.into_iter().find(|one| one.name() == value);
                    let known = known
                        .ok_or_else(|| Failure::new("--on knows leveldb, sqlite and firefox"))?;
                    options.backends = vec![known];
                }
                _ => {
                    return Err(Failure::new(format!(
                        "`{name}` is not understood; there are --rounds, --seed and --on"
                    )));
                }
            }
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure:?}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let Some((harness, rest)) = arguments.split_first() else {
        return Err(Failure::new(
            "there are kills, power, damage, quota, tabs and openings",
        ));
    };
    let usual = |backends: &[Backend], rounds| Options {
        backends: backends.to_vec(),
        rounds,
        seed: 1,
    };
    match harness.as_str() {
        "kills" => {
            let options = Options::parse(rest, usual(&Backend::ALL, 340))?;
            let figures = end_rounds(&options, End::Kill, Care::AsBuilt)?;
            demand(figures.lost + figures.half == 0, "something was lost")
        }
        "power" => power(&Options::parse(rest, usual(&Backend::CHROMIUM, 100))?),
        "damage" => damage(&Options::parse(rest, usual(&Backend::CHROMIUM, 1))?),
        "quota" => quota(&Options::parse(rest, usual(&Backend::CHROMIUM, 20))?),
        "tabs" => tabs(&Options::parse(rest, usual(&Backend::CHROMIUM, 500))?),
        "openings" => openings(rest),
        unknown => Err(Failure::new(format!("there is no harness `{unknown}`"))),
    }
}

/// How many rounds the control has, at the most.
const CONTROL_ROUNDS: u64 = 5;

fn power(options: &Options) -> Outcome {
    println!("Control: writes of relaxed durability must be lost.");
    let control = Options {
        rounds: CONTROL_ROUNDS.min(options.rounds),
        ..options.clone()
    };
    let figures = end_rounds(&control, End::PowerCut, Care::Relaxed)?;
    demand(
        0 < figures.lost,
        "nothing was lost, so a loss is not noticed",
    )?;
    println!("As built.");
    let figures = end_rounds(options, End::PowerCut, Care::AsBuilt)?;
    demand(figures.lost + figures.half == 0, "something was lost")
}

fn damage(options: &Options) -> Outcome {
    let mut silent = 0;
    for backend in options.backends.iter().copied() {
        println!("{}: {}", backend.name(), backend.version());
        let all = damage::damage(backend, &Damage::ALL, options.seed, &mut say)?;
        let is_silent = |(_, came): &&(_, Came)| matches!(came, Came::Silent(_));
        silent += all.iter().filter(is_silent).count();
    }
    demand(silent == 0, "a damage passed in silence")
}

fn quota(options: &Options) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut faults = 0;
    for backend in options.backends.iter().copied() {
        println!("{}: {}", backend.name(), backend.version());
        let levels = runtime.block_on(quota::quota(backend, 1..=options.rounds, &mut say))?;
        faults += levels.iter().map(|level| level.faults.len()).sum::<usize>();
    }
    demand(faults == 0, "a full storage was not borne")
}

fn tabs(options: &Options) -> Outcome {
    let seed = u32::try_from(options.seed).unwrap_or(1);
    for backend in options.backends.iter().copied() {
        println!("{}: {}", backend.name(), backend.version());
        let figures = tabs::tabs(backend, 4, options.rounds, seed)?;
        println!("{figures:?}");
        demand(
            figures.lost == 0 && figures.different == 0,
            "the tabs did not agree",
        )?;
        let upgrade = tabs::upgrade(backend, seed)?;
        println!("{upgrade:?}");
        demand(
            upgrade.lost == 0 && upgrade.shows == "today",
            "a later version was not borne",
        )?;
    }
    Ok(())
}

/// The sizes of Books, in customers and communications.
const SIZES: [(usize, usize); 2] = [(10_000, 100_000), (100_000, 1_000_000)];

fn openings(arguments: &[String]) -> Outcome {
    if let Some(unknown) = arguments.first() {
        return Err(Failure::new(format!("`{unknown}` is not understood")));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    println!("{}", Backend::LevelDb.version());
    for (customers, communications) in SIZES {
        let seen = runtime.block_on(openings::openings(customers, communications))?;
        println!("{customers} customers, {communications} communications: median and spread");
        for line in openings::lines(&seen)? {
            println!("{line}");
        }
    }
    Ok(())
}

/// Runs the rounds on each backend, prints what came of them and sums it up.
fn end_rounds(options: &Options, end: End, care: Care) -> Outcome<Figures> {
    let mut all = Figures::default();
    for backend in options.backends.iter().copied() {
        println!("{}: {}", backend.name(), backend.version());
        if backend.program().is_none() {
            continue;
        }
        let options = kills::Options {
            end,
            care,
            backend,
            rounds: options.rounds,
            seed: options.seed,
            most_changes: 200,
        };
        let figures = kills::kills(&options, &mut say)?;
        for finding in &figures.findings {
            println!("  {finding}");
        }
        println!("{}: {}", backend.name(), figures.line());
        all.lost += figures.lost;
        all.half += figures.half;
    }
    Ok(all)
}

fn say(line: &str) {
    println!("{line}");
}

fn demand(is_so: bool, or_else: &str) -> Outcome {
    if is_so {
        Ok(())
    } else {
        Err(Failure::new(or_else))
    }
}
