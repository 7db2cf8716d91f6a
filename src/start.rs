//! What happens between the first instruction and the first screen.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use genjin::app::commands::sample_data::is_sample;
use genjin::app::ports::{OpenError, Store};
use genjin::app::service::Service;
use genjin::store::indexed_db::{ConnectionEvent, IndexedDbShelf};
use genjin::store::log_store::LogStore;
use genjin::store::name::StoreName;
use genjin::ui::app::{App, AppProps};
use genjin::ui::notice::{self, Notice};
use genjin::ui::raw_file;
use genjin::ui::route::Route;
use genjin::ui::screens::recovery::{Recovery, RecoveryChoice, RecoveryProps, Saved};
use genjin::ui::update::{self, UpdateNoticeProps};
use genjin::web::alone::alone;
use genjin::web::clock::BrowserEnvironment;
use genjin::web::last_check::{self, LastCheck};
use genjin::web::open_forms::OpenForms;
use genjin::web::panic::install_panic_report;
use genjin::web::preferences::Preferences;
use genjin::web::tabs::Tabs;
use genjin::web::{demo, dom, later_part, leaving, persistence, single_file, task, updates};
use yew::{AppHandle, Callback};

/// The store of this page.
type PageStore = LogStore<IndexedDbShelf>;

/// Until the first screen stands, and whatever a Change has altered.
const SEARCH_WAITS_MS: u32 = 200;

/// Before a look at whether the store needs upkeep, after opening and where something was going on at the
/// last.
const UPKEEP_SOON_MS: u32 = 10_000;

/// Between two looks at whether the store needs upkeep.
const UPKEEP_EVERY_MS: u32 = 60_000;

/// Before a look at the store after a Change that leaves much to fold.
const UPKEEP_AFTER_MUCH_MS: u32 = 1000;

/// Communications whose words are read in a millisecond or two.
const WORDS_AT_ONCE: usize = 2000;

thread_local! {
    /// What listens for as long as the page lives.
    static LISTENERS: RefCell<Vec<Box<dyn std::any::Any>>> = const { RefCell::new(Vec::new()) };
    /// The running Book, once it is open.
    static SERVICE: RefCell<Weak<Service>> = const { RefCell::new(Weak::new()) };
    /// The recovery screen, while it stands.
    static RECOVERY: RefCell<Option<AppHandle<Recovery>>> = const { RefCell::new(None) };
    /// How many times the recovery screen was shown.
    static SHOWN_RECOVERIES: Cell<u32> = const { Cell::new(0) };
    /// The app, until all of the Book is read.
    static APP: RefCell<Option<AppHandle<App>>> = const { RefCell::new(None) };
}

/// Opens the Book and shows it.
pub(crate) fn start() {
    later_part::announce();
    let preferences = Preferences::load();
    preferences.apply();
    install_panic_report(preferences.language);
    demo::begin(
        Route::parse(&dom::hash()) == Route::Demo,
        &Route::Today.href(),
    );
    let name = store_name();
    let tabs = Tabs::join(&name.to_string());
    let store = Rc::new(LogStore::in_browser(&name, tabs.clone(), tell));
    hear_of_updates(&store);
    task::detach(open(store, tabs));
}

/// The name of the Book that this tab shows.
fn store_name() -> StoreName {
    let name = StoreName::of_page(&dom::page_path());
    if demo::is_on() { name.of_demo() } else { name }
}

/// Says when a new version is ready, whatever the page shows by then.
fn hear_of_updates(store: &Rc<PageStore>) {
    let store = store.clone();
    let listener = updates::listen(move || {
        update::show(UpdateNoticeProps {
            store: store.clone(),
            forms: OpenForms::of(&store_name().to_string()),
        });
    });
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

/// Says what becomes of the connection to the database.
fn tell(event: ConnectionEvent) {
    notice::set(match event {
        ConnectionEvent::Blocked => Some(Notice::OtherTabsAreOlder),
        ConnectionEvent::ClosedForUpgrade => Some(Notice::ThisTabIsOlder),
        ConnectionEvent::Lost => {
            look_for_book();
            None
        }
    });
}

/// Finds out whether the Book outlived the connection that was closed from outside.
fn look_for_book() {
    let Some(service) = SERVICE.with_borrow(Weak::upgrade) else {
        return;
    };
    task::detach(async move { service.look_for_book().await });
}

async fn open(store: Rc<PageStore>, tabs: Option<Rc<Tabs>>) {
    let env = Rc::new(BrowserEnvironment);
    let opened = if is_for_today() {
        Service::open_for_today(store.clone(), env).await
    } else {
        Service::open(store.clone(), env).await
    };
    notice::set(
        store
            .newer_form()
            .filter(|_| opened.is_ok())
            .map(|_| Notice::BookIsNewer),
    );
    match opened {
        Ok(service) => {
            if let Some(recovery) = RECOVERY.take() {
                recovery.destroy();
            }
            SERVICE.set(Rc::downgrade(&service));
            hear_other_tabs(tabs.clone(), &service);
            try_again_by_itself(&service);
            ask_before_leaving(&service);
            ask_to_keep(&service);
            if is_for_today() {
                // In a step of its own, before the page is drawn in one.
                service.today();
                task::breathe().await;
            }
            show(service.clone());
            // Today stands while the rest of a large Book is read.
            if !service.model().is_whole() {
                task::pause(0).await;
            }
            match service.read_rest().await {
                Ok(()) => {
                    drop(APP.take());
                    dom::note_whole_book();
                    keep_search_ready(&service);
                    keep_in_order(&service);
                }
                Err(error) => {
                    if let Some(app) = APP.take() {
                        app.destroy();
                    }
                    recover(store, tabs, error).await;
                }
            }
        }
        Err(error) => recover(store, tabs, error).await,
    }
}

/// Whether the page begins with Today as it is, which need not wait for all of the Book.
fn is_for_today() -> bool {
    Route::parse(&dom::hash()) == Route::Today
        && !Preferences::load().mask
        && !single_file::is_here()
}

/// Reads the older history, and keeps the store in order while nothing else is done.
fn keep_in_order(service: &Rc<Service>) {
    if later_part::is_there() {
        return begin_upkeep(service);
    }
    let service = service.clone();
    let listener = later_part::when_settled(move || begin_upkeep(&service));
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

fn begin_upkeep(service: &Rc<Service>) {
    keep_up_after_much(service);
    let service = service.clone();
    task::detach(async move {
        // What cannot be read now is read when it is asked for, which says so.
        service.read_older_history().await.ok();
        let mut wait = UPKEEP_SOON_MS;
        loop {
            task::pause(wait).await;
            wait = UPKEEP_EVERY_MS;
            if let Some(_alone) = alone(&upkeep_lock()).await {
                // What fails is tried again; what is saved is whole without it.
                if service.keep_up().await == Ok(None) {
                    wait = UPKEEP_SOON_MS;
                } else {
                    check_weekly(&service).await;
                }
            }
        }
    });
}

/// Of two tabs one is enough.
fn upkeep_lock() -> String {
    format!("{}:upkeep", store_name())
}

/// Looks at the store as soon as there is much to fold: who imports a large file and loads the page
/// anew should find Today at once.
fn keep_up_after_much(service: &Rc<Service>) {
    let look = {
        let service = Rc::downgrade(service);
        let is_about_to = Rc::new(Cell::new(false));
        move || {
            let Some(service) = service.upgrade() else {
                return;
            };
            if !service.has_much_unfolded() || is_about_to.replace(true) {
                return;
            }
            let is_about_to = is_about_to.clone();
            task::detach(async move {
                task::pause(UPKEEP_AFTER_MUCH_MS).await;
                if let Some(_alone) = alone(&upkeep_lock()).await {
                    // Where it fails or something is under way, the next look is soon enough.
                    service.keep_up().await.ok();
                }
                is_about_to.set(false);
            });
        }
    };
    look();
    let listener = service.subscribe(look);
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

/// Checks what is stored once a week, and says so where it is not well.
async fn check_weekly(service: &Rc<Service>) {
    let now = service.environment().now();
    if !last_check::is_due(now) {
        return;
    }
    // What cannot be checked now is checked another time.
    if let Ok(checked) = service.check(&|_done, _all| {}).await {
        let was_well = checked.is_well();
        last_check::keep(LastCheck { at: now, was_well });
        if !was_well {
            notice::set(Some(Notice::CheckFound));
        }
    }
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
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new((tabs, listener))));
}

/// Tries what failed to be written again, for as long as that may help.
fn try_again_by_itself(service: &Rc<Service>) {
    let listener = service.subscribe({
        let service = Rc::downgrade(service);
        move || {
            let failed = service.upgrade().filter(|service| service.wants_healing());
            if let Some(service) = failed {
                task::detach(async move { service.heal().await });
            }
        }
    });
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

/// What could not be written lives in this page alone.
fn ask_before_leaving(service: &Rc<Service>) {
    let service = service.clone();
    let listener = leaving::ask_first(move || service.has_unsaved());
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

/// Reads words into the search index while nothing else is done, after opening and each Change.
fn keep_search_ready(service: &Rc<Service>) {
    let read = {
        let service = Rc::downgrade(service);
        move || {
            let Some(service) = service.upgrade() else {
                return;
            };
            task::detach(async move {
                task::pause(SEARCH_WAITS_MS).await;
                while service.model().take_in_words(WORDS_AT_ONCE) {
                    task::breathe().await;
                }
            });
        }
    };
    read();
    let listener = service.subscribe(read);
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

/// Has the browser asked to keep the data, once there is a record that would be missed.
fn ask_to_keep(service: &Rc<Service>) {
    if demo::is_on() {
        return;
    }
    let service = service.clone();
    let listener = later_part::when_settled(move || {
        let subscription = service.subscribe({
            let service = service.clone();
            move || ask_if_missed(&service)
        });
        ask_if_missed(&service);
        LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(subscription)));
    });
    LISTENERS.with_borrow_mut(|listeners| listeners.push(Box::new(listener)));
}

/// The browser is asked once; Settings can ask again.
fn ask_if_missed(service: &Service) {
    // What is made up need not be kept.
    if demo::is_on() || persistence::was_asked() || !persistence::is_known() {
        return;
    }
    let model = service.model();
    let mut customers = model.customers();
    if customers.any(|one| !is_sample(&model, one.origin.as_ref())) {
        task::detach(async {
            // Settings show the answer.
            persistence::ask().await;
        });
    }
}

fn show(service: Rc<Service>) {
    let Some(mount) = dom::document().and_then(|document| document.get_element_by_id("app")) else {
        return;
    };
    let name = store_name();
    let forms = OpenForms::of(&name.to_string());
    let renderer = yew::Renderer::<App>::with_root_and_props(mount, AppProps { service, forms });
    let app = renderer.render();
    APP.with_borrow_mut(|shown| *shown = Some(app));
}

/// Shows what is wrong with the stored Book, and goes on as the user chooses.
async fn recover(store: Rc<PageStore>, tabs: Option<Rc<Tabs>>, error: OpenError) {
    let choose = {
        let store = store.clone();
        Callback::from(move |choice: RecoveryChoice| {
            let (store, tabs) = (store.clone(), tabs.clone());
            task::detach(async move {
                match carry_out(&store, choice).await {
                    Ok(()) => open(store, tabs).await,
                    // The way back to the screen comes round by opening anew.
                    Err(error) => Box::pin(recover(store, tabs, error)).await,
                }
            });
        })
    };
    let save_all = {
        let store = store.clone();
        Callback::from(move |saved: Saved| {
            let store = store.clone();
            task::detach(async move {
                let texts = Preferences::load().language.texts();
                saved.emit(raw_file::save(&*store, texts).await);
            });
        })
    };
    let may_remain = matches!(error, OpenError::NotWhatWasSaved(_));
    let mut props = RecoveryProps {
        error,
        earlier: Vec::new(),
        remains: None,
        choose,
        save_all,
    };
    SHOWN_RECOVERIES.set(SHOWN_RECOVERIES.get() + 1);
    show_recovery(props.clone());
    if may_remain {
        fill_recovery(&store, &mut props).await;
    }
}

/// Adds to the screen, which stands meanwhile, what can be gone on with: reading all of it may take a
/// while. What cannot be read is not offered.
async fn fill_recovery(store: &PageStore, props: &mut RecoveryProps) {
    let number = SHOWN_RECOVERIES.get();
    let stands = || RECOVERY.with_borrow(Option::is_some) && SHOWN_RECOVERIES.get() == number;
    let numbers = store.earlier_numbers().await.unwrap_or_default();
    props.earlier = numbers.iter().map(|number| (*number, None)).collect();
    if stands() {
        show_recovery(props.clone());
    }
    props.remains = store.remains().await.ok().flatten();
    if stands() {
        show_recovery(props.clone());
    }
    for number in numbers {
        let read = store.earlier_book(number).await.ok().flatten();
        if let Some(place) = props.earlier.iter().position(|(one, _)| *one == number) {
            match read {
                Some(book) => props.earlier[place].1 = Some(book),
                None => drop(props.earlier.remove(place)),
            }
        }
        if !stands() {
            return;
        }
        show_recovery(props.clone());
    }
}

fn show_recovery(props: RecoveryProps) {
    RECOVERY.with_borrow_mut(|recovery| {
        if let Some(shown) = recovery {
            shown.update(props);
        } else if let Some(mount) =
            dom::document().and_then(|document| document.get_element_by_id("app"))
        {
            let renderer = yew::Renderer::<Recovery>::with_root_and_props(mount, props);
            *recovery = Some(renderer.render());
        }
    });
}

async fn carry_out(store: &PageStore, choice: RecoveryChoice) -> Result<(), OpenError> {
    match choice {
        RecoveryChoice::Reload => dom::reload(),
        RecoveryChoice::GoOn => drop(store.accept_what_is_there().await?),
        RecoveryChoice::GoBack(number) => drop(store.go_back_to(number).await?),
        RecoveryChoice::StartOver => drop(store.start_over().await?),
        RecoveryChoice::Restore(contents) => drop(store.restore(&contents).await?),
    }
    Ok(())
}
