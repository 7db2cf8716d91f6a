//! What the form of aspects and weights holds, and the terms it comes to.

use std::cell::RefCell;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::decimal::Decimal;
use crate::domain::fold::fold;
use crate::domain::ranking::parse_weight;
use crate::domain::rating::{AspectId, Scale};
use crate::domain::resource::Weight;
use crate::domain::scoring::{Aspect, Scoring};
use crate::domain::settings::Settings;
use crate::i18n::{Language, describe_day, describe_scores};
use crate::ui::screens::settings::typed::{
    SettingsForm, TypedSettings, coded_aspect, coded_scale, written_settings,
};

/// The half-life that is offered where none was set, in days: half a year.
const HALF_LIFE_DAYS: u32 = 182;

/// An aspect as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct AspectForm {
    #[serde(with = "coded_aspect")]
    pub(super) id: AspectId,
    pub(super) name: String,
    pub(super) weight: String,
}

/// What is wrong with a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WeightError {
    Negative,
    TooLarge,
    TooFine,
    NoNumber,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameError {
    /// An aspect of the user's own has none.
    Missing,
    /// Another aspect is called so: nobody could tell which is meant, nor could a file.
    Taken,
}

/// A half-life that is none.
struct WrongHalfLife;

/// What is wrong with the form, in the places of what it is wrong with.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Errors {
    /// For each aspect: what is wrong with its name, and with its weight.
    pub(super) aspects: Vec<(Option<NameError>, Option<WeightError>)>,
    /// Whether no aspect weighs anything.
    pub(super) nothing_weighs: bool,
    /// Whether the half-life is none.
    pub(super) half_life: bool,
}

/// Aspects, weights, scale and half-life as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::ui::screens::settings) struct SatisfactionForm {
    /// The settings from which it began.
    #[serde(with = "written_settings")]
    pub(super) before: Arc<Settings>,
    #[serde(with = "coded_scale")]
    pub(super) scale: Scale,
    pub(super) aspects: Vec<AspectForm>,
    pub(super) fades: bool,
    pub(super) half_life_days: String,
}

impl SatisfactionForm {
    /// The aspect with this id.
    pub(super) fn aspect_mut(&mut self, id: AspectId) -> Option<&mut AspectForm> {
        self.aspects.iter_mut().find(|aspect| aspect.id == id)
    }

    /// Adds an aspect of the user's own, or one that was removed, as it was.
    pub(super) fn add(&mut self, id: AspectId) {
        let known = self.before.scoring.known(id);
        let known = known.filter(|_| matches!(id, AspectId::Own(_)));
        self.aspects.push(AspectForm {
            id,
            name: known.map(|one| one.name.clone()).unwrap_or_default(),
            weight: describe_day::weight(known.map_or(Weight::ONE, |one| one.weight)),
        });
    }

    /// Whether there can be no more.
    pub(super) fn is_full(&self) -> bool {
        Scoring::MOST_ASPECTS <= self.aspects.len()
    }

    /// The aspects that were removed: built-in ones, and the user's own, the last removed first.
    pub(super) fn removed(&self) -> impl Iterator<Item = AspectId> {
        let is_there = |id: &AspectId| self.aspects.iter().any(|aspect| aspect.id == *id);
        let scoring = &self.before.scoring;
        let own = scoring.aspects.iter().chain(scoring.removed.iter().rev());
        let own = own.map(|one| one.id);
        let own = own.filter(|id| matches!(id, AspectId::Own(_)));
        let all = AspectId::BUILT_IN.into_iter().chain(own);
        all.filter(move |id| !is_there(id))
    }

    /// Puts an aspect at the place of its neighbour above, or below.
    pub(super) fn move_by(&mut self, id: AspectId, down: bool) {
        let Some(at) = self.aspects.iter().position(|aspect| aspect.id == id) else {
            return;
        };
        let to = if down {
            Some(at + 1)
        } else {
            at.checked_sub(1)
        };
        if let Some(to) = to.filter(|to| *to < self.aspects.len()) {
            self.aspects.swap(at, to);
        }
    }

    /// The part of the whole weight that each aspect has, 0 to 1; none while a weight is wrong or
    /// nothing weighs.
    pub(super) fn shares(&self) -> Option<Vec<f64>> {
        let weights = self
            .aspects
            .iter()
            .map(|aspect| parse_weight(&aspect.weight));
        let weights: Vec<Weight> = weights.collect::<Option<_>>()?;
        let whole: u32 = weights.iter().map(|weight| u32::from(weight.0)).sum();
        let share = |weight: &Weight| f64::from(weight.0) / f64::from(whole);
        (whole != 0).then(|| weights.iter().map(share).collect())
    }

    /// What is wrong with it.
    pub(super) fn errors(&self) -> Errors {
        let of_aspect =
            |aspect: &AspectForm| (self.name_error(aspect), weight_error(&aspect.weight));
        let aspects: Vec<_> = self.aspects.iter().map(of_aspect).collect();
        let are_right = aspects.iter().all(|(_, weight)| weight.is_none());
        Errors {
            nothing_weighs: are_right && self.shares().is_none(),
            half_life: self.half_life().is_err(),
            aspects,
        }
    }

    fn name_error(&self, aspect: &AspectForm) -> Option<NameError> {
        if aspect.name.trim().is_empty() {
            let is_own = matches!(aspect.id, AspectId::Own(_));
            return is_own.then_some(NameError::Missing);
        }
        let called = names(aspect.id, &aspect.name);
        let others = self.aspects.iter().filter(|other| other.id != aspect.id);
        let others = others.map(|other| names(other.id, &other.name));
        let mut all = others.chain([names(AspectId::Overall, "")]);
        let is_taken = all.any(|other| other.iter().any(|name| called.contains(name)));
        is_taken.then_some(NameError::Taken)
    }

    /// The half-life, if there is one.
    fn half_life(&self) -> Result<Option<u32>, WrongHalfLife> {
        if !self.fades {
            return Ok(None);
        }
        let text = fold(&self.half_life_days);
        let text = text.trim();
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let days = is_number.then(|| text.parse::<u32>().ok()).flatten();
        let days = days.filter(|days| (1..=Scoring::LONGEST_HALF_LIFE).contains(days));
        days.map(Some).ok_or(WrongHalfLife)
    }

    /// Other terms with what this form says in their place; `None` while something is wrong.
    pub(super) fn onto(&self, scoring: &Scoring) -> Option<Scoring> {
        let mut names = self.aspects.iter().map(|aspect| self.name_error(aspect));
        if names.any(|error| error.is_some()) {
            return None;
        }
        let aspect = |aspect: &AspectForm| {
            Some(Aspect {
                id: aspect.id,
                name: aspect.name.trim().to_owned(),
                weight: parse_weight(&aspect.weight)?,
            })
        };
        let mut after = Scoring {
            scale: self.scale,
            half_life_days: self.half_life().ok()?,
            ..scoring.clone()
        };
        after.set_aspects(self.aspects.iter().map(aspect).collect::<Option<_>>()?);
        after.fault().is_none().then_some(after)
    }
}

impl SettingsForm for SatisfactionForm {
    const FORM: &'static str = "settings_satisfaction";

    fn kept(typed: &TypedSettings) -> &RefCell<Option<Self>> {
        &typed.satisfaction
    }

    fn of(settings: &Arc<Settings>) -> Self {
        let scoring = &settings.scoring;
        let aspect = |aspect: &Aspect| AspectForm {
            id: aspect.id,
            name: aspect.name.clone(),
            weight: describe_day::weight(aspect.weight),
        };
        let days = scoring.half_life_days.unwrap_or(HALF_LIFE_DAYS);
        Self {
            before: settings.clone(),
            scale: scoring.scale,
            aspects: scoring.aspects.iter().map(aspect).collect(),
            fades: scoring.half_life_days.is_some(),
            half_life_days: days.to_string(),
        }
    }

    fn before(&self) -> &Arc<Settings> {
        &self.before
    }

    fn settings(&self) -> Option<Settings> {
        Some(Settings {
            scoring: self.onto(&self.before.scoring)?,
            ..(*self.before).clone()
        })
    }
}

/// How an aspect is called, as names are compared: by the user's word, else by those of both
/// languages.
fn names(id: AspectId, own: &str) -> Vec<String> {
    if own.trim().is_empty() {
        let scoring = Scoring::default();
        let names = Language::ALL.iter();
        let names = names.map(|one| describe_scores::aspect(*one, &scoring, id));
        return names.map(|name| fold(&name)).collect();
    }
    vec![fold(own.trim())]
}

/// What is wrong with a weight as typed.
fn weight_error(typed: &str) -> Option<WeightError> {
    if parse_weight(typed).is_some() {
        return None;
    }
    let Some(number) = Decimal::parse_typed(typed) else {
        return Some(WeightError::NoNumber);
    };
    Some(if number.is_negative() {
        WeightError::Negative
    } else if number.is_beyond(u64::from(Weight::MAX.0 / 100)) {
        WeightError::TooLarge
    } else {
        WeightError::TooFine
    })
}
