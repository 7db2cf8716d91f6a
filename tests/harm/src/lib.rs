//! What happens to the stored Book when browsers are killed, power fails, files are damaged and
//! storage is full: each against the release in `dist/`, in real browsers, with figures.
//!
//! `cargo xtask kills`, `power`, `damage`, `quota` and `tabs` run them; `docs/storage-under-fire.md`
//! says what each does and what it last found. A short form of each is a test of this package.
//!
//! `openings` does no harm: it measures how a large Book opens.
//!
//! Reading order: `driver.js` uses the app from within and tells what it shows; `desk` gathers what
//! it tells; `stores` judges what lies in the database; `browser` is what is killed; then each
//! harness in the file of its name.

pub mod browser;
pub mod damage;
pub mod desk;
mod folders;
pub mod kills;
pub mod openings;
pub mod power;
pub mod quota;
pub mod random;
pub mod site;
pub mod stores;
pub mod tabs;
