//! What several journeys do and look at.
// Each test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

pub(crate) mod offline;
pub(crate) mod stored;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use genjin_journeys::{Browser, ColourScheme, Failure, Outcome, Role, Scope, Viewport, containing};
use std::time::Duration;

/// The moment at which the counts of the files are known; a wall time of the journey's zone.
pub(crate) const NOON: &str = "2024-08-16T12:00:00";

/// How many drafts the database holds.
pub(crate) const DRAFT_COUNT: &str = "
return (async () => {
  const name = (await indexedDB.databases()).map((one) => one.name).find((one) => one.startsWith('genjin:'));
  const book = await new Promise((done) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => done(opening.result);
  });
  const count = await new Promise((done) => {
    const counting = book.transaction('drafts').objectStore('drafts').count();
    counting.onsuccess = () => done(counting.result);
  });
  book.close();
  return count;
})();";

/// Long enough for an import by a debug build on a busy machine.
const IMPORT: Duration = Duration::from_mins(1);

/// What the four tiles of Today show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tiles {
    pub(crate) visits: usize,
    pub(crate) calls: usize,
    pub(crate) first_contacts: usize,
    pub(crate) no_follow_up: usize,
}

impl Tiles {
    fn named(self) -> [String; 4] {
        [
            format!("Visits {}", grouped(self.visits)),
            format!("Calls {}", grouped(self.calls)),
            format!("First contacts {}", grouped(self.first_contacts)),
            format!("No follow-up {}", grouped(self.no_follow_up)),
        ]
    }
}

/// Waits until Today shows these counts.
pub(crate) async fn expect_tiles(app: &Browser, tiles: Tiles) -> Outcome {
    for name in tiles.named() {
        app.button(name).await?;
    }
    Ok(())
}

/// A number as English writes it.
pub(crate) fn grouped(number: usize) -> String {
    if number < 1000 {
        number.to_string()
    } else {
        format!("{},{:03}", number / 1000, number % 1000)
    }
}

/// Starts an empty Book and makes one customer in it, who was never contacted; ends at Today.
pub(crate) async fn begin_with(app: &Browser, name: &str) -> Outcome {
    app.open("").await?;
    app.button(containing("Start empty")).await?.click().await?;
    let dialog = app.dialog("New customer").await?;
    dialog.fill("Name", name).await?;
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "New customer").await?;
    app.open("#/today").await?;
    app.button("First contacts 1").await?;
    Ok(())
}

/// Adds the sample data from the first page; ends at Today.
pub(crate) async fn begin_with_sample(app: &Browser) -> Outcome {
    app.open("").await?;
    app.button(containing("Try with sample data"))
        .await?
        .click()
        .await?;
    app.heading("Today").await?;
    app.expect_status("Saved").await
}

/// Waits until so many drafts are stored.
pub(crate) async fn wait_for_drafts(app: &Browser, count: usize) -> Outcome {
    app.wait_for(&format!("{count} drafts"), async || {
        let found: usize = app.run(DRAFT_COUNT, Vec::new()).await?;
        Ok(found == count)
    })
    .await
}

/// Opens the log dialog by its key.
pub(crate) async fn open_log(app: &Browser) -> Outcome<Scope> {
    app.press("l").await?;
    app.dialog("Log a communication").await
}

/// Saves what stands in the log dialog, by its keys.
pub(crate) async fn save_log(app: &Browser) -> Outcome {
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "Log a communication").await
}

/// Logs words for the customer on whom Today stands, without touching the mouse.
pub(crate) async fn log_for_current(app: &Browser, words: &str) -> Outcome {
    let dialog = open_log(app).await?;
    dialog.fill("Content", words).await?;
    save_log(app).await
}

/// Looks at what is on the page in both themes, on a desk and in a hand, and at its least width.
pub(crate) async fn look_at(app: &mut Browser, what: &str) -> Outcome {
    for scheme in [ColourScheme::Light, ColourScheme::Dark] {
        app.set_colour_scheme(scheme).await?;
        for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
            app.set_viewport(viewport).await?;
            app.expect_accessible(&format!("{what} {scheme:?} {viewport:?}"))
                .await?;
        }
    }
    app.set_viewport(Viewport::NARROWEST).await?;
    let overflow: i64 = app
        .run(
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth",
            Vec::new(),
        )
        .await?;
    app.set_viewport(Viewport::DESKTOP).await?;
    if 0 < overflow {
        return Err(Failure::new(format!(
            "{what} scrolls sideways by {overflow} px"
        )));
    }
    Ok(())
}

/// A folder of files that a journey makes; removed with this value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn create(name: &str) -> Outcome<Self> {
        let path = env::temp_dir().join(format!("genjin-{name}-{}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Outcome<PathBuf> {
        let file = self.0.join(name);
        fs::write(&file, bytes)?;
        Ok(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The system clears what a closing browser still holds.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A file of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    repository().join("tests/fixtures").join(name)
}

/// Where files of other programs to try on are, if they are.
pub(crate) fn shared_data() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("GENJIN_SHARED_DATA") {
        return Some(PathBuf::from(folder));
    }
    repository()
        .ancestors()
        .map(|folder| folder.join("shared/data"))
        .find(|folder| folder.join("contacts.csv").is_file())
}

pub(crate) fn repository() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.ancestors().nth(2).unwrap_or(&package).to_owned()
}

/// Gives the page a script of its own, which runs before all others.
pub(crate) fn run_first(folder: &Path, script: &str) -> Outcome {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let page = page.replacen(
        "<script ",
        "<script src=\"./first.js\"></script><script ",
        1,
    );
    fs::write(folder.join("index.html"), page)?;
    fs::write(folder.join("first.js"), script)?;
    Ok(())
}

/// Hands a file to the page Data.
pub(crate) async fn offer(app: &Browser, file: &Path) -> Outcome {
    app.open("#/today").await?;
    app.open("#/data").await?;
    app.heading("Data").await?;
    let card = app.css("[aria-labelledby=data-import]").await?;
    app.inside(&card).upload(&[file]).await
}

/// Hands a file to the page Data and waits for its columns.
pub(crate) async fn open_in_wizard(app: &Browser, file: &Path) -> Outcome {
    offer(app, file).await?;
    let name = file.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| Failure::new("the file has no name"))?;
    app.heading(format!("Import {name}")).await?;
    Ok(())
}

/// Imports a file without touching a mapping, and waits until it is stored.
pub(crate) async fn import(app: &Browser, file: &Path) -> Outcome {
    open_in_wizard(app, file).await?;
    app.button("Continue").await?.click().await?;
    let slow = app.patient(IMPORT);
    slow.one(Role::BUTTON, containing("Import "))
        .await?
        .click()
        .await?;
    slow.heading("Imported").await?;
    Ok(())
}
