//! What several journeys do and look at.
// Each test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

use std::env;
use std::path::{Path, PathBuf};

use genjin_journeys::{Browser, Failure, Outcome, Role, containing};
use std::time::Duration;

/// The moment at which the counts of the files are known; a wall time of the journey's zone.
pub(crate) const NOON: &str = "2024-08-16T12:00:00";

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

/// A file of `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    repository().join("tests/fixtures").join(name)
}

/// Where the files of the workshop are, if they are.
pub(crate) fn shared_data() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("GENJIN_SHARED_DATA") {
        return Some(PathBuf::from(folder));
    }
    repository()
        .ancestors()
        .map(|folder| folder.join("shared/data"))
        .find(|folder| folder.join("contacts.csv").is_file())
}

fn repository() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.ancestors().nth(2).unwrap_or(&package).to_owned()
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
