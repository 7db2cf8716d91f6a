//! `cargo xtask dist`: the release as a static host serves it, weighed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;
use crate::tools::{Need, Toolbox};

/// What a first visit is to download at most, compressed as by `gzip -9`.
const BUDGET_BYTES: u64 = 350 * 1024;

/// What it may download for as long as the budget is not met. It only ever falls, so that nothing
/// grows unnoticed meanwhile.
const CEILING_BYTES: u64 = 850 * 1024;

/// What a build needs.
pub(crate) const NEEDS: &[Need] = &[
    Need::WasmTarget,
    Need::Trunk,
    Need::WasmBindgen,
    Need::WasmOpt,
];

/// How the app is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Release,
    Dev,
}

impl Profile {
    /// Where the site goes. `dist/` always holds a release, never a build in progress.
    pub(crate) fn folder(self, root: &Path) -> PathBuf {
        match self {
            Self::Release => root.join("dist"),
            Self::Dev => root.join("target").join("site-dev"),
        }
    }
}

/// Builds the release and prints what it weighs.
pub(crate) fn dist() -> Outcome {
    let toolbox = Toolbox::with(NEEDS)?;
    build_and_weigh(&toolbox)
}

/// Builds the release with tools that are there, prints what it weighs, and fails over the ceiling.
pub(crate) fn build_and_weigh(toolbox: &Toolbox) -> Outcome {
    let folder = build(toolbox, Profile::Release)?;
    let files = weigh(&folder)?;
    print_weights(&files);
    let first_visit: u64 = files
        .iter()
        .filter(|file| file.first_visit)
        .map(|file| file.gzip)
        .sum();
    println!(
        "\nFirst visit: {} of {} KB gzip -9",
        kilobytes(first_visit),
        kilobytes(BUDGET_BYTES)
    );
    if CEILING_BYTES < first_visit {
        return Err(Failure::new(format!(
            "the first visit is {} bytes over its ceiling; see which file of the list above grew",
            first_visit - CEILING_BYTES
        )));
    }
    if BUDGET_BYTES < first_visit {
        println!(
            "That is {} KB over the budget.",
            kilobytes(first_visit - BUDGET_BYTES)
        );
    }
    Ok(())
}

/// Builds the site; returns its folder.
pub(crate) fn build(toolbox: &Toolbox, profile: Profile) -> Outcome<PathBuf> {
    fetch_crates(toolbox)?;
    let folder = profile.folder(&repository::root());
    let mut command = trunk(toolbox);
    command.args(["build", "--offline", "--dist"]).arg(&folder);
    if profile == Profile::Release {
        command.arg("--release");
    }
    run::show(&mut command)?;
    Ok(folder)
}

/// Downloads dependencies, so that trunk can build without network and never fetches a tool itself.
pub(crate) fn fetch_crates(toolbox: &Toolbox) -> Outcome {
    run::show(
        toolbox
            .command("cargo")
            .args(["fetch", "--locked", "--quiet"]),
    )
}

/// trunk, ready for a sub-command.
pub(crate) fn trunk(toolbox: &Toolbox) -> Command {
    let mut command = toolbox.command("trunk");
    // trunk reads this variable as its own option, which takes true or false and not the usual 1.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env("NO_COLOR", "true");
    }
    command
}

#[derive(Debug)]
struct WeighedFile {
    name: String,
    raw: u64,
    gzip: u64,
    /// Whether a browser loads it before the app runs.
    first_visit: bool,
}

fn weigh(folder: &Path) -> Outcome<Vec<WeighedFile>> {
    let page = folder.join("index.html");
    let page = fs::read_to_string(&page).map_err(|error| Failure::at(&page, &error))?;
    let mut weights = Vec::new();
    for file in files_below(folder)? {
        let content = fs::read(&file).map_err(|error| Failure::at(&file, &error))?;
        let name = file.strip_prefix(folder).map_or_else(
            |_| file.display().to_string(),
            |inner| inner.display().to_string(),
        );
        weights.push(WeighedFile {
            raw: content.len() as u64,
            gzip: gzip_size(&content).map_err(|error| Failure::at(&file, &error))?,
            first_visit: name == "index.html" || page.contains(&format!("\"./{name}\"")),
            name,
        });
    }
    weights.sort_by(|a, b| b.gzip.cmp(&a.gzip).then_with(|| a.name.cmp(&b.name)));
    Ok(weights)
}

fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Failure::at(folder, &error))? {
        let path = entry.map_err(|error| Failure::at(folder, &error))?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn gzip_size(content: &[u8]) -> std::io::Result<u64> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len() as u64)
}

fn print_weights(files: &[WeighedFile]) {
    println!(
        "\n{:>10} {:>10}   file (* = part of the first visit)",
        "raw", "gzip -9"
    );
    for file in files {
        println!(
            "{:>10} {:>10} {} {}",
            file.raw,
            file.gzip,
            if file.first_visit { '*' } else { ' ' },
            file.name
        );
    }
}

/// A number of bytes in KB of 1,024 with one decimal, rounded up so that a budget is never hidden.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(1024), "1.0");
        assert_eq!(kilobytes(1025), "1.1");
        assert_eq!(kilobytes(BUDGET_BYTES), "350.0");
    }
}
