//! `import`: CSVs of figures into the store, one transaction a file; then the answers of the series that were touched, and
//! last a receipt for each file.

use std::path::{Path, PathBuf};

use crate::cli::clocks::{Clock, Heeds, leave_out};
use crate::cli::closed::closed;
use crate::cli::entering::{HoldFlags, holding_author};
use crate::cli::flags::{
    at_least_one, century, changed, constant, dates, delimiter, encoding, feed, footer, fractions,
    header_line, header_rows, mapped, memory, negative, snapshot_time, thousands, weeks,
};
use crate::cli::progress::Bar;
use crate::cli::{Context, Done, interrupt, stores};
use crate::desk::import::{ImportExtent, ImportOptions, ImportSink, Imported, import};
use crate::desk::new_profile::{WhereThere, new_profiles};
use crate::desk::printed::alarm::alarm;
use crate::desk::{Error, Memory};
use crate::intake::form::{FooterPattern, HeaderLine, HeaderRows};
use crate::intake::leeway::{FractionCells, NegativeCells};
use crate::intake::settings::Settings;
use crate::model::date::{Century, DateOrder, Moment, Weeks};
use crate::model::name::Name;
use crate::model::recorded::EntryId;
use crate::model::sheet::Changed;
use crate::model::wording::Thousands;
use crate::report::folded::FoldedProblems;
use crate::report::imported::ImportedReport;
use crate::report::new_profile;
use crate::report::receipt::{self, Receipt};
use crate::report::worklist::{PrintedAlone, PrintedTally, WithAlarm};

/// Reads CSVs of figures into the store: the house CSV, one row a figure, or a table of another shape by a profile (FILE.csv.toml). Good rows go in, bad rows go to FILE.rejects.csv with what is wrong and how to mend it; mend them and import that file. Each file is one transaction: after a crash the store holds all of its good rows or none. The same file again changes nothing. Besides CSVs it takes - (standard input), folders, patterns, .gz, .zip, sheets of .xlsx and .ods, and JSON records, each known by its first bytes. Another tollbook store is merged: its entries keep their origin, and merging it again brings only what is new.
///
/// Examples:
///   tollbook import october.csv
///   tollbook import ministry.csv --map dead=figure --set measure=killed -n
///   tollbook import ours.csv --new-profile
///   tollbook import *.csv --set publisher=Reuters
///   cat daily.csv | tollbook import - --set publisher=Ministry
///   tollbook import in/ -n
///   tollbook import 'in/**/*.csv'
///   tollbook import october.csv.gz desks.zip
///   tollbook import book.xlsx --sheet 'Daily figures'
///   tollbook import reports.ndjson --map dead=figure --set measure=killed
///   tollbook import october.csv --thousands . --dates dmy --save-profile
///   tollbook import gaza.csv --profile gaza-daily -n
///   tollbook import daily.csv --feed ministry-daily --snapshot-at 2024-03-01T09:00Z
///   tollbook import north-desk.db -n
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// CSV files, -, folders, patterns, .gz, .zip, .xlsx, .ods, JSON; another tollbook store is merged
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Read a column as a field: --map dead=figure
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = mapped)]
    map: Vec<(String, String)>,
    /// Give a field one value wherever its cell is blank: --set publisher=Reuters
    #[arg(long, value_name = "FIELD=VALUE", value_parser = constant)]
    set: Vec<(String, String)>,
    /// Take along the links that later entries had tied to figures of an entry since undone: by ref, else by line
    #[arg(long, help_heading = "Less often", value_name = "ENTRY")]
    carry_over: Option<i64>,
    /// The file is a snapshot of this feed: compare it with the last one, and take what changed
    #[arg(long, value_name = "NAME", value_parser = feed)]
    feed: Option<Name>,
    /// When the feed looked like this: a day, or a time with its zone [default: now]
    #[arg(long, help_heading = "Less often", value_name = "TIME", requires = "feed", value_parser = snapshot_time)]
    snapshot_at: Option<Moment>,
    /// Rows that changed since a file of this name was last imported: we had mistyped them, or the source printed both
    #[arg(long, value_name = "HOW", conflicts_with = "feed", value_parser = closed(changed, ["mend", "new"]))]
    changed: Option<Changed>,
    #[command(flatten)]
    hold: HoldFlags,
    /// Take a file whole or not at all
    #[arg(long, help_heading = "Less often")]
    strict: bool,
    /// The folder for rejected rows; it has to be there [default: that of the file, where it is the current folder, that of the store, or below either; otherwise the current folder]
    #[arg(long, help_heading = "Less often", value_name = "DIR")]
    rejects: Option<PathBuf>,
    /// Read the files by this profile [default: FILE.csv.toml beside each]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<PathBuf>,
    /// Import nothing: write FILE.csv.toml, a profile guessed from each file
    #[arg(long, conflicts_with_all = ["profile", "save_profile", "feed", "strict", "carry_over"])]
    new_profile: bool,
    /// With --new-profile: write it over one that is there already
    #[arg(long, help_heading = "Less often", requires = "new_profile")]
    force: bool,
    /// Keep what the import worked out as FILE.csv.toml
    #[arg(long)]
    save_profile: bool,
    /// The encoding of the files: --encoding windows-1252
    #[arg(long, help_heading = "How the files are read", value_name = "NAME", value_parser = encoding)]
    encoding: Option<String>,
    /// What separates the cells: --delimiter ';' (or tab)
    #[arg(long, help_heading = "How the files are read", value_name = "SIGN", value_parser = delimiter)]
    delimiter: Option<char>,
    /// The sheet of a workbook: --sheet 'Daily figures'
    #[arg(long, help_heading = "How the files are read", value_name = "NAME")]
    sheet: Option<String>,
    /// The line in which the header stands, as an editor counts lines (its first, where it has several): --header-line 4
    #[arg(long, help_heading = "How the files are read", value_name = "N", value_parser = header_line)]
    header_line: Option<HeaderLine>,
    /// How many lines the header has: a column is called by the words of all of them
    #[arg(long, help_heading = "How the files are read", value_name = "N", value_parser = header_rows)]
    header_rows: Option<HeaderRows>,
    /// What the first cell holds of the line that ends the table; * stands for any text: --footer 'Source*'
    #[arg(long, help_heading = "How the files are read", value_name = "PATTERN", value_parser = footer)]
    footer: Option<FooterPattern>,
    /// What separates thousands: . (1.400 is 1400) or , (1,400 is)
    #[arg(long, help_heading = "How the files are read", value_name = "SIGN", value_parser = closed(thousands, [".", ","]))]
    thousands: Option<Thousands>,
    /// What stands first in 03/04/2024: dmy or mdy
    #[arg(long, help_heading = "How the files are read", value_name = "ORDER", value_parser = closed(dates, ["dmy", "mdy"]))]
    dates: Option<DateOrder>,
    /// What becomes of numbers below zero, where they are corrections: skip (other cells of their rows are taken)
    #[arg(long, help_heading = "How the files are read", value_name = "HOW", value_parser = closed(negative, ["skip"]))]
    negative: Option<NegativeCells>,
    /// What becomes of fractions, where they are estimates: round
    #[arg(long, help_heading = "How the files are read", value_name = "HOW", value_parser = closed(fractions, ["round"]))]
    fractions: Option<FractionCells>,
    /// The century of years in two digits: 1900 or 2000
    #[arg(long, help_heading = "How the files are read", value_name = "YEAR", value_parser = closed(century, ["1900", "2000"]))]
    century: Option<Century>,
    /// How weeks such as 2022-W12 are counted: iso (from Monday) or epi (from Sunday, as the CDC does) [default: iso]
    #[arg(long, help_heading = "How the files are read", value_name = "CONVENTION", value_parser = closed(weeks, ["iso", "epi"]))]
    weeks: Option<Weeks>,
    /// The most bytes of one cell [default: 1000000]
    #[arg(long, help_heading = "Limits", value_name = "BYTES", value_parser = at_least_one)]
    max_cell: Option<usize>,
    /// The most columns [default: 1024]
    #[arg(long, help_heading = "Limits", value_name = "NUMBER", value_parser = at_least_one)]
    max_columns: Option<usize>,
    /// The most bytes that a packed file, a workbook or a JSON document may hold [default: 4000000000, or 256000000 of a workbook or a JSON document]
    #[arg(long, help_heading = "Limits", value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..))]
    max_unpacked: Option<u64>,
    /// How much memory a long import may take: --memory 512M. More is faster in a large store [default: 128M]
    #[arg(long, help_heading = "Limits", value_name = "SIZE", value_parser = memory)]
    memory: Option<Memory>,
}

impl Args {
    fn options(&self, context: &Context) -> Result<ImportOptions, Error> {
        let global = &context.global;
        let said = Settings::of_flags(&self.map, &self.set).map_err(|fault| Error::of(&fault))?;
        Ok(ImportOptions {
            files: self.files.clone(),
            settings: Settings {
                encoding: self.encoding.clone(),
                delimiter: self.delimiter,
                sheet: self.sheet.clone(),
                header_line: self.header_line,
                header_rows: self.header_rows,
                footer: self.footer.clone(),
                thousands: self.thousands,
                dates: self.dates,
                negative: self.negative,
                fractions: self.fractions,
                changed: self.changed,
                century: self.century,
                weeks: self.weeks,
                max_cell: self.max_cell,
                max_columns: self.max_columns,
                ..said
            },
            feed: self.feed.clone(),
            snapshot_at: self.snapshot_at,
            profile: self.profile.clone(),
            profiles: context.defaults.profiles()?.map(Path::to_owned),
            rejects: self.rejects.clone(),
            save_profile: self.save_profile,
            strict: self.strict,
            carry_over: self.carry_over.map(EntryId),
            max_unpacked: self.max_unpacked,
            memory: self.memory.unwrap_or_default(),
            store: global.db.clone(),
            dry_run: global.dry_run,
        })
    }
}

/// The clocks that it heeds.
pub fn heeds(_: &Args, _: &Context) -> Heeds {
    Heeds::none(|clock, asked| match clock {
        Clock::AsOf => {
            format!("give this day to every row that states none: --set as_of={asked}")
        }
        Clock::KnownOn => format!("give the day of publication to every row: --set published_on={asked}"),
        Clock::RecordedBy => leave_out(clock, asked),
    })
    .recording()
}

/// Runs the command. Exit code 1 for rejects, or when some of several files failed; 2 when none was stored.
pub fn run(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let (options, author) = (args.options(context)?, holding_author(&args.hold, context));
    if args.new_profile {
        return write_profiles(args, &options, context);
    }
    let path = stores::to_write(context);
    let mut progress = Bar::new(context.global.quiet).until(interrupt::importing(path.clone()));
    let mut sink = ReceiptPrinter { context, receipts: Vec::new(), refused: Vec::new() };
    let imported = import(path, &options, &author, &mut progress, &mut sink);
    let ReceiptPrinter { context, mut receipts, refused } = sink;
    if let Some(store) = imported.as_ref().ok().and_then(|imported| imported.store.as_ref()) {
        stores::settle(store, context);
    }
    let printed = alarmed(context, imported.as_ref().ok())?;
    print_for_people(context, (imported.as_ref().ok(), printed), &receipts, &refused)?;
    let imported = imported?;
    receipts.extend(refused);
    let with_alarm = receipts.iter().map(|report| WithAlarm { report, printed, store: None });
    context.out.together(&with_alarm.collect::<Vec<_>>(), |_| receipt::table(&receipts))?;
    if let Some(printed) = printed {
        context.out.as_it_comes(&PrintedAlone { printed })?;
    }
    Ok(match imported.extent {
        ImportExtent::All => Done::Well,
        ImportExtent::Part => Done::LookAtIt,
        ImportExtent::Nothing => Done::Nothing,
    })
}

/// How many printed sentences need a hand once it was imported; `None` where none was ever kept, or nothing is printed.
fn alarmed(context: &Context, imported: Option<&Imported>) -> Result<Option<PrintedTally>, Error> {
    let store = imported.and_then(|imported| imported.store.as_ref());
    let Some(store) = store.filter(|_| !context.global.quiet && !context.out.is_csv()) else {
        return Ok(None);
    };
    alarm(store)
}

/// Prints the answers that were touched, then what became of each file; also of those before one that ended the import.
fn print_for_people(
    context: &mut Context,
    (imported, printed): (Option<&Imported>, Option<PrintedTally>),
    receipts: &[Receipt],
    refused: &[Receipt],
) -> Result<(), Error> {
    if context.global.quiet || !context.out.is_text() {
        return Ok(());
    }
    let answers = |imported: &Imported| Some(imported.touched.answers(imported.store.as_ref()?));
    let touched = imported.and_then(answers).transpose()?.unwrap_or_default();
    let store = stores::flag(&context.global);
    let report = ImportedReport { touched: &touched, receipts, refused, printed, store: &store };
    Ok(context.out.page(&report.page())?)
}

/// Writes a profile for each file and says what is in it. Exit code 1 where some could not be written, 2 where none could.
fn write_profiles(args: &Args, options: &ImportOptions, context: &mut Context) -> Result<Done, Error> {
    let (mut reports, mut refused) = (Vec::new(), 0);
    let there = if args.force { WhereThere::Replace } else { WhereThere::Keep };
    new_profiles(options, there, &mut |written| {
        match written {
            Ok(report) => {
                if !reports.is_empty() && context.out.is_text() {
                    writeln!(context.out.stdout())?;
                }
                context.out.as_it_comes(&report)?;
                reports.push(report);
            }
            Err(failure) => {
                refused += 1;
                context.out.print_error(&failure);
            }
        }
        Ok(())
    })?;
    context.out.together(&reports, new_profile::table)?;
    Ok(match (reports.is_empty(), refused) {
        (true, _) => Done::Nothing,
        (false, 0) => Done::Well,
        (false, _) => Done::LookAtIt,
    })
}

/// Prints for programs what becomes of the files as it comes, and keeps it for where all of it is told at the end.
struct ReceiptPrinter<'c> {
    context: &'c mut Context,
    receipts: Vec<Receipt>,
    refused: Vec<Receipt>,
}

impl ImportSink for ReceiptPrinter<'_> {
    fn recorded(&mut self, entry: EntryId) {
        self.context.recorded.push(entry.0);
        interrupt::recorded(format!("entry {entry}"));
    }

    fn rows(&mut self, file: &str, problems: &FoldedProblems) -> Result<(), Error> {
        Ok(self.context.out.print_problems(file, problems)?)
    }

    fn taken(&mut self, receipt: Receipt) -> Result<(), Error> {
        let out = &mut self.context.out;
        if !self.context.global.quiet {
            if !out.is_text() {
                out.as_it_comes(&receipt)?;
            }
        } else if let Some(rejects) = &receipt.rejects_file {
            out.remark(&format!("rejected rows: {rejects}"))?;
        }
        self.receipts.push(receipt);
        Ok(())
    }

    fn refused(&mut self, failure: &Error, receipt: Receipt) {
        self.context.out.print_error(failure);
        self.refused.push(receipt);
    }
}
