//! What the user set for the whole Book. What belongs to one device (language, theme) is not here.

use super::channel::Channel;
use super::contact_rule::ContactRule;
use super::policy::Policies;
use super::resource::{Capacity, QueueWeights, Resource, RoundSettings, WorkingHours};
use super::scoring::Scoring;
use super::working_days::DayCount;

/// The Book's settings; part of every backup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// When to suggest what.
    pub policies: Policies,
    /// What counts as contact.
    pub contact_rule: ContactRule,
    /// Which days count.
    pub day_count: DayCount,
    /// Channels that the user added to the built-in ones, in the order in which they are shown.
    pub own_channels: Vec<String>,
    /// How many visits and calls fit a day.
    pub capacity: Capacity,
    /// What moves a suggestion up or down in the queue.
    pub queue_weights: QueueWeights,
    /// From when to when the user works.
    pub working_hours: WorkingHours,
    /// What there is to answer needs with, in the order in which it is offered.
    pub resources: Vec<Resource>,
    /// How rounds of visits are reckoned.
    pub round: RoundSettings,
    /// By what satisfaction and loyalty are reckoned.
    pub scoring: Scoring,
}

impl Settings {
    /// Every channel that a form offers.
    pub fn channels(&self) -> Vec<Channel> {
        let own = self.own_channels.iter().cloned().map(Channel::Own);
        Channel::BUILT_IN.into_iter().chain(own).collect()
    }
}
