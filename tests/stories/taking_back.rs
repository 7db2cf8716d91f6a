//! Undo and redo: what comes back, what is spared, and that it outlasts a reload.

use genjin::app::commands::take_back::Kept;
use genjin::app::commands::{Command, Rejection};
use genjin::app::history::Turn;
use genjin::app::service::Refused;
use genjin::domain::change::Deed;
use genjin::domain::customer::Tier;
use genjin::domain::follow_up::Action;
use genjin::domain::id::ChangeId;
use uuid::Uuid;

use crate::support::{Book, Log, run, step};

fn undo_change(book: &Book, id: ChangeId) -> Result<Vec<Kept>, Refused> {
    run(book.service.undo_change(id)).map(|done| done.kept)
}

fn kept(record: &str, fields: &[&'static str]) -> Kept {
    Kept {
        record: record.to_owned(),
        fields: fields.to_vec(),
    }
}

#[test]
fn undo_brings_back_all_that_a_log_altered() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-10"));
    let before = book.contents();
    book.log(
        Log::call(ada)
            .new_customer("Ben")
            .then(step(Action::Call, "2024-08-19")),
    );
    let after = book.contents();
    assert_ne!(after, before);
    let undone = book.undo();
    assert_eq!((undone.turn, undone.kept), (Turn::Undone, Vec::new()));
    assert_eq!(undone.label.deed, Deed::LogCommunication);
    assert_eq!(undone.label.subject, "Ada, Ben");
    assert_eq!(book.contents(), before);
    book.redo();
    assert_eq!(book.contents(), after);
}

#[test]
fn undo_and_redo_outlast_closing_the_page() {
    let book = Book::new();
    let mut stages = vec![book.contents()];
    let ada = book.customer("Ada");
    stages.push(book.contents());
    book.log(Log::call(ada));
    stages.push(book.contents());
    book.undo();
    let book = book.reopened();
    assert_eq!(book.contents(), stages[1]);
    book.undo();
    let book = book.reopened();
    assert_eq!(book.contents(), stages[0]);
    book.redo();
    let book = book.reopened();
    assert_eq!(book.contents(), stages[1]);
    book.redo();
    assert_eq!(book.contents(), stages[2]);
    assert_eq!(book.reopened().contents(), stages[2]);
}

#[test]
fn a_new_change_ends_redo() {
    let book = Book::new();
    book.customer("Ada");
    book.undo();
    book.customer("Ben");
    let refused = run(book.service.redo());
    assert_eq!(refused, Err(Refused::Rejected(Rejection::NothingToUndo)));
    assert!(run(book.reopened().service.redo()).is_err());
}

#[test]
fn an_empty_book_has_nothing_to_undo() {
    let book = Book::new();
    let refused = run(book.service.undo());
    assert_eq!(refused, Err(Refused::Rejected(Rejection::NothingToUndo)));
    let unknown = undo_change(&book, ChangeId(Uuid::from_u128(404)));
    assert_eq!(unknown, Err(Refused::Rejected(Rejection::NothingToUndo)));
}

#[test]
fn undo_pressed_twice_at_once_takes_back_two_changes() {
    let book = Book::new();
    let before = book.contents();
    book.customer("Ada");
    book.customer("Ben");
    let (first, second) = run(futures::future::join(
        book.service.undo(),
        book.service.undo(),
    ));
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    assert_eq!(book.contents(), before);
}

#[test]
fn undoing_an_older_change_spares_what_was_changed_since_and_lists_it() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let older = book.edit(ada, |ada| {
        ada.company = "Analytical".to_owned();
        ada.tier = Some(Tier::A);
        ada.notes = "likes engines".to_owned();
    });
    book.edit(ada, |ada| ada.tier = Some(Tier::B));
    let listed = undo_change(&book, older.change.expect("saved"));
    assert_eq!(listed, Ok(vec![kept("Ada", &["tier"])]));
    let ada = book.get(ada);
    assert_eq!((ada.company.as_str(), ada.notes.as_str()), ("", ""));
    assert_eq!(ada.tier, Some(Tier::B));
}

#[test]
fn a_record_that_was_edited_since_it_was_made_is_not_removed() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let call = book.log(Log::call(ada));
    let id = genjin::app::commands::made_communication(&call.edits).expect("a record");
    book.edit_communication(id, |call| call.content.push_str(", by Friday"));
    let listed = undo_change(&book, call.change.expect("saved"));
    assert_eq!(listed, Ok(vec![kept("wants a quote, by Friday", &[])]));
    assert_eq!(book.communication(id).content, "wants a quote, by Friday");
    assert_eq!(
        book.follow_ups(ada),
        [],
        "the first contact that it had answered"
    );
}

#[test]
fn a_change_of_which_nothing_is_left_is_refused() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let older = book.edit(ada, |ada| ada.tier = Some(Tier::A));
    book.edit(ada, |ada| ada.tier = Some(Tier::B));
    let changes = book.service.history().items().len();
    let refused = undo_change(&book, older.change.expect("saved"));
    assert_eq!(refused, Err(Refused::Rejected(Rejection::ChangedSince)));
    assert_eq!(book.service.history().items().len(), changes);
}

#[test]
fn a_customer_of_whom_newer_records_speak_is_not_removed() {
    let book = Book::new();
    for use_it in [
        |book: &Book, ada| {
            book.log(Log::call(ada));
        },
        |book: &Book, ada| {
            book.plan(ada, step(Action::Call, "2024-08-20"));
        },
        |book: &Book, ada| {
            // Even from the trash a record speaks.
            let call = book.log_id(Log::call(ada));
            let selection = genjin::app::commands::trash::Selection::communication(call);
            book.do_it(Command::MoveToTrash(selection));
        },
        |book: &Book, ada| {
            let person = book.customer("Ben");
            book.edit(person, |person| person.firm = Some(ada));
        },
    ] {
        let ada = book.customer("Ada");
        let made = book.service.history().items().last().expect("a change").id;
        use_it(&book, ada);
        let refused = undo_change(&book, made);
        assert_eq!(refused, Err(Refused::Rejected(Rejection::ChangedSince)));
        assert_eq!(book.get(ada).name, "Ada");
    }
}

#[test]
fn a_record_is_not_given_back_to_a_customer_who_is_gone() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let made = book.service.history().items().last().expect("a change").id;
    let ben = book.customer("Ben");
    let call = book.log_id(Log::call(ada));
    let moved = book.edit_communication(call, |call| call.customers = vec![ben]);
    for follow_up in book.follow_ups(ada) {
        let before = std::sync::Arc::new(follow_up.clone());
        let after = genjin::domain::follow_up::FollowUp {
            customer: ben,
            ..follow_up
        };
        let after = Box::new(after);
        book.do_it(Command::EditFollowUp { before, after });
    }
    assert_eq!(
        undo_change(&book, made),
        Ok(Vec::new()),
        "nobody speaks of Ada"
    );
    let refused = undo_change(&book, moved.change.expect("saved"));
    assert_eq!(refused, Err(Refused::Rejected(Rejection::ChangedSince)));
    assert_eq!(book.communication(call).customers, [ben]);
}

#[test]
fn settings_come_back_with_undo() {
    let book = Book::new();
    let before = book.contents();
    book.change_settings(|settings| settings.own_channels.push("Fax".to_owned()));
    assert_ne!(book.contents(), before);
    book.undo();
    assert_eq!(book.contents(), before);
}
