//! When to follow up: the rules, their effect today, and which days count.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::ui::prelude::*;

use super::Section;
use super::policy_form::{PolicyForm, RuleForm};
use crate::app::commands::Command;
use crate::app::queries::policy_effect::policy_effect;
use crate::app::queries::today::Counts;
use crate::domain::channel::Channel;
use crate::domain::follow_up::Action;
use crate::domain::policy::PolicyError;
use crate::domain::settings::Settings;
use crate::i18n::describe::{self, Dates};
use crate::i18n::{Language, Texts};
use crate::ui::context::{use_book, use_desk, use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::{Outcome, notice, use_command, use_selector};
use crate::ui::kit::field::is_checked;
use crate::ui::kit::{Field, Icon, SelectField};
use crate::web::dom;

/// Changes the form.
type Edit = Callback<Box<dyn FnOnce(&mut PolicyForm)>>;

/// The rules and the days that count. They are in force once they are saved.
#[component]
pub(super) fn PolicySection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let desk = use_desk();
    let send = use_command();
    let stored = use_selector((), |model, ()| model.settings().clone());
    let edited = use_state_eq(|| None::<PolicyForm>);
    let focus = use_mut_ref(|| None::<usize>);
    let form: Rc<PolicyForm> = Rc::new(match &*edited {
        Some(form) => form.clone(),
        None => PolicyForm::of(&stored),
    });
    let errors = form.errors();
    let wanted = form.settings();
    let is_changed = *form != PolicyForm::of(&form.before);
    use_effect({
        let focus = focus.clone();
        move || {
            if let Some(key) = focus.borrow_mut().take() {
                dom::focus(&days_id(key));
            }
        }
    });
    let edit: Edit = {
        let (form, setter) = (form.clone(), edited.setter());
        Callback::from(move |change: Box<dyn FnOnce(&mut PolicyForm)>| {
            let mut form = (*form).clone();
            change(&mut form);
            setter.set(Some(form));
        })
    };
    let save = {
        let (form, setter) = (form.clone(), edited.setter());
        let (errors, desk) = (errors.clone(), desk.clone());
        Callback::from(move |()| {
            let mut form = (*form).clone();
            if form.working_days_only && !form.new_holiday.trim().is_empty() {
                form.add_holiday();
            }
            let Some(after) = form.settings() else {
                let wrong = form
                    .rules
                    .iter()
                    .zip(&errors)
                    .find(|(_, error)| error.is_some());
                if let Some((rule, _)) = wrong {
                    dom::focus(&days_id(rule.key));
                }
                return;
            };
            let before = form.before.clone();
            let (setter, toast) = (setter.clone(), desk.toast.clone());
            send.emit((
                Command::ChangeSettings {
                    before,
                    after: Box::new(after),
                    subject: texts.settings.policy.to_owned(),
                },
                None,
                Callback::from(move |outcome: Outcome| {
                    if outcome.is_ok() {
                        setter.set(None);
                    }
                    toast.emit(notice(language, &outcome));
                }),
            ));
        })
    };
    let discard = {
        let setter = edited.setter();
        Callback::from(move |_: MouseEvent| setter.set(None))
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if is_changed {
            save.emit(());
        }
    });
    let add_rule = edit.reform({
        let focus = focus.clone();
        move |_: MouseEvent| {
            let focus = focus.clone();
            boxed(move |form| *focus.borrow_mut() = Some(form.add_rule()))
        }
    });
    let labels = labels(texts, language, &form.rules);
    let actions = actions(language, &form.before);
    html! {
        <Section id="policy" heading={texts.settings.policy} hint={texts.settings.policy_hint}>
            <form class="setting-form" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
                for (nth, rule) in form.rules.iter().enumerate() {
                    <RuleFields
                        key={rule.key}
                        nth={nth + 1}
                        rule={rule.clone()}
                        label={labels[nth].clone()}
                        error={errors[nth].clone()}
                        actions={actions.clone()}
                        edit={edit.clone()}
                    />
                }
                <div class="btns">
                    <button class="btn small" type="button" onclick={add_rule}>
                        {Icon::Plus.html()}{texts.settings.add_rule}
                    </button>
                </div>
                <DayCountFields form={form.clone()} edit={edit.clone()} />
                <Effect wanted={wanted.map(Rc::new)} {is_changed} />
                <div class="btns">
                    <button
                        class="btn primary"
                        type="submit"
                        aria-disabled={(!is_changed).then_some("true")}
                        title={(!is_changed).then_some(texts.settings.nothing_changed)}
                    >
                        {texts.common.save}
                    </button>
                    if is_changed {
                        <button class="btn" type="button" onclick={discard}>
                            {texts.common.discard}
                        </button>
                        <span class="muted">{texts.settings.unsaved_hint}</span>
                    }
                </div>
            </form>
        </Section>
    }
}

fn boxed(change: impl FnOnce(&mut PolicyForm) + 'static) -> Box<dyn FnOnce(&mut PolicyForm)> {
    Box::new(change)
}

fn days_id(key: usize) -> String {
    format!("policy-days-{key}")
}

/// The label of each rule's days. Of two rules that ask for the same, the second says so.
fn labels(texts: &'static Texts, language: Language, rules: &[RuleForm]) -> Vec<String> {
    let mut seen: BTreeMap<&Action, usize> = BTreeMap::new();
    rules
        .iter()
        .map(|rule| {
            let label = match &rule.action {
                Action::Visit => texts.settings.visit_after_days.to_owned(),
                Action::Call => texts.settings.call_after_days.to_owned(),
                other => (texts.settings.action_after_days)(describe::action(language, other)),
            };
            let nth = seen.entry(&rule.action).or_default();
            *nth += 1;
            if *nth == 1 {
                label
            } else {
                (texts.settings.once_more)(&label, *nth)
            }
        })
        .collect()
}

/// What a rule can ask for, with its word.
fn actions(language: Language, settings: &Settings) -> Vec<(String, String)> {
    let through = settings
        .channels()
        .into_iter()
        .filter(|channel| !matches!(channel, Channel::Phone | Channel::Visit))
        .map(Action::Through);
    [Action::Visit, Action::Call]
        .into_iter()
        .chain(through)
        .map(|action| {
            (
                action.code(),
                describe::action(language, &action).to_owned(),
            )
        })
        .collect()
}

/// Properties of [`RuleFields`].
#[derive(Properties, PartialEq)]
struct RuleFieldsProps {
    /// Its place, counted from 1.
    nth: usize,
    rule: RuleForm,
    label: String,
    error: Option<PolicyError>,
    actions: Vec<(String, String)>,
    edit: Edit,
}

/// One rule: its days, what it asks for, its own name.
#[component]
fn RuleFields(props: &RuleFieldsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let RuleFieldsProps {
        nth,
        rule,
        label,
        error,
        actions,
        edit,
    } = props;
    let key = rule.key;
    let of_rule = move |set: fn(&mut RuleForm, String)| {
        move |value: String| {
            boxed(move |form| {
                if let Some(rule) = form.rules.iter_mut().find(|rule| rule.key == key) {
                    set(rule, value);
                }
            })
        }
    };
    let mut actions = actions.clone();
    // A rule may ask for a channel that was removed since.
    if actions.iter().all(|(code, _)| *code != rule.action.code()) {
        let word = describe::action(language, &rule.action).to_owned();
        actions.push((rule.action.code(), word));
    }
    let remove = edit
        .reform(move |_: MouseEvent| boxed(move |form| form.rules.retain(|rule| rule.key != key)));
    html! {
        <fieldset class="policy-rule">
            <legend class="visually-hidden">{(texts.settings.rule)(*nth)}</legend>
            <Field
                id={days_id(key)}
                label={label.clone()}
                value={rule.days.clone()}
                inputmode="numeric"
                error={error.as_ref().map(|error| AttrValue::from(describe::policy_error(language, error)))}
                change={edit.reform(of_rule(|rule, value| rule.days = value))}
            />
            <SelectField
                id={format!("policy-action-{key}")}
                label={texts.settings.action}
                options={actions}
                value={rule.action.code()}
                change={edit.reform(of_rule(|rule, value| {
                    if let Some(action) = Action::from_code(&value) {
                        rule.action = action;
                    }
                }))}
            />
            <Field
                id={format!("policy-name-{key}")}
                label={texts.settings.own_name}
                value={rule.name.clone()}
                placeholder={texts.settings.optional}
                change={edit.reform(of_rule(|rule, value| rule.name = value))}
            />
            <button
                class="btn quiet icon-only"
                type="button"
                aria-label={(texts.settings.remove_rule)(*nth)}
                title={(texts.settings.remove_rule)(*nth)}
                onclick={remove}
            >
                {Icon::Trash.html()}
            </button>
        </fieldset>
    }
}

/// Properties of [`DayCountFields`].
#[derive(Properties, PartialEq)]
struct DayCountFieldsProps {
    form: Rc<PolicyForm>,
    edit: Edit,
}

/// Which days count, and the list of holidays.
#[component]
fn DayCountFields(props: &DayCountFieldsProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let DayCountFieldsProps { form, edit } = props;
    let refused = use_state_eq(|| false);
    let toggle = edit.reform(|event: Event| {
        let checked = is_checked(&event);
        boxed(move |form| form.working_days_only = checked)
    });
    let change = {
        let refused = refused.setter();
        edit.reform(move |value: String| {
            refused.set(false);
            boxed(move |form| form.new_holiday = value)
        })
    };
    let add = {
        let refused = refused.setter();
        edit.reform(move |_: MouseEvent| {
            let refused = refused.clone();
            boxed(move |form| refused.set(!form.add_holiday()))
        })
    };
    html! {
        <>
            <label class="check">
                <input type="checkbox" checked={form.working_days_only} onchange={toggle} />
                <span>
                    {texts.settings.working_days}
                    <span class="hint">{texts.settings.working_days_hint}</span>
                </span>
            </label>
            if form.working_days_only {
                <div class="holidays" role="group" aria-label={texts.settings.holidays}>
                    <p class="label">{texts.settings.holidays}</p>
                    if form.holidays.is_empty() {
                        <p class="muted">{texts.settings.no_holidays}</p>
                    } else {
                        <ul class="chips-row">
                            for date in form.holidays.iter().copied() {
                                <li class="token" key={date.to_string()}>
                                    <time datetime={date.to_string()}>{speech.day(date)}</time>
                                    <button
                                        type="button"
                                        aria-label={(texts.settings.remove_holiday)(&speech.day(date))}
                                        onclick={edit.reform(move |_: MouseEvent| boxed(move |form| {
                                            form.holidays.remove(&date);
                                        }))}
                                    >
                                        {Icon::Close.html()}
                                    </button>
                                </li>
                            }
                        </ul>
                    }
                    <div class="field-and-button">
                        <Field
                            id="policy-holiday"
                            label={texts.settings.holiday}
                            kind="date"
                            value={form.new_holiday.clone()}
                            error={refused.then_some(AttrValue::Static(texts.settings.bad_date))}
                            {change}
                        />
                        <button class="btn" type="button" onclick={add}>
                            {texts.settings.add_holiday}
                        </button>
                    </div>
                </div>
            }
        </>
    }
}

/// Properties of [`Effect`].
#[derive(Properties, PartialEq)]
struct EffectProps {
    /// What the form comes to; `None` while something is wrong with it.
    wanted: Option<Rc<Settings>>,
    is_changed: bool,
}

/// What the policy says in words, and how much it asks for today.
#[component]
fn Effect(props: &EffectProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let day = use_today();
    let counts = use_selector((props.wanted.clone(), day), move |model, (wanted, _day)| {
        let now = book.now();
        wanted.as_ref().map(|wanted| {
            let stored = policy_effect(model, model.settings(), now);
            (policy_effect(model, wanted, now), stored)
        })
    });
    let words = match (&props.wanted, &*counts) {
        (Some(wanted), Some((new, old))) => {
            let policy = &wanted.policies.default;
            let sentence = if policy.rules().is_empty() {
                texts.settings.no_rules.to_owned()
            } else {
                describe::policy(language, policy, &wanted.day_count)
            };
            let effect = effect(texts, new, old, props.is_changed);
            match language {
                Language::English => format!("{sentence}. {effect}"),
                Language::Chinese => format!("{sentence}。{effect}"),
            }
        }
        _ => texts.settings.mend_first.to_owned(),
    };
    let scoped = props
        .wanted
        .as_ref()
        .map_or(0, |wanted| wanted.policies.scoped.len());
    html! {
        <>
            <p class="rule" role="status">{words}</p>
            if 0 < scoped {
                <p class="muted">{(texts.settings.scoped_hint)(scoped)}</p>
            }
        </>
    }
}

fn effect(texts: &'static Texts, new: &Counts, old: &Counts, is_changed: bool) -> String {
    if is_changed {
        (texts.settings.effect_changed)((new.visits, new.calls), (old.visits, old.calls))
    } else {
        (texts.settings.effect)(new.visits, new.calls)
    }
}
