//! How far long work is, for whoever waits for it.

/// Hears how far long work is. A terminal draws a bar of it; a page or a test may ignore it ([`Unheard`]).
pub trait Progress {
    /// Work begins on `total` bytes or rows; `what` names them: "the file".
    fn begin(&mut self, total: u64, what: &'static str);

    /// The work has come to `position` of the total, and `rows` rows are done.
    fn at(&mut self, position: u64, rows: u64);

    /// The work has ended, or was given up.
    fn end(&mut self);
}

/// Nobody waits.
pub struct Unheard;

impl Progress for Unheard {
    fn begin(&mut self, _: u64, _: &'static str) {}

    fn at(&mut self, _: u64, _: u64) {}

    fn end(&mut self) {}
}
