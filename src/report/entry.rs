//! What this desk did: the rows of `log`.

use serde::Serialize;

use super::receipt::SnapshotReport;
use crate::model::recorded::{Counts, Entry};
use crate::model::uid::hex;

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
    /// The entry that this one takes back.
    pub undoes: Option<i64>,
    /// Whether it stands.
    pub stands: bool,
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
            undoes: entry.undoes.map(|id| id.0),
            stands: entry.stands,
            counts: entry.counts,
            hash: hex(&entry.hash),
            origin: entry
                .origin
                .map(|origin| OriginReport { hash: hex(&origin.uid), recorded_at: origin.at.iso() }),
        }
    }
}
