//! Records whose rows say something else now: each part can be taken over or not.

use crate::ui::prelude::*;

use super::{Checked, value};
use crate::app::import_preview::Preview;
use crate::i18n::describe_file;
use crate::ui::context::{use_book, use_language, use_speech, use_texts};
use crate::ui::kit::field::is_checked;
use crate::ui::kit::text::{language_of, shown};

/// How many records are drawn at first, and with each "show more".
const RECORDS: usize = 50;

/// Properties of [`ChangedRecords`].
#[derive(Properties, PartialEq)]
pub(super) struct ChangedRecordsProps {
    /// What the rows came to.
    pub(super) checked: Checked,
    /// Called when something was ticked.
    pub(super) redraw: Callback<()>,
}

/// One part of one record as the list shows it.
struct Line {
    /// The row, the record's name, and in how many parts it differs, in its first line.
    first: Option<(u32, String, bool, usize)>,
    place: (usize, usize),
    part: String,
    now: String,
    then: String,
    is_taken: bool,
}

/// The list of proposals.
#[component]
pub(super) fn ChangedRecords(props: &ChangedRecordsProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let redraw = use_force_update();
    let records = use_state_eq(|| RECORDS);
    let Checked(preview) = &props.checked;
    let total = preview.borrow().changed_count();
    if total == 0 {
        return Html::default();
    }
    let mut lines = Vec::new();
    {
        let preview = preview.borrow();
        let model = book.model();
        for (index, changed) in preview.changed_customers.iter().take(*records).enumerate() {
            for (number, one) in changed.proposals.iter().enumerate() {
                let is_trashed = changed.before.trashed_at.is_some();
                let name = shown(&changed.before.name);
                let count = changed.proposals.len();
                lines.push(Line {
                    first: (number == 0).then_some((changed.row, name, is_trashed, count)),
                    place: (index, number),
                    part: shown(describe_file::customer_part(language, &one.part)),
                    now: value::of_customer(speech, &model, &one.part, &changed.before),
                    then: value::of_customer(speech, &model, &one.part, &changed.offered),
                    is_taken: one.is_taken,
                });
            }
        }
        let room = *records - preview.changed_customers.len().min(*records);
        for (index, changed) in preview.changed_communications.iter().take(room).enumerate() {
            for (number, one) in changed.proposals.iter().enumerate() {
                let is_trashed = changed.before.trashed_at.is_some();
                let name = shown(&value::names(&model, &changed.before.customers));
                let count = changed.proposals.len();
                lines.push(Line {
                    first: (number == 0).then_some((changed.row, name, is_trashed, count)),
                    place: (preview.changed_customers.len() + index, number),
                    part: describe_file::communication_part(language, one.part).to_owned(),
                    now: value::of_communication(speech, &model, one.part, &changed.before),
                    then: value::of_communication(speech, &model, one.part, &changed.offered),
                    is_taken: one.is_taken,
                });
            }
        }
    }
    let tick = {
        let (checked, outer) = (props.checked.clone(), props.redraw.clone());
        let redraw = redraw.clone();
        Callback::from(move |(place, is_taken): (Place, bool)| {
            set(&mut checked.0.borrow_mut(), place, is_taken);
            redraw.force_update();
            outer.emit(());
        })
    };
    let all = |is_taken: bool| tick.reform(move |_: MouseEvent| (Place::All, is_taken));
    let more = {
        let records = records.clone();
        Callback::from(move |_: MouseEvent| records.set(*records + 4 * RECORDS))
    };
    let left = total.saturating_sub(*records);
    let empty = || html! { <span class="muted">{texts.common.nothing}</span> };
    let text = |text: &str| {
        if text.is_empty() {
            empty()
        } else {
            html! { {text.to_owned()} }
        }
    };
    html! {
        <section>
            <div class="section-head">
                <h2>{(words.changed_heading)(&speech.number(total))}</h2>
                <div class="btns">
                    <button class="btn quiet small" type="button" onclick={all(true)}>
                        {words.take_all}
                    </button>
                    <button class="btn quiet small" type="button" onclick={all(false)}>
                        {words.take_none}
                    </button>
                </div>
            </div>
            <p class="muted">{words.changed_hint}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label={words.changed_rows}>
                <table class="table map-table">
                    <thead>
                        <tr>
                            <th class="num" scope="col">{words.row}</th>
                            <th scope="col">{words.record}</th>
                            <th scope="col">{words.take_over}</th>
                            <th scope="col">{words.now}</th>
                            <th scope="col">{words.in_file}</th>
                        </tr>
                    </thead>
                    <tbody>
                        for line in lines {
                            <tr key={format!("{}-{}", line.place.0, line.place.1)}>
                                if let Some((row, name, is_trashed, count)) = &line.first {
                                    <th class="num" scope="rowgroup" rowspan={count.to_string()}>{*row}</th>
                                    <th scope="rowgroup" rowspan={count.to_string()} lang={language_of(name)}>
                                        {name.clone()}
                                        if *is_trashed {
                                            {" "}<span class="badge">{words.in_trash}</span>
                                        }
                                    </th>
                                }
                                <td>
                                    <label class="check">
                                        <input
                                            type="checkbox"
                                            checked={line.is_taken}
                                            onchange={
                                                let place = Place::One(line.place.0, line.place.1);
                                                tick.reform(move |event: Event| (place, is_checked(&event)))
                                            }
                                        />
                                        <span>{line.part.clone()}</span>
                                    </label>
                                </td>
                                <td lang={language_of(&line.now)}>{text(&line.now)}</td>
                                <td lang={language_of(&line.then)}>{text(&line.then)}</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if 0 < left {
                <button class="btn show-more" type="button" onclick={more}>
                    {(words.show_more)(left.min(4 * RECORDS))}
                </button>
            }
        </section>
    }
}

/// Which proposals are meant.
#[derive(Clone, Copy)]
enum Place {
    All,
    /// The record, customers first, and its part.
    One(usize, usize),
}

fn set(preview: &mut Preview, place: Place, is_taken: bool) {
    let customers = preview.changed_customers.len();
    for (index, changed) in preview.changed_customers.iter_mut().enumerate() {
        for (number, proposal) in changed.proposals.iter_mut().enumerate() {
            if place.means(index, number) {
                proposal.is_taken = is_taken;
            }
        }
    }
    for (index, changed) in preview.changed_communications.iter_mut().enumerate() {
        for (number, proposal) in changed.proposals.iter_mut().enumerate() {
            if place.means(customers + index, number) {
                proposal.is_taken = is_taken;
            }
        }
    }
}

impl Place {
    fn means(self, record: usize, part: usize) -> bool {
        match self {
            Self::All => true,
            Self::One(one, number) => one == record && number == part,
        }
    }
}
