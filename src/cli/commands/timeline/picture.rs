//! A timeline as a picture in a file.

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
    let (mut charts, mut fullest, mut all) = (Vec::new(), None::<(usize, ScopeReport)>, 0_usize);
    // A picture in a file is handed on.
    args.each_picture((store, criteria), Audience::Public, &mut |_, picture| {
        all += 1;
        let figures = picture.timeline.points.len();
        if fullest.as_ref().is_none_or(|(most, _)| figures > *most) {
            fullest = Some((figures, picture.scope.clone()));
        }
        if all <= most {
            charts.push(Chart::of(&picture.made_by(origin.clone()), options));
        }
        Ok(())
    })?;
    if all > most {
        return Err(too_many(all, most, fullest.map(|(_, scope)| scope), context));
    }
    let out = context.out.stdout();
    pictures::draw(out, &charts, file, width)?;
    let Some(chart) = charts.first().filter(|_| file.is_one()) else { return Ok(()) };
    let alt = beside(context, "alt.txt", |out| writeln!(out, "{}", chart.alt))?;
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
        None => "ask for fewer".to_owned(),
    };
    Error::usage(what, hint)
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
    let flags = flags.into_iter().filter_map(|(flag, name)| Some(format!("{flag} {}", shell::word(name?))));
    flags.collect::<Vec<_>>().join(" ")
}
