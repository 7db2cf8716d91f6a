//! The app starts from static files alone, wherever they lie. That it asks no other host and keeps
//! to its policy is what every journey demands at its end.

use genjin_journeys::{Browser, Journey, Outcome};

async fn the_app_opens(app: &mut Browser) -> Outcome {
    app.open("").await?;
    // The page's own quiet heading has no navigation: this link shows that the app has started.
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
