//! Fields of the customer's form that hold several values: numbers, addresses, tags.

use std::rc::Rc;

use crate::ui::prelude::*;
use web_sys::KeyboardEvent;

use super::entries::{CustomerForm, Entry, EntryList};
use super::form::Change;
use crate::app::queries::customers::tags;
use crate::ui::context::use_texts;
use crate::ui::hooks::use_selector;
use crate::ui::kit::Icon;
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::language_of;
use crate::web::dom;

/// Properties of [`EntryFields`].
#[derive(Properties, PartialEq)]
pub(super) struct EntryFieldsProps {
    /// Which list it is.
    pub(super) list: EntryList,
    /// Its name.
    pub(super) legend: &'static str,
    /// The word of the button that adds one.
    pub(super) add: &'static str,
    /// The kind of the values' fields.
    pub(super) kind: &'static str,
    /// The values.
    pub(super) entries: Vec<Entry>,
    /// Changes the form.
    pub(super) edit: Callback<Change>,
}

/// Numbers, addresses or names on services, each with what it is used for.
#[component]
pub(super) fn EntryFields(props: &EntryFieldsProps) -> Html {
    let texts = use_texts();
    let EntryFieldsProps {
        list,
        legend,
        add,
        kind,
        entries,
        edit,
    } = props;
    let list = *list;
    let id = match list {
        EntryList::Phones => "phones",
        EntryList::Emails => "emails",
        EntryList::Handles => "handles",
    };
    let wechat = texts.customers().wechat;
    // A row that was added takes the focus.
    let last_count = use_mut_ref(|| entries.len());
    use_effect_with((entries.len(), list), move |(count, _)| {
        if last_count.replace(*count) < *count {
            dom::focus(&format!("customer-{id}-{}", count - 1));
        }
    });
    let add_one = edit.reform(move |_: MouseEvent| {
        Change::of(move |form| {
            let label = if list == EntryList::Handles {
                wechat.to_owned()
            } else {
                String::new()
            };
            form.entries_mut(list).push(Entry {
                label,
                value: String::new(),
            });
        })
    });
    html! {
        <fieldset class="entries">
            <legend class="label">{*legend}</legend>
            for (index, entry) in entries.iter().enumerate() {
                <div class="entry" key={index}>
                    <input
                        class="input"
                        id={format!("customer-{id}-{index}")}
                        type={*kind}
                        autocomplete="off"
                        aria-label={(texts.customers().entry_value)(legend, index + 1)}
                        value={entry.value.clone()}
                        oninput={change_entry(edit, list, index, |entry| &mut entry.value)}
                    />
                    <input
                        class="input"
                        autocomplete="off"
                        aria-label={(texts.customers().entry_label)(legend, index + 1)}
                        placeholder={texts.customers().label_hint}
                        value={entry.label.clone()}
                        oninput={change_entry(edit, list, index, |entry| &mut entry.label)}
                    />
                    <button
                        class="btn quiet icon-only"
                        type="button"
                        aria-label={(texts.customers().remove_entry)(legend, index + 1)}
                        onclick={edit.reform(move |_: MouseEvent| Change::of(move |form| {
                            let entries = form.entries_mut(list);
                            if index < entries.len() {
                                entries.remove(index);
                            }
                        }))}
                    >
                        {Icon::Close.html()}
                    </button>
                </div>
            }
            <button class="btn quiet small" type="button" onclick={add_one}>
                {Icon::Plus.html()}<span>{*add}</span>
            </button>
        </fieldset>
    }
}

fn change_entry(
    edit: &Callback<Change>,
    list: EntryList,
    index: usize,
    field: fn(&mut Entry) -> &mut String,
) -> Callback<InputEvent> {
    edit.reform(move |event: InputEvent| {
        let text = value_of(&event);
        Change::of(move |form| {
            if let Some(entry) = form.entries_mut(list).get_mut(index) {
                field(entry).clone_from(&text);
            }
        })
    })
}

/// Properties of [`TagsField`].
#[derive(Properties, PartialEq)]
pub(super) struct TagsFieldProps {
    /// The form.
    pub(super) form: Rc<CustomerForm>,
    /// Changes it.
    pub(super) edit: Callback<Change>,
}

/// The customer's tags, typed with completion from those in use.
#[component]
pub(super) fn TagsField(props: &TagsFieldProps) -> Html {
    let texts = use_texts();
    let TagsFieldProps { form, edit } = props;
    let known = use_selector((), |model, ()| tags(model));
    let take = {
        let edit = edit.clone();
        Callback::from(move |()| edit.emit(Change::of(CustomerForm::take_tag)))
    };
    let oninput = edit.reform(|event: InputEvent| {
        let text = value_of(&event);
        Change::of(move |form| form.tag.clone_from(&text))
    });
    let onkeydown = {
        let (edit, take) = (edit.clone(), take.clone());
        let is_empty = form.tag.trim().is_empty();
        Callback::from(move |event: KeyboardEvent| {
            if dom::is_composing(&event) || event.ctrl_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "Enter" | "," | "，" | "、" if !is_empty => take.emit(()),
                "Backspace" if is_empty => edit.emit(Change::of(|form| {
                    form.tags.pop();
                })),
                _ => return,
            }
            if event.key() != "Backspace" {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    let onblur = take.reform(|_: FocusEvent| ());
    html! {
        <div class="field">
            <label class="label" for="customer-tag">{texts.customers().tags}</label>
            <div class="tokens">
                for (index, tag) in form.tags.iter().enumerate() {
                    <span class="token" key={tag.clone()} lang={language_of(tag)}>
                        {tag.clone()}
                        <button
                            type="button"
                            aria-label={(texts.log.remove)(tag)}
                            onclick={edit.reform(move |_: MouseEvent| Change::of(move |form| {
                                if index < form.tags.len() {
                                    form.tags.remove(index);
                                }
                            }))}
                        >
                            {Icon::Close.html()}
                        </button>
                    </span>
                }
                <input
                    id="customer-tag"
                    type="text"
                    list="customer-known-tags"
                    autocomplete="off"
                    enterkeyhint="done"
                    aria-describedby="customer-tag-hint"
                    value={form.tag.clone()}
                    {oninput}
                    {onkeydown}
                    {onblur}
                />
            </div>
            <p class="hint" id="customer-tag-hint">{texts.customers().tags_hint}</p>
            <datalist id="customer-known-tags">
                for (tag, _) in known.iter().filter(|(tag, _)| !form.tags.contains(tag)).take(200) {
                    <option key={tag.clone()} value={tag.clone()} />
                }
            </datalist>
        </div>
    }
}
