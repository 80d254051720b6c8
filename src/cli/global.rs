//! The flags that every command takes, and the filters that the reading ones share.

use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Args, ValueEnum};

use super::Context;
use super::closed::closed;
use crate::desk::{Criteria, Error, Store};
use crate::model::date::{Asked, DateFault, Day, DeskTime, FromDay, Moment, PartialDate, Timestamp, Zone};
use crate::model::filter::Filter;
use crate::model::problem::Fault;
use crate::model::question::{DayRange, Question};
use crate::model::recorded::EntryId;
use crate::model::synonyms;
use crate::model::words::{CountType, Measure};
use crate::render::style::{Colour, Fingerprints, TextStyle};

/// How wide text is set where it goes to no terminal.
const WIDTH: usize = 80;

/// Flags that combine with every command.
#[derive(Args, Clone, Debug)]
pub struct Global {
    /// The store; otherwise $TOLLBOOK_DB, otherwise the nearest tollbook.db upwards
    #[arg(long, value_name = "FILE", env = "TOLLBOOK_DB", hide_env = true, global = true)]
    pub db: Option<PathBuf>,
    /// Only figures that hold for this day or an earlier one (2023-10-24, today, yesterday, 3d)
    #[arg(long, value_name = "DAY", global = true, value_parser = read_date, help_heading = "Time")]
    as_of: Option<Asked<PartialDate>>,
    /// Only what the public could know then (a day means its end)
    #[arg(long, value_name = "TIME", global = true, value_parser = read_moment, help_heading = "Time")]
    known_on: Option<Asked<Moment>>,
    /// Only what this desk had recorded then (a day means its end, in UTC or the desk's zone; or RFC 3339)
    #[arg(long, value_name = "TIME", global = true, value_parser = read_time, help_heading = "Time")]
    recorded_by: Option<Asked<DeskTime>>,
    /// Also what is under embargo, marked in each line
    #[arg(long, global = true, help_heading = "Output")]
    pub under_embargo: bool,
    /// JSON on standard output
    #[arg(long, global = true, conflicts_with_all = ["jsonl", "csv"], help_heading = "Output")]
    pub json: bool,
    /// JSON, one object a line
    #[arg(long, global = true, conflicts_with = "csv", help_heading = "Output")]
    pub jsonl: bool,
    /// CSV on standard output
    #[arg(long, global = true, help_heading = "Output")]
    pub csv: bool,
    /// Write to a file instead; its ending gives the format: .csv, .json, .jsonl, .txt
    #[arg(short, long, value_name = "FILE", global = true, help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Show what would be done, and do nothing
    #[arg(short = 'n', long, global = true, help_heading = "Output")]
    pub dry_run: bool,
    /// Who is doing this; otherwise $TOLLBOOK_WHO, tollbook.toml, or the login name
    #[arg(long, value_name = "NAME", env = "TOLLBOOK_WHO", hide_env = true, global = true)]
    pub who: Option<String>,
    /// Whether that was typed, not taken from $TOLLBOOK_WHO.
    #[arg(skip)]
    pub who_is_typed: bool,
    /// Say less: only what went wrong
    #[arg(short, long, global = true, help_heading = "Output")]
    pub quiet: bool,
    /// On a screen: sentences without their fingerprints
    #[arg(long, global = true, help_heading = "Output")]
    pub plain: bool,
    /// Say more: the trace of every answer
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Output")]
    pub verbose: bool,
    /// When to use colour; nothing depends on it
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = "Output")]
    pub color: ColourChoice,
    /// The time that counts as now
    #[arg(long, value_name = "TIME", global = true, hide = true, value_parser = read_timestamp)]
    pub now: Option<Timestamp>,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Even in a pipe
    Always,
    /// Not at all
    Never,
}

/// Which figures a reading verb looks at.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Filters")]
pub struct Filters {
    /// Words of names, measure or count type: gaza killed
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// What else must hold.
    #[command(flatten)]
    pub flags: FilterFlags,
}

/// What must hold of the figures that are looked at.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Filters")]
pub struct FilterFlags {
    /// Part of the event's name
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
    /// Part of the place's name
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// What is counted
    #[arg(long, value_name = "MEASURE", value_parser = closed(read_measure, Measure::ALL.iter().map(|word| word.word())))]
    pub measure: Option<Measure>,
    /// Part of the group's name: children, soldiers ...
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// What kind of count
    #[arg(long, value_name = "TYPE", value_parser = closed(read_count_type, CountType::ALL.iter().map(|word| word.word())))]
    pub count_type: Option<CountType>,
    /// Part of the definition; "" for figures that state none
    #[arg(long, value_name = "WORDS")]
    pub definition: Option<String>,
    /// Part of the authority's name
    #[arg(long, value_name = "NAME")]
    pub authority: Option<String>,
    /// Part of the publisher's name
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Figures that an entry recorded or saw
    #[arg(long, value_name = "ENTRY")]
    pub entry: Option<i64>,
    /// Figures that hold for this day or a later one
    #[arg(long, value_name = "DAY", value_parser = read_date)]
    pub from: Option<Asked<PartialDate>>,
    /// Figures that hold for this day or an earlier one
    #[arg(long, value_name = "DAY", value_parser = read_date)]
    pub to: Option<Asked<PartialDate>>,
}

impl Global {
    /// The same, knowing what was typed and what the environment says.
    pub fn knowing(mut self, matches: &clap::ArgMatches) -> Global {
        self.who_is_typed = matches.value_source("who") == Some(ValueSource::CommandLine);
        self
    }

    /// The three clocks of the question, where days may be counted back from today, and end in a zone.
    pub fn question(&self, today: Day, zone: Zone) -> Question {
        Question {
            as_of: self.as_of.map(|day| day.on(today)),
            known_on: self.known_on.map(|time| time.on(today)),
            recorded_by: self.recorded_by.map(|time| zone.point(time.on(today))),
            ..Question::default()
        }
    }

    /// Whether `--recorded-by` names a day, which ends where the desk is.
    pub fn recorded_by_names_a_day(&self) -> bool {
        self.recorded_by.is_some_and(|time| !matches!(time, Asked::Given(DeskTime::At(_))))
    }

    /// How wide text is set, and in which shades; `terminal`: people read it on one.
    pub fn style(&self, terminal: bool) -> TextStyle {
        let shaded = match self.color {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto => {
                terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let own = || terminal_size::terminal_size().filter(|_| terminal);
        let wanted = terminal && !self.quiet && !self.plain;
        TextStyle {
            fingerprints: if wanted { Fingerprints::Shown } else { Fingerprints::LeftOut },
            width: asked.or_else(|| own().map(|(width, _)| width.0.into())).unwrap_or(WIDTH),
            colour: if shaded { Colour::Shaded } else { Colour::Plain },
        }
    }

    /// The clocks whose day is counted back from today, each with that day.
    pub fn counted_back(&self, today: Day) -> Vec<String> {
        let days = [
            ("--as-of", self.as_of.and_then(|day| day.counted_back(today))),
            ("--known-on", self.known_on.and_then(|time| time.counted_back(today))),
            ("--recorded-by", self.recorded_by.and_then(|time| time.counted_back(today))),
        ];
        told(days)
    }
}

/// Flags, each with the day that it means, where there is one to tell.
fn told(days: impl IntoIterator<Item = (&'static str, Option<PartialDate>)>) -> Vec<String> {
    days.into_iter().filter_map(|(flag, day)| Some(format!("{flag} is {}", day?.iso()))).collect()
}

impl Filters {
    /// The filter by names, days and words.
    fn filter(&self, today: Day) -> Filter {
        let flags = &self.flags;
        Filter {
            event: flags.event.clone(),
            place: flags.place.clone(),
            measure: flags.measure,
            group: flags.group.clone(),
            count_type: flags.count_type,
            definition: flags.definition.as_deref().map(|words| words.trim().to_owned()),
            authority: flags.authority.clone(),
            publisher: flags.publisher.clone(),
            days: DayRange {
                from: flags.from.map(|day| day.on(today)),
                to: flags.to.map(|day| day.on(today)),
            },
            words: self.words.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned).collect(),
            meanings: Vec::new(),
        }
    }

    /// Which figures of a store are asked for, with the three clocks; days that are counted back are told.
    ///
    /// # Errors
    /// What writing meets, or what the store says.
    pub fn criteria(&self, context: &Context, store: &Store) -> Result<Criteria, Error> {
        let back = |day: Option<Asked<PartialDate>>| day.and_then(|day| day.counted_back(context.today));
        let days = told([("--from", back(self.flags.from)), ("--to", back(self.flags.to))]);
        context.tell(&Vec::from_iter(days.into_iter().map(|day| context.in_zone(day))))?;
        let (question, filter) = (context.question, self.filter(context.today));
        Ok(Criteria { question, filter, entry: self.flags.entry.map(EntryId) }.understood(store)?)
    }

    /// Whether nothing is asked for but free words.
    pub fn are_only_words(&self) -> bool {
        self.flags == FilterFlags::default()
    }
}

/// What is wrong with a value, and the way out.
pub fn with_hint(fault: &dyn Fault) -> String {
    format!("{fault}; {}", fault.hint())
}

/// Reads the day of a flag, which may be counted back from today.
pub fn day(text: &str) -> Result<Asked<PartialDate>, String> {
    read_date(text)
}

fn read_date(text: &str) -> Result<Asked<PartialDate>, String> {
    asked(text, PartialDate::read)
}

fn read_moment(text: &str) -> Result<Asked<Moment>, String> {
    asked(text, Moment::read)
}

fn read_time(text: &str) -> Result<Asked<DeskTime>, String> {
    asked(text, DeskTime::read)
}

fn asked<T: FromDay>(text: &str, read: fn(&str) -> Result<T, DateFault>) -> Result<Asked<T>, String> {
    Asked::read(text, read).map_err(|fault| with_hint(&fault))
}

fn read_timestamp(text: &str) -> Result<Timestamp, String> {
    Timestamp::read(text).map_err(|fault| with_hint(&fault))
}

fn read_measure(text: &str) -> Result<Measure, String> {
    Measure::from_word(text).ok_or_else(|| match synonyms::measures(text) {
        Some(meant) => choices(meant.iter().map(|word| word.word())),
        None => choices(Measure::ALL.iter().map(|word| word.word())),
    })
}

fn read_count_type(text: &str) -> Result<CountType, String> {
    CountType::from_word(text).ok_or_else(|| choices(CountType::ALL.iter().map(|word| word.word())))
}

fn choices<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        [word] => format!("write {word}"),
        words => format!("write one of {}", words.join(", ")),
    }
}
