//! A folder of pages that works from the disk: `--site`.

use super::{Args, ExportKind, ExportRequest, typed};
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::pages::LEFT_OUT;
use crate::desk::pages::site::{SiteOptions, write_site};
use crate::export::audience::Audience;
use crate::model::shell;
use crate::phrase::number::several;

/// This kind. It is for everybody unless said otherwise.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, _| args.site.is_some(),
    audience: Audience::Public,
    heeds: || Heeds::all().in_one_form(),
    prepare,
    run,
};

/// A folder is no file, and its pages are whole.
fn prepare(args: &Args, context: &mut Context) -> Result<(), Error> {
    let Some(site) = args.site.as_ref().map(|site| typed(site)) else { return Ok(()) };
    if let Some(file) = &context.global.output {
        let file = shell::word(&file.display().to_string());
        return Err(Error::usage(
            format!("--site writes a folder, and -o {file} names a file"),
            format!("leave -o out: tollbook export --site {site}"),
        ));
    }
    if args.bom {
        return Err(Error::usage(
            "--bom is for tables, and --site writes pages",
            format!("leave it out: tollbook export --site {site}"),
        ));
    }
    match args.without.iter().find(|field| !LEFT_OUT.contains(field)) {
        None => Ok(()),
        Some(field) => {
            let names: Vec<&str> = LEFT_OUT.iter().map(|field| field.name()).collect();
            Err(Error::usage(
                format!("pages cannot do without {}", field.name()),
                format!(
                    "they can without {}: tollbook export --site {site} --without quote",
                    names.join(", ")
                ),
            ))
        }
    }
}

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let Some(to) = &args.site else { return Ok(Done::Nothing) };
    let options = SiteOptions {
        criteria: asked.criteria(args, context)?,
        audience: asked.audience,
        without: args.without.clone(),
        terms: context.defaults.terms(),
    };
    let written = write_site(asked.store, &options, to, asked.sharing)?;
    let figures = several(written.figures, "figure");
    context.tell(&[
        format!("{figures} in {} series written to {}", written.series, to.display()),
        format!("open {} in a browser", typed(&to.join("index.html"))),
    ])?;
    Ok(Done::Well)
}
