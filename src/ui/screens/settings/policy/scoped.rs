//! Policies of some customers: by tag, by tier, by stage.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::form::{Errors, Kind, Of, PolicyForm, ScopeError, ScopedForm, Way};
use super::rules::{Counted, Rules};
use super::{Edit, boxed};
use crate::app::queries::customers::tags;
use crate::domain::customer::{Stage, Tier};
use crate::domain::policy::Scope;
use crate::i18n::{Language, describe};
use crate::ui::context::{use_language, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::field::value_of;
use crate::ui::kit::{Icon, SelectField};
use crate::web::dom;

/// Properties of [`ScopedPolicies`].
#[derive(Properties, PartialEq)]
pub(super) struct ScopedPoliciesProps {
    pub(super) form: Rc<PolicyForm>,
    pub(super) errors: Errors,
    /// What each policy comes to today.
    pub(super) counted: Vec<Counted>,
    pub(super) actions: Vec<(String, String)>,
    /// The rule that the address names.
    pub(super) pointed: Option<usize>,
    pub(super) edit: Edit,
    /// Moves the focus to the element with an id, once it is drawn.
    pub(super) focus: Callback<String>,
    /// Moves the focus to a rule that is new.
    pub(super) added: Callback<usize>,
}

/// All policies of some customers, and a button for one more.
#[component]
pub(super) fn ScopedPolicies(props: &ScopedPoliciesProps) -> Html {
    let texts = use_texts();
    let known = use_selector((), |model, ()| tags(model));
    let add = {
        let focus = props.focus.clone();
        props.edit.reform(move |_: MouseEvent| {
            let focus = focus.clone();
            boxed(move |form| focus.emit(tag_id(form.add_policy())))
        })
    };
    html! {
        <section class="policies" aria-labelledby="policies-some">
            <header>
                <h3 id="policies-some">{texts.policy().some}</h3>
                <p class="muted">{texts.policy().some_hint}</p>
            </header>
            for (place, scoped) in props.form.scoped.iter().enumerate() {
                <ScopedFields
                    key={scoped.key}
                    scoped={scoped.clone()}
                    error={props.errors.scoped.get(place).and_then(|(scope, _)| *scope)}
                    can_move={[Way::Up, Way::Down].map(|way| props.form.neighbour(scoped.key, way).is_some())}
                    edit={props.edit.clone()}
                    focus={props.focus.clone()}
                >
                    <Rules
                        of={Of::Some(scoped.key)}
                        rules={scoped.rules.clone()}
                        errors={props.errors.scoped.get(place).map(|(_, rules)| rules.clone()).unwrap_or_default()}
                        counted={props.counted.get(place).cloned().unwrap_or_default()}
                        actions={props.actions.clone()}
                        pointed={props.pointed}
                        edit={props.edit.clone()}
                        added={props.added.clone()}
                    />
                    if scoped.rules.is_empty() {
                        <p class="muted">{texts.policy().no_rules}</p>
                    }
                </ScopedFields>
            }
            <div class="btns">
                <button class="btn" type="button" onclick={add}>
                    {Icon::Plus.html()}{texts.policy().add_policy}
                </button>
            </div>
            <datalist id="policy-known-tags">
                for (tag, _) in known.iter().take(200) {
                    <option key={tag.clone()} value={tag.clone()} />
                }
            </datalist>
        </section>
    }
}

/// The id of the field for a policy's tag.
pub(super) fn tag_id(key: usize) -> String {
    format!("policy-tag-{key}")
}

fn up_id(key: usize) -> String {
    format!("policy-up-{key}")
}

fn down_id(key: usize) -> String {
    format!("policy-down-{key}")
}

/// Whom a policy is for, in words.
pub(super) fn whom(language: Language, scope: Option<&Scope>) -> String {
    let words = language.texts().policy();
    match scope {
        None => words.whom_new.to_owned(),
        Some(Scope::Tag(tag)) => (words.whom_tag)(tag),
        Some(Scope::Tier(tier)) => (words.whom_tier)(tier.code()),
        Some(Scope::Stage(stage)) => (words.whom_stage)(describe::stage(language, *stage)),
    }
}

/// Properties of [`ScopedFields`].
#[derive(Properties, PartialEq)]
struct ScopedFieldsProps {
    scoped: ScopedForm,
    error: Option<ScopeError>,
    /// Whether it can be moved up, and down, among those of its kind.
    can_move: [bool; 2],
    edit: Edit,
    focus: Callback<String>,
    /// Its rules.
    children: Html,
}

/// One policy of some customers: for whom, its place among those alike, its rules.
#[component]
fn ScopedFields(props: &ScopedFieldsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let ScopedFieldsProps {
        scoped,
        error,
        can_move,
        edit,
        focus,
        children,
    } = props;
    let key = scoped.key;
    let of_policy = move |set: fn(&mut ScopedForm, String)| {
        move |value: String| {
            boxed(move |form| {
                if let Some(scoped) = form.scoped_mut(key) {
                    set(scoped, value);
                }
            })
        }
    };
    let name = (texts.policy().policy)(&whom(language, scoped.scope().as_ref()));
    let remove = edit.reform(move |_: MouseEvent| {
        boxed(move |form| form.scoped.retain(|scoped| scoped.key != key))
    });
    let move_button = |way: Way, is_possible: bool, label: String, icon: Icon, id: String| {
        let focus = focus.clone();
        let press = edit.reform(move |_: MouseEvent| {
            let focus = focus.clone();
            boxed(move |form| {
                form.move_policy(key, way);
                // At the end of its way a button is no longer there.
                let stays = form.neighbour(key, way).is_some();
                let up = stays == (way == Way::Up);
                focus.emit(if up { up_id(key) } else { down_id(key) });
            })
        });
        if is_possible {
            html! {
                <button
                    {id}
                    class="btn quiet icon-only"
                    type="button"
                    aria-label={label.clone()}
                    title={label}
                    onclick={press}
                >
                    {icon.html()}
                </button>
            }
        } else {
            Html::default()
        }
    };
    let write_tag = edit.reform(move |tag: String| {
        boxed(move |form| {
            form.touch_tag(key);
            if let Some(scoped) = form.scoped_mut(key) {
                scoped.tag = tag;
            }
        })
    });
    let leave_tag = if scoped.tag.trim().is_empty() {
        edit.reform(move |_: FocusEvent| boxed(move |form| form.touch_tag(key)))
    } else {
        Callback::noop()
    };
    let kinds = [texts.common.tag, texts.common.tier, texts.common.stage];
    let kind = Kind::ALL.iter().position(|kind| *kind == scoped.kind);
    let error_words = error.map(|error| match error {
        ScopeError::NoTag => texts.policy().no_tag,
        ScopeError::Twice => texts.policy().twice,
    });
    let error_id = format!("policy-scope-{key}-error");
    html! {
        <fieldset class="card policy">
            <legend class="visually-hidden">{name.clone()}</legend>
            <div class="policy-scope">
                <SelectField
                    id={format!("policy-kind-{key}")}
                    label={texts.policy().by}
                    options={kinds.iter().enumerate().map(|(index, word)| (index.to_string(), (*word).to_owned())).collect::<Vec<_>>()}
                    value={kind.unwrap_or(0).to_string()}
                    change={edit.reform(of_policy(|scoped, index| {
                        let index = index.parse::<usize>().unwrap_or(0);
                        scoped.kind = Kind::ALL.get(index).copied().unwrap_or(Kind::Tag);
                    }))}
                />
                if scoped.kind == Kind::Tag {
                    <div class="field">
                        <label class="label" for={tag_id(key)}>{texts.common.tag}</label>
                        <input
                            class="input"
                            id={tag_id(key)}
                            list="policy-known-tags"
                            autocomplete="off"
                            value={scoped.tag.clone()}
                            aria-invalid={error.map(|_| "true")}
                            aria-describedby={error.map(|_| error_id.clone())}
                            oninput={write_tag.reform(|event: InputEvent| value_of(&event))}
                            onfocusout={leave_tag}
                        />
                    </div>
                } else if scoped.kind == Kind::Tier {
                    <SelectField
                        id={format!("policy-tier-{key}")}
                        label={texts.common.tier}
                        options={Tier::ALL.map(|tier| (tier.code().to_owned(), tier.code().to_owned())).to_vec()}
                        value={scoped.tier.code()}
                        change={edit.reform(of_policy(|scoped, code| {
                            scoped.tier = Tier::from_code(&code).unwrap_or(scoped.tier);
                        }))}
                    />
                } else {
                    <SelectField
                        id={format!("policy-stage-{key}")}
                        label={texts.common.stage}
                        options={Stage::ALL.map(|stage| (stage.code().to_owned(), describe::stage(language, stage).to_owned())).to_vec()}
                        value={scoped.stage.code()}
                        change={edit.reform(of_policy(|scoped, code| {
                            scoped.stage = Stage::from_code(&code).unwrap_or(scoped.stage);
                        }))}
                    />
                }
                <div class="btns">
                    {move_button(Way::Up, can_move[0], (texts.policy().move_up)(&name), Icon::ChevronUp, up_id(key))}
                    {move_button(Way::Down, can_move[1], (texts.policy().move_down)(&name), Icon::ChevronDown, down_id(key))}
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
                if let Some(words) = error_words {
                    <p class="error" id={error_id}>{Icon::Warning.html()}{words}</p>
                }
            </div>
            {children.clone()}
        </fieldset>
    }
}

/// Moves the focus to whom a policy is for.
pub(super) fn focus_scope(scoped: &ScopedForm) {
    let key = scoped.key;
    let id = match scoped.kind {
        Kind::Tag => tag_id(key),
        Kind::Tier => format!("policy-tier-{key}"),
        Kind::Stage => format!("policy-stage-{key}"),
    };
    dom::focus(&id);
}
