//! `answer`: rows of figures in, answers out, without a store. The judgement is that of `reconcile`; only who gives the
//! families is another.

mod family;
mod lines;
mod merge;

use std::io::BufRead;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::answers::{Request, policy};
use super::criteria::Criteria;
use super::error::Error;
use super::reconcile::each_report;
use crate::export::audience::Audience;
use crate::model::date::Day;
use crate::model::interchange::{FigureRow, InterchangeFault, NamesFault, NamesTold};
use crate::model::names::Names;
use crate::model::question::Question;
use crate::model::uid::short_hash;
use crate::report::answer::{AnswerReport, Explain};
use family::RowFamily;
pub use lines::{names_of_lines, rows_of_lines};

/// What is asked.
#[derive(Clone, Debug)]
pub struct AnswerOptions {
    /// The clocks; what the desk had recorded is said by the rows.
    pub question: Question,
    /// The name of a policy.
    pub policy: String,
    /// Whether the trace comes with each answer.
    pub explain: Explain,
    /// The day on which it is asked.
    pub today: Option<Day>,
}

/// What is known beside the rows, ready to be asked.
pub struct AnswerNames {
    told: NamesTold,
    names: Arc<Names>,
}

/// One answer, and the family that it is of.
pub struct FamilyAnswer<'a> {
    /// The key of the family.
    pub family: &'a str,
    /// The answer.
    pub report: &'a AnswerReport,
}

/// Answers families, row after row: the rows of a family follow each other. Memory is that of one family, of what is said of
/// names, and 16 bytes for each family.
///
/// # Errors
/// A row that cannot be read, a family that does not fit the names or comes twice, a policy that does not exist, or `take`.
pub fn answer(
    rows: impl Iterator<Item = Result<FigureRow, Error>>,
    names: AnswerNames,
    options: &AnswerOptions,
    take: &mut dyn FnMut(FamilyAnswer<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let recorded_by = names.told.recorded_by();
    let question = Question { recorded_by, ..options.question };
    let criteria = Criteria { question, ..Criteria::default() };
    let request = Request {
        criteria: &criteria,
        policy: policy(&options.policy)?,
        explain: options.explain,
        audience: Audience::Internal,
    };
    let mut answering = Answering { request, names: &names, seen: FxHashSet::default(), take };
    let mut family: Vec<FigureRow> = Vec::new();
    for row in rows {
        let row = row?;
        if family.last().is_some_and(|last| last.family != row.family) {
            answering.family(std::mem::take(&mut family))?;
        }
        family.push(row);
    }
    if family.is_empty() { Ok(()) } else { answering.family(family) }
}

struct Answering<'r> {
    request: Request<'r>,
    names: &'r AnswerNames,
    seen: FxHashSet<[u8; 16]>,
    take: &'r mut dyn FnMut(FamilyAnswer<'_>) -> Result<(), Error>,
}

impl Answering<'_> {
    fn family(&mut self, rows: Vec<FigureRow>) -> Result<(), Error> {
        let key = rows[0].family.clone();
        if !self.seen.insert(short_hash(&key)) {
            return Err(comes_twice(&key));
        }
        let AnswerNames { told, names } = self.names;
        let kin = RowFamily::of(rows, told, names).map_err(|fault| faulty(&key, &fault))?;
        let kin = kin.kin(&self.request, told);
        if kin.asked.is_empty() {
            return Ok(());
        }
        let take = &mut *self.take;
        each_report(self.request, kin, names, &mut |report| {
            take(FamilyAnswer { family: &key, report: &report })
        })
    }
}

impl AnswerNames {
    /// What rows of names say.
    ///
    /// # Errors
    /// What they lack, or say twice.
    fn of(mut told: NamesTold, options: &AnswerOptions) -> Result<AnswerNames, NamesFault> {
        told.check()?;
        let mut names = told.names();
        names.know_today(options.today);
        Ok(AnswerNames { told, names: Arc::new(names) })
    }

    /// Whether rows that tell of which store and time they are belong to these names. `file` is what errors call the names.
    ///
    /// # Errors
    /// Rows of another version, another store or another time.
    pub fn fit(&self, file: &str, about: impl Fn(&str) -> Option<String>) -> Result<(), Error> {
        self.told.fit(about).map_err(|fault| of_names(file, &fault))
    }
}

/// Reads a file of names.
///
/// # Errors
/// What it lacks or cannot say, or what reading meets.
pub fn read_names(input: impl BufRead, file: &str, options: &AnswerOptions) -> Result<AnswerNames, Error> {
    let mut told = NamesTold::of(&options.question);
    for (row, line) in names_of_lines(input, file).zip(1_u64..) {
        told.learn(row?).map_err(|fault| of_names(&format!("{file}, line {line}"), &fault))?;
    }
    AnswerNames::of(told, options).map_err(|fault| of_names(file, &fault))
}

fn of_names(place: &str, fault: &NamesFault) -> Error {
    let what = match fault {
        NamesFault::Cell(cell) => format!("{place}: {cell}"),
        NamesFault::Version(version) => format!("{place}: rows of version {version} are not known here"),
        NamesFault::NoVersion => format!("{place} does not say of which version its rows are"),
        NamesFault::OtherStore => format!("{place} is of another store than the rows"),
        NamesFault::Horizons => format!("{place} is of stores that were exported for different times"),
    };
    Error::usage(what, "export them with this program: tollbook export --rows -o rows.jsonl")
}

fn comes_twice(family: &str) -> Error {
    Error::usage(
        format!("the family `{}` comes twice: its rows are judged together or not at all", shown(family)),
        "have the engine put the rows of a family into one part, one behind the other: sort by family, order",
    )
}

fn faulty(family: &str, fault: &InterchangeFault) -> Error {
    let what = match fault.column {
        "family" => {
            format!("the names make another family of a row of `{}`: `{}`", shown(family), shown(&fault.text))
        }
        _ => format!("a row of the family `{}`: {fault}", shown(family)),
    };
    Error::usage(what, "give the names that were exported with the rows: --names names.jsonl")
}

/// A family as a person reads it.
fn shown(family: &str) -> String {
    family.split(crate::model::interchange::SEPARATOR).collect::<Vec<_>>().join(" | ")
}
