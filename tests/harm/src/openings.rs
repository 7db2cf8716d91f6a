//! `openings`: how long a large Book takes to open, in the release that `dist/` holds, and what it
//! takes of memory and storage.
//!
//! A file of customers and files of their communications are imported as a user would. Once the
//! store is in order, the page is loaded anew several times. Nothing here fails for being slow.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use genjin::app::sample::fixtures::{Fixture, LineEnds, Rows, fixture_rows};
use genjin_journeys::{Browser, Failure, Journey, Outcome, containing};
use serde::Deserialize;

use crate::browser::Backend;
use crate::folders::TemporaryFolder;

/// How many rows a file has at most, as who exports much does it in parts.
const ROWS_OF_FILE: usize = 250_000;

/// How often the page is loaded to be measured.
const LOADS: usize = 7;

/// How long an import, or all of an opening, may take.
const PATIENCE: Duration = Duration::from_mins(4);

/// How long the app is left alone, so that it puts its store in order.
const ALONE: Duration = Duration::from_secs(80);

/// Notes when the module begins, when Today's first rows have been painted, when all of the Book is
/// there, and how long the page was kept busy in one piece meanwhile.
const CLOCKS: &str = "
(() => {
  const seen = { begun: 0, today: 0, whole: 0, longest: 0, memory: null };
  globalThis.opening = seen;
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    seen.begun ||= performance.now();
    seen.memory ??= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
    return made;
  };
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      const isMeanwhile = seen.begun && (!seen.whole || task.startTime < seen.whole);
      if (isMeanwhile) seen.longest = Math.max(seen.longest, task.duration);
    }
  }).observe({ type: 'longtask', buffered: true });
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });
  let isAwaited = false;
  new MutationObserver(() => {
    if (!isAwaited && document.querySelector('.q-row')) {
      isAwaited = true;
      painted(() => { seen.today = performance.now(); });
    }
    if (!seen.whole && document.documentElement.dataset.book === 'whole') {
      seen.whole = performance.now();
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
})();";

/// What the clocks show, once all is there.
const READ: &str = "
const [done] = arguments;
const wait = setInterval(async () => {
  const seen = globalThis.opening;
  if (!seen.today || !seen.whole) return;
  clearInterval(wait);
  // A long task is told of after its end.
  await new Promise((next) => setTimeout(next, 300));
  const kept = await navigator.storage.estimate();
  done({
    today_ms: seen.today - seen.begun,
    whole_ms: seen.whole - seen.begun,
    longest_ms: seen.longest,
    memory: seen.memory ? seen.memory.buffer.byteLength : 0,
    stored: kept.usageDetails?.indexedDB ?? kept.usage,
  });
}, 50);";

/// One opening.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Opening {
    /// From the beginning of the module until Today's first rows were painted, in milliseconds.
    pub today_ms: f64,
    /// Until all of the Book was there.
    pub whole_ms: f64,
    /// The longest task meanwhile; zero where none took 50 ms, below which browsers tell nothing.
    pub longest_ms: f64,
    /// The module's memory afterwards, in bytes.
    pub memory: f64,
    /// What the database takes on disk, by the browser's account, in bytes.
    pub stored: f64,
}

/// Fills a Book of this size and opens it several times.
pub async fn openings(customers: usize, communications: usize) -> Outcome<Vec<Opening>> {
    let folder = TemporaryFolder::create("openings")?;
    let fixture = fixture_rows(7, customers, communications);
    let mut seen = Vec::new();
    Journey::new()
        .flag(Backend::LevelDb.flag())
        .deadline(Duration::from_mins(20))
        .run(async |app: &mut Browser| {
            fill(app, &fixture, folder.path()).await?;
            app.open("#/today").await?;
            tokio::time::sleep(ALONE).await;
            app.run_before_pages(CLOCKS).await?;
            for _ in 0..LOADS {
                app.reload().await?;
                seen.push(app.run_async(READ, Vec::new()).await?);
            }
            Ok(())
        })
        .await?;
    Ok(seen)
}

async fn fill(app: &Browser, fixture: &Fixture, folder: &Path) -> Outcome {
    app.open("").await?;
    app.button(containing("Start empty")).await?.click().await?;
    app.press("Escape").await?;
    let customers = folder.join("customers.csv");
    fs::write(
        &customers,
        fixture.customers.to_csv(LineEnds::CarriageReturns),
    )?;
    import(app, &customers).await?;
    let all = &fixture.communications;
    for (number, rows) in all.rows.chunks(ROWS_OF_FILE).enumerate() {
        let file = folder.join(format!("communications-{number}.csv"));
        let part = Rows {
            headings: all.headings,
            rows: rows.to_vec(),
        };
        fs::write(&file, part.to_csv(LineEnds::CarriageReturns))?;
        import(app, &file).await?;
    }
    Ok(())
}

async fn import(app: &Browser, file: &Path) -> Outcome {
    app.open("#/today").await?;
    app.open("#/data").await?;
    let name = file.display().to_string();
    let input = "[aria-labelledby=data-import] input[type=file]";
    app.css(input).await?.send_keys(&name).await?;
    let patient = app.patient(PATIENCE);
    let began = Instant::now();
    patient.button("Continue").await?.click().await?;
    patient.button(containing("Import ")).await?.click().await?;
    patient.heading("Imported").await?;
    println!("{name}: {} s", began.elapsed().as_secs());
    Ok(())
}

/// The table of openings: medians with their spread.
pub fn lines(openings: &[Opening]) -> Outcome<Vec<String>> {
    let line = |what: &str, unit: &str, of: fn(&Opening) -> f64| {
        let mut values: Vec<f64> = openings.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        let (Some(least), Some(most)) = (values.first(), values.last()) else {
            return Err(Failure::new("nothing was opened"));
        };
        let median = values[values.len() / 2];
        Ok(format!(
            "  {what:<44} {median:>8.0} {unit:<3} {least:.0}–{most:.0}"
        ))
    };
    Ok(vec![
        line("Today's first rows painted", "ms", |one| one.today_ms)?,
        line("all of it there", "ms", |one| one.whole_ms)?,
        line("longest task meanwhile (0: below 50)", "ms", |one| {
            one.longest_ms
        })?,
        line("the module's memory", "MB", |one| one.memory / 1e6)?,
        line("on disk", "MB", |one| one.stored / 1e6)?,
    ])
}
