//! A communication as it is written.

use serde::{Deserialize, Serialize};

use super::customer_row::OriginRow;
use super::{
    Kind, RecordError, Stored, is_default, parse_code, parse_id, parse_instant, parse_opt,
};
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction};
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::domain::written::instant_text;

/// The persisted form of a [`Communication`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunicationRow {
    id: String,
    customers: Vec<String>,
    at: String,
    channel: String,
    #[serde(default, skip_serializing_if = "is_default")]
    direction: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    outcome: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    content: String,
    #[serde(default, skip_serializing_if = "is_default")]
    duration_seconds: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    executes: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    origin: Option<OriginRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<String>,
}

impl Stored for Communication {
    type Row = CommunicationRow;
    const KIND: Kind = Kind::Communication;

    fn to_row(&self) -> CommunicationRow {
        let Self {
            id,
            customers,
            at,
            channel,
            direction,
            outcome,
            content,
            duration_seconds,
            executes,
            origin,
            trashed_at,
        } = self;
        CommunicationRow {
            id: id.to_string(),
            customers: customers.iter().map(ToString::to_string).collect(),
            at: at.to_text(),
            channel: channel.code().to_owned(),
            direction: direction.map(|direction| direction.code().to_owned()),
            outcome: outcome.map(|outcome| outcome.code().to_owned()),
            content: content.clone(),
            duration_seconds: *duration_seconds,
            executes: executes.map(|follow_up| follow_up.to_string()),
            origin: origin.as_ref().map(OriginRow::of),
            trashed_at: trashed_at.map(instant_text),
        }
    }

    fn from_row(row: CommunicationRow) -> Result<Self, RecordError> {
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
            content: row.content,
            duration_seconds: row.duration_seconds,
            executes: parse_opt(row.executes.as_deref(), "executes")?,
            origin: row.origin.map(OriginRow::into_origin).transpose()?,
            trashed_at: parse_instant(row.trashed_at.as_deref(), "trashed_at")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
