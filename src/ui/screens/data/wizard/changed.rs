//! Records whose rows say something else now: each part can be taken over or not.

use crate::ui::prelude::*;

use super::{Checked, value};
use crate::app::import_preview::{Changed, Preview, Proposal};
use crate::i18n::{describe_file, describe_score_file};
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
        let model = &*model;
        let customers = preview.changed_customers.len();
        let communications = customers + preview.changed_communications.len();
        let ratings = communications + preview.changed_ratings.len();
        add_lines(
            &mut lines,
            (0, *records),
            &preview.changed_customers,
            &|one, part| {
                (
                    (shown(&one.before.name), one.before.trashed_at.is_some()),
                    shown(describe_file::customer_part(language, part)),
                    value::of_customer(speech, model, part, &one.before),
                    value::of_customer(speech, model, part, &one.offered),
                )
            },
        );
        let lists = &preview.changed_communications;
        add_lines(&mut lines, (customers, *records), lists, &|one, part| {
            let name = shown(&value::names(language, model, &one.before.customers));
            (
                (name, one.before.trashed_at.is_some()),
                describe_file::communication_part(language, *part).to_owned(),
                value::of_communication(speech, model, *part, &one.before),
                value::of_communication(speech, model, *part, &one.offered),
            )
        });
        let lists = &preview.changed_ratings;
        add_lines(
            &mut lines,
            (communications, *records),
            lists,
            &|one, part| {
                let name = shown(&value::names(language, model, &[one.before.customer]));
                (
                    (name, false),
                    describe_score_file::rating_part(language, *part).to_owned(),
                    value::of_rating(speech, model, *part, &one.before),
                    value::of_rating(speech, model, *part, &one.offered),
                )
            },
        );
        let lists = &preview.changed_observations;
        add_lines(&mut lines, (ratings, *records), lists, &|one, part| {
            let name = shown(&value::names(language, model, &[one.before.customer]));
            (
                (name, false),
                describe_score_file::observation_part(language, *part).to_owned(),
                value::of_observation(speech, model, *part, &one.before),
                value::of_observation(speech, model, *part, &one.offered),
            )
        });
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
    /// The record, customers first, then communications, ratings and observed loyalties, and its part.
    One(usize, usize),
}

/// What a line says: the record's name and whether it is in the trash, the part, how it is, and how
/// it would be.
type Told = ((String, bool), String, String, String);

/// Adds the lines of one kind of record; `first` are before it, and `most` are drawn of all.
fn add_lines<T, P>(
    lines: &mut Vec<Line>,
    (first, most): (usize, usize),
    changed: &[Changed<T, P>],
    tell: &dyn Fn(&Changed<T, P>, &P) -> Told,
) {
    let room = most.saturating_sub(first);
    for (index, changed) in changed.iter().take(room).enumerate() {
        for (number, one) in changed.proposals.iter().enumerate() {
            let ((name, is_trashed), part, now, then) = tell(changed, &one.part);
            let count = changed.proposals.len();
            lines.push(Line {
                first: (number == 0).then_some((changed.row, name, is_trashed, count)),
                place: (first + index, number),
                part,
                now,
                then,
                is_taken: one.is_taken,
            });
        }
    }
}

fn set(preview: &mut Preview, place: Place, is_taken: bool) {
    let customers = preview.changed_customers.len();
    let communications = customers + preview.changed_communications.len();
    let ratings = communications + preview.changed_ratings.len();
    set_some(&mut preview.changed_customers, 0, place, is_taken);
    set_some(
        &mut preview.changed_communications,
        customers,
        place,
        is_taken,
    );
    set_some(
        &mut preview.changed_ratings,
        communications,
        place,
        is_taken,
    );
    set_some(&mut preview.changed_observations, ratings, place, is_taken);
}

fn set_some<T, P>(changed: &mut [Changed<T, P>], first: usize, place: Place, is_taken: bool) {
    for (index, changed) in changed.iter_mut().enumerate() {
        let proposals: &mut Vec<Proposal<P>> = &mut changed.proposals;
        for (number, proposal) in proposals.iter_mut().enumerate() {
            if place.means(first + index, number) {
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
