//! The app starts from static files alone, wherever they lie. That it asks no other host and keeps
//! to its policy is what every journey demands at its end.

use std::fs;

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

/// What would tie the files to one place: links from the host's root, and other hosts.
const ABSOLUTE: [&str; 6] = ["=\"/", "=\"http", "url(/", "url(\"/", "url(http", "\": \"/"];

#[tokio::test]
async fn no_file_links_to_a_fixed_place() -> Outcome {
    Journey::new()
        .under("/a/b/")
        .run(async |app: &mut Browser| {
            let mut looked_at = 0;
            for entry in fs::read_dir(app.site_folder()?)? {
                let file = entry?.path();
                let kind = file.extension().and_then(|kind| kind.to_str());
                if !matches!(kind, Some("html" | "css" | "webmanifest")) {
                    continue;
                }
                let text = fs::read_to_string(&file)?;
                for link in ABSOLUTE {
                    assert!(!text.contains(link), "{link} in {}", file.display());
                }
                looked_at += 1;
            }
            assert!(1 < looked_at, "the page and its styles");
            the_app_opens(app).await
        })
        .await
}
