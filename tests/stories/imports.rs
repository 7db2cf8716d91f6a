//! Imports: one Change a file, known again by its rows, and taken back without harm.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDateTime;
use genjin::app::commands::{Command, Rejection};
use genjin::app::import::Altered;
use genjin::app::ports::Environment;
use genjin::app::queries::today::Counts;
use genjin::app::sample::fixtures::{CLOCK, Fixture, fixture_rows};
use genjin::app::service::Refused;
use genjin::domain::customer::Tier;
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::moment::Moment;
use genjin::domain::source::SourceKind;

use crate::support::import::{communication, customer, import, plan, plans};
use crate::support::{Book, Log, day, recount, run};

/// The four counts, straight from the rows.
fn counts_of_rows(fixture: &Fixture) -> Counts {
    let clock: NaiveDateTime = CLOCK.parse().expect("a wall time");
    let mut counts = Counts::default();
    for customer in &fixture.customers.rows {
        let theirs = fixture
            .communications
            .rows
            .iter()
            .filter(|row| row[1] == customer[0]);
        let walls = theirs.map(|row| row[3].replace(' ', "T").parse::<NaiveDateTime>());
        let past = walls
            .map(|wall| wall.expect("a wall time"))
            .filter(|wall| *wall <= clock);
        match past
            .max()
            .map(|last| (clock.date() - last.date()).num_days())
        {
            None => counts.first_contacts += 1,
            Some(..=3) => counts.no_follow_up += 1,
            Some(..=7) => counts.calls += 1,
            Some(_) => counts.visits += 1,
        }
    }
    counts
}

#[test]
fn today_over_imported_files_equals_a_count_over_their_rows() {
    let book = Book::new();
    let fixture = fixture_rows(1, 500, 3272);
    for plan in plans(&book, &fixture) {
        book.do_it(import(&plan));
    }
    let expected = counts_of_rows(&fixture);
    assert_eq!(book.counts(), expected);
    assert_eq!(recount(&book.contents(), book.now()), expected);
    let book = book.reopened();
    assert_eq!(book.counts(), expected);
    assert_eq!(book.contents().customers.len(), 500);
    assert_eq!(book.contents().communications.len(), 3272);
    let changes = book.service.history().items().len();
    assert_eq!(changes, 2, "a file is one Change, however large");
}

#[test]
fn undo_takes_back_a_whole_import_and_redo_does_it_again() {
    let book = Book::new();
    let empty = book.contents();
    let [customers, communications] = plans(&book, &fixture_rows(3, 50, 1200));
    book.do_it(import(&customers));
    book.do_it(import(&communications));
    let full = book.contents();
    book.undo();
    assert_eq!(book.contents().communications.len(), 0);
    let book = book.reopened();
    book.undo();
    assert_eq!(book.contents(), empty);
    book.redo();
    book.redo();
    assert_eq!(book.contents(), full);
}

#[test]
fn rows_that_another_tab_took_in_meanwhile_are_not_taken_twice() {
    let here = Book::new();
    let there = here.other_tab();
    let [customers, communications] = plans(&here, &fixture_rows(3, 9, 30));
    for mut whole in [customers, communications] {
        let mut part = whole.clone();
        part.new_customers.truncate(4);
        part.new_communications.truncate(20);
        here.do_it(import(&part));
        // The other tab read the same rows by itself: equal, but under ids of its own.
        for one in &mut whole.new_communications {
            Arc::make_mut(one).id = CommunicationId(there.desk.new_id());
        }
        there.do_it(import(&whole));
        run(here.service.catch_up()).expect("the disk can be read");
    }
    let contents = here.contents();
    assert_eq!(
        (contents.customers.len(), contents.communications.len()),
        (9, 30)
    );
    assert_eq!(contents, there.contents());
}

#[test]
fn an_import_of_communications_whose_customers_are_gone_is_refused() {
    let book = Book::new();
    let mut customers = plan(&book.desk, SourceKind::Customers);
    let ada = customer(&book.desk, &customers.source, "1", "Ada");
    let mut communications = plan(&book.desk, SourceKind::Communications);
    let at = Moment::On(day("2024-08-10"));
    communications.new_communications = vec![communication(
        &book.desk,
        &communications.source,
        "1",
        ada.id,
        at,
    )];
    customers.new_customers = vec![ada];
    book.do_it(import(&customers));
    book.undo();
    assert_eq!(book.refusal(import(&communications)), Rejection::Gone);
}

#[test]
fn a_changed_row_alters_only_the_fields_that_the_user_took_over() {
    let book = Book::new();
    let mut first = plan(&book.desk, SourceKind::Customers);
    first.new_customers = vec![customer(&book.desk, &first.source, "1", "Ada")];
    let ada = first.new_customers[0].id;
    book.do_it(import(&first));
    let before = book.get(ada);
    // Edited here after the file was read for the second time.
    book.edit(ada, |ada| ada.tier = Some(Tier::A));
    let mut again = plan(&book.desk, SourceKind::Customers);
    again.source.id = first.source.id;
    again.source.name = "newer.csv".to_owned();
    let mut after = (*before).clone();
    after.company = "Analytical".to_owned();
    again.changed_customers = vec![Altered { before, after }];
    book.do_it(import(&again));
    let merged = book.get(ada);
    assert_eq!(
        (merged.company.as_str(), merged.tier),
        ("Analytical", Some(Tier::A))
    );
    let name = |book: &Book| book.contents().sources[0].name.clone();
    assert_eq!(name(&book), "newer.csv");
    book.undo();
    assert_eq!(
        (book.get(ada).company.as_str(), book.get(ada).tier),
        ("", Some(Tier::A))
    );
    assert_eq!(name(&book), "file.csv");
}

/// Imports Ada, Ben and Cleo, does something, takes the import back; who is still there, whether
/// the import is still known, and what was listed as kept.
fn after_undo(act: impl FnOnce(&Book, [CustomerId; 3])) -> (Vec<String>, bool, usize) {
    let book = Book::new();
    let mut file = plan(&book.desk, SourceKind::Customers);
    file.new_customers = ["Ada", "Ben", "Cleo"]
        .map(|name| customer(&book.desk, &file.source, name, name))
        .into();
    let ids = [0, 1, 2].map(|place| file.new_customers[place].id);
    let imported = book.do_it(import(&file)).change.expect("saved");
    act(&book, ids);
    let done = run(book.service.undo_change(imported)).expect("Ben is unused");
    let left: Vec<_> = book
        .contents()
        .customers
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let model = book.service.model();
    for name in &left {
        let known = model.customer_from(file.source.id, name);
        assert_eq!(
            known.map(|one| one.name.clone()),
            Some(name.clone()),
            "it is known again"
        );
    }
    assert_eq!(
        done.kept
            .iter()
            .filter(|kept| left.contains(&kept.record))
            .count(),
        left.len()
    );
    (
        left,
        model.source(file.source.id).is_some(),
        done.kept.len(),
    )
}

#[test]
fn undoing_an_import_spares_customers_in_use_and_remembers_where_they_came_from() {
    let nothing = after_undo(|_, _| {});
    assert_eq!(nothing, (Vec::new(), false, 0));
    let called = after_undo(|book, [ada, ..]| drop(book.log(Log::call(ada))));
    assert_eq!(called, (vec!["Ada".to_owned()], true, 1));
    let edited = after_undo(|book, [_, _, cleo]| {
        book.edit(cleo, |cleo| cleo.tier = Some(Tier::B));
    });
    assert_eq!(edited, (vec!["Cleo".to_owned()], true, 1));
}

#[test]
fn a_person_who_is_spared_spares_the_firm_as_well() {
    let spared = after_undo(|book, [ada, _, cleo]| {
        book.edit(ada, |ada| ada.firm = Some(cleo));
    });
    assert_eq!(spared, (vec!["Ada".to_owned(), "Cleo".to_owned()], true, 2));
}

#[test]
fn undoing_an_import_of_which_everything_is_in_use_is_refused() {
    let book = Book::new();
    let mut file = plan(&book.desk, SourceKind::Customers);
    file.new_customers = vec![customer(&book.desk, &file.source, "1", "Ada")];
    let imported = book.do_it(import(&file)).change.expect("saved");
    book.log(Log::call(file.new_customers[0].id));
    let before = book.contents();
    let refused = run(book.service.undo_change(imported));
    assert_eq!(refused, Err(Refused::Rejected(Rejection::ChangedSince)));
    assert_eq!(book.contents(), before);
}

#[test]
fn the_import_of_communications_is_remembered_while_one_of_them_stays() {
    let book = Book::new();
    let [customers, communications] = plans(&book, &fixture_rows(3, 5, 20));
    book.do_it(import(&customers));
    let imported = book.do_it(import(&communications)).change.expect("saved");
    let edited = communications.new_communications[7].id;
    book.edit_communication(edited, |one| one.content.push('!'));
    run(book.service.undo_change(imported)).expect("the others are as they were");
    let contents = book.contents();
    let left: BTreeSet<_> = contents.communications.iter().map(|one| one.id).collect();
    assert_eq!(left, [edited].into());
    assert!(
        contents
            .sources
            .iter()
            .any(|one| one.id == communications.source.id)
    );
}

#[test]
fn nothing_of_a_large_import_is_seen_before_all_of_it_and_it_is_one_step() {
    const CUSTOMERS: usize = 1_200;
    const TALKS: usize = 2_300;
    let book = Book::new();
    let mut file = plan(&book.desk, SourceKind::Customers);
    for number in 0..CUSTOMERS {
        let key = number.to_string();
        let one = customer(
            &book.desk,
            &file.source,
            &key,
            &format!("Customer {number}"),
        );
        file.new_customers.push(one);
    }
    for number in 0..TALKS {
        let with = file.new_customers[number % CUSTOMERS].id;
        let key = format!("talk {number}");
        let at = Moment::At(book.now());
        let one = communication(&book.desk, &file.source, &key, with, at);
        file.new_communications.push(one);
    }
    let seen = Rc::new(RefCell::new(Vec::new()));
    book.desk.look({
        let (service, seen) = (Rc::downgrade(&book.service), seen.clone());
        move || {
            let service = service.upgrade().expect("it runs");
            let model = service.model();
            let customers = model.all_customers().count();
            let talks = model.all_communications().count();
            let steps = service.history().items().len();
            seen.borrow_mut().push((customers, talks, steps));
        }
    });
    let whole = Arc::new(file);
    book.do_it(Command::Import(whole.clone()));
    let looks = seen.take();
    assert!(5 < looks.len(), "the page had {} looks", looks.len());
    assert!(looks.iter().all(|look| *look == (0, 0, 0)), "{looks:?}");
    let contents = book.contents();
    assert_eq!(contents.customers.len(), CUSTOMERS);
    assert_eq!(contents.communications.len(), TALKS);
    assert_eq!(book.reopened().contents(), contents);
    assert_eq!(book.do_it(Command::Import(whole)).label.count, 0);
    book.undo();
    assert!(
        seen.take()
            .iter()
            .all(|look| *look == (CUSTOMERS, TALKS, look.2))
    );
    assert_eq!(book.contents().communications.len(), 0);
}
