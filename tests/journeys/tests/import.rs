//! Importing customers and what was said with them, as a new user does with files from elsewhere.

mod support;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::iter;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use genjin_journeys::{Browser, Failure, Journey, Outcome};
use serde_json::Value;

use support::stored::head;
use support::{Folder, NOON, Tiles, expect_tiles, fixture, import, run_first};

/// What the two files come to, worked out from them alone.
struct Recount {
    customers: usize,
    communications: usize,
    tiles: Tiles,
}

fn recount(customers: &Path, communications: &Path) -> Outcome<Recount> {
    let now = NaiveDate::from_ymd_opt(2024, 8, 16).and_then(|day| day.and_hms_opt(12, 0, 0));
    let now = now.ok_or_else(|| Failure::new("no such noon"))?;
    let mut last: BTreeMap<String, Option<NaiveDateTime>> = BTreeMap::new();
    for row in csv::Reader::from_path(customers)?.records() {
        last.insert(row?[0].to_owned(), None);
    }
    let mut count = 0;
    for row in csv::Reader::from_path(communications)?.records() {
        let row = row?;
        let at = NaiveDateTime::parse_from_str(&row[3], "%Y-%m-%d %H:%M:%S")?;
        count += 1;
        if let Some(newest) = last.get_mut(&row[1])
            && at <= now
        {
            *newest = (*newest).max(Some(at));
        }
    }
    let mut tiles = Tiles::default();
    for at in last.values() {
        match at.map(|at| (now.date() - at.date()).num_days()) {
            None => tiles.first_contacts += 1,
            Some(8..) => tiles.visits += 1,
            Some(4..) => tiles.calls += 1,
            Some(_) => tiles.no_follow_up += 1,
        }
    }
    Ok(Recount {
        customers: last.len(),
        communications: count,
        tiles,
    })
}

/// Imports both files, looks at the counts, closes the browser and looks again.
async fn tell(zone: &str, customers: PathBuf, communications: PathBuf) -> Outcome {
    let expected = recount(&customers, &communications)?;
    Journey::new()
        .held_clock(NOON)
        .zone(zone)
        .run(async |app: &mut Browser| {
            import(app, &customers).await?;
            app.expect_text(&format!("New customers: {}", expected.customers))
                .await?;
            import(app, &communications).await?;
            let count = support::grouped(expected.communications);
            app.expect_text(&format!("New communications: {count}"))
                .await?;
            app.link("Go to Today").await?.click().await?;
            expect_tiles(app, expected.tiles).await?;
            app.expect_status("Saved").await?;
            app.restart().await?;
            expect_tiles(app, expected.tiles).await?;
            app.open("#/customers").await?;
            app.expect_text(&format!("{} customers", expected.customers))
                .await?;
            app.open("#/communications").await?;
            app.expect_text(&count).await
        })
        .await
}

#[tokio::test]
async fn two_files_come_to_the_counts_that_they_hold_and_outlast_the_browser() -> Outcome {
    tell(
        "Asia/Shanghai",
        fixture("customers.csv"),
        fixture("communications.csv"),
    )
    .await
}

#[tokio::test]
async fn the_counts_are_the_same_in_another_zone() -> Outcome {
    tell(
        "America/New_York",
        fixture("customers.csv"),
        fixture("communications.csv"),
    )
    .await
}

#[tokio::test]
async fn the_shared_files_come_to_their_counts() -> Outcome {
    let Some(folder) = support::shared_data() else {
        writeln!(io::stderr(), "skipped: there is no shared/data here")?;
        return Ok(());
    };
    let (customers, communications) = (
        folder.join("contacts.csv"),
        folder.join("communications.csv"),
    );
    let files = recount(&customers, &communications)?;
    assert_eq!((files.customers, files.communications), (500, 3272));
    tell("Asia/Shanghai", customers, communications).await
}

#[tokio::test]
async fn a_file_imported_again_brings_nothing_and_an_import_can_be_taken_back() -> Outcome {
    let file = fixture("customers.csv");
    let count = csv::Reader::from_path(&file)?.records().count();
    Journey::new()
        .held_clock(NOON)
        .run(async |app: &mut Browser| {
            import(app, &file).await?;
            app.expect_text(&format!("New customers: {count}")).await?;
            support::open_in_wizard(app, &file).await?;
            app.button("Continue").await?.click().await?;
            app.expect_text("Nothing in this file is new").await?;
            app.open("#/customers").await?;
            app.expect_text(&format!("{count} customers")).await?;
            app.press("Control+z").await?;
            app.expect_no_text(&format!("{count} customers")).await?;
            app.expect_text("No customers yet").await?;
            app.press("Control+y").await?;
            app.expect_text(&format!("{count} customers")).await
        })
        .await
}

/// The looks at the store that come round by themselves never do.
const NO_ROUNDS: &str = "
const later = window.setTimeout;
window.setTimeout = (call, delay, ...rest) =>
  delay === 10000 || delay === 60000 ? 0 : later(call, delay, ...rest);";

#[tokio::test]
async fn a_large_import_is_folded_as_soon_as_it_is_done() -> Outcome {
    let folder = Folder::create("large-import")?;
    let names = (0..10_000).map(|number| format!("Customer {number}\n"));
    let rows: String = iter::once("Name\n".to_owned()).chain(names).collect();
    let file = folder.write("customers.csv", rows.as_bytes())?;
    Journey::new()
        .altered(|folder| run_first(folder, NO_ROUNDS))
        .run(async |app: &mut Browser| {
            import(app, &file).await?;
            app.wait_for("a folded log", async || {
                let head: Value = serde_json::from_str(&head(app).await?)?;
                let (folded_to, newest) = (&head["head"]["folded_to"], &head["head"]["sequence"]);
                Ok(newest.is_u64() && folded_to == newest)
            })
            .await?;
            app.open("#/customers").await?;
            app.reload().await?;
            app.expect_text("10,000 customers").await
        })
        .await
}
