//! A position out of what somebody typed or pasted: degrees in any usual spelling, or a link to a map.

use super::chinese_maps::{Degrees, from_bd09, from_gcj02};
use super::customer::Position;
use super::decimal::Decimal;
use super::fold::half_width;

/// The longest text that is read, in bytes; links to maps are long.
const LONGEST: usize = 4000;

/// A position and what became of it on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundPosition {
    /// Where it is, in the coordinates of GPS (WGS 84).
    pub position: Position,
    /// From which shifted coordinates it was converted.
    pub converted_from: Option<Shifted>,
}

/// Coordinates that Chinese maps shift by some hundred metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shifted {
    /// GCJ-02, of 高德 and 腾讯.
    Gcj02,
    /// BD-09, of 百度.
    Bd09,
}

/// Why a text is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PositionError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// It is longer than any position.
    #[error("too long")]
    TooLong,
    /// Neither degrees nor a link that is known.
    #[error("not understood")]
    NotUnderstood,
    /// A short link, which only its server can open.
    #[error("a short link")]
    ShortLink,
    /// A link to a map that names a place, but not where it is.
    #[error("a link without coordinates")]
    NoCoordinates,
    /// A link of 百度, with metres of a projection of its own.
    #[error("a link with projected metres")]
    Projected,
    /// Degrees beyond ±90 or ±180.
    #[error("out of range")]
    OutOfRange,
}

/// Reads `31.2304, 121.4737`, `31°13'49"N 121°28'25"E`, `北纬31.23° 东经121.47°`, `geo:31.2,121.4` and
/// the links of Google, Apple, Bing, OpenStreetMap, 高德, 百度 and 腾讯 that hold coordinates.
///
/// Of two bare numbers the first is the latitude, unless only the second can be one.
pub fn read_position(text: &str) -> Result<FoundPosition, PositionError> {
    if LONGEST < text.len() {
        return Err(PositionError::TooLong);
    }
    let text: String = text.trim().chars().map(half_width).collect();
    if text.is_empty() {
        return Err(PositionError::Empty);
    }
    let lower = text.to_ascii_lowercase();
    if let Some(place) = lower.strip_prefix("geo:") {
        return geo(place).map(as_given);
    }
    let link = ["https://", "http://"]
        .into_iter()
        .find_map(|scheme| lower.find(scheme).map(|at| at + scheme.len()));
    if let Some(start) = link {
        let end = text[start..].find(char::is_whitespace);
        let end = end.map_or(text.len(), |end| start + end);
        return of_link(&text[start..end]);
    }
    degrees(&text).map(as_given)
}

fn as_given(position: Position) -> FoundPosition {
    FoundPosition {
        position,
        converted_from: None,
    }
}

/// A geo address after its scheme (RFC 5870); Android puts the place behind `q=`.
fn geo(place: &str) -> Result<Position, PositionError> {
    let (first, query) = place.split_once('?').unwrap_or((place, ""));
    let asked = query.split('&').find_map(|part| part.strip_prefix("q="));
    let pair = |text: &str| {
        pair(
            text.split([';', '(']).next().unwrap_or(text),
            Order::NorthFirst,
        )
    };
    match asked.map(|asked| pair(&decoded(asked))) {
        Some(Ok(position)) => Ok(position),
        _ => pair(first),
    }
}

/// In which order a link names the two degrees.
#[derive(Debug, Clone, Copy)]
enum Order {
    NorthFirst,
    EastFirst,
}

/// A link without its scheme.
fn of_link(link: &str) -> Result<FoundPosition, PositionError> {
    let host_end = link.find(['/', '?', '#']).unwrap_or(link.len());
    let host = link[..host_end].to_ascii_lowercase();
    let host = host.split(':').next().unwrap_or_default();
    let rest = decoded(&link[host_end..]);
    let is_host = |name: &str| {
        host == name
            || host
                .strip_suffix(name)
                .is_some_and(|sub| sub.ends_with('.'))
    };
    let short = [
        "goo.gl",
        "maps.app.goo.gl",
        "surl.amap.com",
        "j.map.baidu.com",
        "osm.org",
        "url.cn",
        "t.cn",
    ];
    if short.contains(&host) && !rest.contains("mlat=") {
        return Err(PositionError::ShortLink);
    }
    if is_host("amap.com") || is_host("gaode.com") {
        return amap(&rest);
    }
    if is_host("baidu.com") {
        return baidu(&rest);
    }
    if is_host("qq.com") {
        return tencent(&rest);
    }
    let is_world_map = host.starts_with("maps.")
        || rest.starts_with("/maps")
        || ["apple.com", "openstreetmap.org", "osm.org", "bing.com"]
            .into_iter()
            .any(is_host);
    if !is_world_map {
        return Err(PositionError::NotUnderstood);
    }
    world(&rest).map(as_given)
}

/// Maps with the coordinates of GPS: Google, Apple, Bing, OpenStreetMap.
fn world(rest: &str) -> Result<Position, PositionError> {
    // Google: the place itself, which may lie beside the middle of the map.
    if let Some((north, east)) = rest
        .rsplit_once("!3d")
        .and_then(|(_, place)| place.split_once("!4d"))
    {
        return position(leading_number(north), leading_number(east));
    }
    if let (Some(north), Some(east)) = (value(rest, "mlat"), value(rest, "mlon")) {
        return position(north, east);
    }
    let names = [
        "coordinate",
        "ll",
        "q",
        "query",
        "destination",
        "daddr",
        "center",
        "sll",
        "cp",
        "near",
        "viewpoint",
    ];
    for name in names {
        let Some(text) = value(rest, name) else {
            continue;
        };
        match pair(text, Order::NorthFirst) {
            // Words to look for, and not degrees.
            Err(PositionError::NotUnderstood) => {}
            found => return found,
        }
    }
    // OpenStreetMap: #map=zoom/north/east.
    if let Some(map) = value(rest, "map") {
        let mut parts = map.split('/').skip(1);
        if let (Some(north), Some(east)) = (parts.next(), parts.next()) {
            return position(north, leading_number(east));
        }
    }
    // Google: /@north,east,zoom and /maps/place/north,east.
    for part in rest.split(['/', '?']).filter(|part| part.contains(',')) {
        let mut numbers = part.trim_start_matches('@').split(',');
        if let (Some(north), Some(east)) = (numbers.next(), numbers.next())
            && let Ok(found) = position(north.trim(), leading_number(east.trim_start()))
        {
            return Ok(found);
        }
    }
    Err(PositionError::NoCoordinates)
}

/// 高德: east before north, but for `q` and `p`; shifted, unless it says otherwise.
fn amap(rest: &str) -> Result<FoundPosition, PositionError> {
    let is_shifted = value(rest, "coordinate") != Some("wgs84");
    let shifted = is_shifted.then_some(Shifted::Gcj02);
    if let (Some(north), Some(east)) = (
        value(rest, "lat"),
        value(rest, "lng").or(value(rest, "lon")),
    ) {
        return Ok(unshifted(position(north, east)?, shifted));
    }
    for name in ["position", "to", "dest", "center", "location", "markers"] {
        if let Some(text) = value(rest, name) {
            return Ok(unshifted(pair(text, Order::EastFirst)?, shifted));
        }
    }
    if let Some(text) = value(rest, "q") {
        return Ok(unshifted(pair(text, Order::NorthFirst)?, shifted));
    }
    // p=id,north,east,name
    if let Some((_, text)) = value(rest, "p").and_then(|text| text.split_once(',')) {
        return Ok(unshifted(pair(text, Order::NorthFirst)?, shifted));
    }
    Err(PositionError::NoCoordinates)
}

/// 百度: shifted twice, unless it says otherwise.
fn baidu(rest: &str) -> Result<FoundPosition, PositionError> {
    let kind = value(rest, "coord_type").unwrap_or("bd09ll");
    let shifted = match kind {
        "wgs84" | "wgs84ll" => None,
        "gcj02" | "gcj02ll" => Some(Shifted::Gcj02),
        _ => Some(Shifted::Bd09),
    };
    for name in ["location", "destination", "center", "latlng"] {
        let Some(text) = value(rest, name) else {
            continue;
        };
        // latlng:north,east|name:…
        let text = text.rsplit_once("latlng:").map_or(text, |(_, text)| text);
        let text = text.split('|').next().unwrap_or(text);
        return Ok(unshifted(pair(text, Order::NorthFirst)?, shifted));
    }
    if rest.contains('@') {
        return Err(PositionError::Projected);
    }
    Err(PositionError::NoCoordinates)
}

/// 腾讯: shifted; `marker=coord:north,east;title:…`.
fn tencent(rest: &str) -> Result<FoundPosition, PositionError> {
    for name in ["marker", "tocoord", "center", "coord", "pointx"] {
        let Some(text) = value(rest, name) else {
            continue;
        };
        if name == "pointx" {
            let north = value(rest, "pointy").ok_or(PositionError::NoCoordinates)?;
            return Ok(unshifted(position(north, text)?, Some(Shifted::Gcj02)));
        }
        let text = text.rsplit_once("coord:").map_or(text, |(_, text)| text);
        let text = text.split(';').next().unwrap_or(text);
        return Ok(unshifted(
            pair(text, Order::NorthFirst)?,
            Some(Shifted::Gcj02),
        ));
    }
    Err(PositionError::NoCoordinates)
}

/// The value of a name in the query or the fragment of a link.
fn value<'t>(rest: &'t str, name: &str) -> Option<&'t str> {
    rest.split(['?', '&', '#'])
        .skip(1)
        .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

/// Two numbers that stand at the beginning of a text, and nothing else but what a comma sets off.
fn pair(text: &str, order: Order) -> Result<Position, PositionError> {
    let text = text.trim().trim_start_matches("loc:");
    let mut numbers = text
        .split([',', '~', ' ', '+'])
        .filter(|part| !part.is_empty());
    let (Some(first), Some(second)) = (numbers.next(), numbers.next()) else {
        return Err(PositionError::NotUnderstood);
    };
    match order {
        Order::NorthFirst => position(first, second),
        Order::EastFirst => position(second, first),
    }
}

fn position(north: &str, east: &str) -> Result<Position, PositionError> {
    match (Decimal::parse(north.trim()), Decimal::parse(east.trim())) {
        (Some(latitude), Some(longitude)) => checked(Position {
            latitude,
            longitude,
        }),
        _ => Err(PositionError::NotUnderstood),
    }
}

fn checked(position: Position) -> Result<Position, PositionError> {
    if position.latitude.is_beyond(90) || position.longitude.is_beyond(180) {
        return Err(PositionError::OutOfRange);
    }
    Ok(position)
}

/// The number with which a text begins, without what follows.
fn leading_number(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_ascii_digit() && !matches!(char, '.' | '-' | '+'));
    &text[..end.unwrap_or(text.len())]
}

fn unshifted(position: Position, shifted: Option<Shifted>) -> FoundPosition {
    let Some(kind) = shifted else {
        return as_given(position);
    };
    let mut place = Degrees {
        north: position.latitude.approximate(),
        east: position.longitude.approximate(),
    };
    if kind == Shifted::Bd09 {
        place = from_bd09(place);
    }
    FoundPosition {
        position: from_degrees(from_gcj02(place)).unwrap_or(position),
        converted_from: Some(kind),
    }
}

/// The position of degrees as a device tells them, to a millionth, which is a hand's breadth; `None`
/// for what lies nowhere on earth.
pub fn from_degrees(degrees: Degrees) -> Option<Position> {
    let decimal = |degrees: f64, most: f64| {
        if !(-most..=most).contains(&degrees) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 180 millions")]
        let millionths = (degrees * 1e6).round() as i64;
        Some(Decimal::from_millionths(millionths))
    };
    Some(Position {
        latitude: decimal(degrees.north, 90.0)?,
        longitude: decimal(degrees.east, 180.0)?,
    })
}

/// A part of a link with its percent signs and plus signs resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let code = |digits: &[u8]| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        };
        match (first, after) {
            (b'%', [high, low, after @ ..]) if let Some(byte) = code(&[*high, *low]) => {
                bytes.push(byte);
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One of the two angles as typed.
#[derive(Debug, Default)]
struct Angle {
    /// Degrees, minutes and seconds, as far as they were given.
    parts: Vec<Decimal>,
    /// What N, S, E, W said of it.
    side: Option<Side>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    North,
    South,
    East,
    West,
}

impl Side {
    fn of(char: char) -> Option<Self> {
        match char {
            'N' | 'n' | '北' => Some(Self::North),
            'S' | 's' | '南' => Some(Self::South),
            'E' | 'e' | '东' => Some(Self::East),
            'W' | 'w' | '西' => Some(Self::West),
            _ => None,
        }
    }

    fn is_latitude(self) -> bool {
        matches!(self, Self::North | Self::South)
    }
}

/// Two angles in words, signs or bare numbers.
fn degrees(text: &str) -> Result<Position, PositionError> {
    let (first, second) = angles(text)?;
    let is_swapped = match (first.side, second.side) {
        (None, None) => None,
        (Some(side), Some(other)) if side.is_latitude() != other.is_latitude() => {
            Some(!side.is_latitude())
        }
        _ => return Err(PositionError::NotUnderstood),
    };
    let (one, other) = (first.value()?, second.value()?);
    // Chinese maps name the longitude first; where the other cannot be one, it is meant so.
    let is_swapped = is_swapped.unwrap_or(one.is_beyond(90) && !other.is_beyond(90));
    let (latitude, longitude) = if is_swapped {
        (other, one)
    } else {
        (one, other)
    };
    checked(Position {
        latitude,
        longitude,
    })
}

impl Angle {
    fn value(&self) -> Result<Decimal, PositionError> {
        let sign = |number: Decimal| {
            let is_opposite = matches!(self.side, Some(Side::South | Side::West));
            // A sign and a side at once would be two.
            match (self.side.is_some(), number.is_negative()) {
                (true, true) => Err(PositionError::NotUnderstood),
                _ if is_opposite => Ok(number.negated()),
                _ => Ok(number),
            }
        };
        let whole = |number: &Decimal, limit: u64| {
            // Minutes and seconds below 60; seconds may have a fraction.
            let number = (!number.is_negative()).then_some(number)?;
            let millionths = number.of(1_000_000)?;
            (millionths < limit * 1_000_000).then_some(millionths)
        };
        let of_degrees = |degrees: &Decimal, minutes: u64, seconds: u64| {
            let degrees = whole(degrees, 181)?;
            let sum = degrees + minutes / 60 + (minutes % 60 * 60 + seconds) / 3600;
            i64::try_from(sum).ok().map(Decimal::from_millionths)
        };
        let found = match &self.parts[..] {
            [degrees] => Some(*degrees),
            [degrees, minutes] => {
                whole(minutes, 60).and_then(|minutes| of_degrees(degrees, minutes, 0))
            }
            [degrees, minutes, seconds] => match (whole(minutes, 60), whole(seconds, 60)) {
                (Some(minutes), Some(seconds)) => of_degrees(degrees, minutes, seconds),
                _ => None,
            },
            _ => return Err(PositionError::NotUnderstood),
        };
        sign(found.ok_or(PositionError::OutOfRange)?)
    }
}

/// Where a number stands in an angle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Degrees,
    Minutes,
    Seconds,
}

impl Unit {
    /// The unit whose mark a text begins with, and the length of that.
    fn of(text: &str) -> Option<(Self, usize)> {
        let first = text.chars().next()?;
        let unit = match first {
            '°' | 'º' | '˚' | '度' => Self::Degrees,
            '\'' if text.starts_with("''") => return Some((Self::Seconds, 2)),
            '\'' | '′' | '’' | '‘' | '分' => Self::Minutes,
            '"' | '″' | '”' | '“' | '秒' => Self::Seconds,
            _ => return None,
        };
        Some((unit, first.len_utf8()))
    }
}

/// Cuts a text in two angles: at a comma, at the second letter or word for a side, where a number of
/// degrees follows one of them, or in the middle of bare numbers.
fn angles(text: &str) -> Result<(Angle, Angle), PositionError> {
    let mut angles: Vec<Angle> = vec![Angle::default()];
    let mut units: Vec<Option<Unit>> = Vec::new();
    let mut rest = text;
    // A side before its number, as in N 31.2.
    let mut side_before = None;
    let mut is_ended = false;
    while let Some(first) = rest.chars().next() {
        let (side, unit, length) = match first {
            _ if let Some(side) = Side::of(first) => (Some(side), None, first.len_utf8()),
            _ if let Some((unit, length)) = Unit::of(rest) => (None, Some(unit), length),
            ',' | ';' | '、' | '/' | '|' => {
                is_ended = true;
                rest = &rest[first.len_utf8()..];
                continue;
            }
            ' ' | '\t' | '\n' | '\r' | '(' | ')' | '纬' | '经' | ':' => {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            '0'..='9' | '.' | '-' | '+' => {
                let end = rest[1..]
                    .find(|char: char| !char.is_ascii_digit() && char != '.')
                    .map_or(rest.len(), |end| end + 1);
                let number = Decimal::parse(&rest[..end]).ok_or(PositionError::NotUnderstood)?;
                rest = &rest[end..];
                let current = angles.last().ok_or(PositionError::NotUnderstood)?;
                if !current.parts.is_empty() && (is_ended || side_before.is_some()) {
                    angles.push(Angle::default());
                }
                is_ended = false;
                let current = angles.last_mut().ok_or(PositionError::NotUnderstood)?;
                if let Some(side) = side_before.take() {
                    current.side = Some(side);
                }
                current.parts.push(number);
                units.push(None);
                continue;
            }
            _ => return Err(PositionError::NotUnderstood),
        };
        rest = &rest[length..];
        let current = angles.last_mut().ok_or(PositionError::NotUnderstood)?;
        if let Some(side) = side {
            if current.parts.is_empty() || current.side.is_some() || is_ended {
                if side_before.replace(side).is_some() {
                    return Err(PositionError::NotUnderstood);
                }
            } else {
                current.side = Some(side);
                is_ended = true;
            }
        }
        if let Some(unit) = unit {
            let number = current.parts.pop().ok_or(PositionError::NotUnderstood)?;
            units.pop();
            // A new number of degrees begins the other angle.
            let is_next = unit == Unit::Degrees && !current.parts.is_empty();
            if is_next {
                angles.push(Angle::default());
            }
            let current = angles.last_mut().ok_or(PositionError::NotUnderstood)?;
            let place = current.parts.len();
            let expected = [Unit::Degrees, Unit::Minutes, Unit::Seconds]
                .get(place)
                .copied();
            if expected != Some(unit) {
                return Err(PositionError::NotUnderstood);
            }
            current.parts.push(number);
            units.push(Some(unit));
        }
    }
    if side_before.is_some() {
        return Err(PositionError::NotUnderstood);
    }
    // 31.2 121.4 and 31 13 49 121 28 25 have no mark between the two.
    if let [only] = &mut angles[..]
        && only.side.is_none()
        && only.parts.len() % 2 == 0
        && units.iter().all(Option::is_none)
    {
        let second = only.parts.split_off(only.parts.len() / 2);
        angles.push(Angle {
            parts: second,
            side: None,
        });
    }
    let mut angles = angles.into_iter();
    match (angles.next(), angles.next(), angles.next()) {
        (Some(first), Some(second), None)
            if !second.parts.is_empty() && !first.parts.is_empty() =>
        {
            Ok((first, second))
        }
        _ => Err(PositionError::NotUnderstood),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, PositionError> {
        read_position(text).map(|found| {
            let Position {
                latitude,
                longitude,
            } = found.position;
            let note = match found.converted_from {
                None => "",
                Some(Shifted::Gcj02) => " gcj",
                Some(Shifted::Bd09) => " bd",
            };
            format!("{latitude} {longitude}{note}")
        })
    }

    #[test]
    fn degrees_are_read_in_every_usual_spelling() {
        let check = |text: &str, expected: &str| {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        };
        check("31.2304, 121.4737", "31.2304 121.4737");
        check("31.2304,121.4737", "31.2304 121.4737");
        check("  31.2304 121.4737 ", "31.2304 121.4737");
        check("(31.2304; 121.4737)", "31.2304 121.4737");
        check("３１．２３０４，１２１．４７３７", "31.2304 121.4737");
        check("-33.8568, 151.2153", "-33.8568 151.2153");
        check("+31.2304 -121.4737", "31.2304 -121.4737");
        // Only the second can be a latitude.
        check("121.4737,31.2304", "31.2304 121.4737");
        check("31.2304° N, 121.4737° E", "31.2304 121.4737");
        check("31.2304N 121.4737E", "31.2304 121.4737");
        check("N31.2304 E121.4737", "31.2304 121.4737");
        check("E 121.4737, N 31.2304", "31.2304 121.4737");
        check("33.8568 S 70.6 W", "-33.8568 -70.6");
        check("31°13'49\"N 121°28'25\"E", "31.230277 121.473611");
        check("31°13′49″N, 121°28′25″E", "31.230277 121.473611");
        check("31° 13' 49'' N 121° 28' 25'' E", "31.230277 121.473611");
        check("31°13'49.5\" 121°28'25\"", "31.230416 121.473611");
        check("31°13.8' N 121°28.4' E", "31.23 121.473333");
        check("31 13 49 N 121 28 25 E", "31.230277 121.473611");
        check("31 13 49 121 28 25", "31.230277 121.473611");
        check("北纬31.2304度 东经121.4737度", "31.2304 121.4737");
        check("北纬31°13′49″，东经121°28′25″", "31.230277 121.473611");
        check("东经121度28分25秒 北纬31度13分49秒", "31.230277 121.473611");
    }

    #[test]
    fn links_of_maps_are_read() {
        let check = |text: &str, expected: &str| {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        };
        check("geo:31.2304,121.4737", "31.2304 121.4737");
        check("geo:31.2304,121.4737;u=35", "31.2304 121.4737");
        check("geo:0,0?q=31.2304,121.4737(Wang)", "31.2304 121.4737");
        check("geo:31.2304,121.4737?q=Nanjing+Road", "31.2304 121.4737");
        check(
            "https://www.google.com/maps/@31.2304,121.4737,17z",
            "31.2304 121.4737",
        );
        check(
            "https://www.google.com/maps/place/The+Bund/@31.24,121.48,17z/data=!3m1!4b1!4m5!3m4!8m2!3d31.2304!4d121.4737",
            "31.2304 121.4737",
        );
        check(
            "https://maps.google.com/?q=31.2304,121.4737",
            "31.2304 121.4737",
        );
        check(
            "https://www.google.com/maps/search/?api=1&query=31.2304%2C121.4737",
            "31.2304 121.4737",
        );
        check(
            "https://www.google.com/maps/search/31.2304,+121.4737?entry=tts",
            "31.2304 121.4737",
        );
        check(
            "https://maps.apple.com/?ll=31.2304,121.4737&q=Wang",
            "31.2304 121.4737",
        );
        check(
            "https://maps.apple.com/place?coordinate=31.2304,121.4737",
            "31.2304 121.4737",
        );
        check(
            "https://www.openstreetmap.org/?mlat=31.2304&mlon=121.4737#map=12/31/121",
            "31.2304 121.4737",
        );
        check(
            "https://www.openstreetmap.org/#map=17/31.2304/121.4737",
            "31.2304 121.4737",
        );
        check(
            "https://www.bing.com/maps?cp=31.2304~121.4737",
            "31.2304 121.4737",
        );
        check(
            "Come here: https://maps.google.com/?q=31.2304,121.4737 !",
            "31.2304 121.4737",
        );
        check(
            "https://uri.amap.com/marker?position=121.4737,31.2304&coordinate=wgs84",
            "31.2304 121.4737",
        );
        check(
            "https://api.map.baidu.com/marker?location=31.2304,121.4737&coord_type=wgs84",
            "31.2304 121.4737",
        );
    }

    #[test]
    fn shifted_coordinates_of_chinese_maps_are_converted_and_told() {
        // The pair of Shanghai that open implementations agree on.
        let shanghai = |text: &str| {
            assert_eq!(
                read(text).as_deref(),
                Ok("31.177428 121.527211 gcj"),
                "{text}"
            );
        };
        shanghai("https://uri.amap.com/marker?position=121.531541859215,31.17530398364597&name=x");
        shanghai("https://ditu.amap.com/regeo?lng=121.531541859215&lat=31.17530398364597");
        shanghai("https://www.amap.com/?q=31.17530398364597,121.531541859215,Wang");
        shanghai("https://www.amap.com/?p=B00155,31.17530398364597,121.531541859215,Wang");
        shanghai(
            "https://apis.map.qq.com/uri/v1/marker?marker=coord:31.17530398364597,121.531541859215;title:x",
        );
        shanghai(
            "https://api.map.baidu.com/marker?location=31.17530398364597,121.531541859215&coord_type=gcj02",
        );
        let baidu = "https://api.map.baidu.com/marker?location=29.199786,120.019809&output=html";
        assert_eq!(read(baidu).as_deref(), Ok("29.19622 120.00874 bd"));
    }

    #[test]
    fn what_is_no_position_is_refused_with_the_reason() {
        let check = |text: &str, expected: PositionError| {
            assert_eq!(read(text), Err(expected), "{text}");
        };
        check(" ", PositionError::Empty);
        check(&"1".repeat(5000), PositionError::TooLong);
        check("Nanjing Road 1", PositionError::NotUnderstood);
        check("31.2304", PositionError::NotUnderstood);
        check("31.2304N", PositionError::NotUnderstood);
        check("31.2 121.4 7", PositionError::NotUnderstood);
        check("N31.2 N121.4", PositionError::NotUnderstood);
        check("-31.2 S 121.4 E", PositionError::NotUnderstood);
        check("31°13\"N 121°28\"E", PositionError::NotUnderstood);
        check("91, 181", PositionError::OutOfRange);
        check("95, 100", PositionError::OutOfRange);
        check("31°60'N 121°28'E", PositionError::OutOfRange);
        check("geo:91,0", PositionError::OutOfRange);
        check("geo:here", PositionError::NotUnderstood);
        check("https://maps.app.goo.gl/AbCd", PositionError::ShortLink);
        check("https://surl.amap.com/xyz", PositionError::ShortLink);
        check(
            "https://www.google.com/maps/place/The+Bund",
            PositionError::NoCoordinates,
        );
        check(
            "https://maps.google.com/?q=The+Bund",
            PositionError::NoCoordinates,
        );
        check(
            "https://www.amap.com/place/B00155",
            PositionError::NoCoordinates,
        );
        check(
            "https://map.baidu.com/poi/x/@13523424.4,3641418.2,17z",
            PositionError::Projected,
        );
        check(
            "https://example.com/?q=31,121",
            PositionError::NotUnderstood,
        );
    }

    proptest! {
        #[test]
        fn every_position_that_is_shown_can_be_pasted(
            north in -90_000_000..=90_000_000_i64, east in -180_000_000..=180_000_000_i64,
        ) {
            let position = Position {
                latitude: Decimal::from_millionths(north),
                longitude: Decimal::from_millionths(east),
            };
            let Position { latitude, longitude } = position;
            let geo = format!("geo:{latitude},{longitude}");
            prop_assert_eq!(read_position(&geo), Ok(as_given(position)));
            let typed = format!("{latitude}, {longitude}");
            prop_assert_eq!(read_position(&typed), Ok(as_given(position)));
        }

        #[test]
        fn no_text_makes_it_stumble(
            text in "\\PC*|(https://)?(maps\\.google\\.com|amap\\.com|map\\.baidu\\.com)/\\PC*|[-0-9.,°'\"NSEW 度分秒北东]{0,30}",
        ) {
            if let Ok(found) = read_position(&text) {
                prop_assert!(checked(found.position).is_ok());
            }
        }
    }
}
