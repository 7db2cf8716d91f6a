//! A button that opens a short list of actions.

use crate::ui::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::icon::Icon;
use crate::web::dom;

/// One action of a menu.
#[derive(Clone, PartialEq)]
pub struct MenuItem {
    /// Its word.
    pub label: AttrValue,
    /// Its icon.
    pub icon: Icon,
    /// What it does.
    pub act: Callback<()>,
    /// Whether it takes something away.
    pub is_danger: bool,
    /// The way of reaching a customer that it is, if it is one.
    pub reach: Option<Reach>,
}

/// A way of reaching a customer, which is remembered when it is taken.
#[derive(Clone, PartialEq)]
pub struct Reach {
    /// The code of the channel.
    pub channel: String,
    /// The customer's id.
    pub customer: String,
    /// Where the link leads; none for what is copied.
    pub href: Option<String>,
}

impl MenuItem {
    /// An action.
    pub fn new(label: impl Into<AttrValue>, icon: Icon, act: impl Fn() + 'static) -> Self {
        Self {
            label: label.into(),
            icon,
            act: Callback::from(move |()| act()),
            is_danger: false,
            reach: None,
        }
    }

    /// The same, as a way of reaching a customer.
    #[must_use]
    pub fn reaching(self, reach: Reach) -> Self {
        Self {
            reach: Some(reach),
            ..self
        }
    }

    /// The same, marked as taking something away.
    #[must_use]
    pub fn danger(self) -> Self {
        Self {
            is_danger: true,
            ..self
        }
    }
}

/// Properties of [`Menu`].
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// What the button is for, as it shows only three dots.
    pub label: AttrValue,
    /// The actions.
    pub items: Vec<MenuItem>,
    /// Actions before those, which are made only when the menu opens.
    #[prop_or_default]
    pub first: Option<Callback<(), Vec<MenuItem>>>,
}

/// A button with three dots and its menu (APG menu button).
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let opens_up = use_state_eq(|| false);
    let wrap = use_node_ref();
    use_effect_with((*is_open, wrap.clone()), {
        let opens_up = opens_up.setter();
        move |(is_open, wrap)| {
            if *is_open {
                opens_up.set(place(wrap) == Place::Above);
                focus_item(wrap, Step::First);
            }
        }
    });
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let close = {
        let (is_open, wrap) = (is_open.clone(), wrap.clone());
        Callback::from(move |()| {
            is_open.set(false);
            let button = wrap
                .cast::<Element>()
                .and_then(|wrap| wrap.query_selector("button").ok().flatten());
            if let Some(button) = button {
                dom::focus_element(&button);
            }
        })
    };
    let onkeydown = {
        let (is_open, wrap, close) = (is_open.clone(), wrap.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if !*is_open {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" => focus_item(&wrap, Step::Next),
                "ArrowUp" => focus_item(&wrap, Step::Previous),
                "Home" => focus_item(&wrap, Step::First),
                "End" => focus_item(&wrap, Step::Last),
                "Escape" => close.emit(()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onfocusout = {
        let (is_open, wrap) = (is_open.clone(), wrap.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event
                .related_target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            let stays = wrap
                .cast::<Node>()
                .is_some_and(|wrap| wrap.contains(next.as_ref()));
            if !stays {
                is_open.set(false);
            }
        })
    };
    html! {
        <div class="menu-wrap" ref={wrap} {onkeydown} {onfocusout}>
            <button
                class="btn quiet small icon-only"
                type="button"
                aria-label={props.label.clone()}
                aria-haspopup="menu"
                aria-expanded={if *is_open { "true" } else { "false" }}
                onclick={toggle}
            >
                {Icon::More.html()}
            </button>
            if *is_open {
                <div
                    class={classes!("menu", opens_up.then_some("up"))}
                    role="menu"
                    aria-label={props.label.clone()}
                >
                    for item in props.first.iter().flat_map(|first| first.emit(())) {
                        {entry(&item, &close)}
                    }
                    for item in props.items.iter() {
                        {entry(item, &close)}
                    }
                </div>
            }
        </div>
    }
}

/// An action as it stands in the menu, a link where it leads somewhere.
fn entry(item: &MenuItem, close: &Callback<()>) -> Html {
    let class = classes!("menu-item", item.is_danger.then_some("danger"));
    let onclick = act(item, close);
    let reach = item.reach.as_ref();
    let channel = reach.map(|reach| reach.channel.clone());
    let customer = reach.map(|reach| reach.customer.clone());
    match reach.and_then(|reach| reach.href.clone()) {
        Some(href) => {
            let is_page = href.starts_with("https:");
            html! {
                <a
                    {class}
                    {href}
                    target={is_page.then_some("_blank")}
                    rel={is_page.then_some("noopener noreferrer")}
                    role="menuitem"
                    tabindex="-1"
                    data-reach={channel}
                    data-customer={customer}
                    {onclick}
                >
                    {item.icon.html()}{item.label.clone()}
                </a>
            }
        }
        None => html! {
            <button
                {class}
                type="button"
                role="menuitem"
                tabindex="-1"
                data-reach={channel}
                data-customer={customer}
                {onclick}
            >
                {item.icon.html()}{item.label.clone()}
            </button>
        },
    }
}

fn act(item: &MenuItem, close: &Callback<()>) -> Callback<MouseEvent> {
    let (act, close) = (item.act.clone(), close.clone());
    Callback::from(move |_: MouseEvent| {
        close.emit(());
        act.emit(());
    })
}

/// Where the menu opens, seen from its button.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Below,
    Above,
}

/// How much of the window's height stays free beyond the menu, in pixels.
const MARGIN: f64 = 12.0;

/// Below the button where the whole menu fits there, else where there is more room; what does not
/// fit there either is reached by scrolling within the menu.
fn place(wrap: &NodeRef) -> Place {
    let window_height = dom::window()
        .and_then(|window| window.inner_height().ok())
        .and_then(|height| height.as_f64());
    let wrap = wrap.cast::<Element>();
    let menu = wrap
        .as_ref()
        .and_then(|wrap| wrap.query_selector("[role=menu]").ok().flatten());
    let (Some(window_height), Some(wrap), Some(menu)) = (window_height, wrap, menu) else {
        return Place::Below;
    };
    let button = wrap.get_bounding_client_rect();
    let below = window_height - button.bottom() - MARGIN;
    let above = button.top() - MARGIN;
    let (place, room) = if f64::from(menu.scroll_height()) <= below || above <= below {
        (Place::Below, below)
    } else {
        (Place::Above, above)
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the height of a window, where part of a pixel does not show"
    )]
    let room = room.max(0.0) as i32;
    dom::set_property(&menu, "--room", &format!("{room}px"));
    place
}

#[derive(Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn focus_item(wrap: &NodeRef, step: Step) {
    let Some(items) = wrap
        .cast::<Element>()
        .and_then(|wrap| wrap.query_selector_all("[role=menuitem]").ok())
    else {
        return;
    };
    let count = items.length();
    if count == 0 {
        return;
    }
    let active = dom::document().and_then(|document| document.active_element());
    let active: Option<&Node> = active.as_ref().map(AsRef::as_ref);
    let at = (0..count).find(|index| items.get(*index).as_ref() == active);
    let next = match (step, at) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => count - 1,
        (Step::Next, Some(at)) => (at + 1) % count,
        (Step::Previous, Some(at)) => (at + count - 1) % count,
    };
    if let Some(item) = items
        .get(next)
        .and_then(|item| item.dyn_into::<HtmlElement>().ok())
    {
        item.focus().ok();
    }
}
