//! What is wrong with a row that was split into cells, before it is taken for a figure; and remarks about rows.

use crate::model::problem::faults;
use crate::model::shell::word;

faults! {
/// Why a row is refused, or what is remarked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault: Other {
    /// A line is no JSON object of texts and numbers: why.
    "I109" NoObject(why: String) is "the line is not a JSON object of texts and numbers: {why}";
    hint "write one object a line, such as {{\"event\": \"Flood\", \"figure\": \"704\"}}";
    or
    /// A text of a JSON line holds what no table can give out again.
    NulInText(key: String) is "`{key}` holds a NUL character, which no cell of a table can";
    hint "take \\u0000 out of it";

    /// A row of a file of names says nothing about a name.
    "I110" NoNameFact is "the row says nothing about a name";
    hint "write event, place, authority, publisher, group or finding in name_kind, and same_as, under, rank, kind, say_as or accepted in says";

    /// A remark: cells of a sheet are merged, and only the first of them holds the text.
    "I124" MergedCells {
        /// The first cell.
        from: String,
        /// The last cell.
        to: String,
    } is "the cells {from} to {to} are merged: the text is read in {from} only, the others are blank";
    hint "if the text is meant for all of them, unmerge the cells in a spreadsheet and fill them";

    /// A remark: a key of a JSON line that no line before had, and that is no field.
    "I126" UnreadKey(key: String) is "the key `{key}` is not a field: it is not read, here and below";
    hint "if it holds one, say which: --map {}", word(&format!("{key}=FIELD"));

    /// A row that holds a remark and no figure, and stands between rows.
    "F115" OnlyRemark is "the row holds a remark and no figure";
    hint "remove the line, or put it below the last row, where remarks are skipped and reported";

    /// A code that the profile does not explain.
    "P103" UnknownCode {
        /// The column.
        column: String,
        /// The code.
        code: String,
    } is "the profile does not say what the code `{code}` in `{column}` stands for";
    hint "say it in the profile: `{code:?} = {{ authority = \"NAME\" }}` below [codes.{column:?}], or `{code:?} = \"NAME\"` where codes stand beside the column; then import the rejects";

    /// A part of a place is blank, and other rows of the event name that part.
    "P105" BlankPart {
        /// The column of the part.
        column: String,
        /// The place above it.
        parent: String,
    } is "`{column}` is blank, and other rows name one for {parent}: the figure is not that of all {parent}";
    hint "fill the cell, or say in the profile what stands for it: blank = \"not stated\" beside the template of place";

    /// Packed cells of a row that do not hold equally many values.
    "P104" UnequalPacking {
        /// How many the fullest holds.
        first: usize,
        /// How many another holds.
        other: usize,
    } is "the packed cells hold {first} and {other} values";
    hint "give each packed cell of the row as many values as the others, or one for all";
    or
    /// Packed cells of a row that hold too many values for what stands beside them.
    TooManyPacked {
        /// How many the fullest holds.
        values: usize,
        /// How many bytes stand beside them.
        beside: usize,
    } is "a packed cell of the row holds {values} values, and each would carry the {beside} bytes beside it";
    hint "give the row fewer values, in several rows, or take the long cells out of it";

    /// A template of the profile that makes too long a text.
    "P109" LongText {
        /// The template, cut.
        template: String,
        /// The most bytes.
        most: usize,
    } is "the template `{template}` makes a text of more than {most} bytes in this row";
    hint "name fewer or shorter columns in the template, or allow longer cells: --max-cell {}", most.saturating_mul(4);
}
}
