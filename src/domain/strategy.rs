//! What to do next with a customer, by which way and with whose help: a proposal, never more.
//!
//! The rules, in their order; the first that holds decides:
//!
//! 1. do not contact, paused, tried today → nothing
//! 2. a promise of ours is late → call, and keep it
//! 3. an open complaint or problem → call; visit when it is older than [`STALE_DAYS`] or the
//!    customer is dissatisfied
//! 4. a follow-up by hand is due → what it says; one for later → nothing
//! 5. a renewal → visit
//! 6. another open need → what the policy asks for, else by its kind: information by mail, the rest
//!    by call
//! 7. a promise of theirs is late → call
//! 8. dissatisfied or about to leave → visit
//! 9. the policy, the cadence, a first contact → what they ask for
//!
//! Then the day and the customer's habits have their say: without visits left a visit becomes a
//! call; a call becomes the way by which the customer answers, where calls clearly fail.

use chrono::NaiveDate;

use super::answer_rate::{BestReached, Tally};
use super::channel::Channel;
use super::follow_up::Action;
use super::moment::days_between;
use super::need::{Need, NeedKind};
use super::promise::{Promise, Side};
use super::queue::{Due, Standing};
use super::resource::{Resource, ResourceKind};

/// An open complaint or problem of more days than this asks for a visit.
pub const STALE_DAYS: u32 = 7;

/// Satisfaction below this, of 100, is dissatisfaction.
pub const DISSATISFIED_BELOW: f64 = 50.0;

/// What a proposal is made from.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// What the rules of the queue say today.
    pub standing: &'a Standing<'a>,
    /// The customer's needs, whatever their state.
    pub needs: &'a [&'a Need],
    /// The promises of both sides, whatever their state.
    pub promises: &'a [&'a Promise],
    /// Satisfaction, 0 to 100, where it is known.
    pub satisfaction: Option<f64>,
    /// Whether the customer may leave, where it is known.
    pub may_leave: Option<bool>,
    /// How the customer is best reached, where that is known.
    pub best_reached: Option<&'a BestReached>,
    /// The customer's tries by phone.
    pub by_phone: Tally,
    /// How many visits the day still holds.
    pub visits_left: usize,
    /// How many calls the day still holds.
    pub calls_left: usize,
    /// What the user can answer needs with.
    pub resources: &'a [Resource],
    /// The device's date.
    pub today: NaiveDate,
}

/// A proposed step.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal<'a> {
    /// What to do.
    pub action: Action,
    /// Which rule says so, with what it rests on.
    pub because: Motive<'a>,
    /// The name of what answers the need, if anything does; the need's own choice comes first.
    pub resource: Option<&'a str>,
    /// How many other needs are open.
    pub other_needs: usize,
    /// What turned another action into this one.
    pub turned: Option<Turn>,
    /// When and how the customer answers, where it is known.
    pub best_reached: Option<&'a BestReached>,
}

/// The rule behind a proposal.
#[derive(Debug, Clone, PartialEq)]
pub enum Motive<'a> {
    /// We are late with what we promised, by so many days.
    OurPromise(&'a Promise, u32),
    /// A need is open for so many days.
    Need(&'a Need, u32),
    /// A follow-up by hand is due; with it the foremost need and its days, if any is open.
    ByHand(Option<(&'a Need, u32)>),
    /// The customer is late with what it promised, by so many days.
    TheirPromise(&'a Promise, u32),
    /// Satisfaction is low: so many of 100, in whole points.
    Dissatisfied(u32),
    /// The customer may leave.
    MayLeave,
    /// The rules of the queue ask for it after so many days.
    Policy(u32),
    /// Never contacted.
    FirstContact,
}

/// What turned one action into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// No visit fits the day any more; call instead.
    NoVisitLeft,
    /// No call fits the day any more; it is for tomorrow.
    NoCallLeft,
    /// So many of the calls were answered; another way works better.
    CallsFail(Tally),
}

/// What to do next with this customer; `None` where nothing is proposed.
pub fn propose<'a>(situation: &Situation<'a>) -> Option<Proposal<'a>> {
    let (action, because) = decide(situation)?;
    let need = match &because {
        Motive::Need(need, _) | Motive::ByHand(Some((need, _))) => Some(*need),
        _ => None,
    };
    let open = situation.needs.iter().filter(|need| need.is_open()).count();
    let (action, turned) = fit(action, situation);
    Some(Proposal {
        resource: need.and_then(|need| resource_for(need, situation.resources)),
        other_needs: open - usize::from(need.is_some()),
        best_reached: situation.best_reached.filter(|_| {
            matches!(
                action,
                Action::Call | Action::FirstContact | Action::Through(_)
            )
        }),
        action,
        because,
        turned,
    })
}

fn decide<'a>(situation: &Situation<'a>) -> Option<(Action, Motive<'a>)> {
    let today = situation.today;
    let is_unhappy = situation
        .satisfaction
        .is_some_and(|points| points < DISSATISFIED_BELOW);
    if matches!(
        situation.standing,
        Standing::DoNotContact | Standing::HiddenUntil(_) | Standing::TriedToday
    ) {
        return None;
    }
    if let Some((promise, days)) = late(situation.promises, Side::Ours, today) {
        return Some((Action::Call, Motive::OurPromise(promise, days)));
    }
    let urgent = oldest(situation, |kind| {
        matches!(kind, NeedKind::Complaint | NeedKind::Problem)
    });
    if let Some((need, days)) = urgent {
        let action = if STALE_DAYS < days || is_unhappy {
            Action::Visit
        } else {
            Action::Call
        };
        return Some((action, Motive::Need(need, days)));
    }
    match situation.standing {
        Standing::ByHand {
            due: Due::Later, ..
        } => return None,
        Standing::ByHand { action, .. } => {
            return Some((
                (*action).clone(),
                Motive::ByHand(oldest(situation, |_| true)),
            ));
        }
        _ => {}
    }
    if let Some((need, days)) = oldest(situation, |kind| kind == NeedKind::Renewal) {
        return Some((Action::Visit, Motive::Need(need, days)));
    }
    if let Some((need, days)) = oldest(situation, |_| true) {
        let by_kind = match need.kind {
            NeedKind::Information => Action::Through(Channel::Email),
            _ => Action::Call,
        };
        let action = match situation.standing {
            Standing::Suggested(suggestion) => suggestion.action.clone(),
            _ => by_kind,
        };
        return Some((action, Motive::Need(need, days)));
    }
    if let Some((promise, days)) = late(situation.promises, Side::Theirs, today) {
        return Some((Action::Call, Motive::TheirPromise(promise, days)));
    }
    if let Some(points) = situation.satisfaction.filter(|_| is_unhappy) {
        return Some((Action::Visit, Motive::Dissatisfied(whole_points(points))));
    }
    if situation.may_leave == Some(true) {
        return Some((Action::Visit, Motive::MayLeave));
    }
    match situation.standing {
        Standing::Suggested(suggestion) => {
            Some((suggestion.action.clone(), Motive::Policy(suggestion.days)))
        }
        Standing::FirstContact => Some((Action::FirstContact, Motive::FirstContact)),
        _ => None,
    }
}

/// Points of 100 without their fraction.
fn whole_points(points: f64) -> u32 {
    (0..=100_u32)
        .take_while(|whole| f64::from(*whole) <= points)
        .last()
        .unwrap_or(0)
}

/// The promise of one side that is late for the longest; of the same day the smaller id.
fn late<'a>(promises: &[&'a Promise], side: Side, today: NaiveDate) -> Option<(&'a Promise, u32)> {
    promises
        .iter()
        .copied()
        .filter(|promise| promise.side == side && promise.is_late(today))
        .min_by_key(|promise| (promise.due_on, promise.id))
        .map(|promise| {
            let due = promise.due_on.unwrap_or(today);
            (promise, days_between(due, today))
        })
}

/// The need of such a kind that is open for the longest; of the same day the smaller id.
fn oldest<'a>(
    situation: &Situation<'a>,
    kind: impl Fn(NeedKind) -> bool,
) -> Option<(&'a Need, u32)> {
    situation
        .needs
        .iter()
        .copied()
        .filter(|need| need.is_open() && kind(need.kind))
        .min_by_key(|need| (need.opened_on, need.id))
        .map(|need| (need, days_between(need.opened_on, situation.today)))
}

/// The name of what answers a need: what was chosen for it, else the first that answers its kind.
/// People come first where something went wrong, things to sell where something is wanted.
pub fn resource_for<'a>(need: &'a Need, resources: &'a [Resource]) -> Option<&'a str> {
    if !need.resource.is_empty() {
        return Some(&need.resource);
    }
    let wants_people = matches!(need.kind, NeedKind::Complaint | NeedKind::Problem);
    let answers = || {
        resources
            .iter()
            .filter(|resource| resource.answers.contains(&need.kind))
    };
    answers()
        .find(|resource| (resource.kind == ResourceKind::Person) == wants_people)
        .or_else(|| answers().next())
        .map(|resource| &*resource.name)
}

/// The action as the day and the customer's habits allow it.
fn fit(action: Action, situation: &Situation<'_>) -> (Action, Option<Turn>) {
    let (action, turned) = match action {
        Action::Visit if situation.visits_left == 0 => (Action::Call, Some(Turn::NoVisitLeft)),
        action => (action, None),
    };
    if action != Action::Call {
        return (action, turned);
    }
    let better = situation.best_reached.filter(|best| {
        let fails = situation.by_phone.tries >= super::answer_rate::FEWEST_TRIES
            && situation.by_phone.share() * 2.0 < best.rate;
        fails && best.channel != Channel::Phone && best.channel != Channel::Visit
    });
    match better {
        Some(best) => (
            Action::through(best.channel.clone()),
            Some(Turn::CallsFail(situation.by_phone)),
        ),
        None if situation.calls_left == 0 && turned.is_none() => (action, Some(Turn::NoCallLeft)),
        None => (action, turned),
    }
}
