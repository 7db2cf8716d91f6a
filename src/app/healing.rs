//! What a Book does by itself when writing fails: it tries again on a fresh connection, and where
//! what was saved has been taken away, it knows so and can be put back from memory.
//!
//! Nothing is ever written over: only a Book that is gone, or that another has taken the place of,
//! is written anew, and what stood there is kept for recovery like anything that is replaced.

use super::ports::{CommitError, OpenError, StoreError};
use super::service::{MOST_TRIES, Service, Status};
use crate::records::backup::Contents;

/// How long the tries that follow a failed write by themselves wait, in milliseconds.
pub const PAUSES_MS: [u32; 3] = [500, 2_000, 8_000];

/// Whether a failure may pass by itself. Room must be made, leave be given, and a newer Genjin be
/// loaded by the user.
fn may_pass(error: &StoreError) -> bool {
    match error {
        StoreError::Closed | StoreError::Unknown | StoreError::Failed(_) => true,
        StoreError::Full
        | StoreError::Unavailable
        | StoreError::TooNew { .. }
        | StoreError::Sealed
        | StoreError::Damaged(_) => false,
    }
}

impl Service {
    /// Whether something failed to be written since [`heal`](Self::heal) ran last.
    pub fn wants_healing(&self) -> bool {
        self.wants_healing.get()
    }

    /// Tries what waits again, each time on a fresh connection and after a longer pause; gives up
    /// after three times, until something else fails.
    pub async fn heal(&self) {
        if !self.wants_healing.replace(false) || self.is_healing.replace(true) {
            return;
        }
        for pause in PAUSES_MS {
            let Status::NotSaved { error, .. } = self.status() else {
                break;
            };
            if !may_pass(&error) {
                break;
            }
            self.env.wait(pause).await;
            // The status says what came of it.
            self.retry().await.ok();
        }
        self.is_healing.set(false);
    }

    /// Whether what was saved is no longer there, so that only this page has it.
    pub fn is_gone(&self) -> bool {
        self.is_gone.get()
    }

    /// Looks whether what was saved is still there, after the connection was closed from outside.
    pub async fn look_for_book(&self) {
        let _turn = self.turn.lock().await;
        let before = self.stand.get().position;
        // What it comes to stands in the status; the next write says what else is wrong.
        self.fetch_news().await.ok();
        self.settle();
        if self.stand.get().position != before {
            self.tell();
        }
    }

    /// Everything that this page knows: what was saved, and what waits to be. A copy of it can be
    /// made at any moment, whatever has become of the store.
    pub fn contents_in_memory(&self) -> Contents {
        let waiting = self.unsaved.borrow().all();
        let model = self.model.borrow();
        if waiting.is_empty() {
            return model.contents(self.book.get());
        }
        let mut next = model.clone();
        for one in waiting {
            // What makes no more sense would be refused by the store's own Book too.
            let Ok(decision) = one.command.decide(&next, &*self.env) else {
                continue;
            };
            let masked = self.masked.borrow();
            let is_shown_only = masked
                .as_ref()
                .is_some_and(|masked| masked.would_be_kept(&decision.edits));
            if !is_shown_only {
                next.apply_edits(&decision.edits);
            }
        }
        next.contents(self.book.get())
    }

    /// Stores the Book anew from memory where it is gone, then what waits.
    pub async fn put_back(&self) -> Result<(), StoreError> {
        {
            let _turn = self.turn.lock().await;
            let contents = self.model.borrow().contents(self.book.get());
            self.set_status(Status::Saving);
            let put = self.put_back_in_turn(&contents).await;
            self.settle();
            put?;
        }
        self.retry().await.map(drop)
    }

    async fn put_back_in_turn(&self, contents: &Contents) -> Result<(), StoreError> {
        self.store.reconnect();
        for _ in 0..MOST_TRIES {
            let opened = match self.store.open().await {
                Ok(opened) => opened,
                Err(OpenError::NotWhatWasSaved(_)) => match self.store.begin_again().await {
                    Ok(opened) => opened,
                    Err(OpenError::Store(error)) => return Err(error),
                    Err(other) => return Err(StoreError::Damaged(other.to_string())),
                },
                Err(OpenError::Store(error)) => return Err(error),
                Err(OpenError::TooNew { version }) => return Err(StoreError::TooNew { version }),
            };
            // It is there after all, or another tab has put it back.
            if opened.book == self.book.get() {
                return self.reload().await;
            }
            match self.store.replace(contents, opened.stand).await {
                Ok(stand) => {
                    // From here on numbers are counted anew.
                    self.stand.set(stand);
                    return self.reload().await;
                }
                Err(CommitError::Behind) => {}
                Err(CommitError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::Failed(
            "other tabs were always first".to_owned(),
        ))
    }
}
