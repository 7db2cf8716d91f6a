//! Long work of a screen shows how far it has come, and can be stopped: what was found out before
//! stays.

#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;

use chrono::NaiveDate;
use genjin::app::model::Model;
use genjin::app::service::Service;
use genjin::i18n::Language;
use genjin::store::log_store::LogStore;
use genjin::ui::context::{Book, TodayDate};
use genjin::ui::hooks::Typing;
use genjin::ui::kit::job::{use_worked, work_under_way};
use genjin::ui::prelude::*;
use genjin::web::clock::BrowserEnvironment;
use genjin::web::{dom, task};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// What is to be found out.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    /// This number, at once.
    Number(u32),
    /// Something that takes for ever.
    Endless,
}

thread_local! {
    static STEPS: Cell<u32> = const { Cell::new(0) };
}

fn step(wanted: &mut Wanted, _model: &Model) -> Option<u16> {
    STEPS.set(STEPS.get() + 1);
    match wanted {
        Wanted::Number(_) => None,
        Wanted::Endless => Some(500),
    }
}

fn finish(wanted: Wanted) -> u32 {
    match wanted {
        Wanted::Number(number) => number,
        Wanted::Endless => u32::MAX,
    }
}

#[derive(Properties, PartialEq)]
struct WorkProps {
    book: Book,
    wanted: Wanted,
}

#[component]
fn Page(props: &WorkProps) -> Html {
    let today = TodayDate(NaiveDate::default());
    html! {
        <ContextProvider<Book> context={props.book.clone()}>
            <ContextProvider<TodayDate> context={today}>
                <Work book={props.book.clone()} wanted={props.wanted} />
            </ContextProvider<TodayDate>>
        </ContextProvider<Book>>
    }
}

#[component]
fn Work(props: &WorkProps) -> Html {
    let work = use_worked(props.wanted, |_book, wanted| Some(*wanted), step, finish);
    let texts = Language::English.texts();
    let found = work.found.as_ref().map(ToString::to_string);
    html! {
        <>
            <output>{found}</output>
            {work_under_way(texts, "work", "Working", &[&work])}
        </>
    }
}

/// Waits until `is_so`, for at most a few seconds.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..300 {
        if is_so() {
            return;
        }
        task::pause(10).await;
    }
    panic!("never: {what}");
}

fn is_there(place: &Element, selector: &str) -> bool {
    place
        .query_selector(selector)
        .expect("a selector")
        .is_some()
}

fn found(place: &Element) -> String {
    let output = place.query_selector("output").expect("a selector");
    output
        .and_then(|one| one.text_content())
        .unwrap_or_default()
}

fn press(place: &Element, word: &str) {
    let buttons = place.query_selector_all("button").expect("a selector");
    let mut buttons = (0..buttons.length()).filter_map(|place| buttons.item(place));
    let button = buttons.find(|one| one.text_content().is_some_and(|text| text == word));
    let button = button.unwrap_or_else(|| panic!("no button {word}"));
    button.unchecked_into::<HtmlElement>().click();
}

#[wasm_bindgen_test]
async fn work_that_does_not_end_is_stopped_and_what_was_found_stays() {
    let service = Service::open(Rc::new(LogStore::in_memory()), Rc::new(BrowserEnvironment));
    let service = service.await.expect("a new Book opens");
    let book = Book::of(service, Rc::new(Typing::default()));
    let props = |wanted| WorkProps {
        book: book.clone(),
        wanted,
    };
    let document = dom::document().expect("a page");
    let place = document.create_element("div").expect("an element");
    let body = document.body().expect("a body");
    body.append_child(&place).expect("room for it");
    let renderer =
        yew::Renderer::<Page>::with_root_and_props(place.clone(), props(Wanted::Number(1)));
    let mut page = renderer.render();
    until("the first number", || found(&place) == "1").await;
    assert!(!is_there(&place, "progress"), "short work shows no bar");

    page.update(props(Wanted::Endless));
    until("the bar", || is_there(&place, "progress")).await;
    let bar = place
        .query_selector("progress")
        .expect("a selector")
        .expect("it is there");
    assert_eq!(bar.get_attribute("value").as_deref(), Some("500"));
    assert_eq!(found(&place), "1");

    press(&place, "Cancel");
    until("the bar to go", || !is_there(&place, "progress")).await;
    let steps = STEPS.get();
    task::pause(100).await;
    assert_eq!(STEPS.get(), steps, "the work goes on");
    assert_eq!(found(&place), "1");
    let words = place.text_content().unwrap_or_default();
    assert!(
        words.contains("Stopped: the numbers are those of before"),
        "{words}"
    );

    press(&place, "Continue");
    until("the bar again", || is_there(&place, "progress")).await;
    // Other work takes its place.
    page.update(props(Wanted::Number(2)));
    until("the second number", || found(&place) == "2").await;
    until("the bar to go", || !is_there(&place, "progress")).await;

    page.update(props(Wanted::Endless));
    let steps = STEPS.get();
    until("the work to begin", || steps < STEPS.get()).await;
    page.destroy();
    task::pause(50).await;
    let steps = STEPS.get();
    task::pause(100).await;
    assert_eq!(STEPS.get(), steps, "the work outlasts its page");
    place.remove();
}
