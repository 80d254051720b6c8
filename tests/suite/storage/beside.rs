//! Two who type the same line at once, and a third who reads: as if one had come after the other.

use std::process::{Child, Stdio};

use super::lines::{Line, lines};
use super::stage::Stage;
use crate::desk::Said;

/// What the third reads.
const READING: &[&str] = &["list", "figures", "--csv"];

fn child(stage: &Stage, line: &Line) -> Child {
    let mut command = stage.command(line.args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program")
}

fn end(child: Child) -> Said {
    Said::of(child.wait_with_output().expect("an end"))
}

/// What two at once do otherwise than one after the other; `None`: nothing.
fn at_once(line: &Line) -> Option<String> {
    let one_by_one = Stage::new(line);
    let mut read = vec![one_by_one.run(READING).out];
    let mut codes = Vec::new();
    let mut held = Vec::new();
    for _ in 0..2 {
        codes.push(one_by_one.run(line.args).code);
        read.push(one_by_one.run(READING).out);
        held.push(one_by_one.held());
    }
    let stage = Stage::new(line);
    let (mut one, mut two) = (child(&stage, line), child(&stage, line));
    let is_over = |child: &mut Child| child.try_wait().expect("a child").is_some();
    while !(is_over(&mut one) && is_over(&mut two)) {
        let seen = stage.run(READING);
        // A store that is made is there before its first entry.
        let is_empty = line.is_first && seen.out.lines().count() < 2;
        if !(is_empty || seen.code == Some(0) && read.contains(&seen.out)) {
            return Some(format!("{:?}, beside it was read: {}{}", line.args, seen.out, seen.err));
        }
    }
    let ended = [end(one), end(two)];
    let told = format!("{:?}: {:?}, {:?}", line.args, ended[0].err, ended[1].err);
    stage.is_sound(line, &told);
    let mut got: Vec<_> = ended.iter().map(|said| said.code).collect();
    got.sort_unstable();
    codes.sort_unstable();
    // Who writes a file of the same name at the same time is refused, and what is refused has recorded nothing.
    let refused = |codes: &[Option<i32>]| codes.contains(&Some(2));
    let is_refused = refused(&got) && !refused(&codes);
    let is_told = got == codes || is_refused && ended.iter().any(|said| said.err.contains("another"));
    let is_held = held[usize::from(!is_refused)] == stage.held();
    let is_written = stage.files() == one_by_one.files();
    (!is_told || !is_held || !is_written)
        .then(|| format!("{told} (codes {got:?} for {codes:?}, held {is_held}, files {is_written})"))
}

#[test]
fn two_writers_and_a_reader_are_as_one_after_the_other() {
    let others: Vec<String> = lines().iter().filter_map(at_once).collect();
    assert!(others.is_empty(), "{}", others.join("\n"));
}
