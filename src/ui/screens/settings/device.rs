//! What belongs to this device alone: language, theme, single keys.

use crate::ui::prelude::*;

use super::Section;
use crate::i18n::Language;
use crate::ui::context::{use_device, use_texts};
use crate::ui::kit::SelectField;
use crate::ui::kit::field::is_checked;
use crate::ui::kit::task;
use crate::web::notifications::{self, Permission};
use crate::web::preferences::{Preferences, Theme};

/// The preferences of this device, in force at once.
#[component]
pub(super) fn DeviceSection() -> Html {
    let texts = use_texts();
    let device = use_device();
    let preferences = device.preferences.clone();
    let set = |set: fn(&mut Preferences, String)| {
        let device = device.clone();
        Callback::from(move |value: String| {
            let mut preferences = device.preferences.clone();
            set(&mut preferences, value);
            device.change.emit(preferences);
        })
    };
    let single_keys = {
        let device = device.clone();
        Callback::from(move |event: Event| {
            device.change.emit(Preferences {
                single_keys: is_checked(&event),
                ..device.preferences.clone()
            });
        })
    };
    let theme = |theme: Theme| match theme {
        Theme::System => texts.settings().theme_system,
        Theme::Light => texts.settings().theme_light,
        Theme::Dark => texts.settings().theme_dark,
    };
    html! {
        <Section id="device" heading={texts.settings().device} hint={texts.settings().device_hint}>
            <div class="fields">
                <SelectField
                    id="device-language"
                    label={texts.settings().language}
                    options={Language::ALL.map(|one| (one.tag().to_owned(), one.name().to_owned())).to_vec()}
                    value={preferences.language.tag()}
                    change={set(|preferences, tag| preferences.language = Language::from_tag(&tag))}
                />
                <SelectField
                    id="device-theme"
                    label={texts.settings().theme}
                    options={Theme::ALL.map(|one| (one.code().to_owned(), theme(one).to_owned())).to_vec()}
                    value={preferences.theme.code()}
                    change={set(|preferences, code| {
                        let theme = Theme::ALL.into_iter().find(|theme| theme.code() == code);
                        preferences.theme = theme.unwrap_or_default();
                    })}
                />
            </div>
            <label class="check single-keys">
                <input type="checkbox" checked={preferences.single_keys} onchange={single_keys} />
                <span>
                    {texts.settings().single_keys}
                    <span class="hint">{texts.settings().single_keys_hint}</span>
                </span>
            </label>
            <NotifySetting />
        </Section>
    }
}

/// Whether planned steps ring while the page is open; the browser is asked by this click alone.
#[component]
fn NotifySetting() -> Html {
    let words = use_texts().reminders();
    let device = use_device();
    let said = use_state_eq(notifications::permission);
    let is_on = device.preferences.notify && *said == Permission::Granted;
    let change = {
        let (device, said) = (device.clone(), said.setter());
        Callback::from(move |event: Event| {
            let wants = is_checked(&event);
            let (device, said) = (device.clone(), said.clone());
            task::start(async move {
                let permission = if wants {
                    notifications::ask().await
                } else {
                    notifications::permission()
                };
                said.set(permission);
                device.change.emit(Preferences {
                    notify: wants && permission == Permission::Granted,
                    ..device.preferences.clone()
                });
            });
        })
    };
    let trouble = match *said {
        Permission::Missing => Some(words.notify_missing),
        Permission::Refused => Some(words.notify_refused),
        Permission::Unasked | Permission::Granted => None,
    };
    html! {
        <div>
            <label class="check">
                <input
                    type="checkbox"
                    checked={is_on}
                    disabled={*said == Permission::Missing}
                    aria-describedby="notify-trouble"
                    onchange={change}
                />
                <span>
                    {words.notify}
                    <span class="hint">{words.notify_hint}</span>
                </span>
            </label>
            <p class="hint" id="notify-trouble" role="status">{trouble}</p>
        </div>
    }
}
