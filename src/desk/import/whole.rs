//! Files that are taken whole or not at all, and what is said where they cannot be.

use super::Job;
use crate::desk::error::{CommandFault, Error};
use crate::intake::fault::FileFault;
use crate::intake::settings::Settings;
use crate::model::problem::Problem;
use crate::model::snapshot_fault::SnapshotFault;

/// Why a file is taken whole or not at all.
#[derive(Clone, Copy, Debug)]
pub enum Whole {
    /// Its rows are persons: counts that leave some out are too low.
    People,
    /// It is a snapshot of a feed: rows that are left out would count as vanished.
    Snapshot,
    /// The desk asks for it.
    Strict,
}

impl Whole {
    /// Why a file is; `None`: its good rows go in without the bad ones.
    pub fn of(job: &Job<'_>, settings: &Settings) -> Option<Whole> {
        if settings.counts_people() {
            return Some(Whole::People);
        }
        let snapshot = job.snapshot.as_ref().map(|_| Whole::Snapshot);
        snapshot.or_else(|| job.options.strict.then_some(Whole::Strict))
    }

    /// Why a file with so many bad rows is refused.
    pub fn refusal(self, file: &str, rows: u64) -> Error {
        let problem = match self {
            Whole::People => Problem::of_row(&FileFault::Uncounted { rows }),
            Whole::Snapshot => Problem::of_row(&SnapshotFault::Rejected { rows }),
            Whole::Strict => Problem::of_row(&CommandFault::Rejected { rows }),
        };
        Error::File { file: file.to_owned(), problems: vec![problem] }
    }
}
