//! Tools that come as npm packages, in the versions and with the hashes of `xtask/node`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{on_path, say_installing, tools_folder};
use crate::failure::{Failure, Outcome};
use crate::run;

const PACKAGES: &str = include_str!("../../node/package.json");
const LOCK: &str = include_str!("../../node/package-lock.json");

/// What `wasm-opt --version` says in the locked version of binaryen.
const WASM_OPT_VERSION: &str = "(version_132)";

/// Finds or installs wasm-opt; returns the folder to look in, or none where the PATH leads to it.
pub(super) fn ensure_wasm_opt() -> Outcome<Option<PathBuf>> {
    if wasm_opt_is_on_path() {
        return Ok(None);
    }
    Ok(Some(
        ensure_packages("wasm-opt makes the app small to download")?.join(".bin"),
    ))
}

/// Finds or installs axe; returns the script that is run inside a page.
pub(super) fn ensure_axe() -> Outcome<PathBuf> {
    if let Some(axe) = axe_from_environment() {
        return Ok(axe);
    }
    Ok(
        ensure_packages("axe checks the pages against accessibility rules")?
            .join("axe-core/axe.min.js"),
    )
}

/// Whether npm is needed to get wasm-opt.
pub(super) fn wasm_opt_needs_npm() -> bool {
    !wasm_opt_is_on_path() && !packages_are_installed()
}

/// Whether npm is needed to get axe.
pub(super) fn axe_needs_npm() -> bool {
    axe_from_environment().is_none() && !packages_are_installed()
}

fn wasm_opt_is_on_path() -> bool {
    on_path("wasm-opt").is_some_and(|program| super::has_version(&program, WASM_OPT_VERSION))
}

fn axe_from_environment() -> Option<PathBuf> {
    env::var_os("GENJIN_AXE")
        .map(PathBuf::from)
        .filter(|file| file.is_file())
}

fn packages_folder() -> Outcome<PathBuf> {
    Ok(tools_folder()?.join("node"))
}

/// A copy of the lock, written last, shows that the installation was finished and is this one.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("installed.json")
}

fn packages_are_installed() -> bool {
    packages_folder()
        .is_ok_and(|folder| fs::read_to_string(stamp(&folder)).is_ok_and(|lock| lock == LOCK))
}

fn ensure_packages(why: &str) -> Outcome<PathBuf> {
    let folder = packages_folder()?;
    let modules = folder.join("node_modules");
    if packages_are_installed() {
        return Ok(modules);
    }
    say_installing(&format!("npm packages into {}", folder.display()), why);
    let write = |file: PathBuf, text: &str| {
        fs::write(&file, text).map_err(|error| Failure::at(&file, &error))
    };
    fs::create_dir_all(&folder).map_err(|error| Failure::at(&folder, &error))?;
    write(folder.join("package.json"), PACKAGES)?;
    write(folder.join("package-lock.json"), LOCK)?;
    let mut install = Command::new("npm");
    install
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .current_dir(&folder);
    run::show(&mut install).map_err(|failure| {
        Failure::new(format!(
            "{failure}\nThe npm packages could not be installed. Is the network there? wasm-opt of \
             binaryen 132 on the PATH and axe.min.js named by GENJIN_AXE do as well"
        ))
    })?;
    write(stamp(&folder), LOCK)?;
    Ok(modules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_names_no_host_and_holds_a_hash_for_every_package() {
        assert!(!LOCK.contains("resolved"));
        assert!(!LOCK.contains("://"));
        assert_eq!(
            LOCK.matches("\"node_modules/").count(),
            LOCK.matches("\"integrity\"").count()
        );
    }
}
