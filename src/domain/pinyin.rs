//! How Chinese names sound: finds 张三 by `zs`, `zhangsan` or `zhs`, whatever reading is meant.

/// The first character of the table, U+4E00.
const FIRST: u32 = 0x4e00;

/// How many characters the table has, up to U+9FFF.
const COUNT: usize = 0x5200;

/// Longer spellings are no names.
const LONGEST: usize = 31;

/// Every reading of every character, without tones, ü as v.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinyin {
    syllables: Vec<String>,
    /// Where the readings of each character begin in `readings`; one more for the end.
    starts: Vec<u32>,
    /// Places in `syllables`.
    readings: Vec<u16>,
}

impl Pinyin {
    /// Reads the table of lines `reading:characters`; lines that begin with `#` are skipped. `None`
    /// where that is not what it is.
    pub fn parse(table: &str) -> Option<Self> {
        let lines: Vec<(&str, &str)> = table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| line.split_once(':'))
            .collect::<Option<_>>()?;
        let place = |char: char| {
            let place = usize::try_from(u32::from(char).checked_sub(FIRST)?).ok()?;
            (place < COUNT).then_some(place)
        };
        let mut starts = vec![0_u32; COUNT + 1];
        for char in lines.iter().flat_map(|(_, chars)| chars.chars()) {
            starts[place(char)? + 1] += 1;
        }
        for at in 0..COUNT {
            starts[at + 1] += starts[at];
        }
        let mut free = starts.clone();
        let mut readings = vec![0; starts[COUNT] as usize];
        let mut syllables = Vec::with_capacity(lines.len());
        for (syllable, chars) in lines {
            let number = u16::try_from(syllables.len()).ok()?;
            if syllable.is_empty() || !syllable.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return None;
            }
            syllables.push(syllable.to_owned());
            for char in chars.chars() {
                let free = &mut free[place(char)?];
                readings[*free as usize] = number;
                *free += 1;
            }
        }
        (!syllables.is_empty()).then_some(Self {
            syllables,
            starts,
            readings,
        })
    }

    /// The readings of a character; none where it is not Chinese.
    pub fn readings(&self, char: char) -> impl Iterator<Item = &str> {
        let place = u32::from(char)
            .checked_sub(FIRST)
            .and_then(|place| usize::try_from(place).ok())
            .filter(|place| *place < COUNT);
        let range = place.map_or(0..0, |place| {
            self.starts[place] as usize..self.starts[place + 1] as usize
        });
        let numbers = self.readings[range].iter();
        numbers.map(|number| self.syllables[usize::from(*number)].as_str())
    }

    /// Whether small letters spell the whole name, each character by a full reading or its initial.
    pub fn spells(&self, letters: &str, name: &str) -> bool {
        if LONGEST < letters.len() || letters.is_empty() {
            return false;
        }
        let mut reached = 1_u32;
        for char in name.chars() {
            reached = self.step(letters, char, reached);
            if reached == 0 {
                return false;
            }
        }
        reached & (1 << letters.len()) != 0
    }

    /// Whether small letters spell characters of the name that follow each other, as far as they
    /// are typed: the last one may be begun.
    pub fn begins(&self, letters: &str, name: &str) -> bool {
        if LONGEST < letters.len() || letters.is_empty() {
            return false;
        }
        let mut reached = 0_u32;
        for char in name.chars() {
            // It may begin at every character.
            reached |= 1;
            let is_begun = self.readings(char).any(|reading| {
                (0..letters.len())
                    .any(|at| reached & (1 << at) != 0 && reading.starts_with(&letters[at..]))
            });
            reached = self.step(letters, char, reached);
            if is_begun || reached & (1 << letters.len()) != 0 {
                return true;
            }
        }
        false
    }

    /// How many letters may be used up behind a character, as bits, if those of `reached` may be
    /// before it.
    fn step(&self, letters: &str, char: char, reached: u32) -> u32 {
        let mut next = 0;
        for reading in self.readings(char) {
            for at in 0..letters.len() {
                if reached & (1 << at) == 0 {
                    continue;
                }
                let rest = &letters.as_bytes()[at..];
                let reading = reading.as_bytes();
                if rest.starts_with(reading) {
                    next |= 1 << (at + reading.len());
                }
                if rest.first() == reading.first() {
                    next |= 1 << (at + 1);
                    // zh, ch and sh are initials of two letters.
                    if reading.get(1) == Some(&b'h') && rest.get(1) == Some(&b'h') {
                        next |= 1 << (at + 2);
                    }
                }
            }
        }
        next
    }
}

/// The letters of a word as they may spell a name, if it can: small Latin letters, ü as v.
pub fn letters(folded: &str) -> Option<String> {
    let letters: String = folded
        .chars()
        .filter(|char| !matches!(char, ' ' | '\''))
        .map(|char| if char == 'ü' { 'v' } else { char })
        .collect();
    let is_spelling = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    is_spelling.then_some(letters)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table() -> Pinyin {
        Pinyin::parse(include_str!("../../static/pinyin.txt")).expect("the committed table")
    }

    #[test]
    fn names_are_spelt_in_full_by_initials_and_mixed_with_every_reading() {
        let pinyin = table();
        for (letters, name, expected) in [
            ("zhangsan", "张三", true),
            ("zs", "张三", true),
            ("zhs", "张三", true),
            ("zsan", "张三", true),
            ("zhangs", "张三", true),
            ("zh", "张三", false),
            ("zhangsa", "张三", false),
            ("zss", "张三", false),
            ("sz", "张三", false),
            ("shanxue", "单雪", true),
            ("danxue", "单雪", true),
            ("zengqiang", "曾强", true),
            ("cengqiang", "曾强", true),
            ("lvxiao", "吕晓", true),
            ("ouyangxue", "欧阳雪", true),
            ("oyx", "欧阳雪", true),
            ("xian", "西安", true),
            ("", "张三", false),
            ("alice", "Alice", false),
        ] {
            assert_eq!(pinyin.spells(letters, name), expected, "{letters} {name}");
        }
    }

    #[test]
    fn a_search_goes_on_while_it_is_typed() {
        let pinyin = table();
        for length in 1..="wangjianguo".len() {
            assert!(
                pinyin.begins(&"wangjianguo"[..length], "王建国"),
                "{length}"
            );
        }
        assert!(pinyin.begins("jg", "王建国"));
        assert!(pinyin.begins("hlj", "上海华联机械"));
        assert!(!pinyin.begins("wg", "王建国"));
        assert!(!pinyin.begins("wangjianguox", "王建国"));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["", "<html>", "a:张\nb", "A:张", "a:b", ":张"] {
            assert_eq!(Pinyin::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_reading_of_every_character_spells_it(name in "[\u{4e00}-\u{9fff}]{1,4}", pick in any::<usize>()) {
            let pinyin = table();
            let read: Option<String> = name
                .chars()
                .map(|char| {
                    let readings: Vec<&str> = pinyin.readings(char).collect();
                    (!readings.is_empty()).then(|| readings[pick % readings.len()])
                })
                .collect();
            if let Some(read) = read.filter(|read| read.len() <= LONGEST) {
                prop_assert!(pinyin.spells(&read, &name));
                prop_assert!(pinyin.begins(&read, &name));
            }
        }

        #[test]
        fn nothing_typed_makes_it_fall(letters in "[a-z]{0,40}", name in ".{0,12}") {
            let pinyin = table();
            if pinyin.spells(&letters, &name) {
                prop_assert!(pinyin.begins(&letters, &name));
            }
        }
    }
}
