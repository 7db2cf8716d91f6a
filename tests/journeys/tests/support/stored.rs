//! The Book's database, read and altered behind the app's back.

use genjin_journeys::{Browser, Outcome};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_128;

/// Opens the Book's database as it is.
const OPEN: &str = "
const done = arguments[arguments.length - 1];
const opened = (version, upgrade) => new Promise((resolve, reject) => {
  indexedDB.databases().then((all) => {
    const { name } = all.find(({ name }) => name.startsWith('genjin:') && name.endsWith(':1'));
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
});
const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});";

const READ_HEAD: &str = "
opened().then(async (database) => {
  const store = database.transaction('meta').objectStore('meta');
  const value = await settled(store.get('head'));
  database.close();
  done(new TextDecoder().decode(value.slice(4)));
});";

const WRITE_HEAD: &str = "
opened().then(async (database) => {
  const store = database.transaction('meta', 'readwrite').objectStore('meta');
  const text = new TextEncoder().encode(arguments[0]);
  await settled(store.put(new Uint8Array([1, 0, 0, 0, ...text]), 'head'));
  database.close();
  done(true);
});";

/// Runs a script in which `opened` gives the Book's database, and `done` takes the answer.
pub(crate) async fn in_database(
    app: &Browser,
    script: &str,
    arguments: Vec<Value>,
) -> Outcome<Value> {
    app.run_async(&format!("{OPEN}{script}"), arguments).await
}

/// The head as it is written.
pub(crate) async fn head(app: &Browser) -> Outcome<String> {
    let text = in_database(app, READ_HEAD, Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Makes the Book one of this form, as the Genjin of that form would write it; answers its head.
pub(crate) async fn set_form(app: &Browser, form: u32) -> Outcome<String> {
    let text = head(app).await?;
    let (head, _hash) = text.rsplit_once(",\"hash\"").expect("a head and its hash");
    let head = head.strip_prefix("{\"head\":").expect("a head");
    let (_, rest) = head.split_once("{\"form\":").expect("a form");
    let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let head = format!("{{\"form\":{form}{rest}");
    let hash = xxh3_128(head.as_bytes());
    let text = format!("{{\"head\":{head},\"hash\":\"{hash:032x}\"}}");
    in_database(app, WRITE_HEAD, vec![Value::from(text.clone())]).await?;
    Ok(text)
}
