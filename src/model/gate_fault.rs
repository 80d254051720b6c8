//! What the gate refuses, and what it passes with a remark.

use std::fmt;

use super::date::PartialDate;
use super::draft::Field;
use super::problem::Fault;

/// Why a row is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GateFault {
    /// A required cell is blank.
    Missing(Field),
    /// A word that is not in the closed list of its column.
    UnknownWord {
        /// The column.
        field: Field,
        /// The cell.
        text: String,
        /// The words that it takes.
        choices: String,
    },
    /// No number, and the row is no statement about another figure.
    NoFigure,
    /// A bound in `low`, `high` or `figure` beside them that is not one number.
    BoundIsNoNumber(String),
    /// "Two more" beside a count type that is no addition.
    WordsSayAdded(String),
    /// A period count that does not say which period.
    PeriodWithoutWindow,
    /// The window begins after it ends.
    WindowReversed {
        /// First day.
        start: PartialDate,
        /// Last day.
        as_of: PartialDate,
    },
    /// A length that is not hours or days.
    BadLength(String),
    /// A ref that could be taken for an id or a uid, or holds white space.
    BadRef(String),
    /// `relation` without `target`.
    RelationWithoutTarget,
    /// `target` without `relation`.
    TargetWithoutRelation,
    /// `part_of` that is not `REF` or `REF complete`.
    BadPartOf(String),
    /// "12 injured" beside the measure killed.
    OtherMeasure {
        /// The word beside the number.
        counted: String,
        /// The measure of the row.
        measure: &'static str,
    },
    /// "12 children" beside the group of everybody.
    OtherGroup {
        /// The word beside the number.
        counted: String,
        /// The group of the row.
        group: String,
    },
    /// A remark: the group's word takes a side.
    LoadedGroup(String),
}

impl GateFault {
    /// Every code with its meaning, for the documentation.
    pub const CODES: &[(&'static str, &'static str)] = &[
        ("F101", "a required cell is blank"),
        ("F102", "a word that is not in the closed list of its column"),
        ("F103", "no number, and the row is no statement about another figure"),
        ("F104", "a bound that is not one number"),
        ("F105", "words that say \"added\" beside a count type that is no addition"),
        ("F106", "a period count that does not say which period"),
        ("F107", "a period that begins after it ends"),
        ("F108", "a period length that is not hours or days"),
        ("F109", "a ref that could be taken for an id or a uid"),
        ("F110", "a relation without a target, or a target without a relation"),
        ("F111", "a part_of that is not REF or REF complete"),
        ("F112", "a remark: the group is named by a word that takes a side"),
        ("F113", "the words beside the number speak of another measure"),
        ("F114", "the words beside the number count a part, the row counts everybody"),
    ];
}

impl fmt::Display for GateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GateFault::Missing(field) => write!(f, "`{}` is blank", field.name()),
            GateFault::UnknownWord { field, text, .. } => write!(f, "`{text}` is no {}", spoken(*field)),
            GateFault::NoFigure => write!(f, "the row gives no figure"),
            GateFault::BoundIsNoNumber(text) => write!(f, "`{text}` is not one number"),
            GateFault::WordsSayAdded(text) => {
                write!(f, "`{text}` says how many were added, not how many there are")
            }
            GateFault::PeriodWithoutWindow => write!(f, "a period count does not say when its period began"),
            GateFault::WindowReversed { start, as_of } => {
                write!(f, "the period begins on {start}, after its last day {as_of}")
            }
            GateFault::BadLength(text) => write!(f, "`{text}` is no length of a period"),
            GateFault::BadRef(text) => write!(f, "`{text}` cannot be a ref"),
            GateFault::RelationWithoutTarget => write!(f, "a relation without a target"),
            GateFault::TargetWithoutRelation => write!(f, "a target without a relation"),
            GateFault::BadPartOf(text) => write!(f, "`{text}` names no single figure"),
            GateFault::OtherGroup { counted, group } => {
                write!(f, "the words count `{counted}`, the row counts {group}")
            }
            GateFault::OtherMeasure { counted, measure } => {
                write!(f, "the words count `{counted}`, the measure is {measure}")
            }
            GateFault::LoadedGroup(text) => {
                write!(f, "the group is kept as `{text}`, a word that takes a side")
            }
        }
    }
}

fn spoken(field: Field) -> String {
    field.name().replace('_', " ")
}

impl Fault for GateFault {
    fn code(&self) -> &'static str {
        match self {
            GateFault::Missing(_) => "F101",
            GateFault::UnknownWord { .. } => "F102",
            GateFault::NoFigure => "F103",
            GateFault::BoundIsNoNumber(_) => "F104",
            GateFault::WordsSayAdded(_) => "F105",
            GateFault::PeriodWithoutWindow => "F106",
            GateFault::WindowReversed { .. } => "F107",
            GateFault::BadLength(_) => "F108",
            GateFault::BadRef(_) => "F109",
            GateFault::RelationWithoutTarget | GateFault::TargetWithoutRelation => "F110",
            GateFault::BadPartOf(_) => "F111",
            GateFault::LoadedGroup(_) => "F112",
            GateFault::OtherMeasure { .. } => "F113",
            GateFault::OtherGroup { .. } => "F114",
        }
    }

    fn hint(&self) -> String {
        match self {
            GateFault::Missing(field) => {
                format!("fill the cell, or give one value for the whole file with --set {}=VALUE", field.name())
            }
            GateFault::UnknownWord { field, text, choices } => unknown_word_hint(*field, text, choices),
            GateFault::NoFigure => {
                "write the number (0 if the source says that there were none), or leave the row out; blank is for retracts, disowns and reinstates"
                    .into()
            }
            GateFault::BoundIsNoNumber(_) => "write a plain number, such as 1400".into(),
            GateFault::WordsSayAdded(_) => "write increment as the count_type, or the whole toll as the figure".into(),
            GateFault::PeriodWithoutWindow => "fill period_start with its first day, or period_length with 24h or 7d".into(),
            GateFault::WindowReversed { .. } => "exchange the two days, or correct period_start".into(),
            GateFault::BadLength(_) => "write hours or days, such as 24h, 48h or 7d".into(),
            GateFault::BadRef(_) => "write a ref with a letter and without spaces, such as row-12".into(),
            GateFault::RelationWithoutTarget => "name the refs or ids it is about in `target`".into(),
            GateFault::TargetWithoutRelation => {
                "write revises, corrects, retracts, disowns, reinstates, redefines, rebases or derived_from in `relation`".into()
            }
            GateFault::BadPartOf(_) => "write one ref or id, or REF complete when the parts are all there".into(),
            GateFault::OtherGroup { counted, .. } => format!("write {counted} in `group`"),
            GateFault::OtherMeasure { .. } => "correct the measure, or make two rows of the cell".into(),
            GateFault::LoadedGroup(text) => {
                format!("if the source allows, write a plain word in `group`: fighters > BODY instead of {text}")
            }
        }
    }
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
