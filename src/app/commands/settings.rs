//! Change the Book's settings: only what the form changed.

use std::sync::Arc;

use super::{Decision, Rejection, carried_over};
use crate::app::model::Model;
use crate::domain::change::{Deed, Edit, Fields};
use crate::domain::channel::Channel;
use crate::domain::order::PutInOrder;
use crate::domain::scoring::Scoring;
use crate::domain::settings::Settings;

#[inline(never)]
pub(super) fn decide(
    model: &Model,
    before: &Settings,
    after: &Settings,
    subject: &str,
) -> Result<Decision, Rejection> {
    let mut names = after.own_channels.clone();
    names.put_in_order();
    let repeated = names.windows(2).any(|pair| pair[0] == pair[1]);
    let built_in = names
        .iter()
        .any(|name| !matches!(Channel::from_code(name), Channel::Own(_)));
    if repeated || built_in {
        return Err(Rejection::ChannelExists);
    }
    let current: &Arc<Settings> = model.settings();
    let mut after = after.clone();
    // Several forms edit parts of it, and one is not to put back what another changed.
    after.scoring = Scoring::carried_over(&before.scoring, &after.scoring, &current.scoring);
    if let Some(fault) = after.scoring.fault() {
        return Err(Rejection::Scoring(fault));
    }
    let edits = carried_over(before, &after, current).map(Edit::Settings);
    Ok(Decision::new(
        Deed::ChangeSettings,
        subject,
        edits.into_iter().collect(),
    ))
}
