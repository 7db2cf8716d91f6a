//! A rep's day with the sample data: log, see it leave the list, take it back, also after a reload.

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

/// The name of the first customer in the queue.
async fn first_in_queue(app: &Browser) -> Outcome<String> {
    let row = app.css(".q-row[data-current] .q-who strong").await?;
    Ok(row.text().await?)
}

async fn with_sample_data(app: &mut Browser) -> Outcome {
    app.open("").await?;
    app.button(containing("Try with sample data"))
        .await?
        .click()
        .await?;
    app.heading("Today").await?;
    app.expect_status("Saved").await
}

#[tokio::test]
async fn a_call_with_words_and_a_next_step_takes_three_keys_and_can_be_taken_back() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            with_sample_data(app).await?;
            let name = first_in_queue(app).await?;
            app.press("l").await?;
            app.dialog("Log a communication").await?;
            app.type_text("Wants a quote for twenty pumps").await?;
            app.press("Alt+t").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.wait_for("another customer first in the queue", async || {
                Ok(first_in_queue(app).await? != name)
            })
            .await?;

            app.press("Control+z").await?;
            app.wait_for("the customer back in its place", async || {
                Ok(first_in_queue(app).await? == name)
            })
            .await?;
            app.press("Control+y").await?;
            app.wait_for("the customer gone again", async || {
                Ok(first_in_queue(app).await? != name)
            })
            .await?;

            app.reload().await?;
            app.heading("Today").await?;
            app.wait_for("still another customer first", async || {
                Ok(first_in_queue(app).await? != name)
            })
            .await?;
            app.press("Control+z").await?;
            app.wait_for("undo after a reload", async || {
                Ok(first_in_queue(app).await? == name)
            })
            .await
        })
        .await
}

#[tokio::test]
async fn what_one_tab_logs_shows_in_the_other() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            with_sample_data(app).await?;
            let name = first_in_queue(app).await?;
            let first = app.tab().await?;
            let second = app.new_tab("#/today").await?;
            app.wait_for("the same queue in the second tab", async || {
                Ok(first_in_queue(app).await? == name)
            })
            .await?;
            app.press("l").await?;
            app.dialog("Log a communication").await?;
            app.type_text("From the second tab").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.switch_to(&first).await?;
            app.wait_for("the call of the other tab", async || {
                Ok(first_in_queue(app).await? != name)
            })
            .await?;
            app.switch_to(&second).await?;
            app.restart().await?;
            app.open("#/communications").await?;
            app.expect_text("From the second tab").await
        })
        .await
}
