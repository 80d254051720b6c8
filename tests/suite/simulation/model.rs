//! A ledger with no cleverness: lists of figures and entries, walked from the start for every question.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollbook::model::date::Timestamp;
use tollbook::model::figure::{Details, Figure};
use tollbook::model::mends::{Mend, MendAct, Mends};
use tollbook::model::names::{NameFact, NameKind, Names};
use tollbook::model::recorded::{Act, ActKind, FigureId, Recorded};
use tollbook::model::scope::Scope;
use tollbook::model::words::LinkKind;
use tollbook::series::Series;

use super::holding::HoldSaid;

/// All that a desk did.
#[derive(Default)]
pub struct Ledger {
    pub figures: Vec<Recorded>,
    pub entries: Vec<Entry>,
}

/// One thing that a desk did: what it saw, declared and said.
#[derive(Clone, Debug)]
pub struct Entry {
    pub at: Timestamp,
    /// The entry that it takes back, by its place.
    pub undoes: Option<usize>,
    pub saw: Vec<FigureId>,
    pub acts: Vec<Act>,
    pub facts: Vec<NameFact>,
    /// What it said of figures besides; whether the desk mended it, so that it holds as it is.
    pub details: Vec<(FigureId, Details, bool)>,
    /// The snapshot of the feed that it took.
    pub look: Option<Look>,
    /// Whether it erased a text, which cannot be taken back.
    pub erases: bool,
    /// What it said of what is held.
    pub holds: Vec<HoldSaid>,
}

/// A snapshot of the feed: the rows that it changed, each with its figure, or none where it vanished.
#[derive(Clone, Debug)]
pub struct Look {
    pub rows: Vec<(String, Option<FigureId>)>,
}

/// What a desk had at one time.
pub struct View {
    /// Every figure that was ever recorded, by number, and whether it is visible.
    figures: BTreeMap<FigureId, (Recorded, bool)>,
    pub acts: Vec<Act>,
    pub names: Arc<Names>,
}

impl Entry {
    pub fn at(at: Timestamp) -> Entry {
        Entry {
            at,
            undoes: None,
            saw: Vec::new(),
            acts: Vec::new(),
            facts: Vec::new(),
            details: Vec::new(),
            look: None,
            erases: false,
            holds: Vec::new(),
        }
    }
}

impl Ledger {
    /// The same figure, if it was ever recorded.
    pub fn known(&self, figure: &Figure) -> Option<FigureId> {
        self.figures.iter().find(|known| is_same(&known.figure, figure)).map(|known| known.id)
    }

    pub fn figure(&self, id: FigureId) -> &Recorded {
        self.figures.iter().find(|known| known.id == id).expect("a figure of the desk")
    }

    /// Whether each entry up to a time stands: newest first, one that stands takes back the one it undoes.
    pub fn standing(&self, by: Option<Timestamp>) -> Vec<bool> {
        let seen = self.entries.iter().filter(|entry| by.is_none_or(|by| entry.at <= by)).count();
        let mut stands = vec![true; seen];
        for at in (0..seen).rev() {
            if let Some(undone) = self.entries[at].undoes.filter(|_| stands[at]) {
                stands[undone] = false;
            }
        }
        stands
    }

    /// The snapshots of the feed that stand, oldest first, by the places of their entries.
    pub fn looks(&self) -> Vec<(usize, &Look)> {
        let stands = self.standing(None);
        let looks = self.entries.iter().enumerate().filter(|(at, _)| stands[*at]);
        looks.filter_map(|(at, entry)| Some((at, entry.look.as_ref()?))).collect()
    }

    /// What the desk had up to and including a time.
    pub fn view(&self, by: Option<Timestamp>) -> View {
        let stands = self.standing(by);
        let standing =
            || self.entries.iter().zip(&stands).filter(|(_, stands)| **stands).map(|(entry, _)| entry);
        let is_seen = |id: FigureId| standing().any(|entry| entry.saw.contains(&id));
        let described = |known: &Recorded| {
            let mut recorded = known.clone();
            let given = standing().flat_map(|entry| &entry.details).filter(|(id, ..)| *id == known.id);
            recorded.figure.details =
                given.fold(
                    Details::default(),
                    |known, (_, given, mended)| {
                        if *mended { given.clone() } else { given.over(&known) }
                    },
                );
            recorded
        };
        let figures = self.figures.iter().map(|known| (known.id, (described(known), is_seen(known.id))));
        let mut acts: Vec<Act> = Vec::new();
        for act in standing().flat_map(|entry| &entry.acts) {
            if !acts.contains(act) {
                acts.push(act.clone());
            }
        }
        let acts = self.as_mends_leave_them(acts, &stands);
        let names = Names::from_facts(standing().flat_map(|entry| entry.facts.iter().cloned()));
        View { figures: figures.collect(), acts, names: Arc::new(names) }
    }
}

impl Ledger {
    /// A mend that was mended back voids nothing. Where a figure was mended twice (an undo of the first was taken back), what
    /// the older mend alone put there is void as well.
    fn as_mends_leave_them(&self, mut acts: Vec<Act>, stands: &[bool]) -> Vec<Act> {
        let standing = || self.entries.iter().enumerate().zip(stands).filter(|(_, stands)| **stands);
        let void = |act: &&Act| act.what == ActKind::Void;
        let mut mends = Vec::new();
        for ((place, entry), _) in standing() {
            for (turn, act) in entry.acts.iter().enumerate().filter(|(_, act)| void(act)) {
                mends.push(Mend { figure: act.figure, act: MendAct::Mended(act.other), at: (place, turn) });
            }
        }
        let read = Mends::of(mends);
        acts.retain(|act| !void(&act) || !read.mended_back.contains(&act.figure));
        for (figure, by) in read.overruled {
            let puts_it = |entry: &Entry| entry.acts.iter().filter(void).any(|act| act.other == Some(figure));
            let stands_by_itself =
                standing().any(|((_, entry), _)| entry.saw.contains(&figure) && !puts_it(entry));
            if !stands_by_itself {
                let known_at = self.figure(figure).figure.published_on;
                let other = by.figure;
                acts.push(Act {
                    figure,
                    what: ActKind::Void,
                    other,
                    known_at,
                    reason: None,
                    reason_by: None,
                });
            }
        }
        acts
    }
}

impl View {
    pub fn visible(&self) -> impl Iterator<Item = &Recorded> {
        self.figures.values().filter(|(_, visible)| *visible).map(|(recorded, _)| recorded)
    }

    pub fn is_visible(&self, id: FigureId) -> bool {
        self.figures[&id].1
    }

    pub fn is_void(&self, id: FigureId) -> bool {
        self.acts.iter().any(|act| act.figure == id && act.what == ActKind::Void)
    }

    /// What a figure counts, by the names that stand for all.
    pub fn scope(&self, id: FigureId) -> Scope {
        let scope = &self.figures[&id].0.figure.scope;
        Scope {
            event: self.names.canonical(NameKind::Event, &scope.event),
            place: scope.place.as_ref().map(|place| self.names.canonical(NameKind::Place, place)),
            group: self.names.canonical(NameKind::Group, &scope.group),
            ..(**scope).clone()
        }
    }

    /// Every series that holds a visible figure, by what it counts.
    pub fn series(&self) -> BTreeMap<String, Series> {
        let mut parted: BTreeMap<String, (Scope, Vec<Recorded>)> = BTreeMap::new();
        for recorded in self.visible() {
            let scope = self.scope(recorded.id);
            parted.entry(format!("{scope:?}")).or_insert((scope, Vec::new())).1.push(recorded.clone());
        }
        parted.into_iter().map(|(key, (scope, figures))| (key, self.one(scope, figures))).collect()
    }

    fn one(&self, scope: Scope, figures: Vec<Recorded>) -> Series {
        let is_own = |id: FigureId| self.scope(id) == scope;
        let mut acts: Vec<Act> = self.acts.iter().filter(|act| is_own(act.figure)).cloned().collect();
        let is_related = |id: FigureId| {
            let says = |act: &Act| {
                let speaks = !matches!(act.what, ActKind::PartOf(_) | ActKind::Void);
                speaks && act.other == Some(id) && is_own(act.figure)
            };
            let was_derived_from = |act: &Act| {
                act.what == ActKind::Linked(LinkKind::DerivedFrom)
                    && act.figure == id
                    && act.other.is_some_and(is_own)
            };
            let other = self.scope(id);
            let otherwise = other.definition != scope.definition
                && Scope { definition: scope.definition.clone(), ..other } == scope;
            otherwise || self.acts.iter().any(|act| says(act) || was_derived_from(act))
        };
        let related: Vec<Recorded> =
            self.visible().filter(|other| !is_own(other.id) && is_related(other.id)).cloned().collect();
        acts.extend(
            self.acts.iter().filter(|act| related.iter().any(|other| other.id == act.figure)).cloned(),
        );
        Series::new(Arc::new(scope), figures, acts, related, Arc::clone(&self.names))
    }
}

/// Whether two rows give the same figure (series, attribution, days, source, count).
pub fn is_same(a: &Figure, b: &Figure) -> bool {
    a.published_on == b.published_on && says_the_same(a, b)
}

/// Whether two figures say the same, whenever they were published.
pub fn says_the_same(a: &Figure, b: &Figure) -> bool {
    let count =
        |figure: &Figure| figure.count.as_ref().map(|count| (count.kind(), count.value(), count.count()));
    (a.as_of, a.window) == (b.as_of, b.window)
        && count(a) == count(b)
        && a.scope == b.scope
        && a.attribution == b.attribution
        && a.source.publisher == b.source.publisher
        && (&a.source.url, &a.source.title) == (&b.source.url, &b.source.title)
}
