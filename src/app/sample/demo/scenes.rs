//! What happens in the demo, scene by scene, as a rep of a maker of water technology would note it.
//!
//! `{p}` stands for what the customer buys, `{q}` for what else it might, `{x}` for where it is used,
//! `{n}` for a number of pieces.

use super::super::words::{Both, Step, from, to};
use crate::domain::channel::Channel;
use crate::domain::communication::Sentiment;
use crate::domain::need::NeedKind;
use crate::domain::promise::Side;
use crate::domain::rating::AspectId;

use Sentiment::{Negative, Neutral, Positive};

/// How a relation begins.
pub(super) const BEGINNING: &[Step] = &[
    from(
        Channel::Meeting,
        "Met at the trade fair. Looks for {p} for {x}, asked for the price list",
        "展会上认识，{x}想用{p}，要价格表",
    )
    .wants(NeedKind::Price),
    to(
        Channel::Email,
        "Sent the price list and the data sheet of the {p}",
        "发了价格表和{p}的技术资料",
    ),
    to(
        Channel::Visit,
        "Looked at {x} on site and took measurements for the {p}",
        "上门看了{x}，为{p}量了尺寸",
    ),
    to(
        Channel::Email,
        "Quoted {n} {p}, valid for 30 days",
        "报价{n}件{p}，有效期30天",
    ),
    from(
        Channel::Phone,
        "Finds the price too high; I'll send a volume discount by Friday",
        "嫌价格太高；我答应周五前给批量折扣",
    )
    .feels(Negative, &[(AspectId::Price, 2)])
    .wants(NeedKind::Price)
    .promises(Side::Ours),
    to(
        Channel::Visit,
        "Went through the contract on site, first order signed: {n} {p}",
        "上门谈合同，签了首单：{n}件{p}",
    )
    .feels(Positive, &[]),
    to(
        Channel::Phone,
        "First delivery arrived complete, everything runs well in {x}",
        "首批到货齐全，{x}运行良好",
    )
    .feels(Positive, &[(AspectId::Delivery, 4), (AspectId::Quality, 4)]),
];

const ORDER: &[Step] = &[
    to(
        Channel::Phone,
        "Asked about their stock of {p}; wants a quote for {n} more",
        "询问{p}库存，还要{n}件的报价",
    )
    .wants(NeedKind::Product),
    to(
        Channel::Email,
        "Quoted {n} {p} at the contract price",
        "按合同价报了{n}件{p}",
    ),
    from(
        Channel::Email,
        "Ordered {n} {p}, to arrive within two weeks",
        "下单{n}件{p}，两周内到货",
    ),
    to(
        Channel::WeChat,
        "Sent the date of arrival and the tracking number",
        "发了到货日期和物流单号",
    ),
];

const REORDER: &[Step] = &[
    from(
        Channel::WeChat,
        "Ordered {n} {p} as last time",
        "照上次再订{n}件{p}",
    ),
    to(
        Channel::Phone,
        "The delivery was on time, they are satisfied",
        "按时到货，对方满意",
    )
    .feels(Positive, &[(AspectId::Delivery, 5)]),
];

const MAINTENANCE: &[Step] = &[
    to(
        Channel::Phone,
        "Offered the yearly maintenance of {x}; they'll name a date by next week",
        "建议给{x}做年度保养；对方下周前定日期",
    )
    .promises(Side::Theirs),
    to(
        Channel::Visit,
        "Maintenance done in {x}, replaced two {p}",
        "完成{x}的保养，换了两件{p}",
    )
    .feels(Positive, &[(AspectId::AfterSales, 4)]),
];

const LATE: &[Step] = &[
    from(
        Channel::Phone,
        "Complained: the {n} {p} are six days late and {x} stands still",
        "投诉：{n}件{p}晚到六天，{x}停工",
    )
    .feels(Negative, &[(AspectId::Speed, 2), (AspectId::Delivery, 1)])
    .wants(NeedKind::Complaint),
    to(
        Channel::Phone,
        "Apologised and gave the new date; we'll send a credit note by Friday",
        "道歉并告知新的到货日期；我们周五前给折让单",
    )
    .promises(Side::Ours),
    to(
        Channel::Visit,
        "Brought the missing boxes myself; they were pleased with how it was handled",
        "亲自送去缺的几箱，对方对处理很满意",
    )
    .feels(Positive, &[(AspectId::Service, 5), (AspectId::Delivery, 3)]),
];

const LEAK: &[Step] = &[
    from(
        Channel::Email,
        "Two of the {p} leak after a week, sent photos",
        "{p}用了一周有两件漏水，发来照片",
    )
    .feels(Negative, &[(AspectId::Quality, 2)])
    .wants(NeedKind::Problem),
    to(
        Channel::Phone,
        "Our engineer suspects the seals; we'll come by Thursday",
        "工程师判断是密封问题；我们周四前上门",
    )
    .promises(Side::Ours),
    to(
        Channel::Visit,
        "Exchanged the leaking {p} in {x} at no charge, showed the crew how to check them",
        "免费更换{x}漏水的{p}，教了检查方法",
    ),
    from(
        Channel::WeChat,
        "The new ones hold, thanks us for the quick help",
        "新的不漏了，感谢处理得快",
    )
    .feels(
        Positive,
        &[
            (AspectId::Quality, 4),
            (AspectId::Speed, 5),
            (AspectId::AfterSales, 5),
        ],
    ),
];

const PRESSURE: &[Step] = &[
    from(
        Channel::Phone,
        "The pressure in {x} drops at night, asks what is wrong with the {p}",
        "{x}夜间水压下降，问{p}出了什么问题",
    )
    .feels(Negative, &[])
    .wants(NeedKind::Problem),
    to(
        Channel::Visit,
        "Found air in the pipe, the {p} are fine; adjusted it all the same, thankful",
        "原因是管道进气，{p}正常；顺手调好，对方很感谢",
    )
    .feels(Positive, &[(AspectId::Service, 5)]),
];

const INVOICE: &[Step] = &[
    from(
        Channel::Phone,
        "The last invoice shows the wrong quantity, annoyed",
        "上张发票数量开错了，不满",
    )
    .feels(Negative, &[(AspectId::Service, 2)])
    .wants(NeedKind::Other),
    to(
        Channel::Email,
        "Sent the corrected invoice over {n} {p}",
        "重开了{n}件{p}的发票",
    ),
    from(Channel::Phone, "Paid today", "今天已付款").feels(Neutral, &[]),
];

const RENEWAL: &[Step] = &[
    to(
        Channel::Email,
        "The service contract ends next month, sent the renewal",
        "维保合同下月到期，发了续约方案",
    ),
    from(
        Channel::Phone,
        "Wants to renew the contract, but needs the approval of the board",
        "有意续约，但要董事会批准",
    )
    .wants(NeedKind::Renewal),
    to(
        Channel::Meeting,
        "Presented the year: 12 % less water used. Offered 3 % off for two years",
        "汇报全年数据：节水12%。两年合同让3%",
    ),
    from(
        Channel::Email,
        "Signed the renewal for two years",
        "签了两年续约",
    )
    .feels(Positive, &[(AspectId::Price, 4)]),
];

const NEW_PRODUCT: &[Step] = &[
    to(
        Channel::Phone,
        "Told them of the new {q}; wants a demonstration next week",
        "介绍新款{q}，约下周演示",
    )
    .wants(NeedKind::Information),
    to(
        Channel::Visit,
        "Showed the {q} to four people in {x}; impressed, asked about delivery times",
        "在{x}给四个人演示{q}，反响很好，问交期",
    )
    .feels(Positive, &[(AspectId::Quality, 5)])
    .wants(NeedKind::Delivery),
    from(
        Channel::Phone,
        "Would take {n} {q} if we deliver within ten days",
        "十天内能到货就要{n}件{q}",
    ),
    to(
        Channel::Phone,
        "Confirmed ten days; they'll send the order by Wednesday",
        "确认十天到货；对方周三前发订单",
    )
    .promises(Side::Theirs),
];

const PRICE_RISE: &[Step] = &[
    to(
        Channel::Email,
        "Announced the price rise of 4 % from next quarter",
        "通知下季度涨价4%",
    ),
    from(
        Channel::Phone,
        "Unhappy about the price rise, compares us with another supplier",
        "对涨价不满，在比较另一家供应商",
    )
    .feels(Negative, &[(AspectId::Price, 2)])
    .wants(NeedKind::Price),
    to(
        Channel::Meeting,
        "Agreed to keep the old price for orders above {n}, glad about it",
        "商定{n}件以上按老价格，对方很高兴",
    )
    .feels(Positive, &[(AspectId::Price, 4)]),
];

const TRAINING: &[Step] = &[
    from(
        Channel::Email,
        "Asks for a training of the night shift",
        "希望给夜班做一次培训",
    )
    .wants(NeedKind::Information),
    to(
        Channel::Visit,
        "Trained five people on the {p}, good questions, great mood",
        "给五个人培训{p}，提问积极，气氛很好",
    )
    .feels(
        Positive,
        &[(AspectId::Service, 5), (AspectId::AfterSales, 5)],
    ),
];

/// What happens between the scenes, a single exchange each.
pub(super) const CARE: &[Step] = &[
    to(
        Channel::Phone,
        "Asked how things go: busy season, happy with our service",
        "问候近况：旺季很忙，对我们服务满意",
    )
    .feels(Positive, &[(AspectId::Service, 5)]),
    to(
        Channel::WeChat,
        "Sent the article on saving water",
        "发了节水的文章",
    ),
    to(
        Channel::Visit,
        "Coffee on site; plans to enlarge {x} and needs {n} {p} then",
        "上门喝茶；计划扩建{x}，届时需要{n}件{p}",
    )
    .wants(NeedKind::Product),
    from(
        Channel::WeChat,
        "Recommends us to a neighbour who needs {p}",
        "把我们介绍给需要{p}的邻居",
    )
    .feels(Positive, &[(AspectId::Quality, 5)]),
    from(
        Channel::Phone,
        "Asks how long the {p} last in hard water",
        "问硬水下{p}能用多久",
    )
    .wants(NeedKind::Information),
    to(
        Channel::Sms,
        "Reminded them of tomorrow's delivery",
        "提醒明天到货",
    ),
    from(
        Channel::Phone,
        "Wants deliveries to {x} in the morning only",
        "要求只在上午往{x}送货",
    )
    .wants(NeedKind::Delivery),
    to(
        Channel::Social,
        "Congratulated them on their anniversary",
        "祝贺周年庆",
    ),
    to(
        Channel::Visit,
        "Walked through {x} with the crew, no wishes",
        "和班组一起巡看{x}，暂无需求",
    )
    .feels(Neutral, &[]),
];

/// What happens to customers who stay.
pub(super) const GOOD: &[&[Step]] = &[
    ORDER,
    REORDER,
    MAINTENANCE,
    NEW_PRODUCT,
    REORDER,
    RENEWAL,
    TRAINING,
    ORDER,
    PRESSURE,
    INVOICE,
];

/// What happens to customers with whom much goes wrong and is mended.
pub(super) const ROUGH: &[&[Step]] = &[LATE, REORDER, LEAK, ORDER, INVOICE, PRICE_RISE, PRESSURE];

/// What goes wrong of late and is not mended.
pub(super) const SLIPPING: &[Step] = &[
    from(
        Channel::Phone,
        "Third late delivery of {p} this quarter, very angry",
        "本季度{p}第三次晚到，非常生气",
    )
    .feels(Negative, &[(AspectId::Speed, 1), (AspectId::Delivery, 1)])
    .wants(NeedKind::Complaint),
    to(
        Channel::Email,
        "Explained the delay; we'll send a plan by Friday",
        "解释延误原因；我们周五前给改进计划",
    )
    .promises(Side::Ours),
    from(
        Channel::Email,
        "The {p} in {x} failed again, asks for the money back",
        "{x}的{p}又坏了，要求退款",
    )
    .feels(
        Negative,
        &[(AspectId::Quality, 1), (AspectId::AfterSales, 2)],
    )
    .wants(NeedKind::Problem),
    from(
        Channel::Phone,
        "Disappointed that nobody called back",
        "没有人回电话，很失望",
    )
    .feels(Negative, &[(AspectId::Service, 1), (AspectId::Price, 2)])
    .wants(NeedKind::Complaint),
];

/// How a relation falls asleep.
pub(super) const QUIET: &[Step] = &[
    to(
        Channel::Phone,
        "Short call: no need at the moment, to be called again in autumn",
        "简短通话：目前没有需求，秋天再联系",
    )
    .feels(Neutral, &[]),
    to(
        Channel::Email,
        "Asked for news of the project in {x}",
        "询问{x}项目的进展",
    ),
];

/// How one ends.
pub(super) const LOST: &[Step] = &[
    from(
        Channel::Email,
        "They go with another supplier because of the price",
        "因价格原因选择了另一家供应商",
    )
    .feels(Negative, &[(AspectId::Price, 1)]),
    to(
        Channel::Phone,
        "Asked for the reasons; disappointed with the slow deliveries",
        "了解原因：对到货慢失望",
    )
    .feels(Negative, &[(AspectId::Speed, 1), (AspectId::Delivery, 2)]),
];

/// How one begins again.
pub(super) const WON_BACK: &[Step] = &[
    to(
        Channel::Visit,
        "Called in after months: the other supplier cannot deliver {p}",
        "时隔数月再访：另一家供不上{p}",
    ),
    from(
        Channel::Phone,
        "Gives us another chance, small order of {n} {p}",
        "愿意再给一次机会，先订{n}件{p}",
    )
    .feels(Positive, &[]),
    to(
        Channel::Visit,
        "The order arrived early, relieved and happy; back to monthly deliveries",
        "订单提前到货，对方放心又高兴；恢复每月供货",
    )
    .feels(
        Positive,
        &[
            (AspectId::Speed, 5),
            (AspectId::Delivery, 5),
            (AspectId::Service, 5),
        ],
    ),
];

/// What is sometimes added to a note.
pub(super) const ASIDES: &[Both] = &[
    ["Best by phone in the morning", "上午打电话最方便"],
    ["The budget is decided in autumn", "预算秋天才定"],
    ["The new plant manager joins next time", "下次新厂长参加"],
    ["Asked after the water report", "问了水质报告"],
    ["{x} had a thorough cleaning last week", "{x}上周刚清洗过"],
    ["The old {p} are still in use", "旧{p}还在用"],
    ["Deliveries through the back gate", "送货走后门"],
    ["On holiday for two weeks from Monday", "下周一起休假两周"],
];

/// What open steps are about.
pub(super) const PLANS: &[Both] = &[
    ["Bring the samples along", "带上样品"],
    ["Ask whether the date of arrival holds", "确认到货日期"],
    ["Send the corrected quote", "发修改后的报价"],
    ["Show the new catalogue", "介绍新目录"],
    ["Ask for the signed contract", "催签好的合同"],
    ["Agree on a date for the training", "约培训时间"],
    ["Talk about next year's volume", "谈明年的用量"],
    ["Check the seals", "检查密封圈"],
];

/// What is still to be kept: whose it is, and the words.
pub(super) const PROMISES: &[(Side, Both)] = &[
    (
        Side::Ours,
        ["We send the corrected quote", "我们发修改后的报价"],
    ),
    (Side::Theirs, ["They sign the contract", "对方签回合同"]),
    (
        Side::Ours,
        ["We confirm the date of arrival", "我们确认到货日期"],
    ),
    (
        Side::Theirs,
        ["They pay the open invoice", "对方付清未付的发票"],
    ),
    (
        Side::Ours,
        ["We bring two samples along", "我们带两份样品过去"],
    ),
    (
        Side::Theirs,
        ["They name a date for the maintenance", "对方定保养日期"],
    ),
];

/// Why something was skipped.
pub(super) const SKIPPED: &[Both] = &[
    ["On holiday", "休假中"],
    ["Stock is taken this week", "本周盘点"],
    ["Spoke to the colleague instead", "已和同事沟通"],
];
