//! How a communication ended is asked and shown in the words of its channel, and what was undone in
//! words too.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role};

use support::{NOON, begin_with, open_log, save_log};

/// The outcomes that the open dialog offers.
const OFFERED: &str = "
return [...document.querySelectorAll('input[name=log-outcome]')]
  .map((one) => one.closest('label').firstElementChild.nextSibling.textContent);";

async fn offered(app: &Browser) -> Outcome<Vec<String>> {
    app.run(OFFERED, Vec::new()).await
}

#[tokio::test]
async fn each_channel_offers_its_own_outcomes() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let dialog = open_log(app).await?;
            assert_eq!(offered(app).await?.len(), 6);
            // Chosen for a call, it stays in sight for a visit until another is chosen.
            dialog.tick("Busy").await?;
            dialog.tick("Visit").await?;
            app.wait_for("the outcomes of a visit", async || {
                Ok(offered(app).await? == ["Met", "Left message", "Not there", "Had no time"])
            })
            .await?;
            dialog.tick("Email").await?;
            dialog.tick("Sent").await?;
            assert_eq!(
                offered(app).await?,
                ["Replied", "Sent", "No reply", "Wrong address"]
            );
            // Keys mean the same on every channel; what it does not offer means nothing.
            app.press("Alt+3").await?;
            app.press("Alt+4").await?;
            app.expect_accessible("outcomes of an email").await?;
            save_log(app).await?;
            app.expect_status("Saved").await?;
            app.open("#/communications").await?;
            app.row("Ada Quill").await?.expect_text("No reply").await
        })
        .await
}

#[tokio::test]
async fn a_notice_says_what_was_undone_and_redone() -> Outcome {
    Journey::new()
        .clock(NOON)
        .language("zh-CN")
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(genjin_journeys::containing("从空白开始"))
                .await?
                .click()
                .await?;
            let dialog = app.dialog("新建客户").await?;
            dialog.fill("姓名", "王建国").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "新建客户").await?;
            app.open("#/today").await?;
            app.css(".q-row[data-current]").await?;
            app.press("s").await?;
            app.press("t").await?;
            app.expect_text("已推迟：王建国").await?;
            app.press("Control+z").await?;
            app.expect_text("已撤销：推迟（王建国）").await?;
            app.press("Control+y").await?;
            app.expect_text("已重做：推迟（王建国）").await?;
            app.open("#/data").await?;
            app.expect_text("已撤销：推迟（王建国）").await
        })
        .await
}
