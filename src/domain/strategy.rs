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
use super::decimal::Decimal;
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
    /// Why the customer may leave, if it may.
    pub may_leave: Option<LoyaltyRisk>,
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
pub struct Proposal {
    /// What to do.
    pub action: Action,
    /// Which rule says so, with what it rests on.
    pub because: Motive,
    /// The name of what answers the need, if anything does; the need's own choice comes first.
    pub resource: Option<String>,
    /// How many other needs are open.
    pub other_needs: usize,
    /// What turned another action into this one.
    pub turned: Option<Turn>,
    /// When and how the customer answers, where it is known.
    pub best_reached: Option<BestReached>,
}

/// A loyalty that puts a customer at risk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoyaltyRisk {
    /// The loyalty as computed.
    pub loyalty: f64,
    /// The user's threshold, which it lies below.
    pub below: Decimal,
}

/// The rule behind a proposal.
#[derive(Debug, Clone, PartialEq)]
pub enum Motive {
    /// We are late with what we promised, by so many days.
    OurPromise(Promise, u32),
    /// A need is open for so many days.
    Need(Need, u32),
    /// A follow-up by hand is due; with it the foremost need and its days, if any is open.
    ByHand(Option<(Need, u32)>),
    /// The customer is late with what it promised, by so many days.
    TheirPromise(Promise, u32),
    /// Satisfaction is low: so many of 100, in whole points.
    Dissatisfied(u32),
    /// The customer may leave.
    MayLeave(LoyaltyRisk),
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
pub fn propose(situation: &Situation<'_>) -> Option<Proposal> {
    let (action, because) = decide(situation)?;
    let need = match &because {
        Motive::Need(need, _) | Motive::ByHand(Some((need, _))) => Some(need),
        _ => None,
    };
    let open = situation.needs.iter().filter(|need| need.is_open()).count();
    let (action, turned) = fit(action, situation);
    Some(Proposal {
        resource: need
            .and_then(|need| resource_for(need, situation.resources))
            .map(str::to_owned),
        other_needs: open - usize::from(need.is_some()),
        best_reached: situation
            .best_reached
            .filter(|_| action != Action::Visit)
            .cloned(),
        action,
        because,
        turned,
    })
}

fn decide(situation: &Situation<'_>) -> Option<(Action, Motive)> {
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
    if let Some(risk) = situation.may_leave {
        return Some((Action::Visit, Motive::MayLeave(risk)));
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
fn late(promises: &[&Promise], side: Side, today: NaiveDate) -> Option<(Promise, u32)> {
    promises
        .iter()
        .copied()
        .filter(|promise| promise.side == side && promise.is_late(today))
        .min_by_key(|promise| (promise.due_on, promise.id))
        .map(|promise| {
            let due = promise.due_on.unwrap_or(today);
            (promise.clone(), days_between(due, today))
        })
}

/// The need of such a kind that is open for the longest; of the same day the smaller id.
fn oldest(situation: &Situation<'_>, kind: impl Fn(NeedKind) -> bool) -> Option<(Need, u32)> {
    situation
        .needs
        .iter()
        .copied()
        .filter(|need| need.is_open() && kind(need.kind))
        .min_by_key(|need| (need.opened_on, need.id))
        .map(|need| (need.clone(), days_between(need.opened_on, situation.today)))
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

#[cfg(test)]
mod tests {
    use chrono::Days;
    use uuid::Uuid;

    use super::*;
    use crate::domain::answer_rate::HourBand;
    use crate::domain::id::{CommunicationId, CustomerId, FollowUpId, NeedId, PromiseId};
    use crate::domain::moment::Moment;
    use crate::domain::need::NeedState;
    use crate::domain::policy::Rule;
    use crate::domain::promise::PromiseState;
    use crate::domain::queue::{Because, LastContact, Suggestion};
    use crate::domain::ranking::{GrantedBy, Urgency};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 8, 16).expect("a day")
    }

    fn ago(days: u64) -> NaiveDate {
        today() - Days::new(days)
    }

    fn need(kind: NeedKind, days: u64) -> Need {
        Need {
            id: NeedId(Uuid::from_u128(days.into())),
            customer: CustomerId(Uuid::nil()),
            kind,
            words: String::new(),
            opened_by: None,
            opened_on: ago(days),
            state: NeedState::Open,
            resource: String::new(),
        }
    }

    fn promise(side: Side, days_late: u64) -> Promise {
        Promise {
            id: PromiseId(Uuid::from_u128(days_late.into())),
            customer: CustomerId(Uuid::nil()),
            side,
            words: "it".to_owned(),
            communication: None,
            made_on: ago(30),
            due_on: Some(ago(days_late)),
            state: PromiseState::Open,
        }
    }

    fn last() -> LastContact {
        LastContact {
            communication: CommunicationId(Uuid::nil()),
            at: Moment::On(ago(9)),
        }
    }

    fn recent() -> Standing<'static> {
        Standing::NoFollowUp {
            last: last(),
            days: 1,
        }
    }

    fn by_hand(due: Due) -> Standing<'static> {
        Standing::ByHand {
            follow_up: FollowUpId(Uuid::nil()),
            action: &Action::Visit,
            shows_on: today(),
            due_at: None,
            due,
        }
    }

    fn suggested(rule: &Rule) -> Standing<'_> {
        Standing::Suggested(Suggestion {
            action: &rule.action,
            last: last(),
            days: 9,
            because: Because::Rule(rule, None),
            urgency: Urgency {
                days: 9,
                granted: 3,
                by: GrantedBy::Policy,
            },
        })
    }

    fn rule(action: Action) -> Rule {
        Rule {
            more_than_days: 7,
            action,
            name: String::new(),
        }
    }

    fn resource(name: &str, kind: ResourceKind, answers: &[NeedKind]) -> Resource {
        let mut set = std::collections::BTreeSet::new();
        for kind in answers {
            set.insert(*kind);
        }
        Resource {
            name: name.to_owned(),
            kind,
            answers: set,
        }
    }

    /// A situation in which nothing but the standing speaks.
    fn quiet<'a>(standing: &'a Standing<'a>) -> Situation<'a> {
        Situation {
            standing,
            needs: &[],
            promises: &[],
            satisfaction: None,
            may_leave: None,
            best_reached: None,
            by_phone: Tally::default(),
            visits_left: 6,
            calls_left: 20,
            resources: &[],
            today: today(),
        }
    }

    fn code(proposal: Option<&Proposal>) -> String {
        let Some(proposal) = proposal else {
            return "nothing".to_owned();
        };
        let motive = match &proposal.because {
            Motive::OurPromise(_, days) => format!("our promise {days}"),
            Motive::Need(need, days) => format!("{} {days}", need.kind.code()),
            Motive::ByHand(None) => "by hand".to_owned(),
            Motive::ByHand(Some((need, days))) => format!("by hand, {} {days}", need.kind.code()),
            Motive::TheirPromise(_, days) => format!("their promise {days}"),
            Motive::Dissatisfied(points) => format!("satisfied {points}"),
            Motive::MayLeave(risk) => format!("{} below {}", risk.loyalty, risk.below),
            Motive::Policy(days) => format!("policy {days}"),
            Motive::FirstContact => "first".to_owned(),
        };
        format!("{}: {motive}", proposal.action.code())
    }

    /// Standing, needs, promises, satisfaction, why the customer may leave, and what is proposed.
    type Row<'a> = (
        Standing<'a>,
        Vec<Need>,
        Vec<&'a Promise>,
        Option<f64>,
        Option<LoyaltyRisk>,
        &'static str,
    );

    #[test]
    fn the_first_rule_that_holds_decides() {
        use NeedKind::{Complaint, Delivery, Information, Price, Problem, Renewal};
        let (visit, call) = (rule(Action::Visit), rule(Action::Call));
        let ours = promise(Side::Ours, 2);
        let theirs = promise(Side::Theirs, 3);
        let future = Promise {
            due_on: Some(today()),
            ..ours.clone()
        };
        let met = Need {
            state: NeedState::Met { on: today() },
            ..need(Complaint, 20)
        };
        let risk = LoyaltyRisk {
            loyalty: 44.5,
            below: Decimal::from_millionths(50_000_000),
        };
        #[rustfmt::skip]
        let table: Vec<Row<'_>> = vec![
            (Standing::DoNotContact, vec![need(Complaint, 9)], vec![&ours], None, None, "nothing"),
            (Standing::HiddenUntil(today()), vec![need(Complaint, 9)], vec![&ours], None, None, "nothing"),
            (Standing::TriedToday, vec![need(Complaint, 9)], vec![], None, None, "nothing"),
            (recent(), vec![need(Complaint, 9)], vec![&ours, &theirs], None, None, "call: our promise 2"),
            (recent(), vec![], vec![&future], None, None, "nothing"),
            (recent(), vec![need(Price, 30), need(Complaint, 1)], vec![], None, None, "call: complaint 1"),
            (recent(), vec![need(Complaint, 7)], vec![], None, None, "call: complaint 7"),
            (recent(), vec![need(Complaint, 8)], vec![], None, None, "visit: complaint 8"),
            (recent(), vec![need(Problem, 1)], vec![], Some(49.9), None, "visit: problem 1"),
            (recent(), vec![need(Problem, 1)], vec![], Some(50.0), None, "call: problem 1"),
            (recent(), vec![met.clone()], vec![], None, None, "nothing"),
            (by_hand(Due::Later), vec![need(Complaint, 2)], vec![], None, None, "call: complaint 2"),
            (by_hand(Due::Later), vec![need(Price, 2)], vec![&theirs], None, None, "nothing"),
            (by_hand(Due::Today), vec![need(Price, 2)], vec![], None, None, "visit: by hand, price 2"),
            (by_hand(Due::Overdue), vec![], vec![&theirs], Some(10.0), None, "visit: by hand"),
            (suggested(&call), vec![need(Price, 9), need(Renewal, 2)], vec![], None, None, "visit: renewal 2"),
            (suggested(&visit), vec![need(Price, 9), need(Delivery, 2)], vec![], None, None, "visit: price 9"),
            (recent(), vec![need(Delivery, 2)], vec![], None, None, "call: delivery 2"),
            (recent(), vec![need(Information, 2)], vec![&theirs], None, None, "through:email: information 2"),
            (suggested(&visit), vec![], vec![&theirs], None, None, "call: their promise 3"),
            (recent(), vec![], vec![], Some(42.7), Some(risk), "visit: satisfied 42"),
            (recent(), vec![], vec![], Some(80.0), Some(risk), "visit: 44.5 below 50"),
            (recent(), vec![], vec![], Some(80.0), None, "nothing"),
            (suggested(&call), vec![], vec![], None, None, "call: policy 9"),
            (Standing::FirstContact, vec![], vec![], None, None, "first_contact: first"),
        ];
        for (standing, needs, promises, satisfaction, may_leave, expected) in &table {
            let needs: Vec<&Need> = needs.iter().collect();
            let situation = Situation {
                needs: &needs,
                promises,
                satisfaction: *satisfaction,
                may_leave: *may_leave,
                ..quiet(standing)
            };
            assert_eq!(code(propose(&situation).as_ref()), *expected);
        }
    }

    #[test]
    fn the_day_turns_a_visit_into_a_call_and_a_call_into_one_for_tomorrow() {
        let (visit, call) = (rule(Action::Visit), rule(Action::Call));
        for (rule, visits_left, calls_left, action, turned) in [
            (&visit, 1, 0, Action::Visit, None),
            (&visit, 0, 5, Action::Call, Some(Turn::NoVisitLeft)),
            (&visit, 0, 0, Action::Call, Some(Turn::NoVisitLeft)),
            (&call, 0, 1, Action::Call, None),
            (&call, 6, 0, Action::Call, Some(Turn::NoCallLeft)),
        ] {
            let standing = suggested(rule);
            let situation = Situation {
                visits_left,
                calls_left,
                ..quiet(&standing)
            };
            let proposal = propose(&situation).expect("a proposal");
            assert_eq!((proposal.action, proposal.turned), (action, turned));
        }
    }

    #[test]
    fn where_calls_fail_the_way_that_works_takes_their_place() {
        let call = rule(Action::Call);
        let standing = suggested(&call);
        let best = BestReached {
            channel: Channel::WeChat,
            by_channel: Tally {
                answered: 8,
                tries: 9,
            },
            rate: 0.7,
            hours: Some((
                HourBand { from: 8 },
                Tally {
                    answered: 5,
                    tries: 5,
                },
            )),
        };
        for (answered, tries, turned) in [(0, 4, false), (1, 9, true), (5, 9, false)] {
            let by_phone = Tally { answered, tries };
            let situation = Situation {
                best_reached: Some(&best),
                by_phone,
                ..quiet(&standing)
            };
            let proposal = propose(&situation).expect("a proposal");
            let expected = if turned {
                (
                    Action::Through(Channel::WeChat),
                    Some(Turn::CallsFail(by_phone)),
                )
            } else {
                (Action::Call, None)
            };
            assert_eq!(
                (proposal.action, proposal.turned),
                expected,
                "{answered} of {tries}"
            );
            assert_eq!(proposal.best_reached.as_ref(), Some(&best));
        }
    }

    #[test]
    fn a_need_is_answered_by_what_was_chosen_else_by_the_first_that_fits() {
        use NeedKind::{Complaint, Price};
        let resources = [
            resource("5 % off", ResourceKind::Offer, &[Price, Complaint]),
            resource("Chen", ResourceKind::Person, &[Price, Complaint]),
        ];
        let chosen = Need {
            resource: "Wu".to_owned(),
            ..need(Complaint, 1)
        };
        assert_eq!(resource_for(&chosen, &resources), Some("Wu"));
        assert_eq!(resource_for(&need(Complaint, 1), &resources), Some("Chen"));
        assert_eq!(resource_for(&need(Price, 1), &resources), Some("5 % off"));
        assert_eq!(resource_for(&need(NeedKind::Renewal, 1), &resources), None);
        assert_eq!(
            resource_for(&need(Complaint, 1), &resources[..1]),
            Some("5 % off")
        );
    }

    #[test]
    fn other_open_needs_are_counted() {
        let standing = recent();
        let needs = [
            need(NeedKind::Price, 1),
            need(NeedKind::Complaint, 2),
            need(NeedKind::Delivery, 3),
        ];
        let needs: Vec<&Need> = needs.iter().collect();
        let situation = Situation {
            needs: &needs,
            ..quiet(&standing)
        };
        let proposal = propose(&situation).expect("a proposal");
        assert_eq!(
            (proposal.because, proposal.other_needs),
            (Motive::Need(need(NeedKind::Complaint, 2), 2), 2)
        );
    }
}
