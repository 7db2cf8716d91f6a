//! The rules of the house that the compiler does not know, checked on the sources themselves.

#![cfg(not(target_arch = "wasm32"))]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up: which others each may name. A folder may always name itself.
///
/// What is not obvious: `app` names `records`, because a store and a backup are defined by what is
/// written; `store` names `web` for the browser's tabs, waiting and short texts; `web` names `i18n`,
/// because a device's language is one of ours; `ui` never names `store`, it speaks to the ports.
const FLOORS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("records", &["domain"]),
    ("formats", &["domain"]),
    ("app", &["domain", "records", "formats"]),
    ("i18n", &["domain", "records", "formats", "app"]),
    ("web", &["domain", "records", "formats", "app", "i18n"]),
    ("store", &["domain", "records", "formats", "app", "web"]),
    (
        "ui",
        &["domain", "records", "formats", "app", "i18n", "web"],
    ),
];

/// Folders that build and run without a browser.
const WITHOUT_BROWSER: [&str; 5] = ["domain", "records", "formats", "app", "i18n"];

/// Crates that exist in a browser only.
const BROWSER_CRATES: [&str; 6] = [
    "gloo",
    "indexed_db_futures",
    "js_sys",
    "wasm_bindgen",
    "web_sys",
    "yew",
];

/// The policy of the design, word for word.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types genjin-url";

/// Words that are the same in every language.
const BRAND: [&str; 2] = ["Genjin", "跟进"];

/// Attributes whose words a user hears or sees.
const SPOKEN: [&str; 9] = [
    "alt",
    "aria-description",
    "aria-label",
    "heading",
    "hint",
    "label",
    "legend",
    "placeholder",
    "title",
];

/// A file of the repository.
struct Source {
    /// Its path below the root.
    path: String,
    text: String,
}

impl Source {
    /// The lines that are not comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with this ending, in a steady order.
fn sources(folder: &str, ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is part of the repository") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).expect("sources are UTF-8");
                let path = path.strip_prefix(root()).unwrap_or(&path);
                found.push(Source {
                    path: path.display().to_string(),
                    text,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "{folder} holds no .{ending}");
    found
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("the file is part of the repository")
}

/// Fails with every place that breaks the rule.
fn assert_none(rule: &str, places: &[String]) {
    let mut list = String::new();
    for place in places {
        writeln!(list, "  {place}").expect("a String takes every text");
    }
    assert!(places.is_empty(), "{rule}:\n{list}");
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// Whether a word stands in the line by itself and not as a part of a longer one.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// The words that follow `crate::` in a line.
fn floors_named(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, prefix)| {
        let rest = &line[at + prefix.len()..];
        &rest[..rest.find(|char| !is_word(char)).unwrap_or(rest.len())]
    })
}

#[test]
fn each_floor_names_only_those_below_it() {
    let mut broken = Vec::new();
    for (floor, below) in FLOORS {
        for source in sources(&format!("src/{floor}"), "rs") {
            for (number, line) in source.code() {
                for named in floors_named(line) {
                    let is_floor = FLOORS.iter().any(|(other, _)| *other == named);
                    if is_floor && named != floor && !below.contains(&named) {
                        broken.push(format!("{}:{number} names {named}", source.path));
                    }
                }
            }
        }
    }
    assert_none("a floor names one above it or beside it", &broken);
}

#[test]
fn the_store_meets_the_browser_in_its_own_corner() {
    let mut broken = Vec::new();
    for source in sources("src/store", "rs") {
        let is_corner = source.path == "src/store/browser.rs"
            || source.path.starts_with("src/store/indexed_db/");
        if is_corner {
            continue;
        }
        for (number, line) in source.code() {
            let names_crate = BROWSER_CRATES.iter().any(|name| names(line, name));
            if names_crate || floors_named(line).any(|named| named == "web") {
                broken.push(format!("{}:{number}", source.path));
            }
        }
    }
    assert_none("the rules of the store must run without a browser", &broken);
}

#[test]
fn what_runs_without_a_browser_names_no_crate_of_the_browser() {
    let mut broken = Vec::new();
    for folder in WITHOUT_BROWSER {
        for source in sources(&format!("src/{folder}"), "rs") {
            for (number, line) in source.code() {
                let named = BROWSER_CRATES.iter().find(|name| names(line, name));
                if let Some(name) = named {
                    broken.push(format!("{}:{number} names {name}", source.path));
                }
            }
        }
    }
    assert_none("a crate of the browser below the browser", &broken);
}

#[test]
fn the_domain_knows_no_written_form() {
    let mut broken = Vec::new();
    for source in sources("src/domain", "rs") {
        for (number, line) in source.code() {
            if ["serde", "serde_json"].iter().any(|name| names(line, name)) {
                broken.push(format!("{}:{number}", source.path));
            }
        }
    }
    assert_none("serde in the domain; rows belong to records", &broken);
}

#[test]
fn the_clock_is_read_in_web_alone() {
    let clocks = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "Instant::now",
        "Date::now",
    ];
    let mut broken = Vec::new();
    for source in sources("src", "rs") {
        if source.path.starts_with("src/web/") {
            continue;
        }
        for (number, line) in source.code() {
            if clocks.iter().any(|clock| line.contains(clock)) {
                broken.push(format!("{}:{number}", source.path));
            }
        }
    }
    assert_none("a clock outside web; today is an argument", &broken);
}

/// The text between the braces of each `html!`, with the place where it begins. A nested one is
/// part of the outer.
fn html_blocks(text: &str) -> Vec<(usize, &str)> {
    let mut blocks = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("html! {") {
        let start = from + found + "html! ".len();
        let end = start + block_length(&text[start..]);
        blocks.push((start, &text[start..end]));
        from = end;
    }
    blocks
}

/// The length of a text in braces at the beginning of `text`.
fn block_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' if !in_string => depth += 1,
            '}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The string literals of a text: what stands before each, the literal, and what stands after.
fn literals(text: &str) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut escaped = false;
    let mut in_comment = false;
    for (at, char) in text.char_indices() {
        match (char, start) {
            ('\n', _) => in_comment = false,
            _ if in_comment => {}
            ('/', None) if text[at..].starts_with("//") => in_comment = true,
            ('\\', Some(_)) if !escaped => {
                escaped = true;
                continue;
            }
            ('"', None) => start = Some(at + 1),
            ('"', Some(begun)) if !escaped => {
                found.push((&text[..begun - 1], &text[begun..at], &text[at + 1..]));
                start = None;
            }
            _ => {}
        }
        escaped = false;
    }
    found
}

/// Whether words of a language stand in a literal, besides what is put into it.
fn has_letters(literal: &str) -> bool {
    let mut depth = 0_usize;
    literal.chars().any(|char| {
        match char {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && char.is_alphabetic()
    })
}

/// Whether the text before a literal ends in the opening tag of this element and a brace.
fn stands_in(before: &str, element: &str) -> bool {
    before
        .trim_end()
        .strip_suffix('{')
        .map(str::trim_end)
        .and_then(|before| before.strip_suffix('>'))
        .and_then(|before| before.rsplit('<').next())
        .is_some_and(|tag| tag.split_whitespace().next() == Some(element))
}

/// The attribute whose value begins after this text.
fn attribute(before: &str) -> Option<&str> {
    let before = before.strip_suffix('=')?;
    before.rsplit(char::is_whitespace).next()
}

/// Whether the end of this text stands in the value of an attribute, and not in content.
fn is_in_attribute(before: &str) -> bool {
    let mut open = Vec::new();
    let mut in_string = false;
    let mut escaped = false;
    for (at, char) in before.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' if !in_string => {
                let is_content = before[..at].trim_end().ends_with("html!");
                let is_value = before[..at].ends_with('=');
                let is_inherited = open.last() == Some(&true);
                open.push(is_value || (is_inherited && !is_content));
            }
            '}' if !in_string => {
                open.pop();
            }
            _ => {}
        }
    }
    open.last() == Some(&true)
}

fn is_untranslated(before: &str, literal: &str, after: &str) -> bool {
    if !has_letters(literal) || BRAND.contains(&literal) {
        return false;
    }
    if let Some(attribute) = attribute(before) {
        return SPOKEN.contains(&attribute);
    }
    let opens = before.trim_end();
    let closes = after.trim_start();
    let is_whole = opens.ends_with('{') && closes.starts_with('}');
    let is_sentence = opens.ends_with("{format!(");
    (is_whole || is_sentence) && !is_in_attribute(before) && !stands_in(before, "kbd")
}

#[test]
fn every_word_on_the_screen_comes_from_the_texts() {
    let mut broken = Vec::new();
    for source in sources("src/ui", "rs") {
        for (start, block) in html_blocks(&source.text) {
            for (before, literal, after) in literals(block) {
                if is_untranslated(before, literal, after) {
                    let number = source.text[..start + before.len()].lines().count();
                    broken.push(format!("{}:{number} \"{literal}\"", source.path));
                }
            }
        }
    }
    assert_none("words in html! that are in one language only", &broken);
}

#[test]
fn untranslated_words_are_found() {
    for (block, expected) in [
        (r#"{ <p>{"Save"}</p> }"#, true),
        (r#"{ if x { {"保存"} } }"#, true),
        (r#"{ <p>{format!("{n} rows")}</p> }"#, true),
        (r#"{ <b aria-label="Save"/> }"#, true),
        (r#"{ <p class="error">{text}</p> }"#, false),
        (r#"{ <kbd aria-hidden="true">{"Ctrl ↵"}</kbd> }"#, false),
        (r#"{ <p>{"Genjin"}{" "}</p> }"#, false),
        (r#"{ <p id={format!("x-{n}")}/> }"#, false),
        (
            r#"{ <p aria-busy={if x { "true" } else { "false" }}/> }"#,
            false,
        ),
        (r#"{ <P note={html! { <b>{"Save"}</b> }}/> }"#, true),
    ] {
        let found = literals(block)
            .into_iter()
            .any(|(before, literal, after)| is_untranslated(before, literal, after));
        assert_eq!(found, expected, "{block}");
    }
}

#[test]
fn nothing_is_styled_in_place() {
    let mut broken = Vec::new();
    for source in sources("src/ui", "rs") {
        for (number, line) in source.code() {
            if line.contains("style=") || line.contains("<style") || line.contains("<script") {
                broken.push(format!("{}:{number}", source.path));
            }
        }
    }
    assert_none(
        "the page's policy forbids inline styles and scripts",
        &broken,
    );
}

/// The style sheet without its comments.
fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut kept = String::new();
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        let end = rest[start..]
            .find("*/")
            .map_or(rest.len(), |end| start + end + 2);
        // Keeps the numbers of the lines.
        kept.extend(rest[start..end].chars().filter(|char| *char == '\n'));
        rest = &rest[end..];
    }
    kept + rest
}

/// Whether a line of a style sheet makes a colour of its own. Mixing those of the tokens is not
/// making one.
fn makes_a_colour(line: &str) -> bool {
    let functions = [
        "rgb(",
        "rgba(",
        "hsl(",
        "hsla(",
        "hwb(",
        "lab(",
        "lch(",
        "oklab(",
        "oklch(",
        "color(",
        "light-dark(",
    ];
    let is_function = functions.iter().any(|function| {
        line.match_indices(function)
            .any(|(at, _)| !line[..at].ends_with(|char: char| is_word(char) || char == '-'))
    });
    let is_hex = line.match_indices('#').any(|(at, _)| {
        let digits = line[at + 1..]
            .find(|char: char| !char.is_ascii_hexdigit())
            .unwrap_or(line.len() - at - 1);
        let after = line[at + 1 + digits..].chars().next();
        matches!(digits, 3 | 4 | 6 | 8) && !after.is_some_and(|char| is_word(char) || char == '-')
    });
    is_function || is_hex
}

#[test]
fn colours_come_from_the_tokens() {
    let mut broken = Vec::new();
    for sheet in sources("static/css", "css") {
        if sheet.path == "static/css/tokens.css" {
            continue;
        }
        for (index, line) in without_comments(&sheet.text).lines().enumerate() {
            if makes_a_colour(line) {
                broken.push(format!("{}:{}", sheet.path, index + 1));
            }
        }
    }
    assert_none("a colour outside tokens.css", &broken);
    assert!(makes_a_colour("color: #0a0;"));
    assert!(makes_a_colour("background: oklch(0.7 0.1 200)"));
    assert!(!makes_a_colour("#app { color: var(--text) }"));
    assert!(!makes_a_colour("color-mix(in srgb, var(--a), var(--b))"));
}

#[test]
fn the_page_s_policy_is_the_design_s() {
    let page = read("index.html");
    let policies: Vec<_> = page.match_indices("Content-Security-Policy").collect();
    assert_eq!(policies.len(), 1, "one policy, in one place");
    let meta = format!("http-equiv=\"Content-Security-Policy\" content=\"{PAGE_POLICY}\"");
    assert!(page.contains(&meta), "the policy in index.html differs");
    let before = &page[..policies[0].0];
    for loads in ["<script", "<link", "<style"] {
        assert!(!before.contains(loads), "{loads} before the policy");
    }
}

#[test]
fn the_samples_for_hosts_send_the_same_policy() {
    for sample in [
        "static/_headers",
        "hosting/nginx.conf",
        "hosting/apache.htaccess",
    ] {
        assert!(read(sample).contains(PAGE_POLICY), "{sample} differs");
    }
}

#[test]
fn the_page_holds_no_inline_script_or_style() {
    let page = read("index.html");
    assert!(!page.contains("<style") && !page.contains(" style="));
    for (at, _) in page.match_indices("<script") {
        let tag = &page[at..at + page[at..].find('>').expect("a tag ends")];
        assert!(tag.contains(" src="), "inline: {tag}");
    }
    for event in ["onclick=", "onload=", "onerror=", "javascript:"] {
        assert!(!page.contains(event), "{event}");
    }
}
