//! Customers by what a file calls them: the id of another import, a name, a phone, a mail address.

use std::collections::HashMap;

use super::WrongReason;
use super::choices::own_customer;
use crate::app::model::Model;
use crate::domain::fold::fold;
use crate::domain::id::{CustomerId, SourceId};
use crate::formats::read_communications::CustomerReference;

/// Whose ids a file names, and the customers outside the trash by name and by how to reach them.
#[derive(Debug)]
pub(super) struct Customers {
    /// The import whose ids these are.
    ids_of: Option<SourceId>,
    /// Whether Genjin itself has written the file.
    is_own: bool,
    /// By what the file calls them besides ids.
    wanted: Wanted,
    /// How many customers were taken in; all, once none is wanted any more.
    taken: usize,
    /// Names begin with `=`, phones and mail addresses with `@`, so that one map does for all.
    by_word: HashMap<String, (CustomerId, u32)>,
}

/// By what a file calls customers besides ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wanted {
    /// Names, whatever their case, width and outer spaces.
    pub(super) names: bool,
    /// Phones by their digits, mail addresses whatever their case.
    pub(super) reach: bool,
}

impl Customers {
    pub(super) fn new(ids_of: Option<SourceId>, is_own: bool, wanted: Wanted) -> Self {
        Self {
            ids_of,
            is_own,
            wanted,
            taken: 0,
            by_word: HashMap::new(),
        }
    }

    /// Takes in some more customers; whether there are more.
    pub(super) fn take_some(&mut self, model: &Model, count: usize) -> bool {
        if self.wanted == Wanted::default() {
            return false;
        }
        let mut some = 0;
        for customer in model.customers().skip(self.taken).take(count) {
            some += 1;
            let mut words = Vec::new();
            if self.wanted.names {
                words.push(named(&customer.name));
            }
            if self.wanted.reach {
                let reach = customer.phones.iter().chain(&customer.emails);
                words.extend(reach.map(|one| reached(&one.value)));
                words.dedup();
            }
            for word in words {
                let entry = self.by_word.entry(word);
                entry
                    .and_modify(|(id, customers)| {
                        // The same number twice is still one customer.
                        *customers += u32::from(*id != customer.id);
                    })
                    .or_insert((customer.id, 1));
            }
        }
        self.taken += some;
        if some == count {
            return true;
        }
        self.wanted = Wanted::default();
        false
    }

    /// The only customer that is called so.
    pub(super) fn find(
        &self,
        model: &Model,
        reference: &CustomerReference,
    ) -> Result<CustomerId, WrongReason> {
        match reference {
            CustomerReference::Name(name) => self.only(&named(name)).map_err(|found| match found {
                0 => WrongReason::UnknownName,
                customers => WrongReason::AmbiguousName { customers },
            }),
            CustomerReference::Reach(word) => {
                self.only(&reached(word)).map_err(|found| match found {
                    0 => WrongReason::UnknownReach,
                    customers => WrongReason::AmbiguousReach { customers },
                })
            }
            CustomerReference::Id(id) => {
                let of_source = self
                    .ids_of
                    .and_then(|source| Some(model.customer_from(source, id)?.id));
                let own = || self.is_own.then(|| own_customer(model, id))?;
                let is_known = self.ids_of.is_some() || self.is_own;
                let reason = if is_known {
                    WrongReason::UnknownId
                } else {
                    WrongReason::WhoseId
                };
                of_source.or_else(own).ok_or(reason)
            }
        }
    }

    /// The only customer of a word, or how many there are.
    fn only(&self, word: &str) -> Result<CustomerId, u32> {
        match self.by_word.get(word) {
            None => Err(0),
            Some((id, 1)) => Ok(*id),
            Some((_, customers)) => Err(*customers),
        }
    }
}

fn named(name: &str) -> String {
    format!("={}", fold(name).trim())
}

/// A mail address as it is, a phone by its digits.
fn reached(word: &str) -> String {
    let mut folded = fold(word);
    if !folded.contains('@') {
        folded.retain(|c| c.is_ascii_digit());
    }
    format!("@{}", folded.trim())
}
