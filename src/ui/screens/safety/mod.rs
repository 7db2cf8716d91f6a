//! Keeping data safe, on every page: what is not saved and the way to a copy of it, backups that are
//! written by themselves, and the reminder where none are.

mod keeper;
mod keeper_card;
mod place;
mod unsaved;

use crate::ui::prelude::*;

use self::keeper::BackupKeeper;
use self::place::Trouble;
use self::unsaved::UnsavedNotice;
use crate::i18n::Texts;
use crate::ui::context::{Book, Desk, Toast};
use crate::ui::kit::task;
use crate::ui::route::Route;
use crate::ui::screens::data::save_backup;
use crate::ui::screens::single_file::above_choices;
use crate::web::{demo, single_file};

pub(crate) use self::keeper::back_up_first;
pub(crate) use self::keeper_card::KeeperCard;
pub(crate) use self::place::trouble_text;

/// What stands above a page.
pub(crate) fn notices(route: Route) -> Html {
    html! {
        <>
            if single_file::is_here() {
                {above_choices()}
            }
            <UnsavedNotice />
            <BackupKeeper {route} />
        </>
    }
}

/// Backs up now: to the place that was chosen for it, else as a file that the browser takes.
pub(crate) fn back_up(book: &Book, desk: &Desk, texts: &'static Texts) {
    let is_kept_by_itself = place::name().is_some() && place::is_allowed() && !demo::is_on();
    if !is_kept_by_itself || book.is_read_only() {
        let today = book.now().date_naive();
        desk.toast.emit(save_backup(book, today, texts));
        return;
    }
    let (book, desk) = (book.clone(), desk.clone());
    task::start(async move {
        let written = keeper::back_up(&book).await;
        desk.toast.emit(told(texts, &written));
    });
}

/// What came of a backup, as a notice that goes by itself.
fn told(texts: &'static Texts, written: &Result<(), Trouble>) -> Toast {
    let name = place::name().unwrap_or_default();
    Toast {
        text: match written {
            Ok(()) => (texts.keeping().backed_up)(&name),
            Err(trouble) => trouble_text(texts, *trouble),
        },
        undo: false,
        kept: None,
        is_error: written.is_err(),
    }
}
