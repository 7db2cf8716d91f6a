//! Who the customer is, how to reach it, and what can be done with it.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::links;
use super::until::UntilDialog;
use crate::app::commands::customers::BulkEdit;
use crate::app::commands::sample_data::is_sample;
use crate::app::commands::{Command, trash};
use crate::domain::channel::Channel;
use crate::domain::customer::{Consent, Customer, Labelled};
use crate::domain::id::CustomerId;
use crate::i18n::Texts;
use crate::ui::app::go_to;
use crate::ui::context::{Dialog, Toast, use_desk, use_language, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::keys::{Deed, Place, key_of};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, Menu, MenuItem, stage_badge, task, tier_badge};
use crate::ui::route::Route;
use crate::web::clipboard;

/// Properties of [`Header`].
#[derive(Properties, PartialEq)]
pub(super) struct HeaderProps {
    /// The customer.
    pub(super) customer: Arc<Customer>,
    /// The one before it in the list that was shown last.
    pub(super) previous: Option<CustomerId>,
    /// The one after it.
    pub(super) next: Option<CustomerId>,
}

/// Name, badges, ways to reach, actions.
#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let language = use_language();
    let texts = language.texts();
    let desk = use_desk();
    let customer = &props.customer;
    let id = customer.id;
    let sample = use_selector(customer.clone(), |model, customer| {
        is_sample(model, customer.origin.as_ref())
    });
    let edit = desk
        .open
        .reform(move |_: MouseEvent| Some(Dialog::EditCustomer(id)));
    let firm = use_selector(customer.firm, |model, firm| {
        firm.and_then(|firm| model.customer(firm))
            .filter(|firm| firm.trashed_at.is_none())
            .cloned()
    });
    html! {
        <>
            <header class="page-head">
                <a class="back" href={Route::Customers.href()}>
                    {Icon::ChevronLeft.html()}<span>{texts.common.customers}</span>
                </a>
                <h1><span lang={language_of(&customer.name)}>{shown(&customer.name)}</span></h1>
                <div class="page-actions">
                    {step(
                        props.previous, [texts.customers().previous, texts.customers().previous_short],
                        Icon::ChevronUp, Deed::PreviousCustomer,
                    )}
                    {step(
                        props.next, [texts.customers().next, texts.customers().next_short],
                        Icon::ChevronDown, Deed::NextCustomer,
                    )}
                    <button class="btn wide-only" type="button" onclick={edit}>
                        {Icon::Edit.html()}<span>{texts.common.edit}</span>
                    </button>
                    <Actions customer={customer.clone()} />
                </div>
            </header>
            <p class="page-sub">
                <span class="badges">
                    if let Some(tier) = customer.tier {
                        {tier_badge(language, tier)}
                    }
                    {stage_badge(language, customer.stage)}
                    if *sample {
                        <span class="badge sample">{texts.common.sample}</span>
                    }
                    if customer.consent.do_not_contact {
                        <span class="badge overdue">{texts.customers().do_not_contact}</span>
                    }
                </span>
                if !customer.title.is_empty() {
                    {" "}<span lang={language_of(&customer.title)}>{shown(&customer.title)}</span>
                }
                if let Some(firm) = &*firm {
                    {" "}
                    <a href={Route::Customer(firm.id).href()} lang={language_of(&firm.name)}>
                        {shown(&firm.name)}
                    </a>
                } else if !customer.company.is_empty() {
                    {" "}<span lang={language_of(&customer.company)}>{shown(&customer.company)}</span>
                }
            </p>
            <Reach customer={customer.clone()} />
        </>
    }
}

/// A link to the customer next to this one in the list, by its whole name and the one that is seen.
fn step(to: Option<CustomerId>, words: [&'static str; 2], icon: Icon, deed: Deed) -> Html {
    let [word, seen] = words;
    let key = key_of(Place::Customer, deed);
    match to {
        Some(to) => html! {
            <a
                class="btn quiet wide-only"
                href={Route::Customer(to).href()}
                aria-label={word}
                aria-keyshortcuts={key}
                title={format!("{word} ({key})")}
            >
                {icon.html()}<span>{seen}</span>
            </a>
        },
        None => Html::default(),
    }
}

/// Properties of [`Reach`] and [`Actions`].
#[derive(Properties, PartialEq)]
pub(crate) struct CustomerProps {
    /// Whom they are about.
    pub(crate) customer: Arc<Customer>,
}

/// Links to the telephone, mail, messages and map, and names on services to copy.
#[component]
pub(crate) fn Reach(props: &CustomerProps) -> Html {
    let texts = use_texts();
    let customer = &props.customer;
    let id = customer.id.to_string();
    let link = |href: Option<String>, channel: Channel, word: String, label: Option<String>| {
        let Some(href) = href else {
            return Html::default();
        };
        // Mail and telephone open in their own programs, a map in a page of its own.
        let is_page = href.starts_with("https:");
        html! {
            <a
                class="btn"
                {href}
                target={is_page.then_some("_blank")}
                rel={is_page.then_some("noopener noreferrer")}
                aria-label={label}
                data-reach={channel.code().to_owned()}
                data-customer={id.clone()}
            >
                {Icon::of_channel(&channel).html()}<span>{word}</span>
            </a>
        }
    };
    let text_message = customer
        .phones
        .iter()
        .find_map(|one| links::sms(&one.value));
    let is_reachable = !customer.phones.is_empty()
        || !customer.emails.is_empty()
        || !customer.handles.is_empty()
        || !customer.address.trim().is_empty()
        || customer.position.is_some();
    if !is_reachable {
        return html! { <div class="reach" /> };
    }
    html! {
        <div class="reach">
            for one in customer.phones.iter() {
                {link(
                    links::tel(&one.value), Channel::Phone, shown(&one.value),
                    Some((texts.customers().call)(&shown(&one.value))),
                )}
            }
            {link(text_message, Channel::Sms, texts.customers().text_message.to_owned(), None)}
            for one in customer.emails.iter() {
                {link(links::mail(&one.value), Channel::Email, shown(&one.value), None)}
            }
            for one in customer.handles.iter() {
                <CopyHandle handle={one.clone()} customer={customer.id} />
            }
            {link(links::map(customer), Channel::Visit, texts.customers().map.to_owned(), None)}
        </div>
    }
}

/// Properties of [`CopyHandle`].
#[derive(Properties, PartialEq)]
struct CopyHandleProps {
    handle: Labelled,
    customer: CustomerId,
}

/// Copies a name on a messaging service, as most of them have no link.
#[component]
fn CopyHandle(props: &CopyHandleProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let Labelled { label, value } = &props.handle;
    let is_wechat = links::is_wechat(&props.handle);
    let what = if is_wechat {
        texts.customers().wechat_id.to_owned()
    } else {
        shown(label)
    };
    let channel = if is_wechat {
        Channel::WeChat
    } else {
        Channel::Social
    };
    let copy = {
        let (value, toast) = (value.clone(), desk.toast.clone());
        Callback::from(move |_: MouseEvent| copy_handle(texts, &value, &toast))
    };
    html! {
        <button
            class="btn"
            type="button"
            title={shown(value)}
            data-reach={channel.code().to_owned()}
            data-customer={props.customer.to_string()}
            onclick={copy}
        >
            {Icon::of_channel(&channel).html()}<span>{(texts.customers().copy)(&what)}</span>
        </button>
    }
}

/// Copies a name on a service, and says whether that went well.
pub(crate) fn copy_handle(texts: &'static Texts, value: &str, toast: &Callback<Toast>) {
    let (value, toast) = (value.to_owned(), toast.clone());
    task::start(async move {
        let is_copied = clipboard::copy(&value).await;
        toast.emit(Toast {
            text: if is_copied {
                (texts.customers().copied)(&shown(&value))
            } else {
                texts.customers().not_copied.to_owned()
            },
            undo: false,
            kept: None,
            is_error: !is_copied,
        });
    });
}

/// The less frequent things to do with a customer.
#[component]
fn Actions(props: &CustomerProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let run = use_run();
    let pauses = use_state_eq(|| false);
    let customer = props.customer.clone();
    let id = customer.id;
    let words = texts.customers();
    let mut items = Vec::new();
    let open = desk.open.clone();
    items.push(MenuItem::new(texts.common.edit, Icon::Edit, move || {
        open.emit(Some(Dialog::EditCustomer(id)));
    }));
    let open = desk.open.clone();
    items.push(MenuItem::new(words.plan, Icon::Calendar, move || {
        open.emit(Some(Dialog::Plan(id)));
    }));
    items.push(MenuItem::new(texts.report().menu, Icon::Print, move || {
        go_to(Route::Report(id));
    }));
    let pause = |until| {
        let run = run.clone();
        move || {
            run.emit(Command::EditCustomers {
                ids: vec![id],
                edit: BulkEdit::PauseUntil(until),
            });
        }
    };
    if customer.consent.paused_until.is_some() {
        items.push(MenuItem::new(words.end_pause, Icon::Clock, pause(None)));
    } else {
        let pauses = pauses.setter();
        items.push(MenuItem::new(words.pause, Icon::Clock, move || {
            pauses.set(true);
        }));
    }
    let (word, icon) = if customer.consent.do_not_contact {
        (words.end_do_not_contact, Icon::Check)
    } else {
        (words.set_do_not_contact, Icon::Close)
    };
    items.push(MenuItem::new(word, icon, {
        let (run, customer) = (run.clone(), customer.clone());
        move || {
            let after = Customer {
                consent: Consent {
                    do_not_contact: !customer.consent.do_not_contact,
                    ..customer.consent
                },
                ..(*customer).clone()
            };
            run.emit(Command::EditCustomer {
                before: customer.clone(),
                after: Box::new(after),
            });
        }
    }));
    let away = {
        let run = run.clone();
        MenuItem::new(texts.common.move_to_trash, Icon::Trash, move || {
            go_to(Route::Customers);
            run.emit(Command::MoveToTrash(trash::Selection::customers(vec![id])));
        })
    };
    items.push(away.danger());
    html! {
        <>
            <Menu label={(texts.today.more_for)(&customer.name)} {items} />
            if *pauses {
                <UntilDialog
                    heading={words.pause_title}
                    hint={words.pause_hint}
                    close={
                        let pauses = pauses.setter();
                        Callback::from(move |()| pauses.set(false))
                    }
                    choose={
                        let (run, pauses) = (run.clone(), pauses.setter());
                        Callback::from(move |until| {
                            pauses.set(false);
                            run.emit(Command::EditCustomers {
                                ids: vec![id],
                                edit: BulkEdit::PauseUntil(Some(until)),
                            });
                        })
                    }
                />
            }
        </>
    }
}
