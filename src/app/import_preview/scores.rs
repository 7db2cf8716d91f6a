//! Rows of ratings or observed loyalties against the records of the Book.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::vec::IntoIter;

use uuid::Uuid;

use super::choices::Choices;
use super::names::{Customers, Wanted};
use super::{Changed, PlanProgress, Preview, Proposal, WrongReason, compared_so_far, read_so_far};
use crate::app::import::Altered;
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::id::{CustomerId, ObservationId, RatingId, SourceId};
use crate::domain::order::Gather;
use crate::domain::origin::Origin;
use crate::domain::rating::{AspectId, Observation, Rating};
use crate::domain::resource::Weight;
use crate::domain::scoring::{Aspect, Scoring};
use crate::domain::source::SourceKind;
use crate::formats::read_communications::CustomerReference;
use crate::formats::read_scores::{AspectReference, ImportedScores, ReadScores, Scores};
use crate::formats::score_columns::ScoreField;
use crate::formats::table::{Progress, Table, TableError};
use crate::formats::words;

/// A part of a rating that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum RatingPart {
    Customer,
    Aspect,
    At,
    Value,
    GivenBy,
}

/// A part of an observed loyalty that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum ObservationPart {
    Customer,
    On,
    Value,
    Note,
}

impl RatingPart {
    const ALL: [Self; 5] = [
        Self::Customer,
        Self::Aspect,
        Self::At,
        Self::Value,
        Self::GivenBy,
    ];

    /// Copies this part of one rating to another.
    pub(super) fn copy(self, from: &Rating, to: &mut Rating) {
        match self {
            Self::Customer => to.customer = from.customer,
            Self::Aspect => to.aspect = from.aspect,
            Self::At => to.at = from.at,
            Self::Value => to.value = from.value,
            Self::GivenBy => to.given_by.clone_from(&from.given_by),
        }
    }
}

impl ObservationPart {
    const ALL: [Self; 4] = [Self::Customer, Self::On, Self::Value, Self::Note];

    /// Copies this part of one observed loyalty to another.
    pub(super) fn copy(self, from: &Observation, to: &mut Observation) {
        match self {
            Self::Customer => to.customer = from.customer,
            Self::On => to.on = from.on,
            Self::Value => to.value = from.value,
            Self::Note => to.note.clone_from(&from.note),
        }
    }
}

/// The planning of a file of ratings or observed loyalties.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the file, and they go with no other"
)]
pub(super) struct PlanScores {
    reading: ReadScores,
    /// The rows that are still to be compared, once all are read.
    rows: Option<IntoIter<ImportedScores>>,
    total: usize,
    kind: SourceKind,
    source: SourceId,
    is_own: bool,
    /// Whether aspects that the user does not have are made.
    makes_aspects: bool,
    /// Whether a row has a column for each aspect, so that its ratings need a key each.
    is_wide: bool,
    /// Whether a column says who gave the ratings, or what the numbers count.
    has_words: bool,
    customers: Customers,
    customers_wanted: bool,
    /// The records that earlier imports of this file made, by their keys.
    known: BTreeMap<String, Uuid>,
    fields: Vec<ScoreField>,
    headings: Vec<String>,
}

impl PlanScores {
    pub(super) fn new(table: &Table, choices: &Choices, source: SourceId) -> Self {
        let fields = choices.score_fields().to_vec();
        let scores = match choices.kind {
            SourceKind::Loyalty => Scores::Loyalty,
            _ => Scores::Ratings(choices.scale),
        };
        let is_own = table.is_own_export();
        let wanted = Wanted {
            names: fields.contains(&ScoreField::CustomerName),
            reach: fields.contains(&ScoreField::CustomerPhone)
                || fields.contains(&ScoreField::CustomerEmail),
        };
        Self {
            reading: ReadScores::new(table, fields.clone(), scores),
            rows: None,
            total: 0,
            kind: choices.kind,
            source,
            is_own,
            makes_aspects: choices.makes_aspects,
            is_wide: fields.iter().any(ScoreField::is_of_one_aspect),
            has_words: fields.contains(&ScoreField::Words),
            customers: Customers::new(choices.customers_from, is_own, wanted),
            customers_wanted: true,
            known: BTreeMap::new(),
            fields,
            headings: table.headings(),
        }
    }

    pub(super) fn step(
        &mut self,
        table: &Table,
        model: &Model,
        env: &dyn Environment,
        rows: usize,
        preview: &mut Preview,
    ) -> Result<PlanProgress, TableError> {
        let Some(waiting) = &mut self.rows else {
            let zone = |wall| env.resolve(wall);
            let progress = self.reading.read_some(table, rows, &zone)?;
            if progress == Progress::Done {
                preview.note(std::mem::take(&mut self.reading.notes));
                let read = std::mem::take(&mut self.reading.rows);
                self.total = read.len();
                self.rows = Some(read.into_iter());
                self.known = self.known_before(model);
            }
            return Ok(read_so_far(progress));
        };
        if self.customers_wanted {
            self.customers_wanted = self.customers.take_some(model, rows);
            return Ok(PlanProgress::Thousandths(500));
        }
        let some: Vec<_> = waiting.take(rows).collect();
        let left = waiting.len();
        if some.is_empty() {
            return Ok(PlanProgress::Done);
        }
        for row in some {
            if let Err((column, reason, value)) = self.compare(&row, model, env, preview) {
                preview.refuse(row.row, column, reason, &value);
            }
        }
        Ok(compared_so_far(left, self.total))
    }

    /// The records that this file was seen to make. The model keeps no index of their origins, which
    /// only an import asks for.
    fn known_before(&self, model: &Model) -> BTreeMap<String, Uuid> {
        let key = |origin: Option<&Origin>| {
            // One of Genjin's own files is known again whichever columns it had before.
            let origin = origin.filter(|one| self.is_own || one.source == self.source)?;
            Some(origin.key.clone())
        };
        if self.kind == SourceKind::Loyalty {
            let all = model.all_observations();
            all.filter_map(|one| Some((key(one.origin.as_ref())?, one.id.0)))
                .into_map()
        } else {
            let all = model.all_ratings();
            all.filter_map(|one| Some((key(one.origin.as_ref())?, one.id.0)))
                .into_map()
        }
    }

    fn compare(
        &self,
        row: &ImportedScores,
        model: &Model,
        env: &dyn Environment,
        preview: &mut Preview,
    ) -> Result<(), Wrong> {
        if row.at.is_after(env.now()) {
            let is_time = |field: &ScoreField| matches!(field, ScoreField::Time(_));
            return Err((
                self.heading(is_time),
                WrongReason::ToCome,
                row.at.local_date().to_string(),
            ));
        }
        let found = match row.value {
            Some(value) => {
                let current =
                    self.earlier(row, &row.key, |id| model.observation(ObservationId(id)));
                let current = match current {
                    Earlier::Same => {
                        preview.same += 1;
                        return Ok(());
                    }
                    Earlier::New => None,
                    Earlier::Other(record) => Some(record),
                };
                let told = Observation {
                    id: ObservationId(env.new_id()),
                    customer: self.customer(model, row)?,
                    value,
                    on: row.at.local_date(),
                    note: row.words.clone(),
                    origin: Some(self.origin(row, row.key.clone())),
                    trashed_at: None,
                };
                let parts = ObservationPart::ALL.into_iter();
                let parts = parts.filter(|part| self.has_words || *part != ObservationPart::Note);
                let settled = settle(row.row, current, told, parts, ObservationPart::copy);
                let found = settled.finds_something();
                settled.put(
                    &mut preview.new_observations,
                    &mut preview.changed_observations,
                    &mut preview.seen_observations,
                );
                found
            }
            None => self.compare_ratings(row, model, env, preview)?,
        };
        preview.same += u32::from(!found);
        Ok(())
    }

    /// Compares the ratings of a row; whether one of them is new or changed.
    fn compare_ratings(
        &self,
        row: &ImportedScores,
        model: &Model,
        env: &dyn Environment,
        preview: &mut Preview,
    ) -> Result<bool, Wrong> {
        let aspects_before = preview.new_aspects.len();
        let mut others = Vec::with_capacity(row.ratings.len());
        for rating in &row.ratings {
            let scoring = &model.settings().scoring;
            let aspect = match self.aspect(scoring, &rating.aspect, env, &mut preview.new_aspects) {
                Ok(aspect) => aspect,
                Err(reason) => {
                    // A refused row leaves no aspect behind.
                    preview.new_aspects.truncate(aspects_before);
                    let heading = self.heading(|field| *field == ScoreField::Aspect);
                    return Err((heading, reason, rating.aspect.name.clone()));
                }
            };
            let name = &rating.aspect.name;
            if rating.aspect.id.is_none() && !preview.read_as.contains_key(name) {
                preview.read_as.insert(name.clone(), aspect);
            }
            let key = if self.is_wide {
                format!("{}/{}", row.key, aspect.code())
            } else {
                row.key.clone()
            };
            match self.earlier(row, &key, |id| model.rating(RatingId(id))) {
                Earlier::Same => {}
                Earlier::New => others.push((None, aspect, rating.value, key)),
                Earlier::Other(record) => others.push((Some(record), aspect, rating.value, key)),
            }
        }
        if others.is_empty() {
            return Ok(false);
        }
        let customer = self.customer(model, row).inspect_err(|_refused| {
            preview.new_aspects.truncate(aspects_before);
        })?;
        let communication = row.communication.as_ref().and_then(|id| {
            let known = model.communication(id.parse().ok()?)?;
            Some(known.id)
        });
        let mut found = false;
        for (current, aspect, value, key) in others {
            let told = Rating {
                id: RatingId(env.new_id()),
                customer,
                aspect,
                value,
                at: row.at,
                communication,
                given_by: row.words.clone(),
                origin: Some(self.origin(row, key)),
                trashed_at: None,
            };
            let parts = RatingPart::ALL.into_iter();
            let parts = parts.filter(|part| self.has_words || *part != RatingPart::GivenBy);
            let settled = settle(row.row, current, told, parts, RatingPart::copy);
            found |= settled.finds_something();
            settled.put(
                &mut preview.new_ratings,
                &mut preview.changed_ratings,
                &mut preview.seen_ratings,
            );
        }
        Ok(found)
    }

    fn origin(&self, row: &ImportedScores, key: String) -> Origin {
        Origin {
            source: self.source,
            key,
            row_hash: row.row_hash,
        }
    }

    /// What was made of a key of the row before.
    fn earlier<'m, T: Scored + 'm>(
        &self,
        row: &ImportedScores,
        key: &str,
        find: impl Fn(Uuid) -> Option<&'m Arc<T>>,
    ) -> Earlier<T> {
        let own = || row.id.as_ref().filter(|_| self.is_own)?.parse().ok();
        let known = self.known.get(key).copied();
        let Some(record) = known.and_then(&find).or_else(|| own().and_then(&find)) else {
            return Earlier::New;
        };
        let is_same = record.origin().is_some_and(|origin| {
            origin.source == self.source && origin.key == key && origin.row_hash == row.row_hash
        });
        if is_same {
            Earlier::Same
        } else {
            Earlier::Other(record.clone())
        }
    }

    fn customer(&self, model: &Model, row: &ImportedScores) -> Result<CustomerId, Wrong> {
        let mut first = None;
        for reference in &row.customer {
            match self.customers.find(model, reference) {
                Ok(id) => return Ok(id),
                Err(reason) => {
                    let (field, value) = match reference {
                        CustomerReference::Id(id) => (ScoreField::CustomerId, id),
                        CustomerReference::Name(name) => (ScoreField::CustomerName, name),
                        CustomerReference::Reach(word) if word.contains('@') => {
                            (ScoreField::CustomerEmail, word)
                        }
                        CustomerReference::Reach(word) => (ScoreField::CustomerPhone, word),
                    };
                    let heading = self.heading(|one| *one == field);
                    let wrong = (heading, reason, value.clone());
                    // An id says whose the row is; a name beside it does not make up for it.
                    if matches!(reference, CustomerReference::Id(_)) {
                        return Err(wrong);
                    }
                    first.get_or_insert(wrong);
                }
            }
        }
        Err(first.unwrap_or((None, WrongReason::UnknownName, String::new())))
    }

    /// The aspect that a file means: a built-in one, one of the user's, or one that is made.
    fn aspect(
        &self,
        scoring: &Scoring,
        reference: &AspectReference,
        env: &dyn Environment,
        made: &mut Vec<Aspect>,
    ) -> Result<AspectId, WrongReason> {
        let AspectReference { id, name } = reference;
        let is_rated = |id: &AspectId| {
            let mut all = scoring.aspects.iter().chain(&*made);
            !matches!(id, AspectId::Own(_)) || all.any(|aspect| aspect.id == *id)
        };
        if let Some(id) = id.filter(is_rated) {
            return Ok(id);
        }
        let plain = words::plain(name);
        let mut all = scoring.aspects.iter().chain(&*made);
        let of_user = all.find(|aspect| !plain.is_empty() && words::plain(&aspect.name) == plain);
        let of_user = of_user.map(|aspect| aspect.id);
        if let Some(known) = of_user.or_else(|| words::aspect(name)) {
            return Ok(known);
        }
        let is_chosen = self.makes_aspects || self.is_wide;
        if !is_chosen || name.is_empty() {
            return Err(WrongReason::UnknownAspect);
        }
        if Scoring::MOST_ASPECTS <= scoring.aspects.len() + made.len() {
            return Err(WrongReason::TooManyAspects);
        }
        let id = id.unwrap_or_else(|| AspectId::Own(env.new_id()));
        made.push(Aspect {
            id,
            name: name.clone(),
            weight: Weight::ONE,
        });
        Ok(id)
    }

    /// The heading of a column.
    fn heading(&self, is: impl Fn(&ScoreField) -> bool) -> Option<String> {
        let column = self.fields.iter().position(is)?;
        self.headings.get(column).cloned()
    }
}

/// Why a row is not imported: the heading, the reason, the cell.
type Wrong = (Option<String>, WrongReason, String);

/// What a row made before.
enum Earlier<T> {
    /// Nothing.
    New,
    /// A record, and the row has not changed since.
    Same,
    /// A record, and the row has changed or was never seen.
    Other(Arc<T>),
}

/// What is made of a row of scores.
trait Scored: Clone + PartialEq {
    fn origin(&self) -> Option<&Origin>;
    fn set_origin(&mut self, origin: Option<Origin>);
}

impl Scored for Rating {
    fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    fn set_origin(&mut self, origin: Option<Origin>) {
        self.origin = origin;
    }
}

impl Scored for Observation {
    fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    fn set_origin(&mut self, origin: Option<Origin>) {
        self.origin = origin;
    }
}

/// What a row comes to for one record.
enum Settled<T, P> {
    New(Arc<T>),
    Changed(Changed<T, P>),
    /// Nothing but that the row is to be remembered as it is now.
    Seen(Altered<T>),
    Same,
}

impl<T, P> Settled<T, P> {
    fn finds_something(&self) -> bool {
        matches!(self, Self::New(_) | Self::Changed(_))
    }

    fn put(
        self,
        new: &mut Vec<Arc<T>>,
        changed: &mut Vec<Changed<T, P>>,
        seen: &mut Vec<Altered<T>>,
    ) {
        match self {
            Self::New(one) => new.push(one),
            Self::Changed(one) => changed.push(one),
            Self::Seen(one) => seen.push(one),
            Self::Same => {}
        }
    }
}

/// Compares what a row tells with the record that was made of it before.
fn settle<T: Scored, P: Copy>(
    row: u32,
    current: Option<Arc<T>>,
    told: T,
    parts: impl Iterator<Item = P>,
    copy: fn(P, &T, &mut T),
) -> Settled<T, P> {
    let Some(current) = current else {
        return Settled::New(Arc::new(told));
    };
    let mut offered = (*current).clone();
    let mut proposals = Vec::new();
    for part in parts {
        let before = offered.clone();
        copy(part, &told, &mut offered);
        if before != offered {
            proposals.push(Proposal {
                part,
                is_taken: true,
            });
        }
    }
    // What came here by another way keeps its origin.
    let is_origin = |one: &&Origin| {
        let known = current.origin();
        known.is_some_and(|known| known.source == one.source && known.key == one.key)
    };
    let origin = told.origin().filter(is_origin).cloned();
    if !proposals.is_empty() {
        return Settled::Changed(Changed {
            row,
            before: current,
            offered,
            proposals,
            origin,
        });
    }
    if origin.is_none() {
        return Settled::Same;
    }
    let mut after = (*current).clone();
    after.set_origin(origin);
    Settled::Seen(Altered {
        before: current,
        after,
    })
}
