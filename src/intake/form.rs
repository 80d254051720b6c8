//! Where the table stands in its file, as the desk says it: the line of its header, how many lines that has, and what stands
//! below the last row.

use std::num::{NonZeroU8, NonZeroU64};

use glob::Pattern;
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::text::plain;

/// The physical line in which a header begins, from 1, as an editor counts lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct HeaderLine(NonZeroU64);

impl HeaderLine {
    /// A line by its number; `None` for 0.
    pub fn of(number: u64) -> Option<HeaderLine> {
        NonZeroU64::new(number).map(HeaderLine)
    }

    /// Its number.
    pub fn number(self) -> u64 {
        self.0.get()
    }

    /// How many lines stand above it.
    pub fn above(self) -> u64 {
        self.0.get() - 1
    }
}

impl<'de> Deserialize<'de> for HeaderLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        let line = u64::try_from(number).ok().and_then(HeaderLine::of);
        line.ok_or_else(|| de::Error::custom(format!("`{number}` is not a line: the first is 1")))
    }
}

/// How many lines a header has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct HeaderRows(NonZeroU8);

impl HeaderRows {
    /// The most lines that a header may have.
    pub const MOST: u8 = 20;

    /// One line, as where nobody says how many.
    pub const ONE: HeaderRows = HeaderRows(NonZeroU8::MIN);

    /// That many lines; `None` for 0 and for too many.
    pub fn of(number: u64) -> Option<HeaderRows> {
        let number = u8::try_from(number).ok().filter(|number| *number <= HeaderRows::MOST)?;
        NonZeroU8::new(number).map(HeaderRows)
    }

    /// The number of lines.
    pub fn count(self) -> usize {
        self.0.get().into()
    }
}

impl<'de> Deserialize<'de> for HeaderRows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        let rows = u64::try_from(number).ok().and_then(HeaderRows::of);
        let most = HeaderRows::MOST;
        rows.ok_or_else(|| {
            de::Error::custom(format!("`{number}` is not a number of header lines from 1 to {most}"))
        })
    }
}

/// What the first cell of a line holds that ends a table: a text in which `*` stands for any other. Case and the number of
/// blanks do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterPattern {
    text: String,
    pattern: Pattern,
}

impl FooterPattern {
    /// A pattern as it is typed; `None` for a blank one.
    pub fn of(text: &str) -> Option<FooterPattern> {
        let plain = plain(text);
        let mut pieces: Vec<String> = plain.split('*').map(Pattern::escape).collect();
        // Stars side by side say no more than one.
        let last = pieces.len().checked_sub(1)?;
        let mut at = 0;
        pieces.retain(|piece| {
            at += 1;
            at == 1 || at == last + 1 || !piece.is_empty()
        });
        let pattern = Pattern::new(&pieces.join("*")).ok().filter(|_| !plain.is_empty())?;
        Some(FooterPattern { text: text.to_owned(), pattern })
    }

    /// Whether a first cell is what it says.
    pub fn fits(&self, cell: &str) -> bool {
        let cell = plain(cell);
        !cell.is_empty() && self.pattern.matches(&cell)
    }
}

impl Serialize for FooterPattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for FooterPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let say = || de::Error::custom("a footer needs a text, such as \"Source*\"");
        FooterPattern::of(&text).ok_or_else(say)
    }
}

/// The names of columns whose header has several lines: the words of all of them, joined by a blank. A cell reaches to the
/// right over blank ones, as far as the cell above it does; in the last line each cell stands for itself.
pub fn merged(lines: &[Vec<String>]) -> Vec<String> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let Some((last, upper)) = lines.split_last() else { return Vec::new() };
    if upper.is_empty() {
        return last.clone();
    }
    let words = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let cell = |line: &[String], at: usize| line.get(at).map(words).unwrap_or_default();
    // Where a cell of a line above begins, what stands left of it in the lines below ends.
    let mut begins = vec![false; columns];
    let mut names = vec![Vec::new(); columns];
    for line in upper {
        let mut reaching = String::new();
        for at in 0..columns {
            let own = cell(line, at);
            begins[at] |= !own.is_empty();
            if begins[at] {
                reaching = own;
            }
            names[at].push(reaching.clone());
        }
    }
    names.iter_mut().enumerate().for_each(|(at, words)| words.push(cell(last, at)));
    let joined =
        |words: Vec<String>| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    names.into_iter().map(joined).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lines: &[&str]) -> Vec<String> {
        let cells = |line: &&str| line.split(',').map(str::to_owned).collect();
        merged(&lines.iter().map(cells).collect::<Vec<_>>())
    }

    #[test]
    fn cells_of_upper_lines_reach_right_and_blank_lower_ones_add_nothing() {
        assert_eq!(
            names(&[",,Dead,,Injured,", "Province,Date,Male,Female,Male,"]),
            ["Province", "Date", "Dead Male", "Dead Female", "Injured Male", "Injured"]
        );
        assert_eq!(names(&["Place,Dead", ",Male,Female"]), ["Place", "Dead Male", "Dead Female"]);
        assert_eq!(names(&["a,b"]), ["a", "b"]);
        assert_eq!(names(&["", "a,b"]), ["a", "b"]);
        assert!(names(&[]).is_empty());
    }

    #[test]
    fn a_cell_of_a_middle_line_ends_with_the_one_above_it() {
        assert_eq!(
            names(&["Place,Dead,,,Injured", ",Adults,,Children,", ",Male,Female,,All"]),
            ["Place", "Dead Adults Male", "Dead Adults Female", "Dead Children", "Injured All"]
        );
    }

    #[test]
    fn a_footer_is_a_text_with_stars() {
        let fits = |pattern: &str, cell: &str| FooterPattern::of(pattern).is_some_and(|one| one.fits(cell));
        for (pattern, cell) in [
            ("Source*", "SOURCE: Red Crescent"),
            ("Source", " source "),
            ("[*", "[1] provisional"),
            ("*provisional*", "All figures are  Provisional."),
            ("**", "anything"),
            ("Джерело*", "ДЖЕРЕЛО: МОЗ"),
            ("what?", "What?"),
        ] {
            assert!(fits(pattern, cell), "{pattern} {cell}");
        }
        for (pattern, cell) in
            [("Source", "Source: x"), ("*", ""), ("[ab]*", "a"), ("what?", "whats"), ("", ""), (" ", "x")]
        {
            assert!(!fits(pattern, cell), "{pattern} {cell}");
        }
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(HeaderLine::of(0), None);
        assert_eq!(HeaderLine::of(4).map(HeaderLine::above), Some(3));
        assert_eq!((HeaderRows::of(0), HeaderRows::of(21)), (None, None));
        assert_eq!(HeaderRows::of(2).map(HeaderRows::count), Some(2));
    }
}
