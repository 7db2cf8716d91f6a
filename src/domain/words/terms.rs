//! Which words the records hold, and which of them one group of records uses more than the others.
//!
//! Terms are English words and pairs of them that stand side by side, and Chinese of two to twelve
//! characters. Chinese has no blanks, so every two characters between stop words count, and a longer
//! piece takes the place of a shorter one that stands nearly always within it: 交货期 rather than
//! 交货 and 货期, 嫌价格偏高 rather than 嫌价格偏. A term counts once for each record that holds it.
//!
//! All records are gone over twice, in slices as the caller likes. The [first reading](Survey)
//! notes in fixed room how often anything may have been seen at most; the [second](TermCounter)
//! counts exactly, but only what can reach the least count. Both give the same for every order of
//! the records.

use std::collections::BTreeSet;
use std::ops::Range;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::keyness::Usage;
use super::reading::{Kind, LONGEST_WORD, Reading, han, han_char};
use super::sketch::Sketch;
use super::stop_words::{ChineseStops, Singular, is_stop_word, singular};
use crate::domain::order::{PutInOrder, order_by_byte};

/// The most terms that are counted. With more groups there are fewer: see [`MOST_CELLS`].
const MOST_TERMS: usize = 1 << 18;

/// The most numbers that are kept, four bytes each: one for each term and group.
const MOST_CELLS: usize = 1 << 23;

/// The most characters of a Chinese term. What is longer and repeats is a sentence; of that the first
/// characters stand for all.
const LONGEST: usize = 12;

/// The most characters that a key spells out, and that the survey counts. What is longer stands in no
/// more records than its parts do, so the survey has no need of it.
const LONGEST_SPELT: usize = 4;

/// In how many records of the longer term, of five that hold the shorter, the longer one takes its
/// place.
const NEARLY_ALWAYS: u32 = 4;

/// Sets the first letters of a pair apart from a single word, and a word as written from a term.
const PAIR: u64 = 0x5151;
const WRITTEN: u64 = 0x7272;

/// What a term is known by. Short Chinese is written out in it, fifteen bits a character below a tag
/// that says how many; longer Chinese is a hash below a tag of its own, and other terms are hashes
/// with the highest bit set.
type Key = u64;

/// The first reading: what is written how often at most.
#[derive(Debug, Clone)]
pub struct Survey {
    sketch: Sketch,
    stops: ChineseStops,
    reading: Reading,
}

/// A possible term of a record whose key does not spell it.
#[derive(Debug, Clone, Copy)]
struct Gram {
    key: Key,
    text: GramText,
}

#[derive(Debug, Clone, Copy)]
enum GramText {
    Word(Form),
    Pair(Form, Form),
    /// Chinese by its tokens.
    Han(Place),
}

/// Where Chinese stands: its last token, and how many tokens it is.
#[derive(Debug, Clone, Copy)]
struct Place {
    last: usize,
    length: usize,
}

/// A word by its token, as written or as singular.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Written(usize),
    Singular(usize),
}

impl Default for Survey {
    fn default() -> Self {
        Self::new()
    }
}

impl Survey {
    /// A survey of no records yet.
    pub fn new() -> Self {
        Self {
            sketch: Sketch::new(),
            stops: ChineseStops::new(),
            reading: Reading::default(),
        }
    }

    /// Takes in the words of one record.
    pub fn add(&mut self, text: &str) {
        self.reading.read(text);
        let sketch = &mut self.sketch;
        chinese(&self.reading, &self.stops, LONGEST_SPELT, |key, _| {
            sketch.add(key);
            true
        });
        let mut before: Option<[Option<u64>; 2]> = None;
        for token in &self.reading.tokens {
            let word = self.reading.letters(token);
            if token.kind != Kind::Word || is_stop_word(word) {
                before = None;
                continue;
            }
            // Whether a plural is one is known only when all is read, so both forms are noted.
            let hashes = [Some(hash(word)), singular(word).map(hash_singular)];
            self.sketch.add(xxh3_64_with_seed(word.as_bytes(), WRITTEN));
            for second in hashes.into_iter().flatten() {
                self.sketch.add(word_key(second));
                for first in before.iter().flatten().flatten() {
                    self.sketch.add(pair_key(*first, second));
                }
            }
            before = Some(hashes);
        }
    }

    /// Begins the second reading: counts terms that stand in `least` records or more (at least 2),
    /// apart for so many groups.
    ///
    /// The least grows by itself where there would be too many terms to keep.
    pub fn counter(self, groups: usize, least: u32) -> TermCounter {
        let Self {
            sketch,
            stops,
            reading,
        } = self;
        let least = least.max(2);
        TermCounter {
            sketch,
            stops,
            reading,
            keys: Vec::new(),
            grams: Vec::new(),
            common: least,
            least,
            most: MOST_TERMS.min(MOST_CELLS / (groups + 1)).max(1),
            places: Places::default(),
            terms: Vec::new(),
            cells: Vec::new(),
            sizes: vec![0; groups + 1],
            plurals: BTreeSet::new(),
        }
    }
}

/// The second reading: in how many records of each group a term stands.
#[derive(Debug, Clone)]
pub struct TermCounter {
    sketch: Sketch,
    stops: ChineseStops,
    reading: Reading,
    /// The Chinese of a record that may be a term.
    keys: Vec<Key>,
    /// What else of it may be one.
    grams: Vec<Gram>,
    /// How often a singular must be written for its plural to count as the same word.
    common: u32,
    least: u32,
    most: usize,
    places: Places,
    terms: Vec<Counted>,
    /// For each term its records in all, then those of each group.
    cells: Vec<u32>,
    /// Records in all, then those of each group.
    sizes: Vec<u32>,
    plurals: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Counted {
    key: Key,
    /// The number of the last record that held it, so that it counts once.
    seen_in: u32,
    /// Its letters or characters; empty for short Chinese, whose key spells it.
    text: String,
}

impl Counted {
    /// The characters of Chinese that the key does not spell.
    fn characters(&self) -> Vec<u16> {
        if is_long(self.key) {
            self.text.chars().filter_map(han).collect()
        } else {
            Vec::new()
        }
    }
}

impl TermCounter {
    /// Takes in one record: the same that was surveyed, and the groups that it belongs to, each
    /// below the number of groups and named once. It may belong to none.
    pub fn add(&mut self, groups: &[usize], text: &str) {
        self.sizes[0] += 1;
        for group in groups {
            if let Some(size) = self.sizes.get_mut(group + 1) {
                *size += 1;
            }
        }
        self.reading.read(text);
        let (mut keys, mut grams) = (
            std::mem::take(&mut self.keys),
            std::mem::take(&mut self.grams),
        );
        keys.clear();
        grams.clear();
        let (sketch, least) = (&self.sketch, self.least);
        chinese(&self.reading, &self.stops, LONGEST, |key, place| {
            if LONGEST_SPELT < place.length {
                // All its parts may count, or it would not be asked for.
                let text = GramText::Han(place);
                grams.push(Gram { key, text });
                return true;
            }
            let may_count = least <= sketch.most(key);
            if may_count {
                keys.push(key);
            }
            may_count
        });
        for key in &keys {
            self.count(*key, None, groups);
        }
        for gram in &grams {
            self.count(gram.key, Some(gram.text), groups);
        }
        grams.clear();
        english(&self.reading, &self.sketch, self.common, &mut grams);
        for gram in &grams {
            if self.least <= self.sketch.most(gram.key) {
                self.note_plural(gram);
                self.count(gram.key, Some(gram.text), groups);
            }
        }
        (self.keys, self.grams) = (keys, grams);
    }

    /// What was counted.
    pub fn finish(self) -> Terms {
        let mut finishing = self.finishing();
        while finishing.step(usize::MAX) {}
        finishing.finish()
    }

    /// What was counted, in parts: a large Book has some two hundred thousand terms.
    pub fn finishing(self) -> Finishing {
        let terms = self.terms.len();
        Finishing {
            counter: self,
            stage: Stage::Index,
            next: 0,
            beginnings: Places::default(),
            after: vec![None; terms],
            hidden: vec![false; terms],
            list: Vec::new(),
            keys: Vec::new(),
            places: Vec::new(),
            sorted: Vec::new(),
            ordered: Vec::new(),
            equal: 0..0,
        }
    }

    /// In how many records a term stands; none where it stands in too few.
    fn records_at(&self, place: usize) -> Option<u32> {
        let records = self.cells[place * self.sizes.len()];
        (self.least <= records).then_some(records)
    }

    /// The place of a term that stands in enough records, and in how many.
    fn counted(&self, key: Key) -> Option<(usize, u32)> {
        let place = self.places.find(key)?;
        Some((place, self.records_at(place)?))
    }

    fn note_plural(&mut self, gram: &Gram) {
        let GramText::Word(Form::Singular(at)) = gram.text else {
            return;
        };
        let word = self.reading.letters(&self.reading.tokens[at]);
        if !self.plurals.contains(word) {
            self.plurals.insert(word.to_owned());
        }
    }

    /// In how many records a term may stand at most. Chinese stands in no more of them than its
    /// parts do; the characters are those of what its key does not spell.
    fn most_of(&self, key: Key, characters: &[u16]) -> u32 {
        if is_long(key) {
            let parts = characters.windows(LONGEST_SPELT);
            let most = parts.map(|part| self.most_of(han_key(part), &[]));
            return most.min().unwrap_or(0);
        }
        let most = self.sketch.most(key);
        match characters_in(key) {
            Some(3..) => most
                .min(self.most_of(without_last(key), &[]))
                .min(self.most_of(without_first(key), &[])),
            _ => most,
        }
    }

    /// Counts a term, whose letters are given if its key does not spell it.
    fn count(&mut self, key: Key, text: Option<GramText>, groups: &[usize]) {
        let place = match self.places.find(key) {
            Some(place) => place,
            None => match self.make_place(key, text) {
                Some(place) => place,
                None => return,
            },
        };
        let record = self.sizes[0];
        let term = &mut self.terms[place];
        if term.seen_in == record {
            return;
        }
        term.seen_in = record;
        let width = self.sizes.len();
        let cells = &mut self.cells[place * width..(place + 1) * width];
        cells[0] += 1;
        for group in groups {
            if let Some(cell) = cells.get_mut(group + 1) {
                *cell += 1;
            }
        }
    }

    fn make_place(&mut self, key: Key, text: Option<GramText>) -> Option<usize> {
        let most = match text {
            Some(GramText::Han(place)) => self.most_of(key, &characters(&self.reading, place)),
            _ => self.most_of(key, &[]),
        };
        loop {
            // The least may have risen above this very term, so that there is room for others.
            if most < self.least {
                return None;
            }
            if self.terms.len() < self.most {
                break;
            }
            self.raise_least();
        }
        let place = self.terms.len();
        self.places.insert(key, place);
        self.cells.resize(self.cells.len() + self.sizes.len(), 0);
        self.terms.push(Counted {
            key,
            seen_in: 0,
            text: text.map_or_else(String::new, |text| gram_text(&self.reading, text)),
        });
        Some(place)
    }

    /// Lets go of the rarest terms. What stays depends on the survey alone and not on the order of
    /// the records, since a term is let go of by how often it may have been seen at most.
    fn raise_least(&mut self) {
        self.least += self.least.div_ceil(4);
        let width = self.sizes.len();
        let (terms, cells) = (
            std::mem::take(&mut self.terms),
            std::mem::take(&mut self.cells),
        );
        self.places = Places::default();
        for (place, term) in terms.into_iter().enumerate() {
            if self.least <= self.most_of(term.key, &term.characters()) {
                self.places.insert(term.key, self.terms.len());
                self.cells
                    .extend_from_slice(&cells[place * width..(place + 1) * width]);
                self.terms.push(term);
            }
        }
    }
}

/// What is left to do when all was counted: which terms stand for others, and in which order.
#[derive(Debug, Clone)]
pub struct Finishing {
    counter: TermCounter,
    stage: Stage,
    /// The term that comes next, or the byte.
    next: usize,
    /// The longest Chinese by all of its characters but the last: the place of one of them.
    beginnings: Places,
    /// The place of another one with the same beginning.
    after: Vec<Option<u32>>,
    /// The terms that others stand for.
    hidden: Vec<bool>,
    list: Vec<Term>,
    /// By what the list is put in order.
    keys: Vec<OrderKey>,
    places: Vec<u32>,
    sorted: Vec<u32>,
    /// The list in its order.
    ordered: Vec<Term>,
    /// The last of it whose keys are the same.
    equal: Range<usize>,
}

/// What is done with the terms, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Index,
    Hide,
    List,
    Order,
    Put,
    Done,
}

/// Most records first, then the first letters: twelve bytes are all of most Chinese terms.
type OrderKey = [u8; ORDER_BYTES];
const ORDER_BYTES: usize = 16;

impl Finishing {
    /// Goes on with so many terms; whether there is more to do.
    pub fn step(&mut self, terms: usize) -> bool {
        let all = match self.stage {
            Stage::Put => self.places.len(),
            _ => self.counter.terms.len(),
        };
        let end = self.next.saturating_add(terms).min(all);
        let stage = self.stage;
        match stage {
            Stage::Index => (self.next..end).for_each(|place| self.index(place)),
            Stage::Hide => (self.next..end).for_each(|place| self.hide(place)),
            Stage::List => (self.next..end).for_each(|place| self.show(place)),
            Stage::Order => {
                // One byte of all keys takes about as long as some thousand terms.
                let byte = ORDER_BYTES - 1 - self.next;
                order_by_byte(&self.keys, byte, &mut self.places, &mut self.sorted);
                self.next += 1;
                if self.next == ORDER_BYTES {
                    self.next = 0;
                    self.stage = Stage::Put;
                }
                return true;
            }
            Stage::Put => (self.next..end).for_each(|place| self.put(place)),
            Stage::Done => return false,
        }
        self.next = end;
        if end == all {
            self.next = 0;
            self.stage = match stage {
                Stage::Index => Stage::Hide,
                Stage::Hide => Stage::List,
                Stage::List => {
                    self.places = (0..).take(self.list.len()).collect();
                    self.sorted = self.places.clone();
                    self.ordered.reserve_exact(self.list.len());
                    Stage::Order
                }
                Stage::Put | Stage::Order | Stage::Done => Stage::Done,
            };
        }
        true
    }

    /// What was counted, once no step is left.
    pub fn finish(self) -> Terms {
        let Self {
            counter,
            ordered: mut list,
            equal,
            ..
        } = self;
        by_letters(&mut list[equal]);
        let mut plurals = counter.plurals;
        // Of the rarer ones, which were met depends on the order of the records.
        plurals.retain(|word| {
            singular(word).is_some_and(|one| {
                counter.least <= counter.sketch.most(word_key(hash_singular(one)))
            })
        });
        Terms {
            list,
            records: counter.sizes[0],
            groups: counter.sizes[1..].to_vec(),
            least: counter.least,
            plurals,
            stops: counter.stops,
        }
    }

    /// Puts a term at its place in the list. Those whose first letters are the same, of equally many
    /// records, are put in order when the last of them is there.
    fn put(&mut self, nth: usize) {
        let place = self.places[nth] as usize;
        let before = nth.checked_sub(1).map(|before| self.places[before]);
        if before.is_none_or(|before| self.keys[before as usize] != self.keys[place]) {
            by_letters(&mut self.ordered[self.equal.clone()]);
            self.equal = nth..nth;
        }
        let blank = Term {
            text: String::new(),
            records: 0,
            by_group: Vec::new(),
        };
        self.ordered
            .push(std::mem::replace(&mut self.list[place], blank));
        self.equal.end = nth + 1;
    }

    /// Notes the longest Chinese by its beginning.
    fn index(&mut self, place: usize) {
        let characters = self.counter.terms[place].characters();
        if characters.len() != LONGEST || self.counter.records_at(place).is_none() {
            return;
        }
        let beginning = han_key(&characters[..LONGEST - 1]);
        match self.beginnings.find(beginning) {
            Some(first) => {
                let next = u32::try_from(place).ok();
                self.after[place] = std::mem::replace(&mut self.after[first], next);
            }
            None => self.beginnings.insert(beginning, place),
        }
    }

    /// Hides what a term stands for, or the term: shorter Chinese that stands nearly always in a
    /// longer one, longer Chinese of which that is not so, and pieces that only go on where another
    /// one ends; a word that stands nearly always in one pair.
    fn hide(&mut self, place: usize) {
        let Some(records) = self.counter.records_at(place) else {
            return;
        };
        let term = &self.counter.terms[place];
        let key = term.key;
        let characters = term.characters();
        let parts = match (characters_in(key), &characters[..]) {
            (Some(..=2), _) => return,
            (Some(_), _) => [without_last(key), without_first(key)],
            (None, [_, rest @ ..]) => [han_key(&characters[..rest.len()]), han_key(rest)],
            (None, []) => {
                let halves = term.text.split_once(' ');
                let halves = halves.map(|(first, second)| [hash(first), hash(second)]);
                for half in halves.into_iter().flatten() {
                    self.swallow(word_key(half), records);
                }
                return;
            }
        };
        let takes = parts.map(|part| self.swallow(part, records));
        if takes == [false, false] {
            self.hidden[place] = true;
        }
        if characters.len() == LONGEST {
            let mut next = self.beginnings.find(parts[1]);
            while let Some(other) = next {
                let others = self.counter.records_at(other).unwrap_or(0);
                if other != place && takes_place(records.min(others), records.max(others)) {
                    self.hidden[other] = true;
                }
                next = self.after[other].map(|place| place as usize);
            }
        }
    }

    /// Hides a part of a term that stands nearly always in it; whether it did.
    fn swallow(&mut self, part: Key, records: u32) -> bool {
        let Some((place, all)) = self.counter.counted(part) else {
            return false;
        };
        let takes = takes_place(records, all);
        self.hidden[place] |= takes;
        takes
    }

    /// Lists a term that is shown.
    fn show(&mut self, place: usize) {
        if self.hidden[place] {
            return;
        }
        let Some(records) = self.counter.records_at(place) else {
            return;
        };
        let term = &mut self.counter.terms[place];
        let text = chinese_text(term.key).unwrap_or_else(|| std::mem::take(&mut term.text));
        let mut key = [0; ORDER_BYTES];
        let (first, letters) = key.split_at_mut(4);
        first.copy_from_slice(&(u32::MAX - records).to_be_bytes());
        for (byte, letter) in letters.iter_mut().zip(text.bytes()) {
            *byte = letter;
        }
        let width = self.counter.sizes.len();
        let cells = &self.counter.cells[place * width + 1..(place + 1) * width];
        self.keys.push(key);
        self.list.push(Term {
            text,
            records,
            by_group: cells.to_vec(),
        });
    }
}

fn by_letters(terms: &mut [Term]) {
    if 1 < terms.len() {
        terms.put_in_order_by(|a, b| a.text.cmp(&b.text));
    }
}

/// The terms of all records that were read.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The terms, those of most records first, then by their letters.
    pub list: Vec<Term>,
    /// How many records were read.
    pub records: u32,
    /// How many of them belong to each group.
    pub groups: Vec<u32>,
    /// Terms of fewer records are left out.
    pub least: u32,
    /// Words that count as their singular.
    plurals: BTreeSet<String>,
    stops: ChineseStops,
}

/// A word, a pair of words, or Chinese of two to twelve characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// In small letters and half width; a pair with one blank.
    pub text: String,
    /// How many records hold it.
    pub records: u32,
    /// How many records of each group hold it.
    pub by_group: Vec<u32>,
}

/// A term that one group uses more than the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Typical<'a> {
    /// The term.
    pub term: &'a Term,
    /// The numbers that say so.
    pub usage: Usage,
    /// G², above 0: see [`Usage::keyness`].
    pub keyness: f64,
}

impl Terms {
    /// In how many records of a group a term stands, and of the rest.
    ///
    /// The rest are all other records, those of no group too.
    pub fn usage(&self, term: &Term, group: usize) -> Usage {
        let within = term.by_group.get(group).copied().unwrap_or(0);
        let size = self.groups.get(group).copied().unwrap_or(0);
        Usage {
            within,
            group: size,
            outside: term.records - within,
            rest: self.records - size,
        }
    }

    /// The terms that a group uses more than the rest, the most typical first: those whose G² is
    /// `least` or more, at most so many. Equal ones are in the order of their records, then letters.
    pub fn typical(&self, group: usize, least: f64, most: usize) -> Vec<Typical<'_>> {
        let mut typical: Vec<Typical<'_>> = Vec::new();
        let size = self.groups.get(group).copied().unwrap_or(0);
        // With fewer records of the group, a term is not typical enough even if it stands nowhere
        // else: logarithms take their time, and most terms stand in few records.
        let mut enough = self.enough(least.next_down(), 1..size);
        for term in &self.list {
            if term.records < enough || most == 0 {
                break;
            }
            let usage = self.usage(term, group);
            if usage.within < enough {
                continue;
            }
            let keyness = usage.keyness();
            let at = typical.partition_point(|other| keyness <= other.keyness);
            if keyness <= 0.0 || keyness < least || at == most {
                continue;
            }
            typical.insert(
                at,
                Typical {
                    term,
                    usage,
                    keyness,
                },
            );
            typical.truncate(most);
            if let Some(last) = typical.get(most - 1) {
                enough = self.enough(last.keyness, enough..size);
            }
        }
        typical
    }

    /// The smallest number among these with which a term that stands nowhere but in a group is more
    /// typical of it than this, or the end of the range.
    fn enough(&self, keyness: f64, mut numbers: Range<u32>) -> u32 {
        let (group, rest) = (numbers.end, self.records - numbers.end);
        while numbers.start < numbers.end {
            let middle = u32::midpoint(numbers.start, numbers.end);
            let alone = Usage {
                within: middle,
                group,
                outside: 0,
                rest,
            };
            if alone.keyness() <= keyness {
                numbers.start = middle + 1;
            } else {
                numbers.end = middle;
            }
        }
        numbers.start
    }

    /// Where a term stands in the words of a record, in bytes and in their order; nowhere if the
    /// record does not count for it.
    pub fn places(&self, term: &str, text: &str) -> Vec<Range<usize>> {
        let reading = Reading::of(text);
        let characters: Vec<u16> = term.chars().filter_map(han).collect();
        if !characters.is_empty() {
            let term = han_key(&characters);
            let mut places = Vec::new();
            chinese(&reading, &self.stops, LONGEST, |key, place| {
                if key == term {
                    let first = &reading.tokens[place.last + 1 - place.length];
                    places.push(first.start..reading.tokens[place.last].end);
                }
                true
            });
            return places;
        }
        let (first, second) = match term.split_once(' ') {
            Some((first, second)) => (first, Some(second)),
            None => (term, None),
        };
        let is = |at: usize, expected: &str| {
            reading.tokens.get(at).is_some_and(|token| {
                let word = reading.letters(token);
                token.kind == Kind::Word && self.counted_as(word) == expected
            })
        };
        let mut places = Vec::new();
        for (at, token) in reading.tokens.iter().enumerate() {
            let last = at + usize::from(second.is_some());
            if is(at, first) && second.is_none_or(|second| is(last, second)) {
                places.push(token.start..reading.tokens[last].end);
            }
        }
        places
    }

    /// The word as which another one was counted: its singular, or itself.
    fn counted_as(&self, word: &str) -> String {
        match singular(word) {
            Some((stem, end)) if self.plurals.contains(word) => stem.to_owned() + end,
            _ => word.to_owned(),
        }
    }
}

fn takes_place(longer: u32, shorter: u32) -> bool {
    NEARLY_ALWAYS * shorter <= 5 * longer
}

/// The Chinese that may be terms: two characters to so many that no stop word parts, and where they
/// stand. What is answered with false is part of no term, nor is what holds it.
fn chinese(
    reading: &Reading,
    stops: &ChineseStops,
    longest: usize,
    mut found: impl FnMut(Key, Place) -> bool,
) {
    let tokens = &reading.tokens;
    // The characters before this one that may stand in a term with it, newest lowest.
    let (mut run, mut packed, mut end) = (0, 0_u64, 0);
    // How many characters up to the one before are part of a term.
    let mut before = 1;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let Kind::Han(number) = token.kind else {
            run = 0;
            at += 1;
            continue;
        };
        let stop = stops.length(&tokens[at..]);
        if 0 < stop {
            run = 0;
            at += stop;
            continue;
        }
        run = if end == token.start { run + 1 } else { 1 };
        packed = packed << BITS | u64::from(number);
        end = token.end;
        let longest = longest.min(run).min(before + 1);
        before = 1;
        for length in 2..=longest {
            let place = Place { last: at, length };
            let key = if length <= LONGEST_SPELT {
                let kept = packed & ((1 << (BITS * length as u64)) - 1);
                kept | (length as u64) << TAG_AT
            } else {
                long_key(numbers(reading, place))
            };
            if !found(key, place) {
                break;
            }
            before = length;
        }
        at += 1;
    }
}

/// The bits of a character in a key.
const BITS: u64 = 15;

/// Where a key of Chinese says how many characters it holds.
const TAG_AT: u64 = 60;

/// The bits above the characters.
const TAGS: u64 = 0b1111 << TAG_AT;

/// The tag of Chinese that is too long to be spelt out.
const LONG: u64 = 5;

/// The numbers of the characters of Chinese.
fn numbers(reading: &Reading, place: Place) -> impl Iterator<Item = u16> {
    let tokens = reading
        .tokens
        .get(place.last + 1 - place.length..=place.last);
    let numbers = tokens.unwrap_or_default().iter();
    numbers.filter_map(|token| match token.kind {
        Kind::Han(number) => Some(number),
        _ => None,
    })
}

fn characters(reading: &Reading, place: Place) -> Vec<u16> {
    numbers(reading, place).collect()
}

/// The key of Chinese.
fn han_key(characters: &[u16]) -> Key {
    if LONGEST_SPELT < characters.len() {
        return long_key(characters.iter().copied());
    }
    let tag = (characters.len() as u64) << TAG_AT;
    let packed = characters
        .iter()
        .fold(0, |packed, number| packed << BITS | u64::from(*number));
    tag | packed
}

fn long_key(numbers: impl Iterator<Item = u16>) -> Key {
    let mix = |mixed: u64, number: u16| {
        (mixed ^ u64::from(number))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(31)
    };
    numbers.fold(0, mix) & !TAGS | LONG << TAG_AT
}

/// Whether a key is that of Chinese that it does not spell.
fn is_long(key: Key) -> bool {
    key >> TAG_AT == LONG
}

/// How many characters a Chinese key spells.
fn characters_in(key: Key) -> Option<usize> {
    let length = usize::try_from(key >> TAG_AT).unwrap_or(usize::MAX);
    (length <= LONGEST_SPELT).then_some(length)
}

/// A Chinese key without its last character.
fn without_last(key: Key) -> Key {
    let length = key >> TAG_AT;
    (key & !TAGS) >> BITS | (length - 1) << TAG_AT
}

/// A Chinese key without its first character.
fn without_first(key: Key) -> Key {
    let length = key >> TAG_AT;
    key & ((1 << (BITS * (length - 1))) - 1) | (length - 1) << TAG_AT
}

/// What a Chinese key spells.
fn chinese_text(key: Key) -> Option<String> {
    let length = characters_in(key)? as u64;
    let character = |place| {
        let number = key >> (place * BITS) & ((1 << BITS) - 1);
        u16::try_from(number).ok().map(han_char)
    };
    (0..length).rev().map(character).collect()
}

/// The English words and pairs of a record, plurals as their singular where that is in use too.
fn english(reading: &Reading, sketch: &Sketch, common: u32, grams: &mut Vec<Gram>) {
    let mut before: Option<(u64, Form)> = None;
    for (at, token) in reading.tokens.iter().enumerate() {
        let word = reading.letters(token);
        if token.kind != Kind::Word || is_stop_word(word) {
            before = None;
            continue;
        }
        let one = singular(word).filter(|one| {
            let written = with_singular(*one, |bytes| xxh3_64_with_seed(bytes, WRITTEN));
            common <= sketch.most(written)
        });
        let (hash, form) = match one {
            Some(one) => (hash_singular(one), Form::Singular(at)),
            None => (hash(word), Form::Written(at)),
        };
        grams.push(Gram {
            key: word_key(hash),
            text: GramText::Word(form),
        });
        if let Some((first, other)) = before {
            grams.push(Gram {
                key: pair_key(first, hash),
                text: GramText::Pair(other, form),
            });
        }
        before = Some((hash, form));
    }
}

fn hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

fn hash_singular(one: Singular<'_>) -> u64 {
    with_singular(one, xxh3_64)
}

/// The letters of a singular, without making a text of them.
fn with_singular(one: Singular<'_>, hash: impl Fn(&[u8]) -> u64) -> u64 {
    let (stem, end) = one;
    let mut letters = [0; LONGEST_WORD];
    let length = stem.len() + end.len();
    let Some(room) = letters.get_mut(..length) else {
        return hash(stem.as_bytes());
    };
    let (first, last) = room.split_at_mut(stem.len());
    first.copy_from_slice(stem.as_bytes());
    last.copy_from_slice(end.as_bytes());
    hash(room)
}

fn word_key(hash: u64) -> Key {
    hash | 1 << 63
}

fn pair_key(first: u64, second: u64) -> Key {
    (first ^ PAIR)
        .rotate_left(23)
        .wrapping_add(second)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        | 1 << 63
}

fn gram_text(reading: &Reading, text: GramText) -> String {
    let form = |form: Form| match form {
        Form::Written(at) => reading.letters(&reading.tokens[at]).to_owned(),
        Form::Singular(at) => {
            let word = reading.letters(&reading.tokens[at]);
            singular(word).map_or_else(|| word.to_owned(), |(stem, end)| stem.to_owned() + end)
        }
    };
    match text {
        GramText::Word(word) => form(word),
        GramText::Pair(first, second) => format!("{} {}", form(first), form(second)),
        GramText::Han(place) => numbers(reading, place).map(han_char).collect(),
    }
}

/// The place of each term by its key: numbers side by side, which are found in one or two steps.
#[derive(Debug, Clone, Default)]
struct Places {
    /// A power of two, at most half of them taken. A key is never 0.
    slots: Vec<(Key, usize)>,
    taken: usize,
}

impl Places {
    fn find(&self, key: Key) -> Option<usize> {
        let mut at = self.home(key)?;
        loop {
            let (other, place) = self.slots[at];
            match other {
                0 => return None,
                _ if other == key => return Some(place),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn insert(&mut self, key: Key, place: usize) {
        if self.slots.len() <= self.taken * 2 {
            let slots = vec![(0, 0); 64.max(self.slots.len() * 2)];
            for (key, place) in std::mem::replace(&mut self.slots, slots) {
                if key != 0 {
                    self.put(key, place);
                }
            }
        }
        self.taken += 1;
        self.put(key, place);
    }

    fn put(&mut self, key: Key, place: usize) {
        let Some(mut at) = self.home(key) else {
            return;
        };
        while self.slots[at].0 != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = (key, place);
    }

    fn home(&self, key: Key) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        let spread = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        Some(usize::try_from(spread).unwrap_or(0) & last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The terms of these records where no more than so many are kept at a time.
    fn terms(records: &[(usize, String)], most: usize) -> Terms {
        let mut survey = Survey::new();
        for (_, text) in records {
            survey.add(text);
        }
        let mut counter = survey.counter(3, 2);
        counter.most = most;
        for (group, text) in records {
            counter.add(&[*group], text);
        }
        assert!(counter.terms.len() <= most);
        counter.finish()
    }

    /// Few words and characters, so that many repeat.
    fn any_records() -> impl Strategy<Value = Vec<(usize, String)>> {
        let text =
            "([交货期报价慢好，]|嫌交货期慢报价|(quotes?|parts?|late|the|lead|times?)[ ,-]){0,14}";
        prop::collection::vec((0..3_usize, text), 0..24)
    }

    proptest! {
        #[test]
        fn the_order_of_the_records_changes_nothing(
            (records, shuffled) in any_records()
                .prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle())),
            most in 1..30_usize,
        ) {
            let expected = terms(&records, most);
            let shuffled = terms(&shuffled, most);
            prop_assert_eq!(&shuffled.list, &expected.list);
            prop_assert_eq!(&shuffled.plurals, &expected.plurals);
            prop_assert_eq!((shuffled.records, shuffled.groups, shuffled.least), (expected.records, expected.groups, expected.least));
        }

        #[test]
        fn a_term_counts_the_records_in_which_it_is_found(records in any_records(), most in 1..90_usize) {
            let terms = terms(&records, most);
            for term in &terms.list {
                prop_assert!(terms.least <= term.records);
                prop_assert_eq!(term.by_group.iter().sum::<u32>(), term.records);
                for (group, count) in term.by_group.iter().enumerate() {
                    let holding = records.iter().filter(|(other, text)| {
                        *other == group && !terms.places(&term.text, text).is_empty()
                    });
                    prop_assert_eq!(holding.count(), *count as usize, "{}", term.text);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_typical_terms_are_the_most_typical_of_all(
            records in any_records(), group in 0..3_usize, least in 0..4_u8, most in 0..6_usize,
        ) {
            let (terms, least) = (terms(&records, 90), f64::from(least));
            let keyness = |term| terms.usage(term, group).keyness();
            let mut expected: Vec<(&str, f64)> = terms
                .list
                .iter()
                .map(|term| (term.text.as_str(), keyness(term)))
                .filter(|(_, keyness)| 0.0 < *keyness && least <= *keyness)
                .collect();
            expected.sort_by(|a, b| b.1.total_cmp(&a.1));
            expected.truncate(most);
            let found = terms.typical(group, least, most);
            let found: Vec<_> = found.iter().map(|one| (one.term.text.as_str(), one.keyness)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn where_there_are_too_many_terms_the_rarest_go() {
        let mut records = vec![(0, "quote".to_owned()); 9];
        records
            .extend(["steel parts", "copper pipe", "late again"].map(|text| (1, text.to_owned())));
        records.extend(["late", "pipe", "steel"].map(|text| (2, text.to_owned())));
        let told = |most| {
            let terms = terms(&records, most);
            let list: Vec<_> = terms.list.into_iter().map(|term| term.text).collect();
            (terms.least, list.join(" "))
        };
        assert_eq!(told(4), (2, "quote late pipe steel".to_owned()));
        assert_eq!(told(3), (3, "quote".to_owned()));
    }
}
