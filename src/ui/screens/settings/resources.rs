//! What the user answers needs with: add, change, remove.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ui::prelude::*;

use super::Section;
use super::named::{NameInPlace, NewName};
use crate::app::commands::Command;
use crate::domain::need::NeedKind;
use crate::domain::resource::{Resource, ResourceKind};
use crate::domain::settings::Settings;
use crate::i18n::{Language, Texts, describe_needs};
use crate::ui::context::{Book, use_book, use_language, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::SelectField;
use crate::ui::kit::field::is_checked;

/// The user's resources, each change in force at once.
#[component]
pub(super) fn ResourcesSection() -> Html {
    let texts = use_texts();
    let book = use_book();
    let run = use_run();
    let resources = use_selector((), |model, ()| model.settings().resources.clone());
    let add = {
        let (book, run) = (book.clone(), run.clone());
        Callback::from(move |name: String| {
            let settings = book.model().settings().clone();
            checked(&settings, &name, texts)?;
            let resource = Resource {
                name: name.clone(),
                kind: ResourceKind::Person,
                answers: BTreeSet::new(),
            };
            alter(&book, &run, name, |resources| resources.push(resource));
            Ok(())
        })
    };
    html! {
        <Section id="resources" heading={texts.needs().resources} hint={texts.needs().resources_hint}>
            if !resources.is_empty() {
                <ul class="resources">
                    for (index, resource) in resources.iter().enumerate() {
                        <ResourceRow key={resource.name.clone()} {index} resource={resource.clone()} />
                    }
                </ul>
                <p class="muted">{texts.needs().remove_resource_hint}</p>
            }
            <NewName
                id="resource-new"
                form="settings_new_resource"
                label={texts.needs().new_resource}
                button={texts.needs().add_resource}
                {add}
            />
        </Section>
    }
}

/// Whether the list may take a name, or why not.
fn checked(settings: &Settings, name: &str, texts: &'static Texts) -> Result<(), String> {
    if name.is_empty() {
        return Err(texts.needs().no_resource_name.to_owned());
    }
    if settings.resources.iter().any(|one| one.name == name) {
        return Err(texts.needs().resource_exists.to_owned());
    }
    Ok(())
}

/// Sends the settings with another list of resources.
fn alter(
    book: &Book,
    run: &Callback<Command>,
    subject: String,
    change: impl FnOnce(&mut Vec<Resource>),
) {
    let before: Arc<Settings> = book.model().settings().clone();
    let mut after = (*before).clone();
    change(&mut after.resources);
    run.emit(Command::ChangeSettings {
        before,
        after: Box::new(after),
        subject,
    });
}

/// Properties of [`ResourceRow`].
#[derive(Properties, PartialEq)]
struct ResourceRowProps {
    index: usize,
    resource: Resource,
}

/// One resource: name and kind that can be changed in place, and the needs it answers.
#[component]
fn ResourceRow(props: &ResourceRowProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let run = use_run();
    let ResourceRowProps { index, resource } = props;
    let index = *index;
    let name = resource.name.clone();
    let set = {
        let (book, run, name) = (book.clone(), run.clone(), name.clone());
        move |change: Box<dyn FnOnce(&mut Resource)>| {
            let subject = name.clone();
            // By its name: another tab may have changed the order meanwhile.
            alter(&book, &run, subject.clone(), |resources| {
                if let Some(one) = resources.iter_mut().find(|one| one.name == subject) {
                    change(one);
                }
            });
        }
    };
    let rename = {
        let (set, book) = (set.clone(), book.clone());
        Callback::from(move |to: String| {
            checked(book.model().settings(), &to, texts)?;
            set(Box::new(move |resource| resource.name = to));
            Ok(())
        })
    };
    let set_kind = {
        let set = set.clone();
        Callback::from(move |code: String| {
            let kind = ResourceKind::from_code(&code).unwrap_or(ResourceKind::Person);
            set(Box::new(move |resource| resource.kind = kind));
        })
    };
    let answers = |kind: NeedKind| {
        let set = set.clone();
        Callback::from(move |event: Event| {
            let is_on = is_checked(&event);
            set(Box::new(move |resource| {
                if is_on {
                    resource.answers.insert(kind);
                } else {
                    resource.answers.remove(&kind);
                }
            }));
        })
    };
    let remove = {
        let name = name.clone();
        Callback::from(move |_: MouseEvent| {
            alter(&book, &run, name.clone(), |resources| {
                resources.retain(|one| one.name != name);
            });
        })
    };
    html! {
        <li>
            <NameInPlace
                form="settings_resource"
                error_id={format!("resource-error-{index}")}
                name={name.clone()}
                label={format!("{}: {name}", texts.needs().resource_name)}
                remove_label={(texts.needs().remove_resource)(&name)}
                {rename}
                {remove}
            >
                <SelectField
                    id={format!("resource-kind-{index}")}
                    label={format!("{}: {name}", texts.needs().resource_kind)}
                    options={kind_options(language)}
                    value={resource.kind.code()}
                    change={set_kind}
                    bare=true
                />
            </NameInPlace>
            <fieldset class="answers">
                <legend class="label">{texts.needs().answers}<span class="visually-hidden">{" "}{name.clone()}</span></legend>
                for kind in NeedKind::ALL {
                    <label class="check">
                        <input
                            type="checkbox"
                            checked={resource.answers.contains(&kind)}
                            onchange={answers(kind)}
                        />
                        <span>{describe_needs::need_kind(language, kind)}</span>
                    </label>
                }
            </fieldset>
        </li>
    }
}

/// What a resource can be: code and word.
fn kind_options(language: Language) -> Vec<(String, String)> {
    ResourceKind::ALL
        .map(|kind| {
            let word = describe_needs::resource_kind(language, kind);
            (kind.code().to_owned(), word.to_owned())
        })
        .to_vec()
}
