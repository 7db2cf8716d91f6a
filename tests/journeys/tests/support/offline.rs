//! What journeys without a network do and look at.

use std::path::Path;

use genjin_journeys::{Browser, Outcome};

/// The names of all caches of the host.
pub(crate) const CACHES: &str = "return caches.keys()";

/// Asks for a newer worker, waits until it is installed or was refused, and answers whether one
/// waits.
const UPDATE: &str = "
return (async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update().catch(() => {});
  while (registration.installing) await new Promise((done) => setTimeout(done, 10));
  return registration.waiting !== null;
})()";

/// Gives a site its service worker, as the last step of a release does.
pub(crate) fn finish(folder: &Path) -> Outcome {
    xtask::precache::finish(folder)?;
    Ok(())
}

/// Waits until the page's build is kept and the page is served from there.
pub(crate) async fn until_kept(app: &Browser) -> Outcome {
    app.wait_for("the build to be kept", async || {
        app.run(
            "return navigator.serviceWorker.controller !== null",
            Vec::new(),
        )
        .await
    })
    .await
}

/// Asks for a newer version; whether one waits then.
pub(crate) async fn update(app: &Browser) -> Outcome<bool> {
    app.run(UPDATE, Vec::new()).await
}
