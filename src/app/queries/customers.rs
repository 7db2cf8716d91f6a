//! The list of customers: search, filters and order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::communications::mark;
use super::scores::loyalty_value;
use super::today::Headline;
use crate::app::model::Model;
use crate::app::search_index::Query;
use crate::app::table::Slot;
use crate::domain::customer::{Customer, Stage, Tier};
use crate::domain::fold::{digits, fold};
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::order::{Gather, PutInOrder, places_in_order};

/// What the list shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerFilter {
    /// Part of a name, firm, number or address, or words of a communication.
    pub search: String,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only with this tag.
    pub tag: Option<String>,
    /// Only those for whom this is due today.
    pub due: Option<Headline>,
    /// Only those whose scores are such.
    pub score: Option<ScoreFilter>,
    /// The order.
    pub sort: CustomerSort,
    /// Whether the order is turned round.
    pub descending: bool,
}

/// What is asked of a customer's scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreFilter {
    /// A loyalty below the user's threshold.
    AtRisk,
    /// A satisfaction below this, 0 to 100; none is not below anything.
    SatisfactionBelow(u8),
    /// No rating at all.
    Unrated,
}

impl ScoreFilter {
    fn lets_through(self, model: &Model, slot: Slot, now: Now) -> bool {
        match self {
            Self::AtRisk => model.merits(slot, now).is_loyalty_at_risk,
            Self::SatisfactionBelow(limit) => model
                .satisfaction_value(slot, now)
                .is_some_and(|value| value < f64::from(limit)),
            Self::Unrated => model.marks_at(slot).next().is_none(),
        }
    }
}

/// By what the list is ordered; ties by name, then id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum CustomerSort {
    /// By name, in the order of the interface's language.
    #[default]
    Name,
    /// By firm.
    Company,
    /// By stage.
    Stage,
    /// By tier, A first.
    Tier,
    /// By last contact, the longest ago first; never contacted before all.
    LastContact,
    /// By satisfaction, the lowest first; without one after all, whichever way the order is turned.
    Satisfaction,
    /// By loyalty as computed, in the same way.
    Loyalty,
}

impl CustomerSort {
    /// The score of a customer by which the list is ordered, if it is by one.
    fn score(self, model: &Model, slot: Slot, now: Now) -> Option<f64> {
        match self {
            Self::Satisfaction => model.satisfaction_value(slot, now),
            Self::Loyalty => loyalty_value(model, slot, now),
            Self::Name | Self::Company | Self::Stage | Self::Tier | Self::LastContact => None,
        }
    }

    /// How many customers of an order by this, rising, stand before those that have no score.
    fn scored(self, model: &Model, order: &[Slot], now: Now) -> usize {
        match self {
            Self::Satisfaction | Self::Loyalty => {
                order.partition_point(|slot| self.score(model, *slot, now).is_some())
            }
            Self::Name | Self::Company | Self::Stage | Self::Tier | Self::LastContact => {
                order.len()
            }
        }
    }
}

/// The place of each customer's word in the order of the language, by slot; words that the language
/// holds equal share a place.
pub type Places = Vec<u32>;

/// The orders of the interface's language, which only the browser knows.
#[derive(Debug, Clone, Copy)]
pub struct Alphabet<'a> {
    /// The places of the names.
    pub names: &'a [u32],
    /// The places of the firms; needed only where the list is in their order.
    pub companies: &'a [u32],
}

/// A word of each customer by slot, empty for a slot without customer: what places are worked out
/// from.
pub fn words_by_slot(model: &Model, word: fn(&Customer) -> &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (slot, customer) in model.customer_slots() {
        words.resize(slot as usize, "");
        words.push(word(customer));
    }
    words
}

/// All customers outside the trash in an order, rising; ties by name, then id.
///
/// It costs far more than a search, and stays the same while the user types: keep it until the
/// model's revision changes.
pub fn in_order(model: &Model, sort: CustomerSort, now: Now, alphabet: Alphabet<'_>) -> Vec<Slot> {
    let place = |places: &[u32], slot: Slot| places.get(slot as usize).copied().unwrap_or(u32::MAX);
    let (slots, keys): (Vec<Slot>, Vec<_>) = model
        .customer_slots()
        .filter(|(_, customer)| customer.trashed_at.is_none())
        .map(|(slot, customer)| {
            let key = match sort {
                CustomerSort::Name => (false, 0),
                CustomerSort::Company => (
                    customer.company.is_empty(),
                    i64::from(place(alphabet.companies, slot)),
                ),
                CustomerSort::Stage => (false, customer.stage as i64),
                CustomerSort::Tier => (
                    customer.tier.is_none(),
                    customer.tier.map_or(0, |tier| tier as i64),
                ),
                CustomerSort::LastContact => {
                    let last = model.last_contact(customer.id, now);
                    (last.is_some(), last.map_or(0, |last| last.at.order()))
                }
                CustomerSort::Satisfaction | CustomerSort::Loyalty => {
                    let score = sort.score(model, slot, now);
                    (score.is_none(), score.map_or(0, rising))
                }
            };
            let key = row_key(key, place(alphabet.names, slot), customer.id);
            (slot, key)
        })
        .unzip();
    let in_order = places_in_order(&keys).into_iter();
    in_order.map(|place| slots[place as usize]).collect()
}

/// A whole number that grows with the number.
fn rising(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    // Of negative numbers the larger has the smaller bits.
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

/// Bytes that are in the order of the list.
fn row_key((is_last, by): (bool, i64), name: u32, id: CustomerId) -> [u8; 29] {
    let mut key = [u8::from(is_last); 29];
    key[1..9].copy_from_slice(&(by ^ i64::MIN).to_be_bytes());
    key[9..13].copy_from_slice(&name.to_be_bytes());
    key[13..].copy_from_slice(id.0.as_bytes());
    key
}

/// What a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerList {
    /// The customers that the filter lets through, in order.
    pub ids: Vec<CustomerId>,
    /// How many there are without the filter.
    pub total: usize,
}

impl CustomerFilter {
    /// Whether it lets every customer through.
    pub fn is_open(&self) -> bool {
        let Self {
            search,
            stage,
            tier,
            tag,
            due,
            score,
            sort: _,
            descending: _,
        } = self;
        search.trim().is_empty()
            && stage.is_none()
            && tier.is_none()
            && tag.is_none()
            && due.is_none()
            && score.is_none()
    }
}

/// The customers of a list in its order that a filter lets through. `sounding` are those whose names
/// what was typed may spell.
pub fn customers(
    model: &Model,
    filter: &CustomerFilter,
    now: Now,
    order: &[Slot],
    sounding: &[Slot],
) -> CustomerList {
    let query = Query::parse(&filter.search);
    let found = (!query.is_empty()).then(|| {
        let mut found = search(model, &query);
        for slot in sounding {
            mark(&mut found, *slot);
        }
        found
    });
    let (scored, without) = order.split_at(filter.sort.scored(model, order, now));
    let scored: Box<dyn Iterator<Item = &Slot>> = if filter.descending {
        Box::new(scored.iter().rev())
    } else {
        Box::new(scored.iter())
    };
    let list = scored
        .chain(without)
        .filter(|slot| {
            found
                .as_ref()
                .is_none_or(|found| found.get(**slot as usize) == Some(&true))
        })
        .filter_map(|slot| Some((*slot, model.customer_at(*slot)?)))
        .filter(|(slot, customer)| {
            filter.stage.is_none_or(|stage| customer.stage == stage)
                && filter.tier.is_none_or(|tier| customer.tier == Some(tier))
                && filter
                    .tag
                    .as_ref()
                    .is_none_or(|tag| customer.tags.contains(tag))
                && filter
                    .score
                    .is_none_or(|score| score.lets_through(model, *slot, now))
                && filter.due.is_none_or(|due| {
                    model
                        .standing(customer.id, now)
                        .is_some_and(|standing| Headline::of(&standing) == due)
                })
        })
        .map(|(_, customer)| customer.id)
        .collect();
    CustomerList {
        ids: list,
        total: order.len(),
    }
}

/// By slot, whether a customer's own texts hold the query, or one of its communications does.
fn search(model: &Model, query: &Query) -> Vec<bool> {
    let mut is_found = Vec::new();
    for slot in model.customer_texts().find(query) {
        mark(&mut is_found, slot);
    }
    for slot in model.communication_texts().find(query) {
        let customers = model
            .communication_at(slot)
            .into_iter()
            .flat_map(|communication| &communication.customers);
        for slot in customers.filter_map(|id| model.customer_slot(*id)) {
            mark(&mut is_found, slot);
        }
    }
    is_found
}

/// Why two customers may be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// The same name but for width and case.
    Name,
    /// The same telephone number.
    Phone,
    /// The same mail address.
    Email,
}

/// Customers that may be the one being entered, the best reason first; at most a few.
pub fn look_alikes(model: &Model, entered: &Customer, most: usize) -> Vec<(Alike, Arc<Customer>)> {
    let name = fold(entered.name.trim());
    // Fewer digits are extensions and short numbers, which many share.
    let phone_key = |phone: &str| {
        let digits = digits(phone);
        let tail = digits.len().checked_sub(PHONE_DIGITS)?;
        Some(digits[tail..].to_owned())
    };
    let phones: BTreeSet<String> = entered
        .phones
        .iter()
        .filter_map(|phone| phone_key(&phone.value))
        .into_set();
    let emails: BTreeSet<String> = entered
        .emails
        .iter()
        .map(|email| fold(email.value.trim()))
        .filter(|email| !email.is_empty())
        .into_set();
    // The search finds the few that come into question, so that no key waits for all customers.
    let mut slots = BTreeSet::new();
    let mut look_for = |text: &str| slots.extend(model.customer_texts().find(&Query::parse(text)));
    look_for(&name);
    for text in phones.iter().chain(&emails) {
        look_for(text);
    }
    let mut alike: Vec<(Alike, Arc<Customer>)> = slots
        .into_iter()
        .filter_map(|slot| model.customer_at(slot))
        .filter(|other| other.id != entered.id && other.trashed_at.is_none())
        .filter_map(|other| {
            let mut numbers = other.phones.iter().filter_map(|one| phone_key(&one.value));
            let mut addresses = other.emails.iter().map(|one| fold(one.value.trim()));
            let why = if numbers.any(|phone| phones.contains(&phone)) {
                Alike::Phone
            } else if addresses.any(|email| emails.contains(&email)) {
                Alike::Email
            } else if !name.is_empty() && fold(other.name.trim()) == name {
                Alike::Name
            } else {
                return None;
            };
            Some((why, other.clone()))
        })
        .collect();
    alike.put_in_order_by_key(|(why, other)| (*why == Alike::Name, other.id));
    alike.truncate(most);
    alike
}

/// How many last digits two spellings of a telephone number share at least.
const PHONE_DIGITS: usize = 7;

/// The few customers that a half-typed name most likely means, the best first: names that begin
/// with it, then words that do and names of which it is the sound (`sounding`), then anything that
/// holds it; among equals the latest contact.
pub fn suggest(
    model: &Model,
    typed: &str,
    sounding: &[Slot],
    now: Now,
    most: usize,
) -> Vec<Arc<Customer>> {
    let query = Query::parse(typed);
    let found: Vec<&Arc<Customer>> = if query.is_empty() {
        model.customers().collect()
    } else {
        let mut slots = model.customer_texts().find(&query);
        slots.extend(sounding);
        slots.put_in_order();
        slots.dedup();
        let found = slots.into_iter().filter_map(|slot| model.customer_at(slot));
        found.filter(|one| one.trashed_at.is_none()).collect()
    };
    let sounding: BTreeSet<CustomerId> = sounding
        .iter()
        .filter_map(|slot| model.customer_id(*slot))
        .into_set();
    let folded = fold(typed.trim());
    // Each key folds a name, so it is made once and not for each comparison.
    let keyed = found.into_iter().map(|customer| {
        let name = fold(&customer.name);
        let place = if name.starts_with(&folded) {
            0
        } else if name
            .split_whitespace()
            .any(|word| word.starts_with(&folded))
            || sounding.contains(&customer.id)
        {
            1
        } else {
            2
        };
        let last = model
            .last_contact(customer.id, now)
            .map(|last| last.at.order());
        ((place, Reverse(last), customer.id), customer)
    });
    let mut keyed: Vec<_> = keyed.collect();
    keyed.put_in_order_by(|(a, _), (b, _)| a.cmp(b));
    let customers = keyed.into_iter().map(|(_, customer)| customer.clone());
    customers.take(most).collect()
}

/// All tags in use, the most used first, with how many customers carry each.
pub fn tags(model: &Model) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in model.customers().flat_map(|customer| &customer.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<_> = counts
        .into_iter()
        .map(|(tag, count)| (tag.to_owned(), count))
        .collect();
    tags.put_in_order_by_key(|(_, count)| Reverse(*count));
    tags
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::change::{Change, Deed, Edit, Edited, Label};
    use crate::domain::customer::Labelled;
    use crate::domain::id::{ChangeId, ReplicaId};

    fn customer(id: u128, name: &str) -> Customer {
        Customer::named(CustomerId(Uuid::from_u128(id)), name)
    }

    fn with_phone(customer: Customer, phone: &str) -> Customer {
        let phones = vec![Labelled {
            label: String::new(),
            value: phone.to_owned(),
        }];
        Customer { phones, ..customer }
    }

    fn model(customers: Vec<Customer>) -> Model {
        let mut model = Model::default();
        model.apply(&Change {
            id: ChangeId(Uuid::nil()),
            replica: ReplicaId(Uuid::nil()),
            counter: 1,
            parents: Vec::new(),
            made_at: now(),
            label: Label {
                deed: Deed::Import,
                subject: String::new(),
                count: 0,
            },
            undoes: None,
            edits: customers
                .into_iter()
                .map(|one| Edit::Customer(Edited::made(one)))
                .collect(),
        });
        model
    }

    fn now() -> Now {
        chrono::DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
    }

    #[test]
    fn a_number_written_otherwise_and_a_name_in_another_width_are_alike() {
        let model = model(vec![
            with_phone(customer(1, "王芳"), "+86 138-0013-8000"),
            customer(2, "ＡＬＩＣＥ"),
            with_phone(customer(3, "Bob"), "8000"),
        ]);
        let alike = |entered: Customer| -> Vec<(Alike, u128)> {
            look_alikes(&model, &entered, 3)
                .into_iter()
                .map(|(why, other)| (why, other.id.0.as_u128()))
                .collect()
        };
        let entered = with_phone(customer(9, "张三"), "13800138000");
        assert_eq!(alike(entered), [(Alike::Phone, 1)]);
        assert_eq!(alike(customer(9, " alice ")), [(Alike::Name, 2)]);
        assert_eq!(alike(customer(9, "Ali")), []);
        assert_eq!(alike(customer(9, "")), []);
        // Nobody is a look-alike of itself, nor of an extension that many share.
        assert_eq!(alike(customer(2, "ALICE")), []);
        assert_eq!(alike(with_phone(customer(9, "Eve"), "8000")), []);
    }

    #[test]
    fn the_order_is_by_key_then_place_and_a_filter_keeps_it() {
        let tiered = |id, name, tier| Customer {
            tier,
            ..customer(id, name)
        };
        let model = model(vec![
            tiered(1, "c", None),
            tiered(2, "b", Some(Tier::B)),
            tiered(3, "a", Some(Tier::B)),
        ]);
        let alphabet = Alphabet {
            names: &[2, 1, 0],
            companies: &[],
        };
        let order = in_order(&model, CustomerSort::Tier, now(), alphabet);
        assert_eq!(order, [2, 1, 0]);
        let filter = CustomerFilter {
            tier: Some(Tier::B),
            descending: true,
            ..CustomerFilter::default()
        };
        let list = customers(&model, &filter, now(), &order, &[]);
        let ids: Vec<u128> = list.ids.iter().map(|id| id.0.as_u128()).collect();
        assert_eq!((ids, list.total), (vec![2, 3], 3));
        assert_eq!(words_by_slot(&model, |one| &one.name), ["c", "b", "a"]);
    }
}
