//! Records of every shape, for tests: what a user, an import or a hostile file could bring about.

use crate::domain::decimal::Decimal;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use uuid::Uuid;

use super::backup::Contents;
use crate::domain::cadence::Cadence;
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction, Sentiment};
use crate::domain::contact_rule::ContactRule;
use crate::domain::customer::{Consent, Customer, Labelled, OwnCadence, Position, Stage, Tier};
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState};
use crate::domain::id::{
    BookId, CommunicationId, CustomerId, FollowUpId, NeedId, ObservationId, PromiseId, RatingId,
    ReminderId, SourceId,
};
use crate::domain::moment::Moment;
use crate::domain::need::{Need, NeedKind, NeedState};
use crate::domain::origin::Origin;
use crate::domain::outcome::Outcome;
use crate::domain::policy::{Policies, Policy, Rule, Scope, ScopedPolicy};
use crate::domain::promise::{Promise, PromiseState, Side};
use crate::domain::rating::{AspectId, Observation, RatedValue, Rating, Scale};
use crate::domain::reminder::Reminder;
use crate::domain::resource::{
    Capacity, QueueWeights, Resource, ResourceKind, RoundSettings, Weight, WorkingHours,
};
use crate::domain::scoring::{Aspect, Coefficients, Scoring};
use crate::domain::settings::Settings;
use crate::domain::source::{Source, SourceKind};
use crate::domain::working_days::DayCount;

/// Short texts full of what goes wrong in texts.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        "\0",
        "\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "\u{1b}",
        "\u{85}",
        "\u{2028}",
        "\u{202e}مرحبا",
        "👩‍👩‍👧‍👦",
        "王小明",
        "e\u{301}",
        "\u{feff}",
        "\u{ffff}",
        "\u{10ffff}",
        "null",
        "{}",
        ",",
        "'",
        " ",
    ])
    .prop_map(str::to_owned);
    let part =
        prop_oneof![3 => awkward, 1 => any::<String>(), 3 => "plain".prop_map(|_| "a".to_owned())];
    vec(part, 0..4).prop_map(|parts| parts.concat())
}

fn ids() -> impl Strategy<Value = Uuid> {
    // Few, so that records refer to each other.
    prop_oneof![3 => (0..12_u128).prop_map(Uuid::from_u128), 1 => any::<u128>().prop_map(Uuid::from_u128)]
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (-719_162..2_932_896_i32).prop_filter_map("from year 1 to 9999", NaiveDate::from_epoch_days)
}

fn instant() -> impl Strategy<Value = DateTime<FixedOffset>> {
    let milliseconds = -60_000_000_000_000_i64..250_000_000_000_000;
    (milliseconds, -14 * 60..=14 * 60_i32).prop_filter_map("in range", |(milliseconds, minutes)| {
        let offset = FixedOffset::east_opt(minutes * 60)?;
        Some(DateTime::from_timestamp_millis(milliseconds)?.with_timezone(&offset))
    })
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![instant().prop_map(Moment::At), date().prop_map(Moment::On)]
}

fn channel() -> impl Strategy<Value = Channel> {
    text()
        .prop_map(|code| Channel::from_code(&code))
        .boxed()
        .prop_union(prop::sample::select(Channel::BUILT_IN.to_vec()).boxed())
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        Just(Action::FirstContact),
        channel().prop_map(Action::through)
    ]
}

fn cadence() -> impl Strategy<Value = Cadence> {
    let count = 1..=Cadence::MAX;
    prop_oneof![
        count.clone().prop_map(Cadence::Days),
        count.clone().prop_map(Cadence::Weeks),
        count.prop_map(Cadence::Months)
    ]
}

fn origin() -> impl Strategy<Value = Origin> {
    (ids(), text(), any::<u64>()).prop_map(|(source, key, row_hash)| Origin {
        source: SourceId(source),
        key,
        row_hash,
    })
}

fn labelled() -> impl Strategy<Value = Vec<Labelled>> {
    let one = (text(), text()).prop_map(|(label, value)| Labelled { label, value });
    vec(one, 0..3)
}

pub(crate) fn customer(id: Uuid) -> impl Strategy<Value = Customer> {
    let texts = (
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        vec(text(), 0..3),
    );
    let reach = (labelled(), labelled(), labelled());
    let place = option::of(position());
    let rank = (
        prop::sample::select(Stage::ALL.to_vec()),
        option::of(prop::sample::select(Tier::ALL.to_vec())),
        option::of(ids().prop_map(CustomerId)),
    );
    let times = (
        option::of(date()),
        any::<bool>(),
        option::of(date()),
        option::of((cadence(), action())),
        option::of(instant()),
    );
    let rest = (vec((text(), text()), 0..3), option::of(origin()));
    (texts, reach, place, rank, times, rest).prop_map(
        move |(
            (name, company, title, address, opening_hours, notes, tags),
            (phones, emails, handles),
            place,
            (stage, tier, firm),
            (since, do_not_contact, paused_until, cadence, trashed_at),
            (custom, origin),
        )| Customer {
            id: CustomerId(id),
            name,
            company,
            firm,
            title,
            phones,
            emails,
            handles,
            address,
            opening_hours,
            position: place,
            stage,
            tier,
            tags,
            notes,
            since,
            custom,
            consent: Consent {
                do_not_contact,
                paused_until,
            },
            cadence: cadence.map(|(every, action)| OwnCadence { every, action }),
            origin,
            trashed_at,
        },
    )
}

pub(crate) fn communication(id: Uuid) -> impl Strategy<Value = Communication> {
    let sentiment = prop::sample::select(Sentiment::ALL.to_vec());
    let what = (
        vec(ids().prop_map(CustomerId), 1..3),
        moment(),
        channel(),
        option::of(prop::sample::select(Direction::ALL.to_vec())),
        option::of(prop::sample::select(Outcome::ALL.to_vec())),
        (text(), text(), option::of(sentiment)),
    );
    let rest = (
        option::of(any::<u32>()),
        option::of(ids().prop_map(FollowUpId)),
        option::of(origin()),
        option::of(instant()),
    );
    (what, rest).prop_map(
        move |(
            (customers, at, channel, direction, outcome, (content, line, sentiment)),
            (duration_seconds, executes, origin, trashed_at),
        )| Communication {
            id: CommunicationId(id),
            customers,
            at,
            channel,
            direction,
            outcome,
            content,
            line,
            sentiment,
            duration_seconds,
            executes,
            origin,
            trashed_at,
        },
    )
}

pub(crate) fn follow_up(id: Uuid) -> impl Strategy<Value = FollowUp> {
    // To the millisecond, as the browser has it.
    let time = (0..86_400_u32, 0..1_000_u32).prop_filter_map("a time", |(second, milli)| {
        NaiveTime::from_num_seconds_from_midnight_opt(second, milli * 1_000_000)
    });
    let state = prop_oneof![
        option::of(date()).prop_map(|snoozed_until| FollowUpState::Open { snoozed_until }),
        (option::of(ids()), date()).prop_map(|(by, on)| FollowUpState::Done {
            by: by.map(CommunicationId),
            on,
        }),
        (date(), text()).prop_map(|(until, reason)| FollowUpState::Skipped { until, reason }),
    ];
    let asked_by = prop_oneof![
        Just(AskedBy::Hand),
        (option::of(any::<u32>()), option::of(any::<u32>())).prop_map(|(more_than_days, days)| {
            AskedBy::Policy {
                more_than_days,
                days,
            }
        }),
    ];
    let what = (ids(), action(), date(), option::of(time), text(), state);
    let rest = (asked_by, option::of(cadence()), option::of(instant()));
    (what, rest).prop_map(
        move |(
            (customer, action, due_on, due_at, note, state),
            (asked_by, recurrence, trashed_at),
        )| FollowUp {
            id: FollowUpId(id),
            customer: CustomerId(customer),
            action,
            due_on,
            due_at,
            note,
            state,
            asked_by,
            recurrence,
            trashed_at,
        },
    )
}

pub(crate) fn source(id: Uuid) -> impl Strategy<Value = Source> {
    let kinds = vec![
        SourceKind::Customers,
        SourceKind::Communications,
        SourceKind::Ratings,
        SourceKind::Loyalty,
        SourceKind::Sample,
    ];
    let what = (prop::sample::select(kinds), text(), instant());
    let rest = (vec(text(), 0..4), vec(text(), 0..4), option::of(ids()));
    (what, rest).prop_map(
        move |((kind, name, imported_at), (headings, mapping, customers_from))| Source {
            id: SourceId(id),
            kind,
            name,
            imported_at,
            headings,
            mapping,
            customers_from: customers_from.map(SourceId),
        },
    )
}

fn policy() -> impl Strategy<Value = Policy> {
    btree_map(0..=Policy::MAX_DAYS, (action(), text()), 0..4).prop_filter_map("falls", |rules| {
        let rules = rules.into_iter().rev();
        let rules = rules.map(|(more_than_days, (action, name))| Rule {
            more_than_days,
            action,
            name,
        });
        Policy::new(rules.collect()).ok()
    })
}

pub(crate) fn settings() -> impl Strategy<Value = Settings> {
    let scope = prop_oneof![
        text().prop_map(Scope::Tag),
        prop::sample::select(Tier::ALL.to_vec()).prop_map(Scope::Tier),
        prop::sample::select(Stage::ALL.to_vec()).prop_map(Scope::Stage),
    ];
    let scoped = (scope, policy()).prop_map(|(scope, policy)| ScopedPolicy { scope, policy });
    let policies =
        (vec(scoped, 0..3), policy()).prop_map(|(scoped, default)| Policies { scoped, default });
    let contact_rule = (
        btree_set(prop::sample::select(Outcome::ALL.to_vec()), 0..4),
        btree_set(channel(), 0..3),
        any::<bool>(),
    )
        .prop_map(
            |(attempts, uncounted_channels, people_count_for_their_firm)| ContactRule {
                attempts,
                uncounted_channels,
                people_count_for_their_firm,
            },
        );
    let day_count = prop_oneof![
        Just(DayCount::CalendarDays),
        btree_set(date(), 0..3).prop_map(|holidays| DayCount::WorkingDays { holidays }),
    ];
    let rules = (policies, contact_rule, day_count, vec(text(), 0..3));
    let day = (any::<(u16, u16)>(), queue_weights(), (time(), time()));
    let own = (vec(resource(), 0..3), round(), scoring());
    (rules, day, own).prop_map(
        |(
            (policies, contact_rule, day_count, own_channels),
            ((visits, calls), queue_weights, (from, to)),
            (resources, round, scoring),
        )| Settings {
            policies,
            contact_rule,
            day_count,
            own_channels,
            capacity: Capacity { visits, calls },
            queue_weights,
            working_hours: WorkingHours { from, to },
            resources,
            round,
            scoring,
        },
    )
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0..86_400_u32).prop_filter_map("a time of day", |second| {
        NaiveTime::from_num_seconds_from_midnight_opt(second, 0)
    })
}

fn queue_weights() -> impl Strategy<Value = QueueWeights> {
    any::<[u16; 6]>().prop_map(|weights| {
        let [tier_a, tier_b, tier_c, no_tier, open_need, loyalty_risk] = weights.map(Weight);
        QueueWeights {
            tier_a,
            tier_b,
            tier_c,
            no_tier,
            open_need,
            loyalty_risk,
        }
    })
}

fn need_kind() -> impl Strategy<Value = NeedKind> {
    prop::sample::select(NeedKind::ALL.to_vec())
}

fn resource() -> impl Strategy<Value = Resource> {
    let kind = prop::sample::select(ResourceKind::ALL.to_vec());
    (text(), kind, btree_set(need_kind(), 0..3)).prop_map(|(name, kind, answers)| Resource {
        name,
        kind,
        answers,
    })
}

fn position() -> impl Strategy<Value = Position> {
    let degrees = |limit: i64| {
        (-limit..=limit, 0..1_000_000_u32).prop_map(|(whole, part)| {
            Decimal::parse(&format!("{whole}.{part:06}")).unwrap_or_default()
        })
    };
    (degrees(89), degrees(179)).prop_map(|(latitude, longitude)| Position {
        latitude,
        longitude,
    })
}

fn round() -> impl Strategy<Value = RoundSettings> {
    (option::of(position()), text(), any::<(u16, u16)>()).prop_map(
        |(start, start_name, (speed_kmh, visit_minutes))| RoundSettings {
            start,
            start_name,
            speed_kmh,
            visit_minutes,
        },
    )
}

pub(crate) fn need(id: Uuid) -> impl Strategy<Value = Need> {
    let state = prop_oneof![
        Just(NeedState::Open),
        Just(NeedState::InHand),
        date().prop_map(|on| NeedState::Met { on }),
        date().prop_map(|on| NeedState::Dropped { on }),
    ];
    let whose = (
        ids().prop_map(CustomerId),
        option::of(ids().prop_map(CommunicationId)),
    );
    (whose, need_kind(), (text(), text()), date(), state).prop_map(
        move |((customer, opened_by), kind, (words, resource), opened_on, state)| Need {
            id: NeedId(id),
            customer,
            kind,
            words,
            opened_by,
            opened_on,
            state,
            resource,
        },
    )
}

pub(crate) fn promise(id: Uuid) -> impl Strategy<Value = Promise> {
    let state = prop_oneof![
        Just(PromiseState::Open),
        date().prop_map(|on| PromiseState::Kept { on }),
        date().prop_map(|on| PromiseState::Broken { on }),
        date().prop_map(|on| PromiseState::Dropped { on }),
    ];
    let whose = (
        ids().prop_map(CustomerId),
        option::of(ids().prop_map(CommunicationId)),
    );
    let side = prop::sample::select(Side::ALL.to_vec());
    let dates = (date(), option::of(date()));
    (whose, side, text(), dates, state).prop_map(
        move |((customer, communication), side, words, (made_on, due_on), state)| Promise {
            id: PromiseId(id),
            customer,
            side,
            words,
            communication,
            made_on,
            due_on,
            state,
        },
    )
}

pub(crate) fn rating(id: Uuid) -> impl Strategy<Value = Rating> {
    let whose = (
        ids().prop_map(CustomerId),
        option::of(ids().prop_map(CommunicationId)),
        option::of(origin()),
    );
    let aspect = prop_oneof![Just(AspectId::Overall), aspect()];
    let rest = (text(), option::of(instant()));
    (whose, aspect, rated_value(), moment(), rest).prop_map(
        move |((customer, communication, origin), aspect, value, at, (given_by, trashed_at))| {
            Rating {
                id: RatingId(id),
                customer,
                aspect,
                value,
                at,
                communication,
                given_by,
                origin,
                trashed_at,
            }
        },
    )
}

fn aspect() -> impl Strategy<Value = AspectId> {
    prop_oneof![
        prop::sample::select(AspectId::BUILT_IN.to_vec()),
        ids().prop_map(AspectId::Own)
    ]
}

fn rated_value() -> impl Strategy<Value = RatedValue> {
    let scale = prop::sample::select(Scale::ALL.to_vec());
    (scale, 0..=4_000_000_i64).prop_filter_map("within the scale", |(scale, above)| {
        let (lowest, _) = scale.bounds();
        let millionths = i64::from(lowest) * 1_000_000 + above;
        RatedValue::new(Decimal::from_millionths(millionths), scale)
    })
}

fn decimal(limit: i64) -> impl Strategy<Value = Decimal> {
    (-limit * 1_000_000..=limit * 1_000_000).prop_map(Decimal::from_millionths)
}

pub(crate) fn observation(id: Uuid) -> impl Strategy<Value = Observation> {
    let whose = (ids().prop_map(CustomerId), option::of(origin()));
    let rest = (text(), option::of(instant()));
    (whose, decimal(1_000_000), date(), rest).prop_map(
        move |((customer, origin), value, on, (note, trashed_at))| Observation {
            id: ObservationId(id),
            customer,
            value,
            on,
            note,
            origin,
            trashed_at,
        },
    )
}

fn scoring() -> impl Strategy<Value = Scoring> {
    let aspects = btree_set(aspect(), 1..5).prop_flat_map(|ids| {
        let aspect = |id| {
            ("[a-z ]{0,4}q", 1..=10_000_u16).prop_map(move |(name, weight)| Aspect {
                id,
                name,
                weight: Weight(weight),
            })
        };
        ids.into_iter().map(aspect).collect::<Vec<_>>()
    });
    let coefficients = (decimal(1000), decimal(1000), decimal(1000)).prop_map(
        |(intercept, satisfaction, duration)| Coefficients {
            intercept,
            satisfaction,
            duration,
        },
    );
    let removed = vec((ids(), "[a-z ]{0,4}q", any::<u16>()), 0..3);
    let removed = removed.prop_map(|all| {
        let aspect = |(id, name, weight)| Aspect {
            id: AspectId::Own(id),
            name,
            weight: Weight(weight),
        };
        all.into_iter().map(aspect).collect::<Vec<_>>()
    });
    (
        prop::sample::select(Scale::ALL.to_vec()),
        (aspects, removed),
        option::of(1..=Scoring::LONGEST_HALF_LIFE),
        (coefficients, any::<bool>(), decimal(1000)),
    )
        .prop_map(
            |(
                scale,
                (aspects, removed),
                half_life_days,
                (coefficients, clamps_loyalty, risk_below),
            )| {
                Scoring {
                    scale,
                    aspects,
                    removed,
                    half_life_days,
                    coefficients,
                    clamps_loyalty,
                    risk_below,
                }
            },
        )
}

pub(crate) fn reminder(id: Uuid) -> impl Strategy<Value = Reminder> {
    (any::<(u32, u64, bool)>(), date()).prop_map(move |((sequence, content, is_cancelled), day)| {
        Reminder {
            id: ReminderId(id),
            sequence,
            content,
            day,
            is_cancelled,
        }
    })
}

/// Records of one kind, in the order of their ids, without repeats.
fn by_id<T: std::fmt::Debug, S: Strategy<Value = T>>(
    record: impl Fn(Uuid) -> S,
) -> impl Strategy<Value = Vec<Arc<T>>> {
    btree_set(ids(), 0..5)
        .prop_flat_map(move |ids| ids.into_iter().map(&record).collect::<Vec<_>>())
        .prop_map(|records| records.into_iter().map(Arc::new).collect())
}

/// A whole Book.
pub(crate) fn contents() -> impl Strategy<Value = Contents> {
    (
        ids().prop_map(BookId),
        settings().prop_map(Arc::new),
        by_id(source),
        by_id(customer),
        by_id(communication),
        by_id(follow_up),
        (by_id(need), by_id(promise), by_id(reminder)),
        (by_id(rating), by_id(observation)),
    )
        .prop_map(
            |(
                book,
                settings,
                sources,
                customers,
                communications,
                follow_ups,
                (needs, promises, reminders),
                (ratings, observations),
            )| Contents {
                book,
                settings,
                sources,
                customers,
                communications,
                follow_ups,
                needs,
                promises,
                ratings,
                observations,
                reminders,
            },
        )
}
