//! Files and words that mean harm or make no sense.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

use support::{Folder, begin_with, import, offer, open_in_wizard};

/// HTML that would run if any text became HTML.
const HTML: &str =
    "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>";

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_with_its_name_and_the_reason() -> Outcome {
    let folder = Folder::create("no-table")?;
    Journey::new()
        .run(async |app: &mut Browser| {
            for (name, bytes, reason) in [
                ("empty.csv", b"".as_slice(), "empty.csv is empty"),
                ("song.mp3", b"ID3", "song.mp3 cannot be imported"),
                (
                    "photo.csv",
                    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
                    "photo.csv is a picture",
                ),
                (
                    "noise.csv",
                    b"\x00\x01\x02\xff\xfe\x00\x00\x7f\x00",
                    "noise.csv is not",
                ),
                (
                    "headings.csv",
                    b"name,phone\r\n",
                    "headings.csv has headings and no rows",
                ),
                (
                    "quote.csv",
                    b"name,notes\r\nAda,\"never closed\r\nBo,x\r\n",
                    "the quotation mark on line 2 is never closed",
                ),
            ] {
                let file = folder.write(name, bytes)?;
                offer(app, &file).await?;
                app.expect_text(reason).await?;
                app.gone(Role::BUTTON, "Continue").await?;
            }
            app.open("#/customers").await?;
            app.expect_text("No customers yet").await
        })
        .await
}

#[tokio::test]
async fn wrong_rows_are_listed_with_their_reasons_beside_the_good_ones() -> Outcome {
    let folder = Folder::create("wrong-rows")?;
    let customers = folder.write("people.csv", b"id,name\r\n1,Ada Quill\r\n2,Bo Newman\r\n")?;
    let rows = "id,customer_id,communication_content,communication_time,communication_channel\r\n\
        1,1,the good one,2024-08-01 10:00:00,phone\r\n\
        2,1,no such day,2024-02-31 10:00:00,phone\r\n\
        3,1,no such year,0000-01-01 10:00:00,phone\r\n\
        4,1,no such time,2024-08-01 24:61:00,phone\r\n\
        5,77,no such customer,2024-08-01 10:00:00,phone\r\n";
    let communications = folder.write("talks.csv", rows.as_bytes())?;
    Journey::new()
        .clock(support::NOON)
        .run(async |app: &mut Browser| {
            import(app, &customers).await?;
            open_in_wizard(app, &communications).await?;
            app.button("Continue").await?.click().await?;
            app.expect_text("Rows that are left out: 4").await?;
            for reason in [
                "2024-02 has no day 31",
                "The year 0 is not between 1900 and 2200",
                "There is no time 24:61:00",
                "No customer of the chosen import has this id",
            ] {
                app.expect_text(reason).await?;
            }
            app.expect_accessible("rows that are wrong").await?;
            app.button("Import 1 communication").await?.click().await?;
            app.heading("Imported").await?;
            app.open("#/communications").await?;
            app.expect_text("the good one").await?;
            app.expect_no_text("no such").await
        })
        .await
}

#[tokio::test]
async fn html_in_every_field_is_text_and_nothing_runs() -> Outcome {
    let folder = Folder::create("html")?;
    let cell = format!("\"{}\"", HTML.replace('"', "\"\""));
    let row = [cell.as_str(); 7].join(",");
    let file = format!(
        "id,name,name,company,title,tags,notes\r\n{row}\r\n2,=HYPERLINK(\"\"http://a.example\"\"),,,,,\r\n3,Ada \u{202e}lliuQ,,,,,\r\n"
    );
    let file = folder.write("html.csv", file.replace("\"\"", "'").as_bytes())?;
    Journey::new()
        .run(async |app: &mut Browser| {
            import(app, &file).await?;
            for page in ["today", "customers", "data"] {
                app.open(&format!("#/{page}")).await?;
                app.css("h1").await?;
                app.expect_no_foreign_request().await?;
            }
            app.open("#/customers").await?;
            app.expect_text("<img src=x").await?;
            app.expect_text("=HYPERLINK(").await?;
            // A mark that turns the direction is shown as a mark, and turns nothing.
            app.expect_text("Ada \u{fffd}lliuQ").await?;
            app.link(containing("<img src=x")).await?.click().await?;
            app.heading(containing("<img src=x")).await?;
            let (images, title): (usize, String) = app
                .run(
                    "return [document.querySelectorAll('#main img, #main script').length, document.title]",
                    Vec::new(),
                )
                .await?;
            assert_eq!(images, 0);
            assert!(!title.contains("pwned"));
            Ok(())
        })
        .await
}

#[tokio::test]
async fn html_that_is_typed_is_text() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with(app, HTML).await?;
            support::log_for_current(app, HTML).await?;
            app.open("#/communications").await?;
            app.expect_text("onerror=").await?;
            let harm: usize = app
                .run(
                    "return document.querySelectorAll('#main img, #main script').length",
                    Vec::new(),
                )
                .await?;
            assert_eq!(harm, 0);
            Ok(())
        })
        .await
}

#[tokio::test]
async fn columns_of_the_same_heading_are_all_offered_and_none_is_lost() -> Outcome {
    let folder = Folder::create("same-headings")?;
    let file = folder.write(
        "twice.csv",
        b"id,name,phone,phone,notes,notes\r\n1,Ada Quill,555-0101,555-0202,likes tea,calls back\r\n",
    )?;
    Journey::new()
        .run(async |app: &mut Browser| {
            open_in_wizard(app, &file).await?;
            app.expect_accessible("columns of the same heading").await?;
            app.button("Continue").await?.click().await?;
            app.button("Import 1 customer").await?.click().await?;
            app.heading("Imported").await?;
            app.open("#/customers").await?;
            app.link(containing("Ada Quill")).await?.click().await?;
            app.heading("Ada Quill").await?;
            for value in ["555-0101", "555-0202", "likes tea", "calls back"] {
                app.expect_text(value).await?;
            }
            Ok(())
        })
        .await
}

/// Drops a file on the page Data as a file manager does: the zone lights up, and takes it.
const DROP: &str = "
const [name, text] = arguments;
const zone = document.querySelector('.drop');
const dataTransfer = new DataTransfer();
dataTransfer.items.add(new File([text], name, { type: 'text/csv' }));
const send = (kind) => zone.dispatchEvent(
  new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
send('dragenter');
const isTaken = !send('dragover');
const isDropped = !send('drop');
return isTaken && isDropped;";

#[tokio::test]
async fn a_file_that_is_dropped_is_imported() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            app.open("#/data").await?;
            app.heading("Data").await?;
            let csv = "id,name\r\n1,Ada Quill\r\n";
            let is_taken: bool = app
                .run(DROP, vec!["dropped.csv".into(), csv.into()])
                .await?;
            assert!(
                is_taken,
                "the browser would open the file in place of the app"
            );
            app.heading("Import dropped.csv").await?;
            app.button("Continue").await?.click().await?;
            app.button("Import 1 customer").await?.click().await?;
            app.heading("Imported").await?;
            app.open("#/customers").await?;
            app.expect_text("Ada Quill").await
        })
        .await
}
