//! One choice out of few, all in sight: radio buttons in the shape of chips.

use crate::ui::prelude::*;

use super::icon::Icon;

/// One choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Chip {
    /// Its word.
    pub label: String,
    /// Its icon.
    pub icon: Option<Icon>,
    /// The key that chooses it, for showing.
    pub key: Option<&'static str>,
}

impl Chip {
    /// A chip with a word alone.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            icon: None,
            key: None,
        }
    }

    /// The same with an icon.
    #[must_use]
    pub fn with_icon(self, icon: Icon) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// The same with the key that chooses it.
    #[must_use]
    pub fn with_key(self, key: &'static str) -> Self {
        Self {
            key: Some(key),
            ..self
        }
    }
}

/// Properties of [`Chips`].
#[derive(Properties, PartialEq)]
pub struct ChipsProps {
    /// What is chosen.
    pub legend: AttrValue,
    /// The group's name in the document.
    pub name: AttrValue,
    /// The choices.
    pub chips: Vec<Chip>,
    /// The one that is chosen.
    pub chosen: Option<usize>,
    /// Called with the choice; with `None` where the chosen one is pressed again and that is
    /// allowed.
    pub choose: Callback<Option<usize>>,
    /// Whether pressing the chosen one takes the choice back.
    #[prop_or_default]
    pub optional: bool,
}

/// One choice out of few.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    html! {
        <fieldset class="chips">
            <legend class="label">{props.legend.clone()}</legend>
            <div class="chips-row">
                for (index, chip) in props.chips.iter().enumerate() {
                    <label class="chip" key={index}>
                        <input
                            type="radio"
                            name={props.name.clone()}
                            checked={props.chosen == Some(index)}
                            aria-keyshortcuts={chip.key}
                            onchange={props.choose.reform(move |_: Event| Some(index))}
                            onclick={take_back(props, index)}
                        />
                        {chip.icon.map(Icon::html).unwrap_or_default()}
                        {chip.label.clone()}
                        if let Some(key) = chip.key {
                            <kbd aria-hidden="true">{key}</kbd>
                        }
                    </label>
                }
            </div>
        </fieldset>
    }
}

/// A press on the chosen one, which as a radio button would do nothing.
fn take_back(props: &ChipsProps, index: usize) -> Option<Callback<MouseEvent>> {
    (props.optional && props.chosen == Some(index))
        .then(|| props.choose.reform(move |_: MouseEvent| None))
}
