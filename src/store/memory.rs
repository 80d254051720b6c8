//! How much memory an import may take: what goes to SQLite's cache, and what to the rows that are written at once.

/// A budget of memory, in bytes.
///
/// What an import needs besides (names that many rows share, the file's buffers) does not grow with the file; with the
/// default budget all of it stays below that (`docs/speed.md`, "The table").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory(u64);

impl Default for Memory {
    fn default() -> Self {
        Memory(128 << 20)
    }
}

impl Memory {
    /// The least with which an import makes sense, in bytes.
    pub const LEAST: u64 = 64 << 20;
    /// The most, in bytes.
    pub const MOST: u64 = 64 << 30;

    /// A budget of so many bytes; `None` outside [`Memory::LEAST`] to [`Memory::MOST`], both included.
    pub fn of_bytes(bytes: u64) -> Option<Memory> {
        (Memory::LEAST..=Memory::MOST).contains(&bytes).then_some(Memory(bytes))
    }

    /// How many rows are gathered before they are written. Two batches are under way, and a row takes 200 bytes and more:
    /// nearly half of the budget. Each batch passes over most of the index of a large store, so that the larger it is, the
    /// better; it gains more than a larger cache does.
    pub fn rows(self) -> usize {
        (self.0 >> 10) as usize
    }

    /// SQLite's cache, in KiB: an eighth of the budget.
    pub fn cache_kib(self) -> u64 {
        self.0 >> 13
    }
}
