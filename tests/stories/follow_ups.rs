//! Follow-ups: planned, done, skipped, snoozed; and what hides a customer from Today.

use genjin::app::commands::customers::BulkEdit;
use genjin::app::commands::trash::Selection;
use genjin::app::commands::{Command, Rejection};
use genjin::domain::change::Deed;
use genjin::domain::channel::Channel;
use genjin::domain::customer::{Customer, Labelled};
use genjin::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState, NextStep};
use genjin::domain::id::CustomerId;
use genjin::domain::queue::Group;

use crate::support::{Book, Log, day, instant, step, time};

fn skip(customer: CustomerId, until: &str) -> Command {
    Command::Skip {
        customer,
        until: day(until),
        reason: "  on holiday ".to_owned(),
    }
}

fn snooze(customer: CustomerId, until: &str) -> Command {
    Command::Snooze {
        customer,
        until: day(until),
    }
}

fn skipped(until: &str, reason: &str) -> FollowUpState {
    FollowUpState::Skipped {
        until: day(until),
        reason: reason.to_owned(),
    }
}

fn hidden_until(book: &Book, customer: CustomerId, until: &str) {
    let until = instant(&format!("{until}T00:00:00+08:00"));
    let now = book.now();
    assert_eq!(book.due(customer), None);
    book.desk.set(until - chrono::TimeDelta::seconds(1));
    assert_eq!(book.due(customer), None, "the day before");
    book.desk.set(until);
    assert_ne!(book.due(customer), None, "on the day itself");
    book.desk.set(now);
}

#[test]
fn a_skipped_suggestion_is_kept_with_its_rule_and_hides_the_customer_until_its_date() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let done = book.do_it(skip(ada, "2024-08-19"));
    assert_eq!(done.label.deed, Deed::SkipFollowUp);
    let kept = book.only_follow_up(ada);
    assert_eq!(
        (kept.action.clone(), kept.due_on),
        (Action::Visit, day("2024-08-16"))
    );
    assert_eq!(kept.state, skipped("2024-08-19", "on holiday"));
    let policy = AskedBy::Policy {
        more_than_days: Some(7),
        days: Some(9),
    };
    assert_eq!(kept.asked_by, policy);
    hidden_until(&book, ada, "2024-08-19");
}

#[test]
fn a_snoozed_suggestion_is_hidden_until_its_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let done = book.do_it(snooze(ada, "2024-08-17"));
    assert_eq!(done.label.deed, Deed::SnoozeFollowUp);
    assert_eq!(book.only_follow_up(ada).state, skipped("2024-08-17", ""));
    hidden_until(&book, ada, "2024-08-17");
}

#[test]
fn a_skipped_follow_up_by_hand_is_not_due_again() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 1);
    book.plan(ada, step(Action::Visit, "2024-08-16"));
    book.do_it(skip(ada, "2024-08-18"));
    assert_eq!(
        book.only_follow_up(ada).state,
        skipped("2024-08-18", "on holiday")
    );
    book.desk.set(instant("2024-08-18T12:00:00+08:00"));
    assert_eq!(
        book.due(ada),
        None,
        "called three days ago, and the visit was left out"
    );
}

#[test]
fn a_snoozed_follow_up_by_hand_is_back_on_its_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-10"));
    book.do_it(snooze(ada, "2024-08-18"));
    let snoozed = FollowUpState::Open {
        snoozed_until: Some(day("2024-08-18")),
    };
    assert_eq!(book.only_follow_up(ada).state, snoozed);
    hidden_until(&book, ada, "2024-08-18");
}

#[test]
fn snoozing_twice_to_the_same_date_is_one_change() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-10"));
    let before = book.contents();
    book.do_it(snooze(ada, "2024-08-18"));
    assert_eq!(book.do_it(snooze(ada, "2024-08-18")).change, None);
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn a_skip_or_snooze_must_end_after_today_and_needs_something_due() {
    let book = Book::new();
    let ada = book.customer("Ada");
    assert_eq!(book.refusal(skip(ada, "2024-08-16")), Rejection::DatePassed);
    assert_eq!(
        book.refusal(snooze(ada, "2024-08-15")),
        Rejection::DatePassed
    );
    book.log(Log::call(ada));
    assert_eq!(book.refusal(skip(ada, "2024-08-19")), Rejection::NothingDue);
    book.do_it(Command::MoveToTrash(Selection::customers(vec![ada])));
    assert_eq!(book.refusal(snooze(ada, "2024-08-19")), Rejection::Gone);
    assert_eq!(
        book.refusal(skip(CustomerId(uuid::Uuid::nil()), "2024-08-19")),
        Rejection::Gone
    );
}

#[test]
fn a_paused_customer_is_hidden_until_the_date_itself_whatever_is_due() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-10"));
    let pause = BulkEdit::PauseUntil(Some(day("2024-09-01")));
    book.do_it(Command::EditCustomers {
        ids: vec![ada],
        edit: pause,
    });
    hidden_until(&book, ada, "2024-09-01");
}

#[test]
fn whoever_asked_not_to_be_contacted_is_never_suggested() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-10"));
    book.edit(ada, |ada| ada.consent.do_not_contact = true);
    assert_eq!(book.due(ada), None);
    assert_eq!(book.counts().no_follow_up, 1);
    assert_eq!(book.refusal(skip(ada, "2024-08-19")), Rejection::NothingDue);
}

#[test]
fn a_follow_up_by_hand_stands_before_the_policy_even_when_it_is_still_to_come() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 30);
    book.plan(ada, step(Action::Through(Channel::Email), "2024-08-18"));
    assert_eq!(book.due(ada), None);
    assert_eq!(book.today().coming, [(day("2024-08-18"), ada)]);
    book.desk.set(instant("2024-08-18T09:00:00+08:00"));
    assert_eq!(book.due(ada), Some(Action::Through(Channel::Email)));
    assert_eq!(book.counts().others, 1);
}

#[test]
fn a_follow_up_that_is_marked_as_done_is_closed_without_a_record() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let visit = book.plan(ada, step(Action::Visit, "2024-08-10"));
    book.do_it(Command::Complete(visit));
    let done = FollowUpState::Done {
        by: None,
        on: day("2024-08-16"),
    };
    assert_eq!(book.only_follow_up(ada).state, done);
    assert_eq!(
        book.due(ada),
        Some(Action::Visit),
        "nobody was spoken to, so the policy asks"
    );
    assert_eq!(book.refusal(Command::Complete(visit)), Rejection::Gone);
}

#[test]
fn two_forms_that_edit_one_follow_up_keep_the_fields_of_both() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-10"));
    let shown = std::sync::Arc::new(book.only_follow_up(ada));
    let edit = |after: FollowUp| Command::EditFollowUp {
        before: shown.clone(),
        after: Box::new(after),
    };
    book.do_it(edit(FollowUp {
        due_on: day("2024-08-20"),
        due_at: Some(time("09:30:00")),
        ..(*shown).clone()
    }));
    book.do_it(edit(FollowUp {
        note: "bring samples".to_owned(),
        ..(*shown).clone()
    }));
    let both = book.only_follow_up(ada);
    assert_eq!(
        (both.due_on, both.note.as_str()),
        (day("2024-08-20"), "bring samples")
    );
    assert_eq!(both.due_at, Some(time("09:30:00")));
}

#[test]
fn a_follow_up_of_nobody_cannot_be_planned() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.do_it(Command::MoveToTrash(Selection::customers(vec![ada])));
    let plan = Command::Plan {
        customer: ada,
        step: step(Action::Visit, "2024-08-20"),
    };
    assert_eq!(book.refusal(plan), Rejection::Gone);
}

#[test]
fn the_queue_goes_from_overdue_to_today_to_suggestions_by_urgency_to_first_contacts() {
    let book = Book::new();
    book.customer("New B");
    book.customer("New A");
    book.customer_called("Called 4", 4);
    book.customer_called("Called 30", 30);
    book.customer_called("Called 8 b", 8);
    book.customer_called("Called 8 a", 8);
    book.customer_called("Called 3", 3);
    for (name, due_on) in [
        ("Today", "2024-08-16"),
        ("Overdue 2", "2024-08-15"),
        ("Overdue 1", "2024-08-01"),
        ("Later", "2024-08-17"),
    ] {
        let customer = book.customer(name);
        book.plan(customer, step(Action::Call, due_on));
    }
    let expected = [
        "Overdue 1",
        "Overdue 2",
        "Today",
        "Called 30",
        "Called 8 a",
        "Called 8 b",
        "Called 4",
        "New A",
        "New B",
    ];
    assert_eq!(book.queue(), expected);
    let groups: Vec<Group> = book.today().queue.iter().map(|one| one.group).collect();
    assert!(groups.is_sorted());
    let counts = book.counts();
    assert_eq!((counts.visits, counts.calls), (3, 4));
    assert_eq!((counts.first_contacts, counts.no_follow_up), (2, 2));
}

#[test]
fn of_several_follow_ups_of_one_day_the_one_with_the_earlier_time_counts() {
    let book = Book::new();
    let ada = book.customer("Ada");
    for (action, due_at) in [
        (Action::Visit, None),
        (Action::Call, Some(time("15:00:00"))),
        (Action::Through(Channel::Email), Some(time("09:00:00"))),
    ] {
        let step = NextStep {
            due_at,
            ..step(action, "2024-08-16")
        };
        book.plan(ada, step);
    }
    assert_eq!(book.due(ada), Some(Action::Through(Channel::Email)));
}

#[test]
fn one_edit_to_several_customers_is_one_change_and_spares_those_that_need_none() {
    let book = Book::new();
    let ids = ["Ada", "Ben", "Cleo"].map(|name| book.customer(name));
    let tag = |tag: &str| Command::EditCustomers {
        ids: ids.to_vec(),
        edit: BulkEdit::AddTag(tag.to_owned()),
    };
    book.edit(ids[0], |ada| ada.tags = vec!["fair".to_owned()]);
    let before = book.contents();
    let done = book.do_it(tag(" fair "));
    assert_eq!((done.label.count, done.edits.len()), (2, 2));
    assert!(ids.iter().all(|id| book.get(*id).tags == ["fair"]));
    assert_eq!(book.do_it(tag("fair")).change, None);
    assert_eq!(book.do_it(tag("  ")).change, None);
    book.undo();
    assert_eq!(book.contents(), before);
}

#[test]
fn a_customer_is_stored_without_blanks_and_repeats_and_needs_a_name() {
    let book = Book::new();
    let mut customer = Customer::named(CustomerId(uuid::Uuid::from_u128(99)), "  Ada ");
    customer.tags = ["vip", " vip", "", "fair"].map(str::to_owned).into();
    customer.phones = vec![Labelled::default()];
    book.do_it(Command::CreateCustomer(Box::new(customer.clone())));
    let stored = book.get(customer.id);
    assert_eq!(
        (stored.name.as_str(), &stored.tags[..]),
        ("Ada", &["vip".to_owned(), "fair".to_owned()][..])
    );
    assert_eq!(stored.phones, []);
    customer.name = "\u{3000}".to_owned();
    let nameless = Box::new(customer);
    assert_eq!(
        book.refusal(Command::CreateCustomer(nameless.clone())),
        Rejection::NoName
    );
    let edit = Command::EditCustomer {
        before: stored,
        after: nameless,
    };
    assert_eq!(book.refusal(edit), Rejection::NoName);
}

#[test]
fn a_firm_that_is_gone_cannot_be_chosen() {
    let book = Book::new();
    let firm = book.customer("Firm");
    book.undo();
    let ada = book.customer("Ada");
    let before = book.get(ada);
    let employed = Customer {
        firm: Some(firm),
        ..(*before).clone()
    };
    let edit = Command::EditCustomer {
        before,
        after: Box::new(employed.clone()),
    };
    assert_eq!(book.refusal(edit), Rejection::Gone);
    let create = Command::CreateCustomer(Box::new(employed));
    assert_eq!(book.refusal(create), Rejection::Gone);
}
