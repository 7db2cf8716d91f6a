//! A chart as a file of its own: SVG with its title, its sentence and its colours, and its table as CSV.

use super::node::{Anchor, LINE, Node, fitted, rect, text, wrapped};
use super::{Chart, draw};
use crate::formats::csv_export::table_csv;

/// The width of a chart in a file, in pixels.
pub const WIDTH: i32 = 800;

/// The room around it.
const MARGIN: i32 = 20;

/// A chart as SVG that needs nothing besides, with its width and height.
///
/// `colour` answers the colour of a token, such as `--accent`; `font` names the fonts.
pub fn svg(chart: &Chart, colour: &dyn Fn(&str) -> String, font: &str) -> (String, i32, i32) {
    let drawing = draw(chart, WIDTH - 2 * MARGIN);
    // Who gets the file alone has to see of how many it speaks.
    let lines = wrapped(&chart.says, WIDTH - 2 * MARGIN);
    let mut base = MARGIN + LINE + 4;
    let sentence = lines.iter().map(|line| {
        base += LINE;
        text(MARGIN, base - 6, Anchor::Start, line)
    });
    let sentence = Node::new("g").around(sentence.collect());
    let head = base + 10 - MARGIN;
    let height = drawing.height + head + 2 * MARGIN;
    let mut title = text(
        MARGIN,
        MARGIN + LINE - 4,
        Anchor::Start,
        &fitted(&chart.title, WIDTH - 2 * MARGIN),
    )
    .with("font-weight", "bold");
    for (name, value) in &mut title.attributes {
        match *name {
            "font-size" => "16".clone_into(value),
            "fill" => "var(--text)".clone_into(value),
            _ => {}
        }
    }
    let root = Node::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", WIDTH)
        .with("height", height)
        .with("viewBox", format!("0 0 {WIDTH} {height}"))
        .with("font-family", font)
        .with("role", "img")
        .around(vec![
            Node::new("title").saying(&chart.title),
            Node::new("desc").saying(&chart.says),
            rect(0, 0, WIDTH, height).with("fill", "var(--surface)"),
            title,
            sentence,
            Node::new("g")
                .with(
                    "transform",
                    format!("translate({MARGIN} {})", MARGIN + head),
                )
                .around(drawing.nodes),
        ]);
    let mut file = String::new();
    root.write(&mut file, &|value| resolved(value, colour));
    (file, WIDTH, height)
}

/// A value in which a token stands for its colour.
fn resolved(value: &str, colour: &dyn Fn(&str) -> String) -> String {
    let token = value
        .strip_prefix("var(")
        .and_then(|rest| rest.strip_suffix(')'));
    token.map_or_else(|| value.to_owned(), colour)
}

/// The table of a chart as CSV.
pub fn csv(chart: &Chart) -> String {
    let rows = chart.table.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            let written = cell.written.as_deref().unwrap_or(&cell.shown);
            (written, cell.is_number)
        });
        cells.collect()
    });
    table_csv(&chart.table.heads, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::chart::{Cell, DataTable, Heat, Plot, Value};

    fn chart() -> Chart {
        Chart {
            id: "test",
            title: "<b> & more".to_owned(),
            says: "Says it".to_owned(),
            plot: Plot::Heat(Heat {
                name: "share".to_owned(),
                columns: vec!["Mon".to_owned()],
                rows: vec!["9".to_owned()],
                cells: vec![vec![Some(Cell {
                    fill: Some(0.9),
                    words: "9/10".to_owned(),
                })]],
                ends: ["0 %".to_owned(), "100 %".to_owned()],
                thin: "thin".to_owned(),
            }),
            marks: Vec::new(),
            table: DataTable {
                heads: vec!["Hour".to_owned(), "Tries, all".to_owned()],
                rows: vec![vec![
                    Value::words("=9"),
                    Value::number("1,000", "-1000".to_owned()),
                ]],
            },
        }
    }

    #[test]
    fn a_file_holds_its_colours_and_words_and_nothing_of_the_page() {
        let colour = |token: &str| {
            assert!(token.starts_with("--"), "{token}");
            "rgb(1, 2, 3)".to_owned()
        };
        let (file, width, height) = svg(&chart(), &colour, "\"A\", sans-serif");
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\""));
        assert!(file.contains("<title>&lt;b&gt; &amp; more</title><desc>Says it</desc>"));
        assert!(file.contains("font-family=\"&quot;A&quot;, sans-serif\""));
        assert!(file.contains("fill=\"rgb(1, 2, 3)\"") && file.contains(">9/10</text>"));
        assert!(file.contains(">Says it</text>"), "{file}");
        for alien in ["var(", " style", "href", "script", "class"] {
            assert!(!file.contains(alien), "{alien}");
        }
        assert!(width == 800 && 100 < height);
        assert_eq!(file.matches('<').count(), file.matches('>').count());
    }

    #[test]
    fn numbers_are_written_as_numbers_and_words_run_nowhere() {
        assert_eq!(
            csv(&chart()),
            "\u{feff}Hour,\"Tries, all\"\r\n'=9,-1000\r\n"
        );
    }
}
