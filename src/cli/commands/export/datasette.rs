//! A folder that Datasette serves: `--datasette DIR`.

use super::datapackage::{options, refuse_files, tell};
use super::{Args, ExportKind, ExportRequest};
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::Error;
use crate::desk::dataset::write_database;
use crate::export::audience::Audience;

/// This kind.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, _| args.datasette.is_some(),
    audience: Audience::Public,
    heeds: || Heeds::all().in_one_form(),
    prepare: refuse_files,
    run,
};

fn run(args: &Args, asked: &ExportRequest<'_>, context: &mut Context) -> Result<Done, Error> {
    let Some(to) = &args.datasette else { return Ok(Done::Nothing) };
    let about = write_database(asked.store, &options(args, asked, context)?, to, asked.sharing)?;
    tell(&about, to, context)
}
