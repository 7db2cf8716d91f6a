//! Plan a next step, or change one.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::app::commands::{Command, Rejection};
use crate::domain::cadence::Cadence;
use crate::domain::follow_up::{Action, FollowUp, FollowUpState, NextStep};
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::written::clock_text;
use crate::ui::context::{use_book, use_language, use_texts, use_today};
use crate::ui::hooks::{DraftPlace, Found, use_draft, use_form, use_selector};
use crate::ui::kit::{Chip, Chips, DialogFrame, Field, RestoredNotice, SelectField};
use crate::ui::screens::log::{action_options, parse_date, parse_time};

/// The name of the form of a new step among the drafts; the draft bears the customer's id.
pub const NEW_FORM: &str = "plan";
/// The name of the form of an existing step among the drafts.
pub const EDIT_FORM: &str = "edit_follow_up";

/// Properties of [`PlanDialog`].
#[derive(Properties, PartialEq)]
pub struct PlanDialogProps {
    /// For whom, where a new step is planned.
    #[prop_or_default]
    pub customer: Option<CustomerId>,
    /// What a new step begins with: what is to be done, and why.
    #[prop_or_default]
    pub proposed: Option<(Action, String)>,
    /// Which step to change.
    #[prop_or_default]
    pub edits: Option<FollowUpId>,
}

/// The form and how it was first shown, which is also its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlanDraft {
    shown: PlanForm,
    form: PlanForm,
}

/// The fields of a next step as they are typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PlanForm {
    action: String,
    day: Day,
    date: String,
    time: String,
    note: String,
    #[serde(default)]
    repeats: Repeats,
    #[serde(default)]
    repeat_count: String,
}

/// In which unit a step comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
enum Repeats {
    #[default]
    Never,
    Days,
    Weeks,
    Months,
}

impl Repeats {
    const ALL: [Self; 4] = [Self::Never, Self::Days, Self::Weeks, Self::Months];
}

/// When the step is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Day {
    Today,
    Tomorrow,
    ThreeDays,
    OneWeek,
    Other,
}

impl Day {
    const ALL: [Self; 5] = [
        Self::Today,
        Self::Tomorrow,
        Self::ThreeDays,
        Self::OneWeek,
        Self::Other,
    ];
}

/// A field that does not hold what it ought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldError {
    Date,
    Time,
    RepeatCount,
}

impl PlanForm {
    fn new() -> Self {
        Self {
            action: Action::Call.code(),
            day: Day::Tomorrow,
            date: String::new(),
            time: String::new(),
            note: String::new(),
            repeats: Repeats::Never,
            repeat_count: "1".to_owned(),
        }
    }

    fn of(follow_up: &FollowUp) -> Self {
        let (repeats, repeat_count) = match follow_up.recurrence {
            None => (Repeats::Never, 1),
            Some(Cadence::Days(count)) => (Repeats::Days, count),
            Some(Cadence::Weeks(count)) => (Repeats::Weeks, count),
            Some(Cadence::Months(count)) => (Repeats::Months, count),
        };
        Self {
            repeats,
            repeat_count: repeat_count.to_string(),
            action: follow_up.action.code(),
            day: Day::Other,
            date: follow_up.due_on.to_string(),
            time: follow_up.due_at.map(clock_text).unwrap_or_default(),
            note: follow_up.note.clone(),
        }
    }

    fn action(&self) -> Action {
        Action::from_code(&self.action).unwrap_or(Action::Call)
    }

    fn step(&self, today: NaiveDate) -> Result<NextStep, FieldError> {
        let due_on = match self.day {
            Day::Today => today,
            Day::Tomorrow => today + Days::new(1),
            Day::ThreeDays => today + Days::new(3),
            Day::OneWeek => today + Days::new(7),
            Day::Other => parse_date(&self.date).ok_or(FieldError::Date)?,
        };
        let due_at = if self.time.trim().is_empty() {
            None
        } else {
            Some(parse_time(&self.time).ok_or(FieldError::Time)?)
        };
        Ok(NextStep {
            action: self.action(),
            due_on,
            due_at,
            note: self.note.trim().to_owned(),
            recurrence: self.recurrence()?,
        })
    }

    fn recurrence(&self) -> Result<Option<Cadence>, FieldError> {
        let unit = match self.repeats {
            Repeats::Never => return Ok(None),
            Repeats::Days => Cadence::Days,
            Repeats::Weeks => Cadence::Weeks,
            Repeats::Months => Cadence::Months,
        };
        let count = self.repeat_count.trim().parse().ok();
        let every = count.and_then(|count| unit(count).checked());
        every.map(Some).ok_or(FieldError::RepeatCount)
    }

    /// The follow-up with this step; a new day ends a snooze.
    fn applied(&self, base: &FollowUp, today: NaiveDate) -> Result<FollowUp, FieldError> {
        let NextStep {
            action,
            due_on,
            due_at,
            note,
            recurrence,
        } = self.step(today)?;
        let state = match &base.state {
            FollowUpState::Open { .. } if due_on != base.due_on => FollowUpState::Open {
                snoozed_until: None,
            },
            state => state.clone(),
        };
        Ok(FollowUp {
            action,
            due_on,
            due_at,
            note,
            state,
            recurrence,
            ..base.clone()
        })
    }
}

/// The first words of a draft; `None` where nothing was entered or it cannot be read.
pub(crate) fn draft_words(text: &str) -> Option<String> {
    let PlanDraft { shown, form } = crate::records::from_json(text).ok()?;
    let words = form.note.trim();
    (form != shown && !words.is_empty()).then(|| words.chars().take(80).collect())
}

/// The form of a next step.
#[component]
pub fn PlanDialog(props: &PlanDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let today = use_today();
    let base: Rc<Option<Arc<FollowUp>>> = use_memo((), |()| {
        let model = book.model();
        props.edits.and_then(|id| model.follow_up(id).cloned())
    });
    let customer = (*base).as_ref().map(|one| one.customer).or(props.customer);
    let first = || {
        let mut form = (*base).as_deref().map_or_else(PlanForm::new, PlanForm::of);
        if let Some((action, note)) = &props.proposed {
            form.action = action.code();
            form.day = Day::Today;
            form.note.clone_from(note);
        }
        Rc::new(PlanDraft {
            shown: form.clone(),
            form,
        })
    };
    let state = use_state_eq(first);
    let place = DraftPlace {
        form: if props.edits.is_some() {
            EDIT_FORM
        } else {
            NEW_FORM
        },
        id: props
            .edits
            .map(|id| id.0)
            .or(customer.map(|id| id.0))
            .unwrap_or_default(),
    };
    // Chips alone are chosen again in a moment; words are not.
    let found = use_draft(place, &state, true, |draft: &PlanDraft| {
        draft.form.note.trim() != draft.shown.note.trim()
    });
    let dialog = use_form::<FieldError>(place);
    let name = use_selector(customer, |model, customer| {
        customer
            .and_then(|id| model.customer(id))
            .map(|one| one.name.clone())
            .unwrap_or_default()
    });
    let edit = {
        let (state, dialog) = (state.clone(), dialog.clone());
        move |set: fn(&mut PlanForm, String)| {
            let (state, dialog) = (state.clone(), dialog.clone());
            Callback::from(move |text: String| {
                let mut next = (*state.newest()).as_ref().clone();
                set(&mut next.form, text);
                dialog.typed();
                state.set(Rc::new(next));
            })
        }
    };
    let choose_day = {
        let state = state.clone();
        Callback::from(move |index: Option<usize>| {
            let mut next = (*state.newest()).as_ref().clone();
            next.form.day = index
                .and_then(|index| Day::ALL.get(index).copied())
                .unwrap_or(Day::Other);
            state.set(Rc::new(next));
        })
    };
    let submit = {
        let (state, base, dialog) = (state.clone(), base.clone(), dialog.clone());
        Callback::from(move |()| {
            let state = state.newest();
            let command = match (&*base, customer) {
                (Some(base), _) => state.form.applied(base, today).map(|after| {
                    let before = state.shown.applied(base, today);
                    Command::EditFollowUp {
                        before: before.map_or_else(|_| base.clone(), Arc::new),
                        after: Box::new(after),
                    }
                }),
                (None, Some(customer)) => state
                    .form
                    .step(today)
                    .map(|step| Command::Plan { customer, step }),
                (None, None) => return dialog.refuse(Rejection::Gone),
            };
            match command {
                Ok(command) => dialog.save(command, place.holding(&**state), |_done| ()),
                Err(wrong) => dialog.point_out(wrong),
            }
        })
    };
    let afresh = {
        let (state, first) = (state.setter(), first());
        Callback::from(move |()| state.set(first.clone()))
    };
    let form = &state.form;
    let heading = if props.edits.is_some() {
        (texts.customers().plan_edit_title)(&name)
    } else {
        (texts.customers().plan_title)(&name)
    };
    let days = [
        texts.log.today,
        texts.log.tomorrow,
        texts.log.three_days,
        texts.log.next_week,
        texts.log.other_day,
    ];
    let repeats = [
        texts.policy().repeats_never,
        texts.customers().every_days,
        texts.customers().every_weeks,
        texts.customers().every_months,
    ];
    html! {
        <DialogFrame {heading} close={dialog.close()} {submit} busy={dialog.is_busy()} class="small">
            if found == Found::Restored && state.form != state.shown {
                <RestoredNotice {afresh} />
            }
            {dialog.trouble(|_why| true)}
            <SelectField
                id="plan-action"
                label={texts.log.next_action}
                options={action_options(language)}
                value={form.action().code()}
                change={edit(|form, code| form.action = code)}
            />
            <Chips
                name="plan-day"
                legend={texts.customers().plan_when}
                chips={days.map(Chip::new).to_vec()}
                chosen={Day::ALL.iter().position(|day| *day == form.day)}
                choose={choose_day}
            />
            <div class="fields">
                if form.day == Day::Other {
                    <Field
                        id="plan-date"
                        kind="date"
                        label={texts.log.next_date}
                        value={form.date.clone()}
                        change={edit(|form, text| form.date = text)}
                        error={(dialog.wrong() == Some(FieldError::Date)).then_some(texts.log.bad_date)}
                    />
                }
                <Field
                    id="plan-time"
                    kind="time"
                    label={texts.log.time_of_day}
                    value={form.time.clone()}
                    change={edit(|form, text| form.time = text)}
                    error={(dialog.wrong() == Some(FieldError::Time)).then_some(texts.log.bad_time)}
                />
            </div>
            <div class="fields">
                <SelectField
                    id="plan-repeats"
                    label={texts.policy().repeats}
                    options={repeats.iter().enumerate().map(|(index, word)| (index.to_string(), (*word).to_owned())).collect::<Vec<_>>()}
                    value={Repeats::ALL.iter().position(|one| *one == form.repeats).unwrap_or(0).to_string()}
                    change={edit(|form, index| {
                        let index = index.parse::<usize>().unwrap_or(0);
                        form.repeats = Repeats::ALL.get(index).copied().unwrap_or_default();
                    })}
                />
                if form.repeats != Repeats::Never {
                    <Field
                        id="plan-repeat-count"
                        kind="number"
                        label={texts.customers().rhythm_count}
                        hint={texts.policy().repeats_hint}
                        value={form.repeat_count.clone()}
                        change={edit(|form, text| form.repeat_count = text)}
                        error={(dialog.wrong() == Some(FieldError::RepeatCount)).then_some(texts.customers().bad_count)}
                    />
                }
            </div>
            <Field
                id="plan-note"
                kind="textarea"
                label={texts.customers().plan_note}
                placeholder={texts.customers().plan_note_hint}
                value={form.note.clone()}
                change={edit(|form, text| form.note = text)}
                autofocus=true
            />
        </DialogFrame>
    }
}
