//! Columns over categories, stacked where there are several series, with lines over them; a
//! histogram where they touch.

use super::marks::{Lie, Spot};
use super::node::{Anchor, LINE, line, px, rect, text, width_of};
use super::{Axis, Chart, Drawing, Series, Swatch, entries, ink};

/// Columns and lines over categories.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// What the categories are.
    pub name: String,
    /// The words of each; with `touching`, of each edge, so that there is one more than columns.
    pub categories: Vec<String>,
    /// Whether the columns are classes of numbers, which touch.
    pub touching: bool,
    /// The axis of the values.
    pub y: Axis,
    /// The columns, the lowest first.
    pub bars: Vec<Series>,
    /// The lines.
    pub lines: Vec<Series>,
    /// Whether lines stand level over each category in place of points.
    pub stepped: bool,
    /// The categories of which something is missing, drawn paler.
    pub partial: Vec<usize>,
    /// An upright line, such as a median.
    pub rule: Option<Rule>,
}

/// An upright line at a place among the columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Where, counted in columns from the left.
    pub at: f64,
    /// What it says.
    pub words: String,
}

/// The row of a mark that stands for all that is in a column.
pub const WHOLE_COLUMN: usize = usize::MAX;

/// The height of the field between the axes, in pixels.
const FIELD: i32 = 190;

impl Columns {
    fn count(&self) -> usize {
        self.categories.len() - usize::from(self.touching && !self.categories.is_empty())
    }

    pub(super) fn draw(&self, chart: &Chart, drawing: &mut Drawing) {
        let as_line = if self.stepped {
            Swatch::Line
        } else {
            Swatch::LineAndPoint
        };
        drawing.legend(&entries(&self.bars, &self.lines, as_line), chart.id);
        drawing.name_axis(0, Anchor::Start, &self.y.name);
        let left = self.y.widest_tick() + 10;
        let top = drawing.height + 6 + if self.rule.is_some() { LINE } else { 0 };
        let base = top + FIELD;
        drawing.upright_axis(&self.y, left, base, FIELD);
        let width = drawing.width - left;
        let count = i32::try_from(self.count()).unwrap_or(i32::MAX).max(1);
        let edge = |place: usize| left + px(share(place, count) * f64::from(width));
        let height = |value: f64| px(self.y.scale.share(value).clamp(0.0, 1.0) * f64::from(FIELD));

        let mut boxes: Vec<Vec<Spot>> = Vec::new();
        for place in 0..self.count() {
            let (from, to) = (edge(place), edge(place + 1));
            let gap = match to - from {
                band if self.touching => i32::from(3 < band),
                band if band < 4 => 0,
                band => (band * 3 / 20).max(1),
            };
            let mut below = 0.0;
            let mut stack = Vec::with_capacity(self.bars.len());
            for series in &self.bars {
                let value = series.values.get(place).copied().flatten().unwrap_or(0.0);
                let bottom = base - height(below);
                below += value;
                let mut top = base - height(below);
                if 0.0 < value && top == bottom {
                    // What is there is seen.
                    top -= 1;
                }
                let spot = Spot {
                    left: from + gap,
                    top,
                    width: (to - from - 2 * gap).max(1),
                    height: bottom - top,
                };
                if 0.0 < value {
                    let node = rect(spot.left, spot.top, spot.width, spot.height);
                    let node = series.ink.fill(node, chart.id);
                    drawing.nodes.push(if self.partial.contains(&place) {
                        node.with("opacity", "0.5")
                    } else {
                        node
                    });
                }
                stack.push(spot);
            }
            boxes.push(stack);
        }
        let lines: Vec<Vec<Spot>> = self
            .lines
            .iter()
            .map(|series| self.draw_line(series, drawing, base, &edge, &height))
            .collect();
        self.label(drawing, base, &edge);
        if let Some(rule) = &self.rule {
            let x = left + px((rule.at / f64::from(count)).clamp(0.0, 1.0) * f64::from(width));
            let ends = ((x, top - LINE + 4), (x, base));
            // It is seen before full columns too.
            let ground = line(ends.0, ends.1, "var(--surface)");
            drawing.nodes.push(ground.with("stroke-width", 3));
            let node = line(ends.0, ends.1, "var(--text)");
            drawing.nodes.push(node.with("stroke-dasharray", "4 3"));
            let half = width_of(&rule.words) / 2;
            let (at, anchor) = if drawing.width < x + 2 * half + 6 {
                (x - 5, Anchor::End)
            } else {
                (x + 5, Anchor::Start)
            };
            drawing.nodes.push(text(at, top - 6, anchor, &rule.words));
        }
        drawing.height = base + LINE + 4;
        drawing.name_axis(drawing.width, Anchor::End, &self.name);
        drawing.lie = Lie::Columns;
        drawing.spots = chart
            .marks
            .iter()
            .map(|mark| {
                let of_box = || boxes.get(mark.column)?.get(mark.row);
                let of_line = || {
                    let series = lines.get(mark.row.checked_sub(self.bars.len())?)?;
                    series.get(mark.column)
                };
                let whole = || Spot {
                    left: edge(mark.column),
                    top,
                    width: edge(mark.column + 1) - edge(mark.column),
                    height: FIELD,
                };
                of_box().or_else(of_line).copied().unwrap_or_else(whole)
            })
            .collect();
    }

    /// Draws a line; the places of its points.
    fn draw_line(
        &self,
        series: &Series,
        drawing: &mut Drawing,
        base: i32,
        edge: &dyn Fn(usize) -> i32,
        height: &dyn Fn(f64) -> i32,
    ) -> Vec<Spot> {
        use std::fmt::Write as _;
        let mut way = String::new();
        let mut points = Vec::new();
        let mut spots = Vec::new();
        let mut is_broken = true;
        for (place, value) in series.values.iter().enumerate() {
            let (from, to) = (edge(place), edge(place + 1));
            let middle = i32::midpoint(from, to);
            let Some(value) = value else {
                is_broken = true;
                spots.push(Spot {
                    left: middle,
                    top: base,
                    ..Spot::default()
                });
                continue;
            };
            let y = base - height(*value);
            let letter = if is_broken { 'M' } else { 'L' };
            is_broken = false;
            // A String takes every text.
            if self.stepped {
                write!(way, "{letter}{from} {y}H{to}").unwrap_or_default();
            } else {
                write!(way, "{letter}{middle} {y}").unwrap_or_default();
                points.push((middle, y));
            }
            spots.push(Spot {
                left: middle - 5,
                top: y - 5,
                width: 10,
                height: 10,
            });
        }
        if self.stepped {
            // It runs across the columns, on which its own colour would not be seen.
            drawing.nodes.push(
                ink::path(way.clone())
                    .with("fill", "none")
                    .with("stroke", "var(--surface)")
                    .with("stroke-width", 4),
            );
        }
        drawing.nodes.push(series.ink.stroke(ink::path(way)));
        // So many that they would touch are left to the line.
        let is_roomy = points.len() < 2 || 12 <= edge(1) - edge(0);
        if is_roomy {
            drawing
                .nodes
                .extend(points.into_iter().map(|at| series.ink.point(at)));
        }
        spots
    }

    /// Writes as many of the categories as there is room for.
    fn label(&self, drawing: &mut Drawing, base: i32, edge: &dyn Fn(usize) -> i32) {
        let widest = self.categories.iter().map(|word| width_of(word)).max();
        let widest = widest.unwrap_or(0) + 10;
        let width = edge(self.count()) - edge(0);
        let count = i32::try_from(self.categories.len()).unwrap_or(i32::MAX);
        let every = (widest.saturating_mul(count) / width.max(1) + 1).max(1);
        let every = usize::try_from(every).unwrap_or(1);
        for (place, word) in self.categories.iter().enumerate().step_by(every) {
            let x = if self.touching {
                edge(place)
            } else {
                i32::midpoint(edge(place), edge(place + 1))
            };
            let half = width_of(word) / 2;
            let x = x.clamp(
                half.min(drawing.width / 2),
                (drawing.width - half).max(drawing.width / 2),
            );
            drawing
                .nodes
                .push(text(x, base + LINE - 1, Anchor::Middle, word));
        }
    }
}

fn share(place: usize, count: i32) -> f64 {
    let place = i32::try_from(place).unwrap_or(i32::MAX);
    f64::from(place) / f64::from(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::chart::{DataTable, Ink, Mark, Plot, draw};

    fn number(value: f64, _decimals: usize) -> String {
        format!("{value}")
    }

    fn chart(bars: &[&[f64]], touching: bool) -> Chart {
        let series = |(place, values): (usize, &&[f64])| Series {
            name: format!("series {place}"),
            values: values.iter().copied().map(Some).collect(),
            ink: Ink::of(place),
        };
        let count = bars.first().map_or(0, |values| values.len());
        let marks = (0..count)
            .flat_map(|column| (0..bars.len()).map(move |row| (column, row)))
            .map(|(column, row)| Mark {
                column,
                row,
                words: String::new(),
            });
        Chart {
            id: "test",
            title: "Title".to_owned(),
            says: "Says".to_owned(),
            marks: marks.collect(),
            table: DataTable::default(),
            plot: Plot::Columns(Columns {
                name: "weeks".to_owned(),
                categories: (0..count + usize::from(touching))
                    .map(|place| place.to_string())
                    .collect(),
                touching,
                y: Axis::of_counts("a week", 10.0, &number),
                bars: bars.iter().enumerate().map(series).collect(),
                lines: Vec::new(),
                stepped: false,
                partial: Vec::new(),
                rule: None,
            }),
        }
    }

    #[test]
    fn stacked_parts_stand_on_each_other_and_end_where_their_sum_does() {
        let drawing = draw(&chart(&[&[4.0, 0.0], &[6.0, 3.0]], false), 400);
        let [low, high, none, alone] = drawing.spots[..] else {
            panic!("four marks");
        };
        assert_eq!(low.top, high.top + high.height);
        // The axis ends at 10, which both together are.
        assert_eq!(low.height + high.height, FIELD);
        assert_eq!(
            (none.height, alone.top + alone.height),
            (0, low.top + low.height)
        );
        assert!(low.left + low.width <= alone.left);
    }

    #[test]
    fn everything_stays_within_the_drawing_and_labels_do_not_run_into_each_other() {
        for width in [220, 340, 900] {
            for touching in [false, true] {
                let values: Vec<f64> = (0..53).map(f64::from).collect();
                let mut chart = chart(&[&values], touching);
                if let Plot::Columns(columns) = &mut chart.plot {
                    columns.y = Axis::of_counts("", 52.0, &number);
                    for word in &mut columns.categories {
                        word.push_str(" Nov");
                    }
                }
                let drawing = draw(&chart, width);
                let mut end = 0;
                let labels = drawing
                    .nodes
                    .iter()
                    .filter(|node| node.words.ends_with("Nov"));
                for label in labels {
                    let (_, x) = label
                        .attributes
                        .iter()
                        .find(|(name, _)| *name == "x")
                        .expect("one");
                    let x: i32 = x.parse().expect("a number");
                    let half = width_of(&label.words) / 2;
                    assert!(end <= x - half && x + half <= width, "{}: {x}", label.words);
                    end = x + half;
                }
                for spot in &drawing.spots {
                    assert!(0 <= spot.left && spot.left + spot.width <= width);
                    assert!(0 <= spot.top && spot.top + spot.height <= drawing.height);
                }
            }
        }
    }

    #[test]
    fn a_small_value_is_seen_beside_a_large_one() {
        let mut chart = chart(&[&[1.0, 1_000_000.0]], false);
        if let Plot::Columns(columns) = &mut chart.plot {
            columns.y = Axis::of_counts("", 1_000_000.0, &number);
        }
        assert_eq!(draw(&chart, 400).spots[0].height, 1);
    }

    #[test]
    fn a_line_is_broken_where_a_value_is_missing() {
        let mut chart = chart(&[&[1.0, 1.0, 1.0]], false);
        if let Plot::Columns(columns) = &mut chart.plot {
            columns.lines = vec![Series {
                name: "line".to_owned(),
                values: vec![Some(1.0), None, Some(2.0)],
                ink: Ink::Hatched,
            }];
        }
        let drawing = draw(&chart, 400);
        let path = drawing
            .nodes
            .iter()
            .find(|node| node.tag == "path")
            .expect("a line");
        let (_, way) = &path.attributes[0];
        assert_eq!(way.matches('M').count(), 2, "{way}");
    }
}
