//! The words of a rep's day, in both languages: ways, outcomes, and what joins them.
//!
//! Phrases are parted by `|`; a blank in one takes a hyphen too. What customers want and who
//! promised what is not here: `domain::hints` knows its words, for every text alike.

use super::text::{Text, is_chinese};
use crate::domain::channel::Channel;
use crate::domain::communication::Direction;
use crate::domain::outcome::Outcome;

/// Whether a way is said to have been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It happened: called, 打了电话.
    Past,
    /// It may have, or may be meant to: call, 电话.
    Bare,
}

/// A way that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// `None` where the words leave it open: 再联系, spoke with.
    pub(super) channel: Option<Channel>,
    pub(super) tense: Tense,
    pub(super) direction: Option<Direction>,
}

use Direction::{Incoming, Outgoing};
use Tense::{Bare, Past};

const WAYS: &[(Channel, Tense, Option<Direction>, &str)] = &[
    (
        Channel::Phone,
        Bare,
        None,
        "电话|打电话|打个电话|通电话|通话|致电|语音通话|call|phone|phone call|ring|give a call",
    ),
    (
        Channel::Phone,
        Past,
        None,
        "打了电话|打了个电话|打过电话|通了电话|called|phoned|rang|dialled|dialed|spoke on the phone",
    ),
    (
        Channel::Phone,
        Bare,
        Some(Outgoing),
        "打给|去电|outgoing call|outbound call",
    ),
    (
        Channel::Phone,
        Past,
        Some(Incoming),
        "来电|来电话|打来|打来电话|打电话来|打电话过来|打过来|called me|called us|called in|rang me|rang us|\
         phoned me|phoned us|incoming call|inbound call|got a call|received a call|call from",
    ),
    (Channel::Phone, Bare, Some(Incoming), "回电|回电话"),
    (
        Channel::Visit,
        Bare,
        None,
        "拜访|上门|上门拜访|登门|登门拜访|走访|到访|visit|site visit|on site visit|drop by|stop by|go see",
    ),
    (
        Channel::Visit,
        Past,
        None,
        "拜访了|去拜访了|走访了|上门了|去了|visited|dropped by|stopped by|went to see|went to visit",
    ),
    (
        Channel::Visit,
        Past,
        Some(Incoming),
        "来访|来访了|came by|came in|came over|dropped in|visited me|visited us",
    ),
    (
        Channel::WeChat,
        Bare,
        None,
        "微信|发微信|微信语音|微信聊天|wechat|weixin",
    ),
    (Channel::WeChat, Past, None, "发了微信|微信聊了"),
    (
        Channel::Email,
        Bare,
        None,
        "邮件|发邮件|电邮|电子邮件|email|e mail|mail",
    ),
    (
        Channel::Email,
        Past,
        None,
        "发了邮件|emailed|e mailed|mailed",
    ),
    (
        Channel::Email,
        Past,
        Some(Outgoing),
        "sent an email|sent email|sent a mail|sent an e mail",
    ),
    (
        Channel::Email,
        Past,
        Some(Incoming),
        "来信|emailed me|emailed us|got an email|received an email|email from",
    ),
    (
        Channel::Sms,
        Bare,
        None,
        "短信|发短信|sms|text|text message",
    ),
    (Channel::Sms, Past, None, "发了短信|texted"),
    (
        Channel::Sms,
        Past,
        Some(Outgoing),
        "sent a text|sent an sms",
    ),
    (
        Channel::Sms,
        Past,
        Some(Incoming),
        "texted me|texted us|got a text|text from",
    ),
    (
        Channel::Meeting,
        Bare,
        None,
        "会议|开会|面谈|见面|会面|视频会议|线上会议|meeting|meet|meet with|video call|zoom|teams call|\
         conference call",
    ),
    (
        Channel::Meeting,
        Past,
        None,
        "见了|见到|见了面|开了会|met|met with|had a meeting|had a meeting with",
    ),
    (
        Channel::Social,
        Bare,
        None,
        "社交媒体|抖音|小红书|微博|linkedin|facebook|instagram|twitter",
    ),
];

/// Ways that say only that people spoke, or will.
const OPEN_WAYS: [(Tense, &str); 2] = [
    (
        Past,
        "聊了|聊过|谈了|谈过|沟通了|沟通过|联系了|联系过|联系上了|spoke|spoken|talked|chatted|contacted",
    ),
    (
        Bare,
        "contact|get in touch|get back in touch|reach out|touch base|reconnect|check in",
    ),
];

/// Behind 再 or a day, these are ways too.
const AFTER_PLAN: [(Option<Channel>, &str); 4] = [
    (Some(Channel::Phone), "打|打过去|打一次"),
    (Some(Channel::Visit), "去|过去|跑一趟|上门"),
    (Some(Channel::Meeting), "见|碰面"),
    (None, "联系|聊|聊聊|沟通|谈|说|找他|找她|试"),
];

const OUTCOMES: [(Outcome, &str); 6] = [
    (
        Outcome::Connected,
        "已接通|接通|接通了|打通了|已接|connected|got through",
    ),
    (
        Outcome::LeftMessage,
        "留言|已留言|留了言|留口信|留了口信|left message|left a message|left word",
    ),
    (
        Outcome::LeftVoicemail,
        "语音留言|语音信箱|留了语音|left voicemail|left a voicemail|voicemail",
    ),
    (
        Outcome::NoAnswer,
        "没接|未接|未接通|没接通|不接|无人接听|没人接|没人接听|打不通|没打通|无应答|\
         no answer|no reply|didn't answer|did not answer|didn't pick up|did not pick up|not answered|\
         unanswered|nobody answered|no one answered|no response",
    ),
    (
        Outcome::Busy,
        "占线|忙线|正忙|正在通话中|line busy|busy line|line was busy|line engaged|was busy",
    ),
    (
        Outcome::WrongNumber,
        "空号|号码错误|打错|打错了|错号|停机|wrong number|number not in service",
    ),
];

/// What announces a next step: the way, where the words imply one, and whether they do.
const PLANS: [(Option<Channel>, bool, &str); 3] = [
    (
        None,
        false,
        "再|再次|下次|下回|约|约好|约了|约在|安排|计划|打算|后续|下一步|提醒|提醒我|记得|again|back|next step|\
         next time|then|will|i will|i'll|we'll|we will|going to|plan to|planned|schedule|scheduled|\
         arranged|remind me to|reminder|remember to|todo|next|try|try again",
    ),
    (
        None,
        true,
        "跟进|继续跟进|follow up|follow up with|followup|get back to",
    ),
    (Some(Channel::Phone), true, "回访"),
];

/// By which a customer declines; the words stay, and the rep sees that they were understood.
const DECLINES: &str = "不感兴趣|没兴趣|没有兴趣|没啥兴趣|无兴趣|没意向|没有意向|无意向|没需求|没有需求|无需求|暂无需求|\
                        不想买|选了别家|用了别家|婉拒|婉拒了|not interested|isn't interested|wasn't interested|\
                        aren't interested|no longer interested|no interest|lost interest|turned us down|\
                        turned me down|turned it down|chose a competitor|went with a competitor";

/// The same, where nothing follows: 不需要 alone, not 不需要发票.
const DECLINES_ALONE: &str = "不需要|暂不需要|暂时不需要|不考虑|暂不考虑|暂时不考虑|不买|不要了|拒绝|拒绝了|declined|said no|\
                              no need";

/// What joins the parts and means nothing by itself.
const GLUE: &str = "的|在|给|跟|和|与|去|来|好|是|到|于|把|向|同|对|了|尾号|on|at|the|with|to|and|for|by|in|of|a|an|from|\
                    around|her|him|them";

/// Of these, what goes with a day, a time or a length that follows.
pub(super) const BEFORE_WHEN: &str = "on|at|the|for|by|in|around|在|于";

/// What is said of something that comes round; its days are no plan.
pub(super) const EVERY: &str = "每|每个|每逢|every|each";

/// What is said of the thing that was talked of; its day is neither that of the record nor a plan.
pub(super) const ABOUT: &str = "about|regarding|关于";

fn find<T: Clone>(
    text: &Text<'_>,
    at: usize,
    table: impl Iterator<Item = (T, &'static str)>,
) -> Option<(T, usize)> {
    let found = table.filter_map(|(sense, words)| Some((sense, text.longest(at, words)?)));
    found.max_by_key(|(_, end)| *end)
}

pub(super) fn way(text: &Text<'_>, at: usize) -> Option<(Way, usize)> {
    let table = WAYS.iter().map(|(channel, tense, direction, words)| {
        let way = Way {
            channel: Some(channel.clone()),
            tense: *tense,
            direction: *direction,
        };
        (way, *words)
    });
    let open = OPEN_WAYS.iter().map(|(tense, words)| {
        let way = Way {
            channel: None,
            tense: *tense,
            direction: None,
        };
        (way, *words)
    });
    find(text, at, table.chain(open))
}

/// One of the user's own channels.
pub(super) fn own_way(text: &Text<'_>, at: usize, own: &[String]) -> Option<(Way, usize)> {
    let found = own.iter().filter_map(|name| {
        let folded = crate::domain::fold::fold(name.trim());
        let end = text.follows(at, &folded)?;
        let way = Way {
            channel: Some(Channel::Own(name.clone())),
            tense: Bare,
            direction: None,
        };
        Some((way, end))
    });
    found.max_by_key(|(_, end)| *end)
}

/// The way behind 再 or a day. What has happened is no plan: 去了.
pub(super) fn way_after_plan(text: &Text<'_>, at: usize) -> Option<(Way, usize)> {
    let (channel, end) = find(text, at, AFTER_PLAN.iter().cloned())?;
    let way = Way {
        channel,
        tense: Bare,
        direction: None,
    };
    (!matches!(text.get(end), '了' | '过')).then_some((way, end))
}

pub(super) fn outcome(text: &Text<'_>, at: usize) -> Option<(Outcome, usize)> {
    let found = find(text, at, OUTCOMES.iter().copied());
    // Alone between two stops, "busy" is how the line was; else the customer may be.
    found.or_else(|| {
        let end = text.follows(at, "busy")?;
        let is_alone = |char: char| matches!(char, '\0' | ',' | ';' | '.' | '\n');
        let mut before = at;
        while text.before(before) == ' ' {
            before -= 1;
        }
        (is_alone(text.before(before)) && is_alone(text.get(text.skip(end))))
            .then_some((Outcome::Busy, end))
    })
}

/// What announces a next step, with the way that it implies.
pub(super) fn plan(text: &Text<'_>, at: usize) -> Option<(Option<Way>, usize)> {
    let table = PLANS.iter().map(|(channel, implies, words)| {
        let way = implies.then(|| Way {
            channel: channel.clone(),
            tense: Bare,
            direction: None,
        });
        (way, *words)
    });
    find(text, at, table)
}

/// The end of words by which the customer declines.
pub(super) fn declines(text: &Text<'_>, at: usize) -> Option<usize> {
    let alone = text.longest(at, DECLINES_ALONE).filter(|end| {
        let next = text.get(*end);
        let is_end = matches!(next, '\0' | '\n' | ',' | ';' | '.' | '!' | '。' | '、');
        is_end || next == ' ' && is_chinese(text.before(*end))
    });
    text.longest(at, DECLINES).max(alone)
}

pub(super) fn glue(text: &Text<'_>, at: usize) -> Option<usize> {
    text.longest(at, GLUE)
}
