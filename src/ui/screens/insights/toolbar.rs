//! The filters: time, segment, tag, channel.

use crate::ui::prelude::*;

use crate::app::queries::customers::tags;
use crate::app::queries::insights::filter::{InsightFilter, Span};
use crate::domain::channel::Channel;
use crate::domain::customer::{Stage, Tier};
use crate::i18n::Language;
use crate::i18n::describe::{self, Dates};
use crate::ui::context::{Speech, use_language, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::SelectField;
use crate::ui::kit::listing::{Filter, altering, clear_button};
use crate::ui::screens::communications::toolbar::day;
use crate::ui::screens::log::parse_date;

/// The periods that can be chosen, in weeks.
const PERIODS: [u32; 4] = [13, 26, 52, 104];

/// The first day and the last.
type Days = (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>);

/// How many tags are offered; the most used come first.
const MOST_TAGS: usize = 200;

/// Properties of [`InsightsToolbar`].
#[derive(Properties, PartialEq)]
pub(super) struct InsightsToolbarProps {
    /// What is looked at.
    pub(super) filter: InsightFilter,
    /// Whether the channel does not matter to what is shown.
    pub(super) ignores_channel: bool,
    /// Looks at something else.
    pub(super) change: Callback<InsightFilter>,
}

/// The filters.
#[component]
pub(super) fn InsightsToolbar(props: &InsightsToolbarProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let today = use_today();
    let InsightsToolbarProps {
        filter,
        ignores_channel,
        change,
    } = props;
    let known = use_selector((), |model, ()| (tags(model), model.settings().channels()));
    let (known_tags, channels) = &*known;
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
    let period = {
        let (filter, change) = (filter.clone(), change.clone());
        Callback::from(move |code: String| {
            let span = match code.as_str() {
                "all" => Span::Between(None, None),
                // What was looked at is where one's own days begin.
                "own" => Span::Between(filter.span.days(today).0, Some(today)),
                weeks => weeks.parse().map_or_else(|_| Span::default(), Span::Weeks),
            };
            change.emit(InsightFilter {
                span,
                ..filter.clone()
            });
        })
    };
    let own = match filter.span {
        Span::Between(from, to) if from.is_some() || to.is_some() => Some((from, to)),
        _ => None,
    };
    let tag_options = known_tags
        .iter()
        .take(MOST_TAGS)
        .map(|(tag, count)| (tag.clone(), format!("{tag} ({count})")))
        .collect();
    let tiers = Tier::ALL.map(|one| {
        let word = format!("{} {}", texts.common.tier, one.code());
        (one.code().to_owned(), word)
    });
    let stages = Stage::ALL.map(|one| {
        let word = describe::stage(language, one).to_owned();
        (one.code().to_owned(), word)
    });
    let channel_options = channels.iter().map(|one| {
        let word = describe::channel(language, one).to_owned();
        (one.code().to_owned(), word)
    });
    let is_open = *filter == InsightFilter::default();
    // Days of which the first is after the last are shown, and change nothing.
    let refused = use_state_eq(|| None::<Days>);
    use_effect_with(filter.clone(), {
        let refused = refused.setter();
        move |_| refused.set(None)
    });
    let own = refused.or(own);
    let set_days = {
        let (filter, change, refused) = (filter.clone(), change.clone(), refused.setter());
        Callback::from(move |days: Days| {
            let span = Span::Between(days.0, days.1);
            refused.set(span.is_turned().then_some(days));
            if !span.is_turned() {
                change.emit(InsightFilter {
                    span,
                    ..filter.clone()
                });
            }
        })
    };
    let is_refused = refused.is_some() || filter.span.is_turned();
    html! {
        <div class="toolbar">
            <div class="filters">
                <SelectField
                    id="insights-period"
                    label={texts.insights().period}
                    bare=true
                    options={periods(language, filter.span)}
                    value={period_code(filter.span)}
                    change={period}
                />
                if let Some((from, to)) = own {
                    {day(texts.communications().from, from, &set_days.reform(move |text: String| (parse_date(&text), to)))}
                    {day(texts.communications().to, to, &set_days.reform(move |text: String| (from, parse_date(&text))))}
                }
                {select(
                    "insights-tier", texts.common.tier, texts.customers().any_tier, tiers.to_vec(),
                    filter.tier.map_or("", Tier::code).to_owned(),
                    |filter, code| filter.tier = Tier::from_code(&code),
                )}
                {select(
                    "insights-stage", texts.common.stage, texts.customers().any_stage, stages.to_vec(),
                    filter.stage.map_or("", Stage::code).to_owned(),
                    |filter, code| filter.stage = Stage::from_code(&code),
                )}
                if !known_tags.is_empty() || filter.tag.is_some() {
                    {select(
                        "insights-tag", texts.common.tag, texts.customers().any_tag, tag_options,
                        filter.tag.clone().unwrap_or_default(),
                        |filter, tag| filter.tag = Some(tag).filter(|tag| !tag.is_empty()),
                    )}
                }
                if !ignores_channel {
                    {select(
                    "insights-channel", texts.common.channel, texts.communications().any_channel,
                    channel_options.collect(),
                    filter.channel.as_ref().map_or("", Channel::code).to_owned(),
                    |filter, code| {
                        filter.channel = (!code.is_empty()).then(|| Channel::from_code(&code));
                    },
                    )}
                }
                if !is_open {
                    {clear_button("btn quiet", texts, &change.reform(|()| InsightFilter::default()))}
                }
            </div>
            if is_refused {
                <p class="error" role="alert">{texts.insights().turned_days}</p>
            }
        </div>
    }
}

/// The periods that are offered; one of the address's own stands among them while it is chosen.
fn periods(language: Language, span: Span) -> Vec<(String, String)> {
    let words = language.texts().insights();
    let mut weeks = PERIODS.to_vec();
    if let Span::Weeks(own) = span
        && !weeks.contains(&own)
    {
        weeks.push(own);
    }
    let weeks = weeks
        .into_iter()
        .map(|weeks| (weeks.to_string(), (words.last_weeks)(weeks as usize)));
    let others = [("all", words.all_time), ("own", words.own_dates)];
    let others = others.map(|(code, word)| (code.to_owned(), word.to_owned()));
    weeks.chain(others).collect()
}

fn period_code(span: Span) -> String {
    match span {
        Span::Weeks(weeks) => weeks.to_string(),
        Span::Between(None, None) => "all".to_owned(),
        Span::Between(_, _) => "own".to_owned(),
    }
}

/// What is looked at, in words, for paper.
pub(super) fn described(language: Language, speech: Speech, filter: &InsightFilter) -> String {
    let texts = language.texts();
    let words = texts.insights();
    let named = |name: &str, value: &str| (words.value)(name, value);
    let span = match filter.span {
        Span::Weeks(weeks) => (words.last_weeks)(weeks as usize),
        Span::Between(None, None) => words.all_time.to_owned(),
        Span::Between(from, to) => {
            let day = |name, date: Option<chrono::NaiveDate>| {
                date.map(|date| named(name, &speech.day(date)))
            };
            let (from, to) = (
                day(texts.communications().from, from),
                day(texts.communications().to, to),
            );
            from.into_iter().chain(to).collect::<Vec<_>>().join(" ")
        }
    };
    let stage = filter.stage.map(|stage| describe::stage(language, stage));
    let channel = filter.channel.as_ref();
    let parts = [
        Some(span),
        filter
            .tier
            .map(|tier| named(texts.common.tier, tier.code())),
        stage.map(|stage| named(texts.common.stage, stage)),
        filter.tag.as_ref().map(|tag| named(texts.common.tag, tag)),
        channel.map(|channel| named(texts.common.channel, describe::channel(language, channel))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
