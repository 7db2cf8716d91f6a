//! Why the customer is due, or is not, in one sentence that leads to what it names.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::until::UntilDialog;
use crate::app::commands::Command;
use crate::app::queries::reason::{Reason, reason};
use crate::domain::customer::Customer;
use crate::domain::id::CommunicationId;
use crate::domain::outcome::Outcome;
use crate::domain::queue::Due;
use crate::i18n::describe_outcome;
use crate::ui::context::{Dialog, use_book, use_desk, use_language, use_today};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::keys::{Deed, Place, key_of};
use crate::ui::kit::{Icon, action_badge};
use crate::ui::screens::explained::explained;
use crate::ui::screens::today::row::{asked, due_channel, log_start, no_answer};

/// Properties of [`Why`].
#[derive(Properties, PartialEq)]
pub(super) struct WhyProps {
    /// The customer.
    pub(super) customer: Arc<Customer>,
    /// Shows a record of the timeline.
    pub(super) show_record: Callback<CommunicationId>,
}

/// The reason, and the ways to act on it.
#[component]
pub(super) fn Why(props: &WhyProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let book = use_book();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let puts_off = use_state_eq(|| false);
    let id = props.customer.id;
    let why = {
        let book = book.clone();
        use_selector(
            (props.customer.clone(), today),
            move |model, (customer, _)| reason(model, customer, book.now()),
        )
    };
    let Some(why) = &*why else {
        return Html::default();
    };
    let (action, _) = asked(why);
    let is_due = action.is_some()
        && !matches!(
            why,
            Reason::ByHand {
                due: Due::Later,
                ..
            }
        );
    let is_overdue = matches!(
        why,
        Reason::ByHand {
            due: Due::Overdue,
            ..
        }
    );
    let log = {
        let book = book.clone();
        desk.open
            .reform(move |_: MouseEvent| Some(Dialog::Log(log_start(&book, id))))
    };
    let no_answer = {
        let (book, why) = (book.clone(), why.clone());
        run.reform(move |_: MouseEvent| no_answer(&book, id, &why))
    };
    html! {
        <section
            class={classes!("card", "why", is_overdue.then_some("overdue"))}
            aria-label={texts.customers().why}
        >
            {action_badge(language, action)}
            <p>{explained(language, why, id, &desk, Some(&props.show_record))}</p>
            <div class="btns">
                <button class="btn primary" type="button" aria-keyshortcuts={key_of(Place::Customer, Deed::LogShown)} onclick={log}>
                    {Icon::Log.html()}<span>{texts.common.log}</span>
                </button>
                if is_due {
                    <button class="btn" type="button" onclick={no_answer}>
                        {describe_outcome::outcome(language, &due_channel(Some(why)), Outcome::NoAnswer)}
                    </button>
                    <button
                        class="btn quiet"
                        type="button"
                        onclick={
                            let puts_off = puts_off.setter();
                            move |_: MouseEvent| puts_off.set(true)
                        }
                    >
                        {texts.customers().snooze}
                    </button>
                }
            </div>
            if *puts_off {
                <UntilDialog
                    heading={texts.customers().snooze_title}
                    close={
                        let puts_off = puts_off.setter();
                        Callback::from(move |()| puts_off.set(false))
                    }
                    choose={
                        let (run, puts_off) = (run.clone(), puts_off.setter());
                        Callback::from(move |until| {
                            puts_off.set(false);
                            run.emit(Command::Snooze { customer: id, until });
                        })
                    }
                />
            }
        </section>
    }
}
