//! Ratings by the keyboard, and what is said of a customer's satisfaction and loyalty.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role};

use support::{NOON, begin_with, open_log, save_log};

async fn open_page_of_ada(app: &Browser) -> Outcome {
    app.open("#/customers").await?;
    app.link("Ada Quill").await?.click().await?;
    app.heading("Ada Quill").await?;
    Ok(())
}

/// Puts the focus on the first choice of an aspect.
async fn stand_on(app: &Browser, aspect: &str) -> Outcome {
    let script = "
        const legends = [...document.querySelectorAll('dialog fieldset legend')];
        const legend = legends.find((one) => one.textContent === arguments[0]);
        legend.parentElement.querySelector('input').focus();
        return true;";
    app.run::<bool>(script, vec![aspect.into()]).await?;
    Ok(())
}

/// What is chosen in each row of ratings, as "aspect rating".
async fn rated(app: &Browser) -> Outcome<Vec<String>> {
    let script = "
        const rows = [...document.querySelectorAll('dialog .rate fieldset')];
        return rows.flatMap((row) => {
            const chosen = row.querySelector('input:checked');
            const name = row.querySelector('legend').textContent;
            return chosen ? [name + ' ' + chosen.parentElement.textContent] : [];
        });";
    app.run(script, Vec::new()).await
}

async fn expect_rated(app: &Browser, expected: &[&str]) -> Outcome {
    app.wait_for("the ratings", async || Ok(rated(app).await? == expected))
        .await
}

/// Unfolds the terms, the ratings and the observed loyalty on the page.
async fn unfold_scores(app: &Browser) -> Outcome {
    let summaries = "section[aria-labelledby=scores] summary";
    for summary in app.css_all(summaries).await? {
        summary.click().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_call_is_rated_by_digits_and_the_page_says_what_that_comes_to() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "glad of the new model").await?;
            app.css("dialog .ratings summary").await?.click().await?;
            stand_on(app, "Product quality").await?;
            app.press("4").await?;
            expect_rated(app, &["Product quality 4"]).await?;
            // The arrows go from choice to choice, and a second press takes one away.
            app.press("ArrowRight").await?;
            expect_rated(app, &["Product quality 5"]).await?;
            stand_on(app, "Delivery").await?;
            app.press("3").await?;
            expect_rated(app, &["Product quality 5", "Delivery 3"]).await?;
            app.press("3").await?;
            expect_rated(app, &["Product quality 5"]).await?;
            app.press("2").await?;
            // A digit out of the scale is no rating, and no outcome either.
            app.press("6").await?;
            expect_rated(app, &["Product quality 5", "Delivery 2"]).await?;
            let outcomes = app.css_all("input[name=log-outcome]:checked").await?;
            assert!(outcomes.is_empty(), "a rating became an outcome");
            app.expect_accessible("the log with ratings").await?;
            save_log(app).await?;

            open_page_of_ada(app).await?;
            app.heading("Satisfaction and loyalty").await?;
            app.expect_text("Satisfaction 62.5 from 2 of 6 aspects, 33 % of the weight")
                .await?;
            app.expect_text("Not rated: Service attitude").await?;
            app.expect_text("Loyalty 50.0 = 0 + 0.8 × satisfaction 62.5")
                .await?;
            unfold_scores(app).await?;
            // 2 of 5 is 25 of 100, and one of two aspects adds half of that.
            app.row("2 of 5").await?.expect_text("12.50").await?;
            app.expect_accessible("the customer with scores").await?;

            // Rated again it is unfolded at once.
            open_log(app).await?;
            app.css("dialog .ratings[open]").await?;
            app.press("Escape").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;

            // One Change for the record and its ratings.
            app.press("Control+z").await?;
            app.expect_text("Not rated yet").await?;
            app.expect_no_text("glad of the new model").await
        })
        .await
}

#[tokio::test]
async fn ratings_and_observed_loyalty_are_entered_mended_and_removed_on_the_page() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            open_page_of_ada(app).await?;
            app.expect_text("Not rated yet").await?;
            app.expect_text("No loyalty yet: enter “Customer since”")
                .await?;
            app.button("Rate…").await?.click().await?;
            let dialog = app.dialog("Rate Ada Quill").await?;
            stand_on(app, "Overall").await?;
            app.press("5").await?;
            stand_on(app, "Response speed").await?;
            app.press("1").await?;
            dialog.fill("Given by", "Mr Quill").await?;
            app.expect_accessible("the form of ratings").await?;
            app.press("Control+Enter").await?;
            app.expect_text("Satisfaction 0.0 from 1 of 6 aspects")
                .await?;
            app.expect_text("Visit: satisfaction is 0 of 100").await?;
            unfold_scores(app).await?;
            app.expect_text("by Mr Quill").await?;

            app.button("More for Response speed").await?.click().await?;
            app.one(Role::MENU_ITEM, "Edit").await?.click().await?;
            app.dialog("Edit rating").await?;
            stand_on(app, "Response speed").await?;
            app.press("3").await?;
            app.press("Control+Enter").await?;
            app.expect_text("Satisfaction 50.0 from 1 of 6 aspects")
                .await?;
            app.button("More for Response speed").await?.click().await?;
            app.one(Role::MENU_ITEM, "Remove").await?.click().await?;
            app.expect_text("nothing was rated that has a weight")
                .await?;
            app.press("Control+z").await?;
            app.expect_text("Satisfaction 50.0 from 1 of 6 aspects")
                .await?;

            app.button("Add a number").await?.click().await?;
            let dialog = app.dialog("Observed loyalty of Ada Quill").await?;
            dialog.fill("Number", "very loyal").await?;
            app.press("Control+Enter").await?;
            dialog
                .expect_text("Write a number, such as 9 or 3.5")
                .await?;
            app.expect_accessible("the form of an observed loyalty")
                .await?;
            dialog.fill("Number", "9").await?;
            dialog.fill("What it counts", "orders this year").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Observed loyalty of Ada Quill")
                .await?;
            app.expect_text("orders this year").await?;
            app.press("Control+z").await?;
            app.expect_no_text("orders this year").await
        })
        .await
}

#[tokio::test]
async fn many_are_rated_alike_and_the_list_goes_by_their_scores() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Ben Low").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "New customer").await?;
            app.open("#/customers").await?;
            app.expect_text("2 customers").await?;
            app.css("input[aria-label='Select Ada Quill']")
                .await?
                .click()
                .await?;
            app.button("Rate…").await?.click().await?;
            app.dialog("Rate Ada Quill").await?;
            stand_on(app, "Product quality").await?;
            app.press("2").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Rate Ada Quill").await?;

            app.row("Ada Quill").await?.expect_text("25.0").await?;
            app.button("Satisfaction").await?.click().await?;
            app.expect_accessible("the list with scores").await?;
            app.fill("Scores", "Satisfaction below 40").await?;
            app.expect_text("1 of 2 customers").await?;
            app.expect_no_text("Ben Low").await?;
            app.fill("Scores", "No rating").await?;
            app.expect_text("Ben Low").await?;
            app.expect_no_text("Ada Quill").await
        })
        .await
}
