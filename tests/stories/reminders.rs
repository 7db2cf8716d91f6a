//! The calendar file: what stands in it, and what the next one says of what has changed.

use genjin::app::commands::Command;
use genjin::app::commands::trash::Selection;
use genjin::app::queries::reminders::{
    CalendarCounts, CalendarPlan, Suggestions, calendar_plan, due_between,
};
use genjin::app::queries::round::{visit, visits_of_today};
use genjin::domain::customer::Customer;
use genjin::domain::follow_up::{Action, NextStep};
use genjin::formats::calendar::{EventTime, EventWords};

use crate::support::{Book, Log, day, instant, step, time};

fn words(customer: &Customer, action: Option<&Action>, note: &str) -> EventWords {
    EventWords {
        summary: format!("{} {action:?} {note}", customer.name),
        ..EventWords::default()
    }
}

fn plan(book: &Book, suggestions: Suggestions) -> CalendarPlan {
    calendar_plan(&book.service.model(), &*book.desk, suggestions, &words)
}

/// Gives the file, as the screen does, and tells what was new in it.
fn export(book: &Book) -> CalendarPlan {
    let plan = plan(book, Suggestions::LeftOut);
    book.do_it(Command::RememberReminders(plan.remember.clone()));
    plan
}

fn counts(new: usize, changed: usize, cancelled: usize, unchanged: usize) -> CalendarCounts {
    CalendarCounts {
        new,
        changed,
        cancelled,
        unchanged,
    }
}

/// What each event says of its sequence and whether it is withdrawn.
fn told(plan: &CalendarPlan) -> Vec<(u32, bool)> {
    let events = plan.events.iter();
    events
        .map(|event| (event.sequence, event.is_cancelled))
        .collect()
}

fn at_three() -> NextStep {
    NextStep {
        due_at: Some(time("15:00")),
        ..step(Action::Call, "2024-08-20")
    }
}

#[test]
fn what_changes_grows_in_sequence_and_what_is_done_is_cancelled_once() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let follow_up = book.plan(ada, at_three());
    let first = export(&book);
    assert_eq!(
        (first.counts, told(&first)),
        (counts(1, 0, 0, 0), vec![(0, false)])
    );
    let again = export(&book);
    assert_eq!(
        (again.counts, told(&again)),
        (counts(0, 0, 0, 1), vec![(0, false)])
    );

    let before = book
        .service
        .model()
        .follow_up(follow_up)
        .expect("it is there")
        .clone();
    let mut after = (*before).clone();
    after.due_on = day("2024-08-21");
    book.do_it(Command::EditFollowUp {
        before,
        after: Box::new(after),
    });
    let moved = export(&book);
    assert_eq!(
        (moved.counts, told(&moved)),
        (counts(0, 1, 0, 0), vec![(1, false)])
    );
    assert_eq!(moved.events[0].id, first.events[0].id);

    book.do_it(Command::Complete(follow_up));
    let done = export(&book);
    assert_eq!(
        (done.counts, told(&done)),
        (counts(0, 0, 1, 0), vec![(2, true)])
    );
    assert_eq!(done.events[0].when.day(), day("2024-08-21"));
    // Written again for who left out a file, but it is nothing new.
    let later = export(&book);
    assert_eq!(
        (later.counts, told(&later)),
        (counts(0, 0, 0, 0), vec![(2, true)])
    );

    book.undo();
    let back = plan(&book, Suggestions::LeftOut);
    assert_eq!(told(&back).len(), 1);
    book.desk.set(instant("2024-10-01T09:00:00+08:00"));
    let old = plan(&book, Suggestions::LeftOut);
    assert!(
        old.events.iter().all(|event| !event.is_cancelled),
        "too old to be said again"
    );
}

#[test]
fn a_step_after_one_that_was_skipped_is_an_event_of_its_own() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, at_three());
    export(&book);
    book.do_it(Command::Skip {
        customer: ada,
        until: day("2024-08-22"),
        reason: String::new(),
    });
    assert_eq!(told(&export(&book)), [(1, true)]);
    book.plan(ada, step(Action::Visit, "2024-08-23"));
    let plan = export(&book);
    assert_eq!(plan.counts, counts(1, 0, 0, 0));
}

#[test]
fn a_time_is_an_instant_and_what_is_overdue_comes_today() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, at_three());
    book.plan(ada, step(Action::Visit, "2024-08-01"));
    let plan = plan(&book, Suggestions::LeftOut);
    let whens: Vec<_> = plan.events.iter().map(|event| event.when).collect();
    assert_eq!(
        whens,
        [
            EventTime::Day {
                day: day("2024-08-16"),
                rings_at: 9 * 60,
            },
            EventTime::At {
                starts: instant("2024-08-20T15:00:00+08:00"),
                minutes: 15,
                rings_before: 15,
            },
        ]
    );
}

#[test]
fn who_is_not_to_be_contacted_has_no_event_and_loses_the_one_there_was() {
    let book = Book::new();
    let (ada, ben) = (book.customer("Ada"), book.customer("Ben"));
    book.plan(ada, at_three());
    book.plan(ben, at_three());
    export(&book);
    book.edit(ada, |customer| customer.consent.do_not_contact = true);
    book.do_it(Command::MoveToTrash(Selection::customers(vec![ben])));
    let plan = export(&book);
    assert_eq!(plan.counts, counts(0, 0, 2, 0));
    assert!(plan.events.iter().all(|event| event.is_cancelled));
}

#[test]
fn suggestions_are_written_where_they_are_wanted_and_as_many_as_fit() {
    let book = Book::new();
    for name in ["Ada", "Ben", "Cleo"] {
        book.customer_called(name, 9);
    }
    book.change_settings(|settings| settings.capacity.visits = 2);
    assert_eq!(plan(&book, Suggestions::LeftOut).events, []);
    let plan = plan(&book, Suggestions::Included);
    assert_eq!(plan.counts, counts(2, 0, 0, 0));
    assert!(plan.events[0].words.summary.contains("Visit"));
}

#[test]
fn a_time_rings_once_and_only_while_its_step_is_open() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let follow_up = book.plan(ada, at_three());
    let due = |after: &str, until: &str| {
        let at = |time| instant(&format!("2024-08-20T{time}:00+08:00"));
        let due = due_between(&book.service.model(), &*book.desk, at(after), at(until));
        due.iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(due("14:00", "14:59"), []);
    assert_eq!(due("14:59", "15:00"), [follow_up]);
    assert_eq!(due("15:00", "15:01"), []);
    book.do_it(Command::Snooze {
        customer: ada,
        until: day("2024-08-21"),
    });
    assert_eq!(due("14:59", "15:00"), []);
    book.undo();
    book.do_it(Command::Complete(follow_up));
    assert_eq!(due("14:59", "15:00"), []);
}

#[test]
fn a_file_that_is_remembered_can_be_taken_back() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, at_three());
    let before = book.contents();
    export(&book);
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn the_round_has_the_first_visits_of_the_queue_and_knows_how_many_there_are() {
    let book = Book::new();
    for (name, days) in [("Ada", 20), ("Ben", 9), ("Cleo", 30), ("Dan", 5)] {
        book.customer_called(name, days);
    }
    let cleo = book.today().queue[0].customer;
    book.edit(cleo, |customer| {
        customer.opening_hours = "Mo-Fr 9-17".to_owned();
    });
    book.log(Log::call(cleo).on("2024-08-01"));
    let due = visits_of_today(&book.service.model(), book.now(), Some(2));
    let names: Vec<_> = due
        .items
        .iter()
        .map(|item| item.customer.name.as_str())
        .collect();
    assert_eq!((names, due.total), (vec!["Ada", "Cleo"], 3));
    assert!(visit(&due.items[1]).hours.is_some());
    assert!(due.items[1].last_contact.is_some());
}

#[test]
fn the_round_knows_for_when_a_visit_of_today_was_planned() {
    let book = Book::new();
    let today = book.now().date_naive();
    let yesterday = today.pred_opt().expect("every day has one before");
    for (name, on) in [("Ada", today), ("Ben", yesterday)] {
        let at_ten = NextStep {
            due_at: Some(time("10:00")),
            ..step(Action::Visit, &on.to_string())
        };
        book.plan(book.customer(name), at_ten);
    }
    let due = visits_of_today(&book.service.model(), book.now(), None);
    let told: Vec<_> = due
        .items
        .iter()
        .map(|item| (item.customer.name.as_str(), visit(item).agreed_for))
        .collect();
    // The time of a day that has passed binds nobody any more.
    assert_eq!(told, [("Ben", None), ("Ada", Some(600))]);
}
