//! What a line comes to when it is saved.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use genjin::app::ports::Environment;
use genjin::app::queries::capture::draft;
use genjin::domain::capture::{Answers, Meaning, Sense, next_step};
use genjin::domain::channel::Channel;
use genjin::domain::communication::CommunicationDraft;
use genjin::domain::follow_up::Action;
use genjin::domain::hints::Proposed;
use genjin::domain::moment::Now;
use uuid::Uuid;

use crate::book::{Book, now};

struct Fixed;

impl Environment for Fixed {
    fn now(&self) -> Now {
        now()
    }

    fn new_id(&self) -> Uuid {
        Uuid::nil()
    }

    fn resolve(&self, wall: NaiveDateTime) -> DateTime<FixedOffset> {
        wall.and_local_timezone(*now().offset())
            .single()
            .expect("a fixed offset")
    }
}

fn drafted(line: &str) -> CommunicationDraft {
    let capture = Book::new().read(line);
    assert!(capture.is_clear(), "{line}: {capture:?}");
    draft(&capture, line, &Fixed)
}

#[test]
fn the_line_is_kept_and_its_parts_are_no_words_of_the_record() {
    let line = " 昨天15点 电话 王总 20分钟 嫌交期长 周二再打 ";
    let draft = drafted(line);
    assert_eq!(draft.line, line.trim());
    assert_eq!(draft.content, "嫌交期长");
    assert_eq!(draft.at.to_text(), "2024-08-15T15:00:00+08:00");
    assert_eq!(draft.duration_seconds, Some(1200));
    assert_eq!(draft.customers.len(), 1);
    assert_eq!(draft.needs.len(), 1);
    assert_eq!(draft.needs[0].words, "嫌交期长");
    let step = draft.next_step.expect("a next step");
    assert_eq!(step.action, Action::Call);
    assert_eq!(step.due_on.to_string(), "2024-08-20");
}

#[test]
fn without_words_of_its_own_the_record_has_the_whole_line() {
    let draft = drafted("called Alice");
    assert_eq!(draft.content, "called Alice");
    assert_eq!(draft.at.to_text(), "2024-08-16T12:00:00+08:00");
    // With an outcome none are needed.
    assert_eq!(drafted("called Alice, no answer").content, "");
}

#[test]
fn what_may_have_happened_or_be_planned_is_saved_as_the_rep_says() {
    for (line, key) in [
        ("called Alice tomorrow", "tomorrow"),
        ("明天打了电话给王总", "明天"),
    ] {
        let book = Book::new();
        let asked = book.read(line);
        assert!(!asked.is_clear());
        assert_eq!(asked.doubt.map(|doubt| doubt.key).as_deref(), Some(key));
        let answered = |sense| {
            let answers = Answers {
                senses: vec![(key.to_owned(), sense)],
                ..Answers::default()
            };
            let capture = book.read_with(line, &answers);
            assert!(capture.is_clear(), "{line}: {capture:?}");
            draft(&capture, line, &Fixed)
        };
        let happened = answered(Sense::Happened);
        assert!(!happened.at.is_after(now()));
        let step = happened.next_step.expect("a step");
        assert_eq!(step.due_on.to_string(), "2024-08-17");
        let planned = answered(Sense::Planned);
        assert!(planned.at.is_after(now()));
        assert_eq!(planned.channel, Channel::Phone);
        assert_eq!(planned.next_step, None);
    }
}

#[test]
fn what_contradicts_itself_is_known_by_its_part() {
    let book = Book::new();
    let troubled = |line: &str| book.read(line).troubled;
    assert_eq!(troubled("明天昨天 电话 王总"), [Meaning::Next]);
    assert_eq!(troubled("called Alice yesterday tomorrow"), [Meaning::When]);
    assert_eq!(troubled("called Alice 20 min, 30 min"), [Meaning::Duration]);
    assert_eq!(troubled("电话 王总 没接 占线"), [Meaning::Outcome]);
    assert_eq!(troubled("called Alice"), []);
}

#[test]
fn words_of_a_communication_name_a_step_as_a_line_does() {
    let step = |words: &str, channel: Channel| {
        let next = next_step(words, &channel, now())?;
        Some((next.channel, next.when.date.to_string()))
    };
    let on = |channel: Channel, day: &str| Some((channel, format!("2024-08-{day}")));
    let after = |words: &str| step(words, Channel::Visit);
    assert_eq!(
        after("likes it, call back on Friday"),
        on(Channel::Phone, "23")
    );
    assert_eq!(after("样品不错，周五再打"), on(Channel::Phone, "23"));
    assert_eq!(after("下周三再去签合同"), on(Channel::Visit, "21"));
    // Nobody goes anywhere unasked; what was written goes on in writing.
    assert_eq!(after("半个月后再联系"), on(Channel::Phone, "31"));
    assert_eq!(
        step("follow up next week", Channel::Email),
        on(Channel::Email, "23")
    );
    // Only what is named.
    for words in [
        "samples arrive on Friday",
        "下周一回来",
        "met her last Friday",
        "she will pay on Monday",
        "call on Monday, visit on Tuesday",
        "call in 1000 years",
        "",
    ] {
        assert_eq!(after(words), None, "{words}");
    }
    let long = "went through the contract once more. ".repeat(100) + "Call back on Friday";
    assert_eq!(after(&long), on(Channel::Phone, "23"));
}

#[test]
fn next_week_is_one_day_for_a_step_and_a_promise() {
    let wednesday = DateTime::parse_from_rfc3339("2024-11-20T12:00:00+08:00").expect("a moment");
    let on = wednesday.date_naive();
    for (step, promise, day) in [
        ("call back next week", "he will pay next week", "2024-11-27"),
        ("下周再打", "客户答应下周下单", "2024-11-27"),
        (
            "call back next month",
            "he will pay next month",
            "2024-12-20",
        ),
        ("下个月再打", "客户答应下个月下单", "2024-12-20"),
        ("下下周再打", "客户答应下下周下单", "2024-12-04"),
    ] {
        let next = next_step(step, &Channel::Phone, wednesday).expect("a step");
        assert_eq!(next.when.date.to_string(), day, "{step}");
        let promises = Proposed::by(promise, on).promises;
        let due = promises.first().and_then(|one| one.due_on);
        assert_eq!(
            due.map(|due| due.to_string()).as_deref(),
            Some(day),
            "{promise}"
        );
    }
}

#[test]
fn a_plan_is_a_moment_to_come_and_keeps_the_line_as_its_note() {
    let draft = drafted("visit Alice tomorrow at 10");
    assert!(draft.at.is_after(now()));
    assert_eq!(draft.channel, Channel::Visit);
    assert_eq!(draft.content, "visit Alice tomorrow at 10");
    assert_eq!(draft.next_step, None);
}
