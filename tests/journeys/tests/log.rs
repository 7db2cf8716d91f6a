//! Logging what was said, with the keyboard alone.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

use support::{NOON, begin_with, fixture, import, open_log, save_log};

/// Who stands first in Today's queue.
async fn first_in_queue(app: &Browser) -> Outcome<String> {
    app.wait_for("a queue", async || {
        Ok(!app.css_all(".q-row").await?.is_empty())
    })
    .await?;
    app.run(
        "return document.querySelector('.q-row .q-who strong').textContent",
        Vec::new(),
    )
    .await
}

/// A Book with customers and their past, at Today.
async fn begin(app: &Browser) -> Outcome {
    import(app, &fixture("customers.csv")).await?;
    import(app, &fixture("communications.csv")).await?;
    app.link("Go to Today").await?.click().await?;
    app.heading("Today").await?;
    Ok(())
}

#[tokio::test]
async fn a_call_is_logged_in_three_keys_and_taken_back_even_after_a_reload() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            let name = first_in_queue(app).await?;
            let page: String = app
                .run(
                    "return document.querySelector('.q-row .q-who').hash",
                    Vec::new(),
                )
                .await?;
            let why = app.css_all(".q-row .q-why").await?[0].text().await?;

            app.press("l").await?;
            app.dialog("Log a communication").await?;
            app.type_text("wants a quote").await?;
            app.press("Alt+t").await?;
            save_log(app).await?;
            app.expect_status("Saved").await?;
            app.wait_for("another customer first in the queue", async || {
                Ok(first_in_queue(app).await? != name)
            })
            .await?;

            // The reason names the new record: nothing is due before the step of tomorrow.
            app.open(&page).await?;
            app.expect_text("wants a quote").await?;
            let reason = app.css("section.why").await?;
            let now = reason.text().await?;
            assert!(now.contains("17 Aug") || now.contains("tomorrow"), "{now}");
            app.reload().await?;
            app.expect_text("wants a quote").await?;
            app.press("Control+z").await?;
            app.expect_no_text("wants a quote").await?;
            app.open("#/today").await?;
            app.wait_for("the customer back in its place", async || {
                Ok(first_in_queue(app).await? == name)
            })
            .await?;
            assert_eq!(app.css_all(".q-row .q-why").await?[0].text().await?, why);
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_next_step_that_the_words_name_is_taken_over_by_one_key() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog
                .fill("Content", "likes it, call back on Friday")
                .await?;
            dialog.expect_text("Next: Call, Friday").await?;
            app.press("Alt+s").await?;
            assert_eq!(dialog.value("Due on").await?, "2024-08-23");
            // A day that was typed wins over any words.
            dialog
                .fill("Content", "likes it, call back on Monday")
                .await?;
            dialog.expect_no_text("Next: Call").await?;
            assert_eq!(dialog.value("Due on").await?, "2024-08-23");
            app.expect_accessible("the log with a step").await
        })
        .await
}

#[tokio::test]
async fn an_enter_that_takes_a_composed_word_sends_nothing() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            app.compose("bao jia").await?;
            app.press_while_composing("Enter").await?;
            app.commit_composition("报价").await?;
            assert_eq!(dialog.value("Content").await?, "报价");
            save_log(app).await?;
            app.button("No follow-up 1").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn words_that_were_being_typed_survive_a_reload() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "half a sentence").await?;
            app.wait_for("the draft to be stored", async || {
                app.run(support::DRAFT_COUNT, Vec::new())
                    .await
                    .map(|count: usize| count == 1)
            })
            .await?;
            app.reload().await?;
            app.expect_text("half a sentence").await?;
            app.button("Continue").await?.click().await?;
            let dialog = app.dialog("Log a communication").await?;
            assert_eq!(dialog.value("Content").await?, "half a sentence");
            save_log(app).await?;
            app.button("No follow-up 1").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_time_to_come_is_planned_and_an_earlier_day_counts_as_itself() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "the fair").await?;
            dialog.tick("Another time").await?;
            dialog.fill("Date", "2024-08-20").await?;
            dialog.expect_text("it will be planned").await?;
            save_log(app).await?;
            app.expect_text("Coming up").await?;
            app.press("Control+z").await?;
            app.button("First contacts 1").await?;

            let dialog = open_log(app).await?;
            dialog.fill("Content", "long ago").await?;
            dialog.tick("Another time").await?;
            dialog.fill("Date", "2024-08-08").await?;
            app.press("Control+Enter").await?;
            // Eight days are more than seven.
            app.button("Visits 1").await?;
            app.expect_text("8 days").await
        })
        .await
}

#[tokio::test]
async fn one_record_can_be_of_several_customers_and_of_a_new_one() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            let customer = dialog.field("Customer").await?;
            customer.click().await?;
            app.type_text("Bo Newman").await?;
            dialog.expect_text("New customer “Bo Newman”").await?;
            app.press("Enter").await?;
            dialog.fill("Content", "met at the fair").await?;
            save_log(app).await?;
            app.button("No follow-up 2").await?;
            app.press("Control+z").await?;
            app.button("First contacts 1").await?;
            app.button("No follow-up 0").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_reason_on_the_customers_page_names_the_record_that_was_just_logged() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            let page: String = app
                .run(
                    "return document.querySelector('.q-row .q-who').hash",
                    Vec::new(),
                )
                .await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "wants a quote").await?;
            dialog.tick("Email").await?;
            save_log(app).await?;
            app.expect_status("Saved").await?;
            app.open(&page).await?;
            app.expect_text("wants a quote").await?;
            let why = app.css("section.why").await?;
            let reason = why.text().await?;
            assert!(reason.contains("email on 16 Aug"), "{reason}");
            // The words that name the record lead to it.
            app.inside(&why)
                .button(containing("16 Aug"))
                .await?
                .click()
                .await?;
            app.expect_text("wants a quote").await
        })
        .await
}

#[tokio::test]
async fn one_record_can_be_of_two_customers_who_are_there_already() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Bo Newman").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "New customer").await?;
            app.open("#/today").await?;
            app.button("First contacts 2").await?;

            let dialog = open_log(app).await?;
            dialog.button("Remove Ada Quill").await?;
            dialog.field("Customer").await?.click().await?;
            app.type_text("Bo").await?;
            dialog.one(Role::OPTION, "Bo Newman").await?;
            app.press("Enter").await?;
            dialog.button("Remove Bo Newman").await?;
            dialog.fill("Content", "met at the fair").await?;
            save_log(app).await?;
            app.button("No follow-up 2").await?;
            app.button("First contacts 0").await?;
            for name in ["Ada Quill", "Bo Newman"] {
                app.open("#/customers").await?;
                app.link(containing(name)).await?.click().await?;
                app.heading(name).await?;
                app.expect_text("met at the fair").await?;
            }
            app.press("Control+z").await?;
            app.expect_no_text("met at the fair").await?;
            app.open("#/today").await?;
            app.button("First contacts 2").await?;
            Ok(())
        })
        .await
}

/// Sends the events of an input method to the field with the focus, and the keys that it keeps for
/// itself: the whole single-key repertoire, marked as composing and, as older browsers do, by their
/// code alone.
const KEYS_WHILE_COMPOSING: &str = "
const field = document.activeElement;
field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
const keys = ['l', 'c', 'j', 'k', 'x', 'g', '/', '?', 'Enter', 'Escape', 'ArrowDown', '1', 't'];
let kept = 0;
for (const key of keys) {
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    for (const held of [{}, { ctrlKey: key === 'Enter' }, { altKey: key === 't' || key === '1' }]) {
      const code = key === 't' ? 'KeyT' : key === '1' ? 'Digit1' : '';
      field.dispatchEvent(new KeyboardEvent('keydown',
        { key, code, bubbles: true, cancelable: true, ...how, ...held }));
      kept += 1;
    }
  }
}
field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '报价' }));
return kept;";

#[tokio::test]
async fn no_key_of_an_input_method_does_anything() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "报").await?;
            dialog.field("Content").await?.click().await?;
            let chosen = "return [...document.querySelectorAll('dialog input:checked')].map((one) => one.id).join()";
            let before: String = app.run(chosen, Vec::new()).await?;
            let sent: usize = app.run(KEYS_WHILE_COMPOSING, Vec::new()).await?;
            assert!(0 < sent);
            let after: String = app.run(chosen, Vec::new()).await?;
            assert_eq!(after, before, "a chip was chosen");
            assert_eq!(app.dialog("Log a communication").await?.value("Content").await?, "报");
            let dialogs = app.css_all("dialog[open]").await?.len();
            assert_eq!(dialogs, 1);
            // Not composing, the same key sends the form.
            save_log(app).await?;
            app.button("No follow-up 1").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn many_drafts_leave_room_for_the_page_below() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            for (count, words) in (1_usize..).zip(["the first", "the second", "the third"]) {
                let dialog = open_log(app).await?;
                dialog.fill("Content", words).await?;
                app.wait_for("the draft to be stored", async || {
                    let stored: usize = app.run(support::DRAFT_COUNT, Vec::new()).await?;
                    Ok(stored == count)
                })
                .await?;
                app.press("Escape").await?;
                app.gone(Role::DIALOG, "Log a communication").await?;
            }
            app.reload().await?;
            app.expect_text("the third").await?;
            app.expect_text("1 more unfinished").await
        })
        .await
}
