//! What is written reads back, and what was altered is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

use super::backup::{BackupError, hex, read_backup, write_backup};
use super::change_row::{ChangeRow, EditRow, Find};
use super::segment::{self, MANY, Unpacking};
use super::{RecordError, Stored, arbitrary, golden, read, to_json, write};
use crate::domain::change::{Change, Deed, Edit, Edited, Label};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::id::{ChangeId, CommunicationId, CustomerId, ReplicaId};
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::rating::{Observation, Rating};
use crate::domain::reminder::Reminder;
use crate::domain::settings::Settings;
use crate::domain::source::Source;

const ID: Uuid = Uuid::from_u128(7);

fn reads_back<T: Stored + PartialEq + std::fmt::Debug>(record: &T) {
    let json = write(record);
    assert!(!json.contains('\n'), "one line: {json}");
    assert_eq!(read::<T>(json.as_bytes()).as_ref(), Ok(record), "{json}");
}

/// Records that are looked up when a patch is read.
#[derive(Default)]
struct Before {
    customers: BTreeMap<String, Arc<Customer>>,
    settings: Arc<Settings>,
}

impl Find<Customer> for Before {
    fn find(&self, id: &str) -> Option<Arc<Customer>> {
        self.customers.get(id).cloned()
    }
}

impl Find<Settings> for Before {
    fn find(&self, _id: &str) -> Option<Arc<Settings>> {
        Some(self.settings.clone())
    }
}

macro_rules! holds_none {
    ($($record:ident),*) => {$(
        impl Find<$record> for Before {
            fn find(&self, _id: &str) -> Option<Arc<$record>> {
                None
            }
        }
    )*};
}
holds_none!(
    Communication,
    FollowUp,
    Need,
    Observation,
    Promise,
    Rating,
    Reminder,
    Source
);

fn edit_reads_back(edit: &Edit, records: &Before) {
    let row = EditRow::of(edit);
    let json = to_json(&row);
    let row: EditRow = serde_json::from_str(&json).expect("a row");
    assert_eq!(row.decode(records).as_ref(), Ok(edit), "{json}");
}

proptest! {
    #[test]
    fn every_customer_reads_back(record in arbitrary::customer(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_communication_reads_back(record in arbitrary::communication(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_follow_up_reads_back(record in arbitrary::follow_up(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_need_reads_back(record in arbitrary::need(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_promise_reads_back(record in arbitrary::promise(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_rating_reads_back(record in arbitrary::rating(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_observed_loyalty_reads_back(record in arbitrary::observation(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_reminder_reads_back(record in arbitrary::reminder(ID)) {
        reads_back(&record);
    }

    #[test]
    fn every_source_reads_back(record in arbitrary::source(ID)) {
        reads_back(&record);
    }

    #[test]
    fn all_settings_read_back(record in arbitrary::settings()) {
        reads_back(&record);
    }

    #[test]
    fn an_edit_reads_back_over_what_it_changed(
        before in arbitrary::customer(ID),
        after in arbitrary::customer(ID),
        settings in (arbitrary::settings(), arbitrary::settings()),
    ) {
        let before = Arc::new(before);
        let records = Before {
            customers: [(before.id_text(), before.clone())].into(),
            settings: Arc::new(settings.0),
        };
        let altered = Edited::altered(before.clone(), after);
        edit_reads_back(&Edit::Customer(altered), &records);
        edit_reads_back(&Edit::Customer(Edited::removed(before.clone())), &records);
        edit_reads_back(&Edit::Customer(Edited::made(Customer::clone(&before))), &records);
        let settings = Edited::altered(records.settings.clone(), settings.1);
        edit_reads_back(&Edit::Settings(settings), &records);
    }

    #[test]
    fn an_edit_leaves_fields_alone_that_it_did_not_change(
        before in arbitrary::customer(ID),
        title in arbitrary::text(),
        later in arbitrary::customer(ID),
    ) {
        let after = Customer { title: title.clone(), ..before.clone() };
        let row = EditRow::of(&Edit::Customer(Edited::altered(Arc::new(before.clone()), after)));
        let records = Before {
            customers: [(later.id_text(), Arc::new(later.clone()))].into(),
            ..Before::default()
        };
        let Ok(Edit::Customer(edited)) = row.decode(&records) else { panic!("decodes") };
        let expected = if title == before.title { later.clone() } else { Customer { title, ..later } };
        prop_assert_eq!(edited.after.as_deref(), Some(&expected));
    }

    #[test]
    fn segments_read_back_in_their_order(customers in vec(arbitrary::customer(ID), 1..6)) {
        let records = Before {
            customers: [(customers[0].id_text(), Arc::new(customers[0].clone()))].into(),
            ..Before::default()
        };
        let base = records.customers.values().next().expect("one").clone();
        let edits: Vec<Edit> = customers
            .into_iter()
            .enumerate()
            .flat_map(|(index, customer)| {
                let altered = Edit::Customer(Edited::altered(base.clone(), customer.clone()));
                let made = Edit::Customer(Edited::made(customer));
                if index % 2 == 0 { vec![made] } else { vec![altered, made] }
            })
            .collect();
        let unpacked: Vec<Edit> = segment::pack(&edits).expect("packs")
            .iter()
            .flat_map(|packed| segment::unpack(&packed.bytes, &records).expect("unpacks"))
            .collect();
        prop_assert_eq!(unpacked, edits);
    }

    #[test]
    fn a_backup_of_any_book_reads_back_and_is_written_alike(contents in arbitrary::contents()) {
        let bytes = write_backup(&contents);
        let read = read_backup(&bytes);
        prop_assert_eq!(read.as_ref(), Ok(&contents));
        prop_assert_eq!(write_backup(&contents), bytes);
    }

    #[test]
    fn any_bytes_are_refused_without_harm(bytes in vec(any::<u8>(), 0..200)) {
        prop_assert!(read_backup(&bytes).is_err());
        prop_assert!(segment::unpack(&bytes, &Before::default()).is_err());
        prop_assert!(serde_json::from_slice::<ChangeRow>(&bytes).is_err());
    }
}

#[test]
fn segments_hold_a_thousand_lines_at_most_and_four_thousand_of_many_records() {
    let sample = golden::contents().communications[0].clone();
    let record = |number: usize| Communication {
        id: CommunicationId(Uuid::from_u128(number as u128)),
        ..Communication::clone(&sample)
    };
    let made = |count: usize| (0..count).map(|number| Edited::made(record(number)));
    let removed = (0..=MANY).map(|number| Edited::removed(Arc::new(record(number))));
    for (edits, expected) in [
        (made(2001).collect::<Vec<_>>(), vec![1000, 1000, 1]),
        (made(MANY).collect(), vec![1000; 20]),
        (
            made(MANY + 1).collect(),
            vec![4000, 4000, 4000, 4000, 4000, 1],
        ),
        (removed.collect(), [vec![1000; 20], vec![1]].concat()),
    ] {
        let edits: Vec<Edit> = edits.into_iter().map(Edit::Communication).collect();
        let packed = segment::pack(&edits).expect("packs");
        let counts: Vec<u32> = packed.iter().map(|one| one.count).collect();
        assert_eq!(counts, expected);
    }
    let edits: Vec<Edit> = made(MANY + 1).map(Edit::Communication).collect();
    let read: Vec<Edit> = segment::pack(&edits)
        .expect("packs")
        .iter()
        .flat_map(|one| segment::unpack(&one.bytes, &Before::default()).expect("unpacks"))
        .collect();
    assert!(read == edits);
    assert!(segment::pack(&[]).expect("packs").is_empty());
}

#[test]
fn a_segment_that_was_cut_is_refused() {
    let edits: Vec<Edit> = (0..3)
        .map(|number| {
            let id = CustomerId(Uuid::from_u128(number));
            Edit::Customer(Edited::made(Customer::named(id, "Ada")))
        })
        .collect();
    let packed = segment::pack(&edits).expect("packs").remove(0);
    for length in 0..packed.bytes.len() {
        let cut = segment::unpack(&packed.bytes[..length], &Before::default());
        assert!(cut.is_err(), "{length}");
        for most in 1..=4 {
            let cut = unpacked_by(most, &packed.bytes[..length]);
            assert!(cut.is_err(), "{length} by {most}");
        }
    }
    for most in 1..=4 {
        assert_eq!(unpacked_by(most, &packed.bytes), Ok(edits.clone()));
        let longer = [&packed.bytes[..], &packed.bytes[packed.bytes.len() / 2..]].concat();
        assert!(unpacked_by(most, &longer).is_err(), "by {most}");
    }
}

/// What a segment holds, read so many lines at a time.
fn unpacked_by(most: usize, bytes: &[u8]) -> Result<Vec<Edit>, RecordError> {
    let mut unpacking = Unpacking::of(bytes)?;
    let mut all = Vec::new();
    loop {
        let edits = unpacking.next_edits(most, &Before::default())?;
        if edits.is_empty() {
            return Ok(all);
        }
        assert!(edits.len() <= most, "{} of {most}", edits.len());
        all.extend(edits);
    }
}

#[test]
fn a_change_reads_back_with_all_that_heads_it() {
    let change = Change {
        id: ChangeId(Uuid::from_u128(1)),
        replica: ReplicaId(Uuid::from_u128(2)),
        counter: u64::MAX,
        parents: vec![ChangeId(Uuid::from_u128(3))],
        made_at: "2024-08-16T12:00:00.123+08:00".parse().expect("a time"),
        label: Label {
            deed: Deed::Import,
            subject: "a\0b".to_owned(),
            count: u32::MAX,
        },
        undoes: Some(ChangeId(Uuid::from_u128(4))),
        edits: Vec::new(),
    };
    let json = to_json(&ChangeRow::of(&change));
    let row: ChangeRow = serde_json::from_str(&json).expect("a row");
    assert_eq!(row.header(), Ok(change));
}

/// A changed form must still read these files, which are never edited: it gets a new version and a
/// fixture of its own beside them.
const VERSION_1: &[u8] = include_bytes!("../../tests/fixtures/backup-v1.genjin");
const VERSION_2: &[u8] = include_bytes!("../../tests/fixtures/backup-v2.genjin");
const VERSION_3: &[u8] = include_bytes!("../../tests/fixtures/backup-v3.genjin");

#[test]
fn a_backup_of_any_version_reads_for_ever() {
    assert_eq!(read_backup(VERSION_1).as_ref(), Ok(&golden::contents()));
    assert_eq!(read_backup(VERSION_2).as_ref(), Ok(&golden::contents_2()));
    assert_eq!(read_backup(VERSION_3).as_ref(), Ok(&golden::contents_3()));
}

#[test]
fn a_backup_is_written_in_the_form_of_version_3() {
    let bytes = write_backup(&golden::contents_3());
    assert_eq!(
        String::from_utf8_lossy(&bytes),
        String::from_utf8_lossy(VERSION_3)
    );
}

#[test]
fn every_truncation_of_a_backup_is_refused() {
    let bytes = write_backup(&golden::contents_3());
    for length in 0..bytes.len() {
        let refused = read_backup(&bytes[..length]);
        let is_clear = matches!(
            refused,
            Err(BackupError::Empty | BackupError::NotABackup | BackupError::CutOff)
        );
        assert!(is_clear, "cut to {length}: {refused:?}");
    }
}

#[test]
fn every_changed_byte_of_a_backup_is_refused() {
    let mut contents = golden::contents();
    // Small, so that all values of all bytes can be tried.
    contents.communications.clear();
    contents.follow_ups.clear();
    contents.settings = Arc::default();
    contents.customers.remove(0);
    let bytes = write_backup(&contents);
    let mut altered = bytes.clone();
    for at in 0..bytes.len() {
        for change in 1..=u8::MAX {
            altered[at] = bytes[at] ^ change;
            assert!(
                read_backup(&altered).is_err(),
                "byte {at} changed by {change}"
            );
        }
        altered[at] = bytes[at];
    }
    assert_eq!(read_backup(&altered), Ok(contents));
}

#[test]
fn every_added_or_missing_byte_of_a_backup_is_refused() {
    let bytes = write_backup(&golden::contents());
    for at in 0..bytes.len() {
        let without = [&bytes[..at], &bytes[at + 1..]].concat();
        // Without one of two equal neighbours, or with one more, the file may be the same again.
        assert!(read_backup(&without).is_err(), "without byte {at}");
        for extra in [b'\n', b' ', b'0', 0] {
            let with = [&bytes[..at], &[extra], &bytes[at..]].concat();
            assert!(read_backup(&with).is_err(), "{extra} before byte {at}");
        }
    }
    assert!(read_backup(&[&bytes[..], b"\n"].concat()).is_err());
    assert!(read_backup(&[&bytes[..], &bytes[..]].concat()).is_err());
}

#[test]
fn a_backup_says_why_it_is_refused() {
    use sha2::{Digest, Sha256};

    let sealed = |content: &str| {
        let sum = hex(&Sha256::digest(content));
        read_backup(format!("{content}{{\"sha256\":\"{sum}\"}}\n").as_bytes())
    };
    let book = ID.simple();
    let heading = |version: u32, customers: u32| {
        format!(
            "{{\"format\":\"genjin-backup\",\"version\":{version},\"book\":\"{book}\",\"counts\":\
             {{\"sources\":0,\"customers\":{customers},\"communications\":0,\"follow_ups\":0}}}}\n"
        )
    };
    let customer =
        |number: u32| format!("{{\"customer\":{{\"id\":\"{number:032x}\",\"name\":\"n\"}}}}\n");
    assert!(sealed(&(heading(1, 2) + &customer(1) + &customer(2))).is_ok());
    for (content, expected) in [
        (String::new(), BackupError::NotABackup),
        ("{}\n".to_owned(), BackupError::NotABackup),
        (heading(4, 0), BackupError::TooNew { version: 4 }),
        (heading(1, 1), BackupError::Counts),
        (
            heading(1, 2) + &customer(2) + &customer(1),
            BackupError::Counts,
        ),
        (
            heading(1, 2) + &customer(1) + &customer(1),
            BackupError::Counts,
        ),
    ] {
        assert_eq!(sealed(&content), Err(expected), "{content}");
    }
    let unreadable = sealed(&(heading(1, 1) + "{\"customer\":{\"id\":\"1\",\"name\":\"n\"}}\n"));
    assert!(
        matches!(unreadable, Err(BackupError::Line { line: 2, .. })),
        "{unreadable:?}"
    );
    assert_eq!(read_backup(b"PK\x03\x04"), Err(BackupError::NotABackup));
    assert_eq!(read_backup(b""), Err(BackupError::Empty));
}
