//! Import a file: what its rows come to, record by record, and the one Change that takes them in.

use std::collections::HashSet;
use std::sync::Arc;

use super::commands::{Decision, Rejection};
use super::model::Model;
use super::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited, Fields};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, SourceId};
use crate::domain::origin::Origin;
use crate::domain::source::Source;

/// The records that a file comes to, read, checked and agreed to.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// The import to remember.
    pub source: Source,
    /// Customers that are new, in the order of their rows.
    pub new_customers: Vec<Arc<Customer>>,
    /// Customers whose row changed since the last import, with what the user took over.
    pub changed_customers: Vec<Altered<Customer>>,
    /// Communications that are new, in the order of their rows.
    pub new_communications: Vec<Arc<Communication>>,
    /// Communications whose row changed since the last import.
    pub changed_communications: Vec<Altered<Communication>>,
}

/// A record as it was when the file was read, and as it is to become.
#[derive(Debug, Clone, PartialEq)]
pub struct Altered<T> {
    /// As it was.
    pub before: Arc<T>,
    /// As it is to become.
    pub after: T,
}

pub(super) fn decide(
    model: &Model,
    plan: &ImportPlan,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let mut deciding = Deciding::begin(model, plan, env);
    while !deciding.goes_on(model, plan, usize::MAX)? {}
    Ok(deciding.finish(plan))
}

/// An import that is decided part by part, on a model that stands still meanwhile.
pub(super) struct Deciding {
    edits: Vec<Edit>,
    made: HashSet<CustomerId>,
    /// How many records of the plan, in its order, were looked at.
    reached: usize,
}

impl Deciding {
    pub(super) fn begin(model: &Model, plan: &ImportPlan, env: &dyn Environment) -> Self {
        let edits =
            Vec::with_capacity(1 + plan.new_customers.len() + plan.new_communications.len());
        let source = Source {
            imported_at: env.now(),
            ..plan.source.clone()
        };
        let source = Edit::Source(Edited {
            before: model.source(source.id).cloned(),
            after: Some(Arc::new(source)),
        });
        let mut deciding = Self {
            edits,
            made: HashSet::new(),
            reached: 0,
        };
        deciding.add(source);
        deciding
    }

    /// Looks at some more records; answers whether it was through before.
    pub(super) fn goes_on(
        &mut self,
        model: &Model,
        plan: &ImportPlan,
        most: usize,
    ) -> Result<bool, Rejection> {
        let mut left = most;
        let mut passed = 0;
        // The part of a list that is due, as if all four were one.
        let mut due = |length: usize| {
            let from = self.reached.saturating_sub(passed).min(length);
            let to = from + (length - from).min(left);
            passed += length;
            left -= to - from;
            from..to
        };
        let new_customers = due(plan.new_customers.len());
        let changed_customers = due(plan.changed_customers.len());
        let new_communications = due(plan.new_communications.len());
        let changed_communications = due(plan.changed_communications.len());
        self.reached += most - left;
        for customer in &plan.new_customers[new_customers] {
            self.take_customer(model, customer);
        }
        for Altered { before, after } in &plan.changed_customers[changed_customers] {
            let current = model.customer(before.id).ok_or(Rejection::Gone)?;
            let after = Customer::carried_over(before, after, current);
            self.add(Edit::Customer(Edited::altered(current.clone(), after)));
        }
        for communication in &plan.new_communications[new_communications] {
            self.take_communication(model, communication)?;
        }
        for Altered { before, after } in &plan.changed_communications[changed_communications] {
            let current = model.communication(before.id).ok_or(Rejection::Gone)?;
            let after = Communication::carried_over(before, after, current);
            self.add(Edit::Communication(Edited::altered(current.clone(), after)));
        }
        Ok(left == most)
    }

    pub(super) fn finish(self, plan: &ImportPlan) -> Decision {
        let is_record = |edit: &&Edit| !matches!(edit, Edit::Source(_));
        let count = self.edits.iter().filter(is_record).count();
        Decision::counted(Deed::Import, plan.source.name.clone(), count, self.edits)
    }

    /// What is so already is no part of the Change.
    fn add(&mut self, edit: Edit) {
        if edit.alters_something() {
            self.edits.push(edit);
        }
    }

    fn take_customer(&mut self, model: &Model, customer: &Arc<Customer>) {
        let is_known = known(customer.origin.as_ref(), |source, key| {
            model.customer_from(source, key)
        });
        if !is_known {
            self.made.insert(customer.id);
            self.add(Edit::Customer(made_of(customer)));
        }
    }

    fn take_communication(
        &mut self,
        model: &Model,
        communication: &Arc<Communication>,
    ) -> Result<(), Rejection> {
        let origin = communication.origin.as_ref();
        if known(origin, |source, key| model.communication_from(source, key)) {
            return Ok(());
        }
        // Another tab may have taken back the import of the customers that these rows speak of.
        let mut customers = communication.customers.iter();
        if !customers.all(|id| self.made.contains(id) || model.customer(*id).is_some()) {
            return Err(Rejection::Gone);
        }
        self.add(Edit::Communication(made_of(communication)));
        Ok(())
    }
}

fn made_of<T>(record: &Arc<T>) -> Edited<T> {
    Edited {
        before: None,
        after: Some(record.clone()),
    }
}

/// Whether another tab took in this row while the preview was open.
fn known<T>(origin: Option<&Origin>, find: impl Fn(SourceId, &str) -> Option<T>) -> bool {
    origin.is_some_and(|origin| find(origin.source, &origin.key).is_some())
}
