//! The relation of any two figures (`3-reconciliation.md`, section 3).

use std::cmp::Ordering;

use crate::model::name::Name;
use crate::model::names::{NameKind, Names};
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::scope::{Dimension, Scope};
use crate::model::words::{CountType, Reason};
use crate::series::order::{KnownKey, TrackKey};
use crate::series::step::{Place, Step, Stepped, origins_differ, step, windows_are_apart};
use crate::series::{Ends, Voice, is_change};

use super::align::meet_on_one_day;
use super::declared;

crate::model::words::words! {
    /// How two figures relate, in one word: what the later does to the earlier.
    RelationKind {
        /// It says the same again.
        Repeats = "repeats",
        /// The count went on.
        Updates = "updates",
        /// The authority changed its count.
        Revises = "revises",
        /// The authority counts by another definition or method.
        Redefines = "redefines",
        /// The authority restarted its count from another origin.
        Rebases = "rebases",
        /// A publisher mends its report of a count: that relay ends, not the track.
        Corrects = "corrects",
        /// Its author withdraws it without replacement.
        Retracts = "retracts",
        /// The authority denies saying it.
        Disowns = "disowns",
        /// Undoes a retraction or a disowning.
        Reinstates = "reinstates",
        /// Both cannot be right.
        Conflicts = "conflicts",
        /// Both can be right.
        Compatible = "compatible",
        /// The earlier includes the later.
        PartOf = "part_of",
        /// The later was made from the earlier.
        DerivedFrom = "derived_from",
        /// They are about different things.
        NotComparable = "not_comparable",
    }
}

crate::model::words::words! {
    /// What a relation's word leaves open.
    Detail {
        /// Upwards.
        Up = "up",
        /// Downwards.
        Down = "down",
        /// Back to a value that stood before.
        Reverts = "reverts",
        /// By another definition.
        Definition = "definition",
        /// By another method of counting.
        Method = "method",
        /// Nothing but the row order says which is the newer.
        OrderUnknown = "order_unknown",
    }
}

/// How two figures relate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The figure to which something is done: the one known earlier, the target, the whole, the origin.
    pub earlier: FigureId,
    /// The figure that does it.
    pub later: FigureId,
    /// In one word.
    pub kind: RelationKind,
    /// What the word leaves open.
    pub detail: Option<Detail>,
    /// What they differ in, where they are not comparable.
    pub dimensions: Vec<Dimension>,
    /// How many people lie between them, where they conflict.
    pub gap: Option<u64>,
    /// Why, as somebody gave it with a declared link.
    pub reason: Option<Reason>,
    /// Who gave the reason.
    pub reason_by: Option<String>,
}

impl Relation {
    /// A relation by its word alone.
    pub(super) fn new(earlier: FigureId, later: FigureId, kind: RelationKind) -> Relation {
        let (detail, dimensions) = (None, Vec::new());
        Relation { earlier, later, kind, detail, dimensions, gap: None, reason: None, reason_by: None }
    }

    pub(super) fn with(self, detail: impl Into<Option<Detail>>) -> Relation {
        Relation { detail: detail.into(), ..self }
    }
}

/// What the rule needs to know besides the two figures.
///
/// The figures and acts are those that the asker may know: the store has left out what was undone, and the asker what
/// lies after `--known-on`. More figures than needed do no harm.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The figures of both series, and for `redefines` those of the earlier figure's authority under its definition.
    pub figures: &'a [&'a Recorded],
    /// Acts on any of them; those between the two are the declared links.
    pub acts: &'a [Act],
    /// What the desk knows about names.
    pub names: &'a Names,
}

/// How two figures relate; the order in which they are given is of no account.
pub fn relate(a: &Recorded, b: &Recorded, around: &Around<'_>) -> Relation {
    let (a, b) = (around.place(a), around.place(b));
    let known = |p: &Result<Place<'_>, &Recorded>| match p {
        Ok(place) => (place.known(), own_key(place.recorded())),
        Err(statement) => (own_key(statement), own_key(statement)),
    };
    let (a, b) = if known(&a) <= known(&b) { (a, b) } else { (b, a) };
    let recorded =
        |p: &Result<Place<'_>, &'_ Recorded>| p.as_ref().map_or_else(|r| r.id, |p| p.recorded().id);
    let links = around.acts;
    if let Some(relation) = declared::between(recorded(&a), recorded(&b), links) {
        return match (&a, &b) {
            (Ok(a), Ok(b)) => declared::in_detail(relation, a, b, around),
            _ => relation,
        };
    }
    match (a, b) {
        (Ok(a), Ok(b)) => derived(&a, &b, around),
        (a, b) => {
            let (a, b) = (a.map_or_else(|r| r, |p| p.recorded()), b.map_or_else(|r| r, |p| p.recorded()));
            not_comparable(a, b, dimensions(a, b, around.names))
        }
    }
}

fn own_key(recorded: &Recorded) -> KnownKey {
    KnownKey::new(recorded, recorded.figure.as_of.date())
}

/// The relation that follows from what two figures say, `a` known first.
fn derived(a: &Place<'_>, b: &Place<'_>, around: &Around<'_>) -> Relation {
    let (x, y) = (a.recorded(), b.recorded());
    let one_voice = Voice::of(&x.figure, around.names) == Voice::of(&y.figure, around.names);
    let dimensions = dimensions(x, y, around.names);
    match (one_voice, dimensions.as_slice()) {
        (true, []) => same_authority(
            a,
            b,
            around.figures.iter().copied().filter(|r| !around.is_void(r.id)),
            around.names,
        ),
        (false, []) => different_authorities(a, b),
        (true, [Dimension::Definition]) if around.took_its_place(x, y) => {
            Relation::new(x.id, y.id, RelationKind::Redefines).with(Detail::Definition)
        }
        (true, [Dimension::Origin]) if windows_are_apart(&x.figure, &y.figure) => {
            Relation::new(x.id, y.id, RelationKind::Rebases)
        }
        _ => not_comparable(x, y, dimensions),
    }
}

/// The relation of two figures of one authority and one series (section 3.2). `history`: figures of the series, among
/// them those that stood before.
pub fn same_authority<'h>(
    x: &Place<'_>,
    y: &Place<'_>,
    history: impl Iterator<Item = &'h Recorded>,
    names: &Names,
) -> Relation {
    let Stepped { step, earlier, later } = step(*x, *y);
    let (a, b) = if x.recorded().id == earlier { (x, y) } else { (y, x) };
    let is = |kind| Relation::new(earlier, later, kind);
    let is_back = matches!(step, Step::Updates | Step::RevisesUp) && reverts(a, b, history, names);
    match step {
        Step::Repeats => is(RelationKind::Repeats),
        Step::Redefines => is(RelationKind::Redefines).with(Detail::Method),
        Step::Rebases => is(RelationKind::Rebases),
        Step::OtherOrigin => not_comparable(a.recorded(), b.recorded(), vec![Dimension::Origin]),
        Step::OrderUnknown => Relation {
            gap: a.wording().count().gap(b.wording().count()),
            ..is(RelationKind::Conflicts).with(Detail::OrderUnknown)
        },
        _ if is_back => is(RelationKind::Revises).with(Detail::Reverts),
        Step::Updates => is(RelationKind::Updates),
        Step::RevisesUp => is(RelationKind::Revises).with(Detail::Up),
        Step::RevisesDown => is(RelationKind::Revises).with(Detail::Down),
    }
}

/// Whether `b` returns to a value that stood in the series before `a`, with b's authority in its chain, and `a` lay
/// below it: 288, 275, 288. A stock may return to any value.
pub fn reverts<'h>(
    a: &Place<'_>,
    b: &Place<'_>,
    history: impl Iterator<Item = &'h Recorded>,
    names: &Names,
) -> bool {
    let (x, y) = (a.recorded(), b.recorded());
    let is_stock = y.figure.scope.count_type == CountType::Current;
    if is_stock || y.figure.as_of.is_assumed() || b.compare(a) != Ordering::Greater {
        return false;
    }
    let Some(value) = b.wording().value() else { return false };
    let voice = Voice::of(&y.figure, names);
    let mut before = history.filter(|r| {
        let same_value = r.figure.count.as_ref().and_then(|count| count.value()) == Some(value);
        same_value && r.id != x.id && r.id != y.id && own_key(r) < a.known()
    });
    before.any(|r| in_chain(r, &voice, names) && dimensions(r, y, names).is_empty())
}

/// Whether somebody is named anywhere in a figure's chain: as its authority, a relay or its publisher.
fn in_chain(recorded: &Recorded, voice: &Voice, names: &Names) -> bool {
    let (who, source) = (&recorded.figure.attribution, &recorded.figure.source);
    let kind = if voice.is_attributed() { NameKind::Authority } else { NameKind::Publisher };
    let is = |name: &Name| names.canonical(kind, name) == *voice.name();
    let relayed = who.via.iter().flat_map(Name::steps).filter_map(Name::read).any(|name| is(&name));
    relayed || is(&source.publisher) || who.authority.as_ref().is_some_and(is)
}

/// The relation of two figures of different authorities, brought to the same day (section 3.3).
pub fn different_authorities(a: &Place<'_>, b: &Place<'_>) -> Relation {
    let (x, y) = (a.recorded(), b.recorded());
    let Some(gap) = meet_on_one_day(a, b).err() else {
        return Relation::new(x.id, y.id, RelationKind::Compatible);
    };
    let methods = x.figure.attribution.method.as_ref().zip(y.figure.attribution.method.as_ref());
    let detail = methods.filter(|(a, b)| a != b).map(|_| Detail::Method);
    Relation { gap: Some(gap), ..Relation::new(x.id, y.id, RelationKind::Conflicts).with(detail) }
}

fn not_comparable(a: &Recorded, b: &Recorded, dimensions: Vec<Dimension>) -> Relation {
    Relation { dimensions, ..Relation::new(a.id, b.id, RelationKind::NotComparable) }
}

/// Every dimension in which two figures differ, aliases resolved (section 3.1); empty where they are comparable.
pub fn dimensions(a: &Recorded, b: &Recorded, names: &Names) -> Vec<Dimension> {
    let (x, y) = (&a.figure.scope, &b.figure.scope);
    let mut differs = if std::sync::Arc::ptr_eq(x, y) { Vec::new() } else { x.differences(y) };
    differs.retain(|dimension| !is_alias(*dimension, x, y, names));
    let windowed = |scope: &Scope| matches!(scope.count_type, CountType::Period | CountType::Increment);
    if x.count_type == y.count_type && windowed(x) && Ends::of(&a.figure) != Ends::of(&b.figure) {
        differs.push(Dimension::Period);
    }
    if origins_differ(&a.figure, &b.figure) {
        differs.push(Dimension::Origin);
    }
    differs
}

fn is_alias(dimension: Dimension, x: &Scope, y: &Scope, names: &Names) -> bool {
    let same = |kind, a: &Name, b: &Name| names.canonical(kind, a) == names.canonical(kind, b);
    match dimension {
        Dimension::Event => same(NameKind::Event, &x.event, &y.event),
        Dimension::Group => same(NameKind::Group, &x.group, &y.group),
        Dimension::Place => {
            x.place.as_ref().zip(y.place.as_ref()).is_some_and(|(a, b)| same(NameKind::Place, a, b))
        }
        _ => false,
    }
}

impl<'a> Around<'a> {
    fn is_void(&self, id: FigureId) -> bool {
        self.acts.iter().any(|act| act.figure == id && act.what == ActKind::Void)
    }

    /// Where a figure takes part in its track: an undated one that restates an earlier one takes its place. A statement
    /// without a count has no place.
    fn place<'r>(&self, recorded: &'r Recorded) -> Result<Place<'r>, &'r Recorded>
    where
        'a: 'r,
    {
        let own = Place::new(recorded, recorded.figure.as_of.date()).ok_or(recorded)?;
        if !recorded.figure.as_of.is_assumed() {
            return Ok(own);
        }
        let voice = Voice::of(&recorded.figure, self.names);
        let key = |r: &Recorded| TrackKey::new(r, r.figure.as_of.date());
        let is_before = |r: &&&'a Recorded| {
            key(r) < key(recorded)
                && Voice::of(&r.figure, self.names) == voice
                && dimensions(r, recorded, self.names).is_empty()
                && !self.is_void(r.id)
        };
        let mut track: Vec<&'a Recorded> = self.figures.iter().filter(is_before).copied().collect();
        track.sort_by_key(|r| key(r));
        let mut places: Vec<Place<'r>> = Vec::with_capacity(track.len());
        for recorded in track {
            if let Some(place) = Place::new(recorded, recorded.figure.as_of.date()) {
                places.push(self.in_place(place, &places));
            }
        }
        Ok(self.in_place(own, &places))
    }

    fn in_place<'r>(&self, place: Place<'r>, before: &[Place<'r>]) -> Place<'r> {
        let id = place.recorded().id;
        let changes = self.acts.iter().any(|act| act.other == Some(id) && is_change(act.what));
        if !place.recorded().figure.as_of.is_assumed() || changes {
            return place;
        }
        let restated = before.iter().rev().find(|earlier| place.restates(earlier));
        restated.map_or(place, |earlier| place.standing_for(*earlier))
    }

    /// Whether `b` took the place of `a` under another definition: `a` was published before `b`, and from then on the
    /// authority printed no figure under a's definition, as far as is known.
    fn took_its_place(&self, a: &Recorded, b: &Recorded) -> bool {
        let since = b.figure.published_on;
        let voice = Voice::of(&a.figure, self.names);
        let goes_on = |r: &&Recorded| {
            r.id != a.id
                && r.figure.count.is_some()
                && r.figure.published_on.date.first_day() >= since.date.first_day()
                && Voice::of(&r.figure, self.names) == voice
                && dimensions(r, a, self.names)
                    .iter()
                    .all(|d| matches!(d, Dimension::Period | Dimension::Origin))
                && !self.is_void(r.id)
        };
        a.figure.published_on.order_key() < since.order_key() && !self.figures.iter().any(goes_on)
    }
}
