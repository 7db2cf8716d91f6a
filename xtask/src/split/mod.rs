//! Splits the app's module in two, so that a first visit loads only what its screens need.
//!
//! Both parts share memory, tables and globals. Where the first part calls a function that it does
//! not hold, it goes through a *gate*, which has the later part loaded, then goes on through the
//! function's slot in the table, which the later part has filled meanwhile. So it never matters for
//! correctness which functions are where, only for how soon they are needed. No code of the app
//! knows of it.
//!
//! Constants that nothing in the first part refers to lie in the later part, which writes them to
//! their addresses when it is joined. Until then these addresses hold zeroes.
//!
//! Reading order: [`choice`] says what a first visit needs, [`source`] reads the module,
//! [`references`] what the linker knows of it, [`plan`] decides per function and constant, [`first`]
//! and [`later`] write the parts. [`marked`] is for
//! `cargo xtask profile`, which finds out what a first visit needs.

mod choice;
mod first;
mod later;
mod marked;
mod plan;
mod references;
mod source;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_data;

use std::fmt::Display;

use crate::failure::{Failure, Outcome};

pub(crate) use choice::{FirstVisit, SMALL, Stage};
pub(crate) use marked::{MarkedFunction, marked};
pub(crate) use references::References;

/// The module name under which the later part imports what the first one exports.
pub(crate) const FIRST_PART: &str = "first";

/// The function of the page that loads the later part, as wasm-bindgen names its import: this,
/// then a hash. It is declared in `src/web/later_part.rs`.
const LOADER: &str = "__wbg_loadLaterPart_";

/// The two modules, not optimised yet.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) first: Vec<u8>,
    pub(crate) later: Vec<u8>,
    /// The names of all functions.
    pub(crate) names: Vec<String>,
    /// How many functions lie in the later part.
    pub(crate) moved: usize,
    /// How many of them the first part refers to.
    pub(crate) entrances: usize,
    /// How many of these are functions in the first part as well.
    pub(crate) stubs: usize,
    /// How many bytes of constants lie in the later part.
    pub(crate) moved_data: usize,
    /// In how many pieces.
    pub(crate) pieces: usize,
    /// How many bytes of data the module has in all.
    pub(crate) data: usize,
}

/// Splits a module. `references` are those of what the linker wrote, from which the module was
/// made. `needed_first` is asked with the name of each of its functions; those with less
/// than `small` bytes of code stay where others than moved functions refer to them.
pub(crate) fn split(
    module: &[u8],
    references: &References,
    needed_first: impl Fn(&str) -> bool,
    small: u64,
) -> Outcome<Parts> {
    let source = source::Source::read(module)?;
    let plan = plan::Plan::make(&source, references, needed_first, small)?;
    Ok(Parts {
        first: first::write(&source, &plan)?,
        later: later::write(&source, &plan)?,
        moved: plan.moved.len(),
        entrances: plan.entrances.len(),
        stubs: plan.stubs.len(),
        moved_data: plan
            .constants
            .iter()
            .map(|constants| constants.bytes.len())
            .sum(),
        pieces: plan.constants.len(),
        data: source
            .segments()?
            .iter()
            .map(|segment| segment.bytes.len())
            .sum(),
        names: source.names.into_values().collect(),
    })
}

/// What is said of a module that cannot be split.
fn malformed(reason: &impl Display) -> Failure {
    Failure::new(format!("the app's module cannot be split: {reason}"))
}
