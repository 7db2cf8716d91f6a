//! A report in the words of a language, with names or without.
//!
//! It is read on other devices and in other years, so dates are whole: 2024-08-16.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::Language;
use super::describe::{self, Dates};
use super::describe_scores::{self, Numbers};
use super::{describe_day, describe_needs, describe_outcome};
use crate::app::queries::reason::{HiddenBy, Reason};
use crate::app::queries::report::{CustomerReport, MOST_CUSTOMERS, Report};
use crate::app::queries::scores::newest;
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction};
use crate::domain::follow_up::Action;
use crate::domain::loyalty::Begin;
use crate::domain::mask::{Labels, Mask, Named};
use crate::domain::need::Need;
use crate::domain::promise::Promise;
use crate::domain::rating::Rating;
use crate::domain::scoring::Scoring;
use crate::domain::strategy::{Motive, Proposal};
use crate::formats::report::{Block, Document, Entry, Line100, Part, Words};
use crate::i18n::texts::report::ReportTexts;

/// Whether the words of communications, needs, promises and notes stand in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserWords {
    /// They do.
    Shown,
    /// Only that there are such, when and of what kind.
    LeftOut,
}

/// What stands in place of names and numbers.
pub fn labels(language: Language) -> Labels {
    let texts = language.texts().report();
    Labels {
        numbered: match language {
            Language::English => |named, n| numbered(Language::English, named, n),
            Language::Chinese => |named, n| numbered(Language::Chinese, named, n),
        },
        someone: texts.masked_someone,
        phone: texts.masked_phone,
        email: texts.masked_email,
        account: texts.masked_account,
        address: texts.masked_address,
    }
}

fn numbered(language: Language, named: Named, n: usize) -> String {
    let texts = language.texts().report();
    match named {
        Named::Customer => (texts.masked_customer)(n),
        Named::Firm => (texts.masked_firm)(n),
        Named::Person => (texts.masked_person)(n),
    }
}

/// The report as a document; what `mask` knows is replaced in everything that may hold words of a
/// user.
pub fn document(
    language: Language,
    report: &Report,
    user_words: UserWords,
    mask: Option<Mask>,
) -> Document {
    let mut writer = Writer {
        language,
        words: language.texts().report(),
        scoring: &report.settings.scoring,
        today: report.on,
        user_words,
        mask,
    };
    let words = writer.words;
    let today = report.on.to_string();
    let mut about = vec![Words::ours((words.made_on)(&today))];
    about.push(Words::ours(match report.from {
        Some(from) => (words.covers)(&from.to_string(), &today),
        None => (words.covers_all)(&today),
    }));
    let title = match report.customers.as_slice() {
        [one] => {
            let name = writer.name(&one.customer.name);
            Words::ours((words.title_of)(&name.text))
        }
        all => {
            about.push(Words::ours((words.customers)(all.len())));
            Words::ours(words.title)
        }
    };
    let mut notes = Vec::new();
    if 0 < report.left_out {
        notes.push((words.left_out)(report.left_out, MOST_CUSTOMERS));
    }
    if writer.mask.is_some() {
        notes.push(words.masked_hint.to_owned());
        if user_words == UserWords::Shown {
            notes.push(words.masked_words.to_owned());
        }
    }
    let mut entries: Vec<Entry> = report
        .customers
        .iter()
        .map(|one| writer.entry(one))
        .collect();
    if writer.mask.is_some() {
        tell_apart(&mut entries);
    }
    let overview = overview(language, report, &entries);
    Document {
        language: language.tag(),
        title,
        about,
        notes,
        overview,
        entries,
        made_with: words.made_with.to_owned(),
    }
}

/// Numbers the entries of one heading: customers of one name are one to the mask, but not to the
/// reader.
fn tell_apart(entries: &mut [Entry]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let heading = &mut entry.heading.text;
        let count = counts.entry(heading.clone()).or_default();
        *count += 1;
        if 1 < *count {
            *heading = format!("{heading} ({count})");
        }
    }
}

/// All customers of a report in a row each; none where there is but one.
fn overview(language: Language, report: &Report, entries: &[Entry]) -> Option<Block> {
    if entries.len() < 2 {
        return None;
    }
    let words = language.texts().report();
    let scores = language.texts().scores();
    let rows = report.customers.iter().zip(entries).map(|(one, entry)| {
        let tenths = |value: f64| Words::ours(Plain.in_tenths(value));
        let score = &one.score;
        let satisfaction = score.satisfaction.as_ref().map(|one| tenths(one.value));
        let loyalty = score.loyalty.as_ref().ok();
        let loyalty = loyalty.map(|one| tenths(one.shown(&report.settings.scoring).0));
        let risk = if score.is_at_risk { scores.at_risk } else { "" };
        // The words for an action of the user's own are the mask's business in the part below.
        let due = match &one.due {
            None | Some(Action::Through(Channel::Own(_))) => "",
            Some(action) => describe::action(language, action),
        };
        vec![
            entry.heading.clone(),
            satisfaction.unwrap_or_else(|| Words::ours("–")),
            loyalty.unwrap_or_else(|| Words::ours("–")),
            Words::ours(risk),
            Words::ours(due),
        ]
    });
    Some(Block::Table {
        caption: words.overview,
        columns: vec![
            (language.texts().log.customer, false),
            (scores.satisfaction, true),
            (scores.loyalty, true),
            (words.risk, false),
            (language.texts().customers().to_do, false),
        ],
        rows: rows.collect(),
    })
}

struct Writer<'a> {
    language: Language,
    words: &'static ReportTexts,
    scoring: &'a Scoring,
    today: NaiveDate,
    user_words: UserWords,
    mask: Option<Mask>,
}

impl Writer<'_> {
    fn name(&mut self, name: &str) -> Words {
        match &mut self.mask {
            Some(mask) => Words::theirs(&mask.name(name)),
            None => Words::theirs(name),
        }
    }

    /// A text in which words of a user may stand.
    fn theirs(&mut self, text: &str) -> Words {
        match &mut self.mask {
            Some(mask) => Words::theirs(&mask.text(text)),
            None => Words::theirs(text),
        }
    }

    /// A text that names aspects; only those that the user named are the user's words.
    fn of_aspects(&mut self, text: &str) -> Words {
        let mut aspects = self.scoring.aspects.iter();
        if aspects.any(|aspect| !aspect.name.trim().is_empty()) {
            self.theirs(text)
        } else {
            Words::ours(text)
        }
    }

    fn channel(&mut self, channel: &Channel) -> String {
        let name = describe::channel(self.language, channel);
        match channel {
            Channel::Own(_) => self.theirs(name).text,
            _ => name.to_owned(),
        }
    }

    /// Words of a user, where they are shown and not empty.
    fn shown<'t>(&self, words: &'t str) -> Option<&'t str> {
        let is_shown = self.user_words == UserWords::Shown && !words.trim().is_empty();
        is_shown.then_some(words)
    }

    fn entry(&mut self, of: &CustomerReport) -> Entry {
        let parts = vec![
            (self.words.who, self.who(of)),
            (self.words.next, self.next(of)),
            (self.words.open_needs, self.needs(&of.needs)),
            (self.words.open_promises, self.promises(&of.promises)),
            (self.language.texts().scores().heading, self.scores(of)),
            (self.words.history, self.history(of)),
            (self.words.communications, self.communications(of)),
        ];
        Entry {
            heading: self.name(&of.customer.name),
            parts: parts
                .into_iter()
                .map(|(heading, blocks)| Part { heading, blocks })
                .collect(),
        }
    }

    fn who(&mut self, of: &CustomerReport) -> Vec<Block> {
        let words = self.words;
        let mut facts = Vec::new();
        if !of.firm.trim().is_empty() {
            facts.push((words.firm, self.name(&of.firm)));
        }
        if !of.customer.title.trim().is_empty() {
            facts.push((words.role, self.theirs(&of.customer.title)));
        }
        if let Some(tier) = of.customer.tier {
            facts.push((words.tier, Words::ours(tier.code())));
        }
        let stage = describe::stage(self.language, of.customer.stage);
        facts.push((words.stage, Words::ours(stage)));
        let since = match of.begin {
            Some(Begin::Stated(day)) => day.to_string(),
            Some(Begin::FirstCommunication(day)) => (words.since_first)(&day.to_string()),
            None => words.unknown.to_owned(),
        };
        facts.push((words.since, Words::ours(since)));
        let last = match &of.last_contact {
            Some(last) => self.about(last),
            None => Words::ours(words.never),
        };
        facts.push((words.last_contact, last));
        vec![Block::Facts(facts)]
    }

    /// When and how somebody was in contact.
    fn about(&mut self, of: &Communication) -> Words {
        let mut parts = vec![match of.at.local_time() {
            Some(time) => format!("{} {}", of.at.local_date(), Plain.time(time)),
            None => of.at.local_date().to_string(),
        }];
        parts.push(self.channel(&of.channel));
        if let Some(outcome) = of.outcome {
            let outcome = describe_outcome::outcome(self.language, &of.channel, outcome);
            parts.push(outcome.to_owned());
        }
        match of.direction {
            Some(Direction::Incoming) => parts.push(self.words.incoming.to_owned()),
            Some(Direction::Outgoing) => parts.push(self.words.outgoing.to_owned()),
            None => {}
        }
        if let Some(minutes) = of.duration_seconds.map(|seconds| seconds.div_ceil(60)) {
            parts.push((self.words.minutes)(minutes));
        }
        Words::ours(parts.join(" · "))
    }

    fn next(&mut self, of: &CustomerReport) -> Vec<Block> {
        let mut blocks = Vec::new();
        match &of.why {
            Some(reason) => {
                let reason = self.without_notes(reason.clone());
                let mut sentence = describe::reason(self.language, &reason, &Plain);
                // The only one of the reasons that asks for nothing and does not say so itself.
                if matches!(reason, Reason::Recent { .. }) {
                    sentence = (self.words.said)(self.words.no_reason, &sentence);
                }
                blocks.push(Block::Line(self.theirs(&sentence)));
            }
            None => blocks.push(Block::Missing(self.words.no_reason.to_owned())),
        }
        if let Some(proposal) = &of.proposal {
            let proposal = self.without_quotes(proposal.clone());
            let sentence = describe_needs::proposal(self.language, &proposal);
            let sentence = (self.words.said)(self.words.proposed, &sentence);
            blocks.push(Block::Line(self.theirs(&sentence)));
            let details = describe_needs::proposal_details(self.language, &proposal);
            if !details.is_empty() {
                let details = details.iter().map(|detail| self.theirs(detail));
                blocks.push(Block::List(details.collect()));
            }
        }
        blocks
    }

    fn without_notes(&self, mut reason: Reason) -> Reason {
        if self.user_words == UserWords::LeftOut {
            match &mut reason {
                Reason::ByHand { note: words, .. }
                | Reason::HiddenUntil {
                    by: HiddenBy::PutOff { reason: words },
                    ..
                } => words.clear(),
                _ => {}
            }
        }
        reason
    }

    fn without_quotes(&self, mut proposal: Proposal) -> Proposal {
        if self.user_words == UserWords::LeftOut {
            match &mut proposal.because {
                Motive::OurPromise(promise, _) | Motive::TheirPromise(promise, _) => {
                    promise.words.clear();
                }
                Motive::Need(need, _) | Motive::ByHand(Some((need, _))) => need.words.clear(),
                _ => {}
            }
        }
        proposal
    }

    /// What something is, with its words where they are shown.
    fn said(&mut self, about: String, words: &str) -> Words {
        match self.shown(words) {
            Some(words) => {
                let words = self.theirs(words.trim());
                Words {
                    text: (self.words.said)(&about, &words.text),
                    ..words
                }
            }
            None => Words::ours(about),
        }
    }

    fn needs(&mut self, needs: &[Arc<Need>]) -> Vec<Block> {
        if needs.is_empty() {
            return vec![Block::Missing(self.words.no_needs.to_owned())];
        }
        let line = |need: &Arc<Need>| {
            let kind = describe_needs::need_kind(self.language, need.kind);
            let state = describe_needs::need_state(self.language, need.state);
            let about = (self.words.need_since)(kind, state, &need.opened_on.to_string());
            self.said(about, &need.words)
        };
        vec![Block::List(needs.iter().map(line).collect())]
    }

    fn promises(&mut self, promises: &[Arc<Promise>]) -> Vec<Block> {
        if promises.is_empty() {
            return vec![Block::Missing(self.words.no_promises.to_owned())];
        }
        let line = |promise: &Arc<Promise>| {
            let side = describe_needs::side(self.language, promise.side);
            let mut about = (self.words.promised)(side, &promise.made_on.to_string());
            if let Some(due) = promise.due_on {
                about.push_str(&(self.words.due)(&due.to_string()));
            }
            if promise.is_late(self.today) {
                about.push_str(self.words.late);
            }
            self.said(about, &promise.words)
        };
        vec![Block::List(promises.iter().map(line).collect())]
    }

    fn scores(&mut self, of: &CustomerReport) -> Vec<Block> {
        let (language, scoring) = (self.language, self.scoring);
        let score = &of.score;
        let Some(satisfaction) = &score.satisfaction else {
            let why = describe_scores::no_satisfaction(language, of.is_rated);
            return vec![Block::Missing(why.to_owned())];
        };
        let mut lines = vec![describe_scores::satisfaction(
            language,
            satisfaction,
            &Plain,
        )];
        lines.extend(describe_scores::faded(language, scoring, satisfaction));
        if let Some(newest) = newest(satisfaction) {
            lines.push(describe_scores::trend(
                language,
                score.trend,
                newest,
                self.today,
                &Plain,
            ));
        }
        let loyalty = score.loyalty.as_ref();
        match loyalty {
            Ok(loyalty) => {
                lines.push(describe_scores::loyalty(language, scoring, loyalty, &Plain));
                lines.extend(describe_scores::clamped(language, scoring, loyalty, &Plain));
                lines.extend(describe_scores::risk(language, scoring, loyalty, &Plain));
            }
            Err(why) => lines.push(describe_scores::no_loyalty(language, *why, &Plain)),
        }
        let words = language.texts().scores();
        let rows = satisfaction.terms.iter().map(|term| {
            let points = |points: f64| Words::ours(Plain.in_tenths(points));
            let nothing = || Words::ours("–");
            vec![
                self.of_aspects(&describe_scores::aspect(language, scoring, term.aspect)),
                term.rated
                    .map_or(Words::ours(words.not_rated), |one| points(one.points)),
                Words::ours(describe_day::weight(term.weight)),
                term.rated.map_or_else(nothing, |_| {
                    Words::ours(describe_scores::share(language, term.share))
                }),
                term.rated.map_or_else(nothing, |_| {
                    Words::ours(Plain.rounded(term.contribution, 2))
                }),
            ]
        });
        let mut rows: Vec<_> = rows.collect();
        rows.push(vec![
            Words::ours(words.sum),
            Words::ours(""),
            Words::ours(""),
            Words::ours(""),
            Words::ours(Plain.rounded(satisfaction.value, 2)),
        ]);
        let mut blocks: Vec<Block> = lines
            .into_iter()
            .map(|line| Block::Line(Words::ours(line)))
            .collect();
        if let Some(missing) = describe_scores::missing(language, scoring, satisfaction) {
            blocks.insert(1, Block::Line(self.of_aspects(&missing)));
        }
        blocks.push(Block::Table {
            caption: self.words.satisfaction_table,
            columns: vec![
                (words.aspect, false),
                (self.words.points, true),
                (words.weight, true),
                (self.words.share, true),
                (words.adds, true),
            ],
            rows,
        });
        blocks
    }

    fn history(&mut self, of: &CustomerReport) -> Vec<Block> {
        let mut blocks = Vec::new();
        blocks.extend(history_line(self.words, &of.history));
        if of.ratings.is_empty() {
            let none = if of.is_rated {
                self.words.none_rated_in_period
            } else {
                describe_scores::no_satisfaction(self.language, false)
            };
            blocks.push(Block::Missing(none.to_owned()));
            return blocks;
        }
        let words = self.language.texts().scores();
        let row = |rating: &Arc<Rating>| {
            vec![
                Words::ours(rating.at.local_date().to_string()),
                self.of_aspects(&describe_scores::aspect(
                    self.language,
                    self.scoring,
                    rating.aspect,
                )),
                Words::ours(describe_scores::rated(self.language, rating.value)),
                self.name(&rating.given_by),
            ]
        };
        let mut rows: Vec<Vec<Words>> = of.ratings.iter().map(row).collect();
        // Most are given by the customer, which needs no column.
        let names_anyone = of.ratings.iter().any(|rating| !rating.given_by.is_empty());
        let mut columns = vec![
            (self.words.rated_on, false),
            (words.aspect, false),
            (words.rating, true),
        ];
        if names_anyone {
            columns.push((words.given_by, false));
        } else {
            for row in &mut rows {
                row.truncate(columns.len());
            }
        }
        let count = (self.words.history_table)(of.ratings.len(), of.rating_count);
        blocks.push(Block::Line(Words::ours(count)));
        blocks.push(Block::Table {
            caption: self.words.history,
            columns,
            rows,
        });
        blocks
    }

    fn communications(&mut self, of: &CustomerReport) -> Vec<Block> {
        if of.records.is_empty() {
            return vec![Block::Missing(self.words.none_in_period.to_owned())];
        }
        let counts: Vec<String> = of
            .by_channel
            .iter()
            .map(|(channel, count)| format!("{} {count}", self.channel(channel)))
            .collect();
        let mut blocks = vec![Block::Line(Words::ours(counts.join(" · ")))];
        if of.records.len() < of.record_count {
            let newest = (self.words.newest_of)(of.records.len(), of.record_count);
            blocks.push(Block::Line(Words::ours(newest)));
        }
        let record = |one: &Arc<Communication>| {
            let said = match self.user_words {
                UserWords::LeftOut => None,
                UserWords::Shown => Some(match self.shown(&one.content) {
                    Some(words) => self.theirs(words.trim()),
                    None => Words::ours(self.words.no_words),
                }),
            };
            (self.about(one), said)
        };
        blocks.push(Block::Records(of.records.iter().map(record).collect()));
        blocks
    }
}

/// The history of satisfaction as a line, where there are two points.
fn history_line(words: &ReportTexts, history: &[(NaiveDate, f64)]) -> Option<Block> {
    let ((first, before), (last, after)) = (*history.first()?, *history.last()?);
    let whole = days_between(first, last);
    if whole == 0.0 {
        return None;
    }
    let ends = [first.to_string(), last.to_string()];
    let (before, after) = (Plain.in_tenths(before), Plain.in_tenths(after));
    Some(Block::Line100(Line100 {
        caption: (words.history_line)(&ends[0], &before, &ends[1], &after),
        points: history
            .iter()
            .map(|(day, value)| (days_between(first, *day) / whole, *value))
            .collect(),
        ends,
    }))
}

fn days_between(first: NaiveDate, last: NaiveDate) -> f64 {
    f64::from(crate::domain::moment::days_between(first, last))
}

/// Dates and numbers that read the same everywhere and in every year.
struct Plain;

impl Dates for Plain {
    fn day(&self, date: NaiveDate) -> String {
        date.to_string()
    }

    fn time(&self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }
}

impl Numbers for Plain {
    fn rounded(&self, number: f64, digits: u8) -> String {
        // What rounds to nothing has no sign.
        let scale = 10_f64.powi(i32::from(digits));
        let number = (number * scale).round() / scale + 0.0;
        format!("{number:.*}", usize::from(digits))
    }
}
