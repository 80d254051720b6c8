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
            Ledger::Attribution => &["authority", "speaker", "via", "method", "publisher"],
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

    /// The columns that point at rows of other tables, each with that table.
    pub const fn references(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Ledger::Name | Ledger::Kept | Ledger::Redaction => &[],
            Ledger::Fact => &[("name", "name")],
            Ledger::Series => &[("event", "name"), ("place", "name"), ("grp", "name")],
            Ledger::Attribution => &[("authority", "name"), ("publisher", "name")],
            Ledger::Source => &[("publisher", "name")],
            Ledger::Figure => &[("series", "series"), ("attribution", "attribution"), ("source", "source")],
            Ledger::Detail => &[("series", "series"), ("figure", "figure")],
            Ledger::Ref | Ledger::Sighting => &[("figure", "figure")],
            Ledger::Act => &[("series", "series"), ("figure", "figure"), ("other", "figure")],
            Ledger::FeedRow => &[("feed", "name"), ("figure", "figure")],
        }
    }

    /// The statement that adds a row: `id` first, then the columns. A key that is there already is left as it is.
    pub fn insert_sql(self) -> String {
        let columns = self.columns();
        let places = vec!["?"; columns.len() + 1].join(", ");
        let (table, conflict) = (self.table(), self.conflict());
        format!("INSERT INTO {table} (id, {}) VALUES ({places}){conflict}", columns.join(", "))
    }

    /// The statement that adds several rows under the next free numbers. `OR FAIL`, and numbers that SQLite gives: else
    /// it would keep a journal for the statement, which costs more than the rows.
    pub fn insert_several_sql(self, rows: usize) -> String {
        let columns = self.columns();
        let row = format!("({})", vec!["?"; columns.len()].join(", "));
        let (table, rows, conflict) = (self.table(), vec![row.as_str(); rows].join(", "), self.conflict());
        format!("INSERT OR FAIL INTO {table} ({}) VALUES {rows}{conflict}", columns.join(", "))
    }

    const fn conflict(self) -> &'static str {
        match self {
            Ledger::Figure => {
                " ON CONFLICT (series, attribution, as_of, window, known_at, source, kind, value, low, high) DO NOTHING"
            }
            _ => "",
        }
    }
}

/// One number for each ledger: the highest id, a position, or the like.
pub type Marks = [i64; COUNT];
