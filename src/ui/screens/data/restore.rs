//! Restore a backup: read and checked whole, shown beside what is there, then put in its place.

use std::rc::Rc;

use crate::ui::prelude::*;
use web_sys::File;

use crate::app::queries::backup::{Comparison, Difference};
use crate::formats::text::MAX_FILE_BYTES;
use crate::i18n::{Language, describe, describe_file};
use crate::records::backup::{Contents, read_backup};
use crate::ui::context::{Toast, use_book, use_desk, use_language, use_speech, use_texts};
use crate::ui::kit::{DialogFrame, Icon, task};
use crate::web::files;
use crate::web::intl::Speech;

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
    /// The backup.
    pub(crate) file: File,
    /// Called when it is restored or not wanted.
    pub(crate) close: Callback<()>,
}

/// Shows what a backup would change, and restores it.
#[component]
pub(crate) fn RestoreDialog(props: &RestoreDialogProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let read = use_state(|| Read::Reading);
    let is_busy = use_state_eq(|| false);
    let name = props.file.name();
    use_effect_with(props.file.clone(), {
        let (read, book) = (read.setter(), book.clone());
        move |file| {
            let file = file.clone();
            task::start(async move {
                read.set(match contents_of(&file, language).await {
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
        Callback::from(move |()| {
            let Read::Good(good) = &*read else {
                close.emit(());
                return;
            };
            let (good, book, desk, close) =
                (good.clone(), book.clone(), desk.clone(), close.clone());
            let (is_busy, set_read, name) = (is_busy.clone(), set_read.clone(), name.clone());
            is_busy.set(true);
            task::start(async move {
                let result = book.replace(&good.0).await;
                is_busy.set(false);
                match result {
                    Ok(()) => {
                        let counts = good.0.counts();
                        let number = |count: u32| speech.number(count as usize);
                        desk.toast.emit(Toast {
                            text: (words.restored)(
                                &name,
                                &number(counts.customers),
                                &number(counts.communications),
                            ),
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
        Read::Reading => html! { <p role="status">{words.reading_backup}</p> },
        Read::Refused(why) => html! {
            <div class="notice" data-kind="error" role="alert">
                {Icon::Warning.html()}
                <div class="notice-text"><p>{why.clone()}</p><p>{words.nothing_changed}</p></div>
            </div>
        },
        Read::Good(good) => comparison(language, speech, &good.1),
    };
    let submit_label = match &*read {
        Read::Good(_) => words.replace_everything,
        Read::Reading | Read::Refused(_) => texts.common.close,
    };
    html! {
        <DialogFrame
            heading={(words.restore_heading)(&name)}
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

fn comparison(language: Language, speech: Speech, compared: &Comparison) -> Html {
    let texts = language.texts();
    let words = texts.data();
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
            <p>{if compared.is_same() { words.restore_same } else { words.restore_intact }}</p>
            if !compared.is_same_book {
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
                            <th class="num" scope="col">{words.in_backup}</th>
                            <th class="num" scope="col">{words.comes_back}</th>
                            <th class="num" scope="col">{words.goes_back}</th>
                            <th class="num" scope="col">{words.goes_away}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row(texts.common.customers, &compared.customers)}
                        {row(texts.common.communications, &compared.communications)}
                        {row(words.follow_ups, &compared.follow_ups)}
                        {row(texts.score_files().ratings, &compared.ratings)}
                        {row(texts.score_files().loyalty, &compared.observations)}
                        {row(words.imports, &compared.sources)}
                    </tbody>
                </table>
            </div>
            if compared.settings_differ {
                <p>{words.settings_differ}</p>
            }
            <p class="muted">{words.restore_no_undo}</p>
        </>
    }
}
