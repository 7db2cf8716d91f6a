//! What belongs to this device and not to the Book: language, theme, single keys.
//!
//! Kept in localStorage, where the boot script finds it before the first paint.

use serde::{Deserialize, Serialize};

use super::{dom, local_storage};
use crate::i18n::Language;

/// The colours of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All themes, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word that the stylesheets know.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The preferences of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the interface.
    pub language: Language,
    /// Its colours.
    pub theme: Theme,
    /// Whether single letters act as shortcuts.
    pub single_keys: bool,
    /// Whether planned steps ring at their time while the page is open.
    pub notify: bool,
    /// Whether names and numbers are hidden, to show the screen to others.
    pub mask: bool,
}

#[derive(Serialize, Deserialize)]
struct PreferencesRow {
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    theme: Theme,
    #[serde(default = "yes")]
    single_keys: bool,
    #[serde(default)]
    notify: bool,
    #[serde(default)]
    mask: bool,
}

fn yes() -> bool {
    true
}

fn key() -> String {
    format!("genjin:{}:device", dom::page_path())
}

impl Preferences {
    /// What this device was set to; the browser's own language where nothing was set.
    pub fn load() -> Self {
        let stored = local_storage::get(&key())
            .and_then(|text| crate::records::from_json::<PreferencesRow>(&text).ok());
        let row = stored.unwrap_or(PreferencesRow {
            language: None,
            theme: Theme::System,
            single_keys: true,
            notify: false,
            mask: false,
        });
        let browser = || dom::window().and_then(|window| window.navigator().language());
        let tag = row.language.or_else(browser).unwrap_or_default();
        Self {
            language: Language::from_tag(&tag),
            theme: row.theme,
            single_keys: row.single_keys,
            notify: row.notify,
            mask: row.mask,
        }
    }

    /// Keeps the preferences and shows them on the page. A browser that refuses to keep them shows
    /// them all the same.
    pub fn apply(&self) {
        let Self {
            language,
            theme,
            single_keys,
            notify,
            mask,
        } = self;
        let row = PreferencesRow {
            language: Some(language.tag().to_owned()),
            theme: *theme,
            single_keys: *single_keys,
            notify: *notify,
            mask: *mask,
        };
        let text = serde_json::to_string(&row).unwrap_or_default();
        local_storage::set(&key(), &text);
        dom::set_root(language.tag(), theme.code());
    }
}
