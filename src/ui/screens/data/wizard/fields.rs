//! What a column can become, in groups, as a choice lists it.

use crate::domain::rating::AspectId;
use crate::domain::scoring::Scoring;
use crate::domain::source::SourceKind;
use crate::formats::columns::{
    AddressPart, CommunicationField, CustomerField, DurationUnit, Reach,
};
use crate::formats::headings::{proposed_words, reading};
use crate::formats::score_columns::ScoreField;
use crate::formats::survey::ColumnFacts;
use crate::i18n::{Language, describe_file, describe_score_file};

/// The choices of one heading.
pub(super) struct Group<F> {
    /// Its word; none for the choice that stands alone.
    pub(super) label: &'static str,
    /// The fields with their words.
    pub(super) fields: Vec<(F, String)>,
}

/// The fields that a column of customers can become. What it is now is always among them.
pub(super) fn customer_groups(
    language: Language,
    heading: &str,
    facts: &ColumnFacts,
    now: &CustomerField,
    offered: Option<&CustomerField>,
) -> Vec<Group<CustomerField>> {
    let words = language.texts().data();
    let dates = reading(facts);
    let reach = |reach| CustomerField::Reach(reach, String::new());
    let mut groups = vec![
        (
            words.group_who,
            vec![
                CustomerField::Name,
                CustomerField::LastName,
                CustomerField::FirstName,
                CustomerField::MiddleName,
                CustomerField::Company,
                CustomerField::Title,
                CustomerField::Id,
            ],
        ),
        (
            words.group_reach,
            vec![
                reach(Reach::Phone),
                reach(Reach::Email),
                CustomerField::Reach(Reach::Handle, heading.to_owned()),
            ],
        ),
        (
            words.group_relation,
            vec![
                CustomerField::Status(proposed_words(facts)),
                CustomerField::Tags,
                CustomerField::Notes,
                CustomerField::Since(dates),
                CustomerField::LastContact(dates),
                CustomerField::DoNotContact,
                CustomerField::PausedUntil(dates),
            ],
        ),
        (
            words.group_address,
            AddressPart::ALL
                .map(CustomerField::Address)
                .into_iter()
                .chain([
                    CustomerField::Latitude,
                    CustomerField::Longitude,
                    CustomerField::OpeningHours,
                ])
                .collect(),
        ),
        (
            words.group_own,
            vec![CustomerField::Custom(heading.to_owned())],
        ),
    ];
    for field in [Some(now), offered].into_iter().flatten() {
        let is_left_out = *field == CustomerField::LeaveOut;
        let mut all = groups.iter_mut().flat_map(|(_, fields)| fields.iter_mut());
        if let Some(known) = all.find(|known| is_same_customer_field(known, field)) {
            // What its words mean, or how its dates are read, may have been changed by hand.
            known.clone_from(field);
        } else if !is_left_out {
            let group = match field {
                CustomerField::Reach(..)
                | CustomerField::Numbered(..)
                | CustomerField::NumberedLabel(..) => 1,
                CustomerField::Every | CustomerField::EveryAction => 2,
                CustomerField::Custom(_) => 4,
                _ => 0,
            };
            groups[group].1.push(field.clone());
        }
    }
    let mut listed = vec![Group {
        label: "",
        fields: vec![named(language, CustomerField::LeaveOut)],
    }];
    listed.extend(groups.into_iter().map(|(label, fields)| {
        Group {
            label,
            fields: fields
                .into_iter()
                .map(|field| named(language, field))
                .collect(),
        }
    }));
    listed
}

fn named(language: Language, field: CustomerField) -> (CustomerField, String) {
    let word = match &field {
        CustomerField::Custom(name) => (language.texts().data().own_field)(name),
        other => describe_file::customer_field(language, other),
    };
    (field, word)
}

/// Whether two fields are the same choice, however their dates are read or their words meant.
pub(super) fn is_same_customer_field(one: &CustomerField, other: &CustomerField) -> bool {
    match (one, other) {
        (CustomerField::Since(_), CustomerField::Since(_))
        | (CustomerField::LastContact(_), CustomerField::LastContact(_))
        | (CustomerField::PausedUntil(_), CustomerField::PausedUntil(_))
        | (CustomerField::Status(_), CustomerField::Status(_)) => true,
        (one, other) => one == other,
    }
}

/// The fields that a column of communications can become.
pub(super) fn communication_groups(
    language: Language,
    facts: &ColumnFacts,
    now: CommunicationField,
) -> Vec<Group<CommunicationField>> {
    let words = language.texts().data();
    let time = match now {
        CommunicationField::Time(_) => now,
        _ => CommunicationField::Time(reading(facts)),
    };
    let groups = [
        ("", vec![CommunicationField::LeaveOut]),
        (
            words.group_with_whom,
            vec![
                CommunicationField::CustomerId,
                CommunicationField::CustomerName,
            ],
        ),
        (
            words.group_what,
            vec![
                CommunicationField::Content,
                CommunicationField::Channel,
                CommunicationField::Direction,
                CommunicationField::Outcome,
                CommunicationField::Sentiment,
                CommunicationField::Id,
            ],
        ),
        (
            words.group_when,
            [time, CommunicationField::TimeOfDay]
                .into_iter()
                .chain(DurationUnit::ALL.map(CommunicationField::Duration))
                .collect(),
        ),
    ];
    let listed = groups.into_iter().map(|(label, fields)| Group {
        label,
        fields: fields
            .into_iter()
            .map(|field| {
                (
                    field,
                    describe_file::communication_field(language, field).to_owned(),
                )
            })
            .collect(),
    });
    listed.collect()
}

/// Whether two fields are the same choice, however their dates are read.
pub(super) fn is_same_score_field(one: &ScoreField, other: &ScoreField) -> bool {
    match (one, other) {
        (ScoreField::Time(_), ScoreField::Time(_)) => true,
        (one, other) => one == other,
    }
}

/// The fields that a column of ratings or of observed loyalties can become. What it is now is always
/// among them.
pub(super) fn score_groups(
    language: Language,
    scoring: &Scoring,
    kind: SourceKind,
    heading: &str,
    facts: &ColumnFacts,
    now: &ScoreField,
) -> Vec<Group<ScoreField>> {
    let texts = language.texts();
    let (words, of_scores) = (texts.data(), texts.score_files());
    let mut whose = vec![
        ScoreField::CustomerId,
        ScoreField::CustomerName,
        ScoreField::CustomerPhone,
        ScoreField::CustomerEmail,
    ];
    whose.push(match now {
        ScoreField::Time(_) => now.clone(),
        _ => ScoreField::Time(reading(facts)),
    });
    if kind != SourceKind::Loyalty {
        whose.push(ScoreField::TimeOfDay);
    }
    let mut groups = vec![
        ("", vec![ScoreField::LeaveOut]),
        (words.group_with_whom, whose),
    ];
    if kind == SourceKind::Loyalty {
        let value = vec![ScoreField::Value, ScoreField::Words, ScoreField::Id];
        groups.push((of_scores.loyalty, value));
    } else {
        let long = vec![
            ScoreField::Aspect,
            ScoreField::Score,
            ScoreField::Scale,
            ScoreField::Words,
            ScoreField::Id,
        ];
        groups.push((of_scores.group_scores, long));
        let of_user = scoring.aspects.iter().map(|aspect| aspect.id);
        let built_in = AspectId::BUILT_IN.into_iter().filter(|id| {
            let mut of_user = scoring.aspects.iter();
            of_user.all(|aspect| aspect.id != *id)
        });
        let all = of_user.chain(built_in).chain([AspectId::Overall]);
        let mut aspects: Vec<_> = all.map(ScoreField::ScoreOf).collect();
        aspects.push(ScoreField::ScoreOfNew(heading.to_owned()));
        groups.push((of_scores.group_aspects, aspects));
    }
    let mut all = groups.iter().flat_map(|(_, fields)| fields);
    if all.all(|field| !is_same_score_field(field, now)) {
        groups[1].1.push(now.clone());
    }
    let listed = groups.into_iter().map(|(label, fields)| Group {
        label,
        fields: fields
            .into_iter()
            .map(|field| {
                let word = describe_score_file::score_field(language, scoring, kind, &field);
                (field, word)
            })
            .collect(),
    });
    listed.collect()
}
