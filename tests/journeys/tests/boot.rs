//! What `static/boot.js` does before the app runs, and when the app cannot.

mod support;

use std::fs;
use std::path::Path;

use genjin_journeys::{Browser, ColourScheme, Failure, Journey, Outcome};

use support::run_first;

/// What is set on the page before it is painted.
async fn theme_and_language(app: &Browser) -> Outcome<(String, String)> {
    app.run(
        "return [document.documentElement.dataset.theme, document.documentElement.lang]",
        Vec::new(),
    )
    .await
}

/// Takes the app's module away, so that only the start-up script is left.
fn without_the_app(folder: &Path) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let name = file
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.starts_with("genjin-") && file.extension().is_some_and(|kind| kind == "js") {
            fs::remove_file(file)?;
            return Ok(());
        }
    }
    Err(Failure::new("the app has no module"))
}

#[tokio::test]
async fn theme_and_language_of_the_device_are_set_before_the_app_runs() -> Outcome {
    Journey::new()
        .language("zh-CN")
        .colour_scheme(ColourScheme::Dark)
        .altered(without_the_app)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            for (stored, theme, language) in [
                (r#"{"theme":"dark","language":"en"}"#, "dark", "en"),
                (r#"{"theme":"light","language":"zh"}"#, "light", "zh-Hans"),
                (r#"{"theme":"pink","language":5}"#, "system", "en"),
                ("{", "system", "zh-Hans"),
                ("null", "system", "zh-Hans"),
            ] {
                let store =
                    "localStorage.setItem(`genjin:${location.pathname}:device`, arguments[0])";
                let () = app.run(store, vec![stored.into()]).await?;
                app.reload().await?;
                let expected = (theme.to_owned(), language.to_owned());
                assert_eq!(theme_and_language(app).await?, expected, "{stored}");
            }
            // The missing module.
            app.take_console().await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_failed_start_is_told_in_both_languages() -> Outcome {
    Journey::new()
        .altered(without_the_app)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_text("Genjin could not start. Your data is untouched.")
                .await?;
            app.expect_text("Genjin 无法启动，您的数据没有受到影响。")
                .await?;
            app.take_console().await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_browser_without_simd_is_named_too_old() -> Outcome {
    Journey::new()
        .altered(|folder| run_first(folder, "WebAssembly.validate = () => false;"))
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_text("This browser is too old for Genjin")
                .await?;
            app.expect_text("此浏览器版本过低").await
        })
        .await
}

#[tokio::test]
async fn a_browser_that_forbids_webassembly_is_told_so() -> Outcome {
    let forbid = "
        const refuse = async () => { throw new WebAssembly.CompileError('disallowed by embedder'); };
        Object.assign(WebAssembly, {
          compile: refuse, compileStreaming: refuse,
          instantiate: refuse, instantiateStreaming: refuse,
        });";
    Journey::new()
        .altered(move |folder| run_first(folder, forbid))
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_text("allow WebAssembly").await?;
            app.expect_text("允许 WebAssembly").await?;
            app.take_console().await?;
            Ok(())
        })
        .await
}

/// Takes the start-up script away, as a browser does in which JavaScript is off.
fn without_the_boot_script(folder: &Path) -> Outcome {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page)?;
    fs::write(page, html.replace("<script src=", "<script data-src="))?;
    Ok(())
}

#[tokio::test]
async fn a_page_without_javascript_says_what_it_needs() -> Outcome {
    Journey::new()
        .altered(without_the_boot_script)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            let words = app.css(".boot-stuck").await?;
            let text = words.text().await?;
            assert!(text.contains("JavaScript is switched off"), "{text}");
            assert!(text.contains("已禁用 JavaScript"), "{text}");
            app.take_console().await?;
            Ok(())
        })
        .await
}

const FRAME: &str = "<link rel='icon' href='data:,'><iframe src='index.html'></iframe>";

#[tokio::test]
async fn the_app_does_not_run_inside_another_page() -> Outcome {
    Journey::new()
        .altered(|folder| {
            // Without the host's headers, so that only the page itself can refuse.
            fs::remove_file(folder.join("_headers"))?;
            fs::write(folder.join("frame.html"), FRAME)?;
            Ok(())
        })
        .run(async |app: &mut Browser| {
            app.open("frame.html").await?;
            app.wait_for("the framed page to refuse", async || {
                let text: String = app
                    .run("return frames[0].document.body.innerText", Vec::new())
                    .await?;
                Ok(text.contains("does not run inside another page"))
            })
            .await
        })
        .await
}

#[tokio::test]
async fn no_script_can_be_added_and_no_text_becomes_html() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/settings").await?;
            app.link("Today").await?;
            for attempt in [
                "document.body.innerHTML = '<b>text</b>'",
                "document.createElement('script').src = 'index.html'",
                "trustedTypes.createPolicy('genjin-url', { createScriptURL: (url) => url })",
                "trustedTypes.createPolicy('other', { createHTML: (text) => text })",
                "setTimeout('1', 0)",
            ] {
                let script = format!("try {{ {attempt}; return false }} catch {{ return true }}");
                let refused: bool = app.run(&script, Vec::new()).await?;
                assert!(refused, "{attempt}");
            }
            // Each attempt is a violation that the console names.
            assert!(app.expect_quiet_console().await.is_err());
            Ok(())
        })
        .await
}

/// A device on which the app is interrupted after each step of its first drawing, and a user who goes
/// to another page as soon as there is something to press.
const IN_A_HURRY_ON_A_SLOW_DEVICE: &str = "
const now = Date.now;
const later = window.setTimeout;
let ahead = 0;
Date.now = () => now() + (ahead += 20);
window.setTimeout = (call, delay, ...rest) => later(call, delay || 500, ...rest);
new MutationObserver((_, watch) => {
  if (document.querySelector('.welcome button')) {
    watch.disconnect();
    location.hash = '#/data';
  }
}).observe(document, { childList: true, subtree: true });";

#[tokio::test]
async fn an_address_that_changes_while_the_first_page_is_drawn_is_followed() -> Outcome {
    Journey::new()
        .altered(|folder| run_first(folder, IN_A_HURRY_ON_A_SLOW_DEVICE))
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.heading("Data").await?;
            Ok(())
        })
        .await
}
