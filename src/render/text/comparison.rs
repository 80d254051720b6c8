//! Two figures side by side: the word, the sentence, and what each of them says.

use std::io::{self, Write};

use crate::render::style::Style;
use crate::report::comparison::{ComparedReport, ComparisonReport};
use crate::report::lists::{Cell, Holds, Table};

use super::block::{labelled, paragraph};
use super::list;

/// Writes a comparison.
///
/// # Errors
/// What writing meets.
pub fn comparison(out: &mut dyn Write, report: &ComparisonReport, style: Style) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&report.heading()))?;
    paragraph(out, &report.explanation, style)?;
    if report.earlier.scope == report.later.scope {
        labelled(out, "series", &report.earlier.scope.heading(), style)?;
    }
    labelled(out, "gap", &report.gap.map(|gap| gap.to_string()).unwrap_or_default(), style)?;
    labelled(out, "reason", &reason(report), style)?;
    writeln!(out)?;
    list::table(out, &side_by_side(report), style)
}

fn reason(report: &ComparisonReport) -> String {
    let Some(reason) = report.reason else { return String::new() };
    let by = report.reason_by.as_ref().map(|by| format!(", as {by} gave it")).unwrap_or_default();
    format!("{}{by}", reason.replace('_', " "))
}

/// A row a field that at least one of them has; of what is counted only what differs.
fn side_by_side(report: &ComparisonReport) -> Table {
    let mut table = Table::new(&[("", Holds::Fixed), ("earlier", Holds::Words), ("later", Holds::Words)]);
    let (a, b) = (fields(&report.earlier), fields(&report.later));
    let counted = counted(&report.earlier).into_iter().zip(counted(&report.later));
    let differing = counted.filter(|(a, b)| a.1 != b.1);
    for ((field, first), (_, second)) in a.into_iter().zip(b).chain(differing) {
        if !(first.is_empty() && second.is_empty()) {
            table.push([Cell::from(field), first.into(), second.into()]);
        }
    }
    table
}

fn fields(figure: &ComparedReport) -> [(&'static str, String); 13] {
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let words = figure.wording.clone().unwrap_or_else(|| "no number".to_owned());
    let reference = figure.reference.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    let status = if figure.status == "stands" { String::new() } else { figure.status.clone() };
    [
        ("figure", words),
        ("id", format!("#{}{reference}", figure.id)),
        ("status", status),
        ("authority", figure.authority.clone().unwrap_or_else(|| "none named".to_owned())),
        ("speaker", given(&figure.speaker)),
        ("via", figure.via.join(" > ")),
        ("publisher", figure.publisher.clone()),
        ("method", given(&figure.method)),
        ("period", given(&figure.period)),
        ("as of", figure.as_of.clone().unwrap_or_else(|| "not stated".to_owned())),
        ("stated on", given(&figure.stated_on)),
        ("published on", figure.published_on.clone()),
        ("quote", given(&figure.quote)),
    ]
}

fn counted(figure: &ComparedReport) -> [(&'static str, String); 7] {
    let scope = &figure.scope;
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".to_owned());
    [
        ("event", scope.event.clone()),
        ("place", or_none(&scope.place)),
        ("measure", scope.measure.replace('_', " ")),
        ("unit", scope.unit.to_owned()),
        ("group", scope.group.clone()),
        ("count type", scope.count_type.to_owned()),
        ("definition", or_none(&scope.definition)),
    ]
}
