//! A proxy that lets nothing through and remembers what was asked of it.
//!
//! A browser that is told to use it for all hosts but this machine cannot ask another origin
//! without being seen, whatever its engine.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A browser that opens a connection and says nothing is not waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Far more than a request line needs.
const LONGEST_LINE: u64 = 8 * 1024;

/// Firefox asks its makers for settings whatever it is told; no page can make it do so.
const BEHIND_FIREFOX: [&str; 2] = [".services.mozilla.com:443", ".mozilla.org:443"];

/// The proxy; it listens until the tests end.
#[derive(Debug)]
pub(crate) struct Trap {
    address: SocketAddr,
    caught: Arc<Mutex<Vec<String>>>,
}

impl Trap {
    pub(crate) fn set() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let caught = Arc::default();
        let remember = Arc::clone(&caught);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let remember = Arc::clone(&remember);
                thread::spawn(move || {
                    if let Ok(Some(asked)) = what_it_asks(&connection) {
                        lock(&remember).push(asked);
                    }
                });
            }
        });
        Ok(Self { address, caught })
    }

    /// Where it listens: a host and a port.
    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// Every address that was asked for.
    pub(crate) fn addresses(&self) -> Vec<String> {
        lock(&self.caught).clone()
    }

    pub(crate) fn forget(&self) {
        lock(&self.caught).clear();
    }
}

/// A thread that panicked while it held the list has left it whole.
fn lock(caught: &Mutex<Vec<String>>) -> std::sync::MutexGuard<'_, Vec<String>> {
    caught.lock().unwrap_or_else(PoisonError::into_inner)
}

fn what_it_asks(mut connection: &TcpStream) -> io::Result<Option<String>> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut line = String::new();
    BufReader::new(connection.take(LONGEST_LINE)).read_line(&mut line)?;
    // Without an answer, browsers would ask again and again.
    connection
        .write_all(b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")?;
    Ok(address_in(&line))
}

/// The address in a line such as `GET http://example.org/ HTTP/1.1`.
fn address_in(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?, words.next()?);
    if method != "CONNECT" {
        return Some(target.to_owned());
    }
    let is_of_firefox = BEHIND_FIREFOX.iter().any(|host| target.ends_with(host));
    (!is_of_firefox).then(|| format!("https://{target}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_first_line_of_a_request() {
        let check = |line: &str, address: Option<&str>| {
            assert_eq!(address_in(line).as_deref(), address, "{line}");
        };
        check(
            "GET http://example.org/a HTTP/1.1\r\n",
            Some("http://example.org/a"),
        );
        check(
            "CONNECT example.org:443 HTTP/1.1\r\n",
            Some("https://example.org:443"),
        );
        check(
            "CONNECT firefox.settings.services.mozilla.com:443 HTTP/1.1\r\n",
            None,
        );
        check("", None);
    }
}
