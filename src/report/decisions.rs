//! The desk's own decisions, as they stand beside an answer: whose count it prints for now, ranks in one question, how often
//! authorities report, who is a party. No verdict depends on them.

use serde::Serialize;

use crate::model::date::Day;
use crate::model::decisions::{HouseLine, desk_rank, house_line, report_rhythm};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::question::Question;
use crate::phrase::names::Speech;
use crate::reconcile::{Answer, Chosen};
use crate::series::{Series, Voice};

use super::page::Page;

/// What the desk decided that has to do with an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DecisionsReport {
    /// Whose count it prints of the event for now.
    pub house_line: Option<HouseLineReport>,
    /// The ranks that authorities of the answer have in this question alone.
    pub ranks: Vec<RankReport>,
    /// The authorities of which how often they report decides whether a figure counts.
    pub reports: Vec<RhythmReport>,
    /// The authorities that answer, and are a party to the event.
    pub parties: Vec<PartyReport>,
}

/// Whose count the desk prints of an event for now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HouseLineReport {
    /// Whose.
    pub authority: String,
    /// The event of which it was said.
    pub event: String,
    /// The last day.
    pub until: String,
    /// Whether it is over; null where no day is asked for and nobody told which day it is.
    pub over: Option<bool>,
    /// By which day that is so: `day asked for` or `clock`.
    pub by: Option<&'static str>,
    /// Why, as the desk said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How people are told.
    #[serde(skip)]
    pub line: String,
}

/// The rank of an authority in one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RankReport {
    /// Whose.
    pub authority: String,
    /// The rank, 1 first.
    pub rank: u32,
    /// The event; null: every one.
    pub event: Option<String>,
    /// The measure; null: every one.
    pub measure: Option<&'static str>,
    /// Why, as the desk said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// How often an authority reports, where that decides whether its figure counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RhythmReport {
    /// Whose.
    pub authority: String,
    /// As the desk said it: `monthly`, `10d`.
    pub reports: String,
    /// The last day on which its newest figure counts beside newer ones of others.
    pub counts_until: String,
    /// Why, as the desk said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How people are told.
    #[serde(skip)]
    pub line: String,
}

/// That an authority which answers is a party to the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyReport {
    /// Who.
    pub authority: String,
    /// The event.
    pub event: String,
}

/// Whether the reasons of the desk are told: they stay in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reasons {
    /// As the desk said them.
    Told,
    /// Left out, for the public.
    LeftOut,
}

impl Reasons {
    fn of(self, why: Option<String>) -> Option<String> {
        why.filter(|_| self == Reasons::Told)
    }
}

impl DecisionsReport {
    /// What has to do with an answer.
    pub fn new(series: &Series, answer: &Answer, question: &Question, reasons: Reasons) -> DecisionsReport {
        let about = DecisionsAbout { series, speech: Speech::new(series.names()), reasons };
        let named = answer.chosen.iter().map(|chosen| &chosen.voice).filter(|voice| voice.is_attributed());
        let mut voices: Vec<&Voice> = named.collect();
        voices.sort();
        voices.dedup();
        DecisionsReport {
            house_line: about.house_line(question),
            ranks: voices.iter().filter_map(|voice| about.rank(voice.name())).collect(),
            reports: answer.chosen.iter().filter_map(|chosen| about.rhythm(chosen)).collect(),
            parties: about.parties(answer),
        }
    }

    /// Whether nothing was decided.
    pub fn are_none(&self) -> bool {
        *self == DecisionsReport::default()
    }

    /// The lines beside an answer, each with its label.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let house_line = self.house_line.iter().map(|one| ("house line", one.line.clone()));
        let ranks = self.ranks.iter().map(|one| ("rank", one.line()));
        let reports = self.reports.iter().map(|one| ("reports", one.line.clone()));
        let parties = self.parties.iter().map(|one| ("party", one.line()));
        house_line.chain(ranks).chain(reports).chain(parties).collect()
    }

    /// Writes them.
    pub fn text(&self, page: &mut Page) {
        for (label, line) in self.lines() {
            page.labelled(label, line);
        }
    }
}

impl RankReport {
    /// `Ministry: 1 for Flood, killed (its count is by name)`.
    fn line(&self) -> String {
        let measure = self.measure.map(|measure| measure.replace('_', " "));
        let question: Vec<String> = self.event.clone().into_iter().chain(measure).collect();
        format!(
            "{}: {} for {}{}",
            self.authority,
            self.rank,
            question.join(", "),
            because(self.why.as_deref())
        )
    }
}

impl PartyReport {
    fn line(&self) -> String {
        format!("{}: a party to {}, as this desk says", self.authority, self.event)
    }
}

/// What decisions are about.
struct DecisionsAbout<'s> {
    series: &'s Series,
    speech: Speech<'s>,
    reasons: Reasons,
}

impl DecisionsAbout<'_> {
    fn label(&self, authority: &Name) -> String {
        self.speech.label(NameKind::Authority, authority)
    }

    fn house_line(&self, question: &Question) -> Option<HouseLineReport> {
        let line = house_line(self.series.names(), &self.series.scope.event)?;
        let why = self.reasons.of(line.why.clone());
        let judged = day_asked(question, self.series.names().today());
        let over = judged.map(|(day, by)| (line.is_over(day), by));
        Some(HouseLineReport {
            authority: self.label(&line.authority),
            event: line.event.to_string(),
            until: line.until.iso(),
            over: over.map(|(is_over, _)| is_over),
            by: over.map(|(_, by)| by),
            line: self.house_line_in_words(&line, over, why.as_deref()),
            why,
        })
    }

    fn house_line_in_words(&self, line: &HouseLine, over: Option<(bool, &str)>, why: Option<&str>) -> String {
        let (who, until) = (self.speech.authority(&line.authority), line.until.long());
        match over {
            Some((true, by)) => format!("over: that of {who} ended with {until} (by the {by})"),
            _ => format!("{who} until {until}{}", because(why)),
        }
    }

    fn rank(&self, authority: &Name) -> Option<RankReport> {
        let said = desk_rank(self.series.names(), authority, &self.series.scope)?;
        let question = said.question?;
        Some(RankReport {
            authority: self.label(authority),
            rank: said.rank,
            event: question.event.map(|event| event.to_string()),
            measure: question.measure.map(|measure| measure.word()),
            why: self.reasons.of(said.why),
        })
    }

    fn rhythm(&self, chosen: &Chosen) -> Option<RhythmReport> {
        let until = chosen.counts_until?;
        let reports = report_rhythm(self.series.names(), chosen.voice.name())?;
        let (authority, why) = (self.label(chosen.voice.name()), self.reasons.of(reports.why));
        let (day, last) = (chosen.day.long(), until.to_date().long());
        let line = format!(
            "{authority}, {}: its figure of {day} counts until {last}{}",
            reports.said,
            because(why.as_deref())
        );
        Some(RhythmReport {
            authority,
            reports: reports.said,
            counts_until: until.to_date().iso(),
            why,
            line,
        })
    }

    fn parties(&self, answer: &Answer) -> Vec<PartyReport> {
        let (names, mut parties) = (self.series.names(), Vec::new());
        let events: Vec<Name> = names.outward(&self.series.scope.event).collect();
        for chosen in answer.answering().into_iter().filter(|chosen| chosen.voice.is_attributed()) {
            let Some(event) = names.party_to(chosen.voice.name()) else { continue };
            let party =
                PartyReport { authority: self.label(chosen.voice.name()), event: self.speech.event(&event) };
            if events.contains(&names.canonical(NameKind::Event, &event)) && !parties.contains(&party) {
                parties.push(party);
            }
        }
        parties
    }
}

/// The day for which it is asked whether something is over, and by what it is known: the earliest that a clock names, else
/// the day that it is.
fn day_asked(question: &Question, today: Option<Day>) -> Option<(Day, &'static str)> {
    let clocks = [
        question.as_of.map(|day| day.last_day()),
        question.known_on.map(|time| time.date.last_day()),
        question.recorded_by.map(|time| time.day()),
    ];
    let asked = clocks.into_iter().flatten().min().map(|day| (day, "day asked for"));
    asked.or(today.map(|day| (day, "clock")))
}

/// A reason in brackets.
fn because(why: Option<&str>) -> String {
    why.map(|why| format!(" ({why})")).unwrap_or_default()
}
