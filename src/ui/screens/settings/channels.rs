//! The user's own channels: add, rename, remove.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::Section;
use crate::app::commands::Command;
use crate::app::commands::channels::checked_name;
use crate::domain::channel::Channel;
use crate::domain::settings::Settings;
use crate::i18n::{Language, describe};
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::language_of;
use crate::ui::kit::{Field, Icon};

/// A name that the list may take: no channel's code, nor its word in either language.
fn refused(settings: &Settings, name: &str, language: Language) -> Option<String> {
    if let Err(rejection) = checked_name(settings, name) {
        return Some(describe::rejection(language, &rejection).to_owned());
    }
    let is_word = Channel::BUILT_IN.iter().any(|channel| {
        Language::ALL
            .iter()
            .any(|one| describe::channel(*one, channel).eq_ignore_ascii_case(name.trim()))
    });
    is_word.then(|| language.texts().settings().channel_exists.to_owned())
}

/// The user's own channels, each change in force at once.
#[component]
pub(super) fn ChannelsSection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let run = use_run();
    let settings = use_selector((), |model, ()| model.settings().clone());
    let new_name = use_state_eq(String::new);
    let error = use_state_eq(|| None::<String>);
    let change = {
        let (new_name, error) = (new_name.setter(), error.setter());
        Callback::from(move |value: String| {
            new_name.set(value);
            error.set(None);
        })
    };
    let onsubmit = {
        let (book, run) = (book.clone(), run.clone());
        let (new_name, error) = (new_name.clone(), error.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let before: Arc<Settings> = book.model().settings().clone();
            if let Some(why) = refused(&before, &new_name, language) {
                error.set(Some(why));
                return;
            }
            let name = new_name.trim().to_owned();
            let mut after = (*before).clone();
            after.own_channels.push(name.clone());
            run.emit(Command::ChangeSettings {
                before,
                after: Box::new(after),
                subject: name,
            });
            new_name.set(String::new());
        })
    };
    let built_in = Channel::BUILT_IN
        .iter()
        .map(|channel| describe::channel(language, channel))
        .collect::<Vec<_>>()
        .join(match language {
            Language::English => ", ",
            Language::Chinese => "、",
        });
    html! {
        <Section id="channels" heading={texts.settings().channels} hint={texts.settings().channels_hint}>
            <p class="muted">{(texts.settings().built_in_channels)(&built_in)}</p>
            if !settings.own_channels.is_empty() {
                <ul class="own-channels">
                    for name in settings.own_channels.iter() {
                        <OwnChannel key={name.clone()} name={name.clone()} />
                    }
                </ul>
                <p class="muted">{texts.settings().remove_channel_hint}</p>
            }
            <form class="field-and-button" novalidate=true {onsubmit} onkeydown={super::ignore_input_method}>
                <Field
                    id="channel-new"
                    label={texts.settings().new_channel}
                    value={(*new_name).clone()}
                    error={(*error).clone().map(AttrValue::from)}
                    {change}
                />
                <button class="btn" type="submit">{Icon::Plus.html()}{texts.settings().add_channel}</button>
            </form>
        </Section>
    }
}

/// Properties of [`OwnChannel`].
#[derive(Properties, PartialEq)]
struct OwnChannelProps {
    name: AttrValue,
}

/// One own channel: a name that can be changed in place, and a button that removes it.
#[component]
fn OwnChannel(props: &OwnChannelProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let run = use_run();
    let error = use_state_eq(|| None::<String>);
    let name = &props.name;
    let rename = {
        let (book, run, name) = (book.clone(), run.clone(), name.clone());
        let error = error.setter();
        // On leaving the field, or on Enter: not with every letter.
        Callback::from(move |event: Event| {
            let to = value_of(&event).trim().to_owned();
            if to == *name {
                error.set(None);
                return;
            }
            let mut others = (**book.model().settings()).clone();
            others.own_channels.retain(|one| *one != *name);
            if let Some(why) = refused(&others, &to, language) {
                error.set(Some(why));
                return;
            }
            error.set(None);
            run.emit(Command::RenameChannel {
                from: name.to_string(),
                to,
            });
        })
    };
    let remove = {
        let name = name.clone();
        Callback::from(move |_: MouseEvent| {
            let before: Arc<Settings> = book.model().settings().clone();
            let mut after = (*before).clone();
            after.own_channels.retain(|one| *one != *name);
            run.emit(Command::ChangeSettings {
                before,
                after: Box::new(after),
                subject: name.to_string(),
            });
        })
    };
    let error_id = format!("channel-error-{name}");
    html! {
        <li>
            <input
                class="input"
                aria-label={(texts.settings().own_channel)(name)}
                aria-invalid={error.is_some().then_some("true")}
                aria-describedby={error.is_some().then(|| error_id.clone())}
                lang={language_of(name)}
                value={name.clone()}
                autocomplete="off"
                onchange={rename}
            />
            <button
                class="btn quiet icon-only"
                type="button"
                aria-label={(texts.settings().remove_channel)(name)}
                title={(texts.settings().remove_channel)(name)}
                onclick={remove}
            >
                {Icon::Trash.html()}
            </button>
            if let Some(error) = &*error {
                <p class="error" id={error_id}>{Icon::Warning.html()}{error.clone()}</p>
            }
        </li>
    }
}
