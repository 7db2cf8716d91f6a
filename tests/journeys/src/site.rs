//! The site under test: the one that `GENJIN_URL` names, or `dist/` on a server of this process.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use xtask::server::Server;

use crate::folders::{self, TemporaryFolder};
use crate::{Failure, Outcome};

/// What the single file is called.
pub(crate) const SINGLE_FILE: &str = "genjin.html";

/// The files under test and how they are reached.
#[derive(Debug)]
pub(crate) enum Site {
    /// Served by somebody else.
    Elsewhere(String),
    /// Served by this process until the journey is over.
    Here {
        /// None while the host is down.
        server: Option<Server>,
        folder: PathBuf,
        mount: String,
        port: u16,
        url: String,
        /// Only held: the copy that is served goes with the journey.
        _copy: Option<TemporaryFolder>,
    },
    /// One file in a folder of the disk, which goes with the journey.
    OnDisk(TemporaryFolder),
}

/// Which files a journey visits.
pub(crate) enum Files {
    /// The built app.
    App,
    /// A copy of the built app, changed before it is served.
    AlteredApp(Alteration),
    /// Another folder.
    Folder(PathBuf),
    /// A copy of one file, opened from the disk.
    File(PathBuf),
}

/// What is done to a copy of the app in its folder.
pub(crate) type Alteration = Box<dyn FnOnce(&Path) -> Outcome>;

impl Site {
    /// The site under the path `mount` of its host.
    pub(crate) fn of(files: Files, mount: &str) -> Outcome<Self> {
        match files {
            Files::App => {
                if let Ok(url) = env::var("GENJIN_URL") {
                    return Ok(Self::Elsewhere(format!("{}/", url.trim_end_matches('/'))));
                }
                Self::served(built_app()?, mount, None)
            }
            Files::AlteredApp(alter) => {
                let copy = TemporaryFolder::create()?;
                folders::copy(&built_app()?, copy.path())?;
                alter(copy.path())?;
                let folder = copy.path().to_owned();
                Self::served(folder, mount, Some(copy))
            }
            Files::Folder(folder) => Self::served(folder, mount, None),
            Files::File(file) => {
                let folder = TemporaryFolder::create()?;
                fs::copy(file, folder.path().join(SINGLE_FILE))?;
                Ok(Self::OnDisk(folder))
            }
        }
    }

    fn served(folder: PathBuf, mount: &str, copy: Option<TemporaryFolder>) -> Outcome<Self> {
        let server = Server::start(&folder, 0, mount)?;
        Ok(Self::Here {
            folder,
            mount: mount.to_owned(),
            port: server.port(),
            url: server.url(),
            server: Some(server),
            _copy: copy,
        })
    }

    /// Takes the host down, or brings it back at the same address. Nothing for one that is served by
    /// somebody else.
    pub(crate) fn set_up(&mut self, is_up: bool) -> Outcome {
        let Self::Here {
            server,
            folder,
            mount,
            port,
            ..
        } = self
        else {
            return Err(Failure::new("no host of this process serves the site"));
        };
        match (is_up, server.take()) {
            (true, None) => {
                *server = Some(Server::start(folder, *port, mount)?);
            }
            (false, Some(running)) => running.stop(),
            (_, as_wished) => *server = as_wished,
        }
        Ok(())
    }

    /// The folder that is served.
    pub(crate) fn folder(&self) -> Outcome<&Path> {
        match self {
            Self::Here { folder, .. } => Ok(folder),
            Self::Elsewhere(_) => Err(Failure::new("the site is served by somebody else")),
            Self::OnDisk(folder) => Ok(folder.path()),
        }
    }

    /// Whether the files are there without which a journey cannot run.
    pub(crate) fn exists(files: &Files) -> bool {
        match files {
            Files::Folder(_) => true,
            Files::File(file) => file.is_file(),
            Files::App if env::var_os("GENJIN_URL").is_some() => true,
            Files::App | Files::AlteredApp(_) => built_app().is_ok(),
        }
    }

    /// The address of the first page, with a slash at its end unless it is a file.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Elsewhere(url) | Self::Here { url, .. } => url.clone(),
            Self::OnDisk(folder) => {
                format!("file://{}", folder.path().join(SINGLE_FILE).display())
            }
        }
    }

    /// Scheme, host and port; of a file, the folder in which it lies.
    pub(crate) fn origin(&self) -> String {
        if let Self::OnDisk(folder) = self {
            return format!("file://{}", folder.path().display());
        }
        let url = self.url();
        let host_starts = url.find("://").map_or(0, |index| index + 3);
        let host_length = url[host_starts..]
            .find('/')
            .unwrap_or(url.len() - host_starts);
        url[..host_starts + host_length].to_owned()
    }
}

fn built_app() -> Outcome<PathBuf> {
    let dist = folders::repository().join("dist");
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err(Failure::new("dist/ is not built"))
    }
}
