//! The proposed step: what to do next, with its reasons, one click from being done.

use crate::ui::prelude::*;

use crate::app::queries::strategy::proposal;
use crate::domain::id::CustomerId;
use crate::domain::strategy::Motive;
use crate::i18n::describe_needs::{proposal as sentence, proposal_details};
use crate::ui::context::{Dialog, LogStart, use_book, use_desk, use_language, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::kit::text::shown;
use crate::ui::screens::today::row::log_start;

/// Properties of [`ProposedStep`].
#[derive(Properties, PartialEq)]
pub(super) struct ProposedStepProps {
    /// With whom.
    pub(super) customer: CustomerId,
}

/// The proposed step, where it says more than the rule that stands above it.
#[component]
pub(super) fn ProposedStep(props: &ProposedStepProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let id = props.customer;
    let step = {
        let book = book.clone();
        use_selector((id, today), move |model, (id, _today)| {
            proposal(model, *id, book.now())
        })
    };
    let Some(step) = &*step else {
        return Html::default();
    };
    let details = proposal_details(language, step);
    let repeats_the_rule = matches!(
        step.because,
        Motive::Policy(_) | Motive::FirstContact | Motive::ByHand(None)
    );
    if repeats_the_rule && details.is_empty() {
        return Html::default();
    }
    let log = {
        let (book, channel) = (book.clone(), step.action.channel());
        desk.open.reform(move |_: MouseEvent| {
            Some(Dialog::Log(LogStart {
                channel: Some(channel.clone()),
                ..log_start(&book, id)
            }))
        })
    };
    let plan = {
        let action = step.action.clone();
        let note = match &step.because {
            Motive::OurPromise(promise, _) | Motive::TheirPromise(promise, _) => {
                promise.words.clone()
            }
            Motive::Need(need, _) | Motive::ByHand(Some((need, _))) => need.words.clone(),
            _ => String::new(),
        };
        desk.open.reform(move |_: MouseEvent| {
            Some(Dialog::PlanProposed(id, action.clone(), note.clone()))
        })
    };
    html! {
        <section class="card why proposed" aria-label={texts.needs().proposed}>
            <span class="badge">{Icon::Star.html()}{texts.needs().proposed}</span>
            <div>
                <p>{shown(&sentence(language, step))}</p>
                if !details.is_empty() {
                    <ul class="muted">
                        for detail in details {
                            <li>{shown(&detail)}</li>
                        }
                    </ul>
                }
            </div>
            <div class="btns">
                <button class="btn" type="button" onclick={log}>
                    {Icon::of_action(&step.action).html()}<span>{texts.common.log}</span>
                </button>
                <button class="btn quiet" type="button" onclick={plan}>{texts.needs().plan_it}</button>
            </div>
        </section>
    }
}
