//! A backup is whole, comes back byte for byte, and a damaged one changes nothing.

use std::fs;
use std::path::Path;

use genjin_journeys::{Browser, Failure, Journey, Outcome, containing};

async fn save_backup(app: &mut Browser) -> Outcome<Vec<u8>> {
    app.open("#/data").await?;
    let file = app
        .download(async || {
            app.button("Save a backup").await?.click().await?;
            Ok(())
        })
        .await?;
    let bytes = fs::read(&file)?;
    // The next one bears the same name, and is to be seen as new.
    fs::remove_file(file)?;
    Ok(bytes)
}

async fn choose_backup(app: &mut Browser, file: &Path) -> Outcome {
    app.open("#/data").await?;
    app.button(containing("Restore a backup")).await?;
    let input = app.css("input[type=file][accept*=genjin]").await?;
    input
        .send_keys(file.canonicalize()?.display().to_string())
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_backup_restores_byte_for_byte_and_a_damaged_one_is_refused() -> Outcome {
    let folder = std::env::temp_dir().join(format!("genjin-backup-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let place = |name: &str| folder.join(name);
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing("Try with sample data"))
                .await?
                .click()
                .await?;
            app.heading("Today").await?;
            app.expect_status("Saved").await?;
            let backup = save_backup(app).await?;
            fs::write(place("whole.genjin"), &backup)?;
            fs::write(place("short.genjin"), &backup[..backup.len() / 2])?;
            let mut altered = backup.clone();
            altered[backup.len() / 3] ^= 1;
            fs::write(place("altered.genjin"), &altered)?;

            for name in ["short.genjin", "altered.genjin"] {
                choose_backup(app, &place(name)).await?;
                app.expect_text(name).await?;
                app.open("#/customers").await?;
                app.expect_text("40 customers").await?;
            }

            app.open("#/data").await?;
            app.button("Remove sample data").await?.click().await?;
            app.open("#/customers").await?;
            app.expect_no_text("40 customers").await?;
            choose_backup(app, &place("whole.genjin")).await?;
            app.button(containing("Replace everything"))
                .await?
                .click()
                .await?;
            app.open("#/customers").await?;
            app.expect_text("40 customers").await?;
            if save_backup(app).await? == backup {
                Ok(())
            } else {
                Err(Failure::new("the second backup differs from the first"))
            }
        })
        .await?;
    fs::remove_dir_all(folder)?;
    Ok(())
}
