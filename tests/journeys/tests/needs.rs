//! Needs and promises: found in the words, confirmed by one key, followed and settled.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, containing};

use support::{NOON, begin_with, begin_with_sample, open_log, save_log};

/// The page of the one customer.
async fn open_page_of_ada(app: &Browser) -> Outcome {
    app.open("#/customers").await?;
    app.link("Ada Quill").await?.click().await?;
    app.heading("Ada Quill").await?;
    Ok(())
}

#[tokio::test]
async fn a_need_found_in_the_words_is_confirmed_by_one_key_and_followed() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog
                .fill("Content", "too expensive; he promised to pay on Monday")
                .await?;
            dialog.expect_text("Need: Price").await?;
            dialog.expect_text("They promise").await?;
            app.press("Alt+n").await?;
            app.press("Alt+o").await?;
            assert_eq!(dialog.value("Need: Words").await?, "too expensive");
            assert_eq!(dialog.value("Promise: Due by").await?, "2024-08-19");
            app.expect_accessible("the log with what was found").await?;
            save_log(app).await?;

            open_page_of_ada(app).await?;
            app.heading("Needs").await?;
            app.expect_text("Open since today").await?;
            app.expect_text("he promised to pay on Monday").await?;
            app.expect_text("Call about the price").await?;
            app.expect_accessible("the customer with a need").await?;

            // One press further, and taken back.
            app.button("Take in hand").await?.click().await?;
            app.expect_text("In hand since today").await?;
            app.press("Control+z").await?;
            app.expect_text("Open since today").await?;

            // The ledger lists both; the promise is due first and is kept by one key.
            app.press("g").await?;
            app.press("p").await?;
            app.heading("Promises and needs").await?;
            app.expect_text("2 entries").await?;
            app.expect_accessible("the ledger").await?;
            app.press("j").await?;
            app.press("1").await?;
            app.expect_text("1 entry").await?;
            app.expect_no_text("he promised to pay on Monday").await?;
            app.press("Control+z").await?;
            app.expect_text("2 entries").await
        })
        .await
}

#[tokio::test]
async fn a_need_and_a_promise_are_added_by_hand_and_a_resource_answers() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.open("#/settings").await?;
            app.heading("Resources").await?;
            let section = app.css("[aria-labelledby=settings-resources]").await?;
            app.inside(&section).fill("New resource", "Chen").await?;
            app.button("Add resource").await?.click().await?;
            app.inside(&section).tick("Complaint").await?;
            app.expect_status("Saved").await?;
            app.expect_accessible("the resources").await?;

            app.open("#/today").await?;
            open_page_of_ada(app).await?;
            app.heading("Needs").await?;
            app.press("n").await?;
            let dialog = app.dialog("Add need").await?;
            dialog.fill("Kind", "Complaint").await?;
            dialog.fill("Words", "late again").await?;
            app.expect_accessible("the form of a need").await?;
            app.press("Control+Enter").await?;
            app.expect_text("With the help of Chen").await?;
            app.press("o").await?;
            let dialog = app.dialog("Add promise").await?;
            dialog.fill("Words", "a call from Chen").await?;
            dialog.fill("Due by", "2024-08-16").await?;
            app.press("Control+Enter").await?;
            app.expect_text("Due today").await?;
            app.open("#/today").await?;
            app.link("1 promise due").await?.click().await?;
            app.heading("Promises and needs").await?;
            app.expect_text("a call from Chen").await
        })
        .await
}

#[tokio::test]
async fn what_an_older_record_names_is_noted_from_the_timeline() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "asked for a manual").await?;
            save_log(app).await?;
            open_page_of_ada(app).await?;
            app.button(containing("Need: Information"))
                .await?
                .click()
                .await?;
            app.expect_text("Open since today").await?;
            app.expect_no_text("Need: Information").await
        })
        .await
}

#[tokio::test]
async fn the_sample_data_fill_the_ledger() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.link(containing("promises due")).await?.click().await?;
            app.heading("Promises and needs").await?;
            app.expect_text("We send the corrected quote").await?;
            app.expect_text("2 days late").await?;
            app.expect_accessible("the ledger of the sample data").await
        })
        .await
}
