//! A day in the hand: what has to be in reach of a thumb is in sight, and nothing covers it.

mod support;

use genjin_journeys::{Browser, Failure, Journey, Outcome, Role, Viewport, containing};

use support::{NOON, begin_with, begin_with_sample};

/// Whether all that the selector finds lies in the window, above the navigation.
async fn expect_in_reach(app: &Browser, selector: &str) -> Outcome {
    let found: String = app
        .run(
            "const nav = document.querySelector('.nav').getBoundingClientRect().top;
             const all = [...document.querySelectorAll(arguments[0])]
               .map((one) => [one.textContent, one.getBoundingClientRect()])
               .filter(([, box]) => box.width);
             if (!all.length) return 'nothing found';
             return all.filter(([, box]) => box.top < 0 || nav < box.bottom || box.left < 0 || innerWidth < box.right)
               .map(([words]) => words).join();",
            vec![selector.into()],
        )
        .await?;
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("{selector} out of reach: {found}")))
}

async fn scrolled(app: &Browser) -> Outcome<i64> {
    app.run("return Math.round(scrollY)", Vec::new()).await
}

#[tokio::test]
async fn the_keys_of_a_card_are_in_reach_and_the_rarer_ones_behind_one() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            for viewport in [Viewport::PHONE, Viewport::NARROWEST] {
                app.set_viewport(viewport).await?;
                app.open("#/data").await?;
                app.open("#/queue").await?;
                app.button("Met").await?;
                expect_in_reach(app, ".queue-bar button").await?;
                app.gone(Role::BUTTON, "Left message").await?;
                app.css(".queue-bar [aria-expanded]").await?.click().await?;
                app.button("Left message").await?;
                app.button("Less").await?;
                expect_in_reach(app, ".queue-bar button").await?;
            }
            Ok(())
        })
        .await
}

/// The least space between the words of the bar at the bottom, the words of Log included, with
/// letters of this size in percent.
const LEAST_GAP: &str = "
document.documentElement.style.fontSize = `${arguments[0]}%`;
const words = [...document.querySelectorAll('.nav > ul > li span, .nav-more span, .side-log span')]
  .filter((one) => one.getClientRects().length)
  .map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getBoundingClientRect();
  });
if (words.length !== 6) return -1;
return Math.min(...words.slice(1).map((one, index) => one.left - words[index].right));";

#[tokio::test]
async fn the_words_of_the_bar_stand_apart_however_narrow_it_is() -> Outcome {
    for language in ["en-GB", "zh-CN"] {
        Journey::new()
            .language(language)
            .viewport(Viewport::NARROWEST)
            .run(async |app: &mut Browser| {
                app.open("#/data").await?;
                app.css(".page h1").await?;
                for percent in [100, 200] {
                    let gap: f64 = app.run(LEAST_GAP, vec![percent.into()]).await?;
                    assert!(3.0 <= gap, "{language} at {percent} %: {gap}");
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_notice_lies_over_the_keys_of_a_card() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Bo Newman").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "New customer").await?;
            app.open("#/queue").await?;
            app.heading("Ada Quill").await?;
            app.press("1").await?;
            app.press("p").await?;
            // A card of few words, which leaves most of the window empty.
            app.heading("Bo Newman").await?;
            app.css(".toast").await?;
            for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
                app.set_viewport(viewport).await?;
                app.wait_for("the notice above the keys", async || {
                    app.run(
                        "const box = (one) => document.querySelector(one).getBoundingClientRect();
                         return box('.toast').bottom <= box('.queue-bar').top;",
                        Vec::new(),
                    )
                    .await
                })
                .await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_menu_of_every_row_lies_in_the_window() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.button("Dismiss").await?.click().await?;
            for viewport in [Viewport::PHONE, Viewport::NARROWEST] {
                app.set_viewport(viewport).await?;
                let menus = app.css_all(".q-acts [aria-haspopup=menu]").await?;
                for menu in menus.iter().take(3) {
                    menu.scroll_into_view().await?;
                    menu.click().await?;
                    app.css("[role=menu]").await?;
                    expect_in_reach(app, "[role=menu]").await?;
                    app.press("Escape").await?;
                }
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_page_begins_at_its_top_and_the_way_back_leads_to_where_one_left() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.set_viewport(Viewport::PHONE).await?;
            let _: bool = app.run("scrollTo(0, 600); return true", Vec::new()).await?;
            app.link("Insights").await?.click().await?;
            app.heading("Insights").await?;
            assert_eq!(scrolled(app).await?, 0);
            app.open("#/today").await?;
            app.wait_for("Today where it was left", async || {
                Ok(scrolled(app).await? == 600)
            })
            .await
        })
        .await
}

#[tokio::test]
async fn going_back_in_the_queue_says_what_was_done_and_what_is_planned() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("q").await?;
            app.heading("Ada Quill").await?;
            app.press("1").await?;
            app.press("w").await?;
            app.heading("All done").await?;
            app.button("Undo: Logged a record of Ada Quill").await?;
            app.press("k").await?;
            app.heading("Ada Quill").await?;
            app.expect_text("Done today").await?;
            app.expect_text("Phone · Connected").await?;
            app.expect_text("Call is planned for 23 Aug").await
        })
        .await
}

#[tokio::test]
async fn the_list_of_keys_begins_with_those_of_the_page() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/debrief").await?;
            app.css(".d-row[data-current]").await?;
            app.press("?").await?;
            app.dialog("Keys").await?;
            let first: String = app
                .run(
                    "return document.querySelector('dialog .keys h3').textContent",
                    Vec::new(),
                )
                .await?;
            assert_eq!(first, "Evening debrief");
            app.expect_text("Moved by 3 days").await?;
            app.expect_accessible("the list of keys").await
        })
        .await
}

#[tokio::test]
async fn the_debrief_is_told_by_touch_alone() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.set_viewport(Viewport::PHONE).await?;
            app.link(containing("Evening debrief"))
                .await?
                .click()
                .await?;
            app.button("Moved").await?.click().await?;
            app.button("Next week").await?.click().await?;
            app.expect_text("to 23 Aug").await?;
            app.button("Save all (1)").await?.click().await?;
            app.expect_text("Nothing left to record for this day").await
        })
        .await
}

#[tokio::test]
async fn a_list_by_scores_shows_them_in_the_hand_and_a_fit_shows_its_doubt() -> Outcome {
    Journey::new()
        .clock(NOON)
        .viewport(Viewport::PHONE)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/customers").await?;
            // Whatever the order, who is at risk is marked.
            expect_in_width(app, ".c-loyalty .sign").await?;
            app.fill("Scores", "At risk").await?;
            app.css(".by-scores").await?;
            for score in [".c-satisfaction", ".c-loyalty"] {
                expect_in_width(app, &format!("td{score} .phone-only")).await?;
            }
            app.expect_accessible("the list of those at risk").await?;
            app.open("#/calibration").await?;
            app.css("[aria-labelledby=loyalty-fit]").await?;
            expect_in_width(app, ".calibration td").await?;
            app.expect_accessible("calibration").await
        })
        .await
}

/// Whether all that the selector finds is shown, and between the edges of the window.
async fn expect_in_width(app: &Browser, selector: &str) -> Outcome {
    app.wait_for(selector, async || {
        Ok(!app.css_all(selector).await?.is_empty())
    })
    .await?;
    let found: String = app
        .run(
            "const boxes = [...document.querySelectorAll(arguments[0])].map((one) => one.getBoundingClientRect());
             const shown = boxes.filter((box) => box.width);
             if (!shown.length) return 'nothing shown';
             return shown.filter((box) => box.left < 0 || innerWidth < box.right).map((box) => box.right).join();",
            vec![selector.into()],
        )
        .await?;
    if found.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("{selector} is out of sight: {found}")))
}
