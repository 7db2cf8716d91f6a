//! Says what each piece of the line is for: the record, its next step, a need, a promise, or words.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::clock::Clock;
use super::day::{Day, Part as PartOfDay, Side as DaySide};
use super::text::Text;
use super::tokens::{Atom, Token, parts_clauses};
use super::words::{BEFORE_WHEN, Tense, Way};
use super::{Capture, Context, Meaning, Next, Part, Trouble, When};
use crate::domain::channel::Channel;
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

/// What stands around a group.
#[derive(Debug, Default)]
struct Around {
    plans: Vec<usize>,
    left: Option<usize>,
    right: Option<usize>,
    is_past: bool,
}

struct Resolver<'a, 'b> {
    text: &'a Text<'a>,
    now: NaiveDateTime,
    tokens: Vec<Token>,
    meanings: Vec<Option<Meaning>>,
    capture: Capture,
    of_token: &'b [Option<usize>],
}

/// What the pieces of a line come to. The mentions are filled in by the caller.
pub(super) fn resolve(
    text: &Text<'_>,
    context: &Context<'_>,
    tokens: Vec<Token>,
    of_token: &[Option<usize>],
) -> Capture {
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
        of_token,
    };
    resolver.find_promises();
    let groups = resolver.find_groups();
    resolver.settle_groups(groups);
    resolver.find_record();
    resolver.find_needs();
    resolver.tell_plan_from_record();
    resolver.absorb_glue();
    resolver.capture.parts = resolver.parts();
    resolver.capture.words = resolver.words();
    resolver.capture.troubles.sort_unstable();
    resolver.capture.troubles.dedup();
    resolver.capture
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

    fn trouble(&mut self, trouble: Trouble) {
        self.capture.troubles.push(trouble);
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

    /// "I'll send…", 我会…, 周四送…: the clause is a promise, its day the day it falls due.
    fn find_promises(&mut self) {
        let mut index = 0;
        while index < self.tokens.len() {
            let side = match self.atom(index) {
                Atom::Promise(side) => *side,
                Atom::Giving => Side::Ours,
                _ => {
                    index += 1;
                    continue;
                }
            };
            let mut following = index + 1;
            while matches!(self.atom(following), Atom::Glue) {
                following += 1;
            }
            let names_step = matches!(self.atom(following), Atom::Plan(_))
                || matches!(self.atom(following), Atom::Way(way) if way.tense == Tense::Bare)
                || (matches!(self.atom(following), Atom::Day(..))
                    && matches!(self.atom(following + 1), Atom::Plan(_) | Atom::Way(_)));
            let has_when = (index..self.clause_end(index)).any(|one| {
                matches!(
                    self.atom(one),
                    Atom::Day(..) | Atom::Clock(_) | Atom::Offset(_)
                )
            });
            let is_step = names_step && has_when;
            if side == Side::Ours && is_step && matches!(self.atom(index), Atom::Promise(_)) {
                // "I'll call back": what the rep will do next.
                self.tokens[index].atom = Atom::Plan(None);
                index += 1;
                continue;
            }
            let mut first = index;
            if matches!(self.atom(index), Atom::Giving) {
                while first.checked_sub(1).is_some_and(|before| {
                    matches!(self.atom(before), Atom::Day(..) | Atom::Clock(_))
                }) {
                    first -= 1;
                }
            }
            let end = self.clause_end(index);
            self.promise(side, first..end);
            index = end;
        }
    }

    fn promise(&mut self, side: Side, tokens: Range<usize>) {
        let today = self.today();
        let due_on = tokens.clone().find_map(|index| match self.atom(index) {
            Atom::Day(day, _) => day.next(today).filter(|due| today <= *due),
            _ => None,
        });
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
                    around.is_past = true;
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
        for index in group.tokens.end..self.tokens.len() {
            if !look(index, &mut right, &mut plans) {
                break;
            }
        }
        Around {
            plans,
            left,
            right,
            ..around
        }
    }

    /// Whether these tokens say that something happened.
    fn has_evidence(&self, tokens: Range<usize>) -> bool {
        tokens.into_iter().any(|index| match self.atom(index) {
            Atom::Outcome(_) | Atom::Length(_) | Atom::Need(_) => true,
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
            groups[index].role = Some(role);
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
                    self.trouble(Trouble::NextPassed);
                    return Role::Next;
                }
                Role::Record
            }
            DaySide::Present if is_planned => Role::Next,
            DaySide::Present if group.days.is_empty() && has_past && !has_way => Role::Record,
            DaySide::Present if self.is_to_come(group) => {
                if around.is_past {
                    self.trouble(Trouble::ToCome);
                    return Role::Record;
                }
                Role::Next
            }
            DaySide::Present => Role::Record,
            DaySide::Open if around.is_past => Role::Record,
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
            self.trouble(Trouble::NoSuchTime);
        }
        if 1 < times.len() {
            self.trouble(Trouble::TwoTimes);
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
                self.trouble(trouble);
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
                _ => self.trouble(Trouble::TwoDates),
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
            self.trouble(Trouble::TwoDates);
        }
        if 1 < times.len() {
            self.trouble(Trouble::TwoTimes);
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
            let when = self.when(group, Role::Next);
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
            if let Some(index) = way {
                self.meanings[index] = Some(Meaning::Next);
                if let Atom::Way(Way { channel, .. }) = self.atom(index) {
                    chosen = chosen.or(Some(channel.clone()));
                }
            }
            chosen = chosen.or(implied);
        }
        steps.dedup();
        if 1 < steps.len() {
            self.trouble(Trouble::TwoNextSteps);
        }
        let Some(when) = steps.first().copied() else {
            return;
        };
        let has_passed =
            when.date == self.today() && when.time.is_some_and(|time| time < self.now.time());
        if has_passed {
            self.trouble(Trouble::NextPassed);
        }
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
            self.trouble(Trouble::TwoOutcomes);
        }
        if 1 < lengths.len() {
            self.trouble(Trouble::TwoDurations);
        }
        self.capture.outcome = outcomes.first().copied();
        self.capture.duration_seconds = lengths.first().map(|minutes| minutes * 60);
    }

    /// Each kind of need once, with the words of its clause.
    fn find_needs(&mut self) {
        for index in 0..self.tokens.len() {
            let Atom::Need(kind) = *self.atom(index) else {
                continue;
            };
            if !self.is_free(index) {
                continue;
            }
            let known = self.capture.needs.iter().position(|need| need.kind == kind);
            let number = known.unwrap_or(self.capture.needs.len());
            self.meanings[index] = Some(Meaning::Need(number));
            if known.is_none() {
                let words = self.clause_of(index);
                self.capture.needs.push(NeedDraft {
                    kind,
                    words,
                    resource: String::new(),
                });
            }
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
        let first_next = self
            .meanings
            .iter()
            .position(|one| *one == Some(Meaning::Next));
        let capture = &self.capture;
        let has_happened = capture.when.is_some()
            || capture.channel.is_some()
            || capture.outcome.is_some()
            || capture.duration_seconds.is_some()
            || !capture.needs.is_empty()
            || !capture.promises.is_empty();
        if let Some(first) = first_next
            && self.capture.next.is_some()
        {
            let said_before = (0..first).any(|index| {
                self.is_free(index) && matches!(self.atom(index), Atom::Word) && self.is_word(index)
            });
            self.capture.is_plan = !has_happened && !said_before;
        }
        let same = self.capture.channel.clone().unwrap_or(Channel::Phone);
        let is_open = !self
            .tokens
            .iter()
            .zip(&self.meanings)
            .any(|(token, meaning)| {
                *meaning == Some(Meaning::Next)
                    && matches!(
                        &token.atom,
                        Atom::Way(Way {
                            channel: Some(_),
                            ..
                        }) | Atom::Plan(Some(Way {
                            channel: Some(_),
                            ..
                        }))
                    )
            });
        if let Some(next) = &mut self.capture.next
            && is_open
        {
            next.channel = same;
        }
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
            // Needs are single words; names stand each for itself.
            let joins = last == Some(meaning)
                && !matches!(meaning, Meaning::Need(_))
                && self.of_token[index].is_none();
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
                None | Some(Meaning::Need(_) | Meaning::Promise(_))
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
