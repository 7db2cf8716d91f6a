//! What the list shows: search in the words, filters.

use crate::ui::prelude::*;
use chrono::NaiveDate;

use crate::app::queries::communications::CommunicationFilter;
use crate::domain::channel::Channel;
use crate::domain::outcome::Outcome;
use crate::i18n::describe;
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::field::value_of;
use crate::ui::kit::{SearchField, SelectField};
use crate::ui::screens::log::parse_date;

/// Properties of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub(super) struct ToolbarProps {
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
pub(super) fn Toolbar(props: &ToolbarProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let words = &texts.communications;
    let ToolbarProps {
        filter,
        change,
        clear,
        leave,
        found,
        total,
    } = props;
    let channels = use_selector((), |model, ()| model.settings().channels());
    let with = |set: fn(&mut CommunicationFilter, String)| {
        let (filter, change) = (filter.clone(), change.clone());
        Callback::from(move |value: String| {
            let mut next = filter.clone();
            set(&mut next, value);
            change.emit(next);
        })
    };
    let mut channel_options = vec![(String::new(), words.any_channel.to_owned())];
    channel_options.extend(channels.iter().map(|one| {
        (
            one.code().to_owned(),
            describe::channel(language, one).to_owned(),
        )
    }));
    let mut outcome_options = vec![(String::new(), words.any_outcome.to_owned())];
    outcome_options.extend(Outcome::ALL.map(|one| {
        (
            one.code().to_owned(),
            describe::outcome(language, one).to_owned(),
        )
    }));
    let is_set = |is_set: bool| classes!(is_set.then_some("is-set"));
    let is_open = *filter == CommunicationFilter::default();
    let count = if is_open {
        (words.count)(&speech.number(*total), *total)
    } else {
        (words.count_of)(&speech.number(*found), &speech.number(*total))
    };
    html! {
        <div class="toolbar">
            <SearchField
                label={words.search}
                placeholder={words.search_hint}
                value={filter.search.clone()}
                change={with(|filter, text| filter.search = text)}
                leave={leave.clone()}
            />
            <div class="filters">
                <SelectField
                    id="communications-channel"
                    label={texts.common.channel}
                    bare=true
                    class={is_set(filter.channel.is_some())}
                    options={channel_options}
                    value={filter.channel.as_ref().map_or("", Channel::code).to_owned()}
                    change={with(|filter, code| {
                        filter.channel = (!code.is_empty()).then(|| Channel::from_code(&code));
                    })}
                />
                <SelectField
                    id="communications-outcome"
                    label={texts.common.outcome}
                    bare=true
                    class={is_set(filter.outcome.is_some())}
                    options={outcome_options}
                    value={filter.outcome.map_or("", Outcome::code).to_owned()}
                    change={with(|filter, code| filter.outcome = Outcome::from_code(&code))}
                />
                {day(words.from, filter.from, &with(|filter, text| filter.from = parse_date(&text)))}
                {day(words.to, filter.to, &with(|filter, text| filter.to = parse_date(&text)))}
                if !is_open {
                    <button
                        class="btn quiet"
                        type="button"
                        onclick={clear.reform(|_: MouseEvent| ())}
                    >
                        {texts.customers.clear_filters}
                    </button>
                }
            </div>
            <p class="count" role="status">{count}</p>
        </div>
    }
}

/// A day from which or up to which communications are shown.
fn day(label: &'static str, value: Option<NaiveDate>, change: &Callback<String>) -> Html {
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
