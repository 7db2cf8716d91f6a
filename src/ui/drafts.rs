//! Words that were typed and not saved: offered again, to go on with or to discard.

use crate::ui::prelude::*;
use chrono::{DateTime, Utc};
use gloo::events::EventListener;

use super::context::{
    Book, Dialog, LogStart, Speech, use_book, use_desk, use_forms, use_speech, use_texts,
};
use super::hooks::{DraftPlace, UseStateHandle, forget_draft, use_unsaved};
use super::kit::text::{language_of, shown};
use super::kit::{Icon, Picked, task};
use super::screens::capture;
use super::screens::communications::edit as communication;
use super::screens::customer::{noting, observe, plan, rate};
use super::screens::customers::form as customer;
use super::screens::log;
use super::screens::today::skip;
use crate::app::ports::StoredDraft;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId};
use crate::domain::order::PutInOrder;
use crate::i18n::{Language, describe};
use crate::web::open_forms::OpenForms;
use crate::web::task::pause;
use crate::web::{dom, later_part};

/// A draft as it is offered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Offer {
    /// Where it is kept.
    place: DraftPlace,
    /// Whom it is about, as far as the form says.
    pub(crate) whom: Vec<Picked>,
    /// Its first words.
    words: String,
    /// The dialog in which it goes on.
    dialog: Dialog,
}

/// How many names an offer shows of the many that can be rated at once.
const MOST_NAMES: usize = 3;

/// How a draft is offered; `None` for one without words or of a form that this version has not.
fn offer(book: &Book, draft: &StoredDraft) -> Option<Offer> {
    let StoredDraft { form, id, text } = draft;
    let id = *id;
    let known = |id: CustomerId| vec![Picked::Known(id)];
    let (form, whom, words, dialog) = match form.as_str() {
        log::FORM => {
            let start = LogStart {
                draft: Some(id),
                ..LogStart::default()
            };
            let (whom, words) = log::draft_words(text)?;
            (log::FORM, whom, words, Dialog::Log(start))
        }
        capture::FORM => (
            capture::FORM,
            Vec::new(),
            capture::draft_words(text)?,
            Dialog::Capture(Some(id)),
        ),
        customer::NEW_FORM => (
            customer::NEW_FORM,
            Vec::new(),
            customer::draft_words(text)?,
            Dialog::ResumeCustomer(id),
        ),
        customer::EDIT_FORM => (
            customer::EDIT_FORM,
            known(CustomerId(id)),
            customer::draft_words(text)?,
            Dialog::EditCustomer(CustomerId(id)),
        ),
        plan::NEW_FORM => (
            plan::NEW_FORM,
            known(CustomerId(id)),
            plan::draft_words(text)?,
            Dialog::Plan(CustomerId(id)),
        ),
        plan::EDIT_FORM => {
            let model = book.model();
            let step = model.follow_up(FollowUpId(id));
            (
                plan::EDIT_FORM,
                step.map(|step| known(step.customer)).unwrap_or_default(),
                plan::draft_words(text)?,
                Dialog::EditFollowUp(FollowUpId(id)),
            )
        }
        noting::NEED_FORM => {
            let (whom, words, dialog) = noting::need_draft(text)?;
            (noting::NEED_FORM, known(whom), words, dialog)
        }
        noting::PROMISE_FORM => {
            let (whom, words, dialog) = noting::promise_draft(text)?;
            (noting::PROMISE_FORM, known(whom), words, dialog)
        }
        communication::FORM => {
            let (whom, words) = communication::draft_words(text)?;
            (
                communication::FORM,
                whom,
                words,
                Dialog::EditCommunication(CommunicationId(id)),
            )
        }
        rate::FORM => {
            let (whom, words, dialog) = rate::draft(id, text)?;
            let whom = whom.into_iter().take(MOST_NAMES);
            let whom = whom.map(Picked::Known).collect();
            (rate::FORM, whom, words, dialog)
        }
        observe::FORM => {
            let (whom, words, dialog) = observe::draft(text)?;
            (observe::FORM, known(whom), words, dialog)
        }
        _ => return None,
    };
    Some(Offer {
        place: DraftPlace { form, id },
        whom,
        words,
        dialog,
    })
}

/// What a form holds that was not saved: "Unfinished note".
pub(crate) fn unfinished(language: Language, form: &str) -> &'static str {
    let texts = &language.texts().drafts;
    match form {
        capture::FORM => texts.line,
        customer::NEW_FORM => texts.customer,
        customer::EDIT_FORM => texts.edited_customer,
        plan::NEW_FORM | plan::EDIT_FORM => texts.step,
        noting::NEED_FORM => texts.need,
        noting::PROMISE_FORM => texts.promise,
        rate::FORM => texts.rating,
        observe::FORM => texts.observed,
        communication::FORM => texts.edited_note,
        skip::FORM => texts.skip,
        _ => texts.note,
    }
}

impl Offer {
    /// What it is, whose, and when it was begun: "Unfinished note: Wang Jianguo, 2 minutes ago".
    fn headline(&self, book: &Book, speech: Speech) -> String {
        let texts = &speech.0.texts().drafts;
        let mut text = unfinished(speech.0, self.place.form).to_owned();
        let model = book.model();
        let names = self.whom.iter().filter_map(|one| match one {
            Picked::Known(id) => Some(model.customer(*id)?.name.as_str()),
            Picked::New(name) => Some(name.as_str()),
        });
        let names: Vec<_> = names.collect();
        if !names.is_empty() {
            text = (texts.of)(&text, &shown(&describe::listed(speech.0, &names)));
        }
        match begun_at(self.place) {
            Some(at) => (texts.ago)(&text, &speech.ago(at, book.now())),
            None => text,
        }
    }
}

/// When a draft was begun. Those that bear the id of a record do not tell.
fn begun_at(place: DraftPlace) -> Option<DateTime<Utc>> {
    if !matches!(place.form, log::FORM | capture::FORM | customer::NEW_FORM) {
        return None;
    }
    let (seconds, nanoseconds) = place.id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}

/// How long to wait before asking anew whether the rest of the app has come, in milliseconds.
const UNTIL_ASKED_AGAIN_MS: u32 = 300;

/// The drafts that no tab has open, the newest first.
pub(crate) async fn offers(book: &Book, forms: &OpenForms) -> Vec<Offer> {
    if book.closes_forms() {
        // They hold what was typed when names were not hidden, and are offered again then; or a newer
        // Genjin offers them.
        return Vec::new();
    }
    // Where drafts cannot be read there is nothing to offer.
    let stored = book.store().drafts().await.unwrap_or_default();
    if stored.is_empty() {
        return Vec::new();
    }
    // What reads them is not needed to log a call, and comes with the rest.
    while !later_part::is_there() {
        pause(UNTIL_ASKED_AGAIN_MS).await;
    }
    let mut found: Vec<_> = stored
        .iter()
        .filter_map(|draft| offer(book, draft))
        .collect();
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

/// The drafts that are left, the newest first, as they come and go.
#[hook]
pub(crate) fn use_offers() -> UseStateHandle<Vec<Offer>> {
    let book = use_book();
    let forms = use_forms();
    let drafts = use_state_eq(Vec::<Offer>::new);
    let look = {
        let drafts = drafts.setter();
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
    let book = use_book();
    use_effect_with((), move |()| {
        let watch = book.typing().watch(Callback::from({
            let look = look.clone();
            move |()| look()
        }));
        // The tab in which a draft was typed may have been closed meanwhile.
        let listener = dom::document()
            .map(|document| EventListener::new(&document, "visibilitychange", move |_| look()));
        move || {
            book.typing().leave(watch);
            drop(listener);
        }
    });
    drafts
}

/// Properties of [`DraftNotice`].
#[derive(Properties, PartialEq)]
pub(crate) struct DraftNoticeProps {
    /// What is offered.
    pub(crate) offer: Offer,
}

/// One draft that is left, to go on with or to discard.
#[component]
pub(crate) fn DraftNotice(props: &DraftNoticeProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let forms = use_forms();
    let speech = use_speech();
    let offer = &props.offer;
    let answer = |answer: Answer| {
        let (book, forms, open) = (book.clone(), forms.clone(), desk.open.clone());
        let offer = offer.clone();
        move |_: MouseEvent| {
            let (book, forms, open) = (book.clone(), forms.clone(), open.clone());
            let offer = offer.clone();
            task::start(async move {
                // Another tab may have gone on with it since it was offered here.
                let mut left = offers(&book, &forms).await.into_iter();
                match answer {
                    _ if left.all(|other| other.place != offer.place) => book.typing().tell(),
                    Answer::GoOn => open.emit(Some(offer.dialog)),
                    Answer::Discard => forget_draft(&book, offer.place),
                }
            });
        }
    };
    html! {
        <div class="notice" data-kind="info">
            {Icon::Edit.html()}
            <p class="notice-text">
                <strong>{offer.headline(&book, speech)}</strong>{" "}
                <span lang={language_of(&offer.words)}>{shown(&offer.words)}</span>
            </p>
            <div class="btns">
                <button class="btn small" type="button" onclick={answer(Answer::GoOn)}>
                    {texts.drafts.proceed}
                </button>
                <button class="btn quiet small" type="button" onclick={answer(Answer::Discard)}>
                    {texts.common.discard}
                </button>
            </div>
        </div>
    }
}

/// Notices of the drafts that are left.
#[component]
pub fn DraftNotices() -> Html {
    let texts = use_texts();
    let drafts = use_offers();
    if drafts.is_empty() {
        return Html::default();
    }
    let notice = |offer: &Offer| {
        let key = offer.place.name();
        html! { <DraftNotice {key} offer={offer.clone()} /> }
    };
    let folded = drafts.len().saturating_sub(SHOWN);
    html! {
        <div class="notices">
            for offer in drafts.iter().take(SHOWN) {
                {notice(offer)}
            }
            if 0 < folded {
                <details class="closed">
                    <summary>{Icon::ChevronRight.html()}{(texts.drafts.more)(folded)}</summary>
                    for offer in drafts.iter().skip(SHOWN) {
                        {notice(offer)}
                    }
                </details>
            }
        </div>
    }
}

/// Properties of [`KeptNote`].
#[derive(Properties, PartialEq)]
pub(crate) struct KeptNoteProps {
    /// The form that it is a draft of.
    pub(crate) form: &'static str,
    /// For whom a note is being written.
    pub(crate) whom: Vec<Picked>,
}

/// The newest unfinished note for one of these customers, to go on with instead of beginning anew.
#[component]
pub(crate) fn KeptNote(props: &KeptNoteProps) -> Html {
    let drafts = use_offers();
    let is_about = |offer: &&Offer| {
        offer.place.form == props.form && offer.whom.iter().any(|one| props.whom.contains(one))
    };
    drafts
        .iter()
        .filter(is_about)
        // Older ones wait on Today: here the form is what was come for.
        .take(1)
        .map(|offer| {
            let key = offer.place.name();
            html! { <DraftNotice {key} offer={offer.clone()} /> }
        })
        .collect()
}
