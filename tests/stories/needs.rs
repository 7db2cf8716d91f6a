//! Needs and promises: noted with a record or by hand, followed until they are settled.

use std::sync::Arc;

use genjin::app::commands::{Command, Rejection};
use genjin::app::history;
use genjin::app::queries::ledger::{
    Entry, EntrySort, LedgerFilter, LedgerState, ledger, needs_of, promises_due, promises_of,
};
use genjin::app::queries::strategy::proposal;
use genjin::domain::follow_up::Action;
use genjin::domain::hints::Proposed;
use genjin::domain::id::CustomerId;
use genjin::domain::need::{Need, NeedDraft, NeedKind, NeedState};
use genjin::domain::promise::{Promise, PromiseDraft, PromiseState, Side};
use genjin::domain::resource::{Resource, ResourceKind};
use genjin::domain::strategy::{Motive, Turn};

use crate::support::{Book, Log, day};

fn need(kind: NeedKind, words: &str) -> NeedDraft {
    NeedDraft {
        kind,
        words: words.to_owned(),
        resource: String::new(),
    }
}

fn promise(side: Side, words: &str, due_on: Option<&str>) -> PromiseDraft {
    PromiseDraft {
        side,
        words: words.to_owned(),
        due_on: due_on.map(day),
    }
}

fn open_need(book: &Book, customer: CustomerId, need: NeedDraft) {
    book.do_it(Command::OpenNeed {
        customer,
        came_up_in: None,
        need,
    });
}

fn note(book: &Book, customer: CustomerId, promise: PromiseDraft) {
    book.do_it(Command::NotePromise {
        customer,
        given_in: None,
        promise,
    });
}

fn only_need(book: &Book, customer: CustomerId) -> Arc<Need> {
    let model = book.service.model();
    let mut needs = model.needs_of(customer);
    let need = needs.next().expect("a need").clone();
    assert!(needs.next().is_none(), "one need");
    need
}

fn only_promise(book: &Book, customer: CustomerId) -> Arc<Promise> {
    let model = book.service.model();
    let mut promises = model.promises_of(customer);
    let promise = promises.next().expect("a promise").clone();
    assert!(promises.next().is_none(), "one promise");
    promise
}

fn set_need(book: &Book, before: &Arc<Need>, state: NeedState) {
    book.do_it(Command::EditNeed {
        before: before.clone(),
        after: Box::new(Need {
            state,
            ..(**before).clone()
        }),
    });
}

fn set_promise(book: &Book, before: &Arc<Promise>, state: PromiseState) {
    book.do_it(Command::EditPromise {
        before: before.clone(),
        after: Box::new(Promise {
            state,
            ..(**before).clone()
        }),
    });
}

/// The words of the ledger's lines, in its order.
fn lines(book: &Book, filter: LedgerFilter) -> Vec<String> {
    let model = book.service.model();
    ledger(&model, filter, book.now().date_naive())
        .into_iter()
        .map(|entry| match entry {
            Entry::Promise(id) => model.promise(id).expect("it is there").words.clone(),
            Entry::Need(id) => model.need(id).expect("it is there").words.clone(),
        })
        .collect()
}

#[test]
fn what_the_words_propose_is_noted_with_the_record_and_goes_with_its_undo() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let before = book.contents();
    let words = "Too expensive for her; I'll send a new quote by Tuesday";
    let mut log = Log::call(ada).saying(words);
    let Proposed { needs, promises } = Proposed::by(words, day("2024-08-16"));
    (log.0.needs, log.0.promises) = (needs, promises);
    let record = book.log_id(log);

    let need = only_need(&book, ada);
    assert_eq!((need.kind, need.state), (NeedKind::Price, NeedState::Open));
    assert_eq!(need.words, "Too expensive for her");
    assert_eq!(
        (need.opened_by, need.opened_on),
        (Some(record), day("2024-08-16"))
    );
    let promise = only_promise(&book, ada);
    assert_eq!(
        (promise.side, promise.due_on),
        (Side::Ours, Some(day("2024-08-20")))
    );
    assert_eq!(promise.communication, Some(record));

    book.undo();
    assert_eq!(book.contents(), before);
    book.redo();
    assert_eq!(only_need(&book, ada), need);
    assert_eq!(only_promise(&book.reopened(), ada), promise);
}

#[test]
fn a_need_found_in_an_earlier_record_bears_that_record_s_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let record = book.log_id(Log::call(ada).on("2024-08-06"));
    book.do_it(Command::OpenNeed {
        customer: ada,
        came_up_in: Some(record),
        need: need(NeedKind::Price, "wants a quote"),
    });
    let found = only_need(&book, ada);
    assert_eq!(
        (found.opened_by, found.opened_on),
        (Some(record), day("2024-08-06"))
    );
    let given_in = Some(genjin::domain::id::CommunicationId(uuid::Uuid::from_u128(
        9,
    )));
    let refused = book.refusal(Command::NotePromise {
        customer: ada,
        given_in,
        promise: promise(Side::Ours, "a quote", None),
    });
    assert_eq!(refused, Rejection::Gone);
}

#[test]
fn a_state_that_was_set_is_taken_back_by_undo() {
    let book = Book::new();
    let ada = book.customer("Ada");
    open_need(&book, ada, need(NeedKind::Delivery, "late"));
    let open = only_need(&book, ada);
    assert_eq!((open.opened_by, open.opened_on), (None, day("2024-08-16")));
    set_need(&book, &open, NeedState::InHand);
    assert_eq!(only_need(&book, ada).state, NeedState::InHand);
    let met = NeedState::Met {
        on: day("2024-08-16"),
    };
    set_need(&book, &only_need(&book, ada), met);
    assert_eq!(only_need(&book, ada).state, met);
    book.undo();
    book.undo();
    assert_eq!(only_need(&book, ada), open);

    note(&book, ada, promise(Side::Theirs, "pay", Some("2024-08-15")));
    let given = only_promise(&book, ada);
    let kept = PromiseState::Kept {
        on: day("2024-08-16"),
    };
    set_promise(&book, &given, kept);
    assert_eq!(only_promise(&book, ada).state, kept);
    assert_eq!(book.undo().turn, history::Turn::Undone);
    assert_eq!(only_promise(&book, ada), given);
}

#[test]
fn a_promise_of_nothing_is_refused() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let refused = book.refusal(Command::NotePromise {
        customer: ada,
        given_in: None,
        promise: promise(Side::Ours, "  ", None),
    });
    assert_eq!(refused, Rejection::NothingSaid);
}

#[test]
fn the_ledger_lists_what_is_due_first_and_what_its_filter_lets_through() {
    let book = Book::new();
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    open_need(&book, ada, need(NeedKind::Price, "cheaper"));
    open_need(&book, ben, need(NeedKind::Delivery, "sooner"));
    note(&book, ada, promise(Side::Ours, "whenever", None));
    note(
        &book,
        ben,
        promise(Side::Theirs, "next week", Some("2024-08-23")),
    );
    note(&book, ada, promise(Side::Ours, "today", Some("2024-08-16")));
    note(
        &book,
        ben,
        promise(Side::Theirs, "late", Some("2024-08-12")),
    );
    let all = LedgerFilter::default();
    let due_first = [
        "late",
        "today",
        "next week",
        "cheaper",
        "sooner",
        "whenever",
    ];
    assert_eq!(lines(&book, all), due_first);

    let of = |sort| LedgerFilter {
        sort: Some(sort),
        ..all
    };
    let ours = of(EntrySort::Promise(Side::Ours));
    assert_eq!(lines(&book, ours), ["today", "whenever"]);
    let theirs = of(EntrySort::Promise(Side::Theirs));
    assert_eq!(lines(&book, theirs), ["late", "next week"]);
    assert_eq!(lines(&book, of(EntrySort::Need)), ["cheaper", "sooner"]);
    let late = LedgerFilter {
        state: LedgerState::Late,
        ..all
    };
    assert_eq!(lines(&book, late), ["late"]);
    let delivery = LedgerFilter {
        kind: Some(NeedKind::Delivery),
        ..all
    };
    assert_eq!(lines(&book, delivery), ["sooner"]);

    let cheaper = {
        let model = book.service.model();
        let id = needs_of(&model, ada)[0];
        model.need(id).expect("it is there").clone()
    };
    set_need(&book, &cheaper, NeedState::InHand);
    let in_hand = LedgerFilter {
        state: LedgerState::InHand,
        ..all
    };
    assert_eq!(lines(&book, in_hand), ["cheaper"]);
    let dropped = NeedState::Dropped {
        on: day("2024-08-16"),
    };
    set_need(&book, &cheaper, dropped);
    assert!(!lines(&book, all).contains(&"cheaper".to_owned()));
    let everything = LedgerFilter {
        state: LedgerState::All,
        ..all
    };
    assert_eq!(
        lines(&book, everything).last().map(String::as_str),
        Some("cheaper")
    );

    let today = book.now().date_naive();
    assert_eq!(promises_due(&book.service.model(), today), 2);
    let of_ben = promises_of(&book.service.model(), ben).len();
    book.do_it(Command::MoveToTrash(
        genjin::app::commands::trash::Selection::customers(vec![ben]),
    ));
    assert_eq!((of_ben, promises_due(&book.service.model(), today)), (2, 1));
    assert_eq!(lines(&book, theirs), [""; 0]);
}

#[test]
fn the_proposed_step_follows_needs_resources_and_the_day() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let step = |book: &Book| proposal(&book.service.model(), ada, book.now()).expect("a proposal");
    assert_eq!(step(&book).because, Motive::Policy(9));
    open_need(&book, ada, need(NeedKind::Complaint, "late again"));
    book.change_settings(|settings| {
        let mut chen = Resource {
            name: "Chen".to_owned(),
            kind: ResourceKind::Person,
            answers: std::collections::BTreeSet::new(),
        };
        chen.answers.insert(NeedKind::Complaint);
        settings.resources.push(chen);
    });
    let found = step(&book);
    assert_eq!(
        (found.action, found.resource.as_deref()),
        (Action::Call, Some("Chen"))
    );
    let met = NeedState::Met {
        on: day("2024-08-16"),
    };
    set_need(&book, &only_need(&book, ada), met);
    assert_eq!(step(&book).action, Action::Visit);
    book.change_settings(|settings| settings.capacity.visits = 0);
    let found = step(&book);
    assert_eq!(
        (found.action, found.turned),
        (Action::Call, Some(Turn::NoVisitLeft))
    );
}
