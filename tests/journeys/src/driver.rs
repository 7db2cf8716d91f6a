//! The program that steers a browser, one for each journey, on a port of its own.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;

use crate::engine::{Engine, Surroundings};
use crate::wait::{self, PATIENCE};
use crate::{Failure, Outcome};

/// A running driver; it ends with this value, and what it has started with it.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    engine: Engine,
    port: u16,
    errors: mpsc::Receiver<String>,
}

impl Driver {
    pub(crate) async fn start(
        engine: Engine,
        program: &Path,
        here: Surroundings<'_>,
    ) -> Outcome<Self> {
        let free_port = match engine {
            // They say which port they took.
            Engine::Chromium | Engine::Firefox => 0,
            Engine::WebKit => free_port()?,
        };
        let mut command = match engine {
            Engine::Chromium | Engine::Firefox => Command::new(program),
            Engine::WebKit => {
                // In a group of its own, because the screen and the bus do not end with their child.
                let mut command = Command::new("setsid");
                command.args(["xvfb-run", "--auto-servernum"]);
                command.args(["dbus-run-session", "--"]).arg(program);
                command
            }
        };
        if engine != Engine::Chromium {
            command.env("TZ", here.zone);
            // Chromium is told by its flags. `WebKit` reads the language of the system.
            let language = here.language.replace('-', "_");
            command.env("LANGUAGE", &language);
            command.env("LANG", format!("{language}.UTF-8"));
        }
        if engine == Engine::WebKit {
            let settings = here.folder.join(".config");
            fs::create_dir_all(&settings)?;
            let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", here.downloads().display());
            fs::write(settings.join("user-dirs.dirs"), downloads)?;
            command.env("HOME", here.folder);
            command.env("XDG_CONFIG_HOME", settings);
        }
        let mut child = command
            .arg(format!("--port={free_port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (greetings, greeting) = mpsc::channel();
        let (failures, errors) = mpsc::channel();
        if let Some(output) = child.stdout.take() {
            read(output, greetings.clone(), failures.clone());
        }
        if let Some(output) = child.stderr.take() {
            read(output, greetings, failures);
        }
        let mut driver = Self {
            child,
            engine,
            port: free_port,
            errors,
        };
        if free_port == 0 {
            let greeting = greeting.recv_timeout(PATIENCE).unwrap_or_default();
            driver.port = port_in(&greeting)
                .ok_or_else(|| Failure::new(format!("{engine:?}'s driver named no port")))?;
        } else {
            wait::until(PATIENCE, "a driver that answers", async || {
                Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, free_port)).is_ok())
            })
            .await?;
        }
        Ok(driver)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The errors of pages that the browser has printed since this was last called.
    pub(crate) fn take_errors(&self) -> Vec<String> {
        self.errors.try_iter().collect()
    }
}

/// A port that nobody listens on; for a driver that cannot choose one itself.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Reads until the end, because a full pipe would stop the driver.
fn read(output: impl Read + Send + 'static, greetings: Sender<String>, errors: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Where nobody listens any more, a line is of no use, but must be read all the same.
            if port_in(&line).is_some() {
                drop(greetings.send(line));
            } else if is_error_of_a_page(&line) {
                drop(errors.send(line));
            }
        }
    });
}

/// The port in a line such as `ChromeDriver was started successfully on port 41327.`, or in
/// geckodriver's that ends with `Listening on 127.0.0.1:41327`.
fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line
        .split_once("successfully on port ")
        .or_else(|| line.split_once("geckodriver\tINFO\tListening on 127.0.0.1:"))?;
    port.trim_end_matches('.').trim().parse().ok()
}

/// Whether Firefox says in this line that a script of a page failed, not one of its own.
fn is_error_of_a_page(line: &str) -> bool {
    line.strip_prefix("JavaScript error: ")
        .is_some_and(|place| place.starts_with("http://127.0.0.1") || place.starts_with("file:"))
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.engine == Engine::WebKit {
            // The whole group, whose number is that of its first process.
            let group = format!("-{}", self.child.id());
            drop(
                Command::new("kill")
                    .args(["-TERM", "--", &group])
                    .status()
                    .and_then(|_| self.child.wait()),
            );
            return;
        }
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
        check(
            "1795717476691\tgeckodriver\tINFO\tListening on 127.0.0.1:41327",
            Some(41327),
        );
        check(
            "1795717476691\tMarionette\tINFO\tListening on port 35725",
            None,
        );
    }

    #[test]
    fn only_errors_of_pages_are_taken_from_what_firefox_says() {
        let check = |line: &str, is: bool| assert_eq!(is_error_of_a_page(line), is, "{line}");
        check(
            "JavaScript error: http://127.0.0.1:8080/, line 2: Error: words",
            true,
        );
        check(
            "JavaScript error: file:///a/genjin.html, line 2: Error: words",
            true,
        );
        check(
            "JavaScript error: resource://gre/modules/A.sys.mjs, line 50: TypeError: words",
            false,
        );
        check("*** You are running in headless mode.", false);
    }
}
