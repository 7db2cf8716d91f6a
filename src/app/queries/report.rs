//! What a report on customers holds, for somebody who was not there.

use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveTime};

use super::reason::{Reason, reason};
use super::scores::{Score, satisfaction_as_of, score};
use super::strategy::proposal;
use crate::app::model::Model;
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::Action;
use crate::domain::id::CustomerId;
use crate::domain::loyalty::Begin;
use crate::domain::mask::{Labels, Mask, Named};
use crate::domain::moment::Now;
use crate::domain::need::Need;
use crate::domain::order::PutInOrder;
use crate::domain::promise::Promise;
use crate::domain::rating::Rating;
use crate::domain::settings::Settings;
use crate::domain::strategy::Proposal;

/// More customers than this do not go into one report: nobody reads it, and a page of it grows slow.
pub const MOST_CUSTOMERS: usize = 200;

/// Of so many communications the newest are listed; the rest is only counted.
pub const MOST_RECORDS: usize = 20;

/// Of so many ratings the newest are listed.
pub const MOST_RATINGS: usize = 12;

/// So many points of satisfaction make the line of its history at most.
const MOST_POINTS: usize = 60;

/// Which communications and ratings a report covers, up to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Those of the last 30 days.
    Month,
    /// Those of the last 90 days.
    #[default]
    Quarter,
    /// Those of the last 365 days.
    Year,
    /// All.
    Whole,
}

impl Period {
    /// The choices, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::Whole];

    /// How many days back from today, today not counted; `None` for all.
    pub fn days(self) -> Option<u16> {
        match self {
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::Year => Some(365),
            Self::Whole => None,
        }
    }

    /// The first day that is covered; `None` where there is no bound.
    pub fn first_day(self, today: NaiveDate) -> Option<NaiveDate> {
        today.checked_sub_days(Days::new(self.days()?.into()))
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The day on which it was made.
    pub on: NaiveDate,
    /// What it covers.
    pub period: Period,
    /// The first day it covers, if it has a bound.
    pub from: Option<NaiveDate>,
    /// Whom it is about, in the order asked for.
    pub customers: Vec<CustomerReport>,
    /// How many more were asked for than go into one report.
    pub left_out: usize,
    /// The settings by which it was reckoned.
    pub settings: Arc<Settings>,
}

/// What a report says of one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerReport {
    /// Who it is.
    pub customer: Arc<Customer>,
    /// The firm, as a customer or in words; empty if none.
    pub firm: String,
    /// When the relation began, where that is known.
    pub begin: Option<Begin>,
    /// The last contact; for a firm perhaps that of one of its people.
    pub last_contact: Option<Arc<Communication>>,
    /// What is due, and why.
    pub why: Option<Reason>,
    /// The proposed step.
    pub proposal: Option<Proposal>,
    /// How many communications of the period went by each channel, the most first.
    pub by_channel: Vec<(Channel, usize)>,
    /// The newest communications of the period, the newest first.
    pub records: Vec<Arc<Communication>>,
    /// How many the period has.
    pub record_count: usize,
    /// The needs that are open or in hand, the oldest first.
    pub needs: Vec<Arc<Need>>,
    /// The promises of both sides that are open, the oldest first.
    pub promises: Vec<Arc<Promise>>,
    /// Satisfaction and loyalty with their terms.
    pub score: Score,
    /// What is to be done today, if anything is.
    pub due: Option<Action>,
    /// The newest ratings of the period, the newest first.
    pub ratings: Vec<Arc<Rating>>,
    /// How many the period has.
    pub rating_count: usize,
    /// Whether it was ever rated.
    pub is_rated: bool,
    /// Satisfaction as it stood on the days of the period's ratings, the oldest first.
    pub history: Vec<(NaiveDate, f64)>,
}

/// The report on these customers; those in the trash or not there are passed over.
pub fn report(model: &Model, ids: &[CustomerId], period: Period, now: Now) -> Report {
    let today = now.date_naive();
    let from = period.first_day(today);
    let mut there: Vec<&Arc<Customer>> = ids.iter().filter_map(|id| model.customer(*id)).collect();
    there.retain(|one| one.trashed_at.is_none());
    let left_out = there.len().saturating_sub(MOST_CUSTOMERS);
    Report {
        on: today,
        period,
        from,
        customers: there
            .into_iter()
            .take(MOST_CUSTOMERS)
            .filter_map(|customer| of_customer(model, customer, from, now))
            .collect(),
        left_out,
        settings: model.settings().clone(),
    }
}

fn of_customer(
    model: &Model,
    customer: &Arc<Customer>,
    from: Option<NaiveDate>,
    now: Now,
) -> Option<CustomerReport> {
    let id = customer.id;
    let slot = model.customer_slot(id)?;
    let firm = customer.firm.and_then(|firm| model.customer(firm));
    let firm = firm.filter(|firm| firm.trashed_at.is_none());
    let last_contact = model
        .last_contact(id, now)
        .and_then(|last| model.communication(last.communication));
    let in_period: Vec<&Arc<Communication>> = model
        .timeline(id)
        .filter(|one| !one.at.is_after(now))
        .take_while(|one| from.is_none_or(|from| from <= one.at.local_date()))
        .collect();
    let ever_rated = || model.ratings_of(id).filter(|one| !one.at.is_after(now));
    let ratings = || {
        let is_meant = |one: &&Arc<Rating>| from.is_none_or(|from| from <= one.at.local_date());
        ever_rated().filter(is_meant)
    };
    let mut needs: Vec<_> = model
        .needs_of(id)
        .filter(|one| one.is_open())
        .cloned()
        .collect();
    needs.put_in_order_by_key(|one| (one.opened_on, one.id));
    let mut promises: Vec<_> = model
        .promises_of(id)
        .filter(|one| one.is_open())
        .cloned()
        .collect();
    promises.put_in_order_by_key(|one| (one.due_on.unwrap_or(one.made_on), one.id));
    let mut days: Vec<NaiveDate> = ratings().map(|one| one.at.local_date()).collect();
    days.dedup();
    days.truncate(MOST_POINTS);
    Some(CustomerReport {
        firm: firm.map_or_else(|| customer.company.clone(), |firm| firm.name.clone()),
        begin: model.begin_of(slot, now),
        last_contact: last_contact.cloned(),
        why: reason(model, customer, now),
        proposal: proposal(model, id, now),
        by_channel: by_channel(&in_period),
        records: in_period
            .iter()
            .copied()
            .take(MOST_RECORDS)
            .cloned()
            .collect(),
        record_count: in_period.len(),
        needs,
        promises,
        score: score(model, id, now)?,
        ratings: ratings().take(MOST_RATINGS).cloned().collect(),
        rating_count: ratings().count(),
        is_rated: ever_rated().next().is_some(),
        due: model
            .standing(id, now)
            .and_then(|standing| standing.action_today().cloned()),
        history: days
            .into_iter()
            .rev()
            .filter_map(|day| {
                let end = day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?);
                let end = end.and_local_timezone(now.timezone()).single()?.min(now);
                let satisfaction = satisfaction_as_of(model, slot, end)?;
                Some((day, satisfaction.value))
            })
            .collect(),
        customer: customer.clone(),
    })
}

fn by_channel(communications: &[&Arc<Communication>]) -> Vec<(Channel, usize)> {
    let mut counts: Vec<(Channel, usize)> = Vec::new();
    for communication in communications {
        match counts
            .iter_mut()
            .find(|(channel, _)| *channel == communication.channel)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((communication.channel.clone(), 1)),
        }
    }
    counts.put_in_order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// A mask of all that the Book knows of its customers, those in the trash included. The customers of
/// the report come first, so that they have the first numbers in its order.
pub fn mask(model: &Model, report: &Report, labels: Labels) -> Mask {
    let mut mask = Mask::new(labels);
    for one in &report.customers {
        mask.add_name(Named::Customer, &one.customer.name);
    }
    // Numbered now, so that no name within the words of the first comes before them.
    for one in &report.customers {
        mask.name(&one.customer.name);
    }
    for customer in model.all_customers() {
        mask.add_name(Named::Customer, &customer.name);
    }
    for customer in model.all_customers() {
        mask.add_name(Named::Firm, &customer.company);
        for phone in &customer.phones {
            mask.add_phone(&phone.value);
        }
        for email in &customer.emails {
            mask.add_email(&email.value);
        }
        for handle in &customer.handles {
            mask.add_account(&handle.value);
        }
        mask.add_address(&customer.address);
    }
    for rating in report.customers.iter().flat_map(|one| &one.ratings) {
        mask.add_name(Named::Person, &rating.given_by);
    }
    mask
}
