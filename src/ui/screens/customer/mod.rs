//! One customer: how to reach it, why it is due, what comes next, what was said.

mod details;
pub(crate) mod header;
pub(crate) mod links;
pub(crate) mod needs;
pub mod noting;
pub mod observe;
mod owed;
mod past;
pub mod plan;
pub(crate) mod promises;
mod proposed;
pub mod rate;
mod score_terms;
pub(crate) mod scores;
mod sounding;
mod steps;
mod timeline;
pub(crate) mod until;
mod why;

use std::sync::Arc;

use crate::ui::prelude::*;

use self::details::Details;
use self::header::Header;
use self::needs::NeedsOfCustomer;
use self::past::Past;
use self::promises::PromisesOfCustomer;
use self::proposed::ProposedStep;
use self::scores::ScoresOfCustomer;
use self::steps::Steps;
use self::timeline::TimelineList;
use self::why::Why;
use crate::app::commands::{Command, trash};
use crate::domain::customer::Customer;
use crate::domain::id::{CommunicationId, CustomerId};
use crate::i18n::Texts;
use crate::ui::app::go_to;
use crate::ui::context::{Dialog, use_desk, use_texts};
use crate::ui::hooks::{use_keys, use_run, use_selector};
use crate::ui::keys::{Deed, Key, Place};
use crate::ui::kit::Icon;
use crate::ui::kit::text::shown;
use crate::ui::memory::{use_current_customer, use_memory};
use crate::ui::route::Route;
use crate::web::dom;

/// Properties of [`CustomerScreen`].
#[derive(Properties, PartialEq)]
pub struct CustomerScreenProps {
    /// Whose page it is.
    pub id: CustomerId,
}

/// The page of one customer.
#[component]
pub fn CustomerScreen(props: &CustomerScreenProps) -> Html {
    let texts = use_texts();
    let run = use_run();
    let memory = use_memory();
    let id = props.id;
    let customer = use_selector(id, |model, id| model.customer(*id).cloned());
    let is_here = (*customer)
        .as_ref()
        .is_some_and(|one| one.trashed_at.is_none());
    use_current_customer(is_here.then_some(id));
    let highlighted = use_state_eq(|| None::<CommunicationId>);
    // The customers next to this one in the list that was shown last.
    let neighbours = use_memo((id, memory.customer_list.borrow().clone()), |(id, list)| {
        let at = list.ids.iter().position(|other| other == id);
        let neighbour = |at: Option<usize>| at.and_then(|at| list.ids.get(at).copied());
        (
            neighbour(at.and_then(|at| at.checked_sub(1))),
            neighbour(at.map(|at| at + 1)),
        )
    });
    use_effect_with((memory, id), |(memory, id)| {
        memory.customer_row.set(Some(*id));
    });
    {
        let neighbours = neighbours.clone();
        let open = use_desk().open;
        use_keys(Place::Customer, move |deed, _key: &Key| {
            let to = match deed {
                Some(Deed::AddNeed) => {
                    open.emit(Some(Dialog::Need(id, None)));
                    return true;
                }
                Some(Deed::AddPromise) => {
                    open.emit(Some(Dialog::Promise(id, None)));
                    return true;
                }
                Some(Deed::NextCustomer) => neighbours.1,
                Some(Deed::PreviousCustomer) => neighbours.0,
                _ => return false,
            };
            if let Some(to) = to {
                go_to(Route::Customer(to));
            }
            true
        });
    }
    use_effect_with((id, is_here), {
        let show_record = show_record(highlighted.setter());
        move |(_, is_here)| {
            let record = dom::address_detail("record").and_then(|id| id.parse().ok());
            if let Some(record) = record.filter(|_| *is_here) {
                show_record.emit(record);
            }
        }
    });
    let Some(customer) = &*customer else {
        return unknown(texts);
    };
    if customer.trashed_at.is_some() {
        let restore = run.reform(move |_: MouseEvent| {
            Command::TakeFromTrash(trash::Selection::customers(vec![id]))
        });
        return in_trash(texts, customer, restore);
    }
    let show_record = show_record(highlighted.setter());
    html! {
        <div class="page">
            <Header
                customer={customer.clone()}
                previous={neighbours.0}
                next={neighbours.1}
            />
            <Why customer={customer.clone()} show_record={show_record.clone()} />
            <ProposedStep customer={id} />
            <div class="split">
                <div>
                    <Steps customer={id} />
                    <NeedsOfCustomer customer={id} show_record={show_record.clone()} />
                    <PromisesOfCustomer customer={id} show_record={show_record.clone()} />
                    <ScoresOfCustomer customer={id} {show_record} />
                    <Details customer={customer.clone()} />
                    <Past customer={id} />
                </div>
                <TimelineList customer={id} highlighted={*highlighted} />
            </div>
        </div>
    }
}

/// Highlights a record of the timeline, which then comes into sight.
fn show_record(highlighted: UseStateSetter<Option<CommunicationId>>) -> Callback<CommunicationId> {
    Callback::from(move |id: CommunicationId| {
        highlighted.set(Some(id));
        timeline::bring_into_view(id);
    })
}

fn unknown(texts: &'static Texts) -> Html {
    html! {
        <div class="page">
            <div class="empty">
                {Icon::Person.html()}
                <h1>{texts.common.gone}</h1>
                <p>{texts.common.gone_hint}</p>
                <div class="btns">
                    <a class="btn" href={Route::Customers.href()}>{texts.customers().to_list}</a>
                </div>
            </div>
        </div>
    }
}

fn in_trash(
    texts: &'static Texts,
    customer: &Arc<Customer>,
    restore: Callback<MouseEvent>,
) -> Html {
    html! {
        <div class="page">
            <div class="empty">
                {Icon::Trash.html()}
                <h1>{(texts.customers().in_trash_title)(&shown(&customer.name))}</h1>
                <p>{texts.customers().in_trash_hint}</p>
                <div class="btns">
                    <button class="btn primary" type="button" onclick={restore}>
                        {Icon::Restore.html()}<span>{texts.customers().restore}</span>
                    </button>
                    <a class="btn" href={Route::Customers.href()}>{texts.customers().to_list}</a>
                </div>
            </div>
        </div>
    }
}
