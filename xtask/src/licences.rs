//! `cargo xtask licences`: the list of the libraries that are part of the app, with their licences.
//!
//! What Cargo.lock has for Wasm, without what only runs while the app is compiled. The page fetches
//! the list when somebody asks for it (Settings, About).

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;

/// The list's first line.
const NOTICE: &str = "\
# The libraries in Genjin: name, version, licence, copyright. Written by `cargo xtask licences`.
";

/// The licences under which Genjin takes a library where it has the choice, and where their words
/// are: in the repository, or in a library that is under them.
const TEXTS: [(&str, Text); 4] = [
    ("MIT", Text::Own("LICENSE-MIT")),
    ("Apache-2.0", Text::Own("LICENSE-APACHE")),
    ("BSL-1.0", Text::Of("xxhash-rust", "LICENSE")),
    ("Unicode-3.0", Text::Of("unicode-ident", "LICENSE-UNICODE")),
];

#[derive(Clone, Copy)]
enum Text {
    Own(&'static str),
    Of(&'static str, &'static str),
}

/// A library as cargo names it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Library {
    name: String,
    version: String,
    licence: String,
}

/// Writes `static/licences.txt`.
pub(crate) fn licences() -> Outcome {
    let file = file();
    fs::write(&file, list()?).map_err(|error| Failure::at(&file, &error))
}

fn file() -> PathBuf {
    repository::root().join("static").join("licences.txt")
}

fn list() -> Outcome<String> {
    let libraries = libraries()?;
    let mut text = NOTICE.to_owned();
    for library in &libraries {
        let Library {
            name,
            version,
            licence,
        } = library;
        let copyright = copyright(&folder(library)?);
        writeln!(text, "{name}\t{version}\t{licence}\t{copyright}")
            .expect("a text can always grow");
    }
    for (name, place) in TEXTS {
        let file = match place {
            Text::Own(file) => repository::root().join(file),
            Text::Of(library, file) => {
                let found = libraries.iter().find(|one| one.name == library);
                let found = found.ok_or_else(|| {
                    Failure::new(format!("{library}, which has the text of {name}, is gone"))
                })?;
                folder(found)?.join(file)
            }
        };
        let words = fs::read_to_string(&file).map_err(|error| Failure::at(&file, &error))?;
        // The holders stand beside each library.
        let words = words
            .lines()
            .skip_while(|line| name == "MIT" && (line.starts_with("Copyright") || line.is_empty()));
        writeln!(text, "== {name}").expect("a text can always grow");
        for line in words {
            text.extend([line.trim_end(), "\n"]);
        }
    }
    Ok(text)
}

/// The libraries in the app, by name and version.
fn libraries() -> Outcome<BTreeSet<Library>> {
    let mut tree = Command::new("cargo");
    tree.current_dir(repository::root())
        .args(["tree", "--locked", "--offline", "--package", "genjin"])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "none"])
        .args(["--format", "{p}\t{l}"]);
    let tree = run::output(&mut tree).ok_or_else(|| {
        Failure::new("`cargo tree` gave no list; `cargo fetch --locked` may be needed before")
    })?;
    Ok(read(&tree))
}

fn read(tree: &str) -> BTreeSet<Library> {
    let library = |line: &str| {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('\t')?;
        // What lies in a folder is Genjin itself.
        let (name, version) = package
            .split_once(" v")
            .filter(|_| !package.ends_with(')'))?;
        Some(Library {
            name: name.to_owned(),
            version: version.to_owned(),
            licence: licence.to_owned(),
        })
    };
    tree.lines().filter_map(library).collect()
}

/// Where cargo has unpacked a library.
fn folder(library: &Library) -> Outcome<PathBuf> {
    let Library { name, version, .. } = library;
    let own = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cargo"));
    let registries = own.or_else(home).unwrap_or_default().join("registry/src");
    let entries = fs::read_dir(&registries).map_err(|error| Failure::at(&registries, &error))?;
    let mut folders = entries.filter_map(|entry| {
        let folder = entry.ok()?.path().join(format!("{name}-{version}"));
        folder.is_dir().then_some(folder)
    });
    folders.next().ok_or_else(|| {
        Failure::new(format!(
            "{name} {version} is not unpacked; run `cargo fetch --locked`"
        ))
    })
}

/// Who holds the copyright, as the library's own files say; empty where they do not.
fn copyright(folder: &Path) -> String {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.to_ascii_uppercase().starts_with("LICENSE")
        })
        .collect();
    files.sort();
    let mut holders: Vec<String> = Vec::new();
    for text in files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
    {
        for line in text.lines().map(str::trim) {
            let rest = line.strip_prefix("Copyright ").unwrap_or_default();
            let begins = ["(c)", "(C)", "©"]
                .iter()
                .any(|sign| rest.starts_with(sign))
                || rest.starts_with(|char: char| char.is_ascii_digit());
            let known = holders.iter().any(|holder| holder == line);
            if begins && !known {
                holders.push(line.to_owned());
            }
        }
    }
    holders.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_list_is_that_of_the_lock() {
        let committed = fs::read_to_string(file()).expect("the list is part of the repository");
        let list = list().expect("the libraries are there, as this test was built");
        assert!(committed == list, "run `cargo xtask licences`");
    }

    #[test]
    fn a_library_is_read_once_and_genjin_itself_is_none() {
        let tree = "genjin v0.1.0 (/home/ada/genjin)\tMIT OR Apache-2.0\n\
                    yew v0.23.0\tMIT/Apache-2.0\nyew v0.23.0\tMIT/Apache-2.0 (*)\n";
        let found: Vec<_> = read(tree).into_iter().collect();
        let expected = Library {
            name: "yew".to_owned(),
            version: "0.23.0".to_owned(),
            licence: "MIT/Apache-2.0".to_owned(),
        };
        assert_eq!(found, [expected]);
    }
}
