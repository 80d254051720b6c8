//! What this desk typed in many figures: they are mended or voided as one entry, or none of them is.

use std::collections::BTreeMap;

use super::figure::{Typo, changes, redraft};
use crate::audit::published_before;
use crate::desk::as_seen::as_seen;
use crate::desk::author::Author;
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::nearest::nothing_matches_of;
use crate::desk::touched::TouchedSeries;
use crate::model::column::Field;
use crate::model::date::Day;
use crate::model::problem::Problem;
use crate::model::recorded::{EntryKind, FigureId, Recorded};
use crate::model::uid::Uid;
use crate::model::validate::Drafted;
use crate::report::figure::one_line;
use crate::report::mended::MendedField;
use crate::report::mended_many::{MendManyReport, MendedFigure};
use crate::store::write::mend_many::{self, Clash, MendedMany};
use crate::store::write::{EntryTransaction, Mended};
use crate::store::{self, Store, View};

/// What is wrong with figures that this desk entered.
#[derive(Clone, Debug)]
pub struct MendManyOptions {
    /// Which figures.
    pub criteria: Criteria,
    /// What they should have been; without any they should not have been entered, and are voided.
    pub typos: Vec<Typo>,
    /// Why.
    pub why: String,
    /// Only what would be done.
    pub dry_run: bool,
    /// The figures that somebody has seen and agreed to; `None`: nobody was asked.
    pub agreed: Option<Vec<MendedFigure>>,
}

/// The figures that are asked for.
struct ChosenFigures {
    figures: Vec<Recorded>,
    /// Those that state no number, where a number is needed to mend a row.
    statements: Vec<i64>,
    void_before: u64,
}

/// Mends or voids all figures that a filter chooses, but those that are void and those that would not change. What was done,
/// and the series that were touched.
///
/// # Errors
/// Nothing that matches, or nothing that would change; figures that cannot be so, all of them; others than those that were
/// agreed to; or what the store says. Then nothing is recorded.
pub fn mend_many(
    store: &mut Store,
    options: &MendManyOptions,
    author: &Author,
) -> Result<(MendManyReport, TouchedSeries), Error> {
    as_seen(|| mend_as_seen(store, options, author))
}

fn mend_as_seen(
    store: &mut Store,
    options: &MendManyOptions,
    author: &Author,
) -> Result<(MendManyReport, TouchedSeries), Error> {
    let (chosen, seen) = {
        let view = View::of(store, None)?;
        (chosen(&view, options)?, view.visibility().number())
    };
    let path = store.path().map_or_else(String::new, |path| path.display().to_string());
    let mut writer = store::write::EntryTransaction::begin_as_seen(store, seen)?;
    let mut many = Many { why: &options.why, settled: false, figures: Vec::new() };
    let unchanged = match options.typos.is_empty() {
        true => many.void(&mut writer, &chosen.figures).map(|()| 0)?,
        false => many.mend(&mut writer, &chosen.figures, &options.typos, (author.clock)().day())?,
    };
    if many.figures.is_empty() {
        let hint = "see what they are: tollbook list figures with the same filter";
        return Err(Error::usage("nothing would change in the figures that --where chooses", hint));
    }
    let mut report = MendManyReport {
        entry: None,
        figures: many.figures,
        unchanged,
        statements: chosen.statements,
        void_before: chosen.void_before,
        settled: many.settled,
        why: options.why.clone(),
        store: path,
        dry_run: options.dry_run,
    };
    if options.agreed.as_ref().is_some_and(|agreed| *agreed != report.figures) {
        let hint = "look again: type the same command with -n";
        return Err(Error::usage(
            "the store changed since the figures were listed; nothing was recorded",
            hint,
        ));
    }
    if options.dry_run {
        return Ok((report, TouchedSeries::by_hand(Vec::new())));
    }
    let written = store::write::commit(writer, &author.operation(EntryKind::Amend))?;
    report.entry = Some(written.entry.id.0);
    Ok((report, TouchedSeries::by_hand(written.touched)))
}

/// The figures that are asked for and not void; those that the words of others among them include go with these.
fn chosen(view: &View<'_>, options: &MendManyOptions) -> Result<ChosenFigures, Error> {
    let mut chosen = ChosenFigures { figures: Vec::new(), statements: Vec::new(), void_before: 0 };
    store::figures::each(view, |recorded| {
        if options.criteria.admit(view, recorded)? {
            match store::figures::is_void(view, recorded.id)? {
                true => chosen.void_before += 1,
                false if recorded.figure.count.is_none() && !options.typos.is_empty() => {
                    chosen.statements.push(recorded.id.0);
                }
                false => chosen.figures.push(recorded.clone()),
            }
        }
        Ok(())
    })?;
    if chosen.figures.is_empty() && chosen.statements.is_empty() && chosen.void_before == 0 {
        return Err(nothing_matches_of(&options.criteria.filter, view));
    }
    let ids: Vec<FigureId> = chosen.figures.iter().map(|one| one.id).collect();
    let within = mend_many::within_others(view, &ids)?;
    chosen.figures.retain(|one| !within.contains(&one.id));
    Ok(chosen)
}

/// Many mends in the making.
struct Many<'o> {
    why: &'o str,
    settled: bool,
    figures: Vec<MendedFigure>,
}

impl Many<'_> {
    fn void(&mut self, writer: &mut EntryTransaction<'_>, figures: &[Recorded]) -> Result<(), Error> {
        let mended = mend_many::void(writer, figures.iter().map(|figure| figure.id), self.why)?;
        for (figure, mended) in figures.iter().zip(&mended) {
            self.became(figure, Vec::new(), mended);
        }
        Ok(())
    }

    /// Mends them; how many would not change.
    fn mend(
        &mut self,
        writer: &mut EntryTransaction<'_>,
        figures: &[Recorded],
        typos: &[Typo],
        today: Day,
    ) -> Result<u64, Error> {
        let (mut unchanged, mut faults, mut others) = (0, Faults::default(), Vec::new());
        for figure in figures {
            let drafted = match redraft(figure, typos, today) {
                Ok(drafted) => drafted,
                Err(error) => {
                    faults.add(figure.id, error)?;
                    continue;
                }
            };
            if let Some(error) = impossible(figure, &drafted, typos) {
                faults.add(figure.id, error)?;
                continue;
            }
            match changes(figure, &drafted, typos) {
                Ok(changes) if changes.is_empty() => unchanged += 1,
                Ok(changes) => others.push((figure, drafted, changes)),
                Err(error) => faults.add(figure.id, error)?,
            }
        }
        faults.refuse(figures.len())?;
        let mut replaced = Vec::new();
        for (figure, drafted, changes) in others {
            if Uid::of(&drafted.figure) == Uid::of(&figure.figure) {
                store::write::mend::details(writer, figure.id, &drafted.figure.details, self.why)?;
                self.became(figure, changes, &Mended { by: None, void: Vec::new(), settled: false });
            } else {
                replaced.push((figure, drafted, changes));
            }
        }
        let drafts: Vec<(FigureId, Drafted)> =
            replaced.iter().map(|(figure, drafted, _)| (figure.id, drafted.clone())).collect();
        match mend_many::figures(writer, drafts, self.why)? {
            MendedMany::Clash(clashes) => return Err(same(&clashes, figures.len())),
            MendedMany::All(mended) => {
                for ((figure, _, changes), mended) in replaced.into_iter().zip(&mended) {
                    self.became(figure, changes, mended);
                }
            }
        }
        self.figures.sort_by_key(|one| one.figure);
        Ok(unchanged)
    }

    fn became(&mut self, figure: &Recorded, mended: Vec<MendedField>, by: &Mended) {
        self.settled |= by.settled;
        self.figures.push(MendedFigure {
            figure: figure.id.0,
            was: one_line(figure),
            by: by.by.map(|by| by.0),
            mended,
            void: by.void.iter().map(|id| id.0).collect(),
        });
    }
}

/// Refuses a day of publication that the mend would put before the day for which the figure holds.
fn impossible(was: &Recorded, is: &Drafted, typos: &[Typo]) -> Option<Error> {
    let how = published_before(&is.figure).filter(|_| published_before(&was.figure).is_none())?;
    let field = typos
        .iter()
        .find(|(field, _)| Field::DATES.contains(field))
        .map_or("published_on", |(field, _)| field.name());
    Some(Error::usage(
        format!("it {how}"),
        format!("compare the two dates with the source: --typo {field}=VALUE"),
    ))
}

/// What is wrong with figures, each cause once.
#[derive(Default)]
struct Faults {
    causes: Vec<(Problem, Vec<FigureId>)>,
    figures: BTreeMap<FigureId, ()>,
}

/// How many figures of a cause are named.
const NAMED: usize = 20;

impl Faults {
    /// Adds what is wrong with a figure.
    ///
    /// # Errors
    /// What is wrong with no figure.
    fn add(&mut self, figure: FigureId, error: Error) -> Result<(), Error> {
        let problems = match error {
            Error::Fault(problem) => vec![problem],
            Error::Faults(problems) => problems,
            other => return Err(other),
        };
        self.figures.insert(figure, ());
        for problem in problems {
            match self.causes.iter_mut().find(|(known, _)| *known == problem) {
                Some((_, figures)) => figures.push(figure),
                None => self.causes.push((problem, vec![figure])),
            }
        }
        Ok(())
    }

    /// Refuses all, where there is anything.
    fn refuse(self, of: usize) -> Result<(), Error> {
        if self.causes.is_empty() {
            return Ok(());
        }
        let figures = self.figures.len();
        let mut problems: Vec<Problem> = self
            .causes
            .into_iter()
            .map(|(problem, figures)| Problem {
                what: format!("{}: {}", named(&figures), problem.what),
                ..problem
            })
            .collect();
        problems.extend(none_recorded(figures, of));
        Err(Error::Faults(problems))
    }
}

/// `#1, #2, #3 and 4 more`.
fn named(figures: &[FigureId]) -> String {
    let ids: Vec<String> = figures.iter().take(NAMED).map(|id| format!("#{id}")).collect();
    let more = figures.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", ids.join(", "))
}

/// Refuses figures that would be the same as others.
fn same(clashes: &[Clash], of: usize) -> Error {
    let hint = |clash: &Clash| {
        format!(
            "look at both: tollbook compare {} {}; what was entered twice is voided: tollbook amend {} --void -m WHY",
            clash.figure, clash.with, clash.figure
        )
    };
    let mut problems = Vec::new();
    for clash in clashes {
        let what = format!("#{} would be the same figure as #{}", clash.figure, clash.with);
        if let Error::Fault(problem) = Error::usage(what, hint(clash)) {
            problems.push(problem);
        }
    }
    problems.extend(none_recorded(clashes.len(), of));
    Error::Faults(problems)
}

fn none_recorded(figures: usize, of: usize) -> Option<Problem> {
    let what =
        format!("{figures} of {of} figures cannot be mended so, and none of them was: nothing was recorded");
    let hint = "narrow --where to the others, as tollbook list figures shows them, and mend these one by one: tollbook amend ID --typo FIELD=VALUE -m WHY";
    match Error::usage(what, hint) {
        Error::Fault(problem) => Some(problem),
        _ => None,
    }
}
