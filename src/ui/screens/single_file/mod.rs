//! What the single file shows besides: where its data live, and the data that it carries. On a site
//! nothing of this is drawn.

mod carried;
mod copy;
mod file_card;

use crate::ui::prelude::*;

use self::carried::CarriedOffer;
use crate::i18n::Texts;

pub(crate) use file_card::FileCard;

/// Where the data live, who else can read them, and how to back up.
pub(crate) fn where_data_live(texts: &'static Texts) -> Html {
    let words = texts.single_file();
    html! {
        <ul class="data-live">
            <li>{words.not_in_file}</li>
            <li>{words.who_reads}</li>
            <li>{words.bound_to_path}</li>
            <li>{words.what_deletes}</li>
            <li>{words.how_to_back_up}</li>
        </ul>
    }
}

/// What stands above the choices of the first screen: the offer to load the data inside.
pub(crate) fn above_choices() -> Html {
    html! { <CarriedOffer /> }
}

/// What stands below them: where the data will live.
pub(crate) fn below_choices(texts: &'static Texts) -> Html {
    html! {
        <section class="card" aria-labelledby="data-live">
            <h2 id="data-live">{texts.single_file().data_live}</h2>
            {where_data_live(texts)}
        </section>
    }
}
