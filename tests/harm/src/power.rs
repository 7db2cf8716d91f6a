//! A power cut, as far as it can be had without pulling a plug: of every file of the database only
//! the bytes remain that were synced before.
//!
//! A small library (`power.c`) is preloaded into the browser and copies a file aside whenever it is
//! synced. After a kill, each file is reset to its last copy, and one that was never synced is
//! emptied. That is harsher on contents than a real cut, before which the system may have written
//! more, and kinder to folders: that a file was made, renamed or removed is never taken back.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;

use genjin_journeys::{Failure, Outcome};

use crate::browser::Profile;
use crate::folders::{self, TemporaryFolder};

const SOURCE: &str = include_str!("power.c");

/// The library that remembers what was synced.
#[derive(Debug)]
pub struct Shim {
    library: PathBuf,
    _folder: TemporaryFolder,
}

/// What was synced of the files of one profile.
#[derive(Debug)]
pub struct Synced {
    kept: TemporaryFolder,
    root: PathBuf,
}

/// What a cut takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Databases alone.
    Databases,
    /// Databases and the short texts in which the app's canary is.
    All,
}

impl Shim {
    /// Compiles it.
    pub fn build() -> Outcome<Self> {
        let folder = TemporaryFolder::create("power")?;
        let source = folder.path().join("power.c");
        let library = folder.path().join("power.so");
        fs::write(&source, SOURCE)?;
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O2", "-Wall", "-o"]);
        let output = compiler.arg(&library).arg(&source).arg("-ldl").output()?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(Failure::new(words).during("compiling power.c"));
        }
        Ok(Self {
            library,
            _folder: folder,
        })
    }
}

impl Synced {
    /// Nothing yet.
    pub fn of(profile: &Profile) -> Outcome<Self> {
        Ok(Self {
            kept: TemporaryFolder::create("synced")?,
            root: profile.path().canonicalize()?,
        })
    }

    /// What a browser must be started with.
    pub fn variables<'a>(&'a self, shim: &'a Shim) -> [(&'static str, &'a Path); 3] {
        [
            ("LD_PRELOAD", &shim.library),
            ("GENJIN_POWER_ROOT", &self.root),
            ("GENJIN_POWER_KEPT", self.kept.path()),
        ]
    }

    /// Takes back what was not synced.
    pub fn cut(&self, profile: &Profile, reach: Reach) -> Outcome<Cut> {
        let mut files = folders::files(&profile.databases())?;
        if reach == Reach::All {
            files.extend(folders::files(&profile.short_texts())?);
        }
        let mut cut = Cut::default();
        for file in files {
            let about = fs::metadata(&file)?;
            let made = about.created()?.duration_since(UNIX_EPOCH)?;
            let (seconds, nanoseconds) = (made.as_secs(), made.subsec_nanos());
            let name = format!("{}-{seconds}.{nanoseconds:09}", about.ino());
            let content = match fs::read(self.kept.path().join(name)) {
                Ok(content) => {
                    cut.synced += 1;
                    content
                }
                Err(_never_synced) => Vec::new(),
            };
            if fs::read(&file)? != content {
                cut.shortened += 1;
                // In place, so that it remains the same file to whoever keeps count.
                fs::write(&file, content)?;
            }
        }
        Ok(cut)
    }
}

/// What a cut met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// How many files had been synced at least once.
    pub synced: u64,
    /// How many lost bytes.
    pub shortened: u64,
}
