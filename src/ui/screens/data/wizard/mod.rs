//! The import of one file: what its columns mean, what its rows come to, and one command at the end.
//! Nothing is stored before that.

mod changed;
mod check;
mod columns;
mod fields;
mod finished;
mod value;
mod words;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use self::check::CheckStep;
use self::columns::ColumnsStep;
use self::finished::{Finished, FinishedStep};
use super::opening::{Opened, Reading, Trouble, open};
use crate::app::commands::Command;
use crate::app::import_preview::{Choices, PlanProgress, Planner, Preview, Proposals};
use crate::domain::change::Edit;
use crate::ui::context::{Book, use_book, use_language, use_texts};
use crate::ui::hooks::{notice, use_command};
use crate::ui::kit::job::{Job, ProgressBar, SavingBar, Stopped, use_jobs};
use crate::ui::kit::text::shown;
use crate::ui::kit::{Icon, task};
use crate::ui::route::Route;
use crate::ui::screens::safety::back_up_first;
use crate::ui::update::HoldsUpdate;
use crate::web::dom;

/// Rows read or compared in one step.
const ROWS: usize = 50;

/// What the rows came to; compared by identity, and drawn anew by whoever changes it.
#[derive(Clone)]
struct Checked(Rc<RefCell<Preview>>);

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Where the import stands.
#[derive(Clone, PartialEq)]
enum Step {
    Columns,
    Check(Checked),
    Finished(Finished),
}

/// Properties of [`ImportWizard`].
#[derive(Properties, PartialEq)]
pub(super) struct ImportWizardProps {
    /// The file.
    pub(super) opened: Opened,
    /// Called to go back to the page.
    pub(super) close: Callback<()>,
}

/// The steps from a file to its records.
#[component]
pub(super) fn ImportWizard(props: &ImportWizardProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let book = use_book();
    let send = use_command();
    let (jobs, progress) = use_jobs();
    let opened = use_state_eq(|| props.opened.clone());
    let proposals = use_memo((*opened).clone(), |opened| {
        Proposals::of(&book.model(), &opened.table, &opened.survey)
    });
    let choices = use_state_eq(|| propose(&book, &opened, &proposals));
    let step = use_state_eq(|| Step::Columns);
    let trouble = use_state_eq(|| None::<String>);
    let is_saving = use_state_eq(|| false);
    let is_reading = use_state_eq(|| false);
    let attempt = use_state_eq(|| 0_u32);
    use_effect_with((std::mem::discriminant(&*step), trouble.is_some()), |_| {
        // A new step is a new page to a reader; what went wrong stands at its top.
        dom::focus("main");
    });

    let reopen = {
        let (jobs, book, opened) = (jobs.clone(), book.clone(), opened.clone());
        let (choices, trouble) = (choices.setter(), trouble.setter());
        let attempt = attempt.clone();
        Callback::from(move |reading: Reading| {
            trouble.set(None);
            let (job, file, book) = (jobs.start(), opened.file(), book.clone());
            let (opened, choices, trouble) = (opened.setter(), choices.clone(), trouble.clone());
            let (attempt, failed) = (attempt.setter(), *attempt + 1);
            task::start(async move {
                let name = file.name();
                match open(file, reading, job, book.clone()).await {
                    None => {}
                    Some(Ok(file)) => {
                        let proposals = Proposals::of(&book.model(), &file.table, &file.survey);
                        choices.set(propose(&book, &file, &proposals));
                        opened.set(file);
                    }
                    Some(Err(error)) => {
                        trouble.set(Some(error.describe(language, &name)));
                        attempt.set(failed);
                    }
                }
            });
        })
    };
    let check = {
        let (jobs, book) = (jobs.clone(), book.clone());
        let (opened, choices) = (opened.clone(), choices.clone());
        let (step, trouble, is_reading) = (step.setter(), trouble.setter(), is_reading.setter());
        Callback::from(move |()| {
            trouble.set(None);
            is_reading.set(true);
            let (job, book) = (jobs.start(), book.clone());
            let (opened, choices) = ((*opened).clone(), (*choices).clone());
            let (step, trouble, is_reading) = (step.clone(), trouble.clone(), is_reading.clone());
            task::start(async move {
                match plan(&opened, &choices, &job, &book).await {
                    Ok(preview) => step.set(Step::Check(Checked(Rc::new(RefCell::new(preview))))),
                    Err(Stopped::Cancelled) => {}
                    Err(Stopped::Failed(error)) => {
                        trouble.set(Some(error.describe(language, &opened.name)));
                    }
                }
                is_reading.set(false);
            });
        })
    };
    let import = {
        let (step, trouble, is_saving) = (step.clone(), trouble.setter(), is_saving.clone());
        let (setter, book) = (step.setter(), book.clone());
        Callback::from(move |()| {
            let Step::Check(Checked(preview)) = &*step else {
                return;
            };
            if *is_saving {
                return;
            }
            is_saving.set(true);
            let command = Command::Import(Arc::new(preview.borrow().to_plan()));
            let (wrong, same) = (preview.borrow().wrong_rows, preview.borrow().same);
            let (setter, trouble, is_saving) =
                (setter.clone(), trouble.clone(), is_saving.setter());
            let then = Callback::from(move |outcome: crate::ui::hooks::Outcome| {
                is_saving.set(false);
                match &outcome {
                    Ok(done) => setter.set(Step::Finished(Finished::of(done, wrong, same))),
                    Err(_refused) => trouble.set(Some(notice(language, &outcome).text)),
                }
            });
            let (book, send) = (book.clone(), send.clone());
            task::start(async move {
                // An import can be undone and waits for no backup; what stood in its way is told.
                back_up_first(&book).await.ok();
                send.emit((command, None, then));
            });
        })
    };
    let back = {
        let (step, trouble, close) = (step.clone(), trouble.setter(), props.close.clone());
        let jobs = jobs.clone();
        Callback::from(move |()| {
            jobs.cancel();
            trouble.set(None);
            match &*step {
                Step::Check(_) => step.set(Step::Columns),
                Step::Columns | Step::Finished(_) => close.emit(()),
            }
        })
    };
    let cancel = {
        let is_reading = is_reading.setter();
        Callback::from(move |()| {
            jobs.cancel();
            is_reading.set(false);
        })
    };
    let at = match &*step {
        Step::Columns => 1,
        Step::Check(_) => 2,
        Step::Finished(_) => 3,
    };
    let body = match &*step {
        Step::Columns => html! {
            <ColumnsStep
                opened={(*opened).clone()}
                proposals={(*proposals).clone()}
                choices={(*choices).clone()}
                choose={
                    let choices = choices.setter();
                    Callback::from(move |chosen| choices.set(chosen))
                }
                {reopen}
                go_on={check}
                back={back.clone()}
                busy={*is_reading}
                attempt={*attempt}
                progress={html! {
                    <ProgressBar label={words.reading_rows} thousandths={progress} {cancel} />
                }}
            />
        },
        Step::Check(checked) => html! {
            <CheckStep
                checked={checked.clone()}
                {import}
                back={back.clone()}
                busy={*is_saving}
            />
        },
        Step::Finished(finished) => html! {
            <FinishedStep finished={finished.clone()} close={props.close.clone()} />
        },
    };
    html! {
        <div class="page page-narrow">
            <header class="page-head">
                <a
                    class="back"
                    href={Route::Data.href()}
                    onclick={props.close.reform(|_: MouseEvent| ())}
                >
                    {Icon::ChevronLeft.html()}<span>{texts.common.data}</span>
                </a>
                <h1>{(words.import_heading)(&shown(&opened.name))}</h1>
            </header>
            {steps([words.step_file, words.step_columns, words.step_check], at)}
            if let Some(trouble) = &*trouble {
                <div class="notices">
                    <div class="notice" data-kind="error" role="alert">
                        {Icon::Warning.html()}<p class="notice-text">{trouble.clone()}</p>
                    </div>
                </div>
            }
            if at < 3 {
                <HoldsUpdate what="import" />
            }
            if *is_saving {
                <SavingBar />
            }
            {body}
        </div>
    }
}

/// The steps and which of them is under way.
fn steps(names: [&'static str; 3], at: usize) -> Html {
    html! {
        <ol class="steps">
            for (index, name) in names.into_iter().enumerate() {
                <li
                    class={(index < at).then_some("done")}
                    aria-current={(index == at).then_some("step")}
                >
                    {name}
                </li>
            }
        </ol>
    }
}

fn propose(book: &Book, opened: &Opened, proposals: &Proposals) -> Choices {
    Choices::proposed(&book.model(), &opened.table, &opened.survey, proposals)
}

/// Reads and compares all rows, in slices.
async fn plan(
    opened: &Opened,
    choices: &Choices,
    job: &Job,
    book: &Book,
) -> Result<Preview, Stopped<Trouble>> {
    let env = book.environment().clone();
    let mut planner = {
        let model = book.model();
        Planner::new(&model, &opened.table, choices, &opened.name, &*env)
    };
    let steps = job.run(book, || {
        let model = book.model();
        Ok(match planner.step(&opened.table, &model, &*env, ROWS)? {
            PlanProgress::Done => None,
            PlanProgress::Thousandths(thousandths) => Some(thousandths),
        })
    });
    steps.await.map_err(|stopped| match stopped {
        Stopped::Cancelled => Stopped::Cancelled,
        Stopped::Failed(error) => Stopped::Failed(Trouble::Table(error)),
    })?;
    Ok(planner.finish())
}

/// How many customers, communications, ratings and observed loyalties these edits make and alter.
fn tally(edits: &[Edit]) -> [usize; 8] {
    let mut tally = [0; 8];
    for edit in edits {
        let place = match edit {
            Edit::Customer(one) => usize::from(one.before.is_some()),
            Edit::Communication(one) => 2 + usize::from(one.before.is_some()),
            Edit::Rating(one) => 4 + usize::from(one.before.is_some()),
            Edit::Observation(one) => 6 + usize::from(one.before.is_some()),
            Edit::FollowUp(_)
            | Edit::Need(_)
            | Edit::Promise(_)
            | Edit::Reminder(_)
            | Edit::Source(_)
            | Edit::Settings(_) => continue,
        };
        tally[place] += 1;
    }
    tally
}
