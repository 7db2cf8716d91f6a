//! Pictures of the app for the README and for looking at: not a test, since it demands nothing.
//!
//! It runs only for `cargo xtask screens`, which says which pictures are wanted and where to.

mod support;

use std::env;
use std::fs;
use std::path::Path;

use genjin_journeys::{Browser, ColourScheme, Journey, Outcome, Viewport, containing};

/// Names the folder for the pictures of the README.
const README: &str = "GENJIN_SCREENS";

/// Names the folder for pictures of every page, in both languages and themes, on a desk and in a
/// hand.
const ALL: &str = "GENJIN_ALL_SCREENS";

/// A Monday morning: the sample data tell their story up to the day they are made.
const MORNING: &str = "2026-11-23T10:00:00";

/// A page, and the keys that are pressed there before the picture is taken.
struct Scene {
    name: &'static str,
    route: &'static str,
    keys: &'static [&'static str],
}

const fn page(name: &'static str) -> Scene {
    Scene {
        name,
        route: name,
        keys: &[],
    }
}

const SCENES: [Scene; 13] = [
    page("today"),
    Scene {
        name: "customer",
        route: "today",
        keys: &["j", "j", "Enter"],
    },
    Scene {
        name: "log",
        route: "today",
        keys: &["l"],
    },
    page("queue"),
    page("debrief"),
    page("round"),
    page("promises"),
    page("customers"),
    page("communications"),
    page("insights"),
    page("data"),
    page("settings"),
    Scene {
        name: "keys",
        route: "today",
        keys: &["?"],
    },
];

/// What stands in the README: the scene, the theme, the language, and whether on a phone.
const README_SCENES: [(&str, ColourScheme, Language, Viewport); 8] = [
    (
        "today",
        ColourScheme::Light,
        Language::English,
        Viewport::DESKTOP,
    ),
    (
        "today",
        ColourScheme::Dark,
        Language::Chinese,
        Viewport::DESKTOP,
    ),
    (
        "customer",
        ColourScheme::Light,
        Language::English,
        Viewport::DESKTOP,
    ),
    (
        "log",
        ColourScheme::Light,
        Language::English,
        Viewport::DESKTOP,
    ),
    (
        "settings",
        ColourScheme::Light,
        Language::English,
        Viewport::DESKTOP,
    ),
    (
        "queue",
        ColourScheme::Light,
        Language::English,
        Viewport::DESKTOP,
    ),
    (
        "today",
        ColourScheme::Light,
        Language::English,
        Viewport::PHONE,
    ),
    (
        "debrief",
        ColourScheme::Dark,
        Language::Chinese,
        Viewport::PHONE,
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    English,
    Chinese,
}

impl Language {
    fn tag(self) -> &'static str {
        match self {
            Self::English => "en-US",
            Self::Chinese => "zh-CN",
        }
    }

    fn short(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    fn sample(self) -> &'static str {
        match self {
            Self::English => "Try with sample data",
            Self::Chinese => "用示例数据试用",
        }
    }
}

fn file_name(scene: &str, scheme: ColourScheme, language: Language, viewport: Viewport) -> String {
    let theme = match scheme {
        ColourScheme::Light => "light",
        ColourScheme::Dark => "dark",
    };
    let hand = if viewport == Viewport::PHONE {
        "-phone"
    } else {
        ""
    };
    format!("{scene}-{theme}-{}{hand}", language.short())
}

impl Scene {
    async fn take(&self, app: &Browser, folder: &Path, name: &str) -> Outcome {
        // From another page, so that it begins as when it is opened.
        app.open("#/data").await?;
        app.open(&format!("#/{}", self.route)).await?;
        app.css("main h1").await?;
        for key in self.keys {
            app.press(key).await?;
        }
        let picture = app.screenshot(name).await?;
        fs::copy(picture, folder.join(format!("{name}.png")))?;
        // Dialogs stay open from page to page.
        if !app.css_all("dialog[open]").await?.is_empty() {
            app.press("Escape").await?;
        }
        Ok(())
    }
}

/// Takes the wanted pictures of one language.
async fn take(
    language: Language,
    folder: &Path,
    is_wanted: impl Fn(&str, ColourScheme, Viewport) -> bool,
) -> Outcome {
    fs::create_dir_all(folder)?;
    Journey::new()
        .language(language.tag())
        .held_clock(MORNING)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            let sample = app.button(containing(language.sample())).await?;
            sample.click().await?;
            app.css(".q-row[data-current]").await?;
            for scheme in [ColourScheme::Light, ColourScheme::Dark] {
                app.set_colour_scheme(scheme).await?;
                for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
                    app.set_viewport(viewport).await?;
                    for scene in &SCENES {
                        if is_wanted(scene.name, scheme, viewport) {
                            let name = file_name(scene.name, scheme, language, viewport);
                            scene.take(app, folder, &name).await?;
                        }
                    }
                }
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn pictures_are_taken_where_they_are_wanted() -> Outcome {
    for language in [Language::English, Language::Chinese] {
        if let Some(folder) = env::var_os(README) {
            let is_wanted = |name: &str, scheme, viewport| {
                README_SCENES.contains(&(name, scheme, language, viewport))
            };
            take(language, Path::new(&folder), is_wanted).await?;
        }
        if let Some(folder) = env::var_os(ALL) {
            take(language, Path::new(&folder), |_, _, _| true).await?;
        }
    }
    Ok(())
}
