//! Words by which a source says that nothing was reported: no count, and no zero.
//!
//! "No deaths" counted somebody. "No deaths reported" says what had come in by then, and a report of the next hour
//! contradicts nothing (`docs/rules.md`, "Counts").

use super::super::words::word_list;
use super::digits::digit_of;
use super::spelled::is_number_word;

/// Whether a cell says that there were no reports, or that nothing is known, rather than how many people there were.
pub(super) fn says_no_reports(text: &str) -> bool {
    let is_spelled = |word: &&str| is_number_word(word) && !matches!(*word, "one" | "a" | "an");
    // Most cells that come here hold digits, and are not looked at twice.
    if text.chars().any(|c| digit_of(c).is_some()) {
        return false;
    }
    let text = text.to_lowercase().replace('\u{2019}', "'");
    let all = words(&text);
    if all.iter().any(is_spelled) {
        return false;
    }
    PHRASES.iter().any(|phrase| text.contains(phrase)) || denies_knowledge(behind_lead(&text))
}

/// `no casualties were reported`, `not aware of any`, `unable to confirm any deaths`.
fn denies_knowledge(text: &str) -> bool {
    let clause = text.split([',', ';', ':', '(']).next().unwrap_or_default();
    let words = words(clause);
    let Some((first, rest)) = words.split_first() else { return false };
    let has = |list: &[&str]| rest.iter().any(|word| list.contains(word));
    match *first {
        "no" | "none" | "nobody" | "without" => has(KNOWING) && !has(FIGURES),
        "not" | "cannot" | "unable" => has(&["aware"]) || (has(&["any", "anyone"]) && has(KNOWING)),
        "unaware" => true,
        contracted if contracted.ends_with("n't") => {
            has(&["aware"]) || (has(&["any", "anyone"]) && has(KNOWING))
        }
        _ => false,
    }
}

/// The text behind words that only lead to what is said: `there were`, `so far`.
fn behind_lead(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '\'').unwrap_or(rest.len());
        if end == 0 || !LEAD.contains(&&rest[..end]) {
            return rest;
        }
        rest = &rest[end..];
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty()).collect()
}

/// Phrases that say it wherever they stand.
const PHRASES: &[&str] = &[
    "no reports of",
    "no immediate report",
    "no immediate word",
    "no immediate indication",
    "no indication",
    "not aware of any",
    "unaware of any",
];

const LEAD: &[&str] = word_list! {
    there "there's" it we they is are was were has have had been did does do could can so far as of yet still
    initially currently at present
};

/// Words that speak of what is known, not of what was.
const KNOWING: &[&str] = word_list! {
    report reports reported reporting known confirm confirmed confirmation immediate immediately indication
    indications indicated sign signs evidence word news suggestion suggestions
};

/// What may be missing otherwise: then no figure was given.
const FIGURES: &[&str] = word_list! {
    figure figures number numbers data information info count toll estimate estimates details survivor
    survivors
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_reported_is_told_from_what_was_not() {
        for text in [
            "No casualties reported",
            "no casualties were immediately reported",
            "no deaths reported so far",
            "no reported deaths",
            "no known casualties",
            "no confirmed deaths",
            "no reports of casualties",
            "no reports",
            "No immediate reports of injuries",
            "There were no immediate reports of casualties.",
            "So far, no casualties have been reported",
            "none reported",
            "no one was reported killed",
            "nobody reported missing",
            "no indications that anyone was killed",
            "no word on casualties",
            "not aware of any casualties",
            "We are not aware of any",
            "The army said it was not aware of any deaths",
            "has not reported any casualties",
            "hasn\u{2019}t reported any deaths",
            "could not confirm any deaths",
            "unaware of any casualties",
            "no casualties reported, officials said",
        ] {
            assert!(says_no_reports(text), "{text}");
        }
        for text in [
            "no one",
            "no one was killed",
            "nobody was killed",
            "no deaths",
            "none",
            "no casualties",
            "no children killed",
            "no figure given",
            "no death toll was reported",
            "no data",
            "not reported",
            "not known",
            "unknown",
            "two dead, no others reported",
            "no casualties reported, 2 injured",
            "no one was killed, officials reported",
            "no survivors reported",
            "at least 100 killed",
            "dozens reported killed",
            "0 reported",
            "",
        ] {
            assert!(!says_no_reports(text), "{text}");
        }
    }
}
