//! What the policy's form holds, and the settings it comes to.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::follow_up::Action;
use crate::domain::policy::{Policy, PolicyError, Rule, parse_threshold};
use crate::domain::settings::Settings;
use crate::domain::working_days::DayCount;
use crate::domain::written::read_date;

/// How many days a new rule stands above the one before which it is put.
const STEP_DAYS: u32 = 7;

/// One rule as typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RuleForm {
    /// Stays with the rule when others are added or removed.
    pub(super) key: usize,
    pub(super) days: String,
    pub(super) action: Action,
    pub(super) name: String,
}

/// The policy and the way of counting days, as typed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PolicyForm {
    /// The settings from which it began.
    pub(super) before: Arc<Settings>,
    pub(super) rules: Vec<RuleForm>,
    pub(super) working_days_only: bool,
    pub(super) holidays: BTreeSet<NaiveDate>,
    /// A holiday being entered.
    pub(super) new_holiday: String,
    next_key: usize,
}

impl PolicyForm {
    pub(super) fn of(settings: &Arc<Settings>) -> Self {
        let rules: Vec<_> = settings
            .policies
            .default
            .rules()
            .iter()
            .enumerate()
            .map(|(key, rule)| RuleForm {
                key,
                days: rule.more_than_days.to_string(),
                action: rule.action.clone(),
                name: rule.name.clone(),
            })
            .collect();
        let holidays = match &settings.day_count {
            DayCount::CalendarDays => BTreeSet::new(),
            DayCount::WorkingDays { holidays } => holidays.clone(),
        };
        Self {
            before: settings.clone(),
            next_key: rules.len(),
            rules,
            working_days_only: matches!(settings.day_count, DayCount::WorkingDays { .. }),
            holidays,
            new_holiday: String::new(),
        }
    }

    /// Puts a rule on top, where its threshold is the largest; returns its key.
    pub(super) fn add_rule(&mut self) -> usize {
        let largest = self
            .rules
            .first()
            .and_then(|rule| parse_threshold(&rule.days).ok());
        let days = largest.map_or(STEP_DAYS, |largest| {
            (largest + STEP_DAYS).min(Policy::MAX_DAYS)
        });
        let key = self.next_key;
        self.next_key += 1;
        let rule = RuleForm {
            key,
            days: days.to_string(),
            action: Action::Visit,
            name: String::new(),
        };
        self.rules.insert(0, rule);
        key
    }

    /// Takes the holiday being entered into the list; whether it was a date.
    pub(super) fn add_holiday(&mut self) -> bool {
        let Some(date) = read_date(self.new_holiday.trim()) else {
            return false;
        };
        self.holidays.insert(date);
        self.new_holiday.clear();
        true
    }

    /// What is wrong with each rule.
    pub(super) fn errors(&self) -> Vec<Option<PolicyError>> {
        let mut previous = None;
        self.rules
            .iter()
            .map(|rule| match parse_threshold(&rule.days) {
                Err(error) => Some(error),
                Ok(next) => match previous.replace(next) {
                    Some(previous) if previous <= next => {
                        Some(PolicyError::NotFalling { previous, next })
                    }
                    _ => None,
                },
            })
            .collect()
    }

    /// The settings that it comes to; `None` while something is wrong.
    pub(super) fn settings(&self) -> Option<Settings> {
        let rules = self
            .rules
            .iter()
            .map(|rule| {
                Some(Rule {
                    more_than_days: parse_threshold(&rule.days).ok()?,
                    action: rule.action.clone(),
                    name: rule.name.trim().to_owned(),
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let mut settings = (*self.before).clone();
        settings.policies.default = Policy::new(rules).ok()?;
        settings.day_count = if self.working_days_only {
            DayCount::WorkingDays {
                holidays: self.holidays.clone(),
            }
        } else {
            DayCount::CalendarDays
        };
        Some(settings)
    }
}
