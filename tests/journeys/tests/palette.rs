//! The palette: found by a few letters in either language, run by Enter, and the focus where it was.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Viewport};

use support::{NOON, begin_with, look_at};

/// The words of the row on which the palette stands, its group among them.
async fn chosen(app: &Browser) -> Outcome<String> {
    let script = "
const field = document.querySelector('#palette-field');
const row = field && document.getElementById(field.getAttribute('aria-activedescendant'));
return row ? [...row.children].map((part) => part.textContent).filter(Boolean).join(' | ') : ''";
    app.run(script, Vec::new()).await
}

async fn expect_chosen(app: &Browser, words: &str) -> Outcome {
    app.wait_for(&format!("the palette on {words}"), async || {
        Ok(chosen(app).await? == words)
    })
    .await
}

/// What has the focus, by its id or its tag.
async fn focused(app: &Browser) -> Outcome<String> {
    let script = "return document.activeElement.id || document.activeElement.tagName";
    app.run(script, Vec::new()).await
}

async fn expect_focused(app: &Browser, what: &str) -> Outcome {
    app.wait_for(&format!("the focus on {what}"), async || {
        Ok(focused(app).await? == what)
    })
    .await
}

async fn open(app: &Browser) -> Outcome {
    app.press("Control+k").await?;
    app.dialog("Commands").await?;
    expect_focused(app, "palette-field").await
}

async fn expect_closed(app: &Browser) -> Outcome {
    app.wait_for("the palette closed", async || {
        app.run(
            "return document.querySelector('#palette-field') === null",
            Vec::new(),
        )
        .await
    })
    .await
}

async fn clear(app: &Browser) -> Outcome {
    app.press("Control+a").await?;
    app.press("Backspace").await
}

#[tokio::test]
async fn commands_and_customers_are_found_in_both_languages_and_by_pinyin() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "张三").await?;
            open(app).await?;
            for (typed, found) in [
                ("daoru", "Data: Import | 数据：导入"),
                ("导入", "Data: Import | 数据：导入"),
                ("import", "Data: Import"),
                ("cx", "Undo | 撤销 | Ctrl Z"),
                ("undo", "Undo | created 张三 | Ctrl Z"),
                ("go to cus", "Go to Customers | G C"),
                ("zhangsan", "Open 张三"),
                ("zs", "Open 张三"),
                ("张", "Open 张三"),
            ] {
                clear(app).await?;
                app.type_text(typed).await?;
                expect_chosen(app, found).await?;
            }
            // Open or log, both by keys.
            app.press("ArrowDown").await?;
            expect_chosen(app, "Log with 张三").await?;
            app.press("Enter").await?;
            let dialog = app.dialog("Log a communication").await?;
            dialog.expect_text("张三").await?;
            app.press("Escape").await?;
            open(app).await?;
            // Whom one logged with stands first the next time.
            expect_chosen(app, "Open 张三").await?;
            app.press("Enter").await?;
            app.heading("张三").await?;
            // A part of a page, which has the focus then.
            open(app).await?;
            app.type_text("history").await?;
            expect_chosen(app, "History: undo any change | G H").await?;
            app.press("Enter").await?;
            app.heading("Data").await?;
            expect_focused(app, "data-history").await?;
            app.press("g").await?;
            app.press("t").await?;
            app.heading("Today").await?;
            app.press("g").await?;
            app.press("h").await?;
            expect_focused(app, "data-history").await
        })
        .await
}

#[tokio::test]
async fn the_palette_gives_the_focus_back_and_hears_no_enter_of_an_input_method() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "张三").await?;
            // From the middle of a text, which stays as it is.
            app.css("#capture-line").await?.click().await?;
            app.type_text("called").await?;
            open(app).await?;
            app.press("Escape").await?;
            expect_closed(app).await?;
            expect_focused(app, "capture-line").await?;
            open(app).await?;
            app.press("Control+k").await?;
            expect_closed(app).await?;
            expect_focused(app, "capture-line").await?;

            open(app).await?;
            app.compose("zhang").await?;
            app.press_while_composing("Enter").await?;
            app.press_while_composing("ArrowDown").await?;
            app.commit_composition("张").await?;
            expect_chosen(app, "Open 张三").await?;
            app.dialog("Commands").await?;
            clear(app).await?;
            app.type_text("nothing of the kind").await?;
            app.expect_text("Nothing is called “nothing of the kind”")
                .await?;
            app.press("Enter").await?;
            app.dialog("Commands").await?;
            app.press("Escape").await?;
            expect_closed(app).await?;
            let typed: String = app
                .run(
                    "return document.querySelector('#capture-line').value",
                    Vec::new(),
                )
                .await?;
            assert_eq!(typed, "called");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn what_a_screen_does_by_key_the_palette_does_too_with_single_keys_off() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            open(app).await?;
            app.type_text("single-letter").await?;
            expect_chosen(app, "Single-letter keys on or off").await?;
            app.press("Enter").await?;
            expect_closed(app).await?;
            // The keys hear of it once the page was drawn anew, which no finger overtakes.
            let drawn = "const [done] = arguments;
                requestAnimationFrame(() => setTimeout(() => done(true), 100));";
            let _: bool = app.run_async(drawn, Vec::new()).await?;
            app.expect_status("Single-letter keys are off").await?;
            // Neither the page nor a form hears a letter by itself any more.
            app.press("q").await?;
            app.press("l").await?;
            app.heading("Today").await?;
            open(app).await?;
            app.type_text("log a").await?;
            expect_chosen(app, "Log a communication | L").await?;
            app.press("Enter").await?;
            app.dialog("Log a communication").await?;
            let chip = "return document.querySelector('dialog .chip input').focus() ?? true";
            let _: bool = app.run(chip, Vec::new()).await?;
            app.press("4").await?;
            let chosen: usize = app
                .run(
                    "return document.querySelectorAll('dialog [aria-keyshortcuts=\"4\"]:checked').length",
                    Vec::new(),
                )
                .await?;
            assert_eq!(chosen, 0);
            app.press("Escape").await?;

            // What ended how, and until when: on Today's row, from the palette alone.
            open(app).await?;
            app.type_text("no answer").await?;
            expect_chosen(app, "Outcome: No answer | 4").await?;
            app.press("Enter").await?;
            expect_closed(app).await?;
            app.css(".quick-bar").await?;
            open(app).await?;
            app.type_text("queue").await?;
            expect_chosen(app, "Go to Queue | G Q").await?;
            app.press("Enter").await?;
            app.heading("Ada Quill").await?;
            open(app).await?;
            app.type_text("skip").await?;
            app.press("Enter").await?;
            app.dialog("Skip Ada Quill").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_palette_is_accessible_and_switches_the_language() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "张三").await?;
            open(app).await?;
            look_at(app, "the palette").await?;
            app.screenshot("palette").await?;
            app.type_text("zs").await?;
            expect_chosen(app, "Open 张三").await?;
            look_at(app, "the palette with what was found").await?;
            clear(app).await?;
            app.type_text("nothing of the kind").await?;
            app.expect_text("Nothing is called").await?;
            app.expect_accessible("the palette that found nothing")
                .await?;
            clear(app).await?;
            app.type_text("切换").await?;
            expect_chosen(app, "切换到中文").await?;
            app.press("Enter").await?;
            app.heading("今日").await?;
            app.press("Control+k").await?;
            app.dialog("命令").await?;
            app.type_text("switch to").await?;
            expect_chosen(app, "Switch to English").await?;
            clear(app).await?;
            app.set_viewport(Viewport::PHONE).await?;
            app.expect_accessible("the palette in Chinese").await?;
            app.screenshot("palette-zh-phone").await?;
            app.press("Escape").await?;
            app.press("?").await?;
            app.dialog("快捷键").await?;
            app.expect_text("快捷键列表").await
        })
        .await
}
