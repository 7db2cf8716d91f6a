//! `cargo xtask`: the few commands a developer of Genjin needs, the same on every machine.
//!
//! Reading order: `start`, `test`, `dist`, `profile`, `screens`,
//! `lighthouse`, `harm`, `bench` are the commands; `tools` knows what they need
//! and installs what is missing; `run` starts programs; `repository` knows the folders.

mod bare;
mod bench;
mod dist;
mod failure;
mod harm;
mod harness;
mod licences;
mod lighthouse;
mod likeness;
mod pinyin;
mod profile;
mod release;
mod repository;
mod run;
mod screens;
mod short_names;
mod single_file;
mod soak;
mod sources;
mod split;
mod start;
mod test;
mod tools;

use std::process::ExitCode;

use failure::{Failure, Outcome};

const HELP: &str = "\
Usage: cargo xtask <command>

  start [--dev | --watch] [--port N]
          Build Genjin and serve it at http://127.0.0.1:8080/ until Ctrl+C.
          --dev builds faster and runs slower; --watch also builds again on every change.
  test [--only STAGE,STAGE…]
          Run every check, in this order: fmt, clippy, deny, advisories, host, browser, dist,
          journeys, engines (the core in Chromium, Firefox and WebKit), harm (kills, power cuts,
          damage and full storage, in short), path (the journeys under a path of the host); or only
          the stages named.
  dist    Build the release into dist/, the site and genjin.html that holds all of it, print the
          size of every file, and fail above the budget.
  profile Record in headless Chromium which functions run on a first visit, for `dist` to leave them
          in the part that is loaded first. Writes xtask/src/split/first_visit.txt; takes minutes.
  screens [--all]
          Take the pictures of the README, or with --all of every page in both languages and themes,
          on a desk and in a hand, into target/screens/all.
  licences
          Write static/licences.txt anew, the list of the libraries in the app.
  pinyin  Write static/pinyin.txt anew, the table by which Chinese names are found by their sound.
  lighthouse
          Rate the release in dist/ with Lighthouse, five times as a phone and as a desk, print the
          medians, and fail below what is asked.
  model [--rounds N] [--seed S]
          Live through N random lives of a book of 200 steps each, 500 unless told, beside a plain
          model of it; and move a thousand backups from place to place.
  faults  Let every request to the disk of every use case fail in every way, here and in headless
          Chromium.
  soak    Live through a year of 200,000 Changes, and fail where the Book grows or opens slowly.
  kills | power | damage | quota | tabs [--rounds N] [--seed N] [--on leveldb|sqlite|firefox]
          See what becomes of the stored Book in real browsers that run the release in dist/: killed
          at random moments, robbed of what was not synced, with damaged files, with full storage, or
          written by four tabs at once. docs/storage-under-fire.md tells what each does.
  openings
          Fill Books of 100,000 and of 1,000,000 communications in headless Chromium, and measure how
          the release in dist/ opens them.
  bench [FILTER]
          Run the benchmarks in headless Chromium on an optimised build and print their report.

Each command installs what it lacks and says so. Tools that are not on the PATH in the right version
go to ~/.cache/genjin-tools, or to the folder that GENJIN_TOOLS names.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match execute(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn execute(arguments: &[String]) -> Outcome {
    let (command, rest) = match arguments {
        [] => ("help", arguments),
        [command, rest @ ..] => (command.as_str(), rest),
    };
    match command {
        "start" => start::start(&start::Options::parse(rest)?),
        "test" => test::test(&test::Options::parse(rest)?),
        "dist" => {
            refuse_arguments(rest)?;
            dist::dist()
        }
        "profile" => {
            refuse_arguments(rest)?;
            profile::profile()
        }
        "screens" => screens::screens(rest),
        "licences" => {
            refuse_arguments(rest)?;
            licences::licences()
        }
        "kills" | "power" | "damage" | "quota" | "tabs" | "openings" => harm::harm(command, rest),
        "pinyin" => {
            refuse_arguments(rest)?;
            pinyin::pinyin()
        }
        "lighthouse" => {
            refuse_arguments(rest)?;
            lighthouse::lighthouse()
        }
        "model" => harness::model(&harness::Options::parse(rest)?),
        "faults" => {
            refuse_arguments(rest)?;
            harness::faults()
        }
        "soak" => {
            refuse_arguments(rest)?;
            soak::soak()
        }
        "bench" => bench::bench(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(Failure::new(format!(
            "there is no command `{unknown}`\n\n{HELP}"
        ))),
    }
}

fn refuse_arguments(arguments: &[String]) -> Outcome {
    match arguments {
        [] => Ok(()),
        [unknown, ..] => Err(Failure::new(format!(
            "`{unknown}` is not understood\n\n{HELP}"
        ))),
    }
}
