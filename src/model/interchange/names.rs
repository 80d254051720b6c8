//! What travels beside the rows of figures: what the desk says about names, what is known of events, and which store it was.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::VERSION;
use super::event::EventFacts;
use super::figure::{InterchangeFault, name};
use crate::model::column::Field;
use crate::model::date::Timestamp;
use crate::model::desk_difference::{DeskDifference, DeskReading};
use crate::model::event_kind::SettlingDefaults;
use crate::model::hex::{hex, unhex};
use crate::model::name::Name;
use crate::model::names::{NameFact, NameField, NameKind, Names};
use crate::model::question::Question;
use crate::model::recorded::{EntryId, FigureId};
use crate::model::uid::Uid;

/// One thing that is said of a name, of an event, of a family or of the store itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamesRow {
    /// What the name is the name of.
    pub name_kind: String,
    /// The name.
    pub name: String,
    /// What is said.
    pub says: String,
    /// How.
    pub value: String,
    /// Of another name for the same the one that stands for all, by which families are made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// Why the desk decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// When it was recorded, wherever that was: of what several stores say the newest holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<String>,
    /// The hash of the entry that said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_uid: Option<String>,
}

/// The newest entry of the store that the rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowsHead {
    /// Its number.
    pub entry: EntryId,
    /// Its hash.
    pub hash: [u8; 32],
}

/// All that rows of names say, as far as one question may know.
pub struct NamesTold {
    question: Question,
    facts: Vec<(String, String, NameFact, Option<String>)>,
    counting: Vec<Name>,
    settling: SettlingDefaults,
    events: FxHashMap<Name, EventFacts>,
    differing: FxHashMap<String, Vec<Arc<DeskDifference>>>,
    heads: Vec<RowsHead>,
    recorded_by: Vec<Option<Timestamp>>,
    is_of_a_version: bool,
    /// Whether typing errors alone are in the store, of which is told where there is nothing else to tell.
    pub tells_void_series: bool,
}

/// Why rows of names were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamesFault {
    /// A cell of a row.
    Cell(InterchangeFault),
    /// A version of the rows that this program does not know.
    Version(String),
    /// Nothing says of which version they are.
    NoVersion,
    /// Rows of two stores that were exported for different times.
    Horizons,
    /// Rows of a store of which the names do not tell.
    OtherStore,
}

impl From<InterchangeFault> for NamesFault {
    fn from(fault: InterchangeFault) -> NamesFault {
        NamesFault::Cell(fault)
    }
}

/// The keys of metadata that a table of rows carries itself.
pub const METADATA: [(&str, &str); 4] = [
    ("tollbook.rows", ROWS),
    ("tollbook.recorded_by", RECORDED_BY),
    ("tollbook.head", HEAD),
    ("tollbook.version", PROGRAM),
];

/// What such a table says of itself, of rows of names about the store.
pub fn metadata(of_store: &[NamesRow]) -> Vec<(&'static str, String)> {
    let said = |word: &str| of_store.iter().find(|row| row.says == word).map(|row| row.value.clone());
    METADATA.iter().filter_map(|(key, word)| Some((*key, said(word)?))).collect()
}

/// The name under which rows tell of the store, and their words.
const STORE: &str = "this store";
const ROWS: &str = "rows";
const PROGRAM: &str = "version";
const HEAD: &str = "head";
const RECORDED_BY: &str = "recorded_by";
const SETTLING_INCIDENT: &str = "settling_incident";
const SETTLING_ONGOING: &str = "settling_ongoing";
const VOID_SERIES: &str = "void_series";
const COUNTS: &str = "counts";
const FAMILY: &str = "family";
const DESKS_DIFFER: &str = "desks_differ";

impl NamesRow {
    fn of(kind: &str, name: &str, says: &str, value: String) -> NamesRow {
        let (name_kind, name, says) = (kind.to_owned(), name.to_owned(), says.to_owned());
        NamesRow { name_kind, name, says, value, ..NamesRow::default() }
    }

    fn of_store(says: &str, value: impl Into<String>) -> NamesRow {
        NamesRow::of(NameKind::Store.word(), STORE, says, value.into())
    }

    /// What is said about a name.
    pub fn of_fact(fact: &NameFact, names: &Names) -> NamesRow {
        let [kind, name, says, value] = fact.cells();
        let canonical = (fact.field == NameField::SameAs).then(|| names.canonical(fact.kind, &fact.name));
        NamesRow {
            canonical: canonical.map(|name| name.to_string()),
            why: names.reason(fact.kind, &fact.name, fact.field),
            ..NamesRow::of(kind, name, says, value.to_owned())
        }
    }

    /// What is known of an event, as [`event_rows`](super::event_rows) says it.
    pub fn of_event(event: &Name, (says, value): (&str, String)) -> NamesRow {
        NamesRow::of(NameKind::Event.word(), event.as_str(), says, value)
    }

    /// What desks read differently in a figure of a family.
    pub fn of_difference(family: &str, difference: &DeskDifference) -> NamesRow {
        let value = serde_json::to_string(&DifferenceCells::of(difference)).unwrap_or_default();
        NamesRow::of(FAMILY, family, DESKS_DIFFER, value)
    }

    /// What is said of the store itself: the version of the rows and of the program, its newest entry, the time for which it
    /// was asked, how long events settle, which publishers count themselves.
    pub fn of_the_store(
        names: &Names,
        head: Option<RowsHead>,
        recorded_by: Option<Timestamp>,
        program: &str,
    ) -> Vec<NamesRow> {
        let SettlingDefaults { incident, ongoing } = names.settling();
        let days = |days: Option<u32>| days.map(|days| days.to_string());
        let mut rows = vec![
            NamesRow::of_store(ROWS, VERSION),
            NamesRow::of_store(PROGRAM, program),
            NamesRow::of_store(RECORDED_BY, recorded_by.map(Timestamp::iso).unwrap_or_default()),
        ];
        rows.extend(head.map(|head| NamesRow::of_store(HEAD, format!("{} {}", head.entry, hex(&head.hash)))));
        rows.extend(days(incident).map(|days| NamesRow::of_store(SETTLING_INCIDENT, days)));
        rows.extend(days(ongoing).map(|days| NamesRow::of_store(SETTLING_ONGOING, days)));
        let mut counting: Vec<&Name> = names.counting().collect();
        counting.sort_unstable();
        let counts =
            |name: &Name| NamesRow::of(NameKind::Publisher.word(), name.as_str(), COUNTS, "yes".to_owned());
        rows.extend(counting.into_iter().map(counts));
        rows
    }

    /// That typing errors alone are in the store.
    pub fn void_series() -> NamesRow {
        NamesRow::of_store(VOID_SERIES, "told")
    }
}

impl NamesTold {
    /// Nothing yet.
    pub fn of(question: &Question) -> NamesTold {
        NamesTold {
            question: *question,
            facts: Vec::new(),
            counting: Vec::new(),
            settling: SettlingDefaults::default(),
            events: FxHashMap::default(),
            differing: FxHashMap::default(),
            heads: Vec::new(),
            recorded_by: Vec::new(),
            is_of_a_version: false,
            tells_void_series: false,
        }
    }

    /// Takes in a row.
    ///
    /// # Errors
    /// A word or a value that is not known; another version.
    pub fn learn(&mut self, row: NamesRow) -> Result<(), NamesFault> {
        let wrong = |column, text: &str| InterchangeFault::new(column, text);
        if row.name_kind == FAMILY && row.says == DESKS_DIFFER {
            let cells: DifferenceCells =
                serde_json::from_str(&row.value).map_err(|_| wrong("value", &row.value))?;
            let difference = cells.difference().ok_or_else(|| wrong("value", &row.value))?;
            self.differing.entry(row.name).or_default().push(Arc::new(difference));
            return Ok(());
        }
        let kind = NameKind::from_word(&row.name_kind).ok_or_else(|| wrong("name_kind", &row.name_kind))?;
        let named = name("name", &row.name)?;
        if kind == NameKind::Store && self.learn_of_store(&row)? {
            return Ok(());
        }
        match (kind, row.says.as_str()) {
            (NameKind::Publisher, COUNTS) => self.counting.push(named),
            (NameKind::Event, says)
                if self.events.entry(named.clone()).or_default().learn(
                    says,
                    &row.value,
                    &self.question,
                )? => {}
            _ => {
                let field = NameField::from_word(&row.says).ok_or_else(|| wrong("says", &row.says))?;
                let fact = NameFact { kind, name: named, field, value: row.value };
                let at = (row.recorded_at.unwrap_or_default(), row.entry_uid.unwrap_or_default());
                self.facts.push((at.0, at.1, fact, row.why));
            }
        }
        Ok(())
    }

    fn learn_of_store(&mut self, row: &NamesRow) -> Result<bool, NamesFault> {
        let wrong = || InterchangeFault::new("value", &row.value);
        let days = || row.value.parse().map_err(|_| wrong());
        match row.says.as_str() {
            ROWS if row.value == VERSION => self.is_of_a_version = true,
            ROWS => return Err(NamesFault::Version(row.value.clone())),
            PROGRAM => {}
            HEAD => self.heads.push(head(&row.value).ok_or_else(wrong)?),
            RECORDED_BY => {
                let read = |text: &str| Timestamp::read(text).map_err(|_| wrong());
                let by = (!row.value.is_empty()).then(|| read(&row.value)).transpose()?;
                self.recorded_by.push(by);
            }
            SETTLING_INCIDENT => self.settling.incident = Some(days()?),
            SETTLING_ONGOING => self.settling.ongoing = Some(days()?),
            VOID_SERIES => self.tells_void_series = true,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether all that is needed was said, and agrees.
    ///
    /// # Errors
    /// No version; stores that were asked for different times.
    pub fn check(&self) -> Result<(), NamesFault> {
        match (self.is_of_a_version, self.recorded_by.windows(2).all(|pair| pair[0] == pair[1])) {
            (false, _) => Err(NamesFault::NoVersion),
            (true, false) => Err(NamesFault::Horizons),
            (true, true) => Ok(()),
        }
    }

    /// Whether a table of rows is of the stores and the time of these names, as its own metadata has it.
    ///
    /// # Errors
    /// Another version, another store or another time.
    pub fn fit(&self, metadata: impl Fn(&str) -> Option<String>) -> Result<(), NamesFault> {
        for (key, word) in METADATA {
            let Some(said) = metadata(key) else { continue };
            match word {
                ROWS if said != VERSION => return Err(NamesFault::Version(said)),
                RECORDED_BY if said != self.recorded_by().map(Timestamp::iso).unwrap_or_default() => {
                    return Err(NamesFault::Horizons);
                }
                HEAD if !head(&said).is_some_and(|head| self.heads.contains(&head)) => {
                    return Err(NamesFault::OtherStore);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// For which time the store was asked.
    pub fn recorded_by(&self) -> Option<Timestamp> {
        self.recorded_by.first().copied().flatten()
    }

    /// The newest entry, where the rows are of one store.
    pub fn head(&self) -> Option<RowsHead> {
        match self.heads[..] {
            [head] => Some(head),
            _ => None,
        }
    }

    /// Whether the rows are of several stores: then numbers of figures and series say nothing.
    pub fn is_of_several_stores(&self) -> bool {
        self.heads.len() > 1
    }

    /// What is known of an event, by its canonical name.
    pub fn event(&self, event: &Name) -> Option<&EventFacts> {
        self.events.get(event)
    }

    /// What desks read differently in figures of a family. Several stores tell nothing of it.
    pub fn differing(&self, family: &str) -> &[Arc<DeskDifference>] {
        let of_one_store = !self.is_of_several_stores();
        self.differing.get(family).filter(|_| of_one_store).map_or(&[], Vec::as_slice)
    }

    /// What is said about names; of what several stores say the newest holds. It is asked once.
    pub fn names(&mut self) -> Names {
        self.facts.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        let mut names = Names::default();
        for (_, _, fact, why) in std::mem::take(&mut self.facts) {
            if let Some(why) = why {
                names.know_reason(fact.kind, fact.name.clone(), fact.field, why);
            }
            names.learn(fact);
        }
        names.know_counting(std::mem::take(&mut self.counting));
        names.know_settling(self.settling);
        names
    }
}

fn head(value: &str) -> Option<RowsHead> {
    let (entry, hash) = value.split_once(' ')?;
    Some(RowsHead { entry: EntryId(entry.parse().ok()?), hash: unhex(hash)? })
}

/// What desks read differently, as the cells of a value.
#[derive(Serialize, Deserialize)]
struct DifferenceCells {
    mended: i64,
    was: String,
    readings: Vec<ReadingCells>,
}

#[derive(Serialize, Deserialize)]
struct ReadingCells {
    figure: Option<(i64, String)>,
    cells: Vec<(String, String)>,
    who: String,
    at: String,
}

impl DifferenceCells {
    fn of(difference: &DeskDifference) -> DifferenceCells {
        let reading = |reading: &DeskReading| ReadingCells {
            figure: reading.figure.map(|(id, uid)| (id.0, uid.to_string())),
            cells: reading
                .cells
                .iter()
                .map(|(field, text)| (field.name().to_owned(), text.clone()))
                .collect(),
            who: reading.who.clone(),
            at: reading.at.iso(),
        };
        let DeskDifference { mended, was, readings } = difference;
        DifferenceCells {
            mended: mended.0,
            was: was.clone(),
            readings: readings.iter().map(reading).collect(),
        }
    }

    fn difference(self) -> Option<DeskDifference> {
        let reading = |cells: ReadingCells| {
            let figure = match cells.figure {
                Some((id, uid)) => Some((FigureId(id), Uid::read(&uid)?)),
                None => None,
            };
            let field = |(name, text): (String, String)| Some((Field::from_name(&name)?, text));
            Some(DeskReading {
                figure,
                cells: cells.cells.into_iter().map(field).collect::<Option<_>>()?,
                who: cells.who,
                at: Timestamp::read(&cells.at).ok()?,
            })
        };
        let readings = self.readings.into_iter().map(reading).collect::<Option<_>>()?;
        Some(DeskDifference { mended: FigureId(self.mended), was: self.was, readings })
    }
}
