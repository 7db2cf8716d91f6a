//! Words for channels, outcomes, directions, standings and aspects, as people and other programs write them
//! in English and Chinese. Each table is one text: a space between words, compared without case,
//! width, spaces and punctuation.

use crate::domain::channel::Channel;
use crate::domain::communication::{Direction, Sentiment};
use crate::domain::customer::{Stage, Tier};
use crate::domain::fold::fold;
use crate::domain::outcome::Outcome;
use crate::domain::rating::{AspectId, Scale};

/// A word as it is compared: folded, letters and digits only.
pub fn plain(word: &str) -> String {
    let mut plain = fold(word);
    plain.retain(char::is_alphanumeric);
    plain
}

/// Whether a list of words, separated by spaces, has the word.
pub(super) fn lists(list: &str, plain: &str) -> bool {
    list.split(' ').any(|word| word == plain)
}

fn find<T: Copy>(table: &[(T, &str)], plain: &str) -> Option<T> {
    let found = table.iter().find(|(_, list)| lists(list, plain));
    found.map(|(meaning, _)| *meaning)
}

const CHANNELS: [&str; 8] = [
    "phone call calls telephone tel mobile phonecall voicecall loggedcall incomingcall outgoingcall calllog \
     电话 手机 通话 座机 来电 去电 打电话 电话沟通 电话联系 电话拜访 电话跟进 语音通话",
    "visit visits onsite onsitevisit sitevisit fieldvisit customervisit inperson facetoface \
     拜访 到访 上门 上门拜访 走访 面访 外访 登门 拜访客户 客户拜访 实地拜访 现场拜访",
    "wechat weixin 微信 微信沟通 微信联系",
    "email emails mail sentemail incomingemail forwardedemail 邮件 电子邮件 电邮 邮箱 发邮件",
    "sms text textmessage mms 短信 手机短信 发短信 简讯",
    "meeting meetings event conference appointment videocall videomeeting videoconference \
     会议 开会 会面 面谈 见面 洽谈 约见 视频会议 线上会议",
    "social socialmedia 社交 社交媒体 社媒",
    "other others misc 其他 其它",
];

/// The built-in channel that a word means.
pub fn known_channel(word: &str) -> Option<Channel> {
    let plain = plain(word);
    let index = CHANNELS.iter().position(|list| lists(list, &plain))?;
    Channel::BUILT_IN.get(index).cloned()
}

/// The channel that a word means: built in, or else one of the user's own.
pub fn channel(word: &str) -> Channel {
    known_channel(word).unwrap_or_else(|| Channel::Own(word.trim().to_owned()))
}

const OUTCOMES: [(Outcome, &str); 6] = [
    (
        Outcome::Connected,
        "connected answered reached spoke f240bbac87c94f6ebf70924b57d47db7 已接通 接通 已接 接听 已接听 通话成功",
    ),
    (
        Outcome::LeftMessage,
        "leftmessage leftlivemessage leftamessage a4c4c377d2464b32a13b75a56a4cd0ff 已留言 留言 留口信",
    ),
    (
        Outcome::LeftVoicemail,
        "leftvoicemail leftavoicemail voicemail b2cf5968551e4856978352b3da59a7d0 语音留言 语音信箱",
    ),
    (
        Outcome::NoAnswer,
        "noanswer notanswered unanswered missed noresponse 73a0d17f11634015bdd5ec830791da20 \
         无人接听 未接 未接通 未接听 无应答 无人应答 没人接",
    ),
    (
        Outcome::Busy,
        "busy linebusy 9d9162e76cf34944bf634dff82258764 占线 忙线 正忙",
    ),
    (
        Outcome::WrongNumber,
        "wrongnumber badnumber invalidnumber 17b47fee58de441ea44cc6300d46f273 号码错误 错号 空号 打错",
    ),
];

/// The outcome that a word or one of HubSpot's ids means.
pub fn outcome(word: &str) -> Option<Outcome> {
    find(&OUTCOMES, &plain(word))
}

const DIRECTIONS: [(Direction, &str); 2] = [
    (
        Direction::Outgoing,
        "outgoing outbound out sent dialled dialed outgoingcall outboundcall 去 呼出 去电 拨出 主叫 发出 去向 我方",
    ),
    (
        Direction::Incoming,
        "incoming inbound in received missed incomingcall inboundcall 来 呼入 来电 被叫 收到 来向 对方",
    ),
];

/// The direction that a word means.
pub fn direction(word: &str) -> Option<Direction> {
    find(&DIRECTIONS, &plain(word))
}

const SENTIMENTS: [(Sentiment, &str); 3] = [
    (
        Sentiment::Positive,
        "positive pos glad happy good 正面 积极 满意 好评",
    ),
    (Sentiment::Neutral, "neutral mixed 中性 中立 一般"),
    (
        Sentiment::Negative,
        "negative neg unhappy bad 负面 消极 不满意 不满 差评",
    ),
];

/// The sentiment that a word means.
pub fn sentiment(word: &str) -> Option<Sentiment> {
    find(&SENTIMENTS, &plain(word))
}

const ASPECTS: [(AspectId, &str); 7] = [
    (
        AspectId::Quality,
        "quality productquality product goods 产品质量 质量 产品 品质 商品质量 货品质量",
    ),
    (
        AspectId::Service,
        "service serviceattitude attitude servicequality staff friendliness 服务态度 服务 态度 服务质量",
    ),
    (
        AspectId::Speed,
        "speed response responsespeed responsetime responsiveness 响应速度 响应 响应时间 反应速度 响应及时性",
    ),
    (
        AspectId::Delivery,
        "delivery deliverytime deliveries shipping logistics ontimedelivery 交付 交货 交期 准时交付 物流 送货 \
         配送 发货",
    ),
    (
        AspectId::Price,
        "price pricing priceforvalue valueformoney pricevalue 性价比 价格 价格合理性",
    ),
    (
        AspectId::AfterSales,
        "aftersales aftersale aftersalesservice aftersalesupport 售后 售后服务 售后支持",
    ),
    (
        AspectId::Overall,
        "overall overallrating overallscore overallsatisfaction satisfaction total 总体评价 总体 总评 \
         总体满意度 整体评价 整体满意度 整体 满意度 综合评分 综合评价",
    ),
];

/// The built-in aspect that a word means.
pub fn aspect(word: &str) -> Option<AspectId> {
    find(&ASPECTS, &plain(word))
}

/// The scale that `1 to 5`, `0-10` or 五分制 means: by its highest score.
pub fn scale(word: &str) -> Option<Scale> {
    let folded = fold(word);
    let mut numbers = folded.split(|c: char| !c.is_ascii_digit());
    match numbers.rfind(|number| !number.is_empty()) {
        Some("5") => Some(Scale::FivePoint),
        Some("10") => Some(Scale::TenPoint),
        Some(_) => None,
        None if folded.contains('五') => Some(Scale::FivePoint),
        None => folded.contains('十').then_some(Scale::TenPoint),
    }
}

const YES: &str = "yes true y t 1 是 有 对 真 √";
const NO: &str = "no false n f 0 否 无 不 假 ×";

/// Yes or no, if the word is either.
pub fn yes_or_no(word: &str) -> Option<bool> {
    let word = word.trim();
    let plain = plain(word);
    let is = |list| lists(list, &plain) || lists(list, word);
    if is(YES) {
        Some(true)
    } else {
        is(NO).then_some(false)
    }
}

const STAGES: [(Stage, &str); 4] = [
    (
        Stage::Lead,
        "lead leads new open prospect opportunity inprogress opendeal attemptedtocontact contacted \
         qualified marketingqualifiedlead mql salesqualifiedlead sql subscriber potential hot warm cold \
         潜在 潜在客户 意向 意向客户 新客户 线索 商机 跟进中 待跟进 初步接触 未成交 高意向 中意向 低意向",
    ),
    (
        Stage::Active,
        "active customer client won closedwon incontract undercontract contract signed existing \
         current evangelist 合作中 合作 已合作 成交 已成交 成交客户 签约 已签约 老客户 正式客户 活跃",
    ),
    (
        Stage::Dormant,
        "dormant inactive sleeping onhold badtiming 沉睡 沉睡客户 休眠 休眠客户 不活跃 停滞 暂停",
    ),
    (
        Stage::Lost,
        "lost closedlost churned former gone unqualified notinterested 流失 已流失 流失客户 无效 失效 战败 丢单",
    ),
];

const TIERS: [(Tier, &str); 3] = [
    (
        Tier::A,
        "a tiera hot high vip key gold a级 a类 a类客户 重点 重点客户 重要 重要客户 大客户 高 高意向",
    ),
    (
        Tier::B,
        "b tierb warm medium normal silver b级 b类 b类客户 普通 普通客户 一般 一般客户 中 中意向",
    ),
    (
        Tier::C,
        "c tierc cold low bronze c级 c类 c类客户 小客户 低 低意向",
    ),
];

/// The stage and tier that a word for a customer's standing proposes: "hot" is a lead of tier A.
pub fn standing(word: &str) -> (Option<Stage>, Option<Tier>) {
    let plain = plain(word);
    (find(&STAGES, &plain), find(&TIERS, &plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_known_in_both_languages() {
        let check = |word: &str, expected: Channel| assert_eq!(channel(word), expected, "{word}");
        for word in ["电话", "Phone", "CALL", "phone call", "手机"] {
            check(word, Channel::Phone);
        }
        for word in ["拜访", "到访", "On-site visit"] {
            check(word, Channel::Visit);
        }
        check("微信", Channel::WeChat);
        check("E-mail", Channel::Email);
        check("邮件", Channel::Email);
        check("短信", Channel::Sms);
        check("会议", Channel::Meeting);
        check("社交媒体", Channel::Social);
        check(" 飞书 ", Channel::Own("飞书".to_owned()));
    }

    #[test]
    fn every_stable_code_means_itself() {
        for built_in in Channel::BUILT_IN {
            assert_eq!(channel(built_in.code()), built_in);
        }
        for one in Outcome::ALL {
            assert_eq!(outcome(one.code()), Some(one));
        }
        for one in Direction::ALL {
            assert_eq!(direction(one.code()), Some(one));
        }
        for one in Sentiment::ALL {
            assert_eq!(sentiment(one.code()), Some(one));
        }
        for one in AspectId::BUILT_IN.into_iter().chain([AspectId::Overall]) {
            assert_eq!(aspect(&one.code()), Some(one));
        }
        for one in Scale::ALL {
            assert_eq!(scale(one.code()), Some(one));
        }
        for one in Stage::ALL {
            assert_eq!(standing(one.code()), (Some(one), None));
        }
        for one in Tier::ALL {
            assert_eq!(standing(one.code()), (None, Some(one)));
        }
    }

    #[test]
    fn standings_are_proposed() {
        let check = |word: &str, stage, tier| assert_eq!(standing(word), (stage, tier), "{word}");
        check("in-contract", Some(Stage::Active), None);
        check("hot", Some(Stage::Lead), Some(Tier::A));
        check("Warm", Some(Stage::Lead), Some(Tier::B));
        check("cold", Some(Stage::Lead), Some(Tier::C));
        check("已流失", Some(Stage::Lost), None);
        check("A类", None, Some(Tier::A));
        check("purple", None, None);
    }

    #[test]
    fn yes_and_no_are_known() {
        let check = |word: &str, expected| assert_eq!(yes_or_no(word), expected, "{word}");
        check("Yes", Some(true));
        check("是", Some(true));
        check("0", Some(false));
        check("perhaps", None);
        check("", None);
    }

    #[test]
    fn scales_are_known_by_their_highest_score() {
        let check = |word: &str, expected| assert_eq!(scale(word), expected, "{word}");
        check("1 to 5", Some(Scale::FivePoint));
        check("０～１０", Some(Scale::TenPoint));
        check("五分制", Some(Scale::FivePoint));
        check("10", Some(Scale::TenPoint));
        check("1-7", None);
        check("high", None);
    }

    #[test]
    fn hubspot_writes_outcomes_as_ids() {
        let id = "73a0d17f-1163-4015-bdd5-ec830791da20";
        assert_eq!(outcome(id), Some(Outcome::NoAnswer));
        assert_eq!(outcome("Interested"), None);
    }
}
