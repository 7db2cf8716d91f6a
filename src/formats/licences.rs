//! The list of the libraries that Genjin is made of, as `cargo xtask licences` writes it.
//!
//! Lines of a library hold its name, version, licence and copyright between tabs; a line that begins
//! with `== ` names a licence whose text follows. What comes before the first of either is a note.

/// A library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// Who holds the copyright; empty where its files do not say.
    pub copyright: String,
}

/// The libraries, and the licences in their words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Licences {
    /// The libraries by name.
    pub libraries: Vec<Library>,
    /// Each licence's name and text.
    pub texts: Vec<(String, String)>,
}

/// Reads the list; what it does not know is left out.
pub fn read(text: &str) -> Licences {
    let mut licences = Licences::default();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ") {
            licences.texts.push((name.to_owned(), String::new()));
        } else if let Some((_, text)) = licences.texts.last_mut() {
            text.push_str(line);
            text.push('\n');
        } else if let [name, version, licence, copyright] = line.split('\t').collect::<Vec<_>>()[..]
        {
            licences.libraries.push(Library {
                name: name.to_owned(),
                version: version.to_owned(),
                licence: licence.to_owned(),
                copyright: copyright.to_owned(),
            });
        }
    }
    licences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_of_the_committed_list_has_a_licence_whose_text_is_there() {
        let licences = read(include_str!("../../static/licences.txt"));
        assert!(30 < licences.libraries.len());
        for library in &licences.libraries {
            let choices = library.licence.split([' ', '(', ')', '/']);
            let names = choices.filter(|word| !matches!(*word, "" | "OR" | "AND" | "WITH"));
            let has_text = |name: &str| licences.texts.iter().any(|(text, _)| text == name);
            assert!(names.into_iter().any(has_text), "{library:?}");
        }
        for (name, text) in &licences.texts {
            assert!(500 < text.len(), "{name}");
        }
        let serde = licences.libraries.iter().find(|one| one.name == "serde");
        assert!(serde.is_some_and(|serde| serde.version.starts_with("1.")));
    }

    #[test]
    fn what_is_no_list_gives_an_empty_one() {
        assert_eq!(
            read("<!DOCTYPE html>\n<p>no such file"),
            Licences::default()
        );
    }
}
