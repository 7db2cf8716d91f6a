//! Every page in both languages and both themes, on a desk and in a hand.

mod support;

use std::collections::BTreeSet;
use std::iter;

use genjin_journeys::{Browser, ColourScheme, Journey, Outcome, containing};

use support::look_at;

const ROUTES: [&str; 6] = [
    "today",
    "customers",
    "communications",
    "insights",
    "data",
    "settings",
];

/// Fewer dialogs than there are.
const MANY_DIALOGS: usize = 8;

async fn every_page(language: &str, sample: &str, names: [&str; 6]) -> Outcome {
    let sample = sample.to_owned();
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.expect_accessible("first run").await?;
            app.button(containing(sample.as_str()))
                .await?
                .click()
                .await?;
            for (route, name) in ROUTES.into_iter().zip(names) {
                app.open(&format!("#/{route}")).await?;
                app.heading(name).await?;
                app.link(name).await?;
                look_at(app, route).await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn every_page_is_accessible_in_english() -> Outcome {
    let names = [
        "Today",
        "Customers",
        "Communications",
        "Insights",
        "Data",
        "Settings",
    ];
    every_page("en-US", "Try with sample data", names).await
}

#[tokio::test]
async fn every_page_is_accessible_in_chinese() -> Outcome {
    let names = ["今日", "客户", "沟通记录", "洞察", "数据", "设置"];
    every_page("zh-CN", "用示例数据试用", names).await
}

/// Where buttons are, the pages last whose buttons take the samples away.
const PAGES_OF_BUTTONS: [&str; 17] = [
    "today",
    "queue",
    "debrief",
    "round",
    "customers",
    "communications",
    "promises",
    "insights?section=follow_ups",
    "insights?section=answers",
    "insights?section=needs",
    "insights?section=scores",
    "insights?section=words",
    "what-if",
    "calibration",
    "report",
    "settings",
    "data",
];

/// The places of the buttons that say different things, whatever numbers they bear.
const DIFFERENT_BUTTONS: &str = "
const said = new Set();
return [...document.querySelectorAll('main button, header button')].flatMap((button, place) => {
  const words = (button.innerText.trim() || button.ariaLabel || '').replace(/[0-9]+/g, '0');
  const works = button.checkVisibility() && button.ariaDisabled !== 'true';
  if (!works || said.has(words)) return [];
  said.add(words);
  return [place];
});";

/// Presses one of them and says what has opened.
const PRESS: &str = "
document.querySelectorAll('main button, header button')[arguments[0]]?.click();
return (async () => {
  for (let tries = 0; tries < 8; tries++) {
    await new Promise((done) => setTimeout(done, 60));
    const opened = document.querySelector('dialog[open], :popover-open');
    if (opened) return (opened.querySelector('h1, h2') ?? opened).innerText.slice(0, 40);
  }
  return null;
})();";

/// Presses every button of a page, and looks at what opens; says what did.
async fn what_opens(app: &mut Browser, route: &str) -> Outcome<BTreeSet<String>> {
    let mut opened = BTreeSet::new();
    let stands = async |app: &Browser| {
        app.open(&format!("#/{route}")).await?;
        app.reload().await?;
        app.css(".page h1, main h1").await.map(drop)
    };
    stands(app).await?;
    let places: Vec<usize> = app.run(DIFFERENT_BUTTONS, Vec::new()).await?;
    for place in places {
        let what: Option<String> = app.run(PRESS, vec![place.into()]).await?;
        let Some(what) = what else { continue };
        for scheme in [ColourScheme::Light, ColourScheme::Dark] {
            app.set_colour_scheme(scheme).await?;
            app.expect_accessible(&format!("{what} on {route}, {scheme:?}"))
                .await?;
        }
        opened.insert(what);
        stands(app).await?;
    }
    Ok(opened)
}

async fn whatever_opens(language: &str, sample: &'static str) -> Outcome {
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing(sample)).await?.click().await?;
            app.css(".q-row[data-current]").await?;
            let customer: String = app
                .run(
                    "return document.querySelector('.q-row[data-current] .q-who').hash.slice(2)",
                    Vec::new(),
                )
                .await?;
            let mut opened = BTreeSet::new();
            for route in iter::once(customer.as_str()).chain(PAGES_OF_BUTTONS) {
                opened.append(&mut what_opens(app, route).await?);
            }
            // A browser shows the chooser of files only to whoever presses by hand.
            app.take_console().await?;
            assert!(
                MANY_DIALOGS < opened.len(),
                "only {} opened: {opened:?}",
                opened.len()
            );
            Ok(())
        })
        .await
}

#[tokio::test]
async fn whatever_opens_is_accessible_in_english() -> Outcome {
    whatever_opens("en-US", "Try with sample data").await
}

#[tokio::test]
async fn whatever_opens_is_accessible_in_chinese() -> Outcome {
    whatever_opens("zh-CN", "用示例数据试用").await
}

async fn a_customer_and_an_import(
    language: &str,
    [sample, plan, go_on]: [&'static str; 3],
) -> Outcome {
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing(sample)).await?.click().await?;
            app.css(".q-row[data-current] .q-who")
                .await?
                .click()
                .await?;
            app.css("section.why:not(.proposed)").await?;
            look_at(app, "a customer's page").await?;
            app.button(plan).await?.click().await?;
            app.css("dialog[open]").await?;
            look_at(app, "the plan").await?;
            app.press("Escape").await?;

            app.open("#/data").await?;
            let card = app.css("[aria-labelledby=data-import]").await?;
            let file = support::fixture("customers.csv");
            app.inside(&card).upload(&[&file]).await?;
            let go_on = app.button(go_on).await?;
            look_at(app, "the columns of a file").await?;
            go_on.click().await?;
            app.css(".wizard .tiles").await?;
            look_at(app, "the check of a file").await
        })
        .await
}

#[tokio::test]
async fn a_customer_and_an_import_are_accessible_in_english() -> Outcome {
    let names = ["Try with sample data", "Add", "Continue"];
    a_customer_and_an_import("en-US", names).await
}

#[tokio::test]
async fn a_customer_and_an_import_are_accessible_in_chinese() -> Outcome {
    let names = ["用示例数据试用", "添加", "继续"];
    a_customer_and_an_import("zh-CN", names).await
}

/// The pages that no link of the navigation leads to.
const WORK_ROUTES: [&str; 4] = ["queue", "debrief", "round", "promises"];

async fn the_pages_of_the_day(language: &str, sample: &'static str) -> Outcome {
    Journey::new()
        .language(language)
        .run(async |app: &mut Browser| {
            app.open("").await?;
            app.button(containing(sample)).await?.click().await?;
            app.css(".q-row[data-current]").await?;
            for route in WORK_ROUTES {
                app.open(&format!("#/{route}")).await?;
                app.css(".page h1").await?;
                look_at(app, route).await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_pages_of_the_day_are_accessible_in_english() -> Outcome {
    the_pages_of_the_day("en-US", "Try with sample data").await
}

#[tokio::test]
async fn the_pages_of_the_day_are_accessible_in_chinese() -> Outcome {
    the_pages_of_the_day("zh-CN", "用示例数据试用").await
}
