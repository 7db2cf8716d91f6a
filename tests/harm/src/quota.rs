//! `quota`: the storage is as good as full, at twenty levels, and then has room again.
//!
//! At each level words are logged until one Change does not fit. Then: what was saved is whole in a
//! backup, the words stand on the screen, the page has said so within a second, a customer can still
//! be deleted, and room can be made from within, which saves the words. Where no Book was replaced that
//! could be let go, trying again saves them once there is more room.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

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
const STEP: u64 = 100_000;

/// From this on there is room for a Book that was replaced beside the one in force and the reserve.
const ROOM_FOR_TWO: u64 = 600_000;

/// For so long the database reckons on with what it was told of the room there is, and does not hear of
/// files.
const RECKONING: Duration = Duration::from_secs(32);

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
  // Letters that no engine can pack; which ones follows from the words.
  let seed = [...words].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0;
  let noise = '';
  while (noise.length < length) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    noise += seed.toString(36);
  }
  const value = words + ' ' + noise.slice(0, length);
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
    /// Whether room was reserved before the storage was filled.
    pub reserved: bool,
    /// Whether a customer could be deleted at once, before there was more room.
    pub deleted: bool,
    /// Whether letting go of what is kept only to go back to saved all that waited; `None` where
    /// there was nothing of it.
    pub made_room: Option<bool>,
    /// What was wrong.
    pub faults: Vec<String>,
}

/// Goes through levels by their numbers, each with a Book of its own.
pub async fn quota(
    backend: Backend,
    levels: RangeInclusive<u64>,
    say: &mut dyn FnMut(&str),
) -> Outcome<Vec<Level>> {
    let mut seen = Vec::new();
    for number in levels {
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
    fill_in(app, "Ada Quill").await?;
    app.press("c").await?;
    fill_in(app, "Ben Vane").await?;
    let mut saved = Vec::new();
    if ROOM_FOR_TWO <= quota {
        open_customer(app, "Ada Quill").await?;
        for words in ["replaced0x", "replaced1x"] {
            log(app, words, LONG).await?;
            saved.push(words.to_owned());
        }
        app.expect_status("Saved").await?;
        replace_by_itself(app).await?;
    }
    let reserved = reserve(app).await?;
    open_customer(app, "Ada Quill").await?;
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
    if !reserved {
        faults.push("no room was reserved".to_owned());
    }
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
    let deleted = delete(app, "Ben Vane").await?;
    if !deleted {
        faults.push("the customer could not be deleted".to_owned());
    }
    let made_room = make_room(app).await?;
    if made_room == Some(false) {
        faults.push("what was let go made no room".to_owned());
    }
    if made_room != Some(true) {
        // There is room again, and the page was not loaded anew.
        allow(app, ROOM).await?;
        app.button("Try again").await?.click().await?;
        app.expect_status("Saved").await?;
    }
    app.reload().await?;
    let afterwards = self::backup(app).await?;
    for words in saved.iter().chain([&waiting]) {
        if !afterwards.contains(words.as_str()) {
            faults.push(format!("{words} is not there once there is room"));
        }
    }
    if !app.text().await?.contains("Ben Vane") {
        faults.push("the customer is not in the trash".to_owned());
    }
    // A browser prints lines of its own about what did not fit.
    app.take_console().await?;
    Ok(Level {
        quota,
        fitted: saved.len(),
        told_ms: refused.took_ms,
        reserved,
        deleted,
        made_room,
        faults,
    })
}

/// Fills in the form of a new customer that is open.
async fn fill_in(app: &Browser, name: &str) -> Outcome {
    let dialog = app.dialog("New customer").await?;
    dialog.fill("Name", name).await?;
    app.press("Control+Enter").await?;
    app.gone(Role::DIALOG, "New customer").await
}

async fn open_customer(app: &Browser, name: &str) -> Outcome {
    app.open("#/customers").await?;
    app.link(name).await?.click().await?;
    app.heading(name).await.map(drop)
}

/// Restores what is there already, so that a Book is kept that was replaced.
async fn replace_by_itself(app: &Browser) -> Outcome {
    let folder = std::env::temp_dir();
    let file = folder.join(format!("genjin-quota-{}.genjin", std::process::id()));
    std::fs::write(&file, backup(app).await?)?;
    let restored = restore(app, &file).await;
    std::fs::remove_file(&file)?;
    restored
}

async fn restore(app: &Browser, file: &Path) -> Outcome {
    let card = app.css("[aria-labelledby=data-backup]").await?;
    app.inside(&card).upload(&[file]).await?;
    let dialog = app.dialog(containing("genjin-quota")).await?;
    let replace = dialog.button(containing("Replace everything")).await?;
    replace.click().await?;
    app.gone(Role::DIALOG, containing("genjin-quota")).await?;
    app.expect_status("Saved").await
}

/// Waits until the page has put its store in order, and with it has taken its reserve; whether it has.
async fn reserve(app: &Browser) -> Outcome<bool> {
    let script = "
const done = arguments[arguments.length - 1];
const isThere = async () => {
  const folder = await navigator.storage.getDirectory();
  for await (const [name, file] of folder.entries()) {
    if (name.startsWith('genjin-reserve-') && 0 < (await file.getFile()).size) return true;
  }
  return false;
};
(async () => {
  for (let tries = 0; tries < 300; tries += 1) {
    // While it is written, it lies under a name that is gone a moment later.
    if (await isThere().catch(() => false)) return true;
    await new Promise((next) => setTimeout(next, 100));
  }
  return false;
})().then(done);";
    let is_taken: bool = app.run_async(script, Vec::new()).await?;
    tokio::time::sleep(RECKONING).await;
    Ok(is_taken)
}

/// Puts a customer in the trash; whether that was saved although something waits.
async fn delete(app: &Browser, name: &str) -> Outcome<bool> {
    app.open("#/today").await?;
    let more = format!("More for {name}");
    app.button(more.as_str()).await?.click().await?;
    let item = app.one(Role::MENU_ITEM, "Move to trash").await?;
    item.click().await?;
    let script = "
const isThere = document.querySelector(`[aria-label=\"${arguments[0]}\"]`);
// Both count as not saved while the second is still being tried, with the reserve at the end.
const waits = document.querySelector('p.status').textContent.startsWith('2 ');
globalThis.waitsFrom = waits ? globalThis.waitsFrom ?? performance.now() : undefined;
const isTried = waits && globalThis.waitsFrom + 3000 < performance.now();
return isTried ? 'waits' : waits || isThere ? '' : 'deleted';";
    let came = answer(app, "what becomes of a deletion", script, &more).await?;
    Ok(came == "deleted")
}

/// Lets go of what is kept only to go back to; whether all that waited is saved then. `None` where
/// nothing is kept.
async fn make_room(app: &Browser) -> Outcome<Option<bool>> {
    let Some(button) = app.all(Role::BUTTON, "Make room…").await?.pop() else {
        return Ok(None);
    };
    button.click().await?;
    app.button("Let them go").await?.click().await?;
    let script = "
const isFull = document.body.innerText.includes(arguments[0]);
return document.querySelector('p.status').textContent === 'Saved' ? 'saved' : isFull ? 'full' : '';";
    let came = answer(
        app,
        "what becomes of the room",
        script,
        "still not enough room",
    )
    .await?;
    Ok(Some(came == "saved"))
}

/// What a script answers as soon as that is anything.
async fn answer(app: &Browser, what: &str, script: &str, about: &str) -> Outcome<String> {
    let found = RefCell::new(String::new());
    app.wait_for(what, async || {
        let answer: String = app.run(script, vec![Value::from(about)]).await?;
        found.replace(answer);
        Ok(!found.borrow().is_empty())
    })
    .await?;
    Ok(found.into_inner())
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
