//! What the user chooses before a file is read: what its rows are, what each column means, which
//! earlier import it is, and whose ids it names. Every choice is proposed.

use std::sync::Arc;

use crate::app::model::Model;
use crate::domain::channel::Channel;
use crate::domain::id::{CustomerId, SourceId};
use crate::domain::order::PutInOrder;
use crate::domain::rating::Scale;
use crate::domain::source::{Source, SourceKind};
use crate::formats::columns::{CommunicationField, CustomerField};
use crate::formats::headings::{
    Proposal, guess_communications, guess_customers, guess_kind, guess_loyalty, guess_ratings,
    guess_scale, is_ratings, remembered_communications, remembered_customers, remembered_scores,
    usual_channel,
};
use crate::formats::score_columns::ScoreField;
use crate::formats::survey::Survey;
use crate::formats::table::Table;

/// How many rows are looked at to find whose ids a file names.
const LOOKED_AT_ROWS: usize = 300;

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// What its rows are; never [`SourceKind::Sample`].
    pub kind: SourceKind,
    /// What each column means if the rows are customers.
    pub customer_fields: Vec<CustomerField>,
    /// What each column means if the rows are communications.
    pub communication_fields: Vec<CommunicationField>,
    /// What each column means if the rows are ratings.
    pub rating_fields: Vec<ScoreField>,
    /// What each column means if the rows are observed loyalties.
    pub loyalty_fields: Vec<ScoreField>,
    /// The scale of ratings where neither row nor cell names another.
    pub scale: Scale,
    /// Whether an aspect that the user does not have is made; else its rows are left out.
    pub makes_aspects: bool,
    /// The channel of communications whose row names none.
    pub channel_otherwise: Channel,
    /// The earlier import that this file is, or `None` for a new source.
    pub source: Option<SourceId>,
    /// The import whose ids the rows name, if they are not customers themselves.
    pub customers_from: Option<SourceId>,
}

/// What a file is proposed to be, for the marks beside the choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposals {
    /// What each column may mean if the rows are customers.
    pub customers: Vec<Proposal<CustomerField>>,
    /// What each column may mean if the rows are communications.
    pub communications: Vec<Proposal<CommunicationField>>,
    /// What each column may mean if the rows are ratings.
    pub ratings: Vec<Proposal<ScoreField>>,
    /// What each column may mean if the rows are observed loyalties.
    pub loyalty: Vec<Proposal<ScoreField>>,
}

impl Proposals {
    /// The proposals for a table, with what is rated in this Book.
    pub fn of(model: &Model, table: &Table, survey: &Survey) -> Self {
        Self {
            ratings: guess_ratings(table, survey, &model.settings().scoring.aspects),
            loyalty: guess_loyalty(table, survey),
            customers: guess_customers(table, survey),
            communications: guess_communications(table, survey),
        }
    }
}

impl Choices {
    /// The choices that are right if the user changes nothing.
    pub fn proposed(model: &Model, table: &Table, survey: &Survey, proposals: &Proposals) -> Self {
        let fields =
            |of: &[Proposal<CustomerField>]| of.iter().map(|one| one.field.clone()).collect();
        let scores = |of: &[Proposal<ScoreField>]| of.iter().map(|one| one.field.clone()).collect();
        let mut choices = Self {
            kind: SourceKind::Customers,
            customer_fields: fields(&proposals.customers),
            communication_fields: proposals
                .communications
                .iter()
                .map(|one| one.field)
                .collect(),
            rating_fields: scores(&proposals.ratings),
            loyalty_fields: scores(&proposals.loyalty),
            scale: Scale::default(),
            makes_aspects: false,
            channel_otherwise: usual_channel(table),
            source: None,
            customers_from: None,
        };
        choices.guess_scale(model, survey);
        let has_own_aspects =
            !table.is_own_export() && is_ratings(table, survey, &proposals.ratings);
        let kind = if has_own_aspects {
            SourceKind::Ratings
        } else {
            guess_kind(table, survey)
        };
        choices.set_kind(model, table, survey, kind);
        choices
    }

    /// Takes the rows for another kind of record, with what the Book remembers of such a file.
    pub fn set_kind(&mut self, model: &Model, table: &Table, survey: &Survey, kind: SourceKind) {
        self.kind = kind;
        let known = known_source(model, kind, table);
        self.source = known.map(|source| source.id);
        if let Some(source) = known.filter(|_| !table.is_own_export()) {
            match kind {
                SourceKind::Communications => {
                    self.communication_fields = remembered_communications(&source.mapping, survey);
                }
                SourceKind::Ratings => {
                    self.rating_fields = remembered_scores(&source.mapping, survey);
                    self.guess_scale(model, survey);
                    // What was taken in before shows which scale the user chose for this file.
                    let mut ratings = model.all_ratings();
                    let known = ratings.find(|one| {
                        let origin = one.origin.as_ref();
                        origin.is_some_and(|origin| origin.source == source.id)
                    });
                    self.scale = known.map_or(self.scale, |known| known.value.scale());
                }
                SourceKind::Loyalty => {
                    self.loyalty_fields = remembered_scores(&source.mapping, survey);
                }
                SourceKind::Customers | SourceKind::Sample => {
                    self.customer_fields = remembered_customers(&source.mapping, survey);
                }
            }
        }
        self.guess_customers_from(model, table);
    }

    /// Proposes whose ids the rows name: the import that the user confirmed last time, else the
    /// one that knows most of them.
    pub fn guess_customers_from(&mut self, model: &Model, table: &Table) {
        if self.kind == SourceKind::Customers {
            self.customers_from = None;
            return;
        }
        let remembered = self
            .source
            .and_then(|id| model.source(id)?.customers_from)
            .filter(|id| model.source(*id).is_some());
        self.customers_from = remembered.or_else(|| {
            let best = customers_sources(model, table, self.customer_id_column())
                .into_iter()
                .find(|candidate| 0 < candidate.found)?;
            Some(best.source.id)
        });
    }

    /// Proposes the scale of the columns that are scores now.
    fn guess_scale(&mut self, model: &Model, survey: &Survey) {
        self.scale = guess_scale(&self.rating_fields, survey, model.settings().scoring.scale);
    }

    /// Takes a column for another field. A scale that was only guessed is guessed anew.
    pub fn set_score_field(
        &mut self,
        model: &Model,
        survey: &Survey,
        column: usize,
        field: ScoreField,
    ) {
        let of_book = model.settings().scoring.scale;
        let is_guessed = self.scale == guess_scale(&self.rating_fields, survey, of_book);
        let fields = match self.kind {
            SourceKind::Loyalty => &mut self.loyalty_fields,
            _ => &mut self.rating_fields,
        };
        if let Some(known) = fields.get_mut(column) {
            *known = field;
        }
        if is_guessed {
            self.guess_scale(model, survey);
        }
    }

    /// What each column means if the rows are ratings or observed loyalties, whichever they are.
    pub fn score_fields(&self) -> &[ScoreField] {
        match self.kind {
            SourceKind::Loyalty => &self.loyalty_fields,
            _ => &self.rating_fields,
        }
    }

    /// The column that names customers by another program's ids.
    pub fn customer_id_column(&self) -> Option<usize> {
        match self.kind {
            SourceKind::Communications => {
                let is_id = |field: &CommunicationField| *field == CommunicationField::CustomerId;
                self.communication_fields.iter().position(is_id)
            }
            SourceKind::Ratings | SourceKind::Loyalty => {
                let is_id = |field: &ScoreField| *field == ScoreField::CustomerId;
                self.score_fields().iter().position(is_id)
            }
            SourceKind::Customers | SourceKind::Sample => None,
        }
    }

    /// The codes of the columns, as the Book remembers them.
    pub(super) fn mapping(&self) -> Vec<String> {
        match self.kind {
            SourceKind::Communications => {
                let fields = self.communication_fields.iter();
                fields.map(CommunicationField::code).collect()
            }
            SourceKind::Ratings | SourceKind::Loyalty => {
                self.score_fields().iter().map(ScoreField::code).collect()
            }
            SourceKind::Customers | SourceKind::Sample => self
                .customer_fields
                .iter()
                .map(CustomerField::code)
                .collect(),
        }
    }

    /// What is still missing before rows can be read.
    pub fn missing(&self) -> Option<MissingColumn> {
        let has = |is: fn(&CommunicationField) -> bool| self.communication_fields.iter().any(is);
        if self.kind == SourceKind::Communications {
            if !has(|field| {
                matches!(
                    field,
                    CommunicationField::CustomerId | CommunicationField::CustomerName
                )
            }) {
                return Some(MissingColumn::Customer);
            }
            return (!has(|field| matches!(field, CommunicationField::Time(_))))
                .then_some(MissingColumn::Time);
        }
        if matches!(self.kind, SourceKind::Ratings | SourceKind::Loyalty) {
            return self.missing_of_scores();
        }
        let names = self.customer_fields.iter().any(|field| {
            matches!(
                field,
                CustomerField::Name
                    | CustomerField::FirstName
                    | CustomerField::LastName
                    | CustomerField::Company
                    | CustomerField::Reach(..)
                    | CustomerField::Numbered(..)
            )
        });
        (!names).then_some(MissingColumn::Name)
    }

    fn missing_of_scores(&self) -> Option<MissingColumn> {
        let fields = self.score_fields();
        let has = |is: fn(&ScoreField) -> bool| fields.iter().any(is);
        let is_long = has(|field| *field == ScoreField::Score)
            && has(|field| matches!(field, ScoreField::Aspect | ScoreField::AspectCode));
        if !has(ScoreField::names_customer) {
            Some(MissingColumn::Customer)
        } else if !has(|field| matches!(field, ScoreField::Time(_))) {
            Some(MissingColumn::Time)
        } else if self.kind == SourceKind::Loyalty {
            let has_value = has(|field| *field == ScoreField::Value);
            (!has_value).then_some(MissingColumn::Value)
        } else if !is_long && !has(ScoreField::is_of_one_aspect) {
            Some(MissingColumn::Score)
        } else {
            let mut earlier = fields.iter().enumerate();
            let is_twice = earlier
                .any(|(index, field)| field.is_of_one_aspect() && fields[..index].contains(field));
            is_twice.then_some(MissingColumn::AspectOnce)
        }
    }
}

/// What has to be chosen before rows can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingColumn {
    /// Something to call a customer by.
    Name,
    /// Whom a communication was with.
    Customer,
    /// When it was.
    Time,
    /// Scores: a column for an aspect, or one for aspects and one for scores.
    Score,
    /// The number that shows loyalty.
    Value,
    /// An aspect that has one column alone.
    AspectOnce,
}

/// All imports of a kind, the latest first.
pub fn sources_of(model: &Model, kind: SourceKind) -> Vec<&Arc<Source>> {
    let mut sources: Vec<_> = model
        .sources()
        .filter(|source| source.kind == kind)
        .collect();
    sources.put_in_order_by_key(|source| std::cmp::Reverse((source.imported_at, source.id)));
    sources
}

/// The latest import of a file of this shape.
fn known_source<'m>(model: &'m Model, kind: SourceKind, table: &Table) -> Option<&'m Arc<Source>> {
    let headings = table.headings();
    sources_of(model, kind)
        .into_iter()
        .find(|source| source.headings == headings)
}

/// An import of customers, and how many of a file's first ids it knows.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomersSource {
    /// The import.
    pub source: Arc<Source>,
    /// How many of the ids that were looked at are in it.
    pub found: usize,
    /// How many were looked at.
    pub looked_at: usize,
}

/// The imports of customers, the one that knows most of the ids first.
pub fn customers_sources(
    model: &Model,
    table: &Table,
    id_column: Option<usize>,
) -> Vec<CustomersSource> {
    let ids = first_ids(table, id_column);
    let known = sources_of(model, SourceKind::Customers).into_iter();
    let mut sources: Vec<_> = known
        .map(|source| CustomersSource {
            found: ids
                .iter()
                .filter(|id| model.customer_from(source.id, id).is_some())
                .count(),
            source: source.clone(),
            looked_at: ids.len(),
        })
        .collect();
    // Stable: of equals, the latest import stays first.
    sources.put_in_order_by_key(|candidate| std::cmp::Reverse(candidate.found));
    sources
}

fn first_ids(table: &Table, id_column: Option<usize>) -> Vec<String> {
    let Some(column) = id_column else {
        return Vec::new();
    };
    // What is wrong further down is shown when the rows are read.
    let rows = table.preview(LOOKED_AT_ROWS).unwrap_or_default();
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    cells
        .flat_map(|cell| cell.split(';'))
        .map(|id| id.trim().to_owned())
        .filter(|id| !id.is_empty())
        .collect()
}

/// The customer that one of Genjin's own files means by an id: itself, or what was made of it when
/// another Book's file was imported.
pub(super) fn own_customer(model: &Model, id: &str) -> Option<CustomerId> {
    if let Some(customer) = id.parse().ok().and_then(|id| model.customer(id)) {
        return Some(customer.id);
    }
    let mut sources = model
        .sources()
        .filter(|source| source.kind == SourceKind::Customers);
    sources.find_map(|source| Some(model.customer_from(source.id, id)?.id))
}
