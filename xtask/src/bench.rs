//! `cargo xtask bench`: the benchmarks of `benches/browser` in headless Chromium.
//!
//! They are functions marked `#[wasm_bindgen_bench]`, which cargo hands to the browser through
//! wasm-bindgen's test runner; what they print is the report. They run on the release's own
//! optimisation, because nobody uses a debug build.

use crate::failure::Outcome;
use crate::run;
use crate::tools::{Need, Toolbox, WASM_TARGET};

/// Long enough for 100,000 single writes on a slow disk, several times over.
const LONGEST_RUN_SECONDS: &str = "1800";

/// Runs the benchmarks whose names contain the given word, or all.
pub(crate) fn bench(filter: &[String]) -> Outcome {
    let toolbox = Toolbox::with(&[Need::WasmTarget, Need::WasmBindgen, Need::Browser])?;
    run::show(
        toolbox
            .command("cargo")
            .args([
                "bench",
                "--locked",
                "--package",
                "genjin",
                "--target",
                WASM_TARGET,
            ])
            .args([
                "--features",
                "testing",
                "--bench",
                "browser",
                "--",
                "--nocapture",
            ])
            .args(filter)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_TIMEOUT", LONGEST_RUN_SECONDS)
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60"),
    )
}
