//! A page in its forms: HTML for people, JSON and CSV as the commands give them.

use std::io;

use serde::Serialize;

use crate::report::address::Face;
use crate::report::address::folder::Addressing;
use crate::report::answer::AnswerReport;
use crate::report::brief::BriefReport;
use crate::report::listed::{self, ListedFigure};
use crate::report::lists::{ColumnContent, Table};
use crate::report::pages::desk::Held;
use crate::report::pages::front::{FrontJson, FrontPage};
use crate::report::pages::named::{NameCard, NamesPage};
use crate::report::pages::tolls::Toll;
use crate::report::pages::{PageContent, WebPage};
use crate::report::timeline::wide::wide;
use crate::report::{Report, entry};

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

/// A name with what is counted of it.
#[derive(Serialize)]
struct NamedAnswers<'p> {
    #[serde(flatten)]
    card: &'p NameCard,
    answers: Vec<&'p AnswerReport>,
}

fn in_json(page: &WebPage, out: &mut Vec<u8>) -> io::Result<()> {
    match &page.content {
        PageContent::Front(front) => json::value(out, &front_json(page.entry, front)),
        PageContent::Names(names) => json::list(out, names_table(names).rows()),
        PageContent::Places(places) => json::list(out, places.places.iter().map(|place| &place.brief)),
        PageContent::Group(group) => {
            json::value(out, &NamedAnswers { card: &group.card, answers: answers(&group.tolls) })
        }
        PageContent::Voice(voice) => {
            let answers = voice.newest.iter().map(|newest| &newest.report).collect();
            json::value(out, &NamedAnswers { card: &voice.card, answers })
        }
        PageContent::Source(source) => json::value(out, &source.card),
        PageContent::Series(series) => json::list(out, [&series.report]),
        PageContent::Timeline(_, timeline) => json::list(out, [timeline]),
        PageContent::Figures(_, figures) => json::list(out, listed(figures).rows()),
        PageContent::Figure(figure) => json::value(out, &figure.report),
        PageContent::Log(log) => json::list(out, &log.entries),
        PageContent::Entry(entry) => json::value(out, &entry.card),
        PageContent::Search(search) => json::list(out, answers(&search.tolls)),
        PageContent::Check(check) => json::list(out, &check.items),
        PageContent::Findings(findings) => json::list(out, &findings.findings),
        PageContent::Differ(differ) => json::list(out, answers(&differ.tolls)),
        PageContent::Head(head) => json::value(out, head),
        PageContent::About(about) => json::list(out, &about.sections),
        PageContent::Trouble(trouble) => json::value(out, trouble),
    }
}

fn in_csv(page: &WebPage, out: &mut Vec<u8>) -> io::Result<()> {
    match &page.content {
        PageContent::Front(front) => reports(out, answers(&front.newest)),
        PageContent::Names(names) => csv::table(out, &names_table(names)),
        PageContent::Places(places) => {
            let series = places.places.iter().flat_map(|place| place_answers(&place.brief));
            reports(out, series.collect())
        }
        PageContent::Group(group) => reports(out, answers(&group.tolls)),
        PageContent::Voice(voice) => reports(out, voice.newest.iter().map(|newest| &newest.report).collect()),
        PageContent::Source(source) => csv::table(out, &listed(&source.figures)),
        PageContent::Series(series) => reports(out, vec![&series.report]),
        PageContent::Timeline(_, timeline) => csv::table(out, &wide(std::slice::from_ref(timeline))),
        PageContent::Figures(_, figures) => csv::table(out, &listed(figures)),
        PageContent::Figure(figure) => csv::table(out, &listed(std::slice::from_ref(&figure.row))),
        PageContent::Log(log) => csv::table(out, &entry::rows(&log.entries)),
        PageContent::Entry(page) => csv::table(out, &entry::rows(std::slice::from_ref(&page.card.of))),
        PageContent::Search(search) => reports(out, answers(&search.tolls)),
        PageContent::Check(check) => reports(out, check.items.iter().collect()),
        PageContent::Findings(findings) => reports(out, findings.findings.iter().collect()),
        PageContent::Differ(differ) => reports(out, answers(&differ.tolls)),
        PageContent::Head(head) => {
            two(out, ["entry", "head"], [&head.entry.to_string(), head.head.as_deref().unwrap_or_default()])
        }
        PageContent::About(about) => csv::table(out, &about.table()),
        PageContent::Trouble(trouble) => two(out, ["error", "hint"], [&trouble.error, &trouble.hint]),
    }
}

fn front_json(entry: i64, front: &FrontPage) -> FrontJson<'_> {
    let (worked_out_for, differ) = match front.held {
        Held::Pending | Held::LeftOut => (None, None),
        Held::For { entry, found, .. } => (Some(entry), Some(found)),
    };
    let findings = match &front.findings {
        Held::Pending | Held::LeftOut => None,
        Held::For { found, .. } => Some(found.all()),
    };
    let events = front.events.iter().map(|event| event.text.as_str()).collect();
    FrontJson {
        entry,
        events,
        log: &front.log,
        worked_out_for,
        newest: answers(&front.newest),
        differ,
        findings,
        printed: front.printed,
    }
}

fn answers(tolls: &[Toll]) -> Vec<&AnswerReport> {
    tolls.iter().map(|toll| &toll.report).collect()
}

fn place_answers(brief: &BriefReport) -> impl Iterator<Item = &AnswerReport> {
    brief.series.iter()
}

fn listed(figures: &[ListedFigure]) -> Table {
    Table::of(listed::FIGURES, figures)
}

/// Reports as the rows of their command.
fn reports<R: Report>(out: &mut Vec<u8>, reports: Vec<&R>) -> io::Result<()> {
    let mut rows = csv::CsvRows::begin(out, R::columns())?;
    for report in reports {
        report.rows().iter().try_for_each(|row| rows.row(row))?;
    }
    rows.end()
}

/// One row of two cells.
fn two(out: &mut Vec<u8>, columns: [&'static str; 2], cells: [&str; 2]) -> io::Result<()> {
    let mut rows = csv::CsvRows::begin(out, columns)?;
    rows.row(&cells.map(Into::into))?;
    rows.end()
}

/// Names and what is known of each, in a column of the name of their list.
fn names_table(page: &NamesPage) -> Table {
    let mut table = Table::new(&[("name", ColumnContent::Words), ("known", ColumnContent::Words)]);
    for (name, known) in &page.names {
        table.push([name.text.as_str().into(), known.as_str().into()]);
    }
    table
}
