//! What this is, which version, of what it is made, and what its page may not do.

use std::rc::Rc;

use crate::ui::prelude::*;

use super::Section;
use crate::formats::licences::{self, Library, Licences};
use crate::i18n::Texts;
use crate::records::FORM_VERSION;
use crate::ui::context::use_texts;
use crate::ui::kit::{Icon, task};
use crate::web::{dom, licences as file, single_file};

/// Version, licences, and the page's own policy.
#[component]
pub(super) fn AboutSection() -> Html {
    let texts = use_texts();
    let words = texts.about();
    // Set by `cargo xtask dist`: which sources the app was made of.
    let build = option_env!("GENJIN_BUILD");
    html! {
        <Section id="about" heading={words.heading} hint={words.what}>
            <dl class="facts">
                <dt>{words.version}</dt>
                <dd>{env!("CARGO_PKG_VERSION")}</dd>
                <dt>{words.build}</dt>
                <dd>
                    if let Some(build) = build {
                        <code>{build}</code>
                    } else {
                        {words.build_of_developer}
                    }
                </dd>
                <dt>{words.data_format}</dt>
                <dd>{(words.data_format_is)(FORM_VERSION)}</dd>
                <dt>{words.licence}</dt>
                <dd>{(words.licence_either)("MIT", "Apache-2.0")}</dd>
            </dl>
            <h3>{words.policy}</h3>
            <p>
                {if single_file::is_here() {
                    texts.single_file().policy_hint
                } else {
                    words.policy_hint
                }}
            </p>
            <h4>{words.check}</h4>
            <ol class="checks">
                <li>{words.check_open}</li>
                if !single_file::is_here() {
                    <li>{(words.check_network)(&dom::page_place())}</li>
                }
                <li>{words.check_try}</li>
                <li>{words.check_offline}</li>
            </ol>
            <details class="more">
                <summary>{Icon::ChevronRight.html()}{words.policy_text}</summary>
                {policy(texts)}
            </details>
            <h3>{words.parts}</h3>
            <p>{words.parts_hint}</p>
            <Parts />
        </Section>
    }
}

/// The policy, a rule on each line.
fn policy(texts: &Texts) -> Html {
    let Some(policy) = dom::own_policy() else {
        return html! { <p>{texts.about().policy_missing}</p> };
    };
    html! {
        <ul class="policy-rules">
            for rule in policy.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
                <li><code>{rule.to_owned()}</code></li>
            }
        </ul>
    }
}

/// How far the list of libraries has come.
#[derive(Clone, PartialEq)]
enum Asked {
    Not,
    Reading,
    Failed,
    Read(Rc<Licences>),
}

/// The libraries, once they are asked for.
#[component]
fn Parts() -> Html {
    let texts = use_texts();
    let words = texts.about();
    let asked = use_state_eq(|| Asked::Not);
    let ask = {
        let asked = asked.setter();
        Callback::from(move |_: MouseEvent| {
            let asked = asked.clone();
            asked.set(Asked::Reading);
            task::start(async move {
                let read = file::fetch().await.map(|text| licences::read(&text));
                // A host that answers with a page of its own for what is missing gives an empty list.
                let read = read.filter(|licences| !licences.libraries.is_empty());
                asked.set(read.map_or(Asked::Failed, |licences| Asked::Read(Rc::new(licences))));
            });
        })
    };
    let said = match &*asked {
        Asked::Not => None,
        Asked::Reading => Some(words.parts_reading.to_owned()),
        Asked::Failed => Some(words.parts_failed.to_owned()),
        Asked::Read(licences) => Some((words.parts_count)(licences.libraries.len())),
    };
    html! {
        <>
            if matches!(&*asked, Asked::Not | Asked::Failed) {
                <div class="btns">
                    <button class="btn" type="button" onclick={ask}>{words.parts_show}</button>
                </div>
            }
            <p role="status">{said}</p>
            if let Asked::Read(licences) = &*asked {
                {list(texts, licences)}
            }
        </>
    }
}

fn list(texts: &Texts, licences: &Licences) -> Html {
    let words = texts.about();
    let row = |library: &Library| {
        html! {
            <tr>
                <th scope="row">
                    {format!("{} {}", library.name, library.version)}
                    if !library.copyright.is_empty() {
                        <span class="hint">{library.copyright.clone()}</span>
                    }
                </th>
                <td>{library.licence.clone()}</td>
            </tr>
        }
    };
    html! {
        <>
            <div class="table-scroll" tabindex="0" role="region" aria-label={words.parts}>
                <table class="libraries">
                    <thead>
                        <tr>
                            <th scope="col">{words.library}</th>
                            <th scope="col">{words.licence}</th>
                        </tr>
                    </thead>
                    <tbody>
                        for library in licences.libraries.iter() {
                            {row(library)}
                        }
                    </tbody>
                </table>
            </div>
            for (name, text) in licences.texts.iter() {
                <details class="more">
                    <summary>{Icon::ChevronRight.html()}{(words.texts_of)(name)}</summary>
                    <pre class="licence" lang="en" tabindex="0">{text.clone()}</pre>
                </details>
            }
        </>
    }
}
