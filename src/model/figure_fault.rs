//! Why a row is refused as a figure, and what is remarked of one that is not.

use super::counted::{SAY_TOO_LITTLE, words};
use super::date::{Day, Moment, PartialDate};
use super::draft::Field;
use super::name::MOST_STEPS;
use super::problem::faults;
use super::wording::absent_hint;

faults! {
/// Why a row is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureFault: Other {
    /// A required cell is blank.
    "F101" Missing(field: Field) is "`{}` is blank", field.name();
    hint "fill the cell, or give one value for the whole file with --set {}=VALUE", field.name();
    class Incomplete;

    /// A word that is not in the closed list of its column.
    "F102" UnknownWord {
        /// The column.
        field: Field,
        /// The cell.
        text: String,
        /// The words that it takes.
        choices: String,
    } is "`{text}` is not {}", spoken(*field);
    hint "{}", unknown_word_hint(*field, text, choices); class UnknownWord;

    /// No number, and the row is no statement about another figure.
    "F103" NoFigure is "the row gives no figure";
    hint "write the number (0 if the source says that there were none), or leave the row out; blank is for retracts, disowns, reinstates, corrects and disputes";
    class Incomplete;
    or
    /// The cell says that no number was given: `NA`, `-`, `not reported`.
    NumberWithheld(text: String) is "`{text}` gives no figure";
    hint "write 0 if the source says that there were none; {}", absent_hint(text);

    /// A bound in `low`, `high` or `figure` beside them that is not one number.
    "F104" BoundIsNoNumber(text: String) is "`{text}` is not one number";
    hint "write a plain number, such as 1400";

    /// Words that say "added", as in "two more", beside a count type that is no addition.
    "F105" WordsSayAdded(text: String) is "`{text}` says how many were added, not how many there are";
    hint "write increment as the count_type, or the whole toll as the figure";

    /// A period count that does not say which period.
    "F106" PeriodWithoutWindow is "a period count does not say when its period began";
    hint "fill period_start with its first day, or period_length with 24h or 7d";

    /// A period that begins after it ends.
    "F107" WindowReversed {
        /// First day.
        start: PartialDate,
        /// Last day.
        as_of: PartialDate,
    } is "the period begins on {start}, after its last day {as_of}";
    hint "exchange the two days, or correct period_start";

    /// A period length that is not hours or days.
    "F108" BadLength(text: String) is "`{text}` is not the length of a period";
    hint "write hours or days, such as 24h, 48h or 7d";

    /// A ref that could be taken for an id or a uid, or holds white space.
    "F109" BadRef(text: String) is "`{text}` cannot be a ref";
    hint "write a ref with a letter and without spaces, such as row-12";

    /// A relation without a target.
    "F110" RelationWithoutTarget is "a relation without a target";
    hint "name the refs or ids it is about in `target`";
    or
    /// A target without a relation.
    TargetWithoutRelation is "a target without a relation";
    hint "write revises, corrects, retracts, disowns, reinstates, redefines, rebases, derived_from or disputes in `relation`";

    /// A `part_of` that is not `REF` or `REF complete`.
    "F111" BadPartOf(text: String) is "`{text}` names no single figure";
    hint "write one ref or id, or REF complete when the parts are all there";

    /// A remark: the group is named by a word that takes a side.
    "F112" LoadedGroup(text: String) is "the group is kept as `{text}`, a word that takes a side";
    hint "if the source allows, write a plain word in `group`: fighters > BODY instead of {text}";

    /// The words beside the number speak of another measure: "12 injured" beside the measure killed.
    "F113" OtherMeasure {
        /// The word beside the number.
        counted: String,
        /// The measure of the row.
        measure: &'static str,
    } is "the words count `{counted}`, the measure is {measure}";
    hint "correct the measure, or make two rows of the cell";

    /// The words beside the number count a part, such as "12 children", and the row counts everybody.
    "F114" OtherGroup {
        /// The word beside the number.
        counted: String,
        /// The group of the row.
        group: String,
    } is "the words count `{counted}`, the row counts {group}";
    hint "write {counted} in `group`";

    /// A cell of sex, age, status or role with which the group, or a cell before it, cannot be true.
    "F121" OtherFacet {
        /// The column.
        field: Field,
        /// Its cell.
        text: String,
        /// The group as typed, or the words of the cells before.
        group: String,
    } is "`{}` is `{text}`, and the row counts {group}", field.name();
    hint "look in the source whom the number counts, and correct `group` or `{}`", field.name();

    /// The word beside the number does not say what happened to the people: "12 losses".
    "F117" SaysTooLittle(text: String) is "`{text}` does not say what happened to them: killed, injured, missing or taken";
    hint "look in the source how many were killed, and write that number; killed and injured together are casualties";

    /// A remark: the row counts casualties, which are not the dead.
    "F118" CasualtiesAreMixed is "casualties are killed and injured together, and are never read as killed";
    hint "if the source says how many were killed, write them in a row of their own";

    /// A name of more steps than anything has that people count in: each step is a name of its own, with all above it.
    "F123" DeepName {
        /// The column.
        field: Field,
        /// How many steps it has.
        steps: usize,
    } is "`{}` is a path of {steps} steps; it may have {MOST_STEPS}", field.name();
    hint "write the steps that say where and who, from the largest to the smallest";

    /// A remark: the count of rows is the number by which a spreadsheet keeps their own day.
    "F122" DayAsNumber {
        /// The number of the first.
        number: u64,
        /// The day that it is.
        day: PartialDate,
        /// How many rows.
        rows: u64,
    } is "the count {number} is how a spreadsheet keeps the day {}, the day of its row ({})", day.iso(), rows_alike(*rows);
    hint "if the column holds days, take the entry back with tollbook undo ENTRY, and read another one: --map COLUMN=figure";

    /// An embargo that ends on a day, or at a time in no zone.
    "F119" EmbargoWithoutTime(until: Moment) is "an embargo ends at a time in a zone, and this is {}", until.iso();
    hint "write the time and its zone in `embargo_until`: {}", in_zone(*until);

    /// A day after the one on which the row is recorded, in a count that is no projection.
    "F116" AfterItsRecording {
        /// The day.
        date: PartialDate,
        /// The day on which the row is recorded.
        recorded_on: Day,
    } is "{} is after {}, the day on which it is recorded", date.long(), recorded_on.to_date().long();
    hint "compare the date with the source; deaths that are yet to come have the count_type projection";
}
}

/// The same as an embargo is written; a day begins with its morning.
fn rows_alike(rows: u64) -> String {
    if rows == 1 { "the only such row".into() } else { format!("{rows} such rows") }
}

fn in_zone(until: Moment) -> String {
    let iso = until.iso();
    if until.time.is_some() { format!("{iso}Z") } else { format!("{}T06:00Z", until.date.last_day()) }
}

fn spoken(field: Field) -> String {
    let name = field.name().replace('_', " ");
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

fn unknown_word_hint(field: Field, text: &str, choices: &str) -> String {
    let plain = text.to_lowercase();
    match field {
        Field::Measure if words(text).iter().any(|word| SAY_TOO_LITTLE.contains(&word.as_str())) => {
            format!(
                "the word does not say what happened to them: look in the source how many were killed; it takes {choices}"
            )
        }
        Field::Measure if plain.contains("dead") || plain.contains("death") => {
            format!(
                "write killed, died, or casualties (killed and injured, not separable); it takes {choices}"
            )
        }
        Field::CountType if plain.contains("daily") || plain.contains("new") => {
            "write period, with period_start or period_length".into()
        }
        _ => format!("write one of {choices}"),
    }
}
