//! A full disk: what fits is saved, what does not is kept, nothing comes out of order, and room can be
//! made.

use genjin::app::commands::trash::Selection;
use genjin::app::commands::{Command, Rejection};
use genjin::app::ports::{NEWEST, StoreError};
use genjin::app::service::{Refused, Status};
use genjin::domain::id::CustomerId;
use genjin::store::memory::{Fault, Operation};

use crate::support::{Book, Desk, Disk, Log, NOON, run};

/// Room for a few short Changes, and not for a long one.
const LITTLE: usize = 8_000;

fn long() -> String {
    "x".repeat(2 * LITTLE)
}

fn waiting(count: usize) -> Status {
    Status::NotSaved {
        count,
        error: StoreError::Full,
    }
}

/// What was logged, in the order in which it was written.
fn said(book: &Book) -> Vec<String> {
    let mut records: Vec<_> = book.contents().communications;
    records.sort_by_key(|one| one.id);
    records.iter().map(|one| one.content.clone()).collect()
}

fn log_in_vain(book: &Book, customer: CustomerId, words: &str) {
    let log = Command::Log(Log::call(customer).saying(words).0);
    assert_eq!(book.try_do(log), Err(Refused::Store(StoreError::Full)));
}

fn trash(book: &Book, customer: CustomerId) {
    book.do_it(Command::MoveToTrash(Selection::customers(vec![customer])));
}

fn living(book: &Book) -> Vec<String> {
    let model = book.service.model();
    model.customers().map(|one| one.name.clone()).collect()
}

#[test]
fn what_fits_is_saved_while_something_longer_waits_for_room() {
    let book = Book::new();
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    book.disk.leave_room(LITTLE);
    log_in_vain(&book, ada, &long());
    book.log(Log::call(ben).saying("short"));
    assert_eq!(book.service.status(), waiting(1));
    assert_eq!(said(&book.reopened()), ["short"]);
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(book.reopened().contents(), book.contents());
    assert_eq!(said(&book).len(), 2);
}

#[test]
fn what_waits_is_never_overtaken_by_what_speaks_of_the_same_customer() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.leave_room(LITTLE);
    log_in_vain(&book, ada, &long());
    log_in_vain(&book, ada, "short");
    let selection = Selection::customers(vec![ada]);
    let refused = book.try_do(Command::MoveToTrash(selection));
    assert_eq!(refused, Err(Refused::Store(StoreError::Full)));
    assert_eq!(book.service.status(), waiting(3));
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(3));
    assert_eq!(said(&book), [long(), "short".to_owned()]);
    assert_eq!(living(&book), [""; 0]);
}

#[test]
fn nothing_is_overtaken_where_the_disk_fails_for_another_reason() {
    let book = Book::new();
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    book.disk
        .fail_times(Operation::Write, &Fault::Before(StoreError::Closed), 2);
    for customer in [ada, ben] {
        let log = Command::Log(Log::call(customer).0);
        assert_eq!(book.try_do(log), Err(Refused::Store(StoreError::Closed)));
    }
    assert_eq!(said(&book).len(), 0);
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(2));
}

#[test]
fn a_customer_can_be_trashed_on_a_full_disk_and_brought_back() {
    let book = Book::new();
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    book.disk.leave_room(LITTLE);
    log_in_vain(&book, ada, &long());
    trash(&book, ben);
    assert_eq!(living(&book.reopened()), ["Ada"]);
    // It was done after what waits, so that it is what can be taken back; and done again.
    book.undo();
    assert_eq!(living(&book), ["Ada", "Ben"]);
    book.redo();
    assert_eq!(living(&book), ["Ada"]);
    book.undo();
    // What was done before that is not what was done last.
    let refused = Err(Refused::Rejected(Rejection::NotSavedYet));
    assert_eq!(run(book.service.undo()), refused);
    assert_eq!(book.service.status(), waiting(1));
}

#[test]
fn what_is_saved_late_is_not_taken_back_before_what_still_waits() {
    let book = Book::new();
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    book.disk.leave_room(LITTLE);
    let middling = "y".repeat(LITTLE);
    log_in_vain(&book, ada, &middling);
    log_in_vain(&book, ben, &long());
    book.disk.leave_room(2 * LITTLE);
    assert_eq!(run(book.service.retry()), Err(StoreError::Full));
    assert_eq!(said(&book), [middling]);
    let refused = Err(Refused::Rejected(Rejection::NotSavedYet));
    assert_eq!(run(book.service.undo()), refused);
}

#[test]
fn letting_go_of_earlier_books_and_history_makes_room_for_what_waits() {
    let book = Book::new();
    let ada = book.customer("Ada");
    for _ in 0..2 {
        book.log(Log::call(ada).saying(&long()));
        run(book.service.replace(&book.contents())).expect("there is room");
    }
    for round in 0..2 * NEWEST {
        book.edit(ada, |one| {
            one.notes = format!("note {round} {}", "n".repeat(2000));
        });
    }
    book.disk.leave_room(LITTLE);
    log_in_vain(&book, ada, &long());
    assert_eq!(
        run(book.service.make_room()).map(|saved| saved.len()),
        Ok(1)
    );
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(said(&book), [long(), long(), long()]);
    assert_eq!(book.reopened().contents(), book.contents());
    assert_eq!(run(book.service.store().replaced()), Ok(None));
    // That was enough: no Change was let go.
    let first = book.service.history().items()[0].sequence;
    assert!(run(book.service.change_at(first)).is_ok_and(|found| found.is_some()));

    book.disk.leave_room(LITTLE);
    log_in_vain(&book, ada, &long());
    assert_eq!(
        run(book.service.make_room()).map(|saved| saved.len()),
        Ok(1)
    );
    assert_eq!(book.reopened().contents(), book.contents());
    book.disk.mend();
    // What was done last can still be taken back, after what had waited, and no more.
    for _ in 0..=NEWEST {
        book.undo();
    }
    let refused = Err(Refused::Rejected(Rejection::NoLongerKept));
    assert_eq!(run(book.service.undo()), refused);
    assert!(book.get(ada).notes.starts_with(&format!("note {NEWEST} ")));
}

#[test]
fn room_that_does_not_do_is_told_and_everything_is_kept() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.leave_room(0);
    log_in_vain(&book, ada, &long());
    assert_eq!(run(book.service.make_room()), Err(StoreError::Full));
    assert_eq!(book.service.status(), waiting(1));
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
}

/// A Book with a little room reserved, on a disk that has no other.
fn reserved() -> (Book, CustomerId, CustomerId) {
    let book = Book::open(Disk::with_reserve(), Desk::at(NOON));
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    run(book.service.keep_up()).expect("there is room");
    book.disk.leave_room(0);
    (book, ada, ben)
}

fn trash_in_vain(book: &Book, customer: CustomerId) {
    let selection = Selection::customers(vec![customer]);
    let refused = book.try_do(Command::MoveToTrash(selection));
    assert_eq!(refused, Err(Refused::Store(StoreError::Full)));
}

#[test]
fn at_the_very_limit_customers_are_trashed_and_brought_back_from_the_reserve() {
    let (book, ada, ben) = reserved();
    log_in_vain(&book, ada, &"z".repeat(2 << 20));
    trash(&book, ben);
    assert_eq!(living(&book.reopened()), ["Ada"]);
    book.undo();
    book.redo();
    assert_eq!(living(&book.reopened()), ["Ada"]);
    assert_eq!(book.service.status(), waiting(1));
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
    assert_eq!(book.reopened().contents(), book.contents());
}

#[test]
fn what_adds_to_the_book_gets_no_reserve_however_short_it_is() {
    let (book, ada, ben) = reserved();
    log_in_vain(&book, ada, "short");
    trash(&book, ben);
    // What is left of it then may go to what waits.
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
    assert_eq!(said(&book.reopened()), ["short"]);
}

#[test]
fn without_a_reserve_nothing_is_deleted_at_the_very_limit() {
    let book = Book::new();
    let ben = book.customer("Ben");
    run(book.service.keep_up()).expect("there is room");
    book.disk.leave_room(0);
    trash_in_vain(&book, ben);
}

#[test]
fn making_room_gives_the_reserve_for_what_waits_where_there_is_no_other() {
    let (book, ada, _) = reserved();
    log_in_vain(&book, ada, &long());
    assert_eq!(
        run(book.service.make_room()).map(|saved| saved.len()),
        Ok(1)
    );
    assert_eq!(said(&book.reopened()), [long()]);
    // It was given, and is there no more.
    log_in_vain(&book, ada, &"z".repeat(2 << 20));
    assert_eq!(run(book.service.make_room()), Err(StoreError::Full));
}

#[test]
fn the_reserve_is_taken_anew_once_there_is_room() {
    let (book, ada, ben) = reserved();
    trash(&book, ben);
    book.disk.leave_room(0);
    // It is used up.
    trash_in_vain(&book, ada);
    book.disk.mend();
    // While something waits to be saved, nothing is put in order.
    assert_eq!(run(book.service.keep_up()), Ok(None));
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
    run(book.service.keep_up()).expect("there is room");
    book.disk.leave_room(0);
    book.undo();
    assert_eq!(living(&book.reopened()), ["Ada"]);
}

#[test]
fn what_would_not_fit_even_then_leaves_the_reserve_alone() {
    let (book, _, ben) = reserved();
    book.disk.mend();
    let cia = book.customer("Cia");
    book.log(Log::call(cia).saying(&"c".repeat(80_000)));
    let newest = book.customer("Dan");
    book.edit(newest, |one| one.notes = "n".repeat(80_000));
    run(book.service.keep_up()).expect("there is room");
    book.disk.leave_room(0);
    // Taking it back writes the long text once more.
    assert_eq!(
        run(book.service.undo()),
        Err(Refused::Store(StoreError::Full))
    );
    trash(&book, ben);
    assert!(!living(&book.reopened()).contains(&"Ben".to_owned()));
}
