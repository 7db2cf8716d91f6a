//! The app starts from static files alone, wherever they lie. That it asks no other host and keeps
//! to its policy is what every journey demands at its end.

use genjin_journeys::{Browser, Journey, Outcome, containing};

async fn the_app_opens(app: &mut Browser) -> Outcome {
    app.open("").await?;
    // The first run offers four ways to begin and has no navigation yet.
    app.button(containing("Start empty")).await?;
    app.open("#/settings").await?;
    app.link("Today").await?;
    Ok(())
}

#[tokio::test]
async fn the_app_opens_without_a_violation_or_a_foreign_request() -> Outcome {
    Journey::new().run(the_app_opens).await
}

#[tokio::test]
async fn the_app_opens_under_any_path_of_its_host() -> Outcome {
    Journey::new().under("/any/sub/").run(the_app_opens).await
}
