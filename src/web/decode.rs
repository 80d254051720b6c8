//! What of an address, a query or a form is let in: text, well encoded, and no path that goes up.

use super::refusal::Refusal;
use crate::report::address::percent;

/// Names and values, in their order.
pub type Pairs = Vec<(String, String)>;

/// Looks at a path. It begins with a slash, and no part of it is a dot or two.
///
/// # Errors
/// One that is no such path, or holds what is no text or a control character.
pub fn path(path: &str) -> Result<(), Refusal> {
    if !path.starts_with('/') {
        return Err(Refusal::Malformed("its address is no path"));
    }
    let text = percent::decoded(path).ok_or(NO_TEXT)?;
    if text.chars().any(char::is_control) {
        return Err(Refusal::Malformed("its address holds a control character"));
    }
    // Browsers and programs have gone up and down the path before they ask.
    match text.split(['/', '\\']).any(|part| part == "." || part == "..") {
        true => Err(Refusal::NoPage),
        false => Ok(()),
    }
}

/// Reads a query or form; `most`: how many pairs it may have.
///
/// # Errors
/// What is no text, and more pairs than that.
pub fn pairs(encoded: &[u8], most: usize) -> Result<Pairs, Refusal> {
    let encoded = std::str::from_utf8(encoded).map_err(|_| NO_TEXT)?;
    if encoded.split('&').filter(|pair| !pair.is_empty()).count() > most {
        return Err(Refusal::Malformed("it has too many fields"));
    }
    let pairs = percent::pairs(encoded).ok_or(NO_TEXT)?;
    match pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        true => Err(Refusal::Malformed("it holds a NUL, which nobody types")),
        false => Ok(pairs),
    }
}

const NO_TEXT: Refusal = Refusal::Malformed("what stands behind its percent signs is no text");

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths() {
        for well in ["/series/3.json", "/a+b%20c", "/", "//a", "/a..b", "/\u{e9}"] {
            assert_eq!(path(well), Ok(()), "{well}");
        }
        for nothing in ["/..", "/a/../b", "/%2e%2E/x", "/a/.", "/..%5cx", "/a%2f..%2fb"] {
            assert_eq!(path(nothing), Err(Refusal::NoPage), "{nothing}");
        }
        for refused in
            ["", "*", "a", "/%", "/%4", "/%zz", "/%ff", "/%c3", "/a%00b", "/%0a", "/%c2%85", "/%+1"]
        {
            assert!(matches!(path(refused), Err(Refusal::Malformed(_))), "{refused}");
        }
    }

    #[test]
    fn forms() {
        let of = |text: &str| pairs(text.as_bytes(), 3);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(of("q=gaza+killed&&as_of="), Ok(vec![pair("q", "gaza killed"), pair("as_of", "")]));
        assert_eq!(of("text=one%0d%0atwo"), Ok(vec![pair("text", "one\r\ntwo")]));
        assert_eq!(of(""), Ok(Vec::new()));
        assert!(of("a&b&c").is_ok() && of("a&b&c&d").is_err());
        for refused in ["a=%", "a=%g0", "%00=1", "a=%00", "a=%ff"] {
            assert!(of(refused).is_err(), "{refused}");
        }
        assert!(pairs(b"a=\xff", 3).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = pairs(&bytes, 8);
            let _ = path(&String::from_utf8_lossy(&bytes));
        }
    }
}
