//! What the list shows: search in the words, filters.

use crate::ui::prelude::*;
use chrono::NaiveDate;

use crate::app::queries::communications::CommunicationFilter;
use crate::domain::channel::Channel;
use crate::domain::outcome::Outcome;
use crate::i18n::{describe, describe_outcome};
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::field::value_of;
use crate::ui::kit::listing::{Filter, Toolbar, altering};
use crate::ui::screens::log::parse_date;

/// Properties of [`CommunicationsToolbar`].
#[derive(Properties, PartialEq)]
pub(super) struct CommunicationsToolbarProps {
    /// What the list shows.
    pub(super) filter: CommunicationFilter,
    /// Shows something else.
    pub(super) change: Callback<CommunicationFilter>,
    /// Shows everything.
    pub(super) clear: Callback<()>,
    /// Goes from the search to what was found.
    pub(super) leave: Callback<()>,
    /// How many were found.
    pub(super) found: usize,
    /// Out of how many.
    pub(super) total: usize,
}

/// Search, filters and the count.
#[component]
pub(super) fn CommunicationsToolbar(props: &CommunicationsToolbarProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let words = texts.communications();
    let CommunicationsToolbarProps {
        filter,
        change,
        clear,
        leave,
        found,
        total,
    } = props;
    let channels = use_selector((), |model, ()| model.settings().channels());
    let with = |set| altering(filter, change, set);
    let select = |id, label, any, options, value, set| {
        let change = with(set);
        Filter {
            id,
            label,
            any,
            options,
            value,
            change,
        }
        .html()
    };
    let channel_options = channels
        .iter()
        .map(|one| {
            (
                one.code().to_owned(),
                describe::channel(language, one).to_owned(),
            )
        })
        .collect();
    let outcome_options = Outcome::ALL
        .map(|one| {
            (
                one.code().to_owned(),
                match &filter.channel {
                    Some(channel) => describe_outcome::outcome(language, channel, one),
                    None => describe_outcome::of_any_channel(language, one),
                }
                .to_owned(),
            )
        })
        .to_vec();
    let is_open = *filter == CommunicationFilter::default();
    let filters = html! {
        <>
            {select(
                "communications-channel", texts.common.channel, words.any_channel, channel_options,
                filter.channel.as_ref().map_or("", Channel::code).to_owned(),
                |filter, code| {
                    filter.channel = (!code.is_empty()).then(|| Channel::from_code(&code));
                },
            )}
            {select(
                "communications-outcome", texts.common.outcome, words.any_outcome, outcome_options,
                filter.outcome.map_or("", Outcome::code).to_owned(),
                |filter, code| filter.outcome = Outcome::from_code(&code),
            )}
            {day(words.from, filter.from, &with(|filter, text| filter.from = parse_date(&text)))}
            {day(words.to, filter.to, &with(|filter, text| filter.to = parse_date(&text)))}
        </>
    };
    Toolbar {
        search: words.search,
        hint: words.search_hint,
        value: filter.search.clone(),
        change: with(|filter, text| filter.search = text),
        leave: leave.clone(),
        filters,
        clear: (!is_open).then(|| clear.clone()),
        count: if is_open {
            (words.count)(&speech.number(*total), *total)
        } else {
            (words.count_of)(&speech.number(*found), &speech.number(*total))
        },
    }
    .html(texts)
}

/// A day from which or up to which communications are shown.
pub(in crate::ui::screens) fn day(
    label: &'static str,
    value: Option<NaiveDate>,
    change: &Callback<String>,
) -> Html {
    html! {
        <label class="filter-day">
            <span class="label">{label}</span>
            <input
                class="input"
                type="date"
                value={value.map(|date| date.to_string()).unwrap_or_default()}
                onchange={change.reform(|event: Event| value_of(&event))}
            />
        </label>
    }
}
