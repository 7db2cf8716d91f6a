//! `quota`: the storage is as good as full, at twenty levels, and then has room again.
//!
//! At each level words are logged until one Change does not fit. Then: what was saved is whole in a
//! backup, the words stand on the screen, the page has said so within a second, and once there is
//! room, trying again saves them without a reload.

use genjin_journeys::{Browser, Failure, Journey, Outcome, Role, containing};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::browser::Backend;

/// Room enough for everything that is written here.
const ROOM: u64 = 1 << 30;

/// How many characters a record has that is to fill the storage.
const LONG: usize = 20_000;

/// How many of them are tried at a level; one engine lets in several times what the quota says.
const MOST_TRIES: usize = 300;

/// Below this a browser does not even make the database.
const LEAST: u64 = 60_000;

/// By how much each level is above the one before.
const STEP: u64 = 37_000;

/// Within which the page must say that something was not saved.
const AT_ONCE_MS: f64 = 1000.0;

/// Logs words for the customer whose page is open, and answers what became of them.
const LOG: &str = "
const [words, length, done] = arguments;
const until = async (question) => {
  for (;;) {
    const answer = question();
    if (answer) return answer;
    await new Promise((next) => setTimeout(next, 4));
  }
};
(async () => {
  const value = words + ' ' + 'x'.repeat(length);
  const field = await until(() => {
    const field = document.querySelector('#log-content');
    if (!field) {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'l', bubbles: true, cancelable: true }));
    }
    return field;
  });
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await new Promise((next) => setTimeout(next, 50));
  const began = performance.now();
  field.form.requestSubmit();
  const isSaved = await until(() => {
    if (!document.querySelector('#log-content')) return 'yes';
    return document.body.innerText.includes('storage is full') && 'no';
  });
  const took_ms = performance.now() - began;
  const now = document.querySelector('#log-content');
  const status = document.querySelector('p.status').textContent;
  done({ is_saved: isSaved === 'yes', took_ms, is_kept: !!now && now.value === value, status });
})();";

#[derive(Debug, Deserialize)]
struct Logged {
    is_saved: bool,
    took_ms: f64,
    is_kept: bool,
    status: String,
}

/// What was seen at a level.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// How many bytes there were.
    pub quota: u64,
    /// How many long records fitted.
    pub fitted: usize,
    /// How long the page took to say that one was not saved, in milliseconds.
    pub told_ms: f64,
    /// What was wrong.
    pub faults: Vec<String>,
}

/// Goes through so many levels, each with a Book of its own.
pub async fn quota(
    backend: Backend,
    levels: u64,
    say: &mut dyn FnMut(&str),
) -> Outcome<Vec<Level>> {
    let mut seen = Vec::new();
    for number in 1..=levels {
        let mut level = None;
        Journey::new()
            .flag(backend.flag())
            .run(async |app: &mut Browser| {
                level = Some(one_level(app, LEAST + number * STEP).await?);
                Ok(())
            })
            .await?;
        let level = level.ok_or_else(|| Failure::new("no browser was there"))?;
        say(&format!("{} {level:?}", backend.name()));
        seen.push(level);
    }
    Ok(seen)
}

async fn one_level(app: &Browser, quota: u64) -> Outcome<Level> {
    // Before the database is first used: Chromium asks for the quota once and then reckons on.
    allow(app, quota).await?;
    app.open("").await?;
    app.button(containing("Start empty")).await?.click().await?;
    let dialog = app.dialog("New customer").await?;
    dialog.fill("Name", "Ada Quill").await?;
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "New customer").await?;
    app.open("#/today").await?;
    let page = app.css(".q-row[data-current] .q-who").await?;
    page.click().await?;
    app.heading("Ada Quill").await?;

    let mut saved = Vec::new();
    let (waiting, refused) = loop {
        let words = format!("record{}x", saved.len());
        let logged = log(app, &words, LONG).await?;
        if !logged.is_saved {
            break (words, logged);
        }
        saved.push(words);
        if saved.len() == MOST_TRIES {
            return Err(Failure::new(format!("{quota} bytes hold everything")));
        }
    };
    let mut faults = Vec::new();
    if AT_ONCE_MS < refused.took_ms {
        faults.push(format!("said so after {} ms", refused.took_ms));
    }
    if !refused.is_kept {
        faults.push("the words are not on the screen any more".to_owned());
    }
    if !refused.status.contains("ot saved") {
        faults.push(format!("the status line says {}", refused.status));
    }
    app.press("Escape").await?;
    app.gone(Role::DIALOG, "Log a communication").await?;
    let backup = backup(app).await?;
    for words in &saved {
        if !backup.contains(words.as_str()) {
            faults.push(format!("{words} is not in the backup"));
        }
    }
    if backup.contains(&waiting) {
        faults.push("what was not saved is in the backup".to_owned());
    }
    // There is room again, and the page was not loaded anew.
    allow(app, ROOM).await?;
    app.button("Try again").await?.click().await?;
    app.expect_status("Saved").await?;
    app.reload().await?;
    let afterwards = self::backup(app).await?;
    for words in saved.iter().chain([&waiting]) {
        if !afterwards.contains(words.as_str()) {
            faults.push(format!("{words} is not there once there is room"));
        }
    }
    // A browser prints lines of its own about what did not fit.
    app.take_console().await?;
    Ok(Level {
        quota,
        fitted: saved.len(),
        told_ms: refused.took_ms,
        faults,
    })
}

async fn allow(app: &Browser, bytes: u64) -> Outcome {
    let origin = app.site().trim_end_matches('/').to_owned();
    let parameters = json!({ "origin": origin, "quotaSize": bytes });
    app.devtools("Storage.overrideQuotaForOrigin", parameters)
        .await
        .map(drop)
}

async fn log(app: &Browser, words: &str, length: usize) -> Outcome<Logged> {
    app.run_async(LOG, vec![Value::from(words), Value::from(length)])
        .await
}

async fn backup(app: &Browser) -> Outcome<String> {
    app.open("#/data").await?;
    let file = app
        .download(async || {
            app.button("Save a backup").await?.click().await?;
            Ok(())
        })
        .await?;
    let text = std::fs::read_to_string(&file)?;
    std::fs::remove_file(file)?;
    Ok(text)
}
