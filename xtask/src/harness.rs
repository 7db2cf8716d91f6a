//! `cargo xtask model` and `cargo xtask faults`: the long forms of tests whose short forms run with
//! all others.

use crate::failure::{Failure, Outcome};
use crate::run;
use crate::tools::{Need, Toolbox, WASM_TARGET};

/// Lives of 200 steps each: a hundred thousand steps.
const LIVES: u64 = 500;

/// What `model` is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    rounds: u64,
    seed: u64,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            rounds: LIVES,
            seed: 1,
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let value = match word.as_str() {
                "--rounds" => &mut options.rounds,
                "--seed" => &mut options.seed,
                unknown => return Err(Failure::new(format!("`{unknown}` is not understood"))),
            };
            let number = words.next().and_then(|text| text.parse().ok());
            *value = number.ok_or_else(|| Failure::new(format!("{word} needs a number")))?;
        }
        Ok(options)
    }
}

/// Random lives of a Book beside a plain model of it, and a thousand backups that are moved from
/// place to place.
pub(crate) fn model(options: &Options) -> Outcome {
    let toolbox = Toolbox::with(&[])?;
    let tests = |arguments: &[&str]| {
        let mut cargo = toolbox.command("cargo");
        cargo.args(["test", "--locked", "--package=genjin"]);
        cargo.args(arguments).args(["--", "--nocapture"]);
        cargo.env("GENJIN_ROUNDS", options.rounds.to_string());
        cargo.env("GENJIN_SEED", options.seed.to_string());
        cargo
    };
    run::show(&mut tests(&["--test=stories", "lives::"]))?;
    run::show(tests(&["--lib", "store::tests::moving::"]).env("GENJIN_LONG", "1"))
}

/// A fault at every request to the disk of every use case, here and in a browser.
pub(crate) fn faults() -> Outcome {
    let toolbox = Toolbox::with(&[Need::WasmTarget, Need::WasmBindgen, Need::Browser])?;
    let tests = || {
        let mut cargo = toolbox.command("cargo");
        cargo.args(["test", "--locked", "--package=genjin"]);
        cargo.env("GENJIN_LONG", "1");
        cargo
    };
    run::show(tests().args(["--lib", "store::tests::", "--", "--nocapture"]))?;
    run::show(tests().args(["--test=stories", "faults::", "--", "--nocapture"]))?;
    run::show(
        tests()
            .args(["--target", WASM_TARGET, "--test=browser_faults"])
            .args(["--", "--nocapture"])
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "600"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Option<(u64, u64)> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let options = Options::parse(&words).ok()?;
        Some((options.rounds, options.seed))
    }

    #[test]
    fn rounds_and_seed_are_numbers() {
        assert_eq!(parse(&[]), Some((500, 1)));
        assert_eq!(parse(&["--seed", "7", "--rounds", "2"]), Some((2, 7)));
        for wrong in [&["--seed"][..], &["--rounds", "many"], &["7"]] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }
}
