//! Laws of sheets, whatever stands in them: the same sheet again changes nothing, mended and mended back it gives the answers
//! before, and its export gives the answers that it gives.

use serde_json::Value;
use tollbook::desk::Criteria;
use tollbook::desk::import::ImportExtent;
use tollbook::model::sheet::Changed;

use super::changed;
use crate::books::usual;
use crate::desk::Desk;
use crate::simulation::dice::Dice;
use crate::simulation::{SEEDS, number};

/// How many sheets are rolled: `TOLLBOOK_SEEDS` asks for more than the ordinary run has.
fn seeds() -> u64 {
    number(SEEDS).unwrap_or(15)
}

const HEAD: &str =
    "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,part_of,quote\n";

/// A row as a desk types it.
#[derive(Clone)]
struct Typed {
    name: String,
    place: &'static str,
    figure: String,
    day: usize,
    authority: &'static str,
    publisher: &'static str,
    part_of: String,
    quote: &'static str,
}

impl Typed {
    fn roll(dice: &mut Dice, number: usize) -> Typed {
        let count = 5 + dice.below(60);
        let figure = match dice.below(6) {
            0 => format!("at least {count}"),
            1 => format!("about {}", 10 * count),
            2 => format!("{} ({} children)", 3 * count, count),
            _ => count.to_string(),
        };
        let name = if dice.chance(60) { format!("r{number}") } else { String::new() };
        Typed {
            name,
            place: dice.pick(&["Velmar", "Velmar > Orlen", "Velmar > Tars", ""]),
            figure,
            day: 1 + dice.below(20),
            authority: dice.pick(&["Velmar Rescue", "Velmar Army", ""]),
            publisher: dice.pick(&["Velmar Post", "River Post"]),
            part_of: String::new(),
            quote: dice.pick(&["", "", "as the wardens said"]),
        }
    }

    /// Something else in a cell, with a day that does not move forward.
    fn mistype(&mut self, dice: &mut Dice) {
        match (dice.below(4), self.name.is_empty()) {
            (0, false) => self.place = if self.place == "Velmar" { "Velmar > Tars" } else { "Velmar" },
            (1, false) if self.day > 1 => self.day -= 1,
            (2, false) => self.authority = if self.authority.is_empty() { "Velmar Army" } else { "" },
            _ => self.figure = (700 + dice.below(40)).to_string(),
        }
    }

    fn text(&self) -> String {
        let Typed { name, place, figure, day, authority, publisher, part_of, quote } = self;
        let day = format!("2023-11-{day:02}");
        format!(
            "{name},Exercise flood,{place},killed,total,{figure},{day},{day},{authority},{publisher},https://{}.example/1,{part_of},{quote}\n",
            publisher.to_lowercase().replace(' ', "-")
        )
    }
}

/// A sheet without two rows for one statement: which of two is meant nobody can know.
fn rolled(dice: &mut Dice) -> Vec<Typed> {
    let mut rows: Vec<Typed> = Vec::new();
    for number in 0..3 + dice.below(8) {
        let mut row = Typed::roll(dice, number);
        let is_other = |other: &Typed| {
            (other.place, other.day, other.authority, other.publisher)
                != (row.place, row.day, row.authority, row.publisher)
        };
        if !rows.iter().all(is_other) {
            continue;
        }
        let whole = rows.iter().find(|other| !other.name.is_empty() && other.place == "Velmar");
        if let Some(whole) = whole.filter(|_| row.place.contains('>') && dice.chance(50)) {
            row.part_of = whole.name.clone();
        }
        rows.push(row);
    }
    rows
}

fn put(desk: &Desk, rows: &[Typed]) {
    desk.file("sheet.csv", HEAD.to_owned() + &rows.iter().map(Typed::text).collect::<String>());
}

/// What every series with a figure is answered, and which figures stand.
fn known(desk: &Desk, store: &str) -> (Vec<String>, String) {
    let figures = "SELECT ifnull(ref, ''), place, wording, as_of, authority, quote FROM figures
                   WHERE status = 'stands' ORDER BY 2, 3, 4, 5, 1";
    let figures = crate::desk::ask(&desk.path(store), figures).expect("figures");
    let mut answers = desk.of(store).answer_rows(Criteria::default());
    answers.retain(|answer| !answer.contains(",no figure,"));
    (answers, figures)
}

fn of_seed(seed: u64, law: impl FnOnce(&mut Dice, &Desk, Vec<Typed>)) {
    let (mut dice, desk) = (Dice::new(seed), Desk::new());
    let rows = rolled(&mut dice);
    put(&desk, &rows);
    desk.import(&["sheet.csv"]);
    law(&mut dice, &desk, rows);
    desk.verify();
}

#[test]
fn the_same_sheet_again_changes_nothing() {
    for seed in 0..seeds() {
        of_seed(seed, |dice, desk, mut rows| {
            let before = known(desk, "tollbook.db");
            let receipt = desk.receipt("sheet.csv", changed(Changed::Mend), ImportExtent::All);
            assert_eq!(receipt["already_imported"], 1, "{seed}");
            // In another order they are the same rows.
            let at = dice.below(rows.len());
            rows.rotate_left(at);
            put(desk, &rows);
            let receipt = desk.receipt("sheet.csv", usual(), ImportExtent::All);
            assert_eq!((&receipt["new"], &receipt["mended"]), (&0.into(), &0.into()), "{seed} {receipt}");
            assert_eq!(receipt["sheet"], Value::Null, "{seed} {receipt}");
            assert_eq!(known(desk, "tollbook.db"), before, "{seed}");
        });
    }
}

#[test]
fn mended_and_mended_back_by_turns_gives_the_answers_before() {
    let mut mended = 0;
    for seed in 0..seeds() {
        of_seed(seed, |dice, desk, right| {
            let before = known(desk, "tollbook.db");
            for turn in 0..3 {
                let mut wrong = right.clone();
                let at = dice.below(wrong.len());
                wrong[at].mistype(dice);
                let other = (at + 1) % wrong.len();
                wrong[other].figure = (900 + turn).to_string();
                for rows in [&wrong, &right] {
                    put(desk, rows);
                    let receipt = desk.receipt("sheet.csv", changed(Changed::Mend), ImportExtent::All);
                    mended += receipt["mended"].as_u64().expect("a number");
                    assert_eq!(receipt["sheet"]["unclear"], Value::Null, "{seed} {receipt}");
                }
                assert_eq!(known(desk, "tollbook.db"), before, "{seed}, turn {turn}");
            }
        });
    }
    assert!(mended > 6 * seeds(), "{mended}");
}

#[test]
fn the_export_of_a_mended_sheet_gives_the_same_answers() {
    for seed in 0..seeds() {
        of_seed(seed, |dice, desk, mut rows| {
            for step in 0..3 {
                let at = dice.below(rows.len());
                match step {
                    1 => rows[at].day = (rows[at].day + 3).min(28),
                    _ => rows[at].mistype(dice),
                }
                put(desk, &rows);
                desk.import_with(&["sheet.csv"], changed(Changed::Mend));
            }
            for ending in ["csv", "jsonl"] {
                let (file, store) = (format!("out.{ending}"), format!("{ending}.db"));
                desk.export(&file);
                desk.of(&store).import(&[&file]);
                assert_eq!(known(desk, &store).0, known(desk, "tollbook.db").0, "{seed}, {ending}");
            }
        });
    }
}
