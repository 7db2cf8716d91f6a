//! The proposed step with a customer, put together from its record and the day.

use std::cell::OnceCell;

use super::scores::score;
use crate::app::model::Model;
use crate::domain::answer_rate::{Attempt, BestReached, Tally};
use crate::domain::channel::Channel;
use crate::domain::id::CustomerId;
use crate::domain::moment::Now;
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::strategy::{Proposal, Situation, propose};

/// How often the customers of the Book answered, counted when it is first asked for.
#[derive(Debug, Default)]
pub struct OverallRate(OnceCell<Tally>);

/// What to do next with a customer; `None` where nothing is proposed.
pub fn proposal(model: &Model, customer: CustomerId, now: Now) -> Option<Proposal> {
    proposal_beside(model, customer, now, &OverallRate::default())
}

/// The same for one of many customers, who share the overall rate of the same model and moment.
pub fn proposal_beside(
    model: &Model,
    customer: CustomerId,
    now: Now,
    overall: &OverallRate,
) -> Option<Proposal> {
    let standing = model.standing(customer, now)?;
    let needs: Vec<&Need> = model.needs_of(customer).map(|need| &**need).collect();
    let promises: Vec<&Promise> = model.promises_of(customer).map(|one| &**one).collect();
    let attempts = attempts(model, customer, now);
    let best_reached = best_reached(model, &attempts, now, overall);
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
        may_leave: score.loyalty.is_ok().then_some(score.is_at_risk),
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

/// How a customer with these attempts is best reached. The whole Book is only looked at where
/// there is something to compare with it.
fn best_reached(
    model: &Model,
    attempts: &[Attempt],
    now: Now,
    overall: &OverallRate,
) -> Option<BestReached> {
    // With no overall rate at all the answer is silent in the same cases.
    BestReached::of(attempts, Tally::default())?;
    let overall = overall.0.get_or_init(|| {
        let mut overall = Tally::default();
        for communication in model.communications() {
            if let Some(answered) = Attempt::answered(communication, now) {
                overall.count(answered);
            }
        }
        overall
    });
    BestReached::of(attempts, *overall)
}
