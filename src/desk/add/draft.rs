//! A figure that is being entered: from cells and the figure that it is linked to, one checked row.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::said::{Cells, OneOfSeveral, SaidInWords, says_of_part};
use crate::desk::error::{CommandFault, Error};
use crate::desk::figures;
use crate::intake::header::REQUIRED;
use crate::model::column::Field;
use crate::model::date::Day;
use crate::model::draft::Draft;
use crate::model::problem::Problem;
use crate::model::recorded::Recorded;
use crate::model::shared::Shared;
use crate::model::shell::word;
use crate::model::validate::Drafted;
use crate::model::words::LinkKind;
use crate::report::added::{AddReport, TakenFields};
use crate::store::{self, Store};

/// What is entered.
#[derive(Clone, Debug)]
pub struct AddOptions {
    /// The cells, as they were given.
    pub cells: Cells,
    /// The day on which it is recorded.
    pub recorded_on: Day,
    /// Only what would be done.
    pub dry_run: bool,
}

/// A figure that is being entered.
#[derive(Debug)]
pub struct AddDraft {
    /// Its cells so far. What is missing can be filled in.
    pub cells: Cells,
    path: PathBuf,
    options: AddOptions,
    /// The figures that it is linked to, by the names that were typed.
    targets: BTreeMap<String, Recorded>,
    /// What was taken from the first of them.
    taken: Option<TakenFields>,
}

/// A figure that can be recorded.
#[derive(Debug)]
pub struct AddPlan {
    draft: AddDraft,
    said: SaidInWords,
    drafted: Drafted,
}

/// A draft that is no figure yet.
#[derive(Debug)]
pub struct Incomplete {
    /// It.
    pub draft: AddDraft,
    /// The fields that it must have, and are blank.
    pub missing: Vec<Field>,
    /// What is missing and what is wrong, in terms of the command line.
    pub problems: Vec<Problem>,
}

impl AddDraft {
    /// For the store at `path`. What is counted is taken from the figure that it is linked to, where no cell says it.
    ///
    /// # Errors
    /// Figures to link to that are not there or void, or what the store says.
    pub fn begin(path: PathBuf, options: AddOptions) -> Result<AddDraft, Error> {
        let mut cells = options.cells.clone();
        let targets = targets(&cells, &path)?;
        let taken = take_scope(&mut cells, &targets);
        Ok(AddDraft { cells, path, options, targets, taken })
    }

    /// Where it goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it was begun with.
    pub fn options(&self) -> &AddOptions {
        &self.options
    }

    /// What its words say, where no cell says it.
    pub fn said(&self) -> SaidInWords {
        SaidInWords::read(&self.cells)
    }

    /// Why a text cannot be taken for a field beside what is there; `None` where it can.
    pub fn refusal(&self, field: Field, text: &str) -> Option<Problem> {
        let mut with = self.cells.clone();
        with.insert(field, text.to_owned());
        let before = self.problems_of(&self.cells, field);
        let mut after = self.problems_of(&with, field).into_iter();
        after.find(|problem| !before.iter().any(|known| known.what == problem.what))
    }

    /// What is wrong with a field, or with the words of the number beside it. What is missing is taken to be there.
    fn problems_of(&self, cells: &Cells, field: Field) -> Vec<Problem> {
        let said = SaidInWords::read(cells);
        let mut cells = said.over(cells);
        let day = self.options.recorded_on.to_string();
        let mut filled =
            vec![(Field::Event, "event"), (Field::Publisher, "publisher"), (Field::PublishedOn, &day)];
        if field != Field::Figure && field != Field::CountType {
            filled.push((Field::CountType, "total"));
        }
        for (missing, text) in filled.into_iter().filter(|(missing, _)| *missing != field) {
            cells.entry(missing).or_insert_with(|| text.to_owned());
        }
        let mut draft = Draft::default();
        cells.iter().for_each(|(field, text)| draft.set(*field, text));
        let read = Drafted::read(&draft, &mut Shared::recorded_on(Some(self.options.recorded_on)));
        let is_of = |problem: &Problem| {
            let of = problem.field.and_then(Field::from_name);
            of == Some(field) || (of == Some(Field::Figure) && field != Field::Figure)
        };
        let mut problems = read.err().unwrap_or_default();
        problems.retain(is_of);
        if said.number.is_some() || !said.several.is_empty() {
            problems.retain(|problem| problem.field != Some(Field::Figure.name()));
        }
        problems.extend(said.problems);
        problems
    }

    /// What would be recorded.
    ///
    /// # Errors
    /// What is missing or wrong.
    pub fn plan(self) -> Result<AddPlan, Box<Incomplete>> {
        let mut said = self.said();
        let cells = said.over(&self.cells);
        let mut draft = Draft::default();
        cells.iter().for_each(|(field, text)| draft.set(*field, text));
        let read = Drafted::read(&draft, &mut Shared::recorded_on(Some(self.options.recorded_on)));
        match read {
            Ok(drafted) if said.problems.is_empty() => Ok(AddPlan { draft: self, said, drafted }),
            read => {
                let missing = missing(&cells);
                let mut problems = read.err().unwrap_or_default();
                let mut untold: &[Field] = &missing;
                if !said.several.is_empty() {
                    said.problems.push(several(&said.several, &self.cells));
                    untold = &[]; // the commands name it
                }
                if !said.problems.is_empty() {
                    problems.retain(|problem| problem.field != Some(Field::Figure.name()));
                }
                let open = said.leaves_open.then_some(Field::Measure);
                let mut problems = in_flags(problems, &missing, (untold, open), &self.options.cells);
                problems.append(&mut said.problems);
                Err(Box::new(Incomplete { draft: self, missing, problems }))
            }
        }
    }
}

impl AddPlan {
    /// The figure.
    pub(super) fn drafted(&self) -> &Drafted {
        &self.drafted
    }

    /// Where it goes.
    pub(super) fn path(&self) -> &Path {
        &self.draft.path
    }

    pub(super) fn is_dry_run(&self) -> bool {
        self.draft.options.dry_run
    }

    /// The figure that a name leads to.
    pub(super) fn target(&self, name: &str) -> Option<&Recorded> {
        self.draft.targets.get(name)
    }

    /// The cells that were given or taken.
    pub fn cells(&self) -> &Cells {
        &self.draft.cells
    }

    /// The draft again, to change it.
    pub fn reopened(self) -> AddDraft {
        self.draft
    }

    /// What it would be recorded as.
    pub fn report(&self) -> AddReport {
        let AddDraft { targets, taken, options, .. } = &self.draft;
        let report = AddReport::new(&self.drafted, targets, &self.said.fields);
        AddReport { taken: taken.clone(), dry_run: options.dry_run, ..report }
    }
}

/// The flag of a relation, without its dashes.
pub fn relation_flag(kind: LinkKind) -> String {
    kind.word().replace('_', "-")
}

/// The figures that the row is linked to, by the names that were typed.
fn targets(cells: &Cells, path: &Path) -> Result<BTreeMap<String, Recorded>, Error> {
    let text = |field: Field| cells.get(&field).map(String::as_str).unwrap_or_default();
    let mut names: Vec<&str> = text(Field::Target).split_whitespace().collect();
    names.extend(text(Field::PartOf).split_whitespace().next());
    let mut targets = BTreeMap::new();
    if names.is_empty() {
        return Ok(targets);
    }
    let store = Store::open_for_reading(path)?;
    let view = store::View::of(&store, None)?;
    for name in names {
        let id = figures::sought(&view, name)?;
        if store::figures::is_void(&view, id)? {
            return Err(Error::usage(
                format!("figure {id} is void, a typing error of this desk"),
                format!("link to the one in its place, if there is one: tollbook show {id}"),
            ));
        }
        targets.extend(store::figures::one(&view, id)?.map(|recorded| (name.to_owned(), recorded)));
    }
    Ok(targets)
}

/// Who answers for a count, and through whom it came: one says little without the others, so they are taken together.
const WHOSE_COUNT: [Field; 3] = [Field::Authority, Field::Via, Field::Speaker];

/// Takes from the figure that is linked to what is counted, where nothing else says it.
fn take_scope(cells: &mut Cells, targets: &BTreeMap<String, Recorded>) -> Option<TakenFields> {
    let name = |field: Field| cells.get(&field)?.split_whitespace().next().map(str::to_owned);
    let from = targets.get(&name(Field::Target).or_else(|| name(Field::PartOf))?)?;
    let is_part = !cells.contains_key(&Field::Target);
    let mut fields = Vec::new();
    // A publisher that corrects its report still passes on whose count it is.
    let corrects =
        cells.get(&Field::Relation).and_then(|word| LinkKind::from_word(word)) == Some(LinkKind::Corrects);
    let names_nobody = WHOSE_COUNT.iter().all(|field| !cells.contains_key(field));
    let is_taken = |field: &Field| {
        Field::SCOPE.contains(field) || (corrects && names_nobody && WHOSE_COUNT.contains(field))
    };
    for (field, text) in from.figure.cells() {
        if !is_taken(&field) || cells.contains_key(&field) {
            continue;
        }
        // A part is of another kind, and of whom, where its words say so.
        if is_part && says_of_part(cells, field, &text) {
            continue;
        }
        cells.insert(field, text.clone());
        fields.push((field.name(), text));
    }
    (!fields.is_empty()).then_some(TakenFields { from: from.id.0, fields })
}

/// The required fields that are blank; a statement needs no number.
fn missing(cells: &Cells) -> Vec<Field> {
    let blank = |field: &Field| cells.get(field).is_none_or(|text| text.trim().is_empty());
    let relation = cells.get(&Field::Relation).and_then(|word| LinkKind::from_word(word));
    let lacks_a_count = relation.is_some_and(LinkKind::may_lack_a_count);
    let bounds = !blank(&Field::Low) || !blank(&Field::High);
    let needed = |field: &Field| *field != Field::Figure || !(lacks_a_count || bounds);
    REQUIRED.into_iter().filter(|field| blank(field) && needed(field)).collect()
}

/// Every problem in terms of the command line: what is missing as one, with the command to type.
/// `untold`: what is missing, as far as it is not told elsewhere; and the measure, where the words leave it open.
fn in_flags(
    problems: Vec<Problem>,
    missing: &[Field],
    (untold, open): (&[Field], Option<Field>),
    given: &Cells,
) -> Vec<Problem> {
    let is_missing = |problem: &Problem| missing.iter().any(|field| problem.field == Some(field.name()));
    let mut in_flags = Vec::new();
    if !untold.is_empty() {
        let flag = |field: &Field| match open == Some(*field) {
            true => format!("{} (killed or died: the words leave it open)", flag(*field)),
            false => flag(*field),
        };
        let flags = untold.iter().map(flag).collect();
        in_flags.push(Problem::of_row(&CommandFault::Missing { flags, command: command(given, untold) }));
    }
    let others = problems.into_iter().filter(|problem| !is_missing(problem));
    in_flags.extend(others.map(|problem| match problem.field.and_then(Field::from_name) {
        Some(field) if field != Field::Figure => {
            Problem { hint: format!("{} (that is {})", problem.hint, flag(field)), ..problem }
        }
        _ => problem,
    }));
    in_flags
}

/// Words that hold several figures: each is added by itself.
fn several(figures: &[OneOfSeveral], cells: &Cells) -> Problem {
    let (mut told, mut commands) = (Vec::new(), Vec::new());
    for figure in figures {
        let fields = figure.fields.iter().map(|(_, text)| text.replace('_', " ")).collect::<Vec<_>>();
        told.push(format!("{} ({})", figure.number, fields.join(", ")));
        let mut own = cells.clone();
        let words = own.insert(Field::Figure, figure.number.clone()).unwrap_or_default();
        own.entry(Field::Quote).or_insert(words);
        for (field, text) in &figure.fields {
            own.entry(*field).or_insert_with(|| text.clone());
        }
        commands.push(command(&own, &missing(&own)));
    }
    Problem::of_row(&CommandFault::Usage {
        what: format!("the words hold {} figures: {}", figures.len(), told.join("; ")),
        way_out: format!("add each by itself: {}", commands.join("; then ")),
    })
}

fn flag(field: Field) -> String {
    match field {
        Field::Figure => "the number as printed".to_owned(),
        field => format!("--{}", field.flag()),
    }
}

/// The command as it was typed, with what is missing.
fn command(given: &Cells, missing: &[Field]) -> String {
    let mut parts = vec!["tollbook add".to_owned()];
    match given.get(&Field::Figure) {
        Some(figure) => parts.push(word(figure)),
        None if missing.contains(&Field::Figure) => parts.push("\"NUMBER AS PRINTED\"".to_owned()),
        None => {}
    }
    let relation = given.get(&Field::Relation).and_then(|word| LinkKind::from_word(word));
    if let (Some(kind), Some(targets)) = (relation, given.get(&Field::Target)) {
        parts.extend(
            targets.split_whitespace().map(|name| format!("--{} {}", relation_flag(kind), word(name))),
        );
    }
    let written = [Field::Figure, Field::Relation, Field::Target];
    for (field, text) in given
        .iter()
        .filter(|(field, text)| !written.contains(field) && !missing.contains(field) && !text.is_empty())
    {
        parts.push(format!("--{} {}", field.flag(), word(text)));
    }
    for field in missing.iter().filter(|field| **field != Field::Figure) {
        parts.push(format!("--{} {}", field.flag(), field.column().value));
    }
    parts.join(" ")
}
