//! Our `html!` and our basic hooks do what Yew's do, and hooks of the Book miss nothing.

#![cfg(target_arch = "wasm32")]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use genjin::app::commands::Command;
use genjin::app::contract::block_on;
use genjin::app::service::Service;
use genjin::domain::customer::Customer;
use genjin::domain::id::CustomerId;
use genjin::store::log_store::LogStore;
use genjin::store::memory::MemoryShelf;
use genjin::ui::context::{Book, use_book};
use genjin::ui::hooks::{Typing, use_history};
use genjin::ui::prelude::*;
use genjin::web::clock::{self, BrowserEnvironment};
use genjin::web::dom;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Properties, PartialEq)]
struct HolderProps {
    #[prop_or_default]
    label: String,
    #[prop_or_default]
    children: Html,
}

/// A component with a property and children.
#[component]
fn Holder(props: &HolderProps) -> Html {
    html! { <b title={props.label.clone()}>{props.children.clone()}</b> }
}

#[derive(Properties, PartialEq)]
struct StageProps {
    content: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    props.content.clone()
}

/// A new element on the page.
fn new_place() -> Element {
    let document = dom::document().expect("a page");
    let place = document.create_element("div").expect("an element");
    document
        .body()
        .expect("a body")
        .append_child(&place)
        .expect("room for it");
    place
}

/// Lets Yew draw and run what follows a drawing.
async fn settle() {
    let (done, wait) = futures::channel::oneshot::channel();
    Timeout::new(20, move || done.send(()).unwrap_or_default()).forget();
    wait.await.expect("the timer fires");
}

/// What markup comes to on a page: the elements, and what its fields hold.
async fn drawn(content: Html) -> (Element, Vec<(String, bool)>) {
    let place = new_place();
    let app =
        yew::Renderer::<Stage>::with_root_and_props(place.clone(), StageProps { content }).render();
    settle().await;
    let page = place
        .clone_node_with_deep(true)
        .expect("a copy of an element")
        .unchecked_into();
    let fields = place.query_selector_all("input").expect("a selector");
    let fields = (0..fields.length())
        .filter_map(|index| fields.item(index)?.dyn_into::<HtmlInputElement>().ok())
        .map(|field| (field.value(), field.checked()))
        .collect();
    app.destroy();
    place.remove();
    (page, fields)
}

/// The same markup through both macros comes to the same page.
macro_rules! assert_same {
    ($($markup:tt)*) => {{
        let (ours, our_fields) = drawn(genjin::ui::prelude::html! { $($markup)* }).await;
        let (yews, yews_fields) = drawn(yew::html! { $($markup)* }).await;
        assert!(
            ours.is_equal_node(Some(&yews)),
            "{} is not {}",
            ours.inner_html(),
            yews.inner_html()
        );
        assert_eq!(our_fields, yews_fields);
    }};
}

#[wasm_bindgen_test]
async fn elements_and_attributes_are_the_same() {
    let (title, absent, flag) = ("a <b> \"c\"".to_owned(), None::<String>, true);
    assert_same!(<br />);
    assert_same!(<p class="one two" aria-label="x" tabindex="-1">{"text"}</p>);
    assert_same!(<p class={title.clone()} title={absent.clone()} data-kind="k" />);
    assert_same!(<p class={classes!("a", flag.then_some("b"))}>{title.as_str()}</p>);
    assert_same!(<button disabled={flag} hidden={!flag} type="button" />);
    assert_same!(<option selected=true value="1">{1_u32}{" "}{2_usize}</option>);
    assert_same!(<input type="text" value={title.clone()} checked={!flag} readonly=true />);
    assert_same!(<input type="checkbox" checked={flag} />);
    assert_same!(<textarea value="w" rows={"3"} />);
    assert_same!(<svg viewBox="0 0 4 4"><path d="M0 0" /></svg>);
    let (id, lang) = ("short", "zh-Hans");
    assert_same!(<i {id} {lang} key={title.clone()}>{title.to_uppercase()}</i>);
}

#[wasm_bindgen_test]
async fn children_are_the_same() {
    let (known, absent) = (Some("known"), None::<&str>);
    let parts = || vec![html! { <i /> }, html! { <b /> }];
    assert_same!(<></>);
    assert_same!(<><p>{"a"}</p>{"b"}{known}{absent}{"c"}</>);
    assert_same!(<ul>{parts()}</ul>);
    assert_same!(<ul>{parts()}<li />{known}</ul>);
    assert_same!(<ul>{absent}</ul>);
    assert_same!(<div><p><b><i>{"deep"}</i>{known}</b></p></div>);
    assert_same!({ "a text alone" });
    assert_same!(
        <Holder label="with">
            <p>{"one"}</p>
            {known}
        </Holder>
    );
    assert_same!(<Holder label={"alone".to_owned()} />);
    assert_same!(<Holder><p>{"one"}</p></Holder>);
}

#[wasm_bindgen_test]
async fn branches_and_loops_are_the_same() {
    for number in 0..3_u32 {
        assert_same!(
            <div>
                if number == 0 {
                    {"none"}
                } else if let Some(rest) = number.checked_sub(2) {
                    <b>{rest}</b>
                    <i />
                } else {
                    <u />
                }
                if number == 1 { <s /> }
                for (index, word) in ["a", "b"].into_iter().enumerate() {
                    <li key={word}>{index}{word}</li>
                    <hr />
                }
                {{ let twice = number * 2; twice + 1 }}
            </div>
        );
    }
}

#[derive(Properties, Clone)]
struct WatchedProps {
    drawings: Rc<Cell<u32>>,
    effects: Rc<RefCell<Vec<String>>>,
    handle: Rc<RefCell<Option<UseStateHandle<u32>>>>,
    callbacks: Rc<RefCell<Vec<Callback<(), u32>>>>,
}

impl PartialEq for WatchedProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drawings, &other.drawings)
    }
}

/// Uses each of the hooks and tells what they did.
#[component]
fn Watched(props: &WatchedProps) -> Html {
    let number = use_state_eq(|| 1_u32);
    let seen = use_mut_ref(Vec::<u32>::new);
    seen.borrow_mut().push(*number);
    let half = use_memo(*number / 2, |half| format!("half {half}"));
    let callback = use_callback(*number / 2, |(), half| *half);
    let place = use_node_ref();
    use_effect_with(*number / 2, {
        let (effects, place) = (props.effects.clone(), place.clone());
        move |half| {
            let text = place.cast::<HtmlElement>().map(|one| one.inner_text());
            effects
                .borrow_mut()
                .push(format!("begin {half} {}", text.unwrap_or_default()));
            let half = *half;
            move || effects.borrow_mut().push(format!("end {half}"))
        }
    });
    props.drawings.set(props.drawings.get() + 1);
    props.handle.replace(Some(number.clone()));
    props.callbacks.borrow_mut().push(callback);
    html! { <p ref={place}>{half.as_str()}{" "}{seen.borrow().len()}</p> }
}

#[wasm_bindgen_test]
async fn hooks_keep_and_compare_as_yews_do() {
    let place = new_place();
    let props = WatchedProps {
        drawings: Rc::default(),
        effects: Rc::default(),
        handle: Rc::default(),
        callbacks: Rc::default(),
    };
    let app = yew::Renderer::<Watched>::with_root_and_props(place.clone(), props.clone()).render();
    settle().await;
    let handle = || props.handle.borrow().clone().expect("it was drawn");
    let text = || {
        place
            .first_element_child()
            .and_then(|one| one.dyn_into::<HtmlElement>().ok())
            .map(|one| one.inner_text())
    };
    assert_eq!(text().as_deref(), Some("half 0 1"));

    // The same value draws nothing.
    handle().set(1);
    settle().await;
    assert_eq!(props.drawings.get(), 1);

    // Another value draws once, even when it was set twice, and a handle sees what was set last.
    let before = handle();
    before.setter().set(2);
    before.set(3);
    assert_eq!((*before, *before.newest()), (1, 3));
    settle().await;
    assert_eq!(props.drawings.get(), 2);
    assert_eq!((*handle(), text().as_deref()), (3, Some("half 1 2")));

    // The dependencies are as before: the effect stays and the callback is the same.
    handle().set(2);
    settle().await;
    assert_eq!(text().as_deref(), Some("half 1 3"));
    {
        let callbacks = props.callbacks.borrow();
        assert!(callbacks[0] != callbacks[1] && callbacks[1] == callbacks[2]);
        assert_eq!(callbacks[2].emit(()), 1);
    }
    app.destroy();
    settle().await;
    assert_eq!(
        *props.effects.borrow(),
        ["begin 0 half 0 1", "end 0", "begin 1 half 1 2", "end 1"]
    );
    place.remove();
}

#[derive(Properties, PartialEq)]
struct BeforehandProps {
    book: Book,
}

/// A page of the Book.
#[component]
fn Beforehand(props: &BeforehandProps) -> Html {
    html! {
        <ContextProvider<Book> context={props.book.clone()}>
            <ChangedWhileDrawn />
        </ContextProvider<Book>>
    }
}

/// Shows how many Changes there are; one is made after the drawing and before the hook listens, as
/// where the browser has its turn between the two.
#[component]
fn ChangedWhileDrawn() -> Html {
    let book = use_book();
    use_effect_with((), move |()| {
        let customer = Customer::named(CustomerId(clock::new_id()), "Ada Quill");
        let command = Command::CreateCustomer(Box::new(customer));
        block_on(book.execute(command)).expect("memory keeps it");
    });
    let changes = use_history(|history| history.items().len());
    html! { <p>{changes}</p> }
}

#[wasm_bindgen_test]
async fn what_changes_between_a_drawing_and_its_effect_is_drawn() {
    let store = Rc::new(LogStore::<MemoryShelf>::in_memory());
    let service = Service::open(store, Rc::new(BrowserEnvironment)).await;
    let book = Book::of(service.expect("an empty Book"), Rc::new(Typing::default()));
    let place = new_place();
    let props = BeforehandProps { book };
    let app = yew::Renderer::<Beforehand>::with_root_and_props(place.clone(), props).render();
    settle().await;
    assert_eq!(place.text_content().as_deref(), Some("1"));
    app.destroy();
    place.remove();
}
