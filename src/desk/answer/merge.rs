//! Rows that several stores gave of one figure, as one row.

use std::collections::HashMap;

use crate::model::date::{Moment, Timestamp};
use crate::model::interchange::{FigureRow, RowAct};

/// One row for each figure, in the order of recording: by `order`, or where stores are several by when each figure was first
/// recorded, wherever that was. A row of the family comes before a copy; what is declared of the figure in any of them was.
pub fn one_a_figure(mut rows: Vec<FigureRow>, several: bool) -> Vec<FigureRow> {
    match several {
        true => rows.sort_by_cached_key(place),
        false => rows.sort_by_key(|row| row.order),
    }
    let (mut once, mut known): (Vec<FigureRow>, HashMap<String, usize>) = Default::default();
    for row in rows {
        match known.get(&row.uid) {
            Some(at) => add(&mut once[*at], row),
            None => {
                known.insert(row.uid.clone(), once.len());
                once.push(row);
            }
        }
    }
    once
}

/// When a figure was first recorded, by which entry, and where in its file.
fn place(row: &FigureRow) -> (Option<Timestamp>, Option<String>, i64, String) {
    let at = row.recorded_at.as_deref().and_then(|at| Timestamp::read(at).ok());
    (at, row.entry_uid.clone(), row.line, row.uid.clone())
}

/// Adds what a later row of a figure says to the first one.
fn add(first: &mut FigureRow, row: FigureRow) {
    first.role = first.role.min(row.role);
    first.series = first.series.or(row.series);
    for act in row.acts {
        match first.acts.iter_mut().find(|known| is_one(known, &act)) {
            Some(known) if known_at(&act) < known_at(known) => known.known_at = act.known_at,
            Some(_) => {}
            None => first.acts.push(act),
        }
    }
    let longer = |own: &mut Option<String>, other: Option<String>| {
        let key = |text: &Option<String>| text.as_ref().map(|text| (text.chars().count(), text.clone()));
        if key(&other) > key(own) {
            *own = other;
        }
    };
    longer(&mut first.wording, row.wording);
    longer(&mut first.title, row.title);
    longer(&mut first.archive_url, row.archive_url);
    longer(&mut first.language, row.language);
    // Of details the newest that says something holds.
    let newer = |own: &mut Option<String>, other: Option<String>| *own = other.or(own.take());
    newer(&mut first.stated_on, row.stated_on);
    newer(&mut first.retrieved_at, row.retrieved_at);
    newer(&mut first.verification, row.verification);
    newer(&mut first.standpoint, row.standpoint);
    newer(&mut first.caveat, row.caveat);
    newer(&mut first.circumstances, row.circumstances);
    newer(&mut first.superlative, row.superlative);
    newer(&mut first.quote, row.quote);
    newer(&mut first.note, row.note);
    newer(&mut first.grade, row.grade);
    newer(&mut first.reference, row.reference);
}

/// Whether two acts say the same; known since the first of them was.
fn is_one(one: &RowAct, other: &RowAct) -> bool {
    (&one.what, &one.other_uid, &one.reason, &one.reason_by)
        == (&other.what, &other.other_uid, &other.reason, &other.reason_by)
}

fn known_at(act: &RowAct) -> Option<(i32, u32)> {
    Moment::read(&act.known_at).ok().map(Moment::order_key)
}
