//! The user's own channels: add, rename, remove.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::Section;
use super::named::{NameInPlace, NewName};
use crate::app::commands::Command;
use crate::app::commands::channels::checked_name;
use crate::domain::channel::Channel;
use crate::domain::settings::Settings;
use crate::i18n::{Language, describe};
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::hooks::{use_run, use_selector};

/// Whether the list may take a name, which is no channel's code, nor its word in either language.
fn checked(settings: &Settings, name: &str, language: Language) -> Result<(), String> {
    checked_name(settings, name)
        .map_err(|rejection| describe::rejection(language, &rejection).to_owned())?;
    let is_word = Channel::BUILT_IN.iter().any(|channel| {
        Language::ALL
            .iter()
            .any(|one| describe::channel(*one, channel).eq_ignore_ascii_case(name))
    });
    if is_word {
        return Err(language.texts().settings().channel_exists.to_owned());
    }
    Ok(())
}

/// The user's own channels, each change in force at once.
#[component]
pub(super) fn ChannelsSection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let run = use_run();
    let settings = use_selector((), |model, ()| model.settings().clone());
    let add = {
        let (book, run) = (book.clone(), run.clone());
        Callback::from(move |name: String| {
            let before: Arc<Settings> = book.model().settings().clone();
            checked(&before, &name, language)?;
            let mut after = (*before).clone();
            after.own_channels.push(name.clone());
            run.emit(Command::ChangeSettings {
                before,
                after: Box::new(after),
                subject: name,
            });
            Ok(())
        })
    };
    let built_in = Channel::BUILT_IN
        .each_ref()
        .map(|channel| describe::channel(language, channel));
    let built_in = describe::listed(language, &built_in);
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
            <NewName
                id="channel-new"
                form="settings_new_channel"
                label={texts.settings().new_channel}
                button={texts.settings().add_channel}
                {add}
            />
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
    let name = &props.name;
    let rename = {
        let (book, run, name) = (book.clone(), run.clone(), name.clone());
        Callback::from(move |to: String| {
            let mut others = (**book.model().settings()).clone();
            others.own_channels.retain(|one| *one != *name);
            checked(&others, &to, language)?;
            run.emit(Command::RenameChannel {
                from: name.to_string(),
                to,
            });
            Ok(())
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
    html! {
        <li>
            <NameInPlace
                form="settings_channel"
                error_id={format!("channel-error-{name}")}
                name={name.clone()}
                label={(texts.settings().own_channel)(name)}
                remove_label={(texts.settings().remove_channel)(name)}
                {rename}
                {remove}
            />
        </li>
    }
}
