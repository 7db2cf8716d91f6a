//! The segments in force while they are made anew: what is added, and what of them is worth keeping.
//!
//! Of two lines about one record the later segment counts, so that an altered record is a line more
//! and the segment that held it stays untouched. Where too many lines have lost their meaning, the
//! segments that hold most of them are rewritten; a removed record is taken out at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use uuid::Uuid;

use super::envelope;
use super::head::{Manifest, ManifestSegment, content_hash};
use super::log_store::{LogStore, damaged};
use super::shelf::{Area, Key, Shelf, Write};
use crate::app::ports::StoreError;
use crate::domain::order::Gather;
use crate::records::change_row::SegmentRef;
use crate::records::segment::{self, MAX_LINES, Packed, Written};
use crate::records::{Kind, RecordError};

/// How many lines are looked through at once: about 1 MB.
const LINES_AT_ONCE: u32 = 4_000;

/// A segment of fewer lines is put together with others.
const SMALL: u32 = 500;

/// The segments in force while they are made anew.
pub(super) struct Remaking {
    pub(super) manifest: Manifest,
    /// The content of those that are not on the shelf yet.
    fresh: BTreeMap<String, Vec<u8>>,
}

/// How many records of a kind there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Live {
    pub(super) kind: Kind,
    pub(super) count: usize,
}

/// Which line of a kind counts for each record, by the place of its segment.
#[derive(Default)]
struct Places {
    /// Looked up by id alone; its order is never seen.
    of_record: HashMap<u128, usize>,
    /// How many lines count, by segment.
    live: Vec<u32>,
    /// Whether a segment holds a record that is gone.
    holds_gone: Vec<bool>,
}

impl Remaking {
    pub(super) fn of(manifest: Manifest) -> Self {
        Self {
            manifest,
            fresh: BTreeMap::new(),
        }
    }

    /// Adds a segment under an id that was never used.
    pub(super) fn add(&mut self, packed: Packed, id: Uuid) {
        let kind = packed.kind;
        let segment = self.keep(packed, id);
        self.adopt(kind, segment);
    }

    /// Takes in a segment under an id that was never used, without naming it.
    pub(super) fn keep(&mut self, packed: Packed, id: Uuid) -> SegmentRef {
        let Packed { count, bytes, .. } = packed;
        let segment = SegmentRef {
            id: id.simple().to_string(),
            count,
            hash: content_hash(&bytes),
        };
        self.fresh.insert(segment.id.clone(), bytes);
        segment
    }

    /// Takes in a segment that is on the shelf.
    pub(super) fn adopt(&mut self, kind: Kind, segment: SegmentRef) {
        self.manifest
            .segments
            .push(ManifestSegment { kind, segment });
    }

    /// Whether so much of a kind's segments is of no use that they are worth rewriting.
    pub(super) fn is_loose(&self, live: Live) -> bool {
        let of_kind = self.of_kind(live.kind);
        let lines: usize = of_kind.iter().map(|one| one.count as usize).sum();
        let full = live.count / MAX_LINES;
        live.count + live.count / 2 + MAX_LINES / 2 < lines || 2 * full + 8 < of_kind.len()
    }

    fn of_kind(&self, kind: Kind) -> Vec<SegmentRef> {
        let segments = self.manifest.segments.iter();
        segments
            .filter(|one| one.kind == kind)
            .map(|one| one.segment.clone())
            .collect()
    }

    /// Adds to a write the segments that are not on the shelf yet.
    pub(super) fn add_to(self, write: &mut Write) {
        for (id, content) in self.fresh {
            write.add(Area::Segments, Key::Text(id), envelope::wrap(content));
        }
    }
}

impl<S: Shelf> LogStore<S> {
    /// Takes out of a kind's segments the records that are gone, and rewrites those of which little
    /// counts any more, or which are small. All others stay as they are.
    pub(super) async fn tighten(
        &self,
        remaking: &mut Remaking,
        kind: Kind,
        gone: &BTreeSet<u128>,
    ) -> Result<(), StoreError> {
        let of_kind = remaking.of_kind(kind);
        let places = self.places(remaking, &of_kind, gone).await?;
        let are_small = of_kind.iter().filter(|one| one.count < SMALL).count();
        let is_rewritten = |at: usize| {
            let (count, live) = (of_kind[at].count, places.live[at]);
            let dead = count.saturating_sub(live);
            let is_small = count < SMALL && 1 < are_small;
            places.holds_gone[at] || count < 4 * dead || is_small
        };
        let (mut lines, mut rewritten) = (Vec::new(), BTreeSet::new());
        for at in (0..of_kind.len()).filter(|at| is_rewritten(*at)) {
            rewritten.insert(of_kind[at].id.clone());
            let content = self.content(remaking, &of_kind[at]).await?;
            for (id, line) in written(&of_kind[at], &content)? {
                if places.of_record.get(&record_key(id)) == Some(&at) {
                    lines.push(line.to_owned());
                }
            }
            while MAX_LINES <= lines.len() {
                let rest = lines.split_off(MAX_LINES);
                remaking.add(segment::pack_written(kind, &lines), (self.beside.new_id)());
                lines = rest;
            }
            (self.beside.breathe)().await;
        }
        if !lines.is_empty() {
            remaking.add(segment::pack_written(kind, &lines), (self.beside.new_id)());
        }
        let segments = &mut remaking.manifest.segments;
        segments.retain(|one| !rewritten.contains(&one.segment.id));
        remaking.fresh.retain(|id, _| !rewritten.contains(id));
        Ok(())
    }

    async fn places(
        &self,
        remaking: &Remaking,
        of_kind: &[SegmentRef],
        gone: &BTreeSet<u128>,
    ) -> Result<Places, StoreError> {
        let mut places = Places {
            live: vec![0; of_kind.len()],
            holds_gone: vec![false; of_kind.len()],
            ..Places::default()
        };
        let mut looked_through = 0_u32;
        for (at, segment) in of_kind.iter().enumerate() {
            let content = self.content(remaking, segment).await?;
            for (id, _) in written(segment, &content)? {
                let key = record_key(id);
                if gone.contains(&key) {
                    places.holds_gone[at] = true;
                    continue;
                }
                places.live[at] += 1;
                if let Some(before) = places.of_record.insert(key, at) {
                    places.live[before] -= 1;
                }
            }
            looked_through = looked_through.saturating_add(segment.count);
            if LINES_AT_ONCE <= looked_through {
                looked_through = 0;
                (self.beside.breathe)().await;
            }
        }
        Ok(places)
    }

    async fn content(
        &self,
        remaking: &Remaking,
        segment: &SegmentRef,
    ) -> Result<Vec<u8>, StoreError> {
        if let Some(content) = remaking.fresh.get(&segment.id) {
            return Ok(content.clone());
        }
        Ok(self.segment(segment).await?.into_vec())
    }
}

fn written<'a>(
    segment: &SegmentRef,
    content: &'a [u8],
) -> Result<Vec<(&'a str, &'a str)>, StoreError> {
    match segment::written(content) {
        Ok(Written::Records(_, lines)) => Ok(lines),
        Ok(Written::Edits(_)) => Err(damaged(part(segment))),
        Err(error) => Err(unreadable(segment, &error)),
    }
}

/// A segment as a part that may be damaged.
pub(super) fn part(segment: &SegmentRef) -> String {
    format!("segment {}", segment.id)
}

pub(super) fn unreadable(segment: &SegmentRef, error: &RecordError) -> StoreError {
    damaged(format!("{}: {error}", part(segment)))
}

/// A record's id as a number; 0 for what exists once.
pub(super) fn record_key(id: &str) -> u128 {
    Uuid::try_parse(id).map_or(0, |id| id.as_u128())
}

/// All segments that a manifest names, in force or for the history.
pub(super) fn named(manifest: &Manifest) -> BTreeSet<String> {
    let in_force = manifest.segments.iter().map(|one| one.segment.id.clone());
    let for_history = manifest.history.iter().flat_map(|(_, ids)| ids.clone());
    let summary = manifest
        .summary
        .iter()
        .flat_map(|summary| &summary.segments);
    let in_summary = summary.map(|segment| segment.id.clone());
    in_force.chain(for_history).chain(in_summary).into_set()
}
