//! Long work in short slices: the page draws between them, a bar shows how far it has come, and it
//! can be stopped.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::NaiveDate;
use gloo::timers::callback::Timeout;

use crate::app::model::Model;
use crate::i18n::Texts;
use crate::ui::context::{Book, use_book, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::web::task;

/// The longest slice, in milliseconds.
const SLICE_MS: i64 = 10;
/// A slice ends after so many steps even if the clock stands still, as it may in a test.
const SLICE_STEPS: u32 = 40;
/// Shorter work shows no bar.
const SILENT_MS: i64 = 300;
/// The same for saving.
const SILENT_SAVING_MS: u32 = 300;

/// Why work ended early.
pub enum Stopped<E> {
    /// The user stopped it, or other work took its place.
    Cancelled,
    /// It failed.
    Failed(E),
}

/// The work of a component: one at a time; what was started before is stopped.
#[derive(Clone)]
pub struct Jobs {
    progress: UseStateSetter<Option<u16>>,
    current: Rc<RefCell<Rc<Cell<bool>>>>,
}

/// One piece of work.
#[derive(Clone)]
pub struct Job {
    progress: UseStateSetter<Option<u16>>,
    is_cancelled: Rc<Cell<bool>>,
}

/// The work of a component and how far it has come, in thousandths, once it has taken a while.
#[hook]
pub fn use_jobs() -> (Jobs, Option<u16>) {
    let progress = use_state_eq(|| None::<u16>);
    let current = use_mut_ref(|| Rc::new(Cell::new(false)));
    let jobs = Jobs {
        progress: progress.setter(),
        current,
    };
    use_effect_with((), {
        let current = jobs.current.clone();
        move |()| move || current.borrow().set(true)
    });
    (jobs, *progress)
}

impl Jobs {
    /// Starts a piece of work in place of the one before.
    pub fn start(&self) -> Job {
        self.cancel();
        let is_cancelled = Rc::new(Cell::new(false));
        *self.current.borrow_mut() = is_cancelled.clone();
        Job {
            progress: self.progress.clone(),
            is_cancelled,
        }
    }

    /// Stops what is under way.
    pub fn cancel(&self) {
        self.current.borrow().set(true);
        self.progress.set(None);
    }
}

impl Job {
    /// Whether it was stopped: what it comes to is not wanted any more.
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.get()
    }

    /// Takes steps until one answers `None` for done; a step answers how far it has come.
    pub async fn run<E>(
        &self,
        book: &Book,
        mut step: impl FnMut() -> Result<Option<u16>, E>,
    ) -> Result<(), Stopped<E>> {
        let milliseconds = || book.now().timestamp_millis();
        let begun = milliseconds();
        loop {
            let slice = milliseconds();
            let mut reached = 0;
            for _ in 0..SLICE_STEPS {
                match step().map_err(Stopped::Failed)? {
                    None => {
                        self.progress.set(None);
                        return Ok(());
                    }
                    Some(thousandths) => reached = thousandths,
                }
                if SLICE_MS <= milliseconds() - slice {
                    break;
                }
            }
            if SILENT_MS < milliseconds() - begun {
                self.progress.set(Some(reached));
            }
            task::breathe().await;
            if self.is_cancelled() {
                return Err(Stopped::Cancelled);
            }
        }
    }
}

/// What long work over the Book found out, and how it stands with the work.
#[derive(Clone)]
pub struct Worked<T> {
    /// The newest that was found out. It stays until there is something newer, also where the work
    /// is stopped.
    pub found: Option<Rc<T>>,
    /// How far the work has come, in thousandths, once it has taken a while.
    thousandths: Option<u16>,
    /// Whether the user stopped it.
    is_stopped: bool,
    stop: Callback<()>,
    go_on: Callback<MouseEvent>,
}

/// Finds something out over the Book in steps, anew whenever `wanted`, the Book or the day changes.
///
/// `begin` answers `None` where there is nothing to find out. A step answers how far the work has
/// come, in thousandths, or `None` for done.
#[hook]
pub fn use_worked<D, W, T>(
    wanted: D,
    begin: impl FnOnce(&Book, &D) -> Option<W> + 'static,
    step: fn(&mut W, &Model) -> Option<u16>,
    finish: fn(W) -> T,
) -> Worked<T>
where
    D: PartialEq + 'static,
    W: 'static,
    T: PartialEq + 'static,
{
    let book = use_book();
    let today = use_today();
    let revision = use_selector((), |model, ()| model.revision());
    let (jobs, thousandths) = use_jobs();
    let found = use_state_eq(|| None::<Rc<T>>);
    let is_stopped = use_state_eq(|| false);
    let round = use_state_eq(|| 0_u32);
    use_effect_with((wanted, *revision, today, *round), {
        let (jobs, found, is_stopped) = (jobs.clone(), found.setter(), is_stopped.setter());
        move |(wanted, ..): &(D, u64, NaiveDate, u32)| {
            is_stopped.set(false);
            let Some(mut work) = begin(&book, wanted) else {
                return jobs.cancel();
            };
            let job = jobs.start();
            task::detach(async move {
                let next = || Ok::<_, Infallible>(step(&mut work, &book.model()));
                if job.run(&book, next).await.is_ok() && !job.is_cancelled() {
                    found.set(Some(Rc::new(finish(work))));
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
    let go_on = {
        let (next, round) = (*round + 1, round.setter());
        Callback::from(move |_: MouseEvent| round.set(next))
    };
    Worked {
        found: (*found).clone(),
        thousandths,
        is_stopped: *is_stopped,
        stop,
        go_on,
    }
}

/// How far work has come, where it takes a while, and a way to stop it and to go on. Of several
/// pieces it speaks of the first that is under way, or was stopped.
pub fn work_under_way<T>(
    texts: &'static Texts,
    id: &'static str,
    label: &'static str,
    work: &[&Worked<T>],
) -> Html {
    let under_way = work.iter().find(|one| one.thousandths.is_some());
    let stopped = work.iter().find(|one| one.is_stopped);
    html! {
        <>
            <ProgressBar
                {id}
                {label}
                thousandths={under_way.and_then(|one| one.thousandths)}
                cancel={under_way.map(|one| one.stop.clone()).unwrap_or_default()}
            />
            if let Some(stopped) = stopped {
                <p class="muted">
                    {texts.policy().stopped}{" "}
                    <button class="link" type="button" onclick={stopped.go_on.clone()}>
                        {texts.policy().again}
                    </button>
                </p>
            }
        </>
    }
}

/// Shows that something is being saved, once that has taken a while. It cannot be stopped, and when
/// it ends only the disk knows.
#[component]
pub fn SavingBar() -> Html {
    let texts = use_texts();
    let is_long = use_state_eq(|| false);
    use_effect_with((), {
        let is_long = is_long.setter();
        move |()| {
            let timer = Timeout::new(SILENT_SAVING_MS, move || is_long.set(true));
            move || drop(timer)
        }
    });
    html! {
        <div role="status">
            if *is_long {
                <div class="progress">
                    <label for="data-saving">{texts.common.saving}</label>
                    <progress id="data-saving" />
                </div>
            }
        </div>
    }
}

/// Properties of [`ProgressBar`].
#[derive(Properties, PartialEq)]
pub struct ProgressBarProps {
    /// Its id in the document.
    #[prop_or(AttrValue::Static("progress"))]
    pub id: AttrValue,
    /// What is being done.
    pub label: AttrValue,
    /// How far it has come, in thousandths; nothing shows where it takes no time.
    pub thousandths: Option<u16>,
    /// Stops it.
    pub cancel: Callback<()>,
}

/// A bar that shows how far long work has come; its region exists beforehand, so that it is heard.
#[component]
pub fn ProgressBar(props: &ProgressBarProps) -> Html {
    let texts = use_texts();
    html! {
        <div role="status">
            if let Some(thousandths) = props.thousandths {
                <div class="progress">
                    <label for={props.id.clone()}>{props.label.clone()}</label>
                    <progress id={props.id.clone()} max="1000" value={thousandths.to_string()} />
                    <button
                        class="btn small"
                        type="button"
                        onclick={props.cancel.reform(|_: MouseEvent| ())}
                    >
                        {texts.common.cancel}
                    </button>
                </div>
            }
        </div>
    }
}
