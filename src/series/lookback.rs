//! The nearest earlier figure that one restates, and all that are one statement with it, found without looking at every figure.
//!
//! A file without days gives one authority thousands of undated figures, and each is set against all before it. Which
//! can be restated follows from printed values and intervals; those are looked up, and the rule itself decides.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::count::Count;
use crate::model::date::{Day, PartialDate};
use crate::model::wording::Kind;

use super::restate::{full_forms, short_forms};
use super::step::{TrackPlace, origin};

/// Up to how many figures are simply looked at one by one.
const SCANNED: usize = 32;

/// Figures of one authority and series in track order, each with a number of the caller's.
#[derive(Clone, Debug, Default)]
pub struct Lookback<'a> {
    said: Vec<(usize, TrackPlace<'a>)>,
    index: Option<Index<'a>>,
}

/// Figures that no rule of restating tells apart, in groups. Numbers are places among all that was said.
#[derive(Clone, Debug, Default)]
struct Index<'a> {
    groups: FxHashMap<Alike<'a>, usize>,
    members: Vec<Vec<usize>>,
    by_count: FxHashMap<Count, Vec<usize>>,
    by_value: BTreeMap<u64, Vec<usize>>,
    of_day: FxHashMap<PartialDate, OfDay>,
}

/// Groups that hold for one day: by printed value; those with a hedge around it; those with two ends of their own.
#[derive(Clone, Debug, Default)]
struct OfDay {
    by_value: BTreeMap<u64, Vec<usize>>,
    hedged: BTreeMap<u64, Vec<usize>>,
    ranges: Vec<usize>,
}

/// All that decides whether a figure is restated.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Alike<'a> {
    as_of: PartialDate,
    kind: Kind,
    value: Option<u64>,
    count: Count,
    origin: Option<(Day, Day)>,
    method: Option<&'a str>,
}

impl<'a> Lookback<'a> {
    /// Adds the next figure of the track.
    pub fn push(&mut self, number: usize, place: TrackPlace<'a>) {
        if let Some(index) = &mut self.index {
            index.add(self.said.len(), &place);
        }
        self.said.push((number, place));
        if self.index.is_none() && self.said.len() > SCANNED {
            let mut index = Index::default();
            self.said.iter().enumerate().for_each(|(at, (_, place))| index.add(at, place));
            self.index = Some(index);
        }
    }

    /// The number of the nearest figure before that this one restates.
    pub fn nearest(&self, place: &TrackPlace<'_>) -> Option<usize> {
        let Some(index) = &self.index else { return self.scanned(place) };
        let restated = |at: &usize| self.said.get(*at).is_some_and(|(_, earlier)| place.restates(earlier));
        let last = |group: usize| index.members[group].last().copied();
        let nearest = index.candidates(place).filter_map(last).filter(restated).max();
        nearest.map(|at| self.said[at].0)
    }

    /// The numbers of all that hold for the figure's day and say again what it says, or are said again by it, in order:
    /// on one day restating holds both ways.
    pub fn of_one_statement(&self, place: &TrackPlace<'_>) -> Vec<usize> {
        let is_one = |other: &TrackPlace<'_>| other.as_of() == place.as_of() && place.restates(other);
        let Some(index) = &self.index else {
            return self.said.iter().filter(|(_, other)| is_one(other)).map(|(number, _)| *number).collect();
        };
        let first = |group: &usize| index.members[*group].first().is_some_and(|at| is_one(&self.said[*at].1));
        let mut groups: Vec<usize> = index.candidates(place).collect();
        groups.sort_unstable();
        groups.dedup();
        let mut all: Vec<usize> =
            groups.into_iter().filter(first).flat_map(|group| &index.members[group]).copied().collect();
        all.sort_unstable();
        all.into_iter().map(|at| self.said[at].0).collect()
    }

    /// The rule in plain words: the last of all before that it restates.
    fn scanned(&self, place: &TrackPlace<'_>) -> Option<usize> {
        self.said.iter().rev().find(|(_, earlier)| place.restates(earlier)).map(|(number, _)| *number)
    }
}

impl<'a> Index<'a> {
    fn add(&mut self, at: usize, place: &TrackPlace<'a>) {
        let (wording, figure) = (place.wording(), &place.recorded().figure);
        let alike = Alike {
            as_of: place.as_of(),
            kind: wording.kind(),
            value: wording.value(),
            count: wording.count(),
            origin: origin(figure),
            method: figure.attribution.method.as_deref(),
        };
        if let Some(group) = self.groups.get(&alike) {
            self.members[*group].push(at);
            return;
        }
        let group = self.members.len();
        self.members.push(vec![at]);
        self.by_count.entry(alike.count).or_default().push(group);
        let of_day = self.of_day.entry(alike.as_of).or_default();
        if let Some(value) = alike.value {
            self.by_value.entry(value).or_default().push(group);
            of_day.by_value.entry(value).or_default().push(group);
        }
        match (alike.kind, alike.value) {
            (Kind::About | Kind::Nearly, Some(value)) => of_day.hedged.entry(value).or_default().push(group),
            (Kind::Range | Kind::Estimate | Kind::About | Kind::Nearly, _) => of_day.ranges.push(group),
            _ => {}
        }
        self.groups.insert(alike, group);
    }

    /// All groups that a figure may restate, and some that it does not.
    fn candidates<'i>(&'i self, place: &TrackPlace<'_>) -> impl Iterator<Item = usize> + 'i {
        let (count, value) = (place.wording().count(), place.wording().value());
        let equal = self.by_count.get(&count).into_iter().flatten();
        let said_in_full = value.into_iter().flat_map(|value| {
            let equal = self.by_value.get(&value).into_iter().flatten();
            equal.chain(self.by_value.range(full_forms(value)).flat_map(|(_, groups)| groups))
        });
        let of_day = self.of_day.get(&place.as_of()).into_iter();
        let of_day = of_day.flat_map(move |day| day.candidates(count, value));
        equal.chain(said_in_full).copied().chain(of_day)
    }
}

impl OfDay {
    /// On one day a shorter form may also come first, and one may lie in the range that the other gives.
    fn candidates(&self, count: Count, value: Option<u64>) -> impl Iterator<Item = usize> + '_ {
        let short = value.into_iter().flat_map(short_forms).filter_map(|short| self.by_value.get(&short));
        let inside = self.by_value.range(count.low()..=count.high().unwrap_or(count.low()));
        // "About" and "nearly" reach at most a tenth, rounded up, beyond the value that they print.
        let around = value.map(|value| {
            self.hedged.range(value - value / 10..=value.saturating_add(value / 9).saturating_add(2))
        });
        let below = value.map(|value| self.hedged.range(value.saturating_sub(value / 10 + 2)..value));
        let around = around.into_iter().chain(below).flatten();
        let several = short.chain(inside.map(|(_, groups)| groups)).chain(around.map(|(_, groups)| groups));
        several.flatten().copied().chain(self.ranges.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::draft::Field;
    use crate::model::recorded::{FigureId, Recorded};
    use crate::series::testing::Row;

    /// Words around a number, and ranges beside it.
    fn words(form: usize, n: u64) -> String {
        match form {
            0..=5 => n.to_string(),
            6 => format!("at least {n}"),
            7 => format!("more than {n}"),
            8 => format!("about {n}"),
            9 => format!("nearly {}", n.max(1)),
            10 => format!("up to {n}"),
            11 => format!("{n}-{}", n + n / 4 + 1),
            12 => format!("{n} (95% CI {}-{})", n - n / 5, n + n / 3 + 1),
            _ => "dozens".to_owned(),
        }
    }

    fn any_rows() -> impl Strategy<Value = Vec<Row>> {
        let number =
            prop_oneof![0..60_u64, 400..600_u64, 5_600..6_100_u64, Just(500), Just(5_800), Just(6_000)];
        let row = (0..14_usize, number, 0..3_u32, 0..3_usize, 0..3_usize);
        let row = row.prop_map(|(form, number, day, origin, method)| {
            let day = format!("2023-10-{:02}", day + 24);
            let row = Row::new(&words(form, number)).published(&day);
            let row = row.set(Field::PeriodStart, ["", "", "2023-10-07"][origin]);
            row.set(Field::Method, ["", "register", "survey"][method])
        });
        prop::collection::vec(row, 1..120)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Looking up finds what looking at every figure finds.
        #[test]
        fn it_is_the_last_that_the_plain_rule_finds(rows in any_rows()) {
            let recorded: Vec<Recorded> = rows.iter().zip(1..).map(|(row, id)| {
                Recorded { id: FigureId(id), order: id, line: 0, figure: row.figure() }
            }).collect();
            let mut before = Lookback::default();
            for (number, recorded) in recorded.iter().enumerate() {
                let place = TrackPlace::new(recorded, recorded.figure.as_of.date()).expect("a count");
                prop_assert_eq!(before.nearest(&place), before.scanned(&place), "{:?}", rows[number]);
                before.push(number, place);
            }
            for recorded in &recorded {
                let place = TrackPlace::new(recorded, recorded.figure.as_of.date()).expect("a count");
                let is_one = |other: &TrackPlace<'_>| other.as_of() == place.as_of() && (other.restates(&place) || place.restates(other));
                let plain: Vec<usize> =
                    before.said.iter().filter(|(_, other)| is_one(other)).map(|(number, _)| *number).collect();
                prop_assert_eq!(before.of_one_statement(&place), plain);
            }
        }
    }
}
