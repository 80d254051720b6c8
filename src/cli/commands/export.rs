//! `export`: everything out again, without loss: figures, details, links, names; or a verified backup.

use std::path::Path;

use crate::cli::clocks::Heeds;
use crate::cli::global::Filters;
use crate::cli::progress::Bar;
use crate::cli::{Context, Done, stores};
use crate::desk::export::{ExportOptions, back_up, export};
use crate::desk::spoken::spoken;
use crate::desk::{Error, Store};
use crate::model::draft::Field;
use crate::model::shell;
use crate::phrase::number::several;

/// Writes figures in the house CSV or as JSON lines, with their details, links and uids. Importing the file into a new store gives the same figures, links and answers. What the desk says about names goes into FILE.names.csv beside a CSV, into the file itself with JSON lines. With -o copy.db a verified backup of the whole store.
///
/// Examples:
///   tollbook export -o figures.csv
///   tollbook export --event "Gaza war" -o gaza.jsonl --without note
///   tollbook export -o copy.db
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// Columns to leave out
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',', value_parser = field)]
    without: Vec<Field>,
}

fn field(name: &str) -> Result<Field, String> {
    Field::from_name(name.trim()).ok_or_else(|| format!("`{name}` is not a field of the house CSV"))
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, context: &Context) -> Heeds {
    match is_backup(context) {
        true => Heeds::none(|clock, asked| {
            format!(
                "a backup is the whole store; take figures alone: tollbook export -o figures.csv {} {asked}",
                clock.flag()
            )
        })
        .in_one_form(),
        false => Heeds::all(),
    }
}

/// Runs the command. Exit code 1 where a backup is not whole.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    if let Some(copy) = context.global.output.clone().filter(|path| is_store(path)) {
        if args.filters != Filters::default() || !args.without.is_empty() {
            return Err(Error::usage(
                "a backup is the whole store: it takes no filter, and leaves nothing out",
                "take some figures alone: tollbook export -o figures.csv with the same flags",
            ));
        }
        return copy_store(&store, &copy, context);
    }
    let criteria = args.filters.criteria(context, &store)?;
    if let Some(file) = file_without_a_flag(args, context, &store)? {
        let what = format!("no figure matches: nothing is called `{file}`");
        return Err(Error::usage(
            what,
            format!("to write into that file: tollbook export -o {}", shell::word(file)),
        ));
    }
    let with_links = !args.without.contains(&Field::Target);
    let options = ExportOptions { criteria, with_links };
    let mut count = 0;
    let mut out = context.out.export(&args.without)?;
    let facts = export(&store, &options, &mut |figures| {
        count += figures.len() as u64;
        Ok(out.figures(figures)?)
    })?;
    facts.iter().try_for_each(|fact| out.name(fact))?;
    out.end()?;
    let names = context.out.names_beside(&facts)?;
    if let Some(to) = context.global.output.clone() {
        let told = written(count, &to, names.as_deref());
        context.tell(&told)?;
    }
    Ok(Done::Well)
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

/// What was written where, and what to import together.
fn written(count: u64, to: &Path, names: Option<&Path>) -> Vec<String> {
    let shown = |path: &Path| shell::word(&path.display().to_string());
    let mut told = vec![format!("{} written to {}", several(count, "figure"), to.display())];
    told.extend(names.map(|names| {
        let (file, names) = (shown(to), shown(names));
        format!("what this desk says of names is in {names}; import both: tollbook import {file} {names}")
    }));
    told
}

/// Whether a verified copy of the store is asked for.
pub fn is_backup(context: &Context) -> bool {
    context.global.output.as_deref().is_some_and(is_store)
}

fn is_store(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "db" || ending == "sqlite")
}

fn copy_store(store: &Store, to: &Path, context: &mut Context) -> Result<Done, Error> {
    let mut progress = Bar::new(context.global.quiet);
    let report = context.out.file(to, |pending| back_up(store, pending, to, &mut progress))?;
    for fault in &report.faults {
        context.out.print_error(&Error::usage(fault.clone(), "see what is wrong with tollbook verify"));
    }
    if !context.global.quiet {
        context.out.remark(&report.line())?;
    }
    Ok(if report.is_whole() { Done::Well } else { Done::LookAtIt })
}
