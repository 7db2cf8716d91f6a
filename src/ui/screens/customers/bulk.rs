//! The same edit to many customers.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::ui::prelude::*;
use web_sys::{HtmlInputElement, HtmlSelectElement, KeyboardEvent};

use crate::app::commands::customers::BulkEdit;
use crate::app::commands::{Command, trash};
use crate::app::queries::customers::{CustomerList, tags};
use crate::domain::customer::{Stage, Tier};
use crate::domain::id::CustomerId;
use crate::domain::order::Gather;
use crate::i18n::describe;
use crate::ui::app::go_to;
use crate::ui::context::{Dialog, use_desk, use_language, use_speech, use_texts};
use crate::ui::hooks::{use_run, use_selector};
use crate::ui::keys::{Deed, Place, key_of};
use crate::ui::kit::Icon;
use crate::ui::memory::use_memory;
use crate::ui::route::Route;
use crate::web::dom;

/// The value of "no tier", which no tier has.
const NO_TIER: &str = "none";

/// Properties of [`BulkBar`].
#[derive(Properties, PartialEq)]
pub(super) struct BulkBarProps {
    /// For whom.
    pub(super) selected: Rc<BTreeSet<CustomerId>>,
    /// Everybody in the list.
    pub(super) list: Rc<CustomerList>,
    /// Selects others.
    pub(super) select: Callback<Rc<BTreeSet<CustomerId>>>,
}

/// What can be done with the selected customers.
#[component]
pub(super) fn BulkBar(props: &BulkBarProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    let speech = use_speech();
    let run = use_run();
    let customers = texts.customers();
    let tag_field = use_node_ref();
    let known_tags = use_selector((), |model, ()| tags(model));
    let edit = {
        let (run, selected) = (run.clone(), props.selected.clone());
        Callback::from(move |edit: BulkEdit| {
            run.emit(Command::EditCustomers {
                ids: selected.iter().copied().collect(),
                edit,
            });
        })
    };
    let stages = Stage::ALL
        .map(|one| (one.code(), describe::stage(language, one)))
        .to_vec();
    let mut tiers: Vec<_> = Tier::ALL.map(|one| (one.code(), one.code())).to_vec();
    tiers.push((NO_TIER, customers.no_tier));
    let set_stage =
        edit.reform(|code: String| BulkEdit::Stage(Stage::from_code(&code).unwrap_or_default()));
    let set_tier = edit.reform(|code: String| BulkEdit::Tier(Tier::from_code(&code)));
    let add_tag = {
        let (edit, field) = (edit.clone(), tag_field.clone());
        Callback::from(move |()| {
            let Some(input) = field.cast::<HtmlInputElement>() else {
                return;
            };
            let tag = input.value().trim().to_owned();
            if tag.is_empty() {
                dom::focus_element(&input);
            } else {
                edit.emit(BulkEdit::AddTag(tag));
                input.set_value("");
            }
        })
    };
    let on_tag_key = {
        let add_tag = add_tag.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !dom::is_composing(&event) {
                event.prevent_default();
                add_tag.emit(());
            }
        })
    };
    let rate = {
        let selected = props.selected.clone();
        use_desk().open.reform(move |_: MouseEvent| {
            Some(Dialog::Rate(selected.iter().copied().collect(), None))
        })
    };
    let move_to_trash = {
        let (run, selected, select) = (run, props.selected.clone(), props.select.clone());
        move |_: MouseEvent| {
            let ids = selected.iter().copied().collect();
            run.emit(Command::MoveToTrash(trash::Selection::customers(ids)));
            select.emit(Rc::default());
        }
    };
    let to_report = {
        let (memory, list, selected) = (use_memory(), props.list.clone(), props.selected.clone());
        move |_: MouseEvent| {
            // In the order in which they are seen; whoever the filter hides comes last.
            let is_seen = |id: &&CustomerId| selected.contains(id);
            let mut ids: Vec<CustomerId> = list.ids.iter().filter(is_seen).copied().collect();
            let seen = ids.iter().copied().into_set();
            ids.extend(selected.iter().filter(|id| !seen.contains(id)));
            *memory.report.borrow_mut() = Rc::new(ids);
            go_to(Route::Reports);
        }
    };
    let select_all = {
        let list = props.list.clone();
        props
            .select
            .reform(move |_: MouseEvent| Rc::new(list.ids.iter().copied().into_set()))
    };
    let select_none = props.select.reform(|_: MouseEvent| Rc::default());
    html! {
        <div class="toolbar bulk" role="group" aria-label={customers.for_selected}>
            <strong role="status">
                {(customers.selected)(&speech.number(props.selected.len()))}
            </strong>
            {chooser(customers.set_stage, &stages, &set_stage)}
            {chooser(customers.set_tier, &tiers, &set_tier)}
            <span class="bulk-tag">
                <input
                    class="input"
                    ref={tag_field}
                    aria-label={texts.common.tag}
                    placeholder={texts.common.tag}
                    list="bulk-known-tags"
                    autocomplete="off"
                    onkeydown={on_tag_key}
                />
                <datalist id="bulk-known-tags">
                    for (tag, _) in known_tags.iter().take(200) {
                        <option key={tag.clone()} value={tag.clone()} />
                    }
                </datalist>
                <button class="btn" type="button" onclick={add_tag.reform(|_: MouseEvent| ())}>
                    {Icon::Tag.html()}<span>{customers.add_tag}</span>
                </button>
            </span>
            <button class="btn" type="button" onclick={rate}>
                {Icon::Star.html()}<span>{texts.scores().rate}</span>
            </button>
            <button class="btn" type="button" onclick={to_report}>
                {Icon::Print.html()}<span>{texts.report().menu}</span>
            </button>
            <button class="btn danger" type="button" onclick={move_to_trash}>
                {Icon::Trash.html()}<span>{texts.common.move_to_trash}</span>
            </button>
            if props.selected.len() < props.list.ids.len() {
                <button class="btn quiet" type="button" onclick={select_all}>
                    {(customers.select_all)(&speech.number(props.list.ids.len()))}
                </button>
            }
            <button
                class="btn quiet icon-only"
                type="button"
                aria-label={customers.clear_selection}
                aria-keyshortcuts={key_of(Place::Customers, Deed::ClearSelection)}
                title={customers.clear_selection}
                onclick={select_none}
            >
                {Icon::Close.html()}
            </button>
        </div>
    }
}

/// A choice that acts at once and then asks again.
fn chooser(
    label: &'static str,
    options: &[(&'static str, &'static str)],
    choose: &Callback<String>,
) -> Html {
    let choose = choose.clone();
    let onchange = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let value = select.value();
        select.set_value("");
        if !value.is_empty() {
            choose.emit(value);
        }
    });
    html! {
        <select class="select" aria-label={label} {onchange}>
            <option value="" selected=true>{label}</option>
            for (value, word) in options.iter() {
                <option key={*value} value={*value}>{*word}</option>
            }
        </select>
    }
}
