//! Who said a figure and when, as far as it is known.

use crate::model::date::PartialDate;
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::model::recorded::Recorded;
use crate::model::words::Basis;
use crate::phrase::grammar::{Pronouns, is_plural};
use crate::phrase::names::Speech;
use crate::phrase::unnamed::is_unnamed;
use crate::phrase::when::on;

use super::ground::Ground;
use super::party::speaking_of_others;

/// Who said a figure, through whom, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ascription {
    /// The grammatical subject: the authority; where that is somebody unnamed, whoever cites it.
    pub speaker: String,
    /// The unnamed authority that is cited.
    pub citing: Option<String>,
    /// That the authority is a party that speaks of the other side's losses.
    pub party: Option<String>,
    /// When it was said.
    pub when: SaidWhen,
}

/// When something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaidWhen {
    /// On this day.
    On(PartialDate),
    /// On an unknown day; this is the report of it.
    InReport {
        /// Who published the report, as a sentence says it.
        publisher: String,
        /// When.
        on: PartialDate,
    },
}

/// How a sentence may ascribe a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ascribed {
    /// To an authority that the source names or makes plain.
    ToAuthority(Ascription),
    /// To nobody: the publisher's own voice.
    InOwnVoice(OwnVoice),
}

/// A figure that a publisher printed without an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnVoice {
    /// The publisher, as a sentence says it.
    pub publisher: String,
    /// When it was published.
    pub on: PartialDate,
    /// What the figure rests on, as far as the row says it.
    pub ground: Ground,
}

impl Ascribed {
    /// How a figure may be ascribed.
    pub fn of(recorded: &Recorded, speech: &Speech<'_>) -> Ascribed {
        let figure = &recorded.figure;
        if let Some(name) = figure.authority().filter(|_| Ascribed::is_said(recorded)) {
            return Ascribed::ToAuthority(said(recorded, name, speech));
        }
        if figure.authority().is_none()
            && speech.counts_itself(figure)
            && speech.made_of(recorded.id).is_none()
        {
            let publisher = speech.relay(&figure.source.publisher);
            let day = figure.details.stated_on.unwrap_or(figure.published_on).date;
            let when = SaidWhen::On(day);
            return Ascribed::ToAuthority(Ascription { speaker: publisher, citing: None, party: None, when });
        }
        Ascribed::InOwnVoice(OwnVoice {
            publisher: speech.publisher(&figure.source.publisher),
            on: figure.published_on.date,
            ground: Ground::of(recorded, speech),
        })
    }

    /// Whether a figure may be ascribed to an authority.
    pub fn is_said(recorded: &Recorded) -> bool {
        let figure = &recorded.figure;
        figure.authority().is_some() && figure.details.basis() != Basis::Inferred
    }

    /// Who did something to a figure, or has it: the authority, an unnamed one with who cites them; else the publisher.
    pub fn subject(&self) -> String {
        match self {
            Ascribed::ToAuthority(said) => said.subject(),
            Ascribed::InOwnVoice(own) => own.publisher.clone(),
        }
    }

    /// Whether the words for them are those for several people: `residents cited by Wire`.
    pub fn is_several(&self) -> bool {
        match self {
            Ascribed::ToAuthority(said) => is_plural(said.citing.as_ref().unwrap_or(&said.speaker)),
            Ascribed::InOwnVoice(own) => is_plural(&own.publisher),
        }
    }

    /// What stands for them.
    pub fn pronouns(&self) -> Pronouns {
        match self {
            Ascribed::ToAuthority(said) => said.pronouns(),
            Ascribed::InOwnVoice(own) => Pronouns::of(&own.publisher),
        }
    }
}

impl Ascription {
    /// The authority as the subject of what it did: somebody unnamed with who cites them.
    pub fn subject(&self) -> String {
        match &self.citing {
            Some(unnamed) => format!("{unnamed} cited by {}", self.speaker),
            None => self.speaker.clone(),
        }
    }

    /// What is said of the speaker before the verb: `, citing an Alban official,`, `, a party to the war ...,`.
    pub fn aside(&self) -> String {
        let citing = self.citing.as_ref().map(|name| format!("citing {name}"));
        citing.or_else(|| self.party.clone()).map(|aside| format!(", {aside},")).unwrap_or_default()
    }

    /// What stands for the authority: of one who has no name, as of several, `their`.
    pub fn pronouns(&self) -> Pronouns {
        match self.citing {
            Some(_) => Pronouns::SEVERAL,
            None => Pronouns::of(&self.speaker),
        }
    }
}

fn said(recorded: &Recorded, authority: &Name, speech: &Speech<'_>) -> Ascription {
    let figure = &recorded.figure;
    let named = speech.authority(authority);
    let relay = figure.attribution.via.as_ref().and_then(|via| via.steps().next()).and_then(Name::read);
    let cited_by = is_unnamed(&named).then(|| match &relay {
        Some(relay) => speech.relay(relay),
        None => speech.publisher(&figure.source.publisher),
    });
    let party = speaking_of_others(figure, authority, speech);
    let when = when(recorded, authority, cited_by.is_some() && relay.is_none(), speech);
    match cited_by {
        Some(speaker) => Ascription { speaker, citing: Some(named), party: None, when },
        None => Ascription { speaker: named, citing: None, party, when },
    }
}

/// The day it was said: as stated; else that of publication, where the authority published it itself or the count holds
/// for that very day.
fn when(recorded: &Recorded, authority: &Name, speaks_itself: bool, speech: &Speech<'_>) -> SaidWhen {
    let figure = &recorded.figure;
    let (published, publisher) = (figure.published_on.date, &figure.source.publisher);
    let is_own = speech.are_one((NameKind::Authority, authority), (NameKind::Publisher, publisher));
    match figure.details.stated_on {
        Some(stated) => SaidWhen::On(stated.date),
        None if is_own || speaks_itself || figure.as_of.stated() == Some(published) => {
            SaidWhen::On(published)
        }
        None => SaidWhen::InReport { publisher: speech.publisher(publisher), on: published },
    }
}

impl SaidWhen {
    /// ` on 24 October 2023`, or `, in a report Dawn published on 26 October 2023,`.
    pub fn clause(&self) -> String {
        match self {
            SaidWhen::On(day) => format!(" {}", on(*day)),
            SaidWhen::InReport { publisher, on: day } => {
                format!(", in a report {publisher} published {},", on(*day))
            }
        }
    }

    /// The day that the clause names.
    pub fn day(&self) -> PartialDate {
        match self {
            SaidWhen::On(day) | SaidWhen::InReport { on: day, .. } => *day,
        }
    }

    /// Whether it was said on a day that lies in a date: then the date adds nothing to it.
    pub fn is_within(&self, date: PartialDate) -> bool {
        let is_in =
            |day: &PartialDate| date.first_day() <= day.first_day() && day.last_day() <= date.last_day();
        matches!(self, SaidWhen::On(day) if is_in(day))
    }
}
