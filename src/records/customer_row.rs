//! A customer as it is written.

use serde::{Deserialize, Serialize};

use super::follow_up_row::CadenceRow;
use super::{
    Kind, RecordError, Stored, is_default, parse_code, parse_date_opt, parse_id, parse_instant,
    parse_opt,
};
use crate::domain::customer::{Consent, Customer, Labelled, OwnCadence, Position, Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::origin::Origin;
use crate::domain::written::{date_text, instant_text};

/// The persisted form of a [`Customer`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerRow {
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "is_default")]
    company: String,
    #[serde(default, skip_serializing_if = "is_default")]
    firm: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    title: String,
    #[serde(default, skip_serializing_if = "is_default")]
    phones: Vec<LabelledRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    emails: Vec<LabelledRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    handles: Vec<LabelledRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    address: String,
    #[serde(default, skip_serializing_if = "is_default")]
    position: Option<PositionRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    stage: String,
    #[serde(default, skip_serializing_if = "is_default")]
    tier: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    notes: String,
    #[serde(default, skip_serializing_if = "is_default")]
    since: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    custom: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "is_default")]
    do_not_contact: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    paused_until: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    cadence: Option<OwnCadenceRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    origin: Option<OriginRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<String>,
}

/// A phone, mail address or handle as it is written: label and value.
type LabelledRow = (String, String);

/// Latitude and longitude in degrees, as texts: JSON readers round numbers as they like.
type PositionRow = (String, String);

/// A place that is none, such as one that was computed from nothing, is left out.
fn position_row(position: Position) -> Option<PositionRow> {
    let Position {
        latitude,
        longitude,
    } = position;
    let is_place = latitude.is_finite() && longitude.is_finite();
    is_place.then(|| (latitude.to_string(), longitude.to_string()))
}

fn position((latitude, longitude): PositionRow) -> Result<Position, RecordError> {
    let degrees = |text: &str| {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or(RecordError::Impossible { field: "position" })
    };
    Ok(Position {
        latitude: degrees(&latitude)?,
        longitude: degrees(&longitude)?,
    })
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct OwnCadenceRow {
    every: CadenceRow,
    action: String,
}

/// The row a record was imported from, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginRow {
    source: String,
    key: String,
    /// In hexadecimal: a number above 2⁵³ would not survive every JSON reader.
    row_hash: String,
}

impl OriginRow {
    pub(super) fn of(origin: &Origin) -> Self {
        let Origin {
            source,
            key,
            row_hash,
        } = origin;
        Self {
            source: source.to_string(),
            key: key.clone(),
            row_hash: format!("{row_hash:016x}"),
        }
    }

    pub(super) fn into_origin(self) -> Result<Origin, RecordError> {
        Ok(Origin {
            source: parse_id(&self.source, "origin.source")?,
            key: self.key,
            row_hash: u64::from_str_radix(&self.row_hash, 16).map_err(|_unparsable| {
                RecordError::Impossible {
                    field: "origin.row_hash",
                }
            })?,
        })
    }
}

fn labelled_rows(labelled: &[Labelled]) -> Vec<LabelledRow> {
    labelled
        .iter()
        .map(|one| (one.label.clone(), one.value.clone()))
        .collect()
}

fn labelled(rows: Vec<LabelledRow>) -> Vec<Labelled> {
    rows.into_iter()
        .map(|(label, value)| Labelled { label, value })
        .collect()
}

impl Stored for Customer {
    type Row = CustomerRow;
    const KIND: Kind = Kind::Customer;

    fn to_row(&self) -> CustomerRow {
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
            id: id.to_string(),
            name: name.clone(),
            company: company.clone(),
            firm: firm.map(|firm| firm.to_string()),
            title: title.clone(),
            phones: labelled_rows(phones),
            emails: labelled_rows(emails),
            handles: labelled_rows(handles),
            address: address.clone(),
            position: position.and_then(position_row),
            stage: stage.code().to_owned(),
            tier: tier.map(|tier| tier.code().to_owned()),
            tags: tags.clone(),
            notes: notes.clone(),
            since: since.map(date_text),
            custom: custom.clone(),
            do_not_contact: *do_not_contact,
            paused_until: paused_until.map(date_text),
            cadence: cadence
                .as_ref()
                .map(|OwnCadence { every, action }| OwnCadenceRow {
                    every: CadenceRow::of(*every),
                    action: action.code(),
                }),
            origin: origin.as_ref().map(OriginRow::of),
            trashed_at: trashed_at.map(instant_text),
        }
    }

    fn from_row(row: CustomerRow) -> Result<Self, RecordError> {
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
            name: row.name,
            company: row.company,
            firm: parse_opt(row.firm.as_deref(), "firm")?,
            title: row.title,
            phones: labelled(row.phones),
            emails: labelled(row.emails),
            handles: labelled(row.handles),
            address: row.address,
            position: row.position.map(position).transpose()?,
            stage: match row.stage.as_str() {
                "" => Stage::default(),
                code => Stage::from_code(code).ok_or(RecordError::Impossible { field: "stage" })?,
            },
            tier: parse_code(row.tier.as_deref(), "tier", Tier::from_code)?,
            tags: row.tags,
            notes: row.notes,
            since: parse_date_opt(row.since.as_deref(), "since")?,
            custom: row.custom,
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
