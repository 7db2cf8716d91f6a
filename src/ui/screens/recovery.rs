//! What stands in place of the app when the Book could not be opened: what is missing, and the ways
//! to go on. Nothing is written until the user has chosen.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::app::ports::{EarlierBook, Finding, OpenError, Remains, StoreError};
use crate::i18n::Texts;
use crate::i18n::describe_file::backup_error;
use crate::i18n::describe_opening::open_error;
use crate::records::backup::{Contents, read_backup};
use crate::ui::kit::{Icon, task};
use crate::web::preferences::Preferences;
use crate::web::{dom, files};

/// How the user wants to go on.
#[derive(Debug, Clone, PartialEq)]
pub enum RecoveryChoice {
    /// With the contents of a backup file, which was read and checked.
    Restore(Box<Contents>),
    /// With what can still be read.
    GoOn,
    /// With the Book that was replaced at this number.
    GoBack(u64),
    /// With an empty Book.
    StartOver,
    /// Try again from the beginning.
    Reload,
}

/// A Book that was replaced: the number by which it is asked for, and what it holds as soon as that is
/// read.
pub type Earlier = (u64, Option<EarlierBook>);

/// Hands over what came of [saving everything](crate::ui::raw_file::save) that is stored.
pub type Saved = Callback<(String, bool)>;

/// Which ways there are out of an error, besides trying again.
struct Ways {
    /// By a backup, an earlier Book, or nothing.
    begin_anew: bool,
    go_on: bool,
    save_all: bool,
}

impl Ways {
    fn out_of(error: &OpenError) -> Self {
        match error {
            OpenError::NotWhatWasSaved(finding) => Self {
                begin_anew: true,
                go_on: !matches!(finding, Finding::Missing { .. }),
                save_all: !matches!(finding, Finding::Missing { .. }),
            },
            // Nothing is lost: the newer version, or the browser, still has it.
            OpenError::TooNew { .. } | OpenError::Store(_) => Self {
                begin_anew: false,
                go_on: false,
                save_all: *error != OpenError::Store(StoreError::Unavailable),
            },
        }
    }
}

/// Properties of [`Recovery`].
#[derive(Properties, Clone, PartialEq)]
pub struct RecoveryProps {
    /// Why the Book could not be opened.
    pub error: OpenError,
    /// The Books that were replaced here and can be gone back to, the newest first.
    pub earlier: Vec<Earlier>,
    /// What can still be read, as soon as that is known.
    pub remains: Option<Remains>,
    /// Called with what the user chose.
    pub choose: Callback<RecoveryChoice>,
    /// Called to save everything that is stored as it lies there.
    pub save_all: Callback<Saved>,
}

/// What is asked before an empty Book is begun.
const ASKS: &str = "start-over";

/// The screen of a Book that could not be opened.
///
/// It stands outside the app, which needs a Book, and so reads the language for itself.
#[component]
pub fn Recovery(props: &RecoveryProps) -> Html {
    let language = use_memo((), |()| Preferences::load().language);
    let texts = language.texts();
    let words = texts.recovery();
    // What came of a file, read or saved, and whether that was well.
    let told = use_state_eq(|| None::<(String, bool)>);
    let asks = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let input = use_node_ref();
    // What was chosen did not do, perhaps with the same error: choose again.
    use_effect_with(props.choose.clone(), {
        let busy = busy.setter();
        move |_| busy.set(false)
    });
    let onchange = {
        let (choose, told) = (props.choose.clone(), told.setter());
        let busy = busy.setter();
        let language = *language;
        Callback::from(move |event: Event| {
            let Some(input) = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let Some(file) = input.files().and_then(|files| files.get(0)) else {
                return;
            };
            // The same file chosen again is a change too.
            input.set_value("");
            busy.set(true);
            told.set(None);
            let (choose, told, busy) = (choose.clone(), told.clone(), busy.clone());
            task::start(async move {
                let bytes = files::read(&file).await.unwrap_or_default();
                match read_backup(&bytes) {
                    Ok(contents) => choose.emit(RecoveryChoice::Restore(Box::new(contents))),
                    Err(error) => {
                        told.set(Some((backup_error(language, &file.name(), &error), false)));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let open_file = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    // It may stand below what is in sight.
    use_effect_with(*asks, |asks| {
        if *asks {
            dom::focus(ASKS);
        }
    });
    let save_all = {
        let told = told.setter();
        let told = Callback::from(move |saved| told.set(Some(saved)));
        props.save_all.reform(move |_: MouseEvent| told.clone())
    };
    let ask = {
        let asks = asks.setter();
        move |asked: bool| {
            let asks = asks.clone();
            Callback::from(move |_: MouseEvent| asks.set(asked))
        }
    };
    let choice_if = |is_ready: bool,
                     class: &'static str,
                     icon: Icon,
                     word: &'static str,
                     hint: String,
                     act: Callback<MouseEvent>| {
        let disabled = *busy || !is_ready;
        html! {
            <button class={classes!("choice", class)} type="button" {disabled} onclick={act}>
                {icon.html()}<strong>{word}</strong><span>{hint}</span>
            </button>
        }
    };
    let choice = |class, icon, word, hint, act| choice_if(true, class, icon, word, hint, act);
    let chosen = |choice: RecoveryChoice| props.choose.reform(move |_: MouseEvent| choice.clone());
    let ways = Ways::out_of(&props.error);
    let reload_class = if ways.begin_anew { "" } else { "primary" };
    html! {
        <main class="welcome" id="main" tabindex="-1">
            <p class="brand">{"Genjin"}{" "}<span lang="zh-Hans">{"跟进"}</span></p>
            <h1>{words.failed_heading}</h1>
            <div class="notice" data-kind="error" role="alert">
                {Icon::Warning.html()}
                <p class="notice-text">{open_error(*language, &props.error)}</p>
            </div>
            <p>{words.nothing_written}</p>
            <div class="choices">
                if ways.begin_anew {
                    <input type="file" accept=".genjin" hidden=true ref={input} {onchange} />
                    {choice("primary", Icon::Backup, texts.welcome.restore, texts.welcome.restore_hint.to_owned(), open_file)}
                }
                if ways.go_on {
                    {choice("", Icon::Check, words.use_what_is_there, go_on_hint(texts, props.remains), chosen(RecoveryChoice::GoOn))}
                }
                if ways.begin_anew {
                    for (number, book) in props.earlier.iter() {
                        {choice_if(
                            book.is_some(),
                            "",
                            Icon::Undo,
                            words.go_back,
                            go_back_hint(texts, book.as_ref()),
                            chosen(RecoveryChoice::GoBack(*number)),
                        )}
                    }
                }
                if ways.begin_anew {
                    {choice("", Icon::Plus, words.start_over, words.start_over_hint.to_owned(), ask(true))}
                }
                if ways.save_all {
                    {choice("", Icon::Backup, words.save_raw, words.save_raw_hint.to_owned(), save_all)}
                }
                {choice(
                    reload_class,
                    Icon::Redo,
                    texts.welcome.reload,
                    words.reload_hint.to_owned(),
                    chosen(RecoveryChoice::Reload),
                )}
            </div>
            <div role="alert">
                if *asks && ways.begin_anew {
                    <div class="notice" data-kind="warn" id={ASKS} tabindex="-1">
                        {Icon::Warning.html()}
                        <p class="notice-text">{start_over_asks(texts, props.remains)}</p>
                        <div class="btns">
                            <button
                                class="btn small danger"
                                type="button"
                                disabled={*busy}
                                onclick={chosen(RecoveryChoice::StartOver)}
                            >
                                {words.start_over}
                            </button>
                            <button class="btn small" type="button" onclick={ask(false)}>
                                {texts.common.cancel}
                            </button>
                        </div>
                    </div>
                }
            </div>
            <div role="status">
                if let Some((text, is_well)) = &*told {
                    if *is_well {
                        <p>{text.clone()}</p>
                    } else {
                        <p class="error">{Icon::Warning.html()}{text.clone()}</p>
                    }
                }
            </div>
            <details>
                <summary>{Icon::ChevronRight.html()}{words.details}</summary>
                <pre class="detail" tabindex="0">{props.error.to_string()}</pre>
            </details>
        </main>
    }
}

/// What the user goes on with.
fn go_on_hint(texts: &Texts, remains: Option<Remains>) -> String {
    let words = texts.recovery();
    match remains {
        Some(remains) => (words.can_be_read)(remains.customers, remains.communications),
        None => words.use_what_is_there_hint.to_owned(),
    }
}

/// What is asked before an empty Book takes the place of what is left.
fn start_over_asks(texts: &Texts, remains: Option<Remains>) -> String {
    let words = texts.recovery();
    match remains {
        Some(remains) => (words.start_over_asks)(remains.customers, remains.communications),
        None => words.start_over_asks_of_nothing.to_owned(),
    }
}

/// What an earlier Book held, as soon as it is read.
fn go_back_hint(texts: &Texts, book: Option<&EarlierBook>) -> String {
    let words = texts.recovery();
    let Some(book) = book else {
        return words.earlier_unread.to_owned();
    };
    let day = book.changed_at.map(|at| at.date_naive().to_string());
    let day = day.map_or_else(String::new, |day| (words.last_changed)(&day));
    (words.go_back_hint)(book.customers, book.communications, &day)
}
