//! The tables whose rows entries add, in the order in which the chain hashes them.

/// One append-only table of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Ledger {
    /// Names as printed.
    Name,
    /// What the desk says about names.
    Fact,
    /// What is counted.
    Series,
    /// Who answers for it.
    Attribution,
    /// The documents read.
    Source,
    /// The figures.
    Figure,
    /// What is given rarely.
    Detail,
    /// The names of rows.
    Ref,
    /// Figures seen again.
    Sighting,
    /// What happened to figures later.
    Act,
    /// Rows of feeds.
    FeedRow,
    /// Kept files.
    Kept,
    /// Texts that were erased because the law demands it.
    Redaction,
}

/// How many ledgers there are.
pub const COUNT: usize = 13;

impl Ledger {
    /// Every ledger, in the order of the chain. Appending to the end keeps old hashes; nothing else does.
    pub const ALL: [Ledger; COUNT] = [
        Ledger::Name,
        Ledger::Fact,
        Ledger::Series,
        Ledger::Attribution,
        Ledger::Source,
        Ledger::Figure,
        Ledger::Detail,
        Ledger::Ref,
        Ledger::Sighting,
        Ledger::Act,
        Ledger::FeedRow,
        Ledger::Kept,
        Ledger::Redaction,
    ];

    /// The table.
    pub const fn table(self) -> &'static str {
        match self {
            Ledger::Name => "name",
            Ledger::Fact => "fact",
            Ledger::Series => "series",
            Ledger::Attribution => "attribution",
            Ledger::Source => "source",
            Ledger::Figure => "figure",
            Ledger::Detail => "detail",
            Ledger::Ref => "ref",
            Ledger::Sighting => "sighting",
            Ledger::Act => "act",
            Ledger::FeedRow => "feed_row",
            Ledger::Kept => "kept",
            Ledger::Redaction => "redaction",
        }
    }

    /// Its columns after `id`, in the order of the chain.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Ledger::Name => &["kind", "text"],
            Ledger::Fact => &["name", "field", "value", "why"],
            Ledger::Series => &["event", "place", "measure", "unit", "grp", "count_type", "definition"],
            Ledger::Attribution => &["authority", "speaker", "via", "method"],
            Ledger::Source => &["key", "publisher", "url", "title", "archive_url", "language"],
            Ledger::Figure => &[
                "series",
                "attribution",
                "as_of",
                "window",
                "known_at",
                "source",
                "kind",
                "value",
                "low",
                "high",
                "wording",
                "line",
            ],
            Ledger::Detail => &[
                "series",
                "figure",
                "basis",
                "stated_on",
                "retrieved_at",
                "verification",
                "standpoint",
                "quote",
                "caveat",
                "grade",
                "circumstances",
                "superlative",
                "note",
                "why",
            ],
            Ledger::Ref => &["ref", "figure"],
            Ledger::Sighting => &["figure", "line", "wording"],
            Ledger::Act => &["series", "figure", "what", "other", "known_at", "reason", "reason_by", "why"],
            Ledger::FeedRow => &["feed", "row_key", "figure"],
            Ledger::Kept => &["deflate"],
            Ledger::Redaction => &["field", "cell", "row", "sha256", "why"],
        }
    }

    /// Columns that the law may demand to be erased: the chain takes their hash, not their text.
    pub fn is_erasable(self, column: &str) -> bool {
        self.erasable().contains(&column)
    }

    /// The columns of [`Ledger::is_erasable`]: those that `amend --redact` names, and those that may hold the same text.
    pub const fn erasable(self) -> &'static [&'static str] {
        match self {
            Ledger::Fact => &["value", "why"],
            Ledger::Attribution => &["speaker"],
            Ledger::Source => &["url", "title", "archive_url"],
            Ledger::Detail => &["quote", "caveat", "grade", "circumstances", "superlative", "note", "why"],
            Ledger::Act => &["reason_by", "why"],
            Ledger::Kept => &["deflate"],
            _ => &[],
        }
    }

    /// The statement that adds a row: `id` first, then the columns.
    pub fn insert_sql(self) -> String {
        let columns = self.columns();
        let places = (1..=columns.len() + 1).map(|i| format!("?{i}")).collect::<Vec<_>>().join(", ");
        let conflict = match self {
            Ledger::Figure => {
                " ON CONFLICT (series, attribution, as_of, window, known_at, source, kind, value, low, high) DO NOTHING"
            }
            _ => "",
        };
        format!("INSERT INTO {} (id, {}) VALUES ({places}){conflict}", self.table(), columns.join(", "))
    }
}

/// One number for each ledger: the highest id, a position, or the like.
pub type Marks = [i64; COUNT];
