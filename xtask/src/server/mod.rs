//! A small server of static files on this machine, for trying the site and for its journeys.
//!
//! It is written here because it needs little (GET and HEAD, right types, a folder it never
//! leaves) and because it sends the headers of the site's own `_headers` file, so that every
//! journey also proves the sample that is shipped for real hosts.

mod headers;
mod path;

use std::fmt;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use headers::HeaderRules;

/// The request line and headers of a browser are far below this; anything longer is refused.
const LONGEST_REQUEST: u64 = 64 * 1024;

/// A browser opens connections ahead of need; one that stays silent this long is closed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A folder served under a path of this machine's loopback address until it is stopped or dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    mount: String,
    stopping: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

type Hear = dyn Fn(&str, Vec<u8>) -> Vec<u8> + Send + Sync;

/// Hears what pages of the site post, by the path below the mount; the answer is JSON. It may take
/// its time.
pub struct Ear(Box<Hear>);

impl Ear {
    /// Hears with this function.
    pub fn new(hear: impl Fn(&str, Vec<u8>) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self(Box::new(hear))
    }
}

impl fmt::Debug for Ear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Ear")
    }
}

/// What is served, and how.
#[derive(Debug)]
struct Site {
    root: PathBuf,
    mount: String,
    headers: HeaderRules,
    transfer: Transfer,
    ear: Option<Ear>,
}

/// How files go over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// As they are.
    Plain,
    /// Compressed where they are text or code, as a host does for browsers that allow it.
    Compressed,
}

impl Server {
    /// Serves `folder` at the loopback address under `mount`, a path such as `/` or `/any/sub/`.
    ///
    /// Port 0 takes a free one.
    pub fn start(folder: &Path, port: u16, mount: &str) -> io::Result<Self> {
        Self::start_with(folder, port, mount, Transfer::Plain)
    }

    /// The same, with a choice of how files go over the wire.
    pub fn start_with(
        folder: &Path,
        port: u16,
        mount: &str,
        transfer: Transfer,
    ) -> io::Result<Self> {
        Self::begin(folder, port, mount, transfer, None)
    }

    /// Serves `folder` and hears what its pages post.
    pub fn hearing(folder: &Path, port: u16, mount: &str, ear: Ear) -> io::Result<Self> {
        Self::begin(folder, port, mount, Transfer::Plain, Some(ear))
    }

    fn begin(
        folder: &Path,
        port: u16,
        mount: &str,
        transfer: Transfer,
        ear: Option<Ear>,
    ) -> io::Result<Self> {
        let root = folder.canonicalize()?;
        let mount = match mount.trim_matches('/') {
            "" => "/".to_owned(),
            inner => format!("/{inner}/"),
        };
        let headers = HeaderRules::read(&root)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let stopping = Arc::new(AtomicBool::new(false));
        let site = Arc::new(Site {
            root,
            mount: mount.clone(),
            headers,
            transfer,
            ear,
        });
        let listening = thread::spawn({
            let stopping = Arc::clone(&stopping);
            move || listen(&listener, &site, &stopping)
        });
        Ok(Self {
            address,
            mount,
            stopping,
            listening: Some(listening),
        })
    }

    /// The address of the site's first page, with a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.mount)
    }

    /// The port on which it answers.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the program ends.
    pub fn wait(mut self) {
        if let Some(listening) = self.listening.take() {
            // A panic there has printed its own message already.
            drop(listening.join());
        }
    }

    /// Stops answering, as if the host had gone; the port is free afterwards.
    pub fn stop(mut self) {
        self.close();
    }

    fn close(&mut self) {
        let Some(listening) = self.listening.take() else {
            return;
        };
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection; if that fails, it is gone already.
        drop(TcpStream::connect(self.address));
        drop(listening.join());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close();
    }
}

fn listen(listener: &TcpListener, site: &Arc<Site>, stopping: &Arc<AtomicBool>) {
    for connection in listener.incoming() {
        if stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(connection) = connection else { continue };
        let (site, stopping) = (Arc::clone(site), Arc::clone(stopping));
        // A browser that goes away in the middle of an answer is not a fault of the server.
        thread::spawn(move || drop(answer(&connection, &site, &stopping)));
    }
}

/// Reads one request and answers it; the connection is not used again.
fn answer(connection: &TcpStream, site: &Site, stopping: &AtomicBool) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut request = BufReader::new(connection.take(LONGEST_REQUEST));
    let mut first_line = String::new();
    request.read_line(&mut first_line)?;
    // The rest is read, since closing with unread bytes would reset the connection.
    let mut line = String::new();
    let mut body_length = 0;
    while 2 < request.read_line(&mut line)? {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            body_length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    // A connection that was opened ahead of need must not be answered by a host that is gone.
    if stopping.load(Ordering::SeqCst) {
        return Ok(());
    }

    let mut words = first_line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(());
    };
    let response = match &site.ear {
        Some(ear) if method == "POST" => {
            let mut body = vec![0; body_length];
            // The limit is for what is not asked for.
            request.get_mut().set_limit(u64::MAX);
            request.read_exact(&mut body)?;
            let path = target.strip_prefix(site.mount.as_str()).unwrap_or(target);
            Response {
                status: "200 OK",
                headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
                body: ear.0(path, body),
            }
        }
        _ => site.respond(method, target),
    };
    let mut out = BufWriter::new(connection);
    write!(out, "HTTP/1.1 {}\r\nConnection: close\r\n", response.status)?;
    for (name, value) in &response.headers {
        write!(out, "{name}: {value}\r\n")?;
    }
    write!(out, "Content-Length: {}\r\n\r\n", response.body.len())?;
    if method != "HEAD" {
        out.write_all(&response.body)?;
    }
    out.flush()
}

#[derive(Debug)]
struct Response {
    status: &'static str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    fn words(status: &'static str) -> Self {
        Self {
            status,
            headers: vec![(
                "Content-Type".to_owned(),
                "text/plain; charset=utf-8".to_owned(),
            )],
            body: format!("{status}\n").into_bytes(),
        }
    }
}

impl Site {
    fn respond(&self, method: &str, target: &str) -> Response {
        if method != "GET" && method != "HEAD" {
            let mut response = Response::words("405 Method Not Allowed");
            response
                .headers
                .push(("Allow".to_owned(), "GET, HEAD".to_owned()));
            return response;
        }
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let Some(inner) = path.strip_prefix(self.mount.as_str()) else {
            return Response::words("404 Not Found");
        };
        let Some(relative) = path::parse(inner) else {
            return Response::words("400 Bad Request");
        };
        let mut file = self.root.join(&relative);
        if file.is_dir() {
            if !path.ends_with('/') {
                let mut response = Response::words("301 Moved Permanently");
                response
                    .headers
                    .push(("Location".to_owned(), format!("{path}/")));
                return response;
            }
            file.push("index.html");
        }
        // A link inside the folder may lead out of it; what counts is where the file really is.
        let inside = file
            .canonicalize()
            .is_ok_and(|real| real.starts_with(&self.root));
        let Some(body) = inside.then(|| fs::read(&file).ok()).flatten() else {
            return Response::words("404 Not Found");
        };
        let mut headers = self.headers.for_path(&format!("/{inner}"));
        let kind = content_type(&file);
        headers.push(("Content-Type".to_owned(), kind.to_owned()));
        let body = if self.transfer == Transfer::Compressed && !kind.starts_with("image/png") {
            headers.push(("Content-Encoding".to_owned(), "gzip".to_owned()));
            compressed(&body)
        } else {
            body
        };
        Response {
            status: "200 OK",
            headers,
            body,
        }
    }
}

fn compressed(body: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(body)
        .and_then(|()| gzip.finish())
        .expect("memory takes all that is written")
}

/// The media type by which a browser knows what to do with a file.
fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        // Without this one, the browser does not compile the module while it arrives.
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a page, a file beside it that must stay unseen, and a server of the folder.
    fn serve(name: &str, mount: &str) -> (Server, PathBuf) {
        let base = std::env::temp_dir().join(format!("genjin-{name}-{}", std::process::id()));
        let folder = base.join("site");
        fs::create_dir_all(folder.join("icons"))
            .expect("the folder for temporary files is writable");
        for (file, text) in [
            ("secret.txt", "secret"),
            ("site/index.html", "<h1>hello</h1>"),
            ("site/a b.wasm", "\0asm"),
            ("site/icons/index.html", "icons"),
            (
                "site/_headers",
                "/*\n  X-Sample: yes\n/icons/*\n  X-Icon: yes\n",
            ),
        ] {
            fs::write(base.join(file), text).expect("the folder for temporary files is writable");
        }
        (
            Server::start(&folder, 0, mount).expect("a free port exists"),
            base,
        )
    }

    fn ask(server: &Server, request: &str) -> String {
        let mut connection = TcpStream::connect(server.address).expect("the server listens");
        connection
            .write_all(request.as_bytes())
            .expect("the server reads");
        let mut answer = String::new();
        connection
            .read_to_string(&mut answer)
            .expect("the server answers in text");
        answer
    }

    fn get(server: &Server, target: &str) -> String {
        ask(
            server,
            &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        )
    }

    #[test]
    fn a_folder_is_answered_with_its_page_and_the_sample_headers() {
        let (server, base) = serve("page", "/");
        let answer = get(&server, "/?lang=zh");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(
            answer.contains("Content-Type: text/html; charset=utf-8\r\n"),
            "{answer}"
        );
        assert!(answer.contains("X-Sample: yes\r\n"), "{answer}");
        assert!(!answer.contains("X-Icon"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n<h1>hello</h1>"), "{answer}");
        assert!(get(&server, "/icons/").contains("X-Icon: yes\r\n"));
        assert!(get(&server, "/icons").starts_with("HTTP/1.1 301 "));
        assert!(get(&server, "/a%20b.wasm").contains("Content-Type: application/wasm\r\n"));
        assert!(get(&server, "/missing.js").starts_with("HTTP/1.1 404 "));
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }

    #[test]
    fn a_site_can_live_under_a_path_of_its_host() {
        let (server, base) = serve("mount", "any/sub");
        assert!(server.url().ends_with("/any/sub/"));
        assert!(get(&server, "/any/sub/").starts_with("HTTP/1.1 200 "));
        assert!(get(&server, "/").starts_with("HTTP/1.1 404 "));
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let (server, base) = serve("escape", "/");
        #[cfg(unix)]
        std::os::unix::fs::symlink(base.join("secret.txt"), base.join("site/link.txt"))
            .expect("the folder for temporary files is writable");
        for target in [
            "/../secret.txt",
            "/icons/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/..%5csecret.txt",
            "//secret.txt",
            "/%00",
            "/%zz",
            "/link.txt",
            "secret.txt",
        ] {
            let answer = get(&server, target);
            assert!(answer.starts_with("HTTP/1.1 40"), "{target}: {answer}");
            assert!(!answer.contains("secret\n"), "{target}: {answer}");
        }
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }

    #[test]
    fn only_reading_is_allowed_and_head_has_no_body() {
        let (server, base) = serve("methods", "/");
        assert!(ask(&server, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
        let head = ask(&server, "HEAD / HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 14\r\n"), "{head}");
        assert!(head.ends_with("\r\n\r\n"), "{head}");
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }

    #[test]
    fn what_pages_post_is_heard_whole_where_somebody_listens() {
        let (server, base) = serve("ear", "/sub/");
        let ear = Ear::new(|path, body| format!("{path}: {}", body.len()).into_bytes());
        let hearing = Server::hearing(&base.join("site"), 0, "/sub/", ear).expect("a port");
        let length = 3 * 64 * 1024;
        let body = "x".repeat(length);
        let post = format!("POST /sub/a/b HTTP/1.1\r\ncontent-length: {length}\r\n\r\n{body}");
        let answer = ask(&hearing, &post);
        assert!(answer.ends_with("\r\n\r\na/b: 196608"), "{answer}");
        assert!(get(&hearing, "/sub/").starts_with("HTTP/1.1 200 "));
        drop(server);
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }

    #[test]
    fn a_connection_that_waits_is_not_answered_once_the_server_is_stopped() {
        let (server, base) = serve("ahead", "/");
        let mut ahead = TcpStream::connect(server.address).expect("the server listens");
        // Connections are taken in their order, so this one is in hand when the next is answered.
        assert!(get(&server, "/").starts_with("HTTP/1.1 200 "));
        server.stop();
        ahead
            .write_all(b"GET / HTTP/1.1\r\n\r\n")
            .expect("the connection is open");
        let mut answer = String::new();
        ahead
            .read_to_string(&mut answer)
            .expect("the connection is closed in order");
        assert_eq!(answer, "");
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }

    #[test]
    fn a_stopped_server_frees_its_port() {
        let (server, base) = serve("stop", "/");
        let address = server.address;
        server.stop();
        assert!(TcpStream::connect(address).is_err());
        fs::remove_dir_all(base).expect("the folder is this test's own");
    }
}
