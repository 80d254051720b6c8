//! The total beside a period count: what the same authority gave for the same day.

use crate::model::recorded::Recorded;
use crate::phrase::grammar::Pronouns;
use crate::phrase::names::Speech;

use super::one::{counted, sentence_of};
use super::said::Ascribed;

/// `{Gaza's health ministry} reported {704 people} ...; its total that day was {5,791}.`
///
/// `total`: what the same authority gave for the last day of the window. `None` where the two do not state one and the same
/// day, or cannot be ascribed.
pub fn sentence(period: &Recorded, total: &Recorded, speech: &Speech<'_>) -> Option<String> {
    let day = period.figure.as_of.stated()?;
    let (Ascribed::ToAuthority(said), Ascribed::ToAuthority(_)) =
        (Ascribed::of(period, speech), Ascribed::of(total, speech))
    else {
        return None;
    };
    let number = counted(total, speech)?.short();
    let lead = sentence_of(period, speech);
    let lead = lead.strip_suffix('.')?;
    let its = Pronouns::of(&said.speaker).its;
    (said.citing.is_none() && total.figure.as_of.stated() == Some(day))
        .then(|| format!("{lead}; {its} total that day was {number}."))
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
        let of = |name: &str| sentence(period, october.figure(name), &speech);
        assert_eq!(
            of("oct-gaza-1024").as_deref(),
            Some(
                "the Gaza Health Ministry reported 704 people, including 305 children, killed in the Gaza Strip on 24 October 2023; its total that day was 5,791."
            )
        );
        assert_eq!(of("oct-gaza-1025"), None, "a total of another day");
        let unnamed = seed.figure("aj-gaza-total");
        assert_eq!(sentence(period, unnamed, &speech), None, "a total that states no day");
    }
}
