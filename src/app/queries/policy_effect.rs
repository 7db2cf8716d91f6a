//! What a policy under edit would ask for today, before it is saved.

use std::sync::Arc;

use super::today::Counts;
use crate::app::model::Model;
use crate::app::table::Slot;
use crate::domain::moment::Now;
use crate::domain::policy::{Rule, Scope};
use crate::domain::queue::{Because, Standing};
use crate::domain::settings::Settings;

/// What policies ask for today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PolicyEffect {
    /// The headline counts.
    pub counts: Counts,
    /// How many customers each rule of each scoped policy meets, in the order of the policies.
    pub scoped: Vec<Vec<usize>>,
    /// How many customers each rule of the default policy meets.
    pub default: Vec<usize>,
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
        let none = |rules: &[Rule]| vec![0; rules.len()];
        let scoped = policies.scoped.iter();
        let effect = PolicyEffect {
            counts: Counts::default(),
            scoped: scoped.map(|one| none(one.policy.rules())).collect(),
            default: none(policies.default.rules()),
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
        for (_, standing) in model.standings_among(self.next..end, &settings, self.now) {
            self.effect.counts.count(&standing);
            if let Standing::Suggested(suggestion) = standing
                && let Because::Rule(rule, scope) = suggestion.because
                && let Some(met) = self.met(rule, scope)
            {
                *met += 1;
            }
        }
        self.next = end;
        let thousandths = u64::from(end) * 1000 / u64::from(all).max(1);
        (end < all).then(|| u16::try_from(thousandths).unwrap_or(1000))
    }

    /// The number of a rule of these very settings.
    fn met(&mut self, rule: &Rule, scope: Option<&Scope>) -> Option<&mut usize> {
        let policies = &self.settings.policies;
        let (policy, counts) = match scope {
            None => (&policies.default, &mut self.effect.default),
            Some(scope) => {
                let mut scoped = policies.scoped.iter();
                let place = scoped.position(|one| std::ptr::eq(&raw const one.scope, scope))?;
                (
                    &policies.scoped.get(place)?.policy,
                    self.effect.scoped.get_mut(place)?,
                )
            }
        };
        let mut rules = policy.rules().iter();
        counts.get_mut(rules.position(|other| std::ptr::eq(other, rule))?)
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
    use crate::domain::change::{Edit, Edited};
    use crate::domain::channel::Channel;
    use crate::domain::communication::Communication;
    use crate::domain::customer::Customer;
    use crate::domain::follow_up::Action;
    use crate::domain::id::{CommunicationId, CustomerId};
    use crate::domain::moment::Moment;
    use crate::domain::policy::{Policy, Rule, ScopedPolicy};
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

    #[test]
    fn the_book_s_own_policy_has_the_effect_that_today_shows() {
        let (model, now) = book();
        let effect = policy_effect(&model, model.settings().clone(), now);
        assert_eq!(effect.counts, today(&model, now).counts);
        assert_eq!(effect.default, [2, 4]);
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
        let counts =
            |settings: &Settings| policy_effect(&model, Arc::new(settings.clone()), now).counts;
        assert_eq!((counts(&settings).visits, counts(&settings).calls), (1, 0));
        settings.day_count = DayCount::WorkingDays {
            holidays: std::collections::BTreeSet::new(),
        };
        assert_eq!(counts(&settings).visits, 0);
        assert_eq!(today(&model, now).counts.visits, 2);
    }

    #[test]
    fn each_rule_says_how_many_customers_it_meets_however_the_work_is_cut() {
        let (mut model, now) = book();
        for id in [8_u128, 9, 10] {
            let id = CustomerId(Uuid::from_u128(id));
            let before = model.customer(id).expect("made above").clone();
            let mut after = (*before).clone();
            after.tags = vec!["vip".to_owned()];
            model.apply_edits(&[Edit::Customer(Edited::altered(before, after))]);
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
        assert_eq!(effect.scoped, [vec![0, 0], vec![1, 2]]);
        assert_eq!(effect.default, [0, 3]);
        let mut weighing = Weighing::new(settings, now);
        let mut reached = Vec::new();
        while let Some(thousandths) = weighing.step(&model, 3) {
            reached.push(thousandths);
        }
        assert_eq!(reached, [300, 600, 900]);
        assert_eq!(weighing.finish(), effect);
    }
}
