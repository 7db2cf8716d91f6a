//! Two tabs on one Book: both write, nothing is lost, and both come to show the same.

use genjin::app::commands::trash::Selection;
use genjin::app::commands::{Command, Rejection};
use genjin::app::service::{Refused, Status};
use genjin::domain::customer::{Stage, Tier};
use genjin::domain::follow_up::Action;

use crate::support::{Book, Log, run, step};

#[test]
fn what_one_tab_logs_the_other_shows_after_catching_up() {
    let here = Book::new();
    let there = here.other_tab();
    let ada = here.customer("Ada");
    here.log(Log::call(ada));
    run(there.service.catch_up()).expect("the disk can be read");
    assert_eq!(there.contents(), here.contents());
    assert_eq!(there.counts(), here.counts());
    assert_eq!(
        there.service.history().items(),
        here.service.history().items()
    );
}

#[test]
fn a_tab_that_is_behind_decides_again_on_the_newest_records() {
    let here = Book::new();
    let ada = here.customer("Ada");
    let there = here.other_tab();
    here.plan(ada, step(Action::Visit, "2024-08-10"));
    // The other tab knows nothing of the visit, and yet its call carries it out.
    there.log_id(Log::call(ada));
    assert!(there.follow_ups(ada).iter().all(|one| !one.is_open()));
    run(here.service.catch_up()).expect("the disk can be read");
    assert_eq!(here.contents(), there.contents());
}

#[test]
fn a_tab_that_is_behind_may_be_refused_and_is_not_stuck() {
    let here = Book::new();
    let ada = here.customer("Ada");
    let there = here.other_tab();
    here.do_it(Command::MoveToTrash(Selection::customers(vec![ada])));
    let refusal = there.refusal(Command::Log(Log::call(ada).0));
    assert_eq!(refusal, Rejection::Gone);
    assert_eq!(there.service.status(), Status::Saved);
    assert_eq!(there.contents(), here.contents());
}

#[test]
fn a_tab_that_is_behind_and_finds_all_done_is_not_stuck() {
    let here = Book::new();
    let ada = here.customer("Ada");
    let there = here.other_tab();
    here.edit(ada, |ada| ada.tier = Some(Tier::A));
    let done = there.edit(ada, |ada| ada.tier = Some(Tier::A));
    assert_eq!(done.change, None);
    assert_eq!(there.service.status(), Status::Saved);
}

#[test]
fn two_tabs_that_edit_one_customer_keep_the_fields_of_both() {
    let here = Book::new();
    let ada = here.customer("Ada");
    let there = here.other_tab();
    here.edit(ada, |ada| ada.company = "Analytical".to_owned());
    there.edit(ada, |ada| ada.stage = Stage::Active);
    let both = there.get(ada);
    assert_eq!(
        (both.company.as_str(), both.stage),
        ("Analytical", Stage::Active)
    );
    run(here.service.catch_up()).expect("the disk can be read");
    assert_eq!(here.get(ada), both);
}

#[test]
fn two_tabs_that_write_at_once_lose_nothing() {
    let here = Book::new();
    let ada = here.customer("Ada");
    let there = here.other_tab();
    for round in 0..20 {
        let log = |words: &str| Command::Log(Log::call(ada).saying(words).0);
        let (first, second) = run(futures::future::join(
            here.service.execute(log(&format!("here {round}"))),
            there.service.execute(log(&format!("there {round}"))),
        ));
        assert!(first.is_ok() && second.is_ok());
    }
    run(here.service.catch_up()).expect("the disk can be read");
    run(there.service.catch_up()).expect("the disk can be read");
    assert_eq!(here.contents(), there.contents());
    assert_eq!(here.contents().communications.len(), 40);
    assert_eq!(here.reopened().contents(), here.contents());
}

#[test]
fn undo_in_one_tab_takes_back_what_the_other_did_last() {
    let here = Book::new();
    let there = here.other_tab();
    here.customer("Ada");
    run(there.service.catch_up()).expect("the disk can be read");
    there.undo();
    run(here.service.catch_up()).expect("the disk can be read");
    assert_eq!(here.contents().customers.len(), 0);
    here.redo();
    assert_eq!(here.contents().customers.len(), 1);
}

#[test]
fn a_restore_in_one_tab_reaches_the_other() {
    let here = Book::new();
    let there = here.other_tab();
    let empty = here.contents();
    here.customer("Ada");
    run(here.service.replace(&empty)).expect("it can be written");
    let revision = there.service.model().revision();
    there.customer("Ben");
    assert!(revision < there.service.model().revision());
    let names: Vec<_> = there
        .contents()
        .customers
        .iter()
        .map(|one| one.name.clone())
        .collect();
    assert_eq!(names, ["Ben"]);
}

#[test]
fn a_new_change_in_one_tab_ends_redo_in_the_other() {
    let here = Book::new();
    here.customer("Ada");
    here.undo();
    let there = here.other_tab();
    here.customer("Ben");
    let refused = run(there.service.redo());
    assert_eq!(refused, Err(Refused::Rejected(Rejection::NothingToUndo)));
    assert_eq!(there.contents(), here.contents());
    assert_eq!(there.service.status(), Status::Saved);
}

#[test]
fn what_one_tab_took_back_the_other_does_not_take_back_again() {
    let here = Book::new();
    here.customer("Ada");
    let there = here.other_tab();
    here.undo();
    let refused = run(there.service.undo());
    assert_eq!(refused, Err(Refused::Rejected(Rejection::NothingToUndo)));
    assert_eq!(there.service.history().items().len(), 2);
}
