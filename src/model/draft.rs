//! A row as typed: the cells of one reported figure under the house names, before anything is believed.

use super::date::DateOrder;
use super::wording::Thousands;

/// Declares the fields of the house CSV in their order.
macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// A column of the house CSV.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(usize)]
        pub enum Field { $($(#[$doc])* $variant),+ }

        impl Field {
            /// Every column, in the order in which tollbook writes them.
            pub const ALL: &[Field] = &[$(Field::$variant),+];

            /// The column's name.
            pub const fn name(self) -> &'static str {
                match self { $(Field::$variant => $word),+ }
            }
        }
    };
}

fields! {
    /// A name for this row inside the file; not all digits.
    Ref = "ref",
    /// The event, largest first.
    Event = "event",
    /// The place, largest first; empty: not stated.
    Place = "place",
    /// What happened to the people counted.
    Measure = "measure",
    /// People or households.
    Unit = "unit",
    /// Who is counted; empty: everybody.
    Group = "group",
    /// What the number counts up.
    CountType = "count_type",
    /// What else decides who is in.
    Definition = "definition",
    /// How it was counted.
    Method = "method",
    /// The number as printed.
    Figure = "figure",
    /// The low bound, for files that hold bounds in columns.
    Low = "low",
    /// The high bound, for files that hold bounds in columns.
    High = "high",
    /// First day the number covers; for a total its origin.
    PeriodStart = "period_start",
    /// Length of the window that ends with as_of: `24h`, `48h`, `7d`.
    PeriodLength = "period_length",
    /// Last day the number covers, according to the authority.
    AsOf = "as_of",
    /// When the authority said it.
    StatedOn = "stated_on",
    /// When the source appeared.
    PublishedOn = "published_on",
    /// When the desk fetched the source.
    RetrievedAt = "retrieved_at",
    /// Who answers for the count; empty: the publisher's own voice.
    Authority = "authority",
    /// How the authority is known.
    AuthorityBasis = "authority_basis",
    /// Who spoke for the authority.
    Speaker = "speaker",
    /// The relays between authority and publisher.
    Via = "via",
    /// Who issued the source.
    Publisher = "publisher",
    /// The source's title.
    Title = "title",
    /// The source's address.
    Url = "url",
    /// Where a copy of the source is kept.
    ArchiveUrl = "archive_url",
    /// The source's language.
    Language = "language",
    /// The words around the number, as printed.
    Quote = "quote",
    /// A reservation, as printed.
    Caveat = "caveat",
    /// Confirmed, presumed, claimed or unverified, as the source says.
    Verification = "verification",
    /// A grade of a named scheme, imported.
    Grade = "grade",
    /// Whose losses the authority speaks of.
    Standpoint = "standpoint",
    /// How it happened, as sourced; never part of the series.
    Circumstances = "circumstances",
    /// A stated record, and who states it.
    Superlative = "superlative",
    /// The figure that includes this one.
    PartOf = "part_of",
    /// What this row declares about its targets.
    Relation = "relation",
    /// The figures that the relation is about.
    Target = "target",
    /// Why.
    Reason = "reason",
    /// Who gave the reason.
    ReasonBy = "reason_by",
    /// Kept, shown, never interpreted.
    Note = "note",
}

impl Field {
    /// Reads a column's name, exactly as [`Field::name`] writes it.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.name() == name)
    }
}

/// The cells of one row, trimmed, under the house names.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    cells: [&'a str; Field::ALL.len()],
    conventions: Option<&'a Conventions>,
}

impl Default for Draft<'_> {
    fn default() -> Self {
        Draft { cells: [""; Field::ALL.len()], conventions: None }
    }
}

impl<'a> Draft<'a> {
    /// Puts one cell in its place, trimmed of white space.
    pub fn set(&mut self, field: Field, text: &'a str) {
        self.cells[field as usize] = text.trim();
    }

    /// Says how the columns of the file write numbers and dates.
    pub fn follow(&mut self, conventions: &'a Conventions) {
        self.conventions = Some(conventions);
    }

    /// How the columns of the file write numbers and dates; `None` where nothing had to be decided.
    pub fn conventions(&self) -> Option<&'a Conventions> {
        self.conventions
    }

    /// The cell's text; empty when the file has no such column or the cell is blank.
    pub fn text(&self, field: Field) -> &'a str {
        self.cells[field as usize]
    }

    /// The cell's text, `None` when blank.
    pub fn get(&self, field: Field) -> Option<&'a str> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }

    /// The cell's text as an owned string, `None` when blank.
    pub fn owned(&self, field: Field) -> Option<String> {
        self.get(field).map(str::to_owned)
    }
}

/// How the columns of a file write numbers and dates, where that had to be decided: once for a column, never for a cell.
///
/// By the field that a column holds. Where nothing was decided, what can be meant in two ways is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conventions {
    thousands: [Option<Thousands>; Field::ALL.len()],
    orders: [Option<DateOrder>; Field::ALL.len()],
}

impl Conventions {
    /// Nothing is decided.
    pub const UNDECIDED: Conventions =
        Conventions { thousands: [None; Field::ALL.len()], orders: [None; Field::ALL.len()] };

    /// What parts the thousands in the column of a field.
    pub fn thousands(&self, field: Field) -> Option<Thousands> {
        self.thousands[field as usize]
    }

    /// Whether day or month stands first in the column of a field.
    pub fn order(&self, field: Field) -> Option<DateOrder> {
        self.orders[field as usize]
    }

    /// Decides the thousands of a field's column.
    pub fn part_thousands(&mut self, field: Field, thousands: Option<Thousands>) {
        self.thousands[field as usize] = thousands;
    }

    /// Decides the order of days and months in a field's column.
    pub fn order_dates(&mut self, field: Field, order: Option<DateOrder>) {
        self.orders[field as usize] = order;
    }
}
