//! A Book that a newer Genjin wrote: it is shown, and nothing that is done in it waits for a write that
//! never comes.

use genjin::app::commands::Command;
use genjin::app::ports::{StoreError, StoredDraft};
use genjin::app::service::{Refused, Status};
use uuid::Uuid;

use crate::support::{Book, Log, run};

const NEWER: u32 = 99;

#[test]
fn nothing_waits_in_a_book_for_reading_only() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let contents = book.contents();
    assert!(!book.service.is_read_only());
    book.disk.raise_form(NEWER);
    let before = book.disk.values();

    let shown = book.reopened();
    assert!(shown.service.is_read_only() && shown.service.closes_forms());
    let too_new = StoreError::TooNew { version: NEWER };
    let command = Command::Log(Log::call(ada).saying("hello").0);
    let refused = Err(Refused::Store(too_new.clone()));
    assert_eq!(shown.try_do(command.clone()), refused);
    let typed = StoredDraft {
        form: "log".to_owned(),
        id: Uuid::from_u128(1),
        text: "{}".to_owned(),
    };
    assert_eq!(run(shown.service.execute_form(command, typed)), refused);
    assert_eq!(run(shown.service.undo()), refused);
    assert_eq!(run(shown.service.replace(&contents)), Err(too_new));
    // Nobody is kept from leaving for what cannot be saved.
    assert_eq!(shown.service.status(), Status::Saved);
    assert!(!shown.service.has_unsaved());
    assert_eq!(book.disk.values(), before);
    // What is there can be taken along.
    assert_eq!(shown.contents(), contents);
    assert!(run(shown.service.store().as_it_lies()).is_ok());
}
