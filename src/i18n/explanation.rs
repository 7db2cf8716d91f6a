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
    let pick = |english: &'static str, chinese: &'static str| match language {
        Language::English => english,
        Language::Chinese => chinese,
    };
    let since = |days: u32, working_days: bool, last: &Contact| {
        since(language, days, working_days, contact(language, last, dates))
    };
    match reason {
        Reason::DoNotContact => vec![plain(pick("Asked not to be contacted", "客户要求不再联系"))],
        Reason::HiddenUntil { until, by } => vec![hidden(language, by, &dates.day(*until))],
        Reason::TriedToday => vec![plain(pick(
            "Tried today without an answer; back tomorrow",
            "今天已尝试，未接通；明天再提示",
        ))],
        Reason::ByHand {
            follow_up, note, ..
        } => {
            let when = naming(
                Named::FollowUp(*follow_up),
                match language {
                    Language::English => planned_in_english(reason, dates),
                    Language::Chinese => planned_in_chinese(reason, dates),
                },
            );
            let colon = pick(": ", "：");
            let note = (!note.is_empty()).then(|| plain(format!("{colon}{note}")));
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
            let verb = verb(language, action, name);
            let says = match language {
                Language::English => format!(" says {verb} after more than {more_than_days}"),
                Language::Chinese => {
                    let unit = unit_in_chinese(*working_days);
                    format!("：超过 {more_than_days} {unit}{verb}")
                }
            };
            let mut parts = since(*days, *working_days, last);
            parts.push(plain(pick("; ", "；")));
            parts.push(naming(Named::Rule, rule_of(language, scope.as_ref())));
            parts.push(plain(says));
            parts
        }
        Reason::Cadence {
            last,
            days,
            every,
            action,
            working_days,
        } => {
            let (every, verb) = (self::every(language, *every), verb(language, action, ""));
            let rhythm = pick("this customer's own rhythm", "该客户的专属联系周期");
            let mut parts = since(*days, *working_days, last);
            parts.push(plain(pick("; ", "；")));
            parts.push(naming(Named::Cadence, rhythm));
            parts.push(plain(match language {
                Language::English => format!(" says {verb} every {every}"),
                Language::Chinese => format!("：每{every}{verb}"),
            }));
            parts
        }
        Reason::NeverContacted => vec![plain(pick("Never contacted", "从未联系"))],
        Reason::Recent { last, .. } if is_today(reason) => {
            let contact = match language {
                Language::English => contact(language, last, dates),
                // The day was said before.
                Language::Chinese => naming(
                    Named::Record(last.communication),
                    channel(language, &last.channel),
                ),
            };
            vec![plain(pick("Contacted today: ", "今天已联系：")), contact]
        }
        Reason::Recent {
            last,
            days,
            working_days,
        } => since(*days, *working_days, last),
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

/// Until when a customer is hidden and by what.
fn hidden(language: Language, by: &HiddenBy, day: &str) -> Part {
    let [paused, put_off, colon] = match language {
        Language::English => ["Paused until", "Put off until", ": "],
        Language::Chinese => ["暂停至", "推迟到", "："],
    };
    plain(match by {
        HiddenBy::Pause => format!("{paused} {day}"),
        HiddenBy::PutOff { reason } if reason.is_empty() => format!("{put_off} {day}"),
        HiddenBy::PutOff { reason } => format!("{put_off} {day}{colon}{reason}"),
    })
}

/// How long ago a contact was, which is named in the middle of it.
fn since(language: Language, days: u32, working_days: bool, contact: Part) -> Vec<Part> {
    match language {
        Language::English => {
            let kind = if working_days { "working " } else { "" };
            let unit = if days == 1 { "day" } else { "days" };
            vec![plain(format!("{days} {kind}{unit} since ")), contact]
        }
        Language::Chinese => {
            let unit = unit_in_chinese(working_days);
            vec![plain("距 "), contact, plain(format!("已 {days} {unit}"))]
        }
    }
}

fn unit_in_chinese(working_days: bool) -> &'static str {
    if working_days { "个工作日" } else { "天" }
}

/// The contact in the middle of a sentence: "the phone call on 12 Nov".
fn contact(language: Language, contact: &Contact, dates: &dyn Dates) -> Part {
    let day = dates.day(contact.at.local_date());
    let words = match language {
        Language::Chinese => format!("{day} {}", channel(language, &contact.channel)),
        Language::English => {
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
            format!("{what} on {day}")
        }
    };
    naming(Named::Record(contact.communication), words)
}

/// What is to be done, in the middle of a sentence; a rule may have a name of its own.
fn verb(language: Language, wanted: &Action, name: &str) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    match (language, wanted) {
        (Language::English, Action::Visit) => "visit".to_owned(),
        (Language::English, Action::Call) => "call".to_owned(),
        (Language::English, Action::FirstContact) => "make contact".to_owned(),
        (_, Action::Through(channel)) => through(language, channel),
        (Language::Chinese, Action::Visit) => "拜访".to_owned(),
        (Language::Chinese, other) => action(language, other).to_owned(),
    }
}

/// The rule that asks, by those for whom its policy is.
fn rule_of(language: Language, scope: Option<&Scope>) -> String {
    match (language, scope) {
        (Language::English, None) => "the rule".to_owned(),
        (Language::English, Some(Scope::Tag(tag))) => format!("the rule for “{tag}”"),
        (Language::English, Some(Scope::Tier(tier))) => {
            format!("the rule for tier {}", tier.code())
        }
        (Language::English, Some(Scope::Stage(stage))) => {
            format!("the rule for {}", those_of(*stage))
        }
        (Language::Chinese, None) => "规则".to_owned(),
        (Language::Chinese, Some(Scope::Tag(tag))) => format!("“{tag}”的规则"),
        (Language::Chinese, Some(Scope::Tier(tier))) => format!("{} 级客户的规则", tier.code()),
        (Language::Chinese, Some(Scope::Stage(of))) => {
            format!("{}客户的规则", stage(language, *of))
        }
    }
}

/// How often, after "every" or "每".
fn every(language: Language, cadence: Cadence) -> String {
    let (count, [one, english, chinese]) = match cadence {
        Cadence::Days(count) => (count, ["day", "days", "天"]),
        Cadence::Weeks(count) => (count, ["week", "weeks", "周"]),
        Cadence::Months(count) => (count, ["month", "months", "个月"]),
    };
    match language {
        Language::English if count == 1 => one.to_owned(),
        Language::English => format!("{count} {english}"),
        Language::Chinese if count == 1 => chinese.trim_start_matches('个').to_owned(),
        Language::Chinese => format!(" {count} {chinese}"),
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
