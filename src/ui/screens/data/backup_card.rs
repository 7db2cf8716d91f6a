//! Save a backup, and restore one.

use crate::ui::prelude::*;
use chrono::NaiveDate;
use web_sys::File;

use super::file_button::FileButton;
use super::restore::RestoreDialog;
use crate::app::queries::backup::{BackupNeed, LastBackup, backup_need};
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::records::backup::{read_backup, write_backup};
use crate::ui::context::{Book, Toast, use_book, use_desk, use_speech, use_texts, use_today};
use crate::ui::hooks::use_history;
use crate::ui::kit::Icon;
use crate::web::{demo, files, last_backup};

/// The card of the backup.
#[component]
pub(super) fn BackupCard() -> Html {
    let texts = use_texts();
    let words = texts.data();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let redraw = use_force_update();
    // Other parts of the page save backups too, and some by themselves.
    use_effect_with((), move |()| {
        let saved = last_backup::watch(move || redraw.force_update());
        move || drop(saved)
    });
    // A file, or nothing for what was replaced last.
    let restoring = use_state_eq(|| None::<Option<File>>);
    // The demo is filled in as a backup is restored, which nobody would take back.
    let fillings = u64::from(demo::is_on());
    // Asked anew with every drawing: `book` is another one after a restore.
    let last = last_backup_of(&book);
    let is_read_only = book.is_read_only();
    let now = book.now();
    let need = use_history(move |history| backup_need(history, last, now));
    let save = {
        let book = book.clone();
        Callback::from(move |_: MouseEvent| {
            desk.toast.emit(save_backup(&book, today, texts));
        })
    };
    let take = {
        let restoring = restoring.setter();
        Callback::from(move |file: File| restoring.set(Some(Some(file))))
    };
    let undo_restore = {
        let restoring = restoring.setter();
        move |_: MouseEvent| restoring.set(Some(None))
    };
    let close = {
        let restoring = restoring.setter();
        Callback::from(move |()| restoring.set(None))
    };
    let reminder = match need {
        BackupNeed::None => None,
        BackupNeed::Due { changes } => Some(("warn", (words.backup_due)(changes))),
        BackupNeed::Urgent { changes, days } => {
            Some(("error", (words.backup_urgent)(changes, days)))
        }
    };
    html! {
        <section class="card" aria-labelledby="data-backup">
            <h2 id="data-backup" tabindex="-1">{words.backup}</h2>
            <p class="muted">{words.backup_hint}</p>
            if let Some((kind, text)) = reminder {
                <div class="notice" data-kind={kind}>
                    {Icon::Warning.html()}<p class="notice-text">{text}</p>
                </div>
            }
            <p class="muted">
                {match last {
                    Some(last) => (words.last_backup)(
                        &speech.day(last.at.date_naive()),
                        &speech.time(last.at.time()),
                    ),
                    None => words.no_backup.to_owned(),
                }}
            </p>
            <div class="btns">
                <button class="btn primary" type="button" onclick={save}>
                    {Icon::Backup.html()}<span>{words.save_backup}</span>
                </button>
                if !is_read_only {
                    <FileButton
                        label={words.restore}
                        icon={Icon::Restore}
                        asked_as="restore"
                        accept=".genjin"
                        {take}
                    />
                }
                if fillings < book.times_replaced() && !is_read_only {
                    <button class="btn" type="button" onclick={undo_restore}>
                        {Icon::Undo.html()}<span>{texts.keeping().undo_restore}</span>
                    </button>
                }
            </div>
            if let Some(file) = &*restoring {
                <RestoreDialog file={file.clone()} {close} />
            }
        </section>
    }
}

/// The last backup of this Book that this device saved.
pub(crate) fn last_backup_of(book: &Book) -> Option<LastBackup> {
    last_backup::load(&book.book().to_string())
}

/// The place of the newest Change.
pub(crate) fn newest(book: &Book) -> u64 {
    let history = book.history();
    history.items().last().map_or(0, |item| item.sequence)
}

/// Notes that a backup was saved that holds everything up to this place in the log.
pub(crate) fn note_backup(book: &Book, sequence: u64) {
    let at = book.now();
    last_backup::keep(&book.book().to_string(), LastBackup { at, sequence });
}

/// What the file of a backup is called; that of the demo cannot be taken for the user's own.
pub(crate) fn backup_name(today: NaiveDate) -> String {
    let book = if demo::is_on() {
        "genjin-demo"
    } else {
        "genjin"
    };
    format!("{book}-{today}.genjin")
}

/// Gives the user a backup of the Book; what came of it.
pub(crate) fn save_backup(book: &Book, today: NaiveDate, texts: &Texts) -> Toast {
    let words = texts.data();
    let name = backup_name(today);
    let saved = save(book, &name);
    Toast {
        text: match saved {
            Saved::Verified => (words.backup_saved)(&name),
            Saved::Unlike => words.backup_unlike.to_owned(),
            Saved::NotGiven => words.download_failed.to_owned(),
        },
        undo: false,
        kept: None,
        is_error: saved != Saved::Verified,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Saved {
    /// Read again, it says what the Book says.
    Verified,
    /// Read again, it says something else: it was not given.
    Unlike,
    /// The browser did not take it.
    NotGiven,
}

fn save(book: &Book, name: &str) -> Saved {
    let contents = book.contents();
    let bytes = write_backup(&contents);
    if read_backup(&bytes).as_ref() != Ok(&contents) {
        return Saved::Unlike;
    }
    if files::download(name, "application/octet-stream", &bytes).is_err() {
        return Saved::NotGiven;
    }
    note_backup(book, newest(book));
    Saved::Verified
}
