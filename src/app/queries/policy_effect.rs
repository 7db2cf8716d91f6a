//! Whom policies apply to and what they ask for today, also while they are under edit.
//!
//! A policy *applies to* the customers for whom it is the most specific one, who may be contacted
//! and have no cadence of their own. It *asks for* those of them with whom one of its rules wants
//! something today: not for those who are paused, put off or planned by hand, nor for those who
//! were never contacted. So the customers it asks for are always among those it applies to.

use std::sync::Arc;

use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::customer::Customer;
use crate::domain::follow_up::Action;
use crate::domain::moment::Now;
use crate::domain::policy::{Policy, Rule, Scope};
use crate::domain::queue::{Because, Standing};
use crate::domain::settings::Settings;

/// What policies ask for today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PolicyEffect {
    /// Of each scoped policy, in their order.
    pub scoped: Vec<Reach>,
    /// Of the default policy.
    pub default: Reach,
}

/// What one policy comes to today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// To how many customers it applies.
    pub applies_to: usize,
    /// For how many of them each of its rules asks today.
    pub asks: Vec<usize>,
}

/// For how many customers all policies ask today, by what they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asks {
    /// To be visited.
    pub visits: usize,
    /// To be called.
    pub calls: usize,
    /// To be reached another way.
    pub others: usize,
}

impl Reach {
    fn of(policy: &Policy) -> Self {
        Self {
            applies_to: 0,
            asks: vec![0; policy.rules().len()],
        }
    }

    /// For how many customers it asks.
    pub fn asks_for(&self) -> usize {
        self.asks.iter().sum()
    }
}

impl PolicyEffect {
    /// For how many customers all policies ask, which are those of `settings`.
    pub fn asks(&self, settings: &Settings) -> Asks {
        let policies = &settings.policies;
        let scoped = policies.scoped.iter().map(|one| &one.policy);
        let reaches = self.scoped.iter().chain([&self.default]);
        let mut all = Asks::default();
        for (policy, reach) in scoped.chain([&policies.default]).zip(reaches) {
            for (rule, asks) in policy.rules().iter().zip(&reach.asks) {
                match rule.action {
                    Action::Visit => all.visits += asks,
                    Action::Call | Action::FirstContact => all.calls += asks,
                    Action::Through(_) => all.others += asks,
                }
            }
        }
        all
    }
}

/// The work of finding out what the policies and the day count of settings ask for today, going on in
/// parts.
#[derive(Debug)]
pub struct Weighing {
    settings: Arc<Settings>,
    now: Now,
    next: Slot,
    effect: PolicyEffect,
}

impl Weighing {
    /// Begins.
    pub fn new(settings: Arc<Settings>, now: Now) -> Self {
        let policies = &settings.policies;
        let scoped = policies.scoped.iter();
        let effect = PolicyEffect {
            scoped: scoped.map(|one| Reach::of(&one.policy)).collect(),
            default: Reach::of(&policies.default),
        };
        Self {
            settings,
            now,
            next: 0,
            effect,
        }
    }

    /// Goes on with so many customers; how far it has come then, in thousandths, or `None` at the end.
    pub fn step(&mut self, model: &Model, customers: Slot) -> Option<u16> {
        let all = model.customer_slot_count();
        let end = self.next.saturating_add(customers).min(all);
        let settings = self.settings.clone();
        for (slot, standing) in model.standings_among(self.next..end, &settings, self.now) {
            let customer = model.customer_at(slot);
            let is_governed = |customer: &Customer| {
                !customer.consent.do_not_contact && customer.cadence.is_none()
            };
            if let Some(customer) = customer.filter(|customer| is_governed(customer)) {
                let place = settings.policies.place_for(customer);
                self.reach(place).applies_to += 1;
            }
            if let Standing::Suggested(suggestion) = standing
                && let Because::Rule(rule, scope) = suggestion.because
                && let Some(asks) = self.asks(rule, scope)
            {
                *asks += 1;
            }
        }
        self.next = end;
        let thousandths = u64::from(end) * 1000 / u64::from(all).max(1);
        (end < all).then(|| u16::try_from(thousandths).unwrap_or(1000))
    }

    /// What was counted of the policy at a place among the scoped ones, or of the default.
    fn reach(&mut self, place: Option<usize>) -> &mut Reach {
        let scoped = place.and_then(|place| self.effect.scoped.get_mut(place));
        scoped.unwrap_or(&mut self.effect.default)
    }

    /// The number of a rule of these very settings.
    fn asks(&mut self, rule: &Rule, scope: Option<&Scope>) -> Option<&mut usize> {
        let policies = &self.settings.policies;
        let mut scoped = policies.scoped.iter();
        let place = match scope {
            None => None,
            Some(scope) => Some(scoped.position(|one| std::ptr::eq(&raw const one.scope, scope))?),
        };
        let policy = place.and_then(|place| policies.scoped.get(place));
        let policy = policy.map_or(&policies.default, |scoped| &scoped.policy);
        let mut rules = policy.rules().iter();
        let rule = rules.position(|other| std::ptr::eq(other, rule))?;
        self.reach(place).asks.get_mut(rule)
    }

    /// What they ask for.
    pub fn finish(self) -> PolicyEffect {
        self.effect
    }
}

/// What the policies and the day count of these settings ask for today.
pub fn policy_effect(model: &Model, settings: Arc<Settings>, now: Now) -> PolicyEffect {
    let mut weighing = Weighing::new(settings, now);
    while weighing.step(model, Slot::MAX).is_some() {}
    weighing.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::{DateTime, Days};
    use uuid::Uuid;

    use super::*;
    use crate::app::queries::today::today;
    use crate::domain::cadence::Cadence;
    use crate::domain::change::{Edit, Edited};
    use crate::domain::channel::Channel;
    use crate::domain::communication::Communication;
    use crate::domain::customer::OwnCadence;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::domain::moment::Moment;
    use crate::domain::policy::ScopedPolicy;
    use crate::domain::working_days::DayCount;

    /// Friday noon; the customers were last called 0 to 9 days before.
    fn book() -> (Model, Now) {
        let now = DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment");
        let mut model = Model::default();
        for back in 0..10_u64 {
            let id = Uuid::from_u128(u128::from(back) + 1);
            let day = now.date_naive() - Days::new(back);
            model.apply_edits(&[
                Edit::Customer(Edited::made(Customer::named(CustomerId(id), "Ada"))),
                Edit::Communication(Edited::made(Communication {
                    id: CommunicationId(id),
                    customers: vec![CustomerId(id)],
                    at: Moment::On(day),
                    channel: Channel::Phone,
                    direction: None,
                    outcome: None,
                    content: "words".to_owned(),
                    line: String::new(),
                    sentiment: None,
                    duration_seconds: None,
                    executes: None,
                    origin: None,
                    trashed_at: None,
                })),
            ]);
        }
        (model, now)
    }

    fn reach(applies_to: usize, asks: [usize; 2]) -> Reach {
        Reach {
            applies_to,
            asks: asks.into(),
        }
    }

    fn edit(model: &mut Model, id: u128, change: impl FnOnce(&mut Customer)) {
        let id = CustomerId(Uuid::from_u128(id));
        let before = model.customer(id).expect("made above").clone();
        let mut after = (*before).clone();
        change(&mut after);
        model.apply_edits(&[Edit::Customer(Edited::altered(before, after))]);
    }

    #[test]
    fn a_policy_applies_to_whom_it_could_ask_for_and_asks_for_fewer() {
        let (mut model, now) = book();
        // Called 9, 8, 7 and 6 days ago.
        edit(&mut model, 10, |customer| {
            customer.consent.do_not_contact = true;
        });
        edit(&mut model, 9, |customer| {
            customer.consent.paused_until = Some(now.date_naive() + Days::new(1));
        });
        edit(&mut model, 8, |customer| {
            customer.cadence = Some(OwnCadence {
                every: Cadence::Days(2),
                action: Action::Call,
            });
        });
        edit(&mut model, 7, |customer| customer.trashed_at = Some(now));
        let effect = policy_effect(&model, model.settings().clone(), now);
        // All but the one who must not be contacted, the one with a cadence, the one in the trash.
        assert_eq!(effect.default, reach(7, [0, 2]));
    }

    #[test]
    fn the_book_s_own_policy_has_the_effect_that_today_shows() {
        let (model, now) = book();
        let effect = policy_effect(&model, model.settings().clone(), now);
        let counts = today(&model, now).counts;
        let asks = effect.asks(model.settings());
        assert_eq!((asks.visits, asks.calls), (counts.visits, counts.calls));
        assert_eq!(effect.default, reach(10, [2, 4]));
    }

    #[test]
    fn a_policy_under_edit_is_counted_without_being_saved() {
        let (model, now) = book();
        let mut settings = (**model.settings()).clone();
        settings.policies.default = Policy::new(vec![Rule {
            more_than_days: 8,
            action: Action::Visit,
            name: String::new(),
        }])
        .expect("one threshold falls");
        let asks = |settings: &Settings| {
            policy_effect(&model, Arc::new(settings.clone()), now).asks(settings)
        };
        assert_eq!((asks(&settings).visits, asks(&settings).calls), (1, 0));
        settings.day_count = DayCount::WorkingDays {
            holidays: std::collections::BTreeSet::new(),
        };
        assert_eq!(asks(&settings).visits, 0);
        assert_eq!(today(&model, now).counts.visits, 2);
    }

    #[test]
    fn each_policy_says_to_whom_it_applies_and_for_whom_it_asks_however_the_work_is_cut() {
        let (mut model, now) = book();
        for id in [8_u128, 9, 10] {
            edit(&mut model, id, |customer| {
                customer.tags = vec!["vip".to_owned()];
            });
        }
        let rule = |more_than_days, action| Rule {
            more_than_days,
            action,
            name: String::new(),
        };
        let mut settings = Settings::default();
        let rules = vec![rule(8, Action::Visit), rule(1, Action::Call)];
        settings.policies.scoped = vec![
            ScopedPolicy {
                scope: Scope::Tag("nobody".to_owned()),
                policy: Policy::default(),
            },
            ScopedPolicy {
                scope: Scope::Tag("vip".to_owned()),
                policy: Policy::new(rules).expect("it falls"),
            },
        ];
        let settings = Arc::new(settings);
        let effect = policy_effect(&model, settings.clone(), now);
        assert_eq!(effect.scoped, [reach(0, [0, 0]), reach(3, [1, 2])]);
        assert_eq!(effect.default, reach(7, [0, 3]));
        assert_eq!(effect.scoped[1].asks_for(), 3);
        let asks = effect.asks(&settings);
        assert_eq!((asks.visits, asks.calls, asks.others), (1, 5, 0));
        let mut weighing = Weighing::new(settings, now);
        let mut reached = Vec::new();
        while let Some(thousandths) = weighing.step(&model, 3) {
            reached.push(thousandths);
        }
        assert_eq!(reached, [300, 600, 900]);
        assert_eq!(weighing.finish(), effect);
    }
}
