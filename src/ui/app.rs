//! The root: it provides the Book, the language, dialogs and notices, and shows the page.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};

use super::context::{Book, Desk, Device, Dialog, Forms, ResumedLine, Toast, TodayDate};
use super::hooks::{Typing, use_keys, use_selector, use_step_back, use_unsaved};
use super::keys::{Deed, Key, Place, Section};
use super::memory::{Memory, use_log_start};
use super::rings::use_rings;
use super::route::Route;
use super::screens;
use super::screens::capture::LINE as CAPTURE_LINE;
use super::scroll::use_scroll_memory;
use super::shell::Shell;
use super::showing;
use super::toasts::Toasts;
use crate::app::commands::take_back::Intent;
use crate::app::service::Service;
use crate::domain::id::CustomerId;
use crate::i18n::{Language, describe_masked};
use crate::ui::context::{use_book, use_desk, use_device, use_texts};
use crate::ui::kit::task;
use crate::web::open_forms::OpenForms;
use crate::web::preferences::Preferences;
use crate::web::{badge, demo, dom, later_part};

/// Properties of [`App`].
#[derive(Properties, Clone)]
pub struct AppProps {
    /// The opened Book.
    pub service: Rc<Service>,
    /// The forms that are open in the tabs of the Book.
    pub forms: Rc<OpenForms>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.service, &other.service) && Rc::ptr_eq(&self.forms, &other.forms)
    }
}

/// The whole interface over an opened Book.
#[component]
pub fn App(props: &AppProps) -> Html {
    let preferences = use_state_eq(Preferences::load);
    let dialog = use_state_eq(|| None::<Dialog>);
    let toasts = use_state_eq(Vec::<(u32, Toast)>::new);
    // Hidden before anything is drawn. Everything below begins anew then, so that nothing that was
    // typed, found or told before still stands there.
    let masked = preferences.mask.then_some(preferences.language);
    use_memo(masked, {
        let service = props.service.clone();
        move |masked| {
            if masked.is_some() || service.is_masked() {
                service.set_mask(masked.map(describe_masked::stand_ins));
            }
        }
    });
    let memory = use_memo(masked, |_masked| Memory::default());
    let typing = use_memo((), |()| Rc::new(Typing::default()));
    let change = {
        let (setter, dialog, toasts) = (preferences.setter(), dialog.setter(), toasts.setter());
        let shown = preferences.clone();
        use_callback((), move |preferences: Preferences, ()| {
            preferences.apply();
            if shown.newest().mask != preferences.mask {
                dialog.set(None);
                toasts.set(Vec::new());
            }
            setter.set(preferences);
        })
    };
    let resumed = use_state_eq(ResumedLine::default);
    let open = {
        let (setter, resumed) = (dialog.setter(), resumed.clone());
        let service = props.service.clone();
        use_callback((), move |dialog, ()| match dialog {
            // What it would list or keep is not all there yet.
            Some(Dialog::Palette) if !service.model().is_whole() => {}
            Some(dialog) if service.closes_forms() && !showing::is_open(&service, &dialog) => {
                setter.set(Some(Dialog::Closed));
            }
            // A kept line goes on where it was typed.
            Some(Dialog::Capture(Some(id))) if capture_field().is_some() => {
                let count = resumed.newest().count + 1;
                resumed.set(ResumedLine {
                    count,
                    id: Some(id),
                });
                setter.set(None);
            }
            dialog => setter.set(dialog),
        })
    };
    let toast = {
        let (setter, newest) = (toasts.setter(), use_mut_ref(|| 0_u32));
        use_callback((), move |toast: Toast, ()| {
            *newest.borrow_mut() += 1;
            // One at a time: the newest is the one that matters, the history keeps the rest.
            setter.set(vec![(*newest.borrow(), toast)]);
        })
    };
    let dismiss = {
        let setter = toasts.setter();
        use_callback((), move |(), ()| setter.set(Vec::new()))
    };
    let device = Device {
        preferences: (*preferences).clone(),
        change,
    };
    let desk = Desk { open, toast };
    html! {
        <ContextProvider<Book> context={Book::of(props.service.clone(), (*typing).clone())}>
            <ContextProvider<Language> context={preferences.language}>
                <ContextProvider<Device> context={device}>
                    <ContextProvider<Desk> context={desk}>
                        <ContextProvider<Memory> context={(*memory).clone()}>
                            <ContextProvider<Forms> context={Forms(props.forms.clone())}>
                                <ContextProvider<ResumedLine> context={*resumed}>
                                    <Days key={masked.map_or("", |language| language.tag())}>
                                        <Pages dialog={(*dialog).clone()} />
                                        <Toasts toasts={(*toasts).clone()} {dismiss} />
                                    </Days>
                                </ContextProvider<ResumedLine>>
                            </ContextProvider<Forms>>
                        </ContextProvider<Memory>>
                    </ContextProvider<Desk>>
                </ContextProvider<Device>>
            </ContextProvider<Language>>
        </ContextProvider<Book>>
    }
}

/// Properties of [`Days`].
#[derive(Properties, PartialEq)]
struct DaysProps {
    children: Html,
}

/// Provides the day that the device shows, and looks again every half minute and whenever the page
/// comes back into sight: a laptop may have slept over midnight.
#[component]
fn Days(props: &DaysProps) -> Html {
    let book = use_book();
    let day = use_state_eq(|| book.now().date_naive());
    use_effect_with((), {
        let (book, setter) = (book.clone(), day.setter());
        move |()| {
            let look = move || setter.set(book.now().date_naive());
            let timer = Interval::new(30_000, look.clone());
            let listener = dom::document()
                .map(|document| EventListener::new(&document, "visibilitychange", move |_| look()));
            move || drop((timer, listener))
        }
    });
    html! {
        <ContextProvider<TodayDate> context={TodayDate(*day)}>
            {props.children.clone()}
        </ContextProvider<TodayDate>>
    }
}

/// The page of the address in the browser's bar.
#[hook]
fn use_route() -> Route {
    let route = use_state_eq(current_route);
    use_effect_with((), {
        let shown = route.clone();
        move |()| {
            let heard = RefCell::new(dom::hash());
            // On a slow device the browser has its turn between the first drawing and this, and the
            // address may have changed with nobody listening.
            shown.set(current_route());
            let listener = dom::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    let address = dom::hash();
                    // What is told twice must not close a dialog that was opened in between.
                    if heard.replace(address.clone()) != address {
                        leave_dialog(*shown.newest());
                    }
                    shown.set(current_route());
                })
            });
            move || drop(listener)
        }
    });
    *route
}

/// Closes the dialog that stood over `before` as Escape does, which keeps what was typed: it is about
/// what the page showed. Browsers in which the key or gesture for Back closes a dialog alone do so by
/// themselves.
fn leave_dialog(before: Route) {
    // A dialog that the address opens, the one that is left or the new one, is to stay.
    if matches!(before, Route::Act(_)) {
        return;
    }
    let Some(dialog) = dom::open_dialog() else {
        return;
    };
    // What is told of what was typed would go with the notices of the page before. Until then the
    // dialog may be gone by itself, and another be open.
    Timeout::new(0, move || {
        if dom::cancel_dialog(&dialog) {
            // Closing gives the focus back to where it was; on a new page one begins at its top.
            Timeout::new(0, || dom::focus("main")).forget();
        }
    })
    .forget();
}

/// The page that the address names now.
pub(crate) fn current_route() -> Route {
    dom::window()
        .and_then(|window| window.location().hash().ok())
        .map_or(Route::Today, |hash| Route::parse(&hash))
}

/// Properties of [`Pages`].
#[derive(Properties, PartialEq)]
struct PagesProps {
    dialog: Option<Dialog>,
}

/// The page, the dialog above it, and the keys that act everywhere.
#[component]
fn Pages(props: &PagesProps) -> Html {
    let texts = use_texts();
    use_scroll_memory();
    let route = use_route();
    let welcomed = use_state_eq(|| false);
    let is_masked = use_device().preferences.mask;
    let is_read_only = use_book().is_read_only();
    let has_later_part = use_whole();
    use_page_keys();
    use_catch_up();
    use_title(route);
    use_rings();
    // On a new page a screen reader begins at its top; the first page is the browser's affair.
    let last_route = use_mut_ref(|| route);
    // A part that is asked for, or a choice of files, takes it. Asked while drawing: by the time of
    // the effect the page may have seen to it already.
    let has_own_focus = matches!(route, Route::Data | Route::Settings)
        && (dom::address_detail("section").is_some() || dom::address_detail("do").is_some());
    use_effect_with(route, move |route| {
        if *last_route.borrow() != *route {
            *last_route.borrow_mut() = *route;
            if !has_own_focus {
                dom::focus("main");
            }
        }
    });
    let is_empty = use_selector((), |model, ()| {
        model.all_customers().next().is_none() && model.sources().next().is_none()
    });
    let is_whole = use_selector((), |model, ()| model.is_whole());
    // What could not be saved is told beside the pages, and so must not be hidden by the welcome.
    let unsaved = use_unsaved();
    let welcomes = *is_empty && unsaved == 0 && !*welcomed && route == Route::Today;
    // Today takes the place of the welcome, which may have been scrolled down.
    use_effect_with(welcomes, |_| dom::scroll_to(0.0));
    if route == Route::Demo {
        return html! { <showing::DemoEntry /> };
    }
    if *is_empty && demo::is_on() {
        return html! { <showing::DemoFilling /> };
    }
    if welcomes {
        let done = {
            let welcomed = welcomed.setter();
            Callback::from(move |()| welcomed.set(true))
        };
        return html! {
            <>
                <screens::welcome::Welcome {done} />
                <screens::Dialogs dialog={props.dialog.clone()} />
            </>
        };
    }
    let page = match route {
        // For the moment that all of a large Book takes; Today stands already.
        route if !*is_whole && route != Route::Today => {
            html! { <div class="page" aria-busy="true"></div> }
        }
        Route::Queue => html! { <screens::queue::QueueScreen /> },
        // What was typed on it before stands there again.
        Route::Debrief | Route::Round if is_masked => html! { <showing::ClosedPage /> },
        Route::Debrief if is_read_only => html! { <showing::ClosedPage /> },
        Route::Debrief => html! { <screens::debrief::DebriefScreen /> },
        Route::Round => html! { <screens::round::RoundScreen /> },
        Route::Today => {
            html! { <screens::today::TodayScreen /> }
        }
        Route::Customers => html! { <screens::customers::CustomersScreen /> },
        Route::Customer(id) => {
            html! { <screens::customer::CustomerScreen key={id.to_string()} {id} /> }
        }
        Route::Report(id) => {
            html! { <screens::report::ReportScreen key={id.to_string()} customer={Some(id)} /> }
        }
        Route::Reports => html! { <screens::report::ReportScreen customer={None::<CustomerId>} /> },
        Route::Communications => html! { <screens::communications::CommunicationsScreen /> },
        Route::Promises => html! { <screens::promises::PromisesScreen /> },
        Route::Insights => html! { <screens::insights::InsightsScreen /> },
        Route::WhatIf => html! { <screens::what_if::WhatIfScreen /> },
        Route::Calibration => html! { <screens::calibration::CalibrationScreen /> },
        Route::Data => html! { <screens::data::DataScreen /> },
        Route::Settings => html! { <screens::settings::SettingsScreen /> },
        Route::Act(act) => html! { <screens::act::ActScreen {act} /> },
        Route::Demo | Route::Unknown => html! {
            <div class="page">
                <div class="empty">
                    <h1>{texts.common.page_not_found}</h1>
                    <a class="btn" href={Route::Today.href()}>{texts.common.go_to_today}</a>
                </div>
            </div>
        },
    };
    // The demo is nobody's data: it must never be written over the user's backup.
    let notices = if *is_whole && has_later_part && !demo::is_on() {
        screens::safety::notices(route)
    } else {
        Html::default()
    };
    html! {
        <>
            <Shell {route} {notices}>{page}</Shell>
            <screens::Dialogs dialog={props.dialog.clone()} />
        </>
    }
}

/// Whether the code is there that a first visit does without.
#[hook]
fn use_whole() -> bool {
    let is_whole = use_state_eq(later_part::is_there);
    use_effect_with((), {
        let is_whole = is_whole.setter();
        move |()| {
            // It may have come between the drawing and this.
            is_whole.set(later_part::is_there());
            let listener = later_part::when_settled(move || is_whole.set(true));
            move || drop(listener)
        }
    });
    *is_whole
}

/// The keys that act on every page.
#[hook]
fn use_page_keys() {
    let perform = use_perform();
    use_keys(Place::Everywhere, move |deed, _key: &Key| {
        deed.is_some_and(|deed| perform.emit(deed))
    });
}

/// Does what can be done on every page; answers whether that was of it.
#[hook]
pub(crate) fn use_perform() -> Callback<Deed, bool> {
    let desk = use_desk();
    let (book, texts) = (use_book(), use_texts());
    let undo = use_step_back(Intent::Undo);
    let redo = use_step_back(Intent::Redo);
    let log_start = use_log_start();
    Callback::from(move |deed: Deed| {
        let dialog = match deed {
            Deed::Undo => {
                undo.emit(());
                return true;
            }
            Deed::Redo => {
                redo.emit(());
                return true;
            }
            Deed::Go(route) => {
                go_to(route);
                return true;
            }
            Deed::Show(section) => {
                show_section(section);
                return true;
            }
            Deed::Capture => {
                start_capture(&desk);
                return true;
            }
            // A backup of what Today alone needs would look like one of all.
            Deed::BackUp if !book.model().is_whole() => return true,
            Deed::BackUp => {
                screens::safety::back_up(&book, &desk, texts);
                return true;
            }
            Deed::Search => {
                focus_search();
                return true;
            }
            Deed::Log => Dialog::Log(log_start.emit(())),
            Deed::NewCustomer => Dialog::NewCustomer(String::new()),
            Deed::ListKeys => Dialog::Keys,
            Deed::OpenPalette => Dialog::Palette,
            _ => return false,
        };
        desk.open.emit(Some(dialog));
        true
    })
}

/// Goes to a page.
pub fn go_to(route: Route) {
    dom::set_hash(&route.href());
}

/// Goes to a part of a page.
fn show_section(section: Section) {
    let address = section.href();
    // Who is there already and scrolled away goes there anew.
    if dom::hash() == address {
        dom::replace_hash(&section.page().href());
    }
    dom::set_hash(&address);
}

/// The page's field of quick capture, where it has one.
fn capture_field() -> Option<web_sys::Element> {
    dom::document().and_then(|document| document.get_element_by_id(CAPTURE_LINE))
}

/// Puts the cursor in the page's field of quick capture; on a page without one, opens its dialog.
fn start_capture(desk: &Desk) {
    match capture_field() {
        Some(field) => dom::focus_element(&field),
        None => desk.open.emit(Some(Dialog::Capture(None))),
    }
}

/// Puts the cursor in the page's search field; on a page without one, goes to the customers.
fn focus_search() {
    let field = dom::document()
        .and_then(|document| document.query_selector("input[type=search]").ok().flatten());
    match field {
        Some(field) => dom::focus_element(&field),
        None => go_to(Route::Customers),
    }
}

/// Takes in what other tabs wrote whenever this one comes back into sight.
#[hook]
fn use_catch_up() {
    let book = use_book();
    use_effect_with((), move |()| {
        let listener = dom::document().map(|document| {
            EventListener::new(&document, "visibilitychange", move |_| {
                let book = book.clone();
                task::start(async move {
                    // What failed now is tried again with the next write, which says so.
                    book.catch_up().await.ok();
                    // Who was away may have made room.
                    if book.has_unsaved() {
                        book.retry().await.ok();
                    }
                });
            })
        });
        move || drop(listener)
    });
}

/// Shows the page and the count of what is due in the title of the window, and the count on the
/// app's icon.
#[hook]
fn use_title(route: Route) {
    let texts = use_texts();
    let book = use_book();
    let day = super::context::use_today();
    let due = use_selector(day, move |_model, _day| book.today().queue.len());
    let page = match route.section() {
        Route::Customers => texts.common.customers,
        Route::Communications => texts.common.communications,
        Route::Insights => texts.common.insights,
        Route::Data => texts.common.data,
        Route::Settings => texts.common.settings,
        _ => texts.common.today,
    };
    let demo = demo::is_on().then_some(texts.common.demo);
    use_effect_with((page, *due, demo), |(page, due, demo)| {
        let mut title = String::new();
        if 0 < *due {
            title = format!("({due}) ");
        }
        for part in demo.iter().chain([page]) {
            title.push_str(part);
            title.push_str(" · ");
        }
        dom::set_title(&(title + "Genjin 跟进"));
    });
    use_effect_with(*due, |due| {
        // The icon is the app's and counts what is due in the user's own Book.
        if !demo::is_on() {
            badge::show(*due);
        }
    });
}
