//! Use without a network, and how a new version takes the place of the old one.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};
use serde_json::json;
use support::offline::{CACHES, finish, until_kept, update};
use support::{Folder, begin_with, import, log_for_current, open_log, wait_for_drafts};

/// A large Book takes longer than what journeys wait for elsewhere.
const LONG: Duration = Duration::from_mins(1);

/// What a page says of the version that it is.
async fn version(app: &Browser) -> Outcome<Option<String>> {
    let script = "return document.documentElement.dataset.version ?? null";
    app.run(script, Vec::new()).await
}

async fn expect_version(app: &Browser, expected: Option<&str>) -> Outcome {
    app.wait_for(&format!("version {expected:?}"), async || {
        let is_up = "return document.querySelector('.side, .welcome') !== null";
        let is_up: bool = app.run(is_up, Vec::new()).await?;
        Ok(is_up && version(app).await?.as_deref() == expected)
    })
    .await
}

/// Marks the page of the site as another version, which has a file of its own, and finishes it.
fn make_version(folder: &Path, name: &str) -> Outcome {
    let page = fs::read_to_string(folder.join("index.html"))?;
    let mark = format!("<html data-version=\"{name}\" ");
    let page = page.replacen("<html ", &mark, 1);
    fs::write(folder.join("index.html"), page)?;
    fs::write(folder.join("version.txt"), name)?;
    finish(folder)
}

async fn caches(app: &Browser) -> Outcome<Vec<String>> {
    app.run(CACHES, Vec::new()).await
}

const NOTICE: &str = "A new version of Genjin is ready";

#[tokio::test]
async fn without_a_host_the_app_opens_and_everything_works() -> Outcome {
    Journey::new()
        .under("/a/b/")
        .altered(finish)
        .run(async |app: &mut Browser| {
            begin_with(app, "张三").await?;
            until_kept(app).await?;
            app.expect_no_text(NOTICE).await?;
            app.stop_site()?;
            app.restart().await?;
            app.button("First contacts 1").await?;
            log_for_current(app, "said without a network").await?;
            app.expect_status("Saved").await?;
            for page in ["Insights", "Data", "Settings", "Communications"] {
                app.open(&format!("#/{}", page.to_lowercase())).await?;
                app.heading(page).await?;
            }
            app.expect_text("said without a network").await?;
            // The table of readings was never asked for before.
            app.open("#/customers").await?;
            app.field("Search customers").await?.send_keys("zs").await?;
            app.link("张三").await?;
            app.reload().await?;
            app.link("张三").await?;
            // The browser looks for a newer worker and does not find the host.
            app.take_console().await?;
            Ok(())
        })
        .await
}

/// Notes when a version could not be kept.
const NOTE_FAILURE: &str = "
const own = ServiceWorkerContainer.prototype.register;
ServiceWorkerContainer.prototype.register = function (...given) {
  const asked = own.apply(this, given);
  const fails = () => { window.couldNotBeKept = true; };
  asked.then(({ installing }) => installing?.addEventListener('statechange', () => {
    if (installing.state === 'redundant') fails();
  }), fails);
  return asked;
};
";

/// How many bytes the site's caches take.
const ROOM_OF_CACHES: &str = "
navigator.storage.estimate().then(({ usage, usageDetails }) =>
  arguments[0](usageDetails ? usageDetails.caches ?? 0 : usage));
";

#[tokio::test]
async fn what_does_not_fit_leaves_its_room_to_the_user() -> Outcome {
    Journey::new()
        .altered(finish)
        .run(async |app: &mut Browser| {
            // Its largest file fits, and not all the others.
            let sizes = fs::read_dir(app.site_folder()?)?
                .map(|file| Ok(file?.metadata()?.len()))
                .collect::<Outcome<Vec<u64>>>()?;
            let largest = sizes.into_iter().max().expect("files");
            let origin = app.site().trim_end_matches('/').to_owned();
            let little = json!({ "origin": origin, "quotaSize": largest + 400_000 });
            app.devtools("Storage.overrideQuotaForOrigin", little)
                .await?;
            app.run_before_pages(NOTE_FAILURE).await?;
            begin_with(app, "Ada Quill").await?;
            app.wait_for("the end of the try to keep the version", async || {
                app.run("return window.couldNotBeKept === true", Vec::new())
                    .await
            })
            .await?;
            app.wait_for("room", async || {
                Ok(app.run_async::<u64>(ROOM_OF_CACHES, Vec::new()).await? < 10_000)
            })
            .await?;
            log_for_current(app, "there is room for words").await?;
            app.expect_status("Saved").await?;
            // The browser tells of what did not fit.
            app.take_console().await?;
            Ok(())
        })
        .await
}

/// Counts the workers that the page starts.
const COUNT_WORKERS: &str = "
window.workers = 0;
window.Worker = class extends Worker {
  constructor(address) {
    super(address);
    window.workers += 1;
  }
  postMessage(asked, ports) {
    window.asked = Array.isArray(asked);
    super.postMessage(asked, ports);
  }
};
";

/// Has a worker read all segments there are; how many, and how many of them are bytes.
const READ_BESIDE: &str = "
const done = arguments[0];
(async () => {
  const [{ name }] = await indexedDB.databases();
  const database = await new Promise((opened) => {
    indexedDB.open(name).onsuccess = (event) => opened(event.target.result);
  });
  const keys = await new Promise((read) => {
    const store = database.transaction('segments').objectStore('segments');
    store.getAllKeys().onsuccess = (event) => read(event.target.result);
  });
  database.close();
  const worker = genjin.startReader();
  const ask = (question) => new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answered(event.data);
    worker.postMessage(question, [port2]);
  });
  const isOpen = await ask(name);
  const values = await ask(['segments', keys]);
  worker.terminate();
  done([isOpen, keys.length, values.filter((one) => one instanceof Uint8Array).length]);
})();
";

#[tokio::test]
async fn a_large_book_is_read_beside_the_page_even_without_a_host() -> Outcome {
    Journey::new()
        .altered(finish)
        .run(async |app: &mut Browser| {
            app.run_before_pages(COUNT_WORKERS).await?;
            begin_with(app, "Ada Quill").await?;
            until_kept(app).await?;
            app.stop_site()?;
            app.reload().await?;
            app.button("First contacts 1").await?;
            let workers = "return window.workers";
            assert_eq!(app.run::<u32>(workers, Vec::new()).await?, 0, "a small one");

            let folder = Folder::create("reader")?;
            let mut rows = String::from("Customer,Date,Channel,Content\n");
            for row in 0..120_000 {
                writeln!(rows, "Ada Quill,2024-08-01,Phone,call {row}")?;
            }
            import(app, &folder.write("communications.csv", rows.as_bytes())?).await?;
            app.expect_status("Saved").await?;
            app.open("#/communications").await?;
            let mut is_asked = false;
            // On a busy machine it may be ready too late.
            for _ in 0..5 {
                app.reload().await?;
                let patient = app.patient(LONG);
                patient.expect_text("120,000 communications").await?;
                assert_eq!(app.run::<u32>(workers, Vec::new()).await?, 1, "a large one");
                is_asked |= app
                    .run::<bool>("return window.asked === true", Vec::new())
                    .await?;
            }
            assert!(is_asked, "nothing was read beside the page");
            let read: (bool, usize, usize) = app.run_async(READ_BESIDE, Vec::new()).await?;
            assert!(read.0 && 10 < read.1 && read.1 == read.2, "{read:?}");
            // The browser looks for a newer worker and does not find the host.
            app.take_console().await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn a_new_version_waits_for_the_user_and_for_unsaved_words_and_both_tabs_take_it() -> Outcome {
    Journey::new()
        .altered(finish)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            until_kept(app).await?;
            let old = caches(app).await?;
            assert_eq!(old.len(), 1, "{old:?}");
            let first = app.tab().await?;
            let second = app.new_tab("#/customers").await?;
            app.heading("Customers").await?;

            make_version(&app.site_folder()?, "2")?;
            assert!(update(app).await?, "it waits");
            app.reload().await?;
            expect_version(app, None).await?;
            app.expect_status(NOTICE).await?;
            app.expect_accessible("a new version is ready").await?;

            // Words that are typed in the other tab hold it up, even with their dialog open.
            app.switch_to(&first).await?;
            app.expect_status(NOTICE).await?;
            let dialog = open_log(app).await?;
            dialog.fill("Content", "half a sentence").await?;
            wait_for_drafts(app, 1).await?;
            app.switch_to(&second).await?;
            app.button("Use it now").await?.click().await?;
            app.expect_status("Text that is not saved").await?;
            expect_version(app, None).await?;
            assert_eq!(caches(app).await?.len(), 2);
            app.switch_to(&first).await?;
            app.press("Escape").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;

            app.switch_to(&second).await?;
            app.button("Use it now").await?.click().await?;
            expect_version(app, Some("2")).await?;
            app.heading("Customers").await?;
            app.expect_no_text(NOTICE).await?;
            app.switch_to(&first).await?;
            expect_version(app, Some("2")).await?;
            app.expect_text("half a sentence").await?;
            app.wait_for("the old cache to be gone", async || {
                let new = caches(app).await?;
                Ok(new.len() == 1 && new != old)
            })
            .await
        })
        .await
}

#[tokio::test]
async fn a_version_of_which_a_file_is_missing_or_wrong_is_never_taken() -> Outcome {
    Journey::new()
        .altered(finish)
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            until_kept(app).await?;
            let old = caches(app).await?;
            let folder = app.site_folder()?;
            make_version(&folder, "2")?;
            let file = folder.join("version.txt");
            for content in [None, Some("another")] {
                match content {
                    None => fs::remove_file(&file)?,
                    Some(content) => fs::write(&file, content)?,
                }
                assert!(!update(app).await?, "nothing waits");
                app.wait_for("the half-filled cache to go", async || {
                    Ok(caches(app).await? == old)
                })
                .await?;
                app.reload().await?;
                expect_version(app, None).await?;
                app.restart().await?;
                expect_version(app, None).await?;
            }
            // Once it is whole it is offered.
            fs::write(&file, "2")?;
            app.wait_for("the whole version to wait", async || update(app).await)
                .await?;
            app.expect_status(NOTICE).await?;
            // What the worker said of the file.
            app.take_console().await?;
            Ok(())
        })
        .await
}

/// Puts other bytes in the place of a file that is kept, or none.
const DAMAGE: &str = "
const [name, text] = arguments;
return (async () => {
  const [kept] = (await caches.keys()).filter((one) => one.startsWith('genjin:'));
  const cache = await caches.open(kept);
  if (text === null) await cache.delete(name);
  else await cache.put(name, new Response(text, { headers: { 'content-type': 'text/html' } }));
})()";

/// What is kept in the place of a file.
const KEPT: &str = "
return (async () => (await (await caches.match(arguments[0]))?.text())?.length ?? 0)()";

#[tokio::test]
async fn a_damaged_file_is_mended_or_said_to_be_damaged() -> Outcome {
    Journey::new()
        .altered(|folder| {
            // Else what the browser itself kept of its first visit would do.
            let headers = folder.join("_headers");
            let forgetful = fs::read_to_string(&headers)?.replace("no-cache", "no-store");
            fs::write(&headers, forgetful)?;
            finish(folder)
        })
        .run(async |app: &mut Browser| {
            begin_with(app, "Ada Quill").await?;
            until_kept(app).await?;
            let module: String = app
                .run(
                    "return document.querySelector('[name=\"genjin:app\"]').content",
                    Vec::new(),
                )
                .await?;
            for (name, content) in [
                ("index.html", Some("<p>damaged")),
                ("index.html", None),
                (module.as_str(), Some("damaged(")),
                (module.as_str(), None),
            ] {
                let () = app.run(DAMAGE, vec![name.into(), content.into()]).await?;
                app.reload().await?;
                app.button("First contacts 1").await?;
                app.wait_for("the file to be mended", async || {
                    let length: usize = app.run(KEPT, vec![name.into()]).await?;
                    Ok("damaged(".len() < length && length != "<p>damaged".len())
                })
                .await?;
            }
            app.stop_site()?;
            let damaged = vec!["index.html".into(), "<p>damaged".into()];
            let () = app.run(DAMAGE, damaged).await?;
            app.reload().await?;
            app.expect_text("Your data is untouched").await?;
            app.expect_text("您的数据没有受到影响").await?;
            app.start_site()?;
            app.reload().await?;
            app.button("First contacts 1").await?;
            app.take_console().await?;
            Ok(())
        })
        .await
}

#[tokio::test]
async fn caches_of_other_apps_and_other_copies_of_genjin_are_left_alone() -> Outcome {
    Journey::new()
        .under("/one/")
        .altered(finish)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("Start empty")).await?;
            let strangers = [
                "genjin:/:build:0123",
                "genjin:/one/two/:build:0123",
                "theirs",
            ];
            for name in strangers {
                let open = "return caches.open(arguments[0]).then(() => null)";
                let () = app.run(open, vec![name.into()]).await?;
            }
            until_kept(app).await?;
            make_version(&app.site_folder()?, "2")?;
            assert!(update(app).await?, "it waits");
            app.button("Use it now").await?.click().await?;
            expect_version(app, Some("2")).await?;
            app.wait_for("the old cache to be gone", async || {
                Ok(caches(app).await?.len() == strangers.len() + 1)
            })
            .await?;
            let left = caches(app).await?;
            for name in strangers {
                assert!(left.iter().any(|one| one == name), "{name}: {left:?}");
            }
            Ok(())
        })
        .await
}
