//! Whether a figure prints the number of a claim, and on which side the words of a claim leave room.

use crate::model::count::Count;
use crate::model::wording::{Kind, Wording};

/// On which side the words of a claim leave room for other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomLeft {
    /// On none: an exact number.
    Exact,
    /// Upwards: "at least", "more than", "dozens".
    Upwards,
    /// Around a number or between two: "about", "nearly", a range.
    Around,
    /// Downwards: "up to", "fewer than".
    Downwards,
}

impl RoomLeft {
    /// That of some words.
    pub fn of(claim: &Wording) -> RoomLeft {
        match claim.kind() {
            Kind::Exact => RoomLeft::Exact,
            Kind::AtLeast | Kind::MoreThan | Kind::Vague => RoomLeft::Upwards,
            Kind::Nearly | Kind::About | Kind::Range | Kind::Estimate => RoomLeft::Around,
            Kind::AtMost | Kind::FewerThan => RoomLeft::Downwards,
        }
    }
}

/// Whether a figure prints the number of a claim: the same interval, or an exact number that is the printed one of an
/// "about" or of an estimate. "Dozens" prints no number.
pub fn prints(figure: &Wording, claim: &Wording) -> bool {
    let both_or_none_vague = (figure.kind() == Kind::Vague) == (claim.kind() == Kind::Vague);
    let same_interval = figure.count() == claim.count() && both_or_none_vague;
    let has_a_point = matches!(figure.kind(), Kind::About | Kind::Estimate);
    let same_number = claim.kind() == Kind::Exact && has_a_point && figure.value() == claim.value();
    same_interval || same_number
}

/// Whether a figure once printed what a claim repeats: as [`prints`]; of "up to 120" also 120 itself.
pub fn printed_once(figure: &Wording, claim: &Wording) -> bool {
    let is_upper_end = RoomLeft::of(claim) == RoomLeft::Downwards
        && figure.kind() == Kind::Exact
        && claim.kind() == Kind::AtMost
        && figure.value() == claim.value();
    prints(figure, claim) || is_upper_end
}

/// Whether a figure prints the upper number of an "up to", or lies within a tenth below it.
pub fn reaches(figure: &Wording, claim: &Wording) -> bool {
    let (Some(top), Some(value)) = (claim.value(), figure.value()) else { return false };
    claim.count().contains(figure.count()) && value.saturating_mul(10) >= top.saturating_mul(9)
}

/// Whether what a figure says on a day leaves no room for a claim. Who printed the same number with "nearly" or "more than"
/// excludes nobody by an end that is made by convention; nor does 720 exclude "nearly 720".
pub fn excludes(figure: &Wording, says: Count, claim: &Wording) -> bool {
    let same_value = figure.value().is_some() && figure.value() == claim.value();
    let is_hedged = matches!(figure.kind(), Kind::Nearly | Kind::MoreThan | Kind::FewerThan);
    let by_convention = same_value && (is_hedged || claim.kind() == Kind::Nearly);
    says.meet(claim.count()).is_none() && !by_convention
}

/// The number by which two wordings are set apart: the printed one, else the lower end.
pub fn size(wording: &Wording) -> u64 {
    wording.value().unwrap_or_else(|| wording.count().low())
}
