//! Which function lies in which part, and through which slot the first part reaches the later.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{ElementItems, ElementKind, Operator};

use super::malformed;
use super::references::{Constants, References};
use super::source::{Source, Uses};
use crate::failure::Outcome;

/// A place in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) table: u32,
    pub(super) index: u32,
}

/// What the split does with each function.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The functions of the later part.
    pub(super) moved: BTreeSet<u32>,
    /// Those among them that the first part refers to, with the slots that lead to them: at least
    /// one each in the main table.
    pub(super) entrances: BTreeMap<u32, Vec<Slot>>,
    /// Those among the entrances that are a function in the first part too: a stub, which goes on
    /// through the slot. The others are reached from where they are called.
    pub(super) stubs: BTreeSet<u32>,
    /// How many slots are new; they follow the table's others.
    pub(super) new_slots: u32,
    /// The table that gets the new slots.
    pub(super) table: u32,
    /// What the later part needs of the first.
    pub(super) shared: Uses,
    /// The import that loads the later part.
    pub(super) loader: u32,
    /// Functions of the later part whose place in the table the first does not know: their slots
    /// may hold anything until the later part fills them.
    pub(super) hidden: BTreeMap<u32, Vec<Slot>>,
    /// The constants of the later part.
    pub(super) constants: Vec<Constants<'a>>,
}

/// Below this many bytes, constants are not worth a segment of their own.
const SMALL_CONSTANTS: usize = 8;

/// From so many calls on, a stub is smaller than naming the slot at each call.
const CALLS_WORTH_A_STUB: u32 = 5;

impl<'a> Plan<'a> {
    pub(super) fn make(
        source: &Source<'a>,
        references: &'a References,
        needed_first: impl Fn(&str) -> bool,
        small: u64,
    ) -> Outcome<Self> {
        let loader = source
            .loader
            .ok_or_else(|| malformed(&"it does not import the function that loads the rest"))?;
        let mut uses = BTreeMap::new();
        for (function, body) in source.functions() {
            let mut of_body = Uses::default();
            of_body.add_body(body)?;
            uses.insert(function, of_body);
        }

        let small: BTreeSet<u32> = source
            .functions()
            .filter(|(_, body)| body.range().end - body.range().start < small)
            .map(|(function, _)| function)
            .collect();
        let chosen: BTreeSet<u32> = source
            .names
            .iter()
            .filter(|(_, name)| !needed_first(name))
            .map(|(function, _)| *function)
            .collect();
        let moved_with = |roots: &Uses| {
            let chosen = without_small_ones(roots, &uses, chosen.clone(), &small);
            without_those_needed_first(roots, &uses, chosen)
        };
        // Whether something of the first part knows a place in the table is known once it is known
        // what lies in the first part. A second look moves what the first could not; each moves
        // all that those before did, so what they found unneeded stays so.
        let names = Names::of(source);
        let mut moved = moved_with(&roots(source, &BTreeSet::new())?);
        let unneeded = references.unneeded(names.are_all_in(&moved));
        moved = moved_with(&roots(source, &names.found(&unneeded.in_table))?);
        let unneeded = references.unneeded(names.are_all_in(&moved));
        let hidden = &names.found(&unneeded.in_table) & &moved;
        let constants = constants(source, &unneeded.data)?;
        let roots = roots(source, &hidden)?;
        let (wanted, stubs) = entrances_wanted(&roots, &uses, &moved);

        let (table, mut slots) = slots_of(source)?;
        let table_type = source.table_types.get(table as usize);
        let old_slots = table_type
            .and_then(|table| u32::try_from(table.initial).ok())
            .ok_or_else(|| malformed(&"its table has no size"))?;
        let mut new_slots = 0;
        let mut entrances = BTreeMap::new();
        for function in wanted {
            let mut found = slots.remove(&function).unwrap_or_default();
            if found.iter().all(|slot| slot.table != table) {
                let index = old_slots + new_slots;
                new_slots += 1;
                found.push(Slot { table, index });
            }
            entrances.insert(function, found);
        }
        // Those that the first part calls by name are among the entrances.
        let hidden: BTreeMap<u32, Vec<Slot>> = (hidden.iter())
            .filter_map(|function| slots.remove(function).map(|found| (*function, found)))
            .collect();

        let mut shared = Uses::default();
        for function in &moved {
            if let Some(used) = uses.get(function) {
                shared.functions.extend(used.functions.difference(&moved));
                shared.globals.extend(&used.globals);
                shared.tables.extend(&used.tables);
            }
        }
        shared.tables.extend(
            entrances
                .values()
                .chain(hidden.values())
                .flatten()
                .map(|slot| slot.table),
        );
        Ok(Self {
            moved,
            entrances,
            stubs,
            new_slots,
            table,
            shared,
            loader,
            hidden,
            constants,
        })
    }

    /// The slot through which the first part reaches a moved function.
    pub(super) fn slot(&self, function: u32) -> Option<Slot> {
        let slots = self.entrances.get(&function)?;
        slots.iter().copied().find(|slot| slot.table == self.table)
    }
}

/// The functions of the module by the names that only one of them bears.
struct Names<'a>(BTreeMap<&'a str, Option<u32>>);

impl<'a> Names<'a> {
    fn of(source: &'a Source<'_>) -> Self {
        let mut names = BTreeMap::new();
        for (function, name) in &source.names {
            names
                .entry(name.as_str())
                .and_modify(|known| *known = None)
                .or_insert(Some(*function));
        }
        Self(names)
    }

    /// Whether a function lies in `moved`, by its name.
    fn are_all_in(&self, moved: &BTreeSet<u32>) -> impl Fn(&str) -> bool {
        |name| {
            let function = self.0.get(name).copied().flatten();
            function.is_some_and(|function| moved.contains(&function))
        }
    }

    fn found(&self, names: &BTreeSet<&str>) -> BTreeSet<u32> {
        let found = names.iter().map(|name| self.0.get(name).copied().flatten());
        found.flatten().collect()
    }
}

/// What needs to be there from the beginning, whatever calls what: the exports, and what the table
/// holds but for the functions that nothing in the first part knows to be there.
fn roots(source: &Source<'_>, unknown: &BTreeSet<u32>) -> Outcome<Uses> {
    let mut in_table = Uses::default();
    in_table.add_elements(source)?;
    let mut roots = Uses::default();
    roots.add_roots(source)?;
    roots
        .functions
        .extend(in_table.functions.difference(unknown));
    roots
        .as_values
        .extend(in_table.as_values.difference(unknown));
    Ok(roots)
}

/// The constants to move, which must be what the linker wrote.
fn constants<'a>(source: &Source<'_>, unneeded: &[Constants<'a>]) -> Outcome<Vec<Constants<'a>>> {
    let segments = source.segments()?;
    let large = unneeded.iter();
    let large = large.filter(|constants| SMALL_CONSTANTS <= constants.bytes.len());
    let mut moved = Vec::new();
    for constants in large {
        let is_here = |segment: &Constants<'_>| {
            let start = constants.at.checked_sub(segment.at)? as usize;
            let own = segment.bytes.get(start..start + constants.bytes.len())?;
            Some(own == constants.bytes)
        };
        if segments.iter().find_map(is_here) != Some(true) {
            return Err(malformed(
                &"its data is not what the linker wrote; was it linked for another build?",
            ));
        }
        moved.push(constants.clone());
    }
    Ok(moved)
}

/// The chosen functions but those that are small and wanted by what stays: reaching them would take
/// about as much as they do.
fn without_small_ones(
    roots: &Uses,
    uses: &BTreeMap<u32, Uses>,
    chosen: BTreeSet<u32>,
    small: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut chosen = chosen;
    chosen.retain(|function| {
        uses.contains_key(function)
            && !(small.contains(function) && roots.functions.contains(function))
    });
    let mut ahead: Vec<u32> = uses
        .keys()
        .copied()
        .filter(|function| !chosen.contains(function))
        .collect();
    while let Some(function) = ahead.pop() {
        for used in uses.get(&function).iter().flat_map(|uses| &uses.functions) {
            if small.contains(used) && chosen.remove(used) {
                ahead.push(*used);
            }
        }
    }
    chosen
}

/// The chosen functions, and all that are reached through them alone.
fn without_those_needed_first(
    roots: &Uses,
    uses: &BTreeMap<u32, Uses>,
    chosen: BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut first = BTreeSet::new();
    let mut ahead: Vec<u32> = roots.functions.iter().copied().collect();
    while let Some(function) = ahead.pop() {
        if chosen.contains(&function) || !first.insert(function) {
            continue;
        }
        if let Some(used) = uses.get(&function) {
            ahead.extend(&used.functions);
        }
    }
    let mut moved = chosen;
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

/// The moved functions to which something refers that stays, and those of them that need a stub.
fn entrances_wanted(
    roots: &Uses,
    uses: &BTreeMap<u32, Uses>,
    moved: &BTreeSet<u32>,
) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let staying = uses
        .iter()
        .filter(|(function, _)| !moved.contains(function))
        .map(|(_, used)| used);
    let mut wanted = BTreeSet::new();
    let mut stubs = BTreeSet::new();
    let mut calls: BTreeMap<u32, u32> = BTreeMap::new();
    for used in staying.chain([roots]) {
        wanted.extend(used.functions.intersection(moved));
        stubs.extend(used.as_values.intersection(moved));
        for (function, count) in &used.calls {
            *calls.entry(*function).or_default() += count;
        }
    }
    let called_often = calls
        .into_iter()
        .filter(|(function, count)| CALLS_WORTH_A_STUB <= *count && moved.contains(function))
        .map(|(function, _)| function);
    stubs.extend(called_often);
    (wanted, stubs)
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
