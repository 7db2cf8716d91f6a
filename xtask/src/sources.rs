//! Which sources a build was made of, as a short name that needs no version control.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome};
use crate::repository;

/// What decides what the app is; folders count with all that lies below them.
const SOURCES: [&str; 7] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "markup",
    "src",
    "static",
];

/// The name of the sources as they are: the same files give the same on every machine.
pub(crate) fn build_hash() -> Outcome<String> {
    hash_of(&repository::root(), &SOURCES)
}

fn hash_of(root: &Path, sources: &[&str]) -> Outcome<String> {
    let mut files = Vec::new();
    for source in sources {
        gather(&root.join(source), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    // Each with its length, so that what is moved from one file to the next shows.
    let mut add = |bytes: &[u8]| {
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    };
    for file in files {
        let content = fs::read(&file).map_err(|error| Failure::at(&file, &error))?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        for part in name.components() {
            add(part.as_os_str().as_encoded_bytes());
        }
        add(&content);
    }
    let digest = hash.finalize();
    let begin = digest.iter().take(6);
    let number = begin.fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    Ok(format!("{number:012x}"))
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|error| Failure::at(path, &error))?;
        for entry in entries {
            gather(
                &entry.map_err(|error| Failure::at(path, &error))?.path(),
                files,
            )?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_and_every_byte_of_it_counts() {
        let root = std::env::temp_dir().join(format!("genjin-sources-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            let file = root.join(name);
            fs::create_dir_all(file.parent().expect("below the root")).expect("made");
            fs::write(file, text).expect("written");
        };
        let hash = || hash_of(&root, &["a", "b"]).expect("read");
        write("a/one.rs", "1");
        write("a/two.rs", "2");
        write("b", "");
        let first = hash();
        assert_eq!(first.len(), 12, "{first}");
        assert_eq!(hash(), first);
        write("c", "no source");
        assert_eq!(hash(), first);
        write("a/one.rs", "12");
        write("a/two.rs", "");
        let moved = hash();
        assert_ne!(moved, first);
        write("a/deeper/three.rs", "");
        assert_ne!(hash(), moved);
        fs::remove_dir_all(&root).expect("removed");
    }
}
