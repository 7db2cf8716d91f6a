//! What goes before what waits to be written.
//!
//! A disk that has no room for a long record may have room for a short one, or for a deletion that
//! makes room. So where the storage is full, whatever was entered later is tried all the same, if it
//! speaks of no record and no customer of which something that waits speaks: carried out in either
//! order, the two come to the same. After any other failure everything waits its turn.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::commands::{Command, Rejection};
use super::ports::{CommitError, LocalFuture, StoreError, StoredDraft, Upkeep};
use super::service::{Done, MOST_TRIES, Refused, Service};
use super::unsaved::Unsaved;
use crate::domain::change::{Edit, Edited};

impl Service {
    /// Carries out a command while others wait: those that it must not overtake go first.
    #[inline(never)]
    pub(super) fn execute_in_line(
        &self,
        command: Command,
        typed: Option<StoredDraft>,
    ) -> LocalFuture<'_, Result<Done, Refused>> {
        Box::pin(async move {
            // What the user can mend is said now, and not after waiting.
            command.decide(&self.model.borrow(), &*self.env)?;
            let entered_after = self.stand.get().position.sequence;
            let own = self
                .unsaved
                .borrow_mut()
                .line_up(command, typed, entered_after);
            self.wants_healing.set(true);
            let line = self.unsaved.borrow().up_to(own);
            let mut outcome = Err(StoreError::Closed.into());
            for (number, tried) in self.try_line(line).await {
                if number == own {
                    outcome = tried;
                } else {
                    self.note_late(tried);
                }
            }
            outcome
        })
    }

    /// Tries again, in their order and on a fresh connection, the commands whose writes failed;
    /// answers what those did that are on disk now, unless some still wait.
    pub async fn retry(&self) -> Result<Vec<Done>, StoreError> {
        let _turn = self.whole_turn().await?;
        let line = self.unsaved.borrow().all();
        if line.is_empty() {
            return Ok(Vec::new());
        }
        self.store.reconnect();
        let mut saved = Vec::new();
        let mut failed = Ok(());
        for (_, tried) in self.try_line(line).await {
            match self.note_late(tried) {
                Some(Ok(done)) => saved.push(done),
                Some(Err(error)) => failed = Err(error),
                None => {}
            }
        }
        failed.map(|()| saved)
    }

    /// Tries what waits, in this order.
    async fn try_line(&self, line: Vec<Unsaved>) -> Vec<(u64, Result<Done, Refused>)> {
        let mut failed: Option<StoreError> = None;
        let mut waiting_for = BTreeSet::new();
        let mut tried = Vec::with_capacity(line.len());
        for one in line {
            let (number, stands_aside) = (one.number, one.stands_aside());
            let spoken_of = if stands_aside {
                BTreeSet::new()
            } else {
                self.spoken_of(&one.command)
            };
            let waits_for = failed.as_ref().filter(|error| {
                **error != StoreError::Full || !waiting_for.is_disjoint(&spoken_of)
            });
            let outcome = match waits_for {
                Some(error) if !stands_aside => Err(self.still_waits(number, error.clone(), None)),
                _ => self.try_waiting(one).await,
            };
            if let Err(Refused::Store(error)) = &outcome
                && !stands_aside
            {
                failed = Some(error.clone());
                waiting_for.extend(spoken_of);
            }
            tried.push((number, outcome));
        }
        tried
    }

    /// Sees to what came of something that was entered earlier: refused by now, it is told apart.
    fn note_late(&self, tried: Result<Done, Refused>) -> Option<Result<Done, StoreError>> {
        match tried {
            Ok(done) => {
                // It stands behind what was entered after it now.
                let newest = self.stand.get().position.sequence;
                self.unsaved.borrow_mut().stand_behind(newest);
                Some(Ok(done))
            }
            Err(Refused::Store(error)) => Some(Err(error)),
            Err(Refused::Rejected(why)) => {
                self.refused_late.borrow_mut().push(why);
                self.tell();
                None
            }
        }
    }

    /// Refuses to take back a Change, or to do it again, if something was entered after it that still
    /// waits: that is what the user did last.
    pub(super) fn demand_newest(&self, sequence: Option<u64>) -> Result<(), Rejection> {
        let entered_after = self.unsaved.borrow().entered_after();
        if entered_after.is_some_and(|after| sequence.is_none_or(|sequence| sequence <= after)) {
            Err(Rejection::NotSavedYet)
        } else {
            Ok(())
        }
    }

    /// Everything that a command alters as things stand, and what that belongs to.
    fn spoken_of(&self, command: &Command) -> BTreeSet<Uuid> {
        let decided = command.decide(&self.model.borrow(), &*self.env);
        // What would be refused alters nothing.
        let edits = decided.map_or_else(|_refused| Vec::new(), |decision| decision.edits);
        let mut spoken_of = BTreeSet::new();
        for edit in &edits {
            speak_of(edit, &mut spoken_of);
        }
        spoken_of
    }

    /// Lets go of the Books that were replaced here and tries again what waits; where that was not
    /// enough, of what was done before the newest few Changes too, which can no longer be taken back
    /// then. The records stay.
    pub async fn make_room(&self) -> Result<Vec<Done>, StoreError> {
        loop {
            let was_made = {
                let _turn = self.whole_turn().await?;
                self.make_room_in_turn().await?
            };
            let tried = self.retry().await;
            if !was_made || tried != Err(StoreError::Full) {
                return tried;
            }
        }
    }

    /// Whether there was anything to let go of.
    async fn make_room_in_turn(&self) -> Result<bool, StoreError> {
        let upkeep = Upkeep::sparing(self.env.now());
        for _ in 0..MOST_TRIES {
            match self.store.make_room(self, upkeep).await {
                Ok(was_made) => return Ok(was_made),
                Err(CommitError::Behind) => self.fetch_news().await?,
                Err(CommitError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::Failed(
            "other tabs were always first".to_owned(),
        ))
    }
}

/// Adds a record that is altered and the records that it names. Ids are never used twice, of whatever
/// kind; the settings have none.
fn speak_of(edit: &Edit, all: &mut BTreeSet<Uuid>) {
    fn each<T>(edited: &Edited<T>, mut act: impl FnMut(&T)) {
        let Edited { before, after } = edited;
        for record in before.iter().chain(after) {
            act(record);
        }
    }
    match edit {
        Edit::Customer(edited) => each(edited, |one| {
            all.insert(one.id.0);
            all.extend(one.firm.map(|id| id.0));
        }),
        Edit::Communication(edited) => each(edited, |one| {
            all.insert(one.id.0);
            all.extend(one.customers.iter().map(|id| id.0));
            all.extend(one.executes.map(|id| id.0));
        }),
        Edit::FollowUp(edited) => each(edited, |one| {
            all.extend([one.id.0, one.customer.0]);
        }),
        Edit::Need(edited) => each(edited, |one| {
            all.extend([one.id.0, one.customer.0]);
            all.extend(one.opened_by.map(|id| id.0));
        }),
        Edit::Promise(edited) => each(edited, |one| {
            all.extend([one.id.0, one.customer.0]);
            all.extend(one.communication.map(|id| id.0));
        }),
        Edit::Rating(edited) => each(edited, |one| {
            all.extend([one.id.0, one.customer.0]);
        }),
        Edit::Observation(edited) => each(edited, |one| {
            all.extend([one.id.0, one.customer.0]);
        }),
        Edit::Reminder(edited) => each(edited, |one| {
            all.insert(one.id.0);
        }),
        Edit::Source(edited) => each(edited, |one| {
            all.insert(one.id.0);
        }),
        Edit::Settings(_) => {
            all.insert(Uuid::nil());
        }
    }
}
