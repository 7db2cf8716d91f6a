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
use crate::domain::id::{
    CommunicationId, CustomerId, FollowUpId, NeedId, ObservationId, PromiseId, RatingId, SourceId,
};
use crate::domain::need::Need;
use crate::domain::order::Gather;
use crate::domain::promise::Promise;
use crate::domain::rating::{Observation, Rating};
use crate::domain::reminder::Reminder;
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

#[inline(never)]
pub(super) fn decide(
    model: &Model,
    stored: &StoredChange,
    intent: Intent,
) -> Result<Decision, Rejection> {
    let mut deciding = Deciding::default();
    while !deciding.goes_on(model, stored) {}
    deciding.finish(model, stored, intent)
}

/// A taking-back that is decided part by part, on a model that stands still meanwhile.
#[derive(Default)]
pub(in crate::app) struct Deciding {
    edits: Vec<Edit>,
    kept: Vec<Kept>,
    /// How many edits the Change has, as far as they were looked at.
    asked: usize,
    /// How many parts of the Change were looked at.
    reached: usize,
}

impl Deciding {
    /// Looks at one more part of the Change; answers whether it was through before.
    pub(in crate::app) fn goes_on(&mut self, model: &Model, stored: &StoredChange) -> bool {
        let Some(part) = stored.part(self.reached, model) else {
            return true;
        };
        self.reached += 1;
        self.asked += part.len();
        for edit in part {
            match edit {
                Ok(edit) => self.edits.extend(inverse(model, &edit, &mut self.kept)),
                // A patch of a record that is gone.
                Err(_unreadable) => self.kept.push(Kept {
                    record: String::new(),
                    fields: Vec::new(),
                }),
            }
        }
        false
    }

    pub(in crate::app) fn finish(
        self,
        model: &Model,
        stored: &StoredChange,
        intent: Intent,
    ) -> Result<Decision, Rejection> {
        let Self {
            mut edits,
            mut kept,
            asked,
            reached: _,
        } = self;
        let header = stored
            .row
            .header()
            .map_err(|_unreadable| Rejection::NoLongerKept)?;
        // The last record made is the first one taken back.
        edits.reverse();
        keep_whole(model, &mut edits, &mut kept);
        if edits.is_empty() && 0 < asked {
            return Err(Rejection::ChangedSince);
        }
        // What is so already is no part of the Change.
        edits.retain(Edit::alters_something);
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
            let customer = |one: &FollowUp| name_of(model, one.customer);
            inverted(edited, current, customer, kept).map(Edit::FollowUp)
        }
        Edit::Need(edited) => {
            let current = edited.record().and_then(|record| model.need(record.id));
            inverted(edited, current, |one: &Need| one.words.clone(), kept).map(Edit::Need)
        }
        Edit::Promise(edited) => {
            let current = edited.record().and_then(|record| model.promise(record.id));
            inverted(edited, current, |one: &Promise| one.words.clone(), kept).map(Edit::Promise)
        }
        Edit::Rating(edited) => {
            let current = edited.record().and_then(|record| model.rating(record.id));
            let customer = |one: &Rating| name_of(model, one.customer);
            inverted(edited, current, customer, kept).map(Edit::Rating)
        }
        Edit::Observation(edited) => {
            let current = edited
                .record()
                .and_then(|record| model.observation(record.id));
            let customer = |one: &Observation| name_of(model, one.customer);
            inverted(edited, current, customer, kept).map(Edit::Observation)
        }
        Edit::Reminder(edited) => {
            let current = edited.record().and_then(|record| model.reminder(record.id));
            inverted(edited, current, |_: &Reminder| String::new(), kept).map(Edit::Reminder)
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

fn name_of(model: &Model, customer: CustomerId) -> String {
    let customer = model.customer(customer);
    customer.map(|one| one.name.clone()).unwrap_or_default()
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

/// Drops what would leave records that speak of nobody, or that came from nowhere.
fn keep_whole(model: &Model, edits: &mut Vec<Edit>, kept: &mut Vec<Kept>) {
    // What one round drops may have been what another edit rested on.
    while drop_what_hangs_in_the_air(model, edits, kept) {}
    while spare_customers_in_use(model, edits, kept) {}
    spare_sources_in_use(model, edits);
}

/// Drops edits after which a record would speak of a customer, or come from an import, that is no
/// longer there. Whether there were any.
fn drop_what_hangs_in_the_air(model: &Model, edits: &mut Vec<Edit>, kept: &mut Vec<Kept>) -> bool {
    let mut customers = BTreeSet::new();
    let mut sources = BTreeSet::new();
    for edit in &*edits {
        match edit {
            Edit::Customer(edited) => customers.extend(edited.after.as_ref().map(|one| one.id)),
            Edit::Source(edited) => sources.extend(edited.after.as_ref().map(|one| one.id)),
            _ => {}
        }
    }
    let has_customer = |id: &CustomerId| customers.contains(id) || model.customer(*id).is_some();
    let has_source = |id: SourceId| sources.contains(&id) || model.source(id).is_some();
    let count = edits.len();
    edits.retain(|edit| {
        let hangs = !spoken_of_after(edit).iter().all(has_customer)
            || !source_after(edit).is_none_or(has_source);
        if hangs {
            kept.push(Kept {
                record: String::new(),
                fields: Vec::new(),
            });
        }
        !hangs
    });
    edits.len() < count
}

/// Drops the removal of customers of whom records speak that stay. Whether there were any.
fn spare_customers_in_use(model: &Model, edits: &mut Vec<Edit>, kept: &mut Vec<Kept>) -> bool {
    let is_removal = |edit: &Edit| matches!(edit, Edit::Customer(one) if one.after.is_none());
    if !edits.iter().any(is_removal) {
        return false;
    }
    let mut edited = Touched::default();
    let mut in_use = BTreeSet::new();
    for edit in &*edits {
        edited.add(edit);
        in_use.extend(spoken_of_after(edit));
    }
    in_use.extend(
        model
            .all_communications()
            .filter(|one| !edited.communications.contains(&one.id))
            .flat_map(|one| one.customers.iter().copied()),
    );
    in_use.extend(
        model
            .all_follow_ups()
            .filter(|one| !edited.follow_ups.contains(&one.id))
            .map(|one| one.customer),
    );
    in_use.extend(
        model
            .all_needs()
            .filter(|one| !edited.needs.contains(&one.id))
            .map(|one| one.customer),
    );
    in_use.extend(
        model
            .all_promises()
            .filter(|one| !edited.promises.contains(&one.id))
            .map(|one| one.customer),
    );
    in_use.extend(
        model
            .all_ratings()
            .filter(|one| !edited.ratings.contains(&one.id))
            .map(|one| one.customer),
    );
    in_use.extend(
        model
            .all_observations()
            .filter(|one| !edited.observations.contains(&one.id))
            .map(|one| one.customer),
    );
    in_use.extend(
        model
            .all_customers()
            .filter(|one| !edited.customers.contains(&one.id))
            .filter_map(|one| one.firm),
    );
    let count = edits.len();
    edits.retain(|edit| match edit {
        Edit::Customer(Edited {
            before: Some(customer),
            after: None,
        }) if in_use.contains(&customer.id) => {
            kept.push(Kept {
                record: customer.name.clone(),
                fields: Vec::new(),
            });
            false
        }
        _ => true,
    });
    edits.len() < count
}

/// Drops the removal of an import of which records stay: it would no longer be known that they
/// came with it, and importing again would double them.
fn spare_sources_in_use(model: &Model, edits: &mut Vec<Edit>) {
    let is_removal = |edit: &Edit| matches!(edit, Edit::Source(one) if one.after.is_none());
    if !edits.iter().any(is_removal) {
        return;
    }
    let mut edited = Touched::default();
    for edit in &*edits {
        edited.add(edit);
    }
    let of_customers = model
        .all_customers()
        .filter(|one| !edited.customers.contains(&one.id))
        .filter_map(|one| one.origin.as_ref());
    let of_communications = model
        .all_communications()
        .filter(|one| !edited.communications.contains(&one.id))
        .filter_map(|one| one.origin.as_ref());
    let of_ratings = model
        .all_ratings()
        .filter(|one| !edited.ratings.contains(&one.id))
        .filter_map(|one| one.origin.as_ref());
    let of_observations = model
        .all_observations()
        .filter(|one| !edited.observations.contains(&one.id))
        .filter_map(|one| one.origin.as_ref());
    let in_use: BTreeSet<SourceId> = of_customers
        .chain(of_communications)
        .chain(of_ratings)
        .chain(of_observations)
        .map(|origin| origin.source)
        .into_set();
    edits.retain(|edit| match edit {
        Edit::Source(Edited {
            before: Some(source),
            after: None,
        }) => !in_use.contains(&source.id),
        _ => true,
    });
}

/// The records that edits are about.
#[derive(Default)]
struct Touched {
    customers: BTreeSet<CustomerId>,
    communications: BTreeSet<CommunicationId>,
    follow_ups: BTreeSet<FollowUpId>,
    needs: BTreeSet<NeedId>,
    promises: BTreeSet<PromiseId>,
    ratings: BTreeSet<RatingId>,
    observations: BTreeSet<ObservationId>,
}

impl Touched {
    fn add(&mut self, edit: &Edit) {
        match edit {
            Edit::Customer(one) => self.customers.extend(one.record().map(|one| one.id)),
            Edit::Communication(one) => self.communications.extend(one.record().map(|one| one.id)),
            Edit::FollowUp(one) => self.follow_ups.extend(one.record().map(|one| one.id)),
            Edit::Need(one) => self.needs.extend(one.record().map(|one| one.id)),
            Edit::Promise(one) => self.promises.extend(one.record().map(|one| one.id)),
            Edit::Rating(one) => self.ratings.extend(one.record().map(|one| one.id)),
            Edit::Observation(one) => self.observations.extend(one.record().map(|one| one.id)),
            Edit::Reminder(_) | Edit::Source(_) | Edit::Settings(_) => {}
        }
    }
}

/// The customers of whom a record speaks after an edit.
fn spoken_of_after(edit: &Edit) -> Vec<CustomerId> {
    match edit {
        Edit::Customer(Edited {
            after: Some(one), ..
        }) => one.firm.into_iter().collect(),
        Edit::Communication(Edited {
            after: Some(one), ..
        }) => one.customers.clone(),
        Edit::FollowUp(Edited {
            after: Some(one), ..
        }) => vec![one.customer],
        Edit::Need(Edited {
            after: Some(one), ..
        }) => vec![one.customer],
        Edit::Promise(Edited {
            after: Some(one), ..
        }) => vec![one.customer],
        Edit::Rating(Edited {
            after: Some(one), ..
        }) => vec![one.customer],
        Edit::Observation(Edited {
            after: Some(one), ..
        }) => vec![one.customer],
        _ => Vec::new(),
    }
}

/// The import that a record comes from after an edit.
fn source_after(edit: &Edit) -> Option<SourceId> {
    let origin = match edit {
        Edit::Customer(edited) => edited.after.as_ref()?.origin.as_ref(),
        Edit::Communication(edited) => edited.after.as_ref()?.origin.as_ref(),
        Edit::Rating(edited) => edited.after.as_ref()?.origin.as_ref(),
        Edit::Observation(edited) => edited.after.as_ref()?.origin.as_ref(),
        _ => None,
    };
    origin.map(|origin| origin.source)
}
