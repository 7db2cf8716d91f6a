//! Customers, communications, ratings and observed loyalties as CSV.

use std::sync::Arc;

use crate::ui::prelude::*;

use crate::app::commands::sample_data::{has_sample_data, is_sample};
use crate::app::model::Model;
use crate::domain::id::CustomerId;
use crate::domain::order::PutInOrder;
use crate::domain::origin::Origin;
use crate::domain::rating::{Observation, Rating};
use crate::formats::csv_export::{CommunicationsCsv, CustomersCsv};
use crate::formats::score_export::{LoyaltyCsv, RatingsCsv};
use crate::i18n::Language;
use crate::i18n::describe_score_file::export_words;
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
    Ratings,
    Loyalty,
}

impl What {
    const ALL: [Self; 4] = [
        Self::Customers,
        Self::Communications,
        Self::Ratings,
        Self::Loyalty,
    ];
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
        let ratings = ratings(model, *samples);
        let loyalty = loyalty(model, *samples);
        [
            customers.count(),
            communications.count(),
            ratings.count(),
            loyalty.count(),
        ]
    });
    let of_scores = texts.score_files();
    let export = {
        let samples = *samples;
        Callback::from(move |what: What| {
            let text = match what {
                What::Customers => customers(&book.real_model(), samples, language),
                What::Communications => communications(&book.real_model(), samples, language),
                What::Ratings => ratings_csv(&book.real_model(), samples, language),
                What::Loyalty => loyalty_csv(&book.real_model(), samples, language),
            };
            let name = match what {
                What::Customers => (words.customers_file)(&today.to_string()),
                What::Communications => (words.communications_file)(&today.to_string()),
                What::Ratings => (of_scores.ratings_file)(&today.to_string()),
                What::Loyalty => (of_scores.loyalty_file)(&today.to_string()),
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
    let place = What::ALL.iter().position(|one| *one == *what);
    let is_empty = place.is_some_and(|place| counts[place] == 0);
    let press = {
        let what = *what;
        Callback::from(move |_: MouseEvent| {
            if !is_empty {
                export.emit(what);
            }
        })
    };
    let chips = vec![
        Chip::new((words.export_customers)(&speech.number(counts[0]))),
        Chip::new((words.export_communications)(&speech.number(counts[1]))),
        Chip::new((of_scores.export_ratings)(&speech.number(counts[2]))),
        Chip::new((of_scores.export_loyalty)(&speech.number(counts[3]))),
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
            <h2 id="data-export" tabindex="-1">{words.export}</h2>
            <p class="muted">{words.export_hint}</p>
            <Chips
                name="export-what"
                legend={words.export_what}
                {chips}
                chosen={place}
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
    let name = |id| name_of(model, id).to_owned();
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

fn name_of(model: &Model, id: CustomerId) -> &str {
    model.customer(id).map_or("", |customer| &customer.name)
}

/// Whether what was said of a customer goes into a file.
fn is_admitted(model: &Model, samples: Samples, id: CustomerId) -> bool {
    model.customer(id).is_some_and(|customer| {
        customer.trashed_at.is_none() && samples.admit(model, customer.origin.as_ref())
    })
}

/// The ratings outside the trash, of customers outside it.
fn ratings(model: &Model, samples: Samples) -> impl Iterator<Item = &Arc<Rating>> {
    let all = model.all_ratings().filter(|one| one.trashed_at.is_none());
    all.filter(move |one| is_admitted(model, samples, one.customer))
}

/// The observed loyalties outside the trash, of customers outside it.
fn loyalty(model: &Model, samples: Samples) -> impl Iterator<Item = &Arc<Observation>> {
    let all = model.all_observations();
    let all = all.filter(|one| one.trashed_at.is_none());
    all.filter(move |one| is_admitted(model, samples, one.customer))
}

fn ratings_csv(model: &Model, samples: Samples, language: Language) -> String {
    let csv = RatingsCsv::new(export_words(language));
    let mut text = csv.head();
    let mut chosen: Vec<_> = ratings(model, samples).collect();
    chosen.put_in_order_by_key(|one| (one.at.order(), one.id));
    let scoring = &model.settings().scoring;
    for rating in chosen {
        let mut aspects = scoring.aspects.iter();
        let aspect = aspects.find(|aspect| aspect.id == rating.aspect);
        let name = aspect.map_or("", |aspect| &aspect.name);
        csv.write(&mut text, rating, name_of(model, rating.customer), name);
    }
    text
}

fn loyalty_csv(model: &Model, samples: Samples, language: Language) -> String {
    let csv = LoyaltyCsv::new(export_words(language));
    let mut text = csv.head();
    let mut chosen: Vec<_> = loyalty(model, samples).collect();
    chosen.put_in_order_by_key(|one| (one.on, one.id));
    for observation in chosen {
        csv.write(&mut text, observation, name_of(model, observation.customer));
    }
    text
}
