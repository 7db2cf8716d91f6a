//! The code that a first visit does without: not needed for Today nor to log a call, there for all
//! else.

mod support;

use std::fs;
use std::path::Path;

use genjin_journeys::{Browser, Failure, Journey, Outcome, Role, containing};

use support::{NOON, begin_with, fixture, import, run_first};

/// From when the user wants it, the later part is on its way for ever.
const HELD_BACK: &str = "
if (localStorage.getItem('hold')) {
  const fetched = window.fetch;
  window.fetch = (what, how) =>
    String(what).endsWith('_later.wasm') ? new Promise(() => {}) : fetched(what, how);
}";

/// How often the app waited for the later part, and whether it is there.
async fn waits(app: &Browser) -> Outcome<(usize, bool)> {
    let script = "return [genjin.waits, genjin.hasLaterPart]";
    app.run(script, Vec::new()).await
}

/// Loads the page with the later part held back and demands that it comes up without it.
///
/// What a random hash decides may run now and then, and costs a wait then; what is missing in the
/// record costs one each time.
async fn comes_up_alone(app: &Browser, place: &str, is_up: impl AsyncFn() -> Outcome) -> Outcome {
    let () = app
        .run("localStorage.setItem('hold', 'yes')", Vec::new())
        .await?;
    for _ in 0..3 {
        app.reload().await?;
        is_up().await?;
        if waits(app).await? == (0, false) {
            return Ok(());
        }
    }
    Err(Failure::new(format!(
        "{place} waits for the later part: a function that runs there is not in the record of the \
         first visit. `cargo xtask profile` writes it anew, then `cargo xtask dist` splits the app \
         by it"
    )))
}

fn without_the_later_part(folder: &Path) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let name = file.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.ends_with("_later.wasm")) {
            fs::remove_file(file)?;
            return Ok(());
        }
    }
    Err(Failure::new("the app has no later part"))
}

async fn the_screens_come_up(language: &str, empty: &'static str) -> Outcome {
    Journey::new()
        .clock(NOON)
        .language(language)
        .altered(|folder| run_first(folder, HELD_BACK))
        .run(async |app: &mut Browser| {
            app.open("").await?;
            comes_up_alone(app, "the welcome screen", async || {
                app.button(containing(empty)).await?;
                Ok(())
            })
            .await
        })
        .await
}

#[tokio::test]
async fn the_welcome_screen_needs_no_later_part() -> Outcome {
    the_screens_come_up("en-US", "Start empty").await?;
    the_screens_come_up("zh-CN", "从空白开始").await
}

/// Logs a call for the first in the queue.
async fn log(app: &Browser) -> Outcome {
    app.press("l").await?;
    app.dialog("Log a communication").await?;
    app.type_text("wants a quote").await?;
    app.press("Alt+t").await?;
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "Log a communication").await?;
    app.expect_status("Saved").await
}

#[tokio::test]
async fn a_call_is_logged_without_the_later_part_and_another_page_waits_for_it_once() -> Outcome {
    Journey::new()
        .clock(NOON)
        .altered(|folder| run_first(folder, HELD_BACK))
        .run(async |app: &mut Browser| {
            app.open("").await?;
            import(app, &fixture("customers.csv")).await?;
            app.open("#/today").await?;
            let a_queue = async || {
                app.wait_for("a queue", async || {
                    Ok(!app.css_all(".q-row").await?.is_empty())
                })
                .await
            };
            comes_up_alone(app, "Today with customers", a_queue).await?;
            comes_up_alone(app, "logging a call", async || {
                a_queue().await?;
                log(app).await
            })
            .await?;

            // What is asked for before it has come is waited for, once.
            app.open("#/insights").await?;
            app.heading("Insights").await?;
            assert_eq!(waits(app).await?, (1, true));
            app.open("#/data").await?;
            app.heading("Data").await?;
            assert_eq!(waits(app).await?, (1, true));
            Ok(())
        })
        .await
}

#[tokio::test]
async fn today_with_a_past_needs_no_later_part() -> Outcome {
    Journey::new()
        .clock(NOON)
        .altered(|folder| run_first(folder, HELD_BACK))
        .run(async |app: &mut Browser| {
            import(app, &fixture("customers.csv")).await?;
            import(app, &fixture("communications.csv")).await?;
            app.open("#/today").await?;
            comes_up_alone(app, "Today with a past", async || {
                app.wait_for("a queue", async || {
                    Ok(!app.css_all(".q-row").await?.is_empty())
                })
                .await
            })
            .await
        })
        .await
}

#[tokio::test]
async fn a_call_that_is_logged_once_the_later_part_is_there_waits_for_nothing() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.reload().await?;
            app.button("First contacts 1").await?;
            app.wait_for(
                "the later part",
                async || Ok(waits(app).await? == (0, true)),
            )
            .await?;
            log(app).await?;
            app.press("Control+z").await?;
            app.button("First contacts 1").await?;
            assert_eq!(waits(app).await?, (0, true));
            Ok(())
        })
        .await
}

#[tokio::test]
async fn an_address_within_the_app_finds_all_of_it_there() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/data").await?;
            app.heading("Data").await?;
            assert_eq!(waits(app).await?, (0, true));
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_later_part_comes_by_itself_once_the_first_screen_stands() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.wait_for(
                "the later part",
                async || Ok(waits(app).await? == (0, true)),
            )
            .await
        })
        .await
}

#[tokio::test]
async fn a_later_part_that_cannot_be_had_is_told_in_words() -> Outcome {
    Journey::new()
        .altered(without_the_later_part)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_text("The connection was lost before all of Genjin arrived.")
                .await?;
            app.button(containing("Start empty")).await?;
            app.open("#/data").await?;
            app.expect_text("A part of Genjin could not be loaded. Your data is untouched.")
                .await?;
            app.expect_text("Genjin 的一部分未能加载").await?;
            app.open("#/settings").await?;
            app.press("l").await?;
            app.expect_text("A part of Genjin could not be loaded.")
                .await?;
            // The missing file, twice.
            app.take_console().await?;
            Ok(())
        })
        .await
}
