//! What a Book does by itself when writing fails, and when what was saved is taken away.

use std::sync::Arc;

use genjin::app::commands::Command;
use genjin::app::healing::PAUSES_MS;
use genjin::app::ports::StoreError;
use genjin::app::sample::{SampleLanguage, sample_edits};
use genjin::app::service::Status;
use genjin::domain::customer::Customer;
use genjin::domain::id::CustomerId;
use genjin::records::backup::{read_backup, write_backup};
use genjin::store::memory::{Fault, Operation};
use uuid::Uuid;

use crate::support::{Book, Desk, Log, NOON, run};

fn lost() -> Fault {
    Fault::Before(StoreError::Failed("connection lost".to_owned()))
}

fn names(book: &Book) -> Vec<String> {
    let model = book.service.model();
    model.customers().map(|one| one.name.clone()).collect()
}

/// Logs a call of which the first write and so many others fail.
fn logged_with_failures(fault: &Fault, tries: usize) -> Book {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fail_times(Operation::Write, fault, 1 + tries);
    assert!(book.try_do(Command::Log(Log::call(ada).0)).is_err());
    book
}

#[test]
fn a_write_that_failed_is_tried_again_by_itself_after_growing_pauses() {
    for failures in 0..PAUSES_MS.len() {
        let book = logged_with_failures(&lost(), failures);
        assert!(book.service.wants_healing());
        run(book.service.heal());
        assert_eq!(book.service.status(), Status::Saved, "{failures}");
        assert_eq!(book.desk.waited(), PAUSES_MS[..=failures]);
        assert_eq!(book.reopened().contents().communications.len(), 1);
        // On a fresh connection each time.
        assert_eq!(book.disk.reconnected(), 1 + failures);
    }
}

#[test]
fn after_three_tries_it_waits_for_the_user_and_is_still_kept() {
    let book = logged_with_failures(&lost(), 99);
    run(book.service.heal());
    assert_eq!(book.desk.waited(), PAUSES_MS);
    assert!(matches!(
        book.service.status(),
        Status::NotSaved { count: 1, .. }
    ));
    run(book.service.heal());
    assert_eq!(book.desk.waited(), PAUSES_MS, "it does not begin anew");
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
    assert_eq!(book.reopened().contents().communications.len(), 1);
}

#[test]
fn what_fails_next_is_tried_again_by_itself_too() {
    let book = logged_with_failures(&lost(), 99);
    run(book.service.heal());
    assert!(book.try_do(create("Ben")).is_err());
    book.disk.mend();
    run(book.service.heal());
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(names(&book.reopened()), ["Ada", "Ben"]);
}

#[test]
fn what_only_the_user_can_mend_is_not_tried_again_by_itself() {
    for error in [
        StoreError::Full,
        StoreError::Unavailable,
        StoreError::TooNew { version: 9 },
    ] {
        let book = logged_with_failures(&Fault::Before(error.clone()), 0);
        run(book.service.heal());
        assert_eq!(book.service.status(), Status::NotSaved { count: 1, error });
        assert_eq!(book.desk.waited(), [0; 0]);
    }
}

fn create(name: &str) -> Command {
    let id = CustomerId(Uuid::from_u128(77));
    Command::CreateCustomer(Box::new(Customer::named(id, name)))
}

#[test]
fn a_copy_of_what_is_in_memory_holds_what_waits() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    for words in ["first", "second"] {
        let log = Log::call(ada).saying(words);
        assert!(book.try_do(Command::Log(log.0)).is_err());
    }
    assert!(book.try_do(create("Ben")).is_err());
    let copy = book.service.contents_in_memory();
    assert_eq!(copy.customers.len(), 2);
    let said: Vec<&str> = copy
        .communications
        .iter()
        .map(|one| one.content.as_str())
        .collect();
    assert_eq!(said, ["first", "second"]);
    assert_eq!(read_backup(&write_backup(&copy)).as_ref(), Ok(&copy));
    // Nothing was shown or written by it.
    assert_eq!(names(&book), ["Ada"]);
    assert_eq!(book.contents().communications.len(), 0);
    assert!(matches!(
        book.service.status(),
        Status::NotSaved { count: 3, .. }
    ));
}

#[test]
fn what_can_no_longer_be_decided_is_left_out_of_the_copy() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    assert!(book.try_do(Command::Log(Log::call(ada).0)).is_err());
    book.disk.mend();
    run(book.other_tab().service.undo()).expect("the customer is unused");
    run(book.service.catch_up()).expect("the disk can be read");
    let copy = book.service.contents_in_memory();
    assert_eq!((copy.customers.len(), copy.communications.len()), (0, 0));
}

#[test]
fn a_book_that_was_taken_away_is_noticed_and_put_back_from_memory() {
    for canary_too in [true, false] {
        let book = Book::new();
        let ada = book.customer("Ada");
        book.log(Log::call(ada).saying("a call"));
        let before = book.contents();
        book.disk.take_away(canary_too);
        run(book.service.look_for_book());
        assert_eq!(book.service.status(), Status::Gone);
        assert!(book.service.has_unsaved(), "leaving would lose all of it");
        assert_eq!(book.service.contents_in_memory(), before);

        run(book.service.put_back()).expect("the disk takes it");
        assert_eq!(book.service.status(), Status::Saved);
        assert_eq!(book.contents(), before);
        assert_eq!(book.reopened().contents(), before);
        book.log(Log::call(ada).saying("another"));
        assert_eq!(book.reopened().contents(), book.contents());
    }
}

#[test]
fn what_is_entered_after_the_book_was_taken_away_is_put_back_with_it() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.take_away(true);
    assert!(book.try_do(Command::Log(Log::call(ada).0)).is_err());
    run(book.service.heal());
    assert!(matches!(
        book.service.status(),
        Status::NotSaved { count: 1, .. }
    ));
    run(book.service.look_for_book());
    assert!(book.service.is_gone());
    run(book.service.put_back()).expect("the disk takes it");
    assert_eq!(book.service.status(), Status::Saved);
    let kept = book.reopened().contents();
    assert_eq!((kept.customers.len(), kept.communications.len()), (1, 1));
}

#[test]
fn an_empty_book_begun_elsewhere_never_takes_the_place_of_one_that_is_gone() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.log(Log::call(ada));
    let before = book.contents();
    for is_written_to in [false, true] {
        book.disk.take_away(true);
        let begun = Book::open(book.disk.clone(), Desk::number(7, NOON));
        if is_written_to {
            begun.customer("Zoe");
        }
        assert!(run(book.service.catch_up()).is_err());
        assert_eq!(book.service.status(), Status::Gone);
        assert_eq!(book.contents(), before);
        run(book.service.put_back()).expect("the disk takes it");
        assert_eq!(book.contents(), before);
        // The tab that began anew follows.
        run(begun.service.catch_up()).expect("the disk can be read");
        assert_eq!(begun.contents(), before);
    }
}

#[test]
fn a_second_tab_follows_the_one_that_put_the_book_back() {
    let book = Book::new();
    book.customer("Ada");
    let other = book.other_tab();
    book.disk.take_away(true);
    for tab in [&book, &other] {
        run(tab.service.look_for_book());
        assert_eq!(tab.service.status(), Status::Gone);
    }
    run(book.service.put_back()).expect("the disk takes it");
    let after = book.customer_called("Ben", 9);
    run(other.service.catch_up()).expect("the disk can be read");
    assert_eq!(other.service.status(), Status::Saved);
    assert!(other.service.model().customer(after).is_some());
    run(other.service.put_back()).expect("there is nothing to do");
    assert_eq!(other.contents(), book.contents());
}

#[test]
fn a_connection_that_was_only_lost_changes_nothing() {
    let book = Book::new();
    book.customer("Ada");
    run(book.service.look_for_book());
    assert_eq!(book.service.status(), Status::Saved);
    assert!(!book.service.is_gone());
}

#[test]
fn what_stood_before_a_restore_can_be_brought_back_and_given_up_again() {
    let book = Book::new();
    let empty = book.contents();
    assert_eq!(run(book.service.store().replaced()), Ok(None));
    assert_eq!(book.service.times_replaced(), 0);
    let ada = book.customer_called("Ada", 9);
    book.log(Log::call(ada).saying("a call"));
    let sample = sample_edits(SampleLanguage::English, &*book.desk);
    let sample = Command::AddSampleData(Arc::new(sample));
    assert!(book.try_do(sample).is_ok());
    let full = book.contents();

    run(book.service.replace(&empty)).expect("it can be written");
    assert_eq!(names(&book), [""; 0]);
    assert_eq!(book.service.times_replaced(), 1);
    // What is entered afterwards is the next Book's, whose log follows in the same place.
    book.customer_called("Ben", 10);
    let after = book.contents();
    let kept = run(book.reopened().service.store().replaced());
    assert_eq!(kept, Ok(Some(full.clone())));

    run(book.service.replace(&full)).expect("it can be written");
    assert_eq!(book.reopened().contents(), full);
    assert_eq!(run(book.service.store().replaced()), Ok(Some(after)));
}
