//! What pages remember of each other while the app runs: whom they are about, what was filtered.
//!
//! None of it is drawn by those who do not set it, so it changes without drawing anything.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use super::address::InsightAddress;
use super::context::{LogStart, use_book};
use super::pinyin::PinyinTable;
use super::screens::customers::OrderCache;
use super::screens::palette::{Recent, remember};
use super::screens::queue::QueueRun;
use super::screens::round::RoundChoices;
use super::screens::settings::TypedSettings;
use super::screens::today::row::log_start;
use crate::app::name_directory::NameDirectory;
use crate::app::queries::communications::CommunicationFilter;
use crate::app::queries::customers::{CustomerFilter, CustomerList};
use crate::app::queries::learned::Learned;
use crate::app::queries::what_if::Tried;
use crate::app::table::Slot;
use crate::domain::id::{CommunicationId, CustomerId};
use crate::domain::words::sentiment::Lexicon;

/// What the pages remember, compared by identity.
#[derive(Clone, Default)]
pub struct Memory(Rc<Remembered>);

/// All communications in order, and those of them that were listed.
pub struct CommunicationList {
    /// The revision of the model that they were taken from.
    pub revision: u64,
    /// All, the newest first.
    pub order: Rc<Vec<Slot>>,
    /// What they were chosen by.
    pub filter: CommunicationFilter,
    /// The chosen ones.
    pub ids: Rc<Vec<CommunicationId>>,
}

/// What the pages remember.
#[derive(Default)]
pub struct Remembered {
    /// Whom the page is about; logging begins with this customer.
    pub customer: Cell<Option<CustomerId>>,
    /// Whether the last key was G, so that the next one names a page and means nothing else.
    pub goes: Cell<bool>,
    /// Whether the palette presses a key for the user.
    pub by_palette: Cell<bool>,
    /// What was used last, the newest first.
    pub recent: RefCell<Vec<Recent>>,
    /// How far today's queue was worked through.
    pub queue_run: RefCell<Option<QueueRun>>,
    /// What the list of customers showed.
    pub customer_filter: RefCell<CustomerFilter>,
    /// The customers of that list in its order, to go from one to the next.
    pub customer_list: RefCell<Rc<CustomerList>>,
    /// The order of that list.
    pub customer_order: RefCell<OrderCache>,
    /// The customers as a line or a search may name them.
    pub names: RefCell<NameDirectory>,
    /// How Chinese names sound, once it is known.
    pub pinyin: RefCell<PinyinTable>,
    /// The customer on whose row the list stood.
    pub customer_row: Cell<Option<CustomerId>>,
    /// The list of communications, as it was last worked out.
    pub communication_list: RefCell<Option<CommunicationList>>,
    /// What the list of communications showed.
    pub communication_filter: RefCell<CommunicationFilter>,
    /// What the page Insights showed.
    pub insights: RefCell<InsightAddress>,
    /// What the user's corrections taught, once it was needed.
    pub learned: RefCell<Option<Arc<Learned>>>,
    /// The lists of words by which records sound, once they were needed.
    pub lexicon: OnceCell<Lexicon>,
    /// Settings that were typed and not saved.
    pub typed_settings: TypedSettings,
    /// Whom the report on several customers is about.
    pub report: RefCell<Rc<Vec<CustomerId>>>,
    /// What was chosen for the round of the day.
    pub round: RefCell<Option<RoundChoices>>,
    /// What was set on the page What-if and not saved.
    pub what_if: RefCell<Tried>,
}

impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Memory {
    type Target = Remembered;

    fn deref(&self) -> &Remembered {
        &self.0
    }
}

/// What the pages remember.
#[hook]
pub fn use_memory() -> Memory {
    use_context::<Memory>().unwrap_or_default()
}

/// Says that the page is about this customer for as long as it is shown.
#[hook]
pub fn use_current_customer(id: Option<CustomerId>) {
    let memory = use_memory();
    use_effect_with((memory, id), |(memory, id)| {
        memory.customer.set(*id);
        if let Some(id) = id {
            remember(memory, Recent::Customer(*id));
        }
        let memory = memory.clone();
        move || memory.customer.set(None)
    });
}

/// With what the log dialog opens from here: the customer that the page is about, if any.
#[hook]
pub fn use_log_start() -> Callback<(), LogStart> {
    let memory = use_memory();
    let book = use_book();
    use_callback((memory, book), |(), (memory, book)| {
        memory
            .customer
            .get()
            .map_or_else(LogStart::default, |id| log_start(book, id))
    })
}
