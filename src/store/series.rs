//! Series by what they count: those that a filter asks for, that of a figure, and those that count nearly the same.

use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::{OptionalExtension, Row, params_from_iter};

use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::FigureId;
use crate::model::scope::Scope;
use crate::model::words::CountType;

use super::Result;
use super::series_filter::{IndexKey, Search, SeriesFilter};
use super::view::View;

const EVERY_SERIES: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series NOT INDEXED";

pub(super) const SERIES_OF_EVENT: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE event = ?1";

pub(super) const SERIES_OF_PLACE: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE place = ?1";

const SERIES_WITH_DEFINITION: &str =
    "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE definition <> ''";

/// The series that count the same as one, by another definition; their figures follow series by series.
const OTHERWISE_DEFINED: &str = "SELECT other.id
  FROM series AS own
  CROSS JOIN series AS other
    ON other.event = own.event AND other.place = own.place AND other.measure = own.measure AND other.unit = own.unit
   AND other.grp = own.grp AND other.count_type = own.count_type AND other.definition <> own.definition
  WHERE own.id = ?1";

/// The total of what a series counts window by window.
const TOTAL_OF: &str = "SELECT other.id
  FROM series AS own
  CROSS JOIN series AS other
    ON other.event = own.event AND other.place = own.place AND other.measure = own.measure AND other.unit = own.unit
   AND other.grp = own.grp AND other.count_type = 'total' AND other.definition = own.definition
  WHERE own.id = ?1";

/// The series of an event and a place under given names; no place has the empty name.
const SERIES_AT: &str = "SELECT id, event, place, measure, unit, grp, count_type, definition
  FROM series
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1)
    AND place = (SELECT id FROM name WHERE kind = 'place' AND text = ?2)";

/// The series that count one thing under given names, by any definition.
const COUNTED_AS: &str = "SELECT id, event, place, measure, unit, grp, count_type, definition
  FROM series
  WHERE event = (SELECT id FROM name WHERE kind = 'event' AND text = ?1)
    AND place = (SELECT id FROM name WHERE kind = 'place' AND text = ?2)
    AND measure = ?3 AND unit = ?4
    AND grp = (SELECT id FROM name WHERE kind = 'group' AND text = ?5)
    AND count_type = ?6";

/// A series as the store knows it: what is counted, and the rows of `series` that count it (more than one where the
/// desk says that names are the same).
#[derive(Clone, Debug)]
pub struct SeriesKey {
    /// What is counted, by canonical names.
    pub scope: Arc<Scope>,
    /// The ids in the store.
    pub ids: Vec<i64>,
}

/// The series that a filter admits by their scope, with aliases merged, in the order of their names. A series
/// may hold no visible figure.
pub fn matching(view: &View<'_>, filter: &Filter) -> Result<Vec<SeriesKey>> {
    let mut keys: Vec<SeriesKey> = Vec::new();
    each_matching(view, filter, &mut |key| {
        keys.push(key);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(in_order(keys))
}

/// Hands on the same row by row, in no order of names, until `take` breaks off. A series may come under each of its names.
///
/// # Errors
/// What SQLite says, or `take`.
pub fn each_matching(
    view: &View<'_>,
    filter: &Filter,
    take: &mut dyn FnMut(SeriesKey) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let words = words_of_scopes(view, filter)?;
    let series_filter = SeriesFilter::new(view.conn, filter, &words, view.names())?;
    let mut each = |sql: &str, of: Option<i64>| -> Result<ControlFlow<()>> {
        let mut statement = view.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(of))?;
        while let Some(row) = rows.next()? {
            if series_filter.admits(row)?
                && let Some(key) = admitted(view, row, filter, &words)?
                && take(key)?.is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    let leads = match series_filter.search() {
        Search::Everything => return each(EVERY_SERIES, None).map(|_| ()),
        Search::By(leads) => leads,
    };
    for lead in leads {
        let ended = match lead {
            IndexKey::Event(event) => each(SERIES_OF_EVENT, Some(event)),
            IndexKey::Place(place) => each(SERIES_OF_PLACE, Some(place)),
            IndexKey::Definition => each(SERIES_WITH_DEFINITION, None),
        };
        if ended?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Every series that is of one event and place with one of these, in the order of the names. `keys` are in that order.
///
/// # Errors
/// What SQLite says.
pub fn around(view: &View<'_>, keys: &[SeriesKey]) -> Result<Vec<SeriesKey>> {
    let (mut statement, mut found) = (view.conn.prepare_cached(SERIES_AT)?, Vec::new());
    let at = |key: &SeriesKey| (key.scope.event.clone(), key.scope.place.clone());
    for run in keys.chunk_by(|one, other| at(one) == at(other)) {
        let (scope, places) = (&run[0].scope, printed_places(view, &run[0].scope));
        for event in &printed(view, NameKind::Event, &scope.event) {
            for place in &places {
                let mut rows = statement.query((event, place))?;
                while let Some(row) = rows.next()? {
                    let scope = view.canonical(view.dictionary.scope_of(row)?);
                    found.push(SeriesKey { scope, ids: vec![row.get(0)?] });
                }
            }
        }
    }
    Ok(in_order(found))
}

/// The series in a row of `series`, if the filter admits its scope.
fn admitted(view: &View<'_>, row: &Row<'_>, filter: &Filter, words: &[String]) -> Result<Option<SeriesKey>> {
    let printed = view.dictionary.scope_of(row)?;
    let may_hold = Filter::may_hold(words, &printed);
    let scope = view.canonical(printed);
    let admitted = filter.admits_scope(&scope) && (may_hold || Filter::may_hold(words, &scope));
    Ok(if admitted { Some(SeriesKey { scope, ids: vec![row.get(0)?] }) } else { None })
}

/// The series of a figure, with aliases merged.
pub fn of_figure(view: &View<'_>, id: FigureId) -> Result<Option<SeriesKey>> {
    let sql = "SELECT series FROM figure WHERE id = ?1";
    let series: Option<i64> =
        view.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
    series.map(|series| with_aliases(view, series)).transpose()
}

/// The series with these numbers, in the order of their names.
pub fn with_ids(view: &View<'_>, ids: &[i64]) -> Result<Vec<SeriesKey>> {
    let keys = ids.iter().map(|id| with_aliases(view, *id)).collect::<Result<_>>()?;
    Ok(in_order(keys))
}

/// The series that counts the total of what this one counts window by window, where there is one.
pub fn total_of(view: &View<'_>, key: &SeriesKey) -> Result<Option<SeriesKey>> {
    let scope = Scope { count_type: CountType::Total, ..(*key.scope).clone() };
    let mut total = SeriesKey { scope: Arc::new(scope), ids: Vec::new() };
    if view.has_aliases() {
        total = key_of(view, total.scope)?;
    } else {
        for id in &key.ids {
            total.ids.extend(ids(view, TOTAL_OF, *id)?);
        }
    }
    Ok((!total.ids.is_empty()).then_some(total))
}

fn with_aliases(view: &View<'_>, id: i64) -> Result<SeriesKey> {
    let scope = view.dictionary.scope(id)?;
    match view.has_aliases() {
        true => key_of(view, view.canonical(scope)),
        false => Ok(SeriesKey { scope, ids: vec![id] }),
    }
}

/// The free words of a filter that no authority, relay or publisher has in its name.
fn words_of_scopes(view: &View<'_>, filter: &Filter) -> Result<Vec<String>> {
    if filter.words.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT text FROM name WHERE kind IN ('authority', 'publisher')
               UNION ALL SELECT via FROM attribution WHERE via <> ''";
    let mut statement = view.conn.prepare_cached(sql)?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(filter.words_of_scopes(names.iter().map(String::as_str)))
}

/// The series that count the same by another definition.
pub(super) fn otherwise_defined(view: &View<'_>, key: &SeriesKey) -> Result<Vec<i64>> {
    if view.has_aliases() {
        let others = counted_as(view, &key.scope)?.into_iter();
        let others = others.filter(|(_, other)| other.definition != key.scope.definition);
        return Ok(others.map(|(id, _)| id).collect());
    }
    let mut others = Vec::new();
    for id in &key.ids {
        others.extend(ids(view, OTHERWISE_DEFINED, *id)?);
    }
    Ok(others)
}

/// The series that count as a scope does, by whatever definition and under all names that are the same; each with its
/// number and its canonical scope, in the order of their numbers.
fn counted_as(view: &View<'_>, scope: &Scope) -> Result<Vec<(i64, Arc<Scope>)>> {
    let printed = |kind, name| printed(view, kind, name);
    let places = printed_places(view, scope);
    let groups = printed(NameKind::Group, &scope.group);
    let (measure, unit, count_type) = (scope.measure.word(), scope.unit.word(), scope.count_type.word());
    let mut statement = view.conn.prepare_cached(COUNTED_AS)?;
    let mut counted = Vec::new();
    for event in &printed(NameKind::Event, &scope.event) {
        for (place, group) in places.iter().flat_map(|place| groups.iter().map(move |group| (place, group))) {
            let mut rows = statement.query((event, place, measure, unit, group, count_type))?;
            while let Some(row) = rows.next()? {
                counted.push((row.get(0)?, view.canonical(view.dictionary.scope_of(row)?)));
            }
        }
    }
    counted.sort_unstable_by_key(|(id, _)| *id);
    Ok(counted)
}

/// All names that are the same as a canonical one, which comes first.
pub(super) fn printed(view: &View<'_>, kind: NameKind, name: &Name) -> Vec<String> {
    let others = view.same_as(kind, name).iter().map(ToString::to_string);
    std::iter::once(name.to_string()).chain(others).collect()
}

/// The names of the place of a scope; the empty one where none is stated.
fn printed_places(view: &View<'_>, scope: &Scope) -> Vec<String> {
    let place = scope.place.as_ref();
    place.map_or_else(|| vec![String::new()], |place| printed(view, NameKind::Place, place))
}

/// The series of a canonical scope, under all names that are the same.
fn key_of(view: &View<'_>, scope: Arc<Scope>) -> Result<SeriesKey> {
    let counted = counted_as(view, &scope)?.into_iter();
    let ids = counted.filter(|(_, other)| *other == scope).map(|(id, _)| id).collect();
    Ok(SeriesKey { scope, ids })
}

pub(super) fn ids(view: &View<'_>, sql: &str, of: i64) -> Result<Vec<i64>> {
    let mut statement = view.conn.prepare_cached(sql)?;
    let rows = statement.query_map([of], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// In the order of the names, one scope once.
pub fn in_order(mut keys: Vec<SeriesKey>) -> Vec<SeriesKey> {
    keys.sort_by(|a, b| a.scope.by_names(&b.scope).then_with(|| a.ids.cmp(&b.ids)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Timestamp;
    use crate::model::draft::{Draft, Field};
    use crate::model::names::{NameFact, NameField, NameKind};
    use crate::model::recorded::EntryKind;
    use crate::model::shared::Shared;
    use crate::model::validate::Drafted;
    use crate::store::Store;
    use crate::store::write::{self, EntryTransaction, Operation};

    /// Eight events in one place each and in one that all share; some series have a group or a definition.
    fn store() -> Store {
        let mut store = Store::in_memory().expect("a store");
        let mut writer = EntryTransaction::begin(&mut store).expect("a writer");
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
                    let figure = Drafted::read(&draft, &mut shared).expect("a figure");
                    assert!(write::rows::append(&mut writer, line, figure).expect("written"));
                }
            }
        }
        seal(writer, EntryKind::Import);
        store
    }

    fn seal(writer: crate::store::write::EntryTransaction<'_>, kind: EntryKind) {
        let at = Timestamp::read("2031-10-25").expect("a time");
        let act =
            Operation { kind, at, who: "a", program: "t", undoes: None, file: None, kept: None, hold: None };
        write::commit(writer, &act).expect("sealed");
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
        let reader = View::of(&store, None).expect("a reader");
        let mut narrow = 0;
        for filter in filters() {
            let words = words_of_scopes(&reader, &filter).expect("words");
            let mut plain = matching(&reader, &Filter::default()).expect("series");
            plain.retain(|key| filter.admits_scope(&key.scope) && Filter::may_hold(&words, &key.scope));
            let found = matching(&reader, &filter).expect("series");
            assert_eq!(scopes(found), scopes(plain), "{filter:?}");
            let series_filter =
                SeriesFilter::new(reader.conn, &filter, &words, reader.names()).expect("a series_filter");
            narrow += usize::from(matches!(series_filter.search(), Search::By(_)));
        }
        assert!(narrow > filters().len() / 4, "only {narrow} filters were sought by names");
    }

    #[test]
    fn the_series_around_others_are_those_that_reading_all_of_them_finds() {
        let store = store();
        let reader = View::of(&store, None).expect("a reader");
        let all = matching(&reader, &Filter::default()).expect("series");
        let at = |key: &SeriesKey| (key.scope.event.clone(), key.scope.place.clone());
        let some: Vec<SeriesKey> =
            all.iter().filter(|key| key.scope.group.as_str() == "children").step_by(3).cloned().collect();
        let plain = all.into_iter().filter(|key| some.iter().any(|one| at(one) == at(key))).collect();
        assert_eq!(scopes(around(&reader, &some).expect("series")), scopes(plain));
    }

    #[test]
    fn names_that_are_the_same_lead_to_one_series() {
        let mut store = store();
        let mut writer = EntryTransaction::begin(&mut store).expect("a writer");
        let name = crate::model::name::Name::read("Deluge").expect("a name");
        let same = NameFact { kind: NameKind::Event, name, field: NameField::SameAs, value: "Flood".into() };
        write::names::say(&mut writer, &same, None).expect("said");
        seal(writer, EntryKind::Amend);
        let reader = View::of(&store, None).expect("a reader");
        for filter in filters().into_iter().filter(|filter| filter.words.is_empty()) {
            let mut plain = matching(&reader, &Filter::default()).expect("series");
            plain.retain(|key| filter.admits_scope(&key.scope));
            assert_eq!(scopes(matching(&reader, &filter).expect("series")), scopes(plain), "{filter:?}");
        }
        let filter = Filter { words: vec!["deluge".into()], ..Filter::default() };
        assert_eq!(matching(&reader, &filter).expect("series").len(), 6);
        let both =
            Filter { event: Some("Flood".into()), place: Some("Everywhere".into()), ..Filter::default() };
        let both = matching(&reader, &both).expect("series");
        assert_eq!(scopes(around(&reader, &both[..1]).expect("series")), scopes(both));
    }
}
