//! What a merge did: a part of `import --json`.

use serde::Serialize;

/// What became of another store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MergeReport {
    /// Entries that came in.
    pub entries: u64,
    /// Entries that both stores held already.
    pub known: u64,
    /// The first entry that came in; null in a dry run, and where none did.
    pub first: Option<i64>,
    /// The last.
    pub last: Option<i64>,
    /// Facts about names that came in.
    pub facts: u64,
    /// What the two desks said differently about names, and what holds now.
    pub conflicts: Vec<ConflictReport>,
    /// Entries of this store that do not stand any more: the other desk had taken them back.
    pub undone: Vec<i64>,
    /// Texts that were erased here and did not come in again.
    pub kept_out: u64,
    /// Texts of this store that the other desk had erased, and that are erased here now.
    pub erased: u64,
    /// Imported files whose bytes stayed behind, since a text that was erased here might stand in them.
    pub files_left: u64,
}

/// One thing that two desks say differently about a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConflictReport {
    /// What the name is the name of.
    pub name_kind: &'static str,
    /// The name.
    pub name: String,
    /// What is said about it.
    pub says: &'static str,
    /// What this desk said; empty: it took back what it had said.
    pub ours: String,
    /// Who said so.
    pub ours_by: String,
    /// When it was recorded.
    pub ours_at: String,
    /// What the other desk said.
    pub theirs: String,
    /// Who said so.
    pub theirs_by: String,
    /// When it was recorded there.
    pub theirs_at: String,
    /// What holds now: what was said last.
    pub holds: String,
}
