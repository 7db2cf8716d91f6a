//! Ratings and observed loyalties as they are written.

use serde::{Deserialize, Serialize};

use super::customer_row::OriginRow;
use super::text::Text;
use super::{
    Kind, RecordError, Stored, is_default, parse_date, parse_id, parse_instant, parse_opt,
    written_id,
};
use crate::domain::decimal::Decimal;
use crate::domain::moment::Moment;
use crate::domain::rating::{AspectId, Observation, RatedValue, Rating, Scale};
use crate::domain::written::{date_text, instant_text};

/// The persisted form of a [`Rating`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct RatingRow<'a> {
    id: Text<'a>,
    customer: Text<'a>,
    aspect: Text<'a>,
    /// In decimal, as given.
    value: Text<'a>,
    scale: Text<'a>,
    at: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    communication: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    given_by: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    origin: Option<OriginRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<Text<'a>>,
}

/// The persisted form of an [`Observation`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct ObservationRow<'a> {
    id: Text<'a>,
    customer: Text<'a>,
    /// In decimal, as given.
    value: Text<'a>,
    on: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    note: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    origin: Option<OriginRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<Text<'a>>,
}

impl Stored for Rating {
    type Row<'a> = RatingRow<'a>;
    const KIND: Kind = Kind::Rating;

    fn to_row(&self) -> RatingRow<'_> {
        let Self {
            id,
            customer,
            aspect,
            value,
            at,
            communication,
            given_by,
            origin,
            trashed_at,
        } = self;
        RatingRow {
            id: written_id(*id),
            customer: written_id(*customer),
            aspect: aspect.code().into_owned().into(),
            value: value.value().to_string().into(),
            scale: value.scale().code().into(),
            at: at.to_text().into(),
            communication: communication.map(written_id),
            given_by: given_by.into(),
            origin: origin.as_ref().map(OriginRow::of),
            trashed_at: trashed_at.map(|at| instant_text(at).into()),
        }
    }

    fn from_row(row: RatingRow<'_>) -> Result<Self, RecordError> {
        let impossible = |field| RecordError::Impossible { field };
        let scale = Scale::from_code(&row.scale).ok_or(impossible("scale"))?;
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            customer: parse_id(&row.customer, "customer")?,
            aspect: AspectId::from_code(&row.aspect).ok_or(impossible("aspect"))?,
            value: Decimal::parse(&row.value)
                .and_then(|value| RatedValue::new(value, scale))
                .ok_or(impossible("value"))?,
            at: Moment::from_text(&row.at).ok_or(impossible("at"))?,
            communication: parse_opt(row.communication.as_deref(), "communication")?,
            given_by: row.given_by.into(),
            origin: row.origin.map(OriginRow::into_origin).transpose()?,
            trashed_at: parse_instant(row.trashed_at.as_deref(), "trashed_at")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}

impl Stored for Observation {
    type Row<'a> = ObservationRow<'a>;
    const KIND: Kind = Kind::Observation;

    fn to_row(&self) -> ObservationRow<'_> {
        let Self {
            id,
            customer,
            value,
            on,
            note,
            origin,
            trashed_at,
        } = self;
        ObservationRow {
            id: written_id(*id),
            customer: written_id(*customer),
            value: value.to_string().into(),
            on: date_text(*on).into(),
            note: note.into(),
            origin: origin.as_ref().map(OriginRow::of),
            trashed_at: trashed_at.map(|at| instant_text(at).into()),
        }
    }

    fn from_row(row: ObservationRow<'_>) -> Result<Self, RecordError> {
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            customer: parse_id(&row.customer, "customer")?,
            value: Decimal::parse(&row.value)
                .filter(|value| !value.is_beyond(Self::LIMIT))
                .ok_or(RecordError::Impossible { field: "value" })?,
            on: parse_date(&row.on, "on")?,
            note: row.note.into(),
            origin: row.origin.map(OriginRow::into_origin).transpose()?,
            trashed_at: parse_instant(row.trashed_at.as_deref(), "trashed_at")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
