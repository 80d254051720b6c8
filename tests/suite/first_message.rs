//! The first file of a desk: what is said of a table whose columns are not known, and that what is printed can be typed.

use crate::desk::{Desk, Said};
use crate::inputs::Ended;

fn told(said: &Said) -> String {
    said.err.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The commands in a message, as they are to be pasted.
fn commands(said: &Said) -> Vec<String> {
    let lines = said.err.lines().map(str::trim);
    lines.filter(|line| line.starts_with("tollbook import")).map(str::to_owned).collect()
}

/// Pastes a command into a shell.
#[cfg(unix)]
fn paste(desk: &Desk, command: &str) -> Said {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_tollbook"));
    let folder = program.parent().expect("a folder").display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", command]).current_dir(desk.path("")).env("PATH", format!("{folder}:{path}"));
    shell.env_remove("TOLLBOOK_DB").env("NO_COLOR", "1").env("XDG_CONFIG_HOME", "/dev/null");
    Said::of(shell.output().expect("a shell"))
}

#[test]
fn all_that_is_missing_is_named_at_once() {
    let desk = Desk::new();
    desk.file(
        "x.csv",
        "Übersicht des Hochwassers;;;\n;;;\nDatum;Ort;Tote;Verletzte\n2022-07-12;Altstadt;84;20\n",
    );
    let said = desk.run(&["import", "x.csv"]);
    assert_eq!(said.code, Some(2));
    let text = told(&said);
    for part in [
        "line 1 was taken for the header, line 3 looks like it",
        "--header-line N",
        "3 | Datum;Ort;Tote;Verletzte",
        "event, measure, count_type, figure, publisher, published_on",
        "tollbook import x.csv --header-line 3 --new-profile",
    ] {
        assert!(text.contains(part), "{part}: {}", said.err);
    }
    assert!(!text.contains("--map =") && !text.contains("``"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn the_printed_command_can_be_pasted() {
    for (name, table) in [
        ("a.csv", "Fecha;Lugar;Fallecidos\n2020-04-03;Osk;4\n2020-04-25;Tavi;5\n"),
        (
            "our deaths' list.csv",
            "Day,\"Place, as told\",Who said it,Dead people\n3 April 2020,Osk,Clinic,4\n4 April 2020,Osk,Clinic,at least 5\n",
        ),
        ("-b.csv", "дата\tместо\tпогибшие\n2020-04-03\tОск\t4\n2020-04-04\tОск\t5\n"),
        (
            "e.csv",
            "A flood (an exercise);;\n;;\nDatum;Ort;Tote\n2022-07-12;Altstadt;84\n2022-07-13;Altstadt;91\n",
        ),
        ("d.csv", "Day,Dead\n3/4/20,1.400\n5/4/20,2.250\n"),
        (
            "c $x.csv",
            "event,measure,count_type,figure,as_of\nFlood,killed,total,4,2021-04-03\nFlood,killed,total,5,2021-04-04\n",
        ),
    ] {
        let desk = Desk::new();
        desk.file(name, table);
        let typed = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
        let said = desk.run(&["import", &typed]);
        assert_eq!(said.code, Some(2), "{}", said.err);
        let commands = commands(&said);
        assert_eq!(commands.len(), 1, "{}", said.err);
        let shown = paste(&desk, &commands[0]);
        assert_eq!(shown.code, Some(0), "{}\n{}", commands[0], shown.err);
        assert!(shown.out.contains("a dry run") && shown.out.contains("2 new"), "{}", shown.out);
        assert!(!desk.names().contains(&"tollbook.db".to_owned()), "a word in capitals is stored by nobody");
        let meant = commands[0].replace("EVENT", "'Ridge quake'").replace("PUBLISHER", "Gazette");
        let stored = paste(&desk, meant.strip_suffix(" -n").expect("it is a dry run"));
        assert_eq!(stored.code, Some(0), "{meant}\n{}", stored.err);
        assert_eq!(desk.ask("SELECT count(*) FROM figures WHERE publisher = 'Gazette'"), "2");
    }
}

#[test]
fn what_was_typed_is_in_the_command() {
    let desk = Desk::new();
    desk.file("a.csv", "Fecha;Lugar;Fallecidos\n3/4/2020;Osk;4\n");
    let said =
        desk.run(&["import", "a.csv", "--dates", "dmy", "--set", "event=Ridge quake", "--db", "our.db"]);
    let command = commands(&said).join("\n");
    for part in ["--db our.db", "--dates dmy", "--set \"event=Ridge quake\"", "--map Fallecidos=figure"] {
        assert!(command.contains(part), "{part}: {command}");
    }
    assert!(!command.contains("EVENT"), "{command}");
}

#[test]
fn what_a_profile_beside_the_file_lacks_can_be_written_there() {
    let desk = Desk::new();
    desk.file("a.csv", "Tag;Ort;Tote\n2020-04-03;Osk;4\n");
    desk.file(
        "a.csv.toml",
        "[fields]\nplace = { column = \"Ort\" }\nfigure = { column = \"Tote\" }\npublished_on = { column = \"Tag\" }\n\
         measure = \"killed\"\ncount_type = \"total\"\npublisher = \"Gazette\"\n",
    );
    let said = desk.run(&["import", "a.csv"]).ended(2);
    assert!(
        said.err.contains("under [fields] of a.csv.toml") && said.err.contains("event = \"EVENT\""),
        "{}",
        said.err
    );
    assert!(!said.err.contains("as_of"), "what is known already is not guessed again: {}", said.err);
    let profile = std::fs::read_to_string(desk.path("a.csv.toml")).expect("a profile");
    desk.file("a.csv.toml", profile + "event = \"Ridge quake\"\n");
    desk.run(&["import", "a.csv"]).ended(0);
}

#[cfg(unix)]
#[test]
fn a_header_that_is_not_where_it_was_sought_is_named_with_all_its_lines() {
    for (name, table, lines) in [
        (
            "two.csv",
            "MINISTRY,,,\n,,,\nProvince,Deaths,,Reported\n,Male,Female,\nNorth,3,2,2022-05-01\nSouth,1,0,2022-05-02\n",
            "lines 3 and 4 look like it",
        ),
        (
            "quoted.csv",
            "\"Report 12\n(early)\";;;\n\nOrt;Tote;Verletzte;Tag\nOsk;4;1;2022-05-01\nTavi;5;2;2022-05-01\n",
            "line 4 looks like it",
        ),
    ] {
        let desk = Desk::new();
        desk.file(name, table);
        let said = desk.run(&["import", name]).ended(2);
        assert!(told(&said).contains(lines), "{}", said.err);
        // A command in the middle of a hint, with what stands below it taken off: lines are joined here.
        let found: Vec<String> =
            commands(&said).iter().map(|line| line.replace("-n a row", "-n # a row")).collect();
        let [flags, profile] = &found[..] else { panic!("{}", said.err) };
        let shown = paste(&desk, flags);
        assert_eq!(shown.code, Some(0), "{flags}\n{}", shown.err);
        assert!(shown.out.contains("2 new"), "{flags}\n{}", shown.out);
        let made = paste(&desk, profile);
        assert_eq!(made.code, Some(0), "{profile}\n{}", made.err);
        let own = format!("{name}.toml");
        let written = std::fs::read_to_string(desk.path(&own)).expect("a profile");
        desk.file(
            &own,
            written
                .replace("# event = \"\"", "event = \"x\"")
                .replace("# publisher = \"\"", "publisher = \"y\""),
        );
        let shown = desk.run(&["import", name, "-n"]).ended(0);
        assert!(shown.out.contains("4 new"), "{}", shown.out);
    }
}
