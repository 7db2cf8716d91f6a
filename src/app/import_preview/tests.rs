//! Importing, importing again, and undoing, over the real model.

use std::cell::Cell;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use uuid::Uuid;

use super::*;
use crate::app::commands::Command;
use crate::domain::change::{Change, Deed, Edit, Label};
use crate::domain::customer::Stage;
use crate::domain::id::{ChangeId, CustomerId, ReplicaId};
use crate::domain::moment::Now;
use crate::formats::columns::{CustomerField, DateReading};
use crate::formats::csv_export::{CommunicationsCsv, CustomersCsv};
use crate::formats::export_words::ExportWords;
use crate::formats::survey::Survey;

/// Noon in Shanghai, and ids that count up.
#[derive(Default)]
struct Noon(Cell<u128>);

impl Environment for Noon {
    fn now(&self) -> Now {
        DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
    }

    fn new_id(&self) -> Uuid {
        self.0.set(self.0.get() + 1);
        Uuid::from_u128(self.0.get())
    }

    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(8 * 3600).expect("an offset");
        wall.and_local_timezone(offset).single().expect("fixed")
    }
}

/// A Book and what was done to it.
#[derive(Default)]
struct Desk {
    model: Model,
    env: Noon,
    done: Vec<Change>,
}

impl Desk {
    fn preview_with(&self, text: &str, choose: impl FnOnce(&mut Choices)) -> Preview {
        let table = Table::open(text.to_owned()).expect("a table");
        let survey = Survey::of(&table).expect("rows");
        let proposals = Proposals::of(&self.model, &table, &survey);
        let mut choices = Choices::proposed(&self.model, &table, &survey, &proposals);
        choose(&mut choices);
        assert_eq!(choices.missing(), None);
        let mut planner = Planner::new(&self.model, &table, &choices, "file.csv", &self.env);
        let mut before = PlanProgress::Thousandths(0);
        loop {
            let progress = planner
                .step(&table, &self.model, &self.env, 97)
                .expect("a table");
            if let (PlanProgress::Thousandths(earlier), PlanProgress::Thousandths(later)) =
                (before, progress)
            {
                assert!(earlier <= later, "progress went back");
            }
            if progress == PlanProgress::Done {
                return planner.finish();
            }
            before = progress;
        }
    }

    fn preview(&self, text: &str) -> Preview {
        self.preview_with(text, |_| {})
    }

    fn import(&mut self, text: &str) -> Preview {
        let preview = self.preview(text);
        self.take(&preview);
        preview
    }

    fn take(&mut self, preview: &Preview) -> usize {
        let command = Command::Import(Arc::new(preview.to_plan()));
        let decision = command.decide(&self.model, &self.env).expect("an import");
        assert_eq!(decision.label.deed, Deed::Import);
        let edits = decision.edits.len();
        self.apply(decision.edits);
        edits
    }

    fn apply(&mut self, edits: Vec<crate::domain::change::Edit>) {
        let change = Change {
            id: ChangeId(self.env.new_id()),
            replica: ReplicaId(Uuid::nil()),
            counter: 1,
            parents: Vec::new(),
            made_at: self.env.now(),
            label: Label {
                deed: Deed::Import,
                subject: String::new(),
                count: 1,
            },
            undoes: None,
            edits,
        };
        self.model.apply(&change);
        self.done.push(change);
    }

    fn undo(&mut self) {
        let change = self.done.pop().expect("something was done");
        let edits = change.edits.iter().rev().map(Edit::inverted);
        self.apply(edits.collect());
        self.done.pop();
    }

    fn edit(&mut self, id: CustomerId, edit: impl FnOnce(&mut Customer)) {
        let before = self.model.customer(id).expect("a customer").clone();
        let mut after = (*before).clone();
        edit(&mut after);
        let edited = crate::domain::change::Edited::altered(before, after);
        self.apply(vec![crate::domain::change::Edit::Customer(edited)]);
    }

    fn customer(&self, name: &str) -> Arc<Customer> {
        let found = self.model.all_customers().find(|one| one.name == name);
        found.expect("a customer").clone()
    }
}

const CUSTOMERS: &str = "id,name,phone,notes\n1,Li Wei,111,one\n2,Li Wei,222,two\n3,王芳,333,\n";
const COMMUNICATIONS: &str = "id,customer_id,content,time,channel\n\
    10,1,hello,2024-08-01 10:00:00,电话\n\
    11,3,你好,2024-08-02 10:00:00,微信\n\
    12,9,nobody,2024-08-03 10:00:00,电话\n";

#[test]
fn rows_of_one_name_stay_apart() {
    let mut desk = Desk::default();
    let preview = desk.import(CUSTOMERS);
    assert_eq!(
        (preview.new_count(), preview.same, preview.wrong_rows),
        (3, 0, 0)
    );
    assert_eq!(desk.model.customers().count(), 3);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let again = desk.preview(CUSTOMERS);
    assert_eq!(
        (again.new_count(), again.changed_count(), again.same),
        (0, 0, 3)
    );
    assert!(again.is_empty());
}

#[test]
fn an_unchanged_row_is_left_alone_where_its_record_was_edited_or_trashed() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let id = desk.customer("王芳").id;
    desk.edit(id, |one| {
        one.name = "王小芳".to_owned();
        one.trashed_at = Some(Noon::default().now());
    });
    assert!(desk.preview(CUSTOMERS).is_empty());
}

#[test]
fn after_undo_every_row_is_new_again() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    desk.undo();
    assert_eq!(desk.model.all_customers().count(), 0);
    assert_eq!(desk.preview(CUSTOMERS).new_count(), 3);
}

#[test]
fn a_changed_cell_is_offered_and_taken_or_not_and_not_asked_again() {
    for is_taken in [true, false] {
        let mut desk = Desk::default();
        desk.import(CUSTOMERS);
        let changed = CUSTOMERS.replace("two", "deux");
        let mut preview = desk.preview(&changed);
        assert_eq!(
            (preview.new_count(), preview.changed_count(), preview.same),
            (0, 1, 2)
        );
        let one = &mut preview.changed_customers[0];
        assert_eq!(one.proposals.len(), 1);
        assert_eq!(one.proposals[0].part, CustomerPart::Notes);
        assert_eq!(
            (one.before.notes.as_str(), one.offered.notes.as_str()),
            ("two", "deux")
        );
        assert!(one.proposals[0].is_taken);
        one.proposals[0].is_taken = is_taken;
        assert_eq!(preview.taken_count(), usize::from(is_taken));
        desk.take(&preview);
        let notes = desk.model.customers().map(|one| one.notes.clone());
        let expected = if is_taken { "deux" } else { "two" };
        assert!(notes.collect::<Vec<_>>().contains(&expected.to_owned()));
        let again = desk.preview(&changed);
        assert_eq!((again.changed_count(), again.same), (0, 3));
        assert!(again.is_empty());
    }
}

#[test]
fn a_phone_that_the_user_added_stays_when_the_row_brings_another() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let id = desk.customer("王芳").id;
    desk.edit(id, |one| {
        let mut mine = one.phones[0].clone();
        mine.value = "999".to_owned();
        one.phones.push(mine);
    });
    let preview = desk.preview(&CUSTOMERS.replace("333", "334"));
    desk.take(&preview);
    let phones = desk.customer("王芳").phones.clone();
    let phones: Vec<_> = phones.iter().map(|phone| phone.value.as_str()).collect();
    assert_eq!(phones, ["333", "999", "334"]);
}

#[test]
fn a_change_in_a_column_left_out_is_remembered_without_a_question() {
    let mut desk = Desk::default();
    let text = "id,name,last_seen\n1,Ann,2024-08-01\n";
    desk.import(text);
    let later = text.replace("08-01", "08-02");
    let preview = desk.preview(&later);
    assert_eq!((preview.changed_count(), preview.same), (0, 1));
    assert!(!preview.is_empty());
    desk.take(&preview);
    assert!(desk.preview(&later).is_empty());
}

#[test]
fn rows_without_ids_are_counted() {
    let mut desk = Desk::default();
    let text = "name,phone\nAnn,1\nAnn,1\nBob,2\n";
    desk.import(text);
    assert_eq!(desk.model.customers().count(), 3);
    let more = "name,phone\nAnn,1\nAnn,1\nAnn,1\nBob,2\n";
    let preview = desk.preview(more);
    assert_eq!((preview.new_count(), preview.same), (1, 3));
}

#[test]
fn communications_find_their_customers_by_id_and_unknown_ids_are_listed() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let preview = desk.import(COMMUNICATIONS);
    assert_eq!((preview.new_count(), preview.wrong_rows), (2, 1));
    assert_eq!(
        preview.wrong,
        [WrongRow {
            row: 4,
            column: Some("customer_id".to_owned()),
            reason: WrongReason::UnknownId,
            value: "9".to_owned(),
        }]
    );
    let wang = desk.customer("王芳").id;
    assert_eq!(desk.model.timeline(wang).count(), 1);
    let again = desk.preview(COMMUNICATIONS);
    assert_eq!((again.new_count(), again.same, again.wrong_rows), (0, 2, 1));
    // The customer turns up later: its row, refused so far, is new.
    desk.import("id,name,phone,notes\n9,Nobody,9,\n");
    assert_eq!(desk.preview(COMMUNICATIONS).new_count(), 1);
}

#[test]
fn without_an_import_of_customers_no_id_is_guessed() {
    let desk = Desk::default();
    let preview = desk.preview(COMMUNICATIONS);
    assert_eq!((preview.new_count(), preview.wrong_rows), (0, 3));
    assert!(
        preview
            .wrong
            .iter()
            .all(|wrong| wrong.reason == WrongReason::WhoseId)
    );
}

#[test]
fn the_import_that_knows_most_ids_is_proposed() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let first = desk.preview(CUSTOMERS).source.id;
    desk.import("id,name,email\n77,Zoe,z@example.org\n3,Max,m@example.org\n");
    let preview = desk.preview(COMMUNICATIONS);
    assert_eq!(preview.source.customers_from, Some(first));
}

#[test]
fn a_name_must_be_known_and_of_one_customer() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let preview = desk.preview(
        "customer,content,time\nLi Wei,a,2024-08-01\n 王芳 ,b,2024-08-01\n赵六,c,2024-08-01\n",
    );
    assert_eq!(preview.new_count(), 1);
    let reasons: Vec<_> = preview.wrong.iter().map(|wrong| wrong.reason).collect();
    assert_eq!(
        reasons,
        [
            WrongReason::AmbiguousName { customers: 2 },
            WrongReason::UnknownName
        ]
    );
}

#[test]
fn a_renamed_customer_does_not_make_an_imported_row_wrong() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let text = "customer,content,time\n王芳,b,2024-08-01\n";
    desk.import(text);
    let id = desk.customer("王芳").id;
    desk.edit(id, |one| one.name = "王小芳".to_owned());
    assert!(desk.preview(text).is_empty());
}

#[test]
fn a_column_of_last_contacts_makes_records_without_words_once() {
    let mut desk = Desk::default();
    let text = "id,name,last_seen\n1,Ann,2024-08-01\n";
    let with = |choices: &mut Choices| {
        choices.customer_fields[2] = CustomerField::LastContact(DateReading::default());
    };
    let preview = desk.preview_with(text, with);
    assert_eq!(
        (
            preview.new_customers.len(),
            preview.new_communications.len()
        ),
        (1, 1)
    );
    desk.take(&preview);
    let ann = desk.customer("Ann").id;
    assert!(desk.model.last_contact(ann, desk.env.now()).is_some());
    // Remembered: the user need not say it again.
    let later = desk.preview(&text.replace("08-01", "08-09"));
    assert_eq!(later.new_communications.len(), 1);
    desk.take(&later);
    assert_eq!(desk.model.timeline(ann).count(), 2);
    assert!(desk.preview(&text.replace("08-01", "08-09")).is_empty());
}

#[test]
fn a_new_source_takes_the_same_file_for_other_records() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let preview = desk.preview_with(CUSTOMERS, |choices| choices.source = None);
    assert_eq!(preview.new_count(), 3);
}

#[test]
fn own_files_find_the_records_they_were_written_from() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    desk.import(COMMUNICATIONS);
    let (customers, communications) = exported(&desk.model);
    let preview = desk.preview(&customers);
    assert_eq!(
        (preview.new_count(), preview.changed_count(), preview.same),
        (0, 0, 3)
    );
    assert!(preview.is_empty());
    let preview = desk.preview(&communications);
    assert_eq!(
        (preview.new_count(), preview.changed_count(), preview.same),
        (0, 0, 2)
    );
    let edited = customers.replace("333", "334");
    let preview = desk.preview(&edited);
    assert_eq!(preview.changed_count(), 1);
    desk.take(&preview);
    assert_eq!(desk.customer("王芳").phones.len(), 1);
    // The first file still finds its records.
    assert_eq!(desk.preview(CUSTOMERS).same, 3);
}

#[test]
fn own_files_go_into_another_book_with_their_firms() {
    let mut desk = Desk::default();
    desk.import(CUSTOMERS);
    let (firm, person) = (desk.customer("王芳").id, desk.customer("Li Wei").id);
    desk.edit(person, |one| {
        one.firm = Some(firm);
        one.stage = Stage::Active;
    });
    desk.import(COMMUNICATIONS);
    let (customers, communications) = exported(&desk.model);
    let mut other = Desk::default();
    other.env.0.set(1000);
    other.import(&customers);
    let firm = other.customer("王芳").id;
    assert_eq!(other.model.people_of(firm).len(), 1);
    let preview = other.import(&communications);
    assert_eq!((preview.new_count(), preview.wrong_rows), (2, 0));
    assert!(other.preview(&customers).is_empty());
    assert!(other.preview(&communications).is_empty());
}

fn exported(model: &Model) -> (String, String) {
    let words = &ExportWords::EN;
    let csv = CustomersCsv::of(model.customers().map(AsRef::as_ref), words);
    let mut customers = csv.head();
    for customer in model.customers() {
        csv.write(&mut customers, customer);
    }
    let csv = CommunicationsCsv::new(words);
    let mut communications = csv.head();
    let name = |id| {
        model
            .customer(id)
            .map_or(String::new(), |one| one.name.clone())
    };
    for communication in model.communications() {
        csv.write(&mut communications, communication, &name);
    }
    let bare = |text: String| text.trim_start_matches('\u{feff}').to_owned();
    (bare(customers), bare(communications))
}

/// A file of the folder `shared/data` beside the repository, where it is.
fn shared(name: &str) -> Option<String> {
    let folder = std::env::var_os("GENJIN_SHARED_DATA").map(PathBuf::from);
    let folder = folder.or_else(|| {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let parents = here.ancestors().map(|folder| folder.join("shared/data"));
        parents.into_iter().find(|folder| folder.is_dir())
    });
    let text = folder.and_then(|folder| std::fs::read_to_string(folder.join(name)).ok());
    if text.is_none() {
        println!("skipped: there is no shared/data/{name}");
    }
    text
}

#[test]
fn the_shared_files_import_and_change_nothing_when_imported_again() {
    let (Some(contacts), Some(communications)) =
        (shared("contacts.csv"), shared("communications.csv"))
    else {
        return;
    };
    let mut desk = Desk::default();
    let preview = desk.import(&contacts);
    assert_eq!((preview.new_count(), preview.wrong_rows), (500, 0));
    let preview = desk.import(&communications);
    assert_eq!((preview.new_count(), preview.wrong_rows), (3_272, 0));
    assert_eq!(desk.model.customers().count(), 500);
    assert_eq!(desk.model.communications().count(), 3_272);
    assert!(desk.preview(&contacts).is_empty());
    let again = desk.preview(&communications);
    assert_eq!(again.same, 3_272);
    assert!(again.is_empty());
    let changed = contacts.replacen(",Kerluke,", ",Kerlukes,", 1);
    let preview = desk.preview(&changed);
    assert_eq!((preview.changed_count(), preview.same), (1, 499));
    assert_eq!(preview.changed_customers[0].proposals.len(), 1);
    desk.undo();
    desk.undo();
    assert_eq!(desk.preview(&contacts).new_count(), 500);
    assert_eq!(desk.model.sources().count(), 0);
}

#[test]
fn a_hundred_thousand_rows_are_planned_in_steps() {
    use std::fmt::Write;
    let mut customers = "id,name\n".to_owned();
    let mut rows = "id,customer_id,content,time,channel\n".to_owned();
    for n in 0..1_000 {
        writeln!(customers, "{n},Customer {n}").expect("a text");
    }
    for n in 0..100_000 {
        writeln!(rows, "{n},{},said {n},2024-08-01 10:00:00,电话", n % 1_000).expect("a text");
    }
    let mut desk = Desk::default();
    desk.import(&customers);
    assert_eq!(desk.preview(&rows).new_count(), 100_000);
}
