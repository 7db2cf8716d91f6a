//! `cargo xtask kills`, `power`, `damage`, `quota`, `tabs`: what becomes of the stored Book under each,
//! in real browsers that run the release in `dist/`. The harnesses are in `tests/harm`.

use crate::dist::Profile;
use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;
use crate::tools::{Need, Toolbox};

/// Runs one of them.
pub(crate) fn harm(harness: &str, arguments: &[String]) -> Outcome {
    let folder = Profile::Release.folder(&repository::root());
    if !folder.join("index.html").is_file() {
        return Err(Failure::new(
            "there is no release in dist/; build it with `cargo xtask dist`",
        ));
    }
    let toolbox = Toolbox::with(&[Need::Browser])?;
    let mut command = toolbox.command("cargo");
    command.args(["run", "--locked", "--quiet", "--package", "genjin-harm"]);
    run::show(command.args(["--", harness]).args(arguments))
}
