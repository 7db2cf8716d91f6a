//! The form of a communication that was logged.

use std::rc::Rc;
use std::sync::Arc;

use crate::ui::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::commands::{Command, Rejection, trash};
use crate::app::ports::Environment;
use crate::domain::channel::Channel;
use crate::domain::communication::{Communication, Direction, Sentiment};
use crate::domain::id::CommunicationId;
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::domain::written::clock_text;
use crate::i18n::{describe, describe_outcome};
use crate::ui::context::{use_book, use_desk, use_language, use_texts};
use crate::ui::hooks::{
    DraftPlace, Found, forget_draft, use_draft, use_form, use_run, use_selector,
};
use crate::ui::kit::{
    Chip, Chips, CustomerPicker, DialogFrame, Field, Icon, Picked, RestoredNotice,
};
use crate::ui::screens::insights::felt_word;
use crate::ui::screens::log::{outcomes, parse_date, parse_time};

/// The form's name among the drafts; the draft bears the communication's id.
pub const FORM: &str = "edit_communication";

/// Properties of [`EditCommunicationDialog`].
#[derive(Properties, PartialEq)]
pub struct EditCommunicationDialogProps {
    /// Which one.
    pub id: CommunicationId,
}

/// The form and how it was first shown, which is also its draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct EditDraft {
    shown: EditForm,
    form: EditForm,
}

/// The fields of a communication as they are typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct EditForm {
    customers: Vec<String>,
    content: String,
    channel: String,
    outcome: Option<String>,
    direction: Option<String>,
    sentiment: Option<String>,
    date: String,
    time: String,
}

/// A field that does not hold what it ought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldError {
    Date,
    Time,
}

impl EditForm {
    fn of(communication: &Communication) -> Self {
        Self {
            customers: communication
                .customers
                .iter()
                .map(ToString::to_string)
                .collect(),
            content: communication.content.clone(),
            channel: communication.channel.code().to_owned(),
            outcome: communication.outcome.map(|one| one.code().to_owned()),
            direction: communication.direction.map(|one| one.code().to_owned()),
            sentiment: communication.sentiment.map(|one| one.code().to_owned()),
            date: communication.at.local_date().to_string(),
            time: communication
                .at
                .local_time()
                .map(clock_text)
                .unwrap_or_default(),
        }
    }

    fn picked(&self) -> Vec<Picked> {
        self.customers
            .iter()
            .filter_map(|id| id.parse().ok().map(Picked::Known))
            .collect()
    }

    /// When it happened. The seconds and the zone of `base` stay where date and time do.
    fn moment(&self, base: Moment, env: &dyn Environment) -> Result<Moment, FieldError> {
        let date = parse_date(&self.date).ok_or(FieldError::Date)?;
        if self.time.trim().is_empty() {
            return Ok(Moment::On(date));
        }
        let time = parse_time(&self.time).ok_or(FieldError::Time)?;
        let is_same = base.local_date() == date
            && base
                .local_time()
                .is_some_and(|old| clock_text(old) == clock_text(time));
        Ok(if is_same {
            base
        } else {
            Moment::At(env.resolve(date.and_time(time)))
        })
    }

    fn applied(
        &self,
        base: &Communication,
        env: &dyn Environment,
    ) -> Result<Communication, FieldError> {
        Ok(Communication {
            customers: self
                .customers
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
            at: self.moment(base.at, env)?,
            channel: Channel::from_code(&self.channel),
            direction: self.direction.as_deref().and_then(Direction::from_code),
            outcome: self.outcome.as_deref().and_then(Outcome::from_code),
            sentiment: self.sentiment.as_deref().and_then(Sentiment::from_code),
            content: self.content.clone(),
            ..base.clone()
        })
    }
}

/// Whom a draft is about, and its first words; `None` where nothing was changed or it cannot be read.
pub(crate) fn draft_words(text: &str) -> Option<(Vec<Picked>, String)> {
    let EditDraft { shown, form } = crate::records::from_json(text).ok()?;
    let words = form.content.trim();
    (form != shown && !words.is_empty()).then(|| (form.picked(), words.chars().take(80).collect()))
}

/// The form of a communication that was logged.
#[component]
pub fn EditCommunicationDialog(props: &EditCommunicationDialogProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let desk = use_desk();
    let run = use_run();
    let base: Rc<Option<Arc<Communication>>> =
        use_memo((), |()| book.model().communication(props.id).cloned());
    let first = || {
        let form = (*base).as_deref().map(EditForm::of).unwrap_or_default();
        Rc::new(EditDraft {
            shown: form.clone(),
            form,
        })
    };
    let state = use_state_eq(first);
    let place = DraftPlace {
        form: FORM,
        id: props.id.0,
    };
    let found = use_draft(place, &state, true, |draft: &EditDraft| {
        draft.form != draft.shown
    });
    let dialog = use_form::<FieldError>(place);
    let channels = use_selector(state.form.channel.clone(), |model, code| {
        let mut channels = model.settings().channels();
        let own = Channel::from_code(code);
        if !channels.contains(&own) {
            channels.push(own);
        }
        channels
    });
    let edit = {
        let (state, dialog) = (state.clone(), dialog.clone());
        Callback::from(move |change: Change| {
            let mut next = (*state.newest()).as_ref().clone();
            change.0(&mut next.form);
            dialog.typed();
            state.set(Rc::new(next));
        })
    };
    let submit = {
        let (book, state, base, dialog) =
            (book.clone(), state.clone(), base.clone(), dialog.clone());
        Callback::from(move |()| {
            let Some(base) = &*base else {
                return dialog.refuse(Rejection::Gone);
            };
            let env = &**book.environment();
            let state = state.newest();
            let after = match state.form.applied(base, env) {
                Ok(after) => after,
                Err(wrong) => return dialog.point_out(wrong),
            };
            let before = state.shown.applied(base, env);
            let command = Command::EditCommunication {
                before: before.map_or_else(|_| base.clone(), Arc::new),
                after: Box::new(after),
            };
            dialog.save(command, place.holding(&**state), |_done| ());
        })
    };
    let move_to_trash = {
        let (open, id, book) = (desk.open.clone(), props.id, book.clone());
        move |_: MouseEvent| {
            forget_draft(&book, place);
            open.emit(None);
            run.emit(Command::MoveToTrash(trash::Selection::communication(id)));
        }
    };
    let afresh = {
        let (state, first) = (state.setter(), first());
        Callback::from(move |()| state.set(first.clone()))
    };
    let form = &state.form;
    let channel = Channel::from_code(&form.channel);
    let chosen = form.outcome.as_deref().and_then(Outcome::from_code);
    let outcomes = outcomes(&channel, chosen);
    html! {
        <DialogFrame
            heading={texts.log.edit_title}
            close={dialog.close()}
            {submit}
            busy={dialog.is_busy()}
            note={html! {
                <button class="btn quiet danger" type="button" onclick={move_to_trash}>
                    {Icon::Trash.html()}<span>{texts.common.move_to_trash}</span>
                </button>
            }}
        >
            if found == Found::Restored && state.form != state.shown {
                <RestoredNotice {afresh} />
            }
            {dialog.trouble(|why| *why == Rejection::Gone)}
            <CustomerPicker
                id="communication-customer"
                label={texts.log.customer}
                picked={Rc::new(form.picked())}
                change={edit.reform(|picked: Vec<Picked>| Change::of(move |form| {
                    form.customers = picked.iter().filter_map(|one| match one {
                        Picked::Known(id) => Some(id.to_string()),
                        Picked::New(_) => None,
                    }).collect();
                }))}
                error={dialog.says(&Rejection::NoCustomer)}
                known_only=true
            />
            <Field
                id="communication-content"
                kind="textarea"
                label={texts.log.content}
                placeholder={texts.log.content_hint}
                value={form.content.clone()}
                change={edit.reform(|text: String| Change::of(move |form| form.content.clone_from(&text)))}
                error={dialog.says(&Rejection::NothingSaid)}
                autofocus=true
            />
            <div class="fields">
                <Field
                    id="communication-date"
                    kind="date"
                    label={texts.log.date}
                    value={form.date.clone()}
                    change={edit.reform(|text: String| Change::of(move |form| form.date.clone_from(&text)))}
                    error={(dialog.wrong() == Some(FieldError::Date)).then_some(texts.log.bad_date)}
                />
                <Field
                    id="communication-time"
                    kind="time"
                    label={texts.log.time_of_day}
                    value={form.time.clone()}
                    change={edit.reform(|text: String| Change::of(move |form| form.time.clone_from(&text)))}
                    error={(dialog.wrong() == Some(FieldError::Time)).then_some(texts.log.bad_time)}
                />
            </div>
            <Chips
                name="communication-channel"
                legend={texts.log.channel}
                chips={channels.iter().map(|one| {
                    Chip::new(describe::channel(language, one)).with_icon(Icon::of_channel(one))
                }).collect::<Vec<_>>()}
                chosen={channels.iter().position(|one| *one == channel)}
                choose={
                    let channels = channels.clone();
                    edit.reform(move |index: Option<usize>| {
                        let code = index.and_then(|index| channels.get(index)).map(|one| one.code().to_owned());
                        Change::of(move |form| if let Some(code) = &code { form.channel.clone_from(code) })
                    })
                }
            />
            <Chips
                name="communication-outcome"
                legend={texts.log.outcome}
                chips={outcomes.iter().map(|one| {
                    Chip::new(describe_outcome::outcome(language, &channel, *one))
                }).collect::<Vec<_>>()}
                chosen={outcomes.iter().position(|one| form.outcome.as_deref() == Some(one.code()))}
                choose={
                    let outcomes = outcomes.clone();
                    edit.reform(move |index: Option<usize>| {
                        let outcome = index.and_then(|index| outcomes.get(index)).map(|one| one.code());
                        Change::of(move |form| form.outcome = outcome.map(str::to_owned))
                    })
                }
                optional=true
            />
            <Chips
                name="communication-direction"
                legend={texts.log.direction}
                chips={vec![
                    Chip::new(texts.log.outgoing).with_icon(Icon::Outgoing),
                    Chip::new(texts.log.incoming).with_icon(Icon::Incoming),
                ]}
                chosen={Direction::ALL.iter().position(|one| form.direction.as_deref() == Some(one.code()))}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    form.direction = index.and_then(|index| Direction::ALL.get(index)).map(|one| one.code().to_owned());
                }))}
                optional=true
            />
            <Chips
                name="communication-felt"
                legend={texts.words().felt}
                chips={Sentiment::ALL.map(|one| Chip::new(felt_word(texts, one))).to_vec()}
                chosen={Sentiment::ALL.iter().position(|one| form.sentiment.as_deref() == Some(one.code()))}
                choose={edit.reform(|index: Option<usize>| Change::of(move |form| {
                    form.sentiment = index.and_then(|index| Sentiment::ALL.get(index)).map(|one| one.code().to_owned());
                }))}
                optional=true
            />
        </DialogFrame>
    }
}

/// One change of the form.
#[derive(Clone)]
struct Change(Rc<dyn Fn(&mut EditForm)>);

impl Change {
    fn of(change: impl Fn(&mut EditForm) + 'static) -> Self {
        Self(Rc::new(change))
    }
}
