//! Tabs know of each other's open forms: by locks, and without them by asking.

#![cfg(target_arch = "wasm32")]

use genjin::web::open_forms::OpenForms;
use genjin::web::{clock, task};
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Waits until no form is open elsewhere: a lock that is let go is free a moment later.
async fn until_closed(forms: &OpenForms) {
    for _ in 0..100 {
        if forms.elsewhere().await.is_empty() {
            return;
        }
        task::pause(10).await;
    }
    panic!("the form is still held to be open");
}

/// Two tabs of one Book, which for locks and channels are no different from two in one page.
async fn check() {
    let book = format!("genjin-test:{}", clock::new_id());
    let (first, second) = (OpenForms::of(&book), OpenForms::of(&book));
    let stranger = OpenForms::of(&format!("{book}:other"));
    let none: [&str; 0] = [];
    assert_eq!(second.elsewhere().await, none);
    let form = first.open("log:1");
    assert!(first.is_here("log:1"));
    assert!(!second.is_here("log:1"));
    assert_eq!(second.elsewhere().await, ["log:1"]);
    assert_eq!(first.elsewhere().await, none);
    assert_eq!(stranger.elsewhere().await, none);
    // The same form in both: each knows of the other.
    let same = second.open("log:1");
    assert_eq!(first.elsewhere().await, ["log:1"]);
    assert_eq!(second.elsewhere().await, ["log:1"]);
    drop(form);
    assert!(!first.is_here("log:1"));
    until_closed(&second).await;
    assert_eq!(first.elsewhere().await, ["log:1"]);
    drop(same);
    until_closed(&first).await;
}

#[wasm_bindgen_test]
async fn a_form_is_known_by_its_lock_for_as_long_as_it_is_open() {
    check().await;
}

#[wasm_bindgen_test]
async fn where_there_are_no_locks_the_tabs_are_asked() {
    let run = |script: &str| Function::new_no_args(script).call0(&JsValue::NULL);
    run("Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true })")
        .expect("it can be hidden");
    check().await;
    run("delete navigator.locks").expect("it can be shown again");
}
