//! Laws of the desk's daily work, held from outside for every policy: what is undone is as if it had not been, what is
//! restored is as it was, and what is exported and imported again answers the same.

use std::fs;
use std::path::Path;

use crate::desk::Desk;

const POLICIES: [&str; 6] = ["range", "authority", "latest", "agree", "most_supported", "per-authority"];

pub fn data(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).expect("a data file")
}

/// Every answer of every policy with its trace, without the question that was asked.
pub fn answers(desk: &Desk, store: &str, by: Option<&str>) -> Vec<String> {
    let mut answers = Vec::new();
    for policy in POLICIES {
        let mut args = vec!["--db", store, "reconcile", "--jsonl", "--explain", "--policy", policy];
        args.extend(by.iter().flat_map(|time| ["--recorded-by", time]));
        let said = desk.run(&args);
        assert!(matches!(said.code, Some(0..=2)), "{policy}: {}", said.err);
        answers.extend(said.out.lines().map(|line| {
            let mut answer: serde_json::Value = serde_json::from_str(line).expect("an answer");
            answer["question"] = serde_json::Value::Null;
            format!("{policy} {answer}")
        }));
    }
    answers
}

#[test]
fn undo_and_its_undo_give_the_answers_before_without_and_with_the_file() {
    let desk = Desk::new();
    for name in ["seed.csv", "october-2023.csv"] {
        desk.file(name, data(name));
    }
    let store = "tollbook.db";
    let times =
        ["2023-10-25T08:00:00Z", "2023-11-10T08:00:00Z", "2023-11-11T08:00:00Z", "2023-11-12T08:00:00Z"];
    desk.run(&["import", "seed.csv", "-q", "--now", times[0]]).with(0);
    let without = answers(&desk, store, None);
    desk.run(&["import", "october-2023.csv", "-q", "--now", times[1]]).with(0);
    let with = answers(&desk, store, None);
    assert_ne!(without, with);
    desk.run(&["undo", "2", "-q", "--now", times[2]]).with(0);
    assert_eq!(answers(&desk, store, None), without, "undone");
    desk.run(&["undo", "3", "-q", "--now", times[3]]).with(0);
    assert_eq!(answers(&desk, store, None), with, "restored");
    for (time, expected) in times.iter().zip([&without, &with, &without, &with]) {
        assert_eq!(&answers(&desk, store, Some(time)), expected, "recorded by {time}");
    }
    assert_eq!(answers(&desk, store, Some("2023-10-24")), Vec::<String>::new(), "before the first entry");
    desk.run(&["verify", "-q"]).with(0);
}

/// Figures, links and answers, without the numbers that are local to a store.
pub fn content(desk: &Desk, store: &str) -> (Vec<String>, Vec<String>, String) {
    let listed = desk.run(&["--db", store, "list", "figures", "--jsonl"]).with(0);
    let mut figures: Vec<String> =
        listed.lines().map(|line| line.split_once(',').expect("an id").1.to_owned()).collect();
    figures.sort();
    let said = desk.run(&["--db", store, "reconcile", "--csv"]);
    let sentences: Vec<String> = said.out.lines().map(str::to_owned).collect();
    let links = "SELECT group_concat(what || coalesce(reason, ''), ' ') FROM (SELECT what, reason FROM act ORDER BY what, reason)";
    (figures, sentences, crate::desk::ask(&desk.path(store), links).expect("links"))
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
    desk.run(&["import", "-q", "seed.csv", "october-2023.csv", "cases.csv", "ugly.csv"]).with(0);
    desk.run(&["amend", "-q", "authority", "Gaza MoH", "--same-as", "Gaza Health Ministry"]).with(0);
    let before = content(&desk, "tollbook.db");
    desk.run(&["export", "-o", "all.csv"]).with(0);
    desk.run(&["export", "-o", "all.jsonl"]).with(0);
    desk.run(&["--db", "csv.db", "import", "-q", "all.csv", "all.names.csv"]).with(0);
    desk.run(&["--db", "jsonl.db", "import", "-q", "all.jsonl"]).with(0);
    for store in ["csv.db", "jsonl.db"] {
        let after = content(&desk, store);
        assert_eq!(before.0, after.0, "{store}: figures");
        assert_eq!(before.1, after.1, "{store}: answers");
        assert_eq!(before.2, after.2, "{store}: links");
        desk.run(&["--db", store, "verify", "-q"]).with(0);
    }
}

#[test]
fn a_backup_is_the_same_store_and_its_owners_alone() {
    let desk = Desk::new();
    desk.file("seed.csv", data("seed.csv"));
    desk.run(&["import", "-q", "seed.csv"]).with(0);
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
    desk.run(&["import", "-q", "seed.csv"]).with(0);
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

/// A failing first import removes the store that it made; one that waits for it meanwhile must not write into nothing.
#[test]
fn imports_into_a_new_store_at_once_lose_nothing() {
    let desk = Desk::new();
    desk.file("good.csv", data("seed.csv"));
    desk.file("bad.csv", "event,figure\nx,1\n");
    let (mut stored, rounds) = (0, 8);
    for round in 0..rounds {
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
        assert_eq!((codes[0], codes[2]), (Some(2), Some(2)), "round {round}: a bad file is refused");
        // It may be refused since its store was taken away under it; then it says so, and nothing is lost.
        let refused = String::from_utf8_lossy(&ends[1].stderr).into_owned();
        match codes[1] {
            Some(0) => stored += 1,
            code => {
                assert!(code == Some(2) && refused.contains("hint:"), "round {round}: {code:?} {refused}")
            }
        }
        if codes[1] != Some(0) {
            desk.run(&["import", "good.csv", "-q"]).with(0);
        }
        assert_eq!(desk.run(&["list", "figures", "--jsonl"]).with(0).lines().count(), 9, "round {round}");
        fs::remove_file(desk.path("tollbook.db")).expect("a store");
    }
    assert!(stored * 2 >= rounds, "the good file was stored in {stored} of {rounds} rounds");
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
        let listed = desk.run(&["show", "1", "--json"]).with(0);
        let shown: serde_json::Value = serde_json::from_str(&listed).expect("JSON");
        let all = shown["details"].as_array().expect("a list");
        all.iter().map(|one| one[0].as_str().expect("a word").to_owned()).collect::<Vec<_>>().join(" ")
    };
    desk.run(&["import", "-q", "a.csv", "b.csv", "c.csv"]).with(0);
    for (undo, left) in
        [("1", "quote note"), ("2", "note"), ("4", "quote note"), ("5", "quote note"), ("3", "quote note")]
    {
        desk.run(&["undo", undo, "-q"]).with(0);
        assert_eq!(told(), left, "after undo {undo}");
    }
    desk.run(&["undo", "1", "-q"]).with(0);
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
    desk.run(&["import", "-q", "figures.csv", "names.csv"]).with(0);
    let amend = |rank: &str| {
        let said = desk.run(&["amend", "authority", "Velmar MoH", "--rank", rank, "--json"]).with(0);
        serde_json::from_str::<serde_json::Value>(&said).expect("JSON")["entry"].clone()
    };
    let rank = || desk.ask("SELECT count(*) FROM fact") + " " + &desk.run(&["export", "--jsonl"]).with(0);
    let (first, again) = (amend("1"), amend("1"));
    assert_eq!((first.as_i64(), again.as_i64()), (Some(3), None), "said by a file, then by a person");
    desk.run(&["undo", "2", "-q"]).with(0);
    assert!(rank().starts_with("2 ") && rank().contains("\"rank\""), "it holds by itself: {}", rank());
    desk.run(&["undo", "3", "-q"]).with(0);
    assert!(!rank().contains("\"rank\""), "nobody says it any more: {}", rank());
    assert_eq!(amend("").as_i64(), None, "nothing is there to take back");
    desk.run(&["undo", "4", "-q"]).with(0);
    assert_eq!(amend("").as_i64(), Some(7), "it is taken back");
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
    let roots = |more: &[&str]| {
        let said = desk.run(&[&["reconcile", "--jsonl"], more].concat());
        let answer: serde_json::Value = serde_json::from_str(&said.out).expect("an answer");
        answer["roots"].as_u64().expect("a number")
    };
    let exported = || {
        let lines = desk.run(&["export", "--jsonl"]).with(0);
        lines.lines().filter(|line| line.contains("\"same_as\"")).count()
    };
    // What is done, how many facts its receipt calls new, the roots from then on, and how often the alias is exported.
    let days: [(&[&str], u64, u64, usize); 6] = [
        (&["import", "figures.csv"], 0, 2, 0),
        (&["import", "a.names.csv"], 1, 1, 1),
        (&["import", "b.names.csv"], 1, 1, 1),
        (&["undo", "2"], 0, 1, 1),
        (&["undo", "3"], 0, 2, 0),
        (&["undo", "5"], 0, 1, 1),
    ];
    let time = |day: usize| format!("2024-06-0{}T08:00:00Z", day + 1);
    for (day, (doing, news, expected, times)) in days.iter().enumerate() {
        let said = desk.run(&[doing, &["--json", "--now", &time(day)][..]].concat()).with(0);
        if doing[0] == "import" {
            let receipt: serde_json::Value = serde_json::from_str(&said).expect("a receipt");
            assert_eq!(receipt[0]["names"], *news, "{doing:?}");
        }
        assert_eq!((roots(&[]), exported()), (*expected, *times), "{doing:?}");
    }
    for (day, (doing, _, expected, _)) in days.iter().enumerate() {
        assert_eq!(roots(&["--recorded-by", &time(day)]), *expected, "{doing:?}");
    }
    assert_eq!(desk.ask("SELECT count(*) FROM fact WHERE field = 'same_as'"), "2");
    desk.run(&["verify", "-q"]).with(0);
}

/// The snapshots of a feed stand or fall with those before them, so that they say once what each of them says.
#[test]
fn snapshots_of_a_feed_say_once_what_each_says() {
    let desk = Desk::new();
    let fact = r#"{"name_kind":"authority","name":"Velmar MoH","says":"rank","value":"1"}"#;
    desk.file("other.names.csv", "name_kind,name,says,value\nauthority,Velmar MoH,rank,1\n");
    desk.run(&["import", "-q", "other.names.csv", "--now", "2024-04-30"]).with(0);
    for day in 1..=4 {
        let row = format!(
            r#"{{"event":"Exercise Velmar","measure":"killed","count_type":"total","figure":"{day}","authority":"Velmar MoH","publisher":"Daily A","as_of":"2024-05-01"}}"#
        );
        desk.file("feed.jsonl", format!("{row}\n{fact}\n"));
        let (at, now) = (format!("2024-05-0{day}"), format!("2024-05-0{day}T12:00:00Z"));
        desk.run(&["import", "-q", "feed.jsonl", "--feed", "velmar", "--snapshot-at", &at, "--now", &now])
            .with(0);
    }
    assert_eq!(desk.ask("SELECT entry.id FROM fact JOIN entry ON entry.last_fact >= fact.id WHERE field = 'rank' GROUP BY fact.id HAVING min(entry.id)"), "1\n2");
    desk.run(&["undo", "-q", "1"]).with(0);
    let exported = desk.run(&["export", "--jsonl"]).with(0);
    assert_eq!(exported.matches("\"rank\"").count(), 1, "{exported}");
}

/// A file that says again what holds keeps who settled a finding, and what is taken back is not exported.
#[test]
fn who_said_it_first_speaks_for_it() {
    let desk = Desk::new();
    desk.file("seed.csv", data("seed.csv"));
    desk.run(&["import", "-q", "seed.csv"]).with(0);
    let amend = |args: &[&str]| {
        desk.run(&[&["amend", "-q", "authority", "Hezbollah"], args].concat()).with(0);
    };
    amend(&["--rank", "2", "-m", "by hand"]);
    amend(&["--kind", "military"]);
    amend(&["--kind", ""]);
    desk.file("again.csv", "name_kind,name,says,value\nauthority,Hezbollah,rank,2\n");
    desk.run(&["import", "-q", "again.csv"]).with(0);
    assert_eq!(desk.ask("SELECT kind, count(*) FROM entry GROUP BY kind"), "amend|3\nimport|2");
    let shown = desk.run(&["show", "Hezbollah"]).with(0);
    assert!(shown.contains("by hand"), "{shown}");
    let exported = desk.run(&["export", "--jsonl"]).with(0);
    assert!(exported.contains("\"rank\"") && !exported.contains("\"says\":\"kind\""), "{exported}");
    desk.run(&["undo", "-q", "2"]).with(0);
    let shown = desk.run(&["show", "Hezbollah"]).with(0);
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
    desk.run(&["import", "-q", "seed.csv", "names.csv"]).with(0);
    assert_eq!(desk.ask("SELECT value FROM fact ORDER BY id"), "2\n1");
    desk.run(&["import", "-q", "names.csv", "--set", "note=again"]).with(0);
    desk.run(&["verify", "-q"]).with(0);
}
