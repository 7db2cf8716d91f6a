//! Takes out of the page, its script and its style sheets what only their readers need: comments and indents.
//!
//! They load before the app runs, where each kilobyte counts. A minifier would save as much again
//! and would have to be trusted with code that nothing tests after it.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};

/// Strips the page, the start-up script and the style sheets of a site.
pub(crate) fn strip(folder: &Path) -> Outcome {
    let entries = fs::read_dir(folder).map_err(|error| Failure::at(folder, &error))?;
    for entry in entries {
        let file = entry.map_err(|error| Failure::at(folder, &error))?.path();
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.unwrap_or_default();
        let bare = match name.rsplit_once('.') {
            Some((stem, "js")) if stem.starts_with("boot-") => script,
            Some((_, "css")) => style_sheet,
            Some(("index", "html")) => page,
            _ => continue,
        };
        let text = fs::read_to_string(&file).map_err(|error| Failure::at(&file, &error))?;
        let text = bare(&text).map_err(|why| Failure::new(format!("{name}: {why}")))?;
        fs::write(&file, text).map_err(|error| Failure::at(&file, &error))?;
    }
    Ok(())
}

/// Without lines that hold a comment alone, and without indents.
fn script(text: &str) -> Result<String, &'static str> {
    let bare = bare_lines(text, |line| line.starts_with("//"));
    if bare.contains('`') || bare.contains("/*") {
        return Err("a text or comment of several lines might be cut");
    }
    Ok(bare)
}

/// Without comments, indents, and the blanks around what parts one declaration from the next.
fn style_sheet(text: &str) -> Result<String, &'static str> {
    let mut bare = without_comments(text, "/*", "*/")?;
    for (wide, narrow) in [
        ("; }", "}"),
        (" { ", "{"),
        (" }", "}"),
        (": ", ":"),
        (", ", ","),
    ] {
        bare = bare.replace(wide, narrow);
    }
    Ok(bare)
}

/// Without comments, and without indents.
fn page(text: &str) -> Result<String, &'static str> {
    without_comments(text, "<!--", "-->")
}

fn without_comments(text: &str, begin: &str, end: &str) -> Result<String, &'static str> {
    let mut rest = text;
    let mut bare = String::with_capacity(text.len());
    while let Some((before, comment)) = rest.split_once(begin) {
        let (_, after) = comment.split_once(end).ok_or("a comment does not end")?;
        bare.push_str(before);
        rest = after;
    }
    bare.push_str(rest);
    Ok(bare_lines(&bare, str::is_empty))
}

fn bare_lines(text: &str, is_left_out: fn(&str) -> bool) -> String {
    let lines = text.lines().map(str::trim);
    let kept = lines.filter(|line| !line.is_empty() && !is_left_out(line));
    kept.fold(String::with_capacity(text.len()), |mut bare, line| {
        bare.push_str(line);
        bare.push('\n');
        bare
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indents_go_and_addresses_stay() {
        let bare = script(
            "// why\n\"use strict\";\n  if (a) {\n    // why\n    go(\"http://b\"); // c\n  }\n",
        );
        assert_eq!(
            bare,
            Ok("\"use strict\";\nif (a) {\ngo(\"http://b\"); // c\n}\n".to_owned())
        );
        let bare = style_sheet("/* a\n   b */\n.c { d: e; } /* f */\n\n  .g { h: i; }\n");
        assert_eq!(bare, Ok(".c{d:e}\n.g{h:i}\n".to_owned()));
        let bare = page("<p>\n  <!-- a\n  b -->\n  c\n</p>");
        assert_eq!(bare, Ok("<p>\nc\n</p>\n".to_owned()));
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused() {
        assert!(script("a = `\n// text\n`;").is_err());
        assert!(style_sheet(".a { } /* b").is_err());
    }
}
