//! Distances on the earth as the crow flies.

use super::customer::Position;

/// The earth's mean radius, in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;

/// Whole metres between two places, by the haversine formula: right to half a percent, across the
/// date line and at the poles too. At most half the earth's circumference, 20,015,115 m.
pub fn metres_between(one: &Position, other: &Position) -> u32 {
    let north = |place: &Position| place.latitude.approximate().to_radians();
    let east = |place: &Position| place.longitude.approximate().to_radians();
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let (north_one, north_other) = (north(one), north(other));
    let across = north_one.cos() * north_other.cos() * half(east(other) - east(one));
    // Rounding must not lead out of what an arc sine has.
    let chord = (half(north_other - north_one) + across).clamp(0.0, 1.0);
    let metres = 2.0 * RADIUS * chord.sqrt().asin();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to half the circumference"
    )]
    let metres = metres.round() as u32;
    metres
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::decimal::Decimal;

    fn place(north: i64, east: i64) -> Position {
        Position {
            latitude: Decimal::from_millionths(north),
            longitude: Decimal::from_millionths(east),
        }
    }

    #[test]
    fn known_distances_are_met() {
        let check = |one: (i64, i64), other: (i64, i64), expected: u32, within: u32| {
            let metres = metres_between(&place(one.0, one.1), &place(other.0, other.1));
            assert!(
                metres.abs_diff(expected) <= within,
                "{metres} for {expected}"
            );
        };
        // One degree of a great circle: 2πR/360.
        check((0, 0), (0, 1_000_000), 111_195, 1);
        check((0, 0), (1_000_000, 0), 111_195, 1);
        // Shanghai to Beijing, some 1,067 km.
        check(
            (31_230_400, 121_473_700),
            (39_904_200, 116_407_400),
            1_067_000,
            3_000,
        );
        // Over the date line it is as far as anywhere on the equator.
        check((0, 179_500_000), (0, -179_500_000), 111_195, 1);
        // At a pole every longitude is the same place.
        check((90_000_000, 0), (90_000_000, 123_000_000), 0, 0);
        check((-90_000_000, 0), (90_000_000, 0), 20_015_115, 1);
        check((0, -180_000_000), (0, 180_000_000), 0, 0);
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_there_and_back_and_no_detour_is_shorter(
            a in (-90_000_000..=90_000_000_i64, -180_000_000..=180_000_000_i64),
            b in (-90_000_000..=90_000_000_i64, -180_000_000..=180_000_000_i64),
            c in (-90_000_000..=90_000_000_i64, -180_000_000..=180_000_000_i64),
        ) {
            let [a, b, c] = [a, b, c].map(|(north, east)| place(north, east));
            let direct = metres_between(&a, &b);
            prop_assert_eq!(direct, metres_between(&b, &a));
            prop_assert_eq!(metres_between(&a, &a), 0);
            prop_assert!(direct <= 20_015_116);
            // Three roundings of half a metre.
            prop_assert!(direct <= metres_between(&a, &c) + metres_between(&c, &b) + 2);
        }
    }
}
