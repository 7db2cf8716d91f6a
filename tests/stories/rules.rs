//! What the rules keep to whatever a rep does: which record the days are counted from, what beats the
//! policy, what a policy asked for in the past, and that nothing is left of what was undone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use genjin::app::model::Model;
use genjin::app::queries::replay::Replaying;
use genjin::app::queries::today::{Counts, today};
use genjin::domain::communication::Communication;
use genjin::domain::follow_up::{Action, FollowUpState};
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::moment::{Moment, Now};
use genjin::domain::queue::Standing;
use genjin::domain::replay::Period;
use genjin::domain::working_days::DayCount;
use genjin::records::backup::Contents;
use proptest::prelude::*;

use crate::support::Book;
use crate::support::acts::{Act, acts};

fn act(book: &Book, act: Act) -> bool {
    let done = act.command(book).map(|command| book.try_do(command));
    matches!(done, Some(Ok(done)) if done.change.is_some())
}

/// Whose records are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Those with the customer itself.
    Own,
    /// Those with its people too, where they count for it.
    Counted,
}

/// The records with a customer that count as contact and are not in the future: straight from the
/// Book.
fn contacts(contents: &Contents, id: CustomerId, whose: Whose, now: Now) -> Vec<&Communication> {
    let rule = &contents.settings.contact_rule;
    let people = whose == Whose::Counted && rule.people_count_for_their_firm;
    let is_meant = |other: &CustomerId| {
        *other == id
            || people
                && contents
                    .customers
                    .iter()
                    .any(|one| one.id == *other && one.firm == Some(id) && one.trashed_at.is_none())
    };
    let is_past = |one: &Communication| match one.at {
        Moment::At(instant) => instant <= now,
        Moment::On(date) => date <= now.date_naive(),
    };
    let counts = |one: &Communication| {
        let is_attempt = one
            .outcome
            .is_some_and(|outcome| rule.attempts.contains(&outcome));
        !is_attempt && !rule.uncounted_channels.contains(&one.channel)
    };
    let all = contents.communications.iter().map(|one| &**one);
    all.filter(|one| one.trashed_at.is_none() && one.customers.iter().any(is_meant))
        .filter(|one| is_past(one) && counts(one))
        .collect()
}

/// The latest record from which a customer's days are counted.
fn latest_contact(contents: &Contents, id: CustomerId, now: Now) -> Option<CommunicationId> {
    let contacts = contacts(contents, id, Whose::Counted, now).into_iter();
    contacts
        .max_by_key(|one| (one.at.order(), one.id))
        .map(|one| one.id)
}

/// How often each action was asked for on each of the last days up to today, and how many customers
/// were contacted: walked through day by day.
type Walked = (BTreeMap<(NaiveDate, Action), u32>, BTreeMap<NaiveDate, u32>);

fn walked(contents: &Contents, days: u64, now: Now) -> Walked {
    let settings = &contents.settings;
    let counted = |from: NaiveDate, to: NaiveDate| {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        let counted = days.filter(|day| match &settings.day_count {
            DayCount::CalendarDays => true,
            DayCount::WorkingDays { holidays } => {
                day.weekday().num_days_from_monday() < 5 && !holidays.contains(day)
            }
        });
        u32::try_from(counted.count()).expect("few days")
    };
    let (mut asked, mut done) = (BTreeMap::new(), BTreeMap::new());
    let customers = contents.customers.iter();
    for customer in customers.filter(|one| one.trashed_at.is_none() && !one.consent.do_not_contact)
    {
        let dates = |whose| -> BTreeSet<NaiveDate> {
            let contacts = contacts(contents, customer.id, whose, now).into_iter();
            contacts.map(|one| one.at.local_date()).collect()
        };
        let (own, all) = (dates(Whose::Own), dates(Whose::Counted));
        for back in 0..days {
            let today = now.date_naive() - Days::new(back);
            if own.contains(&today) {
                *done.entry(today).or_default() += 1;
            }
            let Some(last) = all.range(..today).next_back().copied() else {
                continue;
            };
            let mut ask = |action: &Action| *asked.entry((today, action.clone())).or_default() += 1;
            if let Some(own) = &customer.cadence {
                if own.every.after(last) == Some(today) {
                    ask(&own.action);
                }
                continue;
            }
            let (yesterday, now) = (counted(last, today - Days::new(1)), counted(last, today));
            for rule in settings.policies.for_customer(customer).0.rules() {
                if yesterday <= rule.more_than_days && rule.more_than_days < now {
                    ask(&rule.action);
                }
            }
        }
    }
    (asked, done)
}

/// The same by the app, in steps of a few customers.
fn replayed(book: &Book, days: u64, now: Now) -> Walked {
    let model = book.service.model();
    let today = now.date_naive();
    let period = Period::new(today - Days::new(days - 1), today);
    let mut replaying = Replaying::new(&model, None, period, now);
    while replaying.step(&model, 2).is_some() {}
    let replayed = replaying.finish();
    let some = |counts: &[u32]| -> Vec<(NaiveDate, u32)> {
        let counts = counts.iter().enumerate().filter(|(_, count)| 0 < **count);
        counts
            .map(|(place, count)| (period.date(place), *count))
            .collect()
    };
    let mut asked = BTreeMap::new();
    for (action, counts) in &replayed.in_force.by_action {
        let days = some(counts).into_iter();
        asked.extend(days.map(|(date, count)| ((date, action.clone()), count)));
    }
    (asked, some(&replayed.done).into_iter().collect())
}

/// What stands before every rule for a customer, strongest first.
#[derive(Debug, PartialEq, Eq)]
enum Override {
    DoNotContact,
    Hidden,
    ByHand,
    Nothing,
}

/// What overrides the policy by the records.
fn expected_override(contents: &Contents, id: CustomerId, now: Now) -> Override {
    let customer = contents.customers.iter().find(|one| one.id == id);
    let customer = customer.expect("a customer");
    let today = now.date_naive();
    let own = || {
        let all = contents.follow_ups.iter();
        all.filter(|one| one.customer == id && one.trashed_at.is_none())
    };
    let is_hidden = own().any(|one| match one.state {
        FollowUpState::Skipped { until, .. } => today < until,
        _ => false,
    });
    let is_paused = customer
        .consent
        .paused_until
        .is_some_and(|until| today < until);
    if customer.consent.do_not_contact {
        Override::DoNotContact
    } else if is_hidden || is_paused {
        Override::Hidden
    } else if own().any(|one| matches!(one.state, FollowUpState::Open { .. })) {
        Override::ByHand
    } else {
        Override::Nothing
    }
}

/// What overrides the policy by the rules.
fn found_override(standing: &Standing<'_>) -> Override {
    match standing {
        Standing::DoNotContact => Override::DoNotContact,
        Standing::HiddenUntil(_) => Override::Hidden,
        Standing::ByHand { .. } => Override::ByHand,
        _ => Override::Nothing,
    }
}

/// The headline counts, and what the rules say of every customer.
fn numbers(model: &Model, now: Now) -> (Counts, BTreeMap<CustomerId, String>) {
    let standings = model.standings(now).filter_map(|(slot, standing)| {
        let id = model.customer_id(slot)?;
        Some((id, format!("{standing:?}")))
    });
    (today(model, now).counts, standings.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_last_contact_is_the_latest_counted_record_that_is_not_in_the_future(acts in acts(40)) {
        let book = Book::new();
        for one in acts {
            act(&book, one);
            let (contents, now) = (book.contents(), book.now());
            let model = book.service.model();
            for customer in contents.customers.iter().filter(|one| one.trashed_at.is_none()) {
                let found = model.last_contact(customer.id, now).map(|last| last.communication);
                prop_assert_eq!(found, latest_contact(&contents, customer.id, now));
            }
        }
    }

    #[test]
    fn an_override_always_beats_the_policy(acts in acts(40)) {
        let book = Book::new();
        for one in acts {
            act(&book, one);
            let (contents, now) = (book.contents(), book.now());
            let model = book.service.model();
            for customer in contents.customers.iter().filter(|one| one.trashed_at.is_none()) {
                let standing = model.standing(customer.id, now).expect("a customer");
                let expected = expected_override(&contents, customer.id, now);
                prop_assert_eq!(found_override(&standing), expected, "{:?}", standing);
            }
        }
    }

    #[test]
    fn a_replay_equals_a_walk_over_the_records(acts in acts(40), days in 1..20_u64) {
        let book = Book::new();
        for one in acts {
            act(&book, one);
        }
        let now = book.now();
        prop_assert_eq!(replayed(&book, days, now), walked(&book.contents(), days, now));
    }

    #[test]
    fn undo_restores_every_number(acts in acts(25)) {
        let book = Book::new();
        let mut stages = Vec::new();
        for one in acts {
            let before = book.contents();
            if act(&book, one) {
                stages.push(before);
            }
        }
        let now = book.now();
        let mut met = vec![numbers(&book.service.model(), now)];
        for stage in stages.iter().rev() {
            book.undo();
            let found = numbers(&book.service.model(), now);
            prop_assert_eq!(&found, &numbers(&Model::of(stage), now));
            met.push(found);
        }
        for expected in met.iter().rev().skip(1) {
            book.redo();
            prop_assert_eq!(&numbers(&book.service.model(), now), expected);
        }
    }
}
