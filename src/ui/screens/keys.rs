//! The list of keys.

use crate::ui::prelude::*;

use crate::i18n::Texts;
use crate::ui::app::current_route;
use crate::ui::context::{use_desk, use_texts};
use crate::ui::kit::DialogFrame;
use crate::ui::route::Route;

/// The keys that act on one screen.
struct Group {
    heading: &'static str,
    /// Whether they are those of the page.
    is_of: fn(Route) -> bool,
    rows: Vec<(String, &'static str)>,
}

/// The keys of every page, those of the page that is shown first.
#[component]
pub fn KeysDialog() -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let close = desk.open.reform(|()| None);
    let page = current_route();
    let (mut groups, others): (Vec<Group>, Vec<Group>) = groups(texts)
        .into_iter()
        .partition(|group| (group.is_of)(page));
    groups.extend(others);
    html! {
        <DialogFrame
            heading={texts.settings().keys}
            close={close.clone()}
            submit={close}
            submit_label={texts.common.close}
        >
            // Scrolled by keys as well.
            <div role="group" aria-label={texts.settings().keys} tabindex="0">{list(groups)}</div>
        </DialogFrame>
    }
}

/// What each key does.
#[component]
pub fn KeyList() -> Html {
    list(groups(use_texts()))
}

fn list(groups: Vec<Group>) -> Html {
    html! {
        <div class="keys">
            for group in groups {
                <section key={group.heading}>
                    <h3>{group.heading}</h3>
                    <dl>
                        for (word, keys) in group.rows {
                            <div><dt>{word}</dt><dd><kbd>{keys}</kbd></dd></div>
                        }
                    </dl>
                </section>
            }
        </div>
    }
}

/// All of them in the order of the app.
fn groups(texts: &'static Texts) -> Vec<Group> {
    let mut groups = vec![everywhere(texts)];
    groups.extend(of_the_day(texts));
    groups.extend(of_the_records(texts));
    groups
}

fn group(heading: &'static str, is_of: fn(Route) -> bool, rows: &[(&str, &'static str)]) -> Group {
    Group {
        heading,
        is_of,
        rows: rows
            .iter()
            .map(|(word, keys)| ((*word).to_owned(), *keys))
            .collect(),
    }
}

fn everywhere(texts: &'static Texts) -> Group {
    let keys = texts.keys();
    let mut everywhere = group(
        keys.everywhere,
        |_| false,
        &[
            (texts.common.log, "L"),
            (texts.capture().title, "A"),
            (texts.common.new_customer, "C"),
            (texts.common.search, "/"),
            (texts.common.undo, "Ctrl Z"),
            (texts.common.redo, "Ctrl Y"),
            (keys.list, "?"),
        ],
    );
    let pages = [
        (texts.common.today, "G T"),
        (texts.common.customers, "G C"),
        (texts.common.communications, "G M"),
        (texts.needs().ledger, "G P"),
        (texts.common.insights, "G I"),
        (texts.common.data, "G D"),
        (texts.common.settings, "G S"),
    ];
    everywhere
        .rows
        .extend(pages.map(|(page, letters)| ((keys.go_to)(page), letters)));
    everywhere
}

/// Today and the pages of the day's work.
fn of_the_day(texts: &'static Texts) -> [Group; 4] {
    let keys = texts.keys();
    [
        group(
            texts.common.today,
            |page| page == Route::Today,
            &[
                (keys.move_row, "J K"),
                (keys.open_row, "Enter"),
                (keys.outcome_then, "1 – 6"),
                (keys.put_off_then, "S"),
                (texts.day.skip, "X"),
                (texts.customers().pause, "U"),
                (texts.day.queue, "Q"),
                (texts.day.debrief, "E"),
                (texts.day.round, "R"),
            ],
        ),
        group(
            texts.day.queue,
            |page| page == Route::Queue,
            &[
                (keys.outcome_then, "1 – 6"),
                (keys.put_off_then, "S"),
                (keys.log_card, "L"),
                (texts.day.skip, "X"),
                (texts.customers().pause, "U"),
                (keys.next_back, "N K"),
            ],
        ),
        group(
            texts.day.debrief,
            |page| page == Route::Debrief,
            &[
                (keys.move_row, "J K"),
                (texts.work().happened, "H"),
                (keys.no_answer, "N"),
                (keys.moved_tomorrow, "M"),
                (keys.moved_further, "D W"),
                (texts.work().ignore, "I"),
                (keys.add_words, "Enter"),
                (keys.save_row, "S"),
                (keys.save_all, "Ctrl Enter"),
            ],
        ),
        group(
            texts.day.round,
            |page| page == Route::Round,
            &[
                (keys.move_row, "J K"),
                (keys.open_row, "Enter"),
                (keys.log_card, "L"),
                (keys.move_stop, "Shift J, Shift K"),
                (keys.leave_out, "X"),
            ],
        ),
    ]
}

/// A customer, the form of a communication, and the lists.
fn of_the_records(texts: &'static Texts) -> [Group; 3] {
    let keys = texts.keys();
    [
        group(
            keys.customer_page,
            |page| matches!(page, Route::Customer(_)),
            &[
                (keys.log_card, "L"),
                (texts.needs().add_need, "N"),
                (texts.needs().add_promise, "O"),
                (keys.neighbours, "J K"),
            ],
        ),
        group(
            keys.log_dialog,
            |_| false,
            &[
                (keys.outcome, "1 – 6"),
                (keys.next_step, "T D W P"),
                (keys.while_typing, "Alt 1, Alt T"),
                (keys.take_found, "Alt N, Alt O"),
                (keys.save_form, "Ctrl Enter"),
            ],
        ),
        group(
            keys.lists,
            |page| {
                matches!(
                    page,
                    Route::Customers | Route::Communications | Route::Promises
                )
            },
            &[
                (keys.move_row, "J K"),
                (keys.open_row, "Enter"),
                (keys.select_row, "X"),
                (keys.close_entry, "1 2"),
            ],
        ),
    ]
}
