//! One customer in the list.

use crate::ui::prelude::*;

use crate::app::commands::sample_data::is_sample;
use crate::domain::id::CustomerId;
use crate::ui::context::{use_book, use_language, use_speech, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{action_badge, stage_badge, tier_badge};
use crate::ui::route::Route;
use crate::ui::screens::customer::links;

/// Properties of [`CustomerCells`].
#[derive(Properties, PartialEq)]
pub(super) struct CustomerCellsProps {
    /// Whose row it is.
    pub(super) id: CustomerId,
    /// Whether it is one of those that a bulk edit is for.
    pub(super) is_selected: bool,
    /// Selects it or takes that back.
    pub(super) toggle: Callback<CustomerId>,
}

/// The cells of a customer's row.
#[component]
pub(super) fn CustomerCells(props: &CustomerCellsProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let speech = use_speech();
    let book = use_book();
    let today = use_today();
    let view = use_selector((props.id, today), move |model, (id, _today)| {
        let now = book.now();
        let customer = model.customer(*id)?.clone();
        let last = model
            .last_contact(*id, now)
            .map(|last| last.at.local_date());
        let action = model
            .standing(*id, now)
            .and_then(|standing| standing.action_today().cloned());
        let sample = is_sample(model, customer.origin.as_ref());
        Some((customer, last, action, sample))
    });
    let Some((customer, last, action, sample)) = &*view else {
        return Html::default();
    };
    let name = shown(&customer.name);
    let phone = customer.phones.first();
    let id = props.id;
    let toggle = props.toggle.reform(move |_: Event| id);
    html! {
        <>
            <td class="c-name" role="cell">
                <div class="name-line">
                    <label class="row-check">
                        <input
                            type="checkbox"
                            aria-label={(texts.customers().select)(&name)}
                            checked={props.is_selected}
                            onchange={toggle}
                        />
                    </label>
                    <a href={Route::Customer(customer.id).href()} lang={language_of(&customer.name)}>
                        {name.clone()}
                    </a>
                    if *sample {
                        <span class="badge sample">{texts.common.sample}</span>
                    }
                </div>
            </td>
            <td class="c-firm" role="cell" lang={language_of(&customer.company)}>
                {shown(&customer.company)}
            </td>
            <td class="c-stage" role="cell">{stage_badge(language, customer.stage)}</td>
            <td class="c-tier" role="cell">
                if let Some(tier) = customer.tier {
                    {tier_badge(language, tier)}
                }
            </td>
            <td class="c-last" role="cell">
                if let Some(date) = last {
                    <time datetime={date.to_string()}>{speech.days_from(today, *date)}</time>
                } else {
                    {texts.customers().never}
                }
            </td>
            <td class="c-action" role="cell">
                if action.is_some() {
                    {action_badge(language, action.as_ref())}
                }
            </td>
            <td class="c-phone" role="cell">
                if let Some(phone) = phone {
                    if let Some(href) = links::tel(&phone.value) {
                        <a class="quiet" {href}>{shown(&phone.value)}</a>
                    } else {
                        {shown(&phone.value)}
                    }
                }
            </td>
        </>
    }
}
