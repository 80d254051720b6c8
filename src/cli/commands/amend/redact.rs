//! What this desk may not keep: a text erased for good, wherever the store holds it.

use clap::ValueEnum;

use crate::cli::entering::{agrees, desk_act, who};
use crate::cli::stores::locate;
use crate::cli::{Context, Done};
use crate::desk::error::Error;
use crate::desk::figures;
use crate::model::draft::Field;
use crate::model::problem::Problem;
use crate::model::recorded::{EntryKind, FigureId};
use crate::model::redact_fault::RedactFault;
use crate::model::redacted::holds;
use crate::render::text;
use crate::report::figure::one_line;
use crate::report::mended::RedactReport;
use crate::store::view::View;
use crate::store::write::Copies;
use crate::store::{Store, StoreFault};

use super::Args;

/// What can be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Erasable {
    /// The words around the number
    Quote,
    /// The desk's remark
    Note,
    /// Who spoke
    Speaker,
    /// The address of the source
    Url,
}

impl Erasable {
    fn field(self) -> Field {
        match self {
            Erasable::Quote => Field::Quote,
            Erasable::Note => Field::Note,
            Erasable::Speaker => Field::Speaker,
            Erasable::Url => Field::Url,
        }
    }
}

/// Erases a text; on a dry run lists who holds it. Exit code 1 where it still stands in a name or in the words of a number.
pub fn run(args: &Args, erasable: Erasable, context: &mut Context) -> Result<Done, Error> {
    let (why, field) = (super::reason(args)?, erasable.field());
    let path = locate(context)?;
    let mut store = Store::open_for_writing(&path)?;
    let id = sought(&store.read(None)?, &args.what)?;
    let texts = store.write()?.texts_of(id, field)?;
    if texts.is_empty() {
        let fault = nothing_there(&store.read(None)?, id, field)?;
        if matches!(fault, RedactFault::NothingThere { before: Some(_), .. }) && !context.global.dry_run {
            store.sweep().map_err(|fault| not_swept(&fault))?; // it may have been stopped before it came to that
        }
        return Err(Error::Fault(Problem::of_row(&fault)));
    }
    if texts.iter().any(|text| holds(why, text)) {
        return Err(Error::Fault(Problem::of_row(&RedactFault::InReason)));
    }
    let copies = store.write()?.copies(&texts)?;
    let mut report = report(&store.read(None)?, id, field, &copies)?;
    (report.why, report.store) = (why.to_owned(), path.display().to_string());
    report.dry_run = context.global.dry_run;
    if !report.dry_run {
        if !confirmed(&report, context)? {
            return Ok(Done::Nothing);
        }
        let who = who(context);
        let mut writer = store.write_to_erase()?;
        let copies = writer.copies(&texts)?; // the store may have changed meanwhile
        writer.erase(&copies, field, why)?;
        let entry = writer.seal(&desk_act(EntryKind::Amend, &who, context))?.entry.id.0;
        context.recorded.push(entry);
        report.entry = Some(entry);
        store.sweep().map_err(|fault| not_swept(&fault))?;
    }
    print(&report, context)?;
    Ok(if report.stays.is_empty() { Done::Well } else { Done::LookAtIt })
}

/// A figure by what was typed; by its number also one that is not shown any more: its texts are in the store.
fn sought(reader: &View<'_>, name: &str) -> Result<FigureId, Error> {
    match name.parse().map(FigureId) {
        Ok(id) if reader.was_recorded(id)? => Ok(id),
        _ => figures::sought(reader, name),
    }
}

fn nothing_there(reader: &View<'_>, id: FigureId, field: Field) -> Result<RedactFault, Error> {
    let redactions = reader.redactions_of(id)?;
    let by = redactions.iter().rev().find(|one| one.field == field.name());
    Ok(RedactFault::NothingThere { id, field, before: by.map(|one| one.entry) })
}

fn not_swept(fault: &StoreFault) -> Error {
    Error::usage(
        format!("the text is erased from every row, but free parts of the file may still hold it: {fault}"),
        "make room for a second copy of the store, then type the same command again",
    )
}

fn report(reader: &View<'_>, id: FigureId, field: Field, copies: &Copies) -> Result<RedactReport, Error> {
    let mut held = Vec::new();
    for figure in &copies.figures {
        match reader.figure(*figure)? {
            Some(recorded) => held.push(one_line(&recorded)),
            None => held.push(format!("#{figure} (undone)")),
        }
    }
    let mut files = Vec::new();
    for entry in &copies.files {
        let file =
            reader.entry(*entry)?.and_then(|entry| entry.file).map_or_else(String::new, |file| file.name);
        files.push(format!("entry {entry} ({file})"));
    }
    let stays = copies.stays.iter().map(|stays| format!("{}: {}", stays.cell, stays.holds)).collect();
    Ok(RedactReport {
        entry: None,
        figure: id.0,
        field: field.name(),
        figures: held,
        copies: copies.texts.clone(),
        files,
        stays,
        why: String::new(),
        store: String::new(),
        dry_run: false,
    })
}

/// Asks: nothing brings the text back.
fn confirmed(report: &RedactReport, context: &Context) -> std::io::Result<bool> {
    let question = format!("Erase the {} for good? Nothing brings it back.", report.field);
    agrees(context, &question, |err, style| text::mended::held(err, report, style))
}

fn print(report: &RedactReport, context: &mut Context) -> Result<(), Error> {
    if context.global.quiet {
        return Ok(());
    }
    context.out.one(report, text::mended::redacted)?;
    Ok(())
}
