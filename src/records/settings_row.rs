//! The Book's settings as they are written.

use serde::{Deserialize, Serialize};

use super::customer_row::{PositionRow, position, position_row};
use super::text::Text;
use super::{Kind, RecordError, Stored, is_default, parse_date, strings, texts};
use crate::domain::channel::Channel;
use crate::domain::contact_rule::ContactRule;
use crate::domain::customer::{Stage, Tier};
use crate::domain::decimal::Decimal;
use crate::domain::follow_up::Action;
use crate::domain::need::NeedKind;
use crate::domain::order::Gather;
use crate::domain::outcome::Outcome;
use crate::domain::policy::{Policies, Policy, Rule, Scope, ScopedPolicy};
use crate::domain::rating::{AspectId, Scale};
use crate::domain::resource::{
    Capacity, QueueWeights, Resource, ResourceKind, RoundSettings, Weight, WorkingHours,
};
use crate::domain::scoring::{Aspect, Coefficients, Scoring};
use crate::domain::settings::Settings;
use crate::domain::working_days::DayCount;
use crate::domain::written::{date_text, read_time, time_text};

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
    /// Visits and calls a day, where they are not the default.
    #[serde(default, skip_serializing_if = "is_default")]
    capacity: Option<(u16, u16)>,
    /// In hundredths, where they are not the default.
    #[serde(default, skip_serializing_if = "is_default")]
    queue_weights: Option<QueueWeightsRow>,
    /// Begin and end of the day, where they are not the default.
    #[serde(default, skip_serializing_if = "is_default")]
    working_hours: Option<(Text<'a>, Text<'a>)>,
    #[serde(default, skip_serializing_if = "is_default")]
    resources: Vec<ResourceRow<'a>>,
    /// Present where it is not the default.
    #[serde(default, skip_serializing_if = "is_default")]
    round: Option<RoundRow<'a>>,
    /// Present where it is not the default.
    #[serde(default, skip_serializing_if = "is_default")]
    scoring: Option<ScoringRow<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct ScoringRow<'a> {
    scale: Text<'a>,
    aspects: Vec<AspectRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    removed: Vec<AspectRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    half_life_days: Option<u32>,
    /// b₀, b₁ and b₂, in decimal.
    coefficients: (Text<'a>, Text<'a>, Text<'a>),
    #[serde(default, skip_serializing_if = "is_default")]
    clamps_loyalty: bool,
    /// In decimal.
    risk_below: Text<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct AspectRow<'a> {
    id: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    name: Text<'a>,
    /// In hundredths.
    weight: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct QueueWeightsRow {
    tier_a: u16,
    tier_b: u16,
    tier_c: u16,
    no_tier: u16,
    open_need: u16,
    loyalty_risk: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct ResourceRow<'a> {
    name: Text<'a>,
    kind: Text<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    answers: Vec<Text<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
struct RoundRow<'a> {
    #[serde(default, skip_serializing_if = "is_default")]
    start: Option<PositionRow<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    start_name: Text<'a>,
    speed_kmh: u16,
    visit_minutes: u16,
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

/// A value unless it is its type's default, which rows leave out.
fn other_than_default<T: Default + PartialEq>(value: &T) -> Option<&T> {
    Some(value).filter(|value| !is_default(*value))
}

fn queue_weights_row(weights: &QueueWeights) -> QueueWeightsRow {
    let QueueWeights {
        tier_a,
        tier_b,
        tier_c,
        no_tier,
        open_need,
        loyalty_risk,
    } = *weights;
    QueueWeightsRow {
        tier_a: tier_a.0,
        tier_b: tier_b.0,
        tier_c: tier_c.0,
        no_tier: no_tier.0,
        open_need: open_need.0,
        loyalty_risk: loyalty_risk.0,
    }
}

fn queue_weights(row: QueueWeightsRow) -> QueueWeights {
    QueueWeights {
        tier_a: Weight(row.tier_a),
        tier_b: Weight(row.tier_b),
        tier_c: Weight(row.tier_c),
        no_tier: Weight(row.no_tier),
        open_need: Weight(row.open_need),
        loyalty_risk: Weight(row.loyalty_risk),
    }
}

fn hours((from, to): (Text<'_>, Text<'_>)) -> Result<WorkingHours, RecordError> {
    let impossible = RecordError::Impossible {
        field: "working_hours",
    };
    match (read_time(&from), read_time(&to)) {
        (Some(from), Some(to)) => Ok(WorkingHours { from, to }),
        _ => Err(impossible),
    }
}

fn resource_row(resource: &Resource) -> ResourceRow<'_> {
    let Resource {
        name,
        kind,
        answers,
    } = resource;
    ResourceRow {
        name: name.into(),
        kind: kind.code().into(),
        answers: answers.iter().map(|kind| kind.code().into()).collect(),
    }
}

fn resource(row: ResourceRow<'_>) -> Result<Resource, RecordError> {
    let impossible = RecordError::Impossible { field: "resources" };
    let answers = row.answers.iter().map(|code| NeedKind::from_code(code));
    match (
        ResourceKind::from_code(&row.kind),
        answers.collect::<Option<Vec<_>>>(),
    ) {
        (Some(kind), Some(answers)) => Ok(Resource {
            name: row.name.into(),
            kind,
            answers: answers.into_iter().into_set(),
        }),
        _ => Err(impossible),
    }
}

fn round_row(round: &RoundSettings) -> RoundRow<'_> {
    let RoundSettings {
        start,
        start_name,
        speed_kmh,
        visit_minutes,
    } = round;
    RoundRow {
        start: start.map(position_row),
        start_name: start_name.into(),
        speed_kmh: *speed_kmh,
        visit_minutes: *visit_minutes,
    }
}

fn round(row: RoundRow<'_>) -> Result<RoundSettings, RecordError> {
    Ok(RoundSettings {
        start: row.start.map(position).transpose()?,
        start_name: row.start_name.into(),
        speed_kmh: row.speed_kmh,
        visit_minutes: row.visit_minutes,
    })
}

fn aspect_rows(aspects: &[Aspect]) -> Vec<AspectRow<'_>> {
    let rows = aspects.iter().map(|Aspect { id, name, weight }| AspectRow {
        id: id.code().into_owned().into(),
        name: name.into(),
        weight: weight.0,
    });
    rows.collect()
}

fn scoring_row(scoring: &Scoring) -> ScoringRow<'_> {
    let Scoring {
        scale,
        aspects,
        removed,
        half_life_days,
        coefficients:
            Coefficients {
                intercept,
                satisfaction,
                duration,
            },
        clamps_loyalty,
        risk_below,
    } = scoring;
    let decimal = |number: &Decimal| number.to_string().into();
    ScoringRow {
        scale: scale.code().into(),
        aspects: aspect_rows(aspects),
        removed: aspect_rows(removed),
        half_life_days: *half_life_days,
        coefficients: (decimal(intercept), decimal(satisfaction), decimal(duration)),
        clamps_loyalty: *clamps_loyalty,
        risk_below: decimal(risk_below),
    }
}

fn scoring(row: ScoringRow<'_>) -> Result<Scoring, RecordError> {
    let impossible = RecordError::Impossible { field: "scoring" };
    let aspect = |row: AspectRow<'_>| {
        Some(Aspect {
            id: AspectId::from_code(&row.id)?,
            name: row.name.into(),
            weight: Weight(row.weight),
        })
    };
    let read = || {
        let (intercept, satisfaction, duration) = row.coefficients;
        let scoring = Scoring {
            scale: Scale::from_code(&row.scale)?,
            aspects: row.aspects.into_iter().map(aspect).collect::<Option<_>>()?,
            removed: row.removed.into_iter().map(aspect).collect::<Option<_>>()?,
            half_life_days: row.half_life_days,
            coefficients: Coefficients {
                intercept: Decimal::parse(&intercept)?,
                satisfaction: Decimal::parse(&satisfaction)?,
                duration: Decimal::parse(&duration)?,
            },
            clamps_loyalty: row.clamps_loyalty,
            risk_below: Decimal::parse(&row.risk_below)?,
        };
        scoring.fault().is_none().then_some(scoring)
    };
    read().ok_or(impossible)
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
            capacity,
            queue_weights,
            working_hours,
            resources,
            round,
            scoring,
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
            capacity: other_than_default(capacity)
                .map(|Capacity { visits, calls }| (*visits, *calls)),
            queue_weights: other_than_default(queue_weights).map(queue_weights_row),
            working_hours: other_than_default(working_hours)
                .map(|WorkingHours { from, to }| (time_text(*from).into(), time_text(*to).into())),
            resources: resources.iter().map(resource_row).collect(),
            round: other_than_default(round).map(round_row),
            scoring: other_than_default(scoring).map(scoring_row),
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
            capacity: row
                .capacity
                .map_or_else(Capacity::default, |(visits, calls)| Capacity {
                    visits,
                    calls,
                }),
            queue_weights: row
                .queue_weights
                .map_or_else(QueueWeights::default, queue_weights),
            working_hours: row
                .working_hours
                .map_or(Ok(WorkingHours::default()), hours)?,
            resources: row
                .resources
                .into_iter()
                .map(resource)
                .collect::<Result<_, _>>()?,
            round: row.round.map_or(Ok(RoundSettings::default()), round)?,
            scoring: row.scoring.map_or(Ok(Scoring::default()), scoring)?,
        })
    }

    /// Settings exist once.
    fn id_text(&self) -> String {
        "settings".to_owned()
    }
}
