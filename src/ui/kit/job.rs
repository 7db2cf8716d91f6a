//! Long work in short slices: the page draws between them, a bar shows how far it has come, and it
//! can be stopped.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::ui::prelude::*;
use gloo::timers::callback::Timeout;

use crate::ui::context::{Book, use_texts};
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
