//! Writes the first part: the whole module with all its indices, in which the moved functions are
//! stubs or empty.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, ExportKind,
    ExportSection, FuncType, Function, FunctionSection, GlobalSection, GlobalType, HeapType,
    ImportSection, Instruction, MemorySection, Module, StartSection, TableSection, TypeSection,
    ValType,
};

use super::malformed;
use super::plan::Plan;
use super::source::Source;
use crate::failure::Outcome;

/// What the first part exports of itself, so that the later part can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shared {
    Function(u32),
    Table(u32),
    Memory(u32),
    Global(u32),
    /// The global that says whether the later part is there.
    Loaded,
}

/// All that the later part imports, each with the name under which the first part exports it.
pub(super) fn shared_names(source: &Source<'_>, plan: &Plan<'_>) -> Outcome<Vec<(Shared, String)>> {
    let memories = (0..).zip(&source.memory_types);
    let shared = (memories.map(|(memory, _)| Shared::Memory(memory)))
        .chain(plan.shared.tables.iter().copied().map(Shared::Table))
        .chain(plan.shared.globals.iter().copied().map(Shared::Global))
        .chain([Shared::Loaded])
        .chain(plan.shared.functions.iter().copied().map(Shared::Function));
    let taken = source.exports()?;
    let taken: BTreeSet<&str> = taken.iter().map(|export| export.name).collect();
    let names = (0..)
        .map(short_name)
        .filter(|name| !taken.contains(name.as_str()));
    Ok(shared.zip(names).collect())
}

/// The shortest texts that are names in JavaScript too: a, b, … z, aa, ba, …
fn short_name(number: usize) -> String {
    const LETTERS: [char; 26] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
        's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ];
    let mut rest = number;
    let mut name = String::new();
    loop {
        name.push(LETTERS[rest % LETTERS.len()]);
        rest /= LETTERS.len();
        if rest == 0 {
            return name;
        }
        rest -= 1;
    }
}

/// The type of a table in both parts, with the new slots.
pub(super) fn grown_table(
    table: u32,
    of_type: wasmparser::TableType,
    plan: &Plan<'_>,
) -> wasmparser::TableType {
    if table != plan.table {
        return of_type;
    }
    let more = u64::from(plan.new_slots);
    wasmparser::TableType {
        initial: of_type.initial + more,
        maximum: of_type.maximum.map(|maximum| maximum + more),
        ..of_type
    }
}

pub(super) fn write(source: &Source<'_>, plan: &Plan<'_>) -> Outcome<Vec<u8>> {
    let gates = Gates::of(source, plan)?;
    let mut module = Module::new();
    add_declarations(&mut module, source, plan, &gates).map_err(|error| malformed(&error))?;

    let mut exports = ExportSection::new();
    for export in source.exports()? {
        RoundtripReencoder
            .parse_export(&mut exports, export)
            .map_err(|error| malformed(&error))?;
    }
    for (shared, name) in shared_names(source, plan)? {
        let (kind, index) = match shared {
            Shared::Function(function) => (ExportKind::Func, function),
            Shared::Table(table) => (ExportKind::Table, table),
            Shared::Memory(memory) => (ExportKind::Memory, memory),
            Shared::Global(global) => (ExportKind::Global, global),
            Shared::Loaded => (ExportKind::Global, loaded(source)?),
        };
        exports.export(&name, kind, index);
    }
    module.section(&exports);
    if let Some(function_index) = source.start {
        module.section(&StartSection { function_index });
    }

    add_elements(&mut module, source, plan)?;
    let data = data(source, plan)?;
    if source.data_count.is_some() {
        let count = data.len();
        module.section(&DataCountSection { count });
    }
    module.section(&code(source, plan, &gates)?);
    module.section(&data);
    Ok(module.finish())
}

/// The data without the constants of the later part.
fn data(source: &Source<'_>, plan: &Plan<'_>) -> Outcome<DataSection> {
    let mut data = DataSection::new();
    for segment in source.segments()? {
        let mut add = |start: usize, end: usize| {
            let at = u32::try_from(start).map(|start| segment.at + start);
            let at = at.map_err(|error| malformed(&error))?;
            if start < end {
                let bytes = segment.bytes[start..end].iter().copied();
                data.active(0, &ConstExpr::i32_const(at.cast_signed()), bytes);
            }
            Ok(())
        };
        let mut start = 0;
        for moved in &plan.constants {
            // Those that begin in this segment; `Plan` has seen that they lie in one.
            let Some(offset) = moved.at.checked_sub(segment.at) else {
                continue;
            };
            let offset = offset as usize;
            if offset < segment.bytes.len() {
                add(start, offset)?;
                start = offset + moved.bytes.len();
            }
        }
        add(start, segment.bytes.len())?;
    }
    Ok(data)
}

/// All sections before the exports.
fn add_declarations(
    module: &mut Module,
    source: &Source<'_>,
    plan: &Plan<'_>,
    gates: &Gates,
) -> Result<(), Error<Infallible>> {
    let reencoder = &mut RoundtripReencoder;
    let mut types = TypeSection::new();
    if let Some(section) = &source.types {
        utils::parse_type_section(reencoder, &mut types, section.clone())?;
    }
    for function_type in &gates.types {
        types.ty().func_type(function_type);
    }
    module.section(&types);
    let mut imports = ImportSection::new();
    if let Some(section) = &source.imports {
        utils::parse_import_section(reencoder, &mut imports, section.clone())?;
    }
    module.section(&imports);
    let mut functions = FunctionSection::new();
    for function in &source.function_types[source.function_imports as usize..] {
        functions.function(*function);
    }
    for (number, _) in (gates.first_type..).zip(&gates.types) {
        functions.function(number);
    }
    module.section(&functions);
    let mut tables = TableSection::new();
    if let Some(section) = &source.tables {
        for (number, table) in (source.table_imports..).zip(section.clone()) {
            let mut table = table?;
            table.ty = grown_table(number, table.ty, plan);
            utils::parse_table(reencoder, &mut tables, table)?;
        }
    }
    module.section(&tables);
    let mut memories = MemorySection::new();
    if let Some(section) = &source.memories {
        utils::parse_memory_section(reencoder, &mut memories, section.clone())?;
    }
    module.section(&memories);
    let mut globals = GlobalSection::new();
    if let Some(section) = &source.globals {
        utils::parse_global_section(reencoder, &mut globals, section.clone())?;
    }
    globals.global(LOADED, &ConstExpr::i32_const(0));
    module.section(&globals);
    Ok(())
}

/// The type of the global that says whether the later part is there.
pub(super) const LOADED: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

/// That global's index.
fn loaded(source: &Source<'_>) -> Outcome<u32> {
    u32::try_from(source.global_types.len()).map_err(|error| malformed(&error))
}

/// What the tables hold at first: the stubs have the indices of what they stand for, and the new
/// slots are empty until the later part fills them. In a slot that nothing calls until then lies
/// any function that has no body here, always the same, which packs best.
fn add_elements(module: &mut Module, source: &Source<'_>, plan: &Plan<'_>) -> Outcome {
    let mut elements = ElementSection::new();
    if let Some(section) = &source.elements {
        utils::parse_element_section(&mut Hiding(plan), &mut elements, section.clone())
            .map_err(|error| malformed(&error))?;
    }
    module.section(&elements);
    Ok(())
}

/// Replaces the functions of the slots that nothing calls before the later part is there.
struct Hiding<'a>(&'a Plan<'a>);

impl Reencode for Hiding<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let Self(plan) = self;
        let filler = plan.hidden.keys().next();
        let filler = filler.filter(|_| plan.hidden.contains_key(&function));
        Ok(filler.copied().unwrap_or(function))
    }
}

fn code(source: &Source<'_>, plan: &Plan<'_>, gates: &Gates) -> Outcome<CodeSection> {
    let mut code = CodeSection::new();
    for (function, body) in source.functions() {
        if plan.stubs.contains(&function) {
            code.function(&stub(source, plan, gates, function)?);
        } else if plan.moved.contains(&function) {
            let mut nothing = Function::new([]);
            nothing.instruction(&Instruction::Unreachable);
            nothing.instruction(&Instruction::End);
            code.function(&nothing);
        } else {
            let mut through_gates = ThroughGates {
                source,
                plan,
                gates,
            };
            through_gates
                .parse_function_body(&mut code, body.clone())
                .map_err(|error| malformed(&error))?;
        }
    }
    for of_type in gates.functions.keys() {
        code.function(&gate(source, plan, *of_type)?);
    }
    Ok(code)
}

/// One function per type of the entrances: it takes their parameters and a slot, has the later part
/// loaded unless it is there, and goes on through the slot.
struct Gates {
    /// The gate for each type.
    functions: BTreeMap<u32, u32>,
    /// The gates' own types, in their order.
    types: Vec<FuncType>,
    first_type: u32,
}

impl Gates {
    fn of(source: &Source<'_>, plan: &Plan<'_>) -> Outcome<Self> {
        let count = |length: usize| u32::try_from(length).map_err(|error| malformed(&error));
        let entered: BTreeSet<u32> = plan
            .entrances
            .keys()
            .map(|function| source.function_types[*function as usize])
            .collect();
        let mut types = Vec::new();
        for of_type in &entered {
            let entered = source.type_at(*of_type)?;
            let val_type = |of_value: &wasmparser::ValType| {
                RoundtripReencoder
                    .val_type(*of_value)
                    .map_err(|error| malformed(&error))
            };
            let mut parameters = Vec::new();
            for parameter in entered.params() {
                parameters.push(val_type(parameter)?);
            }
            parameters.push(ValType::I32);
            let mut results = Vec::new();
            for result in entered.results() {
                results.push(val_type(result)?);
            }
            types.push(FuncType::new(parameters, results));
        }
        Ok(Self {
            functions: entered
                .into_iter()
                .zip(count(source.function_types.len())?..)
                .collect(),
            types,
            first_type: count(source.type_count())?,
        })
    }

    /// The instructions that go on in a moved function, whose arguments are given already.
    fn enter(
        &self,
        source: &Source<'_>,
        plan: &Plan<'_>,
        function: u32,
    ) -> Option<[Instruction<'static>; 2]> {
        let of_type = source.function_types.get(function as usize)?;
        let gate = self.functions.get(of_type)?;
        let slot = plan.slot(function)?;
        Some([
            Instruction::I32Const(slot.index.cast_signed()),
            Instruction::Call(*gate),
        ])
    }
}

/// Code that stays, with its calls of moved functions led through the gates.
struct ThroughGates<'a> {
    source: &'a Source<'a>,
    plan: &'a Plan<'a>,
    gates: &'a Gates,
}

impl Reencode for ThroughGates<'_> {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error<Infallible>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            let entered = match operator {
                wasmparser::Operator::Call { function_index }
                    if !self.plan.stubs.contains(&function_index) =>
                {
                    self.gates.enter(self.source, self.plan, function_index)
                }
                _ => None,
            };
            if let Some(instructions) = entered {
                for instruction in &instructions {
                    function.instruction(instruction);
                }
            } else {
                function.instruction(&self.instruction(operator)?);
            }
        }
        code.function(&function);
        Ok(())
    }
}

/// Has the later part loaded unless it is there, and goes on through the slot that is given last.
fn gate(source: &Source<'_>, plan: &Plan<'_>, of_type: u32) -> Outcome<Function> {
    let mut gate = Function::new([]);
    let mut add = |instruction: Instruction<'_>| {
        gate.instruction(&instruction);
    };
    add(Instruction::GlobalGet(loaded(source)?));
    add(Instruction::I32Eqz);
    add(Instruction::If(BlockType::Empty));
    // The page tells a call from a gate by its empty argument.
    for parameter in source.function_type(plan.loader)?.params() {
        add(match parameter {
            wasmparser::ValType::I32 => Instruction::I32Const(0),
            wasmparser::ValType::Ref(reference) if *reference == wasmparser::RefType::EXTERNREF => {
                Instruction::RefNull(HeapType::EXTERN)
            }
            other => {
                return Err(malformed(&format!("its loader takes a {other}")));
            }
        });
    }
    add(Instruction::Call(plan.loader));
    for _ in source.function_type(plan.loader)?.results() {
        add(Instruction::Drop);
    }
    add(Instruction::End);
    let mut slot = 0;
    for _ in source.type_at(of_type)?.params() {
        add(Instruction::LocalGet(slot));
        slot += 1;
    }
    add(Instruction::LocalGet(slot));
    add(Instruction::CallIndirect {
        type_index: of_type,
        table_index: plan.table,
    });
    add(Instruction::End);
    Ok(gate)
}

/// What stands in the first part for a moved function that is named as a value, by the table or an
/// export, or called at many places.
fn stub(source: &Source<'_>, plan: &Plan<'_>, gates: &Gates, function: u32) -> Outcome<Function> {
    let mut stub = Function::new([]);
    for (parameter, _) in (0..).zip(source.function_type(function)?.params()) {
        stub.instruction(&Instruction::LocalGet(parameter));
    }
    let entered = gates.enter(source, plan, function);
    for instruction in entered.ok_or_else(|| malformed(&"a stub leads nowhere"))? {
        stub.instruction(&instruction);
    }
    stub.instruction(&Instruction::End);
    Ok(stub)
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn short_names_differ_and_grow_slowly() {
        let names: Vec<String> = (0..2000).map(short_name).collect();
        assert_eq!(names[..3], ["a", "b", "c"]);
        assert_eq!((names[25].as_str(), names[26].as_str()), ("z", "aa"));
        let different: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len());
        assert!(names.iter().all(|name| name.len() <= 3));
    }
}
