//! Bars, one below the other, for categories whose names are words.

use super::marks::{Lie, Spot};
use super::node::{Anchor, LINE, fitted, px, rect, text, width_of};
use super::{Axis, Chart, Drawing, Series, Swatch, entries};

/// Bars over an axis of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The words of each bar.
    pub categories: Vec<String>,
    /// The axis of the values.
    pub x: Axis,
    /// The parts of the bars, the leftmost first.
    pub bars: Vec<Series>,
    /// What stands at the end of each bar.
    pub ends: Vec<String>,
}

/// From one bar to the next, in pixels.
const ROW: i32 = 26;
/// How thick a bar is.
const THICK: i32 = 16;

impl Bars {
    pub(super) fn draw(&self, chart: &Chart, drawing: &mut Drawing) {
        drawing.legend(&entries(&self.bars, &[], Swatch::Box), chart.id);
        let widest = |words: &[String]| words.iter().map(|word| width_of(word)).max().unwrap_or(0);
        let left = widest(&self.categories).min(drawing.width * 2 / 5) + 8;
        let right = (drawing.width - widest(&self.ends) - 8).max(left + 20);
        let top = drawing.height + 2;
        let rows = i32::try_from(self.categories.len()).unwrap_or(0);
        let base = top + rows * ROW;
        drawing.level_axis(&self.x, (left, right), (top, base));
        let along =
            |value: f64| px(self.x.scale.share(value).clamp(0.0, 1.0) * f64::from(right - left));
        let mut boxes: Vec<Vec<Spot>> = Vec::new();
        for (row, (place, word)) in (0..).zip(self.categories.iter().enumerate()) {
            let y = top + row * ROW + (ROW - THICK) / 2;
            let word = fitted(word, left - 8);
            drawing
                .nodes
                .push(text(left - 8, y + THICK - 4, Anchor::End, &word));
            let mut before = 0.0;
            let mut parts = Vec::with_capacity(self.bars.len());
            let mut end = left;
            for series in &self.bars {
                let value = series.values.get(place).copied().flatten().unwrap_or(0.0);
                let from = left + along(before);
                before += value;
                let to = left + along(before);
                let width = if 0.0 < value { (to - from).max(1) } else { 0 };
                let spot = Spot {
                    left: from,
                    top: y,
                    width,
                    height: THICK,
                };
                if 0 < width {
                    let node = rect(from, y, width, THICK);
                    drawing.nodes.push(series.ink.fill(node, chart.id));
                    end = from + width;
                }
                parts.push(spot);
            }
            if let Some(words) = self.ends.get(place) {
                drawing
                    .nodes
                    .push(text(end + 5, y + THICK - 4, Anchor::Start, words));
            }
            boxes.push(parts);
        }
        drawing.height = base + LINE + 2;
        drawing.name_axis(drawing.width, Anchor::End, &self.x.name);
        drawing.lie = Lie::Rows;
        // The row of a mark is its bar, and its column the part.
        drawing.spots = chart
            .marks
            .iter()
            .map(|mark| {
                let part = boxes.get(mark.row).and_then(|parts| parts.get(mark.column));
                part.copied().unwrap_or_default()
            })
            .collect();
    }
}
