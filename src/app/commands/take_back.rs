//! Take back a Change, or do again what was taken back: its edits inverted, as a Change of its own.
//!
//! What was changed since stays as it is and is listed. A customer that newer records speak of is
//! not removed, or they would speak of nobody.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Decision, Rejection};
use crate::app::model::Model;
use crate::app::ports::StoredChange;
use crate::domain::change::{Deed, Edit, Edited, Fields};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::settings::Settings;
use crate::domain::source::Source;

/// Whether a Change is taken back or a taking-back is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Y.
    Redo,
}

/// A record, or fields of one, that could not be taken back because they were changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The record's name or first words; empty if it is no longer there.
    pub record: String,
    /// The fields that hold something newer; empty if the whole record is meant.
    pub fields: Vec<&'static str>,
}

pub(super) fn decide(
    model: &Model,
    stored: &StoredChange,
    intent: Intent,
) -> Result<Decision, Rejection> {
    let header = stored
        .row
        .header()
        .map_err(|_unreadable| Rejection::NoLongerKept)?;
    let mut kept = Vec::new();
    let mut edits = Vec::new();
    let mut asked = 0;
    for edit in stored.edits(model) {
        asked += 1;
        match edit {
            Ok(edit) => edits.extend(inverse(model, &edit, &mut kept)),
            // A patch of a record that is gone.
            Err(_unreadable) => kept.push(Kept {
                record: String::new(),
                fields: Vec::new(),
            }),
        }
    }
    // The last record made is the first one taken back.
    edits.reverse();
    spare_customers_in_use(model, &mut edits, &mut kept);
    if edits.is_empty() && 0 < asked {
        return Err(Rejection::ChangedSince);
    }
    let deed = match intent {
        Intent::Undo => Deed::Undo,
        Intent::Redo => Deed::Redo,
    };
    let label = header.label;
    let decision = Decision::counted(deed, label.subject, label.count as usize, edits);
    Ok(Decision {
        undoes: Some(header.id),
        kept,
        ..decision
    })
}

fn inverse(model: &Model, edit: &Edit, kept: &mut Vec<Kept>) -> Option<Edit> {
    match edit {
        Edit::Customer(edited) => {
            let current = edited.record().and_then(|record| model.customer(record.id));
            inverted(edited, current, |one: &Customer| one.name.clone(), kept).map(Edit::Customer)
        }
        Edit::Communication(edited) => {
            let current = edited
                .record()
                .and_then(|record| model.communication(record.id));
            let words = |one: &Communication| one.content.chars().take(40).collect();
            inverted(edited, current, words, kept).map(Edit::Communication)
        }
        Edit::FollowUp(edited) => {
            let current = edited
                .record()
                .and_then(|record| model.follow_up(record.id));
            let customer = |one: &FollowUp| {
                model
                    .customer(one.customer)
                    .map(|one| one.name.clone())
                    .unwrap_or_default()
            };
            inverted(edited, current, customer, kept).map(Edit::FollowUp)
        }
        Edit::Source(edited) => {
            let current = edited.record().and_then(|record| model.source(record.id));
            inverted(edited, current, |one: &Source| one.name.clone(), kept).map(Edit::Source)
        }
        Edit::Settings(edited) => {
            let name = |_: &Settings| String::new();
            inverted(edited, Some(model.settings()), name, kept).map(Edit::Settings)
        }
    }
}

fn inverted<T: Fields>(
    edited: &Edited<T>,
    current: Option<&Arc<T>>,
    name: impl Fn(&T) -> String,
    kept: &mut Vec<Kept>,
) -> Option<Edited<T>> {
    let Edited { before, after } = edited;
    let mut keep = |fields| {
        let record = current
            .or(edited.record())
            .map(|one| name(one))
            .unwrap_or_default();
        kept.push(Kept { record, fields });
    };
    match (before, after, current) {
        // It was made: remove it, unless it was edited since.
        (None, Some(after), Some(current)) if current == after => {
            Some(Edited::removed(current.clone()))
        }
        // It was removed: put it back.
        (Some(before), None, None) => Some(Edited {
            before: None,
            after: Some(before.clone()),
        }),
        (Some(before), Some(after), Some(current)) => {
            let (result, newer) = T::taken_back(before, after, current);
            if !newer.is_empty() {
                keep(newer);
            }
            (result != **current).then(|| Edited::altered(current.clone(), result))
        }
        // It was edited since it was made, or removed since it was edited.
        (None, Some(_), Some(_)) | (Some(_), Some(_), None) => {
            keep(Vec::new());
            None
        }
        // Nothing to do: it is gone already, or there already.
        (None, _, None) | (Some(_), None, Some(_)) | (None, None, _) => None,
    }
}

/// Drops the removal of customers of whom records speak that stay.
fn spare_customers_in_use(model: &Model, edits: &mut Vec<Edit>, kept: &mut Vec<Kept>) {
    let mut going_communications = BTreeSet::new();
    let mut going_follow_ups = BTreeSet::new();
    for edit in &*edits {
        match edit {
            Edit::Communication(Edited {
                before: Some(one),
                after: None,
            }) => {
                going_communications.insert(one.id);
            }
            Edit::FollowUp(Edited {
                before: Some(one),
                after: None,
            }) => {
                going_follow_ups.insert(one.id);
            }
            _ => {}
        }
    }
    edits.retain(|edit| {
        let Edit::Customer(Edited {
            before: Some(customer),
            after: None,
        }) = edit
        else {
            return true;
        };
        let spoken_of = model
            .timeline(customer.id)
            .any(|one| !going_communications.contains(&one.id));
        let planned = model
            .follow_ups_of(customer.id)
            .any(|one| !going_follow_ups.contains(&one.id));
        if spoken_of || planned {
            kept.push(Kept {
                record: customer.name.clone(),
                fields: Vec::new(),
            });
        }
        !spoken_of && !planned
    });
}
