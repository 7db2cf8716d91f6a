//! What the address of a page says besides the page: the section and the filters of Insights, what
//! was chosen for a report.

use crate::app::queries::insights::filter::{InsightFilter, Span};
use crate::app::queries::report::Period;
use crate::domain::channel::Channel;
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::written::{date_text, read_date};
use crate::formats::map_links::encoded;
use crate::i18n::describe_report::UserWords;

use super::route::Route;

/// What the page Insights shows, as its address says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InsightAddress {
    /// The code of the section; empty for the first.
    pub section: String,
    /// What is looked at.
    pub filter: InsightFilter,
}

/// No more weeks than ten years have.
const MOST_WEEKS: u32 = 520;

impl InsightAddress {
    /// What an address such as `#/insights?last=13&tag=vip` says; what it says wrong is left out.
    pub fn parse(hash: &str) -> Self {
        let mut address = Self::default();
        let (mut from, mut to) = (None, None);
        for (name, value) in details(hash) {
            let Some(value) = decoded(value) else {
                continue;
            };
            let filter = &mut address.filter;
            match name {
                "section" => address.section = value,
                "last" if value == "all" => filter.span = Span::Between(None, None),
                "last" => {
                    let weeks = value.parse().ok();
                    let weeks = weeks.filter(|weeks| (1..=MOST_WEEKS).contains(weeks));
                    filter.span = weeks.map_or_else(Span::default, Span::Weeks);
                }
                "from" => from = read_date(&value),
                "to" => to = read_date(&value),
                "channel" => filter.channel = Some(Channel::from_code(&value)),
                "tag" => filter.tag = Some(value),
                "tier" => filter.tier = Tier::from_code(&value),
                "stage" => filter.stage = Stage::from_code(&value),
                _ => {}
            }
        }
        if from.is_some() || to.is_some() {
            address.filter.span = Span::Between(from, to);
        }
        address
    }

    /// The address that says this.
    pub fn href(&self) -> String {
        let Self { section, filter } = self;
        let InsightFilter {
            span,
            channel,
            tag,
            tier,
            stage,
        } = filter;
        let mut details: Vec<(&str, String)> = Vec::new();
        if !section.is_empty() {
            details.push(("section", section.clone()));
        }
        match *span {
            span if span == Span::default() => {}
            Span::Weeks(weeks) => details.push(("last", weeks.to_string())),
            Span::Between(None, None) => details.push(("last", "all".to_owned())),
            Span::Between(from, to) => {
                let days = [("from", from), ("to", to)].into_iter();
                details.extend(days.filter_map(|(name, date)| Some((name, date_text(date?)))));
            }
        }
        let codes = [
            ("channel", channel.as_ref().map(Channel::code)),
            ("tag", tag.as_deref()),
            ("tier", tier.map(Tier::code)),
            ("stage", stage.map(Stage::code)),
        ];
        for (name, code) in codes {
            details.extend(code.map(|code| (name, code.to_owned())));
        }
        with_details(Route::Insights, &details)
    }
}

/// What was chosen for a report, as its address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportAddress {
    /// The time it covers.
    pub period: Period,
    /// Whether what the user wrote is in it.
    pub user_words: UserWords,
    /// Whether names are masked.
    pub is_masked: bool,
    /// On whom; nobody in the address of the report on one customer.
    pub customers: Vec<CustomerId>,
}

/// An address names no more customers; it would grow too long for a browser.
const MOST_NAMED: usize = 500;

impl ReportAddress {
    /// What an address such as `#/customers/report?days=30&masked=yes` says; what it says wrong is
    /// left out.
    pub fn parse(hash: &str) -> Self {
        let mut address = Self {
            period: Period::default(),
            user_words: UserWords::Shown,
            is_masked: false,
            customers: Vec::new(),
        };
        for (name, value) in details(hash) {
            match (name, value) {
                ("days", value) => {
                    let mut all = Period::ALL.into_iter();
                    let period = all.find(|period| days_of(*period) == value);
                    address.period = period.unwrap_or_default();
                }
                ("words", "no") => address.user_words = UserWords::LeftOut,
                ("masked", "yes") => address.is_masked = true,
                ("of", ids) => {
                    let ids = ids.split('.').filter_map(|id| id.parse().ok());
                    address.customers = ids.take(MOST_NAMED).collect();
                }
                _ => {}
            }
        }
        address
    }

    /// The address of this report, on one customer or on those it names.
    pub fn href(&self, customer: Option<CustomerId>) -> String {
        let Self {
            period,
            user_words,
            is_masked,
            customers,
        } = self;
        let mut details = Vec::new();
        if *period != Period::default() {
            details.push(("days", days_of(*period)));
        }
        if *user_words == UserWords::LeftOut {
            details.push(("words", "no".to_owned()));
        }
        if *is_masked {
            details.push(("masked", "yes".to_owned()));
        }
        if customer.is_none() && (1..=MOST_NAMED).contains(&customers.len()) {
            let ids: Vec<String> = customers.iter().map(ToString::to_string).collect();
            details.push(("of", ids.join(".")));
        }
        with_details(customer.map_or(Route::Reports, Route::Report), &details)
    }
}

fn days_of(period: Period) -> String {
    let days = period.days();
    days.map_or_else(|| "all".to_owned(), |days| days.to_string())
}

/// What an address says after its page, by name.
fn details(hash: &str) -> impl Iterator<Item = (&str, &str)> {
    let details = hash.split_once('?').map_or("", |(_, details)| details);
    details.split('&').filter_map(|one| one.split_once('='))
}

fn with_details(route: Route, details: &[(&str, String)]) -> String {
    let mut href = route.href();
    for (place, (name, value)) in details.iter().enumerate() {
        href.push(if place == 0 { '?' } else { '&' });
        href.push_str(name);
        href.push('=');
        href.push_str(&encoded(value));
    }
    href
}

/// The words that were percent-encoded; `None` where they never were.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let code = 16 * digit()? + digit()?;
        bytes.push(u8::try_from(code).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_address_of_a_report_says_what_was_chosen() {
        let usual = ReportAddress::parse("#/customers/report");
        assert_eq!(usual.href(None), "#/customers/report");
        let id = |digit: char| {
            format!("{digit:0>32}")
                .parse::<CustomerId>()
                .expect("an id")
        };
        let one = id('7');
        let chosen = ReportAddress {
            period: Period::Whole,
            user_words: UserWords::LeftOut,
            is_masked: true,
            customers: vec![one, id('8')],
        };
        let href = chosen.href(None);
        assert_eq!(
            href,
            "#/customers/report?days=all&words=no&masked=yes&of=00000000000000000000000000000007.00000000000000000000000000000008"
        );
        assert_eq!(ReportAddress::parse(&href), chosen);
        let of_one = chosen.href(Some(one));
        assert_eq!(Route::parse(&of_one), Route::Report(one));
        assert_eq!(
            ReportAddress::parse(&of_one),
            ReportAddress {
                customers: Vec::new(),
                ..chosen
            }
        );
        assert_eq!(
            ReportAddress::parse("#/customers/report?days=31&words=&masked=1&of=x."),
            usual
        );
    }

    #[test]
    fn an_address_says_the_section_and_the_filters() {
        let check = |hash: &str, expected: InsightAddress| {
            assert_eq!(InsightAddress::parse(hash), expected, "{hash}");
            assert_eq!(expected.href(), hash);
        };
        let filtered = |filter| InsightAddress {
            section: String::new(),
            filter,
        };
        let date = |text: &str| text.parse::<NaiveDate>().ok();
        check("#/insights", InsightAddress::default());
        check(
            "#/insights?section=needs&last=13",
            InsightAddress {
                section: "needs".to_owned(),
                filter: InsightFilter {
                    span: Span::Weeks(13),
                    ..InsightFilter::default()
                },
            },
        );
        check(
            "#/insights?from=2024-01-31&channel=%E5%B1%95%E4%BC%9A&tag=a%26b%3D%3F&tier=A&stage=lost",
            filtered(InsightFilter {
                span: Span::Between(date("2024-01-31"), None),
                channel: Some(Channel::Own("展会".to_owned())),
                tag: Some("a&b=?".to_owned()),
                tier: Some(Tier::A),
                stage: Some(Stage::Lost),
            }),
        );
        check(
            "#/insights?last=all",
            filtered(InsightFilter {
                span: Span::Between(None, None),
                ..InsightFilter::default()
            }),
        );
    }

    #[test]
    fn what_is_wrong_in_an_address_is_left_out() {
        for hash in [
            "",
            "#/insights?",
            "#/insights?last=0",
            "#/insights?last=9999999999",
            "#/insights?last=-3",
            "#/insights?from=2024-13-01&to=soon",
            "#/insights?tier=Z&stage=ours&what=that&&=",
            "#/insights?tag=%E5%B1",
            "#/insights?tag=%",
            "#/insights?tag=%zz",
        ] {
            assert_eq!(
                InsightAddress::parse(hash),
                InsightAddress::default(),
                "{hash}"
            );
        }
    }

    fn dates() -> impl Strategy<Value = Option<NaiveDate>> {
        proptest::option::of((1..3_000_000_i32).prop_map(|days| {
            NaiveDate::from_num_days_from_ce_opt(days).expect("within ten thousand years")
        }))
    }

    proptest! {
        #[test]
        fn every_address_reads_back(
            section in "[a-z_]{0,8}", weeks in 1..=520_u32, is_own in any::<bool>(),
            (from, to) in (dates(), dates()), channel in proptest::option::of(".+"),
            tag in proptest::option::of(".*"), tier in 0..4_usize, stage in 0..5_usize,
        ) {
            let span = if is_own { Span::Between(from, to) } else { Span::Weeks(weeks) };
            let address = InsightAddress {
                section,
                filter: InsightFilter {
                    span,
                    channel: channel.map(|code| Channel::from_code(&code)),
                    tag,
                    tier: Tier::ALL.get(tier).copied(),
                    stage: Stage::ALL.get(stage).copied(),
                },
            };
            prop_assert_eq!(InsightAddress::parse(&address.href()), address);
        }

        #[test]
        fn no_address_breaks_it(hash in ".*") {
            let read = InsightAddress::parse(&hash);
            prop_assert_eq!(InsightAddress::parse(&read.href()), read);
        }
    }
}
