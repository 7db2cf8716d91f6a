//! Versions that come and go in any order: whatever happens, no page is made of two of them.
//!
//! The site is a stand-in of a few small files with the real boot script, worker and generator, so
//! that a round takes a second and a hundred of them fit a journey. Each round has a folder of its
//! own, and so a worker and caches of its own, on one host.

mod support;

use std::cell::RefCell;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use genjin_journeys::{Browser, Failure, Journey, Outcome, WindowHandle};

use support::Folder;
use support::offline::{CACHES, finish, until_kept, update};

/// How many rounds, each with its own order of events.
const ROUNDS: u64 = 120;

/// How many events a round has.
const EVENTS: usize = 12;

/// Waits are for people; nobody looks at these pages.
const HURRY: &str = "
const set = window.setTimeout.bind(window);
window.setTimeout = (call, after) => set(call, Math.min(after ?? 0, 5));";

/// The version of each piece of the page, also of one that is fetched only now; `null` for one that
/// cannot be had. The page is up when there is an answer at all.
const PIECES: &str = "
const pieces = globalThis.pieces;
return pieces ? pieces() : null";

/// The version of a page that is up, without asking for anything.
const VERSION: &str = "
return globalThis.pieces ? Number(document.body.dataset.version) : null";

/// Puts other bytes in the place of a random file that is kept for this folder, or none.
const DAMAGE: &str = "
const [folder, number, text] = arguments;
return (async () => {
  const [kept] = (await caches.keys()).filter((one) => one.startsWith(`genjin:${folder}:build:`));
  if (kept === undefined) return false;
  const cache = await caches.open(kept);
  const entries = await cache.keys();
  const entry = entries[number % entries.length];
  if (entry === undefined) return false;
  if (text === null) await cache.delete(entry);
  else await cache.put(entry, new Response(text));
  return true;
})()";

/// The number of files that each cache of this folder holds, by its build.
const HELD: &str = "
const prefix = `genjin:${arguments[0]}:build:`;
return (async () => {
  const held = [];
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix)) held.push((await (await caches.open(name)).keys()).length);
  }
  return held;
})()";

/// Takes the version that waits; whether one did.
const TAKE: &str = "
const take = globalThis.genjin?.takeUpdate;
if (take) take();
return Boolean(take)";

/// How many files the stand-in keeps.
const FILES: usize = 6;

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        // Knuth's multiplier; the high digits are the random ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Writes one version of the stand-in in the place of what is there, as a host's upload does.
fn deploy(folder: &Path, version: u64) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let repository = support::repository();
    let boot = fs::read_to_string(repository.join("static/boot.js"))?;
    let hash = format!("{version:016x}");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <script src=\"./boot-{hash}.js\"></script>\n\
         <link rel=\"stylesheet\" href=\"./style-{hash}.css\">\n\
         <meta name=\"genjin:app\" content=\"./genjin-{hash}.js\" data-wasm=\"./genjin-{hash}.wasm\">\n\
         </head><body data-version=\"{version}\"><div id=\"app\"></div></body></html>\n"
    );
    let app = format!(
        "const text = (name) => fetch(new URL(name, import.meta.url)).then(\n\
           (answer) => (answer.ok ? answer.text() : null), () => null);\n\
         export default async ({{ module_or_path }}) => {{\n\
           const module = await text(module_or_path);\n\
           if (module === null) throw new Error('no module');\n\
           globalThis.pieces = async () => [\n\
             document.body.dataset.version, '{version}', module,\n\
             getComputedStyle(document.documentElement).getPropertyValue('--version').trim() || null,\n\
             await text('./later-{hash}.txt'),\n\
           ];\n\
         }};\n"
    );
    for (name, content) in [
        ("index.html".to_owned(), page),
        (format!("boot-{hash}.js"), format!("{HURRY}\n{boot}")),
        (
            format!("style-{hash}.css"),
            format!(":root {{ --version: {version}; }}"),
        ),
        (format!("genjin-{hash}.js"), app),
        (format!("genjin-{hash}.wasm"), version.to_string()),
        (format!("later-{hash}.txt"), version.to_string()),
    ] {
        fs::write(folder.join(name), content)?;
    }
    finish(folder)
}

/// Takes back a part of what was deployed: a file that is missing, cut or not yet replaced.
fn halve(folder: &Path, version: u64, dice: &mut Dice) -> Outcome {
    let hash = format!("{version:016x}");
    let names = [
        format!("later-{hash}.txt"),
        format!("genjin-{hash}.wasm"),
        format!("style-{hash}.css"),
        "index.html".to_owned(),
    ];
    let name = &names[usize::try_from(dice.roll(4))?];
    if dice.roll(2) == 0 {
        fs::remove_file(folder.join(name))?;
    } else {
        fs::write(folder.join(name), "cut")?;
    }
    Ok(())
}

/// One round: what happened so far, and what must hold after it.
struct Round {
    folder: PathBuf,
    mount: String,
    dice: Dice,
    tabs: Vec<WindowHandle>,
    /// Which of the tabs is in front.
    front: usize,
    /// The version on the host.
    deployed: u64,
    /// Whether all of it is there.
    is_whole: bool,
    is_up: bool,
    /// Whether a kept file was damaged and nobody could mend it.
    is_damaged: bool,
    /// The highest version that a page has shown.
    seen: u64,
    events: String,
}

impl Round {
    /// The pieces of the page in front, once they can be read.
    async fn pieces(app: &Browser) -> Outcome<Vec<Option<String>>> {
        let found = RefCell::new(Vec::new());
        app.patient(Duration::from_secs(5))
            .wait_for("the page to come up", async || {
                let pieces: Option<Vec<_>> = app.run(PIECES, Vec::new()).await?;
                let is_up = pieces.is_some();
                found.replace(pieces.unwrap_or_default());
                Ok(is_up)
            })
            .await?;
        Ok(found.into_inner())
    }

    /// Demands that the page in front is up, whole and of one version, and none that was left.
    async fn judge(&mut self, app: &Browser) -> Outcome {
        let pieces = Self::pieces(app).await?;
        if pieces
            .iter()
            .any(|piece| piece.is_none() || *piece != pieces[0])
        {
            return Err(Failure::new(format!("a page that is not one: {pieces:?}")));
        }
        let version: u64 = pieces[0].as_deref().unwrap_or_default().parse()?;
        if version < self.seen {
            return Err(Failure::new(format!(
                "version {version} after {}",
                self.seen
            )));
        }
        self.seen = version;
        Ok(())
    }

    /// Loads the page in front. What is kept whole must open, whatever the host does.
    async fn load(&mut self, app: &Browser) -> Outcome {
        let route = format!("{}?{}", &self.mount[1..], self.dice.roll(1000));
        let loaded = app.open(&route).await;
        if self.is_damaged {
            return Ok(());
        }
        loaded?;
        self.judge(app).await
    }

    async fn bring_to_front(&mut self, app: &Browser, tab: usize) -> Outcome {
        self.front = tab;
        app.switch_to(&self.tabs[tab]).await
    }

    /// Takes the version that waits, if one does, and demands that all tabs follow.
    async fn take(&mut self, app: &Browser) -> Outcome {
        if !app.run::<bool>(TAKE, Vec::new()).await? {
            return Ok(());
        }
        self.events.push('n');
        let (front, before) = (self.front, self.seen);
        let mut versions = Vec::new();
        for tab in 0..self.tabs.len() {
            self.bring_to_front(app, tab).await?;
            // Without asking for a file: a worker that is never idle is not replaced.
            app.wait_for("every tab to be of the new version", async || {
                let shown: Option<u64> = app.run(VERSION, Vec::new()).await?;
                Ok(shown.is_some_and(|shown| before < shown))
            })
            .await?;
            self.judge(app).await?;
            versions.push(self.seen);
        }
        if versions.iter().any(|one| *one != versions[0]) {
            return Err(Failure::new(format!(
                "tabs of several versions: {versions:?}"
            )));
        }
        self.bring_to_front(app, front).await
    }

    /// Spoils what is kept; where the host still has that version, the next load must mend it.
    async fn damage(&mut self, app: &Browser) -> Outcome {
        let text = (self.dice.roll(2) == 0).then_some("damaged");
        let number = self.dice.roll(60);
        write!(self.events, " damage {number} {text:?}")?;
        let arguments = vec![self.mount.clone().into(), number.into(), text.into()];
        if !app.run::<bool>(DAMAGE, arguments).await? {
            return Ok(());
        }
        if self.is_up && self.is_whole && self.deployed == self.seen {
            self.load(app).await
        } else {
            self.is_damaged = true;
            Ok(())
        }
    }

    async fn event(&mut self, app: &mut Browser) -> Outcome {
        match self.dice.roll(13) {
            0 | 1 => {
                self.deployed += 1;
                self.is_whole = true;
                write!(self.events, " deploy {}", self.deployed)?;
                deploy(&self.folder, self.deployed)?;
            }
            2 => {
                self.deployed += 1;
                self.is_whole = false;
                write!(self.events, " half {}", self.deployed)?;
                deploy(&self.folder, self.deployed)?;
                halve(&self.folder, self.deployed, &mut self.dice)?;
            }
            3 | 4 => {
                self.events.push_str(" load");
                self.load(app).await?;
            }
            5 if self.tabs.len() < 2 => {
                self.events.push_str(" tab");
                self.tabs.push(app.new_blank_tab().await?);
                self.front = self.tabs.len() - 1;
                self.load(app).await?;
            }
            5 => {
                self.events.push_str(" close");
                app.close_tab().await?;
                self.tabs.remove(self.front);
                self.bring_to_front(app, 0).await?;
            }
            6 => {
                self.events.push_str(" other");
                let next = (self.front + 1) % self.tabs.len();
                self.bring_to_front(app, next).await?;
            }
            7 | 8 if !self.is_damaged => {
                let waits = update(app).await?;
                write!(self.events, " look={waits}")?;
            }
            9 | 10 if !self.is_damaged => {
                self.events.push_str(" take");
                self.take(app).await?;
            }
            11 => {
                self.is_up = !self.is_up;
                self.events
                    .push_str(if self.is_up { " up" } else { " down" });
                if self.is_up {
                    app.start_site()?;
                } else {
                    app.stop_site()?;
                }
            }
            12 if !self.is_damaged => self.damage(app).await?,
            _ => {}
        }
        if self.is_damaged {
            return Ok(());
        }
        self.judge(app).await
    }

    /// Whatever happened, the next whole version comes to be there alone.
    async fn end(&mut self, app: &mut Browser) -> Outcome {
        self.events.push_str(" end");
        app.start_site()?;
        self.deployed += 1;
        deploy(&self.folder, self.deployed)?;
        while 1 < self.tabs.len() {
            app.close_tab().await?;
            self.tabs.remove(self.front);
            self.bring_to_front(app, 0).await?;
        }
        let newest = self.deployed.to_string();
        let place = vec![self.mount.clone().into()];
        app.patient(Duration::from_secs(30))
            .wait_for("the newest version to be there alone", async || {
                app.open(&self.mount[1..]).await?;
                let pieces = Self::pieces(app).await?;
                until_kept(app).await?;
                if update(app).await? {
                    let taken = async || app.run(TAKE, Vec::new()).await;
                    app.wait_for("the version to be offered", taken).await?;
                }
                let held: Vec<usize> = app.run(HELD, place.clone()).await?;
                Ok(pieces[0].as_ref() == Some(&newest) && held == [FILES])
            })
            .await?;
        self.judge(app).await
    }

    async fn play(&mut self, app: &mut Browser) -> Outcome {
        self.load(app).await?;
        until_kept(app).await?;
        for _ in 0..EVENTS {
            self.event(app).await?;
        }
        self.end(app).await
    }
}

#[tokio::test]
async fn whatever_happens_no_page_is_of_two_versions() -> Outcome {
    let site = Folder::create("update-rounds")?;
    site.write("elsewhere.html", b"<link rel='icon' href='data:,'>")?;
    let headers = fs::read(support::repository().join("static/_headers"))?;
    site.write("_headers", &headers)?;
    Journey::new()
        .folder(site.path())
        .deadline(Duration::from_mins(15))
        .run(async |app: &mut Browser| {
            app.open("elsewhere.html").await?;
            for number in 1..=ROUNDS {
                let name = format!("round-{number}");
                let folder = site.path().join(&name);
                deploy(&folder, 1)?;
                let mut round = Round {
                    folder,
                    mount: format!("/{name}/"),
                    dice: Dice(number),
                    tabs: vec![app.tab().await?],
                    front: 0,
                    deployed: 1,
                    is_whole: true,
                    is_up: true,
                    is_damaged: false,
                    seen: 0,
                    events: String::new(),
                };
                let outcome = round.play(app).await;
                let Round { events, .. } = round;
                outcome.map_err(|failure| failure.during(&format!("round {number}:{events}")))?;
            }
            let left: Vec<String> = app.run(CACHES, Vec::new()).await?;
            assert_eq!(
                left.len(),
                usize::try_from(ROUNDS)?,
                "one cache for each: {left:?}"
            );
            // Hosts that are down, files that are missing.
            app.take_console().await?;
            Ok(())
        })
        .await
}
