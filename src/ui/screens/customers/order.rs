//! The order of the list, kept from one key to the next: putting 100,000 customers in order costs
//! far more than searching them.

use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::model::Model;
use crate::app::queries::customers::{Alphabet, CustomerSort, Places, in_order, words_by_slot};
use crate::app::table::Slot;
use crate::domain::customer::Customer;
use crate::domain::moment::Now;
use crate::i18n::Language;
use crate::web::intl::Speech;

/// The order that was worked out last, and what it rests on.
#[derive(Default)]
pub struct OrderCache {
    names: Option<Kept>,
    companies: Option<Kept>,
    order: Option<(OrderKey, Rc<Vec<Slot>>)>,
}

/// For what an order holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OrderKey {
    revision: u64,
    sort: CustomerSort,
    today: NaiveDate,
    language: Language,
}

/// Places of words that hold for as long as no word changes.
struct Kept {
    fingerprint: u64,
    language: Language,
    places: Rc<Places>,
}

impl OrderCache {
    /// All customers outside the trash in this order, rising.
    pub fn order(
        &mut self,
        model: &Model,
        sort: CustomerSort,
        now: Now,
        speech: Speech,
    ) -> Rc<Vec<Slot>> {
        let key = OrderKey {
            revision: model.revision(),
            sort,
            today: now.date_naive(),
            language: speech.0,
        };
        if let Some((kept, order)) = &self.order
            && *kept == key
        {
            return order.clone();
        }
        let names = places(&mut self.names, model, speech, |one| &one.name);
        let companies = if sort == CustomerSort::Company {
            places(&mut self.companies, model, speech, |one| &one.company)
        } else {
            Rc::default()
        };
        let alphabet = Alphabet {
            names: &names,
            companies: &companies,
        };
        let order = Rc::new(in_order(model, sort, now, alphabet));
        self.order = Some((key, order.clone()));
        order
    }
}

/// The places of a word of each customer, worked out again only where a word changed.
fn places(
    kept: &mut Option<Kept>,
    model: &Model,
    speech: Speech,
    word: fn(&Customer) -> &str,
) -> Rc<Places> {
    let words = words_by_slot(model, word);
    let fingerprint = xxhash_rust::xxh3::xxh3_64(words.join("\u{1}").as_bytes());
    if let Some(kept) = kept
        && kept.fingerprint == fingerprint
        && kept.language == speech.0
    {
        return kept.places.clone();
    }
    let places = Rc::new(speech.ranks(words.into_iter()));
    *kept = Some(Kept {
        fingerprint,
        language: speech.0,
        places: places.clone(),
    });
    places
}
