//! Insights: how many communications there were, by week and by channel.

mod channels;
mod weeks;

use crate::ui::prelude::*;

use self::channels::ChannelChart;
use self::weeks::WeekChart;
use crate::app::queries::insights::insights;
use crate::ui::context::{Dialog, LogStart, use_book, use_desk, use_speech, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::{Icon, SelectField};
use crate::ui::route::Route;

/// The periods that can be chosen, in weeks.
const PERIODS: [u32; 3] = [13, 26, 52];

/// Below this many communications a chart says that it shows too little.
const THIN: usize = 10;

/// The page Insights.
#[component]
pub fn InsightsScreen() -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let day = use_today();
    let period = use_state_eq(|| PERIODS[1]);
    let counts = use_selector((*period, day), move |model, (weeks, _day)| {
        insights(model, book.now(), *weeks)
    });
    let change = {
        let period = period.setter();
        Callback::from(move |value: String| {
            if let Ok(weeks) = value.parse() {
                period.set(weeks);
            }
        })
    };
    let log = desk
        .open
        .reform(|_: MouseEvent| Some(Dialog::Log(LogStart::default())));
    let total = speech.number(counts.total);
    html! {
        <div class="page">
            <header class="page-head"><h1>{texts.common.insights}</h1></header>
            <div class="toolbar">
                <div class="filters">
                    <SelectField
                        id="insights-period"
                        label={texts.insights().period}
                        bare=true
                        options={PERIODS.map(|weeks| {
                            (weeks.to_string(), (texts.insights().last_weeks)(weeks as usize))
                        }).to_vec()}
                        value={period.to_string()}
                        {change}
                    />
                </div>
                <p class="count" role="status">{(texts.insights().total)(&total)}</p>
            </div>
            if counts.total == 0 {
                <div class="empty">
                    {Icon::Insights.html()}
                    <h2>{texts.insights().empty}</h2>
                    <p>{texts.insights().empty_hint}</p>
                    <div class="btns">
                        <button class="btn primary" type="button" onclick={log}>
                            {texts.common.log}
                        </button>
                        <a class="btn" href={Route::Data.href()}>{texts.insights().import}</a>
                    </div>
                </div>
            } else {
                if counts.total < THIN {
                    <div class="notices">
                        <div class="notice" data-kind="info">
                            {Icon::Info.html()}
                            <p class="notice-text">{(texts.insights().thin)(&total)}</p>
                        </div>
                    </div>
                }
                <div class="insights">
                    <WeekChart counts={counts.clone()} />
                    <ChannelChart counts={counts.clone()} />
                </div>
            }
        </div>
    }
}
