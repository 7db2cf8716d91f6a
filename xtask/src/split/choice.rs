//! What a first visit can do without.

/// The modules whose code goes into the later part. A function belongs to it when its name, with
/// all its type arguments, mentions one of them.
const LATER: &[&str] = &[
    "genjin::ui::screens::data::",
    "genjin::ui::screens::settings::",
    "genjin::ui::screens::insights::",
    "genjin::ui::screens::recovery::",
    "genjin::ui::screens::customers::",
    "genjin::ui::screens::customer::",
    "genjin::ui::screens::communications::",
    "genjin::ui::screens::keys::",
    "genjin::formats::",
    "genjin::app::import",
    "genjin::app::sample::",
    "genjin::app::commands::sample_data::",
    "genjin::app::history::",
    "genjin::app::queries::backup::",
    "genjin::app::queries::insights::",
    "genjin::app::queries::trash::",
    "genjin::app::queries::policy_effect::",
    "genjin::records::backup::",
    "genjin::store::replacing::",
    "genjin::i18n::describe_file::",
    "genjin::i18n::describe_opening::",
];

/// Whether the function of this name goes into the later part.
pub(crate) fn belongs_to_the_later_part(name: &str) -> bool {
    let name = without_hashes(name);
    LATER.iter().any(|path| name.contains(path))
}

/// The name without the hashes of crates, as in `yew[894e9b7a462b26aa]::Callback`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(start) = rest.find('[') {
        let inner = &rest[start + 1..];
        let hash = inner.find(']').filter(|end| {
            (8..=16).contains(end) && inner[..*end].bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        if let Some(end) = hash {
            plain.push_str(&rest[..start]);
            rest = &inner[end + 1..];
        } else {
            plain.push_str(&rest[..=start]);
            rest = inner;
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_generic_instances_are_understood() {
        let check = |name: &str, expected: bool| {
            assert_eq!(belongs_to_the_later_part(name), expected, "{name}");
        };
        check("genjin[7b3dc284b98f601d]::formats::text::decode", true);
        check(
            "core[c5930c85a12de822]::ptr::drop_in_place::<[genjin[7b3dc284b98f601d]::ui::screens::data::job::Job]>",
            true,
        );
        check("genjin[7b3dc284b98f601d]::ui::screens::today::row", false);
        check(
            "<[u8] as alloc[3ca501edff3f0c7c]::slice::Join>::join",
            false,
        );
    }
}
