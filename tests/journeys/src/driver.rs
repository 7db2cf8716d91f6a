//! The program that steers Chromium, one for each journey, on a free port.

use std::env;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::{Failure, Outcome};

/// A running chromedriver; it ends with this value.
#[derive(Debug)]
pub(crate) struct Chromedriver {
    child: Child,
    port: u16,
}

impl Chromedriver {
    /// Where chromedriver is: CHROMEDRIVER, or on the PATH.
    pub(crate) fn find() -> Option<PathBuf> {
        if let Some(named) = env::var_os("CHROMEDRIVER").map(PathBuf::from)
            && named.is_file()
        {
            return Some(named);
        }
        env::split_paths(&env::var_os("PATH")?)
            .map(|folder| folder.join("chromedriver"))
            .find(|file| file.is_file())
    }

    pub(crate) fn start(program: PathBuf) -> Outcome<Self> {
        let mut child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = child
            .stdout
            .take()
            .ok_or_else(|| Failure::new("no output to read"))?;
        let mut lines = BufReader::new(stdout).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| port_in(&line));
        let Some(port) = port else {
            child.kill()?;
            return Err(Failure::new("chromedriver ended without naming its port"));
        };
        // Keeps reading, because a full pipe would stop chromedriver.
        thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, port })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The port in a line such as `ChromeDriver was started successfully on port 41327.`
fn port_in(line: &str) -> Option<u16> {
    line.split_once("successfully on port ")?
        .1
        .trim_end_matches('.')
        .trim()
        .parse()
        .ok()
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Its browser was closed before; a driver that has ended already is as good.
        let ended: io::Result<_> = self.child.kill().and_then(|()| self.child.wait());
        drop(ended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        let check = |line: &str, port: Option<u16>| assert_eq!(port_in(line), port, "{line}");
        check(
            "ChromeDriver was started successfully on port 41327.",
            Some(41327),
        );
        check("Starting ChromeDriver 156.0 on port 0", None);
    }
}
