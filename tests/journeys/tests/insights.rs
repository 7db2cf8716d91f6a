//! Insights: charts by keyboard and in tables, the records behind a mark, files, and filters that the
//! address keeps.

mod support;

use std::fs;

use genjin_journeys::{Browser, ColourScheme, Failure, Journey, Outcome, Viewport};
use serde_json::json;

use support::begin_with_sample;

/// A Monday morning.
const MORNING: &str = "2026-11-23T10:00:00";

/// The sections, by their word in the address, and how many charts each has.
const SECTIONS: [(&str, usize); 5] = [
    ("", 3),
    ("follow_ups", 1),
    ("answers", 1),
    ("needs", 2),
    ("scores", 4),
];

fn address(section: &str) -> String {
    format!("#/insights?last=52&section={section}")
}

/// The words of the mark that is looked at in the first chart.
async fn tip(app: &Browser) -> Outcome<String> {
    app.run(
        "return document.querySelector('.chart-tip').textContent",
        Vec::new(),
    )
    .await
}

#[tokio::test]
async fn every_chart_is_accessible_with_its_table_and_its_records() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            for (section, charts) in SECTIONS {
                app.open(&address(section)).await?;
                app.wait_for("the charts", async || {
                    Ok(app.css_all(".plot > svg").await?.len() == charts)
                })
                .await?;
                for button in app.css_all(".chart-acts [aria-expanded=false]:not([aria-haspopup])").await? {
                    button.click().await?;
                }
                app.run::<Option<bool>>(
                    "document.querySelector('.plot').focus(); return null",
                    Vec::new(),
                )
                .await?;
                app.press("End").await?;
                app.press("Enter").await?;
                app.css(".records h3").await?;
                for scheme in [ColourScheme::Light, ColourScheme::Dark] {
                    app.set_colour_scheme(scheme).await?;
                    for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
                        app.set_viewport(viewport).await?;
                        app.expect_accessible(&format!("{section} {scheme:?} {viewport:?}"))
                            .await?;
                    }
                }
                app.set_viewport(Viewport::NARROWEST).await?;
                let overflow: i64 = app
                    .run(
                        "const page = document.documentElement; return page.scrollWidth - page.clientWidth",
                        Vec::new(),
                    )
                    .await?;
                app.set_viewport(Viewport::DESKTOP).await?;
                if 0 < overflow {
                    return Err(Failure::new(format!("{section} scrolls sideways by {overflow} px")));
                }
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn keys_go_from_mark_to_mark_and_open_the_records_that_a_mark_counts() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/insights").await?;
            app.css("#plot-communications-by-channel").await?;
            app.run::<Option<bool>>(
                "document.getElementById('plot-communications-by-time').focus(); return null",
                Vec::new(),
            )
            .await?;
            app.press("End").await?;
            let last = tip(app).await?;
            assert!(last.contains("so far"), "{last}");
            app.press("ArrowLeft").await?;
            app.wait_for("the week before", async || {
                Ok(tip(app).await?.starts_with("Week of 16 Nov"))
            })
            .await?;
            app.press("Enter").await?;
            app.css(".records h3").await?;
            // "Week of 16 Nov: Phone 4 of 13" has four records behind it.
            let (said, listed, focused): (String, usize, bool) = app
                .run(
                    "const panel = document.querySelector('.records'); return [
                       panel.querySelector('h3').textContent,
                       panel.querySelectorAll('li').length,
                       document.activeElement === panel.querySelector('h3')]",
                    Vec::new(),
                )
                .await?;
            assert!(focused, "the heading of the records has the focus");
            assert!(said.contains(&format!(" {listed} of ")), "{said}: {listed}");
            app.css(".records header button").await?.click().await?;
            app.wait_for("the focus to be back on the chart", async || {
                app.run::<bool>(
                    "return document.activeElement.id === 'plot-communications-by-time'",
                    Vec::new(),
                )
                .await
            })
            .await
        })
        .await
}

#[tokio::test]
async fn a_table_sums_to_what_the_page_says_and_a_file_holds_the_same() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/insights").await?;
            app.css("#plot-communications-by-channel").await?;
            app.button("Table: Communications by week").await?.click().await?;
            app.css("#chart-communications-by-time tbody").await?;
            let (said, sum): (u64, u64) = app
                .run(
                    "const last = (row) => Number(row.lastElementChild.textContent);
                     return [
                       Number.parseInt(document.querySelector('.insights-head .count').textContent, 10),
                       [...document.querySelectorAll('#chart-communications-by-time tbody tr')]
                         .reduce((sum, row) => sum + last(row), 0)]",
                    Vec::new(),
                )
                .await?;
            assert_eq!(said, sum);
            let take = async |item: &str| {
                let file = app
                    .download(async || {
                        app.button("Save or print: Communications by week").await?.click().await?;
                        app.one(genjin_journeys::Role::MENU_ITEM, item).await?.click().await?;
                        Ok(())
                    })
                    .await?;
                Ok::<Vec<u8>, Failure>(fs::read(file)?)
            };
            let csv = String::from_utf8(take("Save the table as CSV").await?)
                .map_err(|_bytes| Failure::new("the file is no text"))?;
            let rows = csv.lines().skip(1);
            let last = |row: &str| row.rsplit(',').next().and_then(|cell| cell.parse::<u64>().ok());
            assert_eq!(rows.filter_map(last).sum::<u64>(), sum);
            assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n2026-11-16,"), "{csv}");
            let svg = take("Save as SVG").await?;
            assert!(svg.starts_with(b"<svg xmlns="), "a drawing of its own");
            let png = take("Save as PNG").await?;
            assert!(png.starts_with(b"\x89PNG") && 5_000 < png.len(), "a picture");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn filters_stand_in_the_address_and_the_way_back_undoes_them() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/insights").await?;
            let count = async || {
                app.run::<String>(
                    "return document.querySelector('.insights-head .count')?.textContent ?? ''",
                    Vec::new(),
                )
                .await
            };
            let address = async || app.run::<String>("return location.hash", Vec::new()).await;
            app.css("#plot-communications-by-time").await?;
            let all = count().await?;
            app.fill("Tier", "Tier A").await?;
            app.wait_for("fewer", async || Ok(count().await? != all)).await?;
            assert_eq!(address().await?, "#/insights?tier=A");
            let of_tier = count().await?;
            app.fill("Period", "Last 13 weeks").await?;
            app.wait_for("fewer still", async || Ok(count().await? != of_tier)).await?;
            assert_eq!(address().await?, "#/insights?last=13&tier=A");
            app.link("Needs").await?.click().await?;
            app.wait_for("the section", async || {
                Ok(address().await? == "#/insights?section=needs&last=13&tier=A")
            })
            .await?;
            app.run::<Option<bool>>("history.go(-2); return null", Vec::new()).await?;
            app.wait_for("the way back", async || Ok(count().await? == of_tier)).await?;
            // Who comes back by the navigation finds what was looked at.
            app.open("#/today").await?;
            app.link("Insights").await?.click().await?;
            app.wait_for("the same again", async || Ok(count().await? == of_tier)).await?;
            assert_eq!(address().await?, "#/insights?tier=A");
            // What is wrong in an address is left out, and nothing at all says so.
            app.open("#/insights?tier=Z&from=2031-01-01").await?;
            app.expect_text("No communications in this period").await?;
            app.expect_accessible("an empty section").await?;
            app.button("Clear filters").await?.click().await?;
            app.wait_for("all of it", async || Ok(count().await? == all)).await?;
            let chosen: Vec<String> = app
                .run(
                    "return [...document.querySelectorAll('.filters select')].map((one) => one.value)",
                    Vec::new(),
                )
                .await?;
            assert_eq!(json!(chosen), json!(["26", "", "", "", ""]));
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_tables_of_scores_sum_to_the_customers_that_their_sentences_name() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/insights?last=all&section=scores").await?;
            app.wait_for("the charts", async || {
                Ok(app.css_all(".plot > svg").await?.len() == 4)
            })
            .await?;
            for button in app.css_all(".chart-acts [aria-expanded=false]:not([aria-haspopup])").await? {
                button.click().await?;
            }
            app.wait_for("the tables", async || {
                Ok(app.css_all(".chart tbody").await?.len() == 4)
            })
            .await?;
            // What the sentence says, and what the table comes to: a sum, its rows, its first row.
            let (said, sums): (Vec<u64>, Vec<u64>) = app
                .run(
                    "const chart = (id) => document.querySelector(`#chart-${id}`);
                     const says = (id) => Number(chart(id).querySelector('.chart-says').textContent.match(/\\d+ customers/)[0].split(' ')[0]);
                     const rows = (id) => [...chart(id).querySelectorAll('tbody tr')];
                     const last = (row) => Number(row.lastElementChild.textContent);
                     const sum = (id) => rows(id).reduce((sum, row) => sum + last(row), 0);
                     const all = says('satisfaction-spread');
                     return [
                       [all, says('loyalty-spread'), says('satisfaction-and-loyalty'), all],
                       [sum('satisfaction-spread'), sum('loyalty-spread'),
                        rows('satisfaction-and-loyalty').length, last(rows('satisfaction-by-month')[0])]]",
                    Vec::new(),
                )
                .await?;
            assert!(said.iter().all(|count| 20 < *count), "{said:?}");
            assert_eq!(said, sums);
            // A month of few customers is told as such.
            app.expect_text("Mean of fewer than 5, which says little").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn days_that_end_before_they_begin_are_refused_and_change_nothing() -> Outcome {
    const REASON: &str = "From is after To";
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/insights?from=2026-09-01&to=2026-10-31").await?;
            app.css("#plot-communications-by-time").await?;
            let count = "return document.querySelector('.insights-head .count').textContent";
            let before: String = app.run(count, Vec::new()).await?;
            // As the browser's own field gives a day.
            let set_from = async |day: &str| {
                app.run::<Option<bool>>(
                    "const field = document.querySelector('.filter-day input');
                     field.value = arguments[0];
                     field.dispatchEvent(new Event('change', { bubbles: true }));
                     return null",
                    vec![json!(day)],
                )
                .await
            };
            set_from("2026-11-01").await?;
            app.expect_text(REASON).await?;
            app.expect_accessible("days that are refused").await?;
            assert_eq!(app.run::<String>(count, Vec::new()).await?, before);
            let address: String = app.run("return location.hash", Vec::new()).await?;
            assert_eq!(address, "#/insights?from=2026-09-01&to=2026-10-31");
            set_from("2026-10-01").await?;
            app.expect_no_text(REASON).await?;
            app.wait_for("fewer", async || {
                Ok(app.run::<String>(count, Vec::new()).await? != before)
            })
            .await?;
            // An address by hand is told the same.
            app.open("#/insights?from=2026-11-01&to=2026-10-31").await?;
            app.expect_text(REASON).await
        })
        .await
}

#[tokio::test]
async fn a_chart_is_printed_alone_with_what_was_filtered() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/insights?last=13").await?;
            app.css("#plot-communications-by-channel").await?;
            app.run::<Option<bool>>("window.print = () => {}; return null", Vec::new()).await?;
            app.button("Save or print: Communications by channel").await?.click().await?;
            app.one(genjin_journeys::Role::MENU_ITEM, "Print").await?.click().await?;
            app.set_medium(genjin_journeys::Medium::Print).await?;
            let seen = "return [...document.querySelectorAll('figure, h1, .print-only')]
                .filter((one) => one.getClientRects().length).map((one) => one.id || one.textContent)";
            let on_paper: Vec<String> = app.run(seen, Vec::new()).await?;
            assert_eq!(on_paper, ["Last 13 weeks", "chart-communications-by-channel"]);
            app.run::<Option<bool>>("dispatchEvent(new Event('afterprint')); return null", Vec::new()).await?;
            let on_paper: Vec<String> = app.run(seen, Vec::new()).await?;
            assert_eq!(on_paper.len(), 5, "{on_paper:?}");
            Ok(())
        })
        .await
}
