//! Points between two axes, such as satisfaction against loyalty, or the residuals of a fit.

use super::marks::{Lie, Spot};
use super::node::{Anchor, LINE, line, px};
use super::{Axis, Chart, Drawing, Ink, Swatch};

/// Points between two axes. The marks of the chart are its points, in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The level axis.
    pub x: Axis,
    /// The upright axis.
    pub y: Axis,
    /// The groups to which points belong: names and inks; with one alone there is no legend.
    pub groups: Vec<(String, Ink)>,
    /// The points.
    pub dots: Vec<Dot>,
    /// A straight line from one point to another, such as a fit, with its ink.
    pub line: Option<([f64; 4], Ink)>,
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// Its value on the level axis.
    pub x: f64,
    /// Its value on the upright axis.
    pub y: f64,
    /// The place of its group.
    pub group: usize,
}

/// The height of the field between the axes, in pixels.
const FIELD: i32 = 260;

impl Points {
    pub(super) fn draw(&self, chart: &Chart, drawing: &mut Drawing) {
        if 1 < self.groups.len() {
            let groups = self.groups.iter();
            let entries: Vec<_> = groups
                .map(|(name, ink)| (name.as_str(), *ink, Swatch::Point))
                .collect();
            drawing.legend(&entries, chart.id);
        }
        drawing.name_axis(0, Anchor::Start, &self.y.name);
        let left = self.y.widest_tick() + 10;
        // Neither a point at an end of an axis is cut nor the words of its last tick.
        let right = drawing.width - (self.x.widest_tick() / 2).max(6);
        let top = drawing.height + 8;
        let base = top + FIELD;
        drawing.upright_axis(&self.y, left, base, FIELD);
        drawing.level_axis(&self.x, (left, right), (top, base));
        let across = |value: f64| {
            left + px(self.x.scale.share(value).clamp(0.0, 1.0) * f64::from(right - left))
        };
        let along =
            |value: f64| base - px(self.y.scale.share(value).clamp(0.0, 1.0) * f64::from(FIELD));
        if self.y.scale.from() < 0.0 && 0.0 < self.y.scale.to() {
            let zero = along(0.0);
            drawing
                .nodes
                .push(line((left, zero), (right, zero), "var(--line-3)"));
        }
        if let Some(([from_x, from_y, to_x, to_y], ink)) = &self.line {
            let from = (across(*from_x), along(*from_y));
            let to = (across(*to_x), along(*to_y));
            drawing.nodes.push(ink.stroke(line(from, to, ink.colour())));
        }
        for dot in &self.dots {
            let ink = self
                .groups
                .get(dot.group)
                .map_or(Ink::Full, |(_, ink)| *ink);
            let (x, y) = (across(dot.x), along(dot.y));
            drawing.nodes.push(ink.point((x, y)));
            drawing.spots.push(Spot {
                left: x - 6,
                top: y - 6,
                width: 12,
                height: 12,
            });
        }
        drawing.height = base + LINE + 2;
        drawing.name_axis(drawing.width, Anchor::End, &self.x.name);
        drawing.lie = Lie::Scattered;
    }
}
