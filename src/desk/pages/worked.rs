//! The pages of what was worked out beforehand: findings, where sources differ; and the front page.

use super::asking::{Asking, Made};
use super::digest::DigestedAnswers;
use super::{links, tolls};
use crate::desk::entries;
use crate::desk::error::Error;
use crate::desk::printed::alarm::alarm_in;
use crate::model::names::NameKind;
use crate::report::address::PageId;
use crate::report::entry::EntryReport;
use crate::report::pages::PageContent;
use crate::report::pages::desk::{DifferPage, FindingsPage, Held};
use crate::report::pages::front::FrontPage;
use crate::report::pages::linked::Linked;
use crate::report::pages::parts::PageParts;
use crate::report::pages::tolls::Toll;
use crate::store::series::in_order;
use crate::store::{self, Result as StoreResult, View};

/// How much of each the front page names.
pub const EVENTS: usize = 20;
const ENTRIES: usize = 8;
pub const NEWEST: usize = 12;
pub const DIFFER: usize = 8;

/// The front page.
pub fn front(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    let view = asked.view;
    let mut events = store::addressed::names(view, NameKind::Event, 0, EVENTS + 1)?;
    let has_more_events = events.len() > EVENTS;
    events.truncate(EVENTS);
    let mut linked = Vec::new();
    for (id, name) in events {
        if store::addressed::has_figures(view, id)? {
            linked.push(Linked { text: name.to_string(), to: links::of_name(NameKind::Event, id) });
        }
    }
    let answers = asked.digest.and_then(|digest| digest.answers.as_deref());
    let some = |pick: fn(&DigestedAnswers) -> &[i64], most: usize| {
        answers.map_or(Ok(Vec::new()), |answers| {
            let ids = pick(answers);
            tolls_of(asked, &ids[..most.min(ids.len())])
        })
    };
    let findings = asked.digest.and_then(|digest| digest.findings.as_deref());
    let page = FrontPage {
        events: linked,
        has_more_events,
        log: newest_entries(view)?,
        entries: store::entries::count(view)?,
        newest: some(|answers| &answers.newest, NEWEST)?,
        differ: some(|answers| &answers.differ, DIFFER)?,
        held: held(answers),
        findings: findings.map_or(Held::Pending, |findings| Held::For {
            entry: findings.entry,
            found: findings.tally.clone(),
            is_whole: true,
        }),
        printed: alarm_in(view)?,
    };
    Ok((PageParts::WHOLE, PageContent::Front(Box::new(page))))
}

/// The entries that the front page names.
pub fn newest_entries(view: &View<'_>) -> StoreResult<Vec<EntryReport>> {
    let newest = store::entries::newest(view, Some(ENTRIES))?.into_iter();
    newest.map(|entry| entries::report(view, &entry)).collect()
}

/// Where sources differ.
pub fn differ(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    let answers = asked.digest.and_then(|digest| digest.answers.as_deref());
    let ids = answers.map(|answers| answers.differ.as_slice()).unwrap_or_default();
    let parts = PageParts::of_rows(asked.address.number, ids.len());
    let page = DifferPage { tolls: tolls_of(asked, parts.cut(ids))?, held: held(answers) };
    Ok((parts, PageContent::Differ(page)))
}

fn held(answers: Option<&DigestedAnswers>) -> Held<u64> {
    answers.map_or(Held::Pending, |answers| Held::For {
        entry: answers.entry,
        found: answers.all_differ,
        is_whole: answers.is_whole,
    })
}

/// The answers of series by their numbers, as they are now, in that order.
pub fn tolls_of(asked: &Asking<'_, '_>, ids: &[i64]) -> Result<Vec<Toll>, Error> {
    let mut keys = Vec::new();
    for id in ids {
        keys.extend(store::addressed::series(asked.view, *id)?);
    }
    let pages: Vec<Option<PageId>> = keys.iter().map(links::series).collect();
    let mut tolls = tolls::answers(asked, &tolls::of_clocks(asked), &in_order(keys))?;
    tolls.sort_by_key(|toll| pages.iter().position(|page| *page == toll.series));
    Ok(tolls)
}

/// What a person should look at.
pub fn findings(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    let digested = asked.digest.and_then(|digest| digest.findings.as_deref());
    let worst = digested.map(|findings| findings.worst.as_slice()).unwrap_or_default();
    let parts = PageParts::of_rows(asked.address.number, worst.len());
    let held = digested.map_or(Held::Pending, |findings| Held::For {
        entry: findings.entry,
        found: findings.tally.all(),
        is_whole: true,
    });
    Ok((parts, PageContent::Findings(FindingsPage { findings: parts.cut(worst).to_vec(), held })))
}
