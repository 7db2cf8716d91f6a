//! Customers by name, for files that name them so.

use std::collections::HashMap;

use super::WrongReason;
use crate::app::model::Model;
use crate::domain::fold::fold;
use crate::domain::id::CustomerId;

/// The customers outside the trash by their name, whatever its case, width and outer spaces.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: usize,
    by_name: HashMap<String, (CustomerId, u32)>,
}

impl Names {
    /// Takes in some more names; whether there are more.
    pub(super) fn take_some(&mut self, model: &Model, count: usize) -> bool {
        let mut some = 0;
        for customer in model.customers().skip(self.taken).take(count) {
            some += 1;
            let entry = self.by_name.entry(spelled(&customer.name));
            entry
                .and_modify(|(_, customers)| *customers += 1)
                .or_insert((customer.id, 1));
        }
        self.taken += some;
        some == count
    }

    /// The only customer of this name.
    pub(super) fn find(&self, name: &str) -> Result<CustomerId, WrongReason> {
        match self.by_name.get(&spelled(name)) {
            None => Err(WrongReason::UnknownName),
            Some((id, 1)) => Ok(*id),
            Some((_, customers)) => Err(WrongReason::AmbiguousName {
                customers: *customers,
            }),
        }
    }
}

fn spelled(name: &str) -> String {
    fold(name).trim().to_owned()
}
