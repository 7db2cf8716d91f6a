//! The frame of a journey: prepares a browser, runs the steps, and judges how it ended.

use std::any::Any;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::Mutex;

use crate::clock::Pace;
use crate::folders;
use crate::site::{Files, SINGLE_FILE, Site};
use crate::tab::{Medium, TabSettings};
use crate::{Browser, ColourScheme, Engine, Failure, Outcome, Viewport};

/// Held by the journey that runs. Two browsers at once would take each other's time, and a journey
/// would fail because of another.
static TURN: Mutex<()> = Mutex::const_new(());

/// A journey about to begin: what kind of user with what kind of browser.
pub struct Journey {
    engine: Engine,
    flags: Vec<String>,
    files: Files,
    mount: String,
    language: String,
    instant: Option<(String, Pace)>,
    deadline: Duration,
    settings: TabSettings,
}

impl Default for Journey {
    fn default() -> Self {
        Self::new()
    }
}

impl Journey {
    /// An English user in Shanghai with a light desktop, whose clock is right.
    ///
    /// Shanghai, because a zone far from Greenwich shows where the two are confused.
    pub fn new() -> Self {
        Self {
            engine: Engine::Chromium,
            flags: Vec::new(),
            files: Files::App,
            mount: env::var("GENJIN_MOUNT").unwrap_or_else(|_| "/".to_owned()),
            language: "en-US".to_owned(),
            instant: None,
            deadline: Duration::from_mins(3),
            settings: TabSettings {
                viewport: Viewport::DESKTOP,
                colour_scheme: ColourScheme::Light,
                medium: Medium::Screen,
                zone: "Asia/Shanghai".to_owned(),
                clock: None,
            },
        }
    }

    /// The engine of the browser; Chromium unless said.
    #[must_use]
    pub fn engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// Starts Chromium with one more flag.
    #[must_use]
    pub fn flag(mut self, flag: &str) -> Self {
        self.flags.push(flag.to_owned());
        self
    }

    /// Begins at an instant such as `2024-08-16T12:00:00+08:00`, from which the clock goes on.
    #[must_use]
    pub fn clock(mut self, instant: &str) -> Self {
        self.instant = Some((instant.to_owned(), Pace::Going));
        self
    }

    /// As [`Journey::clock`], but the clock stands still: for records dated within seconds of it.
    #[must_use]
    pub fn held_clock(mut self, instant: &str) -> Self {
        self.instant = Some((instant.to_owned(), Pace::Held));
        self
    }

    /// Begins in a time zone such as `Europe/Berlin`.
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.settings.zone);
        self
    }

    /// The language of the browser, such as `zh-CN`.
    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// The size of the page.
    #[must_use]
    pub fn viewport(mut self, viewport: Viewport) -> Self {
        self.settings.viewport = viewport;
        self
    }

    /// What the system says about light and dark.
    #[must_use]
    pub fn colour_scheme(mut self, scheme: ColourScheme) -> Self {
        self.settings.colour_scheme = scheme;
        self
    }

    /// Serves the site under a path of its host, such as `/any/sub/`; unless said, under the one
    /// that `GENJIN_MOUNT` names, or `/`.
    #[must_use]
    pub fn under(mut self, path: &str) -> Self {
        path.clone_into(&mut self.mount);
        self
    }

    /// Visits the static files of `folder` in place of the app: the harness tests itself this way.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.files = Files::Folder(folder.into());
        self
    }

    /// Visits a copy of the app in which `alter` has changed files, such as one of an older release.
    #[must_use]
    pub fn altered(mut self, alter: impl FnOnce(&Path) -> Outcome + 'static) -> Self {
        self.files = Files::AlteredApp(Box::new(alter));
        self
    }

    /// Opens the single file from a folder of the disk, as a double click does.
    #[must_use]
    pub fn single_file(self) -> Self {
        self.copy_of(folders::repository().join("dist").join(SINGLE_FILE))
    }

    /// Opens a copy of this file as the single file.
    #[must_use]
    pub fn copy_of(mut self, file: impl Into<PathBuf>) -> Self {
        self.files = Files::File(file.into());
        self
    }

    /// How long all steps together may take; three minutes unless said.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Takes the steps, then demands that the console is quiet and no request left the site.
    pub async fn run(self, steps: impl AsyncFnOnce(&mut Browser) -> Outcome) -> Outcome {
        let _turn = TURN.lock().await;
        let driver = match self.engine.find_driver() {
            Ok(driver) => driver,
            Err(missing) => return skip(missing),
        };
        if !Site::exists(&self.files) {
            return skip(match self.files {
                Files::File(_) => "dist/genjin.html is not built",
                Files::App | Files::AlteredApp(_) | Files::Folder(_) => "dist/ is not built",
            });
        }
        let site = Site::of(self.files, &self.mount)?;
        let instant = self
            .instant
            .as_ref()
            .map(|(instant, pace)| (instant.as_str(), *pace));
        let mut browser = Browser::start(
            self.engine,
            self.flags,
            driver,
            site,
            self.language,
            self.settings,
            instant,
        )
        .await?;

        let timed = tokio::time::timeout(self.deadline, steps(&mut browser));
        let mut outcome = match AssertUnwindSafe(timed).catch_unwind().await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Failure::new(format!("took more than {:?}", self.deadline))),
            Err(panic) => Err(Failure::new(words_of(panic.as_ref()))),
        };
        if outcome.is_ok() {
            outcome = judge_the_end(&browser).await;
        }
        if let Err(failure) = outcome {
            let shown = describe_the_end(&browser).await;
            // What matters is the failure before it.
            drop(browser.quit().await);
            return Err(Failure::new(format!("{failure:?}\n{shown}")));
        }
        browser.quit().await
    }
}

async fn judge_the_end(browser: &Browser) -> Outcome {
    browser.expect_no_foreign_request().await?;
    browser.expect_quiet_console().await
}

/// Says why this journey cannot run here; a failure where it must.
fn skip(reason: &str) -> Outcome {
    let how = "`cargo xtask test --only dist,journeys,engines` installs and builds what is needed";
    if env::var("GENJIN_JOURNEYS").as_deref() == Ok("required") {
        return Err(Failure::new(format!(
            "this journey must run, but {reason}; {how}"
        )));
    }
    // Straight to the terminal, because what a passing test prints is not shown.
    writeln!(io::stderr(), "skipped {}: {reason}; {how}", journey_name())?;
    Ok(())
}

/// Keeps what helps to understand a failure: a picture, the page's text, the console.
async fn describe_the_end(browser: &Browser) -> String {
    let name = format!("failed-{}", journey_name().replace("::", "-"));
    let mut words = Vec::new();
    match browser.screenshot(&name).await {
        Ok(file) => words.push(format!("the screen: {}", file.display())),
        Err(failure) => words.push(format!("no picture of the screen: {failure:?}")),
    }
    if let Ok(text) = browser.text().await {
        let file = folders::screens().join(format!("{name}.txt"));
        if fs::write(&file, text).is_ok() {
            words.push(format!("its text:   {}", file.display()));
        }
    }
    for entry in browser.take_console().await.unwrap_or_default() {
        words.push(format!("console {}: {}", entry.level, entry.message));
    }
    words.join("\n")
}

/// The test's name, which the test runner gives to its thread.
fn journey_name() -> String {
    thread::current().name().unwrap_or("journey").to_owned()
}

fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic")
        .to_owned()
}
