//! What this desk did: the rows of `log`.

use serde::Serialize;

use crate::model::recorded::{Counts, Entry};
use crate::model::uid::hex;
use crate::phrase::number::amounts;
use crate::phrase::when::minutes;

use super::lists::ColumnContent::{Fixed, Line, Numbers, Time, Words};
use super::lists::{ColumnOf, Table};
use super::receipt::SnapshotReport;

/// One act of the desk.
#[derive(Clone, Debug, Serialize)]
pub struct EntryReport {
    /// Its number.
    pub entry: i64,
    /// What the desk did: import, add, amend, undo.
    pub kind: &'static str,
    /// When, in UTC.
    pub recorded_at: String,
    /// Who.
    pub who: String,
    /// The program and its version.
    pub program: String,
    /// The file, where it was an import.
    pub file: Option<String>,
    /// SHA-256 of the file's bytes.
    pub sha256: Option<String>,
    /// The feed of which the file was a snapshot, and when.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<SnapshotReport>,
    /// What was amended or added, in words, where the caller knows it.
    pub about: Option<String>,
    /// Why it was amended, as this desk gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The mapping and the constants with which the file was read, where there were any: as flags of `import`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<String>,
    /// The profile that the file was read by, by its name; empty where that was not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The flags that it was read with, without their values.
    #[serde(skip)]
    pub flags: Vec<String>,
    /// The entry that this one takes back.
    pub undoes: Option<i64>,
    /// Whether it stands.
    pub stands: bool,
    /// Whether what it recorded is `held`, or was and is `released`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<&'static str>,
    /// What came of it.
    #[serde(flatten)]
    pub counts: Counts,
    /// The hash that seals it and everything before.
    pub hash: String,
    /// The entry of another store that was merged as this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<OriginReport>,
}

/// Where a merged entry was first recorded.
#[derive(Clone, Debug, Serialize)]
pub struct OriginReport {
    /// Its hash there.
    pub hash: String,
    /// When it was recorded there: UTC.
    pub recorded_at: String,
}

impl EntryReport {
    /// The report of an entry; `about`: what was amended or added, in words; `why`: the reason that the desk gave.
    pub fn new(entry: &Entry, about: Option<String>, why: Option<String>) -> EntryReport {
        EntryReport {
            entry: entry.id.0,
            kind: entry.kind.word(),
            recorded_at: entry.recorded_at.iso(),
            who: entry.who.clone(),
            program: entry.program.clone(),
            file: entry.file.as_ref().map(|file| file.name.clone()),
            sha256: entry.file.as_ref().map(|file| hex(&file.sha256)),
            snapshot: entry.snapshot.as_ref().map(SnapshotReport::new),
            about,
            why,
            settings: None,
            profile: None,
            flags: Vec::new(),
            undoes: entry.undoes.map(|id| id.0),
            stands: entry.stands,
            held: None,
            counts: entry.counts,
            hash: hex(&entry.hash),
            origin: entry
                .origin
                .map(|origin| OriginReport { hash: hex(&origin.uid), recorded_at: origin.at.iso() }),
        }
    }
}

/// What this desk did.
#[derive(Clone, Debug)]
pub struct LogReport {
    /// The newest entries, newest first.
    pub entries: Vec<EntryReport>,
    /// How many there are.
    pub all: u64,
}

impl LogReport {
    /// How many older entries there are, and how to see them; empty where there are none.
    pub fn older(&self) -> String {
        let older = match self.all.saturating_sub(self.entries.len() as u64) {
            0 => return String::new(),
            1 => "1 older entry".to_owned(),
            older => format!("{older} older entries"),
        };
        format!("{older}: tollbook log --limit {}", self.all)
    }
}

/// The log: a row an entry.
pub fn table(entries: &[EntryReport]) -> Table {
    Table::of(COLUMNS, entries)
}

const COLUMNS: &[ColumnOf<EntryReport>] = &[
    ("entry", Numbers, |entry| entry.entry.unsigned_abs().into()),
    ("act", Fixed, |entry| entry.kind.into()),
    ("recorded (UTC)", Time, |entry| minutes(&entry.recorded_at).into()),
    ("who", Words, |entry| entry.who.as_str().into()),
    ("what", Line, |entry| what(entry).into()),
];

/// The log for programs: the same words, and each part of them in a column of its own.
pub fn rows(entries: &[EntryReport]) -> Table {
    Table::of(ALL_COLUMNS, entries)
}

const ALL_COLUMNS: &[ColumnOf<EntryReport>] = &[
    ("entry", Numbers, |entry| entry.entry.unsigned_abs().into()),
    ("act", Fixed, |entry| entry.kind.into()),
    ("recorded_at", Fixed, |entry| entry.recorded_at.as_str().into()),
    ("who", Words, |entry| entry.who.as_str().into()),
    ("what", Words, |entry| what(entry).into()),
    ("why", Words, |entry| entry.why.as_deref().into()),
    ("file", Words, |entry| entry.file.as_deref().into()),
    ("undoes", Numbers, |entry| entry.undoes.map(i64::unsigned_abs).into()),
    ("stands", Fixed, |entry| entry.stands.into()),
    ("read", Numbers, |entry| entry.counts.read.into()),
    ("new", Numbers, |entry| entry.counts.new.into()),
    ("same", Numbers, |entry| entry.counts.same.into()),
    ("changed", Numbers, |entry| entry.counts.changed.into()),
    ("mended", Numbers, |entry| entry.counts.mended.into()),
    ("gone", Numbers, |entry| entry.counts.gone.into()),
    ("rejected", Numbers, |entry| entry.counts.rejected.into()),
    ("skipped", Numbers, |entry| entry.counts.skipped.into()),
    ("sha256", Fixed, |entry| entry.sha256.as_deref().into()),
    ("hash", Fixed, |entry| entry.hash.as_str().into()),
];

/// What an entry did, the most important first: a screen may cut the rest, which `show entry` tells.
fn what(entry: &EntryReport) -> String {
    let undone = match (entry.stands, entry.held) {
        (false, _) => "(undone) ",
        (true, Some("held")) => "(held) ",
        (true, _) => "",
    };
    let rows = entry.came().join(", ");
    let did = match (&entry.about, &entry.file, entry.undoes) {
        (Some(about), file, _) => {
            let why = entry.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            let file = file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
            format!("{file}{about}{why}")
        }
        (None, Some(file), _) if rows.is_empty() => file.clone(),
        (None, Some(file), _) => format!("{file}: {rows}"),
        (None, None, Some(undone)) => format!("takes back entry {undone}"),
        (None, None, None) => rows,
    };
    let snapshot = entry.snapshot.as_ref().map(|one| format!("{} of {}", one.feed, one.snapshot_at));
    let profile = entry.profile.as_ref().map(|name| format!("by {}", named(name)));
    let flags = entry.flags.join(" ");
    let flags = (entry.profile.is_none() && !flags.is_empty()).then_some(flags);
    let merged = entry.origin.as_ref().map(|origin| {
        let at = minutes(&origin.recorded_at);
        format!("merged; recorded there {at}, {}", origin.hash.get(..8).unwrap_or_default())
    });
    let parts = [Some(did).filter(|did| !did.is_empty()), snapshot, profile, flags, merged];
    format!("{undone}{}", parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// A profile, as people call it.
fn named(profile: &str) -> &str {
    if profile.is_empty() { "a profile" } else { profile }
}

impl EntryReport {
    /// What came of it, in rows and figures: `40 read`, `9 new`.
    pub(super) fn came(&self) -> Vec<String> {
        let counts = &self.counts;
        amounts(&[
            ("read", counts.read),
            ("new", counts.new),
            ("same", counts.same),
            ("changed", counts.changed),
            ("mended", counts.mended),
            ("gone", counts.gone),
            ("rejected", counts.rejected),
            ("skipped", counts.skipped),
        ])
    }
}
