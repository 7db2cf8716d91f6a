//! Why a customer is suggested, as data: the rule and the numbers that led to it.

use chrono::{NaiveDate, NaiveTime};

use crate::app::model::Model;
use crate::domain::cadence::Cadence;
use crate::domain::channel::Channel;
use crate::domain::customer::Customer;
use crate::domain::follow_up::{Action, FollowUpState};
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::moment::{Moment, Now};
use crate::domain::policy::Scope;
use crate::domain::queue::{Because, Due, LastContact, Standing};
use crate::domain::working_days::DayCount;

/// What the rules say of a customer, with what they rest on, for a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The customer asked not to be contacted.
    DoNotContact,
    /// Paused, put off or skipped.
    HiddenUntil {
        /// The day on which the customer is back.
        until: NaiveDate,
        /// By what.
        by: HiddenBy,
    },
    /// Tried today; back tomorrow.
    TriedToday,
    /// A follow-up made by hand.
    ByHand {
        /// Which one.
        follow_up: FollowUpId,
        /// What is to be done.
        action: Action,
        /// On which day.
        on: NaiveDate,
        /// The time of that day, if one was set.
        at: Option<NaiveTime>,
        /// Where that day lies from today.
        due: Due,
        /// What was noted; may be empty.
        note: String,
    },
    /// A rule of the policy.
    Rule {
        /// The contact from which the days count.
        last: Contact,
        /// Days since then.
        days: u32,
        /// The rule's threshold.
        more_than_days: u32,
        /// What it asks for.
        action: Action,
        /// Its name, if the user gave it one.
        name: String,
        /// For whom that policy is, if not for everyone.
        scope: Option<Scope>,
        /// Whether only working days count.
        working_days: bool,
    },
    /// The customer's own cadence.
    Cadence {
        /// The contact from which the days count.
        last: Contact,
        /// Days since then.
        days: u32,
        /// The rhythm.
        every: Cadence,
        /// What it asks for.
        action: Action,
        /// Whether only working days are counted as passed.
        working_days: bool,
    },
    /// Never contacted.
    NeverContacted,
    /// Contacted lately.
    Recent {
        /// The contact from which the days count.
        last: Contact,
        /// Days since then.
        days: u32,
        /// Whether only working days count, and the contact was not today.
        working_days: bool,
    },
}

/// What hides a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HiddenBy {
    /// A pause.
    Pause,
    /// What was due was put off or skipped.
    PutOff {
        /// Why; may be empty.
        reason: String,
    },
}

/// The contact that a reason rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The record.
    pub communication: CommunicationId,
    /// When it was.
    pub at: Moment,
    /// By which way.
    pub channel: Channel,
    /// On whose timeline it stands: the customer's, or for a firm perhaps that of one of its people.
    pub with: CustomerId,
}

/// What hides a customer until a day: of a pause and a skip that both end then, the pause.
fn hidden_by(model: &Model, customer: &Customer, until: NaiveDate) -> HiddenBy {
    if customer.consent.paused_until == Some(until) {
        return HiddenBy::Pause;
    }
    let mut reasons = model
        .follow_ups_of(customer.id)
        .filter_map(|one| match &one.state {
            FollowUpState::Skipped { until: end, reason } if *end == until => Some(reason),
            _ => None,
        });
    HiddenBy::PutOff {
        reason: reasons.next().cloned().unwrap_or_default(),
    }
}

/// Why the rules say what they say of this customer.
pub fn reason(model: &Model, customer: &Customer, now: Now) -> Option<Reason> {
    let contact = |last: &LastContact| {
        let record = model.communication(last.communication);
        let of_another = record
            .filter(|record| !record.customers.contains(&customer.id))
            .and_then(|record| record.customers.first());
        Contact {
            communication: last.communication,
            at: last.at,
            channel: record.map_or(Channel::Other, |record| record.channel.clone()),
            with: of_another.copied().unwrap_or(customer.id),
        }
    };
    let working_days = model.settings().day_count != DayCount::CalendarDays;
    Some(match model.standing(customer.id, now)? {
        Standing::DoNotContact => Reason::DoNotContact,
        Standing::HiddenUntil(until) => Reason::HiddenUntil {
            until,
            by: hidden_by(model, customer, until),
        },
        Standing::TriedToday => Reason::TriedToday,
        Standing::ByHand {
            follow_up,
            action,
            shows_on,
            due,
            ..
        } => {
            let planned = model.follow_up(follow_up);
            Reason::ByHand {
                follow_up,
                action: action.clone(),
                on: shows_on,
                // A time is that of the day on which it was due, and of no later one.
                at: planned
                    .filter(|one| one.due_on == shows_on)
                    .and_then(|one| one.due_at),
                due,
                note: planned.map(|one| one.note.clone()).unwrap_or_default(),
            }
        }
        Standing::Suggested(suggestion) => match suggestion.because {
            Because::Rule(rule, scope) => Reason::Rule {
                last: contact(&suggestion.last),
                days: suggestion.days,
                more_than_days: rule.more_than_days,
                action: rule.action.clone(),
                name: rule.name.clone(),
                scope: scope.cloned(),
                working_days,
            },
            Because::Cadence(every) => Reason::Cadence {
                last: contact(&suggestion.last),
                days: suggestion.days,
                every,
                action: suggestion.action.clone(),
                working_days,
            },
        },
        Standing::FirstContact => Reason::NeverContacted,
        Standing::NoFollowUp { last, days } => Reason::Recent {
            last: contact(&last),
            days,
            working_days: working_days && last.at.local_date() < now.date_naive(),
        },
    })
}
