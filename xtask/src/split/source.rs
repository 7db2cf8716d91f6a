//! The app's module as it is before the split.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, ElementSection, GlobalSection, Instruction};
use wasmparser::{
    CompositeInnerType, CustomSectionReader, DataKind, DataSectionReader, ElementSectionReader,
    Export, ExportSectionReader, FuncType, FunctionBody, Global, GlobalSectionReader,
    ImportSectionReader, KnownCustom, MemorySectionReader, MemoryType, Name, Operator, Parser,
    Payload, Table, TableSectionReader, TableType, TypeRef, TypeSectionReader,
};

use super::references::Constants;
use super::{LOADER, malformed};
use crate::failure::Outcome;

/// A parsed module, with what the split asks about it. All indices are the module's own.
#[derive(Default)]
pub(super) struct Source<'a> {
    pub(super) types: Option<TypeSectionReader<'a>>,
    pub(super) imports: Option<ImportSectionReader<'a>>,
    pub(super) tables: Option<TableSectionReader<'a>>,
    pub(super) memories: Option<MemorySectionReader<'a>>,
    pub(super) globals: Option<GlobalSectionReader<'a>>,
    pub(super) exports: Option<ExportSectionReader<'a>>,
    pub(super) start: Option<u32>,
    pub(super) elements: Option<ElementSectionReader<'a>>,
    pub(super) data_count: Option<u32>,
    pub(super) data: Option<DataSectionReader<'a>>,
    pub(super) bodies: Vec<FunctionBody<'a>>,

    /// The type of every function, the imported ones first.
    pub(super) function_types: Vec<u32>,
    pub(super) function_imports: u32,
    pub(super) memory_types: Vec<MemoryType>,
    pub(super) global_types: Vec<wasmparser::GlobalType>,
    pub(super) table_types: Vec<TableType>,
    pub(super) table_imports: u32,
    pub(super) names: BTreeMap<u32, String>,
    /// The import that loads the later part.
    pub(super) loader: Option<u32>,
    parsed_types: Vec<Option<FuncType>>,
}

/// Everything that some code or initial value refers to.
#[derive(Debug, Default)]
pub(super) struct Uses {
    pub(super) functions: BTreeSet<u32>,
    /// Those of the functions that are named otherwise than by a call.
    pub(super) as_values: BTreeSet<u32>,
    /// How often a function is called.
    pub(super) calls: BTreeMap<u32, u32>,
    pub(super) globals: BTreeSet<u32>,
    pub(super) tables: BTreeSet<u32>,
}

impl Reencode for Uses {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        self.functions.insert(function);
        Ok(function)
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        match operator {
            Operator::Call { function_index } => {
                *self.calls.entry(function_index).or_default() += 1;
            }
            Operator::RefFunc { function_index } | Operator::ReturnCall { function_index } => {
                self.as_values.insert(function_index);
            }
            _ => {}
        }
        utils::instruction(self, operator)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error> {
        self.globals.insert(global);
        Ok(global)
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error> {
        self.tables.insert(table);
        Ok(table)
    }
}

impl<'a> Source<'a> {
    pub(super) fn read(module: &'a [u8]) -> Outcome<Self> {
        let mut source = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            source
                .add(payload.map_err(|error| malformed(&error))?)
                .map_err(|error| malformed(&error))?;
        }
        Ok(source)
    }

    fn add(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                self.types = Some(section.clone());
                for group in section {
                    for sub_type in group?.into_types() {
                        self.parsed_types.push(match sub_type.composite_type.inner {
                            CompositeInnerType::Func(function) => Some(function),
                            _ => None,
                        });
                    }
                }
            }
            Payload::ImportSection(section) => {
                self.imports = Some(section.clone());
                for import in section.into_imports() {
                    let import = import?;
                    self.add_import(import.name, import.ty);
                }
            }
            Payload::FunctionSection(section) => {
                for function in section {
                    self.function_types.push(function?);
                }
            }
            Payload::TableSection(section) => {
                self.tables = Some(section.clone());
                for table in section {
                    let Table { ty, init: _ } = table?;
                    self.table_types.push(ty);
                }
            }
            Payload::MemorySection(section) => {
                self.memories = Some(section.clone());
                for memory in section {
                    self.memory_types.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                self.globals = Some(section.clone());
                for global in section {
                    let Global { ty, init_expr: _ } = global?;
                    self.global_types.push(ty);
                }
            }
            Payload::ExportSection(section) => self.exports = Some(section),
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => self.elements = Some(section),
            Payload::DataCountSection { count, .. } => self.data_count = Some(count),
            Payload::DataSection(section) => self.data = Some(section),
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(section) => self.add_names(&section)?,
            _ => {}
        }
        Ok(())
    }

    fn add_import(&mut self, name: &str, of_type: TypeRef) {
        match of_type {
            TypeRef::Func(function_type) | TypeRef::FuncExact(function_type) => {
                if name.starts_with(LOADER) {
                    self.loader = Some(self.function_imports);
                }
                self.function_types.push(function_type);
                self.function_imports += 1;
            }
            TypeRef::Table(table) => {
                self.table_types.push(table);
                self.table_imports += 1;
            }
            TypeRef::Memory(memory) => self.memory_types.push(memory),
            TypeRef::Global(global) => self.global_types.push(global),
            TypeRef::Tag(_) => {}
        }
    }

    fn add_names(&mut self, section: &CustomSectionReader<'a>) -> wasmparser::Result<()> {
        let KnownCustom::Name(subsections) = section.as_known() else {
            return Ok(());
        };
        for subsection in subsections {
            if let Name::Function(names) = subsection? {
                for name in names {
                    let name = name?;
                    self.names.insert(name.index, name.name.to_owned());
                }
            }
        }
        Ok(())
    }

    /// The data that the memory begins with.
    pub(super) fn segments(&self) -> Outcome<Vec<Constants<'a>>> {
        let mut segments = Vec::new();
        for data in self.data.clone().into_iter().flatten() {
            let data = data.map_err(|error| malformed(&error))?;
            let at = match &data.kind {
                DataKind::Active {
                    memory_index: 0,
                    offset_expr,
                } => offset_expr.get_operators_reader().read().ok(),
                _ => None,
            };
            let Some(Operator::I32Const { value }) = at else {
                return Err(malformed(
                    &"some of its data has no fixed place in the first memory",
                ));
            };
            segments.push(Constants {
                at: value.cast_unsigned(),
                bytes: data.data,
            });
        }
        Ok(segments)
    }

    /// The type of a function.
    pub(super) fn function_type(&self, function: u32) -> Outcome<&FuncType> {
        self.function_types
            .get(function as usize)
            .ok_or_else(|| malformed(&format!("function {function} has no type")))
            .and_then(|of_type| self.type_at(*of_type))
    }

    /// A type of functions.
    pub(super) fn type_at(&self, index: u32) -> Outcome<&FuncType> {
        self.parsed_types
            .get(index as usize)
            .and_then(Option::as_ref)
            .ok_or_else(|| malformed(&format!("type {index} is not one of functions")))
    }

    /// How many types there are.
    pub(super) fn type_count(&self) -> usize {
        self.parsed_types.len()
    }

    /// The functions that have a body here, with it.
    pub(super) fn functions(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.function_imports..).zip(&self.bodies)
    }

    pub(super) fn exports(&self) -> Outcome<Vec<Export<'a>>> {
        let Some(exports) = &self.exports else {
            return Ok(Vec::new());
        };
        exports
            .clone()
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|error| malformed(&error))
    }
}

impl Uses {
    pub(super) fn add_body(&mut self, body: &FunctionBody<'_>) -> Outcome {
        utils::parse_function_body(self, &mut CodeSection::new(), body.clone())
            .map_err(|error| malformed(&error))
    }

    /// What the module refers to from outside of its code: the functions that must be there, but
    /// for those that only the table holds.
    pub(super) fn add_roots(&mut self, source: &Source<'_>) -> Outcome {
        self.functions.extend(source.start);
        for export in source.exports()? {
            if export.kind == wasmparser::ExternalKind::Func {
                self.functions.insert(export.index);
            }
        }
        if let Some(globals) = &source.globals {
            utils::parse_global_section(self, &mut GlobalSection::new(), globals.clone())
                .map_err(|error| malformed(&error))?;
        }
        self.as_values.extend(&self.functions);
        Ok(())
    }

    /// What the tables hold from the start.
    pub(super) fn add_elements(&mut self, source: &Source<'_>) -> Outcome {
        if let Some(elements) = &source.elements {
            utils::parse_element_section(self, &mut ElementSection::new(), elements.clone())
                .map_err(|error| malformed(&error))?;
        }
        self.as_values.extend(&self.functions);
        Ok(())
    }
}
