//! The list of keys.

use crate::ui::prelude::*;

use crate::ui::context::{use_desk, use_texts};
use crate::ui::kit::DialogFrame;

/// The keys of every page, as a table of words and keys.
#[component]
pub fn KeysDialog() -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let close = desk.open.reform(|()| None);
    html! {
        <DialogFrame
            heading={texts.settings().keys}
            close={close.clone()}
            submit={close}
            submit_label={texts.common.close}
        >
            <KeyList />
        </DialogFrame>
    }
}

/// What each key does.
#[component]
pub fn KeyList() -> Html {
    let texts = use_texts();
    let keys = texts.settings();
    let rows = [
        (texts.common.log, "L"),
        (texts.capture().title, "A"),
        (texts.common.new_customer, "C"),
        (texts.common.search, "/"),
        (texts.common.undo, "Ctrl Z"),
        (texts.common.redo, "Ctrl Y"),
        (keys.key_move, "J K"),
        (keys.key_open, "Enter"),
        (keys.key_save, "Ctrl Enter"),
        (keys.key_outcome, "1 – 6"),
        (keys.key_next, "T D W P"),
        (keys.key_typing, "Alt 1, Alt T"),
        (texts.work().key_outcome, "1 – 6"),
        (texts.work().key_put_off, "S"),
        (texts.day.skip, "X"),
        (texts.customers().pause, "U"),
        (texts.work().queue, "Q"),
        (texts.work().key_queue, "N K"),
        (texts.day.debrief, "E"),
        (texts.day.round, "R"),
        (texts.work().key_marks, "H N M I"),
        (texts.needs().key_take, "Alt N, Alt O"),
        (texts.needs().key_add, "N O"),
        (texts.needs().key_close, "1 2"),
        (texts.common.today, "G T"),
        (texts.common.customers, "G C"),
        (texts.common.communications, "G M"),
        (texts.needs().ledger, "G P"),
        (texts.common.insights, "G I"),
        (texts.common.data, "G D"),
        (texts.common.settings, "G S"),
        (keys.keys, "?"),
    ];
    html! {
        <dl class="keys">
            for (word, keys) in rows {
                <div><dt>{word}</dt><dd><kbd>{keys}</kbd></dd></div>
            }
        </dl>
    }
}
