//! Names, numbers and addresses replaced by neutral words, the same by the same, so that a text can
//! be shown to somebody who need not know of whom it speaks.
//!
//! Only what is known can be replaced: a nickname or a name of somebody who is no customer stays in
//! the words. Where it is in doubt whether a word is meant, it is replaced; a mask hides rather too
//! much than too little.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::fold_into;

/// A name of so many letters is replaced even in the midst of a longer word; a shorter one would
/// tear words apart, and is only replaced where it stands by itself. Chinese is written without
/// spaces, so a name with Chinese characters is replaced wherever it stands.
const LONG_NAME: usize = 5;

/// Two numbers are the same where so many of their last digits are: one may be written with the code
/// of its country and the other without.
const SAME_DIGITS: usize = 7;

/// A number of fewer digits is no telephone number.
const FEWEST_DIGITS: usize = 3;

/// How many marks and blanks may stand between two digits of one number.
const MOST_MARKS: usize = 3;

/// What follows a Chinese surname where somebody is spoken of: 王总, 李经理.
const TITLES: [&str; 17] = [
    "经理", "主任", "老师", "先生", "女士", "小姐", "医生", "师傅", "老板", "总", "董", "工", "姐",
    "哥", "局", "处", "科",
];

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A customer, person or firm.
    Customer,
    /// A firm that is no customer itself.
    Firm,
    /// A person who is no customer.
    Person,
}

/// What stands in place of what is replaced, in the language of the text.
#[derive(Debug, Clone, Copy)]
pub struct Labels {
    /// A name with its number, counted from 1 for each kind.
    pub numbered: fn(Named, usize) -> String,
    /// A name that may be one of several.
    pub someone: &'static str,
    /// A telephone number.
    pub phone: &'static str,
    /// A mail address.
    pub email: &'static str,
    /// A name on a messaging service.
    pub account: &'static str,
    /// A postal address.
    pub address: &'static str,
}

/// What is known and replaced. Names are numbered in the order in which they first appear.
#[derive(Debug, Clone)]
pub struct Mask {
    labels: Labels,
    /// What is looked for, by its first two characters, the longest first.
    literals: BTreeMap<[char; 2], Vec<Literal>>,
    /// The names by what they fold to.
    names: BTreeMap<String, usize>,
    known: Vec<Known>,
    /// How many of each kind have a number.
    numbered: BTreeMap<Named, usize>,
    /// The last digits of the long telephone numbers.
    endings: BTreeSet<String>,
    /// The short ones.
    short_numbers: BTreeSet<String>,
    /// Whether a long number is taken for one of a telephone although it is not known.
    hides_long_numbers: bool,
}

#[derive(Debug, Clone)]
struct Known {
    kind: Named,
    number: Option<usize>,
}

#[derive(Debug, Clone)]
struct Literal {
    folded: Vec<char>,
    stands_for: Replacement,
    /// Whether it has to stand by itself.
    is_word: bool,
    /// Whether it has to begin with a capital in the text.
    is_capital: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Replacement {
    Name(usize),
    Label(&'static str),
}

impl Mask {
    /// One that replaces mail addresses only.
    pub fn new(labels: Labels) -> Self {
        Self {
            labels,
            literals: BTreeMap::new(),
            names: BTreeMap::new(),
            known: Vec::new(),
            numbered: BTreeMap::new(),
            endings: BTreeSet::new(),
            short_numbers: BTreeSet::new(),
            hides_long_numbers: false,
        }
    }

    /// What stands in place of what is replaced.
    pub fn labels(&self) -> Labels {
        self.labels
    }

    /// Replaces from now on every number that is as long as one of a telephone, but for dates.
    pub fn hide_long_numbers(&mut self) {
        self.hides_long_numbers = true;
    }

    /// Replaces a name from now on, and for a customer the parts by which one speaks of it. A name
    /// that is known keeps what it is.
    pub fn add_name(&mut self, kind: Named, name: &str) {
        let folded: Vec<char> = fold(name).map(|(char, _)| char).collect();
        let key: String = folded.iter().collect();
        if folded.is_empty() || self.names.contains_key(&key) {
            return;
        }
        let place = self.known.len();
        self.known.push(Known { kind, number: None });
        self.names.insert(key, place);
        self.add(Literal {
            is_word: !folded.iter().copied().any(is_han) && folded.len() < LONG_NAME,
            folded,
            stands_for: Replacement::Name(place),
            is_capital: false,
        });
        if kind != Named::Firm {
            self.add_parts(name, place);
        }
    }

    /// The words of a name, and a Chinese surname with each title.
    fn add_parts(&mut self, name: &str, place: usize) {
        let name = name.trim();
        let count = name.chars().count();
        if (2..=4).contains(&count) && name.chars().all(is_han) {
            for title in TITLES {
                let spoken = name.chars().take(1).chain(title.chars()).collect();
                self.add_part(spoken, place, false);
            }
            return;
        }
        let parts: Vec<&str> = name.split(|char: char| !char.is_alphabetic()).collect();
        for part in parts.iter().filter(|_| 1 < parts.len()) {
            let letters: Vec<char> = fold(part).map(|(char, _)| char).collect();
            let is_capital = part.chars().next().is_some_and(char::is_uppercase);
            if 3 <= letters.len() && is_capital {
                self.add_part(letters, place, true);
            }
        }
    }

    fn add_part(&mut self, folded: Vec<char>, place: usize, is_word: bool) {
        let same = self
            .literals
            .get_mut(&key(&folded))
            .and_then(|list| list.iter_mut().find(|one| one.folded == folded));
        match same {
            // Somebody else is called so, too.
            Some(other) if other.is_capital || !is_word => {
                if other.stands_for != Replacement::Name(place) {
                    other.stands_for = Replacement::Label(self.labels.someone);
                }
            }
            // The whole name of another.
            Some(_) => {}
            None => self.add(Literal {
                folded,
                stands_for: Replacement::Name(place),
                is_word,
                is_capital: is_word,
            }),
        }
    }

    /// Replaces a mail address from now on; what looks like one is replaced anyway.
    pub fn add_email(&mut self, address: &str) {
        self.add_label(address, self.labels.email);
    }

    /// Replaces a name on a messaging service from now on.
    pub fn add_account(&mut self, name: &str) {
        self.add_label(name, self.labels.account);
    }

    /// Replaces a postal address from now on.
    pub fn add_address(&mut self, address: &str) {
        self.add_label(address, self.labels.address);
    }

    fn add_label(&mut self, text: &str, label: &'static str) {
        let folded: Vec<char> = fold(text).map(|(char, _)| char).collect();
        if FEWEST_DIGITS <= folded.len() {
            self.add(Literal {
                is_word: !folded.iter().copied().any(is_han) && folded.len() < LONG_NAME,
                folded,
                stands_for: Replacement::Label(label),
                is_capital: false,
            });
        }
    }

    /// Replaces a telephone number from now on, however it is grouped.
    pub fn add_phone(&mut self, number: &str) {
        let digits: Vec<char> = fold(number)
            .map(|(char, _)| char)
            .filter(char::is_ascii_digit)
            .collect();
        if SAME_DIGITS <= digits.len() {
            let ending = digits[digits.len() - SAME_DIGITS..].iter().collect();
            self.endings.insert(ending);
        } else if FEWEST_DIGITS <= digits.len() {
            self.short_numbers.insert(digits.iter().collect());
        }
    }

    fn add(&mut self, literal: Literal) {
        let list = self.literals.entry(key(&literal.folded)).or_default();
        let at = list.partition_point(|one| literal.folded.len() < one.folded.len());
        list.insert(at, literal);
    }

    /// What stands for a name that was added; a name that was not is replaced like any text.
    pub fn name(&mut self, name: &str) -> String {
        let key: String = fold(name).map(|(char, _)| char).collect();
        match self.names.get(&key).copied() {
            Some(place) => self.stand_in(Replacement::Name(place)),
            None => self.text(name),
        }
    }

    /// The text with all that is known replaced.
    pub fn text(&mut self, text: &str) -> String {
        let folded: Vec<(char, usize)> = fold(text).collect();
        let mut masked = String::with_capacity(text.len());
        let (mut at, mut kept_from) = (0, 0);
        while at < folded.len() {
            let Some((length, stands_for)) = self.found(text, &folded, at) else {
                at += 1;
                continue;
            };
            masked.push_str(&text[kept_from..folded[at].1]);
            masked.push_str(&self.stand_in(stands_for));
            at += length;
            kept_from = end_of(text, folded[at - 1].1);
        }
        masked.push_str(&text[kept_from..]);
        masked
    }

    /// What begins at a place of the text and is replaced, with its length.
    fn found(
        &self,
        text: &str,
        folded: &[(char, usize)],
        at: usize,
    ) -> Option<(usize, Replacement)> {
        let literal = self.literal(text, folded, at);
        let address = email(folded, at).map(|length| (length, self.labels.email));
        let number = self
            .phone(folded, at)
            .map(|length| (length, self.labels.phone));
        let others = [address, number].into_iter().flatten();
        let others = others.map(|(length, label)| (length, Replacement::Label(label)));
        // The longest; of equal ones the name.
        literal
            .into_iter()
            .chain(others)
            .reduce(|best, next| if best.0 < next.0 { next } else { best })
    }

    fn literal(
        &self,
        text: &str,
        folded: &[(char, usize)],
        at: usize,
    ) -> Option<(usize, Replacement)> {
        let first = folded[at].0;
        let second = folded.get(at + 1).map(|(char, _)| *char);
        let pairs = second.map(|second| [first, second]);
        let lists = pairs.into_iter().chain([[first, '\0']]);
        let mut candidates = lists.filter_map(|key| self.literals.get(&key)).flatten();
        let found = candidates.find(|one| {
            let end = at + one.folded.len();
            folded.get(at..end).is_some_and(|here| {
                here.iter()
                    .zip(&one.folded)
                    .all(|((char, _), other)| char == other)
            }) && (!one.is_word || stands_alone(folded, at, end))
                && (!one.is_capital
                    || text[folded[at].1..]
                        .chars()
                        .next()
                        .is_some_and(char::is_uppercase))
        })?;
        Some((found.folded.len(), found.stands_for))
    }

    /// The length of the telephone number that begins at a place of the text.
    fn phone(&self, folded: &[(char, usize)], at: usize) -> Option<usize> {
        let is_digit = |at: usize| {
            folded
                .get(at)
                .is_some_and(|(char, _)| char.is_ascii_digit())
        };
        if !is_digit(at) && folded[at].0 != '+' && folded[at].0 != '(' {
            return None;
        }
        // In the midst of a run there is nothing that its begin did not have.
        if at.checked_sub(1).is_some_and(is_digit) {
            return None;
        }
        let mut digits = String::new();
        let (mut end, mut marks) = (at, 0);
        for (place, (char, _)) in folded.iter().enumerate().skip(at) {
            if char.is_ascii_digit() {
                digits.push(*char);
                (end, marks) = (place + 1, 0);
            } else if is_mark(*char) && marks < MOST_MARKS {
                marks += 1;
            } else {
                break;
            }
        }
        let has_ending = (SAME_DIGITS..=digits.len())
            .any(|end| self.endings.contains(&digits[end - SAME_DIGITS..end]));
        let is_long = self.hides_long_numbers
            && SAME_DIGITS <= digits.len()
            && !begins_with_year(&folded[at..end]);
        (has_ending || is_long || self.short_numbers.contains(&digits)).then_some(end - at)
    }

    fn stand_in(&mut self, stands_for: Replacement) -> String {
        let place = match stands_for {
            Replacement::Label(label) => return label.to_owned(),
            Replacement::Name(place) => place,
        };
        let known = &mut self.known[place];
        let number = *known.number.get_or_insert_with(|| {
            let count = self.numbered.entry(known.kind).or_default();
            *count += 1;
            *count
        });
        (self.labels.numbered)(known.kind, number)
    }
}

/// The characters as they are compared, each with its place in the text; blanks in a row are one.
fn fold(text: &str) -> impl Iterator<Item = (char, usize)> {
    let text = text.trim_end();
    let mut was_blank = true;
    text.char_indices()
        .flat_map(|(at, char)| {
            let mut folded = String::new();
            fold_into(char.encode_utf8(&mut [0; 4]), &mut folded);
            folded.chars().map(|char| (char, at)).collect::<Vec<_>>()
        })
        .filter(move |(char, _)| {
            let is_blank = *char == ' ';
            let is_kept = !(is_blank && was_blank);
            was_blank = is_blank;
            is_kept
        })
}

fn key(folded: &[char]) -> [char; 2] {
    let at = |place: usize| folded.get(place).copied().unwrap_or('\0');
    [at(0), at(1)]
}

/// Where the character that begins here ends.
fn end_of(text: &str, start: usize) -> usize {
    text[start..]
        .chars()
        .next()
        .map_or(text.len(), |char| start + char.len_utf8())
}

/// Whether no letter or digit stands right before or after.
fn stands_alone(folded: &[(char, usize)], start: usize, end: usize) -> bool {
    let is_joined = |place: Option<usize>| {
        let char = place.and_then(|place| folded.get(place));
        char.is_some_and(|(char, _)| char.is_alphanumeric() && !is_han(*char))
    };
    !is_joined(start.checked_sub(1)) && !is_joined(Some(end))
}

/// The length of what looks like a mail address and begins here.
fn email(folded: &[(char, usize)], at: usize) -> Option<usize> {
    let is_part = |char: char| char.is_ascii_alphanumeric() || "._%+-".contains(char);
    if at
        .checked_sub(1)
        .is_some_and(|before| is_part(folded[before].0))
    {
        return None;
    }
    let run = |from: usize| {
        let rest = folded.iter().skip(from);
        rest.take_while(|(char, _)| is_part(*char)).count()
    };
    let name = run(at);
    let (sign, _) = folded.get(at + name)?;
    let host = run(at + name + 1);
    (0 < name && *sign == '@' && 0 < host).then_some(name + 1 + host)
}

/// Whether a number begins as a date is written: 2024-08-16, 2024.8.16.
fn begins_with_year(folded: &[(char, usize)]) -> bool {
    let first: Vec<char> = folded.iter().take(5).map(|(char, _)| *char).collect();
    matches!(
        first.as_slice(),
        ['1', '9', _, _, '-' | '.' | '/'] | ['2', '0', _, _, '-' | '.' | '/']
    )
}

/// Whether a character may stand between the digits of a telephone number.
fn is_mark(char: char) -> bool {
    char.is_whitespace() || "-.()/+·–—".contains(char)
}

fn is_han(char: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&char)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LABELS: Labels = Labels {
        numbered: |kind, n| format!("{kind:?} {n}"),
        someone: "[name]",
        phone: "[phone]",
        email: "[email]",
        account: "[account]",
        address: "[address]",
    };

    fn mask() -> Mask {
        let mut mask = Mask::new(LABELS);
        for name in [
            "Ada Quill",
            "王芳",
            "Quill & Sons",
            "Li",
            "Ada Brown",
            "Quill",
        ] {
            mask.add_name(Named::Customer, name);
        }
        mask.add_name(Named::Firm, "东方贸易有限公司");
        mask.add_name(Named::Person, "Joan Moss");
        mask.add_phone("+86 138 0013 8000");
        mask.add_phone("9527");
        mask.add_email("ada@quill.example");
        mask.add_account("ada_q");
        mask.add_address("12 Long Street, Newtown");
        mask
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(mask().text(text), expected, "{text}");
    }

    #[test]
    fn names_are_replaced_the_longest_first_and_the_same_by_the_same() {
        check("Ada Quill called", "Customer 1 called");
        check("quill & sons, QUILL", "Customer 1, Customer 2");
        check(
            "met ada  quill and Joan Moss; Ada\nQuill agreed",
            "met Customer 1 and Person 1; Customer 1 agreed",
        );
        check("东方贸易有限公司的王芳说", "Firm 1的Customer 1说");
        check("ＡＤＡ　ＱＵＩＬＬ", "Customer 1");
        // A short name only by itself, a long one also within a word.
        check("Li likes Lilies", "Customer 1 likes Lilies");
        check("quilling", "Customer 1ing");
    }

    #[test]
    fn a_part_of_a_name_stands_for_it_unless_it_is_that_of_two() {
        check("Joan called", "Person 1 called");
        check("asked Ada", "asked [name]");
        check("Brown or brown", "Customer 1 or brown");
        check("王总、王经理", "Customer 1、Customer 1");
        let mut mask = mask();
        mask.add_name(Named::Customer, "王大山");
        assert_eq!(mask.text("王总"), "[name]");
    }

    #[test]
    fn numbers_and_addresses_are_replaced_however_they_are_written() {
        check("13800138000", "[phone]");
        check("call (138) 0013-8000 now", "call [phone] now");
        check("+86-138.0013.8000", "[phone]");
        check("转9527", "转[phone]");
        check("order 95270, 1380013", "order 95270, 1380013");
        check("mail ADA@quill.example.", "mail [email]");
        check("or someone.else@firm.example", "or [email]");
        check("WeChat ada_q", "WeChat [account]");
        check("at 12 long street, newtown", "at [address]");
    }

    #[test]
    fn long_numbers_are_hidden_where_that_is_wanted_but_dates_stay() {
        let unknown = "call 0571-8765 4321 on 2024-08-16, order 12345";
        check(unknown, unknown);
        let mut mask = mask();
        mask.hide_long_numbers();
        assert_eq!(
            mask.text(unknown),
            "call [phone] on 2024-08-16, order 12345"
        );
    }

    #[test]
    fn numbers_are_given_in_the_order_of_appearance() {
        let mut mask = mask();
        assert_eq!(mask.name("王芳"), "Customer 1");
        assert_eq!(mask.text("Ada Quill, 王芳"), "Customer 2, Customer 1");
        assert_eq!(mask.name("Nobody known"), "Nobody known");
        assert_eq!(Mask::new(LABELS).text("  a\r\n"), "  a\r\n");
    }

    proptest! {
        #[test]
        fn nothing_that_is_known_is_left(
            names in prop::collection::vec("[A-Z][a-z]{4,8}( [A-Z][a-z]{1,8})?|[王李张赵][一-龥]{1,3}", 1..6),
            phones in prop::collection::vec("\\+?[1-9][0-9]{1,3}[ -]?[0-9]{3,4}[ -]?[0-9]{4}", 1..4),
            emails in prop::collection::vec("[a-z]{1,8}@[a-z]{1,8}\\.example", 1..4),
            filling in prop::collection::vec("[ a-z0-9，。!客户]{0,9}", 1..12),
            order in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
        ) {
            let mut mask = Mask::new(Labels { numbered: |_, n| format!("#{n}"), ..LABELS });
            for name in &names {
                mask.add_name(Named::Customer, name);
            }
            for phone in &phones {
                mask.add_phone(phone);
            }
            for email in &emails {
                mask.add_email(email);
            }
            let known: Vec<&String> = names.iter().chain(&phones).chain(&emails).collect();
            let mut text = String::new();
            for (filling, index) in filling.iter().zip(&order) {
                text.push_str(filling);
                text.push_str(known[index.index(known.len())]);
            }
            let masked = mask.text(&text);
            for one in known {
                prop_assert!(!masked.contains(one.as_str()), "{one} in {masked} of {text}");
            }
        }

        #[test]
        fn any_text_can_be_masked(text in any::<String>(), name in any::<String>()) {
            let mut mask = mask();
            mask.add_name(Named::Customer, &name);
            mask.add_phone(&name);
            mask.text(&text);
        }
    }
}
