//! What can be pressed is large enough to be hit, what has the focus is seen, what closes gives the
//! focus back, and what is composed stays in its field.

mod support;

use genjin_journeys::{Browser, Journey, Outcome, Role, Viewport};
use serde_json::json;

use support::begin_with_sample;

/// Everything that is told from the sample data.
const ROUTES: [&str; 10] = [
    "today",
    "customers",
    "communications",
    "insights",
    "data",
    "settings",
    "queue",
    "round",
    "debrief",
    "promises",
];

/// As many stops of the Tab key as a page is followed for; long lists go on alike.
const MOST_STOPS: usize = 90;

/// What is smaller than `least` pixels, and so near to another target that a circle of that size
/// around its middle meets both. Links in running text are as high as the text, and what
/// shows with the focus alone is for keys.
const TOO_SMALL: &str = "
const [least] = arguments;
const selector = 'a[href], button, input:not([type=hidden], [type=file]), select, textarea, ' +
  'summary, [tabindex=\"0\"], [role=option], [role=menuitem]';
const pressed = (one) => (one.labels?.[0]?.contains(one) ? one.labels[0] : one);
const inWords = (one) => {
  let line = one;
  while (getComputedStyle(line).display === 'inline') line = line.parentElement;
  return line !== one && one.textContent.trim().length + 12 < line.textContent.trim().length;
};
const floats = (one) => {
  for (let up = one; up; up = up.parentElement) {
    if (['fixed', 'sticky'].includes(getComputedStyle(up).position)) return true;
  }
  return false;
};
const isCut = (one) => {
  for (let up = one; up; up = up.parentElement) {
    if (getComputedStyle(up).clipPath.startsWith('inset(50%')) return true;
  }
  return false;
};
// What is drawn over more than the thing itself is pressed as well, such as a whole row.
const box = (one) => {
  const own = one.getBoundingClientRect();
  const after = getComputedStyle(one, '::after');
  if (after.content === 'none' || after.position !== 'absolute') return own;
  const within = getComputedStyle(one).position === 'static' ? one.offsetParent : one;
  const around = within.getBoundingClientRect();
  const inset = (side) => parseFloat(after[side]) || 0;
  return {
    left: Math.min(own.left, around.left + inset('left')),
    top: Math.min(own.top, around.top + inset('top')),
    right: Math.max(own.right, around.right - inset('right')),
    bottom: Math.max(own.bottom, around.bottom - inset('bottom')),
  };
};
const all = [...new Set([...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !isCut(one))
  .map(pressed))].map((one) => {
    const { left, top, right, bottom } = box(one);
    return { one, left, top, right, bottom };
  })
  .filter((it) => 1 < it.right - it.left && 1 < it.bottom - it.top && 0 <= it.left && 0 < scrollY + it.bottom);
const name = ({ one, left, top, right, bottom }) =>
  `${one.localName}.${one.className} '${(one.ariaLabel ?? one.textContent).trim().slice(0, 30)}' ` +
  `${Math.round(right - left)} x ${Math.round(bottom - top)}`;
const found = [];
for (const it of all) {
  if (least - 0.5 <= Math.min(it.right - it.left, it.bottom - it.top) || inWords(it.one)) continue;
  const [x, y] = [(it.left + it.right) / 2, (it.top + it.bottom) / 2];
  for (const other of all) {
    if (other.one.contains(it.one) || it.one.contains(other.one) || floats(it.one) !== floats(other.one)) continue;
    const across = Math.max(other.left - x, 0, x - other.right);
    const down = Math.max(other.top - y, 0, y - other.bottom);
    if (Math.hypot(across, down) < least / 2 - 0.5) found.push(`${name(it)}, near ${name(other)}`);
  }
}
return found;";

/// What is wrong with how the focus shows: nothing marks it, or something lies over it. None where
/// the page itself has the focus.
const FOCUS_FAULT: &str = "
const one = document.activeElement;
if (!one || one === document.body) return null;
// A field that lies unseen over its words is marked around them.
let seen = one;
for (let i = 0; i < 4 && seen; i += 1) {
  const { outlineStyle, outlineWidth } = getComputedStyle(seen);
  if (outlineStyle !== 'none' && 2 <= parseFloat(outlineWidth)) break;
  seen = seen.parentElement;
}
const name = `${one.localName}.${one.className} '${(one.ariaLabel ?? one.textContent).trim().slice(0, 30)}'`;
if (!seen || ['MAIN', 'BODY', 'HTML'].includes(seen.tagName)) return `nothing marks ${name}`;
const { left, top, width, height } = seen.getBoundingClientRect();
const shows = ([x, y]) => {
  const above = document.elementFromPoint(left + width * x, top + height * y);
  return above && (seen.contains(above) || above.contains(one) || above.closest('label')?.control === one);
};
const clear = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]].filter(shows).length;
return clear < 3 ? `something lies over ${name}` : '';";

#[tokio::test]
async fn what_is_pressed_is_as_large_as_a_finger_needs() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let mut found = Vec::new();
            for (viewport, least) in [(Viewport::DESKTOP, 24), (Viewport::PHONE, 44)] {
                app.set_viewport(viewport).await?;
                for route in ROUTES {
                    app.open(&format!("#/{route}")).await?;
                    app.css(".page h1").await?;
                    let here: Vec<String> = app.run(TOO_SMALL, vec![least.into()]).await?;
                    found.extend(here.into_iter().map(|what| format!("{route}: {what}")));
                }
            }
            assert!(found.is_empty(), "too small: {found:#?}");
            Ok(())
        })
        .await
}

#[tokio::test]
async fn the_focus_shows_on_every_page_and_no_bar_lies_over_it() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            for viewport in [Viewport::DESKTOP, Viewport::PHONE] {
                app.set_viewport(viewport).await?;
                for route in ROUTES {
                    app.open(&format!("#/{route}")).await?;
                    app.css(".page h1").await?;
                    let mut stops = 0;
                    for _ in 0..MOST_STOPS {
                        app.press("Tab").await?;
                        let fault: Option<String> = app.run(FOCUS_FAULT, Vec::new()).await?;
                        match fault.as_deref() {
                            None if 3 < stops => break,
                            None => {}
                            Some("") => stops += 1,
                            Some(fault) => panic!("{route} {viewport:?}: {fault}"),
                        }
                    }
                    assert!(3 < stops, "{route}: the Tab key stops nowhere");
                }
            }
            Ok(())
        })
        .await
}

/// The words of a part of the page that stand off their ground by less than text must, as they are
/// painted: what is switched off may be pale.
const PALE: &str = "
const channels = (colour) => {
  const numbers = colour.match(/[\\d.]+/g).map(Number);
  return numbers.length < 4 || numbers[3] ? numbers.slice(0, 3) : null;
};
const light = (colour) => {
  const [r, g, b] = channels(colour).map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
};
const ground = (element) => {
  const own = getComputedStyle(element).backgroundColor;
  return channels(own) || !element.parentElement ? own : ground(element.parentElement);
};
const found = [];
for (const element of document.querySelectorAll(`${arguments[0]} *`)) {
  const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const isLine = element.matches('svg.icon');
  if (!(words.length || isLine) || !element.getClientRects().length) continue;
  if (element.closest(':disabled, [aria-disabled=true], .visually-hidden, option')) continue;
  const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
  if (Math.max(a, b) / Math.min(a, b) < (isLine ? 3 : 4.5)) {
    found.push(`${element.className.baseVal ?? element.className} '${element.textContent.trim()}'`);
  }
}
return found;";

#[tokio::test]
async fn with_the_colours_of_the_device_nothing_chosen_or_pointed_at_vanishes() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            let look = async |what: &str, part: &str| -> Outcome {
                let found: Vec<String> = app.run(PALE, vec![part.into()]).await?;
                assert!(found.is_empty(), "{what}: {found:#?}");
                Ok(())
            };
            for scheme in ["light", "dark"] {
                let features = json!([
                    { "name": "forced-colors", "value": "active" },
                    { "name": "prefers-color-scheme", "value": scheme },
                ]);
                let media = json!({ "features": features });
                app.devtools("Emulation.setEmulatedMedia", media).await?;
                app.open("#/customers").await?;
                app.heading("Customers").await?;
                app.press("j").await?;
                app.press("x").await?;
                app.css("tr[data-current] :checked").await?;
                look("a chosen row", "main").await?;
                app.press("x").await?;
                app.open("#/communications").await?;
                app.heading("Communications").await?;
                app.press("j").await?;
                app.css("tr[data-current]").await?;
                look("a row", "main").await?;
                app.open("#/today").await?;
                app.heading("Today").await?;
                look("today", "body").await?;
                app.css(".q-row[data-current] [aria-haspopup]")
                    .await?
                    .click()
                    .await?;
                app.css(".menu-item:focus").await?;
                look("a menu", "main").await?;
                app.press("Escape").await?;
                app.press("l").await?;
                app.dialog("Log a communication").await?;
                look("the log", "dialog").await?;
                app.press("Escape").await?;
                app.press("Control+k").await?;
                app.type_text("a").await?;
                app.css(".option[aria-selected=true]").await?;
                look("the palette", "dialog").await?;
                app.press("Escape").await?;
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn what_closes_gives_the_focus_back() -> Outcome {
    const MARK: &str = "arguments[0].dataset.opener = ''";
    const IS_BACK: &str = "return document.activeElement.dataset.opener === ''";
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            for (route, selector, opened) in [
                ("today", ".side-log", "dialog[open]"),
                ("today", ".q-acts [aria-haspopup=menu]", "[role=menu]"),
                ("customers", ".page-actions .btn", "dialog[open]"),
            ] {
                app.open(&format!("#/{route}")).await?;
                app.css(".page h1").await?;
                app.wait_for("what opens", async || {
                    Ok(!app.css_all(selector).await?.is_empty())
                })
                .await?;
                let opener = app.css_all(selector).await?.remove(0);
                let () = app.run(MARK, vec![opener.to_json()?]).await?;
                opener.focus().await?;
                app.press("Enter").await?;
                app.css(opened).await?;
                app.press("Escape").await?;
                app.wait_for("it to close", async || {
                    Ok(app.css_all(opened).await?.is_empty())
                })
                .await?;
                let is_back: bool = app.run(IS_BACK, Vec::new()).await?;
                assert!(is_back, "{route}: the focus is not back on {selector}");
            }
            Ok(())
        })
        .await
}

#[tokio::test]
async fn words_composed_in_the_search_stay_there_and_press_nothing() -> Outcome {
    Journey::new()
        .run(async |app: &mut Browser| {
            begin_with_sample(app).await?;
            app.open("#/customers").await?;
            app.expect_text("40 customers").await?;
            app.press("/").await?;
            let field = app.css(".search input").await?;
            app.compose("g t").await?;
            app.press_while_composing("Enter").await?;
            app.commit_composition("王").await?;
            assert_eq!(field.value().await?.as_deref(), Some("王"));
            app.heading("Customers").await?;
            app.gone(Role::DIALOG, "Log a communication").await?;
            // None of the sample customers is called so: the search has begun.
            app.expect_text("0 of 40 customers").await
        })
        .await
}
