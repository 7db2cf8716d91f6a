//! Books in which every field of a version is used once, as they stand in its fixtures.

use crate::domain::decimal::Decimal;
use std::sync::Arc;

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

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + number)
}

fn parsed<T: std::str::FromStr>(text: &str) -> T {
    let Ok(value) = text.parse() else {
        panic!("{text}");
    };
    value
}

fn labelled(label: &str, value: &str) -> Labelled {
    Labelled {
        label: label.to_owned(),
        value: value.to_owned(),
    }
}

fn origin(key: &str) -> Origin {
    Origin {
        source: SourceId(id(1)),
        key: key.to_owned(),
        row_hash: u64::MAX - 1,
    }
}

/// The contents of `tests/fixtures/backup-v1.genjin`.
pub(crate) fn contents() -> Contents {
    Contents {
        book: BookId(id(0)),
        settings: Arc::new(settings()),
        sources: vec![Arc::new(Source {
            id: SourceId(id(1)),
            kind: SourceKind::Customers,
            name: "contacts.csv".to_owned(),
            imported_at: parsed("2024-08-16T12:00:00+08:00"),
            headings: vec!["Name".to_owned(), "电话".to_owned()],
            mapping: vec!["name".to_owned(), String::new()],
            customers_from: Some(SourceId(id(1))),
        })],
        customers: vec![Arc::new(customer()), Arc::new(firm())],
        communications: vec![
            Arc::new(call()),
            Arc::new(Communication {
                id: CommunicationId(id(21)),
                at: Moment::On(parsed("2024-02-29")),
                channel: Channel::Own("传真".to_owned()),
                direction: None,
                outcome: None,
                content: String::new(),
                duration_seconds: None,
                executes: None,
                origin: None,
                trashed_at: None,
                ..call()
            }),
        ],
        follow_ups: follow_ups().into_iter().map(Arc::new).collect(),
        needs: Vec::new(),
        promises: Vec::new(),
        ratings: Vec::new(),
        observations: Vec::new(),
        reminders: Vec::new(),
    }
}

/// The contents of `tests/fixtures/backup-v2.genjin`: those of version 1 with all that came since.
pub(crate) fn contents_2() -> Contents {
    let before = contents();
    let customer = Customer {
        opening_hours: "Mo-Fr 9-17".to_owned(),
        ..customer()
    };
    let call = Communication {
        line: "昨天 微信 王总 嫌交期长".to_owned(),
        ..call()
    };
    let need = |number, kind, state| {
        Arc::new(Need {
            id: NeedId(id(number)),
            customer: CustomerId(id(10)),
            kind,
            words: "嫌交期长".to_owned(),
            opened_by: Some(CommunicationId(id(20))),
            opened_on: parsed("2024-08-16"),
            state,
            resource: "陈工".to_owned(),
        })
    };
    let bare = Need {
        words: String::new(),
        opened_by: None,
        resource: String::new(),
        ..Need::clone(&need(41, NeedKind::Renewal, NeedState::InHand))
    };
    let on = parsed("2024-08-18");
    let promise = |number, side, due_on, state| {
        Arc::new(Promise {
            id: PromiseId(id(number)),
            customer: CustomerId(id(10)),
            side,
            words: "send the quote".to_owned(),
            communication: Some(CommunicationId(id(20))),
            made_on: parsed("2024-08-16"),
            due_on,
            state,
        })
    };
    let reminder = |number, is_cancelled| {
        Arc::new(Reminder {
            id: ReminderId(id(number)),
            sequence: 3,
            content: u64::MAX - 2,
            day: parsed("2024-08-20"),
            is_cancelled,
        })
    };
    Contents {
        settings: Arc::new(settings_2()),
        customers: vec![Arc::new(customer), Arc::new(firm())],
        communications: vec![Arc::new(call), before.communications[1].clone()],
        needs: vec![
            need(40, NeedKind::Delivery, NeedState::Open),
            Arc::new(bare),
            need(42, NeedKind::Price, NeedState::Met { on }),
            need(43, NeedKind::Other, NeedState::Dropped { on }),
        ],
        promises: vec![
            promise(50, Side::Ours, Some(on), PromiseState::Open),
            promise(51, Side::Theirs, None, PromiseState::Kept { on }),
            promise(52, Side::Ours, Some(on), PromiseState::Broken { on }),
            promise(53, Side::Theirs, None, PromiseState::Dropped { on }),
        ],
        reminders: vec![reminder(30, false), reminder(31, true)],
        ..before
    }
}

/// The contents of `tests/fixtures/backup-v3.genjin`: those of version 2 with all that came since.
pub(crate) fn contents_3() -> Contents {
    let before = contents_2();
    let call = Communication {
        sentiment: Some(Sentiment::Negative),
        ..Communication::clone(&before.communications[0])
    };
    let number = |text: &str| Decimal::parse(text).unwrap_or_default();
    let rated = Rating {
        id: RatingId(id(60)),
        customer: CustomerId(id(10)),
        aspect: AspectId::AfterSales,
        value: RatedValue::new(number("4.5"), Scale::FivePoint).expect("within the scale"),
        at: call.at,
        communication: Some(CommunicationId(id(20))),
        given_by: "李工".to_owned(),
        origin: Some(origin("r")),
        trashed_at: None,
    };
    let bare = Rating {
        id: RatingId(id(61)),
        aspect: AspectId::Own(id(70)),
        value: RatedValue::whole(0, Scale::TenPoint).expect("within the scale"),
        at: Moment::On(parsed("2024-08-01")),
        communication: None,
        given_by: String::new(),
        origin: None,
        ..rated.clone()
    };
    let overall = Rating {
        id: RatingId(id(62)),
        aspect: AspectId::Overall,
        ..bare.clone()
    };
    let observed = Observation {
        id: ObservationId(id(80)),
        customer: CustomerId(id(10)),
        value: number("-12.125"),
        on: parsed("2024-08-31"),
        note: "orders a year".to_owned(),
        origin: Some(origin("o")),
        trashed_at: None,
    };
    let observed_only = Observation {
        id: ObservationId(id(81)),
        note: String::new(),
        origin: None,
        ..observed.clone()
    };
    Contents {
        settings: Arc::new(settings_3()),
        communications: vec![Arc::new(call), before.communications[1].clone()],
        ratings: [rated, bare, overall].map(Arc::new).to_vec(),
        observations: [observed, observed_only].map(Arc::new).to_vec(),
        ..before
    }
}

fn settings_3() -> Settings {
    let aspect = |id, name: &str, weight| Aspect {
        id,
        name: name.to_owned(),
        weight: Weight(weight),
    };
    let number = |text: &str| Decimal::parse(text).unwrap_or_default();
    Settings {
        scoring: Scoring {
            scale: Scale::TenPoint,
            aspects: vec![
                aspect(AspectId::Price, "", 250),
                aspect(AspectId::Own(id(70)), "包装", 0),
            ],
            removed: Vec::new(),
            half_life_days: Some(180),
            coefficients: Coefficients {
                intercept: number("-3.5"),
                satisfaction: number("0.75"),
                duration: number("0.000001"),
            },
            clamps_loyalty: true,
            risk_below: number("40"),
        },
        ..settings_2()
    }
}

fn settings_2() -> Settings {
    Settings {
        capacity: Capacity {
            visits: 0,
            calls: 31,
        },
        queue_weights: QueueWeights {
            tier_a: Weight(201),
            tier_b: Weight(102),
            tier_c: Weight(0),
            no_tier: Weight(104),
            open_need: Weight(105),
            loyalty_risk: Weight::MAX,
        },
        working_hours: WorkingHours {
            from: parsed("08:30:00"),
            to: parsed("17:00:00"),
        },
        resources: vec![
            Resource {
                name: "陈工".to_owned(),
                kind: ResourceKind::Person,
                answers: [NeedKind::Problem, NeedKind::Complaint].into(),
            },
            Resource {
                name: "Spring offer".to_owned(),
                kind: ResourceKind::Offer,
                answers: [].into(),
            },
        ],
        round: RoundSettings {
            start: Some(Position {
                latitude: Decimal::parse("39.9").unwrap_or_default(),
                longitude: Decimal::parse("116.4").unwrap_or_default(),
            }),
            start_name: "办公室".to_owned(),
            speed_kmh: 25,
            visit_minutes: 45,
        },
        ..settings()
    }
}

fn settings() -> Settings {
    let rule = |more_than_days, action, name: &str| Rule {
        more_than_days,
        action,
        name: name.to_owned(),
    };
    let policy = |rules| Policy::new(rules).expect("falls");
    Settings {
        policies: Policies {
            scoped: vec![
                ScopedPolicy {
                    scope: Scope::Tag("vip".to_owned()),
                    policy: policy(vec![rule(1, Action::Call, "daily")]),
                },
                ScopedPolicy {
                    scope: Scope::Tier(Tier::C),
                    policy: policy(Vec::new()),
                },
                ScopedPolicy {
                    scope: Scope::Stage(Stage::Dormant),
                    policy: policy(vec![rule(30, Action::Through(Channel::Email), "")]),
                },
            ],
            default: policy(vec![
                rule(9, Action::Visit, "拜访"),
                rule(4, Action::Call, ""),
            ]),
        },
        contact_rule: ContactRule {
            attempts: [Outcome::NoAnswer].into(),
            uncounted_channels: [Channel::Social, Channel::Own("传真".to_owned())].into(),
            people_count_for_their_firm: false,
        },
        day_count: DayCount::WorkingDays {
            holidays: [parsed("2024-10-01")].into(),
        },
        own_channels: vec!["传真".to_owned()],
        ..Settings::default()
    }
}

fn customer() -> Customer {
    Customer {
        id: CustomerId(id(10)),
        name: "王小明 \"Ming\"".to_owned(),
        company: "Acme, Inc.".to_owned(),
        firm: Some(CustomerId(id(11))),
        title: "Buyer".to_owned(),
        phones: vec![labelled("work", "+86 138 0000 0000"), labelled("", "1")],
        emails: vec![labelled("home", "ming@example.org")],
        handles: vec![labelled("WeChat", "ming_88")],
        address: "1 Main St\nTown".to_owned(),
        opening_hours: String::new(),
        position: Some(Position {
            latitude: Decimal::parse("31.230416").unwrap_or_default(),
            longitude: Decimal::parse("-0.30000000000000004").unwrap_or_default(),
        }),
        stage: Stage::Active,
        tier: Some(Tier::A),
        tags: vec!["vip".to_owned(), "重点".to_owned()],
        notes: "\0 \u{202e}مرحبا 👋".to_owned(),
        since: Some(parsed("2019-01-31")),
        custom: vec![("Colour".to_owned(), "blue".to_owned())],
        consent: Consent {
            do_not_contact: true,
            paused_until: Some(parsed("2024-12-24")),
        },
        cadence: Some(OwnCadence {
            every: Cadence::Months(1),
            action: Action::Visit,
        }),
        origin: Some(origin("17")),
        trashed_at: Some(parsed("2024-08-16T12:00:00.001-09:30")),
    }
}

/// A customer of which only the name is known: every field is left out.
fn firm() -> Customer {
    Customer::named(CustomerId(id(11)), "Acme")
}

fn call() -> Communication {
    Communication {
        id: CommunicationId(id(20)),
        customers: vec![CustomerId(id(10)), CustomerId(id(11))],
        at: Moment::At(parsed("2024-08-16T09:30:15.250+05:45")),
        channel: Channel::WeChat,
        direction: Some(Direction::Incoming),
        outcome: Some(Outcome::LeftVoicemail),
        content: "嫌交期长 — wants a quote".to_owned(),
        line: String::new(),
        sentiment: None,
        duration_seconds: Some(1200),
        executes: Some(FollowUpId(id(30))),
        origin: Some(origin("")),
        trashed_at: Some(parsed("2024-08-17T00:00:00+00:00")),
    }
}

fn follow_ups() -> [FollowUp; 3] {
    let open = FollowUp {
        id: FollowUpId(id(30)),
        customer: CustomerId(id(10)),
        action: Action::FirstContact,
        due_on: parsed("2024-08-20"),
        due_at: Some(parsed("15:30:00")),
        note: "bring samples".to_owned(),
        state: FollowUpState::Open {
            snoozed_until: Some(parsed("2024-08-22")),
        },
        asked_by: AskedBy::Hand,
        recurrence: Some(Cadence::Weeks(2)),
        trashed_at: None,
    };
    let done = FollowUp {
        id: FollowUpId(id(31)),
        action: Action::Through(Channel::Own("传真".to_owned())),
        state: FollowUpState::Done {
            by: Some(CommunicationId(id(20))),
            on: parsed("2024-08-16"),
        },
        asked_by: AskedBy::Policy {
            more_than_days: Some(9),
            days: Some(12),
        },
        recurrence: None,
        trashed_at: Some(parsed("2024-08-17T00:00:00+00:00")),
        ..open.clone()
    };
    let skipped = FollowUp {
        id: FollowUpId(id(32)),
        state: FollowUpState::Skipped {
            until: parsed("2024-08-17"),
            reason: "on holiday".to_owned(),
        },
        asked_by: AskedBy::Policy {
            more_than_days: None,
            days: None,
        },
        due_at: None,
        note: String::new(),
        ..done.clone()
    };
    [open, done, skipped]
}
