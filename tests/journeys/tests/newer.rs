//! A Book that a newer Genjin wrote: shown for reading only where it is understood, else carried away as
//! it lies; nothing claims that what is typed is kept.

mod support;

use std::fs;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};
use serde_json::Value;

use support::stored::{head, in_database, set_form};
use support::{begin_with_sample, look_at};

/// The form that is said to be newer.
const NEWER: u32 = 99;

/// What a later version might do: a store more, with keys and values that are not known here.
const RAISE_VERSION: &str = "
const invent = (database) => database.createObjectStore('invented').put({ later: true }, ['a', 1]);
opened(7, invent).then((database) => {
  database.close();
  done(true);
});";

/// The file that a button gives.
async fn file_of(app: &Browser, button: &str) -> Outcome<String> {
    let file = app
        .download(async || app.button(button).await?.click().await.map_err(Into::into))
        .await?;
    let text = fs::read_to_string(&file)?;
    fs::remove_file(file)?;
    Ok(text)
}

/// The lines of the file of everything that is stored, held against its first line.
fn lines_of(file: &str) -> Vec<Value> {
    let mut lines: Vec<Value> = file
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let ending = lines.pop().expect("an ending");
    assert!(ending["sha256"].is_string(), "{ending}");
    let heading = lines.remove(0);
    assert_eq!(heading["format"], "genjin-raw");
    assert_eq!(heading["values"], lines.len());
    lines
}

#[tokio::test]
async fn a_newer_book_is_shown_and_taken_along_and_claims_to_keep_nothing() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/data").await?;
            let backup = file_of(app, "Save a backup").await?;

            let newer = set_form(app, NEWER).await?;

            app.open("#/today").await?;
            app.reload().await?;
            app.heading("Today").await?;
            app.expect_text("A newer Genjin wrote this book").await?;
            app.expect_status("Read-only").await?;
            // Neither the line of the page nor a form takes what would be lost.
            app.expect_text("This book is read-only here").await?;
            assert!(app.css_all("#capture-line").await?.is_empty());
            look_at(app, "newer-today").await?;
            for key in ["l", "c"] {
                app.press(key).await?;
                let dialog = app.dialog("This book is read-only here").await?;
                dialog.expect_text("nothing typed would be kept").await?;
                dialog.expect_no_text("What you type is kept").await?;
                app.expect_accessible("a closed form of a newer book")
                    .await?;
                app.press("Escape").await?;
                app.gone(Role::DIALOG, "This book is read-only here")
                    .await?;
            }
            // What acts at once says so too, and nothing waits for it.
            app.press("Control+z").await?;
            app.expect_text("written by a newer version").await?;
            app.expect_status("Read-only").await?;

            app.open("#/data").await?;
            app.heading("Take everything along").await?;
            look_at(app, "newer-data").await?;
            app.expect_accessible("the page Data of a newer book")
                .await?;
            assert!(
                app.all(Role::BUTTON, containing("Restore"))
                    .await?
                    .is_empty()
            );
            assert_eq!(file_of(app, "Save a backup").await?, backup);
            // The calendar takes what is planned, and the Book need not remember it.
            let calendar = file_of(app, "Export calendar file").await?;
            assert!(calendar.contains("BEGIN:VEVENT"), "{calendar}");
            app.expect_text(".ics goes to your downloads").await?;
            let lines = lines_of(&file_of(app, "Save everything stored").await?);
            let stores = |name: &str| lines.iter().filter(|line| line["store"] == name).count();
            assert!(0 < stores("log") && 1 < stores("meta"));

            assert_eq!(head(app).await?, newer);
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_database_of_a_later_version_is_carried_away_with_what_is_not_known_of_it() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("icons/icon.svg").await?;
            in_database(app, RAISE_VERSION, Vec::new()).await?;
            // The browser asked for an icon of the picture.
            app.take_console().await?;
            app.open("#/today").await?;
            app.heading("Your book could not be opened").await?;
            app.expect_text("written by a newer version of Genjin")
                .await?;
            assert!(
                app.all(Role::BUTTON, containing("empty book"))
                    .await?
                    .is_empty()
            );
            look_at(app, "newer-recovery").await?;
            app.expect_accessible("recovery of a newer book").await?;
            let file = app
                .download(async || {
                    let button = app.button(containing("Save everything stored")).await?;
                    button.click().await?;
                    Ok(())
                })
                .await?;
            app.expect_text("Saved as genjin-raw.jsonl").await?;
            let lines = lines_of(&fs::read_to_string(&file)?);
            fs::remove_file(file)?;
            let invented = lines.iter().find(|line| line["store"] == "invented");
            let invented = invented.expect("what is not known is there too");
            assert_eq!(invented["key"], serde_json::json!(["a", 1]));
            assert_eq!(invented["json"], serde_json::json!({ "later": true }));
            assert!(
                lines
                    .iter()
                    .any(|line| line["key"] == "head" && line["base64"].is_string())
            );
            app.expect_quiet_console().await
        })
        .await
}
