//! Help: a screen for every command, examples that work, and the flags of every command once. Completions in real shells.

use std::fs;
use std::path::Path;
use std::process::Command;

use tollbook::cli;

use crate::docs::root;

/// A screen.
const LINES: usize = 40;
const COLUMNS: usize = 80;

fn program(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let run =
        crate::desk::program().args(args).current_dir(folder).env("COLUMNS", COLUMNS.to_string()).output();
    let run = run.expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (text(run.stdout), text(run.stderr), run.status.code().expect("an exit code"))
}

fn verbs() -> Vec<String> {
    let definition = cli::definition();
    definition.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// How many lines of a screen a text takes.
fn height(text: &str) -> usize {
    text.lines().map(|line| line.chars().count().div_ceil(COLUMNS).max(1)).sum()
}

#[test]
fn help_of_every_command_is_one_screen_and_opens_with_examples() {
    let folder = tempfile::tempdir().expect("a folder");
    let (whole, _, _) = program(folder.path(), &["-h"]);
    assert!(height(&whole) <= LINES, "tollbook -h: {} lines", height(&whole));
    for verb in verbs() {
        assert!(whole.contains(&format!("\n  {verb} ")), "tollbook -h has no {verb}");
        let (text, _, code) = program(folder.path(), &[&verb, "-h"]);
        assert_eq!(code, 0, "{verb}");
        assert!(height(&text) <= LINES, "{verb} -h: {} lines", height(&text));
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].ends_with('.') && lines[2] == "Examples:", "{verb} -h opens with {lines:?}");
        assert!(text.ends_with("Flags of every command: tollbook help flags\n"), "{verb}");
        for flag in ["--db", "--json", "--known-on", "--color"] {
            assert!(!text.contains(&format!("  {flag} ")), "{verb} -h repeats {flag}");
        }
    }
    let (flags, _, _) = program(folder.path(), &["help", "flags"]);
    for flag in ["--db FILE", "--json", "--known-on TIME", "--color WHEN"] {
        assert!(flags.contains(flag), "{flag} is nowhere");
    }
}

#[test]
fn every_topic_is_told_on_a_screen() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, problem, code) = program(folder.path(), &["help", "nothing"]);
    assert_eq!(code, 2);
    let topics = problem.split("topics are ").nth(1).expect("the topics").replace('\n', " ");
    let topics: Vec<&str> = topics.split(',').map(str::trim).collect();
    assert!(topics.len() > 5, "{topics:?}");
    for topic in topics {
        let (text, _, code) = program(folder.path(), &["help", topic]);
        assert_eq!(code, 0, "{topic}");
        assert!((3..=LINES).contains(&height(&text)), "help {topic}: {} lines", height(&text));
    }
}

/// Every closed list stands beside its flag.
#[test]
fn closed_lists_and_defaults_stand_beside_their_flags() {
    let folder = tempfile::tempdir().expect("a folder");
    for (verb, list) in [
        ("reconcile", "[one of: range, authority, latest"),
        ("reconcile", "[default: range]"),
        ("reconcile", "killed, died, injured, missing"),
        ("reconcile", "total, period, increment, current, projection"),
        ("add", "total, period, increment, current, projection"),
        ("audit", "[default: error]"),
        ("import", "[one of: mend, new]"),
    ] {
        let (text, _, _) = program(folder.path(), &[verb, "-h"]);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(list), "{verb} -h lacks {list}: {text}");
    }
}

/// The folder of a desk: the store of the README, and files of the names that examples use.
#[cfg(unix)]
fn desk(folder: &Path) {
    let copy = |from: &str, to: &str| {
        fs::copy(root().join(from), folder.join(to))
            .map(drop)
            .unwrap_or_else(|error| panic!("{from}: {error}"));
    };
    for inner in ["in", "data"] {
        fs::create_dir(folder.join(inner)).expect("a folder");
    }
    copy("data/seed.csv", "data/seed.csv");
    copy("data/october-2023.csv", "data/october-2023.csv");
    for name in ["october.csv", "in/october.csv"] {
        copy("data/october-2023.csv", name);
    }
    copy("tests/cli/files/spring.csv.gz", "october.csv.gz");
    copy("tests/cli/files/desks.zip", "desks.zip");
    copy("tests/cli/files/ours.csv", "ours.csv");
    copy("tests/cli/files/stories.csv", "stories.csv");
    copy("tests/cli/files/delta.txt", "story.txt");
    copy("tests/cli/files/delta.html", "story.html");
    let table = |number: &str| {
        format!(
            "event,{number},measure,count_type,publisher,published_on,as_of\nNorland flood,12,killed,total,Ministry,2024-03-01,2024-03-01\n"
        )
    };
    for (name, number) in [("ministry.csv", "dead"), ("daily.csv", "figure")] {
        fs::write(folder.join(name), table(number)).expect("a file");
    }
    let loaded = program(folder, &["import", "data/seed.csv", "data/october-2023.csv", "-q"]);
    assert_eq!(loaded.2, 0, "{}", loaded.1);
    let other = program(folder, &["--db", "north-desk.db", "import", "daily.csv", "-q"]);
    assert_eq!(other.2, 0, "{}", other.1);
    let rows = program(folder, &["export", "--rows", "-o", "rows.jsonl"]);
    assert_eq!(rows.2, 0, "{}", rows.1);
}

/// The examples of a command, each in one line.
#[cfg(unix)]
fn examples(help: &str) -> Vec<String> {
    let listed =
        help.split("Examples:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
    let joined = listed.replace("\\\n", " ");
    joined.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What the examples of `-h` print is not looked at: only that none of them is refused. Those of `serve` stay until Ctrl-C, and
/// are tried with the page.
#[cfg(unix)]
#[test]
fn every_example_of_help_works() {
    let (mut tried, mut refused) = (0, Vec::new());
    let made = tempfile::tempdir().expect("a folder");
    desk(made.path());
    for verb in verbs().into_iter().filter(|verb| !["completions", "serve"].contains(&verb.as_str())) {
        let examples = examples(&program(made.path(), &[&verb, "-h"]).0);
        assert!((1..=3).contains(&examples.len()), "{verb}: {examples:?}");
        for example in examples {
            let own = tempfile::tempdir().expect("a folder");
            let copied = Command::new("cp").arg("-R").arg(made.path().join(".")).arg(own.path()).status();
            assert!(copied.is_ok_and(|copied| copied.success()));
            let binaries = Path::new(env!("CARGO_BIN_EXE_tollbook")).parent().expect("a folder");
            let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap_or_default());
            let run = Command::new("sh")
                .args(["-c", &example])
                .current_dir(own.path())
                .env("PATH", path)
                .env("XDG_CONFIG_HOME", "/dev/null")
                .stdin(std::process::Stdio::null())
                .output()
                .expect("a shell");
            tried += 1;
            if !matches!(run.status.code(), Some(0 | 1)) {
                refused.push(format!("$ {example}\n{}", String::from_utf8_lossy(&run.stderr)));
            }
        }
    }
    assert!(tried > 40, "only {tried} examples");
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// The store is known however its flag was typed.
#[test]
fn names_are_offered_from_the_store_that_was_named() {
    let (made, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    desk(made.path());
    let store = made.path().join("tollbook.db").display().to_string();
    for named in [vec!["--db".to_owned(), store.clone()], vec![format!("--db={store}")]] {
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let asked = [&["__complete", "fish"], &named[..], &["reconcile", "--event", "Gaza w"]].concat();
        let (offered, ..) = program(elsewhere.path(), &asked);
        assert!(offered.starts_with("Gaza war"), "{named:?}: {offered}");
    }
}

/// Bash asks the program by its script, and gets names of the store, whole.
#[cfg(unix)]
#[test]
fn bash_completes_names_from_the_store() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let made = tempfile::tempdir().expect("a folder");
    desk(made.path());
    let offered = |words: &str| {
        let script = format!(
            "source <('{program}' completions bash); COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); \
             _tollbook '{program}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            program = env!("CARGO_BIN_EXE_tollbook")
        );
        let run = Command::new("bash").args(["-c", &script]).current_dir(made.path()).output().expect("bash");
        assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).expect("text").lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(offered(r#"tollbook reconcile --event 'Gaza\ w'"#), ["Gaza war"]);
    assert_eq!(offered(r#"tollbook reconcile --place sy"#), ["Syria > Deraa"]);
    assert_eq!(offered(r#"tollbook show oct-gaza-1024"#), ["oct-gaza-1024", "oct-gaza-1024-reuters"]);
    assert_eq!(offered(r#"tollbook compare 12 oct-ahli-od"#), ["oct-ahli-odni"]);
    assert_eq!(offered(r#"tollbook import x.csv --profile gaza"#), ["gaza-daily"]);
    assert_eq!(offered(r#"tollbook amend authority '"Gaza H'"#), ["Gaza Health Ministry"]);
    assert_eq!(offered(r#"tollbook --db none.db show ''"#), [""]);
    assert!(!made.path().join("none.db").exists(), "a store was made");
}
