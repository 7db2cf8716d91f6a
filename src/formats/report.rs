//! A report as a document: headings, facts, lists and tables of plain text, that a page shows and a
//! file holds in the same words.

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The language of what we wrote in it, such as `en`.
    pub language: &'static str,
    /// What it is.
    pub title: Words,
    /// What stands below the title: when it was made and what it covers.
    pub about: Vec<Words>,
    /// What to keep in mind while reading it.
    pub notes: Vec<String>,
    /// All whom it is about in one table, if they are several.
    pub overview: Option<Block>,
    /// Whom it is about, one after the other.
    pub entries: Vec<Entry>,
    /// By what it was made.
    pub made_with: String,
}

/// What a document says of one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The name.
    pub heading: Words,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// One part of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What it is about.
    pub heading: &'static str,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One piece of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Names of facts, each with what is so.
    Facts(Vec<(&'static str, Words)>),
    /// A sentence.
    Line(Words),
    /// That something is not known.
    Missing(String),
    /// Points in a row.
    List(Vec<Words>),
    /// Records, each with a line about it and the words in it, if they are shown.
    Records(Vec<(Words, Option<Words>)>),
    /// A table; of each column whether it holds numbers.
    Table {
        /// What it shows.
        caption: &'static str,
        /// The headings of the columns, and whether numbers stand below.
        columns: Vec<(&'static str, bool)>,
        /// The rows; the first cell of each names it.
        rows: Vec<Vec<Words>>,
    },
    /// How a number between 0 and 100 went.
    Line100(Line100),
}

/// A line through points whose height is 0 to 100.
#[derive(Debug, Clone, PartialEq)]
pub struct Line100 {
    /// What it shows, in words that say it all.
    pub caption: String,
    /// Each point: how far it is from the first to the last, 0 to 1, and its height, 0 to 100.
    pub points: Vec<(f64, f64)>,
    /// What stands below the first and the last.
    pub ends: [String; 2],
}

impl Line100 {
    /// The width of the drawing, in its own units.
    pub const WIDTH: f64 = 240.0;
    /// The height of the drawing.
    pub const HEIGHT: f64 = 60.0;
    /// Where the line begins, to the right of what its heights are.
    pub const LEFT: f64 = 18.0;
    /// What is left free around the line.
    const MARGIN: f64 = 4.0;

    /// Where the lines of three heights lie, from above, and the heights.
    pub fn guides() -> [(f64, &'static str); 3] {
        [
            (Self::HEIGHT - Self::MARGIN, "0"),
            (Self::HEIGHT / 2.0, "50"),
            (Self::MARGIN, "100"),
        ]
    }

    /// The points as an SVG polyline takes them.
    pub fn polyline(&self) -> String {
        let places = self.points.iter().map(|(x, height)| {
            let x = Self::LEFT + x.clamp(0.0, 1.0) * (Self::WIDTH - Self::LEFT - Self::MARGIN);
            let y = 1.0 - height.clamp(0.0, 100.0) / 100.0;
            let y = Self::MARGIN + y * (Self::HEIGHT - 2.0 * Self::MARGIN);
            format!("{x:.1},{y:.1}")
        });
        places.collect::<Vec<_>>().join(" ")
    }
}

/// A text and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text, without characters that would hide or turn what stands there.
    pub text: String,
    /// Its language, where that is known to differ from the document's.
    pub language: Option<&'static str>,
}

impl Words {
    /// Our own words, in the language of the document.
    pub fn ours(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            language: None,
        }
    }

    /// Words of a user: Chinese characters mean Chinese. What would hide or turn the text around
    /// becomes a mark.
    pub fn theirs(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let is_han = |char: char| ('\u{3400}'..='\u{9fff}').contains(&char);
        Self {
            language: text.chars().any(is_han).then_some("zh-Hans"),
            text: text
                .chars()
                .map(|char| if is_hidden(char) { '\u{fffd}' } else { char })
                .collect(),
        }
    }
}

/// A control character, one that turns the direction of reading, or none at all.
fn is_hidden(char: char) -> bool {
    (char.is_control() && char != '\n' && char != '\t')
        || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(char, '\u{fdd0}'..='\u{fdef}')
        || u32::from(char) & 0xfffe == 0xfffe
}
