//! What the desk knows about names: which are one, who is under whom, who ranks first, how copy says them.
//!
//! Facts apply when a question is asked; figures keep the names that were printed.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::attribution::{Attribution, Source};
use super::chains::{Circle, ends};
use super::date::Day;
use super::event_kind::{EventKind, EventNature, SettlingDefaults};
use super::hex::hex;
use super::name::{Name, STEP};
use super::redacted::hash_of;
use super::scope::Scope;

super::words::words! {
    /// What a name is the name of.
    NameKind {
        /// What happened.
        Event = "event",
        /// Where.
        Place = "place",
        /// Who answers for a count.
        Authority = "authority",
        /// Who printed it.
        Publisher = "publisher",
        /// Who is counted.
        Group = "group",
        /// A file that changes.
        Feed = "feed",
        /// A document that was read; see [`source_name`].
        Source = "source",
        /// What an audit found, by its key.
        Finding = "finding",
        /// A sentence that was printed, by its key.
        Printed = "printed",
        /// An authority, an event and a measure.
        Question = "question",
        /// The store itself.
        Store = "store",
    }
}

super::words::words! {
    /// What can be said about a name.
    NameField {
        /// It is another name for the value.
        SameAs = "same_as",
        /// It is not the value, however alike they look.
        NotSameAs = "not_same_as",
        /// The authority is under the body that the value names.
        Under = "under",
        /// The desk's rank, 1 first.
        Rank = "rank",
        /// Government, military, health ...
        Kind = "kind",
        /// The country.
        Country = "country",
        /// How copy names it.
        SayAs = "say_as",
        /// After how many days a figure counts as older.
        StaleAfter = "stale_after",
        /// A place's code: ISO 3166, P-code.
        Code = "code",
        /// The day from which a source was no longer to be found.
        GoneOn = "gone_on",
        /// Where a copy of a source is kept.
        ArchiveUrl = "archive_url",
        /// Why a finding needs no more looking at.
        Accepted = "accepted",
        /// The columns that a feed had last, as a JSON list of their names.
        Columns = "columns",
        /// How long after the first day of an event a lower count is a first count, in days.
        Settling = "settling",
        /// The event in which the authority is a party.
        PartyTo = "party_to",
        /// How often the authority reports.
        Reports = "reports",
        /// The authority whose count this desk prints of an event.
        HouseLine = "house_line",
        /// The last day on which it does.
        HouseLineUntil = "house_line_until",
        /// Whether a figure counts only once a second name released it.
        TwoPerson = "two_person",
        /// The zone in which a day of this store ends.
        Zone = "zone",
        /// Why a printed sentence needs no more looking at.
        Done = "done",
    }
}

/// One thing the desk said about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameFact {
    /// What the name is the name of.
    pub kind: NameKind,
    /// The name.
    pub name: Name,
    /// What is said about it.
    pub field: NameField,
    /// The value; empty takes back what was said before.
    pub value: String,
}

impl NameFact {
    /// Whether why it is said is told beside an answer: the desk's own decisions.
    pub fn is_decision(&self) -> bool {
        matches!(self.field, NameField::HouseLine | NameField::Reports | NameField::PartyTo)
            || (self.kind, self.field) == (NameKind::Question, NameField::Rank)
    }

    /// The columns of a file of facts.
    pub const COLUMNS: [&str; 4] = ["name_kind", "name", "says", "value"];

    /// The cells of a row of such a file.
    pub fn cells(&self) -> [&str; 4] {
        [self.kind.word(), self.name.as_str(), self.field.word(), &self.value]
    }

    /// Reads such cells; `None` where a word is not known.
    pub fn read([kind, name, says, value]: [&str; 4]) -> Option<NameFact> {
        Some(NameFact {
            kind: NameKind::from_word(kind)?,
            name: Name::read(name)?,
            field: NameField::from_word(says)?,
            value: value.trim().to_owned(),
        })
    }
}

/// The facts about names that held at one time. The newest fact about one field of one name holds.
#[derive(Clone, Debug, Default)]
pub struct Names {
    facts: FxHashMap<(NameKind, NameField), FxHashMap<Name, String>>,
    /// Publishers, by canonical names, that are authorities elsewhere in the ledger.
    counting: FxHashSet<Name>,
    /// What this desk has settled for all its events, outside of the store.
    settling: SettlingDefaults,
    /// Why the desk decided what it did.
    reasons: FxHashMap<(NameKind, NameField), FxHashMap<Name, String>>,
    /// The day on which the question is asked, where somebody told it.
    today: Option<Day>,
    /// Of names that are said to be the same as another: which stands for them. Made when first asked for, as are bodies.
    canonical: OnceLock<FxHashMap<NameKind, FxHashMap<Name, Name>>>,
    /// Of authorities that are under another body: the topmost one, by canonical names.
    bodies: OnceLock<FxHashMap<Name, Name>>,
}

/// The name by which the desk speaks of the store itself.
pub fn this_store() -> Option<Name> {
    Name::read("this store")
}

/// The name by which the desk speaks of a source: its publisher, and 16 digits of the hash of its url or title. The same in
/// every store, and before and after the text is erased.
pub fn source_name(source: &Source) -> Option<Name> {
    Name::read(&format!("{} {}", source.publisher, source_digits(source.identity())))
}

/// The digits in which the name of a source ends.
pub fn source_digits(identity: &str) -> String {
    let mut digits = hex(&hash_of(identity));
    digits.truncate(16);
    digits
}

impl Names {
    /// The facts that hold, from all facts in the order in which they were recorded.
    pub fn from_facts(facts: impl IntoIterator<Item = NameFact>) -> Names {
        let mut names = Names::default();
        facts.into_iter().for_each(|fact| names.learn(fact));
        names
    }

    /// Takes in a fact that is newer than all before it; an empty value takes back what was said.
    pub fn learn(&mut self, fact: NameFact) {
        (self.canonical, self.bodies) = (OnceLock::new(), OnceLock::new());
        let of_field = self.facts.entry((fact.kind, fact.field)).or_default();
        if fact.value.is_empty() {
            of_field.remove(&fact.name);
        } else {
            of_field.insert(fact.name, fact.value);
        }
    }

    /// Takes in how long events settle, where nothing is said of one.
    pub fn know_settling(&mut self, defaults: SettlingDefaults) {
        self.settling = defaults;
    }

    /// Takes in on which day the question is asked.
    pub fn know_today(&mut self, today: Option<Day>) {
        self.today = today;
    }

    /// The day on which the question is asked; `None` where nobody told it.
    pub fn today(&self) -> Option<Day> {
        self.today
    }

    /// Takes in why something is said in one field about a name.
    pub fn know_reason(&mut self, kind: NameKind, name: Name, field: NameField, why: String) {
        self.reasons.entry((kind, field)).or_default().insert(name, why);
    }

    /// Why something is said in one field about a name, as far as it was taken in.
    pub fn reason(&self, kind: NameKind, name: &Name, field: NameField) -> Option<String> {
        self.reasons.get(&(kind, field))?.get(name).cloned()
    }

    /// How long events settle, where nothing is said of one.
    pub fn settling(&self) -> SettlingDefaults {
        self.settling
    }

    /// Publishers, by canonical names, that are authorities elsewhere in the ledger.
    pub fn counting(&self) -> impl Iterator<Item = &Name> {
        self.counting.iter()
    }

    /// Takes in publishers, by canonical names, that are authorities elsewhere in the ledger.
    pub fn know_counting(&mut self, publishers: impl IntoIterator<Item = Name>) {
        self.counting.extend(publishers);
    }

    /// Who answers for a count: the authority; without one the publisher, where it is the body that counts.
    ///
    /// It is where the row says that it keeps a tally, where the desk says so, and where it is an authority elsewhere.
    pub fn answers_for<'f>(&self, who: &'f Attribution, publisher: &'f Name) -> Option<&'f Name> {
        if let Some(authority) = &who.authority {
            return Some(authority);
        }
        let keeps_a_tally = || who.via.is_none() && who.method.as_deref().is_some_and(is_tally);
        (keeps_a_tally() || who.via.is_none() && self.counts_itself(publisher)).then_some(publisher)
    }

    /// Whether a publisher counts itself.
    fn counts_itself(&self, publisher: &Name) -> bool {
        let publisher = self.canonical(NameKind::Publisher, publisher);
        self.get(NameKind::Publisher, &publisher, NameField::Kind).is_some_and(is_tally)
            || self.counting.contains(&publisher)
    }

    /// What is said in one field about a name.
    pub fn get(&self, kind: NameKind, name: &Name, field: NameField) -> Option<&str> {
        self.facts.get(&(kind, field))?.get(name).map(String::as_str)
    }

    /// Whether anything is said in one field about any name of a kind: mostly nothing is, and is asked for every series.
    pub fn speaks_of(&self, kind: NameKind, field: NameField) -> bool {
        self.facts.get(&(kind, field)).is_some_and(|facts| !facts.is_empty())
    }

    /// An event, and those that hold it, from the innermost out.
    pub fn outward(&self, event: &Name) -> impl Iterator<Item = Name> + use<> {
        let outer = |name: &Name| name.as_str().rsplit_once(STEP).and_then(|(outer, _)| Name::read(outer));
        std::iter::successors(Some(self.canonical(NameKind::Event, event)), outer)
    }

    /// What is said in one field about a name, or about another that is the same; with the name of which it is said.
    pub fn said_of_one(&self, kind: NameKind, name: &Name, field: NameField) -> Option<(Name, &str)> {
        if !self.speaks_of(kind, field) {
            return None;
        }
        let canonical = self.canonical(kind, name);
        if let Some(said) = self.get(kind, &canonical, field) {
            return Some((canonical, said));
        }
        if !self.has_aliases(kind) {
            return None;
        }
        let same = self.with(kind, field).filter(|(other, _)| self.canonical(kind, other) == canonical);
        same.min().map(|(other, said)| (other.clone(), said))
    }

    /// The event in which an authority is a party, as the desk says.
    pub fn party_to(&self, authority: &Name) -> Option<Name> {
        let (_, event) = self.said_of_one(NameKind::Authority, authority, NameField::PartyTo)?;
        Name::read(event)
    }

    /// What is said in one field about the store itself.
    pub fn of_store(&self, field: NameField) -> Option<&str> {
        self.get(NameKind::Store, &this_store()?, field)
    }

    /// The one name that stands for all that the desk says are the same; the name itself where nothing is said. Names that
    /// point at each other in a circle are one: the first of them in the order of the alphabet stands for all.
    pub fn canonical(&self, kind: NameKind, name: &Name) -> Name {
        if !self.has_aliases(kind) {
            return name.clone();
        }
        let canonical = self.canonical.get_or_init(|| {
            let same = self.facts.iter().filter(|((_, field), _)| *field == NameField::SameAs);
            let next = |facts: &FxHashMap<Name, String>, name: &Name| {
                facts.get(name).and_then(|value| Name::read(value))
            };
            same.map(|((kind, _), facts)| {
                (*kind, ends(facts.keys(), Circle::IsOne, |name| next(facts, name)))
            })
            .collect()
        });
        canonical.get(&kind).and_then(|names| names.get(name)).unwrap_or(name).clone()
    }

    /// What a figure counts, by canonical names.
    pub fn canonical_scope(&self, scope: &Scope) -> Scope {
        Scope {
            event: self.canonical(NameKind::Event, &scope.event),
            place: scope.place.as_ref().map(|place| self.canonical(NameKind::Place, place)),
            group: self.canonical(NameKind::Group, &scope.group),
            ..scope.clone()
        }
    }

    /// The topmost body that an authority is under, by which support is counted.
    pub fn body(&self, authority: &Name) -> Name {
        let authority = self.canonical(NameKind::Authority, authority);
        let Some(under) = self.facts.get(&(NameKind::Authority, NameField::Under)) else { return authority };
        let bodies = self.bodies.get_or_init(|| {
            let above = |name: &Name| under.get(name).and_then(|above| Name::read(above));
            let above = |name: &Name| above(name).map(|above| self.canonical(NameKind::Authority, &above));
            ends(under.keys(), Circle::EndsAfter(under.len()), above)
        });
        bodies.get(&authority).cloned().unwrap_or(authority)
    }

    /// Whether any authority is said to be under another body.
    pub fn has_bodies(&self) -> bool {
        self.speaks_of(NameKind::Authority, NameField::Under)
    }

    /// How copy says a name, where the desk has settled it.
    pub fn say_as(&self, kind: NameKind, name: &Name) -> Option<&str> {
        self.get(kind, name, NameField::SayAs)
    }

    /// After how many days before the newest day a figure of this event counts as older, where the desk has settled it.
    pub fn stale_after_days(&self, event: &Name) -> Option<u32> {
        self.get(NameKind::Event, event, NameField::StaleAfter)?.trim_end_matches('d').parse().ok()
    }

    /// Whether the toll of an event can grow by itself, and by what that is known; see [`event_kind`](super::event_kind).
    pub fn event_kind(&self, event: &Name) -> EventNature {
        let said = self.get(NameKind::Event, event, NameField::Kind).and_then(EventKind::from_word);
        said.map_or_else(|| EventNature::of_words(event), EventNature::said)
    }

    /// How many days after its first day a lower count of this event is a first count.
    pub fn settling_days(&self, event: &Name) -> u32 {
        let days = self.said_settling_days(event).or_else(|| self.settling_by_default(event));
        days.unwrap_or_else(|| self.event_kind(event).kind.settling_days())
    }

    /// The same days where this desk's default decides: nothing is said of the event, and the desk has settled its kind.
    pub fn settling_by_default(&self, event: &Name) -> Option<u32> {
        match self.said_settling_days(event) {
            Some(_) => None,
            None => self.settling.days(self.event_kind(event).kind),
        }
    }

    fn said_settling_days(&self, event: &Name) -> Option<u32> {
        self.get(NameKind::Event, event, NameField::Settling)?.trim_end_matches('d').parse().ok()
    }

    /// Whether any finding was settled.
    pub fn has_settled_findings(&self) -> bool {
        self.speaks_of(NameKind::Finding, NameField::Accepted)
    }

    /// Whether any name is said to be the same as another.
    pub fn has_aliases(&self, kind: NameKind) -> bool {
        self.speaks_of(kind, NameField::SameAs)
    }

    /// What is said in one field about names of one kind.
    pub fn with(&self, kind: NameKind, field: NameField) -> impl Iterator<Item = (&Name, &str)> {
        self.facts.get(&(kind, field)).into_iter().flatten().map(|(name, value)| (name, value.as_str()))
    }

    /// The names that are said to be the same as another.
    pub fn with_aliases(&self) -> impl Iterator<Item = (NameKind, &Name)> {
        let same = self.facts.iter().filter(|((_, field), _)| *field == NameField::SameAs);
        same.flat_map(|((kind, _), names)| names.keys().map(|name| (*kind, name)))
    }
}

/// The kind of those who count what media report, and the method of such a count.
pub const MEDIA_TALLY: &str = "media_tally";

fn is_tally(word: &str) -> bool {
    word.trim().to_lowercase().replace([' ', '-'], "_") == MEDIA_TALLY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(name: &str, field: NameField, value: &str) -> NameFact {
        NameFact {
            kind: NameKind::Authority,
            name: Name::read(name).expect("a name"),
            field,
            value: value.into(),
        }
    }

    #[test]
    fn aliases_and_bodies_are_followed_and_circles_end() {
        let name = |text| Name::read(text).expect("a name");
        let names = Names::from_facts([
            fact("Gaza MoH", NameField::SameAs, "Gaza Health Ministry"),
            fact("Gaza Health Ministry", NameField::Under, "Gaza government"),
            fact("A", NameField::SameAs, "B"),
            fact("B", NameField::SameAs, "A"),
        ]);
        assert_eq!(names.canonical(NameKind::Authority, &name("Gaza MoH")), name("Gaza Health Ministry"));
        assert_eq!(names.body(&name("Gaza MoH")), name("Gaza government"));
        for circle in ["A", "B"] {
            assert_eq!(names.canonical(NameKind::Authority, &name(circle)), name("A"));
        }
        assert_eq!(names.canonical(NameKind::Event, &name("A")), name("A"));
    }

    #[test]
    fn the_newest_fact_holds_and_an_empty_one_takes_back() {
        let name = Name::read("X").expect("a name");
        let facts = [fact("X", NameField::SayAs, "the X"), fact("X", NameField::SayAs, "")];
        assert_eq!(Names::from_facts(facts[..1].to_vec()).say_as(NameKind::Authority, &name), Some("the X"));
        assert_eq!(Names::from_facts(facts).say_as(NameKind::Authority, &name), None);
    }
}
