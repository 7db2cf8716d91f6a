//! The harness on a page of its own: it does what it says, and notices what it is there to notice.

use std::path::Path;

use genjin_journeys::{Browser, ColourScheme, Journey, Name, Outcome, Role, Viewport, containing};
use serde_json::json;

fn on_the_page() -> Journey {
    // Cargo runs tests in the folder of their package.
    Journey::new().folder("tests/page")
}

#[tokio::test]
async fn things_are_found_by_role_and_name_and_waited_for() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.heading("A page").await?;
            assert_eq!(app.all(Role::BUTTON, "Log").await?.len(), 2);
            assert_eq!(
                app.names(Role::BUTTON).await?,
                ["Log", "Call", "Call", "Log"],
                "the hidden one is left out"
            );
            let other = app.inside(&app.one(Role::REGION, containing("Oth")).await?);
            other.button("Log").await?;
            app.gone(Role::BUTTON, "Hidden").await?;
            app.css("#log").await?.click().await?;
            app.expect_status("Logged").await?;
            app.expect_no_text("Ready").await?;
            assert!(
                app.all(Role::BUTTON, Name::Any).await?[0]
                    .is_displayed()
                    .await?
            );
            Ok(())
        })
        .await
}

#[tokio::test]
async fn rows_and_items_are_found_by_what_they_show() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.row("Alice").await?.button("Call").await?;
            assert_eq!(
                app.row("Bob").await?.names(Role::CELL).await?,
                ["Bob", "Call"]
            );
            app.item("First").await?.expect_text("contact").await?;
            let quick = app.patient(std::time::Duration::from_millis(100));
            assert!(quick.row("Call").await.is_err(), "two rows show it");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn of_two_things_none_is_taken() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            let quick = app.patient(std::time::Duration::from_millis(100));
            let failure = quick.button("Log").await.expect_err("there are two");
            assert!(
                format!("{failure:?}").contains("there are 2"),
                "{failure:?}"
            );
            let failure = quick.button("Save").await.expect_err("there is none");
            assert!(
                format!("{failure:?}").ends_with("Log | Call | Call | Log"),
                "{failure:?}"
            );
            Ok(())
        })
        .await
}

#[tokio::test]
async fn every_kind_of_field_is_filled_in() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            for (label, value) in [
                ("Content", "嫌交期长, wants a quote\nsecond line"),
                ("Customer", "Alice & Bob: 100% (yes!)"),
                ("Customer", "replaced"),
                ("Customer", ""),
                ("Date", "2024-08-16"),
            ] {
                app.fill(label, value).await?;
                assert_eq!(app.value(label).await?, value);
            }
            app.fill("Channel", "Visit").await?;
            assert_eq!(app.value("Channel").await?, "visit");
            assert!(app.fill("Channel", "Fax").await.is_err());
            app.tick("Urgent").await?;
            app.tick("Urgent").await?;
            assert!(app.field("Urgent").await?.is_selected().await?);
            app.untick("Urgent").await?;
            assert!(!app.field("Urgent").await?.is_selected().await?);
            app.upload(&[Path::new("Cargo.toml"), Path::new("src/lib.rs")])
                .await?;
            app.expect_status("Cargo.toml, lib.rs").await
        })
        .await
}

#[tokio::test]
async fn keys_and_compositions_arrive_as_from_a_keyboard() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.press("Control+z").await?;
            app.expect_status("Undone").await?;
            app.press("Control+Shift+Z").await?;
            app.expect_status("Redone").await?;
            app.field("Customer").await?.click().await?;
            app.compose("zhang").await?;
            app.press_while_composing("Enter").await?;
            app.expect_status("Enter of the input method").await?;
            app.commit_composition("张").await?;
            assert_eq!(app.value("Customer").await?, "张");
            app.press("Enter").await?;
            app.wait_for("the plain Enter", async || {
                Ok(app.css("[role=status]").await?.text().await? == "Enter")
            })
            .await
        })
        .await
}

#[tokio::test]
async fn the_clock_starts_where_told_and_outlives_reload_and_restart() -> Outcome {
    on_the_page()
        .clock("2024-08-16T12:00:00+08:00")
        .run(async |app: &mut Browser| {
            const NOON: i64 = 1_723_780_800_000;
            let is_soon_after = async |app: &Browser, instant: i64| -> Outcome {
                let now: i64 = app.run("return Date.now()", Vec::new()).await?;
                assert!((instant..instant + 120_000).contains(&now), "{now}");
                Ok(())
            };
            app.open("").await?;
            is_soon_after(app, NOON).await?;
            let wall = "const d = new Date(); return [d.getHours(), d instanceof Date, \
                        d.constructor === Date, new Date(0).getTime(), typeof Date()]";
            let seen: serde_json::Value = app.run(wall, Vec::new()).await?;
            assert_eq!(seen, json!([12, true, true, 0, "string"]));
            app.reload().await?;
            is_soon_after(app, NOON).await?;
            app.restart().await?;
            is_soon_after(app, NOON).await?;
            app.set_clock("2024-08-17T09:00:00").await?;
            is_soon_after(app, NOON + 21 * 3_600_000).await?;
            app.reload().await?;
            is_soon_after(app, NOON + 21 * 3_600_000).await?;
            app.set_zone("Europe/Berlin").await?;
            let hours: i64 = app.run("return new Date().getHours()", Vec::new()).await?;
            assert_eq!(hours, 3);
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_profile_outlives_a_restart_and_is_shared_by_tabs() -> Outcome {
    on_the_page()
        .language("zh-CN")
        .run(async |app: &mut Browser| {
            app.open("#/today").await?;
            let () = app
                .run("localStorage.setItem('kept', 'yes')", Vec::new())
                .await?;
            app.restart().await?;
            assert!(app.address().await?.ends_with("#/today"));
            let kept = async |app: &Browser| -> Outcome<String> {
                app.run("return localStorage.getItem('kept')", Vec::new())
                    .await
            };
            assert_eq!(kept(app).await?, "yes");
            let first = app.tab().await?;
            app.new_tab("#/customers").await?;
            assert!(app.address().await?.ends_with("#/customers"));
            assert_eq!(kept(app).await?, "yes");
            app.switch_to(&first).await?;
            assert!(app.address().await?.ends_with("#/today"));
            let language: String = app.run("return navigator.language", Vec::new()).await?;
            assert_eq!(language, "zh-CN");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_screen_is_as_told() -> Outcome {
    on_the_page()
        .viewport(Viewport::PHONE)
        .colour_scheme(ColourScheme::Dark)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            let script = "return [innerWidth, innerHeight, \
                          matchMedia('(prefers-color-scheme: dark)').matches, \
                          matchMedia('(pointer: coarse)').matches, \
                          matchMedia('(prefers-reduced-motion: reduce)').matches]";
            let seen = async |app: &Browser| -> Outcome<serde_json::Value> {
                app.run(script, Vec::new()).await
            };
            assert_eq!(seen(app).await?, json!([390, 844, true, true, true]));
            app.set_viewport(Viewport::DESKTOP).await?;
            app.set_colour_scheme(ColourScheme::Light).await?;
            assert_eq!(seen(app).await?, json!([1280, 800, false, false, true]));
            let picture = std::fs::read(app.screenshot("harness").await?)?;
            assert!(picture.starts_with(b"\x89PNG"));
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_download_is_handed_over_whole() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            let file = app
                .download(async || {
                    app.link("Export").await?.click().await?;
                    Ok(())
                })
                .await?;
            assert_eq!(file.file_name(), Some("customers.csv".as_ref()));
            assert_eq!(std::fs::read_to_string(file)?, "name\nAlice");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn what_must_not_happen_is_noticed() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_quiet_console().await?;
            app.expect_no_foreign_request().await?;
            assert!(
                app.requests()
                    .await?
                    .contains(&format!("{}page.js", app.site()))
            );

            let image = "const image = new Image(); image.src = 'http://127.0.0.2:9/x.png';";
            let () = app.run(image, Vec::new()).await?;
            app.wait_for("the violation to be told", async || {
                Ok(app.expect_quiet_console().await.is_err())
            })
            .await?;
            // What the policy blocks is not asked for; what it cannot block is.
            app.expect_no_foreign_request().await?;
            let () = app
                .run("location.href = 'http://127.0.0.2:9/leak'", Vec::new())
                .await?;
            app.wait_for("the request to be noticed", async || {
                Ok(app.expect_no_foreign_request().await.is_err())
            })
            .await?;
            app.take_console().await?;
            app.forget_requests().await
        })
        .await
}

#[tokio::test]
async fn what_is_not_accessible_is_named() -> Outcome {
    on_the_page()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_accessible("the page").await?;
            let spoil = "document.querySelector('main').append(document.createElement('input'))";
            let () = app.run(spoil, Vec::new()).await?;
            if std::env::var_os("GENJIN_AXE").is_some() {
                let rules: Vec<String> = app
                    .violations()
                    .await?
                    .into_iter()
                    .map(|violation| violation.rule)
                    .collect();
                assert_eq!(rules, ["label"]);
            }
            Ok(())
        })
        .await
}
