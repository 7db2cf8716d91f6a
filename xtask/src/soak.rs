//! `cargo xtask soak`: a year of 200,000 Changes on one Book, natively, and what it comes to.

use crate::failure::Outcome;
use crate::run;
use crate::tools::Toolbox;

/// A busy year.
const CHANGES: &str = "200000";

/// Lives through the year and prints its size and how long it takes to open.
pub(crate) fn soak() -> Outcome {
    let toolbox = Toolbox::with(&[])?;
    run::show(
        toolbox
            .command("cargo")
            .args(["test", "--locked", "--release", "--package", "genjin"])
            .args(["--test", "soak", "--", "--nocapture"])
            .env("GENJIN_SOAK_CHANGES", CHANGES),
    )
}
