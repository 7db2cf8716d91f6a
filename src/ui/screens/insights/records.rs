//! The records behind a mark of a chart.

use std::rc::Rc;

use crate::ui::prelude::*;
use web_sys::KeyboardEvent;

use crate::app::model::Model;
use crate::app::queries::insights::Records;
use crate::domain::id::{CommunicationId, CustomerId, FollowUpId, NeedId};
use crate::i18n::describe::{self, Dates};
use crate::i18n::{Language, describe_needs, describe_outcome};
use crate::ui::context::{Dialog, Speech, use_desk, use_language, use_speech, use_texts};
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::kit::text::{language_of, shown};
use crate::ui::route::Route;
use crate::web::dom;

/// How many are shown at first, and how many more each time.
const AT_ONCE: usize = 20;

/// How many characters of the words are shown at most.
const MOST_WORDS: usize = 200;

/// Properties of [`RecordsPanel`].
#[derive(Properties, PartialEq)]
pub(super) struct RecordsPanelProps {
    /// The name of the chart.
    pub(super) id: &'static str,
    /// What the mark says.
    pub(super) words: String,
    /// The records.
    pub(super) records: Rc<Records>,
    /// Closes the list.
    pub(super) close: Callback<()>,
}

/// The records behind a mark, each a press away from its form and its customer.
#[component]
pub(super) fn RecordsPanel(props: &RecordsPanelProps) -> Html {
    let texts = use_texts();
    let speech = use_speech();
    let drawn = use_state_eq(|| AT_ONCE);
    let heading = format!("records-{}", props.id);
    use_effect_with((props.records.clone(), heading.clone()), {
        let drawn = drawn.setter();
        move |(_, heading)| {
            drawn.set(AT_ONCE);
            dom::focus(heading);
        }
    });
    let on_key = {
        let close = props.close.clone();
        move |event: KeyboardEvent| {
            if !dom::is_composing(&event) && event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        }
    };
    let count = props.records.len();
    let counted = match &*props.records {
        Records::Customers(_) => (texts.customers().count)(&speech.number(count), count),
        _ => (texts.insights().records)(&speech.number(count)),
    };
    let shown = count.min(*drawn);
    let more = {
        let drawn = drawn.clone();
        move |_: MouseEvent| drawn.set(*drawn + 5 * AT_ONCE)
    };
    let rows: Vec<Html> = match &*props.records {
        Records::Customers(ids) => rows(&ids[..shown], One::Customer),
        Records::Communications(ids) => rows(&ids[..shown], One::Communication),
        Records::FollowUps(ids) => rows(&ids[..shown], One::FollowUp),
        Records::Needs(ids) => rows(&ids[..shown], One::Need),
    };
    html! {
        <section class="records" aria-labelledby={heading.clone()} onkeydown={on_key}>
            <header class="section-head">
                <h3 id={heading} tabindex="-1">{props.words.clone()}</h3>
                <span class="muted">{counted}</span>
                <button
                    class="btn quiet small icon-only"
                    type="button"
                    aria-label={texts.common.close}
                    onclick={props.close.reform(|_: MouseEvent| ())}
                >
                    {Icon::Close.html()}
                </button>
            </header>
            <ul>{rows}</ul>
            if shown < count {
                <button class="btn small" type="button" onclick={more}>
                    {(texts.insights().show_more)(&speech.number((count - shown).min(5 * AT_ONCE)))}
                </button>
            }
        </section>
    }
}

fn rows<Id: Copy>(ids: &[Id], one: fn(Id) -> One) -> Vec<Html> {
    let rows = ids.iter().map(|id| {
        let one = one(*id);
        html! { <RecordRow key={format!("{one:?}")} {one} /> }
    });
    rows.collect()
}

/// A record.
#[derive(Debug, Clone, Copy, PartialEq)]
enum One {
    Customer(CustomerId),
    Communication(CommunicationId),
    FollowUp(FollowUpId),
    Need(NeedId),
}

/// What a row shows of a record.
#[derive(PartialEq)]
struct RowView {
    /// The day, if it has one, and the form that it opens, if there is one.
    when: String,
    form: Option<Dialog>,
    customer: Option<(CustomerId, String)>,
    /// The channel, action or kind, and the outcome or state.
    what: [String; 2],
    words: String,
}

impl RowView {
    fn of(model: &Model, one: One, language: Language) -> Option<Self> {
        let speech = Speech(language);
        let name = |id: CustomerId| Some((id, model.customer(id)?.name.clone()));
        Some(match one {
            One::Customer(id) => Self {
                when: String::new(),
                form: None,
                customer: name(id),
                what: [model.customer(id)?.company.clone(), String::new()],
                words: String::new(),
            },
            One::Communication(id) => {
                let one = model.communication(id)?;
                let outcome = one
                    .outcome
                    .map(|outcome| describe_outcome::outcome(language, &one.channel, outcome));
                Self {
                    when: speech.day(one.at.local_date()),
                    form: Some(Dialog::EditCommunication(id)),
                    customer: one.customers.first().copied().and_then(name),
                    what: [
                        shown(describe::channel(language, &one.channel)),
                        outcome.unwrap_or_default().to_owned(),
                    ],
                    words: one.content.clone(),
                }
            }
            One::FollowUp(id) => {
                let one = model.follow_up(id)?;
                let due = language.texts().insights().due;
                let form = one.is_open().then_some(Dialog::EditFollowUp(id));
                Self {
                    when: due(&speech.day(one.due_on)),
                    form,
                    customer: name(one.customer),
                    what: [
                        shown(describe::action(language, &one.action)),
                        String::new(),
                    ],
                    words: one.note.clone(),
                }
            }
            One::Need(id) => {
                let one = model.need(id)?;
                Self {
                    when: speech.day(one.opened_on),
                    form: Some(Dialog::Need(one.customer, Some(id))),
                    customer: name(one.customer),
                    what: [
                        describe_needs::need_kind(language, one.kind).to_owned(),
                        describe_needs::need_state(language, one.state).to_owned(),
                    ],
                    words: one.words.clone(),
                }
            }
        })
    }
}

/// Properties of [`RecordRow`].
#[derive(Properties, PartialEq)]
struct RecordRowProps {
    one: One,
}

/// One record; nothing once it is gone.
#[component]
fn RecordRow(props: &RecordRowProps) -> Html {
    let language = use_language();
    let desk = use_desk();
    let view = use_selector((props.one, language), |model, (one, language)| {
        RowView::of(model, *one, *language)
    });
    let Some(view) = &*view else {
        return Html::default();
    };
    let words: String = view.words.chars().take(MOST_WORDS).collect();
    html! {
        <li>
            if let Some(form) = view.form.clone() {
                <button
                    class="link"
                    type="button"
                    onclick={desk.open.reform(move |_: MouseEvent| Some(form.clone()))}
                >
                    {view.when.clone()}
                </button>
            } else {
                <span>{view.when.clone()}</span>
            }
            if let Some((id, name)) = &view.customer {
                <a href={Route::Customer(*id).href()} lang={language_of(name)}>{shown(name)}</a>
            }
            for what in view.what.iter().filter(|what| !what.is_empty()) {
                <span class="muted">{what.clone()}</span>
            }
            <p lang={language_of(&words)}>{shown(&words)}</p>
        </li>
    }
}
