//! With what series are drawn: told apart by colour and by pattern, dash and shape of the points.

use super::node::{Node, line, rect};

/// With what a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Full, in the accent; lines are drawn through, points are round.
    Full,
    /// Hatched; lines are dashed, points are square.
    Hatched,
    /// Dotted; lines are dotted, points are triangles.
    Dotted,
    /// An outline; lines are long dashes, points stand on a corner.
    Open,
    /// Full, and behind the others.
    Quiet,
}

impl Ink {
    /// The inks in the order in which series take them.
    pub const ALL: [Self; 4] = [Self::Full, Self::Hatched, Self::Dotted, Self::Open];

    /// The ink of a series by its place; more than four series cannot be told apart.
    pub fn of(place: usize) -> Self {
        Self::ALL[place.min(Self::ALL.len() - 1)]
    }

    /// The colour of its lines and edges.
    pub fn colour(self) -> &'static str {
        match self {
            Self::Full => "var(--accent)",
            Self::Hatched => "var(--warn)",
            Self::Dotted => "var(--text-2)",
            Self::Open => "var(--line-3)",
            Self::Quiet => "var(--line-2)",
        }
    }

    /// A box filled with it; `chart` names the chart that holds the [`patterns`].
    pub fn fill(self, node: Node, chart: &str) -> Node {
        match self {
            Self::Full | Self::Quiet => node.with("fill", self.colour()),
            Self::Hatched | Self::Dotted => {
                let name = if self == Self::Hatched {
                    "hatched"
                } else {
                    "dotted"
                };
                node.with("fill", format!("url(#{chart}-{name})"))
                    .with("stroke", self.colour())
            }
            Self::Open => node
                .with("fill", "var(--surface)")
                .with("stroke", self.colour()),
        }
    }

    /// A line drawn with it.
    pub fn stroke(self, node: Node) -> Node {
        let node = node
            .with("fill", "none")
            .with("stroke", self.colour())
            .with("stroke-width", 2)
            .with("stroke-linejoin", "round");
        match self {
            Self::Full | Self::Quiet => node,
            Self::Hatched => node.with("stroke-dasharray", "7 4"),
            Self::Dotted => node.with("stroke-dasharray", "2 3"),
            Self::Open => node.with("stroke-dasharray", "12 3 2 3"),
        }
    }

    /// A point of it.
    pub fn point(self, (x, y): (i32, i32)) -> Node {
        let shape = match self {
            Self::Full | Self::Quiet => {
                Node::new("circle").with("cx", x).with("cy", y).with("r", 4)
            }
            Self::Hatched => rect(x - 4, y - 4, 8, 8),
            Self::Dotted => path(format!("M{} {}h10l-5 -9z", x - 5, y + 4)),
            Self::Open => path(format!("M{} {}l5 5 5 -5 -5 -5z", x - 5, y)),
        };
        shape
            .with("fill", self.colour())
            .with("stroke", "var(--surface)")
    }
}

/// A path.
pub fn path(way: String) -> Node {
    Node::new("path").with("d", way)
}

/// What hatched and dotted boxes of a chart are filled with.
pub fn patterns(chart: &str) -> Node {
    let pattern = |name: &str, size: i32, drawn: Node| {
        Node::new("pattern")
            .with("id", format!("{chart}-{name}"))
            .with("width", size)
            .with("height", size)
            .with("patternUnits", "userSpaceOnUse")
            .around(vec![
                rect(0, 0, size, size).with("fill", "var(--surface)"),
                drawn,
            ])
    };
    let stroke = line((0, 0), (0, 6), Ink::Hatched.colour()).with("stroke-width", 5);
    let dot = rect(1, 1, 2, 2).with("fill", Ink::Dotted.colour());
    Node::new("defs").around(vec![
        pattern("hatched", 6, stroke).with("patternTransform", "rotate(45)"),
        pattern("dotted", 5, dot),
    ])
}
