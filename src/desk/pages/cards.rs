//! Names by their numbers, and what is known of them; the lists of names.

use super::asking::{Asking, Made};
use super::links;
use crate::desk::error::Error;
use crate::desk::names::{facts, facts_for};
use crate::model::name::Name;
use crate::model::names::NameKind;
use crate::report::address::NameList;
use crate::report::pages::PageContent;
use crate::report::pages::linked::Linked;
use crate::report::pages::named::{NameCard, NamesPage};
use crate::report::pages::parts::{PageParts, ROWS};
use crate::store::{self, Result};

/// The canonical form of the name with a number, if it is of that kind.
pub fn named(asked: &Asking<'_, '_>, kind: NameKind, id: i64) -> Result<Option<Name>> {
    let named = store::addressed::name(asked.view, id)?;
    let named = named.filter(|(own, _)| *own == kind);
    Ok(named.map(|(kind, name)| asked.view.names().canonical(kind, &name)))
}

/// What is known of a name.
pub fn card(asked: &Asking<'_, '_>, kind: NameKind, name: &Name) -> Result<NameCard> {
    let (view, names) = (asked.view, asked.view.names());
    let aliases = names
        .with_aliases()
        .filter(|(own, alias)| *own == kind && *alias != name && names.canonical(kind, alias) == *name);
    let mut also: Vec<String> = aliases.map(|(_, alias)| alias.to_string()).collect();
    also.sort_unstable();
    Ok(NameCard {
        name: name.to_string(),
        is: kind.word(),
        known: facts_for(asked.audience, view, kind, name)?,
        also,
    })
}

/// The names of one kind, in the order of their letters. An event of which no figure stands is left out.
pub fn list(asked: &Asking<'_, '_>, list: NameList) -> std::result::Result<Made, Error> {
    let (view, kind) = (asked.view, kind_of(list));
    let first = PageParts::open(asked.address.number, false);
    let mut found = store::addressed::names(view, kind, first.passed(), ROWS + 1)?;
    let parts = PageParts::open(first.number, found.len() > ROWS);
    found.truncate(ROWS);
    let is_behind = found.is_empty() && first.passed() > 0;
    let mut names = Vec::new();
    for (id, name) in found {
        if kind != NameKind::Event || store::addressed::has_figures(view, id)? {
            let known = facts(view, kind, &name)?;
            names.push((Linked { text: name.to_string(), to: links::of_name(kind, id) }, known));
        }
    }
    let parts = if is_behind { PageParts::of_rows(first.number, 0) } else { parts };
    Ok((parts, PageContent::Names(NamesPage { list: list.word(), names })))
}

fn kind_of(list: NameList) -> NameKind {
    match list {
        NameList::Events => NameKind::Event,
        NameList::Places => NameKind::Place,
        NameList::Groups => NameKind::Group,
        NameList::Authorities => NameKind::Authority,
        NameList::Publishers => NameKind::Publisher,
    }
}
