//! The tables whose rows entries add, in the order in which the chain hashes them.

use crate::model::column::Field;
use crate::model::words::word_list;

/// The columns that details had in the first layout, in the order in which the chain takes them.
const FIRST_DETAILS: [Field; 11] = [
    Field::AuthorityBasis,
    Field::StatedOn,
    Field::RetrievedAt,
    Field::Verification,
    Field::Standpoint,
    Field::Quote,
    Field::Caveat,
    Field::Grade,
    Field::Circumstances,
    Field::Superlative,
    Field::Note,
];

/// The columns of details, those of later layouts last, in the order of the table of columns.
pub(super) const DETAIL_FIELDS: [Field; Field::DETAILS.len()] = {
    let mut fields = [Field::Note; Field::DETAILS.len()];
    let (mut count, mut at) = (0, 0);
    while count < FIRST_DETAILS.len() {
        fields[count] = FIRST_DETAILS[count];
        count += 1;
    }
    while at < Field::DETAILS.len() {
        let (field, mut first) = (Field::DETAILS[at], 0);
        while first < FIRST_DETAILS.len() && FIRST_DETAILS[first] as usize != field as usize {
            first += 1;
        }
        if first == FIRST_DETAILS.len() {
            fields[count] = field;
            count += 1;
        }
        at += 1;
    }
    fields
};

/// The columns of `detail`: the series and the figure, the fields, and why they were mended; behind it those of later layouts.
pub(super) const DETAIL_COLUMNS: [&str; Field::DETAILS.len() + 3] = {
    let mut columns = ["series"; Field::DETAILS.len() + 3];
    (columns[1], columns[WHY]) = ("figure", "why");
    let mut at = 0;
    while at < DETAIL_FIELDS.len() {
        columns[detail_place(at)] = match DETAIL_FIELDS[at] {
            Field::AuthorityBasis => "basis",
            field => field.name(),
        };
        at += 1;
    }
    columns
};

/// The place of `why` among the columns of `detail`.
pub(super) const WHY: usize = 2 + FIRST_DETAILS.len();

/// The place among the columns of `detail` of the field that stands there among [`DETAIL_FIELDS`].
pub(super) const fn detail_place(at: usize) -> usize {
    if at < FIRST_DETAILS.len() { 2 + at } else { 3 + at }
}

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
    /// What is held back, and what was released.
    Hold,
    /// Sentences that were printed.
    Printed,
    /// Whom the desk asked about figures.
    Asked,
}

/// How many ledgers there are.
pub const COUNT: usize = 16;

/// How many of them the first layout had: an entry enters the chain with later ones only where it added rows to them.
pub(super) const FIRST_LEDGERS: usize = 13;

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
        Ledger::Hold,
        Ledger::Printed,
        Ledger::Asked,
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
            Ledger::Hold => "hold",
            Ledger::Printed => "printed",
            Ledger::Asked => "asked",
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
            Ledger::Figure => word_list! {
                series attribution as_of window known_at source kind value low high wording line
            },
            Ledger::Detail => &DETAIL_COLUMNS,
            Ledger::Ref => &["ref", "figure"],
            Ledger::Sighting => &["figure", "line", "wording"],
            Ledger::Act => &["series", "figure", "what", "other", "known_at", "reason", "reason_by", "why"],
            Ledger::FeedRow => &["feed", "row_key", "figure"],
            Ledger::Kept => &["deflate"],
            Ledger::Redaction => &["field", "cell", "row", "sha256", "why"],
            Ledger::Hold => &["what", "figure", "entry", "why"],
            Ledger::Printed => &["claim", "story", "url", "printed_on", "start", "end"],
            Ledger::Asked => &["figure", "body", "asked_on", "answer", "why"],
        }
    }

    /// How many columns, of the first ones, the first layout had: a row enters the chain with later ones only where they are
    /// given.
    pub const fn first_columns(self) -> usize {
        match self {
            Ledger::Detail => 2 + FIRST_DETAILS.len() + 1,
            _ => usize::MAX,
        }
    }

    /// Columns that the law may demand to be erased: those that `amend --redact` names, and those that may hold the same
    /// text. The chain takes their hash, not their text.
    pub fn is_erasable(self, column: &str) -> bool {
        let holds =
            |fields: &[Field]| fields.iter().any(|field| field.column().erasable && field.name() == column);
        match self {
            Ledger::Fact => matches!(column, "value" | "why"),
            Ledger::Attribution => holds(Field::ATTRIBUTION),
            Ledger::Source => holds(Field::SOURCE),
            Ledger::Detail => column == "why" || holds(Field::DETAIL_TEXTS),
            Ledger::Act => matches!(column, "reason_by" | "why"),
            Ledger::Kept => column == "deflate",
            Ledger::Hold => column == "why",
            Ledger::Printed => matches!(column, "claim" | "story" | "url"),
            Ledger::Asked => matches!(column, "body" | "answer" | "why"),
            _ => false,
        }
    }

    /// The columns of [`Ledger::is_erasable`].
    pub fn erasable(self) -> impl Iterator<Item = &'static str> {
        self.columns().iter().copied().filter(move |column| self.is_erasable(column))
    }

    /// The columns that point at rows of other tables, each with that table.
    pub const fn references(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Ledger::Name | Ledger::Kept | Ledger::Redaction | Ledger::Printed => &[],
            Ledger::Hold => &[("figure", "figure"), ("entry", "entry")],
            Ledger::Asked => &[("figure", "figure")],
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

/// The columns of `entry` in the order of the chain; `id` comes before them and `hash` after.
pub const ENTRY_COLUMNS: [&str; 30] = *word_list! {
    kind recorded_at who program undoes origin_uid origin_at file bytes sha256 settings feed snapshot_at
    counts last_name last_fact last_series last_attribution last_source last_figure last_detail last_ref
    last_sighting last_act last_feed_row last_kept last_redaction last_hold last_printed last_asked
};

/// The place of the first mark of a ledger among them.
pub const MARKS: usize = ENTRY_COLUMNS.len() - COUNT;

/// One number for each ledger: the highest id, a position, or the like.
pub type Marks = [i64; COUNT];
