//! Where things are in the repository.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};

/// The top folder.
///
/// Asked of cargo at run time: a target folder shared by two clones may hold the other's build.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().unwrap_or(&package).to_owned()
}

/// The version of `package` that Cargo.lock has chosen.
pub(crate) fn locked_version(package: &str) -> Outcome<String> {
    let lock = root().join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|error| Failure::at(&lock, &error))?;
    version_in_lock(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("Cargo.lock has no package named {package}")))
}

fn version_in_lock<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_names_the_version_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }

    #[test]
    fn the_page_and_the_samples_for_hosts_carry_one_policy() {
        let read = |file: &str| fs::read_to_string(root().join(file)).expect("the file is there");
        let between = |text: &str, start: &str, end: &str| {
            let from = text.find(start).expect("the policy is there") + start.len();
            let length = text[from..].find(end).expect("the policy ends");
            text[from..from + length].to_owned()
        };
        let page = between(
            &read("index.html"),
            "Content-Security-Policy\" content=\"",
            "\"",
        );
        assert_eq!(
            page,
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
             manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types genjin-url"
        );
        // A page cannot forbid framing by itself; a host can.
        let host = format!("{page}; frame-ancestors 'none'");
        let headers = read("static/_headers");
        assert_eq!(between(&headers, "Content-Security-Policy: ", "\n"), host);
        for sample in ["hosting/nginx.conf", "hosting/apache.htaccess"] {
            let text = read(sample);
            assert_eq!(
                between(&text, "Content-Security-Policy \"", "\""),
                host,
                "{sample}"
            );
            // Of all files; those of single ones come after.
            let of_all = headers.lines().skip(1);
            for header in of_all.take_while(|line| line.starts_with(' ')) {
                let (name, value) = header
                    .trim()
                    .split_once(": ")
                    .expect("a header has a value");
                assert!(
                    text.contains(&format!("{name} \"{value}\"")),
                    "{sample}: {name}"
                );
            }
        }
    }
}
