//! The address of a request and the form behind it: what is read is written back as it was, and nothing goes up a path.

use tollbook::report::address::percent::encoded;
use tollbook::report::address::{Address, AddressFault};
use tollbook::web::decode::{Pairs, pairs};
use tollbook::web::request::PageRequest;

use super::{Checked, Seen, held, seen};

/// How many pairs a query or form may have.
const PAIRS: usize = 32;

/// The longest address that a server takes, in bytes.
const TARGET: usize = 8 << 10;

/// The first line is an address, the rest a form.
pub fn check(input: &[u8]) -> Checked {
    let line = input.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let form = input.get(line.len() + 1..).unwrap_or_default();
    let target = String::from_utf8_lossy(line);
    let let_in = request(&target)?;
    let read = address(&target)?;
    let form = sent(form)?;
    seen([let_in, read].contains(&Seen::Accepted) || form == Seen::Accepted)
}

/// What is let in is a path of text, and no part of it goes up.
fn request(target: &str) -> Checked {
    let Ok(request) = PageRequest::read(target, PAIRS) else { return Ok(Seen::Refused) };
    held(request.target == target, || format!("another address: {}", request.target))?;
    let path = request.path();
    held(path.starts_with('/') && !path.contains('?'), || format!("no path: {path}"))?;
    let lower = path.to_lowercase();
    for goes_up in ["/../", "/./", "%00", "%0a", "%0d"] {
        let plain = lower.replace("%2e", ".").replace("%2f", "/").replace("%5c", "/").replace('\\', "/");
        held(!format!("{plain}/").contains(goes_up), || format!("{goes_up} in {path}"))?;
    }
    Ok(Seen::Accepted)
}

/// What leads to a page is written as one address, which leads there too; what leads nowhere says what to do.
fn address(target: &str) -> Checked {
    let address = match Address::of_path(target) {
        Ok(address) => address,
        Err(fault) => return told(&fault),
    };
    let path = address.path();
    let again = Address::of_path(&path).map_err(|fault| format!("{path} leads nowhere: {fault}"))?;
    held(again == address, || format!("{path} is {again:?}, not {address:?}"))?;
    held(again.path() == path, || format!("{path} is written as {}", again.path()))?;
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}#".contains(&byte);
    held(path.bytes().all(is_plain), || format!("no plain address: {path}"))?;
    held(path.len() <= TARGET && PageRequest::read(&path, PAIRS).is_ok(), || format!("not let in: {path}"))?;
    Ok(Seen::Accepted)
}

fn told(fault: &AddressFault) -> Checked {
    let (what, hint) = (fault.to_string(), fault.way_out());
    held(!what.is_empty() && !hint.is_empty(), || format!("{fault:?}: `{what}`, hint `{hint}`"))?;
    Ok(Seen::Refused)
}

/// What a form says comes back when it is sent again.
fn sent(form: &[u8]) -> Checked {
    let Ok(read) = pairs(form, PAIRS) else { return Ok(Seen::Refused) };
    held(read.len() <= PAIRS, || format!("{} pairs", read.len()))?;
    let written: Vec<String> =
        read.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let again: Option<Pairs> = pairs(written.join("&").as_bytes(), PAIRS).ok();
    held(again.as_ref() == Some(&read), || format!("{read:?} comes back as {again:?}"))?;
    held(read.iter().all(|(name, value)| !name.contains('\0') && !value.contains('\0')), || {
        format!("a NUL in {read:?}")
    })?;
    seen(!read.is_empty())
}
