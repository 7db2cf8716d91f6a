//! Cells in rows and columns, the fuller the more; what is too thin to say something is an outline.

use super::marks::{Lie, Spot};
use super::node::{Anchor, LINE, Node, TEXT, fitted, rect, text, width_of};
use super::{Chart, Drawing};

/// Cells in rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// What the cells hold, with the unit.
    pub name: String,
    /// The words of the columns.
    pub columns: Vec<String>,
    /// The words of the rows.
    pub rows: Vec<String>,
    /// The cells, row by row; none where there is nothing.
    pub cells: Vec<Vec<Option<Cell>>>,
    /// The words of the least and of the fullest colour.
    pub ends: [String; 2],
    /// The word for cells that are too thin; empty where there can be none.
    pub thin: String,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// How full it is, 0 to 1; none where it rests on too little.
    pub fill: Option<f64>,
    /// Its words.
    pub words: String,
}

/// The height of a row, in pixels.
const ROW: i32 = 26;

/// The sizes of the words of cells, in pixels: the first for which there is room.
const SIZES: [i32; 3] = [TEXT, 10, 9];

/// How opaque the five steps of the colour are. Words stand on the first four in the colour of
/// text, on the last in that of what lies on the accent.
const STEPS: [&str; 5] = ["0.1", "0.22", "0.34", "0.46", "1"];

impl Heat {
    pub(super) fn draw(&self, chart: &Chart, drawing: &mut Drawing) {
        drawing.name_axis(0, Anchor::Start, &self.name);
        self.key(drawing);
        let widest = self
            .rows
            .iter()
            .map(|word| width_of(word))
            .max()
            .unwrap_or(0);
        let left = widest.min(drawing.width * 2 / 5) + 8;
        let count = i32::try_from(self.columns.len()).unwrap_or(1).max(1);
        let edge = |place: i32| left + (drawing.width - left) * place / count;
        let top = drawing.height + LINE;
        let spot = |column: usize, row: usize| {
            let column = i32::try_from(column).unwrap_or(0);
            Spot {
                left: edge(column),
                top: top + i32::try_from(row).unwrap_or(0) * ROW,
                width: edge(column + 1) - edge(column) - 2,
                height: ROW - 2,
            }
        };
        let mut nodes = Vec::new();
        for (column, word) in self.columns.iter().enumerate() {
            let Spot { left, width, .. } = spot(column, 0);
            let word = fitted(word, width + 2);
            nodes.push(text(left + width / 2, top - 5, Anchor::Middle, &word));
        }
        for (row, word) in self.rows.iter().enumerate() {
            let Spot { top, .. } = spot(0, row);
            nodes.push(text(
                left - 8,
                top + 16,
                Anchor::End,
                &fitted(word, left - 8),
            ));
            for column in 0..self.columns.len() {
                let spot = spot(column, row);
                let cell = self.cells.get(row).and_then(|cells| cells.get(column));
                cell_nodes(cell.and_then(Option::as_ref), spot, &mut nodes);
            }
        }
        let spots = chart.marks.iter().map(|mark| spot(mark.column, mark.row));
        drawing.spots = spots.collect();
        drawing.nodes.extend(nodes);
        drawing.height = top + i32::try_from(self.rows.len()).unwrap_or(0) * ROW;
        drawing.lie = Lie::Rows;
        if chart.marks.iter().any(|mark| 0 < mark.column) {
            drawing.lie = Lie::Scattered;
        }
    }

    /// The steps of the colour from the least to the fullest, and what is thin.
    fn key(&self, drawing: &mut Drawing) {
        let middle = drawing.height + LINE / 2;
        let mut left = width_of(&self.ends[0]) + 6;
        drawing
            .nodes
            .push(text(0, middle + 4, Anchor::Start, &self.ends[0]));
        for step in 0..STEPS.len() {
            drawing
                .nodes
                .push(filled(rect(left, middle - 6, 18, 12), step));
            left += 20;
        }
        drawing
            .nodes
            .push(text(left + 4, middle + 4, Anchor::Start, &self.ends[1]));
        left += width_of(&self.ends[1]) + 20;
        if !self.thin.is_empty() {
            if drawing.width < left + 24 + width_of(&self.thin) {
                left = 0;
                drawing.height += LINE;
            }
            let middle = drawing.height + LINE / 2;
            drawing.nodes.push(outlined(rect(left, middle - 6, 18, 12)));
            drawing
                .nodes
                .push(text(left + 24, middle + 4, Anchor::Start, &self.thin));
        }
        drawing.height += LINE + 4;
    }
}

fn cell_nodes(cell: Option<&Cell>, spot: Spot, nodes: &mut Vec<Node>) {
    let Spot {
        left,
        top,
        width,
        height,
    } = spot;
    let Some(cell) = cell else {
        nodes.push(rect(left, top, width, height).with("fill", "var(--hover)"));
        return;
    };
    match cell.fill {
        None => {
            nodes.push(outlined(rect(left, top, width, height)));
            nodes.extend(cell_words(&cell.words, spot, "var(--text-2)"));
        }
        Some(fill) => {
            let step = step(fill);
            nodes.push(filled(rect(left, top, width, height), step));
            let colour = if step + 1 == STEPS.len() {
                "var(--on-accent)"
            } else {
                "var(--text)"
            };
            nodes.extend(cell_words(&cell.words, spot, colour));
        }
    }
}

/// The words of a cell, smaller where they need it; none where even so they have no room, because a
/// number that is cut short is another number. The mark and the table hold them.
fn cell_words(words: &str, spot: Spot, colour: &str) -> Option<Node> {
    let room = spot.width + 2;
    let size = SIZES
        .into_iter()
        .find(|size| width_of(words) * size <= room * TEXT)?;
    let middle = spot.left + spot.width / 2;
    let mut node = text(middle, spot.top + spot.height - 8, Anchor::Middle, words);
    for (name, value) in &mut node.attributes {
        match *name {
            "font-size" => *value = size.to_string(),
            "fill" => colour.clone_into(value),
            _ => {}
        }
    }
    Some(node)
}

/// In which of the five steps a share lies.
fn step(fill: f64) -> usize {
    let steps = [0.2, 0.4, 0.6, 0.8];
    steps.iter().filter(|end| **end < fill).count()
}

fn filled(node: Node, step: usize) -> Node {
    node.with("fill", "var(--accent)")
        .with("fill-opacity", STEPS[step.min(STEPS.len() - 1)])
}

fn outlined(node: Node) -> Node {
    node.with("fill", "none")
        .with("stroke", "var(--line-3)")
        .with("stroke-dasharray", "3 2")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_whole_or_not_at_all() {
        let size = |words: &str, width: i32| {
            let spot = Spot {
                left: 0,
                top: 0,
                width,
                height: 24,
            };
            let node = cell_words(words, spot, "var(--text)")?;
            let mut attributes = node.attributes.iter();
            let (_, size) = attributes.find(|(name, _)| *name == "font-size")?;
            Some(size.clone())
        };
        assert_eq!(size("90/101", 60).as_deref(), Some("12"));
        assert_eq!(size("90/101", 36).as_deref(), Some("10"));
        assert_eq!(size("14/22", 26).as_deref(), Some("9"));
        assert_eq!(size("90/101", 20), None);
    }

    #[test]
    fn a_share_is_in_one_of_five_steps() {
        let steps = [0.0, 0.2, 0.21, 0.5, 0.8, 0.81, 1.0].map(step);
        assert_eq!(steps, [0, 0, 1, 2, 3, 4, 4]);
    }
}
