//! What every component can reach: the Book, the language, today's date, dialogs and notices.

use std::cell::Ref;
use std::ops::Deref;
use std::rc::Rc;

use crate::ui::prelude::*;
use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::history::History;
use crate::app::model::Model;
use crate::app::service::Service;
use crate::domain::channel::Channel;
use crate::domain::communication::CommunicationDraft;
use crate::domain::follow_up::Action;
use crate::domain::id::{
    CommunicationId, CustomerId, FollowUpId, NeedId, ObservationId, PromiseId, RatingId,
};
use crate::domain::moment::Now;
use crate::i18n::{Language, Texts};
use crate::ui::hooks::{DraftPlace, Typing};
pub use crate::web::intl::Speech;
use crate::web::open_forms::OpenForms;
use crate::web::preferences::Preferences;

/// The running Book with what is being typed about it, compared by identity.
#[derive(Clone)]
pub struct Book {
    service: Rc<Service>,
    typing: Rc<Typing>,
}

impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.service, &other.service)
    }
}

impl Deref for Book {
    type Target = Rc<Service>;

    fn deref(&self) -> &Rc<Service> {
        &self.service
    }
}

impl Book {
    /// The Book of this service.
    pub fn of(service: Rc<Service>, typing: Rc<Typing>) -> Self {
        Self { service, typing }
    }

    /// The newest records as they may be shown: without names while they are hidden. What leaves in
    /// files is read from [`real_model`](Self::real_model).
    pub fn model(&self) -> Ref<'_, Model> {
        self.service.shown_model()
    }

    /// The newest records as they are on disk, whatever may be shown.
    pub fn real_model(&self) -> Ref<'_, Model> {
        self.service.model()
    }

    /// The Changes as they may be shown.
    pub fn history(&self) -> Ref<'_, History> {
        self.service.shown_history()
    }

    /// What the forms of this tab hold that is not saved.
    pub fn typing(&self) -> &Typing {
        &self.typing
    }

    /// The device's present moment.
    pub fn now(&self) -> Now {
        self.service.environment().now()
    }
}

/// The forms that are open in the tabs of the Book, compared by identity.
#[derive(Clone)]
pub struct Forms(pub Rc<OpenForms>);

impl PartialEq for Forms {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The preferences of the device and the way to change them.
#[derive(Clone, PartialEq)]
pub struct Device {
    /// As they are.
    pub preferences: Preferences,
    /// Keeps and shows others.
    pub change: Callback<Preferences>,
}

/// The day that the device shows; changes at midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TodayDate(pub NaiveDate);

/// The dialogs, one at a time.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// Log a communication.
    Log(LogStart),
    /// Quick capture, with a kept draft to go on with.
    Capture(Option<Uuid>),
    /// Edit a communication.
    EditCommunication(CommunicationId),
    /// A new customer, with the name typed so far.
    NewCustomer(String),
    /// Go on with a kept draft of a new customer.
    ResumeCustomer(Uuid),
    /// Edit a customer.
    EditCustomer(CustomerId),
    /// Plan a next step.
    Plan(CustomerId),
    /// Change a planned step.
    EditFollowUp(FollowUpId),
    /// Skip what is due with a customer, and say why.
    Skip(CustomerId),
    /// Pause a customer until a day.
    Pause(CustomerId),
    /// Plan a next step that is proposed: what is to be done, and why.
    PlanProposed(CustomerId, Action, String),
    /// Note a need of a customer, or edit one.
    Need(CustomerId, Option<NeedId>),
    /// Note a promise to or of a customer, or edit one.
    Promise(CustomerId, Option<PromiseId>),
    /// Rate customers, all alike; with a kept draft to go on with.
    Rate(Vec<CustomerId>, Option<Uuid>),
    /// Edit a rating.
    EditRating(RatingId),
    /// Note an observed loyalty of a customer, or edit one.
    Observe(CustomerId, Option<ObservationId>),
    /// The palette.
    Palette,
    /// The list of keys.
    Keys,
    /// That the form asked for is closed: names are hidden, or the Book is for reading only.
    Closed,
}

/// With what the log dialog opens.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LogStart {
    /// With whom.
    pub customers: Vec<CustomerId>,
    /// By which way.
    pub channel: Option<Channel>,
    /// The follow-up that it carries out.
    pub executes: Option<FollowUpId>,
    /// A kept draft to go on with.
    pub draft: Option<Uuid>,
    /// What quick capture read out of a line.
    pub captured: Option<Rc<CommunicationDraft>>,
}

/// A short word on what was done, which goes by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The words.
    pub text: String,
    /// Whether it offers to take the newest Change back.
    pub undo: bool,
    /// A draft that was kept, which it offers to discard.
    pub kept: Option<DraftPlace>,
    /// Whether it says that something failed.
    pub is_error: bool,
}

/// A kept line of quick capture that is to go on in the field of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResumedLine {
    /// How many were gone on with so far: the same one may be taken up twice.
    pub count: u32,
    /// The newest of them.
    pub id: Option<Uuid>,
}

/// The dialogs and notices that stand above every screen.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// Opens a dialog in place of the one that is open, or closes it.
    pub open: Callback<Option<Dialog>>,
    /// Shows a notice.
    pub toast: Callback<Toast>,
}

/// The running Book.
#[hook]
pub fn use_book() -> Book {
    use_context::<Book>().expect("every component stands below the app, which provides the Book")
}

/// The forms that are open in the tabs of the Book.
#[hook]
pub fn use_forms() -> Rc<OpenForms> {
    let forms = use_context::<Forms>();
    forms
        .expect("every component stands below the app, which provides them")
        .0
}

/// The language of the interface.
#[hook]
pub fn use_language() -> Language {
    use_context::<Language>().unwrap_or_default()
}

/// The words of the interface.
#[hook]
pub fn use_texts() -> &'static Texts {
    use_language().texts()
}

/// The language's dates and numbers.
#[hook]
pub fn use_speech() -> Speech {
    Speech(use_language())
}

/// The dialogs and notices.
#[hook]
pub fn use_desk() -> Desk {
    use_context::<Desk>().expect("every component stands below the app, which provides the desk")
}

/// The kept line of quick capture that is to go on in the page.
#[hook]
pub fn use_resumed_line() -> ResumedLine {
    use_context::<ResumedLine>().unwrap_or_default()
}

/// The preferences of the device.
#[hook]
pub fn use_device() -> Device {
    use_context::<Device>().expect("every component stands below the app, which provides them")
}

/// The day that the device shows.
#[hook]
pub fn use_today() -> NaiveDate {
    use_context::<TodayDate>()
        .map(|today| today.0)
        .unwrap_or_default()
}
