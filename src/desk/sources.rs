//! Sources by what people type, and what this desk says of them.

use std::sync::Arc;

use super::error::{CommandFault, Error};
use crate::model::attribution::Source;
use crate::model::names::{NameField, NameKind, Names, source_name};
use crate::model::redacted::shown;
use crate::store::{self, View};

/// The one source that a number, a url or a title leads to.
pub fn sought(reader: &View<'_>, typed: &str) -> Result<(i64, Arc<Source>), Error> {
    let mut found = store::sources::all(reader)?;
    match typed.parse::<i64>() {
        Ok(id) => found.retain(|(known, _)| *known == id),
        Err(_) => found.retain(|(_, source)| source.url == typed || source.title == typed),
    }
    Err(Error::of(&match found.as_slice() {
        [one] => return Ok(one.clone()),
        [] => CommandFault::NoSource(typed.to_owned()),
        several => {
            let ids = several.iter().map(|(id, _)| id.to_string()).collect();
            CommandFault::SeveralSources { name: typed.to_owned(), ids }
        }
    }))
}

/// A source in one line: `7 (AP: https://...)`.
pub fn label(id: i64, source: &Source) -> String {
    match shown(source.identity()).as_ref() {
        "" => format!("{id} ({})", source.publisher),
        identity => format!("{id} ({}: {identity})", source.publisher),
    }
}

/// What this desk says of a source: since when it is gone, and where a copy is kept.
pub fn said_of(names: &Names, source: &Source) -> [(&'static str, Option<String>); 2] {
    let name = source_name(source);
    let said = |field: NameField| {
        let value = names.get(NameKind::Source, name.as_ref()?, field)?;
        Some(value.to_owned())
    };
    [("gone_on", said(NameField::GoneOn)), ("archive_url", said(NameField::ArchiveUrl))]
}
