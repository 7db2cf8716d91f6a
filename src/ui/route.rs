//! The pages and their addresses, which stand behind the `#` so that any static host will do.

use crate::domain::id::CustomerId;

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// Whom to follow up today.
    Today,
    /// Today's follow-ups, one customer a screen.
    Queue,
    /// What came of the day's follow-ups, in the evening.
    Debrief,
    /// Today's visits in a good order.
    Round,
    /// All customers.
    Customers,
    /// One customer.
    Customer(CustomerId),
    /// The report on one customer.
    Report(CustomerId),
    /// The report on those who were chosen in the list.
    Reports,
    /// All communications.
    Communications,
    /// The promises of both sides and the open needs of all customers.
    Promises,
    /// Charts.
    Insights,
    /// What other weights, coefficients and ratings would do.
    WhatIf,
    /// Coefficients and weights fitted to what was observed.
    Calibration,
    /// Import, export, backup, trash, history.
    Data,
    /// Settings.
    Settings,
    /// The way into the demo, which then begins at Today.
    Demo,
    /// Something that is done at once, above Today.
    Act(Act),
    /// An address that names no page.
    Unknown,
}

/// What an address can ask for at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Log a communication.
    Log,
    /// Enter a new customer.
    NewCustomer,
}

impl Route {
    /// The page of an address such as `#/customers`.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let (path, details) = path.split_once('?').unwrap_or((path, ""));
        let mut parts = path.split('/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("" | "today"), None, None) => match details.split('&').next() {
                Some("do=log") => Self::Act(Act::Log),
                Some("do=customer") => Self::Act(Act::NewCustomer),
                _ => Self::Today,
            },
            (Some("queue"), None, None) => Self::Queue,
            (Some("debrief"), None, None) => Self::Debrief,
            (Some("round"), None, None) => Self::Round,
            (Some("customers"), None, None) => Self::Customers,
            (Some("customers"), Some("report"), None) => Self::Reports,
            (Some("customers"), Some(id), None) => id.parse().map_or(Self::Unknown, Self::Customer),
            (Some("customers"), Some(id), Some("report")) if parts.next().is_none() => {
                id.parse().map_or(Self::Unknown, Self::Report)
            }
            (Some("communications"), None, None) => Self::Communications,
            (Some("promises"), None, None) => Self::Promises,
            (Some("insights"), None, None) => Self::Insights,
            (Some("what-if"), None, None) => Self::WhatIf,
            (Some("calibration"), None, None) => Self::Calibration,
            (Some("data"), None, None) => Self::Data,
            (Some("settings"), None, None) => Self::Settings,
            (Some("demo"), None, None) => Self::Demo,
            _ => Self::Unknown,
        }
    }

    /// The page's address.
    pub fn href(self) -> String {
        match self {
            Self::Today | Self::Unknown => "#/today".to_owned(),
            Self::Queue => "#/queue".to_owned(),
            Self::Debrief => "#/debrief".to_owned(),
            Self::Round => "#/round".to_owned(),
            Self::Customers => "#/customers".to_owned(),
            Self::Customer(id) => format!("#/customers/{id}"),
            Self::Report(id) => format!("#/customers/{id}/report"),
            Self::Reports => "#/customers/report".to_owned(),
            Self::Communications => "#/communications".to_owned(),
            Self::Promises => "#/promises".to_owned(),
            Self::Insights => "#/insights".to_owned(),
            Self::WhatIf => "#/what-if".to_owned(),
            Self::Calibration => "#/calibration".to_owned(),
            Self::Data => "#/data".to_owned(),
            Self::Settings => "#/settings".to_owned(),
            Self::Demo => "#/demo".to_owned(),
            Self::Act(Act::Log) => "#/today?do=log".to_owned(),
            Self::Act(Act::NewCustomer) => "#/today?do=customer".to_owned(),
        }
    }

    /// The address of What-if with a customer in view.
    pub fn what_if_of(customer: CustomerId) -> String {
        format!("{}?customer={customer}", Self::WhatIf.href())
    }

    /// The customer that such an address has in view.
    pub fn what_if_customer(hash: &str) -> Option<CustomerId> {
        let (page, details) = hash.split_once('?')?;
        let is_meant = Self::parse(page) == Self::WhatIf;
        let id = details.strip_prefix("customer=").filter(|_| is_meant)?;
        id.parse().ok()
    }

    /// The page of the navigation under which this one stands.
    #[must_use]
    pub fn section(self) -> Self {
        match self {
            Self::Customer(_) | Self::Report(_) | Self::Reports => Self::Customers,
            Self::Promises => Self::Communications,
            Self::WhatIf | Self::Calibration => Self::Insights,
            Self::Queue | Self::Debrief | Self::Round | Self::Act(_) | Self::Demo => Self::Today,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_found_and_every_page_has_one() {
        let id = CustomerId(uuid::Uuid::from_u128(7));
        for (address, route) in [
            ("#/today", Route::Today),
            ("#/queue", Route::Queue),
            ("#/debrief", Route::Debrief),
            ("#/round", Route::Round),
            ("#/customers", Route::Customers),
            (
                "#/customers/00000000000000000000000000000007",
                Route::Customer(id),
            ),
            (
                "#/customers/00000000000000000000000000000007/report",
                Route::Report(id),
            ),
            ("#/customers/report", Route::Reports),
            ("#/communications", Route::Communications),
            ("#/promises", Route::Promises),
            ("#/insights", Route::Insights),
            ("#/what-if", Route::WhatIf),
            ("#/calibration", Route::Calibration),
            ("#/data", Route::Data),
            ("#/settings", Route::Settings),
            ("#/demo", Route::Demo),
            ("#/today?do=log", Route::Act(Act::Log)),
            ("#/today?do=customer", Route::Act(Act::NewCustomer)),
        ] {
            assert_eq!(Route::parse(address), route, "{address}");
            assert_eq!(route.href(), address);
        }
    }

    #[test]
    fn what_if_may_have_a_customer_in_view() {
        let id = CustomerId(uuid::Uuid::from_u128(7));
        let address = Route::what_if_of(id);
        assert_eq!(Route::parse(&address), Route::WhatIf);
        assert_eq!(Route::what_if_customer(&address), Some(id));
        for other in [
            "#/what-if",
            "#/what-if?customer=x",
            "#/today?customer=00000000000000000000000000000007",
        ] {
            assert_eq!(Route::what_if_customer(other), None, "{other}");
        }
    }

    #[test]
    fn other_addresses_are_unknown_and_the_empty_one_is_today() {
        for address in ["", "#", "#/", "#/today/", "#/today?x=1"] {
            assert_eq!(Route::parse(address), Route::Today, "{address}");
        }
        for address in [
            "#/nowhere",
            "#/customers/xyz",
            "#/today/more",
            "#/customers/1/2",
            "#/customers/7/report/1",
            "#/customers/xyz/report",
        ] {
            assert_eq!(Route::parse(address), Route::Unknown, "{address}");
        }
    }
}
