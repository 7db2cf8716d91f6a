//! A customer as it is written.

use crate::domain::decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::follow_up_row::CadenceRow;
use super::text::Text;
use super::{
    Kind, RecordError, Stored, is_default, parse_code, parse_date_opt, parse_id, parse_instant,
    parse_opt, strings, texts, written_id,
};
use crate::domain::customer::{Consent, Customer, Labelled, OwnCadence, Position, Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::origin::Origin;
use crate::domain::written::{date_text, instant_text};

/// The persisted form of a [`Customer`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct CustomerRow<'a> {
    id: Text<'a>,
    name: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    company: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    firm: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    title: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    phones: Vec<LabelledRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    emails: Vec<LabelledRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    handles: Vec<LabelledRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    address: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    opening_hours: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    position: Option<PositionRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    stage: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    tier: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    tags: Vec<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    notes: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    since: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    custom: Vec<(Text<'a>, Text<'a>)>,
    #[serde(default, skip_serializing_if = "is_default")]
    do_not_contact: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    paused_until: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    cadence: Option<OwnCadenceRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    origin: Option<OriginRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<Text<'a>>,
}

/// A phone, mail address or handle as it is written: label and value.
type LabelledRow<'a> = (Text<'a>, Text<'a>);

/// Latitude and longitude in degrees, as texts: JSON readers round numbers as they like.
pub(super) type PositionRow<'a> = (Text<'a>, Text<'a>);

pub(super) fn position_row(position: Position) -> PositionRow<'static> {
    let Position {
        latitude,
        longitude,
    } = position;
    (latitude.to_string().into(), longitude.to_string().into())
}

pub(super) fn position((latitude, longitude): PositionRow<'_>) -> Result<Position, RecordError> {
    let degrees =
        |text: &str| Decimal::parse(text).ok_or(RecordError::Impossible { field: "position" });
    Ok(Position {
        latitude: degrees(&latitude)?,
        longitude: degrees(&longitude)?,
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct OwnCadenceRow<'a> {
    every: CadenceRow,
    action: Text<'a>,
}

/// The row a record was imported from, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct OriginRow<'a> {
    source: Text<'a>,
    key: Text<'a>,
    /// In hexadecimal: a number above 2⁵³ would not survive every JSON reader.
    row_hash: Text<'a>,
}

impl<'a> OriginRow<'a> {
    pub(super) fn of(origin: &'a Origin) -> Self {
        let Origin {
            source,
            key,
            row_hash,
        } = origin;
        Self {
            source: written_id(*source),
            key: key.into(),
            row_hash: format!("{row_hash:016x}").into(),
        }
    }

    pub(super) fn into_origin(self) -> Result<Origin, RecordError> {
        Ok(Origin {
            source: parse_id(&self.source, "origin.source")?,
            key: self.key.into(),
            row_hash: u64::from_str_radix(&self.row_hash, 16).map_err(|_unparsable| {
                RecordError::Impossible {
                    field: "origin.row_hash",
                }
            })?,
        })
    }
}

fn labelled_rows(labelled: &[Labelled]) -> Vec<LabelledRow<'_>> {
    labelled
        .iter()
        .map(|one| (Text::from(&one.label), Text::from(&one.value)))
        .collect()
}

fn labelled(rows: Vec<LabelledRow<'_>>) -> Vec<Labelled> {
    rows.into_iter()
        .map(|(label, value)| Labelled {
            label: label.into(),
            value: value.into(),
        })
        .collect()
}

impl Stored for Customer {
    type Row<'a> = CustomerRow<'a>;
    const KIND: Kind = Kind::Customer;

    fn to_row(&self) -> CustomerRow<'_> {
        let Self {
            id,
            name,
            company,
            firm,
            title,
            phones,
            emails,
            handles,
            address,
            opening_hours,
            position,
            stage,
            tier,
            tags,
            notes,
            since,
            custom,
            consent:
                Consent {
                    do_not_contact,
                    paused_until,
                },
            cadence,
            origin,
            trashed_at,
        } = self;
        CustomerRow {
            id: written_id(*id),
            name: name.into(),
            company: company.into(),
            firm: firm.map(written_id),
            title: title.into(),
            phones: labelled_rows(phones),
            emails: labelled_rows(emails),
            handles: labelled_rows(handles),
            address: address.into(),
            opening_hours: opening_hours.into(),
            position: position.map(position_row),
            stage: stage.code().into(),
            tier: tier.map(|tier| tier.code().into()),
            tags: texts(tags),
            notes: notes.into(),
            since: since.map(|date| date_text(date).into()),
            custom: custom
                .iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            do_not_contact: *do_not_contact,
            paused_until: paused_until.map(|date| date_text(date).into()),
            cadence: cadence
                .as_ref()
                .map(|OwnCadence { every, action }| OwnCadenceRow {
                    every: CadenceRow::of(*every),
                    action: action.code().into(),
                }),
            origin: origin.as_ref().map(OriginRow::of),
            trashed_at: trashed_at.map(|at| instant_text(at).into()),
        }
    }

    fn from_row(row: CustomerRow<'_>) -> Result<Self, RecordError> {
        let cadence = row
            .cadence
            .map(|own| {
                Ok::<_, RecordError>(OwnCadence {
                    every: own.every.into_cadence()?,
                    action: Action::from_code(&own.action).ok_or(RecordError::Impossible {
                        field: "cadence.action",
                    })?,
                })
            })
            .transpose()?;
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            name: row.name.into(),
            company: row.company.into(),
            firm: parse_opt(row.firm.as_deref(), "firm")?,
            title: row.title.into(),
            phones: labelled(row.phones),
            emails: labelled(row.emails),
            handles: labelled(row.handles),
            address: row.address.into(),
            opening_hours: row.opening_hours.into(),
            position: row.position.map(position).transpose()?,
            stage: match &*row.stage {
                "" => Stage::default(),
                code => Stage::from_code(code).ok_or(RecordError::Impossible { field: "stage" })?,
            },
            tier: parse_code(row.tier.as_deref(), "tier", Tier::from_code)?,
            tags: strings(row.tags),
            notes: row.notes.into(),
            since: parse_date_opt(row.since.as_deref(), "since")?,
            custom: row
                .custom
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            consent: Consent {
                do_not_contact: row.do_not_contact,
                paused_until: parse_date_opt(row.paused_until.as_deref(), "paused_until")?,
            },
            cadence,
            origin: row.origin.map(OriginRow::into_origin).transpose()?,
            trashed_at: parse_instant(row.trashed_at.as_deref(), "trashed_at")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
