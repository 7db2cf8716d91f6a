//! The input data beside the repository, where it is: another CRM's contacts and their records.

use genjin::domain::channel::Channel;
use genjin::domain::customer::{Stage, Tier};
use genjin::domain::source::SourceKind;
use genjin::formats::columns::{CustomerField, DateReading};
use genjin::formats::headings::{guess_customers, guess_kind};

use crate::kit::{communications, customers, errors, fields, open, shared};

#[test]
fn the_contacts_of_another_crm_import_with_no_hand() {
    let Some(text) = shared("contacts.csv") else {
        return;
    };
    let (table, survey) = open(&text);
    assert_eq!(survey.rows, 500);
    assert_eq!(guess_kind(&table, &survey), SourceKind::Customers);
    let proposals = guess_customers(&table, &survey);
    let code = |heading: &str| {
        let column = table
            .columns()
            .iter()
            .position(|column| column.heading == heading);
        proposals[column.expect("a column")].clone()
    };
    for (heading, expected) in [
        ("id", "id"),
        ("first_name", "first_name"),
        ("last_name", "last_name"),
        ("gender", "custom:gender"),
        ("title", "title"),
        ("background", "notes"),
        ("first_seen", "since"),
        ("last_seen", ""),
        ("has_newsletter", ""),
        ("tags", "tags"),
        ("company_id", ""),
        ("sales_id", ""),
        ("linkedin_url", "handle:LinkedIn"),
        ("company_name", ""),
        ("nb_tasks", ""),
        ("company", "company"),
        ("sales", ""),
        ("email_work", "email:work"),
        ("email_home", "email:home"),
        ("email_other", "email:other"),
        ("phone_work", "phone:work"),
        ("phone_home", "phone:home"),
        ("phone_other", "phone:other"),
    ] {
        assert_eq!(code(heading).field.code(), expected, "{heading}");
    }
    assert_eq!(
        code("last_seen").offered,
        Some(CustomerField::LastContact(DateReading::default()))
    );
    let CustomerField::Status(words) = code("status").field else {
        panic!("a status");
    };
    let mut words: Vec<_> = words
        .into_iter()
        .map(|status| (status.word, status.stage, status.tier))
        .collect();
    words.sort();
    assert_eq!(
        words,
        [
            ("cold".to_owned(), Some(Stage::Lead), Some(Tier::C)),
            ("hot".to_owned(), Some(Stage::Lead), Some(Tier::A)),
            ("in-contract".to_owned(), Some(Stage::Active), None),
            ("warm".to_owned(), Some(Stage::Lead), Some(Tier::B)),
        ]
    );

    let (customers, notes) = customers(&text);
    assert_eq!(errors(&notes), []);
    assert_eq!(customers.len(), 500);
    assert!(customers.iter().all(|customer| customer.since.is_some()
        && !customer.name.trim().is_empty()
        && !customer.company.is_empty()
        && customer.emails.len() == 1
        && customer.stage.is_some()
        && customer.last_contact.is_none()));
    let mut names: Vec<_> = customers.iter().map(|customer| &customer.name).collect();
    names.sort();
    let most_alike = names.chunk_by(|one, two| one == two).map(<[_]>::len).max();
    assert_eq!(most_alike, Some(3), "three customers share a name");
    let mut ids: Vec<_> = customers.iter().map(|customer| &customer.key).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 500);
}

#[test]
fn the_communications_of_the_mission_import_with_no_hand() {
    let Some(text) = shared("communications.csv") else {
        return;
    };
    let (table, survey) = open(&text);
    assert_eq!(guess_kind(&table, &survey), SourceKind::Communications);
    assert_eq!(
        fields(&text),
        ["id", "customer_id", "content", "time", "channel"]
    );
    let (records, notes) = communications(&text);
    assert_eq!(errors(&notes), []);
    assert_eq!(notes.remark_count, 0);
    assert_eq!(records.len(), 3272);
    let is_built_in = |channel: &Channel| Channel::BUILT_IN.contains(channel);
    assert!(records.iter().all(|record| is_built_in(&record.channel)));
    assert!(records.iter().any(|record| record.content.contains('\n')));
    assert_eq!(
        records[0].at.to_text(),
        "2024-07-20T06:01:22+08:00",
        "wall times take the zone"
    );
    // Rows that are equal but for their id stay apart.
    let mut rows: Vec<_> = records
        .iter()
        .map(|record| {
            (
                &record.customers,
                record.at.order(),
                &record.content,
                record.channel.code(),
            )
        })
        .collect();
    rows.sort();
    let distinct = rows.chunk_by(|one, two| one == two).count();
    assert_eq!(
        records.len() - distinct,
        11,
        "rows that only their id tells apart"
    );
    assert_eq!(usize::try_from(survey.rows), Ok(records.len()));
}
