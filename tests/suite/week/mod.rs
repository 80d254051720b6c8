//! A week of two people at one store, as a standards editor wants it: every answer, alarm and public page of seven days.
//!
//! The script and its expectations were written from the documents, before the first run.

mod event;
mod said;

use said::{WORDS, Week, flat};

const AT_LEAST_12: &str = "The Sandrel Rescue Service said on 6 May 2024 that at least 12 people had been killed in the Sandrel dam collapse.";
const DIFFER: &str = "Accounts of the Sandrel dam collapse as of 7 May 2024 differ: 19 people were killed, the Sandrel Rescue Service said; 31, according to the Orvania Dam Board";
const REJECTED: &str = "; the Orvania Energy Ministry rejects the figure of 31.";
const NINETEEN: &str = "The Sandrel Rescue Service said, in a report the Evening Herald published on 8 May 2024, that 19 people had been killed in the Sandrel dam collapse, as of 7 May.";
const WITHDREW: &str = "The Orvania Dam Board on 10 May 2024 withdrew its 7 May figure of 31 people killed in the Sandrel dam collapse, citing people counted twice, the Northern Gazette reported.";
const TWENTY: &str = "The Sandrel Rescue Service said on 11 May 2024 that 20 people had been killed in the Sandrel dam collapse.";
const FORTY_FOUR: &str =
    "Sandrel Infirmary said on 8 May 2024 that 44 people had been injured in the Sandrel dam collapse.";
const THIRTY_SIX: &str =
    "The Sandrel Rescue Service said on 6 May 2024 that 36 people were missing in the Sandrel dam collapse.";

const HELD: &str = "in no answer until a second name releases it";
const ALARM: &str = "tollbook check --printed";

#[test]
fn a_week_of_two_people_is_as_a_standards_editor_wants_it() {
    let mut week = Week::new();
    sunday_before(&week);
    monday(&mut week);
    tuesday(&mut week);
    wednesday(&mut week);
    thursday(&mut week);
    friday(&mut week);
    saturday_signs(&week);
    saturday(&mut week);
    sunday_public(&week);
    sunday_merge(&mut week);
    each_evening_is_remembered(&week);
    let verified = flat(&week.asked("2024-05-12T21:00Z", &["verify"]).with(0));
    assert!(verified.starts_with("tollbook.db: every link holds entries 31 "), "{verified}");
}

/// Entries 1 and 2: a store is made, and from now on two names are wanted.
fn sunday_before(week: &Week) {
    let archive = week.imported("ana", "2024-05-05T18:00Z", "archive.csv", event::ARCHIVE);
    assert!(!archive.contains(HELD), "one name is enough so far: {archive}");
    week.does("ben", "2024-05-05T18:30Z", &["amend", "store", "--two-person", "on"]);
}

/// Entries 3 to 7: two outlets are imported by ana and released by ben; the first story is kept.
fn monday(week: &mut Week) {
    for (file, rows, entry) in [("post.csv", event::POST, 3), ("radio.csv", event::RADIO, 4)] {
        let receipt = week.imported("ana", "2024-05-06T14:00Z", file, rows);
        assert!(receipt.starts_with(&format!("{file}: recorded as entry {entry} ")), "no answer: {receipt}");
        assert!(receipt.contains(&format!("held {HELD}")), "{receipt}");
        assert!(receipt.contains(&format!("tollbook amend entry {entry} --release --who NAME")), "{receipt}");
    }
    // It is as if they were not there.
    let nothing = week.asked("2024-05-06T15:00Z", &WORDS);
    let no_such = week.asked("2024-05-06T15:00Z", &["nosuchtown", "killed"]);
    assert_eq!((nothing.code, nothing.out), (no_such.code, no_such.out));
    assert!(!nothing.err.contains("12"), "{}", nothing.err);
    let held = week.asked("2024-05-06T15:00Z", &["list", "held", "--csv"]).with(0);
    assert_eq!(held.lines().count(), 5, "four figures and a header: {held}");
    let shown = flat(&week.asked("2024-05-06T15:00Z", &["show", "p1"]).with(0));
    assert!(shown.contains("held by ana, entry 3: until a second name releases it"), "{shown}");
    // Whoever recorded it is no second name.
    let refused = week.refused("ana", "2024-05-06T15:30Z", &["amend", "entry", "3", "--release"]);
    assert!(refused.contains("error[O113]") && refused.contains("second name"), "{refused}");
    for entry in ["3", "4"] {
        week.does("ben", "2024-05-06T16:00Z", &["amend", "entry", entry, "--release"]);
    }
    week.evening("2024-05-06", AT_LEAST_12, "single source, relayed by 2 publishers");
    week.desk.file("story.txt", event::STORY);
    let keep = ["check", "story.txt", "--keep", "--where", "front", "--url", "https://paper.example/1"];
    let day = ["--printed-on", "2024-05-06"];
    let kept = flat(&week.run("ana", "2024-05-06T20:00Z", &[&keep[..], &day].concat()).with(0));
    assert!(kept.starts_with("story.txt: 3 printed sentences kept as entry 7 "), "{kept}");
}

/// Entries 8 and 9: a report under embargo is imported and released, and still in no answer.
fn tuesday(week: &mut Week) {
    let receipt = week.imported("ana", "2024-05-07T10:00Z", "gazette.csv", event::GAZETTE);
    assert!(receipt.starts_with(AT_LEAST_12), "the answer is what it was: {receipt}");
    assert!(receipt.contains("gazette.csv: recorded as entry 8 "), "{receipt}");
    let released = week.does("ben", "2024-05-07T11:00Z", &["amend", "entry", "8", "--release"]);
    assert!(!released.contains("31") && !released.contains("Dam Board"), "{released}");
    let stays = "embargo 1 figure is in no answer before the time that is given";
    assert!(released.contains(stays), "two reasons kept it back, and one is left: {released}");
    week.evening("2024-05-07", AT_LEAST_12, "single source, relayed by 2 publishers");
    let shown = week.asked("2024-05-07T12:00Z", &["show", "g1"]);
    assert!(shown.err.contains("under embargo until 2024-05-08T09:00+02:00"), "{}{}", shown.out, shown.err);
    let asked = ["dam", "killed", "--under-embargo"];
    let marked = flat(&week.asked("2024-05-07T12:00Z", &asked).out);
    let begins = "[UNDER EMBARGO until 2024-05-08T09:00+02:00] The Orvania Dam Board said on 7 May 2024 that 31 people had been killed in the Sandrel dam collapse";
    assert!(marked.starts_with(begins), "{marked}");
    let listed = week.asked("2024-05-07T12:00Z", &["list", "figures", "--under-embargo"]).with(0);
    assert!(listed.contains("31, embargoed"), "{listed}");
}

/// Entries 10 to 13: the embargo ends by the clock, the fourth outlet overtakes two sentences, a house line, three sentences more.
fn wednesday(week: &mut Week) {
    let before = week.sentence("2024-05-08T06:59:59Z", &WORDS);
    assert_eq!(before, AT_LEAST_12);
    let after = week.sentence("2024-05-08T07:00:00Z", &WORDS);
    assert!(after.starts_with("The Orvania Dam Board said on 7 May 2024 that 31 people"), "{after}");
    let held = week.imported("ana", "2024-05-08T08:00Z", "herald.csv", event::HERALD);
    assert!(!held.contains(ALARM), "what is held overtakes nothing: {held}");
    let released = week.does("ben", "2024-05-08T08:30Z", &["amend", "entry", "10", "--release"]);
    assert!(released.ends_with(&format!("printed 2 printed sentences to update: {ALARM}")), "{released}");
    let line = ["amend", "event", "Sandrel dam collapse", "--house-line", "Sandrel Rescue Service"];
    let until = ["--until", "2024-05-12", "-m", "the board owns the dam"];
    week.does("ana", "2024-05-08T09:00Z", &[&line[..], &until].concat());
    let answer = week.evening("2024-05-08", &format!("{DIFFER}."), "sources differ (2 separate bodies)");
    let house = "house line the Sandrel Rescue Service until 12 May 2024 (the board owns the dam)";
    assert!(answer.contains(house), "{answer}");
    week.desk.file("stories.csv", event::STORIES);
    let kept = flat(&week.run("ana", "2024-05-08T19:00Z", &["check", "stories.csv", "--keep"]).with(0));
    assert!(kept.starts_with("stories.csv: 3 printed sentences kept as entry 13 "), "{kept}");
}

/// Entries 14 to 16: a reply, and our own slip.
fn thursday(week: &mut Week) {
    let receipt = week.imported("ana", "2024-05-09T09:00Z", "reply.csv", event::REPLY);
    assert!(receipt.contains(&format!("printed 2 printed sentences to update: {ALARM}")), "{receipt}");
    let before = week.sentence("2024-05-09T09:30Z", &WORDS);
    assert_eq!(before, format!("{DIFFER}."), "a held reply rejects nothing");
    week.does("ben", "2024-05-09T10:00Z", &["amend", "entry", "14", "--release"]);
    let typo = ["amend", "p2", "--typo", "figure=36", "-m", "ana turned the digits round"];
    let mended = week.does("ana", "2024-05-09T16:00Z", &typo);
    assert!(mended.starts_with(THIRTY_SIX), "{mended}");
    assert!(mended.contains("#3 mended as #10: recorded as entry 16 figure 36, was 63 "), "{mended}");
    assert!(
        mended.ends_with(&format!("printed 2 printed sentences to update, 1 to correct: {ALARM}")),
        "{mended}"
    );
    week.evening("2024-05-09", &format!("{DIFFER}{REJECTED}"), "sources differ (2 separate bodies)");
}

/// Entries 17 to 20: the board withdraws its number; the release is taken back, and restored. Ben takes a copy home.
fn friday(week: &mut Week) {
    week.imported("ana", "2024-05-10T10:00Z", "back.csv", event::BACK);
    let alarm = format!("printed 2 printed sentences to update, 1 to correct, 1 to withdraw: {ALARM}");
    let released = week.does("ben", "2024-05-10T11:00Z", &["amend", "entry", "17", "--release"]);
    assert!(released.ends_with(&alarm), "{released}");
    let undone = week.does("ben", "2024-05-10T12:00Z", &["undo", "18"]);
    let without = format!("printed 2 printed sentences to update, 1 to correct: {ALARM}");
    assert!(undone.ends_with(&without), "{undone}");
    assert_eq!(week.sentence("2024-05-10T12:30Z", &WORDS), format!("{DIFFER}{REJECTED}"));
    let restored = week.does("ben", "2024-05-10T13:00Z", &["undo", "19"]);
    assert!(restored.ends_with(&alarm), "{restored}");
    week.evening("2024-05-10", &format!("{NINETEEN} {WITHDREW}"), "single source");
    let copied = week.asked("2024-05-10T18:00Z", &["export", "-o", "copy.db"]).err;
    assert!(copied.starts_with("copy.db: 20 entries, "), "{copied}");
}

/// Entries 21 to 24: the morning list with its notices, each signed by ben, and the list for readers.
fn saturday_signs(week: &Week) {
    let list = week.asked("2024-05-11T07:00Z", &["check", "--printed", "--notice"]);
    let list = flat(&list.with(1));
    let heads = ["Printed 5: withdraw", "Printed 2: correct", "Printed 1: update", "Printed 3: update"];
    assert!(heads.map(|head| list.find(head)).is_sorted() && list.contains(heads[0]), "{list}");
    let notices = [
        format!(
            "WITHDRAWN: An earlier version of this report gave 31 as the number of people killed in the Sandrel dam collapse. That number no longer stands. {NINETEEN} {WITHDREW}"
        ),
        format!(
            "CORRECTION: An earlier version of this report gave 63 as the number of people missing in the Sandrel dam collapse. That was our typing error; the number was 36. {THIRTY_SIX}"
        ),
        format!(
            "UPDATE: On 6 May 2024 this report gave at least 12 as the number of people killed in the Sandrel dam collapse. {NINETEEN} {WITHDREW}"
        ),
        format!(
            "UPDATE: On 6 May 2024 this report gave 40 as the number of people injured in the Sandrel dam collapse. {FORTY_FOUR}"
        ),
    ];
    for notice in &notices {
        assert!(list.contains(&format!("notice {notice} decide ")), "{notice}\n{list}");
    }
    assert!(
        list.ends_with("2 printed sentences to update, 1 to correct, 1 to withdraw; nothing is to be done about 2 printed sentences"),
        "{list}"
    );
    let left = [
        "2 printed sentences to update, 1 to correct",
        "2 printed sentences to update",
        "1 printed sentence to update",
        "",
    ];
    for (at, (printed, left)) in ["5", "2", "1", "3"].into_iter().zip(left).enumerate() {
        let now = format!("2024-05-11T08:0{at}Z");
        let signed =
            week.does("ben", &now, &["amend", "printed", printed, "--done", "-m", "ana called the printer"]);
        assert!(
            signed.starts_with(&format!("printed {printed}: recorded as entry {} ", 21 + at)),
            "{signed}"
        );
        let ends = if left.is_empty() {
            format!("tollbook undo {}", 21 + at)
        } else {
            format!("printed {left}: {ALARM}")
        };
        assert!(signed.ends_with(&ends), "{signed}");
    }
    let nothing = flat(&week.asked("2024-05-11T09:00Z", &["check", "--printed"]).with(0));
    assert_eq!(nothing, "Nothing is to be done about 6 printed sentences");
    readers_are_told(week);
}

/// The list for readers: four lines, newest first, and nobody of the desk.
fn readers_are_told(week: &Week) {
    week.asked("2024-05-11T09:00Z", &["export", "--corrections", "corrections.md"]).with(0);
    let list = std::fs::read_to_string(week.desk.path("corrections.md")).expect("a list");
    let lines: Vec<&str> = list.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(lines.len(), 4, "{list}");
    let front = "Printed on 6 May 2024 (front, https://paper.example/1): ";
    assert_eq!(
        lines[0],
        format!(
            "- Update, 11 May 2024. {front}“The Sandrel Infirmary said that 40 people were injured in the Sandrel dam collapse.” Why: 40 was Sandrel Infirmary's total as of 6 May 2024; its total reached 44 as of 8 May. What the reports say: {FORTY_FOUR}"
        )
    );
    assert!(
        lines[1].starts_with(&format!("- Update, 11 May 2024. {front}“At least 12 people were killed")),
        "{}",
        lines[1]
    );
    assert!(lines[1].ends_with(&format!(" What the reports say: {NINETEEN} {WITHDREW}")), "{}", lines[1]);
    assert_eq!(
        lines[2],
        format!(
            "- Correction, 11 May 2024. {front}“After the Sandrel dam collapse 63 people are missing, the Sandrel Rescue Service said.” Why: our typing error; the number was 36. What the reports say: {THIRTY_SIX}"
        )
    );
    let withdrawal = "- Withdrawal, 11 May 2024. Printed on 8 May 2024 (page 3, https://paper.example/2): “The Orvania Dam Board said that 31 people were killed in the Sandrel dam collapse.” Why: 31 was the Orvania Dam Board's total as of 7 May 2024; ";
    assert!(lines[3].starts_with(withdrawal), "{}", lines[3]);
    assert!(lines[3].ends_with(&format!(" What the reports say: {NINETEEN} {WITHDREW}")), "{}", lines[3]);
    said::holds_nobody("corrections.md", &list);
}

/// Entries 25 to 27: one figure waits for a lawyer, another is under embargo for nine days more.
fn saturday(week: &mut Week) {
    let hold = ["--hold", "-m", "the council's lawyer reads it first"];
    let held = week.imported_with("ana", "2024-05-11T10:00Z", "council.csv", event::COUNCIL, &hold);
    assert!(held.starts_with("council.csv: recorded as entry 25 "), "{held}");
    week.imported("ana", "2024-05-11T10:10Z", "review.csv", event::REVIEW);
    week.does("ben", "2024-05-11T10:20Z", &["amend", "entry", "26", "--release"]);
    let shown = flat(&week.asked("2024-05-11T11:00Z", &["show", "c1"]).with(0));
    assert!(shown.contains("held by ana, entry 25: the council's lawyer reads it first"), "{shown}");
    week.evening("2024-05-11", &format!("{NINETEEN} {WITHDREW}"), "single source");
}

/// What the public gets on the last day, and what the pages of the desk show: nothing that is held or under embargo.
fn sunday_public(week: &Week) {
    week.asked("2024-05-12T08:00Z", &["export", "--site", "site", "--public"]).with(0);
    week.asked("2024-05-12T08:00Z", &["export", "-o", "public.csv", "--public"]).with(0);
    let files = ["site", "public.csv", "public.names.csv", "public.readme.txt"];
    let public = said::texts(&files.map(|name| week.desk.path(name)));
    assert!(public.len() > 15, "{} files", public.len());
    for (name, text) in &public {
        said::holds_nobody(name, text);
        said::holds_nothing_withheld(name, text);
        assert!(!text.contains("Relief Council"), "{name}: whose figures they are is told by nothing else");
    }
    let all: String = public.iter().map(|(_, text)| text.as_str()).collect();
    assert!(all.contains(WITHDREW) && all.contains("until 12 May 2024"), "it shows something");
    let csv = std::fs::read_to_string(week.desk.path("public.csv")).expect("a file");
    assert!(csv.contains(",36,") && !csv.contains(",63,"), "nobody printed what we mistyped: {csv}");
    for (path, page) in week.pages() {
        said::holds_nothing_withheld(&path, &page);
    }
}

/// Entries 28 to 31: ben's copy comes back with an entry of his own. It is held until ana releases it; two pages are to be mended.
fn sunday_merge(week: &mut Week) {
    let dam = ["--event", "Sandrel dam collapse", "--place", "Sandrel", "--measure", "killed"];
    let who = ["--count-type", "total", "--authority", "Sandrel Rescue Service", "--as-of", "2024-05-11"];
    let from = ["--publisher", "Orvania Radio", "--published-on", "2024-05-11", "--db", "copy.db"];
    let add = [&["add", "20"][..], &dam, &who, &from].concat();
    let added = week.does("ben", "2024-05-11T12:00Z", &add);
    assert!(added.contains("recorded as entry 21 ") && added.contains(HELD), "a copy is that store: {added}");
    let merged = week.does("ana", "2024-05-12T09:00Z", &["import", "copy.db"]);
    assert!(merged.contains("held 1 figure is in no answer until it is released"), "{merged}");
    assert!(!merged.contains(ALARM), "{merged}");
    let before = week.sentence("2024-05-12T09:30Z", &WORDS);
    assert_eq!(before, format!("{NINETEEN} {WITHDREW}"));
    let refused = week.refused("ben", "2024-05-12T10:00Z", &["amend", "entry", "28", "--release"]);
    assert!(refused.contains("error[O113]"), "{refused}");
    let released = week.does("ana", "2024-05-12T10:30Z", &["amend", "entry", "28", "--release"]);
    assert!(released.ends_with(&format!("printed 2 printed sentences to update: {ALARM}")), "{released}");
    week.evening("2024-05-12", &format!("{TWENTY} {WITHDREW}"), "single source");
    let list = week.asked("2024-05-12T11:00Z", &["check", "--printed"]).with(1);
    assert!(list.contains("Printed 1: update") && list.contains("Printed 4: update"), "{list}");
    for printed in ["1", "4"] {
        week.does("ben", "2024-05-12T12:00Z", &["amend", "printed", printed, "--done", "-m", "written anew"]);
    }
}

/// Asked a week later, each evening has the answer that it had.
fn each_evening_is_remembered(week: &Week) {
    assert_eq!(week.evenings.len(), 7);
    for (day, sentence) in &week.evenings {
        let words = ["dam", "killed", "--recorded-by", day];
        assert_eq!(&week.sentence("2024-05-19T08:00Z", &words), sentence, "{day}");
    }
    let first = week.asked("2024-05-19T08:00Z", &["dam", "killed", "--recorded-by", "2024-05-05"]);
    assert!(!["12", "19", "20", "31"].iter().any(|number| first.out.contains(number)), "{}", first.out);
}
