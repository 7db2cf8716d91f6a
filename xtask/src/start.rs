//! `cargo xtask start`: builds Genjin and serves it on this machine.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use xtask::server::Server;

use crate::dist::{self, Profile};
use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;
use crate::tools::Toolbox;

/// The port that README and the tests of others rely on.
const DEFAULT_PORT: u16 = 8080;

/// How to build and where to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    build: Build,
    port: u16,
}

#[derive(Debug, PartialEq, Eq)]
enum Build {
    /// What users get.
    Release,
    /// Built faster, runs slower.
    Dev,
    /// As `Dev`, and again whenever a source changes.
    Watch,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            build: Build::Release,
            port: DEFAULT_PORT,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--dev" => options.build = Build::Dev,
                "--watch" => options.build = Build::Watch,
                "--port" => {
                    options.port = arguments
                        .next()
                        .and_then(|port| port.parse().ok())
                        .ok_or_else(|| Failure::new("--port needs a number from 0 to 65535"))?;
                }
                unknown => {
                    return Err(Failure::new(format!(
                        "`start` knows --dev, --watch and --port N, not `{unknown}`"
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// Builds, then serves until the program is stopped.
pub(crate) fn start(options: &Options) -> Outcome {
    // Known before a build of a minute.
    refuse_used_port(options.port)?;
    let toolbox = Toolbox::with(dist::NEEDS)?;
    let folder = match options.build {
        Build::Watch => return watch(&toolbox, options.port),
        Build::Release => dist::build(&toolbox, Profile::Release)?,
        Build::Dev => dist::build(&toolbox, Profile::Dev)?,
    };
    let server = Server::start(&folder, options.port, "/")
        .map_err(|error| port_failure(options.port, &error))?;
    println!("\nGenjin runs at {}   (Ctrl+C stops it)", server.url());
    server.wait();
    Ok(())
}

fn refuse_used_port(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_free_again_at_once) => Ok(()),
        Err(error) => Err(port_failure(port, &error)),
    }
}

fn port_failure(port: u16, error: &io::Error) -> Failure {
    Failure::new(format!(
        "port {port} of 127.0.0.1 cannot be used ({error}); stop the program that uses it, or \
         choose another with `cargo xtask start --port {}`",
        port.wrapping_add(1)
    ))
}

/// Leaves building and serving to trunk; the page is reloaded by hand.
fn watch(toolbox: &Toolbox, port: u16) -> Outcome {
    dist::fetch_crates(toolbox)?;
    println!("\nGenjin will run at http://127.0.0.1:{port}/   (Ctrl+C stops it)");
    run::show(
        dist::trunk(toolbox)
            .args(["serve", "--offline", "--port"])
            .arg(port.to_string())
            .arg("--dist")
            .arg(Profile::Dev.folder(&repository::root())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_serves_the_release_at_8080_unless_told_otherwise() {
        let parse = |words: &str| {
            let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            Options::parse(&words).ok()
        };
        assert_eq!(
            parse(""),
            Some(Options {
                build: Build::Release,
                port: 8080
            })
        );
        assert_eq!(
            parse("--watch --port 0"),
            Some(Options {
                build: Build::Watch,
                port: 0
            })
        );
        assert_eq!(parse("--port"), None);
        assert_eq!(parse("--port 70000"), None);
        assert_eq!(parse("--fast"), None);
    }
}
