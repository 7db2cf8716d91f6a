//! Keys as `IndexedDB` has them: texts, and numbers as doubles.

use indexed_db_futures::KeyRange;
use wasm_bindgen::JsValue;

use crate::store::shelf::Key;

/// The key for the database. Numbers must be doubles: a 64-bit integer would become a `BigInt`,
/// which is no key.
pub(super) fn to_js(key: &Key) -> JsValue {
    match key {
        Key::Number(number) => double(*number),
        Key::Text(text) => JsValue::from_str(text),
    }
}

/// All numbers from the first to the last, both included. The one range there is, with both bounds
/// written out; the last must not lie below the first.
pub(super) fn between(first: u64, last: u64) -> KeyRange<JsValue> {
    let first = first.min(Key::MAX_NUMBER);
    KeyRange::Bound(double(first), false, double(last.max(first)), false)
}

/// The key that [`to_js`] made this of.
pub(super) fn to_key(key: &JsValue) -> Option<Key> {
    match key.as_string() {
        Some(text) => Some(Key::Text(text)),
        None => to_number(key).map(Key::Number),
    }
}

/// The number that a key is, if it is one that [`to_js`] makes.
fn to_number(key: &JsValue) -> Option<u64> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates, and what it changed is left out below"
    )]
    let number = key.as_f64()? as u64;
    (number <= Key::MAX_NUMBER && double(number) == *key).then_some(number)
}

fn double(number: u64) -> JsValue {
    #[expect(
        clippy::cast_precision_loss,
        reason = "sequences stay below 2⁵³, which `LogStore` refuses to pass"
    )]
    JsValue::from_f64(number as f64)
}
