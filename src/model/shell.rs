//! Words as a shell takes them.

/// A word that a shell takes as one: quoted where it must be.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    match text {
        "" => "\"\"".to_owned(),
        _ if text.chars().all(plain) => text.to_owned(),
        _ if text.contains(['"', '$', '`', '\\', '!']) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => format!("\"{text}\""),
    }
}

/// A flag with its value, as it is typed: one that begins as a flag does is tied to it.
pub fn flag(flag: &str, value: &str) -> String {
    let tie = if value.starts_with('-') { "=" } else { " " };
    format!("{flag}{tie}{}", word(value))
}

/// The words of a text, parted at blanks as a shell does; what stands in quotes is one word.
pub fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, _) if c.is_whitespace() => words.extend(word.take()),
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// A name on one line, as a command names it: its blanks and line breaks as one blank each.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_at_blanks_outside_quotes() {
        for (text, parted) in [
            ("  gaza  killed ", vec!["gaza", "killed"]),
            ("--event 'Gaza war' x", vec!["--event", "Gaza war", "x"]),
            ("--publisher=\"Al Jazeera\"", vec!["--publisher=Al Jazeera"]),
            ("--definition ''", vec!["--definition", ""]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), parted, "{text}");
        }
    }

    #[test]
    fn a_word_stays_one() {
        for (text, typed) in [
            ("killed", "killed"),
            ("", "\"\""),
            ("at least 100", "\"at least 100\""),
            ("Gaza's", "\"Gaza's\""),
            ("$HOME", "'$HOME'"),
            ("it's `x`", r"'it'\''s `x`'"),
            ("2023-10-25T10:30+02:00", "2023-10-25T10:30+02:00"),
        ] {
            assert_eq!(word(text), typed);
        }
    }
}
