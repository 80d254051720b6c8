//! What became of a source: gone from where it was, kept elsewhere.

use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::desk::error::Error;
use crate::desk::sources;
use crate::model::names::{NameField, NameKind, source_name};
use crate::report::amended::AmendReport;
use crate::store::Store;

use super::{Args, names};

/// Records what is said about a source.
pub fn run(args: &Args, typed: &str, context: &mut Context) -> Result<Done, Error> {
    if !args.said.facts().is_empty() {
        return Err(Error::usage(
            "of a source it can be said when it was gone, and where a copy is kept",
            "write tollbook amend source 7 --gone-on DAY --archive URL",
        ));
    }
    let mut store = Store::open_for_writing(&locate(context)?)?;
    let (id, source) = sources::sought(&store.read(None)?, typed)?;
    let name = source_name(&source)
        .ok_or_else(|| Error::usage("the source has no publisher", "see it with tollbook list sources"))?;
    let given = [(NameField::GoneOn, &args.gone_on), (NameField::ArchiveUrl, &args.archive)];
    let said: Vec<_> =
        given.into_iter().filter_map(|(field, value)| Some((field, value.as_deref()?.trim()))).collect();
    if said.is_empty() {
        return Err(Error::usage(
            "nothing is said about the source",
            format!("say it with a flag: tollbook amend source {id} --gone-on DAY --archive URL"),
        ));
    }
    let facts = names::facts(&said, NameKind::Source, &name)?;
    let report = AmendReport::new(NameKind::Source, &sources::label(id, &source), context.global.dry_run);
    names::say(&mut store, &facts, args.why.as_deref(), report, context)
}
