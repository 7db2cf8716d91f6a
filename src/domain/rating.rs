//! What a customer gave for one aspect at one date, and what it showed of its loyalty.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate};
use uuid::Uuid;

use super::decimal::Decimal;
use super::id::{CommunicationId, CustomerId, ObservationId, RatingId};
use super::moment::Moment;
use super::origin::Origin;

/// One customer's score for one aspect 评分.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Identity.
    pub id: RatingId,
    /// Who was asked, or judged.
    pub customer: CustomerId,
    /// What for.
    pub aspect: AspectId,
    /// The score, in the scale it was given in.
    pub value: RatedValue,
    /// When it was given.
    pub at: Moment,
    /// The communication in which it was given.
    pub communication: Option<CommunicationId>,
    /// The person who gave it, as typed; empty where that is the customer itself.
    pub given_by: String,
    /// The row it was imported from.
    pub origin: Option<Origin>,
    /// Since when it counts no more. Only what was imported is kept so, lest its row bring it again.
    pub trashed_at: Option<DateTime<FixedOffset>>,
}

/// A rating as entered, before it has a customer and a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatingDraft {
    /// What for.
    pub aspect: AspectId,
    /// The score, in the scale it was given in.
    pub value: RatedValue,
}

impl RatingDraft {
    /// One line for the draft of a form: `quality 1-5 4`.
    pub fn text(self) -> String {
        let Self { aspect, value } = self;
        let (aspect, scale) = (aspect.code(), value.scale.code());
        format!("{aspect} {scale} {}", value.value)
    }

    /// The rating of a [`text`](Self::text).
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let (aspect, scale, value) = (parts.next()?, parts.next()?, parts.next()?);
        let value = RatedValue::new(Decimal::parse(value)?, Scale::from_code(scale)?)?;
        let aspect = AspectId::from_code(aspect)?;
        Some(Self { aspect, value })
    }

    /// The rating that this becomes.
    pub fn into_rating(
        self,
        id: RatingId,
        customer: CustomerId,
        at: Moment,
        communication: Option<CommunicationId>,
        given_by: String,
    ) -> Rating {
        Rating {
            id,
            customer,
            aspect: self.aspect,
            value: self.value,
            at,
            communication,
            given_by,
            origin: None,
            trashed_at: None,
        }
    }
}

/// What is rated. The built-in aspects are known in both languages; the user may add to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AspectId {
    /// The quality of what was sold 产品质量.
    Quality,
    /// How the customer is treated 服务态度.
    Service,
    /// How soon there is an answer 响应速度.
    Speed,
    /// Whether it comes on time and whole 交付.
    Delivery,
    /// What is had for the money 性价比.
    Price,
    /// What follows the sale 售后.
    AfterSales,
    /// All of it together 总体评价: no term of satisfaction, but what weights can be fitted to.
    Overall,
    /// One of the user's own.
    Own(Uuid),
}

impl AspectId {
    /// The built-in terms of satisfaction, in the order in which they are shown.
    pub const BUILT_IN: [Self; 6] = [
        Self::Quality,
        Self::Service,
        Self::Speed,
        Self::Delivery,
        Self::Price,
        Self::AfterSales,
    ];

    /// The stable word in files and in the store.
    pub fn code(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Quality => "quality",
            Self::Service => "service",
            Self::Speed => "speed",
            Self::Delivery => "delivery",
            Self::Price => "price",
            Self::AfterSales => "after_sales",
            Self::Overall => "overall",
            Self::Own(id) => return Cow::Owned(id.simple().to_string()),
        })
    }

    /// The aspect of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        let built_in = Self::BUILT_IN.into_iter().chain([Self::Overall]);
        built_in
            .into_iter()
            .find(|aspect| aspect.code() == code)
            .or_else(|| Uuid::try_parse(code).ok().map(Self::Own))
    }
}

/// From where to where ratings go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Scale {
    /// 1 to 5.
    #[default]
    FivePoint,
    /// 0 to 10.
    TenPoint,
}

impl Scale {
    /// Both scales.
    pub const ALL: [Self; 2] = [Self::FivePoint, Self::TenPoint];

    /// The stable word in files and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::FivePoint => "1-5",
            Self::TenPoint => "0-10",
        }
    }

    /// The scale of a [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| scale.code() == code)
    }

    /// The lowest and the highest score.
    pub fn bounds(self) -> (u8, u8) {
        match self {
            Self::FivePoint => (1, 5),
            Self::TenPoint => (0, 10),
        }
    }
}

/// A score within its scale; it need not be whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RatedValue {
    value: Decimal,
    scale: Scale,
}

impl RatedValue {
    /// A score of a scale; `None` where it lies outside of it.
    pub fn new(value: Decimal, scale: Scale) -> Option<Self> {
        let (lowest, highest) = scale.bounds();
        let is_below = value.is_below(u64::from(lowest));
        let is_within = !is_below && !value.is_beyond(u64::from(highest));
        is_within.then_some(Self { value, scale })
    }

    /// A whole score of a scale; `None` where it lies outside of it.
    pub fn whole(value: u8, scale: Scale) -> Option<Self> {
        Self::new(
            Decimal::from_millionths(i64::from(value) * 1_000_000),
            scale,
        )
    }

    /// The score as given.
    pub fn value(self) -> Decimal {
        self.value
    }

    /// The scale it was given in.
    pub fn scale(self) -> Scale {
        self.scale
    }

    /// The score on the common scale, 0 to 100: the lowest of its own becomes 0, the highest 100.
    pub fn points(self) -> f64 {
        let (lowest, highest) = self.scale.bounds();
        let (lowest, highest) = (f64::from(lowest), f64::from(highest));
        (self.value.approximate() - lowest) * 100.0 / (highest - lowest)
    }
}

/// A number that shows how loyal a customer was: orders, renewals, an answer to whether it would
/// recommend us. What it counts is the user's; b₀, b₁ and b₂ are fitted to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Identity.
    pub id: ObservationId,
    /// Of whom.
    pub customer: CustomerId,
    /// The number; not beyond [`Observation::LIMIT`].
    pub value: Decimal,
    /// The day for which it holds.
    pub on: NaiveDate,
    /// What it counts, or where it comes from; may be empty.
    pub note: String,
    /// The row it was imported from.
    pub origin: Option<Origin>,
    /// Since when it counts no more. Only what was imported is kept so, lest its row bring it again.
    pub trashed_at: Option<DateTime<FixedOffset>>,
}

impl Observation {
    /// The farthest from zero that is taken.
    pub const LIMIT: u64 = 1_000_000_000;
}

/// An observed loyalty as entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationDraft {
    /// The number.
    pub value: Decimal,
    /// The day for which it holds.
    pub on: NaiveDate,
    /// What it counts, or where it comes from; may be empty.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    #[test]
    fn both_scales_are_mapped_to_a_hundred_points() {
        for (value, scale, points) in [
            ("1", Scale::FivePoint, 0.0),
            ("2", Scale::FivePoint, 25.0),
            ("3", Scale::FivePoint, 50.0),
            ("4.5", Scale::FivePoint, 87.5),
            ("5", Scale::FivePoint, 100.0),
            ("0", Scale::TenPoint, 0.0),
            ("7", Scale::TenPoint, 70.0),
            ("7.3", Scale::TenPoint, 73.0),
            ("10", Scale::TenPoint, 100.0),
        ] {
            let rated = RatedValue::new(number(value), scale).expect(value);
            assert!((rated.points() - points).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn nothing_lies_outside_its_scale() {
        for (value, scale) in [
            ("0", Scale::FivePoint),
            ("0.999999", Scale::FivePoint),
            ("5.000001", Scale::FivePoint),
            ("-3", Scale::FivePoint),
            ("1e308", Scale::FivePoint),
            ("-0.1", Scale::TenPoint),
            ("10.01", Scale::TenPoint),
            ("1e308", Scale::TenPoint),
        ] {
            assert_eq!(RatedValue::new(number(value), scale), None, "{value}");
        }
    }

    #[test]
    fn a_rating_in_the_draft_of_a_form_reads_back_and_nothing_else_does() {
        let own = AspectId::Own(Uuid::from_u128(7));
        for (aspect, value, scale, text) in [
            (AspectId::Quality, "4", Scale::FivePoint, "quality 1-5 4"),
            (AspectId::Speed, "10", Scale::TenPoint, "speed 0-10 10"),
            (
                own,
                "4.5",
                Scale::FivePoint,
                "00000000000000000000000000000007 1-5 4.5",
            ),
        ] {
            let value = RatedValue::new(number(value), scale).expect("within its scale");
            let draft = RatingDraft { aspect, value };
            assert_eq!(draft.text(), text);
            assert_eq!(RatingDraft::from_text(text), Some(draft));
        }
        for text in [
            "",
            "quality",
            "quality 1-5",
            "quality 1-5 6",
            "quality 1-5 x",
            "quality 1-7 4",
            "colour 1-5 4",
        ] {
            assert_eq!(RatingDraft::from_text(text), None, "{text}");
        }
    }

    #[test]
    fn aspects_and_scales_are_found_by_their_codes() {
        let own = AspectId::Own(Uuid::from_u128(7));
        for aspect in AspectId::BUILT_IN
            .into_iter()
            .chain([AspectId::Overall, own])
        {
            assert_eq!(AspectId::from_code(&aspect.code()), Some(aspect));
        }
        assert_eq!(AspectId::from_code("colour"), None);
        for scale in Scale::ALL {
            assert_eq!(Scale::from_code(scale.code()), Some(scale));
        }
    }
}
