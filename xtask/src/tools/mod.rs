//! The programs that Genjin's commands need: finds them in the right version or installs them.
//!
//! What is on the PATH in the right version is used. Otherwise the tools folder is looked at, then
//! installed into, one folder per tool and version, so that nothing the developer has installed is
//! replaced. Only system packages (browsers, most of their drivers, a Chinese font, Node) go elsewhere:
//! on Debian through apt, on other systems they are named for the developer to install.

mod cargo;
mod node;
mod system;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;

pub(crate) use cargo::WASM_TARGET;

/// The trunk release that Trunk.toml is written for.
const TRUNK_VERSION: &str = "0.21.14";

/// The cargo-deny release whose configuration deny.toml is written for.
const CARGO_DENY_VERSION: &str = "0.20.2";

/// The geckodriver release that journeys are steered by in Firefox.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// What a command may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// rustfmt and clippy.
    Lints,
    /// The standard library for the browser.
    WasmTarget,
    /// Builds the site.
    Trunk,
    /// Makes the module's JavaScript side and runs its tests, in exactly the locked version.
    WasmBindgen,
    /// Makes the module small.
    WasmOpt,
    /// Chromium, its driver and a Chinese font.
    Browser,
    /// Firefox and its driver.
    Firefox,
    /// `WebKitGTK`'s small browser, its driver, and a screen that nobody looks at.
    WebKit,
    /// Looks for violations of accessibility rules.
    Axe,
    /// Rates how the site loads.
    Lighthouse,
    /// Checks the licences, sources and advisories of dependencies.
    CargoDeny,
}

/// The tools that were asked for, ready to be run.
#[derive(Debug, Default)]
pub(crate) struct Toolbox {
    /// Goes before the PATH, so that programs started by programs find the same tools.
    folders: Vec<PathBuf>,
    chromedriver: Option<PathBuf>,
    axe: Option<PathBuf>,
}

impl Toolbox {
    /// Finds or installs everything in `needs`.
    pub(crate) fn with(needs: &[Need]) -> Outcome<Self> {
        let mut toolbox = Self::default();
        system::install_missing(needs)?;
        for need in needs {
            match need {
                Need::Lints => {
                    cargo::ensure_component("clippy", "checks the code for mistakes")?;
                    cargo::ensure_component("rustfmt", "checks the layout of the code")?;
                }
                Need::WasmTarget => cargo::ensure_wasm_target()?,
                Need::Trunk => {
                    toolbox.add(cargo::ensure_tool(
                        "trunk",
                        "trunk",
                        TRUNK_VERSION,
                        "builds the site",
                    )?);
                }
                Need::WasmBindgen => {
                    let version = repository::locked_version("wasm-bindgen")?;
                    toolbox.add(cargo::ensure_tool(
                        "wasm-bindgen-cli",
                        "wasm-bindgen-test-runner",
                        &version,
                        "joins the app to the browser and runs its tests there; \
                         Cargo.lock fixes the version",
                    )?);
                }
                Need::WasmOpt => toolbox.add(node::ensure_wasm_opt()?),
                Need::Browser => toolbox.chromedriver = Some(system::chromedriver()?),
                Need::Firefox => toolbox.add(cargo::ensure_tool(
                    "geckodriver",
                    "geckodriver",
                    GECKODRIVER_VERSION,
                    "lets tests steer Firefox",
                )?),
                // All of it is the system's business.
                Need::WebKit => {}
                Need::Axe => toolbox.axe = Some(node::ensure_axe()?),
                Need::Lighthouse => toolbox.add(Some(node::ensure_lighthouse()?)),
                Need::CargoDeny => toolbox.add(cargo::ensure_tool(
                    "cargo-deny",
                    "cargo-deny",
                    CARGO_DENY_VERSION,
                    "checks the licences and sources of dependencies",
                )?),
            }
        }
        Ok(toolbox)
    }

    fn add(&mut self, folder: Option<PathBuf>) {
        self.folders.extend(folder);
    }

    /// A program to be run in the repository, which finds these tools first.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(repository::root());
        let mut folders = self.folders.clone();
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        // Folders that came out of a PATH, or have no colon in their name, join again.
        let path = env::join_paths(folders).unwrap_or_else(|_| OsString::from("/usr/bin:/bin"));
        command.env("PATH", path);
        if let Some(chromedriver) = &self.chromedriver {
            command.env("CHROMEDRIVER", chromedriver);
        }
        if let Some(axe) = &self.axe {
            command.env("GENJIN_AXE", axe);
        }
        command
    }
}

/// Where tools are kept that are not on the PATH.
fn tools_folder() -> Outcome<PathBuf> {
    if let Some(folder) = env::var_os("GENJIN_TOOLS") {
        return Ok(PathBuf::from(folder));
    }
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = env::home_dir().map(|home| home.join(".cache"));
    match cache.or(home) {
        Some(cache) => Ok(cache.join("genjin-tools")),
        None => Err(Failure::new(
            "set GENJIN_TOOLS to a folder where tools can be installed",
        )),
    }
}

/// The program of that name which the shell would run.
fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Whether `program --version` says `version` as a word of its own.
fn has_version(program: &Path, version: &str) -> bool {
    run::output(Command::new(program).arg("--version"))
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

fn say_installing(what: &str, why: &str) {
    println!("Installing {what}: {why}.");
}
