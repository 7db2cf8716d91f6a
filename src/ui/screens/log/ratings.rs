//! Ratings given in a form: a row of choices for each aspect, one press for each rating.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::Change;
use super::form::LogForm;
use crate::domain::rating::{AspectId, RatedValue, RatingDraft, Scale};
use crate::domain::scoring::Scoring;
use crate::i18n::{Language, describe_scores};
use crate::ui::context::use_language;
use crate::ui::hooks::use_selector;
use crate::ui::kit::text::shown;
use crate::ui::kit::{Chip, Chips, Icon, Picked};
use crate::web::dom;

/// A rating that was given or taken back.
pub(crate) type Press = (AspectId, Option<RatedValue>);

/// The ratings that a form holds as texts.
pub(crate) fn given(ratings: &[String]) -> Vec<RatingDraft> {
    let ratings = ratings.iter();
    ratings
        .filter_map(|text| RatingDraft::from_text(text))
        .collect()
}

/// Puts a rating in the place of the aspect's last one, or takes that away.
pub(crate) fn press(ratings: &mut Vec<String>, (aspect, value): Press) {
    ratings.retain(|text| RatingDraft::from_text(text).is_none_or(|one| one.aspect != aspect));
    ratings.extend(value.map(|value| RatingDraft { aspect, value }.text()));
}

/// The ratings of the log dialog, folded unless the customer was rated before.
#[hook]
pub(super) fn use_ratings(form: &LogForm, edit: &Callback<Change>) -> Html {
    let language = use_language();
    let unfolded = use_state_eq(|| None::<bool>);
    let picked = form.picked();
    let first = match picked.first() {
        Some(Picked::Known(id)) => Some(*id),
        _ => None,
    };
    let known = use_selector(first, |model, first| {
        let customer = first.and_then(|id| model.customer(id));
        let was_rated = first.is_some_and(|id| model.ratings_of(id).next().is_some());
        let name = customer.map(|one| one.name.clone()).unwrap_or_default();
        (model.settings().clone(), was_rated, name)
    });
    let (settings, was_rated, name) = &*known;
    let is_open = unfolded.unwrap_or(*was_rated || !form.ratings.is_empty());
    let fold = {
        let unfolded = unfolded.setter();
        Callback::from(move |event: MouseEvent| {
            // The element's own toggling would come between the state and what is drawn.
            event.prevent_default();
            unfolded.set(Some(!is_open));
        })
    };
    let set =
        edit.reform(|pressed: Press| Change::of(move |form| press(&mut form.ratings, pressed)));
    html! {
        <details class="ratings" open={is_open}>
            <summary onclick={fold}>
                {Icon::ChevronRight.html()}{language.texts().log.ratings}
                if !form.ratings.is_empty() {
                    {" "}<span class="badge">{form.ratings.len()}</span>
                }
            </summary>
            if is_open {
                if 1 < picked.len() && !name.is_empty() {
                    <p class="hint">{(language.texts().scores().for_the_first)(&shown(name))}</p>
                }
                {rows(language, &settings.scoring, &with_overall(&settings.scoring), &form.ratings, &set)}
            }
        </details>
    }
}

/// The aspects of the user's scoring.
pub(crate) fn aspects(scoring: &Scoring) -> Vec<AspectId> {
    scoring.aspects.iter().map(|aspect| aspect.id).collect()
}

/// The aspects, and the overall rating, on which the calibration of their weights rests.
pub(crate) fn with_overall(scoring: &Scoring) -> Vec<AspectId> {
    let mut all = aspects(scoring);
    all.push(AspectId::Overall);
    all
}

/// A row of choices for each of these aspects.
pub(crate) fn rows(
    language: Language,
    scoring: &Scoring,
    aspects: &[AspectId],
    ratings: &[String],
    set: &Callback<Press>,
) -> Html {
    let given = given(ratings);
    let texts = language.texts().scores();
    let hint = match scoring.scale {
        Scale::FivePoint => texts.scale_five,
        Scale::TenPoint => texts.scale_ten,
    };
    html! {
        <>
            <p class="hint">{hint}</p>
            <div class="rate-rows">
                for aspect in aspects {
                    {row(language, scoring, *aspect, &given, set)}
                }
            </div>
        </>
    }
}

fn row(
    language: Language,
    scoring: &Scoring,
    aspect: AspectId,
    given: &[RatingDraft],
    set: &Callback<Press>,
) -> Html {
    let value = given.iter().find(|one| one.aspect == aspect);
    let value = value.map(|one| one.value);
    // A rating keeps the scale it was given in, though the setting may be another by now.
    let scale = value.map_or(scoring.scale, RatedValue::scale);
    let (lowest, highest) = scale.bounds();
    let chosen = (lowest..=highest).position(|one| RatedValue::whole(one, scale) == value);
    let choose = set.reform(move |index: Option<usize>| {
        let score = index.and_then(|index| (lowest..=highest).nth(index));
        (
            aspect,
            score.and_then(|score| RatedValue::whole(score, scale)),
        )
    });
    let name = describe_scores::aspect(language, scoring, aspect);
    let onkeydown = Callback::from(move |event: KeyboardEvent| on_key(&event, scale, chosen));
    html! {
        <div class="rate" key={aspect.code().into_owned()} {onkeydown}>
            <Chips
                name={format!("rate-{}", aspect.code())}
                legend={shown(&name)}
                chips={(lowest..=highest).map(|score| Chip::new(score.to_string())).collect::<Vec<_>>()}
                {chosen}
                {choose}
                optional=true
            />
            if let Some(value) = value.filter(|_| chosen.is_none()) {
                <p class="hint">{(language.texts().scores().as_given)(&describe_scores::rated(language, value))}</p>
            }
        </div>
    }
}

/// A digit within a row is a press on its rating; Backspace, Delete and a second press take the rating
/// away. What the digits mean elsewhere in the dialog they do not mean here.
fn on_key(event: &KeyboardEvent, scale: Scale, chosen: Option<usize>) {
    if dom::is_composing(event) || event.alt_key() || event.ctrl_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let (lowest, highest) = scale.bounds();
    let index = match key.as_str() {
        "Backspace" | "Delete" => chosen,
        // On any other choice the browser's own press takes it.
        " " if is_on_checked(event) => chosen,
        " " => return,
        // One and nought, one after the other, are ten.
        "0" if highest == 10 && chosen == Some(1) => Some(10),
        key => {
            let Ok(digit) = key.parse::<u8>() else {
                return;
            };
            (lowest..=highest).position(|score| score == digit)
        }
    };
    event.prevent_default();
    event.stop_propagation();
    let choice = index.and_then(|index| {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let row = target.closest("fieldset").ok().flatten()?;
        let choices = row.query_selector_all("input").ok()?;
        choices.item(u32::try_from(index).ok()?)
    });
    if let Some(choice) = choice.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        dom::focus_element(&choice);
        choice.click();
    }
}

/// Whether a key was pressed on a choice that is made already.
fn is_on_checked(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    target.is_some_and(|input| input.checked())
}
