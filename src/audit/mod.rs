//! Something in the data that a person should look at. None of it fires on ordinary growth, and figures with assumed dates feed
//! no arithmetic (`docs/rules.md`, "Findings").
//!
//! A finding looks at one series, at the series of an event that are looked at together, at the figures of one document, or at
//! the names of everything that was seen: so memory is that of one place of an event, and of the names of the store.

mod alike;
pub mod coverage;
pub mod covers;
pub mod event;
pub mod feeds;
pub mod findings;
mod groups;
pub mod imports;
#[cfg(test)]
mod laws;
mod one_fact;
pub mod seen;
pub mod sheet;
pub mod sisters;
mod slips;
pub mod together;
pub mod undeclared;

use sha2::{Digest, Sha256};

use crate::model::date::Day;
use crate::model::figure::Figure;
use crate::model::name::Name;
use crate::model::names::{NameField, NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::model::uid::{Uid, hex};
use crate::reconcile::Answer;
use crate::series::Series;

pub use alike::are_alike;
use event::Event;
pub use findings::source_switch::Switches;
use imports::Imports;
use one_fact::keep_the_specific;
use seen::Everything;
use sheet::SeriesSheet;

/// Something that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable name.
    pub name: &'static str,
    /// How grave it is.
    pub rank: Rank,
    /// The figures that it is about; the one to look at first. Of names: a figure that has each.
    pub figures: Vec<FigureId>,
    /// By what it is the same finding again, in every store: its name and the uids of its figures, or the names.
    pub key: String,
    /// What is odd, in one sentence; figures as `#12`.
    pub explanation: String,
    /// What to type.
    pub hint: String,
}

crate::model::words::words! {
    /// How grave a finding is.
    Rank {
        /// It cannot be.
        Error = "error",
        /// It should be explained.
        Warning = "warning",
        /// It is worth knowing.
        Note = "note",
    }
}

/// A rule that finds something.
pub struct Check {
    /// The finding's stable name.
    pub name: &'static str,
    /// What it tests, in one clause.
    pub about: &'static str,
    /// The test.
    pub test: Test,
}

/// The test of a rule, and what it looks at.
#[derive(Clone, Copy)]
pub enum Test {
    /// One series by itself: such findings stand beside its answer too.
    Series(fn(&SeriesSheet<'_>) -> Vec<Finding>),
    /// The steps of one series, in a feed those from the value that a row had before: such findings stand beside its answer
    /// too.
    Steps(fn(&SeriesSheet<'_>) -> Vec<Finding>),
    /// One series, and when its figures were recorded: such findings stand beside its answer too.
    Imported(fn(&SeriesSheet<'_>, &Imports<'_>) -> Vec<Finding>),
    /// The series of one event that are looked at together, and the imports that their figures came with.
    Event(fn(&Event<'_>) -> Vec<Finding>),
    /// The same, for what is told once of all places of an event.
    Switches(fn(&Event<'_>, &mut Switches)),
    /// Figures that share a document, a measure and a number, in the order of recording.
    Document(fn(&[Recorded], &Names) -> Vec<Finding>),
    /// The names of everything that was seen.
    All(fn(&Everything<'_>) -> Vec<Finding>),
}

/// How many uids stand in a key; more are hashed.
const UIDS_IN_A_KEY: usize = 4;

/// How many figures stand in a handle.
const FIGURES_IN_A_HANDLE: usize = 2;

impl Finding {
    /// How people name it in this store: `total_fell:43,42`.
    pub fn handle(&self) -> String {
        let ids: Vec<String> =
            self.figures.iter().take(FIGURES_IN_A_HANDLE).map(ToString::to_string).collect();
        format!("{}:{}", self.name, ids.join(","))
    }

    /// Why the desk settled it, where it did.
    pub fn accepted<'n>(&self, names: &'n Names) -> Option<&'n str> {
        names.get(NameKind::Finding, &Name::read(&self.key)?, NameField::Accepted)
    }

    /// A finding about some figures; the one to look at first. Its rule gives it its name and its key.
    fn new(rank: Rank, figures: Vec<FigureId>, explanation: String, hint: String) -> Finding {
        Finding { name: "", rank, figures, key: String::new(), explanation, hint }
    }

    /// Gives it the name of its rule, and by this and by what it is the same again its key: the uids of its figures, unless
    /// the rule gave something else.
    fn named<'r>(self, name: &'static str, figure: &dyn Fn(FigureId) -> Option<&'r Recorded>) -> Finding {
        self.known_by(name, &|id| figure(id).map(|recorded| Uid::of(&recorded.figure)))
    }

    /// The same by the uids of its figures.
    fn known_by(mut self, name: &'static str, uid: &dyn Fn(FigureId) -> Option<Uid>) -> Finding {
        self.name = name;
        if self.key.is_empty() {
            let mut uids: Vec<String> =
                self.figures.iter().filter_map(|id| uid(*id)).map(|uid| uid.short()).collect();
            uids.sort_unstable();
            if uids.len() > UIDS_IN_A_KEY {
                let mut all = hex(&Sha256::digest(uids.join(" ")));
                all.truncate(2 * Uid::SHOWN);
                uids = vec![format!("{} figures {all}", uids.len())];
            }
            self.key = uids.join(" ");
        }
        self.key = format!("{name} {}", self.key);
        self
    }
}

/// What is odd in one series by itself and was not settled, worst first: what stands beside its trace.
pub fn audit(series: &Series, imports: Option<&Imports<'_>>) -> Vec<Finding> {
    let sheet = SeriesSheet::new(series);
    open(at_series(&sheet, &sheet, imports).map(|found| of_one(series, found)).collect(), series)
}

/// What is odd in the figures on which an answer rests, as far as the series tells it, and was not settled, worst first:
/// errors and warnings, and those notes that say what the answer has to be read with. An error is one of the answer where
/// the figure to look at first is.
pub fn audit_answer(
    series: &Series,
    answer: &Answer,
    question: &Question,
    imports: Option<&Imports<'_>>,
) -> Vec<Finding> {
    let sheet = SeriesSheet::of_answer(series, answer, question);
    let is_told = |finding: &Finding| match finding.rank {
        Rank::Error => finding.figures.first().is_some_and(|first| sheet.looks_at(*first)),
        Rank::Warning => true,
        Rank::Note => NOTES_OF_ANSWERS.contains(&finding.name),
    };
    let switches = findings::source_switch::of_answer(&sheet).into_iter();
    let switches = switches.map(|one| of_one(series, (SOURCE_SWITCH, one)));
    let found = at_series(&sheet, &sheet, imports).map(|found| of_one(series, found));
    open(found.filter(is_told).chain(switches).collect(), series)
}

/// That an authority of an answer took up another count since: its own later figure stands in the answer of a sister.
pub fn audit_sister(
    (series, answer): (&Series, &Answer),
    (sister, of_sister): (&Series, &Answer),
    question: &Question,
) -> Vec<Finding> {
    if !findings::adopted::count_the_same_dead(series, sister) {
        return Vec::new();
    }
    let sheet = SeriesSheet::of_answer(series, answer, question);
    let adopted = findings::adopted::of_answer(&sheet, &SeriesSheet::of_answer(sister, of_sister, question));
    let figure = |id| series.figure(id).or_else(|| sister.figure(id));
    open(adopted.into_iter().map(|one| one.named(ADOPTED, &figure)).collect(), series)
}

/// The findings that nobody settled, worst first.
fn open(mut found: Vec<Finding>, series: &Series) -> Vec<Finding> {
    keep_the_specific(&mut found);
    found.retain(|finding| finding.accepted(series.names()).is_none());
    worst_first(&mut found);
    found
}

/// What is odd in series of one event that are looked at together, by themselves and together. What is told once of all places
/// of the event is gathered.
pub fn audit_event(event: &Event<'_>, switches: &mut Switches) -> Vec<Finding> {
    let sheets = event.sheets.iter().zip(event.sheets_of_steps());
    let of_series = sheets.flat_map(|(sheet, steps)| at_series(sheet, steps, Some(event.imports)));
    let named = |(name, finding): (_, Finding)| finding.named(name, &|id| event.figure(id));
    let mut found: Vec<Finding> = of_series.map(named).collect();
    for check in findings::ALL {
        match check.test {
            Test::Event(find) => {
                let found_here = find(event).into_iter();
                found.extend(found_here.map(|finding| finding.named(check.name, &|id| event.figure(id))));
            }
            Test::Switches(gather) => gather(event, switches),
            _ => {}
        }
    }
    keep_the_specific(&mut found);
    found
}

/// What publishers switched in all places of one event.
pub fn audit_switches(switches: Switches) -> impl Iterator<Item = Finding> {
    switches.told().map(|(finding, uids)| finding.known_by(SOURCE_SWITCH, &|id| uids.get(&id).copied()))
}

/// What is odd in figures that share a document, a measure and a number.
pub fn audit_document(figures: &[Recorded], names: &Names) -> Vec<Finding> {
    let figure = |id| figures.iter().find(|recorded| recorded.id == id);
    let found = findings::ALL.iter().flat_map(|check| {
        let found = match check.test {
            Test::Document(find) => find(figures, names),
            _ => Vec::new(),
        };
        found.into_iter().map(|one| one.named(check.name, &figure))
    });
    found.collect()
}

/// What is odd in the names of everything that was seen.
pub fn audit_all(seen: &Everything<'_>) -> Vec<Finding> {
    let found = findings::ALL.iter().flat_map(|check| {
        let found = match check.test {
            Test::All(find) => find(seen),
            _ => Vec::new(),
        };
        found.into_iter().map(|one| one.named(check.name, &|_| None))
    });
    found.collect()
}

/// Whether a date of a figure lies so far after a day that it could not have been recorded on it.
pub fn is_dated_after(figure: &Figure, day: Day) -> bool {
    findings::future_date::after(figure, day).is_some()
}

/// How a figure holds for a day after its publication, which is a finding of error rank; `None` where it does not.
pub fn published_before(figure: &Figure) -> Option<String> {
    findings::published_before_as_of::published_before(figure)
}

/// Errors first, then by name and figures.
pub fn worst_first(found: &mut [Finding]) {
    found.sort_by(|a, b| (a.rank, a.name, &a.figures).cmp(&(b.rank, b.name, &b.figures)));
}

/// What is odd in one series. `steps` is the sheet of its steps: itself, or with the values that rows of feeds had before.
fn at_series<'f>(
    sheet: &'f SeriesSheet<'_>,
    steps: &'f SeriesSheet<'_>,
    imports: Option<&'f Imports<'_>>,
) -> impl Iterator<Item = (&'static str, Finding)> + 'f {
    let found = move |check: &'static Check| {
        let found = match check.test {
            Test::Series(find) => find(sheet),
            Test::Steps(find) => find(steps),
            Test::Imported(find) => imports.map(|imports| find(sheet, imports)).unwrap_or_default(),
            Test::Event(_) | Test::Switches(_) | Test::Document(_) | Test::All(_) => Vec::new(),
        };
        found.into_iter().map(|one| (check.name, one))
    };
    findings::ALL.iter().flat_map(found)
}

/// A finding of one series by the name of its rule; its key is made only where the desk has settled any.
fn of_one(series: &Series, (name, finding): (&'static str, Finding)) -> Finding {
    match series.names().has_settled_findings() {
        true => finding.named(name, &|id| series.figure(id)),
        false => Finding { name, ..finding },
    }
}

/// The finding that stands beside an answer with its sentence.
pub const SOURCE_SWITCH: &str = "source_switch";

/// The finding that stands beside an answer whose authority counts another way by now, in a sister of its series.
pub const ADOPTED: &str = "adopted";

/// The finding that stands among what is to be checked of an answer, and leaves the verdict and the exit code as they are.
pub const DESKS_DIFFER: &str = "desks_differ";

/// Notes that stand beside an answer: how it came to be what it is.
const NOTES_OF_ANSWERS: [&str; 3] = ["jump", "total_fell", "period_revised"];
