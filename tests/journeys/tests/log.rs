//! Logging what was said, with the keyboard alone.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role};

use support::{NOON, begin_with, fixture, import};

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
            app.press("Control+Enter").await?;

            app.gone(Role::DIALOG, "Log a communication").await?;
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
async fn an_enter_that_takes_a_composed_word_sends_nothing() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("l").await?;
            let dialog = app.dialog("Log a communication").await?;
            app.compose("bao jia").await?;
            app.press_while_composing("Enter").await?;
            app.commit_composition("报价").await?;
            assert_eq!(dialog.value("Content").await?, "报价");
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
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
            app.press("l").await?;
            let dialog = app.dialog("Log a communication").await?;
            dialog.fill("Content", "half a sentence").await?;
            app.wait_for("the draft to be stored", async || {
                app.run(support::DRAFT_COUNT, Vec::new())
                    .await
                    .map(|count: usize| count == 1)
            })
            .await?;
            app.reload().await?;
            app.expect_text("half a sentence").await?;
            app.button("Go on").await?.click().await?;
            let dialog = app.dialog("Log a communication").await?;
            assert_eq!(dialog.value("Content").await?, "half a sentence");
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
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
            app.press("l").await?;
            let dialog = app.dialog("Log a communication").await?;
            dialog.fill("Content", "the fair").await?;
            dialog.tick("Another time").await?;
            dialog.fill("Date", "2024-08-20").await?;
            dialog.expect_text("it will be planned").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.expect_text("Coming up").await?;
            app.press("Control+z").await?;
            app.button("First contacts 1").await?;

            app.press("l").await?;
            let dialog = app.dialog("Log a communication").await?;
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
            app.press("l").await?;
            let dialog = app.dialog("Log a communication").await?;
            let customer = dialog.field("Customer").await?;
            customer.click().await?;
            app.type_text("Bo Newman").await?;
            dialog.expect_text("New customer “Bo Newman”").await?;
            app.press("Enter").await?;
            dialog.fill("Content", "met at the fair").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.button("No follow-up 2").await?;
            app.press("Control+z").await?;
            app.button("First contacts 1").await?;
            app.button("No follow-up 0").await?;
            Ok(())
        })
        .await
}
