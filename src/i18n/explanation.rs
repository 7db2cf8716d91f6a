//! Why a customer is due, or is not, in one sentence whose parts lead to what they name.
//!
//! `explanation_table` holds what each situation reads like, word for word.

use super::Language;
use super::describe::{Dates, action, channel, stage, through};
use crate::app::queries::reason::{Contact, HiddenBy, Reason};
use crate::domain::cadence::Cadence;
use crate::domain::channel::Channel;
use crate::domain::customer::Stage;
use crate::domain::follow_up::Action;
use crate::domain::id::{CommunicationId, FollowUpId};
use crate::domain::policy::Scope;
use crate::domain::queue::Due;

/// What a part of a sentence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// The record from which the days count.
    Record(CommunicationId),
    /// The rule of the policy that asks.
    Rule,
    /// The customer's own cadence.
    Cadence,
    /// The follow-up that was made by hand.
    FollowUp(FollowUpId),
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its words.
    pub words: String,
    /// What they name, for a link to it.
    pub names: Option<Named>,
}

/// Why a customer is suggested, or is not, in one sentence.
pub fn reason(language: Language, reason: &Reason, dates: &dyn Dates) -> String {
    let parts = reason_parts(language, reason, dates).into_iter();
    parts.map(|part| part.words).collect()
}

/// The same in parts, which together are the sentence.
pub fn reason_parts(language: Language, reason: &Reason, dates: &dyn Dates) -> Vec<Part> {
    match language {
        Language::English => in_english(reason, dates),
        Language::Chinese => in_chinese(reason, dates),
    }
}

fn plain(words: impl Into<String>) -> Part {
    Part {
        words: words.into(),
        names: None,
    }
}

fn naming(names: Named, words: impl Into<String>) -> Part {
    Part {
        words: words.into(),
        names: Some(names),
    }
}

/// Until when a customer is hidden and by what, in a language's words for a pause, for a skip, and
/// before a reason.
fn hidden(by: &HiddenBy, day: &str, [paused, put_off, colon]: [&str; 3]) -> Part {
    plain(match by {
        HiddenBy::Pause => format!("{paused} {day}"),
        HiddenBy::PutOff { reason } if reason.is_empty() => format!("{put_off} {day}"),
        HiddenBy::PutOff { reason } => format!("{put_off} {day}{colon}{reason}"),
    })
}

/// The contact in the middle of an English sentence: "the phone call on 12 Nov".
fn contact_in_english(contact: &Contact, dates: &dyn Dates) -> Part {
    let day = dates.day(contact.at.local_date());
    let what = match &contact.channel {
        Channel::Phone => "the phone call",
        Channel::Visit => "the visit",
        Channel::WeChat => "the WeChat message",
        Channel::Email => "the email",
        Channel::Sms => "the text message",
        Channel::Meeting => "the meeting",
        Channel::Social => "the social media message",
        Channel::Other => "the contact",
        Channel::Own(name) => &format!("the contact ({name})"),
    };
    naming(
        Named::Record(contact.communication),
        format!("{what} on {day}"),
    )
}

fn in_english(reason: &Reason, dates: &dyn Dates) -> Vec<Part> {
    let verb = |wanted: &Action, name: &str| match wanted {
        _ if !name.is_empty() => name.to_owned(),
        Action::Visit => "visit".to_owned(),
        Action::Call => "call".to_owned(),
        Action::FirstContact => "make contact".to_owned(),
        Action::Through(channel) => through(Language::English, channel),
    };
    let since = |count: u32, working: bool| {
        let kind = if working { "working " } else { "" };
        let unit = if count == 1 { "day" } else { "days" };
        plain(format!("{count} {kind}{unit} since "))
    };
    match reason {
        Reason::DoNotContact => vec![plain("Asked not to be contacted")],
        Reason::HiddenUntil { until, by } => {
            vec![hidden(
                by,
                &dates.day(*until),
                ["Paused until", "Put off until", ": "],
            )]
        }
        Reason::TriedToday => vec![plain("Tried today without an answer; back tomorrow")],
        Reason::ByHand {
            follow_up, note, ..
        } => {
            let note = (!note.is_empty()).then(|| plain(format!(": {note}")));
            let when = naming(
                Named::FollowUp(*follow_up),
                planned_in_english(reason, dates),
            );
            std::iter::once(when).chain(note).collect()
        }
        Reason::Rule {
            last,
            days,
            more_than_days,
            action,
            name,
            scope,
            working_days,
        } => {
            let rule = match scope {
                None => "the rule".to_owned(),
                Some(Scope::Tag(tag)) => format!("the rule for “{tag}”"),
                Some(Scope::Tier(tier)) => format!("the rule for tier {}", tier.code()),
                Some(Scope::Stage(stage)) => format!("the rule for {}", those_of(*stage)),
            };
            vec![
                since(*days, *working_days),
                contact_in_english(last, dates),
                plain("; "),
                naming(Named::Rule, rule),
                plain(format!(
                    " says {} after more than {more_than_days}",
                    verb(action, name)
                )),
            ]
        }
        Reason::Cadence {
            last,
            days,
            every,
            action,
            working_days,
        } => {
            let every = match every {
                Cadence::Days(1) => "day".to_owned(),
                Cadence::Days(n) => format!("{n} days"),
                Cadence::Weeks(1) => "week".to_owned(),
                Cadence::Weeks(n) => format!("{n} weeks"),
                Cadence::Months(1) => "month".to_owned(),
                Cadence::Months(n) => format!("{n} months"),
            };
            vec![
                since(*days, *working_days),
                contact_in_english(last, dates),
                plain("; "),
                naming(Named::Cadence, "this customer's own rhythm"),
                plain(format!(" says {} every {every}", verb(action, ""))),
            ]
        }
        Reason::NeverContacted => vec![plain("Never contacted")],
        Reason::Recent { last, .. } if is_today(reason) => {
            vec![plain("Contacted today: "), contact_in_english(last, dates)]
        }
        Reason::Recent {
            last,
            days,
            working_days,
        } => vec![since(*days, *working_days), contact_in_english(last, dates)],
    }
}

/// What was planned by hand and for when.
fn planned_in_english(reason: &Reason, dates: &dyn Dates) -> String {
    let Reason::ByHand {
        action: wanted,
        on,
        at,
        due,
        ..
    } = reason
    else {
        return String::new();
    };
    let (what, day) = (action(Language::English, wanted), dates.day(*on));
    let time = at.map(|at| format!(" at {}", dates.time(at)));
    let time = time.unwrap_or_default();
    match due {
        Due::Overdue => format!("{what} was planned for {day}{time}"),
        Due::Today => format!("{what} is planned for today{time}"),
        Due::Later => format!("{what} is planned for {day}{time}"),
    }
}

/// Those in a stage, in the middle of an English sentence.
fn those_of(stage: Stage) -> &'static str {
    match stage {
        Stage::Lead => "leads",
        Stage::Active => "active customers",
        Stage::Dormant => "dormant customers",
        Stage::Lost => "lost customers",
    }
}

/// Whether a contact of late was today. On a Sunday no working day has passed since the Saturday
/// before it either, which was not today.
fn is_today(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::Recent {
            days: 0,
            working_days: false,
            ..
        }
    )
}

fn in_chinese(reason: &Reason, dates: &dyn Dates) -> Vec<Part> {
    let contact = |last: &Contact| {
        let day = dates.day(last.at.local_date());
        let words = format!("{day} {}", channel(Language::Chinese, &last.channel));
        naming(Named::Record(last.communication), words)
    };
    let verb = |wanted: &Action, name: &str| match wanted {
        _ if !name.is_empty() => name.to_owned(),
        Action::Visit => "拜访".to_owned(),
        Action::Through(channel) => through(Language::Chinese, channel),
        other => action(Language::Chinese, other).to_owned(),
    };
    let unit = |working: bool| if working { "个工作日" } else { "天" };
    match reason {
        Reason::DoNotContact => vec![plain("客户要求不再联系")],
        Reason::HiddenUntil { until, by } => {
            vec![hidden(by, &dates.day(*until), ["暂停至", "推迟到", "："])]
        }
        Reason::TriedToday => vec![plain("今天已尝试，未接通；明天再提示")],
        Reason::ByHand {
            follow_up, note, ..
        } => {
            let note = (!note.is_empty()).then(|| plain(format!("：{note}")));
            let when = naming(
                Named::FollowUp(*follow_up),
                planned_in_chinese(reason, dates),
            );
            std::iter::once(when).chain(note).collect()
        }
        Reason::Rule {
            last,
            days,
            more_than_days,
            action,
            name,
            scope,
            working_days,
        } => {
            let unit = unit(*working_days);
            let rule = match scope {
                None => "规则".to_owned(),
                Some(Scope::Tag(tag)) => format!("“{tag}”的规则"),
                Some(Scope::Tier(tier)) => format!("{} 级客户的规则", tier.code()),
                Some(Scope::Stage(of)) => {
                    format!("{}客户的规则", stage(Language::Chinese, *of))
                }
            };
            vec![
                plain("距 "),
                contact(last),
                plain(format!("已 {days} {unit}；")),
                naming(Named::Rule, rule),
                plain(format!(
                    "：超过 {more_than_days} {unit}{}",
                    verb(action, name)
                )),
            ]
        }
        Reason::Cadence {
            last,
            days,
            every,
            action,
            working_days,
        } => {
            let every = match every {
                Cadence::Days(1) => "每天".to_owned(),
                Cadence::Days(n) => format!("每 {n} 天"),
                Cadence::Weeks(1) => "每周".to_owned(),
                Cadence::Weeks(n) => format!("每 {n} 周"),
                Cadence::Months(1) => "每月".to_owned(),
                Cadence::Months(n) => format!("每 {n} 个月"),
            };
            vec![
                plain("距 "),
                contact(last),
                plain(format!("已 {days} {}；", unit(*working_days))),
                naming(Named::Cadence, "该客户的专属联系周期"),
                plain(format!("：{every}{}", verb(action, ""))),
            ]
        }
        Reason::NeverContacted => vec![plain("从未联系")],
        Reason::Recent { last, .. } if is_today(reason) => {
            let words = channel(Language::Chinese, &last.channel);
            vec![
                plain("今天已联系："),
                naming(Named::Record(last.communication), words),
            ]
        }
        Reason::Recent {
            last,
            days,
            working_days,
        } => vec![
            plain("距 "),
            contact(last),
            plain(format!("已 {days} {}", unit(*working_days))),
        ],
    }
}

/// What was planned by hand and for when.
fn planned_in_chinese(reason: &Reason, dates: &dyn Dates) -> String {
    let Reason::ByHand {
        action: wanted,
        on,
        at,
        due,
        ..
    } = reason
    else {
        return String::new();
    };
    let what = match wanted {
        Action::Through(channel) => through(Language::Chinese, channel),
        other => action(Language::Chinese, other).to_owned(),
    };
    let day = dates.day(*on);
    let time = at.map(|at| format!(" {} ", dates.time(at)));
    let after_day = time.as_deref().unwrap_or(" ");
    let after_today = time.as_deref().unwrap_or_default();
    match due {
        Due::Overdue => format!("原计划 {day}{after_day}{what}"),
        Due::Today => format!("计划今天{after_today}{what}"),
        Due::Later => format!("计划 {day}{after_day}{what}"),
    }
}
