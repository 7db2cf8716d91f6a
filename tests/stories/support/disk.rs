//! A store double: a log that tabs share, through the persisted form, with faults on demand.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Poll;

use genjin::app::history::HistoryItem;
use genjin::app::model::Model;
use genjin::app::ports::{
    CommitError, LocalFuture, News, OpenError, Opened, Position, Stand, Store, StoreError,
    StoredChange, StoredDraft,
};
use genjin::domain::change::Change;
use genjin::domain::id::{BookId, ReplicaId};
use genjin::records::backup::{Contents, read_backup, write_backup};
use genjin::records::change_row::ChangeRow;
use genjin::records::segment::pack;
use uuid::Uuid;

/// What goes wrong with the next write.
pub(crate) enum Fault {
    /// It fails and has done nothing.
    Before(StoreError),
    /// It is done, but its end is reported as this failure.
    After(StoreError),
}

/// What all tabs share.
#[derive(Clone, Default)]
pub(crate) struct Disk(Rc<Inner>);

#[derive(Default)]
struct Inner {
    epoch: Cell<u64>,
    /// The backup that the log goes on from, and the sequence at which it was put there.
    base: RefCell<Option<Vec<u8>>>,
    base_sequence: Cell<u64>,
    log: RefCell<Vec<(String, Vec<Vec<u8>>)>>,
    fault: RefCell<Option<Fault>>,
}

impl Disk {
    /// Lets the next write go wrong.
    pub(crate) fn fail_next(&self, fault: Fault) {
        self.0.fault.replace(Some(fault));
    }

    fn sequence(&self) -> u64 {
        self.0.base_sequence.get() + self.0.log.borrow().len() as u64
    }

    fn stored(&self, sequence: u64) -> Option<StoredChange> {
        let place = sequence.checked_sub(self.0.base_sequence.get() + 1)?;
        let log = self.0.log.borrow();
        let (row, segments) = log.get(usize::try_from(place).expect("small"))?;
        Some(StoredChange {
            sequence,
            row: serde_json::from_str(row).expect("it was written here"),
            segments: segments.clone(),
        })
    }

    fn stand(&self) -> Stand {
        let sequence = self.sequence();
        let header = self
            .stored(sequence)
            .map(|stored| stored.row.header().expect("it was written here"));
        Stand {
            position: Position {
                epoch: self.0.epoch.get(),
                sequence,
            },
            newest: header.as_ref().map(|change| change.id),
            replica: ReplicaId(Uuid::from_u128(9)),
            counter: header.map_or(0, |change| change.counter),
        }
    }

    fn check(&self, stand: Stand) -> Result<(), CommitError> {
        if stand.position == self.stand().position {
            Ok(())
        } else {
            Err(CommitError::Behind)
        }
    }

    fn write(&self, write: impl FnOnce(&Inner)) -> Result<Stand, CommitError> {
        match self.0.fault.take() {
            None => write(&self.0),
            Some(Fault::Before(error)) => return Err(error.into()),
            Some(Fault::After(error)) => {
                write(&self.0);
                return Err(error.into());
            }
        }
        Ok(self.stand())
    }
}

/// Lets other tabs come in between, as a database does.
async fn yield_once() {
    let mut has_yielded = false;
    poll_fn(|context| {
        if std::mem::replace(&mut has_yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Store for Disk {
    fn open(&self) -> LocalFuture<'_, Result<Opened, OpenError>> {
        Box::pin(async {
            yield_once().await;
            let book = BookId(Uuid::from_u128(8));
            let mut model = Model::default();
            if let Some(bytes) = &*self.0.base.borrow() {
                model = Model::of(&read_backup(bytes).expect("it was written here"));
            }
            let mut history = Vec::new();
            for sequence in self.0.base_sequence.get() + 1..=self.sequence() {
                let stored = self.stored(sequence).expect("in the log");
                let change = stored.decode(&model).expect("it was written here");
                model.apply(&change);
                history.push(HistoryItem::of(&change, sequence));
            }
            Ok(Opened {
                book,
                stand: self.stand(),
                model,
                history,
            })
        })
    }

    fn commit<'a>(
        &'a self,
        change: &'a Change,
        stand: Stand,
    ) -> LocalFuture<'a, Result<Stand, CommitError>> {
        Box::pin(async move {
            let entry = if change.edits.len() <= 1000 {
                (ChangeRow::of(change), Vec::new())
            } else {
                let packed = pack(&change.edits).into_iter().map(|packed| packed.bytes);
                (ChangeRow::without_edits(change), packed.collect())
            };
            let row = serde_json::to_string(&entry.0).expect("rows can be written");
            yield_once().await;
            self.check(stand)?;
            self.write(|inner| inner.log.borrow_mut().push((row, entry.1)))
        })
    }

    fn news(&self, position: Position) -> LocalFuture<'_, Result<News, StoreError>> {
        Box::pin(async move {
            yield_once().await;
            if position.epoch != self.0.epoch.get() {
                return Ok(News::Reload);
            }
            let changes = (position.sequence + 1..=self.sequence())
                .filter_map(|sequence| self.stored(sequence));
            Ok(News::Changes(changes.collect(), self.stand()))
        })
    }

    fn change_at(
        &self,
        sequence: u64,
    ) -> LocalFuture<'_, Result<Option<StoredChange>, StoreError>> {
        Box::pin(async move { Ok(self.stored(sequence)) })
    }

    fn replace<'a>(
        &'a self,
        contents: &'a Contents,
        stand: Stand,
    ) -> LocalFuture<'a, Result<Stand, CommitError>> {
        Box::pin(async move {
            yield_once().await;
            self.check(stand)?;
            let sequence = self.sequence() + 1;
            self.write(|inner| {
                inner.epoch.set(inner.epoch.get() + 1);
                inner.base.replace(Some(write_backup(contents)));
                inner.base_sequence.set(sequence);
                inner.log.borrow_mut().clear();
            })
        })
    }

    fn save_draft<'a>(&'a self, _: &'a StoredDraft) -> LocalFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Err(StoreError::Unavailable) })
    }

    fn drafts(&self) -> LocalFuture<'_, Result<Vec<StoredDraft>, StoreError>> {
        Box::pin(async { Err(StoreError::Unavailable) })
    }

    fn remove_draft<'a>(&'a self, _: &'a str, _: Uuid) -> LocalFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Err(StoreError::Unavailable) })
    }
}
