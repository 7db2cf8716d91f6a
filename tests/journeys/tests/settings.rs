//! Settings: rules in force at once where they are sound, another language without a reload.

mod support;

use genjin_journeys::{Browser, Journey, Outcome};

use support::{NOON, begin_with, begin_with_sample, open_log, wait_for_drafts};

#[tokio::test]
async fn thresholds_decide_what_today_asks_and_unsound_ones_are_refused() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "five days ago").await?;
            dialog.tick("Another time").await?;
            dialog.fill("Date", "2024-08-11").await?;
            app.press("Control+Enter").await?;
            app.button("Calls 1").await?;

            app.open("#/settings").await?;
            assert_eq!(app.value("Visit after days").await?, "7");
            assert_eq!(app.value("Call after days").await?, "3");
            for unsound in ["3", "-1", "4.5", ""] {
                app.fill("Visit after days", unsound).await?;
                app.expect_text("Not in force").await?;
                app.wait_for("a field to be marked", async || {
                    // Of two rules that do not fall, the one that was changed is marked.
                    let marked: Vec<String> = app
                        .run(
                            "return [...document.querySelectorAll('input[aria-invalid=true]')]
                              .map((one) => one.labels[0].textContent)",
                            Vec::new(),
                        )
                        .await?;
                    Ok(marked == ["Visit after days"])
                })
                .await
                .map_err(|failure| failure.during(unsound))?;
            }
            app.fill("Visit after days", "4").await?;
            let policy = app.css("[aria-labelledby=settings-policy]").await?;
            app.inside(&policy).button("Save").await?.click().await?;
            app.expect_status("Saved").await?;
            app.open("#/today").await?;
            app.button("Visits 1").await?;
            app.button("Calls 0").await?;
            app.press("Control+z").await?;
            app.button("Calls 1").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn another_language_needs_no_reload_and_stays() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/settings").await?;
            let () = app.run("globalThis.sameLoad = true", Vec::new()).await?;
            app.fill("Language", "中文").await?;
            app.heading("设置").await?;
            for name in ["今日", "客户", "沟通记录", "洞察", "数据", "设置"] {
                app.link(name).await?;
            }
            for field in ["语言", "多少天后拜访", "多少天后电话"] {
                app.field(field).await?;
            }
            app.button("记录").await?;
            app.expect_status("已保存").await?;
            let (language, is_same): (String, bool) = app
                .run(
                    "return [document.documentElement.lang, globalThis.sameLoad === true]",
                    Vec::new(),
                )
                .await?;
            assert_eq!((language.as_str(), is_same), ("zh-Hans", true));
            app.reload().await?;
            app.heading("设置").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn sample_data_leave_nothing_behind() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/data").await?;
            app.button("Remove sample data").await?.click().await?;
            app.button("Add sample data").await?;
            app.expect_text("Nothing in the trash").await?;
            app.open("#/customers").await?;
            app.expect_text("No customers yet").await?;
            app.open("#/communications").await?;
            app.expect_text("Nothing recorded yet").await
        })
        .await
}

#[tokio::test]
async fn the_page_forbids_what_the_design_forbids() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/settings").await?;
            let policy: String = app
                .run(
                    "return document.querySelector('meta[http-equiv=Content-Security-Policy]').content",
                    Vec::new(),
                )
                .await?;
            assert_eq!(
                policy,
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
                 manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
                 require-trusted-types-for 'script'; trusted-types genjin-url"
            );
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_tab_key_reaches_every_control_and_shows_where_it_is() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/settings").await?;
            app.heading("Settings").await?;
            let count: usize = app.run(MARK_CONTROLS, Vec::new()).await?;
            for _ in 0..count + 20 {
                app.press("Tab").await?;
                let is_seen: bool = app.run(VISIT_FOCUSED, Vec::new()).await?;
                assert!(is_seen, "the focus is not visible");
            }
            let missed: Vec<String> = app.run(MISSED, Vec::new()).await?;
            assert!(missed.is_empty(), "the Tab key does not reach {missed:?}");
            Ok(())
        })
        .await
}

/// Every control that shows, one for each group of round buttons.
const MARK_CONTROLS: &str = "
const groups = new Set();
globalThis.controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter((one) => one.checkVisibility() && !one.disabled)
  .filter((one) => one.type !== 'radio' || (!groups.has(one.name) && groups.add(one.name)));
globalThis.visited = new Set();
return globalThis.controls.length;";

/// Notes what has the focus, and whether one can see that it has.
const VISIT_FOCUSED: &str = "
const one = document.activeElement;
if (!one || one === document.body) return true;
globalThis.visited.add(one.type === 'radio' ? one.name : one);
const style = getComputedStyle(one);
const around = getComputedStyle(one.closest('label') ?? one);
return [style, around].some((it) => it.outlineStyle !== 'none' || it.boxShadow !== 'none');";

const MISSED: &str = "
return globalThis.controls
  .filter((one) => !globalThis.visited.has(one.type === 'radio' ? one.name : one))
  .map((one) => one.outerHTML.slice(0, 120));";

#[tokio::test]
async fn what_was_typed_outlasts_a_look_at_another_page() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/settings").await?;
            app.fill("Visits a day", "3").await?;
            app.fill("Visit after days", "9").await?;
            app.open("#/today").await?;
            app.heading("Today").await?;
            app.open("#/settings").await?;
            app.heading("Settings").await?;
            assert_eq!(app.value("Visits a day").await?, "3");
            assert_eq!(app.value("Visit after days").await?, "9");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn what_was_typed_outlasts_a_reload_until_it_is_saved_or_discarded() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/settings").await?;
            app.fill("Visits a day", "3").await?;
            app.fill("Visit after days", "9").await?;
            app.fill("Open need", "1.7").await?;
            wait_for_drafts(app, 3).await?;
            app.reload().await?;
            app.heading("Settings").await?;
            app.wait_for("what was typed", async || {
                let visits = app.value("Visits a day").await?;
                let days = app.value("Visit after days").await?;
                let weight = app.value("Open need").await?;
                Ok([visits, days, weight] == ["3", "9", "1.7"])
            })
            .await?;
            for section in ["policy", "capacity", "weights"] {
                let section = app
                    .css(&format!("[aria-labelledby=settings-{section}]"))
                    .await?;
                let section = app.inside(&section);
                section.expect_text("Not in force until saved").await?;
            }
            let policy = app.css("[aria-labelledby=settings-policy]").await?;
            let policy = app.inside(&policy);
            policy.button("Save").await?.click().await?;
            app.expect_status("Saved").await?;
            wait_for_drafts(app, 2).await?;
            for section in ["capacity", "weights"] {
                let section = app
                    .css(&format!("[aria-labelledby=settings-{section}]"))
                    .await?;
                let section = app.inside(&section);
                section.button("Discard").await?.click().await?;
            }
            wait_for_drafts(app, 0).await?;
            app.reload().await?;
            app.heading("Settings").await?;
            assert_eq!(app.value("Visit after days").await?, "9");
            assert_eq!(app.value("Visits a day").await?, "6");
            Ok(())
        })
        .await
}
