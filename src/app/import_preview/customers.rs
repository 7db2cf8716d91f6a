//! Rows of customers against the customers of the Book.

use std::collections::HashMap;
use std::sync::Arc;
use std::vec::IntoIter;

use super::choices::own_customer;
use super::parts::{CustomerPart, Lists, filled, offered_customer};
use super::{Changed, PlanProgress, Preview, RemarkReason, compared_so_far, read_so_far};
use crate::app::import::Altered;
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::channel::Channel;
use crate::domain::communication::Communication;
use crate::domain::customer::Customer;
use crate::domain::id::{CommunicationId, CustomerId, SourceId};
use crate::domain::moment::Moment;
use crate::domain::origin::Origin;
use crate::formats::columns::CustomerField;
use crate::formats::read_customers::{ImportedCustomer, ReadCustomers};
use crate::formats::table::{Progress, Table, TableError};

/// The planning of a file of customers.
#[derive(Debug)]
pub(super) struct PlanCustomers {
    reading: ReadCustomers,
    /// The rows that are still to be compared, once all are read.
    rows: Option<IntoIter<ImportedCustomer>>,
    total: usize,
    source: SourceId,
    is_own: bool,
    parts: Vec<CustomerPart>,
    /// The customers of this file by their ids there, where rows name each other as firms.
    ids: HashMap<String, CustomerId>,
    /// New customers whose firm is not found yet: place, row and id of the firm.
    firms: Vec<(usize, u32, String)>,
    firm_heading: Option<String>,
}

impl PlanCustomers {
    pub(super) fn new(table: &Table, fields: Vec<CustomerField>, source: SourceId) -> Self {
        let firm = fields
            .iter()
            .position(|field| *field == CustomerField::Firm);
        Self {
            parts: CustomerPart::of(&fields),
            reading: ReadCustomers::new(table, fields),
            rows: None,
            total: 0,
            source,
            is_own: table.is_own_export(),
            ids: HashMap::new(),
            firms: Vec::new(),
            firm_heading: firm
                .and_then(|column| table.columns().get(column))
                .map(|column| column.heading.clone()),
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
                let read = std::mem::take(&mut self.reading.customers);
                self.total = read.len();
                self.rows = Some(read.into_iter());
            }
            return Ok(read_so_far(progress));
        };
        let some: Vec<_> = waiting.take(rows).collect();
        let left = waiting.len();
        let is_end = some.is_empty();
        for row in some {
            self.compare(row, model, env, preview);
        }
        if !is_end {
            return Ok(compared_so_far(left, self.total));
        }
        self.find_firms(model, preview);
        Ok(PlanProgress::Done)
    }

    fn compare(
        &mut self,
        row: ImportedCustomer,
        model: &Model,
        env: &dyn Environment,
        preview: &mut Preview,
    ) {
        let origin = Origin {
            source: self.source,
            key: row.key.clone(),
            row_hash: row.row_hash,
        };
        let last_contact = row.last_contact;
        let current = self.known(model, &row);
        let id = match &current {
            Some(current) => current.id,
            None => CustomerId(env.new_id()),
        };
        if self.firm_heading.is_some()
            && let Some(key) = &row.id
        {
            self.ids.insert(key.clone(), id);
        }
        if let Some(current) = current {
            self.compare_with(&current, &row, origin, model, preview);
        } else {
            if let Some(firm) = &row.firm {
                let place = preview.new_customers.len();
                self.firms.push((place, row.row, firm.clone()));
            }
            let mut customer = filled(Customer::named(id, String::new()), row);
            customer.origin = Some(origin);
            preview.new_customers.push(Arc::new(customer));
        }
        if let Some(at) = last_contact {
            self.add_last_contact(id, at, model, env, preview);
        }
    }

    /// The customer that was made of this row before.
    fn known(&self, model: &Model, row: &ImportedCustomer) -> Option<Arc<Customer>> {
        if let Some(customer) = model.customer_from(self.source, &row.key) {
            return Some(customer.clone());
        }
        let id = row.id.as_ref().filter(|_| self.is_own)?;
        model.customer(own_customer(model, id)?).cloned()
    }

    fn compare_with(
        &mut self,
        current: &Arc<Customer>,
        row: &ImportedCustomer,
        origin: Origin,
        model: &Model,
        preview: &mut Preview,
    ) {
        // A record that has another origin, or none, keeps it: this file is only a copy of it.
        let is_origin = current
            .origin
            .as_ref()
            .is_some_and(|known| known.source == origin.source && known.key == origin.key);
        let is_same_row = is_origin
            && current
                .origin
                .as_ref()
                .is_some_and(|known| known.row_hash == origin.row_hash);
        if is_same_row {
            preview.same += 1;
            return;
        }
        let firm = row.firm.as_deref().and_then(|id| self.firm(model, id));
        let lists = if self.is_own {
            Lists::Replaced
        } else {
            Lists::Joined
        };
        let (offered, proposals) = offered_customer(current, row, firm, &self.parts, lists);
        let origin = is_origin.then_some(origin);
        if !proposals.is_empty() {
            preview.changed_customers.push(Changed {
                row: row.row,
                before: current.clone(),
                offered,
                proposals,
                origin,
            });
            return;
        }
        preview.same += 1;
        if let Some(origin) = origin {
            preview.seen_customers.push(Altered {
                before: current.clone(),
                after: Customer {
                    origin: Some(origin),
                    ..(**current).clone()
                },
            });
        }
    }

    fn firm(&self, model: &Model, id: &str) -> Option<CustomerId> {
        let of_source = || Some(model.customer_from(self.source, id)?.id);
        let own = || self.is_own.then(|| own_customer(model, id))?;
        self.ids.get(id).copied().or_else(of_source).or_else(own)
    }

    /// Firms may stand below their people, so they are looked for once all rows are known.
    fn find_firms(&mut self, model: &Model, preview: &mut Preview) {
        for (place, row, key) in std::mem::take(&mut self.firms) {
            let Some(customer) = preview.new_customers.get(place) else {
                continue;
            };
            let found = self.firm(model, &key).filter(|firm| *firm != customer.id);
            if let Some(firm) = found {
                let with_firm = Customer {
                    firm: Some(firm),
                    ..(**customer).clone()
                };
                preview.new_customers[place] = Arc::new(with_firm);
            } else {
                let heading = self.firm_heading.clone();
                preview.remark(row, heading, RemarkReason::UnknownFirm, &key);
            }
        }
    }

    /// A record without words for the day of the last contact, once for each such moment.
    fn add_last_contact(
        &self,
        customer: CustomerId,
        at: Moment,
        model: &Model,
        env: &dyn Environment,
        preview: &mut Preview,
    ) {
        let origin = Origin {
            source: self.source,
            key: format!("last:{customer}:{}", at.to_text()),
            row_hash: 0,
        };
        if model
            .communication_from(origin.source, &origin.key)
            .is_some()
        {
            return;
        }
        preview.new_communications.push(Arc::new(Communication {
            id: CommunicationId(env.new_id()),
            customers: vec![customer],
            at,
            channel: Channel::Other,
            direction: None,
            outcome: None,
            content: String::new(),
            line: String::new(),
            sentiment: None,
            duration_seconds: None,
            executes: None,
            origin: Some(origin),
            trashed_at: None,
        }));
    }
}
