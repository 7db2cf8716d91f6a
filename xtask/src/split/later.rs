//! Writes the later part: the moved functions, and what puts them into the slots that lead to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, Function,
    FunctionSection, ImportSection, Instruction, Module, StartSection, TypeSection,
};

use super::first::{LOADED, Shared, grown_table, shared_names};
use super::plan::{Plan, Slot};
use super::source::Source;
use super::{FIRST_PART, malformed};
use crate::failure::Outcome;

/// Where the things of the whole module are found in the later part.
#[derive(Debug, Default)]
struct Renumbered {
    functions: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
    tables: BTreeMap<u32, u32>,
    loaded: u32,
    /// Functions that are named as values, which a module has to announce.
    as_values: BTreeSet<u32>,
}

/// What moved code may not refer to, because the later part has none of it.
#[derive(Debug)]
pub(super) struct NotShared {
    what: &'static str,
    index: u32,
}

impl Display for NotShared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, index } = self;
        write!(formatter, "a moved function refers to {what} {index}")
    }
}

impl std::error::Error for NotShared {}

fn found(
    map: &BTreeMap<u32, u32>,
    what: &'static str,
    index: u32,
) -> Result<u32, Error<NotShared>> {
    map.get(&index)
        .copied()
        .ok_or(Error::UserError(NotShared { what, index }))
}

impl Reencode for Renumbered {
    type Error = NotShared;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<NotShared>> {
        found(&self.functions, "function", function)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<NotShared>> {
        found(&self.globals, "global", global)
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error<NotShared>> {
        found(&self.tables, "table", table)
    }

    fn data_index(&mut self, index: u32) -> Result<u32, Error<NotShared>> {
        let what = "data segment";
        Err(Error::UserError(NotShared { what, index }))
    }

    fn element_index(&mut self, index: u32) -> Result<u32, Error<NotShared>> {
        let what = "element segment";
        Err(Error::UserError(NotShared { what, index }))
    }

    fn tag_index(&mut self, index: u32) -> Result<u32, Error<NotShared>> {
        let what = "tag";
        Err(Error::UserError(NotShared { what, index }))
    }

    fn instruction<'a>(
        &mut self,
        operator: wasmparser::Operator<'a>,
    ) -> Result<Instruction<'a>, Error<NotShared>> {
        let instruction = utils::instruction(self, operator)?;
        if let Instruction::RefFunc(function) = instruction {
            self.as_values.insert(function);
        }
        Ok(instruction)
    }
}

pub(super) fn write(source: &Source<'_>, plan: &Plan<'_>) -> Outcome<Vec<u8>> {
    let mut renumbered = Renumbered::default();
    let mut types = TypeSection::new();
    if let Some(section) = &source.types {
        utils::parse_type_section(&mut RoundtripReencoder, &mut types, section.clone())
            .map_err(|error| malformed(&error))?;
    }
    let start_type = types.len();
    types.ty().function([], []);

    let imports = imports(source, plan, &mut renumbered)?;
    let mut functions = FunctionSection::new();
    let mut next = imported_functions(&renumbered)?;
    for function in &plan.moved {
        functions.function(source.function_types[*function as usize]);
        renumbered.functions.insert(*function, next);
        next += 1;
    }
    functions.function(start_type);
    let start = next;

    let mut code = CodeSection::new();
    for (_, body) in source
        .functions()
        .filter(|(function, _)| plan.moved.contains(function))
    {
        utils::parse_function_body(&mut renumbered, &mut code, body.clone())
            .map_err(|error| malformed(&error))?;
    }
    let mut mark_as_loaded = Function::new([]);
    mark_as_loaded.instruction(&Instruction::I32Const(1));
    mark_as_loaded.instruction(&Instruction::GlobalSet(renumbered.loaded));
    mark_as_loaded.instruction(&Instruction::End);
    code.function(&mark_as_loaded);

    let elements = elements(plan, &renumbered)?;
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        // Runs once the tables are filled.
        .section(&StartSection {
            function_index: start,
        })
        .section(&elements)
        .section(&code)
        .section(&data(plan));
    Ok(module.finish())
}

/// The constants that only the later part needs, written where they have always been.
fn data(plan: &Plan<'_>) -> DataSection {
    let mut data = DataSection::new();
    for constants in &plan.constants {
        let at = ConstExpr::i32_const(constants.at.cast_signed());
        data.active(0, &at, constants.bytes.iter().copied());
    }
    data
}

fn imported_functions(renumbered: &Renumbered) -> Outcome<u32> {
    u32::try_from(renumbered.functions.len()).map_err(|error| malformed(&error))
}

fn imports(
    source: &Source<'_>,
    plan: &Plan<'_>,
    renumbered: &mut Renumbered,
) -> Outcome<ImportSection> {
    let mut imports = ImportSection::new();
    let reencoder = &mut RoundtripReencoder;
    let mut globals = 0;
    let missing = || malformed(&"it refers to something that it does not hold");
    for (shared, name) in shared_names(source, plan)? {
        let entity = match shared {
            Shared::Memory(memory) => {
                let found = source.memory_types.get(memory as usize);
                let memory = reencoder
                    .memory_type(*found.ok_or_else(missing)?)
                    .map_err(|error| malformed(&error))?;
                EntityType::Memory(memory)
            }
            Shared::Table(table) => {
                let found = source.table_types.get(table as usize).copied();
                let grown = grown_table(table, found.ok_or_else(missing)?, plan);
                let number = u32::try_from(renumbered.tables.len());
                let number = number.map_err(|error| malformed(&error))?;
                renumbered.tables.insert(table, number);
                let grown = reencoder
                    .table_type(grown)
                    .map_err(|error| malformed(&error))?;
                EntityType::Table(grown)
            }
            Shared::Global(global) => {
                let found = source.global_types.get(global as usize);
                renumbered.globals.insert(global, globals);
                globals += 1;
                let global = reencoder
                    .global_type(*found.ok_or_else(missing)?)
                    .map_err(|error| malformed(&error))?;
                EntityType::Global(global)
            }
            Shared::Loaded => {
                renumbered.loaded = globals;
                globals += 1;
                EntityType::Global(LOADED)
            }
            Shared::Function(function) => {
                let number = imported_functions(renumbered)?;
                renumbered.functions.insert(function, number);
                let found = source.function_types.get(function as usize);
                EntityType::Function(*found.ok_or_else(missing)?)
            }
        };
        imports.import(FIRST_PART, &name, entity);
    }
    Ok(imports)
}

/// The moved functions in the slots that lead to them; neighbours share a segment.
fn elements(plan: &Plan<'_>, renumbered: &Renumbered) -> Outcome<ElementSection> {
    let filled: BTreeMap<Slot, u32> = plan
        .entrances
        .iter()
        .chain(&plan.hidden)
        .flat_map(|(function, slots)| slots.iter().map(move |slot| (*slot, *function)))
        .collect();
    let mut segments: Vec<(Slot, Vec<u32>)> = Vec::new();
    let mut next = None;
    for (slot, function) in filled {
        let function = renumbered.functions.get(&function).copied();
        let function = function.ok_or_else(|| malformed(&"an entrance leads nowhere"))?;
        match segments.last_mut() {
            Some((_, functions)) if next == Some(slot) => functions.push(function),
            _ => segments.push((slot, vec![function])),
        }
        next = Some(Slot {
            table: slot.table,
            index: slot.index + 1,
        });
    }
    let mut elements = ElementSection::new();
    for (slot, functions) in segments {
        let table = renumbered.tables.get(&slot.table).copied();
        let table = table.filter(|table| *table != 0);
        let offset = ConstExpr::i32_const(slot.index.cast_signed());
        elements.active(table, &offset, Elements::Functions(functions.into()));
    }
    if !renumbered.as_values.is_empty() {
        let functions: Vec<u32> = renumbered.as_values.iter().copied().collect();
        elements.declared(Elements::Functions(functions.into()));
    }
    Ok(elements)
}
