//! What the rows come to: new, changed, the same, wrong; and the button that imports.

use crate::ui::prelude::*;

use super::Checked;
use super::changed::ChangedRecords;
use super::value;
use crate::app::import_preview::{Preview, Remark, WrongRow};
use crate::app::model::Model;
use crate::domain::customer::Labelled;
use crate::domain::source::SourceKind;
use crate::formats::formula::protect;
use crate::i18n::describe::{self, Dates as _};
use crate::i18n::{Language, Texts, describe_file, describe_scores};
use crate::ui::context::{Toast, use_book, use_desk, use_language, use_speech, use_texts};
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::web::files;
use crate::web::intl::Speech;

/// How many wrong rows are drawn; all that are listed can be had as a file.
const WRONG_ROWS: usize = 200;
/// How many new records are drawn.
const NEW_ROWS: usize = 5;

/// Properties of [`CheckStep`].
#[derive(Properties, PartialEq)]
pub(super) struct CheckStepProps {
    /// What the rows came to.
    pub(super) checked: Checked,
    /// Called to import.
    pub(super) import: Callback<()>,
    /// Called to go back.
    pub(super) back: Callback<()>,
    /// Whether it is being stored.
    pub(super) busy: bool,
}

/// The third step.
#[component]
pub(super) fn CheckStep(props: &CheckStepProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let redraw = use_force_update();
    let Checked(preview) = &props.checked;
    let shown = preview.borrow();
    let tile = |label: &'static str, count: usize, is_fault: bool| {
        html! {
            <div class={classes!("tile", (is_fault && 0 < count).then_some("bad"))}>
                <span class="tile-label">{label}</span>{" "}
                <span class="tile-num">{speech.number(count)}</span>
            </div>
        }
    };
    let (new, taken) = (shown.new_count(), shown.taken_count());
    let kind = shown.source.kind;
    let of_scores = texts.score_files();
    let action = match (new, taken) {
        (0, 0) if shown.is_empty() => words.nothing_to_import.to_owned(),
        (0, 0) => words.remember_rows.to_owned(),
        (0, _) => (words.update_records)(taken, &speech.number(taken)),
        (_, _) => {
            let word = match kind {
                SourceKind::Communications => words.import_communications,
                SourceKind::Ratings => of_scores.import_ratings,
                SourceKind::Loyalty => of_scores.import_loyalty,
                SourceKind::Customers | SourceKind::Sample => words.import_customers,
            };
            word(new, &speech.number(new))
        }
    };
    let extra = if kind == SourceKind::Communications {
        0
    } else {
        shown.new_communications.len()
    };
    let new_aspects: Vec<&str> = shown
        .new_aspects
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let new_aspects = new_aspects.join(" · ");
    let read_as =
        describe_scores::read_as(language, &book.model().settings().scoring, &shown.read_as);
    let note = match (new, taken, extra) {
        (0, 0, 0) if shown.is_empty() => words.all_the_same.to_owned(),
        (0, 0, 0) => words.only_rows_changed.to_owned(),
        (_, _, extra) if 0 < extra => (words.with_last_contacts)(&speech.number(extra)),
        (1.., 1.., _) => (words.and_updates)(taken, &speech.number(taken)),
        _ => words.one_undo.to_owned(),
    };
    let is_closed = shown.is_empty() || props.busy;
    let import = {
        let import = props.import.clone();
        Callback::from(move |_: MouseEvent| {
            if !is_closed {
                import.emit(());
            }
        })
    };
    html! {
        <>
            <div class="wizard">
                <div class="tiles" role="group" aria-label={words.what_rows_come_to}>
                    {tile(words.new_rows, new, false)}
                    {tile(words.changed_rows, shown.changed_count(), false)}
                    {tile(words.same_tile, shown.same as usize, false)}
                    {tile(words.wrong_tile, shown.wrong_rows as usize, true)}
                </div>
                if !new_aspects.is_empty() {
                    <p>{(of_scores.new_aspects)(&new_aspects)}</p>
                }
                if !read_as.is_empty() {
                    <p>{(of_scores.read_as)(&read_as)}</p>
                }
                <WrongRows checked={props.checked.clone()} />
                <ChangedRecords
                    checked={props.checked.clone()}
                    redraw={Callback::from(move |()| redraw.force_update())}
                />
                <NewRecords checked={props.checked.clone()} />
                <Remarks checked={props.checked.clone()} />
            </div>
            <div class="wizard-foot">
                <button class="btn" type="button" onclick={props.back.reform(|_: MouseEvent| ())}>
                    {texts.common.back}
                </button>
                <p class="note muted" id="check-note" role="status">
                    {if props.busy { texts.common.saving.to_owned() } else { note }}
                </p>
                <button
                    class="btn primary"
                    type="button"
                    aria-disabled={is_closed.then_some("true")}
                    aria-describedby="check-note"
                    onclick={import}
                >
                    {action}
                </button>
            </div>
        </>
    }
}

/// Properties of the lists below the tiles.
#[derive(Properties, PartialEq)]
struct ListProps {
    checked: Checked,
}

/// The rows that cannot be imported.
#[component]
fn WrongRows(props: &ListProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let desk = use_desk();
    let Checked(preview) = &props.checked;
    let listed = preview.borrow();
    let listed: &Preview = &listed;
    if listed.wrong_rows == 0 {
        return Html::default();
    }
    let download = {
        let preview = preview.clone();
        Callback::from(move |_: MouseEvent| {
            let preview = preview.borrow();
            let text = as_csv(language, &preview.source.name, &preview.wrong);
            let name = (words.wrong_file)(&preview.source.name);
            if files::download(&name, "text/csv;charset=utf-8", text.as_bytes()).is_err() {
                desk.toast.emit(Toast {
                    text: words.download_failed.to_owned(),
                    undo: false,
                    kept: None,
                    is_error: true,
                });
            }
        })
    };
    let heading = (words.rows_left_out)(&speech.number(listed.wrong_rows as usize));
    html! {
        <section>
            <div class="section-head">
                <h2>{heading.clone()}</h2>
                <button class="btn quiet small" type="button" onclick={download}>
                    {Icon::Export.html()}<span>{words.download_list}</span>
                </button>
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-label={heading}>
                <table class="table">
                    <thead>
                        <tr>
                            <th class="num" scope="col">{words.row}</th>
                            <th scope="col">{words.column}</th>
                            <th scope="col">{words.reason}</th>
                            <th scope="col">{words.text_in_file}</th>
                        </tr>
                    </thead>
                    <tbody>
                        for wrong in listed.wrong.iter().take(WRONG_ROWS) {
                            <tr>
                                <td class="num">{wrong.row}</td>
                                <td>{wrong.column.as_deref().map(shown)}</td>
                                <td>{describe_file::wrong_reason(language, wrong.reason)}</td>
                                <td lang={language_of(&wrong.value)}>{shown(&wrong.value)}</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if WRONG_ROWS < listed.wrong.len() {
                <p class="muted">{(words.first_rows)(WRONG_ROWS)}</p>
            }
        </section>
    }
}

/// The list of wrong rows as a file for a spreadsheet.
fn as_csv(language: Language, file: &str, wrong: &[WrongRow]) -> String {
    let words = language.texts().data();
    let mut text = String::from('\u{feff}');
    let mut line = |cells: [&str; 5]| {
        let cells = cells.map(|cell| format!("\"{}\"", protect(cell).replace('"', "\"\"")));
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    line([
        words.file,
        words.row,
        words.column,
        words.reason,
        words.text_in_file,
    ]);
    for one in wrong {
        line([
            file,
            &one.row.to_string(),
            one.column.as_deref().unwrap_or_default(),
            &describe_file::wrong_reason(language, one.reason),
            &one.value,
        ]);
    }
    text
}

/// What is worth a look in rows that are imported.
#[component]
fn Remarks(props: &ListProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let Checked(preview) = &props.checked;
    let listed = preview.borrow();
    if listed.remark_count == 0 {
        return Html::default();
    }
    let row = |remark: &Remark| {
        html! {
            <tr>
                <td class="num">{remark.row}</td>
                <td>{remark.column.as_deref().map(shown)}</td>
                <td>{describe_file::remark(language, remark.reason)}</td>
                <td lang={language_of(&remark.value)}>{shown(&remark.value)}</td>
            </tr>
        }
    };
    html! {
        <details>
            <summary>
                {Icon::ChevronRight.html()}
                {(words.remarks)(&speech.number(listed.remark_count as usize))}
            </summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label={words.remarks_label}>
                <table class="table">
                    <thead>
                        <tr>
                            <th class="num" scope="col">{words.row}</th>
                            <th scope="col">{words.column}</th>
                            <th scope="col">{words.remark}</th>
                            <th scope="col">{words.text_in_file}</th>
                        </tr>
                    </thead>
                    <tbody>
                        for remark in listed.remarks.iter().take(WRONG_ROWS) {
                            {row(remark)}
                        }
                    </tbody>
                </table>
            </div>
        </details>
    }
}

/// The headings and cells of the first new records; a time stands first where there is one.
fn first_new(
    texts: &Texts,
    speech: Speech,
    model: &Model,
    listed: &Preview,
) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let (language, words, of_scores) = (speech.0, texts.data(), texts.score_files());
    let common = &texts.common;
    match listed.source.kind {
        SourceKind::Communications => {
            let rows = listed.new_communications.iter().take(NEW_ROWS).map(|one| {
                vec![
                    value::moment(speech, one.at),
                    value::names(language, model, &one.customers),
                    describe::channel(language, &one.channel).to_owned(),
                    first_line(&one.content),
                ]
            });
            (
                vec![common.time, words.customer, common.channel, words.content],
                rows.collect(),
            )
        }
        SourceKind::Ratings => {
            let settings = model.settings();
            let mut aspects = settings.scoring.clone();
            aspects.aspects.extend(listed.new_aspects.iter().cloned());
            let rows = listed.new_ratings.iter().take(NEW_ROWS).map(|one| {
                vec![
                    value::moment(speech, one.at),
                    value::names(language, model, &[one.customer]),
                    describe_scores::aspect(language, &aspects, one.aspect),
                    value::score(speech, one.value),
                ]
            });
            (
                vec![
                    common.time,
                    words.customer,
                    of_scores.aspect,
                    of_scores.score,
                ],
                rows.collect(),
            )
        }
        SourceKind::Loyalty => {
            let rows = listed.new_observations.iter().take(NEW_ROWS).map(|one| {
                vec![
                    speech.day(one.on),
                    value::names(language, model, &[one.customer]),
                    one.value.to_string(),
                    first_line(&one.note),
                ]
            });
            (
                vec![
                    common.time,
                    words.customer,
                    of_scores.loyalty,
                    of_scores.note,
                ],
                rows.collect(),
            )
        }
        SourceKind::Customers | SourceKind::Sample => {
            let first =
                |list: &[Labelled]| list.first().map_or(String::new(), |one| one.value.clone());
            let rows = listed.new_customers.iter().take(NEW_ROWS).map(|one| {
                vec![
                    one.name.clone(),
                    one.company.clone(),
                    first(&one.phones),
                    first(&one.emails),
                    describe::stage(language, one.stage).to_owned(),
                    one.tier.map_or("", |tier| tier.code()).to_owned(),
                ]
            });
            (
                vec![
                    common.name,
                    common.company,
                    common.phone,
                    common.email,
                    common.stage,
                    common.tier,
                ],
                rows.collect(),
            )
        }
    }
}

/// The first new records, as they will be.
#[component]
fn NewRecords(props: &ListProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let speech = use_speech();
    let book = use_book();
    let Checked(preview) = &props.checked;
    let listed = preview.borrow();
    if listed.new_count() == 0 {
        return Html::default();
    }
    let has_times = !matches!(
        listed.source.kind,
        SourceKind::Customers | SourceKind::Sample
    );
    let (headings, rows) = first_new(texts, speech, &book.model(), &listed);
    html! {
        <section>
            <div class="section-head"><h2>{words.first_new}</h2></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label={words.first_new}>
                <table class="table">
                    <thead>
                        <tr>
                            for heading in headings {
                                <th scope="col">{heading}</th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for row in rows {
                            <tr>
                                for (index, cell) in row.iter().enumerate() {
                                    <td lang={language_of(cell)}>
                                        if has_times && index == 0 {
                                            <time>{shown(cell)}</time>
                                        } else {
                                            {shown(cell)}
                                        }
                                    </td>
                                }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn first_line(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    match line.char_indices().nth(48) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
