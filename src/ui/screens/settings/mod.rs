//! Settings: when to follow up, what fits a day, the order of the queue, what counts as contact, channels, this device, storage, about.

mod about;
mod capacity;
mod channels;
mod contact;
mod device;
mod policy;
mod resources;
mod storage;
mod typed;
mod weights;

use crate::ui::prelude::*;
use web_sys::KeyboardEvent;

pub use self::typed::TypedSettings;
use crate::ui::context::use_texts;
use crate::ui::screens::keys::KeyList;
use crate::web::dom;

/// The page Settings.
#[component]
pub fn SettingsScreen() -> Html {
    let texts = use_texts();
    html! {
        <div class="page page-narrow">
            <header class="page-head"><h1>{texts.common.settings}</h1></header>
            <policy::PolicySection />
            <capacity::CapacitySection />
            <weights::WeightsSection />
            <contact::ContactSection />
            <channels::ChannelsSection />
            <resources::ResourcesSection />
            <device::DeviceSection />
            <Section id="keys" heading={texts.settings().keys}><KeyList /></Section>
            <storage::StorageSection />
            <about::AboutSection />
        </div>
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
                <h2 {id}>{props.heading.clone()}</h2>
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
