//! Makes one HTML file of the finished site, which opens from a disk by a double click.
//!
//! A page on a disk may load nothing beside itself, so scripts, styles and icons stand in it, and
//! its policy allows exactly these by their hashes. The modules and the table of readings lie in
//! elements that run nothing, compressed and in letters. `static/file.js` hands them to
//! `static/boot.js`, and writes the file anew with the user's data in it; for that the file holds
//! its own page without contents.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome};

/// The file's name in `dist/`.
pub(crate) const NAME: &str = "genjin.html";

/// The Book of a file that was never given one of its own.
const BOOK: &str = "main";

/// Runs before the boot script, in this file alone.
const OWN_SCRIPT: &str = include_str!("../../static/file.js");

/// How wasm-bindgen's script ends.
const EXPORT: &str = "export { initSync, __wbg_init as default };";

/// What stands there instead: nobody can import from a script that stands in the page.
const GIVE: &str = "window.genjinFile.give(__wbg_init);";

/// The only addresses that may be named: they are names, and nothing is ever asked of them.
const NAMESPACES: &str = "http://www.w3.org/";

/// What runs, in the order in which the policy names it.
const SCRIPTS: [&str; 3] = ["file-script", "file-boot", "file-app"];

/// The page without contents, packed into the file itself.
const SHELL: &str = "file-shell";

/// What lies at the page's end and does not run.
const INERT: [&str; 6] = [
    "file-first",
    "file-later",
    "file-pinyin",
    "file-licences",
    "file-data",
    SHELL,
];

/// Reads a file of the site.
type Read<'a> = &'a dyn Fn(&str) -> Outcome<Vec<u8>>;

/// Writes the file beside the site in `folder`.
pub(crate) fn write(folder: &Path) -> Outcome {
    let read = |name: &str| {
        let file = folder.join(name);
        fs::read(&file).map_err(|error| Failure::at(&file, &error))
    };
    let file = folder.join(NAME);
    fs::write(&file, assemble(&read)?).map_err(|error| Failure::at(&file, &error))
}

/// The whole file, made of the site's files.
fn assemble(read: Read) -> Outcome<String> {
    let page = text(read, "index.html")?;
    let mut pieces = Pieces::default();
    let mut rest = page.as_str();
    while let Some(start) = rest.find('<') {
        pieces.shell.push_str(&rest[..start]);
        let element = first_element(&rest[start..])?;
        pieces.add(element, read)?;
        rest = &rest[start + element.len()..];
    }
    pieces.shell.push_str(rest);
    pieces.join()
}

/// What the file is put together from.
#[derive(Debug, Default)]
struct Pieces {
    /// The page without the contents of its elements; in their places stand names in double braces.
    shell: String,
    /// What stands in these places.
    contents: BTreeMap<&'static str, String>,
}

impl Pieces {
    /// Takes over an element of the site's page.
    fn add(&mut self, element: &str, read: Read) -> Outcome {
        if element.starts_with("<!--") {
            // Comments are for those who read the sources.
        } else if element.contains("Content-Security-Policy") {
            self.shell
                .push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\">");
        } else if element.contains("name=\"genjin:app\"") {
            self.add_app(element, read)?;
        } else if element.starts_with("<script") {
            self.add_boot(&text(read, file_name(element, "src")?)?);
        } else if element.contains("rel=\"stylesheet\"") {
            self.add_style(&text(read, file_name(element, "href")?)?);
        } else if element.contains("rel=\"icon\"") {
            let name = file_name(element, "href")?;
            let kind = attribute(element, "type").unwrap_or_default();
            let data = format!("data:{kind};base64,{}", BASE64.encode(read(name)?));
            let icon = element.replace(&format!("./{name}"), &data);
            self.shell.push_str(&icon);
        } else if element.starts_with("<link") {
            // What to load early, the manifest, the icon of a home screen: all of them other files.
        } else if element == "</body>" {
            self.add_parts();
            self.shell.push_str(element);
        } else {
            self.shell.push_str(element);
        }
        Ok(())
    }

    /// The scripts that run before anything is painted, and what the first of them reads.
    fn add_boot(&mut self, boot: &str) {
        self.shell.push_str(concat!(
            "<meta name=\"genjin:book\" content=\"{{file-book}}\">\n",
            "  <script id=\"file-script\">{{file-script}}</script>\n",
            "  <script id=\"file-boot\">{{file-boot}}</script>",
        ));
        self.contents.insert("file-book", BOOK.to_owned());
        self.contents.insert("file-script", script(OWN_SCRIPT));
        self.contents.insert("file-boot", script(boot));
    }

    /// All styles go into one element, in their order.
    fn add_style(&mut self, style: &str) {
        if !self.contents.contains_key("file-style") {
            self.shell
                .push_str("<style id=\"file-style\">{{file-style}}</style>");
        }
        let styles = self.contents.entry("file-style").or_default();
        styles.push_str(style);
    }

    /// Reads what the app is made of.
    fn add_app(&mut self, element: &str, read: Read) -> Outcome {
        let app = script(&text(read, file_name(element, "content")?)?);
        if app.matches(EXPORT).count() != 1 {
            return Err(Failure::new(
                "the app's script does not end as wasm-bindgen used to write it",
            ));
        }
        self.contents.insert("file-app", app.replace(EXPORT, GIVE));
        let first = read(file_name(element, "data-wasm")?)?;
        self.contents.insert("file-first", packed(&first)?);
        // The boot script looks only whether there is a name; nothing is found by it.
        self.shell
            .push_str("<meta name=\"genjin:app\" content=\".\" data-wasm=\".\"");
        if attribute(element, "data-later").is_some() {
            let later = read(file_name(element, "data-later")?)?;
            self.contents.insert("file-later", packed(&later)?);
            self.shell.push_str(" data-later=\".\"");
        }
        self.shell.push('>');
        let pinyin = read("pinyin.txt")?;
        self.contents.insert("file-pinyin", packed(&pinyin)?);
        let licences = read("licences.txt")?;
        self.contents.insert("file-licences", packed(&licences)?);
        // None yet; a copy that the user saves carries some.
        self.contents.insert("file-data", String::new());
        Ok(())
    }

    /// Puts the parts at the page's end, behind what is painted first, and the app's script last.
    fn add_parts(&mut self) {
        for name in INERT {
            if self.contents.contains_key(name) || name == SHELL {
                let element =
                    format!("<script type=\"text/plain\" id=\"{name}\">{{{{{name}}}}}</script>\n");
                self.shell.push_str(&element);
            }
        }
        self.shell
            .push_str("<script type=\"module\" id=\"file-app\">{{file-app}}</script>\n");
    }

    /// The whole file.
    fn join(mut self) -> Outcome<String> {
        self.shell = without_blank_lines(&self.shell).replace("{{policy}}", &self.policy());
        refuse_other_files(&self.shell)?;
        refuse_addresses("index.html", &self.shell)?;
        for (name, content) in &self.contents {
            refuse_addresses(name, content)?;
            refuse_what_ends_elements(name, content)?;
        }
        self.contents.insert(SHELL, packed(self.shell.as_bytes())?);
        self.fill()
    }

    /// What the page may do: run what stands in it, and load nothing.
    fn policy(&self) -> String {
        let hash = |name: &&str| {
            let content = self.contents.get(*name).map_or("", String::as_str);
            format!("'sha256-{}'", BASE64.encode(Sha256::digest(content)))
        };
        let scripts: Vec<String> = SCRIPTS.iter().map(hash).collect();
        format!(
            "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; \
             img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
            scripts.join(" "),
            hash(&"file-style"),
        )
    }

    /// The shell with its places filled, as `copy` in `static/file.js` does it.
    fn fill(&self) -> Outcome<String> {
        let mut file = String::new();
        let mut rest = self.shell.as_str();
        while let Some((before, behind)) = rest.split_once("{{") {
            let (name, after) = behind
                .split_once("}}")
                .ok_or_else(|| Failure::new("index.html has double braces that stay open"))?;
            let content = self.contents.get(name).ok_or_else(|| {
                Failure::new(format!("index.html has nothing to put at {{{{{name}}}}}"))
            })?;
            file.push_str(before);
            file.push_str(content);
            rest = after;
        }
        file.push_str(rest);
        Ok(file)
    }
}

/// The first element of a text that begins with one: a comment, a script with what stands in it, or
/// a single tag.
fn first_element(text: &str) -> Outcome<&str> {
    let end = if text.starts_with("<!--") {
        "-->"
    } else if text.starts_with("<script") {
        "</script>"
    } else {
        ">"
    };
    let length = text
        .find(end)
        .ok_or_else(|| Failure::new(format!("index.html: an element lacks its {end}")))?;
    Ok(&text[..length + end.len()])
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The file of the site that an attribute names.
fn file_name<'a>(element: &'a str, name: &str) -> Outcome<&'a str> {
    attribute(element, name)
        .and_then(|value| value.strip_prefix("./"))
        .ok_or_else(|| {
            Failure::new(format!(
                "index.html: no file is named by {name} in {element}"
            ))
        })
}

fn text(read: Read, name: &str) -> Outcome<String> {
    String::from_utf8(read(name)?).map_err(|_binary| Failure::new(format!("{name} is no text")))
}

/// A script without the lines that are comments alone: some name addresses.
fn script(source: &str) -> String {
    let lines = source.lines();
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Bytes in letters, compressed. They hold no time, so that equal sites give equal files.
fn packed(bytes: &[u8]) -> Outcome<String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let gzip = written.map_err(|error| Failure::new(format!("cannot compress: {error}")))?;
    Ok(BASE64.encode(gzip))
}

fn without_blank_lines(text: &str) -> String {
    let lines = text.lines().map(str::trim_end);
    lines
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// A page from a disk gets no file beside itself.
fn refuse_other_files(shell: &str) -> Outcome {
    for how in [" src=\"", "=\"./", "@import", "url("] {
        if shell.contains(how) {
            return Err(Failure::new(format!(
                "the single file would load another one: index.html has {how}"
            )));
        }
    }
    Ok(())
}

/// Nothing in the file is an address of another host.
fn refuse_addresses(name: &str, content: &str) -> Outcome {
    for scheme in ["http://", "https://"] {
        for (at, _) in content.match_indices(scheme) {
            let rest = &content[at..];
            if !rest.starts_with(NAMESPACES) {
                let address: String = rest.chars().take(60).collect();
                return Err(Failure::new(format!(
                    "the single file would name an address: {name} has {address}"
                )));
            }
        }
    }
    Ok(())
}

/// What would end an element too early, or works in files of their own alone.
fn refuse_what_ends_elements(name: &str, content: &str) -> Outcome {
    let lower = content.to_ascii_lowercase();
    // The browser reads CR as LF and NUL as a replacement, so the hash would be another one.
    for broken in [
        "</script",
        "</style",
        "<!--",
        "require(",
        "snippets/",
        "\r",
        "\0",
    ] {
        if lower.contains(broken) {
            return Err(Failure::new(format!(
                "{name} cannot stand in one file: it has {broken:?}"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="script-src 'self'">
  <!-- Classic and first. -->
  <script src="./boot-1.js" integrity="sha384-x"></script>
  <link rel="stylesheet" href="./a.css" integrity="sha384-y"/>
  <link rel="stylesheet" href="./b.css"/>
  <link rel="manifest" href="./manifest.json">
  <link rel="icon" href="./icons/icon.svg" type="image/svg+xml">
  <link rel="apple-touch-icon" href="./icons/icon-180.png">
  <meta name="genjin:app" content="./app.js" data-wasm="./first.wasm" data-later="./later.wasm">
<link rel="modulepreload" href="./app.js" crossorigin="anonymous">
</head>
<body>
  <div id="app">跟进</div>
</body>
</html>
"#;

    fn file_of(name: &str) -> &'static str {
        match name {
            "index.html" => PAGE,
            "boot-1.js" => "// See https://example.org/\nboot();\n",
            "a.css" => "@layer a, b;\n",
            "b.css" => "@layer b {}\n",
            "icons/icon.svg" => "<svg/>",
            "app.js" => "run();\nexport { initSync, __wbg_init as default };\n",
            "first.wasm" => "first part",
            "later.wasm" => "later part",
            "pinyin.txt" => "丁 ding",
            "licences.txt" => "yew",
            _ => "",
        }
    }

    /// The file of the site as it is.
    fn assembled() -> String {
        assemble_with("", "").expect("a site")
    }

    /// The file of a site in which one file is another one.
    fn assemble_with(changed: &str, content: &str) -> Outcome<String> {
        assemble(&|name| {
            let own = if name == changed {
                content
            } else {
                file_of(name)
            };
            Ok(own.as_bytes().to_vec())
        })
    }

    fn content<'a>(file: &'a str, id: &str) -> &'a str {
        let (_, rest) = file.split_once(&format!("id=\"{id}\">")).expect("is there");
        let end = rest.find("</script>").min(rest.find("</style>"));
        &rest[..end.or(rest.find("</script>")).expect("ends")]
    }

    fn unpacked(letters: &str) -> String {
        let gzip = BASE64.decode(letters).expect("letters");
        assert_eq!(&gzip[4..8], [0; 4], "it holds no time");
        let mut text = String::new();
        let mut decoder = GzDecoder::new(gzip.as_slice());
        decoder.read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn everything_that_the_page_loads_stands_in_the_file() {
        let file = assembled();
        assert_eq!(content(&file, "file-boot"), "boot();\n");
        assert_eq!(content(&file, "file-style"), "@layer a, b;\n@layer b {}\n");
        assert_eq!(
            content(&file, "file-app"),
            "run();\nwindow.genjinFile.give(__wbg_init);\n"
        );
        assert_eq!(unpacked(content(&file, "file-first")), "first part");
        assert_eq!(unpacked(content(&file, "file-later")), "later part");
        assert_eq!(unpacked(content(&file, "file-pinyin")), "丁 ding");
        assert_eq!(unpacked(content(&file, "file-licences")), "yew");
        assert_eq!(content(&file, "file-data"), "");
        assert!(file.contains("href=\"data:image/svg+xml;base64,PHN2Zy8+\""));
        assert!(file.contains("<meta name=\"genjin:book\" content=\"main\">"));
        for gone in [
            "\"./",
            "manifest",
            "touch-icon",
            "modulepreload",
            "<!--",
            "integrity",
        ] {
            assert!(!file.contains(gone), "{gone}");
        }
    }

    #[test]
    fn the_policy_allows_what_stands_in_the_file_and_nothing_else() {
        let file = assembled();
        let policy = attribute(&file, "content").expect("the first one is the policy's");
        let hash = |id: &str| BASE64.encode(Sha256::digest(content(&file, id)));
        assert_eq!(
            policy,
            format!(
                "default-src 'none'; script-src 'sha256-{}' 'sha256-{}' 'sha256-{}' \
                 'wasm-unsafe-eval'; style-src 'sha256-{}'; img-src data: blob:; font-src data:; \
                 base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                 trusted-types 'none'",
                hash("file-script"),
                hash("file-boot"),
                hash("file-app"),
                hash("file-style"),
            )
        );
    }

    #[test]
    fn the_file_can_be_put_together_again_from_what_it_holds() {
        let file = assembled();
        let shell = unpacked(content(&file, SHELL));
        let mut again = shell.replace("{{file-book}}", BOOK);
        for name in SCRIPTS.iter().chain(&INERT).chain(&["file-style"]) {
            again = again.replace(&format!("{{{{{name}}}}}"), content(&file, name));
        }
        assert_eq!(again, file);
    }

    #[test]
    fn a_module_that_is_whole_has_no_later_part() {
        let page = PAGE.replace(" data-later=\"./later.wasm\"", "");
        let file = assemble_with("index.html", &page).expect("a site");
        assert!(!file.contains("data-later") && !file.contains("id=\"file-later\""));
    }

    #[test]
    fn what_cannot_stand_in_one_file_is_refused() {
        for (name, content) in [
            ("boot-1.js", "a = '</SCRIPT>';"),
            ("boot-1.js", "a = '<!-- ';"),
            ("boot-1.js", "require('./snippets/a.js');"),
            ("boot-1.js", "fetch('https://example.org/');"),
            ("boot-1.js", "a = 'http://www.w3.org.example.org/';"),
            ("boot-1.js", "a();\u{0}"),
            ("a.css", "a { background: url(https://example.org/a.png) }"),
            ("a.css", "</style>"),
            ("app.js", "run();"),
            ("index.html", "<p>{{missing}}</p>"),
            ("index.html", "<p>{{open</p>"),
            ("index.html", "<img src=\"./a.png\">"),
            ("index.html", "<!-- open"),
            (
                "index.html",
                "<script src=\"https://example.org/a.js\"></script>",
            ),
        ] {
            assert!(assemble_with(name, content).is_err(), "{name}: {content}");
        }
        let namespace = "a = 'http://www.w3.org/2000/svg';";
        assert!(assemble_with("boot-1.js", namespace).is_ok());
    }
}
