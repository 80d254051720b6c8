//! What the words of an addition say: the number, what happened to the people, and whom it counts.
//!
//! A cell is read in full where that can be done. Where it cannot, the words are read as running text is, and the number
//! alone goes into the figure. What the words leave open is never filled in: it is asked.

use std::collections::BTreeMap;

use crate::desk::error::CommandFault;
use crate::extract::{self, FoundDoubt, FoundFigure, FoundFigures, Span, State};
use crate::model::column::Field;
use crate::model::counted;
use crate::model::figure_fault::FigureFault;
use crate::model::name::Name;
use crate::model::problem::{Fault, Problem};
use crate::model::scope::EVERYBODY;
use crate::model::shell::word;
use crate::model::wording::{Reading, Wording, WordingFault};
use crate::model::words::{CountType, Measure, Unit};

/// Cells, by their field.
pub type Cells = BTreeMap<Field, String>;

/// What was read from the words beside a number.
#[derive(Clone, Debug, Default)]
pub struct SaidInWords {
    /// What they say of fields that nothing else gives.
    pub fields: Vec<(Field, String)>,
    /// The number, where the words around it are no part of a cell; the words are then its quote.
    pub number: Option<String>,
    /// The figures, where the words hold several: each has to be added by itself.
    pub several: Vec<OneOfSeveral>,
    /// Whether they say that people are dead, and leave open whether they were killed or died.
    pub leaves_open: bool,
    /// Why they cannot be taken: they contradict what was given, or hold no figure that stands.
    pub problems: Vec<Problem>,
}

/// A figure of words that hold several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOfSeveral {
    /// The hedge and the number.
    pub number: String,
    /// What the words say of it.
    pub fields: Vec<(Field, String)>,
}

impl SaidInWords {
    /// Reads the words of the figure beside the other cells.
    pub fn read(cells: &Cells) -> SaidInWords {
        let given =
            |field: Field| cells.get(&field).map(String::as_str).filter(|text| !text.trim().is_empty());
        let Some(text) = given(Field::Figure) else { return SaidInWords::default() };
        let found = extract::read(text, None);
        let mut said = match Wording::read(text) {
            Ok(reading) => of_cell(text, &reading, &found, given(Field::Event)),
            Err(WordingFault::NoReports { .. }) => of_statement(&found),
            Err(WordingFault::NoFigure { .. } | WordingFault::TooLong | WordingFault::Invisible { .. }) => {
                SaidInWords::default()
            }
            Err(_) => of_sentence(text, found, cells),
        };
        said.fields.retain(|(field, _)| given(*field).is_none());
        said
    }

    /// The cells with what the words say.
    pub fn over(&self, cells: &Cells) -> Cells {
        let mut all = cells.clone();
        for (field, text) in &self.fields {
            all.insert(*field, text.clone());
        }
        if let Some(number) = &self.number {
            let words = all.insert(Field::Figure, number.clone()).unwrap_or_default();
            let quote = all.entry(Field::Quote).or_default();
            if quote.is_empty() {
                *quote = words;
            }
        }
        all
    }

    /// What the words say of a field.
    pub fn of(&self, field: Field) -> Option<&str> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, text)| text.as_str())
    }
}

/// A cell that was read in full: its words stay, and say what they say.
fn of_cell(text: &str, reading: &Reading, found: &FoundFigures, event: Option<&str>) -> SaidInWords {
    let mut wholes = found.figures.iter().filter(|figure| figure.part_of.is_none());
    let whole = wholes.next().filter(|one| one.wording.count() == reading.whole.count());
    let words = counted::words(text);
    let mut fields = Vec::new();
    let said = counted::stated_measure(&words).or_else(|| {
        let of_text = whole.filter(|figure| !says_too_little(figure)).map(|figure| figure.measure);
        let is_dead = || words.iter().any(|word| counted::says_dead(word)).then_some(Measure::Killed);
        of_text.or_else(is_dead)
    });
    let stated = said.filter(|measure| !is_open(*measure, &words, event));
    fields.extend(stated.map(|measure| (Field::Measure, measure.word().to_owned())));
    let noun = reading.counted.as_deref().and_then(counted::part_of_people);
    let group = whole.map(|figure| figure.group.clone()).filter(|group| group != EVERYBODY);
    let group = group.or_else(|| noun.map(|noun| counted::usual_group(&noun).map_or(noun, str::to_owned)));
    fields.extend(group.map(|group| (Field::Group, group)));
    fields.extend(whole.and_then(unit));
    let is_added = reading.is_increment.then_some(CountType::Increment);
    let count_type = is_added.or_else(|| whole.map(|figure| figure.count_type));
    fields.extend(count_type.and_then(stated_count_type));
    SaidInWords { leaves_open: said != stated, fields, ..SaidInWords::default() }
}

/// "No injuries were reported": no number, but of what there were no reports.
fn of_statement(found: &FoundFigures) -> SaidInWords {
    let measure = found.figures.first().map(|figure| (Field::Measure, figure.measure.word().to_owned()));
    SaidInWords { fields: measure.into_iter().collect(), ..SaidInWords::default() }
}

/// Words that are no cell, read as a sentence; where that finds nothing, the fault of the cell is told.
fn of_sentence(text: &str, found: FoundFigures, cells: &Cells) -> SaidInWords {
    let event = cells.get(&Field::Event).map(String::as_str);
    let mut wholes = found.figures.iter().filter(|figure| figure.part_of.is_none());
    let Some(figure) = wholes.next() else { return SaidInWords::default() };
    let parts = found.figures.len() - 1;
    let number = match parts {
        0 => Some(text[figure.span.clone()].to_owned()),
        _ if wholes.next().is_some() => None,
        _ => with_parts(text, figure, parts),
    };
    let Some(number) = number else {
        let several = found.figures.iter().map(|figure| OneOfSeveral {
            number: text[figure.span.clone()].to_owned(),
            fields: fields_of(text, figure, event),
        });
        return SaidInWords { several: several.collect(), ..SaidInWords::default() };
    };
    let problems = why_not(text, figure, cells).or_else(|| another_number(text, &found));
    let problems: Vec<Problem> = problems.into_iter().chain(contradictions(figure, cells)).collect();
    let fields = fields_of(text, figure, event);
    let leaves_open = !fields.iter().any(|(field, _)| *field == Field::Measure);
    SaidInWords { fields, number: Some(number), problems, leaves_open, ..SaidInWords::default() }
}

/// What the words say of a figure that was found in them.
fn fields_of(text: &str, figure: &FoundFigure, event: Option<&str>) -> Vec<(Field, String)> {
    let is_open = is_open(figure.measure, &counted::words(text), event);
    let mut fields = Vec::new();
    if !is_open {
        fields.push((Field::Measure, figure.measure.word().to_owned()));
    }
    if figure.group != EVERYBODY {
        fields.push((Field::Group, figure.group.clone()));
    }
    fields.extend(unit(figure));
    fields.extend(stated_count_type(figure.count_type));
    fields
}

/// A number of a part of the people that is none of the figures that were found: "two children among 14 dead". It is not
/// left out in silence.
fn another_number(text: &str, found: &FoundFigures) -> Option<Problem> {
    let counts_a_part = |span: &Span| {
        let noun = text[span.end..].split_whitespace().next()?;
        let read = Wording::read(&format!("{} {noun}", &text[span.clone()])).ok()?;
        counted::part_of_people(&read.counted?)
    };
    let other = found.passed.iter().find(|passed| counts_a_part(&passed.span).is_some())?;
    let (number, other) = (&text[found.figures.first()?.span.clone()], &text[other.span.clone()]);
    Some(Problem::of_row(&CommandFault::Usage {
        what: format!("the words hold {other} and {number}, and leave open which of them is the figure"),
        way_out: format!("write one of them alone: tollbook add {} --quote {}", word(number), word(text)),
    }))
}

/// The beginning of the words that is a cell with all parts: `12 people, including 3 children`.
fn with_parts(text: &str, figure: &FoundFigure, parts: usize) -> Option<String> {
    let rest = &text[figure.span.start..];
    let ends = rest.char_indices().rev().filter(|(_, c)| c.is_whitespace() || *c == ',');
    let cells = ends.map(|(end, _)| rest[..end].trim_end_matches([',', ' ']));
    let mut read = cells.filter_map(|cell| Some((cell, Wording::read(cell).ok()?)));
    let (cell, _) = read.find(|(_, reading)| {
        reading.parts.len() == parts && reading.whole.count() == figure.wording.count()
    })?;
    Some(cell.to_owned())
}

/// Why a figure that was found is none that can be added.
fn why_not(text: &str, figure: &FoundFigure, cells: &Cells) -> Option<Problem> {
    let number = &text[figure.span.clone()];
    let is_projection = cells
        .get(&Field::CountType)
        .is_some_and(|word| CountType::from_word(word) == Some(CountType::Projection));
    let why = match figure.state {
        State::Hypothetical if is_projection => return None,
        State::Current if !says_too_little(figure) => return None,
        State::Current => "can be read in two ways, or the words do not say what happened to the people",
        State::Earlier => "is an earlier count, which no longer holds",
        State::Denied => "is denied or taken back",
        State::History => "is that of another, past event",
        State::Hypothetical => "is what could happen or is expected",
        State::Asked => "is asked, not said",
    };
    Some(Problem::of_row(&CommandFault::Usage {
        what: format!("by the words, {number} {why}"),
        way_out: format!(
            "if it is a count that stands, write the number alone: tollbook add {} --quote {}",
            word(number),
            word(text)
        ),
    }))
}

/// What the words contradict of what was given.
fn contradictions(figure: &FoundFigure, cells: &Cells) -> Vec<Problem> {
    let given = |field: Field| cells.get(&field).map(String::as_str).unwrap_or_default();
    let mut problems = Vec::new();
    let measure = Measure::from_word(given(Field::Measure)).filter(|measure| !agree(figure, *measure));
    problems.extend(measure.map(|measure| {
        let word = figure.measure_word.to_lowercase();
        let speaks = counted::may_stand_beside(&word, measure).is_some();
        let counted = if speaks { word } else { figure.measure.word().replace('_', " ") };
        of_cell_fault(Field::Figure, &FigureFault::OtherMeasure { counted, measure: measure.word() })
    }));
    let group = given(Field::Group);
    let is_everybody = counted::usual_group(group) == Some(EVERYBODY) && figure.group != EVERYBODY;
    if is_everybody || counted::exclude_each_other(group, &figure.group) {
        let fault = FigureFault::OtherGroup { counted: figure.group.clone(), group: group.to_owned() };
        problems.push(of_cell_fault(Field::Figure, &fault));
    }
    problems
}

fn of_cell_fault(field: Field, fault: &dyn Fault) -> Problem {
    Problem::of_cell(field.name(), fault)
}

/// Whether a measure may be given to what the words count. A word for death leaves open of what; "feared dead" does not.
fn agree(figure: &FoundFigure, measure: Measure) -> bool {
    let of_word = || counted::may_stand_beside(&figure.measure_word.to_lowercase(), measure) == Some(true);
    let is_dead = matches!(figure.measure, Measure::Killed | Measure::Died);
    match figure.measure {
        same if same == measure => true,
        Measure::PresumedDead => measure == Measure::KilledOrMissing,
        _ if is_dead => matches!(measure, Measure::Killed | Measure::Died) || of_word(),
        _ => of_word(),
    }
}

/// Whether it is open if the people were killed or died: the words only say that they are dead, and the words or the event
/// speak of an illness, of hunger or cold, or of a death whose cause a source has to state.
fn is_open(measure: Measure, words: &[String], event: Option<&str>) -> bool {
    let is_dead = matches!(measure, Measure::Killed | Measure::Died);
    let states_it =
        words.iter().any(|word| matches!(word.as_str(), "killed" | "killing" | "kills" | "slain"));
    if !is_dead || states_it {
        return false;
    }
    let of_event = counted::words(event.unwrap_or_default());
    let needs_a_cause = |word: &String| NEED_A_CAUSE.contains(&word.as_str());
    measure == Measure::Killed && (words.iter().chain(&of_event).any(needs_a_cause) || names_illness(event))
}

/// Words for where or of what people died, beside which a source has to state the cause (`docs/rules.md`, "Measures and
/// units").
const NEED_A_CAUSE: &[&str] = &[
    "custody",
    "prison",
    "prisons",
    "jail",
    "detention",
    "hospital",
    "hospitals",
    "sea",
    "heat",
    "heatwave",
    "famine",
    "hunger",
    "epidemic",
    "outbreak",
    "pandemic",
];

/// Whether the name of an event names an illness, hunger or cold.
fn names_illness(event: Option<&str>) -> bool {
    let Some(event) = event else { return false };
    let read = extract::read(&format!("{event}\n\nTwo people died."), None);
    read.figures.last().is_some_and(|figure| figure.measure == Measure::Died)
}

fn unit(figure: &FoundFigure) -> Option<(Field, String)> {
    (figure.unit != Unit::People).then(|| (Field::Unit, figure.unit.word().to_owned()))
}

/// A count type that words say. They never say `total`, and a window has to be given.
fn stated_count_type(count_type: CountType) -> Option<(Field, String)> {
    let is_said = matches!(count_type, CountType::Increment | CountType::Current);
    is_said.then(|| (Field::CountType, count_type.word().to_owned()))
}

fn says_too_little(figure: &FoundFigure) -> bool {
    let doubts = [FoundDoubt::SaysTooLittle, FoundDoubt::TwoReadings];
    figure.doubts.iter().any(|doubt| doubts.contains(doubt))
}

/// Whether the words say, of the figure that includes it, that the part is of another kind or group.
pub fn says_of_part(cells: &Cells, field: Field, of_whole: &str) -> bool {
    let without = Cells::from_iter(cells.get(&Field::Figure).map(|text| (Field::Figure, text.clone())));
    let said = SaidInWords::read(&without);
    match (field, said.of(field)) {
        (_, None) => false,
        (Field::Measure, Some(said)) => {
            let words = counted::words(cells.get(&Field::Figure).map(String::as_str).unwrap_or_default());
            let whole = Measure::from_word(of_whole);
            let is_dead = words.iter().any(|word| counted::says_dead(word));
            said != of_whole && !(is_dead && matches!(whole, Some(Measure::Killed | Measure::Died)))
        }
        (Field::Group, Some(said)) => Name::read(of_whole).is_none_or(|whole| whole.leaf() != said),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: &[(Field, &str)]) -> Cells {
        cells.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
    }

    /// The number, where it is not the words whole, and what was read, in one line.
    fn said(words: &str, others: &[(Field, &str)]) -> String {
        let mut given = cells(others);
        given.insert(Field::Figure, words.to_owned());
        let said = SaidInWords::read(&given);
        let fields: Vec<&str> = said.fields.iter().map(|(_, text)| text.as_str()).collect();
        let problems = said.problems.iter().map(|problem| format!("! {}", problem.code));
        let several = said.several.iter().map(|one| format!("/ {}", one.number));
        let rest = problems.chain(several).collect::<Vec<_>>().join(" ");
        format!("{} {} {rest}", said.number.unwrap_or_default(), fields.join(" ")).trim().to_owned()
    }

    #[test]
    fn usual_words_say_the_number_the_measure_and_the_group() {
        for (words, expected) in [
            ("21 dead", "killed"),
            ("four people are still missing", "missing current"),
            ("three firefighters are among the dead", "three killed firefighters"),
            ("at least 12 wounded", "injured"),
            ("at least 12 wounded and", "at least 12 injured"),
            ("no one was hurt", "injured"),
            ("two more bodies were found", "two more bodies_recovered increment"),
            ("a family of five died", "five killed"),
            ("seven people lost their lives", "killed"),
            ("the death toll rose to 45", "45 killed"),
            ("five children were killed", "killed children"),
            ("a man was killed", "killed men"),
            ("21 feared dead", "21 presumed_dead"),
            ("nearly 40 families were displaced", "displaced households"),
            ("12 people, including 3 children, were killed", "12 people, including 3 children killed"),
            ("no injuries were reported", "injured"),
            ("12 died of cholera", "12 died"),
            ("704", ""),
            ("12 victims", ""),
            ("n/a", ""),
        ] {
            assert_eq!(said(words, &[]), expected, "{words}");
        }
    }

    #[test]
    fn words_that_leave_something_open_are_not_read() {
        assert_eq!(said("21 dead, 30 injured", &[]), "/ 21 / 30");
        assert_eq!(said("two children among 14 dead", &[]), "14 killed ! U101");
        assert_eq!(said("eight more died in hospital", &[]), "eight more increment");
        let of_illness = [(Field::Event, "Tarn cholera outbreak (exercise)")];
        assert_eq!(said("21 dead", &of_illness), "");
        assert_eq!(said("21 killed", &of_illness), "killed");
        assert!(SaidInWords::read(&cells(&[of_illness[0], (Field::Figure, "21 dead")])).leaves_open);
    }

    #[test]
    fn words_that_contradict_what_is_given_are_refused() {
        let words = "three firefighters are among the dead";
        assert_eq!(said(words, &[(Field::Measure, "injured")]), "three firefighters ! F113");
        assert_eq!(said(words, &[(Field::Measure, "died")]), "three firefighters");
        assert_eq!(said(words, &[(Field::Group, "people")]), "three killed ! F114");
        assert_eq!(said(words, &[(Field::Group, "soldiers")]), "three killed ! F114");
        assert_eq!(said("21 feared dead", &[(Field::Measure, "killed")]), "21  ! F113");
    }

    #[test]
    fn a_sentence_becomes_the_quote_of_its_number() {
        let cells = cells(&[(Field::Figure, "a family of five died")]);
        let all = SaidInWords::read(&cells).over(&cells);
        assert_eq!(
            (all[&Field::Figure].as_str(), all[&Field::Quote].as_str()),
            ("five", "a family of five died")
        );
    }
}
