//! Counts of a section, in slices and with a bar that stops them.

use std::convert::Infallible;
use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::insights::Counting;
use crate::app::queries::insights::filter::InsightFilter;
use crate::app::table::Slot;
use crate::domain::moment::Now;
use crate::ui::context::{use_book, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::job::{ProgressBar, use_jobs};
use crate::ui::kit::task;

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
    let book = use_book();
    let today = use_today();
    let revision = use_selector((), |model, ()| model.revision());
    let (jobs, thousandths) = use_jobs();
    let found = use_state_eq(|| None::<Rc<Counted<C::Counted>>>);
    let is_stopped = use_state_eq(|| false);
    let round = use_state_eq(|| 0_u32);
    use_effect_with((filter.clone(), *revision, today, *round), {
        let (jobs, found, is_stopped) = (jobs.clone(), found.setter(), is_stopped.setter());
        move |(filter, _, _, _)| {
            is_stopped.set(false);
            let job = jobs.start();
            let filter = filter.clone();
            task::start(async move {
                let now = book.now();
                let mut counting = begin(&book.model(), &filter, now);
                let step = || Ok::<_, Infallible>(counting.step(&book.model(), RECORDS_A_STEP));
                if job.run(&book, step).await.is_ok() && !job.is_cancelled() {
                    found.set(Some(Rc::new(Counted {
                        filter,
                        now,
                        found: counting.finish(),
                    })));
                }
            });
        }
    });
    let cancel = {
        let is_stopped = is_stopped.setter();
        Callback::from(move |()| {
            jobs.cancel();
            is_stopped.set(true);
        })
    };
    let go_on = {
        let (next, round) = (*round + 1, round.setter());
        move |_: MouseEvent| round.set(next)
    };
    let bar = html! {
        <>
            <ProgressBar {id} label={texts.insights().counting} {thousandths} {cancel} />
            if *is_stopped {
                <p class="muted">
                    {texts.insights().stopped}{" "}
                    <button class="link" type="button" onclick={go_on}>{texts.insights().go_on}</button>
                </p>
            }
        </>
    };
    ((*found).clone(), bar)
}
