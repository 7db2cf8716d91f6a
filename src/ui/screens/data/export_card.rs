//! Customers and communications as CSV.

use crate::ui::prelude::*;

use crate::app::commands::sample_data::{has_sample_data, is_sample};
use crate::app::model::Model;
use crate::domain::order::PutInOrder;
use crate::domain::origin::Origin;
use crate::formats::csv_export::{CommunicationsCsv, CustomersCsv};
use crate::formats::export_words::ExportWords;
use crate::i18n::Language;
use crate::ui::context::{
    Toast, use_book, use_desk, use_language, use_speech, use_texts, use_today,
};
use crate::ui::hooks::use_selector;
use crate::ui::kit::field::is_checked;
use crate::ui::kit::{Chip, Chips, Icon};
use crate::web::files;

#[derive(Clone, Copy, PartialEq)]
enum What {
    Customers,
    Communications,
}

impl What {
    const ALL: [Self; 2] = [Self::Customers, Self::Communications];
}

/// Whether sample records go into the file.
#[derive(Clone, Copy, PartialEq)]
enum Samples {
    Included,
    LeftOut,
}

impl Samples {
    fn admit(self, model: &Model, origin: Option<&Origin>) -> bool {
        self == Self::Included || !is_sample(model, origin)
    }
}

/// The card that gives files.
#[component]
pub(super) fn ExportCard() -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let what = use_state_eq(|| What::Customers);
    let samples = use_state_eq(|| Samples::Included);
    let has_samples = use_selector((), |model, ()| has_sample_data(model));
    let counts = use_selector(*samples, |model, samples| {
        let customers = model
            .customers()
            .filter(|one| samples.admit(model, one.origin.as_ref()));
        let communications = model
            .communications()
            .filter(|one| samples.admit(model, one.origin.as_ref()));
        (customers.count(), communications.count())
    });
    let export = {
        let samples = *samples;
        Callback::from(move |what: What| {
            let text = match what {
                What::Customers => customers(&book.model(), samples, language),
                What::Communications => communications(&book.model(), samples, language),
            };
            let name = match what {
                What::Customers => (words.customers_file)(&today.to_string()),
                What::Communications => (words.communications_file)(&today.to_string()),
            };
            let done = files::download(&name, "text/csv;charset=utf-8", text.as_bytes());
            desk.toast.emit(Toast {
                text: if done.is_ok() {
                    (words.file_given)(&name)
                } else {
                    words.download_failed.to_owned()
                },
                undo: false,
                kept: None,
                is_error: done.is_err(),
            });
        })
    };
    let choose = {
        let samples = samples.setter();
        Callback::from(move |event: Event| {
            samples.set(if is_checked(&event) {
                Samples::Included
            } else {
                Samples::LeftOut
            });
        })
    };
    let count = match *what {
        What::Customers => counts.0,
        What::Communications => counts.1,
    };
    let is_empty = count == 0;
    let press = {
        let what = *what;
        Callback::from(move |_: MouseEvent| {
            if !is_empty {
                export.emit(what);
            }
        })
    };
    let chips = vec![
        Chip::new((words.export_customers)(&speech.number(counts.0))),
        Chip::new((words.export_communications)(&speech.number(counts.1))),
    ];
    let choose_what = {
        let what = what.setter();
        Callback::from(move |index: Option<usize>| {
            if let Some(chosen) = index.and_then(|index| What::ALL.get(index)) {
                what.set(*chosen);
            }
        })
    };
    html! {
        <section class="card" aria-labelledby="data-export">
            <h2 id="data-export">{words.export}</h2>
            <p class="muted">{words.export_hint}</p>
            <Chips
                name="export-what"
                legend={words.export_what}
                {chips}
                chosen={What::ALL.iter().position(|one| *one == *what)}
                choose={choose_what}
            />
            if *has_samples {
                <label class="check">
                    <input
                        type="checkbox"
                        checked={*samples == Samples::Included}
                        onchange={choose}
                    />
                    <span>{words.export_samples}</span>
                </label>
            }
            <div class="btns">
                <button
                    class="btn"
                    type="button"
                    aria-disabled={is_empty.then_some("true")}
                    title={is_empty.then_some(words.nothing_to_export)}
                    onclick={press}
                >
                    {Icon::Export.html()}<span>{words.export}</span>
                </button>
            </div>
        </section>
    }
}

fn export_words(language: Language) -> &'static ExportWords {
    match language {
        Language::English => &ExportWords::EN,
        Language::Chinese => &ExportWords::ZH,
    }
}

fn customers(model: &Model, samples: Samples, language: Language) -> String {
    let chosen: Vec<_> = model
        .customers()
        .filter(|one| samples.admit(model, one.origin.as_ref()))
        .collect();
    let of = chosen.iter().map(AsRef::as_ref);
    let csv = CustomersCsv::of(of, export_words(language));
    let mut text = csv.head();
    for customer in &chosen {
        csv.write(&mut text, customer);
    }
    text
}

fn communications(model: &Model, samples: Samples, language: Language) -> String {
    let csv = CommunicationsCsv::new(export_words(language));
    let mut text = csv.head();
    let name = |id| {
        let customer = model.customer(id);
        customer.map_or(String::new(), |customer| customer.name.clone())
    };
    let mut chosen: Vec<_> = model
        .communications()
        .filter(|one| samples.admit(model, one.origin.as_ref()))
        .collect();
    chosen.put_in_order_by_key(|one| (one.at.order(), one.id));
    for communication in chosen {
        csv.write(&mut text, communication, &name);
    }
    text
}
