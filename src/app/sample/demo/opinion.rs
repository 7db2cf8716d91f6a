//! What a customer of the demo thinks of the user, and how it changes with what happens.

use super::super::random::Random;
use super::Fate;
use crate::domain::rating::AspectId;

/// How many aspects there are.
const ASPECTS: usize = AspectId::BUILT_IN.len();

/// How much each aspect means to these customers, in hundredths; a fit of the weights finds them.
const WEIGHTS: [u32; ASPECTS] = [30, 15, 15, 20, 15, 5];

/// The marks from 1 to 5 that a customer would give now, in the order of the aspects.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opinion([u8; ASPECTS]);

impl Opinion {
    /// What a customer thinks to begin with.
    pub(super) fn first(random: &mut Random) -> Self {
        let temper = random.within(3, 4);
        Self([(); ASPECTS].map(|()| mark(random, temper - 1, temper + 1)))
    }

    /// Takes in what an exchange made of it.
    pub(super) fn hear(&mut self, marks: &[(AspectId, u8)]) {
        for (aspect, mark) in marks {
            if let Some(at) = AspectId::BUILT_IN.iter().position(|one| one == aspect) {
                self.0[at] = *mark;
            }
        }
    }

    /// Lets some time go by: bad days fade, and whoever grows with the user thinks better of it.
    pub(super) fn age(&mut self, fate: Fate, random: &mut Random) {
        let at = random.below(12) as usize;
        if ASPECTS <= at {
            return;
        }
        let usual = if fate == Fate::Grows { 5 } else { 4 };
        if self.0[at] < usual {
            self.0[at] += 1;
        }
    }

    /// The marks by aspect.
    pub(super) fn marks(&self) -> impl Iterator<Item = (AspectId, u8)> {
        AspectId::BUILT_IN.into_iter().zip(self.0)
    }

    /// All of it together, as somebody says it who does not reckon: rounded, and a little off.
    pub(super) fn overall(self, random: &mut Random) -> u8 {
        let said = self.points_by(|place| WEIGHTS[place]) + random.within(0, 60);
        u8::try_from((said + 20) / 100).unwrap_or(5).clamp(1, 5)
    }

    /// The mean of all marks, from 0 to 100.
    pub(super) fn points(self) -> u32 {
        let sum: u32 = self.0.iter().map(|mark| u32::from(*mark) - 1).sum();
        sum * 25 / 6
    }

    fn points_by(self, weight: impl Fn(usize) -> u32) -> u32 {
        let marks = self.0.iter().enumerate();
        marks
            .map(|(place, mark)| u32::from(*mark) * weight(place))
            .sum()
    }
}

fn mark(random: &mut Random, least: u32, most: u32) -> u8 {
    u8::try_from(random.within(least, most)).unwrap_or(5)
}
