//! The files of one series: its pages, its answer for programs, its figures as a table, and its table of days.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

use super::figures::{FigureMaker, listed};
use super::front::Noted;
use super::gathered::SiteSeries;
use super::in_parts::in_parts;
use super::shelves::SiteShelves;
use super::writing::SiteWriter;
use super::{ROWS, SiteFolder};
use crate::desk::error::Error;
use crate::desk::pages::{links, series};
use crate::model::recorded::{FigureId, Recorded};
use crate::report::address::folder::Shelves;
use crate::report::address::{Address, FIRST, Face, PageId};
use crate::report::pages::PageContent;
use crate::report::pages::parts::PageParts;
use crate::report::pages::series::SeriesPage;
use crate::report::trace::TraceReport;

/// Writes all of a series, and notes what the front page says of it.
///
/// # Errors
/// A disk that is full, or what the store says.
pub fn write(
    site: &SiteFolder<'_>,
    shelves: &SiteShelves<'_>,
    writer: &mut SiteWriter<'_>,
    (one, noted): (&SiteSeries, &mut Noted),
) -> Result<(), Error> {
    let address = Address::of(PageId::Series(one.id));
    let asked = site.asking(&address);
    let own = |id: FigureId| shelves.series_of_figure(id.0).filter(|(series, _)| *series == one.id);
    let mut figures: FxHashMap<FigureId, Recorded> = FxHashMap::default();
    let made = series::whole(&asked, &one.key, &mut |answered| {
        noted.note(&one.key, answered);
        let members = answered.series.members().iter().map(|member| &member.recorded);
        figures.extend(members.filter(|one| own(one.id).is_some()).map(|one| (one.id, asked.shown(one))));
    })?;
    let Some(mut made) = made else { return Ok(()) };
    let trace = told(site, &mut made, &|id| own(id).is_some());
    write_faces(writer, &address, &mut made, &trace)?;
    write_parts(site, writer, (&address, made), (&trace, &figures), &own)?;
    write_table(site, writer, one, figures)?;
    write_timeline(site, writer, one)
}

/// What the audience is told of a series; returns its figures. What a person of this desk should look at, and the names that
/// files gave to figures, are the desk's own.
fn told(
    site: &SiteFolder<'_>,
    page: &mut SeriesPage,
    is_shown: &dyn Fn(FigureId) -> bool,
) -> Vec<TraceReport> {
    let mut trace = page.report.trace.take().unwrap_or_default();
    trace.retain(|one| is_shown(one.id));
    if site.options.audience.is_public() {
        trace.iter_mut().for_each(|one| one.reference = None);
        page.report.finding_details = None;
    }
    trace
}

/// The answer for programs, with every figure.
fn write_faces(
    writer: &mut SiteWriter<'_>,
    address: &Address,
    made: &mut SeriesPage,
    trace: &[TraceReport],
) -> Result<(), Error> {
    made.report.trace = Some(trace.to_vec());
    let mut page =
        writer.page(address.clone(), PageParts::WHOLE, PageContent::Series(Box::new(made.clone())));
    writer.write_in(&mut page, Face::Json)?;
    writer.write_in(&mut page, Face::Csv)
}

/// Its pages, with some figures each. The chart stands on the first.
fn write_parts(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    (address, made): (&Address, SeriesPage),
    (trace, figures): (&[TraceReport], &FxHashMap<FigureId, Recorded>),
    own: &dyn Fn(FigureId) -> Option<(i64, NonZeroU32)>,
) -> Result<(), Error> {
    let maker = FigureMaker::of(site, &made.scope);
    let all = trace.len().div_ceil(ROWS);
    let mut page = writer.page(address.clone(), PageParts::WHOLE, PageContent::Series(Box::new(made)));
    let mut number = Some(FIRST);
    while let Some(at) = number {
        let rows: Vec<TraceReport> =
            trace.iter().filter(|one| own(one.id).is_some_and(|(_, part)| part == at)).cloned().collect();
        let mut in_full = Vec::new();
        for one in rows.iter().filter_map(|one| figures.get(&one.id)) {
            in_full.push(maker.page(one)?);
        }
        if let PageContent::Series(series) = &mut page.content {
            series.report.trace = Some(rows);
            series.in_full = in_full;
            series.picture = series.picture.take().filter(|_| at == FIRST);
        }
        page.address.number = at;
        page.parts = PageParts::of_parts(at, all);
        writer.write(&page)?;
        number = page.parts.next();
    }
    Ok(())
}

/// Its figures as a table for programs.
fn write_table(
    site: &SiteFolder<'_>,
    writer: &mut SiteWriter<'_>,
    one: &SiteSeries,
    figures: FxHashMap<FigureId, Recorded>,
) -> Result<(), Error> {
    let mut figures: Vec<Recorded> = figures.into_values().collect();
    figures.sort_unstable_by_key(|recorded| recorded.id);
    let listed = figures.into_iter().map(|recorded| listed(site, recorded)).collect::<Result<_, Error>>()?;
    let scope = links::scope(site.view, &one.key.scope, links::series(&one.key))?;
    let address = Address::of(PageId::Figures(one.id)).as_face(Face::Csv);
    let content = PageContent::Figures(Box::new(scope), listed);
    writer.write(&writer.page(address, PageParts::WHOLE, content))
}

/// Its table of days, where that is longer than the one beside the chart.
fn write_timeline(site: &SiteFolder<'_>, writer: &mut SiteWriter<'_>, one: &SiteSeries) -> Result<(), Error> {
    let address = Address::of(PageId::Timeline(one.id));
    if one.figures <= crate::report::pages::parts::ROWS {
        return Ok(());
    }
    let asked = site.asking(&address);
    let Some(mut timeline) = series::whole_timeline(&asked, &one.key)? else { return Ok(()) };
    let points = std::mem::take(&mut timeline.points);
    let scope = Box::new(links::scope(site.view, &one.key.scope, links::series(&one.key))?);
    for (parts, points) in in_parts(&points) {
        timeline.points = points.to_vec();
        let content = PageContent::Timeline(scope.clone(), Box::new(timeline.clone()));
        writer.write(&writer.page(address.part(parts.number), parts, content))?;
    }
    Ok(())
}
