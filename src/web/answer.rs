//! What is sent back: a status, a body of some kind, and the header fields that every answer has.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use hyper::{HeaderMap, Response, StatusCode};

use crate::report::address::Face;

/// What a page gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAnswer {
    /// How it went.
    pub status: StatusCode,
    /// What the body is.
    pub kind: ContentKind,
    /// The body.
    pub body: Vec<u8>,
    /// What the status asks for besides.
    pub fields: Vec<(HeaderName, String)>,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// A page, in one of its forms.
    Page(Face),
    /// How pages look.
    Css,
    /// Plain text.
    Text,
}

/// What a page may load and do: the style sheet of this server, an icon that is none (`data:,`), and forms that are sent to it.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

impl ContentKind {
    /// The kind as a header names it.
    pub fn name(self) -> &'static str {
        match self {
            ContentKind::Page(face) => face.content_type(),
            ContentKind::Css => "text/css; charset=utf-8",
            ContentKind::Text => "text/plain; charset=utf-8",
        }
    }
}

/// The form that is asked for by the ending of a path, whether a page is there or not.
pub fn face_of(path: &str) -> Face {
    let asked = [Face::Json, Face::Csv].into_iter().find(|face| path.ends_with(face.ending()));
    asked.unwrap_or(Face::Html)
}

impl PageAnswer {
    /// A page that was made.
    pub fn page(kind: ContentKind, body: Vec<u8>) -> PageAnswer {
        PageAnswer { status: StatusCode::OK, kind, body, fields: Vec::new() }
    }

    /// The same with another status; what is none is a failure of ours.
    pub fn having(self, status: u16) -> PageAnswer {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        PageAnswer { status, ..self }
    }

    /// What says that the client holds the page already.
    pub fn not_modified(kind: ContentKind) -> PageAnswer {
        PageAnswer { status: StatusCode::NOT_MODIFIED, ..PageAnswer::page(kind, Vec::new()) }
    }

    /// The way to another page.
    pub fn elsewhere(path: &str) -> PageAnswer {
        let found = PageAnswer::page(ContentKind::Text, Vec::new());
        PageAnswer { status: StatusCode::SEE_OTHER, ..found }.with(LOCATION, path)
    }

    /// The same with a header field.
    pub fn with(mut self, name: HeaderName, value: &str) -> PageAnswer {
        self.fields.push((name, value.to_owned()));
        self
    }

    /// The same, with the version by which the client may ask again.
    pub fn versioned(self, tag: &str) -> PageAnswer {
        self.with(ETAG, tag)
    }

    /// The same with the methods that there are.
    pub fn allowing(self, methods: &str) -> PageAnswer {
        self.with(ALLOW, methods)
    }

    /// The same with the seconds until it is worth asking again.
    pub fn retried_after(self, seconds: u32) -> PageAnswer {
        self.with(RETRY_AFTER, &seconds.to_string())
    }

    /// The same, as the last answer of its connection.
    pub fn closing(self) -> PageAnswer {
        self.with(CONNECTION, "close")
    }

    /// The header fields.
    pub fn header(&self) -> HeaderMap {
        let mut header = HeaderMap::new();
        let fixed = [
            (CONTENT_TYPE, self.kind.name()),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_FRAME_OPTIONS, "DENY"),
            (REFERRER_POLICY, "no-referrer"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
            (CACHE_CONTROL, "private, no-cache"),
        ];
        for (name, value) in fixed {
            header.insert(name, HeaderValue::from_static(value));
        }
        if !matches!(self.status, StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT) {
            header.insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        }
        for (name, value) in &self.fields {
            // What is no value of a header is left out.
            if let Ok(value) = HeaderValue::from_str(value) {
                header.insert(name.clone(), value);
            }
        }
        header
    }

    /// The answer as it is sent.
    pub fn response(self) -> Response<Full<Bytes>> {
        let header = self.header();
        let mut response = Response::new(Full::new(Bytes::from(self.body)));
        *response.status_mut() = self.status;
        *response.headers_mut() = header;
        response
    }

    /// The answer as bytes, for a request that was never whole.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {}\r\n", self.status).into_bytes();
        for (name, value) in &self.header() {
            bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        bytes.extend(b"\r\n");
        bytes.extend(&self.body);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_told_by_the_ending() {
        for (path, face) in [
            ("/", Face::Html),
            ("/series/3", Face::Html),
            ("/series/3.json", Face::Json),
            ("/nothing.csv", Face::Csv),
            ("/a.json/b", Face::Html),
        ] {
            assert_eq!(face_of(path), face, "{path}");
        }
    }

    #[test]
    fn an_answer_as_bytes_has_its_length_and_every_field() {
        let answer = PageAnswer::page(ContentKind::Text, b"two".to_vec()).closing();
        let text = String::from_utf8(answer.bytes()).expect("text");
        assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && text.ends_with("\r\n\r\ntwo"), "{text}");
        for field in ["content-length: 3\r\n", "connection: close\r\n", "x-content-type-options: nosniff\r\n"]
        {
            assert!(text.contains(field), "{field} in {text}");
        }
    }
}
