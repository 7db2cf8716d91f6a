//! Today's rows and the queue: two keys, a skip with its reason, a pause, a capacity of zero; and how
//! the screens of the day read and look.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

use support::{NOON, begin_with, begin_with_sample, look_at, open_log};

async fn current(app: &Browser) -> Outcome<String> {
    app.run(
        "return document.querySelector('.q-row[data-current] .q-who strong')?.textContent ?? ''",
        Vec::new(),
    )
    .await
}

/// Makes one more customer, who was never contacted; ends at Today.
async fn one_more(app: &Browser, name: &str) -> Outcome {
    app.press("c").await?;
    let dialog = app.dialog("New customer").await?;
    dialog.fill("Name", name).await?;
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "New customer").await?;
    app.open("#/today").await?;
    app.heading("Today").await?;
    Ok(())
}

#[tokio::test]
async fn no_answer_tomorrow_takes_two_keys_and_one_undo() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("4").await?;
            // The first key says what the second can be, and Escape takes it back.
            app.expect_status("No answer · Ada Quill").await?;
            app.button("Tomorrow").await?;
            app.press("Escape").await?;
            app.gone(Role::BUTTON, "Tomorrow").await?;
            app.press("t").await?;
            app.button("First contacts 1").await?;

            app.press("4").await?;
            app.press("t").await?;
            app.button("First contacts 0").await?;
            app.expect_text("Coming up").await?;
            app.expect_text("First contact is planned for 17 Aug")
                .await?;
            app.expect_text("Done today").await?;
            // The record and the step are one Change.
            app.press("Control+z").await?;
            app.button("First contacts 1").await?;
            app.expect_no_text("Coming up").await?;
            app.expect_no_text("Done today").await
        })
        .await
}

#[tokio::test]
async fn the_letter_after_g_names_a_page_and_does_nothing_to_a_row() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("g").await?;
            app.press("s").await?;
            app.heading("Settings").await?;
            app.open("#/today").await?;
            app.button("First contacts 1").await?;
            assert!(app.css_all(".quick-bar").await?.is_empty());
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_skip_keeps_its_reason_and_a_pause_ends_on_its_day() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            one_more(app, "Bo Newman").await?;
            assert_eq!(current(app).await?, "Ada Quill");
            app.press("x").await?;
            let dialog = app.dialog("Skip Ada Quill").await?;
            dialog.tick("Away").await?;
            dialog.fill("In your words", "back in autumn").await?;
            dialog.tick("3 days").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Skip Ada Quill").await?;
            app.button("First contacts 1").await?;
            app.open("#/customers").await?;
            app.link(containing("Ada Quill")).await?.click().await?;
            app.expect_text("Put off until 19 Aug").await?;
            app.expect_text("Away · back in autumn").await?;

            app.open("#/today").await?;
            app.wait_for("the other customer", async || {
                Ok(current(app).await? == "Bo Newman")
            })
            .await?;
            app.press("u").await?;
            app.dialog("Pause until").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Pause until").await?;
            app.button("First contacts 0").await?;
            app.button("No follow-up 2").await?;
            app.set_clock("2024-08-17T09:00:00").await?;
            app.reload().await?;
            app.button("First contacts 1").await?;
            assert_eq!(current(app).await?, "Bo Newman");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_capacity_of_zero_says_so_in_words() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.expect_text("Everything fits today").await?;
            app.open("#/settings").await?;
            app.field("Calls a day").await?;
            app.fill("Calls a day", "-1").await?;
            app.expect_text("Write a whole number from 0 to 500")
                .await?;
            app.fill("Calls a day", "0").await?;
            app.expect_text("Today 0 of the queue fit, 1 spill over")
                .await?;
            app.press("Enter").await?;
            app.expect_text("Changed settings").await?;
            app.open("#/today").await?;
            app.expect_text("The daily limit of calls is 0: none are suggested for today")
                .await?;
            app.expect_text("1 customer spills over").await?;
            app.expect_text("None: 0 fit a day").await?;
            app.button("First contacts 1").await?;
            app.button(containing("Spill over")).await?.click().await?;
            app.expect_text("Later than 14 Nov").await?;
            app.link("Ada Quill").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn next_and_previous_follow_the_list_of_today() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            one_more(app, "Bo Newman").await?;
            app.button("First contacts 2").await?;
            app.press("Enter").await?;
            app.heading("Ada Quill").await?;
            app.press("j").await?;
            app.heading("Bo Newman").await?;
            app.press("k").await?;
            app.heading("Ada Quill").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_customer_removed_in_another_tab_leaves_words_and_the_next_card() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            one_more(app, "Bo Newman").await?;
            let today = app.tab().await?;
            let queue = app.new_tab("#/queue").await?;
            app.expect_text("2 left").await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "what she wants").await?;

            app.switch_to(&today).await?;
            app.button("More for Ada Quill").await?.click().await?;
            app.one(Role::MENU_ITEM, "Move to trash")
                .await?
                .click()
                .await?;
            app.button("First contacts 1").await?;

            app.switch_to(&queue).await?;
            app.press("Control+Enter").await?;
            app.expect_text("This is no longer here").await?;
            let dialog = app.dialog("Log a communication").await?;
            assert_eq!(dialog.value("Content").await?, "what she wants");
            app.press("Escape").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.heading("Ada Quill is in the trash").await?;
            app.press("n").await?;
            app.heading("Bo Newman").await?;
            app.press("1").await?;
            app.press("p").await?;
            app.heading("All done").await?;
            // What was done here, and with it what the other tab did meanwhile, can be taken back.
            app.button("Undo: Logged a record of Bo Newman")
                .await?
                .click()
                .await?;
            app.expect_text("1 left").await
        })
        .await
}

#[tokio::test]
async fn after_midnight_the_debrief_tells_of_yesterday() -> Outcome {
    Journey::new()
        .clock("2024-08-16T20:00:00")
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.set_clock("2024-08-17T00:40:00").await?;
            app.reload().await?;
            app.open("#/debrief").await?;
            app.expect_text("Friday 16 August").await?;
            app.press("h").await?;
            app.press("s").await?;
            app.expect_text("Nothing left to record for this day")
                .await?;
            app.expect_text("Recorded already").await?;
            app.open("#/communications").await?;
            app.expect_text("16 Aug").await?;
            app.press("Control+z").await?;
            app.open("#/today").await?;
            app.button("First contacts 1").await?;
            Ok(())
        })
        .await
}

async fn the_screens_of_the_day(app: &mut Browser) -> Outcome {
    app.css(".fold").await?.click().await?;
    let open = "document.querySelector('.q-sum').open = true; return true";
    let _: bool = app.run(open, Vec::new()).await?;
    app.press("4").await?;
    app.css(".quick-bar").await?;
    look_at(app, "today with a key pressed").await?;
    app.press("Escape").await?;
    app.press("x").await?;
    app.css("dialog[open]").await?;
    look_at(app, "a skip").await?;
    app.press("Escape").await?;
    app.press("q").await?;
    app.css("#queue-card").await?;
    look_at(app, "a card of the queue").await?;
    app.press("1").await?;
    app.press("p").await?;
    while app.css_all(".queue-card .primary").await?.is_empty() {
        app.press("n").await?;
    }
    look_at(app, "the end of the queue").await?;
    app.open("#/debrief").await?;
    app.css(".d-row[data-current]").await?;
    app.press("h").await?;
    app.press("d").await?;
    app.press("i").await?;
    look_at(app, "the debrief").await
}

#[tokio::test]
async fn the_screens_of_the_day_are_accessible_in_english() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            the_screens_of_the_day(app).await
        })
        .await
}

#[tokio::test]
async fn the_screens_of_the_day_are_accessible_in_chinese() -> Outcome {
    Journey::new()
        .language("zh-CN")
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("用示例数据试用"))
                .await?
                .click()
                .await?;
            app.heading("今日").await?;
            the_screens_of_the_day(app).await
        })
        .await
}
