//! Numbers that look like people harmed and are not, and those whom crews search for.

use super::candidate::CandidateNumber;
use super::lexicon::WordClass;
use super::line::GlossedLine;
use super::noun::NounClass;
use super::ties::Tie;
use crate::model::words::Measure;

/// Whom the police look for.
const WANTED: &[&str] = &[
    "suspects",
    "suspect",
    "attackers",
    "attacker",
    "gunmen",
    "gunman",
    "assailants",
    "killers",
    "thieves",
    "fugitives",
    "survivors",
    "bodies",
    "perpetrators",
    "witnesses",
];

/// Suspects who "were never found" are not missing, soldiers who "live in tents" not displaced, and of "nobody among the 31"
/// the 31 were not hurt.
pub(super) fn is_other_case(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, tie: Tie) -> bool {
    const SOUGHT: &[&str] = &["still", "being", "never", "could", "have", "had", "did", "out"];
    const DWELL: &[&str] =
        &["live", "lived", "living", "sleep", "slept", "sleeping", "camp", "camped", "camping"];
    const LODGED: &[&str] = &["pupils", "students", "guests", "tourists", "campers", "workers", "scouts"];
    let is_head = |words: &[&str]| candidate.noun.head_start.is_some_and(|head| line.is_any(head, words));
    let fights = candidate.noun.head_start.is_some_and(|head| line.has(head, WordClass::Combatant));
    match tie.measure {
        Measure::Missing => line.is_any(tie.word, SOUGHT) && is_head(WANTED),
        Measure::Displaced => line.is_any(tie.word, DWELL) && (fights || is_head(LODGED)),
        Measure::Killed if line.begins(tie.word, &["to", "death"]) => {
            is_condemned(line, candidate.count.lead)
        }
        Measure::Injured | Measure::Killed | Measure::Died => is_of_nobody(line, candidate.count.lead),
        _ => false,
    }
}

/// "Sentenced four men to death": not yet.
fn is_condemned(line: &GlossedLine<'_, '_>, lead: usize) -> bool {
    const CONDEMN: &[&str] = &[
        "sentenced",
        "sentences",
        "sentencing",
        "sentence",
        "condemned",
        "condemns",
        "condemning",
        "scared",
        "bored",
    ];
    (lead.saturating_sub(6)..lead).any(|at| line.is_any(at, CONDEMN))
}

/// "Nobody among the 31 passengers was hurt", "no pupil out of 40".
fn is_of_nobody(line: &GlossedLine<'_, '_>, lead: usize) -> bool {
    let Some(mut link) = line.before(lead) else { return false };
    while line.has(link, WordClass::Determiner) && link > 0 {
        link -= 1;
    }
    let is_link = line.is_any(link, &["of", "among", "amongst", "aboard"]);
    let from = link.saturating_sub(4);
    let nobody = (from..link).rev().find(|at| line.is_any(*at, &["nobody", "none", "no", "neither"]));
    let is_beside = |nobody: usize| {
        (nobody + 1..link).all(|at| {
            line.is_word(at) && !line.has_any(at, &[WordClass::Be, WordClass::Have, WordClass::Verb])
        })
    };
    is_link
        && nobody
            .is_some_and(|at| is_beside(at) && line.entry(at + 1).is_none_or(|next| next.harm.is_empty()))
}

/// "Crews are still looking for four tourists"; the police look for suspects.
pub(super) fn searched(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const CREWS: &[&str] = &[
        "crews",
        "rescuers",
        "rescuer",
        "divers",
        "searchers",
        "helicopters",
        "helicopter",
        "firefighters",
        "coastguard",
        "coastguards",
        "lifeboats",
        "lifeboat",
        "volunteers",
        "dogs",
        "rescue",
        "search",
    ];
    let head = candidate.noun.head_start.filter(|_| candidate.noun.class == NounClass::Person)?;
    let link = line.before(candidate.count.lead).filter(|at| line.is(*at, "for"))?;
    let word =
        line.before(link).filter(|at| line.is_any(*at, &["searching", "looking", "search", "hunt"]))?;
    let is_crew = (word.saturating_sub(10)..word).any(|at| line.is_any(at, CREWS));
    (is_crew && !line.is_any(head, WANTED)).then_some(Tie { word, measure: Measure::Missing })
}
