//! What happens between the first instruction and the first screen.

use std::cell::RefCell;
use std::rc::Rc;

use genjin::app::ports::{CommitError, OpenError, Store, StoreError};
use genjin::app::service::Service;
use genjin::store::indexed_db::IndexedDbShelf;
use genjin::store::log_store::LogStore;
use genjin::store::name::StoreName;
use genjin::ui::app::{App, AppProps};
use genjin::ui::screens::recovery::{Recovery, RecoveryChoice, RecoveryProps};
use genjin::web::clock::BrowserEnvironment;
use genjin::web::panic::install_panic_report;
use genjin::web::preferences::Preferences;
use genjin::web::tabs::Tabs;
use genjin::web::{dom, task};
use web_sys::Element;
use yew::{AppHandle, Callback};

/// Opens the Book and shows it.
pub(crate) fn start() {
    let preferences = Preferences::load();
    preferences.apply();
    install_panic_report(preferences.language);
    task::detach(async {
        let name = StoreName::of_page(&dom::page_path());
        let tabs = Tabs::join(&name.to_string());
        let store = Rc::new(LogStore::in_browser(&name, tabs.clone(), |_event| {}));
        match Service::open(store.clone(), Rc::new(BrowserEnvironment)).await {
            Ok(service) => {
                hear_other_tabs(tabs, &service);
                show(service);
            }
            Err(error) => recover(store, error),
        }
    });
}

thread_local! {
    /// The listener to the other tabs, for as long as the page lives.
    static LISTENER: RefCell<Option<Box<dyn std::any::Any>>> = const { RefCell::new(None) };
}

/// Takes in what other tabs write as soon as they say so.
fn hear_other_tabs(tabs: Option<Rc<Tabs>>, service: &Rc<Service>) {
    let Some(tabs) = tabs else { return };
    let service = service.clone();
    let listener = tabs.listen(move |_position| {
        let service = service.clone();
        task::detach(async move {
            // What cannot be read now is read with the next write, which says so.
            service.catch_up().await.ok();
        });
    });
    LISTENER.set(Some(Box::new((tabs, listener))));
}

fn mount() -> Option<Element> {
    dom::document()?.get_element_by_id("app")
}

fn show(service: Rc<Service>) {
    if let Some(mount) = mount() {
        yew::Renderer::<App>::with_root_and_props(mount, AppProps { service }).render();
    }
}

/// The store of a browser.
type BrowserStore = LogStore<IndexedDbShelf>;

/// Shows why the Book could not be opened, and carries out what the user chooses.
fn recover(store: Rc<BrowserStore>, error: OpenError) {
    let Some(mount) = mount() else { return };
    let shown = Rc::new(RefCell::new(None::<(AppHandle<Recovery>, RecoveryProps)>));
    let choose = {
        let shown = shown.clone();
        Callback::from(move |choice| {
            let (store, shown) = (store.clone(), shown.clone());
            task::detach(async move {
                let Err(error) = go_on(&store, choice).await else {
                    return dom::reload();
                };
                if let Some((screen, props)) = &mut *shown.borrow_mut() {
                    props.error = error;
                    screen.update(props.clone());
                }
            });
        })
    };
    let props = RecoveryProps { error, choose };
    let screen = yew::Renderer::<Recovery>::with_root_and_props(mount, props.clone()).render();
    shown.replace(Some((screen, props)));
}

/// Makes the Book one that opens. The page is loaded anew afterwards, as after every such step.
async fn go_on(store: &Rc<BrowserStore>, choice: RecoveryChoice) -> Result<(), OpenError> {
    match choice {
        RecoveryChoice::Reload => {}
        RecoveryChoice::GoOn => {
            store.accept_what_is_there().await?;
        }
        RecoveryChoice::StartOver => {
            store.start_over().await?;
        }
        RecoveryChoice::Restore(contents) => {
            store.start_over().await?;
            let stand = store.open().await?.stand;
            let replaced = store.replace(&contents, stand).await;
            replaced.map_err(|error| match error {
                CommitError::Store(error) => error,
                // Another tab went on meanwhile: the words say to close it.
                CommitError::Behind => StoreError::Closed,
            })?;
        }
    }
    Ok(())
}
