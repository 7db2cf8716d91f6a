//! Carries out commands one at a time: decide, save, apply, tell.
//!
//! What was not saved is never shown: the model changes only after the store has said that the
//! Change is on disk.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use futures::lock::{Mutex, MutexGuard};

use super::commands::take_back::{self, Intent, Kept};
use super::commands::{Command, Decision, Rejection};
use super::history::{History, HistoryItem, Turn};
use super::import;
use super::kept_today::KeptToday;
use super::masked::Masked;
use super::model::Model;
use super::ports::{
    Checked, CommitError, Environment, Held, Kept as Upkept, News, OpenError, Opened, Stand, Store,
    StoreError, StoredChange, StoredDraft, Upkeep,
};
use super::queries::today::Today;
use super::unsaved::{Unsaved, Waiting};
use crate::domain::change::{Change, Edit, Label};
use crate::domain::id::{BookId, ChangeId};
use crate::domain::mask::Labels;
use crate::records::backup::Contents;

/// How many times a command is decided again because another tab was first.
pub(super) const MOST_TRIES: usize = 20;

/// How many records are dealt with before the page may draw again.
const PART: usize = 500;

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Everything is on disk.
    Saved,
    /// A write is under way.
    Saving,
    /// Writes failed; what was entered is kept, in its order, and can be tried again.
    NotSaved {
        /// How many wait.
        count: usize,
        /// Why the last one failed.
        error: StoreError,
    },
    /// What was saved is no longer where it was: only this page has it.
    Gone,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// What the user did, for the notice; of what was taken back or done again, what that was.
    pub label: Label,
    /// Whether it was done, taken back or done again.
    pub turn: Turn,
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

/// Why a command was not carried out.
enum Failure {
    Rejected(Rejection),
    NotWritten(StoreError, Option<ChangeId>),
}

type Listener = Rc<dyn Fn()>;

/// The running Book: the newest model, its history, and the only way to change it.
pub struct Service {
    pub(super) store: Rc<dyn Store>,
    pub(super) env: Rc<dyn Environment>,
    pub(super) book: Cell<BookId>,
    pub(super) stand: Cell<Stand>,
    pub(super) model: RefCell<Model>,
    history: RefCell<History>,
    /// The Book as others may see it, while it is shown to others.
    pub(super) masked: RefCell<Option<Masked>>,
    kept_today: KeptToday,
    status: RefCell<Status>,
    /// What failed to be written, in the order in which it was entered.
    pub(super) unsaved: RefCell<Waiting>,
    /// Why commands were refused when they were tried again, long after their forms were closed.
    pub(super) refused_late: RefCell<Vec<Rejection>>,
    /// Whether the history reaches back as far as Changes are kept.
    older_is_read: Cell<bool>,
    /// Whether something failed to be written that was not tried again by itself yet.
    pub(super) wants_healing: Cell<bool>,
    pub(super) is_healing: Cell<bool>,
    /// Whether what was saved was found to be taken away.
    pub(super) is_gone: Cell<bool>,
    pub(super) turn: Mutex<()>,
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
        let opened = store.open().await?;
        Ok(Self::of(opened, store, env))
    }

    /// Opens what Today needs of the Book, where that can be had before the rest, which
    /// [`read_rest`](Self::read_rest) must be asked for then; else all of it.
    pub async fn open_for_today(
        store: Rc<dyn Store>,
        env: Rc<dyn Environment>,
    ) -> Result<Rc<Self>, OpenError> {
        match store.glimpse(env.now()).await {
            Some(opened) => Ok(Self::of(opened, store, env)),
            None => Self::open(store, env).await,
        }
    }

    fn of(opened: Opened, store: Rc<dyn Store>, env: Rc<dyn Environment>) -> Rc<Self> {
        let Opened {
            book,
            stand,
            model,
            history,
        } = opened;
        Rc::new(Self {
            store,
            env,
            book: Cell::new(book),
            stand: Cell::new(stand),
            model: RefCell::new(model),
            history: RefCell::new(History::of(history)),
            masked: RefCell::new(None),
            kept_today: KeptToday::default(),
            status: RefCell::new(Status::Saved),
            unsaved: RefCell::new(Waiting::default()),
            refused_late: RefCell::new(Vec::new()),
            older_is_read: Cell::new(false),
            wants_healing: Cell::new(false),
            is_healing: Cell::new(false),
            is_gone: Cell::new(false),
            turn: Mutex::new(()),
            listeners: RefCell::new(Vec::new()),
            next_listener: Cell::new(0),
        })
    }

    /// The newest model that is on disk.
    pub fn model(&self) -> Ref<'_, Model> {
        self.model.borrow()
    }

    /// The Changes of the Book.
    pub fn history(&self) -> Ref<'_, History> {
        self.history.borrow()
    }

    /// The newest model as it may be shown: that on disk, or the one without names.
    pub fn shown_model(&self) -> Ref<'_, Model> {
        let masked = Ref::filter_map(self.masked.borrow(), |masked| {
            masked.as_ref().map(Masked::model)
        });
        masked.unwrap_or_else(|_unmasked| self.model.borrow())
    }

    /// The Changes as they may be shown.
    pub fn shown_history(&self) -> Ref<'_, History> {
        let masked = Ref::filter_map(self.masked.borrow(), |masked| {
            masked.as_ref().map(Masked::history)
        });
        masked.unwrap_or_else(|_unmasked| self.history.borrow())
    }

    /// A text as it may be shown.
    pub fn shown_text(&self, text: String) -> String {
        match &*self.masked.borrow() {
            Some(masked) => masked.text(&text),
            None => text,
        }
    }

    /// Whether names are hidden.
    pub fn is_masked(&self) -> bool {
        self.masked.borrow().is_some()
    }

    /// Hides names behind these labels, or shows them again. Nothing is written by it, and whoever
    /// shows the Book has to look at it anew.
    #[inline(never)]
    pub fn set_mask(&self, labels: Option<Labels>) {
        let masked =
            labels.map(|labels| Masked::of(&self.model.borrow(), &self.history.borrow(), labels));
        self.masked.replace(masked);
    }

    /// What was done, as it may be told.
    fn shown_label(&self, label: Label) -> Label {
        match &*self.masked.borrow() {
            Some(masked) => masked.label(&label),
            None => label,
        }
    }

    /// The work of today as it may be shown.
    pub fn today(&self) -> Rc<Today> {
        let now = self.env.now();
        let model = self.shown_model();
        self.kept_today.of(&model, self.is_masked(), now)
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

    /// Whether a newer Genjin wrote the Book, so that nothing can be changed or kept in it.
    pub fn is_read_only(&self) -> bool {
        self.store.newer_form().is_some()
    }

    /// Whether some forms are closed: names are hidden, or the Book is for reading only.
    pub fn closes_forms(&self) -> bool {
        self.is_masked() || self.is_read_only()
    }

    /// How often the whole Book was replaced here. After the first time there may be a way back.
    pub fn times_replaced(&self) -> u64 {
        self.stand.get().position.epoch
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

    pub(super) fn tell(&self) {
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

    pub(super) fn set_status(&self, status: Status) {
        if *self.status.borrow() != status {
            self.status.replace(status);
            self.tell();
        }
    }

    /// Whether leaving now would lose something: a write is under way or failed.
    pub fn has_unsaved(&self) -> bool {
        *self.status.borrow() != Status::Saved
    }

    /// Why commands were refused that had waited for their write, until they are
    /// [acknowledged](Self::acknowledge_refused).
    pub fn refused_late(&self) -> Vec<Rejection> {
        self.refused_late.borrow().clone()
    }

    /// Forgets what [`refused_late`](Self::refused_late) told.
    pub fn acknowledge_refused(&self) {
        self.refused_late.borrow_mut().clear();
        self.tell();
    }

    /// Carries out a command. When this returns `Ok`, it is on disk and in the model.
    pub async fn execute(&self, command: Command) -> Result<Done, Refused> {
        let _turn = self.whole_turn().await?;
        self.execute_in_turn(command, None).await
    }

    /// Carries out what a form was filled in for. `typed` is the form as it is kept among the
    /// drafts: where the write fails it stays there until a later one succeeds, and the same form
    /// sent again takes the place of what it sent before.
    pub async fn execute_form(
        &self,
        command: Command,
        typed: StoredDraft,
    ) -> Result<Done, Refused> {
        let _turn = self.whole_turn().await?;
        self.execute_in_turn(command, Some(typed)).await
    }

    async fn execute_in_turn(
        &self,
        command: Command,
        typed: Option<StoredDraft>,
    ) -> Result<Done, Refused> {
        // It would wait for ever.
        if let Some(version) = self.store.newer_form() {
            return Err(StoreError::TooNew { version }.into());
        }
        if self.unsaved.borrow().let_others_pass() {
            return match self.carry_out(&command).await {
                Ok(done) => {
                    self.settle();
                    Ok(done)
                }
                Err(Failure::Rejected(why)) => {
                    self.settle();
                    Err(why.into())
                }
                Err(Failure::NotWritten(error, change)) => {
                    if let Some(typed) = &typed {
                        self.keep_typed(typed).await;
                    }
                    let entered_after = self.stand.get().position.sequence;
                    let mut unsaved = self.unsaved.borrow_mut();
                    let number = unsaved.line_up(command, typed, entered_after);
                    drop(unsaved);
                    self.wants_healing.set(true);
                    Err(self.still_waits(number, error, change))
                }
            };
        }
        self.execute_in_line(command, typed).await
    }

    /// Carries out what waits, unless it was written unheard.
    pub(super) async fn try_waiting(&self, waiting: Unsaved) -> Result<Done, Refused> {
        let Unsaved {
            number,
            command,
            typed,
            change,
            error: _,
            entered_after: _,
        } = waiting;
        let outcome = match self.found_written(change).await {
            Ok(Some(done)) => Ok(done),
            Ok(None) => self.carry_out(&command).await,
            Err(error) => Err(Failure::NotWritten(error, change)),
        };
        let outcome = match outcome {
            Err(Failure::NotWritten(error, change)) => {
                return Err(self.still_waits(number, error, change));
            }
            Ok(done) => Ok(done),
            Err(Failure::Rejected(why)) => Err(why.into()),
        };
        // Done, or refused for good: it waits no more.
        self.unsaved.borrow_mut().remove(number);
        if let Some(typed) = typed {
            match &outcome {
                Ok(_) => self.forget_typed(&typed).await,
                Err(_) => self.keep_typed(&typed).await,
            }
        }
        self.settle();
        outcome
    }

    /// What a Change did that is on disk although the end of its write was not heard of.
    async fn found_written(&self, change: Option<ChangeId>) -> Result<Option<Done>, StoreError> {
        self.fetch_news().await?;
        let history = self.history.borrow();
        let item = change.and_then(|id| history.item(id));
        Ok(item.map(|item| {
            let (turn, label) = history.told(item);
            Done {
                label: self.shown_label(label.clone()),
                turn,
                change,
                edits: Vec::new(),
                kept: Vec::new(),
            }
        }))
    }

    /// Sees to it that what was typed lies among the drafts, where a newer text of the form goes
    /// before this one. Where it cannot be kept, the command still holds it.
    async fn keep_typed(&self, typed: &StoredDraft) {
        if self.kept_text(typed).await.is_none() {
            self.store.save_draft(typed).await.ok();
        }
    }

    /// Forgets the draft of what is on disk now, unless the form was altered meanwhile.
    async fn forget_typed(&self, typed: &StoredDraft) {
        if self.kept_text(typed).await.as_ref() == Some(&typed.text) {
            // A draft left behind is offered again, where it can be discarded.
            self.store.remove_draft(&typed.form, typed.id).await.ok();
        }
    }

    async fn kept_text(&self, typed: &StoredDraft) -> Option<String> {
        let drafts = self.store.drafts().await.ok()?;
        let kept = drafts
            .into_iter()
            .find(|kept| kept.form == typed.form && kept.id == typed.id)?;
        Some(kept.text)
    }

    /// Decides a command: an import, which may be of a million rows, and what takes one back, in
    /// parts.
    async fn decide(&self, command: &Command) -> Result<Decision, Rejection> {
        match command {
            Command::Import(plan) => {
                let mut deciding = import::Deciding::begin(&self.model.borrow(), plan, &*self.env)?;
                loop {
                    let is_through = deciding.goes_on(&self.model.borrow(), plan, PART)?;
                    if is_through {
                        return Ok(deciding.finish(plan));
                    }
                    self.env.breathe().await;
                }
            }
            Command::TakeBack(stored, intent) => {
                let mut deciding = take_back::Deciding::default();
                loop {
                    let is_through = deciding.goes_on(&self.model.borrow(), stored);
                    if is_through {
                        return deciding.finish(&self.model.borrow(), stored, *intent);
                    }
                    self.env.breathe().await;
                }
            }
            other => other.decide(&self.model.borrow(), &*self.env),
        }
    }

    /// Decides a command and writes what it comes to.
    async fn carry_out(&self, command: &Command) -> Result<Done, Failure> {
        for _ in 0..MOST_TRIES {
            if !self.is_still_meant(command) {
                return Err(Failure::Rejected(Rejection::NothingToUndo));
            }
            let decision = self.decide(command).await;
            let Decision {
                label,
                edits,
                undoes,
                kept,
            } = decision.map_err(Failure::Rejected)?;
            if edits.is_empty() && undoes.is_none() {
                return Ok(Done {
                    label: self.shown_label(label),
                    turn: Turn::Done,
                    change: None,
                    edits,
                    kept,
                });
            }
            if let Some(masked) = &*self.masked.borrow()
                && masked.would_be_kept(&edits)
            {
                return Err(Failure::Rejected(Rejection::Masked));
            }
            let change = self.stamped(label, edits, undoes);
            self.set_status(Status::Saving);
            match self.store.commit(&change, self.stand.get()).await {
                Ok(stand) => {
                    self.take_in(&change, stand).await;
                    let Change {
                        label, id, edits, ..
                    } = change;
                    let history = self.history.borrow();
                    let told = history.item(id).map(|item| history.told(item));
                    let (turn, label) = match told {
                        Some((turn, first)) => (turn, first.clone()),
                        None => (Turn::Done, label),
                    };
                    return Ok(Done {
                        label: self.shown_label(label),
                        turn,
                        change: Some(id),
                        edits,
                        kept,
                    });
                }
                Err(CommitError::Behind) => {
                    let news = self.fetch_news().await;
                    news.map_err(|error| Failure::NotWritten(error, Some(change.id)))?;
                }
                Err(CommitError::Store(error)) => {
                    return Err(Failure::NotWritten(error, Some(change.id)));
                }
            }
        }
        let error = StoreError::Failed("other tabs were always first".to_owned());
        Err(Failure::NotWritten(error, None))
    }

    /// Takes back the newest Change that was not yet taken back.
    pub async fn undo(&self) -> Result<Done, Refused> {
        let _turn = self.whole_turn().await?;
        self.read_older_history().await?;
        let sequence = self.history.borrow().undoable().map(|item| item.sequence);
        self.demand_newest(sequence)?;
        self.take_back(sequence, Intent::Undo).await
    }

    /// Does again what was taken back last.
    pub async fn redo(&self) -> Result<Done, Refused> {
        let _turn = self.whole_turn().await?;
        self.read_older_history().await?;
        let sequence = self.history.borrow().redoable().map(|item| item.sequence);
        self.demand_newest(sequence)?;
        self.take_back(sequence, Intent::Redo).await
    }

    /// Takes back one Change of the history, whatever came after it.
    pub async fn undo_change(&self, id: ChangeId) -> Result<Done, Refused> {
        let _turn = self.whole_turn().await?;
        let sequence = self.history.borrow().item(id).map(|item| item.sequence);
        self.take_back(sequence, Intent::Undo).await
    }

    async fn take_back(&self, sequence: Option<u64>, intent: Intent) -> Result<Done, Refused> {
        let sequence = sequence.ok_or(Rejection::NothingToUndo)?;
        let stored = self
            .change_at(sequence)
            .await?
            .ok_or(Rejection::NoLongerKept)?;
        self.execute_in_turn(Command::TakeBack(Arc::new(stored), intent), None)
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

    /// Reads what opening for Today left aside. No command is carried out before that.
    pub async fn read_rest(&self) -> Result<(), OpenError> {
        let _turn = self.turn.lock().await;
        self.read_rest_in_turn().await
    }

    async fn read_rest_in_turn(&self) -> Result<(), OpenError> {
        if self.model.borrow().is_whole() {
            return Ok(());
        }
        let opened = self.store.open().await?;
        self.take_over(opened);
        // In a step of its own, before all that listen ask for it in one.
        self.env.breathe().await;
        self.today();
        self.env.breathe().await;
        self.tell();
        Ok(())
    }

    /// The right to write, once the Book is whole: what is decided without all records may be wrong.
    pub(super) async fn whole_turn(&self) -> Result<MutexGuard<'_, ()>, StoreError> {
        let turn = self.turn.lock().await;
        self.read_rest_in_turn().await.map_err(failure)?;
        Ok(turn)
    }

    /// Reads the Changes that opening left aside, so that the history is whole.
    pub async fn read_older_history(&self) -> Result<(), StoreError> {
        if self.older_is_read.get() {
            return Ok(());
        }
        let oldest = |history: &History| history.items().first().map(|item| item.sequence);
        let epoch = self.stand.get().position.epoch;
        let before = oldest(&self.history.borrow());
        // Without any that were read on opening, all that are kept are older than those written
        // since, which are told apart by their place.
        let older = self.store.older_history(before).await?;
        let is_meant = epoch == self.stand.get().position.epoch
            && (before.is_none() || before == oldest(&self.history.borrow()));
        if !is_meant || self.older_is_read.replace(true) {
            return Ok(());
        }
        let since = oldest(&self.history.borrow());
        let older: Vec<_> = older
            .into_iter()
            .filter(|item| since.is_none_or(|since| item.sequence < since))
            .collect();
        if older.is_empty() {
            return Ok(());
        }
        self.history.borrow_mut().prepend(older);
        if let Some(masked) = &mut *self.masked.borrow_mut() {
            masked.begin_anew(&self.model.borrow(), &self.history.borrow());
        }
        self.tell();
        Ok(())
    }

    /// Keeps the store in order while nothing is being written: what the log holds is folded, and
    /// what is no longer kept is let go. The Book stays the same. `None` while something is being
    /// written or read, or waits to be: to be tried again soon.
    pub async fn keep_up(&self) -> Result<Option<Upkept>, StoreError> {
        if self.has_unsaved() || !self.model.borrow().is_whole() {
            return Ok(None);
        }
        let upkeep = Upkeep::usual(self.env.now());
        match self.store.keep_up(self, upkeep).await {
            Ok(kept) => Ok(Some(kept)),
            Err(CommitError::Behind) => Ok(None),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Whether the next opening would be the slower for what was done since the store was last put
    /// in order.
    pub fn has_much_unfolded(&self) -> bool {
        self.store.has_much_unfolded()
    }

    /// Reads everything that is stored and holds it against what was written and what is shown.
    /// `progress` hears how many of all parts are done.
    pub async fn check(&self, progress: &dyn Fn(usize, usize)) -> Result<Checked, StoreError> {
        for _ in 0..MOST_TRIES {
            self.catch_up().await?;
            match self.store.check(self, progress).await {
                Ok(checked) => return Ok(checked),
                // Something was written meanwhile: what was read need not agree.
                Err(CommitError::Behind) => {}
                Err(CommitError::Store(error)) => return Err(error),
            }
        }
        Err(StoreError::Failed(
            "the book did not stand still".to_owned(),
        ))
    }

    /// Takes in what other tabs wrote.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let _turn = self.whole_turn().await?;
        let (before, was_gone) = (self.stand.get().position, self.is_gone.get());
        let fetched = self.fetch_news().await;
        if self.is_gone.get() != was_gone {
            self.settle();
        }
        fetched?;
        if self.stand.get().position != before {
            self.tell();
        }
        Ok(())
    }

    /// Replaces the whole Book by these contents, keeping the present for recovery.
    pub async fn replace(&self, contents: &Contents) -> Result<(), StoreError> {
        let _turn = self.whole_turn().await?;
        let replaced = self.replace_in_turn(contents).await;
        self.settle();
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

    async fn take_in(&self, change: &Change, stand: Stand) {
        if change.edits.len() <= PART {
            self.model.borrow_mut().apply(change);
        } else {
            // The page draws meanwhile and must not show a part, so a copy takes it in.
            let mut next = self.model.borrow().clone();
            for part in change.edits.chunks(PART) {
                next.take_in(part);
                self.env.breathe().await;
            }
            let mut placing = next.to_place();
            while next.place(&mut placing) {
                self.env.breathe().await;
            }
            self.model.replace(next);
        }
        let item = HistoryItem::of(change, stand.position.sequence);
        if let Some(masked) = &mut *self.masked.borrow_mut() {
            masked.follow(&item, &change.edits, &self.model.borrow());
        }
        self.history.borrow_mut().push(item);
        self.stand.set(stand);
        self.is_gone.set(false);
    }

    /// Says how things stand now that nothing is being written.
    pub(super) fn settle(&self) {
        let failure = self.unsaved.borrow().failure();
        self.set_status(match failure {
            Some((count, error)) => Status::NotSaved { count, error },
            None if self.is_gone.get() => Status::Gone,
            None => Status::Saved,
        });
    }

    /// Notes why a write failed that goes on waiting.
    pub(super) fn still_waits(
        &self,
        number: u64,
        error: StoreError,
        change: Option<ChangeId>,
    ) -> Refused {
        self.unsaved
            .borrow_mut()
            .note_failure(number, error.clone(), change);
        self.settle();
        Refused::Store(error)
    }

    pub(super) async fn fetch_news(&self) -> Result<(), StoreError> {
        let news = self.store.news(self.stand.get().position).await;
        match &news {
            Ok(_) => self.is_gone.set(false),
            // It was there when it was opened.
            Err(StoreError::Closed | StoreError::Damaged(_)) => self.is_gone.set(true),
            Err(_) => {}
        }
        let (changes, stand) = match news? {
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
            self.take_in(&change, Stand { position, ..stand }).await;
        }
        self.stand.set(stand);
        Ok(())
    }

    pub(super) async fn reload(&self) -> Result<(), StoreError> {
        let opened = match self.store.open().await {
            Ok(opened) => opened,
            Err(OpenError::Store(error)) => return Err(error),
            Err(OpenError::TooNew { version }) => return Err(StoreError::TooNew { version }),
            Err(other @ OpenError::NotWhatWasSaved(_)) => {
                self.is_gone.set(true);
                return Err(StoreError::Damaged(other.to_string()));
            }
        };
        let has_fallen = opened.stand.position.sequence < self.stand.get().position.sequence;
        if has_fallen && opened.book != self.book.get() {
            // Numbers never fall, not even by a restore. This one was begun because what was saved
            // here is gone, and must not take the place of what only this page still has.
            self.is_gone.set(true);
            return Err(StoreError::Closed);
        }
        self.take_over(opened);
        Ok(())
    }

    fn take_over(&self, opened: Opened) {
        self.book.set(opened.book);
        self.stand.set(opened.stand);
        // Answers kept for the old model must not be taken for the new one's.
        let revision = self.model.borrow().revision() + 1;
        self.model.replace(opened.model.at_least_revision(revision));
        self.history.replace(History::of(opened.history));
        self.older_is_read.set(false);
        self.is_gone.set(false);
        if let Some(masked) = &mut *self.masked.borrow_mut() {
            masked.begin_anew(&self.model.borrow(), &self.history.borrow());
        }
    }
}

/// Why the Book could not be read anew, in the words of writing.
fn failure(error: OpenError) -> StoreError {
    match error {
        OpenError::Store(error) => error,
        other => StoreError::Damaged(other.to_string()),
    }
}

impl Held for Service {
    fn stand(&self) -> Stand {
        self.stand.get()
    }

    fn model(&self) -> Ref<'_, Model> {
        self.model.borrow()
    }
}
