//! All communications: search in the words, filters, newest first.

pub mod edit;
mod row;
pub(in crate::ui::screens) mod toolbar;

use std::rc::Rc;

use crate::ui::prelude::*;

pub use self::edit::EditCommunicationDialog;
use self::row::CommunicationCells;
use self::toolbar::CommunicationsToolbar;
use crate::app::queries::communications::{CommunicationFilter, communications, newest_first};
use crate::app::search_index::Query;
use crate::domain::id::CommunicationId;
use crate::i18n::Texts;
use crate::ui::context::{Dialog, LogStart, use_desk, use_texts};
use crate::ui::hooks::{use_keys, use_selector};
use crate::ui::keys::{Deed, Key, Place};
use crate::ui::kit::listing::{begin, clear_button, empty, row_keys};
use crate::ui::kit::{Column, Icon, VirtualTable};
use crate::ui::memory::{CommunicationList, use_memory};
use crate::ui::route::Route;

/// What the list shows, and out of how many.
#[derive(PartialEq)]
struct List {
    ids: Rc<Vec<CommunicationId>>,
    total: usize,
}

/// The page of all communications.
#[component]
pub fn CommunicationsScreen() -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let memory = use_memory();
    let filter = use_state_eq(|| memory.communication_filter.borrow().clone());
    let current = use_state_eq(|| None::<usize>);
    let list = {
        let memory = memory.clone();
        use_selector((*filter).clone(), move |model, filter| {
            let mut kept = memory.communication_list.borrow_mut();
            let known = kept
                .take()
                .filter(|known| known.revision == model.revision());
            let list = match known {
                Some(known) if known.filter == *filter => known,
                known => {
                    let order = known.map(|known| known.order);
                    let order = order.unwrap_or_else(|| Rc::new(newest_first(model)));
                    CommunicationList {
                        revision: model.revision(),
                        filter: filter.clone(),
                        ids: Rc::new(communications(model, filter, &order)),
                        order,
                    }
                }
            };
            let list = kept.insert(list);
            List {
                ids: list.ids.clone(),
                total: list.order.len(),
            }
        })
    };
    let choice = use_mut_ref(usize::default);
    let change = {
        let (filter, current, choice) = (filter.setter(), current.setter(), choice.clone());
        use_callback((), move |next: CommunicationFilter, ()| {
            *choice.borrow_mut() += 1;
            memory.communication_filter.replace(next.clone());
            filter.set(next);
            current.set(None);
        })
    };
    {
        let (list, current, desk) = (list.clone(), current.clone(), desk.clone());
        use_keys(Place::Communications, move |deed, _key: &Key| {
            if list.ids.is_empty() {
                return false;
            }
            let last = list.ids.len() - 1;
            match deed {
                Some(Deed::NextRow) => {
                    current.set(Some(current.map_or(0, |at| (at + 1).min(last))));
                }
                Some(Deed::PreviousRow) => {
                    current.set(Some(current.map_or(0, |at| at.saturating_sub(1))));
                }
                Some(Deed::EditRow) => {
                    let Some(id) = current.and_then(|at| list.ids.get(at)) else {
                        return false;
                    };
                    desk.open.emit(Some(Dialog::EditCommunication(*id)));
                }
                _ => return false,
            }
            true
        });
    }
    let terms = use_memo(filter.search.clone(), |search| {
        Query::parse(search).terms().to_vec()
    });
    let row = use_memo((list.clone(), terms), |(list, terms)| {
        let (list, terms) = (list.clone(), terms.clone());
        Callback::from(move |index: usize| match list.ids.get(index) {
            Some(id) => html! { <CommunicationCells id={*id} terms={terms.clone()} /> },
            None => Html::default(),
        })
    });
    let row_key = use_memo(list.clone(), |list| {
        let list = list.clone();
        Callback::from(move |index: usize| row_keys(&list.ids, index))
    });
    let leave = {
        let current = current.setter();
        use_callback((), move |(), ()| current.set(Some(0)))
    };
    let clear = change.reform(|()| CommunicationFilter::default());
    let log = desk
        .open
        .reform(|_: MouseEvent| Some(Dialog::Log(LogStart::default())));
    html! {
        <div class="page page-fill">
            <header class="page-head two-rows">
                <div class="page-title"><h1>{texts.common.communications}</h1></div>
                <div class="page-actions">
                    <a class="btn" href={Route::Promises.href()}>{texts.needs().ledger}</a>
                </div>
            </header>
            if list.total == 0 {
                {empty(
                    Icon::Communications,
                    texts.communications().none_yet,
                    texts.communications().none_yet_hint,
                    begin(Icon::Log, texts.common.log, &log, texts.customers().import),
                )}
            } else {
                <CommunicationsToolbar
                    filter={(*filter).clone()}
                    {change}
                    clear={clear.clone()}
                    {leave}
                    found={list.ids.len()}
                    total={list.total}
                />
                if list.ids.is_empty() {
                    {empty(
                        Icon::Search,
                        texts.communications().none_found,
                        texts.communications().none_found_hint,
                        clear_button("btn", texts, &clear),
                    )}
                } else {
                    <VirtualTable
                        label={texts.common.communications}
                        class="comms"
                        columns={columns(texts)}
                        len={list.ids.len()}
                        row={(*row).clone()}
                        row_key={(*row_key).clone()}
                        choice={*choice.borrow()}
                        current={current.map(|at| at.min(list.ids.len() - 1))}
                    />
                }
            }
        </div>
    }
}

fn columns(texts: &'static Texts) -> Vec<Column> {
    [
        ("c-when", texts.communications().when),
        ("c-name", texts.log.customer),
        ("c-channel", texts.common.channel),
        ("c-words", texts.communications().words),
        ("c-outcome", texts.common.outcome),
    ]
    .into_iter()
    .map(|(class, label)| Column {
        class,
        label: AttrValue::from(label),
        sort: None,
    })
    .collect()
}
