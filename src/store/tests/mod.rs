//! The store on a shelf in memory, where damage and faults can be made at every place.

mod checking;
mod damage;
mod described;
mod faults;
mod fixture;
mod folding;
mod glimpse;
mod life;
mod moving;
mod newer;
mod recovery;

use chrono::DateTime;
use uuid::Uuid;

use super::canary::{Canary, MemoryCanary};
use super::log_store::LogStore;
use super::memory::{MemoryShelf, Values};
use super::shelf::{Area, HEAD, Key};
use crate::app::contract::block_on;
use crate::app::ports::{Finding, OpenError, Opened, Stand, Store};
use crate::domain::change::{Change, Deed, Edit, Edited, Label};
use crate::domain::customer::Customer;
use crate::domain::id::{ChangeId, CustomerId};
use crate::records::backup::write_backup;
use crate::records::golden;

type Tab = LogStore<MemoryShelf>;

/// A place for tabs.
#[derive(Default)]
struct Place {
    shelf: MemoryShelf,
    canary: MemoryCanary,
}

impl Place {
    fn tab(&self) -> Tab {
        LogStore::tab_on(&self.shelf, &self.canary)
    }

    fn open(&self) -> Result<Opened, OpenError> {
        block_on(self.tab().open())
    }

    fn opened_tab(&self) -> Tab {
        let tab = self.tab();
        block_on(tab.open()).expect("opens");
        tab
    }

    /// What opening finds wrong.
    fn finding(&self) -> Option<Finding> {
        match self.open() {
            Ok(_) => None,
            Err(OpenError::NotWhatWasSaved(finding)) => Some(finding),
            Err(other) => panic!("{other:?}"),
        }
    }

    /// A place of its own in which the same lies.
    fn copy(&self) -> Self {
        let canary = MemoryCanary::default();
        if let Some(note) = self.canary.read() {
            canary.write(&note);
        }
        Self {
            shelf: self.shelf.copy(),
            canary,
        }
    }

    fn change_values(&self, change: impl FnOnce(&mut Values)) {
        let mut values = self.shelf.values();
        change(&mut values);
        self.shelf.set_values(Some(values));
    }
}

fn customer(number: u128) -> Edit {
    let id = CustomerId(Uuid::from_u128(number));
    Edit::Customer(Edited::made(Customer::named(id, format!("n{number}"))))
}

fn change(stand: Stand, edits: Vec<Edit>) -> Change {
    Change {
        id: ChangeId(Uuid::from_u128(u128::from(stand.counter) + 1000)),
        replica: stand.replica,
        counter: stand.counter + 1,
        parents: stand.newest.into_iter().collect(),
        made_at: DateTime::UNIX_EPOCH.fixed_offset(),
        label: Label {
            deed: Deed::CreateCustomer,
            subject: String::new(),
            count: 1,
        },
        undoes: None,
        edits,
    }
}

fn commit(tab: &Tab, stand: Stand, edits: Vec<Edit>) -> Stand {
    block_on(tab.commit(&change(stand, edits), stand)).expect("commits")
}

/// A Book with a segment, a restore behind it, two small Changes and a large one.
fn furnished() -> (Place, Opened) {
    let place = Place::default();
    let tab = place.tab();
    let mut stand = block_on(tab.open()).expect("opens").stand;
    stand = commit(&tab, stand, vec![customer(1)]);
    stand = block_on(tab.replace(&golden::contents(), stand)).expect("replaces");
    stand = commit(&tab, stand, vec![customer(2)]);
    stand = commit(&tab, stand, (3..1100).map(customer).collect());
    commit(&tab, stand, vec![customer(2000)]);
    let opened = place.open().expect("opens");
    (place, opened)
}

fn bytes(opened: &Opened) -> Vec<u8> {
    write_backup(&opened.model.contents(opened.book))
}

fn head_key() -> (Area, Key) {
    (Area::Meta, Key::Text(HEAD.to_owned()))
}
