//! The figures of a series that matter to one of them: what it changed, what changed it, who says it again, and what
//! other authorities say beside it.

use crate::model::question::Question;
use crate::model::recorded::FigureId;
use crate::series::Series;

use super::answer::{Answer, Fate};
use super::policies;

/// Figures beside one, by what they are to it; each at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearby {
    /// The figure that took its place, or that it only says again.
    pub then: Option<FigureId>,
    /// The newest of those whose place it took.
    pub before: Option<FigureId>,
    /// Those that only say it again, in track order.
    pub again: Vec<FigureId>,
    /// What other authorities say: of the newest figure of one authority the newest of the others, of an older one those
    /// that hold for the same stated day. In track order.
    pub beside: Vec<FigureId>,
}

/// The figures of a series that matter to one of its members, as far as a question may know them.
pub fn nearby(series: &Series, id: FigureId, question: &Question) -> Nearby {
    let answer = (policies::PER_AUTHORITY.apply)(series, question);
    let fate = answer.trace.iter().find(|traced| traced.id == id).map(|traced| traced.fate);
    let is_own = |other: &FigureId| series.members().iter().any(|member| member.id() == *other);
    let of_it = |is: fn(&Fate) -> bool| {
        let found =
            answer.trace.iter().filter(move |traced| traced.fate.other() == Some(id) && is(&traced.fate));
        found.map(|traced| traced.id)
    };
    Nearby {
        then: fate.and_then(Fate::other).filter(is_own),
        before: of_it(is_displaced).next_back(),
        again: of_it(|fate| matches!(fate, Fate::Restates(_))).collect(),
        beside: beside(series, &answer, id, fate),
    }
}

fn is_displaced(fate: &Fate) -> bool {
    matches!(fate, Fate::SupersededBy(_) | Fate::RevisedBy(_) | Fate::RedefinedBy(_))
}

fn beside(series: &Series, answer: &Answer, id: FigureId, fate: Option<Fate>) -> Vec<FigureId> {
    let Some(own) = series.members().iter().find(|member| member.id() == id) else { return Vec::new() };
    if answer.chosen.iter().any(|chosen| chosen.id == id) {
        let others = answer.chosen.iter().filter(|chosen| chosen.voice != *series.voice(own));
        let mut others: Vec<FigureId> = others.map(|chosen| chosen.id).collect();
        others.sort_unstable();
        return others;
    }
    let day = own.recorded.figure.as_of.stated();
    let counts =
        |fate: Fate| !matches!(fate, Fate::Restates(_) | Fate::Void | Fate::Gone | Fate::Corrected(_));
    if day.is_none() || !fate.is_some_and(counts) {
        return Vec::new();
    }
    let members = series.members().iter().zip(&answer.trace);
    let others = members.filter(|(member, traced)| {
        member.track != own.track
            && member.recorded.figure.as_of.stated() == day
            && member.recorded.figure.count.is_some()
            && counts(traced.fate)
    });
    others.map(|(member, _)| member.id()).collect()
}
