//! The desk's own decisions: its rank of an authority, everywhere or in one question; whose count it prints of an event for
//! now; how often an authority reports. They stand beside an answer; no verdict depends on them.

use super::date::{Day, PartialDate};
use super::name::Name;
use super::names::{NameField, NameKind, Names};
use super::scope::Scope;
use super::words::Measure;

/// The question in which an authority has a rank: of an event, of a measure, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedQuestion {
    /// Who has it.
    pub authority: Name,
    /// In which event, and in those within it; `None`: in all.
    pub event: Option<Name>,
    /// For which measure; `None`: for all.
    pub measure: Option<Measure>,
}

/// The desk's rank of an authority, 1 first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRank {
    /// The rank.
    pub rank: u32,
    /// The question for which it was said; `None`: for all.
    pub question: Option<RankedQuestion>,
    /// Why, as the desk said it.
    pub why: Option<String>,
}

/// Whose count this desk prints of an event for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseLine {
    /// The event of which it was said.
    pub event: Name,
    /// Whose count.
    pub authority: Name,
    /// The last day on which it does.
    pub until: PartialDate,
    /// Why, as the desk said it.
    pub why: Option<String>,
}

/// How often an authority reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRhythm {
    /// As the desk said it: `monthly`, `10d`.
    pub said: String,
    /// After how many days the next report is due.
    pub days: i32,
    /// Why, as the desk said it.
    pub why: Option<String>,
}

/// The words for how often an authority reports, each with the most days from one report to the next.
const RHYTHMS: [(&str, i32); 5] =
    [("daily", 1), ("weekly", 7), ("monthly", 31), ("quarterly", 92), ("yearly", 366)];

/// The most days that may lie between two reports.
const MOST_DAYS: i32 = 3660;

/// After how many days the next report is due: `monthly`, `10d`; `None` for other words.
pub fn report_days(said: &str) -> Option<i32> {
    let word = RHYTHMS.iter().find(|(word, _)| *word == said).map(|(_, days)| *days);
    let days = || said.strip_suffix('d')?.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
    word.or_else(days)
}

/// What can be written there, for those who wrote something else.
pub fn report_words() -> String {
    let words: Vec<&str> = RHYTHMS.iter().map(|(word, _)| *word).collect();
    format!("{}, or so many days: 10d", words.join(", "))
}

impl RankedQuestion {
    /// The name by which facts speak of it: a JSON list of the authority, the event and the measure, each blank where it is
    /// not said.
    pub fn name(&self) -> Option<Name> {
        let event = self.event.as_ref().map_or("", Name::as_str);
        let measure = self.measure.map_or("", Measure::word);
        Name::read(&serde_json::to_string(&[self.authority.as_str(), event, measure]).ok()?)
    }

    /// Reads such a name; `None` where it is none.
    pub fn of_name(name: &Name) -> Option<RankedQuestion> {
        let [authority, event, measure]: [String; 3] = serde_json::from_str(name.as_str()).ok()?;
        let authority = Name::read(&authority)?;
        let measure = match measure.as_str() {
            "" => None,
            word => Some(Measure::from_word(word)?),
        };
        Some(RankedQuestion { authority, event: Name::read(&event), measure })
    }

    /// What it asks, in words: `Gaza war, killed`.
    pub fn in_words(&self) -> String {
        let measure = self.measure.map(|measure| measure.word().replace('_', " "));
        let parts = [self.event.as_ref().map(Name::to_string), measure];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How near it is to a scope: the nearer event first, then with a measure before without; `None` where it is another.
    fn nearness(&self, scope: &Scope, names: &Names) -> Option<(usize, bool)> {
        if self.measure.is_some_and(|measure| measure != scope.measure) {
            return None;
        }
        let steps_out = match &self.event {
            None => usize::MAX,
            Some(event) => {
                let event = names.canonical(NameKind::Event, event);
                names.outward(&scope.event).position(|outer| outer == event)?
            }
        };
        Some((steps_out, self.measure.is_none()))
    }
}

impl HouseLine {
    /// Whether it is over on a day.
    pub fn is_over(&self, day: Day) -> bool {
        day > self.until.last_day()
    }
}

/// The desk's rank of an authority in a series, 1 first: of all that is said the nearest to what is counted holds. That is the
/// rank for event and measure, then for the event, then for the measure, then the one for all.
pub fn desk_rank(names: &Names, authority: &Name, scope: &Scope) -> Option<DeskRank> {
    if !names.speaks_of(NameKind::Question, NameField::Rank)
        && !names.speaks_of(NameKind::Authority, NameField::Rank)
    {
        return None;
    }
    let authority = names.canonical(NameKind::Authority, authority);
    let near = ranked_questions(names).filter_map(|(question, rank)| {
        let is_meant = names.canonical(NameKind::Authority, &question.authority) == authority;
        let near = question.nearness(scope, names).filter(|_| is_meant)?;
        Some(((near, question.authority != authority, question.name()), question, rank))
    });
    if let Some(((.., name), question, rank)) = near.min_by(|(a, ..), (b, ..)| a.cmp(b)) {
        let why = name.and_then(|name| names.reason(NameKind::Question, &name, NameField::Rank));
        return Some(DeskRank { rank, question: Some(question), why });
    }
    let (_, said) = names.said_of_one(NameKind::Authority, &authority, NameField::Rank)?;
    Some(DeskRank { rank: said.trim().parse().ok()?, question: None, why: None })
}

/// The questions in which authorities have a rank, each with it.
pub fn ranked_questions(names: &Names) -> impl Iterator<Item = (RankedQuestion, u32)> {
    let all = names.with(NameKind::Question, NameField::Rank);
    all.filter_map(|(name, rank)| Some((RankedQuestion::of_name(name)?, rank.trim().parse().ok()?)))
}

/// Whose count this desk prints of an event, or of the nearest one that holds it.
pub fn house_line(names: &Names, event: &Name) -> Option<HouseLine> {
    if !names.speaks_of(NameKind::Event, NameField::HouseLine) {
        return None;
    }
    names.outward(event).find_map(|event| {
        let (event, said) = names.said_of_one(NameKind::Event, &event, NameField::HouseLine)?;
        let until = names.get(NameKind::Event, &event, NameField::HouseLineUntil)?;
        let why = names.reason(NameKind::Event, &event, NameField::HouseLine);
        let until = PartialDate::read(until).ok()?;
        Some(HouseLine { authority: Name::read(said)?, until, why, event })
    })
}

/// How often an authority reports, where the desk says so.
pub fn report_rhythm(names: &Names, authority: &Name) -> Option<ReportRhythm> {
    let (name, said) = names.said_of_one(NameKind::Authority, authority, NameField::Reports)?;
    let why = names.reason(NameKind::Authority, &name, NameField::Reports);
    Some(ReportRhythm { said: said.to_owned(), days: report_days(said)?, why })
}

#[cfg(test)]
mod tests {
    use super::super::names::NameFact;
    use super::super::words::{CountType, Unit};
    use super::*;

    fn name(text: &str) -> Name {
        Name::read(text).expect("a name")
    }

    fn scope(event: &str, measure: Measure) -> Scope {
        let (unit, count_type) = (Unit::People, CountType::Total);
        Scope {
            event: name(event),
            place: None,
            measure,
            unit,
            group: name("people"),
            count_type,
            definition: None,
        }
    }

    fn rank(event: Option<&str>, measure: Option<Measure>, rank: &str) -> NameFact {
        let question = RankedQuestion { authority: name("MoH"), event: event.map(name), measure };
        let name = question.name().expect("a name");
        assert_eq!(RankedQuestion::of_name(&name), Some(question));
        NameFact { kind: NameKind::Question, name, field: NameField::Rank, value: rank.into() }
    }

    fn fact(kind: NameKind, about: &str, field: NameField, value: &str) -> NameFact {
        NameFact { kind, name: name(about), field, value: value.into() }
    }

    #[test]
    fn of_the_ranks_the_nearest_to_what_is_counted_holds() {
        let names = Names::from_facts([
            fact(NameKind::Authority, "Ministry", NameField::Rank, "9"),
            fact(NameKind::Authority, "MoH", NameField::SameAs, "Ministry"),
            fact(NameKind::Event, "Fighting", NameField::SameAs, "War"),
            rank(None, Some(Measure::Killed), "8"),
            rank(Some("Fighting"), None, "7"),
            rank(Some("War"), Some(Measure::Killed), "6"),
            rank(Some("War > Blast"), None, "5"),
        ]);
        let of =
            |event, measure| desk_rank(&names, &name("MoH"), &scope(event, measure)).map(|rank| rank.rank);
        assert_eq!(of("Flood", Measure::Injured), Some(9));
        assert_eq!(of("Flood", Measure::Killed), Some(8));
        assert_eq!(of("War", Measure::Injured), Some(7));
        assert_eq!(of("Fighting", Measure::Killed), Some(6));
        assert_eq!(of("War > Siege", Measure::Killed), Some(6));
        assert_eq!(of("War > Blast", Measure::Killed), Some(5));
        assert_eq!(desk_rank(&names, &name("Red Cross"), &scope("War", Measure::Killed)), None);
    }

    #[test]
    fn a_house_line_holds_for_what_lies_within_its_event_and_up_to_its_day() {
        let names = Names::from_facts([
            fact(NameKind::Event, "War", NameField::HouseLine, "Ministry"),
            fact(NameKind::Event, "War", NameField::HouseLineUntil, "2024-05-01"),
        ]);
        let line = house_line(&names, &name("War > Blast")).expect("a line");
        assert_eq!(line.authority, name("Ministry"));
        let day = |text| PartialDate::read(text).expect("a day").first_day();
        assert!(!line.is_over(day("2024-05-01")) && line.is_over(day("2024-05-02")));
        assert_eq!(house_line(&names, &name("Flood")), None);
    }

    #[test]
    fn reports_are_due_after_days() {
        assert_eq!(["daily", "monthly", "10d"].map(report_days), [Some(1), Some(31), Some(10)]);
        assert_eq!(["hourly", "0d", "10", "-3d", "9999d"].map(report_days), [None; 5]);
    }
}
