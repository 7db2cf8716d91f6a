//! Two tabs of one Book: what one writes the other shows, and neither loses anything.

mod support;

use std::time::Duration;

use genjin_journeys::{Browser, Failure, Journey, Outcome, Role};

use support::{begin_with, log_for_current, open_log, run_first};

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

/// Types words into the log form and waits until so many drafts are stored.
async fn type_half(app: &Browser, words: &str, drafts: usize) -> Outcome {
    let dialog = open_log(app).await?;
    dialog.fill("Content", words).await?;
    app.wait_for("the draft to be stored", async || {
        let count: usize = app.run(support::DRAFT_COUNT, Vec::new()).await?;
        Ok(count == drafts)
    })
    .await
}

async fn leave_form(app: &Browser) -> Outcome {
    app.press("Escape").await?;
    app.gone(Role::DIALOG, "Log a communication").await
}

#[tokio::test]
async fn what_is_being_typed_in_one_tab_is_not_offered_in_another() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let first = app.tab().await?;
            type_half(app, "left behind", 1).await?;
            leave_form(app).await?;
            type_half(app, "half a sentence", 2).await?;

            let second = app.new_tab("#/today").await?;
            app.expect_text("left behind").await?;
            app.expect_no_text("half a sentence").await?;

            // Left as well, it is offered as soon as the second tab is in sight.
            app.switch_to(&first).await?;
            leave_form(app).await?;
            app.switch_to(&second).await?;
            let () = app.run(COME_INTO_SIGHT, Vec::new()).await?;
            app.expect_text("half a sentence").await?;

            // Gone on with in the second, it is no longer the first one's, even after a reload.
            app.all(Role::BUTTON, "Continue").await?[0].click().await?;
            let dialog = app.dialog("Log a communication").await?;
            assert_eq!(dialog.value("Content").await?, "half a sentence");
            app.switch_to(&first).await?;
            app.reload().await?;
            app.expect_text("left behind").await?;
            app.expect_no_text("half a sentence").await
        })
        .await
}

/// Tells the page that it is in sight, as a headless browser's tabs always are.
const COME_INTO_SIGHT: &str = "document.dispatchEvent(new Event('visibilitychange'))";

/// Notifications are counted in place of shown, by the tab, and the clock is looked at often.
const COUNTED: &str = "
const set = globalThis.setInterval;
globalThis.setInterval = (act, after, ...rest) => {
  if (after !== 15000) return set(act, after, ...rest);
  return set(() => { globalThis.looks = (globalThis.looks ?? 0) + 1; act(); }, 50, ...rest);
};
globalThis.Notification = class {
  static permission = 'granted';
  static requestPermission = async () => 'granted';
  constructor(words) {
    const told = JSON.parse(localStorage.getItem('told') ?? '[]');
    localStorage.setItem('told', JSON.stringify([...told, words]));
  }
};";

/// Waits until the clock was looked at so often in the tab that is shown.
async fn look_again(app: &Browser, times: usize) -> Outcome {
    let looks = "return globalThis.looks ?? 0";
    let before: usize = app.run(looks, Vec::new()).await?;
    app.wait_for("more looks at the clock", async || {
        let looks: usize = app.run(looks, Vec::new()).await?;
        Ok(before + times <= looks)
    })
    .await
}

#[tokio::test]
async fn what_comes_due_rings_in_one_of_two_tabs() -> Outcome {
    Journey::new()
        .clock("2024-08-16T12:00:00")
        .altered(|folder| run_first(folder, COUNTED))
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.open("#/settings").await?;
            let notify = app.css("[id=settings-device]").await?;
            notify.scroll_into_view().await?;
            let boxes = app
                .css_all("[aria-labelledby=settings-device] [type=checkbox]")
                .await?;
            let notify = boxes
                .last()
                .ok_or_else(|| Failure::new("no box for notifications"))?;
            notify.click().await?;
            app.open("#/today").await?;
            app.css("#capture-line").await?.click().await?;
            app.type_text("call Ada Quill today 12:05").await?;
            app.press("Enter").await?;
            app.expect_status("Saved").await?;
            let first = app.tab().await?;
            let second = app.new_tab("#/today").await?;
            app.heading("Today").await?;
            look_again(app, 2).await?;
            for tab in [&first, &second] {
                app.switch_to(tab).await?;
                app.set_clock("2024-08-16T12:05:30").await?;
            }
            for tab in [&first, &second] {
                app.switch_to(tab).await?;
                look_again(app, 3).await?;
            }
            let told: String = app
                .run("return localStorage.getItem('told') ?? '[]'", Vec::new())
                .await?;
            assert_eq!(told.matches("Ada Quill").count(), 1, "{told}");
            Ok(())
        })
        .await
}
