//! What the lists of needs and of promises on a customer's page share: their section, their rows,
//! and what a row can do.

use crate::ui::prelude::*;
use chrono::NaiveDate;

use crate::app::commands::Command;
use crate::domain::id::CommunicationId;
use crate::i18n::Language;
use crate::i18n::describe::Dates;
use crate::ui::context::{Dialog, Speech};
use crate::ui::kit::{Icon, Menu, MenuItem};

/// A list with its heading, and the button and key that add to it.
pub(super) struct Section<'a, T> {
    /// The id of its heading in the document.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) heading: &'static str,
    /// The word for adding one.
    pub(super) add: &'static str,
    /// The key for it.
    pub(super) key: &'static str,
    /// Adds one.
    pub(super) on_add: Callback<MouseEvent>,
    /// The words where there is none.
    pub(super) none: &'static str,
    /// All of them, the open ones first.
    pub(super) ids: &'a [T],
    /// How many are open.
    pub(super) open: usize,
}

impl<T> Section<'_, T> {
    /// The open ones, and behind a line those that are closed.
    pub(super) fn html(self, language: Language, row: impl Fn(&T) -> Html) -> Html {
        let (open, closed) = self.ids.split_at(self.open);
        let rows = |ids: &[T]| {
            html! { <ul class="steps-list">{ids.iter().map(&row).collect::<Html>()}</ul> }
        };
        html! {
            <section aria-labelledby={self.id}>
                <div class="section-head">
                    <h2 id={self.id}>{self.heading}</h2>
                    <button
                        class="btn quiet small"
                        type="button"
                        aria-keyshortcuts={self.key}
                        onclick={self.on_add}
                    >
                        {Icon::Plus.html()}<span>{self.add}</span>
                    </button>
                </div>
                if self.ids.is_empty() {
                    <p class="muted">{self.none}</p>
                } else {
                    {rows(open)}
                }
                if !closed.is_empty() {
                    <details class="closed">
                        <summary>
                            {Icon::ChevronRight.html()}
                            {(language.texts().needs().closed)(closed.len())}
                        </summary>
                        {rows(closed)}
                    </details>
                }
            </section>
        }
    }
}

/// One need or promise: what it is, its words and how it stands, and what can be done.
pub(super) fn row(
    badge: Html,
    words: Html,
    buttons: Html,
    label: String,
    items: Vec<MenuItem>,
) -> Html {
    html! {
        <li class="step owed">
            {badge}
            <div>{words}</div>
            <div class="btns">{buttons}</div>
            <Menu {label} {items} />
        </li>
    }
}

/// Shows the record from which it comes, if it comes from one.
pub(super) fn record_button(
    language: Language,
    speech: Speech,
    record: Option<CommunicationId>,
    on: NaiveDate,
    show: &Callback<CommunicationId>,
) -> Html {
    let Some(record) = record else {
        return Html::default();
    };
    let words = (language.texts().needs().came_up_on)(&speech.day(on));
    html! {
        <button
            class="btn quiet small icon-only"
            type="button"
            title={words.clone()}
            aria-label={words}
            onclick={show.reform(move |_: MouseEvent| record)}
        >
            {Icon::Communications.html()}
        </button>
    }
}

/// The button that brings it one step further, or back.
pub(super) fn state_button(word: &'static str, run: &Callback<Command>, command: Command) -> Html {
    html! {
        <button
            class="btn quiet small"
            type="button"
            onclick={run.reform(move |_: MouseEvent| command.clone())}
        >
            {Icon::Check.html()}<span>{word}</span>
        </button>
    }
}

/// An item of the menu that sends a command.
pub(super) fn item(
    word: &'static str,
    icon: Icon,
    run: &Callback<Command>,
    command: Command,
) -> MenuItem {
    let run = run.clone();
    MenuItem::new(word, icon, move || run.emit(command.clone()))
}

/// The item of the menu that opens the form.
pub(super) fn edit_item(
    language: Language,
    open: &Callback<Option<Dialog>>,
    dialog: Dialog,
) -> MenuItem {
    let open = open.clone();
    MenuItem::new(language.texts().common.edit, Icon::Edit, move || {
        open.emit(Some(dialog.clone()));
    })
}
