//! `export`: everything out again, without loss: figures, details, links, names; or a verified backup.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::cli::global::{Filters, Global};
use crate::cli::pending_file::PendingFile;
use crate::cli::progress::Bar;
use crate::cli::{Context, Done, stores};
use crate::desk::Progress;
use crate::desk::error::Error;
use crate::model::draft::Field;
use crate::model::names::NameFact;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::hex;
use crate::render::house::{Export, Form, names_csv};
use crate::report::house::{Exported, Links, target};
use crate::store;
use crate::store::View;
use crate::store::{Result as StoreResult, Store, StoreFault};

/// What `export` takes.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Writes figures in the house CSV or as JSON lines, with their details, links and uids. Importing the file into a new store gives the same figures, links and answers. What the desk says about names goes into FILE.names.csv beside a CSV, into the file itself with JSON lines. With -o copy.db a verified backup of the whole store.\n\nExamples:\n  tollbook export -o figures.csv\n  tollbook export --event \"Gaza war\" -o gaza.jsonl --without note\n  tollbook export -o copy.db"
)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// Columns to leave out
    #[arg(long, value_name = "FIELD,...", value_delimiter = ',', value_parser = field)]
    without: Vec<Field>,
}

fn field(name: &str) -> Result<Field, String> {
    Field::from_name(name.trim()).ok_or_else(|| format!("`{name}` is no field of the house CSV"))
}

/// Runs the command.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let store = stores::open(context)?;
    let to = context.global.output.clone();
    if let Some(copy) = to.as_deref().filter(|path| is_store(path)) {
        return back_up(&store, copy, context);
    }
    let reader = store::View::of(&store, context.global.recorded_by)?;
    let jsonl = context.out.is_json();
    let facts = store::names::facts(&reader)?;
    let form = if jsonl { Form::Jsonl } else { Form::Csv };
    let global = context.global.clone();
    let mut export = Export::begin(context.out.stdout(), form, &args.without)?;
    write_figures(&reader, args, &global, &mut export)?;
    facts.iter().try_for_each(|fact| export.fact(fact))?;
    export.end()?;
    if let Some(path) = to.filter(|_| !jsonl && !facts.is_empty()) {
        let names = names_beside(&path);
        write_names(&names, &facts).map_err(|error| Error::of_file(&shown(&names), &error))?;
    }
    Ok(Done::Well)
}

/// As the figures: for its owner alone, and under its name when all is written.
fn write_names(path: &Path, facts: &[NameFact]) -> std::io::Result<()> {
    let (pending, file) = PendingFile::create(path)?;
    let mut file = BufWriter::new(file);
    names_csv(&mut file, facts)?;
    file.flush()?;
    pending.commit()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// `figures.csv` has `figures.names.csv` beside it.
fn names_beside(path: &Path) -> PathBuf {
    path.with_extension("names.csv")
}

/// Whether a verified copy of the store is asked for.
pub fn is_backup(context: &Context) -> bool {
    context.global.output.as_deref().is_some_and(is_store)
}

fn is_store(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "db" || ending == "sqlite")
}

/// How many figures travel together from the reading thread to the writing one, and how many such loads may wait.
const FIGURES: usize = 1 << 9;
const LOADS: usize = 4;

/// Every figure that is asked for, as they come: memory does not grow with their number. This thread reads, another
/// writes.
fn write_figures(
    reader: &View<'_>,
    args: &Args,
    global: &Global,
    export: &mut Export<'_>,
) -> Result<(), Error> {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<Vec<Exported>>(LOADS);
        let writing = std::thread::Builder::new().name("writing".into()).spawn_scoped(scope, move || {
            receive.iter().try_for_each(|load| load.iter().try_for_each(|one| export.figure(one)))
        })?;
        let read = read_figures(reader, args, global, &send);
        drop(send);
        writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        Ok(read?)
    })
}

/// Reads until all is read, or until the writing thread has stopped.
fn read_figures(
    reader: &View<'_>,
    args: &Args,
    global: &Global,
    send: &SyncSender<Vec<Exported>>,
) -> StoreResult<()> {
    let criteria = args.filters.criteria(global);
    let with_links = !args.without.contains(&Field::Target) && reader.has_acts();
    let mut load = Vec::with_capacity(FIGURES);
    store::figures::each_while(reader, |recorded| {
        let id = recorded.id;
        if !criteria.admit(reader, &recorded)? || store::figures::is_void_or_gone(reader, id)? {
            return Ok(ControlFlow::Continue(()));
        }
        let links = if with_links { links_of(reader, id)? } else { Links::default() };
        load.push(Exported { recorded, reference: store::lookup::own_reference(reader, id)?, links });
        let full = load.len() == FIGURES;
        let stopped = full && send.send(std::mem::replace(&mut load, Vec::with_capacity(FIGURES))).is_err();
        Ok(if stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    let _ = send.send(load);
    Ok(())
}

fn links_of(reader: &View<'_>, id: FigureId) -> StoreResult<Links> {
    let (on, by) = (store::acts::on(reader, id)?, store::acts::by(reader, id)?);
    let name = |other: FigureId| -> Option<String> {
        if store::figures::is_void_or_gone(reader, other).ok()? {
            return None; // it is in no export; what was tied to it is tied to the figure in its place
        }
        let recorded: Recorded = store::figures::one(reader, other).ok().flatten()?;
        Some(target(&recorded))
    };
    Ok(Links::of(&on, &by, &name))
}

fn back_up(store: &Store, to: &Path, context: &mut Context) -> Result<Done, Error> {
    let mut progress = Bar::new(context.global.quiet);
    progress.begin(1, "the rows");
    let pending = PendingFile::new(to);
    if to.exists() {
        let error = std::io::ErrorKind::AlreadyExists.into();
        return Err(StoreFault::Io { path: to.into(), error }.into());
    }
    let verified = store.back_up(pending.path(), |seen| progress.at(0, seen))?;
    drop(progress);
    pending.commit()?;
    for fault in &verified.faults {
        context.out.tell(&Error::usage(fault.clone(), "see what is wrong with tollbook verify"));
    }
    if !context.global.quiet {
        let err = &mut std::io::stderr().lock();
        std::io::Write::write_fmt(
            err,
            format_args!(
                "{}: {} entries, {} rows, head {}\n",
                shown(to),
                verified.entries,
                verified.rows,
                hex(&verified.head)
            ),
        )?;
    }
    Ok(if verified.faults.is_empty() { Done::Well } else { Done::LookAtIt })
}
