//! What the gate refuses, and what it passes with a remark.

use super::date::PartialDate;
use super::draft::Field;
use super::problem::faults;

faults! {
/// Why a row is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateFault: Other {
    "F101" as Incomplete
    /// A required cell is blank.
    Missing(field: Field)
    is "`{}` is blank", field.name();
    hint "fill the cell, or give one value for the whole file with --set {}=VALUE", field.name();

    "F102" as UnknownWord
    /// A word that is not in the closed list of its column.
    UnknownWord {
        /// The column.
        field: Field,
        /// The cell.
        text: String,
        /// The words that it takes.
        choices: String,
    }
    is "`{text}` is no {}", spoken(*field);
    hint "{}", unknown_word_hint(*field, text, choices);

    "F103" as Incomplete
    /// No number, and the row is no statement about another figure.
    NoFigure
    is "the row gives no figure";
    hint "write the number (0 if the source says that there were none), or leave the row out; blank is for retracts, disowns and reinstates";

    "F104"
    /// A bound in `low`, `high` or `figure` beside them that is not one number.
    BoundIsNoNumber(text: String)
    is "`{text}` is not one number";
    hint "write a plain number, such as 1400";

    "F105"
    /// Words that say "added", as in "two more", beside a count type that is no addition.
    WordsSayAdded(text: String)
    is "`{text}` says how many were added, not how many there are";
    hint "write increment as the count_type, or the whole toll as the figure";

    "F106"
    /// A period count that does not say which period.
    PeriodWithoutWindow
    is "a period count does not say when its period began";
    hint "fill period_start with its first day, or period_length with 24h or 7d";

    "F107"
    /// A period that begins after it ends.
    WindowReversed {
        /// First day.
        start: PartialDate,
        /// Last day.
        as_of: PartialDate,
    }
    is "the period begins on {start}, after its last day {as_of}";
    hint "exchange the two days, or correct period_start";

    "F108"
    /// A period length that is not hours or days.
    BadLength(text: String)
    is "`{text}` is no length of a period";
    hint "write hours or days, such as 24h, 48h or 7d";

    "F109"
    /// A ref that could be taken for an id or a uid, or holds white space.
    BadRef(text: String)
    is "`{text}` cannot be a ref";
    hint "write a ref with a letter and without spaces, such as row-12";

    "F110"
    /// A relation without a target.
    RelationWithoutTarget
    is "a relation without a target";
    hint "name the refs or ids it is about in `target`";
    /// A target without a relation.
    TargetWithoutRelation
    is "a target without a relation";
    hint "write revises, corrects, retracts, disowns, reinstates, redefines, rebases or derived_from in `relation`";

    "F111"
    /// A `part_of` that is not `REF` or `REF complete`.
    BadPartOf(text: String)
    is "`{text}` names no single figure";
    hint "write one ref or id, or REF complete when the parts are all there";

    "F112"
    /// A remark: the group is named by a word that takes a side.
    LoadedGroup(text: String)
    is "the group is kept as `{text}`, a word that takes a side";
    hint "if the source allows, write a plain word in `group`: fighters > BODY instead of {text}";

    "F113"
    /// The words beside the number speak of another measure: "12 injured" beside the measure killed.
    OtherMeasure {
        /// The word beside the number.
        counted: String,
        /// The measure of the row.
        measure: &'static str,
    }
    is "the words count `{counted}`, the measure is {measure}";
    hint "correct the measure, or make two rows of the cell";

    "F114"
    /// The words beside the number count a part, such as "12 children", and the row counts everybody.
    OtherGroup {
        /// The word beside the number.
        counted: String,
        /// The group of the row.
        group: String,
    }
    is "the words count `{counted}`, the row counts {group}";
    hint "write {counted} in `group`";
}
}

fn spoken(field: Field) -> String {
    field.name().replace('_', " ")
}

fn unknown_word_hint(field: Field, text: &str, choices: &str) -> String {
    let plain = text.to_lowercase();
    match field {
        Field::Measure if plain.contains("victim") || plain.contains("dead") || plain.contains("death") => {
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
