//! When and by which way a customer answers, from its own answers so far.
//!
//! Few tries say little, so a rate is drawn towards the overall rate of the Book: the mean of a
//! beta-binomial posterior, `(answered + m·p) / (tries + m)`, where `p` is the overall rate and `m`
//! the strength of the prior, counted in tries ([`PRIOR_TRIES`]). See Gelman and others, *Bayesian
//! Data Analysis*, 3rd edition, §2.4; Casella, *An Introduction to Empirical Bayes Data Analysis*,
//! The American Statistician 39 (1985). Below [`FEWEST_TRIES`] nothing is said at all.

use super::channel::Channel;
use super::communication::{Communication, Direction};
use super::moment::Now;
use super::outcome::Outcome;

/// As many tries as the overall rate weighs against a customer's own.
pub const PRIOR_TRIES: f64 = 10.0;

/// With fewer tries nothing is said.
pub const FEWEST_TRIES: u32 = 5;

/// One time that the user reached out and it is known whether somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// By which way.
    pub channel: Channel,
    /// At which hours of the customer's day; absent where only the date is known.
    pub hours: Option<HourBand>,
    /// Whether the customer answered.
    pub answered: bool,
}

impl Attempt {
    /// The attempt that a communication was, if it was one.
    pub fn of(communication: &Communication, now: Now) -> Option<Self> {
        Some(Self {
            answered: Self::answered(communication, now)?,
            channel: communication.channel.clone(),
            hours: communication.at.local_time().map(HourBand::of),
        })
    }

    /// Whether somebody answered. `None` for what the customer began, for plans and what lies in
    /// the trash, and where the outcome is not known; a wrong number says nothing of the customer.
    pub fn answered(communication: &Communication, now: Now) -> Option<bool> {
        Self::told(communication).filter(|_| !communication.at.is_after(now))
    }

    /// The same whatever the clock says.
    pub fn told(communication: &Communication) -> Option<bool> {
        let answered = match communication.outcome? {
            Outcome::Connected => true,
            Outcome::WrongNumber => return None,
            Outcome::LeftMessage | Outcome::LeftVoicemail | Outcome::NoAnswer | Outcome::Busy => {
                false
            }
        };
        let is_ours = communication.direction != Some(Direction::Incoming);
        (is_ours && communication.trashed_at.is_none()).then_some(answered)
    }
}

/// Two hours of a day, by the clock where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HourBand {
    /// The hour at which it begins, even, 0 to 22.
    pub from: u32,
}

impl HourBand {
    /// The band in which a time of day lies.
    pub fn of(time: chrono::NaiveTime) -> Self {
        use chrono::Timelike;
        Self {
            from: time.hour() / 2 * 2,
        }
    }

    /// The hour at which it ends, 2 to 24.
    pub fn to(self) -> u32 {
        self.from + 2
    }
}

/// How often somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many of the tries were answered.
    pub answered: u32,
    /// How many tries there were.
    pub tries: u32,
}

impl Tally {
    /// The same with one try more.
    pub fn count(&mut self, answered: bool) {
        self.tries += 1;
        self.answered += u32::from(answered);
    }

    /// The same with one try less, which was counted before.
    pub fn uncount(&mut self, answered: bool) {
        self.tries -= 1;
        self.answered -= u32::from(answered);
    }

    /// The tally of attempts.
    pub fn of<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Self {
        let mut tally = Self::default();
        for attempt in attempts {
            tally.count(attempt.answered);
        }
        tally
    }

    /// The share that was answered, 0 to 1, as it is; one half where nobody tried.
    pub fn share(self) -> f64 {
        if self.tries == 0 {
            0.5
        } else {
            f64::from(self.answered) / f64::from(self.tries)
        }
    }

    /// The share drawn towards the overall share, 0 to 1; `None` below [`FEWEST_TRIES`].
    pub fn shrunk(self, overall: Tally) -> Option<f64> {
        let drawn = (f64::from(self.answered) + PRIOR_TRIES * overall.share())
            / (f64::from(self.tries) + PRIOR_TRIES);
        (FEWEST_TRIES <= self.tries).then_some(drawn)
    }
}

/// How a customer is best reached, each part with the tries that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct BestReached {
    /// By which way.
    pub channel: Channel,
    /// The tries by that way.
    pub by_channel: Tally,
    /// The share of answers to be expected by that way, 0 to 1.
    pub rate: f64,
    /// The best hours by that way with their tries, where any hours stand out.
    pub hours: Option<(HourBand, Tally)>,
}

impl BestReached {
    /// How a customer with these attempts is best reached; `overall` is the tally of the whole Book.
    /// `None` where there are too few tries, or none was answered.
    pub fn of(attempts: &[Attempt], overall: Tally) -> Option<Self> {
        let mut channels: Vec<(&Channel, Tally)> = Vec::new();
        for attempt in attempts {
            add(&mut channels, &attempt.channel, attempt.answered);
        }
        let (channel, by_channel, rate) = best(channels, overall)?;
        let mut bands: Vec<(HourBand, Tally)> = Vec::new();
        for attempt in attempts
            .iter()
            .filter(|attempt| attempt.channel == *channel)
        {
            if let Some(band) = attempt.hours {
                add(&mut bands, band, attempt.answered);
            }
        }
        let hours = best(bands, overall)
            .filter(|(_, tally, _)| by_channel.share() <= tally.share())
            .map(|(band, tally, _)| (band, tally));
        Some(Self {
            channel: channel.clone(),
            by_channel,
            rate,
            hours,
        })
    }
}

fn add<K: PartialEq>(tallies: &mut Vec<(K, Tally)>, key: K, answered: bool) {
    if let Some((_, tally)) = tallies.iter_mut().find(|(other, _)| *other == key) {
        tally.count(answered);
    } else {
        let mut tally = Tally::default();
        tally.count(answered);
        tallies.push((key, tally));
    }
}

/// The key with the highest shrunk rate; of equal rates the smaller key, so that the order of the
/// records decides nothing.
fn best<K: Ord>(tallies: Vec<(K, Tally)>, overall: Tally) -> Option<(K, Tally, f64)> {
    let mut best: Option<(K, Tally, f64)> = None;
    for (key, tally) in tallies {
        let Some(rate) = tally.shrunk(overall).filter(|_| 0 < tally.answered) else {
            continue;
        };
        let is_better = best.as_ref().is_none_or(|(other, _, so_far)| {
            *so_far < rate || (rate.total_cmp(so_far).is_eq() && key < *other)
        });
        if is_better {
            best = Some((key, tally, rate));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveTime};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::domain::moment::Moment;

    fn attempt(channel: Channel, from: u32, answered: bool) -> Attempt {
        Attempt {
            channel,
            hours: Some(HourBand { from }),
            answered,
        }
    }

    fn tally(answered: u32, tries: u32) -> Tally {
        Tally { answered, tries }
    }

    #[test]
    fn the_rate_is_drawn_towards_the_book_s() {
        // 7 of 9 where every second try of the Book is answered: (7 + 10 · 0.5) / (9 + 10).
        let drawn = tally(7, 9).shrunk(tally(50, 100)).expect("nine tries");
        assert!((drawn - 12.0 / 19.0).abs() < 1e-12);
    }

    #[test]
    fn below_five_tries_nothing_is_said() {
        let overall = tally(50, 100);
        assert_eq!(tally(4, 4).shrunk(overall), None);
        let four = vec![attempt(Channel::Phone, 10, true); 4];
        assert_eq!(BestReached::of(&four, overall), None);
        let five = vec![attempt(Channel::Phone, 10, true); 5];
        let best = BestReached::of(&five, overall).expect("five tries");
        assert_eq!(
            (best.channel, best.by_channel),
            (Channel::Phone, tally(5, 5))
        );
        assert_eq!(best.hours, Some((HourBand { from: 10 }, tally(5, 5))));
    }

    #[test]
    fn who_never_answered_is_best_reached_by_no_way() {
        let attempts = vec![attempt(Channel::Phone, 10, false); 9];
        assert_eq!(BestReached::of(&attempts, tally(50, 100)), None);
    }

    #[test]
    fn the_hours_are_those_of_the_best_way() {
        let mut attempts = vec![attempt(Channel::Phone, 10, true); 7];
        attempts.extend(vec![attempt(Channel::Phone, 10, false); 2]);
        attempts.extend(vec![attempt(Channel::Phone, 16, false); 6]);
        attempts.extend(vec![attempt(Channel::Email, 8, true); 2]);
        attempts.extend(vec![attempt(Channel::Email, 8, false); 6]);
        let best = BestReached::of(&attempts, tally(50, 100)).expect("enough tries");
        assert_eq!(
            (best.channel, best.by_channel),
            (Channel::Phone, tally(7, 15))
        );
        assert_eq!(best.hours, Some((HourBand { from: 10 }, tally(7, 9))));
    }

    #[test]
    fn only_what_we_began_and_know_the_end_of_is_an_attempt() {
        let now = DateTime::parse_from_rfc3339("2024-11-20T12:00:00+08:00").expect("an instant");
        let logged = |outcome, direction, hour: u32| Communication {
            id: CommunicationId(Uuid::from_u128(1)),
            customers: vec![CustomerId(Uuid::from_u128(2))],
            at: Moment::At(now - chrono::TimeDelta::hours(i64::from(hour))),
            channel: Channel::Phone,
            direction,
            outcome,
            duration_seconds: None,
            content: String::new(),
            line: String::new(),
            sentiment: None,
            executes: None,
            origin: None,
            trashed_at: None,
        };
        let of = |communication: &Communication| Attempt::of(communication, now);
        let connected = of(&logged(Some(Outcome::Connected), None, 1)).expect("an attempt");
        assert!(connected.answered);
        assert_eq!(connected.hours, Some(HourBand { from: 10 }));
        let outgoing = Some(Direction::Outgoing);
        let missed = of(&logged(Some(Outcome::NoAnswer), outgoing, 3)).expect("an attempt");
        assert!(!missed.answered);
        assert_eq!(
            missed.hours,
            Some(HourBand::of(NaiveTime::MIN + chrono::TimeDelta::hours(9)))
        );
        let incoming = Some(Direction::Incoming);
        assert_eq!(of(&logged(Some(Outcome::Connected), incoming, 1)), None);
        assert_eq!(of(&logged(None, outgoing, 1)), None);
        assert_eq!(of(&logged(Some(Outcome::WrongNumber), outgoing, 1)), None);
        let mut future = logged(Some(Outcome::Connected), outgoing, 1);
        future.at = Moment::At(now + chrono::TimeDelta::hours(1));
        assert_eq!(of(&future), None);
    }

    fn any_attempt() -> impl Strategy<Value = Attempt> {
        let channel = prop_oneof![
            Just(Channel::Phone),
            Just(Channel::Email),
            Just(Channel::Visit)
        ];
        (channel, proptest::option::of(0..12_u32), any::<bool>()).prop_map(
            |(channel, band, answered)| Attempt {
                channel,
                hours: band.map(|band| HourBand { from: band * 2 }),
                answered,
            },
        )
    }

    proptest! {
        #[test]
        fn a_shrunk_rate_lies_between_the_own_and_the_overall(
            tries in 5..5000_u32, answered in 0..5000_u32, all in 1..5000_u32, of_all in 0..5000_u32,
        ) {
            let own = tally(answered.min(tries), tries);
            let overall = tally(of_all.min(all), all);
            let drawn = own.shrunk(overall).expect("enough tries");
            let (low, high) = (own.share().min(overall.share()), own.share().max(overall.share()));
            prop_assert!(low - 1e-12 <= drawn && drawn <= high + 1e-12);
            // Ten tries of its own weigh as much as the Book.
            let distance = (drawn - own.share()).abs();
            prop_assert!(distance <= PRIOR_TRIES / (f64::from(tries) + PRIOR_TRIES) + 1e-12);
        }

        #[test]
        fn one_more_answer_never_lowers_the_rate(tries in 5..500_u32, answered in 0..500_u32, of_all in 0..=100_u32) {
            let answered = answered.min(tries - 1);
            let overall = tally(of_all, 100);
            prop_assert!(tally(answered, tries).shrunk(overall) < tally(answered + 1, tries).shrunk(overall));
        }

        #[test]
        fn the_order_of_attempts_decides_nothing(attempts in proptest::collection::vec(any_attempt(), 0..60)) {
            let overall = Tally::of(&attempts);
            let backwards: Vec<_> = attempts.iter().rev().cloned().collect();
            let best = BestReached::of(&attempts, overall);
            prop_assert_eq!(&best, &BestReached::of(&backwards, overall));
            if let Some(best) = best {
                let most = best.by_channel.tries;
                let of_hours = best.hours.map_or(most, |(_, tally)| tally.tries);
                prop_assert!((FEWEST_TRIES..=most).contains(&of_hours));
            }
        }
    }
}
