//! Validation: a row as typed becomes a figure, or all the reasons why it cannot.

use std::sync::Arc;

use super::attribution::{Attribution, Source};
use super::column::{CellKind, Field};
use super::counted;
use super::date::{DateStyle, Day, Moment, PartialDate, Timestamp, Week};
use super::draft::Draft;
use super::facets::{self, AgeGiven, Facets, SexGiven, StatusGiven};
use super::figure::{AsOf, Completeness, Declared, Declares, DetailText, Details, Figure, Window};
use super::figure_fault::FigureFault;
use super::name::{MOST_STEPS, Name};
use super::problem::Problem;
use super::row_count::RowCount;
use super::scope::{EVERYBODY, Scope, takes_a_side};
use super::shared::Shared;
use super::taken_off::{self, TakenOff, unseen_in};
use super::wording::{Part, Reading};
use super::words::{CountType, LinkKind, Measure, Reason, Unit};

/// What one row says: a figure, the parts that its words include, and what it declares about other figures.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The row's figure.
    pub figure: Figure,
    /// Figures that the same words include ("704, including 305 children"), each part of [`Drafted::figure`].
    pub parts: Vec<Figure>,
    /// The row's name for itself.
    pub reference: Option<String>,
    /// What tells the row from all others of its file, where a profile says which columns do.
    pub row_key: Option<Box<str>>,
    /// What it adds up, where it is a sum whose parts stand beside it in its file.
    pub sum_of: Option<SummedOver>,
    /// What it declares about other figures.
    pub declared: Vec<Declared>,
    /// What a person should look at, though nothing is wrong.
    pub notices: Vec<Problem>,
    /// What was taken off its cells.
    pub taken_off: Vec<TakenOff>,
}

/// What a figure that is a sum adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SummedOver {
    /// Those of the places in its place.
    Places,
    /// Those of the groups in its group.
    Groups,
}

impl Drafted {
    /// Reads a row; every problem of it, not only the first.
    ///
    /// `shared` keeps what many rows have in common, so that a scope or a source that was read is read once.
    ///
    /// # Errors
    /// All problems of the row, each with the column that holds it.
    pub fn read(draft: &Draft<'_>, shared: &mut Shared) -> Result<Drafted, Vec<Problem>> {
        let mut validation = Validation::of(draft);
        let declared = validation.declared();
        let scope = shared.scope(draft, |_| validation.scope());
        let attribution = shared.attribution(draft, |_| validation.attribution());
        let source = shared.source(draft, |_| validation.source());
        let mut number = RowCount::of(draft);
        let reading = number.reading(&declared);
        let no_reports = number.no_reports(reading.as_ref());
        validation.problems.append(&mut number.problems);
        validation.taken_off = number.taken_off;
        let mut details = validation.details();
        taken_off::keep(&number.aside, &mut details);
        let published_on = validation
            .required(Field::PublishedOn)
            .and_then(|text| validation.moment(Field::PublishedOn, text));
        let as_of = validation.as_of(details.stated_on, published_on);
        let window = validation.window(scope.as_deref(), as_of);
        if let Some(day) = shared.recorded_on {
            let as_of = as_of.and_then(|as_of| as_of.stated());
            let days = [details.stated_on, details.retrieved_at, published_on].map(|at| Some(at?.date));
            validation.check_days(scope.as_deref(), [as_of, days[0], days[1], days[2]], day);
        }
        validation.check_words(scope.as_deref(), reading.as_ref());
        let reference = validation.reference();
        let Validation { problems, notices, taken_off, .. } = validation;
        match (scope, attribution, source, published_on, as_of) {
            (Some(scope), Some(attribution), Some(source), Some(published_on), Some(as_of))
                if problems.is_empty() =>
            {
                let (count, parts) = reading.map_or((None, Vec::new()), |r| (Some(r.whole), r.parts));
                let figure = Figure {
                    scope,
                    count,
                    no_reports,
                    window,
                    as_of,
                    published_on,
                    attribution,
                    source,
                    details,
                };
                let parts = parts.into_iter().map(|part| included(&figure, part)).collect();
                Ok(Drafted {
                    figure,
                    parts,
                    reference,
                    row_key: None,
                    sum_of: None,
                    declared,
                    notices,
                    taken_off,
                })
            }
            _ => Err(problems),
        }
    }

    /// Notes what the file calls the columns of cells of which something was taken off.
    pub fn name_columns(&mut self, name: impl Fn(Field) -> Option<String>) {
        for taken in &mut self.taken_off {
            taken.column = name(taken.field).map(String::into_boxed_str);
        }
    }
}

/// The figure of a part that the same words include: everything is the whole's but the group and the number.
fn included(whole: &Figure, part: Part) -> Figure {
    let parent = &whole.scope.group;
    let path = if whole.scope.counts_everybody() { part.group } else { format!("{parent} > {}", part.group) };
    let group = Name::read(&path).unwrap_or_else(|| parent.clone());
    Figure {
        scope: Arc::new(Scope { group, ..(*whole.scope).clone() }),
        count: Some(part.wording),
        details: whole.details.of_part(),
        ..whole.clone()
    }
}

/// The days that cannot lie after a recording, in the order in which they are checked.
const DAYS: [Field; 4] = [Field::AsOf, Field::StatedOn, Field::RetrievedAt, Field::PublishedOn];

struct Validation<'d, 'a> {
    draft: &'d Draft<'a>,
    problems: Vec<Problem>,
    notices: Vec<Problem>,
    taken_off: Vec<TakenOff>,
}

impl<'d, 'a> Validation<'d, 'a> {
    fn of(draft: &'d Draft<'a>) -> Self {
        let (problems, notices, taken_off) = (Vec::new(), Vec::new(), Vec::new());
        Validation { draft, problems, notices, taken_off }
    }

    fn fault(&mut self, field: Field, fault: &dyn super::problem::Fault) {
        self.problems.push(Problem::of_cell(field.name(), fault));
    }

    fn required(&mut self, field: Field) -> Option<&'a str> {
        let text = self.draft.get(field);
        if text.is_none() {
            self.fault(field, &FigureFault::Missing(field));
        }
        text
    }

    fn name(&mut self, field: Field) -> Option<Name> {
        let text = self.required(field)?;
        let name = Name::read(text);
        if name.is_none() {
            self.fault(field, &FigureFault::Missing(field));
        }
        self.shallow(field, name?)
    }

    /// A name, unless it is a path without end.
    fn shallow(&mut self, field: Field, name: Name) -> Option<Name> {
        let steps = name.steps().count();
        if steps > MOST_STEPS {
            self.fault(field, &FigureFault::DeepName { field, steps });
            return None;
        }
        Some(name)
    }

    /// Reads a word of a closed list; `None` when blank or when a problem was noted.
    fn word<T>(&mut self, field: Field, read: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.draft.get(field)?;
        let word = read(text);
        if let (None, CellKind::Word(list)) = (&word, field.column().kind) {
            let choices = list.words.join(", ");
            self.fault(field, &FigureFault::UnknownWord { field, text: text.to_owned(), choices });
        }
        word
    }

    fn scope(&mut self) -> Option<Scope> {
        let event = self.name(Field::Event);
        let place = self.draft.get(Field::Place).and_then(Name::read);
        let place = place.and_then(|place| self.shallow(Field::Place, place));
        let measure = self.required(Field::Measure);
        let measure = measure.and_then(|_| self.word(Field::Measure, Measure::from_word));
        let unit = self.word(Field::Unit, Unit::from_word);
        if measure == Some(Measure::Casualties) {
            let notice = Problem::of_cell(Field::Measure.name(), &FigureFault::CasualtiesAreMixed);
            self.notices.push(notice);
        }
        let count_type = self.required(Field::CountType);
        let count_type = count_type.and_then(|_| self.word(Field::CountType, CountType::from_word));
        let group = self.group();
        let definition = self.draft.owned(Field::Definition);
        Some(Scope {
            event: event?,
            place,
            measure: measure?,
            unit: unit.unwrap_or(Unit::People),
            group: group?,
            count_type: count_type?,
            definition,
        })
    }

    fn group(&mut self) -> Option<Name> {
        let text = self.draft.get(Field::Group).unwrap_or(EVERYBODY);
        let text = counted::usual_group(text).unwrap_or(text);
        if takes_a_side(text) {
            let notice = FigureFault::LoadedGroup(text.to_owned());
            self.notices.push(Problem::of_cell(Field::Group.name(), &notice));
        }
        let group = self.shallow(Field::Group, Name::read(text)?)?;
        let cells = self.facets();
        facets::group_of_cells(&group, &cells).map_err(|other| self.contradicted(&group, other.0)).ok()
    }

    /// What the cells of sex, age, status and role say; those that say nothing of the kind are told.
    fn facets(&mut self) -> Vec<(Field, Facets)> {
        let given = |values| Some(Facets::of_values(values));
        let cells = Field::FACETS.iter().filter_map(|field| {
            if facets::says_all(self.draft.get(*field)?) {
                return None;
            }
            let facets = match field {
                Field::Sex => given(self.word(*field, SexGiven::from_word)?.values()),
                Field::Age => given(self.word(*field, AgeGiven::from_word)?.values()),
                Field::Status => given(self.word(*field, StatusGiven::from_word)?.values()),
                _ => facets::of_role(self.draft.get(*field)?),
            };
            Some((*field, facets?))
        });
        cells.collect()
    }

    fn contradicted(&mut self, group: &Name, field: Field) {
        let (text, group) = (self.draft.text(field).to_owned(), group.to_string());
        self.fault(field, &FigureFault::OtherFacet { field, text, group });
    }

    fn attribution(&mut self) -> Option<Attribution> {
        Some(Attribution {
            authority: self.draft.get(Field::Authority).and_then(Name::read),
            speaker: self.draft.owned(Field::Speaker),
            via: self.draft.get(Field::Via).and_then(Name::read),
            method: self.draft.owned(Field::Method),
        })
    }

    fn source(&mut self) -> Option<Source> {
        Some(Source {
            publisher: self.name(Field::Publisher)?,
            title: self.draft.text(Field::Title).to_owned(),
            url: self.draft.text(Field::Url).to_owned(),
            archive_url: self.draft.owned(Field::ArchiveUrl),
            language: self.draft.owned(Field::Language),
        })
    }

    /// The words beside the number may contradict the row: "two more" is no total, "12 injured" are not killed.
    fn check_words(&mut self, scope: Option<&Scope>, reading: Option<&Reading>) {
        let (Some(scope), Some(reading)) = (scope, reading) else { return };
        if reading.is_increment && !matches!(scope.count_type, CountType::Increment | CountType::Period) {
            self.fault(Field::Figure, &FigureFault::WordsSayAdded(self.draft.text(Field::Figure).to_owned()));
        }
        if reading.whole.own_text().is_none() {
            return; // a number and a hedge: no words that could contradict the row
        }
        let words = counted::words(&reading.whole.text());
        if let Some(word) = counted::says_too_little(&words, scope) {
            return self.fault(Field::Figure, &FigureFault::SaysTooLittle(word));
        }
        if let Some(word) = counted::other_measure(&words, scope) {
            let fault = FigureFault::OtherMeasure { counted: word, measure: scope.measure.word() };
            return self.fault(Field::Figure, &fault);
        }
        if let Some(word) = reading.counted.as_deref().and_then(|noun| counted::other_group(noun, scope)) {
            self.fault(
                Field::Figure,
                &FigureFault::OtherGroup { counted: word, group: scope.group.to_string() },
            );
        }
    }

    /// What has happened is not dated after the day on which it is recorded. The days are those of [`DAYS`].
    fn check_days(&mut self, scope: Option<&Scope>, days: [Option<PartialDate>; 4], recorded_on: Day) {
        if scope.is_none_or(|scope| scope.count_type == CountType::Projection) {
            return;
        }
        for (field, date) in DAYS.into_iter().zip(days) {
            if let Some(date) = date.filter(|date| date.is_after_recording(recorded_on)) {
                self.fault(field, &FigureFault::AfterItsRecording { date, recorded_on });
            }
        }
    }

    fn date(&mut self, field: Field) -> Option<PartialDate> {
        let text = self.draft.get(field)?;
        self.taken_off.extend(unseen_in(field, text));
        let read = match field {
            Field::PeriodStart => PartialDate::read_start(text, self.dates(field)),
            _ => PartialDate::read_with(text, self.dates(field)),
        };
        read.map_err(|fault| self.fault(field, &fault)).ok()
    }

    fn moment(&mut self, field: Field, text: &str) -> Option<Moment> {
        self.taken_off.extend(unseen_in(field, text));
        Moment::read_with(text, self.dates(field)).map_err(|fault| self.fault(field, &fault)).ok()
    }

    fn dates(&self, field: Field) -> DateStyle {
        self.draft.conventions().map_or(DateStyle::UNDECIDED, |decided| decided.dates(field))
    }

    fn optional_moment(&mut self, field: Field) -> Option<Moment> {
        let text = self.draft.get(field)?;
        self.moment(field, text)
    }

    fn embargo(&mut self) -> Option<Moment> {
        let until = self.optional_moment(Field::EmbargoUntil)?;
        if Timestamp::of(until).is_none() {
            self.fault(Field::EmbargoUntil, &FigureFault::EmbargoWithoutTime(until));
        }
        Some(until)
    }

    fn as_of(&mut self, stated_on: Option<Moment>, published_on: Option<Moment>) -> Option<AsOf> {
        match self.draft.get(Field::AsOf) {
            Some(_) => self.date(Field::AsOf).map(AsOf::Stated),
            None => stated_on.or(published_on).map(|moment| AsOf::Assumed(moment.date)),
        }
    }

    fn window(&mut self, scope: Option<&Scope>, as_of: Option<AsOf>) -> Option<Window> {
        let window = match (self.date(Field::PeriodStart), self.draft.get(Field::PeriodLength)) {
            (Some(start), _) => Some(Window::From(start)),
            (None, Some(length)) => self.length(length),
            (None, None) => self.week(scope),
        };
        let is_period = scope.is_some_and(|s| s.count_type == CountType::Period);
        let blank =
            self.draft.get(Field::PeriodStart).is_none() && self.draft.get(Field::PeriodLength).is_none();
        if is_period && blank && window.is_none() {
            self.fault(Field::PeriodStart, &FigureFault::PeriodWithoutWindow);
        }
        if let (Some(Window::From(start)), Some(as_of)) = (window, as_of)
            && start.first_day() > as_of.date().last_day()
        {
            self.fault(Field::PeriodStart, &FigureFault::WindowReversed { start, as_of: as_of.date() });
        }
        window
    }

    /// A period count of a week covers its seven days.
    fn week(&self, scope: Option<&Scope>) -> Option<Window> {
        scope.filter(|scope| scope.count_type == CountType::Period)?;
        let week = Week::in_text(self.draft.get(Field::AsOf)?, self.dates(Field::AsOf).weeks)?;
        Some(Window::From(week.first.to_date()))
    }

    fn length(&mut self, text: &str) -> Option<Window> {
        let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
        let per_unit = match unit.trim() {
            "h" => Some(1),
            "d" => Some(24),
            _ => None,
        };
        let hours = digits.parse::<u32>().ok().zip(per_unit).and_then(|(n, per)| n.checked_mul(per));
        let hours = hours.filter(|hours| (1..=24 * 36_600).contains(hours));
        if hours.is_none() {
            self.fault(Field::PeriodLength, &FigureFault::BadLength(text.to_owned()));
        }
        hours.map(Window::Hours)
    }

    fn details(&mut self) -> Details {
        let mut basis = self.detail_text(Field::AuthorityBasis);
        let mut details = Details {
            stated_on: self.optional_moment(Field::StatedOn),
            retrieved_at: self.optional_moment(Field::RetrievedAt),
            embargo_until: self.embargo(),
            ..Details::default()
        };
        for field in Field::DETAIL_TEXTS {
            let text = match field {
                Field::AuthorityBasis => basis.take(),
                field => self.detail_text(*field),
            };
            details.set_text(*field, text);
        }
        details
    }

    fn detail_text(&mut self, field: Field) -> Option<DetailText> {
        match field.column().kind {
            CellKind::Word(list) => self.word(field, list.read).map(DetailText::Borrowed),
            _ => self.draft.owned(field).map(DetailText::Owned),
        }
    }

    fn reference(&mut self) -> Option<String> {
        let text = self.draft.get(Field::Ref)?;
        if text.bytes().all(|b| b.is_ascii_digit())
            || text.starts_with("uid:")
            || text.contains(char::is_whitespace)
        {
            self.fault(Field::Ref, &FigureFault::BadRef(text.to_owned()));
        }
        Some(text.to_owned())
    }

    fn declared(&mut self) -> Vec<Declared> {
        let reason = self.word(Field::Reason, Reason::from_word);
        let reason_by = self.draft.owned(Field::ReasonBy);
        let kind = self.word(Field::Relation, LinkKind::from_word);
        let mut declared = self.part_of();
        let targets = self.draft.text(Field::Target);
        match (self.draft.get(Field::Relation), targets.is_empty()) {
            (Some(_), true) => self.fault(Field::Target, &FigureFault::RelationWithoutTarget),
            (None, false) => self.fault(Field::Relation, &FigureFault::TargetWithoutRelation),
            _ => {}
        }
        if let Some(kind) = kind {
            declared.extend(targets.split_whitespace().map(|target| Declared {
                what: Declares::Relation(kind),
                target: target.to_owned(),
                reason,
                reason_by: reason_by.clone(),
            }));
        }
        declared
    }

    fn part_of(&mut self) -> Vec<Declared> {
        let mut words = self.draft.text(Field::PartOf).split_whitespace();
        let Some(target) = words.next() else { return Vec::new() };
        let completeness = match words.next() {
            None => Completeness::Some,
            Some("complete") if words.next().is_none() => Completeness::All,
            Some(_) => {
                self.fault(Field::PartOf, &FigureFault::BadPartOf(self.draft.text(Field::PartOf).to_owned()));
                return Vec::new();
            }
        };
        let what = Declares::PartOf(completeness);
        vec![Declared { what, target: target.to_owned(), reason: None, reason_by: None }]
    }
}
