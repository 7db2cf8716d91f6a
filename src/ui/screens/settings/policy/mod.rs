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
use self::effect::{Weighed, use_weighed};
use self::form::{Errors, HolidayError, Of, PolicyForm, RuleForm};
use self::replay::Replay;
use self::rules::{Meets, Rules, actions, days_id};
use self::scoped::{ScopedPolicies, focus_scope};
use super::Section;
use super::typed::{SettingsForm, use_typed};
use crate::app::commands::Command;
use crate::app::queries::policy_effect::PolicyEffect;
use crate::app::queries::today::Counts;
use crate::domain::settings::Settings;
use crate::i18n::{Language, Texts, describe};
use crate::ui::context::{use_desk, use_language, use_texts};
use crate::ui::hooks::{Outcome, notice, use_command, use_selector};
use crate::ui::kit::job::ProgressBar;
use crate::ui::screens::explained::rule_in_address;
use crate::web::dom;

/// Changes the form.
type Edit = Callback<Box<dyn FnOnce(&mut PolicyForm)>>;

/// The policies and the days that count. They are in force once they are saved.
#[component]
pub(super) fn PolicySection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let desk = use_desk();
    let send = use_command();
    let stored = use_selector((), |model, ()| model.settings().clone());
    let edited = use_typed::<PolicyForm>();
    let refused = use_state_eq(|| None::<HolidayError>);
    let focus = use_mut_ref(|| None::<String>);
    let form: Rc<PolicyForm> = Rc::new(match &*edited {
        Some(form) => form.clone(),
        None => PolicyForm::of(&stored),
    });
    let errors = form.errors();
    let wanted = form.settings().map(Arc::new);
    let is_changed = form.is_changed();
    let in_force = use_weighed(Some((*stored).clone()));
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
        let edited = edited.clone();
        let (stored, refused) = (stored.clone(), refused.setter());
        Callback::from(move |change: Box<dyn FnOnce(&mut PolicyForm)>| {
            let mut form = edited.newest().unwrap_or_else(|| PolicyForm::of(&stored));
            change(&mut form);
            refused.set(None);
            edited.set(Some(form));
        })
    };
    let add_holidays = {
        let (form, setter, refused) = (form.clone(), edited.clone(), refused.setter());
        Callback::from(move |_: MouseEvent| {
            let mut form = (*form).clone();
            refused.set(form.add_holidays().err());
            setter.set(Some(form));
        })
    };
    let save = {
        let (form, setter, refused) = (form.clone(), edited.clone(), refused.setter());
        let (errors, desk) = (errors.clone(), desk.clone());
        Callback::from(move |()| {
            let mut form = (*form).clone();
            if form.working_days_only
                && !form.new_holiday.trim().is_empty()
                && let Err(error) = form.add_holidays()
            {
                return refused.set(Some(error));
            }
            let Some(after) = form.settings() else {
                return focus_error(&form, &errors);
            };
            let before = form.before.clone();
            let (setter, toast) = (setter.clone(), desk.toast.clone());
            send.emit((
                Command::ChangeSettings {
                    before,
                    after: Box::new(after),
                    subject: texts.settings().policy.to_owned(),
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
        let (setter, refused) = (edited.clone(), refused.setter());
        Callback::from(move |_: MouseEvent| {
            setter.set(None);
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
            changed.and_then(|changed| fitting(&under_edit, changed))
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
                    <Rules
                        of={Of::Everyone}
                        rules={form.default.clone()}
                        errors={errors.default.clone()}
                        meets={known.of_everyone(&form)}
                        actions={actions.clone()}
                        pointed={*pointed}
                        edit={edit.clone()}
                        added={added.clone()}
                    />
                </section>
                <ScopedPolicies
                    form={form.clone()}
                    {errors}
                    meets={known.of_scoped(&form)}
                    {actions}
                    pointed={*pointed}
                    edit={edit.clone()}
                    focus={move_focus}
                    {added}
                />
                <DayCountFields form={form.clone()} refused={*refused} add={add_holidays} edit={edit.clone()} />
                {effect(texts, language, wanted.as_deref(), &known)}
                {progress(texts, [&under_edit, &in_force])}
                <div class="btns">
                    <button
                        class="btn primary"
                        type="submit"
                        aria-disabled={(!is_changed).then_some("true")}
                        title={(!is_changed).then_some(texts.settings().nothing_changed)}
                    >
                        {texts.common.save}
                    </button>
                    if is_changed {
                        <button class="btn" type="button" onclick={discard}>
                            {texts.common.discard}
                        </button>
                        <span class="muted">{texts.settings().unsaved_hint}</span>
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

/// Moves the focus to the first field that is wrong.
fn focus_error(form: &PolicyForm, errors: &Errors) {
    let wrong_rule = |rules: &[RuleForm], errors: &[Option<_>]| {
        let mut pairs = rules.iter().zip(errors);
        pairs
            .find(|(_, error)| error.is_some())
            .map(|(rule, _)| rule.key)
    };
    for (scoped, (scope, rules)) in form.scoped.iter().zip(&errors.scoped) {
        if scope.is_some() {
            return focus_scope(scoped);
        }
        if let Some(key) = wrong_rule(&scoped.rules, rules) {
            return dom::focus(&days_id(key));
        }
    }
    if let Some(key) = wrong_rule(&form.default, &errors.default) {
        dom::focus(&days_id(key));
    }
}

/// What is known of the effect of the policies today.
struct Known<'a> {
    in_force: Option<&'a PolicyEffect>,
    /// Of the policies as they stand in the form; `None` while something is wrong with them or they
    /// are not counted yet.
    of_form: Option<&'a PolicyEffect>,
    is_changed: bool,
}

/// What was found out, if it was for policies of the same shape, so that each number has its rule.
fn fitting<'a>(weighed: &'a Weighed, settings: &Settings) -> Option<&'a PolicyEffect> {
    let (of, effect) = &**weighed.found.as_ref()?;
    let shape = |settings: &Settings| -> Vec<usize> {
        let policies = &settings.policies;
        let scoped = policies.scoped.iter().map(|one| &one.policy);
        let all = scoped.chain([&policies.default]);
        all.map(|policy| policy.rules().len()).collect()
    };
    (shape(of) == shape(settings)).then_some(effect)
}

impl Known<'_> {
    fn of_everyone(&self, form: &PolicyForm) -> Vec<Meets> {
        let now = self.of_form.map(|effect| &effect.default);
        let before = self.in_force.map(|effect| &effect.default);
        self.meets(&form.default, now, before)
    }

    fn of_scoped(&self, form: &PolicyForm) -> Vec<Vec<Meets>> {
        let scoped = form.scoped.iter().enumerate();
        let meets = scoped.map(|(place, scoped)| {
            let now = self.of_form.and_then(|effect| effect.scoped.get(place));
            let before = self.in_force.zip(scoped.place);
            let before = before.and_then(|(effect, place)| effect.scoped.get(place));
            self.meets(&scoped.rules, now, before)
        });
        meets.collect()
    }

    /// How many customers each rule of a policy of the form meets; nothing while that is not known.
    fn meets(
        &self,
        rules: &[RuleForm],
        now: Option<&Vec<usize>>,
        before: Option<&Vec<usize>>,
    ) -> Vec<Meets> {
        let before = before.filter(|_| self.is_changed);
        let meets = rules.iter().zip(now.into_iter().flatten());
        let meets = meets.map(|(rule, now)| Meets {
            now: *now,
            before: before
                .zip(rule.place)
                .and_then(|(counts, place)| counts.get(place).copied()),
        });
        meets.collect()
    }
}

/// What the policy of everyone says in words, and how much all policies ask for today.
fn effect(
    texts: &'static Texts,
    language: Language,
    wanted: Option<&Settings>,
    known: &Known<'_>,
) -> Html {
    let words = match wanted {
        None => texts.settings().mend_first.to_owned(),
        Some(wanted) => {
            let policy = &wanted.policies.default;
            let sentence = if policy.rules().is_empty() {
                texts.settings().no_rules.to_owned()
            } else {
                describe::policy(language, policy, &wanted.day_count)
            };
            match (known.of_form, known.in_force) {
                (Some(new), Some(old)) => {
                    let effect = counted(texts, &new.counts, &old.counts, known.is_changed);
                    match language {
                        Language::English => format!("{sentence}. {effect}"),
                        Language::Chinese => format!("{sentence}。{effect}"),
                    }
                }
                _ => sentence,
            }
        }
    };
    html! { <p class="rule" role="status">{words}</p> }
}

fn counted(texts: &'static Texts, new: &Counts, old: &Counts, is_changed: bool) -> String {
    if is_changed {
        (texts.settings().effect_changed)((new.visits, new.calls), (old.visits, old.calls))
    } else {
        (texts.settings().effect)(new.visits, new.calls)
    }
}

/// How far the counting has come, where it takes a while, and a way to stop it and to go on.
fn progress(texts: &'static Texts, weighed: [&Weighed; 2]) -> Html {
    let under_way = weighed.into_iter().find(|one| one.thousandths.is_some());
    let stopped = weighed.into_iter().find(|one| one.is_stopped);
    html! {
        <>
            <ProgressBar
                id="policy-counting"
                label={texts.policy().counting}
                thousandths={under_way.and_then(|one| one.thousandths)}
                cancel={under_way.unwrap_or(weighed[0]).stop.clone()}
            />
            if let Some(stopped) = stopped {
                <p class="muted">
                    {texts.policy().stopped}{" "}
                    <button class="link" type="button" onclick={stopped.go_on.clone()}>
                        {texts.policy().again}
                    </button>
                </p>
            }
        </>
    }
}
