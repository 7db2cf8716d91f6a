//! The core in every engine: import, work through the queue, log, take back, load anew, back up and
//! restore. Told once, for the site at two paths of its host and for the single file from the disk.

mod support;

use std::collections::BTreeSet;
use std::fs;

use genjin_journeys::{Browser, Engine, Failure, Journey, Outcome, Role, containing};

use support::{
    Tiles, begin_with, expect_tiles, fixture, import, log_for_current, open_log, save_log,
};

/// Words in both languages, as they are typed.
const WORDS: &str = "wants a quote 报价";

/// A page that its own policy keeps from showing pictures.
const CARELESS_PAGE: &str = "<!DOCTYPE html><html lang=en><title>Careless</title>
<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\">";

/// Does what no page may, in every way that a journey should notice.
const COMPLAIN_AND_ASK: &str = "
console.error('a complaint');
document.body.append(Object.assign(new Image(), { src: 'picture.png' }));
setTimeout(() => { throw new Error('a slip'); });
Promise.reject(new Error('a broken promise'));
fetch('http://example.org/far').catch(() => null);";

/// What the two files come to on any day after those that they tell of.
fn long_after() -> Outcome<Tiles> {
    let customers = csv::Reader::from_path(fixture("customers.csv"))?
        .records()
        .count();
    let mut contacted = BTreeSet::new();
    for row in csv::Reader::from_path(fixture("communications.csv"))?.records() {
        contacted.insert(row?[1].to_owned());
    }
    Ok(Tiles {
        visits: contacted.len(),
        first_contacts: customers - contacted.len(),
        ..Tiles::default()
    })
}

impl Tiles {
    /// So many of the visits are planned for later or done today.
    fn less(self, visits: usize) -> Self {
        Self {
            visits: self.visits - visits,
            no_follow_up: self.no_follow_up + visits,
            ..self
        }
    }
}

/// The link to the page of the customer on whom Today stands.
async fn page_of_current(app: &Browser) -> Outcome<String> {
    app.css(".q-row[data-current]").await?;
    app.run(
        "return document.querySelector('.q-row[data-current] .q-who').hash",
        Vec::new(),
    )
    .await
}

async fn save_backup(app: &Browser) -> Outcome<Vec<u8>> {
    app.open("#/data").await?;
    let file = app
        .download(async || {
            app.button("Save a backup").await?.click().await?;
            Ok(())
        })
        .await?;
    let bytes = fs::read(&file)?;
    fs::remove_file(file)?;
    Ok(bytes)
}

async fn the_core(app: &mut Browser, engine: Engine) -> Outcome {
    let tiles = long_after()?;
    app.open("").await?;
    import(app, &fixture("customers.csv")).await?;
    import(app, &fixture("communications.csv")).await?;
    app.link("Go to Today").await?.click().await?;
    expect_tiles(app, tiles).await?;
    app.expect_accessible("Today").await?;

    // Two keys in the queue, for whom nobody answered.
    app.press("q").await?;
    app.expect_text("left").await?;
    app.press("4").await?;
    app.press("t").await?;
    app.open("#/today").await?;
    expect_tiles(app, tiles.less(1)).await?;

    // Words and a next step, and both are taken back and done again.
    let page = page_of_current(app).await?;
    open_log(app).await?;
    app.type_text(WORDS).await?;
    app.press("Alt+t").await?;
    save_log(app).await?;
    app.expect_status("Saved").await?;
    expect_tiles(app, tiles.less(2)).await?;
    app.open(&page).await?;
    app.expect_text(WORDS).await?;
    app.press("Control+z").await?;
    app.expect_no_text(WORDS).await?;
    app.press("Control+y").await?;
    app.expect_text(WORDS).await?;

    app.reload().await?;
    app.expect_text(WORDS).await?;
    app.open("#/today").await?;
    expect_tiles(app, tiles.less(2)).await?;

    // What is in the backup comes back after it was lost.
    let backup = save_backup(app).await?;
    app.open(&page).await?;
    app.expect_text(WORDS).await?;
    app.press("Control+z").await?;
    app.expect_no_text(WORDS).await?;
    restore(app, &backup).await?;
    app.open(&page).await?;
    app.expect_text(WORDS).await?;
    assert!(save_backup(app).await? == backup, "the backups differ");

    if engine != Engine::WebKit {
        app.restart().await?;
        app.open(&page).await?;
        app.expect_text(WORDS).await?;
        app.open("#/today").await?;
        expect_tiles(app, tiles.less(2)).await?;
    }
    Ok(())
}

async fn restore(app: &Browser, backup: &[u8]) -> Outcome {
    let folder = support::Folder::create("engines")?;
    let file = folder.write("whole.genjin", backup)?;
    app.open("#/data").await?;
    let card = app.css("[aria-labelledby=data-backup]").await?;
    app.inside(&card).upload(&[&file]).await?;
    let dialog = app.dialog(containing("whole.genjin")).await?;
    dialog
        .button(containing("Replace everything"))
        .await?
        .click()
        .await?;
    app.gone(Role::DIALOG, containing("whole.genjin")).await
}

async fn on_the_site(engine: Engine, path: &str) -> Outcome {
    Journey::new()
        .engine(engine)
        .under(path)
        .run(async |app: &mut Browser| the_core(app, engine).await)
        .await
}

async fn in_one_file(engine: Engine) -> Outcome {
    Journey::new()
        .engine(engine)
        .single_file()
        .run(async |app: &mut Browser| the_core(app, engine).await)
        .await
}

/// What was saved in one browser is in the copy of the file that another opens.
async fn in_a_copy(engine: Engine) -> Outcome {
    let folder = support::Folder::create(&format!("copy-{engine:?}"))?;
    let copy = folder.write("copy.html", b"")?;
    Journey::new()
        .engine(engine)
        .single_file()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            log_for_current(app, WORDS).await?;
            app.expect_status("Saved").await?;
            // A browser that lets no page choose where to write, as two of them are.
            let () = app
                .run("delete window.showSaveFilePicker", Vec::new())
                .await?;
            app.open("#/data").await?;
            app.button("Save a copy with my data inside…")
                .await?
                .click()
                .await?;
            let dialog = app.dialog("Save a copy with my data inside").await?;
            let file = app
                .download(async || Ok(dialog.button("Save the copy").await?.click().await?))
                .await?;
            fs::copy(file, &copy)?;
            Ok(())
        })
        .await?;
    Journey::new()
        .engine(engine)
        .copy_of(&copy)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button("Load the data inside…").await?.click().await?;
            let dialog = app.dialog(containing("Restore")).await?;
            dialog.button("Restore this backup").await?.click().await?;
            app.heading("Today").await?;
            app.open("#/communications").await?;
            app.expect_text(WORDS).await
        })
        .await
}

async fn notices(engine: Engine) -> Outcome {
    let folder = support::Folder::create(&format!("notices-{engine:?}"))?;
    let page = folder.write("index.html", CARELESS_PAGE.as_bytes())?;
    let site = page.parent().unwrap_or(&page).to_owned();
    Journey::new()
        .engine(engine)
        .folder(site)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_no_foreign_request().await?;
            let () = app.run(COMPLAIN_AND_ASK, Vec::new()).await?;
            app.wait_for("a request to another host", async || {
                Ok(app.requests().await? == ["http://example.org/far"])
            })
            .await?;
            if app.expect_no_foreign_request().await.is_ok() {
                return Err(Failure::new("the request was not held against the page"));
            }
            app.forget_requests().await?;
            let said = app.take_console().await?;
            for words in [
                "policy violation",
                "a complaint",
                "a slip",
                "a broken promise",
            ] {
                assert!(
                    said.iter().any(|entry| entry.message.contains(words)),
                    "{words} is not in {said:?}"
                );
            }
            Ok(())
        })
        .await
}

/// `cargo xtask test` knows them by this name: they need more browsers than the other journeys.
mod in_every_engine {
    use super::{Engine, Outcome, in_a_copy, in_one_file, notices, on_the_site};

    #[tokio::test]
    async fn the_site_in_chromium() -> Outcome {
        on_the_site(Engine::Chromium, "/").await
    }

    #[tokio::test]
    async fn the_site_in_chromium_below_a_path() -> Outcome {
        on_the_site(Engine::Chromium, "/a/b/").await
    }

    #[tokio::test]
    async fn the_site_in_firefox() -> Outcome {
        on_the_site(Engine::Firefox, "/").await
    }

    #[tokio::test]
    async fn the_site_in_firefox_below_a_path() -> Outcome {
        on_the_site(Engine::Firefox, "/a/b/").await
    }

    #[tokio::test]
    async fn the_site_in_webkit() -> Outcome {
        on_the_site(Engine::WebKit, "/").await
    }

    #[tokio::test]
    async fn the_site_in_webkit_below_a_path() -> Outcome {
        on_the_site(Engine::WebKit, "/a/b/").await
    }

    #[tokio::test]
    async fn the_single_file_in_chromium() -> Outcome {
        in_one_file(Engine::Chromium).await
    }

    #[tokio::test]
    async fn the_single_file_in_firefox() -> Outcome {
        in_one_file(Engine::Firefox).await
    }

    #[tokio::test]
    async fn the_single_file_in_webkit() -> Outcome {
        in_one_file(Engine::WebKit).await
    }

    #[tokio::test]
    async fn a_copy_with_the_data_inside_in_chromium() -> Outcome {
        in_a_copy(Engine::Chromium).await
    }

    #[tokio::test]
    async fn a_copy_with_the_data_inside_in_firefox() -> Outcome {
        in_a_copy(Engine::Firefox).await
    }

    #[tokio::test]
    async fn a_copy_with_the_data_inside_in_webkit() -> Outcome {
        in_a_copy(Engine::WebKit).await
    }

    #[tokio::test]
    async fn what_leaves_firefox_and_what_it_complains_of_is_noticed() -> Outcome {
        notices(Engine::Firefox).await
    }

    #[tokio::test]
    async fn what_leaves_webkit_and_what_it_complains_of_is_noticed() -> Outcome {
        notices(Engine::WebKit).await
    }
}
