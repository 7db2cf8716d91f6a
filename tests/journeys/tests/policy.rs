//! Policies: made by keyboard for a tag, counted while one types, refused in words, replayed, in force
//! at once; and the sentences that lead to them.

mod support;

use genjin_journeys::{
    Browser, ColourScheme, Failure, Journey, Outcome, Role, Viewport, containing,
};
use serde_json::json;

use support::{NOON, open_log, save_log};

/// Starts an empty Book with one customer who carries a tag and was called on a day; ends at Today.
async fn begin_with_called(app: &Browser, tag: &str, date: &str) -> Outcome {
    app.open("").await?;
    app.button(containing("Start empty")).await?.click().await?;
    let dialog = app.dialog("New customer").await?;
    dialog.fill("Name", "Ada Quill").await?;
    dialog.fill("Tags", tag).await?;
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "New customer").await?;
    app.open("#/today").await?;
    app.button("First contacts 1").await?;
    let dialog = open_log(app).await?;
    dialog.fill("Content", "asked for a quote").await?;
    dialog.tick("Another time").await?;
    dialog.fill("Date", date).await?;
    save_log(app).await
}

/// Presses Tab until what has the focus is such that `is_there` says so.
async fn tab_to(app: &Browser, is_there: &str) -> Outcome {
    press_until(app, "Tab", is_there).await
}

/// The same with Shift, back through the page.
async fn tab_back_to(app: &Browser, is_there: &str) -> Outcome {
    press_until(app, "Shift+Tab", is_there).await
}

async fn press_until(app: &Browser, key: &str, is_there: &str) -> Outcome {
    let script = format!("const one = document.activeElement; return {is_there};");
    for _ in 0..200 {
        if app.run(&script, Vec::new()).await? {
            return Ok(());
        }
        app.press(key).await?;
    }
    Err(Failure::new(format!("{key} never reaches: {is_there}")))
}

/// The labels of the fields that are marked as wrong.
const MARKED: &str = "
return [...document.querySelectorAll('[aria-invalid=true]')].map((one) => one.labels[0].textContent);";

/// Puts other words in the field that has the focus.
async fn retype(app: &Browser, text: &str) -> Outcome {
    app.press("Control+a").await?;
    app.type_text(text).await
}

#[tokio::test]
async fn a_policy_for_a_tag_is_made_by_keyboard_and_today_follows_it() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_called(app, "vip", "2024-08-14").await?;
            app.button("Calls 0").await?;
            app.open("#/settings").await?;
            app.expect_text("Applies to 1 customer, asks for 0 of them today").await?;
            app.expect_no_text("holidays below").await?;

            tab_to(app, "one.matches('button') && one.textContent.includes('Add a policy')").await?;
            app.press("Enter").await?;
            // Nothing is wrong before anything was typed; saving tells what is missing.
            app.expect_text("Not in force yet: write the tag of the new policy").await?;
            app.expect_no_text("Write a tag").await?;
            tab_to(app, "one.id.startsWith('policy-tag-')").await?;
            app.press("Enter").await?;
            app.expect_text("Write a tag").await?;
            app.expect_text("Not in force: mend what is marked").await?;
            tab_to(app, "one.id.startsWith('policy-tag-')").await?;
            app.type_text("vip").await?;
            app.expect_no_text("Write a tag").await?;
            let days = |nth| format!(
                "one === document.querySelectorAll('.policy [id^=policy-days-]')[{nth}]"
            );
            tab_to(app, &days(1)).await?;
            retype(app, "1").await?;
            app.expect_text("Applies to 1 customer, asks for 1 of them today").await?;
            app.expect_text("Applies to 0 customers, asks for 0 of them today").await?;
            app.expect_text("Today the policies would ask for 0 visits and 1 call; those in force ask for 0 visits and 0 calls").await?;
            app.expect_text("“vip”: Visit after more than 7 days, call after more than 1").await?;

            // Thresholds that cross are refused at the field, and saving leads back to it.
            retype(app, "9").await?;
            app.expect_text("Must be less than 7, the days of “Visit after days”").await?;
            app.expect_text("Not in force: mend what is marked").await?;
            app.press("Enter").await?;
            let marked: String = app
                .run("return document.activeElement.getAttribute('aria-invalid')", Vec::new())
                .await?;
            assert_eq!(marked, "true");
            app.expect_accessible("a policy that is refused").await?;
            retype(app, "1").await?;
            app.expect_text("Asks for 1 customer today").await?;
            app.expect_text("the edited policies would ask for").await?;
            // The rule that was just changed is marked, and not the one that it meets.
            tab_back_to(app, &days(0)).await?;
            retype(app, "1").await?;
            app.expect_text("Must be more than 1, the days of “Call after days”").await?;
            let marked: Vec<String> = app.run(MARKED, Vec::new()).await?;
            assert_eq!(marked, ["Visit after days"]);
            retype(app, "7").await?;
            app.expect_text("Asks for 1 customer today").await?;
            for scheme in [ColourScheme::Light, ColourScheme::Dark] {
                app.set_colour_scheme(scheme).await?;
                for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
                    app.set_viewport(viewport).await?;
                    app.expect_accessible(&format!("policies {scheme:?} {viewport:?}")).await?;
                }
            }
            app.set_viewport(Viewport::DESKTOP).await?;

            app.press("Enter").await?;
            app.expect_status("Saved").await?;
            app.expect_no_text("Not in force until saved").await?;
            app.open("#/today").await?;
            app.button("Calls 1").await?;
            app.expect_text("2 days since the phone call on 14 Aug; the rule for “vip” says call after more than 1").await?;
            app.press("Control+z").await?;
            app.button("Calls 0").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn two_policies_for_the_same_customers_are_refused_and_tags_change_places() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_called(app, "vip", "2024-08-14").await?;
            app.open("#/settings").await?;
            let add = "Add a policy for some customers";
            for tag in ["vip", "fair"] {
                app.button(add).await?.click().await?;
                let policy = app.one(Role::GROUP, "Policy for a tag").await?;
                app.inside(&policy).fill("Tag", tag).await?;
            }
            let second = app.one(Role::GROUP, "Policy for “fair”").await?;
            let second = app.inside(&second);
            second.fill("Tag", "vip").await?;
            second
                .expect_text("There is a policy for these customers already")
                .await?;
            second.fill("Tag", "fair").await?;
            app.button("Move up: Policy for “fair”")
                .await?
                .click()
                .await?;
            let order = async || {
                let groups = app.names(Role::GROUP).await?;
                let order = groups
                    .into_iter()
                    .filter(|name| name.starts_with("Policy for"));
                Ok::<Vec<String>, Failure>(order.collect())
            };
            app.wait_for("the places to change", async || {
                Ok(order().await? == ["Policy for “fair”", "Policy for “vip”"])
            })
            .await?;
            // The button at the end of its way is gone; the focus is on the one that leads back.
            let focused: String = app
                .run(
                    "return document.activeElement.getAttribute('aria-label')",
                    Vec::new(),
                )
                .await?;
            assert_eq!(focused, "Move down: Policy for “fair”");
            app.button("Remove: Policy for “fair”")
                .await?
                .click()
                .await?;
            app.wait_for("the policy to go", async || {
                Ok(order().await? == ["Policy for “vip”"])
            })
            .await
        })
        .await
}

#[tokio::test]
async fn a_replay_says_its_values_in_words_and_in_a_table() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_called(app, "vip", "2024-08-01").await?;
            app.open("#/settings").await?;
            // 92 days: a call asked on the 5th, a visit on the 9th, one contact.
            app.expect_text("On average 0.0 customers a day were asked for and 0.0 contacted")
                .await?;
            let spoken = async || {
                app.run::<String>(
                    "return document.querySelector('.replay .chart-tip').textContent",
                    Vec::new(),
                )
                .await
            };
            let plot = app
                .one(Role::other("application"), "Asked for and contacted")
                .await?;
            plot.focus().await?;
            app.press("End").await?;
            app.wait_for("the last day", async || {
                Ok(spoken().await? == "16 Aug: 0 asked for, 0 contacted")
            })
            .await?;
            for _ in 0..7 {
                app.press("ArrowLeft").await?;
            }
            app.wait_for("the day of the visit", async || {
                Ok(spoken().await? == "9 Aug: 1 asked for, 0 contacted")
            })
            .await?;
            app.button("Table: Asked for and contacted")
                .await?
                .focus()
                .await?;
            app.press("Enter").await?;
            app.css(".replay table").await?;
            let rows: Vec<Vec<String>> = app
                .run(
                    "return [...document.querySelectorAll('.replay tbody tr')]
                      .map((row) => [...row.children].map((cell) => cell.innerText.trim()))
                      .filter((cells) => cells.slice(1).some((cell) => cell !== '0'))",
                    Vec::new(),
                )
                .await?;
            // Day, done, all that was asked, visits, calls.
            assert_eq!(
                json!(rows),
                json!([
                    ["9 Aug", "0", "1", "1", "0"],
                    ["5 Aug", "0", "1", "0", "1"],
                    ["1 Aug", "1", "0", "0", "0"],
                ])
            );
            app.expect_accessible("the table of a replay").await?;
            app.fill("Period", "Last 24 months").await?;
            app.expect_text("Customers a day, mean of each week")
                .await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_sentence_leads_to_its_record_and_to_its_rule() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_called(app, "vip", "2024-08-11").await?;
            app.link("the rule").await?.click().await?;
            app.heading("Settings").await?;
            app.wait_for("the rule to have the focus", async || {
                let value: String = app
                    .run("return document.activeElement.value ?? ''", Vec::new())
                    .await?;
                Ok(value == "3")
            })
            .await?;
            app.open("#/today").await?;
            app.link("the phone call on 11 Aug").await?.click().await?;
            app.css(".tl-item[data-current]").await?;
            app.expect_accessible("a customer to whose record a sentence led")
                .await?;
            app.button("the phone call on 11 Aug").await?;
            app.link("the rule").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_step_that_is_done_comes_back() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin_with_called(app, "vip", "2024-08-14").await?;
            app.open("#/customers").await?;
            app.link("Ada Quill").await?.click().await?;
            app.button("Add").await?.click().await?;
            let dialog = app.dialog("Next step with Ada Quill").await?;
            dialog.tick("Today").await?;
            dialog.fill("Repeats", "Every … weeks").await?;
            dialog.fill("How many", "0").await?;
            app.press("Control+Enter").await?;
            dialog.expect_text("Write a number from 1 to 3650").await?;
            app.expect_accessible("a step that comes back").await?;
            dialog.fill("How many", "2").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "Next step with Ada Quill").await?;
            app.expect_text("Every 2 weeks").await?;
            app.button("Call is planned for today").await?;
            app.button("Done").await?.click().await?;
            app.button("Call is planned for 30 Aug").await?;
            app.press("Control+z").await?;
            app.button("Call is planned for today").await?;
            Ok(())
        })
        .await
}
