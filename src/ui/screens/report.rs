//! The report on customers: for reading, for paper, and as a file for somebody without Genjin.

use crate::ui::prelude::*;

use crate::app::queries::report::{Period, mask, report};
use crate::domain::id::CustomerId;
use crate::formats::report::{Block, Document, Entry, Line100, Part, Words};
use crate::formats::report_html::report_html;
use crate::i18n::Texts;
use crate::i18n::describe_report::{UserWords, document, labels};
use crate::ui::address::ReportAddress;
use crate::ui::context::{Toast, use_book, use_desk, use_language, use_texts, use_today};
use crate::ui::hooks::use_selector;
use crate::ui::kit::field::is_checked;
use crate::ui::kit::{Chip, Chips, Icon};
use crate::ui::memory::{use_current_customer, use_memory};
use crate::ui::route::Route;
use crate::web::{dom, files};

/// Properties of [`ReportScreen`].
#[derive(Properties, PartialEq)]
pub struct ReportScreenProps {
    /// On whom; those chosen in the list of customers where there is none.
    pub customer: Option<CustomerId>,
}

/// The page of a report.
#[component]
pub fn ReportScreen(props: &ReportScreenProps) -> Html {
    let texts = use_texts();
    let words = texts.report();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let memory = use_memory();
    use_current_customer(props.customer);
    let choices = use_state_eq(|| {
        let mut choices = ReportAddress::parse(&dom::hash());
        let chosen = memory.report.borrow();
        if props.customer.is_none() && !chosen.is_empty() {
            choices.customers.clone_from(&chosen);
        }
        choices
    });
    use_effect_with(
        ((*choices).clone(), props.customer),
        |(choices, customer)| {
            // Without an entry of its own: it is the same page, which can be loaded anew.
            dom::replace_hash(&choices.href(*customer));
        },
    );
    let ids = match props.customer {
        Some(id) => vec![id],
        None => choices.customers.clone(),
    };
    let shown = use_selector(
        (ids, (*choices).clone(), language, today),
        move |model, (ids, choices, language, _today)| {
            let report = report(model, ids, choices.period, book.now());
            let mask = choices
                .is_masked
                .then(|| mask(model, &report, labels(*language)));
            let is_empty = report.customers.is_empty();
            (!is_empty).then(|| document(*language, &report, choices.user_words, mask))
        },
    );
    let (back, back_to) = match props.customer {
        Some(id) => (Route::Customer(id), words.to_customer),
        None => (Route::Customers, texts.common.customers),
    };
    let Some(document) = &*shown else {
        return empty(texts);
    };
    let save = {
        let (shown, is_masked) = (shown.clone(), choices.is_masked);
        move |_: MouseEvent| {
            let Some(document) = &*shown else {
                return;
            };
            let file_name = if is_masked {
                words.masked_file_name
            } else {
                words.file_name
            };
            let name = file_name(&today.to_string());
            let file = report_html(document);
            let done = files::download(&name, "text/html;charset=utf-8", file.as_bytes());
            desk.toast.emit(Toast {
                text: if done.is_ok() {
                    (texts.data().file_given)(&name)
                } else {
                    texts.data().download_failed.to_owned()
                },
                undo: false,
                kept: None,
                is_error: done.is_err(),
            });
        }
    };
    html! {
        <div class="page page-narrow report">
            <header class="page-head two-rows">
                <div class="page-title">
                    <a class="back" href={back.href()}>
                        {Icon::ChevronLeft.html()}<span>{back_to}</span>
                    </a>
                    <h1><span lang={document.title.language}>{document.title.text.clone()}</span></h1>
                </div>
                <div class="page-actions">
                    <button class="btn" type="button" onclick={|_: MouseEvent| dom::print()}>
                        {Icon::Print.html()}<span>{words.print}</span>
                    </button>
                    <button class="btn" type="button" onclick={save}>
                        {Icon::Export.html()}<span>{words.save}</span>
                    </button>
                </div>
            </header>
            {options(texts, &choices, &choices.setter())}
            {sheet(document)}
        </div>
    }
}

fn empty(texts: &'static Texts) -> Html {
    let words = texts.report();
    html! {
        <div class="page">
            <div class="empty">
                {Icon::Person.html()}
                <h1>{words.empty}</h1>
                <p>{words.empty_hint}</p>
                <div class="btns">
                    <a class="btn" href={Route::Customers.href()}>{texts.customers().to_list}</a>
                </div>
            </div>
        </div>
    }
}

fn words_if(wanted: bool) -> UserWords {
    if wanted {
        UserWords::Shown
    } else {
        UserWords::LeftOut
    }
}

fn options(
    texts: &'static Texts,
    choices: &ReportAddress,
    set: &UseStateSetter<ReportAddress>,
) -> Html {
    let words = texts.report();
    let alter = |alteration: fn(&mut ReportAddress, bool)| {
        let (choices, set) = (choices.clone(), set.clone());
        move |event: Event| {
            let mut choices = choices.clone();
            alteration(&mut choices, is_checked(&event));
            set.set(choices);
        }
    };
    let choose_period = {
        let (choices, set) = (choices.clone(), set.clone());
        Callback::from(move |place: Option<usize>| {
            if let Some(period) = place.and_then(|place| Period::ALL.get(place).copied()) {
                set.set(ReportAddress {
                    period,
                    ..choices.clone()
                });
            }
        })
    };
    let choose_words = alter(|choices, is_checked| choices.user_words = words_if(is_checked));
    let choose_mask = alter(|choices, is_masked| {
        choices.is_masked = is_masked;
        // Names that are not known may stand in the words: masked ones are without them unless the
        // user asks for them.
        choices.user_words = words_if(!is_masked);
    });
    html! {
        <section class="card report-options" aria-label={words.options}>
            <Chips
                name="report-period"
                legend={words.period}
                chips={words.periods.map(Chip::new).to_vec()}
                chosen={Period::ALL.iter().position(|one| *one == choices.period)}
                choose={choose_period}
            />
            <label class="check">
                <input
                    type="checkbox"
                    checked={choices.user_words == UserWords::Shown}
                    onchange={choose_words}
                />
                <span>{words.with_words}</span>
            </label>
            <label class="check">
                <input type="checkbox" checked={choices.is_masked} onchange={choose_mask} />
                <span>{words.masked}</span>
            </label>
        </section>
    }
}

/// The document as the page and paper show it; its title stands above.
fn sheet(document: &Document) -> Html {
    html! {
        <div class="report-sheet">
            for (place, line) in document.about.iter().enumerate() {
                <p class="muted" key={place} lang={line.language}>{line.text.clone()}</p>
            }
            for (place, note) in document.notes.iter().enumerate() {
                <p class="report-note" key={format!("note {place}")}>{note.clone()}</p>
            }
            {document.overview.as_ref().map(block)}
            for (place, one) in document.entries.iter().enumerate() {
                {entry(place, one)}
            }
            <p class="muted report-foot">{document.made_with.clone()}</p>
        </div>
    }
}

fn entry(place: usize, entry: &Entry) -> Html {
    html! {
        <article key={format!("entry {place}")}>
            <h2><span lang={entry.heading.language}>{entry.heading.text.clone()}</span></h2>
            for Part { heading, blocks } in entry.parts.iter() {
                <section key={*heading}>
                    <h3>{*heading}</h3>
                    for one in blocks.iter() {
                        {block(one)}
                    }
                </section>
            }
        </article>
    }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Facts(facts) => html! {
            <dl>
                for (name, value) in facts.iter() {
                    <>
                        <dt>{*name}</dt>
                        <dd lang={value.language}>{value.text.clone()}</dd>
                    </>
                }
            </dl>
        },
        Block::Line(line) => html! { <p lang={line.language}>{line.text.clone()}</p> },
        Block::Missing(what) => html! { <p class="muted">{what.clone()}</p> },
        Block::List(points) => html! {
            <ul>
                for point in points.iter() {
                    <li lang={point.language}>{point.text.clone()}</li>
                }
            </ul>
        },
        Block::Records(records) => html! {
            <ol>
                for (about, said) in records.iter() {
                    <li>
                        <p class="muted" lang={about.language}>{about.text.clone()}</p>
                        if let Some(said) = said {
                            <p class="report-words" lang={said.language}>{said.text.clone()}</p>
                        }
                    </li>
                }
            </ol>
        },
        Block::Table {
            caption,
            columns,
            rows,
        } => table(caption, columns, rows),
        Block::Line100(one) => line(one),
    }
}

fn table(caption: &'static str, columns: &[(&'static str, bool)], rows: &[Vec<Words>]) -> Html {
    let class = |is_number: bool| is_number.then_some("num");
    html! {
        <div class="table-scroll">
            <table class="table terms">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        for (heading, is_number) in columns.iter() {
                            <th scope="col" class={class(*is_number)}>{*heading}</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for row in rows.iter() {
                        <tr>
                            for (cell, (_, is_number)) in row.iter().zip(columns) {
                                <td class={class(*is_number)} lang={cell.language}>
                                    {cell.text.clone()}
                                </td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn line(line: &Line100) -> Html {
    let (width, height) = (Line100::WIDTH, Line100::HEIGHT);
    html! {
        <figure class="report-line">
            <svg aria-hidden="true" viewBox={format!("0 0 {width} {height}")}>
                for (y, height) in Line100::guides() {
                    <line
                        x1={Line100::LEFT.to_string()}
                        x2={width.to_string()}
                        y1={y.to_string()}
                        y2={y.to_string()}
                    />
                    <text x={(Line100::LEFT - 3.0).to_string()} y={(y + 2.5).to_string()}>{height}</text>
                }
                <polyline points={line.polyline()} />
            </svg>
            <p class="report-ends">
                for end in line.ends.iter() {
                    <span>{end.clone()}</span>
                }
            </p>
            <figcaption class="muted">{line.caption.clone()}</figcaption>
        </figure>
    }
}
