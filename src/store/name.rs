//! The one name under which the database, the canary, the locks and the channels of a Book go.

use std::fmt;

/// `genjin:<path>:<book>:<generation>`.
///
/// The path keeps apart two copies of Genjin on one host, the book keeps apart the user's Book and
/// the demo, and the generation lets a Book be filled anew (sealed, say) beside the old one. The
/// single file has no path that would last, and all local files may share one storage: `file` stands
/// in its place, and the book is the one that the file names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StoreName {
    path: String,
    book: String,
    generation: u32,
}

impl StoreName {
    /// The name of the user's own Book on the page with this path, or in the file of `file:<book>`.
    pub fn of_page(page_path: &str) -> Self {
        // The path of a page begins with a slash, so that no two names are written alike.
        let (path, book) = match page_path.strip_prefix("file:") {
            Some(book) => ("file", book),
            None => (directory(page_path), "main"),
        };
        Self {
            path: path.to_owned(),
            book: book.to_owned(),
            generation: 1,
        }
    }

    /// The name of the demo on the same page.
    #[must_use]
    pub fn of_demo(self) -> Self {
        let book = match self.book.as_str() {
            "main" => "demo".to_owned(),
            of_a_file => format!("demo-{of_a_file}"),
        };
        Self { book, ..self }
    }

    /// The same name for another generation.
    #[must_use]
    pub fn with_generation(self, generation: u32) -> Self {
        Self { generation, ..self }
    }
}

impl fmt::Display for StoreName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            book,
            generation,
        } = self;
        // Book and generation hold no colon, so that no two names are written alike.
        write!(f, "genjin:{path}:{book}:{generation}")
    }
}

/// Everything up to the last slash: `index.html` is the same page as its directory.
fn directory(page_path: &str) -> &str {
    page_path
        .rfind('/')
        .map_or("/", |slash| &page_path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_directory_have_the_same_name() {
        for (page_path, expected) in [
            ("/", "genjin:/:main:1"),
            ("/index.html", "genjin:/:main:1"),
            ("/crm/", "genjin:/crm/:main:1"),
            ("/crm/index.html", "genjin:/crm/:main:1"),
            ("/a:b/genjin.html", "genjin:/a:b/:main:1"),
            ("/home/ada/genjin.html", "genjin:/home/ada/:main:1"),
            (
                "/C:/Users/%E7%8E%8B/genjin.html",
                "genjin:/C:/Users/%E7%8E%8B/:main:1",
            ),
            ("", "genjin:/:main:1"),
        ] {
            assert_eq!(StoreName::of_page(page_path).to_string(), expected);
        }
    }

    #[test]
    fn a_file_goes_by_its_book_wherever_it_lies() {
        for (page_path, expected) in [
            ("file:main", "genjin:file:main:1"),
            ("file:0b1c", "genjin:file:0b1c:1"),
            ("/file:main/", "genjin:/file:main/:main:1"),
        ] {
            assert_eq!(StoreName::of_page(page_path).to_string(), expected);
        }
    }

    #[test]
    fn generations_have_names_of_their_own() {
        let name = StoreName::of_page("/");
        assert_eq!(name.with_generation(2).to_string(), "genjin:/:main:2");
    }

    #[test]
    fn the_demo_has_a_name_of_its_own() {
        let name = StoreName::of_page("/crm/").of_demo();
        assert_eq!(name.to_string(), "genjin:/crm/:demo:1");
        let name = StoreName::of_page("file:6f").of_demo();
        assert_eq!(name.to_string(), "genjin:file:demo-6f:1");
    }
}
