//! The parts of a line as a list of chips, and who may be meant.

use crate::ui::prelude::*;
use web_sys::KeyboardEvent;

use crate::app::queries::capture::{Candidates, CapturedLine};
use crate::domain::capture::{Choice, Meaning, Mention, Trouble, When, Who};
use crate::domain::channel::Channel;
use crate::domain::communication::Direction;
use crate::domain::follow_up::Action;
use crate::domain::promise::Side;
use crate::domain::written::clock_text;
use crate::i18n::describe::Dates;
use crate::i18n::{Language, Texts, describe, describe_needs, describe_outcome};
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::web::dom;
use crate::web::intl::Speech;

/// The language in which parts are told.
#[derive(Clone, Copy)]
pub(super) struct Teller {
    pub(super) texts: &'static Texts,
    pub(super) language: Language,
    pub(super) speech: Speech,
}

/// A chip: what it says, whether the rep wrote it or it goes without saying.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) icon: Icon,
    pub(super) words: String,
    /// `None` for what goes without saying.
    pub(super) meaning: Option<Meaning>,
    pub(super) is_open: bool,
}

impl Teller {
    /// What a line comes to, part by part, in the order in which a rep would tell it.
    pub(super) fn tell(self, line: &CapturedLine) -> Vec<Told> {
        let capture = &line.capture;
        let mut told = Vec::new();
        for (index, (mention, candidates)) in
            capture.mentions.iter().zip(&line.candidates).enumerate()
        {
            told.push(self.who(index, mention, candidates));
        }
        if capture.is_plan {
            told.extend(self.next(line));
            return told;
        }
        told.push(self.way(line));
        let part = |icon, words: String, meaning| Told {
            icon,
            words,
            meaning: Some(meaning),
            is_open: false,
        };
        told.push(match capture.when {
            Some(when) => part(Icon::Clock, self.when(when), Meaning::When),
            None => Told {
                icon: Icon::Clock,
                words: self.texts.capture().as_now.to_owned(),
                meaning: None,
                is_open: false,
            },
        });
        if let Some(seconds) = capture.duration_seconds {
            let words = (self.texts.capture().took)(seconds / 60);
            told.push(part(Icon::Clock, words, Meaning::Duration));
        }
        if let Some(outcome) = capture.outcome {
            let channel = capture.channel.as_ref().unwrap_or(&Channel::Phone);
            let words = describe_outcome::outcome(self.language, channel, outcome).to_owned();
            told.push(part(Icon::Info, words, Meaning::Outcome));
        }
        for (index, need) in capture.needs.iter().enumerate() {
            let kind = describe_needs::need_kind(self.language, need.kind);
            let words = (self.texts.capture().need)(kind);
            told.push(part(Icon::Info, words, Meaning::Need(index)));
        }
        for (index, promise) in capture.promises.iter().enumerate() {
            let side = match promise.side {
                Side::Ours => self.texts.capture().we_promise,
                Side::Theirs => self.texts.capture().they_promise,
            };
            let words = promise.due_on.map_or_else(
                || side.to_owned(),
                |due| (self.texts.capture().by_day)(side, &self.speech.day(due)),
            );
            told.push(part(Icon::Check, words, Meaning::Promise(index)));
        }
        told.push(self.next(line).unwrap_or_else(|| Told {
            icon: Icon::Today,
            words: self.texts.capture().by_policy.to_owned(),
            meaning: None,
            is_open: false,
        }));
        told
    }

    fn who(self, index: usize, mention: &Mention, candidates: &Candidates) -> Told {
        let (words, is_open) = match &mention.who {
            Who::Known(_) => {
                let one = candidates.shown.first();
                let words = one.map_or_else(
                    || mention.words.clone(),
                    |one| named(&one.name, &one.company),
                );
                (words, false)
            }
            Who::New(name) => ((self.texts.capture().new)(name), false),
            Who::OneOf(_) | Who::Unknown => {
                ((self.texts.capture().choose_who)(&mention.words), true)
            }
        };
        Told {
            icon: Icon::Customers,
            words,
            meaning: Some(Meaning::Who(index)),
            is_open,
        }
    }

    fn way(self, line: &CapturedLine) -> Told {
        let Some(channel) = &line.capture.channel else {
            return Told {
                icon: Icon::of_channel(&Channel::Phone),
                words: self.texts.capture().as_phone.to_owned(),
                meaning: None,
                is_open: false,
            };
        };
        let mut words = describe::channel(self.language, channel).to_owned();
        if let Some(direction) = line.capture.direction {
            let side = match direction {
                Direction::Outgoing => self.texts.log.outgoing,
                Direction::Incoming => self.texts.log.incoming,
            };
            words = format!("{words} · {side}");
        }
        Told {
            icon: Icon::of_channel(channel),
            words,
            meaning: Some(Meaning::Channel),
            is_open: false,
        }
    }

    fn next(self, line: &CapturedLine) -> Option<Told> {
        let next = line.capture.next.as_ref()?;
        let action = Action::through(next.channel.clone());
        let sentence = if line.capture.is_plan {
            self.texts.capture().plan
        } else {
            self.texts.capture().next
        };
        let words = sentence(
            describe::action(self.language, &action),
            &self.when(next.when),
        );
        Some(Told {
            icon: Icon::Today,
            words,
            meaning: Some(Meaning::Next),
            is_open: false,
        })
    }

    fn when(self, when: When) -> String {
        let day = self.speech.weekday(when.date);
        when.time
            .map_or_else(|| day.clone(), |time| format!("{day} {}", clock_text(time)))
    }

    /// What contradicts itself or cannot be, in words.
    pub(super) fn trouble(self, trouble: Trouble) -> &'static str {
        let texts = &self.texts.capture();
        match trouble {
            Trouble::TwoDates => texts.two_dates,
            Trouble::TwoTimes => texts.two_times,
            Trouble::TwoDurations => texts.two_durations,
            Trouble::TwoOutcomes => texts.two_outcomes,
            Trouble::TwoNextSteps => texts.two_next,
            Trouble::TooFar => texts.too_far,
            Trouble::NoSuchDay => texts.no_such_day,
            Trouble::NoSuchTime => texts.no_such_time,
            Trouble::NextPassed => texts.next_passed,
            Trouble::ToCome => texts.to_come,
        }
    }
}

fn named(name: &str, company: &str) -> String {
    if company.is_empty() {
        shown(name)
    } else {
        shown(&format!("{name} · {company}"))
    }
}

/// The line once more, with its parts marked.
pub(super) fn echo(line: &str, captured: &CapturedLine) -> Html {
    let mut pieces: Vec<Html> = Vec::new();
    let mut end = 0;
    for part in &captured.capture.parts {
        let (Some(before), Some(words)) =
            (line.get(end..part.span.start), line.get(part.span.clone()))
        else {
            continue;
        };
        let kind = match part.meaning {
            Meaning::Who(_) => "who",
            Meaning::Next => "next",
            Meaning::Need(_) | Meaning::Promise(_) => "hint",
            _ => "what",
        };
        pieces.push(html! { <>{shown(before)}<mark data-kind={kind}>{shown(words)}</mark></> });
        end = part.span.end;
    }
    // A line of a hundred thousand characters is not drawn twice.
    let rest: String = line
        .get(end..)
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect();
    html! { <p class="capture-echo" aria-hidden="true">{pieces}{shown(&rest)}</p> }
}

/// The chips.
pub(super) fn chips(texts: &'static Texts, told: &[Told], take_back: &Callback<Meaning>) -> Html {
    html! {
        <ul class="capture-parts" aria-label={texts.capture().parts}>
            for (index, one) in told.iter().enumerate() {
                <li
                    key={index}
                    data-kind={if one.is_open { "open" } else if one.meaning.is_none() { "assumed" } else { "read" }}
                >
                    {one.icon.html()}
                    <span lang={language_of(&one.words)}>{one.words.clone()}</span>
                    if let Some(meaning) = one.meaning {
                        <button
                            type="button"
                            aria-label={(texts.capture().remove)(&one.words)}
                            onclick={take_back.reform(move |_: MouseEvent| meaning)}
                        >
                            {Icon::Close.html()}
                        </button>
                    }
                </li>
            }
        </ul>
    }
}

/// Who may be meant by the first mention that is open: buttons, walked through by the arrow keys.
pub(super) fn choices(
    texts: &'static Texts,
    captured: &CapturedLine,
    choose: &Callback<(String, Choice)>,
) -> Html {
    let open = captured
        .capture
        .mentions
        .iter()
        .zip(&captured.candidates)
        .find(|(mention, _)| matches!(mention.who, Who::OneOf(_) | Who::Unknown));
    let Some((mention, candidates)) = open else {
        return Html::default();
    };
    let press = |choice: Choice| {
        let key = mention.key.clone();
        choose.reform(move |_: MouseEvent| (key.clone(), choice.clone()))
    };
    let hidden = candidates.count - candidates.shown.len();
    let name = mention.words.clone();
    html! {
        <div
            class="capture-choices"
            role="group"
            aria-label={(texts.capture().choose_who)(&name)}
            onkeydown={Callback::from(|event: KeyboardEvent| walk(&event))}
        >
            <span class="label" aria-hidden="true">{(texts.capture().choose_who)(&name)}</span>
            for one in candidates.shown.iter() {
                <button
                    class="btn small"
                    type="button"
                    key={one.id.to_string()}
                    lang={language_of(&one.name)}
                    onclick={press(Choice::Known(one.id))}
                >
                    {named(&one.name, &one.company)}
                </button>
            }
            <button
                class="btn small quiet"
                type="button"
                key="new"
                onclick={press(Choice::New(name.clone()))}
            >
                {Icon::Plus.html()}{(texts.log.new_named)(&name)}
            </button>
            if 0 < hidden {
                <span class="hint">{(texts.capture().more)(hidden)}</span>
            }
        </div>
    }
}

/// The class of the group of choices, by which the focus finds it.
pub(super) const FIRST_CHOICE: &str = ".capture-choices button";

/// Moves the focus among the choices.
fn walk(event: &KeyboardEvent) {
    if dom::is_composing(event) {
        return;
    }
    let Some(active) = dom::document().and_then(|document| document.active_element()) else {
        return;
    };
    let mut next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => active.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => active.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    if let Some(next) = next.take_if(|element| element.tag_name() == "BUTTON") {
        dom::focus_element(&next);
    }
}
