//! A page in its forms: HTML for people, JSON and CSV as the commands give them.

use std::io;

use crate::report::Report;
use crate::report::address::Face;
use crate::report::address::folder::Addressing;
use crate::report::listed;
use crate::report::lists::Table;
use crate::report::pages::front::FrontJson;
use crate::report::pages::linked::Linked;
use crate::report::pages::{PageContent, WebPage};

use super::{csv, html, json};

/// The bytes of a page in the form that its address asks for.
///
/// # Errors
/// What writing meets.
pub fn body(page: &WebPage, addressing: Addressing<'_>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    match page.address.face {
        Face::Html => body = html::page(page, addressing).into_bytes(),
        Face::Json => in_json(page, &mut body)?,
        Face::Csv => in_csv(page, &mut body)?,
    }
    Ok(body)
}

fn in_json(page: &WebPage, out: &mut Vec<u8>) -> io::Result<()> {
    match &page.content {
        PageContent::Front(front) => {
            let events = front.events.iter().map(|event| event.text.as_str()).collect();
            json::value(out, &FrontJson { entry: page.entry, events, log: &front.log })
        }
        PageContent::Series(series) => json::list(out, [&series.report]),
        PageContent::Figure(figure) => json::value(out, &figure.report),
        PageContent::Trouble(trouble) => json::value(out, trouble),
    }
}

fn in_csv(page: &WebPage, out: &mut Vec<u8>) -> io::Result<()> {
    match &page.content {
        PageContent::Front(front) => csv::table(out, &names("events", &front.events)),
        PageContent::Series(series) => reports(out, std::slice::from_ref(&series.report)),
        PageContent::Figure(figure) => {
            csv::table(out, &Table::of(listed::FIGURES, std::slice::from_ref(&figure.row)))
        }
        PageContent::Trouble(trouble) => {
            let mut rows = csv::CsvRows::begin(out, ["error", "hint"])?;
            rows.row(&[trouble.error.as_str().into(), trouble.hint.as_str().into()])?;
            rows.end()
        }
    }
}

/// Reports as the rows of a command.
fn reports<R: Report>(out: &mut Vec<u8>, reports: &[R]) -> io::Result<()> {
    let mut rows = csv::CsvRows::begin(out, R::columns())?;
    for report in reports {
        report.rows().iter().try_for_each(|row| rows.row(row))?;
    }
    rows.end()
}

/// Names under the word of their list.
fn names(list: &'static str, names: &[Linked]) -> Table {
    let mut table = Table::new(&[(list, crate::report::lists::ColumnContent::Words)]);
    names.iter().for_each(|name| table.push([name.text.as_str().into()]));
    table
}
