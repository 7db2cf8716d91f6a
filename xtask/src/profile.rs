//! `cargo xtask profile`: records which functions run on a first visit.
//!
//! It builds the release, has each function of it leave a mark when it runs, and lets the visit in
//! `tests/journeys/tests/first_visit.rs` use the app in a browser. What left a mark goes into the
//! record by which `cargo xtask dist` splits the app.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::dist::{self, Profile};
use crate::failure::{Failure, Outcome};
use crate::release;
use crate::repository;
use crate::run;
use crate::split::{self, FirstVisit, MarkedFunction, Stage};
use crate::tools::{Need, Toolbox};

/// Names the folder of the marked app to the visit, which leaves the marks there.
const FOLDER: &str = "GENJIN_PROFILE";

/// Builds, visits, and writes the record.
pub(crate) fn profile() -> Outcome {
    let mut needs = dist::NEEDS.to_vec();
    needs.push(Need::Browser);
    let toolbox = Toolbox::with(&needs)?;
    let root = repository::root();
    let folder = root.join("target").join("profile");
    dist::build_whole(&toolbox, Profile::Release, &folder)?;

    let page_file = folder.join("index.html");
    let page = read_text(&page_file)?;
    let module_file = folder.join(release::whole_module(&page)?);
    let module = fs::read(&module_file).map_err(|error| Failure::at(&module_file, &error))?;
    let marked = split::marked(&module)?;
    write(&module_file, &marked.module)?;
    let script = reader(marked.marks_at, marked.functions.len())?;
    write(&folder.join("marks.js"), script.as_bytes())?;
    let page = page.replacen(
        "<script ",
        "<script src=\"./marks.js\"></script><script ",
        1,
    );
    write(&page_file, page.as_bytes())?;

    let mut visit = toolbox.command("cargo");
    visit.args(["test", "--locked", "--package", "genjin-journeys"]);
    visit.args(["--test", "first_visit"]).env(FOLDER, &folder);
    run::show(visit.env("GENJIN_JOURNEYS", "required"))?;

    record(&folder, &marked.functions)
}

/// Writes the record of the functions whose marks the visit has left in `folder`.
fn record(folder: &Path, functions: &[MarkedFunction]) -> Outcome {
    let mut record = FirstVisit::default();
    for stage in Stage::ALL {
        let marks_file = folder.join(format!("{}.marks", stage.name()));
        let mut bytes = 0;
        let mut count = 0;
        for line in read_text(&marks_file)?.lines() {
            let number = line.parse().ok();
            let function = number.and_then(|number: usize| functions.get(number));
            let function = function.ok_or_else(|| {
                Failure::new(format!("{}: no function {line}", marks_file.display()))
            })?;
            count += 1;
            bytes += function.size;
            // Small ones stay where they are wanted, recorded or not.
            if split::SMALL <= function.size && !function.name.is_empty() {
                record.add(&function.name, stage);
            }
        }
        println!("{}: {count} functions of {bytes} bytes", stage.name());
    }
    let record_file = repository::root().join("xtask/src/split/first_visit.txt");
    write(&record_file, record.written().as_bytes())?;
    println!("Written: {}", record_file.display());
    Ok(())
}

/// The script by which the visit reads the marks: `genjinMarks()` returns the numbers of the
/// functions that have run since the page was loaded.
fn reader(marks_at: u64, count: usize) -> Outcome<String> {
    let mut script = String::from("\"use strict\";\n");
    let written = write!(
        script,
        "(function () {{
  var memory = null;
  [\"instantiate\", \"instantiateStreaming\"].forEach(function (how) {{
    var own = WebAssembly[how];
    WebAssembly[how] = function () {{
      return own.apply(WebAssembly, arguments).then(function (made) {{
        memory = memory || (made.instance || made).exports.memory;
        return made;
      }});
    }};
  }});
  window.genjinMarks = function () {{
    var ran = [];
    if (memory) {{
      new Uint8Array(memory.buffer, {marks_at}, {count}).forEach(function (mark, number) {{
        if (mark) {{
          ran.push(number);
        }}
      }});
    }}
    return ran;
  }};
}})();
"
    );
    written
        .map(|()| script)
        .map_err(|error| Failure::new(error.to_string()))
}

fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| Failure::at(file, &error))
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| Failure::at(file, &error))
}
