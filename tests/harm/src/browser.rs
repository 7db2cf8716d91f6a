//! A browser that is started by hand, in a process group of its own that can be killed at once.

use std::env;
use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use genjin_journeys::{Failure, Outcome};

use crate::folders::{self, TemporaryFolder};

const CHROMIUM_FLAGS: [&str; 19] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--hide-crash-restore-bubble",
    "--disable-default-apps",
    "--disable-extensions",
    // Tabs behind the one in front go on as that does.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-popup-blocking",
    // Little to draw.
    "--window-size=400,300",
    "--lang=en-US",
];

/// No questions, no calls home, and no page that asks what to restore after a crash.
const FIREFOX_PREFERENCES: &str = "
user_pref('app.normandy.enabled', false);
user_pref('app.update.enabled', false);
user_pref('browser.aboutwelcome.enabled', false);
user_pref('browser.sessionstore.resume_from_crash', false);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('browser.startup.homepage_override.mstone', 'ignore');
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('extensions.update.enabled', false);
user_pref('intl.accept_languages', 'en-US');
user_pref('network.captive-portal-service.enabled', false);
user_pref('network.connectivity-service.enabled', false);
user_pref('toolkit.startup.max_resumed_crashes', -1);
user_pref('toolkit.telemetry.enabled', false);
";

/// What keeps the database: an engine, and of Chromium one of its two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// Chromium's older way, a `LevelDB`.
    LevelDb,
    /// Chromium's newer way, one `SQLite` file a database.
    Sqlite,
    /// Firefox, which keeps `SQLite` too.
    Firefox,
}

impl Backend {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LevelDb, Self::Sqlite, Self::Firefox];

    /// Those of Chromium.
    pub const CHROMIUM: [Self; 2] = [Self::LevelDb, Self::Sqlite];

    /// Its name on the command line and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::LevelDb => "leveldb",
            Self::Sqlite => "sqlite",
            Self::Firefox => "firefox",
        }
    }

    /// The flag by which Chromium is told which of the two to use.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Sqlite => "--enable-features=IdbSqliteBackingStore",
            Self::LevelDb | Self::Firefox => "--disable-features=IdbSqliteBackingStore",
        }
    }

    /// The program, if it is installed.
    pub fn program(self) -> Option<PathBuf> {
        let (variable, names): (_, &[&str]) = match self {
            Self::LevelDb | Self::Sqlite => (
                "CHROMIUM",
                &["chromium", "chromium-browser", "google-chrome"],
            ),
            Self::Firefox => ("FIREFOX", &["firefox-esr", "firefox"]),
        };
        if let Some(named) = env::var_os(variable).map(PathBuf::from) {
            return Some(named);
        }
        let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
        let mut files = names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        files.find(|file| file.is_file())
    }

    /// What it says of its version.
    pub fn version(self) -> String {
        let output = self
            .program()
            .and_then(|program| Command::new(program).arg("--version").output().ok());
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        text.unwrap_or_else(|| "not installed".to_owned())
    }
}

/// A browser profile in a folder of its own, removed with this value.
#[derive(Debug)]
pub struct Profile {
    folder: TemporaryFolder,
    backend: Backend,
}

impl Profile {
    /// A new one.
    pub fn create(backend: Backend) -> Outcome<Self> {
        let folder = TemporaryFolder::create("profile")?;
        if backend == Backend::Firefox {
            fs::write(folder.path().join("user.js"), FIREFOX_PREFERENCES)?;
        }
        Ok(Self { folder, backend })
    }

    /// A copy as it stands on disk.
    pub fn copied(&self) -> Outcome<Self> {
        let folder = TemporaryFolder::create("profile")?;
        folders::copy(self.folder.path(), folder.path())?;
        Ok(Self {
            folder,
            backend: self.backend,
        })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the databases of pages lie.
    pub fn databases(&self) -> PathBuf {
        self.path().join(match self.backend {
            Backend::LevelDb | Backend::Sqlite => "Default/IndexedDB",
            Backend::Firefox => "storage/default",
        })
    }

    /// Where the short texts of pages lie, among them the canary.
    pub fn short_texts(&self) -> PathBuf {
        self.path().join(match self.backend {
            Backend::LevelDb | Backend::Sqlite => "Default/Local Storage",
            Backend::Firefox => "storage/default",
        })
    }

    /// Opens the browser with a page.
    pub fn open(&self, url: &str, variables: &[(&str, &Path)]) -> Outcome<Running> {
        let program = self.backend.program();
        let program = program
            .ok_or_else(|| Failure::new(format!("no browser for {}", self.backend.name())))?;
        let mut command = Command::new(program);
        match self.backend {
            Backend::LevelDb | Backend::Sqlite => {
                command.args(CHROMIUM_FLAGS).arg(self.backend.flag());
                let mut folder = "--user-data-dir=".to_owned();
                folder.push_str(&self.path().display().to_string());
                command.arg(folder).arg(url);
            }
            Backend::Firefox => {
                command.args(["--headless", "--no-remote", "--profile"]);
                command.arg(self.path()).arg(url);
            }
        }
        command
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        Ok(Running {
            child: Some(command.spawn()?),
            profile: self.path().to_owned(),
        })
    }
}

/// A running browser; killed with this value.
#[derive(Debug)]
pub struct Running {
    child: Option<Child>,
    profile: PathBuf,
}

impl Running {
    /// Kills the whole process group, as `kill -9` does, and waits until nothing of it runs.
    pub fn kill(mut self) -> Outcome {
        self.end("-KILL")
    }

    /// Asks the browser to end as when the computer is shut down, and waits until it has.
    pub fn quit(mut self) -> Outcome {
        self.end("-TERM")
    }

    fn end(&mut self, signal: &str) -> Outcome {
        let Some(mut child) = self.child.take() else {
            return Ok(());
        };
        let whom = match signal {
            "-KILL" => format!("-{}", child.id()),
            _ => child.id().to_string(),
        };
        send(signal, &whom)?;
        let end = Instant::now() + Duration::from_secs(15);
        while child.try_wait()?.is_none() {
            if end < Instant::now() {
                send("-KILL", &format!("-{}", child.id()))?;
            }
            thread::sleep(Duration::from_millis(5));
        }
        self.clear()
    }

    /// Waits for processes that have left the group, and kills those that stay.
    fn clear(&self) -> Outcome {
        let end = Instant::now() + Duration::from_secs(10);
        let mut patience = Instant::now() + Duration::from_secs(2);
        loop {
            let left = processes_of(&self.profile)?;
            if left.is_empty() {
                return Ok(());
            }
            if end < Instant::now() {
                return Err(Failure::new("a browser does not end"));
            }
            if patience < Instant::now() {
                patience = end;
                for process in left {
                    send("-KILL", &process)?;
                }
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.end("-KILL"));
    }
}

fn send(signal: &str, whom: &str) -> io::Result<()> {
    // One that has ended meanwhile is as good.
    Command::new("kill")
        .args([signal, "--", whom])
        .stderr(Stdio::null())
        .status()
        .map(drop)
}

/// The processes that were started with this profile.
fn processes_of(profile: &Path) -> io::Result<Vec<String>> {
    let name = profile.display().to_string();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let entry = entry?;
        let id = entry.file_name().to_string_lossy().into_owned();
        if !id.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        // It may have ended meanwhile.
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        if String::from_utf8_lossy(&line).contains(&name) && id != std::process::id().to_string() {
            found.push(id);
        }
    }
    Ok(found)
}
