//! Saving: nothing is shown that is not on disk, and nothing that was entered is lost or doubled.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use genjin::app::commands::{Command, Rejection};
use genjin::app::ports::{StoreError, StoredDraft};
use genjin::app::sample::{SampleLanguage, sample_edits};
use genjin::app::service::{Done, Refused, Status};
use genjin::domain::customer::Customer;
use genjin::domain::id::CustomerId;
use genjin::store::memory::{Fault, Operation};
use uuid::Uuid;

use crate::support::{Book, Log, run};

fn create(name: &str) -> Command {
    let id = CustomerId(Uuid::from_u128(77));
    Command::CreateCustomer(Box::new(Customer::named(id, name)))
}

fn waiting(count: usize, error: StoreError) -> Status {
    Status::NotSaved { count, error }
}

/// What was logged with a customer, in the order in which it was written.
fn said(book: &Book) -> Vec<String> {
    let mut records: Vec<_> = book.contents().communications;
    records.sort_by_key(|one| one.id);
    records.iter().map(|one| one.content.clone()).collect()
}

/// The log form as it is kept among the drafts.
fn typed(text: &str) -> StoredDraft {
    StoredDraft {
        form: "log".to_owned(),
        id: Uuid::from_u128(5),
        text: text.to_owned(),
    }
}

fn send(book: &Book, log: Log, typed: StoredDraft) -> Result<Done, Refused> {
    run(book.service.execute_form(Command::Log(log.0), typed))
}

fn drafts(book: &Book) -> Vec<StoredDraft> {
    run(book.service.store().drafts()).expect("the disk can be read")
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
    assert_eq!(book.service.status(), waiting(1, StoreError::Full));
    book.disk.mend();
    assert_eq!(book.reopened().contents(), before);
}

#[test]
fn what_was_not_saved_can_be_tried_again() {
    let book = Book::new();
    book.disk.fill();
    assert!(book.try_do(create("Ada")).is_err());
    let refused = run(book.service.retry());
    assert_eq!(refused, Err(StoreError::Full), "it is still full");
    book.disk.mend();
    let done = run(book.service.retry()).expect("there is room again");
    assert!(done[0].change.is_some());
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(names(&book), ["Ada"]);
    assert_eq!(names(&book.reopened()), ["Ada"]);
    assert_eq!(run(book.service.retry()), Ok(vec![]), "nothing waits");
}

#[test]
fn every_write_that_failed_is_kept_and_tried_again_in_its_order() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    for words in ["first", "second", "third"] {
        assert!(
            book.try_do(Command::Log(Log::call(ada).saying(words).0))
                .is_err()
        );
    }
    assert_eq!(book.service.status(), waiting(3, StoreError::Full));
    assert_eq!(run(book.service.retry()), Err(StoreError::Full));
    assert_eq!(book.service.status(), waiting(3, StoreError::Full));
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(3));
    assert_eq!(said(&book), ["first", "second", "third"]);
    assert_eq!(said(&book.reopened()), ["first", "second", "third"]);
    assert_eq!(book.service.status(), Status::Saved);
}

#[test]
fn what_waits_is_saved_before_what_is_entered_next() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    assert!(
        book.try_do(Command::Log(Log::call(ada).saying("first").0))
            .is_err()
    );
    book.disk.mend();
    let done = book.log(Log::call(ada).saying("second"));
    assert!(done.change.is_some());
    assert_eq!(said(&book), ["first", "second"]);
    assert_eq!(book.service.status(), Status::Saved);
}

#[test]
fn an_import_that_does_not_fit_holds_up_nothing_else() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    let sample =
        Command::AddSampleData(Arc::new(sample_edits(SampleLanguage::English, &*book.desk)));
    assert!(book.try_do(sample).is_err());
    book.disk.mend();
    book.log(Log::call(ada).saying("a call"));
    assert_eq!(said(&book), ["a call"]);
    assert_eq!(book.service.status(), waiting(1, StoreError::Full));
    book.undo();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
    assert_eq!(book.service.status(), Status::Saved);
}

#[test]
fn a_form_that_is_sent_again_waits_once_with_its_newest_words() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    for words in ["a quot", "a quote"] {
        assert!(send(&book, Log::call(ada).saying(words), typed(words)).is_err());
    }
    assert_eq!(book.service.status(), waiting(1, StoreError::Full));
    book.disk.mend();
    let sent = send(&book, Log::call(ada).saying("a quote!"), typed("a quote!"));
    assert!(sent.expect("there is room").change.is_some());
    assert_eq!(said(&book), ["a quote!"]);
    assert_eq!(book.service.status(), Status::Saved);
}

#[test]
fn a_form_whose_write_happened_unheard_is_not_written_twice_when_sent_again() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let lost = Fault::After(StoreError::Unknown);
    let closed = Fault::Before(StoreError::Closed);
    book.disk
        .fail_each(vec![(Operation::Write, lost), (Operation::Read, closed)]);
    assert!(send(&book, Log::call(ada), typed("a call")).is_err());
    book.disk.mend();
    assert!(send(&book, Log::call(ada), typed("a call")).is_ok());
    assert_eq!(book.contents().communications.len(), 1);
}

#[test]
fn a_draft_stays_until_its_record_is_on_disk_and_no_longer() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk
        .fail_next(Operation::Write, &Fault::Before(StoreError::Full));
    assert!(send(&book, Log::call(ada), typed("a call")).is_err());
    assert_eq!(drafts(&book), [typed("a call")]);
    assert!(run(book.service.retry()).is_ok());
    assert_eq!(drafts(&book), []);
}

#[test]
fn a_draft_that_was_gone_on_with_outlasts_the_record_of_its_older_words() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    assert!(send(&book, Log::call(ada), typed("a call")).is_err());
    book.disk.mend();
    let newer = typed("a call and a visit");
    run(book.service.store().save_draft(&newer)).expect("there is room");
    assert!(run(book.service.retry()).is_ok());
    assert_eq!(drafts(&book), [newer]);
}

#[test]
fn the_words_of_what_is_refused_late_are_kept_as_a_draft() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    assert!(send(&book, Log::call(ada), typed("a call")).is_err());
    book.disk.mend();
    run(book.other_tab().service.undo()).expect("the customer is unused");
    assert_eq!(run(book.service.retry()), Ok(vec![]));
    assert_eq!(book.service.refused_late(), [Rejection::Gone]);
    assert_eq!(drafts(&book), [typed("a call")]);
}

#[test]
fn nothing_is_undone_while_something_newer_waits() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.disk.fill();
    assert!(book.try_do(Command::Log(Log::call(ada).0)).is_err());
    book.disk.mend();
    let refused = Err(Refused::Rejected(Rejection::NotSavedYet));
    assert_eq!(run(book.service.undo()), refused);
    assert_eq!(run(book.service.redo()), refused);
    assert_eq!(names(&book), ["Ada"]);
    assert!(run(book.service.retry()).is_ok());
    book.undo();
    assert_eq!(said(&book), [""; 0]);
    assert_eq!(names(&book), ["Ada"]);
}

#[test]
fn what_waits_outlasts_a_restore() {
    let book = Book::new();
    book.customer("Ada");
    let backup = book.contents();
    book.disk.fill();
    assert!(book.try_do(create("Ben")).is_err());
    book.disk.mend();
    run(book.service.replace(&backup)).expect("there is room");
    assert_eq!(book.service.status(), waiting(1, StoreError::Full));
    assert!(run(book.service.retry()).is_ok());
    assert_eq!(names(&book), ["Ada", "Ben"]);
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
    assert_eq!(run(book.service.retry()), Ok(vec![]));
    assert_eq!(book.service.refused_late(), [Rejection::Gone]);
    assert_eq!(book.service.status(), Status::Saved);
    book.service.acknowledge_refused();
    assert_eq!(book.service.refused_late(), []);
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
    assert_eq!(book.service.status(), waiting(1, StoreError::Unknown));
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
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
    assert!(matches!(
        book.service.status(),
        Status::NotSaved { count: 1, .. }
    ));
    book.disk.mend();
    assert_eq!(run(book.service.retry()).map(|saved| saved.len()), Ok(1));
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
fn a_restore_that_fails_leaves_everything_and_leaves_nothing_waiting() {
    let book = Book::new();
    let empty = book.contents();
    book.customer("Ada");
    book.disk.fill();
    let refused = run(book.service.replace(&empty));
    assert_eq!(refused, Err(StoreError::Full));
    assert_eq!(book.service.status(), Status::Saved);
    assert_eq!(names(&book), ["Ada"]);
}
