//! Which series a filter asks for.

use rusqlite::{OptionalExtension, Row, params_from_iter};

use crate::model::filter::Filter;
use crate::model::recorded::FigureId;
use crate::model::scope::Scope;

use super::Result;
use super::sieve::{Lead, Sieve, Way};
use super::view::{SeriesKey, View};

const EVERY_SERIES: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series NOT INDEXED";

pub(super) const SERIES_OF_EVENT: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE event = ?1";

pub(super) const SERIES_OF_PLACE: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE place = ?1";

const SERIES_WITH_DEFINITION: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE definition <> ''";

impl View<'_> {
    /// The series that a filter admits by their scope, with aliases merged, in the order of their names. A series
    /// may hold no visible figure.
    pub fn series(&self, filter: &Filter) -> Result<Vec<SeriesKey>> {
        let words = self.words_of_scopes(filter)?;
        let sieve = Sieve::new(self.conn(), filter, &words, self.names())?;
        let mut keys: Vec<SeriesKey> = Vec::new();
        let mut take = |sql: &str, of: Option<i64>| -> Result<()> {
            let mut statement = self.conn().prepare_cached(sql)?;
            let mut rows = statement.query(params_from_iter(of))?;
            while let Some(row) = rows.next()? {
                if sieve.admits(row)? {
                    keys.extend(self.admitted(row, filter, &words)?);
                }
            }
            Ok(())
        };
        match sieve.way() {
            Way::Everything => take(EVERY_SERIES, None)?,
            Way::By(leads) => leads.into_iter().try_for_each(|lead| match lead {
                Lead::Event(event) => take(SERIES_OF_EVENT, Some(event)),
                Lead::Place(place) => take(SERIES_OF_PLACE, Some(place)),
                Lead::Definition => take(SERIES_WITH_DEFINITION, None),
            })?,
        }
        Ok(merged(keys))
    }

    /// The series in a row of `series`, if the filter admits its scope.
    fn admitted(&self, row: &Row<'_>, filter: &Filter, words: &[String]) -> Result<Option<SeriesKey>> {
        let printed = self.dictionary().scope_of(row)?;
        let may_hold = Filter::may_hold(words, &printed);
        let scope = self.canonical(printed);
        let admitted = filter.admits_scope(&scope) && (may_hold || Filter::may_hold(words, &scope));
        Ok(if admitted { Some(SeriesKey { scope, ids: vec![row.get(0)?] }) } else { None })
    }

    /// The series of a figure, with aliases merged.
    pub fn series_of(&self, id: FigureId) -> Result<Option<SeriesKey>> {
        let sql = "SELECT series FROM figure WHERE id = ?1";
        let series: Option<i64> =
            self.conn().prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
        series.map(|series| self.series_with_aliases(series)).transpose()
    }

    /// The series with these numbers, in the order of their names.
    pub fn series_with(&self, ids: &[i64]) -> Result<Vec<SeriesKey>> {
        let keys = ids.iter().map(|id| self.series_with_aliases(*id)).collect::<Result<_>>()?;
        Ok(merged(keys))
    }

    fn series_with_aliases(&self, id: i64) -> Result<SeriesKey> {
        let scope = self.dictionary().scope(id)?;
        match self.has_aliases() {
            true => self.key_of(self.canonical(scope)),
            false => Ok(SeriesKey { scope, ids: vec![id] }),
        }
    }

    /// The free words of a filter that no authority, relay or publisher has in its name.
    fn words_of_scopes(&self, filter: &Filter) -> Result<Vec<String>> {
        if filter.words.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT text FROM name WHERE kind IN ('authority', 'publisher')
                   UNION ALL SELECT via FROM attribution WHERE via <> ''";
        let mut statement = self.conn().prepare_cached(sql)?;
        let names: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(filter.words_of_scopes(names.iter().map(String::as_str)))
    }
}

/// In the order of the names, one scope once.
fn merged(mut keys: Vec<SeriesKey>) -> Vec<SeriesKey> {
    keys.sort_by(|a, b| order(&a.scope, &b.scope).then(a.ids.cmp(&b.ids)));
    keys.dedup_by(|later, first| {
        let same = later.scope == first.scope;
        if same {
            later.ids.retain(|id| !first.ids.contains(id));
            first.ids.append(&mut later.ids);
        }
        same
    });
    keys
}

fn order(a: &Scope, b: &Scope) -> std::cmp::Ordering {
    let key = |s: &Scope| (s.measure, s.unit, s.count_type);
    (&a.event, &a.place, &a.group)
        .cmp(&(&b.event, &b.place, &b.group))
        .then(key(a).cmp(&key(b)))
        .then(a.definition.cmp(&b.definition))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Timestamp;
    use crate::model::draft::{Draft, Field};
    use crate::model::figure::Figure;
    use crate::model::names::{NameFact, NameField, NameKind};
    use crate::model::recorded::EntryKind;
    use crate::model::shared::Shared;
    use crate::store::Store;
    use crate::store::write::Operation;

    /// Eight events in one place each and in one that all share; some series have a group or a definition.
    fn store() -> Store {
        let mut store = Store::in_memory().expect("a store");
        let mut writer = store.write().expect("a writer");
        let (mut shared, mut line) = (Shared::default(), 1);
        for (event, place) in ["Flood", "Strike", "Übung", "Fire", "Storm", "Quake", "Raid", "Deluge"]
            .into_iter()
            .zip(["Coast", "Gaza > Rafah", "Öland", "Hills", "Coast > Bay", "", "Plain of Strike", "Coast"])
        {
            for place in [place, "Everywhere"] {
                for (group, definition) in [("people", ""), ("children", ""), ("women", "identified_only")] {
                    line += 1;
                    let mut draft = Draft::default();
                    let given = [
                        (Field::Event, event),
                        (Field::Place, place),
                        (Field::Measure, if event == "Fire" { "injured" } else { "killed" }),
                        (Field::Group, group),
                        (Field::Definition, definition),
                        (Field::CountType, "total"),
                        (Field::Figure, "7"),
                        (Field::PublishedOn, "2031-09-12"),
                        (Field::Authority, "Red Crescent"),
                        (Field::Publisher, "AP"),
                    ];
                    given.into_iter().for_each(|(field, text)| draft.set(field, text));
                    let figure = Figure::from_draft(&draft, &mut shared).expect("a figure");
                    assert!(writer.append(line, figure).expect("written"));
                }
            }
        }
        seal(writer, EntryKind::Import);
        store
    }

    fn seal(writer: crate::store::write::EntryTransaction<'_>, kind: EntryKind) {
        let at = Timestamp::read("2031-10-25").expect("a time");
        let act = Operation { kind, at, who: "a", program: "t", undoes: None, file: None, kept: None };
        writer.seal(&act).expect("sealed");
    }

    fn filters() -> Vec<Filter> {
        let given = |text: &str| (text != "any").then(|| text.to_owned());
        let mut filters = Vec::new();
        for event in ["any", "flood", "ü", "STRIKE", "nowhere", "d"] {
            for place in ["any", "coast", "öland", "everywhere", ""] {
                for group in ["any", "child"] {
                    for words in [
                        "",
                        "killed",
                        "coast",
                        "identified",
                        "ÜBUNG",
                        "strike women",
                        "red",
                        "e",
                        "injured bay",
                        "x",
                    ] {
                        filters.push(Filter {
                            event: given(event),
                            place: given(place),
                            group: given(group),
                            words: words.split_whitespace().map(str::to_owned).collect(),
                            ..Filter::default()
                        });
                    }
                }
            }
        }
        filters
    }

    fn scopes(keys: Vec<SeriesKey>) -> Vec<(Scope, Vec<i64>)> {
        keys.into_iter().map(|key| ((*key.scope).clone(), key.ids)).collect()
    }

    #[test]
    fn every_way_leads_to_the_series_that_reading_all_of_them_finds() {
        let store = store();
        let reader = store.read(None).expect("a reader");
        let mut narrow = 0;
        for filter in filters() {
            let words = reader.words_of_scopes(&filter).expect("words");
            let mut plain = reader.series(&Filter::default()).expect("series");
            plain.retain(|key| filter.admits_scope(&key.scope) && Filter::may_hold(&words, &key.scope));
            let found = reader.series(&filter).expect("series");
            assert_eq!(scopes(found), scopes(plain), "{filter:?}");
            let sieve = Sieve::new(reader.conn(), &filter, &words, reader.names()).expect("a sieve");
            narrow += usize::from(matches!(sieve.way(), Way::By(_)));
        }
        assert!(narrow > filters().len() / 4, "only {narrow} filters were sought by names");
    }

    #[test]
    fn names_that_are_the_same_lead_to_one_series() {
        let mut store = store();
        let mut writer = store.write().expect("a writer");
        let name = crate::model::name::Name::read("Deluge").expect("a name");
        let same = NameFact { kind: NameKind::Event, name, field: NameField::SameAs, value: "Flood".into() };
        writer.say(&same, None).expect("said");
        seal(writer, EntryKind::Amend);
        let reader = store.read(None).expect("a reader");
        for filter in filters().into_iter().filter(|filter| filter.words.is_empty()) {
            let mut plain = reader.series(&Filter::default()).expect("series");
            plain.retain(|key| filter.admits_scope(&key.scope));
            assert_eq!(scopes(reader.series(&filter).expect("series")), scopes(plain), "{filter:?}");
        }
        let filter = Filter { words: vec!["deluge".into()], ..Filter::default() };
        assert_eq!(reader.series(&filter).expect("series").len(), 6);
    }
}
