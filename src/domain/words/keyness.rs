//! Whether a group of records uses a term more than the others do, beyond chance.

/// In how many records a term stands, within a group and outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Records of the group that hold the term; at most `group`.
    pub within: u32,
    /// Records of the group.
    pub group: u32,
    /// Other records that hold the term; at most `rest`.
    pub outside: u32,
    /// Other records.
    pub rest: u32,
}

impl Usage {
    /// The share of the group's records that hold the term, 0 to 1.
    pub fn share_within(self) -> f64 {
        share(self.within, self.group)
    }

    /// The share of the other records that hold the term, 0 to 1.
    pub fn share_outside(self) -> f64 {
        share(self.outside, self.rest)
    }

    /// Dunning's log-likelihood ratio G² of the four numbers, with the sign of the difference:
    /// above 0 where the group uses the term more than the rest, below 0 where it uses it less,
    /// 0 where there is nothing to compare.
    ///
    /// By chance alone, 3.84 is exceeded once in twenty, 6.63 once in a hundred and 10.83 once in a
    /// thousand terms.
    pub fn keyness(self) -> f64 {
        let Self {
            within,
            group,
            outside,
            rest,
        } = self;
        let (a, b) = (f64::from(within), f64::from(outside));
        let (c, d) = (f64::from(group) - a, f64::from(rest) - b);
        let all = a + b + c + d;
        let part = |seen: f64, row: f64, column: f64| {
            if seen <= 0.0 {
                return 0.0;
            }
            seen * (seen * all / (row * column)).ln()
        };
        let sum = part(a, a + b, a + c)
            + part(b, a + b, b + d)
            + part(c, c + d, a + c)
            + part(d, c + d, b + d);
        // Rounding may leave less than nothing where both sides are alike.
        let size = (2.0 * sum).max(0.0);
        // a / (a + c) against b / (b + d), without dividing by zero.
        match (a * (b + d)).total_cmp(&(b * (a + c))) {
            std::cmp::Ordering::Less => -size,
            std::cmp::Ordering::Equal => 0.0,
            std::cmp::Ordering::Greater => size,
        }
    }
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}
