//! Journeys: end-to-end tests of the built app, told as what a user sees and does in a browser.
//!
//! `cargo xtask test --only dist,journeys` builds the release into `dist/` and runs them; after
//! that, `cargo test -p genjin-journeys` repeats them on the same `dist/`. Where the browser, its
//! driver or `dist/` is missing, each prints a line that says so and passes.
//!
//! ```no_run
//! use genjin_journeys::{Browser, Journey, Outcome, Viewport};
//!
//! #[tokio::test]
//! async fn a_logged_call_can_be_undone_after_a_restart() -> Outcome {
//!     Journey::new()
//!         .clock("2024-08-16T12:00:00+08:00")
//!         .viewport(Viewport::PHONE)
//!         .run(async |app: &mut Browser| {
//!             app.open("#/today").await?;
//!             app.press("l").await?;
//!             let dialog = app.dialog("Log").await?;
//!             dialog.fill("Content", "wants a quote").await?;
//!             dialog.button("Save").await?.click().await?;
//!             app.expect_status("Saved").await?;
//!             app.restart().await?;
//!             app.press("Control+z").await?;
//!             app.expect_no_text("wants a quote").await?;
//!             app.expect_accessible("today after undo").await
//!         })
//!         .await
//! }
//! # fn main() {}
//! ```
//!
//! What every journey proves by itself, at its end: no request left the site's origin, and the
//! console holds no warning, error or violation of the page's policy. A journey that expects some
//! takes them first with [`Browser::take_console`].
//!
//! How to look for things: by the role and name that assistive technology hears ([`Scope`]), so
//! that a journey breaks when a user of a screen reader would be lost. Nothing sleeps: every look
//! waits until its deadline, and says what it found instead.
//!
//! The browser is Chromium; [`Journey::engine`] names another, for the steps that plain `WebDriver`
//! can take.
//!
//! Each journey has a browser profile of its own, which outlives [`Browser::restart`]. One journey
//! runs at a time. When one fails, a screenshot and the page's text are in `target/screens/`.

mod accessibility;
mod browser;
mod clock;
mod console;
mod driver;
mod elements;
mod engine;
mod failure;
mod folders;
mod form;
mod journey;
mod keyboard;
mod requests;
mod role;
mod scope;
mod site;
mod tab;
mod trap;
mod wait;

pub use accessibility::Violation;
pub use browser::Browser;
pub use console::ConsoleEntry;
pub use engine::Engine;
pub use failure::{Failure, Outcome};
pub use journey::Journey;
pub use role::{Name, Role, containing};
pub use scope::Scope;
pub use tab::{ColourScheme, Medium, Viewport};
pub use thirtyfour::{WebElement, WindowHandle};
