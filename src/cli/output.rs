//! Where a command prints: data to standard output or a file, everything else to standard error.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::failure::Failure;
use super::global::{Global, When};
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::render::problem;
use crate::render::style::{Colour, Style};
use crate::render::visible::visible;
use crate::report::receipt::Rank;
use crate::store::private_file;

/// How data is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Tidy rows.
    Csv,
}

/// The handles of a command.
pub struct Output {
    format: Format,
    style: Style,
    to: Option<PathBuf>,
    out: Option<Box<dyn Write + Send>>,
    /// The file that is written before it takes the name that was asked for.
    unfinished: Option<PathBuf>,
}

/// How wide text is set where it goes to no terminal.
const WIDTH: usize = 80;

impl Output {
    /// By the flags; nothing is opened before something is printed.
    pub fn new(global: &Global) -> Output {
        let ending = global.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let format = match (global.json, global.jsonl, global.csv, ending) {
            (true, ..) | (.., Some("json")) => Format::Json,
            (_, true, ..) | (.., Some("jsonl" | "ndjson")) => Format::Jsonl,
            (_, _, true, _) | (.., Some("csv")) => Format::Csv,
            _ => Format::Text,
        };
        let terminal = global.output.is_none() && io::stdout().is_terminal();
        Output {
            format,
            style: style(global.color, terminal),
            to: global.output.clone(),
            out: None,
            unfinished: None,
        }
    }

    /// How data is written.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Refuses CSV where what is printed is no table.
    ///
    /// # Errors
    /// The refusal, when CSV was asked for.
    pub fn no_csv(&self, command: &str) -> Result<(), Failure> {
        match self.format {
            Format::Csv => Err(Failure::usage(
                format!("{command} gives no table"),
                format!("ask for --json: tollbook {command} --json"),
            )),
            _ => Ok(()),
        }
    }

    /// How wide and in which shades.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Opens the file that was asked for before anything else is done. It is written beside its place, and takes its name
    /// when all is written: what was there stays whole until then.
    ///
    /// # Errors
    /// A file that is one of `others` (what the command reads), that is a store, or that cannot be made.
    pub fn prepare(&mut self, others: &[PathBuf]) -> Result<(), Failure> {
        let Some(to) = self.to.clone().filter(|_| self.out.is_none()) else { return Ok(()) };
        let same = |other: &&PathBuf| {
            other.canonicalize().ok().is_some_and(|other| to.canonicalize().ok() == Some(other))
        };
        let is_store = begins_as_a_store(&to);
        let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let what = match others.iter().find(same) {
            Some(_) => "it is what the command reads".to_owned(),
            None if is_store => "it is a store".to_owned(),
            None if !["csv", "json", "jsonl", "ndjson", "txt"].contains(&ending) => {
                format!("`.{ending}` is no ending that is known")
            }
            None => String::new(),
        };
        if !what.is_empty() {
            let what = format!("-o {} was not written: {what}", to.display());
            return Err(Failure::usage(what, "name another file that ends in .csv, .json, .jsonl or .txt"));
        }
        let beside = to.with_extension(format!("new-{}", std::process::id()));
        let file =
            private_file(&beside).map_err(|error| Failure::of_file(&to.display().to_string(), &error))?;
        self.unfinished = Some(beside);
        self.out = Some(Box::new(BufWriter::with_capacity(1 << 16, file)));
        Ok(())
    }

    /// The handle for data.
    pub fn stdout(&mut self) -> &mut (dyn Write + Send) {
        self.out.get_or_insert_with(|| Box::new(BufWriter::with_capacity(1 << 16, io::stdout())))
    }

    /// Ends the data; a file takes its name.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())?;
        match (self.unfinished.take(), &self.to) {
            (Some(beside), Some(to)) => {
                self.out = None;
                std::fs::rename(beside, to)
            }
            _ => Ok(()),
        }
    }

    /// Says on standard error why a command did nothing.
    pub fn tell(&mut self, failure: &Failure) {
        // Where standard error is closed there is nobody to tell.
        let _ = self.out.as_mut().map_or(Ok(()), |out| out.flush());
        let err = &mut io::stderr().lock();
        let _ = match failure {
            Failure::BrokenPipe => Ok(()),
            Failure::Fault(fault) => problem::without_place(err, None, fault, self.style),
            Failure::Faults(problems) => {
                problems.iter().try_for_each(|fault| problem::without_place(err, None, fault, self.style))
            }
            Failure::File { file, problems } => problems
                .iter()
                .try_for_each(|fault| problem::without_place(err, Some(file), fault, self.style)),
            Failure::Placed { file, placed } => {
                let placed = placed.iter().map(|placed| (placed, Rank::Error));
                problem::problems(err, file, placed, 0, self.style)
            }
        };
    }

    /// Says on standard error what is wrong with the rows of a file, and what else to look at.
    pub fn tell_problems(
        &mut self,
        file: &str,
        problems: &[Placed],
        notices: &[(u64, Problem)],
        more: u64,
    ) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())?;
        let notices: Vec<Placed> = notices.iter().map(|(line, problem)| remark(*line, problem)).collect();
        let all = problems.iter().map(|placed| (placed, Rank::Error));
        let all = all.chain(notices.iter().map(|placed| (placed, Rank::Note)));
        problem::problems(
            &mut io::stderr().lock(),
            file,
            all,
            usize::try_from(more).unwrap_or(usize::MAX),
            self.style,
        )
    }
}

/// Prints what the command line's definition says: help as it is; a complaint with what was typed made visible.
pub fn tell_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Where nobody reads the help there is nobody to tell.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.render().to_string();
    let lines: Vec<_> = text.lines().map(visible).collect();
    let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    ExitCode::from(2)
}

fn begins_as_a_store(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

fn remark(line: u64, problem: &Problem) -> Placed {
    Placed {
        line,
        column: None,
        width: 1,
        text: String::new(),
        value: String::new(),
        problem: problem.clone(),
    }
}

fn style(when: When, terminal: bool) -> Style {
    let shaded = match when {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    Style {
        width: if terminal { columns.unwrap_or(WIDTH) } else { WIDTH },
        colour: if shaded { Colour::Shaded } else { Colour::Plain },
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(beside) = self.unfinished.take() {
            // It was not finished: nothing of it is wanted.
            let _ = std::fs::remove_file(beside);
        }
    }
}
