//! A report as one HTML file that anybody can open: read-only, with nothing in it that runs and
//! nothing that it would fetch. Its policy says so to the browser, and admits by its hash the one
//! style sheet that the file holds.

use sha2::{Digest, Sha256};

use super::base64::base64;
use super::report::{Block, Document, Entry, Line100, Part, Words};

/// How the file looks, on a screen in the reader's light or dark, and on paper.
const STYLE: &str = "
:root{color-scheme:light dark;--text:light-dark(#1b1e1c,#e9edeb);--soft:light-dark(#4d514b,#b6bfbc);--line:light-dark(#c2c4be,#414a48);--accent:light-dark(#0c6b5f,#63cbb8)}
*{box-sizing:border-box}
body{margin:0;background:light-dark(#fff,#151918);color:var(--text);font:15px/1.55 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;overflow-wrap:anywhere}
main{max-width:48rem;margin:0 auto;padding:1.5rem 1rem}
h1{margin:0;font-size:1.6rem}
h2{margin:0 0 .5rem;font-size:1.25rem}
h3{margin:1rem 0 .25rem;font-size:1rem}
p{margin:.2rem 0}
.soft,figcaption,caption,th,dt{color:var(--soft)}
.note{margin:.75rem 0;padding-inline-start:.75rem;border-inline-start:3px solid var(--accent)}
article{margin-top:1.5rem;padding-top:1rem;border-top:2px solid var(--line)}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.2rem 1rem;margin:0}
dd{margin:0}
ul{margin:.2rem 0;padding-inline-start:1.25rem}
ol{margin:.2rem 0;padding:0;list-style:none}
ol li{padding:.35rem 0;border-top:1px solid var(--line)}
.words{white-space:pre-wrap}
table{width:100%;border-collapse:collapse}
caption{position:absolute;clip-path:inset(50%)}
th,td{padding:.25rem .5rem .25rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;font-weight:400}
.num{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
figure{margin:.5rem 0}
svg{display:block;width:100%;max-width:30rem;height:auto}
polyline{fill:none;stroke:var(--accent);stroke-width:1.5}
line{stroke:var(--line);stroke-width:.5}
svg text{fill:var(--soft);font-size:7px;text-anchor:end}
.ends{display:flex;justify-content:space-between;max-width:30rem;font-size:.85rem}
footer{margin-top:2rem;color:var(--soft);font-size:.85rem}
@media print{@page{margin:16mm 14mm}:root{color-scheme:light;--text:#000;--soft:#000;--line:#888;--accent:#000}body{background:#fff;font-size:10pt}main{max-width:none;padding:0}h2,h3,caption,p:has(+ :is(ol,table,figure)){break-after:avoid}li,tr,figure,dl,table:not(:has(tbody tr:nth-child(9))){break-inside:avoid}article+article{break-before:page;margin:0;padding:0;border:0}footer{break-before:avoid}tr:nth-last-child(-n+2){break-before:avoid}thead{display:table-header-group}}
";

/// The file.
pub fn report_html(document: &Document) -> String {
    let Document {
        language,
        title,
        about,
        notes,
        overview,
        entries,
        made_with,
    } = document;
    let mut page = Page(String::new());
    page.raw("<!doctype html>\n<html lang=\"");
    page.raw(language);
    page.raw("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    page.raw(&base64(&Sha256::digest(STYLE.as_bytes())));
    page.raw("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    page.text(&title.text);
    page.raw("</title>\n<style>");
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n<main>\n<header>\n");
    page.words("h1", None, title);
    for line in about {
        page.words("p", Some("soft"), line);
    }
    page.raw("</header>\n");
    for note in notes {
        page.element("p", Some("note"), note);
    }
    if let Some(overview) = overview {
        page.block(overview);
    }
    for entry in entries {
        page.entry(entry);
    }
    page.raw("<footer>");
    page.element("p", None, made_with);
    page.raw("</footer>\n</main>\n</body>\n</html>\n");
    page.0
}

/// A page being written. Only [`raw`](Self::raw) writes marks, and it is given none but ours.
struct Page(String);

impl Page {
    fn raw(&mut self, marks: &str) {
        self.0.push_str(marks);
    }

    /// Text as text, whatever stands in it.
    fn text(&mut self, text: &str) {
        for char in text.chars() {
            match char {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                char => self.0.push(char),
            }
        }
    }

    fn open(&mut self, name: &str, class: Option<&str>, language: Option<&str>) {
        self.raw("<");
        self.raw(name);
        for (attribute, value) in [("class", class), ("lang", language)] {
            if let Some(value) = value {
                self.raw(" ");
                self.raw(attribute);
                self.raw("=\"");
                self.text(value);
                self.raw("\"");
            }
        }
        self.raw(">");
    }

    fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">\n");
    }

    fn element(&mut self, name: &str, class: Option<&str>, text: &str) {
        self.open(name, class, None);
        self.text(text);
        self.close(name);
    }

    fn words(&mut self, name: &str, class: Option<&str>, words: &Words) {
        self.open(name, class, words.language);
        self.text(&words.text);
        self.close(name);
    }

    fn entry(&mut self, entry: &Entry) {
        self.raw("<article>\n");
        self.words("h2", None, &entry.heading);
        for Part { heading, blocks } in &entry.parts {
            self.raw("<section>\n");
            self.element("h3", None, heading);
            for block in blocks {
                self.block(block);
            }
            self.close("section");
        }
        self.close("article");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Facts(facts) => {
                self.raw("<dl>\n");
                for (name, value) in facts {
                    self.element("dt", None, name);
                    self.words("dd", None, value);
                }
                self.close("dl");
            }
            Block::Line(line) => self.words("p", None, line),
            Block::Missing(what) => self.element("p", Some("soft"), what),
            Block::List(points) => {
                self.raw("<ul>\n");
                for point in points {
                    self.words("li", None, point);
                }
                self.close("ul");
            }
            Block::Records(records) => {
                self.raw("<ol>\n");
                for (about, said) in records {
                    self.raw("<li>");
                    self.words("p", Some("soft"), about);
                    if let Some(said) = said {
                        self.words("p", Some("words"), said);
                    }
                    self.close("li");
                }
                self.close("ol");
            }
            Block::Table {
                caption,
                columns,
                rows,
            } => self.table(caption, columns, rows),
            Block::Line100(line) => self.line(line),
        }
    }

    fn table(&mut self, caption: &str, columns: &[(&'static str, bool)], rows: &[Vec<Words>]) {
        let class = |is_number: bool| is_number.then_some("num");
        self.raw("<table>\n");
        self.element("caption", None, caption);
        self.raw("<thead><tr>");
        for (heading, is_number) in columns {
            let class = if *is_number { " class=\"num\"" } else { "" };
            self.raw("<th scope=\"col\"");
            self.raw(class);
            self.raw(">");
            self.text(heading);
            self.close("th");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for (cell, (_, is_number)) in row.iter().zip(columns) {
                self.words("td", class(*is_number), cell);
            }
            self.close("tr");
        }
        self.raw("</tbody>\n");
        self.close("table");
    }

    fn line(&mut self, line: &Line100) {
        let (width, height) = (Line100::WIDTH, Line100::HEIGHT);
        self.raw("<figure>\n<svg aria-hidden=\"true\" viewBox=\"0 0 ");
        self.raw(&format!("{width} {height}\">"));
        let left = Line100::LEFT;
        for (y, height) in Line100::guides() {
            let (end, base) = (left - 3.0, y + 2.5);
            self.raw(&format!(
                "<line x1=\"{left}\" x2=\"{width}\" y1=\"{y}\" y2=\"{y}\"/>\
                 <text x=\"{end}\" y=\"{base}\">{height}</text>"
            ));
        }
        self.raw("<polyline points=\"");
        self.raw(&line.polyline());
        self.raw("\"/></svg>\n<p class=\"ends\">");
        for end in &line.ends {
            self.element("span", None, end);
        }
        self.raw("</p>\n");
        self.element("figcaption", None, &line.caption);
        self.close("figure");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A document with each kind of block, of which these are the words of users.
    fn document(words: &[String]) -> Document {
        let theirs = |place: usize| Words::theirs(&words[place % words.len()]);
        let line = Line100 {
            caption: theirs(9).text,
            points: vec![(0.0, 0.0), (1.0, 100.0)],
            ends: ["2024-01-01".to_owned(), "2024-02-01".to_owned()],
        };
        Document {
            language: "en",
            title: theirs(0),
            about: vec![theirs(1)],
            notes: vec![theirs(2).text],
            overview: None,
            entries: vec![Entry {
                heading: theirs(3),
                parts: vec![Part {
                    heading: "Part",
                    blocks: vec![
                        Block::Facts(vec![("Fact", theirs(4))]),
                        Block::Line(theirs(5)),
                        Block::Missing(theirs(6).text),
                        Block::List(vec![theirs(7)]),
                        Block::Records(vec![(theirs(8), Some(theirs(0))), (theirs(1), None)]),
                        Block::Table {
                            caption: "Table",
                            columns: vec![("Name", false), ("Number", true)],
                            rows: vec![vec![theirs(2), theirs(3)]],
                        },
                        Block::Line100(line),
                    ],
                }],
            }],
            made_with: "Made with Genjin".to_owned(),
        }
    }

    /// The order in which [`document`] shows the words.
    const ORDER: [usize; 15] = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 9];

    /// What a browser makes of a file: its tags, and the text between them, read.
    fn parse(file: &str) -> (Vec<String>, Vec<String>) {
        let (mut tags, mut texts) = (Vec::new(), Vec::new());
        let mut rest = file;
        while let Some(start) = rest.find('<') {
            texts.push(decoded(&rest[..start]));
            let end = rest[start..].find('>').expect("every tag ends") + start;
            let tag = &rest[start..=end];
            rest = &rest[end + 1..];
            if tag == "<style>" {
                let end = rest.find("</style").expect("the style ends");
                texts.push(rest[..end].to_owned());
                rest = &rest[end..];
            }
            tags.push(tag.to_owned());
        }
        texts.push(decoded(rest));
        (tags, texts)
    }

    fn decoded(text: &str) -> String {
        assert!(!text.contains(['"', '\'', '>']), "{text}");
        let mut text = text.to_owned();
        for (escape, char) in [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ] {
            text = text.replace(escape, char);
        }
        text
    }

    fn without_language(tags: Vec<String>) -> Vec<String> {
        let plain = tags
            .into_iter()
            .map(|tag| tag.replace(" lang=\"zh-Hans\"", ""));
        plain.collect()
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        let hostile = prop::sample::select(vec![
            "</p><script>alert(1)</script>",
            "</title></style><style>*{display:none}</style>",
            "<!--",
            "]]>",
            "&lt;b&gt;",
            "&#60;",
            "\"><img src=x onerror=alert(1)>",
            "'",
            "javascript:alert(1)",
            "</main>\r\n\u{0}",
            "\u{202e}txt",
            "<svg onload=",
            "客户<b>",
        ])
        .prop_map(str::to_owned);
        prop::collection::vec(prop_oneof![hostile, any::<String>()], 10)
    }

    proptest! {
        #[test]
        fn no_words_break_out_of_text(words in words()) {
            let (tags, texts) = parse(&report_html(&document(&words)));
            let plain = vec!["x".to_owned(); 10];
            let (plain_tags, _) = parse(&report_html(&document(&plain)));
            prop_assert_eq!(without_language(tags), plain_tags);
            let shown: Vec<String> =
                words.iter().map(|words| Words::theirs(words).text).collect();
            let mut texts = texts.iter();
            for place in ORDER {
                let is_found = texts.any(|text| *text == shown[place]);
                prop_assert!(is_found, "{:?} is not in the file", shown[place]);
            }
        }
    }

    #[test]
    fn the_policy_admits_the_style_of_the_file_and_nothing_else() {
        let file = report_html(&document(&["x".to_owned()]));
        let (tags, texts) = parse(&file);
        let styles: Vec<_> = texts
            .iter()
            .filter(|text| text.contains("color-scheme:"))
            .collect();
        assert_eq!(styles.len(), 1);
        let hash = base64(&Sha256::digest(styles[0].as_bytes()));
        let policy = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">"
        );
        assert!(tags.contains(&policy), "{tags:?}");
        for word in [
            "<script", " style=", " on", "href", "src=", "http:", "https:", "url(",
        ] {
            assert!(
                !tags.concat().contains(word) && !STYLE.contains(word),
                "{word}"
            );
        }
        assert!(
            file.starts_with(
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"
            )
        );
    }
}
