//! Small modules, split: what lies where, and that both parts are sound.

use std::collections::BTreeSet;

use wasmparser::{Operator, Parser, Payload, TypeRef, Validator};

use super::plan::Plan;
use super::source::Source;
use super::{FIRST_PART, Parts, References, marked, split};

/// A module around the functions of a test: the loader, a memory, a table and the stack pointer.
fn module(functions: &str) -> Vec<u8> {
    let text = format!(
        r#"(module $app
            (import "wbg" "__wbg_loadLaterPart_0f" (func $load (param externref)))
            (import "wbg" "other" (func $other (param i32)))
            (memory (export "memory") 1)
            (global $stack (mut i32) (i32.const 64))
            {functions}
            (data (i32.const 8) "data"))"#
    );
    wat::parse_str(text).expect("the module of a test is sound")
}

fn is_first(name: &str) -> bool {
    !name.starts_with("later")
}

/// Splits off what is named `later…`, and checks that both parts are sound.
fn split_sound(module: &[u8]) -> Parts {
    let parts = split(module, &References::default(), is_first, 0).expect("it can be split");
    for part in [&parts.first, &parts.later] {
        Validator::new().validate_all(part).expect("both are sound");
    }
    parts
}

/// The names of the functions that were moved.
fn moved(module: &[u8]) -> Vec<String> {
    let source = Source::read(module).expect("it can be read");
    let references = References::default();
    let plan = Plan::make(&source, &references, is_first, 0).expect("it can be split");
    let names = plan.moved.iter().map(|function| &source.names[function]);
    names.cloned().collect()
}

/// What a part imports from the first one.
fn imports_from_first(part: &[u8]) -> Vec<TypeRef> {
    let source = Source::read(part).expect("it can be read");
    let imports = source
        .imports
        .into_iter()
        .flat_map(wasmparser::ImportSectionReader::into_imports);
    imports
        .map(|import| import.expect("it can be read"))
        .filter(|import| import.module == FIRST_PART)
        .map(|import| import.ty)
        .collect()
}

/// How often a part does something.
fn count(part: &[u8], is_counted: impl Fn(&Operator<'_>) -> bool) -> usize {
    let bodies = Parser::new(0).parse_all(part).filter_map(|payload| {
        let Ok(Payload::CodeSectionEntry(body)) = payload else {
            return None;
        };
        Some(body)
    });
    bodies
        .flat_map(|body| body.get_operators_reader().expect("it can be read"))
        .filter(|operator| is_counted(operator.as_ref().expect("it can be read")))
        .count()
}

const TABLE: &str = "(table 1 1 funcref) (elem (i32.const 0) $in_table)
    (func $in_table)";

#[test]
fn a_call_into_the_later_part_goes_through_a_gate_to_a_new_slot() {
    let module = module(&format!(
        r#"{TABLE}
        (func $later_sum (param i32 i64) (result i64)
            (i64.add (i64.extend_i32_u (local.get 0)) (local.get 1)))
        (func (export "main") (result i64)
            (call $later_sum (i32.const 7) (i64.const 8)))"#
    ));
    let parts = split_sound(&module);
    assert_eq!((parts.moved, parts.entrances, parts.stubs), (1, 1, 0));
    let is_sum = |operator: &Operator<'_>| matches!(operator, Operator::I64Add);
    assert_eq!(count(&parts.first, is_sum), 0);
    assert_eq!(count(&parts.later, is_sum), 1);
    let names_slot = |operator: &Operator<'_>| matches!(operator, Operator::I32Const { value: 1 });
    assert_eq!(count(&parts.first, names_slot), 1);
    let source = Source::read(&parts.first).expect("it can be read");
    assert_eq!(source.table_types[0].initial, 2);
    assert_eq!(source.table_types[0].maximum, Some(2));
}

#[test]
fn what_is_called_at_many_places_has_a_stub_that_names_the_slot_once() {
    let module = module(&format!(
        r#"{TABLE}
        (func $later)
        (func (export "main")
            (call $later) (call $later) (call $later) (call $later) (call $later))"#
    ));
    let parts = split_sound(&module);
    assert_eq!((parts.entrances, parts.stubs), (1, 1));
    let names_slot = |operator: &Operator<'_>| matches!(operator, Operator::I32Const { value: 1 });
    assert_eq!(count(&parts.first, names_slot), 1);
}

#[test]
fn functions_of_one_type_share_a_gate() {
    let module = module(&format!(
        r#"{TABLE}
        (func $later_a (param i32)) (func $later_b (param i32)) (func $later_c)
        (func (export "main")
            (call $later_a (i32.const 0)) (call $later_b (i32.const 0)) (call $later_c))"#
    ));
    let parts = split_sound(&module);
    let is_gate = |operator: &Operator<'_>| matches!(operator, Operator::CallIndirect { .. });
    assert_eq!(count(&parts.first, is_gate), 2);
}

#[test]
fn a_stub_in_the_table_keeps_its_slot() {
    let module = module(
        r#"(table 3 3 funcref) (elem (i32.const 1) $later_a $later_b)
        (func $later_a) (func $later_b)
        (func (export "main") (call_indirect (i32.const 1)))"#,
    );
    let parts = split_sound(&module);
    assert_eq!((parts.moved, parts.entrances, parts.stubs), (2, 2, 2));
    let first = Source::read(&parts.first).expect("it can be read");
    assert_eq!(first.table_types[0].initial, 3, "no slot is new");
    let later = Source::read(&parts.later).expect("it can be read");
    let segments = later.elements.map(|elements| elements.count());
    assert_eq!(segments, Some(1), "neighbours share a segment");
}

#[test]
fn the_later_part_shares_what_its_code_names_and_no_more() {
    let module = module(&format!(
        r#"{TABLE}
        (global $unused (mut i32) (i32.const 0))
        (func $helper (result i32) (i32.load (i32.const 8)))
        (func $later (param i32)
            (global.set $stack (call $helper))
            (call $other (local.get 0)))
        (func (export "main") (call $later (call $helper)))"#
    ));
    let parts = split_sound(&module);
    let imports = imports_from_first(&parts.later);
    let functions = imports
        .iter()
        .filter(|import| matches!(import, TypeRef::Func(_)));
    assert_eq!(functions.count(), 2, "the helper and the page's function");
    let globals = imports
        .iter()
        .filter(|import| matches!(import, TypeRef::Global(_)));
    assert_eq!(globals.count(), 2, "the stack pointer and the mark");
    assert!(
        imports
            .iter()
            .any(|import| matches!(import, TypeRef::Memory(_)))
    );
    let later = Source::read(&parts.later).expect("it can be read");
    let segments = later.segments().expect("they can be read");
    assert!(
        segments.is_empty(),
        "of unknown data the first part keeps all"
    );
}

#[test]
fn what_only_moved_code_calls_moves_with_it() {
    let module = module(&format!(
        r#"{TABLE}
        (func $later (call $theirs) (call $both))
        (func $theirs (call $theirs) (call $deep))
        (func $deep)
        (func $both (call $ours))
        (func $ours)
        (func $exported (export "exported"))
        (func (export "main") (call $later) (call $both) (call $exported))"#
    ));
    split_sound(&module);
    assert_eq!(moved(&module), ["later", "theirs", "deep"]);
}

#[test]
fn an_exported_function_can_be_moved_too() {
    let module = module(&format!(r#"{TABLE} (func $later (export "main"))"#));
    let parts = split_sound(&module);
    assert_eq!((parts.moved, parts.entrances, parts.stubs), (1, 1, 1));
    let source = Source::read(&parts.first).expect("it can be read");
    let exports = source.exports().expect("they can be read");
    let names: BTreeSet<&str> = exports.iter().map(|export| export.name).collect();
    assert!(names.contains("main") && names.contains("memory"));
    assert_eq!(names.len(), exports.len(), "no name is there twice");
}

#[test]
fn a_module_that_cannot_load_the_rest_is_refused() {
    let module = wat::parse_str("(module (func $later))").expect("it is sound");
    assert!(split(&module, &References::default(), is_first, 0).is_err());
    assert!(split(b"not a module", &References::default(), is_first, 0).is_err());
}

#[test]
fn small_functions_that_others_call_or_the_table_holds_stay() {
    let module = module(
        r#"(table 2 2 funcref) (elem (i32.const 0) $later_in_table)
        (func $later_in_table)
        (func $later_alone)
        (func $later_called)
        (func $later_large (call $later_alone) (drop (i32.add (i32.const 1) (i32.const 2))))
        (func (export "main") (call $later_called) (call $later_large))"#,
    );
    let source = Source::read(&module).expect("it can be read");
    let references = References::default();
    let plan = Plan::make(&source, &references, is_first, 6).expect("it can be split");
    let names = plan.moved.iter().map(|function| &source.names[function]);
    let names: Vec<&String> = names.collect();
    assert_eq!(names, ["later_alone", "later_large"]);
}

#[test]
fn every_function_marks_that_it_ran() {
    let module = module(
        r#"(table 1 1 funcref)
        (func $named (export "main"))
        (func $other_named (param i32) (drop (local.get 0)))"#,
    );
    let marked = marked(&module).expect("it can be marked");
    Validator::new()
        .validate_all(&marked.module)
        .expect("it is sound");
    let names: Vec<&str> = (marked.functions.iter())
        .map(|function| function.name.as_str())
        .collect();
    assert_eq!(names, ["named", "other_named"]);
    let source = Source::read(&marked.module).expect("it can be read");
    assert_eq!(marked.marks_at, 65536, "behind the memory it had");
    assert_eq!(source.memory_types[0].initial, 2);
    for (number, _) in (marked.marks_at..).zip(&names) {
        let leaves_mark = |operator: &Operator<'_>| matches!(operator, Operator::I32Store8 { memarg } if memarg.offset == number);
        assert_eq!(count(&marked.module, leaves_mark), 1);
    }
}
