//! Writes that fail: everything entered is kept and saved once there is room, and nothing twice.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role};

use support::{begin_with, open_log};

/// Lets every write fail as on a full disk, until [`FREE`].
const FILL: &str = "
globalThis.wholePut = IDBObjectStore.prototype.put;
globalThis.wholeAdd = IDBObjectStore.prototype.add;
const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
IDBObjectStore.prototype.put = full;
IDBObjectStore.prototype.add = full;";

/// Lets writes go well again.
const FREE: &str = "
IDBObjectStore.prototype.put = globalThis.wholePut;
IDBObjectStore.prototype.add = globalThis.wholeAdd;";

/// Whether the browser would ask before the page is left.
const WOULD_ASK: &str = "
const leaving = new Event('beforeunload', { cancelable: true });
dispatchEvent(leaving);
return leaving.defaultPrevented;";

async fn would_ask(app: &Browser) -> Outcome<bool> {
    app.run(WOULD_ASK, Vec::new()).await
}

/// Logs words for a customer whose page is open, in vain, and leaves the form.
async fn log_in_vain(app: &Browser, words: &str, status: &str) -> Outcome {
    let dialog = open_log(app).await?;
    dialog.fill("Content", words).await?;
    app.press("Control+Enter").await?;
    // Within the dialog: what the page says lies below it.
    dialog.expect_text("storage is full").await?;
    assert_eq!(dialog.value("Content").await?, words);
    // Sent again, it still waits only once.
    app.press("Control+Enter").await?;
    dialog.expect_text("storage is full").await?;
    app.press("Escape").await?;
    app.gone(Role::DIALOG, "Log a communication").await?;
    app.expect_status(status).await
}

#[tokio::test]
async fn two_writes_that_fail_are_both_saved_by_trying_again() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.css(".q-row[data-current] .q-who")
                .await?
                .click()
                .await?;
            app.heading("Ada Quill").await?;
            assert!(!would_ask(app).await?);

            let () = app.run(FILL, Vec::new()).await?;
            log_in_vain(app, "the first words", "1 not saved").await?;
            log_in_vain(app, "the second words", "2 not saved").await?;
            app.expect_no_text("the first words").await?;
            assert!(would_ask(app).await?, "leaving would lose both");
            app.expect_accessible("what waits to be saved").await?;

            app.press("Control+z").await?;
            app.expect_text("What you did last is not saved yet")
                .await?;
            app.heading("Ada Quill").await?;
            app.button("Try again").await?.click().await?;
            app.expect_status("2 not saved").await?;

            let () = app.run(FREE, Vec::new()).await?;
            app.button("Try again").await?.click().await?;
            app.expect_status("Saved").await?;
            assert!(!would_ask(app).await?);
            for words in ["the first words", "the second words"] {
                app.expect_text(words).await?;
            }
            app.restart().await?;
            for words in ["the first words", "the second words"] {
                app.expect_text(words).await?;
            }
            app.press("Control+z").await?;
            app.expect_no_text("the second words").await?;
            app.expect_text("the first words").await?;

            // Nothing is left to be offered of what is saved.
            app.open("#/today").await?;
            app.heading("Today").await?;
            app.expect_no_text("Unfinished").await
        })
        .await
}

#[tokio::test]
async fn what_waits_is_saved_with_the_next_thing_that_is_entered() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.css(".q-row[data-current] .q-who")
                .await?
                .click()
                .await?;
            app.heading("Ada Quill").await?;
            let () = app.run(FILL, Vec::new()).await?;
            log_in_vain(app, "the first words", "1 not saved").await?;
            let () = app.run(FREE, Vec::new()).await?;
            support::log_for_current(app, "the second words").await?;
            app.expect_status("Saved").await?;
            app.expect_text("the first words").await?;
            app.expect_text("the second words").await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn on_a_full_disk_what_fits_is_saved_and_can_be_taken_back() -> Outcome {
    /// Only what is long finds no room.
    const FILL_BUT_A_LITTLE: &str = "
globalThis.wholePut = IDBObjectStore.prototype.put;
globalThis.wholeAdd = IDBObjectStore.prototype.add;
const unless = (whole) => function (bytes, key) {
  if (2000 < bytes.length) throw new DOMException('full', 'QuotaExceededError');
  return whole.call(this, bytes, key);
};
IDBObjectStore.prototype.put = unless(globalThis.wholePut);
IDBObjectStore.prototype.add = unless(globalThis.wholeAdd);";
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            app.press("c").await?;
            let dialog = app.dialog("New customer").await?;
            dialog.fill("Name", "Ben Vane").await?;
            app.press("Control+Enter").await?;
            app.gone(Role::DIALOG, "New customer").await?;
            app.open("#/customers").await?;
            app.link("Ada Quill").await?.click().await?;
            app.heading("Ada Quill").await?;
            let () = app.run(FILL_BUT_A_LITTLE, Vec::new()).await?;
            let long = "long words ".repeat(300);
            log_in_vain(app, long.trim(), "1 not saved").await?;

            app.open("#/today").await?;
            app.button("More for Ben Vane").await?.click().await?;
            let trash = app.one(Role::MENU_ITEM, "Move to trash").await?;
            trash.click().await?;
            app.gone(Role::BUTTON, "More for Ben Vane").await?;
            app.expect_status("1 not saved").await?;
            app.press("Control+z").await?;
            app.button("More for Ben Vane").await?;
            app.expect_accessible("a full storage").await?;

            let () = app.run(FREE, Vec::new()).await?;
            app.button("Try again").await?.click().await?;
            app.expect_status("Saved").await
        })
        .await
}
