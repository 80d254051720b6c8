//! The words after a number: whom it counts, and the verbs that may be left out.

use super::super::words::word_list;
use super::spelled::is_number_word;
use super::token::{Cursor, is_dash};

/// What followed a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CountNoun<'a> {
    /// Whom it counts, as printed; `None` when no noun follows. A word for what happened other than death
    /// (`injured`) is part of it.
    pub(super) counted: Option<&'a str>,
    /// Whether the words speak of death.
    pub(super) is_of_death: bool,
    /// Whether the words speak of something else that happened.
    pub(super) is_of_other_outcome: bool,
}

/// Steps over the noun behind a number and the verbs around it.
pub(super) fn eat_noun<'a>(cursor: &mut Cursor<'a>) -> CountNoun<'a> {
    let mut is_of_death = eat_verbs(cursor);
    let start = cursor.start();
    let mut end = eat_heads(cursor);
    if end.is_some() && cursor.eat_any(NOT_KNOWN) {
        end = Some(cursor.end_of_last());
    }
    is_of_death |= eat_verbs(cursor);
    if cursor.peek_word().is_some_and(|word| is_in(OUTCOMES, word)) {
        cursor.step();
        end = Some(cursor.end_of_last());
        is_of_death |= eat_verbs(cursor);
    }
    let counted = end.map(|end| &cursor.text[start..end]);
    let mut words = counted.unwrap_or_default().split_whitespace();
    CountNoun { counted, is_of_death, is_of_other_outcome: words.any(|word| is_in(OUTCOMES, word)) }
}

/// Steps over what `no` needs behind it to mean zero; `None` (and no step) when something else follows, for
/// `no idea` is no count.
pub(super) fn eat_noun_of_none<'a>(cursor: &mut Cursor<'a>) -> Option<CountNoun<'a>> {
    let begin = *cursor;
    let noun = eat_noun(cursor);
    if noun.counted.is_none() && !noun.is_of_death {
        *cursor = begin;
        return None;
    }
    Some(noun)
}

/// Whether a word names one person, so that `a child` is one.
pub(super) fn is_one_person(word: &str) -> bool {
    is_in(PEOPLE, word) && !is_in(MANY, word)
}

/// Steps over nouns joined by `and`, and gives the byte where they end.
fn eat_heads(cursor: &mut Cursor<'_>) -> Option<usize> {
    eat_head(cursor)?;
    loop {
        let end = cursor.end_of_last();
        let begin = *cursor;
        if !(cursor.eat("and") && eat_head(cursor).is_some()) {
            *cursor = begin;
            return Some(end);
        }
    }
}

/// Steps over up to four words that end in a word for people; no step when they do not.
fn eat_head(cursor: &mut Cursor<'_>) -> Option<()> {
    let mut walk = *cursor;
    let mut found = None;
    for _ in 0..4 {
        let Some(word) = walk.peek_word().filter(|word| can_be_in_noun(word)) else { break };
        walk.step();
        if is_person(word) {
            found = Some(walk);
        }
        let is_glued = |n: usize| walk.ahead(n).is_some_and(|token| token.is_glued);
        if is_glued(0) && is_glued(1) {
            walk.eat_mark(is_dash);
        }
    }
    *cursor = found?;
    Some(())
}

/// Steps over verbs of death and their helpers; whether death was among them.
fn eat_verbs(cursor: &mut Cursor<'_>) -> bool {
    let mut is_of_death = cursor.eat_any(LOST_LIVES);
    while let Some(word) = cursor.peek_word() {
        let is_death = is_in(DEATHS, word);
        if !is_death && !is_in(HELPERS, word) {
            break;
        }
        is_of_death |= is_death;
        cursor.step();
    }
    is_of_death
}

fn can_be_in_noun(word: &str) -> bool {
    let is_verb = is_in(DEATHS, word) || is_in(HELPERS, word);
    word.len() > 1 && !is_verb && !is_in(STOPS, word) && !is_number_word(word)
}

fn is_person(word: &str) -> bool {
    is_in(PEOPLE, word) || word.strip_suffix(['s', 'S']).is_some_and(|one| is_in(PEOPLE, one))
}

/// Whether a word is one of a list, in any case.
fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Words for people, in the singular. A plural ends in `s`, or stands here too. The last word before the
/// verbs must be one of these: any other word might be a unit, a month or a scale word of another language.
const PEOPLE: &[&str] = word_list! {
    people person persons human individual civilian child children minor infant baby babies newborn toddler
    boy girl teenager youth adolescent woman women female man men male adult elderly soldier servicemember
    serviceman servicemen servicewoman servicewomen troop personnel officer policeman policemen policewoman
    policewomen police guard gendarme fighter militant insurgent rebel terrorist combatant gunman gunmen
    attacker assailant militiaman militiamen operative commander mercenary mercenaries reservist conscript
    martyr victim casualty casualties medic paramedic doctor nurse patient journalist reporter worker
    humanitarian responder rescuer firefighter volunteer teacher student pupil schoolchildren professor
    pilgrim worshipper protester protestor demonstrator activist prisoner detainee hostage captive refugee
    migrant idp evacuee returnee resident villager citizen national foreigner tourist passenger driver pilot
    sailor fisherman fishermen farmer miner employee staff peacekeeper official politician family families
    household member relative other body bodies corpse remains settler israeli palestinian syrian lebanese
    ukrainian russian sudanese yemeni iraqi afghan
};

/// Those of [`PEOPLE`] that are more than one, or no one in particular.
const MANY: &[&str] = word_list! {
    people persons children babies women men servicemen servicewomen policemen policewomen police personnel
    gunmen militiamen mercenaries casualties fishermen schoolchildren staff elderly families family
    household bodies body corpse remains troop youth other national male female
};

/// What is not known of the people of a noun, which is a part of it.
const NOT_KNOWN: &[&str] = &[
    "whose sex is not known",
    "whose age is not known",
    "whose sex and age are not known",
    "whose status is not known",
    "whose sex is unknown",
    "whose age is unknown",
    "whose sex and age are unknown",
    "of unknown sex and age",
    "of unknown sex",
    "of unknown age",
];

/// What happened, where it is no death. It is kept in `counted`, for the measure must agree with it.
const OUTCOMES: &[&str] = word_list! {
    injured wounded hurt maimed injury injuries missing displaced detained arrested captured kidnapped
    abducted hospitalised hospitalized affected trapped homeless evacuated infected disappeared
    loss losses neutralised neutralized eliminated liquidated martyred
};

/// Words for death, which say no more than the measure.
const DEATHS: &[&str] = word_list! {
    killed dead died death deaths fatality fatalities slain drowned perished
};

/// What says the same in several words.
const LOST_LIVES: &[&str] = &["lost their lives", "lost his life", "lost her life", "have lost their lives"];

/// Words that may stand around the verb.
const HELPERS: &[&str] = word_list! {
    were was are is have has been had being reported confirmed still remain remained
};

/// Words that never belong to a noun, however many of them stand before one.
const STOPS: &[&str] = word_list! {
    and or but maybe perhaps possibly probably so to from in at on by of the a an as than with without for
    per since between it they not no about around some roughly nearly almost over under up above below least
    most more less fewer including incl includes whom them which who among total unconfirmed estimated
    unknown approximately approx several dozens scores hundreds thousands millions percent pct hours days
    weeks months years each every excluding except minus plus if when while after before until during may
    might could year month day hour week non ex mille mil tausend mio
};

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> (Option<&str>, &str) {
        let tokens = tokens(text);
        let mut cursor = Cursor::new(text, &tokens);
        let (start, end) = (eat_noun(&mut cursor).counted, cursor.split().1.len());
        let at = start.map(|noun| text.find(noun).unwrap());
        (at.map(|at| &text[at..at + start.unwrap().len()]), &text[text.len() - end..])
    }

    #[test]
    fn a_noun_ends_in_a_word_for_people() {
        for (text, counted, rest) in [
            ("people", Some("people"), ""),
            ("fighters", Some("fighters"), ""),
            ("Hezbollah fighters killed", Some("Hezbollah fighters"), ""),
            ("women and children", Some("women and children"), ""),
            ("children and 173 women", Some("children"), "and 173 women"),
            ("children and a woman", Some("children"), "and a woman"),
            ("aid-workers", Some("aid-workers"), ""),
            ("civilian deaths", Some("civilian"), ""),
            ("people were reported killed", Some("people"), ""),
            ("killed", None, ""),
            ("confirmed dead", None, ""),
            ("dead children", Some("children"), ""),
            ("injured", Some("injured"), ""),
            ("people injured", Some("people injured"), ""),
            ("dead and injured", None, "and injured"),
            ("crates", None, "crates"),
            ("October", None, "October"),
            ("millones", None, "millones"),
            ("people maybe", Some("people"), "maybe"),
        ] {
            assert_eq!(read(text), (counted, rest), "{text}");
        }
    }
}
