//! A user's browser: opens the app, has tabs, keeps a profile, can be closed and opened again.

use std::cell::{Cell, RefCell};
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{WebDriver, WindowHandle};

use crate::clock::{ClockShift, Pace};
use crate::console::ConsoleEntry;
use crate::driver::Driver;
use crate::engine::{Engine, Surroundings};
use crate::folders::{self, TemporaryFolder};
use crate::requests::{self, Requests};
use crate::scope::Scope;
use crate::site::Site;
use crate::tab::{self, ColourScheme, Medium, TabSettings, Viewport};
use crate::trap::Trap;
use crate::wait;
use crate::{Failure, Outcome};

/// Starts to listen to the page, and hands over what was heard since.
const HEAR: &str = include_str!("hear.js");

/// `WebKitGTK` starts in two seconds, or not at all.
const UNTIL_STARTED: Duration = Duration::from_secs(30);

/// The browser of a journey. As a [`Scope`] it is the whole page of the tab in front.
#[derive(Debug)]
pub struct Browser {
    page: Scope,
    driver: Option<WebDriver>,
    driver_program: Driver,
    engine: Engine,
    /// What the program is started with besides.
    flags: Vec<String>,
    /// Only where the driver does not tell what was asked for.
    trap: Option<Trap>,
    site: Site,
    folder: TemporaryFolder,
    language: String,
    settings: TabSettings,
    heard: RefCell<Heard>,
}

/// What was read from the driver's logs, which forget what was read.
#[derive(Debug, Default)]
struct Heard {
    console: Vec<ConsoleEntry>,
    requests: Requests,
}

impl Deref for Browser {
    type Target = Scope;

    fn deref(&self) -> &Scope {
        &self.page
    }
}

impl Browser {
    pub(crate) async fn start(
        engine: Engine,
        flags: Vec<String>,
        driver_program: PathBuf,
        site: Site,
        language: String,
        settings: TabSettings,
        instant: Option<(&str, Pace)>,
    ) -> Outcome<Self> {
        let folder = TemporaryFolder::create()?;
        let here = Surroundings {
            folder: folder.path(),
            language: &language,
            zone: &settings.zone,
            flags: &flags,
        };
        fs::create_dir_all(here.downloads())?;
        fs::create_dir_all(here.profile())?;
        let trap = match engine {
            Engine::Chromium => None,
            Engine::Firefox | Engine::WebKit => Some(Trap::set()?),
        };
        let (driver_program, driver) = begin(engine, &driver_program, here, trap.as_ref()).await?;
        let page = Scope::page(Arc::clone(driver.handle()), engine);
        let heard = RefCell::default();
        let mut browser = Self {
            page,
            driver: Some(driver),
            driver_program,
            engine,
            flags,
            trap,
            site,
            folder,
            language,
            settings,
            heard,
        };
        if let Some((instant, pace)) = instant {
            // The zone first, because an instant without one is a wall time there.
            browser.settings.apply_zone(&browser.cdp()).await?;
            let clock = ClockShift::to_instant(&browser.cdp(), instant, pace).await?;
            browser.settings.clock = Some(clock);
        }
        browser.apply_settings().await?;
        Ok(browser)
    }

    /// Tells the tab in front what holds for all tabs of the journey.
    async fn apply_settings(&self) -> Outcome {
        match self.engine {
            Engine::Chromium => self.settings.apply(&self.cdp()).await,
            Engine::Firefox | Engine::WebKit => {
                tab::fit_window(&self.session, self.settings.viewport).await
            }
        }
    }

    fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            folder: self.folder.path(),
            language: &self.language,
            zone: &self.settings.zone,
            flags: &self.flags,
        }
    }

    /// Opens the app at a route such as `#/today`, or `""` for its first page.
    ///
    /// Where the app is open already, only the route changes; [`Browser::reload`] loads it anew.
    pub async fn open(&self, route: &str) -> Outcome {
        self.load(async || {
            self.session
                .goto(format!("{}{route}", self.site.url()))
                .await
        })
        .await
    }

    /// Does what leads to another page, and hears what both have to say where only they tell.
    async fn load(&self, step: impl AsyncFnOnce() -> WebDriverResult<()>) -> Outcome {
        if self.engine == Engine::Chromium {
            return Ok(step().await?);
        }
        self.listen().await?;
        step().await?;
        self.listen().await
    }

    /// Opens a file of the disk, as a double click does.
    pub async fn open_file(&self, file: &Path) -> Outcome {
        let path = file.canonicalize()?;
        self.load(async || {
            self.session
                .goto(format!("file://{}", path.display()))
                .await
        })
        .await
    }

    /// Loads the page anew, as a user does with F5.
    pub async fn reload(&self) -> Outcome {
        self.load(async || self.session.refresh().await).await
    }

    /// Closes the whole browser and opens it again with the same profile, at the same page.
    pub async fn restart(&mut self) -> Outcome {
        if self.engine == Engine::WebKit {
            return Err(Failure::new("this browser keeps nothing between starts"));
        }
        let page = self.session.current_url().await?;
        self.quit().await?;
        let driver = launch(
            self.engine,
            &self.driver_program,
            self.surroundings(),
            self.trap.as_ref(),
        )
        .await?;
        self.page = Scope::page(Arc::clone(driver.handle()), self.engine);
        self.driver = Some(driver);
        self.apply_settings().await?;
        self.load(async || self.session.goto(page.to_string()).await)
            .await
    }

    /// The address of the site's first page, with a slash at its end unless it is a file.
    pub fn site(&self) -> String {
        self.site.url()
    }

    /// The folder that is served, in which a journey may deploy another build.
    pub fn site_folder(&self) -> Outcome<PathBuf> {
        Ok(self.site.folder()?.to_owned())
    }

    /// Takes the host of the site down, as if there were no network.
    pub fn stop_site(&mut self) -> Outcome {
        self.site.set_up(false)
    }

    /// Brings the host of the site back.
    pub fn start_site(&mut self) -> Outcome {
        self.site.set_up(true)
    }

    /// Asks the browser itself, in the words of its protocol for developers.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.cdp().send_raw(method, parameters).await?)
    }

    /// Closes the tab in front; another must be brought to the front then.
    pub async fn close_tab(&self) -> Outcome {
        self.session.close_window().await?;
        Ok(())
    }

    /// The address that the browser shows.
    pub async fn address(&self) -> Outcome<String> {
        Ok(self.session.current_url().await?.to_string())
    }

    /// The tab in front, to come back to.
    pub async fn tab(&self) -> Outcome<WindowHandle> {
        Ok(self.session.window().await?)
    }

    /// Opens a tab at a route of the app and brings it to the front.
    pub async fn new_tab(&self, route: &str) -> Outcome<WindowHandle> {
        let tab = self.new_blank_tab().await?;
        self.open(route).await?;
        Ok(tab)
    }

    /// Opens a tab in which nothing is loaded yet and brings it to the front.
    pub async fn new_blank_tab(&self) -> Outcome<WindowHandle> {
        let tab = self.session.new_tab().await?;
        self.switch_to(&tab).await?;
        self.apply_settings().await?;
        Ok(tab)
    }

    /// Brings a tab to the front.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Outcome {
        self.session.switch_to_window(tab.clone()).await?;
        Ok(())
    }

    /// Moves the clock of the tab in front to an instant, from which it goes on. Later tabs have
    /// the same clock; another tab that is open already keeps its own.
    pub async fn set_clock(&mut self, instant: &str) -> Outcome {
        let clock = ClockShift::to_instant(&self.cdp(), instant, Pace::Going).await?;
        self.settings.clock = Some(clock);
        tab::move_clock(&self.cdp(), clock).await
    }

    /// Has a script run in this tab before those of every page that is loaded from now on.
    pub async fn run_before_pages(&self, script: &str) -> Outcome {
        tab::run_before_pages(&self.cdp(), script).await
    }

    /// Takes the user to another time zone, such as `Europe/Berlin`.
    pub async fn set_zone(&mut self, zone: &str) -> Outcome {
        zone.clone_into(&mut self.settings.zone);
        self.settings.apply_zone(&self.cdp()).await
    }

    /// Gives the page another size.
    pub async fn set_viewport(&mut self, viewport: Viewport) -> Outcome {
        self.settings.viewport = viewport;
        self.settings.apply_viewport(&self.cdp()).await
    }

    /// Changes what the system says about light and dark.
    pub async fn set_colour_scheme(&mut self, scheme: ColourScheme) -> Outcome {
        self.settings.colour_scheme = scheme;
        self.settings.apply_colour_scheme(&self.cdp()).await
    }

    /// Shows the page as on a screen or on paper.
    pub async fn set_medium(&mut self, medium: Medium) -> Outcome {
        self.settings.medium = medium;
        self.settings.apply_colour_scheme(&self.cdp()).await
    }

    /// Saves what is on the screen as `target/screens/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> Outcome<PathBuf> {
        let file = folders::screens().join(format!("{name}.png"));
        fs::create_dir_all(folders::screens())?;
        self.session.screenshot(&file).await?;
        Ok(file)
    }

    /// Does what makes the app hand out one file, and waits until the file is whole.
    pub async fn download(&self, action: impl AsyncFnOnce() -> Outcome) -> Outcome<PathBuf> {
        let before = self.downloads()?;
        action().await?;
        let is_whole = |file: &PathBuf| {
            file.extension().is_none_or(|extension| {
                ["crdownload", "tmp", "part", "wkdownload"]
                    .iter()
                    .all(|one| extension != *one)
            })
        };
        // Some engines give a file its name before they fill it.
        let length = Cell::new(0);
        wait::until_some(self.patience, "a download", async || {
            let files = self.downloads()?;
            let mut new = files.into_iter().filter(|file| !before.contains(file));
            let whole = new.find(is_whole);
            // A file beside it that is not whole is the same download on its way.
            if !new.all(|file| is_whole(&file)) {
                return Ok(None);
            }
            let Some(file) = whole else { return Ok(None) };
            let before = length.replace(fs::metadata(&file)?.len());
            Ok((before != 0 && before == length.get()).then_some(file))
        })
        .await
    }

    fn downloads(&self) -> Outcome<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(self.surroundings().downloads())? {
            files.push(entry?.path());
        }
        Ok(files)
    }

    /// What the console has said since the journey began or this was last called; what is taken is
    /// not held against the journey at its end.
    pub async fn take_console(&self) -> Outcome<Vec<ConsoleEntry>> {
        self.listen().await?;
        Ok(std::mem::take(&mut self.heard.borrow_mut().console))
    }

    /// Every address that was asked for since the journey began; in other engines than Chromium
    /// only those that lead to another machine.
    pub async fn requests(&self) -> Outcome<Vec<String>> {
        if let Some(trap) = &self.trap {
            return Ok(trap.addresses());
        }
        self.listen().await?;
        Ok(self.heard.borrow().requests.addresses())
    }

    /// Forgets what was asked for so far, so that the journey's end does not judge it.
    pub async fn forget_requests(&self) -> Outcome {
        if let Some(trap) = &self.trap {
            trap.forget();
            return Ok(());
        }
        self.listen().await?;
        self.heard.borrow_mut().requests.forget();
        Ok(())
    }

    /// Fails if anything was asked of another origin.
    pub async fn expect_no_foreign_request(&self) -> Outcome {
        let origin = self.site.origin();
        let requests = self.requests().await?;
        let foreign: Vec<&String> = requests
            .iter()
            .filter(|address| requests::is_foreign(address, &origin))
            .collect();
        if foreign.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "the page asked other origins than {origin}: {foreign:?}"
        )))
    }

    /// Fails if the console holds a warning, an error or a violation of the page's policy.
    pub async fn expect_quiet_console(&self) -> Outcome {
        let console = self.take_console().await?;
        let complaints: Vec<String> = console
            .iter()
            .filter(|entry| entry.is_complaint())
            .map(|entry| format!("{}: {}", entry.level, entry.message))
            .collect();
        if complaints.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "the console complained:\n  {}",
            complaints.join("\n  ")
        )))
    }

    /// Reads the driver's logs, which forget what was read; without them, asks the page.
    async fn listen(&self) -> Outcome {
        if self.engine != Engine::Chromium {
            let heard: Vec<ConsoleEntry> = self.run(HEAR, Vec::new()).await?;
            let errors = self.driver_program.take_errors().into_iter();
            let errors = errors.map(|message| ConsoleEntry {
                level: "SEVERE".to_owned(),
                message,
            });
            self.heard
                .borrow_mut()
                .console
                .extend(heard.into_iter().chain(errors));
            return Ok(());
        }
        let console = self.session.browser_log().await?;
        let performance = self.session.get_log("performance").await?;
        let mut heard = self.heard.borrow_mut();
        heard
            .console
            .extend(console.into_iter().map(ConsoleEntry::read));
        for entry in performance {
            heard.requests.add_log_entry(&entry.message);
        }
        Ok(())
    }

    /// Closes the browser; what its logs said is kept.
    pub(crate) async fn quit(&mut self) -> Outcome {
        let Some(driver) = self.driver.take() else {
            return Ok(());
        };
        let listened = self.listen().await;
        let process = driver
            .capabilities()
            .get("goog:processID")
            .or_else(|| driver.capabilities().get("moz:processID"))
            .and_then(Value::as_u64);
        // Never waits for ever: a page that hangs must not hang the tests.
        let quit = tokio::time::timeout(Duration::from_secs(20), driver.clone().quit()).await;
        if !matches!(quit, Ok(Ok(())))
            && let Some(process) = process
        {
            Command::new("kill")
                .args(["-9", &process.to_string()])
                .status()?;
        }
        listened
    }
}

/// Opens a browser with the journey's profile.
/// Starts a driver and its browser. `WebKitGTK`'s now and then never answers its first word; a second
/// one does.
async fn begin(
    engine: Engine,
    program: &Path,
    here: Surroundings<'_>,
    trap: Option<&Trap>,
) -> Outcome<(Driver, WebDriver)> {
    if engine == Engine::WebKit {
        let driver = Driver::start(engine, program, here).await?;
        let first = launch(engine, &driver, here, trap);
        if let Ok(Ok(browser)) = tokio::time::timeout(UNTIL_STARTED, first).await {
            return Ok((driver, browser));
        }
    }
    let driver = Driver::start(engine, program, here).await?;
    let browser = launch(engine, &driver, here, trap).await?;
    Ok((driver, browser))
}

async fn launch(
    engine: Engine,
    program: &Driver,
    here: Surroundings<'_>,
    trap: Option<&Trap>,
) -> Outcome<WebDriver> {
    let capabilities = engine.capabilities(here, trap.map(Trap::address).as_deref());
    let capabilities: Map<String, Value> = serde_json::from_value(capabilities)?;
    let driver = WebDriver::new(program.url(), Capabilities::from(capabilities)).await?;
    if engine == Engine::Chromium {
        let downloads = json!({ "behavior": "allow", "downloadPath": here.downloads() });
        driver
            .cdp()
            .send_raw("Browser.setDownloadBehavior", downloads)
            .await?;
    }
    Ok(driver)
}
