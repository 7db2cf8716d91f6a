//! Writes backups to the chosen place by itself, and reminds of them where it cannot.
//!
//! A page that is being closed is gone before a file is written (tried with Chromium), so a backup is
//! written some time after each Change and when the page goes out of sight. The single file writes
//! within seconds; if one is still due when it is left, the browser's question holds it up meanwhile.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;

use super::place::{self, Trouble, trouble_text};
use crate::app::commands::sample_data::is_sample;
use crate::app::kept_backups::next_in;
use crate::app::queries::backup::{BackupNeed, LastBackup, backup_need, changes_since};
use crate::ui::context::{Book, use_book, use_desk, use_texts, use_today};
use crate::ui::hooks::{use_history, use_selector};
use crate::ui::kit::{Icon, task};
use crate::ui::route::Route;
use crate::ui::screens::data::{last_backup_of, newest, save_backup};
use crate::web::{dom, last_backup, leaving, single_file};

/// How long after a Change the single file writes a backup at the earliest, in milliseconds.
const PAUSE_MS: u32 = 4_000;

/// How many times as long as making the last backup took the page is left alone: a large Book must
/// not be felt at every Change.
const EASE: u32 = 40;

thread_local! {
    /// Who writes backups in this page.
    static KEEPER: RefCell<Weak<Keeper>> = const { RefCell::new(Weak::new()) };
}

/// Changes that are in no backup. What a newer Genjin wrote may not all be understood here: a backup of
/// it that nobody asked for would push out better ones.
fn unsaved(book: &Book, last: Option<LastBackup>) -> usize {
    if book.is_read_only() {
        return 0;
    }
    changes_since(&book.history(), last)
}

/// Writes a backup to the chosen place, and tells all who show how backups stand.
pub(super) async fn back_up(book: &Book) -> Result<(), Trouble> {
    let written = place::write(book).await;
    tell(written.err());
    written
}

/// Before much is replaced: writes what is in no backup yet, where a place for it was chosen.
pub(crate) async fn back_up_first(book: &Book) -> Result<(), Trouble> {
    if place::name().is_none() || unsaved(book, place::last_of(book)) == 0 {
        return Ok(());
    }
    back_up(book).await
}

/// Lets the user choose the place, and writes the first backup to it.
pub(super) async fn choose_and_back_up(book: &Book) -> Result<(), Trouble> {
    if place::choose(book).await? {
        back_up(book).await?;
    }
    Ok(())
}

/// Has the browser ask the user once more, and writes a backup.
pub(super) async fn allow_and_back_up(book: &Book) -> Result<(), Trouble> {
    place::allow().await?;
    if place::is_for(book) {
        back_up(book).await?;
    }
    Ok(())
}

/// What stands in the way, by the last run.
pub(super) fn trouble() -> Option<Trouble> {
    KEEPER.with_borrow(|keeper| keeper.upgrade()?.trouble.get())
}

/// Keeps what stands in the way, and tells all who show how backups stand.
pub(super) fn tell(trouble: Option<Trouble>) {
    KEEPER.with_borrow(|keeper| {
        if let Some(keeper) = keeper.upgrade() {
            keeper.trouble.set(trouble);
        }
    });
    last_backup::announce();
}

/// Who writes backups, one at a time.
struct Keeper {
    book: Book,
    trouble: Cell<Option<Trouble>>,
    timer: RefCell<Option<Timeout>>,
    is_writing: Cell<bool>,
    pause_ms: Cell<u32>,
    /// The place of the newest Change when the page was opened.
    opened_at: u64,
}

impl Keeper {
    fn unsaved(&self) -> usize {
        unsaved(&self.book, place::last_of(&self.book))
    }

    /// Writes a backup if one is due and the browser lets it.
    fn write(self: &Rc<Self>) {
        self.timer.replace(None);
        if self.is_writing.get() || place::name().is_none() || self.unsaved() == 0 {
            return;
        }
        if !place::is_allowed() {
            // The folder may be gone, or only the user's leave be asked for.
            self.find();
            return;
        }
        if !place::is_for(&self.book) {
            tell(Some(Trouble::OfOtherBook));
            return;
        }
        self.is_writing.set(true);
        let keeper = self.clone();
        task::start(async move {
            let began = keeper.book.now();
            let written = back_up(&keeper.book).await;
            let took = (keeper.book.now() - began).num_milliseconds();
            let pause = u32::try_from(took).unwrap_or(0).saturating_mul(EASE);
            keeper.pause_ms.set(pause.max(PAUSE_MS));
            keeper.is_writing.set(false);
            if written.is_ok() {
                // What was changed while it was written.
                keeper.write_soon();
            }
        });
    }

    /// Writes a backup when it is due; what is changed until then comes into the same.
    fn write_soon(self: &Rc<Self>) {
        if self.timer.borrow().is_some() || place::name().is_none() || self.unsaved() == 0 {
            return;
        }
        let pause_ms = if single_file::is_here() {
            self.pause_ms.get()
        } else {
            let last = place::last_of(&self.book).map(|last| last.at);
            let due = next_in(last, self.book.now()).num_milliseconds();
            u32::try_from(due).unwrap_or(PAUSE_MS)
        };
        let keeper = Rc::downgrade(self);
        let timer = Timeout::new(pause_ms, move || {
            if let Some(keeper) = keeper.upgrade() {
                keeper.write();
            }
        });
        self.timer.replace(Some(timer));
    }

    /// Finds the place that was chosen before this start.
    fn find(self: &Rc<Self>) {
        if place::name().is_none() {
            return;
        }
        let keeper = self.clone();
        task::start(async move {
            match place::find().await {
                Ok(()) => {
                    // Until it was found, its card had to say that leave is needed.
                    tell(None);
                    if keeper.book.store().has_older_form() {
                        // Before anything of it is written in a newer form.
                        keeper.write();
                    } else {
                        keeper.write_soon();
                    }
                }
                // Nothing is due yet: no reason to ask.
                Err(Trouble::NeedsLeave) if keeper.unsaved() == 0 => {}
                Err(trouble) => tell(Some(trouble)),
            }
        });
    }

    /// Whether the page should not be left yet.
    fn holds(self: &Rc<Self>) -> bool {
        let changes = self.unsaved();
        if changes == 0 {
            return false;
        }
        self.write();
        // About older ones the user was asked when they were made, and a browser lets no page ask
        // in which nothing was done.
        if newest(&self.book) == self.opened_at {
            return false;
        }
        if place::is_allowed() && place::is_for(&self.book) {
            return true;
        }
        if !single_file::asks_on_leaving() {
            return false;
        }
        // Runs only if the user stays.
        Timeout::new(0, move || tell(Some(Trouble::LeftWith(changes)))).forget();
        true
    }
}

/// Properties of [`BackupKeeper`].
#[derive(Properties, PartialEq)]
pub(super) struct BackupKeeperProps {
    /// The page: a reminder that is not urgent stands on Today alone.
    pub(super) route: Route,
}

/// Keeps backups up to date, and says what stands in the way.
#[component]
pub(super) fn BackupKeeper(props: &BackupKeeperProps) -> Html {
    let texts = use_texts();
    let words = texts.single_file();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let redraw = use_force_update();
    use_effect_with(book.clone(), move |book| {
        let keeper = Rc::new(Keeper {
            book: book.clone(),
            trouble: Cell::new(None),
            timer: RefCell::default(),
            is_writing: Cell::new(false),
            pause_ms: Cell::new(PAUSE_MS),
            opened_at: newest(book),
        });
        KEEPER.set(Rc::downgrade(&keeper));
        keeper.find();
        let on_told = last_backup::watch(move || redraw.force_update());
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
        let on_leaving = single_file::is_here().then(|| {
            let keeper = keeper.clone();
            leaving::ask_first(move || keeper.holds())
        });
        move || {
            keeper.timer.replace(None);
            drop((on_told, on_change, on_hiding, on_leaving));
        }
    });
    let last = last_backup_of(&book);
    let now = book.now();
    let need = use_history(move |history| backup_need(history, last, now));
    // Samples would not be missed.
    let is_missed = use_selector((), |model, ()| {
        let mut customers = model.customers();
        customers.any(|one| !is_sample(model, one.origin.as_ref()))
    });
    let told = trouble();
    if props.route == Route::Data && !single_file::is_here() {
        // Its cards say the same.
        return quiet();
    }
    let (kind, text) = match (told, need) {
        (Some(trouble), _) => ("warn", trouble_text(texts, trouble)),
        _ if !*is_missed || last_backup::is_put_off(today) => return quiet(),
        (None, BackupNeed::Urgent { changes, days }) => {
            ("error", (texts.data().backup_urgent)(changes, days))
        }
        (None, BackupNeed::Due { changes }) if props.route == Route::Today => {
            ("warn", (texts.data().backup_due)(changes))
        }
        (None, BackupNeed::Due { .. } | BackupNeed::None) => return quiet(),
    };
    let label = match told {
        Some(Trouble::NeedsLeave) => words.allow,
        Some(Trouble::OfOtherBook) => words.choose_other,
        Some(Trouble::FolderGone) => texts.keeping().choose_other,
        _ => words.save_backup,
    };
    let act = Callback::from(move |_: MouseEvent| {
        let asks = matches!(
            told,
            Some(Trouble::NeedsLeave | Trouble::OfOtherBook | Trouble::FolderGone)
        );
        if !asks {
            tell(None);
            desk.toast.emit(save_backup(&book, today, texts));
            return;
        }
        let book = book.clone();
        task::start(async move {
            let answer = match told {
                Some(Trouble::NeedsLeave) => allow_and_back_up(&book).await,
                _ => choose_and_back_up(&book).await,
            };
            if let Err(trouble) = answer {
                tell(Some(trouble));
            }
        });
    });
    let dismiss = move |_: MouseEvent| {
        if told.is_none() {
            last_backup::put_off(today);
        }
        tell(None);
    };
    html! {
        <div class="notices file-notice" role="status">
            <div class="notice" data-kind={kind}>
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

/// The region alone, which is there before it has anything to say, so that it is heard.
fn quiet() -> Html {
    html! { <div class="notices file-notice" role="status"></div> }
}
