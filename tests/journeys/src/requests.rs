//! Which addresses the browser asked for, over all tabs and loads of a journey.

use serde_json::Value;

/// The requests that left the browser, in their order.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    sent: Vec<Request>,
}

#[derive(Debug)]
struct Request {
    id: String,
    address: String,
}

impl Requests {
    /// Takes in an entry of the driver's performance log.
    pub(crate) fn add_log_entry(&mut self, entry: &str) {
        let entry: Value = serde_json::from_str(entry).unwrap_or_default();
        let event = &entry["message"];
        let parameters = &event["params"];
        let Some(id) = parameters["requestId"].as_str() else {
            return;
        };
        let address = match event["method"].as_str() {
            Some("Network.requestWillBeSent") => &parameters["request"]["url"],
            Some("Network.webSocketCreated") => &parameters["url"],
            Some("Network.loadingFailed") if parameters["blockedReason"] == "csp" => {
                // Announced, but stopped by the page's policy before it was sent.
                if let Some(index) = self.sent.iter().rposition(|request| request.id == id) {
                    self.sent.remove(index);
                }
                return;
            }
            _ => return,
        };
        if let Some(address) = address.as_str() {
            self.sent.push(Request {
                id: id.to_owned(),
                address: address.to_owned(),
            });
        }
    }

    /// Every address that was asked for.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.sent
            .iter()
            .map(|request| request.address.clone())
            .collect()
    }

    pub(crate) fn forget(&mut self) {
        self.sent.clear();
    }
}

/// Whether asking for `address` leaves the site.
///
/// Addresses without a host stay in the browser; `chrome:` and `chrome-untrusted:` are what it shows
/// before the first page.
pub(crate) fn is_foreign(address: &str, origin: &str) -> bool {
    let stays_inside = ["data:", "blob:", "about:", "chrome:", "chrome-untrusted:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    let rest = address.strip_prefix(origin);
    let is_at_home = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    !stays_inside && !is_at_home
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_scheme_host_and_port_is_at_home() {
        let check = |address: &str, foreign: bool| {
            assert_eq!(
                is_foreign(address, "http://127.0.0.1:8080"),
                foreign,
                "{address}"
            );
        };
        check("http://127.0.0.1:8080/index.html", false);
        check("http://127.0.0.1:8080", false);
        check("data:text/csv,a", false);
        check(
            "chrome-untrusted://new-tab-page/one-google-bar?paramsencoded=",
            false,
        );
        check("blob:http://127.0.0.1:8080/1-2", false);
        check("http://127.0.0.1:80801/", true);
        check("http://127.0.0.1:8080@example.org/", true);
        check("https://127.0.0.1:8080/", true);
        check("wss://example.org/", true);
    }

    #[test]
    fn what_the_policy_stopped_was_not_sent() {
        let mut requests = Requests::default();
        for event in [
            r#""Network.requestWillBeSent","params":{"requestId":"1","request":{"url":"a"}}"#,
            r#""Network.requestWillBeSent","params":{"requestId":"2","request":{"url":"b"}}"#,
            r#""Network.webSocketCreated","params":{"requestId":"3","url":"c"}"#,
            r#""Network.loadingFailed","params":{"requestId":"1","blockedReason":"csp"}"#,
            r#""Network.loadingFailed","params":{"requestId":"2","errorText":"refused"}"#,
            r#""Network.dataReceived","params":{"requestId":"2"}"#,
        ] {
            requests.add_log_entry(&format!("{{\"message\":{{\"method\":{event}}}}}"));
        }
        assert_eq!(requests.addresses(), ["b", "c"]);
    }
}
