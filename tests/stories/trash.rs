//! The trash: a customer takes its records along, and brings them back.

use chrono::TimeDelta;
use genjin::app::commands::trash::Selection;
use genjin::app::commands::{Command, Rejection};
use genjin::app::queries::communications::{CommunicationFilter, communications, newest_first};
use genjin::app::queries::customers::{
    Alphabet, CustomerFilter, CustomerSort, customers, in_order, suggest,
};
use genjin::app::queries::trash::{Trashed, trash};
use genjin::domain::follow_up::Action;
use genjin::domain::id::CustomerId;

use crate::support::{Book, Log, day, recount, step};

fn put_away(book: &Book, ids: &[CustomerId]) {
    book.desk.pass(TimeDelta::seconds(1));
    book.do_it(Command::MoveToTrash(Selection::customers(ids.to_vec())));
}

fn bring_back(book: &Book, ids: &[CustomerId]) {
    book.desk.pass(TimeDelta::seconds(1));
    book.do_it(Command::TakeFromTrash(Selection::customers(ids.to_vec())));
}

fn listed(book: &Book) -> Vec<String> {
    let model = book.service.model();
    let name = |one: &Trashed| match one {
        Trashed::Customer(one) => one.name.clone(),
        Trashed::Communication(one) => one.content.clone(),
        Trashed::FollowUp(one) => one.note.clone(),
    };
    trash(&model).iter().map(|(_, one)| name(one)).collect()
}

#[test]
fn a_customer_takes_its_records_along_and_brings_them_back() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    book.plan(ada, step(Action::Call, "2024-08-20"));
    let before = book.contents();
    put_away(&book, &[ada]);
    let contents = book.contents();
    assert!(contents.communications[0].trashed_at.is_some());
    assert!(contents.follow_ups[0].trashed_at.is_some());
    assert_eq!(
        listed(&book),
        ["Ada"],
        "what went along is not listed on its own"
    );
    bring_back(&book, &[ada]);
    assert_eq!(book.contents(), before);
    assert_eq!(listed(&book), [""; 0]);
}

#[test]
fn what_lies_in_the_trash_is_neither_counted_nor_listed_nor_found() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let ben = book.customer_called("Ben", 9);
    book.log(Log::with(vec![ada, ben]).on("2024-08-16"));
    put_away(&book, &[ada]);
    let now = book.now();
    let model = book.service.model();
    let alphabet = Alphabet {
        names: &[],
        companies: &[],
    };
    let order = in_order(&model, CustomerSort::Name, now, alphabet);
    let all = customers(&model, &CustomerFilter::default(), now, &order, &[]);
    assert_eq!((&all.ids[..], all.total), (&[ben][..], 1));
    let records = communications(
        &model,
        &CommunicationFilter::default(),
        &newest_first(&model),
    );
    assert_eq!(records.len(), 2, "Ben's own, and the one with both");
    assert_eq!(suggest(&model, "Ada", &[], now, 5), []);
    let counts = book.counts();
    assert_eq!((counts.no_follow_up, counts.first_contacts), (1, 0));
    assert_eq!(counts, recount(&book.contents(), now));
    assert_eq!(book.today().done, [ben]);
}

#[test]
fn a_record_of_several_customers_goes_with_the_last_and_comes_back_with_the_first() {
    let book = Book::new();
    let [ada, ben] = ["Ada", "Ben"].map(|name| book.customer(name));
    let meeting = book.log_id(Log::with(vec![ada, ben]));
    let is_away = || book.communication(meeting).trashed_at.is_some();
    put_away(&book, &[ada]);
    assert!(!is_away(), "Ben still speaks of it");
    put_away(&book, &[ben]);
    assert!(is_away());
    bring_back(&book, &[ada]);
    assert!(!is_away());
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
}

#[test]
fn a_record_that_was_put_away_by_itself_stays_away() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let call = book.log_id(Log::call(ada).saying("by itself"));
    book.do_it(Command::MoveToTrash(Selection::communication(call)));
    assert_eq!(book.last_contact(ada), None);
    assert_eq!(listed(&book), ["by itself"]);
    put_away(&book, &[ada]);
    bring_back(&book, &[ada]);
    assert!(book.communication(call).trashed_at.is_some());
    book.do_it(Command::TakeFromTrash(Selection::communication(call)));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
}

#[test]
fn putting_away_twice_keeps_the_customer_and_its_records_together() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let call = book.log_id(Log::call(ada));
    put_away(&book, &[ada]);
    let other = book.other_tab();
    put_away(&other, &[ada]);
    bring_back(&other, &[ada]);
    assert!(other.communication(call).trashed_at.is_none());
}

#[test]
fn a_follow_up_in_the_trash_is_not_due() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 1);
    let visit = book.plan(ada, step(Action::Visit, "2024-08-16"));
    book.do_it(Command::MoveToTrash(Selection::follow_up(visit)));
    assert_eq!(book.due(ada), None);
    book.do_it(Command::TakeFromTrash(Selection::follow_up(visit)));
    assert_eq!(book.due(ada), Some(Action::Visit));
}

#[test]
fn what_is_not_there_cannot_be_put_away() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.undo();
    let selection = Selection::customers(vec![ada]);
    assert_eq!(
        book.refusal(Command::MoveToTrash(selection.clone())),
        Rejection::Gone
    );
    assert_eq!(
        book.refusal(Command::TakeFromTrash(selection)),
        Rejection::Gone
    );
}
