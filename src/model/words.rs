//! Closed lists of words: what is counted, in which unit, and what kind of count it is.

/// A closed list of words.
#[derive(Clone, Copy, Debug)]
pub struct WordList {
    /// Every word, in the order in which the pages list them.
    pub words: &'static [&'static str],
    /// What each of them means, in one line; blank where nothing is said.
    pub meanings: &'static [&'static str],
    /// Reads a word or an alias of it, as the word.
    pub read: fn(&str) -> Option<&'static str>,
}

/// Words, or texts in quotes, as a list; a long list stays short to read.
macro_rules! word_list {
    ($($text:literal)*) => { &[$($text),*] };
    ($($word:tt)*) => { &[$(stringify!($word)),*] };
}
pub(crate) use word_list;

/// Declares an enum whose variants are the words of the house CSV, with aliases that are read but never written.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $meaning:literal])* $variant:ident = $word:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $meaning])* $variant),+ }

        impl $name {
            /// Every word, in the order in which the pages list them.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The list, whatever its words stand for.
            pub const LIST: &'static $crate::model::words::WordList = &$crate::model::words::WordList {
                words: &[$($word),+],
                meanings: &[$(concat!($($meaning),*)),+],
                read: |text| $name::from_word(text).map($name::word),
            };

            /// The word that files, the store and the commands use.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// Reads the word or an alias of it, ignoring case; spaces and hyphens count as underscores.
            pub fn from_word(text: &str) -> Option<$name> {
                match text {
                    $($word $(| $alias)* => Some($name::$variant),)+
                    _ => {
                        let plain = text.trim().to_lowercase().replace([' ', '-'], "_");
                        match plain.as_str() { $($word $(| $alias)* => Some($name::$variant),)+ _ => None }
                    }
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.word()) }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_str(self.word()) }
        }
    };
}
pub(crate) use words;

words! {
    /// What happened to the people counted (UCDP, OHCHR guidance on casualty recording, OCHA situation reports).
    Measure {
        /// Dead by the event: a fire, a flood, a crash, an attack.
        Killed = "killed",
        /// Died of illness, hunger or cold; in custody, in hospital, at sea or of heat without a stated cause.
        Died = "died",
        /// Hurt and alive; "wounded" is read as this.
        Injured = "injured" | "wounded",
        /// Whereabouts not known.
        Missing = "missing",
        /// Whereabouts not known since they were taken; not the same as missing.
        Disappeared = "disappeared" | "forcibly_disappeared" | "enforced_disappearance" | "enforced_disappearances",
        /// Missing, and held to be dead by the authority.
        PresumedDead = "presumed_dead",
        /// Killed and missing, given as one number.
        KilledOrMissing = "killed_or_missing",
        /// Driven from home.
        Displaced = "displaced",
        /// Held by an authority.
        Detained = "detained",
        /// Held as hostages.
        Hostage = "hostage" | "hostages",
        /// Affected in any way the source includes.
        Affected = "affected",
        /// Killed and injured, not separable; never read as killed.
        Casualties = "casualties",
        /// Remains found; may be partial or unidentified.
        BodiesRecovered = "bodies_recovered",
    }
}

words! {
    /// What one unit of the count is.
    Unit {
        /// Persons; the default.
        People = "people" | "persons" | "individuals",
        /// Households or families.
        Households = "households" | "families",
    }
}

words! {
    /// What a number counts up; there is no safe default, so every figure states it.
    CountType {
        /// The toll so far, from the period start if that is stated, up to and including as_of. Falls only by revision or a restart.
        Total = "total" | "cumulative" | "incident",
        /// Those in the window that ends with as_of; periods are independent of each other.
        Period = "period",
        /// Added since the authority's last statement, window not stated ("two more").
        Increment = "increment",
        /// A stock now: missing, held, displaced, in hospital. May fall freely.
        Current = "current",
        /// Deaths that have not happened yet.
        Projection = "projection",
    }
}

words! {
    /// How the figure's authority is known.
    Basis {
        /// The source names it.
        Named = "named",
        /// The source's context makes it plain.
        Context = "context",
        /// This desk traces the figure to it, and says so wherever the figure is printed.
        Inferred = "inferred",
    }
}

words! {
    /// How sure the source says it is; imported, never computed.
    Verification {
        /// Confirmed by whom the source names.
        Confirmed = "confirmed",
        /// Presumed.
        Presumed = "presumed",
        /// Said, and no more.
        Claimed = "claimed",
        /// Said to be unverified.
        Unverified = "unverified",
    }
}

words! {
    /// Whose losses the authority speaks of; shown in the trace, never weighed.
    Standpoint {
        /// Its own.
        OwnLosses = "own_losses",
        /// Those of the side it fights.
        OpponentLosses = "opponent_losses",
        /// Neither.
        ThirdParty = "third_party",
    }
}

words! {
    /// Why a count changed or was withdrawn, as somebody gave it.
    Reason {
        /// The dead were identified.
        Identification = "identification",
        /// People had been counted twice.
        DoubleCount = "double_count",
        /// People were found alive.
        FoundAlive = "found_alive",
        /// Reports came in late.
        LateReports = "late_reports",
        /// An audit.
        Audit = "audit",
        /// A committee ruled on cases.
        CommitteeRuling = "committee_ruling",
        /// Who is counted changed.
        DefinitionChange = "definition_change",
        /// The number is taken from another authority.
        SourceSwitch = "source_switch",
        /// Where or when is counted changed.
        ScopeChange = "scope_change",
        /// The perpetrator is no longer counted.
        PerpetratorExcluded = "perpetrator_excluded",
        /// Bodies were found to be attackers'.
        AttackersBodiesReclassified = "attackers_bodies_reclassified",
        /// Injured people died.
        DiedOfInjuries = "died_of_injuries",
        /// A slip in copying.
        Transcription = "transcription",
        /// Another measure was read as this one.
        MeasureMixup = "measure_mixup",
        /// The number was ascribed to the wrong body.
        Misattribution = "misattribution",
        /// No reason was given.
        NoneGiven = "none_given",
    }
}

words! {
    /// What a row declares about other figures.
    LinkKind {
        /// The authority changes its count.
        Revises = "revises",
        /// A publisher mends its report of a count: that relay ends, not the track.
        Corrects = "corrects",
        /// The author withdraws the count without replacement.
        Retracts = "retracts",
        /// The authority denies having given the count.
        Disowns = "disowns",
        /// Undoes a retraction or a disowning.
        Reinstates = "reinstates",
        /// The authority counts by another definition or method from here on.
        Redefines = "redefines",
        /// The authority restarted its count from another origin.
        Rebases = "rebases",
        /// The count was made from another figure.
        DerivedFrom = "derived_from",
        /// Another body rejects the figure, or says that the event did not happen. It withdraws nothing.
        Disputes = "disputes",
    }
}

impl LinkKind {
    /// Whether a row that declares this may leave the figure blank: a statement without a number.
    pub const fn may_lack_a_count(self) -> bool {
        use LinkKind::{Corrects, Disowns, Disputes, Reinstates, Retracts};
        matches!(self, Retracts | Disowns | Reinstates | Corrects | Disputes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_aliases_read_back() {
        for &m in Measure::ALL {
            assert_eq!(Measure::from_word(m.word()), Some(m));
        }
        assert_eq!(Measure::from_word("Wounded"), Some(Measure::Injured));
        assert_eq!(Measure::from_word("killed or missing"), Some(Measure::KilledOrMissing));
        assert_eq!(Measure::from_word("victims"), None);
        assert_eq!(CountType::from_word("cumulative"), Some(CountType::Total));
        assert_eq!(CountType::from_word("incident"), Some(CountType::Total));
        assert_eq!(CountType::from_word("daily"), None);
    }
}
