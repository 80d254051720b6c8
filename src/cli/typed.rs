//! The command as it can be typed again by whoever reads a file that it made.

use std::ffi::OsString;
use std::path::Path;

use crate::model::date::{Day, written_out};
use crate::model::shell;

/// Flags that say nothing of what was made, and whether a value follows: which store, who, how much is said.
const LEFT_OUT: [(&str, bool); 8] = [
    ("--db", true),
    ("--who", true),
    ("--now", true),
    ("--color", true),
    ("--quiet", false),
    ("-q", false),
    ("--verbose", false),
    ("-v", false),
];

/// Flags behind which a day may be counted back from today.
const DAYS: [&str; 5] = ["--as-of", "--known-on", "--recorded-by", "--from", "--to"];

/// The words of a command, the first being the program's own name: days as the days that they were, files without their
/// folders, and nothing of where this desk keeps its store.
pub fn command(args: &[OsString], today: Day) -> String {
    let mut words = vec!["tollbook".to_owned()];
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    while let Some(arg) = args.next() {
        let (flag, value) = match arg.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => (flag, Some(value)),
            _ => (arg.as_ref(), None),
        };
        if let Some((_, has_value)) = LEFT_OUT.iter().find(|(left_out, _)| *left_out == flag) {
            if *has_value && value.is_none() {
                args.next();
            }
        } else if DAYS.contains(&flag) || ["-o", "--output"].contains(&flag) {
            let value = value.map(str::to_owned).or_else(|| args.next().map(|value| value.into_owned()));
            words.push(flag.to_owned());
            words.extend(value.map(|value| shell::word(&shown(flag, &value, today))));
        } else {
            words.push(shell::word(&arg));
        }
    }
    words.join(" ")
}

fn shown(flag: &str, value: &str, today: Day) -> String {
    match DAYS.contains(&flag) {
        true => written_out(value, today).into_owned(),
        false => Path::new(value).file_name().unwrap_or_default().to_string_lossy().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(args: &[&str]) -> String {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        command(&args, Day::from_ymd(2024, 3, 1).expect("a day"))
    }

    #[test]
    fn a_command_is_told_without_what_is_this_desks_own() {
        let typed = [
            "/usr/bin/tollbook",
            "timeline",
            "gaza",
            "--db",
            "/home/anna/secret.db",
            "--place",
            "Gaza Strip",
        ];
        let more =
            ["--as-of=yesterday", "--known-on", "2d", "-q", "--who=Anna", "-o", "/home/anna/chart.svg"];
        assert_eq!(
            told(&[&typed[..], &more].concat()),
            "tollbook timeline gaza --place \"Gaza Strip\" --as-of 2024-02-29 --known-on 2024-02-28 -o chart.svg"
        );
    }
}
