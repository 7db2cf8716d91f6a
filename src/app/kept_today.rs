//! The work of today as it was last worked out: the page, the title and the next look at the page
//! all ask for it, and for a large Book it takes longer than a frame.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;

use super::model::Model;
use super::queries::today::{Today, today};
use crate::domain::moment::Now;

/// For how long it holds: what was planned for a time of day comes about meanwhile.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(1);

/// The work of today, kept for a while.
#[derive(Debug, Default)]
pub(super) struct KeptToday(RefCell<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    revision: u64,
    is_masked: bool,
    at: Now,
    today: Rc<Today>,
}

impl KeptToday {
    /// The work of today by this model, which has the names or has them masked.
    pub(super) fn of(&self, model: &Model, is_masked: bool, now: Now) -> Rc<Today> {
        let mut kept = self.0.borrow_mut();
        let holds = |kept: &&Kept| {
            kept.revision == model.revision()
                && kept.is_masked == is_masked
                && kept.at.date_naive() == now.date_naive()
                && (TimeDelta::zero()..KEPT_FOR).contains(&(now - kept.at))
        };
        if let Some(kept) = kept.as_ref().filter(holds) {
            return kept.today.clone();
        }
        let today = Rc::new(today(model, now));
        *kept = Some(Kept {
            revision: model.revision(),
            is_masked,
            at: now,
            today: today.clone(),
        });
        today
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::change::{Edit, Edited};
    use crate::domain::customer::Customer;
    use crate::domain::id::CustomerId;

    #[test]
    fn it_is_worked_out_anew_when_the_book_the_names_the_minute_or_the_day_is_another() {
        let instant = |text: &str| text.parse::<Now>().expect("is an instant");
        let (kept, mut model) = (KeptToday::default(), Model::default());
        let late = instant("2026-03-02T23:59:30+08:00");
        let first = kept.of(&model, false, late);
        let again = kept.of(&model, false, instant("2026-03-02T23:59:59+08:00"));
        assert!(Rc::ptr_eq(&first, &again));
        let next_day = kept.of(&model, false, instant("2026-03-03T00:00:01+08:00"));
        assert!(!Rc::ptr_eq(&first, &next_day));
        let later = kept.of(&model, false, instant("2026-03-03T00:01:01+08:00"));
        assert!(!Rc::ptr_eq(&next_day, &later));
        let set_back = kept.of(&model, false, instant("2026-03-03T00:00:30+08:00"));
        assert!(!Rc::ptr_eq(&later, &set_back));
        let masked = kept.of(&model, true, instant("2026-03-03T00:00:30+08:00"));
        assert!(!Rc::ptr_eq(&set_back, &masked));
        let ada = Customer::named(CustomerId(Uuid::from_u128(1)), "Ada");
        model.apply_edits(&[Edit::Customer(Edited::made(ada))]);
        let of_ada = kept.of(&model, true, instant("2026-03-03T00:00:30+08:00"));
        assert_eq!(of_ada.queue.len(), 1);
    }
}
