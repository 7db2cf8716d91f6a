//! What was typed and not saved: kept however its form is closed, said so, and found again.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role};

use support::{NOON, begin_with, open_log, save_log, wait_for_drafts};

/// Types words into the log form and, as soon as the page has taken them in, does what follows: long
/// before the form keeps its draft by itself.
fn type_then(what: &str) -> String {
    format!(
        "return (async () => {{
           const field = document.querySelector('#log-content');
           field.value = 'asks for a quote';
           field.dispatchEvent(new Event('input', {{ bubbles: true }}));
           await new Promise((drawn) => requestAnimationFrame(drawn));
           {what}
         }})();"
    )
}

const ESCAPE: &str =
    "field.closest('dialog').dispatchEvent(new Event('cancel', { cancelable: true }));";
const SAVE: &str = "field.form.requestSubmit();";

/// The page is put away: none of its timers runs any more.
const LEAVE: &str = "
for (let timer = setTimeout(() => {}); 0 < timer; timer -= 1) clearTimeout(timer);
window.dispatchEvent(new Event('pagehide'));";

#[tokio::test]
async fn an_escape_right_after_the_last_key_loses_nothing() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            open_log(app).await?;
            let () = app.run(&type_then(ESCAPE), Vec::new()).await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            // Said at once, on Today as well as in the notice.
            app.expect_text("Unfinished note kept").await?;
            app.expect_text("Unfinished note: Ada Quill, this minute")
                .await?;
            app.expect_accessible("an unfinished note").await?;
            app.reload().await?;
            app.expect_text("asks for a quote").await?;

            // The dialog of the same customer offers it too.
            let dialog = open_log(app).await?;
            dialog.expect_text("Unfinished note: Ada Quill").await?;
            app.expect_accessible("an unfinished note in the dialog")
                .await?;
            dialog.button("Continue").await?.click().await?;
            app.wait_for("the words in the dialog", async || {
                let dialog = app.dialog("Log a communication").await?;
                Ok(dialog.value("Content").await? == "asks for a quote")
            })
            .await?;
            save_log(app).await?;
            app.button("No follow-up 1").await?;
            wait_for_drafts(app, 0).await?;
            app.expect_no_text("Unfinished note").await
        })
        .await
}

/// Goes to another page and opens a form there as soon as the page hears keys, before the browser has
/// told of the new address; whether the form is open once it has.
const OPEN_AT_ONCE: &str = "
return (async () => {
  let told = 0;
  window.addEventListener('hashchange', () => { told += 1; });
  const press = (key) => document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  press('g');
  press('c');
  press('c');
  const pause = (ms) => new Promise((next) => setTimeout(next, ms));
  while (told < 2) await pause(1);
  await pause(300);
  return location.hash + ' ' + !!document.querySelector('dialog[open] #customer-name');
})();";

/// Saves the customer in the open form and opens another as soon as that form is gone, while whatever
/// was put off until the page is drawn takes long; whether it is open once that is done.
const OPEN_AFTER_SAVING: &str = "
return (async () => {
  const wait = window.setTimeout;
  window.setTimeout = (act, ms) => wait(act, ms || 200);
  const field = () => document.querySelector('dialog[open] #customer-name');
  const pause = (ms) => new Promise((next) => wait(next, ms));
  field().form.requestSubmit();
  while (field()) await pause(1);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true, cancelable: true }));
  await pause(500);
  return !!field();
})();";

#[tokio::test]
async fn a_form_opened_while_a_page_is_still_being_told_of_stays() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let seen: String = app.run(OPEN_AT_ONCE, Vec::new()).await?;
            assert_eq!(seen, "#/customers true");
            // So does the form of a second customer, opened as the page of the first one comes.
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Ben Vane").await?;
            let is_there: bool = app.run(OPEN_AFTER_SAVING, Vec::new()).await?;
            assert!(is_there, "the second form has closed");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_way_back_closes_whatever_dialog_is_open_and_loses_nothing() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.open("#/customers").await?;
            app.heading("Customers").await?;
            app.open("#/today").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "asks for a quote").await?;
            let () = app.run("history.back()", Vec::new()).await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.heading("Customers").await?;
            app.expect_status("Unfinished note kept").await?;
            app.wait_for("the focus at the top of the page", async || {
                app.run("return document.activeElement.id === 'main'", Vec::new())
                    .await
            })
            .await?;
            app.open("#/today").await?;
            app.expect_text("asks for a quote").await?;

            for key in ["Control+k", "?", "c"] {
                app.open("#/data").await?;
                app.heading("Data").await?;
                app.press(key).await?;
                app.css("dialog[open]").await?;
                app.open("#/today").await?;
                app.heading("Today").await?;
                app.wait_for(key, async || Ok(app.css_all("dialog").await?.is_empty()))
                    .await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn what_is_saved_right_after_the_last_key_leaves_no_draft() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            open_log(app).await?;
            let () = app.run(&type_then(SAVE), Vec::new()).await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.button("No follow-up 1").await?;
            app.expect_status("Saved").await?;
            wait_for_drafts(app, 0).await?;
            app.reload().await?;
            app.button("No follow-up 1").await?;
            app.expect_no_text("Unfinished note").await
        })
        .await
}

#[tokio::test]
async fn a_cancelled_note_can_be_discarded_where_it_is_said_to_be_kept() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "never mind").await?;
            dialog.button("Cancel").await?.click().await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            let toast = app.css(".toast").await?;
            let toast = app.inside(&toast);
            toast.expect_text("Unfinished note kept").await?;
            toast.button("Discard").await?.click().await?;
            wait_for_drafts(app, 0).await?;
            app.expect_no_text("Unfinished note").await?;

            // Without words nothing is kept, and nothing is said.
            let dialog = open_log(app).await?;
            dialog.fill("Content", "a").await?;
            dialog.fill("Content", "").await?;
            app.press("Escape").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            wait_for_drafts(app, 0).await?;
            app.expect_no_text("Unfinished note").await
        })
        .await
}

#[tokio::test]
async fn a_page_that_is_put_away_keeps_what_was_typed_last() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            open_log(app).await?;
            let () = app.run(&type_then(LEAVE), Vec::new()).await?;
            wait_for_drafts(app, 1).await
        })
        .await
}

#[tokio::test]
async fn a_name_typed_in_settings_outlasts_another_page_and_a_reload() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let value = async |app: &Browser, selector: &str| -> Outcome<String> {
                let script = "return document.querySelector(arguments[0])?.value ?? ''";
                app.run(script, vec![selector.into()]).await
            };
            let expect = async |app: &Browser, selector: &str, typed: &str| -> Outcome {
                app.wait_for(&format!("{typed} in {selector}"), async || {
                    Ok(value(app, selector).await? == typed)
                })
                .await
            };
            app.open("#/settings").await?;
            app.css("#channel-new").await?.click().await?;
            app.type_text("Fairs").await?;
            wait_for_drafts(app, 1).await?;
            app.open("#/today").await?;
            app.heading("Today").await?;
            app.open("#/settings").await?;
            expect(app, "#channel-new", "Fairs").await?;
            app.reload().await?;
            expect(app, "#channel-new", "Fairs").await?;
            app.css("#channel-new").await?.click().await?;
            app.press("Enter").await?;
            app.expect_status("Saved").await?;
            expect(app, "#channel-new", "").await?;
            wait_for_drafts(app, 0).await?;
            // A name that is being changed in place, too.
            let own = ".own-channels .input";
            expect(app, own, "Fairs").await?;
            app.css(own).await?.click().await?;
            app.press("End").await?;
            app.type_text(" abroad").await?;
            wait_for_drafts(app, 1).await?;
            app.reload().await?;
            expect(app, own, "Fairs abroad").await?;
            app.css(own).await?.click().await?;
            app.press("Enter").await?;
            app.expect_status("Saved").await?;
            wait_for_drafts(app, 0).await?;
            Ok(())
        })
        .await
}
