//! The customers as a line of quick capture may name them.
//!
//! A line is read anew with each key, so nothing here walks over all names for each word: the
//! beginnings of names and firms are sorted into buckets once, and again only when customers have
//! changed. What a bucket holds is then compared with the record itself.

use std::rc::Rc;
use std::sync::Arc;

use super::model::Model;
use super::search_index::Query;
use super::table::Slot;
use crate::domain::capture::{Directory, Named};
use crate::domain::customer::Customer;
use crate::domain::fold::{digits, fold, fold_into};
use crate::domain::id::CustomerId;
use crate::domain::order::PutInOrder;
use crate::domain::pinyin::{Pinyin, letters};

/// How many buckets there are; a power of two.
const BUCKETS: u32 = 1 << 16;

/// So many changed customers are looked at one by one; from more on, the buckets are made anew.
const FEW: usize = 200;

/// Names of places with which firms begin; by these alone no firm is meant.
const PLACES: &str = "中国|上海|北京|深圳|广州|杭州|南京|苏州|天津|重庆|成都|武汉|西安|长沙|郑州|青岛|宁波|无锡|佛山|东莞|\
                      厦门|福建|广东|江苏|浙江|山东|河南|河北|湖南|湖北|四川|安徽|陕西|辽宁|江西|云南|广西|贵州|山西|\
                      海南|中华|全国|国际";

/// What a firm's name ends in and nobody says.
const LEGAL_FORMS: [&str; 9] = [
    "ltd", "inc", "llc", "gmbh", "co", "corp", "plc", "ltd.", "inc.",
];

/// The index of names, kept from key to key.
#[derive(Default)]
pub struct NameDirectory {
    revision: Option<u64>,
    /// As they were when the buckets were filled, by slot.
    known: Vec<Option<Arc<Customer>>>,
    /// Changed since.
    fresh: Vec<Slot>,
    /// Where each bucket begins in `slots`; one more for the end.
    starts: Vec<u32>,
    slots: Vec<Slot>,
    /// The first character of each name, by slot.
    initials: Vec<char>,
    pinyin: Option<Rc<Pinyin>>,
    /// Which letters the readings of a name begin with and consist of, as bits, by slot.
    sounds: Vec<(u32, u32)>,
    /// The letters of the readings of a firm's name.
    firm_sounds: Vec<u32>,
}

impl NameDirectory {
    /// Takes in what changed since it was asked last, and the table of readings where there is one.
    pub fn update(&mut self, model: &Model, pinyin: Option<&Rc<Pinyin>>) {
        let has_pinyin = self.pinyin.is_some() == pinyin.is_some();
        if self.revision == Some(model.revision()) && has_pinyin {
            return;
        }
        self.revision = Some(model.revision());
        let mut current: Vec<Option<Arc<Customer>>> = Vec::with_capacity(self.known.len());
        for (slot, customer) in model.customer_slots() {
            current.resize(slot as usize, None);
            current.push(Some(customer.clone()));
        }
        let is_same = |a: Option<&Option<Arc<Customer>>>, b: &Option<Arc<Customer>>| match (a, b) {
            (Some(Some(a)), Some(b)) => Arc::ptr_eq(a, b),
            (Some(None) | None, None) => true,
            _ => false,
        };
        let changed: Vec<Slot> = (0..)
            .zip(&current)
            .filter(|(slot, customer)| !is_same(self.known.get(*slot as usize), customer))
            .map(|(slot, _)| slot)
            .collect();
        if has_pinyin && changed.len() <= FEW && !self.known.is_empty() {
            self.fresh = changed;
            return;
        }
        self.pinyin = pinyin.cloned();
        self.fill(current);
    }

    /// Slots of customers, and of some in the trash, whose names these words may be the sound of, as
    /// far as they are typed.
    pub fn sounding(&self, model: &Model, typed: &str) -> Vec<Slot> {
        let Some(letters) = letters(&fold(typed.trim())) else {
            return Vec::new();
        };
        // A letter alone is in most names.
        let Some(pinyin) = self.pinyin.as_ref().filter(|_| 1 < letters.len()) else {
            return Vec::new();
        };
        let all = letters.bytes().fold(0, |bits, byte| bits | bit(byte));
        (0..)
            .zip(self.sounds.iter().zip(&self.firm_sounds))
            .filter(|(_, (name, firm))| name.1 & all == all || **firm & all == all)
            .map(|(slot, _)| slot)
            .chain(self.fresh.iter().copied())
            .filter(|slot| {
                let customer = model.customer_at(*slot);
                customer.is_some_and(|customer| {
                    pinyin.begins(&letters, &customer.name)
                        || pinyin.begins(&letters, &customer.company)
                })
            })
            .collect()
    }

    fn fill(&mut self, customers: Vec<Option<Arc<Customer>>>) {
        let mut entries: Vec<(u32, Slot)> = Vec::with_capacity(3 * customers.len());
        self.initials = vec!['\0'; customers.len()];
        self.sounds = vec![(0, 0); customers.len()];
        self.firm_sounds = vec![0; customers.len()];
        let mut folded = String::new();
        for (slot, customer) in (0..).zip(&customers) {
            let Some(customer) = customer else { continue };
            folded.clear();
            fold_into(&customer.name, &mut folded);
            self.initials[slot as usize] = folded.chars().next().unwrap_or('\0');
            beginnings(&folded, |text| entries.push((bucket(text), slot)));
            if let Some(pinyin) = &self.pinyin {
                self.sounds[slot as usize] = sounds(pinyin, &folded);
            }
            folded.clear();
            fold_into(&customer.company, &mut folded);
            if let Some(pinyin) = &self.pinyin {
                self.firm_sounds[slot as usize] = sounds(pinyin, &folded).1;
            }
            if !folded.is_empty() {
                entries.push((bucket(&folded), slot));
            }
        }
        // Each entry finds its place by counting, without a comparison.
        self.starts = vec![0; BUCKETS as usize + 1];
        for (bucket, _) in &entries {
            self.starts[*bucket as usize + 1] += 1;
        }
        for at in 0..BUCKETS as usize {
            self.starts[at + 1] += self.starts[at];
        }
        let mut free = self.starts.clone();
        self.slots = vec![0; entries.len()];
        for (bucket, slot) in entries {
            let free = &mut free[bucket as usize];
            self.slots[*free as usize] = slot;
            *free += 1;
        }
        self.known = customers;
        self.fresh.clear();
    }

    /// Slots whose names or firms may begin like this text, each once.
    fn candidates(&self, folded: &str) -> Vec<Slot> {
        let bucket = bucket(folded) as usize;
        let range = match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        };
        let mut slots: Vec<Slot> = self.slots[range]
            .iter()
            .chain(&self.fresh)
            .copied()
            .collect();
        slots.put_in_order();
        slots.dedup();
        slots
    }
}

fn is_letter(char: char) -> bool {
    char.is_alphanumeric() && !is_chinese(char)
}

fn is_chinese(char: char) -> bool {
    matches!(char, '\u{3400}'..='\u{9fff}')
}

/// Calls with each beginning of a name from which it may be named: the first character of Chinese,
/// every word of an alphabet.
fn beginnings<'a>(folded: &'a str, mut found: impl FnMut(&'a str)) {
    let mut before = ' ';
    for (at, char) in folded.char_indices() {
        if at == 0 || is_letter(char) && !is_letter(before) {
            found(&folded[at..]);
        }
        before = char;
    }
}

/// The bucket of a text: two Chinese characters, or up to four letters of a word.
fn bucket(folded: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let first = folded.chars().next().unwrap_or('\0');
    let (most, belongs): (usize, fn(char) -> bool) = if is_letter(first) {
        (4, is_letter)
    } else {
        (2, |char| !is_letter(char) && char != ' ')
    };
    for char in folded.chars().take(most).take_while(|char| belongs(*char)) {
        hash = (hash ^ u32::from(char)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 16)) % BUCKETS
}

/// The bit of a small letter.
fn bit(letter: u8) -> u32 {
    1 << (u32::from(letter) % 32)
}

/// The letters with which a name's readings begin and of which they consist.
fn sounds(pinyin: &Pinyin, folded: &str) -> (u32, u32) {
    let mut first = 0;
    let mut all = 0;
    for (place, char) in folded.chars().enumerate() {
        for reading in pinyin.readings(char) {
            let bytes = reading.as_bytes();
            if place == 0 {
                first |= bytes.first().map_or(0, |byte| bit(*byte));
            }
            all |= bytes.iter().fold(0, |bits, byte| bits | bit(*byte));
        }
    }
    (first, all)
}

/// The names of a Book at a moment.
pub struct BookDirectory<'a> {
    /// The Book.
    pub model: &'a Model,
    /// Its index, brought up to date.
    pub names: &'a NameDirectory,
}

impl BookDirectory<'_> {
    fn customer(&self, slot: Slot) -> Option<&Arc<Customer>> {
        let customer = self.model.customer_at(slot)?;
        customer.trashed_at.is_none().then_some(customer)
    }

    fn ids(&self, slots: impl Iterator<Item = Slot>) -> Vec<CustomerId> {
        let mut ids: Vec<CustomerId> = slots
            .filter_map(|slot| self.customer(slot))
            .map(|customer| customer.id)
            .collect();
        ids.put_in_order();
        ids.dedup();
        ids
    }
}

impl Directory for BookDirectory<'_> {
    fn beginning(&self, folded: &str) -> Option<Named> {
        let mut best = Named::default();
        for slot in self.names.candidates(folded) {
            let Some(customer) = self.customer(slot) else {
                continue;
            };
            let name = named(&fold(&customer.name), folded, Of::Name);
            let firm = named(&fold(&customer.company), folded, Of::Firm);
            let is_name = name.0 != 0 && firm.0 <= name.0;
            let (length, is_whole) = if is_name { name } else { firm };
            if length == 0 || length < best.length {
                continue;
            }
            if best.length < length {
                best = Named {
                    length,
                    ..Named::default()
                };
            }
            best.is_whole |= is_whole;
            best.all.push(customer.id);
            if is_name && is_whole {
                best.exactly.push(customer.id);
            }
        }
        best.all.put_in_order();
        best.exactly.put_in_order();
        (0 < best.length).then_some(best)
    }

    fn surnamed(&self, folded: &str) -> Vec<CustomerId> {
        if folded.chars().next().is_some_and(is_chinese) {
            let first = folded.chars().next();
            let slots = (0..)
                .zip(&self.names.initials)
                .filter(|(_, initial)| Some(**initial) == first)
                .map(|(slot, _)| slot)
                .chain(self.names.fresh.iter().copied());
            let found = slots.filter(|slot| {
                self.customer(*slot).is_some_and(|customer| {
                    let name = fold(&customer.name);
                    // Longer names are those of firms.
                    name.starts_with(folded)
                        && name.chars().count() <= 4
                        && name.chars().all(is_chinese)
                })
            });
            return self.ids(found);
        }
        let has_word = |slot: &Slot| {
            self.customer(*slot).is_some_and(|customer| {
                let name = fold(&customer.name);
                name.split(|char| !is_letter(char))
                    .any(|word| word == folded)
            })
        };
        self.ids(self.names.candidates(folded).into_iter().filter(has_word))
    }

    fn spelt(&self, letters: &str) -> Vec<CustomerId> {
        let Some(pinyin) = &self.names.pinyin else {
            return Vec::new();
        };
        if !letters.bytes().all(|byte| byte.is_ascii_lowercase()) || letters.is_empty() {
            return Vec::new();
        }
        let first = letters.bytes().next().map_or(0, bit);
        let all = letters.bytes().fold(0, |bits, byte| bits | bit(byte));
        let slots = (0..)
            .zip(&self.names.sounds)
            .filter(|(_, sounds)| sounds.0 & first != 0 && sounds.1 & all == all)
            .map(|(slot, _)| slot)
            .chain(self.names.fresh.iter().copied());
        let found = slots.filter(|slot| {
            self.customer(*slot)
                .is_some_and(|customer| pinyin.spells(letters, &fold(&customer.name)))
        });
        self.ids(found)
    }

    fn with_digits(&self, typed: &str) -> Vec<CustomerId> {
        // With and without the country's number: the end is what both have.
        let tail = &typed[typed.len().saturating_sub(7)..];
        let found = self.model.customer_texts().find(&Query::parse(tail));
        let has_number = |slot: &Slot| {
            self.customer(*slot).is_some_and(|customer| {
                customer.phones.iter().any(|phone| {
                    let number = digits(&phone.value);
                    number.ends_with(typed) || 7 <= number.len() && typed.ends_with(&number)
                })
            })
        };
        self.ids(found.into_iter().filter(has_number))
    }
}

/// Whose words are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Name,
    Firm,
}

/// How much of `text` from its beginning names this, in bytes, and whether that is all of it.
fn named(name: &str, text: &str, of: Of) -> (usize, bool) {
    let Some(first) = name.chars().next() else {
        return (0, false);
    };
    if is_chinese(first) {
        return named_in_chinese(name, text, of);
    }
    let mut best = (0, false);
    beginnings(name, |part| {
        if of == Of::Firm && part.len() != name.len() {
            return;
        }
        let length = common_words(part, text);
        let rest = part[length..].trim_matches(|char: char| !is_letter(char));
        let is_all = part.len() == name.len()
            && (rest.is_empty() || of == Of::Firm && LEGAL_FORMS.contains(&rest));
        if best.0 < length {
            best = (length, is_all && 0 < length);
        }
    });
    best
}

/// How many bytes of whole words two texts begin with alike.
fn common_words(name: &str, text: &str) -> usize {
    let common = name
        .char_indices()
        .zip(text.chars())
        .find(|((_, a), b)| a != b)
        .map_or(name.len().min(text.len()), |((at, _), _)| at);
    // Both must be cut between words.
    let is_cut = |text: &str, at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        !(before.is_some_and(is_letter) && after.is_some_and(is_letter))
    };
    let mut at = common;
    while 0 < at
        && !(name.is_char_boundary(at)
            && text.is_char_boundary(at)
            && is_cut(name, at)
            && is_cut(text, at))
    {
        at -= 1;
    }
    let words = name[..at].trim_end_matches(|char: char| !is_letter(char));
    words.len()
}

fn named_in_chinese(name: &str, text: &str, of: Of) -> (usize, bool) {
    if text.starts_with(name) && name.chars().nth(1).is_some() {
        return (name.len(), true);
    }
    if of == Of::Name && name.chars().count() <= 4 {
        return (0, false);
    }
    // A firm is called by the beginning of its name.
    let common: usize = name
        .chars()
        .zip(text.chars())
        .take_while(|(a, b)| a == b)
        .map(|(char, _)| char.len_utf8())
        .sum();
    let words = &name[..common];
    let is_enough = 2 <= words.chars().count() && !PLACES.split('|').any(|place| place == words);
    (if is_enough { common } else { 0 }, false)
}
