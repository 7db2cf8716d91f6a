//! The Book as others may see it: no name in it, and nothing of it is ever written.

use std::sync::Arc;

use genjin::app::commands::{Command, Rejection};
use genjin::app::sample::SampleLanguage;
use genjin::app::sample::demo::demo_contents;
use genjin::domain::customer::Labelled;
use genjin::domain::follow_up::Action;
use genjin::i18n::Language;
use genjin::i18n::describe_masked::stand_ins;
use genjin::records::backup::{Contents, write_backup};

use crate::support::{Book, Log, run, step};

fn hide(book: &Book) {
    book.service.set_mask(Some(stand_ins(Language::English)));
}

fn shown(book: &Book) -> Contents {
    book.service.shown_model().contents(book.service.book())
}

/// Ada of Quill & Sons, of whom the words of others speak too.
fn with_ada() -> (Book, genjin::domain::id::CustomerId) {
    let book = Book::new();
    let ada = book.customer("Ada Quill");
    book.edit(ada, |ada| {
        "Quill & Sons".clone_into(&mut ada.company);
        ada.phones = vec![Labelled {
            label: "Work".to_owned(),
            value: "+1 312 555 0142".to_owned(),
        }];
        "Ada likes visits".clone_into(&mut ada.notes);
    });
    let ben = book.customer("Ben Moss");
    book.log(Log::call(ben).saying("Ben heard from Ada Quill, 312-555-0142"));
    (book, ada)
}

#[test]
fn no_name_or_number_is_shown_and_all_else_is() {
    let (book, ada) = with_ada();
    let before = book.contents();
    hide(&book);
    let shown = shown(&book);
    let text = write_backup(&shown);
    let text = String::from_utf8_lossy(&text);
    for known in ["Ada", "Quill", "Ben", "Moss", "555", "0142"] {
        assert!(!text.contains(known), "{known} in {text}");
    }
    assert_eq!(shown.customers.len(), before.customers.len());
    let model = book.service.shown_model();
    assert_eq!(
        model.customer(ada).expect("the same id").name,
        "Customer\u{a0}1"
    );
    assert_ne!(model.revision(), book.service.model().revision());
    drop(model);
    assert_eq!(book.contents(), before, "nothing is written");
    book.service.set_mask(None);
    assert_eq!(self::shown(&book), before);
}

#[test]
fn the_whole_demo_can_be_hidden() {
    for (language, words) in [
        (SampleLanguage::English, Language::English),
        (SampleLanguage::Chinese, Language::Chinese),
    ] {
        let book = Book::new();
        let contents = demo_contents(book.service.book(), language, &*book.desk);
        run(book.service.replace(&contents)).expect("stored");
        book.service.set_mask(Some(stand_ins(words)));
        let text = write_backup(&shown(&book));
        let text = String::from_utf8_lossy(&text);
        for customer in &contents.customers {
            let values = [&customer.phones, &customer.emails, &customer.handles];
            let values = values.into_iter().flatten().map(|one| &one.value);
            for known in values.chain([&customer.name, &customer.address]) {
                assert!(
                    known.is_empty() || !text.contains(known.as_str()),
                    "{known}"
                );
            }
        }
    }
}

#[test]
fn a_call_logged_behind_the_mask_is_the_right_customers_and_is_shown_at_once() {
    let (book, ada) = with_ada();
    hide(&book);
    let done = book.log(
        Log::call(ada)
            .saying("Told Ada of the new price")
            .then(step(Action::Visit, "2024-08-20")),
    );
    assert_eq!(done.label.subject, "Customer\u{a0}1");
    let last = book
        .contents()
        .communications
        .last()
        .cloned()
        .expect("logged");
    assert_eq!(last.customers, [ada]);
    assert_eq!(last.content, "Told Ada of the new price");
    let model = book.service.shown_model();
    let first = model.timeline(ada).next().expect("shown");
    assert_eq!(first.content, "Told Customer\u{a0}1 of the new price");
    let history = book.service.shown_history();
    let told: Vec<_> = history
        .items()
        .iter()
        .map(|one| &one.label.subject)
        .collect();
    assert!(told.iter().all(|one| !one.contains("Ada")), "{told:?}");
    assert_eq!(history.items().len(), book.service.history().items().len());
}

#[test]
fn no_stand_in_is_ever_written() {
    let (book, ada) = with_ada();
    hide(&book);
    let before = book.contents();
    let masked = book
        .service
        .shown_model()
        .customer(ada)
        .expect("shown")
        .clone();
    // A form that shows the customer hands everything back, with a word added to the notes.
    let mut after = (*masked).clone();
    after.notes.push_str(", always");
    let edit = |after| Command::EditCustomer {
        before: masked.clone(),
        after: Box::new(after),
    };
    assert_eq!(book.refusal(edit(after)), Rejection::Masked);
    for words in [
        "Customer 1 called",
        "met Customer\u{a0}2",
        "told Name\u{a0}•••",
    ] {
        assert_eq!(
            book.refusal(Command::Log(Log::call(ada).saying(words).0)),
            Rejection::Masked
        );
    }
    assert_eq!(book.contents(), before);
    // What it did not touch is no part of what it changes.
    let mut after = (*masked).clone();
    after.consent.do_not_contact = true;
    book.do_it(edit(after));
    let stored = book.get(ada);
    assert!(stored.consent.do_not_contact);
    assert_eq!(
        (&*stored.name, &*stored.notes),
        ("Ada Quill", "Ada likes visits")
    );
    book.log(Log::call(ada).saying("a good customer 1st class"));
}

#[test]
fn what_comes_and_goes_behind_the_mask_is_hidden_too() {
    let (book, ada) = with_ada();
    hide(&book);
    let cora = book.customer("Cora Finch");
    book.log(Log::call(ada).saying("Knows Cora Finch"));
    let text = write_backup(&shown(&book));
    let text = String::from_utf8_lossy(&text);
    assert!(!text.contains("Cora") && !text.contains("Finch"), "{text}");
    assert_eq!(book.get(cora).name, "Cora Finch");
    assert_eq!(book.undo().label.subject, "Customer\u{a0}1");
    assert_eq!(book.undo().label.subject, "Customer\u{a0}3");
    let history = book.service.shown_history();
    assert!(
        history
            .items()
            .iter()
            .all(|one| !one.label.subject.contains("Cora"))
    );
    drop(history);
    // Another tab's Changes, and a Book that is replaced.
    let other = book.other_tab();
    let dora = other.customer("Dora Finch");
    run(book.service.catch_up()).expect("read");
    let name = |id| {
        book.service
            .shown_model()
            .customer(id)
            .map(|one| one.name.clone())
    };
    assert_eq!(name(dora).as_deref(), Some("Customer\u{a0}4"));
    let contents = Arc::new(book.contents());
    run(book.service.replace(&contents)).expect("stored");
    assert_eq!(name(ada).as_deref(), Some("Customer\u{a0}1"));
}
