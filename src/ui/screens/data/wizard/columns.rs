//! How the file is read: encoding, separator, what its rows are, what each column becomes.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::super::opening::{Opened, Reading};
use super::fields::{
    Group, communication_groups, customer_groups, is_same_customer_field, is_same_score_field,
    score_groups,
};
use super::words::StatusWords;
use crate::app::import_preview::{
    Choices, CustomersSource, Proposals, customers_sources, sources_of,
};
use crate::domain::channel::Channel;
use crate::domain::rating::Scale;
use crate::domain::source::{Source, SourceKind};
use crate::formats::columns::{CommunicationField, CustomerField, DateReading};
use crate::formats::headings::Proposal;
use crate::formats::layout::Layout;
use crate::formats::score_columns::ScoreField;
use crate::formats::survey::OrderDoubt;
use crate::formats::table::Delimiter;
use crate::formats::text::Encoding;
use crate::formats::when::DayOrder;
use crate::i18n::describe::{self, Dates};
use crate::i18n::{describe_file, describe_score_file};
use crate::ui::context::{use_book, use_language, use_speech, use_texts};
use crate::ui::kit::SelectField;
use crate::ui::kit::field::{is_checked, value_of};
use crate::ui::kit::text::{language_of, shown};

/// How many first values stand beside a column.
const VALUES: usize = 3;
/// How many bytes they may take together, beyond the first of them.
const VALUES_LENGTH: usize = 64;
/// How many rows are looked through for them.
const PREVIEW_ROWS: usize = 30;

/// Properties of [`ColumnsStep`].
#[derive(Properties, PartialEq)]
pub(super) struct ColumnsStepProps {
    /// The file.
    pub(super) opened: Opened,
    /// What its columns are proposed to mean.
    pub(super) proposals: Proposals,
    /// What is chosen.
    pub(super) choices: Choices,
    /// Called with other choices.
    pub(super) choose: Callback<Choices>,
    /// Called to read the file in another way.
    pub(super) reopen: Callback<Reading>,
    /// Called to go on.
    pub(super) go_on: Callback<()>,
    /// Called to go back.
    pub(super) back: Callback<()>,
    /// Whether the rows are being read.
    pub(super) busy: bool,
    /// How often reading in another way has failed: the choices then show again what is.
    pub(super) attempt: u32,
    /// How far that has come: at the foot, where the button was pressed.
    pub(super) progress: Html,
}

/// The second step.
#[component]
pub(super) fn ColumnsStep(props: &ColumnsStepProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let Choices { kind, .. } = props.choices;
    let missing = props.choices.missing();
    let rows = props.opened.survey.rows as usize;
    let speech = use_speech();
    let status_words = props
        .choices
        .customer_fields
        .iter()
        .enumerate()
        .filter(|_| kind == SourceKind::Customers);
    let go_on = {
        let (go_on, is_free) = (props.go_on.clone(), missing.is_none() && !props.busy);
        Callback::from(move |_: MouseEvent| {
            if is_free {
                go_on.emit(());
            }
        })
    };
    html! {
        <>
            <div class="wizard">
                <FileFields key={props.attempt} ..props.clone() />
                <MapTable ..props.clone() />
                for (index, field) in status_words {
                    if let CustomerField::Status(known) = field {
                        <StatusWords
                            key={index}
                            heading={heading(&props.opened, index)}
                            words={known.clone()}
                            choose={
                                let (choices, choose) = (props.choices.clone(), props.choose.clone());
                                Callback::from(move |known| {
                                    let mut choices = choices.clone();
                                    choices.customer_fields[index] = CustomerField::Status(known);
                                    choose.emit(choices);
                                })
                            }
                        />
                    }
                }
            </div>
            <div class="wizard-foot">
                <button class="btn" type="button" onclick={props.back.reform(|_: MouseEvent| ())}>
                    {texts.common.back}
                </button>
                <p class="note muted" id="columns-note" role="status">
                    {match missing {
                        Some(missing) => describe_file::missing_column(language, missing).to_owned(),
                        None => (words.rows_in_file)(&speech.number(rows)),
                    }}
                </p>
                {props.progress.clone()}
                <button
                    class="btn primary"
                    type="button"
                    aria-disabled={(missing.is_some() || props.busy).then_some("true")}
                    aria-describedby="columns-note"
                    onclick={go_on}
                >
                    {words.go_on}
                </button>
            </div>
        </>
    }
}

impl Clone for ColumnsStepProps {
    fn clone(&self) -> Self {
        Self {
            opened: self.opened.clone(),
            proposals: self.proposals.clone(),
            choices: self.choices.clone(),
            choose: self.choose.clone(),
            reopen: self.reopen.clone(),
            go_on: self.go_on.clone(),
            back: self.back.clone(),
            busy: self.busy,
            attempt: self.attempt,
            progress: self.progress.clone(),
        }
    }
}

fn heading(opened: &Opened, index: usize) -> String {
    let column = opened.table.columns().get(index);
    column.map_or(String::new(), |column| shown(&column.heading))
}

/// The choices about the file as a whole.
#[component]
fn FileFields(props: &ColumnsStepProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let ColumnsStepProps {
        opened,
        choices,
        choose,
        reopen,
        ..
    } = props;
    let table = &opened.table;
    let layout = table.layout();
    let encoding = opened.encoding;
    let alter = |change: fn(&mut Choices, &crate::app::model::Model, &Opened, String)| {
        let (choices, choose) = (choices.clone(), choose.clone());
        let (book, opened) = (book.clone(), opened.clone());
        Callback::from(move |value: String| {
            let mut choices = choices.clone();
            change(&mut choices, &book.model(), &opened, value);
            choose.emit(choices);
        })
    };
    let set_kind = alter(|choices, model, opened, value| {
        let known = KINDS.into_iter().find(|(_, code)| *code == value);
        let kind = known.map_or(SourceKind::Customers, |(kind, _)| kind);
        choices.set_kind(model, &opened.table, &opened.survey, kind);
    });
    let set_source = alter(|choices, _model, _opened, value| choices.source = value.parse().ok());
    let set_customers = alter(|choices, _model, _opened, value| {
        choices.customers_from = value.parse().ok();
    });
    let set_channel = alter(|choices, _model, _opened, value| {
        choices.channel_otherwise = Channel::from_code(&value);
    });
    let set_scale = alter(|choices, _model, _opened, value| {
        choices.scale = Scale::from_code(&value).unwrap_or(choices.scale);
    });
    let set_makes_aspects = alter(|choices, _model, _opened, _value| {
        choices.makes_aspects = !choices.makes_aspects;
    });
    let set_encoding = reopen.reform(move |name: String| Reading {
        encoding: Encoding::ALL.into_iter().find(|one| one.name() == name),
        layout: None,
    });
    let relay = move |layout: Layout| Reading {
        encoding: Some(encoding),
        layout: Some(layout),
    };
    let set_delimiter = reopen.reform(move |index: String| {
        let chosen = index
            .parse()
            .ok()
            .and_then(|index: usize| Delimiter::ALL.get(index));
        relay(Layout {
            delimiter: chosen.copied().unwrap_or(layout.delimiter),
            ..layout
        })
    });
    let set_headings = reopen.reform(move |event: Event| {
        relay(Layout {
            heading_row: is_checked(&event).then_some(1),
            ..layout
        })
    });
    let encodings = Encoding::ALL.map(|one| (one.name().to_owned(), one.name().to_owned()));
    let delimiters = Delimiter::ALL.into_iter().enumerate().map(|(index, one)| {
        (
            index.to_string(),
            describe_file::delimiter(language, one).to_owned(),
        )
    });
    let delimiter = Delimiter::ALL
        .iter()
        .position(|one| *one == layout.delimiter);
    let of_scores = texts.score_files();
    let kinds = KINDS.map(|(kind, code)| {
        let word = match kind {
            SourceKind::Communications => texts.common.communications,
            SourceKind::Ratings => of_scores.ratings,
            SourceKind::Loyalty => of_scores.loyalty,
            SourceKind::Customers | SourceKind::Sample => texts.common.customers,
        };
        (code.to_owned(), word.to_owned())
    });
    let scales = Scale::ALL.map(|scale| {
        let word = describe_score_file::scale(language, scale);
        (scale.code().to_owned(), word)
    });
    let is_ratings = choices.kind == SourceKind::Ratings;
    let names_aspects = is_ratings && choices.rating_fields.contains(&ScoreField::Aspect);
    let source_word = |source: &Arc<Source>| {
        let day = speech.day(source.imported_at.date_naive());
        (words.imported_on)(&shown(&source.name), &day)
    };
    let model = book.model();
    let mut sources = vec![(String::new(), words.new_source.to_owned())];
    let known = sources_of(&model, choices.kind);
    sources.extend(
        known
            .iter()
            .map(|source| (source.id.to_string(), source_word(source))),
    );
    let is_communications = choices.kind == SourceKind::Communications;
    let id_column = choices.customer_id_column();
    let mut customers = vec![(String::new(), words.choose_import.to_owned())];
    if id_column.is_some() {
        let candidates = customers_sources(&model, table, id_column);
        customers.extend(candidates.iter().map(
            |CustomersSource {
                 source,
                 found,
                 looked_at,
             }| {
                let word = source_word(source);
                (
                    source.id.to_string(),
                    (words.ids_found)(&word, *found, *looked_at),
                )
            },
        ));
    }
    let has_channel = choices
        .communication_fields
        .contains(&CommunicationField::Channel);
    let channels = Channel::BUILT_IN.iter().map(|one| {
        (
            one.code().to_owned(),
            describe::channel(language, one).to_owned(),
        )
    });
    let id =
        |id: Option<crate::domain::id::SourceId>| id.map_or(String::new(), |id| id.to_string());
    html! {
        <div class="fields">
            <SelectField
                id="import-kind"
                label={words.rows_are}
                options={kinds.to_vec()}
                value={code_of(choices.kind)}
                change={set_kind}
            />
            if is_communications && !has_channel {
                <SelectField
                    id="import-channel"
                    label={words.channel_of_all}
                    options={channels.collect::<Vec<_>>()}
                    value={choices.channel_otherwise.code().to_owned()}
                    change={set_channel}
                />
            }
            if is_ratings {
                <SelectField
                    id="import-scale"
                    label={of_scores.scale}
                    options={scales.to_vec()}
                    value={choices.scale.code()}
                    change={set_scale}
                />
            }
            <SelectField
                id="import-encoding"
                label={words.encoding}
                options={encodings.to_vec()}
                value={encoding.name()}
                change={set_encoding}
            />
            <SelectField
                id="import-separator"
                label={words.separator}
                options={delimiters.collect::<Vec<_>>()}
                value={delimiter.unwrap_or(0).to_string()}
                change={set_delimiter}
            />
            <label class="check">
                <input
                    type="checkbox"
                    checked={layout.heading_row.is_some()}
                    onchange={set_headings}
                />
                <span>{(words.headings_in_row)(layout.heading_row.unwrap_or(1))}</span>
            </label>
            if names_aspects {
                <label class="check wide">
                    <input
                        type="checkbox"
                        checked={choices.makes_aspects}
                        onchange={set_makes_aspects.reform(|_: Event| String::new())}
                    />
                    <span>{of_scores.makes_aspects}</span>
                </label>
            }
            if 1 < sources.len() {
                <div class="field wide">
                    <label class="label" for="import-source">{words.this_is}</label>
                    <SelectField
                        bare=true
                        id="import-source"
                        label={words.this_is}
                        options={sources}
                        value={id(choices.source)}
                        change={set_source}
                    />
                </div>
            }
            if id_column.is_some() && !table.is_own_export() {
                <div class="field wide">
                    <label class="label" for="import-customers">{words.ids_are_of}</label>
                    <SelectField
                        bare=true
                        id="import-customers"
                        label={words.ids_are_of}
                        options={customers}
                        value={id(choices.customers_from)}
                        change={set_customers}
                    />
                </div>
            }
        </div>
    }
}

/// What rows can be, with the values of the choice.
const KINDS: [(SourceKind, &str); 4] = [
    (SourceKind::Customers, "customers"),
    (SourceKind::Communications, "communications"),
    (SourceKind::Ratings, "ratings"),
    (SourceKind::Loyalty, "loyalty"),
];

fn code_of(kind: SourceKind) -> &'static str {
    let known = KINDS.into_iter().find(|(one, _)| *one == kind);
    known.map_or("", |(_, code)| code)
}

/// What each column becomes.
#[component]
fn MapTable(props: &ColumnsStepProps) -> Html {
    let texts = use_texts();
    let words = texts.data();
    let ColumnsStepProps {
        opened, choices, ..
    } = props;
    let values = use_memo(opened.clone(), first_values);
    let kind = code_of(choices.kind);
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label={words.columns}>
            <table class="table map-table">
                <thead>
                    <tr>
                        <th scope="col">{words.column_in_file}</th>
                        <th scope="col">{words.first_values}</th>
                        <th scope="col">{words.becomes}</th>
                    </tr>
                </thead>
                <tbody>
                    for (index, values) in values.iter().enumerate() {
                        <tr key={format!("{kind}-{index}")}>
                            <th scope="row" lang={language_of(&heading(opened, index))}>
                                {heading(opened, index)}
                            </th>
                            <td class="muted" lang={language_of(values)}>{values.clone()}</td>
                            <td>
                                {match choices.kind {
                                    SourceKind::Communications => html! {
                                        <CommunicationChoice {index} step={props.clone()} />
                                    },
                                    SourceKind::Ratings | SourceKind::Loyalty => html! {
                                        <ScoreChoice {index} step={props.clone()} />
                                    },
                                    SourceKind::Customers | SourceKind::Sample => html! {
                                        <CustomerChoice {index} step={props.clone()} />
                                    },
                                }}
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// The first different values of each column, as they stand in the file.
fn first_values(opened: &Opened) -> Vec<String> {
    let rows = opened.table.preview(PREVIEW_ROWS).unwrap_or_default();
    let columns = opened.table.columns().iter().enumerate();
    columns
        .map(|(index, _)| {
            let mut values: Vec<String> = Vec::new();
            for row in &rows {
                let cell = row.cells.get(index).map_or("", |cell| cell.trim());
                let value = shortened(cell);
                let length: usize = values.iter().map(String::len).sum();
                let has_room = values.is_empty() || length + value.len() < VALUES_LENGTH;
                let is_new = !value.is_empty() && !values.contains(&value);
                if is_new && has_room && values.len() < VALUES {
                    values.push(value);
                }
            }
            values.join(" · ")
        })
        .collect()
}

fn shortened(cell: &str) -> String {
    let line = cell.lines().next().unwrap_or_default();
    match line.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", shown(&line[..end])),
        None => shown(line),
    }
}

/// Properties of the choice for one column.
#[derive(Properties, PartialEq)]
struct ChoiceProps {
    index: usize,
    step: ColumnsStepProps,
}

#[component]
fn CustomerChoice(props: &ChoiceProps) -> Html {
    let language = use_language();
    let ChoiceProps { index, step } = props;
    let index = *index;
    let facts = step.opened.survey.columns.get(index);
    let (Some(facts), Some(now)) = (facts, step.choices.customer_fields.get(index)) else {
        return Html::default();
    };
    let proposal = step.proposals.customers.get(index);
    let offered = proposal.and_then(|proposal| proposal.offered.as_ref());
    let column = heading(&step.opened, index);
    let groups = customer_groups(language, &column, facts, now, offered);
    let set = {
        let (choices, choose) = (step.choices.clone(), step.choose.clone());
        Callback::from(move |field: CustomerField| {
            let mut choices = choices.clone();
            choices.customer_fields[index] = field;
            choose.emit(choices);
        })
    };
    let mut now = now.clone();
    let dates = now.date_reading().copied();
    let set_order = {
        let (set, field) = (set.clone(), now.clone());
        Callback::from(move |order: DayOrder| {
            let mut field = field.clone();
            if let Some(reading) = field.date_reading() {
                reading.order = order;
            }
            set.emit(field);
        })
    };
    html! {
        <>
            {select(&column, groups, |field| is_same_customer_field(field, &now), set)}
            {offer(language, offered.filter(|field| {
                // That any column can be a field of the user's own goes without saying.
                now == CustomerField::LeaveOut && !matches!(field, CustomerField::Custom(_))
            }).map(|field| describe_file::customer_field(language, field)))}
            if let Some(dates) = dates {
                <OrderChoice
                    column={column.clone()}
                    {dates}
                    doubt={doubt_of(proposal).or_else(|| doubt_in(facts))}
                    set={set_order}
                />
            }
        </>
    }
}

#[component]
fn CommunicationChoice(props: &ChoiceProps) -> Html {
    let language = use_language();
    let ChoiceProps { index, step } = props;
    let index = *index;
    let facts = step.opened.survey.columns.get(index);
    let (Some(facts), Some(now)) = (facts, step.choices.communication_fields.get(index)) else {
        return Html::default();
    };
    let proposal = step.proposals.communications.get(index);
    let mut now = *now;
    let column = heading(&step.opened, index);
    let groups = communication_groups(language, facts, now);
    let set = {
        let (choices, choose) = (step.choices.clone(), step.choose.clone());
        Callback::from(move |field: CommunicationField| {
            let mut choices = choices.clone();
            choices.communication_fields[index] = field;
            choose.emit(choices);
        })
    };
    let set_order = {
        let set = set.clone();
        Callback::from(move |order: DayOrder| {
            let mut field = now;
            if let Some(reading) = field.date_reading() {
                reading.order = order;
            }
            set.emit(field);
        })
    };
    let dates = now.date_reading().copied();
    let offered = proposal.and_then(|proposal| proposal.offered);
    html! {
        <>
            {select(&column, groups, |field| *field == now, set)}
            {offer(language, offered.filter(|_| now == CommunicationField::LeaveOut)
                .map(|field| describe_file::communication_field(language, field).to_owned()))}
            if let Some(dates) = dates {
                <OrderChoice
                    column={column.clone()}
                    {dates}
                    doubt={doubt_of(proposal).or_else(|| doubt_in(facts))}
                    set={set_order}
                />
            }
        </>
    }
}

#[component]
fn ScoreChoice(props: &ChoiceProps) -> Html {
    let language = use_language();
    let book = use_book();
    let ChoiceProps { index, step } = props;
    let index = *index;
    let facts = step.opened.survey.columns.get(index);
    let (Some(facts), Some(now)) = (facts, step.choices.score_fields().get(index)) else {
        return Html::default();
    };
    let kind = step.choices.kind;
    let proposals = match kind {
        SourceKind::Loyalty => &step.proposals.loyalty,
        _ => &step.proposals.ratings,
    };
    let proposal = proposals.get(index);
    let offered = proposal.and_then(|proposal| proposal.offered.as_ref());
    let column = heading(&step.opened, index);
    let settings = book.model().settings().clone();
    let scoring = &settings.scoring;
    let groups = score_groups(language, scoring, kind, &column, facts, now);
    let set = {
        let (choices, choose) = (step.choices.clone(), step.choose.clone());
        let (book, survey) = (book.clone(), step.opened.survey.clone());
        Callback::from(move |field: ScoreField| {
            let mut choices = choices.clone();
            choices.set_score_field(&book.model(), &survey, index, field);
            choose.emit(choices);
        })
    };
    let mut now = now.clone();
    let dates = now.date_reading().copied();
    let set_order = {
        let (set, field) = (set.clone(), now.clone());
        Callback::from(move |order: DayOrder| {
            let mut field = field.clone();
            if let Some(reading) = field.date_reading() {
                reading.order = order;
            }
            set.emit(field);
        })
    };
    html! {
        <>
            {select(&column, groups, |field| is_same_score_field(field, &now), set)}
            {offer(language, offered.filter(|_| now == ScoreField::LeaveOut)
                .map(|field| describe_score_file::score_field(language, scoring, kind, field)))}
            if let Some(dates) = dates {
                <OrderChoice
                    column={column.clone()}
                    {dates}
                    doubt={doubt_of(proposal).or_else(|| doubt_in(facts))}
                    set={set_order}
                />
            }
        </>
    }
}

fn doubt_of<F>(proposal: Option<&Proposal<F>>) -> Option<OrderDoubt> {
    proposal.and_then(|proposal| proposal.doubt)
}

fn doubt_in(facts: &crate::formats::survey::ColumnFacts) -> Option<OrderDoubt> {
    match facts.day_order().1 {
        OrderDoubt::None => None,
        doubt => Some(doubt),
    }
}

/// What a column could be read as, where it is left out by default.
fn offer(language: crate::i18n::Language, field: Option<String>) -> Html {
    let words = language.texts().data();
    field.map_or_else(Html::default, |field| {
        html! { <p class="hint">{(words.could_be)(&field)}</p> }
    })
}

/// The choice of a field, in groups.
fn select<F: Clone + 'static>(
    column: &str,
    groups: Vec<Group<F>>,
    is_chosen: impl Fn(&F) -> bool,
    choose: Callback<F>,
) -> Html {
    let mut fields = Vec::new();
    let mut chosen_once = false;
    let groups: Vec<Html> = groups
        .into_iter()
        .map(
            |Group {
                 label,
                 fields: listed,
             }| {
                let options: Vec<Html> = listed
                    .into_iter()
                    .map(|(field, word)| {
                        let is_chosen = !chosen_once && is_chosen(&field);
                        chosen_once |= is_chosen;
                        fields.push(field);
                        let value = (fields.len() - 1).to_string();
                        html! { <option {value} selected={is_chosen}>{word}</option> }
                    })
                    .collect();
                if label.is_empty() {
                    html! { <>{options}</> }
                } else {
                    html! { <optgroup {label}>{options}</optgroup> }
                }
            },
        )
        .collect();
    let onchange = Callback::from(move |event: Event| {
        let index: Option<usize> = value_of(&event).parse().ok();
        if let Some(field) = index.and_then(|index| fields.get(index)) {
            choose.emit(field.clone());
        }
    });
    html! {
        <select class="select" aria-label={column.to_owned()} {onchange}>{groups}</select>
    }
}

/// Properties of [`OrderChoice`].
#[derive(Properties, PartialEq)]
struct OrderChoiceProps {
    column: String,
    dates: DateReading,
    doubt: Option<OrderDoubt>,
    set: Callback<DayOrder>,
}

/// Which number of a date is the day, where the values leave that in doubt.
#[component]
fn OrderChoice(props: &OrderChoiceProps) -> Html {
    let words = use_texts().data();
    let Some(doubt) = props.doubt else {
        return Html::default();
    };
    let set = props.set.reform(|event: Event| {
        if value_of(&event) == MONTH_FIRST {
            DayOrder::MonthFirst
        } else {
            DayOrder::DayFirst
        }
    });
    let is_month = props.dates.order == DayOrder::MonthFirst;
    html! {
        <>
            <select
                class="select"
                aria-label={(words.day_order_of)(&props.column)}
                onchange={set}
            >
                <option value="day" selected={!is_month}>{words.day_first}</option>
                <option value={MONTH_FIRST} selected={is_month}>{words.month_first}</option>
            </select>
            <p class="hint">
                {match doubt {
                    OrderDoubt::Mixed => words.order_mixed,
                    OrderDoubt::Ambiguous | OrderDoubt::None => words.order_ambiguous,
                }}
            </p>
        </>
    }
}

const MONTH_FIRST: &str = "month";
