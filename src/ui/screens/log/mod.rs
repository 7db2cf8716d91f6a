//! Log a communication: a customer and some words are enough.

mod form;
mod learner;
pub(crate) mod noted;
pub(crate) mod ratings;
mod step;

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use uuid::Uuid;
use web_sys::KeyboardEvent;

use self::form::{FieldError, LogForm, Next, When};
pub(crate) use self::form::{parse_date, parse_time};
use self::learner::{Learner, is_worth_learning};
use crate::app::commands::{Command, Rejection};
use crate::app::queries::learned::Learned;
use crate::domain::channel::Channel;
use crate::domain::communication::Direction;
use crate::domain::follow_up::Action;
use crate::domain::hints::Proposed;
use crate::domain::moment::Moment;
use crate::domain::need::NeedDraft;
use crate::domain::outcome::Outcome;
use crate::i18n::describe::Dates;
use crate::i18n::{Language, Texts, describe, describe_outcome};
use crate::ui::context::{
    Book, LogStart, use_book, use_device, use_language, use_speech, use_texts, use_today,
};
use crate::ui::drafts::KeptNote;
use crate::ui::hooks::{DraftPlace, use_draft, use_form, use_selector};
use crate::ui::kit::dialog::is_from_text_field;
use crate::ui::kit::{Chip, Chips, CustomerPicker, DialogFrame, Field, Icon, Picked, SelectField};
use crate::ui::memory::use_memory;
use crate::web::later_part;

/// The form's name among the drafts.
pub const FORM: &str = "log";

/// Keeps words as what was being typed in a log dialog; the draft to go on with.
pub(crate) async fn keep_words(book: &Book, words: String) -> Option<Uuid> {
    let id = book.environment().new_id();
    let mut form = LogForm::new(&LogStart::default());
    form.content = words;
    let draft = DraftPlace { form: FORM, id }.holding(&form);
    book.store().save_draft(&draft).await.ok()?;
    Some(id)
}

/// Properties of [`LogDialog`].
#[derive(Properties, PartialEq)]
pub struct LogDialogProps {
    /// With what it opens.
    pub start: LogStart,
}

/// The log dialog.
#[component]
pub fn LogDialog(props: &LogDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let form = use_state_eq(|| Rc::new(LogForm::new(&props.start)));
    let draft_id = *use_memo((), |()| {
        props
            .start
            .draft
            .unwrap_or_else(|| book.environment().new_id())
    });
    let place = DraftPlace {
        form: FORM,
        id: draft_id,
    };
    use_draft(
        place,
        &form,
        props.start.draft.is_some(),
        LogForm::has_words,
    );

    let today = use_today();
    let on = form
        .moment(&**book.environment())
        .map_or(today, Moment::local_date);
    let is_whole = later_part::is_there();
    let proposed = use_memo(
        (form.content.clone(), on, is_whole),
        |(words, on, is_whole)| {
            if *is_whole {
                Proposed::by(words, *on)
            } else {
                Proposed::default()
            }
        },
    );
    let memory = use_memory();
    let learned = use_state_eq(|| memory.learned.borrow().clone());
    let teach = *use_memo(is_whole, |is_whole| {
        *is_whole && is_worth_learning(&book.model())
    });
    let proposed = use_memo(
        (form.content.clone(), proposed, (*learned).clone()),
        add_learned,
    );
    let state = use_form::<FieldError>(place);
    let edit = {
        let (form, state) = (form.clone(), state.clone());
        Callback::from(move |change: Change| {
            let mut next = (*form.newest()).as_ref().clone();
            change.0(&mut next);
            state.typed();
            form.set(Rc::new(next));
        })
    };
    let submit = {
        let (book, form, state) = (book.clone(), form.clone(), state.clone());
        Callback::from(move |()| {
            let form = form.newest();
            match form.draft(&**book.environment()) {
                Ok(draft) => state.save(Command::Log(draft), place.holding(&**form), |_done| ()),
                Err(wrong) => state.point_out(wrong),
            }
        })
    };
    let (proposed, learned_need) = &*proposed;
    let proposed = noted::still_open(&form, proposed);
    let step = if is_whole {
        step::proposed(&form, book.now())
    } else {
        None
    };
    let single_keys = use_device().preferences.single_keys;
    let on_key = {
        let (edit, proposed, step) = (edit.clone(), proposed.clone(), step.clone());
        Callback::from(move |event: KeyboardEvent| {
            if (is_from_text_field(&event) || !single_keys) && !event.alt_key() {
                return;
            }
            let taken = || {
                noted::shortcut(&event.code(), &proposed)
                    .or_else(|| step::shortcut(&event.code(), step.as_ref()))
            };
            if let Some(change) = shortcut(&event.code()).or_else(taken) {
                event.prevent_default();
                edit.emit(change);
            }
        })
    };
    let is_known = !props.start.customers.is_empty();
    let is_future = form
        .moment(&**book.environment())
        .is_ok_and(|moment| form.when == When::Other && moment.is_after(book.now()));
    let planned = use_planned(&form);
    let channel = form.channel();
    let outcomes = outcomes(&channel, form.outcome());
    let ratings = ratings::use_ratings(&form, &edit);
    html! {
        <DialogFrame
            heading={texts.log.title}
            close={state.close()}
            {submit}
            busy={state.is_busy()}
            {on_key}
            note={html! { texts.common.draft_kept }}
        >
            {state.trouble(|why| !matches!(why, Rejection::NoCustomer | Rejection::NothingSaid))}
            <CustomerPicker
                id="log-customer"
                label={texts.log.customer}
                picked={Rc::new(form.picked())}
                change={edit.reform(|picked: Vec<Picked>| Change::of(move |form| form.set_picked(&picked)))}
                error={state.says(&Rejection::NoCustomer)}
                autofocus={!is_known}
            />
            <KeptNote form={FORM} whom={form.picked()} />
            <Field
                id="log-content"
                kind="textarea"
                label={texts.log.content}
                placeholder={texts.log.content_hint}
                value={form.content.clone()}
                change={edit.reform(|text: String| Change::of(move |form| form.content.clone_from(&text)))}
                error={state.says(&Rejection::NothingSaid)}
                autofocus={is_known}
            />
            if teach {
                <Learner learned={Callback::from({
                    let learned = learned.setter();
                    move |found| learned.set(Some(found))
                })} />
            }
            {noted::chips(language, speech, (&proposed, learned_need.as_ref()), &edit)}
            {step::chip(language, speech, step.as_ref(), &edit)}
            {noted::fields(language, &form, &edit, state.wrong() == Some(FieldError::PromiseDate))}
            {next_step_fields(texts, language, &form, &edit, state.wrong())}
            if let Some(seconds) = form.duration_seconds {
                <p class="hint">{(texts.capture().took)(seconds / 60)}</p>
            }
            if let Some(planned) = planned {
                <p class="hint">{(texts.log.already_planned)(&planned)}</p>
            }
            <ChannelChips form={(*form).clone()} edit={edit.clone()} />
            <Chips
                name="log-outcome"
                legend={texts.log.outcome}
                chips={outcomes.iter().map(|one| {
                    Chip::new(describe_outcome::outcome(language, &channel, *one)).with_key(one.key())
                }).collect::<Vec<_>>()}
                chosen={outcomes.iter().position(|one| form.outcome() == Some(*one))}
                choose={
                    let outcomes = outcomes.clone();
                    edit.reform(move |index: Option<usize>| {
                        let outcome = index.and_then(|index| outcomes.get(index).copied());
                        Change::of(move |form| form.set_outcome(outcome))
                    })
                }
                optional=true
            />
            {when_fields(texts, &form, &edit, state.wrong())}
            if is_future {
                <p class="hint" role="status">{texts.log.future}</p>
            }
            <Chips
                name="log-direction"
                legend={texts.log.direction}
                chips={vec![
                    Chip::new(texts.log.outgoing).with_icon(Icon::Outgoing),
                    Chip::new(texts.log.incoming).with_icon(Icon::Incoming),
                ]}
                chosen={form.direction().and_then(|one| Direction::ALL.iter().position(|other| *other == one))}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    form.set_direction(index.and_then(|index| Direction::ALL.get(index).copied()));
                }))}
                optional=true
            />
            {ratings}
        </DialogFrame>
    }
}

/// What the words propose, the need too that was learnt from the user's own, which follows the others
/// and stands apart besides.
fn add_learned(
    (words, proposed, learned): &(String, Rc<Proposed>, Option<Arc<Learned>>),
) -> (Proposed, Option<NeedDraft>) {
    let mut proposed = (**proposed).clone();
    let known: Vec<_> = proposed.needs.iter().map(|need| need.kind).collect();
    let need = learned
        .as_ref()
        .and_then(|learned| learned.need(words, &known));
    proposed.needs.extend(need.clone());
    (proposed, need)
}

/// What is planned already with the one customer that is chosen.
#[hook]
fn use_planned(form: &LogForm) -> Option<String> {
    let language = use_language();
    let speech = use_speech();
    let chosen = match form.picked().as_slice() {
        [Picked::Known(id)] => Some(*id),
        _ => None,
    };
    let today = use_today();
    let planned = use_selector((chosen, today), |model, (chosen, today)| {
        model
            .follow_ups_of((*chosen)?)
            .filter(|step| step.is_open() && *today < step.shows_on())
            .map(|step| (step.shows_on(), step.action.clone()))
            .min()
    });
    let (on, action) = (*planned).clone()?;
    let (what, day) = (describe::action(language, &action), speech.day(on));
    Some(format!("{what}, {day}"))
}

/// One change of the form.
#[derive(Clone)]
pub(super) struct Change(Rc<dyn Fn(&mut LogForm)>);

impl Change {
    fn of(change: impl Fn(&mut LogForm) + 'static) -> Self {
        Self(Rc::new(change))
    }
}

/// What a key means in the form, by its place on the keyboard: with Alt, a letter would not be
/// itself on every system.
fn shortcut(code: &str) -> Option<Change> {
    if let Some(digit) = code.strip_prefix("Digit") {
        let digit = digit.to_owned();
        return Some(Change::of(move |form| {
            if let Some(outcome) = Outcome::of_key(&form.channel(), &digit) {
                form.set_outcome(Some(outcome));
            }
        }));
    }
    let next = match code {
        "KeyT" => Next::Tomorrow,
        "KeyD" => Next::ThreeDays,
        "KeyW" => Next::OneWeek,
        "KeyP" => Next::ByPolicy,
        _ => return None,
    };
    Some(Change::of(move |form| form.next = next))
}

/// What can be chosen as the outcome on this channel, and what is chosen already.
pub(crate) fn outcomes(channel: &Channel, chosen: Option<Outcome>) -> Vec<Outcome> {
    let offered = Outcome::offered(channel);
    let mut outcomes = Outcome::ALL.to_vec();
    outcomes.retain(|one| offered.contains(one) || chosen == Some(*one));
    outcomes
}

/// Properties of [`ChannelChips`].
#[derive(Properties)]
struct ChannelChipsProps {
    form: Rc<LogForm>,
    edit: Callback<Change>,
}

impl PartialEq for ChannelChipsProps {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.edit == other.edit
    }
}

/// The channels of the Book.
#[component]
fn ChannelChips(props: &ChannelChipsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let channels = use_selector((), |model, ()| model.settings().channels());
    let chips = channels
        .iter()
        .map(|channel| {
            Chip::new(describe::channel(language, channel)).with_icon(Icon::of_channel(channel))
        })
        .collect::<Vec<_>>();
    let chosen = channels
        .iter()
        .position(|channel| *channel == props.form.channel());
    let choose = {
        let channels = channels.clone();
        props.edit.reform(move |index: Option<usize>| {
            let channel = index.and_then(|index| channels.get(index).cloned());
            Change::of(move |form| form.set_channel(channel.as_ref().unwrap_or(&Channel::Other)))
        })
    };
    html! { <Chips name="log-channel" legend={texts.log.channel} {chips} {chosen} {choose} /> }
}

fn when_fields(
    texts: &'static Texts,
    form: &LogForm,
    edit: &Callback<Change>,
    error: Option<FieldError>,
) -> Html {
    let chips = [
        texts.log.now,
        texts.log.hour_ago,
        texts.log.yesterday,
        texts.log.other_time,
    ];
    html! {
        <>
            <Chips
                name="log-when"
                legend={texts.log.time}
                chips={chips.map(Chip::new).to_vec()}
                chosen={When::ALL.iter().position(|when| *when == form.when)}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    form.when = index.and_then(|index| When::ALL.get(index).copied()).unwrap_or(When::Now);
                }))}
            />
            if form.when == When::Other {
                <div class="fields">
                    <Field
                        id="log-when-date"
                        kind="date"
                        label={texts.log.date}
                        value={form.when_date.clone()}
                        change={edit.reform(|text: String| Change::of(move |form| form.when_date.clone_from(&text)))}
                        error={(error == Some(FieldError::WhenDate)).then_some(texts.log.bad_date)}
                    />
                    <Field
                        id="log-when-time"
                        kind="time"
                        label={texts.log.time_of_day}
                        value={form.when_time.clone()}
                        change={edit.reform(|text: String| Change::of(move |form| form.when_time.clone_from(&text)))}
                        error={(error == Some(FieldError::WhenTime)).then_some(texts.log.bad_time)}
                    />
                </div>
            }
        </>
    }
}

fn next_step_fields(
    texts: &'static Texts,
    language: Language,
    form: &LogForm,
    edit: &Callback<Change>,
    error: Option<FieldError>,
) -> Html {
    let log = &texts.log;
    let chips = vec![
        Chip::new(log.by_policy).with_key("P"),
        Chip::new(log.today),
        Chip::new(log.tomorrow).with_key("T"),
        Chip::new(log.three_days).with_key("D"),
        Chip::new(log.next_week).with_key("W"),
        Chip::new(log.other_day),
    ];
    html! {
        <>
            <Chips
                name="log-next"
                legend={log.next_step}
                {chips}
                chosen={Next::ALL.iter().position(|next| *next == form.next)}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    form.next = index.and_then(|index| Next::ALL.get(index).copied()).unwrap_or(Next::ByPolicy);
                }))}
            />
            if form.next != Next::ByPolicy {
                <div class="fields">
                    if form.next == Next::Other {
                        <Field
                            id="log-next-date"
                            kind="date"
                            label={log.next_date}
                            value={form.next_date.clone()}
                            change={edit.reform(|text: String| Change::of(move |form| form.next_date.clone_from(&text)))}
                            error={(error == Some(FieldError::NextDate)).then_some(log.bad_date)}
                        />
                    }
                    <SelectField
                        id="log-next-action"
                        label={log.next_action}
                        options={action_options(language)}
                        value={form.next_action().code()}
                        change={edit.reform(|code: String| Change::of(move |form| {
                            form.set_next_action(&Action::from_code(&code).unwrap_or(Action::Call));
                        }))}
                    />
                    <Field
                        id="log-next-time"
                        kind="time"
                        label={log.next_time}
                        value={form.next_time.clone()}
                        change={edit.reform(|text: String| Change::of(move |form| form.next_time.clone_from(&text)))}
                        error={(error == Some(FieldError::NextTime)).then_some(log.bad_time)}
                    />
                </div>
            }
        </>
    }
}

/// What a next step can be: the code and the word of each action.
pub(crate) fn action_options(language: Language) -> Vec<(String, String)> {
    Channel::BUILT_IN
        .into_iter()
        .map(Action::through)
        .map(|action| {
            (
                action.code(),
                describe::action(language, &action).to_owned(),
            )
        })
        .collect()
}

/// Whom a draft is about, and its first words; `None` where there are none or it cannot be read.
pub(crate) fn draft_words(text: &str) -> Option<(Vec<Picked>, String)> {
    let form: LogForm = crate::records::from_json(text).ok()?;
    let words = form.content.chars().take(80).collect();
    form.has_words().then(|| (form.picked(), words))
}
