//! What a fit leaves of each observation, as points over what it says.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::queries::calibration::Point;
use crate::domain::id::CustomerId;
use crate::i18n::Language;
use crate::i18n::describe_calibration::{fixed, significant};
use crate::ui::app::go_to;
use crate::ui::chart::scale::Scale;
use crate::ui::chart::{Axis, Chart, DataTable, Dot, Ink, Mark, Plot, Points, Value};
use crate::ui::context::{Speech, use_language, use_speech};
use crate::ui::hooks::use_selector;
use crate::ui::kit::chart::ChartFigure;
use crate::ui::kit::text::shown;
use crate::ui::route::Route;

/// How many steps an axis has at most.
const STEPS: usize = 5;

/// Properties of [`Residuals`].
#[derive(Properties, PartialEq)]
pub(super) struct ResidualsProps {
    /// The name of the chart in the document.
    pub(super) id: &'static str,
    /// The points, in the order of what the fit says.
    pub(super) points: Vec<Point>,
    /// How many observations there are in all.
    pub(super) observations: usize,
}

/// The residuals of a fit; a point leads to its customer.
#[component]
pub(super) fn Residuals(props: &ResidualsProps) -> Html {
    let language = use_language();
    let speech = use_speech();
    let customers: Vec<CustomerId> = props.points.iter().map(|point| point.customer).collect();
    let names = use_selector(customers.clone(), |model, customers| {
        let name = |id: &CustomerId| model.customer(*id).map(|one| shown(&one.name));
        let names = customers.iter().map(|id| name(id).unwrap_or_default());
        names.collect::<Vec<_>>()
    });
    let chart = use_memo(
        (
            props.id,
            props.points.clone(),
            props.observations,
            names,
            language,
        ),
        |(id, points, observations, names, language)| {
            Rc::new(chart(id, points, *observations, names, speech, *language))
        },
    );
    let open = Callback::from(move |at: usize| {
        if let Some(id) = customers.get(at) {
            go_to(Route::Customer(*id));
        }
    });
    html! { <ChartFigure chart={(*chart).clone()} {open} /> }
}

fn chart(
    id: &'static str,
    points: &[Point],
    observations: usize,
    names: &[String],
    speech: Speech,
    language: Language,
) -> Chart {
    let words = language.texts().scoring();
    let axis = |name: &str, of: fn(&Point) -> f64| {
        let low = points.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        Axis::of(name, Scale::over(low, high, STEPS), &fixed)
    };
    let drawn = points.iter().zip(names);
    Chart {
        id,
        title: words.residuals.to_owned(),
        says: (words.residuals_say)(&speech.number(points.len()), &speech.number(observations)),
        plot: Plot::Points(Points {
            x: axis(words.fitted, |point| point.fitted),
            y: axis(words.residual, |point| point.residual),
            groups: vec![(words.residual.to_owned(), Ink::Full)],
            dots: points
                .iter()
                .map(|point| Dot {
                    x: point.fitted,
                    y: point.residual,
                    group: 0,
                })
                .collect(),
            line: None,
        }),
        marks: drawn
            .clone()
            .enumerate()
            .map(|(place, (point, name))| Mark {
                column: place,
                row: 0,
                words: (words.point)(
                    name,
                    &significant(point.fitted),
                    &significant(point.residual),
                ),
            })
            .collect(),
        table: DataTable {
            heads: [words.customer, words.fitted, words.residual]
                .map(str::to_owned)
                .to_vec(),
            rows: drawn
                .map(|(point, name)| {
                    let number = |number: f64| {
                        let text = significant(number);
                        // A file has the minus that programs read, and no commas.
                        Value::number(text.clone(), text.replace('−', "-").replace(',', ""))
                    };
                    vec![
                        Value::words(name.clone()),
                        number(point.fitted),
                        number(point.residual),
                    ]
                })
                .collect(),
        },
    }
}
