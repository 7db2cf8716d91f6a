//! A Book that is kept for long: its oldest Changes are read later, and undo still knows them; what
//! opening would read one by one is folded.

use genjin::app::ports::Kept;
use genjin::domain::source::SourceKind;

use crate::support::import::{customer, import, plan};
use crate::support::{Book, run};

#[test]
fn undo_reaches_the_changes_that_opening_left_aside() {
    let book = Book::new();
    let ada = book.customer("Ada");
    for round in 0..320 {
        book.edit(ada, |ada| ada.notes = format!("round {round}"));
    }
    assert_eq!(run(book.service.keep_up()), Ok(Some(Kept::Folded)));
    assert_eq!(run(book.service.keep_up()), Ok(Some(Kept::AsItWas)));
    let reopened = book.reopened();
    assert_eq!(reopened.contents(), book.contents());
    // The newest are there at once, for the words beside Undo.
    assert_eq!(reopened.service.history().items().len(), 100);
    run(reopened.service.read_older_history()).expect("the disk can be read");
    assert_eq!(
        reopened.service.history().items(),
        book.service.history().items()
    );
    for _ in 0..150 {
        reopened.undo();
    }
    assert_eq!(reopened.get(ada).notes, "round 169");
    // Asked for undo alone, they are read too.
    let again = reopened.reopened();
    again.redo();
    assert_eq!(again.get(ada).notes, "round 170");
}

#[test]
fn much_in_the_log_alone_is_known_as_such_until_it_is_folded() {
    let book = Book::new();
    book.customer("Ada");
    assert!(!book.service.has_much_unfolded());
    let mut file = plan(&book.desk, SourceKind::Customers);
    for number in 0..10_000 {
        let key = number.to_string();
        let made = customer(
            &book.desk,
            &file.source,
            &key,
            &format!("Customer {number}"),
        );
        file.new_customers.push(made);
    }
    book.do_it(import(&file));
    assert!(book.service.has_much_unfolded());
    assert!(book.reopened().service.has_much_unfolded());
    assert_eq!(run(book.service.keep_up()), Ok(Some(Kept::Folded)));
    assert!(!book.service.has_much_unfolded());
    assert!(!book.reopened().service.has_much_unfolded());
}
