//! A note on method to publish with figures, as Markdown: alone, or beside another export.

use super::{Args, ExportKind};
use crate::cli::clocks::Heeds;
use crate::cli::{Context, Done};
use crate::desk::method_note::{MethodNoteOptions, write_method_note};
use crate::desk::{Error, Store};
use crate::export::audience::Audience;

/// The note alone. It is written by [`write()`], as beside another export.
pub const KIND: ExportKind = ExportKind {
    is_asked: |args, context| args.method_note.is_some() && context.global.output.is_none(),
    audience: Audience::Public,
    heeds: || Heeds::all().in_one_form(),
    prepare: |_, _| Ok(()),
    run: |_, _, _| Ok(Done::Well),
};

/// Writes the note, where it is asked for.
///
/// # Errors
/// A file that may not be written, or what the store says.
pub fn write(args: &Args, store: &Store, context: &mut Context) -> Result<(), Error> {
    let Some(to) = &args.method_note else { return Ok(()) };
    let options = MethodNoteOptions {
        criteria: args.filters.criteria(context, store)?,
        audience: args.audience.or(Audience::Public),
        terms: context.defaults.terms(),
    };
    write_method_note(store, &options, to, args.sharing.sharing())?;
    Ok(context.tell(&[format!("note on method written to {}", to.display())])?)
}
