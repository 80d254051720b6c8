//! Each call by which a verb asks something of the disk fails, or is its last: a store has all of an entry or nothing of it, a
//! file is whole under its name or not there, what was told is true, and the same line works the next time.
//!
//! `TOLLBOOK_SEEDS=N` meets N calls of each line with each kind of fault, in place of one call with one kind; with many, all.
#![cfg(target_os = "linux")]

mod beside;
mod calls;
mod lines;
mod power;
mod stage;

use crate::desk::Said;
use crate::simulation::{SEEDS, number};
use calls::{How, Met};
use lines::{Line, lines};
use stage::Stage;

/// How many calls of a line are met with each kind of fault; `None`: one, with one of the kinds.
fn asked() -> Option<usize> {
    number(SEEDS).map(|seeds| seeds as usize)
}

/// Some of the calls from 1 on, evenly: others for another line.
fn some_of(calls: usize, salt: usize) -> Vec<usize> {
    let many = asked().unwrap_or(1).min(calls);
    (0..many).map(|n| (n * calls + (salt * 7_919) % calls) / many % calls + 1).collect()
}

/// What a line does when nothing fails.
struct Plain {
    before: String,
    after: String,
    files_before: stage::Files,
    files_after: stage::Files,
    said: Said,
}

impl Plain {
    fn of(line: &Line) -> Plain {
        let stage = Stage::new(line);
        let (before, files_before) = (stage.held(), stage.files());
        let said = stage.run(line.args);
        assert!(matches!(said.code, Some(0 | 1)), "{:?}: {}", line.args, said.err);
        Plain { before, after: stage.held(), files_before, files_after: stage.files(), said }
    }

    /// Whether a store holds all that was to be recorded, or nothing of it. Where there was none one without entries may stay
    /// behind a program that died: the next import takes it.
    fn is_all_or_nothing(&self, held: &str) -> bool {
        held == self.before || held == self.after || self.before.is_empty() && held.contains("\nentry\n\n")
    }

    /// Whether each file is as it was or as it becomes.
    fn no_file_is_cut(&self, files: &stage::Files, told: &str) {
        for (name, bytes) in files.iter().filter(|(name, _)| self.is_known(name)) {
            let is_known =
                self.files_before.get(name) == Some(bytes) || self.files_after.get(name) == Some(bytes);
            assert!(is_known, "{told}: {name} is neither as before nor as it should become");
        }
    }

    fn is_known(&self, name: &str) -> bool {
        self.files_before.contains_key(name) || self.files_after.contains_key(name)
    }
}

/// Looks at a stage after a fault, and runs the line once more.
fn judged(line: &Line, plain: &Plain, stage: &Stage, met: Met, said: &Said) {
    let told = format!("{:?} with {met:?} ended with {:?}: {}", line.args, said.code, said.err);
    stage.is_sound(line, &told);
    let (held, files) = (stage.held(), stage.files());
    assert!(plain.is_all_or_nothing(&held), "{told}: the store holds neither all nor nothing");
    plain.no_file_is_cut(&files, &told);
    match said.code {
        None => assert!(matches!(met.how, How::Kill | How::Torn), "{told}: it ended by a signal"),
        Some(0) => {
            assert!(held == plain.after, "{told}: what it told of is not there");
            assert_eq!(
                files.keys().collect::<Vec<_>>(),
                plain.files_after.keys().collect::<Vec<_>>(),
                "{told}"
            );
        }
        Some(1) if plain.before != plain.after => assert!(held == plain.after, "{told}: it was not recorded"),
        Some(1) => {}
        Some(2) => assert!(held == plain.before, "{told}: it was refused, and recorded"),
        _ => panic!("{told}"),
    }
    if said.code.is_some() && !met.is_of_a_removal {
        let left: Vec<_> = files.keys().filter(|name| !plain.is_known(name)).collect();
        assert!(left.is_empty(), "{told}: {left:?} stayed");
    }
    let again = stage.run(line.args);
    if held != plain.after {
        assert_eq!(again.code, plain.said.code, "{told}; again: {}", again.err);
        assert!(stage.held() == plain.after, "{told}; the same line did something else");
    }
    let left: Vec<_> = stage.files().into_keys().filter(|name| !plain.is_known(name)).collect();
    assert!(left.is_empty(), "{told}; {left:?} stayed after the next: {}", again.err);
    stage.is_sound(line, &told);
}

/// Meets calls of each line, every second one from the first given.
fn faults(first: usize) {
    let mut met_at_all = 0;
    for (salt, line) in lines().iter().enumerate().skip(first).step_by(2) {
        let plain = Plain::of(line);
        let one = |kind: usize| kind == salt % KINDS.len() || asked().is_some();
        for (kind, how) in KINDS.iter().enumerate().filter(|(kind, _)| one(*kind)) {
            let calls = Stage::new(line).calls(line.args, *how);
            for at in some_of(calls.len(), salt + kind * 31) {
                let stage = Stage::new(line);
                let is_of_a_removal = matches!(calls[at - 1].kind, 'D' | 'X');
                let met = Met { how: *how, at, is_of_a_removal };
                judged(line, &plain, &stage, met, &stage.met(line.args, met));
                met_at_all += 1;
            }
        }
    }
    println!("{met_at_all} calls were met");
    assert!(met_at_all > lines().len() / 2 - 4, "lines that ask nothing of the disk: too many");
}

const KINDS: [How; 5] = [How::Kill, How::Torn, How::Error, How::Full, How::Unread];

#[test]
fn a_call_that_fails_or_is_the_last_leaves_all_or_nothing() {
    std::thread::scope(|scope| {
        scope.spawn(|| faults(1));
        faults(0);
    });
}
