//! Quick capture: one line and Enter.

mod form;
mod parts;

use std::rc::Rc;

use crate::ui::prelude::*;
use uuid::Uuid;
use web_sys::{HtmlInputElement, KeyboardEvent};

use self::form::{CaptureForm, StepChange};
use self::parts::{Does, FIRST_CHOICE, Teller, chips, choices, echo, senses};
use crate::app::commands::Command;
use crate::app::queries::capture::{CapturedLine, captured, draft};
use crate::app::service::Refused;
use crate::domain::capture::{Choice, Meaning, Sense, Who};
use crate::i18n::{Texts, describe};
use crate::ui::context::{
    Dialog, LogStart, ResumedLine, use_book, use_desk, use_language, use_resumed_line, use_speech,
    use_texts, use_today,
};
use crate::ui::hooks::{
    DraftPlace, Outcome, forget_draft, notice, use_closing, use_command, use_draft, use_selector,
};
use crate::ui::kit::field::value_of;
use crate::ui::kit::{DialogFrame, Icon, task};
use crate::ui::memory::use_memory;
use crate::ui::pinyin::use_pinyin;
use crate::web::task::pause;
use crate::web::{dom, later_part};

/// The form's name among the drafts.
pub const FORM: &str = "capture";

/// The id of the line on the page.
pub const LINE: &str = "capture-line";

/// The id of the line in the dialog.
const DIALOG_LINE: &str = "capture-dialog-line";

/// How many customers are offered where several may be meant.
const MOST: usize = 8;

/// The first words of a draft; `None` where there are none or it cannot be read.
pub(crate) fn draft_words(text: &str) -> Option<String> {
    let form: CaptureForm = crate::records::from_json(text).ok()?;
    form.has_words()
        .then(|| form.line.chars().take(80).collect())
}

/// How long to wait before asking again whether the later part of the app is there.
const UNTIL_ASKED_AGAIN_MS: u32 = 50;

/// Quick capture at the top of a page; on a first visit its place, until what reads lines is there.
#[component]
pub fn CaptureHome() -> Html {
    let is_ready = use_state_eq(later_part::is_there);
    use_effect_with((), {
        let is_ready = is_ready.setter();
        move |()| {
            task::start(async move {
                while !later_part::is_there() {
                    pause(UNTIL_ASKED_AGAIN_MS).await;
                }
                is_ready.set(true);
            });
        }
    });
    html! {
        <section class="capture">
            if *is_ready {
                <HomeLine />
            }
        </section>
    }
}

/// The line of the page. Each is a form of its own.
#[component]
fn HomeLine() -> Html {
    let (book, texts) = (use_book(), use_texts());
    let lines = use_state_eq(|| (0_u32, book.environment().new_id(), false));
    let (count, id, goes_on) = *lines;
    let done = {
        let (lines, book) = (lines.setter(), book.clone());
        Callback::from(move |()| lines.set((count + 1, book.environment().new_id(), false)))
    };
    // A kept line is put into the field; what stands in it is kept in its turn. Lines that were
    // gone on with before this field was there are none of its own.
    let resumed = use_resumed_line();
    let seen = use_mut_ref(|| resumed.count);
    use_effect_with(resumed, {
        let lines = lines.setter();
        move |resumed: &ResumedLine| {
            let is_new = seen.replace(resumed.count) < resumed.count;
            if let Some(id) = resumed.id.filter(|_| is_new) {
                lines.set((count + 1, id, true));
            }
        }
    });
    if book.is_read_only() {
        return closed(texts);
    }
    html! {
        <CaptureLine key={id.to_string()} {id} {goes_on} focus={0 < count} field={LINE} {done} />
    }
}

/// In place of the field where what is typed into it would be neither saved nor kept. A function of
/// its own: its words are not to be loaded with Today.
#[inline(never)]
fn closed(texts: &Texts) -> Html {
    let words = texts.recovery();
    html! {
        <>
            <p>{words.closed_heading}</p>
            <p class="hint">{words.closed}</p>
        </>
    }
}

/// Properties of [`CaptureDialog`].
#[derive(Properties, PartialEq)]
pub struct CaptureDialogProps {
    /// A kept draft to go on with.
    pub draft: Option<Uuid>,
}

/// Quick capture above any page.
#[component]
pub fn CaptureDialog(props: &CaptureDialogProps) -> Html {
    let texts = use_texts();
    let book = use_book();
    let desk = use_desk();
    let id = *use_memo((), |()| {
        props.draft.unwrap_or_else(|| book.environment().new_id())
    });
    let closing = use_closing(DraftPlace { form: FORM, id });
    let close = desk.open.reform(|()| None);
    let submitted = use_state_eq(|| 0_u32);
    let submit = {
        let submitted = submitted.clone();
        Callback::from(move |()| submitted.set(*submitted + 1))
    };
    html! {
        <DialogFrame
            heading={texts.capture().title}
            close={closing}
            {submit}
            submit_label={texts.common.save}
            class="capture"
            note={html! { texts.common.draft_kept }}
        >
            <CaptureLine
                {id}
                goes_on={props.draft.is_some()}
                focus=true
                field={DIALOG_LINE}
                submitted={*submitted}
                in_dialog=true
                done={close}
            />
        </DialogFrame>
    }
}

/// Properties of [`CaptureLine`].
#[derive(Properties, PartialEq)]
struct CaptureLineProps {
    /// Which draft it is.
    id: Uuid,
    /// Whether a kept draft is put into it.
    #[prop_or_default]
    goes_on: bool,
    /// Whether the focus goes here.
    focus: bool,
    /// The id of its field in the document.
    field: &'static str,
    /// Grows each time the dialog around it is sent.
    #[prop_or_default]
    submitted: u32,
    /// Whether a dialog with its own buttons stands around it.
    #[prop_or_default]
    in_dialog: bool,
    /// Called when the line is saved, or went to the form.
    done: Callback<()>,
}

/// Why Enter did not save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Nobody,
    Choose,
    Sense,
    Refused(&'static str),
}

/// A line, what was understood of it, and what stands in the way.
#[component]
fn CaptureLine(props: &CaptureLineProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let book = use_book();
    let desk = use_desk();
    let today = use_today();
    let form = use_state_eq(|| Rc::new(CaptureForm::default()));
    let stop = use_state_eq(|| None::<Stop>);
    let busy = use_state_eq(|| false);
    let node = use_node_ref();
    let place = DraftPlace {
        form: FORM,
        id: props.id,
    };
    use_draft(place, &form, props.goes_on, CaptureForm::has_words);
    let line = use_captured(&form);
    use_effect_with((node.clone(), props.focus), |(node, focus)| {
        if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| *focus) {
            dom::focus_element(&input);
        }
    });
    // The field keeps its text; only a restored draft is put in from outside.
    use_effect_with((node.clone(), form.line.clone()), |(node, line)| {
        if let Some(input) = node.cast::<HtmlInputElement>()
            && input.value() != *line
        {
            input.set_value(line);
        }
    });
    let edit = {
        let (form, stop) = (form.clone(), stop.setter());
        Callback::from(move |change: Edit| {
            let mut next = (*form.newest()).as_ref().clone();
            change.0(&mut next);
            stop.set(None);
            form.set(Rc::new(next));
        })
    };
    let send = use_command();
    let save = {
        let (book, form, stop, busy) = (book.clone(), form.clone(), stop.setter(), busy.clone());
        let (line, done, toast) = (line.clone(), props.done.clone(), desk.toast.clone());
        Callback::from(move |()| {
            let Some(line) = line.as_ref().as_ref().filter(|_| !*busy) else {
                return;
            };
            if !line.capture.troubles.is_empty() {
                // They stand there in words already.
                return;
            }
            if let Some(why) = in_the_way(line) {
                stop.set(Some(why));
                if why != Stop::Nobody {
                    focus_first_choice();
                }
                return;
            }
            let form = form.newest();
            let command = Command::Log(draft(&line.capture, &form.line, &**book.environment()));
            busy.set(true);
            let (stop, busy, done) = (stop.clone(), busy.setter(), done.clone());
            let (book, toast) = (book.clone(), toast.clone());
            let outcome = move |outcome: Outcome| {
                busy.set(false);
                match &outcome {
                    Ok(_) => {
                        forget_draft(&book, place);
                        done.emit(());
                    }
                    Err(Refused::Rejected(why)) => {
                        return stop.set(Some(Stop::Refused(describe::rejection(language, why))));
                    }
                    Err(Refused::Store(_)) => {}
                }
                toast.emit(notice(language, &outcome));
            };
            send.emit((
                command,
                Some(place.holding(&**form)),
                Callback::from(outcome),
            ));
        })
    };
    use_effect_with(props.submitted, {
        let save = save.clone();
        move |submitted| {
            if 0 < *submitted {
                save.emit(());
            }
        }
    });
    let open_form = {
        let (book, form, line) = (book.clone(), form.clone(), line.clone());
        let (open, done) = (desk.open.clone(), props.done.clone());
        Callback::from(move |()| {
            let form = form.newest();
            let start = LogStart {
                captured: line
                    .as_ref()
                    .as_ref()
                    .map(|line| Rc::new(draft(&line.capture, &form.line, &**book.environment()))),
                ..LogStart::default()
            };
            // The form keeps the words as its own draft from now on.
            forget_draft(&book, place);
            done.emit(());
            open.emit(Some(Dialog::Log(start)));
        })
    };
    let onkeydown = {
        let (save, open_form, node) = (save.clone(), open_form.clone(), node.clone());
        let in_dialog = props.in_dialog;
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) {
                return;
            }
            match event.key().as_str() {
                "Enter" if event.alt_key() => open_form.emit(()),
                // The dialog hears Ctrl+Enter itself.
                "Enter" if in_dialog && (event.ctrl_key() || event.meta_key()) => return,
                "Enter" => save.emit(()),
                "ArrowDown" => focus_first_choice(),
                // The line stays, and its draft; away from the field the single keys act.
                "Escape" if !in_dialog => {
                    if let Some(input) = node.cast::<HtmlInputElement>() {
                        input.blur().ok();
                    }
                }
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let oninput = edit.reform(|event: InputEvent| {
        let text = value_of(&event);
        Edit(Rc::new(move |form| form.line.clone_from(&text)))
    });
    let take_back = {
        let line = line.clone();
        edit.reform(move |meaning: Meaning| {
            let line = line.clone();
            Edit(Rc::new(move |form| {
                if let Some(line) = line.as_ref() {
                    form.take_back(&line.capture, meaning);
                }
            }))
        })
    };
    let choose = {
        let (edit, node) = (edit.clone(), node.clone());
        Callback::from(move |(key, choice): (String, Choice)| {
            edit.emit(Edit(Rc::new(move |form| form.choose(&key, &choice))));
            if let Some(input) = node.cast::<HtmlInputElement>() {
                dom::focus_element(&input);
            }
        })
    };
    let mean = {
        let (edit, node) = (edit.clone(), node.clone());
        Callback::from(move |(key, sense): (String, Sense)| {
            edit.emit(Edit(Rc::new(move |form| form.mean(&key, sense))));
            if let Some(input) = node.cast::<HtmlInputElement>() {
                dom::focus_element(&input);
            }
        })
    };
    let change = {
        let line = line.clone();
        edit.reform(move |change: StepChange| {
            let line = line.clone();
            Edit(Rc::new(move |form| {
                if let Some(line) = line.as_ref() {
                    form.change_step(&line.capture, &change);
                }
            }))
        })
    };
    let does = Does { take_back, change };
    let teller = Teller {
        texts,
        language,
        speech,
    };
    let told = line
        .as_ref()
        .as_ref()
        .map(|line| teller.tell(&form.line, line));
    let summary = told
        .as_ref()
        .map_or(texts.capture().example.to_owned(), |told| {
            let words: Vec<&str> = told.iter().map(|one| one.words.as_str()).collect();
            words.join("; ")
        });
    let error_id = format!("{}-error", props.field);
    let summary_id = format!("{}-summary", props.field);
    let problems = line.as_ref().as_ref().map_or_else(Vec::new, |line| {
        let troubles = line.capture.troubles.iter();
        troubles.map(|trouble| teller.trouble(*trouble)).collect()
    });
    let stopped = stop.map(|stop| match stop {
        Stop::Nobody => texts.capture().nobody,
        Stop::Choose => texts.capture().choose_first,
        Stop::Sense => texts.capture().choose_sense,
        Stop::Refused(words) => words,
    });
    let is_wrong = !problems.is_empty() || stopped.is_some();
    html! {
        <div class="capture-line">
            <label class="label" for={props.field}>{texts.capture().title}{" "}
                if !props.in_dialog {
                    <kbd aria-hidden="true">{"A"}</kbd>
                }
            </label>
            <div class="capture-row">
                <input
                    class="input"
                    id={props.field}
                    ref={node}
                    type="text"
                    placeholder={texts.capture().placeholder}
                    autocomplete="off"
                    spellcheck="false"
                    enterkeyhint="done"
                    autofocus={props.focus}
                    aria-describedby={format!("{summary_id} {error_id}")}
                    aria-invalid={is_wrong.then_some("true")}
                    {oninput}
                    {onkeydown}
                />
                if !props.in_dialog && told.is_some() {
                    <button
                        class="btn primary"
                        type="button"
                        aria-disabled={(*busy).then_some("true")}
                        onclick={save.reform(|_: MouseEvent| ())}
                    >
                        {texts.capture().save_line}{" "}<kbd aria-hidden="true">{"↵"}</kbd>
                    </button>
                }
            </div>
            <p
                class={if told.is_some() { "visually-hidden" } else { "hint" }}
                id={summary_id}
                aria-live="polite"
            >
                {summary}
            </p>
            if let (Some(line), Some(told)) = (line.as_ref(), &told) {
                {echo(&form.line, line)}
                <div class="capture-under">
                    {chips(teller, line, told, props.field, today, &does)}
                    <button
                        class="btn quiet small"
                        type="button"
                        onclick={open_form.reform(|_: MouseEvent| ())}
                    >
                        {Icon::Edit.html()}{texts.capture().open_form}{" "}
                        <kbd aria-hidden="true">{"Alt ↵"}</kbd>
                    </button>
                </div>
                {choices(texts, line, &choose)}
                {senses(teller, line, &mean)}
                if line.capture.read_to < form.line.len() {
                    <p class="hint">{texts.capture().too_long}</p>
                }
            }
            <div id={error_id} role="alert">
                for words in problems.into_iter().chain(stopped) {
                    <p class="error" key={words}>{Icon::Warning.html()}{words}</p>
                }
            </div>
        </div>
    }
}

/// One change of the form.
struct Edit(Rc<dyn Fn(&mut CaptureForm)>);

/// What keeps a line from being saved, besides what contradicts itself.
fn in_the_way(line: &CapturedLine) -> Option<Stop> {
    if line.capture.mentions.is_empty() {
        return Some(Stop::Nobody);
    }
    let is_open = |who: &Who| matches!(who, Who::OneOf(_) | Who::Unknown);
    let mut mentions = line.capture.mentions.iter();
    if mentions.any(|mention| is_open(&mention.who)) {
        return Some(Stop::Choose);
    }
    line.capture.doubt.as_ref().map(|_| Stop::Sense)
}

fn focus_first_choice() {
    let choice =
        dom::document().and_then(|document| document.query_selector(FIRST_CHOICE).ok().flatten());
    if let Some(choice) = choice {
        dom::focus_element(&choice);
    }
}

/// What the line says; nothing while it is empty.
#[hook]
fn use_captured(form: &Rc<CaptureForm>) -> Rc<Option<CapturedLine>> {
    let book = use_book();
    let memory = use_memory();
    let today = use_today();
    let pinyin = use_pinyin(&form.line);
    use_selector(
        (form.clone(), today, pinyin),
        move |model, (form, today, pinyin)| {
            if !form.has_words() {
                return None;
            }
            let mut names = memory.names.borrow_mut();
            names.update(model, pinyin.as_ref());
            let now = book.now();
            let line = captured(model, &names, &form.line, &form.answers(), now, MOST);
            Some(CapturedLine {
                capture: form.with_step(line.capture, *today),
                ..line
            })
        },
    )
}
