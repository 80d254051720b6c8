//! Figures by what people type.

use super::error::{CommandFault, Error};
use crate::model::date::Moment;
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
        FigureMatch::Nothing => Err(withheld(view, name)?.unwrap_or_else(|| none(name))),
        FigureMatch::Many(figures) => {
            let ids = figures.iter().map(ToString::to_string).collect();
            Err(Error::of(&CommandFault::SeveralFigures { name: name.to_owned(), ids }))
        }
    }
}

/// Why a name leads to no figure though it is recorded: it is held, or under embargo.
fn withheld(view: &View<'_>, name: &str) -> Result<Option<Error>, Error> {
    if !view.visibility().is_discreet() {
        return Ok(None);
    }
    let whole = view.with_withheld()?;
    let FigureMatch::One(id) = store::lookup::figure(&whole, name)? else { return Ok(None) };
    if store::held::of_figure(&whole, id)?.is_some() {
        return Ok(Some(Error::of(&CommandFault::Held(id.0))));
    }
    let under = store::figures::one(&whole, id)?.and_then(|recorded| whole.embargo(&recorded.figure));
    Ok(under.map(|until| Error::of(&embargoed(name, until))))
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

/// A name of a figure that is not to be printed yet.
pub(super) fn embargoed(name: &str, until: Moment) -> CommandFault {
    CommandFault::UnderEmbargo { name: name.to_owned(), until: until.iso() }
}

/// A name that leads to no figure.
pub(super) fn none(name: &str) -> Error {
    Error::of(&CommandFault::NoFigure(name.to_owned()))
}
