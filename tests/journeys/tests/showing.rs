//! Showing Genjin to others: the demo beside the user's own Book, and names that are hidden.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

use support::{begin_with, begin_with_sample, log_for_current};

/// All that the page says, shows and names, and the title.
const WHOLE_PAGE: &str = "
const said = [document.title];
for (const element of document.querySelectorAll('*')) {
  for (const attribute of element.attributes) said.push(attribute.value);
  if ('value' in element && typeof element.value === 'string') said.push(element.value);
}
return said.join('\\n') + '\\n' + document.documentElement.textContent;";

/// The names of the databases, and the keys of what is kept beside them and for the tab.
const KEPT: &str = "
const answer = arguments[arguments.length - 1];
indexedDB.databases().then((all) => answer([
  all.map((one) => one.name),
  Object.keys(localStorage),
  Object.keys(sessionStorage),
]));";

#[tokio::test]
async fn the_demo_is_a_book_of_its_own_in_its_tab_alone() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            let own = app.tab().await?;
            let demo = app.new_tab("#/demo").await?;
            app.expect_text("Demo: made-up data").await?;
            app.heading("Today").await?;
            app.wait_for("the title to say so", async || {
                let title: String = app.run("return document.title", Vec::new()).await?;
                Ok(title.contains("Demo · Today"))
            })
            .await?;
            for page in [
                "customers",
                "communications",
                "insights",
                "data",
                "settings",
            ] {
                app.open(&format!("#/{page}")).await?;
                app.expect_text("Demo: made-up data").await?;
                app.expect_no_text("Ada Quill").await?;
            }
            // Nothing was restored: it was only filled in.
            app.open("#/data").await?;
            app.button("Restore a backup…").await?;
            app.gone(Role::BUTTON, "Undo the restore…").await?;
            // What was planned for a time of today stands with it in the round.
            app.open("#/round").await?;
            app.expect_text("Planned for 14:00").await?;
            app.reload().await?;
            app.expect_text("Demo: made-up data").await?;
            let kept: (Vec<String>, Vec<String>, Vec<String>) =
                app.run_async(KEPT, Vec::new()).await?;
            assert_eq!(
                kept.0.iter().filter(|name| name.contains(":demo:")).count(),
                1,
                "{kept:?}"
            );
            assert_eq!(kept.0.len(), 2, "{kept:?}");
            assert!(kept.1.iter().any(|key| key.contains(":demo:1")), "{kept:?}");

            // What is done in one does not reach the other.
            app.open("#/customers").await?;
            app.expect_text("300 customers").await?;
            app.button("New customer").await?.click().await?;
            app.fill("Name", "Dora of the demo").await?;
            app.press("Control+Enter").await?;
            app.expect_status("Saved").await?;
            app.switch_to(&own).await?;
            app.expect_no_text("Demo: made-up data").await?;
            app.open("#/customers").await?;
            app.expect_text("Ada Quill").await?;
            app.expect_no_text("Dora of the demo").await?;

            app.switch_to(&demo).await?;
            app.open("#/customers").await?;
            app.expect_text("301 customers").await?;
            app.button("Reset demo").await?.click().await?;
            app.expect_text("The demo begins anew").await?;
            app.expect_text("300 customers").await?;
            app.button("Leave demo").await?.click().await?;
            app.heading("Today").await?;
            app.expect_text("Ada Quill").await?;
            app.expect_no_text("Demo: made-up data").await?;
            app.reload().await?;
            app.expect_text("Ada Quill").await
        })
        .await
}

#[tokio::test]
async fn a_new_user_finds_the_demo_in_chinese_and_comes_back_to_the_welcome() -> Outcome {
    Journey::new()
        .language("zh-CN")
        .run(async |app: &mut Browser| {
            app.open("#/today").await?;
            app.button(containing("查看演示")).await?.click().await?;
            app.expect_text("演示：均为虚构数据").await?;
            app.open("#/customers").await?;
            app.expect_text("东湖酒店").await?;
            app.button("退出演示").await?.click().await?;
            app.button(containing("查看演示")).await?;
            Ok(())
        })
        .await
}

/// Fails where the page holds something that is known.
async fn expect_hidden(app: &Browser, known: &[String], page: &str) -> Outcome {
    let whole: String = app.run(WHOLE_PAGE, Vec::new()).await?;
    for one in known {
        assert!(!whole.contains(one.as_str()), "{one} on {page}");
    }
    Ok(())
}

#[tokio::test]
async fn behind_the_mask_no_page_names_anybody_and_a_call_is_still_the_right_customers() -> Outcome
{
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/customers").await?;
            app.wait_for("the customers", async || {
                Ok(5 < app.css_all("a[href^='#/customers/']").await?.len())
            })
            .await?;
            // As the page of the first customer has them, and what the list shows of the rest.
            let mut known: Vec<String> = app
                .run(
                    "return [...new Set([...document.querySelectorAll('a[href^=\"#/customers/\"]')]
                        .map((one) => one.textContent.trim()))].filter((name) => 4 < name.length)",
                    Vec::new(),
                )
                .await?;
            assert!(5 < known.len(), "{known:?}");
            let first = known[0].clone();
            let place: String = app
                .run(
                    "return document.querySelector('a[href^=\"#/customers/\"]').hash",
                    Vec::new(),
                )
                .await?;
            app.open(&place).await?;
            app.heading(containing(first.as_str())).await?;
            known.extend(["555 01", "@kestrelprint", ".example"].map(str::to_owned));

            app.open("#/settings").await?;
            app.tick(containing("Hide names and numbers")).await?;
            app.expect_text("Names and numbers are hidden").await?;
            let id = place.trim_start_matches("#/customers/").to_owned();
            for page in [
                "settings",
                "today",
                "queue",
                "round",
                "debrief",
                "customers",
                "communications",
                "promises",
                "insights",
                "insights?section=words",
                "what-if",
                "calibration",
                "data",
                &format!("customers/{id}"),
                &format!("customers/{id}/report"),
            ] {
                app.open(&format!("#/{page}")).await?;
                app.expect_text("Names and numbers are hidden").await?;
                app.wait_for("the page to stand", async || {
                    Ok(app.css_all("main h1").await?.len() == 1)
                })
                .await?;
                expect_hidden(app, &known, page).await?;
            }

            // It is the same after a reload, from the first drawing on.
            app.open(&place).await?;
            app.reload().await?;
            app.expect_text("Customer\u{a0}").await?;
            expect_hidden(app, &known, "the page after a reload").await?;

            // Editing is closed, with the reason.
            let head = app.css(".page-head").await?;
            app.inside(&head).button("Edit").await?.click().await?;
            app.expect_text("Turn off the mask to edit").await?;
            app.press("Escape").await?;
            app.gone(Role::DIALOG, containing("hidden")).await?;

            log_for_current(app, "asked for the price behind the mask").await?;
            app.expect_status("Saved").await?;
            expect_hidden(app, &known, "the page after logging").await?;
            app.button("Show names").await?.click().await?;
            app.heading(containing(first.as_str())).await?;
            app.expect_text("asked for the price behind the mask")
                .await?;
            app.expect_no_text("Names and numbers are hidden").await
        })
        .await
}

#[tokio::test]
async fn about_says_what_it_is_made_of_and_shows_the_policy_of_the_page() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/settings").await?;
            app.button("Show the list").await?.click().await?;
            app.expect_text("wasm-bindgen").await?;
            app.expect_text("MIT OR Apache-2.0").await?;
            let rules: Vec<String> = app
                .run(
                    "return [...document.querySelectorAll('.policy-rules li')]
                        .map((one) => one.textContent)",
                    Vec::new(),
                )
                .await?;
            assert!(
                rules.contains(&"default-src 'none'".to_owned()),
                "{rules:?}"
            );
            let outside: usize = app
                .run(
                    "return document.querySelectorAll('.setting a[href^=http]').length",
                    Vec::new(),
                )
                .await?;
            assert_eq!(outside, 0);
            Ok(())
        })
        .await
}
