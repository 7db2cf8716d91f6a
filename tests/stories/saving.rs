//! Saving: nothing is shown that is not on disk, and nothing that was entered is lost or doubled.

use std::cell::RefCell;
use std::rc::Rc;

use genjin::app::commands::{Command, Rejection};
use genjin::app::ports::StoreError;
use genjin::app::service::{Refused, Status};
use genjin::domain::customer::Customer;
use genjin::domain::id::CustomerId;
use genjin::store::memory::{Fault, Operation};
use uuid::Uuid;

use crate::support::{Book, Log, run};

fn create(name: &str) -> Command {
    let id = CustomerId(Uuid::from_u128(77));
    Command::CreateCustomer(Box::new(Customer::named(id, name)))
}

fn names(book: &Book) -> Vec<String> {
    let model = book.service.model();
    model.customers().map(|one| one.name.clone()).collect()
}

#[test]
fn nothing_is_shown_that_was_not_saved() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let before = book.contents();
    book.disk.fill();
    let refused = book.try_do(Command::Log(Log::call(ada).0));
    assert_eq!(refused, Err(Refused::Store(StoreError::Full)));
    assert_eq!(book.contents(), before);
    assert_eq!(book.service.history().items().len(), 1);
    assert_eq!(book.service.status(), Status::NotSaved(StoreError::Full));
    book.disk.mend();
    assert_eq!(book.reopened().contents(), before);
}

#[test]
fn what_was_not_saved_can_be_tried_again() {
    let book = Book::new();
    book.disk.fill();
    assert!(book.try_do(create("Ada")).is_err());
    let refused = run(book.service.retry());
    assert_eq!(
        refused,
        Err(Refused::Store(StoreError::Full)),
        "it is still full"
    );
    book.disk.mend();
    let done = run(book.service.retry()).expect("there is room again");
    assert!(done.expect("it waited").change.is_some());
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(names(&book), ["Ada"]);
    assert_eq!(names(&book.reopened()), ["Ada"]);
    assert_eq!(
        run(book.service.retry()),
        Ok(None),
        "nothing waits any more"
    );
}

#[test]
fn a_command_that_makes_no_more_sense_does_not_wait_for_ever() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    assert!(book.try_do(Command::Log(Log::call(ada).0)).is_err());
    book.disk.mend();
    let other = book.other_tab();
    run(other.service.undo()).expect("the customer is unused");
    let refused = run(book.service.retry());
    assert_eq!(refused, Err(Refused::Rejected(Rejection::Gone)));
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(run(book.service.retry()), Ok(None));
}

#[test]
fn a_write_that_happened_unheard_is_found_at_once() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk
        .fail(Operation::Write, &Fault::After(StoreError::Unknown));
    let done = book
        .try_do(Command::Log(Log::call(ada).0))
        .expect("it is on disk");
    assert!(done.change.is_some());
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(book.contents().communications.len(), 1);
    assert_eq!(book.service.history().items().len(), 2);
}

#[test]
fn a_write_that_happened_unheard_is_not_repeated() {
    let book = Book::new();
    let ada = book.customer("Ada");
    // Neither the write nor what follows is heard of.
    let lost = Fault::After(StoreError::Unknown);
    let closed = Fault::Before(StoreError::Closed);
    book.disk
        .fail_each(vec![(Operation::Write, lost), (Operation::Read, closed)]);
    let refused = book.try_do(Command::Log(Log::call(ada).0));
    assert_eq!(refused, Err(Refused::Store(StoreError::Unknown)));
    assert_eq!(book.service.status(), Status::NotSaved(StoreError::Unknown));
    book.disk.mend();
    assert!(run(book.service.retry()).expect("it was saved").is_some());
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(book.contents().communications.len(), 1);
    assert_eq!(book.reopened().contents(), book.contents());
}

#[test]
fn a_write_that_did_not_happen_is_done_by_trying_again() {
    let book = Book::new();
    book.disk
        .fail(Operation::Write, &Fault::Before(StoreError::Unknown));
    assert!(book.try_do(create("Ada")).is_err());
    assert!(matches!(book.service.status(), Status::NotSaved(_)));
    book.disk.mend();
    assert!(
        run(book.service.retry())
            .expect("it can be written now")
            .is_some()
    );
    assert_eq!(names(&book.reopened()), ["Ada"]);
}

#[test]
fn the_status_says_saving_until_it_is_saved() {
    let book = Book::new();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let subscription = {
        let (heard, service) = (heard.clone(), Rc::downgrade(&book.service));
        book.service.subscribe(move || {
            let service = service.upgrade().expect("it runs");
            let customers = service.model().customers().count();
            heard.borrow_mut().push((service.status(), customers));
        })
    };
    book.customer("Ada");
    assert_eq!(heard.take(), [(Status::Saving, 0), (Status::Saved, 1)]);
    drop(subscription);
    book.customer("Ben");
    assert_eq!(heard.take(), []);
}

#[test]
fn a_command_that_changes_nothing_writes_nothing() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let done = book.edit(ada, |_| {});
    assert_eq!(done.change, None);
    assert_eq!(book.service.history().items().len(), 1);
}

#[test]
fn a_restored_backup_takes_the_place_of_everything_and_can_be_worked_on() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let backup = book.contents();
    book.log(Log::call(ada));
    run(book.service.replace(&backup)).expect("it can be written");
    assert_eq!(book.contents(), backup);
    assert_eq!(book.service.status(), Status::Saved);
    assert!(
        run(book.service.undo()).is_err(),
        "what came before is another story"
    );
    book.log(Log::call(ada));
    assert_eq!(book.reopened().contents(), book.contents());
    assert_eq!(book.contents().communications.len(), 2);
}

#[test]
fn a_restore_that_fails_leaves_everything_and_says_so() {
    let book = Book::new();
    let empty = book.contents();
    book.customer("Ada");
    book.disk.fill();
    let refused = run(book.service.replace(&empty));
    assert_eq!(refused, Err(StoreError::Full));
    assert_eq!(book.service.status(), Status::NotSaved(StoreError::Full));
    assert_eq!(names(&book), ["Ada"]);
}
