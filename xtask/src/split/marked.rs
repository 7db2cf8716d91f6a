//! Writes a module in which every function leaves a mark when it runs.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, Instruction, MemArg, MemArgTarget, MemoryType, Module};
use wasmparser::FunctionBody;

use super::malformed;
use super::source::Source;
use crate::failure::Outcome;

const PAGE: u64 = 65536;

/// A module that marks what runs, and where it does.
#[derive(Debug)]
pub(crate) struct Marked {
    pub(crate) module: Vec<u8>,
    /// The address of the first mark: one byte per function, in their order, which is 1 once the
    /// function has run.
    pub(crate) marks_at: u64,
    /// The functions in the order of their marks.
    pub(crate) functions: Vec<MarkedFunction>,
}

/// A function with a body of its own.
#[derive(Debug)]
pub(crate) struct MarkedFunction {
    pub(crate) name: String,
    /// Its bytes of code.
    pub(crate) size: u64,
}

/// Has every function of a module leave a mark when it runs.
///
/// The marks lie behind the memory that the module begins with. The app never touches them: what
/// the allocator uses beyond its beginning, it has grown the memory by itself.
pub(crate) fn marked(module: &[u8]) -> Outcome<Marked> {
    let source = Source::read(module)?;
    let memory = source.memory_types.first();
    let memory = memory.ok_or_else(|| malformed(&"it has no memory"))?;
    let marks_at = memory.initial * PAGE;
    let functions: Vec<MarkedFunction> = source
        .functions()
        .map(|(function, body)| MarkedFunction {
            name: source.names.get(&function).cloned().unwrap_or_default(),
            size: body.range().end - body.range().start,
        })
        .collect();
    let mut marker = Marker {
        next: marks_at,
        more_pages: (functions.len() as u64).div_ceil(PAGE),
    };
    let mut written = Module::new();
    marker
        .parse_core_module(&mut written, wasmparser::Parser::new(0), module)
        .map_err(|error| malformed(&error))?;
    Ok(Marked {
        module: written.finish(),
        marks_at,
        functions,
    })
}

struct Marker {
    /// Where the next function leaves its mark.
    next: u64,
    more_pages: u64,
}

impl Reencode for Marker {
    type Error = Infallible;

    fn memory_type(
        &mut self,
        memory: wasmparser::MemoryType,
    ) -> Result<MemoryType, Error<Infallible>> {
        let larger = wasmparser::MemoryType {
            initial: memory.initial + self.more_pages,
            maximum: memory.maximum.map(|maximum| maximum + self.more_pages),
            ..memory
        };
        Ok(utils::memory_type(self, larger))
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<Infallible>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        function.instruction(&Instruction::I32Const(0));
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::I32Store8(MemArg {
            offset: self.next,
            align: 0,
            target: MemArgTarget::Memory(0),
            ordering: None,
        }));
        self.next += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}
