//! What the user's corrections taught, kept up to date.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::model::Model;
use crate::app::queries::learned::{Learned, Learning};
use crate::app::table::Slot;
use crate::ui::context::Book;
use crate::ui::kit::job::use_worked;
use crate::ui::memory::{Memory, use_memory};

/// How many records are looked at between two looks at the clock.
const RECORDS_A_STEP: Slot = 5_000;

/// What the corrections taught, as far as it is known yet. Learning goes on in slices and is silent:
/// nobody waits for it. Where no correction was made it ends at once.
#[hook]
pub fn use_learned() -> Option<Arc<Learned>> {
    let memory = use_memory();
    let known = memory.learned.borrow().clone();
    let learned = use_worked(memory, begin, step, finish);
    learned
        .found
        .map_or(known, |learned| Some((*learned).clone()))
}

type Work = (Learning, Memory);

#[expect(
    clippy::unnecessary_wraps,
    reason = "other work may have nothing to do"
)]
fn begin(book: &Book, memory: &Memory) -> Option<Work> {
    let before = memory.learned.borrow().clone();
    let learning = Learning::new(&book.model(), book.now(), before);
    Some((learning, memory.clone()))
}

fn step((learning, _): &mut Work, model: &Model) -> Option<u16> {
    learning.step(model, RECORDS_A_STEP)
}

fn finish((learning, memory): Work) -> Arc<Learned> {
    let learned = learning.finish();
    memory.learned.replace(Some(learned.clone()));
    learned
}
