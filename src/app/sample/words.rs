//! The words of the sample data: names that are nobody's, and stories as a rep would note them.
//!
//! English and Chinese stand side by side, so that neither can fall behind. Lists of single words
//! are one text each: a table of pointers would be larger than the words.

use crate::domain::channel::Channel;
use crate::domain::communication::{Direction, Sentiment};
use crate::domain::need::NeedKind;
use crate::domain::promise::Side;
use crate::domain::rating::AspectId;

/// The same words in English and in Chinese.
pub(super) type Both = [&'static str; 2];

/// English first names.
pub(super) const FIRST_NAMES: &str = "Amara Anouk Bastian Bryony Cosima Dilan Eluned Farida \
    Henrike Ilse Imran Jorun Kavita Linnea Mireille Nadim Noor Odalys Oleg Pernille Rashid \
    Rosalind Sanjay Solveig Tamsin Teodor Ulla Vikram Xanthe Yusuf Zora Ömer";

/// English family names; some hold what trips up parsers and searches.
pub(super) const LAST_NAMES: &str = "Abara Ashdown Balogun Birkett Castellan Dahlgren D'Arcy \
    Eversley Fairweather Grimaldi Hallam Ibsen Järvelä Kowal Lindqvist Lloyd-Price Maddock \
    Marchetti Nakamura Novotný Okafor Osei Pemberton Quist Rahmani Sandoval Thackeray Ueda \
    Wainwright Xenakis Yılmaz Zabel";

/// Chinese family names, and their sound for addresses.
pub(super) const FAMILY_NAMES: &str = "王 wang 李 li 张 zhang 刘 liu 陈 chen 杨 yang 赵 zhao \
    黄 huang 周 zhou 吴 wu 徐 xu 孙 sun 朱 zhu 林 lin 何 he 欧阳 ouyang";

/// Chinese given names.
pub(super) const GIVEN_NAMES: &str = "伟 芳 建国 秀英 敏 志强 晓梅 磊 婷婷 海燕 文杰 雪 俊 丽华 \
    国平 思远";

/// Firms in English and Chinese, and the name of each in addresses.
pub(super) const FIRMS: [(Both, Both); 12] = [
    (
        ["Kestrel Print Works", "恒泰包装"],
        ["kestrelprint", "hengtai"],
    ),
    (
        ["Blue Anchor Foods", "青松食品"],
        ["blueanchor", "qingsong"],
    ),
    (["Lantern Hotels", "东湖酒店"], ["lanternhotels", "donghu"]),
    (["Tidewater Tools", "明远机械"], ["tidewater", "mingyuan"]),
    (["Cobalt Cycles", "长风汽配"], ["cobaltcycles", "changfeng"]),
    (["Fernhill Dairy", "金穗农业"], ["fernhill", "jinsui"]),
    (
        ["Orchard Lane Clinic", "瑞和医疗"],
        ["orchardlane", "ruihe"],
    ),
    (
        ["Marsh, Penrose & Daughters", "海川物流"],
        ["marshpenrose", "haichuan"],
    ),
    (
        ["Ironbridge Optics", "华光照明"],
        ["ironbridge", "huaguang"],
    ),
    (["Juniper Schools", "云帆教育"], ["juniper", "yunfan"]),
    (
        ["Saltbox \"Old Mill\" Bakery", "春晓书店"],
        ["saltbox", "chunxiao"],
    ),
    (["Vale Logistics", "蓝鲸软件"], ["valelogistics", "lanjing"]),
];

/// Where firms are.
pub(super) const ADDRESSES: [Both; 4] = [
    ["12 Quay Street, Portside", "滨江路12号"],
    ["4 Foundry Lane, Eastmoor", "工业园二路4号"],
    ["88 Harbour Road, Portside", "湖滨大道88号"],
    ["Unit 7, Mill Park, Eastmoor", "科技园7栋"],
];

/// When firms can be visited.
pub(super) const HOURS: Both = ["Mo-Fr 9:00-17:00", "周一至周五 9:00-18:00"];

/// Positions of people.
pub(super) const TITLES: [Both; 5] = [
    ["Purchasing manager", "采购经理"],
    ["Owner", "老板"],
    ["Workshop lead", "车间主任"],
    ["Office manager", "行政主管"],
    ["Managing director", "总经理"],
];

/// The user's words for groups.
pub(super) const TAGS: [Both; 4] = [
    ["trade fair", "展会"],
    ["key account", "重点客户"],
    ["pays late", "付款慢"],
    ["referral", "老客户介绍"],
];

/// What is worth knowing of a customer.
pub(super) const NOTES: [Both; 5] = [
    ["Best reached before ten", "上午十点前最好联系"],
    ["Decides together with her brother", "和弟弟一起做决定"],
    ["Prefers a visit to long mails", "喜欢当面谈，不爱看长邮件"],
    [
        "Compares us with two other suppliers",
        "同时在比较另外两家供应商",
    ],
    ["Deliveries only through the back gate", "送货走后门"],
];

/// What the customers buy.
pub(super) const PRODUCTS: [Both; 6] = [
    ["labels", "标签"],
    ["filters", "滤芯"],
    ["valves", "阀门"],
    ["cartons", "纸箱"],
    ["LED panels", "灯板"],
    ["bearings", "轴承"],
];

/// What open follow-ups are about.
pub(super) const PLANS: [Both; 7] = [
    ["Bring the two samples along", "带上两份样品"],
    [
        "Ask whether the new delivery date holds",
        "确认新的到货日期",
    ],
    ["Send the corrected quote", "发修改后的报价"],
    ["Show the new catalogue", "介绍新目录"],
    ["Ask for the signed contract", "催签好的合同"],
    ["Agree on a date for the training", "约培训时间"],
    ["Talk about next year's volume", "谈明年的用量"],
];

/// Promises that are still to be kept: by the place of the customer, in how many days they are due,
/// whose they are, and their words.
pub(super) const PROMISES: [(usize, i64, Side, Both); 5] = [
    (
        5,
        -2,
        Side::Ours,
        ["We send the corrected quote", "我们发修改后的报价"],
    ),
    (
        8,
        0,
        Side::Theirs,
        ["They sign the contract", "对方签回合同"],
    ),
    (
        13,
        0,
        Side::Ours,
        ["We confirm the new delivery date", "我们确认新的到货日期"],
    ),
    (
        15,
        4,
        Side::Theirs,
        ["They pay the open invoice", "对方付清未付的发票"],
    ),
    (
        22,
        6,
        Side::Ours,
        ["We bring two samples along", "我们带两份样品过去"],
    ),
];

/// One exchange of a story. `{p}` stands for the product, `{n}` for a number of pieces.
pub(super) struct Step {
    pub(super) channel: Channel,
    pub(super) direction: Direction,
    pub(super) words: Both,
    /// What the customer wants by these words.
    pub(super) need: Option<NeedKind>,
    /// Who promises something by these words.
    pub(super) promise: Option<Side>,
    /// How the customer felt.
    pub(super) felt: Option<Sentiment>,
    /// What it now thinks of an aspect, on a scale of 1 to 5.
    pub(super) marks: &'static [(AspectId, u8)],
}

impl Step {
    pub(super) const fn wants(mut self, kind: NeedKind) -> Self {
        self.need = Some(kind);
        self
    }

    pub(super) const fn promises(mut self, side: Side) -> Self {
        self.promise = Some(side);
        self
    }

    pub(super) const fn feels(mut self, felt: Sentiment, marks: &'static [(AspectId, u8)]) -> Self {
        self.felt = Some(felt);
        self.marks = marks;
        self
    }
}

/// An exchange that the user began.
pub(super) const fn to(channel: Channel, english: &'static str, chinese: &'static str) -> Step {
    Step {
        channel,
        direction: Direction::Outgoing,
        words: [english, chinese],
        need: None,
        promise: None,
        felt: None,
        marks: &[],
    }
}

/// An exchange that the customer began.
pub(super) const fn from(channel: Channel, english: &'static str, chinese: &'static str) -> Step {
    Step {
        channel,
        direction: Direction::Incoming,
        words: [english, chinese],
        need: None,
        promise: None,
        felt: None,
        marks: &[],
    }
}

/// How a relation begins.
pub(super) const BEGINNING: &[Step] = &[
    from(
        Channel::Meeting,
        "Met at the trade fair, interested in {p}, asked for the price list",
        "展会上认识，对{p}感兴趣，要价格表",
    )
    .wants(NeedKind::Price),
    to(
        Channel::Email,
        "Sent the price list and two samples of {p}",
        "发了价格表，寄了两份{p}样品",
    ),
    from(
        Channel::Phone,
        "Samples are good. Asked for a quote for {n} {p}",
        "样品不错，询问{n}件{p}的报价",
    )
    .feels(Sentiment::Positive, &[(AspectId::Quality, 4)])
    .wants(NeedKind::Price),
    to(
        Channel::Email,
        "Quoted {n} {p}, valid for 14 days",
        "报价{n}件{p}，有效期14天",
    ),
    to(
        Channel::Phone,
        "Finds the price a little high; I'll send a volume discount by Friday",
        "嫌价格偏高；我答应周五前给批量折扣",
    )
    .feels(Sentiment::Negative, &[(AspectId::Price, 2)])
    .wants(NeedKind::Price)
    .promises(Side::Ours),
    to(
        Channel::Visit,
        "Went through the contract on site, first order signed: {n} {p}",
        "上门谈合同条款，签了首单：{n}件{p}",
    ),
];

/// What happens to customers later, in any order.
pub(super) const STORIES: [&[Step]; 6] = [
    &[
        from(
            Channel::Phone,
            "Complained: the {n} {p} are five days late",
            "投诉：{n}件{p}晚到五天",
        )
        .feels(
            Sentiment::Negative,
            &[(AspectId::Speed, 2), (AspectId::Delivery, 1)],
        )
        .wants(NeedKind::Complaint),
        to(
            Channel::Phone,
            "Apologised, gave the new delivery date; we pay the express freight",
            "道歉并告知新的到货日期，加急运费由我们出",
        ),
        to(Channel::WeChat, "Sent the tracking number", "发了物流单号"),
        to(
            Channel::Visit,
            "Brought the missing boxes myself; they were pleased",
            "亲自送去缺的几箱，对方很满意",
        )
        .feels(
            Sentiment::Positive,
            &[(AspectId::Service, 5), (AspectId::Delivery, 3)],
        ),
        to(
            Channel::Phone,
            "All well again. Wants to hear two days ahead of each delivery",
            "问题解决。要求以后每次提前两天通知到货",
        )
        .feels(Sentiment::Neutral, &[(AspectId::AfterSales, 4)]),
    ],
    &[
        from(
            Channel::Email,
            "Some {p} of the last batch do not fit, sent photos",
            "上批{p}有几件装不上，发来照片",
        )
        .feels(Sentiment::Negative, &[(AspectId::Quality, 2)])
        .wants(NeedKind::Problem),
        to(
            Channel::Phone,
            "Our engineer found the cause; we'll replace {n} pieces at no charge",
            "工程师找到原因，免费换{n}件",
        ),
        to(
            Channel::Visit,
            "Exchanged the faulty {p}, showed the crew how to test them",
            "上门更换{p}，教了检验方法",
        ),
        from(
            Channel::WeChat,
            "The new ones work, thanks us for the quick help",
            "新的没问题，感谢处理得快",
        )
        .feels(
            Sentiment::Positive,
            &[
                (AspectId::Quality, 4),
                (AspectId::Speed, 5),
                (AspectId::AfterSales, 5),
            ],
        ),
    ],
    &[
        to(
            Channel::Email,
            "The yearly contract ends next month, sent the renewal",
            "年度合同下月到期，发了续约方案",
        ),
        to(
            Channel::Phone,
            "Wants to renew, but needs approval from the board",
            "有续约意向，但要董事会批准",
        )
        .wants(NeedKind::Renewal),
        to(
            Channel::Meeting,
            "Presented figures of the year to the board; 3 % off for two years",
            "向董事会汇报全年数据；两年合同让3%",
        ),
        from(
            Channel::Email,
            "Signed the renewal for two years",
            "续签两年合同",
        )
        .feels(Sentiment::Positive, &[(AspectId::Price, 4)]),
    ],
    &[
        to(
            Channel::Phone,
            "Told them of the new {p}; wants a demo next week",
            "介绍新款{p}，约下周演示",
        ),
        to(
            Channel::Visit,
            "Demo for four people; liked it, asked about delivery times",
            "给四个人做演示，反响好，问交期",
        )
        .feels(Sentiment::Positive, &[(AspectId::Quality, 5)])
        .wants(NeedKind::Delivery),
        from(
            Channel::Phone,
            "Would take {n} if we deliver within ten days",
            "十天内能交货就要{n}件",
        ),
        to(
            Channel::Phone,
            "Confirmed ten days; the order comes by mail",
            "确认十天交货，订单走邮件",
        ),
    ],
    &[
        from(
            Channel::Phone,
            "The last invoice shows the wrong quantity",
            "上张发票数量开错了",
        )
        .feels(Sentiment::Negative, &[(AspectId::Service, 2)])
        .wants(NeedKind::Other),
        to(
            Channel::Email,
            "Sent the corrected invoice over {n} {p}",
            "重开了{n}件{p}的发票",
        ),
        to(
            Channel::Sms,
            "Reminded them of the open payment",
            "短信提醒未付款项",
        ),
        from(Channel::Phone, "Paid today", "今天已付款"),
    ],
    &[
        to(
            Channel::Phone,
            "Asked how things go: busy season, happy with our service",
            "问候近况：旺季很忙，对我们服务满意",
        )
        .feels(Sentiment::Positive, &[(AspectId::Service, 5)]),
        from(
            Channel::WeChat,
            "Recommends us to a neighbour who needs {p}",
            "把我们介绍给一家需要{p}的邻居",
        )
        .feels(Sentiment::Positive, &[(AspectId::Quality, 5)]),
        to(
            Channel::Social,
            "Congratulated them on their anniversary",
            "祝贺周年庆",
        ),
        to(
            Channel::Visit,
            "Coffee on site; plans a second line in spring, needs {n} {p} more",
            "上门喝茶；春天要上第二条线，还需要{n}件{p}",
        )
        .wants(NeedKind::Product),
    ],
];

/// What the observed loyalty of the sample data counts.
pub(super) const ORDERS: Both = ["Orders in the last year", "近一年订单数"];

/// What the import of the sample data is called.
pub(super) const SOURCE_NAME: Both = ["Sample data", "示例数据"];

/// The labels of phones and addresses, and the name of `WeChat`.
pub(super) const WORK: Both = ["Work", "工作"];
/// The service of the handles.
pub(super) const WECHAT: Both = ["WeChat", "微信"];

/// The word at a place of a list of words; past its end it begins again.
pub(super) fn word(list: &'static str, place: usize) -> &'static str {
    let count = list.split_whitespace().count();
    list.split_whitespace()
        .nth(place % count.max(1))
        .unwrap_or_default()
}
