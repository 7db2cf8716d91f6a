//! Short names between the module and its script.
//!
//! wasm-bindgen names what the two hand each other after types and with hashes, once in the module
//! and once in the script, and no packer makes anything of hashes.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use crate::failure::{Failure, Outcome};

/// A module and the script that starts it.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) module: Vec<u8>,
    pub(crate) script: String,
}

/// Renames what the script gives the module (`name: function`) and what it takes of it
/// (`wasm.name`). Names that only one side knows stay as they are.
pub(crate) fn shorten(module: &[u8], script: &str) -> Outcome<Pair> {
    let mut names = Names::default();
    let mut written = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload.map_err(|error| malformed(&error))? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import.map_err(|error| malformed(&error))?;
                    let is_given = script.contains(&format!(" {}: function", import.name));
                    let name = names.of(import.name, is_given);
                    let kind = RoundtripReencoder
                        .entity_type(import.ty)
                        .map_err(|error| malformed(&error))?;
                    imports.import(import.module, &name, kind);
                }
                written.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export.map_err(|error| malformed(&error))?;
                    let is_taken = is_word_of(script, &format!("wasm.{}", export.name));
                    let name = names.of(export.name, is_taken);
                    let kind = RoundtripReencoder
                        .export_kind(export.kind)
                        .map_err(|error| malformed(&error))?;
                    exports.export(&name, kind, export.index);
                }
                written.section(&exports);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    let bounds = (usize::try_from(range.start), usize::try_from(range.end));
                    let data = match bounds {
                        (Ok(start), Ok(end)) => module.get(start..end),
                        _ => None,
                    };
                    let data = data.ok_or_else(|| malformed(&"a section is cut off"))?;
                    written.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(Pair {
        module: written.finish(),
        script: names.renamed(script),
    })
}

/// The short names, by the long ones.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn of(&mut self, name: &str, is_shared: bool) -> String {
        // Short already.
        if !is_shared || name.len() <= 6 {
            return name.to_owned();
        }
        let number = self.0.len();
        let short = self
            .0
            .entry(name.to_owned())
            .or_insert_with(|| format!("${number}"));
        short.clone()
    }

    fn renamed(&self, script: &str) -> String {
        let mut renamed = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) =
                from.split_at(from.find(|char| !is_word(char)).unwrap_or(from.len()));
            renamed.push_str(before);
            renamed.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        renamed + rest
    }
}

/// What a name of the script is made of.
fn is_word(char: char) -> bool {
    char.is_ascii_alphanumeric() || char == '_' || char == '$'
}

/// Whether `text` holds `words` and nothing goes on behind it.
fn is_word_of(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| !text[at + words.len()..].starts_with(is_word))
}

fn malformed(reason: &impl std::fmt::Display) -> Failure {
    Failure::new(format!(
        "the names of the app's module cannot be shortened: {reason}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_know_gets_a_short_name() {
        let module = wat::parse_str(
            r#"(module
                (import "./bg.js" "__wbg_alert_0123456789abcdef" (func (param i32)))
                (import "./bg.js" "__wbg_only_here_0123456789abcdef" (func))
                (func (export "__wbindgen_free") call 1)
                (func (export "__wbindgen_free_all") call 1)
                (memory (export "memory") 1))"#,
        )
        .expect("the module of the test is sound");
        let script = "const import0 = {\n  __wbg_alert_0123456789abcdef: function(a) { alert(a); } };\n\
                      wasm.__wbindgen_free(1); wasm.memory; // wasm.__wbindgen_free";
        let pair = shorten(&module, script).expect("it can be shortened");
        assert_eq!(
            pair.script,
            "const import0 = {\n  $0: function(a) { alert(a); } };\n\
             wasm.$1(1); wasm.memory; // wasm.$1"
        );
        let text = names_of(&pair.module);
        assert_eq!(
            text,
            [
                "$0",
                "__wbg_only_here_0123456789abcdef",
                "$1",
                "__wbindgen_free_all",
                "memory"
            ]
        );
        wasmparser::Validator::new()
            .validate_all(&pair.module)
            .expect("it is still sound");
    }

    /// The names of imports and exports, in their order.
    fn names_of(module: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.expect("it can be read") {
                Payload::ImportSection(section) => names.extend(
                    section
                        .into_imports()
                        .map(|import| import.expect("it can be read").name.to_owned()),
                ),
                Payload::ExportSection(section) => names.extend(
                    section
                        .into_iter()
                        .map(|export| export.expect("it can be read").name.to_owned()),
                ),
                _ => {}
            }
        }
        names
    }
}
