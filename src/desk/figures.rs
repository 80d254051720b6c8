//! Figures by what people type.

use super::error::{CommandFault, Error};
use crate::model::question::Question;
use crate::model::recorded::{FigureId, Recorded};
use crate::store::lookup::FigureMatch;
use crate::store::{self, View};

/// The one figure that a name leads to.
///
/// # Errors
/// A name that leads to no figure, or to several.
pub fn sought(view: &View<'_>, name: &str) -> Result<FigureId, Error> {
    match store::lookup::figure(view, name)? {
        FigureMatch::One(figure) => Ok(figure),
        FigureMatch::Nothing => Err(none(name)),
        FigureMatch::Many(figures) => {
            let ids = figures.iter().map(ToString::to_string).collect();
            Err(Error::of(&CommandFault::SeveralFigures { name: name.to_owned(), ids }))
        }
    }
}

/// What is recorded of the one figure that a name leads to.
///
/// # Errors
/// A name that leads to no figure, or to several.
pub fn named(view: &View<'_>, name: &str) -> Result<Recorded, Error> {
    store::figures::one(view, sought(view, name)?)?.ok_or_else(|| none(name))
}

/// The one figure that a name leads to, if the public could know it at the time that is asked about.
///
/// # Errors
/// A name that leads to no figure, to several, or to one that was not yet public.
pub fn public(view: &View<'_>, name: &str, question: &Question) -> Result<Recorded, Error> {
    let recorded = named(view, name)?;
    if question.knows(recorded.figure.published_on) {
        return Ok(recorded);
    }
    let on = recorded.figure.published_on.long();
    Err(Error::of(&CommandFault::NotYetPublic { name: name.to_owned(), on }))
}

/// A name that leads to no figure.
pub(super) fn none(name: &str) -> Error {
    Error::of(&CommandFault::NoFigure(name.to_owned()))
}
