//! Communications by week, as columns.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::queries::insights::Insights;
use crate::i18n::describe::Dates;
use crate::ui::context::{use_speech, use_texts};
use crate::ui::kit::Icon;
use crate::ui::kit::chart::scale;

/// Properties of [`WeekChart`].
#[derive(Properties, PartialEq)]
pub(super) struct WeekChartProps {
    /// The numbers; at least one is above 0.
    pub(super) counts: Rc<Insights>,
}

/// A column for each week; the present one, which is not over, is drawn apart.
///
/// The drawing's unit is weeks × communications and its box is stretched, so that no size is ever
/// measured.
#[component]
pub(super) fn WeekChart(props: &WeekChartProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let words = texts.insights();
    let weeks = &props.counts.by_week;
    let most = weeks.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let top = scale(most);
    let last = weeks.len().saturating_sub(1);
    let number = |count: usize| speech.number(count);
    let best = weeks.iter().rev().find(|(_, count)| *count == most);
    let sentence = (words.week_sentence)(
        weeks.len(),
        &number(props.counts.total),
        &best
            .map(|(monday, _)| speech.day(*monday))
            .unwrap_or_default(),
        &number(most),
        &number(weeks.last().map_or(0, |(_, count)| *count)),
    );
    html! {
        <figure class="chart card">
            <figcaption><h2>{words.by_week}</h2><span class="muted">{words.by_week_unit}</span></figcaption>
            <div class="columns">
                <div class="columns-y" aria-hidden="true">
                    <span>{number(top)}</span><span>{number(top / 2)}</span><span>{0}</span>
                </div>
                <svg
                    viewBox={format!("0 0 {} {top}", weeks.len())}
                    preserveAspectRatio="none"
                    role="img"
                    aria-label={sentence}
                >
                    // At the very edge the line would be cut in half.
                    <line x1="0" y1="0.3%" x2="100%" y2="0.3%" />
                    <line x1="0" y1="50%" x2="100%" y2="50%" />
                    for (place, (monday, count)) in weeks.iter().enumerate() {
                        <rect
                            class={(place == last).then_some("part")}
                            x={format!("{place}.15")}
                            width="0.7"
                            y={(top - count).to_string()}
                            height={count.to_string()}
                        >
                            <title>
                                {if place == last {
                                    (words.week_so_far)(&speech.day(*monday), &number(*count))
                                } else {
                                    (words.week_of)(&speech.day(*monday), &number(*count))
                                }}
                            </title>
                        </rect>
                    }
                </svg>
                <div class="columns-x" aria-hidden="true">
                    for place in [0, last / 2, last] {
                        <span>{weeks.get(place).map(|(monday, _)| speech.day(*monday))}</span>
                    }
                </div>
            </div>
            <details>
                <summary>{Icon::ChevronRight.html()}{words.table}</summary>
                <table class="table">
                    <caption class="visually-hidden">{words.by_week}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words.week}</th>
                            <th scope="col" class="num">{words.count}</th>
                        </tr>
                    </thead>
                    <tbody>
                        // The newest first: it is the one that is looked for.
                        for (place, (monday, count)) in weeks.iter().enumerate().rev() {
                            <tr>
                                <th scope="row">
                                    <time datetime={monday.to_string()}>{speech.day(*monday)}</time>
                                    if place == last {
                                        {" "}<span class="muted">{words.this_week}</span>
                                    }
                                </th>
                                <td class="num">{number(*count)}</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </details>
        </figure>
    }
}
