//! What happened with each customer of the demo, in the order in which it happened.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::super::words::{Both, Step};
use super::cast::{Person, patience, trade};
use super::opinion::Opinion;
use super::scenes;
use super::words::SHARE;
use super::{Demo, FIRMS};
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction};
use crate::domain::customer::{Stage, Tier};
use crate::domain::decimal::Decimal;
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState};
use crate::domain::id::{
    CommunicationId, CustomerId, FollowUpId, NeedId, ObservationId, PromiseId, RatingId,
};
use crate::domain::moment::{Moment, Now, days_between};
use crate::domain::need::{NeedDraft, NeedState};
use crate::domain::outcome::Outcome;
use crate::domain::promise::{PromiseDraft, PromiseState};
use crate::domain::rating::{AspectId, Observation, RatedValue, Rating, Scale};

/// How far the demo goes back, in days.
pub(super) const SPAN: u32 = 730;

/// When the telephone is picked up: an hour, and out of a hundred tries how many.
const ANSWERED: [(u32, u32); 8] = [
    (9, 62),
    (10, 88),
    (11, 80),
    (13, 38),
    (14, 55),
    (15, 70),
    (16, 76),
    (17, 45),
];

/// After how many days a customer is asked for all its marks again.
const SURVEY_DAYS: u32 = 120;

/// What becomes of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It goes on as it was.
    Stays,
    /// It gets better and better.
    Grows,
    /// Much went wrong and was mended.
    Rough,
    /// Something went wrong of late and is open.
    Slips,
    /// It was given up and has begun again.
    WonBack,
    /// Nobody answers any more.
    Quiet,
    /// It has ended.
    Lost,
    /// It has just begun.
    Begins,
    /// Nothing was said yet.
    Unknown,
}

impl Fate {
    /// That of the person at a place.
    pub(super) fn of(place: usize) -> Self {
        match place % 20 {
            0..8 => Self::Stays,
            8..11 => Self::Grows,
            11 | 12 => Self::Rough,
            13 => Self::Slips,
            14 | 15 => Self::WonBack,
            16 => Self::Quiet,
            17 => Self::Lost,
            18 => Self::Begins,
            _ if place % 40 == 19 => Self::Unknown,
            _ => Self::Slips,
        }
    }

    /// Whether there is a relation that goes on.
    pub(super) fn stays(self) -> bool {
        matches!(
            self,
            Self::Stays | Self::Grows | Self::Rough | Self::Slips | Self::WonBack
        )
    }

    /// The stage in which the customer stands.
    pub(super) fn stage(self) -> Stage {
        match self {
            Self::Quiet => Stage::Dormant,
            Self::Lost => Stage::Lost,
            Self::Begins | Self::Unknown => Stage::Lead,
            _ => Stage::Active,
        }
    }

    /// How it has gone of late, if otherwise than before.
    fn ending(self) -> &'static [Step] {
        match self {
            Self::Slips => scenes::SLIPPING,
            Self::WonBack => scenes::WON_BACK,
            Self::Quiet => scenes::QUIET,
            Self::Lost => scenes::LOST,
            _ => &[],
        }
    }
}

/// One relation while it is told.
struct Relation {
    customer: CustomerId,
    /// The place by which its words are chosen.
    place: usize,
    fate: Fate,
    tier: Tier,
    opinion: Opinion,
    /// How many days ago all marks were asked for last.
    asked: Option<u32>,
    /// When the exchange before was.
    last: Option<Moment>,
    where_used: Both,
}

impl Relation {
    /// The hour after the exchange before, where that was on the same day.
    fn hour_after(&self, day: NaiveDate) -> Option<u32> {
        let last = self.last.filter(|last| last.local_date() == day)?;
        Some(20.min(last.local_time()?.hour() + 1))
    }
}

impl Demo<'_> {
    /// What happened with a firm itself.
    pub(super) fn live_firm(&mut self, firm: usize) {
        let begin = self.random.within(400, SPAN - 5);
        let last = self.random.within(2, 60);
        let id = self.customers[firm].id;
        self.tell(id, firm, Fate::Stays, Tier::C, (begin, last));
        self.customers[firm].since = Some(self.workday(begin));
    }

    /// What happened with a person.
    pub(super) fn live(&mut self, person: &Person) {
        let tier = person.tier.unwrap_or(Tier::B);
        let (begin, last) = match person.fate {
            Fate::Unknown => return,
            Fate::Begins => (self.random.within(9, 45), self.random.below(9)),
            Fate::Quiet => (
                self.random.within(400, SPAN - 5),
                self.random.within(110, 280),
            ),
            Fate::Lost => (
                self.random.within(400, SPAN - 5),
                self.random.within(40, 330),
            ),
            _ => {
                let begin = if self.random.once_in(3) {
                    self.random.within(150, 500)
                } else {
                    self.random.within(500, SPAN - 5)
                };
                (begin, self.freshness(person, tier))
            }
        };
        let at = FIRMS + person.place;
        let id = self.customers[at].id;
        let home = person.firm().unwrap_or(person.place);
        let opinion = self.tell(id, home, person.fate, tier, (begin, last));
        // Some were customers long before these records begin.
        let years_before = if 600 < begin { self.random.below(6) } else { 0 };
        let since = self.workday(begin) - Days::new(u64::from(years_before) * 365);
        self.customers[at].since = Some(since);
        if person.fate.stays() || person.fate == Fate::Lost {
            self.observe(id, opinion, since);
        }
    }

    /// How many days ago somebody who stays was spoken to last: some longer than the rule allows.
    fn freshness(&mut self, person: &Person, tier: Tier) -> u32 {
        let patience = patience(tier);
        match person.place {
            place if place % 23 == 2 => 0,
            place if place % 12 == 3 => patience + 1 + self.random.below(patience / 2 + 3),
            _ => self.random.within(1, patience),
        }
    }

    /// Tells a relation from its begin to its last exchange, both in days ago.
    fn tell(
        &mut self,
        customer: CustomerId,
        place: usize,
        fate: Fate,
        tier: Tier,
        (begin, last): (u32, u32),
    ) -> Opinion {
        let mut relation = Relation {
            customer,
            place,
            fate,
            tier,
            opinion: Opinion::first(&mut self.random),
            asked: None,
            last: None,
            where_used: trade(place).places[self.random.below(3) as usize],
        };
        let ending = fate.ending();
        let ending_days = 6 * u32::try_from(ending.len().saturating_sub(1)).unwrap_or(0);
        // Who was won back had been given up for half a year.
        let pause = if fate == Fate::WonBack { 180 } else { 0 };
        let main_end = last + ending_days + pause + u32::from(!ending.is_empty()) * 8;
        let mut scenes = Scenes::new(fate, self.random.below(40) as usize);
        let mut day = begin;
        while main_end < day {
            let (step, is_within) = scenes.next();
            self.happen(&mut relation, step, day);
            let (shortest, longest) = if is_within {
                (2, 12)
            } else {
                relation.opinion.age(fate, &mut self.random);
                match tier {
                    Tier::A => (14, 26),
                    Tier::B => (30, 52),
                    Tier::C => (55, 85),
                }
            };
            day = day.saturating_sub(self.random.within(shortest, longest));
        }
        if ending.is_empty() {
            let (step, _) = scenes.next();
            self.happen(&mut relation, step, last);
        }
        for (number, step) in ending.iter().enumerate() {
            let left = u32::try_from(ending.len() - 1 - number).unwrap_or(0);
            self.happen(&mut relation, step, last + 6 * left);
        }
        if fate == Fate::Quiet {
            // Tried again and again since, in vain.
            for days_ago in [last - 30, last - 75] {
                let day = self.workday(days_ago);
                let at = self.at_hour(day, 10);
                self.attempt(customer, at, Outcome::NoAnswer);
            }
        }
        relation.opinion
    }

    /// One exchange with all that comes of it.
    fn happen(&mut self, relation: &mut Relation, step: &Step, days_ago: u32) {
        let day = self.workday(days_ago);
        let at = if days_ago == 0 {
            let minutes = self.random.within(5, 120);
            Moment::At(self.end_of_work() - TimeDelta::minutes(i64::from(minutes)))
        } else if let Some(hour) = relation.hour_after(day) {
            self.at_hour(day, hour)
        } else if step.channel == Channel::Phone && step.direction == Direction::Outgoing {
            self.reach(relation, day)
        } else {
            let hour = self.any(&[8, 9, 10, 11, 13, 14, 15, 16]);
            self.at_hour(day, hour)
        };
        let content = self.note(relation, step);
        let minutes = match step.channel {
            Channel::Phone => Some(self.random.within(2, 20)),
            Channel::Visit | Channel::Meeting => Some(15 * self.random.within(2, 7)),
            _ => None,
        };
        let tells = self.random.once_in(3);
        let id = CommunicationId(self.next_id());
        let executes = self.carried_out(relation, step, id, at.local_date());
        self.communications.push(Communication {
            id,
            customers: vec![relation.customer],
            at,
            channel: step.channel.clone(),
            direction: Some(step.direction),
            outcome: (step.channel == Channel::Phone).then_some(Outcome::Connected),
            content: content.clone(),
            line: String::new(),
            sentiment: step.felt.filter(|_| tells),
            duration_seconds: minutes.map(|minutes| 60 * minutes),
            executes,
            origin: None,
            trashed_at: None,
        });
        self.rate(relation, step, id, at, days_ago);
        self.owe(relation, step, id, at.local_date(), content);
        relation.last = Some(at);
    }

    /// Now, or when today's work ended: nobody visits a plant at night.
    fn end_of_work(&self) -> Now {
        let evening = NaiveTime::from_hms_opt(18, 0, 0);
        let evening = evening.map(|time| self.env.resolve(self.today().and_time(time)));
        evening.map_or(self.now, |evening| evening.min(self.now))
    }

    /// The hour at which a call got through, after what was tried in vain that day.
    fn reach(&mut self, relation: &Relation, day: NaiveDate) -> Moment {
        let place = self.random.below(8) as usize;
        let (hour, answered) = ANSWERED[place];
        if self.random.below(100) < answered || relation.last.is_none() {
            return self.at_hour(day, hour);
        }
        let outcome = match self.random.below(6) {
            0 => Outcome::Busy,
            1 => Outcome::LeftVoicemail,
            _ => Outcome::NoAnswer,
        };
        let at = self.at_hour(day, hour);
        self.attempt(relation.customer, at, outcome);
        let later = ANSWERED.iter().skip(place + 1);
        let later = later.max_by_key(|(_, answered)| *answered);
        // Whoever was tried last thing in the day called back in the evening.
        let hour = later.map_or(18, |(hour, _)| *hour);
        self.at_hour(day, hour)
    }

    fn attempt(&mut self, customer: CustomerId, at: Moment, outcome: Outcome) {
        let id = CommunicationId(self.next_id());
        self.communications.push(Communication {
            id,
            customers: vec![customer],
            at,
            channel: Channel::Phone,
            direction: Some(Direction::Outgoing),
            outcome: Some(outcome),
            content: String::new(),
            line: String::new(),
            sentiment: None,
            duration_seconds: None,
            executes: None,
            origin: None,
            trashed_at: None,
        });
    }

    /// The words of an exchange, sometimes with an aside.
    fn note(&mut self, relation: &Relation, step: &Step) -> String {
        let trade = trade(relation.place);
        let mut words = self.say(step.words).to_owned();
        let aside = self.any(scenes::ASIDES);
        if self.random.once_in(6) {
            words.push_str(self.say([". ", "。"]));
            words.push_str(self.say(aside));
        }
        let pieces = 5 * self.random.within(1, 24);
        let place = self.say(relation.where_used);
        let mut note = words
            .replace("{p}", self.say(trade.product))
            .replace("{q}", self.say(trade.other))
            .replace("{x}", place)
            .replace("{n}", &pieces.to_string());
        capitalise(&mut note);
        note
    }

    /// The follow-up that an exchange carried out, which is kept with its day.
    fn carried_out(
        &mut self,
        relation: &Relation,
        step: &Step,
        by: CommunicationId,
        on: NaiveDate,
    ) -> Option<FollowUpId> {
        let before = relation.last?.local_date();
        if on <= before {
            return None;
        }
        if step.direction == Direction::Incoming || self.random.once_in(3) {
            return None;
        }
        let gap = days_between(before, on);
        // Most are done on their day, some before it, some too late.
        let days = match self.random.below(10) {
            0 | 1 => -i64::from(self.random.within(1, 5.min(gap))),
            2 => i64::from(self.random.within(1, 2)),
            _ => 0,
        };
        let is_asked = self.random.once_in(2);
        let note = self.any(scenes::PLANS);
        let limit = patience(relation.tier);
        let asked_by = if is_asked && limit < gap {
            AskedBy::Policy {
                more_than_days: Some(limit),
                days: Some(gap),
            }
        } else {
            AskedBy::Hand
        };
        let action = Action::through(step.channel.clone());
        let id = FollowUpId(self.next_id());
        let follow_up = |state, due_on, note: &str| FollowUp {
            id,
            customer: relation.customer,
            action,
            due_on,
            due_at: None,
            note: note.to_owned(),
            state,
            asked_by,
            recurrence: None,
            trashed_at: None,
        };
        if self.random.once_in(25) {
            let reason = self.any(scenes::SKIPPED);
            let reason = self.say(reason).to_owned();
            let state = FollowUpState::Skipped { until: on, reason };
            self.follow_ups.push(follow_up(state, before, ""));
            return None;
        }
        let note = if asked_by == AskedBy::Hand {
            self.say(note)
        } else {
            ""
        };
        let state = FollowUpState::Done { by: Some(by), on };
        self.follow_ups
            .push(follow_up(state, on + TimeDelta::days(days), note));
        Some(id)
    }

    /// What an exchange did to the customer's opinion, and what it said of it.
    fn rate(
        &mut self,
        relation: &mut Relation,
        step: &Step,
        exchange: CommunicationId,
        at: Moment,
        days_ago: u32,
    ) {
        relation.opinion.hear(step.marks);
        let is_survey = step.channel == Channel::Visit
            && relation
                .asked
                .is_none_or(|asked| SURVEY_DAYS <= asked.saturating_sub(days_ago));
        let marks: Vec<(AspectId, u8)> = relation.opinion.marks().collect();
        for (aspect, mark) in marks {
            let came_up = step.marks.iter().any(|(one, _)| *one == aspect);
            // Not everybody has an opinion of everything.
            let has_opinion = relation.place % 7 != 3 || aspect != AspectId::AfterSales;
            if came_up || is_survey && has_opinion {
                self.mark(relation.customer, aspect, mark, exchange, at);
            }
        }
        if is_survey {
            relation.asked = Some(days_ago);
        }
        if is_survey || !step.marks.is_empty() {
            let overall = relation.opinion.overall(&mut self.random);
            self.mark(relation.customer, AspectId::Overall, overall, exchange, at);
        }
    }

    fn mark(
        &mut self,
        customer: CustomerId,
        aspect: AspectId,
        mark: u8,
        exchange: CommunicationId,
        at: Moment,
    ) {
        let Some(value) = RatedValue::whole(mark, Scale::FivePoint) else {
            return;
        };
        let id = RatingId(self.next_id());
        self.ratings.push(Rating {
            trashed_at: None,
            id,
            customer,
            aspect,
            value,
            at,
            communication: Some(exchange),
            given_by: String::new(),
            origin: None,
        });
    }

    /// The need and the promise that the words name. What is old was settled, mostly.
    fn owe(
        &mut self,
        relation: &Relation,
        step: &Step,
        exchange: CommunicationId,
        on: NaiveDate,
        content: String,
    ) {
        let age = days_between(on, self.today());
        let is_unsettled = relation.fate == Fate::Slips && age < 40;
        if let Some(side) = step.promise {
            // The scenes promise in the clause after the semicolon.
            let clause = content.rsplit([';', '；']).next().unwrap_or_default();
            let words = clause.split(['.', '。']).next().unwrap_or_default();
            let days = self.random.within(3, 7);
            let draft = PromiseDraft {
                side,
                words: words.trim().to_owned(),
                due_on: Some(on + Days::new(days.into())),
            };
            let id = PromiseId(self.next_id());
            let mut promise = draft.into_promise(id, relation.customer, Some(exchange), on);
            let (is_broken, is_forgotten) = (self.random.once_in(9), self.random.once_in(4));
            promise.state = match age {
                ..10 => PromiseState::Open,
                _ if is_unsettled && is_forgotten => PromiseState::Open,
                _ if is_broken => PromiseState::Broken {
                    on: on + Days::new(u64::from(days) + 1),
                },
                _ => PromiseState::Kept {
                    on: on + Days::new(u64::from(days) - 2),
                },
            };
            self.promises.push(promise);
        }
        if let Some(kind) = step.need {
            let draft = NeedDraft {
                kind,
                words: content,
                resource: String::new(),
            };
            let id = NeedId(self.next_id());
            let mut need = draft.into_need(id, relation.customer, Some(exchange), on);
            let days = self.random.within(1, 20);
            let (is_dropped, lingers) = (self.random.once_in(12), self.random.once_in(15));
            let on = on + Days::new(days.into());
            need.state = match age {
                _ if is_unsettled => NeedState::Open,
                ..6 => NeedState::Open,
                6..21 => NeedState::InHand,
                _ if lingers && age < 200 => NeedState::InHand,
                _ if is_dropped => NeedState::Dropped { on },
                _ => NeedState::Met { on },
            };
            self.needs.push(need);
        }
    }

    /// Which share of its demand a customer buys of the user: the more, the more it is satisfied and
    /// the longer it has been one, with a spread that a fit can see through.
    fn observe(&mut self, customer: CustomerId, opinion: Opinion, since: NaiveDate) {
        let ago = self.random.below(20);
        let spread = self.random.within(0, 160);
        if self.random.once_in(4) {
            return;
        }
        let on = self.today() - Days::new(ago.into());
        let months = days_between(since, on) / 30;
        // In tenths.
        let share = 6 * opinion.points() + 4 * months + spread;
        let tenths = i64::from(share.saturating_sub(20).min(1000));
        let id = ObservationId(self.next_id());
        self.observations.push(Observation {
            trashed_at: None,
            id,
            customer,
            value: Decimal::from_millionths(tenths / 10 * 1_000_000),
            on,
            note: self.say(SHARE).to_owned(),
            origin: None,
        });
    }
}

/// Which exchange comes next.
struct Scenes {
    scene: &'static [Step],
    at: usize,
    /// Counts the scenes, so that each customer has them in another order.
    number: usize,
    list: &'static [&'static [Step]],
}

impl Scenes {
    fn new(fate: Fate, first: usize) -> Self {
        Self {
            scene: scenes::BEGINNING,
            at: 0,
            number: first,
            list: if fate == Fate::Rough {
                scenes::ROUGH
            } else {
                scenes::GOOD
            },
        }
    }

    /// The next exchange, and whether the one after it belongs to the same scene.
    fn next(&mut self) -> (&'static Step, bool) {
        let step = &self.scene[self.at];
        self.at += 1;
        let is_within = self.at < self.scene.len();
        if !is_within {
            self.at = 0;
            self.number += 1;
            // A single exchange stands between two scenes.
            self.scene = if self.number.is_multiple_of(2) {
                let care = self.number / 2 % scenes::CARE.len();
                &scenes::CARE[care..=care]
            } else {
                self.list[self.number / 2 * 3 % self.list.len()]
            };
        }
        (step, is_within)
    }
}

/// Each sentence of a note begins with a capital, also where a word of the trade comes first.
fn capitalise(note: &mut str) {
    let starts: Vec<usize> = note.match_indices(". ").map(|(end, _)| end + 2).collect();
    for start in starts.into_iter().chain([0]) {
        if let Some(first) = note.get_mut(start..=start) {
            first.make_ascii_uppercase();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sentence_of_a_note_begins_with_a_capital() {
        for (written, expected) in [
            (
                "pumps for the dairy only. the laboratory was cleaned",
                "Pumps for the dairy only. The laboratory was cleaned",
            ),
            ("检验科要一份报价。下周再谈", "检验科要一份报价。下周再谈"),
            ("", ""),
        ] {
            let mut note = written.to_owned();
            capitalise(&mut note);
            assert_eq!(note, expected);
        }
    }
}
