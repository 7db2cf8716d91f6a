//! Waiting for something to become true, with a deadline and a message instead of a sleep.

use std::time::{Duration, Instant};

use crate::{Failure, Outcome};

/// How long a step may take on a busy machine before it counts as failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// Short enough not to slow a journey down, long enough not to keep the page busy.
const INTERVAL: Duration = Duration::from_millis(40);

/// Asks until there is an answer.
///
/// A question that fails counts as not answered yet, since the page may be changing under it; the
/// last failure is told when time is up.
pub(crate) async fn until_some<T>(
    patience: Duration,
    what: &str,
    question: impl AsyncFn() -> Outcome<Option<T>>,
) -> Outcome<T> {
    let deadline = Instant::now() + patience;
    loop {
        let answer = question().await;
        if let Ok(Some(value)) = answer {
            return Ok(value);
        }
        if deadline < Instant::now() {
            let waited = patience.as_secs_f64();
            let reason = answer
                .err()
                .map(|failure| format!(" ({failure:?})"))
                .unwrap_or_default();
            return Err(Failure::new(format!(
                "waited {waited} s for {what}{reason}"
            )));
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Asks until the answer is yes.
pub(crate) async fn until(
    patience: Duration,
    what: &str,
    question: impl AsyncFn() -> Outcome<bool>,
) -> Outcome {
    until_some(patience, what, async || Ok(question().await?.then_some(()))).await
}
