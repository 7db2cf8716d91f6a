//! What the columns of a file probably mean: by their headings in both languages, as Salesforce,
//! HubSpot, Zoho, Google, Pipedrive, LinkedIn and Chinese programs write them, and by their
//! values where a heading says nothing. Proposals only; the user has the last word.

mod communications;
mod customers;
mod reach;
mod scores;
mod synonyms;

pub use communications::{guess_communications, usual_channel};
pub use customers::guess_customers;
pub use scores::{guess_loyalty, guess_ratings, guess_scale, is_ratings};

use super::columns::{Clock, CommunicationField, CustomerField, DateReading, StatusWord};
use super::export_words::ExportWords;
use super::score_columns::ScoreField;
use super::survey::{ColumnFacts, OrderDoubt, Survey};
use super::table::Table;
use super::words::{self, lists, plain};
use crate::domain::source::SourceKind;

use reach::reach;
use synonyms::{COMMUNICATION, CUSTOMER, LAST_CONTACT, SINCE, TIME};

/// What a column is proposed to mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proposal<F> {
    /// What it will be read as if the user changes nothing.
    pub field: F,
    /// What it could be read as, where it is left out by default.
    pub offered: Option<F>,
    /// Whether its dates leave the order of day and month in doubt.
    pub doubt: Option<OrderDoubt>,
}

/// Whether a heading is known at all.
pub(super) fn is_known(heading: &str) -> bool {
    let plain = plain(heading);
    let in_table = |table: &[(&str, &str)]| table.iter().any(|(_, list)| lists(list, &plain));
    !plain.is_empty()
        && (in_table(&CUSTOMER)
            || in_table(&COMMUNICATION)
            || [SINCE, LAST_CONTACT, TIME]
                .iter()
                .any(|list| lists(list, &plain))
            || words::aspect(heading).is_some()
            || scores::is_known(&plain)
            || reach(heading).is_some())
}

/// What the rows of a table probably describe.
///
/// Customers have types, dates of creation and descriptions too: these say nothing. A time of
/// another name, ids of both a record and a customer, or words for channels do.
pub fn guess_kind(table: &Table, survey: &Survey) -> SourceKind {
    if let Some(words) = table.own_words() {
        if words.is_communications(table.columns()) {
            return SourceKind::Communications;
        }
        return words
            .scores(table.columns())
            .unwrap_or(SourceKind::Customers);
    }
    if is_ratings(table, survey, &guess_ratings(table, survey, &[])) {
        return SourceKind::Ratings;
    }
    if scores::is_loyalty(table, survey, &guess_loyalty(table, survey)) {
        return SourceKind::Loyalty;
    }
    let proposals = guess_communications(table, survey);
    let columns = || proposals.iter().zip(table.columns()).zip(&survey.columns);
    let has = |is: fn(&CommunicationField) -> bool| {
        columns().any(|((proposal, _), _)| is(&proposal.field))
    };
    let says_what = has(|field| *field == CommunicationField::Content);
    let has_customer_ids = has(|field| *field == CommunicationField::CustomerId);
    let says_who = has_customer_ids
        || has(|field| *field == CommunicationField::CustomerName)
        || table.layout().heading_row.is_none();
    let says_how = columns().any(|((proposal, _), facts)| match proposal.field {
        CommunicationField::Channel => facts.mostly(facts.channels),
        CommunicationField::Direction
        | CommunicationField::Outcome
        | CommunicationField::Duration(_) => true,
        _ => false,
    });
    let says_when = has(|field| matches!(field, CommunicationField::Time(_)));
    let says_when_it_happened = columns().any(|((proposal, column), _)| {
        matches!(proposal.field, CommunicationField::Time(_))
            && !lists(SINCE, &plain(&column.written))
    });
    let is_surely_a_record =
        says_when_it_happened || has_customer_ids && has(|field| *field == CommunicationField::Id);
    let reachable = columns().any(|((_, column), facts)| {
        reach(&column.written).is_some() && !facts.mostly(facts.channels)
    });
    let says_enough = if reachable {
        says_how && says_what
    } else {
        says_how || says_what && is_surely_a_record
    };
    if says_when && says_who && says_enough {
        SourceKind::Communications
    } else {
        SourceKind::Customers
    }
}

/// What each word of a status column is proposed to mean.
pub fn proposed_words(facts: &ColumnFacts) -> Vec<StatusWord> {
    let words = facts.values.iter();
    words.map(|(word, _)| StatusWord::proposed(word)).collect()
}

/// How the dates of a column are proposed to be read.
pub fn reading(facts: &ColumnFacts) -> DateReading {
    DateReading {
        order: facts.day_order().0,
        clock: if 0 < facts.dates && !facts.has_clock() {
            Clock::Ignored
        } else {
            Clock::Read
        },
    }
}

fn doubt(facts: &ColumnFacts) -> Option<OrderDoubt> {
    match facts.day_order().1 {
        OrderDoubt::None => None,
        doubt => Some(doubt),
    }
}

/// A heading as it is looked up: as it is, without what stands in brackets, without a number.
fn spellings(heading: &str) -> [String; 3] {
    let whole = plain(heading);
    let outside = heading.split(['(', '（', '[', '【']).next().unwrap_or("");
    let outside = plain(outside);
    let unnumbered = outside.trim_end_matches(|c: char| c.is_ascii_digit());
    let unnumbered = unnumbered.to_owned();
    [whole, outside, unnumbered]
}

/// The fields that the Book remembers for a file of this shape, with the dates read as this
/// file's own values demand where they leave no doubt.
pub fn remembered_customers(codes: &[String], survey: &Survey) -> Vec<CustomerField> {
    let mut fields: Vec<_> = codes
        .iter()
        .map(|code| CustomerField::from_code(code))
        .collect();
    fields.resize(survey.columns.len(), CustomerField::LeaveOut);
    for (field, facts) in fields.iter_mut().zip(&survey.columns) {
        refresh(field.date_reading(), facts);
    }
    fields
}

/// As [`remembered_customers`], for communications.
pub fn remembered_communications(codes: &[String], survey: &Survey) -> Vec<CommunicationField> {
    let known = codes.iter().map(|code| CommunicationField::from_code(code));
    let mut fields: Vec<_> = known.collect();
    fields.resize(survey.columns.len(), CommunicationField::LeaveOut);
    for (field, facts) in fields.iter_mut().zip(&survey.columns) {
        refresh(field.date_reading(), facts);
    }
    fields
}

/// As [`remembered_customers`], for ratings and observed loyalties.
pub fn remembered_scores(codes: &[String], survey: &Survey) -> Vec<ScoreField> {
    let known = codes.iter().map(|code| ScoreField::from_code(code));
    let mut fields: Vec<_> = known.collect();
    fields.resize(survey.columns.len(), ScoreField::LeaveOut);
    for (field, facts) in fields.iter_mut().zip(&survey.columns) {
        refresh(field.date_reading(), facts);
    }
    fields
}

fn refresh(remembered: Option<&mut DateReading>, facts: &ColumnFacts) {
    if let Some(remembered) = remembered {
        let now = reading(facts);
        remembered.clock = now.clock;
        if facts.day_order().1 == OrderDoubt::None && facts.has_leading_pairs() {
            remembered.order = now.order;
        }
    }
}

impl Table {
    /// The words of the file, if Genjin itself has written it.
    pub(super) fn own_words(&self) -> Option<&'static ExportWords> {
        ExportWords::of(self.columns())
    }

    /// Whether Genjin itself has written the file.
    pub fn is_own_export(&self) -> bool {
        self.own_words().is_some()
    }
}
