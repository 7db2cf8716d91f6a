//! `cargo xtask lighthouse`: how Lighthouse rates the release, as the median of five visits.

use std::collections::BTreeMap;

use xtask::server::{Server, Transfer};

use crate::dist::Profile;
use crate::failure::{Failure, Outcome};
use crate::repository;
use crate::run;
use crate::tools::{Need, Toolbox};

/// Odd, so that one of them is the median.
const VISITS: usize = 5;

/// How often a visit is begun again: a browser that a busy machine was slow to start is no rating.
const TRIES: usize = 3;

const BROWSER_FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
    --disable-quic --no-first-run --disable-background-networking --disable-component-update \
    --disable-sync";

/// A kind of visitor, and what each category is to reach, in points of 100.
struct Visitor {
    name: &'static str,
    options: &'static [&'static str],
    wanted: &'static [(&'static str, u32)],
}

const VISITORS: [Visitor; 2] = [
    Visitor {
        name: "desk",
        options: &["--preset=desktop"],
        wanted: &[
            ("performance", 100),
            ("accessibility", 100),
            ("best-practices", 100),
            ("seo", 100),
        ],
    },
    Visitor {
        name: "phone",
        options: &[],
        wanted: &[
            ("performance", 95),
            ("accessibility", 100),
            ("best-practices", 100),
            ("seo", 100),
        ],
    },
];

/// Rates what lies in `dist/`, served compressed as a host does.
pub(crate) fn lighthouse() -> Outcome {
    let folder = Profile::Release.folder(&repository::root());
    if !folder.join("index.html").is_file() {
        return Err(Failure::new(
            "there is no release in dist/; build it with `cargo xtask dist`",
        ));
    }
    let toolbox = Toolbox::with(&[Need::Browser, Need::Lighthouse])?;
    let server = Server::start_with(&folder, 0, "/", Transfer::Compressed)
        .map_err(|error| Failure::at(&folder, &error))?;
    let mut missed = Vec::new();
    for visitor in VISITORS {
        let mut visits = Vec::new();
        for _ in 0..VISITS {
            visits.push(visit(&toolbox, &server.url(), visitor.options)?);
        }
        for (category, wanted) in visitor.wanted {
            let points = median(&visits, category)?;
            println!("{:5} {category:15} {points:3} of 100", visitor.name);
            if points < *wanted {
                missed.push(format!(
                    "{} {category}: {points}, not {wanted}",
                    visitor.name
                ));
            }
        }
    }
    server.stop();
    if missed.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(missed.join("\n")))
    }
}

/// The points of each category in one visit.
fn visit(toolbox: &Toolbox, url: &str, options: &[&str]) -> Outcome<BTreeMap<String, u32>> {
    let mut command = toolbox.command("lighthouse");
    command
        .args([url, "--quiet", "--output=csv", "--output-path=stdout"])
        .arg(format!("--chrome-flags={BROWSER_FLAGS}"))
        .args(options);
    let report = (0..TRIES)
        .find_map(|_| run::output(&mut command))
        .ok_or_else(|| Failure::new(format!("{} failed", run::described(&command))))?;
    let points = categories(&report);
    if points.is_empty() {
        return Err(Failure::new(
            "Lighthouse gave no points; its report has changed",
        ));
    }
    Ok(points)
}

/// Reads the second table of the report, of which each row is `"category","0.97"`.
fn categories(report: &str) -> BTreeMap<String, u32> {
    report
        .lines()
        .skip_while(|line| *line != "category,score")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let (category, score) = line.split_once(',')?;
            let score: f64 = score.trim_matches('"').parse().ok()?;
            // Scores are hundredths.
            let points = (0..=100).find(|points| score * 100.0 < f64::from(*points) + 0.5)?;
            Some((category.trim_matches('"').to_owned(), points))
        })
        .collect()
}

fn median(visits: &[BTreeMap<String, u32>], category: &str) -> Outcome<u32> {
    let mut points: Vec<u32> = visits
        .iter()
        .filter_map(|visit| visit.get(category).copied())
        .collect();
    points.sort_unstable();
    points
        .get(points.len() / 2)
        .copied()
        .ok_or_else(|| Failure::new(format!("Lighthouse did not rate {category}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_from_the_second_table() {
        let report = "requestedUrl,finalUrl\n\"a\",\"b\"\n\ncategory,score\n\"performance\",\"0.97\"\n\
                      \"seo\",\"1\"\n\ncategory,audit,score\n\"seo\",\"title\",\"0\"\n";
        let points = categories(report);
        assert_eq!(points.get("performance"), Some(&97));
        assert_eq!(points.get("seo"), Some(&100));
        assert_eq!(points.len(), 2);
    }

    #[test]
    fn one_slow_visit_of_three_does_not_count() {
        let visit = |points| BTreeMap::from([("seo".to_owned(), points)]);
        let visits = [visit(100), visit(40), visit(99)];
        assert_eq!(median(&visits, "seo").ok(), Some(99));
        assert!(median(&visits, "performance").is_err());
    }
}
