//! Aspects, weights and coefficients: what they would change is seen before they are saved, and a
//! calibration over a whole Book is taken over and taken back.

mod support;

use std::fmt::Write as _;

use genjin_journeys::{Browser, Journey, Outcome, containing};
use sha2::{Digest, Sha256};

use support::{Folder, NOON, begin_with_sample, look_at};

/// How many customers the Book has.
const CUSTOMERS: u32 = 24;

/// The 487 days of 16 months of 30.4375 days, so often before 1 July 2024.
const BEGUN: [&str; 4] = ["2023-03-02", "2021-10-31", "2020-07-01", "2019-03-02"];

/// A backup of a Book whose customers' observed loyalty is 5 + 0.5 a point of satisfaction + 2 a
/// month, give or take one, and whose overall rating is 0.25 of quality and 0.75 of speed.
fn backup() -> String {
    let id = |kind: u32, number: u32| format!("0192000000007000800000{kind:02x}{number:08x}");
    let (mut customers, mut ratings, mut observations) =
        (String::new(), String::new(), String::new());
    for number in 0..CUSTOMERS {
        let customer = id(1, number);
        let begun = number % 4;
        let (quality, speed) = (number * 3 % 11, number * 7 % 11);
        let hundredths = 25 * quality + 75 * speed;
        let since = BEGUN[begun as usize];
        let name = format!("Customer {number:02}");
        let line = |text: &mut String, what: &str, fields: String| {
            writeln!(text, "{{\"{what}\":{{{fields}}}}}").expect("a String takes every text");
        };
        line(
            &mut customers,
            "customer",
            format!(
                "\"id\":\"{customer}\",\"name\":\"{name}\",\"stage\":\"active\",\"since\":\"{since}\""
            ),
        );
        let given = [
            ("quality", quality.to_string()),
            ("speed", speed.to_string()),
            (
                "overall",
                format!("{}.{:02}", hundredths / 100, hundredths % 100),
            ),
        ];
        for ((aspect, value), nth) in given.iter().zip(0..) {
            let rating = id(2, number * 3 + nth);
            line(
                &mut ratings,
                "rating",
                format!(
                    "\"id\":\"{rating}\",\"customer\":\"{customer}\",\"aspect\":\"{aspect}\",\"value\":\"{value}\",\"scale\":\"0-10\",\"at\":\"2024-06-20\""
                ),
            );
        }
        // Satisfaction is the mean of quality and speed, ten points a step.
        let tenths = 50 + 25 * (quality + speed) + 320 * (begun + 1);
        let observed = if number.is_multiple_of(2) {
            tenths + 10
        } else {
            tenths - 10
        };
        let observation = id(3, number);
        line(
            &mut observations,
            "observation",
            format!(
                "\"id\":\"{observation}\",\"customer\":\"{customer}\",\"value\":\"{}.{}\",\"on\":\"2024-07-01\"",
                observed / 10,
                observed % 10
            ),
        );
    }
    let counts = format!(
        "\"sources\":0,\"customers\":{CUSTOMERS},\"communications\":0,\"follow_ups\":0,\"needs\":0,\
         \"promises\":0,\"ratings\":{},\"observations\":{CUSTOMERS},\"reminders\":0",
        3 * CUSTOMERS
    );
    let mut text = format!(
        "{{\"format\":\"genjin-backup\",\"version\":3,\"book\":\"{}\",\"counts\":{{{counts}}}}}\n\
         {{\"settings\":{{\"policy\":[],\"attempts\":[],\"people_count_for_their_firm\":true}}}}\n\
         {customers}{ratings}{observations}",
        id(9, 0)
    );
    let mut digest = String::new();
    for byte in Sha256::digest(&text) {
        write!(digest, "{byte:02x}").expect("a String takes every text");
    }
    writeln!(text, "{{\"sha256\":\"{digest}\"}}").expect("a String takes every text");
    text
}

/// Begins with the Book of [`backup`].
async fn begin(app: &Browser) -> Outcome {
    let folder = Folder::create("scoring")?;
    let file = folder.write("scores.genjin", backup().as_bytes())?;
    app.open("").await?;
    app.button(containing("Restore a backup"))
        .await?
        .click()
        .await?;
    app.heading("Data").await?;
    let card = app.css("[aria-labelledby=data-backup]").await?;
    app.inside(&card).upload(&[&file]).await?;
    app.button("Restore this backup").await?.click().await?;
    app.expect_text(&format!("Restored scores.genjin: customers {CUSTOMERS}"))
        .await
}

/// Waits until a field holds this.
async fn expect_value(app: &Browser, label: &str, value: &str) -> Outcome {
    app.wait_for(&format!("{label} to be {value}"), async || {
        Ok(app.value(label).await? == value)
    })
    .await
}

#[tokio::test]
async fn weights_show_whom_they_move_before_they_are_saved_and_are_taken_back() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            app.open("#/settings").await?;
            app.heading("Settings").await?;
            let weight = "Weight: Response speed";
            for (typed, words) in [
                ("-1", "A weight is 0 or more"),
                ("1e308", "A weight is 100 at most"),
                ("NaN", "Write a number, such as 1 or 2.5"),
                ("", "Write a number, such as 1 or 2.5"),
                ("1.234", "A weight has at most two decimals"),
            ] {
                app.fill(weight, typed).await?;
                app.expect_text(words).await?;
                app.expect_text("Not in force: mend what is marked").await?;
            }
            let section = app.css("[aria-labelledby=settings-satisfaction]").await?;
            let section = app.inside(&section);
            // Saving what is wrong leads to it.
            section.button("Save").await?.click().await?;
            let marked: String = app
                .run(
                    "return document.activeElement.getAttribute('aria-label')",
                    Vec::new(),
                )
                .await?;
            assert_eq!(marked, weight);
            // A name must tell which aspect is meant, in either language.
            app.fill("Name: Delivery", "产品质量").await?;
            section.expect_text("Another aspect has this name").await?;
            app.fill("Name: 产品质量", "").await?;
            section
                .expect_no_text("Another aspect has this name")
                .await?;
            // Weights of nothing make no score.
            let weights = app.css_all("[id^=aspect-weight-]").await?;
            let mut names = Vec::new();
            for one in &weights {
                names.extend(one.attr("aria-label").await?);
            }
            for name in &names {
                app.fill(name.as_str(), "0").await?;
            }
            app.expect_text("At least one aspect needs a weight above 0")
                .await?;
            app.expect_text("Not in force: mend what is marked").await?;
            for name in &names {
                app.fill(name.as_str(), "1").await?;
            }
            // As a Chinese keyboard writes it.
            app.fill(weight, "９").await?;
            app.expect_text("64.3 %").await?;
            app.expect_text("of 24 customers change places").await?;
            app.expect_text("Rise furthest").await?;
            // Only Quality and speed are rated; without both, nobody has a score.
            for aspect in ["Response speed", "Product quality"] {
                app.button(format!("Remove: {aspect}"))
                    .await?
                    .click()
                    .await?;
            }
            app.expect_text("24 customers lose their score").await?;
            app.button("Add back: Product quality")
                .await?
                .click()
                .await?;
            app.expect_text("24 customers change places").await?;
            app.button("Add an aspect").await?.click().await?;
            app.expect_text("Give the aspect a name").await?;
            app.fill("Name: New aspect", "Packaging").await?;
            app.button("Move up: Packaging").await?.click().await?;
            look_at(app, "aspects under edit").await?;
            app.open("#/today").await?;
            app.heading("Today").await?;
            app.open("#/settings").await?;
            app.button("Move up: Packaging").await?;
            let section = app.css("[aria-labelledby=settings-satisfaction]").await?;
            app.inside(&section).button("Save").await?.click().await?;
            app.expect_status("Saved").await?;
            app.gone(genjin_journeys::Role::BUTTON, "Discard").await?;
            app.button("Add back: Response speed").await?;
            app.press("Control+z").await?;
            expect_value(app, weight, "1").await
        })
        .await
}

#[tokio::test]
async fn coefficients_are_fitted_used_and_taken_back() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            app.open("#/insights").await?;
            app.link("Calibration").await?.click().await?;
            app.heading("Calibration").await?;
            let card = app.css("[aria-labelledby=loyalty-fit]").await?;
            let card = app.inside(&card);
            card.expect_text("24 of 24 customers with an observation are used")
                .await?;
            card.row("b₂: per month").await?.expect_text("0.2").await?;
            card.expect_text("Observations (n)").await?;
            look_at(app, "calibration").await?;
            card.button("Use these values").await?.click().await?;
            card.expect_text("These values are in force").await?;
            app.expect_status("Saved").await?;
            app.open("#/settings").await?;
            app.wait_for("the fit of the months", async || {
                let months: f64 = app.value("b₂: per month").await?.parse().unwrap_or(0.0);
                Ok((months - 2.0).abs() < 0.2)
            })
            .await?;
            app.press("Control+z").await?;
            expect_value(app, "b₂: per month", "0.2").await?;
            app.fill("At risk below", "1e308").await?;
            app.expect_text("A number from -1,000,000 to 1,000,000")
                .await?;
            app.fill("At risk below", "1000").await?;
            app.expect_text("24 at risk instead of").await
        })
        .await
}

#[tokio::test]
async fn a_fit_on_another_scale_brings_its_own_threshold() -> Outcome {
    Journey::new()
        .held_clock("2026-11-23T10:00:00")
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/calibration").await?;
            let card = app.css("[aria-labelledby=loyalty-fit]").await?;
            let card = app.inside(&card);
            card.expect_text("Everybody would be at risk: the fitted loyalty of")
                .await?;
            look_at(app, "a fit on another scale").await?;
            card.button("Use these values").await?.click().await?;
            card.expect_text("These values are in force").await?;
            app.open("#/settings").await?;
            app.wait_for("a threshold among the orders of a year", async || {
                let below: f64 = app.value("At risk below").await?.parse().unwrap_or(0.0);
                Ok(5.0 < below && below < 15.0)
            })
            .await?;
            app.press("Control+z").await?;
            expect_value(app, "At risk below", "50").await
        })
        .await
}

#[tokio::test]
async fn weights_are_fitted_to_the_aspects_that_were_rated() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            app.open("#/calibration").await?;
            let card = app.css("[aria-labelledby=weights-fit]").await?;
            let card = app.inside(&card);
            // It begins with the aspects that were rated; another one leaves nobody to fit to.
            card.row("Response speed")
                .await?
                .expect_text("75.0 %")
                .await?;
            card.tick("Delivery").await?;
            card.expect_text("Too few to fit: 0 customers can be used, at least 10 are needed")
                .await?;
            card.untick("Delivery").await?;
            card.row("Response speed")
                .await?
                .expect_text("75.0 %")
                .await?;
            card.row("Product quality")
                .await?
                .expect_text("25.0 %")
                .await?;
            card.expect_text("0, not fitted").await?;
            card.button("Use these values").await?.click().await?;
            card.expect_text("These values are in force").await?;
            app.open("#/settings").await?;
            expect_value(app, "Weight: Response speed", "75").await?;
            app.press("Control+z").await?;
            expect_value(app, "Weight: Response speed", "1").await
        })
        .await
}

#[tokio::test]
async fn a_book_without_observations_says_how_to_come_by_them() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            support::begin_with(app, "Ada Quill").await?;
            app.open("#/calibration").await?;
            app.heading("Calibration").await?;
            app.expect_text("No loyalty was observed yet").await?;
            app.expect_text("No overall rating yet").await?;
            look_at(app, "an empty calibration").await
        })
        .await
}
