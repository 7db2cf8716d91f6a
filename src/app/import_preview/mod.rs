//! What the rows of a file come to against the Book, before anything is stored: new, changed,
//! the same, wrong.
//!
//! A row is known again by its source and key. A row that is the same as when it was last imported
//! is left alone, whatever became of its record here; one that changed is offered part by part.
//! No row is matched by its looks: three customers of one name stay three.

mod choices;
mod communications;
mod customers;
mod names;
mod parts;
mod scores;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::choices::{
    Choices, CustomersSource, MissingColumn, Proposals, customers_sources, sources_of,
};
use self::communications::PlanCommunications;
use self::customers::PlanCustomers;
pub use self::parts::{CommunicationPart, CustomerPart, Proposal, own};
use self::scores::PlanScores;
pub use self::scores::{ObservationPart, RatingPart};
use super::import::{Altered, ImportPlan};
use super::model::Model;
use super::ports::Environment;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::SourceId;
use crate::domain::order::PutInOrder;
use crate::domain::origin::Origin;
use crate::domain::rating::{AspectId, Observation, Rating};
use crate::domain::scoring::Aspect;
use crate::domain::source::{Source, SourceKind};
use crate::formats::row_error::{LISTED, RemarkKind, RowNotes, RowReason, SHOWN_CHARS};
use crate::formats::table::{Progress, Table, TableError};

/// What the rows of a file come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The import to remember.
    pub source: Source,
    /// Customers that are new, in the order of their rows.
    pub new_customers: Vec<Arc<Customer>>,
    /// Communications that are new, in the order of their rows.
    pub new_communications: Vec<Arc<Communication>>,
    /// Customers whose row says something else than they do.
    pub changed_customers: Vec<Changed<Customer, CustomerPart>>,
    /// Communications whose row says something else than they do.
    pub changed_communications: Vec<Changed<Communication, CommunicationPart>>,
    /// Records whose row changed in nothing that the Book keeps: only the row is remembered.
    pub seen_customers: Vec<Altered<Customer>>,
    /// The same of communications.
    pub seen_communications: Vec<Altered<Communication>>,
    /// Ratings that are new, in the order of their rows.
    pub new_ratings: Vec<Arc<Rating>>,
    /// Ratings whose row says something else than they do.
    pub changed_ratings: Vec<Changed<Rating, RatingPart>>,
    /// Ratings whose row changed in nothing that the Book keeps.
    pub seen_ratings: Vec<Altered<Rating>>,
    /// Observed loyalties that are new, in the order of their rows.
    pub new_observations: Vec<Arc<Observation>>,
    /// Observed loyalties whose row says something else than they do.
    pub changed_observations: Vec<Changed<Observation, ObservationPart>>,
    /// Observed loyalties whose row changed in nothing that the Book keeps.
    pub seen_observations: Vec<Altered<Observation>>,
    /// Aspects of the user's own that the new ratings are of and that are to be made.
    pub new_aspects: Vec<Aspect>,
    /// The names of aspects in the rows, and what they were taken for.
    pub read_as: BTreeMap<String, AspectId>,
    /// How many rows change nothing.
    pub same: u32,
    /// Rows that cannot be imported, in their order; at most [`LISTED`] of them.
    pub wrong: Vec<WrongRow>,
    /// How many rows cannot be imported, listed or not.
    pub wrong_rows: u32,
    /// What is worth a look in rows that can be imported; at most [`LISTED`].
    pub remarks: Vec<Remark>,
    /// How many remarks there are, listed or not.
    pub remark_count: u32,
}

/// A record whose row differs from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed<T, P> {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The record as it is.
    pub before: Arc<T>,
    /// The record if every part were taken over.
    pub offered: T,
    /// The parts in which the two differ.
    pub proposals: Vec<Proposal<P>>,
    /// The row, to be remembered whatever is taken over.
    origin: Option<Origin>,
}

/// A row that is not imported, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRow {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The heading of the column that it is about.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: WrongReason,
    /// The cell, shortened; empty where the reason says all.
    pub value: String,
}

/// Why a row is not imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongReason {
    /// The row cannot be read.
    Row(RowReason),
    /// No customer of the chosen import has this id.
    UnknownId,
    /// The row names an id, and no import was chosen whose ids these are.
    WhoseId,
    /// No customer has this name.
    UnknownName,
    /// Several customers have this name.
    AmbiguousName {
        /// How many.
        customers: u32,
    },
    /// No customer has this phone or mail address.
    UnknownReach,
    /// Several customers have this phone or mail address.
    AmbiguousReach {
        /// How many.
        customers: u32,
    },
    /// Nothing of this name is rated.
    UnknownAspect,
    /// There are as many aspects as there can be.
    TooManyAspects,
    /// Its day is still to come.
    ToCome,
}

/// Something worth a look in a row that can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The heading of the column that it is about.
    pub column: Option<String>,
    /// What is remarkable.
    pub reason: RemarkReason,
    /// The cell, shortened; may be empty.
    pub value: String,
}

/// What can be remarkable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkReason {
    /// Something in the cells.
    Cell(RemarkKind),
    /// The firm that the row names by id is not there; the customer is imported without it.
    UnknownFirm,
}

/// How far planning has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanProgress {
    /// There is more to do; how much is done, in thousandths.
    Thousandths(u16),
    /// All rows are read and compared.
    Done,
}

/// Reads the rows of a file and compares them with the Book; [`Planner::step`] until it is done.
///
/// It holds no part of the model, so that the page can draw, and the Book change, between two steps:
/// the command that follows is decided against the newest model.
#[derive(Debug)]
pub struct Planner {
    work: Work,
    preview: Preview,
}

#[derive(Debug)]
enum Work {
    Customers(Box<PlanCustomers>),
    Communications(Box<PlanCommunications>),
    Scores(Box<PlanScores>),
}

impl Planner {
    /// A plan for a table as the user chose to read it.
    pub fn new(
        model: &Model,
        table: &Table,
        choices: &Choices,
        file_name: &str,
        env: &dyn Environment,
    ) -> Self {
        let known = choices.source.filter(|id| model.source(*id).is_some());
        let source = Source {
            id: known.unwrap_or_else(|| SourceId(env.new_id())),
            kind: choices.kind,
            name: file_name.to_owned(),
            imported_at: env.now(),
            headings: table.headings(),
            mapping: choices.mapping(),
            customers_from: choices.customers_from,
        };
        let work = match choices.kind {
            SourceKind::Communications => {
                Work::Communications(Box::new(PlanCommunications::new(table, choices, source.id)))
            }
            SourceKind::Ratings | SourceKind::Loyalty => {
                Work::Scores(Box::new(PlanScores::new(table, choices, source.id)))
            }
            SourceKind::Customers | SourceKind::Sample => Work::Customers(Box::new(
                PlanCustomers::new(table, choices.customer_fields.clone(), source.id),
            )),
        };
        Self {
            work,
            preview: Preview::of(source),
        }
    }

    /// Does the work of some rows.
    pub fn step(
        &mut self,
        table: &Table,
        model: &Model,
        env: &dyn Environment,
        rows: usize,
    ) -> Result<PlanProgress, TableError> {
        match &mut self.work {
            Work::Customers(work) => work.step(table, model, env, rows, &mut self.preview),
            Work::Communications(work) => work.step(table, model, env, rows, &mut self.preview),
            Work::Scores(work) => work.step(table, model, env, rows, &mut self.preview),
        }
    }

    /// What the rows came to, once [`Planner::step`] said so.
    pub fn finish(self) -> Preview {
        let mut preview = self.preview;
        // Errors of reading and of comparing were found one after the other.
        preview.wrong.put_in_order_by_key(|wrong| wrong.row);
        preview.remarks.put_in_order_by_key(|remark| remark.row);
        preview
    }
}

impl Preview {
    fn of(source: Source) -> Self {
        Self {
            source,
            new_customers: Vec::new(),
            new_communications: Vec::new(),
            changed_customers: Vec::new(),
            changed_communications: Vec::new(),
            seen_customers: Vec::new(),
            seen_communications: Vec::new(),
            new_ratings: Vec::new(),
            changed_ratings: Vec::new(),
            seen_ratings: Vec::new(),
            new_observations: Vec::new(),
            changed_observations: Vec::new(),
            seen_observations: Vec::new(),
            new_aspects: Vec::new(),
            read_as: BTreeMap::new(),
            same: 0,
            wrong: Vec::new(),
            wrong_rows: 0,
            remarks: Vec::new(),
            remark_count: 0,
        }
    }

    /// How many records are new, of the kind that the file holds.
    pub fn new_count(&self) -> usize {
        match self.source.kind {
            SourceKind::Communications => self.new_communications.len(),
            SourceKind::Ratings => self.new_ratings.len(),
            SourceKind::Loyalty => self.new_observations.len(),
            SourceKind::Customers | SourceKind::Sample => self.new_customers.len(),
        }
    }

    /// How many records their rows would change.
    pub fn changed_count(&self) -> usize {
        self.changed_customers.len()
            + self.changed_communications.len()
            + self.changed_ratings.len()
            + self.changed_observations.len()
    }

    /// How many records are changed by what is taken over so far.
    pub fn taken_count(&self) -> usize {
        fn taken<T, P>(changed: &[Changed<T, P>]) -> usize {
            let is_taken = |one: &&Changed<T, P>| one.proposals.iter().any(|part| part.is_taken);
            changed.iter().filter(is_taken).count()
        }
        taken(&self.changed_customers)
            + taken(&self.changed_communications)
            + taken(&self.changed_ratings)
            + taken(&self.changed_observations)
    }

    /// Whether importing would store anything.
    pub fn is_empty(&self) -> bool {
        self.new_customers.is_empty()
            && self.new_communications.is_empty()
            && self.changed_count() == 0
            && self.seen_customers.is_empty()
            && self.seen_communications.is_empty()
            && self.new_ratings.is_empty()
            && self.seen_ratings.is_empty()
            && self.new_observations.is_empty()
            && self.seen_observations.is_empty()
    }

    /// What is stored if the user agrees.
    pub fn to_plan(&self) -> ImportPlan {
        ImportPlan {
            source: self.source.clone(),
            new_customers: self.new_customers.clone(),
            changed_customers: taken_over(
                &self.changed_customers,
                &self.seen_customers,
                CustomerPart::copy,
                |one| &mut one.origin,
            ),
            new_communications: self.new_communications.clone(),
            changed_communications: taken_over(
                &self.changed_communications,
                &self.seen_communications,
                |part, from, to| part.copy(from, to),
                |one| &mut one.origin,
            ),
            new_ratings: self.new_ratings.clone(),
            changed_ratings: taken_over(
                &self.changed_ratings,
                &self.seen_ratings,
                |part, from, to| part.copy(from, to),
                |one| &mut one.origin,
            ),
            new_observations: self.new_observations.clone(),
            changed_observations: taken_over(
                &self.changed_observations,
                &self.seen_observations,
                |part, from, to| part.copy(from, to),
                |one| &mut one.origin,
            ),
            new_aspects: self.new_aspects.clone(),
        }
    }

    fn refuse(&mut self, row: u32, column: Option<String>, reason: WrongReason, value: &str) {
        self.wrong_rows += 1;
        if self.wrong.len() < LISTED {
            self.wrong.push(WrongRow {
                row,
                column,
                reason,
                value: shortened(value),
            });
        }
    }

    fn remark(&mut self, row: u32, column: Option<String>, reason: RemarkReason, value: &str) {
        self.remark_count += 1;
        if self.remarks.len() < LISTED {
            self.remarks.push(Remark {
                row,
                column,
                reason,
                value: shortened(value),
            });
        }
    }

    /// Takes in what reading found wrong or remarkable.
    fn note(&mut self, notes: RowNotes) {
        self.wrong_rows += notes.bad_rows;
        self.wrong
            .extend(notes.errors.into_iter().map(|error| WrongRow {
                row: error.row,
                column: error.column,
                reason: WrongReason::Row(error.reason),
                value: error.value,
            }));
        self.remark_count += notes.remark_count;
        self.remarks
            .extend(notes.remarks.into_iter().map(|remark| Remark {
                row: remark.row,
                column: remark.column,
                reason: RemarkReason::Cell(remark.kind),
                value: remark.value,
            }));
    }
}

/// The records as they become by what the user took over, and those of which only the row is
/// remembered.
fn taken_over<T: Clone + PartialEq, P>(
    changed: &[Changed<T, P>],
    seen: &[Altered<T>],
    copy: impl Fn(&P, &T, &mut T),
    origin: impl Fn(&mut T) -> &mut Option<Origin>,
) -> Vec<Altered<T>> {
    let taken = changed.iter().filter_map(|changed| {
        let mut after = (*changed.before).clone();
        for proposal in changed.proposals.iter().filter(|one| one.is_taken) {
            copy(&proposal.part, &changed.offered, &mut after);
        }
        if changed.origin.is_some() {
            origin(&mut after).clone_from(&changed.origin);
        }
        (*changed.before != after).then(|| Altered {
            before: changed.before.clone(),
            after,
        })
    });
    taken.chain(seen.iter().cloned()).collect()
}

fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

/// The first half of the work is reading, the second comparing.
fn read_so_far(progress: Progress) -> PlanProgress {
    match progress {
        Progress::Thousandths(thousandths) => PlanProgress::Thousandths(thousandths / 2),
        Progress::Done => PlanProgress::Thousandths(500),
    }
}

fn compared_so_far(left: usize, total: usize) -> PlanProgress {
    let done = (total - left.min(total)) * 500 / total.max(1);
    PlanProgress::Thousandths(500 + u16::try_from(done).unwrap_or(500))
}
