//! Laws of reading: no bytes, no header and no profile break it, and everything is accounted for.

use std::io::{BufRead, Cursor};

use proptest::prelude::*;

use super::dialects::open;
use super::encoding::ChosenEncoding;
use super::item::Item;
use super::profile;
use super::settings::Settings;
use super::settled::{Settled, Survey};
use super::stopped::Stopped;
use super::survey::{settle_encoding, survey};

/// Pieces that tables are made of, and that break them.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces: &[&[u8]] = &[
        b"event",
        b"figure",
        b"place",
        b"as_of",
        b"killed",
        b"total",
        b",",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\n",
        b"\r\n",
        b"\"",
        b"\"\"",
        b"1.400",
        b"1,400",
        b"1.234.567",
        b"03/04/2024",
        b"25/04/2024",
        b"Total",
        b"Source: x",
        b"#date+end",
        b"#affected+killed",
        b"sep=;",
        b"\xff",
        b"\xfe",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xf3",
        b"N/A",
        b" ",
    ];
    prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..6),
    ]
}

fn table() -> impl Strategy<Value = Vec<u8>> {
    const HEADER: &[u8] = b"event,place,measure,count_type,figure,as_of,published_on,publisher\n";
    let rows = proptest::collection::vec(piece(), 0..80).prop_map(|pieces| pieces.concat());
    (any::<bool>(), rows).prop_map(|(headed, rows)| if headed { [HEADER, &rows].concat() } else { rows })
}

/// Reads a table to its end as an import does; the rows that were given out.
fn read(bytes: &[u8], settings: &Settings) -> Result<(Vec<Item>, bool), String> {
    let mut settled = Settled::default();
    for _ in 0..4 {
        match once(bytes, settings, &settled) {
            Ok(read) => return Ok(read),
            Err(Stopped::Unsettled) if settled.survey == Survey::Pending => {
                if survey(bytes, settings, &mut settled).is_err() {
                    return Ok((Vec::new(), true));
                }
            }
            Err(Stopped::NotUtf8 { line, column }) => {
                if settle_encoding(bytes, settings, &mut settled, (line, column)).is_err() {
                    return Ok((Vec::new(), true));
                }
            }
            Err(Stopped::File(faults)) if !faults.is_empty() => return Ok((Vec::new(), true)),
            Err(other) => return Err(format!("{other:?}")),
        }
    }
    Err("it is never settled".into())
}

fn once(bytes: &[u8], settings: &Settings, settled: &Settled) -> Result<(Vec<Item>, bool), Stopped> {
    let mut dialect = open(Cursor::new(bytes.to_vec()), settings, settled)?;
    let mut items = Vec::new();
    while let Some(item) = dialect.read()? {
        items.push(item);
    }
    let cells = dialect.cells();
    let all = cells.is_none_or(|cells| {
        cells.read == cells.figures + cells.not_reported + cells.skipped + cells.rejected
    });
    Ok((items, all && dialect.tally().adds_up()))
}

const PROFILE: &str = "missingValues = [\"N/A\"]\n[fields]\nevent = \"Flood\"\npublisher = \"AP\"\npublished_on = \"2031\"\nplace = { template = \"A > {place}\" }\n[figures.figure]\nmeasure = \"killed\"\ncount_type = \"total\"\nas_of = { column = \"as_of\" }\n[rows]\ntotal = [{ column = \"event\", is = [\"Total\"] }]\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    /// Whatever the bytes: no panic, no endless doubt, and every line and cell is accounted for.
    #[test]
    fn no_table_breaks_it(bytes in table()) {
        let (_, adds_up) = read(&bytes, &Settings::default()).map_err(TestCaseError::fail)?;
        prop_assert!(adds_up);
        let profile = profile::parse(PROFILE).map_err(|placed| TestCaseError::fail(placed.problem.what))?;
        let (_, adds_up) = read(&bytes, &Settings::default().with(profile)).map_err(TestCaseError::fail)?;
        prop_assert!(adds_up);
    }

    /// Whatever the text: a profile, or a fault with a place inside the text.
    #[test]
    fn no_profile_breaks_it(start in 0usize..PROFILE.len(), length in 0usize..20, text in "[ -~]{0,12}") {
        let end = (start + length).min(PROFILE.len());
        let changed = format!("{}{text}{}", &PROFILE[..start], &PROFILE[end..]);
        if let Err(placed) = profile::parse(&changed) {
            prop_assert!(placed.line >= 1 && placed.line as usize <= changed.lines().count().max(1));
            prop_assert!(!placed.problem.hint.is_empty());
        }
    }

    /// What an import works out, written and read again, is the same.
    #[test]
    fn a_profile_that_was_written_reads_the_same(event in "[a-zA-Z \"\\\\]{1,12}", column in "[a-z*.# ]{1,8}") {
        let mut settings = Settings::default();
        settings.set.insert("event".into(), event);
        settings.map.insert(column, "figure".into());
        let written = settings.worked_out(&[]);
        let read = profile::parse(&written.to_toml()).map_err(|placed| TestCaseError::fail(placed.problem.what))?;
        prop_assert_eq!(Settings::default().with(read), settings);
    }

    /// Text that was encoded is decoded to itself, however its bytes arrive.
    #[test]
    fn what_was_encoded_is_decoded(text in "[a-zäöüßéèñ\n,]{0,200}", utf16 in any::<bool>()) {
        let (bytes, label) = if utf16 {
            (text.encode_utf16().flat_map(u16::to_le_bytes).collect(), "utf-16le")
        } else {
            (text.chars().map(|c| c as u8).collect::<Vec<u8>>(), "windows-1252")
        };
        let chosen = ChosenEncoding::named(label).ok_or_else(|| TestCaseError::fail("no encoding"))?;
        let decoding = super::encoding::Decoding::new(Cursor::new(bytes), chosen);
        let lines: Result<Vec<String>, _> = std::io::BufReader::with_capacity(7, decoding).lines().collect();
        let lines = lines.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(lines, text.lines().map(str::to_owned).collect::<Vec<_>>());
    }
}
