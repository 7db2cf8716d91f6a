//! From which record the days are counted.

use std::collections::BTreeSet;

use genjin::app::commands::{Command, Rejection};
use genjin::domain::channel::Channel;
use genjin::domain::communication::Communication;
use genjin::domain::customer::Customer;
use genjin::domain::follow_up::Action;
use genjin::domain::id::CustomerId;
use genjin::domain::moment::Moment;
use genjin::domain::outcome::Outcome;
use genjin::domain::policy::{Policy, Rule, Scope, ScopedPolicy};
use genjin::domain::queue::Standing;
use genjin::domain::working_days::DayCount;

use crate::support::{Book, Log, day, instant};

fn days(book: &Book, customer: CustomerId) -> u32 {
    let model = book.service.model();
    match model.standing(customer, book.now()) {
        Some(Standing::Suggested(suggestion)) => suggestion.days,
        Some(Standing::NoFollowUp { days, .. }) => days,
        other => panic!("no days: {other:?}"),
    }
}

#[test]
fn the_policy_asks_from_the_fourth_and_the_eighth_day() {
    let book = Book::new();
    for (ago, expected) in [
        (0, None),
        (3, None),
        (4, Some(Action::Call)),
        (7, Some(Action::Call)),
        (8, Some(Action::Visit)),
    ] {
        let customer = book.customer_called("Ada", ago);
        assert_eq!(book.due(customer), expected, "{ago} days");
    }
}

#[test]
fn the_latest_record_counts_in_whatever_order_they_are_written() {
    let book = Book::new();
    let ada = book.customer("Ada");
    for date in ["2024-08-02", "2024-08-12", "2024-07-30"] {
        book.log(Log::call(ada).on(date));
    }
    assert_eq!(book.last_contact(ada), Some(day("2024-08-12")));
}

#[test]
fn a_record_in_the_future_is_a_plan_until_its_moment_comes() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let id = book.log_id(Log::call(ada).on("2024-08-10"));
    book.edit_communication(id, |call| {
        call.at = Moment::At(instant("2024-08-16T12:00:01+08:00"));
    });
    assert_eq!(book.last_contact(ada), Some(day("2024-08-07")));
    book.desk.set(instant("2024-08-16T12:00:01+08:00"));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
    book.edit_communication(id, |call| call.at = Moment::On(day("2024-08-17")));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-07")));
    book.desk.set(instant("2024-08-17T00:00:00+08:00"));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-17")));
}

#[test]
fn attempts_do_not_count_and_messages_left_do() {
    let book = Book::new();
    for (outcome, counts) in [
        (Outcome::NoAnswer, false),
        (Outcome::Busy, false),
        (Outcome::WrongNumber, false),
        (Outcome::LeftMessage, true),
        (Outcome::LeftVoicemail, true),
        (Outcome::Connected, true),
    ] {
        let customer = book.customer("Ada");
        let mut log = Log::call(customer);
        log.0.outcome = Some(outcome);
        book.log(log);
        assert_eq!(book.last_contact(customer).is_some(), counts, "{outcome:?}");
    }
}

#[test]
fn the_date_of_the_place_where_it_happened_counts() {
    let book = Book::new();
    let ada = book.customer("Ada");
    // At this moment it was already the 16th in China.
    book.log(Log::call(ada).at(Moment::At(instant("2024-08-15T18:00:00-05:00"))));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-15")));
    assert_eq!(days(&book, ada), 1);
    // A day further east than the device: never below nought.
    book.desk.set(instant("2024-08-15T23:30:00-05:00"));
    book.log(Log::call(ada).at(Moment::At(instant("2024-08-16T12:00:00+08:00"))));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-16")));
    assert_eq!(days(&book, ada), 0);
}

#[test]
fn a_bare_date_lies_among_the_records_of_its_day() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.log(Log::call(ada).at(Moment::At(instant("2024-08-11T23:59:00+08:00"))));
    let bare = book.log_id(Log::call(ada).on("2024-08-12"));
    let last = book.service.model().last_contact(ada, book.now());
    assert_eq!(last.expect("contacts").communication, bare);
    book.log(Log::call(ada).at(Moment::At(instant("2024-08-13T00:00:00+08:00"))));
    assert_eq!(book.last_contact(ada), Some(day("2024-08-13")));
}

#[test]
fn the_last_contact_of_a_firm_includes_its_people_unless_that_is_switched_off() {
    let book = Book::new();
    let firm = book.customer("Firm");
    let person = book.customer_called("Ada", 2);
    assert_eq!(book.last_contact(firm), None);
    book.edit(person, |person| person.firm = Some(firm));
    assert_eq!(book.last_contact(firm), Some(day("2024-08-14")));
    book.log(Log::call(firm).on("2024-08-13"));
    assert_eq!(
        book.last_contact(firm),
        Some(day("2024-08-14")),
        "the later of both"
    );
    book.change_settings(|settings| settings.contact_rule.people_count_for_their_firm = false);
    assert_eq!(book.last_contact(firm), Some(day("2024-08-13")));
    book.undo();
    assert_eq!(book.last_contact(firm), Some(day("2024-08-14")));
    book.edit(person, |person| person.firm = None);
    assert_eq!(book.last_contact(firm), Some(day("2024-08-13")));
    assert_eq!(
        book.last_contact(person),
        Some(day("2024-08-14")),
        "not the other way round"
    );
}

#[test]
fn a_person_in_the_trash_does_not_count_for_the_firm() {
    let book = Book::new();
    let firm = book.customer("Firm");
    let person = book.customer_called("Ada", 2);
    book.edit(person, |person| person.firm = Some(firm));
    let selection = genjin::app::commands::trash::Selection::customers(vec![person]);
    book.do_it(Command::MoveToTrash(selection));
    assert_eq!(book.last_contact(firm), None);
    book.undo();
    assert_eq!(book.last_contact(firm), Some(day("2024-08-14")));
}

#[test]
fn what_counts_is_worked_out_anew_when_the_settings_change() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.log(Log::call(ada).on("2024-08-10").by(Channel::Visit));
    book.log(Log::call(ada).on("2024-08-14").by(Channel::Social));
    book.log(Log::call(ada).on("2024-08-15").unanswered());
    assert_eq!(book.last_contact(ada), Some(day("2024-08-14")));
    book.change_settings(|settings| {
        settings
            .contact_rule
            .uncounted_channels
            .insert(Channel::Social);
    });
    assert_eq!(book.last_contact(ada), Some(day("2024-08-10")));
    book.change_settings(|settings| settings.contact_rule.attempts = BTreeSet::new());
    assert_eq!(book.last_contact(ada), Some(day("2024-08-15")));
    assert_eq!(book.reopened().last_contact(ada), Some(day("2024-08-15")));
    book.undo();
    book.undo();
    assert_eq!(book.last_contact(ada), Some(day("2024-08-14")));
}

#[test]
fn working_days_leave_out_week_ends_and_holidays() {
    let book = Book::new();
    let ada = book.customer("Ada");
    book.log(Log::call(ada).on("2024-08-08"));
    assert_eq!(days(&book, ada), 8);
    let holidays: BTreeSet<_> = [day("2024-08-12")].into();
    book.change_settings(|settings| settings.day_count = DayCount::WorkingDays { holidays });
    assert_eq!(days(&book, ada), 5);
    assert_eq!(book.due(ada), Some(Action::Call));
}

#[test]
fn a_policy_for_a_tag_stands_before_the_default() {
    let book = Book::new();
    let ada = book.customer_called("Ada", 9);
    let rule = Rule {
        more_than_days: 8,
        action: Action::Through(Channel::Email),
        name: String::new(),
    };
    book.change_settings(|settings| {
        settings.policies.scoped.push(ScopedPolicy {
            scope: Scope::Tag("quiet".to_owned()),
            policy: Policy::new(vec![rule]).expect("it falls"),
        });
    });
    assert_eq!(book.due(ada), Some(Action::Visit));
    book.edit(ada, |ada: &mut Customer| ada.tags.push("quiet".to_owned()));
    assert_eq!(book.due(ada), Some(Action::Through(Channel::Email)));
}

#[test]
fn own_channels_have_names_of_their_own() {
    let book = Book::new();
    let change = |names: &[&str]| {
        let before = book.service.model().settings().clone();
        let mut after = (*before).clone();
        after.own_channels = names.iter().map(|name| (*name).to_owned()).collect();
        Command::ChangeSettings {
            before,
            after: Box::new(after),
            subject: String::new(),
        }
    };
    assert_eq!(
        book.refusal(change(&["Fax", "Fax"])),
        Rejection::ChannelExists
    );
    assert_eq!(book.refusal(change(&["phone"])), Rejection::ChannelExists);
    assert!(book.do_it(change(&["Fax"])).change.is_some());
}

#[test]
fn an_edited_record_counts_as_it_stands() {
    let book = Book::new();
    let [ada, ben] = ["Ada", "Ben"].map(|name| book.customer(name));
    let call = book.log_id(Log::call(ada));
    book.edit_communication(call, |call| call.customers = vec![ben]);
    assert_eq!(book.last_contact(ada), None);
    assert_eq!(book.last_contact(ben), Some(day("2024-08-16")));
    book.edit_communication(call, |call| call.outcome = Some(Outcome::Busy));
    assert_eq!(book.last_contact(ben), None);
}

#[test]
fn an_edit_that_leaves_a_record_of_nobody_or_nothing_is_refused() {
    let book = Book::new();
    let ada = book.customer("Ada");
    let gone = book.customer("Gone");
    book.undo();
    let call = book.communication(book.log_id(Log::call(ada)));
    let edit = |after: Communication| Command::EditCommunication {
        before: call.clone(),
        after: Box::new(after),
    };
    for (customers, content, expected) in [
        (vec![], "words", Rejection::NoCustomer),
        (vec![ada], "", Rejection::NothingSaid),
        (vec![ada, gone], "words", Rejection::Gone),
    ] {
        let after = Communication {
            customers,
            content: content.to_owned(),
            ..(*call).clone()
        };
        assert_eq!(book.refusal(edit(after)), expected);
    }
}
