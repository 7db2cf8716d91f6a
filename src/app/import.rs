//! Import a file: what its rows come to, record by record, and the one Change that takes them in.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::commands::{Decision, Rejection};
use super::model::Model;
use super::ports::Environment;
use crate::domain::change::{Deed, Edit, Edited, Fields};
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::{CustomerId, SourceId};
use crate::domain::order::Gather;
use crate::domain::origin::Origin;
use crate::domain::rating::{Observation, Rating};
use crate::domain::scoring::Aspect;
use crate::domain::settings::Settings;
use crate::domain::source::Source;

/// The records that a file comes to, read, checked and agreed to.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    /// The import to remember.
    pub source: Source,
    /// Customers that are new, in the order of their rows.
    pub new_customers: Vec<Arc<Customer>>,
    /// Customers whose row changed since the last import, with what the user took over.
    pub changed_customers: Vec<Altered<Customer>>,
    /// Communications that are new, in the order of their rows.
    pub new_communications: Vec<Arc<Communication>>,
    /// Communications whose row changed since the last import.
    pub changed_communications: Vec<Altered<Communication>>,
    /// Ratings that are new, in the order of their rows.
    pub new_ratings: Vec<Arc<Rating>>,
    /// Ratings whose row changed since the last import.
    pub changed_ratings: Vec<Altered<Rating>>,
    /// Observed loyalties that are new, in the order of their rows.
    pub new_observations: Vec<Arc<Observation>>,
    /// Observed loyalties whose row changed since the last import.
    pub changed_observations: Vec<Altered<Observation>>,
    /// Aspects of the user's own that the new ratings are of and that are to be made.
    pub new_aspects: Vec<Aspect>,
}

impl ImportPlan {
    /// A plan of nothing but remembering the import.
    pub fn of(source: Source) -> Self {
        Self {
            source,
            new_customers: Vec::new(),
            changed_customers: Vec::new(),
            new_communications: Vec::new(),
            changed_communications: Vec::new(),
            new_ratings: Vec::new(),
            changed_ratings: Vec::new(),
            new_observations: Vec::new(),
            changed_observations: Vec::new(),
            new_aspects: Vec::new(),
        }
    }
}

/// A record as it was when the file was read, and as it is to become.
#[derive(Debug, Clone, PartialEq)]
pub struct Altered<T> {
    /// As it was.
    pub before: Arc<T>,
    /// As it is to become.
    pub after: T,
}

pub(super) fn decide(
    model: &Model,
    plan: &ImportPlan,
    env: &dyn Environment,
) -> Result<Decision, Rejection> {
    let mut deciding = Deciding::begin(model, plan, env)?;
    while !deciding.goes_on(model, plan, usize::MAX)? {}
    Ok(deciding.finish(plan))
}

/// An import that is decided part by part, on a model that stands still meanwhile.
pub(super) struct Deciding {
    edits: Vec<Edit>,
    made: HashSet<CustomerId>,
    /// The rows of which the Book has ratings or observed loyalties already.
    known_scores: BTreeSet<String>,
    /// How many records of the plan, in its order, were looked at.
    reached: usize,
}

impl Deciding {
    pub(super) fn begin(
        model: &Model,
        plan: &ImportPlan,
        env: &dyn Environment,
    ) -> Result<Self, Rejection> {
        let edits = Vec::with_capacity(
            1 + plan.new_customers.len() + plan.new_communications.len() + plan.new_ratings.len(),
        );
        let source = Source {
            imported_at: env.now(),
            ..plan.source.clone()
        };
        let source = Edit::Source(Edited {
            before: model.source(source.id).cloned(),
            after: Some(Arc::new(source)),
        });
        let mut deciding = Self {
            edits,
            made: HashSet::new(),
            known_scores: known_scores(model, plan),
            reached: 0,
        };
        deciding.add(source);
        if let Some(settings) = with_aspects(model, &plan.new_aspects)? {
            deciding.add(settings);
        }
        Ok(deciding)
    }

    /// Looks at some more records; answers whether it was through before.
    pub(super) fn goes_on(
        &mut self,
        model: &Model,
        plan: &ImportPlan,
        most: usize,
    ) -> Result<bool, Rejection> {
        let mut left = most;
        let mut passed = 0;
        // The part of a list that is due, as if all were one.
        let mut due = |length: usize| {
            let from = self.reached.saturating_sub(passed).min(length);
            let to = from + (length - from).min(left);
            passed += length;
            left -= to - from;
            from..to
        };
        let new_customers = due(plan.new_customers.len());
        let changed_customers = due(plan.changed_customers.len());
        let new_communications = due(plan.new_communications.len());
        let changed_communications = due(plan.changed_communications.len());
        let new_ratings = due(plan.new_ratings.len());
        let changed_ratings = due(plan.changed_ratings.len());
        let new_observations = due(plan.new_observations.len());
        let changed_observations = due(plan.changed_observations.len());
        self.reached += most - left;
        for customer in &plan.new_customers[new_customers] {
            self.take_customer(model, customer);
        }
        for Altered { before, after } in &plan.changed_customers[changed_customers] {
            let current = model.customer(before.id).ok_or(Rejection::Gone)?;
            let after = Customer::carried_over(before, after, current);
            self.add(Edit::Customer(Edited::altered(current.clone(), after)));
        }
        for communication in &plan.new_communications[new_communications] {
            self.take_communication(model, communication)?;
        }
        for Altered { before, after } in &plan.changed_communications[changed_communications] {
            let current = model.communication(before.id).ok_or(Rejection::Gone)?;
            let after = Communication::carried_over(before, after, current);
            self.add(Edit::Communication(Edited::altered(current.clone(), after)));
        }
        for rating in &plan.new_ratings[new_ratings] {
            if self.is_new_score(model, rating.customer, rating.origin.as_ref())? {
                self.add(Edit::Rating(made_of(rating)));
            }
        }
        for Altered { before, after } in &plan.changed_ratings[changed_ratings] {
            let current = model.rating(before.id).ok_or(Rejection::Gone)?;
            let after = Rating::carried_over(before, after, current);
            self.add(Edit::Rating(Edited::altered(current.clone(), after)));
        }
        for observation in &plan.new_observations[new_observations] {
            if self.is_new_score(model, observation.customer, observation.origin.as_ref())? {
                self.add(Edit::Observation(made_of(observation)));
            }
        }
        for Altered { before, after } in &plan.changed_observations[changed_observations] {
            let current = model.observation(before.id).ok_or(Rejection::Gone)?;
            let after = Observation::carried_over(before, after, current);
            self.add(Edit::Observation(Edited::altered(current.clone(), after)));
        }
        Ok(left == most)
    }

    pub(super) fn finish(self, plan: &ImportPlan) -> Decision {
        let is_record = |edit: &&Edit| !matches!(edit, Edit::Source(_) | Edit::Settings(_));
        let count = self.edits.iter().filter(is_record).count();
        Decision::counted(Deed::Import, plan.source.name.clone(), count, self.edits)
    }

    /// What is so already is no part of the Change.
    fn add(&mut self, edit: Edit) {
        if edit.alters_something() {
            self.edits.push(edit);
        }
    }

    fn take_customer(&mut self, model: &Model, customer: &Arc<Customer>) {
        let is_known = known(customer.origin.as_ref(), |source, key| {
            model.customer_from(source, key)
        });
        if !is_known {
            self.made.insert(customer.id);
            self.add(Edit::Customer(made_of(customer)));
        }
    }

    /// Whether a rating or observed loyalty is still to be taken in; refused if its customer is gone.
    fn is_new_score(
        &self,
        model: &Model,
        customer: CustomerId,
        origin: Option<&Origin>,
    ) -> Result<bool, Rejection> {
        if origin.is_some_and(|origin| self.known_scores.contains(&origin.key)) {
            return Ok(false);
        }
        model.customer(customer).ok_or(Rejection::Gone)?;
        Ok(true)
    }

    fn take_communication(
        &mut self,
        model: &Model,
        communication: &Arc<Communication>,
    ) -> Result<(), Rejection> {
        let origin = communication.origin.as_ref();
        if known(origin, |source, key| model.communication_from(source, key)) {
            return Ok(());
        }
        // Another tab may have taken back the import of the customers that these rows speak of.
        let mut customers = communication.customers.iter();
        if !customers.all(|id| self.made.contains(id) || model.customer(*id).is_some()) {
            return Err(Rejection::Gone);
        }
        self.add(Edit::Communication(made_of(communication)));
        Ok(())
    }
}

/// The rows of this import of which there are ratings or observed loyalties. They are few enough to
/// be gathered when a file of such comes; the model keeps no index of them.
fn known_scores(model: &Model, plan: &ImportPlan) -> BTreeSet<String> {
    let of_source = |origin: Option<&Origin>| {
        let origin = origin.filter(|origin| origin.source == plan.source.id)?;
        Some(origin.key.clone())
    };
    if !plan.new_ratings.is_empty() {
        let ratings = model.all_ratings();
        return ratings
            .filter_map(|one| of_source(one.origin.as_ref()))
            .into_set();
    }
    if !plan.new_observations.is_empty() {
        let all = model.all_observations();
        return all
            .filter_map(|one| of_source(one.origin.as_ref()))
            .into_set();
    }
    BTreeSet::new()
}

/// The edit that adds aspects to those that are rated; `None` if it has them all.
fn with_aspects(model: &Model, aspects: &[Aspect]) -> Result<Option<Edit>, Rejection> {
    let current: &Arc<Settings> = model.settings();
    let mut after = (**current).clone();
    for aspect in aspects {
        if after.scoring.aspects.iter().all(|one| one.id != aspect.id) {
            after.scoring.aspects.push(aspect.clone());
        }
    }
    if after.scoring == current.scoring {
        return Ok(None);
    }
    match after.scoring.fault() {
        Some(fault) => Err(Rejection::Scoring(fault)),
        None => Ok(Some(Edit::Settings(Edited::altered(
            current.clone(),
            after,
        )))),
    }
}

fn made_of<T>(record: &Arc<T>) -> Edited<T> {
    Edited {
        before: None,
        after: Some(record.clone()),
    }
}

/// Whether another tab took in this row while the preview was open.
fn known<T>(origin: Option<&Origin>, find: impl Fn(SourceId, &str) -> Option<T>) -> bool {
    origin.is_some_and(|origin| find(origin.source, &origin.key).is_some())
}
