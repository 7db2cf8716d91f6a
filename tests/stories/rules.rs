//! What the rules keep to whatever a rep does: which record the days are counted from, what beats the
//! policy, and that nothing is left of what was undone.

use std::collections::BTreeMap;

use genjin::app::model::Model;
use genjin::app::queries::today::{Counts, today};
use genjin::domain::communication::Communication;
use genjin::domain::follow_up::FollowUpState;
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::moment::{Moment, Now};
use genjin::domain::queue::Standing;
use genjin::records::backup::Contents;
use proptest::prelude::*;

use crate::support::Book;
use crate::support::acts::{Act, acts};

fn act(book: &Book, act: Act) -> bool {
    let done = act.command(book).map(|command| book.try_do(command));
    matches!(done, Some(Ok(done)) if done.change.is_some())
}

/// The latest record with a customer, or with its people where they count for it, that counts as
/// contact and is not in the future: straight from the records.
fn latest_contact(contents: &Contents, id: CustomerId, now: Now) -> Option<CommunicationId> {
    let rule = &contents.settings.contact_rule;
    let is_meant = |other: &CustomerId| {
        *other == id
            || rule.people_count_for_their_firm
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
    contents
        .communications
        .iter()
        .filter(|one| one.trashed_at.is_none() && one.customers.iter().any(is_meant))
        .filter(|one| is_past(one) && counts(one))
        .max_by_key(|one| (one.at.order(), one.id))
        .map(|one| one.id)
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
