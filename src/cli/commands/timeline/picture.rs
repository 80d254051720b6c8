//! A timeline as a picture in a file.

use std::cmp::Reverse;

use super::Args;
use crate::chart::{Chart, ChartOptions};
use crate::cli::Context;
use crate::cli::beside::beside;
use crate::cli::pictures::{self, PictureFile};
use crate::desk::pictures::origin;
use crate::desk::{Criteria, Error, Store};
use crate::export::audience::Audience;
use crate::model::shell;
use crate::report::scope::ScopeReport;

/// How many pictures a page holds.
const MOST: usize = 24;

/// Draws what is asked for.
pub fn draw(
    args: &Args,
    (store, criteria): (&Store, &Criteria),
    file: PictureFile,
    context: &mut Context,
) -> Result<(), Error> {
    let width = args.width.unwrap_or(pictures::WIDTH);
    let options = ChartOptions { spacing: args.spacing(), columns: width as usize };
    let most = if file.is_one() { 1 } else { MOST };
    let origin = origin(store, criteria, &context.typed)?;
    let (mut charts, mut scopes, mut all) = (Vec::new(), Vec::new(), 0_usize);
    // A picture in a file is handed on.
    args.each_picture((store, criteria), Audience::Public, &mut |_, picture| {
        all += 1;
        let figures = picture.timeline.points.len();
        scopes.push((figures, picture.scope.clone()));
        if all <= most {
            charts.push(Chart::of(&picture.made_by(origin.clone()), options));
        }
        Ok(())
    })?;
    if all > most {
        return Err(too_many(all, most, chosen(scopes), context));
    }
    let out = context.out.stdout();
    pictures::draw(out, &charts, file, width)?;
    let Some(chart) = charts.first().filter(|_| file.is_one()) else { return Ok(()) };
    let alt = beside(context, "alt.txt", |out| writeln!(out, "{}", chart.alt))?;
    context.out.finish()?;
    let told = alt.map(|path| format!("its text for who cannot see it is in {}", path.display()));
    Ok(context.tell(&Vec::from_iter(told))?)
}

/// Said where more series are asked for than a file has room for: how to ask for the one that has most to show.
fn too_many(all: usize, most: usize, fullest: Option<ScopeReport>, context: &Context) -> Error {
    let (what, more) = match most {
        1 => (
            format!("{all} series match, and a picture shows one"),
            format!("; a file that ends in .html holds {MOST}"),
        ),
        _ => (format!("{all} series match, and a page holds {most} pictures"), String::new()),
    };
    let to = context.global.output.as_deref().unwrap_or(std::path::Path::new("chart.svg"));
    let to = shell::word(&to.display().to_string());
    let hint = match fullest {
        Some(scope) => format!(
            "ask for one of them, such as the one with most figures: tollbook timeline {} -o {to}{more}",
            filter(&scope)
        ),
        None if all <= MOST => {
            "ask for fewer, or have all on one page: name a file that ends in .html".to_owned()
        }
        None => "ask for fewer".to_owned(),
    };
    Error::usage(what, hint)
}

/// The series with most figures of those that a filter can choose: one whose names are no part of another's.
fn chosen(mut scopes: Vec<(usize, ScopeReport)>) -> Option<ScopeReport> {
    scopes.sort_by_key(|(figures, _)| Reverse(*figures));
    let is_alone =
        |own: &ScopeReport| scopes.iter().filter(|(_, other)| is_asked_with(own, other)).count() == 1;
    scopes.iter().map(|(_, scope)| scope).take(MOST_TRIED).find(|scope| is_alone(scope)).cloned()
}

/// How many series are looked at for one to propose.
const MOST_TRIED: usize = 100;

/// Whether the filter of one series chooses another as well: the names of a filter are parts of names.
fn is_asked_with(own: &ScopeReport, other: &ScopeReport) -> bool {
    let holds = |own: &str, other: &str| other.to_lowercase().contains(&own.to_lowercase());
    let place = match (&own.place, &other.place) {
        (Some(own), Some(other)) => holds(own, other),
        (own, _) => own.is_none(),
    };
    let definition = match (&own.definition, &other.definition) {
        (Some(own), Some(other)) => holds(own, other),
        (own, other) => own == other,
    };
    place
        && definition
        && holds(&own.event, &other.event)
        && holds(&own.group, &other.group)
        && own.measure == other.measure
        && own.count_type == other.count_type
}

/// The filter that chooses a series.
fn filter(scope: &ScopeReport) -> String {
    let flags = [
        ("--event", Some(scope.event.as_str())),
        ("--place", scope.place.as_deref()),
        ("--measure", Some(scope.measure)),
        ("--group", Some(scope.group.as_str())),
        ("--count-type", Some(scope.count_type)),
        ("--definition", Some(scope.definition.as_deref().unwrap_or_default())),
    ];
    let flags = flags.into_iter().filter_map(|(flag, name)| Some(shell::flag(flag, name?)));
    flags.collect::<Vec<_>>().join(" ")
}
