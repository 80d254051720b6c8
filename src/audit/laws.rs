//! What holds of every finding: none fires on ordinary growth, whatever else was printed of it.

use std::sync::Arc;

use proptest::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::draft::Field;
use crate::model::figure::Completeness;
use crate::model::names::Names;
use crate::model::recorded::{Act, ActKind, EntryId, FigureId, Recorded, Recorder};
use crate::series::Series;
use crate::series::testing::{Row, day};

use super::event::{AuditedSeries, Event};
use super::imports::Imports;
use super::seen::{AuditIndex, Everything};
use super::{Finding, Switches, audit_all, audit_event, audit_switches};
use crate::model::date::Timestamp;

/// One day of a toll that grows: how many were added, how the day was relayed, how many of the dead were children.
#[derive(Clone, Copy, Debug)]
struct Grown {
    added: u64,
    relay: u8,
    children: u64,
}

/// A toll whose steps stay within a quarter of the usual one, after a first week in which it may rise three times as fast; a
/// fixed part of those added are children.
fn growth() -> impl Strategy<Value = (u64, Vec<Grown>)> {
    let any_day = |usual: u64| (usual * 3 / 4..=usual * 5 / 4, 1_u64..4, 0_u8..4);
    (30_u64..400, 4_u64..20, 0_u64..50).prop_flat_map(move |(first, part, share)| {
        let usual = (first / part).max(4);
        let days = prop::collection::vec(any_day(usual), 3..40).prop_map(move |days| {
            let grown = |(at, (added, steep, relay)): (usize, (u64, u64, u8))| {
                let added = if at < 7 { added * steep } else { added };
                Grown { added, relay, children: added * share / 100 }
            };
            days.into_iter().enumerate().map(grown).collect()
        });
        (Just(first), days)
    })
}

/// The rows of a toll by day: totals, the days' counts, a group of them, and relays in rounder words or without a day.
fn rows(first: u64, days: &[Grown]) -> Vec<(Row, Option<usize>)> {
    let (mut total, mut children) = (first, first / 4);
    let mut rows = Vec::new();
    for (at, grown) in days.iter().enumerate() {
        let on = day(at as i32).iso();
        total += if at == 0 { 0 } else { grown.added };
        children += if at == 0 { 0 } else { grown.children };
        let row = |figure: String| Row::new(&figure).on(&on).by("Ministry");
        let whole = rows.len();
        rows.push((row(total.to_string()), None));
        rows.push((row(children.to_string()).set(Field::Group, "children"), Some(whole)));
        if at > 0 {
            let period = row(grown.added.to_string());
            rows.push((period.set(Field::CountType, "period").set(Field::PeriodLength, "24h"), None));
        }
        let next = day(at as i32 + 1).iso();
        let rounded = format!("more than {}", total.saturating_sub(1) / 10 * 10);
        match grown.relay {
            0 => rows.push((row(total.to_string()).in_("Gazette"), None)),
            1 => rows.push((Row::new(&rounded).by("Ministry").in_("Herald").published(&next), None)),
            2 => rows.push((row(format!("at least {total}")).in_("Wire"), None)),
            _ => {}
        }
    }
    rows
}

fn found(rows: &[(Row, Option<usize>)]) -> Vec<Finding> {
    let figures: Vec<Recorded> = (1..)
        .zip(rows)
        .map(|(id, (row, _))| Recorded { id: FigureId(id), order: id, line: 0, figure: row.figure() })
        .collect();
    let part = |(part, (_, whole)): (usize, &(Row, Option<usize>))| {
        let part = &figures[part];
        whole.map(|whole| Act {
            figure: part.id,
            what: ActKind::PartOf(Completeness::Some),
            other: Some(figures[whole].id),
            known_at: part.figure.published_on,
            reason: None,
            reason_by: None,
        })
    };
    let acts: Vec<Act> = rows.iter().enumerate().filter_map(part).collect();
    let names = Arc::new(Names::default());
    let mut scopes: Vec<_> = figures.iter().map(|recorded| Arc::clone(&recorded.figure.scope)).collect();
    scopes.sort_by_key(|scope| format!("{scope:?}"));
    scopes.dedup();
    let series: Vec<Series> = scopes
        .into_iter()
        .map(|scope| {
            let own = figures.iter().filter(|r| r.figure.scope == scope).cloned().collect::<Vec<_>>();
            let acts = acts.iter().filter(|act| own.iter().any(|r| r.id == act.figure)).cloned();
            Series::new(scope, own.clone(), acts.collect(), Vec::new(), Arc::clone(&names))
        })
        .collect();
    let at = Timestamp::read("2024-06-01").expect("a time");
    let entries = [Recorder { entry: EntryId(1), last: FigureId(i64::MAX), at, place: 0 }];
    let imports = Imports::new(&entries, FxHashMap::default());
    let series: Vec<AuditedSeries> =
        series.into_iter().map(|now| AuditedSeries { now, with_before: None }).collect();
    let mut switches = Switches::default();
    let mut all = audit_event(&Event::new(&series, &imports, &names), &mut switches);
    all.extend(audit_switches(switches));
    let mut gathered = AuditIndex::default();
    figures.iter().for_each(|recorded| gathered.take(recorded, imports.place(recorded)));
    all.extend(audit_all(&Everything { names: &names, seen: gathered.names(), stop: &|| false }));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_fires_on_ordinary_growth((first, days) in growth()) {
        let found = found(&rows(first, &days));
        prop_assert!(found.is_empty(), "{:#?}", found);
    }

    /// The same toll with one day's zero too many is found: the law above can fail.
    #[test]
    fn a_zero_too_many_is_found((first, days) in growth(), which: usize) {
        let mut rows = rows(first, &days);
        let totals: Vec<usize> = rows.iter().enumerate().filter(|(at, (_, part))| part.is_none() && rows.get(at + 1).is_some_and(|(_, part)| *part == Some(*at))).map(|(at, _)| at).collect();
        let at = totals[1 + which % (totals.len() - 1)];
        let value = rows[at].0.figure().count.and_then(|count| count.value()).expect("a number");
        rows[at].0 = rows[at].0.clone().set(Field::Figure, &(value * 10).to_string());
        prop_assert!(!found(&rows).is_empty());
    }
}
