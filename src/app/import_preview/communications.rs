//! Rows of communications against the records of the Book, each with the customers it is about.

use std::sync::Arc;
use std::vec::IntoIter;

use super::choices::Choices;
use super::names::{Customers, Wanted};
use super::parts::{CommunicationPart, offered_communication, told};
use super::{Changed, PlanProgress, Preview, compared_so_far, read_so_far};
use crate::app::import::Altered;
use crate::app::model::Model;
use crate::app::ports::Environment;
use crate::domain::communication::Communication;
use crate::domain::id::{CommunicationId, SourceId};
use crate::domain::origin::Origin;
use crate::formats::columns::CommunicationField;
use crate::formats::read_communications::{
    CustomerReference, ImportedCommunication, ReadCommunications,
};
use crate::formats::table::{Progress, Table, TableError};

/// The planning of a file of communications.
#[derive(Debug)]
pub(super) struct PlanCommunications {
    reading: ReadCommunications,
    /// The rows that are still to be compared, once all are read.
    rows: Option<IntoIter<ImportedCommunication>>,
    total: usize,
    source: SourceId,
    is_own: bool,
    parts: Vec<CommunicationPart>,
    customers: Customers,
    /// Whether names are still to be taken in.
    names_wanted: bool,
    id_heading: Option<String>,
    name_heading: Option<String>,
}

impl PlanCommunications {
    pub(super) fn new(table: &Table, choices: &Choices, source: SourceId) -> Self {
        let fields = &choices.communication_fields;
        let heading = |wanted: CommunicationField| {
            let column = fields.iter().position(|field| *field == wanted)?;
            Some(table.columns().get(column)?.heading.clone())
        };
        let name_heading = heading(CommunicationField::CustomerName);
        Self {
            reading: ReadCommunications::new(
                table,
                fields.clone(),
                choices.channel_otherwise.clone(),
            ),
            rows: None,
            total: 0,
            source,
            is_own: table.is_own_export(),
            parts: CommunicationPart::of(fields),
            customers: Customers::new(
                choices.customers_from,
                table.is_own_export(),
                Wanted {
                    names: name_heading.is_some(),
                    reach: false,
                },
            ),
            names_wanted: true,
            id_heading: heading(CommunicationField::CustomerId),
            name_heading,
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
        let Some(mut waiting) = self.rows.take() else {
            let zone = |wall| env.resolve(wall);
            let progress = self.reading.read_some(table, rows, &zone)?;
            if progress == Progress::Done {
                preview.note(std::mem::take(&mut self.reading.notes));
                let read = std::mem::take(&mut self.reading.communications);
                self.total = read.len();
                self.rows = Some(read.into_iter());
            }
            return Ok(read_so_far(progress));
        };
        let progress = if self.names_wanted {
            self.names_wanted = self.customers.take_some(model, rows);
            PlanProgress::Thousandths(500)
        } else if waiting.len() == 0 {
            PlanProgress::Done
        } else {
            for row in waiting.by_ref().take(rows) {
                self.compare(row, model, env, preview);
            }
            compared_so_far(waiting.len(), self.total)
        };
        self.rows = Some(waiting);
        Ok(progress)
    }

    fn compare(
        &self,
        mut row: ImportedCommunication,
        model: &Model,
        env: &dyn Environment,
        preview: &mut Preview,
    ) {
        let current = self.known(model, &row);
        let origin = Origin {
            source: self.source,
            key: std::mem::take(&mut row.key),
            row_hash: row.row_hash,
        };
        let known_origin = current.as_ref().and_then(|current| current.origin.as_ref());
        let is_origin = known_origin
            .is_some_and(|known| known.source == origin.source && known.key == origin.key);
        // Before its customers are looked for: a row that was taken in is not wrong today because
        // a customer was renamed.
        if is_origin && known_origin.is_some_and(|known| known.row_hash == origin.row_hash) {
            preview.same += 1;
            return;
        }
        let mut customers = Vec::with_capacity(row.customers.len());
        for reference in &row.customers {
            match self.customers.find(model, reference) {
                Ok(id) if customers.contains(&id) => {}
                Ok(id) => customers.push(id),
                Err(reason) => {
                    let (heading, value) = match reference {
                        CustomerReference::Id(id) => (&self.id_heading, id),
                        CustomerReference::Name(name) | CustomerReference::Reach(name) => {
                            (&self.name_heading, name)
                        }
                    };
                    preview.refuse(row.row, heading.clone(), reason, value);
                    return;
                }
            }
        }
        let Some(current) = current else {
            let blank = Communication {
                id: CommunicationId(env.new_id()),
                customers: Vec::new(),
                at: row.at,
                channel: row.channel.clone(),
                direction: None,
                outcome: None,
                content: String::new(),
                line: String::new(),
                sentiment: None,
                duration_seconds: None,
                executes: None,
                origin: Some(origin),
                trashed_at: None,
            };
            let record = told(blank, row, customers);
            preview.new_communications.push(Arc::new(record));
            return;
        };
        let number = row.row;
        let (offered, proposals) = offered_communication(&current, row, customers, &self.parts);
        let origin = is_origin.then_some(origin);
        if !proposals.is_empty() {
            preview.changed_communications.push(Changed {
                row: number,
                before: current,
                offered,
                proposals,
                origin,
            });
            return;
        }
        preview.same += 1;
        if let Some(origin) = origin {
            let after = Communication {
                origin: Some(origin),
                ..(*current).clone()
            };
            preview.seen_communications.push(Altered {
                before: current,
                after,
            });
        }
    }

    /// The record that was made of this row before.
    fn known(&self, model: &Model, row: &ImportedCommunication) -> Option<Arc<Communication>> {
        if let Some(record) = model.communication_from(self.source, &row.key) {
            return Some(record.clone());
        }
        let id = row.id.as_ref().filter(|_| self.is_own)?;
        if let Some(record) = id.parse().ok().and_then(|id| model.communication(id)) {
            return Some(record.clone());
        }
        // The file of another Book, imported before with other columns.
        model
            .sources()
            .find_map(|source| model.communication_from(source.id, id))
            .cloned()
    }
}
