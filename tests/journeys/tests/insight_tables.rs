//! The tables behind the charts of Insights against a reckoning of their own: the same numbers, taken
//! from the records of a backup by other code.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::{Datelike, Days, NaiveDate};
use genjin_journeys::{Browser, Failure, Journey, Outcome};
use serde_json::Value;

use support::begin_with_sample;

/// A Monday morning, so that the week has just begun.
const MORNING: &str = "2026-11-23T10:00:00";
const TODAY: (i32, u32, u32) = (2026, 11, 23);

/// How many weeks are looked at: all records of the sample.
const WEEKS: u64 = 52;

/// The rows of a table, as they are shown.
type Table = Vec<Vec<String>>;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(TODAY.0, TODAY.1, TODAY.2).expect("a day")
}

/// What the words of a table stand for in a backup.
const CHANNELS: [(&str, &str); 8] = [
    ("phone", "Phone"),
    ("visit", "Visit"),
    ("wechat", "WeChat"),
    ("email", "Email"),
    ("sms", "SMS"),
    ("meeting", "Meeting"),
    ("social", "Social"),
    ("other", "Other"),
];
const KINDS: [(&str, &str); 8] = [
    ("product", "Product or service"),
    ("problem", "Problem"),
    ("complaint", "Complaint"),
    ("price", "Price"),
    ("delivery", "Delivery"),
    ("information", "Information"),
    ("renewal", "Renewal"),
    ("other", "Other"),
];
const ATTEMPTS: [&str; 3] = ["no_answer", "busy", "wrong_number"];

fn shown(words: &[(&str, &str)], code: &str) -> String {
    let found = words.iter().find(|(one, _)| *one == code);
    found.map_or(code, |(_, word)| *word).to_owned()
}

/// The records of a backup, by their kind.
struct Records(Vec<Value>);

impl Records {
    async fn saved(app: &Browser) -> Outcome<Self> {
        app.open("#/data").await?;
        let file = app
            .download(async || {
                app.button("Save a backup").await?.click().await?;
                Ok(())
            })
            .await?;
        let lines = fs::read_to_string(file)?;
        let lines = lines.lines().map(serde_json::from_str);
        Ok(Self(lines.collect::<Result<Vec<Value>, _>>()?))
    }

    fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.0.iter().filter_map(move |line| line.get(kind))
    }
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

fn day(record: &Value, field: &str) -> NaiveDate {
    let text = text(record, field).get(..10).unwrap_or_default();
    text.parse().expect("a day")
}

fn count(cell: &str) -> usize {
    cell.replace(',', "").parse().expect("a count")
}

/// Opens a section and reads the table behind one of its charts.
async fn table(app: &Browser, section: &str, chart: &str) -> Outcome<Table> {
    app.open(&format!("#/insights?section={section}&last={WEEKS}"))
        .await?;
    let button = format!("#chart-{chart} .chart-acts [aria-expanded=false]:not([aria-haspopup])");
    app.css(&button).await?.click().await?;
    app.css(&format!("#chart-{chart} tbody")).await?;
    app.run(
        &format!(
            "return [...document.querySelectorAll('#chart-{chart} tbody tr')]
               .map((row) => [...row.cells].map((cell) => cell.textContent))"
        ),
        Vec::new(),
    )
    .await
}

/// The counts of a table by the words of their row.
fn by_name(table: &Table) -> BTreeMap<String, Vec<usize>> {
    let row = |row: &Vec<String>| {
        let counts = row[1..].iter().map(|cell| count(cell));
        (row[0].clone(), counts.collect())
    };
    table.iter().map(row).collect()
}

/// The newest week first, each with its sum.
async fn expect_weeks(app: &Browser, records: &Records) -> Outcome {
    let all: Vec<&Value> = records.of("communication").collect();
    let week = |date: NaiveDate| date - Days::new(date.weekday().num_days_from_monday().into());
    let by_week = table(app, "", "communications-by-time").await?;
    let first = week(today()) - Days::new(7 * (WEEKS - 1));
    let expected: Vec<usize> = (0..WEEKS)
        .rev()
        .map(|nth| {
            let begins = first + Days::new(7 * nth);
            all.iter()
                .filter(|one| week(day(one, "at")) == begins)
                .count()
        })
        .collect();
    let sums: Vec<usize> = by_week
        .iter()
        .map(|row| count(&row[row.len() - 1]))
        .collect();
    assert_eq!(sums, expected);
    for row in &by_week {
        let parts: usize = row[1..row.len() - 1].iter().map(|cell| count(cell)).sum();
        assert_eq!(parts, count(&row[row.len() - 1]), "{row:?}");
    }
    Ok(())
}

/// Each channel with its count.
async fn expect_channels(app: &Browser, records: &Records) -> Outcome {
    let all: Vec<&Value> = records.of("communication").collect();
    let by_channel = table(app, "", "communications-by-channel").await?;
    let found: BTreeMap<String, usize> = by_channel
        .iter()
        .map(|row| (row[0].clone(), count(&row[1])))
        .collect();
    let mut expected = BTreeMap::new();
    for one in &all {
        *expected
            .entry(shown(&CHANNELS, text(one, "channel")))
            .or_default() += 1;
    }
    assert_eq!(found, expected);
    Ok(())
}

/// Contacts of one day are one, and tries are none.
async fn expect_gaps(app: &Browser, records: &Records) -> Outcome {
    let all: Vec<&Value> = records.of("communication").collect();
    let mut days: BTreeMap<&str, BTreeSet<NaiveDate>> = BTreeMap::new();
    for one in all
        .iter()
        .filter(|one| !ATTEMPTS.contains(&text(one, "outcome")))
    {
        for customer in one["customers"].as_array().into_iter().flatten() {
            let customer = customer.as_str().unwrap_or_default();
            days.entry(customer).or_default().insert(day(one, "at"));
        }
    }
    let gaps: Vec<usize> = days
        .values()
        .flat_map(|days| {
            let next = days.iter().skip(1);
            days.iter().zip(next).map(|(a, b)| (*b - *a).num_days())
        })
        .map(|days| usize::try_from(days).unwrap_or(0))
        .collect();
    let classes = table(app, "", "days-between-contacts").await?;
    for row in &classes {
        let numbers: Vec<usize> = row[0]
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        let (first, last) = match numbers[..] {
            [over] if row[0].starts_with("over") => (over + 1, usize::MAX),
            [one] => (one, one),
            [first, last] => (first, last),
            _ => return Err(Failure::new(format!("no days: {}", row[0]))),
        };
        let expected = gaps
            .iter()
            .filter(|days| (first..=last).contains(days))
            .count();
        assert_eq!(count(&row[1]), expected, "{}", row[0]);
    }
    assert_eq!(
        classes.iter().map(|row| count(&row[1])).sum::<usize>(),
        gaps.len()
    );
    Ok(())
}

/// All that the sample planned is open; what is due later is in no month yet.
async fn expect_follow_ups(app: &Browser, records: &Records) -> Outcome {
    let due = records
        .of("follow_up")
        .filter(|one| one["state"].get("open").is_some());
    let due = due.filter(|one| day(one, "due_on") <= today()).count();
    let months = table(app, "follow_ups", "follow-ups-by-month").await?;
    let sum = |column: usize| months.iter().map(|row| count(&row[column])).sum::<usize>();
    assert_eq!([1, 2, 3, 4, 5].map(sum), [0, 0, due, 0, due]);
    assert!(0 < due);
    Ok(())
}

/// A row for each hour of each day of the week on which somebody was tried.
async fn expect_answers(app: &Browser, records: &Records) -> Outcome {
    let all: Vec<&Value> = records.of("communication").collect();
    let mut tries: BTreeMap<(u32, String), (usize, usize)> = BTreeMap::new();
    for one in &all {
        let outcome = text(one, "outcome");
        let is_theirs = text(one, "direction") == "incoming";
        let hour = text(one, "at").get(11..13);
        let Some(hour) =
            hour.filter(|_| !is_theirs && !outcome.is_empty() && outcome != "wrong_number")
        else {
            continue;
        };
        let weekday = day(one, "at").weekday().num_days_from_monday();
        let cell = tries.entry((weekday, hour.to_owned())).or_default();
        cell.0 += usize::from(outcome == "connected");
        cell.1 += 1;
    }
    let rows = table(app, "answers", "answers-by-hour").await?;
    let mut found: Vec<(usize, usize)> = rows
        .iter()
        .map(|row| (count(&row[1]), count(&row[2])))
        .collect();
    let mut expected: Vec<(usize, usize)> = tries.into_values().collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    Ok(())
}

/// By kind and state, and those that wait by kind and age.
async fn expect_needs(app: &Browser, records: &Records) -> Outcome {
    let mut by_state: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_age: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for need in records.of("need") {
        let kind = shown(&KINDS, text(need, "kind"));
        let state = match text(need, "state") {
            "in_hand" => 1,
            "met" => 2,
            "dropped" => 3,
            _ => 0,
        };
        let counts = by_state.entry(kind.clone()).or_insert_with(|| vec![0; 5]);
        counts[state] += 1;
        counts[4] += 1;
        if state < 2 {
            let age = match (today() - day(need, "opened_on")).num_days() {
                ..=7 => 0,
                8..=30 => 1,
                31..=90 => 2,
                _ => 3,
            };
            let counts = by_age.entry(kind).or_insert_with(|| vec![0; 5]);
            counts[age] += 1;
            counts[4] += 1;
        }
    }
    assert_eq!(
        by_name(&table(app, "needs", "needs-by-state").await?),
        by_state
    );
    assert_eq!(by_name(&table(app, "needs", "needs-by-age").await?), by_age);
    Ok(())
}

/// How others felt is told by their words, of which no more is to be known here.
async fn expect_feelings(app: &Browser, records: &Records) -> Outcome {
    let all: Vec<&Value> = records.of("communication").collect();
    let felt = table(app, "words", "felt-by-month").await?;
    let said = all
        .iter()
        .filter(|one| !text(one, "sentiment").is_empty())
        .count();
    let with_words = all
        .iter()
        .filter(|one| !text(one, "content").is_empty())
        .count();
    let told: usize = felt.iter().map(|row| count(&row[row.len() - 1])).sum();
    assert!(
        (said..=with_words).contains(&told),
        "{said} {told} {with_words}"
    );
    app.expect_text(&format!("Known from {told} of {with_words} communications"))
        .await
}

#[tokio::test]
async fn each_table_comes_to_what_the_records_of_a_backup_come_to() -> Outcome {
    Journey::new()
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let records = Records::saved(app).await?;
            assert!(300 < records.of("communication").count());
            expect_weeks(app, &records).await?;
            expect_channels(app, &records).await?;
            expect_gaps(app, &records).await?;
            expect_follow_ups(app, &records).await?;
            expect_answers(app, &records).await?;
            expect_needs(app, &records).await?;
            expect_feelings(app, &records).await
        })
        .await
}
