//! What some words find: as `reconcile` finds series, and `show` figures and names.

use std::ops::ControlFlow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::asking::{Asking, Made};
use super::{links, tolls};
use crate::desk::criteria::Criteria;
use crate::desk::error::Error;
use crate::desk::nearest::near_in;
use crate::model::filter::Filter;
use crate::model::names::NameKind;
use crate::model::scope::Scope;
use crate::report::address::PageId;
use crate::report::figure::one_line;
use crate::report::pages::PageContent;
use crate::report::pages::linked::Linked;
use crate::report::pages::parts::{PageParts, ROWS};
use crate::report::pages::search::SearchPage;
use crate::store::lookup::FigureMatch;
use crate::store::series::{SeriesKey, in_order};
use crate::store::{self, Result as StoreResult};

/// How many names of a kind are named.
const NAMES: usize = 10;

/// The kinds of names that have pages.
const KINDS: [NameKind; 5] =
    [NameKind::Event, NameKind::Place, NameKind::Group, NameKind::Authority, NameKind::Publisher];

pub fn page(asked: &Asking<'_, '_>, typed: &str) -> Result<Made, Error> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Ok((PageParts::WHOLE, PageContent::Search(Box::new(nothing(typed)))));
    }
    let filter = Filter { words, ..Filter::default() };
    let criteria = Criteria { filter, ..tolls::of_clocks(asked) }.understood_in(asked.view)?;
    let mut found = WordSearch::new(asked, &criteria);
    let (parts, keys) = found.part()?;
    let tolls = tolls::answers(asked, &tolls::of_clocks(asked), &keys)?;
    let names = names(asked, typed)?;
    let figure = figure(asked, typed)?;
    let is_empty = keys.is_empty() && names.is_empty() && figure.is_none();
    let page = SearchPage {
        words: typed.to_owned(),
        figure,
        names,
        tolls,
        near: if is_empty { near_in(&criteria.filter, asked.view)? } else { None },
        is_pending: found.is_pending,
    };
    Ok((parts, PageContent::Search(Box::new(page))))
}

fn nothing(typed: &str) -> SearchPage {
    SearchPage {
        words: typed.to_owned(),
        figure: None,
        names: Vec::new(),
        tolls: Vec::new(),
        near: None,
        is_pending: false,
    }
}

/// The figure that is named so: by its id or its ref. A uid is sought by the command line alone: no index has it.
fn figure(asked: &Asking<'_, '_>, typed: &str) -> StoreResult<Option<Linked>> {
    let typed = typed.trim();
    if typed.starts_with("uid:") {
        return Ok(None);
    }
    let FigureMatch::One(id) = store::lookup::figure(asked.view, typed.trim_start_matches('#'))? else {
        return Ok(None);
    };
    let recorded = store::figures::one(asked.view, id)?;
    let recorded = recorded.filter(|recorded| asked.question.knows(recorded.figure.published_on));
    Ok(recorded.map(|recorded| Linked { text: one_line(&recorded), to: Some(PageId::Figure(id.0)) }))
}

/// The names that have all the words.
fn names(asked: &Asking<'_, '_>, typed: &str) -> StoreResult<Vec<(&'static str, Linked)>> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let holds = |text: &str| words.iter().all(|word| Filter::occurs(word, text));
    let found = store::addressed::names_that(asked.view, &KINDS, NAMES, holds)?;
    let linked = |(kind, id, name): (NameKind, i64, crate::model::name::Name)| {
        (kind.word(), Linked { text: name.to_string(), to: links::of_name(kind, id) })
    };
    Ok(found.into_iter().map(linked).collect())
}

/// The series that a filter of free words asks for, found without reading their figures.
struct WordSearch<'a, 's> {
    asked: &'a Asking<'a, 's>,
    criteria: &'a Criteria,
    /// In lower case.
    words: Vec<String>,
    /// By which of the words a scope leaves open: the series that have a figure whose names have all of these.
    by_names: FxHashMap<u64, FxHashSet<i64>>,
    is_pending: bool,
}

/// Up to how many series stand in the order of their names.
const IN_ORDER: usize = 1000;

/// More words than this are sought in scopes alone.
const MOST_WORDS: usize = 64;

impl<'a, 's> WordSearch<'a, 's> {
    fn new(asked: &'a Asking<'a, 's>, criteria: &'a Criteria) -> WordSearch<'a, 's> {
        let words = criteria.filter.words.iter().map(|word| word.to_lowercase()).collect();
        WordSearch { asked, criteria, words, by_names: FxHashMap::default(), is_pending: false }
    }

    /// The series of the part that is asked for: of all in the order of their names where they are not many, else as they
    /// come, since of very many nobody reads the last.
    fn part(&mut self) -> StoreResult<(PageParts, Vec<SeriesKey>)> {
        let view = self.asked.view;
        let first = PageParts::open(self.asked.address.number, false);
        let enough = IN_ORDER.max(first.passed().saturating_add(ROWS));
        let (mut found, mut seen, mut is_cut) = (Vec::new(), FxHashSet::default(), false);
        store::series::each_matching(view, &self.criteria.filter, &mut |key| {
            if !seen.contains(&key.scope) && self.finds(&key)? {
                seen.insert(Arc::clone(&key.scope));
                is_cut = found.len() >= enough;
                found.push(key);
            }
            Ok(if is_cut { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        let parts = match is_cut {
            true => PageParts::open(first.number, found.len() > first.passed().saturating_add(ROWS)),
            false => {
                found = in_order(found);
                PageParts::of_rows(first.number, found.len())
            }
        };
        let ids: Vec<i64> = parts.cut(&found).iter().flat_map(|key| key.ids.iter().copied()).collect();
        Ok((parts, store::series::with_ids(view, &ids)?))
    }

    /// Whether a series is found.
    fn finds(&mut self, key: &SeriesKey) -> StoreResult<bool> {
        Ok(self.admits(key)? && has_figure(self.asked, key)?)
    }

    /// Whether a figure of a series speaks of the words that its scope leaves open.
    fn admits(&mut self, key: &SeriesKey) -> StoreResult<bool> {
        let open = self.left_open(&key.scope);
        if open == 0 {
            return Ok(true);
        }
        let Some(series) = self.asked.series.filter(|_| self.words.len() <= MOST_WORDS) else {
            self.is_pending = true;
            return Ok(false);
        };
        if !self.by_names.contains_key(&open) {
            let words = &self.words;
            let asked = (0..words.len()).filter(|at| open >> at & 1 == 1);
            let asked: Vec<&str> = asked.map(|at| words[at].as_str()).collect();
            let admit =
                |names: &[&str]| asked.iter().all(|word| names.iter().any(|name| Filter::occurs(word, name)));
            let attributions = store::attributed::attributions_that(self.asked.view, admit)?;
            self.by_names.insert(open, series.of(&attributions).into_iter().collect());
        }
        Ok(self.by_names.get(&open).is_some_and(|of_names| key.ids.iter().any(|id| of_names.contains(id))))
    }

    /// Which of the words a scope does not speak of, one bit each.
    fn left_open(&self, scope: &Scope) -> u64 {
        let words = self.words.iter().enumerate().take(MOST_WORDS);
        let open = words.filter(|(_, word)| !Filter::may_hold(std::slice::from_ref(*word), scope));
        open.fold(0, |open, (at, _)| open | 1 << at)
    }
}

/// Whether a series holds a figure that is visible.
fn has_figure(asked: &Asking<'_, '_>, key: &SeriesKey) -> StoreResult<bool> {
    for id in &key.ids {
        if store::series_named::holds_a_figure(asked.view, *id)? {
            return Ok(true);
        }
    }
    Ok(false)
}
