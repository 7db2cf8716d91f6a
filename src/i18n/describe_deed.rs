//! What a Change did, and what was done of it: done, undone, done again.

use super::Language;
use super::describe::{Dates, action, listed};
use crate::app::history::Turn;
use crate::domain::change::{Deed, Edit, Edited, Label};
use crate::domain::follow_up::FollowUpState;

/// What was done, as it stands in a notice and in the history: "Put off Ada Quill",
/// "Undone: put off Ada Quill", "已推迟：王建国".
pub fn told(language: Language, turn: Turn, label: &Label) -> String {
    let (en, zh) = match turn {
        Turn::Done => return done(language, label),
        Turn::Undone => ("Undone: ", "已撤销："),
        Turn::DoneAgain => ("Redone: ", "已重做："),
    };
    let turn = match language {
        Language::English => en,
        Language::Chinese => zh,
    };
    format!("{turn}{}", deed(language, label))
}

/// Which open steps were done with a Change: "Done: Call planned for 23 Nov"; `None` where none was.
/// A step is closed by logging alone, without a word about it: the notice says so.
pub fn closed(language: Language, edits: &[Edit], dates: &dyn Dates) -> Option<String> {
    let mut steps = Vec::new();
    for edit in edits {
        let Edit::FollowUp(Edited {
            before: Some(before),
            after: Some(after),
        }) = edit
        else {
            continue;
        };
        let was_open = matches!(before.state, FollowUpState::Open { .. });
        if was_open && matches!(after.state, FollowUpState::Done { .. }) {
            let (what, day) = (action(language, &before.action), dates.day(before.due_on));
            steps.push(match language {
                Language::English => format!("{what} planned for {day}"),
                Language::Chinese => format!("原计划 {day} 的{what}"),
            });
        }
    }
    let steps = (!steps.is_empty()).then(|| listed(language, &steps))?;
    Some(match language {
        Language::English => format!("Done: {steps}"),
        Language::Chinese => format!("已完成：{steps}"),
    })
}

/// What was done, as a part of a sentence: "put off Ada Quill", "推迟（王建国）".
pub fn deed(language: Language, label: &Label) -> String {
    match language {
        Language::English => {
            let sentence = done(language, label);
            let mut chars = sentence.chars();
            let first = chars.next().map(|char| char.to_ascii_lowercase());
            first.into_iter().chain(chars).collect()
        }
        Language::Chinese if label.subject.is_empty() => {
            format!("{}{}", chinese(label.deed), count(language, label))
        }
        Language::Chinese => format!(
            "{}（{}）{}",
            chinese(label.deed),
            label.subject,
            count(language, label)
        ),
    }
}

fn done(language: Language, label: &Label) -> String {
    let subject = label.subject.as_str();
    let sentence = match language {
        Language::English => english(label.deed, subject),
        Language::Chinese if subject.is_empty() => format!("已{}", chinese(label.deed)),
        Language::Chinese => format!("已{}：{subject}", chinese(label.deed)),
    };
    sentence + &count(language, label)
}

fn count(language: Language, label: &Label) -> String {
    match (label.count, language) {
        (0 | 1, _) => String::new(),
        (count, Language::English) => format!(" ({count} records)"),
        (count, Language::Chinese) => format!("（{count} 条）"),
    }
}

/// The sentence around a subject, or without one.
fn english(deed: Deed, subject: &str) -> String {
    let (before, after, alone) = match deed {
        Deed::LogCommunication => ("Logged a record of ", "", "Logged a record"),
        Deed::EditCommunication => ("Edited a record of ", "", "Edited a record"),
        Deed::CreateCustomer => ("Created ", "", "Created a customer"),
        Deed::EditCustomer => ("Edited ", "", "Edited a customer"),
        Deed::EditCustomers => ("Edited ", "", "Edited customers"),
        Deed::MoveToTrash => ("Moved ", " to the trash", "Moved to the trash"),
        Deed::TakeFromTrash => ("Took ", " out of the trash", "Took out of the trash"),
        Deed::Debrief => (
            "Recorded what came of ",
            "",
            "Recorded what came of the day",
        ),
        Deed::PlanFollowUp => ("Planned a next step for ", "", "Planned a next step"),
        Deed::EditFollowUp => ("Changed the next step of ", "", "Changed a next step"),
        Deed::CompleteFollowUp => (
            "Marked the next step of ",
            " as done",
            "Marked a next step as done",
        ),
        Deed::SkipFollowUp => ("Skipped ", "", "Skipped a follow-up"),
        Deed::SnoozeFollowUp => ("Put off ", "", "Put off a follow-up"),
        Deed::OpenNeed => ("Noted a need of ", "", "Noted a need"),
        Deed::EditNeed => ("Changed a need of ", "", "Changed a need"),
        Deed::NotePromise => ("Noted a promise with ", "", "Noted a promise"),
        Deed::EditPromise => ("Changed a promise with ", "", "Changed a promise"),
        Deed::Rate => ("Rated ", "", "Rated a customer"),
        Deed::EditRating => ("Changed a rating of ", "", "Changed a rating"),
        Deed::RemoveRating => ("Removed a rating of ", "", "Removed a rating"),
        Deed::ObserveLoyalty => (
            "Noted an observed loyalty of ",
            "",
            "Noted an observed loyalty",
        ),
        Deed::EditObservation => (
            "Changed an observed loyalty of ",
            "",
            "Changed an observed loyalty",
        ),
        Deed::RemoveObservation => (
            "Removed an observed loyalty of ",
            "",
            "Removed an observed loyalty",
        ),
        Deed::ExportReminders => ("Exported reminders of ", "", "Exported reminders"),
        Deed::ChangeSettings => ("Changed settings (", ")", "Changed settings"),
        Deed::Import => ("Imported ", "", "Imported a file"),
        Deed::AddSampleData => ("Added sample data of ", "", "Added sample data"),
        Deed::RemoveSampleData => ("Removed sample data of ", "", "Removed sample data"),
        Deed::Undo => ("Undid a change of ", "", "Undid a change"),
        Deed::Redo => ("Redid a change of ", "", "Redid a change"),
        Deed::Unknown => ("Changed ", "", "Changed something"),
    };
    if subject.is_empty() {
        return alone.to_owned();
    }
    format!("{before}{subject}{after}")
}

/// What is done, which 已 before it turns into what was done.
fn chinese(deed: Deed) -> &'static str {
    match deed {
        Deed::LogCommunication => "记录",
        Deed::EditCommunication => "修改沟通记录",
        Deed::CreateCustomer => "新建客户",
        Deed::EditCustomer => "修改客户",
        Deed::EditCustomers => "批量修改客户",
        Deed::MoveToTrash => "移到回收站",
        Deed::TakeFromTrash => "从回收站恢复",
        Deed::Debrief => "记录当天结果",
        Deed::PlanFollowUp => "安排下一步",
        Deed::EditFollowUp => "修改下一步",
        Deed::CompleteFollowUp => "完成下一步",
        Deed::SkipFollowUp => "跳过",
        Deed::SnoozeFollowUp => "推迟",
        Deed::OpenNeed => "记录需求",
        Deed::EditNeed => "修改需求",
        Deed::NotePromise => "记录承诺",
        Deed::EditPromise => "修改承诺",
        Deed::Rate => "评分",
        Deed::EditRating => "修改评分",
        Deed::RemoveRating => "删除评分",
        Deed::ObserveLoyalty => "记录实际忠诚度",
        Deed::EditObservation => "修改实际忠诚度",
        Deed::RemoveObservation => "删除实际忠诚度",
        Deed::ExportReminders => "导出提醒",
        Deed::ChangeSettings => "修改设置",
        Deed::Import => "导入",
        Deed::AddSampleData => "添加示例数据",
        Deed::RemoveSampleData => "移除示例数据",
        Deed::Undo => "撤销变更",
        Deed::Redo => "重做变更",
        Deed::Unknown => "更改",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use chrono::{NaiveDate, NaiveTime};
    use uuid::Uuid;

    use super::*;
    use crate::domain::follow_up::{Action, FollowUp, NextStep};
    use crate::domain::id::{CustomerId, FollowUpId};

    fn label(deed: Deed, subject: &str, count: u32) -> Label {
        Label {
            deed,
            subject: subject.to_owned(),
            count,
        }
    }

    struct Plain;

    impl Dates for Plain {
        fn day(&self, date: NaiveDate) -> String {
            date.to_string()
        }

        fn time(&self, time: NaiveTime) -> String {
            time.to_string()
        }
    }

    #[test]
    fn a_step_that_was_done_is_told_and_one_that_stays_open_is_not() {
        let due_on = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day");
        let step = NextStep {
            action: Action::Call,
            due_on,
            due_at: None,
            note: String::new(),
            recurrence: None,
        };
        let open = step.into_follow_up(FollowUpId(Uuid::nil()), CustomerId(Uuid::nil()));
        let done = FollowUp {
            state: FollowUpState::Done {
                by: None,
                on: due_on,
            },
            ..open.clone()
        };
        let edit = |after: &FollowUp| {
            Edit::FollowUp(Edited {
                before: Some(Arc::new(open.clone())),
                after: Some(Arc::new(after.clone())),
            })
        };
        let told = |after: &FollowUp| {
            Language::ALL.map(|language| closed(language, &[edit(after)], &Plain))
        };
        assert_eq!(told(&open), [None, None]);
        assert_eq!(
            told(&done).map(Option::unwrap_or_default),
            [
                "Done: Call planned for 2026-11-23",
                "已完成：原计划 2026-11-23 的电话沟通"
            ]
        );
    }

    #[test]
    fn a_notice_tells_what_was_done_and_what_was_undone() {
        let logged = label(Deed::LogCommunication, "王建国", 1);
        let put_off = label(Deed::SnoozeFollowUp, "Ada Quill", 1);
        let trashed = label(Deed::MoveToTrash, "Ada, Bob", 2);
        let settings = label(Deed::ChangeSettings, "Policy", 1);
        for (turn, label, en, zh) in [
            (
                Turn::Done,
                &logged,
                "Logged a record of 王建国",
                "已记录：王建国",
            ),
            (
                Turn::Undone,
                &put_off,
                "Undone: put off Ada Quill",
                "已撤销：推迟（Ada Quill）",
            ),
            (
                Turn::DoneAgain,
                &trashed,
                "Redone: moved Ada, Bob to the trash (2 records)",
                "已重做：移到回收站（Ada, Bob）（2 条）",
            ),
            (
                Turn::Undone,
                &settings,
                "Undone: changed settings (Policy)",
                "已撤销：修改设置（Policy）",
            ),
        ] {
            assert_eq!(told(Language::English, turn, label), en);
            assert_eq!(told(Language::Chinese, turn, label), zh);
        }
    }

    #[test]
    fn no_two_deeds_are_told_alike() {
        for language in Language::ALL {
            for subject in ["", "Ada"] {
                let all: BTreeSet<String> = Deed::ALL
                    .iter()
                    .map(|deed| told(language, Turn::Done, &label(*deed, subject, 1)))
                    // A customer and customers are edited alike.
                    .map(|told| told.replace("批量", ""))
                    .collect();
                assert!(Deed::ALL.len() <= all.len() + 1, "{all:?}");
            }
        }
    }
}
