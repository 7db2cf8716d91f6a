//! Make and edit customers, one or many at once.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Decision, Rejection, carried_over, names};
use crate::app::model::Model;
use crate::domain::change::{Deed, Edit, Edited};
use crate::domain::customer::{Customer, Stage, Tier};
use crate::domain::id::CustomerId;

/// An edit that makes sense for many customers at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkEdit {
    /// Set the stage.
    Stage(Stage),
    /// Set or clear the tier.
    Tier(Option<Tier>),
    /// Add a tag where it is missing.
    AddTag(String),
    /// Remove a tag where it is.
    RemoveTag(String),
    /// Hide from Today until a date, or end that.
    PauseUntil(Option<NaiveDate>),
}

#[inline(never)]
pub(super) fn create(model: &Model, customer: &Customer) -> Result<Decision, Rejection> {
    let customer = tidied(customer)?;
    check_firm(model, customer.firm)?;
    let subject = customer.name.clone();
    let edits = vec![Edit::Customer(Edited::made(customer))];
    Ok(Decision::new(Deed::CreateCustomer, subject, edits))
}

#[inline(never)]
pub(super) fn edit(
    model: &Model,
    before: &Arc<Customer>,
    after: &Customer,
) -> Result<Decision, Rejection> {
    let current = model.customer(before.id).ok_or(Rejection::Gone)?;
    let after = tidied(after)?;
    if after.firm != before.firm {
        check_firm(model, after.firm)?;
    }
    let edits = carried_over(&**before, &after, current).map(Edit::Customer);
    Ok(Decision::new(
        Deed::EditCustomer,
        after.name.clone(),
        edits.into_iter().collect(),
    ))
}

#[inline(never)]
pub(super) fn edit_many(
    model: &Model,
    ids: &[CustomerId],
    edit: &BulkEdit,
) -> Result<Decision, Rejection> {
    let mut edits = Vec::new();
    for id in ids {
        let current = model.customer(*id).ok_or(Rejection::Gone)?;
        let mut after = (**current).clone();
        match edit {
            BulkEdit::Stage(stage) => after.stage = *stage,
            BulkEdit::Tier(tier) => after.tier = *tier,
            BulkEdit::AddTag(tag) => {
                after.tags.push(tag.trim().to_owned());
                after.tags = without_repeats(after.tags);
            }
            BulkEdit::RemoveTag(tag) => after.tags.retain(|other| other != tag),
            BulkEdit::PauseUntil(until) => after.consent.paused_until = *until,
        }
        if after != **current {
            edits.push(Edit::Customer(Edited::altered(current.clone(), after)));
        }
    }
    Ok(Decision::counted(
        Deed::EditCustomers,
        names(model, ids),
        edits.len(),
        edits,
    ))
}

/// A firm that a form showed may have been removed in another tab.
fn check_firm(model: &Model, firm: Option<CustomerId>) -> Result<(), Rejection> {
    let is_there = firm.is_none_or(|firm| model.customer(firm).is_some());
    if is_there {
        Ok(())
    } else {
        Err(Rejection::Gone)
    }
}

/// The customer without blanks around its name and without empty or repeated entries.
fn tidied(customer: &Customer) -> Result<Customer, Rejection> {
    let mut customer = customer.clone();
    customer.name = customer.name.trim().to_owned();
    if customer.name.is_empty() {
        return Err(Rejection::NoName);
    }
    for list in [
        &mut customer.phones,
        &mut customer.emails,
        &mut customer.handles,
    ] {
        list.retain(|one| !one.value.trim().is_empty());
    }
    customer.tags = without_repeats(customer.tags);
    Ok(customer)
}

fn without_repeats(tags: Vec<String>) -> Vec<String> {
    let mut kept = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = tag.trim().to_owned();
        if !tag.is_empty() && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}
