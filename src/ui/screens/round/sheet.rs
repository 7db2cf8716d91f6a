//! The sheet to take along: on paper alone, one page for twenty visits.

use crate::ui::prelude::*;
use chrono::NaiveDate;

use super::{SharedRound, clock};
use crate::app::queries::reason::Reason;
use crate::app::queries::round::RoundItem;
use crate::domain::round::Stop;
use crate::i18n::describe::{self, Dates};
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::kit::text::{language_of, shown};

/// Properties of [`Sheet`].
#[derive(Properties, PartialEq)]
pub(super) struct SheetProps {
    /// The round.
    pub(super) round: SharedRound,
    /// Of which day.
    pub(super) day: NaiveDate,
}

/// A row for each visit, with room to write.
#[component]
pub(super) fn Sheet(props: &SheetProps) -> Html {
    let texts = use_texts();
    let words = texts.round();
    let language = use_language();
    let speech = use_speech();
    let row = |place: usize, stop: &Stop, item: &RoundItem| {
        let customer = &item.customer;
        // What was agreed is what the customer waits for.
        let time = stop.agreed_for.map(u32::from).or(stop.arrives_at);
        let time = time.map(|minutes| clock(texts, speech, minutes));
        // The other reasons name the last contact themselves.
        let is_by_hand = matches!(item.reason, Reason::ByHand { .. });
        let last = item
            .last_contact
            .filter(|_| is_by_hand)
            .map(|last| (words.last_contact)(&speech.day(last.local_date())));
        let phone = customer.phones.first().map(|one| shown(&one.value));
        html! {
            <tr key={customer.id.to_string()}>
                <td>{place + 1}{" "}{time}</td>
                <td><div>
                    <strong lang={language_of(&customer.name)}>{shown(&customer.name)}</strong>
                    {" "}<span lang={language_of(&customer.company)}>{shown(&customer.company)}</span>
                </div></td>
                <td><div>{phone}</div></td>
                <td><div lang={language_of(&customer.address)}>
                    // A long address is cut off, the hours are not.
                    {shown(&customer.opening_hours)}{" "}{shown(&customer.address)}
                </div></td>
                <td><div>{last}{" "}{describe::reason(language, &item.reason, &speech)}</div></td>
                <td />
            </tr>
        }
    };
    html! {
        <table class="print-only round-sheet">
            <caption>{(words.sheet_of)(&speech.day(props.day))}</caption>
            <thead>
                <tr>
                    <th scope="col">{"#"}</th>
                    <th scope="col">{words.sheet_name}</th>
                    <th scope="col">{words.sheet_phone}</th>
                    <th scope="col">{words.sheet_where}</th>
                    <th scope="col">{words.sheet_why}</th>
                    <th scope="col">{words.sheet_notes}</th>
                </tr>
            </thead>
            <tbody>
                for (place, (stop, item)) in props.round.stops().enumerate() {
                    {row(place, stop, item)}
                }
            </tbody>
        </table>
    }
}
