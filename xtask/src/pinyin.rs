//! `cargo xtask pinyin`: writes the table by which names are found by how they sound.
//!
//! The readings come from the crate `pinyin` (MIT; its data are those of mozillazg/pinyin-data, MIT,
//! drawn from Unihan and Kanji dictionaries). The page fetches the table when a name is first looked
//! for, so that no first visit bears its weight.

use std::collections::BTreeMap;
use std::fs;

use pinyin::ToPinyinMulti;

use crate::failure::{Failure, Outcome};
use crate::repository;

/// The characters of the block "CJK Unified Ideographs", which holds those of practically every name.
const CHARACTERS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// The table's first lines, which readers skip.
const NOTICE: &str = "\
# Every reading of the characters U+4E00 to U+9FFF without its tone, ü as v: reading:characters.
# Written by `cargo xtask pinyin` from the crate pinyin, whose data come from mozillazg/pinyin-data.
# The MIT License. Copyright (c) 2016 mozillazg. Permission is hereby granted, free of charge, to any
# person obtaining a copy of this data to deal in it without restriction, including without limitation
# the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of it,
# subject to this notice being included in all copies or substantial portions. It is provided \"as is\",
# without warranty of any kind.
";

/// Writes `static/pinyin.txt`.
pub(crate) fn pinyin() -> Outcome {
    let file = repository::root().join("static").join("pinyin.txt");
    fs::write(&file, table()).map_err(|error| Failure::at(&file, &error))
}

fn table() -> String {
    let mut characters: BTreeMap<String, String> = BTreeMap::new();
    for char in CHARACTERS {
        let readings = char.to_pinyin_multi().into_iter().flatten();
        for reading in readings {
            let plain = typed(reading.plain());
            let line = characters.entry(plain).or_default();
            // Readings that differ in their tone alone are one here.
            if !line.ends_with(char) {
                line.push(char);
            }
        }
    }
    let mut text = NOTICE.to_owned();
    for (reading, characters) in &characters {
        text.extend([reading, ":", characters, "\n"]);
    }
    text
}

/// A reading in the letters of a keyboard.
fn typed(reading: &str) -> String {
    reading
        .chars()
        .filter_map(|char| match char {
            'ü' => Some('v'),
            'ê' => Some('e'),
            char => char.is_ascii_lowercase().then_some(char),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_table_is_the_one_that_the_crate_gives() {
        let file = repository::root().join("static").join("pinyin.txt");
        let committed = fs::read_to_string(file).expect("the table is part of the repository");
        assert!(committed == table(), "run `cargo xtask pinyin`");
    }

    #[test]
    fn a_character_stands_under_each_of_its_readings() {
        let table = table();
        let has = |reading: &str, char: char| {
            let begin = format!("{reading}:");
            let line = table.lines().find_map(|line| line.strip_prefix(&begin));
            line.is_some_and(|line| line.contains(char))
        };
        for (reading, char) in [
            ("zhang", '张'),
            ("shan", '单'),
            ("dan", '单'),
            ("zeng", '曾'),
            ("ceng", '曾'),
            ("lv", '吕'),
            ("chong", '重'),
            ("zhong", '重'),
            ("qiu", '仇'),
            ("ou", '区'),
        ] {
            assert!(has(reading, char), "{reading} {char}");
        }
        assert!(!has("wang", '张'));
    }
}
