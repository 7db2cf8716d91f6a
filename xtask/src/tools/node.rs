//! Tools that come as npm packages, in the versions and with the hashes of `xtask/node`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{on_path, say_installing, tools_folder};
use crate::failure::{Failure, Outcome};
use crate::run;

/// npm packages that are installed together, apart from those of other purposes.
struct Packages {
    folder: &'static str,
    list: &'static str,
    lock: &'static str,
}

const TOOLS: Packages = Packages {
    folder: "node",
    list: include_str!("../../node/package.json"),
    lock: include_str!("../../node/package-lock.json"),
};

/// Apart, because no check needs it and it brings two hundred packages with it.
const LIGHTHOUSE: Packages = Packages {
    folder: "lighthouse",
    list: include_str!("../../node/lighthouse/package.json"),
    lock: include_str!("../../node/lighthouse/package-lock.json"),
};

/// What `wasm-opt --version` says in the locked version of binaryen.
const WASM_OPT_VERSION: &str = "(version_132)";

/// Finds or installs wasm-opt; returns the folder to look in, or none where the PATH leads to it.
pub(super) fn ensure_wasm_opt() -> Outcome<Option<PathBuf>> {
    if wasm_opt_is_on_path() {
        return Ok(None);
    }
    Ok(Some(
        TOOLS
            .ensure("wasm-opt makes the app small to download")?
            .join(".bin"),
    ))
}

/// Finds or installs axe; returns the script that is run inside a page.
pub(super) fn ensure_axe() -> Outcome<PathBuf> {
    if let Some(axe) = axe_from_environment() {
        return Ok(axe);
    }
    Ok(TOOLS
        .ensure("axe checks the pages against accessibility rules")?
        .join("axe-core/axe.min.js"))
}

/// Finds or installs Lighthouse; returns the folder to look in.
pub(super) fn ensure_lighthouse() -> Outcome<PathBuf> {
    Ok(LIGHTHOUSE
        .ensure("Lighthouse rates how the site loads")?
        .join(".bin"))
}

/// Whether npm is needed to get wasm-opt.
pub(super) fn wasm_opt_needs_npm() -> bool {
    !wasm_opt_is_on_path() && !TOOLS.are_installed()
}

/// Whether npm is needed to get axe.
pub(super) fn axe_needs_npm() -> bool {
    axe_from_environment().is_none() && !TOOLS.are_installed()
}

/// Whether npm is needed to get Lighthouse.
pub(super) fn lighthouse_needs_npm() -> bool {
    !LIGHTHOUSE.are_installed()
}

fn wasm_opt_is_on_path() -> bool {
    on_path("wasm-opt").is_some_and(|program| super::has_version(&program, WASM_OPT_VERSION))
}

fn axe_from_environment() -> Option<PathBuf> {
    env::var_os("GENJIN_AXE")
        .map(PathBuf::from)
        .filter(|file| file.is_file())
}

/// A copy of the lock, written last, shows that the installation was finished and is this one.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("installed.json")
}

impl Packages {
    fn folder(&self) -> Outcome<PathBuf> {
        Ok(tools_folder()?.join(self.folder))
    }

    fn are_installed(&self) -> bool {
        self.folder().is_ok_and(|folder| {
            fs::read_to_string(stamp(&folder)).is_ok_and(|lock| lock == self.lock)
        })
    }

    /// Installs them if they are not there; returns the folder of modules.
    fn ensure(&self, why: &str) -> Outcome<PathBuf> {
        let folder = self.folder()?;
        let modules = folder.join("node_modules");
        if self.are_installed() {
            return Ok(modules);
        }
        say_installing(&format!("npm packages into {}", folder.display()), why);
        let write = |file: PathBuf, text: &str| {
            fs::write(&file, text).map_err(|error| Failure::at(&file, &error))
        };
        fs::create_dir_all(&folder).map_err(|error| Failure::at(&folder, &error))?;
        write(folder.join("package.json"), self.list)?;
        write(folder.join("package-lock.json"), self.lock)?;
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
                "{failure}\nThe npm packages could not be installed. Is the network there? wasm-opt \
                 of binaryen 132 on the PATH and axe.min.js named by GENJIN_AXE do as well"
            ))
        })?;
        write(stamp(&folder), self.lock)?;
        Ok(modules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locks_name_no_host_and_hold_a_hash_for_every_package() {
        for Packages { lock, folder, .. } in [TOOLS, LIGHTHOUSE] {
            assert!(!lock.contains("resolved"), "{folder}");
            assert!(!lock.contains("://"), "{folder}");
            assert_eq!(
                lock.matches("\"node_modules/").count(),
                lock.matches("\"integrity\"").count(),
                "{folder}"
            );
        }
    }
}
