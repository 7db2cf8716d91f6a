//! A table of any length of which only the rows in sight exist.

use crate::ui::prelude::*;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::{Element, HtmlElement};

use super::icon::Icon;
use crate::web::dom;

/// Rows drawn above and below those in sight, so that a short scroll shows no gap.
const SPARE_ROWS: usize = 12;
/// The same in the first picture, which shows the sooner.
const SPARE_ROWS_AT_FIRST: usize = 1;
/// When the others follow, in milliseconds: after that picture.
const OTHERS_FOLLOW_MS: u32 = 60;
/// So many rows are scrolled before others are drawn.
const STEP: usize = 6;
/// Rows drawn before it is known how many are in sight.
const GUESSED_ROWS: usize = 14;
/// The height of a row before one was measured, in CSS pixels.
const GUESSED_HEIGHT: f64 = 40.0;

/// The heading of a column.
#[derive(Clone, PartialEq)]
pub struct Column {
    /// The class that its cells share.
    pub class: &'static str,
    /// Its word.
    pub label: AttrValue,
    /// How it is sorted, if it can be.
    pub sort: Option<Sort>,
}

/// How a column takes part in the order.
#[derive(Clone, PartialEq)]
pub struct Sort {
    /// `Some(true)` where the rows are ordered by this column, rising; `None` where they are not.
    pub rising: Option<bool>,
    /// Called to order by it, or to turn the order round.
    pub press: Callback<()>,
}

/// Properties of [`VirtualTable`].
#[derive(Properties, PartialEq)]
pub struct VirtualTableProps {
    /// What the table lists.
    pub label: AttrValue,
    /// The class that sets the columns' widths.
    pub class: &'static str,
    /// The headings.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub len: usize,
    /// The cells of a row.
    pub row: Callback<usize, Html>,
    /// The key of a row, so that it keeps its element while others come and go.
    pub row_key: Callback<usize, String>,
    /// Another number whenever other rows were chosen or put in another order: the table then shows
    /// its beginning.
    pub choice: usize,
    /// The row that J and K stand on.
    #[prop_or_default]
    pub current: Option<usize>,
}

/// A table of any length.
#[component]
pub fn VirtualTable(props: &VirtualTableProps) -> Html {
    let scroller = use_node_ref();
    let above = use_node_ref();
    let below = use_node_ref();
    let row_height = use_state_eq(|| GUESSED_HEIGHT);
    let window = use_state_eq(|| (0, GUESSED_ROWS));
    let spare = use_state_eq(|| SPARE_ROWS_AT_FIRST);

    let (known_height, spare_rows) = (*row_height, *spare);
    let measure = {
        let (scroller, window, row_height) =
            (scroller.clone(), window.setter(), row_height.setter());
        Callback::from(move |()| {
            let Some(element) = scroller.cast::<Element>() else {
                return;
            };
            let height = element
                .query_selector("tbody tr:not(.vtable-space)")
                .ok()
                .flatten()
                .map_or(known_height, |row| row.get_bounding_client_rect().height());
            let height = if height < 1.0 { GUESSED_HEIGHT } else { height };
            row_height.set(height);
            let rows = |pixels: i32| -> usize {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a small count"
                )]
                let rows = (f64::from(pixels.max(0)) / height) as usize;
                rows
            };
            let top = rows(element.scroll_top()).saturating_sub(spare_rows);
            // In steps, so that not every pixel scrolled draws anew.
            let first = top / STEP * STEP;
            // Nobody has scrolled yet in the first picture, which need not go on to the next step.
            let is_first_picture = spare_rows == SPARE_ROWS_AT_FIRST;
            let to_next = if is_first_picture { top - first } else { STEP };
            let in_sight = rows(element.client_height());
            window.set((first, in_sight + 2 * spare_rows + to_next));
        })
    };
    let first = window.0.min(props.len.saturating_sub(window.1));
    let last = (first + window.1).min(props.len);

    use_effect({
        let (above, below, height, len) = (above.clone(), below.clone(), *row_height, props.len);
        let measure = measure.clone();
        move || {
            set_space(&above, first, height);
            set_space(&below, len - last, height);
            measure.emit(());
        }
    });
    use_effect_with((), {
        let spare = spare.setter();
        move |()| {
            let others = Timeout::new(OTHERS_FOLLOW_MS, move || spare.set(SPARE_ROWS));
            move || drop(others)
        }
    });
    use_effect_with(spare_rows, {
        let measure = measure.clone();
        move |_| {
            let listener = dom::window()
                .map(|window| EventListener::new(&window, "resize", move |_| measure.emit(())));
            move || drop(listener)
        }
    });
    use_effect_with(props.choice, {
        let scroller = scroller.clone();
        move |_| {
            if let Some(element) = scroller.cast::<Element>() {
                element.set_scroll_top(0);
            }
        }
    });
    use_effect_with((props.current, *row_height), {
        let scroller = scroller.clone();
        move |(current, height)| {
            if let Some(current) = current {
                bring_into_view(&scroller, *current, *height);
            }
        }
    });

    html! {
        <div
            class={classes!("vtable", props.class)}
            ref={scroller}
            tabindex="-1"
            onscroll={measure.reform(|_: Event| ())}
        >
            <table role="table" aria-rowcount={(props.len + 1).to_string()} aria-label={props.label.clone()}>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        for column in props.columns.iter() {
                            {heading(column)}
                        }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <tr class="vtable-space" role="presentation" key="above">
                        <td colspan={props.columns.len().to_string()} ref={above} />
                    </tr>
                    for index in first..last {
                        <tr
                            role="row"
                            key={props.row_key.emit(index)}
                            aria-rowindex={(index + 2).to_string()}
                            data-current={(props.current == Some(index)).then_some("")}
                        >
                            {props.row.emit(index)}
                        </tr>
                    }
                    <tr class="vtable-space" role="presentation" key="below">
                        <td colspan={props.columns.len().to_string()} ref={below} />
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

fn heading(column: &Column) -> Html {
    let Some(sort) = &column.sort else {
        return html! {
            <th class={column.class} role="columnheader" scope="col">{column.label.clone()}</th>
        };
    };
    let direction = sort
        .rising
        .map(|rising| if rising { "ascending" } else { "descending" });
    let icon = match sort.rising {
        Some(true) => Icon::ChevronUp,
        Some(false) => Icon::ChevronDown,
        None => Icon::Sort,
    };
    html! {
        <th class={column.class} role="columnheader" scope="col" aria-sort={direction}>
            <button class="th-sort" type="button" onclick={sort.press.reform(|_: MouseEvent| ())}>
                {column.label.clone()}{icon.html()}
            </button>
        </th>
    }
}

fn set_space(node: &NodeRef, rows: usize, height: f64) {
    if let Some(cell) = node.cast::<Element>() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a million rows are far below 2^53, and half a pixel does not show"
        )]
        let pixels = (rows as f64 * height) as i64;
        dom::set_property(&cell, "--space", &format!("{pixels}px"));
    }
}

fn bring_into_view(scroller: &NodeRef, index: usize, height: f64) {
    let Some(element) = scroller.cast::<HtmlElement>() else {
        return;
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "pixels"
    )]
    let (top, bottom) = (
        (index as f64 * height) as i32,
        ((index + 2) as f64 * height) as i32,
    );
    let (from, room) = (element.scroll_top(), element.client_height());
    if top < from {
        element.set_scroll_top(top);
    } else if from + room < bottom {
        element.set_scroll_top(bottom - room);
    }
}
