//! The Book's settings as they are written.

use serde::{Deserialize, Serialize};

use super::text::Text;
use super::{Kind, RecordError, Stored, is_default, parse_date, strings, texts};
use crate::domain::channel::Channel;
use crate::domain::contact_rule::ContactRule;
use crate::domain::customer::{Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::order::Gather;
use crate::domain::outcome::Outcome;
use crate::domain::policy::{Policies, Policy, Rule, Scope, ScopedPolicy};
use crate::domain::settings::Settings;
use crate::domain::working_days::DayCount;
use crate::domain::written::date_text;

/// The persisted form of [`Settings`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub struct SettingsRow<'a> {
    policy: Vec<RuleRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    scoped_policies: Vec<ScopedRow<'a>>,
    attempts: Vec<Text<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    uncounted_channels: Vec<Text<'a>>,
    people_count_for_their_firm: bool,
    /// Present where only working days count.
    #[serde(default, skip_serializing_if = "is_default")]
    working_days: Option<WorkingDaysRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    own_channels: Vec<Text<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct RuleRow<'a> {
    more_than_days: u32,
    action: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    name: Text<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct ScopedRow<'a> {
    scope: ScopeRow<'a>,
    policy: Vec<RuleRow<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(bound(deserialize = "'de: 'a"))]
enum ScopeRow<'a> {
    Tag(Text<'a>),
    Tier(Text<'a>),
    Stage(Text<'a>),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct WorkingDaysRow<'a> {
    holidays: Vec<Text<'a>>,
}

fn rule_rows(policy: &Policy) -> Vec<RuleRow<'_>> {
    policy
        .rules()
        .iter()
        .map(
            |Rule {
                 more_than_days,
                 action,
                 name,
             }| RuleRow {
                more_than_days: *more_than_days,
                action: action.code().into(),
                name: name.into(),
            },
        )
        .collect()
}

fn policy(rows: Vec<RuleRow<'_>>) -> Result<Policy, RecordError> {
    let rules = rows
        .into_iter()
        .map(|row| {
            Ok(Rule {
                more_than_days: row.more_than_days,
                action: Action::from_code(&row.action).ok_or(RecordError::Impossible {
                    field: "policy.action",
                })?,
                name: row.name.into(),
            })
        })
        .collect::<Result<_, RecordError>>()?;
    Policy::new(rules).map_err(|_refused| RecordError::Impossible { field: "policy" })
}

impl Stored for Settings {
    type Row<'a> = SettingsRow<'a>;
    const KIND: Kind = Kind::Settings;

    fn to_row(&self) -> SettingsRow<'_> {
        let Self {
            policies: Policies { scoped, default },
            contact_rule:
                ContactRule {
                    attempts,
                    uncounted_channels,
                    people_count_for_their_firm,
                },
            day_count,
            own_channels,
        } = self;
        SettingsRow {
            policy: rule_rows(default),
            scoped_policies: scoped
                .iter()
                .map(|ScopedPolicy { scope, policy }| ScopedRow {
                    scope: match scope {
                        Scope::Tag(tag) => ScopeRow::Tag(tag.into()),
                        Scope::Tier(tier) => ScopeRow::Tier(tier.code().into()),
                        Scope::Stage(stage) => ScopeRow::Stage(stage.code().into()),
                    },
                    policy: rule_rows(policy),
                })
                .collect(),
            attempts: attempts
                .iter()
                .map(|outcome| outcome.code().into())
                .collect(),
            uncounted_channels: uncounted_channels
                .iter()
                .map(|channel| channel.code().into())
                .collect(),
            people_count_for_their_firm: *people_count_for_their_firm,
            working_days: match day_count {
                DayCount::CalendarDays => None,
                DayCount::WorkingDays { holidays } => Some(WorkingDaysRow {
                    holidays: holidays
                        .iter()
                        .map(|date| date_text(*date).into())
                        .collect(),
                }),
            },
            own_channels: texts(own_channels),
        }
    }

    fn from_row(row: SettingsRow<'_>) -> Result<Self, RecordError> {
        let impossible = |field| RecordError::Impossible { field };
        let scope = |row: ScopeRow<'_>| match row {
            ScopeRow::Tag(tag) => Ok(Scope::Tag(tag.into())),
            ScopeRow::Tier(code) => Tier::from_code(&code)
                .map(Scope::Tier)
                .ok_or(impossible("scope")),
            ScopeRow::Stage(code) => Stage::from_code(&code)
                .map(Scope::Stage)
                .ok_or(impossible("scope")),
        };
        Ok(Self {
            policies: Policies {
                scoped: row
                    .scoped_policies
                    .into_iter()
                    .map(|scoped| {
                        Ok(ScopedPolicy {
                            scope: scope(scoped.scope)?,
                            policy: policy(scoped.policy)?,
                        })
                    })
                    .collect::<Result<_, RecordError>>()?,
                default: policy(row.policy)?,
            },
            contact_rule: ContactRule {
                attempts: row
                    .attempts
                    .iter()
                    .map(|code| Outcome::from_code(code).ok_or(impossible("attempts")))
                    .collect::<Result<Vec<_>, _>>()?
                    .into_iter()
                    .into_set(),
                uncounted_channels: row
                    .uncounted_channels
                    .iter()
                    .map(|code| Channel::from_code(code))
                    .into_set(),
                people_count_for_their_firm: row.people_count_for_their_firm,
            },
            day_count: match row.working_days {
                None => DayCount::CalendarDays,
                Some(WorkingDaysRow { holidays }) => DayCount::WorkingDays {
                    holidays: holidays
                        .iter()
                        .map(|date| parse_date(date, "holidays"))
                        .collect::<Result<Vec<_>, _>>()?
                        .into_iter()
                        .into_set(),
                },
            },
            own_channels: strings(row.own_channels),
        })
    }

    /// Settings exist once.
    fn id_text(&self) -> String {
        "settings".to_owned()
    }
}
