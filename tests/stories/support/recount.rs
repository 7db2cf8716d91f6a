//! Today's counts worked out anew, straight from the records and the words of the design, without
//! any of the app's rules or indexes.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use genjin::app::queries::today::Counts;
use genjin::domain::cadence::Cadence;
use genjin::domain::communication::Communication;
use genjin::domain::customer::Customer;
use genjin::domain::follow_up::{Action, FollowUp, FollowUpState};
use genjin::domain::moment::{Moment, Now};
use genjin::domain::policy::Scope;
use genjin::domain::settings::Settings;
use genjin::domain::working_days::DayCount;
use genjin::records::backup::Contents;

/// The headline counts over these records.
pub(crate) fn recount(contents: &Contents, now: Now) -> Counts {
    let mut counts = Counts::default();
    for customer in contents
        .customers
        .iter()
        .filter(|one| one.trashed_at.is_none())
    {
        match due(contents, customer, now) {
            Some(Action::Visit) => counts.visits += 1,
            Some(Action::Call) => counts.calls += 1,
            Some(Action::FirstContact) => counts.first_contacts += 1,
            Some(Action::Through(_)) => counts.others += 1,
            None => counts.no_follow_up += 1,
        }
    }
    counts
}

fn due(contents: &Contents, customer: &Customer, now: Now) -> Option<Action> {
    let settings = &*contents.settings;
    let today = now.date_naive();
    if customer.consent.do_not_contact {
        return None;
    }
    let follow_ups: Vec<&FollowUp> = contents
        .follow_ups
        .iter()
        .map(|one| &**one)
        .filter(|one| one.customer == customer.id && one.trashed_at.is_none())
        .collect();
    let skipped = follow_ups.iter().any(|one| match one.state {
        FollowUpState::Skipped { until, .. } => today < until,
        _ => false,
    });
    if skipped
        || customer
            .consent
            .paused_until
            .is_some_and(|until| today < until)
    {
        return None;
    }
    let mut by_hand: Vec<_> = follow_ups
        .iter()
        .filter_map(|one| match one.state {
            FollowUpState::Open { snoozed_until } => {
                let shows_on = snoozed_until.map_or(one.due_on, |until| until.max(one.due_on));
                // Of the same day a time comes before none.
                Some((
                    shows_on,
                    one.due_at.is_none(),
                    one.due_at,
                    one.id,
                    &one.action,
                ))
            }
            _ => None,
        })
        .collect();
    by_hand.sort();
    if let Some((shows_on, _, _, _, action)) = by_hand.first() {
        return (*shows_on <= today).then(|| (*action).clone());
    }

    let own = of_customer(contents, customer, now);
    if let Some(newest) = own.last()
        && newest.at.local_date() == today
        && is_attempt(settings, newest)
    {
        return None;
    }
    let mut contacts: Vec<&Communication> = own;
    if settings.contact_rule.people_count_for_their_firm {
        for person in contents
            .customers
            .iter()
            .filter(|one| one.trashed_at.is_none())
        {
            if person.firm == Some(customer.id) {
                contacts.extend(of_customer(contents, person, now));
            }
        }
    }
    contacts.retain(|one| {
        !is_attempt(settings, one)
            && !settings
                .contact_rule
                .uncounted_channels
                .contains(&one.channel)
    });
    let Some(last) = contacts
        .into_iter()
        .max_by_key(|one| (one.at.order(), one.id))
    else {
        return Some(Action::FirstContact);
    };
    let date = last.at.local_date();
    if let Some(cadence) = &customer.cadence {
        let due_on = match cadence.every {
            Cadence::Days(count) => date + Days::new(count.into()),
            Cadence::Weeks(count) => date + Days::new(7 * u64::from(count)),
            Cadence::Months(count) => date + chrono::Months::new(count.into()),
        };
        return (due_on <= today).then(|| cadence.action.clone());
    }
    let days = count_days(&settings.day_count, date, today);
    // More than N days, the largest N that is exceeded.
    policy_rules(settings, customer)
        .into_iter()
        .filter(|(more_than, _)| i64::from(*more_than) < days)
        .max_by_key(|(more_than, _)| *more_than)
        .map(|(_, action)| action)
}

/// A customer's records that are not in the future, the oldest first.
fn of_customer<'a>(
    contents: &'a Contents,
    customer: &Customer,
    now: Now,
) -> Vec<&'a Communication> {
    let mut list: Vec<&Communication> = contents
        .communications
        .iter()
        .map(|one| &**one)
        .filter(|one| one.trashed_at.is_none() && one.customers.contains(&customer.id))
        .filter(|one| match one.at {
            Moment::At(instant) => instant <= now,
            Moment::On(date) => date <= now.date_naive(),
        })
        .collect();
    list.sort_by_key(|one| (one.at.order(), one.id));
    list
}

fn is_attempt(settings: &Settings, communication: &Communication) -> bool {
    communication
        .outcome
        .is_some_and(|outcome| settings.contact_rule.attempts.contains(&outcome))
}

fn count_days(day_count: &DayCount, date: NaiveDate, today: NaiveDate) -> i64 {
    let days = date.iter_days().skip(1).take_while(|day| *day <= today);
    match day_count {
        DayCount::CalendarDays => (today - date).num_days().max(0),
        DayCount::WorkingDays { holidays } => {
            let worked = days
                .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
                .filter(|day| !holidays.contains(day));
            i64::try_from(worked.count()).expect("few days")
        }
    }
}

/// The rules of the most specific policy: by tag, then tier, then stage, then the default.
fn policy_rules(settings: &Settings, customer: &Customer) -> BTreeMap<u32, Action> {
    let scoped = &settings.policies.scoped;
    let by = |holds: &dyn Fn(&Scope) -> bool| scoped.iter().find(|one| holds(&one.scope));
    let policy = by(&|scope| matches!(scope, Scope::Tag(tag) if customer.tags.contains(tag)))
        .or_else(|| by(&|scope| matches!(scope, Scope::Tier(tier) if customer.tier == Some(*tier))))
        .or_else(|| by(&|scope| matches!(scope, Scope::Stage(stage) if customer.stage == *stage)))
        .map_or(&settings.policies.default, |one| &one.policy);
    policy
        .rules()
        .iter()
        .map(|rule| (rule.more_than_days, rule.action.clone()))
        .collect()
}
