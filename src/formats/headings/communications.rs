//! What the columns of a file of communications probably mean.

use super::super::columns::{CommunicationField, DurationUnit};
use super::super::survey::{ColumnFacts, Survey};
use super::super::table::Table;
use super::super::words::plain;
use super::synonyms::{COMMUNICATION, TIME};
use super::{Proposal, doubt, reading, spellings};
use crate::domain::channel::Channel;

/// What the columns of a file of communications probably mean.
pub fn guess_communications(table: &Table, survey: &Survey) -> Vec<Proposal<CommunicationField>> {
    let columns = table.columns().iter().zip(&survey.columns);
    if let Some(words) = table.own_words() {
        return columns
            .map(|(column, _)| Proposal {
                field: words.communication_field(&column.written),
                ..Proposal::default()
            })
            .collect();
    }
    let mut found: Vec<(CommunicationField, usize)> = columns
        .clone()
        .map(|(column, facts)| by_heading(&column.written, facts))
        .collect();
    by_values(&mut found, survey);
    // A time that is not known in every row yields to one that is.
    let sparse = |index: usize| survey.columns[index].filled < survey.rows - survey.faulty_rows;
    let mut proposals = Vec::new();
    for (index, facts) in survey.columns.iter().enumerate() {
        let (field, rank) = found[index];
        let single = matches!(
            field,
            CommunicationField::Id
                | CommunicationField::CustomerName
                | CommunicationField::Time(_)
                | CommunicationField::TimeOfDay
                | CommunicationField::Channel
                | CommunicationField::Direction
                | CommunicationField::Outcome
                | CommunicationField::Sentiment
                | CommunicationField::Duration(_)
        );
        let is_beaten = single
            && found
                .iter()
                .enumerate()
                .any(|(other, (candidate, other_rank))| {
                    std::mem::discriminant(candidate) == std::mem::discriminant(&field)
                        && (sparse(other), *other_rank, other) < (sparse(index), rank, index)
                });
        proposals.push(if is_beaten {
            Proposal {
                offered: Some(field),
                ..Proposal::default()
            }
        } else {
            Proposal {
                field,
                offered: None,
                doubt: match field {
                    CommunicationField::Time(_) => doubt(facts),
                    _ => None,
                },
            }
        });
    }
    proposals
}

fn by_heading(heading: &str, facts: &ColumnFacts) -> (CommunicationField, usize) {
    let field = |words: &str| {
        for (code, list) in COMMUNICATION {
            if let Some(rank) = list.split(' ').position(|word| word == words) {
                let field = match code {
                    // 联系方式 mostly heads phones.
                    "channel" if facts.mostly(facts.phones) => return None,
                    "duration" => CommunicationField::Duration(unit(heading)),
                    code => CommunicationField::from_code(code),
                };
                return Some((field, rank));
            }
        }
        let rank = TIME.split(' ').position(|word| word == words)?;
        let field = if facts.mostly(facts.times_of_day) {
            CommunicationField::TimeOfDay
        } else {
            CommunicationField::Time(reading(facts))
        };
        Some((field, rank))
    };
    let found = spellings(heading).iter().find_map(|words| field(words));
    found.unwrap_or_default()
}

fn by_values(found: &mut [(CommunicationField, usize)], survey: &Survey) {
    const LAST: usize = usize::MAX;
    let has = |field: CommunicationField, found: &[(CommunicationField, usize)]| {
        let same = |other: &CommunicationField| {
            std::mem::discriminant(other) == std::mem::discriminant(&field)
        };
        found.iter().any(|(other, _)| same(other))
    };
    let mut give = |field: fn(&ColumnFacts) -> CommunicationField,
                    fits: &dyn Fn(&ColumnFacts) -> u64| {
        if has(field(&ColumnFacts::default()), found) {
            return;
        }
        let free = found.iter().zip(&survey.columns).enumerate();
        let best = free
            .filter(|(_, ((given, _), _))| *given == CommunicationField::LeaveOut)
            .map(|(index, (_, facts))| (fits(facts), std::cmp::Reverse(index)))
            .max();
        if let Some((fit, std::cmp::Reverse(index))) = best
            && 0 < fit
        {
            found[index] = (field(&survey.columns[index]), LAST);
        }
    };
    give(|facts| CommunicationField::Time(reading(facts)), &|facts| {
        u64::from(facts.mostly(facts.dates))
    });
    give(|_| CommunicationField::Channel, &|facts| {
        u64::from(facts.mostly(facts.channels))
    });
    give(|_| CommunicationField::Content, &|facts| {
        let length = facts.chars.checked_div(facts.seen).unwrap_or(0);
        if 12 < length && facts.dates == 0 && facts.phones == 0 && facts.emails == 0 {
            u64::from(length)
        } else {
            0
        }
    });
}

/// The unit that a heading names; seconds if it names none.
fn unit(heading: &str) -> DurationUnit {
    let words = plain(heading);
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["millis", "毫秒", "hscallduration"]) || words.ends_with("ms") {
        DurationUnit::Milliseconds
    } else if has(&["second", "sec", "秒"]) {
        DurationUnit::Seconds
    } else if has(&["min", "分"]) {
        DurationUnit::Minutes
    } else if has(&["hour", "小时"]) {
        DurationUnit::Hours
    } else {
        DurationUnit::Seconds
    }
}

/// The channel of records whose file has no column for it: calls, if the file is one of calls.
pub fn usual_channel(table: &Table) -> Channel {
    let mentions_calls = table.columns().iter().any(|column| {
        let words = plain(&column.written);
        ["call", "dialled", "通话", "呼叫"]
            .iter()
            .any(|part| words.contains(part))
    });
    if mentions_calls {
        Channel::Phone
    } else {
        Channel::Other
    }
}
