//! What the list shows: search, filters, order.

use crate::ui::prelude::*;

use crate::app::queries::customers::{CustomerFilter, CustomerSort, tags};
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
    let sorts = SORTS
        .iter()
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

const SORTS: [(&str, CustomerSort); 5] = [
    ("name", CustomerSort::Name),
    ("company", CustomerSort::Company),
    ("stage", CustomerSort::Stage),
    ("tier", CustomerSort::Tier),
    ("last", CustomerSort::LastContact),
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
