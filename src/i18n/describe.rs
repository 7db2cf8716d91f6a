//! Sentences made of data: names, policies, errors.
//!
//! Errors hold data and not words; every variant is matched here, in both languages.

use chrono::{NaiveDate, NaiveTime};

use super::Language;
pub use super::explanation::{Named, Part, reason, reason_parts};
use crate::app::commands::Rejection;
use crate::app::ports::StoreError;
use crate::domain::channel::Channel;
use crate::domain::customer::Stage;
use crate::domain::fold::lowercase;
use crate::domain::follow_up::Action;
use crate::domain::policy::{Policy, PolicyError};
use crate::domain::scoring::ScoringFault;
use crate::domain::working_days::DayCount;

/// Dates and times in the manner of a language; the browser knows them.
pub trait Dates {
    /// A date, without the year where it is this year's: `12 Nov`, `11月12日`.
    fn day(&self, date: NaiveDate) -> String;
    /// A time of day: `15:04`.
    fn time(&self, time: NaiveTime) -> String;
}

/// The name of a channel.
pub fn channel(language: Language, channel: &Channel) -> &str {
    let (en, zh) = match channel {
        Channel::Phone => ("Phone", "电话"),
        Channel::Visit => ("Visit", "拜访"),
        Channel::WeChat => ("WeChat", "微信"),
        Channel::Email => ("Email", "邮件"),
        Channel::Sms => ("SMS", "短信"),
        Channel::Meeting => ("Meeting", "会议"),
        Channel::Social => ("Social", "社交媒体"),
        Channel::Other => ("Other", "其他"),
        Channel::Own(name) => return name,
    };
    pick(language, en, zh)
}

/// The name of a channel in the middle of a sentence: "email", but "WeChat".
pub fn channel_within(language: Language, channel: &Channel) -> String {
    let name = self::channel(language, channel);
    match channel {
        Channel::WeChat | Channel::Sms | Channel::Own(_) => name.to_owned(),
        _ => lowercase(name),
    }
}

/// Somebody's words as they are quoted: on one line, without the marks that tied them to what stood
/// before and after.
pub fn fragment(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_start_matches(|mark: char| {
        mark == ' ' || ",;:.!?，；：。！？、·…)）-–—".contains(mark)
    })
    .trim_end_matches(|mark: char| mark == ' ' || ",;:，；：、(（-–—".contains(mark))
    .to_owned()
}

/// Somebody's words in quotation marks; nothing where there are none.
pub fn quote(words: &str) -> String {
    let words = fragment(words);
    if words.is_empty() {
        return words;
    }
    format!("“{words}”")
}

/// The name of a stage.
pub fn stage(language: Language, stage: Stage) -> &'static str {
    let (en, zh) = match stage {
        Stage::Lead => ("Lead", "潜在"),
        Stage::Active => ("Active", "合作中"),
        Stage::Dormant => ("Dormant", "沉睡"),
        Stage::Lost => ("Lost", "已流失"),
    };
    pick(language, en, zh)
}

/// The name of an action, as it stands on a badge.
pub fn action(language: Language, action: &Action) -> &str {
    match (action, language) {
        (Action::Visit, Language::English) => "Visit",
        (Action::Visit, Language::Chinese) => "拜访客户",
        (Action::Call, Language::English) => "Call",
        (Action::Call, Language::Chinese) => "电话沟通",
        (Action::FirstContact, Language::English) => "First contact",
        (Action::FirstContact, Language::Chinese) => "首次联系",
        (Action::Through(through), _) => channel(language, through),
    }
}

/// What is to be done through a channel, as a verb: "email", "发邮件".
pub fn through(language: Language, channel: &Channel) -> String {
    let (en, zh) = match channel {
        Channel::Phone => ("call", "打电话"),
        Channel::Visit => ("visit", "拜访"),
        Channel::WeChat => ("message on WeChat", "发微信"),
        Channel::Email => ("email", "发邮件"),
        Channel::Sms => ("text", "发短信"),
        Channel::Meeting => ("meet", "开会"),
        Channel::Social => ("message on social media", "发社交媒体消息"),
        Channel::Other => ("get in touch", "联系"),
        Channel::Own(name) => {
            return match language {
                Language::English => format!("use {name}"),
                Language::Chinese => format!("通过{name}联系"),
            };
        }
    };
    pick(language, en, zh).to_owned()
}

fn pick<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// "1 day", "3 days".
pub fn days(language: Language, days: u32) -> String {
    match language {
        Language::English if days == 1 => "1 day".to_owned(),
        Language::English => format!("{days} days"),
        Language::Chinese => format!("{days} 天"),
    }
}

/// What a policy asks for, in one sentence: "Visit after more than 7 days, call after more than 3".
pub fn policy(language: Language, policy: &Policy, day_count: &DayCount) -> String {
    let working = matches!(day_count, DayCount::WorkingDays { .. });
    let rules = policy.rules().iter();
    match language {
        Language::English => rules
            .enumerate()
            .map(|(index, rule)| {
                let verb = match (&rule.action, rule.name.as_str()) {
                    (Action::Through(channel), "") => through(language, channel),
                    (action, "") => lowercase(self::action(language, action)),
                    (_, name) => name.to_owned(),
                };
                let unit = match (index, working) {
                    (0, true) => " working days",
                    (0, false) => " days",
                    _ => "",
                };
                let verb = if index == 0 { capital(&verb) } else { verb };
                format!("{verb} after more than {}{unit}", rule.more_than_days)
            })
            .collect::<Vec<_>>()
            .join(", "),
        Language::Chinese => rules
            .map(|rule| {
                let verb = match (&rule.action, rule.name.as_str()) {
                    (Action::Visit, "") => "拜访".to_owned(),
                    (Action::Through(channel), "") => through(language, channel),
                    (action, "") => self::action(language, action).to_owned(),
                    (_, name) => name.to_owned(),
                };
                let unit = if working { "个工作日" } else { "天" };
                format!("超过 {} {unit}{verb}", rule.more_than_days)
            })
            .collect::<Vec<_>>()
            .join("，"),
    }
}

/// Words one after the other, parted in the manner of the language.
pub fn listed<W: AsRef<str>>(language: Language, words: &[W]) -> String {
    let between = match language {
        Language::English => ", ",
        Language::Chinese => "、",
    };
    let mut list = String::new();
    for (index, word) in words.iter().enumerate() {
        if 0 < index {
            list.push_str(between);
        }
        list.push_str(word.as_ref());
    }
    list
}

/// The words with a capital at their beginning.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(chars)
            .collect()
    })
}

/// What is wrong with a policy.
pub fn policy_error(language: Language, error: &PolicyError) -> String {
    let (en, zh) = match error {
        PolicyError::Missing => ("Write a number of days", "请填写天数"),
        PolicyError::Negative => ("Days cannot be negative", "天数不能为负"),
        PolicyError::NotWhole => ("Write a whole number of days", "请填写整数天数"),
        PolicyError::TooLarge => ("At most 3650 days", "最多 3650 天"),
        PolicyError::NotFalling { previous, next } => {
            return match language {
                Language::English => {
                    format!(
                        "Each threshold must be smaller than the one before: {next} follows {previous}"
                    )
                }
                Language::Chinese => format!("每个天数必须小于前一个：{previous} 之后是 {next}"),
            };
        }
    };
    pick(language, en, zh).to_owned()
}

/// What the user can mend.
pub fn rejection(language: Language, rejection: &Rejection) -> &'static str {
    let (en, zh) = match rejection {
        Rejection::NoCustomer => ("Choose a customer", "请选择客户"),
        Rejection::NothingSaid => (
            "Write what was said, or choose an outcome",
            "请填写沟通内容，或选择结果",
        ),
        Rejection::NoName => ("Write a name", "请填写姓名"),
        Rejection::Gone => (
            "This is no longer here; it may have been removed in another tab",
            "该内容已不存在，可能已在其他标签页中移除",
        ),
        Rejection::DatePassed => ("Choose a date after today", "请选择今天之后的日期"),
        Rejection::DayToCome => ("Choose today or an earlier day", "请选择今天或更早的日期"),
        Rejection::NothingDue => ("Nothing is due with this customer", "该客户没有到期的跟进"),
        Rejection::NoLongerKept => (
            "This change is no longer kept and cannot be undone",
            "该变更已不再保留，无法撤销",
        ),
        Rejection::NothingToUndo => ("Nothing to undo", "没有可撤销的操作"),
        Rejection::NotSavedYet => (
            "What you did last is not saved yet. Try again to save it; loading the page anew leaves it out",
            "最近的操作尚未保存。请先重试保存；重新加载页面则会放弃它",
        ),
        Rejection::ChangedSince => (
            "Everything this change wrote was changed since, so nothing was undone",
            "该变更写入的内容此后都已修改，因此没有撤销任何内容",
        ),
        Rejection::NothingRated => ("Rate at least one aspect", "请至少为一个方面评分"),
        Rejection::NumberTooLarge => ("This number is too large", "数值过大"),
        Rejection::Scoring(fault) => scoring_fault(*fault),
        Rejection::Masked => (
            "This holds words that stand in for names. Turn off the mask to save it",
            "其中含有代替姓名的占位文字，请关闭遮蔽后再保存",
        ),
        Rejection::ChannelExists => ("There is a channel of this name", "已有同名渠道"),
    };
    pick(language, en, zh)
}

/// Why terms of scoring are refused.
pub fn scoring_fault(fault: ScoringFault) -> (&'static str, &'static str) {
    match fault {
        ScoringFault::TooManyAspects => ("No more than 20 aspects", "最多 20 个方面"),
        ScoringFault::AspectTwice(_) => ("This aspect stands twice", "该方面重复"),
        ScoringFault::WeightTooLarge(_) => ("A weight is 0 to 100", "权重为 0 到 100"),
        ScoringFault::Nameless(_) => ("Give the aspect a name", "请填写方面名称"),
        ScoringFault::NothingWeighs => (
            "At least one aspect needs a weight above 0, or there is no score",
            "至少一个方面的权重须大于 0，否则没有得分",
        ),
        ScoringFault::HalfLife => (
            "The half-life is 1 to 36,500 whole days",
            "半衰期为 1 到 36500 的整数天",
        ),
        ScoringFault::NumberTooLarge => (
            "Coefficients and the threshold are between -1,000,000 and 1,000,000",
            "系数和阈值须在 -1000000 到 1000000 之间",
        ),
    }
}

/// Why something was not saved, and what to do.
pub fn store_error(language: Language, error: &StoreError) -> String {
    let (en, zh) = match error {
        StoreError::Full => (
            "Not saved: storage is full. Free some space on this device, then try again",
            "未保存：存储空间已满。请在本设备上清理空间后重试",
        ),
        StoreError::Unavailable => (
            "Not saved: this browser does not let the page store data. Allow site data for this page, or leave private mode",
            "未保存：浏览器不允许本页面存储数据。请允许本站保存数据，或退出无痕模式",
        ),
        StoreError::Closed => (
            "Not saved: the browser closed the storage. Try again",
            "未保存：浏览器关闭了存储连接。请重试",
        ),
        StoreError::Unknown => (
            "The browser did not say whether this was saved. Reload the page to see",
            "浏览器未确认是否已保存。请重新加载页面查看",
        ),
        StoreError::Damaged(_) => (
            "Not saved: what is stored cannot be read. Save a backup now",
            "未保存：存储的内容无法读取。请立即导出备份",
        ),
        StoreError::TooNew { .. } => (
            "Not saved: this book was written by a newer version of Genjin. Reload the page to get it",
            "未保存：该账本由更新版本的跟进写入。请重新加载页面以获取新版本",
        ),
        StoreError::Sealed => (
            "Not saved: this book is sealed with a passphrase, which this version cannot open",
            "未保存：该账本已用口令加密，此版本无法打开",
        ),
        StoreError::Failed(words) => {
            return match language {
                Language::English => format!("Not saved: the browser reports “{words}”. Try again"),
                Language::Chinese => format!("未保存：浏览器报告“{words}”。请重试"),
            };
        }
    };
    pick(language, en, zh).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_without_the_marks_around_them() {
        for (words, expected) in [
            ("; he promised\n to pay,", "“he promised to pay”"),
            ("，下周给报价；", "“下周给报价”"),
            ("Really? Yes!", "“Really? Yes!”"),
            (" – …", ""),
        ] {
            assert_eq!(quote(words), expected, "{words}");
        }
    }

    #[test]
    fn a_channel_within_a_sentence_keeps_only_the_capitals_of_a_name() {
        for (channel, expected) in [
            (Channel::Email, "email"),
            (Channel::WeChat, "WeChat"),
            (Channel::Sms, "SMS"),
            (Channel::Own("Trade fair".to_owned()), "Trade fair"),
        ] {
            assert_eq!(channel_within(Language::English, &channel), expected);
        }
    }

    #[test]
    fn a_policy_reads_as_one_sentence() {
        let sentence = |language| policy(language, &Policy::default(), &DayCount::CalendarDays);
        assert_eq!(
            sentence(Language::English),
            "Visit after more than 7 days, call after more than 3"
        );
        assert_eq!(
            sentence(Language::Chinese),
            "超过 7 天拜访，超过 3 天电话沟通"
        );
    }
}
