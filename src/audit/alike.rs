//! Names that look alike: a slip of one or two letters, or the same words in another order.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::name::Name;

/// At how many changed letters names no longer look alike.
pub const MOST_CHANGES: usize = 2;

/// Words that set names apart, by what they say: where, how large, who. Two of one line are never a slip of each other.
const APART: &[&[&str]] = &[
    &["north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest"],
    &[
        "northern",
        "southern",
        "eastern",
        "western",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
    ],
    &["nord", "sud", "est", "ouest", "ost", "süd", "norte", "sur", "este", "oeste", "oriental", "occidental"],
    &[
        "upper", "lower", "inner", "outer", "middle", "high", "low", "alto", "alta", "bajo", "baja", "ober",
        "unter",
    ],
    &["greater", "lesser", "great", "little", "big", "small", "large", "major", "minor", "grand", "petit"],
    &["old", "new", "left", "right", "first", "second", "third", "fourth", "fifth"],
    &["male", "female", "males", "females", "man", "woman", "men", "women", "boys", "girls"],
    &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
];

/// Whether two different names look alike: at most two letters and a fifth of the shorter changed, or the same words in another
/// order, or the same but for case, accents and blanks. Names that differ in a number (7 October, 8 October), or in a word of
/// direction or size (North Kivu, South Kivu), are meant to differ.
pub fn are_alike(a: &Name, b: &Name) -> bool {
    if is_one_spelling(a.as_str(), b.as_str()) {
        return true;
    }
    let (a, b) = (a.as_str().to_lowercase(), b.as_str().to_lowercase());
    // What most pairs fail is asked first.
    digits(&a) == digits(&b) && (is_a_slip(&a, &b) || in_another_order(&a, &b)) && !are_set_apart(&a, &b)
}

/// A name without what is a matter of spelling alone: case, accents, blanks.
pub fn plain(name: &str) -> String {
    let bare = name.nfd().filter(|c| !is_combining_mark(*c) && !c.is_whitespace());
    bare.flat_map(char::to_lowercase).collect()
}

fn is_one_spelling(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// Whether names of as many words differ in a word that says where, how large, who or which: in letters of a list too (Town A,
/// Town B).
fn are_set_apart(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    a.len() == b.len() && a.iter().zip(&b).any(|(a, b)| a != b && are_of_one_list(a, b))
}

/// Whether two words stand in one list, or begin with words of one list and go on alike (Northtown, Southtown).
fn are_of_one_list(a: &str, b: &str) -> bool {
    const BEGINNING: usize = 3;
    let is_letter = |word: &str| word.chars().count() == 1;
    let begins = |word: &str, with: &str, other: &str, with_other: &str| {
        let rest = word.strip_prefix(with).filter(|rest| !rest.is_empty());
        rest.is_some() && rest == other.strip_prefix(with_other)
    };
    let stand_together = |list: &&[&str]| {
        let long = |word: &&&str| word.len() > BEGINNING;
        (list.contains(&a) && list.contains(&b))
            || list
                .iter()
                .filter(long)
                .any(|x| list.iter().filter(long).any(|y| x != y && begins(a, x, b, y)))
    };
    (is_letter(a) && is_letter(b)) || APART.iter().any(stand_together)
}

/// The digits of a text, in order.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The words of a text in the order of the alphabet; `None` for a single word.
pub fn sorted_words(text: &str) -> Option<String> {
    let mut words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    (words.len() > 1).then(|| words.join(" "))
}

fn is_a_slip(a: &str, b: &str) -> bool {
    let (x, y) = (a.chars().count(), b.chars().count());
    let most = MOST_CHANGES.min(x.min(y) / 5);
    x.abs_diff(y) <= most && strsim::levenshtein(a, b) <= most
}

fn in_another_order(a: &str, b: &str) -> bool {
    sorted_words(a).is_some_and(|words| sorted_words(b) == Some(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let name = |text| Name::read(text).expect("a name");
        are_alike(&name(a), &name(b))
    }

    #[test]
    fn slips_and_orders_are_alike_and_numbers_are_not() {
        assert!(alike("Gaza MoH", "Gaza MOH"));
        assert!(alike("Deraa", "Daraa"));
        assert!(alike("Palestinian Health Ministry", "Palestinain Health Ministry"));
        assert!(alike("Health Ministry, Gaza", "Gaza Health Ministry"));
        assert!(!alike("AP", "AFP"));
        assert!(!alike("Iran", "Iraq"));
        assert!(!alike("7 October attack", "8 October attack"));
        assert!(!alike("Gaza Health Ministry", "Palestinian Health Ministry"));
    }

    #[test]
    fn words_of_direction_and_size_set_apart_and_spelling_does_not() {
        for (a, b) in [
            ("North Kivu", "South Kivu"),
            ("Eastern Province", "Western Province"),
            ("Northampton", "Southampton"),
            ("Upper Galilee", "Lower Galilee"),
            ("adult males", "adult females"),
            ("Town A", "Town B"),
            ("Camp II", "Camp III"),
        ] {
            assert!(!alike(a, b), "{a} | {b}");
        }
        for (a, b) in [
            ("Northern Kivu", "Northen Kivu"),
            ("São Tomé e Príncipe", "Sao Tome e Principe"),
            ("AL JAZEERA", "AlJazeera"),
            ("North Kivu", "north  kivu"),
        ] {
            assert!(alike(a, b), "{a} | {b}");
        }
    }
}
