//! The parts of a line as a list of chips, and what the rep is asked: who is meant, and whether it
//! happened or is planned.

use crate::ui::prelude::*;
use chrono::NaiveDate;
use web_sys::KeyboardEvent;

use super::form::{StepChange, earliest};
use crate::app::queries::capture::{Candidates, CapturedLine};
use crate::domain::capture::{Choice, Doubt, Meaning, Mention, Sense, Trouble, When, Who};
use crate::domain::channel::Channel;
use crate::domain::communication::Direction;
use crate::domain::follow_up::Action;
use crate::domain::promise::Side;
use crate::domain::written::{clock_text, date_text};
use crate::i18n::describe::Dates;
use crate::i18n::{Language, Texts, describe, describe_needs, describe_outcome};
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::kit::{Icon, SelectField};
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

/// The icon of a part, the same on its chip and in the line.
fn icon_of(line: &CapturedLine, meaning: Meaning) -> Icon {
    match meaning {
        Meaning::Who(_) => Icon::Person,
        Meaning::Channel => {
            let channel = line.capture.channel.as_ref();
            Icon::of_channel(channel.unwrap_or(&Channel::Phone))
        }
        Meaning::When | Meaning::Duration => Icon::Clock,
        Meaning::Outcome => Icon::Info,
        Meaning::Next => Icon::Calendar,
        Meaning::Declined => Icon::Skip,
        Meaning::Need(_) => Icon::Tag,
        Meaning::Promise(_) => Icon::Check,
    }
}

/// By which look a part is known, on its chip and in the line.
fn look_of(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Who(_) => "who",
        Meaning::Next => "next",
        Meaning::Need(_) | Meaning::Promise(_) | Meaning::Declined => "hint",
        Meaning::Channel | Meaning::When | Meaning::Duration | Meaning::Outcome => "what",
    }
}

impl Teller {
    /// What a line comes to, part by part, in the order in which a rep would tell it.
    pub(super) fn tell(self, typed: &str, line: &CapturedLine) -> Vec<Told> {
        let capture = &line.capture;
        let texts = self.texts.capture();
        let mut told = Vec::new();
        for (index, (mention, candidates)) in
            capture.mentions.iter().zip(&line.candidates).enumerate()
        {
            told.push(self.who(index, mention, candidates));
        }
        if capture.mentions.is_empty() {
            told.push(Told {
                icon: Icon::Person,
                words: texts.who_missing.to_owned(),
                meaning: None,
                is_open: true,
            });
        }
        let part = |words: String, meaning| Told {
            icon: icon_of(line, meaning),
            words,
            meaning: Some(meaning),
            is_open: false,
        };
        // What contradicts itself stands there as it was typed: nothing was read out of it.
        let clear = |meaning| !capture.troubled.contains(&meaning);
        told.extend(capture.troubled.iter().map(|meaning| Told {
            icon: Icon::Warning,
            words: (texts.contradicts)(&capture.typed(typed, *meaning).join(" ")),
            meaning: Some(*meaning),
            is_open: true,
        }));
        if let Some(doubt) = &capture.doubt {
            told.push(Told {
                is_open: true,
                ..part((texts.past_or_plan)(&doubt.words), Meaning::Next)
            });
        }
        let next = self
            .next(line)
            .filter(|_| clear(Meaning::Next) && capture.doubt.is_none());
        if capture.is_plan {
            told.extend(next.map(|words| part(words, Meaning::Next)));
            return told;
        }
        // What goes without saying is what would be saved; a line with troubles is not.
        let assumed = |icon, words: &str| {
            capture.troubles.is_empty().then(|| Told {
                icon,
                words: words.to_owned(),
                meaning: None,
                is_open: false,
            })
        };
        told.extend(match &capture.channel {
            Some(channel) => Some(part(self.way(line, channel), Meaning::Channel)),
            None => assumed(Icon::of_channel(&Channel::Phone), texts.as_phone),
        });
        told.extend(match capture.when.filter(|_| clear(Meaning::When)) {
            Some(when) => Some(part(self.when(when), Meaning::When)),
            None => assumed(Icon::Clock, texts.as_now),
        });
        if let Some(seconds) = capture.duration_seconds
            && clear(Meaning::Duration)
        {
            told.push(part((texts.took)(seconds / 60), Meaning::Duration));
        }
        if let Some(outcome) = capture.outcome
            && clear(Meaning::Outcome)
        {
            let channel = capture.channel.as_ref().unwrap_or(&Channel::Phone);
            let words = describe_outcome::outcome(self.language, channel, outcome).to_owned();
            told.push(part(words, Meaning::Outcome));
        }
        if capture.is_declined {
            told.push(part(texts.declined.to_owned(), Meaning::Declined));
        }
        for (index, need) in capture.needs.iter().enumerate() {
            let kind = describe_needs::need_kind(self.language, need.kind);
            told.push(part((texts.need)(kind), Meaning::Need(index)));
        }
        for (index, promise) in capture.promises.iter().enumerate() {
            let side = match promise.side {
                Side::Ours => texts.we_promise,
                Side::Theirs => texts.they_promise,
            };
            let words = promise.due_on.map_or_else(
                || side.to_owned(),
                |due| (texts.by_day)(side, &self.speech.day(due)),
            );
            told.push(part(words, Meaning::Promise(index)));
        }
        told.extend(match next {
            Some(words) => Some(part(words, Meaning::Next)),
            None if capture.doubt.is_some() => None,
            None => assumed(Icon::Calendar, texts.by_policy),
        });
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
            icon: Icon::Person,
            words,
            meaning: Some(Meaning::Who(index)),
            is_open,
        }
    }

    fn way(self, line: &CapturedLine, channel: &Channel) -> String {
        let words = describe::channel(self.language, channel);
        match line.capture.direction {
            None => words.to_owned(),
            Some(Direction::Outgoing) => format!("{words} · {}", self.texts.log.outgoing),
            Some(Direction::Incoming) => format!("{words} · {}", self.texts.log.incoming),
        }
    }

    fn next(self, line: &CapturedLine) -> Option<String> {
        let next = line.capture.next.as_ref()?;
        let action = Action::through(next.channel.clone());
        let sentence = if line.capture.is_plan {
            self.texts.capture().plan
        } else {
            self.texts.capture().next
        };
        Some(sentence(
            describe::action(self.language, &action),
            &self.when(next.when),
        ))
    }

    /// What is asked where a line may speak of what happened or of what is planned: both answers.
    fn senses(self, line: &CapturedLine) -> [(Sense, String); 2] {
        let capture = &line.capture;
        let channel = capture.channel.as_ref().unwrap_or(&Channel::Phone);
        let way = describe::channel(self.language, channel);
        let (happened, planned) = capture.next.as_ref().map_or_else(
            || (String::new(), String::new()),
            |next| {
                let action = |channel: &Channel| {
                    let action = Action::through(channel.clone());
                    describe::action(self.language, &action).to_owned()
                };
                let day = self.when(next.when);
                (
                    (self.texts.capture().happened)(way, &action(&next.channel), &day),
                    (self.texts.capture().plan)(&action(channel), &day),
                )
            },
        );
        [(Sense::Happened, happened), (Sense::Planned, planned)]
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

/// The line once more, with its parts marked as their chips are.
pub(super) fn echo(line: &str, captured: &CapturedLine) -> Html {
    let mut pieces: Vec<Html> = Vec::new();
    let mut end = 0;
    for part in &captured.capture.parts {
        let (Some(before), Some(words)) =
            (line.get(end..part.span.start), line.get(part.span.clone()))
        else {
            continue;
        };
        let icon = icon_of(captured, part.meaning);
        pieces.push(html! {
            <>
                {shown(before)}
                <mark data-kind={look_of(part.meaning)}>{icon.html()}{shown(words)}</mark>
            </>
        });
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

/// What the chips can do.
pub(super) struct Does {
    /// Leaves a part as words.
    pub(super) take_back: Callback<Meaning>,
    /// Changes the next step.
    pub(super) change: Callback<StepChange>,
}

/// The chips.
pub(super) fn chips(
    teller: Teller,
    line: &CapturedLine,
    told: &[Told],
    field: &str,
    today: NaiveDate,
    does: &Does,
) -> Html {
    let texts = teller.texts;
    let kind = |one: &Told| match one.meaning {
        _ if one.is_open => "open",
        None => "assumed",
        Some(_) => "read",
    };
    html! {
        <ul class="capture-parts" aria-label={texts.capture().parts}>
            for (index, one) in told.iter().enumerate() {
                <li key={index} data-kind={kind(one)}>
                    if let Some(meaning) = one.meaning {
                        <mark data-kind={look_of(meaning)}>{one.icon.html()}</mark>
                    } else {
                        {one.icon.html()}
                    }
                    if one.meaning == Some(Meaning::Next) && !one.is_open {
                        {step_fields(teller, line, field, today, &does.change)}
                    } else {
                        <span lang={language_of(&one.words)}>{one.words.clone()}</span>
                    }
                    if let Some(meaning) = one.meaning {
                        <button
                            type="button"
                            aria-label={(texts.capture().remove)(&one.words)}
                            onclick={does.take_back.reform(move |_: MouseEvent| meaning)}
                        >
                            {Icon::Close.html()}
                        </button>
                    }
                </li>
            }
        </ul>
    }
}

/// The next step on its chip: what is to be done and when, each to be changed in place.
fn step_fields(
    teller: Teller,
    line: &CapturedLine,
    field: &str,
    today: NaiveDate,
    change: &Callback<StepChange>,
) -> Html {
    let Some(next) = &line.capture.next else {
        return Html::default();
    };
    let texts = teller.texts.capture();
    let mut channels = Channel::BUILT_IN.to_vec();
    if !channels.contains(&next.channel) {
        channels.push(next.channel.clone());
    }
    let word = |channel: &Channel| {
        let action = Action::through(channel.clone());
        describe::action(teller.language, &action).to_owned()
    };
    let options = channels
        .iter()
        .map(|channel| (channel.code().to_owned(), word(channel)))
        .collect::<Vec<_>>();
    let time = next.when.time.map(clock_text).unwrap_or_default();
    html! {
        <>
            <span>{if line.capture.is_plan { texts.plan_label } else { texts.next_label }}</span>
            <SelectField
                id={format!("{field}-step")}
                label={texts.step_action}
                {options}
                value={next.channel.code().to_owned()}
                change={change.reform(|code: String| StepChange::Channel(Channel::from_code(&code)))}
                bare=true
            />
            <input
                class="input"
                type="date"
                aria-label={texts.step_day}
                min={date_text(earliest(&line.capture, today))}
                value={date_text(next.when.date)}
                onchange={change.reform(|event: Event| StepChange::Date(value_of(&event)))}
            />
            <span>{teller.speech.name_of_day(next.when.date)}{" "}{time}</span>
        </>
    }
}

/// Whether it happened or is planned: buttons, walked through by the arrow keys.
pub(super) fn senses(
    teller: Teller,
    line: &CapturedLine,
    mean: &Callback<(String, Sense)>,
) -> Html {
    let Some(Doubt { words, key }) = &line.capture.doubt else {
        return Html::default();
    };
    let label = (teller.texts.capture().past_or_plan)(words);
    let answers = teller.senses(line).into_iter().map(|(sense, words)| {
        let key = key.clone();
        html! {
            <button
                class="btn small"
                type="button"
                onclick={mean.reform(move |_: MouseEvent| (key.clone(), sense))}
            >
                {words}
            </button>
        }
    });
    html! {
        <div
            class="capture-choices"
            role="group"
            aria-label={label.clone()}
            onkeydown={Callback::from(|event: KeyboardEvent| walk(&event))}
        >
            <span class="label" aria-hidden="true">{label}</span>
            for answer in answers {
                {answer}
            }
        </div>
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
