//! Looks at a feed whose rows change, vanish and return; what is told beside numbers; texts that are erased.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use tollbook::model::attribution::Attribution;
use tollbook::model::column::{Field, RowPart};
use tollbook::model::date::Moment;
use tollbook::model::figure::{Details, Figure};
use tollbook::model::recorded::{Act, ActKind, FigureId, Recorded};
use tollbook::model::redacted::{hash_of, mark};
use tollbook::model::validate::Drafted;

use crate::books::snapshot;

use super::model::{Entry, Look, says_the_same};
use super::row::{COLUMNS, Row, date};
use super::steps::Day;

impl Day<'_> {
    /// What validation makes of a row, without the texts that were erased.
    pub(super) fn drafted(&self, row: &Row) -> Drafted {
        let mut drafted = row.drafted();
        for text in &self.erased {
            drafted.figure = without(&drafted.figure, text);
        }
        drafted
    }

    pub(super) fn figure(&self, row: &Row) -> Figure {
        self.drafted(row).figure
    }

    /// Whether an entry may be taken back: no erasure, and of the feed only what rests on its newest snapshot.
    pub(super) fn can_fall(&self, at: usize) -> bool {
        let mut root = at;
        while let Some(undoes) = self.ledger.entries[root].undoes {
            root = undoes;
        }
        let is_look = self.ledger.entries[root].look.is_some();
        let newest = self.ledger.looks().last().map(|(at, _)| *at);
        let rests_on_a_later = is_look && newest.is_some_and(|newest| newest > root);
        !self.ledger.entries[at].erases && !rests_on_a_later
    }

    /// Takes a snapshot of the feed: each row may be there or not, with one of a few numbers.
    pub(super) fn look(&mut self) {
        self.looked += 1 + self.dice.below(2);
        if self.looked > 25 {
            return;
        }
        let at = Moment::read(&date(self.looked)).expect("a moment");
        let mut rows: Vec<Row> = Vec::new();
        for authority in ["Ministry of Health", "Red Crescent"] {
            for day in [2, 5, 9] {
                if self.dice.chance(65) {
                    rows.push(self.row_of_feed(authority, day));
                }
            }
        }
        let header = COLUMNS.map(|field| field.name()).join(",");
        let lines: Vec<String> = rows.iter().map(Row::line).collect();
        let file = format!("feed-{}.csv", self.ledger.entries.len());
        fs::write(self.store.with_file_name(&file), format!("{header}\n{}\n", lines.join("\n")))
            .expect("a file");
        let last = self.last();
        self.books().import_with(&[&file], snapshot("bulletin", &date(self.looked)));
        let new = self.numbered_since(last);
        let entry = self.compared(&rows, at, &new);
        self.ledger.write(entry);
    }

    fn row_of_feed(&mut self, authority: &str, day: usize) -> Row {
        let mut row = Row::blank();
        for (field, text) in [
            (Field::Event, "Exercise flood"),
            (Field::Measure, "killed"),
            (Field::CountType, "total"),
            (Field::Authority, authority),
            (Field::Publisher, "Bulletin"),
            (Field::AsOf, date(day).as_str()),
            (Field::PublishedOn, date(day + 2).as_str()),
            (Field::Figure, (400 + 20 * day + self.dice.below(3)).to_string().as_str()),
        ] {
            row.set(field, text);
        }
        row.describe(&mut self.dice);
        row
    }

    /// What a snapshot says, by its rows and the numbers of the figures that are new.
    fn compared(&mut self, rows: &[Row], at: Moment, new: &[(FigureId, usize)]) -> Entry {
        let looks: Vec<Look> = self.ledger.looks().into_iter().map(|(_, look)| look.clone()).collect();
        let mut before: BTreeMap<&str, Option<FigureId>> = BTreeMap::new();
        looks.iter().flat_map(|look| &look.rows).for_each(|(key, figure)| {
            before.insert(key, *figure);
        });
        let (mut entry, mut look, mut there) = (Entry::at(self.now()), Look { rows: Vec::new() }, Vec::new());
        for (line, row) in rows.iter().enumerate() {
            let mut figure = self.figure(row);
            let key = format!("{} {}", row.get(Field::Authority), row.get(Field::AsOf));
            let details = figure.details.clone();
            let known = before.get(key.as_str()).copied().flatten();
            let same = known.filter(|id| says_the_same(&self.ledger.figure(*id).figure, &figure));
            let id = same.unwrap_or_else(|| {
                // What came with a later snapshot is known from then on, whatever it prints.
                if !looks.is_empty() || figure.published_on.order_key() > at.order_key() {
                    figure.published_on = at;
                }
                let known = self.ledger.known(&figure);
                let found = new.iter().find(|(_, of)| *of == line + 2).map(|(id, _)| *id);
                assert_eq!(known.is_none(), found.is_some(), "line {} of the feed: {row:?}", line + 2);
                let id = known.or(found).expect("a number");
                if known.is_none() {
                    figure.details = Details::default();
                    self.ledger.figures.push(Recorded { id, order: id.0, line: 0, figure });
                }
                entry.saw.push(id);
                look.rows.push((key.clone(), Some(id)));
                id
            });
            // What the feed said before of the figure is no news, whatever the desk mended since.
            let given = self.ledger.looks().into_iter().flat_map(|(at, _)| &self.ledger.entries[at].details);
            let own = given.filter(|(of, ..)| *of == id);
            let own = own.fold(Details::default(), |known, (_, given, _)| given.over(&known));
            if details.over(&own) != own {
                entry.details.push((id, details, false));
            }
            there.push((key, id));
        }
        for (key, _) in before.into_iter().filter(|(_, figure)| figure.is_some()) {
            if !there.iter().any(|(known, _)| known == key) {
                look.rows.push((key.to_owned(), None));
                let gone = self.versions(&looks, key).into_iter();
                let gone = gone.filter(|id| !there.iter().any(|(_, other)| other == id));
                entry.acts.extend(gone.map(|figure| vanished(figure, at)));
            }
        }
        entry.look = Some(look);
        entry
    }

    /// The figures that a row of the feed was since it last appeared, and those in the places of such as were mended.
    fn versions(&self, looks: &[Look], key: &str) -> Vec<FigureId> {
        let stands = self.ledger.standing(None);
        let standing = self.ledger.entries.iter().zip(&stands).filter(|(_, stands)| **stands);
        let by_feed: Vec<&Act> =
            standing.filter(|(entry, _)| entry.look.is_some()).flat_map(|(entry, _)| &entry.acts).collect();
        let is_gone = |id: FigureId| by_feed.iter().any(|act| act.figure == id);
        let all = looks.iter().flat_map(|look| &look.rows).filter(|(own, _)| own == key);
        let newest_first = all.map(|(_, figure)| *figure).collect::<Vec<_>>().into_iter().rev();
        let mut versions: Vec<FigureId> =
            newest_first.map_while(|figure| figure.filter(|id| !is_gone(*id))).collect();
        let stands = self.ledger.standing(None);
        let standing = self.ledger.entries.iter().zip(&stands).filter(|(_, stands)| **stands);
        let void: Vec<&Act> =
            standing.flat_map(|(entry, _)| &entry.acts).filter(|act| act.what == ActKind::Void).collect();
        let mut at = 0;
        while at < versions.len() {
            let heirs = void.iter().filter(|act| act.figure == versions[at]).filter_map(|act| act.other);
            let new: Vec<FigureId> = heirs.filter(|heir| !versions.contains(heir)).collect();
            versions.extend(new);
            at += 1;
        }
        versions.sort_unstable();
        versions.dedup();
        versions
    }

    /// Mends what was noted beside a figure.
    pub(super) fn describe(&mut self) {
        let Some(old) = self.mendable().filter(|old| old.figure.count.is_some()) else { return };
        let note = self.dice.pick(&["taken from the second page", "read twice"]);
        let mut details = old.figure.details.clone();
        if details.text(Field::Note) == Some(note) {
            return;
        }
        details.set_text(Field::Note, Some(note.into()));
        self.books().mend(&old.id.to_string(), &[("note", note)], "misread").expect("mended");
        let mut entry = Entry::at(self.now());
        entry.details.push((old.id, details, true));
        self.ledger.write(entry);
    }

    /// Erases a quote, a note or a speaker of any figure, wherever the same text stands.
    pub(super) fn erase(&mut self) {
        let figures = &self.ledger.figures;
        let id = figures[self.dice.below(figures.len())].id;
        let field = self.dice.pick(&["quote", "note", "speaker"]);
        let given = self.ledger.entries.iter().flat_map(|entry| &entry.details);
        let own = given.filter(|(of, ..)| *of == id);
        let of_detail = Field::from_name(field).filter(|field| field.part() == RowPart::Detail);
        let texts: Vec<String> = match of_detail {
            Some(field) => own.filter_map(|(_, details, _)| details.text(field)).map(str::to_owned).collect(),
            None => self.ledger.figure(id).figure.attribution.speaker.iter().cloned().collect(),
        };
        let mut texts: Vec<String> =
            texts.into_iter().filter(|text| !text.starts_with("redacted:")).collect();
        texts.sort_unstable();
        texts.dedup();
        if texts.is_empty() {
            return;
        }
        let erased = self.books().redact(&id.to_string(), field, "a court order").expect("erased");
        assert!(erased.stays.is_empty(), "{erased:?}");
        for text in &texts {
            for known in &mut self.ledger.figures {
                known.figure = without(&known.figure, text);
            }
            for (_, details, _) in self.ledger.entries.iter_mut().flat_map(|entry| &mut entry.details) {
                *details = untold(details, text);
            }
        }
        self.erased.append(&mut texts);
        self.ledger.entries.push(Entry { erases: true, ..Entry::at(self.now()) });
    }
}

fn vanished(figure: FigureId, at: Moment) -> Act {
    Act { figure, what: ActKind::Gone, other: None, known_at: at, reason: None, reason_by: None }
}

/// A figure with the mark of a text in its place.
fn without(figure: &Figure, text: &str) -> Figure {
    let mut without = figure.clone();
    without.details = untold(&figure.details, text);
    if figure.attribution.speaker.as_deref() == Some(text) {
        let speaker = Some(mark(&hash_of(text)));
        without.attribution = Arc::new(Attribution { speaker, ..(*figure.attribution).clone() });
    }
    without
}

fn untold(details: &Details, text: &str) -> Details {
    let mut untold = details.clone();
    for field in [Field::Quote, Field::Note] {
        if details.text(field) == Some(text) {
            untold.set_text(field, Some(mark(&hash_of(text)).into()));
        }
    }
    untold
}
