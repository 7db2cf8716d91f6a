//! A remembered import as it is written.

use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{
    Kind, RecordError, Stored, is_default, parse_id, parse_instant, parse_opt, strings, texts,
    written_id,
};
use crate::domain::source::{Source, SourceKind};
use crate::domain::written::instant_text;

/// The persisted form of a [`Source`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct SourceRow<'a> {
    id: Text<'a>,
    kind: SourceKindRow,
    name: Text<'a>,
    imported_at: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    headings: Vec<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    mapping: Vec<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    customers_from: Option<Text<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SourceKindRow {
    Customers,
    Communications,
    Ratings,
    Loyalty,
    Sample,
}

impl Stored for Source {
    type Row<'a> = SourceRow<'a>;
    const KIND: Kind = Kind::Source;

    fn to_row(&self) -> SourceRow<'_> {
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
            id: written_id(*id),
            kind: match kind {
                SourceKind::Customers => SourceKindRow::Customers,
                SourceKind::Communications => SourceKindRow::Communications,
                SourceKind::Ratings => SourceKindRow::Ratings,
                SourceKind::Loyalty => SourceKindRow::Loyalty,
                SourceKind::Sample => SourceKindRow::Sample,
            },
            name: name.into(),
            imported_at: instant_text(*imported_at).into(),
            headings: texts(headings),
            mapping: texts(mapping),
            customers_from: customers_from.map(written_id),
        }
    }

    fn from_row(row: SourceRow<'_>) -> Result<Self, RecordError> {
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            kind: match row.kind {
                SourceKindRow::Customers => SourceKind::Customers,
                SourceKindRow::Communications => SourceKind::Communications,
                SourceKindRow::Ratings => SourceKind::Ratings,
                SourceKindRow::Loyalty => SourceKind::Loyalty,
                SourceKindRow::Sample => SourceKind::Sample,
            },
            name: row.name.into(),
            imported_at: parse_instant(Some(&row.imported_at), "imported_at")?.ok_or(
                RecordError::Impossible {
                    field: "imported_at",
                },
            )?,
            headings: strings(row.headings),
            mapping: strings(row.mapping),
            customers_from: parse_opt(row.customers_from.as_deref(), "customers_from")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
