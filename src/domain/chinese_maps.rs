//! The shifted coordinates of Chinese maps, turned into those of the rest of the world.
//!
//! By law, maps of mainland China show places some hundred metres from where GPS finds them: in
//! GCJ-02 (高德 Amap, 腾讯 Tencent), and shifted once more in BD-09 (百度 Baidu). The formulas were
//! published by others and are known to agree with the maps to a metre or two; there is no official
//! text of them.

use std::f64::consts::PI;

/// A place by degrees north and east, to reckon with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Degrees {
    /// −90 to 90.
    pub north: f64,
    /// −180 to 180.
    pub east: f64,
}

/// Degrees of GCJ-02 as degrees of WGS 84, those of GPS. Outside of the region for which Chinese
/// maps shift anything, they are the same.
pub fn from_gcj02(shifted: Degrees) -> Degrees {
    if !is_shifted(shifted) {
        return shifted;
    }
    // The shift is known as a function of the true place. It changes so slowly that each round makes
    // the error a thousand times smaller.
    let mut place = shifted;
    for _ in 0..5 {
        let shift = shift(place);
        place = Degrees {
            north: shifted.north - shift.north,
            east: shifted.east - shift.east,
        };
    }
    place
}

/// Degrees of BD-09 as degrees of GCJ-02.
pub fn from_bd09(shifted: Degrees) -> Degrees {
    const TURN: f64 = PI * 3000.0 / 180.0;
    let x = shifted.east - 0.0065;
    let y = shifted.north - 0.006;
    let length = x.hypot(y) - 0.00002 * (y * TURN).sin();
    let angle = y.atan2(x) - 0.000_003 * (x * TURN).cos();
    Degrees {
        north: length * angle.sin(),
        east: length * angle.cos(),
    }
}

/// Whether Chinese maps shift this place: a rectangle around China, as the published formulas have
/// it. The maps themselves know the border better; beyond it but within the rectangle, an address
/// comes out some hundred metres off.
fn is_shifted(place: Degrees) -> bool {
    (0.8293..=55.8271).contains(&place.north) && (72.004..=137.8347).contains(&place.east)
}

/// How far the map of GCJ-02 shows this place of WGS 84 from where it is, in degrees.
fn shift(place: Degrees) -> Degrees {
    // The ellipsoid of Krasovsky: its long axis in metres, and its first eccentricity squared.
    const AXIS: f64 = 6_378_245.0;
    const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
    let (x, y) = (place.east - 105.0, place.north - 35.0);
    let wave = |size: f64, angle: f64| size * (angle * PI).sin();
    let ripple = wave(20.0, 6.0 * x) + wave(20.0, 2.0 * x);
    let metres_north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + 2.0 / 3.0
            * (ripple
                + wave(20.0, y)
                + wave(40.0, y / 3.0)
                + wave(160.0, y / 12.0)
                + wave(320.0, y / 30.0));
    let metres_east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + 2.0 / 3.0
            * (ripple
                + wave(20.0, x)
                + wave(40.0, x / 3.0)
                + wave(150.0, x / 12.0)
                + wave(300.0, x / 30.0));
    let north = place.north.to_radians();
    let flattening = 1.0 - ECCENTRICITY * north.sin() * north.sin();
    let meridian = AXIS * (1.0 - ECCENTRICITY) / (flattening * flattening.sqrt());
    let parallel = AXIS / flattening.sqrt() * north.cos();
    Degrees {
        north: (metres_north / meridian).to_degrees(),
        east: (metres_east / parallel).to_degrees(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn degrees(north: f64, east: f64) -> Degrees {
        Degrees { north, east }
    }

    fn assert_near(found: Degrees, expected: Degrees, within: f64) {
        let north = (found.north - expected.north).abs();
        let east = (found.east - expected.east).abs();
        assert!(north < within && east < within, "{found:?} {expected:?}");
    }

    #[test]
    fn published_pairs_of_both_systems_are_met() {
        // Pairs that several open implementations test themselves with: Shanghai, Shenzhen, Beijing.
        for (wgs, gcj) in [
            (
                (31.177_427_6, 121.527_210_6),
                (31.175_303_983_645_97, 121.531_541_859_215),
            ),
            (
                (22.543_847, 113.912_316),
                (22.540_796_131_694_766, 113.917_176_480_836_3),
            ),
            (
                (39.911_954, 116.377_817),
                (39.913_345_455_360_69, 116.384_047_224_556_57),
            ),
        ] {
            let found = from_gcj02(degrees(gcj.0, gcj.1));
            assert_near(found, degrees(wgs.0, wgs.1), 1e-6);
        }
        // From the words of the most used implementation of BD-09.
        let found = from_bd09(degrees(39.915, 116.404));
        assert_near(
            found,
            degrees(39.908_656_739_576_31, 116.397_627_291_193_15),
            1e-9,
        );
    }

    #[test]
    fn nothing_is_shifted_far_from_china() {
        let paris = degrees(48.8584, 2.2945);
        assert_near(from_gcj02(paris), paris, 1e-12);
    }

    proptest! {
        #[test]
        fn the_place_that_is_found_is_shown_where_the_map_showed_it(
            north in 18.0..53.0_f64, east in 74.0..134.0_f64,
        ) {
            let shown = degrees(north, east);
            let place = from_gcj02(shown);
            let shift = shift(place);
            assert_near(degrees(place.north + shift.north, place.east + shift.east), shown, 1e-8);
        }
    }
}
