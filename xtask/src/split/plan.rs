//! Which function lies in which part, and through which slot the first part reaches the later.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{ElementItems, ElementKind, Operator};

use super::source::{Source, Uses};
use super::{Claim, malformed};
use crate::failure::Outcome;

/// A place in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) table: u32,
    pub(super) index: u32,
}

/// What the split does with each function.
#[derive(Debug)]
pub(super) struct Plan {
    /// The functions of the later part.
    pub(super) moved: BTreeSet<u32>,
    /// Those among them that the first part refers to, with the slots that lead to them: at least
    /// one each.
    pub(super) stubs: BTreeMap<u32, Vec<Slot>>,
    /// The stubs whose slot is new, in the order of their slots, which follow the table's others.
    pub(super) new_slots: Vec<u32>,
    /// The table that gets the new slots.
    pub(super) table: u32,
    /// What the later part needs of the first.
    pub(super) shared: Uses,
    /// The import that loads the later part.
    pub(super) loader: u32,
}

impl Plan {
    pub(super) fn make(
        source: &Source<'_>,
        claim: impl Fn(&str) -> Claim,
        small: u64,
    ) -> Outcome<Self> {
        let loader = source
            .loader
            .ok_or_else(|| malformed(&"it does not import the function that loads the rest"))?;
        let mut roots = Uses::default();
        roots.add_roots(source)?;
        let mut uses = BTreeMap::new();
        for (function, body) in source.functions() {
            let mut of_body = Uses::default();
            of_body.add_body(body)?;
            uses.insert(function, of_body);
        }

        let claims: BTreeMap<u32, Claim> = source
            .names
            .iter()
            .map(|(function, name)| (*function, claim(name)))
            .collect();
        let small: BTreeSet<u32> = source
            .functions()
            .filter(|(_, body)| body.range().end - body.range().start < small)
            .map(|(function, _)| function)
            .collect();
        let named = named(&roots, &uses, &claims, &small);
        let moved = without_those_needed_first(&roots, &uses, named);
        let wanted = stubs_wanted(&roots, &uses, &moved);

        let (table, mut slots) = slots_of(source)?;
        let table_type = source.table_types.get(table as usize);
        let mut next_slot = table_type
            .and_then(|table| u32::try_from(table.initial).ok())
            .ok_or_else(|| malformed(&"its table has no size"))?;
        let mut stubs = BTreeMap::new();
        let mut new_slots = Vec::new();
        for function in wanted {
            let found = slots.remove(&function).unwrap_or_default();
            let found = if found.is_empty() {
                let index = next_slot;
                next_slot += 1;
                new_slots.push(function);
                vec![Slot { table, index }]
            } else {
                found
            };
            stubs.insert(function, found);
        }

        let mut shared = Uses::default();
        for function in &moved {
            if let Some(used) = uses.get(function) {
                shared.functions.extend(used.functions.difference(&moved));
                shared.globals.extend(&used.globals);
                shared.tables.extend(&used.tables);
            }
        }
        shared
            .tables
            .extend(stubs.values().flatten().map(|slot| slot.table));
        Ok(Self {
            moved,
            stubs,
            new_slots,
            table,
            shared,
            loader,
        })
    }
}

/// The functions that go by their claim.
///
/// Of several functions that came out the same, the compiler keeps one under any of their names. So
/// a claim does not count where the function shows that others use it: something that stays calls
/// it, though it was made for what moves, or it is so small that it was likely kept for others too.
fn named(
    roots: &Uses,
    uses: &BTreeMap<u32, Uses>,
    claims: &BTreeMap<u32, Claim>,
    small: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let claim = |function: u32| claims.get(&function).copied().unwrap_or(Claim::First);
    let mut named: BTreeSet<u32> = uses
        .keys()
        .copied()
        .filter(|function| claim(*function) != Claim::First)
        .filter(|function| !small.contains(function) || !roots.functions.contains(function))
        .collect();
    let mut ahead: Vec<u32> = uses
        .keys()
        .copied()
        .filter(|function| !named.contains(function))
        .collect();
    while let Some(function) = ahead.pop() {
        for called in uses.get(&function).iter().flat_map(|uses| &uses.functions) {
            let may_be_shared = claim(*called) == Claim::MadeForLater || small.contains(called);
            if may_be_shared && named.remove(called) {
                ahead.push(*called);
            }
        }
    }
    named
}

/// The named functions, and all that are reached through them alone.
fn without_those_needed_first(
    roots: &Uses,
    uses: &BTreeMap<u32, Uses>,
    named: BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut first = BTreeSet::new();
    let mut ahead: Vec<u32> = roots.functions.iter().copied().collect();
    while let Some(function) = ahead.pop() {
        if named.contains(&function) || !first.insert(function) {
            continue;
        }
        if let Some(used) = uses.get(&function) {
            ahead.extend(&used.functions);
        }
    }
    let mut moved = named;
    let mut ahead: Vec<u32> = moved.iter().copied().collect();
    while let Some(function) = ahead.pop() {
        for used in uses.get(&function).iter().flat_map(|uses| &uses.functions) {
            let has_body = uses.contains_key(used);
            if has_body && !first.contains(used) && moved.insert(*used) {
                ahead.push(*used);
            }
        }
    }
    moved
}

/// The moved functions to which something refers that stays.
fn stubs_wanted(roots: &Uses, uses: &BTreeMap<u32, Uses>, moved: &BTreeSet<u32>) -> BTreeSet<u32> {
    uses.iter()
        .filter(|(function, _)| !moved.contains(function))
        .map(|(_, used)| used)
        .chain([roots])
        .flat_map(|used| used.functions.intersection(moved))
        .copied()
        .collect()
}

/// The table of functions, and where each function lies in the tables from the start.
fn slots_of(source: &Source<'_>) -> Outcome<(u32, BTreeMap<u32, Vec<Slot>>)> {
    // By slot first, because a later segment may fill it anew.
    let mut filled = BTreeMap::new();
    let mut main_table = None;
    let elements = source.elements.clone();
    for element in elements.into_iter().flatten() {
        let element = element.map_err(|error| malformed(&error))?;
        let ElementKind::Active {
            table_index,
            offset_expr,
        } = element.kind
        else {
            continue;
        };
        let table = table_index.unwrap_or(0);
        let mut offset = offset_expr.get_operators_reader();
        let Ok(Operator::I32Const { value }) = offset.read() else {
            return Err(malformed(
                &"a table is filled from a place that is not fixed",
            ));
        };
        let functions = functions_of(element.items).map_err(|error| malformed(&error))?;
        for (index, function) in (value.cast_unsigned()..).zip(functions) {
            filled.insert(Slot { table, index }, function);
            if function.is_some() {
                main_table.get_or_insert(table);
            }
        }
    }
    let table = main_table
        .filter(|table| source.table_imports <= *table)
        .ok_or_else(|| malformed(&"it has no table of functions of its own"))?;
    let mut slots: BTreeMap<u32, Vec<Slot>> = BTreeMap::new();
    for (slot, function) in filled {
        if let Some(function) = function {
            slots.entry(function).or_default().push(slot);
        }
    }
    Ok((table, slots))
}

fn functions_of(items: ElementItems<'_>) -> wasmparser::Result<Vec<Option<u32>>> {
    match items {
        ElementItems::Functions(functions) => functions
            .into_iter()
            .map(|function| function.map(Some))
            .collect(),
        ElementItems::Expressions(_, expressions) => expressions
            .into_iter()
            .map(|expression| {
                Ok(match expression?.get_operators_reader().read()? {
                    Operator::RefFunc { function_index } => Some(function_index),
                    _ => None,
                })
            })
            .collect(),
    }
}
