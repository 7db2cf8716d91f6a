//! Sentences of the round and of the calendar file.

use super::{Language, describe};
use crate::domain::customer::Customer;
use crate::domain::follow_up::Action;
use crate::domain::opening_hours::HoursError;
use crate::domain::position_text::{PositionError, Shifted};
use crate::formats::calendar::EventWords;

fn pick<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// A distance: `850 m`, `12.3 km`, `1234 km`; in Chinese `850 米`, `12.3 公里`.
pub fn distance(language: Language, metres: u32) -> String {
    if metres < 1000 {
        return format!("{metres} {}", pick(language, "m", "米"));
    }
    let unit = pick(language, "km", "公里");
    let tenths = metres.saturating_add(50) / 100;
    if tenths < 1000 {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    } else {
        format!("{} {unit}", metres.saturating_add(500) / 1000)
    }
}

/// Why a text is no position.
pub fn position_error(language: Language, error: PositionError) -> &'static str {
    let (en, zh) = match error {
        PositionError::Empty => (
            "Type degrees, or paste a link to a map",
            "请输入经纬度，或粘贴地图链接",
        ),
        PositionError::TooLong => ("This is too long for a position", "内容过长，不是位置"),
        PositionError::NotUnderstood => (
            "Not understood. For example 31.2304, 121.4737 or a link to a map",
            "无法识别。例如 31.2304, 121.4737，或地图链接",
        ),
        PositionError::ShortLink => (
            "A short link holds no position, and Genjin does not go online. Open it and copy the long address",
            "短链接不含位置，且跟进不联网。请打开后复制完整网址",
        ),
        PositionError::NoCoordinates => (
            "This link names a place without its coordinates. Copy the coordinates from the map",
            "此链接只有地点名称，没有坐标。请在地图中复制坐标",
        ),
        PositionError::Projected => (
            "Links of Baidu's site hold no degrees. Share a marker, or copy the coordinates",
            "百度网页链接不含经纬度。请分享标注点，或复制坐标",
        ),
        PositionError::OutOfRange => (
            "Latitude lies between −90 and 90, longitude between −180 and 180",
            "纬度应在 −90 与 90 之间，经度应在 −180 与 180 之间",
        ),
    };
    pick(language, en, zh)
}

/// That a position was converted.
pub fn converted(language: Language, from: Shifted) -> &'static str {
    let (en, zh) = match from {
        Shifted::Gcj02 => (
            "Converted from GCJ-02, as Chinese maps have it, to GPS coordinates",
            "已由国内地图的 GCJ-02 坐标转换为 GPS 坐标",
        ),
        Shifted::Bd09 => (
            "Converted from Baidu's BD-09 to GPS coordinates",
            "已由百度 BD-09 坐标转换为 GPS 坐标",
        ),
    };
    pick(language, en, zh)
}

/// Why opening hours are not understood.
pub fn hours_error(language: Language, error: &HoursError) -> String {
    match (error, language) {
        (HoursError::TooLong, Language::English) => "too long".to_owned(),
        (HoursError::TooLong, Language::Chinese) => "内容过长".to_owned(),
        (HoursError::NoTimes, Language::English) => "no times in it".to_owned(),
        (HoursError::NoTimes, Language::Chinese) => "没有时间".to_owned(),
        (HoursError::Unknown(word), Language::English) => format!("“{word}” is not known"),
        (HoursError::Unknown(word), Language::Chinese) => format!("无法识别“{word}”"),
        (HoursError::NoSuchTime(time), Language::English) => format!("there is no {time}"),
        (HoursError::NoSuchTime(time), Language::Chinese) => format!("没有 {time} 这个时间"),
        (HoursError::NoEnd(time), Language::English) => format!("{time} until when?"),
        (HoursError::NoEnd(time), Language::Chinese) => format!("{time} 到几点？"),
        (HoursError::EndsFirst(span), Language::English) => {
            format!("{span} ends before it begins; write 17 or 5pm")
        }
        (HoursError::EndsFirst(span), Language::Chinese) => {
            format!("{span} 的结束早于开始；请写 17 点或下午 5 点")
        }
        (HoursError::ClosedAndOpen, Language::English) => "closed and times at once".to_owned(),
        (HoursError::ClosedAndOpen, Language::Chinese) => "同时写了休息和时间".to_owned(),
    }
}

/// What an event of the calendar file says: what to do with whom, the note, and how to reach the
/// customer. What was said before stays out of it: the file may travel to where the calendar is kept.
pub fn event_words(
    language: Language,
    customer: &Customer,
    action: Option<&Action>,
    note: &str,
) -> EventWords {
    let who = match (customer.company.trim(), language) {
        ("", _) => customer.name.clone(),
        (company, Language::English) => format!("{} ({company})", customer.name),
        (company, Language::Chinese) => format!("{}（{company}）", customer.name),
    };
    let summary = match (action, language) {
        (None, _) => who,
        (Some(action), Language::English) => {
            format!("{}: {who}", describe::action(language, action))
        }
        (Some(action), Language::Chinese) => {
            format!("{}：{who}", describe::action(language, action))
        }
    };
    let mut lines: Vec<&str> = Vec::new();
    if !note.trim().is_empty() {
        lines.push(note.trim());
    }
    lines.extend(customer.phones.iter().map(|phone| phone.value.as_str()));
    EventWords {
        summary,
        description: lines.join("\n"),
        location: customer.address.clone(),
        position: customer.position,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::Labelled;
    use crate::domain::id::CustomerId;

    #[test]
    fn distances_are_short() {
        let check = |metres, expected: &str| {
            assert_eq!(distance(Language::English, metres), expected);
            let chinese = expected.replace("km", "公里").replace('m', "米");
            assert_eq!(distance(Language::Chinese, metres), chinese);
        };
        check(0, "0 m");
        check(999, "999 m");
        check(1000, "1.0 km");
        check(12_345, "12.3 km");
        check(99_949, "99.9 km");
        check(99_950, "100 km");
        check(20_015_115, "20015 km");
    }

    #[test]
    fn an_event_says_what_to_do_with_whom_and_how_to_reach_them() {
        let mut customer = Customer::named(CustomerId(uuid::Uuid::nil()), "王总");
        customer.company = "华联".to_owned();
        customer.phones = vec![Labelled {
            label: String::new(),
            value: "138 0013 8000".to_owned(),
        }];
        let words = event_words(Language::Chinese, &customer, Some(&Action::Call), " 报价 ");
        assert_eq!(words.summary, "电话沟通：王总（华联）");
        assert_eq!(words.description, "报价\n138 0013 8000");
        let words = event_words(Language::English, &customer, None, "");
        assert_eq!(words.summary, "王总 (华联)");
    }
}
