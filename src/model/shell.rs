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

/// A name on one line, as a command names it: its blanks and line breaks as one blank each.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
