//! What assistive technology says of a thing: its role and its name.

/// A role, in the words of ARIA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role(pub(crate) &'static str);

#[expect(missing_docs, reason = "each is the ARIA role of that name")]
impl Role {
    pub const ALERT: Self = Self("alert");
    pub const BUTTON: Self = Self("button");
    pub const CELL: Self = Self("cell");
    pub const CHECKBOX: Self = Self("checkbox");
    pub const COLUMN_HEADER: Self = Self("columnheader");
    pub const DIALOG: Self = Self("dialog");
    pub const GROUP: Self = Self("group");
    pub const HEADING: Self = Self("heading");
    pub const LINK: Self = Self("link");
    pub const LIST: Self = Self("list");
    pub const LIST_ITEM: Self = Self("listitem");
    pub const MAIN: Self = Self("main");
    pub const MENU_ITEM: Self = Self("menuitem");
    pub const NAVIGATION: Self = Self("navigation");
    pub const OPTION: Self = Self("option");
    pub const RADIO: Self = Self("radio");
    pub const REGION: Self = Self("region");
    pub const ROW: Self = Self("row");
    pub const STATUS: Self = Self("status");
    pub const SWITCH: Self = Self("switch");
    pub const TAB: Self = Self("tab");
    pub const TABLE: Self = Self("table");

    /// A role that has no constant here.
    pub const fn other(name: &'static str) -> Self {
        Self(name)
    }
}

/// Which accessible names are meant. A text means exactly that name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// This name and no other.
    Exactly(String),
    /// Every name with this in it.
    Containing(String),
    /// Every name, and none.
    Any,
}

/// Every name that has `part` in it.
pub fn containing(part: impl Into<String>) -> Name {
    Name::Containing(part.into())
}

impl Name {
    pub(crate) fn fits(&self, name: &str) -> bool {
        match self {
            Self::Exactly(exact) => name == exact,
            Self::Containing(part) => name.contains(part.as_str()),
            Self::Any => true,
        }
    }

    /// For messages: ` named "Save"`.
    pub(crate) fn described(&self) -> String {
        match self {
            Self::Exactly(exact) => format!(" named \"{exact}\""),
            Self::Containing(part) => format!(" with \"{part}\" in its name"),
            Self::Any => String::new(),
        }
    }
}

impl From<&str> for Name {
    fn from(exact: &str) -> Self {
        Self::Exactly(exact.to_owned())
    }
}

impl From<&String> for Name {
    fn from(exact: &String) -> Self {
        Self::Exactly(exact.clone())
    }
}

impl From<String> for Name {
    fn from(exact: String) -> Self {
        Self::Exactly(exact)
    }
}
