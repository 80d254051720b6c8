//! The counts of which a publisher made its figure, from what is recorded of them.

use rustc_hash::FxHashMap;

use crate::model::name::Name;
use crate::model::question::Question;
use crate::model::recorded::{ActKind, FigureId, Recorded};
use crate::model::words::LinkKind;
use crate::phrase::grammar::listed;
use crate::phrase::made_of::{CountsUsed, MadeOf, Making};
use crate::phrase::names::Speech;
use crate::series::Series;

use super::said::Ascribed;

/// How many counts a sentence names of those that a figure was made of.
const NAMED: usize = 4;

/// The counts of which figures of a series were made, as far as the public could know it, by the names of who made them.
pub fn made_of(series: &Series, question: &Question, speech: &Speech<'_>) -> MadeOf {
    let derives = ActKind::Linked(LinkKind::DerivedFrom);
    let acts = series.acts().iter().filter(|act| act.what == derives && series.counts(act, question));
    let mut targets: FxHashMap<FigureId, Vec<&Recorded>> = FxHashMap::default();
    for act in acts {
        let target = act.other.zip(series.figure(act.figure));
        if let Some((derived, target)) = target {
            targets.entry(derived).or_default().push(target);
        }
    }
    targets.into_iter().filter_map(|(id, of)| Some((id, counts(series.figure(id)?, &of, speech)))).collect()
}

fn counts(derived: &Recorded, of: &[&Recorded], speech: &Speech<'_>) -> CountsUsed {
    let mut whose: Vec<String> = of.iter().map(|recorded| whose_count(recorded, speech)).collect();
    whose.sort_by_cached_key(|name| (name.strip_prefix("the ").unwrap_or(name).to_lowercase(), name.clone()));
    whose.dedup();
    let more = whose.len().saturating_sub(NAMED);
    if more > 0 {
        whose.truncate(NAMED);
        whose.push(if more == 1 { "one other".to_owned() } else { format!("{more} others") });
    }
    let value = |recorded: &Recorded| recorded.figure.count.as_ref().and_then(|count| count.value());
    let sum: Option<u64> = of.iter().map(|recorded| value(recorded)).sum();
    let is_sum = of.len() > 1 && sum.is_some() && sum == value(derived);
    let making = if is_sum { Making::Sum } else { Making::Other };
    CountsUsed { whose: listed(&whose), many: of.len(), making }
}

/// Who made a count: its authority, else whom its publisher cites, else the publisher. Of several relays the first had it.
fn whose_count(recorded: &Recorded, speech: &Speech<'_>) -> String {
    let ascribed = Ascribed::of(recorded, speech);
    let is_cited = matches!(&ascribed, Ascribed::InOwnVoice(own) if own.ground.cites().is_some());
    let via = recorded.figure.attribution.via.as_ref().filter(|_| is_cited);
    let origin = via.and_then(|via| via.steps().next()).and_then(Name::read);
    origin.map_or_else(|| ascribed.subject(), |origin| speech.relay(&origin))
}
