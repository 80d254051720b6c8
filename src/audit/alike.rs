//! Names that look alike: a slip of one or two letters, or the same words in another order.

use crate::model::name::Name;

/// At how many changed letters names no longer look alike.
pub const MOST_CHANGES: usize = 2;

/// Whether two different names look alike: at most two letters and a fifth of the shorter changed, or the same words in another
/// order. Names that differ in a number are meant to differ (7 October, 8 October).
pub fn are_alike(a: &Name, b: &Name) -> bool {
    let (a, b) = (a.as_str().to_lowercase(), b.as_str().to_lowercase());
    if digits(&a) != digits(&b) {
        return false;
    }
    is_a_slip(&a, &b) || in_another_order(&a, &b)
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
}
