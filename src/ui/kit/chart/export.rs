//! Gives a chart as a file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::i18n::Texts;
use crate::ui::chart::{Chart, file};
use crate::ui::context::{Desk, Toast};
use crate::ui::kit::task;
use crate::web::{dom, files, pictures};

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Svg,
    Png,
    Csv,
}

/// The fonts of the page, by name: a file does not know the page's own list.
const FONT: &str = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/// Gives the chart as a file, and says so.
pub(super) fn save(chart: &Rc<Chart>, kind: Kind, texts: &'static Texts, desk: &Desk) {
    let (chart, desk) = (chart.clone(), desk.clone());
    task::start(async move {
        let (name, done) = give(&chart, kind).await;
        let words = texts.data();
        desk.toast.emit(Toast {
            text: if done.is_ok() {
                (words.file_given)(&name)
            } else {
                words.download_failed.to_owned()
            },
            undo: false,
            kept: None,
            is_error: done.is_err(),
        });
    });
}

async fn give(chart: &Chart, kind: Kind) -> (String, Result<(), JsValue>) {
    let name = |ending: &str| format!("genjin-{}.{ending}", chart.id);
    let drawn = || {
        let known = RefCell::new(BTreeMap::<String, String>::new());
        let colour = |token: &str| {
            let mut known = known.borrow_mut();
            let colour = known.entry(token.to_owned());
            let ask = || dom::light_colour(token).unwrap_or_else(|| "black".to_owned());
            colour.or_insert_with(ask).clone()
        };
        file::svg(chart, &colour, FONT)
    };
    match kind {
        Kind::Svg => {
            let (svg, _, _) = drawn();
            let name = name("svg");
            let done = files::download(&name, "image/svg+xml", svg.as_bytes());
            (name, done)
        }
        Kind::Png => {
            let (svg, width, height) = drawn();
            let name = name("png");
            let size = |pixels: i32| u32::try_from(pixels).unwrap_or(0);
            let picture = pictures::png(&svg, size(width), size(height)).await;
            let done = picture.and_then(|bytes| files::download(&name, "image/png", &bytes));
            (name, done)
        }
        Kind::Csv => {
            let name = name("csv");
            let text = file::csv(chart);
            let done = files::download(&name, "text/csv;charset=utf-8", text.as_bytes());
            (name, done)
        }
    }
}
