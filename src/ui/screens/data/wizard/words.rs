//! What each word of a status column means: a stage, a tier, both or neither.

use crate::ui::prelude::*;

use crate::domain::customer::{Stage, Tier};
use crate::formats::columns::StatusWord;
use crate::i18n::describe;
use crate::ui::context::{use_language, use_texts};
use crate::ui::kit::field::value_of;
use crate::ui::kit::text::{language_of, shown};

/// Properties of [`StatusWords`].
#[derive(Properties, PartialEq)]
pub(super) struct StatusWordsProps {
    /// The column's heading.
    pub(super) heading: AttrValue,
    /// The words with what they mean.
    pub(super) words: Vec<StatusWord>,
    /// Called with other meanings.
    pub(super) choose: Callback<Vec<StatusWord>>,
}

/// The table of the words in one column.
#[component]
pub(super) fn StatusWords(props: &StatusWordsProps) -> Html {
    let texts = use_texts();
    let language = use_language();
    if props.words.is_empty() {
        return Html::default();
    }
    let change = |index: usize, set: fn(&mut StatusWord, &str)| {
        let (words, choose) = (props.words.clone(), props.choose.clone());
        Callback::from(move |event: Event| {
            let mut words = words.clone();
            if let Some(word) = words.get_mut(index) {
                set(word, &value_of(&event));
            }
            choose.emit(words);
        })
    };
    let caption = (texts.data().words_of)(&props.heading);
    html! {
        <section>
            <div class="section-head"><h2>{caption.clone()}</h2></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label={caption}>
                <table class="table map-table">
                    <thead>
                        <tr>
                            <th scope="col">{texts.data().word_in_file}</th>
                            <th scope="col">{texts.common.stage}</th>
                            <th scope="col">{texts.common.tier}</th>
                        </tr>
                    </thead>
                    <tbody>
                        for (index, word) in props.words.iter().enumerate() {
                            <tr key={word.word.clone()}>
                                <th scope="row" lang={language_of(&word.word)}>{shown(&word.word)}</th>
                                <td>
                                    <select
                                        class="select"
                                        aria-label={(texts.data().stage_of)(&word.word)}
                                        onchange={change(index, |word, code| word.stage = Stage::from_code(code))}
                                    >
                                        <option value="" selected={word.stage.is_none()}>
                                            {texts.common.nothing}
                                        </option>
                                        for stage in Stage::ALL {
                                            <option value={stage.code()} selected={word.stage == Some(stage)}>
                                                {describe::stage(language, stage)}
                                            </option>
                                        }
                                    </select>
                                </td>
                                <td>
                                    <select
                                        class="select"
                                        aria-label={(texts.data().tier_of)(&word.word)}
                                        onchange={change(index, |word, code| word.tier = Tier::from_code(code))}
                                    >
                                        <option value="" selected={word.tier.is_none()}>
                                            {texts.common.nothing}
                                        </option>
                                        for tier in Tier::ALL {
                                            <option value={tier.code()} selected={word.tier == Some(tier)}>
                                                {tier.code()}
                                            </option>
                                        }
                                    </select>
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </section>
    }
}
