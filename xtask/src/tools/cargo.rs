//! Tools that come through rustup and cargo.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{has_version, on_path, say_installing, tools_folder};
use crate::failure::{Failure, Outcome};
use crate::run;

/// The compile target of everything that runs in the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Adds the standard library for the browser to the toolchain in use.
pub(super) fn ensure_wasm_target() -> Outcome {
    let libraries = run::output(Command::new("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    say_installing(WASM_TARGET, "Rust's standard library for the browser");
    with_rustup(&["target", "add", WASM_TARGET])
}

/// Adds a component of the Rust toolchain, such as clippy.
pub(super) fn ensure_component(component: &str, why: &str) -> Outcome {
    let program = if component == "clippy" {
        "cargo-clippy"
    } else {
        component
    };
    if run::output(Command::new(program).arg("--version")).is_some() {
        return Ok(());
    }
    say_installing(component, why);
    with_rustup(&["component", "add", component])
}

fn with_rustup(arguments: &[&str]) -> Outcome {
    if on_path("rustup").is_none() {
        return Err(Failure::new(format!(
            "this Rust was not installed by rustup; install Rust with rustup, or do what \
             `rustup {}` would do",
            arguments.join(" ")
        )));
    }
    run::show(Command::new("rustup").args(arguments))
}

/// Finds `program` in that version, or installs the package that brings it.
///
/// Returns the folder to look in, or none where the PATH already leads to it.
pub(super) fn ensure_tool(
    package: &str,
    program: &str,
    version: &str,
    why: &str,
) -> Outcome<Option<PathBuf>> {
    if on_path(program).is_some_and(|file| has_version(&file, version)) {
        return Ok(None);
    }
    let folder = tools_folder()?.join(format!("{package}-{version}"));
    let programs = folder.join("bin");
    if has_version(&programs.join(program), version) {
        return Ok(Some(programs));
    }
    say_installing(
        &format!("{package} {version} into {}", folder.display()),
        why,
    );
    // First with the versions that the tool was released with; where one of them cannot be had (a
    // registry that is a few days behind), with the nearest.
    if run::show(&mut install(package, version, &folder, true)).is_err() {
        println!("Trying again with the dependencies that this registry offers.");
        run::show(&mut install(package, version, &folder, false)).map_err(|failure| {
            Failure::new(format!(
                "{failure}\n{package} {version} could not be installed. Is the network there? You \
                 can also install it yourself: cargo install {package} --version {version}"
            ))
        })?;
    }
    Ok(Some(programs))
}

fn install(package: &str, version: &str, folder: &Path, is_locked: bool) -> Command {
    let mut command = Command::new("cargo");
    command.args(["install", package, "--version", version, "--root"]);
    command.arg(folder);
    if is_locked {
        command.arg("--locked");
    }
    // The developer's flags and target folder are meant for Genjin, not for its tools.
    for name in ["RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET"] {
        command.env_remove(name);
    }
    command
}
