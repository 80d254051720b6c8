//! The addresses of pages: which page, at which clocks, which part of it, in which form. `path` writes one, `of_path`
//! reads it.

pub mod folder;
pub mod percent;

use std::fmt;
use std::num::NonZeroU32;

use crate::model::date::{DateFault, DeskTime, Moment, PartialDate};
use crate::model::problem::Fault;

use percent::{encoded, pairs};

/// The address of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Which page.
    pub page: PageId,
    /// The clocks; of a page that does not heed one of them it is not set.
    pub clocks: PageClocks,
    /// Which part of a long page; the first is 1.
    pub number: NonZeroU32,
    /// In which form.
    pub face: Face,
}

/// Which page. The numbers are those of the store: of names, series, sources, figures, entries.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PageId {
    /// Events, newest changes, where sources differ, findings.
    Front,
    /// The names of one kind.
    Names(NameList),
    /// An event.
    Event(i64),
    /// A place of an event: the number of the event, then that of the place; 0 where none is stated.
    EventPlace(i64, i64),
    /// A place, in all events.
    Place(i64),
    /// A group, in all events.
    Group(i64),
    /// Who answers for figures.
    Authority(i64),
    /// Who printed them.
    Publisher(i64),
    /// A document that was read.
    Source(i64),
    /// A series.
    Series(i64),
    /// A series over time.
    Timeline(i64),
    /// The figures of a series, as they are listed.
    Figures(i64),
    /// A figure.
    Figure(i64),
    /// What this desk did.
    Log,
    /// One act of the desk.
    Entry(i64),
    /// Names and series that have some words.
    Search(String),
    /// The claim box.
    Check,
    /// What a person should look at.
    Findings,
    /// Where sources differ.
    Differ,
    /// The head of the chain.
    Verify,
}

/// The names that are listed on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameList {
    /// What happened.
    Events,
    /// Where.
    Places,
    /// Who is counted.
    Groups,
    /// Who answers for figures.
    Authorities,
    /// Who printed them.
    Publishers,
}

/// The clocks of an address, as they were asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageClocks {
    /// The day that figures hold for.
    pub as_of: Option<PartialDate>,
    /// What the public could know.
    pub known_on: Option<Moment>,
    /// What this desk had; a day means its end, where the desk is.
    pub recorded_by: Option<DeskTime>,
}

/// One of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageClock {
    /// The day that figures hold for.
    AsOf,
    /// What the public could know.
    KnownOn,
    /// What this desk had.
    RecordedBy,
}

/// The form in which a page comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    /// For people.
    #[default]
    Html,
    /// As the command gives it with `--json`.
    Json,
    /// As the command gives it with `--csv`.
    Csv,
}

/// Why a path leads to no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// There is no page of that path.
    NoPage,
    /// The page takes nothing of that name.
    Idle(String),
    /// A clock is not set to a time.
    BadClock(PageClock, DateFault),
    /// No part of a page has that number.
    BadNumber(String),
}

/// The number of the first part of a page.
pub const FIRST: NonZeroU32 = NonZeroU32::MIN;

/// The longest text that is searched for, in characters.
pub const LONGEST_SEARCH: usize = 200;

impl Address {
    /// The first part of a page as it is now, for people.
    pub fn of(page: PageId) -> Address {
        Address { page, clocks: PageClocks::default(), number: FIRST, face: Face::Html }
    }

    /// The same page in another form.
    pub fn as_face(&self, face: Face) -> Address {
        Address { face, ..self.clone() }
    }

    /// Another part of the page.
    pub fn part(&self, number: NonZeroU32) -> Address {
        Address { number, ..self.clone() }
    }

    /// The same page at other clocks, from its first part on; clocks that it does not heed are left out.
    pub fn at(&self, clocks: PageClocks) -> Address {
        Address { clocks: clocks.heeded(&self.page), number: FIRST, ..self.clone() }
    }

    /// Another page at the same clocks, as far as it heeds them, for people.
    pub fn to(&self, page: PageId) -> Address {
        Address::of(page).at(self.clocks)
    }

    /// The path with its query: `/series/12.json?as_of=2023-10-24&page=2`.
    pub fn path(&self) -> String {
        let mut path = format!("/{}{}", stem(&self.page), self.face.ending());
        if self.page == PageId::Front {
            path = if self.face == Face::Html {
                "/".to_owned()
            } else {
                format!("/front{}", self.face.ending())
            };
        }
        let query: Vec<String> =
            self.query().into_iter().map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
        if !query.is_empty() {
            path.push('?');
            path.push_str(&query.join("&"));
        }
        path
    }

    /// The names and values of its query, in their order.
    pub fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = Vec::new();
        if let PageId::Search(words) = &self.page
            && !words.is_empty()
        {
            query.push(("q", words.clone()));
        }
        query.extend(
            PageClock::ALL.iter().filter_map(|clock| Some((clock.key(), self.clocks.asked(*clock)?))),
        );
        if self.number != FIRST {
            query.push(("page", self.number.to_string()));
        }
        query
    }

    /// The address that a path with its query leads to.
    ///
    /// # Errors
    /// No page, or a query that the page does not take.
    pub fn of_path(path: &str) -> Result<Address, AddressFault> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (page, face) = page_of(path.strip_prefix('/').ok_or(AddressFault::NoPage)?)?;
        let mut address = Address::of(page).as_face(face);
        let mut taken: Vec<String> = Vec::new();
        for (name, value) in pairs(query).ok_or(AddressFault::NoPage)? {
            if taken.contains(&name) {
                return Err(AddressFault::Idle(name));
            }
            address.take(&name, value.trim())?;
            taken.push(name);
        }
        Ok(address)
    }

    /// Takes one pair of a query; an empty value, which a form sends for an empty field, says nothing.
    fn take(&mut self, name: &str, value: &str) -> Result<(), AddressFault> {
        if let (PageId::Search(words), "q") = (&mut self.page, name) {
            let letters = value.chars().filter(|c| !c.is_control());
            *words = letters.take(LONGEST_SEARCH).collect::<String>().trim().to_owned();
            return Ok(());
        }
        if name == "page" && self.page.is_long() {
            if !value.is_empty() {
                self.number = value.parse().map_err(|_| AddressFault::BadNumber(value.to_owned()))?;
            }
            return Ok(());
        }
        let clock = PageClock::ALL.iter().find(|clock| clock.key() == name && self.page.heeds(**clock));
        let clock = clock.ok_or_else(|| AddressFault::Idle(name.to_owned()))?;
        match value {
            "" => Ok(()),
            value => self.clocks.set(*clock, value),
        }
    }
}

impl PageId {
    /// Whether the page heeds a clock: as the command does whose shape it has.
    pub fn heeds(&self, clock: PageClock) -> bool {
        use PageId::{Differ, Entry, Figure, Findings, Front, Log, Names, Verify};
        match self {
            Front | Names(_) | Findings | Differ => false,
            Log | Entry(_) | Verify => clock == PageClock::RecordedBy,
            Figure(_) => clock != PageClock::AsOf,
            _ => true,
        }
    }

    /// Whether the page comes in parts.
    pub fn is_long(&self) -> bool {
        !matches!(self, PageId::Front | PageId::Figure(_) | PageId::Entry(_) | PageId::Check | PageId::Verify)
    }
}

impl NameList {
    /// Every one of them.
    pub const ALL: &[NameList] =
        &[NameList::Events, NameList::Places, NameList::Groups, NameList::Authorities, NameList::Publishers];

    /// Its word, as `list` takes it.
    pub fn word(self) -> &'static str {
        match self {
            NameList::Events => "events",
            NameList::Places => "places",
            NameList::Groups => "groups",
            NameList::Authorities => "authorities",
            NameList::Publishers => "publishers",
        }
    }
}

impl PageClock {
    /// Every one of them.
    pub const ALL: &[PageClock] = &[PageClock::AsOf, PageClock::KnownOn, PageClock::RecordedBy];

    /// Its name in a query.
    pub fn key(self) -> &'static str {
        match self {
            PageClock::AsOf => "as_of",
            PageClock::KnownOn => "known_on",
            PageClock::RecordedBy => "recorded_by",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            PageClock::AsOf => "as of",
            PageClock::KnownOn => "known on",
            PageClock::RecordedBy => "recorded by",
        }
    }
}

impl PageClocks {
    /// Whether none is set.
    pub fn are_now(&self) -> bool {
        *self == PageClocks::default()
    }

    /// What is asked of one of them, as it is written.
    pub fn asked(&self, clock: PageClock) -> Option<String> {
        match clock {
            PageClock::AsOf => self.as_of.map(PartialDate::iso),
            PageClock::KnownOn => self.known_on.map(Moment::iso),
            PageClock::RecordedBy => self.recorded_by.map(|time| match time {
                DeskTime::End(day) => day.iso(),
                DeskTime::At(point) => point.iso(),
            }),
        }
    }

    /// The same, with one of them set to a time as it is written.
    ///
    /// # Errors
    /// What is no time.
    pub fn with(mut self, clock: PageClock, value: &str) -> Result<PageClocks, AddressFault> {
        self.set(clock, value).map(|()| self)
    }

    fn set(&mut self, clock: PageClock, value: &str) -> Result<(), AddressFault> {
        let bad = |fault| AddressFault::BadClock(clock, fault);
        match clock {
            PageClock::AsOf => self.as_of = Some(PartialDate::read(value).map_err(bad)?),
            PageClock::KnownOn => self.known_on = Some(Moment::read(value).map_err(bad)?),
            PageClock::RecordedBy => self.recorded_by = Some(DeskTime::read(value).map_err(bad)?),
        }
        Ok(())
    }

    /// Those that a page heeds.
    fn heeded(self, page: &PageId) -> PageClocks {
        PageClocks {
            as_of: self.as_of.filter(|_| page.heeds(PageClock::AsOf)),
            known_on: self.known_on.filter(|_| page.heeds(PageClock::KnownOn)),
            recorded_by: self.recorded_by.filter(|_| page.heeds(PageClock::RecordedBy)),
        }
    }
}

impl Face {
    /// What a path ends in.
    pub fn ending(self) -> &'static str {
        match self {
            Face::Html => "",
            Face::Json => ".json",
            Face::Csv => ".csv",
        }
    }

    /// What a browser is told of it.
    pub fn content_type(self) -> &'static str {
        match self {
            Face::Html => "text/html; charset=utf-8",
            Face::Json => "application/json; charset=utf-8",
            Face::Csv => "text/csv; charset=utf-8",
        }
    }
}

impl AddressFault {
    /// What to do instead.
    pub fn way_out(&self) -> String {
        match self {
            AddressFault::NoPage => "begin at the front page, or search".to_owned(),
            AddressFault::Idle(_) => "take it out of the address".to_owned(),
            AddressFault::BadClock(_, fault) => fault.hint(),
            AddressFault::BadNumber(_) => {
                "write a number from 1 on, or take it out of the address".to_owned()
            }
        }
    }
}

impl fmt::Display for AddressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AddressFault::NoPage => f.write_str("there is no page of that address"),
            AddressFault::Idle(name) => write!(f, "`{name}` would change nothing on this page"),
            AddressFault::BadClock(clock, fault) => write!(f, "{}: {fault}", clock.label()),
            AddressFault::BadNumber(number) => write!(f, "`{number}` is the number of no page"),
        }
    }
}

/// The path of a page without the first slash, its ending and its query.
fn stem(page: &PageId) -> String {
    match page {
        PageId::Front => "front".to_owned(),
        PageId::Names(list) => list.word().to_owned(),
        PageId::Event(id) => format!("event/{id}"),
        PageId::EventPlace(event, place) => format!("event/{event}/place/{place}"),
        PageId::Place(id) => format!("place/{id}"),
        PageId::Group(id) => format!("group/{id}"),
        PageId::Authority(id) => format!("authority/{id}"),
        PageId::Publisher(id) => format!("publisher/{id}"),
        PageId::Source(id) => format!("source/{id}"),
        PageId::Series(id) => format!("series/{id}"),
        PageId::Timeline(id) => format!("series/{id}/timeline"),
        PageId::Figures(id) => format!("series/{id}/figures"),
        PageId::Figure(id) => format!("figure/{id}"),
        PageId::Log => "log".to_owned(),
        PageId::Entry(id) => format!("entry/{id}"),
        PageId::Search(_) => "search".to_owned(),
        PageId::Check => "check".to_owned(),
        PageId::Findings => "findings".to_owned(),
        PageId::Differ => "differ".to_owned(),
        PageId::Verify => "verify".to_owned(),
    }
}

/// The page of a path without its first slash, and its form.
fn page_of(path: &str) -> Result<(PageId, Face), AddressFault> {
    if path.is_empty() {
        return Ok((PageId::Front, Face::Html));
    }
    let ending = [Face::Json, Face::Csv].into_iter().find(|face| path.ends_with(face.ending()));
    let face = ending.unwrap_or_default();
    let path = path.strip_suffix(face.ending()).unwrap_or(path);
    let steps: Vec<&str> = path.split('/').collect();
    let page = match steps.as_slice() {
        ["front"] if face != Face::Html => PageId::Front,
        ["event", id] => PageId::Event(number(id)?),
        ["event", event, "place", "0"] => PageId::EventPlace(number(event)?, 0),
        ["event", event, "place", place] => PageId::EventPlace(number(event)?, number(place)?),
        ["place", id] => PageId::Place(number(id)?),
        ["group", id] => PageId::Group(number(id)?),
        ["authority", id] => PageId::Authority(number(id)?),
        ["publisher", id] => PageId::Publisher(number(id)?),
        ["source", id] => PageId::Source(number(id)?),
        ["series", id] => PageId::Series(number(id)?),
        ["series", id, "timeline"] => PageId::Timeline(number(id)?),
        ["series", id, "figures"] => PageId::Figures(number(id)?),
        ["figure", id] => PageId::Figure(number(id)?),
        ["entry", id] => PageId::Entry(number(id)?),
        ["log"] => PageId::Log,
        ["search"] => PageId::Search(String::new()),
        ["check"] => PageId::Check,
        ["findings"] => PageId::Findings,
        ["differ"] => PageId::Differ,
        ["verify"] => PageId::Verify,
        [word] => {
            let list = NameList::ALL.iter().find(|list| list.word() == *word);
            PageId::Names(*list.ok_or(AddressFault::NoPage)?)
        }
        _ => return Err(AddressFault::NoPage),
    };
    Ok((page, face))
}

/// A number as `path` writes it: from 1 on, without zeros before it.
fn number(text: &str) -> Result<i64, AddressFault> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_plain).ok_or(AddressFault::NoPage)
}

#[cfg(test)]
mod tests;
