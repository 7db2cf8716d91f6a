//! Charts: what they show, and how that becomes a drawing. Pure, so that it is tested natively;
//! `kit/chart` puts the drawing on the page.
//!
//! A [`Chart`] holds words and numbers and knows nothing of records: who makes it says what stands
//! behind each mark.

mod bars;
mod columns;
pub mod file;
mod heat;
pub mod ink;
pub mod marks;
pub mod node;
mod points;
pub mod scale;

pub use self::bars::Bars;
pub use self::columns::{Columns, Rule, WHOLE_COLUMN};
pub use self::heat::{Cell, Heat};
pub use self::ink::Ink;
pub use self::marks::Mark;
use self::marks::{Lie, Spot};
use self::node::{Anchor, LINE, Node, line, rect, text, width_of};
pub use self::points::{Dot, Points};
use self::scale::Scale;
use crate::domain::written::date_text;

/// A chart with everything that is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its name in the document and in addresses.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence that says what it shows.
    pub says: String,
    /// What is drawn.
    pub plot: Plot,
    /// What opens records, in the order of keys.
    pub marks: Vec<Mark>,
    /// The numbers behind it.
    pub table: DataTable,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// Columns and lines over categories or classes.
    Columns(Columns),
    /// Bars, one below the other.
    Bars(Bars),
    /// Cells in rows and columns, the fuller the more.
    Heat(Heat),
    /// Points between two axes.
    Points(Points),
}

/// Values over the same categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Its values; none where there is nothing to show.
    pub values: Vec<Option<f64>>,
    /// With what it is drawn.
    pub ink: Ink,
}

/// An axis of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What it counts, with the unit.
    pub name: String,
    /// Its scale.
    pub scale: Scale,
    /// The words of its ticks.
    pub ticks: Vec<String>,
}

impl Axis {
    /// An axis of counts from 0.
    pub fn of_counts(name: &str, most: f64, number: &dyn Fn(f64, usize) -> String) -> Self {
        Self::of(name, Scale::of_counts(most, 4), number)
    }

    /// An axis over a scale; `number` writes a value with so many digits after the point.
    pub fn of(name: &str, scale: Scale, number: &dyn Fn(f64, usize) -> String) -> Self {
        let ticks = scale.ticks.iter();
        Self {
            name: name.to_owned(),
            ticks: ticks.map(|value| number(*value, scale.decimals)).collect(),
            scale,
        }
    }

    fn widest_tick(&self) -> i32 {
        self.ticks
            .iter()
            .map(|tick| width_of(tick))
            .max()
            .unwrap_or(0)
    }
}

/// The numbers behind a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataTable {
    /// The headings; the first column names the rows.
    pub heads: Vec<String>,
    /// The rows, each as long as the headings.
    pub rows: Vec<Vec<Value>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As it is shown.
    pub shown: String,
    /// As a file has it, where that differs: a number without the separators of a language, a date
    /// that every program reads.
    pub written: Option<String>,
    /// Whether it is a number.
    pub is_number: bool,
}

impl Value {
    /// Words.
    pub fn words(shown: impl Into<String>) -> Self {
        Self {
            shown: shown.into(),
            written: None,
            is_number: false,
        }
    }

    /// A day, or a time that begins with it.
    pub fn day(shown: impl Into<String>, day: chrono::NaiveDate) -> Self {
        Self {
            shown: shown.into(),
            written: Some(date_text(day)),
            is_number: false,
        }
    }

    /// A number as it is shown and as a file has it.
    pub fn number(shown: impl Into<String>, written: String) -> Self {
        Self {
            shown: shown.into(),
            written: Some(written),
            is_number: true,
        }
    }
}

/// A chart as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its width, in pixels.
    pub width: i32,
    /// Its height, in pixels.
    pub height: i32,
    /// What is drawn, the hindmost first.
    pub nodes: Vec<Node>,
    /// Where each mark is.
    pub spots: Vec<Spot>,
    /// How they lie.
    pub lie: Lie,
}

/// No chart is narrower.
const NARROWEST: i32 = 220;

/// Draws a chart in a width.
pub fn draw(chart: &Chart, width: i32) -> Drawing {
    let width = width.max(NARROWEST);
    let mut drawing = Drawing {
        width,
        height: 0,
        nodes: vec![ink::patterns(chart.id)],
        spots: Vec::new(),
        lie: Lie::Columns,
    };
    match &chart.plot {
        Plot::Columns(columns) => columns.draw(chart, &mut drawing),
        Plot::Bars(bars) => bars.draw(chart, &mut drawing),
        Plot::Heat(heat) => heat.draw(chart, &mut drawing),
        Plot::Points(points) => points.draw(chart, &mut drawing),
    }
    drawing
}

impl Drawing {
    /// A legend at the present height: a swatch and a name for each series, in as many lines as
    /// they need.
    fn legend(&mut self, entries: &[(&str, Ink, Swatch)], chart: &str) {
        const SWATCH: i32 = 22;
        const GAP: i32 = 16;
        let mut left = 0;
        for (name, ink, swatch) in entries {
            let name = node::fitted(name, self.width - SWATCH - 6);
            let width = SWATCH + 6 + width_of(&name);
            if 0 < left && self.width < left + width {
                left = 0;
                self.height += LINE;
            }
            let middle = self.height + LINE / 2;
            match swatch {
                Swatch::Box => self
                    .nodes
                    .push(ink.fill(rect(left + 1, middle - 5, SWATCH - 2, 10), chart)),
                Swatch::Line => self.nodes.push(ink.stroke(line(
                    (left, middle),
                    (left + SWATCH, middle),
                    ink.colour(),
                ))),
                Swatch::LineAndPoint | Swatch::Point => {
                    if *swatch == Swatch::LineAndPoint {
                        let ends = ((left, middle), (left + SWATCH, middle));
                        self.nodes
                            .push(ink.stroke(line(ends.0, ends.1, ink.colour())));
                    }
                    self.nodes.push(ink.point((left + SWATCH / 2, middle)));
                }
            }
            self.nodes
                .push(text(left + SWATCH + 6, middle + 4, Anchor::Start, &name));
            left += width + GAP;
        }
        if !entries.is_empty() {
            self.height += LINE + 4;
        }
    }

    /// Words at the present height, as the name of an axis.
    fn name_axis(&mut self, left: i32, anchor: Anchor, name: &str) {
        if !name.is_empty() {
            let name = node::fitted(name, self.width);
            self.nodes
                .push(text(left, self.height + LINE - 5, anchor, &name));
            self.height += LINE;
        }
    }

    /// Horizontal lines at the ticks of an upright axis that ends `height` above `base`.
    fn upright_axis(&mut self, axis: &Axis, left: i32, base: i32, height: i32) {
        for (value, words) in axis.scale.ticks.iter().zip(&axis.ticks) {
            let y = base - node::px(axis.scale.share(*value) * f64::from(height));
            self.nodes
                .push(line((left, y), (self.width, y), "var(--line)"));
            self.nodes.push(text(left - 6, y + 4, Anchor::End, words));
        }
    }

    /// Upright lines at the ticks of a level axis, with their words below `base`.
    fn level_axis(&mut self, axis: &Axis, (left, right): (i32, i32), (top, base): (i32, i32)) {
        let width = right - left;
        let widest = axis.widest_tick() + 8;
        let ticks = i32::try_from(axis.ticks.len()).unwrap_or(1);
        let every = (widest * ticks / width.max(1) + 1).max(1);
        for ((place, value), words) in (0..).zip(&axis.scale.ticks).zip(&axis.ticks) {
            let x = left + node::px(axis.scale.share(*value) * f64::from(width));
            self.nodes.push(line((x, top), (x, base), "var(--line)"));
            if place % every == 0 {
                // Not past the edge, and not into the words of the upright axis.
                let half = width_of(words) / 2;
                let x = x.max(left + half - 3).min(self.width - half);
                self.nodes
                    .push(text(x, base + LINE - 4, Anchor::Middle, words));
            }
        }
    }
}

/// What stands for a series in a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Swatch {
    Box,
    Line,
    LineAndPoint,
    Point,
}

/// The legend of series: one alone needs none.
fn entries<'a>(
    boxes: &'a [Series],
    lines: &'a [Series],
    as_line: Swatch,
) -> Vec<(&'a str, Ink, Swatch)> {
    let boxes = boxes.iter().map(|one| (one, Swatch::Box));
    let all = boxes.chain(lines.iter().map(|one| (one, as_line)));
    let entries: Vec<_> = all
        .map(|(one, swatch)| (one.name.as_str(), one.ink, swatch))
        .collect();
    if entries.len() < 2 {
        Vec::new()
    } else {
        entries
    }
}
