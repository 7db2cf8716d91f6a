//! Programs that are the system's business: browsers and their drivers, a Chinese font, Node.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Need, node, on_path, say_installing};
use crate::failure::{Failure, Outcome};
use crate::run;

/// Something the system should have, with the Debian package that brings it.
#[derive(Debug, Clone, Copy)]
struct SystemPackage {
    debian_package: &'static str,
    what: &'static str,
    why: &'static str,
    is_there: fn() -> bool,
}

const BROWSER: [SystemPackage; 3] = [
    SystemPackage {
        debian_package: "chromium",
        what: "Chromium (or Google Chrome)",
        why: "the browser that tests run in",
        is_there: || {
            ["chromium", "chromium-browser", "google-chrome", "chrome"]
                .iter()
                .any(|program| on_path(program).is_some())
        },
    },
    SystemPackage {
        debian_package: "chromium-driver",
        what: "chromedriver of the browser's version",
        why: "lets tests steer the browser",
        is_there: || find_chromedriver().is_some(),
    },
    SystemPackage {
        debian_package: "fonts-wqy-microhei",
        what: "a font with Chinese characters",
        why: "without one, every Chinese character is an empty box",
        is_there: || {
            // A system without fontconfig keeps its fonts its own way, and brings Chinese ones.
            on_path("fc-list").is_none() && !is_debian()
                || run::output(Command::new("fc-list").arg(":lang=zh"))
                    .is_some_and(|fonts| !fonts.trim().is_empty())
        },
    },
];

const FIREFOX: [SystemPackage; 1] = [SystemPackage {
    debian_package: "firefox-esr",
    what: "Firefox",
    why: "a second browser that tests run in",
    is_there: || {
        ["firefox", "firefox-esr"]
            .iter()
            .any(|program| on_path(program).is_some())
    },
}];

const WEBKIT: [SystemPackage; 4] = [
    SystemPackage {
        debian_package: "webkit2gtk-driver",
        what: "WebKitWebDriver of WebKitGTK with its MiniBrowser",
        why: "a third browser that tests run in",
        is_there: || on_path("WebKitWebDriver").is_some(),
    },
    SystemPackage {
        debian_package: "xvfb",
        what: "xvfb-run and Xvfb",
        why: "the screen that WebKitGTK needs",
        is_there: || on_path("xvfb-run").is_some(),
    },
    SystemPackage {
        debian_package: "xauth",
        what: "xauth",
        why: "lets WebKitGTK draw on that screen",
        is_there: || on_path("xauth").is_some(),
    },
    SystemPackage {
        debian_package: "dbus",
        what: "dbus-run-session",
        why: "the bus that WebKitGTK talks over",
        is_there: || on_path("dbus-run-session").is_some(),
    },
];

const NODE: [SystemPackage; 2] = [
    SystemPackage {
        debian_package: "nodejs",
        what: "Node.js 18 or later",
        why: "runs wasm-opt, which makes the app small to download",
        is_there: || on_path("node").is_some(),
    },
    SystemPackage {
        debian_package: "npm",
        what: "npm",
        why: "installs wasm-opt and axe",
        is_there: || on_path("npm").is_some(),
    },
];

/// Installs the system packages that `needs` lacks, all in one go, or names them.
pub(super) fn install_missing(needs: &[Need]) -> Outcome {
    let mut wanted: Vec<SystemPackage> = Vec::new();
    if needs.contains(&Need::Browser) {
        wanted.extend(BROWSER);
    }
    if needs.contains(&Need::Firefox) {
        wanted.extend(FIREFOX);
    }
    if needs.contains(&Need::WebKit) {
        wanted.extend(WEBKIT);
    }
    if (needs.contains(&Need::WasmOpt) && node::wasm_opt_needs_npm())
        || (needs.contains(&Need::Axe) && node::axe_needs_npm())
        || (needs.contains(&Need::Lighthouse) && node::lighthouse_needs_npm())
    {
        wanted.extend(NODE);
    } else if needs.contains(&Need::WasmOpt) {
        wanted.extend(&NODE[..1]);
    }
    let missing: Vec<SystemPackage> = wanted
        .into_iter()
        .filter(|package| !(package.is_there)())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_debian() {
        let list: Vec<String> = missing
            .iter()
            .map(|package| format!("  {}: {}", package.what, package.why))
            .collect();
        return Err(Failure::new(format!(
            "please install the following with this system's package manager, so that it is on \
             the PATH, then run the command again:\n{}",
            list.join("\n")
        )));
    }
    for package in &missing {
        say_installing(
            &format!("the Debian package {}", package.debian_package),
            package.why,
        );
    }
    let names: Vec<&str> = missing
        .iter()
        .map(|package| package.debian_package)
        .collect();
    apt(&["update", "--quiet"])?;
    apt(&[
        &["install", "--yes", "--quiet", "--no-install-recommends"],
        names.as_slice(),
    ]
    .concat())
}

/// The program that steers Chromium.
pub(super) fn chromedriver() -> Outcome<PathBuf> {
    find_chromedriver().ok_or_else(|| {
        Failure::new("chromedriver is not on the PATH; set CHROMEDRIVER to where it is")
    })
}

fn find_chromedriver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER")
        .map(PathBuf::from)
        .filter(|file| file.is_file());
    named.or_else(|| on_path("chromedriver"))
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists() && on_path("apt-get").is_some()
}

fn apt(arguments: &[&str]) -> Outcome {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else if on_path("sudo").is_some() {
        let mut command = Command::new("sudo");
        command.arg("apt-get");
        command
    } else {
        return Err(Failure::new(format!(
            "run this as root, or install sudo: apt-get {}",
            arguments.join(" ")
        )));
    };
    command
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run::show(&mut command)
}

/// Whether this process may install packages without sudo.
fn is_root() -> bool {
    // The effective user is the second number of the line; only Debian's Linux gets here.
    fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status
            .lines()
            .find_map(|line| line.strip_prefix("Uid:"))
            .and_then(|users| users.split_whitespace().nth(1))
            == Some("0")
    })
}
