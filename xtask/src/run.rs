//! Runs other programs: shows their output, reads it, or counts the tests in it.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// The command as one would type it, for messages.
pub(crate) fn described(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        let quotes = if argument.contains(' ') { "'" } else { "" };
        write!(text, " {quotes}{argument}{quotes}").expect("a text can always grow");
    }
    text
}

/// Runs to the end, with its output on the screen.
pub(crate) fn show(command: &mut Command) -> Outcome {
    announce(command);
    let status = command
        .status()
        .map_err(|error| did_not_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(command))
    }
}

/// Runs to the end; its standard output, if it succeeded and wrote text.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).ok())
        .flatten()
}

/// How many tests passed and failed, over all programs of one `cargo test`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct TestCount {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

/// What came of a run of tests.
#[derive(Debug)]
pub(crate) struct TestRun {
    /// How many passed and failed.
    pub(crate) count: TestCount,
    /// The names of those that failed.
    pub(crate) failed: Vec<String>,
    /// Whether all of it went well.
    pub(crate) ended: Outcome,
}

/// Runs tests with their output on the screen, and counts them by the lines that sum them up.
pub(crate) fn show_and_count_tests(command: &mut Command) -> Outcome<TestCount> {
    let run = show_tests(command)?;
    run.ended.map(|()| run.count)
}

/// The same, and tells which failed.
pub(crate) fn show_tests(command: &mut Command) -> Outcome<TestRun> {
    announce(command);
    if io::stdout().is_terminal() {
        // Cargo sees a pipe and would drop the colours.
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| did_not_start(command, &error))?;
    let mut count = TestCount::default();
    let mut failures = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut screen = io::stdout();
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(|error| did_not_start(command, &error))?;
            let text = String::from_utf8_lossy(&line);
            count.add_line(&text);
            failures.extend(failed_test(&text));
            // The screen may be a closed pipe; the tests still run to their end.
            drop(
                screen
                    .write_all(&line)
                    .and_then(|()| screen.write_all(b"\n")),
            );
        }
    }
    let status = child
        .wait()
        .map_err(|error| did_not_start(command, &error))?;
    Ok(TestRun {
        count,
        failed: failures,
        ended: if status.success() {
            Ok(())
        } else {
            Err(failed(command))
        },
    })
}

/// The name in a line such as `test a_day_of_work ... FAILED`.
fn failed_test(line: &str) -> Option<String> {
    let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
    result.contains("FAILED").then(|| name.to_owned())
}

impl TestCount {
    /// Adds a line such as `test result: ok. 12 passed; 0 failed; 1 ignored`.
    fn add_line(&mut self, line: &str) {
        let Some((_, result)) = line.split_once("test result: ") else {
            return;
        };
        let words: Vec<&str> = result.split_whitespace().collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u64>() else {
                continue;
            };
            match pair[1].trim_end_matches(';') {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                _ => {}
            }
        }
    }
}

fn announce(command: &Command) {
    println!("$ {}", described(command));
}

fn did_not_start(command: &Command, error: &io::Error) -> Failure {
    Failure::new(format!("`{}` did not run: {error}", described(command)))
}

fn failed(command: &Command) -> Failure {
    Failure::new(format!(
        "`{}` failed; its output above says why",
        described(command)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_tests_are_told_by_their_names() {
        let failed = failed_test("test today::a_day ... FAILED");
        assert_eq!(failed.as_deref(), Some("today::a_day"));
        assert_eq!(failed_test("test today::a_day ... ok"), None);
        assert_eq!(failed_test("test result: FAILED. 3 passed; 1 failed"), None);
    }

    #[test]
    fn tests_are_counted_over_all_summaries() {
        let mut count = TestCount::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            "test result: \u{1b}[31mFAILED\u{1b}[0m. 12 passed; 1 failed; 2 ignored",
        ] {
            count.add_line(line);
        }
        assert_eq!(
            count,
            TestCount {
                passed: 15,
                failed: 1
            }
        );
    }
}
