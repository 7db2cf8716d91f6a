//! Importing ratings and observed loyalty, and giving them out again.

mod support;

use std::fs;

use genjin_journeys::{Browser, Journey, Outcome, Role, containing};

use support::{Folder, NOON, import, look_at, open_in_wizard};

const CUSTOMERS: &str = "Id,Name,Company\n1,Ada,Analytical\n2,Ben,Bakery\n";

const RATINGS: &str = "Customer id,Date,Quality,Service,Response speed,Delivery,Packaging,Overall\n\
                       1,2024-08-01,5,4,4,2,3,4\n\
                       2,2024-08-02,4,,3,5,,4\n\
                       9,2024-08-02,4,4,4,4,4,4\n\
                       1,2024-08-03,7,4,4,2,3,4\n";

#[tokio::test]
async fn a_questionnaire_comes_in_aspect_by_aspect_and_goes_out_as_it_came() -> Outcome {
    let folder = Folder::create("ratings")?;
    let customers = folder.write("customers.csv", CUSTOMERS.as_bytes())?;
    let ratings = folder.write("ratings.csv", RATINGS.as_bytes())?;
    Journey::new()
        .held_clock(NOON)
        .run(async |app: &mut Browser| {
            import(app, &customers).await?;
            open_in_wizard(app, &ratings).await?;
            assert_eq!(app.value("The rows are").await?, "ratings");
            // 7 is no score of 1 to 5, so that the scale is taken for the other.
            assert_eq!(app.value("Scale of the scores").await?, "0-10");
            app.fill("Scale of the scores", "1 to 5").await?;
            app.expect_text("Could be: Score: own aspect “Packaging”")
                .await?;
            app.fill("Packaging", "Score: own aspect “Packaging”")
                .await?;
            look_at(app, "columns of ratings").await?;
            app.button("Continue").await?.click().await?;
            app.expect_text("Lies outside 1 to 5").await?;
            app.expect_text("No customer of the chosen import has this id")
                .await?;
            app.expect_text("New aspects: Packaging").await?;
            look_at(app, "what ratings come to").await?;
            app.button("Import 10 ratings").await?.click().await?;
            app.heading("Imported").await?;
            app.expect_text("New ratings: 10").await?;
            app.expect_text("Rows left out: 2").await?;

            // Quality 4, speed 3 and delivery 5.
            app.open("#/customers").await?;
            app.row("Ben").await?.expect_text("75.0").await?;

            app.open("#/data").await?;
            let card = app.css("[aria-labelledby=data-export]").await?;
            let card = app.inside(&card);
            card.tick("Ratings (10)").await?;
            let file = app
                .download(async || Ok(card.button("Export").await?.click().await?))
                .await?;
            let text = fs::read_to_string(&file)?;
            assert_eq!(text.lines().count(), 11, "{text}");
            assert!(text.contains(",Packaging,"), "{text}");
            open_in_wizard(app, &file).await?;
            app.button("Continue").await?.click().await?;
            app.expect_text("Nothing in this file is new").await?;

            open_in_wizard(app, &ratings).await?;
            app.button("Continue").await?.click().await?;
            app.one(Role::BUTTON, containing("Nothing to import"))
                .await?;
            app.open("#/today").await?;
            app.open("#/data").await?;
            app.press("Control+z").await?;
            app.expect_text("Ratings (0)").await
        })
        .await
}

#[tokio::test]
async fn loyalty_in_words_is_refused_in_the_language_of_the_page() -> Outcome {
    let folder = Folder::create("loyalty")?;
    let customers = folder.write(
        "客户.csv",
        "编号,姓名,公司\n1,王伟,恒泰\n2,李芳,东湖\n".as_bytes(),
    )?;
    let loyalty = folder.write(
        "忠诚度.csv",
        "客户,日期,忠诚度,备注\n王伟,2024-08-01,高,\n李芳,2024-08-01,12,近一年订单\n".as_bytes(),
    )?;
    Journey::new()
        .held_clock(NOON)
        .language("zh-CN")
        .run(async |app: &mut Browser| {
            for (file, continues, imports, expected) in [
                (&customers, "继续", "导入 2 位客户", "新增客户：2"),
                (&loyalty, "继续", "导入 1 条实际忠诚度", "新增实际忠诚度：1"),
            ] {
                app.open("#/today").await?;
                app.open("#/data").await?;
                app.heading("数据").await?;
                let card = app.css("[aria-labelledby=data-import]").await?;
                app.inside(&card).upload(&[file]).await?;
                app.button(continues).await?.click().await?;
                app.button(imports).await?;
                if file == &loyalty {
                    app.expect_text("不是数字").await?;
                    look_at(app, "what observed loyalties come to").await?;
                }
                app.button(imports).await?.click().await?;
                app.expect_text(expected).await?;
            }
            Ok(())
        })
        .await
}
