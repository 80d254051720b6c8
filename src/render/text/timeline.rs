//! A series over time, as a table; with one authority, also as bars.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::render::visible::visible;
use crate::report::lists::{Cell, Column, Holds, Table};
use crate::report::timeline::{Point, TimelineReport};

use super::list;

/// The columns that a bar may take.
const BAR: u64 = 24;

/// How many authorities stand side by side on a screen; more are told in further tables below.
const BESIDE: usize = 3;

/// Writes a timeline: printed words, the step from the figure before, and what is to be known beside it.
///
/// # Errors
/// What writing meets.
pub fn timeline(out: &mut dyn Write, report: &TimelineReport, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&visible(&report.scope.heading())))?;
    let rows = report.rows();
    let all: Vec<usize> = (0..report.authorities.len()).collect();
    for (turn, columns) in all.chunks(BESIDE).enumerate() {
        if turn > 0 {
            writeln!(out)?;
        }
        list::table(out, &beside(report, &rows, columns), style)?;
    }
    if report.points.iter().any(|point| point.as_of_assumed) {
        writeln!(out, "{}", style.dim("~ the source states no day: at the latest this one"))?;
    }
    Ok(())
}

fn beside(report: &TimelineReport, rows: &[(&str, Vec<Option<&Point>>)], columns: &[usize]) -> Table {
    let one = match columns {
        [one] if report.authorities.len() == 1 => Some(*one),
        _ => None,
    };
    let mut head = vec![Column { name: "as of".into(), holds: Holds::Fixed }];
    let named = |at: &usize| Column { name: report.authorities[*at].clone().into(), holds: Holds::Words };
    head.extend(columns.iter().map(named));
    head.extend(one.map(|_| Column { name: "".into(), holds: Holds::Fixed }));
    let most = report.points.iter().map(size).max().unwrap_or(0).max(1);
    let mut table = Table { columns: head, rows: Vec::new() };
    for (day, cells) in rows.iter().filter(|(_, cells)| columns.iter().any(|at| cells[*at].is_some())) {
        let assumed = columns.iter().filter_map(|at| cells[*at]).any(|point| point.as_of_assumed);
        let day = if assumed { format!("{day} ~") } else { (*day).to_owned() };
        let told = columns.iter().map(|at| cells[*at].map_or(Cell::Blank, |point| told(point).into()));
        let bar = one.and_then(|at| cells[at]).map(|point| Cell::from(bar(size(point), most)));
        table.push([Cell::from(day)].into_iter().chain(told).chain(bar));
    }
    table
}

fn told(point: &Point) -> String {
    let step = match point.step {
        Some(step) if step != 0 => {
            format!(" ({}{})", if step > 0 { "+" } else { "-" }, grouped(step.unsigned_abs()))
        }
        _ => String::new(),
    };
    let mark = point.mark.map(|mark| format!(", {mark}")).unwrap_or_default();
    format!("{}{step}{mark}", point.wording)
}

/// What a bar shows: the printed number, else the fewest people that the words allow.
fn size(point: &Point) -> u64 {
    point.value.unwrap_or(point.low)
}

fn bar(size: u64, most: u64) -> String {
    let length = (u128::from(size) * u128::from(BAR)).div_ceil(u128::from(most)) as usize;
    "#".repeat(length)
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let parted =
        digits.char_indices().map(|(at, digit)| match (digits.len() - at).is_multiple_of(3) && at > 0 {
            true => format!(",{digit}"),
            false => digit.to_string(),
        });
    parted.collect()
}
