//! A day of follow-ups by keyboard alone: the queue, the evening's debrief, an undo. The counts are
//! worked out from the files, outside the app.

mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};
use genjin_journeys::{Browser, Failure, Journey, Outcome, Role};

use support::{NOON, Tiles, expect_tiles, fixture, import};

/// How many customers go through the queue.
const IN_QUEUE: usize = 30;

/// Counts whatever comes from a mouse, a pen or a finger. A key that presses a button makes a click
/// too, which bears no kind of pointer.
const COUNT_POINTERS: &str = "
globalThis.pointers = [];
const kinds = ['pointerdown', 'pointerup', 'pointermove', 'mousedown', 'mouseup', 'mousemove',
  'click', 'dblclick', 'auxclick', 'contextmenu', 'wheel', 'touchstart', 'touchend'];
for (const kind of kinds) {
  addEventListener(kind, (event) => {
    if (kind !== 'click' || event.pointerType || 0 < event.detail) globalThis.pointers.push(kind);
  }, { capture: true, passive: true });
}
return kinds.length;";

/// What the files say is to be done with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Visit,
    Call,
    FirstContact,
    Nothing,
}

/// What the files and the words of the design come to.
struct Reckoning {
    /// Each customer by name, with what is asked and its rank: the days beyond three, times the
    /// weight of its tier in hundredths.
    by_name: BTreeMap<String, (Asked, i64)>,
    tiles: Tiles,
    /// Visits and calls that were made today already.
    made: (usize, usize),
}

impl Reckoning {
    fn of_files() -> Outcome<Self> {
        let now = NaiveDate::from_ymd_opt(2024, 8, 16).and_then(|day| day.and_hms_opt(12, 0, 0));
        let now = now.ok_or_else(|| Failure::new("no such noon"))?;
        let mut last: BTreeMap<String, (NaiveDateTime, String)> = BTreeMap::new();
        for row in csv::Reader::from_path(fixture("communications.csv"))?.records() {
            let row = row?;
            let at = NaiveDateTime::parse_from_str(&row[3], "%Y-%m-%d %H:%M:%S")?;
            let is_newer = last.get(&row[1]).is_none_or(|(newest, _)| *newest < at);
            if at <= now && is_newer {
                last.insert(row[1].to_owned(), (at, row[4].to_owned()));
            }
        }
        let made_today = |way: &str| {
            let today = last.values().filter(|(at, _)| at.date() == now.date());
            today.filter(|(_, channel)| channel == way).count()
        };
        let mut tiles = Tiles::default();
        let mut by_name = BTreeMap::new();
        for row in csv::Reader::from_path(fixture("customers.csv"))?.records() {
            let row = row?;
            let days = last
                .get(&row[0])
                .map(|(at, _)| (now.date() - at.date()).num_days());
            let asked = match days {
                None => Asked::FirstContact,
                Some(8..) => Asked::Visit,
                Some(4..) => Asked::Call,
                Some(_) => Asked::Nothing,
            };
            *count_of(&mut tiles, asked) += 1;
            let weight = match &row[9] {
                "hot" => 150,
                "cold" => 70,
                _ => 100,
            };
            let entry = (asked, days.map_or(0, |days| (days - 3) * weight));
            by_name.insert(format!("{} {}", &row[1], &row[2]), entry);
            by_name.insert(format!("{}{}", &row[2], &row[1]), entry);
        }
        Ok(Self {
            by_name,
            tiles,
            made: (made_today("拜访"), made_today("电话")),
        })
    }

    fn of(&self, name: &str) -> Outcome<(Asked, i64)> {
        let found = self.by_name.get(name);
        found
            .copied()
            .ok_or_else(|| Failure::new(format!("{name} is in no file")))
    }

    /// Nothing is to be done with this customer any more.
    fn settle(&mut self, name: &str) -> Outcome {
        let (asked, _) = self.of(name)?;
        *count_of(&mut self.tiles, asked) -= 1;
        self.tiles.no_follow_up += 1;
        Ok(())
    }
}

fn count_of(tiles: &mut Tiles, asked: Asked) -> &mut usize {
    match asked {
        Asked::Visit => &mut tiles.visits,
        Asked::Call => &mut tiles.calls,
        Asked::FirstContact => &mut tiles.first_contacts,
        Asked::Nothing => &mut tiles.no_follow_up,
    }
}

/// Goes on with Tab until the element of that id has the focus.
async fn tab_to(app: &Browser, id: &str) -> Outcome {
    for _ in 0..80 {
        let active: String = app
            .run("return document.activeElement?.id ?? ''", Vec::new())
            .await?;
        if active == id {
            return Ok(());
        }
        app.press("Tab").await?;
    }
    Err(Failure::new(format!("Tab does not lead to {id}")))
}

/// A page by its two letters.
async fn go(app: &Browser, letter: &str, heading: &str) -> Outcome {
    app.press("g").await?;
    app.press(letter).await?;
    app.heading(heading).await?;
    Ok(())
}

/// Whose card is shown: the address and the name.
async fn card(app: &Browser) -> Outcome<(String, String)> {
    let found: Option<(String, String)> = app
        .run(
            "const link = document.querySelector('#queue-card a'); return link && [link.hash, link.textContent]",
            Vec::new(),
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Deals with the customer on the screen in one of six ways, and waits for the next card.
async fn deal_with(app: &Browser, nth: usize) -> Outcome {
    let (shown, _) = card(app).await?;
    match nth % 6 {
        0 => {
            app.press("4").await?;
            app.press("t").await?;
        }
        1 => {
            app.press("1").await?;
            app.press("p").await?;
        }
        2 => {
            app.press("2").await?;
            app.press("w").await?;
        }
        3 => {
            app.press("s").await?;
            app.press("d").await?;
        }
        4 => {
            app.press("x").await?;
            app.css("dialog[open]").await?;
            app.type_text("on the road").await?;
            app.press("Control+Enter").await?;
        }
        _ => {
            app.press("l").await?;
            app.dialog("Log a communication").await?;
            app.type_text("wants a quote").await?;
            app.press("Alt+t").await?;
            app.press("Control+Enter").await?;
        }
    }
    app.wait_for("the next card", async || Ok(card(app).await?.0 != shown))
        .await
}

#[tokio::test]
async fn thirty_customers_and_the_evening_take_no_pointer() -> Outcome {
    let mut reckoning = Reckoning::of_files()?;
    Journey::new()
        .held_clock(NOON)
        .deadline(Duration::from_mins(6))
        .run(async |app: &mut Browser| {
            import(app, &fixture("customers.csv")).await?;
            import(app, &fixture("communications.csv")).await?;
            app.expect_status("Saved").await?;
            // A new browser has no pointer that would rest on the page.
            app.restart().await?;
            app.heading("Data").await?;
            let kinds: usize = app.run(COUNT_POINTERS, Vec::new()).await?;
            assert!(10 < kinds);
            go(app, "t", "Today").await?;
            expect_tiles(app, reckoning.tiles).await?;

            // Besides what was done by noon, ten visits and twenty calls fit this day.
            let (visits, calls) = (reckoning.made.0 + 10, reckoning.made.1 + 20);
            go(app, "s", "Settings").await?;
            for (field, count) in [("capacity-visits", visits), ("capacity-calls", calls)] {
                tab_to(app, field).await?;
                app.press("Control+a").await?;
                app.type_text(&count.to_string()).await?;
            }
            app.press("Enter").await?;
            app.expect_text("Changed settings").await?;
            leave_fields(app).await?;
            go(app, "t", "Today").await?;
            let taken = |to_do, done, fit| match done {
                0 => format!("{to_do} to do, {fit} fit a day"),
                _ => format!("{to_do} to do, {done} done, {fit} fit a day"),
            };
            app.expect_text(&taken(10, reckoning.made.0, visits)).await?;
            app.expect_text(&taken(20, reckoning.made.1, calls)).await?;

            app.press("q").await?;
            app.heading("Queue").await?;
            app.expect_text(&format!("{IN_QUEUE} left")).await?;
            let mut rank_before = i64::MAX;
            for nth in 0..IN_QUEUE {
                let (_, name) = card(app).await?;
                let (asked, rank) = reckoning.of(&name)?;
                let expected = if nth < 10 { Asked::Visit } else { Asked::Call };
                assert_eq!(asked, expected, "{name} is number {nth}");
                assert!(rank <= rank_before, "{name} with {rank} comes after {rank_before}");
                rank_before = rank;
                deal_with(app, nth).await?;
                reckoning.settle(&name)?;
            }
            app.heading("All done").await?;
            app.expect_text("0 left").await?;
            go(app, "t", "Today").await?;
            expect_tiles(app, reckoning.tiles).await?;
            let after_queue = reckoning.tiles;

            // Ten were put off or skipped: others take their places, and the evening tells of them.
            app.press("e").await?;
            app.heading("Evening debrief").await?;
            let rows = app.css_all(".d-row").await?.len();
            assert_eq!(rows, 10);
            let names: Vec<String> = app
                .run(
                    "return [...document.querySelectorAll('.d-row strong')].map((one) => one.textContent)",
                    Vec::new(),
                )
                .await?;
            for (nth, name) in names.iter().enumerate() {
                match nth % 4 {
                    0 => {
                        app.press("Enter").await?;
                        app.type_text("liked the sample").await?;
                        app.press("Enter").await?;
                        app.press("k").await?;
                        app.press("h").await?;
                    }
                    1 => app.press("n").await?,
                    2 => app.press("m").await?,
                    _ => app.press("i").await?,
                }
                if nth % 4 != 3 {
                    reckoning.settle(name)?;
                }
            }
            app.button("Save all (8)").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::BUTTON, "Save all (8)").await?;
            go(app, "t", "Today").await?;
            expect_tiles(app, reckoning.tiles).await?;

            // All of the evening was one Change.
            app.press("Control+z").await?;
            expect_tiles(app, after_queue).await?;
            app.press("Control+y").await?;
            expect_tiles(app, reckoning.tiles).await?;
            let pointers: Vec<String> = app.run("return globalThis.pointers", Vec::new()).await?;
            assert_eq!(pointers, Vec::<String>::new());
            app.reload().await?;
            expect_tiles(app, reckoning.tiles).await
        })
        .await
}

/// Goes on with Tab until the focus is on no text field: then single keys act.
async fn leave_fields(app: &Browser) -> Outcome {
    let is_typing = "return document.activeElement.matches('input, select, textarea')";
    while app.run::<bool>(is_typing, Vec::new()).await? {
        app.press("Tab").await?;
    }
    Ok(())
}
