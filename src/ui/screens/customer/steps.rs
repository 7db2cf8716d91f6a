//! What is planned with the customer.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::details::rhythm;
use crate::app::commands::{Command, trash};
use crate::domain::follow_up::{FollowUp, FollowUpState};
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::moment::days_between;
use crate::domain::order::PutInOrder;
use crate::domain::queue::Due;
use crate::i18n::describe::{self, Dates};
use crate::ui::context::{
    Dialog, LogStart, use_book, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, Menu, MenuItem, action_badge};

/// Properties of [`Steps`].
#[derive(Properties, PartialEq)]
pub(super) struct StepsProps {
    /// With whom.
    pub(super) customer: CustomerId,
}

/// All open follow-ups, the earliest first.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let speech = use_speech();
    let today = use_today();
    let id = props.customer;
    let steps = use_selector(id, |model, id| {
        let mut steps: Vec<FollowUpId> = Vec::new();
        let mut open: Vec<&Arc<FollowUp>> = model
            .follow_ups_of(*id)
            .filter(|one| one.is_open())
            .collect();
        open.put_in_order_by_key(|one| (one.shows_on(), one.due_at.is_none(), one.due_at, one.id));
        steps.extend(open.into_iter().map(|one| one.id));
        steps
    });
    let skips = use_selector((id, today), |model, (id, today)| {
        let in_force = |one: &Arc<FollowUp>| match &one.state {
            FollowUpState::Skipped { until, reason } if today < until && !reason.is_empty() => {
                Some((*until, reason.clone()))
            }
            _ => None,
        };
        model
            .follow_ups_of(*id)
            .filter_map(in_force)
            .collect::<Vec<_>>()
    });
    let add = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::Plan(id)));
    html! {
        <section aria-labelledby="next-step">
            <div class="section-head">
                <h2 id="next-step">{texts.customers().next_step}</h2>
                <button class="btn quiet small" type="button" onclick={add}>
                    {Icon::Plus.html()}<span>{texts.customers().add}</span>
                </button>
            </div>
            for (until, reason) in skips.iter() {
                <p class="muted">
                    {(texts.work().skipped_until)(&speech.day(*until))}{" "}
                    <span lang={language_of(reason)}>{shown(reason)}</span>
                </p>
            }
            if steps.is_empty() {
                <p class="muted">{texts.customers().no_steps}</p>
            } else {
                <ul class="steps-list">
                    for id in steps.iter() {
                        <Step key={id.to_string()} id={*id} />
                    }
                </ul>
            }
        </section>
    }
}

/// Properties of [`Step`].
#[derive(Properties, PartialEq)]
struct StepProps {
    id: FollowUpId,
}

/// One open follow-up.
#[component]
fn Step(props: &StepProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let step = use_selector(props.id, |model, id| model.follow_up(*id).cloned());
    let Some(step) = &*step else {
        return Html::default();
    };
    let id = step.id;
    let day = speech.day(step.due_on);
    let due = Due::of(step.due_on, today);
    let snoozed = match step.state {
        FollowUpState::Open {
            snoozed_until: Some(until),
        } if today < until => Some(speech.day(until)),
        _ => None,
    };
    let done = run.reform(move |_: MouseEvent| Command::Complete(id));
    let items = {
        let item = |word: &'static str, icon: Icon, act: Callback<()>| {
            MenuItem::new(word, icon, move || act.emit(()))
        };
        let log = desk.open.reform({
            let (customer, channel) = (step.customer, step.action.channel());
            move |()| {
                Some(Dialog::Log(LogStart {
                    customers: vec![customer],
                    channel: Some(channel.clone()),
                    executes: Some(id),
                    ..LogStart::default()
                }))
            }
        });
        let edit = desk.open.reform(move |()| Some(Dialog::EditFollowUp(id)));
        let skip = run.reform({
            let step = step.clone();
            move |()| skipped(&step, book.now().date_naive())
        });
        let away = run.reform(move |()| Command::MoveToTrash(trash::Selection::follow_up(id)));
        vec![
            item(texts.common.log, Icon::Log, log),
            item(texts.common.edit, Icon::Edit, edit),
            item(texts.customers().skip, Icon::Skip, skip),
            item(texts.common.move_to_trash, Icon::Trash, away).danger(),
        ]
    };
    html! {
        <li class="step">
            {action_badge(language, Some(&step.action))}
            <div>
                <p>
                    <time datetime={step.due_on.to_string()}>
                        {if due == Due::Today { texts.customers().due_today.to_owned() } else { day.clone() }}
                    </time>
                    if let Some(time) = step.due_at {
                        {" "}{speech.time(time)}
                    }
                    if due == Due::Overdue {
                        {" "}
                        <span class="badge overdue">
                            {(texts.today.days_late)(days_between(step.due_on, today))}
                        </span>
                    }
                    if let Some(every) = step.recurrence {
                        {" "}<span class="muted">{rhythm(texts, every)}</span>
                    }
                    if let Some(until) = snoozed {
                        {" "}<span class="muted">{(texts.customers().snoozed_until)(&until)}</span>
                    }
                </p>
                if !step.note.is_empty() {
                    <p class="muted" lang={language_of(&step.note)}>{shown(&step.note)}</p>
                }
            </div>
            <button class="btn quiet small" type="button" onclick={done}>
                {Icon::Check.html()}<span>{texts.customers().done}</span>
            </button>
            <Menu
                label={(texts.customers().step_actions)(describe::action(language, &step.action))}
                {items}
            />
        </li>
    }
}

/// Skips a step: one that is due hides the customer until tomorrow, one still to come hides nobody.
fn skipped(step: &Arc<FollowUp>, today: chrono::NaiveDate) -> Command {
    let until = if step.shows_on() <= today {
        today + chrono::Days::new(1)
    } else {
        today
    };
    let after = FollowUp {
        state: FollowUpState::Skipped {
            until,
            reason: String::new(),
        },
        ..(**step).clone()
    };
    Command::EditFollowUp {
        before: step.clone(),
        after: Box::new(after),
    }
}
