//! The rules find what is planted in a copy of the sources: no rule passes because it sees nothing.

use super::rules;
use super::scan::Sources;

/// A file of the model, to plant in: it uses nothing.
const MODEL: &str = "model/hex.rs";

/// The circles that are there once something was planted.
fn circles(planted: &[(&str, &str)]) -> Vec<String> {
    rules::circles(&Sources::here().with(planted)).into_keys().collect()
}

#[test]
fn a_wrong_door_is_found_wherever_it_stands() {
    let sources = Sources::here();
    for planted in [
        "use crate::store::Store;",
        "#[cfg(test)]\nmod later;\n\nuse crate::{model::name::Name, store::{open::Store}};",
        "#[cfg(test)]\nmod later {\n fn f() {}\n}\nfn g() { crate::store::open(\"//\"); }",
        "use super::super::store as elsewhere;",
        "const QUOTE: char = '\"'; use crate::store::Store; const OTHER: char = '\"';",
    ] {
        let found = rules::doors(&sources.with(&[(MODEL, planted)]));
        assert!(found.contains_key(&format!("{MODEL} store")), "{planted}");
    }
    for innocent in
        ["// use crate::store::Store;", "const S: &str = r#\"crate::store\"#;", "/* crate::store */"]
    {
        let found = rules::doors(&sources.with(&[(MODEL, innocent)]));
        assert!(!found.contains_key(&format!("{MODEL} store")), "{innocent}");
    }
    assert!(!rules::doors(&sources.with(&[("attic/mod.rs", "")])).is_empty(), "a room that has no line");
}

#[test]
fn words_out_of_their_rooms_are_found() {
    let sources = Sources::here();
    for (path, text, word) in [
        ("report/mod.rs", "const SQL: &str = \"SELECT figure FROM act\";", "SELECT"),
        ("desk/mod.rs", "#[cfg(test)]\nmod x;\nuse rusqlite::Connection;", "rusqlite"),
        ("desk/mod.rs", "fn f() { let _ = std::io::stdout(); }", "stdout"),
        ("intake/mod.rs", "fn f() { let _ = std::fs::File::open(\"x\"); }", "File::open"),
        ("report/mod.rs", "use clap::Args;", "clap"),
        ("desk/mod.rs", "fn f() { let _ = chrono::Utc::now(); }", "Utc::now"),
        ("prose/mod.rs", "const TAG: &str = \"<table>\";", "<table"),
    ] {
        let found = rules::words(&sources.with(&[(path, text)]));
        assert!(found.contains_key(&format!("{path} {word}")), "{path}: {text}: {:?}", found.keys());
    }
}

#[test]
fn a_file_that_is_not_in_its_list_is_found() {
    let sources = Sources::here();
    for path in [
        "reconcile/policies/rang.rs",
        "audit/findings/jumps.rs",
        "cli/commands/sho.rs",
        "intake/dialects/js.rs",
    ] {
        let found = rules::lists(&sources.with(&[(path, "//! New.")]));
        assert_eq!(found.keys().collect::<Vec<_>>(), [path], "part of a word is no entry");
    }
}

#[test]
fn a_doubled_name_a_long_file_and_a_reach_of_cli_are_found() {
    let sources = Sources::here();
    let planted =
        [(MODEL, "pub struct Twice;"), ("store/mod.rs", "#[cfg(test)]\nmod x;\npub(crate) enum Twice { A }")];
    assert!(rules::type_names(&sources.with(&planted)).contains_key("Twice"));
    assert!(!rules::type_names(&sources.with(&planted[..1])).contains_key("Twice"));
    assert!(rules::lengths(&sources.with(&[(MODEL, &"// a line\n".repeat(501))])).contains_key(MODEL));
    assert!(
        rules::reaches_of_cli(&sources.with(&[("cli/clock.rs", "use crate::{store::{self}};")]))
            .contains_key("cli/clock.rs")
    );
    assert!(
        rules::reaches_of_cli(&sources.with(&[("cli/clock.rs", "fn f() { super::super::audit::run() }")]))
            .contains_key("cli/clock.rs")
    );
    let second =
        sources.with(&[("cli/clock.rs", "fn f(x: Format) { match x { Format::Text => {} _ => {} } }")]);
    assert!(rules::formats(&second).contains("cli/clock.rs"));
}

#[test]
fn circles_of_each_sort_are_found() {
    let of_imports = [
        ("model/one.rs", "use super::two::Two;\npub struct OneOf;"),
        ("model/two.rs", "use crate::model::three;\npub struct Two;"),
        ("model/three.rs", "use crate::{model::{one::OneOf}};\npub fn three() {}"),
    ];
    assert_eq!(circles(&of_imports), ["model/one.rs -> model/two.rs -> model/three.rs"]);
    let through_a_face = [
        ("model/mod.rs", "pub use planted_one::PlantedOne;"),
        ("model/planted_one.rs", "use super::planted_two;\npub struct PlantedOne;"),
        ("model/planted_two.rs", "use super::PlantedOne;"),
    ];
    assert_eq!(circles(&through_a_face), ["model/planted_one.rs -> model/planted_two.rs"]);
    let of_methods = [
        ("model/one.rs", "pub struct OneOf<'a>(&'a str);"),
        ("model/two.rs", "use super::one::OneOf;\nimpl<'a> OneOf<'a> {\n    pub fn second(&self) {}\n}"),
    ];
    assert_eq!(circles(&of_methods), ["model/one.rs -> model/two.rs"]);
    let of_methods_in_a_face = [
        ("model/mod.rs", "pub struct OneOf;"),
        ("model/two.rs", "impl super::OneOf {\n    pub fn second(&self) {}\n}"),
    ];
    assert_eq!(circles(&of_methods_in_a_face), ["model/mod.rs -> model/two.rs"]);
    let by_a_method_only = [
        ("model/one.rs", "pub struct OneOf;"),
        ("model/two.rs", "impl crate::model::one::OneOf {\n    pub fn f(&self) { super::three::three() }\n}"),
        ("model/three.rs", "use super::one::OneOf;\npub fn three() {}"),
    ];
    assert!(!circles(&by_a_method_only).is_empty());
    let one_way = [("model/one.rs", "pub struct OneOf;"), ("model/two.rs", "use super::one::OneOf;")];
    assert_eq!(circles(&one_way), [""; 0]);
}
