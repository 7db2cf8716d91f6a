//! The single file, opened from a disk by a double click.

mod support;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};
use serde_json::Value;

use support::{begin_with, begin_with_sample, log_for_current};

/// The names of all databases that the page can see.
const DATABASES: &str =
    "return (async () => (await indexedDB.databases()).map((one) => one.name))()";

/// The policy, and the hashes of what stands in the page: its scripts, then its styles.
const POLICY: &str = "
return (async () => {
  const hash = async (element) => {
    const bytes = new TextEncoder().encode(element.textContent);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return btoa(String.fromCharCode(...digest));
  };
  const all = (what) => Promise.all([...document.querySelectorAll(what)].map(hash));
  return {
    policy: document.querySelector('meta[http-equiv]').content,
    scripts: await all('script:not([type]), script[type=module]'),
    styles: await all('style'),
  };
})()";

/// What the user's choice of a file gives: one of the origin's own, because no test can press the
/// buttons of the system's dialog. It is kept and written like any other.
const CHOOSE_OWN: &str = "
window.showSaveFilePicker = async ({ suggestedName }) => {
  const folder = await navigator.storage.getDirectory();
  return folder.getFileHandle(suggestedName, { create: true });
}";

/// The text of such a file.
const TEXT_OF_OWN: &str = "
return (async (name) => {
  const folder = await navigator.storage.getDirectory();
  const handle = await folder.getFileHandle(name, { create: true });
  return (await handle.getFile()).text();
})(arguments[0])";

/// How many service workers the origin has.
const WORKERS: &str =
    "return (async () => (await navigator.serviceWorker.getRegistrations()).length)()";

/// As after the Book was begun anew.
const OF_OTHER_BOOK: &str = "localStorage.setItem('genjin:file:main:backup-of', 'another')";

/// A browser that lets no page choose where to write.
const NO_CHOICE: &str = "delete window.showSaveFilePicker";

/// A file that outlives the journey that made it.
struct Kept(PathBuf);

impl Kept {
    fn at(name: &str) -> Self {
        Self(env::temp_dir().join(format!("genjin-{}-{name}", process::id())))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

async fn databases(app: &Browser) -> Outcome<Vec<String>> {
    app.run(DATABASES, Vec::new()).await
}

/// A place beside the file that is open.
fn beside(app: &Browser, name: &str) -> PathBuf {
    Path::new(app.site().trim_start_matches("file://")).with_file_name(name)
}

/// Saves a copy of the file with the data inside at `to`, as a browser does that downloads.
async fn save_copy(app: &Browser, choice: &str, to: &Path) -> Outcome {
    let () = app.run(NO_CHOICE, Vec::new()).await?;
    app.open("#/data").await?;
    app.button("Save a copy with my data inside…")
        .await?
        .click()
        .await?;
    let dialog = app.dialog("Save a copy with my data inside").await?;
    dialog.one(Role::RADIO, choice).await?.click().await?;
    let save = async || Ok(dialog.button("Save the copy").await?.click().await?);
    let copy = app.download(save).await?;
    app.expect_text("with your data inside").await?;
    fs::copy(&copy, to)?;
    // The next one has the same name.
    fs::remove_file(copy)?;
    Ok(())
}

#[tokio::test]
async fn the_file_keeps_data_over_a_restart_under_its_own_policy() -> Outcome {
    Journey::new()
        .single_file()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.heading("Where your data live").await?;
            let found: Value = app.run(POLICY, Vec::new()).await?;
            let hashes = |what: &str| {
                let hashes = found[what].as_array().into_iter().flatten();
                let hashes = hashes.filter_map(Value::as_str);
                let quoted: Vec<String> = hashes.map(|hash| format!("'sha256-{hash}'")).collect();
                quoted.join(" ")
            };
            assert_eq!(
                found["policy"],
                format!(
                    "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; \
                     img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; \
                     require-trusted-types-for 'script'; trusted-types 'none'",
                    hashes("scripts"),
                    hashes("styles"),
                )
            );

            begin_with(app, "Acme").await?;
            log_for_current(app, "wants a quote").await?;
            assert_eq!(databases(app).await?, ["genjin:file:main:1"]);
            app.restart().await?;
            app.open("#/communications").await?;
            app.expect_text("wants a quote").await?;

            // Wherever the file is moved to, its Book is there.
            let moved = beside(app, "moved.html");
            fs::rename(beside(app, "genjin.html"), &moved)?;
            app.open_file(&moved).await?;
            app.button("No follow-up 1").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_copy_with_data_inside_loads_them_in_another_browser() -> Outcome {
    let kept = Kept::at("copy.html");
    let again = Kept::at("again.html");
    Journey::new()
        .single_file()
        .run(async |app: &mut Browser| {
            begin_with(app, "</script><b>& Söhne 王").await?;
            save_copy(app, "This book", &kept.0).await?;
            // Here it has nothing to offer.
            let copy = beside(app, "copy.html");
            fs::copy(&kept.0, &copy)?;
            app.open_file(&copy).await?;
            app.heading("Today").await?;
            app.expect_no_text("carries").await
        })
        .await?;
    Journey::new()
        .copy_of(&kept.0)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button("Load the data inside…").await?.click().await?;
            let dialog = app.dialog(containing("Restore")).await?;
            let restore = "Restore this backup";
            dialog.button(restore).await?.click().await?;
            app.heading("Today").await?;
            app.expect_text("</script><b>& Söhne 王").await?;
            app.expect_no_text("carries").await?;
            save_copy(app, "This book", &again.0).await?;
            app.open("#/today").await?;
            log_for_current(app, "wants a quote").await?;
            app.reload().await?;
            app.heading("Today").await?;
            app.expect_no_text("carries").await
        })
        .await?;
    // Equal data give equal files.
    assert!(fs::read(&kept.0)? == fs::read(&again.0)?);
    Ok(())
}

#[tokio::test]
async fn a_copy_never_replaces_another_book_unasked() -> Outcome {
    let (this, own) = (Kept::at("this.html"), Kept::at("own.html"));
    Journey::new()
        .single_file()
        .run(async |app: &mut Browser| {
            begin_with(app, "Acme").await?;
            save_copy(app, "This book", &this.0).await?;
            save_copy(app, "A book of its own", &own.0).await
        })
        .await?;
    Journey::new()
        .single_file()
        .run(async |app: &mut Browser| {
            begin_with(app, "Globex").await?;
            let other = beside(app, "other.html");
            fs::copy(&this.0, &other)?;
            app.open_file(&other).await?;
            app.expect_text("carries other data").await?;
            app.expect_text("Globex").await?;
            app.button("Compare…").await?.click().await?;
            let dialog = app.dialog("Restore other.html").await?;
            dialog.expect_text("another book").await?;
            dialog.button("Cancel").await?.click().await?;
            app.button("Not now").await?.click().await?;
            app.reload().await?;
            app.expect_text("Globex").await?;
            app.expect_no_text("carries").await?;

            // A Book of its own stands beside it.
            fs::copy(&own.0, &other)?;
            app.open_file(&other).await?;
            app.reload().await?;
            app.button("Load the data inside…").await?;
            app.expect_no_text("Globex").await?;
            let names = databases(app).await?;
            assert_eq!(names.len(), 2, "{names:?}");
            assert!(names.iter().all(|name| name.starts_with("genjin:file:")));
            Ok(())
        })
        .await
}

/// The host's headers are for the site, whose policy allows no script within a page.
fn without_headers(folder: &Path) -> Outcome {
    fs::remove_file(folder.join("_headers"))?;
    Ok(())
}

#[tokio::test]
async fn what_changes_is_written_to_the_chosen_file_by_itself() -> Outcome {
    let file = "genjin-backup.genjin";
    Journey::new()
        .altered(without_headers)
        .run(async |app: &mut Browser| {
            app.open("genjin.html").await?;
            app.button(containing("Start empty")).await?;
            let () = app.run(CHOOSE_OWN, Vec::new()).await?;
            app.open("genjin.html#/data").await?;
            app.button("Choose a backup file…").await?.click().await?;
            app.expect_text("What changes is written to genjin-backup.genjin")
                .await?;
            let text_of = async |app: &Browser, name: &str| -> Outcome<String> {
                app.run(TEXT_OF_OWN, vec![name.into()]).await
            };
            assert!(text_of(app, file).await?.contains("\"sha256\""));

            let expect_written = async |app: &Browser, words: &str| {
                app.wait_for("the backup to be written", async || {
                    Ok(text_of(app, file).await?.contains(words))
                })
                .await
            };
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Acme").await?;
            app.press("Control+Enter").await?;
            expect_written(app, "Acme").await?;

            // The file is still known after a start, and so is what it lacks.
            app.reload().await?;
            app.open("genjin.html#/today").await?;
            app.button("First contacts 1").await?;
            log_for_current(app, "wants a quote").await?;
            expect_written(app, "wants a quote").await?;

            // A file that was chosen for another Book may be its last copy.
            let () = app.run(OF_OTHER_BOOK, Vec::new()).await?;
            app.reload().await?;
            app.button("No follow-up 1").await?;
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Globex").await?;
            app.press("Control+Enter").await?;
            app.expect_text("holds a backup of another book").await?;
            assert!(!text_of(app, file).await?.contains("Globex"));
            let () = app.run(CHOOSE_OWN, Vec::new()).await?;
            app.button("Choose another file…").await?.click().await?;
            expect_written(app, "Globex").await?;
            app.expect_no_text("another book").await?;

            // A copy goes where it is told to, and is read again.
            let () = app.run(CHOOSE_OWN, Vec::new()).await?;
            app.open("genjin.html#/data").await?;
            app.button("Save a copy with my data inside…")
                .await?
                .click()
                .await?;
            let dialog = app.dialog("Save a copy with my data inside").await?;
            dialog.button("Save the copy").await?.click().await?;
            app.expect_text("Saved genjin.html with your data inside")
                .await?;
            let copy = text_of(app, "genjin.html").await?;
            assert!(copy.starts_with("<!DOCTYPE html>"));
            assert!(copy.contains("Globex"));

            // Even on a host it is one file by itself.
            let workers: usize = app.run(WORKERS, Vec::new()).await?;
            assert_eq!(workers, 0);

            app.button("Stop").await?.click().await?;
            app.button("Choose a backup file…").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn who_leaves_with_changes_is_reminded_of_the_backup() -> Outcome {
    const LEAVES: &str = "return dispatchEvent(new Event('beforeunload', { cancelable: true }))";
    Journey::new()
        .single_file()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let goes: bool = app.run(LEAVES, Vec::new()).await?;
            assert!(!goes);
            app.expect_text("1 change is in no backup yet").await?;
            app.expect_accessible("the reminder of a backup").await?;
            let notice = app.button("Save a backup").await?;
            app.download(async || Ok(notice.click().await?)).await?;
            let goes: bool = app.run(LEAVES, Vec::new()).await?;
            assert!(goes);
            app.expect_no_text("in no backup yet").await?;

            // The demo is nobody's data: it is neither missed nor written over a backup.
            app.open("#/demo").await?;
            app.button("Leave demo").await?;
            let goes: bool = app.run(LEAVES, Vec::new()).await?;
            assert!(goes);
            app.open("#/data").await?;
            app.heading("Backup").await?;
            app.expect_no_text("Automatic backup").await
        })
        .await
}
