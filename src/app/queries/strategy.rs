//! The proposed step with a customer, put together from its record and the day.

use super::scores::score;
use crate::app::model::Model;
use crate::domain::answer_rate::{Attempt, BestReached, Tally};
use crate::domain::channel::Channel;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::strategy::{LoyaltyRisk, Proposal, Situation, propose};

/// What to do next with a customer; `None` where nothing is proposed.
pub fn proposal(model: &Model, customer: CustomerId, now: Now) -> Option<Proposal> {
    let standing = model.standing(customer, now)?;
    let needs: Vec<&Need> = model.needs_of(customer).map(|need| &**need).collect();
    let promises: Vec<&Promise> = model.promises_of(customer).map(|one| &**one).collect();
    let attempts = attempts(model, customer, now);
    let best_reached = BestReached::of(&attempts, model.answers());
    let by_phone = Tally::of(
        attempts
            .iter()
            .filter(|attempt| attempt.channel == Channel::Phone),
    );
    let done = |channel: Channel| {
        model
            .spoken_with_today(now)
            .filter(|(_, one)| one.channel == channel)
            .count()
    };
    let settings = model.settings();
    let score = score(model, customer, now)?;
    let capacity = settings.capacity;
    propose(&Situation {
        standing: &standing,
        needs: &needs,
        promises: &promises,
        satisfaction: score.satisfaction.map(|one| one.value),
        may_leave: score
            .loyalty
            .ok()
            .filter(|_| score.is_at_risk)
            .map(|loyalty| LoyaltyRisk {
                loyalty: loyalty.value,
                below: settings.scoring.risk_below,
            }),
        best_reached: best_reached.as_ref(),
        by_phone,
        visits_left: usize::from(capacity.visits).saturating_sub(done(Channel::Visit)),
        calls_left: usize::from(capacity.calls).saturating_sub(done(Channel::Phone)),
        resources: &settings.resources,
        today: now.date_naive(),
    })
}

/// How often, when and by which way a customer was tried.
fn attempts(model: &Model, customer: CustomerId, now: Now) -> Vec<Attempt> {
    model
        .timeline(customer)
        .filter_map(|communication| Attempt::of(communication, now))
        .collect()
}
