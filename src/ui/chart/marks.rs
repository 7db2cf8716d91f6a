//! Marks and how pointer and keys find them.

/// What stands for records: a column, a part of a bar, a cell, a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its place from left to right.
    pub column: usize,
    /// Its place in the column: the series of a column, the row of a cell.
    pub row: usize,
    /// What it says: its name and value.
    pub words: String,
}

/// Where a mark is drawn, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// Its left edge.
    pub left: i32,
    /// Its upper edge.
    pub top: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

/// How the marks of a chart lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// In columns, of which the first row is the lowest.
    Columns,
    /// In rows, of which the first is the topmost.
    Rows,
    /// Anywhere.
    Scattered,
}

/// A key that goes from mark to mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what the key is called")]
pub enum Step {
    Left,
    Right,
    Up,
    Down,
    First,
    Last,
}

/// The mark that is nearest to a point; `None` where there is none.
///
/// Above a column is still that column, and beside a bar that bar.
pub fn nearest(spots: &[Spot], lie: Lie, (x, y): (i32, i32)) -> Option<usize> {
    let (across, along) = match lie {
        Lie::Columns => (1000, 1),
        Lie::Rows => (1, 1000),
        Lie::Scattered => (1, 1),
    };
    let outside =
        |at: i32, from: i32, size: i32| i64::from((from - at).max(at - from - size).max(0));
    let distance = |spot: &Spot| {
        let dx = across * outside(x, spot.left, spot.width);
        let dy = along * outside(y, spot.top, spot.height);
        dx * dx + dy * dy
    };
    (0..spots.len()).min_by_key(|place| distance(&spots[*place]))
}

/// The mark to which a key leads; the same where it leads nowhere.
pub fn step(marks: &[Mark], lie: Lie, at: usize, step: Step) -> usize {
    let Some(here) = marks.get(at) else {
        return 0;
    };
    let last = marks.len() - 1;
    let has_rows = marks.iter().any(|mark| mark.row != here.row);
    let has_columns = marks.iter().any(|mark| mark.column != here.column);
    let (by_row, forward) = match step {
        Step::First => return 0,
        Step::Last => return last,
        Step::Left => (!has_columns, false),
        Step::Right => (!has_columns, true),
        Step::Up => (has_rows, lie == Lie::Columns || !has_rows),
        Step::Down => (has_rows, lie != Lie::Columns && has_rows),
    };
    // Along the way first, then as near as can be across it.
    let place = |mark: &Mark| {
        if by_row {
            (mark.row, mark.column)
        } else {
            (mark.column, mark.row)
        }
    };
    let (along, across) = place(here);
    let ahead = |mark: &Mark| {
        let (other, _) = place(mark);
        let steps = if forward {
            other.checked_sub(along)
        } else {
            along.checked_sub(other)
        };
        steps.filter(|steps| 0 < *steps)
    };
    (0..marks.len())
        .filter_map(|index| {
            let mark = &marks[index];
            let (_, beside) = place(mark);
            Some((ahead(mark)?, beside.abs_diff(across), index))
        })
        .min()
        .map_or(at, |(_, _, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(column: usize, row: usize) -> Mark {
        Mark {
            column,
            row,
            words: String::new(),
        }
    }

    #[test]
    fn keys_go_over_columns_and_within_them() {
        // The second column has no lower part.
        let marks = [mark(0, 0), mark(0, 1), mark(1, 1), mark(2, 0)];
        let to = |at, by| step(&marks, Lie::Columns, at, by);
        assert_eq!(to(0, Step::Up), 1);
        assert_eq!(to(1, Step::Up), 1);
        assert_eq!(to(1, Step::Down), 0);
        assert_eq!(to(0, Step::Right), 2);
        assert_eq!(to(2, Step::Right), 3);
        assert_eq!(to(3, Step::Left), 2);
        assert_eq!(to(3, Step::Right), 3);
        assert_eq!(to(3, Step::First), 0);
        assert_eq!(to(0, Step::Last), 3);
        assert_eq!(step(&[], Lie::Columns, 5, Step::Left), 0);
    }

    #[test]
    fn where_there_is_one_row_or_one_column_both_pairs_of_keys_go_on() {
        let row = [mark(0, 0), mark(1, 0)];
        assert_eq!(step(&row, Lie::Columns, 0, Step::Up), 1);
        assert_eq!(step(&row, Lie::Columns, 1, Step::Down), 0);
        let column = [mark(0, 0), mark(0, 1)];
        assert_eq!(step(&column, Lie::Rows, 0, Step::Right), 1);
        assert_eq!(step(&column, Lie::Rows, 0, Step::Down), 1);
        assert_eq!(step(&column, Lie::Rows, 1, Step::Up), 0);
    }

    #[test]
    fn a_point_above_a_column_or_beside_a_bar_means_it() {
        let spot = |left, top, width, height| Spot {
            left,
            top,
            width,
            height,
        };
        let columns = [spot(0, 90, 10, 10), spot(10, 0, 10, 100)];
        assert_eq!(nearest(&columns, Lie::Columns, (5, 5)), Some(0));
        let bars = [spot(0, 0, 5, 10), spot(0, 10, 100, 10)];
        assert_eq!(nearest(&bars, Lie::Rows, (90, 5)), Some(0));
        assert_eq!(nearest(&bars, Lie::Scattered, (90, 5)), Some(1));
        assert_eq!(nearest(&[], Lie::Columns, (0, 0)), None);
    }
}
