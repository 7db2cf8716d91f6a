//! Settings: this device, when to follow up, what fits a day, the order of the queue, satisfaction and
//! loyalty, what counts as contact, channels, showing it to others, storage, about.

mod about;
mod capacity;
mod channels;
mod contact;
mod device;
mod loyalty;
mod named;
mod policy;
mod resources;
mod satisfaction;
mod showing;
mod storage;
mod typed;
mod weights;

use std::sync::Arc;

use crate::ui::prelude::*;
use web_sys::KeyboardEvent;

pub use self::typed::TypedSettings;
use self::typed::{SettingsForm, Typed, use_typed};
use crate::app::commands::Command;
use crate::domain::settings::Settings;
use crate::i18n::Texts;
use crate::ui::actions::heading;
use crate::ui::context::{use_desk, use_language, use_texts};
use crate::ui::hooks::{Outcome, notice, use_command, use_section_in_address, use_selector};
use crate::ui::keys::Section as Part;
use crate::ui::screens::keys::KeyList;
use crate::web::dom;

/// A form as it stands, and how it is changed, saved and thrown away.
struct Typing<F: SettingsForm> {
    /// As typed, or of the settings in force while nothing is.
    form: F,
    stored: Arc<Settings>,
    edited: Typed<F>,
    /// Saves what a form comes to, unless something is wrong with it or nothing was changed.
    save: Callback<F>,
    /// Goes back to the settings in force.
    discard: Callback<MouseEvent>,
}

impl<F: SettingsForm> Typing<F> {
    /// Changes what is typed.
    fn edit<T: 'static>(&self, change: impl Fn(&mut F, T) + 'static) -> Callback<T> {
        let (edited, stored) = (self.edited.clone(), self.stored.clone());
        Callback::from(move |value: T| {
            let mut form = as_it_stands(edited.newest().as_ref(), &stored);
            change(&mut form, value);
            edited.set(Some(form));
        })
    }

    /// Saves when the form is sent.
    fn onsubmit(&self) -> Callback<SubmitEvent> {
        let form = self.form.clone();
        self.save.reform(move |event: SubmitEvent| {
            event.prevent_default();
            form.clone()
        })
    }

    /// Save and discard, where there is something to save: the page has several forms, and only
    /// those that were changed offer it.
    fn buttons(&self, texts: &'static Texts) -> Html {
        if !self.form.is_changed() {
            return Html::default();
        }
        let is_right = self.form.settings().is_some();
        html! {
            <div class="btns">
                <button
                    class="btn primary"
                    type="submit"
                    aria-disabled={(!is_right).then_some("true")}
                    title={(!is_right).then_some(texts.settings().mend_first)}
                >
                    {texts.common.save}
                </button>
                {discard_button(texts, self.discard.clone())}
            </div>
        }
    }
}

/// Throws away what was typed, and says that it is not in force.
fn discard_button(texts: &'static Texts, discard: Callback<MouseEvent>) -> Html {
    html! {
        <>
            <button class="btn" type="button" onclick={discard}>{texts.common.discard}</button>
            <span class="muted">{texts.settings().unsaved_hint}</span>
        </>
    }
}

/// A form as typed. Where that is nothing else than it began with, it follows the settings in force.
fn as_it_stands<F: SettingsForm>(edited: Option<&F>, stored: &Arc<Settings>) -> F {
    match edited {
        Some(form) if form.is_changed() => form.clone(),
        _ => F::of(stored),
    }
}

/// A form of settings. What is typed outlasts a look at another page; `subject` says in the history
/// what was changed.
#[hook]
fn use_settings_form<F: SettingsForm>(subject: &'static str) -> Typing<F> {
    let language = use_language();
    let desk = use_desk();
    let send = use_command();
    let stored = use_selector((), |model, ()| model.settings().clone());
    let stored = (*stored).clone();
    let edited = use_typed::<F>();
    let form = as_it_stands(edited.as_ref(), &stored);
    let save = {
        let setter = edited.clone();
        Callback::from(move |form: F| {
            let (Some(after), true) = (form.settings(), form.is_changed()) else {
                return;
            };
            let (setter, toast) = (setter.clone(), desk.toast.clone());
            send.emit((
                Command::ChangeSettings {
                    before: form.before().clone(),
                    after: Box::new(after),
                    subject: subject.to_owned(),
                },
                None,
                Callback::from(move |outcome: Outcome| {
                    if outcome.is_ok() {
                        setter.set(None);
                    }
                    toast.emit(notice(language, &outcome));
                }),
            ));
        })
    };
    let discard = {
        let setter = edited.clone();
        Callback::from(move |_: MouseEvent| setter.set(None))
    };
    Typing {
        form,
        stored,
        edited,
        save,
        discard,
    }
}

/// The page Settings.
#[component]
pub fn SettingsScreen() -> Html {
    let texts = use_texts();
    use_section_in_address("settings");
    html! {
        <div class="page page-narrow">
            <header class="page-head"><h1>{texts.common.settings}</h1></header>
            <div class="with-contents">
                {contents(texts)}
                <div>
                    <device::DeviceSection />
                    <policy::PolicySection />
                    <capacity::CapacitySection />
                    <weights::WeightsSection />
                    <satisfaction::SatisfactionSection />
                    <loyalty::LoyaltySection />
                    <contact::ContactSection />
                    <channels::ChannelsSection />
                    <resources::ResourcesSection />
                    <showing::ShowingSection />
                    <Section id="keys" heading={texts.settings().keys}><KeyList /></Section>
                    <storage::StorageSection />
                    <about::AboutSection />
                </div>
            </div>
        </div>
    }
}

/// The sections in the order of the page, to go to each.
const CONTENTS: [Part; 13] = [
    Part::Device,
    Part::Policy,
    Part::Capacity,
    Part::Weights,
    Part::Satisfaction,
    Part::Loyalty,
    Part::Contact,
    Part::Channels,
    Part::Resources,
    Part::Showing,
    Part::Keys,
    Part::Storage,
    Part::About,
];

/// The list of sections beside the page, on a narrow screen a line above it.
fn contents(texts: &'static Texts) -> Html {
    let link = |part: Part| {
        // An address that stands already is not gone to again, but the page may have been scrolled.
        let show = move |_: MouseEvent| dom::show_heading(&format!("settings-{}", part.code()));
        html! {
            <li>
                <a href={part.href()} data-section={part.code()} onclick={show}>
                    {heading(part, texts)}
                </a>
            </li>
        }
    };
    html! {
        <nav class="contents" aria-label={texts.settings().contents}>
            <ul>{CONTENTS.map(link).to_vec()}</ul>
        </nav>
    }
}

/// Properties of [`Section`].
#[derive(Properties, PartialEq)]
struct SectionProps {
    /// Its id in the document.
    id: AttrValue,
    /// Its heading.
    heading: AttrValue,
    /// What it is about.
    #[prop_or_default]
    hint: Option<AttrValue>,
    /// What can be set.
    children: Html,
}

/// One part of the page: heading and explanation beside what can be set.
#[component]
fn Section(props: &SectionProps) -> Html {
    let id = format!("settings-{}", props.id);
    html! {
        <section class="setting" aria-labelledby={id.clone()}>
            <header>
                <h2 {id} tabindex="-1">{props.heading.clone()}</h2>
                if let Some(hint) = &props.hint {
                    <p class="muted">{hint.clone()}</p>
                }
            </header>
            <div>{props.children.clone()}</div>
        </section>
    }
}

/// An Enter that only chooses a word of an input method must not send a form.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the form of an event handler"
)]
fn ignore_input_method(event: KeyboardEvent) {
    if event.key() == "Enter" && dom::is_composing(&event) {
        event.prevent_default();
    }
}
