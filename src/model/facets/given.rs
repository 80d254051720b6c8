//! The words of cells of their own for sex, age and status.

use super::values::{FacetKind, FacetValues, Values};
use crate::model::words::words;

words! {
    /// The sex of those counted, as a cell gives it.
    SexGiven {
        /// Women and girls.
        Female = "female" | "f" | "females" | "women" | "woman" | "girls" | "girl",
        /// Men and boys.
        Male = "male" | "m" | "males" | "men" | "man" | "boys" | "boy",
        /// It is not known.
        Unknown = "unknown" | "not_known" | "u" | "unspecified" | "undetermined",
    }
}

words! {
    /// The age group of those counted, as a cell gives it.
    AgeGiven {
        /// Under 18, or as the source says.
        Children = "children" | "child" | "minor" | "minors" | "girls" | "boys" | "under_18" | "<18" | "0_17",
        /// 18 and older.
        Adults = "adults" | "adult" | "women" | "men" | "18+" | "18_and_over",
        /// Those of them whom the source calls older.
        OlderPeople = "older_people" | "older" | "elderly" | "60+" | "65+",
        /// It is not known.
        Unknown = "unknown" | "not_known" | "u" | "unspecified" | "undetermined",
    }
}

words! {
    /// The status of those counted under the law of war, as a cell gives it.
    StatusGiven {
        /// Not in any armed force.
        Civilians = "civilians" | "civilian",
        /// In the armed forces of a state.
        Soldiers = "soldiers" | "soldier" | "military" | "armed_forces",
        /// In another armed group.
        Fighters = "fighters" | "fighter",
        /// Protected in another way: prisoners of war, the wounded, medical and religious personnel.
        OtherProtected = "other_protected" | "other_protected_people" | "other_protected_persons",
        /// It is not known.
        Unknown = "unknown" | "not_known" | "u" | "unspecified" | "undetermined",
    }
}

impl SexGiven {
    /// The word for what values say of sex; `None` where they do not speak of it.
    pub fn of(values: &Values) -> Option<SexGiven> {
        let says = |given: &SexGiven| given.values() == values.only(|kind| kind == FacetKind::Sex);
        SexGiven::ALL.iter().copied().find(says)
    }

    /// What the cell says.
    pub fn values(self) -> Values {
        let values = match self {
            SexGiven::Female => FacetValues::FEMALE,
            SexGiven::Male => FacetValues::MALE,
            SexGiven::Unknown => FacetValues::NOT_KNOWN,
        };
        Values::of(FacetKind::Sex, values)
    }
}

impl AgeGiven {
    /// The word for what values say of age; `None` where they do not speak of it.
    pub fn of(values: &Values) -> Option<AgeGiven> {
        let says = |given: &AgeGiven| given.values() == values.only(|kind| kind == FacetKind::Age);
        AgeGiven::ALL.iter().copied().find(says)
    }

    /// What the cell says.
    pub fn values(self) -> Values {
        let values = match self {
            AgeGiven::Children => FacetValues::CHILDREN,
            AgeGiven::Adults => FacetValues::ADULTS,
            AgeGiven::OlderPeople => FacetValues::OLDER,
            AgeGiven::Unknown => FacetValues::NOT_KNOWN,
        };
        Values::of(FacetKind::Age, values)
    }
}

impl StatusGiven {
    /// What the cell says.
    pub fn values(self) -> Values {
        let values = match self {
            StatusGiven::Civilians => FacetValues::CIVILIANS,
            StatusGiven::Soldiers => FacetValues::SOLDIERS,
            StatusGiven::Fighters => FacetValues::FIGHTERS,
            StatusGiven::OtherProtected => FacetValues::OTHER_PROTECTED,
            StatusGiven::Unknown => FacetValues::NOT_KNOWN,
        };
        Values::of(FacetKind::Status, values)
    }
}
