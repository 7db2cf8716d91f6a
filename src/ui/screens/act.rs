//! What an address asks for at once: the shortcuts of the installed app, and words shared with it.

use crate::ui::prelude::*;
use uuid::Uuid;

use super::log;
use crate::ui::context::{Book, Dialog, LogStart, use_book, use_desk};
use crate::ui::kit::task;
use crate::ui::route::{Act, Route};
use crate::web::{dom, shared};

/// Properties of [`ActScreen`].
#[derive(Properties, PartialEq)]
pub struct ActScreenProps {
    /// What is asked for.
    pub act: Act,
}

/// Draws nothing: opens the dialog that is asked for and goes to Today, where the address asks for
/// nothing any more, so that loading the page anew does not open it again.
#[component]
pub fn ActScreen(props: &ActScreenProps) -> Html {
    let book = use_book();
    let desk = use_desk();
    use_effect_with(props.act, move |act| {
        let act = *act;
        task::start(async move {
            let dialog = match act {
                Act::NewCustomer => Dialog::NewCustomer(String::new()),
                Act::Log => Dialog::Log(LogStart {
                    draft: shared_words(&book).await,
                    ..LogStart::default()
                }),
            };
            dom::go_instead(&Route::Today.href());
            desk.open.emit(Some(dialog));
        });
    });
    Html::default()
}

/// The draft that holds the words which the address says were shared.
async fn shared_words(book: &Book) -> Option<Uuid> {
    let id = dom::address_detail("shared")?;
    let words = shared::take_words(&id).await?;
    // Kept before they are shown, as if they had been typed.
    log::keep_words(book, words).await
}
