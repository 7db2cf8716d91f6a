//! A clock that is wrong: the order of things never comes from it, and nothing is lost by it.

use chrono::{DateTime, FixedOffset, TimeDelta};
use genjin::app::commands::Command;
use genjin::app::commands::trash::Selection;
use genjin::domain::follow_up::Action;
use genjin::domain::moment::{Moment, Now};
use genjin::records::backup::write_backup;

use crate::support::{Book, Log, day, instant, step};

const TEN_YEARS: TimeDelta = TimeDelta::days(3653);

/// The open follow-ups of the Book, whatever the clock makes of them.
fn open_follow_ups(book: &Book) -> Vec<(String, String)> {
    let contents = book.contents();
    let open = contents.follow_ups.iter().filter(|one| one.is_open());
    open.map(|one| (one.due_on.to_string(), one.note.clone()))
        .collect()
}

/// Two customers with a step each: one due before the story's day, one after it.
fn planned() -> Book {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let ben = book.customer_called("Ben", 2);
    book.plan(ada, step(Action::Visit, "2024-08-14"));
    book.plan(ben, step(Action::Call, "2024-08-20"));
    book
}

/// Whatever the clock says: Changes stand in the order in which they were made, undo walks back
/// through them, and a tab opened again shows the same.
fn check_order(clocks: &[Now]) {
    let book = planned();
    let mut stages = vec![book.contents()];
    for (nth, clock) in clocks.iter().enumerate() {
        book.desk.set(*clock);
        let made = book.customer(&format!("at {clock}"));
        stages.push(book.contents());
        book.log(Log::call(made).on("2024-08-01").saying(&nth.to_string()));
        stages.push(book.contents());
        book.do_it(Command::MoveToTrash(Selection::customers(vec![made])));
        stages.push(book.contents());
    }
    let book = book.reopened();
    assert_eq!(Some(&book.contents()), stages.last());
    let numbers: Vec<u64> = (book.service.history().items().iter())
        .map(|one| one.sequence)
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "{numbers:?}");
    for stage in stages.iter().rev().skip(1) {
        assert_eq!(book.undo().kept, Vec::new());
        assert_eq!(&book.contents(), stage);
    }
    for stage in &stages[1..] {
        book.redo();
        assert_eq!(&book.contents(), stage);
    }
    assert_eq!(book.reopened().contents(), book.contents());
}

fn now() -> Now {
    instant("2024-08-16T12:00:00+08:00")
}

#[test]
fn changes_stand_in_the_order_in_which_they_were_made_whatever_the_clock_says() {
    let back = now() - TEN_YEARS;
    check_order(&[back, now() + TEN_YEARS, now(), back, back]);
    // The same moment over and over, and a clock that runs backwards.
    check_order(&[now(), now(), now()]);
    check_order(&[3, 2, 1].map(|days| now() - TimeDelta::days(days)));
    check_order(&[DateTime::UNIX_EPOCH.fixed_offset(), now()]);
}

#[test]
fn a_clock_ten_years_back_loses_no_follow_up_and_is_noticed() {
    let book = planned();
    let before = open_follow_ups(&book);
    let queue = book.queue();
    assert!(!book.service.history().is_ahead_of(book.now()));
    book.desk.set(now() - TEN_YEARS);
    assert!(book.service.history().is_ahead_of(book.now()));
    let book = book.reopened();
    assert_eq!(open_follow_ups(&book), before);
    // Work goes on meanwhile; what is to come stands where it did.
    book.customer("Cem");
    assert_eq!(open_follow_ups(&book), before);
    book.desk.set(now());
    assert_eq!(book.queue()[..queue.len()], queue);
}

#[test]
fn a_clock_ten_years_ahead_makes_every_follow_up_due_and_loses_none() {
    let book = planned();
    let before = open_follow_ups(&book);
    assert!(!book.service.history().is_long_before(book.now()));
    book.desk.set(now() + TEN_YEARS);
    assert!(book.service.history().is_long_before(book.now()));
    let book = book.reopened();
    assert_eq!(open_follow_ups(&book), before);
    assert_eq!(book.queue(), ["Ada", "Ben"]);
    book.desk.set(now());
    assert_eq!(open_follow_ups(&book.reopened()), before);
}

#[test]
fn what_was_logged_while_the_clock_was_ahead_is_a_plan_once_it_is_right() {
    let book = planned();
    let ada = book.queue();
    book.desk.set(now() + TEN_YEARS);
    let ben = book.customer("Ben");
    let ahead = book.now();
    book.log(Log::call(ben).at(Moment::At(ahead)).saying("far ahead"));
    book.desk.set(now());
    let book = book.reopened();
    assert!(book.service.history().is_ahead_of(book.now()));
    // It counts once its day has come, and is there until then.
    assert_eq!(book.last_contact(ben), None);
    let kept = book.contents().communications;
    assert!(kept.iter().any(|one| one.content == "far ahead"));
    assert_eq!(book.queue()[..ada.len()], ada);
}

#[test]
fn days_are_those_of_the_calendar_when_the_clocks_change() {
    let [winter, summer] = [1, 2].map(|hours| FixedOffset::east_opt(hours * 3600).expect("near"));
    let book = Book::new();
    let at = |text: &str, offset: FixedOffset| {
        let wall = format!("{text}+00:00");
        let wall = instant(&wall).naive_utc();
        wall.and_local_timezone(offset).single().expect("fixed")
    };
    // The night of 31 March 2024 has 23 hours in Berlin; that of 27 October has 25.
    book.desk.set(at("2024-03-30T23:30:00", winter));
    let ada = book.customer("Ada");
    book.log(Log::call(ada).at(Moment::At(book.now())));
    book.plan(ada, step(Action::Call, "2024-03-31"));
    book.desk.set(at("2024-03-31T23:30:00", summer));
    assert_eq!(book.last_contact(ada), Some(day("2024-03-30")));
    assert_eq!(book.due(ada), Some(Action::Call));
    book.log(Log::call(ada).at(Moment::At(book.now())));
    assert!(open_follow_ups(&book).is_empty());
    // In the hour that comes twice, the later Change still comes later.
    book.desk.set(at("2024-10-27T02:59:00", summer));
    book.edit(ada, |ada| ada.notes = "first".to_owned());
    book.desk.set(at("2024-10-27T02:01:00", winter));
    book.edit(ada, |ada| ada.notes = "second".to_owned());
    let book = book.reopened();
    assert_eq!(book.get(ada).notes, "second");
    book.undo();
    assert_eq!(book.get(ada).notes, "first");
    assert_eq!(
        write_backup(&book.contents()),
        write_backup(&book.reopened().contents())
    );
}
