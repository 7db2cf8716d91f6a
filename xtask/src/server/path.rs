//! Reads the path of a request as a path inside the served folder.

use std::path::PathBuf;

/// The file that `path` means, relative to the folder; none for anything that could leave it.
pub(super) fn parse(path: &str) -> Option<PathBuf> {
    let decoded = percent_decoded(path)?;
    if decoded.contains(['\\', '\0', ':']) {
        return None;
    }
    let mut relative = PathBuf::new();
    let mut parts = decoded.split('/').peekable();
    while let Some(part) = parts.next() {
        match part {
            // The slash at the end of a folder's address.
            "" if parts.peek().is_none() => {}
            "" | "." | ".." => return None,
            name => relative.push(name),
        }
    }
    Some(relative)
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_folder() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(parse(path), expected.map(PathBuf::from), "{path}");
        };
        check("", Some(""));
        check("icons/", Some("icons"));
        check("icons/icon.svg", Some("icons/icon.svg"));
        check("%E8%B7%9F%E8%BF%9B.txt", Some("跟进.txt"));
        check("..", None);
        check("a/../b", None);
        check("a//b", None);
        check("%2e%2e/b", None);
        check("a%2f..%2fb", None);
        check("..%5cb", None);
        check("c:/windows", None);
        check("%", None);
        check("%ff", None);
    }
}
