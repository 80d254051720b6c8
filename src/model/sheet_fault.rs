//! Why a desk's own sheet is not taken before the desk has answered.

use super::problem::faults;

faults! {
/// Why a sheet is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault: Other {
    /// Rows of a sheet say something else of the same statement than when it was last imported.
    "W101" Changed {
        /// How many.
        rows: u64,
        /// The file, as it was named.
        file: String,
    } is "{} what {file} said when it was last imported: nothing was stored", are_not(*rows);
    hint "{WAYS}";
    or
    /// The profile has an answer, and it does not hold for all of them.
    NotAnswered {
        /// How many.
        rows: u64,
        /// The file, as it was named.
        file: String,
    } is "{} what {file} said when it was last imported: nothing was stored, since no profile answers for a count that rises without a new day, nor for rows that may be one", are_not(*rows);
    hint "{WAYS}; news has a new day: write it in the row";
}
}

fn are_not(rows: u64) -> String {
    match rows {
        1 => "1 row is not".to_owned(),
        rows => format!("{rows} rows are not"),
    }
}

const WAYS: &str = "where this desk had mistyped them, the same command with --changed mend puts them right; where the source \
                    printed both, --changed new keeps both; a publisher's own file that changes is a feed: --feed NAME";
