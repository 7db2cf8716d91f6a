//! Says what each piece of the line is for: the record, its next step, a need, a promise, or words.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::clock::Clock;
use super::day::{Day, Part as PartOfDay, Side as DaySide};
use super::text::Text;
use super::tokens::{Atom, Token, parts_clauses};
use super::words::{BEFORE_WHEN, Tense, Way};
use super::{Answers, Capture, Context, Doubt, Meaning, Next, Part, Sense, Trouble, When, folded};
use crate::domain::channel::Channel;
use crate::domain::hints::{Hints, NeedHint, PromiseHint, remarks};
use crate::domain::need::NeedDraft;
use crate::domain::outcome::Outcome;
use crate::domain::promise::{PromiseDraft, Side};

/// Days and times that stand together.
#[derive(Debug, Clone, Default)]
struct Group {
    tokens: Range<usize>,
    days: Vec<Day>,
    clocks: Vec<Clock>,
    part: Option<PartOfDay>,
    offset: Option<i64>,
    role: Option<Role>,
}

/// What a group of days and times is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Record,
    Next,
}

impl Role {
    fn meaning(self) -> Meaning {
        match self {
            Self::Record => Meaning::When,
            Self::Next => Meaning::Next,
        }
    }
}

/// What stands around a group.
#[derive(Debug, Default)]
struct Around {
    plans: Vec<usize>,
    left: Option<usize>,
    right: Option<usize>,
    /// A way that was taken.
    past: Option<usize>,
    /// A way or a plan follows.
    leads_on: bool,
}

impl Around {
    /// Whether the day is told with what happened, and no step is named behind it.
    fn is_past(&self) -> bool {
        self.past.is_some() && !self.leads_on
    }
}

/// How far the words name what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Step {
    /// Only its day.
    #[default]
    Day,
    /// That the customer is contacted: 再联系, follow up.
    Contact,
    /// The way too.
    Way,
}

struct Resolver<'a, 'b> {
    text: &'a Text<'a>,
    now: NaiveDateTime,
    tokens: Vec<Token>,
    meanings: Vec<Option<Meaning>>,
    capture: Capture,
    step: Step,
    of_token: &'b [Option<usize>],
    answers: &'b Answers,
}

/// What the pieces of a line come to. The mentions are filled in by the caller.
pub(super) fn resolve(
    text: &Text<'_>,
    context: &Context<'_>,
    tokens: Vec<Token>,
    of_token: &[Option<usize>],
) -> (Capture, Step) {
    let meanings = of_token
        .iter()
        .map(|mention| mention.map(Meaning::Who))
        .collect();
    let mut resolver = Resolver {
        text,
        now: context.now.naive_local(),
        tokens,
        meanings,
        capture: Capture::default(),
        step: Step::default(),
        of_token,
        answers: context.answers,
    };
    let Hints { needs, promises } = remarks(&resolver.clauses(), resolver.today());
    resolver.find_promises(promises);
    let groups = resolver.find_groups();
    resolver.settle_groups(groups);
    resolver.find_record();
    resolver.find_needs(needs);
    resolver.tell_plan_from_record();
    resolver.absorb_glue();
    resolver.capture.parts = resolver.parts();
    resolver.capture.words = resolver.words();
    resolver.capture.troubles.sort_unstable();
    resolver.capture.troubles.dedup();
    (resolver.capture, resolver.step)
}

/// The way of a step that names none: the same again, but nobody goes anywhere unasked.
pub(super) fn same_way(before: Option<&Channel>) -> Channel {
    match before {
        None | Some(Channel::Visit | Channel::Meeting) => Channel::Phone,
        Some(other) => other.clone(),
    }
}

impl Resolver<'_, '_> {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }

    fn atom(&self, index: usize) -> &Atom {
        self.tokens
            .get(index)
            .map_or(&Atom::Stop, |token| &token.atom)
    }

    fn is_free(&self, index: usize) -> bool {
        self.meanings.get(index).is_some_and(Option::is_none)
    }

    fn trouble(&mut self, trouble: Trouble, of: Meaning) {
        self.capture.troubles.push(trouble);
        if !self.capture.troubled.contains(&of) {
            self.capture.troubled.push(of);
        }
    }

    /// What is read of the line, with its clauses parted by signs.
    fn clauses(&self) -> String {
        let mut line = self.text.typed(0..self.text.len()).to_owned();
        for pair in self.tokens.windows(2) {
            if parts_clauses(self.text, &pair[0], &pair[1]) {
                let blank = self.text.byte(pair[0].end)..self.text.byte(pair[0].end + 1);
                // A sign of the same length, so that all else stays in its place.
                let sign = if blank.len() == 1 { "," } else { "，" };
                if sign.len() == blank.len() {
                    line.replace_range(blank, sign);
                }
            }
        }
        line
    }

    /// The tokens that a place of the line touches, given in bytes.
    fn tokens_at(&self, place: &Range<usize>) -> Range<usize> {
        let ends_before = |token: &Token| self.text.byte(token.end) <= place.start;
        let first = self.tokens.partition_point(ends_before);
        let begins_before = |token: &Token| self.text.byte(token.start) < place.end;
        first..self.tokens.partition_point(begins_before).max(first)
    }

    /// The end of the clause that goes on from a token.
    fn clause_end(&self, from: usize) -> usize {
        let ends = |index: &usize| {
            matches!(self.atom(*index), Atom::Stop)
                || parts_clauses(self.text, &self.tokens[index - 1], &self.tokens[*index])
        };
        (from + 1..self.tokens.len())
            .find(ends)
            .unwrap_or(self.tokens.len())
    }

    /// The clause around a token.
    fn clause(&self, index: usize) -> Range<usize> {
        let begins = |index: &usize| {
            matches!(self.atom(*index), Atom::Stop)
                || parts_clauses(self.text, &self.tokens[index - 1], &self.tokens[*index])
        };
        let first = (1..=index).rev().find(begins).unwrap_or(0);
        first..self.clause_end(index)
    }

    /// "I'll send…", 我会…, 周四送…: the clause is a promise, its day the day it falls due.
    fn find_promises(&mut self, hints: Vec<PromiseHint>) {
        let mut from = 0;
        for hint in hints {
            let basis = self.tokens_at(&hint.basis);
            let mut first = basis.start.max(from);
            while first < basis.end
                && matches!(self.atom(first), Atom::Who(_) | Atom::Glue | Atom::Way(_))
            {
                first += 1;
            }
            if basis.end <= first {
                continue;
            }
            // "I'll check the stock and call back Monday": the step is apart.
            let end = self.clause_end(first);
            let joint = (first..end).find(|index| {
                matches!(self.atom(*index), Atom::Glue)
                    && !matches!(self.atom(index + 1), Atom::Word)
                    && self.step_at(index + 1, end).is_some()
            });
            let (end, due) = match joint {
                Some(joint) => (joint, None),
                None => (end, hint.due),
            };
            if hint.side == Side::Ours
                && let Some(way) = self.step_at(first, end).filter(|way| *way < basis.end)
            {
                // "I'll call back": what the rep will do next.
                for index in first..way {
                    if matches!(self.atom(index), Atom::Word) {
                        self.tokens[index].atom = Atom::Plan(None);
                    }
                }
                continue;
            }
            self.promise(hint.side, first..end, due);
            if let Some(joint) = joint {
                self.meanings[joint] = Some(Meaning::Next);
            }
            from = end;
        }
    }

    /// The way of a step that is named from here on, its day beside it: "call back Monday".
    fn step_at(&self, first: usize, end: usize) -> Option<usize> {
        let is_when = |index: usize| {
            matches!(
                self.atom(index),
                Atom::Day(..) | Atom::Clock(_) | Atom::Offset(_)
            )
        };
        let is_way = |index: usize| match self.atom(index) {
            Atom::Way(way) => way.tense == Tense::Bare,
            Atom::Plan(way) => way.is_some(),
            _ => false,
        };
        let passes = |index: &usize| {
            is_when(*index)
                || is_way(*index)
                || matches!(self.atom(*index), Atom::Glue | Atom::Who(_) | Atom::Plan(_))
        };
        // "I" and "will" of the promise itself are words.
        let begin = (first..end)
            .find(passes)
            .filter(|begin| (first..*begin).all(|index| matches!(self.atom(index), Atom::Word)))?;
        let stop = (begin..end).find(|index| !passes(index)).unwrap_or(end);
        let has_when = (begin..stop).any(is_when);
        (begin..stop)
            .find(|index| is_way(*index))
            .filter(|_| has_when)
    }

    fn promise(&mut self, side: Side, tokens: Range<usize>, due: Option<NaiveDate>) {
        let today = self.today();
        let due_on = tokens.clone().find_map(|index| match self.atom(index) {
            Atom::Day(day, _) => day.next(today).filter(|due| today <= *due),
            _ => None,
        });
        let due_on = due_on.or(due);
        let number = self.capture.promises.len();
        for index in tokens.clone() {
            if self.is_free(index) {
                self.meanings[index] = Some(Meaning::Promise(number));
            }
        }
        let words = self.typed(tokens);
        self.capture.promises.push(PromiseDraft {
            side,
            words,
            due_on,
        });
    }

    fn typed(&self, tokens: Range<usize>) -> String {
        let (Some(first), Some(last)) = (
            self.tokens.get(tokens.start),
            self.tokens.get(tokens.end - 1),
        ) else {
            return String::new();
        };
        self.text.typed(first.start..last.end).trim().to_owned()
    }

    /// Days, times and offsets that stand side by side.
    fn find_groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for index in 0..self.tokens.len() {
            let is_when = matches!(
                self.atom(index),
                Atom::Day(..) | Atom::Clock(_) | Atom::Offset(_)
            );
            if !is_when || !self.is_free(index) {
                continue;
            }
            let joins = groups.last().is_some_and(|group| {
                let between = group.tokens.end..index;
                between.len() <= 1 && between.clone().all(|one| self.goes_before_when(one))
            });
            if !joins {
                groups.push(Group {
                    tokens: index..index,
                    ..Group::default()
                });
            }
            let Some(group) = groups.last_mut() else {
                continue;
            };
            group.tokens.end = index + 1;
            match self.atom(index) {
                Atom::Day(day, part) => {
                    group.days.push(*day);
                    group.part = group.part.or(*part);
                }
                Atom::Clock(Clock::Part(part)) => group.part = group.part.or(Some(*part)),
                Atom::Clock(clock) => group.clocks.push(*clock),
                Atom::Offset(minutes) => group.offset = group.offset.or(Some(*minutes)),
                _ => {}
            }
        }
        groups
    }

    fn goes_before_when(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let word = self.text.folded(token.start..token.end);
        matches!(token.atom, Atom::Glue) && BEFORE_WHEN.split('|').any(|glue| glue == word)
    }

    /// Finds the ways and plans in the same clause, across names and what joins.
    fn around(&self, group: &Group) -> Around {
        let mut around = Around::default();
        let mut look = |index: usize, way: &mut Option<usize>, plans: &mut Vec<usize>| match self
            .atom(index)
        {
            _ if matches!(self.meanings[index], Some(Meaning::Promise(_))) => false,
            Atom::Glue | Atom::Who(_) => true,
            Atom::Plan(_) => {
                plans.push(index);
                true
            }
            Atom::Way(found) if way.is_none() => {
                if found.tense == Tense::Past {
                    around.past = around.past.or(Some(index));
                    return false;
                }
                *way = Some(index);
                true
            }
            _ => false,
        };
        let (mut left, mut right, mut plans) = (None, None, Vec::new());
        for index in (0..group.tokens.start).rev() {
            if !look(index, &mut left, &mut plans) {
                break;
            }
        }
        let before = plans.len();
        for index in group.tokens.end..self.tokens.len() {
            if !look(index, &mut right, &mut plans) {
                break;
            }
        }
        Around {
            leads_on: right.is_some() || before < plans.len(),
            plans,
            left,
            right,
            ..around
        }
    }

    /// Whether these tokens say that something happened.
    fn has_evidence(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|index| match self.atom(index) {
            Atom::Outcome(_) | Atom::Length(_) | Atom::Declined => true,
            Atom::Way(way) => way.tense == Tense::Past,
            Atom::Word => self.is_word(index),
            _ => matches!(self.meanings[index], Some(Meaning::Promise(_))),
        })
    }

    fn is_word(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        self.text
            .folded(token.start..token.end)
            .chars()
            .any(char::is_alphanumeric)
    }

    /// Gives each group its role and takes it over.
    fn settle_groups(&mut self, mut groups: Vec<Group>) {
        let today = self.today();
        for index in 0..groups.len() {
            let around = self.around(&groups[index]);
            let has_past = groups.iter().enumerate().any(|(other, group)| {
                other != index
                    && (group.role == Some(Role::Record)
                        || group
                            .days
                            .first()
                            .is_some_and(|day| day.side(today) == DaySide::Past))
            });
            let role = self.role(&groups[index], &around, has_past);
            if role == Role::Next && self.is_of_words(&groups[index], &around) {
                continue;
            }
            groups[index].role = Some(role);
            if role == Role::Next && around.is_past() {
                self.ask(&groups[index], &around);
            }
        }
        let record: Vec<&Group> = groups
            .iter()
            .filter(|group| group.role == Some(Role::Record))
            .collect();
        self.take_record(&record);
        let steps: Vec<&Group> = groups
            .iter()
            .filter(|group| group.role == Some(Role::Next))
            .collect();
        self.take_steps(&steps);
    }

    /// "on holiday until Monday", 月底前定: a day among other words names no step by itself; with a
    /// time of day it does, "demo Wednesday 2pm".
    fn is_of_words(&self, group: &Group, around: &Around) -> bool {
        let is_bare = group.clocks.is_empty()
            && around.plans.is_empty()
            && around.left.is_none()
            && around.right.is_none()
            && around.past.is_none();
        is_bare
            && self
                .clause(group.tokens.start)
                .any(|index| matches!(self.atom(index), Atom::Word) && self.is_word(index))
    }

    /// "called Alice tomorrow": whether it happened or is planned, only the rep can say.
    fn ask(&mut self, group: &Group, around: &Around) {
        if self.side(group) != DaySide::Future {
            return;
        }
        let words = self.typed(group.tokens.clone());
        let key = folded(&words);
        let answer = self.answers.senses.iter().find(|(of, _)| *of == key);
        match (answer, around.past) {
            (Some((_, Sense::Planned)), Some(past)) => {
                if let Atom::Way(way) = &mut self.tokens[past].atom {
                    way.tense = Tense::Bare;
                }
            }
            (Some(_), _) => {}
            (None, _) => {
                self.capture.doubt.get_or_insert(Doubt { words, key });
            }
        }
    }

    fn role(&mut self, group: &Group, around: &Around, has_past: bool) -> Role {
        let (first, last) = (group.tokens.start, group.tokens.end);
        let is_planned = !around.plans.is_empty();
        let has_way = around.left.is_some() || around.right.is_some();
        let said_before = self.has_evidence(0..first) || has_past;
        let said = said_before || self.has_evidence(last..self.tokens.len());
        match self.side(group) {
            DaySide::Past => {
                let has_year = self
                    .text
                    .folded(self.tokens[first].start..self.tokens[first].end);
                let is_written = has_year.len() >= 8
                    && has_year.bytes().take(4).all(|byte| byte.is_ascii_digit());
                let is_step = is_planned
                    || (is_written && around.left.is_some() && self.has_evidence(0..first));
                if is_step {
                    self.trouble(Trouble::NextPassed, Meaning::Next);
                    return Role::Next;
                }
                Role::Record
            }
            DaySide::Present if is_planned => Role::Next,
            DaySide::Present if group.days.is_empty() && has_past && !has_way => Role::Record,
            DaySide::Present if self.is_to_come(group) => {
                if around.is_past() {
                    self.trouble(Trouble::ToCome, Meaning::When);
                    return Role::Record;
                }
                Role::Next
            }
            DaySide::Present => Role::Record,
            DaySide::Open if around.is_past() => Role::Record,
            DaySide::Open if is_planned || said_before => Role::Next,
            DaySide::Open if said || !has_way && self.has_way() || self.is_rather_past(group) => {
                Role::Record
            }
            DaySide::Open | DaySide::Future => Role::Next,
        }
    }

    /// Whether a date without its year, or without its month, is nearer when it is taken as past.
    fn is_rather_past(&self, group: &Group) -> bool {
        let today = self.today();
        group.days.iter().any(|day| match day {
            Day::OfYear(..) | Day::OfMonth(_) => {
                let (last, next) = (day.last(today), day.next(today));
                last.zip(next)
                    .is_some_and(|(last, next)| today - last < next - today)
            }
            _ => false,
        })
    }

    fn has_other_way(&self, than: usize) -> bool {
        let is_way =
            |(index, token): (usize, &Token)| index != than && matches!(token.atom, Atom::Way(_));
        self.tokens.iter().enumerate().any(is_way)
    }

    fn has_way(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| matches!(token.atom, Atom::Way(_)))
    }

    fn side(&self, group: &Group) -> DaySide {
        if let Some(minutes) = group.offset {
            return match minutes {
                ..0 => DaySide::Past,
                0 => DaySide::Present,
                _ => DaySide::Future,
            };
        }
        let sides = group.days.iter().map(|day| day.side(self.today()));
        // A weekday beside a date is only its name.
        sides
            .min_by_key(|side| *side == DaySide::Open)
            .unwrap_or(DaySide::Present)
    }

    /// Whether a time of today lies ahead.
    fn is_to_come(&self, group: &Group) -> bool {
        let time = group
            .clocks
            .first()
            .and_then(|clock| clock.time(group.part));
        match (time, group.part) {
            (Some(time), _) => self.now.time() < time,
            (None, Some(PartOfDay::Evening)) => self.now.hour() < 17,
            (None, Some(PartOfDay::Afternoon)) => self.now.hour() < 12,
            _ => false,
        }
    }

    /// The day and time of a group; troubles are told.
    fn when(&mut self, group: &Group, role: Role) -> Option<When> {
        let today = self.today();
        if let Some(minutes) = group.offset {
            let there = self.now.checked_add_signed(TimeDelta::minutes(minutes))?;
            let time = there
                .time()
                .with_second(0)
                .and_then(|time| time.with_nanosecond(0));
            return Some(When {
                date: there.date(),
                time,
            });
        }
        let date = self.date(group, role).unwrap_or(today);
        let mut times: Vec<_> = group
            .clocks
            .iter()
            .map(|clock| clock.time(group.part))
            .collect();
        times.dedup();
        if times.contains(&None) {
            self.trouble(Trouble::NoSuchTime, role.meaning());
        }
        if 1 < times.len() {
            self.trouble(Trouble::TwoTimes, role.meaning());
        }
        let time = times.first().copied().flatten();
        Some(When { date, time })
    }

    /// The one day that all words of a group name.
    fn date(&mut self, group: &Group, role: Role) -> Option<NaiveDate> {
        let today = self.today();
        for (day, trouble) in [
            (Day::Impossible, Trouble::NoSuchDay),
            (Day::TooFar, Trouble::TooFar),
        ] {
            if group.days.contains(&day) {
                self.trouble(trouble, role.meaning());
                return None;
            }
        }
        let resolve = |day: &Day| match role {
            Role::Record => day.last(today),
            Role::Next => day.next(today),
        };
        let fixed = group.days.iter().find(|day| matches!(day, Day::On(_)));
        let date = fixed.or(group.days.first()).and_then(resolve)?;
        let is_week_away = (date - today).num_days().abs() == 7;
        for day in &group.days {
            match day {
                day if day.names(date) => {}
                // "Tuesday next week"
                Day::Weekday(weekday) if is_week_away => {
                    let monday = date - Days::new(u64::from(date.weekday().num_days_from_monday()));
                    return monday.checked_add_days(Days::new(u64::from(*weekday)));
                }
                _ => self.trouble(Trouble::TwoDates, role.meaning()),
            }
        }
        Some(date)
    }

    fn take_record(&mut self, groups: &[&Group]) {
        let mut days: Vec<NaiveDate> = Vec::new();
        let mut times = Vec::new();
        for group in groups {
            let Some(when) = self.when(group, Role::Record) else {
                continue;
            };
            if group.offset.is_some() || !group.days.is_empty() {
                days.push(when.date);
            }
            times.extend(when.time);
            for index in group.tokens.clone() {
                self.meanings[index] = Some(Meaning::When);
            }
        }
        days.dedup();
        times.dedup();
        if 1 < days.len() {
            self.trouble(Trouble::TwoDates, Meaning::When);
        }
        if 1 < times.len() {
            self.trouble(Trouble::TwoTimes, Meaning::When);
        }
        if !groups.is_empty() {
            let date = days.first().copied().unwrap_or(self.today());
            let time = times.first().copied();
            self.capture.when = Some(When { date, time });
        }
    }

    /// Takes over the next step.
    fn take_steps(&mut self, groups: &[&Group]) {
        let mut steps: Vec<When> = Vec::new();
        let mut chosen = None;
        for group in groups {
            let around = self.around(group);
            let before = self.capture.troubles.len();
            let when = self.when(group, Role::Next);
            let is_clear = before == self.capture.troubles.len();
            steps.extend(when);
            for index in group.tokens.clone().chain(around.plans.iter().copied()) {
                self.meanings[index] = Some(Meaning::Next);
            }
            let implied = around
                .plans
                .iter()
                .find_map(|index| match self.atom(*index) {
                    Atom::Plan(implied) => implied.as_ref().map(|way| way.channel.clone()),
                    _ => None,
                });
            let way = around.right.or(around.left.filter(|_| implied.is_none()));
            // "Feb 30 call": the day alone is not clear, and nothing says that the call is to come.
            let is_of_step =
                |way: &usize| is_clear || !around.plans.is_empty() || self.has_other_way(*way);
            if let Some(index) = way.filter(is_of_step) {
                self.meanings[index] = Some(Meaning::Next);
                if let Atom::Way(Way { channel, .. }) = self.atom(index) {
                    chosen = chosen.or(Some(channel.clone()));
                }
            }
            chosen = chosen.or(implied);
        }
        steps.dedup();
        if 1 < steps.len() {
            self.trouble(Trouble::TwoNextSteps, Meaning::Next);
        }
        let Some(when) = steps.first().copied() else {
            return;
        };
        let has_passed =
            when.date == self.today() && when.time.is_some_and(|time| time < self.now.time());
        if has_passed {
            self.trouble(Trouble::NextPassed, Meaning::Next);
        }
        self.step = match &chosen {
            None => Step::Day,
            Some(None) => Step::Contact,
            Some(Some(_)) => Step::Way,
        };
        self.capture.next = Some(Next {
            // The same way as before is filled in when the record is known.
            channel: chosen.flatten().unwrap_or(Channel::Phone),
            when,
        });
    }

    /// The way, the outcome and the length of what happened.
    fn find_record(&mut self) {
        let mut outcomes: Vec<Outcome> = Vec::new();
        let mut lengths = Vec::new();
        for index in 0..self.tokens.len() {
            if !self.is_free(index) {
                continue;
            }
            let meaning = match self.tokens[index].atom.clone() {
                Atom::Way(way) if self.capture.channel.is_none() && way.channel.is_some() => {
                    self.capture.channel = way.channel;
                    self.capture.direction = way.direction;
                    Meaning::Channel
                }
                Atom::Outcome(outcome) => {
                    outcomes.push(outcome);
                    Meaning::Outcome
                }
                Atom::Length(minutes) => {
                    lengths.push(minutes);
                    Meaning::Duration
                }
                Atom::Declined => {
                    self.capture.is_declined = true;
                    Meaning::Declined
                }
                _ => continue,
            };
            self.meanings[index] = Some(meaning);
        }
        // Who left a message was not answered first.
        let left = outcomes
            .iter()
            .any(|one| matches!(one, Outcome::LeftMessage | Outcome::LeftVoicemail));
        outcomes.retain(|one| !left || *one != Outcome::NoAnswer);
        outcomes.dedup();
        lengths.dedup();
        if 1 < outcomes.len() {
            self.trouble(Trouble::TwoOutcomes, Meaning::Outcome);
        }
        if 1 < lengths.len() {
            self.trouble(Trouble::TwoDurations, Meaning::Duration);
        }
        self.capture.outcome = outcomes.first().copied();
        self.capture.duration_seconds = lengths.first().map(|minutes| minutes * 60);
    }

    /// Each kind of need once, with the words of its clause.
    fn find_needs(&mut self, hints: Vec<NeedHint>) {
        for NeedHint { kind, basis, .. } in hints {
            let number = self.capture.needs.len();
            let tokens: Vec<usize> = self
                .tokens_at(&basis)
                .filter(|index| self.is_free(*index) && self.is_word(*index))
                .collect();
            // What names a customer or a step names no need.
            let Some(first) = tokens.first() else {
                continue;
            };
            let first = *first;
            for index in tokens {
                self.meanings[index] = Some(Meaning::Need(number));
            }
            let words = self.clause_of(first);
            self.capture.needs.push(NeedDraft {
                kind,
                words,
                resource: String::new(),
            });
        }
    }

    /// The words around a token up to the next stop or other part.
    fn clause_of(&self, index: usize) -> String {
        let belongs = |index: usize| {
            matches!(self.meanings[index], None | Some(Meaning::Need(_)))
                && !matches!(self.atom(index), Atom::Stop)
        };
        let mut first = index;
        while 0 < first
            && belongs(first - 1)
            && !parts_clauses(self.text, &self.tokens[first - 1], &self.tokens[first])
        {
            first -= 1;
        }
        let mut end = index + 1;
        while end < self.tokens.len()
            && belongs(end)
            && !parts_clauses(self.text, &self.tokens[end - 1], &self.tokens[end])
        {
            end += 1;
        }
        self.typed(first..end)
    }

    /// Where nothing says that anything happened, the line is a plan.
    fn tell_plan_from_record(&mut self) {
        let wanted = (0..self.tokens.len()).any(|index| {
            matches!(self.meanings[index], Some(Meaning::Need(_))) && !self.is_of_step(index)
        });
        let first_next = self
            .meanings
            .iter()
            .position(|one| *one == Some(Meaning::Next));
        let capture = &self.capture;
        let has_happened = capture.when.is_some()
            || capture.channel.is_some()
            || capture.outcome.is_some()
            || capture.duration_seconds.is_some()
            || capture.is_declined
            || wanted
            || !capture.promises.is_empty();
        if let Some(first) = first_next
            && self.capture.next.is_some()
        {
            let said_before = (0..first).any(|index| {
                self.is_free(index)
                    && matches!(self.atom(index), Atom::Word | Atom::Way(_))
                    && self.is_word(index)
            });
            let is_asked = self.capture.doubt.is_some();
            self.capture.is_plan = !has_happened && !said_before && !is_asked;
        }
        if self.capture.is_plan {
            // "call Alice tomorrow about prices": what the step is about.
            self.capture.needs.clear();
            for meaning in &mut self.meanings {
                meaning.take_if(|one| matches!(one, Meaning::Need(_)));
            }
        }
        let same = same_way(self.capture.channel.as_ref());
        if let Some(next) = &mut self.capture.next
            && self.step != Step::Way
        {
            next.channel = same;
        }
    }

    /// Whether the clause of a token names the next step.
    fn is_of_step(&self, index: usize) -> bool {
        self.clause(index)
            .any(|one| self.meanings[one] == Some(Meaning::Next))
    }

    /// What goes before a day, a time or a length becomes part of it: on Monday, for 20 minutes.
    fn absorb_glue(&mut self) {
        for index in (1..self.tokens.len()).rev() {
            let meaning = self.meanings[index];
            let is_when = matches!(
                meaning,
                Some(Meaning::When | Meaning::Duration | Meaning::Next)
            );
            if is_when && self.is_free(index - 1) && self.goes_before_when(index - 1) {
                self.meanings[index - 1] = meaning;
            }
        }
        // Between two pieces of one part, what joins them is part of it too.
        for index in 1..self.tokens.len().saturating_sub(1) {
            let (before, after) = (self.meanings[index - 1], self.meanings[index + 1]);
            let joins =
                before == after && before.is_some() && matches!(self.atom(index), Atom::Glue);
            if joins && self.is_free(index) {
                self.meanings[index] = before;
            }
        }
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut last = None;
        for (index, (token, meaning)) in self.tokens.iter().zip(&self.meanings).enumerate() {
            let Some(meaning) = *meaning else {
                last = None;
                continue;
            };
            let span = self.text.byte(token.start)..self.text.byte(token.end);
            // Names stand each for itself.
            let joins = last == Some(meaning) && self.of_token[index].is_none();
            match parts.last_mut() {
                Some(part) if joins => part.span.end = span.end,
                _ => parts.push(Part { span, meaning }),
            }
            last = Some(meaning);
        }
        parts
    }

    /// What became no part, run by run. Runs of nothing but signs and what joins are left out.
    fn words(&self) -> String {
        let is_word = |index: usize| {
            matches!(
                self.meanings[index],
                None | Some(Meaning::Need(_) | Meaning::Promise(_) | Meaning::Declined)
            )
        };
        let mut words: Vec<&str> = Vec::new();
        let mut index = 0;
        while index < self.tokens.len() {
            if !is_word(index) {
                index += 1;
                continue;
            }
            let first = index;
            while index < self.tokens.len() && is_word(index) {
                index += 1;
            }
            let says = (first..index)
                .any(|one| !matches!(self.atom(one), Atom::Stop | Atom::Glue) && self.is_word(one));
            if says {
                let range = self.tokens[first].start..self.tokens[index - 1].end;
                words.push(trimmed(self.text.typed(range)));
            }
        }
        words.join(" ")
    }
}

/// Without the signs that parted it from what was recognised.
fn trimmed(words: &str) -> &str {
    let is_sign = |char: char| char.is_whitespace() || ",;:.，；：。、".contains(char);
    let words = words.trim_start_matches(is_sign);
    // A full stop of an abbreviation or of several sentences stays within.
    words.trim_end_matches(is_sign)
}
