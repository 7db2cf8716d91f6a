//! Backups that are written into a folder by themselves, and the way back over a restore.

mod support;

use std::fs;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

use support::{Folder, begin_with, log_for_current};

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
