//! Add the sample data, and remove all of it at once.

use std::collections::BTreeSet;

use super::{Decision, Rejection};
use crate::app::model::Model;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::id::{CustomerId, SourceId};
use crate::domain::order::Gather;
use crate::domain::origin::Origin;
use crate::domain::source::SourceKind;

#[inline(never)]
pub(super) fn add(edits: &[Edit]) -> Decision {
    let customers = edits
        .iter()
        .filter(|edit| matches!(edit, Edit::Customer(_)))
        .count();
    Decision::counted(Deed::AddSampleData, "", customers, edits.to_vec())
}

/// Whether a record came with the sample data.
pub fn is_sample(model: &Model, origin: Option<&Origin>) -> bool {
    origin.is_some_and(|origin| {
        model
            .source(origin.source)
            .is_some_and(|source| source.kind == SourceKind::Sample)
    })
}

/// Whether the Book holds sample data.
pub fn has_sample_data(model: &Model) -> bool {
    model
        .sources()
        .any(|source| source.kind == SourceKind::Sample)
}

#[inline(never)]
pub(super) fn remove(model: &Model) -> Result<Decision, Rejection> {
    let sources: BTreeSet<SourceId> = model
        .sources()
        .filter(|source| source.kind == SourceKind::Sample)
        .map(|source| source.id)
        .into_set();
    if sources.is_empty() {
        return Err(Rejection::Gone);
    }
    let is_sample =
        |origin: Option<&Origin>| origin.is_some_and(|origin| sources.contains(&origin.source));
    let customers: BTreeSet<CustomerId> = model
        .all_customers()
        .filter(|customer| is_sample(customer.origin.as_ref()))
        .map(|customer| customer.id)
        .into_set();
    let mut edits = Vec::new();
    for communication in model.all_communications() {
        let of_samples_alone = communication
            .customers
            .iter()
            .all(|id| customers.contains(id));
        if of_samples_alone {
            edits.push(Edit::Communication(Edited::removed(communication.clone())));
            continue;
        }
        let speaks_of_samples = communication
            .customers
            .iter()
            .any(|id| customers.contains(id));
        if speaks_of_samples || is_sample(communication.origin.as_ref()) {
            // As it speaks of the user's own customers too, it has become the user's own.
            let mut after = (**communication).clone();
            after.customers.retain(|id| !customers.contains(id));
            after.origin = after.origin.filter(|origin| !is_sample(Some(origin)));
            edits.push(Edit::Communication(Edited::altered(
                communication.clone(),
                after,
            )));
        }
    }
    for follow_up in model
        .all_follow_ups()
        .filter(|one| customers.contains(&one.customer))
    {
        edits.push(Edit::FollowUp(Edited::removed(follow_up.clone())));
    }
    let of_samples = |id: &CustomerId| customers.contains(id);
    for need in model.all_needs().filter(|one| of_samples(&one.customer)) {
        edits.push(Edit::Need(Edited::removed(need.clone())));
    }
    for promise in model.all_promises().filter(|one| of_samples(&one.customer)) {
        edits.push(Edit::Promise(Edited::removed(promise.clone())));
    }
    for rating in model.all_ratings().filter(|one| of_samples(&one.customer)) {
        edits.push(Edit::Rating(Edited::removed(rating.clone())));
    }
    let observations = model.all_observations();
    for observation in observations.filter(|one| of_samples(&one.customer)) {
        edits.push(Edit::Observation(Edited::removed(observation.clone())));
    }
    for customer in model.all_customers() {
        if customers.contains(&customer.id) {
            edits.push(Edit::Customer(Edited::removed(customer.clone())));
        } else if customer.firm.is_some_and(|firm| customers.contains(&firm)) {
            let mut after = (**customer).clone();
            after.firm = None;
            edits.push(Edit::Customer(Edited::altered(customer.clone(), after)));
        }
    }
    for source in model
        .sources()
        .filter(|source| sources.contains(&source.id))
    {
        edits.push(Edit::Source(Edited::removed(source.clone())));
    }
    Ok(Decision::counted(
        Deed::RemoveSampleData,
        "",
        customers.len(),
        edits,
    ))
}
