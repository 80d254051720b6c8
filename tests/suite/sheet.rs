//! A desk's own sheet, imported again: what was mistyped is mended, what moved on is news, and no source is said to have said
//! what a desk mistyped.

mod laws;

use serde_json::Value;
use tollbook::desk::Criteria;
use tollbook::desk::import::{ImportExtent, ImportOptions};
use tollbook::intake::settings::Settings;
use tollbook::model::sheet::Changed;
use tollbook::report::answer::Explain;

use crate::books::{Books, recorded_by, usual, words};
use crate::desk::Desk;
use crate::inputs::Ended;

const HEAD: &str =
    "ref,event,place,measure,count_type,figure,as_of,stated_on,published_on,authority,publisher,note\n";

/// A row of an exercise: its ref, its place, its number, the day of it, and a note.
#[derive(Clone, Copy)]
struct Row(&'static str, &'static str, &'static str, &'static str, &'static str);

impl Row {
    fn text(self) -> String {
        let Row(name, place, figure, day, note) = self;
        format!(
            "{name},Exercise flood,{place},killed,total,{figure},{day},,{day},Velmar Rescue,Velmar Post,{note}\n"
        )
    }
}

const DAY: &str = "2023-11-10";

fn row(name: &'static str, figure: &'static str) -> Row {
    Row(name, "Velmar", figure, DAY, "")
}

/// A sheet of these rows.
fn sheet(rows: &[Row]) -> String {
    HEAD.to_owned() + &rows.iter().map(|row| row.text()).collect::<String>()
}

fn changed(answer: Changed) -> ImportOptions {
    ImportOptions { settings: Settings { changed: Some(answer), ..Settings::default() }, ..usual() }
}

/// Imports the sheet as it is now; the receipt.
fn again(books: &Books, desk: &Desk, rows: &[Row], options: ImportOptions, extent: ImportExtent) -> Value {
    desk.file("sheet.csv", sheet(rows));
    books.receipt("sheet.csv", options, extent)
}

fn taken(desk: &Desk, rows: &[Row], options: ImportOptions) -> Value {
    again(desk, desk, rows, options, ImportExtent::All)
}

fn asked(desk: &Desk, rows: &[Row]) -> Value {
    again(desk, desk, rows, usual(), ImportExtent::Nothing)
}

/// A desk whose sheet was imported.
fn with_sheet(rows: &[Row]) -> Desk {
    let desk = Desk::new();
    desk.file("sheet.csv", sheet(rows));
    desk.import(&["sheet.csv"]);
    desk
}

fn standing(desk: &Desk) -> String {
    desk.ask("SELECT group_concat(wording, ' ') FROM (SELECT wording FROM figures WHERE status = 'stands' ORDER BY place, as_of, value)")
}

fn sentences(books: &Books) -> Vec<String> {
    books.answer_rows(Criteria::default())
}

/// The first cell that changed in the first row of a list of the receipt.
fn change(receipt: &Value, list: &str) -> String {
    let cell = &receipt["sheet"][list]["first"][0]["cells"][0];
    let text = |key: &str| cell[key].as_str().unwrap_or_default().to_owned();
    format!("{} {} -> {}", text("field"), text("was"), text("is"))
}

#[test]
fn a_changed_row_is_asked_about_and_mended() {
    let desk = with_sheet(&[row("a", "eight"), row("b", "3")]);
    let mended = [row("a", "9"), row("b", "3")];
    let receipt = asked(&desk, &mended);
    assert_eq!(change(&receipt, "changed"), "figure eight -> 9");
    assert_eq!(receipt["problems"][0]["code"], "W101");
    assert_eq!(desk.ask("SELECT count(*) FROM entry"), "1");

    let dry = ImportOptions { dry_run: true, ..changed(Changed::Mend) };
    assert_eq!(taken(&desk, &mended, dry)["mended"], 1);
    assert_eq!(standing(&desk), "3 eight");

    let receipt = taken(&desk, &mended, changed(Changed::Mend));
    assert_eq!((&receipt["mended"], &receipt["new"], &receipt["same"]), (&1.into(), &0.into(), &1.into()));
    assert_eq!(change(&receipt, "mended"), "figure eight -> 9");
    assert_eq!(standing(&desk), "3 9");
    assert!(desk.shown("a").contains("in the place of #1"));
    // The same sheet again changes nothing, whatever is said of changed rows.
    for options in [usual(), changed(Changed::New)] {
        assert_eq!(taken(&desk, &mended, options)["already_imported"], 2);
    }
    desk.verify();
    desk.undo(2).expect("undone");
    assert_eq!(standing(&desk), "3 eight");
    assert_eq!(change(&asked(&desk, &mended), "changed"), "figure eight -> 9");
}

#[test]
fn what_the_source_printed_twice_stands_twice() {
    let desk = with_sheet(&[row("a", "8")]);
    let receipt = taken(&desk, &[row("a", "9")], changed(Changed::New));
    assert_eq!((&receipt["new"], &receipt["mended"]), (&1.into(), &0.into()));
    assert_eq!(standing(&desk), "8 9");
    // Of the two the sheet holds one: that is what a row mends next.
    let receipt = taken(&desk, &[row("a", "10")], changed(Changed::Mend));
    assert_eq!(change(&receipt, "mended"), "figure 9 -> 10");
    assert_eq!(standing(&desk), "8 10");
}

/// Without refs a row is known by all that tells its statement from others; with refs by the ref, whatever else changed.
#[test]
fn rows_are_known_by_refs_and_without_them_by_their_statements() {
    for (name, other, known) in [
        ("", Row("", "Velmar", "9", DAY, ""), true),
        ("", Row("", "Velmar West", "8", DAY, ""), false),
        ("", Row("", "Velmar", "9", "2023-11-09", ""), false),
        ("a", Row("a", "Velmar West", "8", DAY, ""), true),
        ("a", Row("a", "Velmar", "8", "2023-11-09", ""), true),
        ("a", Row("b", "Velmar", "9", DAY, ""), false),
        ("", Row("a", "Velmar", "9", DAY, ""), true),
    ] {
        let desk = with_sheet(&[row(name, "8"), Row("z", "Orlen", "1", DAY, "")]);
        let rows = [other, Row("z", "Orlen", "1", DAY, "")];
        let extent = if known { ImportExtent::Nothing } else { ImportExtent::All };
        let receipt = again(&desk, &desk, &rows, usual(), extent);
        let vanished = receipt["sheet"]["vanished"]["rows"].as_u64().unwrap_or(0);
        assert_eq!(vanished, u64::from(!known), "{name} {receipt}");
        let other = with_sheet(&[row(name, "8")]);
        other.file("other.csv", sheet(&rows));
        other.import(&["other.csv"]);
    }
}

#[test]
fn a_day_that_moved_forward_is_news_whatever_is_kept() {
    for answer in [None, Some(Changed::Mend), Some(Changed::New)] {
        for name in ["a", ""] {
            let desk = with_sheet(&[row(name, "8"), Row("z", "Orlen", "1", DAY, "")]);
            let rows = [Row(name, "Velmar", "12", "2023-11-11", ""), Row("z", "Orlen", "1", DAY, "")];
            let receipt = taken(&desk, &rows, answer.map_or_else(usual, changed));
            assert_eq!(receipt["sheet"]["moved_on"], 1, "{receipt}");
            assert_eq!(receipt["sheet"]["vanished"], Value::Null);
            assert_eq!(standing(&desk), "1 8 12");
        }
    }
}

#[test]
fn no_profile_answers_for_a_rise_without_a_new_day() {
    let desk = with_sheet(&[row("a", "8"), row("b", "30")]);
    desk.file("sheet.csv.toml", "changed = \"mend\"\n");
    let receipt = taken(&desk, &[row("a", "8"), row("b", "3")], usual());
    assert_eq!((&receipt["mended"], change(&receipt, "mended")), (&1.into(), "figure 30 -> 3".to_owned()));
    let risen = [row("a", "80"), row("b", "2")];
    assert_eq!(asked(&desk, &risen)["sheet"]["changed"]["rows"], 2);
    assert_eq!(taken(&desk, &risen, changed(Changed::Mend))["mended"], 2);
    assert_eq!(standing(&desk), "2 80");
    desk.file("sheet.csv.toml", "changed = \"new\"\n");
    assert_eq!(taken(&desk, &[row("a", "81"), row("b", "2")], usual())["new"], 1);
}

#[test]
fn of_two_rows_that_fit_one_neither_is_taken_for_it() {
    let desk = with_sheet(&[row("", "8")]);
    let two = [row("", "9"), row("", "10")];
    assert_eq!(asked(&desk, &two)["sheet"]["unclear"]["rows"], 2);
    let receipt = taken(&desk, &two, changed(Changed::Mend));
    assert_eq!((&receipt["mended"], &receipt["sheet"]["unclear"]["rows"]), (&0.into(), &2.into()));
    assert_eq!(standing(&desk), "8 9 10");
}

#[test]
fn mended_and_mended_back_gives_the_answers_before() {
    let (first, second) = ([row("a", "8"), row("", "3")], [row("a", "9"), row("", "4")]);
    let desk = with_sheet(&first);
    let before = sentences(&desk);
    for turn in 0..2 {
        taken(&desk, &second, changed(Changed::Mend));
        assert_ne!(sentences(&desk), before, "{turn}");
        assert_eq!(asked(&desk, &first)["sheet"]["changed"]["rows"], 2);
        assert_eq!(taken(&desk, &first, changed(Changed::Mend))["mended"], 2);
        assert_eq!(sentences(&desk), before, "{turn}");
    }
    assert_eq!(standing(&desk), "3 8");
    desk.verify();
}

/// A sheet that still says what was mended by hand does not bring it back, and is told; one that says what was mended, too.
#[test]
fn a_place_that_was_mistyped_is_as_if_it_had_never_been() {
    let desk = with_sheet(&[Row("toll", "Velmarr", "8", DAY, "")]);
    taken(&desk, &[Row("toll", "Velmar", "8", DAY, "")], changed(Changed::Mend));
    let places = |criteria| -> Vec<String> {
        let answers = desk.answers("range", criteria, Explain::AnswerOnly);
        answers.iter().map(|answer| format!("{:?} {}", answer.scope.place, answer.verdict)).collect()
    };
    assert_eq!(places(Criteria::default()), ["Some(\"Velmar\") single source"], "nobody counted in Velmarr");
    assert_eq!(places(words("velmarr")), ["Some(\"Velmarr\") no figure"], "who asks for it alone is told");
}

#[test]
fn a_mend_by_hand_holds_until_the_sheet_says_something_new() {
    let desk = with_sheet(&[row("a", "8"), row("b", "1")]);
    desk.mend("a", &[("figure", "9")], "misread").expect("mended");
    desk.void("b", "not there").expect("voided");
    let (z, b) = (Row("z", "Orlen", "1", DAY, ""), row("b", "1"));
    let receipt = taken(&desk, &[row("a", "8"), b, z], usual());
    let void = &receipt["sheet"]["void"];
    assert_eq!((&void["rows"], &void["first"][0]["by_words"]), (&2.into(), &"9".into()), "{receipt}");
    assert_eq!(void["first"][1]["by"], Value::Null);
    assert_eq!(standing(&desk), "1 9");
    // Mended in the sheet as well, it is the same; a third number is a change of that.
    let receipt = taken(&desk, &[row("a", "9"), z], usual());
    assert_eq!((&receipt["same"], &receipt["sheet"]), (&2.into(), &Value::Null));
    assert_eq!(change(&asked(&desk, &[row("a", "10"), z]), "changed"), "figure 9 -> 10");
    // Back to the first number it is one as well, and stands again.
    let receipt = taken(&desk, &[row("a", "8"), z], changed(Changed::Mend));
    assert_eq!(change(&receipt, "mended"), "figure 9 -> 8");
    assert_eq!(standing(&desk), "1 8");
    // What was voided may be printed after all.
    taken(&desk, &[row("a", "1"), z], changed(Changed::Mend));
    assert_eq!(standing(&desk), "1 1");
    desk.verify();
}

#[test]
fn links_and_details_follow_and_mended_links_do_not_stay() {
    let desk = Desk::new();
    let head = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,relation,target,quote\n";
    let line = |name: &str, figure: &str, day: &str, link: &str, quote: &str| {
        format!(
            "{name},Exercise flood,Velmar,killed,total,{figure},{day},{day},Velmar Rescue,Velmar Post,{link},{quote}\n"
        )
    };
    let (old, other) = (line("old", "20", "2023-11-08", ",", ""), line("other", "22", "2023-11-09", ",", ""));
    let first = line("a", "8", DAY, "revises,old", "eight of us");
    desk.file("sheet.csv", format!("{head}{old}{other}{first}"));
    desk.import(&["sheet.csv"]);
    desk.file("later.csv", format!("{head}{}", line("l", "7", "2023-11-12", "revises,a", "")));
    desk.import(&["later.csv"]);
    let mended = line("a", "9", DAY, "revises,other", "");
    desk.file("sheet.csv", format!("{head}{old}{other}{mended}"));
    desk.import_with(&["sheet.csv"], changed(Changed::Mend));
    let links = desk.ask(
        "SELECT f.wording || ' by ' || o.wording FROM act JOIN figures AS f ON f.id = act.figure
         JOIN figures AS o ON o.id = other WHERE what = 'revises' AND f.status = 'stands' AND o.status = 'stands' ORDER BY act.id",
    );
    assert_eq!(links, "22 by 9\n9 by 7");
    assert_eq!(desk.ask("SELECT quote FROM figures WHERE wording = '9'"), "eight of us");
    desk.verify();
}

#[test]
fn parts_in_the_words_are_mended_with_them() {
    let desk = with_sheet(&[row("a", "704 (305 children)")]);
    let earlier = |figure| Row("a", "Velmar", figure, "2023-11-09", "");
    for (is, stands) in [
        (row("a", "740 (350 children)"), "350 740"),
        (row("a", "704 (305 children)"), "305 704"),
        (earlier("704 (305 children)"), "305 704"),
        (earlier("700"), "700"),
        (earlier("704 (305 children)"), "305 704"),
    ] {
        let receipt = taken(&desk, &[is], changed(Changed::Mend));
        assert_eq!(receipt["new"], 0, "{receipt}");
        let words = desk.ask("SELECT group_concat(value, ' ') FROM (SELECT value FROM figures WHERE status = 'stands' ORDER BY value)");
        assert_eq!(words, stands);
    }
    desk.verify();
}

#[test]
fn a_row_that_is_rejected_has_not_vanished() {
    let desk = with_sheet(&[row("a", "8"), row("b", "3"), row("c", "4")]);
    let receipt =
        again(&desk, &desk, &[row("a", "8O"), row("b", "3"), row("c", "4")], usual(), ImportExtent::Part);
    assert_eq!((&receipt["rejected"], &receipt["sheet"]), (&1.into(), &Value::Null), "{receipt}");
    let receipt = again(&desk, &desk, &[row("a", "8"), row("b", "3")], usual(), ImportExtent::All);
    assert_eq!(receipt["sheet"]["vanished"]["rows"], 1, "{receipt}");
}

/// Whoever does not look like a sheet that was mended is left alone.
#[test]
fn what_is_no_sheet_is_as_before() {
    let desk = with_sheet(&[row("a", "8")]);
    // Under another name, and by a feed, nothing is asked.
    desk.file("other.csv", sheet(&[row("a", "9")]));
    desk.import(&["other.csv"]);
    desk.file("sheet.csv", sheet(&[row("a", "10")]));
    desk.import_with(&["sheet.csv"], crate::books::snapshot("daily", "2023-11-12T10:00:00Z"));
    assert_eq!(standing(&desk), "8 9 10");
    // Nor where the entry of that name was taken back.
    desk.undo(1).expect("undone");
    assert_eq!(taken(&desk, &[row("a", "11")], usual())["new"], 1);
    // Where nothing is left of the last file of that name, nothing has vanished from it.
    let receipt = taken(&desk, &[Row("q", "Orlen", "2", DAY, "")], usual());
    assert_eq!(receipt["sheet"], Value::Null);
}

#[test]
fn earlier_times_know_the_number_before() {
    let desk = Desk::new();
    let eight = [row("a", "8")];
    again(&desk.at("2023-12-02T08:00:00Z"), &desk, &eight, usual(), ImportExtent::All);
    let before = sentences(&desk);
    let books = desk.at("2023-12-02T10:00:00Z");
    again(&books, &desk, &[row("a", "9")], changed(Changed::Mend), ImportExtent::All);
    assert_ne!(sentences(&desk), before);
    let then = desk.answer_rows(recorded_by("2023-12-02T09:00:00Z"));
    let said = |rows: &[String]| rows.last().and_then(|row| Some(row.split_once(",range,")?.1.to_owned()));
    assert_eq!(said(&then), said(&before));
    desk.export("out.csv");
    desk.of("new.db").import(&["out.csv"]);
    assert_eq!(sentences(&desk.of("new.db")), sentences(&desk));
}

#[test]
fn a_row_is_told_by_what_it_counts() {
    let desk = Desk::new();
    let rows = |first: &str| {
        sheet(&[]).replace("ref,", "")
            + &[("Velmar", first), ("Osk", "4")]
                .map(|(place, figure)| {
                    format!("Exercise flood,{place},killed,total,{figure},{DAY},,{DAY},Velmar Rescue,Velmar Post,\n")
                })
                .concat()
    };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    desk.file("sheet.csv", rows("9"));
    desk.run(&["import", "sheet.csv"]).ended(0);
    desk.file("sheet.csv", rows("8"));
    let line = "line 2, Exercise flood, Velmar: killed, total: figure 8, was 9";
    let said = desk.run(&["import", "sheet.csv"]).ended(2);
    assert!(words(&said.err).contains(line), "{}", said.err);
    let said = desk.run(&["import", "sheet.csv", "--changed", "mend"]).ended(0);
    assert!(words(&said.out).contains(line), "{}", said.out);
    let text = rows("8");
    desk.file("sheet.csv", text.lines().filter(|line| !line.contains("Osk")).collect::<Vec<_>>().join("\n"));
    let said = desk.run(&["import", "sheet.csv"]).ended(0);
    assert!(words(&said.out).contains("(Velmar Post), Exercise flood, Osk: killed, total"), "{}", said.out);
}

#[test]
fn a_row_of_several_figures_is_one_row() {
    let desk = Desk::new();
    let text = |dead: &str, hurt: &str| format!("day,town,dead,hurt\n{DAY},Velmar,{dead},{hurt}\n");
    let table = |name: &str, measure: &str| {
        format!("[figures.{name}]\nmeasure = \"{measure}\"\ncount_type = \"total\"\n")
    };
    let fields = "[fields]\nevent = \"Exercise flood\"\nplace = { column = \"town\" }\npublisher = \"Velmar Post\"\n\
                  as_of = { column = \"day\" }\npublished_on = { column = \"day\" }\n";
    desk.file("sheet.csv.toml", fields.to_owned() + &table("dead", "killed") + &table("hurt", "injured"));
    desk.file("sheet.csv", text("9", "20"));
    desk.run(&["import", "sheet.csv"]).ended(0);
    desk.file("sheet.csv", text("8", "21"));
    let said = desk.run(&["import", "sheet.csv"]).ended(2);
    assert!(said.err.contains("1 row is not what"), "{}", said.err);
    let (dead, hurt) = ("killed, total: figure 8, was 9", "injured, total: figure 21, was 20");
    assert!(said.err.contains(dead) && said.err.contains(hurt), "{}", said.err);
}
