//! The profile: it is written and read again as the same, or its fault has a place in the text; and a table that is read by
//! it comes to what the profile says, followed by hand.

use std::collections::BTreeMap;

use tollbook::intake::item::Item;
use tollbook::intake::profile::{self, FieldName, Profile, Value};
use tollbook::intake::settings::Settings;
use tollbook::model::date::DateStyle;
use tollbook::model::draft::Field;
use tollbook::model::validate::Drafted;

use super::by_hand::ByHand;
use super::ended::{Ended, Read, ended};
use super::file::Lines;
use super::fits::{Texts, fits, is_figure};
use super::fitting::table_for;
use super::{Checked, held, seen};

/// A table with the columns of the profiles that are changed.
const TABLE: &str = "event,place,country,date,Report Date,as_of,published_on,publisher,killed,killed_cum,figure,total,url\n\
    Flood,Riverton,Aland,2021-04-03,03/04/2021,2021-04-03,2021-04-05,River Post,12,1.400,at least 14,N/A,\n\
    Flood,Total,Aland,25/04/2021,25/04/2021,?,2021-04-06,River Post;Radio,-,\"1,500\",704 (305 children),1.234.567,http://x\n";

/// The name of the file that a profile reads.
const NAME: &str = "bulletin_2022-05-01.csv";

pub fn check(input: &[u8]) -> Checked {
    let text = String::from_utf8_lossy(input);
    let placed = match profile::parse(&text) {
        Ok(profile) => {
            let written = profile.to_toml();
            let again = profile::parse(&written)
                .map_err(|fault| format!("its own text is refused: {fault:?}\n{written}"))?;
            held(again == profile, || format!("it comes back otherwise:\n{written}"))?;
            let settings = Settings::default().with(profile.clone());
            let twice = Settings::default().with(settings.worked_out(&[]));
            held(twice == settings, || format!("{settings:?}, worked out and read again, is {twice:?}"))?;
            ended(TABLE.as_bytes(), &settings)?;
            let mut named = profile.clone();
            if profile::read_name(&mut named, NAME, &BTreeMap::new(), DateStyle::UNDECIDED).is_ok() {
                read_by(&named)?;
            }
            return seen(true);
        }
        Err(placed) => placed,
    };
    let lines = text.split('\n').count() as u64;
    held((1..=lines).contains(&placed.line), || format!("line {} of {lines}", placed.line))?;
    held(!placed.problem.hint.is_empty() && !placed.problem.what.is_empty(), || format!("{placed:?}"))?;
    seen(false)
}

/// A table that is made for a profile, read by it.
fn read_by(profile: &Profile) -> Result<(), String> {
    let profile = &completed(profile);
    let Some(table) = table_for(profile) else { return Ok(()) };
    // How bytes and lines are parted is looked at elsewhere.
    let settings = Settings::default().with(profile.clone());
    let settings = Settings { encoding: None, delimiter: Some(','), ..settings };
    let Ended::Read(read) = ended(table.as_bytes(), &settings)? else { return Ok(()) };
    let lines = Lines::new(&table, b',', &read.names);
    followed(profile, &settings, &lines, &read)
}

/// The profile, and what it leaves to say of a figure.
fn completed(profile: &Profile) -> Profile {
    const USUAL: [(Field, &str); 5] = [
        (Field::Event, "Flood"),
        (Field::Measure, "killed"),
        (Field::CountType, "total"),
        (Field::Publisher, "River Post"),
        (Field::PublishedOn, "2021-05-02"),
    ];
    let mut profile = profile.clone();
    for (field, text) in USUAL {
        profile.fields.entry(FieldName(field)).or_insert_with(|| Value::Constant(text.into()));
    }
    profile
}

/// Every figure is what the profile makes of its row, in the order of the columns; and none is lost that can be read.
pub fn followed(
    profile: &Profile,
    settings: &Settings,
    table: &Lines<'_>,
    read: &Read,
) -> Result<(), String> {
    if profile.rows.each.is_some() || profile.rows.totals.is_some() {
        return Ok(()); // rows are counted, or sums are raised to what they are sums of
    }
    let rows = table.rows();
    let by_hand = ByHand { profile, settings, names: table.names, rows: &rows };
    let mut rows: BTreeMap<u64, Vec<&Drafted>> = BTreeMap::new();
    for item in &read.items {
        match item {
            Item::Row(row) => {
                let beside = row.beside.iter().flat_map(|beside| &beside.rows);
                let all = std::iter::once(row).chain(beside).map(|row| &*row.drafted);
                rows.entry(row.line).or_default().extend(all);
            }
            Item::Rejected(row) => drop(rows.entry(row.line).or_default()),
            Item::Skipped(_) | Item::Said(_) | Item::LeftOut(_) => {}
        }
    }
    let is_decided = settings.dates.is_some()
        || settings.thousands.is_some()
        || !profile.columns.is_empty()
        || read.decisions.iter().any(|decision| decision.column.is_some());
    for (line, found) in rows {
        let cells = table.record(line);
        // A row of another width has no cells that could be told.
        if cells.len() == table.names.len() {
            let texts = by_hand.figures(&cells);
            row(&texts, &found, is_decided)
                .map_err(|why| format!("line {line}, {cells:?}: {why}\n{profile:?}"))?;
        } else {
            held(found.is_empty(), || format!("line {line} is read, and has {} cells", cells.len()))?;
        }
    }
    Ok(())
}

fn row(texts: &[Texts], found: &[&Drafted], is_decided: bool) -> Result<(), String> {
    let mut left = texts.iter();
    for drafted in found {
        let mut why = format!("{:?} is not what the profile says", drafted.figure);
        loop {
            let Some(texts) = left.next() else { return Err(why) };
            match fits(texts, drafted) {
                Ok(()) => break,
                Err(_) if is_decided || !is_figure(texts) => {}
                Err(other) => return Err(other),
            }
            why = format!("{why}; {texts:?}");
        }
    }
    let lost = left.find(|texts| !is_decided && is_figure(texts));
    held(lost.is_none(), || format!("lost: {lost:?}"))
}
