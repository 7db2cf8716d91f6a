//! Links to the ways of reaching a customer: only schemes that do no harm, only clean values.

use crate::domain::customer::{Customer, Labelled};
use crate::formats::map_links::{self, encoded};

/// The link that calls a number; `None` where no number is in it.
pub(crate) fn tel(phone: &str) -> Option<String> {
    dialled(phone).map(|number| format!("tel:{number}"))
}

/// The link that writes a text message to a number.
pub(crate) fn sms(phone: &str) -> Option<String> {
    dialled(phone).map(|number| format!("sms:{number}"))
}

/// The link that writes to a mail address; `None` where it is none.
pub(crate) fn mail(address: &str) -> Option<String> {
    let address = address.trim();
    let (name, host) = address.rsplit_once('@')?;
    let is_plain = !name.is_empty() && !host.is_empty() && !address.contains(char::is_whitespace);
    is_plain.then(|| format!("mailto:{}@{}", encoded(name), encoded(host)))
}

/// The link that shows a customer on a map: at its position, else by its address; `None` without
/// either.
pub(crate) fn map(customer: &Customer) -> Option<String> {
    match &customer.position {
        Some(position) => Some(map_links::open_street_map(position)),
        None if customer.address.trim().is_empty() => None,
        None => Some(search(&customer.address)),
    }
}

/// Whether a name on a service is one of WeChat: it says so, or says nothing.
pub(crate) fn is_wechat(handle: &Labelled) -> bool {
    let folded = crate::domain::fold::fold(&handle.label);
    folded.is_empty()
        || ["wechat", "weixin", "微信"]
            .iter()
            .any(|name| folded.contains(name))
}

/// The link that looks for an address on a map.
fn search(address: &str) -> String {
    let address = address.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "https://www.openstreetmap.org/search?query={}",
        encoded(&address)
    )
}

/// The characters of a number that a telephone dials; an extension after a word is left out.
fn dialled(phone: &str) -> Option<String> {
    let mut number = String::new();
    for char in phone.trim().chars().map(crate::domain::fold::half_width) {
        match char {
            '0'..='9' => number.push(char),
            '+' if number.is_empty() => number.push(char),
            '-' | ' ' | '(' | ')' | '.' | '/' => {}
            _ if number.is_empty() => {}
            _ => break,
        }
    }
    let digits = number.chars().filter(char::is_ascii_digit).count();
    (3 <= digits).then_some(number)
}
