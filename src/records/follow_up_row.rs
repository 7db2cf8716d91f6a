//! A follow-up as it is written.

use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{
    Kind, RecordError, Stored, is_default, parse_code, parse_date, parse_date_opt, parse_id,
    parse_instant, parse_opt, written_id,
};
use crate::domain::cadence::Cadence;
use crate::domain::follow_up::{Action, AskedBy, FollowUp, FollowUpState};
use crate::domain::written::{date_text, instant_text, read_time, time_text};

/// The persisted form of a [`FollowUp`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct FollowUpRow<'a> {
    id: Text<'a>,
    customer: Text<'a>,
    action: Text<'a>,
    due_on: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    due_at: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    note: Text<'a>,
    state: StateRow<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    asked_by: AskedByRow,
    #[serde(default, skip_serializing_if = "is_default")]
    recurrence: Option<CadenceRow>,
    #[serde(default, skip_serializing_if = "is_default")]
    trashed_at: Option<Text<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(bound(deserialize = "'de: 'a"))]
enum StateRow<'a> {
    Open {
        #[serde(default, skip_serializing_if = "is_default")]
        snoozed_until: Option<Text<'a>>,
    },
    Done {
        #[serde(default, skip_serializing_if = "is_default")]
        by: Option<Text<'a>>,
        on: Text<'a>,
    },
    Skipped {
        until: Text<'a>,
        #[serde(default, skip_serializing_if = "is_default")]
        reason: Text<'a>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AskedByRow {
    #[default]
    Hand,
    Policy {
        #[serde(default, skip_serializing_if = "is_default")]
        more_than_days: Option<u32>,
        #[serde(default, skip_serializing_if = "is_default")]
        days: Option<u32>,
    },
}

/// A rhythm as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CadenceRow {
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months.
    Months(u16),
}

impl CadenceRow {
    pub(super) fn of(cadence: Cadence) -> Self {
        match cadence {
            Cadence::Days(count) => Self::Days(count),
            Cadence::Weeks(count) => Self::Weeks(count),
            Cadence::Months(count) => Self::Months(count),
        }
    }

    pub(super) fn into_cadence(self) -> Result<Cadence, RecordError> {
        let cadence = match self {
            Self::Days(count) => Cadence::Days(count),
            Self::Weeks(count) => Cadence::Weeks(count),
            Self::Months(count) => Cadence::Months(count),
        };
        cadence
            .checked()
            .ok_or(RecordError::Impossible { field: "cadence" })
    }
}

impl<'a> StateRow<'a> {
    fn of(state: &'a FollowUpState) -> Self {
        match state {
            FollowUpState::Open { snoozed_until } => Self::Open {
                snoozed_until: snoozed_until.map(|date| date_text(date).into()),
            },
            FollowUpState::Done { by, on } => Self::Done {
                by: by.map(written_id),
                on: date_text(*on).into(),
            },
            FollowUpState::Skipped { until, reason } => Self::Skipped {
                until: date_text(*until).into(),
                reason: reason.into(),
            },
        }
    }

    fn into_state(self) -> Result<FollowUpState, RecordError> {
        Ok(match self {
            Self::Open { snoozed_until } => FollowUpState::Open {
                snoozed_until: parse_date_opt(snoozed_until.as_deref(), "state.snoozed_until")?,
            },
            Self::Done { by, on } => FollowUpState::Done {
                by: parse_opt(by.as_deref(), "state.by")?,
                on: parse_date(&on, "state.on")?,
            },
            Self::Skipped { until, reason } => FollowUpState::Skipped {
                until: parse_date(&until, "state.until")?,
                reason: reason.into(),
            },
        })
    }
}

impl Stored for FollowUp {
    type Row<'a> = FollowUpRow<'a>;
    const KIND: Kind = Kind::FollowUp;

    fn to_row(&self) -> FollowUpRow<'_> {
        let Self {
            id,
            customer,
            action,
            due_on,
            due_at,
            note,
            state,
            asked_by,
            recurrence,
            trashed_at,
        } = self;
        FollowUpRow {
            id: written_id(*id),
            customer: written_id(*customer),
            action: action.code().into(),
            due_on: date_text(*due_on).into(),
            due_at: due_at.map(|time| time_text(time).into()),
            note: note.into(),
            state: StateRow::of(state),
            asked_by: match *asked_by {
                AskedBy::Hand => AskedByRow::Hand,
                AskedBy::Policy {
                    more_than_days,
                    days,
                } => AskedByRow::Policy {
                    more_than_days,
                    days,
                },
            },
            recurrence: recurrence.map(CadenceRow::of),
            trashed_at: trashed_at.map(|at| instant_text(at).into()),
        }
    }

    fn from_row(row: FollowUpRow<'_>) -> Result<Self, RecordError> {
        Ok(Self {
            id: parse_id(&row.id, "id")?,
            customer: parse_id(&row.customer, "customer")?,
            action: Action::from_code(&row.action)
                .ok_or(RecordError::Impossible { field: "action" })?,
            due_on: parse_date(&row.due_on, "due_on")?,
            due_at: parse_code(row.due_at.as_deref(), "due_at", read_time)?,
            note: row.note.into(),
            state: row.state.into_state()?,
            asked_by: match row.asked_by {
                AskedByRow::Hand => AskedBy::Hand,
                AskedByRow::Policy {
                    more_than_days,
                    days,
                } => AskedBy::Policy {
                    more_than_days,
                    days,
                },
            },
            recurrence: row.recurrence.map(CadenceRow::into_cadence).transpose()?,
            trashed_at: parse_instant(row.trashed_at.as_deref(), "trashed_at")?,
        })
    }

    fn id_text(&self) -> String {
        self.id.to_string()
    }
}
