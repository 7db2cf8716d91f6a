//! The card of one customer: who, why, what was said and what is open, on one screen.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::{Command, trash};
use crate::app::queries::card::{Card, DoneToday, card};
use crate::app::queries::reason::Reason;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::CustomerId;
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::queue::Due;
use crate::i18n::describe::Dates;
use crate::i18n::{Language, describe, describe_day, describe_outcome, describe_scores};
use crate::ui::context::{use_book, use_language, use_speech, use_texts, use_today};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, action_badge, stage_badge, tier_badge};
use crate::ui::route::Route;
use crate::ui::screens::customer::header::Reach;
use crate::ui::screens::today::row::asked;
use crate::web::intl::Speech;

/// The id of the card's heading, which takes the focus when the next card comes.
pub(super) const HEADING: &str = "queue-card";

/// Properties of [`CardView`].
#[derive(Properties, PartialEq)]
pub(super) struct CardViewProps {
    /// Whose card it is.
    pub(super) id: CustomerId,
    /// Whether something is still to be done.
    pub(super) is_due: bool,
}

/// The card of one customer, or words on where it went.
#[component]
pub(super) fn CardView(props: &CardViewProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let run = use_run();
    let today = use_today();
    let id = props.id;
    let view = use_selector((id, today), move |model, (id, _today)| {
        let customer = model.customer(*id).cloned();
        (
            card(model, *id, book.now()),
            customer,
            model.settings().clone(),
        )
    });
    let (Some(card), _, settings) = &*view else {
        let restore = run.reform(move |_: MouseEvent| {
            Command::TakeFromTrash(trash::Selection::customers(vec![id]))
        });
        return gone(language, view.1.as_ref(), restore);
    };
    let customer = &card.customer;
    let (action, _) = asked(&card.why);
    let scores = describe_scores::in_short(language, &settings.scoring, &card.score, &speech);
    let late = matches!(
        card.why,
        Reason::ByHand {
            due: Due::Overdue,
            ..
        }
    );
    html! {
        <article class="card queue-card" aria-labelledby={HEADING}>
            <header class="queue-who">
                <h2 id={HEADING} tabindex="-1">
                    <a href={Route::Customer(id).href()} lang={language_of(&customer.name)}>
                        {shown(&customer.name)}
                    </a>
                </h2>
                <p class="badges">
                    {action_badge(language, action)}
                    if let Some(tier) = customer.tier {
                        {tier_badge(language, tier)}
                    }
                    {stage_badge(language, customer.stage)}
                    if late {
                        <span class="badge overdue">{texts.today.overdue}</span>
                    }
                </p>
                <p class="muted">{who(customer)}</p>
                if let Some(scores) = scores {
                    <p>{scores}</p>
                }
            </header>
            if !props.is_due {
                {settled(language, speech, card)}
            }
            <Reach customer={customer.clone()} />
            if props.is_due {
                <p class="rule">{describe::reason(language, &card.why, &speech)}</p>
            }
            <p class="queue-opening">
                <span class="label">{texts.work().opening}</span>{" "}
                {describe_day::opening(language, &card.opening, &speech)}
            </p>
            {open(language, speech, card)}
            {last(language, speech, &card.last)}
        </article>
    }
}

/// What was done today, and what stands now: a later step, a pause, nothing.
fn settled(language: Language, speech: Speech, card: &Card) -> Html {
    let texts = language.texts();
    let (word, done) = match &card.today {
        Some(DoneToday::Contacted(one)) => (texts.today.done, Some(one)),
        Some(DoneToday::Tried(one)) => (texts.work().tried, Some(one)),
        None => (texts.work().not_due, None),
    };
    let done = done.map(|one| {
        let channel = shown(describe::channel(language, &one.channel));
        match one.outcome {
            Some(outcome) => {
                let outcome = describe_outcome::outcome(language, &one.channel, outcome);
                format!(" · {channel} · {outcome}")
            }
            None => format!(" · {channel}"),
        }
    });
    // That it was contacted today is all that the rules say.
    let says_the_same = matches!(card.why, Reason::Recent { days: 0, .. }) && done.is_some();
    html! {
        <div class="notice" data-kind="info">
            {Icon::Check.html()}
            <div class="notice-text">
                <p><strong>{word}</strong>{done.unwrap_or_default()}</p>
                if !says_the_same {
                    <p>{describe::reason(language, &card.why, &speech)}</p>
                }
            </div>
        </div>
    }
}

/// Title and firm on one line.
fn who(customer: &Customer) -> Html {
    let parts = [&customer.title, &customer.company];
    let mut parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    let (Some(first), second) = (parts.next(), parts.next()) else {
        return Html::default();
    };
    html! {
        <>
            <span lang={language_of(first)}>{shown(first)}</span>
            if let Some(second) = second {
                {" · "}<span lang={language_of(second)}>{shown(second)}</span>
            }
        </>
    }
}

fn gone(
    language: Language,
    customer: Option<&Arc<Customer>>,
    restore: Callback<MouseEvent>,
) -> Html {
    let texts = language.texts();
    html! {
        <article class="card queue-card" aria-labelledby={HEADING}>
            if let Some(customer) = customer {
                <h2 id={HEADING} tabindex="-1">
                    {(texts.customers().in_trash_title)(&shown(&customer.name))}
                </h2>
                <p>{texts.work().removed_hint}</p>
                <div class="btns">
                    <button class="btn" type="button" onclick={restore}>
                        {Icon::Restore.html()}<span>{texts.customers().restore}</span>
                    </button>
                </div>
            } else {
                <h2 id={HEADING} tabindex="-1">{texts.common.gone}</h2>
                <p>{texts.common.gone_hint}</p>
            }
        </article>
    }
}

/// What is open: promises of both sides and needs; nothing where nothing is.
fn open(language: Language, speech: Speech, card: &Card) -> Html {
    let texts = language.texts();
    let promise = |promise: &Promise| {
        let when = promise
            .due_on
            .map(|due| (texts.work().due_by)(&speech.day(due)));
        (describe::quote(&promise.words), when)
    };
    let need = |need: &Need| {
        let since = (texts.work().since)(&speech.day(need.opened_on));
        (need_words(language, need), Some(since))
    };
    let list = |word: &'static str, lines: Vec<(String, Option<String>)>| {
        if lines.is_empty() {
            return Html::default();
        }
        html! {
            <section>
                <h3 class="label">{word}</h3>
                <ul class="queue-list">
                    for (words, when) in lines {
                        <li>
                            <span lang={language_of(&words)}>{shown(&words)}</span>
                            if let Some(when) = when {
                                {" "}<span class="muted">{when}</span>
                            }
                        </li>
                    }
                </ul>
            </section>
        }
    };
    html! {
        <>
            {list(texts.work().ours, card.ours.iter().map(|one| promise(one)).collect())}
            {list(texts.work().theirs, card.theirs.iter().map(|one| promise(one)).collect())}
            {list(texts.work().needs, card.needs.iter().map(|one| need(one)).collect())}
        </>
    }
}

/// A need in the customer's words, or by its kind where there are none.
fn need_words(language: Language, need: &Need) -> String {
    let words = describe::quote(&need.words);
    if words.is_empty() {
        return describe_day::need_words(language, need);
    }
    words
}

/// The last communications with their words.
fn last(language: Language, speech: Speech, last: &[Arc<Communication>]) -> Html {
    let texts = language.texts();
    html! {
        <section>
            <h3 class="label">{texts.work().last}</h3>
            if last.is_empty() {
                <p class="muted">{texts.customers().no_communications}</p>
            } else {
                <ol class="queue-list">
                    for one in last {
                        <li key={one.id.to_string()}>
                            <p class="tl-meta">
                                {Icon::of_channel(&one.channel).html()}
                                <strong>{shown(describe::channel(language, &one.channel))}</strong>
                                <time datetime={one.at.to_text()}>{speech.day(one.at.local_date())}</time>
                                if let Some(outcome) = one.outcome {
                                    <span>{describe_outcome::outcome(language, &one.channel, outcome)}</span>
                                }
                            </p>
                            if one.content.trim().is_empty() {
                                <p class="muted">{texts.customers().no_words}</p>
                            } else {
                                <p class="tl-text" lang={language_of(&one.content)}>{shown(&one.content)}</p>
                            }
                        </li>
                    }
                </ol>
            }
        </section>
    }
}
