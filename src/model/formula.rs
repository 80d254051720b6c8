//! Cells that a spreadsheet would run: by their first letter, also in its full width.

/// Whether a spreadsheet would take a cell for a formula, if not for the apostrophes with which it begins. An export asks it of
/// every cell: of most, one byte is looked at.
pub fn is_formula(cell: &str) -> bool {
    match cell.bytes().find(|byte| *byte != b'\'') {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n') => true,
        Some(FIRST_OF_WIDE) => cell.trim_start_matches('\'').starts_with(WIDE),
        _ => false,
    }
}

/// The same signs in their full width, and the byte with which each of them begins.
const WIDE: [char; 4] = ['\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
const FIRST_OF_WIDE: u8 = 0xef;

/// A cell of an export without the apostrophe that keeps a spreadsheet from running it.
pub fn undefused(cell: &str) -> &str {
    if is_formula(cell) { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_known_by_its_first_letter_in_every_width() {
        for cell in [
            "=1+1",
            "'=1+1",
            "+1",
            "-",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\nx",
            "\u{ff1d}1",
            "\u{ff0b}1",
            "\u{ff0d}1",
            "''\u{ff20}a",
        ] {
            assert!(is_formula(cell), "{cell:?}");
        }
        for cell in ["", "'", "1=1", "a", "\u{2212}5", "704", " =1"] {
            assert!(!is_formula(cell), "{cell:?}");
        }
    }
}
