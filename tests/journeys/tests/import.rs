//! Two files of another program: imported without touching a mapping, the queue is what the files
//! say, and all of it is there after the browser was closed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

/// Headline counts: visits, calls, first contacts, no follow-up.
type Counts = [usize; 4];

/// What the two files say, worked out here and not by the app: from the latest wall time of each
/// customer that is not after the clock.
fn recount(
    clock: &str,
    customers: &Path,
    communications: &Path,
) -> Outcome<(usize, usize, Counts)> {
    let clock: NaiveDateTime = clock.parse()?;
    let mut latest: HashMap<String, NaiveDateTime> = HashMap::new();
    let mut rows = 0;
    for record in csv::Reader::from_path(communications)?.records() {
        let record = record?;
        rows += 1;
        let at = NaiveDateTime::parse_from_str(&record[3], "%Y-%m-%d %H:%M:%S")?;
        if at <= clock {
            let last = latest.entry(record[1].to_owned()).or_insert(at);
            *last = at.max(*last);
        }
    }
    let mut counts = [0; 4];
    let mut people = 0;
    for record in csv::Reader::from_path(customers)?.records() {
        people += 1;
        let days = latest
            .get(&record?[0])
            .map(|at| (clock.date() - at.date()).num_days());
        counts[match days {
            Some(8..) => 0,
            Some(4..) => 1,
            None => 2,
            Some(_) => 3,
        }] += 1;
    }
    Ok((people, rows, counts))
}

/// Takes a file through the wizard: choose it, go on, import.
async fn import(app: &mut Browser, file: &Path, button: &str) -> Outcome {
    // From elsewhere, so that the summary of an import before does not stand there.
    app.open("#/settings").await?;
    app.heading("Settings").await?;
    app.open("#/data").await?;
    app.heading("Data").await?;
    let input = app.css("input[type=file][accept*=csv]").await?;
    input
        .send_keys(file.canonicalize()?.display().to_string())
        .await?;
    app.button("Continue").await?.click().await?;
    app.button(containing(button)).await?.click().await?;
    app.heading(containing("mported")).await?;
    app.expect_status("Saved").await
}

async fn expect_counts(app: &mut Browser, counts: Counts) -> Outcome {
    app.open("#/today").await?;
    app.heading("Today").await?;
    let words = ["Visits", "Calls", "First contacts", "No follow-up"];
    for (word, count) in words.into_iter().zip(counts) {
        // The tile's name is its word and its number.
        app.one(Role::BUTTON, format!("{word} {count}")).await?;
    }
    Ok(())
}

async fn both_files(clock: &str, customers: PathBuf, communications: PathBuf) -> Outcome {
    let (people, rows, counts) = recount(clock, &customers, &communications)?;
    let grouped = |number: usize| {
        if 999 < number {
            format!("{},{:03}", number / 1000, number % 1000)
        } else {
            number.to_string()
        }
    };
    Journey::new()
        .clock(&format!("{clock}+08:00"))
        .run(async |app: &mut Browser| {
            import(
                app,
                &customers,
                &format!("Import {} customers", grouped(people)),
            )
            .await?;
            let button = format!("Import {} communications", grouped(rows));
            import(app, &communications, &button).await?;
            expect_counts(app, counts).await?;
            app.restart().await?;
            expect_counts(app, counts).await?;
            app.open("#/customers").await?;
            app.expect_text(&format!("{} customers", grouped(people)))
                .await?;
            app.open("#/communications").await?;
            app.expect_text(&format!("{} communications", grouped(rows)))
                .await?;

            // One step back takes the whole file away, one step forth brings it back.
            app.press("Control+z").await?;
            app.expect_no_text(&format!("{} communications", grouped(rows)))
                .await?;
            app.press("Control+y").await?;
            app.expect_text(&format!("{} communications", grouped(rows)))
                .await
        })
        .await
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

#[tokio::test]
async fn the_queue_is_what_two_imported_files_say_and_outlasts_the_browser() -> Outcome {
    // Some rows lie at noon and a second after: early enough for the clock not to reach them.
    both_files(
        "2024-08-16T11:56:00",
        fixtures().join("customers.csv"),
        fixtures().join("communications.csv"),
    )
    .await
}

#[tokio::test]
async fn the_same_holds_for_the_files_of_a_real_program() -> Outcome {
    let places = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let Some(data) = places
        .map(|place| place.join("shared/data"))
        .find(|data| data.is_dir())
    else {
        println!("Skipped: the files of a real program are not beside this clone.");
        return Ok(());
    };
    let clock = "2024-08-16T12:00:00";
    both_files(
        clock,
        data.join("contacts.csv"),
        data.join("communications.csv"),
    )
    .await
}
