//! Backups that are written into a folder by themselves, whatever becomes of the folder; the way back
//! over a restore; and a Book that is taken away while its page is open.

mod support;

use std::fs;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};
use serde_json::{Value, json};

use support::stored::{head, set_form};
use support::{Folder, begin_with, begin_with_sample, log_for_current};

/// What the user's choice of a folder gives: one of the origin's own, because no test can press the
/// buttons of the system's dialog. It is kept, written and read like any other.
const CHOOSE_OWN: &str = "
window.showDirectoryPicker = async () => {
  const own = await navigator.storage.getDirectory();
  return own.getDirectoryHandle('Backups', { create: true });
}";

/// The texts of the files in it, in the order of their names.
const FILES: &str = "
return (async () => {
  const own = await navigator.storage.getDirectory();
  const folder = await own.getDirectoryHandle('Backups', { create: true });
  const found = [];
  for await (const [name, handle] of folder.entries()) {
    found.push([name, await (await handle.getFile()).text()]);
  }
  return found.sort().map(([, text]) => text);
})()";

/// Takes the folder away, as a user does who tidies up.
const DELETE_FOLDER: &str = "
return (async () => {
  const own = await navigator.storage.getDirectory();
  await own.removeEntry('Backups', { recursive: true });
})()";

/// Ways in which writing goes wrong, each until [`MEND`].
const SPOIL: &str = "
const stream = FileSystemWritableFileStream.prototype;
globalThis.wholeWrite ??= stream.write;
const whole = globalThis.wholeWrite;
globalThis.wholeMake ??= FileSystemFileHandle.prototype.createWritable;
stream.write = {
  wrong: function (bytes) { const other = bytes.slice(); other[other.length >> 1] ^= 1; return whole.call(this, other); },
  nothing: async function () {},
  throws: async function () { throw new DOMException('no', 'InvalidStateError'); },
  full: async function () { throw new DOMException('full', 'QuotaExceededError'); },
  revoked: whole,
}[arguments[0]];
if (arguments[0] === 'revoked') {
  FileSystemHandle.prototype.queryPermission = async () => 'prompt';
}";

/// Lets writing go well again.
const MEND: &str = "
FileSystemWritableFileStream.prototype.write = globalThis.wholeWrite;
FileSystemHandle.prototype.queryPermission = async () => 'granted';
FileSystemHandle.prototype.requestPermission = async () => 'granted';";

/// The page goes out of sight, as when another tab is shown.
const HIDE: &str = "
Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
document.dispatchEvent(new Event('visibilitychange'));
delete document.hidden;";

async fn files(app: &Browser) -> Outcome<Vec<String>> {
    app.run(FILES, Vec::new()).await
}

async fn choose_folder(app: &Browser) -> Outcome {
    let () = app.run(CHOOSE_OWN, Vec::new()).await?;
    app.open("#/data").await?;
    app.button("Choose a folder…").await?.click().await?;
    app.expect_text("in Backups").await?;
    app.expect_text("Verified").await
}

#[tokio::test]
async fn what_changes_is_backed_up_into_the_chosen_folder_and_found_again() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Acme").await?;
            choose_folder(app).await?;
            app.expect_accessible("backups by themselves").await?;
            let first = files(app).await?;
            assert_eq!(first.len(), 1);
            assert!(first[0].contains("Acme") && first[0].contains("\"sha256\""));

            // Going out of sight is reason enough, and the folder is still known after a start.
            app.reload().await?;
            app.expect_text("Verified").await?;
            app.expect_no_text("asks again").await?;
            app.open("#/today").await?;
            app.button("First contacts 1").await?;
            log_for_current(app, "wants a quote").await?;
            let () = app.run(HIDE, Vec::new()).await?;
            app.wait_for("the backup to be written", async || {
                let files = files(app).await?;
                Ok(files.iter().any(|file| file.contains("wants a quote")))
            })
            .await?;
            app.open("#/data").await?;
            app.expect_text("Backups kept there: 2").await?;
            app.expect_text("Last backup on this device").await?;

            // By one key, from any page.
            app.open("#/today").await?;
            app.heading("Today").await?;
            app.press("b").await?;
            app.expect_text("Backed up to Backups, read again and checked")
                .await?;
            app.open("#/data").await?;
            app.button("Stop").await?.click().await?;
            app.button("Choose a folder…").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_book_of_an_older_form_is_backed_up_before_it_is_written_in_a_newer_one() -> Outcome {
    const OLDER: u32 = 2;
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Acme").await?;
            choose_folder(app).await?;
            app.open("#/today").await?;
            app.button("First contacts 1").await?;
            log_for_current(app, "said in the older one").await?;
            app.expect_status("Saved").await?;
            app.reload().await?;
            app.expect_status("Saved").await?;
            // Nothing is due for a quarter of an hour.
            assert_eq!(files(app).await?.len(), 1);
            let before = set_form(app, OLDER).await?;
            app.reload().await?;
            app.wait_for("the backup to be written", async || {
                let files = files(app).await?;
                Ok(files
                    .iter()
                    .any(|file| file.contains("said in the older one")))
            })
            .await?;
            assert_eq!(head(app).await?, before);
            app.expect_quiet_console().await
        })
        .await
}

#[tokio::test]
async fn a_backup_that_fails_is_told_at_once_and_never_counts() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Acme").await?;
            choose_folder(app).await?;
            let good = files(app).await?;
            app.open("#/customers").await?;
            app.link("Acme").await?.click().await?;
            app.heading("Acme").await?;
            for (fault, told) in [
                ("wrong", "is not what was written"),
                ("nothing", "is not what was written"),
                ("throws", "could not be written into Backups"),
                ("full", "There is no room for a backup in Backups"),
                (
                    "revoked",
                    "The browser asks again before Backups is written to",
                ),
            ] {
                log_for_current(app, fault).await?;
                let () = app.run(SPOIL, vec![fault.into()]).await?;
                let () = app.run(HIDE, Vec::new()).await?;
                app.expect_text(told).await?;
                if fault == "wrong" {
                    app.expect_accessible("a backup that failed").await?;
                }
                let left = files(app).await?;
                assert!(left.contains(&good[0]), "{fault}");
                let is_counted = |file: &&String| file.contains("\"sha256\"");
                assert_eq!(left.iter().filter(is_counted).count(), 1, "{fault}");
                let () = app.run(MEND, Vec::new()).await?;
                if fault != "revoked" {
                    app.button("Not now").await?.click().await?;
                }
            }
            app.button("Allow it").await?.click().await?;
            app.expect_no_text("asks again").await?;
            app.wait_for("the backup to be written", async || {
                Ok(files(app)
                    .await?
                    .iter()
                    .any(|file| file.contains("revoked")))
            })
            .await?;

            log_for_current(app, "after the folder went").await?;
            let () = app.run(DELETE_FOLDER, Vec::new()).await?;
            let () = app.run(HIDE, Vec::new()).await?;
            app.expect_text("Backups is no longer there").await?;
            let () = app.run(CHOOSE_OWN, Vec::new()).await?;
            app.button("Choose another folder…").await?.click().await?;
            app.expect_no_text("is no longer there").await?;
            let files = files(app).await?;
            assert!(files.len() == 1 && files[0].contains("after the folder went"));
            Ok(())
        })
        .await
}

/// Notes, in place of the system's dialog that no test can answer, which files would have been asked
/// for, whether a press of the user still counted, and where the focus was.
const NOTE_CHOICES: &str = "
window.choices = [];
HTMLInputElement.prototype.click = function () {
  const at = document.activeElement.textContent;
  choices.push([this.accept.split(',')[0], navigator.userActivation.isActive, at]);
};";

#[tokio::test]
async fn the_first_page_asks_for_the_file_at_once() -> Outcome {
    for (choice, accepts, button) in [
        ("Restore a backup", ".genjin", "Restore a backup…"),
        ("Import a file", ".csv", "Import"),
    ] {
        Journey::new()
            .run(async |app: &mut Browser| {
                app.run_before_pages(NOTE_CHOICES).await?;
                app.open("").await?;
                app.button(containing(choice)).await?.click().await?;
                app.wait_for(button, async || {
                    let choices: Value = app.run("return window.choices", Vec::new()).await?;
                    Ok(choices == json!([[accepts, true, button]]))
                })
                .await?;
                // Who closes the choice stands at the button, in sight.
                let in_view = "const at = document.activeElement.getBoundingClientRect();
                    return 0 <= at.top && at.bottom <= innerHeight";
                app.wait_for("the button in sight", async || {
                    app.run(in_view, Vec::new()).await
                })
                .await?;
                // Loaded anew, the page asks for nothing.
                assert_eq!(app.address().await?, format!("{}#/data", app.site()));
                Ok(())
            })
            .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_restore_that_loses_most_is_confirmed_and_can_be_undone() -> Outcome {
    let folder = Folder::create("way-back")?;
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Acme").await?;
            app.open("#/data").await?;
            let little = app
                .download(async || Ok(app.button("Save a backup").await?.click().await?))
                .await?;
            let bytes = fs::read(&little)?;
            fs::remove_file(little)?;
            let little = folder.write("little.genjin", &bytes)?;
            app.button("Add sample data").await?.click().await?;
            app.button("Remove sample data").await?;

            let card = app.css("[aria-labelledby=data-backup]").await?;
            app.inside(&card).upload(&[&little]).await?;
            let dialog = app.dialog("Restore little.genjin").await?;
            dialog.expect_text("More than half").await?;
            dialog.row("Needs").await?;
            dialog.row("Promises").await?;
            app.expect_accessible("a restore that loses most").await?;
            let restore = "Replace everything with this backup";
            dialog.button(restore).await?.click().await?;
            dialog.expect_text("to go on").await?;
            let asked = "return /Type (\\S+),/.exec(document.querySelector('dialog').innerText)[1]";
            let number: String = app.run(asked, Vec::new()).await?;
            dialog.fill("Records that go away", &number).await?;
            dialog.button(restore).await?.click().await?;
            app.gone(Role::DIALOG, containing("little.genjin")).await?;
            app.button("Add sample data").await?;

            app.reload().await?;
            app.button("Undo the restore…").await?.click().await?;
            let dialog = app.dialog("Undo the restore").await?;
            dialog.expect_text("This is what stood here").await?;
            app.expect_accessible("undoing a restore").await?;
            dialog.button("Bring it back").await?.click().await?;
            app.gone(Role::DIALOG, "Undo the restore").await?;
            app.button("Remove sample data").await?;
            app.open("#/customers").await?;
            app.expect_text("41 customers").await
        })
        .await
}

/// Clears what the site keeps, as the user can in the browser's settings while the page is open.
async fn clear_site_data(app: &Browser) -> Outcome {
    let origin: String = app.run("return location.origin", Vec::new()).await?;
    let what = json!({ "origin": origin, "storageTypes": "indexeddb,local_storage" });
    app.devtools("Storage.clearDataForOrigin", what).await?;
    Ok(())
}

#[tokio::test]
async fn a_book_that_is_taken_away_under_its_page_is_copied_and_stored_again() -> Outcome {
    const WOULD_ASK: &str = "
        const leaving = new Event('beforeunload', { cancelable: true });
        dispatchEvent(leaving);
        return leaving.defaultPrevented;";
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/customers").await?;
            app.expect_text("40 customers").await?;
            clear_site_data(app).await?;
            // Told at once, although nothing was entered.
            app.expect_text("What was saved in this browser is no longer there")
                .await?;
            app.expect_text("40 customers").await?;
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Zephyr").await?;
            app.press("Control+Enter").await?;
            app.expect_text("1 not saved").await?;
            app.press("Escape").await?;
            app.gone(Role::DIALOG, "New customer").await?;
            app.expect_status("1 not saved").await?;
            let would_ask: bool = app.run(WOULD_ASK, Vec::new()).await?;
            assert!(would_ask);
            app.expect_accessible("what is not saved").await?;

            let copy = app
                .download(async || {
                    Ok(app
                        .button("Save a copy of everything")
                        .await?
                        .click()
                        .await?)
                })
                .await?;
            let bytes = fs::read(&copy)?;
            fs::remove_file(copy)?;
            assert!(String::from_utf8_lossy(&bytes).contains("Zephyr"));

            app.button("Store it again").await?.click().await?;
            app.expect_status("Saved").await?;
            app.expect_text("41 customers").await?;
            app.restart().await?;
            app.open("#/customers").await?;
            app.expect_text("41 customers").await?;
            app.expect_text("Zephyr").await
        })
        .await
}
