//! Follow-ups that come back: when one is done or skipped, the next one stands there.

use genjin::app::commands::Command;
use genjin::domain::cadence::Cadence;
use genjin::domain::channel::Channel;
use genjin::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState, NextStep};
use genjin::domain::id::{CustomerId, FollowUpId};

use crate::support::{Book, Log, day, step, time};

fn every(cadence: Cadence, due_on: &str) -> NextStep {
    NextStep {
        due_at: Some(time("15:00:00")),
        note: "stock".to_owned(),
        recurrence: Some(cadence),
        ..step(Action::Visit, due_on)
    }
}

/// Ada with a visit every week, due yesterday.
fn weekly(book: &Book) -> (CustomerId, FollowUpId) {
    let ada = book.customer("Ada");
    let follow_up = book.plan(ada, every(Cadence::Weeks(1), "2024-08-15"));
    (ada, follow_up)
}

fn open(book: &Book, customer: CustomerId) -> Vec<FollowUp> {
    let mut list = book.follow_ups(customer);
    list.retain(FollowUp::is_open);
    list
}

#[track_caller]
fn comes_back(book: &Book, customer: CustomerId, due_on: &str) {
    let list = open(book, customer);
    assert_eq!(list.len(), 1, "one only: {list:?}");
    let next = &list[0];
    assert_eq!(next.due_on, day(due_on));
    assert_eq!(
        (&next.action, next.due_at, next.note.as_str(), next.asked_by),
        (
            &Action::Visit,
            Some(time("15:00:00")),
            "stock",
            AskedBy::Hand
        )
    );
}

#[test]
fn a_contact_that_does_one_opens_the_next_in_the_same_change() {
    let book = Book::new();
    let (ada, _) = weekly(&book);
    let before = book.contents();
    book.log(Log::call(ada));
    comes_back(&book, ada, "2024-08-22");
    book.undo();
    assert_eq!(book.contents(), before);
    book.redo();
    comes_back(&book, ada, "2024-08-22");
}

#[test]
fn of_dates_that_were_missed_none_comes_back() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let visit = book.plan(ada, every(Cadence::Days(10), "2024-06-01"));
    book.do_it(Command::Complete(visit));
    comes_back(&book, ada, "2024-08-20");
}

#[test]
fn the_next_is_past_today_even_where_that_is_its_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let visit = book.plan(ada, every(Cadence::Weeks(2), "2024-08-02"));
    book.do_it(Command::Complete(visit));
    comes_back(&book, ada, "2024-08-30");
}

#[test]
fn one_that_is_done_early_comes_back_after_its_own_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let visit = book.plan(ada, every(Cadence::Months(1), "2024-08-31"));
    book.log(Log::call(ada).executing(visit));
    comes_back(&book, ada, "2024-09-30");
}

#[test]
fn a_newsletter_that_does_one_opens_the_next_too() {
    let book = Book::new();
    book.change_settings(|settings| {
        settings
            .contact_rule
            .uncounted_channels
            .insert(Channel::Email);
    });
    let (ada, visit) = weekly(&book);
    book.log(Log::call(ada).by(Channel::Email).executing(visit));
    comes_back(&book, ada, "2024-08-22");
}

#[test]
fn one_that_is_skipped_comes_back_and_one_that_is_put_off_does_not_come_twice() {
    let book = Book::new();
    let (ada, visit) = weekly(&book);
    let until = day("2024-08-17");
    book.do_it(Command::Skip {
        customer: ada,
        until,
        reason: String::new(),
    });
    comes_back(&book, ada, "2024-08-22");
    book.undo();
    book.do_it(Command::Snooze {
        customer: ada,
        until,
    });
    let list = open(&book, ada);
    assert_eq!((list.len(), list[0].id), (1, visit));
}

#[test]
fn one_that_its_form_ends_comes_back_unless_it_no_longer_repeats() {
    let book = Book::new();
    let (ada, visit) = weekly(&book);
    let before = book
        .service
        .model()
        .follow_up(visit)
        .expect("planned")
        .clone();
    let skipped = FollowUp {
        state: FollowUpState::Skipped {
            until: day("2024-08-17"),
            reason: String::new(),
        },
        ..(*before).clone()
    };
    let edit = |after: &FollowUp| Command::EditFollowUp {
        before: before.clone(),
        after: Box::new(after.clone()),
    };
    book.do_it(edit(&skipped));
    comes_back(&book, ada, "2024-08-22");
    book.undo();
    book.do_it(edit(&FollowUp {
        recurrence: None,
        ..skipped
    }));
    assert_eq!(open(&book, ada), []);
}

#[test]
fn an_attempt_ends_nothing() {
    let book = Book::new();
    let (ada, visit) = weekly(&book);
    book.log(
        Log::call(ada)
            .unanswered()
            .then(step(Action::Visit, "2024-08-19")),
    );
    let list = open(&book, ada);
    assert_eq!((list.len(), list[0].id), (1, visit));
    assert_eq!(list[0].recurrence, Some(Cadence::Weeks(1)));
}
