//! What a chart is made of, in numbers of days and people.

use serde::Serialize;

use crate::model::recorded::FigureId;

/// One field with lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Panel {
    /// Whose it is, where each authority has its own.
    pub name: Option<String>,
    /// A line an authority.
    pub lines: Vec<PlotLine>,
    /// Where the newest figures of two lines differ.
    pub brackets: Vec<Bracket>,
    /// Where definition or origin changes.
    pub rules: Vec<Rule>,
}

/// What one authority said.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotLine {
    /// Who.
    pub name: String,
    /// How it is told apart from the others, beside its label.
    pub dash: Dash,
    /// The strokes, from left to right. Where none is drawn nobody said anything that still holds.
    pub strokes: Vec<Stroke>,
    /// The marks, from left to right.
    pub marks: Vec<PlotMark>,
    /// Where others said it again, from left to right.
    pub relays: Vec<Relay>,
    /// The mark at which its name stands: a place in `marks`.
    pub named_at: Option<usize>,
}

/// How lines are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dash {
    /// Without gaps.
    Solid,
    /// Long dashes.
    Long,
    /// Dots.
    Dotted,
    /// A dash and a dot.
    DashDot,
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stroke {
    /// A number that holds from one day to another.
    Held {
        /// The first day.
        from: i32,
        /// The day of the next, or of its last report.
        to: i32,
        /// How many.
        count: u64,
    },
    /// A number that nobody gave again, until it is too old to count.
    Unrenewed {
        /// The day of its last report.
        from: i32,
        /// The last day on which it counts.
        to: i32,
        /// How many.
        count: u64,
    },
    /// The step from one number to the next.
    Rise {
        /// The day of the next.
        day: i32,
        /// From how many.
        from: u64,
        /// To how many.
        to: u64,
        /// Whether the authority changed its count.
        why: RiseKind,
    },
}

/// Why a number follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RiseKind {
    /// The count went on.
    Update,
    /// The authority changed its count.
    Revision,
}

/// What one figure is on the chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlotMark {
    /// The figure.
    pub id: FigureId,
    /// The last day for which it holds.
    pub day: i32,
    /// The first day, and what lies between; `None` where it is one day.
    pub since: Option<SpanOfDays>,
    /// Whether the day is only the latest possible one.
    pub at_the_latest: bool,
    /// What it looks like, and where.
    pub shape: Shape,
    /// Whether it is hollow.
    pub fill: Fill,
    /// As printed.
    pub words: String,
    /// What is to be read beside it, the most important first.
    pub notes: Vec<MarkNote>,
}

/// What a mark looks like. All numbers are printed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A point at a number.
    Point {
        /// How many.
        count: u64,
    },
    /// A number and an arrow upwards, of one length whatever the number, without an end.
    AtLeast {
        /// The fewest.
        count: u64,
    },
    /// A cap at a number, with a stem of one length below it.
    UpTo {
        /// The most.
        count: u64,
    },
    /// A bar from one number to another that one source gave, perhaps with a point.
    Bar {
        /// The low end.
        low: u64,
        /// The high end.
        high: u64,
        /// The number between them.
        point: Option<u64>,
    },
    /// Words without a number: they stand in the row of words, below the scale of counts.
    Words,
}

/// From which day on a mark holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanOfDays {
    /// All days from this one on: the window of a period count. Where the scale begins at zero, its number is a column.
    Window(i32),
    /// One of the days from this one on: the date is a month or a year.
    SomeDay(i32),
}

/// Whether a mark is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// It is.
    Filled,
    /// `about`, withdrawn, or disputed.
    Hollow,
}

/// What is to be read beside a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkNote {
    /// What it is about.
    pub kind: NoteKind,
    /// In words.
    pub words: String,
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// The figure was taken back.
    Withdrawn,
    /// Somebody rejects it.
    Disputed,
    /// Its authority changed its count by it.
    Revised,
    /// Its number, as printed.
    Number,
}

/// Where others said a number again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Relay {
    /// The day.
    pub day: i32,
    /// The number; `None` for words alone.
    pub count: Option<u64>,
    /// How many said it.
    pub times: u32,
}

/// The difference of two authorities: a bracket with the two numbers. Nobody said what lies between, and nothing is drawn
/// there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bracket {
    /// The day at which it stands: the later of the two.
    pub day: i32,
    /// Where its lower end is.
    pub low: u64,
    /// Where its upper end is.
    pub high: u64,
    /// The lower number, as printed.
    pub low_words: String,
    /// The higher.
    pub high_words: String,
}

/// A day from which numbers are not to be compared with those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The day.
    pub day: i32,
    /// Whose count it is: a place in [`Panel::lines`].
    pub line: usize,
    /// What changed.
    pub words: String,
}

/// What a sort of mark means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyEntry {
    /// Which sort.
    pub sort: KeySort,
    /// In words.
    pub words: &'static str,
}

/// The sorts of marks that a key explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySort {
    /// An arrow upwards.
    AtLeast,
    /// A cap.
    UpTo,
    /// A bar.
    Bar,
    /// A hollow mark that was neither withdrawn nor disputed, which is written beside it.
    About,
    /// A dashed end.
    Unrenewed,
    /// A mark with a tail to the left.
    AtTheLatest,
    /// A mark with a line over the days that a coarse date can mean.
    SomeDay,
    /// A small tick.
    Relay,
    /// A column, or a line over the days of a window.
    Window,
    /// The same without a fill: about so many.
    AboutWindow,
    /// A bracket.
    Bracket,
    /// The row of words.
    Words,
}
