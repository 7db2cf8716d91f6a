//! What a first visit needs: the functions that ran when one was recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Below this many bytes of code a function is not worth a place in the later part, nor a line in
/// the record. From 24 on the first part is heavier, from 12 down the later one.
pub(crate) const SMALL: u64 = 16;

/// What is needed although a recorded visit may do without: whether a map has to compare two keys
/// hangs on the random numbers of its hash.
const COMPARES_KEYS: [&str; 3] = [
    " as hashbrown::Equivalent<",
    "hashbrown::map::equivalent_key",
    // The classes of an element.
    "<implicit_clone::unsync::string::IString as core::cmp::PartialEq",
];

/// The record of a first visit, as `cargo xtask profile` wrote it.
const RECORD: &str = include_str!("first_visit.txt");

/// What stands above the names.
const HEAD: &str = "\
# The functions of Genjin that run on a first visit, by their names without what changes from build
# to build. `cargo xtask dist` leaves these in the part of the app that is loaded first. A name that
# no function has any more does no harm; a function that runs early and is missing here makes the
# app wait, which the journey `later_part` notices.
#
# Written by `cargo xtask profile`, which has a browser pay such a visit. Run it again when that
# journey fails or `cargo xtask dist` says that many names were not found. Never edited by hand.
";

/// What was done while a function ran for the first time. Those of logging make the first part some
/// 65 KB heavier, so that a call can be logged as soon as Today stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The welcome screen and Today came up.
    Opening,
    /// A call was logged, and taken back.
    Logging,
}

impl Stage {
    pub(crate) const ALL: [Self; 2] = [Self::Opening, Self::Logging];

    /// As the record's sections and the files of the marks are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Logging => "logging",
        }
    }
}

/// The names of the functions that a first visit needs, with the stage at which each ran first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct FirstVisit {
    names: BTreeMap<String, Stage>,
}

impl FirstVisit {
    /// The visit that was recorded.
    pub(crate) fn recorded() -> Self {
        Self::read(RECORD)
    }

    fn read(record: &str) -> Self {
        let mut visit = Self::default();
        let mut stage = Stage::Opening;
        for line in record.lines().filter(|line| !line.starts_with('#')) {
            let section = Stage::ALL
                .into_iter()
                .find(|stage| line.strip_prefix("== ") == Some(stage.name()));
            match section {
                Some(begun) => stage = begun,
                None if line.is_empty() => {}
                None => visit.add_plain(line.to_owned(), stage),
            }
        }
        visit
    }

    /// Notes that the function of this name ran.
    pub(crate) fn add(&mut self, name: &str, stage: Stage) {
        self.add_plain(plain(name), stage);
    }

    fn add_plain(&mut self, name: String, stage: Stage) {
        let first = self.names.entry(name).or_insert(stage);
        *first = stage.min(*first);
    }

    /// Whether the function of this name is to be there from the beginning.
    ///
    /// Several that differ only in what a plain name leaves out are all there if one of them ran:
    /// that costs 0.3 KB, and spares new records when a closure is added before another.
    pub(crate) fn needs(&self, name: &str) -> bool {
        let name = plain(name);
        self.names.contains_key(&name) || COMPARES_KEYS.iter().any(|part| name.contains(part))
    }

    /// The record as a file.
    pub(crate) fn written(&self) -> String {
        let mut text = HEAD.to_owned();
        for wanted in Stage::ALL {
            write!(text, "\n== {}\n", wanted.name()).expect("a text can always grow");
            let names = self.names.iter().filter(|(_, stage)| **stage == wanted);
            for (name, _) in names {
                text.push_str(name);
                text.push('\n');
            }
        }
        text
    }

    /// How many names there are, and how many of them none of these functions bears.
    pub(crate) fn count_missing<'a>(
        &self,
        names: impl Iterator<Item = &'a String>,
    ) -> (usize, usize) {
        let there: BTreeSet<String> = names.map(|name| plain(name)).collect();
        let missing = self.names.keys().filter(|name| !there.contains(*name));
        (self.names.len(), missing.count())
    }
}

/// The name without what differs between builds of nearly the same source: the hashes of crates,
/// as in `yew[894e9b7a462b26aa]::Callback`, and the numbers of closures and of other things without
/// a name, as in `{closure#2}` and `shim_idx: 12`.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(start) = rest.find(['[', '#', ':']) {
        let (before, mark) = rest.split_at(start);
        plain.push_str(before);
        let inner = &mark[1..];
        let after = match mark.as_bytes()[0] {
            b'[' => after_hash(inner),
            b'#' => after_number(inner),
            _ => inner.strip_prefix(' ').and_then(after_number),
        };
        if after.is_none() {
            plain.push_str(&mark[..1]);
        }
        rest = after.unwrap_or(inner);
    }
    plain + rest
}

fn after_hash(text: &str) -> Option<&str> {
    let (hash, after) = text.split_once(']')?;
    let is_hash =
        (8..=16).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then_some(after)
}

fn after_number(text: &str) -> Option<&str> {
    let after = text.trim_start_matches(|char: char| char.is_ascii_digit());
    (after.len() < text.len()).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_changes_from_build_to_build() {
        let check = |name: &str, expected: &str| assert_eq!(plain(name), expected);
        check(
            "genjin[7b3dc284b98f601d]::formats::text::decode",
            "genjin::formats::text::decode",
        );
        check(
            "<[u8] as alloc[3ca501edff3f0c7c]::slice::Join>::join::{closure#12}",
            "<[u8] as alloc::slice::Join>::join::{closure}",
        );
        check(
            "<A as B>::view::{shim:vtable#0}",
            "<A as B>::view::{shim:vtable}",
        );
        check(
            "Closure(Function { shim_idx: 174, ret: Unit }) externref shim",
            "Closure(Function { shim_idx, ret: Unit }) externref shim",
        );
        check("core::array<[i32; 4]>", "core::array<[i32; 4]>");
        check("broken[0123456789", "broken[0123456789");
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let mut visit = FirstVisit::default();
        visit.add("app[0123456789abcdef]::save::{closure#1}", Stage::Logging);
        visit.add("app[0123456789abcdef]::open", Stage::Logging);
        visit.add("app[0123456789abcdef]::open", Stage::Opening);
        let written = visit.written();
        assert!(
            written.ends_with("\n== opening\napp::open\n\n== logging\napp::save::{closure}\n"),
            "{written}"
        );
        assert_eq!(FirstVisit::read(&written), visit);
    }

    #[test]
    fn what_ran_at_either_stage_is_needed_and_nothing_else() {
        let mut visit = FirstVisit::default();
        visit.add("app[0123456789abcdef]::log", Stage::Logging);
        assert!(visit.needs("app[fedcba9876543210]::log"));
        visit.add("app[0123456789abcdef]::open::{closure#1}", Stage::Opening);
        assert!(visit.needs("app[fedcba9876543210]::open::{closure#2}"));
        assert!(!visit.needs("app[fedcba9876543210]::open"));
    }

    #[test]
    fn what_runs_by_chance_is_needed() {
        let visit = FirstVisit::default();
        assert!(visit.needs("<str as hashbrown[0123456789abcdef]::Equivalent<str>>::equivalent"));
        assert!(!visit.needs("<hashbrown[0123456789abcdef]::raw::RawTable<u8>>::clear"));
    }

    #[test]
    fn names_that_no_function_has_any_more_are_counted() {
        let mut visit = FirstVisit::default();
        visit.add("app::open", Stage::Opening);
        visit.add("app::gone", Stage::Opening);
        visit.add("app::gone_too", Stage::Logging);
        let there = ["app[0123456789abcdef]::open".to_owned()];
        assert_eq!(visit.count_missing(there.iter()), (3, 2));
    }

    #[test]
    fn the_record_of_the_repository_holds_both_stages() {
        let visit = FirstVisit::recorded();
        for wanted in Stage::ALL {
            assert!(visit.names.values().any(|stage| *stage == wanted));
        }
        assert_eq!(visit.written(), RECORD, "run `cargo xtask profile`");
    }
}
