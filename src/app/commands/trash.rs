//! The trash: records out of sight, but not gone. A customer takes its records along.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{Decision, Rejection, names};
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::order::Gather;

/// Records to put in the trash or to take out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Customers, with what belongs to them alone.
    pub customers: Vec<CustomerId>,
    /// Communications.
    pub communications: Vec<CommunicationId>,
    /// Follow-ups.
    pub follow_ups: Vec<FollowUpId>,
}

impl Selection {
    /// These customers.
    pub fn customers(ids: Vec<CustomerId>) -> Self {
        Self {
            customers: ids,
            ..Self::default()
        }
    }

    /// This communication.
    pub fn communication(id: CommunicationId) -> Self {
        Self {
            communications: vec![id],
            ..Self::default()
        }
    }

    /// This follow-up.
    pub fn follow_up(id: FollowUpId) -> Self {
        Self {
            follow_ups: vec![id],
            ..Self::default()
        }
    }

    fn subject(&self, model: &Model) -> String {
        let of_communications = self
            .communications
            .iter()
            .filter_map(|id| model.communication(*id))
            .flat_map(|one| one.customers.iter().copied());
        let of_follow_ups = self
            .follow_ups
            .iter()
            .filter_map(|id| model.follow_up(*id))
            .map(|one| one.customer);
        let ids: BTreeSet<CustomerId> = self
            .customers
            .iter()
            .copied()
            .chain(of_communications)
            .chain(of_follow_ups)
            .into_set();
        names(model, &ids.into_iter().collect::<Vec<_>>())
    }

    fn count(&self) -> usize {
        self.customers.len() + self.communications.len() + self.follow_ups.len()
    }
}

#[inline(never)]
pub(super) fn move_to_trash(
    model: &Model,
    selection: &Selection,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let at = Some(env.now());
    let going: BTreeSet<CustomerId> = selection.customers.iter().copied().into_set();
    let is_gone = |id: &CustomerId| {
        going.contains(id)
            || model
                .customer(*id)
                .is_some_and(|one| one.trashed_at.is_some())
    };
    let mut communications: BTreeSet<CommunicationId> =
        selection.communications.iter().copied().into_set();
    let mut follow_ups: BTreeSet<FollowUpId> = selection.follow_ups.iter().copied().into_set();
    for id in &selection.customers {
        let own = model
            .timeline(*id)
            .filter(|one| one.customers.iter().all(is_gone));
        communications.extend(own.map(|one| one.id));
        follow_ups.extend(model.follow_ups_of(*id).map(|one| one.id));
    }
    edits(model, selection, &communications, &follow_ups, at).map(|edits| {
        Decision::counted(
            Deed::MoveToTrash,
            selection.subject(model),
            selection.count(),
            edits,
        )
    })
}

#[inline(never)]
pub(super) fn take_from_trash(model: &Model, selection: &Selection) -> Result<Decision, Rejection> {
    let mut communications: BTreeSet<CommunicationId> =
        selection.communications.iter().copied().into_set();
    let mut follow_ups: BTreeSet<FollowUpId> = selection.follow_ups.iter().copied().into_set();
    for id in &selection.customers {
        // What went with a customer bears the same moment and comes back with it; a record of
        // several went with the last of them and comes back with the first.
        let went_with = |id: CustomerId, trashed_at: Option<DateTime<FixedOffset>>| {
            let customer = model.customer(id);
            trashed_at.is_some() && customer.is_some_and(|one| one.trashed_at == trashed_at)
        };
        communications.extend(
            model
                .all_communications()
                .filter(|one| one.customers.contains(id))
                .filter(|one| {
                    one.customers
                        .iter()
                        .any(|id| went_with(*id, one.trashed_at))
                })
                .map(|one| one.id),
        );
        follow_ups.extend(
            model
                .all_follow_ups()
                .filter(|one| one.customer == *id && went_with(*id, one.trashed_at))
                .map(|one| one.id),
        );
    }
    edits(model, selection, &communications, &follow_ups, None).map(|edits| {
        Decision::counted(
            Deed::TakeFromTrash,
            selection.subject(model),
            selection.count(),
            edits,
        )
    })
}

/// Edits that give these records this moment of going to the trash. What is there already, or out
/// of it already, stays as it is: it went at another time, or with another record.
fn edits(
    model: &Model,
    selection: &Selection,
    communications: &BTreeSet<CommunicationId>,
    follow_ups: &BTreeSet<FollowUpId>,
    trashed_at: Option<DateTime<FixedOffset>>,
) -> Result<Vec<Edit>, Rejection> {
    let changes = |current: Option<_>| current.is_some() != trashed_at.is_some();
    let mut edits = Vec::new();
    for id in &selection.customers {
        let current: &Arc<Customer> = model.customer(*id).ok_or(Rejection::Gone)?;
        if changes(current.trashed_at) {
            let after = Customer {
                trashed_at,
                ..(**current).clone()
            };
            edits.push(Edit::Customer(Edited::altered(current.clone(), after)));
        }
    }
    for id in communications {
        let current: &Arc<Communication> = model.communication(*id).ok_or(Rejection::Gone)?;
        if changes(current.trashed_at) {
            let after = Communication {
                trashed_at,
                ..(**current).clone()
            };
            edits.push(Edit::Communication(Edited::altered(current.clone(), after)));
        }
    }
    for id in follow_ups {
        let current: &Arc<FollowUp> = model.follow_up(*id).ok_or(Rejection::Gone)?;
        if changes(current.trashed_at) {
            let after = FollowUp {
                trashed_at,
                ..(**current).clone()
            };
            edits.push(Edit::FollowUp(Edited::altered(current.clone(), after)));
        }
    }
    Ok(edits)
}
