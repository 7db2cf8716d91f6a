//! When to follow up: the policies, their effect today and on days gone by, and which days count.

mod days;
mod effect;
pub(super) mod form;
mod replay;
mod rules;
mod scoped;

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use gloo::timers::callback::Timeout;

use self::days::DayCountFields;
use self::effect::{Effect, Weighed, use_weighed};
use self::form::{HolidayError, Kind, Of, PolicyForm, RuleError, RuleForm, ScopedForm, policy};
use self::replay::Replay;
use self::rules::{Asked, Counted, Rules, actions, days_id};
use self::scoped::{ScopedPolicies, focus_scope, whom};
use super::typed::SettingsForm as _;
use super::{Section, discard_button, use_settings_form};
use crate::app::queries::policy_effect::{Asks, Reach};
use crate::domain::settings::Settings;
use crate::i18n::{Language, Texts, describe};
use crate::ui::context::{Speech, use_language, use_texts};
use crate::ui::kit::job::work_under_way;
use crate::ui::screens::explained::rule_in_address;
use crate::web::dom;

/// Changes the form.
type Edit = Callback<Box<dyn FnOnce(&mut PolicyForm)>>;

/// The policies and the days that count. They are in force once they are saved.
#[component]
pub(super) fn PolicySection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let typing = use_settings_form::<PolicyForm>(texts.settings().policy);
    let stored = typing.stored.clone();
    let refused = use_state_eq(|| None::<HolidayError>);
    let focus = use_mut_ref(|| None::<String>);
    let form: Rc<PolicyForm> = Rc::new(typing.form.clone());
    let errors = form.shown_errors();
    let wanted = form.settings().map(Arc::new);
    let is_changed = form.is_changed();
    let in_force = use_weighed(Some(stored.clone()));
    let changed = wanted.clone().filter(|_| is_changed);
    let under_edit = use_weighed(changed.clone());
    use_effect({
        let focus = focus.clone();
        move || {
            if let Some(id) = focus.borrow_mut().take() {
                dom::focus(&id);
            }
        }
    });
    // The address may name a rule, to which a sentence led.
    let pointed = use_memo((), |()| {
        rule_in_address().and_then(|(scope, more_than_days)| {
            let rules = match scope {
                None => &form.default,
                scope => {
                    let mut scoped = form.scoped.iter();
                    &scoped.find(|one| one.scope() == scope)?.rules
                }
            };
            let days = more_than_days.to_string();
            rules
                .iter()
                .find(|rule| rule.days == days)
                .map(|rule| rule.key)
        })
    });
    use_effect_with(*pointed, |pointed| {
        if let Some(key) = *pointed {
            // A page that opens takes the focus first.
            Timeout::new(0, move || dom::focus(&days_id(key))).forget();
        }
    });
    let edit: Edit = {
        let refused = refused.setter();
        typing.edit(move |form, change: Box<dyn FnOnce(&mut PolicyForm)>| {
            change(form);
            refused.set(None);
        })
    };
    let add_holidays = {
        let refused = refused.setter();
        typing.edit(move |form, _: MouseEvent| refused.set(form.add_holidays().err()))
    };
    let save = {
        let (form, edited, refused) = (form.clone(), typing.edited.clone(), refused.setter());
        let save = typing.save.clone();
        Callback::from(move |()| {
            let mut form = (*form).clone();
            if form.working_days_only
                && !form.new_holiday.trim().is_empty()
                && let Err(error) = form.add_holidays()
            {
                return refused.set(Some(error));
            }
            if form.settings().is_some() {
                return save.emit(form);
            }
            focus_error(&form);
            form.touch_everything();
            edited.set(Some(form));
        })
    };
    let discard = {
        let (discard, refused) = (typing.discard.clone(), refused.setter());
        Callback::from(move |event: MouseEvent| {
            discard.emit(event);
            refused.set(None);
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if is_changed {
            save.emit(());
        }
    });
    let move_focus = {
        let focus = focus.clone();
        Callback::from(move |id: String| *focus.borrow_mut() = Some(id))
    };
    let added = move_focus.reform(days_id);
    let actions = actions(language, &form.before);
    let in_force_effect = fitting(&in_force, &stored);
    let known = Known {
        in_force: in_force_effect,
        of_form: if is_changed {
            let changed = changed.as_deref();
            // Until it is counted, what is in force says most.
            changed.and_then(|changed| {
                fitting(&under_edit, changed).or_else(|| fitting(&in_force, changed))
            })
        } else {
            in_force_effect
        },
        is_changed,
    };
    let everyone = if form.scoped.is_empty() {
        texts.policy().everyone_alone
    } else {
        texts.policy().everyone
    };
    html! {
        <Section id="policy" heading={texts.settings().policy} hint={texts.settings().policy_hint}>
            <form class="setting-form" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
                <section class="policies" aria-labelledby="policies-everyone">
                    <h3 id="policies-everyone">{everyone}</h3>
                    <p class="muted">{texts.policy().applies_hint}</p>
                    <Rules
                        of={Of::Everyone}
                        rules={form.default.clone()}
                        errors={errors.default.clone()}
                        counted={known.of_everyone(&form)}
                        actions={actions.clone()}
                        pointed={*pointed}
                        edit={edit.clone()}
                        added={added.clone()}
                    />
                </section>
                <ScopedPolicies
                    form={form.clone()}
                    {errors}
                    counted={known.of_scoped(&form)}
                    {actions}
                    pointed={*pointed}
                    edit={edit.clone()}
                    focus={move_focus}
                    {added}
                />
                <DayCountFields form={form.clone()} refused={*refused} add={add_holidays} edit={edit.clone()} />
                {sentences(texts, language, &form)}
                {effect(language, wanted.as_deref(), &form, &known)}
                {work_under_way(texts, "policy-counting", texts.policy().counting, &[&under_edit, &in_force])}
                <div class="btns">
                    <button
                        class="btn primary"
                        type="submit"
                        aria-disabled={(!is_changed).then_some("true")}
                        aria-describedby={(!is_changed).then_some("policy-unchanged")}
                    >
                        {texts.common.save}
                    </button>
                    if is_changed {
                        {discard_button(texts, discard)}
                    } else {
                        <span class="muted" id="policy-unchanged">{texts.settings().nothing_changed}</span>
                    }
                </div>
            </form>
            <Replay edited={changed} />
        </Section>
    }
}

fn boxed(change: impl FnOnce(&mut PolicyForm) + 'static) -> Box<dyn FnOnce(&mut PolicyForm)> {
    Box::new(change)
}

/// Moves the focus to the first field that is wrong, in the order of the page.
fn focus_error(form: &PolicyForm) {
    let errors = form.errors();
    let wrong_rule = |rules: &[RuleForm], errors: &[Option<RuleError>]| {
        let mut pairs = rules.iter().zip(errors);
        pairs
            .find(|(_, error)| error.is_some())
            .map(|(rule, _)| rule.key)
    };
    if let Some(key) = wrong_rule(&form.default, &errors.default) {
        return dom::focus(&days_id(key));
    }
    for (scoped, (scope, rules)) in form.scoped.iter().zip(&errors.scoped) {
        if scope.is_some() {
            return focus_scope(scoped);
        }
        if let Some(key) = wrong_rule(&scoped.rules, rules) {
            return dom::focus(&days_id(key));
        }
    }
}

/// What is known of the effect of the policies today.
struct Known<'a> {
    in_force: Option<&'a Effect>,
    /// Of the policies as they stand in the form, or of those before while they are not counted yet;
    /// `None` while something is wrong with them or nothing of their shape was counted.
    of_form: Option<&'a Effect>,
    is_changed: bool,
}

/// What was found out, if it was for policies of the same shape, so that each number has its rule.
fn fitting<'a>(weighed: &'a Weighed, settings: &Settings) -> Option<&'a Effect> {
    let found = weighed.found.as_deref()?;
    let shape = |settings: &Settings| -> Vec<usize> {
        let policies = &settings.policies;
        let scoped = policies.scoped.iter().map(|one| &one.policy);
        let all = scoped.chain([&policies.default]);
        all.map(|policy| policy.rules().len()).collect()
    };
    (shape(&found.0) == shape(settings)).then_some(found)
}

impl Known<'_> {
    fn of_everyone(&self, form: &PolicyForm) -> Counted {
        let now = self.of_form.map(|(_, effect)| &effect.default);
        let before = self.in_force.map(|(_, effect)| &effect.default);
        self.counted(&form.default, now, before)
    }

    fn of_scoped(&self, form: &PolicyForm) -> Vec<Counted> {
        let scoped = form.scoped.iter().enumerate();
        let counted = scoped.map(|(place, scoped)| {
            let now = self
                .of_form
                .and_then(|(_, effect)| effect.scoped.get(place));
            let before = self.in_force.zip(scoped.place);
            let before = before.and_then(|((_, effect), place)| effect.scoped.get(place));
            self.counted(&scoped.rules, now, before)
        });
        counted.collect()
    }

    /// What a policy of the form comes to; nothing while that is not known.
    fn counted(&self, rules: &[RuleForm], now: Option<&Reach>, before: Option<&Reach>) -> Counted {
        let Some(now) = now else {
            return Counted::default();
        };
        let before = before.filter(|_| self.is_changed);
        let asks = rules.iter().zip(&now.asks);
        let asks = asks.map(|(rule, now)| Asked {
            now: *now,
            before: before
                .zip(rule.place)
                .and_then(|(reach, place)| reach.asks.get(place).copied()),
        });
        Counted {
            applies_to: Some((now.applies_to, now.asks_for())),
            asks: asks.collect(),
        }
    }
}

/// What each policy says in words, the most specific first; one that is wrong says nothing.
fn sentences(texts: &'static Texts, language: Language, form: &PolicyForm) -> Html {
    let words = |rules: &[RuleForm]| {
        let policy = policy(rules)?;
        Some(if policy.rules().is_empty() {
            texts.policy().no_rule.to_owned()
        } else {
            describe::policy(language, &policy, &form.day_count())
        })
    };
    let everyone = words(&form.default);
    if form.scoped.is_empty() {
        let nothing = form.default.is_empty().then_some(texts.settings().no_rules);
        let words = nothing.map(str::to_owned).or(everyone);
        return html! { <p class="rule">{words}</p> };
    }
    let mut scoped: Vec<&ScopedForm> = form.scoped.iter().collect();
    scoped.sort_by_key(|scoped| Kind::ALL.iter().position(|kind| *kind == scoped.kind));
    let scoped = scoped.into_iter().filter_map(|scoped| {
        let whom = whom(language, Some(&scoped.scope()?));
        Some((texts.policy().sentence)(&whom, &words(&scoped.rules)?))
    });
    let everyone = everyone.map(|words| (texts.policy().sentence)(texts.policy().everyone, &words));
    html! {
        <ul class="rule policy-sentences">
            for sentence in scoped.chain(everyone) {
                <li>{sentence}</li>
            }
        </ul>
    }
}

/// For how many customers all policies ask today, or why they are not in force.
fn effect(
    language: Language,
    wanted: Option<&Settings>,
    form: &PolicyForm,
    known: &Known<'_>,
) -> Html {
    let (texts, speech) = (language.texts(), Speech(language));
    let asked = |(settings, effect): &Effect| {
        let Asks {
            visits,
            calls,
            others,
        } = effect.asks(settings);
        let [visits, calls, others] = [visits, calls, others].map(|count| speech.number(count));
        (texts.policy().asked)(&visits, &calls, &others)
    };
    let words = match (wanted, known.of_form, known.in_force) {
        (None, _, _) if form.shown_errors().is_empty() => texts.policy().unfinished.to_owned(),
        (None, _, _) => texts.settings().mend_first.to_owned(),
        (_, Some(new), Some(old)) if known.is_changed && !std::ptr::eq(new, old) => {
            (texts.policy().asks_today_instead)(&asked(new), &asked(old))
        }
        (_, Some(effect), _) | (_, None, Some(effect)) => {
            (texts.policy().asks_today)(&asked(effect))
        }
        _ => String::new(),
    };
    html! { <p class="rule" role="status">{words}</p> }
}
