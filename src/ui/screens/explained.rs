//! The sentence that says why a customer is due, with links to what it names.

use crate::ui::prelude::*;

use crate::app::queries::reason::{Contact, Reason};
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::{CommunicationId, CustomerId};
use crate::domain::policy::Scope;
use crate::i18n::Language;
use crate::i18n::describe::{self, Named};
use crate::ui::context::{Desk, Dialog};
use crate::ui::route::Route;
use crate::web::dom;
use crate::web::intl::Speech;

/// The sentence. The record leads to its place on the timeline of the customer it stands with, the
/// rule to its place in the settings, a follow-up or a rhythm to its form.
///
/// A function and no component: a list shows one in each of its rows. `show_record` shows a record of
/// the customer on whose page the sentence stands.
pub(crate) fn explained(
    language: Language,
    why: &Reason,
    customer: CustomerId,
    desk: &Desk,
    show_record: Option<&Callback<CommunicationId>>,
) -> Html {
    let button = |words: String, press: Callback<MouseEvent>| {
        html! { <button class="link" type="button" onclick={press}>{words}</button> }
    };
    let mut parts = describe::reason_parts(language, why, &Speech(language));
    // A line that breaks behind a button would begin with the sign that ends its words.
    let mut signs = vec![String::new(); parts.len()];
    for index in 1..parts.len() {
        let is_sign = |char: &char| ":;,.：；，。".contains(*char);
        let sign = parts[index].words.chars().next().filter(is_sign);
        if let Some(sign) = sign.filter(|_| parts[index - 1].names.is_some()) {
            signs[index - 1] = sign.to_string();
            parts[index].words.remove(0);
        }
    }
    parts
        .into_iter()
        .zip(signs)
        .map(|(part, sign)| {
            let words = part.words;
            let drawn = match (part.names, why) {
                (
                    Some(Named::Record(record)),
                    Reason::Rule { last, .. }
                    | Reason::Cadence { last, .. }
                    | Reason::Recent { last, .. },
                ) => match show_record.filter(|_| last.with == customer) {
                    Some(show) => button(words, show.reform(move |_: MouseEvent| record)),
                    None => html! { <a class="link" href={record_address(last)}>{words}</a> },
                },
                (
                    Some(Named::Rule),
                    Reason::Rule {
                        more_than_days,
                        scope,
                        ..
                    },
                ) => {
                    let href = rule_address(scope.as_ref(), *more_than_days);
                    html! { <a class="link" {href}>{words}</a> }
                }
                (Some(Named::Cadence), _) => button(
                    words,
                    desk.open
                        .reform(move |_: MouseEvent| Some(Dialog::EditCustomer(customer))),
                ),
                (Some(Named::FollowUp(follow_up)), _) => button(
                    words,
                    desk.open
                        .reform(move |_: MouseEvent| Some(Dialog::EditFollowUp(follow_up))),
                ),
                _ => html! { {words} },
            };
            if sign.is_empty() {
                return drawn;
            }
            html! { <span class="glued">{drawn}{sign}</span> }
        })
        .collect()
}

/// The address of a record on the timeline of the customer it stands with.
fn record_address(contact: &Contact) -> String {
    let page = Route::Customer(contact.with).href();
    format!("{page}?record={}", contact.communication)
}

/// The address of a rule in the settings.
fn rule_address(scope: Option<&Scope>, more_than_days: u32) -> String {
    let page = Route::Settings.href();
    let of = match scope {
        None => String::new(),
        Some(Scope::Tag(tag)) => format!("&tag={}", dom::in_address(tag)),
        Some(Scope::Tier(tier)) => format!("&tier={}", tier.code()),
        Some(Scope::Stage(stage)) => format!("&stage={}", stage.code()),
    };
    format!("{page}?rule={more_than_days}{of}")
}

/// The rule that the address names: whom its policy is for if not for everyone, and its threshold.
pub(crate) fn rule_in_address() -> Option<(Option<Scope>, u32)> {
    let more_than_days = dom::address_detail("rule")?.parse().ok()?;
    let tag = dom::address_detail("tag").map(Scope::Tag);
    let tier = || Tier::from_code(&dom::address_detail("tier")?).map(Scope::Tier);
    let stage = || Stage::from_code(&dom::address_detail("stage")?).map(Scope::Stage);
    Some((tag.or_else(tier).or_else(stage), more_than_days))
}
