//! How an attempt to reach a customer ended.

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
