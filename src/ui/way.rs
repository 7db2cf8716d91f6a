//! The pages on the way to the present one, and how far down each was scrolled.

use super::route::Route;

/// How many pages back are remembered.
const MOST: usize = 50;

/// The pages on the way here, the present one last, each with how far down it was left in pixels.
#[derive(Debug)]
pub struct Way(Vec<(Route, f64)>);

impl Way {
    /// The way of who begins on this page.
    pub fn begun_at(route: Route) -> Self {
        Self(vec![(route, 0.0)])
    }

    /// Goes on to a page; gives how far down it is to be shown. The page before the present one is
    /// a way back, any other begins at its top.
    pub fn go(&mut self, to: Route, left_at: f64) -> f64 {
        if let Some(here) = self.0.last_mut() {
            here.1 = left_at;
        }
        let before = self.0.len().checked_sub(2).and_then(|at| self.0.get(at));
        if let Some((_, down)) = before.copied().filter(|(route, _)| *route == to) {
            self.0.pop();
            return down;
        }
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push((to, 0.0));
        0.0
    }

    /// Whether this is the present page.
    pub fn is_at(&self, route: Route) -> bool {
        self.0.last().is_some_and(|(here, _)| *here == route)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_at_its_top_and_the_way_back_leads_to_where_one_left() {
        let mut way = Way::begun_at(Route::Today);
        assert!(way.go(Route::Settings, 300.0).abs() < f64::EPSILON);
        assert!((way.go(Route::Today, 80.0) - 300.0).abs() < f64::EPSILON);
        assert!(way.is_at(Route::Today));
        // Settings again is no way back.
        assert!(way.go(Route::Settings, 310.0).abs() < f64::EPSILON);
    }
}
