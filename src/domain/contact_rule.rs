//! Which communications count as contact, and which were only attempts.

use std::collections::BTreeSet;

use super::channel::Channel;
use super::order::Gather;
use super::outcome::Outcome;

/// What does not count as contact. Everything not named here counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRule {
    /// Outcomes that make a communication an attempt: shown, but not counted.
    pub attempts: BTreeSet<Outcome>,
    /// Channels that the user does not count, such as a newsletter.
    pub uncounted_channels: BTreeSet<Channel>,
    /// Whether a firm's last contact includes that of its people.
    pub people_count_for_their_firm: bool,
}

impl Default for ContactRule {
    fn default() -> Self {
        Self {
            attempts: [Outcome::NoAnswer, Outcome::Busy, Outcome::WrongNumber]
                .into_iter()
                .into_set(),
            uncounted_channels: BTreeSet::new(),
            people_count_for_their_firm: true,
        }
    }
}

impl ContactRule {
    /// Whether such a communication restarts the days since the last contact.
    pub fn counts(&self, channel: &Channel, outcome: Option<Outcome>) -> bool {
        !self.is_attempt(outcome) && !self.uncounted_channels.contains(channel)
    }

    /// Whether such a communication was an attempt that did not reach the customer.
    pub fn is_attempt(&self, outcome: Option<Outcome>) -> bool {
        outcome.is_some_and(|outcome| self.attempts.contains(&outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unanswered_call_is_an_attempt_and_a_voicemail_is_a_contact() {
        let rule = ContactRule::default();
        assert!(!rule.counts(&Channel::Phone, Some(Outcome::NoAnswer)));
        assert!(!rule.counts(&Channel::Phone, Some(Outcome::Busy)));
        assert!(!rule.counts(&Channel::Phone, Some(Outcome::WrongNumber)));
        assert!(rule.counts(&Channel::Phone, Some(Outcome::LeftVoicemail)));
        assert!(rule.counts(&Channel::Phone, None));
    }

    #[test]
    fn a_channel_that_the_user_switched_off_does_not_count() {
        let mut rule = ContactRule::default();
        rule.uncounted_channels.insert(Channel::Social);
        assert!(!rule.counts(&Channel::Social, Some(Outcome::Connected)));
    }
}
