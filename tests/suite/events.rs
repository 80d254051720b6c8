//! Real events, coded by hand: what the rules make of each question about them (`tests/events/README.md`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::desk::Desk;

const EVENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/events");
const KEYS: [&str; 9] = ["ask", "verdict", "exit", "low", "high", "roots", "allow", "has", "lacks"];

/// One question and what has to be answered, by the keys of the file.
type Block = BTreeMap<String, String>;

#[test]
fn every_event_is_answered_as_the_rules_say() {
    let (mut asked, mut wrong) = (0, Vec::new());
    for name in events() {
        let desk = desk_of(&name);
        for block in blocks(&name) {
            asked += 1;
            let differs = differences(&desk, &block).into_iter();
            wrong.extend(differs.map(|what| format!("{name}, {}: {what}", block["ask"])));
        }
    }
    assert!(asked > 30, "{asked} questions");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names of the events, in order.
fn events() -> Vec<String> {
    let files = fs::read_dir(EVENTS).expect("the events").map(|entry| entry.expect("a file").path());
    let expected = files.filter(|path| path.extension().is_some_and(|ending| ending == "expected"));
    let stem = |path: PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let mut names: Vec<String> = expected.map(stem).collect();
    names.sort();
    names
}

/// A store with the figures of one event, and what is said of its names.
fn desk_of(name: &str) -> Desk {
    let desk = Desk::new();
    for file in [format!("{name}.csv"), format!("{name}.names.csv")] {
        if let Ok(bytes) = fs::read(Path::new(EVENTS).join(&file)) {
            desk.file(&file, bytes);
            desk.import(&[&file]);
        }
    }
    desk
}

fn blocks(name: &str) -> Vec<Block> {
    let text = fs::read_to_string(Path::new(EVENTS).join(format!("{name}.expected"))).expect("a file");
    let block = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let block: Block = lines
            .map(|line| line.split_once('=').expect("a key and a value"))
            .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
            .collect();
        assert!(block.keys().all(|key| KEYS.contains(&key.as_str())), "{block:?}");
        assert!(block.contains_key("ask") && block.contains_key("verdict"), "{block:?}");
        block
    };
    text.split("\n\n").filter(|text| !text.trim().is_empty()).map(block).collect()
}

/// In what an answer differs from a block.
fn differences(desk: &Desk, block: &Block) -> Vec<String> {
    let mut words = vec!["reconcile"];
    words.extend(block["ask"].split_whitespace());
    words.push("--json");
    let said = desk.run(&words);
    let answers: Value =
        serde_json::from_str(&said.out).unwrap_or_else(|_| panic!("{}{}", said.out, said.err));
    let answers = answers.as_array().expect("a list").iter();
    let answers: Vec<&Value> = answers.filter(|answer| answer["verdict"] != "no figure").collect();
    let [answer] = answers.as_slice() else { return vec![format!("{} answers", answers.len())] };
    let mut differs = numbers(answer, block);
    let code = said.code.map(|code| code.to_string());
    if block.get("exit").is_some_and(|exit| Some(exit) != code.as_ref()) {
        differs.push(format!("the exit code is {code:?}"));
    }
    differs.extend(texts(answer["sentence"].as_str().unwrap_or_default(), block));
    differs
}

/// In what the verdict and the numbers differ.
fn numbers(answer: &Value, block: &Block) -> Vec<String> {
    let number = |value: &Value| if value.is_null() { String::new() } else { value.to_string() };
    let found = [
        ("verdict", answer["verdict"].as_str().unwrap_or_default().to_owned()),
        ("low", number(&answer["answer"]["low"])),
        ("high", number(&answer["answer"]["high"])),
        ("roots", number(&answer["roots"])),
        ("allow", number(&answer["allow"])),
    ];
    let differs = |(key, found): &(&str, String)| block.get(*key).is_some_and(|expected| expected != found);
    found.into_iter().filter(differs).map(|(key, found)| format!("{key} is {found:?}")).collect()
}

/// What a sentence does not hold and has to, and what it holds and must not.
fn texts(sentence: &str, block: &Block) -> Vec<String> {
    let plain = sentence.to_lowercase();
    let listed = |key: &str| {
        let texts = block.get(key).map_or("", String::as_str).split('|').map(str::trim);
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let holds = |text: &String| plain.contains(&text.to_lowercase());
    let missing = listed("has").into_iter().filter(|text| !holds(text));
    let missing = missing.map(|text| format!("{text:?} is missing in: {sentence}"));
    let wrong = listed("lacks").into_iter().filter(holds);
    missing.chain(wrong.map(|text| format!("{text:?} stands in: {sentence}"))).collect()
}
