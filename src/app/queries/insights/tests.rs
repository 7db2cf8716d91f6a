//! Whatever is counted, the records behind it are as many, and are those that the filter means.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike};
use uuid::Uuid;

use super::answers::{CountingAnswers, tries_in};
use super::bins::Bins;
use super::communications::{CountingCommunications, communications_in};
use super::filter::{InsightFilter, Span};
use super::follow_ups::{CountingFollowUps, Fate, follow_ups_in};
use super::gaps::{CountingGaps, contacts_after};
use super::needs::{CountingNeeds, Which, needs_in};
use super::scores::{CountingScores, scored_in};
use super::*;
use crate::app::queries::scores::score;
use crate::domain::answer_rate::Tally;
use crate::domain::change::{Edit, Edited};
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction};
use crate::domain::customer::{Customer, Stage, Tier};
use crate::domain::decimal::Decimal;
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState};
use crate::domain::id::RatingId;
use crate::domain::moment::{Moment, Now};
use crate::domain::need::{Need, NeedKind, NeedState};
use crate::domain::outcome::Outcome;
use crate::domain::rating::{AspectId, RatedValue, Rating, Scale};

/// A Friday.
fn noon() -> Now {
    DateTime::parse_from_rfc3339("2024-08-16T12:00:00+08:00").expect("a moment")
}

/// Numbers that look thrown and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % sides
    }

    fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        let place = usize::try_from(self.below(list.len() as u64)).expect("a small number");
        list[place].clone()
    }

    fn happens(&mut self, in_ten: u64) -> bool {
        self.below(10) < in_ten
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.below(u64::MAX >> 34), self.0)
    }

    /// A day up to two years back, or a few days ahead.
    fn day(&mut self) -> NaiveDate {
        noon().date_naive() + Days::new(10) - Days::new(self.below(740))
    }
}

fn thrown_customer(dice: &mut Dice) -> Customer {
    Customer {
        tier: dice.one_of(&[None, Some(Tier::A), Some(Tier::B), Some(Tier::C)]),
        stage: dice.one_of(&Stage::ALL),
        tags: dice.one_of(&[
            vec![],
            vec!["vip".to_owned()],
            vec!["x".to_owned(), "vip".to_owned()],
        ]),
        trashed_at: dice.happens(1).then(noon),
        ..Customer::named(CustomerId(dice.id()), "Ada")
    }
}

fn thrown_communication(dice: &mut Dice, customers: &[Customer]) -> Communication {
    let mut with = vec![dice.one_of(customers).id];
    if dice.happens(2) {
        with.push(dice.one_of(customers).id);
        with.dedup();
    }
    let date = dice.day();
    let minutes = i64::try_from(dice.below(24 * 60)).expect("a day");
    let instant = noon() + TimeDelta::days((date - noon().date_naive()).num_days())
        - TimeDelta::hours(12)
        + TimeDelta::minutes(minutes);
    let channels = [
        Channel::Phone,
        Channel::Phone,
        Channel::Visit,
        Channel::WeChat,
        Channel::Own("booth".to_owned()),
    ];
    Communication {
        id: CommunicationId(dice.id()),
        customers: with,
        at: if dice.happens(2) {
            Moment::On(date)
        } else {
            Moment::At(instant)
        },
        channel: dice.one_of(&channels),
        direction: dice.one_of(&[None, Some(Direction::Incoming), Some(Direction::Outgoing)]),
        outcome: dice.happens(7).then(|| dice.one_of(&Outcome::ALL)),
        content: "words".to_owned(),
        line: String::new(),
        duration_seconds: None,
        sentiment: None,
        executes: None,
        origin: None,
        trashed_at: dice.happens(1).then(noon),
    }
}

fn thrown_follow_up(dice: &mut Dice, customers: &[Customer]) -> FollowUp {
    let due_on = dice.day();
    let done_on = due_on + Days::new(dice.below(6)) - Days::new(3);
    let state = dice.one_of(&[
        FollowUpState::Open {
            snoozed_until: None,
        },
        FollowUpState::Done {
            by: None,
            on: done_on,
        },
        FollowUpState::Skipped {
            until: due_on,
            reason: String::new(),
        },
    ]);
    let by_policy = AskedBy::Policy {
        more_than_days: Some(7),
        days: Some(9),
    };
    FollowUp {
        id: FollowUpId(dice.id()),
        customer: dice.one_of(customers).id,
        action: dice.one_of(&[
            Action::Call,
            Action::Visit,
            Action::Through(Channel::WeChat),
        ]),
        due_on,
        due_at: None,
        note: String::new(),
        state,
        asked_by: dice.one_of(&[AskedBy::Hand, by_policy]),
        recurrence: None,
        trashed_at: dice.happens(1).then(noon),
    }
}

fn thrown_need(dice: &mut Dice, customers: &[Customer], calls: &[Communication]) -> Need {
    let opened_on = dice.day();
    let states = [
        NeedState::Open,
        NeedState::InHand,
        NeedState::Met { on: opened_on },
        NeedState::Dropped { on: opened_on },
    ];
    Need {
        id: NeedId(dice.id()),
        customer: dice.one_of(customers).id,
        kind: dice.one_of(&NeedKind::ALL),
        words: String::new(),
        opened_by: dice.happens(6).then(|| dice.one_of(calls).id),
        opened_on,
        state: dice.one_of(&states),
        resource: String::new(),
    }
}

fn book() -> Model {
    let mut dice = Dice(7);
    let customers: Vec<Customer> = (0..60).map(|_| thrown_customer(&mut dice)).collect();
    let calls: Vec<Communication> = (0..1500)
        .map(|_| thrown_communication(&mut dice, &customers))
        .collect();
    let mut edits: Vec<Edit> = Vec::new();
    for _ in 0..400 {
        let follow_up = thrown_follow_up(&mut dice, &customers);
        edits.push(Edit::FollowUp(Edited::made(follow_up)));
        let need = thrown_need(&mut dice, &customers, &calls);
        edits.push(Edit::Need(Edited::made(need)));
    }
    let customers = customers
        .into_iter()
        .map(|one| Edit::Customer(Edited::made(one)));
    let calls = calls
        .into_iter()
        .map(|one| Edit::Communication(Edited::made(one)));
    let mut model = Model::default();
    model.apply_edits(&customers.chain(calls).chain(edits).collect::<Vec<_>>());
    model
}

fn filters() -> Vec<InsightFilter> {
    let date = |text: &str| text.parse().ok();
    let spans = [
        Span::Weeks(13),
        Span::Weeks(104),
        Span::Between(None, None),
        Span::Between(date("2024-01-10"), date("2024-03-05")),
        Span::Between(None, date("2023-12-31")),
        Span::Between(date("2024-09-01"), None),
    ];
    let plain = spans.map(|span| InsightFilter {
        span,
        ..InsightFilter::default()
    });
    let all = InsightFilter {
        span: Span::Between(None, None),
        ..InsightFilter::default()
    };
    let narrow = [
        InsightFilter {
            channel: Some(Channel::Phone),
            ..all.clone()
        },
        InsightFilter {
            tag: Some("vip".to_owned()),
            tier: Some(Tier::A),
            ..all.clone()
        },
        InsightFilter {
            stage: Some(Stage::Active),
            channel: Some(Channel::WeChat),
            ..all.clone()
        },
        InsightFilter {
            tag: Some("nobody".to_owned()),
            ..all
        },
    ];
    plain.into_iter().chain(narrow).collect()
}

/// What the filter means, said a second time.
fn is_meant(filter: &InsightFilter, customer: &Customer) -> bool {
    customer.trashed_at.is_none()
        && (filter.tier.is_none() || customer.tier == filter.tier)
        && (filter.stage.is_none() || Some(customer.stage) == filter.stage)
        && filter.tag.iter().all(|tag| customer.tags.contains(tag))
}

fn is_within(filter: &InsightFilter, date: NaiveDate) -> bool {
    let today = noon().date_naive();
    let (from, to) = match filter.span {
        Span::Weeks(weeks) => {
            // The 16th of August 2024 is the fifth day of its week.
            let back = Days::new(u64::from(weeks) * 7 - 3);
            (Some(today - back), None)
        }
        Span::Between(from, to) => (from, to),
    };
    date <= today && from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to)
}

fn meant_communications<'a>(
    model: &'a Model,
    filter: &'a InsightFilter,
) -> impl Iterator<Item = &'a Communication> {
    model.communications().map(AsRef::as_ref).filter(|one| {
        let theirs = one.customers.iter().filter_map(|id| model.customer(*id));
        let of_segment = theirs.filter(|customer| is_meant(filter, customer)).count();
        is_within(filter, one.at.local_date())
            && !one.at.is_after(noon())
            && (0 < of_segment || !filter.is_of_a_segment())
            && filter
                .channel
                .as_ref()
                .is_none_or(|channel| *channel == one.channel)
    })
}

/// Counts in small steps what was counted at once.
fn in_steps<C: Counting>(mut counting: C, model: &Model) -> C::Counted {
    let mut reached = 0;
    while let Some(thousandths) = counting.step(model, 7) {
        assert!(reached <= thousandths && thousandths < 1000);
        reached = thousandths;
    }
    counting.finish()
}

#[test]
fn communications_are_as_many_as_the_records_behind_them() {
    let model = book();
    for filter in filters() {
        let counts = counted(CountingCommunications::new(&model, &filter, noon()), &model);
        let steps = in_steps(CountingCommunications::new(&model, &filter, noon()), &model);
        assert_eq!(counts, steps);
        assert_eq!(
            counts.total,
            meant_communications(&model, &filter).count(),
            "{filter:?}"
        );
        let mut seen = 0;
        for (bin, by_channel) in counts.by_bin.iter().enumerate() {
            for ((channel, _), count) in counts.channels.iter().zip(by_channel) {
                let only = [channel.clone()];
                let place = Some((&counts.bins, bin));
                let found = communications_in(&model, &filter, noon(), place, Some(&only));
                assert_eq!(found.len(), *count);
                seen += count;
            }
        }
        assert_eq!(seen, counts.total);
        let mut by_channel: Vec<usize> = counts.channels.iter().map(|(_, n)| *n).collect();
        assert_eq!(by_channel.iter().sum::<usize>(), counts.total);
        by_channel.reverse();
        assert!(by_channel.is_sorted());
        assert!(counts.bins.count <= 60);
    }
}

#[test]
fn the_last_weeks_are_there_without_gaps_even_where_nothing_was_said() {
    let model = Model::default();
    let filter = InsightFilter {
        span: Span::Weeks(13),
        ..InsightFilter::default()
    };
    let counts = counted(CountingCommunications::new(&model, &filter, noon()), &model);
    assert_eq!((counts.bins.count, counts.total), (13, 0));
    assert_eq!(counts.bins.begins_on(12).to_string(), "2024-08-12");
    let all = InsightFilter {
        span: Span::Between(None, None),
        ..InsightFilter::default()
    };
    let counts = counted(CountingCommunications::new(&model, &all, noon()), &model);
    assert_eq!((counts.bins.count, counts.total), (1, 0));
}

#[test]
fn gaps_are_as_many_as_the_contacts_that_ended_them() {
    let model = book();
    for filter in filters() {
        let gaps = counted(CountingGaps::new(&model, &filter, noon()), &model);
        assert_eq!(
            gaps,
            in_steps(CountingGaps::new(&model, &filter, noon()), &model)
        );
        // Said a second time: the days of each customer's contacts, and what lies between them.
        let rule = &model.settings().contact_rule;
        let mut expected = Vec::new();
        for customer in model.customers().filter(|one| is_meant(&filter, one)) {
            let contacts = model.communications().filter(|one| {
                one.customers.contains(&customer.id)
                    && !one.at.is_after(noon())
                    && rule.counts(&one.channel, one.outcome)
                    && filter
                        .channel
                        .as_ref()
                        .is_none_or(|channel| *channel == one.channel)
            });
            let days: BTreeSet<NaiveDate> = contacts.map(|one| one.at.local_date()).collect();
            let days: Vec<NaiveDate> = days.into_iter().collect();
            for pair in days.windows(2) {
                if is_within(&filter, pair[1]) {
                    expected.push((pair[1] - pair[0]).num_days());
                }
            }
        }
        expected.sort_unstable();
        assert_eq!(gaps.total, expected.len());
        let counts = gaps.counts();
        assert_eq!(counts.iter().sum::<usize>(), gaps.total);
        if let (Some(first), Some(last)) = (expected.first(), expected.last()) {
            assert!(1 <= *first);
            assert_eq!(i64::from(gaps.longest), *last);
            let (low, high) = ((expected.len() - 1) / 2, expected.len() / 2);
            assert_eq!(
                i64::from(gaps.median_halves),
                expected[low] + expected[high]
            );
        }
        for (class, count) in counts.iter().enumerate() {
            let found = contacts_after(&model, &filter, noon(), gaps.days(class));
            assert_eq!(found.len(), *count, "{class} of {filter:?}");
        }
    }
}

#[test]
fn a_few_long_gaps_do_not_press_the_others_together() {
    let mut gaps = CountingGaps::new(&Model::default(), &InsightFilter::default(), noon());
    gaps.gaps = [(1, 30), (3, 40), (20, 26), (900, 4)].into();
    let gaps = gaps.finish();
    assert_eq!((gaps.width, gaps.classes.len(), gaps.longer), (1, 20, 4));
    assert_eq!(gaps.median_halves, 6);
    assert_eq!((gaps.days(19), gaps.days(20)), ((20, Some(20)), (21, None)));
    let none = counted(
        CountingGaps::new(&Model::default(), &InsightFilter::default(), noon()),
        &Model::default(),
    );
    assert_eq!((none.total, none.counts()), (0, vec![]));
}

#[test]
fn follow_ups_are_as_many_as_the_records_behind_them() {
    let model = book();
    for filter in filters() {
        let counts = counted(CountingFollowUps::new(&model, &filter, noon()), &model);
        assert_eq!(
            counts,
            in_steps(CountingFollowUps::new(&model, &filter, noon()), &model)
        );
        let mut seen = [0; 4];
        for (bin, by_fate) in counts.by_bin.iter().enumerate() {
            for (fate, count) in Fate::ALL.into_iter().zip(by_fate) {
                let place = (&counts.bins, bin);
                let found = follow_ups_in(&model, &filter, noon(), place, fate);
                assert_eq!(found.len(), *count);
                seen[fate as usize] += count;
            }
        }
        assert_eq!(seen, counts.sums);
        let meant = model.all_follow_ups().filter(|one| {
            let customer = model.customer(one.customer);
            one.trashed_at.is_none()
                && one.asked_by == AskedBy::Hand
                && customer.is_some_and(|customer| is_meant(&filter, customer))
                && is_within(&filter, one.due_on)
                && filter
                    .channel
                    .as_ref()
                    .is_none_or(|channel| one.action.channel() == *channel)
        });
        assert_eq!(
            counts.sums.iter().sum::<usize>(),
            meant.count(),
            "{filter:?}"
        );
    }
}

#[test]
fn a_follow_up_is_late_from_the_day_after_it_was_due() {
    let mut dice = Dice(1);
    let customer = thrown_customer(&mut dice);
    let mut one = thrown_follow_up(&mut dice, &[customer]);
    let due = one.due_on;
    let mut fate = |state| {
        one.state = state;
        Fate::of(&one)
    };
    let done = |on| FollowUpState::Done { by: None, on };
    assert_eq!(fate(done(due)), Fate::InTime);
    assert_eq!(fate(done(due - Days::new(1))), Fate::InTime);
    assert_eq!(fate(done(due + Days::new(1))), Fate::Late);
}

#[test]
fn answers_are_as_many_as_the_tries_behind_them() {
    let model = book();
    for filter in filters() {
        let answers = counted(CountingAnswers::new(&model, &filter, noon()), &model);
        assert_eq!(
            answers,
            in_steps(CountingAnswers::new(&model, &filter, noon()), &model)
        );
        let mut sum = Tally::default();
        for (hour, days) in answers.by_hour.iter().enumerate() {
            for (day, tally) in days.iter().enumerate() {
                let found = tries_in(&model, &filter, noon(), (hour, day));
                assert_eq!(found.len(), tally.tries as usize);
                let Records::Communications(ids) = found else {
                    panic!("tries are communications");
                };
                let mut answered = 0;
                for id in ids {
                    let one = model.communication(id).expect("it was found");
                    let at = one.at.local_time().expect("only what has a time");
                    assert_eq!(at.hour() as usize, hour);
                    let weekday = one.at.local_date().weekday().num_days_from_monday();
                    assert_eq!(weekday as usize, day);
                    assert_ne!(one.direction, Some(Direction::Incoming));
                    answered += u32::from(one.outcome == Some(Outcome::Connected));
                }
                assert_eq!(answered, tally.answered);
                sum.tries += tally.tries;
                sum.answered += tally.answered;
            }
        }
        assert_eq!(sum, answers.total);
        let meant = meant_communications(&model, &filter).filter(|one| {
            one.direction != Some(Direction::Incoming)
                && one
                    .outcome
                    .is_some_and(|outcome| outcome != Outcome::WrongNumber)
        });
        let all = answers.total.tries + answers.without_time.tries;
        assert_eq!(all as usize, meant.count(), "{filter:?}");
    }
}

#[test]
fn needs_are_as_many_as_the_records_behind_them() {
    let model = book();
    for filter in filters() {
        let counts = counted(CountingNeeds::new(&model, &filter, noon()), &model);
        assert_eq!(
            counts,
            in_steps(CountingNeeds::new(&model, &filter, noon()), &model)
        );
        let mut seen = (0, 0);
        for kind in NeedKind::ALL {
            for place in 0..4 {
                let find = |which| needs_in(&model, &filter, noon(), kind, which).len();
                let (state, age) = (find(Which::State(place)), find(Which::Age(place)));
                assert_eq!(state, counts.by_state[kind as usize][place]);
                assert_eq!(age, counts.by_age[kind as usize][place]);
                seen.0 += state;
                seen.1 += age;
            }
        }
        assert_eq!(seen, (counts.total, counts.open));
        let meant: Vec<_> = model
            .all_needs()
            .filter(|need| {
                let customer = model.customer(need.customer);
                let record = need.opened_by.and_then(|id| model.communication(id));
                customer.is_some_and(|customer| is_meant(&filter, customer))
                    && is_within(&filter, need.opened_on)
                    && filter.channel.as_ref().is_none_or(|channel| {
                        record.is_some_and(|record| record.channel == *channel)
                    })
            })
            .collect();
        assert_eq!(counts.total, meant.len(), "{filter:?}");
        assert_eq!(
            counts.open,
            meant.iter().filter(|need| need.is_open()).count()
        );
        let oldest = meant.iter().filter(|need| {
            need.is_open() && 90 < (noon().date_naive() - need.opened_on).num_days()
        });
        let by_age: usize = counts.by_age.iter().map(|ages| ages[3]).sum();
        assert_eq!(by_age, oldest.count());
    }
}

#[test]
fn scores_are_those_of_the_customers_and_a_month_has_those_who_had_one_then() {
    let mut model = book();
    let mut dice = Dice(3);
    let customers: Vec<CustomerId> = model.all_customers().map(|one| one.id).collect();
    let ratings: Vec<Edit> = (0..120)
        .map(|_| {
            let points = Decimal::from_millionths(1_000_000 * (1 + i64::from(dice.happens(5)) * 3));
            Edit::Rating(Edited::made(Rating {
                id: RatingId(dice.id()),
                customer: dice.one_of(&customers[..40]),
                aspect: dice.one_of(&[AspectId::Quality, AspectId::Speed]),
                value: RatedValue::new(points, Scale::FivePoint).expect("1 or 4 of 5"),
                at: Moment::On(dice.day()),
                communication: None,
                given_by: String::new(),
                origin: None,
                trashed_at: None,
            }))
        })
        .collect();
    model.apply_edits(&ratings);
    for filter in filters() {
        let counts = counted(CountingScores::new(&model, &filter, noon()), &model);
        assert_eq!(
            counts,
            in_steps(CountingScores::new(&model, &filter, noon()), &model)
        );
        let meant: Vec<_> = model
            .customers()
            .filter(|one| is_meant(&filter, one))
            .collect();
        assert_eq!(
            counts.scored.len() + counts.without,
            meant.len(),
            "{filter:?}"
        );
        for one in &counts.scored {
            let score = score(&model, one.customer, noon()).expect("it is there");
            assert_eq!(score.satisfaction.map(|s| s.value), Some(one.satisfaction));
            assert_eq!(score.loyalty.ok().map(|l| l.value), one.loyalty);
        }
        for (place, mean) in counts.trend.iter().enumerate() {
            let found = scored_in(&model, &filter, noon(), (&counts.bins, place));
            assert_eq!(found.len(), mean.map_or(0, |(_, customers)| customers));
        }
        // All time begins with the first rating.
        let is_of_meant = |rating: &&Arc<Rating>| meant.iter().any(|one| one.id == rating.customer);
        let first = model.all_ratings().filter(is_of_meant);
        let first = first.map(|rating| rating.at.local_date()).min();
        if let (Span::Between(None, None), Some(first)) = (filter.span, first) {
            assert_eq!(counts.bins.place(first), Some(0));
        }
        let reaches_today = filter.span.days(noon().date_naive()).1 == noon().date_naive();
        if let (true, Some(Some((mean, customers)))) = (reaches_today, counts.trend.last()) {
            let sum: f64 = counts.scored.iter().map(|one| one.satisfaction).sum();
            assert_eq!(*customers, counts.scored.len());
            assert!((mean * f64::from(u32::try_from(*customers).expect("few")) - sum).abs() < 1e-6);
        }
    }
}

#[test]
fn records_stand_in_order_of_time() {
    let model = book();
    let filter = InsightFilter {
        span: Span::Between(None, None),
        ..InsightFilter::default()
    };
    let Records::Communications(ids) = communications_in(&model, &filter, noon(), None, None)
    else {
        panic!("they are communications");
    };
    let order: Vec<i64> = ids
        .iter()
        .map(|id| -model.communication(*id).expect("found").at.order())
        .collect();
    assert!(order.is_sorted() && 1000 < order.len());
    let bins = Bins::over(noon().date_naive(), noon().date_naive());
    let in_week = communications_in(&model, &filter, noon(), Some((&bins, 0)), None);
    assert!(in_week.len() < ids.len() / 50 && !in_week.is_empty());
}
