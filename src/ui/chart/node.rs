//! A drawing as elements of SVG, which the page shows and a file holds alike.
//!
//! Colours are those of the page's tokens (`var(--accent)`); a file has them resolved. Places and
//! sizes are whole pixels, so that lines are sharp and no code for decimals is loaded.

use std::fmt::Write as _;

/// An element of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name.
    pub tag: &'static str,
    /// Its attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// Its words; an element has words or children.
    pub words: String,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// The text of an attribute.
pub struct Text(String);

impl From<i32> for Text {
    fn from(number: i32) -> Self {
        Self(number.to_string())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Node {
    /// An element without anything.
    pub fn new(tag: &'static str) -> Self {
        Self {
            tag,
            attributes: Vec::new(),
            words: String::new(),
            children: Vec::new(),
        }
    }

    /// The same with an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        self.attributes.push((name, value.into().0));
        self
    }

    /// The same with words.
    #[must_use]
    pub fn saying(mut self, words: &str) -> Self {
        self.words.push_str(words);
        self
    }

    /// The same around other elements.
    #[must_use]
    pub fn around(mut self, children: Vec<Self>) -> Self {
        self.children = children;
        self
    }

    /// Writes the element; `resolve` alters each value of an attribute.
    pub fn write(&self, text: &mut String, resolve: &dyn Fn(&str) -> String) {
        // A String takes every text.
        write!(text, "<{}", self.tag).unwrap_or_default();
        for (name, value) in &self.attributes {
            write!(text, " {name}=\"{}\"", escaped(&resolve(value))).unwrap_or_default();
        }
        if self.words.is_empty() && self.children.is_empty() {
            text.push_str("/>");
            return;
        }
        text.push('>');
        text.push_str(&escaped(&self.words));
        for child in &self.children {
            child.write(text, resolve);
        }
        write!(text, "</{}>", self.tag).unwrap_or_default();
    }
}

/// Words as they may stand in XML: what XML forbids is left out.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\t' | '\n' | '\r' => text.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            char if char.is_control() => {}
            char => text.push(char),
        }
    }
    text
}

/// A box.
pub fn rect(left: i32, top: i32, width: i32, height: i32) -> Node {
    Node::new("rect")
        .with("x", left)
        .with("y", top)
        .with("width", width.max(0))
        .with("height", height.max(0))
}

/// A line in one colour.
pub fn line(from: (i32, i32), to: (i32, i32), colour: &str) -> Node {
    Node::new("line")
        .with("x1", from.0)
        .with("y1", from.1)
        .with("x2", to.0)
        .with("y2", to.1)
        .with("stroke", colour)
}

/// Where words stand of their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// They are about it.
    Middle,
    /// They end there.
    End,
}

/// Words on a line at a place, of the size of [`width_of`].
pub fn text(left: i32, base: i32, anchor: Anchor, words: &str) -> Node {
    let node = Node::new("text")
        .with("x", left)
        .with("y", base)
        .with("font-size", TEXT)
        .with("fill", "var(--text-2)");
    match anchor {
        Anchor::Start => node,
        Anchor::Middle => node.with("text-anchor", "middle"),
        Anchor::End => node.with("text-anchor", "end"),
    }
    .saying(words)
}

/// The size of words, in pixels.
pub const TEXT: i32 = 12;

/// The height of a line of words, in pixels.
pub const LINE: i32 = 18;

/// About how wide words are, in pixels: no font is ever measured, so it is rather too much.
pub fn width_of(words: &str) -> i32 {
    let tenths: i32 = words
        .chars()
        .map(|char| match char {
            'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' | ' ' => 37,
            'm' | 'w' | 'M' | 'W' | '%' => 108,
            'A'..='Z' => 84,
            '\0'..='\u{2dff}' => 68,
            _ => 120,
        })
        .sum();
    (tenths + 9) / 10
}

/// Words cut short to a width, with an ellipsis where some are left out.
pub fn fitted(words: &str, width: i32) -> String {
    if width_of(words) <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    for char in words.chars() {
        kept.push(char);
        if width < width_of(&kept) + TEXT {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

/// Words on lines of a width, broken at blanks and between Chinese characters, but never before a mark
/// that ends something.
pub fn wrapped(words: &str, width: i32) -> Vec<String> {
    const ENDS: [char; 7] = ['，', '。', '；', '：', '、', '）', '”'];
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in words.split_inclusive(|char| char == ' ' || '\u{2e80}' <= char) {
        let longer = format!("{line}{piece}");
        let is_over = width < width_of(longer.trim_end());
        if is_over && !line.is_empty() && !piece.starts_with(ENDS) {
            lines.push(line.trim_end().to_owned());
            piece.clone_into(&mut line);
        } else {
            line = longer;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// A whole pixel.
pub fn px(value: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a place on a drawing of some thousand pixels; beyond, the cast takes the nearest"
    )]
    let pixel = value.round() as i32;
    pixel.clamp(-100_000, 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_where_a_reader_expects_it() {
        for (words, width, expected) in [
            ("All of it", 200, vec!["All of it"]),
            ("ab cd ef", 40, vec!["ab cd", "ef"]),
            ("unbreakable", 10, vec!["unbreakable"]),
            ("平均满意度，很好", 60, vec!["平均满意度，", "很好"]),
            ("", 10, vec![""]),
        ] {
            assert_eq!(wrapped(words, width), expected, "{words}");
        }
    }

    #[test]
    fn an_element_is_written_so_that_nothing_in_it_can_end_it() {
        let node = Node::new("text")
            .with("fill", "var(--a)\"<")
            .saying("a<b & \u{1}\"c\"\n");
        let mut text = String::new();
        node.write(&mut text, &|value| value.replace("var(--a)", "red"));
        assert_eq!(
            text,
            "<text fill=\"red&quot;&lt;\">a&lt;b &amp; &quot;c&quot; </text>"
        );
    }

    #[test]
    fn words_that_are_too_long_are_cut() {
        assert_eq!(fitted("Phone", 100), "Phone");
        let cut = fitted("客户要求重新报价", 60);
        assert_eq!(cut, "客户要求…");
        assert!(width_of(&cut) <= 60);
    }

    #[test]
    fn a_pixel_is_never_out_of_reach() {
        assert_eq!(px(2.5), 3);
        assert_eq!(px(1e300), 100_000);
        assert_eq!(px(f64::NAN), 0);
    }
}
