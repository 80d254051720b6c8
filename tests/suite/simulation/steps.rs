//! What a desk does on its days, through the library and in the plain ledger.

use std::fs;
use std::path::Path;

use tollbook::model::date::{Moment, PartialDate, Timestamp};
use tollbook::model::draft::Field;
use tollbook::model::figure::{AsOf, Declares, Details};
use tollbook::model::name::Name;
use tollbook::model::names::{NameFact, NameField, NameKind};
use tollbook::model::question::Question;
use tollbook::model::recorded::{Act, ActKind, FigureId, Recorded};
use tollbook::model::wording::Wording;
use tollbook::model::words::LinkKind;
use tollbook::series::Series;

use crate::books::Books;
use crate::desk::ask;

use super::dice::Dice;
use super::holding::HoldSaid;
use super::model::{Entry, Ledger, View, is_same};
use super::row::{COLUMNS, Manner, Row, date};

/// What a desk may say of names; an empty value takes it back.
const FACTS: [(NameKind, &str, NameField, &[&str]); 13] = [
    (NameKind::Authority, "Health Min.", NameField::SameAs, &["Ministry of Health", ""]),
    (NameKind::Authority, "Province", NameField::Under, &["Ministry of Health", "Red Crescent", ""]),
    (NameKind::Authority, "Ministry of Health", NameField::Rank, &["1", "2", ""]),
    (NameKind::Authority, "Red Crescent", NameField::Rank, &["1", "2", ""]),
    (NameKind::Event, "Exercise inundation", NameField::SameAs, &["Exercise flood", ""]),
    (NameKind::Event, "Exercise flood", NameField::StaleAfter, &["2d", "5d", ""]),
    (NameKind::Event, "Exercise flood", NameField::Kind, &["incident", "ongoing", ""]),
    (NameKind::Event, "Exercise strike", NameField::Kind, &["ongoing", ""]),
    (NameKind::Event, "Exercise strike", NameField::Settling, &["3d", ""]),
    (NameKind::Authority, "Ministry of Health", NameField::PartyTo, &["Exercise inundation", ""]),
    (NameKind::Authority, "Red Crescent", NameField::PartyTo, &["Exercise flood", "Exercise strike", ""]),
    (NameKind::Place, "The Delta", NameField::SameAs, &["Delta", ""]),
    (NameKind::Publisher, "The Courier", NameField::SameAs, &["Courier", ""]),
];

/// A desk at work: its store, the plain ledger beside it, and the hour.
pub struct Day<'s> {
    pub ledger: Ledger,
    pub(super) dice: Dice,
    pub(super) store: &'s Path,
    manner: Manner,
    rows: Vec<(FigureId, Row)>,
    /// The day of the last look at the feed.
    pub(super) looked: usize,
    /// The texts that were erased.
    pub(super) erased: Vec<String>,
}

impl<'s> Day<'s> {
    pub fn new(seed: u64, store: &'s Path) -> Day<'s> {
        let manner = if seed.is_multiple_of(3) { Manner::Plain } else { Manner::Any };
        let (ledger, dice) = (Ledger::default(), Dice::new(seed));
        Day { ledger, dice, store, manner, rows: Vec::new(), looked: 0, erased: Vec::new() }
    }

    /// Does one thing; `false` where a question is due.
    pub fn step(&mut self) -> bool {
        match self.dice.below(41) {
            _ if self.ledger.entries.is_empty() => self.import(),
            0..=5 => self.import(),
            6..=9 => self.add(),
            10 | 11 => self.void(),
            12..=14 => self.typo(),
            15..=17 => self.say(),
            18..=21 => self.undo(),
            22..=26 => self.look(),
            27 => self.erase(),
            28 | 29 => self.describe(),
            30 => self.hold_or_release(),
            _ => return false,
        }
        true
    }

    /// A question by any of the three clocks.
    pub fn question(&mut self) -> Question {
        let dice = &mut self.dice;
        let day = |text: &str| PartialDate::read(text).expect("a date");
        let as_of = dice
            .chance(50)
            .then(|| if dice.chance(10) { day("2020-06") } else { day(&date(1 + dice.below(20))) });
        let known_on = dice.chance(50).then(|| {
            let time = if dice.chance(20) { "T12:00" } else { "" };
            Moment::read(&format!("{}{time}", date(1 + dice.below(22)))).expect("a moment")
        });
        let entries = self.ledger.entries.len();
        let recorded_by = dice.chance(50).then(|| hour(dice.below(entries + 1), "30"));
        Question { as_of, known_on, recorded_by, ..Question::default() }
    }

    pub(super) fn now(&self) -> Timestamp {
        hour(self.ledger.entries.len(), "00")
    }

    /// The store at its hour, with its own person at work.
    pub(super) fn books(&self) -> Books {
        let folder = self.store.parent().expect("a folder");
        Books::new(folder).at(&self.now().iso()).by("a desk")
    }

    /// The numbers above one, each with its line.
    pub(super) fn numbered_since(&self, last: i64) -> Vec<(FigureId, usize)> {
        let rows = ask(self.store, &format!("SELECT id, line FROM figure WHERE id > {last} ORDER BY id"))
            .expect("rows");
        let read = |row: &str| {
            let (id, line) = row.split_once('|').expect("two cells");
            (FigureId(id.parse().expect("an id")), line.parse().expect("a line"))
        };
        rows.lines().map(read).collect()
    }

    pub(super) fn last(&self) -> i64 {
        self.ledger.figures.iter().map(|known| known.id.0).max().unwrap_or(0)
    }

    pub(super) fn view(&self) -> View {
        self.ledger.view(None)
    }

    /// A file of some rows; a few of them were seen before.
    fn import(&mut self) {
        let name = format!("file-{}", self.ledger.entries.len());
        let mut rows: Vec<Row> = Vec::new();
        for at in 0..1 + self.dice.below(9) {
            let again =
                (!self.rows.is_empty() && self.dice.chance(25)).then(|| self.dice.below(self.rows.len()));
            let mut row =
                again.map_or_else(|| Row::roll(&mut self.dice, self.manner), |at| self.rows[at].1.clone());
            row.set(Field::Ref, &format!("{name}-{at}"));
            if again.is_some() && self.dice.chance(50) {
                row.describe(&mut self.dice);
            }
            let own = self.figure(&row);
            if self.can_be_read(&row) && !rows.iter().any(|other| is_same(&self.figure(other), &own)) {
                rows.push(row);
            }
        }
        for at in 0..rows.len() {
            if rows[at].get(Field::Relation).is_empty() && self.dice.chance(25) {
                let linked = self.linked(&rows, at);
                let is_new = |row: &Row| {
                    let own = self.figure(row);
                    let others = rows.iter().enumerate().filter(|(other, _)| *other != at);
                    self.can_be_read(row)
                        && !others.map(|(_, other)| self.figure(other)).any(|other| is_same(&other, &own))
                };
                if let Some(row) = linked.filter(is_new) {
                    rows[at] = row;
                }
            }
        }
        if rows.is_empty() {
            return;
        }
        let header = COLUMNS.map(|field| field.name()).join(",");
        let lines: Vec<String> = rows.iter().map(Row::line).collect();
        let file = format!("{name}.csv");
        fs::write(self.store.with_file_name(&file), format!("{header}\n{}\n", lines.join("\n")))
            .expect("a file");
        let last = self.last();
        let is_held = self.dice.chance(8);
        let books = if is_held { self.books().holding("not yet") } else { self.books() };
        books.import(&[&file]);
        let new = self.numbered_since(last);
        assert!(new.is_sorted_by_key(|(_, line)| *line), "numbers follow the lines: {new:?}");
        let found = |at: usize| new.iter().find(|(_, line)| *line == at + 2).map(|(id, _)| *id);
        let ids: Vec<FigureId> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let known = self.ledger.known(&self.figure(row));
                assert_eq!(known.is_none(), found(at).is_some(), "line {}: {row:?}", at + 2);
                known.or(found(at)).expect("a number")
            })
            .collect();
        self.record(&rows, &ids, is_held);
    }

    /// Puts what rows say into the plain ledger.
    fn record(&mut self, rows: &[Row], ids: &[FigureId], is_held: bool) {
        let mut entry = Entry::at(self.now());
        entry.holds.extend(is_held.then_some(HoldSaid::Own));
        for (row, id) in rows.iter().zip(ids) {
            let drafted = self.drafted(row);
            entry.saw.push(*id);
            entry.details.push((*id, drafted.figure.details.clone(), false));
            let named = |target: &str| {
                let in_file = rows.iter().position(|other| other.get(Field::Ref) == target);
                in_file.map_or_else(|| FigureId(target.parse().expect("an id")), |at| ids[at])
            };
            let mut kept = row.clone();
            for declared in &drafted.declared {
                let target = named(&declared.target);
                let (what, figure, other, field) = match declared.what {
                    Declares::PartOf(whole) => (ActKind::PartOf(whole), *id, target, Field::PartOf),
                    Declares::Relation(kind) => (ActKind::Linked(kind), target, *id, Field::Target),
                };
                kept.set(field, &target.to_string());
                let known_at = drafted.figure.published_on;
                let (reason, reason_by) = (declared.reason, declared.reason_by.clone());
                entry.acts.push(Act { figure, what, other: Some(other), known_at, reason, reason_by });
            }
            if self.ledger.known(&drafted.figure).is_none() {
                self.ledger.figures.push(Recorded { id: *id, order: id.0, line: 0, figure: drafted.figure });
            }
            self.rows.push((*id, kept));
        }
        self.ledger.write(entry);
    }

    /// A row that declares something of another row of its file, or of a figure that the desk has.
    fn linked(&mut self, rows: &[Row], at: usize) -> Option<Row> {
        let mut row = rows[at].clone();
        let target = if rows.len() > 1 && self.dice.chance(40) {
            let other = (at + 1 + self.dice.below(rows.len() - 1)) % rows.len();
            rows[other].get(Field::Ref).to_owned()
        } else {
            self.target(&row)?.to_string()
        };
        if self.manner == Manner::Any && self.dice.chance(10) {
            row.set(Field::PartOf, &target);
            return Some(row);
        }
        let relation = match self.manner {
            Manner::Plain => self.dice.pick(&["retracts", "disowns"]),
            Manner::Any => self.dice.pick(&[
                "revises",
                "revises",
                "corrects",
                "corrects",
                "retracts",
                "retracts",
                "disowns",
                "reinstates",
                "redefines",
                "rebases",
                "derived_from",
                "disputes",
            ]),
        };
        if self.manner == Manner::Plain
            || (["retracts", "disowns", "reinstates", "disputes"].contains(&relation) && self.dice.chance(60))
        {
            row.set(Field::Figure, "");
        }
        row.set(Field::Relation, relation);
        row.set(Field::Target, &target);
        Some(row)
    }

    /// A visible figure, mostly of the same series.
    fn target(&mut self, row: &Row) -> Option<FigureId> {
        let scope = self.figure(row).scope;
        let view = self.ledger.read(None);
        let any = self.dice.chance(15);
        let ids: Vec<FigureId> =
            view.visible().filter(|known| any || known.figure.scope == scope).map(|known| known.id).collect();
        (!ids.is_empty()).then(|| ids[self.dice.below(ids.len())])
    }

    /// Whether the numbers at which a row points are visible, and not its own.
    fn can_be_read(&self, row: &Row) -> bool {
        let named = [Field::Target, Field::PartOf].map(|field| row.get(field).parse().ok().map(FigureId));
        let named: Vec<FigureId> = named.into_iter().flatten().collect();
        if named.is_empty() {
            return true;
        }
        let (view, own) = (self.view(), self.ledger.known(&self.figure(row)));
        named.iter().all(|id| view.is_visible(*id) && own != Some(*id))
    }

    fn add(&mut self) {
        let mut row = Row::roll(&mut self.dice, self.manner);
        if self.dice.chance(30)
            && let Some(target) = self.target(&row)
            && self.ledger.figure(target).figure.scope == self.figure(&row).scope
            && !self.view().is_void(target)
        {
            row.set(Field::Relation, self.dice.pick(&["retracts", "disowns"]));
            if self.manner == Manner::Any {
                row.set(
                    Field::Relation,
                    self.dice.pick(&["revises", "corrects", "retracts", "disowns", "reinstates"]),
                );
            }
            row.set(Field::Target, &target.to_string());
            if self.manner == Manner::Plain {
                row.set(Field::Figure, "");
            }
        }
        if self.ledger.known(&self.figure(&row)).is_some() {
            return;
        }
        let last = self.last();
        self.books().add(&row.cells()).expect("added");
        let new = self.numbered_since(last);
        assert_eq!(new.len(), 1, "{row:?}");
        self.record(&[row], &[new[0].0], false);
    }

    /// A visible figure that is not void.
    pub(super) fn mendable(&mut self) -> Option<Recorded> {
        let view = self.view();
        let standing: Vec<&Recorded> = view.visible().filter(|known| !view.is_void(known.id)).collect();
        (!standing.is_empty()).then(|| standing[self.dice.below(standing.len())].clone())
    }

    fn void(&mut self) {
        let Some(old) = self.mendable() else { return };
        self.books().void(&old.id.to_string(), "entered twice").expect("voided");
        let mut entry = Entry::at(self.now());
        entry.acts.push(void(&old, None));
        self.ledger.write(entry);
    }

    fn typo(&mut self) {
        let Some(old) = self.mendable().filter(|old| old.figure.count.is_some()) else { return };
        let mut figure = old.figure.clone();
        let before =
            self.view().acts.into_iter().find(|act| act.other == Some(old.id) && act.what == ActKind::Void);
        let typo = if let Some(before) = before.filter(|_| self.dice.chance(30)) {
            let mended = &self.ledger.figure(before.figure).figure;
            let Some(count) = mended.count.clone().filter(|_| mended.as_of == old.figure.as_of) else {
                return;
            };
            let words = count.text().into_owned();
            figure.count = Some(count);
            ("figure", words)
        } else if self.dice.chance(70) {
            let number = (500 + self.dice.below(300)).to_string();
            figure.count = Some(Wording::read(&number).expect("a number").whole);
            ("figure", number)
        } else if figure.window.is_none() {
            let day = date(1 + self.dice.below(18));
            figure.as_of = AsOf::Stated(PartialDate::read(&day).expect("a date"));
            ("as_of", day)
        } else {
            return;
        };
        if let Some(known) = self.ledger.known(&figure) {
            return self.mend_as_known(&old, known, &typo);
        }
        let last = self.last();
        self.books().mend(&old.id.to_string(), &[(typo.0, &typo.1)], "misread").expect("mended");
        let new = self.numbered_since(last);
        assert_eq!(new.len(), 1, "{typo:?}");
        let new = Recorded { id: new[0].0, order: new[0].0.0, line: 0, figure };
        let entry = self.mended(&old, &new, &new.figure.details);
        self.ledger.figures.push(new);
        self.ledger.write(entry);
    }

    /// Mends a figure into one that is known: a row that was entered twice, or a mend that is mended back.
    fn mend_as_known(&mut self, old: &Recorded, known: FigureId, typo: &(&str, String)) {
        if known == old.id {
            return;
        }
        let known = self.ledger.figure(known).clone();
        self.books().mend(&old.id.to_string(), &[(typo.0, &typo.1)], "misread").expect("mended");
        let entry = self.mended(old, &known, &old.figure.details);
        self.ledger.write(entry);
        if self.view().is_void(known.id) {
            // It had been mended as another, which stays: both stand.
            let again = void(&known, Some(known.id));
            self.ledger.entries.last_mut().expect("the entry").acts.push(again);
        }
    }

    /// The entry that mends a figure as another.
    fn mended(&self, old: &Recorded, new: &Recorded, details: &Details) -> Entry {
        let mut entry = Entry::at(self.now());
        entry.saw.push(new.id);
        entry.details.push((new.id, details.clone(), false));
        entry.acts = follow(&self.view(), old, new, &self.ledger);
        entry.acts.push(void(old, Some(new.id)));
        entry
    }

    fn say(&mut self) {
        let (kind, name, field, values) = FACTS[self.dice.below(FACTS.len())];
        let value = self.dice.pick(values);
        let fact = NameFact { kind, name: Name::read(name).expect("a name"), field, value: value.to_owned() };
        let known = self.view().names.get(kind, &fact.name, field).unwrap_or_default().to_owned();
        let is_named = self.ledger.figures.iter().any(|figure| names_of(figure).contains(&name));
        if known == value || !is_named {
            return;
        }
        let why = Some("the desk says so");
        self.books().say_why(kind.word(), name, (field, value), why).expect("said");
        let mut entry = Entry::at(self.now());
        entry.facts.push(fact);
        self.ledger.write(entry);
    }

    /// Takes back an entry that stands, be it an undo.
    fn undo(&mut self) {
        let stands = self.ledger.standing(None);
        let standing: Vec<usize> = (0..stands.len()).filter(|at| stands[*at] && self.can_fall(*at)).collect();
        if standing.is_empty() {
            return;
        }
        let at = standing[self.dice.below(standing.len())];
        self.books().undo(at as i64 + 1).expect("undone");
        let entry = Entry { undoes: Some(at), ..Entry::at(self.now()) };
        self.ledger.write(entry);
    }
}

/// What a desk had of one event after one entry with rows of a plain kind, and a question about it.
pub fn simple(seed: u64) -> (View, Question) {
    let mut dice = Dice::new(seed);
    let event =
        dice.pick(&["Exercise flood", "Exercise strike", "Exercise strike", "Exercise clashes"]).to_owned();
    let definition = if dice.chance(10) { "identified_only" } else { "" };
    let mut ledger = Ledger::default();
    let mut entry = Entry::at(hour(0, "00"));
    for (kind, name, field, values) in FACTS {
        if dice.chance(25) {
            let name = Name::read(name).expect("a name");
            entry.facts.push(NameFact { kind, name, field, value: dice.pick(values).to_owned() });
        }
    }
    for _ in 0..2 + dice.below(9) {
        let mut row = Row::roll(&mut dice, Manner::Plain);
        row.set(Field::Event, &event);
        row.set(Field::Definition, definition);
        let figure = row.drafted().figure;
        if ledger.known(&figure).is_none() {
            let id = FigureId(ledger.figures.len() as i64 + 1);
            entry.saw.push(id);
            entry.details.push((id, figure.details.clone(), false));
            ledger.figures.push(Recorded { id, order: id.0, line: 0, figure });
        }
    }
    let withdrawn = FigureId(1 + dice.below(ledger.figures.len()) as i64);
    if dice.chance(20) {
        let (known_at, what) =
            (ledger.figure(withdrawn).figure.published_on, ActKind::Linked(LinkKind::Retracts));
        let mut by = ledger.figure(withdrawn).clone();
        (by.id, by.order, by.figure.count) = (FigureId(1_000), 1_000, None);
        entry.saw.push(by.id);
        let (other, reason, reason_by) = (Some(by.id), None, None);
        entry.acts.push(Act { figure: withdrawn, what, other, known_at, reason, reason_by });
        ledger.figures.push(by);
    }
    ledger.entries.push(entry);
    let day = |dice: &mut Dice| PartialDate::read(&date(1 + dice.below(20))).expect("a date");
    let as_of = dice.chance(30).then(|| day(&mut dice));
    let known_on = dice.chance(30).then(|| Moment::on(day(&mut dice)));
    (ledger.view(None), Question { as_of, known_on, ..Question::default() })
}

/// A line a figure, so that a failing case can be read.
pub fn told(series: &Series) -> String {
    let figure = |recorded: &Recorded| {
        let figure = &recorded.figure;
        let count = figure.count.as_ref().map(|count| count.text().into_owned()).unwrap_or_default();
        let who = figure.authority().map_or_else(|| figure.source.publisher.as_str(), Name::as_str);
        format!("#{} {count} {who} of {} published {}", recorded.id, figure.as_of.date(), figure.published_on)
    };
    let lines: Vec<String> = series.members().iter().map(|member| figure(&member.recorded)).collect();
    format!(
        "{}: {:?}\n{}\n{:?}\n{:?}",
        series.scope.event,
        series.event_days(),
        lines.join("\n"),
        series.names(),
        series.acts()
    )
}

/// The hour of a day's entry, and so many minutes past it.
fn hour(entry: usize, minutes: &str) -> Timestamp {
    let text = format!("2021-01-{:02}T{:02}:{minutes}:00Z", 1 + entry / 24, entry % 24);
    Timestamp::read(&text).expect("a time")
}

fn names_of(recorded: &Recorded) -> Vec<&str> {
    let figure = &recorded.figure;
    let place = figure.scope.place.as_ref().map_or("", Name::as_str);
    let authority = figure.authority().map_or("", Name::as_str);
    vec![figure.scope.event.as_str(), place, authority, figure.source.publisher.as_str()]
}

fn void(old: &Recorded, by: Option<FigureId>) -> Act {
    let known_at = old.figure.published_on;
    Act { figure: old.id, what: ActKind::Void, other: by, known_at, reason: None, reason_by: None }
}

/// The links of a mended figure, tied to the one in its place.
fn follow(view: &View, old: &Recorded, new: &Recorded, ledger: &Ledger) -> Vec<Act> {
    let published = |id: FigureId| {
        if id == new.id { new.figure.published_on } else { ledger.figure(id).figure.published_on }
    };
    let mut acts = Vec::new();
    for act in view.acts.iter().filter(|act| act.what != ActKind::Void) {
        let Some(other) = act.other else {
            // It vanished from the feed, and so did what takes its place.
            acts.extend((act.figure == old.id).then(|| Act { figure: new.id, ..act.clone() }));
            continue;
        };
        let (figure, other) = match (act.figure == old.id, other == old.id) {
            (true, _) if !view.is_void(other) => (new.id, other),
            (_, true) if !view.is_void(act.figure) => (act.figure, new.id),
            _ => continue,
        };
        let says = if matches!(act.what, ActKind::PartOf(_)) { figure } else { other };
        acts.push(Act { figure, other: Some(other), known_at: published(says), ..act.clone() });
    }
    acts
}
