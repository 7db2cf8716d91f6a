//! One customer in the queue: what to do, why, and the ways to get it done.

use crate::ui::prelude::*;
use chrono::Days;

use crate::app::commands::{Command, trash};
use crate::app::queries::reason::{Reason, reason};
use crate::app::queries::today::rank;
use crate::domain::channel::Channel;
use crate::domain::communication::{CommunicationDraft, Direction};
use crate::domain::customer::{Consent, Customer};
use crate::domain::follow_up::Action;
use crate::domain::id::{CustomerId, FollowUpId};
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::domain::queue::Due;
use crate::domain::ranking::Rank;
use crate::i18n::{Language, Texts, describe_day, describe_outcome};
use crate::ui::context::{
    Book, Dialog, LogStart, Toast, use_book, use_desk, use_language, use_texts, use_today,
};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, Menu, MenuItem, Reach, action_badge};
use crate::ui::route::Route;
use crate::ui::screens::customer::header::copy_handle;
use crate::ui::screens::customer::links;
use crate::ui::screens::explained::explained;
use crate::web::dom;

/// Properties of [`QueueRow`].
#[derive(Properties, PartialEq)]
pub(super) struct QueueRowProps {
    /// Whose row it is.
    pub(super) customer: CustomerId,
    /// Whether J and K stand on it.
    pub(super) is_current: bool,
}

/// One customer in the queue.
#[component]
pub(super) fn QueueRow(props: &QueueRowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let view = {
        let book = book.clone();
        use_selector((props.customer, today), move |model, (id, _today)| {
            let customer = model.customer(*id)?.clone();
            let why = reason(model, &customer, book.now())?;
            Some((customer, why, rank(model, *id, book.now())))
        })
    };
    let Some((customer, why, rank)) = &*view else {
        return Html::default();
    };
    let id = customer.id;
    let (action, follow_up) = asked(why);
    let log = {
        let book = book.clone();
        desk.open
            .reform(move |_: MouseEvent| Some(Dialog::Log(log_start(&book, id))))
    };
    let no_answer = {
        let (book, why) = (book.clone(), why.clone());
        run.reform(move |_: MouseEvent| no_answer(&book, id, &why))
    };
    let no_answer_word =
        describe_outcome::outcome(language, &due_channel(Some(why)), Outcome::NoAnswer);
    let late = match why {
        Reason::ByHand {
            on,
            due: Due::Overdue,
            ..
        } => Some(crate::domain::moment::days_between(*on, today)),
        _ => None,
    };
    html! {
        <li class="q-row" data-current={props.is_current.then_some("")}>
            {action_badge(language, action)}
            <a class="q-who" href={Route::Customer(id).href()}>
                <strong lang={language_of(&customer.name)}>{shown(&customer.name)}</strong>
                <span lang={language_of(&customer.company)}>{shown(&customer.company)}</span>
            </a>
            <p class="q-why">
                if let Some(days) = late {
                    <span class="badge overdue">{(texts.today.days_late)(days)}</span>{" "}
                }
                {explained(language, why, id, &desk, None)}
                if let Some(rank) = rank {
                    {" "}{sum(language, rank)}
                }
            </p>
            <div class="q-acts">
                <button
                    class="btn small"
                    type="button"
                    aria-label={(texts.today.log_for)(&customer.name)}
                    onclick={log}
                >
                    {texts.common.log}
                </button>
                <button
                    class="btn quiet small"
                    type="button"
                    aria-label={(texts.today.of)(no_answer_word, &customer.name)}
                    onclick={no_answer}
                >
                    {no_answer_word}
                </button>
                <RowMenu customer={customer.clone()} {follow_up} is_due={action.is_some()} />
            </div>
        </li>
    }
}

/// The number by which a suggestion stands in the queue, and the sum behind it on demand.
fn sum(language: Language, rank: &Rank) -> Html {
    let texts = language.texts();
    let total = describe_day::in_hundredths(rank.total());
    html! {
        <details class="q-sum">
            <summary>{(texts.day.rank)(&total)}</summary>
            <span class="q-sum-words">{describe_day::rank(language, rank)}</span>
        </details>
    }
}

/// What a reason asks for today, and the follow-up by hand that does.
pub(crate) fn asked(why: &Reason) -> (Option<&Action>, Option<FollowUpId>) {
    match why {
        Reason::ByHand {
            action, follow_up, ..
        } => (Some(action), Some(*follow_up)),
        Reason::Rule { action, .. } | Reason::Cadence { action, .. } => (Some(action), None),
        Reason::NeverContacted => (Some(&Action::FirstContact), None),
        _ => (None, None),
    }
}

/// By which way what is due is done; a call where nothing is.
pub(crate) fn due_channel(why: Option<&Reason>) -> Channel {
    why.and_then(|why| asked(why).0)
        .map_or(Channel::Phone, Action::channel)
}

/// With what the log dialog opens for a customer: the way and the follow-up that are due.
pub(crate) fn log_start(book: &Book, id: CustomerId) -> LogStart {
    let model = book.model();
    let why = model
        .customer(id)
        .and_then(|customer| reason(&model, customer, book.now()));
    let due = why.as_ref().map(asked);
    LogStart {
        customers: vec![id],
        channel: due.and_then(|(action, _)| action.map(Action::channel)),
        executes: due.and_then(|(_, follow_up)| follow_up),
        ..LogStart::default()
    }
}

/// What is due was tried now in vain.
pub(crate) fn no_answer(book: &Book, id: CustomerId, why: &Reason) -> Command {
    let (_, executes) = asked(why);
    Command::Log(CommunicationDraft {
        customers: vec![id],
        new_customers: Vec::new(),
        at: Moment::At(book.now()),
        channel: due_channel(Some(why)),
        direction: Some(Direction::Outgoing),
        outcome: Some(Outcome::NoAnswer),
        content: String::new(),
        line: String::new(),
        duration_seconds: None,
        executes,
        needs: Vec::new(),
        promises: Vec::new(),
        ratings: Vec::new(),
        next_step: None,
    })
}

/// Properties of [`RowMenu`].
#[derive(Properties, PartialEq)]
pub(crate) struct RowMenuProps {
    /// Whose menu it is.
    pub(crate) customer: std::sync::Arc<Customer>,
    /// The follow-up by hand that is due.
    pub(crate) follow_up: Option<FollowUpId>,
    /// Whether anything is due, so that it can be put off.
    pub(crate) is_due: bool,
}

/// The less frequent ways to deal with a customer.
#[component]
pub(crate) fn RowMenu(props: &RowMenuProps) -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let run = use_run();
    let today = use_today();
    let id = props.customer.id;
    let snooze = |word: &'static str, days: u64| {
        let run = run.clone();
        let until = today + Days::new(days);
        MenuItem::new(word, Icon::Clock, move || {
            run.emit(Command::Snooze {
                customer: id,
                until,
            });
        })
    };
    let mut items = Vec::new();
    if props.is_due {
        items.push(snooze(texts.today.snooze_tomorrow, 1));
        items.push(snooze(texts.today.snooze_three_days, 3));
        items.push(snooze(texts.today.snooze_next_week, 7));
        let run = run.clone();
        let until = today + Days::new(1);
        items.push(MenuItem::new(
            texts.today.skip_today,
            Icon::Skip,
            move || {
                run.emit(Command::Skip {
                    customer: id,
                    until,
                    reason: String::new(),
                });
            },
        ));
        let open = desk.open.clone();
        items.push(MenuItem::new(texts.day.skip, Icon::Skip, move || {
            open.emit(Some(Dialog::Skip(id)));
        }));
        let open = desk.open.clone();
        items.push(MenuItem::new(
            texts.customers().pause,
            Icon::Clock,
            move || {
                open.emit(Some(Dialog::Pause(id)));
            },
        ));
    }
    if let Some(follow_up) = props.follow_up {
        let run = run.clone();
        items.push(MenuItem::new(
            texts.today.mark_done,
            Icon::Check,
            move || {
                run.emit(Command::Complete(follow_up));
            },
        ));
        let open = desk.open.clone();
        items.push(MenuItem::new(texts.common.edit, Icon::Edit, move || {
            open.emit(Some(Dialog::EditFollowUp(follow_up)));
        }));
    }
    let open = desk.open.clone();
    items.push(MenuItem::new(
        texts.today.plan_step,
        Icon::Calendar,
        move || {
            open.emit(Some(Dialog::Plan(id)));
        },
    ));
    if !props.customer.consent.do_not_contact {
        let (run, customer) = (run.clone(), props.customer.clone());
        let never = MenuItem::new(
            texts.customers().set_do_not_contact,
            Icon::Close,
            move || {
                let consent = Consent {
                    do_not_contact: true,
                    ..customer.consent
                };
                run.emit(Command::EditCustomer {
                    before: customer.clone(),
                    after: Box::new(Customer {
                        consent,
                        ..(*customer).clone()
                    }),
                });
            },
        );
        items.push(never);
    }
    let run = run.clone();
    let away = MenuItem::new(texts.common.move_to_trash, Icon::Trash, move || {
        run.emit(Command::MoveToTrash(trash::Selection::customers(vec![id])));
    });
    items.push(away.danger());
    let first = {
        let (customer, toast) = (props.customer.clone(), desk.toast.clone());
        Callback::from(move |()| reach_items(texts, &customer, &toast))
    };
    html! { <Menu label={(texts.today.more_for)(&props.customer.name)} {items} {first} /> }
}

/// The ways of reaching a customer, the first of each kind.
fn reach_items(
    texts: &'static Texts,
    customer: &Customer,
    toast: &Callback<Toast>,
) -> Vec<MenuItem> {
    let link = |channel: Channel, label: String, href: Option<String>| {
        let reach = Reach {
            channel: channel.code().to_owned(),
            customer: customer.id.to_string(),
            href: Some(href?),
        };
        Some(MenuItem::new(label, Icon::of_channel(&channel), || ()).reaching(reach))
    };
    let words = texts.round();
    let phone = customer.phones.first().map(|one| one.value.as_str());
    let email = customer.emails.first().map(|one| one.value.as_str());
    let links = [
        phone.and_then(|one| link(Channel::Phone, (words.call)(&shown(one)), links::tel(one))),
        phone.and_then(|one| link(Channel::Sms, (words.text)(&shown(one)), links::sms(one))),
        email.and_then(|one| link(Channel::Email, (words.write)(&shown(one)), links::mail(one))),
        link(
            Channel::Visit,
            words.show_on_map.to_owned(),
            links::map(customer),
        ),
    ];
    let handle = customer.handles.first().map(|handle| {
        let channel = if links::is_wechat(handle) {
            Channel::WeChat
        } else {
            Channel::Social
        };
        let (value, toast) = (handle.value.clone(), toast.clone());
        let copy = move || copy_handle(texts, &value, &toast);
        let label = (texts.customers().copy)(&shown(&handle.value));
        MenuItem::new(label, Icon::of_channel(&channel), copy).reaching(Reach {
            channel: channel.code().to_owned(),
            customer: customer.id.to_string(),
            href: None,
        })
    });
    links.into_iter().flatten().chain(handle).collect()
}

/// Scrolls the row on which J and K stand into sight whenever another becomes it. The first is left
/// alone, because a page begins at its top or where it was left.
#[hook]
pub(crate) fn use_current_in_view<T: PartialEq + 'static>(current: Option<T>) {
    let is_begun = use_mut_ref(|| false);
    use_effect_with(current, move |current| {
        if is_begun.replace(true) && current.is_some() {
            bring_current_into_view();
        }
    });
}

fn bring_current_into_view() {
    let row = dom::document().and_then(|document| {
        document
            .query_selector(":is(.q-row, .d-row, .owed-row, .stop)[data-current]")
            .ok()
            .flatten()
    });
    if let Some(row) = row {
        dom::bring_into_view(&row);
    }
}
