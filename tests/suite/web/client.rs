//! What asks a server: bytes on a socket, and the answer taken apart.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Clone, Debug)]
pub struct Got {
    /// Its status.
    pub status: u16,
    /// Its header fields, names in small letters.
    pub fields: Vec<(String, String)>,
    /// Its body.
    pub body: String,
}

impl Got {
    /// A header field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// A connection.
pub struct Client {
    stream: TcpStream,
    read: Vec<u8>,
    port: u16,
}

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

impl Client {
    /// Connects to a port of this computer.
    pub fn to(port: u16) -> Client {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time");
        stream.set_write_timeout(Some(PATIENCE)).expect("a time");
        Client { stream, read: Vec::new(), port }
    }

    /// Sends bytes; a server that has closed takes none.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Ends sending.
    pub fn end_sending(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Sends a request for a page of this host.
    pub fn ask(&mut self, method: &str, target: &str) {
        let port = self.port;
        self.send(format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
    }

    /// The next answer to a request other than HEAD; `None` where the connection ends without one.
    pub fn answer(&mut self) -> Option<Got> {
        self.take(|length| length)
    }

    /// The next answer to a HEAD: it has no body.
    pub fn head(&mut self) -> Option<Got> {
        self.take(|_| 0)
    }

    fn take(&mut self, length: fn(usize) -> usize) -> Option<Got> {
        let end = loop {
            match self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                Some(end) => break end,
                None => self.more()?,
            }
        };
        let head = String::from_utf8(self.read.drain(..end + 4).collect()).expect("a head");
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().expect("a status");
        let fields = lines.map(|line| {
            let (name, value) = line.split_once(": ").expect("a field");
            (name.to_lowercase(), value.to_owned())
        });
        let mut got = Got { status, fields: fields.collect(), body: String::new() };
        let named = got.field("content-length").map_or(0, |length| length.parse().expect("a length"));
        let length = if status == 304 { 0 } else { length(named) };
        while self.read.len() < length {
            self.more()?;
        }
        got.body = String::from_utf8(self.read.drain(..length).collect()).expect("text");
        Some(got)
    }

    fn more(&mut self) -> Option<()> {
        let mut bytes = [0; 4096];
        match self.stream.read(&mut bytes) {
            Ok(0) => None,
            Ok(read) => {
                self.read.extend(&bytes[..read]);
                Some(())
            }
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => None,
            Err(error) => panic!("nothing came: {error}"),
        }
    }

    /// Whether the server has ended the connection, and nothing came before its end.
    pub fn is_over(&mut self) -> bool {
        self.read.is_empty() && self.more().is_none()
    }

    /// Takes so many bytes of what comes.
    pub fn sip(&mut self, bytes: usize) -> usize {
        let mut sip = vec![0; bytes];
        self.stream.read(&mut sip).unwrap_or(0)
    }
}

/// Asks once.
pub fn get(port: u16, target: &str) -> Got {
    let mut client = Client::to(port);
    client.ask("GET", target);
    client.answer().expect("an answer")
}

/// Sends bytes on a connection of their own, and takes the first answer.
pub fn raw(port: u16, bytes: impl AsRef<[u8]>) -> Option<Got> {
    let mut client = Client::to(port);
    client.send(bytes);
    client.answer()
}

/// Sends a form.
pub fn post(port: u16, target: &str, fields: &[&str], form: &str) -> Got {
    let fields: String = fields.iter().map(|field| format!("{field}\r\n")).collect();
    let length = form.len();
    let sent = raw(
        port,
        format!(
            "POST {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {length}\r\n{fields}\r\n{form}"
        ),
    );
    sent.expect("an answer")
}
