//! What the columns of a file of customers probably mean.

use super::super::columns::{CustomerField, Reach};
use super::super::survey::{ColumnFacts, Survey};
use super::super::table::Table;
use super::super::words::{lists, plain};
use super::reach::reach;
use super::synonyms::{BOOKKEEPING, CUSTOMER, LAST_CONTACT, SINCE};
use super::{Proposal, doubt, proposed_words, reading, spellings};
use crate::domain::decimal::Decimal;

/// What the columns of a file of customers probably mean.
pub fn guess_customers(table: &Table, survey: &Survey) -> Vec<Proposal<CustomerField>> {
    let columns = table.columns().iter().zip(&survey.columns);
    if let Some(words) = table.own_words() {
        return columns
            .map(|(column, _)| Proposal {
                field: words.customer_field(&column.written),
                ..Proposal::default()
            })
            .collect();
    }
    // The heading's field and the rank of its word; a lower rank is better.
    let mut found: Vec<(CustomerField, usize)> = columns
        .clone()
        .map(|(column, facts)| by_heading(&column.written, facts))
        .collect();
    linkedin_url(table, &mut found);
    name_or_firm(&mut found);
    by_values(table, &mut found, survey);
    let mut proposals = Vec::new();
    for (index, (column, facts)) in columns.enumerate() {
        let (field, _) = &found[index];
        let proposal = match field {
            CustomerField::LeaveOut => own_column(&column.heading, facts),
            CustomerField::LastContact(_) => Proposal {
                doubt: doubt(facts),
                offered: Some(field.clone()),
                ..Proposal::default()
            },
            field => match better(&found, index) {
                Some(winner) if survey.columns[winner].digest == facts.digest => {
                    Proposal::default()
                }
                Some(_) => Proposal {
                    offered: Some(field.clone()),
                    ..own_column(&column.heading, facts)
                },
                None => Proposal {
                    field: field.clone(),
                    offered: None,
                    doubt: match field {
                        CustomerField::Since(_) => doubt(facts),
                        _ => None,
                    },
                },
            },
        };
        proposals.push(proposal);
    }
    proposals
}

fn by_heading(heading: &str, facts: &ColumnFacts) -> (CustomerField, usize) {
    let field = |words: &str| {
        for (code, list) in CUSTOMER {
            if let Some(rank) = list.split(' ').position(|word| word == words) {
                let field = match code {
                    "status" => CustomerField::Status(proposed_words(facts)),
                    // Told from the name once all columns are known.
                    "customer_or_firm" => CustomerField::Custom(FIRM.to_owned()),
                    code => CustomerField::from_code(code),
                };
                return Some((field, rank));
            }
        }
        let reading = reading(facts);
        let rank = |list: &str| list.split(' ').position(|word| word == words);
        let since = rank(SINCE).map(|rank| (CustomerField::Since(reading), rank));
        since.or_else(|| rank(LAST_CONTACT).map(|rank| (CustomerField::LastContact(reading), rank)))
    };
    spellings(heading)
        .iter()
        .find_map(|words| field(words))
        .or_else(|| reach(heading).map(|field| (field, 0)))
        .unwrap_or_default()
}

/// LinkedIn calls the address of a profile just "URL"; its own "Connected On" tells whose it is.
fn linkedin_url(table: &Table, found: &mut [(CustomerField, usize)]) {
    let place = |heading: &str| {
        let mut columns = table.columns().iter();
        columns.position(|column| column.written.trim() == heading)
    };
    if let (Some(_), Some(url)) = (place("Connected On"), place("URL")) {
        found[url].0 = CustomerField::Reach(Reach::Handle, "LinkedIn".to_owned());
    }
}

/// Stands for a heading such as 客户名称 until it is known whether persons have their own column.
const FIRM: &str = "\u{1}firm";

fn name_or_firm(found: &mut [(CustomerField, usize)]) {
    let has = |field: &CustomerField, found: &[(CustomerField, usize)]| {
        found.iter().any(|(other, _)| other == field)
    };
    let persons = has(&CustomerField::Name, found) || has(&CustomerField::LastName, found);
    for (field, _) in found.iter_mut() {
        if *field == CustomerField::Custom(FIRM.to_owned()) {
            *field = if persons {
                CustomerField::Company
            } else {
                CustomerField::Name
            };
        }
    }
}

/// Gives columns whose heading says nothing a field by their values.
fn by_values(table: &Table, found: &mut [(CustomerField, usize)], survey: &Survey) {
    const LAST: usize = usize::MAX;
    let columns = table.columns().iter().zip(&survey.columns);
    for ((field, rank), (column, facts)) in found.iter_mut().zip(columns) {
        if *field != CustomerField::LeaveOut || is_bookkeeping(&column.written) {
            continue;
        }
        let reach = if facts.mostly(facts.emails) {
            Reach::Email
        } else if facts.mostly(facts.phones) {
            Reach::Phone
        } else {
            continue;
        };
        (*field, *rank) = (CustomerField::Reach(reach, String::new()), LAST);
    }
    let named = found.iter().any(|(field, _)| {
        matches!(
            field,
            CustomerField::Name
                | CustomerField::FirstName
                | CustomerField::LastName
                | CustomerField::Company
        )
    });
    if named {
        return;
    }
    // The first column of words is the name, if nothing else is.
    for ((field, rank), facts) in found.iter_mut().zip(&survey.columns) {
        if *field == CustomerField::LeaveOut && is_of_words(facts) {
            (*field, *rank) = (CustomerField::Name, LAST);
            return;
        }
    }
}

/// Whether a column has words that differ from row to row.
fn is_of_words(facts: &ColumnFacts) -> bool {
    let is_number = |value: &str| Decimal::parse(value).is_some();
    0 < facts.filled
        && !facts.is_constant()
        && !facts.mostly(facts.dates)
        && !facts.mostly(facts.yes_or_no)
        && (facts.many_values || !facts.values.iter().all(|(value, _)| is_number(value)))
}

/// The column that means the same and has the better heading, where only one of them can count.
fn better(found: &[(CustomerField, usize)], index: usize) -> Option<usize> {
    let (field, rank) = &found[index];
    let single = matches!(
        field,
        CustomerField::Id
            | CustomerField::Name
            | CustomerField::FirstName
            | CustomerField::MiddleName
            | CustomerField::LastName
            | CustomerField::Company
            | CustomerField::Title
            | CustomerField::Address(_)
            | CustomerField::Latitude
            | CustomerField::Longitude
            | CustomerField::OpeningHours
            | CustomerField::Since(_)
            | CustomerField::DoNotContact
    );
    if !single {
        return None;
    }
    let same = |other: &CustomerField| {
        std::mem::discriminant(other) == std::mem::discriminant(field)
            && match (other, field) {
                (CustomerField::Address(one), CustomerField::Address(two)) => one == two,
                _ => true,
            }
    };
    let others = found.iter().enumerate();
    others
        .filter(|(other, (candidate, _))| *other != index && same(candidate))
        .find(|(other, (_, other_rank))| (other_rank, other) < (rank, &index))
        .map(|(other, _)| other)
}

/// A column that Genjin has no field for: kept as the user's own if it says something of the
/// customer, left out if it is empty, the same in every row, only yes and no, or another program's
/// bookkeeping.
fn own_column(heading: &str, facts: &ColumnFacts) -> Proposal<CustomerField> {
    let own = CustomerField::Custom(heading.to_owned());
    let says_nothing = facts.filled == 0
        || facts.is_constant()
        || facts.mostly(facts.yes_or_no)
        || is_bookkeeping(heading);
    if says_nothing {
        Proposal {
            offered: (0 < facts.filled).then_some(own),
            ..Proposal::default()
        }
    } else {
        Proposal {
            field: own,
            ..Proposal::default()
        }
    }
}

/// Whether a heading names what only the other program needs: owners, ids, its own changes.
fn is_bookkeeping(heading: &str) -> bool {
    let words = plain(heading);
    ["id", "ids", "编号"].iter().any(|end| words.ends_with(end)) || lists(BOOKKEEPING, &words)
}
