//! The plan of every query: each statement that reading and writing run is caught as it is run, and must find its rows by a
//! key, without a scan of a large table and without a sort of its own.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rusqlite::trace::{TraceEvent, TraceEventCodes};

use crate::model::count::Count;
use crate::model::date::{Moment, Timestamp};
use crate::model::draft::{Draft, Field};
use crate::model::filter::Filter;
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::{EntryId, EntryKind, FigureId, FileRead};
use crate::model::shared::Shared;
use crate::model::snapshot::Snapshot;
use crate::model::validate::Drafted;
use crate::model::words::Measure;

use super::series::{self, SERIES_OF_EVENT, SERIES_OF_PLACE};
use super::write::{self, EntryTransaction, Operation};
use super::{
    Store, View, acts, addressed, attributed, changes, desk_differences, entries, event_days, event_places,
    feeds, figures, lookup, material, names, names_by_word, own_voice, provenance, redactions, series_named,
    sources,
};

thread_local! {
    static RUN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

fn note(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(statement, _) = event {
        RUN.with_borrow_mut(|run| run.insert(statement.sql().to_string()));
    }
}

/// Statements that read a whole table, by their beginning, and why they may.
const SCANS: &[(&str, &str)] = &[
    (
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
        "the layout before the first write: some hundred rows, however many figures there are",
    ),
    (
        "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series NOT INDEXED",
        "the list of series: one row a series, not a figure",
    ),
    (
        "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series WHERE definition <> ''",
        "the series with a definition, by an index that holds nothing else",
    ),
    (
        "SELECT text FROM name WHERE kind IN ('authority', 'publisher')",
        "who answers for counts and passes them on: few rows, in the order of the table",
    ),
    (
        "SELECT id, attribution, as_of, window, known_at, kind, value, low, high, series, source, wording, line FROM figure ORDER BY id",
        "every figure, in the order of the table",
    ),
    (
        "SELECT iif(url = '', title, url), id FROM source",
        "the documents of which the desk speaks, once for all of them: no index leads from their names",
    ),
    (
        "SELECT figure.series, act.figure",
        "what figures were derived from: few links, by an index of their own",
    ),
    ("SELECT fact.id", "what the desk says about names: few rows, in the order of the table"),
    ("SELECT id, sha256 FROM redaction", "what was erased: few rows, in the order of the table"),
    (
        "SELECT id, field, cell, row, why FROM redaction",
        "what was erased: few rows, in the order of the table",
    ),
    ("SELECT redaction.id", "what was erased of a figure: few rows, in the order of the table"),
    ("SELECT ifnull(max(id), 0) FROM", "the newest row: one step from the end of the table"),
    ("SELECT id, undoes FROM entry", "the undos: few, by an index that holds nothing else"),
    ("SELECT feed, id FROM entry", "the snapshots of all feeds, by an index that holds nothing else"),
    (
        "SELECT act.figure FROM act INDEXED BY act_derived",
        "the derived figures: few, by an index that holds nothing else",
    ),
    (
        "SELECT feed, row_key FROM feed_row GROUP BY",
        "the rows of feeds that changed, for a whole audit: in the order of their index",
    ),
    ("SELECT k, v FROM 'main'.'name_words_config'", "the settings of the index of words: two rows"),
    (
        "SELECT name.id, name.kind, name.text\n  FROM name_words",
        "the names with given words, by the index of words",
    ),
    (
        "SELECT id FROM attribution\n  WHERE authority IN",
        "who speaks for an authority: few attributions, in the order of the table",
    ),
    (
        "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series\n  WHERE measure",
        "the series in which an authority counts, until a few events are found",
    ),
    (
        "SELECT DISTINCT series, attribution FROM figure",
        "who counts in which series, for all names at once, in the background: in the order of the key index",
    ),
    (
        "SELECT id, event, place, measure, unit, grp, count_type, definition FROM series\n  WHERE grp",
        "the series that count a group: one row a series, not a figure",
    ),
    ("SELECT id FROM attribution\n  WHERE authority = (", "the attributions of an authority: few at all"),
    ("SELECT attribution.id, ifnull", "the attributions with given words in their names: few at all"),
    ("SELECT count(*) FROM sqlite_schema", "the schema"),
    (
        "SELECT id FROM attribution WHERE authority",
        "the attributions of a publisher that is an authority: few at all",
    ),
    (
        "SELECT id, figure, what, other FROM act INDEXED BY act_of_desk",
        "what desks mended: few, by an index that holds nothing else",
    ),
    ("SELECT figure.attribution FROM act", "the void figures, where a publisher is an authority"),
    ("SELECT DISTINCT figure FROM act", "the void figures: few, by an index that holds nothing else"),
    (
        "SELECT figure.id FROM series JOIN figure",
        "where an authority lost its figures: a step for each series",
    ),
    ("SELECT id, what, figure, entry, why FROM hold", "what is held: few rows, in the order of the table"),
    (
        "SELECT series, figure, embargo_until FROM detail INDEXED BY detail_with_embargo",
        "what has an embargo: few, by an index that holds nothing else",
    ),
    ("SELECT id, hash FROM entry", "the newest entry: one step from the end of the table"),
    ("SELECT last_name", "the newest entry: one step from the end of the table"),
    ("SELECT EXISTS (SELECT 1 FROM ", "whether a table holds anything: its first row"),
];

fn rows() -> Vec<Vec<(Field, &'static str)>> {
    use Field::{AsOf, Authority, CountType, Event, Measure, Note, PartOf, PublishedOn, Publisher, Ref, Url};
    let row = |reference, figure, part_of, url| {
        vec![
            (Ref, reference),
            (Event, "Flood"),
            (Measure, "killed"),
            (CountType, "total"),
            (Field::Figure, figure),
            (AsOf, "2023-09-12"),
            (PublishedOn, "2023-09-12"),
            (Authority, "Red Crescent"),
            (Publisher, "AP"),
            (Url, url),
            (PartOf, part_of),
            (Note, "seen"),
        ]
    };
    vec![
        row("a", "704", "", "u"),
        row("b", "305", "a", ""),
        row("c", "704", "", "u"),
        row("d", "305", "nothing", ""),
    ]
}

fn fill(store: &mut Store) {
    let mut writer = EntryTransaction::begin(store).expect("a writer");
    let (mut shared, mut last) = (Shared::default(), 0);
    for (line, row) in rows().iter().enumerate() {
        let mut draft = Draft::default();
        row.iter().for_each(|(field, text)| draft.set(*field, text));
        let drafted = Drafted::read(&draft, &mut shared).expect("a figure");
        let line = line as u64 + 2;
        let number = writer.next_figure();
        last = number;
        let taken = if drafted.declared.is_empty() {
            write::rows::append(&mut writer, line, drafted)
        } else {
            write::pending::keep(&mut writer, number, line, &drafted, "[]")
        };
        assert!(taken.expect("written"));
    }
    write::pending::judge(&mut writer).expect("judged");
    if let Some((row, refused)) = write::pending::after(&writer, last - 1).expect("a row") {
        assert!(refused.is_some(), "{row:?}");
    }
    write::pending::link(&mut writer).expect("linked");
    let file = FileRead { name: "f".into(), bytes: 3, sha256: [1; 32], settings: "{}".into() };
    writer.already_imported(&file, None).expect("sought");
    let at = Timestamp::read("2023-10-25").expect("a time");
    write::commit(writer, &Operation { file: Some(&file), kept: Some(b"x"), ..act(at) }).expect("sealed");
}

/// A store in which nothing happened to any figure: an event that goes on, people who are missing, a publisher that counts
/// itself under another name, places of two events.
fn plain() -> Store {
    let mut store = Store::in_memory().expect("a store");
    let mut writer = EntryTransaction::begin(&mut store).expect("a writer");
    let mut shared = Shared::default();
    for (line, (measure, count_type, place, authority, publisher)) in [
        ("killed", "total", "Coast", "Red Crescent", "AP"),
        ("killed", "total", "Hills", "Police", "AP"),
        ("missing", "current", "Coast", "Red Crescent", "Red Crescent"),
        ("missing", "current", "Hills", "", "Red Crescent"),
        ("killed", "total", "", "", "Police"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut draft = Draft::default();
        rows()[0].iter().for_each(|(field, text)| draft.set(*field, text));
        for (field, text) in [
            (Field::Ref, ""),
            (Field::Measure, measure),
            (Field::CountType, count_type),
            (Field::Place, place),
            (Field::Authority, authority),
            (Field::Publisher, publisher),
        ] {
            draft.set(field, text);
        }
        let drafted = Drafted::read(&draft, &mut shared).expect("a figure");
        assert!(write::rows::append(&mut writer, line as u64 + 2, drafted).expect("written"));
    }
    let at = Timestamp::read("2023-10-25").expect("a time");
    write::commit(writer, &act(at)).expect("sealed");
    store
}

/// What all series of an event say of it, and who counts itself.
fn of_events(store: &Store) {
    let reader = View::of(store, None).expect("a reader");
    let name = Name::read("Flood").expect("a name");
    let known_early = Question { known_on: Moment::read("2023-10-01").ok(), ..Question::default() };
    for question in [Question::default(), known_early] {
        event_days::of(&reader, &name, &question).expect("the days of an event");
    }
    event_days::each_with_acts(&reader, &name, &mut |_, _| Ok(())).expect("who is missing");
    event_places::of(&reader, &name).expect("the places of an event");
    desk_differences::all(&reader).expect("what desks read differently");
    let alias = NameFact {
        kind: NameKind::Publisher,
        name: Name::read("Gazette").expect("a name"),
        field: NameField::SameAs,
        value: "Police".into(),
    };
    let names = Names::from_facts([alias]);
    for names in [reader.names(), &names] {
        own_voice::counting(&store.conn, reader.visibility(), names).expect("who counts itself");
    }
}

fn act(at: Timestamp) -> Operation<'static> {
    Operation {
        kind: EntryKind::Import,
        at,
        who: "a",
        program: "t",
        undoes: None,
        file: None,
        kept: None,
        hold: None,
    }
}

/// A figure entered, mended and voided by hand.
fn mend(store: &mut Store) {
    let mut writer = EntryTransaction::begin(store).expect("a writer");
    let drafted = |row: &[(Field, &'static str)]| {
        let mut draft = Draft::default();
        row.iter().for_each(|(field, text)| draft.set(*field, text));
        Drafted::read(&draft, &mut Shared::default()).expect("a figure")
    };
    let (first, second) = (drafted(&rows()[0]), drafted(&rows()[1]));
    let entered = write::by_hand::enter(&mut writer, first, &[]).expect("entered");
    write::by_hand::was_added(&writer, entered.id).expect("sought");
    write::by_hand::is_void(&writer, entered.id).expect("sought");
    write::mend::figure(&mut writer, entered.id, second, "a slip").expect("mended");
}

/// Two snapshots of a feed, the second without a row.
fn follow(store: &mut Store) {
    for (day, figures) in [("2023-10-26", ["704", "305"].as_slice()), ("2023-10-27", &["705"])] {
        let at = Moment::read(day).expect("a day");
        let taken = Snapshot { feed: Name::read("daily").expect("a name"), at };
        let mut writer = EntryTransaction::begin(store).expect("a writer");
        write::snapshot::begin(&mut writer, &taken).expect("begun").expect("later than the last");
        for (figure, line) in figures.iter().zip(2..) {
            let mut draft = Draft::default();
            rows()[0].iter().for_each(|(field, text)| draft.set(*field, text));
            draft.set(Field::Figure, figure);
            draft.set(Field::Ref, "");
            draft.set(Field::AsOf, if line == 2 { "2023-09-12" } else { "2023-09-13" });
            let drafted = Drafted::read(&draft, &mut Shared::default()).expect("a figure");
            assert!(write::rows::append(&mut writer, line, drafted).expect("written"));
        }
        write::snapshot::end(&mut writer, &[]).expect("ended");
        let file = FileRead { name: "f".into(), bytes: 3, sha256: [1; 32], settings: "{}".into() };
        assert_eq!(writer.already_imported(&file, Some(&taken)).expect("sought"), None);
        let at = Timestamp::read("2023-10-28").expect("a time");
        write::commit(writer, &Operation { file: Some(&file), ..act(at) }).expect("sealed");
    }
}

/// The file of [`fill`] as a sheet that was mended, and mended back; of one row it lost the ref.
fn mend_sheet(store: &mut Store) {
    for (figure, reference) in [("705", "a"), ("704", "a"), ("706", "")] {
        let mut writer = EntryTransaction::begin(store).expect("a writer");
        write::sheet::begin(&mut writer, "f", None).expect("begun");
        let mut draft = Draft::default();
        rows()[0].iter().for_each(|(field, text)| draft.set(*field, text));
        draft.set(Field::Figure, figure);
        draft.set(Field::Ref, reference);
        let drafted = Drafted::read(&draft, &mut Shared::default()).expect("a figure");
        assert!(write::rows::append(&mut writer, 2, drafted).expect("written"));
        write::sheet::compare(&mut writer).expect("compared");
        write::sheet::mend(&mut writer, "a slip").expect("mended");
        write::sheet::keep_both(&mut writer, "both").expect("kept");
        assert_eq!(write::sheet::changed(&writer, 9).expect("told").all, 1);
        write::sheet::unclear(&writer, 9).expect("told");
        write::sheet::stale(&writer, 9).expect("told");
        write::sheet::vanished(&mut writer, 9).expect("told");
        let file = FileRead { name: "f".into(), bytes: 3, sha256: [2; 32], settings: "{}".into() };
        let at = Timestamp::read("2023-10-25").expect("a time");
        write::commit(writer, &Operation { file: Some(&file), ..act(at) }).expect("sealed");
        let reader = View::of(store, None).expect("a reader");
        write::sheet::is_overtaken(&reader, &file, EntryId(1)).expect("sought");
    }
}

/// Takes the newest entry back, as far as looking for it.
fn undo(store: &mut Store) {
    let writer = EntryTransaction::begin(store).expect("a writer");
    let newest = write::undo::choose(&writer, None).expect("sought").expect("an entry");
    write::undo::choose(&writer, Some(newest)).expect("sought").expect("an entry");
}

fn read(store: &Store) {
    let reader = View::of(store, None).expect("a reader");
    let all = series::matching(&reader, &Filter::default()).expect("series");
    assert_eq!(series::around(&reader, &all).expect("series").len(), all.len());
    for key in all {
        material::of(&reader, &key).expect("material");
        series::total_of(&reader, &key).expect("a total or none");
    }
    let unheard_of = Filter { words: vec!["unheard-of".into()], ..Filter::default() };
    assert!(series::matching(&reader, &unheard_of).expect("series").is_empty());
    figures::each(&reader, |_| Ok(())).expect("figures");
    for name in ["1", "a", "uid:1"] {
        lookup::figure(&reader, name).expect("sought");
    }
    let id = FigureId(1);
    series::of_figure(&reader, id).expect("a series");
    figures::one(&reader, id).expect("a figure");
    figures::references(&reader, id).expect("refs");
    acts::on(&reader, id).expect("acts");
    acts::by(&reader, id).expect("acts");
    provenance::sightings(&reader, id).expect("sightings");
    entries::newest(&reader, Some(3)).expect("entries");
    entries::count(&reader).expect("a number");
    entries::recorders(&reader).expect("entries");
    entries::feeds(&reader).expect("feeds");
    feeds::row_versions(&reader).expect("the rows of feeds");
    reader.visibility().latest_origin().expect("a time or none");
    entries::one(&reader, EntryId(1)).expect("an entry");
    entries::has_file_of(&reader, 3).expect("a file");
    let entry = EntryId(1);
    changes::why(&reader, entry).expect("a reason");
    changes::recorded(&reader, entry, 3).expect("figures");
    changes::detailed(&reader, entry, 3).expect("figures");
    changes::seen_again(&reader, entry, 3).expect("figures");
    changes::voided(&reader, entry).expect("acts");
    changes::mended_details(&reader, id).expect("entries");
    redactions::of_figure(&reader, id).expect("redactions");
    names::known(&reader, NameKind::Publisher).expect("names");
    figures::is_void(&reader, id).expect("a standing");
    assert!(!names_by_word::with_words(&reader, ["flood", "crescent"]).expect("names").is_empty());
    named_in_sentences(&reader);
    paged(&reader);
    let name = Name::read("Flood").expect("a name");
    names::why_said(&reader, NameKind::Event, &name, NameField::SayAs).expect("a reason");
    names::accepted_findings(&reader).expect("settled findings");
    for key in series::matching(&reader, &Filter::default()).expect("series") {
        assert!(!material::with_documents(&reader, &key).expect("figures").figures.is_empty());
    }
}

/// What pages ask of the store.
fn paged(reader: &View<'_>) {
    let name = |text| Name::read(text).expect("a name");
    let (event, crescent) = (name("Flood"), name("Red Crescent"));
    let id = addressed::number(reader, NameKind::Event, &event).expect("sought").expect("a number");
    assert_eq!(addressed::name(reader, id).expect("sought"), Some((NameKind::Event, event.clone())));
    assert!(!addressed::names(reader, NameKind::Event, 0, 9).expect("names").is_empty());
    let found = addressed::names_that(reader, &[NameKind::Event, NameKind::Publisher], 9, |_| true);
    assert!(found.expect("names").len() > 1);
    assert!(addressed::has_figures(reader, id).expect("sought"));
    assert!(!addressed::of_group(reader, &name("people"), 9).expect("series").is_empty());
    let series = attributed::AttributedSeries::read(reader).expect("series");
    for (kind, name) in [(NameKind::Authority, &crescent), (NameKind::Publisher, &name("AP"))] {
        let attributions = attributed::attributions_of(reader, kind, name).expect("attributions");
        let of_name = series.of(&attributions);
        assert!(!of_name.is_empty() && addressed::series(reader, of_name[0]).expect("sought").is_some());
        let source = addressed::source_of(reader, FigureId(1)).expect("sought").expect("a source");
        assert!(addressed::source(reader, source).expect("sought").is_some());
        addressed::figures_of_source(reader, source, &series.pairs_of(&attributions)).expect("figures");
    }
    assert!(!attributed::attributions_that(reader, |_| true).expect("attributions").is_empty());
    assert!(!entries::older(reader, 0, 3).expect("entries").is_empty());
    assert!(sources::named(reader, &crescent).expect("sought").is_none());
}

/// What a claim asks of the store.
fn named_in_sentences(reader: &View<'_>) {
    let name = |text| Name::read(text).expect("a name");
    let keys = series_named::of_event(reader, &name("Flood")).expect("series");
    assert!(!keys.is_empty());
    series_named::of_place(reader, &name("Coast")).expect("series");
    series_named::counted_by(reader, &name("Red Crescent"), [Measure::Killed, Measure::Died])
        .expect("series");
    for key in &keys {
        assert!(series_named::prints(reader, key, Count::exactly(704), Some(704)).is_ok());
        series_named::voices(reader, key).expect("voices");
    }
}

#[test]
fn every_query_finds_its_rows_by_a_key() {
    let mut store = Store::in_memory().expect("a store");
    store.conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)).expect("traced");
    fill(&mut store);
    fill(&mut store);
    mend_sheet(&mut store);
    mend(&mut store);
    follow(&mut store);
    undo(&mut store);
    read(&store);
    of_events(&store);
    let mut plain = plain();
    plain.conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note)).expect("traced");
    of_events(&plain);
    store.conn.trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>).expect("untraced");
    let mut run = RUN.take();
    run.extend([SERIES_OF_EVENT, SERIES_OF_PLACE].map(str::to_owned)); // in a store of one event all series are read
    let queries: Vec<&String> = run.iter().filter(|sql| sql.starts_with("SELECT")).collect();
    assert!(queries.len() >= 25, "only {} statements were caught", queries.len());
    let mut wrong = Vec::new();
    for sql in queries.into_iter().filter(|sql| !sql.contains("temp.")) {
        let mut statement = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a plan");
        let mut steps = statement.raw_query();
        while let Some(row) = steps.next().expect("a step") {
            let step: String = row.get(3).expect("a step");
            let may_scan = SCANS.iter().any(|(start, _)| sql.starts_with(start));
            if (step.starts_with("SCAN") && !may_scan) || step.contains("TEMP B-TREE") {
                wrong.push(format!("{step}\n    {sql}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
