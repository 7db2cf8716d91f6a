//! A Book as plainly as it can be told: records by id, and what each deed makes of them. It knows
//! nothing of logs, tabs or indexes, so that it can contradict the code that does.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use genjin::app::import::ImportPlan;
use genjin::domain::communication::Communication;
use genjin::domain::customer::{Customer, Stage, Tier};
use genjin::domain::follow_up::{FollowUp, FollowUpState, NextStep};
use genjin::domain::id::{BookId, CommunicationId, CustomerId, FollowUpId, SourceId};
use genjin::domain::moment::Now;
use genjin::domain::settings::Settings;
use genjin::domain::source::Source;
use genjin::records::backup::Contents;

/// All records of a Book.
#[derive(Clone)]
pub(super) struct Plain {
    book: BookId,
    pub(super) settings: Arc<Settings>,
    pub(super) sources: BTreeMap<SourceId, Arc<Source>>,
    pub(super) customers: BTreeMap<CustomerId, Arc<Customer>>,
    pub(super) communications: BTreeMap<CommunicationId, Arc<Communication>>,
    pub(super) follow_ups: BTreeMap<FollowUpId, Arc<FollowUp>>,
}

/// One field of a customer, with what is to stand in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Field {
    Company(String),
    Notes(String),
    Address(String),
    Stage(Stage),
    Tier(Option<Tier>),
}

impl Field {
    pub(super) fn set_in(&self, customer: &mut Customer) {
        match self.clone() {
            Self::Company(text) => customer.company = text,
            Self::Notes(text) => customer.notes = text,
            Self::Address(text) => customer.address = text,
            Self::Stage(stage) => customer.stage = stage,
            Self::Tier(tier) => customer.tier = tier,
        }
    }
}

/// Records to put in the trash or to take out of it.
#[derive(Debug, Clone)]
pub(super) enum Picked {
    Customers(Vec<CustomerId>),
    Communication(CommunicationId),
    FollowUp(FollowUpId),
}

impl Plain {
    pub(super) fn of(contents: &Contents) -> Self {
        let by_id = |list: &[Arc<Customer>]| list.iter().map(|one| (one.id, one.clone())).collect();
        Self {
            book: contents.book,
            settings: contents.settings.clone(),
            sources: contents
                .sources
                .iter()
                .map(|one| (one.id, one.clone()))
                .collect(),
            customers: by_id(&contents.customers),
            communications: contents
                .communications
                .iter()
                .map(|one| (one.id, one.clone()))
                .collect(),
            follow_ups: contents
                .follow_ups
                .iter()
                .map(|one| (one.id, one.clone()))
                .collect(),
        }
    }

    pub(super) fn contents(&self) -> Contents {
        Contents {
            book: self.book,
            settings: self.settings.clone(),
            sources: self.sources.values().cloned().collect(),
            customers: self.customers.values().cloned().collect(),
            communications: self.communications.values().cloned().collect(),
            follow_ups: self.follow_ups.values().cloned().collect(),
            needs: Vec::new(),
            promises: Vec::new(),
            ratings: Vec::new(),
            observations: Vec::new(),
            reminders: Vec::new(),
        }
    }

    fn is_living(&self, id: CustomerId) -> bool {
        self.customers
            .get(&id)
            .is_some_and(|one| one.trashed_at.is_none())
    }

    /// With one more customer.
    pub(super) fn with_customer(mut self, customer: Customer) -> Self {
        self.customers.insert(customer.id, Arc::new(customer));
        self
    }

    /// With this field set in these customers; `None` if one is gone or all was so already.
    pub(super) fn with_field(mut self, ids: &[CustomerId], field: &Field) -> Option<Self> {
        let mut is_changed = false;
        for id in ids {
            let before = self.customers.get(id)?;
            let mut after = (**before).clone();
            field.set_in(&mut after);
            if after != **before {
                is_changed = true;
                self.customers.insert(*id, Arc::new(after));
            }
        }
        is_changed.then_some(self)
    }

    /// With a contact on an earlier day, which closes what was due by then.
    pub(super) fn with_contact(
        mut self,
        contact: &Communication,
        found: Option<&Communication>,
    ) -> Option<Self> {
        let mut customers = contact.customers.iter();
        if contact.customers.is_empty() || !customers.all(|id| self.is_living(*id)) {
            return None;
        }
        let on = contact.at.local_date();
        let mut closed = Vec::new();
        for one in self.follow_ups.values_mut() {
            let is_due = one.is_open()
                && one.trashed_at.is_none()
                && contact.customers.contains(&one.customer)
                && one.due_on <= on;
            if is_due {
                closed.push(one.id);
                let state = FollowUpState::Done {
                    by: Some(contact.id),
                    on,
                };
                *one = Arc::new(FollowUp {
                    state,
                    ..(**one).clone()
                });
            }
        }
        // Of several it names any.
        let named = found.and_then(|found| found.executes);
        let executes = named
            .filter(|id| closed.contains(id))
            .or(closed.first().copied());
        let contact = Communication {
            executes,
            ..contact.clone()
        };
        self.communications.insert(contact.id, Arc::new(contact));
        Some(self)
    }

    /// With a step planned by hand.
    pub(super) fn with_step(
        mut self,
        id: FollowUpId,
        customer: CustomerId,
        step: &NextStep,
    ) -> Option<Self> {
        if !self.is_living(customer) {
            return None;
        }
        let step = step.clone().into_follow_up(id, customer);
        self.follow_ups.insert(id, Arc::new(step));
        Some(self)
    }

    /// With a follow-up done.
    pub(super) fn with_done(mut self, id: FollowUpId, on: NaiveDate) -> Option<Self> {
        let before = self.follow_ups.get(&id)?;
        if !before.is_open() || !self.is_living(before.customer) {
            return None;
        }
        let state = FollowUpState::Done { by: None, on };
        let after = FollowUp {
            state,
            ..(**before).clone()
        };
        self.follow_ups.insert(id, Arc::new(after));
        Some(self)
    }

    /// With the rows of a file, none of which was there before.
    pub(super) fn with_import(mut self, plan: &ImportPlan, at: Now) -> Self {
        let source = Source {
            imported_at: at,
            ..plan.source.clone()
        };
        self.sources.insert(source.id, Arc::new(source));
        self.customers
            .extend(plan.new_customers.iter().map(|one| (one.id, one.clone())));
        let rows = plan
            .new_communications
            .iter()
            .map(|one| (one.id, one.clone()));
        self.communications.extend(rows);
        self
    }

    /// With this of the settings turned on or off.
    pub(super) fn with_people_counted(mut self, counted: bool) -> Option<Self> {
        let mut after = (*self.settings).clone();
        if after.contact_rule.people_count_for_their_firm == counted {
            return None;
        }
        after.contact_rule.people_count_for_their_firm = counted;
        self.settings = Arc::new(after);
        Some(self)
    }

    /// With these in the trash. A customer takes along what belongs to it alone.
    pub(super) fn with_trashed(mut self, what: &Picked, at: Now) -> Option<Self> {
        let (mut talks, mut steps) = (Vec::new(), Vec::new());
        let mut people = Vec::new();
        match what {
            Picked::Communication(id) => talks.push(*id),
            Picked::FollowUp(id) => steps.push(*id),
            Picked::Customers(ids) => {
                people.clone_from(ids);
                for id in ids {
                    self.customers.get(id)?;
                }
                let is_gone = |id: &CustomerId| ids.contains(id) || !self.is_living(*id);
                let is_theirs = |one: &&Arc<Communication>| {
                    one.customers.iter().any(|id| ids.contains(id))
                        && one.customers.iter().all(is_gone)
                };
                talks = self
                    .communications
                    .values()
                    .filter(is_theirs)
                    .map(|one| one.id)
                    .collect();
                let of_them = self
                    .follow_ups
                    .values()
                    .filter(|one| ids.contains(&one.customer));
                steps = of_them.map(|one| one.id).collect();
            }
        }
        let mut is_changed = false;
        for id in people {
            let one = self.customers.get_mut(&id)?;
            if one.trashed_at.is_none() {
                is_changed = true;
                Arc::make_mut(one).trashed_at = Some(at);
            }
        }
        for id in talks {
            let one = self.communications.get_mut(&id)?;
            if one.trashed_at.is_none() {
                is_changed = true;
                Arc::make_mut(one).trashed_at = Some(at);
            }
        }
        for id in steps {
            let one = self.follow_ups.get_mut(&id)?;
            if one.trashed_at.is_none() {
                is_changed = true;
                Arc::make_mut(one).trashed_at = Some(at);
            }
        }
        is_changed.then_some(self)
    }

    /// With these out of the trash. What went with a customer comes back with it.
    pub(super) fn with_restored(mut self, what: &Picked) -> Option<Self> {
        let (mut talks, mut steps) = (Vec::new(), Vec::new());
        let mut people = Vec::new();
        match what {
            Picked::Communication(id) => talks.push(*id),
            Picked::FollowUp(id) => steps.push(*id),
            Picked::Customers(ids) => {
                people.clone_from(ids);
                let went_at = |id: &CustomerId| self.customers.get(id)?.trashed_at;
                for one in self.communications.values() {
                    let is_theirs = one.customers.iter().any(|id| ids.contains(id));
                    let mut with = one.customers.iter();
                    let went_along =
                        one.trashed_at.is_some() && with.any(|id| went_at(id) == one.trashed_at);
                    if is_theirs && went_along {
                        talks.push(one.id);
                    }
                }
                for one in self.follow_ups.values() {
                    let went_along =
                        one.trashed_at.is_some() && went_at(&one.customer) == one.trashed_at;
                    if ids.contains(&one.customer) && went_along {
                        steps.push(one.id);
                    }
                }
            }
        }
        let mut is_changed = false;
        for id in people {
            let one = self.customers.get_mut(&id)?;
            is_changed |= one.trashed_at.is_some();
            Arc::make_mut(one).trashed_at = None;
        }
        for id in talks {
            let one = self.communications.get_mut(&id)?;
            is_changed |= one.trashed_at.is_some();
            Arc::make_mut(one).trashed_at = None;
        }
        for id in steps {
            let one = self.follow_ups.get_mut(&id)?;
            is_changed |= one.trashed_at.is_some();
            Arc::make_mut(one).trashed_at = None;
        }
        is_changed.then_some(self)
    }
}
