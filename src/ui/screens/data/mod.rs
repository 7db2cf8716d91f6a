//! The page Data: import, export, backup, reminders, sample data, trash, history.

mod backup_card;
mod check_card;
mod export_card;
mod file_button;
mod history_section;
mod import_card;
mod opening;
mod reminders_card;
mod restore;
mod sample_card;
mod trash_section;
mod wizard;

use crate::ui::prelude::*;
use chrono::NaiveDate;
use web_sys::File;

use self::backup_card::BackupCard;
use self::check_card::CheckCard;
use self::export_card::ExportCard;
use self::history_section::HistorySection;
use self::import_card::ImportCard;
use self::opening::Opened;
use self::reminders_card::RemindersCard;
use self::sample_card::SampleCard;
use self::trash_section::TrashSection;
use self::wizard::ImportWizard;
use crate::domain::moment::Now;
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::ui::context::{Book, Toast, use_book, use_desk, use_texts};
use crate::ui::hooks::use_section_in_address;
use crate::ui::kit::{Icon, task};
use crate::ui::raw_file;
use crate::ui::route::Route;
use crate::ui::screens::safety::KeeperCard;
use crate::ui::screens::single_file::FileCard;
use crate::ui::showing::ClosedPage;
use crate::web::intl::Speech;
use crate::web::{demo, dom, shared, single_file};

pub(crate) use backup_card::{backup_name, last_backup_of, newest, note_backup, save_backup};
pub(crate) use restore::RestoreDialog;

/// How many rows of the trash and of the history are drawn before "show more".
const ROWS: usize = 50;

/// The page Data.
#[component]
pub fn DataScreen() -> Html {
    let texts = use_texts();
    use_section_in_address("data");
    let (book, desk) = (use_book(), use_desk());
    let opened = use_state_eq(|| None::<Opened>);
    let open = {
        let opened = opened.setter();
        use_callback((), move |file: Opened, ()| {
            opened.set(Some(file));
            dom::focus("main");
        })
    };
    let close = {
        let opened = opened.setter();
        use_callback((), move |(), ()| {
            opened.set(None);
            dom::focus("main");
        })
    };
    let offered = use_offered();
    let is_read_only = book.is_read_only();
    if opened.is_some() && book.closes_forms() {
        // Shared by another program: the wizard shows the file beside the customers.
        return html! { <ClosedPage /> };
    }
    if let Some(opened) = &*opened {
        return html! { <ImportWizard opened={opened.clone()} {close} /> };
    }
    html! {
        <div class="page">
            <header class="page-head"><h1>{texts.common.data}</h1></header>
            if book.is_masked() {
                <div class="notices">
                    <div class="notice" data-kind="warn">
                        {Icon::Warning.html()}
                        <p class="notice-text">{texts.showing().exports_real}</p>
                    </div>
                </div>
            }
            <div class="cards">
                if is_read_only {
                    {take_along(texts, &book, desk.toast)}
                } else if book.is_masked() {
                    // The wizard shows the file beside the customers.
                    <section class="card" aria-labelledby="data-import">
                        <h2 id="data-import">{texts.data().import}</h2>
                        <p class="muted">{texts.showing().closed}</p>
                    </section>
                } else {
                    <ImportCard {open} {offered} />
                }
                <ExportCard />
                <BackupCard />
                if !demo::is_on() && !is_read_only {
                    <KeeperCard />
                    if single_file::is_here() {
                        <FileCard />
                    }
                }
                <RemindersCard />
                if !is_read_only {
                    <CheckCard />
                    <SampleCard />
                }
            </div>
            <TrashSection />
            <HistorySection />
        </div>
    }
}

/// Of a Book that a newer Genjin wrote: what its files hold, and the one that holds everything.
fn take_along(texts: &'static Texts, book: &Book, toast: Callback<Toast>) -> Html {
    let words = texts.recovery();
    let store = book.store().clone();
    let save = Callback::from(move |_: MouseEvent| {
        let (store, toast) = (store.clone(), toast.clone());
        task::start(async move {
            let (text, is_given) = raw_file::save(&*store, texts).await;
            toast.emit(Toast {
                text,
                undo: false,
                kept: None,
                is_error: !is_given,
            });
        });
    });
    html! {
        <section class="card" aria-labelledby="data-take-along">
            <h2 id="data-take-along">{words.take_along}</h2>
            <p class="muted">{words.take_along_hint}</p>
            <div class="btns">
                <button class="btn" type="button" onclick={save}>
                    {Icon::Backup.html()}<span>{words.save_raw}</span>
                </button>
            </div>
        </section>
    }
}

/// A file that another app or the system handed over, to be opened as if it had been chosen here.
#[hook]
fn use_offered() -> Option<File> {
    let offered = use_state_eq(|| None::<File>);
    use_effect_with((), {
        let offered = offered.setter();
        move |()| {
            let take = move |file: File| offered.set(Some(file));
            shared::on_launch(take.clone());
            if let Some(id) = dom::address_detail("shared") {
                // The address asks only once.
                dom::replace_hash(&Route::Data.href());
                task::start(async move {
                    if let Some(file) = shared::take_file(&id).await {
                        take(file);
                    }
                });
            }
        }
    });
    (*offered).clone()
}

/// When something was done: `Today, 14:05`, `12 Nov, 14:05`.
fn day_and_time(speech: Speech, at: Now, today: NaiveDate) -> String {
    let words = speech.0.texts().data();
    let time = speech.time(at.time());
    if at.date_naive() == today {
        (words.today_at)(&time)
    } else {
        (words.day_at)(&speech.day(at.date_naive()), &time)
    }
}
