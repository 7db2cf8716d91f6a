//! What is not saved, why, and the ways out: a copy of everything from memory at any moment, and where
//! what was saved is gone, storing it anew.

use crate::ui::prelude::*;

use crate::app::ports::{EarlierBook, NEWEST, StoreError};
use crate::app::service::Status;
use crate::i18n::describe::store_error;
use crate::records::backup::{read_backup, write_backup};
use crate::ui::context::{
    Toast, use_book, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::use_status;
use crate::ui::kit::{Icon, task};
use crate::ui::screens::data::backup_name;
use crate::web::files;

/// Stands for as long as something is not saved. The region is there before it has anything to say,
/// so that it is heard.
#[component]
pub(super) fn UnsavedNotice() -> Html {
    let texts = use_texts();
    let words = texts.keeping();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let (speech, today) = (use_speech(), use_today());
    // The Books that would go, once it is asked.
    let asks_for_room = use_state_eq(|| None::<Vec<EarlierBook>>);
    let (why, is_gone, is_full) = match use_status() {
        // While it is tried again, what was said before stands.
        Status::Saved | Status::Saving => (None, false, false),
        Status::Gone => (Some((words.gone.to_owned(), None)), true, false),
        Status::NotSaved { count, error } => {
            let is_gone = book.is_gone();
            let is_full = !is_gone && error == StoreError::Full;
            let why = if is_gone {
                words.gone.to_owned()
            } else {
                store_error(language, &error)
            };
            (Some((why, Some((words.waits)(count)))), is_gone, is_full)
        }
    };
    let Some((why, waits)) = why else {
        return html! { <div class="notices file-notice" role="alert"></div> };
    };
    let save_copy = {
        let (book, toast) = (book.clone(), desk.toast.clone());
        Callback::from(move |_: MouseEvent| {
            let name = backup_name(today);
            let contents = book.contents_in_memory();
            let bytes = write_backup(&contents);
            let is_good = read_backup(&bytes).as_ref() == Ok(&contents);
            let is_given =
                is_good && files::download(&name, "application/octet-stream", &bytes).is_ok();
            toast.emit(Toast {
                text: if is_given {
                    (texts.data().backup_saved)(&name)
                } else if is_good {
                    texts.data().download_failed.to_owned()
                } else {
                    texts.data().backup_unlike.to_owned()
                },
                undo: false,
                kept: None,
                is_error: !is_given,
            });
        })
    };
    let has_room_to_give =
        is_full && (0 < book.times_replaced() || NEWEST < book.history().items().len() as u64);
    let ask_for_room = {
        let (book, asks) = (book.clone(), asks_for_room.setter());
        Callback::from(move |_: MouseEvent| {
            let (book, asks) = (book.clone(), asks.clone());
            task::start(async move {
                // What cannot be read can be gone back to by nobody.
                asks.set(Some(book.store().earlier().await.unwrap_or_default()));
            });
        })
    };
    let keep_all = {
        let asks = asks_for_room.setter();
        move |_: MouseEvent| asks.set(None)
    };
    let make_room = {
        let (book, toast) = (book.clone(), desk.toast.clone());
        let asks = asks_for_room.setter();
        Callback::from(move |_: MouseEvent| {
            let (book, toast) = (book.clone(), toast.clone());
            asks.set(None);
            task::start(async move {
                let made = book.make_room().await;
                toast.emit(Toast {
                    text: match &made {
                        Ok(_) => words.room_made.to_owned(),
                        Err(StoreError::Full) => words.no_room.to_owned(),
                        Err(error) => store_error(language, error),
                    },
                    undo: false,
                    kept: None,
                    is_error: made.is_err(),
                });
            });
        })
    };
    let store_again = Callback::from(move |_: MouseEvent| {
        let (book, toast) = (book.clone(), desk.toast.clone());
        task::start(async move {
            let put = book.put_back().await;
            toast.emit(Toast {
                text: match &put {
                    Ok(()) => words.stored_again.to_owned(),
                    Err(error) => store_error(language, error),
                },
                undo: false,
                kept: None,
                is_error: put.is_err(),
            });
        });
    });
    html! {
        <div class="notices file-notice" role="alert">
            <div class="notice" data-kind="error">
                {Icon::Warning.html()}
                <div class="notice-text">
                    <p>{why}</p>
                    {waits.map_or_else(Html::default, |waits| html! { <p>{waits}</p> })}
                    if let Some(earlier) = asks_for_room.as_ref().filter(|_| has_room_to_give) {
                        if !earlier.is_empty() {
                            <p>{(words.books_go)(earlier.len(), &speech.number(records_of(earlier)))}</p>
                        }
                        <p>{(words.room_costs)(NEWEST)}</p>
                    }
                </div>
                <div class="btns">
                    if is_gone {
                        <button class="btn small primary" type="button" onclick={store_again}>
                            {words.store_again}
                        </button>
                    }
                    if has_room_to_give && asks_for_room.is_some() {
                        <button class="btn small danger" type="button" onclick={make_room}>
                            {words.let_go}
                        </button>
                        <button class="btn small" type="button" onclick={keep_all}>
                            {texts.common.cancel}
                        </button>
                    } else if has_room_to_give {
                        <button class="btn small" type="button" onclick={ask_for_room}>
                            {words.make_room}
                        </button>
                    }
                    <button class="btn small" type="button" onclick={save_copy}>
                        {words.save_copy}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// How many customers and communications these Books hold.
fn records_of(books: &[EarlierBook]) -> usize {
    let records = books.iter().map(|one| one.customers + one.communications);
    records.sum()
}
