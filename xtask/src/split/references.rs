//! Who refers to which data and to which places of the table, as the linker knows it.
//!
//! A finished module does not tell an address from any other number. The linker does: asked to
//! (`--emit-relocs`, in `.cargo/config.toml`), it leaves beside the module where each of its numbers
//! is an address, and of what. wasm-bindgen works on after that: it renumbers functions but keeps
//! their names, and moves no data. So functions are told by name, data by address.
//!
//! What is not understood counts as needed first: a function whose name others bear too, a byte
//! that belongs to nothing, data that may change.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocSectionReader,
    RelocationEntry, RelocationType, SymbolFlags, SymbolInfo,
};

use crate::failure::{Failure, Outcome};

/// How the linker's segments of data begin that nothing ever writes to.
const CONSTANT: &str = ".rodata";

/// What each function and each piece of data of a linked module refers to.
#[derive(Debug, Default)]
pub(crate) struct References {
    segments: Vec<Segment>,
    data: BTreeMap<u32, Data>,
    /// By their numbers in the linked module.
    functions: BTreeMap<u32, Function>,
    /// The number of the function that bears a name alone.
    by_name: BTreeMap<String, Option<u32>>,
    /// What no piece of data holds that is known.
    loose: Targets,
}

/// Bytes that the memory begins with.
#[derive(Debug)]
struct Segment {
    at: u32,
    bytes: Vec<u8>,
    is_constant: bool,
}

/// A piece of data: a text, a table, a static.
#[derive(Debug)]
struct Data {
    at: Range<u32>,
    /// Whether it can be left out where nothing refers to it.
    is_movable: bool,
    targets: Targets,
}

#[derive(Debug, Default)]
struct Function {
    name: String,
    targets: Targets,
}

/// What something refers to.
#[derive(Debug, Default)]
struct Targets {
    data: BTreeSet<u32>,
    /// Functions whose place in the table it knows.
    in_table: BTreeSet<u32>,
}

/// What can be left out of the first part.
#[derive(Debug, Default)]
pub(super) struct Unneeded<'a> {
    /// Constants, by the addresses of their bytes, in their order.
    pub(super) data: Vec<Constants<'a>>,
    /// The functions whose place in the table the first part does not know, by name.
    pub(super) in_table: BTreeSet<&'a str>,
}

/// Constants that lie beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Constants<'a> {
    pub(super) at: u32,
    pub(super) bytes: &'a [u8],
}

impl References {
    /// Reads what the linker has left in the module that it wrote.
    pub(crate) fn read(linked: &[u8]) -> Outcome<Self> {
        let mut reading = Reading::default();
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload.map_err(|error| unusable(&error))?;
            reading.add(payload).map_err(|error| unusable(&error))?;
        }
        reading.into_references(linked)
    }

    /// What only functions refer to that are in the later part.
    pub(super) fn unneeded(&self, is_later: impl Fn(&str) -> bool) -> Unneeded<'_> {
        let is_first = |number: &u32, function: &Function| {
            let alone = self.by_name.get(&function.name) == Some(&Some(*number));
            !(alone && is_later(&function.name))
        };
        let functions = self.functions.iter();
        let mut ahead: Vec<&Targets> = functions
            .filter(|(number, function)| is_first(number, function))
            .map(|(_, function)| &function.targets)
            .chain([&self.loose])
            .collect();
        let staying = self.data.iter().filter(|(_, data)| !data.is_movable);
        let mut needed: BTreeSet<u32> = staying.map(|(symbol, _)| *symbol).collect();
        ahead.extend(needed.iter().map(|symbol| &self.data[symbol].targets));
        let mut in_table: BTreeSet<u32> = BTreeSet::new();
        while let Some(targets) = ahead.pop() {
            in_table.extend(&targets.in_table);
            for symbol in &targets.data {
                if let Some(data) = self.data.get(symbol)
                    && needed.insert(*symbol)
                {
                    ahead.push(&data.targets);
                }
            }
        }
        let names = self.by_name.iter().filter_map(|(name, number)| {
            let is_known = number.is_some_and(|number| !in_table.contains(&number));
            is_known.then_some(name.as_str())
        });
        Unneeded {
            data: self.constants_but(&needed),
            in_table: names.collect(),
        }
    }

    /// The constants of which no byte belongs to `needed`.
    fn constants_but(&self, needed: &BTreeSet<u32>) -> Vec<Constants<'_>> {
        /// What is known of a byte.
        #[derive(Clone, Copy, PartialEq)]
        enum Byte {
            BelongsToNothing,
            Unneeded,
            Needed,
        }
        let mut found = Vec::new();
        for segment in self.segments.iter().filter(|segment| segment.is_constant) {
            let mut bytes = vec![Byte::BelongsToNothing; segment.bytes.len()];
            for (of_needed, mark) in [(false, Byte::Unneeded), (true, Byte::Needed)] {
                for (symbol, data) in &self.data {
                    if needed.contains(symbol) == of_needed
                        && let Some(own) = segment.place_of(&data.at)
                    {
                        bytes[own].fill(mark);
                    }
                }
            }
            // Zeroes between two constants only bring the second to its place.
            let mut end = 0;
            let mut start = None;
            for (number, byte) in bytes.iter().enumerate() {
                match byte {
                    Byte::Unneeded => {
                        start.get_or_insert(number);
                        end = number + 1;
                    }
                    Byte::BelongsToNothing if segment.bytes[number] == 0 => {}
                    Byte::BelongsToNothing | Byte::Needed => {
                        found.extend(start.take().map(|start| segment.part(start..end)));
                    }
                }
            }
            found.extend(start.map(|start| segment.part(start..end)));
        }
        found.sort_by_key(|constants| constants.at);
        found
    }
}

impl Segment {
    /// Where in the segment the bytes with these addresses lie.
    fn place_of(&self, addresses: &Range<u32>) -> Option<Range<usize>> {
        let start = addresses.start.checked_sub(self.at)? as usize;
        let end = addresses.end.checked_sub(self.at)? as usize;
        (start <= end && end <= self.bytes.len()).then_some(start..end)
    }

    fn part(&self, bytes: Range<usize>) -> Constants<'_> {
        // The segment lies in a memory of 32 bits.
        let start = u32::try_from(bytes.start).unwrap_or(u32::MAX);
        Constants {
            at: self.at.saturating_add(start),
            bytes: &self.bytes[bytes],
        }
    }
}

/// A linked module as far as it has been read.
#[derive(Default)]
struct Reading<'a> {
    sections: u32,
    function_imports: u32,
    /// The section of code, by its number among all, and where its content begins.
    code: Option<(u32, u64)>,
    /// The same of the section of data.
    data: Option<(u32, u64)>,
    /// Where the code of each function lies in the file.
    bodies: Vec<Range<u64>>,
    /// Each segment's address, and where its bytes lie in the file.
    segments: Vec<(u32, Range<u64>)>,
    names: BTreeMap<u32, &'a str>,
    segment_names: Vec<&'a str>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<RelocSectionReader<'a>>,
}

impl<'a> Reading<'a> {
    fn add(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        if payload.as_section().is_some() {
            self.sections += 1;
        }
        let number = self.sections.saturating_sub(1);
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if matches!(import?.ty, wasmparser::TypeRef::Func(_)) {
                        self.function_imports += 1;
                    }
                }
            }
            Payload::CodeSectionStart {
                unchecked_range, ..
            } => self.code = Some((number, unchecked_range.start)),
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(section) => {
                self.data = Some((number, section.range().start));
                for data in section {
                    let data = data?;
                    let DataKind::Active { offset_expr, .. } = data.kind else {
                        continue;
                    };
                    if let Operator::I32Const { value } =
                        offset_expr.get_operators_reader().read()?
                    {
                        let bytes = data.range.end - data.data.len() as u64..data.range.end;
                        self.segments.push((value.cast_unsigned(), bytes));
                    }
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Name(subsections) => {
                    for subsection in subsections {
                        if let Name::Function(names) = subsection? {
                            for name in names {
                                let name = name?;
                                self.names.insert(name.index, name.name);
                            }
                        }
                    }
                }
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        match part? {
                            Linking::SegmentInfo(segments) => {
                                for segment in segments {
                                    self.segment_names.push(segment?.name);
                                }
                            }
                            Linking::SymbolTable(symbols) => {
                                self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                            _ => {}
                        }
                    }
                }
                KnownCustom::Reloc(section) => self.relocations.push(section),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn into_references(self, linked: &[u8]) -> Outcome<References> {
        let mut references = References::default();
        for (number, (at, file)) in self.segments.iter().enumerate() {
            let name = self.segment_names.get(number);
            references.segments.push(Segment {
                at: *at,
                bytes: bytes_at(linked, file)?.to_vec(),
                is_constant: name.is_some_and(|name| name.starts_with(CONSTANT)),
            });
        }
        for (number, symbol) in (0..).zip(&self.symbols) {
            if let Some(data) = self.data_of(symbol) {
                references.data.insert(number, data);
            }
        }
        for (number, _) in (self.function_imports..).zip(&self.bodies) {
            let name = self.names.get(&number).copied().unwrap_or_default();
            // As wasm-bindgen writes it.
            let name = rustc_demangle::demangle(name).to_string();
            let known = references.by_name.entry(name.clone());
            known
                .and_modify(|known| *known = None)
                .or_insert(Some(number));
            let targets = Targets::default();
            references
                .functions
                .insert(number, Function { name, targets });
        }
        self.add_targets(linked, &mut references)?;
        Ok(references)
    }

    /// The data of a symbol, where its bytes are in the file: others begin as zeroes.
    fn data_of(&self, symbol: &SymbolInfo<'a>) -> Option<Data> {
        let SymbolInfo::Data { flags, symbol, .. } = symbol else {
            return None;
        };
        let defined = (*symbol)?;
        let (at, bytes) = self.segments.get(defined.index as usize)?;
        let at = at.checked_add(defined.offset)?;
        let is_inside = u64::from(defined.offset) + u64::from(defined.size)
            <= bytes.end.saturating_sub(bytes.start);
        let name = self.segment_names.get(defined.index as usize)?;
        let end = at.checked_add(defined.size).filter(|_| is_inside)?;
        Some(Data {
            at: at..end,
            is_movable: name.starts_with(CONSTANT) && !flags.contains(SymbolFlags::EXPORTED),
            targets: Targets::default(),
        })
    }

    fn add_targets(&self, linked: &[u8], references: &mut References) -> Outcome {
        let (Some(code), Some(data)) = (self.code, self.data) else {
            return Err(unusable(&"it has no code or no data"));
        };
        let mut in_code = BTreeMap::new();
        let mut in_data = BTreeMap::new();
        for section in &self.relocations {
            let (found, start) = match section.section_index() {
                index if index == code.0 => (&mut in_code, code.1),
                index if index == data.0 => (&mut in_data, data.1),
                _ => continue,
            };
            for entry in section.entries() {
                let entry = entry.map_err(|error| unusable(&error))?;
                let place = start + u64::from(entry.offset);
                self.check(linked, place, &entry)?;
                found.insert(place, entry);
            }
        }
        if in_code.is_empty() {
            return Err(unusable(
                &"the linker left no relocations; `.cargo/config.toml` asks it to",
            ));
        }
        for (number, body) in (self.function_imports..).zip(&self.bodies) {
            if let Some(function) = references.functions.get_mut(&number) {
                for (_, entry) in in_code.range(body.clone()) {
                    self.add_target(&mut function.targets, entry);
                }
            }
        }
        let mut owned = BTreeSet::new();
        for data in references.data.values_mut() {
            let segment = self.segments.iter().find_map(|(at, file)| {
                let start = file.start + u64::from(data.at.start.checked_sub(*at)?);
                let end = file.start + u64::from(data.at.end.checked_sub(*at)?);
                (end <= file.end).then_some(start..end)
            });
            for (place, entry) in segment.into_iter().flat_map(|file| in_data.range(file)) {
                owned.insert(*place);
                self.add_target(&mut data.targets, entry);
            }
        }
        for (place, entry) in &in_data {
            if !owned.contains(place) {
                self.add_target(&mut references.loose, entry);
            }
        }
        Ok(())
    }

    fn add_target(&self, targets: &mut Targets, entry: &RelocationEntry) {
        // The one that counts types instead of symbols.
        if entry.ty == RelocationType::TypeIndexLeb {
            return;
        }
        match self.symbols.get(entry.index as usize) {
            Some(SymbolInfo::Data { .. }) => {
                targets.data.insert(entry.index);
            }
            Some(SymbolInfo::Func { index, .. })
                if entry.ty != RelocationType::FunctionIndexLeb =>
            {
                targets.in_table.insert(*index);
            }
            _ => {}
        }
    }

    /// Demands that an address stands where the linker says so: otherwise it was misunderstood, and
    /// nothing that follows from it is safe.
    fn check(&self, linked: &[u8], place: u64, entry: &RelocationEntry) -> Outcome {
        let Some(SymbolInfo::Data { symbol, .. }) = self.symbols.get(entry.index as usize) else {
            return Ok(());
        };
        let segment = symbol.and_then(|data| self.segments.get(data.index as usize));
        let (Some(data), Some((at, _))) = (symbol, segment) else {
            return Ok(());
        };
        let expected = i64::from(*at) + i64::from(data.offset) + entry.addend;
        let end = place + entry.ty.extent() as u64;
        let bytes = bytes_at(linked, &(place..end))?;
        let found = match entry.ty {
            RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb => bytes
                .iter()
                .rev()
                .fold(0, |value, byte| value << 7 | u32::from(byte & 0x7f)),
            RelocationType::MemoryAddrI32 => bytes
                .iter()
                .rev()
                .fold(0, |value, byte| value << 8 | u32::from(*byte)),
            // An offset from something else, or the number of a type.
            _ => return Ok(()),
        };
        // Both wrap around as addresses do.
        if i64::from(found) == expected & i64::from(u32::MAX) {
            Ok(())
        } else {
            Err(unusable(&format!(
                "at {place} stands {found}, not the address {expected}"
            )))
        }
    }
}

fn bytes_at<'a>(linked: &'a [u8], place: &Range<u64>) -> Outcome<&'a [u8]> {
    let start = usize::try_from(place.start).ok();
    let end = usize::try_from(place.end).ok();
    start
        .zip(end)
        .and_then(|(start, end)| linked.get(start..end))
        .ok_or_else(|| unusable(&"a part of it lies outside of the file"))
}

fn unusable(reason: &impl std::fmt::Display) -> Failure {
    Failure::new(format!(
        "the linked module does not tell who refers to what: {reason}"
    ))
}
