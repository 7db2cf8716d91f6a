//! What-if: sliders by keyboard and pointer, whom they move, and what is taken over.

mod support;

use genjin_journeys::{Browser, Failure, Journey, Outcome, Role};

use support::{NOON, begin_with, begin_with_sample, look_at, open_log, save_log};

/// Logs a call with the customer of the page in which delivery is rated.
async fn call_and_rate_delivery(app: &Browser, rating: u8) -> Outcome {
    let dialog = open_log(app).await?;
    dialog.fill("Content", "about the last delivery").await?;
    app.css("dialog .ratings summary").await?.click().await?;
    let stand = "
        const legends = [...document.querySelectorAll('dialog fieldset legend')];
        const legend = legends.find((one) => one.textContent === 'Delivery');
        legend.parentElement.querySelector('input').focus();
        return true;";
    app.run::<bool>(stand, Vec::new()).await?;
    app.press(&rating.to_string()).await?;
    save_log(app).await
}

/// Starts a Book of three customers, two of them with a rating of delivery: Ada 3, Bo 5.
async fn begin_with_ratings(app: &Browser) -> Outcome {
    begin_with(app, "Ada Quill").await?;
    call_and_rate_delivery(app, 3).await?;
    for (name, rating) in [("Bo Lind", Some(5)), ("Cy Moss", None)] {
        app.open("#/customers").await?;
        app.press("c").await?;
        let dialog = app.dialog("New customer").await?;
        dialog.fill("Name", name).await?;
        app.press("Control+Enter").await?;
        app.gone(Role::DIALOG, "New customer").await?;
        app.open("#/customers").await?;
        app.link(name).await?.click().await?;
        app.heading(name).await?;
        if let Some(rating) = rating {
            call_and_rate_delivery(app, rating).await?;
        }
    }
    app.expect_status("Saved").await
}

async fn expect_value(app: &Browser, label: &str, value: &str) -> Outcome {
    let field = app.field(label).await?;
    app.wait_for(&format!("{label} to be {value}"), async || {
        Ok(field.prop("value").await?.as_deref() == Some(value))
    })
    .await
}

/// The cells of the list of customers.
async fn listed(app: &Browser) -> Outcome<Vec<Vec<String>>> {
    let script = "
        return [...document.querySelectorAll('.what-if-customers tbody tr')]
          .map((row) => [...row.children].map((cell) => cell.innerText.trim()));";
    app.run(script, Vec::new()).await
}

#[tokio::test]
async fn sliders_move_customers_out_of_risk_and_what_is_taken_over_can_be_undone() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_ratings(app).await?;
            app.open("#/insights").await?;
            app.link("What-if").await?.click().await?;
            app.heading("What-if").await?;
            app.expect_text("Only 2 customers have a loyalty").await?;
            app.expect_text("Move a slider to see whom it moves")
                .await?;

            // By keyboard: a tenth with each press, said as it is.
            let ratings = app.field("Ratings of Delivery").await?;
            ratings.focus().await?;
            for _ in 0..6 {
                app.press("ArrowRight").await?;
            }
            app.expect_text("Delivery +0.6 moves 1 customer out of risk, none into it")
                .await?;
            let spoken = ratings.attr("aria-valuetext").await?;
            assert_eq!(spoken.as_deref(), Some("+0.6"));
            expect_value(app, "Ratings of Delivery, as a number", "0.6").await?;
            app.expect_text("Moved ratings are only tried and never saved")
                .await?;
            let leave = app.field("Leave risk (1)").await?;
            leave.click().await?;
            app.wait_for("Ada to be listed", async || {
                Ok(listed(app).await? == [["Ada Quill", "50.0 → 65.0", "40.0 → 52.0", "2"]])
            })
            .await?;

            // By pointer: a press in the middle of the slider, which goes from 0 to 5.
            app.field("Weight of Delivery").await?.click().await?;
            expect_value(app, "Weight of Delivery, as a number", "2.5").await?;
            app.expect_text("These 2 changes move 1 customer out of risk")
                .await?;
            look_at(app, "What-if").await?;

            app.button("Take over").await?.click().await?;
            app.expect_status("Saved").await?;
            app.expect_text("Delivery +0.6 moves 1 customer out of risk")
                .await?;
            expect_value(app, "Weight of Delivery, as a number", "2.5").await?;
            // What was tried stays while one looks at another page.
            app.open("#/insights").await?;
            app.link("What-if").await?.click().await?;
            expect_value(app, "Ratings of Delivery, as a number", "0.6").await?;
            app.press("Control+z").await?;
            expect_value(app, "Weight of Delivery, as a number", "1").await?;
            app.button("Reset Ratings of Delivery")
                .await?
                .click()
                .await?;
            app.expect_text("Move a slider to see whom it moves")
                .await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn what_is_no_number_or_leaves_no_score_is_refused_in_words() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.open("#/what-if").await?;
            app.expect_text("No ratings yet").await?;
            app.expect_accessible("What-if without ratings").await?;
            app.open("#/today").await?;
            call_and_rate_delivery(app, 3).await?;
            app.open("#/what-if").await?;
            app.expect_text("Only 1 customer has a loyalty").await?;

            let weight = "Weight of Delivery, as a number";
            app.fill(weight, "-1").await?;
            app.expect_text("0 to 100, two decimals at most").await?;
            app.expect_text("Mend what is marked to see the effect")
                .await?;
            app.expect_accessible("What-if with a wrong number").await?;
            for name in [
                "Product quality",
                "Service attitude",
                "Response speed",
                "Delivery",
                "Price for value",
                "After-sales",
            ] {
                app.fill(&format!("Weight of {name}, as a number"), "0")
                    .await?;
            }
            app.expect_text("At least one aspect needs a weight above 0")
                .await?;
            let take_over = app.button("Take over").await?;
            if take_over.attr("aria-disabled").await?.as_deref() != Some("true") {
                return Err(Failure::new("weights that give no score can be taken over"));
            }
            app.button("Reset all").await?.click().await?;
            expect_value(app, weight, "1").await?;
            app.fill("b₁ × satisfaction, as a number", "1e308").await?;
            app.expect_text("A number from −1,000,000 to 1,000,000")
                .await?;
            app.fill("b₁ × satisfaction, as a number", "2").await?;
            app.expect_text("b₁ 0.8 → 2 moves 1 customer out of risk")
                .await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_customers_page_leads_here_with_the_customer_in_view() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/customers").await?;
            app.wait_for("the list", async || {
                Ok(!app.css_all("main tbody .c-satisfaction:not(:empty)").await?.is_empty())
            })
            .await?;
            let name: String = app
                .run(
                    "const row = document.querySelector('main tbody .c-satisfaction:not(:empty)').closest('tr');
                     const link = row.querySelector('a[href^=\"#/customers/\"]');
                     link.click();
                     return link.innerText",
                    Vec::new(),
                )
                .await?;
            app.heading(name.as_str()).await?;
            app.link("What if weights or ratings were others").await?.click().await?;
            app.heading("What-if").await?;
            let in_view = async || {
                app.run::<Option<Vec<String>>>(
                    "const row = document.querySelector('.what-if-customers tr[data-current]');
                     return row ? [...row.children].map((cell) => cell.innerText.trim()) : null",
                    Vec::new(),
                )
                .await
            };
            app.wait_for("the customer", async || {
                Ok(in_view().await?.is_some_and(|cells| cells[0] == name && !cells[1].contains('→')))
            })
            .await?;
            app.run::<bool>(
                "const slider = document.getElementById('shift-of-quality');
                 slider.value = -1;
                 slider.dispatchEvent(new Event('input', { bubbles: true }));
                 return true",
                Vec::new(),
            )
            .await?;
            app.wait_for("its numbers to move", async || {
                Ok(in_view().await?.is_some_and(|cells| cells[0] == name && cells[1].contains('→')))
            })
            .await?;
            look_at(app, "a customer in view").await
        })
        .await
}
