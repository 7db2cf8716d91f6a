//! A remembered import as it is written.

use serde::{Deserialize, Serialize};

use super::{Kind, RecordError, Stored, is_default, parse_id, parse_instant, parse_opt};
use crate::domain::source::{Source, SourceKind};
use crate::domain::written::instant_text;

/// The persisted form of a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    id: String,
    kind: SourceKindRow,
    name: String,
    imported_at: String,
    #[serde(default, skip_serializing_if = "is_default")]
    headings: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    mapping: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    customers_from: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SourceKindRow {
    Customers,
    Communications,
    Sample,
}

impl Stored for Source {
    type Row = SourceRow;
    const KIND: Kind = Kind::Source;

    fn to_row(&self) -> SourceRow {
        let Self {
            id,
            kind,
            name,
            imported_at,
            headings,
            mapping,
            customers_from,
        } = self;
        SourceRow {
            id: id.to_string(),
            kind: match kind {
                SourceKind::Customers => SourceKindRow::Customers,
                SourceKind::Communications => SourceKindRow::Communications,
                SourceKind::Sample => SourceKindRow::Sample,
            },
            name: name.clone(),
            imported_at: instant_text(*imported_at),
            headings: headings.clone(),
            mapping: mapping.clone(),
            customers_from: customers_from.map(|id| id.to_string()),
        }
    }

    fn from_row(row: SourceRow) -> Result<Self, RecordError> {
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            kind: match row.kind {
                SourceKindRow::Customers => SourceKind::Customers,
                SourceKindRow::Communications => SourceKind::Communications,
                SourceKindRow::Sample => SourceKind::Sample,
            },
            name: row.name,
            imported_at: parse_instant(Some(&row.imported_at), "imported_at")?.ok_or(
                RecordError::Impossible {
                    field: "imported_at",
                },
            )?,
            headings: row.headings,
            mapping: row.mapping,
            customers_from: parse_opt(row.customers_from.as_deref(), "customers_from")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
