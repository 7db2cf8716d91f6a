//! The report on customers: on its page, on paper, and as a file that is opened from a disk.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use genjin_journeys::{
    Browser, ColourScheme, Failure, Journey, Medium, Outcome, Role, Viewport, containing,
};

use support::{begin_with_sample, look_at};

/// Saves the report that is shown, and waits until the file is whole.
async fn save(app: &Browser, button: &str) -> Outcome<PathBuf> {
    let path = app
        .download(async || Ok(app.button(button).await?.click().await?))
        .await?;
    app.wait_for("the whole file", async || {
        Ok(fs::read_to_string(&path)?.ends_with("</html>\n"))
    })
    .await?;
    Ok(path)
}

/// Waits until the list of customers shows some.
async fn rows(app: &Browser) -> Outcome {
    app.wait_for("the list", async || {
        Ok(3 < app
            .css_all("main tbody a[href^='#/customers/']")
            .await?
            .len())
    })
    .await
}

/// What the page that is shown says, and nothing around it.
async fn sheet(app: &Browser) -> Outcome<String> {
    app.run(
        "return document.querySelector('.report-sheet').innerText",
        Vec::new(),
    )
    .await
}

/// Opens a saved report from the disk and looks at it as a manager would.
async fn look_at_file(app: &mut Browser, file: &Path, name: &str) -> Outcome {
    app.forget_requests().await?;
    app.open_file(file).await?;
    for scheme in [ColourScheme::Light, ColourScheme::Dark] {
        app.set_colour_scheme(scheme).await?;
        for (size, viewport) in [("desk", Viewport::DESKTOP), ("narrow", Viewport::NARROWEST)] {
            app.set_viewport(viewport).await?;
            app.expect_accessible(&format!("{name} {scheme:?} {size}"))
                .await?;
            let overflow: i64 = app
                .run(
                    "const page = document.documentElement; return page.scrollWidth - page.clientWidth",
                    Vec::new(),
                )
                .await?;
            assert_eq!(overflow, 0, "{name} scrolls sideways at {size}");
            app.screenshot(&format!("{name}-{scheme:?}-{size}").to_lowercase())
                .await?;
        }
    }
    app.set_colour_scheme(ColourScheme::Light).await?;
    app.set_viewport(Viewport::DESKTOP).await?;
    // The one style sheet was admitted by its hash: without it there is no border.
    let border: String = app
        .run(
            "return getComputedStyle(document.querySelector('article')).borderTopStyle",
            Vec::new(),
        )
        .await?;
    assert_eq!(border, "solid", "the file's policy refuses its own style");
    let asked: Vec<String> = app.requests().await?;
    let others: Vec<&String> = asked
        .iter()
        .filter(|address| !address.starts_with("file:"))
        .collect();
    assert!(others.is_empty(), "the file asks for {others:?}");
    app.forget_requests().await
}

#[tokio::test]
async fn a_report_is_read_printed_and_saved_as_a_file_that_opens_from_a_disk() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/customers").await?;
            app.heading("Customers").await?;
            rows(app).await?;
            let name: String = app
                .run(
                    "const link = document.querySelector('main tbody a[href^=\"#/customers/\"]');
                     link.click();
                     return link.innerText",
                    Vec::new(),
                )
                .await?;
            app.heading(name.as_str()).await?;
            app.button(format!("More for {name}").as_str())
                .await?
                .click()
                .await?;
            app.one(Role::MENU_ITEM, "Report…").await?.click().await?;
            app.heading(format!("Customer report: {name}").as_str())
                .await?;
            app.expect_text("Made with Genjin").await?;
            look_at(app, "the report").await?;
            app.screenshot("report-page").await?;

            // On paper: no options, no navigation, black on white, in the dark too.
            app.set_colour_scheme(ColourScheme::Dark).await?;
            app.set_medium(Medium::Print).await?;
            let looks: Vec<String> = app
                .run(
                    "const look = (one) => getComputedStyle(document.querySelector(one));
                     return [look('.report-options').display, look('.side').display,
                       look('.page-actions').display, look('.report-sheet').color]",
                    Vec::new(),
                )
                .await?;
            assert_eq!(looks, ["none", "none", "none", "rgb(0, 0, 0)"]);
            app.screenshot("report-print").await?;
            app.set_medium(Medium::Screen).await?;
            app.set_colour_scheme(ColourScheme::Light).await?;

            // Masked: the name is gone from all that the report says, and the words with it.
            app.tick("Mask names").await?;
            app.heading("Customer report: Customer 1").await?;
            let box_of_words = app
                .field("With the words of communications, needs and promises")
                .await?;
            assert!(!box_of_words.is_selected().await?);
            app.tick("With the words of communications, needs and promises")
                .await?;
            app.expect_text("Names that Genjin does not know may remain")
                .await?;
            app.tick("All").await?;
            let words = sheet(app).await?;
            assert!(!words.contains(&name), "{words}");
            look_at(app, "the masked report").await?;
            // What was chosen outlives the page.
            app.reload().await?;
            app.heading("Customer report: Customer 1").await?;
            assert_eq!(sheet(app).await?, words);
            app.screenshot("report-masked").await?;

            let file = save(app, "Save as file").await?;
            let html = fs::read_to_string(&file)?;
            if html.contains(&name) {
                return Err(Failure::new(format!("{name} stands in the masked file")));
            }
            look_at_file(app, &file, "report-file").await
        })
        .await
}

#[tokio::test]
async fn a_report_on_many_holds_those_who_are_selected_in_the_list() -> Outcome {
    Journey::new()
        .language("zh-CN")
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("用示例数据试用"))
                .await?
                .click()
                .await?;
            app.expect_status("已保存").await?;
            app.open("#/customers/report").await?;
            app.expect_text("未选择客户").await?;
            app.expect_accessible("a report on nobody").await?;
            app.open("#/customers").await?;
            app.heading("客户").await?;
            rows(app).await?;
            let boxes = app.css_all("main tbody [type=checkbox]").await?;
            for one in boxes.iter().take(3) {
                one.click().await?;
            }
            app.button("报告…").await?.click().await?;
            app.heading("客户报告").await?;
            app.expect_text("3 位客户").await?;
            look_at(app, "a report on three").await?;
            app.reload().await?;
            app.expect_text("3 位客户").await?;
            app.screenshot("report-three-zh").await?;
            let file = save(app, "保存为文件").await?;
            look_at_file(app, &file, "report-file-zh").await
        })
        .await
}
