//! Words: terms by segment and time, how customers felt, and what was learnt from corrections.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::counted::{Counted, use_counted};
use super::learned::LearnedCard;
use super::sentiments::SentimentsChart;
use super::terms::TermsCard;
use super::times::Times;
use super::{SectionProps, empty, head};
use crate::app::queries::insights::words::{CountingWords, Group, WordCounts};
use crate::domain::order::PutInOrder;
use crate::i18n::{Language, describe};
use crate::ui::context::{Speech, use_language, use_texts};
use crate::ui::kit::SelectField;
use crate::ui::kit::text::shown;

/// The words of the communications.
#[component]
pub(super) fn WordsSection(props: &SectionProps) -> Html {
    let texts = use_texts();
    let words = texts.words();
    let speech = Speech(use_language());
    let (found, bar) = use_counted("insights-words", &props.filter, CountingWords::new);
    let Some(found) = found else {
        return bar;
    };
    let total = found.found.total;
    let number = speech.number(total);
    let least = speech.number(found.found.terms.least as usize);
    html! {
        <>
            {bar}
            if total == 0 {
                {empty(words.empty, words.empty_hint, Html::default())}
            } else {
                {head(texts, total, &(words.total)(&number), &number, &(words.note)(&least))}
                <div class="insights words">
                    <TermsCard
                        id="terms-all"
                        title={words.commonest}
                        found={found.clone()}
                    />
                    <GroupCard id="terms-segment" found={found.clone()} times=false />
                    <GroupCard id="terms-time" {found} times=true />
                    <SentimentsChart filter={props.filter.clone()} />
                    <LearnedCard />
                </div>
            }
        </>
    }
}

/// Properties of [`GroupCard`].
#[derive(Properties, PartialEq)]
struct GroupCardProps {
    id: &'static str,
    found: Rc<Counted<WordCounts>>,
    /// Whether parts of the time are compared, and not segments.
    times: bool,
}

/// The typical terms of a group of the user's choice.
#[component]
fn GroupCard(props: &GroupCardProps) -> Html {
    let texts = use_texts();
    let words = texts.words();
    let language = use_language();
    let found = &props.found;
    let chosen = use_state_eq(|| None::<Group>);
    let groups = groups(&found.found, props.times);
    let is_chosen = |group: &&(usize, Group)| Some(&group.1) == chosen.as_ref();
    let title = if props.times {
        words.by_month
    } else {
        words.by_segment
    };
    let Some((place, group)) = groups.iter().find(is_chosen).or(groups.first()) else {
        return html! {
            <section class="card">
                <h2>{title}</h2>
                <p class="muted">{words.no_segments}</p>
            </section>
        };
    };
    let name = |group: &Group| group_name(language, found, group);
    let options = groups
        .iter()
        .map(|(place, group)| (place.to_string(), name(group)));
    let choose = {
        let (chosen, groups) = (chosen.setter(), groups.clone());
        Callback::from(move |code: String| {
            let is_it = |(place, _): &&(usize, Group)| place.to_string() == code;
            chosen.set(groups.iter().find(is_it).map(|(_, group)| group.clone()));
        })
    };
    html! {
        <TermsCard
            id={props.id}
            {title}
            found={found.clone()}
            group={Some((*place, name(group)))}
            choice={html! {
                <SelectField
                    id={format!("{}-group", props.id)}
                    label={if props.times { words.time } else { words.segment }}
                    bare=true
                    options={options.collect::<Vec<_>>()}
                    value={place.to_string()}
                    change={choose}
                />
            }}
        />
    }
}

/// The segments, or the parts of the time, the newest first; each with its place.
fn groups(counts: &WordCounts, times: bool) -> Vec<(usize, Group)> {
    let groups = counts.groups.iter();
    let groups = groups.filter(|(_, group)| matches!(group, Group::Month(_)) == times);
    let mut groups: Vec<(usize, Group)> = groups.cloned().collect();
    if times {
        groups.put_in_order_by_key(|(place, _)| std::cmp::Reverse(*place));
    }
    groups
}

/// How a group is called.
fn group_name(language: Language, found: &Counted<WordCounts>, group: &Group) -> String {
    let texts = language.texts();
    match group {
        Group::Tier(tier) => format!("{} {}", texts.common.tier, tier.code()),
        Group::Stage(stage) => describe::stage(language, *stage).to_owned(),
        Group::Tag(tag) => format!("#{}", shown(tag)),
        Group::Month(bin) => {
            let today = found.now.date_naive();
            let times = Times {
                bins: &found.found.months,
                speech: Speech(language),
                texts,
                days: found.filter.span.days(today),
                today,
            };
            times.words(*bin)
        }
    }
}
