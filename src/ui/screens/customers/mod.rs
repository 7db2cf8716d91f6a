//! All customers: search, filters, order, and the same edit to many.

mod bulk;
mod entries;
mod fields;
pub mod form;
mod order;
mod row;
mod toolbar;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::ui::prelude::*;

use self::bulk::BulkBar;
pub use self::order::OrderCache;
use self::row::CustomerCells;
use self::toolbar::CustomersToolbar;
use crate::app::queries::customers::{CustomerFilter, CustomerList, CustomerSort, customers};
use crate::domain::id::CustomerId;
use crate::i18n::Texts;
use crate::ui::app::go_to;
use crate::ui::context::{Dialog, use_book, use_desk, use_speech, use_texts, use_today};
use crate::ui::hooks::{use_keys, use_selector};
use crate::ui::keys::{Deed, Key, Place, key_of};
use crate::ui::kit::listing::{begin, clear_button, empty, row_keys};
use crate::ui::kit::virtual_table::Sort;
use crate::ui::kit::{Column, Icon, VirtualTable};
use crate::ui::memory::use_memory;
use crate::ui::pinyin::use_pinyin;
use crate::ui::route::Route;

/// The page of all customers.
#[component]
pub fn CustomersScreen() -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let memory = use_memory();
    let filter = use_state_eq(|| memory.customer_filter.borrow().clone());
    let list = use_list(&filter);
    let current = use_state_eq(|| memory.customer_row.get());
    let selected = use_state_eq(Rc::<BTreeSet<CustomerId>>::default);
    // Two columns that would be empty for who rates nobody.
    let has_ratings = use_selector((), |model, ()| {
        model.all_ratings().any(|one| one.trashed_at.is_none())
    });
    let at = use_memo((list.clone(), *current), |(list, current)| {
        current.and_then(|id| list.ids.iter().position(|other| *other == id))
    });
    let at = *at;
    use_effect_with((memory.clone(), *current), |(memory, current)| {
        memory.customer_row.set(*current);
    });
    let choice = use_mut_ref(usize::default);
    let set_filter = {
        let (memory, filter, current) = (memory.clone(), filter.setter(), current.setter());
        let choice = choice.clone();
        use_callback((), move |next: CustomerFilter, ()| {
            *choice.borrow_mut() += 1;
            memory.customer_filter.replace(next.clone());
            filter.set(next);
            current.set(None);
        })
    };
    // The same callback for as long as the selection is the same, so that rows stay as drawn.
    let toggle = {
        let setter = selected.setter();
        use_callback((*selected).clone(), move |id: CustomerId, selected| {
            let mut next = (**selected).clone();
            if !next.remove(&id) {
                next.insert(id);
            }
            setter.set(Rc::new(next));
        })
    };
    let stand_on = {
        let (current, list) = (current.setter(), list.clone());
        Callback::from(move |index: usize| {
            if let Some(id) = list.ids.get(index) {
                current.set(Some(*id));
            }
        })
    };
    {
        let has_selection = !selected.is_empty();
        let (list, selected, toggle) = (list.clone(), selected.setter(), toggle.clone());
        let stand_on = stand_on.clone();
        use_keys(Place::Customers, move |deed, _key: &Key| {
            let here = at.and_then(|at| list.ids.get(at).copied());
            match deed {
                Some(Deed::NextRow) => stand_on.emit(at.map_or(0, |at| at + 1)),
                Some(Deed::PreviousRow) => stand_on.emit(at.unwrap_or(1).saturating_sub(1)),
                Some(Deed::OpenRow) if !is_on_control() => match here {
                    Some(id) => go_to(Route::Customer(id)),
                    None => return false,
                },
                Some(Deed::SelectRow) => match here {
                    Some(id) => toggle.emit(id),
                    None => return false,
                },
                Some(Deed::ClearSelection) if has_selection => selected.set(Rc::default()),
                _ => return false,
            }
            true
        });
    }
    let leave_search = {
        let stand_on = stand_on.clone();
        use_callback(stand_on, |(), stand_on| stand_on.emit(0))
    };
    let row = {
        let toggle = toggle.clone();
        let deps = (list.clone(), (*selected).clone(), *has_ratings);
        use_memo(deps, move |(list, selected, has_ratings)| {
            let has_ratings = *has_ratings;
            let (list, selected, toggle) = (list.clone(), selected.clone(), toggle.clone());
            Callback::from(move |index: usize| match list.ids.get(index) {
                Some(id) => html! {
                    <CustomerCells
                        id={*id}
                        is_selected={selected.contains(id)}
                        shows_scores={has_ratings}
                        toggle={toggle.clone()}
                    />
                },
                None => Html::default(),
            })
        })
    };
    let row_key = use_memo(list.clone(), |list| {
        let list = list.clone();
        Callback::from(move |index: usize| row_keys(&list.ids, index))
    });
    let new = desk
        .open
        .reform(|_: MouseEvent| Some(Dialog::NewCustomer(String::new())));
    let clear = {
        let (set_filter, filter) = (set_filter.clone(), (*filter).clone());
        Callback::from(move |()| {
            set_filter.emit(CustomerFilter {
                sort: filter.sort,
                descending: filter.descending,
                ..CustomerFilter::default()
            });
        })
    };
    html! {
        <div class="page page-fill">
            <header class="page-head">
                <h1>{texts.common.customers}</h1>
                <div class="page-actions">
                    <button class="btn" type="button" aria-keyshortcuts={key_of(Place::Everywhere, Deed::NewCustomer)} onclick={new.clone()}>
                        {Icon::Plus.html()}<span>{texts.common.new_customer}</span>
                    </button>
                </div>
            </header>
            if list.total == 0 {
                {empty(
                    Icon::Customers,
                    texts.customers().none_yet,
                    texts.customers().none_yet_hint,
                    begin(Icon::Plus, texts.common.new_customer, &new, texts.customers().import),
                )}
            } else {
                <CustomersToolbar
                    filter={(*filter).clone()}
                    change={set_filter.clone()}
                    clear={clear.clone()}
                    leave={leave_search}
                    found={list.ids.len()}
                    total={list.total}
                />
                if !selected.is_empty() {
                    <BulkBar
                        selected={(*selected).clone()}
                        list={list.clone()}
                        select={
                            let selected = selected.setter();
                            Callback::from(move |next| selected.set(next))
                        }
                    />
                }
                if list.ids.is_empty() {
                    {empty(
                        Icon::Search,
                        texts.customers().none_found,
                        texts.customers().none_found_hint,
                        clear_button("btn", texts, &clear),
                    )}
                } else {
                    <VirtualTable
                        label={texts.common.customers}
                        class={table_class(&filter, *has_ratings)}
                        columns={columns(texts, &filter, &set_filter, *has_ratings)}
                        len={list.ids.len()}
                        row={(*row).clone()}
                        row_key={(*row_key).clone()}
                        choice={*choice.borrow()}
                        current={at}
                    />
                }
            }
        </div>
    }
}

/// The customers that the filter lets through, in its order.
#[hook]
fn use_list(filter: &CustomerFilter) -> Rc<CustomerList> {
    let book = use_book();
    let speech = use_speech();
    let day = use_today();
    let memory = use_memory();
    let list = {
        let memory = memory.clone();
        let deps = (filter.clone(), day, speech, use_pinyin(&filter.search));
        use_selector(deps, move |model, (filter, _day, speech, pinyin)| {
            let now = book.now();
            let order = memory
                .customer_order
                .borrow_mut()
                .order(model, filter.sort, now, *speech);
            let sounding = match pinyin {
                Some(pinyin) => {
                    let mut names = memory.names.borrow_mut();
                    names.update(model, Some(pinyin));
                    names.sounding(model, &filter.search)
                }
                None => Vec::new(),
            };
            customers(model, filter, now, &order, &sounding)
        })
    };
    memory.customer_list.replace(list.clone());
    list
}

/// Whether the focus is on something that Enter presses.
fn is_on_control() -> bool {
    crate::web::dom::document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| {
            matches!(
                element.tag_name().as_str(),
                "A" | "BUTTON" | "INPUT" | "SUMMARY"
            )
        })
}

/// What decides the columns' widths, and whether the rows of a phone have a line for the scores: they
/// do where the list goes by them.
fn table_class(filter: &CustomerFilter, has_ratings: bool) -> &'static str {
    let is_by_score = matches!(
        filter.sort,
        CustomerSort::Satisfaction | CustomerSort::Loyalty
    );
    if !has_ratings {
        "customers"
    } else if is_by_score || filter.score.is_some() {
        "customers scored by-scores"
    } else {
        "customers scored"
    }
}

fn columns(
    texts: &'static Texts,
    filter: &CustomerFilter,
    change: &Callback<CustomerFilter>,
    has_ratings: bool,
) -> Vec<Column> {
    let column = |class, label: &'static str, sort: Option<CustomerSort>| Column {
        class,
        label: AttrValue::from(label),
        sort: sort.map(|sort| Sort {
            rising: (filter.sort == sort).then_some(!filter.descending),
            press: {
                let (filter, change) = (filter.clone(), change.clone());
                Callback::from(move |()| {
                    change.emit(CustomerFilter {
                        sort,
                        descending: filter.sort == sort && !filter.descending,
                        ..filter.clone()
                    });
                })
            },
        }),
    };
    let mut columns = vec![
        column("c-name", texts.common.name, Some(CustomerSort::Name)),
        column("c-firm", texts.common.company, Some(CustomerSort::Company)),
        column("c-stage", texts.common.stage, Some(CustomerSort::Stage)),
        column("c-tier", texts.common.tier, Some(CustomerSort::Tier)),
        column(
            "c-last",
            texts.customers().last_contact,
            Some(CustomerSort::LastContact),
        ),
        column("c-action", texts.customers().to_do, None),
    ];
    if has_ratings {
        let words = texts.scores();
        columns.extend([
            column(
                "c-score c-satisfaction",
                words.satisfaction,
                Some(CustomerSort::Satisfaction),
            ),
            column(
                "c-score c-loyalty",
                words.loyalty,
                Some(CustomerSort::Loyalty),
            ),
        ]);
    }
    columns.push(column("c-phone", texts.common.phone, None));
    columns
}
