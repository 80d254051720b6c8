//! `export`: figures out again, in one of several kinds of files; or a verified backup.
//!
//! A kind of export is a file here and two lines in its list.

mod backup;
mod beside;
mod corrections;
mod datapackage;
mod datasette;
mod figures;
mod method_note;
mod rows;
mod site;
mod values;
mod workbook;

use std::path::{Path, PathBuf};

use crate::cli::audience::AudienceFlags;
use crate::cli::clocks::Heeds;
use crate::cli::global::Filters;
use crate::cli::sharing::SharingFlag;
use crate::cli::{Context, Done, stores};
use crate::desk::criteria::Criteria;
use crate::desk::spoken::spoken;
use crate::desk::{Error, Store};
use crate::disk::sharing::Sharing;
use crate::export::audience::Audience;
use crate::model::column::Field;
use crate::model::shell;

/// Writes figures in the house CSV or as JSON lines, with their details, links and uids. Importing the file into a new store gives the same figures, links and answers. What the desk says about names goes into FILE.names.csv beside a CSV, into the file itself with JSON lines. With -o figures.xlsx a workbook; with --site a folder of pages; with -o copy.db a verified backup of the whole store.
///
/// Examples:
///   tollbook export -o figures.csv
///   tollbook export --site pages --event "Gaza war"
///   tollbook export --values --bom -o values.csv
///   tollbook export --event "Gaza war" -o gaza.xlsx
///   tollbook export --event "Gaza war" -o gaza.jsonl --without note
///   tollbook export --public -o figures.csv
///   tollbook export -o copy.db
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// Columns to leave out
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',', value_parser = field)]
    without: Vec<Field>,
    /// Plain values for programs that calculate
    #[arg(long, group = "kind")]
    values: bool,
    /// Begin a CSV with the mark by which Excel knows UTF-8
    #[arg(long, hide_short_help = true)]
    bom: bool,
    #[command(flatten)]
    audience: AudienceFlags,
    /// A row of HXL tags below the header of a CSV
    #[arg(long, group = "kind")]
    hxl: bool,
    /// A folder of tables as CSV: a Data Package
    #[arg(long, value_name = "DIR", group = "kind")]
    datapackage: Option<PathBuf>,
    /// A folder that Datasette serves
    #[arg(long, value_name = "DIR", group = "kind")]
    datasette: Option<PathBuf>,
    /// Rows for another engine, which `tollbook answer` judges
    #[arg(long, group = "kind", hide_short_help = true)]
    rows: bool,
    /// With --rows: quotes, notes and grades too
    #[arg(long, requires = "rows", hide_short_help = true)]
    with_texts: bool,
    /// A note on method to publish with the figures
    #[arg(long, value_name = "FILE")]
    method_note: Option<PathBuf>,
    /// A list of what was put right, for readers
    #[arg(long, value_name = "FILE", group = "kind")]
    corrections: Option<PathBuf>,
    /// A folder of pages that works from the disk
    #[arg(long, value_name = "DIR", group = "kind")]
    site: Option<PathBuf>,
    #[command(flatten)]
    sharing: SharingFlag,
}

fn field(name: &str) -> Result<Field, String> {
    Field::from_name(name.trim()).ok_or_else(|| format!("`{name}` is not a field of the house CSV"))
}

/// A kind of export.
struct ExportKind {
    /// Whether it is asked for.
    is_asked: fn(&Args, &Context) -> bool,
    /// For whom it is, where no flag says so.
    audience: Audience,
    /// The clocks that it heeds.
    heeds: fn() -> Heeds,
    /// Opens what `-o` names, before anything is read.
    prepare: fn(&Args, &mut Context) -> Result<(), Error>,
    /// Makes it.
    run: fn(&Args, &ExportRequest<'_>, &mut Context) -> Result<Done, Error>,
}

/// What a kind of export is asked to make.
struct ExportRequest<'s> {
    /// Of this store.
    store: &'s Store,
    /// For whom.
    audience: Audience,
    /// Who may read its files.
    sharing: Sharing,
}

impl ExportRequest<'_> {
    /// Which figures.
    fn criteria(&self, args: &Args, context: &Context) -> Result<Criteria, Error> {
        args.filters.criteria(context, self.store)
    }
}

/// Every kind; of those that are asked for the first is made, and the last is the usual one.
const KINDS: &[ExportKind] = &[
    corrections::KIND,
    workbook::KIND,
    values::KIND,
    datapackage::KIND,
    datasette::KIND,
    site::KIND,
    rows::KIND,
    backup::KIND,
    method_note::KIND,
    figures::KIND,
];

/// The kind that is asked for.
fn kind(args: &Args, context: &Context) -> &'static ExportKind {
    KINDS.iter().find(|kind| (kind.is_asked)(args, context)).unwrap_or(&KINDS[KINDS.len() - 1])
}

/// The clocks that it heeds.
pub fn heeds(args: &Args, context: &Context) -> Heeds {
    (kind(args, context).heeds)()
}

/// Opens the file that is to be written, before anything else is done.
///
/// # Errors
/// A file that may not be written.
pub fn prepare(args: &Args, context: &mut Context) -> Result<(), Error> {
    context.out.sharing = args.sharing.sharing();
    context.out.replaces = args.sharing.replaces();
    (kind(args, context).prepare)(args, context)
}

/// Runs the command. Exit code 1 where a backup is not whole.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let (store, kind) = (stores::open(context)?, kind(args, context));
    // Nobody knows on which day an export is read.
    store.know_today(None);
    if let Some(file) = file_without_a_flag(args, context, &store)? {
        let what = format!("no figure matches: nothing is called `{file}`");
        return Err(Error::usage(
            what,
            format!("to write into that file: tollbook export -o {}", shell::word(file)),
        ));
    }
    let (audience, sharing) = (args.audience.or(kind.audience), context.out.sharing);
    let done = (kind.run)(args, &ExportRequest { store: &store, audience, sharing }, context)?;
    method_note::write(args, &store, context)?;
    Ok(done)
}

/// A word that names a file and nothing in the ledger, where `-o` was left out.
fn file_without_a_flag<'a>(
    args: &'a Args,
    context: &Context,
    store: &Store,
) -> Result<Option<&'a str>, Error> {
    let ends = [".db", ".sqlite", ".csv", ".jsonl", ".xlsx"];
    let named =
        args.filters.words.first().filter(|word| ends.iter().any(|end| word.to_lowercase().ends_with(end)));
    match named.filter(|_| context.global.output.is_none()) {
        Some(word) if spoken(store, word, &context.question)?.is_none() => Ok(Some(word)),
        _ => Ok(None),
    }
}

/// A path as it is typed.
fn typed(path: &Path) -> String {
    shell::word(&path.display().to_string())
}
