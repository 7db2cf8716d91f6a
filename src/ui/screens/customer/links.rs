//! Links to the ways of reaching a customer: only schemes that do no harm, only clean values.

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

/// The link that looks for an address on a map.
pub(crate) fn map(address: &str) -> String {
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

/// Percent-encoded, so that nothing in it can end the value or begin another.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'+' => {
                encoded.push(char::from(byte));
            }
            // Writing to a text cannot fail.
            _ => write!(encoded, "%{byte:02X}").unwrap_or_default(),
        }
    }
    encoded
}
