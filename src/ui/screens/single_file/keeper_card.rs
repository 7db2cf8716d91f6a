//! The card of the backups that are written by themselves.

use crate::ui::prelude::*;

use super::keeper::{allow_and_back_up, choose_and_back_up, is_its_file};
use crate::ui::context::{use_book, use_texts};
use crate::ui::kit::field::is_checked;
use crate::ui::kit::{Icon, task};
use crate::web::single_file::{self, Answer};

/// The file that backups are written to by themselves, and the question on leaving.
#[component]
pub(crate) fn KeeperCard() -> Html {
    let words = use_texts().single_file();
    let book = use_book();
    let redraw = use_force_update();
    let has_failed = use_state_eq(|| false);
    let choose = {
        let (book, redraw, has_failed) = (book.clone(), redraw.clone(), has_failed.setter());
        Callback::from(move |_: MouseEvent| {
            let (book, redraw, has_failed) = (book.clone(), redraw.clone(), has_failed.clone());
            task::start(async move {
                let answer = choose_and_back_up(&book).await;
                has_failed.set(answer == Answer::Failed);
                redraw.force_update();
            });
        })
    };
    let allow = {
        let (book, redraw, has_failed) = (book.clone(), redraw.clone(), has_failed.setter());
        Callback::from(move |_: MouseEvent| {
            let (book, redraw, has_failed) = (book.clone(), redraw.clone(), has_failed.clone());
            task::start(async move {
                let answer = allow_and_back_up(&book).await;
                has_failed.set(answer == Answer::Failed);
                redraw.force_update();
            });
        })
    };
    let stop = {
        let redraw = redraw.clone();
        Callback::from(move |_: MouseEvent| {
            let redraw = redraw.clone();
            task::start(async move {
                // Whatever comes of it, the name is gone and nothing is written any more.
                single_file::forget_backup_file().await;
                redraw.force_update();
            });
        })
    };
    let set_asking = Callback::from(move |event: Event| {
        single_file::set_asks_on_leaving(is_checked(&event));
        redraw.force_update();
    });
    let body = match single_file::backup_file() {
        _ if !single_file::can_choose() => {
            html! { <p class="muted">{words.cannot_by_itself}</p> }
        }
        None => html! {
            <>
                <p class="muted">{words.by_itself_hint}</p>
                <div class="btns">
                    <button class="btn" type="button" onclick={choose}>
                        {Icon::Backup.html()}<span>{words.choose_file}</span>
                    </button>
                </div>
            </>
        },
        Some(name) => html! {
            <>
                <p class="muted" role="status">
                    {if !is_its_file(&book) {
                        (words.of_other_book)(&name)
                    } else if *has_failed {
                        (words.not_written)(&name)
                    } else if single_file::is_backup_allowed() {
                        (words.written_to)(&name)
                    } else {
                        (words.needs_leave)(&name)
                    }}
                </p>
                <div class="btns">
                    if !single_file::is_backup_allowed() {
                        <button class="btn" type="button" onclick={allow}>{words.allow}</button>
                    }
                    <button class="btn" type="button" onclick={choose}>{words.choose_other}</button>
                    <button class="btn" type="button" onclick={stop}>{words.stop}</button>
                </div>
            </>
        },
    };
    html! {
        <section class="card" aria-labelledby="data-keeper">
            <h2 id="data-keeper">{words.by_itself}</h2>
            {body}
            <label class="check">
                <input
                    type="checkbox"
                    checked={single_file::asks_on_leaving()}
                    onchange={set_asking}
                />
                <span>{words.asks_on_leaving}</span>
            </label>
        </section>
    }
}
