//! Small linked modules, split: which data lies where, and what the table holds.

use std::collections::BTreeMap;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection,
    Elements, Encode, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, LinkingSection, MemorySection, MemoryType, Module, NameMap, NameSection,
    RefType, SymbolTable, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Operator, Validator};

use super::plan::Plan;
use super::source::Source;
use super::{Parts, References, split};

const CONSTANTS_AT: u32 = 1024;
const VARIABLES_AT: u32 = 2048;

/// The sections whose contents the linker describes, by their numbers in the module.
const CODE: u8 = 7;
const DATA: u8 = 8;

/// What a function or a piece of data names.
#[derive(Clone, Copy)]
enum Named {
    /// A piece of data, by its name.
    Data(&'static str),
    /// The place of a function in the table.
    InTable(&'static str),
}

/// A module as a linker leaves it: 16 bytes for each piece of data, one slot for each function.
#[derive(Clone, Default)]
struct Linked {
    functions: Vec<(&'static str, Vec<Named>)>,
    constants: Vec<(&'static str, Vec<Named>)>,
    variables: Vec<(&'static str, Vec<Named>)>,
    /// Added to each address where it is written, but not where the linker tells of it.
    lie: u32,
}

/// Relocations of one section: how often, and each with kind, place, symbol and addend.
#[derive(Default)]
struct Relocations {
    count: u8,
    bytes: Vec<u8>,
}

impl Relocations {
    fn add(&mut self, kind: u8, place: usize, symbol: usize) {
        self.count += 1;
        self.bytes.push(kind);
        self.bytes.extend(padded(place));
        self.bytes.extend(padded(symbol));
        if kind == MEMORY_SLEB || kind == MEMORY_I32 {
            self.bytes.push(0);
        }
    }

    fn section(self, name: &'static str, of: u8) -> CustomSection<'static> {
        let mut data = vec![of, self.count];
        data.extend(self.bytes);
        CustomSection {
            name: name.into(),
            data: data.into(),
        }
    }
}

const TABLE_SLEB: u8 = 1;
const TABLE_I32: u8 = 2;
const MEMORY_SLEB: u8 = 4;
const MEMORY_I32: u8 = 5;

/// A number in five bytes, as a linker writes it.
fn padded(number: usize) -> [u8; 5] {
    let byte = |shift: usize| u8::try_from(number >> shift & 0x7f).expect("it has seven bits");
    [
        byte(0) | 0x80,
        byte(7) | 0x80,
        byte(14) | 0x80,
        byte(21) | 0x80,
        byte(28),
    ]
}

fn number(number: usize) -> u32 {
    u32::try_from(number).expect("the modules of tests are small")
}

impl Linked {
    fn data(&self) -> impl Iterator<Item = &(&'static str, Vec<Named>)> {
        self.constants.iter().chain(&self.variables)
    }

    fn address(&self, name: &str) -> u32 {
        let within = |data: &[(&str, Vec<Named>)]| data.iter().position(|(own, _)| *own == name);
        match (within(&self.constants), within(&self.variables)) {
            (Some(place), _) => CONSTANTS_AT + 16 * number(place),
            (None, Some(place)) => VARIABLES_AT + 16 * number(place),
            (None, None) => panic!("no data is called {name}"),
        }
    }

    /// The number that stands for something, the symbol behind it, and whether that is data.
    fn named(&self, named: Named) -> (usize, usize, bool) {
        let place = |name: &str, mut names: Box<dyn Iterator<Item = &str> + '_>| {
            names.position(|own| own == name).expect("it is there")
        };
        match named {
            Named::Data(name) => {
                let symbol = place(name, Box::new(self.data().map(|(name, _)| *name)));
                ((self.address(name) + self.lie) as usize, symbol, true)
            }
            Named::InTable(name) => {
                let function = place(name, Box::new(self.functions.iter().map(|(name, _)| *name)));
                (1 + function, self.data().count() + function, false)
            }
        }
    }

    /// The code of all functions, which only name things.
    fn code(&self) -> (CodeSection, Relocations) {
        let mut code = CodeSection::new();
        let mut relocations = Relocations::default();
        // Behind the count of functions.
        let mut place = 1;
        for (_, names) in &self.functions {
            let mut function = Function::new([]);
            // Behind the size, and the count of locals.
            place += 2;
            for named in names {
                let (value, symbol, is_data) = self.named(*named);
                let kind = if is_data { MEMORY_SLEB } else { TABLE_SLEB };
                relocations.add(kind, place + 1, symbol);
                // i32.const, drop.
                function.raw([0x41]);
                function.raw(padded(value));
                function.raw([0x1a]);
                place += 7;
            }
            function.raw([0x0b]);
            place += 1;
            code.function(&function);
        }
        (code, relocations)
    }

    /// Each piece begins with what it names, and is filled with a byte of its own.
    fn bytes(
        &self,
        data: &[(&'static str, Vec<Named>)],
        start: usize,
        relocations: &mut Relocations,
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (name, names) in data {
            let mut piece = Vec::new();
            for named in names {
                let (value, symbol, is_data) = self.named(*named);
                let kind = if is_data { MEMORY_I32 } else { TABLE_I32 };
                relocations.add(kind, start + bytes.len() + piece.len(), symbol);
                piece.extend(number(value).to_le_bytes());
            }
            piece.resize(16, name.as_bytes()[0]);
            bytes.extend(piece);
        }
        bytes
    }

    fn written(&self) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([ValType::EXTERNREF], []);
        let mut imports = ImportSection::new();
        imports.import("wbg", "__wbg_loadLaterPart_0f", EntityType::Function(1));
        let mut functions = FunctionSection::new();
        let mut exports = ExportSection::new();
        let mut names = NameMap::new();
        for (place, (name, _)) in (1..).zip(&self.functions) {
            functions.function(0);
            names.append(place, name);
            if *name == "main" {
                exports.export("main", ExportKind::Func, place);
            }
        }
        let count = self.functions.len();
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: count as u64 + 1,
            maximum: None,
            shared: false,
        });
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut elements = ElementSection::new();
        let in_table: Vec<u32> = (1..=number(count)).collect();
        let first_slot = ConstExpr::i32_const(1);
        elements.active(None, &first_slot, Elements::Functions(in_table.into()));
        let (code, in_code) = self.code();
        let mut in_data = Relocations::default();
        // Behind the count of segments; of each, its kind, its address (4 bytes) and its size.
        let header = if self.constants.len() < 8 { 6 } else { 7 };
        let constants = self.bytes(&self.constants, 1 + header, &mut in_data);
        let end = 1 + header + constants.len();
        let variables = self.bytes(&self.variables, end + 6, &mut in_data);
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1024), constants);
        data.active(0, &ConstExpr::i32_const(2048), variables);

        let mut symbols = SymbolTable::new();
        for (segment, pieces) in [(0, &self.constants), (1, &self.variables)] {
            for (place, (name, _)) in (0..).zip(pieces) {
                let definition = DataSymbolDefinition {
                    index: segment,
                    offset: 16 * place,
                    size: 16,
                };
                symbols.data(0, name, Some(definition));
            }
        }
        for (place, (name, _)) in (1..).zip(&self.functions) {
            symbols.function(0, place, Some(name));
        }
        let mut linking = LinkingSection::new();
        linking.symbol_table(&symbols);
        let mut name_section = NameSection::new();
        name_section.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&tables)
            .section(&memories)
            .section(&exports)
            .section(&elements)
            .section(&code)
            .section(&data)
            .section(&CustomSection {
                name: "linking".into(),
                data: with_segment_names(&linking).into(),
            })
            .section(&in_code.section("reloc.CODE", CODE))
            .section(&in_data.section("reloc.DATA", DATA))
            .section(&name_section);
        module.finish()
    }
}

/// The content of the section that tells of symbols, to which the names of the two segments are
/// added, each with an alignment and flags.
fn with_segment_names(linking: &LinkingSection) -> Vec<u8> {
    const BEGINNING: &[u8] = b"linking\x02";
    let mut section = Vec::new();
    linking.encode(&mut section);
    let mut beginnings = section.windows(BEGINNING.len());
    let start = beginnings.position(|bytes| bytes == BEGINNING);
    let symbols = &section[start.expect("it has a version") + BEGINNING.len()..];
    let names = b"\x02\x07.rodata\x00\x00\x05.data\x00\x00";
    let mut content = vec![2, 5, u8::try_from(names.len()).expect("they are short")];
    content.extend(names);
    content.extend(symbols);
    content
}

fn is_first(name: &str) -> bool {
    !name.starts_with("later")
}

fn split_sound(linked: &Linked) -> Parts {
    let module = linked.written();
    let references = References::read(&module).expect("it tells who refers to what");
    let parts = split(&module, &references, is_first, 0).expect("it can be split");
    for part in [&module, &parts.first, &parts.later] {
        Validator::new().validate_all(part).expect("it is sound");
    }
    parts
}

/// What stands in memory once all of these have written their data.
fn memory(parts: &[&[u8]]) -> BTreeMap<u32, u8> {
    let mut memory = BTreeMap::new();
    for part in parts {
        let source = Source::read(part).expect("it can be read");
        for segment in source.segments().expect("they can be read") {
            memory.extend((segment.at..).zip(segment.bytes.iter().copied()));
        }
    }
    memory
}

fn example() -> Linked {
    use Named::{Data, InTable};
    Linked {
        functions: vec![
            ("main", vec![Data("ours"), Data("both"), Data("static")]),
            ("later", vec![Data("theirs"), Data("both"), Data("list")]),
            ("later_twin", vec![Data("twins")]),
            ("later_twin", vec![]),
            ("later_of_list", vec![Data("deep")]),
            ("later_of_ours", vec![]),
        ],
        constants: vec![
            ("ours", vec![InTable("later_of_ours")]),
            ("theirs", vec![]),
            ("both", vec![]),
            ("list", vec![Data("listed"), InTable("later_of_list")]),
            ("listed", vec![]),
            ("deep", vec![]),
            ("of static", vec![]),
            ("twins", vec![]),
            ("nobody's", vec![]),
        ],
        variables: vec![("static", vec![Data("of static")])],
        lie: 0,
    }
}

#[test]
fn constants_that_only_moved_code_reaches_move_and_arrive_where_they_were() {
    let linked = example();
    let parts = split_sound(&linked);
    let module = linked.written();
    let whole = memory(&[&module]);
    let first = memory(&[&parts.first]);
    let begins_there = |name: &str| first.contains_key(&linked.address(name));
    for name in ["ours", "both", "of static", "static", "twins"] {
        assert!(begins_there(name), "{name}");
    }
    for name in ["theirs", "list", "listed", "deep", "nobody's"] {
        assert!(!begins_there(name), "{name}");
    }
    assert_eq!(parts.moved_data, 5 * 16);
    assert_eq!(parts.data, 10 * 16);
    assert_eq!(memory(&[&parts.first, &parts.later]), whole);
}

#[test]
fn a_place_in_the_table_that_only_moved_data_knows_needs_no_stub() {
    let linked = example();
    let module = linked.written();
    let source = Source::read(&module).expect("it can be read");
    let references = References::read(&module).expect("it tells who refers to what");
    let plan = Plan::make(&source, &references, is_first, 0).expect("it can be split");
    let named = |functions: Vec<&u32>| -> Vec<String> {
        let names = functions
            .into_iter()
            .map(|function| &source.names[function]);
        names.cloned().collect()
    };
    assert_eq!(
        named(plan.hidden.keys().collect()),
        ["later", "later_of_list"]
    );
    // Which of the twins is meant cannot be told.
    assert_eq!(
        named(plan.stubs.iter().collect()),
        ["later_twin", "later_twin", "later_of_ours"]
    );
    let parts = split_sound(&linked);
    let first = Source::read(&parts.first).expect("it can be read");
    let ends = first.bodies.iter().map(|body| {
        let mut operators = body.get_operators_reader().expect("it can be read");
        matches!(operators.read(), Ok(Operator::Unreachable))
    });
    assert_eq!(
        ends.filter(|is_empty| *is_empty).count(),
        2,
        "the hidden ones"
    );
}

#[test]
fn a_linker_that_is_misunderstood_is_not_trusted() {
    let misread = Linked {
        lie: 4,
        ..example()
    };
    let failure = References::read(&misread.written()).expect_err("the addresses are others");
    assert!(failure.to_string().contains("not the address"), "{failure}");
    let silent = wat::parse_str(r#"(module (memory 1) (func) (data (i32.const 8) "data"))"#);
    assert!(References::read(&silent.expect("it is sound")).is_err());
}

#[test]
fn data_of_another_build_is_refused() {
    let mut other = example();
    other.constants[1].0 = "Theirs";
    other.functions[1].1[0] = Named::Data("Theirs");
    let other = other.written();
    let references = References::read(&other).expect("it tells who refers to what");
    let failure = split(&example().written(), &references, is_first, 0);
    let failure = failure.expect_err("the texts differ");
    assert!(failure.to_string().contains("another build"), "{failure}");
}
