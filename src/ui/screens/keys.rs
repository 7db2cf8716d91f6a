//! The list of keys.

use crate::ui::prelude::*;

use crate::i18n::Texts;
use crate::ui::actions::{name, place, shown_key};
use crate::ui::app::current_route;
use crate::ui::context::{use_desk, use_texts};
use crate::ui::keys::{Place, SHORTCUTS};
use crate::ui::kit::DialogFrame;

/// The keys of every page, those of the page that is shown first.
#[component]
pub fn KeysDialog() -> Html {
    let texts = use_texts();
    let desk = use_desk();
    let close = desk.open.reform(|()| None);
    html! {
        <DialogFrame
            heading={texts.settings().keys}
            close={close.clone()}
            submit={close}
            submit_label={texts.common.close}
        >
            // Scrolled by keys as well.
            <div role="group" aria-label={texts.settings().keys} tabindex="0">
                {list(texts, Place::of(current_route()))}
            </div>
        </DialogFrame>
    }
}

/// What each key does.
#[component]
pub fn KeyList() -> Html {
    list(use_texts(), None)
}

/// All keys place by place, those of one place first.
fn list(texts: &'static Texts, first: Option<Place>) -> Html {
    let others = Place::ALL.into_iter().filter(|one| Some(*one) != first);
    html! {
        <div class="keys">
            for one in first.into_iter().chain(others) {
                <section key={place(one, texts)}>
                    <h3>{place(one, texts)}</h3>
                    <dl>
                        for shortcut in SHORTCUTS.iter().filter(|other| other.place == one) {
                            <div>
                                <dt>{name(shortcut.deed, texts)}</dt>
                                <dd>
                                    for written in shortcut.keys {
                                        <kbd>{shown_key(written)}</kbd>
                                    }
                                </dd>
                            </div>
                        }
                    </dl>
                </section>
            }
        </div>
    }
}
