//! The headings and words of Genjin's own CSV files, in both languages, and how they are known
//! again on import.

use super::columns::{CommunicationField, CustomerField, Reach};
use super::score_columns::ScoreField;
use super::table::Column;
use crate::domain::rating::AspectId;
use crate::domain::source::SourceKind;

/// The headings and words of a file in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportWords {
    /// Headings of customers' columns, in the order of [`CUSTOMER_CODES`].
    pub(super) customer: [&'static str; 18],
    /// Headings of communications' columns, in the order of [`COMMUNICATION_CODES`].
    pub(super) communication: [&'static str; 10],
    /// Headings of ratings' columns, in the order of [`RATING_CODES`].
    pub(super) rating: [&'static str; 10],
    /// Headings of the columns of observed loyalties, in the order of [`LOYALTY_CODES`].
    pub(super) loyalty: [&'static str; 6],
    /// Headings of phones, emails and handles, before their number.
    pub(super) reach: [&'static str; 3],
    /// What follows the number where the column holds labels.
    pub(super) label: &'static str,
    /// What stands before the name of a column of the user's own.
    pub(super) custom: &'static str,
    /// The built-in channels.
    pub(super) channels: [&'static str; 8],
    /// The six outcomes.
    pub(super) outcomes: [&'static str; 6],
    /// How a customer felt, from positive to negative.
    pub(super) sentiments: [&'static str; 3],
    /// The built-in aspects, the overall rating last.
    pub(super) aspects: [&'static str; 7],
    /// The scales. `1-5` would become a day in January in a spreadsheet.
    pub(super) scales: [&'static str; 2],
    /// Outgoing and incoming.
    pub(super) directions: [&'static str; 2],
    /// The stages, from lead to lost.
    pub(super) stages: [&'static str; 4],
    /// Yes, for customers who must not be contacted.
    pub(super) yes: &'static str,
}

/// The fields of customers' columns, by their codes.
pub(super) const CUSTOMER_CODES: [&str; 18] = [
    "id",
    "name",
    "company",
    "firm",
    "title",
    "address",
    "latitude",
    "longitude",
    "opening_hours",
    "status",
    "status",
    "tags",
    "notes",
    "since",
    "do_not_contact",
    "paused_until",
    "every",
    "every_action",
];

/// The fields of communications' columns, by their codes.
pub(super) const COMMUNICATION_CODES: [&str; 10] = [
    "id",
    "customer_id",
    "customer_name",
    "time",
    "channel",
    "direction",
    "outcome",
    "content",
    "duration",
    "sentiment",
];

/// The fields of ratings' columns, by their codes.
pub(super) const RATING_CODES: [&str; 10] = [
    "id",
    "customer_id",
    "customer_name",
    "time",
    "aspect",
    "aspect_code",
    "score",
    "scale",
    "words",
    "communication",
];

/// The fields of the columns of observed loyalties, by their codes.
pub(super) const LOYALTY_CODES: [&str; 6] = [
    "id",
    "customer_id",
    "customer_name",
    "time",
    "value",
    "words",
];

/// Marks a channel of the user's own whose name would be read as another.
pub(super) const OWN_CHANNEL: &str = "own:";

impl ExportWords {
    /// English.
    pub const EN: Self = Self {
        customer: [
            "Genjin customer id",
            "Name",
            "Company",
            "Genjin firm id",
            "Title",
            "Address",
            "Latitude",
            "Longitude",
            "Opening hours",
            "Stage",
            "Tier",
            "Tags",
            "Notes",
            "Customer since",
            "Do not contact",
            "Paused until",
            "Rhythm",
            "Rhythm action",
        ],
        communication: [
            "Genjin record id",
            "Genjin customer id",
            "Customer",
            "Time",
            "Channel",
            "Direction",
            "Outcome",
            "Content",
            "Duration (seconds)",
            "Sentiment",
        ],
        rating: [
            "Genjin rating id",
            "Genjin customer id",
            "Customer",
            "Time",
            "Aspect",
            "Genjin aspect",
            "Score",
            "Scale",
            "Given by",
            "Genjin communication id",
        ],
        loyalty: [
            "Genjin loyalty id",
            "Genjin customer id",
            "Customer",
            "Date",
            "Observed loyalty",
            "Note",
        ],
        reach: ["Phone", "Email", "Handle"],
        label: "label",
        custom: "Custom: ",
        channels: [
            "Phone", "Visit", "WeChat", "Email", "SMS", "Meeting", "Social", "Other",
        ],
        outcomes: [
            "Connected",
            "Left message",
            "Left voicemail",
            "No answer",
            "Busy",
            "Wrong number",
        ],
        sentiments: ["Positive", "Neutral", "Negative"],
        aspects: [
            "Product quality",
            "Service attitude",
            "Response speed",
            "Delivery",
            "Price for value",
            "After-sales",
            "Overall",
        ],
        scales: ["1 to 5", "0 to 10"],
        directions: ["Outgoing", "Incoming"],
        stages: ["Lead", "Active", "Dormant", "Lost"],
        yes: "Yes",
    };

    /// Simplified Chinese.
    pub const ZH: Self = Self {
        customer: [
            "跟进客户编号",
            "姓名",
            "公司",
            "跟进公司编号",
            "职位",
            "地址",
            "纬度",
            "经度",
            "营业时间",
            "阶段",
            "等级",
            "标签",
            "备注",
            "合作开始",
            "请勿联系",
            "暂停至",
            "联系周期",
            "周期动作",
        ],
        communication: [
            "跟进记录编号",
            "跟进客户编号",
            "客户",
            "时间",
            "渠道",
            "方向",
            "结果",
            "内容",
            "时长（秒）",
            "情绪",
        ],
        rating: [
            "跟进评分编号",
            "跟进客户编号",
            "客户",
            "时间",
            "方面",
            "跟进方面编号",
            "评分",
            "量表",
            "评分人",
            "跟进沟通编号",
        ],
        loyalty: [
            "跟进忠诚度编号",
            "跟进客户编号",
            "客户",
            "日期",
            "实际忠诚度",
            "说明",
        ],
        reach: ["电话", "邮箱", "账号"],
        label: "标签",
        custom: "自定义：",
        channels: [
            "电话",
            "拜访",
            "微信",
            "邮件",
            "短信",
            "会议",
            "社交媒体",
            "其他",
        ],
        outcomes: [
            "已接通",
            "已留言",
            "语音留言",
            "无人接听",
            "占线",
            "号码错误",
        ],
        sentiments: ["正面", "中性", "负面"],
        aspects: [
            "产品质量",
            "服务态度",
            "响应速度",
            "交付",
            "性价比",
            "售后服务",
            "总体评价",
        ],
        scales: ["1 到 5", "0 到 10"],
        directions: ["去", "来"],
        stages: ["潜在", "合作中", "沉睡", "已流失"],
        yes: "是",
    };

    /// Both languages.
    pub const ALL: [&'static Self; 2] = [&Self::EN, &Self::ZH];

    /// The words of a file that Genjin itself has written, by its headings.
    pub(super) fn of(columns: &[Column]) -> Option<&'static Self> {
        let has = |heading: &str| columns.iter().any(|column| column.written == heading);
        Self::ALL.into_iter().find(|words| {
            let is_customers = has(words.customer[0]) && has(words.customer[1]);
            is_customers || words.is_communications(columns) || words.scores(columns).is_some()
        })
    }

    /// Whether these are the headings of Genjin's own ratings or observed loyalties, and of which.
    pub(super) fn scores(&self, columns: &[Column]) -> Option<SourceKind> {
        let has = |heading: &str| columns.iter().any(|column| column.written == heading);
        if [0, 1, 3, 5, 6]
            .into_iter()
            .all(|index| has(self.rating[index]))
        {
            return Some(SourceKind::Ratings);
        }
        let is_loyalty = [0, 1, 3, 4]
            .into_iter()
            .all(|index| has(self.loyalty[index]));
        is_loyalty.then_some(SourceKind::Loyalty)
    }

    /// Whether these are the headings of Genjin's own communications.
    pub(super) fn is_communications(&self, columns: &[Column]) -> bool {
        [0, 1, 3].into_iter().all(|index| {
            let heading = self.communication[index];
            columns.iter().any(|column| column.written == heading)
        })
    }

    /// Whether a text begins like a file that Genjin itself has written.
    pub(super) fn begins(&self, text: &str) -> bool {
        let first = [
            self.customer[0],
            self.communication[0],
            self.rating[0],
            self.loyalty[0],
        ];
        first
            .into_iter()
            .filter_map(|heading| text.strip_prefix(heading))
            .any(|rest| rest.starts_with(','))
    }

    /// The field that a heading of an own file of customers stands for.
    pub(super) fn customer_field(&self, heading: &str) -> CustomerField {
        if let Some(name) = heading.strip_prefix(self.custom) {
            return CustomerField::Custom(super::clean::clean(name).text.into_owned());
        }
        if let Some(index) = self.customer.iter().position(|known| *known == heading) {
            return CustomerField::from_code(CUSTOMER_CODES[index]);
        }
        for (reach, word) in Reach::ALL.into_iter().zip(self.reach) {
            let Some(rest) = heading.strip_prefix(word) else {
                continue;
            };
            let number = rest.trim_end_matches(self.label).trim();
            if let Ok(number) = number.parse() {
                return if rest.ends_with(self.label) {
                    CustomerField::NumberedLabel(reach, number)
                } else {
                    CustomerField::Numbered(reach, number)
                };
            }
        }
        CustomerField::LeaveOut
    }

    /// The field that a heading of an own file of communications stands for.
    pub(super) fn communication_field(&self, heading: &str) -> CommunicationField {
        let index = self
            .communication
            .iter()
            .position(|known| *known == heading);
        let code = index.map_or("", |index| COMMUNICATION_CODES[index]);
        CommunicationField::from_code(code)
    }

    /// The field that a heading of an own file of ratings or observed loyalties stands for.
    pub(super) fn score_field(&self, kind: SourceKind, heading: &str) -> ScoreField {
        let (headings, codes): (&[&str], &[&str]) = match kind {
            SourceKind::Loyalty => (&self.loyalty, &LOYALTY_CODES),
            _ => (&self.rating, &RATING_CODES),
        };
        let index = headings.iter().position(|known| *known == heading);
        ScoreField::from_code(index.map_or("", |index| codes[index]))
    }

    /// The word for an aspect; none for one of the user's own, which has a name.
    pub fn aspect(&self, aspect: AspectId) -> &'static str {
        let built_in = AspectId::BUILT_IN.into_iter().chain([AspectId::Overall]);
        let found = built_in.zip(self.aspects).find(|(one, _)| *one == aspect);
        found.map_or("", |(_, word)| word)
    }

    /// The heading of the n-th phone, email or handle.
    pub(super) fn reach_heading(&self, reach: Reach, number: usize) -> String {
        format!("{} {number}", self.reach[reach as usize])
    }

    /// The heading of its label.
    pub(super) fn reach_label_heading(&self, reach: Reach, number: usize) -> String {
        format!("{} {number} {}", self.reach[reach as usize], self.label)
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;
    use crate::domain::channel::Channel;
    use crate::domain::communication::{Direction, Sentiment};
    use crate::domain::customer::Stage;
    use crate::domain::outcome::Outcome;
    use crate::domain::rating::Scale;

    #[test]
    fn every_word_that_is_written_is_read() {
        for words in ExportWords::ALL {
            for (channel, word) in Channel::BUILT_IN.into_iter().zip(words.channels) {
                assert_eq!(words::known_channel(word), Some(channel));
            }
            for (outcome, word) in Outcome::ALL.into_iter().zip(words.outcomes) {
                assert_eq!(words::outcome(word), Some(outcome));
            }
            for (sentiment, word) in Sentiment::ALL.into_iter().zip(words.sentiments) {
                assert_eq!(words::sentiment(word), Some(sentiment));
            }
            for aspect in AspectId::BUILT_IN.into_iter().chain([AspectId::Overall]) {
                assert_eq!(words::aspect(words.aspect(aspect)), Some(aspect));
            }
            for (scale, word) in Scale::ALL.into_iter().zip(words.scales) {
                assert_eq!(words::scale(word), Some(scale));
            }
            for (direction, word) in Direction::ALL.into_iter().zip(words.directions) {
                assert_eq!(words::direction(word), Some(direction));
            }
            for (stage, word) in Stage::ALL.into_iter().zip(words.stages) {
                assert_eq!(words::standing(word), (Some(stage), None));
            }
            assert_eq!(words::yes_or_no(words.yes), Some(true));
        }
    }

    #[test]
    fn numbered_headings_are_known_again() {
        for words in ExportWords::ALL {
            for reach in Reach::ALL {
                assert_eq!(
                    words.customer_field(&words.reach_heading(reach, 12)),
                    CustomerField::Numbered(reach, 12)
                );
                assert_eq!(
                    words.customer_field(&words.reach_label_heading(reach, 3)),
                    CustomerField::NumberedLabel(reach, 3)
                );
            }
        }
    }
}
