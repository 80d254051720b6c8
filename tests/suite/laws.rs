//! Laws of the desk's daily work, held from outside for every policy: what is undone is as if it had not been, what is
//! restored is as it was, and what is exported and imported again answers the same.

use std::fs;
use std::path::Path;

use tollbook::desk::Criteria;
use tollbook::export;
use tollbook::model::column::{CellKind, Field};
use tollbook::model::names::NameField;
use tollbook::reconcile::policies;
use tollbook::report::answer::Explain;

use crate::books::{Books, json, recorded_by, snapshot, with_set};
use crate::desk::Desk;

pub fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).expect("a data file")
}

/// Every answer of every policy with its trace, without the question that was asked.
pub fn answers(books: &Books, by: Option<&str>) -> Vec<String> {
    let mut answers = Vec::new();
    for policy in policies::ALL {
        let criteria = by.map(recorded_by).unwrap_or_default();
        for answer in books.answers(policy.name, criteria, Explain::WithTrace) {
            let mut answer = json(&answer);
            answer["question"] = serde_json::Value::Null;
            answers.push(format!("{} {answer}", policy.name));
        }
    }
    answers
}

#[test]
fn undo_and_its_undo_give_the_answers_before_without_and_with_the_file() {
    let desk = Desk::new();
    for name in ["seed.csv", "october-2023.csv"] {
        desk.file(name, data(name));
    }
    let times =
        ["2023-10-25T08:00:00Z", "2023-11-10T08:00:00Z", "2023-11-11T08:00:00Z", "2023-11-12T08:00:00Z"];
    desk.at(times[0]).import(&["seed.csv"]);
    let without = answers(&desk, None);
    desk.at(times[1]).import(&["october-2023.csv"]);
    let with = answers(&desk, None);
    assert_ne!(without, with);
    desk.at(times[2]).undo(2).expect("undone");
    assert_eq!(answers(&desk, None), without, "undone");
    desk.at(times[3]).undo(3).expect("undone");
    assert_eq!(answers(&desk, None), with, "restored");
    for (time, expected) in times.iter().zip([&without, &with, &without, &with]) {
        assert_eq!(&answers(&desk, Some(time)), expected, "recorded by {time}");
    }
    assert_eq!(answers(&desk, Some("2023-10-24")), Vec::<String>::new(), "before the first entry");
    desk.verify();
}

/// Figures, links and answers, without the numbers that are local to a store.
pub fn content(desk: &Desk, store: &str) -> (Vec<String>, Vec<String>, String) {
    let books = desk.of(store);
    let without_id = |mut figure: serde_json::Value| {
        assert!(figure.as_object_mut().expect("a figure").shift_remove("id").is_some(), "an id");
        figure.to_string()
    };
    let mut figures: Vec<String> = books.figures().into_iter().map(without_id).collect();
    figures.sort();
    let links = "SELECT group_concat(what || coalesce(reason, ''), ' ') FROM (SELECT what, reason FROM act ORDER BY what, reason)";
    let links = crate::desk::ask(&desk.path(store), links).expect("links");
    (figures, books.answer_rows(Criteria::default()), links)
}

#[test]
fn an_export_imported_into_a_new_store_is_the_same() {
    let desk = Desk::new();
    for (name, file) in [
        ("seed.csv", "seed.csv"),
        ("october-2023.csv", "october-2023.csv"),
        ("cases.csv", "cases/figures.csv"),
    ] {
        desk.file(name, data(file));
    }
    let ugly = "event,place,measure,count_type,figure,published_on,authority,publisher,note,period_length,stated_on\n\
                \"=1+1\",\"'-x\",killed,period,some,2023-10-25T10:30+02:00,\"@home\",\"+p, \"\"q\"\"\",\"two\nlines\",7d,2023-10\n";
    desk.file("ugly.csv", ugly);
    desk.import(&["seed.csv", "october-2023.csv", "cases.csv", "ugly.csv"]);
    desk.say("authority", "Gaza MoH", NameField::SameAs, "Gaza Health Ministry").expect("said");
    let before = content(&desk, "tollbook.db");
    for format in export::ALL {
        let name = format.name;
        let (store, file, names) =
            (&*format!("{name}.db"), &*format!("all-{name}.{name}"), &*format!("all-{name}.names.csv"));
        desk.run(&["export", "-o", file]).with(0);
        assert_eq!(desk.path(names).is_file(), format.names_beside.is_some(), "{name}: a file of names");
        let beside = format.names_beside.map(|_| names);
        desk.of(store).import(&[file].into_iter().chain(beside).collect::<Vec<_>>());
        let after = content(&desk, store);
        assert_eq!(before.0, after.0, "{store}: figures");
        assert_eq!(before.1, after.1, "{store}: answers");
        assert_eq!(before.2, after.2, "{store}: links");
        desk.of(store).verify();
    }
}

/// A file with tags comes back as the same figures, as it was written, with a header of others, and without one.
#[test]
fn an_export_with_tags_imported_into_a_new_store_is_the_same() {
    let desk = Desk::new();
    for (name, file) in [("seed.csv", "seed.csv"), ("cases.csv", "cases/figures.csv")] {
        desk.file(name, data(file));
    }
    let ugly = "event,place,measure,count_type,figure,published_on,authority,publisher,note,period_length,stated_on\n\
                \"=1+1\",\"'-x\",killed,period,some,2023-10-25T10:30+02:00,\"@home\",\"#tag, \"\"q\"\"\",\"two\nlines\",7d,2023-10\n";
    desk.file("ugly.csv", ugly);
    desk.import(&["seed.csv", "cases.csv", "ugly.csv"]);
    let before = content(&desk, "tollbook.db");
    desk.run(&["export", "--hxl", "-o", "own.csv"]).with(0);
    let own = fs::read_to_string(desk.path("own.csv")).expect("an export");
    let (header, rest) = own.split_once('\n').expect("a header");
    assert!(rest.starts_with("#meta+ref,#event,#loc,"), "{rest}");
    let others: Vec<String> = (0..header.split(',').count()).map(|at| format!("Spalte {at}")).collect();
    desk.file("others.csv", format!("{}\n{rest}", others.join(",")));
    desk.file("none.csv", rest);
    for name in ["own", "others", "none"] {
        let store = &*format!("{name}.db");
        desk.of(store).import(&[&*format!("{name}.csv")]);
        let after = content(&desk, store);
        assert_eq!(before.0, after.0, "{store}: figures");
        assert_eq!(before.1, after.1, "{store}: answers");
        assert_eq!(before.2, after.2, "{store}: links");
    }
}

/// Whichever columns the table has for details: the cells come in, go out and come back, and a copy of an
/// erased text is erased where the table says so.
#[test]
fn every_column_of_details_is_exported_and_comes_back() {
    let desk = Desk::new();
    let cell = |field: Field| match field.column().kind {
        CellKind::Word(list) => (*list.words.last().expect("a word")).to_owned(),
        _ if field == Field::EmbargoUntil => "2023-10-25T06:00+03:00".to_owned(),
        CellKind::Date | CellKind::Moment => "2023-10-24".to_owned(),
        CellKind::Count | CellKind::Text => "desk:Samira Haddad of Northtown".to_owned(),
    };
    let names: Vec<&str> = Field::DETAILS.iter().map(|field| field.name()).collect();
    let cells: Vec<String> = Field::DETAILS.iter().map(|field| cell(*field)).collect();
    let header = "event,place,measure,count_type,figure,published_on,authority,publisher";
    let row = "Flood (exercise),Northtown,killed,total,12,2023-10-24,Ministry,Courier";
    desk.file("all.csv", format!("{header},{}\n{row},{}\n", names.join(","), cells.join(",")));
    desk.import(&["all.csv"]);
    let exported = desk.exported("jsonl");
    let holds = |exported: &str, field: Field| {
        exported.contains(&format!("\"{}\":\"{}\"", field.name(), cell(field)))
    };
    let lost: Vec<&Field> = Field::DETAILS.iter().filter(|field| !holds(&exported, **field)).collect();
    assert!(lost.is_empty(), "{lost:?}: {exported}");
    desk.file("all.jsonl", &exported);
    desk.of("new.db").import(&["all.jsonl"]);
    assert_eq!(desk.of("new.db").exported("jsonl"), exported);
    desk.redact("1", "note", "court order").expect("erased");
    let exported = desk.exported("jsonl");
    let (erasable, others): (Vec<Field>, Vec<Field>) =
        Field::DETAILS.iter().partition(|field| field.column().erasable);
    assert!(erasable.len() > 1 && !erasable.iter().any(|field| holds(&exported, *field)), "{exported}");
    assert!(others.iter().all(|field| holds(&exported, *field)), "{exported}");
    desk.verify();
}

#[test]
fn a_backup_is_the_same_store_and_its_owners_alone() {
    let desk = Desk::new();
    desk.file("seed.csv", data("seed.csv"));
    desk.import(&["seed.csv"]);
    desk.run(&["export", "-o", "copy.db"]).with(0);
    assert_eq!(content(&desk, "tollbook.db"), content(&desk, "copy.db"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.path("copy.db")).expect("a copy").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let said = desk.run(&["export", "-o", "copy.db"]);
    assert_eq!(said.code, Some(2), "a backup is never written over: {}", said.err);
}

#[test]
fn what_is_written_replaces_nothing_that_matters() {
    let desk = Desk::new();
    desk.file("seed.csv", data("seed.csv"));
    desk.import(&["seed.csv"]);
    let store = fs::read(desk.path("tollbook.db")).expect("a store");
    for args in [
        &["list", "figures", "-o", "tollbook.db"][..],
        &["import", "seed.csv", "-o", "seed.csv"],
        &["import", "seed.csv", "-o", "tollbook.db"],
        &["reconcile", "-o", "answers.bogus"],
    ] {
        assert_eq!(desk.run(args).code, Some(2), "{args:?}");
    }
    assert_eq!(fs::read(desk.path("tollbook.db")).expect("a store"), store);
    assert_eq!(fs::read(desk.path("seed.csv")).expect("a file"), data("seed.csv"));
    assert_eq!(desk.names(), ["seed.csv", "tollbook.db"]);
}

/// A failing first import removes the store that it made; one that waits for it meanwhile makes it again, and writes
/// nothing into the one that is gone.
#[test]
fn imports_into_a_new_store_at_once_lose_nothing() {
    let desk = Desk::new();
    desk.file("good.csv", data("seed.csv"));
    desk.file("bad.csv", "event,figure\nx,1\n");
    for round in 0..8 {
        let children: Vec<_> = ["bad.csv", "good.csv", "bad.csv"]
            .iter()
            .map(|name| {
                let mut command = desk.command(&["import", name, "-q"]);
                let piped = std::process::Stdio::piped();
                command.stdout(std::process::Stdio::null()).stderr(piped).spawn().expect("the program")
            })
            .collect();
        let ends: Vec<_> =
            children.into_iter().map(|child| child.wait_with_output().expect("an end")).collect();
        let codes: Vec<_> = ends.iter().map(|end| end.status.code()).collect();
        let said = String::from_utf8_lossy(&ends[1].stderr);
        assert_eq!(codes, [Some(2), Some(0), Some(2)], "round {round}: {said}");
        assert_eq!(desk.figures().len(), 9, "round {round}");
        fs::remove_file(desk.path("tollbook.db")).expect("a store");
    }
}

/// Details stand as figures do: with the files that give them, in whatever order these are taken back.
#[test]
fn what_two_files_tell_of_a_figure_stands_while_either_does() {
    let desk = Desk::new();
    let header = "event,measure,count_type,figure,authority,publisher,published_on,as_of,quote,note";
    let row = "Exercise Velmar,killed,total,12,Velmar MoH,Daily A,2024-05-02,2024-05-01";
    for (file, told) in [("a.csv", "twelve died,by wire"), ("b.csv", "twelve died,"), ("c.csv", ",by wire")] {
        desk.file(file, format!("{header}\n{row},{told}\n"));
    }
    let told = || {
        let shown = desk.figure("1");
        let all = shown["details"].as_array().expect("a list");
        all.iter().map(|one| one[0].as_str().expect("a word").to_owned()).collect::<Vec<_>>().join(" ")
    };
    desk.import(&["a.csv", "b.csv", "c.csv"]);
    for (undo, left) in
        [(1, "quote note"), (2, "note"), (4, "quote note"), (5, "quote note"), (3, "quote note")]
    {
        desk.undo(undo).expect("undone");
        assert_eq!(told(), left, "after undo {undo}");
    }
    desk.undo(1).expect("undone");
    assert_eq!(told(), "quote", "the second file stands alone");
}

/// A person's word is recorded beside that of a file, and holds when the file is taken back.
#[test]
fn what_a_person_says_of_a_name_outlives_the_file_that_said_it_first() {
    let desk = Desk::new();
    desk.file(
        "figures.csv",
        "event,measure,count_type,figure,authority,publisher,published_on,as_of\n\
         Exercise Velmar,killed,total,12,Velmar MoH,Daily A,2024-05-02,2024-05-01\n",
    );
    desk.file("names.csv", "name_kind,name,says,value\nauthority,Velmar MoH,rank,1\n");
    desk.import(&["figures.csv", "names.csv"]);
    let amend = |rank| desk.say("authority", "Velmar MoH", NameField::Rank, rank).expect("said").entry;
    let rank = || desk.ask("SELECT count(*) FROM fact") + " " + &desk.exported("jsonl");
    let (first, again) = (amend("1"), amend("1"));
    assert_eq!((first, again), (Some(3), None), "said by a file, then by a person");
    desk.undo(2).expect("undone");
    assert!(rank().starts_with("2 ") && rank().contains("\"rank\""), "it holds by itself: {}", rank());
    desk.undo(3).expect("undone");
    assert!(!rank().contains("\"rank\""), "nobody says it any more: {}", rank());
    assert_eq!(amend(""), None, "nothing is there to take back");
    desk.undo(4).expect("undone");
    assert_eq!(amend(""), Some(7), "it is taken back");
    assert!(!rank().contains("\"rank\""), "{}", rank());
}

/// What two files say of a name holds while either of them stands, at every hour; and is exported once.
#[test]
fn what_two_files_say_of_a_name_holds_while_either_stands() {
    let desk = Desk::new();
    desk.file(
        "figures.csv",
        "event,measure,count_type,figure,authority,publisher,published_on,as_of\n\
         Exercise Velmar,killed,total,12,Velmar MoH,Daily A,2024-05-02,2024-05-01\n\
         Exercise Velmar,killed,total,12,Velmar Health Ministry,Daily B,2024-05-02,2024-05-01\n",
    );
    let head = "name_kind,name,says,value\n";
    let alias = "authority,Velmar MoH,same_as,Velmar Health Ministry\n";
    desk.file("a.names.csv", format!("{head}{alias}"));
    desk.file("b.names.csv", format!("{head}{alias}{alias}place,Velmar,code,XV\n"));
    let roots = |criteria: Criteria| {
        let answers = desk.answers("range", criteria, Explain::AnswerOnly);
        json(&answers[0])["roots"].as_u64().expect("a number")
    };
    let exported = || desk.exported("jsonl").lines().filter(|line| line.contains("\"same_as\"")).count();
    /// A file with the number of facts that its receipt calls new, or the entry that is taken back.
    enum Doing {
        Import(&'static str, u64),
        Undo(i64),
    }
    // What is done, the roots from then on, and how often the alias is exported.
    let days = [
        (Doing::Import("figures.csv", 0), 2, 0),
        (Doing::Import("a.names.csv", 1), 1, 1),
        (Doing::Import("b.names.csv", 1), 1, 1),
        (Doing::Undo(2), 1, 1),
        (Doing::Undo(3), 2, 0),
        (Doing::Undo(5), 1, 1),
    ];
    let time = |day: usize| format!("2024-06-0{}T08:00:00Z", day + 1);
    for (day, (doing, expected, times)) in days.iter().enumerate() {
        let books = desk.at(&time(day));
        match doing {
            Doing::Import(file, news) => assert_eq!(books.import(&[file])[0].names, *news, "{file}"),
            Doing::Undo(entry) => assert!(books.undo(*entry).is_ok(), "undo {entry}"),
        }
        assert_eq!((roots(Criteria::default()), exported()), (*expected, *times), "day {day}");
    }
    for (day, (_, expected, _)) in days.iter().enumerate() {
        assert_eq!(roots(recorded_by(&time(day))), *expected, "day {day}");
    }
    assert_eq!(desk.ask("SELECT count(*) FROM fact WHERE field = 'same_as'"), "2");
    desk.verify();
}

/// The snapshots of a feed stand or fall with those before them, so that they say once what each of them says.
#[test]
fn snapshots_of_a_feed_say_once_what_each_says() {
    let desk = Desk::new();
    let fact = r#"{"name_kind":"authority","name":"Velmar MoH","says":"rank","value":"1"}"#;
    desk.file("other.names.csv", "name_kind,name,says,value\nauthority,Velmar MoH,rank,1\n");
    desk.at("2024-04-30").import(&["other.names.csv"]);
    for day in 1..=4 {
        let row = format!(
            r#"{{"event":"Exercise Velmar","measure":"killed","count_type":"total","figure":"{day}","authority":"Velmar MoH","publisher":"Daily A","as_of":"2024-05-01"}}"#
        );
        desk.file("feed.jsonl", format!("{row}\n{fact}\n"));
        let (at, now) = (format!("2024-05-0{day}"), format!("2024-05-0{day}T12:00:00Z"));
        desk.at(&now).import_with(&["feed.jsonl"], snapshot("velmar", &at));
    }
    assert_eq!(desk.ask("SELECT entry.id FROM fact JOIN entry ON entry.last_fact >= fact.id WHERE field = 'rank' GROUP BY fact.id HAVING min(entry.id)"), "1\n2");
    desk.undo(1).expect("undone");
    let exported = desk.exported("jsonl");
    assert_eq!(exported.matches("\"rank\"").count(), 1, "{exported}");
}

/// A file that says again what holds keeps who settled a finding, and what is taken back is not exported.
#[test]
fn who_said_it_first_speaks_for_it() {
    let desk = Desk::new();
    desk.file("seed.csv", data("seed.csv"));
    desk.import(&["seed.csv"]);
    let amend = |said, why| desk.say_why("authority", "Hezbollah", said, why).expect("said");
    amend((NameField::Rank, "2"), Some("by hand"));
    amend((NameField::Kind, "military"), None);
    amend((NameField::Kind, ""), None);
    desk.file("again.csv", "name_kind,name,says,value\nauthority,Hezbollah,rank,2\n");
    desk.import(&["again.csv"]);
    assert_eq!(desk.ask("SELECT kind, count(*) FROM entry GROUP BY kind"), "amend|3\nimport|2");
    let shown = desk.shown("Hezbollah");
    assert!(shown.contains("by hand"), "{shown}");
    let exported = desk.exported("jsonl");
    assert!(exported.contains("\"rank\"") && !exported.contains("\"says\":\"kind\""), "{exported}");
    desk.undo(2).expect("undone");
    let shown = desk.shown("Hezbollah");
    assert!(shown.contains("rank 2") && !shown.contains("by hand"), "{shown}");
}

/// A fact about a name is recorded once, however often a file says it; what changes within the file is kept in its order.
#[test]
fn a_fact_said_twice_is_recorded_once() {
    let desk = Desk::new();
    desk.file("seed.csv", data("seed.csv"));
    desk.file(
        "names.csv",
        "name_kind,name,says,value\nauthority,Hezbollah,rank,2\nauthority,Hezbollah,rank,2\nauthority,Hezbollah,rank,1\n",
    );
    desk.import(&["seed.csv", "names.csv"]);
    assert_eq!(desk.ask("SELECT value FROM fact ORDER BY id"), "2\n1");
    desk.import_with(&["names.csv"], with_set("note", "again"));
    desk.verify();
}
