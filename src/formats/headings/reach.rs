//! Headings of phones and mail addresses, which come in too many shapes for a list: the word for
//! the thing, what it is used for, a number, in any order and in either language.

use super::super::columns::{CustomerField, Reach};
use super::super::words::{lists, plain};
use crate::domain::fold::fold;

/// The phone or email that a heading names, with its label: `phone_work`, `Mobile`, 办公电话.
pub(super) fn reach(heading: &str) -> Option<CustomerField> {
    let words = heading_words(heading);
    let is = |list: &str| words.iter().any(|word| lists(list, word));
    let kind = if is(
        "phone phones telephone tel mobile cell cellphone mobilephone workphone homephone fax",
    ) {
        Reach::Phone
    } else if is("email emails mail") {
        Reach::Email
    } else {
        return chinese_reach(heading);
    };
    let mut label = Vec::new();
    let mut number = None;
    let mut is_label = false;
    for word in &words {
        match word.as_str() {
            "phone" | "phones" | "telephone" | "tel" | "email" | "emails" | "mail" | "e" => {}
            "mobile" | "cell" | "cellphone" | "mobilephone" => label.push("mobile"),
            "workphone" => label.push("work"),
            "homephone" => label.push("home"),
            "label" | "type" if number.is_some() => is_label = true,
            word if lists(REACH_FILLERS, word) => {}
            word if lists(REACH_LABELS, word) => label.push(word),
            word => match word.parse::<u16>() {
                Ok(one) => number = Some(one),
                Err(_not_a_number) => return None,
            },
        }
    }
    let is_pair = words.iter().any(|word| word == "value");
    match number {
        Some(number) if is_label => Some(CustomerField::NumberedLabel(kind, number)),
        Some(number) if is_pair => Some(CustomerField::Numbered(kind, number)),
        _ => Some(CustomerField::Reach(kind, label.join(" "))),
    }
}

fn chinese_reach(heading: &str) -> Option<CustomerField> {
    const PHONES: [&str; 6] = ["手机", "电话", "座机", "固话", "传真", "联系方式"];
    const EMAILS: [&str; 5] = ["电子邮箱", "电子邮件", "邮箱", "电邮", "邮件"];
    const FILLERS: [&str; 8] = [
        "联系人",
        "联系",
        "客户",
        "号码",
        "地址",
        "号",
        "必填",
        "主要",
    ];
    let words = plain(heading);
    let (kind, root) = PHONES
        .into_iter()
        .map(|root| (Reach::Phone, root))
        .chain(EMAILS.into_iter().map(|root| (Reach::Email, root)))
        .find(|(_, root)| words.contains(root))?;
    let mut label = words.replacen(root, "", 1);
    for filler in FILLERS {
        label = label.replace(filler, "");
    }
    let label = label.trim_matches(|c: char| c.is_ascii_digit());
    if 4 < label.chars().count() {
        return None;
    }
    let plain_root = matches!(root, "电话" | "联系方式") || kind == Reach::Email;
    let label = match (label.is_empty(), plain_root) {
        (true, true) => String::new(),
        (true, false) => root.to_owned(),
        (false, _) => label.to_owned(),
    };
    Some(CustomerField::Reach(kind, label))
}

/// The words of a heading: `phone_work`, `Phone 1 - Value` and `MobilePhone` all fall apart.
fn heading_words(heading: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in heading.chars() {
        if c.is_alphanumeric() {
            let starts = !before.is_alphanumeric()
                || before.is_lowercase() && c.is_uppercase()
                || before.is_numeric() != c.is_numeric();
            if starts {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.push_str(&fold(c.encode_utf8(&mut [0; 4])));
            }
        }
        before = c;
    }
    words
}

/// Words of a heading that say which phone or email it is.
const REACH_LABELS: &str = "work business office company home private personal other mobile cell main primary \
    secondary alternate assistant fax direct pager school";
/// Words of a heading that add nothing.
const REACH_FILLERS: &str =
    "number no address value person contact customer client addresses formatted";
