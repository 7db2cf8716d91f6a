//! Looks for violations of accessibility rules with axe, which knows those a program can see.

use std::env;
use std::fs;
use std::io::{self, Write};

use serde::Deserialize;

use crate::{Browser, Failure, Outcome};

/// The rules of WCAG 2.2 A and AA, and what is good practice beyond them.
const RUN_AXE: &str = "
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }).then(
  (results) => done(results.violations.map((violation) => ({
    rule: violation.id,
    impact: violation.impact ?? 'unknown',
    help: violation.help,
    places: violation.nodes.map((node) => `${node.target.join(' ')}  ${node.html.slice(0, 200)}`),
  }))),
  (error) => done([{ rule: 'axe failed', impact: 'unknown', help: String(error), places: [] }]),
);";

/// A rule that the page breaks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The rule's name in axe.
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// What the rule asks for.
    pub help: String,
    /// The elements that break it: a selector, and the start of their HTML.
    pub places: Vec<String>,
}

impl Browser {
    /// Every rule that the page breaks as it stands; none and a printed line where `GENJIN_AXE`
    /// does not name axe's script.
    pub async fn violations(&self) -> Outcome<Vec<Violation>> {
        let Some(axe) = env::var_os("GENJIN_AXE") else {
            writeln!(
                io::stderr(),
                "skipped: accessibility was not checked, because GENJIN_AXE does not name \
                 axe.min.js; `cargo xtask test --only journeys` sets it"
            )?;
            return Ok(Vec::new());
        };
        if !self
            .run("return typeof axe === 'object'", Vec::new())
            .await?
        {
            let () = self.run(&fs::read_to_string(axe)?, Vec::new()).await?;
        }
        Ok(self
            .session
            .execute_async(RUN_AXE, Vec::new())
            .await?
            .convert()?)
    }

    /// Fails with all violations of the page as it stands; `what` says which page in which state.
    pub async fn expect_accessible(&self, what: &str) -> Outcome {
        let violations = self.violations().await?;
        if violations.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = violations
            .iter()
            .map(|violation| {
                let Violation {
                    rule,
                    impact,
                    help,
                    places,
                } = violation;
                format!("{rule} ({impact}): {help}\n    {}", places.join("\n    "))
            })
            .collect();
        Err(Failure::new(format!(
            "{what} is not accessible:\n  {}",
            list.join("\n  ")
        )))
    }
}
