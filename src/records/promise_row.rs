//! A promise as it is written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{
    Kind, RecordError, Stored, is_default, parse_date, parse_date_opt, parse_id, parse_opt,
    written_id,
};
use crate::domain::promise::{Promise, PromiseState, Side};
use crate::domain::written::date_text;

/// The persisted form of a [`Promise`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct PromiseRow<'a> {
    id: Text<'a>,
    customer: Text<'a>,
    side: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    words: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    communication: Option<Text<'a>>,
    made_on: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    due_on: Option<Text<'a>>,
    state: Text<'a>,
    /// Since when it is kept, broken or dropped.
    #[serde(default, skip_serializing_if = "is_default")]
    closed_on: Option<Text<'a>>,
}

fn state(code: &str, closed_on: Option<NaiveDate>) -> Option<PromiseState> {
    match (code, closed_on) {
        ("open", None) => Some(PromiseState::Open),
        ("kept", Some(on)) => Some(PromiseState::Kept { on }),
        ("broken", Some(on)) => Some(PromiseState::Broken { on }),
        ("dropped", Some(on)) => Some(PromiseState::Dropped { on }),
        _ => None,
    }
}

impl Stored for Promise {
    type Row<'a> = PromiseRow<'a>;
    const KIND: Kind = Kind::Promise;

    fn to_row(&self) -> PromiseRow<'_> {
        let Self {
            id,
            customer,
            side,
            words,
            communication,
            made_on,
            due_on,
            state,
        } = self;
        let (code, closed_on) = match state {
            PromiseState::Open => ("open", None),
            PromiseState::Kept { on } => ("kept", Some(on)),
            PromiseState::Broken { on } => ("broken", Some(on)),
            PromiseState::Dropped { on } => ("dropped", Some(on)),
        };
        PromiseRow {
            id: written_id(*id),
            customer: written_id(*customer),
            side: side.code().into(),
            words: words.into(),
            communication: communication.map(written_id),
            made_on: date_text(*made_on).into(),
            due_on: due_on.map(|on| date_text(on).into()),
            state: code.into(),
            closed_on: closed_on.map(|on| date_text(*on).into()),
        }
    }

    fn from_row(row: PromiseRow<'_>) -> Result<Self, RecordError> {
        let impossible = |field| RecordError::Impossible { field };
        let closed_on = parse_date_opt(row.closed_on.as_deref(), "closed_on")?;
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            customer: parse_id(&row.customer, "customer")?,
            side: Side::from_code(&row.side).ok_or(impossible("side"))?,
            words: row.words.into(),
            communication: parse_opt(row.communication.as_deref(), "communication")?,
            made_on: parse_date(&row.made_on, "made_on")?,
            due_on: parse_date_opt(row.due_on.as_deref(), "due_on")?,
            state: state(&row.state, closed_on).ok_or(impossible("state"))?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
