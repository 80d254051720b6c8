//! What this desk typed, or may not keep: figures mended, voided, or with a text erased.

use std::io::Write;

use clap::ValueEnum;

use super::Args;
use crate::cli::entering::{agrees, author};
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::amend::figure::{MendOptions, Typo, mend};
use crate::desk::amend::redact::{RedactOptions, apply, plan};
use crate::model::column::{Field, RowPart};
use crate::model::date::written_out;
use crate::render::text;

/// Reads `figure=704`.
pub fn typo(text: &str) -> Result<Typo, String> {
    let (name, value) = text.split_once('=').ok_or_else(|| "write FIELD=VALUE".to_owned())?;
    let name = name.trim();
    let field = Field::from_name(&name.replace('-', "_")).ok_or_else(|| {
        let names: Vec<_> =
            Field::ALL.iter().filter(|field| is_mendable(**field)).map(|field| field.name()).collect();
        format!("`{name}` is not a field; write one of {}", names.join(", "))
    })?;
    if !field.is_kept() {
        return Err(format!("`{name}` makes the words of the group; mend these: --typo group=WORDS"));
    }
    match is_mendable(field) {
        true => Ok((field, value.trim().to_owned())),
        false => Err(format!(
            "`{name}` is what a row called itself or declared of others, which stays as declared; take the entry back with tollbook undo ENTRY and enter it anew"
        )),
    }
}

/// Refs and links follow the mended figure as they are.
fn is_mendable(field: Field) -> bool {
    field != Field::Ref && field.is_kept() && field.part() != RowPart::Link
}

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

/// Mends or voids a figure.
pub fn run(args: &Args, figure: &str, context: &mut Context) -> Result<Done, Error> {
    let (figure, typos, dry_run) = (figure.to_owned(), typos(args, context)?, context.global.dry_run);
    let options = MendOptions { figure, typos, why: reason(args)?, dry_run };
    let mut store = stores::open_to_write(context)?;
    let (report, touched) = mend(&mut store, &options, &author(context))?;
    context.print_below(Some((&store, &touched)), report.entry, &report)?;
    Ok(Done::Well)
}

/// Erases a text; on a dry run lists who holds it. Exit code 1 where it still stands in a name or in the words of a number.
pub fn redact(args: &Args, figure: &str, erasable: Erasable, context: &mut Context) -> Result<Done, Error> {
    let (figure, dry_run) = (figure.to_owned(), context.global.dry_run);
    let options = RedactOptions { figure, field: erasable.field(), why: reason(args)?, dry_run };
    let mut store = stores::open_to_write(context)?;
    let plan = plan(&mut store, &options)?;
    let report = if dry_run {
        plan.report
    } else {
        let question = format!("Erase the {} for good? Nothing brings it back.", plan.report.field);
        let held = |err: &mut dyn Write, style| text::draw::page(err, &plan.report.held(), style);
        if !agrees(context, &question, held)? {
            return Ok(Done::Nothing);
        }
        let erasure = apply(&mut store, plan, &author(context))?;
        context.recorded.extend(erasure.report.entry);
        erasure.swept?;
        erasure.report
    };
    context.print_receipt(&store, report.entry, &report)?;
    Ok(if report.stays.is_empty() { Done::Well } else { Done::LookAtIt })
}

/// What was mistyped; days that are counted back from today as the days that they are, which standard error tells.
///
/// # Errors
/// What writing meets.
pub fn typos(args: &Args, context: &Context) -> Result<Vec<Typo>, Error> {
    let mut told = Vec::new();
    let written = args.typo.iter().map(|(field, text)| {
        let day = if Field::DATES.contains(field) { written_out(text, context.today) } else { text.into() };
        if day != *text {
            told.push(context.in_zone(format!("{} is {day}", field.name())));
        }
        (*field, day.into_owned())
    });
    let written = written.collect();
    context.tell(&told)?;
    Ok(written)
}

/// The reason that mending a figure needs: whoever reads the log later should not have to guess.
pub fn reason(args: &Args) -> Result<String, Error> {
    let why = args.why.as_deref().map(str::trim).filter(|why| !why.is_empty());
    let why =
        why.ok_or_else(|| Error::usage("the reason is missing", "say it with -m: -m \"misread the report\""));
    Ok(why?.to_owned())
}
