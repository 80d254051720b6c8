//! `qualifier_lost`: a relay that claims more than those it relays: "5,791" for "more than 5,700".

use crate::audit::sheet::{Dated, SeriesSheet};
use crate::audit::{Finding, Rank};
use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::phrase::figure::{place, show_both, words};
use crate::series::Voice;
use crate::series::restate::{Days, restates};

/// How many figures of one authority and day a relay is set against: a file with its days mapped wrongly has thousands.
const ORIGINS: usize = 64;

pub(super) fn find(sheet: &SeriesSheet<'_>) -> Vec<Finding> {
    let (series, mut found) = (sheet.series, Vec::new());
    for track in sheet.tracks().filter(|track| track.voice.is_attributed()) {
        let members = track.members.iter().map(|place| &series.members()[*place]);
        let dated: Vec<Dated<'_>> = members.filter_map(|member| sheet.dated_of(member)).collect();
        for day in dated.chunk_by(|a, b| a.day == b.day).filter(|day| day.len() > 1) {
            let origins = &day[..day.len().min(ORIGINS)];
            let origins = Origins { day: origins, voice: &track.voice, names: series.names() };
            let asked = day.iter().filter(|relay| sheet.looks_at(relay.id()));
            found.extend(asked.filter_map(|relay| origins.claims_more(relay)));
        }
    }
    found
}

/// The figures of one authority and day, among them those that others relay.
struct Origins<'d, 's> {
    day: &'d [Dated<'s>],
    voice: &'d Voice,
    names: &'d Names,
}

impl Origins<'_, '_> {
    /// Whether a figure is narrower than every figure that it relays, and restates one of them.
    fn claims_more(&self, relay: &Dated<'_>) -> Option<Finding> {
        if self.is_first_hand(relay) {
            return None;
        }
        let relayed: Vec<&Dated<'_>> = self.day.iter().filter(|origin| self.relays(relay, origin)).collect();
        let claim = relay.wording.count();
        let is_wider = |origin: &&Dated<'_>| {
            claim.is_narrower_than(origin.wording.count()) && origin.wording.count().contains(claim)
        };
        let restated = relayed.iter().find(|origin| restates(relay.wording, origin.wording, Days::Same))?;
        relayed.iter().all(is_wider).then(|| finding(relay, restated))
    }

    /// The authority's own publication, or the document of the last relay.
    fn relays(&self, relay: &Dated<'_>, origin: &Dated<'_>) -> bool {
        let via = relay.recorded.figure.attribution.via.as_ref();
        let from = via.map(|via| via.leaf()).and_then(Name::read);
        let publisher = self.publisher(origin);
        let is_from = from.is_some_and(|from| self.names.canonical(NameKind::Publisher, &from) == publisher);
        relay.id() != origin.id()
            && self.publisher(relay) != publisher
            && (self.is_first_hand(origin) || is_from)
    }

    fn is_first_hand(&self, dated: &Dated<'_>) -> bool {
        let publisher = self.names.canonical(NameKind::Authority, &self.publisher(dated));
        dated.recorded.figure.attribution.via.is_none() && publisher == *self.voice.name()
    }

    fn publisher(&self, dated: &Dated<'_>) -> Name {
        self.names.canonical(NameKind::Publisher, &dated.recorded.figure.source.publisher)
    }
}

fn finding(relay: &Dated<'_>, origin: &Dated<'_>) -> Finding {
    let explanation = format!(
        "{} printed {} ({}) where {} has {} (#{})",
        relay.recorded.figure.source.publisher,
        words(relay.recorded),
        place(relay.recorded),
        origin.recorded.figure.source.publisher,
        words(origin.recorded),
        origin.id()
    );
    let hint = format!("print the words of the authority: {}", show_both(relay.id(), origin.id()));
    Finding::new(Rank::Warning, vec![relay.id(), origin.id()], explanation, hint)
}
