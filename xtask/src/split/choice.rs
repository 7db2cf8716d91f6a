//! What a first visit can do without.

/// The paths whose code goes into the later part. A function claims a place there when its name, with
/// all its type arguments, mentions one of them.
///
/// All pages but Today and what only they use, other programs' files, backups, the repair of a
/// Book, and the texts of errors that a programmer reads. What a Book with changed settings or a
/// past of years needs at its opening stays, although a first visit does not need it.
const LATER: &[&str] = &[
    "chrono::format::parse",
    "core::fmt::float::",
    "core::num::flt2dec::",
    "genjin::app::commands::channels::",
    "genjin::app::commands::edit_communication::",
    "genjin::app::commands::sample_data::",
    "genjin::app::commands::settings::",
    "genjin::app::commands::trash::",
    "genjin::app::import",
    "genjin::app::queries::backup::",
    "genjin::app::queries::communications::",
    "genjin::app::queries::customers::",
    "genjin::app::queries::insights::",
    "genjin::app::queries::policy_effect::",
    "genjin::app::queries::trash::",
    "genjin::app::sample::",
    "genjin::formats::",
    "genjin::i18n::describe_file::",
    "genjin::i18n::describe_opening::",
    "genjin::i18n::texts::customers::",
    "genjin::i18n::texts::data::",
    "genjin::i18n::texts::insights::",
    "genjin::i18n::texts::settings::",
    "genjin::records::backup::",
    "genjin::start::carry_out",
    "genjin::start::recover",
    "genjin::store::log_store::LogStore<genjin::store::indexed_db::IndexedDbShelf>>::present",
    "genjin::store::log_store::LogStore<genjin::store::indexed_db::IndexedDbShelf>>::replace_book",
    "genjin::store::log_store::LogStore<genjin::store::indexed_db::IndexedDbShelf>>::write_replacement",
    "genjin::store::replacing::",
    "genjin::store::ring::",
    "genjin::ui::kit::search_field::",
    "genjin::ui::kit::virtual_table::",
    "genjin::ui::screens::communications::",
    "genjin::ui::screens::customer::",
    "genjin::ui::screens::customers::",
    "genjin::ui::screens::data::",
    "genjin::ui::screens::insights::",
    "genjin::ui::screens::keys::",
    "genjin::ui::screens::recovery::",
    "genjin::ui::screens::settings::",
    "serde_json::error::",
];

/// Below this many bytes of code, the compiler easily makes the same twice for different sources, so
/// that a name says little. A stub would not save much either.
pub(crate) const SMALL: u64 = 64;

/// What a function's name says about where it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// For all the name says, by anything.
    First,
    /// It was made for code of the later part, but its source is elsewhere: an instance of a generic
    /// function. The compiler keeps one of several such that came out the same, under any of their
    /// names.
    MadeForLater,
    /// Its source is in the later part.
    Later,
}

/// Where the function of this name is needed.
pub(crate) fn claim(name: &str) -> Claim {
    let name = without_hashes(name);
    let source = name.trim_start_matches(['<', '&', '(', '[']);
    if LATER.iter().any(|path| source.starts_with(path)) {
        Claim::Later
    } else if LATER.iter().any(|path| name.contains(path)) {
        Claim::MadeForLater
    } else {
        Claim::First
    }
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
        let check = |name: &str, expected: Claim| {
            assert_eq!(claim(name), expected, "{name}");
        };
        check(
            "genjin[7b3dc284b98f601d]::formats::text::decode",
            Claim::Later,
        );
        check(
            "core[c5930c85a12de822]::ptr::drop_in_place::<[genjin[7b3dc284b98f601d]::ui::screens::data::job::Job]>",
            Claim::MadeForLater,
        );
        check(
            "genjin[7b3dc284b98f601d]::ui::screens::today::row",
            Claim::First,
        );
        check(
            "<[u8] as alloc[3ca501edff3f0c7c]::slice::Join>::join",
            Claim::First,
        );
    }
}
