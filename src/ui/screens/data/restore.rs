//! Restore a backup, or what stood here before the last restore: read and checked whole, shown beside
//! what is there, then put in its place.

use std::rc::Rc;

use crate::ui::prelude::*;
use web_sys::File;

use crate::app::queries::backup::{Comparison, Difference};
use crate::formats::text::MAX_FILE_BYTES;
use crate::i18n::{Language, describe, describe_file};
use crate::records::backup::{Contents, read_backup};
use crate::ui::context::{Book, Toast, use_book, use_desk, use_language, use_speech, use_texts};
use crate::ui::kit::field::Field;
use crate::ui::kit::{DialogFrame, Icon, task};
use crate::ui::screens::safety::{back_up_first, trouble_text};
use crate::web::intl::Speech;
use crate::web::{dom, files};

/// The field in which the number of records that go is typed.
const TYPED: &str = "restore-typed";

/// What came of reading the file.
#[derive(Clone)]
enum Read {
    /// It is being read.
    Reading,
    /// It is no backup that can be restored, and why.
    Refused(String),
    /// It is one.
    Good(Rc<(Contents, Comparison)>),
}

/// Properties of [`RestoreDialog`].
#[derive(Properties, PartialEq)]
pub(crate) struct RestoreDialogProps {
    /// The backup; without one, what was replaced last comes back.
    #[prop_or_default]
    pub(crate) file: Option<File>,
    /// Called when it is restored or not wanted.
    pub(crate) close: Callback<()>,
}

/// Shows what a backup would change, and restores it.
#[component]
pub(crate) fn RestoreDialog(props: &RestoreDialogProps) -> Html {
    let texts = use_texts();
    let (words, keeping) = (texts.data(), texts.keeping());
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let read = use_state(|| Read::Reading);
    let is_busy = use_state_eq(|| false);
    // The number of records that go, typed where they are many.
    let typed = use_state_eq(String::new);
    let is_untyped = use_state_eq(|| false);
    // Why there is no backup of what is here now. Once the user has seen it, it goes on without.
    let unbacked = use_state_eq(|| None::<String>);
    let name = props.file.as_ref().map(File::name);
    use_effect_with(props.file.clone(), {
        let (read, book) = (read.setter(), book.clone());
        move |file| {
            let file = file.clone();
            task::start(async move {
                let contents = match &file {
                    Some(file) => contents_of(file, language).await,
                    None => what_was_replaced(&book, language).await,
                };
                read.set(match contents {
                    Ok(contents) => {
                        let compared = Comparison::of(&book.contents(), &contents);
                        Read::Good(Rc::new((contents, compared)))
                    }
                    Err(refused) => Read::Refused(refused),
                });
            });
        }
    });
    let submit = {
        let (read, is_busy, close) = (read.clone(), is_busy.setter(), props.close.clone());
        let (set_read, name) = (read.setter(), name.clone());
        let (typed, set_untyped, unbacked) = (typed.clone(), is_untyped.setter(), unbacked.clone());
        let (book, desk) = (book.clone(), desk.clone());
        Callback::from(move |()| {
            let Read::Good(good) = &*read else {
                close.emit(());
                return;
            };
            let is_confirmed = match good.1.loses_most() {
                Some(lost) => number_in(&typed) == Some(lost),
                None => true,
            };
            set_untyped.set(!is_confirmed);
            if !is_confirmed {
                dom::focus(TYPED);
                return;
            }
            let (good, book, desk, close) =
                (good.clone(), book.clone(), desk.clone(), close.clone());
            let (is_busy, set_read, name) = (is_busy.clone(), set_read.clone(), name.clone());
            let (goes_on, unbacked) = (unbacked.is_some(), unbacked.setter());
            is_busy.set(true);
            task::start(async move {
                if !goes_on && let Err(trouble) = back_up_first(&book).await {
                    is_busy.set(false);
                    unbacked.set(Some(trouble_text(texts, trouble)));
                    return;
                }
                let result = book.replace(&good.0).await;
                is_busy.set(false);
                match result {
                    Ok(()) => {
                        let counts = good.0.counts();
                        let number = |count: u32| speech.number(count as usize);
                        desk.toast.emit(Toast {
                            text: match name {
                                Some(name) => (words.restored)(
                                    &name,
                                    &number(counts.customers),
                                    &number(counts.communications),
                                ),
                                None => keeping.restore_undone.to_owned(),
                            },
                            undo: false,
                            kept: None,
                            is_error: false,
                        });
                        close.emit(());
                    }
                    Err(error) => {
                        set_read.set(Read::Refused(describe::store_error(language, &error)));
                    }
                }
            });
        })
    };
    let body = match &*read {
        Read::Reading => {
            let words = if name.is_some() {
                words.reading_backup
            } else {
                keeping.reading_kept
            };
            html! { <p role="status">{words}</p> }
        }
        Read::Refused(why) => html! {
            <div class="notice" data-kind="error" role="alert">
                {Icon::Warning.html()}
                <div class="notice-text"><p>{why.clone()}</p><p>{words.nothing_changed}</p></div>
            </div>
        },
        Read::Good(good) => html! {
            <>
                {comparison(language, speech, &good.1, name.is_some())}
                if let Some(lost) = good.1.loses_most() {
                    <Field
                        id={TYPED}
                        label={keeping.records_that_go}
                        hint={(keeping.type_to_lose)(&speech.number(lost))}
                        inputmode="numeric"
                        value={(*typed).clone()}
                        error={is_untyped.then(|| (keeping.type_first)(&speech.number(lost)))}
                        change={
                            let typed = typed.setter();
                            Callback::from(move |text: String| typed.set(text))
                        }
                    />
                }
                if let Some(why) = &*unbacked {
                    <div class="notice" data-kind="warn" role="alert">
                        {Icon::Warning.html()}
                        <p class="notice-text">{(keeping.before_restore)(why)}</p>
                    </div>
                }
            </>
        },
    };
    let submit_label = match &*read {
        Read::Good(_) if name.is_none() => keeping.bring_back,
        Read::Good(good) if good.1.replaces_nothing() => words.restore_here,
        Read::Good(_) => words.replace_everything,
        Read::Reading | Read::Refused(_) => texts.common.close,
    };
    html! {
        <DialogFrame
            heading={match &name {
                Some(name) => (words.restore_heading)(name),
                None => keeping.undo_restore.trim_end_matches('…').to_owned(),
            }}
            close={props.close.clone()}
            {submit}
            {submit_label}
            busy={*is_busy || matches!(&*read, Read::Reading)}
        >
            {body}
        </DialogFrame>
    }
}

async fn contents_of(file: &File, language: Language) -> Result<Contents, String> {
    let name = file.name();
    let words = language.texts().data();
    // A backup is about as large as what memory holds; a film is not one.
    if 4 * MAX_FILE_BYTES < files::size(file) {
        return Err((words.backup_too_large)(&name));
    }
    let bytes = files::read(file).await;
    let bytes = bytes.ok_or_else(|| (words.unreadable)(&name))?;
    read_backup(&bytes).map_err(|error| describe_file::backup_error(language, &name, &error))
}

async fn what_was_replaced(book: &Book, language: Language) -> Result<Contents, String> {
    let kept = book.store().replaced().await;
    let kept = kept.map_err(|error| describe::store_error(language, &error))?;
    kept.ok_or_else(|| language.texts().keeping().nothing_kept.to_owned())
}

/// The number that was typed, however its digits are parted.
fn number_in(typed: &str) -> Option<usize> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn comparison(language: Language, speech: Speech, compared: &Comparison, is_backup: bool) -> Html {
    let texts = language.texts();
    let (words, keeping) = (texts.data(), texts.keeping());
    let (then, intact) = if is_backup {
        (words.in_backup, words.restore_intact)
    } else {
        (keeping.kept_then, keeping.kept_intact)
    };
    // Into a new browser nothing is lost, and nobody need be warned.
    let is_into_nothing = is_backup && compared.replaces_nothing();
    let row = |label: &'static str, difference: &Difference| {
        html! {
            <tr>
                <th scope="row">{label}</th>
                <td class="num">{speech.number(difference.now)}</td>
                <td class="num">{speech.number(difference.then)}</td>
                <td class="num">{speech.number(difference.added)}</td>
                <td class="num">{speech.number(difference.changed)}</td>
                <td class="num">{speech.number(difference.removed)}</td>
            </tr>
        }
    };
    html! {
        <>
            <p>
                if compared.is_same() {
                    {words.restore_same}
                } else if is_into_nothing {
                    {words.restore_into_nothing}
                } else {
                    {intact}
                }
            </p>
            if compared.replaces_another_book() && is_backup {
                <div class="notice" data-kind="warn">
                    {Icon::Warning.html()}<p class="notice-text">{words.other_book}</p>
                </div>
            }
            <div class="table-scroll" tabindex="0" role="region" aria-label={words.what_changes}>
                <table class="table">
                    <thead>
                        <tr>
                            <td />
                            <th class="num" scope="col">{words.now}</th>
                            <th class="num" scope="col">{then}</th>
                            <th class="num" scope="col">{words.comes_back}</th>
                            <th class="num" scope="col">{words.goes_back}</th>
                            <th class="num" scope="col">{words.goes_away}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row(texts.common.customers, &compared.customers)}
                        {row(texts.common.communications, &compared.communications)}
                        {row(words.follow_ups, &compared.follow_ups)}
                        {row(texts.needs().needs, &compared.needs)}
                        {row(texts.needs().promises, &compared.promises)}
                        {row(texts.score_files().ratings, &compared.ratings)}
                        {row(texts.score_files().loyalty, &compared.observations)}
                        {row(words.imports, &compared.sources)}
                    </tbody>
                </table>
            </div>
            if compared.settings_differ {
                <p>{words.settings_differ}</p>
            }
            if is_backup && !is_into_nothing {
                <p class="muted">{words.restore_no_undo}</p>
            }
        </>
    }
}
