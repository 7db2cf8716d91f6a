//! What the pages of long lists share: the tool bar, its filters, and words where nothing stands.

use std::fmt::Display;

use crate::ui::prelude::*;

use crate::i18n::Texts;
use crate::ui::kit::{Icon, SearchField, SelectField};
use crate::ui::route::Route;

/// The bar above a list.
pub struct Toolbar {
    /// The name of the search field.
    pub search: &'static str,
    /// What can be searched for.
    pub hint: &'static str,
    /// What is searched for.
    pub value: String,
    /// Searches for something else.
    pub change: Callback<String>,
    /// Goes from the search to what was found.
    pub leave: Callback<()>,
    /// The filters.
    pub filters: Html,
    /// Takes all filters off; none where none is on.
    pub clear: Option<Callback<()>>,
    /// How many were found, out of how many.
    pub count: String,
}

impl Toolbar {
    /// The bar as it is drawn.
    pub fn html(self, texts: &'static Texts) -> Html {
        html! {
            <div class="toolbar">
                <SearchField
                    label={self.search}
                    placeholder={self.hint}
                    value={self.value}
                    change={self.change}
                    leave={self.leave}
                />
                <div class="filters">
                    {self.filters}
                    if let Some(clear) = &self.clear {
                        {clear_button("btn quiet", texts, clear)}
                    }
                </div>
                <p class="count" role="status">{self.count}</p>
            </div>
        }
    }
}

/// A choice that narrows a list, marked while it does.
pub struct Filter {
    /// The id of the field.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// The word for not narrowing.
    pub any: &'static str,
    /// Codes and words.
    pub options: Vec<(String, String)>,
    /// The code that is chosen, empty for any.
    pub value: String,
    /// Called with another code.
    pub change: Callback<String>,
}

impl Filter {
    /// The choice as it is drawn.
    pub fn html(self) -> Html {
        let mut options = vec![(String::new(), self.any.to_owned())];
        options.extend(self.options);
        // An address may choose what is not offered.
        if options.iter().all(|(code, _)| *code != self.value) {
            options.push((self.value.clone(), self.value.clone()));
        }
        html! {
            <SelectField
                id={self.id}
                label={self.label}
                bare=true
                class={classes!((!self.value.is_empty()).then_some("is-set"))}
                {options}
                value={self.value}
                change={self.change}
            />
        }
    }
}

/// Calls back with `filter` as `set` alters it by the text that was typed or chosen.
pub fn altering<F: Clone + 'static>(
    filter: &F,
    change: &Callback<F>,
    set: fn(&mut F, String),
) -> Callback<String> {
    let (filter, change) = (filter.clone(), change.clone());
    Callback::from(move |value: String| {
        let mut next = filter.clone();
        set(&mut next, value);
        change.emit(next);
    })
}

/// Names the rows of a table by the ids of their records.
pub fn row_keys<T: Display>(ids: &[T], index: usize) -> String {
    ids.get(index).map(ToString::to_string).unwrap_or_default()
}

/// Words in the place of a list that has nothing to show, with what can be done.
pub fn empty(icon: Icon, heading: &'static str, hint: &'static str, actions: Html) -> Html {
    html! {
        <div class="empty">
            {icon.html()}
            <h2>{heading}</h2>
            <p>{hint}</p>
            <div class="btns">{actions}</div>
        </div>
    }
}

/// Where there is nothing to filter yet: make the first one, or import.
pub fn begin(
    icon: Icon,
    word: &'static str,
    press: &Callback<MouseEvent>,
    import: &'static str,
) -> Html {
    html! {
        <>
            <button class="btn primary" type="button" onclick={press.clone()}>
                {icon.html()}<span>{word}</span>
            </button>
            <a class="btn" href={Route::Data.href()}>
                {Icon::Import.html()}<span>{import}</span>
            </a>
        </>
    }
}

/// Takes all filters off.
pub fn clear_button(class: &'static str, texts: &'static Texts, clear: &Callback<()>) -> Html {
    html! {
        <button {class} type="button" onclick={clear.reform(|_: MouseEvent| ())}>
            {texts.customers().clear_filters}
        </button>
    }
}
