//! How a communication ended, in the words of its channel: a visit was met or not there, an email
//! was sent or replied to.

use super::Language;
use crate::domain::channel::Channel;
use crate::domain::outcome::Outcome;

/// What an outcome is called for this channel.
pub fn outcome(language: Language, channel: &Channel, outcome: Outcome) -> &'static str {
    let (en, zh) = match (channel, outcome) {
        (Channel::Visit, Outcome::Connected) => ("Met", "已见面"),
        (Channel::Visit, Outcome::NoAnswer) => ("Not there", "不在"),
        (Channel::Visit, Outcome::Busy) => ("Had no time", "没空"),
        (Channel::Visit | Channel::Email, Outcome::WrongNumber) => ("Wrong address", "地址有误"),
        (Channel::Meeting, Outcome::Connected) => ("Took place", "已举行"),
        (Channel::Meeting, Outcome::NoAnswer) => ("Did not take place", "未举行"),
        (Channel::WeChat | Channel::Email | Channel::Sms | Channel::Social, Outcome::Connected) => {
            ("Replied", "已回复")
        }
        (
            Channel::WeChat | Channel::Email | Channel::Sms | Channel::Social,
            Outcome::LeftMessage,
        ) => ("Sent", "已发送"),
        (Channel::WeChat | Channel::Email | Channel::Sms | Channel::Social, Outcome::NoAnswer) => {
            ("No reply", "未回复")
        }
        (Channel::WeChat | Channel::Social, Outcome::WrongNumber) => ("Wrong account", "账号有误"),
        (Channel::Other | Channel::Own(_), Outcome::Connected) => ("Reached", "已联系上"),
        (Channel::Other | Channel::Own(_), Outcome::NoAnswer) => ("Not reached", "未联系上"),
        (_, Outcome::Connected) => ("Connected", "已接通"),
        (_, Outcome::LeftMessage) => ("Left message", "已留言"),
        (_, Outcome::LeftVoicemail) => ("Left voicemail", "语音留言"),
        (_, Outcome::NoAnswer) => ("No answer", "无人接听"),
        (_, Outcome::Busy) => ("Busy", "占线"),
        (_, Outcome::WrongNumber) => ("Wrong number", "号码错误"),
    };
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// What an outcome is called where it is meant for every channel.
pub fn of_any_channel(language: Language, outcome: Outcome) -> &'static str {
    let (en, zh) = match outcome {
        Outcome::Connected => ("Connected, met or replied", "已接通、已见面或已回复"),
        Outcome::LeftMessage => ("Left message or sent", "已留言或已发送"),
        Outcome::NoAnswer => ("No answer, not there or no reply", "无人接听、不在或未回复"),
        Outcome::WrongNumber => ("Wrong number or address", "号码或地址有误"),
        Outcome::LeftVoicemail | Outcome::Busy => {
            return self::outcome(language, &Channel::Phone, outcome);
        }
    };
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_offers_outcomes_in_words_of_its_own() {
        let words = |language, channel: &Channel| {
            let offered = Outcome::offered(channel).iter();
            offered
                .map(|one| outcome(language, channel, *one))
                .collect::<Vec<_>>()
                .join(", ")
        };
        for (channel, en, zh) in [
            (
                Channel::Phone,
                "Connected, Left message, Left voicemail, No answer, Busy, Wrong number",
                "已接通, 已留言, 语音留言, 无人接听, 占线, 号码错误",
            ),
            (
                Channel::Visit,
                "Met, Left message, Not there",
                "已见面, 已留言, 不在",
            ),
            (
                Channel::WeChat,
                "Replied, Sent, No reply, Wrong account",
                "已回复, 已发送, 未回复, 账号有误",
            ),
            (
                Channel::Email,
                "Replied, Sent, No reply, Wrong address",
                "已回复, 已发送, 未回复, 地址有误",
            ),
            (
                Channel::Sms,
                "Replied, Sent, No reply, Wrong number",
                "已回复, 已发送, 未回复, 号码错误",
            ),
            (
                Channel::Meeting,
                "Took place, Did not take place",
                "已举行, 未举行",
            ),
            (
                Channel::Social,
                "Replied, Sent, No reply, Wrong account",
                "已回复, 已发送, 未回复, 账号有误",
            ),
            (
                Channel::Own("Fair".to_owned()),
                "Reached, Left message, Not reached",
                "已联系上, 已留言, 未联系上",
            ),
        ] {
            assert_eq!(words(Language::English, &channel), en, "{channel:?}");
            assert_eq!(words(Language::Chinese, &channel), zh, "{channel:?}");
        }
    }
}
