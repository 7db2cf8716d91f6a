//! Puts lists in order with one sort for all of them.
//!
//! The standard library compiles its sort anew for every kind of element and every order, some
//! 4 KB of Wasm each time. Here it is compiled once, for places in a list; what is sorted takes
//! part through one call for each comparison. Collecting into a [`BTreeSet`] or [`BTreeMap`] sorts
//! too, so those are filled one by one instead.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Lists that can be put in order; equals keep their places among each other.
pub trait PutInOrder<T> {
    /// Puts the smallest first.
    fn put_in_order(&mut self)
    where
        T: Ord;

    /// Puts first what comes out smallest.
    fn put_in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Puts first what has the smallest key.
    fn put_in_order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
}

impl<T> PutInOrder<T> for [T] {
    fn put_in_order(&mut self)
    where
        T: Ord,
    {
        self.put_in_order_by(T::cmp);
    }

    fn put_in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let swaps = swaps(self.len(), &|a, b| compare(&self[a], &self[b]));
        for (a, b) in swaps {
            self.swap(a, b);
        }
    }

    fn put_in_order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.put_in_order_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// Items that can be gathered in order.
pub trait Gather: Iterator + Sized {
    /// A set of the items.
    fn into_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        for item in self {
            set.insert(item);
        }
        set
    }

    /// A map of pairs, in which the last of equal keys wins.
    fn into_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        for (key, value) in self {
            map.insert(key, value);
        }
        map
    }
}

impl<I: Iterator> Gather for I {}

/// The places of keys in the order of their bytes; equals keep their places among each other.
///
/// It goes over the list once for each byte in which the keys differ, which for short keys takes a
/// fraction of the time of comparing them.
pub fn places_in_order<const BYTES: usize>(keys: &[[u8; BYTES]]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..).take(keys.len()).collect();
    let mut sorted = places.clone();
    for byte in (0..BYTES).rev() {
        order_by_byte(keys, byte, &mut places, &mut sorted);
    }
    places
}

/// Puts the places of keys in the order of one of their bytes; equals keep their places among each
/// other. `sorted` is room for as many.
///
/// Gone through from the last byte to the first, it puts them in the order of all bytes, in parts.
pub fn order_by_byte<const BYTES: usize>(
    keys: &[[u8; BYTES]],
    byte: usize,
    places: &mut Vec<u32>,
    sorted: &mut Vec<u32>,
) {
    let mut starts = [0_usize; 256];
    for key in keys {
        starts[usize::from(key[byte])] += 1;
    }
    if starts.contains(&keys.len()) {
        return;
    }
    let mut start = 0;
    for count in &mut starts {
        start += std::mem::replace(count, start);
    }
    for place in &*places {
        let start = &mut starts[usize::from(keys[*place as usize][byte])];
        sorted[*start] = *place;
        *start += 1;
    }
    std::mem::swap(places, sorted);
}

/// A number that is in the order of another number, of which it keeps seven digits: sums that are
/// the same but for their last digits are a tie, and half the bytes are put in order in half the
/// time.
pub fn seven_digits(number: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "seven digits are what is wanted"
    )]
    let short = number as f32;
    // Adding 0 makes a zero of what is a negative one.
    let bits = (short + 0.0).to_bits();
    if bits >> 31 == 1 {
        !bits
    } else {
        bits | 1 << 31
    }
}

/// The swaps that, one after the other, put a list in order.
fn swaps(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut from: Vec<usize> = (0..len).collect();
    from.sort_by(|a, b| compare(*a, *b));
    let mut swaps = Vec::new();
    for start in 0..len {
        // Each round trip of places is gone through once: what was put right points at itself.
        let mut at = start;
        loop {
            let next = std::mem::replace(&mut from[at], at);
            if next == start {
                break;
            }
            swaps.push((at, next));
            at = next;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_sort(list: Vec<(u8, u32)>) {
            let mut sorted = list.clone();
            sorted.sort_by_key(|(key, _)| *key);
            let mut put = list.clone();
            put.put_in_order_by_key(|(key, _)| *key);
            prop_assert_eq!(&put, &sorted);
            sorted.sort_unstable();
            put.put_in_order();
            prop_assert_eq!(put, sorted);
        }

        #[test]
        fn places_follow_the_bytes_of_the_keys(keys: Vec<[u8; 3]>) {
            let mut expected: Vec<u32> = (0..).take(keys.len()).collect();
            expected.sort_by_key(|place| keys[*place as usize]);
            prop_assert_eq!(places_in_order(&keys), expected);
        }

        #[test]
        fn seven_digits_are_in_the_order_of_their_numbers(a: f32, b: f32) {
            let (short, long) = (seven_digits(f64::from(a)), seven_digits(f64::from(b)));
            if let Some(order) = a.partial_cmp(&b) {
                prop_assert_eq!(short.cmp(&long), order);
            }
        }

        #[test]
        fn sets_and_maps_are_those_that_collecting_gives(pairs: Vec<(u8, u32)>) {
            prop_assert_eq!(pairs.iter().into_set(), pairs.iter().collect());
            prop_assert_eq!(pairs.iter().copied().into_map(), pairs.into_iter().collect());
        }
    }
}
