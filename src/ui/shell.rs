//! What stands around every page: navigation, Log, status, undo.

use crate::ui::prelude::*;

use super::context::{Dialog, use_book, use_desk, use_device, use_language, use_texts};
use super::hooks::{use_history, use_refused_late, use_status, use_step_back};
use super::keys::{Deed, Place, key_of};
use super::kit::{Icon, task};
use super::memory::use_log_start;
use super::offer::LogOffer;
use super::route::Route;
use super::showing::Modes;
use super::update::HoldsUpdate;
use crate::app::commands::take_back::Intent;
use crate::app::history::History;
use crate::app::service::Status;
use crate::i18n::{Language, describe, describe_deed};
use crate::web::{demo, dom};

/// Properties of [`Shell`].
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The page that is shown.
    pub route: Route,
    /// What stands above its content.
    pub notices: Html,
    /// Its content.
    pub children: Html,
}

/// What stands around every page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let is_masked = use_device().preferences.mask;
    let shows_rest = use_state_eq(|| false);
    let section = props.route.section();
    let link = |route: Route, icon: Icon, word: &'static str| {
        html! {
            <li>
                <a
                    class="nav-link"
                    href={route.href()}
                    aria-current={(section == route).then_some("page")}
                    onclick={
                        let shows_rest = shows_rest.setter();
                        move |_: MouseEvent| shows_rest.set(false)
                    }
                >
                    {icon.html()}<span>{word}</span>
                </a>
            </li>
        }
    };
    let toggle_rest = {
        let shows_rest = shows_rest.clone();
        Callback::from(move |_: MouseEvent| shows_rest.set(!*shows_rest))
    };
    let log = {
        let log_start = use_log_start();
        desk.open
            .reform(move |_: MouseEvent| Some(Dialog::Log(log_start.emit(()))))
    };
    html! {
        <>
            <button
                class="skip-link btn primary"
                type="button"
                onclick={|_: MouseEvent| dom::focus("main")}
            >
                {texts.common.skip_to_content}
            </button>
            <div class="shell">
                <header class="side">
                    <p class="brand">{"Genjin"}{" "}<span lang="zh-Hans">{"跟进"}</span></p>
                    <nav class="nav" aria-label={texts.common.main_navigation}>
                        <ul>
                            {link(Route::Today, Icon::Today, texts.common.today)}
                            {link(Route::Customers, Icon::Customers, texts.common.customers)}
                            {link(Route::Communications, Icon::Communications, texts.common.communications)}
                            {link(Route::Insights, Icon::Insights, texts.common.insights)}
                        </ul>
                        <button
                            class="nav-link nav-more"
                            type="button"
                            aria-expanded={if *shows_rest { "true" } else { "false" }}
                            aria-controls="nav-rest"
                            onclick={toggle_rest}
                        >
                            {Icon::More.html()}<span>{texts.common.more}</span>
                        </button>
                        <ul class="nav-rest" id="nav-rest">
                            {link(Route::Data, Icon::Data, texts.common.data)}
                            {link(Route::Settings, Icon::Settings, texts.common.settings)}
                        </ul>
                    </nav>
                    <button
                        class="btn primary side-log"
                        type="button"
                        aria-keyshortcuts={key_of(Place::Everywhere, Deed::Log)}
                        onclick={log}
                    >
                        {Icon::Log.html()}<span>{texts.common.log}</span><kbd aria-hidden="true">{key_of(Place::Everywhere, Deed::Log)}</kbd>
                    </button>
                    <div class="side-foot">
                        <StatusLine />
                        <UndoButtons />
                    </div>
                </header>
                <main class="main" id="main" tabindex="-1">
                    if demo::is_on() || is_masked {
                        <Modes />
                    }
                    <LateRefusals />
                    <LogOffer />
                    {props.notices.clone()}
                    {props.children.clone()}
                </main>
            </div>
        </>
    }
}

/// Whether everything is on disk.
#[component]
fn StatusLine() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let (state, word) = match use_status() {
        Status::Saved if book.is_read_only() => ("saving", texts.common.read_only),
        Status::Saved => ("saved", texts.common.saved),
        Status::Saving => ("saving", texts.common.saving),
        Status::Gone => ("failed", texts.common.only_here),
        Status::NotSaved { count, error } => {
            let retry = Callback::from(move |_: MouseEvent| {
                let book = book.clone();
                task::start(async move {
                    // The status line itself says what came of it.
                    book.retry().await.ok();
                });
            });
            return html! {
                <p class="status" role="status" data-state="failed" title={describe::store_error(language, &error)}>
                    {(texts.common.not_saved)(count)}{" "}
                    <button class="btn small" type="button" onclick={retry}>{texts.common.try_again}</button>
                    <HoldsUpdate what="unsaved" />
                </p>
            };
        }
    };
    html! { <p class="status" role="status" data-state={state}>{word}</p> }
}

/// What waited to be written and was then refused, long after its form was closed. It stands until
/// it was read: a notice that goes by itself would go unseen.
#[component]
fn LateRefusals() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let refused = use_refused_late();
    let Some(why) = refused.last() else {
        return Html::default();
    };
    let dismiss = Callback::from(move |_: MouseEvent| book.acknowledge_refused());
    html! {
        <div class="notices">
            <div class="notice" data-kind="error" role="alert">
                {Icon::Warning.html()}
                <div class="notice-text">
                    <p>{(texts.common.refused_late)(refused.len())}</p>
                    <p>{describe::rejection(language, why)}</p>
                </div>
                <div class="btns">
                    <button class="btn small" type="button" onclick={dismiss}>
                        {texts.common.dismiss}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// Undo and redo, which say what they would take back, and the palette.
#[component]
fn UndoButtons() -> Html {
    let texts = use_texts();
    let language = use_language();
    let undo = use_step_back(Intent::Undo);
    let redo = use_step_back(Intent::Redo);
    let open = use_desk().open.reform(|()| Some(Dialog::Palette));
    let undoable = use_history(move |history| {
        history
            .undoable()
            .map(|item| title(language, history, item))
    });
    let redoable = use_history(move |history| {
        history
            .redoable()
            .map(|item| title(language, history, item))
    });
    let button = |class,
                  icon: Icon,
                  word: &'static str,
                  deed,
                  what: Option<String>,
                  none,
                  act: Callback<()>| {
        html! {
            <button
                class={classes!("btn", "quiet", "small", "icon-only", class)}
                type="button"
                aria-label={word}
                aria-keyshortcuts={key_of(Place::Everywhere, deed)}
                aria-disabled={what.is_none().then_some("true")}
                title={what.unwrap_or_else(|| String::from(none))}
                onclick={act.reform(|_: MouseEvent| ())}
            >
                {icon.html()}
            </button>
        }
    };
    html! {
        <>
            {button(
                "", Icon::Undo, texts.common.undo, Deed::Undo,
                undoable.map(|what| (texts.common.undo_what)(&what)),
                texts.common.nothing_to_undo, undo,
            )}
            {button(
                "redo", Icon::Redo, texts.common.redo, Deed::Redo,
                redoable.map(|what| (texts.common.redo_what)(&what)),
                texts.common.nothing_to_redo, redo,
            )}
            {button(
                "", Icon::Search, texts.common.find_anything, Deed::OpenPalette,
                Some(texts.common.find_anything.to_owned()),
                "", open,
            )}
        </>
    }
}

fn title(language: Language, history: &History, item: &crate::app::history::HistoryItem) -> String {
    let (_turn, label) = history.told(item);
    describe_deed::deed(language, label)
}
