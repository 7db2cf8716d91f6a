//! A shelf in memory: for tests, where faults and damage can be made, and for the demo.
//!
//! Clones share what lies on the shelf, as tabs share a database.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{pending, poll_fn};
use std::rc::Rc;
use std::task::Poll;

use uuid::Uuid;

use super::canary::MemoryCanary;
use super::log_store::{Beside, LogStore};
use super::reserve::{BYTES, NoReserve, Reserve};
use super::shelf::{
    Area, Content, Expected, Found, HEAD, Key, Lying, Making, Presence, Put, PutRule, Read, Shelf,
    Write, WriteError,
};
use crate::app::ports::{LocalFuture, StoreError};

/// A shelf in memory, shared by its clones.
#[derive(Clone, Default)]
pub struct MemoryShelf(Rc<Inner>);

#[derive(Default)]
struct Inner {
    is_there: Cell<bool>,
    values: RefCell<Values>,
    faults: RefCell<Option<Faults>>,
    /// How many bytes there is room for; `None` where that is without end.
    room: Cell<Option<usize>>,
    /// How many bytes the reserve takes.
    reserved: Cell<usize>,
    ids: Cell<u128>,
    reconnected: Cell<usize>,
}

type Faults = Box<dyn FnMut(Operation) -> Fault>;

/// All values of a shelf by their place.
pub type Values = BTreeMap<(Area, Key), Vec<u8>>;

/// What is about to be done on the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Getting the shelf ready.
    Open,
    /// Reading values at one moment.
    Read,
    /// Writing values in one step.
    Write,
}

/// What goes wrong with an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It fails and has done nothing.
    Before(StoreError),
    /// It is done, but its end is reported as this failure.
    After(StoreError),
    /// It goes well, but only after others had their turn many times, as where an opening waits for
    /// another tab.
    Late,
    /// It has done nothing, and its end is never heard of.
    SilentBefore,
    /// It is done, but its end is never heard of.
    SilentAfter,
}

/// How often others have their turn before what is late goes on.
const LATE: usize = 100;

impl MemoryShelf {
    /// Asks this function before every operation what is to go wrong with it.
    pub fn set_faults(&self, faults: impl FnMut(Operation) -> Fault + 'static) {
        self.0.faults.replace(Some(Box::new(faults)));
    }

    /// Lets everything go well again.
    pub fn clear_faults(&self) {
        self.0.faults.replace(None);
    }

    /// Leaves room for so many bytes in all; what makes less of them is always written. `None` leaves
    /// room without end.
    pub fn set_room(&self, bytes: Option<usize>) {
        self.0.room.set(bytes);
    }

    /// How many bytes all values and the reserve take.
    pub fn bytes(&self) -> usize {
        let values = self.0.values.borrow();
        self.0.reserved.get() + values.values().map(Vec::len).sum::<usize>()
    }

    /// Everything that lies on the shelf.
    pub fn values(&self) -> Values {
        self.0.values.borrow().clone()
    }

    /// A shelf of its own with the same values.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::default();
        copy.0.is_there.set(self.0.is_there.get());
        copy.0.values.replace(self.values());
        copy.0.ids.set(self.0.ids.get());
        copy
    }

    /// Puts these values in place of all that lay there, as damage or an older copy would; `None`
    /// takes the whole shelf away.
    pub fn set_values(&self, values: Option<Values>) {
        self.0.is_there.set(values.is_some());
        self.0.values.replace(values.unwrap_or_default());
    }

    /// How many times a tab let go of its connection.
    pub fn reconnected(&self) -> usize {
        self.0.reconnected.get()
    }

    /// A number never given before on this shelf, in the shape of an id.
    pub fn new_id(&self) -> Uuid {
        self.0.ids.set(self.0.ids.get() + 1);
        Uuid::from_u128(self.0.ids.get())
    }

    async fn operate<T>(
        &self,
        operation: Operation,
        act: impl FnOnce(&Inner) -> Result<T, WriteError>,
    ) -> Result<T, WriteError> {
        // Lets other tabs come in between, as a database does.
        yield_once().await;
        let fault = match &mut *self.0.faults.borrow_mut() {
            Some(faults) => faults(operation),
            None => Fault::None,
        };
        match fault {
            Fault::None => act(&self.0),
            Fault::Before(error) => Err(error.into()),
            Fault::After(error) => {
                act(&self.0)?;
                Err(error.into())
            }
            Fault::Late => {
                for _ in 0..LATE {
                    yield_once().await;
                }
                act(&self.0)
            }
            Fault::SilentBefore => pending().await,
            Fault::SilentAfter => {
                act(&self.0)?;
                pending().await
            }
        }
    }
}

async fn yield_once() {
    let mut has_yielded = false;
    poll_fn(|context| {
        if has_yielded {
            return Poll::Ready(());
        }
        has_yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Inner {
    fn find(&self, read: &Read) -> Found {
        let values = self.values.borrow();
        let in_area = |area: Area| {
            values
                .range((area, Key::Number(0))..)
                .take_while(move |((other, _), _)| *other == area)
        };
        match read {
            Read::One(area, key) => values
                .get(&(*area, key.clone()))
                .cloned()
                .into_iter()
                .collect(),
            Read::From(area, first) => in_area(*area)
                .filter(|((_, key), _)| matches!(key, Key::Number(number) if first <= number))
                .map(|(_, value)| value.clone())
                .collect(),
            Read::Between(area, first, last) => values
                .range((*area, Key::Number(*first))..=(*area, Key::Number(*last)))
                .map(|(_, value)| value.clone())
                .collect(),
            Read::All(area) => in_area(*area).map(|(_, value)| value.clone()).collect(),
            Read::First(area) => in_area(*area)
                .map(|(_, value)| value.clone())
                .take(1)
                .collect(),
        }
    }

    fn carry_out(&self, write: &Write) -> Result<(), WriteError> {
        let mut values = self.values.borrow_mut();
        if let Expected::Head(expected) = &write.expected {
            let head = values.get(&(Area::Meta, Key::Text(HEAD.to_owned())));
            if head != expected.as_ref() {
                return Err(WriteError::Conflict);
            }
        }
        let is_taken = |put: &Put| {
            put.rule == PutRule::New && values.contains_key(&(put.area, put.key.clone()))
        };
        if write.puts.iter().any(is_taken) {
            return Err(StoreError::Failed("the key is taken".to_owned()).into());
        }
        let reserved = self.reserved.get();
        let size = |values: &Values| reserved + values.values().map(Vec::len).sum::<usize>();
        let before = self.room.get().map(|_| values.clone());
        for put in &write.puts {
            values.insert((put.area, put.key.clone()), put.value.clone());
        }
        for place in &write.deletes {
            values.remove(place);
        }
        if let (Some(room), Some(before)) = (self.room.get(), before)
            && room.max(size(&before)) < size(&values)
        {
            *values = before;
            return Err(StoreError::Full.into());
        }
        Ok(())
    }
}

/// A reserve on the same shelf.
struct MemoryReserve {
    place: MemoryShelf,
}

impl Reserve for MemoryReserve {
    fn take(&self) -> LocalFuture<'_, ()> {
        let Self { place } = self;
        let is_taken = 0 < place.0.reserved.get();
        let room = place.0.room.get().unwrap_or(usize::MAX);
        let mut fitting = BYTES.iter().filter(|bytes| place.bytes() + **bytes <= room);
        if let Some(bytes) = fitting.next().filter(|_| !is_taken) {
            place.0.reserved.set(*bytes);
        }
        Box::pin(std::future::ready(()))
    }

    fn give_back(&self) -> LocalFuture<'_, bool> {
        Box::pin(std::future::ready(0 < self.place.0.reserved.replace(0)))
    }
}

fn failure(error: WriteError) -> StoreError {
    match error {
        WriteError::Failed(error) => error,
        WriteError::Conflict => StoreError::Failed("nothing to conflict with".to_owned()),
    }
}

impl Shelf for MemoryShelf {
    async fn open(&self, making: Making) -> Result<Presence, StoreError> {
        let open = |inner: &Inner| {
            if making == Making::Allowed {
                inner.is_there.set(true);
            }
            Ok(if inner.is_there.get() {
                Presence::There
            } else {
                Presence::Absent
            })
        };
        self.operate(Operation::Open, open).await.map_err(failure)
    }

    fn reconnect(&self) {
        self.0.reconnected.set(self.0.reconnected.get() + 1);
    }

    async fn read(&self, reads: &[Read]) -> Result<Vec<Found>, StoreError> {
        let read = |inner: &Inner| Ok(reads.iter().map(|read| inner.find(read)).collect());
        self.operate(Operation::Read, read).await.map_err(failure)
    }

    async fn keys(&self, area: Area) -> Result<Vec<Key>, StoreError> {
        let read = |inner: &Inner| {
            let values = inner.values.borrow();
            let of_area = values.keys().filter(|(other, _)| *other == area);
            Ok(of_area.map(|(_, key)| key.clone()).collect())
        };
        self.operate(Operation::Read, read).await.map_err(failure)
    }

    async fn everything(&self) -> Result<Vec<Lying>, StoreError> {
        let read = |inner: &Inner| {
            let values = inner.values.borrow();
            let lying = values.iter().map(|((area, key), value)| Lying {
                store: area.name().to_owned(),
                key: match key {
                    Key::Number(number) => number.to_string(),
                    Key::Text(text) => crate::records::to_json(text),
                },
                content: Content::Bytes(value.clone()),
            });
            Ok(lying.collect())
        };
        self.operate(Operation::Read, read).await.map_err(failure)
    }

    async fn write(&self, write: &Write) -> Result<(), WriteError> {
        self.operate(Operation::Write, |inner| inner.carry_out(write))
            .await
    }
}

impl LogStore<MemoryShelf> {
    /// A store that forgets everything with the last of its tabs.
    pub fn in_memory() -> Self {
        Self::tab_on(&MemoryShelf::default(), &MemoryCanary::default())
    }

    /// One more tab on this shelf.
    pub fn tab_on(shelf: &MemoryShelf, canary: &MemoryCanary) -> Self {
        Self::tab(shelf, canary, Rc::new(NoReserve))
    }

    /// One more tab on this shelf, with a reserve that all such tabs share.
    pub fn tab_with_reserve(shelf: &MemoryShelf, canary: &MemoryCanary) -> Self {
        Self::tab(
            shelf,
            canary,
            Rc::new(MemoryReserve {
                place: shelf.clone(),
            }),
        )
    }

    fn tab(shelf: &MemoryShelf, canary: &MemoryCanary, reserve: Rc<dyn Reserve>) -> Self {
        let ids = shelf.clone();
        Self::new(
            shelf.clone(),
            Beside {
                reserve,
                canary: Rc::new(canary.clone()),
                tell: Rc::new(|_position| {}),
                new_id: Rc::new(move || ids.new_id()),
                breathe: Rc::new(|| Box::pin(std::future::ready(()))),
            },
        )
    }
}
