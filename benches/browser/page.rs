//! The page that the benchmarks run on: its clock, raw `IndexedDB`, keys and frames.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The functions of `page.js`.
pub(crate) struct Page(JsValue);

impl Page {
    pub(crate) fn load() -> Self {
        let load = Function::new_no_args(include_str!("page.js"));
        Self(load.call0(&JsValue::UNDEFINED).expect("valid code"))
    }

    pub(crate) fn call(&self, name: &str, arguments: &[JsValue]) -> JsValue {
        let function: Function = Reflect::get(&self.0, &name.into())
            .ok()
            .and_then(|value| value.dyn_into().ok())
            .expect("a function of page.js");
        let arguments: Array = arguments.iter().collect();
        function
            .apply(&self.0, &arguments)
            .expect("does not throw at once")
    }

    pub(crate) async fn wait_for(&self, name: &str, arguments: &[JsValue]) -> JsValue {
        let promise: Promise = self.call(name, arguments).unchecked_into();
        match JsFuture::from(promise).await {
            Ok(value) => value,
            Err(error) => panic!("{name}: {error:?}"),
        }
    }

    /// How long an asynchronous function of `page.js` says that something took.
    pub(crate) async fn milliseconds(&self, name: &str, arguments: &[JsValue]) -> f64 {
        let took = self.wait_for(name, arguments).await;
        took.as_f64().expect("a number")
    }

    pub(crate) fn now(&self) -> f64 {
        self.call("now", &[]).as_f64().expect("a number")
    }

    /// How long something takes.
    pub(crate) fn time<T>(&self, act: impl FnOnce() -> T) -> f64 {
        let began = self.now();
        std::hint::black_box(act());
        self.now() - began
    }
}
