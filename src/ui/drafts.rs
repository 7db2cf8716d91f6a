//! Words that were typed and not saved: offered again, to go on with or to discard.

use crate::ui::prelude::*;
use gloo::events::EventListener;

use super::context::{Book, Dialog, LogStart, use_book, use_desk, use_forms, use_texts};
use super::hooks::{DraftPlace, forget_draft, use_unsaved};
use super::kit::text::{language_of, shown};
use super::kit::{Icon, task};
use super::screens::capture;
use super::screens::communications::edit as communication;
use super::screens::customer::{noting, plan};
use super::screens::customers::form as customer;
use super::screens::log;
use crate::app::ports::StoredDraft;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::order::PutInOrder;
use crate::web::dom;
use crate::web::open_forms::OpenForms;

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
        capture::FORM => (
            capture::FORM,
            capture::draft_words(text)?,
            Dialog::Capture(Some(id)),
        ),
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
        noting::NEED_FORM => {
            let (words, dialog) = noting::need_draft(text)?;
            (noting::NEED_FORM, words, dialog)
        }
        noting::PROMISE_FORM => {
            let (words, dialog) = noting::promise_draft(text)?;
            (noting::PROMISE_FORM, words, dialog)
        }
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

/// The drafts that no tab has open, the newest first.
async fn offers(book: &Book, forms: &OpenForms) -> Vec<Offer> {
    // Where drafts cannot be read there is nothing to offer.
    let stored = book.store().drafts().await.unwrap_or_default();
    let mut found: Vec<_> = stored.iter().filter_map(offer).collect();
    if !found.is_empty() {
        let elsewhere = forms.elsewhere().await;
        found.retain(|offer| {
            let name = offer.place.name();
            !elsewhere.contains(&name) && !forms.is_here(&name)
        });
    }
    found.put_in_order_by_key(|offer| std::cmp::Reverse(offer.place.id));
    found
}

/// What is done with an offer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    GoOn,
    Discard,
}

/// How many drafts are offered at first sight: the page below is what was come for.
const SHOWN: usize = 2;

/// Notices of the drafts that are left, the newest first.
#[component]
pub fn DraftNotices() -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let forms = use_forms();
    let drafts = use_state_eq(Vec::<Offer>::new);
    let look = {
        let (book, forms, drafts) = (book.clone(), forms.clone(), drafts.setter());
        move || {
            let (book, forms, drafts) = (book.clone(), forms.clone(), drafts.clone());
            task::start(async move { drafts.set(offers(&book, &forms).await) });
        }
    };
    // What waited for its write takes its draft along when it is saved.
    let unsaved = use_unsaved();
    use_effect_with(unsaved, {
        let look = look.clone();
        move |_| look()
    });
    // The tab in which a draft was typed may have been closed meanwhile.
    use_effect_with((), move |()| {
        let listener = dom::document()
            .map(|document| EventListener::new(&document, "visibilitychange", move |_| look()));
        move || drop(listener)
    });
    let answer = |offer: &Offer, answer: Answer| {
        let (book, forms, open) = (book.clone(), forms.clone(), desk.open.clone());
        let (offer, drafts) = (offer.clone(), drafts.setter());
        move |_: MouseEvent| {
            let (book, forms, open) = (book.clone(), forms.clone(), open.clone());
            let (offer, drafts) = (offer.clone(), drafts.clone());
            task::start(async move {
                // Another tab may have gone on with it since it was offered here.
                let mut left = offers(&book, &forms).await;
                let is_left = left.iter().any(|other| other.place == offer.place);
                left.retain(|other| other.place != offer.place);
                drafts.set(left);
                match answer {
                    _ if !is_left => {}
                    Answer::GoOn => open.emit(Some(offer.dialog)),
                    Answer::Discard => forget_draft(&book, offer.place),
                }
            });
        }
    };
    if drafts.is_empty() {
        return Html::default();
    }
    let notice = |offer: &Offer| {
        html! {
            <div class="notice" data-kind="info" key={offer.place.id.to_string()}>
                {Icon::Edit.html()}
                <p class="notice-text">
                    {texts.log.unsaved}{" "}
                    <span lang={language_of(&offer.words)}>{shown(&offer.words)}</span>
                </p>
                <div class="btns">
                    <button class="btn small" type="button" onclick={answer(offer, Answer::GoOn)}>
                        {texts.log.go_on}
                    </button>
                    <button
                        class="btn quiet small"
                        type="button"
                        onclick={answer(offer, Answer::Discard)}
                    >
                        {texts.common.discard}
                    </button>
                </div>
            </div>
        }
    };
    let folded = drafts.len().saturating_sub(SHOWN);
    html! {
        <div class="notices">
            for offer in drafts.iter().take(SHOWN) {
                {notice(offer)}
            }
            if 0 < folded {
                <details class="closed">
                    <summary>{Icon::ChevronRight.html()}{(texts.log.more_unsaved)(folded)}</summary>
                    for offer in drafts.iter().skip(SHOWN) {
                        {notice(offer)}
                    }
                </details>
            }
        </div>
    }
}
