//! `kills` and `power`: the whole browser is killed at random moments while the app is used as fast
//! as it goes; and for `power`, what was not synced is then taken from its files.
//!
//! What the page has shown as saved is told to the harness outside, which reads the database after
//! the next start and compares. A profile serves some rounds, so that a Book has a history, and then
//! another is begun, so that openings stay short.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use genjin_journeys::{Failure, Outcome};
use serde_json::json;

use crate::browser::{Backend, Profile, Running};
use crate::desk::{Ack, Desk, Heard, Plan};
use crate::folders;
use crate::power::{Reach, Shim, Synced};
use crate::random::Random;
use crate::site::{Care, Site};
use crate::stores::{Judged, Stores};

/// How long a browser may take on a busy machine until the app stands, or until work has begun.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// How many kills a profile sees.
const ROUNDS_OF_PROFILE: u64 = 20;

/// What a round is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Edits above all, killed at any moment.
    Edits,
    /// Imports and restores above all, killed within one.
    LongWorks,
    /// Imports after which the log is folded into segments, killed while it is.
    Upkeep,
}

impl Round {
    /// How often each kind of work is chosen.
    fn works(self) -> serde_json::Value {
        match self {
            Self::Edits => json!({
                "log": 8, "customer": 3, "edit": 3, "attempt": 8, "there_and_back": 40,
                "undo": 6, "import": 1, "restore": 1,
            }),
            Self::LongWorks => {
                json!({ "log": 10, "there_and_back": 10, "import": 20, "restore": 40 })
            }
            Self::Upkeep => json!({ "log": 10, "edit": 5, "there_and_back": 20, "import": 10 }),
        }
    }

    /// How many rows an import has.
    fn rows(self, random: &mut Random) -> u64 {
        match self {
            // One alone is enough to be folded.
            Self::Upkeep => 1_250 + random.below(300),
            Self::Edits | Self::LongWorks => 50 + random.below(1500),
        }
    }
}

/// How a round ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The browser is killed; what it has handed to the system is on disk.
    Kill,
    /// The power fails: only what was synced is on disk.
    PowerCut,
}

/// What to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// How the rounds end.
    pub end: End,
    /// How carefully the page writes.
    pub care: Care,
    /// On what.
    pub backend: Backend,
    /// How many kills.
    pub rounds: u64,
    /// Of all choices.
    pub seed: u64,
    /// After how many saved Changes a round is over at the latest.
    pub most_changes: u64,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many times the browser was killed.
    pub kills: u64,
    /// How many times the page showed a Change as saved.
    pub acknowledged: u64,
    /// How many of these were not there afterwards.
    pub lost: u64,
    /// How many times something was half there, or the app did not open its Book.
    pub half: u64,
    /// How many kills fell into an import or a restore.
    pub in_long_work: u64,
    /// How many times the log was folded into segments before a kill or in the middle of one.
    pub upkeeps: u64,
    /// How many kills fell into that.
    pub in_upkeep: u64,
    /// How many files lost bytes to power cuts.
    pub shortened: u64,
    /// How many rounds did not begin because the browser did not start.
    pub not_begun: u64,
    /// What was wrong, in words.
    pub findings: Vec<String>,
}

/// A Book in use: the profile that keeps it, and what was shown as saved.
struct InUse {
    profile: Profile,
    acks: Vec<Ack>,
    may_replace: bool,
    synced: Synced,
}

impl InUse {
    fn begin(backend: Backend) -> Outcome<Self> {
        let profile = Profile::create(backend)?;
        Ok(Self {
            synced: Synced::of(&profile)?,
            profile,
            acks: Vec::new(),
            may_replace: false,
        })
    }

    /// Opens the browser; with a shim, one that remembers what it has synced.
    fn open(&self, site: &Site, shim: Option<&Shim>) -> Outcome<Running> {
        let variables = shim.map(|shim| self.synced.variables(shim));
        let variables = variables.as_ref().map_or(&[][..], |some| &some[..]);
        self.profile.open(&site.url(), variables)
    }

    /// Judges what was found at an opening against what was shown as saved before.
    fn judge(&self, heard: &Heard) -> Judged {
        let stores = heard.stores.as_deref().and_then(Stores::read);
        let mut judged = match stores {
            Some(stores) => stores.judge(&self.acks, self.may_replace),
            None => Judged {
                lost: self.acks.iter().map(|ack| ack.count).sum(),
                broken: Some("the database cannot be read".to_owned()),
                stands: None,
            },
        };
        let shows = heard.shown.as_ref().map_or("", |shown| &shown.shows);
        let is_new = self.acks.is_empty();
        if shows != "today" && !(is_new && shows == "welcome") {
            judged.broken.get_or_insert_with(|| {
                let words = heard.shown.as_ref().map_or("", |shown| &shown.words);
                format!("the page shows {shows}: {words}")
            });
        }
        judged
    }

    /// Takes in what was shown as saved since. Of an older epoch nothing more is asked.
    fn take_in(&mut self, heard: Heard) {
        self.may_replace = heard.about.iter().any(|about| about == "restore");
        self.acks.extend(heard.acks);
        let newest = self.acks.iter().map(|ack| ack.epoch).max().unwrap_or(0);
        self.acks.retain(|ack| ack.epoch == newest);
    }
}

/// Kills as often as was asked, or cuts the power.
pub fn kills(options: &Options, say: &mut dyn FnMut(&str)) -> Outcome<Figures> {
    let desk = Desk::default();
    let site = Site::serve(&desk, options.care)?;
    let shim = match options.end {
        End::Kill => None,
        End::PowerCut => Some(Shim::build()?),
    };
    // Where losses are meant, each profile sees one.
    let rounds_of_each = match options.care {
        Care::AsBuilt => ROUNDS_OF_PROFILE,
        Care::Relaxed => 1,
    };
    let mut random = Random::of(options.seed);
    let mut figures = Figures::default();
    let began = Instant::now();
    let mut used = InUse::begin(options.backend)?;
    let mut rounds_of_profile = 0;
    while figures.kills < options.rounds {
        if rounds_of_profile == rounds_of_each {
            look(&desk, &site, &mut used, shim.as_ref(), &mut figures)?;
            used = InUse::begin(options.backend)?;
            rounds_of_profile = 0;
        }
        let is_first = rounds_of_profile == 0;
        let round = match random.below(5) {
            0 => Round::LongWorks,
            1 => Round::Upkeep,
            _ => Round::Edits,
        };
        desk.begin(Plan {
            seed: random.seed(),
            works: Some(round.works()),
            most: u64::MAX,
            rows: round.rows(&mut random),
            first_import: if is_first { 40 } else { 0 },
            ..Plan::default()
        });
        let running = used.open(&site, shim.as_ref())?;
        if !open_and_judge(&desk, &mut used, &mut figures) {
            running.kill()?;
            if 20 < figures.not_begun {
                return Err(Failure::new("the browser does not start"));
            }
            continue;
        }
        desk.let_work();
        desk.wait(PATIENCE, |heard| heard.begun || heard.trouble.is_some());
        let is_long = wait_for_the_moment(&desk, &mut random, round, options.most_changes);
        running.kill()?;
        if options.end == End::PowerCut {
            let reach = match random.below(2) {
                0 => Reach::Databases,
                _ => Reach::All,
            };
            figures.shortened += used.synced.cut(&used.profile, reach)?.shortened;
        }
        // What was on its way to the harness has arrived by then.
        thread::sleep(Duration::from_millis(20));
        let heard = desk.take();
        if let Some(trouble) = &heard.trouble {
            figures.findings.push(format!("the driver: {trouble}"));
            if 20 < figures.findings.len() {
                return Err(Failure::new(format!("{:#?}", figures.findings)));
            }
        }
        figures.kills += 1;
        figures.in_long_work += u64::from(is_long);
        figures.upkeeps += u64::try_from(heard.keeps).unwrap_or(0);
        figures.in_upkeep += u64::from(heard.upkept < heard.keeps);
        figures.acknowledged += changes(&heard);
        used.take_in(heard);
        rounds_of_profile += 1;
        if figures.kills % 20 == 0 {
            let seconds = began.elapsed().as_secs();
            say(&format!(
                "{} after {seconds} s: {}",
                options.backend.name(),
                figures.line()
            ));
        }
    }
    look(&desk, &site, &mut used, shim.as_ref(), &mut figures)?;
    Ok(figures)
}

/// How long after its beginning a long work is killed at the latest, in milliseconds.
const WITHIN_LONG_WORK_MS: u64 = 400;

/// How long after the log began to be folded the kill comes at the latest, in milliseconds.
const WITHIN_UPKEEP_MS: u64 = 30;

/// How long after a Change was shown as saved the kill comes at the latest, in milliseconds: several
/// more are written meanwhile.
const AFTER_CHANGE_MS: u64 = 60;

/// Waits for a random moment. Whether it was in an import or a restore.
///
/// It is counted in Changes, so that a busy machine makes rounds slower and not emptier.
fn wait_for_the_moment(desk: &Desk, random: &mut Random, round: Round, most: u64) -> bool {
    let saved = random.below(most);
    let within = Duration::from_millis(random.below(WITHIN_LONG_WORK_MS));
    let after = Duration::from_millis(random.below(AFTER_CHANGE_MS));
    // The first or the third that begins, so that others were completed before.
    let wanted = usize::from(random.below(2) == 0) * 2 + 1;
    let is_over = |heard: &Heard| heard.trouble.is_some() || 0 < heard.ended;
    match round {
        Round::Edits => {
            desk.wait(PATIENCE, |heard| saved <= changes(heard) || is_over(heard));
            thread::sleep(after);
            false
        }
        Round::LongWorks => {
            desk.wait(PATIENCE, |heard| {
                wanted <= heard.about.len() || is_over(heard)
            });
            thread::sleep(within);
            desk.look(|heard| wanted <= heard.about.len())
        }
        Round::Upkeep => {
            desk.wait(PATIENCE, |heard| 0 < heard.keeps || is_over(heard));
            thread::sleep(Duration::from_millis(random.below(WITHIN_UPKEEP_MS)));
            false
        }
    }
}

/// Waits until the app stands and judges what is there; whether it could.
fn open_and_judge(desk: &Desk, used: &mut InUse, figures: &mut Figures) -> bool {
    desk.wait(PATIENCE, |heard| {
        heard.stores.is_some() || heard.trouble.is_some()
    });
    let shown = desk.look(|heard| heard.shown.clone());
    if shown.is_none() {
        figures.not_begun += 1;
        let trouble = desk.look(|heard| heard.trouble.clone());
        let why = trouble.unwrap_or_else(|| "nothing was heard".to_owned());
        figures.findings.push(format!("did not begin: {why}"));
        return false;
    }
    let Judged {
        lost,
        broken,
        stands,
    } = desk.look(|heard| used.judge(heard));
    figures.lost += lost;
    if let Some(broken) = broken {
        figures.half += 1;
        figures
            .findings
            .push(format!("kill {}: {broken}", figures.kills));
        keep(used, figures.kills);
    } else if 0 < lost {
        let (kills, newest) = (figures.kills, used.acks.last());
        figures.findings.push(format!(
            "kill {kills}: {lost} lost of {newest:?}, the book stands at {stands:?}"
        ));
        keep(used, kills);
    }
    // What a restore has replaced without having been shown as saved is not asked for again.
    if let Some((epoch, _)) = stands {
        used.acks.retain(|ack| ack.epoch == epoch);
    }
    true
}

/// Opens once more without working, to judge what the last kill left.
fn look(
    desk: &Desk,
    site: &Site,
    used: &mut InUse,
    shim: Option<&Shim>,
    figures: &mut Figures,
) -> Outcome {
    desk.begin(Plan::default());
    let running = used.open(site, shim)?;
    open_and_judge(desk, used, figures);
    desk.let_work();
    running.kill()
}

/// Keeps a copy of a profile in which something was wrong.
fn keep(used: &InUse, number: u64) {
    let place = folders::repository().join(format!("target/harm/kill-{number}"));
    let kept = fs::create_dir_all(&place).and_then(|()| folders::copy(used.profile.path(), &place));
    if let Err(error) = kept {
        eprintln!("the profile could not be kept: {error}");
    }
}

/// How many Changes the page has shown as saved.
fn changes(heard: &Heard) -> u64 {
    heard.acks.iter().map(|ack| ack.count).sum()
}

impl Figures {
    /// In one line.
    pub fn line(&self) -> String {
        let Self {
            kills,
            acknowledged,
            lost,
            half,
            in_long_work,
            upkeeps,
            in_upkeep,
            shortened,
            not_begun,
            findings,
        } = self;
        let mut parts = vec![
            format!(
                "{kills} kills ({in_long_work} in an import or restore, {in_upkeep} of {upkeeps} foldings)"
            ),
            format!("{acknowledged} acknowledged"),
            format!("{lost} lost"),
            format!("{half} half there"),
        ];
        if 0 < *shortened {
            parts.push(format!("{shortened} files cut"));
        }
        if 0 < *not_begun {
            parts.push(format!("{not_begun} not begun"));
        }
        if let Some(last) = findings.last() {
            parts.push(format!("{} findings, the last: {last}", findings.len()));
        }
        parts.join(", ")
    }
}
