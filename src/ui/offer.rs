//! After a telephone, message or map link was followed: the offer to log it, on return to the page.

use crate::ui::prelude::*;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::context::{Dialog, LogStart, use_book, use_desk, use_texts};
use super::hooks::use_selector;
use super::kit::Icon;
use super::kit::text::shown;
use super::screens::today::row::log_start;
use crate::domain::channel::Channel;
use crate::i18n::Texts;
use crate::web::dom;
use crate::web::followed::{self, Followed};

/// A notice in place, never above anything; it goes when it is dismissed, or after an hour.
#[component]
pub(super) fn LogOffer() -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let offered = use_state_eq(|| followed::load(book.now()));
    use_effect_with((), {
        let (book, setter) = (book.clone(), offered.setter());
        move |()| {
            let look = move || setter.set(followed::load(book.now()));
            let on_return = dom::document().map(|document| {
                let look = look.clone();
                EventListener::new(&document, "visibilitychange", move |_| look())
            });
            // A dialog of the system takes the focus and leaves the page in sight.
            let on_focus =
                dom::window().map(|window| EventListener::new(&window, "focus", move |_| look()));
            move || drop((on_return, on_focus))
        }
    });
    use_links_remembered();
    let customer = (*offered).as_ref().map(|followed| followed.customer);
    let name = use_selector(customer, |model, id| {
        let customer = model.customer((*id)?)?;
        customer.trashed_at.is_none().then(|| customer.name.clone())
    });
    // The region stands there before it has anything to say, so that it is heard.
    let words = match (&*offered, &*name) {
        (Some(followed), Some(name)) => {
            let log = {
                let (book, open) = (book.clone(), desk.open.clone());
                let (followed, offered) = (followed.clone(), offered.setter());
                move |_: MouseEvent| {
                    followed::forget();
                    offered.set(None);
                    open.emit(Some(Dialog::Log(LogStart {
                        channel: Some(followed.channel.clone()),
                        ..log_start(&book, followed.customer)
                    })));
                }
            };
            let dismiss = {
                let offered = offered.setter();
                move |_: MouseEvent| {
                    followed::forget();
                    offered.set(None);
                    dom::focus("main");
                }
            };
            html! {
                <div class="notice">
                    {Icon::of_channel(&followed.channel).html()}
                    <p class="notice-text">{question(texts, followed, &shown(name))}</p>
                    <div class="btns">
                        <button class="btn small primary" type="button" onclick={log}>
                            {texts.common.log}
                        </button>
                        <button class="btn small" type="button" onclick={dismiss}>
                            {texts.common.dismiss}
                        </button>
                    </div>
                </div>
            }
        }
        _ => Html::default(),
    };
    html! { <div class="notices offer" role="status">{words}</div> }
}

fn question(texts: &'static Texts, followed: &Followed, name: &str) -> String {
    match followed.channel {
        Channel::Phone => (texts.round().offer_call)(name),
        Channel::Visit => (texts.round().offer_visit)(name),
        _ => (texts.round().offer_message)(name),
    }
}

/// Remembers which link to a customer is followed, wherever on the page it stands.
#[hook]
fn use_links_remembered() {
    let book = use_book();
    use_effect_with((), move |()| {
        let listener = dom::document().map(|document| {
            EventListener::new(&document, "click", move |event| {
                let link = event
                    .target()
                    .and_then(|target| target.dyn_into::<Element>().ok())
                    .and_then(|target| target.closest("[data-reach]").ok().flatten());
                let Some(link) = link else {
                    return;
                };
                let customer = link.get_attribute("data-customer");
                let customer = customer.and_then(|id| id.parse().ok());
                if let (Some(customer), Some(code)) = (customer, link.get_attribute("data-reach")) {
                    followed::keep(&Followed {
                        customer,
                        channel: Channel::from_code(&code),
                        at: book.now(),
                    });
                }
            })
        });
        move || drop(listener)
    });
}
