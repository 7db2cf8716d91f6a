//! The engines of browsers: which programs steer them, and how they are told to start.

use std::env;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// What Chromium is started with: no window, nothing that asks or calls home.
const CHROMIUM_FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The engine of the browser that a journey runs in.
///
/// Journeys run in Chromium unless they say otherwise. The other two are steered by plain `WebDriver`:
/// their clock goes right, their zone is that of the journey's beginning, they have a light window
/// of a desk, and no input method. Of their console only what a page says after it has loaded is
/// heard, and of their requests only those that leave the machine. A step that needs more fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, in Chromium.
    Chromium,
    /// Gecko, in Firefox.
    Firefox,
    /// `WebKit`, in the small browser that comes with `WebKitGTK`. It keeps nothing between starts.
    WebKit,
}

/// What the programs of a journey are told about where they are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The journey's own folder.
    pub(crate) folder: &'a Path,
    /// Such as `zh-CN`.
    pub(crate) language: &'a str,
    /// Such as `Europe/Berlin`.
    pub(crate) zone: &'a str,
    /// What Chromium is started with besides.
    pub(crate) flags: &'a [String],
}

impl Surroundings<'_> {
    /// Where the browser puts what the app hands out.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    /// What the browser keeps between starts.
    pub(crate) fn profile(&self) -> PathBuf {
        self.folder.join("profile")
    }
}

impl Engine {
    /// Where the program is that steers this browser, or what is missing.
    pub(crate) fn find_driver(self) -> Result<PathBuf, &'static str> {
        let (variable, program, missing) = match self {
            Self::Chromium => (
                "CHROMEDRIVER",
                "chromedriver",
                "chromedriver is not installed",
            ),
            Self::Firefox => ("GECKODRIVER", "geckodriver", "geckodriver is not installed"),
            Self::WebKit => (
                "WEBKIT_DRIVER",
                "WebKitWebDriver",
                "WebKitWebDriver is not installed",
            ),
        };
        if self == Self::WebKit && on_path("xvfb-run").is_none() {
            return Err("xvfb-run is not installed, and WebKitGTK needs a screen");
        }
        if let Some(named) = env::var_os(variable).map(PathBuf::from)
            && named.is_file()
        {
            return Ok(named);
        }
        on_path(program).ok_or(missing)
    }

    /// What the driver is asked to start; `trap` takes every request that leaves the machine.
    pub(crate) fn capabilities(self, here: Surroundings, trap: Option<&str>) -> Value {
        let proxy = trap.map(|trap| {
            json!({
                "proxyType": "manual",
                "httpProxy": trap,
                "sslProxy": trap,
                "noProxy": ["127.0.0.1"],
            })
        });
        match self {
            Self::Chromium => {
                let mut arguments: Vec<String> = CHROMIUM_FLAGS.map(str::to_owned).to_vec();
                arguments.push(format!("--user-data-dir={}", here.profile().display()));
                arguments.push(format!("--lang={}", here.language));
                arguments.extend_from_slice(here.flags);
                json!({
                    "browserName": "chrome",
                    "goog:chromeOptions": {
                        "args": arguments,
                        "prefs": { "intl": { "accept_languages": here.language } },
                    },
                    "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
                    "goog:perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
                })
            }
            Self::Firefox => json!({
                "browserName": "firefox",
                "proxy": proxy,
                "moz:firefoxOptions": {
                    "args": ["-headless", "-profile", here.profile()],
                    "prefs": {
                        "browser.download.folderList": 2,
                        "browser.download.dir": here.downloads(),
                        "intl.accept_languages": here.language,
                        "ui.prefersReducedMotion": 1,
                        // As users have it: each file of the disk is an origin of its own.
                        "security.fileuri.strict_origin_policy": true,
                    },
                },
            }),
            Self::WebKit => json!({ "proxy": proxy }),
        }
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
