//! Numbers that look like people harmed and are not, and those whom crews search for.

use super::candidate::CandidateNumber;
use super::lexicon::WordClass;
use super::line::GlossedLine;
use super::noun::NounClass;
use super::ties::{Tie, ends_clause};
use crate::model::words::Measure;

/// Suspects who "were never found" are not missing, soldiers who "live in tents" not displaced, and of "nobody among the 31"
/// the 31 were not hurt.
pub(super) fn is_other_case(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber, tie: Tie) -> bool {
    const SOUGHT: &[&str] =
        &["still", "being", "never", "could", "have", "had", "did", "out", "no", "nothing"];
    const DWELL: &[&str] = &[
        "live",
        "lived",
        "living",
        "sleep",
        "slept",
        "sleeping",
        "camp",
        "camped",
        "camping",
        "shelter",
        "sheltered",
        "sheltering",
    ];
    let is_head = |class: WordClass| candidate.noun.head_start.is_some_and(|head| line.has(head, class));
    match tie.measure {
        Measure::Missing => line.is_any(tie.word, SOUGHT) && is_head(WordClass::Wanted),
        Measure::Displaced => {
            line.is_any(tie.word, DWELL) && (is_head(WordClass::Combatant) || is_head(WordClass::Lodger))
        }
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

/// Those who are looked for, feared for, or of whom nothing is heard.
pub(super) fn sought(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    let searched = searched(line, candidate).or_else(|| feared_for(line, candidate));
    searched.or_else(|| untraced(line, candidate))
}

/// "Crews are still looking for four tourists"; the police look for suspects.
fn searched(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const CREWS: &[&str] = &[
        "army",
        "navy",
        "troops",
        "searches",
        "neighbours",
        "neighbors",
        "villagers",
        "relatives",
        "rangers",
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
    let mut link = line.before(candidate.count.lead)?;
    if line.has(link, WordClass::Determiner) {
        link = line.before(link)?;
    }
    let word = line
        .before(link)
        .filter(|at| line.is(link, "for") && line.is_any(*at, &["searching", "looking", "search", "hunt"]))?;
    // "The search for the 12 goes on" names no crew; a hunt is for suspects.
    let is_named =
        line.is(word, "search") && line.before(word).is_some_and(|at| line.has(at, WordClass::Determiner));
    let is_crew = (word.saturating_sub(10)..word).any(|at| line.is_any(at, CREWS));
    ((is_crew || is_named) && !line.has(head, WordClass::Wanted))
        .then_some(Tie { word, measure: Measure::Missing })
}

/// "The whereabouts of 31 guides are unknown", "contact with them was lost", "no word has come from 14".
fn untraced(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const FARTHEST: usize = 6;
    let (lead, end) = (candidate.count.lead, candidate.noun.end);
    let is_people = matches!(candidate.noun.class, NounClass::Person | NounClass::Nothing);
    let is_wanted = candidate.noun.head_start.is_some_and(|head| line.has(head, WordClass::Wanted));
    let mut link = line.before(lead).filter(|_| is_people && !is_wanted)?;
    if line.has(link, WordClass::Determiner) {
        link = line.before(link)?;
    }
    let ends = |at: usize| line.token(at).is_some_and(ends_clause);
    let last = line.find(end..end + FARTHEST, ends).unwrap_or(end + FARTHEST);
    let says = |words: &[&str]| line.find(end..last, |at| line.is_any(at, words)).is_some();
    let denies = |at: usize| {
        let before = at.saturating_sub(FARTHEST)..at;
        before.clone().any(|at| line.is_any(at, &["nothing", "nobody", "no", "not", "unknown", "unclear"]))
    };
    let is_traceless = |at: usize| {
        let denied = at > 0 && line.is_any(at - 1, &["no", "any", "without"]);
        line.is_any(at, &["trace", "word", "sign", "news"]) && denied
            || line.is_any(at, &["whereabouts", "fate"])
                && (denies(at) || says(&["unknown", "unclear", "uncertain", "known", "mystery"]))
            || line.is(at, "contact") && says(&["lost", "broken", "cut", "severed"])
    };
    // "Nobody knows where the 14 are".
    let is_where = line.is(link, "where") && denies(link) && line.is_any(end, &["are", "were", "is", "was"]);
    let of = line.is_any(link, &["of", "from", "with"]);
    let word = if is_where {
        link
    } else {
        (link.saturating_sub(FARTHEST)..link).rev().find(|at| of && is_traceless(*at))?
    };
    Some(Tie { word, measure: Measure::Missing })
}

/// "We fear for eleven still below", "hopes are fading for four men trapped underground".
fn feared_for(line: &GlossedLine<'_, '_>, candidate: &CandidateNumber) -> Option<Tie> {
    const FEARS: &[&str] = &[
        "fear", "fears", "feared", "fearing", "afraid", "worried", "hope", "hopes", "fading", "fade",
        "faded", "prayed",
    ];
    const STILL: &[&str] = &[
        "below",
        "underground",
        "inside",
        "trapped",
        "buried",
        "unaccounted",
        "lost",
        "beneath",
        "under",
        "aboard",
        "adrift",
    ];
    const FARTHEST: usize = 7;
    let link = line.before(candidate.count.lead).filter(|at| line.is(*at, "for"))?;
    let word = line.before(link).filter(|at| line.is_any(*at, FEARS))?;
    let end = candidate.count.tokens.end;
    let is_still = line.find(end..end + FARTHEST, |at| line.is_any(at, STILL)).is_some();
    is_still.then_some(Tie { word, measure: Measure::Missing })
}

#[cfg(test)]
mod tests {
    use crate::extract::read;
    use crate::model::words::Measure;

    #[test]
    fn those_for_whom_people_fear_where_they_are_cut_off_are_missing() {
        let found = |text: &str| -> Vec<String> {
            let figures = read(text, None).figures.into_iter();
            figures.map(|figure| format!("{} {}", &text[figure.span.clone()], figure.measure)).collect()
        };
        assert_eq!(found("We fear for eleven still below, the foreman said."), ["eleven missing"]);
        assert_eq!(found("Hopes are fading for four men trapped underground in Oskby."), ["four missing"]);
        for text in [
            "They fear for 400 jobs.",
            "He voted for eleven still below.",
            "Prices fell for four men inside.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn those_who_are_missing_stay_so_where_a_rescue_service_says_it() {
        let missing =
            |text: &str| read(text, None).figures.iter().any(|figure| figure.measure == Measure::Missing);
        assert!(missing("63 people are missing, the rescue service said."));
        assert!(missing("Nine children are missing, and the rescue goes on."));
        assert!(!missing("Nine missing children were rescued on Sunday."));
    }
}
