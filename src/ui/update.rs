//! The notice that a new version is ready, which waits for the user and for words being typed.
//!
//! It stands apart from the interface, because it comes once that has long come up and concerns every
//! page of it, the first run and the recovery too.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::prelude::*;
use gloo::events::EventListener;
use yew::AppHandle;

use super::context::use_forms;
use super::kit::{Icon, task};
use crate::app::ports::{Store, StoredDraft};
use crate::web::open_forms::OpenForms;
use crate::web::preferences::Preferences;
use crate::web::task::pause;
use crate::web::{dom, updates};

/// How the names begin under which tabs say that they are in the middle of something that is not
/// among the drafts.
const BUSY: &str = "busy:";

/// How long the new version may take to begin, in milliseconds, before the page is loaded anew.
const PATIENCE_MS: u32 = 5_000;

thread_local! {
    /// The notice, while it stands.
    static SHOWN: RefCell<Option<AppHandle<UpdateNotice>>> = const { RefCell::new(None) };
}

/// Properties of [`UpdateNotice`].
#[derive(Properties, Clone)]
pub struct UpdateNoticeProps {
    /// The store, for what is kept of open forms.
    pub store: Rc<dyn Store>,
    /// The forms that are open in the tabs of the Book.
    pub forms: Rc<OpenForms>,
}

impl PartialEq for UpdateNoticeProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.forms, &other.forms)
    }
}

/// Shows the notice, unless it stands already.
pub fn show(props: UpdateNoticeProps) {
    SHOWN.with_borrow_mut(|shown| {
        if shown.is_none() {
            *shown = place().map(|place| {
                yew::Renderer::<UpdateNotice>::with_root_and_props(place, props).render()
            });
        }
    });
}

/// A region above the page, which is there before it says something, so that it is heard.
fn place() -> Option<web_sys::Element> {
    let document = dom::document()?;
    let place = document.create_element("div").ok()?;
    place.set_attribute("role", "status").ok()?;
    document.body()?.prepend_with_node_1(&place).ok()?;
    Some(place)
}

/// What keeps the new version waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hindrance {
    /// An open form holds words that are not saved.
    Words,
    /// Something else would be broken off.
    Work,
}

/// What would suffer if all tabs were loaded anew.
async fn hindrance(store: &dyn Store, forms: &OpenForms) -> Option<Hindrance> {
    let open = forms.elsewhere().await;
    if open.iter().any(|name| name.starts_with(BUSY)) {
        return Some(Hindrance::Work);
    }
    // Words of the last moment are not among the drafts yet, and are put there as the page is left.
    let drafts = store.drafts().await.unwrap_or_default();
    let is_open = |draft: &StoredDraft| open.contains(&format!("{}:{}", draft.form, draft.id));
    drafts.iter().any(is_open).then_some(Hindrance::Words)
}

/// That a new version is ready, with the button that takes it.
#[component]
pub fn UpdateNotice(props: &UpdateNoticeProps) -> Html {
    let language = use_state_eq(|| Preferences::load().language);
    let hindered = use_state_eq(|| None::<Hindrance>);
    let is_dismissed = use_state_eq(|| false);
    use_effect_with((), {
        let language = language.setter();
        move |()| {
            // The interface has its own root; this one looks after whatever was chosen there.
            let listener = dom::document().map(|document| {
                EventListener::new(&document, "change", move |_| {
                    language.set(Preferences::load().language);
                })
            });
            move || drop(listener)
        }
    });
    if *is_dismissed {
        return Html::default();
    }
    let texts = language.texts().update();
    let take = {
        let (store, forms) = (props.store.clone(), props.forms.clone());
        let hindered = hindered.setter();
        move |_: MouseEvent| {
            let (store, forms) = (store.clone(), forms.clone());
            let hindered = hindered.clone();
            task::start(async move {
                let found = hindrance(&*store, &forms).await;
                hindered.set(found);
                if found.is_none() {
                    updates::take();
                    pause(PATIENCE_MS).await;
                    dom::reload();
                }
            });
        }
    };
    let dismiss = {
        let is_dismissed = is_dismissed.setter();
        move |_: MouseEvent| is_dismissed.set(true)
    };
    let why = match *hindered {
        None => texts.ready,
        Some(Hindrance::Words) => texts.typing,
        Some(Hindrance::Work) => texts.busy,
    };
    html! {
        <div class="notice page-notice" data-kind="info">
            {Icon::Restore.html()}
            <p class="notice-text">{why}</p>
            <div class="btns">
                <button class="btn small primary" type="button" onclick={take}>{texts.take}</button>
                <button class="btn quiet small" type="button" onclick={dismiss}>{texts.later}</button>
            </div>
        </div>
    }
}

/// Properties of [`HoldsUpdate`].
#[derive(Properties, PartialEq)]
pub struct HoldsUpdateProps {
    /// What is in progress, in a word of its own.
    pub what: &'static str,
}

/// Draws nothing. As long as it stands, no tab takes a new version.
#[component]
pub fn HoldsUpdate(props: &HoldsUpdateProps) -> Html {
    let forms = use_forms();
    use_effect_with(props.what, move |what| {
        let open = forms.open(&format!("{BUSY}{what}"));
        move || drop(open)
    });
    Html::default()
}
