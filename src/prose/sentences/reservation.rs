//! What a publisher said of a figure: a caveat as it was printed, or how sure it was by the row's own word.

use crate::model::column::Field;
use crate::model::recorded::Recorded;
use crate::model::words::Verification;
use crate::phrase::grammar::possessive;
use crate::phrase::names::Speech;
use crate::phrase::when::on;

use super::one::counted;
use super::said::{Ascribed, Ascription};

/// How many numbers the sentences before have named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumbersBefore {
    /// The figure's own alone: `the figure` is it.
    One,
    /// Others too, of the same authority.
    Several,
    /// Those of other authorities too.
    OfOthers,
}

/// The place among what several publishers said: by name, then by day, and by the words where a publisher said two things of
/// one day.
pub fn place(recorded: &Recorded) -> impl Ord + use<> {
    let figure = &recorded.figure;
    let words =
        [Field::Caveat, Field::Verification].map(|field| figure.details.text(field).map(str::to_owned));
    (figure.source.publisher.to_string(), figure.published_on.date.first_day(), words)
}

/// What the publisher of a figure said of it, where that is recorded; whose figure it is, where others were named too.
pub fn reservation(recorded: &Recorded, beside: NumbersBefore, speech: &Speech<'_>) -> Option<String> {
    let figure = &recorded.figure;
    let caveat = figure.details.text(Field::Caveat).map(str::trim);
    let verification = figure.details.text(Field::Verification).and_then(Verification::from_word);
    if caveat.is_none() && verification.is_none() {
        return None;
    }
    let publisher = speech.publisher(&figure.source.publisher);
    let ascribed = Ascribed::of(recorded, speech);
    let number = counted(recorded, speech).map(|counted| format!(" of {}", counted.number));
    let number = number.filter(|_| beside != NumbersBefore::One).unwrap_or_default();
    let given_by = match beside {
        NumbersBefore::One | NumbersBefore::Several => String::new(),
        NumbersBefore::OfOthers => given_by(&ascribed, &publisher),
    };
    let whose = format!("{number}{given_by}");
    let who = format!("{publisher}, reporting {},", on(figure.published_on.date));
    Some(match (caveat, verification) {
        (Some(caveat), _) if is_own_doubt(caveat, &figure.source.publisher.to_string()) => {
            format!("{who} said it could not independently verify the figure{whose}.")
        }
        (Some(caveat), _) => {
            let of = if whose.is_empty() { String::new() } else { format!(" of the figure{whose}") };
            format!("{who} added{of}: \u{201c}{}\u{201d}.", caveat.trim_end_matches('.'))
        }
        (None, Some(Verification::Unverified)) => {
            format!("{who} said the figure{whose} had not been verified.")
        }
        (None, Some(Verification::Presumed)) => {
            format!("{who} said the figure{whose} was presumed.")
        }
        (None, Some(Verification::Claimed)) => {
            format!("{who} gave the figure{number} on {} word alone.", author(&ascribed)?)
        }
        (None, Some(Verification::Confirmed) | None) => return None,
    })
}

/// ` given by the Alban Bar Association`; nothing where its publisher gave it.
fn given_by(ascribed: &Ascribed, publisher: &str) -> String {
    let by = match ascribed {
        Ascribed::ToAuthority(Ascription { speaker, citing, .. }) => {
            Some(citing.as_ref().unwrap_or(speaker)).filter(|name| *name != publisher)
        }
        Ascribed::InOwnVoice(_) => None,
    };
    by.map(|name| format!(" given by {name}")).unwrap_or_default()
}

/// Whose word a figure is: `the rebels'`.
fn author(ascribed: &Ascribed) -> Option<String> {
    match ascribed {
        Ascribed::ToAuthority(said) => Some(possessive(said.citing.as_ref().unwrap_or(&said.speaker))),
        Ascribed::InOwnVoice(_) => None,
    }
}

/// Whether a caveat says that its publisher could not verify the figure by itself; one that names another verifier is
/// quoted.
fn is_own_doubt(caveat: &str, publisher: &str) -> bool {
    let plain = caveat.to_lowercase();
    let verifier = plain.split_once(" by ").map(|(_, by)| by.trim().trim_start_matches("the "));
    let publisher = publisher.to_lowercase();
    let publisher = publisher.trim_start_matches("the ");
    plain.contains("independent")
        && plain.contains("verif")
        && verifier.is_none_or(|by| by.starts_with(publisher) || publisher.starts_with(by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verifier_of_another_name_is_not_the_publisher() {
        for (caveat, is_own) in [
            ("could not be independently verified", true),
            ("not independently verified by the Courier", true),
            ("not independently verified by Courier.", true),
            ("not independently verified by the UN", false),
            ("could not be checked", false),
        ] {
            assert_eq!(is_own_doubt(caveat.trim_end_matches('.'), "The Courier"), is_own, "{caveat}");
        }
    }
}
