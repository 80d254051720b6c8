//! Rows of the house CSV as a desk might meet them, of an exercise that is plainly invented.

use tollbook::model::draft::{Draft, Field};
use tollbook::model::shared::Shared;
use tollbook::model::validate::Drafted;

use super::dice::Dice;

/// The columns of every file.
pub const COLUMNS: [Field; 22] = [
    Field::Ref,
    Field::Event,
    Field::Place,
    Field::Measure,
    Field::CountType,
    Field::Group,
    Field::Definition,
    Field::Figure,
    Field::AsOf,
    Field::PeriodStart,
    Field::PublishedOn,
    Field::StatedOn,
    Field::Authority,
    Field::AuthorityBasis,
    Field::Speaker,
    Field::Via,
    Field::Publisher,
    Field::Quote,
    Field::Note,
    Field::Relation,
    Field::Target,
    Field::PartOf,
];

/// One row as typed.
#[derive(Clone, Debug)]
pub struct Row(Vec<(Field, String)>);

/// Ongoing ones, an incident, and fighting.
const EVENTS: [&str; 6] = [
    "Exercise flood",
    "Exercise flood",
    "Exercise inundation",
    "Exercise strike",
    "Exercise strike",
    "Exercise clashes",
];

/// How a desk's sources are: those of a plain one state every day and say exact numbers and lower bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Plain,
    Any,
}

impl Row {
    /// A row without any cell.
    pub fn blank() -> Row {
        Row(Vec::new())
    }

    /// A row about any of a few series.
    pub fn roll(dice: &mut Dice, manner: Manner) -> Row {
        let mut row = Row::blank();
        let event = dice.pick(&EVENTS);
        row.set(Field::Event, event);
        let (place, count_type, definition) = match manner {
            // Several bodies meet where there are few series; one of them counts those alone who were identified.
            Manner::Plain => (
                "",
                dice.pick(&["total", "total", "total", "total", "total", "total", "total", "current"]),
                if event == EVENTS[2] { "identified_only" } else { "" },
            ),
            Manner::Any => (
                dice.pick(&["", "", "Delta", "The Delta"]),
                dice.pick(&["total", "total", "total", "total", "current", "period"]),
                dice.pick(&["", "", "", "", "", "identified_only"]),
            ),
        };
        row.set(Field::Place, place);
        row.set(Field::CountType, count_type);
        row.set(Field::Measure, if count_type == "current" { "missing" } else { "killed" });
        row.set(Field::Definition, definition);
        let authority = match dice.below(12) {
            0..=3 => "Ministry of Health",
            4 | 5 => "Health Min.",
            6..=8 => "Red Crescent",
            9 | 10 => "Province",
            _ => "",
        };
        row.set(Field::Authority, authority);
        row.set(Field::Publisher, dice.pick(&["Daily", "Courier", "The Courier", "Gazette"]));
        row.set(Field::Via, dice.pick(&["", "", "", "Agency"]));
        let day = 1 + dice.below(18);
        row.set(Field::AsOf, &date(day));
        if count_type == "total" && dice.chance(10) {
            row.set(Field::PeriodStart, &date(1));
        }
        if count_type == "period" {
            row.set(Field::PeriodStart, &date(day.saturating_sub(dice.below(2)).max(1)));
        }
        let lag = if dice.chance(70) { 0 } else { dice.below(4) };
        row.set(Field::PublishedOn, &date(day + lag));
        let number = 400 + 20 * day + [0, 0, 0, 1, 2, 15, 60][dice.below(7)];
        let text = if count_type == "current" && dice.chance(40) {
            "0".to_owned()
        } else {
            words(dice, number, manner)
        };
        row.set(Field::Figure, &text);
        row.describe(dice);
        if manner == Manner::Any {
            row.unsettle(dice, day, lag);
        }
        row
    }

    /// What is told beside a number; a few texts, so that several rows share them.
    pub fn describe(&mut self, dice: &mut Dice) {
        let quotes = ["", "", "the water came at night", "nobody had been warned of it"];
        let notes = ["", "", "seen on the board at noon", "read out on the radio"];
        self.set(Field::Quote, dice.pick(&quotes));
        self.set(Field::Note, dice.pick(&notes));
        if !self.get(Field::Authority).is_empty() {
            self.set(Field::AuthorityBasis, dice.pick(&["", "", "context", "inferred"]));
        }
    }

    /// What makes a source hard to follow: no day, half a day, a time, a later correction.
    fn unsettle(&mut self, dice: &mut Dice, day: usize, lag: usize) {
        let count_type = self.get(Field::CountType).to_owned();
        if !self.get(Field::Authority).is_empty() {
            self.set(Field::Speaker, dice.pick(&["", "", "", "A spokesman of the ministry"]));
        }
        if dice.chance(15) {
            self.set(Field::StatedOn, &date(day + dice.below(lag + 1)));
        }
        match dice.below(10) {
            0..=2 if count_type != "period" => self.set(Field::AsOf, ""),
            3 if count_type != "period" => self.set(Field::AsOf, "2020-06"),
            4 | 5 => {
                let time = dice.pick(&["T09:00", "T18:30", "T18:30+03:00"]);
                self.set(Field::PublishedOn, &format!("{}{time}", date(day + lag)));
            }
            _ => {}
        }
    }

    pub fn get(&self, field: Field) -> &str {
        self.0.iter().rev().find(|(known, _)| *known == field).map_or("", |(_, text)| text)
    }

    pub fn set(&mut self, field: Field, text: &str) {
        self.0.push((field, text.to_owned()));
    }

    /// What validation makes of it.
    pub fn drafted(&self) -> Drafted {
        let mut draft = Draft::default();
        for field in COLUMNS {
            draft.set(field, self.get(field));
        }
        Drafted::read(&draft, &mut Shared::default())
            .unwrap_or_else(|problems| panic!("{self:?}: {problems:?}"))
    }

    /// The row as a line of a file.
    pub fn line(&self) -> String {
        COLUMNS.map(|field| self.get(field).to_owned()).join(",")
    }

    /// The row as an addition by hand gives it.
    pub fn cells(&self) -> Vec<(&'static str, &str)> {
        let given = COLUMNS.into_iter().filter(|field| !matches!(field, Field::Ref | Field::PartOf));
        let cells = given.map(|field| (field.name(), self.get(field)));
        cells.filter(|(_, text)| !text.is_empty()).collect()
    }
}

/// A day of the exercise: the first to the thirtieth of June 2020.
pub fn date(day: usize) -> String {
    format!("2020-06-{:02}", day.clamp(1, 30))
}

fn words(dice: &mut Dice, number: usize, manner: Manner) -> String {
    let forms = if manner == Manner::Plain { 11 } else { 15 };
    match dice.below(forms) {
        0..=4 => number.to_string(),
        5 => format!("at least {number}"),
        6 => format!("at least {}", number / 10 * 10),
        7 => (number / 100 * 100).to_string(),
        8 => format!("{number}-{}", number + 40),
        9 => format!("up to {number}"),
        10 => dice.pick(&["no one", "100", "300"]).to_owned(),
        11 => format!("more than {number}"),
        12 => format!("about {}", number / 10 * 10),
        13 => format!("nearly {}", number / 10 * 10),
        _ => "hundreds".to_owned(),
    }
}
