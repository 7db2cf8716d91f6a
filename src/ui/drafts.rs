//! Words that were typed and not saved: offered again, to go on with or to discard.

use uuid::Uuid;
use yew::prelude::*;

use super::context::{Dialog, LogStart, use_book, use_desk, use_texts};
use super::kit::text::{language_of, shown};
use super::kit::{Icon, task};
use super::screens::log::{self, draft_words};
use crate::app::ports::StoredDraft;

/// Notices of the drafts that are left, the newest first.
#[component]
pub fn DraftNotices() -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let drafts = use_state_eq(Vec::<(Uuid, String)>::new);
    use_effect_with((), {
        let (book, drafts) = (book.clone(), drafts.setter());
        move |()| {
            task::start(async move {
                // Where drafts cannot be read there is nothing to offer.
                let stored = book.store().drafts().await.unwrap_or_default();
                let words = |draft: StoredDraft| {
                    (draft.form == log::FORM)
                        .then(|| Some((draft.id, draft_words(&draft.text)?)))?
                };
                let mut found: Vec<_> = stored.into_iter().filter_map(words).collect();
                found.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
                drafts.set(found);
            });
        }
    });
    let without = |id: Uuid| {
        let (drafts, setter) = ((*drafts).clone(), drafts.setter());
        move || {
            let others = drafts.iter().filter(|(other, _)| *other != id);
            setter.set(others.cloned().collect());
        }
    };
    if drafts.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notices">
            for (id, words) in drafts.iter() {
                <div class="notice" data-kind="info" key={id.to_string()}>
                    {Icon::Edit.html()}
                    <p class="notice-text">
                        {texts.log.unsaved}{" "}
                        <span lang={language_of(words)}>{shown(words)}</span>
                    </p>
                    <div class="btns">
                        <button
                            class="btn small"
                            type="button"
                            onclick={
                                let (open, remove, id) = (desk.open.clone(), without(*id), *id);
                                move |_: MouseEvent| {
                                    remove();
                                    let start = LogStart { draft: Some(id), ..LogStart::default() };
                                    open.emit(Some(Dialog::Log(start)));
                                }
                            }
                        >
                            {texts.log.go_on}
                        </button>
                        <button
                            class="btn quiet small"
                            type="button"
                            onclick={
                                let (book, remove, id) = (book.clone(), without(*id), *id);
                                move |_: MouseEvent| {
                                    remove();
                                    log::forget_draft(&book, id);
                                }
                            }
                        >
                            {texts.common.discard}
                        </button>
                    </div>
                </div>
            }
        </div>
    }
}
