//! What the policies' form holds, and the settings it comes to.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::customer::{Stage, Tier};
use crate::domain::follow_up::Action;
use crate::domain::policy::{
    Clash, Policy, PolicyError, Rule, Scope, ScopedPolicy, clashes, parse_threshold,
};
use crate::domain::settings::Settings;
use crate::domain::working_days::DayCount;
use crate::domain::written::read_date;
use crate::ui::screens::settings::typed::{
    SettingsForm, TypedSettings, coded_action, coded_stage, coded_tier, written_days,
    written_settings,
};

/// How many days a new rule stands above the one before which it is put.
const STEP_DAYS: u32 = 7;

/// The longest range of holidays that is entered at once, in days.
const LONGEST_RANGE: i64 = 366;

/// One rule as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RuleForm {
    /// Stays with the rule when others are added or removed.
    pub(super) key: usize,
    /// Its place in the policy in force, if it stands there.
    pub(super) place: Option<usize>,
    pub(super) days: String,
    #[serde(with = "coded_action")]
    pub(super) action: Action,
    pub(super) name: String,
}

/// By what a policy of some customers chooses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    Tag,
    Tier,
    Stage,
}

impl Kind {
    /// The most specific first.
    pub(super) const ALL: [Self; 3] = [Self::Tag, Self::Tier, Self::Stage];
}

/// A policy of some customers as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct ScopedForm {
    /// Stays with the policy when others are added or moved.
    pub(super) key: usize,
    /// Its place among the policies in force, if it stands there.
    pub(super) place: Option<usize>,
    pub(super) kind: Kind,
    pub(super) tag: String,
    #[serde(with = "coded_tier")]
    pub(super) tier: Tier,
    #[serde(with = "coded_stage")]
    pub(super) stage: Stage,
    pub(super) rules: Vec<RuleForm>,
}

/// Why it is not clear whom a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScopeError {
    NoTag,
    /// Another policy above is for the same customers.
    Twice,
}

/// Which policy a rule stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Everyone,
    /// The policy with this key.
    Some(usize),
}

/// Which way a policy is moved among those of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// What is wrong with the days of a rule.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RuleError {
    /// By themselves.
    Days(PolicyError),
    /// Beside those of another rule of the policy.
    Clash(Clash),
}

/// What is wrong with a form, in the places of what it is wrong with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Errors {
    pub(super) default: Vec<Option<RuleError>>,
    pub(super) scoped: Vec<(Option<ScopeError>, Vec<Option<RuleError>>)>,
}

/// What the user has been at, which decides where errors show. It is no part of what is typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Touched {
    /// The rule whose days were changed last.
    rule: Option<usize>,
    /// The policies whose tag was written or left.
    tags: BTreeSet<usize>,
    /// Whether saving was tried: then all that is wrong shows.
    everything: bool,
}

/// The policies and the way of counting days, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::ui::screens::settings) struct PolicyForm {
    /// The settings from which it began.
    #[serde(with = "written_settings")]
    pub(super) before: Arc<Settings>,
    pub(super) default: Vec<RuleForm>,
    pub(super) scoped: Vec<ScopedForm>,
    pub(super) working_days_only: bool,
    #[serde(with = "written_days")]
    pub(super) holidays: BTreeSet<NaiveDate>,
    /// A holiday being entered.
    pub(super) new_holiday: String,
    /// The last of several holidays being entered.
    pub(super) new_holiday_last: String,
    /// Not kept: after a reload nothing is found fault with before it is touched.
    #[serde(skip)]
    touched: Touched,
    next_key: usize,
}

/// What is wrong with holidays being entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HolidayError {
    First,
    Last,
}

impl ScopedForm {
    /// Whom it is for; `None` while no tag is written.
    pub(super) fn scope(&self) -> Option<Scope> {
        Some(match self.kind {
            Kind::Tag => {
                let tag = self.tag.trim();
                Scope::Tag((!tag.is_empty()).then(|| tag.to_owned())?)
            }
            Kind::Tier => Scope::Tier(self.tier),
            Kind::Stage => Scope::Stage(self.stage),
        })
    }
}

/// Numbers that were not given yet.
fn next(key: &mut usize) -> usize {
    *key += 1;
    *key - 1
}

fn rules_of(policy: &Policy, next_key: &mut usize) -> Vec<RuleForm> {
    let rules = policy.rules().iter().enumerate();
    let rules = rules.map(|(place, rule)| RuleForm {
        key: next(next_key),
        place: Some(place),
        days: rule.more_than_days.to_string(),
        action: rule.action.clone(),
        name: rule.name.clone(),
    });
    rules.collect()
}

impl PolicyForm {
    fn begun_from(settings: &Arc<Settings>) -> Self {
        let policies = &settings.policies;
        let mut next_key = 0;
        let default = rules_of(&policies.default, &mut next_key);
        let scoped = policies.scoped.iter().enumerate();
        let scoped = scoped.map(|(place, scoped)| {
            let (mut kind, mut tag) = (Kind::Tag, String::new());
            let (mut tier, mut stage) = (Tier::A, Stage::Lead);
            match &scoped.scope {
                Scope::Tag(own) => tag.clone_from(own),
                Scope::Tier(own) => (kind, tier) = (Kind::Tier, *own),
                Scope::Stage(own) => (kind, stage) = (Kind::Stage, *own),
            }
            ScopedForm {
                key: next(&mut next_key),
                place: Some(place),
                kind,
                tag,
                tier,
                stage,
                rules: rules_of(&scoped.policy, &mut next_key),
            }
        });
        let scoped = scoped.collect();
        let holidays = match &settings.day_count {
            DayCount::CalendarDays => BTreeSet::new(),
            DayCount::WorkingDays { holidays } => holidays.clone(),
        };
        Self {
            before: settings.clone(),
            default,
            scoped,
            working_days_only: matches!(settings.day_count, DayCount::WorkingDays { .. }),
            holidays,
            new_holiday: String::new(),
            new_holiday_last: String::new(),
            touched: Touched::default(),
            next_key,
        }
    }

    /// Sets the days of a rule.
    pub(super) fn set_days(&mut self, of: Of, key: usize, days: String) {
        self.touched.rule = Some(key);
        if let Some(rule) = self.rule_mut(of, key) {
            rule.days = days;
        }
    }

    /// Notes that the tag of a policy was written, or its field left.
    pub(super) fn touch_tag(&mut self, key: usize) {
        self.touched.tags.insert(key);
    }

    /// Notes that saving was tried.
    pub(super) fn touch_everything(&mut self) {
        self.touched.everything = true;
    }

    /// The rule with this key.
    pub(super) fn rule_mut(&mut self, of: Of, key: usize) -> Option<&mut RuleForm> {
        let rules = self.rules_mut(of)?;
        rules.iter_mut().find(|rule| rule.key == key)
    }

    /// The rules of a policy.
    pub(super) fn rules_mut(&mut self, of: Of) -> Option<&mut Vec<RuleForm>> {
        match of {
            Of::Everyone => Some(&mut self.default),
            Of::Some(key) => self.scoped_mut(key).map(|scoped| &mut scoped.rules),
        }
    }

    /// The policy with this key.
    pub(super) fn scoped_mut(&mut self, key: usize) -> Option<&mut ScopedForm> {
        self.scoped.iter_mut().find(|scoped| scoped.key == key)
    }

    /// Puts a rule on top, where its threshold is the largest; returns its key.
    pub(super) fn add_rule(&mut self, of: Of) -> usize {
        let key = next(&mut self.next_key);
        self.touched.rule = Some(key);
        if let Some(rules) = self.rules_mut(of) {
            let largest = rules
                .first()
                .and_then(|rule| parse_threshold(&rule.days).ok());
            let days = largest.map_or(STEP_DAYS, |largest| {
                (largest + STEP_DAYS).min(Policy::MAX_DAYS)
            });
            let rule = RuleForm {
                key,
                place: None,
                days: days.to_string(),
                action: Action::Visit,
                name: String::new(),
            };
            rules.insert(0, rule);
        }
        key
    }

    /// Adds a policy for a tag that is still to be written, with the rules of everyone; returns its
    /// key.
    pub(super) fn add_policy(&mut self) -> usize {
        let mut rules = self.default.clone();
        for rule in &mut rules {
            (rule.key, rule.place) = (next(&mut self.next_key), None);
        }
        let key = next(&mut self.next_key);
        self.scoped.push(ScopedForm {
            key,
            place: None,
            kind: Kind::Tag,
            tag: String::new(),
            tier: Tier::A,
            stage: Stage::Lead,
            rules,
        });
        key
    }

    /// The place of the next policy of the same kind in one direction.
    pub(super) fn neighbour(&self, key: usize, way: Way) -> Option<usize> {
        let at = self.scoped.iter().position(|scoped| scoped.key == key)?;
        let kind = self.scoped[at].kind;
        let is_like = |place: &usize| self.scoped[*place].kind == kind;
        match way {
            Way::Up => (0..at).rev().find(is_like),
            Way::Down => (at + 1..self.scoped.len()).find(is_like),
        }
    }

    /// Changes the places of a policy and the next one of its kind.
    pub(super) fn move_policy(&mut self, key: usize, way: Way) {
        let at = self.scoped.iter().position(|scoped| scoped.key == key);
        if let (Some(at), Some(to)) = (at, self.neighbour(key, way)) {
            self.scoped.swap(at, to);
        }
    }

    /// Takes the holidays being entered into the list.
    pub(super) fn add_holidays(&mut self) -> Result<(), HolidayError> {
        let first = read_date(self.new_holiday.trim()).ok_or(HolidayError::First)?;
        let last = match self.new_holiday_last.trim() {
            "" => first,
            text => read_date(text).ok_or(HolidayError::Last)?,
        };
        if !(0..LONGEST_RANGE).contains(&last.signed_duration_since(first).num_days()) {
            return Err(HolidayError::Last);
        }
        let days = first.iter_days().take_while(|day| *day <= last);
        self.holidays.extend(days);
        self.new_holiday.clear();
        self.new_holiday_last.clear();
        Ok(())
    }

    /// The holidays, those that follow one another together: the first and the last of each range.
    pub(super) fn holiday_ranges(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let mut ranges: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for day in &self.holidays {
            match ranges.last_mut() {
                Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
                _ => ranges.push((*day, *day)),
            }
        }
        ranges
    }

    /// The way of counting days that it comes to.
    pub(super) fn day_count(&self) -> DayCount {
        if self.working_days_only {
            DayCount::WorkingDays {
                holidays: self.holidays.clone(),
            }
        } else {
            DayCount::CalendarDays
        }
    }

    /// What is wrong with it, without what the user has not come to yet.
    pub(super) fn shown_errors(&self) -> Errors {
        let mut errors = self.errors();
        for (scoped, (error, _)) in self.scoped.iter().zip(&mut errors.scoped) {
            let is_touched = self.touched.everything || self.touched.tags.contains(&scoped.key);
            if *error == Some(ScopeError::NoTag) && !is_touched {
                *error = None;
            }
        }
        errors
    }

    /// What is wrong with it.
    pub(super) fn errors(&self) -> Errors {
        let scoped = self.scoped.iter().enumerate().map(|(place, scoped)| {
            let scope = scoped.scope();
            let mut above = self.scoped[..place].iter();
            let error = match &scope {
                None => Some(ScopeError::NoTag),
                Some(_) if above.any(|other| other.scope() == scope) => Some(ScopeError::Twice),
                Some(_) => None,
            };
            (error, rule_errors(&scoped.rules, self.touched.rule))
        });
        Errors {
            default: rule_errors(&self.default, self.touched.rule),
            scoped: scoped.collect(),
        }
    }
}

impl SettingsForm for PolicyForm {
    const FORM: &'static str = "settings_policy";

    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>> {
        &typed.policy
    }

    fn of(settings: &Arc<Settings>) -> Self {
        Self::begun_from(settings)
    }

    fn before(&self) -> &Arc<Settings> {
        &self.before
    }

    fn is_changed(&self) -> bool {
        let first = Self::begun_from(&self.before);
        let typed = Self {
            touched: Touched::default(),
            next_key: first.next_key,
            ..self.clone()
        };
        typed != first
    }

    fn settings(&self) -> Option<Settings> {
        if !self.errors().is_empty() {
            return None;
        }
        let mut settings = (*self.before).clone();
        settings.policies.default = policy(&self.default)?;
        let scoped = self.scoped.iter().map(|scoped| {
            Some(ScopedPolicy {
                scope: scoped.scope()?,
                policy: policy(&scoped.rules)?,
            })
        });
        settings.policies.scoped = scoped.collect::<Option<_>>()?;
        settings.day_count = self.day_count();
        Some(settings)
    }
}

impl Errors {
    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        let right = |errors: &[Option<RuleError>]| errors.iter().all(Option::is_none);
        right(&self.default)
            && self
                .scoped
                .iter()
                .all(|(scope, rules)| scope.is_none() && right(rules))
    }
}

/// What is wrong with each rule, of which the one with the key `changed` was changed last.
fn rule_errors(rules: &[RuleForm], changed: Option<usize>) -> Vec<Option<RuleError>> {
    let read: Vec<_> = rules
        .iter()
        .map(|rule| parse_threshold(&rule.days))
        .collect();
    let thresholds: Vec<Option<u32>> = read.iter().map(|read| read.clone().ok()).collect();
    let changed = changed.and_then(|key| rules.iter().position(|rule| rule.key == key));
    let clashes = clashes(&thresholds, changed).into_iter();
    let errors = read
        .into_iter()
        .zip(clashes)
        .map(|(read, clash)| match read {
            Err(error) => Some(RuleError::Days(error)),
            Ok(_) => clash.map(RuleError::Clash),
        });
    errors.collect()
}

/// The policy that rules come to; `None` while something is wrong with them.
pub(super) fn policy(rules: &[RuleForm]) -> Option<Policy> {
    let rules = rules.iter().map(|rule| {
        Some(Rule {
            more_than_days: parse_threshold(&rule.days).ok()?,
            action: rule.action.clone(),
            name: rule.name.trim().to_owned(),
        })
    });
    Policy::new(rules.collect::<Option<_>>()?).ok()
}
