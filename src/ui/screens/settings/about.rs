//! What this is, which version, and what its page may not do.

use crate::ui::prelude::*;

use super::Section;
use crate::records::FORM_VERSION;
use crate::ui::context::use_texts;
use crate::web::single_file;

/// Version, licence, and the page's own policy.
#[component]
pub(super) fn AboutSection() -> Html {
    let texts = use_texts();
    let words = texts.settings();
    html! {
        <Section id="about" heading={words.about} hint={words.about_what}>
            <dl class="facts">
                <dt>{words.version}</dt>
                <dd>{env!("CARGO_PKG_VERSION")}</dd>
                <dt>{words.data_format}</dt>
                <dd>{FORM_VERSION}</dd>
                <dt>{words.licence}</dt>
                <dd>{(words.licence_either)("MIT", "Apache-2.0")}</dd>
            </dl>
            <h3>{words.page_policy}</h3>
            <p>
                {if single_file::is_here() {
                    texts.single_file().policy_hint
                } else {
                    words.page_policy_hint
                }}
            </p>
        </Section>
    }
}
