//! What satisfaction is made of: aspects, weights, the scale, how ratings age; and whom that moves.

pub(super) mod form;

use std::sync::Arc;

use crate::ui::prelude::*;

use self::form::{AspectForm, Errors, NameError, SatisfactionForm, WeightError};
use super::typed::SettingsForm;
use super::{Section, use_settings_form};
use crate::domain::rating::{AspectId, Scale};
use crate::domain::scoring::{Scoring, ScoringFault};
use crate::i18n::{Language, Texts, describe, describe_calibration, describe_scores};
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::kit::field::{is_checked, value_of};
use crate::ui::kit::job::work_under_way;
use crate::ui::kit::text::language_of;
use crate::ui::kit::{Field, Icon, SelectField};
use crate::ui::route::Route;
use crate::ui::screens::scoring_effect::{EffectView, Measure, use_score_effect};
use crate::web::dom;

/// Changes the form.
type Edit = Callback<Box<dyn FnOnce(&mut SatisfactionForm)>>;

fn boxed(
    change: impl FnOnce(&mut SatisfactionForm) + 'static,
) -> Box<dyn FnOnce(&mut SatisfactionForm)> {
    Box::new(change)
}

/// Aspects and weights. They are in force once they are saved; before that the effect is shown.
#[component]
pub(super) fn SatisfactionSection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let typing = use_settings_form::<SatisfactionForm>(texts.scoring().satisfaction);
    let focus = use_mut_ref(|| None::<String>);
    use_effect({
        let focus = focus.clone();
        move || {
            if let Some(id) = focus.borrow_mut().take() {
                dom::focus(&id);
            }
        }
    });
    let form: &SatisfactionForm = &typing.form;
    let errors = form.errors();
    let is_changed = form.is_changed();
    let wanted = form.onto(&typing.stored.scoring).map(Arc::new);
    let worked = use_score_effect(wanted.clone().filter(|_| is_changed));
    let edit: Edit =
        typing.edit(|form, change: Box<dyn FnOnce(&mut SatisfactionForm)>| change(form));
    let onsubmit = {
        let (form, errors, save) = (form.clone(), errors.clone(), typing.save.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if form.settings().is_none() {
                focus_error(&form, &errors);
            }
            save.emit(form.clone());
        })
    };
    let move_focus = Callback::from(move |id: String| *focus.borrow_mut() = Some(id));
    let add = |id: Callback<(), AspectId>| {
        let focus = move_focus.clone();
        edit.reform(move |_: MouseEvent| {
            let id = id.emit(());
            focus.emit(name_id(id));
            boxed(move |form| form.add(id))
        })
    };
    let add_own = add(Callback::from(move |()| {
        AspectId::Own(book.environment().new_id())
    }));
    let shares = form.shares();
    let rows = Rows {
        texts,
        language,
        count: form.aspects.len(),
        edit: edit.clone(),
        focus: move_focus.clone(),
    };
    html! {
        <Section id="satisfaction" heading={texts.scoring().satisfaction} hint={texts.scoring().satisfaction_hint}>
            <form class="setting-form" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
                {scale(texts, form.scale, &edit)}
                <section class="aspects" aria-labelledby="aspects-heading">
                    <h3 id="aspects-heading">{texts.scoring().aspects}</h3>
                    <p class="muted">{texts.scoring().aspects_hint}</p>
                    // The fields say the same to a screen reader themselves.
                    <div class="aspect" aria-hidden="true">
                        <span class="label">{texts.scoring().own_name}</span>
                        <span class="label">{texts.scoring().weight}</span>
                        <span class="label">{texts.scoring().share_of_weight}</span>
                    </div>
                    <ul>
                        for (nth, aspect) in form.aspects.iter().enumerate() {
                            {rows.row(nth, aspect, errors.aspects[nth], shares.as_ref().map(|shares| shares[nth]))}
                        }
                    </ul>
                    if errors.nothing_weighs {
                        <p class="error" role="alert">
                            {Icon::Warning.html()}{of_fault(language, ScoringFault::NothingWeighs)}
                        </p>
                    }
                    <div class="btns">
                        <button
                            class="btn small"
                            type="button"
                            aria-disabled={form.is_full().then_some("true")}
                            title={form.is_full().then_some(of_fault(language, ScoringFault::TooManyAspects))}
                            onclick={if form.is_full() { Callback::noop() } else { add_own }}
                        >
                            {Icon::Plus.html()}{texts.scoring().add_aspect}
                        </button>
                        for id in form.removed() {
                            <button
                                key={id.code().into_owned()}
                                class="btn small quiet"
                                type="button"
                                onclick={add(Callback::from(move |()| id))}
                            >
                                {Icon::Undo.html()}
                                {(texts.scoring().add_back)(&describe_scores::aspect(language, &form.before.scoring, id))}
                            </button>
                        }
                    </div>
                </section>
                {half_life(texts, language, form, errors.half_life, &edit)}
                <EffectView
                    effect={worked.found.clone().filter(|_| is_changed)}
                    measure={Measure::Satisfaction}
                    instead={wanted.is_none().then_some(texts.settings().mend_first)}
                />
                {work_under_way(texts, "satisfaction-comparing", texts.scoring().comparing, &[&worked])}
                {typing.buttons(texts)}
            </form>
            <p><a href={Route::Calibration.href()}>{texts.scoring().to_calibration}</a></p>
        </Section>
    }
}

/// The word of the language for an aspect.
fn built_in(language: Language, id: AspectId) -> String {
    describe_scores::aspect(language, &Scoring::default(), id)
}

/// The sentence of a fault.
fn of_fault(language: Language, fault: ScoringFault) -> &'static str {
    let (en, zh) = describe::scoring_fault(fault);
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

fn name_id(id: AspectId) -> String {
    format!("aspect-name-{}", id.code())
}

fn weight_id(id: AspectId) -> String {
    format!("aspect-weight-{}", id.code())
}

fn move_id(id: AspectId, down: bool) -> String {
    let way = if down { "down" } else { "up" };
    format!("aspect-{way}-{}", id.code())
}

/// Moves the focus to the first field that is wrong.
fn focus_error(form: &SatisfactionForm, errors: &Errors) {
    for (aspect, (name, weight)) in form.aspects.iter().zip(&errors.aspects) {
        if name.is_some() {
            return dom::focus(&name_id(aspect.id));
        }
        if weight.is_some() {
            return dom::focus(&weight_id(aspect.id));
        }
    }
    match form.aspects.first() {
        Some(first) if errors.nothing_weighs => dom::focus(&weight_id(first.id)),
        _ => dom::focus("half-life"),
    }
}

fn scale(texts: &'static Texts, scale: Scale, edit: &Edit) -> Html {
    let options = [
        (Scale::FivePoint, texts.scoring().scale_five),
        (Scale::TenPoint, texts.scoring().scale_ten),
    ];
    html! {
        <div class="fields">
            <div>
                <SelectField
                    id="rating-scale"
                    label={texts.scoring().scale}
                    options={options.map(|(scale, word)| (scale.code().to_owned(), word.to_owned())).to_vec()}
                    value={scale.code()}
                    change={edit.reform(|code: String| boxed(move |form| {
                        form.scale = Scale::from_code(&code).unwrap_or(form.scale);
                    }))}
                />
                <p class="hint">{texts.scoring().scale_hint}</p>
            </div>
        </div>
    }
}

fn half_life(
    texts: &'static Texts,
    language: Language,
    form: &SatisfactionForm,
    is_wrong: bool,
    edit: &Edit,
) -> Html {
    html! {
        <>
            <label class="check">
                <input
                    type="checkbox"
                    checked={form.fades}
                    onchange={edit.reform(|event: Event| {
                        let fades = is_checked(&event);
                        boxed(move |form| form.fades = fades)
                    })}
                />
                <span>{texts.scoring().fades}</span>
            </label>
            if form.fades {
                <div class="fields">
                    <Field
                        id="half-life"
                        label={texts.scoring().half_life}
                        inputmode="numeric"
                        hint={texts.scoring().half_life_hint}
                        value={form.half_life_days.clone()}
                        change={edit.reform(|days: String| boxed(move |form| form.half_life_days = days))}
                        error={is_wrong.then(|| of_fault(language, ScoringFault::HalfLife))}
                    />
                </div>
            }
        </>
    }
}

/// What all rows of aspects share.
struct Rows {
    texts: &'static Texts,
    language: Language,
    count: usize,
    edit: Edit,
    focus: Callback<String>,
}

impl Rows {
    /// One aspect: its name, its weight as given and as a share, and its place.
    fn row(
        &self,
        nth: usize,
        aspect: &AspectForm,
        (name_error, weight_error): (Option<NameError>, Option<WeightError>),
        share: Option<f64>,
    ) -> Html {
        let Self {
            texts,
            language,
            edit,
            ..
        } = self;
        let words = texts.scoring();
        let id = aspect.id;
        let built_in = match id {
            AspectId::Own(_) => words.new_aspect.to_owned(),
            _ => built_in(*language, id),
        };
        let name = match aspect.name.trim() {
            "" => built_in.clone(),
            name => name.to_owned(),
        };
        let set = |set: fn(&mut AspectForm, String)| {
            edit.reform(move |event: InputEvent| {
                let value = value_of(&event);
                boxed(move |form| {
                    if let Some(aspect) = form.aspect_mut(id) {
                        set(aspect, value);
                    }
                })
            })
        };
        let remove = edit.reform(move |_: MouseEvent| {
            boxed(move |form| form.aspects.retain(|aspect| aspect.id != id))
        });
        let error = match name_error {
            Some(NameError::Missing) => Some(of_fault(*language, ScoringFault::Nameless(id))),
            Some(NameError::Taken) => Some(words.name_taken),
            None => weight_error.map(|error| match error {
                WeightError::Negative => words.weight_negative,
                WeightError::TooLarge => words.weight_large,
                WeightError::TooFine => words.weight_fine,
                WeightError::NoNumber => words.weight_missing,
            }),
        };
        let error_id = format!("aspect-error-{}", id.code());
        let described = |is_wrong: bool| is_wrong.then(|| error_id.clone());
        html! {
            <li key={id.code().into_owned()} class="aspect">
                <input
                    class="input"
                    id={name_id(id)}
                    aria-label={(words.aspect_name)(&name)}
                    aria-invalid={name_error.map(|_| "true")}
                    aria-describedby={described(name_error.is_some())}
                    lang={language_of(&name)}
                    placeholder={built_in}
                    value={aspect.name.clone()}
                    autocomplete="off"
                    oninput={set(|aspect, name| aspect.name = name)}
                />
                <input
                    class="input num"
                    id={weight_id(id)}
                    inputmode="decimal"
                    aria-label={(words.aspect_weight)(&name)}
                    aria-invalid={weight_error.map(|_| "true")}
                    aria-describedby={described(weight_error.is_some())}
                    value={aspect.weight.clone()}
                    autocomplete="off"
                    oninput={set(|aspect, weight| aspect.weight = weight)}
                />
                <span class="muted num">
                    {share.map(|share| describe_calibration::share(*language, share))}
                </span>
                <div class="btns">
                    {self.move_button(nth, id, &name, false)}
                    {self.move_button(nth, id, &name, true)}
                    <button
                        class="btn quiet icon-only"
                        type="button"
                        aria-label={(texts.policy().remove)(&name)}
                        title={(texts.policy().remove)(&name)}
                        onclick={remove}
                    >
                        {Icon::Trash.html()}
                    </button>
                </div>
                if let Some(error) = error {
                    <p class="error" id={error_id.clone()}>{Icon::Warning.html()}{error}</p>
                }
            </li>
        }
    }

    /// Moves an aspect up or down; at the end of its way it stays, so that the columns do too.
    fn move_button(&self, nth: usize, id: AspectId, name: &str, down: bool) -> Html {
        let words = self.texts.policy();
        let (label, icon) = if down {
            ((words.move_down)(name), Icon::ChevronDown)
        } else {
            ((words.move_up)(name), Icon::ChevronUp)
        };
        let is_at_end = if down {
            nth + 1 == self.count
        } else {
            nth == 0
        };
        let press = {
            let focus = self.focus.clone();
            self.edit.reform(move |_: MouseEvent| {
                // Its row is put elsewhere, and takes the focus along.
                focus.emit(move_id(id, down));
                boxed(move |form| form.move_by(id, down))
            })
        };
        html! {
            <button
                class="btn quiet icon-only"
                type="button"
                id={move_id(id, down)}
                aria-label={label.clone()}
                aria-disabled={is_at_end.then_some("true")}
                title={label}
                onclick={press}
            >
                {icon.html()}
            </button>
        }
    }
}
