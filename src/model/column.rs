//! The table of columns: what each column of the house CSV is called, what it holds, and which part of a figure it is of.
//!
//! A column is one entry. The cells of a draft, the flags of `add`, the exports, the ledger of details, what may be erased and
//! what is shown of a figure follow from it.

use std::sync::LazyLock;

use super::facets::{AgeGiven, SexGiven, StatusGiven};
use super::words::{Basis, CountType, LinkKind, Measure, Reason, Standpoint, Unit, Verification, WordList};

/// What is said of a column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name, as tollbook writes it above a file.
    pub name: &'static str,
    /// What it holds, as the help of its flag says it.
    pub help: &'static str,
    /// What stands for its value in that help.
    pub value: &'static str,
    /// Its tag in a row of HXL tags, which no other column has.
    pub hxl: &'static str,
    /// The part of a figure that it belongs to.
    pub part: RowPart,
    /// How its cells are read.
    pub kind: CellKind,
    /// Whether its text may have to be erased because the law demands it.
    pub erasable: bool,
}

/// The parts of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowPart {
    /// What is counted.
    Scope,
    /// Who is counted, cell by cell: they make the words of the group, and no figure has them itself.
    Facet,
    /// Who answers for the count, and through whom it came.
    Attribution,
    /// The document that it was read in.
    Source,
    /// The number, its dates, and the row's name for itself.
    Figure,
    /// What is given rarely or at length, and does not make out which figure it is.
    Detail,
    /// What the row declares of other figures.
    Link,
}

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug)]
pub enum CellKind {
    /// As they are.
    Text,
    /// As a word of a closed list.
    Word(&'static WordList),
    /// As a count, with its words.
    Count,
    /// As a day, a month or a year.
    Date,
    /// As a date that may have a time.
    Moment,
}

impl CellKind {
    /// Whether the cells hold numbers or days.
    pub fn holds_digits(self) -> bool {
        matches!(self, CellKind::Count | CellKind::Date | CellKind::Moment)
    }
}

/// The column that an export adds, with the uid of each row's figure. It marks a file as an export, and is read over.
pub const UID: &str = "uid";

/// The tag of that column, which marks a file as an export with tags.
pub const UID_TAG: &str = "#meta+uid";

/// The columns that an export with tags adds behind it, for programs that calculate, each with its tag: the number that was
/// printed, and the ends that somebody printed. They are read over too: the words of a figure hold them.
pub const NUMBERS: [(&str, &str); 3] =
    [("number_printed", "#affected"), ("number_low", "#affected+min"), ("number_high", "#affected+max")];

/// The column of plain values, which stands in no other file, by which a table of them is known. They are not read again.
pub const AS_OF_PRECISION: &str = "as_of_precision";

const ERASABLE: bool = true;

/// Declares the columns in the order in which tollbook writes them. The first line of a comment is the help of the flag.
macro_rules! columns {
    ($(
        #[doc = $help:literal] $(#[doc = $more:literal])*
        $field:ident: $name:literal $value:literal $hxl:literal $part:ident $kind:ident $(($list:expr))? $($erasable:ident)?
    ),+ $(,)?) => {
        /// A column of the house CSV.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(usize)]
        pub enum Field { $(#[doc = $help] $(#[doc = $more])* $field),+ }

        impl Field {
            /// Every column, in the order in which tollbook writes them.
            pub const ALL: &[Field] = &[$(Field::$field),+];
        }

        const COLUMNS: &[Column] = &[$(Column {
            name: $name,
            help: $help.trim_ascii_start(),
            value: $value,
            hxl: $hxl,
            part: RowPart::$part,
            kind: CellKind::$kind $(($list))?,
            erasable: false $(|| $erasable)?,
        }),+];
    };
}

columns! {
    /// A name for the figure; not all digits
    ///
    /// A name for this row inside the file; not all digits.
    Ref: "ref" "REF" "#meta+ref" Figure Text,
    /// What happened, largest first: "Gaza war > Al-Ahli hospital blast"
    Event: "event" "NAME" "#event" Scope Text,
    /// Where, largest first; blank: not stated
    Place: "place" "NAME" "#loc" Scope Text,
    /// What happened to them: killed is dead by the event (fire, flood, crash, attack), died is of illness, hunger or cold
    ///
    /// What happened to the people counted.
    Measure: "measure" "MEASURE" "#indicator+measure" Scope Word(Measure::LIST),
    /// What one of the count is
    Unit: "unit" "UNIT" "#indicator+unit" Scope Word(Unit::LIST),
    /// Who is counted; blank: no distinction stated
    Group: "group" "NAME" "#indicator+group" Scope Text,
    /// Their sex; makes the words of --group
    Sex: "sex" "SEX" "#indicator+sex" Facet Word(SexGiven::LIST),
    /// Their age group; makes the words of --group
    Age: "age" "AGE" "#indicator+age" Facet Word(AgeGiven::LIST),
    /// Their status under the law of war; makes the words of --group
    Status: "status" "STATUS" "#indicator+status" Facet Word(StatusGiven::LIST),
    /// Their role: medics, journalists ...; makes the words of --group
    Role: "role" "WORDS" "#indicator+role" Facet Text,
    /// What the number counts up
    CountType: "count_type" "TYPE" "#indicator+count_type" Scope Word(CountType::LIST),
    /// What else decides who is in
    Definition: "definition" "WORDS" "#indicator+definition" Scope Text,
    /// How it was counted
    Method: "method" "WORDS" "#meta+method" Attribution Text,
    /// The number as printed
    Figure: "figure" "WORDS" "#description+figure" Figure Count,
    /// The low bound, where bounds are given apart
    Low: "low" "NUMBER" "#indicator+low" Figure Count,
    /// The high bound
    ///
    /// The high bound, for files that hold bounds in columns.
    High: "high" "NUMBER" "#indicator+high" Figure Count,
    /// First day that it covers
    ///
    /// First day the number covers; for a total its origin.
    PeriodStart: "period_start" "DAY" "#date+start" Figure Date,
    /// Length of the period that ends with as_of: 24h, 7d
    PeriodLength: "period_length" "LENGTH" "#meta+period" Figure Text,
    /// Last day that it covers; blank: not stated
    ///
    /// Last day the number covers, according to the authority.
    AsOf: "as_of" "DAY" "#date+end" Figure Date,
    /// When the authority said it
    StatedOn: "stated_on" "DAY" "#date+stated" Detail Moment,
    /// When the source appeared
    PublishedOn: "published_on" "DAY" "#date+published" Figure Moment,
    /// When this desk fetched it
    RetrievedAt: "retrieved_at" "DAY" "#date+retrieved" Detail Moment,
    /// Not to be printed before this time, with its zone: 2024-05-02T06:00Z
    ///
    /// Until then the figure is in no answer, export or page.
    EmbargoUntil: "embargo_until" "TIME" "#date+embargo" Detail Moment,
    /// Who answers for the count; blank: the publisher's own voice
    Authority: "authority" "NAME" "#org" Attribution Text,
    /// How that is known
    AuthorityBasis: "authority_basis" "BASIS" "#meta+basis" Detail Word(Basis::LIST),
    /// Who spoke for the authority
    Speaker: "speaker" "NAME" "#meta+speaker" Attribution Text ERASABLE,
    /// Relays in order: "SANA > Reuters"
    Via: "via" "NAMES" "#meta+relay" Attribution Text,
    /// Who issued the source
    Publisher: "publisher" "NAME" "#meta+source" Source Text,
    /// The source's title
    Title: "title" "WORDS" "#meta+title" Source Text ERASABLE,
    /// Its address
    Url: "url" "URL" "#meta+url" Source Text ERASABLE,
    /// Where a copy is kept
    ///
    /// Where a copy of the source is kept.
    ArchiveUrl: "archive_url" "URL" "#meta+url+archive" Source Text ERASABLE,
    /// Its language: en, ar
    Language: "language" "TAG" "#meta+lang" Source Text,
    /// The words around the number, as printed
    Quote: "quote" "WORDS" "#description+quote" Detail Text ERASABLE,
    /// A reservation, as printed
    Caveat: "caveat" "WORDS" "#description+caveat" Detail Text ERASABLE,
    /// How sure the source says it is
    Verification: "verification" "WORD" "#status+verification" Detail Word(Verification::LIST),
    /// A grade of a named scheme: airwars:fair
    Grade: "grade" "GRADE" "#status+grade" Detail Text ERASABLE,
    /// Whose losses the authority speaks of
    Standpoint: "standpoint" "WORD" "#meta+standpoint" Detail Word(Standpoint::LIST),
    /// How it happened, as sourced
    ///
    /// How it happened, as sourced; never part of the series.
    Circumstances: "circumstances" "WORDS" "#description+circumstances" Detail Text ERASABLE,
    /// A stated record, and who states it
    Superlative: "superlative" "WORDS" "#description+superlative" Detail Text ERASABLE,
    /// The figure that includes this one; "ID complete" when the parts are all there
    PartOf: "part_of" "ID" "#meta+part_of" Link Text,
    /// What it declares, as --revises and its like do
    Relation: "relation" "RELATION" "#meta+relation" Link Word(LinkKind::LIST),
    /// The figures that --relation is about
    Target: "target" "IDS" "#meta+target" Link Text,
    /// Why it changed or was withdrawn
    Reason: "reason" "REASON" "#meta+reason" Link Word(Reason::LIST),
    /// Who gave the reason
    ReasonBy: "reason_by" "NAME" "#meta+reason_by" Link Text ERASABLE,
    /// Kept, shown, never interpreted
    Note: "note" "WORDS" "#meta+notes" Detail Text ERASABLE,
}

/// The columns of which something is true, in the order of the table; known to the compiler.
macro_rules! fields {
    ($column:ident => $is:expr) => {{
        const fn is($column: &Column) -> bool {
            $is
        }
        const COUNT: usize = {
            let (mut count, mut at) = (0, 0);
            while at < COLUMNS.len() {
                count += is(&COLUMNS[at]) as usize;
                at += 1;
            }
            count
        };
        const FIELDS: [Field; COUNT] = {
            let (mut fields, mut count, mut at) = ([Field::Ref; COUNT], 0, 0);
            while at < COLUMNS.len() {
                if is(&COLUMNS[at]) {
                    fields[count] = Field::ALL[at];
                    count += 1;
                }
                at += 1;
            }
            fields
        };
        &FIELDS
    }};
}

impl Field {
    /// The columns that say what is counted, those that make the words of the group among them.
    pub const SCOPE: &[Field] = fields!(column => matches!(column.part, RowPart::Scope | RowPart::Facet));
    /// The columns that make the words of the group.
    pub const FACETS: &[Field] = fields!(column => matches!(column.part, RowPart::Facet));
    /// The columns that say who answers for the count.
    pub const ATTRIBUTION: &[Field] = fields!(column => matches!(column.part, RowPart::Attribution));
    /// The columns that name the document.
    pub const SOURCE: &[Field] = fields!(column => matches!(column.part, RowPart::Source));
    /// The columns of details.
    pub const DETAILS: &[Field] = fields!(column => matches!(column.part, RowPart::Detail));
    /// The columns of details that hold words and texts.
    pub const DETAIL_TEXTS: &[Field] = fields!(column => matches!(
        (column.part, column.kind),
        (RowPart::Detail, CellKind::Text | CellKind::Word(_))
    ));
    /// The columns that hold counts.
    pub const COUNTS: &[Field] = fields!(column => matches!(column.kind, CellKind::Count));
    /// The columns that hold dates.
    pub const DATES: &[Field] = fields!(column => matches!(column.kind, CellKind::Date | CellKind::Moment));

    /// What the table says of it.
    pub const fn column(self) -> &'static Column {
        &COLUMNS[self as usize]
    }

    /// The column's name.
    pub const fn name(self) -> &'static str {
        self.column().name
    }

    /// Reads a column's name, exactly as [`Field::name`] writes it.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.name() == name)
    }

    /// The column of a tag, exactly as an export writes it.
    pub fn tagged(tag: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.column().hxl == tag)
    }

    /// Whether a recorded figure can have a cell in it.
    pub const fn is_kept(self) -> bool {
        !matches!(self.part(), RowPart::Facet)
    }

    /// The part of a row that it belongs to.
    pub const fn part(self) -> RowPart {
        self.column().part
    }

    /// The flag of `add` that gives it, without its dashes.
    pub fn flag(self) -> &'static str {
        static FLAGS: LazyLock<Vec<String>> =
            LazyLock::new(|| COLUMNS.iter().map(|column| column.name.replace('_', "-")).collect());
        &FLAGS[self as usize]
    }
}
