//! Puts functions beside others that are like them.
//!
//! A packer finds again what it saw within the last 32 KB. The instances of one generic function,
//! and all that were written alike, lie scattered over the module; side by side they make it a
//! twenty-fifth smaller to download.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

use crate::failure::{Failure, Outcome};

/// Functions below this index stay: wasm-opt puts first what is called most, and their indices take
/// one byte.
const ONE_BYTE: usize = 128;

/// The length of the pieces that functions have in common, in bytes.
const PIECE: usize = 5;

/// Which of 4,096 kinds of pieces a function holds.
const WORDS: usize = 64;

/// Functions that differ more in their kinds of pieces are not like each other.
const MOST_TIMES: u32 = 6;

/// The same module with its functions in another order.
pub(crate) fn put_together(module: &[u8]) -> Outcome<Vec<u8>> {
    let (mut imported, mut traits) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(|error| malformed(&error))? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.map_err(|error| malformed(&error))?;
                    imported += usize::from(matches!(import.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => traits.push(Traits::of(body.as_bytes())),
            _ => {}
        }
    }
    let order = order(&traits, ONE_BYTE.saturating_sub(imported).min(traits.len()));
    let mut places = vec![0; order.len()];
    for (place, function) in order.iter().enumerate() {
        places[*function] = imported + place;
    }
    let mut reordered = Reordered {
        imported,
        order,
        places,
    };
    let mut written = Module::new();
    reordered
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| malformed(&error))?;
    Ok(written.finish())
}

fn malformed(error: &impl ToString) -> Failure {
    Failure::new(format!("the module cannot be read: {}", error.to_string()))
}

/// What a function is made of.
struct Traits {
    pieces: [u64; WORDS],
    count: u32,
}

impl Traits {
    fn of(body: &[u8]) -> Self {
        let mut pieces = [0; WORDS];
        for piece in body.windows(PIECE) {
            // FNV-1a; its high bits are the better mixed ones.
            let hash = piece.iter().fold(0x811c_9dc5_u32, |hash, byte| {
                (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
            });
            let kind = (hash >> 20) as usize;
            pieces[kind / 64] |= 1 << (kind % 64);
        }
        let count = pieces.iter().map(|word: &u64| word.count_ones()).sum();
        Self { pieces, count }
    }

    /// How much of two functions is the same, from 0 to nearly 1.
    fn likeness(&self, other: &Self) -> f64 {
        let pairs = self.pieces.iter().zip(&other.pieces);
        let common: u32 = pairs.map(|(a, b)| (a & b).count_ones()).sum();
        let size = (f64::from(self.count) * f64::from(other.count)).sqrt();
        // Two small functions are soon the same, and there is little to gain by it.
        f64::from(common) / (size + 30.0)
    }

    fn is_of_size_of(&self, other: &Self) -> bool {
        self.count <= other.count * MOST_TIMES && other.count <= self.count * MOST_TIMES
    }
}

/// The functions in their new order: the first ones as they are, then each the one that is most like
/// the one before.
fn order(traits: &[Traits], staying: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..staying).collect();
    let mut left: Vec<usize> = (staying..traits.len()).collect();
    while !left.is_empty() {
        let last = order.last().map(|last| &traits[*last]);
        let mut best = (0, -1.0);
        for (place, function) in left.iter().enumerate() {
            let one = &traits[*function];
            let likeness = match last {
                Some(last) if last.is_of_size_of(one) => last.likeness(one),
                _ => 0.0,
            };
            if best.1 < likeness {
                best = (place, likeness);
            }
        }
        order.push(left.remove(best.0));
    }
    order
}

struct Reordered {
    imported: usize,
    /// The functions of the module itself, by their new places.
    order: Vec<usize>,
    /// Their new indices, by the old places.
    places: Vec<usize>,
}

impl Reencode for Reordered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let place = (function as usize).checked_sub(self.imported);
        let new = place.and_then(|place| self.places.get(place));
        Ok(new.map_or(function, |new| u32::try_from(*new).unwrap_or(u32::MAX)))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for place in self.order.clone() {
            functions.function(self.type_index(types[place])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies = section
            .into_iter()
            .collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for place in self.order.clone() {
            self.parse_function_body(code, bodies[place].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ExportKind, ExportSection, Function, FunctionSection, TypeSection, ValType,
    };
    use wasmparser::Validator;

    use super::*;

    /// A hundred and thirty functions that stay, then two kinds in turn, each returning a number of
    /// its own; the last one calls them all.
    fn module() -> Vec<u8> {
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        let (mut code, mut exports) = (CodeSection::new(), ExportSection::new());
        types.ty().function([], [ValType::I32]);
        types.ty().function([ValType::I32], [ValType::I32]);
        for number in 0..140_i32 {
            let takes = u32::from(number % 2 == 1);
            functions.function(takes);
            let mut function = Function::new([]);
            for _ in 0..20 {
                if takes == 1 {
                    function.instructions().local_get(0).i32_eqz().local_set(0);
                } else {
                    function.instructions().i32_const(7).drop();
                }
            }
            function.instructions().i32_const(number).end();
            code.function(&function);
            exports.export(
                &format!("f{number}"),
                ExportKind::Func,
                u32::try_from(number).unwrap_or_default(),
            );
        }
        functions.function(0);
        let mut caller = Function::new([]);
        for number in (0..140).rev().filter(|number| number % 2 == 0) {
            caller.instructions().call(number).drop();
        }
        caller.instructions().call(138).end();
        code.function(&caller);
        let mut module = Module::new();
        module.section(&types).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    /// Of each export the constant that its function ends with.
    fn constants(module: &[u8]) -> Vec<(String, Vec<u8>)> {
        let (mut exports, mut bodies) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.expect("is a module") {
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.expect("is an export");
                        exports.push((export.name.to_owned(), export.index as usize));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                _ => {}
            }
        }
        let named = exports.into_iter();
        named
            .map(|(name, index)| (name, bodies[index].clone()))
            .collect()
    }

    #[test]
    fn every_function_is_the_one_that_it_was() {
        let before = module();
        let after = put_together(&before).expect("is put together");
        Validator::new().validate_all(&after).expect("is valid");
        assert_ne!(before, after);
        assert_eq!(constants(&after), constants(&before));
    }

    #[test]
    fn those_that_are_alike_stand_side_by_side() {
        let traits: Vec<Traits> = [&b"aaaaaaaabbbbbbbb"[..], b"xxxxxxxxyyyyyyyy"]
            .iter()
            .cycle()
            .take(6)
            .map(|body| Traits::of(body))
            .collect();
        assert_eq!(order(&traits, 0), [0, 2, 4, 1, 3, 5]);
        assert_eq!(order(&traits, 2), [0, 1, 3, 5, 2, 4]);
    }
}
