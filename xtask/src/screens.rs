//! `cargo xtask screens`: pictures of the app, for the README or for looking at all of it.

use crate::dist::{self, Profile};
use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;
use crate::tools::{Need, Toolbox};

/// Builds the release and takes the pictures.
pub(crate) fn screens(arguments: &[String]) -> Outcome {
    let root = repository::root();
    let (variable, folder) = match arguments {
        [] => ("GENJIN_SCREENS", root.join("docs").join("screens")),
        [all] if all == "--all" => (
            "GENJIN_ALL_SCREENS",
            root.join("target").join("screens").join("all"),
        ),
        _ => return Err(Failure::new("`screens` knows nothing but --all")),
    };
    let mut needs = dist::NEEDS.to_vec();
    needs.push(Need::Browser);
    let toolbox = Toolbox::with(&needs)?;
    dist::build(&toolbox, Profile::Release)?;
    let mut visit = toolbox.command("cargo");
    visit.args(["test", "--locked", "--package", "genjin-journeys"]);
    visit.args(["--test", "screens"]).env(variable, &folder);
    run::show(visit.env("GENJIN_JOURNEYS", "required"))?;
    println!("Written: {}", folder.display());
    Ok(())
}
