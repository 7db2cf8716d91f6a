//! What happens between the first instruction and the first screen.

use std::cell::RefCell;
use std::rc::Rc;

use genjin::app::service::Service;
use genjin::store::log_store::LogStore;
use genjin::store::name::StoreName;
use genjin::ui::app::{App, AppProps};
use genjin::web::clock::BrowserEnvironment;
use genjin::web::preferences::Preferences;
use genjin::web::tabs::Tabs;
use genjin::web::{dom, task};

/// Opens the Book and shows it.
pub(crate) fn start() {
    Preferences::load().apply();
    task::detach(async {
        let name = StoreName::of_page(&dom::page_path());
        let tabs = Tabs::join(&name.to_string());
        let store = Rc::new(LogStore::in_browser(&name, tabs.clone(), |_event| {}));
        match Service::open(store, Rc::new(BrowserEnvironment)).await {
            Ok(service) => {
                hear_other_tabs(tabs, &service);
                show(service);
            }
            Err(error) => panic!("{error}"),
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

fn show(service: Rc<Service>) {
    let Some(mount) = dom::document().and_then(|document| document.get_element_by_id("app")) else {
        return;
    };
    yew::Renderer::<App>::with_root_and_props(mount, AppProps { service }).render();
}
