//! Profiles: the mapping of a file, kept beside it. What a desk writes; `docs/profiles.md` describes each key.

mod days;
mod delimiter;
mod own_name;
mod parts;
mod pattern;
mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::decision::{About, Decision};
use super::form::{FooterPattern, HeaderLine, HeaderRows};
use super::leeway::{FractionCells, Leeway, NegativeCells};
use crate::model::date::DateOrder;
use crate::model::sheet::Changed;
use crate::model::wording::Thousands;

pub use days::{FirstYear, WeekCount};
pub use own_name::read_name;
pub use parts::CountedParts;
pub use pattern::{ColumnPattern, ColumnPatterns, MATCHED};
pub use read::{FieldName, at_name, at_span, parse};

/// What a profile says. Names of Table Schema where it has them (`decimalChar`, `groupChar`, `missingValues`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// For people: what the file is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The encoding of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// What parts its cells.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "delimiter::one_sign")]
    pub delimiter: Option<char>,
    /// The sheet of the workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The line in which the header begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_line: Option<HeaderLine>,
    /// How many lines it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_rows: Option<HeaderRows>,
    /// What the first cell holds of the line that ends the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<FooterPattern>,
    /// `dmy` or `mdy`, for all columns of dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Order>,
    /// 1900 or 2000: the century of years in two digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub century: Option<FirstYear>,
    /// `iso` or `epi`: how weeks are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<WeekCount>,
    /// The decimal sign, for all columns of numbers.
    #[serde(rename = "decimalChar", skip_serializing_if = "Option::is_none")]
    pub decimal_char: Option<Sign>,
    /// What parts thousands, for all columns of numbers.
    #[serde(rename = "groupChar", skip_serializing_if = "Option::is_none")]
    pub group_char: Option<Sign>,
    /// What becomes of numbers below zero, in all columns of counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub negative: Option<NegativeCells>,
    /// What becomes of fractions, in all columns of counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fractions: Option<FractionCells>,
    /// Cells that hold nothing, besides blank ones.
    #[serde(rename = "missingValues", skip_serializing_if = "Vec::is_empty")]
    pub missing_values: Vec<String>,
    /// The columns that tell a row from all others, for files that change from day to day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// What is done with rows that are not what they were when the file was last imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<Changed>,
    /// Columns that are read over on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// Which rows are no rows of figures.
    #[serde(skip_serializing_if = "Rows::is_none")]
    pub rows: Rows,
    /// Which figures of a row are parts of another one of it.
    #[serde(deserialize_with = "parts::one_or_many", skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<CountedParts>,
    /// Cells that hold several values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub packed: Option<Packed>,
    /// What the figures of a row share.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<FieldName, Value>,
    /// How single columns write numbers and dates.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Style>,
    /// By column and code: what it stands for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, CodeTable>,
    /// By column, or by a pattern of columns: what its cells count. One figure a cell.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, CountedCells>,
    /// What the cells below dates count, in tables with a column for each day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_columns: Option<DateColumns>,
}

/// Rows that are passed over, and reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rows {
    /// Sums of other rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<When>,
    /// Rows that repeat an older one because nothing was reported.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried_forward: Vec<When>,
    /// Rows that count no people, each kind under its own name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<SkipWhen>,
    /// What becomes of sums of other rows; `None`: they are skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    /// What each row is, where it is no figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<EachRow>,
}

/// What becomes of rows that are sums of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Totals {
    /// They are skipped, and named in the receipt.
    Skip,
    /// They are figures of the place, or the group, that the others are in.
    Parent,
    /// They are that, and the others are declared to be their parts.
    Sum,
}

/// What each row of a table is, where it is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EachRow {
    /// One person: the rows are counted.
    Person,
}

impl Rows {
    /// The columns that it looks at.
    fn columns(&self) -> impl Iterator<Item = &String> {
        let conditions = self.total.iter().chain(&self.carried_forward).flat_map(When::columns);
        self.skip.iter().flat_map(SkipWhen::columns).chain(conditions)
    }

    fn is_none(&self) -> bool {
        *self == Rows::default()
    }
}

/// A condition on a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The column.
    pub column: String,
    /// It holds one of these.
    pub is: Vec<String>,
    /// And what must hold of other cells of the row besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub and: Vec<When>,
}

impl When {
    /// The columns that it looks at.
    fn columns(&self) -> Vec<&String> {
        let others = self.and.iter().flat_map(When::columns);
        std::iter::once(&self.column).chain(others).collect()
    }
}

/// A condition on a cell of rows that are left out, and what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipWhen {
    /// The column.
    pub column: String,
    /// It holds one of these.
    pub is: Vec<String>,
    /// And what must hold of other cells of the row besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub and: Vec<When>,
    /// What such a row is, in a few words; without them it is told by its column and cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl SkipWhen {
    /// The columns that it looks at.
    fn columns(&self) -> Vec<&String> {
        let others = self.and.iter().flat_map(When::columns);
        std::iter::once(&self.column).chain(others).collect()
    }
}

/// Columns whose cells hold several values each: the first of each belong together, then the second.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Packed {
    /// The columns.
    pub columns: Vec<String>,
    /// What parts the values.
    pub by: String,
}

/// How a column writes numbers and dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Style {
    /// `dmy` or `mdy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<Order>,
    /// The decimal sign.
    #[serde(rename = "decimalChar", skip_serializing_if = "Option::is_none")]
    pub decimal_char: Option<Sign>,
    /// What parts thousands.
    #[serde(rename = "groupChar", skip_serializing_if = "Option::is_none")]
    pub group_char: Option<Sign>,
}

impl Style {
    /// What parts thousands, said as such or by the decimal sign.
    pub fn thousands(&self) -> Option<Thousands> {
        thousands(self.group_char, self.decimal_char)
    }
}

/// A dot or a comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// `.`
    #[serde(rename = ".")]
    Dot,
    /// `,`
    #[serde(rename = ",")]
    Comma,
}

/// Whether day or month stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// 25/10/2023
    #[serde(rename = "dmy")]
    DayFirst,
    /// 10/25/2023
    #[serde(rename = "mdy")]
    MonthFirst,
}

impl From<Order> for DateOrder {
    fn from(order: Order) -> DateOrder {
        match order {
            Order::DayFirst => DateOrder::DayFirst,
            Order::MonthFirst => DateOrder::MonthFirst,
        }
    }
}

/// Where the text of a field comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// The same for all rows.
    Constant(String),
    /// The cells of the row.
    Cells(FromCells),
}

impl Value {
    /// The cells that it is made of.
    fn cells(&self) -> Option<&FromCells> {
        match self {
            Value::Constant(_) => None,
            Value::Cells(cells) => Some(cells),
        }
    }

    /// Gives what stands where its cells are blank.
    pub fn fall_back_on(&mut self, text: &str) {
        if let Value::Cells(cells) = self {
            cells.default.get_or_insert_with(|| text.to_owned());
        }
    }
}

/// A text from the cells of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FromCells {
    /// One cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A text with cells in it: `{country} > {town}`. Parts between ` > ` whose cells are all blank are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// A pattern of the name of the file; what its star stands for is the text of all rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// What stands where the cells are blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What parts the values of a packed cell; they are written once each, parted by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// What each cell stands for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<String, String>,
    /// What becomes of cells that are not among the codes.
    #[serde(skip_serializing_if = "Others::cost_their_row")]
    pub others: Others,
    /// In a template of a place: what stands for a part whose cells are blank, where other rows name that part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<String>,
    /// Whether a file may lack its columns.
    #[serde(skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// What becomes of cells that are not among the codes of their column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Others {
    /// Each costs its row, so that a new one is noticed.
    #[default]
    Refuse,
    /// They stand for themselves; where codes give several fields, for nothing.
    Keep,
}

impl Others {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
    fn cost_their_row(&self) -> bool {
        *self == Others::Refuse
    }
}

/// What the codes of a column stand for, as any number of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CodeTable {
    /// What becomes of cells that are not among them.
    #[serde(skip_serializing_if = "Others::cost_their_row")]
    pub others: Others,
    /// Whether a file may lack the column.
    #[serde(skip_serializing_if = "is_false")]
    pub optional: bool,
    /// By code: the fields.
    #[serde(flatten)]
    pub codes: BTreeMap<String, BTreeMap<FieldName, String>>,
}

impl FromCells {
    /// The column, where nothing is said but that one, and what stands where its cells are blank: what a flag says.
    pub fn only_column(&self) -> Option<&str> {
        let column = self.column.as_deref()?;
        let plain =
            FromCells { column: self.column.clone(), default: self.default.clone(), ..FromCells::default() };
        (*self == plain).then_some(column)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde asks for")]
fn is_false(is: &bool) -> bool {
    !is
}

/// What the cells of a column count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CountedCells {
    /// The hedge that belongs to the number: `about`, `more than`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Value>,
    /// Rows in which the cell repeats an older one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried_forward: Vec<When>,
    /// What is allowed of the cells.
    #[serde(flatten)]
    pub leeway: Leeway,
    /// Whether a file may lack the column.
    #[serde(skip_serializing_if = "is_false")]
    pub optional: bool,
    /// What these figures have of their own; it goes before what the row's figures share. A `figure` is the number in
    /// place of the cell.
    #[serde(flatten)]
    pub fields: BTreeMap<FieldName, Value>,
}

/// What the cells below dates count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DateColumns {
    /// The fields that the date in the header gives.
    pub gives: Vec<FieldName>,
    /// What is allowed of the cells.
    #[serde(flatten)]
    pub leeway: Leeway,
    /// What the figures have of their own.
    #[serde(flatten)]
    pub fields: BTreeMap<FieldName, Value>,
}

/// What parts thousands, by the sign that does or by the decimal sign.
pub fn thousands(group: Option<Sign>, decimal: Option<Sign>) -> Option<Thousands> {
    match (group, decimal) {
        (Some(Sign::Dot), _) | (None, Some(Sign::Comma)) => Some(Thousands::Dot),
        (Some(Sign::Comma), _) | (None, Some(Sign::Dot)) => Some(Thousands::Comma),
        (None, None) => None,
    }
}

impl Profile {
    /// Whether cells become figures column by column, so that header names say nothing by themselves.
    pub fn names_figures(&self) -> bool {
        !self.figures.is_empty() || self.date_columns.is_some()
    }

    /// The columns that it names, in the words of the profile.
    pub fn named_columns(&self) -> impl Iterator<Item = &str> {
        let cells = self.fields.values().filter_map(Value::cells);
        let in_cells = cells.flat_map(|cells| {
            let template = cells.template.as_deref().unwrap_or_default();
            let pieces = template.split('{').skip(1).filter_map(|piece| piece.split('}').next());
            cells.column.as_deref().into_iter().chain(pieces)
        });
        let keys = self.figures.keys().chain(self.codes.keys()).chain(self.columns.keys());
        let listed = self.ignore.iter().chain(&self.key).chain(self.rows.columns());
        keys.chain(listed).map(String::as_str).chain(in_cells)
    }

    /// Its patterns of columns.
    pub fn patterns(&self) -> ColumnPatterns<'_> {
        ColumnPatterns::among(self.figures.keys())
    }

    /// Keeps a decision, so that it need not be made again.
    pub fn note(&mut self, decision: &Decision) {
        let style = |profile: &mut Profile, set: &dyn Fn(&mut Style)| {
            if let Some(column) = &decision.column {
                set(profile.columns.entry(column.clone()).or_default());
            }
        };
        match decision.about {
            About::Encoding => self.encoding = Some(decision.choice.clone()),
            About::Thousands => {
                let sign = Thousands::from_sign(&decision.choice).map(sign_of);
                style(self, &|style| style.group_char = sign);
            }
            About::Dates => {
                let order = DateOrder::from_word(&decision.choice).map(order_of);
                style(self, &|style| style.dates = order);
            }
            About::Sheet => self.sheet = Some(decision.choice.clone()),
            About::Delimiter | About::Tags => {}
        }
    }

    /// The profile as a file holds it.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

/// As a profile writes it.
pub fn order_of(order: DateOrder) -> Order {
    match order {
        DateOrder::DayFirst => Order::DayFirst,
        DateOrder::MonthFirst => Order::MonthFirst,
    }
}

/// As a profile writes it.
pub fn sign_of(thousands: Thousands) -> Sign {
    match thousands {
        Thousands::Comma => Sign::Comma,
        Thousands::Dot => Sign::Dot,
    }
}
