//! What the log dialog holds, how it is kept as a draft, and the communication it comes to.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::app::ports::Environment;
use crate::domain::channel::Channel;
use crate::domain::communication::{CommunicationDraft, Direction};
use crate::domain::follow_up::{Action, NextStep};
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::domain::written::{clock_text, date_text, read_date, read_time};
use crate::formats::when::YEARS;
use crate::ui::context::LogStart;
use crate::ui::kit::Picked;
use crate::ui::screens::log::noted::{NotedNeed, NotedPromise};
use crate::ui::screens::log::ratings;

/// The state of the form, which is also its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LogForm {
    /// Ids of customers; names of new ones behind a plus sign.
    customers: Vec<String>,
    pub(super) content: String,
    channel: String,
    outcome: Option<String>,
    direction: Option<String>,
    pub(super) when: When,
    pub(super) when_date: String,
    pub(super) when_time: String,
    pub(super) next: Next,
    pub(super) next_date: String,
    pub(super) next_time: String,
    next_action: String,
    executes: Option<String>,
    /// The line of quick capture that it goes on from.
    #[serde(default)]
    line: String,
    /// How long it took, as the line says.
    #[serde(default)]
    pub(super) duration_seconds: Option<u32>,
    /// Needs noted with it, as far as they are confirmed.
    #[serde(default)]
    pub(super) needs: Vec<NotedNeed>,
    /// Promises noted with it, as far as they are confirmed.
    #[serde(default)]
    pub(super) promises: Vec<NotedPromise>,
    /// What was rated, each as [`RatingDraft::text`](crate::domain::rating::RatingDraft::text) writes it.
    #[serde(default)]
    pub(super) ratings: Vec<String>,
}

/// When it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum When {
    Now,
    HourAgo,
    Yesterday,
    Other,
}

impl When {
    pub(super) const ALL: [Self; 4] = [Self::Now, Self::HourAgo, Self::Yesterday, Self::Other];
}

/// When the next step is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Next {
    ByPolicy,
    Today,
    Tomorrow,
    ThreeDays,
    OneWeek,
    Other,
}

impl Next {
    pub(super) const ALL: [Self; 6] = [
        Self::ByPolicy,
        Self::Today,
        Self::Tomorrow,
        Self::ThreeDays,
        Self::OneWeek,
        Self::Other,
    ];
}

/// A field that does not hold what it ought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldError {
    WhenDate,
    WhenTime,
    NextDate,
    NextTime,
    PromiseDate,
}

impl LogForm {
    pub(super) fn new(start: &LogStart) -> Self {
        Self {
            customers: start.customers.iter().map(ToString::to_string).collect(),
            content: String::new(),
            channel: start
                .channel
                .as_ref()
                .unwrap_or(&Channel::Phone)
                .code()
                .to_owned(),
            outcome: None,
            direction: None,
            when: When::Now,
            when_date: String::new(),
            when_time: String::new(),
            next: Next::ByPolicy,
            next_date: String::new(),
            next_time: String::new(),
            next_action: Action::Call.code(),
            executes: start.executes.map(|id| id.to_string()),
            line: String::new(),
            duration_seconds: None,
            needs: Vec::new(),
            promises: Vec::new(),
            ratings: Vec::new(),
        }
        .with(start.captured.as_deref())
    }

    /// With what quick capture read out of a line.
    fn with(mut self, captured: Option<&CommunicationDraft>) -> Self {
        let Some(draft) = captured else {
            return self;
        };
        let known = draft.customers.iter().map(ToString::to_string);
        let new = draft.new_customers.iter().map(|name| format!("+{name}"));
        self.customers = known.chain(new).collect();
        self.content.clone_from(&draft.content);
        self.line.clone_from(&draft.line);
        self.set_channel(&draft.channel);
        self.set_outcome(draft.outcome);
        self.set_direction(draft.direction);
        self.duration_seconds = draft.duration_seconds;
        self.needs = draft.needs.iter().map(NotedNeed::of).collect();
        self.promises = draft.promises.iter().map(NotedPromise::of).collect();
        self.ratings = draft.ratings.iter().map(|one| one.text()).collect();
        self.when = When::Other;
        self.when_date = date_text(draft.at.local_date());
        self.when_time = draft.at.local_time().map(clock_text).unwrap_or_default();
        if let Some(step) = &draft.next_step {
            self.next = Next::Other;
            self.next_date = date_text(step.due_on);
            self.next_time = step.due_at.map(clock_text).unwrap_or_default();
            self.set_next_action(&step.action);
        }
        self
    }

    /// Whether it holds words that would be missed.
    pub(super) fn has_words(&self) -> bool {
        !self.content.trim().is_empty()
    }

    pub(super) fn picked(&self) -> Vec<Picked> {
        self.customers
            .iter()
            .filter_map(|text| match text.strip_prefix('+') {
                Some(name) => Some(Picked::New(name.to_owned())),
                None => text.parse().ok().map(Picked::Known),
            })
            .collect()
    }

    pub(super) fn set_picked(&mut self, picked: &[Picked]) {
        self.customers = picked
            .iter()
            .map(|one| match one {
                Picked::Known(id) => id.to_string(),
                Picked::New(name) => format!("+{name}"),
            })
            .collect();
    }

    pub(super) fn channel(&self) -> Channel {
        Channel::from_code(&self.channel)
    }

    pub(super) fn set_channel(&mut self, channel: &Channel) {
        channel.code().clone_into(&mut self.channel);
    }

    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.outcome.as_deref().and_then(Outcome::from_code)
    }

    pub(super) fn set_outcome(&mut self, outcome: Option<Outcome>) {
        self.outcome = outcome.map(|outcome| outcome.code().to_owned());
    }

    pub(super) fn direction(&self) -> Option<Direction> {
        self.direction.as_deref().and_then(Direction::from_code)
    }

    pub(super) fn set_direction(&mut self, direction: Option<Direction>) {
        self.direction = direction.map(|direction| direction.code().to_owned());
    }

    pub(super) fn next_action(&self) -> Action {
        Action::from_code(&self.next_action).unwrap_or(Action::Call)
    }

    pub(super) fn set_next_action(&mut self, action: &Action) {
        self.next_action = action.code();
    }

    /// The moment it speaks of.
    pub(super) fn moment(&self, env: &dyn Environment) -> Result<Moment, FieldError> {
        let now = env.now();
        Ok(match self.when {
            When::Now => Moment::At(now),
            When::HourAgo => Moment::At(now - TimeDelta::hours(1)),
            When::Yesterday => Moment::On(now.date_naive() - Days::new(1)),
            When::Other => {
                let date = parse_date(&self.when_date).ok_or(FieldError::WhenDate)?;
                if self.when_time.trim().is_empty() {
                    Moment::On(date)
                } else {
                    let time = parse_time(&self.when_time).ok_or(FieldError::WhenTime)?;
                    Moment::At(env.resolve(date.and_time(time)))
                }
            }
        })
    }

    fn next_step(&self, today: NaiveDate) -> Result<Option<NextStep>, FieldError> {
        let due_on = match self.next {
            Next::ByPolicy => return Ok(None),
            Next::Today => today,
            Next::Tomorrow => today + Days::new(1),
            Next::ThreeDays => today + Days::new(3),
            Next::OneWeek => today + Days::new(7),
            Next::Other => parse_date(&self.next_date).ok_or(FieldError::NextDate)?,
        };
        let due_at = if self.next_time.trim().is_empty() {
            None
        } else {
            Some(parse_time(&self.next_time).ok_or(FieldError::NextTime)?)
        };
        let action = self.next_action();
        Ok(Some(NextStep {
            action,
            due_on,
            due_at,
            note: String::new(),
            recurrence: None,
        }))
    }

    /// The communication that the form comes to.
    pub(super) fn draft(&self, env: &dyn Environment) -> Result<CommunicationDraft, FieldError> {
        let mut customers = Vec::new();
        let mut new_customers = Vec::new();
        for picked in self.picked() {
            match picked {
                Picked::Known(id) => customers.push(id),
                Picked::New(name) => new_customers.push(name),
            }
        }
        Ok(CommunicationDraft {
            customers,
            new_customers,
            at: self.moment(env)?,
            channel: self.channel(),
            direction: self.direction(),
            outcome: self.outcome(),
            content: self.content.clone(),
            line: self.line.clone(),
            duration_seconds: self.duration_seconds,
            executes: self.executes.as_deref().and_then(|id| id.parse().ok()),
            needs: self.needs.iter().map(NotedNeed::draft).collect(),
            promises: self
                .promises
                .iter()
                .map(NotedPromise::draft)
                .collect::<Result<_, _>>()?,
            ratings: ratings::given(&self.ratings),
            next_step: self.next_step(env.now().date_naive())?,
        })
    }
}

/// A date as a date field gives it, of years that a record may have: 0026 is a slip, in a file as here.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    read_date(text.trim()).filter(|date| YEARS.contains(&date.year()))
}

/// A time of day as a time field gives it, with or without seconds.
pub(crate) fn parse_time(text: &str) -> Option<NaiveTime> {
    read_time(text.trim())
}
