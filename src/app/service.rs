//! Carries out commands one at a time: decide, save, apply, tell.
//!
//! What was not saved is never shown: the model changes only after the store has said that the
//! Change is on disk.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures::lock::Mutex;

use super::commands::take_back::{Intent, Kept};
use super::commands::{Command, Decision, Rejection};
use super::history::{History, HistoryItem};
use super::model::Model;
use super::ports::{
    CommitError, Environment, News, OpenError, Opened, Stand, Store, StoreError, StoredChange,
};
use crate::domain::change::{Change, Edit, Label};
use crate::domain::id::{BookId, ChangeId};
use crate::records::backup::Contents;

/// How many times a command is decided again because another tab was first.
const MOST_TRIES: usize = 20;

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Everything is on disk.
    Saved,
    /// A write is under way.
    Saving,
    /// The last write failed; what was entered is kept and can be tried again.
    NotSaved(StoreError),
}

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// What the user did, for the notice.
    pub label: Label,
    /// The Change it became; `None` where everything was so already.
    pub change: Option<ChangeId>,
    /// What was altered.
    pub edits: Vec<Edit>,
    /// What could not be taken back because it was changed since.
    pub kept: Vec<Kept>,
}

/// Why a command did nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The user can mend it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The store failed; nothing was applied.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A command whose write failed, and the Change that it was to become.
struct Unsaved {
    command: Command,
    change: Option<ChangeId>,
}

type Listener = Rc<dyn Fn()>;

/// The running Book: the newest model, its history, and the only way to change it.
pub struct Service {
    store: Rc<dyn Store>,
    env: Rc<dyn Environment>,
    book: Cell<BookId>,
    stand: Cell<Stand>,
    model: RefCell<Model>,
    history: RefCell<History>,
    status: RefCell<Status>,
    /// What failed to be written last, so that it can be tried again.
    unsaved: RefCell<Option<Unsaved>>,
    turn: Mutex<()>,
    listeners: RefCell<Vec<(u64, Listener)>>,
    next_listener: Cell<u64>,
}

/// Ends a subscription when dropped.
pub struct Subscription {
    service: Rc<Service>,
    number: u64,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.service
            .listeners
            .borrow_mut()
            .retain(|(number, _)| *number != self.number);
    }
}

impl Service {
    /// Opens the Book that the store keeps.
    pub async fn open(
        store: Rc<dyn Store>,
        env: Rc<dyn Environment>,
    ) -> Result<Rc<Self>, OpenError> {
        let Opened {
            book,
            stand,
            model,
            history,
        } = store.open().await?;
        Ok(Rc::new(Self {
            store,
            env,
            book: Cell::new(book),
            stand: Cell::new(stand),
            model: RefCell::new(model),
            history: RefCell::new(History::of(history)),
            status: RefCell::new(Status::Saved),
            unsaved: RefCell::new(None),
            turn: Mutex::new(()),
            listeners: RefCell::new(Vec::new()),
            next_listener: Cell::new(0),
        }))
    }

    /// The newest model that is on disk.
    pub fn model(&self) -> Ref<'_, Model> {
        self.model.borrow()
    }

    /// The Changes of the Book.
    pub fn history(&self) -> Ref<'_, History> {
        self.history.borrow()
    }

    /// What the status line says.
    pub fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// The clock and the ids.
    pub fn environment(&self) -> &Rc<dyn Environment> {
        &self.env
    }

    /// The store, for drafts.
    pub fn store(&self) -> &Rc<dyn Store> {
        &self.store
    }

    /// The Book's identity.
    pub fn book(&self) -> BookId {
        self.book.get()
    }

    /// Everything that a backup holds, as it stands on disk.
    pub fn contents(&self) -> Contents {
        self.model.borrow().contents(self.book.get())
    }

    /// Calls back after every change of model, history or status, until the subscription is
    /// dropped.
    pub fn subscribe(self: &Rc<Self>, listener: impl Fn() + 'static) -> Subscription {
        let number = self.next_listener.get();
        self.next_listener.set(number + 1);
        self.listeners
            .borrow_mut()
            .push((number, Rc::new(listener)));
        Subscription {
            service: self.clone(),
            number,
        }
    }

    fn tell(&self) {
        // A listener may subscribe or unsubscribe, so the list is not borrowed while it runs.
        let listeners: Vec<_> = self
            .listeners
            .borrow()
            .iter()
            .map(|(_, listener)| listener.clone())
            .collect();
        for listener in listeners {
            listener();
        }
    }

    fn set_status(&self, status: Status) {
        if *self.status.borrow() != status {
            self.status.replace(status);
            self.tell();
        }
    }

    /// Carries out a command. When this returns `Ok`, it is on disk and in the model.
    pub async fn execute(&self, command: Command) -> Result<Done, Refused> {
        let _turn = self.turn.lock().await;
        self.execute_in_turn(command).await
    }

    async fn execute_in_turn(&self, command: Command) -> Result<Done, Refused> {
        let before = self.status();
        for _ in 0..MOST_TRIES {
            let decision = if self.is_still_meant(&command) {
                command.decide(&self.model.borrow(), &*self.env)
            } else {
                Err(Rejection::NothingToUndo)
            };
            let decision = decision.inspect_err(|_rejection| self.set_status(before.clone()))?;
            let Decision {
                label,
                edits,
                undoes,
                kept,
            } = decision;
            if edits.is_empty() && undoes.is_none() {
                self.set_status(before);
                return Ok(Done {
                    label,
                    change: None,
                    edits,
                    kept,
                });
            }
            let change = self.stamped(label, edits, undoes);
            self.set_status(Status::Saving);
            match self.store.commit(&change, self.stand.get()).await {
                Ok(stand) => {
                    self.take_in(&change, stand);
                    self.all_saved();
                    let Change {
                        label, id, edits, ..
                    } = change;
                    return Ok(Done {
                        label,
                        change: Some(id),
                        edits,
                        kept,
                    });
                }
                Err(CommitError::Behind) => {
                    if let Err(error) = self.fetch_news().await {
                        return Err(self.not_saved(command, Some(change.id), error));
                    }
                }
                Err(CommitError::Store(error)) => {
                    return Err(self.not_saved(command, Some(change.id), error));
                }
            }
        }
        let error = StoreError::Failed("other tabs were always first".to_owned());
        Err(self.not_saved(command, None, error))
    }

    /// Tries the command again whose write failed last.
    pub async fn retry(&self) -> Result<Option<Done>, Refused> {
        let _turn = self.turn.lock().await;
        let Some(Unsaved { command, change }) = self.unsaved.take() else {
            return Ok(None);
        };
        // The write may have happened although its end was not heard of: not a second time, then.
        if let Err(error) = self.fetch_news().await {
            return Err(self.not_saved(command, change, error));
        }
        let landed = change.and_then(|id| {
            let history = self.history.borrow();
            history.item(id).map(|item| item.label.clone())
        });
        if let Some(label) = landed {
            self.all_saved();
            return Ok(Some(Done {
                label,
                change,
                edits: Vec::new(),
                kept: Vec::new(),
            }));
        }
        let done = self.execute_in_turn(command).await;
        if !matches!(done, Err(Refused::Store(_))) {
            // Done, nothing to do, or refused for good: nothing waits any more.
            self.all_saved();
        }
        done.map(Some)
    }

    /// Takes back the newest Change that was not yet taken back.
    pub async fn undo(&self) -> Result<Done, Refused> {
        let _turn = self.turn.lock().await;
        let sequence = self.history.borrow().undoable().map(|item| item.sequence);
        self.take_back(sequence, Intent::Undo).await
    }

    /// Does again what was taken back last.
    pub async fn redo(&self) -> Result<Done, Refused> {
        let _turn = self.turn.lock().await;
        let sequence = self.history.borrow().redoable().map(|item| item.sequence);
        self.take_back(sequence, Intent::Redo).await
    }

    /// Takes back one Change of the history, whatever came after it.
    pub async fn undo_change(&self, id: ChangeId) -> Result<Done, Refused> {
        let _turn = self.turn.lock().await;
        let sequence = self.history.borrow().item(id).map(|item| item.sequence);
        self.take_back(sequence, Intent::Undo).await
    }

    async fn take_back(&self, sequence: Option<u64>, intent: Intent) -> Result<Done, Refused> {
        let sequence = sequence.ok_or(Rejection::NothingToUndo)?;
        let stored = self
            .change_at(sequence)
            .await?
            .ok_or(Rejection::NoLongerKept)?;
        self.execute_in_turn(Command::TakeBack(Arc::new(stored), intent))
            .await
    }

    /// Whether the Change to take back can still be taken back: another tab may have done so, or
    /// have ended redo by a new Change.
    fn is_still_meant(&self, command: &Command) -> bool {
        let Command::TakeBack(stored, intent) = command else {
            return true;
        };
        let history = self.history.borrow();
        match intent {
            Intent::Undo => history
                .at(stored.sequence)
                .is_some_and(|item| history.can_undo(item.id)),
            Intent::Redo => history
                .redoable()
                .is_some_and(|item| item.sequence == stored.sequence),
        }
    }

    /// A Change of the history with its edits, `None` where it is no longer kept.
    pub async fn change_at(&self, sequence: u64) -> Result<Option<StoredChange>, StoreError> {
        self.store.change_at(sequence).await
    }

    /// Takes in what other tabs wrote.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let before = self.stand.get().position;
        self.fetch_news().await?;
        if self.stand.get().position != before {
            self.tell();
        }
        Ok(())
    }

    /// Replaces the whole Book by these contents, keeping the present for recovery.
    pub async fn replace(&self, contents: &Contents) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let replaced = self.replace_in_turn(contents).await;
        match &replaced {
            Ok(()) => self.all_saved(),
            Err(error) => self.set_status(Status::NotSaved(error.clone())),
        }
        replaced
    }

    async fn replace_in_turn(&self, contents: &Contents) -> Result<(), StoreError> {
        for _ in 0..MOST_TRIES {
            self.set_status(Status::Saving);
            match self.store.replace(contents, self.stand.get()).await {
                Ok(_stand) => return self.reload().await,
                Err(CommitError::Behind) => self.fetch_news().await?,
                Err(CommitError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::Failed(
            "other tabs were always first".to_owned(),
        ))
    }

    fn stamped(&self, label: Label, edits: Vec<Edit>, undoes: Option<ChangeId>) -> Change {
        let stand = self.stand.get();
        Change {
            id: ChangeId(self.env.new_id()),
            replica: stand.replica,
            counter: stand.counter + 1,
            parents: stand.newest.into_iter().collect(),
            made_at: self.env.now(),
            label,
            undoes,
            edits,
        }
    }

    fn take_in(&self, change: &Change, stand: Stand) {
        self.model.borrow_mut().apply(change);
        self.history
            .borrow_mut()
            .push(HistoryItem::of(change, stand.position.sequence));
        self.stand.set(stand);
    }

    fn all_saved(&self) {
        self.unsaved.replace(None);
        self.status.replace(Status::Saved);
        self.tell();
    }

    fn not_saved(&self, command: Command, change: Option<ChangeId>, error: StoreError) -> Refused {
        self.unsaved.replace(Some(Unsaved { command, change }));
        self.set_status(Status::NotSaved(error.clone()));
        Refused::Store(error)
    }

    async fn fetch_news(&self) -> Result<(), StoreError> {
        let (changes, stand) = match self.store.news(self.stand.get().position).await? {
            News::Reload => return self.reload().await,
            News::Changes(changes, stand) => (changes, stand),
        };
        for stored in &changes {
            let change = stored.decode(&*self.model.borrow());
            let change = change.map_err(|error| StoreError::Damaged(error.to_string()))?;
            let position = super::ports::Position {
                sequence: stored.sequence,
                ..stand.position
            };
            self.take_in(&change, Stand { position, ..stand });
        }
        self.stand.set(stand);
        Ok(())
    }

    async fn reload(&self) -> Result<(), StoreError> {
        let opened = self.store.open().await.map_err(|error| match error {
            OpenError::Store(error) => error,
            other => StoreError::Damaged(other.to_string()),
        })?;
        self.book.set(opened.book);
        self.stand.set(opened.stand);
        // Answers kept for the old model must not be taken for the new one's.
        let revision = self.model.borrow().revision() + 1;
        self.model.replace(opened.model.at_least_revision(revision));
        self.history.replace(History::of(opened.history));
        Ok(())
    }
}
