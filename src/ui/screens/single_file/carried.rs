//! The offer to load, or to compare, the data that the file carries. Nothing is replaced unasked.

use crate::ui::prelude::*;

use crate::records::backup::write_backup;
use crate::ui::context::{Book, use_book, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::screens::data::RestoreDialog;
use crate::web::single_file::{self, Carried};

/// The last line of a backup of the Book as it is: equal Books have equal ones.
pub(super) fn checksum_of(backup: &[u8]) -> String {
    single_file::last_line(&String::from_utf8_lossy(backup)).to_owned()
}

/// Whether the Book holds exactly what the file carries.
fn is_same(book: &Book, carried: &Carried) -> bool {
    checksum_of(&write_backup(&book.contents())) == carried.checksum
}

/// What the file carries, if it is neither what the Book holds nor answered for.
fn unanswered(book: &Book) -> Option<Carried> {
    let carried = single_file::carried()?;
    if single_file::is_settled(&carried.checksum) {
        return None;
    }
    if is_same(book, &carried) {
        single_file::settle(&carried.checksum);
        return None;
    }
    Some(carried)
}

/// A notice in place, which stands until it is answered.
#[component]
pub(super) fn CarriedOffer() -> Html {
    let words = use_texts().single_file();
    let book = use_book();
    let offered = use_state_eq(|| None::<Carried>);
    let is_open = use_state_eq(|| false);
    let is_empty = use_selector((), |model, ()| model.all_customers().next().is_none());
    use_effect_with(book.clone(), {
        let offered = offered.setter();
        move |book| offered.set(unanswered(book))
    });
    let Some(carried) = &*offered else {
        return Html::default();
    };
    let open = {
        let is_open = is_open.setter();
        move |_: MouseEvent| is_open.set(true)
    };
    let dismiss = {
        let (offered, checksum) = (offered.setter(), carried.checksum.clone());
        move |_: MouseEvent| {
            single_file::settle(&checksum);
            offered.set(None);
        }
    };
    let close = {
        let (book, offered, is_open) = (book.clone(), offered.setter(), is_open.setter());
        Callback::from(move |()| {
            is_open.set(false);
            // After it was loaded, there is nothing to offer.
            offered.set(unanswered(&book));
        })
    };
    let (question, answer) = if *is_empty {
        (words.carried_empty, words.load)
    } else {
        (words.carried_other, words.compare)
    };
    html! {
        <>
            <div class="notices file-notice" role="status">
                <div class="notice">
                    {Icon::Restore.html()}
                    <p class="notice-text">{question}</p>
                    <div class="btns">
                        <button class="btn small primary" type="button" onclick={open}>
                            {answer}
                        </button>
                        <button class="btn small" type="button" onclick={dismiss}>
                            {words.not_now}
                        </button>
                    </div>
                </div>
            </div>
            if *is_open {
                <RestoreDialog file={carried.file.clone()} {close} />
            }
        </>
    }
}
