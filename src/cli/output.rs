//! Where a command prints: data to standard output or a file, everything else to standard error.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use super::failure::Failure;
use super::global::{Global, When};
use crate::model::place::Placed;
use crate::model::problem::Problem;
use crate::render::problem;
use crate::render::style::{Colour, Style};
use crate::report::receipt::Rank;

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
    to: Option<std::path::PathBuf>,
    out: Option<Box<dyn Write>>,
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
        Output { format, style: style(global.color, terminal), to: global.output.clone(), out: None }
    }

    /// How data is written.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How wide and in which shades.
    pub fn style(&self) -> Style {
        self.style
    }

    /// The handle for data.
    pub fn stdout(&mut self) -> &mut dyn Write {
        let to = self.to.clone();
        self.out.get_or_insert_with(|| match to.map(File::create) {
            None => Box::new(BufWriter::new(io::stdout())),
            Some(Ok(file)) => Box::new(BufWriter::new(file)),
            Some(Err(error)) => Box::new(Refused(error.kind())),
        })
    }

    /// Ends the data.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), |out| out.flush())
    }

    /// Says on standard error why a command did nothing.
    pub fn tell(&mut self, failure: &Failure) {
        // Where standard error is closed there is nobody to tell.
        let _ = self.finish();
        let err = &mut io::stderr().lock();
        let _ = match failure {
            Failure::BrokenPipe => Ok(()),
            Failure::Fault(fault) => problem::without_place(err, None, fault, self.style),
            Failure::File { file, problems } => problems
                .iter()
                .try_for_each(|fault| problem::without_place(err, Some(file), fault, self.style)),
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
        self.finish()?;
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

/// A file that could not be made: the first byte tells.
struct Refused(io::ErrorKind);

impl Write for Refused {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}
