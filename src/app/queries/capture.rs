//! What quick capture shows of a line, and what the line comes to.

use std::cmp::Reverse;

use crate::app::model::Model;
use crate::app::name_directory::{BookDirectory, NameDirectory};
use crate::app::ports::Environment;
use crate::domain::capture::{Answers, Capture, Context, Next, When, Who, read};
use crate::domain::channel::Channel;
use crate::domain::communication::CommunicationDraft;
use crate::domain::follow_up::{Action, NextStep};
use crate::domain::id::CustomerId;
use crate::domain::moment::{Moment, Now};
use crate::domain::order::PutInOrder;

/// A customer that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Identity.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// The firm; may be empty.
    pub company: String,
}

/// Who may be meant by a mention.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    /// The first few, the latest contact first.
    pub shown: Vec<Candidate>,
    /// How many there are.
    pub count: usize,
}

/// A line as it was read, with the customers that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapturedLine {
    /// What was read.
    pub capture: Capture,
    /// For each mention, who may be meant.
    pub candidates: Vec<Candidates>,
}

/// Reads a line against the Book. At most `most` candidates of a mention are looked up.
pub fn captured(
    model: &Model,
    names: &NameDirectory,
    line: &str,
    answers: &Answers,
    now: Now,
    most: usize,
) -> CapturedLine {
    let directory = BookDirectory { model, names };
    let context = Context {
        now,
        directory: &directory,
        own_channels: &model.settings().own_channels,
        answers,
    };
    let capture = read(line, &context);
    let candidates = capture
        .mentions
        .iter()
        .map(|mention| match &mention.who {
            Who::Known(id) => candidates(model, &[*id], now, most),
            Who::OneOf(ids) => candidates(model, ids, now, most),
            Who::Unknown | Who::New(_) => Candidates::default(),
        })
        .collect();
    CapturedLine {
        capture,
        candidates,
    }
}

fn candidates(model: &Model, ids: &[CustomerId], now: Now, most: usize) -> Candidates {
    let mut keyed: Vec<_> = ids
        .iter()
        .map(|id| {
            let last = model.last_contact(*id, now);
            (Reverse(last.map(|last| last.at.order())), *id)
        })
        .collect();
    keyed.put_in_order();
    let shown = keyed.iter().take(most).filter_map(|(_, id)| {
        let customer = model.customer(*id)?;
        Some(Candidate {
            id: *id,
            name: customer.name.clone(),
            company: customer.company.clone(),
        })
    });
    Candidates {
        shown: shown.collect(),
        count: ids.len(),
    }
}

/// The communication that a line comes to. Who is not settled yet is left out.
///
/// The words of the record are those that became no part; where none are left, the whole line is,
/// and so it is for a plan, which keeps no line of its own.
pub fn draft(capture: &Capture, line: &str, env: &dyn Environment) -> CommunicationDraft {
    let line = line.trim();
    let moment = |when: When| match when.time {
        Some(time) => Moment::At(env.resolve(when.date.and_time(time))),
        None => Moment::On(when.date),
    };
    let mut customers = Vec::new();
    let mut new_customers = Vec::new();
    for mention in &capture.mentions {
        match &mention.who {
            Who::Known(id) => customers.push(*id),
            Who::New(name) => new_customers.push(name.clone()),
            Who::OneOf(_) | Who::Unknown => {}
        }
    }
    let plan = capture.next.as_ref().filter(|_| capture.is_plan);
    let at = match plan {
        Some(next) => moment(next.when),
        None => capture.when.map_or(Moment::At(env.now()), moment),
    };
    let channel = match plan {
        Some(next) => next.channel.clone(),
        None => capture.channel.clone().unwrap_or(Channel::Phone),
    };
    let is_wordless = capture.words.is_empty() && capture.outcome.is_none();
    let content = if is_wordless || plan.is_some() {
        line.to_owned()
    } else {
        capture.words.clone()
    };
    let next_step = capture.next.as_ref().filter(|_| !capture.is_plan);
    CommunicationDraft {
        customers,
        new_customers,
        at,
        channel,
        direction: capture.direction,
        outcome: capture.outcome,
        content,
        line: line.to_owned(),
        duration_seconds: capture.duration_seconds,
        executes: None,
        next_step: next_step.map(|Next { channel, when }| NextStep {
            action: Action::through(channel.clone()),
            due_on: when.date,
            due_at: when.time,
            note: String::new(),
            recurrence: None,
        }),
        needs: capture.needs.clone(),
        promises: capture.promises.clone(),
        ratings: Vec::new(),
    }
}
