//! The installed app: what browsers need to install it, its shortcuts, and what is shared with it.

mod support;

use std::fs;
use std::path::Path;

use genjin_journeys::{Browser, Journey, Outcome, containing};
use serde_json::{Value, json};

use support::offline::{finish, until_kept};
use support::{begin_with, begin_with_sample, run_first};

#[tokio::test]
async fn browsers_find_nothing_that_keeps_it_from_being_installed() -> Outcome {
    Journey::new()
        .under("/a/b/")
        .altered(finish)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("Start empty")).await?;
            until_kept(app).await?;
            let none = || json!({});
            let found = app.devtools("Page.getInstallabilityErrors", none()).await?;
            assert_eq!(found["installabilityErrors"], json!([]));
            let manifest = app.devtools("Page.getAppManifest", none()).await?;
            assert_eq!(manifest["errors"], json!([]));
            let text = manifest["data"].as_str().unwrap_or_default();
            let manifest: Value = serde_json::from_str(text)?;
            // An id would be the same for all copies of Genjin on a host.
            assert_eq!(manifest["id"], Value::Null);
            let folder = app.site_folder()?;
            let pictures = ["icons", "screenshots"].map(|kind| manifest[kind].as_array().cloned());
            for picture in pictures.into_iter().flatten().flatten() {
                let name = picture["src"].as_str().unwrap_or_default();
                assert!(folder.join(name).is_file(), "{name}");
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_shortcuts_open_their_dialogs_once() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            for (address, dialog) in [
                ("#/today?do=log", "Log a communication"),
                ("#/today?do=customer", "New customer"),
            ] {
                app.open("#/settings").await?;
                app.heading("Settings").await?;
                app.open(address).await?;
                app.dialog(dialog).await?;
                assert_eq!(app.address().await?, format!("{}#/today", app.site()));
                app.reload().await?;
                app.button("First contacts 1").await?;
                assert!(app.css_all("dialog[open]").await?.is_empty(), "{address}");
            }
            Ok(())
        })
        .await
}

/// A page that shares as other apps do: by a form that is sent to the app.
const SHARING: &str = "<!DOCTYPE html><link rel='icon' href='data:,'>
<form method='post' enctype='multipart/form-data' action='share'>
<input name='title'><input name='text'><input name='url'><input name='file' type='file'>
<button>Share</button></form>";

fn with_a_sharing_app(folder: &Path) -> Outcome {
    // The site's own policy has no forms sent anywhere.
    fs::remove_file(folder.join("_headers"))?;
    fs::write(folder.join("sharing.html"), SHARING)?;
    finish(folder)
}

#[tokio::test]
async fn what_is_shared_without_a_network_goes_on_in_the_log_or_the_import() -> Outcome {
    Journey::new()
        .under("/a/b/")
        .altered(with_a_sharing_app)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            until_kept(app).await?;

            app.open("sharing.html").await?;
            app.stop_site()?;
            app.css("[name=title]").await?.send_keys("Quote").await?;
            app.css("[name=text]")
                .await?
                .send_keys("Wants 40 pumps")
                .await?;
            app.css("button").await?.click().await?;
            let dialog = app.dialog("Log a communication").await?;
            app.wait_for("the words", async || {
                Ok(dialog.value("Content").await? == "Quote\nWants 40 pumps")
            })
            .await?;
            app.press("Escape").await?;
            app.expect_text("Wants 40 pumps").await?;

            app.start_site()?;
            app.open("sharing.html").await?;
            app.stop_site()?;
            let page = app.inside(&app.css("form").await?);
            page.upload(&[&support::fixture("customers-utf8.csv")])
                .await?;
            app.css("button").await?.click().await?;
            app.heading("Import customers-utf8.csv").await?;
            assert_eq!(app.address().await?, format!("{}#/data", app.site()));
            // The browser looked for a newer worker and found no host.
            app.take_console().await?;
            Ok(())
        })
        .await
}

/// Opens the app as the system does with a file that was double-clicked.
const LAUNCHED: &str = "
const getFile = async () => new File(['Name,Phone\\nAda Quill,+44 20 7946 0018\\n'], 'launched.csv');
const setConsumer = (consume) => consume({ files: [{ getFile }] });
Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });";

#[tokio::test]
async fn a_file_that_the_system_opens_with_the_app_goes_on_in_the_import() -> Outcome {
    Journey::new()
        .altered(|folder| run_first(folder, LAUNCHED))
        .run(async |app: &mut Browser| {
            app.open("#/data").await?;
            app.heading("Import launched.csv").await?;
            Ok(())
        })
        .await
}

/// Counts how often the browser is asked to keep the data, and has it refuse.
const COUNT_ASKED: &str = "
navigator.storage.persist = async () => {
  localStorage.setItem('asked', Number(localStorage.getItem('asked') ?? 0) + 1);
  return false;
};
navigator.storage.persisted = async () => false;
addEventListener('genjin-whole', () => setTimeout(() => (window.isSettled = true), 0));";

async fn asked(app: &Browser) -> Outcome<u32> {
    app.run(
        "return Number(localStorage.getItem('asked') ?? 0)",
        Vec::new(),
    )
    .await
}

#[tokio::test]
async fn the_browser_is_asked_to_keep_the_data_after_the_first_real_record_and_only_once() -> Outcome
{
    Journey::new()
        .altered(|folder| run_first(folder, COUNT_ASKED))
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.reload().await?;
            app.wait_for("the page to settle", async || {
                app.run("return window.isSettled === true", Vec::new())
                    .await
            })
            .await?;
            assert_eq!(asked(app).await?, 0, "samples may be lost");
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Ada Quill").await?;
            app.press("Control+Enter").await?;
            app.wait_for("the browser to be asked", async || {
                Ok(asked(app).await? == 1)
            })
            .await?;
            app.open("#/settings").await?;
            app.expect_text("The browser refused").await?;
            app.reload().await?;
            app.expect_text("The browser refused").await?;
            assert_eq!(asked(app).await?, 1);
            Ok(())
        })
        .await
}

/// An iPhone, as far as pages are told.
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
     (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

#[tokio::test]
async fn an_iphone_is_advised_to_install_before_anything_is_entered() -> Outcome {
    for (language, words) in [("en-US", "Add to Home Screen"), ("zh-CN", "添加到主屏幕")] {
        Journey::new()
            .language(language)
            .run(async |app: &mut Browser| {
                app.open("").await?;
                app.css(".choices").await?;
                app.expect_no_text(words).await?;
                let iphone = json!({ "userAgent": IPHONE });
                app.devtools("Network.setUserAgentOverride", iphone).await?;
                app.reload().await?;
                app.expect_text(words).await?;
                app.expect_accessible("the advice to install").await
            })
            .await?;
    }
    Ok(())
}
