//! Something in the data that a person should look at. None of it fires on ordinary growth, and figures with assumed dates feed
//! no arithmetic (section 5 of the design).

pub mod findings;

use crate::model::recorded::FigureId;
use crate::series::Series;

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable name.
    pub name: &'static str,
    /// How grave it is.
    pub rank: Rank,
    /// The figures that it is about; the one to look at first.
    pub figures: Vec<FigureId>,
    /// What is odd, in one sentence; figures as `#12`.
    pub explanation: String,
    /// What to type.
    pub hint: String,
}

crate::model::words::words! {
    /// How grave a finding is.
    Rank {
        /// It cannot be.
        Error = "error",
        /// It should be explained.
        Warning = "warning",
        /// It is worth knowing.
        Note = "note",
    }
}

/// A rule that finds something in a series.
pub struct Check {
    /// The finding's stable name.
    pub name: &'static str,
    /// What it tests, in one clause.
    pub about: &'static str,
    /// The test.
    pub apply: fn(&Series) -> Vec<Finding>,
}

/// Everything that is odd in a series, worst first.
pub fn audit(series: &Series) -> Vec<Finding> {
    let mut found: Vec<Finding> = findings::ALL.iter().flat_map(|check| (check.apply)(series)).collect();
    found.sort_by(|a, b| (a.rank, a.name, &a.figures).cmp(&(b.rank, b.name, &b.figures)));
    found
}
