//! A part of a record as text, for the two sides of a proposal.

use crate::app::import_preview::{
    CommunicationPart, CustomerPart, ObservationPart, RatingPart, own,
};
use crate::app::model::Model;
use crate::domain::cadence::Cadence;
use crate::domain::communication::{Communication, Direction};
use crate::domain::customer::{Customer, Labelled};
use crate::domain::id::CustomerId;
use crate::domain::moment::Moment;
use crate::domain::rating::{Observation, RatedValue, Rating};
use crate::i18n::describe::{self, Dates};
use crate::i18n::{Language, describe_outcome, describe_score_file, describe_scores};
use crate::ui::kit::text::shown;
use crate::web::intl::Speech;

/// A part of a customer; empty where it says nothing.
pub(super) fn of_customer(
    speech: Speech,
    model: &Model,
    part: &CustomerPart,
    customer: &Customer,
) -> String {
    let language = speech.0;
    let words = language.texts().data();
    let day = |date: Option<_>| date.map_or(String::new(), |date| speech.day(date));
    let text = match part {
        CustomerPart::Name => customer.name.clone(),
        CustomerPart::Company => customer.company.clone(),
        CustomerPart::Firm => names(language, model, customer.firm.as_slice()),
        CustomerPart::Title => customer.title.clone(),
        CustomerPart::Phones => labelled(language, &customer.phones),
        CustomerPart::Emails => labelled(language, &customer.emails),
        CustomerPart::Handles => labelled(language, &customer.handles),
        CustomerPart::Address => customer.address.clone(),
        CustomerPart::OpeningHours => customer.opening_hours.clone(),
        CustomerPart::Position => customer.position.map_or(String::new(), |at| {
            format!("{}, {}", at.latitude, at.longitude)
        }),
        CustomerPart::Stage => describe::stage(language, customer.stage).to_owned(),
        CustomerPart::Tier => customer.tier.map_or("", |tier| tier.code()).to_owned(),
        CustomerPart::Tags => describe::listed(language, &customer.tags),
        CustomerPart::Notes => customer.notes.clone(),
        CustomerPart::Since => day(customer.since),
        CustomerPart::DoNotContact => {
            let is = customer.consent.do_not_contact;
            (if is { words.yes } else { words.no }).to_owned()
        }
        CustomerPart::PausedUntil => day(customer.consent.paused_until),
        CustomerPart::Cadence => customer.cadence.as_ref().map_or(String::new(), |own| {
            let every = match own.every {
                Cadence::Days(count) => (words.every_days)(count),
                Cadence::Weeks(count) => (words.every_weeks)(count),
                Cadence::Months(count) => (words.every_months)(count),
            };
            format!("{every} · {}", describe::action(language, &own.action))
        }),
        CustomerPart::Custom(name) => own(customer, name).to_owned(),
    };
    shown(&text)
}

/// A part of a communication; empty where it says nothing.
pub(super) fn of_communication(
    speech: Speech,
    model: &Model,
    part: CommunicationPart,
    communication: &Communication,
) -> String {
    let language = speech.0;
    let words = language.texts().data();
    let text = match part {
        CommunicationPart::Customers => names(language, model, &communication.customers),
        CommunicationPart::At => moment(speech, communication.at),
        CommunicationPart::Channel => {
            describe::channel(language, &communication.channel).to_owned()
        }
        CommunicationPart::Direction => match communication.direction {
            Some(Direction::Outgoing) => words.outgoing.to_owned(),
            Some(Direction::Incoming) => words.incoming.to_owned(),
            None => String::new(),
        },
        CommunicationPart::Outcome => communication
            .outcome
            .map_or("", |outcome| {
                describe_outcome::outcome(language, &communication.channel, outcome)
            })
            .to_owned(),
        CommunicationPart::Sentiment => {
            let felt = communication.sentiment.as_ref();
            let word = felt.map(|one| describe_score_file::sentiment(language, *one));
            word.unwrap_or_default().to_owned()
        }
        CommunicationPart::Content => communication.content.clone(),
        CommunicationPart::Duration => communication
            .duration_seconds
            .map_or(String::new(), |seconds| {
                format!("{}:{:02}", seconds / 60, seconds % 60)
            }),
    };
    shown(&text)
}

/// A part of a rating; empty where it says nothing.
pub(super) fn of_rating(
    speech: Speech,
    model: &Model,
    part: RatingPart,
    rating: &Rating,
) -> String {
    let text = match part {
        RatingPart::Customer => names(speech.0, model, &[rating.customer]),
        RatingPart::Aspect => {
            describe_scores::aspect(speech.0, &model.settings().scoring, rating.aspect)
        }
        RatingPart::At => moment(speech, rating.at),
        RatingPart::Value => score(speech, rating.value),
        RatingPart::GivenBy => rating.given_by.clone(),
    };
    shown(&text)
}

/// A part of an observed loyalty; empty where it says nothing.
pub(super) fn of_observation(
    speech: Speech,
    model: &Model,
    part: ObservationPart,
    observation: &Observation,
) -> String {
    let text = match part {
        ObservationPart::Customer => names(speech.0, model, &[observation.customer]),
        ObservationPart::On => speech.day(observation.on),
        ObservationPart::Value => observation.value.to_string(),
        ObservationPart::Note => observation.note.clone(),
    };
    shown(&text)
}

/// A score with the highest of its scale.
pub(super) fn score(speech: Speech, value: RatedValue) -> String {
    let (_, highest) = value.scale().bounds();
    (speech.0.texts().score_files().out_of)(&value.value().to_string(), highest)
}

/// A moment as a row shows it.
pub(super) fn moment(speech: Speech, at: Moment) -> String {
    let day = speech.day(at.local_date());
    match at.local_time() {
        Some(time) => (speech.0.texts().data().day_at)(&day, &speech.time(time)),
        None => day,
    }
}

/// The names of customers, several joined.
pub(super) fn names(language: Language, model: &Model, ids: &[CustomerId]) -> String {
    let names = ids.iter().filter_map(|id| model.customer(*id));
    let names: Vec<&str> = names.map(|one| one.name.as_str()).collect();
    describe::listed(language, &names)
}

fn labelled(language: Language, list: &[Labelled]) -> String {
    let values: Vec<&str> = list.iter().map(|one| one.value.as_str()).collect();
    describe::listed(language, &values)
}
