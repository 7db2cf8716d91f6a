//! How many customers the policies meet today, counted in slices while one types.

use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::queries::policy_effect::{PolicyEffect, Weighing};
use crate::domain::settings::Settings;
use crate::ui::context::{use_book, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::job::{Jobs, use_jobs};
use crate::ui::kit::task;

/// How many customers are looked at between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 1_000;

/// What settings ask for today, as far as that is known.
#[derive(Clone)]
pub(super) struct Weighed {
    /// The newest that was found out, and for which settings; it stays until there is a newer one.
    pub(super) found: Option<Rc<(Arc<Settings>, PolicyEffect)>>,
    /// How far the counting has come, once it has taken a while.
    pub(super) thousandths: Option<u16>,
    /// Whether the user stopped it.
    pub(super) is_stopped: bool,
    /// Stops the counting.
    pub(super) stop: Callback<()>,
    /// Counts again.
    pub(super) go_on: Callback<MouseEvent>,
}

/// What has to be known to begin, and when to begin anew: the settings, the Book, the day, how often
/// the user had it go on.
type Wanted = (Option<Arc<Settings>>, u64, chrono::NaiveDate, u32);

/// Counts what these settings ask for today, anew whenever they, the Book or the day change.
#[hook]
pub(super) fn use_weighed(settings: Option<Arc<Settings>>) -> Weighed {
    let book = use_book();
    let today = use_today();
    let revision = use_selector((), |model, ()| model.revision());
    let (jobs, thousandths): (Jobs, _) = use_jobs();
    let found = use_state_eq(|| None::<Rc<(Arc<Settings>, PolicyEffect)>>);
    let is_stopped = use_state_eq(|| false);
    let round = use_state_eq(|| 0_u32);
    let wanted: Wanted = (settings, *revision, today, *round);
    use_effect_with(wanted, {
        let (jobs, found, is_stopped) = (jobs.clone(), found.setter(), is_stopped.setter());
        move |(settings, ..): &Wanted| {
            is_stopped.set(false);
            let Some(settings) = settings.clone() else {
                return jobs.cancel();
            };
            let job = jobs.start();
            task::start(async move {
                let mut weighing = Weighing::new(settings.clone(), book.now());
                let step = || Ok::<_, Infallible>(weighing.step(&book.model(), CUSTOMERS_A_STEP));
                if job.run(&book, step).await.is_ok() && !job.is_cancelled() {
                    found.set(Some(Rc::new((settings, weighing.finish()))));
                }
            });
        }
    });
    let stop = {
        let is_stopped = is_stopped.setter();
        Callback::from(move |()| {
            jobs.cancel();
            is_stopped.set(true);
        })
    };
    let go_on = Callback::from({
        let (next, round) = (*round + 1, round.setter());
        move |_: MouseEvent| round.set(next)
    });
    Weighed {
        found: (*found).clone(),
        thousandths,
        is_stopped: *is_stopped,
        stop,
        go_on,
    }
}
