//! What the list shows: search, filters, order.

use crate::ui::prelude::*;

use crate::app::queries::customers::{CustomerFilter, CustomerSort, ScoreFilter, tags};
use crate::app::queries::today::Headline;
use crate::domain::customer::{Stage, Tier};
use crate::i18n::{Texts, describe};
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::SelectField;
use crate::ui::kit::listing::{Filter, Toolbar, altering};

/// How many tags are offered; the most used come first.
const MOST_TAGS: usize = 200;

/// Properties of [`CustomersToolbar`].
#[derive(Properties, PartialEq)]
pub(super) struct CustomersToolbarProps {
    /// What the list shows.
    pub(super) filter: CustomerFilter,
    /// Shows something else.
    pub(super) change: Callback<CustomerFilter>,
    /// Shows everybody.
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
pub(super) fn CustomersToolbar(props: &CustomersToolbarProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let customers = texts.customers();
    let CustomersToolbarProps {
        filter,
        change,
        clear,
        leave,
        found,
        total,
    } = props;
    let known_tags = use_selector((), |model, ()| tags(model));
    let has_ratings = use_selector((), |model, ()| {
        model.all_ratings().any(|one| one.trashed_at.is_none())
    });
    let words = texts.scores();
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
    let stages = Stage::ALL
        .map(|one| {
            (
                one.code().to_owned(),
                describe::stage(language, one).to_owned(),
            )
        })
        .to_vec();
    let tiers = Tier::ALL
        .map(|one| {
            (
                one.code().to_owned(),
                format!("{} {}", texts.common.tier, one.code()),
            )
        })
        .to_vec();
    let tag_options = known_tags
        .iter()
        .take(MOST_TAGS)
        .map(|(tag, count)| (tag.clone(), format!("{tag} ({count})")))
        .collect();
    let dues = Headline::ALL
        .iter()
        .map(|one| (due_code(*one).to_owned(), due_word(texts, *one).to_owned()))
        .collect();
    let scores = SCORES
        .iter()
        .map(|(code, score)| ((*code).to_owned(), score_word(texts, *score)))
        .collect();
    let sorts = SORTS
        .iter()
        .filter(|(_, sort)| *has_ratings || !is_by_score(*sort))
        .map(|(code, sort)| ((*code).to_owned(), sort_word(texts, *sort).to_owned()))
        .collect::<Vec<_>>();
    let filters = html! {
        <>
            {select(
                "customers-stage", texts.common.stage, customers.any_stage, stages,
                filter.stage.map_or("", Stage::code).to_owned(),
                |filter, code| filter.stage = Stage::from_code(&code),
            )}
            {select(
                "customers-tier", texts.common.tier, customers.any_tier, tiers,
                filter.tier.map_or("", Tier::code).to_owned(),
                |filter, code| filter.tier = Tier::from_code(&code),
            )}
            if !known_tags.is_empty() {
                {select(
                    "customers-tag", texts.common.tag, customers.any_tag, tag_options,
                    filter.tag.clone().unwrap_or_default(),
                    |filter, tag| filter.tag = Some(tag).filter(|tag| !tag.is_empty()),
                )}
            }
            {select(
                "customers-due", customers.action_due, customers.any_action, dues,
                filter.due.map_or("", due_code).to_owned(),
                |filter, code| {
                    filter.due = Headline::ALL.into_iter().find(|one| due_code(*one) == code);
                },
            )}
            // Who rates nobody has nothing to choose here.
            if *has_ratings || filter.score.is_some() {
                {select(
                    "customers-score", words.scores, words.any_score, scores,
                    filter.score.map_or("", score_code).to_owned(),
                    |filter, code| {
                        let score = SCORES.iter().find(|(other, _)| *other == code);
                        filter.score = score.map(|(_, score)| *score);
                    },
                )}
            }
            <SelectField
                id="customers-sort"
                label={customers.sort_by}
                bare=true
                class="phone-only"
                options={sorts}
                value={sort_code(filter.sort)}
                change={with(|filter, code| {
                    filter.sort = SORTS
                        .iter()
                        .find(|(other, _)| *other == code)
                        .map_or(CustomerSort::Name, |(_, sort)| *sort);
                    filter.descending = false;
                })}
            />
        </>
    };
    Toolbar {
        search: customers.search,
        hint: customers.search_hint,
        value: filter.search.clone(),
        change: with(|filter, text| filter.search = text),
        leave: leave.clone(),
        filters,
        clear: (!filter.is_open()).then(|| clear.clone()),
        count: if filter.is_open() {
            (customers.count)(&speech.number(*total), *total)
        } else {
            (customers.count_of)(&speech.number(*found), &speech.number(*total))
        },
    }
    .html(texts)
}

/// What can be asked of the scores; the limits of satisfaction are round numbers.
const SCORES: [(&str, ScoreFilter); 6] = [
    ("risk", ScoreFilter::AtRisk),
    ("below-80", ScoreFilter::SatisfactionBelow(80)),
    ("below-60", ScoreFilter::SatisfactionBelow(60)),
    ("below-40", ScoreFilter::SatisfactionBelow(40)),
    ("below-20", ScoreFilter::SatisfactionBelow(20)),
    ("unrated", ScoreFilter::Unrated),
];

fn score_code(score: ScoreFilter) -> &'static str {
    let known = SCORES.iter().find(|(_, other)| *other == score);
    known.map_or("", |(code, _)| code)
}

fn score_word(texts: &'static Texts, score: ScoreFilter) -> String {
    let words = texts.scores();
    match score {
        ScoreFilter::AtRisk => words.at_risk.to_owned(),
        ScoreFilter::SatisfactionBelow(limit) => (words.below)(limit),
        ScoreFilter::Unrated => words.unrated.to_owned(),
    }
}

fn is_by_score(sort: CustomerSort) -> bool {
    matches!(sort, CustomerSort::Satisfaction | CustomerSort::Loyalty)
}

const SORTS: [(&str, CustomerSort); 7] = [
    ("name", CustomerSort::Name),
    ("company", CustomerSort::Company),
    ("stage", CustomerSort::Stage),
    ("tier", CustomerSort::Tier),
    ("last", CustomerSort::LastContact),
    ("satisfaction", CustomerSort::Satisfaction),
    ("loyalty", CustomerSort::Loyalty),
];

fn sort_code(sort: CustomerSort) -> &'static str {
    SORTS
        .iter()
        .find(|(_, other)| *other == sort)
        .map_or("name", |(code, _)| code)
}

fn sort_word(texts: &'static Texts, sort: CustomerSort) -> &'static str {
    match sort {
        CustomerSort::Name => texts.customers().by_name,
        CustomerSort::Company => texts.customers().by_company,
        CustomerSort::Stage => texts.customers().by_stage,
        CustomerSort::Tier => texts.customers().by_tier,
        CustomerSort::LastContact => texts.customers().by_last_contact,
        CustomerSort::Satisfaction => texts.scores().sort_satisfaction,
        CustomerSort::Loyalty => texts.scores().sort_loyalty,
    }
}

fn due_code(due: Headline) -> &'static str {
    match due {
        Headline::Visits => "visits",
        Headline::Calls => "calls",
        Headline::FirstContacts => "first",
        Headline::Others => "others",
        Headline::NoFollowUp => "none",
    }
}

fn due_word(texts: &'static Texts, due: Headline) -> &'static str {
    match due {
        Headline::Visits => texts.today.visits,
        Headline::Calls => texts.today.calls,
        Headline::FirstContacts => texts.today.first_contacts,
        Headline::Others => texts.today.others,
        Headline::NoFollowUp => texts.today.no_follow_up,
    }
}
