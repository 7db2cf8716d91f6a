//! Every page in both languages and both themes, on a desk and in a hand.

mod support;

use genjin_journeys::{Browser, ColourScheme, Journey, Outcome, containing};

use support::look_at;

const ROUTES: [&str; 6] = [
    "today",
    "customers",
    "communications",
    "insights",
    "data",
    "settings",
];

async fn every_page(language: &str, sample: &str, names: [&str; 6]) -> Outcome {
    let sample = sample.to_owned();
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_accessible("first run").await?;
            app.button(containing(sample.as_str()))
                .await?
                .click()
                .await?;
            for (route, name) in ROUTES.into_iter().zip(names) {
                app.open(&format!("#/{route}")).await?;
                app.heading(name).await?;
                app.link(name).await?;
                look_at(app, route).await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn every_page_is_accessible_in_english() -> Outcome {
    let names = [
        "Today",
        "Customers",
        "Communications",
        "Insights",
        "Data",
        "Settings",
    ];
    every_page("en-US", "Try with sample data", names).await
}

#[tokio::test]
async fn every_page_is_accessible_in_chinese() -> Outcome {
    let names = ["今日", "客户", "沟通记录", "洞察", "数据", "设置"];
    every_page("zh-CN", "用示例数据试用", names).await
}

#[tokio::test]
async fn the_dialogs_are_accessible() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("Try with sample data"))
                .await?
                .click()
                .await?;
            app.heading("Today").await?;
            for key in ["l", "c", "?"] {
                app.press(key).await?;
                app.css("dialog[open]").await?;
                for scheme in [ColourScheme::Light, ColourScheme::Dark] {
                    app.set_colour_scheme(scheme).await?;
                    app.expect_accessible(&format!("the dialog of {key}, {scheme:?}"))
                        .await?;
                }
                app.press("Escape").await?;
                app.wait_for("the dialog to close", async || {
                    Ok(app.css_all("dialog[open]").await?.is_empty())
                })
                .await?;
            }
            Ok(())
        })
        .await
}

async fn a_customer_and_an_import(
    language: &str,
    [sample, plan, go_on]: [&'static str; 3],
) -> Outcome {
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing(sample)).await?.click().await?;
            app.css(".q-row[data-current] .q-who")
                .await?
                .click()
                .await?;
            app.css("section.why:not(.proposed)").await?;
            look_at(app, "a customer's page").await?;
            app.button(plan).await?.click().await?;
            app.css("dialog[open]").await?;
            look_at(app, "the plan").await?;
            app.press("Escape").await?;

            app.open("#/data").await?;
            let card = app.css("[aria-labelledby=data-import]").await?;
            let file = support::fixture("customers.csv");
            app.inside(&card).upload(&[&file]).await?;
            let go_on = app.button(go_on).await?;
            look_at(app, "the columns of a file").await?;
            go_on.click().await?;
            app.css(".wizard .tiles").await?;
            look_at(app, "the check of a file").await
        })
        .await
}

#[tokio::test]
async fn a_customer_and_an_import_are_accessible_in_english() -> Outcome {
    let names = ["Try with sample data", "Add", "Continue"];
    a_customer_and_an_import("en-US", names).await
}

#[tokio::test]
async fn a_customer_and_an_import_are_accessible_in_chinese() -> Outcome {
    let names = ["用示例数据试用", "添加", "继续"];
    a_customer_and_an_import("zh-CN", names).await
}

/// The pages that no link of the navigation leads to.
const WORK_ROUTES: [&str; 4] = ["queue", "debrief", "round", "promises"];

async fn the_pages_of_the_day(language: &str, sample: &'static str) -> Outcome {
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing(sample)).await?.click().await?;
            app.css(".q-row[data-current]").await?;
            for route in WORK_ROUTES {
                app.open(&format!("#/{route}")).await?;
                app.css(".page h1").await?;
                look_at(app, route).await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_pages_of_the_day_are_accessible_in_english() -> Outcome {
    the_pages_of_the_day("en-US", "Try with sample data").await
}

#[tokio::test]
async fn the_pages_of_the_day_are_accessible_in_chinese() -> Outcome {
    the_pages_of_the_day("zh-CN", "用示例数据试用").await
}
