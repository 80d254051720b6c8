//! Short flags that stand together, set apart: `-qo out.csv` is `-q -o out.csv`. So every reader of the words sees each by itself.

use std::ffi::OsString;

/// The words of a command line, with the short flags of every command set apart.
pub fn apart(args: Vec<OsString>, definition: &clap::Command) -> Vec<OsString> {
    let (mut words, mut flags_end) = (Vec::new(), false);
    for arg in args {
        flags_end |= arg == "--";
        match arg.to_str().filter(|_| !flags_end).and_then(|word| parted(word, definition)) {
            Some(parts) => words.extend(parts.into_iter().map(OsString::from)),
            None => words.push(arg),
        }
    }
    words
}

/// The flags of one word, with the value of the last; `None` where one of its letters is no flag of every command.
fn parted(word: &str, definition: &clap::Command) -> Option<Vec<String>> {
    let letters = word.strip_prefix('-').filter(|letters| letters.chars().nth(1).is_some())?;
    let (mut parts, mut rest) = (Vec::new(), letters.chars());
    while let Some(letter) = rest.next() {
        parts.push(format!("-{letter}"));
        let value = rest.as_str();
        if takes_a_value(letter, definition)? && !value.is_empty() {
            parts.push(value.strip_prefix('=').unwrap_or(value).to_owned());
            break;
        }
    }
    Some(parts)
}

/// Whether a short flag of every command takes a value; `None` where there is no such flag.
fn takes_a_value(letter: char, definition: &clap::Command) -> Option<bool> {
    let found = definition.get_arguments().find(|arg| arg.get_short() == Some(letter));
    found.map(|arg| arg.get_action().takes_values()).or(['h', 'V'].contains(&letter).then_some(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::definition;

    #[test]
    fn short_flags_that_stand_together_are_set_apart() {
        for (typed, meant) in [
            ("tollbook -qo out.csv gaza", "tollbook -q -o out.csv gaza"),
            ("tollbook export -qoout.csv", "tollbook export -q -o out.csv"),
            ("tollbook -o=out.csv", "tollbook -o out.csv"),
            ("tollbook import -nq x.csv", "tollbook import -n -q x.csv"),
            ("tollbook amend 5 -mwhy", "tollbook amend 5 -mwhy"),
            ("tollbook add -12 --quiet -q", "tollbook add -12 --quiet -q"),
            ("tollbook reconcile -- -qo", "tollbook reconcile -- -qo"),
        ] {
            let args = typed.split(' ').map(OsString::from).collect();
            assert_eq!(apart(args, &definition()), meant.split(' ').collect::<Vec<_>>(), "{typed}");
        }
    }
}
