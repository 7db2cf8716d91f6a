//! What was entered and could not be written: all of it is kept, in its order, to be tried again.

use super::commands::Command;
use super::ports::{StoreError, StoredDraft};
use crate::domain::id::ChangeId;

/// A command whose write failed.
#[derive(Debug, Clone)]
pub(super) struct Unsaved {
    /// Tells it from the others; later ones have higher numbers.
    pub(super) number: u64,
    /// What was to be done.
    pub(super) command: Command,
    /// The form that it came from, as it was sent.
    pub(super) typed: Option<StoredDraft>,
    /// The Change that it was to become, by which it is known if it was written after all.
    pub(super) change: Option<ChangeId>,
    /// Why it was not written.
    pub(super) error: StoreError,
    /// The place in the log of the newest Change when it was entered.
    pub(super) entered_after: u64,
}

impl Unsaved {
    /// Whether what is entered later need not wait for it. A file may never fit where a call does,
    /// and nothing entered meanwhile can speak of its records.
    pub(super) fn stands_aside(&self) -> bool {
        matches!(self.command, Command::Import(_) | Command::AddSampleData(_))
    }

    fn is_of(&self, form: &StoredDraft) -> bool {
        let typed = self.typed.as_ref();
        typed.is_some_and(|typed| typed.form == form.form && typed.id == form.id)
    }
}

/// The commands whose writes failed, in the order in which they were entered.
#[derive(Debug, Default)]
pub(super) struct Waiting(Vec<Unsaved>);

impl Waiting {
    /// All of them, in their order.
    pub(super) fn all(&self) -> Vec<Unsaved> {
        self.0.clone()
    }

    /// Those that the one with this number must not overtake unseen, in their order; itself last.
    pub(super) fn up_to(&self, number: u64) -> Vec<Unsaved> {
        let ahead = self
            .0
            .iter()
            .filter(|one| one.number == number || one.number < number && !one.stands_aside());
        ahead.cloned().collect()
    }

    /// The place in the log of the newest Change when the last of them was entered; `None` where
    /// none waits that others do not pass anyhow.
    pub(super) fn entered_after(&self) -> Option<u64> {
        let waiting = self.0.iter().filter(|one| !one.stands_aside());
        waiting.map(|one| one.entered_after).max()
    }

    /// Has all of them stand behind this place in the log: what is there was entered before them.
    pub(super) fn stand_behind(&mut self, newest: u64) {
        for one in &mut self.0 {
            one.entered_after = newest;
        }
    }

    /// Whether a new command may be carried out before them.
    pub(super) fn let_others_pass(&self) -> bool {
        self.0.iter().all(Unsaved::stands_aside)
    }

    /// How many wait, and why the last of them does.
    pub(super) fn failure(&self) -> Option<(usize, StoreError)> {
        let last = self.0.last()?;
        Some((self.0.len(), last.error.clone()))
    }

    /// Puts a command at the end, or in the place of what its form sent before; answers its number.
    pub(super) fn line_up(
        &mut self,
        command: Command,
        typed: Option<StoredDraft>,
        entered_after: u64,
    ) -> u64 {
        let mut waiting = self.0.iter_mut();
        if let Some(form) = &typed
            && let Some(earlier) = waiting.find(|one| one.is_of(form))
        {
            // Altered, it is another Change than the one that may have been written unheard.
            if earlier.typed != typed {
                earlier.change = None;
            }
            earlier.command = command;
            earlier.typed = typed;
            earlier.entered_after = entered_after;
            return earlier.number;
        }
        let number = self.0.last().map_or(0, |last| last.number + 1);
        self.0.push(Unsaved {
            number,
            command,
            typed,
            change: None,
            error: StoreError::Closed,
            entered_after,
        });
        number
    }

    /// Notes why one failed, and what it was to become.
    pub(super) fn note_failure(
        &mut self,
        number: u64,
        error: StoreError,
        change: Option<ChangeId>,
    ) {
        if let Some(waiting) = self.0.iter_mut().find(|one| one.number == number) {
            waiting.error = error;
            waiting.change = change.or(waiting.change);
        }
    }

    /// Takes one out that was written, or refused for good.
    pub(super) fn remove(&mut self, number: u64) {
        self.0.retain(|one| one.number != number);
    }
}
