//! Finding things by what assistive technology says of them, with plain `WebDriver`.
//!
//! Role and name are those that the engine itself computes. Which elements are asked about is
//! narrowed down first, because each question is a message to the browser.

use std::sync::Arc;

use serde_json::json;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::common::requestdata::RequestData;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{ElementId, SessionId, WebElement};

use crate::scope::{FIELDS, Found};
use crate::{Name, Outcome, Role};

/// Elements that may have that role and are shown; of an open modal dialog alone, where there is
/// one, as everything outside it is out of reach then.
const CANDIDATES: &str = "
const [root, selector] = arguments;
const modal = [...document.querySelectorAll('dialog:modal')].pop();
const within = root ?? modal ?? document;
const found = [...within.querySelectorAll(selector)];
if (within.matches?.(selector)) found.unshift(within);
return found.filter((one) => one.checkVisibility({ visibilityProperty: true })
  && !one.closest('[aria-hidden=true], [inert]')
  && (!modal || modal.contains(one)));";

/// Everything of that role and name below `root` that assistive technology can reach.
pub(crate) async fn search(
    session: &Arc<SessionHandle>,
    root: Option<&WebElement>,
    role: Option<Role>,
    name: &Name,
) -> Outcome<Vec<Found>> {
    let root = root.map(WebElement::to_json).transpose()?;
    let selector = role.map_or_else(|| FIELDS.to_owned(), selector_of);
    let candidates = session
        .execute(CANDIDATES, vec![json!(root), json!(selector)])
        .await?;
    let mut found = Vec::new();
    for element in candidates.elements()? {
        let Some(label) = computed(session, &element, "computedlabel").await? else {
            continue;
        };
        if !name.fits(&label) {
            continue;
        }
        let is_that_role = match role {
            Some(Role(role)) => {
                computed(session, &element, "computedrole")
                    .await?
                    .as_deref()
                    == Some(role)
            }
            None => true,
        };
        if is_that_role {
            found.push(Found {
                name: label,
                element,
            });
        }
    }
    Ok(found)
}

/// What the engine says of the element; none where it has left the page meanwhile.
async fn computed(
    session: &Arc<SessionHandle>,
    element: &WebElement,
    what: &'static str,
) -> Outcome<Option<String>> {
    let question = Computed {
        element: element.element_id(),
        what,
    };
    match session.cmd(question).await {
        Ok(answer) => Ok(answer.value()?),
        Err(error) if matches!(&*error, WebDriverErrorInner::StaleElementReference(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The question for an element's `computedlabel` or `computedrole`, which the client lacks.
#[derive(Debug)]
struct Computed {
    element: ElementId,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        // Asked as an element's text is, at a path beside it.
        let mut request = Command::GetElementText(self.element.clone()).format_request(session);
        let path = request.uri.trim_end_matches("text");
        request.uri = format!("{path}{}", self.what).into();
        request
    }
}

/// What may have that role: the elements of HTML that have it by themselves, and those that say so.
fn selector_of(Role(role): Role) -> String {
    let own = match role {
        "button" => "button, input[type=button], input[type=submit], summary, ",
        "cell" => "td, ",
        "checkbox" => "input[type=checkbox], ",
        "columnheader" => "th, ",
        "dialog" => "dialog[open], ",
        "group" => "fieldset, details, optgroup, ",
        "heading" => "h1, h2, h3, h4, h5, h6, ",
        "link" => "a[href], area[href], ",
        "list" => "ul, ol, menu, ",
        "listitem" => "li, ",
        "main" => "main, ",
        "navigation" => "nav, ",
        "option" => "option, ",
        "radio" => "input[type=radio], ",
        "region" => "section, ",
        "row" => "tr, ",
        "status" => "output, ",
        "table" => "table, ",
        _ => "",
    };
    format!("{own}[role={role}]")
}
