//! Random lives of a Book in two tabs, beside a plain model of it: whatever is done, in whichever
//! order, with writes that fail, both stay the same.
//!
//! The usual tests live through a few thousand steps. `cargo xtask model` lives through a hundred
//! thousand, from another seed if one is given. A life that fails is made as short as it can be and
//! printed with its seed, which then goes into `tests/fixtures/seeds.txt` for ever.

mod plain;
mod step;

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::TimeDelta;
use genjin::app::model::Model;
use genjin::app::ports::{StoreError, Upkeep};
use genjin::app::service::{Refused, Status};
use genjin::records::backup::{read_backup, write_backup};
use genjin::store::memory::{Fault, Operation};

use self::plain::Plain;
use self::step::{Deed, Step};
use crate::support::dice::Dice;
use crate::support::{Book, Desk, Disk, NOON, run};

const STEPS_OF_A_LIFE: u32 = 200;

/// How many lives the usual tests live through.
const FEW: u64 = 12;

/// Everything that a life is compared by.
struct World {
    disk: Disk,
    tabs: [Book; 2],
    /// What each tab shows: it may be behind the other.
    shown: [Plain; 2],
    /// What is on disk.
    plain: Plain,
    /// What Undo goes back to, the newest last.
    undo: Vec<Plain>,
    /// What Redo goes on to, the newest last.
    redo: Vec<Plain>,
    /// Backup files, with what they hold.
    backups: Vec<(Vec<u8>, Plain)>,
}

impl World {
    fn new() -> Self {
        let disk = Disk::default();
        let tabs = [1, 2].map(|place| Book::open(disk.clone(), Desk::number(place, NOON)));
        let plain = Plain::of(&tabs[0].contents());
        Self {
            disk,
            tabs,
            shown: [plain.clone(), plain.clone()],
            plain,
            undo: Vec::new(),
            redo: Vec::new(),
            backups: Vec::new(),
        }
    }

    fn take(&mut self, step: Step) {
        for tab in &self.tabs {
            tab.desk.pass(TimeDelta::minutes(step.minutes));
        }
        match step.kind {
            0..=80 => self.act(step),
            81..=87 => self.undo(step.tab),
            88..=91 => self.redo(step.tab),
            92..=93 => self.replace(step),
            94 => {
                self.catch_up(step.tab);
                let file = write_backup(&self.tabs[step.tab].contents());
                self.backups.push((file, self.plain.clone()));
            }
            95..=96 => self.reopen(step.tab),
            97..=98 => self.fold(step),
            _ => (0..2).for_each(|tab| self.catch_up(tab)),
        }
        self.check(step.tab);
    }

    /// A deed, in a tab that may be behind; its write may fail and be tried again.
    fn act(&mut self, step: Step) {
        let tab = &self.tabs[step.tab];
        let shown = &self.shown[step.tab];
        let Some(deed) = Deed::of(step, tab, shown) else {
            return;
        };
        let fault = match step.minutes % 12 {
            0 => Some(Fault::Before(StoreError::Full)),
            1 => Some(Fault::Before(StoreError::Unknown)),
            2 => Some(Fault::After(StoreError::Unknown)),
            3 => Some(Fault::After(StoreError::Closed)),
            _ => None,
        };
        if let Some(fault) = &fault {
            self.disk.fail_next(Operation::Write, fault);
        }
        let mut outcome = tab.try_do(deed.command(shown));
        self.disk.mend();
        if matches!(outcome, Err(Refused::Store(_))) {
            assert!(fault.is_some(), "{deed:?}: {outcome:?}");
            assert!(matches!(
                tab.service.status(),
                Status::NotSaved { count: 1, .. }
            ));
            let saved = run(tab.service.retry()).expect("the disk is whole again");
            outcome = saved
                .into_iter()
                .next()
                .ok_or(Refused::Store(StoreError::Closed));
        }
        assert_eq!(tab.service.status(), Status::Saved);

        let now = tab.now();
        let found = Plain::of(&tab.contents());
        let is_behind = self.shown[step.tab].contents() != self.plain.contents();
        // It is decided on what the tab shows, and again on what it finds.
        let decided = deed.done_to(&self.shown[step.tab], now, &found);
        let is_done = outcome.is_ok_and(|done| done.change.is_some());
        if decided.is_none() {
            assert!(!is_done, "done: {deed:?}");
            return;
        }
        let expected = deed.done_to(&self.plain, now, &found);
        self.shown[step.tab] = expected.clone().unwrap_or_else(|| self.plain.clone());
        if let Some(expected) = expected {
            assert!(is_done, "not done: {deed:?}");
            self.undo.push(std::mem::replace(&mut self.plain, expected));
            self.redo.clear();
        } else {
            assert!(is_behind, "{deed:?} was to be refused at once");
            assert!(!is_done, "done: {deed:?}");
        }
    }

    fn undo(&mut self, tab: usize) {
        self.catch_up(tab);
        let undone = run(self.tabs[tab].service.undo());
        let Some(before) = self.undo.pop() else {
            assert!(undone.is_err(), "{undone:?}");
            return;
        };
        assert_eq!(undone.expect("it can be undone").kept, Vec::new());
        self.redo.push(std::mem::replace(&mut self.plain, before));
        self.shown[tab] = self.plain.clone();
    }

    fn redo(&mut self, tab: usize) {
        self.catch_up(tab);
        let redone = run(self.tabs[tab].service.redo());
        let Some(after) = self.redo.pop() else {
            assert!(redone.is_err(), "{redone:?}");
            return;
        };
        assert_eq!(redone.expect("it can be done again").kept, Vec::new());
        self.undo.push(std::mem::replace(&mut self.plain, after));
        self.shown[tab] = self.plain.clone();
    }

    /// Restores a backup of an earlier day.
    fn replace(&mut self, step: Step) {
        let Some((file, held)) = self.backups.get(step.a % self.backups.len().max(1)) else {
            return;
        };
        let contents = read_backup(file).expect("it was written by Genjin");
        run(self.tabs[step.tab].service.replace(&contents)).expect("the disk is whole");
        self.plain = held.clone();
        self.shown[step.tab] = held.clone();
        self.undo.clear();
        self.redo.clear();
    }

    fn reopen(&mut self, tab: usize) {
        self.tabs[tab] = self.tabs[tab].reopened();
        self.shown[tab] = self.plain.clone();
    }

    /// Folds the log into segments, with little left to be read on opening.
    fn fold(&mut self, step: Step) {
        self.catch_up(step.tab);
        let service = &self.tabs[step.tab].service;
        let upkeep = Upkeep {
            unfolded: 0,
            recent: step.a as u64 % 6,
            ..Upkeep::usual(self.tabs[step.tab].now())
        };
        let kept = run(service.store().keep_up(&**service, upkeep));
        kept.expect("nothing else is written");
    }

    fn catch_up(&mut self, tab: usize) {
        run(self.tabs[tab].service.catch_up()).expect("the disk can be read");
        self.shown[tab] = self.plain.clone();
    }

    /// A tab shows what it is to show, and can undo and redo what it is to.
    fn check(&self, tab: usize) {
        let (book, shown) = (&self.tabs[tab], &self.shown[tab]);
        assert!(
            book.contents() == shown.contents(),
            "{}",
            differences(book, shown)
        );
        if shown.contents() == self.plain.contents() {
            // What opening left aside is read when it is asked for.
            run(book.service.read_older_history()).expect("the disk can be read");
            let history = book.service.history();
            let is_there = (history.undoable().is_some(), history.redoable().is_some());
            let items = history.items();
            let is_sequence = items.is_sorted_by(|a, b| a.sequence + 1 == b.sequence);
            assert!(is_sequence, "numbers that are missing or stand twice");
            if is_there != (!self.undo.is_empty(), !self.redo.is_empty()) {
                drop(history);
                // A tab that has not heard of the last Changes, whose sum is nothing.
                run(book.service.catch_up()).expect("the disk can be read");
                run(book.service.read_older_history()).expect("the disk can be read");
                let history = book.service.history();
                assert_eq!(history.undoable().is_some(), !self.undo.is_empty());
                assert_eq!(history.redoable().is_some(), !self.redo.is_empty());
            }
        }
    }

    /// At its end all tabs agree, the indexes too, and a backup moves into an empty place.
    fn end(mut self) {
        for tab in 0..2 {
            self.catch_up(tab);
            self.check(tab);
            self.reopen(tab);
            self.check(tab);
        }
        let book = &self.tabs[0];
        let file = write_backup(&book.contents());
        let contents = read_backup(&file).expect("it was written by Genjin");
        assert_eq!(
            book.counts(),
            crate::support::recount(&contents, book.now())
        );
        let anew = Model::of(&contents).contents(contents.book);
        assert!(write_backup(&anew) == file);
        let elsewhere = Book::new();
        run(elsewhere.service.replace(&contents)).expect("the disk is whole");
        assert!(write_backup(&elsewhere.reopened().contents()) == file);
    }
}

/// The lines of a backup in which a tab differs from what it is to show.
fn differences(book: &Book, shown: &Plain) -> String {
    let lines = |contents| {
        let text = String::from_utf8(write_backup(contents)).expect("JSON");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (found, expected) = (lines(&book.contents()), lines(&shown.contents()));
    let only = |these: &[String], others: &[String]| {
        let only = these.iter().filter(|line| !others.contains(line));
        only.cloned().collect::<Vec<_>>().join("\n")
    };
    format!(
        "found\n{}\nexpected\n{}",
        only(&found, &expected),
        only(&expected, &found)
    )
}

fn steps_of(seed: u64) -> Vec<Step> {
    let mut dice = Dice::of(seed);
    (0..STEPS_OF_A_LIFE)
        .map(|_| Step::roll(&mut dice))
        .collect()
}

fn live(steps: &[Step]) {
    let mut world = World::new();
    for step in steps {
        world.take(*step);
    }
    world.end();
}

fn fails(steps: &[Step]) -> bool {
    catch_unwind(AssertUnwindSafe(|| live(steps))).is_err()
}

/// Lives through the life of this seed; one that fails is told in as few steps as it can be.
fn check_life(seed: u64) {
    let mut steps = steps_of(seed);
    if !fails(&steps) {
        return;
    }
    let mut length = steps.len() / 2;
    while 0 < length {
        let mut from = 0;
        while from < steps.len() {
            let to = (from + length).min(steps.len());
            let fewer = [&steps[..from], &steps[to..]].concat();
            if fails(&fewer) {
                steps = fewer;
            } else {
                from = to;
            }
        }
        length /= 2;
    }
    let told: Vec<String> = steps.iter().map(|step| format!("{step:?}")).collect();
    panic!(
        "the life of seed {seed} fails, in these steps already:\n{}",
        told.join("\n")
    );
}

/// A number that `cargo xtask model` hands over.
fn given(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect("a number"))
}

#[test]
fn a_book_equals_a_plain_model_of_it_whatever_is_done() {
    let first = given("GENJIN_SEED").unwrap_or(1);
    let rounds = given("GENJIN_ROUNDS").unwrap_or(FEW);
    for seed in first..first.saturating_add(rounds) {
        check_life(seed);
    }
    println!(
        "{rounds} lives from seed {first} of {STEPS_OF_A_LIFE} steps each, {} in all: no difference",
        rounds * u64::from(STEPS_OF_A_LIFE)
    );
}

#[test]
fn lives_that_once_failed_go_well() {
    let pinned = include_str!("../../fixtures/seeds.txt");
    let seeds = pinned.lines().filter(|line| !line.starts_with('#'));
    for seed in seeds.filter(|line| !line.trim().is_empty()) {
        let number = seed.split_whitespace().next().unwrap_or_default();
        check_life(number.parse().expect("a seed"));
    }
}
