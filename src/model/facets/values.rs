//! The facets of a group and their values. Of each facet a group has one value, several ("combatants": soldiers or fighters),
//! or all, where its words do not speak of it. *Not known* is a value, so that parts can be complete.

use std::fmt;

/// One facet of the people counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetKind {
    /// Female, male, or not known.
    Sex,
    /// Children, adults, of these the older ones, or not known.
    Age,
    /// Civilians, soldiers, fighters, others who are protected, or not known.
    Status,
    /// Medics, journalists, police, aid workers, or not known; not stated is also: none of these.
    Role,
}

impl FacetKind {
    /// All of them, in the order in which they are said.
    pub const ALL: [FacetKind; 4] = [FacetKind::Sex, FacetKind::Age, FacetKind::Status, FacetKind::Role];

    /// Its name, as a column and in a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            FacetKind::Sex => "sex",
            FacetKind::Age => "age",
            FacetKind::Status => "status",
            FacetKind::Role => "role",
        }
    }
}

/// Values of one facet, as a set; all of them where it is not stated.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetValues(u8);

impl FacetValues {
    /// Nothing is said: any value.
    pub const NOT_STATED: FacetValues = FacetValues(u8::MAX);
    /// It is not known: a value like others.
    pub const NOT_KNOWN: FacetValues = FacetValues(1 << 7);

    pub(super) const FEMALE: FacetValues = FacetValues(1);
    pub(super) const MALE: FacetValues = FacetValues(1 << 1);

    pub(super) const CHILDREN: FacetValues = FacetValues(1);
    /// Adults, the older ones among them.
    pub(super) const ADULTS: FacetValues = FacetValues(1 << 1 | 1 << 2);
    pub(super) const YOUNGER_ADULTS: FacetValues = FacetValues(1 << 1);
    /// Older people, who are adults.
    pub const OLDER: FacetValues = FacetValues(1 << 2);

    pub(super) const CIVILIANS: FacetValues = FacetValues(1);
    pub(super) const SOLDIERS: FacetValues = FacetValues(1 << 1);
    pub(super) const FIGHTERS: FacetValues = FacetValues(1 << 2);
    pub(super) const COMBATANTS: FacetValues = FacetValues(1 << 1 | 1 << 2);
    pub(super) const OTHER_PROTECTED: FacetValues = FacetValues(1 << 3);

    pub(super) const MEDICS: FacetValues = FacetValues(1);
    pub(super) const JOURNALISTS: FacetValues = FacetValues(1 << 1);
    pub(super) const POLICE: FacetValues = FacetValues(1 << 2);
    pub(super) const AID_WORKERS: FacetValues = FacetValues(1 << 3);

    /// The value of a name, and of which facet it is.
    pub(super) fn named(name: &str) -> Option<(FacetKind, FacetValues)> {
        use FacetKind::{Age, Role, Sex, Status};
        Some(match name {
            "female" => (Sex, FacetValues::FEMALE),
            "male" => (Sex, FacetValues::MALE),
            "children" => (Age, FacetValues::CHILDREN),
            "adults" => (Age, FacetValues::ADULTS),
            "older people" => (Age, FacetValues::OLDER),
            "civilians" => (Status, FacetValues::CIVILIANS),
            "soldiers" => (Status, FacetValues::SOLDIERS),
            "fighters" => (Status, FacetValues::FIGHTERS),
            "other protected people" => (Status, FacetValues::OTHER_PROTECTED),
            "medics" => (Role, FacetValues::MEDICS),
            "journalists" => (Role, FacetValues::JOURNALISTS),
            "police" => (Role, FacetValues::POLICE),
            "aid workers" => (Role, FacetValues::AID_WORKERS),
            _ => return None,
        })
    }

    /// Whether the words speak of it.
    pub fn is_stated(self) -> bool {
        self != FacetValues::NOT_STATED
    }

    /// Whether all of these values are among others.
    pub fn is_among(self, others: FacetValues) -> bool {
        self.0 & !others.0 == 0
    }

    /// The values that both have; `None` where they exclude each other.
    pub fn and(self, other: FacetValues) -> Option<FacetValues> {
        Some(FacetValues(self.0 & other.0)).filter(|both| both.0 != 0)
    }

    /// Whether a value is in both.
    pub(super) fn overlaps(self, other: FacetValues) -> bool {
        self.and(other).is_some()
    }
}

impl fmt::Debug for FacetValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_stated() { write!(f, "{:b}", self.0) } else { f.write_str("-") }
    }
}

/// The values of all four facets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Values([FacetValues; 4]);

impl Default for Values {
    fn default() -> Self {
        Values([FacetValues::NOT_STATED; 4])
    }
}

impl Values {
    /// One value of one facet.
    pub fn of(kind: FacetKind, values: FacetValues) -> Values {
        let mut all = Values::default();
        all.0[kind as usize] = values;
        all
    }

    /// What words say that stand in several lists: of one facet one or the other.
    pub(super) fn either(said: impl Iterator<Item = (FacetKind, FacetValues)>) -> Values {
        said.fold(Values::default(), |mut all, (kind, values)| {
            let own = &mut all.0[kind as usize];
            *own = if own.is_stated() { FacetValues(own.0 | values.0) } else { values };
            all
        })
    }

    /// The values of one facet.
    pub fn get(&self, kind: FacetKind) -> FacetValues {
        self.0[kind as usize]
    }

    /// What both say together; the first facet in which they exclude each other where they do.
    pub fn and(&self, other: &Values) -> Result<Values, FacetKind> {
        let mut both = Values::default();
        for kind in FacetKind::ALL {
            both.0[kind as usize] = self.get(kind).and(other.get(kind)).ok_or(kind)?;
        }
        Ok(both)
    }

    /// The same, of some facets only.
    pub fn only(&self, kinds: impl Fn(FacetKind) -> bool) -> Values {
        let stated = FacetKind::ALL.into_iter().filter(|kind| kinds(*kind));
        stated.fold(Values::default(), |mut all, kind| {
            all.0[kind as usize] = self.get(kind);
            all
        })
    }

    /// Whether nothing is said of any facet.
    pub fn say_nothing(&self) -> bool {
        *self == Values::default()
    }
}
