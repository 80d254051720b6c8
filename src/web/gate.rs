//! What is let in: requests for this host, from its own pages, with a method that reads.

use hyper::header::{
    CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, IF_NONE_MATCH, ORIGIN, TRANSFER_ENCODING,
};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method};

use super::bounds::Bounds;
use super::refusal::Refusal;
use super::request::PageRequest;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// What a request that is let in wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A page.
    Page,
    /// The header of a page.
    HeadOfPage,
    /// What the page makes of a form.
    FormAnswered,
}

/// What is let in.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// The port, by which a name of this host is this server.
    pub port: u16,
    /// What is too long.
    pub bounds: Bounds,
    /// Whether a path takes a form.
    pub takes_form: fn(&str) -> bool,
}

impl Gate {
    /// Looks at the head of a request; its body is not read yet.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn admit(&self, head: &Parts) -> Result<(Wanted, PageRequest), Refusal> {
        self.lengths(head)?;
        if head.method == Method::CONNECT {
            return Err(Refusal::Method { allow: READING });
        }
        if head.uri.scheme().is_some() || head.uri.authority().is_some() {
            return Err(Refusal::Malformed("it is for a proxy"));
        }
        let host = self.host(&head.headers)?;
        own_site(&head.headers, &head.method, host)?;
        let wanted = self.wanted(head)?;
        let target = head.uri.path_and_query().map_or("", |target| target.as_str());
        let held = all(&head.headers, &IF_NONE_MATCH).flat_map(|held| held.split(','));
        let held = held.map(|tag| tag.trim().to_owned()).collect();
        Ok((wanted, PageRequest { held, ..PageRequest::read(target, self.bounds.pairs)? }))
    }

    fn lengths(&self, head: &Parts) -> Result<(), Refusal> {
        let target = head.uri.path_and_query().map_or(0, |target| target.as_str().len());
        if target > self.bounds.target_bytes {
            return Err(Refusal::LongTarget);
        }
        let fields = head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
        match fields.sum::<usize>() > self.bounds.head_bytes || head.headers.len() > self.bounds.head_fields {
            true => Err(Refusal::LongHead),
            false => Ok(()),
        }
    }

    /// The one host that is named, which has to be this one: another name that leads here was given by somebody else.
    fn host<'h>(&self, headers: &'h HeaderMap) -> Result<&'h str, Refusal> {
        let mut hosts = headers.get_all(HOST).iter();
        let (host, None) = (hosts.next(), hosts.next()) else {
            return Err(Refusal::Malformed("it names several hosts"));
        };
        let host = host.ok_or(Refusal::Malformed("it names no host"))?;
        let host = host.to_str().map_err(|_| Refusal::ForeignHost)?;
        match self.is_own(host) {
            true => Ok(host),
            false => Err(Refusal::ForeignHost),
        }
    }

    fn is_own(&self, host: &str) -> bool {
        let own = |name: &str| match host.get(..name.len()) {
            Some(named) if named.eq_ignore_ascii_case(name) => {
                host[name.len()..] == format!(":{}", self.port) || self.port == 80 && host.len() == name.len()
            }
            _ => false,
        };
        ["127.0.0.1", "localhost", "[::1]"].into_iter().any(own)
    }

    fn wanted(&self, head: &Parts) -> Result<Wanted, Refusal> {
        let takes_form = (self.takes_form)(head.uri.path());
        match (&head.method, takes_form) {
            (&Method::GET, _) => without_body(&head.headers).map(|()| Wanted::Page),
            (&Method::HEAD, _) => without_body(&head.headers).map(|()| Wanted::HeadOfPage),
            (&Method::POST, true) if is_form(&head.headers) => Ok(Wanted::FormAnswered),
            (&Method::POST, true) => Err(Refusal::NoForm),
            (_, true) => Err(Refusal::Method { allow: "GET, HEAD, POST" }),
            (_, false) => Err(Refusal::Method { allow: READING }),
        }
    }
}

/// The methods of a page without a form.
const READING: &str = "GET, HEAD";

/// Refuses what another site sends. A link from elsewhere may be followed; nothing of these pages may be used elsewhere,
/// and no form of another site is answered.
fn own_site(headers: &HeaderMap, method: &Method, host: &str) -> Result<(), Refusal> {
    let said = |name: &HeaderName| all(headers, name).next();
    let is_followed = *method == Method::GET
        && said(&SEC_FETCH_MODE) == Some("navigate")
        && said(&SEC_FETCH_DEST) == Some("document");
    let site = said(&SEC_FETCH_SITE);
    if !matches!(site, None | Some("same-origin" | "none")) && !is_followed {
        return Err(Refusal::CrossSite);
    }
    let origin = headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    match origin {
        // What a page of ours sends: it names no referrer, and so no origin either.
        Some("null") if site == Some("same-origin") => Ok(()),
        Some(origin) if !origin.strip_prefix("http://").is_some_and(|own| own.eq_ignore_ascii_case(host)) => {
            Err(Refusal::CrossSite)
        }
        _ => Ok(()),
    }
}

fn without_body(headers: &HeaderMap) -> Result<(), Refusal> {
    let is_empty = all(headers, &CONTENT_LENGTH).all(|length| length.trim() == "0");
    match is_empty && !headers.contains_key(TRANSFER_ENCODING) {
        true => Ok(()),
        false => Err(Refusal::Malformed("it asks for a page and has a body")),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let named = all(headers, &CONTENT_TYPE).next().unwrap_or_default();
    let kind = named.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn all<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    const GATE: fn() -> Gate =
        || Gate { port: 8787, bounds: Bounds::default(), takes_form: |path| path == "/check" };

    /// What becomes of a request: the target, then fields as `name: value`.
    fn asked(method: &str, target: &str, fields: &[&str]) -> Result<Wanted, Refusal> {
        let mut request = Request::builder().method(method).uri(target);
        for field in fields {
            let (name, value) = field.split_once(": ").expect("a field");
            request = request.header(name, value);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        GATE().admit(&head).map(|(wanted, _)| wanted)
    }

    const HOST: &str = "host: 127.0.0.1:8787";

    #[test]
    fn hosts() {
        for own in ["127.0.0.1:8787", "localhost:8787", "LocalHost:8787", "[::1]:8787"] {
            assert_eq!(asked("GET", "/", &[&format!("host: {own}")]), Ok(Wanted::Page), "{own}");
        }
        for foreign in [
            "evil.example",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost",
            "localhost.:8787",
            "127.0.0.1:8787.evil.example",
            "127.0.0.1.evil.example:8787",
            "evil.example:8787",
            "[::1]",
            "::1:8787",
            "0.0.0.0:8787",
            "127.1:8787",
            "localhost:08787",
            "user@localhost:8787",
            "localhost:8787 ",
            "",
        ] {
            assert_eq!(
                asked("GET", "/", &[&format!("host: {foreign}")]),
                Err(Refusal::ForeignHost),
                "{foreign}"
            );
        }
        assert!(matches!(asked("GET", "/", &[]), Err(Refusal::Malformed(_))));
        assert!(matches!(asked("GET", "/", &[HOST, HOST]), Err(Refusal::Malformed(_))));
        let plain = Gate { port: 80, ..GATE() };
        assert!(plain.is_own("localhost") && plain.is_own("localhost:80") && !plain.is_own("localhost:8787"));
    }

    #[test]
    fn methods() {
        assert_eq!(asked("HEAD", "/", &[HOST]), Ok(Wanted::HeadOfPage));
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "get"] {
            assert_eq!(asked(method, "/", &[HOST]), Err(Refusal::Method { allow: "GET, HEAD" }), "{method}");
        }
        assert_eq!(asked("PUT", "/check", &[HOST]), Err(Refusal::Method { allow: "GET, HEAD, POST" }));
        let form = "content-type: application/x-www-form-urlencoded; charset=UTF-8";
        assert_eq!(asked("POST", "/check", &[HOST, form]), Ok(Wanted::FormAnswered));
        assert_eq!(asked("POST", "/check", &[HOST, "content-type: text/plain"]), Err(Refusal::NoForm));
        assert_eq!(asked("POST", "/check", &[HOST]), Err(Refusal::NoForm));
        for body in ["content-length: 3", "transfer-encoding: chunked"] {
            assert!(matches!(asked("GET", "/", &[HOST, body]), Err(Refusal::Malformed(_))), "{body}");
        }
        assert_eq!(asked("GET", "/", &[HOST, "content-length: 0"]), Ok(Wanted::Page));
    }

    #[test]
    fn other_sites() {
        let (site, mode, dest) =
            ("sec-fetch-site: cross-site", "sec-fetch-mode: navigate", "sec-fetch-dest: document");
        assert_eq!(asked("GET", "/", &[HOST, site, mode, dest]), Ok(Wanted::Page));
        assert_eq!(asked("GET", "/", &[HOST, site, mode, "sec-fetch-dest: iframe"]), Err(Refusal::CrossSite));
        assert_eq!(asked("GET", "/", &[HOST, site, "sec-fetch-mode: no-cors"]), Err(Refusal::CrossSite));
        assert_eq!(asked("GET", "/", &[HOST, "sec-fetch-site: same-site"]), Err(Refusal::CrossSite));
        for site in ["same-origin", "none"] {
            assert_eq!(asked("GET", "/", &[HOST, &format!("sec-fetch-site: {site}")]), Ok(Wanted::Page));
        }
        for origin in ["null", "http://evil.example"] {
            let origin = format!("origin: {origin}");
            assert_eq!(asked("GET", "/", &[HOST, &origin]), Err(Refusal::CrossSite), "a script elsewhere");
        }
        let form = "content-type: application/x-www-form-urlencoded";
        let sent = |fields: &[&str]| asked("POST", "/check", &[&[HOST, form], fields].concat());
        assert_eq!(sent(&[site, mode, dest]), Err(Refusal::CrossSite));
        for origin in ["null", "http://evil.example", "https://127.0.0.1:8787", "http://localhost:8787", ""] {
            assert_eq!(sent(&[&format!("origin: {origin}")]), Err(Refusal::CrossSite), "{origin}");
        }
        assert_eq!(sent(&["origin: http://127.0.0.1:8787"]), Ok(Wanted::FormAnswered));
        assert_eq!(sent(&["origin: null", "sec-fetch-site: same-origin"]), Ok(Wanted::FormAnswered));
        assert_eq!(sent(&["origin: null", "sec-fetch-site: none"]), Err(Refusal::CrossSite));
    }

    #[test]
    fn lengths() {
        let target = |bytes: usize| format!("/{}", "a".repeat(bytes - 1));
        let most = Bounds::default().target_bytes;
        assert_eq!(asked("GET", &target(most), &[HOST]), Ok(Wanted::Page));
        assert_eq!(asked("GET", &target(most + 1), &[HOST]), Err(Refusal::LongTarget));
        let long = format!("x: {}", "a".repeat(Bounds::default().head_bytes));
        assert_eq!(asked("GET", "/", &[HOST, &long]), Err(Refusal::LongHead));
        let fields: Vec<&str> = std::iter::repeat_n("x: y", Bounds::default().head_fields).collect();
        assert_eq!(asked("GET", "/", &[&[HOST], fields.as_slice()].concat()), Err(Refusal::LongHead));
    }

    #[test]
    fn targets() {
        for proxied in ["http://127.0.0.1:8787/", "http://evil.example/"] {
            assert!(matches!(asked("GET", proxied, &[HOST]), Err(Refusal::Malformed(_))), "{proxied}");
        }
        assert_eq!(asked("OPTIONS", "*", &[HOST]), Err(Refusal::Method { allow: "GET, HEAD" }));
        assert!(matches!(asked("GET", "*", &[HOST]), Err(Refusal::Malformed(_))));
        assert_eq!(asked("CONNECT", "evil.example:80", &[HOST]), Err(Refusal::Method { allow: "GET, HEAD" }));
    }
}
