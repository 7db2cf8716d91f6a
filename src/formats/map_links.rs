//! Addresses that open a place, or the way over several, in the map programs of others.
//!
//! Each is made of numbers and percent-encoded words alone, so that nothing in a name can end it.

use crate::domain::customer::Position;

/// How many stops one address of Google's directions takes: nine on the way and the last.
const GOOGLE_STOPS: usize = 10;

/// The place on Google Maps.
pub fn google(position: &Position) -> String {
    format!(
        "https://www.google.com/maps/search/?api=1&query={}",
        north_east(position)
    )
}

/// The place in Apple Maps.
pub fn apple(position: &Position, name: &str) -> String {
    format!(
        "https://maps.apple.com/?ll={}&q={}",
        north_east(position),
        encoded(name)
    )
}

/// The place in 高德地图, which is told that these are coordinates of GPS and shifts them itself.
pub fn amap(position: &Position, name: &str) -> String {
    format!(
        "https://uri.amap.com/marker?position={},{}&name={}&coordinate=wgs84&src=genjin",
        position.longitude,
        position.latitude,
        encoded(name)
    )
}

/// The place in the map program that the device has chosen (RFC 5870).
pub fn geo(position: &Position) -> String {
    format!("geo:{}", north_east(position))
}

/// The place on OpenStreetMap.
pub fn open_street_map(position: &Position) -> String {
    let Position {
        latitude,
        longitude,
    } = position;
    format!(
        "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"
    )
}

/// The way over these places on Google Maps, in as many addresses as it takes: for each, how many of
/// the places it leads to. Each begins where the one before ends; the first begins at `start`, or at
/// the device where there is none.
pub fn google_directions(start: Option<&Position>, places: &[Position]) -> Vec<(usize, String)> {
    let mut from = start;
    let mut addresses = Vec::new();
    for part in places.chunks(GOOGLE_STOPS) {
        let Some((last, on_the_way)) = part.split_last() else {
            continue;
        };
        let mut address = "https://www.google.com/maps/dir/?api=1".to_owned();
        if let Some(from) = from {
            address.push_str("&origin=");
            address.push_str(&north_east(from));
        }
        address.push_str("&destination=");
        address.push_str(&north_east(last));
        for (index, place) in on_the_way.iter().enumerate() {
            address.push_str(if index == 0 { "&waypoints=" } else { "%7C" });
            address.push_str(&north_east(place));
        }
        address.push_str("&travelmode=driving");
        addresses.push((part.len(), address));
        from = Some(last);
    }
    addresses
}

fn north_east(position: &Position) -> String {
    format!("{},{}", position.latitude, position.longitude)
}

/// Percent-encoded, so that nothing in it can end the value or begin another.
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            // Writing to a text cannot fail.
            _ => write!(encoded, "%{byte:02X}").unwrap_or_default(),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::decimal::Decimal;
    use crate::domain::position_text::read_position;

    fn place(north: i64, east: i64) -> Position {
        Position {
            latitude: Decimal::from_millionths(north),
            longitude: Decimal::from_millionths(east),
        }
    }

    #[test]
    fn a_way_of_many_stops_is_cut_in_parts_that_join() {
        let places: Vec<_> = (1..=12).map(|n| place(n * 1_000_000, 0)).collect();
        let parts = google_directions(Some(&place(0, 500_000)), &places);
        let counts: Vec<_> = parts.iter().map(|(count, _)| *count).collect();
        assert_eq!(counts, [10, 2]);
        assert_eq!(
            parts[1].1,
            "https://www.google.com/maps/dir/?api=1&origin=10,0&destination=12,0&waypoints=11,0&travelmode=driving"
        );
        assert!(
            parts[0]
                .1
                .contains("&origin=0,0.5&destination=10,0&waypoints=1,0%7C2,0%7C")
        );
        assert_eq!(google_directions(None, &[]), []);
        let one = google_directions(None, &places[..1]);
        assert_eq!(
            one[0].1,
            "https://www.google.com/maps/dir/?api=1&destination=1,0&travelmode=driving"
        );
    }

    proptest! {
        #[test]
        fn every_link_can_be_pasted_back_and_holds_no_stray_character(
            north in -90_000_000..=90_000_000_i64, east in -180_000_000..=180_000_000_i64, name in "\\PC*",
        ) {
            let position = place(north, east);
            for link in [
                google(&position), apple(&position, &name), amap(&position, &name), geo(&position),
                open_street_map(&position),
            ] {
                prop_assert!(link.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'<'));
                let found = read_position(&link).map(|found| found.position);
                prop_assert_eq!(found, Ok(position), "{}", link);
            }
        }
    }
}
