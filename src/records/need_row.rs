//! A need as it is written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{
    Kind, RecordError, Stored, is_default, parse_date, parse_date_opt, parse_id, parse_opt,
    written_id,
};
use crate::domain::need::{Need, NeedKind, NeedState};
use crate::domain::written::date_text;

/// The persisted form of a [`Need`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct NeedRow<'a> {
    id: Text<'a>,
    customer: Text<'a>,
    kind: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    words: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    opened_by: Option<Text<'a>>,
    opened_on: Text<'a>,
    state: Text<'a>,
    /// Since when it is met or dropped.
    #[serde(default, skip_serializing_if = "is_default")]
    closed_on: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    resource: Text<'a>,
}

fn state(code: &str, closed_on: Option<NaiveDate>) -> Option<NeedState> {
    match (code, closed_on) {
        ("open", None) => Some(NeedState::Open),
        ("in_hand", None) => Some(NeedState::InHand),
        ("met", Some(on)) => Some(NeedState::Met { on }),
        ("dropped", Some(on)) => Some(NeedState::Dropped { on }),
        _ => None,
    }
}

impl Stored for Need {
    type Row<'a> = NeedRow<'a>;
    const KIND: Kind = Kind::Need;

    fn to_row(&self) -> NeedRow<'_> {
        let Self {
            id,
            customer,
            kind,
            words,
            opened_by,
            opened_on,
            state,
            resource,
        } = self;
        let (code, closed_on) = match state {
            NeedState::Open => ("open", None),
            NeedState::InHand => ("in_hand", None),
            NeedState::Met { on } => ("met", Some(on)),
            NeedState::Dropped { on } => ("dropped", Some(on)),
        };
        NeedRow {
            id: written_id(*id),
            customer: written_id(*customer),
            kind: kind.code().into(),
            words: words.into(),
            opened_by: opened_by.map(written_id),
            opened_on: date_text(*opened_on).into(),
            state: code.into(),
            closed_on: closed_on.map(|on| date_text(*on).into()),
            resource: resource.into(),
        }
    }

    fn from_row(row: NeedRow<'_>) -> Result<Self, RecordError> {
        let impossible = |field| RecordError::Impossible { field };
        let closed_on = parse_date_opt(row.closed_on.as_deref(), "closed_on")?;
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            customer: parse_id(&row.customer, "customer")?,
            kind: NeedKind::from_code(&row.kind).ok_or(impossible("kind"))?,
            words: row.words.into(),
            opened_by: parse_opt(row.opened_by.as_deref(), "opened_by")?,
            opened_on: parse_date(&row.opened_on, "opened_on")?,
            state: state(&row.state, closed_on).ok_or(impossible("state"))?,
            resource: row.resource.into(),
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
