//! What an export format is, and what it is given.

use std::io::{self, Write};

use crate::model::column::Field;
use crate::model::names::NameFact;
use crate::model::recorded::Recorded;

use super::links::Links;

/// A format in which figures leave.
pub struct ExportFormat {
    /// Its name.
    pub name: &'static str,
    /// How the names of files end that are written in it.
    pub endings: &'static [&'static str],
    /// Begins an export of these fields.
    pub begin: BeginExport,
    /// Writes what the desk says about names into a file beside that of the figures; `None` where it stands among them.
    pub names_beside: Option<WriteNames>,
}

/// Begins an export of these fields to a handle.
pub type BeginExport =
    for<'o> fn(&'o mut (dyn Write + Send), &[Field]) -> io::Result<Box<dyn ExportWriter + 'o>>;

/// Writes what the desk says about names as a file.
pub type WriteNames = fn(&mut dyn Write, &[NameFact]) -> io::Result<()>;

/// An export in the making.
pub trait ExportWriter: Send {
    /// Adds figures.
    ///
    /// # Errors
    /// What writing meets.
    fn figures(&mut self, figures: &[Exported]) -> io::Result<()>;

    /// Adds what the desk says about a name; nothing in a format that has a file beside it.
    ///
    /// # Errors
    /// What writing meets.
    fn name(&mut self, fact: &NameFact) -> io::Result<()>;

    /// Ends the export.
    ///
    /// # Errors
    /// What writing meets.
    fn end(self: Box<Self>) -> io::Result<()>;
}

/// One figure on its way out.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The figure.
    pub recorded: Recorded,
    /// The name that a file gave to it.
    pub reference: Option<String>,
    /// What it declares of others.
    pub links: Links,
}
