//! The total beside a period count: what the same authority gave for the same day.

use crate::model::recorded::Recorded;
use crate::phrase::grammar::{capitalised, is_plural};
use crate::phrase::names::Speech;

use super::one::{counted, sentence_of};
use super::said::Ascribed;

/// `{Gaza's health ministry} reported {704 people} ...; its total that day was {5,791}.`
///
/// `told`: a sentence that begins with that of the period count; `total`: what the same authority gave for the last day
/// of the window. `None` where the sentence is told otherwise, or the days are not stated and one.
pub fn with_total(told: &str, period: &Recorded, total: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let day = period.figure.as_of.stated()?;
    let (Ascribed::Said(said), Ascribed::Said(_)) =
        (Ascribed::of(period, speech), Ascribed::of(total, speech))
    else {
        return None;
    };
    let number = counted(total, speech)?.short();
    let rest = told.strip_prefix(capitalised(&sentence_of(period, speech)).as_str())?;
    let lead = told.get(..told.len() - rest.len())?.strip_suffix('.')?;
    let its = if is_plural(&said.speaker) { "their" } else { "its" };
    (said.citing.is_none() && total.figure.as_of.stated() == Some(day))
        .then(|| format!("{lead}; {its} total that day was {number}.{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::names::Names;
    use crate::prose::testing::{Ledger, OCTOBER, SEED};

    #[test]
    fn the_total_of_the_day_stands_behind_the_period() {
        let (seed, october) = (Ledger::read(&[SEED]), Ledger::read(&[OCTOBER]));
        let names = Names::default();
        let speech = Speech::new(&names);
        let period = seed.figure("aj-gaza-day");
        let told = capitalised(&sentence_of(period, &speech));
        let of = |name: &str| with_total(&told, period, october.figure(name), &speech);
        assert_eq!(
            of("oct-gaza-1024").as_deref(),
            Some(
                "The Gaza Health Ministry reported 704 people, including 305 children, killed in the Gaza Strip on 24 October 2023; its total that day was 5,791."
            )
        );
        assert_eq!(of("oct-gaza-1025"), None, "a total of another day");
        assert_eq!(with_total("Told otherwise.", period, october.figure("oct-gaza-1024"), &speech), None);
        let more = with_total(&format!("{told} More."), period, october.figure("oct-gaza-1024"), &speech);
        assert!(more.is_some_and(|more| more.ends_with("was 5,791. More.")));
        let unnamed = seed.figure("aj-gaza-total");
        assert_eq!(with_total(&told, period, unnamed, &speech), None, "a total that states no day");
    }
}
