//! The visit that `cargo xtask profile` records: not a test, since it demands nothing of the app.
//!
//! It runs only where the command has prepared a build whose functions leave marks. What runs while
//! the app comes up and while a call is logged is noted apart. What has no name on the screen in
//! both languages is found by its place.

mod support;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use genjin_journeys::{Browser, Journey, Outcome, Viewport, containing};

use support::{Folder, NOON, begin_with, fixture, import};

/// After it the app has done what it does when nothing else is to do.
const UNTIL_IDLE: Duration = Duration::from_secs(3);

/// What waits for the later part is not to be recorded, so none of these pages says that it came.
const NEVER_WHOLE: &str = "
window.addEventListener('genjin-whole', (event) => event.stopImmediatePropagation(), true);
Object.defineProperty(window, 'genjin', {
  configurable: true,
  set(genjin) {
    genjin.isWhole = () => false;
    Object.defineProperty(window, 'genjin', { value: genjin });
  },
});";

/// Somebody looks at another tab and comes back, or is about to leave the page.
const LOOK_AWAY: &str = "
document.dispatchEvent(new Event('visibilitychange'));
window.dispatchEvent(new Event('beforeunload', { cancelable: true }));";

/// The functions that ran, by their numbers.
#[derive(Debug, Default)]
struct Visit {
    opening: BTreeSet<u32>,
    logging: BTreeSet<u32>,
}

async fn marks(app: &Browser) -> Outcome<BTreeSet<u32>> {
    tokio::time::sleep(UNTIL_IDLE).await;
    app.run("return genjinMarks()", Vec::new()).await
}

async fn until_there(app: &Browser, selector: &str) -> Outcome {
    let is_there = async || Ok(!app.css_all(selector).await?.is_empty());
    app.wait_for(selector, is_there).await
}

impl Visit {
    /// A profile in which the app was never opened.
    async fn see_welcome(&mut self, app: &Browser) -> Outcome {
        app.run_before_pages(NEVER_WHOLE).await?;
        app.open("").await?;
        until_there(app, "main:not(.boot) button").await?;
        self.opening.extend(marks(app).await?);
        Ok(())
    }

    /// Today, from the beginning.
    async fn see_today(&mut self, app: &Browser) -> Outcome {
        app.open("#/today").await?;
        app.reload().await?;
        until_there(app, ".q-row").await?;
        let () = app.run(LOOK_AWAY, Vec::new()).await?;
        self.opening.extend(marks(app).await?);
        Ok(())
    }

    /// A call of the first customer in the queue, then Undo.
    async fn log(&mut self, app: &Browser) -> Outcome {
        app.press("l").await?;
        until_there(app, "dialog[open] textarea").await?;
        app.type_text("wants a quote").await?;
        app.press("Alt+t").await?;
        let () = app.run(LOOK_AWAY, Vec::new()).await?;
        app.press("Control+Enter").await?;
        let () = app.run(LOOK_AWAY, Vec::new()).await?;
        app.wait_for("the dialog to close", async || {
            Ok(app.css_all("dialog[open]").await?.is_empty())
        })
        .await?;
        self.logging.extend(marks(app).await?);
        // Taking it back may wait for the later part, and is not recorded.
        app.press("Control+z").await?;
        app.wait_for("the record to be gone", async || {
            tokio::time::sleep(UNTIL_IDLE).await;
            Ok(true)
        })
        .await?;
        Ok(())
    }

    async fn in_both_languages(&mut self, app: &mut Browser) -> Outcome {
        app.run_before_pages(NEVER_WHOLE).await?;
        for language in ["en", "zh-Hans"] {
            let speak = "
                const folder = location.pathname.replace(/[^/]*$/, '');
                const key = `genjin:${folder}:device`;
                const kept = JSON.parse(localStorage.getItem(key)) ?? {};
                localStorage.setItem(key, JSON.stringify({ ...kept, language: arguments[0] }));";
            let () = app.run(speak, vec![language.into()]).await?;
            self.see_today(app).await?;
            self.log(app).await?;
        }
        // What was logged and taken back is read when the app comes up again.
        self.see_today(app).await
    }

    fn write(self, folder: &Path) -> Outcome {
        let Self { opening, logging } = self;
        let logging = logging.difference(&opening).copied().collect();
        for (stage, functions) in [("opening", opening), ("logging", logging)] {
            let mut lines = String::new();
            for function in functions {
                writeln!(lines, "{function}")?;
            }
            fs::write(folder.join(format!("{stage}.marks")), lines)?;
        }
        Ok(())
    }
}

/// Enough records for the app to keep them in packed form.
fn many_communications() -> Outcome<String> {
    let mut file = String::from("id,customer_id,communication_content,communication_time\n");
    for number in 0..4000 {
        let (customer, day, hour) = (number % 500, 1 + number % 28, number % 24);
        let month = 1 + number % 7;
        writeln!(
            file,
            "{number},{customer},note {number},2024-{month:02}-{day:02} {hour:02}:15:00"
        )?;
    }
    Ok(file)
}

fn many_customers() -> Outcome<String> {
    let mut file = String::from("id,first_name,last_name,company,status\n");
    for number in 0..520 {
        writeln!(file, "{number},Ada,Quill {number},Works {number},warm")?;
    }
    Ok(file)
}

/// A Book as somebody has it who comes from another program.
async fn bring_along(app: &mut Browser) -> Outcome {
    let folder = Folder::create("first-visit")?;
    let customers = folder.write("customers.csv", many_customers()?.as_bytes())?;
    let communications = folder.write("communications.csv", many_communications()?.as_bytes())?;
    import(app, &customers).await?;
    import(app, &communications).await
}

async fn welcome(language: &str, viewport: Viewport, folder: &Path, visit: &mut Visit) -> Outcome {
    Journey::new()
        .folder(folder)
        .language(language)
        .viewport(viewport)
        .run(async |app: &mut Browser| visit.see_welcome(app).await)
        .await
}

#[tokio::test]
async fn a_first_visit() -> Outcome {
    let Some(folder) = env::var_os("GENJIN_PROFILE").map(PathBuf::from) else {
        return Ok(());
    };
    let mut visit = Visit::default();
    welcome("en-US", Viewport::DESKTOP, &folder, &mut visit).await?;
    welcome("zh-CN", Viewport::PHONE, &folder, &mut visit).await?;
    Journey::new()
        .folder(&folder)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            let sample = app.button(containing("Try with sample data")).await?;
            sample.click().await?;
            app.heading("Today").await?;
            app.expect_status("Saved").await?;
            visit.in_both_languages(app).await
        })
        .await?;
    Journey::new()
        .clock(NOON)
        .folder(&folder)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            visit.in_both_languages(app).await
        })
        .await?;
    Journey::new()
        .clock(NOON)
        .folder(&folder)
        .run(async |app: &mut Browser| {
            import(app, &fixture("customers.csv")).await?;
            import(app, &fixture("communications.csv")).await?;
            visit.in_both_languages(app).await
        })
        .await?;
    Journey::new()
        .clock(NOON)
        .folder(&folder)
        .run(async |app: &mut Browser| {
            bring_along(app).await?;
            visit.in_both_languages(app).await?;
            // Settings that differ from the first ones are read when the app comes up.
            app.open("#/settings").await?;
            app.fill("多少天后拜访", "9").await?;
            app.press("Enter").await?;
            app.expect_status("已保存").await?;
            app.open("#/today").await?;
            visit.see_today(app).await
        })
        .await?;
    visit.write(&folder)
}
