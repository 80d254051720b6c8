//! What an import did: the shape of `import --json`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Report;
use super::first_figure::{FIRST, FirstFigure};
use super::held;
use super::left_out::{LeftOutRows, LetPassReport, SkippedLine};
use super::lists::ColumnContent::{Fixed, Numbers, Words};
use super::lists::{ColumnOf, Table};
use super::merge::MergeReport;
use super::page::Page;
use super::sheet::SheetReport;
use super::taken_off::TakenOffReport;
use crate::model::feed_event::FeedEvent;
use crate::model::hold::HoldKind;
use crate::model::place::Placed;
use crate::model::problem::Fault;
use crate::model::recorded::{CellTally, Counts};
use crate::model::shell::word;
use crate::model::snapshot::Snapshot;
use crate::phrase::number::{amounts, first, grouped, several};

/// What became of one file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Receipt {
    /// The file, as it was named.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// The entry that was made; null in a dry run, and where nothing was new to record.
    pub entry: Option<i64>,
    /// How many of its figures are under embargo.
    #[serde(skip_serializing_if = "held::is_none")]
    pub under_embargo: u64,
    /// How it is held back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<HoldKind>,
    /// Rows and figures: read, new, same, changed, mended, gone, rejected, skipped.
    #[serde(flatten)]
    pub counts: Counts,
    /// What was assumed, and for how many rows: `as_of`, `group` ...
    pub assumed: BTreeMap<String, u64>,
    /// Where the refused rows went.
    pub rejects_file: Option<String>,
    /// Whether they went into the current folder because that of the file is none of this desk's.
    #[serde(skip)]
    pub rejects_are_here: bool,
    /// Facts about names that were not known before.
    pub names: u64,
    /// Links taken along from an undone entry, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_over: Option<CarriedOver>,
    /// What became of the rows of a sheet that was imported before, where there is something to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<SheetReport>,
    /// The snapshot that the file was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<SnapshotReport>,
    /// What the snapshot changed in many rows at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventReport>,
    /// Every problem, in the order of the file.
    pub problems: Vec<ProblemReport>,
    /// The store that was written to.
    pub store: String,
    /// Whether this import made the store.
    pub store_is_new: bool,
    /// The standing entry that holds these very bytes already.
    pub already_imported: Option<i64>,
    /// Whether nothing was written, because a dry run was asked for.
    pub dry_run: bool,
    /// Columns that are read as nothing.
    pub unread: Vec<String>,
    /// The first of them that may say whose count it is, where figures name nobody.
    #[serde(skip)]
    pub may_be_authority: Option<String>,
    /// Optional columns of the profile that the file lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
    /// Rows that say what an earlier row of the file says.
    pub repeats: Vec<RepeatedRow>,
    /// The profile that the file was read by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// What was decided about the file, and by which cell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<Decided>,
    /// What was taken off cells when they were read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken_off: Vec<TakenOffReport>,
    /// Lines with text that were passed over; the first thousand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped_lines: Vec<SkippedLine>,
    /// Rows that a profile leaves out under names of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOutRows>,
    /// Where the cells of counts went, in a table in which each is a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells: Option<CellTally>,
    /// How many persons were counted, where each row is one: neither the rows nor the file are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<u64>,
    /// By column, the numbers below zero that are set aside: `negative` says that they are corrections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<LetPassReport>,
    /// By column, the fractions that are estimates: `fractions` says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rounded: Vec<LetPassReport>,
    /// In a dry run the first figures that a profile or tags make.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<FirstFigure>,
    /// Where what was worked out was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saved_profile: Option<String>,
    /// What a merge did, where the file was another store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged: Option<MergeReport>,
}

impl Receipt {
    /// Of a file of which nothing came yet.
    pub fn of(file: &str, store: &str) -> Receipt {
        Receipt { file: file.to_owned(), store: store.to_owned(), ..Receipt::default() }
    }
}

/// One decision about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// What was decided: `encoding`, `delimiter`, `thousands`, `dates` or `tags`.
    pub about: &'static str,
    /// The column; null for the whole file.
    pub column: Option<String>,
    /// What was taken.
    pub choice: String,
    /// The line of the cell that decided; null where it was no cell.
    pub line: Option<u64>,
    /// That cell.
    pub value: Option<String>,
    /// How it is known, where it was no cell.
    pub because: Option<&'static str>,
    /// The flag that settles it otherwise.
    pub flag: &'static str,
}

/// One problem with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemReport {
    /// The stable code.
    pub code: &'static str,
    /// The physical line.
    pub line: u64,
    /// The character in the line where the cell begins, from 1; null when the whole row is at fault.
    pub column: Option<usize>,
    /// The house column.
    pub field: Option<&'static str>,
    /// The cell.
    pub value: String,
    /// What is wrong.
    pub what: String,
    /// What to type or change.
    pub hint: String,
    /// Whether the row was refused.
    pub rank: ProblemRank,
}

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProblemRank {
    /// The row was refused.
    Error,
    /// The row was taken, and a person should look.
    Note,
}

impl ProblemReport {
    /// A placed problem of that rank.
    pub fn new(placed: &Placed, rank: ProblemRank) -> ProblemReport {
        let Placed { line, column, value, problem, .. } = placed;
        ProblemReport {
            code: problem.code,
            line: *line,
            column: *column,
            field: problem.field,
            value: value.clone(),
            what: problem.what.clone(),
            hint: problem.hint.clone(),
            rank,
        }
    }
}

/// A row that says what an earlier one says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RepeatedRow {
    /// The physical line.
    pub line: u64,
    /// The earlier line.
    pub of: u64,
}

/// Links that were tied anew to the figures of a corrected file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CarriedOver {
    /// How many found their figure.
    pub carried: u64,
    /// How many there were.
    pub of: u64,
}

/// A snapshot of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SnapshotReport {
    /// The feed.
    pub feed: String,
    /// When it looked like this.
    pub snapshot_at: String,
}

impl SnapshotReport {
    /// Of that snapshot.
    pub fn new(snapshot: &Snapshot) -> SnapshotReport {
        SnapshotReport { feed: snapshot.feed.to_string(), snapshot_at: snapshot.at.iso() }
    }
}

/// Something that changed in many rows at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventReport {
    /// The stable code.
    pub code: &'static str,
    /// How many rows it touches; null where it is the header.
    pub rows: Option<u64>,
    /// The line of the first of them; null where it is the whole file.
    pub line: Option<u64>,
    /// What happened.
    pub what: String,
    /// What to type or look at.
    pub hint: String,
}

impl EventReport {
    /// Of that event.
    pub fn new(event: &FeedEvent) -> EventReport {
        EventReport {
            code: event.code(),
            rows: event.rows(),
            line: Some(event.line()).filter(|line| *line > 0),
            what: event.to_string(),
            hint: event.hint(),
        }
    }
}

/// How many repeated rows and skipped lines are named.
const NAMED: usize = 5;

impl Report for Receipt {
    fn text(&self, page: &mut Page) {
        if let Some(merged) = &self.merged {
            page.paragraph(merged.headline(&self.file));
            merged.text(page, &self.counts);
            return self.store(page);
        }
        self.first_figures(page);
        page.paragraph(self.headline());
        if self.already_imported.is_none() {
            page.labelled("rows", self.read_rows());
            page.labelled("figures", self.figures());
        }
        if let Some(sheet) = &self.sheet {
            sheet.text(page);
        }
        page.labelled("feed", self.feed());
        let people = |people| {
            format!("{} counted, a row each; neither the rows nor the file are kept", grouped(people))
        };
        page.given("people", self.people.map(people));
        page.labelled("cells", self.cells());
        page.labelled("set aside", LetPassReport::all(&self.set_aside, "below zero skipped"));
        page.labelled("estimates", LetPassReport::all(&self.rounded, "with a fraction rounded"));
        page.given("profile", self.profile.as_deref());
        for decided in &self.decided {
            page.labelled(decided.about, decided.in_words());
        }
        page.each("taken off", self.taken_off.iter().map(TakenOffReport::in_words));
        page.labelled("skipped", self.skipped());
        page.labelled("assumed", self.assumed());
        page.labelled("repeated", self.repeated());
        page.labelled("not read", self.unread.join(", "));
        page.labelled("authority", self.authority());
        page.labelled("not there", self.absent.join(", "));
        let names = || format!("{} not known before", several(self.names, "fact"));
        page.given("names", (self.names > 0).then(names));
        let carried = self.carried_over;
        page.given("links", carried.map(|links| format!("{} of {} carried over", links.carried, links.of)));
        held::note(page, self.held, self.entry);
        held::embargo(page, self.under_embargo);
        page.given("saved", self.saved_profile.as_deref());
        page.given("rejects", self.rejects().as_deref());
        self.store(page);
    }
}

impl Receipt {
    /// The entries that were made: one, or those of another store; none in a dry run.
    pub fn entries(&self) -> impl Iterator<Item = i64> {
        let first = self.merged.as_ref().and_then(|merged| merged.first).or(self.entry);
        first.zip(self.entry).into_iter().flat_map(|(first, last)| first..=last)
    }

    /// What to type next where the file was another store that brought something.
    pub fn after_merging(&self, store: &str) -> Option<String> {
        self.merged.as_ref()?.next(&self.file, store, self.dry_run)
    }

    fn store(&self, page: &mut Page) {
        page.store(&self.store, self.store_is_new.then_some("this import"), self.dry_run);
    }

    /// In a dry run: what a profile or tags make of the first rows, in the place of answers.
    fn first_figures(&self, page: &mut Page) {
        if self.first.is_empty() || !self.dry_run {
            return;
        }
        page.table(Table::of(FIRST, &self.first));
        page.blank();
    }

    fn headline(&self) -> String {
        let file = &self.file;
        match (self.already_imported, self.entry, self.dry_run) {
            (Some(entry), ..) => format!("{file}: already imported, as entry {entry}; nothing changed"),
            (None, _, true) => format!("{file}: a dry run; nothing was recorded"),
            (None, Some(entry), false) => format!("{file}: recorded as entry {entry}"),
            (None, None, false) => format!("{file}: nothing was recorded"),
        }
    }

    fn rejects(&self) -> Option<String> {
        let file = self.rejects_file.as_ref()?;
        let here = if self.rejects_are_here { ", in the current folder" } else { "" };
        Some(format!("{file}{here}"))
    }

    fn feed(&self) -> String {
        let Some(snapshot) = &self.snapshot else { return String::new() };
        let event = |event: &EventReport| match event.rows {
            Some(rows) => format!("{} in {rows} rows", event.code),
            None => event.code.to_owned(),
        };
        let events = self.events.iter().map(event).collect::<Vec<_>>().join(", ");
        let events = if events.is_empty() { events } else { format!("; {events}") };
        format!("{}, as it was on {}{events}", snapshot.feed, snapshot.snapshot_at)
    }

    fn read_rows(&self) -> String {
        let Counts { read, rejected, skipped, .. } = self.counts;
        let mut rows = vec![format!("{read} read")];
        rows.extend(amounts(&[("rejected", rejected), ("skipped", skipped)]));
        rows.join(", ")
    }

    fn figures(&self) -> String {
        let Counts { new, same, changed, mended, gone, .. } = self.counts;
        let figures =
            [("new", new), ("same", same), ("changed", changed), ("mended", mended), ("gone", gone)];
        amounts(&figures).join(", ")
    }

    fn cells(&self) -> String {
        let Some(cells) = self.cells else { return String::new() };
        let figures = if cells.figures == 1 { "figure" } else { "figures" };
        let parts = amounts(&[
            (figures, cells.figures),
            ("not reported", cells.not_reported),
            ("skipped", cells.skipped),
            ("set aside", cells.set_aside),
            ("rejected", cells.rejected),
        ]);
        let packed = match cells.packed {
            0 => String::new(),
            more => format!(" ({more} of them further values of packed cells)"),
        };
        let parts = if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") };
        format!("{} = {parts}{packed}", cells.read)
    }

    /// Rows that a profile leaves out, by their names; then the first other lines that were passed over, and how many more.
    fn skipped(&self) -> String {
        let named = self.left_out.iter().map(LeftOutRows::in_words);
        let named = first(NAMED, named);
        let is_other = |line: &&SkippedLine| self.left_out.iter().all(|rows| rows.what != line.what);
        let lines: Vec<String> =
            self.skipped_lines.iter().filter(is_other).map(SkippedLine::in_words).collect();
        [named, first(NAMED, lines.into_iter())].concat().join("; ")
    }

    /// Which column may say whose count it is, and what to type.
    fn authority(&self) -> String {
        let Some(name) = &self.may_be_authority else { return String::new() };
        let flag = word(&format!("{name}=authority"));
        format!("none was read of some figures; `{name}` may hold it: --map {flag}")
    }

    fn assumed(&self) -> String {
        let fields = self.assumed.iter().filter(|(_, rows)| **rows > 0);
        let fields = fields.map(|(field, rows)| format!("{field} in {}", several(*rows, "row")));
        fields.collect::<Vec<_>>().join(", ")
    }

    fn repeated(&self) -> String {
        let line = |repeat: &RepeatedRow| format!("line {} says what line {} says", repeat.line, repeat.of);
        first(NAMED, self.repeats.iter().map(line)).join("; ")
    }
}

/// Receipts, each as a row of numbers.
pub fn table(receipts: &[Receipt]) -> Table {
    Table::of(COLUMNS, receipts)
}

const COLUMNS: &[ColumnOf<Receipt>] = &[
    ("file", Words, |receipt| receipt.file.as_str().into()),
    ("entry", Numbers, |receipt| receipt.entry.map(i64::unsigned_abs).into()),
    ("read", Numbers, |receipt| receipt.counts.read.into()),
    ("new", Numbers, |receipt| receipt.counts.new.into()),
    ("same", Numbers, |receipt| receipt.counts.same.into()),
    ("changed", Numbers, |receipt| receipt.counts.changed.into()),
    ("mended", Numbers, |receipt| receipt.counts.mended.into()),
    ("gone", Numbers, |receipt| receipt.counts.gone.into()),
    ("rejected", Numbers, |receipt| receipt.counts.rejected.into()),
    ("skipped", Numbers, |receipt| receipt.counts.skipped.into()),
    ("problems", Numbers, |receipt| (receipt.problems.len() as u64).into()),
    ("already_imported", Numbers, |receipt| receipt.already_imported.map(i64::unsigned_abs).into()),
    ("assumed", Words, |receipt| receipt.assumed().into()),
    ("rejects_file", Words, |receipt| receipt.rejects_file.as_deref().into()),
    ("sha256", Fixed, |receipt| receipt.sha256.as_str().into()),
    ("store", Words, |receipt| receipt.store.as_str().into()),
    ("dry_run", Fixed, |receipt| receipt.dry_run.into()),
];

impl Decided {
    fn in_words(&self) -> String {
        let column = self.column.as_ref().map(|column| format!(" in `{column}`")).unwrap_or_default();
        let by = match (self.line, &self.value, self.because) {
            (Some(line), Some(value), _) => format!(", by `{value}` in line {line}"),
            (_, _, Some(because)) => format!(", {because}"),
            _ => String::new(),
        };
        format!("`{}`{column}{by}; {} settles it otherwise", self.choice, self.flag)
    }
}
