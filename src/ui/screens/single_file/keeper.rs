//! Writes backups to the chosen file by itself, and reminds of them where it cannot.
//!
//! A page that is being closed is gone before a file is written (tried with Chromium), so a backup is
//! written soon after each Change and when the page goes out of sight; if one is still due when the
//! page is left, the browser's question holds it up meanwhile.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;

use crate::app::queries::backup::changes_since;
use crate::records::backup::write_backup;
use crate::ui::context::{Book, use_book, use_desk, use_texts, use_today};
use crate::ui::kit::{Icon, task};
use crate::ui::screens::data::{last_backup_of, note_backup, save_backup};
use crate::web::single_file::{self, Answer};
use crate::web::{dom, leaving};

/// How long after a Change a backup is written at the earliest, in milliseconds.
const PAUSE_MS: u32 = 4_000;

/// How many times as long as making the last backup took the page is left alone: a large Book must
/// not be felt at every Change.
const EASE: u32 = 40;

/// What the user has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// The browser wants the user's leave once more.
    NeedsLeave,
    /// It could not be written.
    NotWritten,
    /// The file was chosen for another Book.
    OfOtherBook,
    /// The user was about to leave with so many Changes in no backup.
    LeftWith(usize),
}

/// Changes that are in no backup.
fn unsaved(book: &Book) -> usize {
    changes_since(&book.history(), last_backup_of(book))
}

/// The place of the newest Change.
pub(super) fn newest(book: &Book) -> u64 {
    let history = book.history();
    history.items().last().map_or(0, |item| item.sequence)
}

/// Writes a backup to the chosen file.
pub(super) async fn back_up(book: &Book) -> Answer {
    let position = newest(book);
    let backup = write_backup(&book.contents());
    let answer = single_file::write_backup(&backup).await;
    if answer == Answer::Done {
        note_backup(book, position);
    }
    answer
}

/// Whether the chosen file was chosen for this Book.
pub(super) fn is_its_file(book: &Book) -> bool {
    single_file::is_backup_of(&book.book().to_string())
}

/// Lets the user choose the file, and writes the first backup to it.
pub(super) async fn choose_and_back_up(book: &Book) -> Answer {
    let chosen = single_file::choose_backup_file("genjin-backup.genjin").await;
    if chosen != Answer::Done {
        return chosen;
    }
    single_file::keep_backup_of(&book.book().to_string());
    back_up(book).await
}

/// Has the browser ask the user once more, and writes a backup.
pub(super) async fn allow_and_back_up(book: &Book) -> Answer {
    let allowed = single_file::allow_backup().await;
    if allowed != Answer::Done || !is_its_file(book) {
        return allowed;
    }
    back_up(book).await
}

/// Who writes backups, one at a time.
struct Keeper {
    book: Book,
    tell: Callback<Option<Trouble>>,
    timer: RefCell<Option<Timeout>>,
    is_writing: Cell<bool>,
    pause_ms: Cell<u32>,
    /// The place of the newest Change when the page was opened.
    opened_at: u64,
}

impl Keeper {
    /// Writes a backup if one is due and the browser lets it.
    fn write(self: &Rc<Self>) {
        if self.is_writing.get() || !single_file::is_backup_allowed() || unsaved(&self.book) == 0 {
            return;
        }
        if !is_its_file(&self.book) {
            self.tell.emit(Some(Trouble::OfOtherBook));
            return;
        }
        self.is_writing.set(true);
        let keeper = self.clone();
        task::start(async move {
            let began = keeper.book.now();
            let answer = back_up(&keeper.book).await;
            let took = (keeper.book.now() - began).num_milliseconds();
            let pause = u32::try_from(took).unwrap_or(0).saturating_mul(EASE);
            keeper.pause_ms.set(pause.max(PAUSE_MS));
            keeper.is_writing.set(false);
            keeper.tell.emit(match answer {
                Answer::Done => None,
                Answer::Refused | Answer::Failed => Some(Trouble::NotWritten),
            });
            if answer == Answer::Done {
                // What was changed while it was written.
                keeper.write_soon();
            }
        });
    }

    fn write_soon(self: &Rc<Self>) {
        if unsaved(&self.book) == 0 {
            return;
        }
        let keeper = self.clone();
        let timer = Timeout::new(self.pause_ms.get(), move || keeper.write());
        // The one before is cancelled.
        self.timer.replace(Some(timer));
    }

    /// Whether the page should not be left yet.
    fn holds(self: &Rc<Self>) -> bool {
        let changes = unsaved(&self.book);
        if changes == 0 {
            return false;
        }
        self.write();
        // About older ones the user was asked when they were made, and a browser lets no page ask
        // in which nothing was done.
        if newest(&self.book) == self.opened_at {
            return false;
        }
        if single_file::is_backup_allowed() && is_its_file(&self.book) {
            return true;
        }
        if !single_file::asks_on_leaving() {
            return false;
        }
        let tell = self.tell.clone();
        // Runs only if the user stays.
        Timeout::new(0, move || tell.emit(Some(Trouble::LeftWith(changes)))).forget();
        true
    }
}

/// Keeps the backup file up to date, and says what stands in the way.
#[component]
pub(super) fn BackupKeeper() -> Html {
    let texts = use_texts();
    let words = texts.single_file();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let trouble = use_state_eq(|| None::<Trouble>);
    use_effect_with(book.clone(), {
        let trouble = trouble.setter();
        move |book| {
            let keeper = Rc::new(Keeper {
                book: book.clone(),
                tell: Callback::from(move |told| trouble.set(told)),
                timer: RefCell::default(),
                is_writing: Cell::new(false),
                pause_ms: Cell::new(PAUSE_MS),
                opened_at: newest(book),
            });
            look_for_file(keeper.clone());
            let on_change = book.subscribe({
                let keeper = keeper.clone();
                move || keeper.write_soon()
            });
            let on_hiding = dom::document().map(|document| {
                let keeper = keeper.clone();
                EventListener::new(&document.clone(), "visibilitychange", move |_| {
                    if document.hidden() {
                        keeper.write();
                    }
                })
            });
            let on_leaving = leaving::ask_first({
                let keeper = keeper.clone();
                move || keeper.holds()
            });
            move || {
                keeper.timer.replace(None);
                drop((on_change, on_hiding, on_leaving));
            }
        }
    });
    let Some(told) = *trouble else {
        return Html::default();
    };
    let name = single_file::backup_file().unwrap_or_default();
    let (text, label) = match told {
        Trouble::NeedsLeave => ((words.needs_leave)(&name), words.allow),
        Trouble::NotWritten => ((words.not_written)(&name), words.save_backup),
        Trouble::OfOtherBook => ((words.of_other_book)(&name), words.choose_other),
        Trouble::LeftWith(changes) => ((words.left_with)(changes), words.save_backup),
    };
    let act = {
        let trouble = trouble.setter();
        Callback::from(move |_: MouseEvent| {
            let trouble = trouble.clone();
            if matches!(told, Trouble::NotWritten | Trouble::LeftWith(_)) {
                trouble.set(None);
                desk.toast.emit(save_backup(&book, today, texts));
                return;
            }
            let book = book.clone();
            task::start(async move {
                let answer = match told {
                    Trouble::OfOtherBook => choose_and_back_up(&book).await,
                    _ => allow_and_back_up(&book).await,
                };
                match answer {
                    Answer::Done => trouble.set(None),
                    // The question stands.
                    Answer::Refused => {}
                    Answer::Failed => trouble.set(Some(Trouble::NotWritten)),
                }
            });
        })
    };
    let dismiss = {
        let trouble = trouble.setter();
        move |_: MouseEvent| trouble.set(None)
    };
    html! {
        <div class="notices file-notice" role="status">
            <div class="notice" data-kind="warn">
                {Icon::Backup.html()}
                <p class="notice-text">{text}</p>
                <div class="btns">
                    <button class="btn small primary" type="button" onclick={act}>{label}</button>
                    <button class="btn small" type="button" onclick={dismiss}>{words.not_now}</button>
                </div>
            </div>
        </div>
    }
}

/// Finds the file that was chosen before this start.
fn look_for_file(keeper: Rc<Keeper>) {
    if single_file::backup_file().is_none() {
        return;
    }
    task::start(async move {
        match single_file::find_backup_file().await {
            Answer::Done => keeper.write_soon(),
            Answer::Refused => keeper.tell.emit(Some(Trouble::NeedsLeave)),
            Answer::Failed => keeper.tell.emit(Some(Trouble::NotWritten)),
        }
    });
}
