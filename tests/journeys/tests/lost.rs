//! A Book that was taken from under the app: it says so, and a backup brings it back.

mod support;

use std::fs;

use genjin_journeys::{Browser, Journey, Outcome, containing};

use support::{Folder, begin_with_sample, look_at};

/// Deletes the database alone, as a browser does that clears space; the canary stays.
const DELETE_DATABASES: &str = "
const done = arguments[arguments.length - 1];
indexedDB.databases()
  .then((all) => Promise.all(all.map(({ name }) => new Promise((deleted, failed) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => deleted();
    request.onerror = () => failed(request.error);
  }))))
  .then(() => done(true), () => done(false));";

/// Deletes the record that says where the Book stands, and nothing else.
const DELETE_HEAD: &str = "
const done = arguments[arguments.length - 1];
indexedDB.databases().then((all) => {
  const { name } = all.find(({ name }) => name.startsWith('genjin:') && name.endsWith(':1'));
  const request = indexedDB.open(name);
  request.onsuccess = () => {
    const writing = request.result.transaction('meta', 'readwrite');
    writing.objectStore('meta').delete('head');
    writing.oncomplete = () => {
      request.result.close();
      done(true);
    };
  };
});";

/// Deletes everything that the site keeps in this browser.
const FORGET_ALL: &str = "localStorage.clear(); sessionStorage.clear();";

async fn save_backup(app: &Browser) -> Outcome<Vec<u8>> {
    app.open("#/data").await?;
    let file = app
        .download(async || {
            app.button("Save a backup").await?.click().await?;
            Ok(())
        })
        .await?;
    let bytes = fs::read(&file)?;
    fs::remove_file(file)?;
    Ok(bytes)
}

#[tokio::test]
async fn a_book_that_is_gone_is_missed_and_its_backup_comes_back_byte_for_byte() -> Outcome {
    let folder = Folder::create("lost")?;
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let backup = save_backup(app).await?;
            let whole = folder.write("whole.genjin", &backup)?;
            let half = folder.write("half.genjin", &backup[..backup.len() / 2])?;

            // A page of the same origin on which the app does not hold the database open.
            app.open("icons/icon.svg").await?;
            let is_deleted: bool = app.run_async(DELETE_DATABASES, Vec::new()).await?;
            assert!(is_deleted);
            // The browser asked for an icon of the picture.
            app.take_console().await?;
            app.open("#/today").await?;
            app.heading("Your book could not be opened").await?;
            app.expect_text("This browser remembers a book").await?;
            app.expect_quiet_console().await?;
            app.expect_accessible("recovery").await?;

            app.upload(&[&half]).await?;
            app.expect_text("half.genjin is cut off").await?;
            app.heading("Your book could not be opened").await?;

            app.upload(&[&whole]).await?;
            app.heading("Today").await?;
            app.open("#/customers").await?;
            app.expect_text("40 customers").await?;
            assert!(save_backup(app).await? == backup, "the backups differ");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_book_that_lost_only_its_head_says_so_and_goes_on_whole() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let backup = save_backup(app).await?;
            app.open("icons/icon.svg").await?;
            let is_deleted: bool = app.run_async(DELETE_HEAD, Vec::new()).await?;
            assert!(is_deleted);
            // The browser asked for an icon of the picture.
            app.take_console().await?;
            app.open("#/today").await?;
            app.heading("Your book could not be opened").await?;
            app.expect_text("The record that says where your book stands")
                .await?;
            app.expect_no_text("it is gone from storage").await?;
            app.expect_text("Customers that can still be read: 40")
                .await?;

            // To give up what is left is asked once more, with what that is.
            let empty = app.button(containing("Start with an empty book")).await?;
            empty.click().await?;
            app.expect_text("Start with an empty book? 40 customers")
                .await?;
            app.expect_accessible("starting over").await?;
            look_at(app, "recovery-headless").await?;
            app.button("Cancel").await?.click().await?;
            app.expect_no_text("Start with an empty book? 40 customers")
                .await?;

            let go_on = app
                .button(containing("Continue with what is there"))
                .await?;
            go_on.click().await?;
            app.heading("Today").await?;
            assert!(save_backup(app).await? == backup, "the backups differ");
            app.expect_quiet_console().await
        })
        .await
}

#[tokio::test]
async fn a_damaged_backup_is_refused_by_name_and_changes_nothing() -> Outcome {
    let folder = Folder::create("damaged")?;
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let backup = save_backup(app).await?;
            let mut altered = backup.clone();
            let middle = backup.len() / 3;
            altered[middle] ^= 1;
            for (name, bytes, reason) in [
                ("cut.genjin", &backup[..backup.len() - 1], "cut.genjin"),
                ("altered.genjin", &altered[..], "altered.genjin"),
                ("empty.genjin", b"".as_slice(), "empty.genjin is empty"),
                (
                    "song.genjin",
                    b"\x89PNG\r\n".as_slice(),
                    "song.genjin is not a Genjin backup",
                ),
            ] {
                app.open("#/data").await?;
                let card = app.css("[aria-labelledby=data-backup]").await?;
                let file = folder.write(name, bytes)?;
                app.inside(&card).upload(&[&file]).await?;
                let dialog = app.dialog(containing(name)).await?;
                dialog.expect_text(reason).await?;
                dialog.expect_text("Nothing was changed").await?;
                app.press("Escape").await?;
                app.gone(genjin_journeys::Role::DIALOG, containing(name))
                    .await?;
            }
            assert!(save_backup(app).await? == backup, "something was changed");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_browser_that_forgot_everything_takes_the_backup_and_is_as_before() -> Outcome {
    let folder = Folder::create("forgotten")?;
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let backup = save_backup(app).await?;
            let whole = folder.write("whole.genjin", &backup)?;
            app.open("icons/icon.svg").await?;
            let is_deleted: bool = app.run_async(DELETE_DATABASES, Vec::new()).await?;
            assert!(is_deleted);
            let () = app.run(FORGET_ALL, Vec::new()).await?;
            app.take_console().await?;

            // Nothing tells that there ever was a book: it begins as on the first day.
            app.open("#/today").await?;
            app.button(containing("Start empty")).await?;
            app.open("#/data").await?;
            let card = app.css("[aria-labelledby=data-backup]").await?;
            app.inside(&card).upload(&[&whole]).await?;
            let dialog = app.dialog(containing("whole.genjin")).await?;
            dialog
                .expect_text("There is nothing here yet that it would replace")
                .await?;
            dialog.button("Restore this backup").await?.click().await?;
            app.gone(genjin_journeys::Role::DIALOG, containing("whole.genjin"))
                .await?;
            app.open("#/customers").await?;
            app.expect_text("40 customers").await?;
            assert!(save_backup(app).await? == backup, "the backups differ");
            app.restart().await?;
            app.open("#/customers").await?;
            app.expect_text("40 customers").await
        })
        .await
}
