//! What Genjin writes as CSV it reads back exactly, whatever was typed.

use chrono::{DateTime, FixedOffset, NaiveDate};
use genjin::domain::cadence::Cadence;
use genjin::domain::channel::Channel;
use genjin::domain::communication::{Communication, Direction, Sentiment};
use genjin::domain::customer::{Consent, Customer, Labelled, OwnCadence, Position, Stage, Tier};
use genjin::domain::decimal::Decimal;
use genjin::domain::follow_up::Action;
use genjin::domain::id::{CommunicationId, CustomerId, ObservationId, RatingId};
use genjin::domain::moment::Moment;
use genjin::domain::outcome::Outcome;
use genjin::domain::rating::{AspectId, Observation, RatedValue, Rating, Scale};
use genjin::domain::source::SourceKind;
use genjin::formats::clean::clean;
use genjin::formats::csv_export::{CommunicationsCsv, CustomersCsv};
use genjin::formats::export_words::ExportWords;
use genjin::formats::headings::guess_kind;
use genjin::formats::read_communications::{CustomerReference, ImportedCommunication};
use genjin::formats::read_customers::ImportedCustomer;
use genjin::formats::read_scores::{AspectReference, ImportedRating, ImportedScores};
use genjin::formats::score_export::{LoyaltyCsv, RatingsCsv};
use genjin::formats::text::decode;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::kit::{communications, customers, errors, open, scores};

/// Anything that can be typed or pasted, with what breaks files in every second one.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[=+@'\", ;\\t\\r\\n-]{0,4}[a-z王😀\u{5d0}\u{202e}＝\\x00,;:\"]{0,4}[ '\"\\r\\n]{0,2}",
    ]
    .prop_map(|text| clean(&text).text.into_owned())
}

fn named() -> impl Strategy<Value = String> {
    typed().prop_map(|text| format!("{text}x"))
}

fn reached() -> impl Strategy<Value = Vec<Labelled>> {
    let one = (typed(), named()).prop_map(|(label, value)| Labelled { label, value });
    prop::collection::vec(one, 0..3)
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (1900..=2200_i32, 1..=365_u32)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("a day"))
}

fn channel() -> impl Strategy<Value = Channel> {
    prop_oneof![
        select(Channel::BUILT_IN.to_vec()),
        named().prop_map(Channel::Own),
        select(vec!["电话", "own:", "own:x", "E-mail", "+1"])
            .prop_map(|name| Channel::Own(name.to_owned())),
    ]
}

/// Degrees with up to six digits after the point.
fn degrees(limit: i64) -> impl Strategy<Value = Decimal> {
    (-limit..=limit, 0..1_000_000_u32)
        .prop_map(|(whole, part)| Decimal::parse(&format!("{whole}.{part:06}")).expect("a number"))
}

fn cadence() -> impl Strategy<Value = OwnCadence> {
    let every = prop_oneof![
        (1..=Cadence::MAX).prop_map(Cadence::Days),
        (1..=Cadence::MAX).prop_map(Cadence::Weeks),
        (1..=Cadence::MAX).prop_map(Cadence::Months),
    ];
    let action = select(vec![
        Action::Visit,
        Action::Call,
        Action::FirstContact,
        Action::Through(Channel::WeChat),
        Action::Through(Channel::Own("=飞书".to_owned())),
    ]);
    (every, action).prop_map(|(every, action)| OwnCadence { every, action })
}

fn customer() -> impl Strategy<Value = Customer> {
    let words = (named(), typed(), typed(), typed(), typed(), typed());
    let lists = (
        reached(),
        reached(),
        reached(),
        prop::collection::btree_set(named(), 0..3),
        prop::collection::btree_map(typed(), named(), 0..3),
    );
    let facts = (
        option::of(any::<u128>()),
        option::of((degrees(89), degrees(179))),
        select(Stage::ALL.to_vec()),
        option::of(select(Tier::ALL.to_vec())),
        option::of(date()),
        any::<bool>(),
        option::of(date()),
        option::of(cadence()),
    );
    (words, lists, facts).prop_map(|(words, lists, facts)| {
        let (name, company, title, address, opening_hours, notes) = words;
        let (phones, emails, handles, tags, custom) = lists;
        let (firm, position, stage, tier, since, do_not_contact, paused_until, cadence) = facts;
        Customer {
            id: CustomerId(Uuid::nil()),
            firm: firm.map(|id| CustomerId(Uuid::from_u128(id))),
            name,
            company,
            title,
            phones,
            emails,
            handles,
            address,
            opening_hours,
            position: position.map(|(latitude, longitude)| Position {
                latitude,
                longitude,
            }),
            stage,
            tier,
            tags: tags.into_iter().collect(),
            notes,
            since,
            custom: custom.into_iter().collect(),
            consent: Consent {
                do_not_contact,
                paused_until,
            },
            cadence,
            origin: None,
            trashed_at: None,
        }
    })
}

fn communication() -> impl Strategy<Value = Communication> {
    let at = (
        -2_000_000_000_000_i64..7_000_000_000_000,
        -14 * 60..=14 * 60_i32,
    )
        .prop_map(|(ms, minutes)| -> DateTime<FixedOffset> {
            let offset = FixedOffset::east_opt(minutes * 60).expect("in range");
            DateTime::from_timestamp_millis(ms)
                .expect("in range")
                .with_timezone(&offset)
        });
    let at = prop_oneof![at.prop_map(Moment::At), date().prop_map(Moment::On)];
    (
        any::<u128>(),
        prop::collection::btree_set(any::<u128>(), 1..3),
        at,
        channel(),
        option::of(select(Direction::ALL.to_vec())),
        option::of(select(Outcome::ALL.to_vec())),
        typed(),
        (
            option::of(any::<u32>()),
            option::of(select(Sentiment::ALL.to_vec())),
        ),
    )
        .prop_map(
            |(id, customers, at, channel, direction, outcome, content, rest)| {
                let (duration_seconds, sentiment) = rest;
                let customers = customers
                    .into_iter()
                    .map(|id| CustomerId(Uuid::from_u128(id)));
                Communication {
                    id: CommunicationId(Uuid::from_u128(id)),
                    customers: customers.collect(),
                    at,
                    channel,
                    direction,
                    outcome,
                    content,
                    line: String::new(),
                    sentiment,
                    duration_seconds,
                    executes: None,
                    origin: None,
                    trashed_at: None,
                }
            },
        )
}

fn moment() -> impl Strategy<Value = Moment> {
    let at = (-2_000_000_000_i64..7_000_000_000, -14 * 60..=14 * 60_i32).prop_map(
        |(seconds, minutes)| -> DateTime<FixedOffset> {
            let offset = FixedOffset::east_opt(minutes * 60).expect("in range");
            let at = DateTime::from_timestamp(seconds, 0).expect("in range");
            at.with_timezone(&offset)
        },
    );
    prop_oneof![at.prop_map(Moment::At), date().prop_map(Moment::On)]
}

fn rating() -> impl Strategy<Value = Rating> {
    let aspects = AspectId::BUILT_IN.into_iter().chain([AspectId::Overall]);
    let aspect = prop_oneof![
        select(aspects.collect::<Vec<_>>()),
        any::<u128>().prop_map(|id| AspectId::Own(Uuid::from_u128(id))),
    ];
    let value = prop_oneof![
        (1_000_000..=5_000_000_i64).prop_map(|value| (value, Scale::FivePoint)),
        (0..=10_000_000_i64).prop_map(|value| (value, Scale::TenPoint)),
    ];
    (
        any::<u128>(),
        aspect,
        value,
        moment(),
        option::of(any::<u128>()),
        typed(),
    )
        .prop_map(|(customer, aspect, (value, scale), at, record, given_by)| {
            let value = Decimal::from_millionths(value);
            Rating {
                id: RatingId(Uuid::nil()),
                customer: CustomerId(Uuid::from_u128(customer)),
                aspect,
                value: RatedValue::new(value, scale).expect("within the scale"),
                at,
                communication: record.map(|id| CommunicationId(Uuid::from_u128(id))),
                given_by,
                origin: None,
                trashed_at: None,
            }
        })
}

fn observation() -> impl Strategy<Value = Observation> {
    let value =
        (-1_000_000_000_000_000..=1_000_000_000_000_000_i64).prop_map(Decimal::from_millionths);
    (any::<u128>(), value, date(), typed()).prop_map(|(customer, value, on, note)| Observation {
        id: ObservationId(Uuid::nil()),
        customer: CustomerId(Uuid::from_u128(customer)),
        value,
        on,
        note,
        origin: None,
        trashed_at: None,
    })
}

/// The customer as the import should give it back; rows, keys and hashes aside.
fn expected(customer: &Customer) -> ImportedCustomer {
    let customer = customer.clone();
    ImportedCustomer {
        id: Some(customer.id.to_string()),
        key: customer.id.to_string(),
        name: customer.name,
        company: customer.company,
        firm: customer.firm.map(|firm| firm.to_string()),
        title: customer.title,
        phones: customer.phones,
        emails: customer.emails,
        handles: customer.handles,
        address: customer.address,
        opening_hours: customer.opening_hours,
        position: customer.position,
        stage: Some(customer.stage),
        tier: customer.tier,
        tags: customer.tags,
        notes: customer.notes,
        since: customer.since,
        custom: customer.custom,
        do_not_contact: customer.consent.do_not_contact.then_some(true),
        paused_until: customer.consent.paused_until,
        cadence: customer.cadence,
        ..ImportedCustomer::default()
    }
}

fn text_of(bytes: String) -> String {
    assert!(bytes.starts_with('\u{feff}'));
    decode(bytes.into_bytes(), None, &|_| None)
        .expect("UTF-8")
        .text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn customers_come_back_as_they_were(
        all in prop::collection::vec(customer(), 1..4), words in select(ExportWords::ALL.to_vec()),
    ) {
        let mut all = all;
        for (index, customer) in all.iter_mut().enumerate() {
            customer.id = CustomerId(Uuid::from_u128(index as u128));
        }
        let csv = CustomersCsv::of(&all, words);
        let mut bytes = csv.head();
        for customer in &all {
            csv.write(&mut bytes, customer);
        }
        let text = text_of(bytes);
        let (table, survey) = open(&text);
        prop_assert!(table.is_own_export());
        prop_assert_eq!(guess_kind(&table, &survey), SourceKind::Customers);
        let (read, notes) = customers(&text);
        prop_assert_eq!(errors(&notes), []);
        prop_assert_eq!(read.len(), all.len());
        for (mut read, customer) in read.into_iter().zip(&all) {
            (read.row, read.row_hash) = (0, 0);
            read.custom.sort();
            prop_assert_eq!(read, expected(customer));
        }
    }

    #[test]
    fn communications_come_back_as_they_were(
        all in prop::collection::vec(communication(), 1..4), words in select(ExportWords::ALL.to_vec()),
    ) {
        let csv = CommunicationsCsv::new(words);
        let mut bytes = csv.head();
        for (index, communication) in all.iter().enumerate() {
            let id = CommunicationId(Uuid::from_u128(index as u128));
            let numbered = Communication { id, ..communication.clone() };
            csv.write(&mut bytes, &numbered, &|id| format!("=\"{id}; x\""));
        }
        let text = text_of(bytes);
        let (table, survey) = open(&text);
        prop_assert_eq!(guess_kind(&table, &survey), SourceKind::Communications);
        let (read, notes) = communications(&text);
        prop_assert_eq!(errors(&notes), []);
        prop_assert_eq!(read.len(), all.len());
        for (index, (read, communication)) in read.into_iter().zip(all).enumerate() {
            let id = CommunicationId(Uuid::from_u128(index as u128)).to_string();
            let customers = communication.customers.iter();
            let expected = ImportedCommunication {
                row: read.row,
                row_hash: read.row_hash,
                key: id.clone(),
                id: Some(id),
                customers: customers.map(|id| CustomerReference::Id(id.to_string())).collect(),
                at: communication.at,
                channel: communication.channel,
                direction: communication.direction,
                outcome: communication.outcome,
                sentiment: communication.sentiment,
                content: communication.content,
                duration_seconds: communication.duration_seconds,
            };
            prop_assert_eq!(read, expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn ratings_come_back_as_they_were(
        all in prop::collection::vec(rating(), 1..4), words in select(ExportWords::ALL.to_vec()),
    ) {
        let csv = RatingsCsv::new(words);
        let mut bytes = csv.head();
        for (index, rating) in all.iter().enumerate() {
            let id = RatingId(Uuid::from_u128(index as u128));
            let numbered = Rating { id, ..rating.clone() };
            csv.write(&mut bytes, &numbered, "=王; x", "Own, aspect");
        }
        let (kind, read, notes) = scores(&text_of(bytes), Scale::FivePoint);
        prop_assert_eq!(kind, SourceKind::Ratings);
        prop_assert_eq!(errors(&notes), []);
        prop_assert_eq!(read.len(), all.len());
        for (index, (read, rating)) in read.into_iter().zip(all).enumerate() {
            let id = RatingId(Uuid::from_u128(index as u128)).to_string();
            let name = match rating.aspect {
                AspectId::Own(_) => "Own, aspect",
                built_in => words.aspect(built_in),
            };
            let expected = ImportedScores {
                row: read.row,
                row_hash: read.row_hash,
                key: id.clone(),
                id: Some(id),
                customer: vec![
                    CustomerReference::Id(rating.customer.to_string()),
                    CustomerReference::Name("=王; x".to_owned()),
                ],
                at: rating.at,
                ratings: vec![ImportedRating {
                    aspect: AspectReference { id: Some(rating.aspect), name: name.to_owned() },
                    value: rating.value,
                }],
                value: None,
                words: rating.given_by,
                communication: rating.communication.map(|id| id.to_string()),
            };
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn observed_loyalties_come_back_as_they_were(
        all in prop::collection::vec(observation(), 1..4),
        words in select(ExportWords::ALL.to_vec()),
    ) {
        let csv = LoyaltyCsv::new(words);
        let mut bytes = csv.head();
        for (index, observation) in all.iter().enumerate() {
            let id = ObservationId(Uuid::from_u128(index as u128));
            csv.write(&mut bytes, &Observation { id, ..observation.clone() }, "x");
        }
        let (kind, read, notes) = scores(&text_of(bytes), Scale::FivePoint);
        prop_assert_eq!(kind, SourceKind::Loyalty);
        prop_assert_eq!(errors(&notes), []);
        prop_assert_eq!(read.len(), all.len());
        for (index, (read, observation)) in read.into_iter().zip(all).enumerate() {
            let id = ObservationId(Uuid::from_u128(index as u128)).to_string();
            prop_assert_eq!(read.id, Some(id));
            prop_assert_eq!(read.value, Some(observation.value));
            prop_assert_eq!(read.at, Moment::On(observation.on));
            prop_assert_eq!(read.words, observation.note);
            let whose = CustomerReference::Id(observation.customer.to_string());
            prop_assert_eq!(read.customer.first(), Some(&whose));
        }
    }
}

#[test]
fn the_file_is_what_excel_wants() {
    let mut ada = Customer::named(CustomerId(Uuid::from_u128(7)), "=1+1");
    ada.phones = vec![Labelled {
        label: "work".to_owned(),
        value: "+49 30 123".to_owned(),
    }];
    ada.notes = "says \"hi\", twice\nand more".to_owned();
    ada.custom = vec![("Colour".to_owned(), "red".to_owned())];
    let csv = CustomersCsv::of([&ada], &ExportWords::EN);
    let mut text = csv.head();
    csv.write(&mut text, &ada);
    let expected = "\u{feff}Genjin customer id,Name,Company,Genjin firm id,Title,Phone 1,Phone 1 label,\
        Address,Latitude,Longitude,Opening hours,Stage,Tier,Tags,Notes,Customer since,Do not contact,Paused until,\
        Rhythm,Rhythm action,Custom: Colour\r\n\
        00000000000000000000000000000007,'=1+1,,,,'+49 30 123,work,,,,,Lead,,,\
        \"says \"\"hi\"\", twice\nand more\",,,,,,red\r\n";
    assert_eq!(text, expected);
}
