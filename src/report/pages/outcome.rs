//! How a request for a page ended.

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageOutcome {
    /// The page is there.
    Found,
    /// There is no such page.
    Missing,
    /// What was asked cannot be.
    Refused,
    /// It cannot be answered just now.
    Busy,
    /// Something is wrong here.
    Failed,
}

impl PageOutcome {
    /// The status of HTTP.
    pub fn status(self) -> u16 {
        match self {
            PageOutcome::Found => 200,
            PageOutcome::Missing => 404,
            PageOutcome::Refused => 400,
            PageOutcome::Busy => 503,
            PageOutcome::Failed => 500,
        }
    }
}
