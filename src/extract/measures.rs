//! Killed or died: by the cause that the text gives (`docs/rules.md`, "Measures and units").

use super::layout::{Pages, TextBlock};
use super::lexicon::{LEXICON, WordClass};
use super::line::GlossedLine;
use super::ties::Tie;
use crate::model::words::Measure;

/// The measure of a word of harm in its sentence: a death of illness, hunger or cold is `died`.
pub(super) fn measure_here(
    line: &GlossedLine<'_, '_>,
    measure: Measure,
    tie: Option<Tie>,
    is_illness_near: impl Fn() -> bool,
) -> Measure {
    if measure == Measure::Hostage && tie.is_some_and(|tie| line.is(tie.word, "carried") && names_water(line))
    {
        return Measure::Killed;
    }
    if measure != Measure::Killed || tie.is_none() {
        return measure;
    }
    if (0..line.len()).any(|at| is_illness(line, at)) {
        return Measure::Died;
    }
    let says_died = tie.is_some_and(|tie| {
        line.is_any(tie.word, &["died", "deaths", "death", "dead", "dying", "die", "succumbed"])
    });
    if says_died && is_illness_near() { Measure::Died } else { measure }
}

/// Whether a sentence names a wave, a flood or a slide, which carries people off as no gunman does.
fn names_water(line: &GlossedLine<'_, '_>) -> bool {
    const WATER: &[&str] = &[
        "wave",
        "waves",
        "flood",
        "floods",
        "floodwater",
        "floodwaters",
        "torrent",
        "torrents",
        "river",
        "tide",
        "current",
        "landslide",
        "landslip",
        "mudslide",
        "slide",
        "avalanche",
        "tsunami",
        "surge",
        "water",
        "waters",
        "plague",
        "cholera",
        "epidemic",
        "fever",
        "gale",
        "hurricane",
        "typhoon",
    ];
    const GUNMEN: &[&str] =
        &["gunmen", "rebels", "kidnappers", "bandits", "militants", "raiders", "soldiers"];
    let has = |words: &[&str]| (0..line.len()).any(|at| line.is_any(at, words));
    has(WATER) && !has(GUNMEN)
}

/// Whether a word names an illness, hunger or cold. Words such as `cold` do so only behind "of", "by", "the".
fn is_illness(line: &GlossedLine<'_, '_>, at: usize) -> bool {
    const BEHIND: &[&str] =
        &["cold", "exposure", "heat", "frost", "freezing", "frozen", "thirst", "fever", "virus"];
    if !line.has(at, WordClass::Illness) {
        return false;
    }
    let is_behind = at.checked_sub(1).is_some_and(|before| {
        line.is_any(before, &["of", "from", "by", "the", "to", "extreme", "bitter", "intense"])
    });
    let is_related = line.is_any(at + 2, &["related", "caused", "induced"]);
    !line.is_any(at, BEHIND) || is_behind || is_related
}

/// Whether a block names an illness or hunger.
pub(super) fn names_illness(pages: &Pages<'_>, block: &TextBlock) -> bool {
    const OTHER: &[&str] =
        &["cold", "exposure", "heat", "frost", "freezing", "frozen", "fever", "norm", "excess"];
    let tokens = pages.tokens.get(block.tokens.clone()).unwrap_or_default();
    tokens.iter().any(|token| LEXICON.word(token).has(WordClass::Illness) && !token.is_any(OTHER))
}
