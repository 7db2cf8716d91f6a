//! Two tabs of one Book: what one writes the other shows, and neither loses anything.

mod support;

use std::time::Duration;

use genjin_journeys::{Browser, Journey, Outcome};

use support::{begin_with, log_for_current};

/// What a second tab may take.
const AT_ONCE: Duration = Duration::from_secs(1);

/// How many records each tab writes.
const RECORDS: usize = 8;

/// Logs records through the page, one after another, as fast as it takes them, and does not wait
/// for the end. Its last answer is how many were sent.
const LOG_MANY: &str = "
const [tab, count] = arguments;
globalThis.sent = 0;
const until = async (condition) => {
  for (;;) {
    const found = condition();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 5));
  }
};
(async () => {
  for (let index = 0; index < count; index += 1) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', bubbles: true, cancelable: true }));
    const field = await until(() => document.querySelector('#log-content'));
    field.value = `${tab} says ${index}.`;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => field.value === `${tab} says ${index}.`);
    await new Promise((done) => setTimeout(done, 5));
    field.form.requestSubmit();
    await until(() => !document.querySelector('#log-content'));
    globalThis.sent += 1;
  }
})();";

#[tokio::test]
async fn what_one_tab_logs_shows_in_the_other_within_a_second() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let page: String = app
                .run("return document.querySelector('.q-who').hash", Vec::new())
                .await?;
            let today = app.tab().await?;
            let customer = app.new_tab(&page).await?;
            app.expect_text("Nothing recorded yet").await?;
            app.switch_to(&today).await?;
            log_for_current(app, "told in the first tab").await?;
            app.expect_status("Saved").await?;
            app.switch_to(&customer).await?;
            app.patient(AT_ONCE)
                .expect_text("told in the first tab")
                .await?;
            log_for_current(app, "told in the second tab").await?;
            app.expect_status("Saved").await?;
            app.press("Control+z").await?;
            app.expect_no_text("told in the second tab").await?;
            app.press("Control+z").await?;
            app.expect_no_text("told in the first tab").await?;
            app.switch_to(&today).await?;
            app.patient(AT_ONCE).button("First contacts 1").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn two_tabs_that_write_at_once_lose_nothing() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let page: String = app
                .run("return document.querySelector('.q-who').hash", Vec::new())
                .await?;
            app.open(&page).await?;
            app.heading("Ada Quill").await?;
            let first = app.tab().await?;
            let second = app.new_tab(&page).await?;
            app.heading("Ada Quill").await?;
            for (tab, name) in [(&second, "second"), (&first, "first")] {
                app.switch_to(tab).await?;
                let () = app.run(LOG_MANY, vec![name.into(), RECORDS.into()]).await?;
            }
            for tab in [&first, &second] {
                app.switch_to(tab).await?;
                app.wait_for("all records to be sent", async || {
                    let sent: usize = app.run("return globalThis.sent", Vec::new()).await?;
                    Ok(sent == RECORDS)
                })
                .await?;
                app.expect_status("Saved").await?;
            }
            app.restart().await?;
            for name in ["first", "second"] {
                for index in 0..RECORDS {
                    app.expect_text(&format!("{name} says {index}.")).await?;
                }
            }
            Ok(())
        })
        .await
}
