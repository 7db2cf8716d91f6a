//! Who the people and firms of the demo are: names that are nobody's, places that are real.

use super::super::words::Both;
use crate::domain::need::NeedKind;
use crate::domain::resource::ResourceKind;

/// A trade in which the customers are.
pub(super) struct Trade {
    /// What follows the name of such a firm.
    pub(super) firm: Both,
    /// What they buy.
    pub(super) product: Both,
    /// What else they might buy.
    pub(super) other: Both,
    /// Where it is used.
    pub(super) places: [Both; 3],
}

/// The trades.
pub(super) const TRADES: [Trade; 6] = [
    Trade {
        firm: ["Hotel", "酒店"],
        product: ["water softeners", "软水机"],
        other: ["booster pumps", "增压泵"],
        places: [
            ["the spa", "水疗区"],
            ["the laundry", "洗衣房"],
            ["the kitchen", "厨房"],
        ],
    },
    Trade {
        firm: ["Clinic", "医院"],
        product: ["sterile filters", "除菌滤芯"],
        other: ["dosing pumps", "计量泵"],
        places: [
            ["the dialysis ward", "透析室"],
            ["the laboratory", "检验科"],
            ["the operating theatre", "手术室"],
        ],
    },
    Trade {
        firm: ["Brewery", "啤酒厂"],
        product: ["filter plates", "过滤板"],
        other: ["butterfly valves", "蝶阀"],
        places: [
            ["the bottling line", "灌装线"],
            ["the brewhouse", "糖化车间"],
            ["the cellar", "发酵间"],
        ],
    },
    Trade {
        firm: ["Dairy", "乳业"],
        product: ["membranes", "膜组件"],
        other: ["sealing rings", "密封圈"],
        places: [
            ["the pasteuriser", "杀菌机"],
            ["the cheese cellar", "奶酪间"],
            ["the cold store", "冷库"],
        ],
    },
    Trade {
        firm: ["Dyeworks", "印染"],
        product: ["flow meters", "流量计"],
        other: ["sand filters", "砂滤器"],
        places: [
            ["the dye house", "染色车间"],
            ["the washing line", "水洗线"],
            ["the boiler room", "锅炉房"],
        ],
    },
    Trade {
        firm: ["School", "学校"],
        product: ["drinking fountains", "直饮机"],
        other: ["filter cartridges", "滤芯"],
        places: [
            ["the canteen", "食堂"],
            ["the sports hall", "体育馆"],
            ["the new building", "新楼"],
        ],
    },
];

/// What the names of firms begin with, and how that is written in addresses.
pub(super) const FIRMS_ENGLISH: &str = "Amberley Beacon Coppergate Dovecote Elderbrook Fernhill \
    Greyfriars Hollins Ironbridge Juniper Kestrel Lanternby Meadowcroft Northgate Orchardlea \
    Pennywell Quarrybank Rosehill Saltmarsh Tidewater";
/// The same in Chinese, and their sound for addresses.
pub(super) const FIRMS_CHINESE: &str = "东湖 donghu 青松 qingsong 瑞和 ruihe 明远 mingyuan \
    金穗 jinsui 长风 changfeng 云帆 yunfan 春晓 chunxiao 华光 huaguang 海川 haichuan \
    恒泰 hengtai 清源 qingyuan 南屏 nanping 望江 wangjiang 百合 baihe 紫荆 zijing \
    鹿鸣 luming 九溪 jiuxi 白鹭 bailu 松涛 songtao";

/// A city.
pub(super) struct City {
    pub(super) name: Both,
    /// What telephone numbers begin with in English: 555 01 is kept for fiction in each.
    pub(super) area: &'static str,
    /// Its middle, in hundredths of a degree north and east, in English and in Chinese.
    pub(super) middle: [(i32, i32); 2],
}

/// The cities, near enough to each other for a round.
pub(super) const CITIES: [City; 5] = [
    City {
        name: ["Chicago", "上海"],
        area: "312",
        middle: [(4188, -8765), (3123, 12147)],
    },
    City {
        name: ["Evanston", "昆山"],
        area: "847",
        middle: [(4204, -8769), (3138, 12098)],
    },
    City {
        name: ["Oak Park", "苏州"],
        area: "708",
        middle: [(4188, -8780), (3130, 12062)],
    },
    City {
        name: ["Naperville", "嘉兴"],
        area: "630",
        middle: [(4176, -8815), (3075, 12076)],
    },
    City {
        name: ["Aurora", "无锡"],
        area: "331",
        middle: [(4176, -8830), (3157, 12030)],
    },
];

/// Streets.
pub(super) const STREETS: [Both; 6] = [
    ["Quay Street", "滨江路"],
    ["Foundry Lane", "工业园二路"],
    ["Mill Road", "建设路"],
    ["Linden Avenue", "梧桐路"],
    ["Station Road", "站前路"],
    ["Orchard Close", "桃园路"],
];

/// Positions of people.
pub(super) const TITLES: [Both; 6] = [
    ["Purchasing manager", "采购经理"],
    ["Facility manager", "设备主管"],
    ["Chief engineer", "总工程师"],
    ["Owner", "老板"],
    ["Accountant", "财务"],
    ["Operations manager", "运营经理"],
];

/// The user's words for groups.
pub(super) const TAGS: [Both; 5] = [
    ["trade fair", "展会"],
    ["key account", "重点客户"],
    ["pays late", "付款慢"],
    ["referral", "老客户介绍"],
    ["service contract", "维保合同"],
];

/// What the user answers needs with.
pub(super) const RESOURCES: [(Both, ResourceKind, &[NeedKind]); 5] = [
    (
        ["Service engineer", "售后工程师"],
        ResourceKind::Person,
        &[NeedKind::Problem, NeedKind::Complaint],
    ),
    (
        ["Volume discount", "批量折扣"],
        ResourceKind::Offer,
        &[NeedKind::Price, NeedKind::Renewal],
    ),
    (
        ["Demonstration unit", "演示机"],
        ResourceKind::Product,
        &[NeedKind::Product, NeedKind::Information],
    ),
    (
        ["Express freight", "加急运输"],
        ResourceKind::Offer,
        &[NeedKind::Delivery],
    ),
    (
        ["Training day", "培训日"],
        ResourceKind::Hours,
        &[NeedKind::Information],
    ),
];

/// A field of the user's own.
pub(super) const HARDNESS: Both = ["Hardness of water", "原水硬度"];
/// Its unit.
pub(super) const DEGREES: Both = ["°dH", "德国度"];

/// Where rounds begin.
pub(super) const OFFICE: Both = ["Office", "公司"];

/// What the observed loyalty counts.
pub(super) const SHARE: Both = ["Share of their demand, %", "采购份额（%）"];
