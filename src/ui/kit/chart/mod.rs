//! A chart on the page: one stop of the Tab key, arrow keys from mark to mark, the words of a mark
//! above it, its records behind it, its numbers in a table, and files of it.

mod export;

use std::rc::Rc;

use crate::ui::prelude::*;
use web_sys::{Element, KeyboardEvent, MouseEvent};
use yew::virtual_dom::{VNode, VTag, VText};

use self::export::{Kind, save};
use super::{Icon, Menu, MenuItem};
use crate::ui::chart::marks::{Spot, Step, nearest, step};
use crate::ui::chart::node::Node;
use crate::ui::chart::{Chart, Drawing, draw};
use crate::ui::context::{use_desk, use_texts};
use crate::web::dom;

/// The width of a chart before its place was measured, in pixels.
const GUESSED_WIDTH: i32 = 640;

/// Properties of [`ChartFigure`].
#[derive(Properties, PartialEq)]
pub struct ChartFigureProps {
    /// The chart.
    pub chart: Rc<Chart>,
    /// Opens the records behind a mark, which it names by its place; none where none stand behind.
    #[prop_or_default]
    pub open: Option<Callback<usize>>,
    /// Whether it stands in a form that names it and that it answers: its title is not shown, and a
    /// new sentence is heard.
    #[prop_or_default]
    pub bare: bool,
    /// What stands below it, such as the records of a mark.
    #[prop_or_default]
    pub children: Html,
}

/// A chart with its title, its sentence, its table, and what can be done with it.
#[component]
pub fn ChartFigure(props: &ChartFigureProps) -> Html {
    let texts = use_texts();
    let words = texts.charts();
    let desk = use_desk();
    let chart = &props.chart;
    let width = use_state_eq(|| GUESSED_WIDTH);
    let current = use_state_eq(|| None::<usize>);
    let shows_table = use_state_eq(|| false);
    let (plot, lane) = (use_node_ref(), use_node_ref());
    use_effect_with((), {
        let (plot, width) = (plot.clone(), width.setter());
        move |()| {
            let watch = plot.cast::<Element>().map(|plot| {
                dom::watch_width(&plot, move |found| {
                    // Nothing has a width while the page is hidden.
                    if 0 < found {
                        width.set(found);
                    }
                })
            });
            move || drop(watch)
        }
    });
    let drawing = use_memo((chart.clone(), *width), |(chart, width)| {
        Rc::new(draw(chart, *width))
    });
    // The mark that was opened: whoever comes back from its records goes on from it.
    let opened = use_mut_ref(|| None::<usize>);
    use_effect_with(chart.clone(), {
        let (current, opened) = (current.setter(), opened.clone());
        move |_| {
            opened.replace(None);
            current.set(None);
        }
    });
    let mark = current.and_then(|at| chart.marks.get(at));
    let spot = current.and_then(|at| drawing.spots.get(at)).copied();
    use_effect_with((spot, *width), {
        let lane = lane.clone();
        move |(spot, width)| {
            if let (Some(spot), Some(lane)) = (spot, lane.cast::<Element>()) {
                let middle = 1000 * (spot.left + spot.width / 2) / width;
                dom::set_property(&lane, "--x", &middle.clamp(0, 1000).to_string());
            }
        }
    });
    let onkeydown = {
        let (chart, drawing, current) = (chart.clone(), drawing.clone(), current.clone());
        let (open, opened) = (props.open.clone(), opened.clone());
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) || event.ctrl_key() || event.meta_key() || event.alt_key()
            {
                return;
            }
            match (event.key().as_str(), *current) {
                ("Escape", Some(_)) => current.set(None),
                ("Enter" | " ", Some(at)) => {
                    let Some(open) = &open else { return };
                    opened.replace(Some(at));
                    open.emit(at);
                }
                (key, at) => {
                    let Some(by) = step_of(key).filter(|_| !chart.marks.is_empty()) else {
                        return;
                    };
                    let next = match at {
                        Some(at) => step(&chart.marks, drawing.lie, at, by),
                        None if matches!(by, Step::Last | Step::Left) => chart.marks.len() - 1,
                        None => 0,
                    };
                    current.set(Some(next));
                }
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let find = {
        let (drawing, plot) = (drawing.clone(), plot.clone());
        move |event: &MouseEvent| under(&plot, &drawing, event)
    };
    let onmousemove = {
        let (find, current) = (find.clone(), current.setter());
        Callback::from(move |event: MouseEvent| current.set(find(&event)))
    };
    let onclick = {
        let (open, current) = (props.open.clone(), current.setter());
        Callback::from(move |event: MouseEvent| {
            let at = find(&event);
            current.set(at);
            if let (Some(at), Some(open)) = (at, &open) {
                open.emit(at);
            }
        })
    };
    let leave = {
        let current = current.setter();
        Callback::from(move |()| current.set(None))
    };
    let come_back = {
        let current = current.setter();
        Callback::from(move |_: FocusEvent| {
            if let Some(at) = opened.take() {
                current.set(Some(at));
            }
        })
    };
    let toggle = {
        let (is_open, shows_table) = (*shows_table, shows_table.setter());
        move |_: MouseEvent| shows_table.set(!is_open)
    };
    let item = |word, icon, kind| {
        let (chart, desk) = (chart.clone(), desk.clone());
        MenuItem::new(word, icon, move || save(&chart, kind, texts, &desk))
    };
    let items = vec![
        item(words.save_svg, Icon::Export, Kind::Svg),
        item(words.save_png, Icon::Export, Kind::Png),
        item(words.save_csv, Icon::Export, Kind::Csv),
        MenuItem::new(words.print, Icon::Print, {
            let id = chart.id;
            move || dom::print_alone(&format!("chart-{id}"))
        }),
    ];
    let id = chart.id;
    let (hint, touch_hint) = if props.open.is_some() {
        (words.hint, words.touch_hint)
    } else {
        (words.hint_values, words.touch_hint_values)
    };
    html! {
        <figure class="chart card" id={format!("chart-{id}")}>
            <figcaption>
                if !props.bare {
                    <h2>{chart.title.clone()}</h2>
                }
                <div class="chart-acts">
                    <button
                        class="btn quiet small"
                        type="button"
                        aria-expanded={if *shows_table { "true" } else { "false" }}
                        aria-label={(words.table_of)(&chart.title)}
                        onclick={toggle}
                    >
                        {words.table}
                    </button>
                    <Menu label={(words.actions_of)(&chart.title)} {items} />
                </div>
                <p
                    class="chart-says"
                    id={format!("chart-{id}-says")}
                    role={props.bare.then_some("status")}
                >
                    {chart.says.clone()}
                </p>
            </figcaption>
            <div class="chart-lane" ref={lane}>
                <p class="chart-tip num" role="status">{mark.map(|mark| mark.words.clone())}</p>
                if mark.is_none() {
                    <p class="hint" id={format!("chart-{id}-hint")}>
                        <span class="by-pointer">{hint}</span>
                        <span class="by-touch">{touch_hint}</span>
                    </p>
                }
            </div>
            <div
                class="plot"
                ref={plot}
                id={plot_id(id)}
                tabindex="0"
                role="application"
                aria-roledescription={words.chart}
                aria-label={chart.title.clone()}
                aria-describedby={format!("chart-{id}-says chart-{id}-hint")}
                data-opens={props.open.is_some().then_some("")}
                {onkeydown}
                {onmousemove}
                {onclick}
                onmouseleave={leave.reform(|_: MouseEvent| ())}
                onfocus={come_back}
                onblur={leave.reform(|_: FocusEvent| ())}
            >
                <Drawn drawing={(*drawing).clone()} says={chart.says.clone()} />
                {outline(&drawing, spot)}
            </div>
            if *shows_table {
                {table(chart, (words.table_of)(&chart.title))}
            }
            {props.children.clone()}
        </figure>
    }
}

/// The id of what takes the focus in a chart.
pub fn plot_id(chart: &str) -> String {
    format!("plot-{chart}")
}

fn step_of(key: &str) -> Option<Step> {
    Some(match key {
        "ArrowLeft" => Step::Left,
        "ArrowRight" => Step::Right,
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "Home" => Step::First,
        "End" => Step::Last,
        _ => return None,
    })
}

/// The mark under the pointer.
fn under(plot: &NodeRef, drawing: &Drawing, event: &MouseEvent) -> Option<usize> {
    let place = plot.cast::<Element>()?.get_bounding_client_rect();
    // The drawing is as wide as its place, but for the moment until a new width is measured.
    let scale = f64::from(drawing.width) / place.width().max(1.0);
    let across = (f64::from(event.client_x()) - place.left()) * scale;
    let down = (f64::from(event.client_y()) - place.top()) * scale;
    let at = (
        crate::ui::chart::node::px(across),
        crate::ui::chart::node::px(down),
    );
    nearest(&drawing.spots, drawing.lie, at)
}

/// Properties of [`Drawn`].
#[derive(Properties)]
struct DrawnProps {
    drawing: Rc<Drawing>,
    says: String,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.drawing, &other.drawing)
    }
}

/// The drawing, which stays as it is while marks are looked at.
#[component]
fn Drawn(props: &DrawnProps) -> Html {
    let drawing = &props.drawing;
    html! {
        <svg viewBox={view_box(drawing)} role="img" aria-label={props.says.clone()}>
            for node in drawing.nodes.iter() {
                {element(node)}
            }
        </svg>
    }
}

fn view_box(drawing: &Drawing) -> String {
    format!("0 0 {} {}", drawing.width, drawing.height)
}

fn element(node: &Node) -> Html {
    let mut tag = VTag::new(node.tag);
    for (name, value) in &node.attributes {
        tag.add_attribute(name, value.clone());
    }
    if !node.words.is_empty() {
        tag.add_child(VNode::VText(VText::new(node.words.clone())));
    }
    tag.add_children(node.children.iter().map(element));
    VNode::VTag(Rc::new(tag))
}

/// A frame around the mark that is looked at.
fn outline(drawing: &Drawing, spot: Option<Spot>) -> Html {
    let Some(spot) = spot else {
        return Html::default();
    };
    html! {
        <svg class="chart-current" viewBox={view_box(drawing)} aria-hidden="true">
            <rect
                x={(spot.left - 2).to_string()}
                y={(spot.top - 2).to_string()}
                width={(spot.width + 4).to_string()}
                height={(spot.height + 4).to_string()}
            />
        </svg>
    }
}

/// The numbers behind a chart.
fn table(chart: &Chart, label: String) -> Html {
    let is_number = |column: usize| {
        let row = chart.table.rows.first();
        row.and_then(|row| row.get(column))
            .is_some_and(|value| value.is_number)
    };
    let class = |column| is_number(column).then_some("num");
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label={label}>
            <table class="table">
                <caption class="visually-hidden">{chart.title.clone()}</caption>
                <thead>
                    <tr>
                        for (column, head) in chart.table.heads.iter().enumerate() {
                            <th scope="col" class={class(column)}>{head.clone()}</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for row in chart.table.rows.iter() {
                        <tr>
                            for (column, value) in row.iter().enumerate() {
                                if column == 0 {
                                    <th scope="row" class={class(column)}>{value.shown.clone()}</th>
                                } else {
                                    <td class={class(column)}>{value.shown.clone()}</td>
                                }
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}
