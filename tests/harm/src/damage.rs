//! `damage`: files of the database are altered while the browser is closed, and the app is opened.
//!
//! What may come of it: everything is there, or the recovery screen says what is missing. What may
//! not: a Book that is silently empty or shorter.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use genjin_journeys::{Failure, Outcome};
use serde_json::json;

use crate::browser::{Backend, Profile};
use crate::desk::{Ack, Desk, Plan};
use crate::folders;
use crate::kills::PATIENCE;
use crate::random::Random;
use crate::site::{Care, Site};
use crate::stores::Stores;

/// After this the browser has written the short texts to disk, the canary among them.
const UNTIL_TEXTS_ARE_WRITTEN: Duration = Duration::from_secs(8);

/// A part of a file that is altered in one piece.
const PAGE: usize = 4096;

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// 64 bytes in the middle of the largest file are inverted.
    FlipBytes,
    /// The largest file is cut to its half.
    Halve,
    /// The file that was written last loses its last hundred bytes.
    CutEnd,
    /// The first page of the file that leads to all others is zero.
    ZeroHeader,
    /// A page within the largest file is zero.
    ZeroPage,
    /// The largest file is gone.
    DeleteLargest,
    /// The journals are gone.
    DeleteJournals,
    /// The file that leads to all others is gone.
    DeleteLeading,
    /// All files are gone.
    DeleteAll,
    /// All files are there and empty.
    EmptyAll,
    /// All files are those of an earlier day.
    EarlierAll,
    /// The largest file is that of an earlier day.
    EarlierLargest,
}

impl Damage {
    /// All twelve.
    pub const ALL: [Self; 12] = [
        Self::FlipBytes,
        Self::Halve,
        Self::CutEnd,
        Self::ZeroHeader,
        Self::ZeroPage,
        Self::DeleteLargest,
        Self::DeleteJournals,
        Self::DeleteLeading,
        Self::DeleteAll,
        Self::EmptyAll,
        Self::EarlierAll,
        Self::EarlierLargest,
    ];

    fn apply(
        self,
        backend: Backend,
        folder: &Path,
        earlier: &Path,
        random: &mut Random,
    ) -> Outcome {
        let files = files_of(folder)?;
        let largest = self::largest(&files)?;
        match self {
            Self::FlipBytes => alter(&largest, |bytes| {
                let middle = bytes.len() / 2;
                for byte in bytes.iter_mut().skip(middle).take(64) {
                    *byte = !*byte;
                }
            })?,
            Self::Halve => alter(&largest, |bytes| bytes.truncate(bytes.len() / 2))?,
            Self::CutEnd => alter(&written_last(&files)?, |bytes| {
                bytes.truncate(bytes.len().saturating_sub(100));
            })?,
            Self::ZeroHeader => alter(&leading(backend, &files)?, |bytes| {
                bytes.iter_mut().take(PAGE).for_each(|byte| *byte = 0);
            })?,
            Self::ZeroPage => alter(&largest, |bytes| {
                let pages = u64::try_from(bytes.len() / PAGE).unwrap_or(1);
                let page = usize::try_from(1 + random.below(pages.saturating_sub(1))).unwrap_or(1);
                let page = bytes.iter_mut().skip(page * PAGE).take(PAGE);
                page.for_each(|byte| *byte = 0);
            })?,
            Self::DeleteLargest => fs::remove_file(largest)?,
            Self::DeleteJournals => {
                for file in files.iter().filter(|file| is_journal(file)) {
                    fs::remove_file(file)?;
                }
            }
            Self::DeleteLeading => fs::remove_file(leading(backend, &files)?)?,
            Self::DeleteAll => fs::remove_dir_all(folder)?,
            Self::EmptyAll => {
                for file in &files {
                    fs::write(file, [])?;
                }
            }
            Self::EarlierAll => {
                fs::remove_dir_all(folder)?;
                folders::copy(earlier, folder)?;
            }
            Self::EarlierLargest => {
                let inner = largest.strip_prefix(folder)?;
                let before = earlier.join(inner);
                // It may have had another name.
                let before = if before.is_file() {
                    before
                } else {
                    self::largest(&files_of(earlier)?)?
                };
                fs::copy(before, &largest)?;
            }
        }
        Ok(())
    }
}

/// The files that hold data; locks and what engines write for people to read are none.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = folders::files(folder)?;
    files.retain(|file| {
        let name = name_of(file);
        !name.starts_with("LOCK") && !name.starts_with("LOG") && !name.ends_with("-shm")
    });
    Ok(files)
}

fn name_of(file: &Path) -> &str {
    file.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}

fn is_journal(file: &Path) -> bool {
    let name = name_of(file);
    let is_log = file.extension().is_some_and(|extension| extension == "log");
    is_log || name.ends_with("-wal") || name.ends_with("-journal")
}

fn none() -> Failure {
    Failure::new("there are no files of a database")
}

fn largest(files: &[PathBuf]) -> Outcome<PathBuf> {
    let size = |file: &&PathBuf| fs::metadata(file).map_or(0, |about| about.len());
    files.iter().max_by_key(size).cloned().ok_or_else(none)
}

fn written_last(files: &[PathBuf]) -> Outcome<PathBuf> {
    let time = |file: &&PathBuf| fs::metadata(file).and_then(|about| about.modified()).ok();
    // Empty ones have no end.
    let written = files
        .iter()
        .filter(|file| fs::metadata(file).is_ok_and(|about| 0 < about.len()));
    written.max_by_key(time).cloned().ok_or_else(none)
}

/// `CURRENT` of a `LevelDB`; the database itself of `SQLite`.
fn leading(backend: Backend, files: &[PathBuf]) -> Outcome<PathBuf> {
    let mut found: Vec<PathBuf> = match backend {
        Backend::LevelDb => files
            .iter()
            .filter(|file| name_of(file) == "CURRENT")
            .cloned()
            .collect(),
        Backend::Sqlite | Backend::Firefox => files
            .iter()
            .filter(|file| !is_journal(file))
            .cloned()
            .collect(),
    };
    if found.len() < 2 {
        return found.pop().ok_or_else(none);
    }
    largest(&found)
}

fn alter(file: &Path, alter: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
    let mut bytes = fs::read(file)?;
    alter(&mut bytes);
    fs::write(file, bytes)
}

/// What came of a damage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Everything was there.
    Whole,
    /// The recovery screen stood there, and said this.
    Recovery(String),
    /// Something else: a fault of the app.
    Silent(String),
}

/// The Book that is damaged: its profile, an earlier state of it, and what was shown as saved.
struct Subject {
    earlier: Profile,
    later: Profile,
    acks: Vec<Ack>,
}

/// Tries each kind on a backend, in a Book with some thousand records.
pub fn damage(
    backend: Backend,
    kinds: &[Damage],
    seed: u64,
    say: &mut dyn FnMut(&str),
) -> Outcome<Vec<(Damage, Came)>> {
    let desk = Desk::default();
    let site = Site::serve(&desk, Care::AsBuilt)?;
    let mut random = Random::of(seed);
    let subject = make_subject(backend, &desk, &site, &mut random)?;
    // The subject itself must be found whole, or nothing is proved.
    let untouched = subject.later.copied()?;
    let came = open(&untouched, &desk, &site, &subject.acks)?;
    if came != Came::Whole {
        return Err(Failure::new(format!("before any damage: {came:?}")));
    }
    let mut all = Vec::new();
    for kind in kinds.iter().copied() {
        let profile = subject.later.copied()?;
        let earlier = subject.earlier.databases();
        kind.apply(backend, &profile.databases(), &earlier, &mut random)?;
        let came = open(&profile, &desk, &site, &subject.acks)?;
        say(&format!("{} {kind:?}: {came:?}", backend.name()));
        all.push((kind, came));
    }
    Ok(all)
}

fn make_subject(
    backend: Backend,
    desk: &Desk,
    site: &Site,
    random: &mut Random,
) -> Outcome<Subject> {
    let later = Profile::create(backend)?;
    let mut work = |first_import| {
        desk.begin(Plan {
            seed: random.seed(),
            works: Some(json!({ "log": 5, "customer": 2, "edit": 2, "there_and_back": 1 })),
            most: 12,
            rows: 0,
            first_import,
            ..Plan::default()
        });
        let running = later.open(&site.url(), &[])?;
        desk.let_work();
        let is_heard = desk.wait(PATIENCE, |heard| 0 < heard.ended || heard.trouble.is_some());
        let heard = desk.take();
        if !is_heard || heard.trouble.is_some() {
            return Err(Failure::new(format!("no book was made: {heard:?}")));
        }
        // Killed, so that journals stay behind.
        thread::sleep(UNTIL_TEXTS_ARE_WRITTEN);
        let foldings = desk.look(|heard| heard.upkept);
        running.kill()?;
        Ok((heard.acks, heard.upkept + foldings))
    };
    // So many that there are segments, into which the log is folded.
    let (mut acks, foldings) = work(1200)?;
    if foldings == 0 {
        return Err(Failure::new("the log was not folded"));
    }
    let earlier = later.copied()?;
    acks.extend(work(0)?.0);
    Ok(Subject {
        earlier,
        later,
        acks,
    })
}

fn open(profile: &Profile, desk: &Desk, site: &Site, acks: &[Ack]) -> Outcome<Came> {
    desk.begin(Plan::default());
    let running = profile.open(&site.url(), &[])?;
    desk.wait(PATIENCE, |heard| {
        let is_recovery = heard
            .shown
            .as_ref()
            .is_some_and(|shown| shown.shows == "recovery");
        is_recovery || heard.stores.is_some() || heard.trouble.is_some()
    });
    let heard = desk.take();
    desk.let_work();
    running.kill()?;
    let Some(shown) = heard.shown else {
        let why = heard.trouble.unwrap_or_default();
        return Ok(Came::Silent(format!("nothing stands: {why}")));
    };
    if shown.shows == "recovery" {
        return Ok(Came::Recovery(shown.words));
    }
    let judged = heard
        .stores
        .as_deref()
        .and_then(Stores::read)
        .map(|stores| stores.judge(acks, false));
    Ok(match judged {
        Some(judged) if shown.shows == "today" && judged.lost == 0 && judged.broken.is_none() => {
            Came::Whole
        }
        judged => Came::Silent(format!("{}: {judged:?}", shown.shows)),
    })
}
