//! What a row of names says of the days of an event: figures as short words, so that every clock finds its own first day.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::figure::{InterchangeFault, date, moment};
use crate::model::event_days::EventDays;
use crate::model::event_figures::{CountedBy, EventFigure, EventTally, MissingCount};
use crate::model::name::Name;
use crate::model::question::Question;
use crate::model::recorded::{Act, ActKind, FigureId};
use crate::model::scope::EventPlaces;
use crate::model::status::Status;

/// What parts the words of one figure, one figure from the next, and of whom a count is and by whom.
const BETWEEN: char = ' ';
const NEXT: char = ';';
const OF_AND_BY: char = '\u{1f}';

/// What is known of an event besides what is said of its name, as far as one question may know.
#[derive(Clone, Debug, Default)]
pub struct EventFacts {
    tally: EventTally,
    places: FxHashSet<String>,
}

impl EventFacts {
    /// Takes in what a row of names says; whether its word is one of these.
    ///
    /// # Errors
    /// A value that cannot be read.
    pub fn learn(&mut self, says: &str, value: &str, question: &Question) -> Result<bool, InterchangeFault> {
        match says {
            PLACE => {
                self.places.insert(value.to_owned());
            }
            DAYS => {
                for words in value.split(NEXT) {
                    self.take(&read(words, None)?, question);
                }
            }
            MISSING => {
                let wrong = || InterchangeFault::new("value", value);
                let (missing, words) = value.rsplit_once(OF_AND_BY).ok_or_else(wrong)?;
                let (of, by) = missing.rsplit_once(OF_AND_BY).ok_or_else(wrong)?;
                for words in words.split(NEXT) {
                    self.take(&read(words, Some((of, by)))?, question);
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// How many places the event has.
    pub fn event_places(&self) -> EventPlaces {
        if self.places.len() > 1 { EventPlaces::Several } else { EventPlaces::OneAtMost }
    }

    /// What its figures say of its days.
    pub fn days(&self) -> EventDays {
        self.tally.told()
    }

    fn take(&mut self, (figure, acts): &(EventFigure, Vec<Act>), question: &Question) {
        let status = Status::of(acts, question, |_| false);
        if figure.is_known(question) && !status.is_hidden() {
            self.tally.take(figure, status.withdrawal().is_some());
        }
    }
}

/// The words by which rows of names tell of an event.
const PLACE: &str = "place";
const DAYS: &str = "days";
const MISSING: &str = "missing";

/// What rows of names say of an event: the word, and the value. `figures`: each with what happened to it, as far as it was
/// declared by figures that are not void. Of figures that say the same for every clock one is left.
pub fn event_rows(
    places: impl IntoIterator<Item = Name>,
    figures: impl IntoIterator<Item = (EventFigure, Vec<Act>)>,
) -> Vec<(&'static str, String)> {
    let (mut told, mut lasting): (BTreeMap<String, BTreeSet<String>>, FxHashMap<_, Vec<EventFigure>>) =
        Default::default();
    for (figure, acts) in figures {
        if figure.missing.is_some() || !acts.is_empty() {
            told.entry(counted_by(&figure)).or_default().insert(words(&figure, &acts));
        } else {
            add_unless_known(lasting.entry((figure.as_of.to_packed(), figure.started)).or_default(), figure);
        }
    }
    for figure in lasting.values().flatten() {
        told.entry(String::new()).or_default().insert(words(figure, &[]));
    }
    let mut rows: Vec<_> = places.into_iter().map(|place| (PLACE, place.to_string())).collect();
    for (of, words) in told {
        let words: Vec<String> = words.into_iter().collect();
        let says = if of.is_empty() { DAYS } else { MISSING };
        rows.push((says, of + &words.join(&NEXT.to_string())));
    }
    rows
}

/// Adds a figure that covers the same days as others, unless one of them was published long enough before it that every
/// clock that knows it knows that one too, whatever their zones.
fn add_unless_known(known: &mut Vec<EventFigure>, figure: EventFigure) {
    let before = |one: &EventFigure, other: &EventFigure| {
        one == other || other.published.date.first_day().days_since(one.published.date.last_day()) > 2
    };
    if !known.iter().any(|one| before(one, &figure)) {
        known.retain(|one| !before(&figure, one));
        known.push(figure);
    }
}

/// `2023-10-24 2023-10-25T09:00:00Z >2023-10-07 + retracts@2023-10-26`: the day, the publication, the first day, whether
/// anybody is missing, what happened to it.
fn words(figure: &EventFigure, acts: &[Act]) -> String {
    let mut words = vec![figure.as_of.iso(), figure.published.iso()];
    words.extend(figure.started.map(|day| format!(">{}", day.to_date().iso())));
    let above_zero = |missing: &MissingCount| if missing.is_above_zero { "+" } else { "0" };
    words.extend(figure.missing.as_ref().map(|missing| above_zero(missing).to_owned()));
    words.extend(acts.iter().map(|act| format!("{}@{}", act.what.word(), act.known_at.iso())));
    words.join(&BETWEEN.to_string())
}

/// Of whom a count of missing people is, and by whom; empty for other figures.
fn counted_by(figure: &EventFigure) -> String {
    let Some(MissingCount { of, by, .. }) = &figure.missing else { return String::new() };
    let (kind, name) = match by {
        CountedBy::Authority(name) => ('a', name),
        CountedBy::Publisher(name) => ('p', name),
    };
    let name = name.as_ref().map_or("", Name::as_str);
    format!("{of}{OF_AND_BY}{kind}{name}{OF_AND_BY}")
}

fn read(value: &str, missing: Option<(&str, &str)>) -> Result<(EventFigure, Vec<Act>), InterchangeFault> {
    let wrong = || InterchangeFault::new("value", value);
    let mut words = value.split(BETWEEN);
    let (as_of, published) = words.next().zip(words.next()).ok_or_else(wrong)?;
    let mut figure = EventFigure {
        as_of: date("value", as_of)?,
        published: moment("value", published)?,
        started: None,
        missing: missing.map(|(of, by)| counted(of, by)),
    };
    let mut acts = Vec::new();
    for word in words {
        match (word, &mut figure.missing) {
            ("+", Some(missing)) => missing.is_above_zero = true,
            ("0", Some(missing)) => missing.is_above_zero = false,
            (word, _) if let Some(day) = word.strip_prefix('>') => {
                figure.started = Some(date("value", day)?.first_day());
            }
            (word, _) => {
                let (what, known_at) = word.split_once('@').ok_or_else(wrong)?;
                acts.push(act(ActKind::from_word(what).ok_or_else(wrong)?, moment("value", known_at)?));
            }
        }
    }
    Ok((figure, acts))
}

fn counted(of: &str, by: &str) -> MissingCount {
    let name = by.get(1..).and_then(Name::read);
    let by = if by.starts_with('a') { CountedBy::Authority(name) } else { CountedBy::Publisher(name) };
    MissingCount { of: of.to_owned(), by, is_above_zero: false }
}

/// What happened to a figure that is not named: a status asks no more.
fn act(what: ActKind, known_at: crate::model::date::Moment) -> Act {
    let nobody = FigureId(0);
    Act { figure: nobody, what, other: Some(nobody), known_at, reason: None, reason_by: None }
}
