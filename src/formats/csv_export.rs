//! Customers and communications as CSV: UTF-8 with a byte order mark and CRLF, as Excel and WPS
//! want it; no cell that a spreadsheet would run; read back exactly by Genjin's own import.
//!
//! What is not in the file: what belongs to the Book and not to the customer (trash, origin, the
//! follow-up that a record executed). Of a customer's own columns the order is that of the file's.

use std::borrow::Cow;

use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction, Sentiment};
use crate::domain::customer::{Consent, Customer, Labelled, Stage};
use crate::domain::id::CustomerId;
use crate::domain::outcome::Outcome;

use super::columns::Reach;
use super::export_words::{ExportWords, OWN_CHANNEL};
use super::formula::protect;
use super::read_customers::Period as _;
use super::table::is_blank;
use super::words;

/// A CSV file of customers; its columns depend on all of them.
#[derive(Debug, Clone)]
pub struct CustomersCsv {
    words: &'static ExportWords,
    /// The most phones, emails and handles that one customer has.
    reach: [usize; 3],
    /// The names of the user's own columns; one that a customer has twice stands here twice.
    custom: Vec<String>,
}

impl CustomersCsv {
    /// A file for these customers.
    pub fn of<'c>(
        customers: impl IntoIterator<Item = &'c Customer>,
        words: &'static ExportWords,
    ) -> Self {
        let mut csv = Self {
            words,
            reach: [0; 3],
            custom: Vec::new(),
        };
        for customer in customers {
            let lists = [&customer.phones, &customer.emails, &customer.handles];
            for (most, list) in csv.reach.iter_mut().zip(lists) {
                *most = list.len().max(*most);
            }
            own_columns(&mut csv.custom, customer);
        }
        csv
    }

    /// The byte order mark and the line of headings.
    pub fn head(&self) -> String {
        let words = self.words;
        let mut text = String::from('\u{feff}');
        let mut line = Line::new(&mut text);
        for heading in &words.customer[..FIRST_COLUMNS] {
            line.raw(heading);
        }
        for (reach, most) in Reach::ALL.into_iter().zip(self.reach) {
            for number in 1..=most {
                line.raw(&words.reach_heading(reach, number));
                line.raw(&words.reach_label_heading(reach, number));
            }
        }
        for heading in &words.customer[FIRST_COLUMNS..] {
            line.raw(heading);
        }
        for name in &self.custom {
            line.raw(&format!("{}{name}", words.custom));
        }
        line.end();
        text
    }

    /// Writes the line of a customer.
    pub fn write(&self, text: &mut String, customer: &Customer) {
        let Customer {
            id,
            name,
            company,
            firm,
            title,
            phones,
            emails,
            handles,
            address,
            // Not among the columns that other programs know; the backup keeps them.
            opening_hours,
            position,
            stage,
            tier,
            tags,
            notes,
            since,
            custom,
            consent:
                Consent {
                    do_not_contact,
                    paused_until,
                },
            cadence,
            origin: _,
            trashed_at: _,
        } = customer;
        let words = self.words;
        let mut line = Line::new(text);
        line.raw(&id.to_string());
        line.cell(name);
        line.cell(company);
        line.raw(&firm.map_or(String::new(), |firm| firm.to_string()));
        line.cell(title);
        for (list, most) in [phones, emails, handles].into_iter().zip(self.reach) {
            for index in 0..most {
                let Labelled { label, value } = list.get(index).cloned().unwrap_or_default();
                line.cell(&value);
                line.cell(&label);
            }
        }
        line.cell(address);
        line.raw(&position.map_or(String::new(), |at| at.latitude.to_string()));
        line.raw(&position.map_or(String::new(), |at| at.longitude.to_string()));
        line.cell(opening_hours);
        line.raw(word(stage, &Stage::ALL, &words.stages));
        line.raw(tier.map_or("", |tier| tier.code()));
        line.cell(&joined_tags(tags));
        line.cell(notes);
        line.raw(&since.map_or(String::new(), |date| date.to_string()));
        line.raw(if *do_not_contact { words.yes } else { "" });
        line.raw(&paused_until.map_or(String::new(), |date| date.to_string()));
        let every = cadence.as_ref().map(|cadence| cadence.every.to_period());
        line.raw(&every.unwrap_or_default());
        let action = cadence.as_ref().map(|cadence| cadence.action.code());
        line.cell(&action.unwrap_or_default());
        let mut columns = self.custom.clone();
        let places = own_columns(&mut columns, customer);
        for column in 0..self.custom.len() {
            let place = places.iter().position(|place| *place == column);
            line.cell(place.map_or("", |place| &custom[place].1));
        }
        line.end();
    }
}

/// How many columns stand before the phones.
const FIRST_COLUMNS: usize = 5;

/// The column of each of a customer's own fields; adds the columns that are missing.
fn own_columns(columns: &mut Vec<String>, customer: &Customer) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(customer.custom.len());
    for (name, _) in &customer.custom {
        let free = columns
            .iter()
            .enumerate()
            .find(|(column, known)| *known == name && !places.contains(column));
        if let Some((column, _)) = free {
            places.push(column);
        } else {
            places.push(columns.len());
            columns.push(name.clone());
        }
    }
    places
}

/// Tags in one cell; one with a comma or quotation mark in it is quoted.
fn joined_tags(tags: &[String]) -> String {
    let quoted = tags.iter().map(|tag| {
        if tag.contains([',', '"']) || tag.trim() != tag {
            Cow::Owned(format!("\"{}\"", tag.replace('"', "\"\"")))
        } else {
            Cow::Borrowed(tag.as_str())
        }
    });
    quoted.collect::<Vec<_>>().join(", ")
}

/// A CSV file of communications.
#[derive(Debug, Clone, Copy)]
pub struct CommunicationsCsv {
    words: &'static ExportWords,
}

impl CommunicationsCsv {
    /// A file in one language.
    pub fn new(words: &'static ExportWords) -> Self {
        Self { words }
    }

    /// The byte order mark and the line of headings.
    pub fn head(self) -> String {
        let mut text = String::from('\u{feff}');
        let mut line = Line::new(&mut text);
        for heading in self.words.communication {
            line.raw(heading);
        }
        line.end();
        text
    }

    /// Writes the line of a communication; `name` gives the names of its customers.
    pub fn write(
        self,
        text: &mut String,
        communication: &Communication,
        name: &dyn Fn(CustomerId) -> String,
    ) {
        let Communication {
            id,
            customers,
            at,
            channel,
            direction,
            outcome,
            content,
            line: _,
            sentiment,
            duration_seconds,
            executes: _,
            origin: _,
            trashed_at: _,
        } = communication;
        let words = self.words;
        let mut line = Line::new(text);
        line.raw(&id.to_string());
        let ids: Vec<_> = customers.iter().map(ToString::to_string).collect();
        line.raw(&ids.join(";"));
        let names: Vec<_> = customers.iter().map(|customer| name(*customer)).collect();
        line.cell(&names.join("; "));
        line.raw(&at.to_text());
        match channel {
            Channel::Own(name) if is_mistakable(name) => {
                line.cell(&format!("{OWN_CHANNEL}{name}"));
            }
            Channel::Own(name) => line.cell(name),
            built_in => line.raw(word(built_in, &Channel::BUILT_IN, &words.channels)),
        }
        line.raw(direction.map_or("", |one| word(&one, &Direction::ALL, &words.directions)));
        line.raw(outcome.map_or("", |one| word(&one, &Outcome::ALL, &words.outcomes)));
        line.cell(content);
        line.raw(&duration_seconds.map_or(String::new(), |seconds| seconds.to_string()));
        line.raw(sentiment.map_or("", |one| word(&one, &Sentiment::ALL, &words.sentiments)));
        line.end();
    }
}

/// A table of any kind as a CSV file. A cell is a text and whether Genjin wrote it as a number;
/// anything else is protected from being run.
pub fn table_csv<'a>(
    heads: &[String],
    rows: impl IntoIterator<Item = Vec<(&'a str, bool)>>,
) -> String {
    let mut text = String::from('\u{feff}');
    let mut line = Line::new(&mut text);
    for head in heads {
        line.cell(head);
    }
    line.end();
    for row in rows {
        let mut line = Line::new(&mut text);
        for (cell, is_number) in row {
            if is_number {
                line.raw(cell);
            } else {
                line.cell(cell);
            }
        }
        line.end();
    }
    text
}

/// Whether the name of an own channel would be read as something else.
fn is_mistakable(name: &str) -> bool {
    is_blank(name) || name.starts_with(OWN_CHANNEL) || words::known_channel(name).is_some()
}

pub(super) fn word<T: PartialEq>(value: &T, values: &[T], words: &[&'static str]) -> &'static str {
    let index = values.iter().position(|other| other == value);
    index
        .and_then(|index| words.get(index))
        .copied()
        .unwrap_or("")
}

/// A line of a CSV file as it is written.
pub(super) struct Line<'t> {
    text: &'t mut String,
    is_first: bool,
}

impl<'t> Line<'t> {
    pub(super) fn new(text: &'t mut String) -> Self {
        Self {
            text,
            is_first: true,
        }
    }

    /// Writes a text that someone has typed.
    pub(super) fn cell(&mut self, cell: &str) {
        self.raw(&protect(cell));
    }

    /// Writes what Genjin itself has made: numbers, dates, ids, words.
    pub(super) fn raw(&mut self, cell: &str) {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        let is_padded = cell.starts_with([' ', '\t']) || cell.ends_with([' ', '\t']);
        if is_padded || cell.contains([',', ';', '\t', '"', '\r', '\n']) {
            self.text.push('"');
            for (index, part) in cell.split('"').enumerate() {
                if 0 < index {
                    self.text.push_str("\"\"");
                }
                self.text.push_str(part);
            }
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }

    pub(super) fn end(self) {
        self.text.push_str("\r\n");
    }
}
