//! The card of the backups that are written by themselves.

use crate::ui::prelude::*;

use super::keeper::{allow_and_back_up, back_up, choose_and_back_up, tell, trouble};
use super::place::{self, Trouble, trouble_text};
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::ui::context::{Book, Speech, use_book, use_speech, use_texts};
use crate::ui::kit::field::is_checked;
use crate::ui::kit::{Icon, task};
use crate::web::backup_folder;
use crate::web::{last_backup, single_file};

/// What a button does.
#[derive(Clone, Copy)]
enum Act {
    Choose,
    Allow,
    Write,
    Stop,
}

/// The place to which backups are written by themselves and, in the single file, the question on
/// leaving.
#[component]
pub(crate) fn KeeperCard() -> Html {
    let texts = use_texts();
    let words = texts.single_file();
    let speech = use_speech();
    let book = use_book();
    let redraw = use_force_update();
    use_effect_with((), {
        let redraw = redraw.clone();
        move |()| {
            let told = last_backup::watch(move || redraw.force_update());
            move || drop(told)
        }
    });
    let on = |act: Act| {
        let book = book.clone();
        move |_: MouseEvent| {
            let book = book.clone();
            task::start(async move {
                let done = match act {
                    Act::Choose => choose_and_back_up(&book).await,
                    Act::Allow => allow_and_back_up(&book).await,
                    Act::Write => back_up(&book).await,
                    Act::Stop => {
                        place::forget().await;
                        Ok(())
                    }
                };
                tell(done.err());
            });
        }
    };
    let set_asking = Callback::from(move |event: Event| {
        single_file::set_asks_on_leaving(is_checked(&event));
        redraw.force_update();
    });
    let is_file = single_file::is_here();
    let (hint, cannot, choose, choose_other) = if is_file {
        (
            words.by_itself_hint,
            words.cannot_by_itself,
            words.choose_file,
            words.choose_other,
        )
    } else {
        let words = texts.keeping();
        (
            words.folder_hint,
            words.no_folder,
            words.choose_folder,
            words.choose_other,
        )
    };
    let standing = trouble();
    let body = match place::name() {
        _ if !place::can_choose() => html! { <p class="muted">{cannot}</p> },
        None => html! {
            <>
                <p class="muted">{hint}</p>
                {refused(texts, standing)}
                <div class="btns">
                    <button class="btn" type="button" onclick={on(Act::Choose)}>
                        {Icon::Backup.html()}<span>{choose}</span>
                    </button>
                </div>
            </>
        },
        Some(name) => html! {
            <>
                {state(texts, speech, &book, &name, standing)}
                <div class="btns">
                    if !place::is_allowed() {
                        <button class="btn" type="button" onclick={on(Act::Allow)}>{words.allow}</button>
                    } else if !is_file {
                        <button class="btn" type="button" onclick={on(Act::Write)}>
                            {Icon::Backup.html()}<span>{texts.keeping().back_up_now}</span>
                        </button>
                    }
                    <button class="btn" type="button" onclick={on(Act::Choose)}>{choose_other}</button>
                    <button class="btn" type="button" onclick={on(Act::Stop)}>{words.stop}</button>
                </div>
            </>
        },
    };
    html! {
        <section class="card" aria-labelledby="data-keeper">
            <h2 id="data-keeper">{words.by_itself}</h2>
            {body}
            if is_file {
                <label class="check">
                    <input
                        type="checkbox"
                        checked={single_file::asks_on_leaving()}
                        onchange={set_asking}
                    />
                    <span>{words.asks_on_leaving}</span>
                </label>
            }
        </section>
    }
}

/// What stood in the way, if anything did.
fn refused(texts: &'static Texts, trouble: Option<Trouble>) -> Html {
    let trouble = trouble.filter(|trouble| !matches!(trouble, Trouble::LeftWith(_)));
    match trouble {
        Some(trouble) => html! {
            <div class="notice" data-kind="error" role="status">
                {Icon::Warning.html()}
                <p class="notice-text">{trouble_text(texts, trouble)}</p>
            </div>
        },
        None => Html::default(),
    }
}

/// How the backups in the chosen place stand.
fn state(
    texts: &'static Texts,
    speech: Speech,
    book: &Book,
    name: &str,
    trouble: Option<Trouble>,
) -> Html {
    let words = texts.single_file();
    if single_file::is_here() {
        let text = if !place::is_for(book) {
            (words.of_other_book)(name)
        } else if let Some(trouble) = trouble {
            trouble_text(texts, trouble)
        } else if place::is_allowed() {
            (words.written_to)(name)
        } else {
            (words.needs_leave)(name)
        };
        return html! { <p class="muted" role="status">{text}</p> };
    }
    let words = texts.keeping();
    let own = book.book().to_string();
    let record = backup_folder::record().filter(|record| record.book == own);
    let kept = record.map(|record| record.kept).unwrap_or_default();
    let text = match kept.last() {
        Some(newest) => (words.verified)(
            name,
            &speech.day(newest.at.date_naive()),
            &speech.time(newest.at.time()),
            &speech.number(usize::try_from(newest.records).unwrap_or(usize::MAX)),
        ),
        None => (words.not_yet)(name),
    };
    let trouble = trouble.or((!place::is_allowed()).then_some(Trouble::NeedsLeave));
    html! {
        <>
            <p role="status">{text}</p>
            {refused(texts, trouble)}
            if !kept.is_empty() {
                <p class="muted">{(words.files_kept)(&speech.number(kept.len()))}</p>
            }
        </>
    }
}
