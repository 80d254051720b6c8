//! A verified copy of a store.

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// The copy.
    pub file: String,
    /// Entries whose links hold.
    pub entries: u64,
    /// Rows that they seal.
    pub rows: u64,
    /// The hash of the newest entry.
    pub head: String,
    /// What is wrong, in words; empty when all is well.
    pub faults: Vec<String>,
}

impl BackupReport {
    /// The report in one line.
    pub fn line(&self) -> String {
        format!("{}: {} entries, {} rows, head {}", self.file, self.entries, self.rows, self.head)
    }
}
