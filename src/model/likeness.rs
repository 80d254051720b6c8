//! Names that look alike and may be one: said, never merged.

use super::name::Name;

/// Whether two names may be one by a slip of the pen: at most two letters differ, and at most a fifth of them, or the same
/// words stand in another order. Letter case counts for nothing. Names that differ by a digit are two by intent:
/// "strike of 12 May", "strike of 13 May".
pub fn are_alike(a: &Name, b: &Name) -> bool {
    let (a, b) = (a.as_str().to_lowercase(), b.as_str().to_lowercase());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if a == b {
        return true;
    }
    if digits(&a) != digits(&b) {
        return false;
    }
    let length = a.chars().count().max(b.chars().count());
    strsim::levenshtein(&a, &b) <= 2.min(length / 5) || words(&a) == words(&b)
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_alike_and_other_names_are_not() {
        let name = |text: &str| Name::read(text).expect("a name");
        for (a, b) in [
            ("Gaza Health Ministry", "Gaza Heath Ministry"),
            ("Health Ministry Gaza", "Gaza Health Ministry"),
            ("Reuters", "Reuter"),
            ("reuters", "Reuters"),
        ] {
            assert!(are_alike(&name(a), &name(b)), "{a}, {b}");
        }
        for (a, b) in [
            ("AP", "AFP"),
            ("Gaza Health Ministry", "Gaza Ministry of Health"),
            ("strike of 12 May", "strike of 13 May"),
            ("Iran", "Iraq"),
            ("Mali", "Malta"),
        ] {
            assert!(!are_alike(&name(a), &name(b)), "{a}, {b}");
        }
    }
}
