//! What counts as contact: by outcome, by channel, and whether people count for their firm.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::Section;
use crate::app::commands::Command;
use crate::domain::contact_rule::ContactRule;
use crate::domain::outcome::Outcome;
use crate::domain::settings::Settings;
use crate::i18n::{describe, describe_outcome};
use crate::ui::context::{use_book, use_language, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::kit::Icon;
use crate::ui::kit::field::is_checked;

/// Sets whether something counts.
type Set = Box<dyn Fn(&mut ContactRule, bool)>;

/// Check boxes that are in force at once; each can be taken back.
#[component]
pub(super) fn ContactSection() -> Html {
    let texts = use_texts();
    let language = use_language();
    let book = use_book();
    let run = use_run();
    let settings = use_selector((), |model, ()| model.settings().clone());
    let change = {
        let book = book.clone();
        move |set: Set| {
            let (book, run) = (book.clone(), run.clone());
            Callback::from(move |event: Event| {
                let before: Arc<Settings> = book.model().settings().clone();
                let mut after = (*before).clone();
                set(&mut after.contact_rule, is_checked(&event));
                run.emit(Command::ChangeSettings {
                    before,
                    after: Box::new(after),
                    subject: texts.settings().contact.to_owned(),
                });
            })
        }
    };
    let rule = &settings.contact_rule;
    html! {
        <Section id="contact" heading={texts.settings().contact} hint={texts.settings().contact_hint}>
            <fieldset class="chips">
                <legend class="label">{texts.settings().by_outcome}</legend>
                <div class="chips-row">
                    for outcome in Outcome::ALL {
                        <label class="chip" key={outcome.code()}>
                            <input
                                type="checkbox"
                                checked={!rule.attempts.contains(&outcome)}
                                onchange={change(Box::new(move |rule, counts| {
                                    if counts {
                                        rule.attempts.remove(&outcome);
                                    } else {
                                        rule.attempts.insert(outcome);
                                    }
                                }))}
                            />
                            {describe_outcome::of_any_channel(language, outcome)}
                        </label>
                    }
                </div>
            </fieldset>
            <fieldset class="chips">
                <legend class="label">{texts.settings().by_channel}</legend>
                <div class="chips-row">
                    for channel in settings.channels() {
                        <label class="chip" key={channel.code().to_owned()}>
                            <input
                                type="checkbox"
                                checked={!rule.uncounted_channels.contains(&channel)}
                                onchange={change({
                                    let channel = channel.clone();
                                    Box::new(move |rule, counts| {
                                        if counts {
                                            rule.uncounted_channels.remove(&channel);
                                        } else {
                                            rule.uncounted_channels.insert(channel.clone());
                                        }
                                    })
                                })}
                            />
                            {Icon::of_channel(&channel).html()}
                            {describe::channel(language, &channel).to_owned()}
                        </label>
                    }
                </div>
            </fieldset>
            <label class="check">
                <input
                    type="checkbox"
                    checked={rule.people_count_for_their_firm}
                    onchange={change(Box::new(|rule, counts| {
                        rule.people_count_for_their_firm = counts;
                    }))}
                />
                <span>
                    {texts.settings().people_count}
                    <span class="hint">{texts.settings().people_count_hint}</span>
                </span>
            </label>
        </Section>
    }
}
