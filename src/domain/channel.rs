//! The way an exchange took: phone, visit, WeChat, or one of the user's own.

/// By which way a customer was reached. The list is the user's to extend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A telephone call 电话.
    Phone,
    /// A visit at the customer's 拜访.
    Visit,
    /// WeChat 微信.
    WeChat,
    /// Electronic mail 邮件.
    Email,
    /// A text message 短信.
    Sms,
    /// A meeting 会议, in a room or by video.
    Meeting,
    /// Social media 社交媒体.
    Social,
    /// Anything else 其他.
    Other,
    /// A channel that the user named.
    Own(String),
}

impl Channel {
    /// The channels that every Book has, in the order in which they are shown.
    pub const BUILT_IN: [Self; 8] = [
        Self::Phone,
        Self::Visit,
        Self::WeChat,
        Self::Email,
        Self::Sms,
        Self::Meeting,
        Self::Social,
        Self::Other,
    ];

    /// The stable word of a built-in channel in files and in the store; an own channel's name.
    pub fn code(&self) -> &str {
        match self {
            Self::Phone => "phone",
            Self::Visit => "visit",
            Self::WeChat => "wechat",
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Meeting => "meeting",
            Self::Social => "social",
            Self::Other => "other",
            Self::Own(name) => name,
        }
    }

    /// The channel of a [`code`](Self::code); any other word is a channel of the user's own.
    pub fn from_code(code: &str) -> Self {
        Self::BUILT_IN
            .into_iter()
            .find(|channel| channel.code() == code)
            .unwrap_or_else(|| Self::Own(code.to_owned()))
    }
}
