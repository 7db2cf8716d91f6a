//! Words that were typed and not saved: offered again, to go on with or to discard.

use crate::ui::prelude::*;
use uuid::Uuid;

use super::context::{Dialog, LogStart, use_book, use_desk, use_texts};
use super::hooks::{DraftPlace, forget_draft};
use super::kit::text::{language_of, shown};
use super::kit::{Icon, task};
use super::screens::communications::edit as communication;
use super::screens::customer::plan;
use super::screens::customers::form as customer;
use super::screens::log;
use crate::app::ports::StoredDraft;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::order::PutInOrder;

/// A draft as it is offered.
#[derive(Debug, Clone, PartialEq)]
struct Offer {
    /// Where it is kept.
    place: DraftPlace,
    /// Its first words.
    words: String,
    /// The dialog in which it goes on.
    dialog: Dialog,
}

/// How a draft is offered; `None` for one without words or of a form that this version has not.
fn offer(draft: &StoredDraft) -> Option<Offer> {
    let StoredDraft { form, id, text } = draft;
    let id = *id;
    let (form, words, dialog) = match form.as_str() {
        log::FORM => {
            let start = LogStart {
                draft: Some(id),
                ..LogStart::default()
            };
            (log::FORM, log::draft_words(text)?, Dialog::Log(start))
        }
        customer::NEW_FORM => (
            customer::NEW_FORM,
            customer::draft_words(text)?,
            Dialog::ResumeCustomer(id),
        ),
        customer::EDIT_FORM => (
            customer::EDIT_FORM,
            customer::draft_words(text)?,
            Dialog::EditCustomer(CustomerId(id)),
        ),
        plan::NEW_FORM => (
            plan::NEW_FORM,
            plan::draft_words(text)?,
            Dialog::Plan(CustomerId(id)),
        ),
        plan::EDIT_FORM => (
            plan::EDIT_FORM,
            plan::draft_words(text)?,
            Dialog::EditFollowUp(FollowUpId(id)),
        ),
        communication::FORM => (
            communication::FORM,
            communication::draft_words(text)?,
            Dialog::EditCommunication(CommunicationId(id)),
        ),
        _ => return None,
    };
    Some(Offer {
        place: DraftPlace { form, id },
        words,
        dialog,
    })
}

/// Notices of the drafts that are left, the newest first.
#[component]
pub fn DraftNotices() -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let drafts = use_state_eq(Vec::<Offer>::new);
    use_effect_with((), {
        let (book, drafts) = (book.clone(), drafts.setter());
        move |()| {
            task::start(async move {
                // Where drafts cannot be read there is nothing to offer.
                let stored = book.store().drafts().await.unwrap_or_default();
                let mut found: Vec<_> = stored.iter().filter_map(offer).collect();
                found.put_in_order_by_key(|offer| std::cmp::Reverse(offer.place.id));
                drafts.set(found);
            });
        }
    });
    let without = |id: Uuid| {
        let (drafts, setter) = ((*drafts).clone(), drafts.setter());
        move || {
            let others = drafts.iter().filter(|other| other.place.id != id);
            setter.set(others.cloned().collect());
        }
    };
    if drafts.is_empty() {
        return Html::default();
    }
    html! {
        <div class="notices">
            for Offer { place, words, dialog } in drafts.iter() {
                <div class="notice" data-kind="info" key={place.id.to_string()}>
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
                                let open = desk.open.clone();
                                let (remove, dialog) = (without(place.id), dialog.clone());
                                move |_: MouseEvent| {
                                    remove();
                                    open.emit(Some(dialog.clone()));
                                }
                            }
                        >
                            {texts.log.go_on}
                        </button>
                        <button
                            class="btn quiet small"
                            type="button"
                            onclick={
                                let (book, remove) = (book.clone(), without(place.id));
                                let place = *place;
                                move |_: MouseEvent| {
                                    remove();
                                    forget_draft(&book, place);
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
