//! The letters of which a chart on a screen is made.

use crate::chart::Spacing;
use crate::chart::parts::{Dash, Fill, KeySort, RiseKind};

/// Which letters a chart is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Lines, blocks and points of Unicode.
    Unicode,
    /// Nothing but ASCII, but for what data holds.
    Ascii,
}

/// The letter of each part of a chart.
pub struct Glyphs {
    filled: [char; LINES],
    hollow: [char; LINES],
    /// Points of several lines at one place.
    pub several: char,
    dash: char,
    dot: char,
    rise: char,
    revision: char,
    /// What ends a line at a rise: where it goes up, and where it goes down.
    pub corners: [char; 2],
    pub unrenewed: char,
    pub arrow: char,
    pub stem: char,
    pub tail: char,
    pub some_day: char,
    pub relay: char,
    pub rule: char,
    /// A bar: its high end, what lies between, its low end, and both ends in one row.
    pub bar: [char; 4],
    /// A bracket: its high end, what lies between, its low end.
    pub bracket: [char; 3],
    /// The axis of counts, a tick on it, the corner, the axis of days, a tick on it.
    pub axis: [char; 5],
    /// What a column is filled with in eighths of a row, the smallest first.
    blocks: &'static [char],
    hollow_block: char,
    cut: &'static str,
}

/// How many lines share a panel.
const LINES: usize = 4;

const UNICODE: Glyphs = Glyphs {
    filled: ['●', '■', '◆', '▲'],
    hollow: ['○', '□', '◇', '△'],
    several: '◎',
    dash: '─',
    dot: '·',
    rise: '│',
    revision: '╎',
    corners: ['┘', '┐'],
    unrenewed: '┄',
    arrow: '↑',
    stem: '╷',
    tail: '~',
    some_day: '╌',
    relay: '╵',
    rule: '┊',
    bar: ['┬', '│', '┴', '┼'],
    bracket: ['┐', '│', '┘'],
    axis: ['│', '┤', '└', '─', '┴'],
    blocks: &['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    hollow_block: '░',
    cut: "…",
};

const ASCII: Glyphs = Glyphs {
    filled: ['A', 'B', 'C', 'D'],
    hollow: ['a', 'b', 'c', 'd'],
    several: '*',
    dash: '-',
    dot: '.',
    rise: '|',
    revision: ':',
    corners: ['+', '+'],
    unrenewed: '_',
    arrow: '^',
    stem: '\'',
    tail: '~',
    some_day: '=',
    relay: '`',
    rule: '!',
    bar: ['T', '|', 'L', '+'],
    bracket: [']', '|', ']'],
    axis: ['|', '+', '+', '-', '+'],
    blocks: &['#'],
    hollow_block: ':',
    cut: "...",
};

impl Letters {
    /// The letter of each part.
    pub fn glyphs(self) -> &'static Glyphs {
        match self {
            Letters::Unicode => &UNICODE,
            Letters::Ascii => &ASCII,
        }
    }
}

impl Glyphs {
    /// The point of a line, by its place in its panel.
    pub fn point(&self, line: usize, fill: Fill) -> char {
        match fill {
            Fill::Filled => self.filled[line % LINES],
            Fill::Hollow => self.hollow[line % LINES],
        }
    }

    /// What a line is made of in a column; `None`: a gap of its dashes.
    pub fn stroke(&self, dash: Dash, column: usize) -> Option<char> {
        match dash {
            Dash::Solid => Some(self.dash),
            Dash::Long => (column % 4 != 3).then_some(self.dash),
            Dash::Dotted => column.is_multiple_of(2).then_some(self.dot),
            Dash::DashDot => Some(if column % 3 == 2 { self.dot } else { self.dash }),
        }
    }

    /// What leads from one number of a line to the next.
    pub fn rise(&self, why: RiseKind) -> char {
        match why {
            RiseKind::Update => self.rise,
            RiseKind::Revision => self.revision,
        }
    }

    /// What a column is made of where so many eighths of a row are filled; `None`: nothing.
    pub fn block(&self, eighths: usize, fill: Fill) -> Option<char> {
        match (eighths, fill) {
            (0, _) => None,
            (_, Fill::Hollow) => Some(self.hollow_block),
            (eighths, Fill::Filled) => self.blocks.get(eighths.min(self.blocks.len()) - 1).copied(),
        }
    }

    /// What a sort of mark looks like, where counts are so set out.
    pub fn sample(&self, sort: KeySort, spacing: Spacing) -> String {
        let days = |point: char| format!("{0}{0}{point}", self.some_day);
        let (point, hollow) = (self.filled[0], self.hollow[0]);
        match (sort, spacing) {
            (KeySort::Window, Spacing::Logarithmic) => return days(point),
            (KeySort::AboutWindow, Spacing::Logarithmic) => return days(hollow),
            _ => {}
        }
        match sort {
            KeySort::AtLeast => self.arrow.to_string(),
            KeySort::UpTo => self.stem.to_string(),
            KeySort::Bar => format!("{}{}{}", self.bar[0], self.bar[1], self.bar[2]),
            KeySort::About => hollow.to_string(),
            KeySort::Unrenewed => self.unrenewed.to_string().repeat(2),
            KeySort::AtTheLatest => format!("{}{point}", self.tail),
            KeySort::SomeDay => days(point),
            KeySort::Relay => self.relay.to_string(),
            KeySort::Window => self.blocks.last().map(char::to_string).unwrap_or_default(),
            KeySort::AboutWindow => self.hollow_block.to_string(),
            KeySort::Bracket => self.bracket[0].to_string(),
            KeySort::Words => point.to_string(),
        }
    }

    /// What stands for the rest of a text that was cut.
    pub fn cut(&self) -> &'static str {
        self.cut
    }
}
