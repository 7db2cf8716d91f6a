//! One store in memory that tabs share, with faults on demand.

use std::rc::Rc;

use genjin::app::ports::{Store, StoreError};
use genjin::records::FORM_VERSION;
use genjin::store::canary::{Canary, MemoryCanary};
use genjin::store::log_store::LogStore;
use genjin::store::memory::{Fault, MemoryShelf, Operation, Values};
use genjin::store::shelf::{Area, HEAD, Key};

/// What all tabs share.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    shelf: MemoryShelf,
    canary: MemoryCanary,
    has_reserve: bool,
}

impl Disk {
    /// A disk on which a little room is reserved whenever the store is kept in order.
    pub(crate) fn with_reserve() -> Self {
        Self {
            has_reserve: true,
            ..Self::default()
        }
    }

    /// The store as one tab holds it.
    pub(crate) fn tab(&self) -> Rc<dyn Store> {
        let Self { shelf, canary, .. } = self;
        Rc::new(if self.has_reserve {
            LogStore::tab_with_reserve(shelf, canary)
        } else {
            LogStore::tab_on(shelf, canary)
        })
    }

    /// A disk of its own on which the same lies.
    pub(crate) fn copy(&self) -> Self {
        let canary = MemoryCanary::default();
        if let Some(note) = self.canary.read() {
            canary.write(&note);
        }
        Self {
            shelf: self.shelf.copy(),
            canary,
            has_reserve: self.has_reserve,
        }
    }

    /// Asks this function before every operation what is to go wrong with it, until
    /// [`Disk::mend`].
    pub(crate) fn fail_as(&self, faults: impl FnMut(Operation) -> Fault + 'static) {
        self.shelf.set_faults(faults);
    }

    /// Lets every operation of this kind go wrong, until [`Disk::mend`].
    pub(crate) fn fail(&self, operation: Operation, fault: &Fault) {
        self.fail_each(vec![(operation, fault.clone())]);
    }

    /// Lets every operation of these kinds go wrong, until [`Disk::mend`].
    pub(crate) fn fail_each(&self, faults: Vec<(Operation, Fault)>) {
        self.shelf.set_faults(move |operation| {
            let found = faults.iter().find(|(other, _)| *other == operation);
            found.map_or(Fault::None, |(_, fault)| fault.clone())
        });
    }

    /// Lets the next operation of this kind go wrong, and none after it.
    pub(crate) fn fail_next(&self, operation: Operation, fault: &Fault) {
        let mut fault = Some(fault.clone());
        self.shelf.set_faults(move |other| {
            let is_due = other == operation;
            fault.take_if(|_| is_due).unwrap_or(Fault::None)
        });
    }

    /// Lets so many operations of this kind go wrong, and none after them.
    pub(crate) fn fail_times(&self, operation: Operation, fault: &Fault, times: usize) {
        let (fault, mut left) = (fault.clone(), times);
        self.shelf.set_faults(move |other| {
            if other != operation || left == 0 {
                return Fault::None;
            }
            left -= 1;
            fault.clone()
        });
    }

    /// Takes everything away, as a user does who clears the data of the site; in some browsers
    /// the canary stays.
    pub(crate) fn take_away(&self, canary_too: bool) {
        self.shelf.set_values(None);
        if canary_too {
            self.canary.forget();
        }
    }

    /// Everything that lies on it.
    pub(crate) fn values(&self) -> Values {
        self.shelf.values()
    }

    /// Makes the Book one of this form, as a Genjin that knows it would write it.
    pub(crate) fn raise_form(&self, form: u32) {
        let mut values = self.shelf.values();
        let place = (Area::Meta, Key::Text(HEAD.to_owned()));
        let value = &values[&place];
        let (envelope, text) = value.split_at(4);
        let text = std::str::from_utf8(text).expect("JSON");
        let (head, _hash) = text.rsplit_once(",\"hash\"").expect("a head and its hash");
        let head = head.strip_prefix("{\"head\":").expect("a head");
        let head = head.replace(
            &format!("\"form\":{FORM_VERSION}"),
            &format!("\"form\":{form}"),
        );
        let hash = xxhash_rust::xxh3::xxh3_128(head.as_bytes());
        let content = format!("{{\"head\":{head},\"hash\":\"{hash:032x}\"}}");
        let raised = [envelope, content.as_bytes()].concat();
        values.insert(place, raised);
        self.shelf.set_values(Some(values));
    }

    /// How many times a tab let go of its connection.
    pub(crate) fn reconnected(&self) -> usize {
        self.shelf.reconnected()
    }

    /// Lets nothing be written because the disk is full, until [`Disk::mend`].
    pub(crate) fn fill(&self) {
        self.fail(Operation::Write, &Fault::Before(StoreError::Full));
    }

    /// Leaves room for so many bytes more, until [`Disk::mend`]. What makes less of what lies there is
    /// always written.
    pub(crate) fn leave_room(&self, bytes: usize) {
        self.shelf.set_room(Some(self.shelf.bytes() + bytes));
    }

    /// Lets everything go well again.
    pub(crate) fn mend(&self) {
        self.shelf.clear_faults();
        self.shelf.set_room(None);
    }
}
