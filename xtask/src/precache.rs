//! Finishes a built site for use without a network: gives it the service worker that keeps it whole.
//!
//! Reads nothing but the files of the site, so the worker always fits them, and finishing a site
//! again changes nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

/// The name of the worker beside the page; `static/boot.js` starts no other.
pub const WORKER: &str = "service_worker.js";

/// The worker before it knows the build.
const TEMPLATE: &str = include_str!("../../static/service_worker.js");

/// What the template has in place of the build's name.
const BUILD: &str = "const BUILD = \"\";";

/// What the template has in place of the build's files.
const FILES: &str = "const FILES = {};";

/// The page of the site.
const PAGE: &str = "index.html";

/// The element of the page by which the boot script knows the app.
const APP: &str = "name=\"genjin:app\"";

/// The attribute of that element that names the build.
const BUILD_ATTRIBUTE: &str = " data-build=\"";

/// What the page fetches only when it needs it, as it lies in the repository: its name, its ending,
/// and the attribute that names it in the page.
const FETCHED_LATE: [(&str, &str, &str); 2] = [
    ("pinyin", "txt", " data-pinyin=\""),
    ("reader", "js", " data-reader=\""),
];

/// What a page or its app never asks for: pictures for those who look for an app to install, the
/// other edition, and what hosts read.
const LEFT_OUT: [&str; 3] = ["screenshots/", "genjin.html", WORKER];

/// What a site was finished to.
#[derive(Debug, PartialEq, Eq)]
pub struct Build {
    /// The hash of all its files, 16 hexadecimal digits.
    pub name: String,
    /// The files that are kept for use without a network, by their names within the site.
    pub files: Vec<String>,
}

/// Names the build in the page of the site in `folder` and writes its service worker.
///
/// A page without the element that names the app is an error: nothing would start the worker.
pub fn finish(folder: &Path) -> io::Result<Build> {
    let page_file = folder.join(PAGE);
    let mut page = fs::read_to_string(&page_file)?;
    page = without_attribute(&page, BUILD_ATTRIBUTE);
    for (name, ending, attribute) in FETCHED_LATE {
        page = name_by_content(folder, &page, (name, ending), attribute)?;
    }
    fs::write(&page_file, &page)?;

    let mut files = BTreeMap::new();
    hash_files(folder, "", &mut files)?;
    let mut all = Sha256::new();
    for (name, hash) in &files {
        all.update(name.as_bytes());
        all.update([0]);
        all.update(hash);
    }
    // The worker's own words count too: a mended worker is another build.
    all.update(TEMPLATE.as_bytes());
    let build = hexadecimal(&all.finalize()[..8]);

    page = with_attribute(&page, BUILD_ATTRIBUTE, &build)?;
    fs::write(&page_file, &page)?;
    files.insert(PAGE.to_owned(), Sha256::digest(page.as_bytes()).to_vec());
    let mut largest_first = Vec::new();
    for (name, hash) in &files {
        let size = fs::metadata(folder.join(name))?.len();
        largest_first.push((Reverse(size), name, hash));
    }
    largest_first.sort();
    let listed = largest_first.iter().map(|(_, name, hash)| (*name, *hash));
    fs::write(folder.join(WORKER), worker(&build, listed))?;
    Ok(Build {
        name: build,
        files: files.into_keys().collect(),
    })
}

/// The build that a page names; `None` for a site that was not finished.
pub fn build_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once(BUILD_ATTRIBUTE)?;
    rest.split_once('"').map(|(value, _)| value)
}

fn worker<'a>(build: &str, files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> String {
    let lines = files
        .map(|(name, hash)| format!("  {name:?}: \"{}\",\n", BASE64.encode(hash)))
        .collect::<Vec<_>>()
        .concat();
    TEMPLATE
        .replacen(BUILD, &format!("const BUILD = \"{build}\";"), 1)
        .replacen(FILES, &format!("const FILES = {{\n{lines}}};"), 1)
}

/// Whether this is what a page fetches only when it needs it, under its name in a finished site.
pub fn is_fetched_late(file: &str) -> bool {
    let mut all = FETCHED_LATE.iter();
    all.any(|(name, _, _)| file.starts_with(&format!("{name}-")))
}

/// Gives a file a name that changes with it, so that a page cannot be given that of another build, and
/// names it in the page.
fn name_by_content(
    folder: &Path,
    page: &str,
    (name, ending): (&str, &str),
    attribute: &str,
) -> io::Result<String> {
    let plain = folder.join(format!("{name}.{ending}"));
    if !plain.is_file() {
        return Ok(page.to_owned());
    }
    let hash = hexadecimal(&Sha256::digest(fs::read(&plain)?)[..8]);
    let named = format!("{name}-{hash}.{ending}");
    fs::rename(&plain, folder.join(&named))?;
    let page = without_attribute(page, attribute);
    with_attribute(&page, attribute, &format!("./{named}"))
}

fn without_attribute(page: &str, attribute: &str) -> String {
    let cut = page.split_once(attribute).and_then(|(before, rest)| {
        let (_value, after) = rest.split_once('"')?;
        Some(format!("{before}{after}"))
    });
    cut.unwrap_or_else(|| page.to_owned())
}

/// The page with an attribute at the end of the element that names the app.
fn with_attribute(page: &str, attribute: &str, value: &str) -> io::Result<String> {
    let end = page
        .find(APP)
        .and_then(|start| Some(start + page[start..].find('>')?))
        .ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{PAGE} has no element with {APP}"),
            )
        })?;
    let (before, after) = page.split_at(end);
    Ok(format!("{before}{attribute}{value}\"{after}"))
}

/// Takes the hashes of all files below `folder` that are kept, by their names with slashes.
fn hash_files(
    folder: &Path,
    prefix: &str,
    hashes: &mut BTreeMap<String, Vec<u8>>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{} has no name in UTF-8", entry.path().display()),
            ));
        };
        // Hosts do not serve what begins so, or read it themselves.
        if name.starts_with(['.', '_']) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            let inner = format!("{prefix}{name}/");
            if !LEFT_OUT.contains(&inner.as_str()) {
                hash_files(&path, &inner, hashes)?;
            }
            continue;
        }
        let name = format!("{prefix}{name}");
        if !LEFT_OUT.contains(&name.as_str()) {
            hashes.insert(name, Sha256::digest(fs::read(&path)?).to_vec());
        }
    }
    Ok(())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    let digits = |byte: &u8| [digit(byte >> 4), digit(byte & 15)];
    bytes.iter().flat_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("genjin-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("icons")).expect("the folder is this test's own");
        fs::create_dir_all(folder.join("screenshots")).expect("the folder is this test's own");
        for (file, text) in [
            (
                PAGE,
                "<meta name=\"genjin:app\" content=\"./a.js\" data-wasm=\"./b.wasm\">\n<p>",
            ),
            ("a.js", "1"),
            ("icons/icon.svg", "<svg/>"),
            ("screenshots/desk.png", "2"),
            ("genjin.html", "3"),
            ("_headers", "4"),
            (".nojekyll", ""),
            ("pinyin.txt", "a 啊"),
            ("reader.js", "5"),
        ] {
            fs::write(folder.join(file), text).expect("the folder is this test's own");
        }
        folder
    }

    fn read(folder: &Path, file: &str) -> String {
        fs::read_to_string(folder.join(file)).expect("the file is there")
    }

    #[test]
    fn everything_that_a_page_may_ask_for_is_listed_with_its_hash() {
        let folder = site("precache");
        let build = finish(&folder).expect("the site is whole");
        let hash = |content: &str| hexadecimal(&Sha256::digest(content)[..8]);
        let table = format!("pinyin-{}.txt", hash("a 啊"));
        let reader = format!("reader-{}.js", hash("5"));
        assert_eq!(
            build.files,
            ["a.js", "icons/icon.svg", "index.html", &table, &reader]
        );
        let page = read(&folder, PAGE);
        assert_eq!(
            page,
            format!(
                "<meta name=\"genjin:app\" content=\"./a.js\" data-wasm=\"./b.wasm\" \
                 data-pinyin=\"./{table}\" data-reader=\"./{reader}\" data-build=\"{}\">\n<p>",
                build.name
            )
        );
        assert_eq!(build_of(&page), Some(build.name.as_str()));
        let worker = read(&folder, WORKER);
        assert!(worker.contains(&format!("const BUILD = \"{}\";", build.name)));
        // The SHA-256 of "1".
        assert!(worker.contains("\"a.js\": \"a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=\""));
        // The page is the largest of them.
        assert!(worker.contains("const FILES = {\n  \"index.html\""));
        let page_hash = BASE64.encode(Sha256::digest(page.as_bytes()));
        assert!(worker.contains(&format!("\"index.html\": \"{page_hash}\"")));
        fs::remove_dir_all(folder).expect("the folder is this test's own");
    }

    #[test]
    fn finishing_again_changes_nothing_and_another_file_makes_another_build() {
        let folder = site("precache-again");
        let first = finish(&folder).expect("the site is whole");
        let (page, worker) = (read(&folder, PAGE), read(&folder, WORKER));
        assert_eq!(finish(&folder).expect("the site is whole"), first);
        assert_eq!((read(&folder, PAGE), read(&folder, WORKER)), (page, worker));
        fs::write(folder.join("icons/icon.svg"), "<svg />").expect("the folder is this test's own");
        let second = finish(&folder).expect("the site is whole");
        assert_ne!(second.name, first.name);
        assert_eq!(second.files, first.files);
        fs::remove_dir_all(folder).expect("the folder is this test's own");
    }

    #[test]
    fn the_template_has_the_places_that_are_filled_in() {
        for place in [BUILD, FILES] {
            assert_eq!(TEMPLATE.matches(place).count(), 1, "{place}");
        }
    }

    #[test]
    fn a_page_that_names_no_app_is_refused() {
        let folder = site("precache-page");
        fs::write(folder.join(PAGE), "<p>").expect("the folder is this test's own");
        assert!(finish(&folder).is_err());
        fs::remove_dir_all(folder).expect("the folder is this test's own");
    }
}
