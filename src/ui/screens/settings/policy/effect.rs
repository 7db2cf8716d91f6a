//! To whom the policies apply and for whom they ask today, counted in slices while one types.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::policy_effect::{PolicyEffect, Weighing};
use crate::domain::settings::Settings;
use crate::ui::context::Book;
use crate::ui::kit::job::{Worked, use_worked};

/// How many customers are looked at between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 1_000;

/// Settings, and what was counted of them.
pub(super) type Effect = (Arc<Settings>, PolicyEffect);

/// What settings ask for today, as far as that is known.
pub(super) type Weighed = Worked<Effect>;

/// Counts what these settings ask for today, anew whenever they, the Book or the day change.
#[hook]
pub(super) fn use_weighed(settings: Option<Arc<Settings>>) -> Weighed {
    let begin = |book: &Book, settings: &Option<Arc<Settings>>| {
        let settings = settings.clone()?;
        Some((settings.clone(), Weighing::new(settings, book.now())))
    };
    use_worked(settings, begin, step, |(settings, weighing)| {
        (settings, weighing.finish())
    })
}

fn step((_, weighing): &mut (Arc<Settings>, Weighing), model: &Model) -> Option<u16> {
    weighing.step(model, CUSTOMERS_A_STEP)
}
