//! The built app on a server of this process, with the driver in its page.

use std::fs;

use genjin_journeys::{Failure, Outcome};
use xtask::server::{Ear, Server};

use crate::desk::Desk;
use crate::folders::{self, TemporaryFolder};

const DRIVER: &str = include_str!("driver.js");

/// Has every write done as if the app had never asked for more than the browser's usual care.
const RELAXED: &str = "
(function () {
  var begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode) {
    return begin.call(this, stores, mode, { durability: \"relaxed\" });
  };
})();
";

/// How carefully the page writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// As the app asks.
    AsBuilt,
    /// With relaxed durability, to see whether the harness notices a loss.
    Relaxed,
}

/// The site while it is served.
#[derive(Debug)]
pub struct Site {
    server: Server,
    _folder: TemporaryFolder,
}

impl Site {
    /// Serves a copy of `dist/` whose page tells everything to this desk.
    pub fn serve(desk: &Desk, care: Care) -> Outcome<Self> {
        let folder = copy_of_app()?;
        let mut script = DRIVER.to_owned();
        if care == Care::Relaxed {
            script.push_str(RELAXED);
        }
        fs::write(folder.path().join("driver.js"), script)?;
        let page_file = folder.path().join("index.html");
        let page = fs::read_to_string(&page_file)?;
        let with_driver = page.replacen(
            "<script ",
            "<script src=\"./driver.js\"></script><script ",
            1,
        );
        fs::write(page_file, without_worker(&with_driver))?;
        let desk = desk.clone();
        let ear = Ear::new(move |path, body| desk.hear(path, body));
        let server = Server::hearing(folder.path(), 0, "/", ear)?;
        Ok(Self {
            server,
            _folder: folder,
        })
    }

    /// The address of Today.
    pub fn url(&self) -> String {
        format!("{}#/today", self.server.url())
    }
}

/// Whether there is a release in `dist/`.
pub fn is_built() -> bool {
    folders::repository().join("dist/index.html").is_file()
}

fn copy_of_app() -> Outcome<TemporaryFolder> {
    if !is_built() {
        return Err(Failure::new(
            "there is no release in dist/; build it with `cargo xtask dist`",
        ));
    }
    let folder = TemporaryFolder::create("site")?;
    folders::copy(&folders::repository().join("dist"), folder.path())?;
    Ok(folder)
}

/// A page that was altered is no longer the one that the service worker would keep.
fn without_worker(page: &str) -> String {
    let Some(start) = page.find(" data-build=\"") else {
        return page.to_owned();
    };
    let value = start + " data-build=\"".len();
    let Some(length) = page[value..].find('"') else {
        return page.to_owned();
    };
    format!("{}{}", &page[..start], &page[value + length + 1..])
}
