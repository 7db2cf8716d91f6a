//! What a line comes to when it is saved.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use genjin::app::ports::Environment;
use genjin::app::queries::capture::draft;
use genjin::domain::channel::Channel;
use genjin::domain::communication::CommunicationDraft;
use genjin::domain::follow_up::Action;
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
fn a_plan_is_a_moment_to_come_and_keeps_the_line_as_its_note() {
    let draft = drafted("visit Alice tomorrow at 10");
    assert!(draft.at.is_after(now()));
    assert_eq!(draft.channel, Channel::Visit);
    assert_eq!(draft.content, "visit Alice tomorrow at 10");
    assert_eq!(draft.next_step, None);
}
