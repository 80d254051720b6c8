//! A figure that two desks read differently in one source: each mended it, without knowing of the other.

use super::column::Field;
use super::date::Timestamp;
use super::recorded::FigureId;
use super::uid::Uid;

/// A figure that desks mended differently, and that nobody has settled yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskDifference {
    /// The figure.
    pub mended: FigureId,
    /// It as it was entered: its number in words; empty for a statement without one.
    pub was: String,
    /// What each desk put in its place, two at least; the newest comes first, and holds.
    pub readings: Vec<DeskReading>,
}

/// What one desk made of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskReading {
    /// The figure in its place, and what identifies it in every store; `None`: there should be none.
    pub figure: Option<(FigureId, Uid)>,
    /// Its number in words, and the cells in which it differs from the other readings.
    pub cells: Vec<(Field, String)>,
    /// Who said so.
    pub who: String,
    /// When it was recorded, at the desk where it was first.
    pub at: Timestamp,
}

impl DeskDifference {
    /// What holds until somebody settles it.
    pub fn holds(&self) -> Option<&DeskReading> {
        self.readings.first()
    }

    /// The figures that the desks put there, the one that holds first.
    pub fn figures(&self) -> impl Iterator<Item = FigureId> {
        self.readings.iter().filter_map(DeskReading::id)
    }
}

impl DeskReading {
    /// The figure in the place of the mended one.
    pub fn id(&self) -> Option<FigureId> {
        self.figure.map(|(id, _)| id)
    }
}
