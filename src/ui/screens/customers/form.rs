//! Make or edit a customer.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use uuid::Uuid;

use super::entries::{CustomerDraft, CustomerForm, EntryList, FieldError, Rhythm};
use super::fields::{EntryFields, TagsField};
use crate::app::commands::{Command, Rejection, made_customer};
use crate::app::queries::customers::{Alike, look_alikes};
use crate::domain::customer::{Customer, Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::id::CustomerId;
use crate::domain::opening_hours::OpeningHours;
use crate::i18n::{Language, Texts, describe, describe_round};
use crate::ui::app::go_to;
use crate::ui::context::{use_book, use_desk, use_language, use_texts};
use crate::ui::hooks::{DraftPlace, Found, use_draft, use_form, use_selector};
use crate::ui::kit::field::is_checked;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{
    Chip, Chips, CustomerPicker, DialogFrame, Field, Icon, Picked, RestoredNotice, SelectField,
};
use crate::ui::route::Route;
use crate::ui::screens::log::action_options;

/// The name of the form of a new customer among the drafts.
pub const NEW_FORM: &str = "new_customer";
/// The name of the form of an existing customer among the drafts.
pub const EDIT_FORM: &str = "edit_customer";

/// Properties of [`CustomerDialog`].
#[derive(Properties, PartialEq)]
pub struct CustomerDialogProps {
    /// Whom to edit; nobody for a new customer.
    #[prop_or_default]
    pub edits: Option<CustomerId>,
    /// The name typed so far.
    #[prop_or_default]
    pub name: String,
    /// A kept draft of a new customer to go on with.
    #[prop_or_default]
    pub draft: Option<Uuid>,
}

/// The first words of a draft; `None` where nothing was entered or it cannot be read.
pub(crate) fn draft_words(text: &str) -> Option<String> {
    let draft: CustomerDraft = crate::records::from_json(text).ok()?;
    let form = &draft.form;
    let words = [&form.name, &form.company, &form.notes]
        .into_iter()
        .find(|words| !words.trim().is_empty());
    draft
        .is_changed()
        .then(|| words.map_or_else(|| "…".to_owned(), |words| words.chars().take(80).collect()))
}

/// One change of the form.
#[derive(Clone)]
pub(super) struct Change(Rc<dyn Fn(&mut CustomerForm)>);

impl Change {
    pub(super) fn of(change: impl Fn(&mut CustomerForm) + 'static) -> Self {
        Self(Rc::new(change))
    }
}

/// The form of a customer.
#[component]
pub fn CustomerDialog(props: &CustomerDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    // The customer as it stood when the form opened; the id of a new one is given here.
    let base: Rc<Arc<Customer>> = use_memo((), |()| {
        let model = book.model();
        let known = props.edits.and_then(|id| model.customer(id).cloned());
        known.unwrap_or_else(|| {
            let id = props.draft.unwrap_or_else(|| book.environment().new_id());
            Arc::new(Customer::named(CustomerId(id), String::new()))
        })
    });
    let first = || {
        Rc::new(CustomerDraft::new(match props.edits {
            Some(_) => CustomerForm::of(&base),
            None => CustomerForm::named(""),
        }))
    };
    let state = use_state_eq(|| {
        let mut draft = (*first()).clone();
        if props.edits.is_none() {
            draft.form.name.clone_from(&props.name);
        }
        Rc::new(draft)
    });
    let place = DraftPlace {
        form: if props.edits.is_some() {
            EDIT_FORM
        } else {
            NEW_FORM
        },
        id: base.id.0,
    };
    let goes_on = props.edits.is_some() || props.draft.is_some();
    let found = use_draft(place, &state, goes_on, CustomerDraft::is_changed);
    let dialog = use_form::<FieldError>(place);
    let form = &state.form;

    let edit = {
        let (state, dialog) = (state.clone(), dialog.clone());
        Callback::from(move |change: Change| {
            let mut next = (*state.newest()).as_ref().clone();
            change.0(&mut next.form);
            dialog.typed();
            state.set(Rc::new(next));
        })
    };
    let submit = {
        let (state, base, dialog) = (state.clone(), base.clone(), dialog.clone());
        let is_new = props.edits.is_none();
        Callback::from(move |()| {
            let state = state.newest();
            let after = match state.form.customer(&base) {
                Ok(after) => after,
                Err(wrong) => return dialog.point_out(wrong),
            };
            let command = if is_new {
                Command::CreateCustomer(Box::new(after))
            } else {
                let before = state.shown.customer(&base);
                Command::EditCustomer {
                    before: before.map_or_else(|_| (*base).clone(), Arc::new),
                    after: Box::new(after),
                }
            };
            dialog.save(command, place.holding(&**state), |done| {
                if let Some(id) = made_customer(&done.edits) {
                    go_to(Route::Customer(id));
                }
            });
        })
    };
    let afresh = {
        let (state, first) = (state.setter(), first());
        Callback::from(move |()| state.set(first.clone()))
    };
    let heading = match props.edits {
        Some(_) => (texts.customers().edit_title)(&base.name),
        None => texts.customers().new_title.to_owned(),
    };
    let is_nameless = |why: &Rejection| *why == Rejection::NoName;
    html! {
        <DialogFrame
            {heading}
            close={dialog.close()}
            {submit}
            busy={dialog.is_busy()}
            note={html! { texts.common.draft_kept }}
        >
            if found == Found::Restored && state.is_changed() {
                <RestoredNotice {afresh} />
            }
            {dialog.trouble(|why| !is_nameless(why))}
            {who_fields(texts, form, &edit, props.edits.is_none(), dialog.rejection().is_some_and(is_nameless))}
            <LookAlikes customer={look(&base, form)} />
            {reach_fields(texts, form, &edit)}
            {worth_fields(texts, language, form, &edit)}
            <TagsField form={Rc::new(form.clone())} edit={edit.clone()} />
            {text_field("notes", "textarea", texts.customers().notes, &form.notes, &edit, |form| &mut form.notes)}
            <Details
                form={Rc::new(form.clone())}
                edit={edit.clone()}
                error={dialog.wrong()}
                opens={state.shown.has_details()}
            />
        </DialogFrame>
    }
}

/// As much of the customer being entered as look-alikes are found by.
fn look(base: &Customer, form: &CustomerForm) -> Rc<Customer> {
    let entered = form.customer(base).unwrap_or_else(|_unfinished| Customer {
        name: form.name.clone(),
        ..base.clone()
    });
    let Customer {
        id,
        name,
        phones,
        emails,
        ..
    } = entered;
    Rc::new(Customer {
        phones,
        emails,
        ..Customer::named(id, name)
    })
}

/// A field of one line or several, bound to a text of the form.
fn text_field(
    id: &'static str,
    kind: &'static str,
    label: &'static str,
    value: &str,
    edit: &Callback<Change>,
    field: fn(&mut CustomerForm) -> &mut String,
) -> Html {
    html! {
        <Field
            id={format!("customer-{id}")}
            {kind}
            {label}
            value={value.to_owned()}
            change={set_text(edit, field)}
        />
    }
}

/// Sets a text of the form.
fn set_text(
    edit: &Callback<Change>,
    field: fn(&mut CustomerForm) -> &mut String,
) -> Callback<String> {
    edit.reform(move |text: String| Change::of(move |form| field(form).clone_from(&text)))
}

fn who_fields(
    texts: &'static Texts,
    form: &CustomerForm,
    edit: &Callback<Change>,
    is_new: bool,
    is_nameless: bool,
) -> Html {
    html! {
        <div class="fields">
            <Field
                id="customer-name"
                class="wide"
                label={texts.common.name}
                hint={is_new.then(|| AttrValue::from(texts.customers().name_hint))}
                value={form.name.clone()}
                change={set_text(edit, |form| &mut form.name)}
                error={is_nameless.then(|| AttrValue::from(texts.customers().no_name))}
                autofocus=true
            />
            {text_field("company", "text", texts.common.company, &form.company, edit, |form| &mut form.company)}
            {text_field("title", "text", texts.customers().title, &form.title, edit, |form| &mut form.title)}
        </div>
    }
}

fn reach_fields(texts: &'static Texts, form: &CustomerForm, edit: &Callback<Change>) -> Html {
    let customers = texts.customers();
    let fields = |list: EntryList, legend, add, kind| {
        html! {
            <EntryFields
                {list}
                {legend}
                {add}
                {kind}
                entries={form.entries(list).to_vec()}
                edit={edit.clone()}
            />
        }
    };
    html! {
        <>
            {fields(EntryList::Phones, customers.phones, customers.add_phone, "tel")}
            {fields(EntryList::Emails, customers.emails, customers.add_email, "email")}
            {fields(EntryList::Handles, customers.handles, customers.add_handle, "text")}
        </>
    }
}

fn worth_fields(
    texts: &'static Texts,
    language: Language,
    form: &CustomerForm,
    edit: &Callback<Change>,
) -> Html {
    html! {
        <>
            <Chips
                name="customer-stage"
                legend={texts.common.stage}
                chips={Stage::ALL.map(|stage| Chip::new(describe::stage(language, stage))).to_vec()}
                chosen={Stage::ALL.iter().position(|stage| *stage == form.stage())}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    if let Some(stage) = index.and_then(|index| Stage::ALL.get(index)) {
                        form.set_stage(*stage);
                    }
                }))}
            />
            <Chips
                name="customer-tier"
                legend={texts.common.tier}
                chips={Tier::ALL.map(|tier| Chip::new(tier.code())).to_vec()}
                chosen={form.tier().and_then(|one| Tier::ALL.iter().position(|tier| *tier == one))}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    form.set_tier(index.and_then(|index| Tier::ALL.get(index).copied()));
                }))}
                optional=true
            />
        </>
    }
}

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
struct DetailsProps {
    form: Rc<CustomerForm>,
    edit: Callback<Change>,
    error: Option<FieldError>,
    opens: bool,
}

/// The fields that few customers need.
#[component]
fn Details(props: &DetailsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let customers = texts.customers();
    let DetailsProps {
        form,
        edit,
        error,
        opens,
    } = props;
    let is_wrong = |field: FieldError, words: &'static str| {
        (*error == Some(field)).then(|| AttrValue::from(words))
    };
    let rhythms = [
        customers.by_policy,
        customers.every_days,
        customers.every_weeks,
        customers.every_months,
    ];
    let firm: Vec<Picked> = form.firm().map(Picked::Known).into_iter().collect();
    html! {
        <details open={*opens || error.is_some()}>
            <summary>{Icon::ChevronRight.html()}{customers.more_details}</summary>
            <div class="fields">
                <div class="wide">
                    {text_field("address", "text", customers.address, &form.address, edit, |form| &mut form.address)}
                </div>
                <Field
                    id="customer-position"
                    label={texts.round().position}
                    hint={texts.round().position_hint}
                    value={form.position.clone()}
                    change={set_text(edit, |form| &mut form.position)}
                    error={match *error {
                        Some(FieldError::Position(error)) => {
                            Some(AttrValue::from(describe_round::position_error(language, error)))
                        }
                        _ => None,
                    }}
                />
                <Field
                    id="customer-hours"
                    label={texts.round().hours}
                    hint={hours_hint(texts, language, &form.opening_hours)}
                    value={form.opening_hours.clone()}
                    change={set_text(edit, |form| &mut form.opening_hours)}
                />
                <div class="wide">
                    <CustomerPicker
                        id="customer-firm"
                        label={customers.firm}
                        placeholder={customers.firm_hint}
                        picked={Rc::new(firm)}
                        change={edit.reform(|picked: Vec<Picked>| Change::of(move |form| {
                            form.firm = picked.iter().find_map(|one| match one {
                                Picked::Known(id) => Some(id.to_string()),
                                Picked::New(_) => None,
                            });
                        }))}
                        most=1
                        known_only=true
                    />
                </div>
                <Field
                    id="customer-since"
                    kind="date"
                    label={customers.since}
                    value={form.since.clone()}
                    change={set_text(edit, |form| &mut form.since)}
                    error={is_wrong(FieldError::Since, texts.log.bad_date)}
                />
                <Field
                    id="customer-paused"
                    kind="date"
                    label={customers.paused_until}
                    hint={customers.pause_hint}
                    value={form.paused_until.clone()}
                    change={set_text(edit, |form| &mut form.paused_until)}
                    error={is_wrong(FieldError::PausedUntil, texts.log.bad_date)}
                />
                <SelectField
                    id="customer-rhythm"
                    label={customers.rhythm}
                    options={rhythms.iter().enumerate().map(|(index, word)| (index.to_string(), (*word).to_owned())).collect::<Vec<_>>()}
                    value={Rhythm::ALL.iter().position(|one| *one == form.rhythm).unwrap_or(0).to_string()}
                    change={edit.reform(|index: String| Change::of(move |form| {
                        form.rhythm = index.parse::<usize>().ok()
                            .and_then(|index| Rhythm::ALL.get(index).copied())
                            .unwrap_or_default();
                    }))}
                />
                if form.rhythm != Rhythm::ByPolicy {
                    <Field
                        id="customer-rhythm-count"
                        kind="number"
                        label={customers.rhythm_count}
                        value={form.rhythm_count.clone()}
                        change={set_text(edit, |form| &mut form.rhythm_count)}
                        error={is_wrong(FieldError::RhythmCount, customers.bad_count)}
                    />
                    <SelectField
                        id="customer-rhythm-action"
                        label={customers.rhythm_action}
                        options={action_options(language)}
                        value={form.rhythm_action().code()}
                        change={edit.reform(|code: String| Change::of(move |form| {
                            form.set_rhythm_action(&Action::from_code(&code).unwrap_or(Action::Call));
                        }))}
                    />
                }
                <label class="check wide">
                    <input
                        type="checkbox"
                        checked={form.do_not_contact}
                        onchange={edit.reform(|event: Event| {
                            let checked = is_checked(&event);
                            Change::of(move |form| form.do_not_contact = checked)
                        })}
                    />
                    <span>
                        {customers.do_not_contact}
                        <span class="hint">{customers.do_not_contact_hint}</span>
                    </span>
                </label>
            </div>
        </details>
    }
}

/// An example of hours; for those that are not understood the reason, which hinders nobody from
/// keeping them.
fn hours_hint(texts: &'static Texts, language: Language, typed: &str) -> AttrValue {
    if typed.trim().is_empty() {
        return AttrValue::from(texts.round().hours_hint);
    }
    match OpeningHours::parse(typed) {
        Ok(_) => AttrValue::from(texts.round().hours_hint),
        Err(why) => {
            let why = describe_round::hours_error(language, &why);
            AttrValue::from((texts.round().hours_unread)(&why))
        }
    }
}

/// Properties of [`LookAlikes`].
#[derive(Properties, PartialEq)]
struct LookAlikesProps {
    customer: Rc<Customer>,
}

/// Customers that may be the one being entered: a warning, never a hindrance.
#[component]
fn LookAlikes(props: &LookAlikesProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let alike = use_selector(props.customer.clone(), |model, customer| {
        look_alikes(model, customer, 3)
    });
    let close = desk.open.reform(|_: MouseEvent| None);
    // The region stands there before it has anything to say, so that it is heard.
    html! {
        <div role="status" class="alike">
            for (why, other) in alike.iter() {
                <div class="notice" data-kind="warn" key={other.id.to_string()}>
                    {Icon::Warning.html()}
                    <p class="notice-text" lang={language_of(&other.name)}>
                        {match why {
                            Alike::Name => (texts.customers().alike_name)(&shown(&other.name)),
                            Alike::Phone => (texts.customers().alike_phone)(&shown(&other.name)),
                            Alike::Email => (texts.customers().alike_email)(&shown(&other.name)),
                        }}
                        if !other.company.is_empty() {
                            {" "}<span class="muted">{shown(&other.company)}</span>
                        }
                    </p>
                    <div class="btns">
                        <a
                            class="btn small"
                            href={Route::Customer(other.id).href()}
                            onclick={close.clone()}
                        >
                            {texts.customers().open_customer}
                        </a>
                    </div>
                </div>
            }
        </div>
    }
}
