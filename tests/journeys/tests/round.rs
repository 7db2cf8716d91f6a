//! The round, links that are followed, and the calendar file.

mod support;

use std::fs;

use genjin_journeys::{Browser, ColourScheme, Journey, Outcome, Role, Viewport, containing};

use support::{Folder, NOON, import};

const CUSTOMERS: &str = "Name,Phone,Latitude,Longitude
Ada Quill,+86 138 0013 8000,31.40,121.47
Ben Reed,,31.25,121.47
Cleo Stone,,31.30,121.47
Dan Tull,,,
";

const COMMUNICATIONS: &str = "Customer,Date,Channel,Content
Ada Quill,2024-08-01,Phone,a
Ben Reed,2024-08-01,Phone,b
Cleo Stone,2024-08-01,Phone,c
Dan Tull,2024-08-01,Phone,d
";

/// Four customers to visit, three of them with a position; ends at the round, which begins south of
/// all of them.
async fn begin(app: &Browser) -> Outcome {
    let folder = Folder::create("round")?;
    import(app, &folder.write("customers.csv", CUSTOMERS.as_bytes())?).await?;
    import(
        app,
        &folder.write("communications.csv", COMMUNICATIONS.as_bytes())?,
    )
    .await?;
    app.open("#/today").await?;
    app.button("Visits 4").await?;
    app.link("Round").await?.click().await?;
    app.heading("Round").await?;
    app.css(".round-how summary").await?.click().await?;
    app.fill("Start", "31.2304, 121.4737").await?;
    app.fill("Leave at", "09:00").await?;
    app.css(".round-how button[type=submit]")
        .await?
        .click()
        .await?;
    app.expect_status("Saved").await?;
    app.css(".toast").await?;
    // The notice of it would cover what is clicked next.
    app.run(
        "document.querySelector('.toast button:last-child').click()",
        Vec::new(),
    )
    .await
}

/// The names of the stops, in order.
async fn stops(app: &Browser) -> Outcome<Vec<String>> {
    app.run(
        "return [...document.querySelectorAll('.stop .q-who strong')].map((one) => one.textContent)",
        Vec::new(),
    )
    .await
}

async fn expect_stops(app: &Browser, expected: &[&str]) -> Outcome {
    app.wait_for(&format!("the stops {expected:?}"), async || {
        Ok(stops(app).await? == expected)
    })
    .await
}

#[tokio::test]
async fn where_no_visit_fits_the_round_says_so_and_takes_as_many_as_are_asked_for() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            app.open("#/settings").await?;
            app.fill("Visits a day", "0").await?;
            app.press("Enter").await?;
            app.expect_text("Changed settings").await?;
            app.open("#/today").await?;
            app.expect_text("The daily limit of visits is 0: none are suggested for today")
                .await?;
            app.expect_text("4 customers spill over").await?;
            app.link("Round").await?.click().await?;
            app.expect_text("No visit in today's round").await?;
            app.expect_text("4 more visits are due beyond the 0 that fit a day")
                .await?;
            expect_stops(app, &[]).await?;
            app.expect_accessible("a round without a visit").await?;
            app.css(".round-how summary").await?.click().await?;
            app.expect_text("4 are due, of which 0 fit today").await?;
            app.fill("Visits today", "51").await?;
            app.css(".round-how button[type=submit]")
                .await?
                .click()
                .await?;
            app.expect_text("A whole number from 0 to 50").await?;
            app.fill("Visits today", "3").await?;
            app.css(".round-how button[type=submit]")
                .await?
                .click()
                .await?;
            app.wait_for("three stops", async || Ok(stops(app).await?.len() == 3))
                .await?;
            app.expect_text("1 more visit is due and not in this round")
                .await
        })
        .await
}

#[tokio::test]
async fn visits_are_put_in_order_and_a_pasted_position_is_saved_and_taken_back() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Ada Quill", "Dan Tull"]).await?;
            app.expect_text("Arrive").await?;

            // By keys: the first goes one place down, and back by the button.
            app.css("h1").await?.click().await?;
            app.press("Shift+J").await?;
            expect_stops(app, &["Cleo Stone", "Ben Reed", "Ada Quill", "Dan Tull"]).await?;
            app.button("Move Ben Reed up").await?.click().await?;
            let focused: String = app
                .run("return document.activeElement.ariaLabel", Vec::new())
                .await?;
            assert_eq!(focused, "Move Ben Reed up");
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Ada Quill", "Dan Tull"]).await?;
            app.button("Leave out Ben Reed").await?.click().await?;
            let focused: String = app
                .run("return document.activeElement.ariaLabel", Vec::new())
                .await?;
            assert_eq!(focused, "Leave out Cleo Stone");
            app.button("Put back Ben Reed").await?.click().await?;
            app.button("Order by distance").await?.click().await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Ada Quill", "Dan Tull"]).await?;
            app.button("Leave out Ada Quill").await?.click().await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Dan Tull"]).await?;
            app.button("Put back Ada Quill").await?.click().await?;

            // What is no position says why and keeps what was typed.
            app.fill("Position of Dan Tull", "somewhere").await?;
            app.press("Enter").await?;
            app.expect_text("Not understood").await?;
            app.fill(
                "Position of Dan Tull",
                "https://www.google.com/maps/@31.35,121.47,15z",
            )
            .await?;
            app.press("Enter").await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Dan Tull", "Ada Quill"]).await?;
            app.reload().await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Dan Tull", "Ada Quill"]).await?;
            app.press("Control+z").await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Ada Quill", "Dan Tull"]).await?;
            Ok(())
        })
        .await
}

/// What the page does when one comes back to it.
const RETURN: &str = "window.dispatchEvent(new Event('focus'))";

/// Keeps links from leaving the app.
const NO_PROGRAM: &str = "addEventListener('click', (event) => { if (event.target.closest('a[data-reach]')) event.preventDefault() }, true)";

#[tokio::test]
async fn a_call_is_offered_to_be_logged_on_return() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            begin(app).await?;
            let () = app.run(NO_PROGRAM, Vec::new()).await?;
            app.link("Call +86 138 0013 8000").await?.click().await?;
            app.expect_no_text("Log the call").await?;
            let () = app.run(RETURN, Vec::new()).await?;
            app.expect_text("Log the call with Ada Quill?").await?;
            app.expect_accessible("the offer to log a call").await?;

            // It survives the page being loaded again, and goes when it is taken.
            app.reload().await?;
            app.expect_text("Log the call with Ada Quill?").await?;
            app.css(".offer .btn.primary").await?.click().await?;
            let dialog = app.dialog("Log a communication").await?;
            dialog.expect_text("Ada Quill").await?;
            dialog.fill("Content", "wants a quote").await?;
            app.press("Control+Enter").await?;
            expect_stops(app, &["Ben Reed", "Cleo Stone", "Dan Tull"]).await?;
            app.expect_no_text("Log the call").await?;

            // From the menu of a row as well, and dismissed for good.
            app.open("#/today").await?;
            app.button("More for Ben Reed").await?.click().await?;
            let map = app.one(Role::MENU_ITEM, "Show on a map").await?;
            app.expect_accessible("the menu of a row").await?;
            let () = app.run(NO_PROGRAM, Vec::new()).await?;
            map.click().await?;
            let () = app.run(RETURN, Vec::new()).await?;
            app.expect_text("Log the visit to Ben Reed?").await?;
            app.button("Dismiss").await?.click().await?;
            app.expect_no_text("Log the visit").await?;
            app.reload().await?;
            app.heading("Today").await?;
            app.expect_no_text("Log the visit").await?;
            Ok(())
        })
        .await
}

/// The value of each line that begins with a name, such as `STATUS:`.
fn values<'f>(file: &'f str, name: &str) -> Vec<&'f str> {
    file.split("\r\n")
        .filter_map(|line| line.strip_prefix(name))
        .collect()
}

/// Exports the calendar file and takes it away, because the next one has the same name.
async fn export(app: &Browser) -> Outcome<String> {
    let path = app
        .download(async || {
            let button = app.button("Export calendar file").await?;
            Ok(button.click().await?)
        })
        .await?;
    app.wait_for("the whole file", async || {
        Ok(fs::read_to_string(&path)?.ends_with("END:VCALENDAR\r\n"))
    })
    .await?;
    let file = fs::read_to_string(&path)?;
    fs::remove_file(path)?;
    Ok(file)
}

#[tokio::test]
async fn the_calendar_file_has_what_is_planned_and_cancels_what_is_done() -> Outcome {
    Journey::new()
        .clock(NOON)
        .run(async |app: &mut Browser| {
            support::begin_with(app, "Ada Quill").await?;
            app.button("More for Ada Quill").await?.click().await?;
            app.one(Role::MENU_ITEM, "Plan a next step…")
                .await?
                .click()
                .await?;
            app.css("dialog[open]").await?;
            app.press("Control+Enter").await?;
            app.wait_for("the dialog to close", async || {
                Ok(app.css_all("dialog[open]").await?.is_empty())
            })
            .await?;
            app.open("#/data").await?;
            app.expect_text("1 new, 0 changed, 0 cancelled").await?;
            let file = export(app).await?;
            assert_eq!(values(&file, "STATUS:"), ["CONFIRMED"]);
            assert_eq!(values(&file, "SEQUENCE:"), ["0"]);
            assert!(
                values(&file, "SUMMARY:")[0].ends_with(": Ada Quill"),
                "{file}"
            );
            let uid = values(&file, "UID:")[0].to_owned();
            app.expect_text("1 event, as in the last file").await?;

            app.open("#/today").await?;
            app.button(containing("No follow-up"))
                .await?
                .click()
                .await?;
            app.button("More for Ada Quill").await?.click().await?;
            app.one(Role::MENU_ITEM, "Done without a record")
                .await?
                .click()
                .await?;
            app.expect_status("Saved").await?;
            app.open("#/data").await?;
            app.expect_text("0 new, 0 changed, 1 cancelled").await?;
            let file = export(app).await?;
            assert_eq!(values(&file, "STATUS:"), ["CANCELLED"]);
            assert_eq!(values(&file, "SEQUENCE:"), ["1"]);
            assert_eq!(values(&file, "UID:"), [uid.as_str()]);
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_round_is_accessible_in_both_languages() -> Outcome {
    for (language, sample) in [
        ("en-US", "Try with sample data"),
        ("zh-CN", "用示例数据试用"),
    ] {
        Journey::new()
            .language(language)
            .run(async |app: &mut Browser| {
                app.open("").await?;
                app.button(containing(sample)).await?.click().await?;
                app.wait_for("a queue", async || {
                    Ok(!app.css_all(".q-row").await?.is_empty())
                })
                .await?;
                app.open("#/round").await?;
                app.css(".stop[data-current]").await?;
                app.css(".round-how summary").await?.click().await?;
                for scheme in [ColourScheme::Light, ColourScheme::Dark] {
                    app.set_colour_scheme(scheme).await?;
                    for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
                        app.set_viewport(viewport).await?;
                        app.expect_accessible(&format!("the round {scheme:?} {viewport:?}"))
                            .await?;
                        app.screenshot(
                            &format!("round-{language}-{scheme:?}-{viewport:?}").to_lowercase(),
                        )
                        .await?;
                    }
                }
                Ok(())
            })
            .await?;
    }
    Ok(())
}
