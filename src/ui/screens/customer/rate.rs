//! Rate one customer, or many alike, and edit a rating.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::commands::ratings::RateDraft;
use crate::app::commands::{Command, Rejection};
use crate::domain::id::{CustomerId, RatingId};
use crate::domain::moment::Moment;
use crate::domain::rating::{AspectId, Rating, RatingDraft};
use crate::ui::context::{Dialog, use_book, use_language, use_speech, use_today};
use crate::ui::drafts::KeptNote;
use crate::ui::hooks::{DraftPlace, Form, Found, use_draft, use_form, use_selector};
use crate::ui::kit::text::shown;
use crate::ui::kit::{DialogFrame, Field, Picked, RestoredNotice};
use crate::ui::screens::log::parse_date;
use crate::ui::screens::log::ratings::{Press, given, press, rows, with_overall};

/// The form's name among the drafts.
pub const FORM: &str = "rate";

/// Properties of [`RateDialog`].
#[derive(Properties, PartialEq)]
pub struct RateDialogProps {
    /// Whom to rate.
    #[prop_or_default]
    pub customers: Vec<CustomerId>,
    /// A kept draft to go on with.
    #[prop_or_default]
    pub draft: Option<Uuid>,
    /// The rating to edit, if it is not a new one.
    #[prop_or_default]
    pub edits: Option<RatingId>,
}

/// The fields as they stand, and the draft of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct RateForm {
    customers: Vec<String>,
    edits: Option<String>,
    ratings: Vec<String>,
    /// The ratings as the form showed them first.
    shown: Vec<String>,
    date: String,
    given_by: String,
}

impl RateForm {
    fn is_worth_keeping(&self) -> bool {
        self.ratings != self.shown
    }

    fn customers(&self) -> Vec<CustomerId> {
        let ids = self.customers.iter();
        ids.filter_map(|id| id.parse().ok()).collect()
    }
}

/// Whom a draft rates, what it says in a few words, and the dialog in which it goes on; `None` where
/// nothing was rated.
pub(crate) fn draft(id: Uuid, text: &str) -> Option<(Vec<CustomerId>, String, Dialog)> {
    let form: RateForm = crate::records::from_json(text).ok()?;
    if !form.is_worth_keeping() {
        return None;
    }
    let scores: Vec<String> = given(&form.ratings)
        .iter()
        .map(|rating| rating.value.value().to_string())
        .collect();
    let words = format!("{} {}", form.given_by.trim(), scores.join(", "));
    let edits = form.edits.as_deref().and_then(|id| id.parse().ok());
    let dialog = match edits {
        Some(rating) => Dialog::EditRating(rating),
        None => Dialog::Rate(form.customers(), Some(id)),
    };
    Some((form.customers(), words.trim().to_owned(), dialog))
}

/// The form of ratings.
#[component]
pub fn RateDialog(props: &RateDialogProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let speech = use_speech();
    let book = use_book();
    let today = use_today();
    let base: Rc<Option<Arc<Rating>>> = use_memo((), |()| {
        let model = book.model();
        props.edits.and_then(|id| model.rating(id).cloned())
    });
    let settings = use_selector((), |model, ()| model.settings().clone());
    let first = || {
        let edited = (*base).as_deref();
        let draft = |rating: &Rating| RatingDraft {
            aspect: rating.aspect,
            value: rating.value,
        };
        let ratings: Vec<String> = edited
            .map(draft)
            .map(RatingDraft::text)
            .into_iter()
            .collect();
        let customers = props.customers.iter().copied();
        let customers = customers.chain(edited.map(|rating| rating.customer));
        let on = edited.map_or(today, |rating| rating.at.local_date());
        Rc::new(RateForm {
            customers: customers.map(|id| id.to_string()).collect(),
            edits: props.edits.map(|id| id.to_string()),
            shown: ratings.clone(),
            ratings,
            date: on.to_string(),
            given_by: edited.map(|one| one.given_by.clone()).unwrap_or_default(),
        })
    };
    let state = use_state_eq(first);
    let id = *use_memo((), |()| {
        let known = props.edits.map(|id| id.0).or(props.draft);
        known.unwrap_or_else(|| book.environment().new_id())
    });
    let place = DraftPlace { form: FORM, id };
    let goes_on = props.edits.is_some() || props.draft.is_some();
    let found = use_draft(place, &state, goes_on, RateForm::is_worth_keeping);
    let dialog = use_form::<()>(place);
    let edit = editor(&state, &dialog);
    let set = {
        let (state, dialog) = (state.clone(), dialog.clone());
        Callback::from(move |pressed: Press| {
            let mut next = (*state.newest()).as_ref().clone();
            press(&mut next.ratings, pressed);
            dialog.typed();
            state.set(Rc::new(next));
        })
    };
    let submit = {
        let (state, base, dialog) = (state.clone(), base.clone(), dialog.clone());
        Callback::from(move |()| {
            let form = state.newest();
            let Some(on) = parse_date(&form.date) else {
                return dialog.point_out(());
            };
            let given_by = form.given_by.trim().to_owned();
            let ratings = given(&form.ratings);
            let command = match &*base {
                Some(before) => {
                    let Some(rating) = ratings.first() else {
                        return dialog.refuse(Rejection::NothingRated);
                    };
                    // A day that stays keeps its time of day.
                    let at = if before.at.local_date() == on {
                        before.at
                    } else {
                        Moment::On(on)
                    };
                    Command::EditRating {
                        before: before.clone(),
                        after: Box::new(Rating {
                            value: rating.value,
                            at,
                            given_by,
                            ..(**before).clone()
                        }),
                    }
                }
                None => Command::Rate(RateDraft {
                    customers: form.customers(),
                    ratings,
                    at: Moment::On(on),
                    communication: None,
                    given_by,
                }),
            };
            dialog.save(command, place.holding(&**form), |_done| ());
        })
    };
    let words = texts.scores();
    let customers = state.customers();
    let name = use_selector(customers.first().copied(), |model, id| {
        let customer = id.and_then(|id| model.customer(id));
        customer.map(|one| one.name.clone()).unwrap_or_default()
    });
    let heading = match customers.len() {
        _ if props.edits.is_some() => words.edit_rating.to_owned(),
        1 => (words.rate_one)(&shown(&name)),
        count => (words.rate_many)(&speech.number(count)),
    };
    let scoring = &settings.scoring;
    let rated: Vec<AspectId> = if let Some(rating) = &*base {
        vec![rating.aspect]
    } else {
        with_overall(scoring)
    };
    html! {
        <DialogFrame {heading} close={dialog.close()} {submit} busy={dialog.is_busy()}>
            {restored(found, state.is_worth_keeping(), &state, &first())}
            {dialog.trouble(|why| *why != Rejection::DayToCome)}
            if !goes_on {
                <KeptNote form={FORM} whom={customers.iter().map(|id| Picked::Known(*id)).collect::<Vec<_>>()} />
            }
            {rows(language, scoring, &rated, &state.ratings, &set)}
            <div class="fields">
                <Field
                    id="rate-date"
                    kind="date"
                    label={words.date}
                    value={state.date.clone()}
                    change={edit(|form, text| form.date = text)}
                    error={dialog.wrong().map(|()| AttrValue::from(texts.log.bad_date)).or_else(|| dialog.says(&Rejection::DayToCome))}
                />
                <Field
                    id="rate-by"
                    label={words.given_by}
                    hint={words.given_by_hint}
                    value={state.given_by.clone()}
                    change={edit(|form, text| form.given_by = text)}
                />
            </div>
        </DialogFrame>
    }
}

/// Sets one field of a form.
pub(super) fn editor<T: Clone + PartialEq + 'static, E: Copy + PartialEq + 'static>(
    state: &UseStateHandle<Rc<T>>,
    dialog: &Form<E>,
) -> impl Fn(fn(&mut T, String)) -> Callback<String> {
    let (state, dialog) = (state.clone(), dialog.clone());
    move |set| {
        let (state, dialog) = (state.clone(), dialog.clone());
        Callback::from(move |text: String| {
            let mut next = (*state.newest()).as_ref().clone();
            set(&mut next, text);
            dialog.typed();
            state.set(Rc::new(next));
        })
    }
}

/// The notice that a draft was put back into a form.
pub(super) fn restored<T: PartialEq + 'static>(
    found: Found,
    has_words: bool,
    state: &UseStateHandle<Rc<T>>,
    first: &Rc<T>,
) -> Html {
    if found != Found::Restored || !has_words {
        return Html::default();
    }
    let (state, first) = (state.setter(), first.clone());
    let afresh = Callback::from(move |()| state.set(first.clone()));
    html! { <RestoredNotice {afresh} /> }
}
