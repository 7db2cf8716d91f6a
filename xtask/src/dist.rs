//! `cargo xtask dist`: the release as a static host serves it, weighed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use xtask::precache;

use crate::bare;
use crate::failure::{Failure, Outcome};
use crate::release;
use crate::repository;
use crate::run;
use crate::single_file;
use crate::sources;
use crate::tools::{Need, Toolbox};

/// What a visitor downloads, compressed as by `gzip -9`.
#[derive(Debug, Clone, Copy)]
struct Weight {
    name: &'static str,
    /// What it is to be at most.
    budget: u64,
    /// What it may be now: just above what it is, so that nothing grows unnoticed. Only a change
    /// that brings new screens may raise it, and says so.
    ceiling: u64,
}

const FIRST_VISIT: Weight = Weight {
    name: "Before the app runs",
    budget: 400 * 1024,
    // Names of builds differ, and so does by some bytes what they compress to.
    ceiling: 393 * 1024,
};

const ALL_IN_ALL: Weight = Weight {
    name: "All in all",
    budget: 700 * 1024,
    ceiling: 1632 * 1024,
};

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
    // It is finished already, and finishing again answers what is kept.
    let kept = precache::finish(&folder).map_err(|error| Failure::at(&folder, &error))?;
    let files = weigh(&folder, &kept.files)?;
    print_weights(&files);
    let sum = |is_counted: fn(&WeighedFile) -> bool| {
        let counted = files.iter().filter(|file| is_counted(file));
        counted.map(|file| file.gzip).sum::<u64>()
    };
    println!();
    if let Some(file) = files.iter().find(|file| file.name == single_file::NAME) {
        let weight = kilobytes(file.raw);
        println!("The single file: {weight} KB, as it lies on a disk");
    }
    let first_visit = FIRST_VISIT.check(sum(|file| file.loaded == Loaded::First));
    let is_app = |file: &WeighedFile| matches!(file.loaded, Loaded::First | Loaded::Later);
    let all_in_all = ALL_IN_ALL.check(sum(is_app));
    let kept = sum(|file| file.loaded == Loaded::Kept);
    println!("Besides, for use without a network: {} KB", kilobytes(kept));
    first_visit.and(all_in_all)
}

impl Weight {
    /// Says how it stands; fails over the ceiling.
    fn check(self, bytes: u64) -> Outcome {
        let Self {
            name,
            budget,
            ceiling,
        } = self;
        let (weight, limit) = (kilobytes(bytes), kilobytes(budget));
        println!("{name}: {weight} of {limit} KB gzip -9");
        if ceiling < bytes {
            return Err(Failure::new(format!(
                "{}: {} bytes over the ceiling; see which file of the list above grew",
                name.to_lowercase(),
                bytes - ceiling
            )));
        }
        if budget < bytes {
            println!("That is {} KB over the budget.", kilobytes(bytes - budget));
        }
        Ok(())
    }
}

/// Builds the site; returns its folder.
pub(crate) fn build(toolbox: &Toolbox, profile: Profile) -> Outcome<PathBuf> {
    let folder = profile.folder(&repository::root());
    build_whole(toolbox, profile, &folder)?;
    if profile == Profile::Release {
        release::split_module(toolbox, &folder)?;
        bare::strip(&folder)?;
        single_file::write(&folder)?;
        // Last, because it lists the files as they will be served. A build for developers has none:
        // what it keeps would hide their next one.
        precache::finish(&folder).map_err(|error| Failure::at(&folder, &error))?;
    }
    Ok(folder)
}

/// Builds the site into `folder`, with one module that still has the names of its functions.
pub(crate) fn build_whole(toolbox: &Toolbox, profile: Profile, folder: &Path) -> Outcome {
    fetch_crates(toolbox)?;
    let mut command = trunk(toolbox);
    command.args(["build", "--offline", "--dist"]).arg(folder);
    if profile == Profile::Release {
        command.arg("--release");
        command.env("GENJIN_BUILD", sources::build_hash()?);
    }
    run::show(&mut command)
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
    loaded: Loaded,
}

/// When a browser loads a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loaded {
    /// Before the app runs.
    First,
    /// Once the first screen stands.
    Later,
    /// By the service worker, after all else, for use without a network.
    Kept,
    /// When something else than the page asks for it.
    Never,
}

impl Loaded {
    fn of(name: &str, page: &str, kept: &[String]) -> Self {
        if release::later_part(page) == Some(name) {
            return Self::Later;
        }
        // Some are named in the page, but fetched on first use, and one icon when the page is put on a
        // home screen.
        let is_for_home_screen = page.contains(&format!("\"apple-touch-icon\" href=\"./{name}\""));
        let is_named = page.contains(&format!("\"./{name}\""))
            && !precache::is_fetched_late(name)
            && !is_for_home_screen;
        if name == "index.html" || is_named {
            Self::First
        } else if name == precache::WORKER || kept.iter().any(|one| one == name) {
            Self::Kept
        } else {
            Self::Never
        }
    }

    fn mark(self) -> char {
        match self {
            Self::First => '*',
            Self::Later => '+',
            Self::Kept => 'o',
            Self::Never => ' ',
        }
    }
}

fn weigh(folder: &Path, kept: &[String]) -> Outcome<Vec<WeighedFile>> {
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
            loaded: Loaded::of(&name, &page, kept),
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
        "\n{:>10} {:>10}   file (* = part of the first visit, + = loaded after it, o = kept for use \
         without a network)",
        "raw", "gzip -9"
    );
    for file in files {
        println!(
            "{:>10} {:>10} {} {}",
            file.raw,
            file.gzip,
            file.loaded.mark(),
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
        assert_eq!(kilobytes(FIRST_VISIT.budget), "400.0");
    }
}
