//! A communication as it is written.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::customer_row::OriginRow;
use super::text::Text;
use super::{
    Kind, RecordError, Stored, from_json, is_default, parse_code, parse_id, parse_instant,
    parse_opt, plain_line, unreadable, written_id,
};
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction, Sentiment};
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::domain::written::instant_text;

/// The persisted form of a [`Communication`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct CommunicationRow<'a> {
    id: Text<'a>,
    customers: Vec<Text<'a>>,
    at: Text<'a>,
    channel: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    direction: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    outcome: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    content: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    line: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    sentiment: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    duration_seconds: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    executes: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    origin: Option<OriginRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<Text<'a>>,
}

impl Stored for Communication {
    type Row<'a> = CommunicationRow<'a>;
    const KIND: Kind = Kind::Communication;

    fn to_row(&self) -> CommunicationRow<'_> {
        let Self {
            id,
            customers,
            at,
            channel,
            direction,
            outcome,
            content,
            line,
            sentiment,
            duration_seconds,
            executes,
            origin,
            trashed_at,
        } = self;
        CommunicationRow {
            id: written_id(*id),
            customers: customers.iter().map(|id| written_id(*id)).collect(),
            at: at.to_text().into(),
            channel: channel.code().into(),
            direction: direction.map(|direction| direction.code().into()),
            outcome: outcome.map(|outcome| outcome.code().into()),
            content: content.into(),
            line: line.into(),
            sentiment: sentiment.map(|sentiment| sentiment.code().into()),
            duration_seconds: *duration_seconds,
            executes: executes.map(written_id),
            origin: origin.as_ref().map(OriginRow::of),
            trashed_at: trashed_at.map(|at| instant_text(at).into()),
        }
    }

    fn from_row(row: CommunicationRow<'_>) -> Result<Self, RecordError> {
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            customers: row
                .customers
                .iter()
                .map(|id| parse_id(id, "customers"))
                .collect::<Result<_, _>>()?,
            at: Moment::from_text(&row.at).ok_or(RecordError::Impossible { field: "at" })?,
            channel: Channel::from_code(&row.channel),
            direction: parse_code(row.direction.as_deref(), "direction", Direction::from_code)?,
            outcome: parse_code(row.outcome.as_deref(), "outcome", Outcome::from_code)?,
            content: row.content.into(),
            line: row.line.into(),
            sentiment: parse_code(row.sentiment.as_deref(), "sentiment", Sentiment::from_code)?,
            duration_seconds: row.duration_seconds,
            executes: parse_opt(row.executes.as_deref(), "executes")?,
            origin: row.origin.map(OriginRow::into_origin).transpose()?,
            trashed_at: parse_instant(row.trashed_at.as_deref(), "trashed_at")?,
        })
    }

    /// Ids, numbers and codes are written of values that all have a form which is read; a hundred
    /// thousand imported records need not be read for their sake. Nor is there a time in a year of
    /// four digits that is not read; others are looked at.
    fn check(&self) -> Result<(), RecordError> {
        let is_usual = |date: NaiveDate| (1..=9999).contains(&date.year());
        if is_usual(self.at.local_date())
            && self.trashed_at.is_none_or(|at| is_usual(at.date_naive()))
        {
            return Ok(());
        }
        let trashed_at = self.trashed_at.map(instant_text);
        parse_instant(trashed_at.as_deref(), "trashed_at")?;
        match Moment::from_text(&self.at.to_text()) {
            Some(_) => Ok(()),
            None => Err(RecordError::Impossible { field: "at" }),
        }
    }

    fn from_line(line: &str) -> Result<Self, RecordError> {
        if let Some(communication) = plain_line::read(line) {
            return Ok(communication);
        }
        let row = from_json(line).map_err(|error| unreadable(Self::KIND, &error))?;
        Self::from_row(row)
    }

    fn append_line(&self, bytes: &mut Vec<u8>) {
        plain_line::append(bytes, self);
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
