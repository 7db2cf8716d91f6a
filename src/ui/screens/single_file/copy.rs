//! Saves this file anew with the Book inside.

use crate::ui::prelude::*;

use super::carried::checksum_of;
use crate::records::backup::{read_backup, write_backup};
use crate::ui::context::{Toast, use_book, use_desk, use_texts, use_today};
use crate::ui::kit::{Chip, Chips, DialogFrame, Icon, task};
use crate::ui::screens::data::{newest, note_backup};
use crate::web::single_file::{self, Answer};

/// What the copy opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opens {
    /// The Book that this file opens.
    ThisBook,
    /// One that no other file opens.
    OwnBook,
}

const CHOICES: [Opens; 2] = [Opens::ThisBook, Opens::OwnBook];

/// Properties of [`CopyDialog`].
#[derive(Properties, PartialEq)]
pub(super) struct CopyDialogProps {
    /// Called when it is saved or not wanted.
    pub(super) close: Callback<()>,
}

/// Asks which Book the copy opens, and saves it.
#[component]
pub(super) fn CopyDialog(props: &CopyDialogProps) -> Html {
    let words = use_texts().single_file();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let opens = use_state_eq(|| Opens::ThisBook);
    let is_busy = use_state_eq(|| false);
    let choose = {
        let opens = opens.setter();
        Callback::from(move |index: Option<usize>| {
            if let Some(choice) = index.and_then(|index| CHOICES.get(index)) {
                opens.set(*choice);
            }
        })
    };
    let submit = {
        let (opens, is_busy, close) = (*opens, is_busy.setter(), props.close.clone());
        Callback::from(move |()| {
            let (book, desk, close, is_busy) =
                (book.clone(), desk.clone(), close.clone(), is_busy.clone());
            is_busy.set(true);
            let name = match opens {
                // Where a place can be chosen, the file itself is offered to be written over.
                Opens::ThisBook if single_file::can_choose() => single_file::file_name(),
                Opens::ThisBook | Opens::OwnBook => format!("genjin-{today}.html"),
            };
            let its_book = match opens {
                Opens::ThisBook => single_file::book(),
                Opens::OwnBook => book.environment().new_id().simple().to_string(),
            };
            let contents = book.contents();
            let backup = write_backup(&contents);
            let position = newest(&book);
            task::start(async move {
                let answer = if read_backup(&backup).as_ref() == Ok(&contents) {
                    single_file::save_copy(&name, &its_book, &backup).await
                } else {
                    Answer::Failed
                };
                is_busy.set(false);
                if answer == Answer::Refused {
                    return;
                }
                let is_saved = answer == Answer::Done;
                if is_saved {
                    note_backup(&book, position);
                    if opens == Opens::ThisBook {
                        // Opened here, the copy has nothing to ask.
                        single_file::settle(&checksum_of(&backup));
                    }
                }
                desk.toast.emit(Toast {
                    text: if is_saved {
                        (words.copy_saved)(&name)
                    } else {
                        words.copy_failed.to_owned()
                    },
                    undo: false,
                    kept: None,
                    is_error: !is_saved,
                });
                if is_saved {
                    close.emit(());
                }
            });
        })
    };
    let hint = match *opens {
        Opens::ThisBook => words.same_book_hint,
        Opens::OwnBook => words.own_book_hint,
    };
    html! {
        <DialogFrame
            heading={words.save_copy.trim_end_matches('…')}
            close={props.close.clone()}
            {submit}
            submit_label={words.save}
            busy={*is_busy}
        >
            <Chips
                name="copy-opens"
                legend={words.whose}
                chips={vec![Chip::new(words.same_book), Chip::new(words.own_book)]}
                chosen={CHOICES.iter().position(|choice| *choice == *opens)}
                {choose}
            />
            <p role="status">{hint}</p>
            <div class="notice" data-kind="warn">
                {Icon::Warning.html()}<p class="notice-text">{words.anyone_reads}</p>
            </div>
        </DialogFrame>
    }
}
