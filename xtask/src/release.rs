//! Makes a release of what trunk built: splits the module, makes both parts and the names between
//! module and script small, and names the files.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::likeness;
use crate::repository;
use crate::run;
use crate::short_names;
use crate::split::{self, FirstVisit, References};
use crate::tools::Toolbox;

/// What the modules may use. wasm-opt must not rely on more, nor stumble over what is there.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// How wasm-opt makes a part small. What the first round leaves, a second makes a little smaller.
/// Nothing but the very end of the stack lies in the first 1,024 bytes of memory.
const SMALLER: [&str; 3] = ["--low-memory-unused", "-Oz", "-Oz"];

/// What the linker wrote, of which wasm-bindgen has made the module.
const LINKED: &str = "target/wasm32-unknown-unknown/release/genjin.wasm";

/// The attribute of the page that names the module.
const MODULE: &str = "data-wasm=\"./";

/// The attribute of the page that names the script that starts the module.
const SCRIPT: &str = "name=\"genjin:app\" content=\"./";

/// The attribute of the page that names its later part.
const LATER: &str = " data-later=\"./";

/// Splits the module of the site in `folder`.
pub(crate) fn split_module(toolbox: &Toolbox, folder: &Path) -> Outcome {
    let page_file = folder.join("index.html");
    let page = read_text(&page_file)?;
    let whole_name = whole_module(&page)?;
    let whole_file = folder.join(whole_name);
    let whole = fs::read(&whole_file).map_err(|error| Failure::at(&whole_file, &error))?;
    let linked_file = repository::root().join(LINKED);
    let linked = fs::read(&linked_file).map_err(|error| Failure::at(&linked_file, &error))?;
    let references = References::read(&linked)?;
    let visit = FirstVisit::recorded();
    let parts = split::split(&whole, &references, |name| visit.needs(name), split::SMALL)?;
    println!(
        "Split: {} functions go into the later part; the first refers to {} of them, to {} through \
         a stub.",
        parts.moved, parts.entrances, parts.stubs
    );
    println!(
        "Of {} bytes of data, {} go into the later part, in {} pieces.",
        parts.data, parts.moved_data, parts.pieces
    );
    let (recorded, missing) = visit.count_missing(parts.names.iter());
    println!(
        "Of the {recorded} functions recorded on a first visit, {missing} were not found; `cargo \
         xtask profile` records it anew."
    );
    let workshop = repository::root().join("target").join("split");
    fs::create_dir_all(&workshop).map_err(|error| Failure::at(&workshop, &error))?;
    let first = optimised(toolbox, &workshop, "first", &parts.first)?;
    let later = optimised(toolbox, &workshop, "later", &parts.later)?;

    let script_name = attribute(&page, SCRIPT)
        .ok_or_else(|| Failure::new("index.html does not name the app's script"))?;
    let script_file = folder.join(script_name);
    let pair = short_names::shorten(&first, &read_text(&script_file)?)?;

    // One hash of all, so that no cache can bring together parts of two releases.
    let mut hash = DefaultHasher::new();
    hash.write(&pair.module);
    hash.write(pair.script.as_bytes());
    hash.write(&later);
    let hash = hash.finish();
    let new_script_name = format!("genjin-{hash:016x}.js");
    let first_name = format!("genjin-{hash:016x}_first.wasm");
    let later_name = format!("genjin-{hash:016x}_later.wasm");
    write(&folder.join(&first_name), &pair.module)?;
    write(&folder.join(&later_name), &later)?;
    let named = format!("{MODULE}{first_name}\"");
    let new_page = page
        .replace(script_name, &new_script_name)
        .replace(whole_name, &first_name)
        .replace(&named, &format!("{named}{LATER}{later_name}\""));
    fs::remove_file(&script_file).map_err(|error| Failure::at(&script_file, &error))?;
    write(&folder.join(&new_script_name), pair.script.as_bytes())?;
    write(&page_file, new_page.as_bytes())?;
    fs::remove_file(&whole_file).map_err(|error| Failure::at(&whole_file, &error))
}

/// The file name of the module that a page starts.
pub(crate) fn whole_module(page: &str) -> Outcome<&str> {
    attribute(page, MODULE).ok_or_else(|| Failure::new("index.html does not name the app's module"))
}

/// The later part's file name, in a page that names one.
pub(crate) fn later_part(page: &str) -> Option<&str> {
    attribute(page, LATER)
}

fn attribute<'a>(page: &'a str, begin: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(begin)?;
    rest.split_once('"').map(|(value, _)| value)
}

fn optimised(toolbox: &Toolbox, workshop: &Path, name: &str, module: &[u8]) -> Outcome<Vec<u8>> {
    let from: PathBuf = workshop.join(format!("{name}.wasm"));
    let to = workshop.join(format!("{name}-small.wasm"));
    write(&from, module)?;
    let mut wasm_opt = toolbox.command("wasm-opt");
    wasm_opt.args(FEATURES).args(SMALLER).arg(&from);
    run::show(wasm_opt.arg("-o").arg(&to))?;
    let small = fs::read(&to).map_err(|error| Failure::at(&to, &error))?;
    likeness::put_together(&small)
}

fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::at(file, &error))
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::at(file, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_parts() {
        let page = r#"<meta content="./a.js" data-wasm="./b.wasm" data-later="./c.wasm">"#;
        assert_eq!(attribute(page, MODULE), Some("b.wasm"));
        assert_eq!(later_part(page), Some("c.wasm"));
        assert_eq!(later_part("<meta data-wasm=\"./b.wasm\">"), None);
    }
}
