//! Import a file: what its rows come to, record by record, and the one Change that takes them in.

use std::collections::HashSet;
use std::sync::Arc;

use super::commands::{Decision, Rejection};
use super::model::Model;
use super::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited, Fields};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::SourceId;
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
    let mut edits =
        Vec::with_capacity(1 + plan.new_customers.len() + plan.new_communications.len());
    let source = Source {
        imported_at: env.now(),
        ..plan.source.clone()
    };
    edits.push(Edit::Source(Edited {
        before: model.source(source.id).cloned(),
        after: Some(Arc::new(source)),
    }));
    let mut made = HashSet::new();
    for customer in &plan.new_customers {
        if !known(customer.origin.as_ref(), |source, key| {
            model.customer_from(source, key)
        }) {
            made.insert(customer.id);
            edits.push(Edit::Customer(made_of(customer)));
        }
    }
    for Altered { before, after } in &plan.changed_customers {
        let current = model.customer(before.id).ok_or(Rejection::Gone)?;
        let after = Customer::carried_over(before, after, current);
        edits.push(Edit::Customer(Edited::altered(current.clone(), after)));
    }
    for communication in &plan.new_communications {
        let origin = communication.origin.as_ref();
        if known(origin, |source, key| model.communication_from(source, key)) {
            continue;
        }
        // Another tab may have taken back the import of the customers that these rows speak of.
        let mut customers = communication.customers.iter();
        if !customers.all(|id| made.contains(id) || model.customer(*id).is_some()) {
            return Err(Rejection::Gone);
        }
        edits.push(Edit::Communication(made_of(communication)));
    }
    for Altered { before, after } in &plan.changed_communications {
        let current = model.communication(before.id).ok_or(Rejection::Gone)?;
        let after = Communication::carried_over(before, after, current);
        edits.push(Edit::Communication(Edited::altered(current.clone(), after)));
    }
    let count = edits.len() - 1;
    Ok(Decision::counted(
        Deed::Import,
        plan.source.name.clone(),
        count,
        edits,
    ))
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
