//! By which program and from which state of the ledger something was made.

use super::{NoteBlock, paragraph};
use crate::phrase::when::minutes;
use crate::report::entry::EntryReport;

/// The state of the ledger.
#[derive(Clone, Debug)]
pub struct NoteHead {
    /// The program and its version.
    pub program: String,
    /// The newest entry that counts.
    pub entry: Option<EntryReport>,
}

impl NoteHead {
    /// The section.
    pub fn blocks(&self) -> Vec<NoteBlock> {
        let state = match &self.entry {
            None => "The ledger held nothing by then.".to_owned(),
            Some(entry) => format!(
                "The ledger is that after entry {}, which was recorded at {} UTC. The hash that seals it and all before it: {}",
                entry.entry,
                minutes(&entry.recorded_at),
                entry.hash
            ),
        };
        vec![NoteBlock::Heading("Version"), paragraph(format!("Made by {}. {state}", self.program))]
    }
}
