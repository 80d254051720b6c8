//! Where every physical line of a file went.

/// Physical lines, counted two ways: as they come from the file, and by what became of them.
///
/// A physical line ends with a line feed, or with the end of the file when bytes stand before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTally {
    /// All lines that were passed so far, counted by their line feeds alone, apart from the other numbers.
    pub all: u64,
    /// Rows that were given out as records, the header among them.
    pub records: u64,
    /// Lines of those records: more than `records` where quoted cells hold line breaks.
    pub record_lines: u64,
    /// Lines above the header that were passed.
    pub above: u64,
    /// Lines below the footer that hold text.
    pub below: u64,
    /// Lines between rows that hold nothing.
    pub blank: u64,
    /// Rows that were refused.
    pub refusals: u64,
    /// Lines of those refusals.
    pub refused_lines: u64,
}

impl LineTally {
    /// Whether every line went somewhere: lines of records, blank and refused ones make up all of them.
    /// Holds after each row. False means a bug in the reader: stop, and store nothing.
    pub fn adds_up(&self) -> bool {
        self.accounted() == self.all
    }

    /// The lines that became a record, a blank or a refusal.
    pub(super) fn accounted(&self) -> u64 {
        self.above + self.below + self.record_lines + self.blank + self.refused_lines
    }
}
