//! Logging: what a call, a visit or an attempt does to what was due.

use genjin::app::commands::Command;
use genjin::app::commands::trash::Selection;
use genjin::app::commands::{Rejection, made_communication, made_customer};
use genjin::app::queries::reason::{Reason, reason};
use genjin::domain::cadence::Cadence;
use genjin::domain::change::Deed;
use genjin::domain::channel::Channel;
use genjin::domain::customer::OwnCadence;
use genjin::domain::follow_up::{Action, AskedBy, FollowUpState, NextStep};
use genjin::domain::id::{CommunicationId, CustomerId};
use genjin::domain::moment::Moment;
use genjin::domain::outcome::Outcome;
use uuid::Uuid;

use crate::support::{Book, Log, day, instant, step, time};

fn done(by: CommunicationId, on: &str) -> FollowUpState {
    FollowUpState::Done {
        by: Some(by),
        on: day(on),
    }
}

const OPEN: FollowUpState = FollowUpState::Open {
    snoozed_until: None,
};

fn back_on(date: &str) -> FollowUpState {
    FollowUpState::Open {
        snoozed_until: Some(day(date)),
    }
}

#[test]
fn a_call_closes_what_was_due_and_the_customer_leaves_the_queue() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let overdue = book.plan(ada, step(Action::Visit, "2024-08-10"));
    let today = book.plan(ada, step(Action::Call, "2024-08-16"));
    assert_eq!(book.queue(), ["Ada"]);
    let call = book.log_id(Log::call(ada));
    for follow_up in book.follow_ups(ada) {
        assert_eq!(follow_up.state, done(call, "2024-08-16"));
    }
    assert_eq!(book.follow_ups(ada).len(), 2);
    assert!([overdue, today].contains(&book.communication(call).executes.expect("linked")));
    assert_eq!(book.queue(), [""; 0]);
}

#[test]
fn a_call_leaves_open_what_is_due_later() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-17"));
    let call = book.log_id(Log::call(ada));
    assert_eq!(book.only_follow_up(ada).state, OPEN);
    assert_eq!(book.communication(call).executes, None);
}

#[test]
fn a_call_closes_even_a_later_follow_up_when_it_was_opened_from_it() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let later = book.plan(ada, step(Action::Visit, "2024-08-20"));
    let call = book.log_id(Log::call(ada).executing(later));
    assert_eq!(book.only_follow_up(ada).state, done(call, "2024-08-16"));
    assert_eq!(book.communication(call).executes, Some(later));
}

#[test]
fn a_call_that_answers_a_suggestion_keeps_it_as_done_with_the_rule_and_days() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    assert_eq!(book.due(ada), Some(Action::Visit));
    let call = book.log_id(Log::call(ada));
    let kept = book.only_follow_up(ada);
    assert_eq!(kept.action, Action::Visit);
    assert_eq!(kept.state, done(call, "2024-08-16"));
    let policy = AskedBy::Policy {
        more_than_days: Some(7),
        days: Some(9),
    };
    assert_eq!(kept.asked_by, policy);
    assert_eq!(book.communication(call).executes, Some(kept.id));
    assert_eq!(book.due(ada), None);
}

#[test]
fn a_suggestion_of_the_customers_own_cadence_is_kept_without_a_rule() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 15);
    book.edit(ada, |ada| {
        ada.cadence = Some(OwnCadence {
            every: Cadence::Weeks(2),
            action: Action::Call,
        });
    });
    book.log(Log::call(ada));
    let policy = AskedBy::Policy {
        more_than_days: None,
        days: Some(15),
    };
    assert_eq!(book.only_follow_up(ada).asked_by, policy);
}

#[test]
fn the_first_contact_is_kept_as_done() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let call = book.log_id(Log::call(ada));
    let kept = book.only_follow_up(ada);
    let policy = AskedBy::Policy {
        more_than_days: None,
        days: None,
    };
    assert_eq!((kept.action, kept.asked_by), (Action::FirstContact, policy));
    assert_eq!(kept.state, done(call, "2024-08-16"));
}

#[test]
fn a_call_with_nothing_due_makes_no_follow_up() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 2);
    book.log(Log::call(ada));
    assert_eq!(book.follow_ups(ada), []);
}

#[test]
fn a_back_dated_call_closes_only_what_was_due_by_its_own_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let before = book.plan(ada, step(Action::Call, "2024-08-12"));
    book.plan(ada, step(Action::Visit, "2024-08-13"));
    let call = book.log_id(Log::call(ada).on("2024-08-12"));
    let [first, second] = &book.follow_ups(ada)[..] else {
        panic!("nothing else was made");
    };
    assert_eq!(
        (first.id, &first.state),
        (before, &done(call, "2024-08-12"))
    );
    assert_eq!(second.state, OPEN);
    assert_eq!(book.last_contact(ada), Some(day("2024-08-12")));
}

#[test]
fn a_back_dated_call_does_not_answer_the_suggestion_of_today() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 20);
    book.log(Log::call(ada).on("2024-08-06"));
    assert_eq!(book.follow_ups(ada), []);
    assert_eq!(
        book.due(ada),
        Some(Action::Visit),
        "ten days ago is still too long"
    );
}

#[test]
fn the_next_step_becomes_a_follow_up_by_hand_in_the_same_change() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 1);
    let next = NextStep {
        action: Action::Visit,
        due_on: day("2024-08-19"),
        due_at: Some(time("15:00:00")),
        note: "bring samples".to_owned(),
        recurrence: None,
    };
    book.log(Log::call(ada).then(next));
    let made = book.only_follow_up(ada);
    assert_eq!(made.asked_by, AskedBy::Hand);
    assert_eq!(
        (made.action, made.due_on),
        (Action::Visit, day("2024-08-19"))
    );
    assert_eq!(made.due_at, Some(time("15:00:00")));
    assert_eq!(made.note, "bring samples");
    book.undo();
    assert_eq!(book.follow_ups(ada), []);
    assert_eq!(book.last_contact(ada), Some(day("2024-08-15")));
}

#[test]
fn the_reason_names_the_new_record() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let call = book.log_id(Log::call(ada).by(Channel::WeChat));
    let model = book.service.model();
    let now = instant("2024-08-16T12:00:00+08:00");
    match reason(&model, &book.get(ada), now) {
        Some(Reason::Recent { last, days, .. }) => {
            assert_eq!(
                (last.communication, last.channel, days),
                (call, Channel::WeChat, 0)
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_attempt_closes_nothing_and_moves_the_follow_up_to_the_chosen_date() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let planned = NextStep {
        note: "about the quote".to_owned(),
        ..step(Action::Visit, "2024-08-10")
    };
    let follow_up = book.plan(ada, planned);
    book.log(
        Log::call(ada)
            .unanswered()
            .then(step(Action::Call, "2024-08-19")),
    );
    let moved = book.only_follow_up(ada);
    assert_eq!((moved.id, &moved.state), (follow_up, &OPEN));
    assert_eq!(
        (moved.action, moved.due_on),
        (Action::Call, day("2024-08-19"))
    );
    assert_eq!(
        moved.note, "about the quote",
        "an empty note leaves the old one"
    );
    assert_eq!(book.last_contact(ada), None);
    assert_eq!(book.due(ada), None);
}

#[test]
fn an_attempt_moves_the_follow_up_that_the_form_was_opened_from() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Visit, "2024-08-18"));
    let second = book.plan(ada, step(Action::Call, "2024-08-20"));
    let next = step(Action::Call, "2024-08-21");
    book.log(Log::call(ada).unanswered().executing(second).then(next));
    let dates: Vec<_> = book.follow_ups(ada).iter().map(|one| one.due_on).collect();
    assert_eq!(dates, [day("2024-08-18"), day("2024-08-21")]);
}

#[test]
fn an_attempt_with_a_date_makes_a_follow_up_where_there_was_none() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    book.log(
        Log::call(ada)
            .unanswered()
            .then(step(Action::Call, "2024-08-19")),
    );
    let made = book.only_follow_up(ada);
    assert_eq!(
        (made.asked_by, made.due_on),
        (AskedBy::Hand, day("2024-08-19"))
    );
    assert_eq!(book.due(ada), None);
    assert_eq!(book.last_contact(ada), Some(day("2024-08-07")));
}

#[test]
fn without_a_date_a_customer_who_was_tried_returns_tomorrow() {
    let book = Book::new();
    let by_hand = book.customer("By hand");
    book.plan(by_hand, step(Action::Call, "2024-08-10"));
    book.plan(by_hand, step(Action::Visit, "2024-08-16"));
    let suggested = book.customer_called("Suggested", 9);
    let new = book.customer("New");
    for customer in [by_hand, suggested, new] {
        book.log(Log::call(customer).unanswered());
        assert_eq!(book.due(customer), None);
    }
    book.desk.set(instant("2024-08-17T00:00:00+08:00"));
    assert_eq!(book.due(by_hand), Some(Action::Call));
    assert_eq!(book.due(suggested), Some(Action::Visit));
    assert_eq!(book.due(new), Some(Action::FirstContact));
}

#[test]
fn what_else_was_due_returns_tomorrow_when_one_follow_up_is_moved() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Call, "2024-08-10"));
    book.plan(ada, step(Action::Visit, "2024-08-11"));
    book.log(
        Log::call(ada)
            .unanswered()
            .then(step(Action::Call, "2024-08-30")),
    );
    assert_eq!(book.due(ada), None);
    let states: Vec<_> = book
        .follow_ups(ada)
        .into_iter()
        .map(|one| one.state)
        .collect();
    assert_eq!(states, [OPEN, back_on("2024-08-17")]);
}

#[test]
fn an_attempt_of_yesterday_hides_nothing_today() {
    let book = Book::new();
    let by_hand = book.customer("By hand");
    book.plan(by_hand, step(Action::Call, "2024-08-16"));
    let new = book.customer("New");
    for customer in [by_hand, new] {
        book.log(Log::call(customer).on("2024-08-15").unanswered());
    }
    assert_eq!(book.due(by_hand), Some(Action::Call));
    assert_eq!(book.due(new), Some(Action::FirstContact));
}

#[test]
fn a_contact_after_an_attempt_on_the_same_day_counts() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.plan(ada, step(Action::Call, "2024-08-16"));
    book.log(Log::call(ada).unanswered());
    let call = book.log_id(Log::call(ada));
    assert_eq!(book.only_follow_up(ada).state, done(call, "2024-08-16"));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
}

#[test]
fn a_way_that_does_not_count_closes_only_what_it_was_opened_from() {
    let book = Book::new();
    book.change_settings(|settings| {
        settings
            .contact_rule
            .uncounted_channels
            .insert(Channel::Social);
    });
    let ada = book.customer("Ada");
    let greeting = book.plan(ada, step(Action::Through(Channel::Social), "2024-08-16"));
    let visit = book.plan(ada, step(Action::Visit, "2024-08-16"));
    let post = book.log_id(Log::call(ada).by(Channel::Social).executing(greeting));
    let states = book
        .follow_ups(ada)
        .into_iter()
        .map(|one| (one.id, one.state));
    assert_eq!(
        states.collect::<Vec<_>>(),
        [(greeting, done(post, "2024-08-16")), (visit, OPEN)]
    );
    assert_eq!(book.due(ada), Some(Action::Visit));
    assert_eq!(book.last_contact(ada), None);
}

#[test]
fn a_log_for_a_time_to_come_becomes_a_follow_up_of_each_customer() {
    let book = Book::new();
    let [ada, ben] = ["Ada", "Ben"].map(|name| book.customer(name));
    let at = Moment::At(instant("2024-08-16T12:00:01+08:00"));
    let log = Log::with(vec![ada, ben])
        .by(Channel::Visit)
        .saying("bring samples")
        .at(at);
    let done = book.log(log);
    assert_eq!(done.label.deed, Deed::PlanFollowUp);
    assert_eq!(made_communication(&done.edits), None);
    for customer in [ada, ben] {
        let planned = book.only_follow_up(customer);
        assert_eq!(
            (planned.action, planned.asked_by),
            (Action::Visit, AskedBy::Hand)
        );
        assert_eq!(planned.due_on, day("2024-08-16"));
        assert_eq!(planned.due_at, Some(time("12:00:01")));
        assert_eq!(planned.note, "bring samples");
    }
}

#[test]
fn a_log_for_the_very_moment_is_a_record() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.log_id(Log::call(ada).at(Moment::At(instant("2024-08-16T12:00:00+08:00"))));
    book.log_id(Log::call(ada).on("2024-08-16"));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
}

#[test]
fn a_log_for_a_time_to_come_moves_the_follow_up_it_was_opened_from() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let overdue = book.plan(ada, step(Action::Call, "2024-08-10"));
    let next = step(Action::Visit, "2024-08-30");
    book.log(
        Log::call(ada)
            .on("2024-08-20")
            .executing(overdue)
            .then(next),
    );
    let plans = book
        .follow_ups(ada)
        .into_iter()
        .map(|one| (one.action, one.due_on));
    assert_eq!(
        plans.collect::<Vec<_>>(),
        [
            (Action::Call, day("2024-08-20")),
            (Action::Visit, day("2024-08-30"))
        ]
    );
    assert_eq!(book.due(ada), None);
}

#[test]
fn one_record_with_several_customers_counts_for_each_of_them() {
    let book = Book::new();
    let [ada, ben] = ["Ada", "Ben"].map(|name| book.customer_called(name, 9));
    book.plan(ben, step(Action::Call, "2024-08-16"));
    let meeting = book.log_id(Log::with(vec![ada, ben, ada]).by(Channel::Meeting));
    assert_eq!(
        book.communication(meeting).customers,
        [ada, ben],
        "nobody is named twice"
    );
    for customer in [ada, ben] {
        assert_eq!(book.last_contact(customer), Some(day("2024-08-16")));
        assert_eq!(
            book.only_follow_up(customer).state,
            done(meeting, "2024-08-16")
        );
    }
}

#[test]
fn a_new_customer_can_be_named_in_the_log() {
    let book = Book::new();
    let ben = book.customer("Ben");
    let log = Log::with(vec![ben])
        .new_customer("  Ada  ")
        .then(step(Action::Call, "2024-08-19"));
    let done = book.log(log);
    assert_eq!(done.label.subject, "Ben, Ada");
    let ada = made_customer(&done.edits).expect("a customer was made");
    assert_eq!(book.get(ada).name, "Ada");
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
    assert_eq!(
        book.follow_ups(ada).last().expect("a next step").due_on,
        day("2024-08-19")
    );
    let call = made_communication(&done.edits).expect("a record was made");
    assert_eq!(book.communication(call).customers, [ben, ada]);
}

#[test]
fn what_the_rep_can_mend_is_refused_and_changes_nothing() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let gone = book.customer("Gone");
    book.do_it(Command::MoveToTrash(Selection::customers(vec![gone])));
    let before = book.contents();
    let unknown = CustomerId(Uuid::from_u128(404));
    for (log, expected) in [
        (Log::with(Vec::new()), Rejection::NoCustomer),
        (Log::call(ada).saying(" \n"), Rejection::NothingSaid),
        (Log::call(ada).new_customer(" "), Rejection::NoName),
        (Log::call(unknown), Rejection::Gone),
        (Log::with(vec![ada, gone]), Rejection::Gone),
    ] {
        assert_eq!(book.refusal(Command::Log(log.0)), expected);
    }
    assert_eq!(book.contents(), before);
    assert_eq!(book.service.history().items().len(), 3);
}

#[test]
fn an_outcome_alone_is_enough_to_log() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let mut log = Log::call(ada).saying("");
    log.0.outcome = Some(Outcome::LeftVoicemail);
    book.log_id(log);
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
}
