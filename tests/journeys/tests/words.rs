//! Words: terms with the sentences behind each number, and how a record sounds until the user says
//! otherwise.

mod support;

use genjin_journeys::{Browser, Failure, Journey, Outcome};

use support::{NOON, begin_with, begin_with_sample, log_for_current, look_at, open_log, save_log};

/// A Monday morning.
const MORNING: &str = "2026-11-23T10:00:00";

const WORDS: &str = "#/insights?last=all&section=words";

/// Presses the first of what a selector finds.
async fn press_first(app: &Browser, selector: &str) -> Outcome {
    app.wait_for(selector, async || {
        let found = app.css_all(selector).await?;
        let Some(first) = found.first() else {
            return Ok(false);
        };
        first.click().await?;
        Ok(true)
    })
    .await
}

/// Presses the first number of a table; what it says, and what the list behind it says.
async fn first_number(app: &Browser, table: &str) -> Outcome<(String, String)> {
    press_first(app, &format!("[aria-labelledby={table}] td .link")).await?;
    app.wait_for("a sentence with its term", async || {
        Ok(!app.css_all(".records mark").await?.is_empty())
    })
    .await?;
    app.run(
        "const panel = document.querySelector('.records');
         const button = document.querySelector(`[aria-labelledby=${arguments[0]}] td .link`);
         return [button.textContent, panel.querySelector('header .muted').textContent]",
        vec![table.into()],
    )
    .await
}

#[tokio::test]
async fn every_number_of_the_words_opens_as_many_records_with_their_sentences() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open(WORDS).await?;
            app.css("#terms-all").await?;
            for table in ["terms-all", "terms-time"] {
                let (number, records) = first_number(app, table).await?;
                let expected = if number == "1" {
                    "1 record".to_owned()
                } else {
                    format!("{number} records")
                };
                assert_eq!(records, expected, "{table}");
                if table == "terms-all" {
                    // On a phone the page's bar cuts the rows that pass below it, which would count as
                    // targets that are too small.
                    app.expect_accessible("the words with their sentences")
                        .await?;
                    app.button("Close").await?.click().await?;
                    app.wait_for("the focus to be back on the number", async || {
                        app.run::<bool>(
                            "return document.activeElement.textContent === arguments[0]",
                            vec![number.clone().into()],
                        )
                        .await
                    })
                    .await?;
                }
            }
            app.expect_text("What Genjin learned from you").await?;
            app.expect_text("Kinds of need").await?;
            // Nobody said what stands in sample data.
            app.expect_text("0 corrections so far; it begins to propose at 30")
                .await?;
            app.expect_no_text("Takes part").await?;
            // The day leads to the record itself.
            press_first(app, ".records li a").await?;
            app.css(".tl-item[data-current]").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_record_sounds_as_its_words_do_until_the_user_says_otherwise() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "she is very unhappy, the goods came late again").await?;
            save_log(app).await?;
            app.open("#/customers").await?;
            app.link("Ada Quill").await?.click().await?;
            app.expect_text("Sounds dissatisfied").await?;
            app.expect_text("“came late”").await?;
            look_at(app, "a record that sounds dissatisfied").await?;
            let said = async || {
                app.run::<Option<String>>(
                    "return document.querySelector('.sounding [aria-pressed=true]')?.textContent ?? null",
                    Vec::new(),
                )
                .await
            };
            app.button("Neutral").await?.click().await?;
            app.wait_for("the user's word", async || Ok(said().await?.as_deref() == Some("Neutral")))
                .await?;
            app.expect_no_text("Sounds dissatisfied").await?;
            app.press("Control+z").await?;
            app.expect_text("Sounds dissatisfied").await?;
            if let Some(word) = said().await? {
                return Err(Failure::new(format!("{word} is still pressed")));
            }
            // The form of the record says the same.
            app.button("Dissatisfied").await?.click().await?;
            app.wait_for("the word again", async || Ok(said().await?.is_some())).await?;
            app.open(WORDS).await?;
            app.expect_text("1 as noted").await
        })
        .await
}

#[tokio::test]
async fn where_the_words_tell_nothing_the_user_says_it_in_the_same_place() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            log_for_current(app, "Sent the drawings").await?;
            app.open("#/customers").await?;
            app.link("Ada Quill").await?.click().await?;
            press_first(app, ".sounding-ask summary").await?;
            app.button("Satisfied").await?.click().await?;
            app.css(".sounding [aria-pressed=true]").await?;
            app.expect_accessible("what the user said").await
        })
        .await
}
