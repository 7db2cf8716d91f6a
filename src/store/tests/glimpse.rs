//! What opening shows for Today before the communications are read is what it shows with them.

use chrono::{DateTime, FixedOffset, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

use super::{Place, commit};
use crate::app::contract::{HeldBook, block_on, eager};
use crate::app::model::Model;
use crate::app::ports::{Kept, Store, Upkeep};
use crate::app::queries::today::today;
use crate::domain::change::{Edit, Edited};
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::{CommunicationId, CustomerId, RatingId};
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::domain::rating::{AspectId, RatedValue, Rating, Scale};
use crate::domain::settings::Settings;

const HOUR: i64 = 3600;

fn now() -> DateTime<FixedOffset> {
    DateTime::UNIX_EPOCH.fixed_offset() + TimeDelta::days(20_000)
}

/// What is done to a Book; numbers choose among the few that there are.
#[derive(Debug, Clone)]
enum Act {
    Log {
        number: u8,
        customer: u8,
        hours: i64,
        tried: bool,
    },
    Remove(u8),
    Rate(u8),
    Join {
        person: u8,
        firm: u8,
    },
    CountPhone(bool),
}

fn act() -> impl Strategy<Value = Act> {
    // From a year ago to the days to come, mostly lately.
    let hours = prop_oneof![-9000..200_i64, -100..100_i64];
    prop_oneof![
        20 => (any::<u8>(), 0..8_u8, hours, any::<bool>())
            .prop_map(|(number, customer, hours, tried)| Act::Log { number, customer, hours, tried }),
        1 => any::<u8>().prop_map(Act::Remove),
        1 => (0..8_u8).prop_map(Act::Rate),
        1 => (0..8_u8, 0..8_u8).prop_map(|(person, firm)| Act::Join { person, firm }),
        1 => any::<bool>().prop_map(Act::CountPhone),
    ]
}

fn id(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number) + 1)
}

fn edits_of(act: &Act, model: &Model) -> Vec<Edit> {
    match act {
        Act::Log {
            number,
            customer,
            hours,
            tried,
        } => {
            let (id, customer) = (CommunicationId(id(*number)), CustomerId(id(*customer)));
            let at = Moment::At(now() + TimeDelta::seconds(hours * HOUR));
            let record = Communication {
                id,
                customers: vec![customer],
                at,
                channel: Channel::Phone,
                direction: None,
                outcome: tried.then_some(Outcome::NoAnswer),
                content: "met".to_owned(),
                line: String::new(),
                sentiment: None,
                duration_seconds: None,
                executes: None,
                origin: None,
                trashed_at: None,
            };
            vec![Edit::Communication(Edited {
                before: model.communication(id).cloned(),
                after: Some(record.into()),
            })]
        }
        Act::Remove(number) => {
            let record = model.communication(CommunicationId(id(*number)));
            let edits = record.map(|one| Edit::Communication(Edited::removed(one.clone())));
            edits.into_iter().collect()
        }
        Act::Rate(customer) => {
            let (id, customer) = (RatingId(id(*customer)), CustomerId(id(*customer)));
            let value = RatedValue::whole(1, Scale::FivePoint);
            let record = Rating {
                id,
                customer,
                aspect: AspectId::Quality,
                value: value.expect("in the scale"),
                at: Moment::At(now()),
                communication: None,
                given_by: String::new(),
                origin: None,
                trashed_at: None,
            };
            vec![Edit::Rating(Edited {
                before: model.rating(id).cloned(),
                after: Some(record.into()),
            })]
        }
        Act::Join { person, firm } => {
            let before = model.customer(CustomerId(id(*person))).expect("made first");
            let after = Customer {
                firm: (person != firm).then_some(CustomerId(id(*firm))),
                ..Customer::clone(before)
            };
            vec![Edit::Customer(Edited::altered(before.clone(), after))]
        }
        Act::CountPhone(counts) => {
            let mut after = Settings::clone(model.settings());
            after.contact_rule.uncounted_channels.clear();
            if !counts {
                after.contact_rule.uncounted_channels.insert(Channel::Phone);
            }
            vec![Edit::Settings(Edited {
                before: Some(model.settings().clone()),
                after: Some(after.into()),
            })]
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn today_is_the_same_before_and_after_the_rest_is_read(
        before in prop::collection::vec(act(), 0..60),
        since in prop::collection::vec(act(), 0..6),
    ) {
        let place = Place::default();
        let tab = place.tab();
        let mut stand = block_on(tab.open()).expect("opens").stand;
        let mut model = Model::default();
        let customers = (0..8).map(|n| Customer::named(CustomerId(id(n)), format!("n{n}")));
        let made: Vec<Edit> = customers.map(|one| Edit::Customer(Edited::made(one))).collect();
        model.apply_edits(&made);
        stand = commit(&tab, stand, made);
        let upkeep = Upkeep { now: now(), ..eager() };
        let acts = before.iter().map(Some).chain([None]).chain(since.iter().map(Some));
        for act in acts {
            let Some(act) = act else {
                let held = HeldBook::new(stand, model.clone());
                prop_assert_eq!(block_on(tab.keep_up(&held, upkeep)), Ok(Kept::Folded));
                continue;
            };
            let edits = edits_of(act, &model);
            model.apply_edits(&edits);
            stand = commit(&tab, stand, edits);
        }
        let tab = place.tab();
        if let Some(glimpse) = block_on(tab.glimpse(now())) {
            prop_assert!(!glimpse.model.is_whole());
            prop_assert_eq!(glimpse.stand, stand);
            for hours in [-20, 0, 1, 30, 24 * 5, 24 * 200] {
                let then = now() + TimeDelta::seconds(hours * HOUR);
                prop_assert_eq!(today(&glimpse.model, then), today(&model, then), "{} h", hours);
            }
        } else {
            prop_assert!(!since.is_empty());
        }
        let opened = block_on(tab.open()).expect("opens");
        prop_assert!(opened.model.is_whole());
        prop_assert_eq!(super::bytes(&opened), crate::records::backup::write_backup(&model.contents(opened.book)));
    }
}

#[test]
fn logging_since_does_not_hinder_a_glimpse() {
    let (place, opened) = super::furnished();
    let tab = place.opened_tab();
    let held = HeldBook::new(opened.stand, opened.model.clone());
    let upkeep = Upkeep {
        now: now(),
        ..eager()
    };
    assert_eq!(block_on(tab.keep_up(&held, upkeep)), Ok(Kept::Folded));
    let log = Act::Log {
        number: 200,
        customer: 1,
        hours: 1,
        tried: false,
    };
    let stand = commit(&tab, opened.stand, edits_of(&log, &opened.model));
    assert_eq!(
        block_on(place.tab().glimpse(now())).map(|seen| seen.stand),
        Some(stand)
    );
    // A clock that was set back far has not seen the summary.
    let long_ago = now() - TimeDelta::days(2);
    assert!(block_on(place.tab().glimpse(long_ago)).is_none());
    // Nor is there one of a Book that is not what was saved.
    place.change_values(|values| {
        values.retain(|(area, key), _| {
            *area != super::Area::Log || *key != super::Key::Number(stand.position.sequence)
        });
    });
    assert!(block_on(place.tab().glimpse(now())).is_none());
}
