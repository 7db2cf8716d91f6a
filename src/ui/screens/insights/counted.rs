//! Counts of a section, in slices and with a bar that stops them.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::insights::Counting;
use crate::app::queries::insights::filter::InsightFilter;
use crate::app::table::Slot;
use crate::domain::moment::Now;
use crate::ui::context::{Book, use_texts};
use crate::ui::kit::job::{use_worked, work_under_way};

/// How many records are looked at between two looks at the clock.
const RECORDS_A_STEP: Slot = 1000;

/// What was counted, and for what.
#[derive(Debug, PartialEq)]
pub(super) struct Counted<T> {
    /// What was looked at.
    pub(super) filter: InsightFilter,
    /// When; the records behind a number are looked for as of then.
    pub(super) now: Now,
    /// What it came to.
    pub(super) found: T,
}

/// What a count comes to, kept up to date, and its bar. The answer of before stays until the next
/// one is there.
#[hook]
pub(super) fn use_counted<C>(
    id: &'static str,
    filter: &InsightFilter,
    begin: fn(&Model, &InsightFilter, Now) -> C,
) -> (Option<Rc<Counted<C::Counted>>>, Html)
where
    C: Counting + 'static,
    C::Counted: PartialEq + 'static,
{
    let texts = use_texts();
    let begin = move |book: &Book, filter: &InsightFilter| {
        let now = book.now();
        Some((filter.clone(), now, begin(&book.model(), filter, now)))
    };
    let count = use_worked(filter.clone(), begin, step::<C>, finish::<C>);
    let bar = work_under_way(texts, id, texts.insights().counting, &[&count]);
    (count.found, bar)
}

type Work<C> = (InsightFilter, Now, C);

fn step<C: Counting>((_, _, counting): &mut Work<C>, model: &Model) -> Option<u16> {
    counting.step(model, RECORDS_A_STEP)
}

fn finish<C: Counting>((filter, now, counting): Work<C>) -> Counted<C::Counted> {
    Counted {
        filter,
        now,
        found: counting.finish(),
    }
}
