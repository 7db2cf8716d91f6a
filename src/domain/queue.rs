//! Whom to follow up today, in which order and why.
//!
//! What overrides what, strongest first: do not contact; paused, snoozed or skipped until a date;
//! an open follow-up made by hand (the earliest counts); the customer's own cadence; the policy.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::cadence::Cadence;
use super::customer::{Customer, OwnCadence};
use super::follow_up::{Action, FollowUp, FollowUpState};
use super::id::{CommunicationId, FollowUpId};
use super::moment::Moment;
use super::order::seven_digits;
use super::policy::{Rule, Scope};
use super::ranking::{GrantedBy, Merits, Rank, Urgency};
use super::resource::QueueWeights;
use super::settings::Settings;

/// The communication from which the days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastContact {
    /// Which record it is.
    pub communication: CommunicationId,
    /// When it was.
    pub at: Moment,
}

/// What the rules look at for one customer.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a, 'f> {
    /// The customer.
    pub customer: &'a Customer,
    /// Its latest contact that is not in the future.
    pub last_contact: Option<LastContact>,
    /// Whether somebody tried today and did not reach it.
    pub tried_today: bool,
    /// All its follow-ups, whatever their state.
    pub follow_ups: &'f [&'a FollowUp],
}

/// What the rules say of a customer today.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing<'a> {
    /// Asked not to be contacted: never suggested.
    DoNotContact,
    /// Paused, snoozed or skipped: hidden until this date.
    HiddenUntil(NaiveDate),
    /// Tried today without success: back tomorrow.
    TriedToday,
    /// An open follow-up made by hand decides; it may be due in the future.
    ByHand {
        /// Which one.
        follow_up: FollowUpId,
        /// What is to be done.
        action: &'a Action,
        /// On which day.
        shows_on: NaiveDate,
        /// At which time of it, if one was set.
        due_at: Option<NaiveTime>,
        /// Whether that day has come, or has passed.
        due: Due,
    },
    /// The policy or the customer's cadence asks for an action.
    Suggested(Suggestion<'a>),
    /// Never contacted.
    FirstContact,
    /// Contacted lately: nothing to do.
    NoFollowUp {
        /// The contact from which the days count.
        last: LastContact,
        /// Days since then.
        days: u32,
    },
}

/// Where a date lies from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Its day has passed.
    Overdue,
    /// It is today.
    Today,
    /// It is still to come.
    Later,
}

impl Due {
    /// Where `date` lies from `today`.
    pub fn of(date: NaiveDate, today: NaiveDate) -> Self {
        match date.cmp(&today) {
            Ordering::Less => Self::Overdue,
            Ordering::Equal => Self::Today,
            Ordering::Greater => Self::Later,
        }
    }
}

/// An action that a rule asks for, with the numbers that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion<'a> {
    /// What is to be done.
    pub action: &'a Action,
    /// The contact from which the days count.
    pub last: LastContact,
    /// Days since then.
    pub days: u32,
    /// Which rule asks.
    pub because: Because<'a>,
    /// How long it has been due.
    pub urgency: Urgency,
}

/// Which rule asks for an action.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Because<'a> {
    /// A rule of the policy, and whom that policy is for if it is not the default.
    Rule(&'a Rule, Option<&'a Scope>),
    /// The customer's own cadence.
    Cadence(Cadence),
}

impl<'a> Standing<'a> {
    /// What the rules say of a customer today.
    pub fn of(facts: &Facts<'a, '_>, settings: &'a Settings, today: NaiveDate) -> Self {
        let customer = facts.customer;
        if customer.consent.do_not_contact {
            return Self::DoNotContact;
        }
        if let Some(until) = hidden_until(facts).filter(|until| today < *until) {
            return Self::HiddenUntil(until);
        }
        if let Some(follow_up) = earliest_open(facts.follow_ups) {
            let shows_on = follow_up.shows_on();
            return Self::ByHand {
                follow_up: follow_up.id,
                action: &follow_up.action,
                shows_on,
                due_at: follow_up.due_at,
                due: Due::of(shows_on, today),
            };
        }
        Self::by_rule(
            customer,
            customer.cadence.as_ref(),
            facts.last_contact,
            facts.tried_today,
            settings,
            today,
        )
    }

    /// What the rules say of a customer for whom nothing was decided by hand: neither its record
    /// nor a follow-up overrides them, and it has no cadence of its own.
    pub fn undecided(
        customer: &'a Customer,
        last_contact: Option<LastContact>,
        tried_today: bool,
        settings: &'a Settings,
        today: NaiveDate,
    ) -> Self {
        Self::by_rule(customer, None, last_contact, tried_today, settings, today)
    }

    fn by_rule(
        customer: &'a Customer,
        cadence: Option<&'a OwnCadence>,
        last_contact: Option<LastContact>,
        tried_today: bool,
        settings: &'a Settings,
        today: NaiveDate,
    ) -> Self {
        if tried_today {
            return Self::TriedToday;
        }
        let Some(last) = last_contact else {
            return Self::FirstContact;
        };
        let date = last.at.local_date();
        let days = settings.day_count.between(date, today);
        let nothing = Self::NoFollowUp { last, days };
        if let Some(own) = cadence {
            return match own.every.after(date) {
                Some(due) if due <= today => Self::Suggested(Suggestion {
                    action: &own.action,
                    last,
                    days,
                    because: Because::Cadence(own.every),
                    urgency: Urgency {
                        days,
                        granted: settings.day_count.between(date, due),
                        by: GrantedBy::Cadence,
                    },
                }),
                _ => nothing,
            };
        }
        let (policy, scope) = settings.policies.for_customer(customer);
        match (policy.rule_for(days), policy.lowest()) {
            (Some(rule), Some(lowest)) => Self::Suggested(Suggestion {
                action: &rule.action,
                last,
                days,
                because: Because::Rule(rule, scope),
                urgency: Urgency {
                    days,
                    granted: lowest.more_than_days,
                    by: GrantedBy::Policy,
                },
            }),
            _ => nothing,
        }
    }

    /// What is to be done today; `None` where nothing is.
    pub fn action_today(&self) -> Option<&'a Action> {
        match self {
            Self::ByHand {
                due: Due::Overdue | Due::Today,
                action,
                ..
            } => Some(action),
            Self::Suggested(suggestion) => Some(suggestion.action),
            Self::FirstContact => Some(&Action::FirstContact),
            _ => None,
        }
    }

    /// In which group of the queue the customer stands; `None` if not in the queue.
    pub fn group(&self) -> Option<Group> {
        match self {
            Self::ByHand {
                due: Due::Overdue, ..
            } => Some(Group::OverdueByHand),
            Self::ByHand {
                due: Due::Today, ..
            } => Some(Group::TodayByHand),
            Self::Suggested(_) => Some(Group::Suggested),
            Self::FirstContact => Some(Group::FirstContact),
            _ => None,
        }
    }

    /// The customer's place in the queue among those of other names, the smallest first: by group;
    /// by hand the earlier date first, of one day the earlier time, and what has none last;
    /// suggestions by falling rank. `None` if not in the queue.
    pub fn place(&self, merits: Merits, weights: &QueueWeights) -> Option<(Group, u32)> {
        let place = match self {
            Self::ByHand {
                shows_on, due_at, ..
            } => minute_of(*shows_on, *due_at),
            Self::Suggested(suggestion) => {
                !seven_digits(Rank::of(suggestion.urgency, merits, weights).total())
            }
            _ => 0,
        };
        Some((self.group()?, place))
    }
}

/// A number in the order of days, and within one in the order of its minutes; no time comes last.
fn minute_of(day: NaiveDate, time: Option<NaiveTime>) -> u32 {
    const IN_DAY: u32 = 24 * 60;
    let day = u32::try_from(day.num_days_from_ce()).unwrap_or(0);
    let minute = time.map_or(IN_DAY, |time| time.hour() * 60 + time.minute());
    day.saturating_mul(IN_DAY + 1).saturating_add(minute)
}

/// The groups of the queue, in the order in which they are worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Follow-ups made by hand whose date has passed.
    OverdueByHand,
    /// Follow-ups made by hand for today.
    TodayByHand,
    /// What the policy and the cadences ask for.
    Suggested,
    /// Customers who were never contacted.
    FirstContact,
}

/// The end of the longest pause or skip.
fn hidden_until(facts: &Facts<'_, '_>) -> Option<NaiveDate> {
    let skips = facts
        .follow_ups
        .iter()
        .filter_map(|follow_up| match follow_up.state {
            FollowUpState::Skipped { until, .. } if follow_up.trashed_at.is_none() => Some(until),
            _ => None,
        });
    skips.chain(facts.customer.consent.paused_until).max()
}

/// The open follow-up that counts: the one that shows first; of the same day the earlier time,
/// then the smaller id.
pub fn earliest_open<'a>(follow_ups: &[&'a FollowUp]) -> Option<&'a FollowUp> {
    follow_ups
        .iter()
        .copied()
        .filter(|follow_up| follow_up.is_open())
        .min_by_key(|follow_up| {
            (
                follow_up.shows_on(),
                follow_up.due_at.is_none(),
                follow_up.due_at,
                follow_up.id,
            )
        })
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::customer::OwnCadence;
    use crate::domain::follow_up::AskedBy;
    use crate::domain::id::CustomerId;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    const TODAY: &str = "2024-08-16";

    #[expect(clippy::unnecessary_wraps, reason = "it stands for an optional field")]
    fn contact_on(date: NaiveDate) -> Option<LastContact> {
        Some(LastContact {
            communication: CommunicationId(Uuid::nil()),
            at: Moment::On(date),
        })
    }

    fn open(id: u128, due_on: &str, snoozed_until: Option<&str>) -> FollowUp {
        FollowUp {
            id: FollowUpId(Uuid::from_u128(id)),
            customer: CustomerId(Uuid::nil()),
            action: Action::Visit,
            due_on: day(due_on),
            due_at: None,
            note: String::new(),
            state: FollowUpState::Open {
                snoozed_until: snoozed_until.map(day),
            },
            asked_by: AskedBy::Hand,
            recurrence: None,
            trashed_at: None,
        }
    }

    struct Case {
        customer: Customer,
        last_contact: Option<LastContact>,
        tried_today: bool,
        follow_ups: Vec<FollowUp>,
        settings: Settings,
    }

    impl Case {
        fn new() -> Self {
            Self {
                customer: Customer::named(CustomerId(Uuid::nil()), "Ada"),
                last_contact: contact_on(day("2024-08-01")),
                tried_today: false,
                follow_ups: Vec::new(),
                settings: Settings::default(),
            }
        }

        fn check(&self, expected: impl Fn(&Standing<'_>) -> bool) {
            let follow_ups: Vec<_> = self.follow_ups.iter().collect();
            let facts = Facts {
                customer: &self.customer,
                last_contact: self.last_contact,
                tried_today: self.tried_today,
                follow_ups: &follow_ups,
            };
            let standing = Standing::of(&facts, &self.settings, day(TODAY));
            assert!(expected(&standing), "{standing:?}");
        }
    }

    #[test]
    fn a_customer_never_contacted_is_a_first_contact_and_not_a_visit() {
        let case = Case {
            last_contact: None,
            ..Case::new()
        };
        case.check(|standing| *standing == Standing::FirstContact);
    }

    #[test]
    fn do_not_contact_is_stronger_than_a_follow_up_by_hand() {
        let mut case = Case {
            follow_ups: vec![open(1, TODAY, None)],
            ..Case::new()
        };
        case.customer.consent.do_not_contact = true;
        case.check(|standing| *standing == Standing::DoNotContact);
    }

    #[test]
    fn a_pause_ends_on_its_date() {
        let mut case = Case {
            follow_ups: vec![open(1, "2024-08-10", None)],
            ..Case::new()
        };
        case.customer.consent.paused_until = Some(day("2024-08-17"));
        case.check(|standing| *standing == Standing::HiddenUntil(day("2024-08-17")));
        case.customer.consent.paused_until = Some(day(TODAY));
        case.check(|standing| standing.group() == Some(Group::OverdueByHand));
    }

    #[test]
    fn a_skip_holds_until_its_date() {
        let skipped = |until: &str| FollowUp {
            state: FollowUpState::Skipped {
                until: day(until),
                reason: String::new(),
            },
            ..open(1, TODAY, None)
        };
        let case = Case {
            follow_ups: vec![skipped("2024-08-17")],
            ..Case::new()
        };
        case.check(|standing| *standing == Standing::HiddenUntil(day("2024-08-17")));
        let case = Case {
            follow_ups: vec![skipped(TODAY)],
            ..Case::new()
        };
        case.check(|standing| standing.group() == Some(Group::Suggested));
    }

    #[test]
    fn the_earliest_open_follow_up_counts_and_stands_before_the_policy() {
        let case = Case {
            follow_ups: vec![open(1, "2024-08-20", None), open(2, "2024-08-18", None)],
            ..Case::new()
        };
        case.check(|standing| {
            matches!(standing, Standing::ByHand { follow_up, due: Due::Later, .. }
                if follow_up.0 == Uuid::from_u128(2))
        });
    }

    #[test]
    fn a_snoozed_follow_up_shows_when_its_snooze_ends() {
        let snoozed = |until| vec![open(1, "2024-08-10", Some(until))];
        let case = Case {
            follow_ups: snoozed("2024-08-17"),
            ..Case::new()
        };
        case.check(|standing| {
            matches!(
                standing,
                Standing::ByHand {
                    due: Due::Later,
                    ..
                }
            )
        });
        let case = Case {
            follow_ups: snoozed(TODAY),
            ..Case::new()
        };
        case.check(|standing| standing.group() == Some(Group::TodayByHand));
    }

    #[test]
    fn a_customer_tried_today_comes_back_tomorrow() {
        let case = Case {
            tried_today: true,
            ..Case::new()
        };
        case.check(|standing| *standing == Standing::TriedToday);
    }

    #[test]
    fn a_cadence_of_its_own_stands_before_the_policy() {
        let mut case = Case::new();
        case.customer.cadence = Some(OwnCadence {
            every: Cadence::Days(16),
            action: Action::Call,
        });
        case.check(|standing| matches!(standing, Standing::NoFollowUp { days: 15, .. }));
        case.customer.cadence = Some(OwnCadence {
            every: Cadence::Days(15),
            action: Action::Call,
        });
        case.check(|standing| standing.action_today() == Some(&Action::Call));
    }

    #[test]
    fn of_one_day_the_earlier_time_comes_first_and_no_time_last() {
        let at = |due_at: Option<NaiveTime>, shows_on: &str| {
            let standing = Standing::ByHand {
                follow_up: FollowUpId(Uuid::nil()),
                action: &Action::Visit,
                shows_on: day(shows_on),
                due_at,
                due: Due::Today,
            };
            standing.place(Merits::default(), &QueueWeights::default())
        };
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
        let in_order = [
            at(None, "2024-08-15"),
            at(time(9), TODAY),
            at(time(14), TODAY),
            at(time(23), TODAY),
            at(None, TODAY),
            at(time(0), "2024-08-17"),
        ];
        assert!(in_order.is_sorted_by(|a, b| a < b), "{in_order:?}");
    }

    proptest! {
        #[test]
        fn days_alone_decide_under_the_default_policy(days in 0..400_u32) {
            let today = day(TODAY);
            let case = Case { last_contact: contact_on(today - Days::new(days.into())), ..Case::new() };
            let expected = match days {
                0..=3 => None,
                4..=7 => Some(Action::Call),
                _ => Some(Action::Visit),
            };
            case.check(|standing| standing.action_today() == expected.as_ref());
        }
    }
}
