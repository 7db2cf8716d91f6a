//! Communications by channel, as bars.

use std::rc::Rc;

use crate::ui::prelude::*;

use crate::app::queries::insights::Insights;
use crate::i18n::describe;
use crate::ui::context::{use_language, use_speech, use_texts};
use crate::ui::kit::Icon;

/// Properties of [`ChannelChart`].
#[derive(Properties, PartialEq)]
pub(super) struct ChannelChartProps {
    /// The numbers; at least one is above 0.
    pub(super) counts: Rc<Insights>,
}

/// A bar for each channel, the most used first.
#[component]
pub(super) fn ChannelChart(props: &ChannelChartProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let words = texts.insights();
    let channels = &props.counts.by_channel;
    let total = props.counts.total;
    let most = channels.first().map_or(1, |(_, count)| (*count).max(1));
    let number = |count: usize| speech.number(count);
    let name = |channel| describe::channel(language, channel).to_owned();
    let sentence = channels
        .first()
        .map(|(channel, count)| {
            (words.channel_sentence)(&number(total), &name(channel), &number(*count))
        })
        .unwrap_or_default();
    html! {
        <figure class="chart card">
            <figcaption><h2>{words.by_channel}</h2><span class="muted">{words.by_channel_unit}</span></figcaption>
            <p class="visually-hidden">{sentence}</p>
            <ul class="bars">
                for (channel, count) in channels.iter() {
                    <li key={channel.code().to_owned()}>
                        <span class="bar-label">{Icon::of_channel(channel).html()}{name(channel)}</span>
                        <svg viewBox={format!("0 0 {most} 1")} preserveAspectRatio="none" aria-hidden="true">
                            <rect width={count.to_string()} height="1" />
                        </svg>
                        <span class="num">{number(*count)}</span>
                    </li>
                }
            </ul>
            <details>
                <summary>{Icon::ChevronRight.html()}{words.table}</summary>
                <table class="table">
                    <caption class="visually-hidden">{words.by_channel}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{texts.common.channel}</th>
                            <th scope="col" class="num">{words.count}</th>
                            <th scope="col" class="num">{words.share}</th>
                        </tr>
                    </thead>
                    <tbody>
                        for (channel, count) in channels.iter() {
                            <tr key={channel.code().to_owned()}>
                                <th scope="row">{name(channel)}</th>
                                <td class="num">{number(*count)}</td>
                                <td class="num">{share(*count, total)}</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </details>
        </figure>
    }
}

/// A share in whole percent; a small one is not rounded to nothing.
fn share(count: usize, total: usize) -> String {
    let percent = (200 * count + total) / (2 * total.max(1));
    if percent == 0 && 0 < count {
        "<1 %".to_owned()
    } else {
        format!("{percent} %")
    }
}
