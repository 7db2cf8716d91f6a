//! How much of the day is taken, and who spills over to which day.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::row::QueueRow;
use crate::app::queries::today::{Queued, Today};
use crate::domain::capacity::Room;
use crate::domain::id::CustomerId;
use crate::domain::order::PutInOrder;
use crate::i18n::Texts;
use crate::i18n::describe::Dates;
use crate::ui::context::{use_speech, use_texts};
use crate::ui::kit::Icon;
use crate::ui::route::Route;

/// How many spilled rows are drawn before "show more".
const ROWS: usize = 50;

/// Two bars: visits and calls of the day against what fits it, each of which says what it counts.
pub(super) fn capacity_bar(texts: &'static Texts, work: &Today) -> Html {
    let bar = |id: &'static str, word: &'static str, [load, spent]: [usize; 2], fits: u16| {
        let fits = usize::from(fits);
        html! {
            <div class={classes!("capacity-part", (fits < load).then_some("over"))}>
                if fits == 0 {
                    <span>{word}</span>
                } else {
                    <label for={id}>{word}</label>
                }
                <span class="num">{(texts.day.taken)(load - spent, spent, fits)}</span>
                if 0 < fits {
                    <progress {id} max={fits.to_string()} value={load.min(fits).to_string()} />
                }
            </div>
        }
    };
    let (load, spent, capacity) = (work.load, work.spent, work.capacity);
    let (visits, calls) = ([load.visits, spent.visits], [load.calls, spent.calls]);
    html! {
        <div class="capacity" role="group" aria-label={texts.day.capacity}>
            {bar("capacity-visits", texts.day.visits_today, visits, capacity.visits)}
            {bar("capacity-calls", texts.day.calls_today, calls, capacity.calls)}
            {sentence(texts, work)}
        </div>
    }
}

/// What does not fit, in words.
fn sentence(texts: &'static Texts, work: &Today) -> Html {
    let spilled = work
        .queue
        .iter()
        .filter(|queued| queued.room != Room::Today)
        .count();
    let (load, spent, capacity) = (work.load, work.spent, work.capacity);
    let nothing_fits = match (capacity.visits, capacity.calls) {
        (0, 0) => Some(texts.day.nothing_fits),
        (0, _) => Some(texts.day.no_visit_fits),
        (_, 0) => Some(texts.day.no_call_fits),
        _ => None,
    };
    // Where none are suggested, all that is to do was planned by hand.
    let by_hand = (capacity.visits == 0 && spent.visits < load.visits)
        || (capacity.calls == 0 && spent.calls < load.calls);
    html! {
        <p class="capacity-words">
            if let Some(words) = nothing_fits {
                {words}
                if by_hand {
                    {" · "}{texts.day.by_hand_stay}
                }
                if 0 < spilled {
                    {" · "}{(texts.day.do_not_fit)(spilled)}
                }
                {" · "}<a href={Route::Settings.href()}>{texts.day.change_capacity}</a>
            } else if spilled == 0 {
                {texts.day.all_fits}
            } else {
                {(texts.day.spills)(spilled)}
            }
        </p>
    }
}

/// Properties of [`Spilled`].
#[derive(Properties, PartialEq)]
pub(super) struct SpilledProps {
    /// Those who do not fit today, in the order of the queue.
    pub(super) queue: Rc<Vec<Queued>>,
}

/// Those who do not fit today, folded away, by the day on which there is room.
#[component]
pub(super) fn Spilled(props: &SpilledProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let is_open = use_state_eq(|| false);
    let shown = use_state_eq(|| ROWS);
    let toggle = {
        let is_open = is_open.clone();
        move |_: MouseEvent| is_open.set(!*is_open)
    };
    // Visits and calls run out on days of their own, so days take turns in the queue.
    let queue = use_memo((props.queue.clone(), *is_open), |(queue, is_open)| {
        let mut by_day: Vec<(Room, CustomerId)> = Vec::new();
        if *is_open {
            by_day.extend(queue.iter().map(|queued| (queued.room, queued.customer)));
            by_day.put_in_order_by_key(|(room, _)| *room);
        }
        by_day
    });
    let drawn = queue.len().min(*shown);
    let rest = queue.len() - drawn;
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + ROWS)
    };
    let day = |room: Room| match room {
        Room::Today => texts.log.today.to_owned(),
        Room::On(day) => speech.weekday(day),
        Room::LaterThan(day) => (texts.day.later_than)(&speech.day(day)),
    };
    html! {
        <section class="spilled" aria-labelledby="spilled">
            <h2 class="group-head" id="spilled">
                <button
                    class="fold"
                    type="button"
                    aria-expanded={if *is_open { "true" } else { "false" }}
                    onclick={toggle}
                >
                    {Icon::ChevronRight.html()}<span>{texts.day.spilled}</span>
                    {" "}<span class="count">{props.queue.len()}</span>
                </button>
            </h2>
            if *is_open {
                for of_day in queue[..drawn].chunk_by(|a, b| a.0 == b.0) {
                    <h3 class="spilled-day">{day(of_day[0].0)}</h3>
                    <ul>
                        for (_, id) in of_day.iter() {
                            <QueueRow key={id.to_string()} customer={*id} is_current=false />
                        }
                    </ul>
                }
                if 0 < rest {
                    <button class="btn show-more" type="button" onclick={more}>
                        {(texts.today.show_more)(rest.min(ROWS))}
                    </button>
                }
            }
        </section>
    }
}
