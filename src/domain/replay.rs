//! Replay 回放: what a policy would have asked for on days gone by.
//!
//! The contacts of a customer leave gaps: from each contact to the next one, or to the last day
//! that is looked at. In each gap a rule asks once if the gap outlasts it: on the first day on which
//! more counted days than its threshold have passed since the contact. The day of the next contact
//! belongs to the gap still, because the rule asked in the morning and the contact was the answer.
//! A cadence of the customer's own asks once in each gap that is as long, and then no rule does.
//!
//! Nothing is asked before the first contact, nor of whoever must not be contacted. Customers are
//! taken as they are today: their tags, tier, stage and cadence have no history that could be asked.
//! Pauses, skips and follow-ups by hand are left out, for they are no part of a policy.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::customer::{Customer, OwnCadence};
use super::follow_up::Action;
use super::settings::Settings;
use super::working_days::DayCount;

/// Days one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first of them, in days since the first day of year 1.
    first: i32,
    /// How many there are.
    days: usize,
}

impl Period {
    /// The days from one to another, both included; none where the last lies before the first.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Self {
        let (first, last) = (first.num_days_from_ce(), last.num_days_from_ce());
        Self {
            first,
            days: usize::try_from(last - first + 1).unwrap_or(0),
        }
    }

    /// How many days there are.
    pub fn days(self) -> usize {
        self.days
    }

    /// The first day, in days since the first day of year 1.
    pub fn first_day(self) -> i32 {
        self.first
    }

    /// The date of a day of the period, counted from 0.
    pub fn date(self, place: usize) -> NaiveDate {
        let place = i32::try_from(place).unwrap_or(i32::MAX);
        NaiveDate::from_num_days_from_ce_opt(self.first.saturating_add(place))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The place of a day in the period, counted from 0; `None` before and after it.
    pub fn place(self, day: i32) -> Option<usize> {
        let place = usize::try_from(day - self.first).ok()?;
        (place < self.days).then_some(place)
    }
}

/// A policy that is replayed over a period, one customer after the other.
#[derive(Debug)]
pub struct Replay {
    settings: Arc<Settings>,
    counted: CountedDays,
    /// The thresholds of each scoped policy and at last of the default, with the places of their
    /// actions in `asked`.
    rules: Vec<Vec<(u32, usize)>>,
    asked: Vec<(Action, Vec<u32>)>,
}

impl Replay {
    /// Begins to replay the policies and the way of counting days of these settings.
    pub fn new(settings: &Arc<Settings>, period: Period) -> Self {
        let mut replay = Self {
            counted: CountedDays::of(&settings.day_count, period),
            settings: settings.clone(),
            rules: Vec::new(),
            asked: Vec::new(),
        };
        let policies = &settings.policies;
        let scoped = policies.scoped.iter().map(|scoped| &scoped.policy);
        for policy in scoped.chain([&policies.default]) {
            let rules = policy.rules().iter();
            let rules = rules.map(|rule| (rule.more_than_days, replay.place_of(&rule.action)));
            let rules = rules.collect();
            replay.rules.push(rules);
        }
        replay
    }

    /// The place of an action among those that were asked for.
    fn place_of(&mut self, action: &Action) -> usize {
        let known = self.asked.iter().position(|(other, _)| other == action);
        known.unwrap_or_else(|| {
            let nothing = vec![0; self.counted.period.days];
            self.asked.push((action.clone(), nothing));
            self.asked.len() - 1
        })
    }

    /// Asks what there would have been to ask of a customer, whose contacts were on these days: in
    /// days since the first day of year 1, the earliest first. Contacts before the period matter as
    /// far as the last of them; those after it do not.
    pub fn add(&mut self, customer: &Customer, contacts: &[i32]) {
        if customer.consent.do_not_contact {
            return;
        }
        let period = self.counted.period;
        let end = period.first + i32::try_from(period.days).unwrap_or(i32::MAX) - 1;
        let gaps = contacts.iter().enumerate().map(|(place, contact)| {
            let next = contacts.get(place + 1).copied().unwrap_or(end);
            (*contact, next.min(end))
        });
        let gaps = gaps.filter(|(contact, until)| contact < until && period.first <= *until);
        if let Some(OwnCadence { every, action }) = &customer.cadence {
            let action = self.place_of(action);
            let asked = &mut self.asked[action].1;
            for (contact, until) in gaps {
                let due = NaiveDate::from_num_days_from_ce_opt(contact)
                    .and_then(|date| every.after(date))
                    .map(|due| due.num_days_from_ce())
                    .filter(|due| *due <= until);
                if let Some(place) = due.and_then(|due| period.place(due)) {
                    asked[place] += 1;
                }
            }
            return;
        }
        let policies = &self.settings.policies;
        let policy = policies.place_for(customer);
        let rules = &self.rules[policy.unwrap_or(policies.scoped.len())];
        for (contact, until) in gaps {
            let past = self.counted.since(&self.settings.day_count, contact);
            for (threshold, action) in rules {
                let day = self.counted.first_beyond(past, *threshold);
                let day = day.filter(|day| *day <= until);
                if let Some(place) = day.and_then(|day| period.place(day)) {
                    self.asked[*action].1[place] += 1;
                }
            }
        }
    }

    /// What was asked for on each day of the period, by action, in the order of the policies.
    pub fn finish(self) -> Vec<(Action, Vec<u32>)> {
        self.asked
    }
}

/// The counted days of a period, numbered, so that no gap is walked through day by day.
#[derive(Debug)]
struct CountedDays {
    period: Period,
    /// How many counted days there are up to each day of the period, that day included.
    up_to: Vec<u32>,
    /// The counted days.
    days: Vec<i32>,
}

/// How much of a gap lies before the period, or how far into the period it begins, in counted days.
#[derive(Debug, Clone, Copy)]
enum Past {
    Before(u32),
    Within(u32),
}

impl CountedDays {
    fn of(day_count: &DayCount, period: Period) -> Self {
        let (mut up_to, mut days) = (Vec::with_capacity(period.days), Vec::new());
        for date in period.date(0).iter_days().take(period.days) {
            if day_count.counts(date) {
                days.push(date.num_days_from_ce());
            }
            up_to.push(u32::try_from(days.len()).unwrap_or(u32::MAX));
        }
        Self {
            period,
            up_to,
            days,
        }
    }

    fn since(&self, day_count: &DayCount, contact: i32) -> Past {
        if let Some(place) = self.period.place(contact) {
            return Past::Within(self.up_to[place]);
        }
        let before = self.period.first - 1;
        let date = |day| NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(NaiveDate::MIN);
        Past::Before(day_count.between(date(contact), date(before)))
    }

    /// The day of the period on which for the first time more counted days than a threshold have
    /// passed; `None` if that was before the period or is after it.
    fn first_beyond(&self, past: Past, threshold: u32) -> Option<i32> {
        let number = match past {
            Past::Before(days) => threshold.checked_sub(days)?,
            Past::Within(days) => days.checked_add(threshold)?,
        };
        self.days.get(number as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::Days;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::domain::cadence::Cadence;
    use crate::domain::channel::Channel;
    use crate::domain::customer::{Stage, Tier};
    use crate::domain::id::CustomerId;
    use crate::domain::policy::{Policies, Policy, Rule, Scope, ScopedPolicy};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn customer() -> Customer {
        Customer::named(CustomerId(Uuid::nil()), "Ada")
    }

    /// On which days each action was asked for.
    fn asked(
        settings: &Settings,
        period: Period,
        customers: &[(Customer, Vec<NaiveDate>)],
    ) -> BTreeMap<Action, Vec<(NaiveDate, u32)>> {
        let mut replay = Replay::new(&Arc::new(settings.clone()), period);
        for (customer, contacts) in customers {
            let mut days: Vec<i32> = contacts.iter().map(Datelike::num_days_from_ce).collect();
            days.sort_unstable();
            replay.add(customer, &days);
        }
        let days = |counts: Vec<u32>| {
            let days = counts.into_iter().enumerate();
            let days = days.filter(|(_, count)| 0 < *count);
            days.map(|(place, count)| (period.date(place), count))
                .collect()
        };
        let asked = replay.finish().into_iter();
        asked
            .map(|(action, counts)| (action, days(counts)))
            .filter(|(_, days): &(_, Vec<_>)| !days.is_empty())
            .collect()
    }

    /// The same by the words of the module: day after day, from every contact before it.
    fn walked(
        settings: &Settings,
        period: Period,
        customers: &[(Customer, Vec<NaiveDate>)],
    ) -> BTreeMap<Action, Vec<(NaiveDate, u32)>> {
        let mut asked: BTreeMap<Action, Vec<(NaiveDate, u32)>> = BTreeMap::new();
        let mut ask = |action: &Action, date: NaiveDate| {
            let days = asked.entry(action.clone()).or_default();
            match days.last_mut() {
                Some((last, count)) if *last == date => *count += 1,
                _ => days.push((date, 1)),
            }
        };
        for today in period.date(0).iter_days().take(period.days()) {
            for (customer, contacts) in customers {
                if customer.consent.do_not_contact {
                    continue;
                }
                // What is said today answers what was asked this morning.
                let Some(last) = contacts.iter().filter(|contact| **contact < today).max() else {
                    continue;
                };
                if let Some(own) = &customer.cadence {
                    if own.every.after(*last) == Some(today) {
                        ask(&own.action, today);
                    }
                    continue;
                }
                let yesterday = today.pred_opt().expect("a day");
                let days = settings.day_count.between(*last, today);
                let before = settings.day_count.between(*last, yesterday);
                let (policy, _) = settings.policies.for_customer(customer);
                for rule in policy.rules() {
                    if before <= rule.more_than_days && rule.more_than_days < days {
                        ask(&rule.action, today);
                    }
                }
            }
        }
        asked
    }

    fn rule(more_than_days: u32, action: Action) -> Rule {
        Rule {
            more_than_days,
            action,
            name: String::new(),
        }
    }

    #[test]
    fn each_rule_asks_once_in_a_gap_that_outlasts_it() {
        let period = Period::new(day("2024-08-01"), day("2024-08-31"));
        // Gaps of 4, 9 and 15 days, then one that lasts to the end.
        let contacts = ["2024-07-30", "2024-08-03", "2024-08-12", "2024-08-27"].map(day);
        let found = asked(
            &Settings::default(),
            period,
            &[(customer(), contacts.to_vec())],
        );
        let days = |dates: &[&str]| dates.iter().map(|date| (day(date), 1)).collect::<Vec<_>>();
        assert_eq!(
            found[&Action::Call],
            // On the day of the next contact too: it was asked in the morning.
            days(&["2024-08-03", "2024-08-07", "2024-08-16", "2024-08-31"])
        );
        assert_eq!(found[&Action::Visit], days(&["2024-08-11", "2024-08-20"]));
    }

    #[test]
    fn what_was_asked_before_the_period_is_not_asked_in_it_again() {
        let period = Period::new(day("2024-08-01"), day("2024-08-31"));
        let long_ago = asked(
            &Settings::default(),
            period,
            &[(customer(), vec![day("2024-07-25")])],
        );
        assert_eq!(
            long_ago.into_iter().collect::<Vec<_>>(),
            [(Action::Visit, vec![(day("2024-08-02"), 1)])]
        );
    }

    #[test]
    fn nothing_is_asked_before_the_first_contact_or_of_whoever_must_not_be_contacted() {
        let period = Period::new(day("2024-08-01"), day("2024-08-31"));
        let mut silent = customer();
        silent.consent.do_not_contact = true;
        let customers = [(customer(), Vec::new()), (silent, vec![day("2024-08-01")])];
        assert_eq!(
            asked(&Settings::default(), period, &customers),
            BTreeMap::new()
        );
    }

    #[test]
    fn a_period_that_ends_before_it_begins_has_no_days() {
        let period = Period::new(day("2024-08-02"), day("2024-08-01"));
        assert_eq!(period.days(), 0);
        let customers = [(customer(), vec![day("2024-07-01")])];
        assert_eq!(
            asked(&Settings::default(), period, &customers),
            BTreeMap::new()
        );
    }

    fn policies() -> impl Strategy<Value = Policies> {
        let policy = prop::collection::btree_map(0..60_u32, 0..3_u8, 0..4).prop_map(|rules| {
            let action = |number| match number {
                0 => Action::Visit,
                1 => Action::Call,
                _ => Action::Through(Channel::Email),
            };
            let rules = rules.into_iter().rev();
            Policy::new(
                rules
                    .map(|(days, number)| rule(days, action(number)))
                    .collect(),
            )
            .expect("it falls")
        });
        prop::collection::vec(policy, 4).prop_map(|mut policies| {
            let scopes = [
                Scope::Tag("key".to_owned()),
                Scope::Tier(Tier::A),
                Scope::Stage(Stage::Active),
            ];
            let default = policies.pop().expect("four");
            let pairs = scopes.into_iter().zip(policies);
            let pairs = pairs.map(|(scope, policy)| ScopedPolicy { scope, policy });
            Policies {
                scoped: pairs.collect(),
                default,
            }
        })
    }

    fn customers() -> impl Strategy<Value = Vec<(Customer, Vec<NaiveDate>)>> {
        let contacts = prop::collection::vec(0..400_u64, 0..12);
        let one = (0..32_u8, 1..40_u16, contacts).prop_map(|(kind, count, contacts)| {
            let mut customer = customer();
            if kind & 1 == 0 {
                customer.tags = vec!["key".to_owned()];
            }
            if kind & 2 == 0 {
                customer.tier = Some(Tier::A);
            }
            if kind & 4 == 0 {
                customer.stage = Stage::Active;
            }
            customer.consent.do_not_contact = kind == 31;
            if kind % 5 == 0 {
                customer.cadence = Some(OwnCadence {
                    every: match kind % 3 {
                        0 => Cadence::Days(count),
                        1 => Cadence::Weeks(count % 6 + 1),
                        _ => Cadence::Months(count % 3 + 1),
                    },
                    action: Action::Visit,
                });
            }
            let date = |back| day("2024-09-30") - Days::new(back);
            (customer, contacts.into_iter().map(date).collect())
        });
        prop::collection::vec(one, 0..12)
    }

    proptest! {
        #[test]
        fn a_replay_equals_a_walk_over_the_days(
            policies in policies(),
            customers in customers(),
            holidays in prop::collection::btree_set(0..420_u64, 0..40),
            counts_working_days: bool,
            (last, days) in (0..120_u64, 0..300_u64),
        ) {
            let date = |back| day("2024-09-30") - Days::new(back);
            let holidays: BTreeSet<_> = holidays.into_iter().map(date).collect();
            let settings = Settings {
                policies,
                day_count: if counts_working_days {
                    DayCount::WorkingDays { holidays }
                } else {
                    DayCount::CalendarDays
                },
                ..Settings::default()
            };
            let period = Period::new(date(last + days), date(last));
            prop_assert_eq!(
                asked(&settings, period, &customers),
                walked(&settings, period, &customers)
            );
        }
    }
}
