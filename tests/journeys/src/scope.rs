//! Finding things on the page by what assistive technology says of them.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::cdp::Cdp;
use thirtyfour::session::handle::SessionHandle;
use thirtyfour::{By, WebElement};

use crate::wait::{self, PATIENCE};
use crate::{Engine, Failure, Name, Outcome, Role, elements};

/// Everything that can be filled in.
pub(crate) const FIELDS: &str = "input, select, textarea, [contenteditable], [role=combobox], [role=textbox], \
     [role=searchbox], [role=spinbutton], [role=switch], [role=checkbox], [role=radio], \
     [role=slider], [role=listbox]";

/// Keeps the nodes for [`TAKE`], in place of those that the browser itself drew inside a field,
/// such as the button that opens a calendar: they are not the app's.
const HAND_OVER: &str = "
function (...nodes) {
  globalThis[Symbol.for('genjin.found')] = nodes.map((node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    return document.contains(element) ? element : null;
  });
}";

const TAKE: &str = "
const key = Symbol.for('genjin.found');
const found = globalThis[key] ?? [];
delete globalThis[key];
return found;";

/// As many names as a message can bear.
const MOST_NAMES: usize = 40;

/// The innermost elements of a kind in which a text is shown.
const SHOWING: &str = "
const [root, selector, text] = arguments;
const shows = (element) => element.checkVisibility() && element.innerText.includes(text);
return [...(root ?? document).querySelectorAll(selector)].filter(
  (element) => shows(element) && ![...element.querySelectorAll(selector)].some(shows),
);";

/// Where remote objects of one search are kept until it is over.
const OBJECT_GROUP: &str = "genjin-journeys";

/// A page or a part of it, in which things are looked for.
///
/// [`Browser`](crate::Browser) is the scope of the whole page. What looks for one thing waits until
/// there is exactly one, so that a journey never acts on the wrong of two.
#[derive(Debug, Clone)]
pub struct Scope {
    pub(crate) session: Arc<SessionHandle>,
    pub(crate) engine: Engine,
    root: Option<WebElement>,
    pub(crate) patience: Duration,
}

impl Scope {
    pub(crate) fn page(session: Arc<SessionHandle>, engine: Engine) -> Self {
        Self {
            session,
            engine,
            root: None,
            patience: PATIENCE,
        }
    }

    /// The part of the page below `element`.
    #[must_use]
    pub fn inside(&self, element: &WebElement) -> Self {
        Self {
            root: Some(element.clone()),
            ..self.clone()
        }
    }

    /// The same scope, with another deadline for each wait, for what rightly takes its time.
    #[must_use]
    pub fn patient(&self, patience: Duration) -> Self {
        Self {
            patience,
            ..self.clone()
        }
    }

    /// The one thing of that role and name.
    pub async fn one(&self, role: Role, name: impl Into<Name>) -> Outcome<WebElement> {
        let name = name.into();
        let what = format!("one {}{}", role.0, name.described());
        let found = wait::until_some(self.patience, &what, async || {
            exactly_one(self.all(role, name.clone()).await?)
        })
        .await;
        match found {
            Ok(element) => Ok(element),
            Err(failure) => {
                let mut names = self.names(role).await.unwrap_or_default();
                names.retain(|name| !name.is_empty());
                names.truncate(MOST_NAMES);
                let names = names.join(" | ");
                Err(Failure::new(format!(
                    "{failure:?}; the names of every {} here: {names}",
                    role.0
                )))
            }
        }
    }

    /// All things of that role and name, at once and in the page's order.
    pub async fn all(&self, role: Role, name: impl Into<Name>) -> Outcome<Vec<WebElement>> {
        let found = self.search(Some(role), &name.into()).await?;
        Ok(found.into_iter().map(|found| found.element).collect())
    }

    /// The names of all things of that role, at once and in the page's order.
    pub async fn names(&self, role: Role) -> Outcome<Vec<String>> {
        let found = self.search(Some(role), &Name::Any).await?;
        Ok(found.into_iter().map(|found| found.name).collect())
    }

    /// Waits until nothing of that role and name is left.
    pub async fn gone(&self, role: Role, name: impl Into<Name>) -> Outcome {
        let name = name.into();
        let what = format!("no {}{} to be left", role.0, name.described());
        wait::until(self.patience, &what, async || {
            Ok(self.all(role, name.clone()).await?.is_empty())
        })
        .await
    }

    /// The button of that name.
    pub async fn button(&self, name: impl Into<Name>) -> Outcome<WebElement> {
        self.one(Role::BUTTON, name).await
    }

    /// The link of that name.
    pub async fn link(&self, name: impl Into<Name>) -> Outcome<WebElement> {
        self.one(Role::LINK, name).await
    }

    /// The heading of that name.
    pub async fn heading(&self, name: impl Into<Name>) -> Outcome<WebElement> {
        self.one(Role::HEADING, name).await
    }

    /// The one row of a table in which `text` is shown. Rows have no names of their own.
    pub async fn row(&self, text: &str) -> Outcome<Self> {
        self.showing("row", "tr, [role=row]", text).await
    }

    /// The one item of a list in which `text` is shown. Items have no names of their own.
    pub async fn item(&self, text: &str) -> Outcome<Self> {
        self.showing("item", "li, [role=listitem], [role=option]", text)
            .await
    }

    async fn showing(&self, kind: &str, selector: &str, text: &str) -> Outcome<Self> {
        let root = self.root.as_ref().map(WebElement::to_json).transpose()?;
        let arguments = vec![json!(root), json!(selector), json!(text)];
        let element = wait::until_some(self.patience, &format!("one {kind} with \"{text}\""), {
            async || {
                exactly_one(
                    self.session
                        .execute(SHOWING, arguments.clone())
                        .await?
                        .elements()?,
                )
            }
        })
        .await?;
        Ok(self.inside(&element))
    }

    /// The open dialog of that name, to look further in.
    pub async fn dialog(&self, name: impl Into<Name>) -> Outcome<Self> {
        Ok(self.inside(&self.one(Role::DIALOG, name).await?))
    }

    /// The field of that label, of whatever kind.
    pub async fn field(&self, label: impl Into<Name>) -> Outcome<WebElement> {
        let label = label.into();
        let what = format!("one field{}", label.described());
        wait::until_some(self.patience, &what, async || {
            let mut fields = Vec::new();
            for Found { element, .. } in self.search(None, &label).await? {
                let fits = "return arguments[0].matches(arguments[1])";
                let arguments = vec![element.to_json()?, json!(FIELDS)];
                if self.session.execute(fits, arguments).await?.convert()? {
                    fields.push(element);
                }
            }
            exactly_one(fields)
        })
        .await
    }

    /// The one element that the CSS selector means, for what has no role, such as a hidden input.
    pub async fn css(&self, selector: &str) -> Outcome<WebElement> {
        wait::until_some(self.patience, &format!("one `{selector}`"), async || {
            exactly_one(self.css_all(selector).await?)
        })
        .await
    }

    /// All elements that the CSS selector means, at once.
    pub async fn css_all(&self, selector: &str) -> Outcome<Vec<WebElement>> {
        let selector = By::Css(selector.to_owned());
        Ok(match &self.root {
            Some(root) => root.find_all(selector).await?,
            None => self.session.find_all(selector).await?,
        })
    }

    /// The text that is shown, as a user could copy it.
    pub async fn text(&self) -> Outcome<String> {
        let script = "return (arguments[0] ?? document.body).innerText";
        let root = self.root.as_ref().map(WebElement::to_json).transpose()?;
        Ok(self
            .session
            .execute(script, vec![json!(root)])
            .await?
            .convert()?)
    }

    /// Waits until `text` is shown.
    pub async fn expect_text(&self, text: &str) -> Outcome {
        self.until_text(&format!("\"{text}\" to be shown"), |shown| {
            shown.contains(text)
        })
        .await
    }

    /// Waits until `text` is not shown any more.
    pub async fn expect_no_text(&self, text: &str) -> Outcome {
        self.until_text(&format!("\"{text}\" to be gone"), |shown| {
            !shown.contains(text)
        })
        .await
    }

    async fn until_text(&self, what: &str, is_so: impl Fn(&str) -> bool) -> Outcome {
        let waited =
            wait::until(self.patience, what, async || Ok(is_so(&self.text().await?))).await;
        match waited {
            Ok(()) => Ok(()),
            Err(failure) => {
                let shown = self.text().await.unwrap_or_default();
                Err(Failure::new(format!("{failure:?}; shown was:\n{shown}")))
            }
        }
    }

    /// Waits until one of the page's status lines (role `status`) has `text` in it.
    pub async fn expect_status(&self, text: &str) -> Outcome {
        wait::until(
            self.patience,
            &format!("a status line with \"{text}\""),
            async || {
                for status in self.all(Role::STATUS, Name::Any).await? {
                    if status.text().await?.contains(text) {
                        return Ok(true);
                    }
                }
                Ok(false)
            },
        )
        .await
    }

    /// Waits until `condition` holds; `what` says in the message what did not come true.
    pub async fn wait_for(
        &self,
        what: &str,
        condition: impl AsyncFn() -> Outcome<bool>,
    ) -> Outcome {
        wait::until(self.patience, what, condition).await
    }

    /// Runs JavaScript in the page and returns what it returns.
    pub async fn run<T: serde::de::DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Outcome<T> {
        Ok(self.session.execute(script, arguments).await?.convert()?)
    }

    /// Runs JavaScript that answers later, by calling its last argument.
    pub async fn run_async<T: serde::de::DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Outcome<T> {
        Ok(self
            .session
            .execute_async(script, arguments)
            .await?
            .convert()?)
    }

    /// Everything of that role and name that assistive technology can reach.
    async fn search(&self, role: Option<Role>, name: &Name) -> Outcome<Vec<Found>> {
        if self.engine != Engine::Chromium {
            return elements::search(&self.session, self.root.as_ref(), role, name).await;
        }
        let cdp = self.cdp();
        let mut nodes = Vec::new();
        let mut names = Vec::new();
        for node in self.query(role, name).await? {
            let resolve = json!({ "backendNodeId": node.id, "objectGroup": OBJECT_GROUP });
            let resolved = cdp.send_raw("DOM.resolveNode", resolve).await?;
            nodes.push(json!({ "objectId": resolved["object"]["objectId"] }));
            names.push(node.name);
        }
        let Some(first) = nodes.first() else {
            return Ok(Vec::new());
        };
        // The nodes change hands through the page, because only there do both protocols meet.
        let hand_over = json!({
            "objectId": first["objectId"],
            "functionDeclaration": HAND_OVER,
            "arguments": nodes,
        });
        cdp.send_raw("Runtime.callFunctionOn", hand_over).await?;
        let taken = self.session.execute(TAKE, Vec::new()).await?;
        cdp.send_raw(
            "Runtime.releaseObjectGroup",
            json!({ "objectGroup": OBJECT_GROUP }),
        )
        .await?;

        let taken: Vec<Value> = taken.convert()?;
        let mut found = Vec::new();
        for (name, node) in names.into_iter().zip(taken) {
            if !node.is_null() {
                let element = WebElement::from_json(node, Arc::clone(&self.session))?;
                found.push(Found { name, element });
            }
        }
        Ok(found)
    }

    /// Asks the browser's accessibility tree.
    async fn query(&self, role: Option<Role>, name: &Name) -> Outcome<Vec<AccessibleNode>> {
        let cdp = self.cdp();
        let root = if let Some(element) = &self.root {
            json!(element.cdp_remote_object_id().await?)
        } else {
            let document = json!({ "expression": "document", "objectGroup": OBJECT_GROUP });
            cdp.send_raw("Runtime.evaluate", document).await?["result"]["objectId"].clone()
        };
        let mut query = json!({ "objectId": root });
        if let Some(role) = role {
            query["role"] = json!(role.0);
        }
        if let Name::Exactly(exact) = name {
            query["accessibleName"] = json!(exact);
        }
        let answer = cdp.send_raw("Accessibility.queryAXTree", query).await?;
        let nodes = answer["nodes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        Ok(nodes
            .iter()
            .filter_map(AccessibleNode::read)
            .filter(|node| name.fits(&node.name))
            .collect())
    }

    pub(crate) fn cdp(&self) -> Cdp {
        Cdp::new(Arc::clone(&self.session))
    }
}

/// A node of the accessibility tree.
#[derive(Debug)]
struct AccessibleNode {
    id: Value,
    name: String,
}

impl AccessibleNode {
    /// None for a node that assistive technology does not see.
    fn read(node: &Value) -> Option<Self> {
        if node["ignored"].as_bool() == Some(true) {
            return None;
        }
        let id = node.get("backendDOMNodeId")?.clone();
        let name = node["name"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        Some(Self { id, name })
    }
}

/// Something on the page, with the name that assistive technology says.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) element: WebElement,
}

/// None yet, the one, or a failure that there are several.
fn exactly_one(mut found: Vec<WebElement>) -> Outcome<Option<WebElement>> {
    if found.len() < 2 {
        return Ok(found.pop());
    }
    Err(Failure::new(format!(
        "there are {}; look inside a part of the page",
        found.len()
    )))
}
