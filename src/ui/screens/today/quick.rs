//! Two keys for what came of a follow-up: how it ended, then when it goes on.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::{Days, NaiveDate};

use super::row::{asked, due_channel};
use crate::app::commands::{Command, Rejection};
use crate::app::queries::reason::reason;
use crate::app::service::Refused;
use crate::domain::channel::Channel;
use crate::domain::communication::{CommunicationDraft, Direction};
use crate::domain::follow_up::{Action, NextStep};
use crate::domain::id::CustomerId;
use crate::domain::moment::Moment;
use crate::domain::outcome::Outcome;
use crate::i18n::{Language, Texts, describe_outcome};
use crate::ui::context::{Book, Desk, Dialog, use_book, use_desk, use_language, use_today};
use crate::ui::hooks::{Outcome as Came, Sent, notice, use_command, use_selector};
use crate::ui::keys::{Deed, Key};
use crate::ui::kit::text::shown;

/// What the first key says; the second says until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// How it ended.
    Ended(Outcome),
    /// It is put off.
    PutOff,
}

/// When it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    Tomorrow,
    ThreeDays,
    NextWeek,
    ByPolicy,
}

impl Then {
    const ALL: [Self; 4] = [
        Self::Tomorrow,
        Self::ThreeDays,
        Self::NextWeek,
        Self::ByPolicy,
    ];

    /// The key that means it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Tomorrow => "T",
            Self::ThreeDays => "D",
            Self::NextWeek => "W",
            Self::ByPolicy => "P",
        }
    }

    /// What a key means, in lower case as keys arrive.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|then| then.key().eq_ignore_ascii_case(name))
    }

    /// The date that it names; the policy names none.
    pub(crate) fn date(self, today: NaiveDate) -> Option<NaiveDate> {
        let days = match self {
            Self::Tomorrow => 1,
            Self::ThreeDays => 3,
            Self::NextWeek => 7,
            Self::ByPolicy => return None,
        };
        Some(today + Days::new(days))
    }

    /// Its word.
    pub(crate) fn word(self, texts: &'static Texts) -> &'static str {
        match self {
            Self::Tomorrow => texts.log.tomorrow,
            Self::ThreeDays => texts.log.three_days,
            Self::NextWeek => texts.log.next_week,
            Self::ByPolicy => texts.log.by_policy,
        }
    }
}

/// The keys that say what came of the follow-up with one customer.
#[derive(Clone)]
pub(crate) struct Quick {
    current: Option<CustomerId>,
    /// The first key and for whom it was pressed: it never counts for another.
    first: UseStateHandle<Option<(CustomerId, First)>>,
    /// For whom a command is on its way: a key that is held must not log twice.
    on_its_way: Rc<RefCell<Option<CustomerId>>>,
    name: String,
    /// By which way what is due is done.
    channel: Channel,
    book: Book,
    desk: Desk,
    language: Language,
    today: NaiveDate,
    send: Callback<Sent>,
}

/// The keys for the customer on whom the page stands.
#[hook]
pub(crate) fn use_quick(current: Option<CustomerId>) -> Quick {
    let book = use_book();
    let today = use_today();
    let due = {
        let book = book.clone();
        use_selector((current, today), move |model, (current, _today)| {
            let customer = (*current).and_then(|id| model.customer(id))?;
            let why = reason(model, customer, book.now());
            Some((customer.name.clone(), due_channel(why.as_ref())))
        })
    };
    let (name, channel) = (*due).clone().unwrap_or((String::new(), Channel::Phone));
    Quick {
        current,
        first: use_state_eq(|| None),
        on_its_way: use_mut_ref(|| None),
        name,
        channel,
        book,
        desk: use_desk(),
        language: use_language(),
        today,
        send: use_command(),
    }
}

impl Quick {
    /// Takes a key, if it means something here.
    pub(crate) fn key(&self, deed: Option<Deed>, key: &Key) -> bool {
        let Some(current) = self.current else {
            return false;
        };
        let first = self.pending();
        if key.name == "escape" {
            self.first.set(None);
            return first.is_some();
        }
        if key.command {
            return false;
        }
        if let Some((_, first)) = first
            && let Some(then) = Then::of(&key.name)
        {
            self.finish(current, first, then);
            return true;
        }
        let outcome = Outcome::of_key(&self.channel, &key.name);
        match (deed, outcome) {
            (Some(Deed::Outcome), Some(outcome)) => {
                self.first.set(Some((current, First::Ended(outcome))));
            }
            (Some(Deed::PutOff), _) => self.first.set(Some((current, First::PutOff))),
            (Some(Deed::Skip), _) => self.desk.open.emit(Some(Dialog::Skip(current))),
            (Some(Deed::Pause), _) => self.desk.open.emit(Some(Dialog::Pause(current))),
            _ => return false,
        }
        true
    }

    /// What was pressed first, if it was for the customer on whom the page stands now.
    fn pending(&self) -> Option<(CustomerId, First)> {
        (*self.first.newest()).filter(|(customer, _)| Some(*customer) == self.current)
    }

    /// By which way what is due is done.
    pub(crate) fn channel(&self) -> &Channel {
        &self.channel
    }

    /// Begins with what a button says, as its key would.
    pub(crate) fn begin(&self, first: First) -> Callback<MouseEvent> {
        let quick = self.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(current) = quick.current {
                quick.first.set(Some((current, first)));
            }
        })
    }

    fn finish(&self, customer: CustomerId, first: First, then: Then) {
        let command = match (first, then.date(self.today)) {
            (First::Ended(outcome), date) => ended(&self.book, customer, outcome, date),
            (First::PutOff, Some(until)) => Command::Snooze { customer, until },
            // Nobody can be put off until the policy says so: it says so now.
            (First::PutOff, None) => return,
        };
        self.first.set(None);
        if self.on_its_way.replace(Some(customer)) == Some(customer) {
            return;
        }
        let quick = self.clone();
        self.send.emit((
            command,
            None,
            Callback::from(move |came: Came| {
                quick.on_its_way.replace(None);
                quick.desk.toast.emit(quick.told(&came));
            }),
        ));
    }

    /// The notice of what came of it. Where the customer went meanwhile, it says who and how it
    /// comes back.
    fn told(&self, came: &Came) -> crate::ui::context::Toast {
        let mut toast = notice(self.language, came);
        if let Err(Refused::Rejected(Rejection::Gone)) = came {
            toast.text = (self.language.texts().day.was_removed)(&shown(&self.name));
        }
        toast
    }

    /// What the first key was and what the second can be. The region stands before there is
    /// anything in it, so that a screen reader hears it.
    pub(crate) fn bar(&self) -> Html {
        let texts = self.language.texts();
        let Some((customer, first)) = self.pending() else {
            return html! { <div class="quick" role="status" /> };
        };
        let what = match first {
            First::Ended(outcome) => {
                describe_outcome::outcome(self.language, &self.channel, outcome)
            }
            First::PutOff => texts.day.put_off,
        };
        let cancel = {
            let first = self.first.setter();
            move |_: MouseEvent| first.set(None)
        };
        let thens = Then::ALL
            .into_iter()
            .filter(|then| first != First::PutOff || *then != Then::ByPolicy);
        html! {
            <div class="quick" role="status">
                <div class="quick-bar">
                    <p><strong>{what}</strong>{" · "}<span lang={crate::ui::kit::text::language_of(&self.name)}>{shown(&self.name)}</span></p>
                    <div class="btns">
                        for then in thens {
                            <button
                                class="btn small"
                                type="button"
                                onclick={
                                    let quick = self.clone();
                                    move |_: MouseEvent| quick.finish(customer, first, then)
                                }
                            >
                                <kbd aria-hidden="true">{then.key()}</kbd>{then.word(texts)}
                            </button>
                        }
                        <button class="btn quiet small" type="button" onclick={cancel}>
                            <kbd aria-hidden="true">{"Esc"}</kbd>{texts.common.cancel}
                        </button>
                    </div>
                </div>
            </div>
        }
    }
}

/// A communication now by the way that is due, which ended so, with the same step again on that
/// date if one is named. Who was reached is not contacted for the first time any more.
fn ended(book: &Book, customer: CustomerId, outcome: Outcome, next: Option<NaiveDate>) -> Command {
    let model = book.model();
    let why = model
        .customer(customer)
        .and_then(|one| reason(&model, one, book.now()));
    let (action, executes) = why
        .as_ref()
        .map(asked)
        .map_or((None, None), |(action, executes)| {
            (action.cloned(), executes)
        });
    let action = action.unwrap_or(Action::Call);
    let was_attempt = model.settings().contact_rule.is_attempt(Some(outcome));
    let next_action = match &action {
        Action::FirstContact if !was_attempt => Action::Call,
        action => action.clone(),
    };
    Command::Log(CommunicationDraft {
        customers: vec![customer],
        new_customers: Vec::new(),
        at: Moment::At(book.now()),
        channel: action.channel(),
        direction: Some(Direction::Outgoing),
        outcome: Some(outcome),
        content: String::new(),
        line: String::new(),
        duration_seconds: None,
        executes,
        next_step: next.map(|due_on| NextStep {
            action: next_action,
            due_on,
            due_at: None,
            note: String::new(),
            recurrence: None,
        }),
        needs: Vec::new(),
        promises: Vec::new(),
        ratings: Vec::new(),
    })
}
