//! A chart whose marks open their records below it.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::records::RecordsPanel;
use crate::app::queries::insights::Records;
use crate::ui::chart::Chart;
use crate::ui::kit::chart::{ChartFigure, plot_id};
use crate::web::dom;

/// Properties of [`ChartCard`].
#[derive(Properties, PartialEq)]
pub(super) struct ChartCardProps {
    /// The chart.
    pub(super) chart: Rc<Chart>,
    /// Finds the records behind a mark, by its place.
    pub(super) records: Callback<usize, Records>,
}

/// A chart, and the records behind the mark that was opened.
#[component]
pub(super) fn ChartCard(props: &ChartCardProps) -> Html {
    let opened = use_state_eq(|| None::<(String, Rc<Records>)>);
    use_effect_with(props.chart.clone(), {
        let opened = opened.setter();
        move |_| opened.set(None)
    });
    let open = {
        let (opened, chart, records) =
            (opened.setter(), props.chart.clone(), props.records.clone());
        Callback::from(move |at: usize| {
            let words = chart.marks.get(at).map(|mark| mark.words.clone());
            opened.set(words.map(|words| (words, Rc::new(records.emit(at)))));
        })
    };
    let close = {
        let (opened, id) = (opened.setter(), props.chart.id);
        Callback::from(move |()| {
            opened.set(None);
            dom::focus(&plot_id(id));
        })
    };
    html! {
        <ChartFigure chart={props.chart.clone()} {open}>
            if let Some((words, records)) = &*opened {
                <RecordsPanel
                    id={props.chart.id}
                    words={words.clone()}
                    records={records.clone()}
                    {close}
                />
            }
        </ChartFigure>
    }
}
