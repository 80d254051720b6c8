//! Series that count one thing of several groups: which of them are parts of which.

use rustc_hash::FxHashMap;

use crate::model::attribution::Source;
use crate::model::count::Count;
use crate::model::date::{Moment, PartialDate};
use crate::model::facets::{FacetCells, FacetKind, FacetValues, Facets};
use crate::model::name::Name;
use crate::model::recorded::Recorded;
use crate::model::scope::{EVERYBODY, Scope};
use crate::series::Voice;
use crate::series::step::origins_differ;

use super::covers::{covers, largest_apart};
use super::event::Event;
use super::sheet::{Newest, SeriesSheet, TimeFrame};
use super::undeclared::{Extent, UndeclaredParts};

/// A series, with the facets of its group.
pub struct GroupSheet<'e, 's> {
    /// The series.
    pub sheet: &'e SeriesSheet<'s>,
    /// What the words of its group say.
    pub facets: Facets,
}

/// The series of an event that differ in the group only, in its order; of each more than one.
pub fn of_one_count<'e, 's>(event: &'e Event<'s>) -> Vec<Vec<GroupSheet<'e, 's>>> {
    let Some(everybody) = Name::read(EVERYBODY) else { return Vec::new() };
    let mut numbers: FxHashMap<Scope, usize> = FxHashMap::default();
    let mut families: Vec<Vec<GroupSheet<'e, 's>>> = Vec::new();
    for sheet in &event.sheets {
        let kin = Scope { group: everybody.clone(), ..(*sheet.series.scope).clone() };
        let number = *numbers.entry(kin).or_insert_with(|| {
            families.push(Vec::new());
            families.len() - 1
        });
        families[number].push(GroupSheet { sheet, facets: Facets::of(&sheet.series.scope.group) });
    }
    families.retain(|family| family.len() > 1);
    families
}

/// Groups by what is left of their words, so that the few that a group can be part of are found.
pub struct Wholes<'f> {
    groups: Vec<&'f Facets>,
    /// By the first word that is left, all of which a part has too.
    by_word: FxHashMap<Option<&'f str>, Vec<usize>>,
}

impl<'f> Wholes<'f> {
    /// Of some groups.
    pub fn of(groups: impl IntoIterator<Item = &'f Facets>) -> Self {
        let groups: Vec<&Facets> = groups.into_iter().collect();
        let mut by_word: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for (at, group) in groups.iter().enumerate() {
            by_word.entry(group.rest.first().map(String::as_str)).or_default().push(at);
        }
        Wholes { groups, by_word }
    }

    /// The places of those whose people include a group's, and others; in their order.
    pub fn around(&self, part: &Facets) -> Vec<usize> {
        let words = part.rest.iter().map(|word| Some(word.as_str())).chain([None]);
        let found = words.filter_map(|word| self.by_word.get(&word)).flatten().copied();
        let is_whole = |at: &usize| part != self.groups[*at] && part.is_part_of(self.groups[*at]);
        let mut around: Vec<usize> = found.filter(is_whole).collect();
        around.sort_unstable();
        around
    }
}

/// What figures of several groups must share to be added: who says them, and for which day and time; where no day is stated the
/// document.
#[derive(PartialEq, Eq, Hash)]
struct Together<'s> {
    voice: &'s Voice,
    day: Option<PartialDate>,
    document: Option<(&'s Name, &'s str, Moment)>,
    frame: TimeFrame,
}

impl<'s> Together<'s> {
    fn of(newest: &Newest<'s>) -> Option<Together<'s>> {
        let figure = &newest.recorded.figure;
        let source: &Source = &figure.source;
        let document =
            newest.day.is_none().then(|| (&source.publisher, source.identity(), figure.published_on));
        let is_known = document.is_none_or(|(_, identity, _)| !identity.is_empty());
        is_known.then_some(Together { voice: newest.voice, day: newest.day, document, frame: newest.frame })
    }
}

/// One figure of a group, beside those with which it may be added.
struct Given<'e, 's> {
    facets: &'e Facets,
    recorded: &'s Recorded,
    count: Count,
}

/// Of each whole that one authority gives with its groups, the parts that do not come to it: those that are all there is, else
/// those that exclude each other.
pub fn groups_not_adding_up<'s>(event: &Event<'s>) -> Vec<UndeclaredParts<'s>> {
    let mut found = Vec::new();
    for family in of_one_count(event) {
        for given in given_together(&family) {
            let wholes = given.iter().zip(inside(&given));
            let wholes = wholes.filter(|(whole, _)| event.parts_of(whole.recorded.id).is_empty());
            found.extend(wholes.filter_map(|(whole, inside)| Parted::of(whole, &inside).fault()));
        }
    }
    found
}

/// What each authority says of the groups at one time, in the order of the groups.
fn given_together<'e, 's>(family: &'e [GroupSheet<'e, 's>]) -> Vec<Vec<Given<'e, 's>>> {
    let mut numbers: FxHashMap<Together<'s>, usize> = FxHashMap::default();
    let mut all: Vec<Vec<Given<'e, 's>>> = Vec::new();
    for GroupSheet { sheet, facets } in family {
        for newest in sheet.newest() {
            let Some(together) = Together::of(newest) else { continue };
            let number = *numbers.entry(together).or_insert_with(|| {
                all.push(Vec::new());
                all.len() - 1
            });
            all[number].push(Given { facets, recorded: newest.recorded, count: newest.wording.count() });
        }
    }
    all.retain(|given| given.len() > 2);
    all
}

/// The groups that are inside each group, and not the same.
fn inside<'g, 'e, 's>(given: &'g [Given<'e, 's>]) -> Vec<Vec<&'g Given<'e, 's>>> {
    let wholes = Wholes::of(given.iter().map(|one| one.facets));
    let mut inside = vec![Vec::new(); given.len()];
    for part in given {
        wholes.around(part.facets).into_iter().for_each(|whole| inside[whole].push(part));
    }
    inside
}

/// A whole with the groups in it.
struct Parted<'g, 'e, 's> {
    whole: &'g Given<'e, 's>,
    /// Those that differ from it in sex, age or status only.
    parts: Vec<&'g Given<'e, 's>>,
    /// Whether there is a group of which the words do not say who is in it: those who are missing may be there.
    may_miss_some: bool,
}

impl<'g, 'e, 's> Parted<'g, 'e, 's> {
    fn of(whole: &'g Given<'e, 's>, inside: &[&'g Given<'e, 's>]) -> Self {
        let is_of_one_origin =
            |part: &&&Given<'_, '_>| !origins_differ(&part.recorded.figure, &whole.recorded.figure);
        let inside = || inside.iter().filter(is_of_one_origin).copied();
        let role = |given: &Given<'_, '_>| given.facets.values.get(FacetKind::Role);
        let is_cut =
            |part: &&Given<'_, '_>| part.facets.rest == whole.facets.rest && role(part) == role(whole);
        let may_miss_some = inside().any(|part| part.facets.values == whole.facets.values);
        Parted { whole, parts: inside().filter(is_cut).collect(), may_miss_some }
    }

    /// The parts that do not come to the whole.
    fn fault(&self) -> Option<UndeclaredParts<'s>> {
        let cells: Vec<FacetCells> = self.parts.iter().map(|part| part.facets.cells()).collect();
        let covers = covers(self.whole.facets.cells(), &cells);
        let mut faults = covers.iter().filter_map(|cover| self.of_cover(cover, &cells));
        faults.next().or_else(|| self.of_those_apart(&cells))
    }

    fn of_cover(&self, cover: &[usize], cells: &[FacetCells]) -> Option<UndeclaredParts<'s>> {
        let covered = cover.iter().fold(FacetCells::NONE, |covered, at| covered.or(cells[*at]));
        // Some count older people beside men and women, some among them.
        let is_beside = |at: &usize| {
            let is_older = self.parts[*at].facets.values.get(FacetKind::Age) == FacetValues::OLDER;
            is_older && !cover.contains(at) && !cells[*at].and(covered).is_empty()
        };
        let older: Vec<usize> = (0..self.parts.len()).filter(is_beside).collect();
        let sum = self.sum(cover)?;
        let or_none = |at: &usize| Count::new(0, self.parts[*at].count.high());
        let sum = older.iter().filter_map(or_none).fold(sum, Count::plus);
        let extent = if self.may_miss_some { Extent::Some } else { Extent::All };
        let all = [cover, &older].concat();
        self.unless_it_fits(&all, sum, extent)
    }

    fn of_those_apart(&self, cells: &[FacetCells]) -> Option<UndeclaredParts<'s>> {
        let least: Vec<_> =
            cells.iter().zip(&self.parts).map(|(cells, part)| (*cells, part.count.low())).collect();
        let apart = largest_apart(&least);
        if apart.len() < 2 {
            return None;
        }
        self.unless_it_fits(&apart, self.sum(&apart)?, Extent::Some)
    }

    fn sum(&self, parts: &[usize]) -> Option<Count> {
        parts.iter().map(|at| self.parts[*at].count).reduce(Count::plus)
    }

    fn unless_it_fits(&self, parts: &[usize], sum: Count, extent: Extent) -> Option<UndeclaredParts<'s>> {
        let exceeds = self.whole.count.high().is_some_and(|most| sum.low() > most);
        let misses = extent == Extent::All && sum.meet(self.whole.count).is_none();
        let parts = || parts.iter().map(|at| self.parts[*at].recorded).collect();
        (exceeds || misses).then(|| UndeclaredParts {
            whole: self.whole.recorded,
            parts: parts(),
            sum,
            extent,
        })
    }
}
