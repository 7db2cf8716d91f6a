//! What-if: sliders for weights, coefficients, the threshold and moved ratings, and what they would
//! do to all customers at once.
//!
//! What is slid is kept in the memory of the pages at once and drawn with the next frame, so that
//! a slider that moves faster than the screen costs one reckoning a frame and no more.

mod effect;
mod levers;
mod spread;

use std::convert::Infallible;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;

use self::effect::{Customers, Summary};
use self::levers::LeversForm;
use self::spread::SpreadChart;
use crate::app::commands::Command;
use crate::app::queries::what_if::{Baseline, Gathering, Lever, Listed, Tried};
use crate::domain::settings::Settings;
use crate::i18n::Texts;
use crate::ui::context::{use_book, use_desk, use_language, use_texts, use_today};
use crate::ui::hooks::{Outcome, notice, use_command, use_selector};
use crate::ui::kit::job::{ProgressBar, use_jobs};
use crate::ui::kit::{Icon, task};
use crate::ui::memory::use_memory;
use crate::ui::route::Route;
use crate::web::{dom, frame};

/// How many customers are gathered between two looks at the clock.
const CUSTOMERS_A_STEP: u32 = 500;

/// With fewer there is nothing to rank.
const THIN: usize = 3;

/// How many customers are listed: more would cost each step of a slider more to draw than to reckon.
const MOST_LISTED: usize = 20;

/// What was gathered, compared by identity.
#[derive(Clone)]
struct Gathered(Rc<Baseline>);

impl PartialEq for Gathered {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Gathered {
    type Target = Baseline;

    fn deref(&self) -> &Baseline {
        &self.0
    }
}

/// How a lever is moved: to a text, or to where it stands by the settings.
type Moved = (Lever, Option<String>);

/// The page.
#[component]
pub fn WhatIfScreen() -> Html {
    let language = use_language();
    let texts = use_texts();
    let words = texts.what_if();
    let book = use_book();
    let desk = use_desk();
    let send = use_command();
    let memory = use_memory();
    let today = use_today();
    let settings: Arc<Settings> = (*use_selector((), |model, ()| model.settings().clone())).clone();
    let revision = use_selector((), |model, ()| model.revision());
    let tried = use_state_eq(|| memory.what_if.borrow().clone());
    let listed = use_state_eq(Listed::default);
    let gathered = use_state_eq(|| None::<Gathered>);
    let is_stopped = use_state_eq(|| false);
    let round = use_state_eq(|| 0_u32);
    // A customer's page leads here with its customer in view.
    let in_view = *use_memo((), |()| Route::what_if_customer(&dom::hash()));
    let (jobs, thousandths) = use_jobs();
    use_effect_with((*revision, today, *round), {
        let (jobs, gathered, is_stopped) = (jobs.clone(), gathered.setter(), is_stopped.setter());
        move |_| {
            is_stopped.set(false);
            let job = jobs.start();
            task::start(async move {
                let mut gathering = Gathering::new(&book.model(), book.now());
                let step = || Ok::<_, Infallible>(gathering.step(&book.model(), CUSTOMERS_A_STEP));
                if job.run(&book, step).await.is_ok() && !job.is_cancelled() {
                    let baseline = gathering.finish(&book.model()).with_in_view(in_view);
                    gathered.set(Some(Gathered(Rc::new(baseline))));
                }
            });
        }
    });
    let is_asked = use_mut_ref(|| false);
    let draw = {
        let (shown, memory) = (tried.setter(), memory.clone());
        use_callback((), move |(), ()| {
            if is_asked.replace(true) {
                return;
            }
            let (shown, memory, is_asked) = (shown.clone(), memory.clone(), is_asked.clone());
            frame::next(move || {
                is_asked.replace(false);
                shown.set(memory.what_if.borrow().clone());
            });
        })
    };
    let change = {
        let memory = memory.clone();
        use_callback(draw.clone(), move |(lever, text): Moved, draw| {
            {
                let mut tried = memory.what_if.borrow_mut();
                match text {
                    Some(text) => tried.set(lever, text),
                    None => tried.reset(lever),
                }
            }
            draw.emit(());
        })
    };
    let effect = use_memo(
        (
            (*gathered).clone(),
            (*tried).clone(),
            settings.clone(),
            *listed,
        ),
        |(gathered, tried, settings, listed)| {
            let levers = tried.levers(&settings.scoring)?;
            let gathered = gathered.as_ref()?;
            Some(Rc::new(gathered.effect(&levers, *listed, MOST_LISTED)))
        },
    );
    let take_over = {
        let (memory, draw, settings) = (memory.clone(), draw.clone(), settings.clone());
        Callback::from(move |()| {
            let Some(scoring) = memory.what_if.borrow().scoring(&settings.scoring) else {
                return;
            };
            if scoring == settings.scoring {
                return;
            }
            let (memory, draw, toast) = (memory.clone(), draw.clone(), desk.toast.clone());
            send.emit((
                Command::ChangeSettings {
                    before: settings.clone(),
                    after: Box::new(Settings {
                        scoring,
                        ..(*settings).clone()
                    }),
                    subject: words.subject.to_owned(),
                },
                None,
                Callback::from(move |outcome: Outcome| {
                    if outcome.is_ok() {
                        memory.what_if.borrow_mut().forget_saved();
                        draw.emit(());
                    }
                    toast.emit(notice(language, &outcome));
                }),
            ));
        })
    };
    let reset_all = Callback::from(move |()| {
        memory.what_if.replace(Tried::default());
        draw.emit(());
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
    html! {
        <div class="page what-if">
            <header class="page-head">
                <a class="back" href={Route::Insights.href()}>
                    {Icon::ChevronLeft.html()}<span>{texts.common.insights}</span>
                </a>
                <div class="page-title">
                    <h1>{words.title}</h1>
                    <p class="page-sub">{words.about}</p>
                </div>
            </header>
            <ProgressBar id="what-if-progress" label={words.gathering} {thousandths} {cancel} />
            if *is_stopped {
                <p class="muted">
                    {words.stopped}{" "}
                    <button class="link" type="button" onclick={go_on}>{words.again}</button>
                </p>
            }
            if let Some(gathered) = &*gathered {
                if gathered.rated() == 0 {
                    {nothing_rated(texts)}
                } else {
                    {too_few(texts, gathered)}
                    <Summary
                        settings={settings.clone()}
                        tried={(*tried).clone()}
                        effect={(*effect).clone()}
                        {take_over}
                        {reset_all}
                    />
                    <div class="what-if-parts">
                        <LeversForm settings={settings.clone()} tried={(*tried).clone()} {change} />
                        if let Some(effect) = &*effect {
                            <div class="what-if-effect">
                                <SpreadChart
                                    effect={effect.clone()}
                                    risk_below={tried.number(Lever::Risk, &settings.scoring)}
                                />
                                <Customers
                                    effect={effect.clone()}
                                    listed={*listed}
                                    list={listed.setter()}
                                    is_clamped={settings.scoring.clamps_loyalty}
                                />
                            </div>
                        }
                    </div>
                }
            }
        </div>
    }
}

/// How to get ratings, where there is none.
fn nothing_rated(texts: &'static Texts) -> Html {
    let words = texts.what_if();
    html! {
        <div class="empty">
            {Icon::Star.html()}
            <h2>{words.empty}</h2>
            <p>{words.empty_hint}</p>
            <div class="btns">
                <a class="btn" href={Route::Customers.href()}>{words.customers}</a>
            </div>
        </div>
    }
}

/// Says where there is too little to see an effect.
fn too_few(texts: &'static Texts, gathered: &Baseline) -> Html {
    let words = texts.what_if();
    let notice = match gathered.ranked() {
        0 => words.no_loyalty.to_owned(),
        few if few < THIN => (words.thin)(few),
        _ => return Html::default(),
    };
    html! {
        <div class="notices">
            <div class="notice" data-kind="info">
                {Icon::Info.html()}
                <p class="notice-text">{notice}</p>
            </div>
        </div>
    }
}
