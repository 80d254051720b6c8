//! Invented figures in the house CSV, to measure with: as many as are wanted, and the same ones for the same seed.
//!
//! The shape is that of a large desk: 20 events, 3,000 places, 12 things counted in each, 40 authorities, 1,000 days.
//! Reports come in the order of their days. Each has one publisher and one authority, and gives one to nine figures of a
//! place and its neighbours, so that the figures of a series lie far apart in the file. Some words are hedged, some
//! counts fall, some days come late, some rows come twice.

use std::io::{self, Write};

use tollbook::model::date::Day;

const EVENTS: u64 = 20;
const PLACES: u64 = 3_000;
const AUTHORITIES: u64 = 40;
const DAYS: u64 = 1_000;

/// Figures in a report, on average.
const FIGURES: u64 = 5;

const KINDS_OF_EVENT: [&str; 4] = ["border war", "river flood", "earthquake", "heat wave"];
const SIDES: [&str; 10] =
    ["Upper", "Lower", "Northern", "Southern", "Inner", "Outer", "Old", "New", "Near", "Far"];
const TREES: [&str; 20] = [
    "Alder", "Ash", "Aspen", "Bay", "Beech", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Holly", "Juniper",
    "Larch", "Linden", "Maple", "Mélèze", "Pine", "Rowan", "Spruce", "Willow",
];
const KINDS_OF_PLACE: [&str; 15] = [
    "Province", "District", "County", "Region", "City", "Canton", "Valley", "Coast", "Island", "Plain",
    "Harbour", "Parish", "Borough", "Hills", "Quarter",
];
const COUNTRIES: [&str; 5] = ["Morrowland", "Tarnland", "Fellmark", "Brookmark", "Heathland"];
const BODIES: [&str; 8] = [
    "Health Ministry",
    "Interior Ministry",
    "Civil Protection",
    "Police Command",
    "Army Staff",
    "Rescue Service",
    "Rights Observatory",
    "Hospitals Union",
];
const REGIONS: [&str; 6] = ["Lowland", "Highland", "Seaside", "Lakeside", "Riverside", "Woodland"];
const PAPERS: [&str; 4] = ["Daily", "Post", "Agency", "Radio"];
const WORDS: [&str; 24] = [
    "after",
    "bridge",
    "cases",
    "count",
    "crews",
    "day",
    "figures",
    "following",
    "hospitals",
    "latest",
    "morning",
    "new",
    "night",
    "office",
    "over",
    "reports",
    "revised",
    "roads",
    "shelters",
    "statement",
    "survey",
    "towns",
    "update",
    "week",
];

/// What is counted in each place: measure, group, count type, and how large it becomes.
const COUNTED: [(&str, &str, &str, u64); 12] = [
    ("killed", "people", "total", 1_800),
    ("injured", "people", "total", 5_000),
    ("killed", "people", "period", 45),
    ("killed", "children", "total", 600),
    ("missing", "people", "current", 250),
    ("killed", "women", "total", 450),
    ("injured", "people", "period", 130),
    ("displaced", "people", "current", 70_000),
    ("injured", "children", "total", 1_500),
    ("killed", "medics", "total", 40),
    ("detained", "people", "current", 400),
    ("killed", "journalists", "total", 15),
];

/// Writes a header and that many rows.
///
/// # Errors
/// What writing meets.
pub fn write(out: &mut impl Write, rows: u64, seed: u64) -> io::Result<()> {
    writeln!(
        out,
        "event,place,measure,group,count_type,figure,period_start,as_of,published_on,authority,publisher,title,url"
    )?;
    let reports = (rows / FIGURES).max(1);
    let (mut chance, mut left, mut number) = (Chance::new(seed), rows, 0);
    while left > 0 {
        let report = Report::new(&mut chance, number * DAYS / reports, (seed, number));
        for nth in 0..1 + chance.below(9) {
            let row = report.row(&mut chance, nth);
            let times = if chance.of_a_thousand(5) { 2 } else { 1 };
            for _ in 0..left.min(times) {
                out.write_all(row.as_bytes())?;
            }
            left -= left.min(times);
        }
        number += 1;
    }
    Ok(())
}

/// One report: what its rows share.
struct Report {
    day: u64,
    place: u64,
    authority: u64,
    /// The first thing it counts; the others follow.
    first: u64,
    /// Publication day, authority, publisher, title and url, as they stand in a row.
    source: String,
}

impl Report {
    /// The reports after the last day are of the last day.
    fn new(chance: &mut Chance, day: u64, (seed, number): (u64, u64)) -> Report {
        let day = day.min(DAYS - 1);
        let place = chance.below(PLACES);
        // Two to four authorities report of a place.
        let authority = (place + 9 * chance.below(2 + place % 3)) % AUTHORITIES;
        let words: Vec<&str> = (0..7 + chance.below(5)).map(|_| chance.one_of(&WORDS)).collect();
        let title = match chance.of_a_thousand(350) {
            true => format!("\"{}, {}\"", words[..4].join(" "), words[4..].join(" ")),
            false => words.join(" "),
        };
        let (region, paper, date) = (chance.one_of(&REGIONS), chance.one_of(&PAPERS), date(day));
        let url = format!(
            "https://{}-{}.example/{}/{}-{seed}-{number}",
            region.to_lowercase(),
            paper.to_lowercase(),
            date.replace('-', "/"),
            words.join("-")
        );
        let source = format!("{date},{},{region} {paper},{title},{url}", authority_name(authority));
        Report { day, place, authority, first: chance.below(4), source }
    }

    /// Its nth row: six of its own place, then of neighbours.
    fn row(&self, chance: &mut Chance, nth: u64) -> String {
        let place = match nth {
            0..6 => self.place,
            _ => (self.place + EVENTS * (1 + chance.below(7))) % PLACES,
        };
        let counted = COUNTED[((self.first + nth) % COUNTED.len() as u64) as usize];
        let (measure, group, count_type, size) = counted;
        let late = if chance.of_a_thousand(40) { 1 + chance.below(30) } else { chance.below(2) };
        let day = self.day.saturating_sub(late);
        // Places are of different sizes, and authorities count up to a tenth more or less than others.
        let size =
            1 + size * (1 + place * 37 % 50) / 10 * (90 + (place * 13 + self.authority * 29) % 21) / 100;
        let mut people = match count_type {
            "total" => size * (day + 30) / (DAYS + 30),
            _ => chance.below(size + 1),
        };
        if chance.of_a_thousand(20) {
            people = people * (75 + chance.below(25)) / 100;
        }
        let start = if count_type == "period" { date(day) } else { String::new() };
        format!(
            "{},{},{measure},{group},{count_type},{},{start},{},{}\n",
            event_name(place % EVENTS),
            place_name(place),
            worded(people, chance),
            date(day),
            self.source
        )
    }
}

fn event_name(event: u64) -> String {
    format!("Exercise {:02}: {}", event + 1, KINDS_OF_EVENT[event as usize % KINDS_OF_EVENT.len()])
}

fn place_name(place: u64) -> String {
    let place = place as usize;
    let (side, tree, kind) = (place % SIDES.len(), place / SIDES.len() % TREES.len(), place / 200);
    format!("{} {} {}", SIDES[side], TREES[tree], KINDS_OF_PLACE[kind])
}

fn authority_name(authority: u64) -> String {
    let authority = authority as usize;
    format!("{} {}", COUNTRIES[authority % COUNTRIES.len()], BODIES[authority / COUNTRIES.len()])
}

/// A day from 1 January 2021 on, in ISO form.
fn date(day: u64) -> String {
    let first = Day::from_ymd(2021, 1, 1);
    first.map_or_else(String::new, |first| first.plus_days(day as i32).to_date().iso())
}

/// A number in words that sources use, as a cell of the CSV.
fn worded(people: u64, chance: &mut Chance) -> String {
    let words = match chance.below(100) {
        0..12 => format!("at least {}", grouped(people)),
        12..17 => format!("more than {}", grouped(people / 10 * 10)),
        17..19 => format!("{}-{}", grouped(people), grouped(people + people / 6 + 1)),
        19 => format!("up to {}", grouped(people + 1)),
        _ => grouped(people),
    };
    if words.contains(',') { format!("\"{words}\"") } else { words }
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

/// Numbers without a pattern, and the same for the same seed (Marsaglia's xorshift, its output multiplied).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below the limit.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D);
        ((u128::from(drawn) * u128::from(limit)) >> 64) as u64
    }

    /// True in so many cases of a thousand.
    fn of_a_thousand(&mut self, cases: u64) -> bool {
        self.below(1_000) < cases
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}
