//! Quick capture: one line and Enter.

mod support;

use genjin_journeys::{Browser, ColourScheme, Journey, Outcome, Role, Viewport, containing};

use support::{NOON, begin_with, wait_for_drafts};

/// The label of the line.
const LINE: &str = "Quick capture";

/// A Book of customers by name and firm, none of whom was ever contacted; ends at Today.
async fn begin(app: &Browser, customers: &[(&str, &str)]) -> Outcome {
    begin_with(app, customers[0].0).await?;
    for (name, company) in &customers[1..] {
        app.press("c").await?;
        let dialog = app.dialog("New customer").await?;
        dialog.fill("Name", name).await?;
        if !company.is_empty() {
            dialog.fill("Company", company).await?;
        }
        app.press("Control+Enter").await?;
        app.gone(Role::DIALOG, "New customer").await?;
        app.open("#/today").await?;
    }
    app.button(format!("First contacts {}", customers.len()))
        .await?;
    Ok(())
}

/// Types a line on Today, by keys alone.
async fn write_line(app: &Browser, line: &str) -> Outcome {
    app.press("a").await?;
    app.type_text(line).await
}

/// The chips under the line.
async fn chips(app: &Browser) -> Outcome<Vec<String>> {
    app.run(
        "return [...document.querySelectorAll('.capture-parts > li')].map((chip) => chip.textContent)",
        Vec::new(),
    )
    .await
}

async fn wait_for_chip(app: &Browser, words: &str) -> Outcome {
    app.wait_for(&format!("a chip {words}"), async || {
        Ok(chips(app).await?.iter().any(|chip| chip.contains(words)))
    })
    .await
}

/// Waits until the chip of the next step says how it is to be done, by the code of the channel.
async fn wait_for_step(app: &Browser, channel: &str) -> Outcome {
    app.wait_for(&format!("a step by {channel}"), async || {
        let chosen: Option<String> = app
            .run(
                "return document.querySelector('.capture-parts select')?.value",
                Vec::new(),
            )
            .await?;
        Ok(chosen.as_deref() == Some(channel))
    })
    .await
}

/// Waits until the line is empty again, which it is once it is saved.
async fn wait_until_saved(app: &Browser) -> Outcome {
    app.wait_for("an empty line", async || {
        Ok(app.value(LINE).await?.is_empty())
    })
    .await?;
    app.expect_status("Saved").await
}

#[tokio::test]
async fn one_line_and_enter_log_a_call_with_its_next_step() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app, &[("Alice Chen", ""), ("王建国", "华联机械")]).await?;
            write_line(
                app,
                "called Alice yesterday 3pm, wants a quote, visit Friday",
            )
            .await?;
            wait_for_chip(app, "Alice Chen").await?;
            wait_for_chip(app, "15:00").await?;
            wait_for_chip(app, "Need: Price").await?;
            wait_for_step(app, "visit").await?;
            app.expect_accessible("quick capture with a line").await?;
            app.press("Enter").await?;
            wait_until_saved(app).await?;
            // The next line can be written at once; a name is found by its sound.
            app.type_text("wjg phone 20min, no answer").await?;
            wait_for_chip(app, "王建国").await?;
            app.press("Enter").await?;
            wait_until_saved(app).await?;

            app.press("Escape").await?;
            app.press("/").await?;
            app.expect_text("Customers").await?;
            app.link(containing("Alice Chen")).await?.click().await?;
            app.heading("Alice Chen").await?;
            let typed = "As typed: called Alice yesterday 3pm, wants a quote, visit Friday";
            app.expect_text(typed).await?;
            app.reload().await?;
            app.expect_text(typed).await?;
            app.expect_text("Next step").await?;
            app.expect_text("23 Aug").await?;
            // One Change each: two steps back leave nothing.
            app.press("Control+z").await?;
            app.press("Control+z").await?;
            app.expect_no_text(typed).await
        })
        .await
}

#[tokio::test]
async fn who_is_meant_is_chosen_by_keys_before_anything_is_saved() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app, &[("张伟", ""), ("张伟", "大地物流")]).await?;
            write_line(app, "昨天 电话 张伟 嫌交期长 周二再打").await?;
            wait_for_chip(app, "Who is “张伟”?").await?;
            app.expect_accessible("two customers of one name").await?;
            app.press("Enter").await?;
            app.expect_text("Choose first who is meant").await?;
            app.wait_for("the focus on a choice", async || {
                app.run(
                    "return document.activeElement.matches('.capture-choices button')",
                    Vec::new(),
                )
                .await
            })
            .await?;
            app.button(containing("大地物流")).await?;
            let chosen: String = app
                .run("return document.activeElement.textContent", Vec::new())
                .await?;
            if !chosen.contains("大地物流") {
                app.press("ArrowRight").await?;
            }
            app.press("Enter").await?;
            wait_for_chip(app, "大地物流").await?;
            app.press("Enter").await?;
            wait_until_saved(app).await?;
            // Somebody who is not in the Book is offered as new.
            app.type_text("电话 孙小美 想试用").await?;
            wait_for_chip(app, "Who is “孙小美”?").await?;
            app.press("Enter").await?;
            app.press("Enter").await?;
            wait_for_chip(app, "New: 孙小美").await?;
            app.press("Enter").await?;
            wait_until_saved(app).await?;
            app.open("#/customers").await?;
            app.link(containing("孙小美")).await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_line_that_contradicts_itself_is_refused_in_words_and_kept() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app, &[("Alice Chen", "")]).await?;
            write_line(app, "called Alice tomorrow yesterday").await?;
            app.expect_text("Two days for one thing – take one out")
                .await?;
            // What the line says and contradicts is not told as if it went without saying.
            wait_for_chip(app, "Not clear: tomorrow yesterday").await?;
            let assumed: Vec<String> = app
                .run(
                    "return [...document.querySelectorAll('.capture-parts > [data-kind=assumed]')].map((chip) => chip.textContent)",
                    Vec::new(),
                )
                .await?;
            assert_eq!(assumed, Vec::<String>::new());
            app.press("Enter").await?;
            assert_eq!(app.value(LINE).await?, "called Alice tomorrow yesterday");
            app.expect_accessible("a contradiction").await?;
            app.fill(LINE, "called Alice 3024-08-12").await?;
            app.expect_text("This day is too far away to be meant")
                .await?;
            app.fill(LINE, "").await?;
            wait_for_drafts(app, 0).await?;
            app.fill(LINE, "called, wants a quote").await?;
            app.press("Enter").await?;
            app.expect_text("Name a customer in the line").await?;
            // Nothing was logged; the words outlive the page.
            wait_for_drafts(app, 1).await?;
            app.reload().await?;
            app.expect_text("called, wants a quote").await?;
            app.button("First contacts 1").await?;
            app.button("Continue").await?.click().await?;
            // It goes on where it was typed.
            app.wait_for("the kept line in its field", async || {
                Ok(app.value(LINE).await? == "called, wants a quote")
            })
            .await?;
            app.gone(Role::DIALOG, "Quick capture").await?;
            app.fill(LINE, "called Alice, wants a quote").await?;
            wait_for_chip(app, "Alice Chen").await?;
            app.press("Alt+Enter").await?;
            let dialog = app.dialog("Log a communication").await?;
            assert_eq!(dialog.value("Content").await?, "wants a quote");
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            app.expect_status("Saved").await
        })
        .await
}

#[tokio::test]
async fn whether_it_happened_or_is_planned_is_asked_and_the_step_is_changed_on_its_chip() -> Outcome
{
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app, &[("Alice Chen", "")]).await?;
            // Nobody is named yet: the line asks before it is sent.
            write_line(app, "xyz").await?;
            wait_for_chip(app, "Who?").await?;
            app.fill(LINE, "called Alice tomorrow").await?;
            wait_for_chip(app, "Did it happen, or is it planned").await?;
            app.expect_accessible("a line of two senses").await?;
            app.press("Enter").await?;
            app.expect_text("Say first whether it happened or is planned")
                .await?;
            app.button("First contacts 1").await?;
            app.press("ArrowRight").await?;
            app.press("Enter").await?;
            wait_for_chip(app, "Plan").await?;
            app.field("What is to be done").await?;
            app.expect_accessible("a step on its chip").await?;
            // By keys alone: to the chip, another way, and back to the line.
            let step = app.css(".capture-parts select").await?;
            step.focus().await?;
            app.type_text("Visit").await?;
            wait_for_step(app, "visit").await?;
            app.run::<()>(
                "const day = document.querySelector('.capture-parts input[type=date]'); \
                 day.value = '2024-09-02'; \
                 day.dispatchEvent(new Event('change', { bubbles: true }))",
                Vec::new(),
            )
            .await?;
            wait_for_chip(app, "Monday").await?;
            app.css("#capture-line").await?.focus().await?;
            app.press("Enter").await?;
            wait_until_saved(app).await?;
            app.open("#/customers").await?;
            app.link(containing("Alice Chen")).await?.click().await?;
            app.expect_text("2 Sep").await?;
            app.expect_text("Visit").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn in_chinese_on_a_small_dark_screen_an_enter_that_takes_a_word_saves_nothing() -> Outcome {
    Journey::new()
        .clock(NOON)
        .language("zh-CN")
        .viewport(Viewport::PHONE)
        .colour_scheme(ColourScheme::Dark)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("示例")).await?.click().await?;
            app.heading("今日").await?;
            app.css("#capture-line").await?.click().await?;
            app.type_text("昨天15点 电话 ").await?;
            app.compose("wang").await?;
            app.press_while_composing("Enter").await?;
            app.commit_composition("王").await?;
            app.type_text("总 20分钟 嫌交期长 周二再打").await?;
            wait_for_chip(app, "需求：交付").await?;
            wait_for_step(app, "phone").await?;
            app.expect_accessible("quick capture, Chinese, dark, small")
                .await?;
            app.screenshot("capture-zh-dark-phone").await?;
            Ok(())
        })
        .await
}
