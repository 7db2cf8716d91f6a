//! The `_headers` file of a site: which headers its host should send with which paths.
//!
//! Hosts such as Netlify and Cloudflare Pages read the same form: a path (with `*` at its end for
//! all below it) on a line of its own, its headers indented under it.

use std::fs;
use std::io;
use std::path::Path;

/// The headers by path, in the order of the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderRules {
    rules: Vec<Rule>,
}

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    path: String,
    headers: Vec<(String, String)>,
}

impl HeaderRules {
    /// The rules of the site in `folder`; none where it has no such file.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        match fs::read_to_string(folder.join("_headers")) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    fn parse(text: &str) -> Self {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text.lines() {
            let words = line.trim();
            if words.is_empty() || words.starts_with('#') {
                continue;
            }
            if !line.starts_with(char::is_whitespace) {
                rules.push(Rule {
                    path: words.to_owned(),
                    headers: Vec::new(),
                });
            } else if let (Some(rule), Some((name, value))) =
                (rules.last_mut(), words.split_once(':'))
            {
                rule.headers
                    .push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self { rules }
    }

    /// The headers of every rule that `path`, seen from the site's first page, falls under.
    pub(super) fn for_path(&self, path: &str) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for rule in &self.rules {
            let applies = match rule.path.strip_suffix('*') {
                Some(prefix) => path.starts_with(prefix),
                None => path == rule.path,
            };
            if applies {
                headers.extend(rule.headers.iter().cloned());
            }
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_fits_the_path_counts() {
        let rules =
            HeaderRules::parse("# sample\n/*\n  A: 1; x: 2\n\n/sw.js\n  B: 3\n/icons/*\n\tC: 4\n");
        let names = |path: &str| {
            rules
                .for_path(path)
                .into_iter()
                .map(|(name, _)| name)
                .collect::<String>()
        };
        assert_eq!(names("/"), "A");
        assert_eq!(names("/sw.js"), "AB");
        assert_eq!(names("/icons/icon.svg"), "AC");
        assert_eq!(rules.for_path("/")[0].1, "1; x: 2");
    }
}
