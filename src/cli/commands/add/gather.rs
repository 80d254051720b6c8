//! From words, flags, answers and the figure that is linked to: one row, judged by the gate.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use crate::cli::{Context, stores};
use crate::desk::error::{CommandFault, Error};
use crate::desk::figures;
use crate::desk::shell::word;
use crate::intake::mapping::REQUIRED;
use crate::model::counted;
use crate::model::draft::{Draft, Field};
use crate::model::figure::{AsOf, Figure};
use crate::model::gate::Drafted;
use crate::model::problem::Problem;
use crate::model::recorded::Recorded;
use crate::model::shared::Shared;
use crate::model::words::LinkKind;
use crate::report::added::Taken;
use crate::store;
use crate::store::Store;

use super::Args;
use super::ask::{ask, wanted};
use super::fields::relation_flag;

/// A figure that passed the gate, and where its cells came from.
pub struct Gathered {
    /// The figure.
    pub drafted: Drafted,
    /// The figures that it is linked to, by the names that were typed.
    pub targets: BTreeMap<String, Recorded>,
    /// What was taken from the first of them.
    pub taken: Option<Taken>,
    /// The measure that the words named, where no flag did.
    pub measure_from_words: Option<&'static str>,
}

impl Gathered {
    /// What was assumed, or is not stated.
    pub fn assumed(&self) -> Vec<(&'static str, String)> {
        let figure = &self.drafted.figure;
        let mut assumed = Vec::new();
        if let Some(measure) = self.measure_from_words {
            assumed.push((Field::Measure.name(), format!("{measure}, as the words say")));
        }
        if let AsOf::Assumed(day) = figure.as_of {
            assumed.push((Field::AsOf.name(), format!("not stated; {day} at the latest")));
        }
        if figure.scope.place.is_none() {
            assumed.push((Field::Place.name(), "not stated".to_owned()));
        }
        if figure.authority().is_none() {
            let voice = format!("none named; {} speaks for itself", figure.source.publisher);
            assumed.push((Field::Authority.name(), voice));
        }
        assumed
    }
}

type Cells = BTreeMap<Field, String>;

/// Gathers one row and passes it through the gate; on a terminal asks until it passes.
pub fn gather(args: &Args, context: &Context) -> Result<Gathered, Error> {
    let mut cells = typed(args, context)?;
    let targets = targets(&cells, context)?;
    let given = cells.clone();
    let taken = take_scope(&mut cells, &targets);
    let measure_from_words = state_measure(&mut cells);
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && !context.global.quiet;
    let mut goes_on = asks;
    loop {
        let problems = match draft(&cells) {
            Ok(drafted) => return Ok(Gathered { drafted, targets, taken, measure_from_words }),
            Err(problems) => problems,
        };
        let missing: Vec<Field> = missing(&cells);
        if !goes_on {
            return Err(Error::Faults(told(problems, &missing, &given)));
        }
        let fields: Vec<Field> = match missing.is_empty() {
            false => wanted(&missing, &cells),
            true => {
                let told = told(problems.clone(), &[], &given);
                told.iter().try_for_each(|problem| tell(problem, context))?;
                problems.iter().filter_map(|problem| Field::from_name(problem.field?)).collect()
            }
        };
        goes_on = !fields.is_empty()
            && ask(&fields, &mut cells, &mut std::io::stdin().lock(), &mut std::io::stderr().lock())?;
    }
}

fn tell(problem: &Problem, context: &Context) -> std::io::Result<()> {
    crate::render::problem::without_place(&mut std::io::stderr().lock(), None, problem, context.out.style())
}

/// The cells that the command line gives.
fn typed(args: &Args, context: &Context) -> Result<Cells, Error> {
    let mut cells = args.fields.cells.clone();
    if let Some(day) = context.global.as_of {
        cells.insert(Field::AsOf, day.iso());
    }
    if let Some(words) = &args.words {
        match cells.get(&Field::Figure) {
            Some(other) if other != words.trim() => {
                return Err(Error::usage(
                    format!("the number is given twice: `{}` and --figure `{other}`", words.trim()),
                    "leave one of the two out",
                ));
            }
            _ => cells.insert(Field::Figure, words.trim().to_owned()),
        };
    }
    let Some((kind, _)) = args.fields.links.first() else { return Ok(cells) };
    let declared = cells.get(&Field::Relation).and_then(|word| LinkKind::from_word(word));
    let other = args.fields.links.iter().map(|(other, _)| *other).chain(declared).find(|other| other != kind);
    if let Some(other) = other {
        return Err(Error::usage(
            format!(
                "one addition declares one relation, not --{} and --{}",
                relation_flag(*kind),
                relation_flag(other)
            ),
            "add the figure with the first, then the same figure with the second: it is recorded once, and gains the link",
        ));
    }
    let mut names: Vec<&str> = args.fields.links.iter().map(|(_, name)| name.as_str()).collect();
    names.extend(cells.get(&Field::Target).map(String::as_str));
    let names = names.join(" ");
    cells.insert(Field::Target, names);
    cells.insert(Field::Relation, kind.word().to_owned());
    Ok(cells)
}

/// The figures that the row is linked to, by the names that were typed.
fn targets(cells: &Cells, context: &Context) -> Result<BTreeMap<String, Recorded>, Error> {
    let text = |field: Field| cells.get(&field).map(String::as_str).unwrap_or_default();
    let mut names: Vec<&str> = text(Field::Target).split_whitespace().collect();
    names.extend(text(Field::PartOf).split_whitespace().next());
    let mut targets = BTreeMap::new();
    if names.is_empty() {
        return Ok(targets);
    }
    let store = Store::open_for_reading(&stores::locate(context)?)?;
    let reader = store::View::of(&store, None)?;
    for name in names {
        let id = figures::sought(&reader, name)?;
        if store::figures::is_void(&reader, id)? {
            return Err(Error::usage(
                format!("figure {id} is void, a typing error of this desk"),
                format!("link to the one in its place, if there is one: tollbook show {id}"),
            ));
        }
        targets.extend(store::figures::one(&reader, id)?.map(|recorded| (name.to_owned(), recorded)));
    }
    Ok(targets)
}

/// Takes from the figure that is linked to what is counted, where nothing else says it.
fn take_scope(cells: &mut Cells, targets: &BTreeMap<String, Recorded>) -> Option<Taken> {
    let name = |field: Field| cells.get(&field)?.split_whitespace().next().map(str::to_owned);
    let from = targets.get(&name(Field::Target).or_else(|| name(Field::PartOf))?)?;
    let is_part = !cells.contains_key(&Field::Target);
    let words = counted::words(cells.get(&Field::Figure).map(String::as_str).unwrap_or_default());
    let mut fields = Vec::new();
    for (field, text) in from.figure.cells() {
        // A part is of another kind where its words say so.
        let said = is_part && field == Field::Measure && counted::stated_measure(&words).is_some();
        if Field::SCOPE.contains(&field) && !cells.contains_key(&field) && !said {
            cells.insert(field, text.clone());
            fields.push((field.name(), text));
        }
    }
    (!fields.is_empty()).then_some(Taken { from: from.id.0, fields })
}

/// The measure that the words beside the number name, where nothing else says it.
fn state_measure(cells: &mut Cells) -> Option<&'static str> {
    let words = counted::words(cells.get(&Field::Figure)?);
    let measure = counted::stated_measure(&words).filter(|_| !cells.contains_key(&Field::Measure))?;
    cells.insert(Field::Measure, measure.word().to_owned());
    Some(measure.word())
}

/// The row through the gate.
fn draft(cells: &Cells) -> Result<Drafted, Vec<Problem>> {
    let mut draft = Draft::default();
    cells.iter().for_each(|(field, text)| draft.set(*field, text));
    Figure::from_draft(&draft, &mut Shared::default())
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
fn told(problems: Vec<Problem>, missing: &[Field], given: &Cells) -> Vec<Problem> {
    let is_missing = |problem: &Problem| missing.iter().any(|field| problem.field == Some(field.name()));
    let mut told = Vec::new();
    if !missing.is_empty() {
        let flags = missing.iter().map(|field| flag(*field)).collect();
        told.push(Problem::of_row(&CommandFault::Missing { flags, command: command(given, missing) }));
    }
    let others = problems.into_iter().filter(|problem| !is_missing(problem));
    told.extend(others.map(|problem| match problem.field.and_then(Field::from_name) {
        Some(field) if field != Field::Figure => {
            Problem { hint: format!("{} (that is {})", problem.hint, flag(field)), ..problem }
        }
        _ => problem,
    }));
    told
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
    let told = [Field::Figure, Field::Relation, Field::Target];
    for (field, text) in given
        .iter()
        .filter(|(field, text)| !told.contains(field) && !missing.contains(field) && !text.is_empty())
    {
        parts.push(format!("--{} {}", field.flag(), word(text)));
    }
    for field in missing.iter().filter(|field| **field != Field::Figure) {
        parts.push(format!("--{} {}", field.flag(), field.column().value));
    }
    parts.join(" ")
}
