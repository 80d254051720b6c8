//! A figure as the ledger holds it, and what happened to it since.

use std::fmt;

use super::date::{Moment, Timestamp};
use super::figure::{Completeness, Figure};
use super::snapshot::Snapshot;
use super::words::{LinkKind, Reason};

/// Declares the number by which the store knows one kind of thing.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )+ };
}

ids! {
    /// A figure's number: local to its store, rising in the order of recording.
    FigureId,
    /// An entry's number: local to its store, rising in the order of recording.
    EntryId
}

/// A figure with its place in the ledger.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its number.
    pub id: FigureId,
    /// Its place in the order of recording, among figures that are read together: its number, unless stores were merged;
    /// then by when it was first recorded, wherever that was.
    pub order: i64,
    /// The physical line of the file that it came from; 0 where it came from no file, or where a pass over all series did
    /// not ask for it.
    pub line: u64,
    /// The figure.
    pub figure: Figure,
}

/// An entry, as far as it tells which figures it brought, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// Its number.
    pub entry: EntryId,
    /// The highest figure when it was sealed.
    pub last: FigureId,
    /// When it was recorded: at the desk where it was first, if it came with a merged store.
    pub at: Timestamp,
    /// Its place in the order of recording, which is the same in every store that holds the same entries.
    pub place: usize,
}

/// Something that happened to a figure after it was recorded, or that a row declared of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    /// The figure to which it happened.
    pub figure: FigureId,
    /// What happened.
    pub what: ActKind,
    /// The figure that says so, or the whole that includes this part; `None` for acts of the desk.
    pub other: Option<FigureId>,
    /// When the public could know it: the publication of the row that declares it.
    pub known_at: Moment,
    /// Why, as somebody gave it.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

/// What can happen to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActKind {
    /// Our own typing error: as if it had never been.
    Void,
    /// It vanished from a feed.
    Gone,
    /// The figure is part of the other.
    PartOf(Completeness),
    /// The other declares this of the figure.
    Linked(LinkKind),
}

impl ActKind {
    /// Every act.
    pub const ALL: &[ActKind] = &[
        ActKind::Void,
        ActKind::Gone,
        ActKind::PartOf(Completeness::Some),
        ActKind::PartOf(Completeness::All),
        ActKind::Linked(LinkKind::Revises),
        ActKind::Linked(LinkKind::Corrects),
        ActKind::Linked(LinkKind::Retracts),
        ActKind::Linked(LinkKind::Disowns),
        ActKind::Linked(LinkKind::Reinstates),
        ActKind::Linked(LinkKind::Redefines),
        ActKind::Linked(LinkKind::Rebases),
        ActKind::Linked(LinkKind::DerivedFrom),
        ActKind::Linked(LinkKind::Disputes),
    ];

    /// The word that the store keeps.
    pub const fn word(self) -> &'static str {
        match self {
            ActKind::Void => "void",
            ActKind::Gone => "gone",
            ActKind::PartOf(Completeness::Some) => "part_of",
            ActKind::PartOf(Completeness::All) => "part_of_complete",
            ActKind::Linked(kind) => kind.word(),
        }
    }

    /// Whether it takes a statement back, with no other in its place.
    pub const fn withdraws(self) -> bool {
        matches!(self, ActKind::Linked(LinkKind::Retracts | LinkKind::Disowns))
    }

    /// Reads the store's word.
    pub fn from_word(word: &str) -> Option<ActKind> {
        ActKind::ALL.iter().copied().find(|act| act.word() == word)
    }
}

/// One act of the desk: an import, an addition, an amendment, an undo.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// What the desk did.
    pub kind: EntryKind,
    /// When it was made here: UTC, set by the program, rising from entry to entry.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub who: String,
    /// The program and its version.
    pub program: String,
    /// The entry that this one takes back.
    pub undoes: Option<EntryId>,
    /// The file that was imported.
    pub file: Option<FileRead>,
    /// The snapshot of a feed that the file was.
    pub snapshot: Option<Snapshot>,
    /// What came of it.
    pub counts: Counts,
    /// The hash that seals this entry and, through the one before it, everything earlier.
    pub hash: [u8; 32],
    /// Whether it stands, that is, no standing entry takes it back.
    pub stands: bool,
    /// Where it was first recorded, if it came with a merged store.
    pub origin: Option<Origin>,
}

/// The entry of another store that was merged into this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its hash in the store that first recorded it.
    pub uid: [u8; 32],
    /// When it was recorded there.
    pub at: Timestamp,
}

super::words::words! {
    /// What the desk did.
    EntryKind {
        /// A file was imported.
        Import = "import",
        /// One figure was added by hand.
        Add = "add",
        /// Something of our own was mended.
        Amend = "amend",
        /// An entry was taken back.
        Undo = "undo",
    }
}

/// A file that was imported, by its name and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Its name, without folders.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// The mapping and constants it was read with, as canonical JSON.
    pub settings: String,
}

/// What came of an entry, in rows and figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Counts {
    /// Rows read, accepted or not.
    pub read: u64,
    /// Figures that were not in the ledger before.
    pub new: u64,
    /// Figures that were there already.
    pub same: u64,
    /// Figures that were there with other details.
    pub changed: u64,
    /// Figures that took the place of what this desk had mistyped in a sheet.
    #[serde(default)]
    pub mended: u64,
    /// Figures that vanished from a feed.
    pub gone: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Lines skipped: blank ones, titles, footers.
    pub skipped: u64,
}

/// Where the cells of a table went that hold a figure each: `read` are all of them, and the others make it up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct CellTally {
    /// Cells of counts, in all rows.
    pub read: u64,
    /// Those that became a figure.
    pub figures: u64,
    /// Blank ones: nothing was reported.
    pub not_reported: u64,
    /// Those of rows that are skipped, and those that repeat an older one.
    pub skipped: u64,
    /// Those that a profile leaves out for what they hold, of rows whose other cells are read.
    pub set_aside: u64,
    /// Refused ones.
    pub rejected: u64,
    /// How many of `read` are further values of packed cells.
    pub packed: u64,
}

impl CellTally {
    /// Adds the cells of a row.
    pub fn add(&mut self, row: CellTally) {
        self.read += row.read;
        self.figures += row.figures;
        self.not_reported += row.not_reported;
        self.skipped += row.skipped;
        self.set_aside += row.set_aside;
        self.rejected += row.rejected;
        self.packed += row.packed;
    }

    /// The same, where figures were refused once their cells had been read.
    #[must_use]
    pub fn refusing(self, figures: u64) -> CellTally {
        let figures = figures.min(self.figures);
        CellTally { figures: self.figures - figures, rejected: self.rejected + figures, ..self }
    }
}
