//! `tabs`: several tabs write at once to the same few records, and a later Genjin is opened beside
//! one that is at work.

use std::time::{Duration, Instant};

use genjin_journeys::{Failure, Outcome};
use serde_json::json;

use crate::browser::{Backend, Profile};
use crate::desk::{Desk, Plan};
use crate::kills::PATIENCE;
use crate::site::{Care, Site};
use crate::stores::Stores;

/// What every tab may take to show the last write of another.
const SETTLE_MS: u64 = 1000;

/// Among how many customers the tabs choose.
const FEW: u64 = 3;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// How many words were shown as saved.
    pub wrote: usize,
    /// How many of these are in no tab's Book.
    pub lost: usize,
    /// At which number the Book stands.
    pub sequence: u64,
    /// How many tabs showed something else than the first, a second after the last write.
    pub different: usize,
    /// How many times the log was folded into segments meanwhile, or it was tried.
    pub foldings: usize,
    /// How long it took.
    pub took: Duration,
}

/// Lets `tabs` tabs write so often each.
pub fn tabs(backend: Backend, tabs: u64, writes: u64, seed: u32) -> Outcome<Figures> {
    let desk = Desk::default();
    let site = Site::serve(&desk, Care::AsBuilt)?;
    let profile = Profile::create(backend)?;
    // One makes the Book, so that the others find the records.
    desk.begin(Plan {
        // Not that of any tab, so that no two write the same words.
        seed: seed.wrapping_add(1000),
        works: Some(json!({ "customer": 1 })),
        most: FEW,
        ..Plan::default()
    });
    desk.let_work();
    let running = profile.open(&site.url(), &[])?;
    wait_for_end(&desk, 1, PATIENCE)?;
    running.kill()?;
    desk.begin(Plan {
        seed,
        works: Some(json!({ "log": 8, "edit": 8, "customer": 1 })),
        most: writes,
        tabs,
        few: FEW,
        settle_ms: SETTLE_MS,
        ..Plan::default()
    });
    desk.let_work();
    let began = Instant::now();
    let running = profile.open(&site.url(), &[])?;
    // A second a write is more than a busy machine takes.
    let patience = PATIENCE + Duration::from_secs(writes * tabs);
    wait_for_end(&desk, tabs, patience)?;
    let took = began.elapsed();
    let wanted = usize::try_from(tabs).unwrap_or(usize::MAX);
    desk.wait(PATIENCE, |heard| {
        heard.backups.len() == wanted || heard.trouble.is_some()
    });
    let heard = desk.take();
    running.kill()?;
    if heard.backups.len() != wanted {
        return Err(Failure::new(format!(
            "{} of {tabs} tabs told what they show: {:?}",
            heard.backups.len(),
            heard.trouble
        )));
    }
    // What is on disk, looked at afresh.
    desk.begin(Plan {
        backup: true,
        ..Plan::default()
    });
    desk.let_work();
    let running = profile.open(&site.url(), &[])?;
    desk.wait(PATIENCE, |heard| {
        !heard.backups.is_empty() || heard.trouble.is_some()
    });
    let afresh = desk.take();
    running.kill()?;
    let stores = afresh.stores.as_deref().and_then(Stores::read);
    let stores = stores.ok_or_else(|| Failure::new("the database cannot be read"))?;
    let judged = stores.judge(&heard.acks, false);
    if let Some(broken) = judged.broken {
        return Err(Failure::new(broken));
    }
    let first = afresh.backups.first();
    Ok(Figures {
        wrote: heard.wrote.len(),
        lost: heard
            .wrote
            .iter()
            .filter(|words| !stores.hold(words))
            .count(),
        sequence: judged.stands.map_or(0, |(_, sequence)| sequence),
        different: heard
            .backups
            .iter()
            .filter(|backup| Some(*backup) != first)
            .count(),
        foldings: heard.keeps,
        took,
    })
}

fn wait_for_end(desk: &Desk, tabs: u64, patience: Duration) -> Outcome {
    let is_over = desk.wait(patience, |heard| {
        tabs <= heard.ended || heard.trouble.is_some()
    });
    let trouble = desk.look(|heard| heard.trouble.clone());
    match (is_over, trouble) {
        (_, Some(trouble)) => Err(Failure::new(trouble)),
        (false, None) => Err(Failure::new("the tabs do not end")),
        (true, None) => Ok(()),
    }
}

/// What came of a later Genjin beside one at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// How many Changes the old tab has shown as saved.
    pub acknowledged: u64,
    /// How many of these the later one does not find.
    pub lost: u64,
    /// What the later one shows.
    pub shows: String,
}

/// Opens a later Genjin in another tab while this one writes.
pub fn upgrade(backend: Backend, seed: u32) -> Outcome<Upgrade> {
    let desk = Desk::default();
    let site = Site::serve(&desk, Care::AsBuilt)?;
    let profile = Profile::create(backend)?;
    desk.begin(Plan {
        seed,
        works: Some(json!({ "log": 8, "customer": 2 })),
        // It ends when it cannot write any more.
        most: 10_000,
        upgrade_after: Some(10),
        ..Plan::default()
    });
    desk.let_work();
    let running = profile.open(&site.url(), &[])?;
    let stands = desk.wait(PATIENCE, |heard| heard.newer_stores.is_some());
    let heard = desk.take();
    running.kill()?;
    if !stands {
        return Err(Failure::new(format!(
            "the later one does not stand: {:?}",
            heard.trouble
        )));
    }
    let stores = heard.newer_stores.as_deref().and_then(Stores::read);
    let stores = stores.ok_or_else(|| Failure::new("the database cannot be read"))?;
    Ok(Upgrade {
        acknowledged: heard.acks.iter().map(|ack| ack.count).sum(),
        lost: stores.judge(&heard.acks, false).lost,
        shows: heard
            .newer_shows
            .map_or_else(String::new, |shown| shown.shows),
    })
}
