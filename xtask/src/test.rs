//! `cargo xtask test`: every check of the repository, in an order that fails early.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::dist;
use crate::failure::{Failure, Outcome};
use crate::run::{self, TestCount};
use crate::tools::{Need, Toolbox, WASM_TARGET};

/// A group of checks that can be run by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Fmt,
    Clippy,
    Host,
    Browser,
    Dist,
    Journeys,
    Harm,
    Path,
    Engines,
    Deny,
    Advisories,
}

impl Stage {
    const ALL: [Self; 11] = [
        Self::Fmt,
        Self::Clippy,
        Self::Deny,
        Self::Advisories,
        Self::Host,
        Self::Browser,
        Self::Dist,
        Self::Journeys,
        Self::Engines,
        Self::Harm,
        Self::Path,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Host => "host",
            Self::Browser => "browser",
            Self::Dist => "dist",
            Self::Journeys => "journeys",
            Self::Harm => "harm",
            Self::Path => "path",
            Self::Engines => "engines",
            Self::Deny => "deny",
            Self::Advisories => "advisories",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Fmt => "layout of the code",
            Self::Clippy => "lints, for this machine and for the browser",
            Self::Host => "tests on this machine",
            Self::Browser => "tests in headless Chromium",
            Self::Dist => "release build and its size",
            Self::Journeys => "end-to-end tests of the built app",
            Self::Harm => "kills, power cuts, damage and full storage, in short",
            Self::Path => "the same under a path of its host",
            Self::Engines => "the core in Chromium, Firefox and WebKit",
            Self::Deny => "licences, bans and sources of dependencies",
            Self::Advisories => "known vulnerabilities of dependencies",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Fmt => &[Need::Lints],
            Self::Clippy => &[Need::Lints, Need::WasmTarget],
            Self::Host => &[],
            Self::Browser => &[Need::WasmTarget, Need::WasmBindgen, Need::Browser],
            Self::Dist => dist::NEEDS,
            Self::Journeys | Self::Path => &[Need::Browser, Need::Axe],
            Self::Harm => &[Need::Browser],
            Self::Engines => &[Need::Browser, Need::Firefox, Need::WebKit, Need::Axe],
            Self::Deny | Self::Advisories => &[Need::CargoDeny],
        }
    }

    fn run(self, toolbox: &Toolbox) -> Outcome<Passed> {
        match self {
            Self::Fmt => {
                run::show(toolbox.command("cargo").args(["fmt", "--all", "--check"]))?;
                Ok(Passed::Checks)
            }
            Self::Clippy => lint(toolbox),
            Self::Host => count_tests(cargo_test(toolbox).args([
                "--workspace",
                "--exclude",
                "genjin-journeys",
                "--exclude",
                "genjin-harm",
            ])),
            Self::Browser => count_tests(
                cargo_test(toolbox)
                    .args([
                        "--package=genjin",
                        "--target",
                        WASM_TARGET,
                        "--test=browser*",
                    ])
                    .env("WASM_BINDGEN_USE_BROWSER", "1")
                    // A busy machine takes its time to start a browser.
                    .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
                    .env("WASM_BINDGEN_TEST_TIMEOUT", "600"),
            ),
            Self::Dist => {
                dist::build_and_weigh(toolbox)?;
                Ok(Passed::Checks)
            }
            // Both without those of `engines`, which need more browsers.
            Self::Journeys => {
                count_journeys(|| journeys(toolbox), &["--", "--skip", IN_EVERY_ENGINE])
            }
            Self::Path => count_journeys(
                || {
                    let mut journeys = journeys(toolbox);
                    journeys.arg("--tests").env("GENJIN_MOUNT", "/a/b/");
                    journeys
                },
                &["--", "--skip", IN_EVERY_ENGINE, "--skip", ROUNDS],
            ),
            Self::Harm => count_tests(
                cargo_test(toolbox)
                    .args(["--package", "genjin-harm"])
                    .env("GENJIN_JOURNEYS", "required"),
            ),
            Self::Engines => count_journeys(|| journeys(toolbox), &["--", IN_EVERY_ENGINE]),
            Self::Deny => {
                let check = ["--locked", "check", "--hide-inclusion-graph"];
                let what = ["licenses", "bans", "sources"];
                run::show(toolbox.command("cargo-deny").args(check).args(what))?;
                Ok(Passed::Checks)
            }
            Self::Advisories => check_advisories(toolbox),
        }
    }
}

/// Begins the names of the journeys that run in other engines than Chromium too.
const IN_EVERY_ENGINE: &str = "in_every_engine";

/// Begins the names of journeys that repeat themselves for minutes, which once is enough for.
const ROUNDS: &str = "whatever_happens";

/// What a stage that did not fail has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Passed {
    Checks,
    Tests(TestCount),
    Skipped(&'static str),
}

fn lint(toolbox: &Toolbox) -> Outcome<Passed> {
    let host = ["--workspace", "--all-targets"];
    // Of the tests only those that run in a browser: the others use crates for the host alone.
    let browser = [
        "--package=genjin",
        "--target",
        WASM_TARGET,
        "--lib",
        "--bins",
        "--benches",
        "--test=browser*",
    ];
    for what in [host.as_slice(), browser.as_slice()] {
        let mut clippy = toolbox.command("cargo");
        clippy.args(["clippy", "--locked"]).args(what);
        run::show(clippy.args(["--", "--deny", "warnings"]))?;
    }
    Ok(Passed::Checks)
}

/// One failing program of tests does not hide what the others say.
fn cargo_test(toolbox: &Toolbox) -> Command {
    let mut command = toolbox.command("cargo");
    command.args(["test", "--locked", "--no-fail-fast"]);
    command
}

fn journeys(toolbox: &Toolbox) -> Command {
    let mut command = cargo_test(toolbox);
    command
        .args(["--package", "genjin-journeys"])
        // Here everything is installed: a journey that cannot run has failed.
        .env("GENJIN_JOURNEYS", "required");
    command
}

fn count_tests(command: &mut Command) -> Outcome<Passed> {
    run::show_and_count_tests(command).map(Passed::Tests)
}

/// How many journeys may fail that are run once more.
const MOST_ONCE_MORE: usize = 3;

/// Runs journeys, and those that failed once more by themselves: browsers are driven from outside,
/// and on a busy machine one is late or lost now and then. What is wrong with the app fails again.
fn count_journeys(journeys: impl Fn() -> Command, which: &[&str]) -> Outcome<Passed> {
    let first = run::show_tests(journeys().args(which))?;
    if first.ended.is_ok() {
        return Ok(Passed::Tests(first.count));
    }
    if first.failed.is_empty() || MOST_ONCE_MORE < first.failed.len() {
        return first.ended.map(|()| Passed::Tests(first.count));
    }
    println!("\nOnce more: {}", first.failed.join(", "));
    let again = run::show_and_count_tests(journeys().args(["--", "--exact"]).args(&first.failed))?;
    Ok(Passed::Tests(TestCount {
        passed: first.count.passed + again.passed,
        failed: again.failed,
    }))
}

fn check_advisories(toolbox: &Toolbox) -> Outcome<Passed> {
    // Fetched apart, so that an unreachable database and a finding are told apart.
    let mut fetch = toolbox.command("cargo-deny");
    if run::output(fetch.args(["--locked", "fetch", "db"])).is_none() {
        println!("Skipped: the advisory database cannot be reached from here.");
        return Ok(Passed::Skipped(
            "skipped: the advisory database cannot be reached",
        ));
    }
    let check = ["--locked", "check", "--disable-fetch", "advisories"];
    run::show(toolbox.command("cargo-deny").args(check))?;
    Ok(Passed::Checks)
}

/// Which stages to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    stages: Vec<Stage>,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Outcome<Self> {
        let names = match arguments {
            [] => {
                return Ok(Self {
                    stages: Stage::ALL.to_vec(),
                });
            }
            [only, names] if only == "--only" => names,
            _ => return Err(Failure::new("`test` knows nothing but --only STAGE,STAGE…")),
        };
        let wanted: Vec<&str> = names.split(',').map(str::trim).collect();
        let known = Stage::ALL.map(Stage::name);
        if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
            return Err(Failure::new(format!(
                "there is no stage `{unknown}`; the stages are {}",
                known.join(", ")
            )));
        }
        let stages = Stage::ALL
            .into_iter()
            .filter(|stage| wanted.contains(&stage.name()))
            .collect();
        Ok(Self { stages })
    }
}

/// Runs the stages one after another, up to the first that fails, and sums up.
pub(crate) fn test(options: &Options) -> Outcome {
    let began = Instant::now();
    let mut needs = Vec::new();
    for need in options.stages.iter().flat_map(|stage| stage.needs()) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    let toolbox = Toolbox::with(&needs)?;

    let mut summary = vec![SummaryLine {
        name: "tools",
        text: "ok".to_owned(),
        took: began.elapsed(),
    }];
    let mut tests = TestCount::default();
    let mut failure = None;
    for stage in &options.stages {
        println!("\n== {}: {} ==", stage.name(), stage.what());
        let stage_began = Instant::now();
        let text = match stage.run(&toolbox) {
            Ok(Passed::Checks) => "ok".to_owned(),
            Ok(Passed::Tests(count)) => {
                tests.passed += count.passed;
                tests.failed += count.failed;
                format!("ok, {} passed", count.passed)
            }
            Ok(Passed::Skipped(reason)) => reason.to_owned(),
            Err(reason) => {
                failure = Some(Failure::new(format!("{}: {reason}", stage.name())));
                "FAILED".to_owned()
            }
        };
        summary.push(SummaryLine {
            name: stage.name(),
            text,
            took: stage_began.elapsed(),
        });
        if failure.is_some() {
            break;
        }
    }

    println!("\n== summary ==");
    for line in &summary {
        println!(
            "{:<11} {:>7.1} s   {}",
            line.name,
            line.took.as_secs_f64(),
            line.text
        );
    }
    for stage in &options.stages[summary.len() - 1..] {
        println!("{:<11} {:>9}   not run", stage.name(), "");
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    println!(
        "\nAll checks passed in {:.0} s.",
        began.elapsed().as_secs_f64()
    );
    if tests != TestCount::default() {
        println!("tests: {} passed, {} failed", tests.passed, tests.failed);
    }
    Ok(())
}

struct SummaryLine {
    name: &'static str,
    text: String,
    took: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Option<Vec<Stage>> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        Options::parse(&words).ok().map(|options| options.stages)
    }

    #[test]
    fn all_stages_run_unless_some_are_named() {
        assert_eq!(parse(&[]), Some(Stage::ALL.to_vec()));
        assert_eq!(parse(&["--only", "path"]), Some(vec![Stage::Path]));
        assert_eq!(
            parse(&["--only", "clippy,fmt"]),
            Some(vec![Stage::Fmt, Stage::Clippy])
        );
        assert_eq!(parse(&["--only", "clipy"]), None);
        assert_eq!(parse(&["--fast"]), None);
    }
}
