//! Where what the page tells is gathered: the page posts, the harness waits.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How long a page waits for leave to go on.
const PATIENCE: Duration = Duration::from_mins(2);

/// How a later Genjin says hello.
const NEWER: &[u8] = b"?newer";

/// What the page is to do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Plan {
    /// Of its choices.
    pub seed: u32,
    /// How often each work is chosen; `None` to look only.
    pub works: Option<serde_json::Value>,
    /// After how many works it ends by itself.
    pub most: u64,
    /// How many rows an import has.
    pub rows: u64,
    /// How many rows are imported before the work begins.
    pub first_import: u64,
    /// Whether to hand over a backup of what is there.
    pub backup: bool,
    /// How many tabs follow this plan.
    pub tabs: u64,
    /// Which of them this one is; told to each as it says hello.
    pub tab: u64,
    /// Among how many customers those are chosen that are worked on; zero for all.
    pub few: u64,
    /// After all tabs have ended, how long each waits before it tells what it shows.
    pub settle_ms: u64,
    /// After how many works a later Genjin is opened in another tab, if ever.
    pub upgrade_after: Option<u64>,
}

/// Where the Book stood when the page showed "Saved".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ack {
    /// How many times the whole Book was replaced.
    pub epoch: u64,
    /// The number of the newest Change.
    pub sequence: u64,
    /// The sum of the hashes of all Changes, in hexadecimal.
    pub digest: String,
    /// How many Changes were shown as saved with it.
    pub count: u64,
}

/// What the page shows once the app stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Shown {
    /// `today`, `recovery` or `welcome`.
    pub shows: String,
    /// The words on the page.
    pub words: String,
}

/// What was heard of the page since it was last opened.
#[derive(Debug, Default)]
pub struct Heard {
    /// What it shows.
    pub shown: Option<Shown>,
    /// All values of its database.
    pub stores: Option<Vec<u8>>,
    /// The backups that the app made, one a tab.
    pub backups: Vec<Vec<u8>>,
    /// Whether the work has begun.
    pub begun: bool,
    /// How many tabs have ended it by themselves.
    pub ended: u64,
    /// The words that were shown as saved.
    pub wrote: Vec<String>,
    /// What a later Genjin shows that was opened beside this one.
    pub newer_shows: Option<Shown>,
    /// All values of the database as that one sees it.
    pub newer_stores: Option<Vec<u8>>,
    /// The long works that were about to begin, such as `import`.
    pub about: Vec<String>,
    /// How many times the app began to fold the log into segments.
    pub keeps: usize,
    /// How many times it had done so.
    pub upkept: usize,
    /// What was shown as saved.
    pub acks: Vec<Ack>,
    /// Why the work has stopped.
    pub trouble: Option<String>,
}

#[derive(Debug, Default)]
struct State {
    plan: Plan,
    may_work: bool,
    hellos: u64,
    /// Whether a later Genjin has said hello; what is told from then on is its own.
    has_newer: bool,
    heard: Heard,
}

/// The desk, shared by its clones.
#[derive(Debug, Clone, Default)]
pub struct Desk(Arc<(Mutex<State>, Condvar)>);

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked has left nothing half written here.
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Clears the desk for a page that is to follow this plan.
    pub fn begin(&self, plan: Plan) {
        *self.state() = State {
            plan,
            ..State::default()
        };
    }

    /// Lets the page begin its work.
    pub fn let_work(&self) {
        self.state().may_work = true;
        self.0.1.notify_all();
    }

    /// Waits until something was heard; whether it was.
    pub fn wait(&self, patience: Duration, is_heard: impl Fn(&Heard) -> bool) -> bool {
        let state = self.state();
        let waited = self
            .0
            .1
            .wait_timeout_while(state, patience, |state| !is_heard(&state.heard));
        waited.is_ok_and(|(_, timeout)| !timeout.timed_out())
    }

    /// Takes what was heard.
    pub fn take(&self) -> Heard {
        std::mem::take(&mut self.state().heard)
    }

    /// Looks at what was heard.
    pub fn look<T>(&self, look: impl FnOnce(&Heard) -> T) -> T {
        look(&self.state().heard)
    }

    /// Hears what the page posts, and answers in JSON.
    pub fn hear(&self, path: &str, body: Vec<u8>) -> Vec<u8> {
        let mut state = self.state();
        let text = || String::from_utf8_lossy(&body).into_owned();
        match path {
            "harm/hello" if body == NEWER => {
                state.has_newer = true;
                return serde_json::to_vec(&Plan::default()).unwrap_or_default();
            }
            "harm/hello" => {
                let plan = Plan {
                    tab: state.hellos,
                    seed: state
                        .plan
                        .seed
                        .wrapping_add(u32::try_from(state.hellos).unwrap_or(0)),
                    ..state.plan.clone()
                };
                state.hellos += 1;
                return serde_json::to_vec(&plan).unwrap_or_default();
            }
            "harm/shows" if state.has_newer => {
                state.heard.newer_shows = serde_json::from_slice(&body).ok();
            }
            "harm/shows" => state.heard.shown = serde_json::from_slice(&body).ok(),
            "harm/backup" => state.heard.backups.push(body),
            "harm/begins" => state.heard.begun = true,
            "harm/ends" => state.heard.ended += 1,
            "harm/have-all-ended" => {
                let have_all = state.plan.tabs <= state.heard.ended;
                return have_all.to_string().into_bytes();
            }
            "harm/wrote" => {
                let wrote: Vec<String> = serde_json::from_slice(&body).unwrap_or_default();
                state.heard.wrote.extend(wrote);
            }
            "harm/about" => state.heard.about.push(text()),
            "harm/keeps" => state.heard.keeps += 1,
            "harm/upkept" => state.heard.upkept += 1,
            "harm/saved" => {
                let acks: Vec<Ack> = serde_json::from_slice(&body).unwrap_or_default();
                state.heard.acks.extend(acks);
            }
            // Once a later Genjin is there, its look at the database is the one that counts.
            "harm/stores" if state.has_newer => state.heard.newer_stores = Some(body),
            "harm/stores" => {
                state.heard.stores = Some(body);
                self.0.1.notify_all();
                let end = Instant::now() + PATIENCE;
                while !state.may_work && Instant::now() < end {
                    let waited = self.0.1.wait_timeout(state, Duration::from_secs(1));
                    state = waited.map_or_else(|poisoned| poisoned.into_inner().0, |(it, _)| it);
                }
            }
            _ => state.heard.trouble = Some(text()),
        }
        self.0.1.notify_all();
        b"true".to_vec()
    }
}
