//! The rules of one policy.

use std::collections::BTreeMap;

use crate::ui::prelude::*;

use super::form::{Of, RuleError, RuleForm};
use super::{Edit, boxed};
use crate::domain::channel::Channel;
use crate::domain::follow_up::Action;
use crate::domain::policy::{Clash, Wants};
use crate::domain::settings::Settings;
use crate::i18n::{Language, Texts, describe};
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::kit::{Field, Icon, SelectField};

/// What a policy of the form comes to today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Counted {
    /// To how many customers it applies and for how many of them it asks; `None` while that is not
    /// known.
    pub(super) applies_to: Option<(usize, usize)>,
    /// For how many each of its rules asks; empty while that is not known.
    pub(super) asks: Vec<Asked>,
}

/// For how many customers a rule asks today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    /// Under the policy as typed.
    pub(super) now: usize,
    /// Under the policy in force; `None` where that has no such rule, or nothing was changed.
    pub(super) before: Option<usize>,
}

/// Properties of [`Rules`].
#[derive(Properties, PartialEq)]
pub(super) struct RulesProps {
    /// Of which policy.
    pub(super) of: Of,
    pub(super) rules: Vec<RuleForm>,
    pub(super) errors: Vec<Option<RuleError>>,
    pub(super) counted: Counted,
    pub(super) actions: Vec<(String, String)>,
    /// The rule that the address names.
    pub(super) pointed: Option<usize>,
    pub(super) edit: Edit,
    /// Moves the focus to a rule that is new.
    pub(super) added: Callback<usize>,
}

/// The rules of one policy, and a button for one more.
#[component]
pub(super) fn Rules(props: &RulesProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let of = props.of;
    let speech = use_speech();
    let labels = labels(texts, language, &props.rules);
    let add_rule = {
        let added = props.added.clone();
        props.edit.reform(move |_: MouseEvent| {
            let added = added.clone();
            boxed(move |form| added.emit(form.add_rule(of)))
        })
    };
    let error = |nth: usize| {
        let error = match props.errors.get(nth)?.as_ref()? {
            RuleError::Days(error) => describe::policy_error(language, error),
            RuleError::Clash(Clash { with, days, wants }) => {
                let other = labels.get(*with).map_or("", String::as_str);
                match wants {
                    Wants::More => (texts.policy().more_than)(*days, other),
                    Wants::Less => (texts.policy().less_than)(*days, other),
                }
            }
        };
        Some(AttrValue::from(error))
    };
    html! {
        <>
            if let Some((all, asks)) = props.counted.applies_to {
                <p class="hint">
                    {(texts.policy().applies)(&speech.number(all), &speech.number(asks))}
                </p>
            }
            for (nth, rule) in props.rules.iter().enumerate() {
                <RuleFields
                    key={rule.key}
                    nth={nth + 1}
                    {of}
                    rule={rule.clone()}
                    label={labels[nth].clone()}
                    error={error(nth)}
                    asked={props.counted.asks.get(nth).copied()}
                    actions={props.actions.clone()}
                    is_pointed={props.pointed == Some(rule.key)}
                    edit={props.edit.clone()}
                />
            }
            <div class="btns">
                <button class="btn small" type="button" onclick={add_rule}>
                    {Icon::Plus.html()}{texts.settings().add_rule}
                </button>
            </div>
        </>
    }
}

/// The id of the field for a rule's days.
pub(super) fn days_id(key: usize) -> String {
    format!("policy-days-{key}")
}

/// The label of each rule's days. Of two rules that ask for the same, the second says so.
fn labels(texts: &'static Texts, language: Language, rules: &[RuleForm]) -> Vec<String> {
    let mut seen: BTreeMap<&Action, usize> = BTreeMap::new();
    rules
        .iter()
        .map(|rule| {
            let label = match &rule.action {
                Action::Visit => texts.settings().visit_after_days.to_owned(),
                Action::Call => texts.settings().call_after_days.to_owned(),
                other => (texts.settings().action_after_days)(describe::action(language, other)),
            };
            let nth = seen.entry(&rule.action).or_default();
            *nth += 1;
            if *nth == 1 {
                label
            } else {
                (texts.settings().once_more)(&label, *nth)
            }
        })
        .collect()
}

/// What a rule can ask for, with its word.
pub(super) fn actions(language: Language, settings: &Settings) -> Vec<(String, String)> {
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
    of: Of,
    rule: RuleForm,
    label: String,
    error: Option<AttrValue>,
    asked: Option<Asked>,
    actions: Vec<(String, String)>,
    is_pointed: bool,
    edit: Edit,
}

/// One rule: its days, what it asks for, its own name, and for how many customers it asks.
#[component]
fn RuleFields(props: &RuleFieldsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let RuleFieldsProps {
        nth,
        of,
        rule,
        label,
        error,
        asked,
        actions,
        is_pointed,
        edit,
    } = props;
    let (key, of) = (rule.key, *of);
    let of_rule = move |set: fn(&mut RuleForm, String)| {
        move |value: String| {
            boxed(move |form| {
                if let Some(rule) = form.rule_mut(of, key) {
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
    let remove = edit.reform(move |_: MouseEvent| {
        boxed(move |form| {
            if let Some(rules) = form.rules_mut(of) {
                rules.retain(|rule| rule.key != key);
            }
        })
    });
    let asked = asked.map(|Asked { now, before }| {
        let now = speech.number(now);
        match before.map(|before| speech.number(before)) {
            Some(before) if before != now => (texts.policy().asks_instead)(&now, &before),
            _ => (texts.policy().asks)(&now),
        }
    });
    html! {
        <fieldset class="policy-rule" data-current={is_pointed.then_some("")}>
            <legend class="visually-hidden">{(texts.settings().rule)(*nth)}</legend>
            <Field
                id={days_id(key)}
                label={label.clone()}
                value={rule.days.clone()}
                inputmode="numeric"
                error={error.clone()}
                change={edit.reform(move |days: String| boxed(move |form| form.set_days(of, key, days)))}
            />
            <SelectField
                id={format!("policy-action-{key}")}
                label={texts.settings().action}
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
                label={texts.settings().own_name}
                value={rule.name.clone()}
                placeholder={texts.settings().optional}
                change={edit.reform(of_rule(|rule, value| rule.name = value))}
            />
            <button
                class="btn quiet icon-only"
                type="button"
                aria-label={(texts.settings().remove_rule)(*nth)}
                title={(texts.settings().remove_rule)(*nth)}
                onclick={remove}
            >
                {Icon::Trash.html()}
            </button>
            <p class="hint rule-meets">{asked}</p>
        </fieldset>
    }
}
