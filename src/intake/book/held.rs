//! What the library that reads an Excel workbook would hold in memory of it, looked at before it does: it believes counts,
//! and a few letters of a file can stand for much.

use std::collections::HashSet;
use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};

use super::part::{PartEvents, stated};
use crate::intake::input_fault::InputFault;
use crate::intake::packing::Archive;

/// The memory that each of these takes at most, beside its letters.
const TEXT: u64 = 96;
const FORMAT: u64 = 1024;
const ENTRY: u64 = 512;
/// The fewest letters of a shared text: `<si/>`.
const SHORTEST: u64 = 5;

/// Refuses a workbook that would hold more than `most` bytes, or says that it holds more than is in it.
///
/// # Errors
/// As said, and parts that are damaged or twice there.
pub fn check<R: Read + Seek>(archive: &mut Archive<R>, most: u64) -> Result<(), InputFault> {
    let mut held = 0_u64;
    for at in 0..archive.files() {
        let (name, part) = archive.part(at)?;
        if is_read(&name) {
            held = held.saturating_add(of_part(PartEvents::new(&name, part), most)?);
        }
        if held > most {
            return Err(InputFault::Memory { most });
        }
    }
    Ok(())
}

/// Whether a part is one that is read: relations, and what is no property of the document.
fn is_read(name: &str) -> bool {
    let name = name.replace('\\', "/").to_ascii_lowercase();
    let is_own = name.starts_with("docprops/") || name.starts_with("customxml/");
    (name.ends_with(".xml") || name.ends_with(".rels")) && !is_own
}

/// What a part holds, so far.
#[derive(Default)]
struct PartTally {
    held: u64,
    /// How many texts it says that it has.
    claimed: u64,
    formats: u64,
    longest: u64,
    /// Whether texts are shared ones.
    shares: bool,
    /// The sheets and the files behind them.
    sheets: HashSet<String>,
}

/// What a part holds; as soon as it is more than `most` bytes, it is that.
fn of_part<R: Read>(mut events: PartEvents<R>, most: u64) -> Result<u64, InputFault> {
    let (mut tally, mut joins) = (PartTally::default(), false);
    while let Some(event) = events.next(joins)? {
        tally.longest = tally.longest.max(event.len() as u64);
        match event {
            Event::Start(tag) => {
                joins |= is_joined(tag.local_name().as_ref());
                tally.tag(&tag)?;
            }
            Event::Empty(tag) => tally.tag(&tag)?,
            Event::End(tag) => joins &= !is_joined(tag.local_name().as_ref()),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if tally.shares => {
                tally.held += 2 * event.len() as u64;
            }
            _ => {}
        }
        if tally.held > most {
            return Ok(tally.held);
        }
    }
    if tally.claimed > events.bytes() / SHORTEST {
        let (claimed, bytes) = (tally.claimed, events.bytes());
        return Err(InputFault::Workbook(format!(
            "it says that it shares {claimed} texts, in {bytes} bytes"
        )));
    }
    let formats = tally.formats.saturating_mul(FORMAT + 2 * tally.longest);
    Ok(tally.held.saturating_add(tally.claimed.saturating_mul(TEXT)).saturating_add(formats))
}

/// Whether the events inside are put together into one text.
fn is_joined(name: &str) -> bool {
    matches!(name, "t" | "definedName")
}

impl PartTally {
    fn tag(&mut self, tag: &BytesStart<'_>) -> Result<(), InputFault> {
        let name = tag.local_name();
        match name.as_ref() {
            "sst" => {
                self.shares = true;
                self.claimed = self.claimed.max(stated(tag, "uniqueCount"));
            }
            "si" => self.held += TEXT,
            "xf" => self.formats += 1,
            "font" | "fill" | "border" | "numFmt" | "definedName" | "mergeCell" => self.entry(tag),
            "sheet" => {
                self.entry(tag);
                self.once(attribute(tag, "id"))?;
            }
            "Relationship" => {
                self.entry(tag);
                if attribute(tag, "Type").is_some_and(|of| of.ends_with("/worksheet")) {
                    self.once(attribute(tag, "Target"))?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn entry(&mut self, tag: &BytesStart<'_>) {
        self.held += ENTRY + 4 * tag.len() as u64;
    }

    fn once(&mut self, sheet: Option<String>) -> Result<(), InputFault> {
        match sheet {
            Some(sheet) if self.sheets.contains(&sheet) => {
                Err(InputFault::Workbook(format!("two of its sheets are one: {sheet}")))
            }
            Some(sheet) => {
                self.sheets.insert(sheet);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// The text of an attribute, whatever its namespace.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut found = attributes.with_checks(false).filter_map(Result::ok);
    found.find(|one| one.key.local_name().as_ref() == name).map(|one| one.value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(part: &str) -> Result<u64, String> {
        of_part(PartEvents::new("a part", part.as_bytes()), 1_000_000).map_err(|fault| fault.to_string())
    }

    #[test]
    fn what_is_held_grows_with_what_is_there_and_no_count_is_believed() {
        let texts = |claimed: &str, many: usize| {
            held(&format!("<sst uniqueCount=\"{claimed}\">{}</sst>", "<si><t>abc</t></si>".repeat(many)))
        };
        assert_eq!(texts("2", 2), Ok(4 * TEXT + 12));
        assert!(texts("1000", 2).is_err_and(|why| why.contains("shares 1000 texts")));
        assert!(texts("18446744073709551615", 2).is_err());
        assert!(held("<s:sst a='>' uniqueCount = '4294967295'/>").is_err());
        let formats =
            |many: usize| held(&format!("<a><font/>{}</a>", "<xf/>".repeat(many))).expect("a tally");
        assert!(formats(100) > 100 * FORMAT && formats(200) > 2 * formats(99));
        let name = "x".repeat(1000);
        assert!(held(&format!("<a><font n=\"{name}\"/><xf/><xf/></a>")).is_ok_and(|held| held > 8000));
    }

    #[test]
    fn a_sheet_stands_there_once() {
        let sheets = |ids: [&str; 2]| {
            held(&format!("<a><sheet r:id=\"{}\"/><sheet r:id=\"{}\"/></a>", ids[0], ids[1])).is_ok()
        };
        assert!(sheets(["a", "b"]) && !sheets(["a", "a"]));
    }
}
