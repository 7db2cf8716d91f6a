//! A Change as it is written: per record the fields it changed, with what stood there before.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::{
    Kind, RecordError, Stored, is_default, parse_id, parse_instant, parse_opt, read, write,
};
use crate::domain::change::{Change, Deed, Edit, Edited, Label};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::follow_up::FollowUp;
use crate::domain::need::Need;
use crate::domain::order::Gather;
use crate::domain::promise::Promise;
use crate::domain::rating::{Observation, Rating};
use crate::domain::reminder::Reminder;
use crate::domain::settings::Settings;
use crate::domain::source::Source;
use crate::domain::written::instant_text;

/// The persisted form of a [`Change`].
#[derive(Debug, Serialize, Deserialize)]
pub struct ChangeRow {
    id: String,
    replica: String,
    counter: u64,
    #[serde(default, skip_serializing_if = "is_default")]
    parents: Vec<String>,
    made_at: String,
    deed: String,
    #[serde(default, skip_serializing_if = "is_default")]
    subject: String,
    #[serde(default, skip_serializing_if = "is_default")]
    count: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    undoes: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edits: Vec<EditRow>,
    /// The segments that hold the edits of a large Change, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<SegmentRef>,
}

/// One segment as it is named by a log entry or a manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentRef {
    /// Its key; never used again for another.
    pub id: String,
    /// How many lines it holds.
    pub count: u32,
    /// Hash of its bytes without the envelope, in hexadecimal.
    pub hash: String,
}

/// One record's part of a Change: made, removed, or fields set with what was there.
#[derive(Debug, Serialize, Deserialize)]
pub struct EditRow {
    kind: Kind,
    #[serde(default, skip_serializing_if = "is_default")]
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    removed: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    set: FieldMap,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    was: FieldMap,
}

/// Fields by name; `null` for one that is left out of the row.
type FieldMap = BTreeMap<String, Box<RawValue>>;

/// Finds the record that a patch applies to.
pub trait Find<T> {
    /// The record as it stands now.
    fn find(&self, id: &str) -> Option<Arc<T>>;
}

macro_rules! all_records {
    ($($record:ident),*) => {
        /// All records that stand now.
        pub trait Records: $(Find<$record> +)* {}

        impl<R: $(Find<$record> +)*> Records for R {}
    };
}
all_records!(
    Customer,
    Communication,
    FollowUp,
    Need,
    Promise,
    Rating,
    Observation,
    Reminder,
    Source,
    Settings
);

impl ChangeRow {
    /// The row of a Change whose edits stand in it.
    pub fn of(change: &Change) -> Self {
        Self {
            edits: change.edits.iter().map(EditRow::of).collect(),
            ..Self::without_edits(change)
        }
    }

    /// The row of a Change whose edits stand in these segments.
    pub fn in_segments(change: &Change, segments: Vec<SegmentRef>) -> Self {
        Self {
            segments,
            ..Self::without_edits(change)
        }
    }

    fn without_edits(change: &Change) -> Self {
        let Change {
            id,
            replica,
            counter,
            parents,
            made_at,
            label,
            undoes,
            edits: _,
        } = change;
        let Label {
            deed,
            subject,
            count,
        } = label;
        Self {
            id: id.to_string(),
            replica: replica.to_string(),
            counter: *counter,
            parents: parents.iter().map(ToString::to_string).collect(),
            made_at: instant_text(*made_at),
            deed: deed.code().to_owned(),
            subject: subject.clone(),
            count: *count,
            undoes: undoes.map(|id| id.to_string()),
            edits: Vec::new(),
            segments: Vec::new(),
        }
    }

    /// The Change without its edits: enough for the history.
    pub fn header(&self) -> Result<Change, RecordError> {
        Ok(Change {
            id: parse_id(&self.id, "id")?,
            replica: parse_id(&self.replica, "replica")?,
            counter: self.counter,
            parents: self
                .parents
                .iter()
                .map(|id| parse_id(id, "parents"))
                .collect::<Result<_, _>>()?,
            made_at: parse_instant(Some(&self.made_at), "made_at")?
                .ok_or(RecordError::Impossible { field: "made_at" })?,
            label: Label {
                deed: Deed::from_code(&self.deed),
                subject: self.subject.clone(),
                count: self.count,
            },
            undoes: parse_opt(self.undoes.as_deref(), "undoes")?,
            edits: Vec::new(),
        })
    }

    /// The edits that stand in the row itself.
    pub fn edits(&self) -> &[EditRow] {
        &self.edits
    }
}

impl EditRow {
    /// The row of one edit.
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Customer(edited) => row_of(edited),
            Edit::Communication(edited) => row_of(edited),
            Edit::FollowUp(edited) => row_of(edited),
            Edit::Need(edited) => row_of(edited),
            Edit::Promise(edited) => row_of(edited),
            Edit::Rating(edited) => row_of(edited),
            Edit::Observation(edited) => row_of(edited),
            Edit::Reminder(edited) => row_of(edited),
            Edit::Source(edited) => row_of(edited),
            Edit::Settings(edited) => row_of(edited),
        }
    }

    /// Which record it is about: its kind, and its id, empty for what exists once.
    pub fn subject(&self) -> Result<(Kind, String), RecordError> {
        #[derive(Deserialize)]
        struct IdOnly {
            #[serde(default)]
            id: String,
        }
        let whole = self.made.as_deref().or(self.removed.as_deref());
        let id = match whole {
            _ if self.kind == Kind::Settings => String::new(),
            None => self.id.clone(),
            Some(json) => {
                let only: IdOnly = super::from_json(json.get())
                    .map_err(|error| super::unreadable(self.kind, &error))?;
                only.id
            }
        };
        Ok((self.kind, id))
    }

    /// Whether the row makes its record.
    pub fn makes(&self) -> bool {
        self.made.is_some() && self.removed.is_none()
    }

    /// The edit that the row holds. Fields that it did not change are taken from `records`, which
    /// must hold the record as it stood before the Change, or as it stands now where only the
    /// changed fields are looked at.
    pub fn decode(&self, records: &dyn Records) -> Result<Edit, RecordError> {
        Ok(match self.kind {
            Kind::Customer => Edit::Customer(decode(self, records)?),
            Kind::Communication => Edit::Communication(decode(self, records)?),
            Kind::FollowUp => Edit::FollowUp(decode(self, records)?),
            Kind::Need => Edit::Need(decode(self, records)?),
            Kind::Promise => Edit::Promise(decode(self, records)?),
            Kind::Rating => Edit::Rating(decode(self, records)?),
            Kind::Observation => Edit::Observation(decode(self, records)?),
            Kind::Reminder => Edit::Reminder(decode(self, records)?),
            Kind::Source => Edit::Source(decode(self, records)?),
            Kind::Settings => Edit::Settings(decode(self, records)?),
        })
    }
}

fn row_of<T: Stored>(edited: &Edited<T>) -> EditRow {
    let mut row = EditRow {
        kind: T::KIND,
        id: String::new(),
        made: None,
        removed: None,
        set: FieldMap::new(),
        was: FieldMap::new(),
    };
    match (edited.before.as_deref(), edited.after.as_deref()) {
        (None, Some(after)) => row.made = to_raw_value(&after.to_row()).ok(),
        (Some(before), None) => row.removed = to_raw_value(&before.to_row()).ok(),
        (Some(before), Some(after)) => {
            row.id = after.id_text();
            (row.was, row.set) = difference(field_map(before), field_map(after));
        }
        (None, None) => {}
    }
    row
}

fn field_map<T: Stored>(record: &T) -> FieldMap {
    super::from_json(&write(record)).unwrap_or_default()
}

/// The fields of each side that differ from the other; `null` stands for "left out".
fn difference(mut before: FieldMap, mut after: FieldMap) -> (FieldMap, FieldMap) {
    before.retain(|name, value| match after.get(name) {
        Some(same) if same.get() == value.get() => {
            after.remove(name);
            false
        }
        Some(_) => true,
        None => {
            after.insert(name.clone(), RawValue::NULL.to_owned());
            true
        }
    });
    for name in after.keys() {
        before
            .entry(name.clone())
            .or_insert_with(|| RawValue::NULL.to_owned());
    }
    (before, after)
}

fn decode<T: Stored>(
    row: &EditRow,
    records: &(impl Find<T> + ?Sized),
) -> Result<Edited<T>, RecordError> {
    let whole = |json: &RawValue| read::<T>(json.get().as_bytes()).map(Arc::new);
    if row.made.is_some() || row.removed.is_some() {
        return Ok(Edited {
            before: row.removed.as_deref().map(whole).transpose()?,
            after: row.made.as_deref().map(whole).transpose()?,
        });
    }
    let base = records
        .find(&row.id)
        .ok_or(RecordError::Impossible { field: "id" })?;
    let base = field_map(&*base);
    Ok(Edited {
        before: Some(Arc::new(patched(&base, &row.was)?)),
        after: Some(Arc::new(patched(&base, &row.set)?)),
    })
}

fn patched<T: Stored>(base: &FieldMap, patch: &FieldMap) -> Result<T, RecordError> {
    let mut fields: BTreeMap<&str, &RawValue> = base
        .iter()
        .map(|(name, value)| (name.as_str(), &**value))
        .into_map();
    for (name, value) in patch {
        if value.get() == RawValue::NULL.get() {
            fields.remove(name.as_str());
        } else {
            fields.insert(name, value);
        }
    }
    read(super::to_json(&fields).as_bytes())
}
