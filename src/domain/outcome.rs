//! How an attempt to reach a customer ended.

use super::channel::Channel;

/// The result of a communication, where one was noted. HubSpot's six call outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Spoke with the customer 已接通.
    Connected,
    /// Left a message with a person 已留言.
    LeftMessage,
    /// Left a voicemail 语音留言.
    LeftVoicemail,
    /// Nobody answered 无人接听.
    NoAnswer,
    /// The line was busy 占线.
    Busy,
    /// The number belongs to someone else 号码错误.
    WrongNumber,
}

impl Outcome {
    /// All outcomes, in the order of the keys 1 to 6.
    pub const ALL: [Self; 6] = [
        Self::Connected,
        Self::LeftMessage,
        Self::LeftVoicemail,
        Self::NoAnswer,
        Self::Busy,
        Self::WrongNumber,
    ];

    /// The outcomes that make sense for a channel, in the order of the keys. Others may stand in
    /// records that were imported or changed to it.
    pub fn offered(channel: &Channel) -> &'static [Self] {
        match channel {
            Channel::Phone => &Self::ALL,
            Channel::WeChat | Channel::Email | Channel::Sms | Channel::Social => &[
                Self::Connected,
                Self::LeftMessage,
                Self::NoAnswer,
                Self::WrongNumber,
            ],
            Channel::Meeting => &[Self::Connected, Self::NoAnswer],
            Channel::Visit | Channel::Other | Channel::Own(_) => {
                &[Self::Connected, Self::LeftMessage, Self::NoAnswer]
            }
        }
    }

    /// The key that means it, on every channel the same.
    pub fn key(self) -> &'static str {
        match self {
            Self::Connected => "1",
            Self::LeftMessage => "2",
            Self::LeftVoicemail => "3",
            Self::NoAnswer => "4",
            Self::Busy => "5",
            Self::WrongNumber => "6",
        }
    }

    /// The outcome of a [`key`](Self::key), if the channel offers it.
    pub fn of_key(channel: &Channel, key: &str) -> Option<Self> {
        let mut offered = Self::offered(channel).iter();
        offered.find(|outcome| outcome.key() == key).copied()
    }

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::LeftMessage => "left_message",
            Self::LeftVoicemail => "left_voicemail",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::WrongNumber => "wrong_number",
        }
    }

    /// The outcome of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_means_the_same_on_every_channel_that_offers_it() {
        for channel in Channel::BUILT_IN {
            for outcome in Outcome::ALL {
                let is_offered = Outcome::offered(&channel).contains(&outcome);
                let expected = is_offered.then_some(outcome);
                assert_eq!(Outcome::of_key(&channel, outcome.key()), expected);
            }
            assert_eq!(Outcome::of_key(&channel, "7"), None);
        }
        assert_eq!(
            Outcome::of_key(&Channel::Visit, "4"),
            Some(Outcome::NoAnswer)
        );
        assert_eq!(Outcome::of_key(&Channel::Visit, "5"), None);
    }
}
